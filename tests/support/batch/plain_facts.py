"""Generated facts made plain: they state everything that columns may support, and nothing else."""

from __future__ import annotations

from typing import Any

from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind, Schema

LEFT = ("published", "series")
"""Parts that the scalar evaluator always settles."""

_MAY_BE_NONE = (BoolType, ChoiceType, LevelType, DateType, TextType, RecordType)


def plain(schema: Schema, facts: dict[str, Any], name: str) -> dict[str, Any]:
    """The facts of an applicant with this name. Plain values replace unknown, open and foreign-currency ones."""
    found = {part: stated for part, stated in facts.items() if part not in LEFT}
    applicant = {**facts["applicant"], "id": name}
    for field in schema.applicant_fields:
        if not isinstance(applicant.get(field.name), list):
            applicant[field.name] = _value(schema, field.type, applicant.get(field.name))
    records = {kind.name: [] for kind in schema.records if kind.base is None} | {
        kind: [_record(schema, schema.record_by_name[kind], one) for one in _members(listing)]
        for kind, listing in facts.get("records", {}).items()
    }
    figures = {
        year: own if "none" in own else {
            word: _value(schema, schema.figure_by_name[word].type, value) for word, value in own.items()
        }
        for year, own in facts.get("figures", {}).items()
    }  # fmt: skip
    lines = {
        "history": [_about_listed(schema, _with_one_sum(one), records, at) for at, one in enumerate(_of_others(facts))],
        "older_documents": [
            _about_listed(schema, one, records, at) for at, one in enumerate(facts.get("older_documents") or ())
        ],
    }
    support = [line for one in facts.get("support") or () for line in _support(schema, one, records)]
    day = facts.get("as_of") or "2025-06-30"
    stated = {"applicant": applicant, "records": records, "figures": figures, "support": support, "as_of": day}
    return {**found, **stated, **lines}


def without_negative_sums(stated: Any) -> Any:
    """The facts with sums above 0 in place of those below 0, which columns leave to single decisions."""
    match stated:
        case dict():
            return {name: without_negative_sums(part) for name, part in stated.items()}
        case list():
            return [without_negative_sums(part) for part in stated]
        case str():
            return stated.removeprefix("-")
        case int() if stated < 0:
            return -stated
        case _:
            return stated


def _of_others(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The payments under other documents. Those of the policy itself are settled by single decisions."""
    return [one for one in facts.get("history") or () if str(one.get("policy", "")).startswith("Doc ")]


def _with_one_sum(line: dict[str, Any]) -> dict[str, Any]:
    """A payment with one amount instead of amounts by year."""
    due = line.get("due")
    return {**line, "due": next(iter(due.values()), "0")} if isinstance(due, dict) else line


def _about_listed(
    schema: Schema, line: dict[str, Any], records: dict[str, list[dict[str, Any]]], at: int
) -> dict[str, Any]:  # fmt: skip
    """A line without keys. Every second one is about a listed record; the others keep their item."""
    bare = {name: part for name, part in line.items() if name not in ("keys", "matter", "digest")}
    named = _support(schema, line, records) if at % 2 == 0 or line.get("item") == "old" else []
    return {**bare, "item": named[0]["item"]} if named else bare


def _support(schema: Schema, line: dict[str, Any], records: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """A support line that names a listed record; empty if it names no kind, or no record of the kind is listed."""
    kind = schema.record_by_name.get(line.get("kind", ""))
    if kind is None:
        return []
    of_root = [one for name, own in records.items() if schema.record_by_name[name].root == kind.root for one in own]
    items = [" / ".join(map(str, parts)) for one in of_root if (parts := [one.get(name) for name in kind.key])]
    good = [item for item in items if "None" not in item and "{" not in item]
    return [{**{name: part for name, part in line.items() if name != "keys"}, "item": good[0]}] if good else []


def _members(listing: Any) -> list[dict[str, Any]]:
    return listing.get("items", []) if isinstance(listing, dict) else listing or []


def _record(schema: Schema, kind: RecordKind, stated: dict[str, Any]) -> dict[str, Any]:
    fixed = {name for name, _ in kind.fixed}
    fields = [one for one in kind.fields if one.name not in fixed and one.years_between is None]
    asked = [one for one in fields if one.name in stated or one.name in kind.key or not isinstance(one.type, DateType)]
    return {name: stated[name] for name in ("id",) if name in stated} | {
        one.name: _value(schema, one.type, stated.get(one.name)) for one in asked
    }


def _value(schema: Schema, type_: Type, value: Any) -> Any:
    is_special = value is None or (
        isinstance(value, dict)
        and ("cannot_be_determined" in value or "currency" in value or not isinstance(type_, _MAY_BE_NONE))
    )
    if not is_special:
        return value
    match type_:
        case MoneyType() | CountType() | NumberType():
            return 1000
        case RateType():
            return "0.05"
        case DateType():
            return "2022-05-05"
        case BoolType():
            return True
        case ChoiceType(choice=choice) | LevelType(level=choice):
            return schema.choice_by_name[choice].names[0]
        case ListType():
            return ["A1"]
        case _:
            return "A1"
