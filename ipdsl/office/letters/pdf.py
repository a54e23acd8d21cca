"""Letters as PDF, set by Typst from `letter.typ`.

The content is passed as data and is never interpreted as Typst code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters.content import Content, words_of
from ipdsl.office.letters.fonts import fonts_for
from ipdsl.office.letters.requirements import require_letter_libraries

_PAGE = Path(__file__).with_name("letter.typ")
_LONG = re.compile(r"[0-9A-Za-z_./()+-]{13,}")
_BREAK = re.compile(r"(?<=[_./-])(?=[0-9A-Za-z])")


def render_pdf(letters: Sequence[Content], language: Language, font: str | None = None) -> list[bytes]:
    """A PDF for each content; equal contents give equal bytes. `font` is a family or a file."""
    require_letter_libraries("typst", "fontTools")
    import typst

    words, is_chinese = words_of(language), language is Language.ZH
    marks = {"colon": "：", "between": "；"} if is_chinese else {"colon": ": ", "between": "; "}
    around = "".join([*words.values(), *marks.values(), "0123456789"])
    fonts = fonts_for([(content["applicant"], around + "".join(_texts(content))) for content in letters], font)
    shared_data = {"words": words, "fonts": list(fonts.families), "language": "zh" if is_chinese else "en", **marks}
    compiler = typst.Compiler(root=str(_PAGE.parent), font_paths=list(fonts.folders))
    documents: list[bytes] = []
    for content in letters:
        data = json.dumps({**_add_break_points(content), **shared_data}, ensure_ascii=False)
        document = compiler.compile(input=str(_PAGE), format="pdf", sys_inputs={"letter": data})
        assert isinstance(document, bytes)
        documents.append(document)
    return documents


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _add_break_points(value: Any) -> Any:
    """Add line break points inside long names."""
    if isinstance(value, str):
        return _LONG.sub(lambda match: _BREAK.sub("\u200b", match[0]), value)
    if isinstance(value, Mapping):
        return {name: _add_break_points(part) for name, part in value.items()}
    return [_add_break_points(member) for member in value]
