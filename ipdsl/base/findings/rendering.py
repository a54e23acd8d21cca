"""Findings as text for people: the place with its line underlined, related places, nearest words, the next step.

Input: a report and its source texts. Output: one text without a final line end, "" for an empty report. Control
characters of pages and facts are never written to the terminal.

`excerpt` prepares one physical line: wide characters, tabs, long lines and invisible characters. It returns the text to
print and the columns to underline. A place of several lines is underlined to the end of its first line.

For programs, findings are JSON objects or annotations for GitHub Actions, with the same words and marks.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

import attrs

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.findings.phrase import Language, Phrase, join_phrases, localize_value
from ipdsl.base.source import Sources, Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import visible

TAB = 4
MAX_COLUMNS = 110
COLUMNS_BEFORE = 60
ELLIPSIS = "…"


@attrs.frozen(eq=False, repr=False)
class Excerpt(ValueObject):
    """A line to print with its number, and the columns to underline."""

    number: int
    text: str
    offset: int
    width: int


def width(text: str) -> int:
    """Columns that a visible text takes; an East Asian wide character takes two, a combining one none."""
    return sum(_columns(c) for c in text)


def excerpt(line: str, span: Span) -> Excerpt:
    """The line around the place, at most slightly longer than `MAX_COLUMNS` columns."""
    start = min(max(span.column - 1, 0), len(line))
    end = len(line) if span.end_line > span.line else min(max(span.end_column - 1, start), len(line))
    first, last = _window(line, start, end)
    before = "".join(_visible_char(c) for c in line[first:start])
    part = "".join(_visible_char(c) for c in line[start : min(end, last)])
    after = "".join(_visible_char(c) for c in line[min(end, last) : last])
    left = ELLIPSIS if first > 0 else ""
    right = ELLIPSIS if last < len(line) else ""
    return Excerpt(span.line, left + before + part + after + right, width(left + before), max(width(part), 1))


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """The part of a line to show: all of a short line, otherwise the text around the place."""
    if len(line) <= MAX_COLUMNS and width("".join(_visible_char(c) for c in line)) <= MAX_COLUMNS:
        return 0, len(line)
    first, room = start, COLUMNS_BEFORE
    while first > 0 and room > 0:
        first -= 1
        room -= width(_visible_char(line[first]))
    last, room = start, MAX_COLUMNS - (COLUMNS_BEFORE - max(room, 0))
    while last < len(line) and room > 0:
        room -= width(_visible_char(line[last]))
        last += 1
    return first, last


def _visible_char(char: str) -> str:
    return " " * TAB if char == "\t" else visible(char)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


_SEVERITIES = {
    Severity.ERROR: Phrase("error", "错误"),
    Severity.WARNING: Phrase("warning", "警告"),
    Severity.NOTE: Phrase("note", "提示"),
}
_COUNTED = {
    Severity.ERROR: (Phrase(" error", "个错误"), Phrase(" errors", "个错误")),
    Severity.WARNING: (Phrase(" warning", "个警告"), Phrase(" warnings", "个警告")),
    Severity.NOTE: (Phrase(" note", "个提示"), Phrase(" notes", "个提示")),
}
"""The words after a number of findings, for one and for several."""
_SEPARATOR = Phrase("; ", "；")
"""The mark between the parts of a finding on one line."""

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_GUTTER = "34"
_BOLD = "1"


@attrs.frozen(eq=False, repr=False)
class _Style(ValueObject):
    """Colours text, or returns it unchanged."""

    colour: bool

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def render(
    report: Iterable[Diagnostic],
    sources: Sources,
    *,
    colour: bool = False,
    language: Language = Language.EN,
    concise: bool = False,
) -> str:
    """All findings of a report and a closing line that counts them; `concise` gives one line per finding."""
    findings = list(report)
    if not findings:
        return ""
    style = _Style(colour)
    if concise:
        lines = [_concise(f, language, style) for f in findings]
        return "\n".join([*lines, count_line(findings, language)])
    blocks = ["\n".join(_full(f, sources, language, style)) for f in findings]
    return "\n\n".join([*blocks, count_line(findings, language)])


def count_line(findings: Iterable[Diagnostic], language: Language = Language.EN) -> str:
    """`2 errors, 1 warning`."""
    counted = Counter(f.severity for f in findings)
    numbers = ((severity, counted[severity]) for severity in Severity)
    parts = [f"{number}{_COUNTED[severity][number != 1].text(language)}" for severity, number in numbers if number]
    return Phrase(", ", "，").text(language).join(parts)


def _concise(finding: Diagnostic, language: Language, style: _Style) -> str:
    place = f"{place_text(finding)}: " if place_text(finding) else ""
    head = style.paint(f"{_SEVERITIES[finding.severity].text(language)}[{finding.code}]", _COLOURS[finding.severity])
    nearest = f" ({did_you_mean(finding, language)})" if finding.nearest else ""
    return f"{place}{head}: {visible(finding.texts(language).title)}{nearest}"


def _full(finding: Diagnostic, sources: Sources, language: Language, style: _Style) -> list[str]:
    texts = finding.texts(language)
    shade = _COLOURS[finding.severity]
    head = style.paint(f"{_SEVERITIES[finding.severity].text(language)}[{finding.code}]", shade)
    lines = [head + style.paint(f": {visible(texts.title)}", _BOLD)]
    shown = [_excerpt_at(finding.span, sources)] + [_excerpt_at(r.span, sources) for r in finding.related]
    numbers = [str(e.number) for e in shown if e is not None]
    margin = max((len(n) for n in numbers), default=1)
    gutter = style.paint(" " * margin + " |", _GUTTER)
    if place_text(finding):
        lines.append(style.paint(" " * margin + "--> ", _GUTTER) + place_text(finding))
    if shown[0] is not None:
        lines += [gutter, *_lines(shown[0], margin, "^", visible(texts.label), shade, style)]
    elif texts.label:
        lines.append(_remark(margin, visible(texts.label), style))
    for related, piece in zip(finding.related, shown[1:], strict=True):
        lines.append(style.paint(" " * margin + "::: ", _GUTTER) + visible(str(related.span)))
        if piece is None:
            lines.append(_remark(margin, visible(related.text.text(language)), style))
        else:
            lines += [gutter, *_lines(piece, margin, "-", visible(related.text.text(language)), _GUTTER, style)]
    if finding.nearest:
        lines.append(_remark(margin, did_you_mean(finding, language), style))
    if texts.help:
        first, *more = texts.help.split("\n")
        lines.append(_remark(margin, Phrase("help: ", "建议：").text(language) + visible(first), style))
        lines += [f"{gutter}   {visible(line)}" for line in more]
    return lines


def place_text(finding: Diagnostic) -> str:
    """The place of a finding: `page.ipp:3:7`, `firm.json:4:3 ($.applicant)`, or its path alone."""
    path = visible(finding.path or "")
    if finding.span is None:
        return path
    return f"{visible(str(finding.span))} ({path})" if path else visible(str(finding.span))


def _excerpt_at(span: Span | None, sources: Sources) -> Excerpt | None:
    if span is None:
        return None
    line = sources.line(span.file, span.line)
    return None if line is None else excerpt(line, span)


def _lines(piece: Excerpt, margin: int, mark: str, label: str, shade: str, style: _Style) -> list[str]:
    number = style.paint(f"{piece.number:>{margin}} |", _GUTTER)
    gutter = style.paint(" " * margin + " |", _GUTTER)
    underline = style.paint(mark * piece.width + (f" {label}" if label else ""), shade)
    return [f"{number} {piece.text}".rstrip(), f"{gutter} {' ' * piece.offset}{underline}"]


def _remark(margin: int, text: str, style: _Style) -> str:
    return style.paint(" " * margin + " = ", _GUTTER) + text


def did_you_mean(finding: Diagnostic, language: Language) -> str:
    """`did you mean `award` or `reward`?`."""
    words = join_phrases([f"`{visible(str(localize_value(w, language)))}`" for w in finding.nearest], " or ", "或")
    return Phrase("did you mean {words}?", "是否为{words}？", words=words).text(language)


def one_line_text(finding: Diagnostic, language: Language = Language.EN) -> str:
    """A finding as one line: what is wrong, the nearest words, what to do next."""
    texts = finding.texts(language)
    near = did_you_mean(finding, language) if finding.nearest else ""
    return _SEPARATOR.text(language).join(part for part in (texts.title, near, texts.help) if part)


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
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_escape(_SEPARATOR.text(language).join(parts))}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(visible(text)).replace(":", "%3A").replace(",", "%2C")
