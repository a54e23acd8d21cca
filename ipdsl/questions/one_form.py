"""Stated facts with each value in its one form, the first of those in which it may be written.

In: plain facts that the reader took. Out: the same facts, to be written to a file: days are `2022-03-01`, years `2022`,
whole sums and counts numbers, rates `3.7%`, yes and no `true` and `false`, and names stand in the place of labels.
Lines of a ledger, which carry a digest, stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ipdsl.library import Policy
from ipdsl.questions.answers import typed
from ipdsl.questions.in_names import in_names
from ipdsl.runtime.clauses.words import PERCENT, in_words
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.history import DIGEST
from ipdsl.runtime.reading.numbers import read_rate
from ipdsl.runtime.reading.spoken import kind_of, type_of_key
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    CountType,
    DateType,
    ListType,
    MoneyType,
    RateType,
    RecordType,
    TextType,
    Type,
)
from ipdsl.values import written

Stated = dict[str, object]
_PERIOD: Mapping[str, Type] = {"from": DateType(), "to": DateType()}
_OF_LINES: Mapping[str, Type] = {
    "item": TextType(), "amount": MoneyType(), "due": MoneyType(), "granted": MoneyType(), "left": MoneyType(),
    "day": DateType(), "event_date": DateType(), "by_discretion": BoolType(), "rank": CountType(),
}  # fmt: skip
"""The parts of lines that are values."""


def in_one_form(policy: Policy, stated: Mapping[str, object]) -> Stated:
    """The facts with their values in one form."""
    program, schema = policy.program, policy.program.schema

    def listing(kind: str, part: Any) -> object:
        types = {field.name: field.type for field in schema.record_by_name[kind].fields} | {"id": TextType()}
        if isinstance(part, Mapping):
            found = {**part, "items": listing(kind, part["items"])}
            return found | ({"partial": _value(BoolType(), part["partial"], program)} if "partial" in part else {})
        return part if part is None else [_fields(types, one, program) for one in part]

    def line(one: Any) -> object:
        if DIGEST in one or one.get("outcome"):
            return one
        kind = kind_of(Reading(policy.program), one.get("clause", ""), one.get("kind", ""))
        types = {name: type_of_key(policy.program, kind, name) for name in one.get("keys") or ()}
        found = _fields(_OF_LINES, one, program)
        found |= {"keys": _fields(types, one["keys"], program)} if one.get("keys") else {}
        found |= {"due": _by_year(_OF_LINES["due"], one["due"], program)} if isinstance(one.get("due"), dict) else {}
        found |= {"payments": [_fields(_OF_LINES, p, program) for p in one["payments"]]} if one.get("payments") else {}
        return found | ({"year": _year(one["year"])} if isinstance(one.get("year"), str) else {})

    def lines(part: Any) -> object:
        return [line(one) for one in part]

    applicant = {name: field.type for name, field in schema.applicant_field_by_name.items()} | {"id": TextType()}
    figures = {name: figure.type for name, figure in schema.figure_by_name.items()}
    parts: dict[str, Callable[[Any], object]] = {
        "applicant": lambda part: _fields(applicant, part, program),
        "records": lambda part: {kind: listing(kind, one) for kind, one in part.items()},
        "figures": lambda part: {str(_year(year)): _fields(figures, one, program) for year, one in part.items()},
        "as_of": lambda part: _value(DateType(), part, program),
        **dict.fromkeys(("history", "support", "older_documents", "approvals", "published"), lines),
    }
    named = in_names(program, stated)
    return {name: parts[name](part) if name in parts and part is not None else part for name, part in named.items()}


def _fields(types: Mapping[str, Type | None], part: Any, program: Program) -> Any:
    """An object by the types of its fields; other parts stay."""
    if not isinstance(part, Mapping):
        return part  # a year without figures
    return {name: _value(types.get(name), value, program) for name, value in part.items()}


def _by_year(of: Type, part: Mapping[str, object], program: Program) -> Stated:
    return {str(_year(year)): _value(of, value, program) for year, value in part.items()}


def _year(text: Any) -> object:
    year = written.year(text) if isinstance(text, str) else None
    return text if year is None else year


def _value(of: Type | None, value: Any, program: Program) -> object:
    if isinstance(value, list):
        if any(isinstance(one, Mapping) and "value" in one for one in value):  # by periods
            return [_fields({**_PERIOD, "value": of}, one, program) for one in value]
        return [_value(of.item if isinstance(of, ListType) else of, one, program) for one in value]
    if isinstance(of, TextType | RecordType | ApplicantType):  # narrow characters would make another name
        return str(_year(value)) if isinstance(value, str) else str(value) if isinstance(value, int) else value
    if of is None or not isinstance(value, str):
        return value
    if isinstance(of, RateType) and value not in written.SPECIAL:
        share = read_rate(Reading(program), value, "", "")
        said = value if share is None else in_words(share, PERCENT)
        return value if "/" in said else said  # a third has no percentage
    found = typed(of, written.narrow(value), program.currency)
    return int(found) if isinstance(of, MoneyType) and isinstance(found, str) and found.isdecimal() else found
