"""Measure facts that are almost completely unstated (many records with only their key), and one unstated fact.

Input: a policy, kinds of records and a number. Output: the facts of one firm, and the cost of its decision, page and
JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ipdsl
from benchmarks import open_facts
from benchmarks.ours import ROOT, SHAOGUAN, Ours
from benchmarks.results import compared
from benchmarks.rounds import interleave, over
from benchmarks.warm import Effort
from ipdsl.ir.facts import Facts
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.vocabulary import Field, RecordKind, Schema

DONGYANG = ROOT / "policies" / "dongyang_2021.ipp"
CONTRACTS = ("technology_contract",)
THREE_KINDS = ("technology_contract", "invention_patent", "ip_insurance")
EVERY_KIND = ()
INPUTS: tuple[tuple[str, Path, tuple[str, ...], int], ...] = (
    ("1,000 contracts, Shaoguan", SHAOGUAN, CONTRACTS, 1000),
    ("three kinds of 1,000, Shaoguan", SHAOGUAN, THREE_KINDS, 1000),
    ("60 of every kind, Dongyang", DONGYANG, EVERY_KIND, 60),
)


def only_keys(policy: ipdsl.Policy, kinds: tuple[str, ...], number: int) -> dict[str, object]:
    """A firm with this many records of each given kind, or of every kind. Only their keys are stated."""
    schema = policy._program.schema
    names = kinds or tuple(record.name for record in schema.records if record.base is None)
    records = {name: list(_records(schema, schema.record_by_name[name], number)) for name in names}
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    return {"applicant": applicant, "records": records, "history": [], "as_of": "2024-12-31"}


def _records(schema: Schema, kind: RecordKind, number: int) -> Iterator[dict[str, object]]:
    """Records with different keys. A key of choices only has at most as many records as combinations."""
    fields = [field for field in kind.fields if field.name in kind.key and field.name not in dict(kind.fixed)]
    seen: set[str] = set()
    for index in range(number):
        rest, stated = index, {}
        for field in fields:
            members = _members(schema, field)
            stated[field.name] = members[rest % len(members)] if members else _key(kind, field, index)
            rest //= len(members) or 1
        if str(stated) not in seen:
            seen.add(str(stated))
            yield stated


def _members(schema: Schema, field: Field) -> tuple[str, ...]:
    match field.type:
        case ChoiceType(choice=name) | LevelType(level=name):
            return schema.choice_by_name[name].names
        case _:
            return ()


def _key(kind: RecordKind, field: Field, index: int) -> object:
    match field.type:
        case TextType() | RecordType():
            return f"{kind.name}-{index}"
        case DateType():
            return f"2022-03-{1 + index % 28:02}"
        case CountType():
            return index
        case _:
            return f"{index}"


def question(effort: Effort, firms: int) -> Iterator[str]:
    """Measure one unstated fact over `firms`; then the seconds of each input, including the page and the JSON."""
    yield from open_facts.question(firms)
    yield "### Facts of which next to nothing is stated"
    yield ""
    for title, path, kinds, number in INPUTS:
        ours = Ours.of(path)
        facts = ours.facts(only_keys(ours.policy, kinds, number))

        def told(facts: Facts, ours: Ours = ours) -> None:
            decision = ours.evaluate(facts)
            render(decision)
            to_json(decision)

        def due(facts: Facts, ours: Ours = ours) -> object:
            return ours.evaluate(facts).due

        yield f"{title}: {sum(len(listing.records) for listing in facts.records.values())} records."
        yield ""
        engines = [over("due", due, [facts]), over("due, page and JSON", told, [facts])]
        yield from compared(title, "", interleave(engines, min(effort.rounds, 3), effort.seconds), "due", "µs").lines()
        yield ""
