"""`pay highest with older documents`: of each key the highest claim of a year is raised to the older standard.

It ends the proposal, before all rules: the raised sum is what is proposed, and every cap holds for it. The standards
that a claim may be raised to were found when it was proposed (`Candidate.standard`, see `ending`).

Decided here:
- A standard that is lower than the highest claim changes nothing.
- Where a line of the year was proposed at as much, that line was the highest, and no other claim is raised.
- Of equal sums the claim that is earlier in the text is the highest, then in claim order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ipdsl.runtime.facts import OlderDocument
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.effects import Cut, per_key, place_of, shown
from ipdsl.runtime.settlement.ledger import Memory
from ipdsl.runtime.settlement.reasons import OLDER, Reason, reason
from ipdsl.runtime.terms import Older


def raises(
    rules: tuple[Older, ...], asked: list[tuple[Candidate, int]], sums: list[int], memory: Memory, year: int,
    currency: str,
) -> Mapping[int, tuple[int, Cut]]:  # fmt: skip
    """For each claim that is raised (by its place among those of the year) by how much, and the words for it."""
    found: dict[int, tuple[int, Cut]] = {}
    if not any(claim.standard is not None for claim, _ in asked):
        return found
    for rule in rules:
        best: dict[Group, int] = {}
        for index, (claim, _) in enumerate(asked):
            if claim.clause.index not in rule.clauses or sums[index] <= 0 or index in found:
                continue
            for group in groups_of(claim.keys, rule.keys, None):
                other = best.setdefault(group, index)
                if _rank(asked[index][0], sums[index]) < _rank(asked[other][0], sums[other]):
                    best[group] = index
        held = proposed_before(rule, memory, year)
        for group, index in best.items():
            claim, sum_ = asked[index][0], sums[index]
            standard = claim.standard
            if standard is None or index in found or standard.amount <= sum_ or held.get(group, 0) >= sum_:
                continue
            told = partial(_raised, rule, standard, sum_, currency)
            found[index] = standard.amount - sum_, Cut(index, OLDER, 0, told, rule)
    return found


def _rank(claim: Candidate, sum_: int) -> tuple[int, int]:
    return (-sum_, claim.clause.index)


def proposed_before(rule: Older, memory: Memory, year: int) -> dict[Group, int]:
    """The highest that a line of this year was proposed at, by key."""
    found: dict[Group, int] = {}
    for index in rule.clauses:
        for held in memory.of_index(index):
            if held.year == year:
                for group in groups_of(held.keys, rule.keys, None):
                    found[group] = max(found.get(group, 0), held.proposed)
    return found


def _raised(rule: Older, standard: OlderDocument, sum_: int, currency: str) -> Reason:
    return reason(
        OLDER, where=place_of(rule), per=per_key(rule, by_year=True), document=standard.document,
        standard=shown(standard.amount, currency), own=shown(sum_, currency),
    )  # fmt: skip
