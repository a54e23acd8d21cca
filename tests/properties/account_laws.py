"""Invariants of unused facts: lines that are reported as without effect have no effect."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, TypeVar

import attrs
import pytest

from ipdsl.decision import usage
from ipdsl.decision.decision import Decision, Request
from ipdsl.decision.model import UnusedFact
from ipdsl.decision.result import EvaluationResult
from ipdsl.decision.usage import Recorder
from ipdsl.engine.matters import item_of_line
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts, Listing
from ipdsl.report.decision_json import to_json
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.values.value_type import Fact, KnownValues, Type
from ipdsl.schema.vocabulary import Schema
from tests.properties.trial import Trial, expect

Line = TypeVar("Line")


def without_effect_is_without_effect(trial: Trial) -> None:
    """Without these lines no claim, amount, bound, question or ledger line changes, with or without gaps."""
    compiled = trial.compiled
    for facts in (trial.read, read_facts(trial.open_facts, compiled.program)):
        decision = evaluate_eagerly(compiled.program, compiled.code, facts)
        named = _told_apart(decision.without_effect, facts)
        trial.counts.update(f"without effect: {line.group} {line.reason.code}" for line in named)
        less = without(facts, named)
        again = evaluate_eagerly(compiled.program, compiled.code, less)
        one, other = told(decision, facts), told(again, facts)
        differing = [name for name in one if one[name] != other[name]]
        expect(not differing, "a line without effect has one", differing, [(line.group, *line.parts) for line in named])
        left = [line for line in again.without_effect if line in named]
        is_whole = len(named) == len(decision.without_effect)
        expect(
            not (again.without_effect if is_whole else left), "a line is without effect once others are left out", *left
        )


def unused_facts_are_those_of_all_awards(trial: Trial) -> None:
    """The lines without effect are the same if every award is evaluated once more, in one year and in all."""
    program, code = trial.compiled.program, trial.compiled.code
    for facts in (trial.read, read_facts(trial.open_facts, program)):
        years = [None, *evaluate_eagerly(program, code, facts).years[:1]]
        for year in years:
            some = evaluate_eagerly(program, code, facts, Request(year)).without_effect
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(usage, "_record_claims", lambda *_: None)
                patch.setattr(usage, "_evaluate_again", evaluate_every_award)
                every = evaluate_eagerly(program, code, facts, Request(year)).without_effect
            trial.counts.update(f"without effect: {line.group} {line.reason.code}" for line in every)
            expect(some == every, "other lines have no effect", {*some} ^ {*every}, year)


def evaluate_every_award(recorder: Recorder, _: object, result: EvaluationResult) -> None:
    """Compute all claims and cap amounts, so that every read is recorded."""
    recording = recorder.recording(result.proposer)
    recording.claims()
    result.context.cap_amounts.recompute_in(recording.situation)


def _told_apart(lines: Iterable[UnusedFact], facts: Facts) -> tuple[UnusedFact, ...]:
    """The lines, except those that cannot be distinguished from a line with an effect."""
    named = Counter((line.group, *line.parts) for line in lines)
    stated = Counter(("support", x.kind, x.item, x.level, str(x.year)) for x in facts.support or ())
    stated.update(("older_documents", x.document, x.item) for x in facts.older_documents or ())
    stated.update(("history", x.clause, x.item, str(x.year)) for x in facts.history or ())
    alike = {group for group, count in named.items() if stated[group] > count}
    return tuple(line for line in lines if (line.group, *line.parts) not in alike)


def told(decision: Decision, facts: Facts) -> dict[str, Any]:
    """The decision without texts about the facts, and without the places of lines in the history.

    The number of new lines replaces the ledger.
    """
    said = to_json(decision)
    for name in ("facts_digest", "assumptions", "remarks", "without_effect", "ledger_head"):
        del said[name]
    said["ledger"] = sum(line not in (facts.history or ()) for line in decision.ledger)
    plain = json.loads(re.sub(r"history\[\d+\]", "history[]", json.dumps(said)))
    plain["missing"].sort(key=json.dumps)
    return plain  # type: ignore[no-any-return]


def without_effect_may_be_anything(trial: Trial) -> None:
    """If all these lines are changed within their types, no claim, amount, bound, question or ledger line changes.

    A record keeps its key, its days and the fields that make it a narrower kind. A line keeps the identity of its award
    and item. A record that a line refers to is not changed at all.
    """
    compiled = trial.compiled
    for facts in (trial.read, read_facts(trial.open_facts, compiled.program)):
        decision = evaluate_eagerly(compiled.program, compiled.code, facts)
        named = _told_apart(decision.without_effect, facts)
        others = changed(facts, named, compiled.program.schema)
        again = evaluate_eagerly(compiled.program, compiled.code, others)
        one, other = told(decision, facts), told(again, others)
        differing = [name for name in one if one[name] != other[name]]
        expect(not differing, "its value is asked for", differing, [(line.group, *line.parts) for line in named])


def without(facts: Facts, lines: Iterable[UnusedFact]) -> Facts:
    """The facts without these lines. Of equal lines, as many are removed as are given."""
    return _each(facts, lines, lambda line, _: None)


def changed(facts: Facts, lines: Iterable[UnusedFact], schema: Schema) -> Facts:
    """The facts with other values in these lines."""
    kinds = schema.record_by_name
    types: dict[str, dict[str, Type]] = {
        "applicant": {field.name: field.type for field in schema.applicant_fields},
        "figures": {figure.name: figure.type for figure in schema.figures},
    }

    lines_of = (*(facts.history or ()), *(facts.support or ()), *(facts.older_documents or ()))
    spoken = {(kind.root, item_of_line(kind, line)) for line in lines_of for kind in kinds.values()}

    def other(line: Any, group: tuple[str, ...]) -> Any:
        match group[0]:
            case "applicant" | "figures":
                return _other(line, types[group[0]][group[-1]], schema)
            case "records" if (line.root, line.item) in spoken:
                return line
            case "records":
                record = kinds[line.kind]
                narrower = (kinds[name] for name in schema.narrower_records[line.kind])
                kept = {*record.key, *(name for order in record.orders for name in order)}
                kept |= {name for kind in narrower for name, _ in kind.fixed}
                values = {
                    name: value
                    if name in kept or isinstance(value, datetime.date)
                    else _other(value, record.field_by_name[name].type, schema)
                    for name, value in line.values.items()
                }
                return attrs.evolve(line, values=KnownValues(values))
            case "history":
                due = {year: sum_ + 777 for year, sum_ in line.due.items()}
                paid = sum(due.values()) - sum(line.due.values())  # what is unpaid of a line is reported
                payments = line.payments
                if payments:
                    (day, amount), *others = payments
                    payments = ((day, amount + paid), *others)
                return line.changed(due=due, payments=payments)
            case "published":
                return line + 1 if isinstance(line, int) else attrs.evolve(line, rank=line.rank + 1)
            case _:
                return attrs.evolve(line, amount=line.amount + 777)

    return _each(facts, lines, other)


def _other(value: Any, kind: Type, schema: Schema) -> Any:
    """Another value of the type. None, undeterminable values and values of other types stay the same."""
    match kind, value:
        case ((ChoiceType(choice=name) | LevelType(level=name)), str()):
            names = schema.choice_by_name[name].names
            return names[(names.index(value) + 1) % len(names)]
        case _, bool():
            return not value
        case _, int():
            return value + 1
        case _, Fraction():
            return value + Fraction(1, 100)
        case _, datetime.date():
            return value + datetime.timedelta(days=400)
        case _, tuple():
            return (*value, "another")
        case _, str():
            return f"{value} another"
        case _:
            return value


def _each(facts: Facts, lines: Iterable[UnusedFact], become: Callable[[Any, tuple[str, ...]], Any]) -> Facts:
    """The facts with these lines replaced by the result of `become`; `None` removes the line."""
    named = Counter((line.group, *line.parts) for line in lines)

    def now(line: Line, *group: str) -> Line | None:
        named[group] -= 1
        return line if named[group] < 0 else become(line, group)

    def values(found: dict[Any, Fact | None]) -> dict[Any, Any]:
        return {name: value for name, value in found.items() if value is not None}

    def kept(found: Iterable[Line | None]) -> tuple[Line, ...]:
        return tuple(line for line in found if line is not None)

    def records(kind: str, listing: Listing) -> Listing:
        of_item = Counter(r.item for r in listing.records)
        names = [r.item if of_item[r.item] == 1 else r.id for r in listing.records]
        found = (now(r, "records", kind, name) for r, name in zip(listing.records, names, strict=True))
        return Listing(kept(found), listing.partial)

    return attrs.evolve(
        facts,
        fields=values({name: now(value, "applicant", name) for name, value in facts.fields.items()}),
        records={kind: records(kind, listing) for kind, listing in facts.records.items()},
        figures={
            year: values({name: now(value, "figures", str(year), name) for name, value in figures.items()})
            for year, figures in facts.figures.items()
        },
        ranks=kept(now(r, "published", str(r.year), r.figure) for r in facts.ranks),
        places=values({key: now(rank, "published", *key) for key, rank in facts.places.items()}),
        history=facts.history and kept(now(x, "history", x.clause, x.item, str(x.year)) for x in facts.history),
        support=facts.support and kept(now(x, "support", x.kind, x.item, x.level, str(x.year)) for x in facts.support),
        approvals=kept(now(x, "approvals", x.clause, x.item) for x in facts.approvals),
        older_documents=facts.older_documents
        and kept(now(x, "older_documents", x.document, x.item) for x in facts.older_documents),
        digest=None,
    )
