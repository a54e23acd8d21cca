"""Invariants of lines about records: irrelevant lines change nothing, and two forms of one payment are equal."""

from __future__ import annotations

import copy
from typing import Any

from ipdsl.decision.decision import Decision
from ipdsl.ir.terms import MATTER, MATTER_OF_ITEM, Program
from ipdsl.report.decision_json import to_json
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT
from ipdsl.semantics import typed
from ipdsl.semantics.typed import nodes
from tests.properties.trial import Facts, Trial, expect

ELSE = "what nothing speaks of"
"""An item that no claim, record or line has."""

PARTS = ("support", "history", "older_documents")


def what_is_beside_the_matter_changes_nothing(trial: Trial) -> None:
    """Support, a payment under another document and an older standard change nothing if their item has no claim.

    Claims, amounts, bounds and questions stay the same, and each line is reported as without effect. No support is
    added if a cap of the page counts support, because it may count that of the applicant.
    """
    program, facts = trial.compiled.program, copy.deepcopy(trial.facts)
    kinds = [kind.name for kind in program.schema.records if not _is_about_applicant(program, kind.name)]
    levels = [name for name in _levels(program) if name != program.level]
    if not kinds:
        return
    r = trial.make_random()
    kind = r.choice(kinds)
    added: list[str] = []
    counts_support = any(cap.support_levels is not None for cap in nodes(trial.compiled.policy, typed.Cap))
    if levels and not counts_support:
        line = {"kind": kind, "item": ELSE, "level": r.choice(levels), "year": 2022, "amount": 100}
        facts["support"] = [*(facts.get("support") or []), line]
        added.append("support")
    if facts.get("older_documents"):
        line = {"document": "Doc 0", "kind": kind, "item": ELSE, "amount": 10_000_000}
        facts["older_documents"] = [*facts["older_documents"], line]
        added.append("older_documents")
    if not added:
        return
    trial.counts["a line about something else"] += len(added)
    decision = trial.compiled.evaluate(facts)
    expect(_said(decision) == _said(trial.decision), "a line about something else has an effect", added, kind)
    named = [line.group for line in decision.without_effect if ELSE in line.parts]
    expect(sorted(named) == sorted(added), "a line about something else is not told", added, named)


def one_payment_said_in_two_ways_is_one(trial: Trial) -> None:
    """A line with the item of a listed record means the same if the record's key and matter are stated under `keys`.

    Its item may then be any text.
    """
    program, facts, r = trial.compiled.program, copy.deepcopy(trial.facts), trial.make_random()
    listed = {(kind, item): record for kind, item, record in _by_item(program, facts)}
    said = 0
    for part in PARTS:
        for line in facts.get(part) or ():
            kind = line.get("kind", "")
            record = listed.get((kind, line.get("item", "")))
            if record is None or (part == "history" and "policy" not in line) or "keys" in line:
                continue
            names = {*program.schema.record_by_name[kind].key, *_made_of(program, kind)}
            line["keys"] = {name: record[name] for name in sorted(names) if isinstance(record.get(name), str)}
            if r.random() < 0.5:
                line["item"] = f"{part} {said}"  # the keys identify the record
            said += 1
    if not said:
        return
    trial.counts["a line said in two ways"] += said
    decision = trial.compiled.evaluate(facts)
    expect(_paid(decision) == _paid(trial.decision), "said in two ways, it is two", facts)


def _paid(decision: Decision) -> list[Any]:
    """The amounts, without the names of lines in reasons."""
    return [decision.due, *((c.label, c.item, c.year, c.outcome, c.paid, c.bounds) for c in decision.claims)]


def _said(decision: Decision) -> Any:
    """The claims, amounts and questions of a decision."""
    said = to_json(decision)
    kept = ("claims", "due", "total", "missing", "late", "obligations", "allocations")
    return {name: said[name] for name in kept if name in said}


def _matter_names(program: Program) -> set[str]:
    """The keys that mean a matter."""
    return {MATTER, MATTER_OF_ITEM, *(matter.name for matter in program.matters)}


def _made_of(program: Program, kind: str) -> set[str]:
    """The fields that make the matters of a kind, under any name."""
    of = program.schema.record_by_name[kind]
    fields = (program.matter_fields(name, of) for name in _matter_names(program))
    return {field for made_of in fields if made_of != MATTER_IS_APPLICANT for field in made_of}


def _is_about_applicant(program: Program, kind: str) -> bool:
    of = program.schema.record_by_name[kind]
    return any(program.matter_fields(name, of) == MATTER_IS_APPLICANT for name in _matter_names(program))


def _levels(program: Program) -> list[str]:
    ordered = next((choice for choice in program.schema.choices if choice.is_ordered), None)
    return [] if ordered is None else list(ordered.names)


def _by_item(program: Program, facts: Facts) -> list[tuple[str, str, Facts]]:
    """The records whose item no other record has, by the kind under which they are listed."""
    found: dict[tuple[str, str], list[tuple[str, Facts]]] = {}
    for kind, listing in facts["records"].items():
        key = program.schema.record_by_name[kind].key
        for record in listing if isinstance(listing, list) else listing["items"]:
            if all(isinstance(record.get(name), str) for name in key):
                item = " / ".join(record[name] for name in key)
                found.setdefault((program.schema.record_by_name[kind].root, item), []).append((kind, record))
    return [(own[0][0], item, own[0][1]) for (_, item), own in found.items() if len(own) == 1]
