"""The settings of pages: `ipdsl.toml` next to them, with a table for each page that has any.

    [page.town_2026]
    against = "town.txt"            # the official text
    facts = "firm.json"             # the facts of one applicant
    vocabulary = "words/craft.ipp"  # the vocabulary that `use craft` means; a draft uses it without that line
    language = "zh"                 # the language of the editor and of the document

The name in a table is that of the page's file without its suffix. Paths are relative to the folder. A page of cases has
the settings of its policy.

The vocabulary changes what a page means. Its errors are therefore findings of the page, for every command.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

import attrs

from ipdsl.base.errors import BadSettings, UnknownSetting, WrongSetting
from ipdsl.base.files import MARK, files_with_suffix, find_page
from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase, join_phrases
from ipdsl.base.pages import CASES_SUFFIX, PACKAGED, PAGE_SUFFIX
from ipdsl.base.source import Source, Sources, Span
from ipdsl.base.value_object import ValueObject

FILE = "ipdsl.toml"
"""The name of the file with settings."""

KEYS: Mapping[str, Phrase] = {
    "against": Phrase("the path of a text", "文本的路径"),
    "facts": Phrase("the path of a file of facts", "事实文件的路径"),
    "vocabulary": Phrase("the path of a vocabulary (`.ipp`)", "词汇页面（`.ipp`）的路径"),
    "language": Phrase('`"en"` or `"zh"`', '`"en"`或`"zh"`'),
}
"""The keys of a page, each with what it takes."""

_EXAMPLES = {"against": '"town.txt"', "facts": '"firm.json"', "vocabulary": '"words.ipp"', "language": '"zh"'}


@attrs.frozen(eq=False, repr=False)
class PageSettings(ValueObject):
    """The settings of a page, with the findings about them. A wrong setting is left out."""

    against: str | None = None
    facts: str | None = None
    vocabulary: str | None = None
    language: Language | None = None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def vocabulary_problems(self) -> tuple[Diagnostic, ...]:
        """The findings that leave the vocabulary open."""
        return tuple(
            each
            for each in self.problems
            if isinstance(each, BadSettings) or (isinstance(each, WrongSetting) and each.word == "vocabulary")
        )


def settings_file(page: str) -> Path:
    """The file with the settings of a page, which need not exist."""
    return Path(page).parent / FILE


def page_settings(page: str) -> PageSettings:
    """The settings of the page with a path."""
    name = Path(page).name.removesuffix(PAGE_SUFFIX).removesuffix(".cases")
    has_settings = page.endswith(PAGE_SUFFIX) and Path(page).parent != Path(PACKAGED)
    source = _read(settings_file(page)) if has_settings else None
    if source is None:
        return PageSettings()
    tables, report = read_settings(source)
    return tables.get(name) or PageSettings(problems=tuple(each for each in report if isinstance(each, BadSettings)))


def _vocabulary_settings(page: str) -> PageSettings:
    """The settings with the vocabulary of a page; a page of cases has the words of its policy."""
    return PageSettings() if page.endswith(CASES_SUFFIX) else page_settings(page)


def default_vocabulary(page: str) -> str | None:
    """The name of the vocabulary in the settings of a page."""
    return Path(path).stem if (path := _vocabulary_settings(page).vocabulary) else None


def settings_problems(page: str, sources: Sources, *, of_vocabulary: bool = False) -> Report:
    """The findings about the settings of a page, or those that leave its vocabulary open.

    The text of the settings is added to `sources`.
    """
    problems = _vocabulary_settings(page).vocabulary_problems if of_vocabulary else page_settings(page).problems
    source = _read(settings_file(page)) if problems else None
    if source is not None:
        sources.add(source)
    return Report([*problems])


def find_named_page(name: str, page: str, open_pages: Container[str] = ()) -> str | None:
    """The page of a name on another page: the vocabulary of its settings, an open page, or a file.

    The empty name means the vocabulary of the settings, or their file if they have errors. A result that is kept with
    this path is valid for these settings only.
    """
    settings = _vocabulary_settings(page)
    if not name:
        return str(settings_file(page)) if settings.vocabulary_problems else settings.vocabulary
    if settings.vocabulary is not None and name == Path(settings.vocabulary).stem:
        return settings.vocabulary
    path = str(Path(page).parent / f"{name}{PAGE_SUFFIX}")
    return path if name.isidentifier() and path in open_pages else find_page(name, page)


def settings_findings(file: Path, sources: Sources) -> Report:
    """The findings about a file with settings, which need not exist. Its text is added to `sources`."""
    source = _read(file)
    return Report() if source is None else read_settings(sources.add(source))[1]


def _read(file: Path) -> Source | None:
    """The text without a byte-order mark. Bytes that are not UTF-8 are `_BROKEN` characters."""
    if not os.path.isfile(file):
        return None
    return Source(str(file), file.read_bytes().decode("utf-8", "replace").removeprefix(MARK))


_BROKEN = "\ufffd"


def read_settings(source: Source) -> tuple[dict[str, PageSettings], Report]:
    """The settings in a text by the name of the page, and its findings."""
    import tomllib  # most pages have no settings

    report = Report()
    raw: dict[str, Any] = {}
    problem = ""
    try:
        raw = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:  # ValueError: not TOML, or a number with thousands of digits
        problem = str(error)
    if problem or _BROKEN in source.text:
        broken = _BROKEN in source.text
        advice = _SAVE_AS_UTF_8 if broken else _WRITE_ONCE if problem.startswith("Cannot") else _WRITE_TABLES
        report.add(BadSettings(span=_place_in(problem, source), name=Path(source.name).name, advice=advice))
        return {}, report
    places = _Places(source)
    for word in raw:
        if word != "page" or not isinstance(raw[word], dict):
            advice = Phrase("settings are in tables such as `[page.town_2026]`", "设置写在`[page.town_2026]`这样的表中")
            report.add(UnknownSetting(span=places.of("", word), word=word, advice=advice))
    pages = raw.get("page")
    tables = pages if isinstance(pages, dict) else {}
    folder = Path(source.name).parent
    return {name: _page(name, table, folder, places, report) for name, table in tables.items()}, report


_WRITE_TABLES = Phrase(
    'write tables such as `[page.town_2026]`, and texts in `""`', '请写`[page.town_2026]`这样的表，文本写在`""`中'
)
_WRITE_ONCE = Phrase("write each table and each key once", "每个表、每个键只写一次")
_SAVE_AS_UTF_8 = Phrase("save the file as UTF-8", "请把文件另存为 UTF-8")


def _place_in(message: str, source: Source) -> Span:
    """The first broken character, or the place in the message of the reader of TOML, or the end of the text."""
    place = re.search(r"line (\d+), column (\d+)", message)
    lines = source.lines()
    for number, text in enumerate(lines, start=1):
        if _BROKEN in text:
            return Span(source.name, number, text.index(_BROKEN) + 1, number, text.index(_BROKEN) + 2)
    line, column = (int(place[1]), int(place[2])) if place is not None else (len(lines), len(lines[-1]) + 1)
    return Span(source.name, line, column, line, column + 1)


def _page(name: str, table: object, folder: Path, places: _Places, report: Report) -> PageSettings:
    span = places.of("page", name)
    if not isinstance(table, dict):
        advice = Phrase("write a table: `[page.{name}]`", "请写表：`[page.{name}]`", name=name)
        finding = UnknownSetting(span=span, word=name, advice=advice)
        report.add(finding)
        return PageSettings(problems=(finding,))
    if not any(os.path.isfile(folder / f"{name}{suffix}") for suffix in (PAGE_SUFFIX, CASES_SUFFIX)):
        siblings = [path.name.removesuffix(PAGE_SUFFIX) for path in folder.glob(f"*{PAGE_SUFFIX}")]
        near = nearest(name, siblings)
        advice = Phrase("the folder has no page `{file}`", "文件夹中没有页面`{file}`", file=f"{name}{PAGE_SUFFIX}")
        report.add(UnknownSetting(span=span, word=name, advice=NOTHING if near else advice, nearest=near))
    values: dict[str, Any] = {}
    findings = Report()
    for key, value in table.items():
        span = places.of(f"page.{name}", key)
        if key not in KEYS:
            near = nearest(key, KEYS)
            listed = join_phrases([f"`{each}`" for each in KEYS])
            advice = NOTHING if near else Phrase("the settings are {keys}", "设置有{keys}", keys=listed)
            findings.add(UnknownSetting(span=span, word=key, advice=advice, nearest=near))
        elif (problem := _problem(key, value, folder, span)) is not None:
            findings.add(problem)
        else:
            values[key] = Language(value) if key == "language" else _path(folder, value)
    report.extend(findings)
    return PageSettings(**values, problems=(*findings,))


def _problem(key: str, value: object, folder: Path, span: Span) -> WrongSetting | None:
    """The finding about the value of a key; `None` if it is correct."""
    expected = KEYS[key]
    example = Phrase("write `{key} = {example}`", "请写`{key} = {example}`", key=key, example=_EXAMPLES[key])
    wrong = WrongSetting(span=span, word=key, expected=expected, advice=example)
    if not isinstance(value, str) or not value:
        return wrong
    if key == "language":
        return None if value in ("en", "zh") else wrong
    if key == "vocabulary" and not (value.endswith(PAGE_SUFFIX) and Path(value).stem.isidentifier()):
        return wrong
    path = Path(_path(folder, value))
    if os.path.isfile(path) or (key == "facts" and os.path.isdir(path)):  # a folder with CSV files
        return None
    missing = Phrase("the file `{file}` does not exist", "没有文件`{file}`", file=value)
    if os.path.isdir(path):
        missing = Phrase("`{file}` is a folder", "`{file}`是文件夹", file=value)
    expected = Phrase("{expected}; {problem}", "{expected}；{problem}", expected=expected, problem=missing)
    near = nearest(value, [os.path.relpath(file, folder) for file in files_with_suffix(path)])
    advice = NOTHING if near else Phrase("the path begins in the folder of this file", "路径从本文件所在的文件夹算起")
    return WrongSetting(span=span, word=key, expected=expected, advice=advice, nearest=near)


def _path(folder: Path, value: str) -> str:
    """The path of a setting without `..`, as an editor names it."""
    return os.path.normpath(folder / value)


class _Places:
    """The places of tables and keys in a text, which the reader of TOML does not tell."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def of(self, table: str, key: str) -> Span:
        """The place of a key in a table, or of the first line that has the word."""
        word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        first: Span | None = None
        here = ""
        for number, line in enumerate(self._source.lines(), start=1):
            head = re.match(r"\s*\[\s*([^\]]*?)\s*\]", line)
            here = here if head is None else head[1].replace(" ", "").replace('"', "")
            match = word.search(line)
            if match is None:
                continue
            span = Span(self._source.name, number, match.start() + 1, number, match.end() + 1)
            first = first or span
            if here == table and head is None:
                return span
        return first or Span(self._source.name, 1, 1, 1, 1)
