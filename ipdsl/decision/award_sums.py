"""Sums of other awards in the amount of an award: what they pay in its year, have paid, or have granted.

Input: a claim's situation, and the awards to add up. Output: what each of them came to, at least and at most.

What awards pay in a year is settled by the awards before the sentence alone, under the rules of their blocks. What they
have paid or granted in earlier years is settled by the whole page, up to the year before. Both are settled once for a
year, because they do not depend on the claim. Lines of the ledger are added. If values are assumed for missing facts,
claims that are still open only name the facts on which they depend.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar, cast

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.claims.claim import Candidate, key_text
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.result import Bounded
from ipdsl.engine.matters import PartialSum
from ipdsl.engine.situation import AWARD_SUMS, Situation
from ipdsl.ir.facts import FactRef, LedgerLine
from ipdsl.ir.terms import AwardSum, Clause, Program, Settlement, clauses_by_label
from ipdsl.ledger.lines import (
    clauses_by_former_label,
    is_final,
    item_of,
    policy_lines,
    recovered_sums,
    root_of,
    shared_value,
)
from ipdsl.settlement.effects import SettledClaim

SettledAwards = tuple[dict[int, SettledClaim], list[Bounded], dict[int, frozenset[FactRef]]]
"""Settled claims by identity, tied sets with their bounds, and the facts on which a claim that is still open depends.

