"""The total of a compiled module: its loops and sums over one applicant's facts.

In come the functions of a module: those that add up some awards in a short form, and one for each award that makes its
claims. Where a sum does not know enough, claims are made in its place; where a loop does not, the claims of its award
are proposed as for a decision (`ipdsl.runtime.sums`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import OUTSIDE, Code
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.loop_values import Records, listed, situation_of
from ipdsl.runtime.settlement.horizon import window_of
from ipdsl.runtime.sums import Claims, Light, Run
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.values.days import Date

MOST_KEPT = 4096
"""For how many sets of kinds of records it is kept what speaks of them."""


class Loop(NamedTuple):
    """A function that makes the claims of one award: `function(c, facts, records, last, claims, moving)`.

    `kind` is that of its records; empty: it speaks of none.
    """

    clause: int
    kind: str
    function: Callable[[Situation, Facts, Records, Date, Claims, bool], None]


class Part(NamedTuple):
    """A function that adds up what some awards come to: `function(facts, since, last, moving)`.

    `kinds` are those of which they speak. A single award over records gets them: its function has `records` after
    `facts`, and `kind` is theirs.
    """

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    kind: str
    function: Callable[..., int]


class _Met(NamedTuple):
    """What speaks of the kinds of records that facts list.

    Each stands with the kind whose records it gets, and whether these are listed under this kind alone. `rest` are the
    loops of awards that no part adds up. `left_out` are the clauses without a loop, each with the kinds of its records;
    those that are paid for years are `yearly`.
    """

    parts: list[tuple[Callable[..., int], str, bool]]
    loops: list[tuple[Loop, bool]]
    rest: list[tuple[Loop, bool]]
    left_out: dict[int, frozenset[str]]
    yearly: frozenset[int]


class Total:
    """What is due under a policy, in minor units.

    `applies` tells what is asked of the applicant for every award; nothing: no award goes to it; else whether a field
    of it may change with the days. `parts` add up some of the awards; `loops` make the claims of those, and of others.
    """

    __slots__ = ("_added_up", "_met", "_window", "applies", "loops", "parts", "program")

    def __init__(
        self, program: Program, applies: Callable[[Facts], bool | None], loops: tuple[Loop, ...],
        parts: tuple[Part, ...] = (),
    ) -> None:  # fmt: skip
        self.program, self.applies, self.loops, self.parts = program, applies, loops, parts
        self._added_up = frozenset[int]().union(*(part.clauses for part in parts))
        window = window_of(program)
        self._window = window.start or Date.min, window.end or Date.max
        self._met: dict[tuple[str, ...], _Met] = {}

    def due(self, code: Code, facts: Facts, year: int | None) -> int:
        """What is due in all years or in one; facts that leave it open make it raise one of `OUTSIDE`."""
        moving = self.applies(facts)
        if moving is None:
            return 0
        since, last = self._window
        if facts.as_of is not None and facts.as_of < last:
            last = facts.as_of
        if year is not None:
            since, last = max(since, Date(year, 1, 1)), min(last, Date(year, 12, 31))
        stated = facts.records
        kinds = tuple(stated)
        met = self._met.get(kinds) or self._meet(kinds)
        if self.parts and not facts.history:
            try:
                due = 0
                for add_up, kind, is_plain in met.parts:
                    if kind:
                        records = stated[kind].records if is_plain else listed(code, facts, kind)
                        if records:
                            due += add_up(facts, records, since, last, moving)
                    else:
                        due += add_up(facts, since, last, moving)
                return due + _claimed(code, facts, met, met.rest, last, year, moving)
            except OUTSIDE:
                pass
        return _claimed(code, facts, met, met.loops, last, year, moving)

    def _meet(self, kinds: tuple[str, ...]) -> _Met:
        """What speaks of these kinds."""
        program, stated = self.program, frozenset(kinds)
        related = {kind: own & stated for kind, own in program.schema.related_records.items()} | {"": frozenset({""})}
        met = [one for one in self.parts if any(related[kind] for kind in one.kinds)]
        parts = [(one.function, one.kind, related[one.kind] == {one.kind}) for one in met]
        loops = [(one, related[one.kind] == {one.kind}) for one in self.loops if related[one.kind]]
        rest = [(one, is_plain) for one, is_plain in loops if one.clause not in self._added_up]
        looped = {one.clause for one in self.loops}
        left = [one for one in program.clauses if one.index not in looped and related[one.trigger.record]]
        yearly = frozenset(one.index for one in left if one.trigger.kind is TriggerKind.YEAR)
        left_out = {one.index: related[one.trigger.record] for one in left if one.index not in yearly}
        if len(self._met) >= MOST_KEPT:
            self._met.clear()
        found = _Met(parts, loops, rest, left_out, yearly)
        self._met[kinds] = found
        return found


def _claimed(
    code: Code, facts: Facts, met: _Met, loops: list[tuple[Loop, bool]], last: Date, year: int | None, moving: bool
) -> int:
    """What is due to the claims of these loops, and of the clauses that have none."""
    stated = facts.records
    unknown = set(met.yearly) if facts.figures or facts.ranks else set()
    for index, kinds in met.left_out.items():
        if "" in kinds or any(stated[kind].records for kind in kinds):
            unknown.add(index)
    claims: list[Light] = []
    for loop, is_plain in loops:
        number, kind = len(claims), loop.kind
        try:
            records: Records = ()
            if kind:
                records = stated[kind].records if is_plain else listed(code, facts, kind)
            if records or not kind:
                loop.function(situation_of(code, facts), facts, records, last, claims, moving)
        except OUTSIDE:
            del claims[number:]
            unknown.add(loop.clause)
    if not claims and not unknown and not facts.history:
        return 0
    return Run(code, situation_of(code, facts), year).due(claims, frozenset(unknown))
