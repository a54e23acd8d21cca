"""A claim whose day is not known takes the least and the most of what it would be on the days that it may have.

In come the claim of one of the days and those of the others; out comes one claim that holds all of them: its sum lies
between theirs, and a key that differs among them is not known. Days on which the applicant's fields that the award asks
for are the same are tried once: what is said of the first holds of the others, for the facts of their days.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ipdsl.runtime.clauses.evaluator import AskedOfDay
from ipdsl.runtime.clauses.operations import greatest
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.settlement.claims import Candidate, KeyValue
from ipdsl.runtime.unknown import FactRef, Open
from ipdsl.values.days import Date


@attrs.define(eq=False, repr=False)
class Alike:
    """Days on which an award says the same of a record: the first, and for a fact of its day those of the others."""

    first: Date
    others: dict[FactRef, frozenset[FactRef]]

    def also(self, claim: Candidate) -> Candidate:
        """The claim of the first day, with the facts of the others."""
        if claim.facts and self.others:
            claim.facts = claim.facts.union(*(more for ref, more in self.others.items() if ref in claim.facts))
        return claim


def alike(situation: Situation, asked: AskedOfDay, days: Iterable[Date]) -> list[Alike]:
    """The days put together on which the applicant's fields that are asked for are the same (or not stated)."""
    groups: dict[tuple[object, ...], Alike] = {}
    first_facts: dict[Date, list[frozenset[FactRef]]] = {}
    for day in days:
        answers = [situation.on(None, day).applicant(name) for name in asked.fields]
        facts = [answer.facts if isinstance(answer, Open) else frozenset() for answer in answers]
        values = (None if isinstance(answer, Open) else answer for answer in answers)
        group = groups.setdefault((asked.of_year and day.year, *values), Alike(day, {}))
        for mine, other in zip(first_facts.setdefault(group.first, facts), facts, strict=True):
            for ref in mine if other != mine else ():
                group.others[ref] = group.others.get(ref, frozenset()) | other
    return list(groups.values())


def over_days(claim: Candidate, tried: list[Candidate], facts: frozenset[FactRef]) -> Candidate:
    """The claim with what it may be on any of the days tried; `facts` are those that tell the day."""
    live = [one for one in tried if one.is_live]
    asked = facts.union(*(one.facts for one in live))
    keys, unknown = _keys(live, min(facts))
    return attrs.evolve(
        claim, facts=asked, proposed=0, low=0, high=greatest([one.high for one in live]), keys=keys,
        unknown_keys=unknown, is_ceiling=any(one.is_ceiling for one in live),
        ceiling=greatest([one.ceiling for one in live]),
        standard=next((one.standard for one in live if one.standard is not None), None),
        lift=max((one.lift for one in live), default=0), exact=None,
        deducts_support=any(one.deducts_support for one in live),
        counted=frozenset().union(*(one.counted for one in live)),
    )  # fmt: skip


def _keys(claims: list[Candidate], ref: FactRef) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The keys that all claims have alike, and the others with the fact that would tell them."""
    unknown: dict[str, FactRef] = {}
    for one in claims:
        unknown |= one.unknown_keys
    names = dict.fromkeys(name for one in claims for name in one.keys)
    for name in names:
        if name not in unknown and len({one.keys.get(name) for one in claims}) > 1:
            unknown[name] = ref
    last = claims[-1].keys if claims else {}
    return {name: value for name, value in last.items() if name not in unknown}, unknown


def is_alike(claims: list[Candidate]) -> bool:
    """Whether the claims come to the same whatever the day: sum, row, keys."""
    return len({(_sum(one), *sorted(one.keys.items()), *sorted(one.unknown_keys)) for one in claims}) <= 1


def _sum(one: Candidate) -> tuple[object, ...]:
    return (one.is_live, one.high, one.row, one.is_ceiling, one.ceiling)
