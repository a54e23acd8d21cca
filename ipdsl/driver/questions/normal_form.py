"""Convert stated facts to the canonical form of each value.

Input: plain facts that the reader accepted. Output: the same facts, to be written to a file. Days are `2022-03-01`,
years `2022`, whole amounts and counts are numbers, rates are `3.7%`, yes and no are `true` and `false`, and names
replace labels. Lines of a ledger with a digest stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ipdsl.base.values import written_values
from ipdsl.driver.library import Policy
from ipdsl.driver.questions.answers import parse_value, replace_labels
from ipdsl.engine.value_words import PERCENT, value_text
from ipdsl.ir.terms import Program
from ipdsl.ledger.keys import kind_of, type_of_key
from ipdsl.ledger.line_reader import DIGEST
from ipdsl.ledger.recall import lines_like
from ipdsl.plain_data.context import ReadContext
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType, read_rate
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type

Stated = dict[str, object]
_PERIOD: Mapping[str, Type] = {"from": DateType(), "to": DateType()}
_LINE_TYPES: Mapping[str, Type] = {
    "item": TextType(), "amount": MoneyType(), "due": MoneyType(), "granted": MoneyType(), "left": MoneyType(),
    "ratio": RateType(), "taken": CountType(),
    "day": DateType(), "event_date": DateType(), "by_discretion": BoolType(), "rank": CountType(),
}  # fmt: skip
"""The parts of lines that are values."""


def to_canonical_form(policy: Policy, stated: Mapping[str, object]) -> Stated:
    """The facts with their values in canonical form."""
    program, schema = policy.program, policy.program.schema

    def listing(kind: str, part: Any) -> object:
        types = {field.name: field.type for field in schema.record_by_name[kind].fields} | {"id": TextType()}
        if isinstance(part, Mapping):
            listing_parts = {**part, "items": listing(kind, part["items"])}
            return listing_parts | (
                {"partial": _value(BoolType(), part["partial"], program)} if "partial" in part else {}
            )
        return part if part is None else [_fields(types, entry, program) for entry in part]

    def line(entry: Any) -> object:
        if DIGEST in entry or entry.get("outcome"):
            return entry
        kind = kind_of(ReadContext(policy.program), entry.get("clause", ""), entry.get("kind", ""))
        types = {name: type_of_key(policy.program, kind, name) for name in entry.get("keys") or ()}
        parts = _fields(_LINE_TYPES, entry, program)
        parts |= {"keys": _fields(types, entry["keys"], program)} if entry.get("keys") else {}
        parts |= (
            {"due": _values_by_year(_LINE_TYPES["due"], entry["due"], program)}
            if isinstance(entry.get("due"), dict)
            else {}
        )
        parts |= (
            {"payments": [_fields(_LINE_TYPES, p, program) for p in entry["payments"]]} if entry.get("payments") else {}
        )
        return parts | ({"year": _year(entry["year"])} if isinstance(entry.get("year"), str) else {})

    def lines(part: Any) -> object:
        return lines_like(part, map(line, part))

    applicant = {name: field.type for name, field in schema.applicant_field_by_name.items()} | {"id": TextType()}
    figures = {name: figure.type for name, figure in schema.figure_by_name.items()}
    parts: dict[str, Callable[[Any], object]] = {
        "applicant": lambda part: _fields(applicant, part, program),
        "records": lambda part: {kind: listing(kind, entry) for kind, entry in part.items()},
        "figures": lambda part: {str(_year(year)): _fields(figures, entry, program) for year, entry in part.items()},
        "as_of": lambda part: _value(DateType(), part, program),
        **dict.fromkeys(("history", "support", "older_documents", "approvals", "published"), lines),
    }
    facts_with_names = replace_labels(program, stated)
    return {
        name: parts[name](part) if name in parts and part is not None else part
        for name, part in facts_with_names.items()
    }


def _fields(types: Mapping[str, Type | None], part: Any, program: Program) -> Any:
    """Convert an object by the types of its fields. Other parts stay the same."""
    if not isinstance(part, Mapping):
        return part  # a year without figures
    return {name: _value(types.get(name), value, program) for name, value in part.items()}


def _values_by_year(type_: Type, part: Mapping[str, object], program: Program) -> Stated:
    return {str(_year(year)): _value(type_, value, program) for year, value in part.items()}


def _year(text: Any) -> object:
    year = written_values.year(text) if isinstance(text, str) else None
    return text if year is None else year


def _value(type_: Type | None, value: Any, program: Program) -> object:
    if isinstance(value, list):
        if any(isinstance(member, Mapping) and "value" in member for member in value):  # by periods
            return [_fields({**_PERIOD, "value": type_}, member, program) for member in value]
        item = None if type_ is None else type_.member_type
        return [_value(item, member, program) for member in value]
    if type_ is not None and type_.is_name:  # narrow characters would change the name
        return str(_year(value)) if isinstance(value, str) else str(value) if isinstance(value, int) else value
    if type_ is None or not isinstance(value, str):
        return value
    if type_.is_rate and value not in written_values.SPECIAL:
        share = read_rate(ReadContext(program), value, "", "")
        text = value if share is None else value_text(share, PERCENT)
        return value if "/" in text else text  # a third is not a finite percentage
    json_value = parse_value(type_, written_values.to_half_width(value), program.currency)
    return int(json_value) if type_.is_money and isinstance(json_value, str) and json_value.isdecimal() else json_value
