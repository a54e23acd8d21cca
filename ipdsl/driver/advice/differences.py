"""The edit that writes a difference with `above`, in the words of the author: `a less b` becomes `(a above b)`."""

from __future__ import annotations

import re
from itertools import accumulate

from ipdsl.base.findings.finding import Edit
from ipdsl.base.source import Source, Span
from ipdsl.semantics.errors.lints import NegativeDifference
from ipdsl.syntax.layout import has_chinese

_SIGN = re.compile(r"[^\s()（）]+")
_WORD = re.compile(r"(?:(?![的之])\w)+")  # an operand that needs no brackets


def edit_of_differences(finding: NegativeDifference, source: Source) -> Edit:
    """The edit of the lines of a finding, with `above` in every difference that may be negative."""
    first = finding.sides[0][0].line
    lines = source.lines()[first - 1 : max(right.end_line for _, right in finding.sides)]
    text, starts = "\n".join(lines), [0, *accumulate(len(line) + 1 for line in lines)]
    changes: list[tuple[int, int, str]] = []
    made: set[int] = set()  # the ends of the differences with `above`

    for left, right in reversed(finding.sides):  # the innermost first
        ends = [
            starts[line - first] + column - 1
            for side in (left, right)
            for line, column in ((side.line, side.column), (side.end_line, side.end_column))
        ]
        operands = (start, until), (begin, end) = _in_brackets(text, *ends[:2]), _in_brackets(text, *ends[2:])
        is_chinese = has_chinese(text[until:begin])
        sign, part, opening, closing = ("超出", " 部分", "（", "）") if is_chinese else ("above", "", "(", ")")
        whole = _in_brackets(text, start, end)
        changes.append((until, begin, _SIGN.sub(sign, text[until:begin])))
        for place, given, word in (
            *zip(operands, (ends[:2], ends[2:]), ("", ""), strict=True),
            (whole, [start, end], part),
        ):
            is_closed = place[1] in made or [*place] != given or _WORD.fullmatch(text[slice(*place)]) is not None
            changes.append((given[0], given[0], "" if is_closed else opening))
            changes.append((given[1], given[1], word if is_closed else word + closing))
        made.add(whole[1])
    changes.reverse()  # the last first, also at one place
    for start, end, new in sorted(changes, key=lambda change: change[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return Edit(Span(source.name, first, 1, first + len(lines) - 1, len(lines[-1]) + 1), text)


def _in_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text with the brackets that are directly around it."""
    depths = accumulate((char in "(（") - (char in ")）") for char in text[start:end])
    if text[:start].endswith(("(", "（")) and text.startswith((")", "）"), end) and min(depths) >= 0:
        return _in_brackets(text, start - 1, end + 1)
    return start, end
