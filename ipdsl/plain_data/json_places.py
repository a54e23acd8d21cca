"""The places of values in a JSON text, for findings whose path leads to them.

Input: findings with paths such as `$.records.patent[0].number`, and the text that states the facts. Output: the same
findings with the line and columns of the value, or of the name if the finding is about the name. A path that is not in
the text, such as that of a missing field, has the place of the nearest enclosing value.

Nothing is searched before there is a finding. Then one linear pass over the tokens finds the places of all findings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ipdsl.base.findings.finding import Diagnostic, Report, with_changes
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Sources
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import FactsText, text_of
from ipdsl.schema.values.value_type import child_path

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"\ufeff]+', re.DOTALL)
_STEP = re.compile(r"[.\[]")

_Range: TypeAlias = "tuple[int, int]"
"""The offset of the first character and the offset after the last one."""
_Places: TypeAlias = "dict[str, tuple[_Range, _Range]]"
"""By path: the range of the name of a value, or of the value itself if it has no name, and the range of the value."""


def facts_error(report: Report, data: object) -> FactsError:
    """The error for problems of facts, with their places if the facts come from a JSON text."""
    return with_places(FactsError(report), {"": text_of(data)})


def with_places(error: FactsError, texts: Mapping[str, FactsText | None]) -> FactsError:
    """The error with the places of its findings in the texts.

    `texts` has the text for each word before a path: that of `firms.json[1] $.applicant` is `firms.json[1]`, that of
    `$.applicant` is empty. Other findings, and those that already have a place, do not change.
    """
    findings, sources = [*error.report], Sources()
    sources.update(error.sources)
    words = [_word_before_path(finding, texts) for finding in findings]
    by_text = values_by_key((before, number) for number, before in enumerate(words) if before is not None)
    for before, numbers in by_text.items():
        text = texts[before]
        assert text is not None
        paths = [_path_in_text(text, (findings[number].path or "").removeprefix(f"{before} ")) for number in numbers]
        text_paths = {number: path for number, path in zip(numbers, paths, strict=True) if path is not None}
        places = _places(text, {*text_paths.values()})
        for number, path in text_paths.items():
            place = _place_of(places, path, of_name=findings[number].is_about_name)
            findings[number] = with_changes(findings[number], path=path, span=text.file.positions.span_between(*place))
        sources.add(text.file.shown_source)
    return FactsError(Report(findings), sources)


def _word_before_path(finding: Diagnostic, texts: Mapping[str, FactsText | None]) -> str | None:
    """The word before the path of a finding without a place, if it is the word of a text."""
    path = finding.path or ""
    if finding.span is not None:
        return None
    if path.startswith("$"):
        return "" if texts.get("") is not None else None
    words = (path[: mark.start()] for mark in re.finditer(r" (?=\$)", path))
    return next((word for word in words if texts.get(word) is not None), None)


def _path_in_text(text: FactsText, path: str) -> str | None:
    """The path in the text for a path in the facts; `None` if the text does not state that part."""
    for end in (*(step.start() for step in _STEP.finditer(path)), len(path)):
        if path[:end] in text.moved:
            stated = text.moved[path[:end]]
            if stated is None:
                return None
            path = stated + path[end:]
            break
    return path if text.index is None else child_path("$", text.index) + path[1:]


def _place_of(places: _Places, path: str, *, of_name: bool) -> _Range:
    """The range of a path, or of the nearest value around it."""
    if path in places:
        name, value = places[path]
        return name if of_name else value
    while path not in places and len(path) > 1:
        path = path[: max(path.rfind("."), path.rfind("["), 1)]
    return places[path][1] if path in places else (0, 0)


class _OpenValue:
    """An object or list whose end is not read yet. `path` is `None` if no finding is about a part of it."""

    __slots__ = ("count", "is_object", "name", "name_range", "path", "start")

    def __init__(self, path: str | None, is_object: bool, start: int, name_range: _Range | None) -> None:
        self.path, self.is_object, self.start, self.name_range = path, is_object, start, name_range
        self.count = 0
        self.name: str | None = None


def _places(text: FactsText, paths: Iterable[str]) -> _Places:
    """The places of the paths that are in the text, and of the values around them."""
    source = text.file.source.text
    root, (begin, end) = "$", (0, len(source))
    if text.line is not None:
        begin, end = text.file.positions.line_range(text.line)
    elif text.index is not None:
        root, (begin, end) = child_path("$", text.index), text.file.items[text.index]
    wanted = {root}
    for path in paths:
        wanted |= {path, *(path[: step.start()] for step in _STEP.finditer(path))}
    places: _Places = {}
    open_values: list[_OpenValue] = []
    name_range: _Range | None = None
    for token in _TOKEN.finditer(source, begin, end):
        word, start = token.group(), token.start()
        around = open_values[-1] if open_values else None
        if word in "}]":
            if around is None:
                break
            _close(places, open_values.pop(), token.end())
        elif around is not None and around.is_object and around.name is None:
            around.name, name_range = word, token.span()
        elif around is None and root in places:
            break
        else:
            value_path = root if around is None else _child(around, wanted)
            if word in "{[":
                open_values.append(_OpenValue(value_path, word == "{", start, name_range))
            elif value_path is not None:
                places[value_path] = name_range or token.span(), token.span()
            name_range = None
    while open_values:
        _close(places, open_values.pop(), end)
    return places


def _close(places: _Places, value: _OpenValue, end: int) -> None:
    if value.path is not None:
        places[value.path] = value.name_range or (value.start, end), (value.start, end)


def _child(around: _OpenValue, wanted: set[str]) -> str | None:
    """The path of the next part of an object or list, if a finding is about it or about a part of it."""
    name, around.name = around.name, None
    around.count += 1
    if around.path is None:
        return None
    path = child_path(around.path, around.count - 1 if name is None else json.loads(name, strict=False))
    return path if path in wanted else None
