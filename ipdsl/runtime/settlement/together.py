"""The claims of several applicants through the rules at once, for caps across applicants.

Each applicant goes its own course; at a stage with a cap across applicants all of them meet, and the claims of a year
fill it in claim order whoever makes them (of claims alike in all else, the applicant that comes first by its id).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from ipdsl.runtime.settlement.caps import charged, fill
from ipdsl.runtime.settlement.claims import Candidate, Group, in_claim_order
from ipdsl.runtime.settlement.effects import NO_EFFECT, Cut, Effect, RoomOf, Settled
from ipdsl.runtime.settlement.layout import Layout, Stage
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.settlement.settle import Course, Year
from ipdsl.runtime.terms import Cap

WHO = "applicant"


@attrs.frozen(eq=False)
class Party:
    """One applicant: its claims with their sums, what it remembers, the rooms of its own caps."""

    applicant: str
    asked: list[tuple[Candidate, int]]
    memory: Memory
    room_of: RoomOf


def settle_together(layout: Layout, parties: Sequence[Party], currency: str) -> list[list[Settled]]:
    """What becomes of the claims of each party, in claim order."""
    meeting = _Meeting(layout, tuple(sorted(parties, key=lambda party: party.applicant)), currency)
    found = meeting.settle()
    return [found[party.applicant] for party in parties]


def is_across(stage: Stage) -> bool:
    """Whether a stage looks across applicants."""
    return any(isinstance(rule, Cap) and rule.across for rule in stage.rules)


@attrs.frozen(eq=False)
class _Meeting:
    layout: Layout
    parties: tuple[Party, ...]
    currency: str

    def settle(self) -> dict[str, list[Settled]]:
        courses = [
            Course(self.layout, party.memory, party.room_of, self.currency, meets_others=True) for party in self.parties
        ]
        for course, party in zip(courses, self.parties, strict=True):
            course.take(party.asked)
        for year, going in _by_year(courses):
            claims = {index: courses[index].start(year) for index in going}
            for position, stage in enumerate(self.layout.stages):
                if is_across(stage):
                    self._meet(position, stage, claims, courses)
                else:
                    for own in claims.values():
                        own.meet(position)
            for index, own in claims.items():
                courses[index].finish(own)
        return {p.applicant: course.close() for p, course in zip(self.parties, courses, strict=True)}

    def _meet(self, position: int, stage: Stage, claims: Mapping[int, Year], courses: list[Course]) -> None:
        """A stage across applicants: one queue for the claims of all."""
        reaching = {index: own.reaching(position) for index, own in claims.items()}
        queue = in_claim_order(
            [(index, one) for index, of in reaching.items() for one in of], lambda pair: pair[1].claim
        )
        year = next((own.year for own in claims.values()), 0)
        joined = [Settled(self._named(index, one.claim), one.amount, at) for at, (index, one) in enumerate(queue)]
        rooms = [self.parties[index].room_of for index, _ in queue]
        caps = [rule for rule in stage.rules if isinstance(rule, Cap)]
        spent = {cap.name: self._spent(stage, cap, courses, year) for cap in caps}
        effect = fill(
            stage, [_with_who(cap) for cap in caps], joined, spent, year, lambda one: rooms[one.index], self.currency
        )  # fmt: skip
        for (_, one), same in zip(queue, joined, strict=True):
            if same.charged:
                one.charged = {**one.charged, **same.charged}
        parts = _parts(effect.cuts, [(index, one.index) for index, one in queue])
        for index, own in claims.items():
            own.bear(stage, reaching[index], parts.get(index, NO_EFFECT))

    def _spent(self, stage: Stage, cap: Cap, courses: list[Course], year: int) -> dict[Group, int]:
        """What the lines and earlier years of all applicants charged to a cap."""
        spent: dict[Group, int] = {}
        for party, course in zip(self.parties, courses, strict=True):
            for group, sum_ in charged(stage, cap, course.memory, year).items():
                own = group if cap.across else _of_one(cap, group, party.applicant)
                spent[own] = spent.get(own, 0) + sum_
        return spent

    def _named(self, index: int, claim: Candidate) -> Candidate:
        return attrs.evolve(claim, keys={**claim.keys, WHO: self.parties[index].applicant})


def _by_year(courses: list[Course]) -> Iterator[tuple[int, list[int]]]:
    """The years of all courses, ascending, each with those that have claims in it (or money that waits)."""
    walks = [iter(course.years()) for course in courses]
    nexts = {index: year for index, walk in enumerate(walks) if (year := next(walk, None)) is not None}
    while nexts:
        year = min(nexts.values())
        going = [index for index, own in nexts.items() if own == year]
        yield year, going
        for index in going:
            following = next(walks[index], None)
            if following is None:
                del nexts[index]
            else:
                nexts[index] = following


def _with_who(cap: Cap) -> Cap:
    """A neighbour that does not look across applicants counts by applicant."""
    return cap if cap.across else attrs.evolve(cap, keys=(*cap.keys, WHO))


def _of_one(cap: Cap, group: Group, applicant: str) -> Group:
    """The group of one applicant: its key follows those of the cap."""
    return (*group[:-1], applicant, group[-1]) if cap.per_year else (*group, applicant)


def _parts(found: Sequence[Cut], places: Sequence[tuple[int, int]]) -> dict[int, Effect]:
    """What of the cuts falls on the claims of each applicant, by their own places; `places` are those of the queue."""
    cuts: dict[int, list[Cut]] = {}
    for cut in found:
        whose, at = places[cut.index]
        cuts.setdefault(whose, []).append(Cut(at, cut.code, cut.amount, cut.why, cut.rule, cut.by))
    return {who: Effect(own) for who, own in cuts.items()}
