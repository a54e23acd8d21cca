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

WordSet: TypeAlias = frozenset[str]
"""The words of a gate, or of what rows go by."""


@attrs.frozen(eq=False, repr=False)
class _ClaimWords:
    """A claim, of what (`subject`) and of what event of it, the words that it passed, and those at which it failed."""

    claim: Claim
    subject: object
    event: object
    passed: frozenset[WordSet]
    failed: WordSet
    is_refused: bool


def claims_for_others(program: Program, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that are zero because other applicants or other records are meant, in their order."""
    clauses = {clause.label: clause for clause in program.clauses}
    entries = [_claim_words(program, claim, clauses[claim.label]) for claim in claims if claim.label in clauses]
    passed: dict[object, set[WordSet]] = {}
    for entry in entries:
        if not entry.is_refused:
            passed.setdefault(entry.event, set()).update(entry.passed)
    aside = [
        entry
        for entry in entries
        if entry.is_refused or (_fails_at_traits(program, entry) and entry.failed in passed[entry.event])
    ]
    left = {entry.subject for entry in {*entries}.difference(aside)}
    return tuple([entry.claim for entry in aside if entry.subject is None or entry.subject in left])


def _claim_words(program: Program, claim: Claim, clause: Clause) -> _ClaimWords:
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
    return _ClaimWords(claim, thing, event, frozenset(passed), failed, code == BENEFICIARY)


def _fails_at_traits(program: Program, entry: _ClaimWords) -> bool:
    """Whether a claim failed at words that say what its record is: choices, levels, yes and no."""
    record = program.schema.record_by_name[entry.claim.kind] if entry.claim.record else None
    return record is not None and bool(entry.failed) and entry.failed <= record.traits
