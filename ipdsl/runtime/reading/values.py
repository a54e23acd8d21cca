"""Single values of facts: from plain data to the value of a declared type, strictly.

Nothing is converted that could be a slip: `true` is no number, "no" is no yes/no, 1.6 is no count, a float is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import assert_never

from ipdsl.runtime.facts import Fact, Foreign
from ipdsl.runtime.reading import form_errors, value_errors
from ipdsl.runtime.reading.base import Reading, at, by_label, names
from ipdsl.runtime.reading.days import read_day
from ipdsl.runtime.reading.numbers import exact, read_count, read_money, read_rate
from ipdsl.runtime.reading.wording import described, listed, number, shown
from ipdsl.runtime.unknown import CANNOT, NONE, Special
from ipdsl.schema.model import Choice
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    DurationType,
    LevelType,
    ListType,
    MoneyType,
    NumberType,
    Poison,
    RateType,
    RecordType,
    TextType,
    Type,
)
from ipdsl.source import INVISIBLE
from ipdsl.values.money import DECIMALS, Money

SPECIAL = {"none": NONE, "cannot_be_determined": CANNOT}
_SUM = names("amount", "currency")
SPECIAL_FORMS = '{"none": true}, {"cannot_be_determined": true} or null'


def read_value(
    reading: Reading, data: object, type_: Type, field: str, path: str, *, is_converted: bool = False
) -> Fact | None:
    """The value of a field; `None` where it is unknown (null) or was refused."""
    if data is None:
        return None
    if isinstance(data, Special):
        return data
    if isinstance(data, Mapping) and not _is_sum(data, type_):
        return _special(reading, data, field, path)
    return _plain(reading, data, type_, field, path, is_converted)


def read_text(reading: Reading, data: object, field: str, path: str) -> str | None:
    """A name or word: not empty, without blanks around it, without line breaks and characters that nobody sees."""
    if not isinstance(data, str):
        advice = ""
        if isinstance(data, int | Decimal) and not isinstance(data, bool):
            advice = f'write it in quotation marks: "{number(data)}"'
        _wrong_type(reading, data, field, path, "a text", advice)
        return None
    problem = advice = ""
    if not data.strip():
        problem, advice = "is an empty text", "leave the fact out where it is unknown"
    elif data != data.strip():
        problem, advice = "begins or ends with a blank", "names are compared as a whole; take the blank away"
    elif not data.isprintable() and any("\ud800" <= c <= "\udfff" or c < " " or c == "\x7f" for c in data):
        problem, advice = "holds a line break or a broken character", "write the name on one line, as UTF-8"
    elif hidden := INVISIBLE.search(data):
        problem = f"holds an invisible character, U+{ord(hidden.group()):04X}"
        advice = "it looks like another name; take the character out, or type the name anew"
    if problem:
        reading.add(value_errors.BadText(path=path, field=field, problem=problem, advice=advice))
        return None
    return data


def read_flag(reading: Reading, data: object, field: str, path: str) -> bool | None:
    """true or false."""
    if isinstance(data, bool):
        return data
    advice = "write true or false"
    _wrong_type(reading, data, field, path, "yes/no", advice)
    return None


def _plain(reading: Reading, data: object, type_: Type, field: str, path: str, is_converted: bool) -> Fact | None:
    match type_:
        case BoolType():
            return read_flag(reading, data, field, path)
        case MoneyType(currency=currency):
            return _money(reading, data, currency, field, path, is_converted)
        case RateType():
            return read_rate(reading, data, field, path)
        case CountType():
            return read_count(reading, data, field, path)
        case NumberType():
            return exact(reading, data, field, path, "a number")
        case DateType():
            return read_day(reading, data, field, path)
        case ChoiceType(choice=name) | LevelType(level=name):
            return _member(reading, data, reading.schema.choice_by_name[name], field, path)
        case TextType() | RecordType() | ApplicantType():
            return read_text(reading, data, field, path)
        case ListType(item=item):
            return _list(reading, data, item, field, path)
        case DurationType() | Poison():
            advice = "a span of time follows from its days; give those"
            _wrong_type(reading, data, field, path, "nothing that facts can state", advice)
            return None
        case _:
            assert_never(type_)


def _special(reading: Reading, data: Mapping[object, object], field: str, path: str) -> Special | None:
    """`{"none": true}` or `{"cannot_be_determined": true}`, and nothing else."""
    for word, special in SPECIAL.items():
        if len(data) == 1 and data.get(word) is True:
            return special
    advice = f"write the value itself, {SPECIAL_FORMS}"
    reading.wrong_form(data, path, f"`{field}`", "a value", advice)
    return None


def _is_sum(data: Mapping[object, object], type_: Type) -> bool:
    return isinstance(type_, MoneyType) and ("amount" in data or "currency" in data)


def _money(
    reading: Reading, data: object, declared: str | None, field: str, path: str, is_converted: bool
) -> int | Foreign | None:
    """A sum: in the field's currency, or as `{"amount": …, "currency": …}` in a stated one."""
    own = reading.program.currency
    currency = own if declared in {None, "*"} else str(declared)
    if isinstance(data, Money):
        data = {"amount": data.amount, "currency": data.currency}
    if isinstance(data, Mapping):
        parts = reading.parts(data, path, f"`{field}`", _SUM) or {}
        if len(parts) < 2:
            missing = "currency" if "amount" in parts else "amount"
            reading.missing(path, f"`{field}`", missing, 'as in {"amount": "100", "currency": "USD"}')
            return None
        stated = _currency(reading, parts["currency"], at(path, "currency"))
        if stated is None:
            return None
        if stated not in {own, currency} and not is_converted and declared != "*":
            reading.add(value_errors.ForeignNotTaken(path=path, field=field, currency=stated, own=currency))
            return None
        currency, data, path = stated, parts["amount"], at(path, "amount")
    minor = read_money(reading, data, field, path, currency)
    if minor is None or currency == own:
        return minor
    return Foreign(minor, currency)


