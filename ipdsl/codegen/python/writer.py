"""Lines of a generated module: indentation, and long expressions broken at their arguments.

The functions through which a value becomes text of a generated module.

Whatever a page says reaches a module only as a string literal, a number, a day or yes/no. In a string stands what can
be printed; all else (line ends, marks that turn the direction, odd spaces) is written by number. No other function of
the back end writes a value.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import InternalError
from ipdsl.base.value_object import ValueObject

Literal: TypeAlias = int | bool | str | Fraction | datetime.date | None


def literal(value: Literal) -> str:
    """Python text that evaluates to the value; `date` and `Fraction` are names of the export list.

    >>> literal("a\\nb'«")
    '"a\\\\nb\\'\\\\xab"'
    """
    kind = type(value)
    if value is None or kind is bool:
        return str(value)
    if isinstance(value, str) and kind is str:
        return repr(value)
    if isinstance(value, int) and kind is int:
        return _grouped_digits(value)
    if isinstance(value, Fraction) and kind is Fraction:
        return f"Fraction({_grouped_digits(value.numerator)}, {_grouped_digits(value.denominator)})"
    if isinstance(value, datetime.date) and kind is datetime.date:
        return f"date({value.year}, {value.month}, {value.day})"
    raise InternalError(f"a {kind.__name__} has no literal")


def raw_literal(lines: list[str]) -> str:
    """Python text that evaluates to lines of JSON, as they are, each with its line end before it.

    JSON may write any character of its strings by number, so nothing in them ends the literal.
    """
    text = "\n".join(["", *lines]).replace("'''", "\\u0027" * 3)
    if not text.replace("\n", "").isprintable() or text.endswith(("'", "\\")):
        raise InternalError("a value has no JSON form")
    return f"r'''{text}'''"


def _grouped_digits(number: int) -> str:
    """Digits in groups of three, as Python reads them."""
    return f"{number:_}"


WIDTH = 110
_STEP = "    "


@attrs.frozen(eq=False, repr=False)
class LayoutGroup(ValueObject):
    """`head`, parts between commas, `tail`: on one line if it fits, otherwise one part a line, or (`is_filled`) full
    lines.
    """

    head: str
    parts: tuple[Layout, ...]
    tail: str = ")"
    is_filled: bool = False

    def flat(self) -> str:
        """The group on one line; a tuple of one keeps its comma."""
        inner = ", ".join(flat(part) for part in self.parts)
        comma = "," if self.head.endswith("(") and self.is_tuple and len(self.parts) == 1 else ""
        return f"{self.head}{inner}{comma}{self.tail}"

    @property
    def is_tuple(self) -> bool:
        """A head that is a bare bracket, or a bare bracket after `name=`."""
        return self.head == "(" or self.head.endswith("=(")


Layout: TypeAlias = "str | LayoutGroup"


def call(name: str, *parts: Layout) -> LayoutGroup:
    """A call of a function of the export list."""
    return LayoutGroup(f"{name}(", parts)


def flat(layout: Layout) -> str:
    """The layout on one line."""
    return layout if isinstance(layout, str) else layout.flat()


@attrs.define(eq=False, repr=False)
class Writer:
    """Collects lines."""

    _lines: list[str] = attrs.field(factory=list)

    def line(self, text: str = "", depth: int = 0) -> None:
        """One line."""
        self._lines.append(f"{_STEP * depth}{text}" if text else "")

    def put(self, layout: Layout, depth: int = 0, prefix: str = "", suffix: str = "") -> None:
        """An expression between two texts, broken where it is too long for a line."""
        one_line = f"{prefix}{flat(layout)}{suffix}"
        if isinstance(layout, str) or not layout.parts or len(one_line) + len(_STEP) * depth <= WIDTH:
            self.line(one_line, depth)
            return
        self.line(f"{prefix}{layout.head}", depth)
        if layout.is_filled:
            line = ""
            for part in layout.parts:
                text = f"{flat(part)},"
                if line and len(line) + len(text) >= WIDTH - len(_STEP) * (depth + 1):
                    self.line(line, depth + 1)
                    line = ""
                line = f"{line} {text}" if line else text
            self.line(line, depth + 1)
        else:
            for part in layout.parts:
                self.put(part, depth + 1, suffix=",")
        self.line(f"{layout.tail}{suffix}", depth)

    def text(self) -> str:
        """Everything written, with a final line end."""
        return "\n".join(self._lines) + "\n"


def compact(lines: Iterable[str]) -> str:
    """The lines of a function; a condition and its only line are joined if one line has enough room."""
    result: list[str] = []
    rest = deque(lines)
    while rest:
        line = rest.popleft()
        depth = _depth(line)
        is_condition = line.endswith(":") and line.lstrip().startswith(("if ", "elif ", "else:"))
        if is_condition and not rest[0].endswith(":") and (len(rest) == 1 or _depth(rest[1]) <= depth):
            joined = f"{line} {rest[0].lstrip()}"
            if len(joined) <= WIDTH:
                rest.popleft()
                line = joined
        result.append(line)
    return "\n".join(result)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
