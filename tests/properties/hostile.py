"""Facts that are accepted and hard to compute with: zeros, extreme values and days, and parts that are not stated.

`hostile(r, compiled, facts)` makes a few changes of complete facts, and keeps each that the reader accepts.
"""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Callable, Iterator
from typing import Any

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.facts.reader import read_facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.types.applicant import ApplicantType
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
from ipdsl.schema.vocabulary import Schema
from tests.properties.borders import rules_of
from tests.properties.pipeline import Compiled
from tests.properties.trial import Facts

NONE, CANNOT, UNSTATED = {"none": True}, {"cannot_be_determined": True}, object()
MOST_FEN = 10**16 - 1
DAYS = [
    f"{FIRST_YEAR}-01-01",
    "2000-02-29",
    "2020-02-29",
    "2024-02-29",
    "2023-12-31",
    "2024-01-01",
    f"{LAST_YEAR}-12-31",
]

Place = tuple[Facts, str]
"""A part of the facts and the name of a value in it."""


def hostile(r: random.Random, compiled: Compiled, facts: Facts) -> tuple[Facts, list[str]]:
    """The changed facts, and the names of the changes."""
    now, made = copy.deepcopy(facts), list[str]()
    for _ in range(r.choice([1, 2, 4, 8, 16])):
        change = r.choice(CHANGES)
        other = copy.deepcopy(now)
        if change(r, compiled, other):
            try:
                read_facts(other, compiled.program)
            except FactsError:
                continue
            now = other
            made.append(change.__name__.strip("_").replace("_", " "))
    return now, made


def _another_value(r: random.Random, compiled: Compiled, facts: Facts) -> bool:
    """One value becomes an extreme one of its type, or is not stated."""
    schema = compiled.program.schema
    places = [*_places(schema, facts)]
    spoken = [place for place in places if place[0][1] in compiled.edges.used]
    if not places:
        return False
    (part, name), kind = r.choice(spoken if spoken and r.random() < 0.8 else places)
    value = r.choice(_extremes(schema, kind, compiled))
    if value is UNSTATED:
        part.pop(name, None)
    else:
        part[name] = value
    return True


def _places(schema: Schema, facts: Facts) -> Iterator[tuple[Place, Type]]:
    """Every value of the applicant, of records and of figures, with its type."""
    for field in schema.applicant_fields:
        yield (facts["applicant"], field.name), field.type
    for kind, record in _records(facts):
        for field in schema.record_by_name[kind].fields:
            yield (record, field.name), field.type
    for figures in facts.get("figures", {}).values():
        if isinstance(figures, dict) and "none" not in figures:
            for figure in schema.figures:
                yield (figures, figure.name), figure.type


def _records(facts: Facts) -> Iterator[tuple[str, Facts]]:
    for kind, listing in facts["records"].items():
        for record in listing["items"] if isinstance(listing, dict) else listing or ():
            yield kind, record


def _extremes(schema: Schema, kind: Type, compiled: Compiled) -> list[Any]:
    """Extreme values of a type, with those that are not plain."""
    open_values: list[Any] = [NONE, CANNOT, UNSTATED]
    match kind:
        case MoneyType():
            money = [0, 0, "0.01", f"{MOST_FEN // 100}.{MOST_FEN % 100:02}", {"amount": "0", "currency": "USD"}]
            return [*open_values, *money, -1]
        case CountType():
            return [*open_values, 0, 0, 1, 10**16 - 1, -1]
        case NumberType():
            return [*open_values, 0, 0, "0.000001", "1/3", str(10**15), "-2.5"]
        case RateType():
            return [*open_values, "0%", "0%", "0.0001%", "100%", "1000000%", "-5%"]
        case DateType():
            window = compiled.policy.window
            borders = [str(day) for day in (window.start, window.end, *compiled.edges.dates) if day is not None]
            return [*open_values, *DAYS, *borders]
        case BoolType():
            return [*open_values, True, False]
        case ChoiceType(choice=name) | LevelType(level=name):
            return [*open_values, *schema.choice_by_name[name].names]
        case ListType(item=item):
            values = [value for value in _extremes(schema, item, compiled) if isinstance(value, str)]
            return [*open_values, [], [], values[:1], values]
        case ApplicantType() | RecordType() | TextType():
            return [*open_values, "F1", "F2", "X1", "a / b", "一", "x" * 200]
        case _:
            return open_values


def _another_listing(r: random.Random, _: Compiled, facts: Facts) -> bool:
    """A list of records is empty, not stated, or partial."""
    lists = facts["records"]
    if not lists:
        return False
    kind = r.choice(sorted(lists))
    items = lists[kind]["items"] if isinstance(lists[kind], dict) else lists[kind] or []
    left = r.choice([[], {"partial": True, "items": []}, {"partial": True, "items": items}, UNSTATED])
    if left is UNSTATED:
        del lists[kind]
    else:
        lists[kind] = left
    return True


