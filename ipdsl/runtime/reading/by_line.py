"""Whether a file of facts holds one applicant on each line, and its lines: for files of one and for cohorts alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

from ipdsl.runtime.reading.errors import FactsError, NotJson, TextAfterEnd
from ipdsl.runtime.reading.strict_json import loads

NumberedLine: TypeAlias = "tuple[int, bytes]"
"""A line with its number."""

_BLANK = b" \t\xef\xbb\xbf"


def nonblank_lines(data: bytes) -> list[NumberedLine]:
    """The lines that are not blank; a byte order mark is."""
    return [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip(_BLANK)]


def has_applicant_per_line(lines: Sequence[NumberedLine]) -> bool:
    """Whether each line is meant to hold an applicant: all begin an object, or the first or two others are whole.

    An object that goes over several lines is one applicant, though each line of it may begin with a brace.
    """
    if len(lines) < 2 or _starts_with(lines[0][1], b"["):
        return False
    if _is_object(lines[0][1]):
        return True
    if all(_starts_with(line, b"{") for _, line in lines):
        return not _is_single_value(lines)
    return sum(_is_object(line) for _, line in lines if b'"applicant"' in line) > 1


def _is_single_value(lines: Sequence[NumberedLine]) -> bool:
    """Whether the lines together are one value of JSON."""
    try:
        json.loads(b"\n".join(line for _, line in lines).removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return False
    return True


def _starts_with(line: bytes, sign: bytes) -> bool:
    return line.lstrip(_BLANK).startswith(sign)


def _is_object(line: bytes) -> bool:
    if not (_starts_with(line, b"{") and line.rstrip().endswith(b"}")):
        return False
    try:
        loads(line)
    except FactsError as error:
        return not any(isinstance(problem, NotJson | TextAfterEnd) for problem in error.report)
    return True
