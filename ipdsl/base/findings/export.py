"""Findings for programs: JSON objects, and annotations for GitHub Actions.

Input: a report. Output: plain data or text. The words are those of the renderer, with the same marks for hidden
characters.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.findings.phrase import Language, localize_value
from ipdsl.base.findings.rendering import did_you_mean
from ipdsl.base.source import Span
from ipdsl.base.values.characters import visible

SCHEMA = 1
"""The version of the JSON format of findings."""


def to_objects(report: Iterable[Diagnostic], language: Language = Language.EN) -> list[dict[str, object]]:
    """One JSON object per finding: code, severity, words, place (`file` and lines, or `path` in facts), near words."""
    return [_object(finding, language) for finding in report]


def to_json(report: Iterable[Diagnostic], language: Language = Language.EN) -> dict[str, object]:
    """All findings as one JSON object, with the version of its format."""
    return {"schema": SCHEMA, "findings": to_objects(report, language)}


def to_github(report: Iterable[Diagnostic], language: Language = Language.EN) -> str:
    """One workflow command per line: `::error file=…,line=…,col=…,title=N001::…`."""
    return "\n".join(_command(finding, language) for finding in report)


def _object(finding: Diagnostic, language: Language) -> dict[str, object]:
    texts = finding.texts(language)
    entry: dict[str, object] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "title": visible(texts.title),
        "label": visible(texts.label),
        "help": _visible_lines(texts.help) if finding.edits else visible(texts.help),
        "nearest": [visible(str(localize_value(word, language))) for word in finding.nearest],
    }
    if finding.span is not None:
        entry |= _place(finding.span)
    if finding.path is not None:
        entry["path"] = visible(finding.path)
    if finding.edits:
        entry["edits"] = [{**_place(edit.span), "replacement": edit.replacement} for edit in finding.edits]
    entry["related"] = [{**_place(r.span), "text": visible(r.text.text(language))} for r in finding.related]
    return entry


def _visible_lines(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))


def _place(span: Span) -> dict[str, object]:
    return {
        "file": visible(span.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_BETWEEN = {Language.EN: "; ", Language.ZH: "；"}


def _command(finding: Diagnostic, language: Language) -> str:
    texts = finding.texts(language)
    properties = []
    span = finding.span
    if span is not None:
        properties += [f"file={_property(span.file)}", f"line={span.line}", f"col={span.column}"]
        if span.end_line == span.line:
            properties.append(f"endColumn={max(span.end_column - 1, span.column)}")
        else:
            properties.append(f"endLine={span.end_line}")
    properties.append(f"title={finding.code}")
    parts = [visible(f"{finding.path}: {texts.title}" if finding.path else texts.title)]
    if finding.nearest:
        parts.append(visible(did_you_mean(finding, language)))
    if texts.help:
        parts.append(_visible_lines(texts.help) if finding.edits else visible(texts.help))
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_escape(_BETWEEN[language].join(parts))}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(visible(text)).replace(":", "%3A").replace(",", "%2C")
