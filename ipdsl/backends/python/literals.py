"""The functions through which a value becomes text of a generated module.

Whatever a page says reaches a module only as a string literal, a number, a day or yes/no. In a string stands what can
be printed; all else (line ends, marks that turn the direction, odd spaces) is written by number. No other function of
the back end writes a value.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TypeAlias

from ipdsl.diagnostics.model import InternalError

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
        raise InternalError("this is no JSON of what can be printed")
    return f"r'''{text}'''"


def _grouped_digits(number: int) -> str:
    """Digits in groups of three, as Python reads them."""
    return f"{number:_}"
