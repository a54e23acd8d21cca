"""Claims that are zero because another is meant: the clause pays other applicants, or another clause takes the record.

In: the claims of a decision. Out: those that a page may count instead of listing, so that they hide no other zero. Of a
policy that pays prizes of two levels by two clauses, the prize of one level is zero under the clause of the other: both
test one word of the record, and the record passes that test elsewhere. Nothing that is stated is hidden whole: where no
other claim is about a record (or a kind of which sets are made), all its claims stay on the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from ipdsl.runtime.decision.model import Claim
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import BENEFICIARY, GATE, NO_ROW
from ipdsl.runtime.terms import Clause, Program, TriggerKind

Words: TypeAlias = frozenset[str]
"""The words of a gate, or of what rows go by."""


@attrs.frozen(eq=False, repr=False)
class _Asked:
    """A claim, of what (`thing`) and of what event of it, the words that it passed, and those at which it failed."""

    claim: Claim
    thing: object
    event: object
    passed: frozenset[Words]
    failed: Words
    is_refused: bool


def meant_for_others(program: Program, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that are zero because other applicants or other records are meant, in their order."""
    clauses = {clause.label: clause for clause in program.clauses}
    every = [_asked(program, claim, clauses[claim.label]) for claim in claims if claim.label in clauses]
    passed: dict[object, set[Words]] = {}
    for one in every:
        if not one.is_refused:
            passed.setdefault(one.event, set()).update(one.passed)
    aside = [
        one for one in every if one.is_refused or (_says_what_it_is(program, one) and one.failed in passed[one.event])
    ]
    left = {one.thing for one in {*every}.difference(aside)}
    return tuple([one.claim for one in aside if one.thing is None or one.thing in left])


def _asked(program: Program, claim: Claim, clause: Clause) -> _Asked:
    """What a claim says of the words of its clause, which are asked in their order."""
    reason, trigger = claim.reason, clause.trigger
    root = program.schema.record_by_name[trigger.record].root if trigger.record else ""
    thing = (root, claim.record) if claim.record or trigger.kind is TriggerKind.SET else None
    event = (thing, trigger.kind, trigger.event, claim.year)
    gates, rows = [frozenset(gate.words) for gate in clause.gates], frozenset(clause.row_words)
    passed, failed, code = [*gates, rows], frozenset[str](), ""
    if claim.outcome is Outcome.OUT_OF_WINDOW and trigger.kind is not TriggerKind.RECORD:
        passed = []  # of a record the window is asked after its own words, else before all words
    if claim.outcome is Outcome.NOT_ELIGIBLE:
        code = reason.code if reason is not None else ""
        passed = gates if code == NO_ROW else []
        failed = rows if code == NO_ROW else failed
    if reason is not None and code == GATE:
        text = dict(reason.values).get("gate")
        place = next((place for place, gate in enumerate(clause.gates) if gate.text == text), 0)
        passed, failed = gates[:place], gates[place]
    return _Asked(claim, thing, event, frozenset(passed), failed, code == BENEFICIARY)


def _says_what_it_is(program: Program, one: _Asked) -> bool:
    """Whether a claim failed at words that say what its record is: choices, levels, yes and no."""
    record = program.schema.record_by_name[one.claim.kind] if one.claim.record else None
    return record is not None and bool(one.failed) and one.failed <= record.traits
