"""Caps that a policy has changed since a ledger was written: what they leave now is not what its claims met.

In: the lines of a ledger and the program. Out: a finding for each cap with a fixed sum of which the ledger shows that
it was another: more was charged to it than it leaves, or claims were cut by it where it would have left more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from ipdsl.diagnostics.phrase import NOTHING, Phrase, joined
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.kernel.recall import groups_of
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import ledger_errors as e
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.runtime.steps import Step
from ipdsl.runtime.terms import Program
from ipdsl.values.money import DECIMALS

_Place: TypeAlias = "tuple[str, str, object, int]"
"""A group of a cap: its name, the applicant, the values of its keys, and the year; 0 where it counts all years."""
_OPEN = frozenset(one.value for one in (Outcome.UNDETERMINED, Outcome.CONTINGENT, Outcome.CEILING))


def changed_caps(program: Program, lines: Iterable[LedgerLine]) -> Iterator[e.ChangedCap]:
    """A finding for each cap that was another, in the order of the page: of the first of its groups that shows it."""
    clauses = clauses_by_label(program)
    own = [line for line in lines if line.is_of(program.name) and line.clause in clauses]
    whole = [line for line in own if not line.short]
    of_hand = {clauses[line.clause].index for line in own if line.short}  # nobody knows what it took of which group
    for step in program.settlement.steps:
        is_fixed = all(
            bound.function is None and not bound.across and of_hand.isdisjoint(bound.reached) for bound in step.bounds
        )
        if step.fills and step.of_block and is_fixed and not step.wait:
            yield from _changed(program, step, whole)


def _changed(program: Program, step: Step, lines: list[LedgerLine]) -> Iterator[e.ChangedCap]:
    """Of neighbouring caps that fill together each may have cut a claim, so all of them must leave more."""
    rooms = {bound.name: bound.amount or 0 for bound in step.bounds}
    charged: dict[_Place, int] = {}
    cut: list[list[_Place]] = []
    open_: set[_Place] = set()
    for line in lines:
        met = [*_met(program, step, line)]
        for place in met:
            charged[place] = charged.get(place, 0) + line.charged.get(place[0], 0)
        if line.outcome in _OPEN and not line.admitted:
            open_.update(met)  # what it might come to had its part of the room
        if met and _is_cut(program, step, line):
            cut.append(met)
    decimals = DECIMALS[program.currency]
    told: dict[str, e.ChangedCap] = {}
    for (name, *_, year), sum_ in sorted(charged.items(), key=lambda row: row[0][3]):
        if sum_ > rooms[name]:
            was, now = minor_to_text(sum_, decimals), minor_to_text(rooms[name], decimals)
            how = Phrase(
                "was charged {was} in the ledger{when}, and leaves {now} now",
                "在{when}台账中已计入{was}，而现在只有{now}",
                was=was,
                when=_when(year),
                now=now,
            )
            told.setdefault(name, e.ChangedCap(path="$.ledger", cap=name, how=how))
    for met in cut:
        caps = list(dict.fromkeys(place[0] for place in met))
        more = min(rooms[place[0]] - charged[place] for place in met)
        if more > 0 and open_.isdisjoint(met):
            when = _when(min(place[3] for place in met))
            how = Phrase(
                "cut claims in the ledger{when}, and leaves {more} more now",
                "在{when}台账中核减过申请，而现在还多出{more}",
                when=when,
                more=minor_to_text(more, decimals),
            )
            every = joined(caps, "` or `", "`或`")
            told.setdefault("` or `".join(caps), e.ChangedCap(path="$.ledger", cap=every, how=how))
    yield from told.values()


def _when(year: int) -> Phrase:
    return Phrase(" of {year}", "{year}年的", year=year) if year else NOTHING


def _met(program: Program, step: Step, line: LedgerLine) -> Iterator[_Place]:
    """The groups that a line met under caps over its clause: none where it lacks a key, several where one is a list."""
    for bound in step.bounds:
        if clauses_by_label(program)[line.clause].index in bound.reached:
            keys: dict[str, Any] = {**line.keys, "applicant": line.applicant}
            for group in groups_of([keys.get(name) for name in bound.keys], None):
                yield bound.name, line.applicant, group, line.year if bound.per_year else 0


def _is_cut(program: Program, step: Step, line: LedgerLine) -> bool:
    """Whether the caps of a step left less of a claim than reached them."""
    left = line.admitted
    for earlier in program.settlement.steps:
        kept = [line.charged[bound.name] for bound in earlier.bounds if earlier.fills and bound.name in line.charged]
        if earlier is step:
            return bool(kept) and min(kept) < left
        left = min([left, *kept])
    return False
