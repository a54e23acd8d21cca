"""Values as text in reasons, shown next to the name of a fact."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DECIMALS, group_digits
from ipdsl.engine.operations import Answer
from ipdsl.ir.facts import Open
from ipdsl.ir.proposal import Evidence
from ipdsl.schema.values.value_type import CANNOT, NONE, DisplayUnit, ForeignAmount

PLAIN = DisplayUnit.PLAIN
MONEY = DisplayUnit.MONEY
PERCENT = DisplayUnit.PERCENT


def evidence_text(evidence: Iterable[Evidence], currency: str) -> str:
    """The words with their values that explain a reason; empty without values."""
    text = ""
    for item in evidence:
        value = value_text(item[1], item[2] if len(item) == 3 else PLAIN, currency)
        text += f", {item[0]} {value}" if text else f"{item[0]} {value}"
    return f" ({text})" if text else ""


def value_text(value: Answer, unit: DisplayUnit = PLAIN, currency: str = "CNY") -> str:
    """The value as text: `yes`, `2022-03-01`, `3,000,000.00`, `at least 2`, `not stated`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Date):
        return value.isoformat()
    if isinstance(value, int | Fraction):
        return _number(value, unit, currency)
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "none"
    if isinstance(value, ForeignAmount):
        return f"{_decimal(value.minor, DECIMALS.get(value.currency, 2))} {value.currency}"
    if value is NONE or value is CANNOT:
        return value.value
    return _open(value, unit, currency) if isinstance(value, Open) else "not stated"


def ends(value: Open) -> tuple[int | Fraction | None, int | Fraction | None]:
    """The known ends of a value that is not fully stated."""
    low, high = (end if isinstance(end, int | Fraction) else None for end in (value.low, value.high))
    return low, high


def _open(value: Open, unit: DisplayUnit, currency: str) -> str:
    low, high = ends(value)
    if high is not None:
        return f"between {_number(low or 0, unit, currency)} and {_number(high, unit, currency)}, not all stated"
    return f"at least {_number(low, unit, currency)}, not all stated" if low else "not stated"


def _number(value: int | Fraction, unit: DisplayUnit, currency: str) -> str:
    match unit:
        case DisplayUnit.MONEY:
            return _decimal(value, DECIMALS.get(currency, 2))
        case DisplayUnit.PERCENT:
            percent = _plain_number(Fraction(value) * 100)
            return f"{value}" if "/" in percent else f"{percent}%"
        case DisplayUnit.PLAIN:
            return str(value) if isinstance(value, int) else _plain_number(value)


def _decimal(minor: int | Fraction, decimals: int) -> str:
    """Main units with separators; a fraction of a minor unit is cut off."""
    return group_digits(int(minor), decimals)


def _plain_number(value: Fraction) -> str:
    """A decimal if it is exact, otherwise the fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(1, 9):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-places):f}"
    return f"{value.numerator}/{value.denominator}"
