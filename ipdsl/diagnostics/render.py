"""Findings as text for people: the place with its line underlined, related places, nearest words, the next step.

In: a report and the texts it speaks of. Out: one text without a final line end, "" for an empty report.
Nothing of a page or of facts reaches the terminal as a control character.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from ipdsl.diagnostics.excerpt import Excerpt, excerpt, visible
from ipdsl.diagnostics.model import Diagnostic, Severity
from ipdsl.diagnostics.phrase import Language, localize_value
from ipdsl.source import Sources, Span
from ipdsl.value_object import ValueObject


@attrs.frozen(eq=False, repr=False)
class _Words(ValueObject):
    """The renderer's own words in one language; a count has a singular and a plural."""

    severity: dict[Severity, str]
    counts: dict[Severity, tuple[str, str]]
    did_you_mean: str
    or_: str
    help: str
    nothing: str


_EN = _Words(
    severity={s: s.value for s in Severity},
    counts={
        Severity.ERROR: (" error", " errors"),
        Severity.WARNING: (" warning", " warnings"),
        Severity.NOTE: (" note", " notes"),
    },
    did_you_mean="did you mean {}?",
    or_=" or ",
    help="help: ",
    nothing=", ",
)
_ZH = _Words(
    severity={Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"},
    counts={
        Severity.ERROR: ("个错误", "个错误"),
        Severity.WARNING: ("个警告", "个警告"),
        Severity.NOTE: ("个提示", "个提示"),
    },
    did_you_mean="是否想写{}？",
    or_="或",
    help="建议：",
    nothing="，",
)
_WORDS = {Language.EN: _EN, Language.ZH: _ZH}

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_GUTTER = "34"
_BOLD = "1"


@attrs.frozen(eq=False, repr=False)
class _Style(ValueObject):
    """Paints, or leaves text as it is."""

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
    """All findings of a report and a closing line that counts them; `concise` gives one line a finding."""
    findings = list(report)
    if not findings:
        return ""
    style = _Style(colour)
    words = _WORDS[language]
    if concise:
        lines = [_concise(f, language, words, style) for f in findings]
        return "\n".join([*lines, count_line(findings, language)])
    blocks = ["\n".join(_full(f, sources, language, words, style)) for f in findings]
    return "\n\n".join([*blocks, count_line(findings, language)])


def count_line(findings: Iterable[Diagnostic], language: Language = Language.EN) -> str:
    """`2 errors, 1 warning`."""
    words = _WORDS[language]
    counted = Counter(f.severity for f in findings)
    parts = []
    for severity in Severity:
        number = counted[severity]
        if number:
            parts.append(f"{number}{words.counts[severity][number != 1]}")
    return words.nothing.join(parts)


def _concise(finding: Diagnostic, language: Language, words: _Words, style: _Style) -> str:
    place = f"{_place(finding)}: " if _place(finding) else ""
    head = style.paint(f"{words.severity[finding.severity]}[{finding.code}]", _COLOURS[finding.severity])
    nearest = f" ({did_you_mean(finding, language)})" if finding.nearest else ""
    return f"{place}{head}: {visible(finding.texts(language).title)}{nearest}"


def _full(finding: Diagnostic, sources: Sources, language: Language, words: _Words, style: _Style) -> list[str]:
    texts = finding.texts(language)
    shade = _COLOURS[finding.severity]
    head = style.paint(f"{words.severity[finding.severity]}[{finding.code}]", shade)
    lines = [head + style.paint(f": {visible(texts.title)}", _BOLD)]
    shown = [_excerpt_at(finding.span, sources)] + [_excerpt_at(r.span, sources) for r in finding.related]
    numbers = [str(e.number) for e in shown if e is not None]
    margin = max((len(n) for n in numbers), default=1)
    gutter = style.paint(" " * margin + " |", _GUTTER)
    if _place(finding):
        lines.append(style.paint(" " * margin + "--> ", _GUTTER) + _place(finding))
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
        lines.append(_remark(margin, words.help + visible(texts.help), style))
    return lines


def _place(finding: Diagnostic) -> str:
    if finding.span is not None:
        return visible(str(finding.span))
    return visible(finding.path or "")


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
    words = _WORDS[language]
    return words.did_you_mean.format(
        words.or_.join(f"`{visible(str(localize_value(w, language)))}`" for w in finding.nearest)
    )


def one_line_text(finding: Diagnostic, language: Language = Language.EN) -> str:
    """A finding as one line: what is wrong, the nearest words, what to do next."""
    texts = finding.texts(language)
    near = did_you_mean(finding, language) if finding.nearest else ""
    between = "；" if language is Language.ZH else "; "
    return between.join(part for part in (texts.title, near, texts.help) if part)
