"""Add facts that generated facts seldom have: fields with periods, repeated items, a ledger as history."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

from ipdsl.decision.decision import Request
from ipdsl.facts.reader import read_facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.schema.vocabulary import Varies
from tests.properties.facts import ONE_DAY, Borders, Date, Filler
from tests.properties.pipeline import Compiled

Data = dict[str, Any]


def vary(r: random.Random, compiled: Compiled, edges: Borders, data: Data) -> None:
    """Add some of all three, in place."""
    if r.random() < 0.6:
        in_periods(r, compiled, edges, data)
    if r.random() < 0.4:
        repeat_items(r, compiled, data)
    if r.random() < 0.4:
        with_ledger(r, compiled, data)


def in_periods(r: random.Random, compiled: Compiled, edges: Borders, data: Data) -> None:
    """Applicant fields that may change get two or three values, sometimes with days without a value."""
    filler = Filler(r, compiled.policy, edges, [*days_of(data), Date(2022, 1, 1)])
    for field in compiled.program.schema.applicant_fields:
        if field.varies is Varies.FIXED or r.random() < 0.3:
            continue
        turns = sorted({filler.a_day() for _ in range(r.choice([1, 1, 2]))})
        starts = [Date(1900, 1, 1), *turns]
        ends = [day - ONE_DAY for day in turns] + [Date(2200, 12, 31)]
        periods: list[Data] = [
            {"from": str(start), "to": str(end), "value": filler.value(field.type)}
            for start, end in zip(starts, ends, strict=True)
        ]
        if r.random() < 0.15:
            del periods[r.randrange(len(periods))]
        if is_read(compiled, data | {"applicant": data["applicant"] | {field.name: periods}}):  # a line may count by it
            data["applicant"][field.name] = periods


def days_of(data: Data) -> list[Date]:
    """The days that the records state."""
    found: list[Date] = []
    for rows in (data.get("records") or {}).values():
        for row in rows if isinstance(rows, list) else ():
            for value in row.values():
                if isinstance(value, str) and len(value) == 10 and value[4:5] == "-":
                    found.append(Date.fromisoformat(value))
    return found


def repeat_items(r: random.Random, compiled: Compiled, data: Data) -> None:
    """Repeat records, with all their events on other days."""
    records = data.get("records") or {}
    for kind, rows in records.items():
        if not isinstance(rows, list) or not rows or r.random() < 0.4:
            continue
        first = r.choice(rows)
        events = dict.fromkeys(event.date_field for event in compiled.program.schema.record_by_name[kind].events)
        again = first | {"id": f"{first.get('id', kind)} again"}
        for name in events:
            if isinstance(again.get(name), str):
                later = Date.fromisoformat(again[name]) + datetime.timedelta(r.choice([-1, 1, 30, 400]))
                again[name] = str(later)
        attempt = data | {"records": records | {kind: [*rows, again]}}
        if is_read(compiled, attempt):
            rows.append(again)


def with_ledger(r: random.Random, compiled: Compiled, data: Data) -> None:
    """Put the ledger of a decision up to some year into the history."""
    data.pop("history", None)
    if not is_read(compiled, data):
        return
    decision = evaluate_eagerly(
        compiled.program, compiled.code, read_facts(data, compiled.program), Request(r.randint(2020, 2024))
    )
    lines = list(kept(r, to_json(decision)["ledger"]))
    words = ["applicant", *sorted(compiled.program.schema.kinds_and_classes)]
    for line in lines:
        if r.random() < 0.05:  # names another applicant, or this one by the word of a different kind
            line["keys"] = line.get("keys", {}) | {r.choice(words): r.choice([line["applicant"], "another"])}
    if is_read(compiled, data | {"history": lines}):
        data["history"] = lines


def kept(r: random.Random, lines: Any) -> Iterator[Data]:
    """Some of the lines of a ledger."""
    share = r.choice([0.4, 0.8, 1.0])
    for line in lines:
        if r.random() < share:
            yield line


def is_read(compiled: Compiled, data: Data) -> bool:
    """Whether the facts are accepted."""
    try:
        read_facts(data, compiled.program)
    except FactsError:
        return False
    return True
