"""Caps that a policy has changed since a ledger was written: what they leave now is not what its claims met.

In: the lines of a ledger and the program. Out: a finding for each cap with a fixed sum of which the ledger shows that
it was another: more was charged to it than it leaves, or claims were cut by it where it would have left more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from ipdsl.diagnostics.phrase import NOTHING, Phrase, join_phrases
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.kernel.recall import groups_of
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import ledger_errors as e
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.runtime.steps import Step
from ipdsl.runtime.terms import Program
from ipdsl.values.money import DECIMALS

_CapGroup: TypeAlias = "tuple[str, str, object, int]"
"""A group of a cap: its name, the applicant, the values of its keys, and the year; 0 where it counts all years."""
_OPEN_OUTCOMES = frozenset(outcome.value for outcome in (Outcome.UNDETERMINED, Outcome.CONTINGENT, Outcome.CEILING))


def changed_caps(program: Program, lines: Iterable[LedgerLine]) -> Iterator[e.ChangedCap]:
    """A finding for each cap that was another, in the order of the page: of the first of its groups that shows it."""
    clauses = clauses_by_label(program)
    policy_lines = [line for line in lines if line.is_of(program.name) and line.clause in clauses]
    whole = [line for line in policy_lines if not line.short]
    short_line_clauses = {
        clauses[line.clause].index for line in policy_lines if line.short
    }  # nobody knows what it took of which group
    for step in program.settlement.steps:
        is_fixed = all(
            bound.function is None and not bound.is_across and short_line_clauses.isdisjoint(bound.reached_clauses)
            for bound in step.rules
        )
        if step.fills and step.is_block_rule and is_fixed and not step.wait:
            yield from _find_changed_caps(program, step, whole)


def _find_changed_caps(program: Program, step: Step, lines: list[LedgerLine]) -> Iterator[e.ChangedCap]:
    """Of neighbouring caps that fill together each may have cut a claim, so all of them must leave more."""
    rooms = {bound.name: bound.amount or 0 for bound in step.rules}
    charged: dict[_CapGroup, int] = {}
    cut: list[list[_CapGroup]] = []
    open_: set[_CapGroup] = set()
    for line in lines:
        groups = [*_groups_of_line(program, step, line)]
        for place in groups:
            charged[place] = charged.get(place, 0) + line.charged.get(place[0], 0)
        if line.outcome in _OPEN_OUTCOMES and not line.admitted:
            open_.update(groups)  # what it might come to had its part of the room
        if groups and _is_cut(program, step, line):
            cut.append(groups)
    decimals = DECIMALS[program.currency]
    findings: dict[str, e.ChangedCap] = {}
    for (name, *_, year), sum_ in sorted(charged.items(), key=lambda row: row[0][3]):
        if sum_ > rooms[name]:
            was, now = minor_to_text(sum_, decimals), minor_to_text(rooms[name], decimals)
            how = Phrase(
                "was charged {was} in the ledger{when}, and leaves {now} now",
                "在{when}台账中已计入{was}，而现在只有{now}",
                was=was,
                when=_year_phrase(year),
                now=now,
            )
            findings.setdefault(name, e.ChangedCap(path="$.ledger", cap=name, how=how))
    for groups in cut:
        caps = list(dict.fromkeys(place[0] for place in groups))
        more = min(rooms[place[0]] - charged[place] for place in groups)
        if more > 0 and open_.isdisjoint(groups):
            when = _year_phrase(min(place[3] for place in groups))
            how = Phrase(
                "cut claims in the ledger{when}, and leaves {more} more now",
                "在{when}台账中核减过申请，而现在还多出{more}",
                when=when,
                more=minor_to_text(more, decimals),
            )
            cap_names = join_phrases(caps, "` or `", "`或`")
            findings.setdefault("` or `".join(caps), e.ChangedCap(path="$.ledger", cap=cap_names, how=how))
    yield from findings.values()


def _year_phrase(year: int) -> Phrase:
    return Phrase(" of {year}", "{year}年的", year=year) if year else NOTHING


def _groups_of_line(program: Program, step: Step, line: LedgerLine) -> Iterator[_CapGroup]:
    """The groups that a line met under caps over its clause: none where it lacks a key, several where one is a list."""
    for bound in step.rules:
        if clauses_by_label(program)[line.clause].index in bound.reached_clauses:
            keys: dict[str, Any] = {**line.keys, "applicant": line.applicant}
            for group in groups_of([keys.get(name) for name in bound.keys], None):
                yield bound.name, line.applicant, group, line.year if bound.per_year else 0


def _is_cut(program: Program, step: Step, line: LedgerLine) -> bool:
    """Whether the caps of a step left less of a claim than reached them."""
    remaining = line.admitted
    for earlier in program.settlement.steps:
        charges = [line.charged[bound.name] for bound in earlier.rules if earlier.fills and bound.name in line.charged]
        if earlier is step:
            return bool(charges) and min(charges) < remaining
        remaining = min([remaining, *charges])
    return False
