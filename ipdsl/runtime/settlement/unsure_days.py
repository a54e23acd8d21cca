"""A claim whose day is not known takes the least and the most of what it would be on the days that it may have.

In come the claim of one of the days and those of the others; out comes one claim that holds all of them: its sum lies
between theirs, and a key that differs among them is not known. Days on which the applicant's fields that the award asks
for are the same are tried once: what is said of the first holds of the others, for the facts of their days.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ipdsl.runtime.clauses.evaluator import DayDependence
from ipdsl.runtime.clauses.operations import greatest
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.settlement.claims import Candidate, KeyValue
from ipdsl.runtime.unknown import FactRef, Open
from ipdsl.values.days import Date


@attrs.define(eq=False, repr=False)
class EquivalentDays:
    """Days on which an award says the same of a record: the first, and for a fact of its day those of the others."""

    first: Date
    other_facts: dict[FactRef, frozenset[FactRef]]

    def with_other_facts(self, claim: Candidate) -> Candidate:
        """The claim of the first day, with the facts of the others."""
        if claim.facts and self.other_facts:
            claim.facts = claim.facts.union(*(more for ref, more in self.other_facts.items() if ref in claim.facts))
        return claim


def equivalent_days(situation: Situation, dependence: DayDependence, days: Iterable[Date]) -> list[EquivalentDays]:
    """The days put together on which the applicant's fields that are asked for are the same (or not stated)."""
    groups: dict[tuple[object, ...], EquivalentDays] = {}
    first_facts: dict[Date, list[frozenset[FactRef]]] = {}
    for day in days:
        answers = [situation.with_record(None, day).applicant(name) for name in dependence.fields]
        facts = [answer.facts if isinstance(answer, Open) else frozenset() for answer in answers]
        values = (None if isinstance(answer, Open) else answer for answer in answers)
        group = groups.setdefault((dependence.depends_on_year and day.year, *values), EquivalentDays(day, {}))
        for mine, other in zip(first_facts.setdefault(group.first, facts), facts, strict=True):
            for ref in mine if other != mine else ():
                group.other_facts[ref] = group.other_facts.get(ref, frozenset()) | other
    return list(groups.values())


def claim_over_days(claim: Candidate, tried: list[Candidate], facts: frozenset[FactRef]) -> Candidate:
    """The claim with what it may be on any of the days tried; `facts` are those that tell the day."""
    live = [candidate for candidate in tried if candidate.is_live]
    all_facts = facts.union(*(candidate.facts for candidate in live))
    keys, unknown = _keys(live, min(facts))
    return attrs.evolve(
        claim, facts=all_facts, proposed=0, low=0, high=greatest([candidate.high for candidate in live]), keys=keys,
        unknown_keys=unknown, is_ceiling=any(candidate.is_ceiling for candidate in live),
        ceiling=greatest([candidate.ceiling for candidate in live]),
        standard=next((candidate.standard for candidate in live if candidate.standard is not None), None),
        standard_raise=max((candidate.standard_raise for candidate in live), default=0), exact=None,
        deducts_support=any(candidate.deducts_support for candidate in live),
        counted_lines=frozenset().union(*(candidate.counted_lines for candidate in live)),
    )  # fmt: skip


def _keys(claims: list[Candidate], ref: FactRef) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The keys that all claims have alike, and the others with the fact that would tell them."""
    unknown: dict[str, FactRef] = {}
    for candidate in claims:
        unknown |= candidate.unknown_keys
    names = dict.fromkeys(name for candidate in claims for name in candidate.keys)
    for name in names:
        if name not in unknown and len({candidate.keys.get(name) for candidate in claims}) > 1:
            unknown[name] = ref
    last = claims[-1].keys if claims else {}
    return {name: value for name, value in last.items() if name not in unknown}, unknown


def are_equivalent(claims: list[Candidate]) -> bool:
    """Whether the claims come to the same whatever the day: sum, row, keys."""
    return len({(_sum(claim), *sorted(claim.keys.items()), *sorted(claim.unknown_keys)) for claim in claims}) <= 1


def _sum(claim: Candidate) -> tuple[object, ...]:
    return (claim.is_live, claim.high, claim.row, claim.is_ceiling, claim.ceiling)
