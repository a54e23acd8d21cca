"""Letters as PDF and HTML.

A PDF is set by Typst from `letter.typ`, and an HTML letter is one file without scripts or external resources. The
content is passed as data and is never interpreted as code. The fonts of a PDF are named by the user, or are installed
fonts with Chinese characters. They are checked, because Typst omits a character that no font has, and the letter would
be incomplete without notice.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase, join_names
from ipdsl.office.errors import LetterLibraryMissing, NoFont, NoGlyph, require_libraries
from ipdsl.office.letters.content import PRINTED, Content, change_texts, texts_in, words_of
from ipdsl.plain_data.errors import FactsError

KNOWN = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "FangSong", "FangSong_GB2312", "STFangsong", "SimSun",
    "NSimSun", "STSong", "Songti SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei",
    "PingFang SC", "SimHei", "KaiTi", "STKaiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UMing CN",
    "AR PL UKai CN", "Droid Sans Fallback",
)  # fmt: skip
"""Fonts with Chinese characters, in order of preference."""

_FILES = (".ttf", ".otf", ".ttc", ".otc")
_PRINTED = " \u00a0\u200b\n"
"""Characters without a visible glyph."""


@attrs.frozen
class Fonts:
    """The font families in order of preference. `folders` has fonts that are not installed on the system."""

    families: tuple[str, ...]
    folders: tuple[str, ...] = ()


def fonts_for(letters: Iterable[tuple[str, str]], named: str | None) -> Fonts:
    """Fonts with all characters of these letters. A letter is given as its applicant and its text.

    Raises `FactsError` if the named font or a font for a character is missing.
    """
    at_hand = _named_fonts(named) if named is not None else _known_fonts()
    used: dict[str, None] = {}
    lacking: dict[str, dict[str, None]] = {}
    for applicant, text in letters:
        for character in dict.fromkeys(text):
            if character in _PRINTED:
                continue
            family = next((name for name, file, number in at_hand if ord(character) in _characters(file, number)), None)
            if family is None:
                lacking.setdefault(applicant, {})[character] = None
            else:
                used[family] = None
    if lacking:
        raise FactsError(
            Report(
                [
                    NoGlyph(applicant=who, words=join_names(f"{sign} (U+{ord(sign):04X})" for sign in list(signs)[:5]))
                    for who, signs in lacking.items()
                ]
            )
        )
    folders = (str(Path(at_hand[0][1]).parent),) if named is not None and _is_file(named) else ()
    order = [name for name, _, _ in at_hand if name in used]
    return Fonts(tuple(dict.fromkeys(order)) or (at_hand[0][0],), folders)


def _is_file(named: str) -> bool:
    return named.lower().endswith(_FILES)


def _no_font(what: Phrase) -> FactsError:
    return FactsError(Report([NoFont(what=what)]))


def _named_fonts(named: str) -> list[tuple[str, str, int]]:
    """The fonts of a file, or of a family that is installed."""
    if _is_file(named):
        from fontTools.ttLib import TTCollection, TTFont, TTLibError

        try:
            with open(named, "rb") as file:
                is_many = file.read(4) == b"ttcf"
                file.seek(0)
                fonts = [*TTCollection(file, lazy=True)] if is_many else [TTFont(file, lazy=True)]
                families = [font["name"].getBestFamilyName() or "" for font in fonts]
        except (OSError, TTLibError):
            raise _no_font(
                Phrase("`{name}` is not a readable font", "`{name}`不是可以读取的字体", name=named)
            ) from None
        taken = _families(str(Path(named).parent))
        candidates = [(family, named, number) for number, family in enumerate(families) if family in taken]
        if not candidates:
            raise _no_font(Phrase("`{name}` has no font that can be used", "`{name}`中没有可用的字体", name=named))
        return sorted(candidates, key=lambda entry: " SC" not in entry[0])  # simplified Chinese forms first
    found_here = [entry for entry in _installed_fonts() if entry[0] == named]
    if not found_here:
        raise _no_font(Phrase("the font `{name}` does not exist", "没有字体`{name}`", name=named))
    return found_here


def _known_fonts() -> list[tuple[str, str, int]]:
    """The installed fonts with Chinese characters."""
    installed = {family: (family, file, number) for family, file, number in _installed_fonts()}
    known = [installed[name] for name in KNOWN if name in installed]
    if not known:
        raise _no_font(Phrase("no font with Chinese characters was found", "没有找到含汉字的字体"))
    return known


@functools.cache
def _installed_fonts() -> tuple[tuple[str, str, int], ...]:
    """Family, file and index in the file of one upright font per installed family, the one nearest to normal weight."""
    import typst

    fonts: Any = typst.Fonts(include_embedded_fonts=False).fonts()
    upright = [font for font in fonts if font.path and font.style == "normal" and font.stretch == 1.0]
    upright.sort(key=lambda font: abs(font.weight - 400))
    nearest = {font.family: font for font in reversed(upright)}
    return tuple((family, str(font.path), font.index) for family, font in nearest.items())


def _families(folder: str) -> list[str]:
    """The families in a folder, with the names that Typst uses."""
    import typst

    families: list[str] = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    ).families()
    return families


@functools.cache
def _characters(file: str, number: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=number, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


_PAGE = Path(__file__).with_name("letter.typ")
_LONG = re.compile(r"[0-9A-Za-z_./()+-]{13,}")
_BREAK = re.compile(r"(?<=[_./-])(?=[0-9A-Za-z])")


def render_pdf(letters: Sequence[Content], language: Language, font: str | None = None) -> list[bytes]:
    """A PDF for each content; equal contents give equal bytes. `font` is a family or a file."""
    require_libraries(LetterLibraryMissing, "typst", "fontTools")
    import typst

    words, printed = words_of(language), [{name: content[name] for name in PRINTED} for content in letters]
    around = "".join([*words.values(), "0123456789"])
    fonts = fonts_for(
        [
            (content["applicant"], around + "".join(texts_in(texts)))
            for content, texts in zip(letters, printed, strict=True)
        ],
        font,
    )
    shared_data = {"words": words, "fonts": list(fonts.families), "language": language.value}
    compiler = typst.Compiler(root=str(_PAGE.parent), font_paths=list(fonts.folders))
    documents: list[bytes] = []
    for content, texts in zip(letters, printed, strict=True):
        broken = change_texts(texts, _add_break_points)
        data = json.dumps({**broken, **shared_data, "stamp": content["stamp"]}, ensure_ascii=False)
        document = compiler.compile(input=str(_PAGE), format="pdf", sys_inputs={"letter": data})
        assert isinstance(document, bytes)
        documents.append(document)
    return documents


def _add_break_points(text: str) -> str:
    """Add line break points inside long names."""
    return _LONG.sub(lambda match: _BREAK.sub("\u200b", match[0]), text)


SERIF_FONTS = '"Times New Roman", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif'
"""The fonts of documents in HTML, as in CSS."""

_HTML = Path(__file__).with_name("letter.html")


def render_html(letters: Sequence[Content], language: Language) -> list[bytes]:
    """One page per content."""
    require_libraries(LetterLibraryMissing, "jinja2")
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.from_string(_HTML.read_text("utf-8"))
    is_chinese = language is Language.ZH
    around = {"words": words_of(language), "language": "zh-CN" if is_chinese else "en", "fonts": SERIF_FONTS}
    return [f"{page.render({**content, **around})}\n".encode() for content in letters]