Claims are only open in the last sense while values are assumed for missing facts."""

_T = TypeVar("_T")

_SETTLED = "settled for sums of awards"
"""The key under which a cache has what `_computed_once` made: outcomes of claims, lines, and sums."""


class ClaimOutcome(NamedTuple):
    """What a claim came to: settled, or (`settled` is `None`) between two sums that depend on `facts`.

    `is_of_year`: no other year pays a part of it.
    """

    claim: Candidate
    settled: SettledClaim | None
    low: int = 0
    high: int | None = 0
    facts: frozenset[FactRef] = frozenset()
    is_of_year: bool = True

    def due(self, first: int, last: int) -> PartialSum:
        """What is due from the first to the last year."""
        if self.settled is not None:
            carry, line = self.settled.carry, self.claim.brought_forward
            undivided = {self.claim.year or 0: self.settled.amount if line is None else 0}
            sums = undivided if carry is None else carry.paid_by_year
            total = sum(sum_ for year, sum_ in sums.items() if first <= year <= last)
            return PartialSum(total, total)
        if not self.is_of_year:
            return PartialSum(0, self.high, self.facts)
        is_due = first <= (self.claim.year or 0) <= last
        return PartialSum(self.low, self.high, self.facts) if is_due else PartialSum(0, 0)

    @property
    def granted(self) -> PartialSum:
        """What is granted, before caps."""
        if self.settled is not None:
            return PartialSum(self.settled.effect.admitted, self.settled.effect.admitted)
        high = self.claim.high
        return PartialSum(self.low, None if high is None else high + self.claim.standard_raise, self.facts)


@attrs.frozen(eq=False, repr=False)
class SettledSums(ValueObject):
    """Adds up awards for the claims of a proposer; `last` is the last year that matters (`None`: every year).

    `settle` is an evaluation of the same facts by a page: the claims of some awards (`None`: all) up to a year.
    """

    proposer: Proposer
    settle: Callable[[Program, Proposer, frozenset[int] | None, int], SettledAwards]
    last: int | None = None

    def sums(self, c: Situation, term: AwardSum) -> Mapping[str, PartialSum]:
        """What each award of a term came to, by label."""
        if self.last is not None and c.year > self.last:
            return dict.fromkeys(term.labels, PartialSum(0, 0))
        if term.is_granted:  # each record has sums of its own
            return self._sums_of_labels(c, term)
        key = term.kind, term.line, term.labels, c.year, None if term.is_of_year else c.day
        return _computed_once(c, key, lambda: self._sums_of_labels(c, term))

    def _sums_of_labels(self, c: Situation, term: AwardSum) -> Mapping[str, PartialSum]:
        parts = dict.fromkeys(term.labels, PartialSum(0, 0))
        for label, part in (*self._claim_sums(c, term), *self._line_sums(c, term)):
            low, high, facts = parts[label]
            most = None if high is None or part.high is None else high + part.high
            parts[label] = PartialSum(low + part.low, most, facts | part.facts)
        return parts

    def _claim_sums(self, c: Situation, term: AwardSum) -> Iterator[tuple[str, PartialSum]]:
        """What the claims of this run came to, by label."""
        before = () if term.is_of_year else self._outcomes(c, 0, c.year - 1)
        present = self._outcomes(c, term.line, c.year) if term.is_of_year or term.is_granted else ()
        for outcomes, is_present in ((before, False), (present, True)):
            for outcome in self._relevant_parts(
                c, term, outcomes, lambda outcome: (outcome.claim.root, outcome.claim.item)
            ):
                claim, label = outcome.claim, outcome.claim.clause.label
                if label not in term.labels:
                    continue
                if not term.is_granted:
                    yield label, outcome.due(c.year, c.year) if is_present else outcome.due(0, c.year - 1)
                elif claim.brought_forward is None and (
                    not is_present or (claim.year == c.year and claim.day is not None and claim.day <= c.day)
                ):  # its line says what was granted before
                    value_of = claim.keys.get if claim.source is None else claim.source.values.get
                    yield label, self._own_part(c, term, value_of, outcome.granted)

    def _relevant_parts(
        self, c: Situation, term: AwardSum, parts: Sequence[_T], root_and_item: Callable[[_T], tuple[str, str]]
    ) -> Sequence[_T]:
        """What a sum of grants for the record of a claim counts: what is about it, or about no record of its kind."""
        if not term.is_granted or c.record is None:
            return parts
        root, placed = c.record.root, ((*root_and_item(part), part) for part in parts)
        by_item = _computed_once(
            c,
            (id(parts), root),
            lambda: values_by_key((item if kind == root else None, part) for kind, item, part in placed),
        )
        return *by_item.get(None, ()), *by_item.get(c.record.item, ())

    def _line_sums(self, c: Situation, term: AwardSum) -> Iterator[tuple[str, PartialSum]]:
        """What the lines of the ledger came to, by label, less what recoveries of earlier years took."""
        lines = _computed_once(c, "lines", lambda: tuple(self._lines()))
        recovered: Mapping[int, Mapping[int, int]] = (
            {}
            if term.is_granted or term.is_of_year or not lines
            else _computed_once(c, "recovered", lambda: recovered_sums(self.proposer.program, self.proposer.facts))
        )
        for label, line, day, clause, *_ in self._relevant_parts(c, term, lines, lambda each: each[4:]):
            if label not in term.labels:
                continue
            if term.is_granted:
                part = PartialSum(line.admitted, line.admitted) if day <= c.day else PartialSum(0, 0)
                yield label, self._own_part(c, term, partial(shared_value, c, clause, line), part)
                continue
            before = (y for y in line.due if y < c.year or (c.record and y == c.year == line.year and day < c.day))
            due = sum(line.due.get(year, 0) for year in ((c.year,) if term.is_of_year else before))
            back = sum(part for year, part in recovered.get(id(line), {}).items() if year < c.year)
            yield label, PartialSum(max(0, due - back), max(0, due - back))

    def _lines(self) -> Iterator[tuple[str, LedgerLine, datetime.date, Clause, str, str]]:
        """The final lines of awards that a sum may add up: label, line, day, award, root and item."""
        facts, program = self.proposer.facts, self.proposer.program
        lines = [(line.event_clause, line) for line in policy_lines(program, facts)]
        former = program.compute_once(clauses_by_former_label)
        for line in facts.history or () if former else ():
            lines += [(clause.label, line) for clause in former.get((line.policy, line.clause), ())]
        clauses = clauses_by_label(program)
        for label, line in lines:
            if label in clauses and is_final(line):
                clause = clauses[label]
                day, item = line.day_in(program.fiscal_year), item_of(clause, program.schema, line)
                yield label, line, day, clause, root_of(program, clause), item

    def _own_part(
        self, c: Situation, term: AwardSum, value_of: Callable[[str], object], part: PartialSum
    ) -> PartialSum:
        """A grant, or nothing if a claim is about a set of other keys."""
        clauses = self.proposer.program.clauses if c.members else ()
        for name in next((each.trigger.keys for each in clauses if each.span.line == term.line), ()):
            record, value = c.members[0][0], value_of(name)
            if name not in record.values:
                ref = FactRef("record", record.kind, record.id, name)
                part = PartialSum(0, part.high, part.facts | {ref})
            elif value is not None and key_text(value) != key_text(record.values[name]):
                return PartialSum(0, 0)
        return part

    def _outcomes(self, c: Situation, line: int, last: int) -> Sequence[ClaimOutcome]:
        """What the claims up to a year came to; with a line, those of the awards above it under their own rules."""
        return _computed_once(c, (line, last), lambda: tuple(self._settle(c, line, last)))

    def _settle(self, c: Situation, line: int, last: int) -> Iterator[ClaimOutcome]:
        here, program, only = self.proposer.situation, self.proposer.program, None
        if line:
            only = frozenset(clause.index for clause in program.clauses if clause.span.line < line)
            program = program.compute_once(_programs_of_sums)[line]
        cache = {**c.cache, AWARD_SUMS: attrs.evolve(self, last=last)}
        situation = attrs.evolve(c.with_record(None, here.day, here.year), cache=cache)
        proposer = attrs.evolve(self.proposer, program=program, situation=situation)
        by_id, bounded, open_facts = self.settle(program, proposer, only, last)
        verdicts = {key: (each, each.verdicts[i]) for each, members in bounded for key, i in members.items()}
        for key, settled in by_id.items():
            claim = settled.claim
            if key in open_facts:
                yield ClaimOutcome(claim, None, 0, None, open_facts[key], is_of_year=False)
            elif key not in verdicts or verdicts[key][1].is_certain:
                yield ClaimOutcome(claim, verdicts[key][1].settled if key in verdicts else settled)
            elif verdicts[key][1].claim is None:
                tied, verdict = verdicts[key]
                index = claim.clause.index
                waits = program.settlement.wait(index) or index in program.schedule_by_clause
                is_of_year = claim.year is not None and claim.brought_forward is None and not waits
                facts_between = verdict.open_facts or frozenset(tied.worth)
                yield ClaimOutcome(claim, None, *verdict.span, facts_between, is_of_year)


def _computed_once(c: Situation, key: object, make: Callable[[], _T]) -> _T:
    """What the claims of a run share: made for the first one that asks."""
    known = cast("dict[object, _T]", c.cache.setdefault(_SETTLED, {}))
    if key not in known:
        known[key] = make()
    return known[key]


def _programs_of_sums(program: Program) -> Mapping[int, Program]:
    """For each award with sums of other awards, by line: the page without the rules that act later."""
    return {each.line: _without_rules(program, frozenset(each.later_rules)) for each in program.awards_with_sums}


def _without_rules(program: Program, names: frozenset[str]) -> Program:
    made = (
        attrs.evolve(step, rules=tuple(rule for rule in step.rules if rule.name not in names))
        for step in program.settlement.steps
    )
    steps = tuple(step for step in made if step.rules)
    return attrs.evolve(program, settlement=Settlement(steps, program.settlement.columns))
