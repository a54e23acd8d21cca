"""Valid facts generated from the vocabulary, with every form of each value."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any, assert_never

from hypothesis import strategies as st

from ipdsl.base.values.characters import FOREIGN_DIGIT, hidden_in_names
from ipdsl.base.values.written_values import SPECIAL as WORDS
from ipdsl.schema.types.applicant import ApplicantType
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.duration import DurationType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.shared_types import Poison
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field, RecordKind, Schema, Varies

Strategy = st.SearchStrategy[Any]

SPECIAL = st.sampled_from([None, {"none": True}, {"cannot_be_determined": True}])
NAMES = st.text(
    st.characters(codec="utf-8").filter(lambda c: not hidden_in_names().match(c) and not FOREIGN_DIGIT.match(c)),
    min_size=1, max_size=5,
).filter(lambda name: name not in WORDS and name == name.strip())  # fmt: skip
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)).map(lambda day: day.isoformat())
FEN = st.integers(0, 10**15)
MONEY = (
    st.integers(0, 10**15)
    | FEN.map(lambda fen: f"{fen // 100}.{fen % 100:02}")
    | st.builds("{}{}".format, st.sampled_from(["¥", "￥ ", "RMB", "CNY ", "人民币"]), st.integers(0, 10**15))
    | FEN.map(lambda fen: {"amount": f"{fen // 100}.{fen % 100:02}", "currency": "CNY"})
)
SHARES = st.fractions(0, 1, max_denominator=10**6)
RATES = (
    SHARES.map(lambda share: f"{share.numerator}/{share.denominator}")
    | st.decimals(0, 500, places=3, allow_nan=False).map(lambda percent: f"{abs(percent):f}%")
    | st.sampled_from([0, 1, "0.037", "1"])
)


def plain_value(schema: Schema, type_: Type) -> Strategy:
    """A value of the type, as JSON."""
    match type_:
        case BoolType():
            return st.booleans()
        case MoneyType():
            return MONEY
        case RateType():
            return RATES
        case CountType():
            return st.integers(0, 10**9)
        case NumberType():
            return st.integers(-1000, 1000) | st.fractions(-9, 9, max_denominator=99).map(_quotient)
        case DateType():
            return DAYS
        case ChoiceType(choice=name) | LevelType(level=name):
            return st.sampled_from(schema.choice_by_name[name].names)
        case TextType() | RecordType() | ApplicantType():
            return NAMES
        case ListType(item=item):
            return st.lists(plain_value(schema, item), max_size=3, unique=True)
        case DurationType() | Poison():
            return st.none()
        case _:
            assert_never(type_)


def value(schema: Schema, type_: Type) -> Strategy:
    """A value of the type, or a special value in its place."""
    return plain_value(schema, type_) | SPECIAL


def _quotient(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"


def record(schema: Schema, kind: RecordKind) -> Strategy:
    """A record of the kind."""
    fixed = dict(kind.fixed)
    fields = {
        f.name: st.sampled_from([fixed[f.name], None]) if f.name in fixed else value(schema, f.type)
        for f in kind.fields
    }
    return st.fixed_dictionaries({}, optional={"id": NAMES, **fields})


@st.composite
def records(draw: st.DrawFn, schema: Schema) -> dict[str, Any]:
    """Listings of some kinds. Every record has its own id and key."""
    found: dict[str, Any] = {}
    number = 0
    for kind in draw(st.lists(st.sampled_from(schema.records), max_size=3, unique_by=lambda r: r.name)):
        items = draw(st.lists(record(schema, kind), max_size=3))
        for item in items:
            number += 1
            item["id"] = f"id{number}"
            for name in kind.key:
                if isinstance(kind.field_by_name[name].type, TextType | RecordType):
                    item[name] = f"key{number}"
                else:
                    item.pop(name, None)
            for name in (name for order in kind.orders for name in order[1:] if isinstance(item.get(name), str)):
                item.pop(name)  # two days of one order could contradict each other
            for name, _ in kind.derived_fields:
                item.pop(name, None)
        is_partial = draw(st.booleans())
        found[kind.name] = {"partial": is_partial, "items": items} if draw(st.booleans()) else items
    return found


def _applicant_field(schema: Schema, field: Field) -> Strategy:
    if field.varies is Varies.FIXED:
        return value(schema, field.type)
    inner = value(schema, field.type)
    periods = st.tuples(inner, inner).map(
        lambda both: [{"to": "2021-12-31", "value": both[0]}, {"from": "2022-01-01", "to": None, "value": both[1]}]
    )
    return inner | periods


@st.composite
def facts(draw: st.DrawFn, schema: Schema) -> dict[str, Any]:
    """Valid facts of one applicant."""
    kinds = draw(st.lists(st.sampled_from([k.name for k in schema.kinds]), min_size=1, unique=True))
    fields = {f.name: _applicant_field(schema, f) for f in schema.applicant_fields if f.name != "established_on"}
    applicant = {"id": draw(NAMES), "kinds": kinds, **draw(st.fixed_dictionaries({}, optional=fields))}
    figures = st.fixed_dictionaries({}, optional={f.name: value(schema, f.type) for f in schema.figures})
    years = st.integers(1900, 2200).map(str)
    return {
        "applicant": applicant,
        "records": draw(records(schema)),
        "figures": draw(st.dictionaries(years, figures, max_size=3)),
        "as_of": draw(st.none() | DAYS),
    }