def _one_record_twice(r: random.Random, compiled: Compiled, facts: Facts) -> bool:
    """A record is listed again: the same item on the same or on another day."""
    listed = [(kind, record) for kind, record in _records(facts) if isinstance(facts["records"][kind], list)]
    if not listed:
        return False
    kind, record = r.choice(listed)
    days = [event.date_field for event in compiled.program.schema.record_by_name[kind].events]
    again = {**record, "id": f"{record.get('id', '')}x"}
    if days and r.random() < 0.7:
        again[r.choice(days)] = r.choice(DAYS)
    facts["records"][kind].append(again)
    return True


def _other_figures(r: random.Random, _: Compiled, facts: Facts) -> bool:
    """A year has no figures, none at all, or stands far from the others."""
    figures = facts.get("figures") or {}
    if not figures:
        return False
    year = r.choice(sorted(figures))
    stated, now = figures[year], r.choice([NONE, UNSTATED, {}, "1900", "2200"])
    if now is UNSTATED:
        del figures[year]
    elif isinstance(now, str):
        figures[now] = copy.deepcopy(stated)
    else:
        figures[year] = dict(now)
    return True


def _another_part(r: random.Random, _: Compiled, facts: Facts) -> bool:
    """The history, support, approvals, older documents, published facts or series are empty or not stated."""
    part = r.choice(["history", "support", "approvals", "older_documents", "published", "series", "figures"])
    if part not in facts:
        facts[part] = {} if part in ("series", "figures") else []
    elif r.random() < 0.5:
        del facts[part]
    else:
        facts[part] = type(facts[part])()
    return True


def _another_line(r: random.Random, _: Compiled, facts: Facts) -> bool:
    """The sum of a line is nothing, a fen, or the greatest."""
    lines = [
        (line, name)
        for part in ("history", "support", "approvals", "older_documents")
        for line in facts.get(part) or ()
        for name in ("due", "amount")
        if isinstance(line.get(name), (str, int))
    ]
    if not lines:
        return False
    line, name = r.choice(lines)
    line[name] = r.choice([0, "0.01", str(MOST_FEN // 100)])
    return True


def _another_day(r: random.Random, _: Compiled, facts: Facts) -> bool:
    """The as-of date is extreme, or not stated."""
    day = r.choice([*DAYS, UNSTATED])
    if day is UNSTATED:
        facts.pop("as_of", None)
    else:
        facts["as_of"] = day
    return True


def _other_published_facts(r: random.Random, compiled: Compiled, facts: Facts) -> bool:
    """A published fact is extreme: what a decision asks for, or a stated rank."""
    ranks = [line for line in facts.get("published") or () if "rank" in line]
    if ranks and r.random() < 0.5:
        r.choice(ranks)["rank"] = r.choice([1, 1, 10**6, NONE])
        return True
    missing = {ref for claim in compiled.evaluate_open(facts).claims for ref in claim.missing}
    asked = sorted(ref for ref in missing if ref.group in ("left", "taken", "ratio"))
    if not asked:
        return False
    ref = r.choice(asked)
    values = {
        "left": [0, "0.01", str(MOST_FEN // 100)],
        "taken": [0, 1, 10**9],
        "ratio": ["0", "1", "1/3", "999999999999/1000000000000"],
    }
    keys = next(rule.keys for rule in rules_of(compiled.policy.root) if getattr(rule, "name", "") == ref.kind)
    line: Facts = {"rule": ref.kind, ref.group: r.choice(values[ref.group])}
    parts = ref.item.split(" / ")
    if keys and len(parts) != len(keys):  # a value has a slash
        return False
    if keys:
        line["keys"] = dict(zip(keys, parts, strict=True))
    if ref.year:
        line["year"] = ref.year
    facts["published"] = [*(facts.get("published") or ()), line]
    return True


def _another_applicant(r: random.Random, compiled: Compiled, facts: Facts) -> bool:
    """The applicant is of every kind, of one, or of kinds that are not stated."""
    kinds = [kind.name for kind in compiled.program.schema.kinds]
    now = r.choice([kinds, kinds[:1], kinds[-1:], [], UNSTATED])
    if now is UNSTATED:
        facts["applicant"].pop("kinds", None)
    else:
        facts["applicant"]["kinds"] = now
    return True


def _a_dated_value(r: random.Random, compiled: Compiled, facts: Facts) -> bool:
    """A dated field of the applicant begins and ends on extreme days, with a gap between."""
    schema = compiled.program.schema
    fields = [field for field in schema.applicant_fields if field.varies.name == "DATED"]
    if not fields:
        return False
    field = r.choice(fields)
    values = [v for v in _extremes(schema, field.type, compiled) if v is not UNSTATED]
    first, second = sorted(r.sample([datetime.date.fromisoformat(day) for day in DAYS], 2))
    facts["applicant"][field.name] = [
        {"from": str(first), "to": str(first), "value": r.choice(values)},
        {"from": str(second), "value": r.choice(values)},
    ][: r.choice([1, 2])]
    return True


CHANGES: tuple[Callable[[random.Random, Compiled, Facts], bool], ...] = (
    *[_another_value] * 8,
    _another_listing,
    _one_record_twice,
    _other_figures,
    _another_part,
    _another_line,
    _another_day,
    *[_other_published_facts] * 2,
    _another_applicant,
    _a_dated_value,
)
