"""`pay highest with older documents`: of each key the highest claim of a year is raised to the older standard.

It ends the proposal, before all rules: the raised sum is what is proposed, and every cap holds for it. The standards
of claims were found when they were proposed (`Candidate.standard`, see `ending`).

Decided here:
- The standard of a key is the greatest of its claims of the year. One that is lower than the highest claim changes
  nothing.
- Where a line of the year was proposed at as much, that line was the highest, and no other claim is raised.
- Of equal sums the claim that is earlier in the text is the highest, then in claim order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import attrs

from ipdsl.runtime.facts import OlderDocument
from ipdsl.runtime.reasons import OLDER, Key, Place, Reason, reason
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.effects import Cut, Settled
from ipdsl.runtime.settlement.layout import Before
from ipdsl.runtime.settlement.memory import Held, Memory
from ipdsl.runtime.terms import Older
from ipdsl.values.money import Money


@attrs.define(eq=False)
class Proposed:
    """The highest that a line was proposed at, by year and key."""

    rule: Older
    _by_year: dict[int, dict[Group, int]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Held]) -> None:
        """More lines."""
        for held in lines:
            sums = self._by_year.setdefault(held.year, {})
            for group in groups_of(held.keys, self.rule.keys, None):
                sums[group] = max(sums.get(group, 0), held.proposed)

    def of(self, group: Group, year: int) -> int:
        """The highest of a key in a year."""
        return self._by_year.get(year, {}).get(group, 0)


def raised_by(
    before: Before, asked: list[Settled], memory: Memory, year: int, currency: str
) -> Iterator[Cut]:  # fmt: skip
    """The claims of the year that an older standard raises, and by how much."""
    if not any(one.claim.standard is not None for one in asked):
        return
    for rule in before.older:
        groups: dict[Group, list[Settled]] = {}
        for one in asked:
            if one.amount > 0 and one.claim.clause.index in rule.clauses:
                for group in groups_of(one.claim.keys, rule.keys, None):
                    groups.setdefault(group, []).append(one)
        held = memory.of_ledger(id(rule), _proposed_before, rule, memory)
        for group, members in groups.items():
            best = min(members, key=lambda one: (-one.amount, one.claim.clause.index, one.index))
            standard = _greatest(one.claim.standard for one in members)
            if standard is None or standard.amount <= best.amount or held.of(group, year) >= best.amount:
                continue
            told = partial(_raised, rule, standard, best.amount, currency)
            yield Cut(best.index, OLDER, 0, told, rule, raised=standard.amount - best.amount)


def set_lifts(rules: tuple[Older, ...], claims: tuple[Candidate, ...]) -> None:
    """For each claim the most that it may be raised to: by any standard of a key that it shares, or may share."""
    for rule in rules:
        own = [claim for claim in claims if claim.clause.index in rule.clauses]
        loose = [claim for claim in own if any(name in claim.unknown_keys for name in rule.keys)]
        every = max((claim.lift for claim in own), default=0)
        of_loose = max((claim.lift for claim in loose), default=0)
        lifts: dict[Group, int] = {}
        groups = {id(claim): groups_of(claim.keys, rule.keys, None) for claim in own}
        for claim in own:
            for group in groups[id(claim)]:
                lifts[group] = max(lifts.get(group, of_loose), claim.lift)
        for claim in own:
            claim.lift = max((lifts[group] for group in groups[id(claim)]), default=0)
        for claim in loose:
            claim.lift = every


def _greatest(standards: Iterable[OlderDocument | None]) -> OlderDocument | None:
    known = [standard for standard in standards if standard is not None]
    return max(known, key=lambda standard: (standard.amount, standard.document), default=None)


def _proposed_before(rule: Older, memory: Memory) -> Proposed:
    found = Proposed(rule)
    for index in rule.clauses:
        found.fold(memory.of(index))
    return found


def _raised(rule: Older, standard: OlderDocument, sum_: int, currency: str) -> Reason:
    return reason(
        OLDER, where=Place(rule.article), per=Key(rule.keys, by_year=True), document=standard.document,
        standard=Money(standard.amount, currency), own=Money(sum_, currency),
    )  # fmt: skip
