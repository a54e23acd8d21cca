"""The author's words in findings about facts: short, printable, and named by what they are in JSON."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ipdsl.diagnostics.excerpt import visible
from ipdsl.runtime.unknown import CANNOT, NONE

LONGEST = 60


def shown(text: str) -> str:
    """A word for a finding: hidden characters written out, a long one cut."""
    return visible(text[:LONGEST]) + ("…" if len(text) > LONGEST else "")


def described(value: object) -> str:
    """What a value is, in the words of JSON: `the text "no"`, `the number 1.6`, `a list`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{shown(value)}"'
        case int() | Decimal() | Fraction() | float():
            return f"the number {number(value)}"
        case datetime.date():
            return f"the day {value.isoformat()}"
        case Mapping():
            return "an object" if value else "an empty object"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _ if value is NONE:
            return "none"
        case _ if value is CANNOT:
            return '"cannot be determined"'
        case _:
            return "something that JSON does not know"


def number(value: int | Decimal | Fraction | float) -> str:
    """A number as written, cut where it is absurdly long."""
    if isinstance(value, int | Fraction) and max(abs(value.numerator), value.denominator).bit_length() > 400:
        return "of more than 100 digits"
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40:
        return shown(f"{value:f}")
    return shown(str(value))


def listed(words: Iterable[str], most: int = 12) -> str:
    """`a, b, c` in the order given, the rest as a number."""
    every = list(words)
    tail = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(shown(w) for w in every[:most]) + tail
