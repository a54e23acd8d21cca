"""Quick checks: what takes the plain value of a field at once, or says that it is not plain.

In: a value as plain data has it. Out: the value of the declared type, or one of `NOT_PLAIN` is raised. Then the
general rule for the field decides (`values`, `days`, `numbers`), which alone makes findings. Whatever is taken here,
the general rule reads alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Generic, NoReturn, TypeAlias, TypeVar, cast

import attrs

from ipdsl.runtime.facts import Dated, Fact, Foreign
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import CANNOT, NONE, Special
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    LevelType,
    ListType,
    MoneyType,
    RateType,
    RecordType,
    TextType,
    Type,
)
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR, Date, Period
from ipdsl.values.money import DECIMALS

Value = TypeVar("Value")

Quick: TypeAlias = Callable[[object], Value]
"""A quick check: it answers the value, or raises one of `NOT_PLAIN`."""

_MOST = 10**16
_MOST_LENGTH = 18
_CENTS = (-2, -1, 0)


class NotPlainError(Exception):
    """The value is for the general rule."""


NOT_PLAIN = (NotPlainError, LookupError, TypeError, ValueError)


class _Days(dict[object, Date]):
    """Days by their text, each worked out once; there are no more of them than days from 1900 to 2200."""

    def __missing__(self, text: object) -> Date:
        if type(text) is str and len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
            day = datetime.date.fromisoformat(text)
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                self[text] = day
                return day
        elif type(text) is datetime.date and FIRST_YEAR <= text.year <= LAST_YEAR:
            return text
        raise NotPlainError


DAYS: Mapping[object, Date] = _Days()


class _Months(dict[object, Date]):
    """First days of months by their text, each worked out once; there are no more of them than from 1900 to 2200."""

    def __missing__(self, text: object) -> Date:
        if type(text) is not str or len(text) != 7:
            raise NotPlainError
        day = self[text] = DAYS[f"{text}-01"]
        return day


MONTHS: Mapping[object, Date] = _Months()

YEARS: Mapping[str, int] = {str(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}
"""Years by the names under which sums and figures stand."""


def plain_day(value: object) -> Date | Special:
    """A day, or what stands for none."""
    return special(value) if type(value) is dict else DAYS[value]


def special(value: object) -> Special:
    """`{"none": true}` or `{"cannot_be_determined": true}`."""
    if type(value) is dict and len(value) == 1:
        if value.get("none") is True:
            return NONE
        if value.get("cannot_be_determined") is True:
            return CANNOT
    raise NotPlainError


def plain_year(value: object) -> int:
    """A year of which facts may speak."""
    if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    raise NotPlainError


def plain_text(value: object) -> str:
    """A name or word on one line, without blanks around it."""
    if type(value) is str and value.isprintable() and value and value[0] != " " and value[-1] != " ":
        return value
    raise NotPlainError


def plain_object(value: object) -> dict[object, object]:
    """An object, as JSON has it."""
    if type(value) is dict:
        return value
    raise NotPlainError


def plain_flag(value: object) -> bool:
    """Yes or no."""
    if value is True or value is False:
        return value
    raise NotPlainError


def plain_count(value: object) -> int:
    """A whole number, 0 or more."""
    if type(value) is int and 0 <= value < _MOST:
        return value
    raise NotPlainError


def plain_cents(value: object) -> int:
    """A sum of a currency with two decimals, in minor units."""
    if type(value) is str:
        if 3 < len(value) <= _MOST_LENGTH and value[-3] == ".":
            digits = value[:-3] + value[-2:]
            if digits.isdigit() and digits.isascii():
                return int(digits)
        elif value.isdigit() and value.isascii() and len(value) <= _MOST_LENGTH:
            return int(value) * 100
    elif type(value) is int:
        if 0 <= value < _MOST:
            return value * 100
    elif type(value) is Decimal and value.as_tuple().exponent in _CENTS and 0 <= value < _MOST:
        return int(value * 100)
    raise NotPlainError


class Sums(dict[object, int]):
    """Sums in the policy's currency by their text; ledgers hold the same ones again and again.

    Other forms are not kept: `1` and `True` are equal.
    """

    def __init__(self, program: Program) -> None:
        self.check = check_of_sums(program)

    def __missing__(self, value: object) -> int:
        sum_ = self.check(value)
        if type(value) is str:
            if len(self) >= _MOST_SUMS:
                self.clear()
            self[value] = sum_
        return sum_


_MOST_SUMS = 4096


def plain_sum(value: object, own: str) -> int | Foreign:
    """A sum that may be in another currency than the policy's own (with two decimals)."""
    if type(value) is not dict:
        return plain_cents(value)
    if len(value) != 2:
        raise NotPlainError
    currency, amount = plain_text(value["currency"]), value["amount"]
    minor = plain_cents(amount) if DECIMALS[currency] else plain_count(amount)
    return minor if currency == own else Foreign(minor, currency)


def plain_rate(value: object) -> Fraction:
    """A share as a percent text."""
    if type(value) is str:
        return _percent(value)
    raise NotPlainError


@lru_cache(maxsize=4096)  # facts of all applicants hold the same few
def _percent(text: str) -> Fraction:
    if text[-1] != "%":
        raise NotPlainError
    return plain_decimal(text[:-1]) / 100


