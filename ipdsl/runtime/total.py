"""The total of a compiled module: its sums and loops over one applicant's facts.

In come the functions of a module: those that add up some awards in a short form, and for each other award one that
makes its claims. Where one of them does not know enough, the claims of its awards are proposed as for a decision
(`ipdsl.runtime.sums`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import FALLBACK_ERRORS, GeneratedFunctions
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.loop_values import Records, listed_records, situation_of
from ipdsl.runtime.settlement.horizon import window_of
from ipdsl.runtime.settlement.outside import lines_of_others
from ipdsl.runtime.sums import LoopClaim, LoopClaims, LoopRun
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.values.days import Date


class ClaimLoop(NamedTuple):
    """A function that makes the claims of one award: `function(c, facts, records, last, claims, moving)`.

    `kind` is that of its records; empty: it speaks of none.
    """

    clause: int
    kind: str
    function: Callable[[Situation, Facts, Records, Date, LoopClaims, bool], None]


class SumPart(NamedTuple):
    """A function that adds up what some awards come to: `function(facts, records, since, last, moving)`.

    `kinds` are those of which they speak. A single award over records gets them, and `kind` is theirs; others get none.
    """

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    kind: str
    function: Callable[[Facts, Records, Date, Date, bool], int]


class _KindFunctions(NamedTuple):
    """What speaks of the records of a kind (empty: of none, or of several kinds).

    They may be listed under `other_kinds` as well. `left_out` are clauses of which no function speaks; `clauses` are
    all.
    """

    kind: str
    other_kinds: tuple[str, ...]
    clauses: frozenset[int]
    parts: tuple[SumPart, ...]
    loops: tuple[ClaimLoop, ...]
    left_out: frozenset[int]


class EmittedTotal:
    """What is due under a policy, in minor units.

    `applies` tells what is asked of the applicant for every award; nothing: no award goes to it; else whether a field
    of it may change with the days. `parts` add up some of the awards, as long as nothing was paid before; `loops` make
    the claims of others.
    """

    __slots__ = ("_functions_by_kind", "_paid_before", "_window", "_yearly", "applies")

    def __init__(
        self, program: Program, applies: Callable[[Facts], bool | None], loops: tuple[ClaimLoop, ...],
        parts: tuple[SumPart, ...] = (),
    ) -> None:  # fmt: skip
        self.applies = applies
        window = window_of(program)
        self._window = window.start or Date.min, window.end or Date.max
        self._yearly = frozenset(clause.index for clause in program.clauses if clause.trigger.kind is TriggerKind.YEAR)
        self._functions_by_kind, self._paid_before = (
            _functions_by_kind(program, loops, parts),
            _functions_by_kind(program, loops, ()),
        )

    def due(self, code: GeneratedFunctions, facts: Facts, year: int | None) -> int:
        """What is due in all years or in one; facts that leave it open make it raise one of `FALLBACK_ERRORS`."""
        moving = self.applies(facts)
        if moving is None:
            return 0
        since, last = self._window
        if facts.as_of < last:
            last = facts.as_of
        if year is not None:
            since, last = max(since, Date(year, 1, 1)), min(last, Date(year, 12, 31))
        stated, history = facts.records, facts.history or lines_of_others(code.program, facts)
        due = 0
        claims: list[LoopClaim] = []
        partial = {kind for kind, listing in stated.items() if listing.partial}
        unknown = self._yearly if facts.figures or facts.ranks or not facts.closed else _NONE
        for kind, other_kinds, clauses, parts, loops, left_out in (
            self._paid_before if history else self._functions_by_kind
        ):
            if partial and (not kind or not partial.isdisjoint((kind, *other_kinds))):  # one more record could pay
                unknown = unknown.union(clauses)
                continue
            records: Records = stated[kind].records if kind in stated else ()
            if other_kinds and not stated.keys().isdisjoint(other_kinds):
                try:
                    records = listed_records(code, facts, kind)
                except FALLBACK_ERRORS:
                    unknown |= clauses
                    continue
            if not records and kind:
                continue
            for part_clauses, _, _, add_up in parts:
                try:
                    due += add_up(facts, records, since, last, moving)
                except FALLBACK_ERRORS:
                    unknown = unknown.union(part_clauses)
            for clause, _, make in loops:
                number = len(claims)
                try:
                    make(situation_of(code, facts), facts, records, last, claims, moving)
                except FALLBACK_ERRORS:
                    del claims[number:]
                    unknown = unknown.union((clause,))
            if left_out:
                unknown |= left_out
        if claims or unknown or history:
            due += LoopRun(code, situation_of(code, facts), year).due(claims, frozenset(unknown))
        return due


_NONE: frozenset[int] = frozenset()


def _functions_by_kind(
    program: Program, loops: tuple[ClaimLoop, ...], parts: tuple[SumPart, ...]
) -> list[_KindFunctions]:
    """What gets the records of each kind, of these loops and parts; awards of years are asked by figures, not here."""
    spoken = {entry.clause for entry in loops}.union(*(entry.clauses for entry in parts))
    left = [c for c in program.clauses if c.index not in spoken and c.trigger.kind is not TriggerKind.YEAR]
    functions: list[_KindFunctions] = []
    kinds = [*(part.kind for part in parts), *(loop.kind for loop in loops), *(entry.trigger.record for entry in left)]
    for kind in dict.fromkeys(kinds):
        added, made = (
            tuple(entry for entry in parts if entry.kind == kind),
            tuple(entry for entry in loops if entry.kind == kind),
        )
        left_out = frozenset(entry.index for entry in left if entry.trigger.record == kind)
        all_clauses = left_out.union((entry.clause for entry in made), *(entry.clauses for entry in added))
        other_kinds = tuple(program.schema.related_records.get(kind, frozenset()) - {kind})
        functions.append(_KindFunctions(kind, other_kinds, all_clauses, added, made, left_out))
    return functions