def _currency(reading: Reading, data: object, path: str) -> str | None:
    if not isinstance(data, str):
        _wrong_type(reading, data, "currency", path, "a text", "use the three letters of ISO 4217, as in USD")
        return None
    if data not in DECIMALS:
        reading.add(value_errors.UnknownCurrency(path=path, word=shown(data), nearest=reading.near(data, DECIMALS)))
        return None
    return data


def _member(reading: Reading, data: object, choice: Choice, field: str, path: str) -> str | None:
    if isinstance(data, str) and data in choice.names:
        return data
    advice = f"it is one of {listed(choice.names, 20)}"
    if not isinstance(data, str):
        _wrong_type(reading, data, field, path, f"a member of `{choice.name}`", advice)
        return None
    near = reading.near(data, choice.names)
    name = by_label(data, ((m.name, m.label.zh) for m in choice.members))
    if name is not None:
        near, advice = (), f"facts use the names, not the labels: write `{name}`"
    reading.add(form_errors.UnknownMember(path=path, field=field, word=shown(data), advice=advice, nearest=near))
    return None


def _list(reading: Reading, data: object, item: Type, field: str, path: str) -> tuple[object, ...] | None:
    members = reading.as_list(data, path, f"`{field}`", "one value is written as a list of one")
    if members is None:
        return None
    values: list[object] = []
    for index, member in enumerate(members):
        here = at(path, index)
        value = read_value(reading, member, item, field, here)
        if member is None or isinstance(value, Special):
            advice = "leave it out of the list; where the list itself is not known, write null for the whole"
            reading.add(value_errors.SpecialNotAllowed(path=here, field=field, found=described(value), advice=advice))
        elif value is not None and value in values:
            reading.add(value_errors.DuplicateMember(path=here, field=field, word=shown(str(member))))
        elif value is not None:
            values.append(value)
    return tuple(values)


def _wrong_type(reading: Reading, data: object, field: str, path: str, expected: str, advice: str = "") -> None:
    reading.add(value_errors.WrongType(path=path, field=field, expected=expected, found=described(data), advice=advice))


@lru_cache(maxsize=1024)
def minor_to_text(minor: int, decimals: int) -> str:
    """Minor units as a decimal text in main units: 5000000 gives `50000.00`."""
    if decimals == 2 and minor >= 0:
        return f"{minor // 100}.{minor % 100:02}"
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"