@lru_cache(maxsize=4096)
def plain_decimal(text: str) -> Fraction:
    """Digits, perhaps with a point among them."""
    whole, point, part = text.partition(".")
    digits = whole + part
    if digits.isdigit() and digits.isascii() and len(digits) <= _MOST_LENGTH and whole and (part or not point):
        return Fraction(int(digits), 10 ** len(part))
    raise NotPlainError


def plain_exchange(value: object) -> Fraction:
    """What one unit of a currency costs, which is never nothing."""
    if type(value) is str and (price := plain_decimal(value)):
        return price
    raise NotPlainError


def plain_several(value: object, read: Quick[Fact]) -> tuple[object, ...]:
    """A list without a member that stands twice."""
    if type(value) is not list:
        raise NotPlainError
    members = tuple([read(member) for member in value])
    if len(members) > 1 and len(set(members)) < len(members):
        raise NotPlainError
    return members


_PERIOD = frozenset({"from", "to", "value"})


def plain_periods(value: list[object], read: Quick[Fact]) -> Dated:
    """A value that changes: periods that do not overlap, in the order of the days."""
    found: list[tuple[Period, Fact]] = []
    for one in value:
        if type(one) is not dict or not _PERIOD.issuperset(one):
            raise NotPlainError
        start, end = one.get("from"), one.get("to")
        period = Period(None if start is None else DAYS[start], None if end is None else DAYS[end])
        if (period.start or Date.min) > (period.end or Date.max):
            raise NotPlainError
        found.append((period, read(one["value"])))
    found.sort(key=_first_day)
    if any((one.end or Date.max) >= _first_day(other) for (one, _), other in pairwise(found)):
        raise NotPlainError
    return Dated(tuple(found))


def _first_day(dated: tuple[Period, Fact]) -> Date:
    return dated[0].start or Date.min


def plain_series(value: object, when: str, currency: str | None) -> dict[tuple[str, Date], Fraction]:
    """Values of a series, by the currency that they are the price of (or ""), and by day."""
    if type(value) is not list:
        raise NotPlainError
    days, read, number = MONTHS if when == "month" else DAYS, plain_rate, 2
    if currency is not None:
        read, number = plain_exchange, 3
    found: dict[tuple[str, Date], Fraction] = {}
    for one in value:
        of = "" if currency is None else one["currency"]
        if type(one) is not dict or len(one) != number or (currency is not None and of not in DECIMALS):
            raise NotPlainError
        found[of, days[one[when]]] = read(one["value"])
    if len(found) < len(value):  # some value stands twice
        raise NotPlainError
    return found


def not_plain(value: object) -> NoReturn:
    """Leaves everything to the general rule."""
    raise NotPlainError


# ---- made from the vocabulary


def check_of(program: Program, type_: Type, is_converted: bool = False) -> Quick[Fact]:
    """The quick check of a type; `is_converted` where a sum may be in another currency."""
    match type_:
        case BoolType():
            return plain_flag
        case DateType():
            return plain_day
        case CountType():
            return plain_count
        case TextType() | RecordType() | ApplicantType():
            return plain_text
        case MoneyType(currency=None | "*"):
            own, check = program.currency, check_of_sums(program)
            return (lambda value: plain_sum(value, own)) if is_converted and check is plain_cents else check
        case RateType():
            return plain_rate
        case ChoiceType(choice=name) | LevelType(level=name):
            members: dict[object, str] = {member: member for member in program.schema.choice_by_name[name].names}
            return members.__getitem__
        case ListType(item=item):
            of_member = DAYS.__getitem__ if isinstance(item, DateType) else check_of(program, item)
            return lambda value: plain_several(value, of_member)
        case _:
            return not_plain


def check_of_sums(program: Program) -> Quick[int]:
    """The quick check of a sum; one of a currency without two decimals is never plain."""
    return plain_cents if DECIMALS.get(program.currency, 2) == 2 else not_plain


def in_order(found: Mapping[str, Value], checks: Mapping[str, object]) -> dict[str, Value]:
    """Values in the order of the vocabulary."""
    return {word: found[word] for word in checks if word in found}


@attrs.frozen(eq=False)
class Checks(Generic[Value]):
    """The quick checks of fields by name, in the order of the vocabulary, with values that some of them always have."""

    by_field: Mapping[str, Quick[Value]]
    fixed: Mapping[str, Value] = attrs.field(factory=dict)

    @cached_property
    def take(self) -> Callable[[Mapping[str, object]], dict[str, Value]]:
        """Takes the plain fields of an object. What it states beside them is for the caller to see.

        One check after the other is written out: in a loop, each would take half as long again.
        """
        lines, known = ["def take(stated):", "get, found = stated.get, {}"], dict[str, object]()
        for place, (word, check) in enumerate(self.by_field.items()):
            known[f"check_{place}"] = self.fixed.get(word, check)
            if word in self.fixed:
                lines.append(f"found[{word!r}] = check_{place}")
            else:
                lines.append(f"if (value := get({word!r})) is not None: found[{word!r}] = check_{place}(value)")
        exec(compile("\n    ".join([*lines, "return found"]), "<quick checks>", "exec"), known)
        return cast("Callable[[Mapping[str, object]], dict[str, Value]]", known["take"])
