"""The settings of pages: `ipdsl.toml` next to them, with a table for each page that has any.

    [page.town_2026]
    against = "town.txt"      # the official text
    language = "zh"           # the language of findings and of the document

The name in a table is that of the page's file without its suffix. Paths are relative to the folder. A page of cases has
the settings of its policy.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from ipdsl.base.errors import BadSettings, UnknownSetting, WrongSetting
from ipdsl.base.findings.finding import Report, nearest
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase, join_phrases
from ipdsl.base.pages import PAGE_SUFFIX
from ipdsl.base.source import Source, Sources, Span
from ipdsl.base.value_object import ValueObject

FILE = "ipdsl.toml"
"""The name of the file with settings."""

KEYS: Mapping[str, Phrase] = {
    "against": Phrase("the path of a text", "文本的路径"),
    "language": Phrase('`"en"` or `"zh"`', '`"en"`或`"zh"`'),
}
"""The keys of a page, each with what it takes."""


@attrs.frozen(eq=False, repr=False)
class PageSettings(ValueObject):
    """The settings of a page; paths are absolute."""

    against: str | None = None
    language: Language | None = None


def settings_file(page: str) -> Path:
    """The file with the settings of a page, which need not exist."""
    return Path(page).parent / FILE


def page_settings(page: str) -> PageSettings:
    """The settings of the page with a path."""
    name = Path(page).name.removesuffix(PAGE_SUFFIX).removesuffix(".cases")
    source = _read(settings_file(page))
    return PageSettings() if source is None else read_settings(source)[0].get(name, PageSettings())


def settings_findings(file: Path, sources: Sources) -> Report:
    """The findings about a file with settings, which need not exist. Its text is added to `sources`."""
    source = _read(file)
    return Report() if source is None else read_settings(sources.add(source))[1]


def _read(file: Path) -> Source | None:
    return Source(str(file), file.read_bytes().decode("utf-8", "replace")) if file.is_file() else None


def read_settings(source: Source) -> tuple[dict[str, PageSettings], Report]:
    """The settings in a text by the name of the page, and its findings."""
    report = Report()
    try:
        raw: dict[str, Any] = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        report.add(BadSettings(span=_place_in(str(error), source), name=Path(source.name).name))
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


def _place_in(message: str, source: Source) -> Span:
    """The place in the message of the reader of TOML, or the end of the text."""
    place = re.search(r"line (\d+), column (\d+)", message)
    lines = source.lines()
    line, column = (int(place[1]), int(place[2])) if place is not None else (len(lines), len(lines[-1]) + 1)
    return Span(source.name, line, column, line, column + 1)


def _page(name: str, table: object, folder: Path, places: _Places, report: Report) -> PageSettings:
    if not isinstance(table, dict):
        advice = Phrase("write a table: `[page.{name}]`", "请写表：`[page.{name}]`", name=name)
        report.add(UnknownSetting(span=places.of("page", name), word=name, advice=advice))
        return PageSettings()
    values: dict[str, Any] = {}
    for key, value in table.items():
        span = places.of(f"page.{name}", key)
        near = nearest(key, KEYS)
        if key not in KEYS:
            listed = join_phrases([f"`{each}`" for each in KEYS])
            advice = NOTHING if near else Phrase("the settings are {keys}", "设置有{keys}", keys=listed)
            report.add(UnknownSetting(span=span, word=key, advice=advice, nearest=near))
        elif not isinstance(value, str) or not value or (key == "language" and value not in ("en", "zh")):
            example = '"zh"' if key == "language" else '"town.txt"'
            report.add(WrongSetting(span=span, word=key, expected=KEYS[key], example=example))
        elif key == "language":
            values[key] = Language(value)
        else:
            values[key] = str(folder / value)
    return PageSettings(**values)


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
