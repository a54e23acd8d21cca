"""Grants that are paid in parts: what is due of each claim, at least and at most.

Input: the settled claims of a run and the bounds of its tied sets, which are grants. Output: the same with what is
due of them in the reported years. Instalments whose day or condition depends on missing facts make a set of their own.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.claims.claim import INFINITE, Candidate
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.bounds.all_cases import ClaimVerdict
from ipdsl.decision.bounds.bounds import BoundedSet
from ipdsl.engine.matters import records_with_item, value_of_text
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, InstalmentState, LedgerLine, Open, Record
from ipdsl.ir.terms import PaymentCap
from ipdsl.kernel.rule_table import GroupKey
from ipdsl.ledger.lines import item_of, shared_value
from ipdsl.schema.values.value_type import Fact, KnownValues
from ipdsl.settlement.effects import CarryOver, SettledClaim
from ipdsl.settlement.freed_amounts import GONE, FreedAmount, amounts_by_group
from ipdsl.settlement.instalments import GrantInParts, SettledInstalment, StopOfPayments

if TYPE_CHECKING:
    from ipdsl.decision.result import Bounded, EvaluationResult

Stops: TypeAlias = "Mapping[int, Sequence[StopOfPayments]]"
"""The recoveries that end the payments of a claim, by identity."""
Outcomes: TypeAlias = "Mapping[tuple[int, int, str], SettledInstalment]"
"""Instalments under caps over payments, by the identity of the claim, the number and the item."""


@attrs.frozen(eq=False, repr=False)
class InstalmentStage(ValueObject):
    """Pays the grants of a run in parts. `outcomes` are the instalments that caps over payments decided on."""

    proposer: Proposer
    year: int | None
    stops: Stops = attrs.field(factory=dict)
    outcomes: Outcomes | None = None

    def paid(
        self, claims: Sequence[Candidate], settled: Mapping[int, SettledClaim], bounded: Sequence[Bounded]
    ) -> tuple[dict[int, SettledClaim], list[Bounded]]:
        """The claims by identity, and the bounds of tied sets, with what is due of them."""
        known, sets = dict(settled), list[tuple[BoundedSet, dict[int, int]]]()
        tied = {key for _, members in bounded for key in members}
        by_identity = {id(claim): claim for claim in claims}
        for key, each in settled.items():
            if key in tied or not self._is_in_parts(each.claim) or not (each.amount or each.claim.brought_forward):
                continue
            made, facts, most = self._in_parts(each)
            known[key] = made
            open_shares = self._open_shares(each.claim)
            if open_shares:  # a line of the ledger has the sum of each instalment
                del known[key]
            if facts := facts | open_shares:
                verdict = ClaimVerdict(None if open_shares else made, (made.amount, most), facts)
                labels: dict[FactRef, tuple[str, ...]] = dict.fromkeys(sorted(facts), (each.claim.clause.label,))
                worth = _worth(made)
                sets.append((BoundedSet(made.amount, most, True, {0: verdict}, {**worth}, labels), {key: 0}))
        for bounded_set, members in bounded:
            if any(self._is_in_parts(by_identity[key]) for key in members):
                bounded_set = self._bounds_in_parts(bounded_set, members, by_identity)
                known |= {
                    key: settled_claim
                    for key, place in members.items()
                    if (settled_claim := bounded_set.verdicts[place].settled) is not None
                }
            sets.append((bounded_set, members))
        return known, sets

    def _is_in_parts(self, claim: Candidate) -> bool:
        line = claim.brought_forward
        return bool(line.parts) if line is not None else claim.clause.index in self.proposer.program.schedule_by_clause

    def _open_shares(self, claim: Candidate) -> frozenset[FactRef]:
        """The missing facts of the shares of a new grant: until they are stated, the claim is undetermined."""
        is_dated = claim.brought_forward is None and claim.day is not None
        return self.grant_of(claim).open_shares if is_dated else frozenset()

    def _bounds_in_parts(
        self, bounded: BoundedSet, members: Mapping[int, int], claims: Mapping[int, Candidate]
    ) -> BoundedSet:
        """The bounds of what is due of a tied set; they are sums of its claims, and valid but not always reached."""
        verdicts, low = dict(bounded.verdicts), 0
        high: int | None = 0
        worth, askers = dict(bounded.worth), dict(bounded.askers)
        for key, place in members.items():
            claim, verdict = claims[key], verdicts[place]
            if self._is_in_parts(claim):
                verdict = verdicts[place] = self._verdict_in_parts(claim, verdict)
                for ref in verdict.open_facts - worth.keys():
                    worth[ref] = verdict.span[1]
                    askers[ref] = (claim.clause.label,)
            elif self.year is not None and claim.year not in (None, self.year):
                continue
            low += verdict.span[0]
            high = None if high is None or verdict.span[1] is None else high + verdict.span[1]
        most = high if bounded.high is None else bounded.high if high is None else min(high, bounded.high)
        if self.year is not None:
            most = high  # the bounds of a year have no grants of earlier years
        is_brought = any(claims[key].brought_forward is not None for key in members)
        return attrs.evolve(
            bounded, low=low, high=high if is_brought else most, is_exact=False, verdicts=verdicts, worth=worth,
            askers=askers,
        )  # fmt: skip

    def _verdict_in_parts(self, claim: Candidate, verdict: ClaimVerdict) -> ClaimVerdict:
        low, high = verdict.span
        open_shares = self._open_shares(claim)
        if verdict.is_certain and verdict.settled is not None and not open_shares:
            made, facts, most = self._in_parts(verdict.settled)
            return attrs.evolve(verdict, settled=made, span=(made.amount, most), open_facts=verdict.open_facts | facts)
        if not high and high is not None:
            return verdict
        if claim.day is None:
            return attrs.evolve(verdict, span=(0, high))
        most_granted = low if high is None else high
        grant, under_budgets = self.grant_of(claim), partial(self._under_budgets, claim, is_certain=False)
        parts = under_budgets(grant.new_instalments(most_granted, most_granted))
        least, most = self._dues(under_budgets(grant.new_instalments(low, low)))[0], self._dues(parts)[1]
        is_rest_due = any(part.may_be_due and part.number == grant.number_of_pool for part in parts)
        if low != most_granted and is_rest_due and not all(part.may_be_due for part in parts):
            slack = len(parts) * self.proposer.program.rounding.step  # what shares leave to the rest when rounded down
            least, most = max(0, least - slack), most + slack
        low, most = least, min(most, most_granted)
        is_unlimited = high is None and any(part.may_be_due for part in parts)
        facts = verdict.open_facts.union(open_shares, *(part.facts for part in parts))
        settled = None if open_shares else verdict.settled
        return attrs.evolve(verdict, settled=settled, span=(low, None if is_unlimited else most), open_facts=facts)

    def freed_amounts(
        self, claims: Sequence[Candidate], paid: Mapping[int, SettledClaim], bounded: Sequence[Bounded]
    ) -> Iterator[tuple[tuple[str, GroupKey], FreedAmount]]:
        """What caps count no longer of the claims: instalments that this run finds lapsed or stopped, or that may be.

        A grant that is still open may lapse whole.
        """
        tied = {key: (each, each.verdicts[place]) for each, members in bounded for key, place in members.items()}
        for claim in claims:
            tied_set, verdict = tied.get(id(claim), (None, None))
            settled, line = paid.get(id(claim)), claim.brought_forward
            day, year, freed = claim.day or datetime.date.min, claim.year or 0, list[FreedAmount]()
            if not self._is_in_parts(claim) or settled is None:
                continue
            charged: Mapping[str, int] = {} if line is None else line.charged
            most = INFINITE if line is None else line.due_and_waiting
            if tied_set is not None and verdict is not None and not verdict.is_certain:
                high = INFINITE if verdict.span[1] is None else verdict.span[1]
                freed.append(FreedAmount(year, 0, high, day, verdict.open_facts.union(tied_set.worth)))
            elif settled.carry is not None:
                charged, most = (settled.effect.charged, 0) if line is None else (charged, most)
                stops = frozenset[FactRef]().union(*(stop.facts for stop in self.stops.get(id(claim), ())))
                for part in (part for part in settled.carry.instalments if part.is_new):
                    if part.state in GONE:
                        freed.append(FreedAmount(part.year or year, part.low, part.low, day))
                    elif part.state is InstalmentState.OPEN and (facts := part.facts | stops):
                        freed.append(FreedAmount(year, 0, part.high, day, facts))
            for rule in self.proposer.program.settlement.lapse_rules:
                if claim.clause.index in rule.reached_clauses:
                    yield from amounts_by_group(rule, claim.keys, charged.get(rule.name, most), freed)

    # ------------------------------------------------------------------------------------------ one claim

    def _in_parts(self, settled: SettledClaim) -> tuple[SettledClaim, frozenset[FactRef], int]:
        """A settled claim with what is due of it, the missing facts that may make more due, and the most."""
        claim = settled.claim
        grant, line = self.grant_of(claim), claim.brought_forward
        if line is None:
            parts, granted = grant.new_instalments(settled.amount, settled.amount), settled.amount
        else:
            parts = grant.with_states(instalments_of_line(line))
            granted = line.granted_in_all
        parts = self._under_budgets(claim, parts)
        paid = defaultdict[int, int](int)
        if line is None:
            paid[claim.year or 0] = 0
        for part in parts:
            if part.state is InstalmentState.DUE and part.is_new and part.year is not None:
                paid[part.year] += part.low
        due = {year: sum_ for year, sum_ in paid.items() if self.year in (None, year)}
        low, most = self._dues(parts)
        most = min(most, granted if line is None else line.open_parts)
        lapsed = sum(part.low for part in parts if part.is_new and part.state in GONE)
        waiting = (InstalmentState.OPEN, InstalmentState.WAITS)
        remaining = sum(part.low for part in parts if part.state in waiting)
        is_new = line is None and self.year in (None, claim.year)
        brought = 0 if is_new else low + remaining + lapsed
        carry = CarryOver(None, dict(paid), due, remaining, 0, lapsed, brought, parts)
        made = attrs.evolve(settled, amount=low, carry=carry, granted_in_parts=granted, compute_effect=None)
        made.set_effect(settled.effect)
        return made, frozenset[FactRef]().union(*(part.facts for part in parts)), most

    def _under_budgets(
        self, claim: Candidate, parts: Iterable[SettledInstalment], *, is_certain: bool = True
    ) -> tuple[SettledInstalment, ...]:
        """The instalments after the budgets of their years, if a cap over payments reaches the claim.

        Those of an applicant alone, and of a grant that is not certain, depend on the other applicants.
        """
        cap = self.proposer.program.payment_cap_by_clause.get(claim.clause.index)
        is_left_to_others = self.proposer.is_alone or not is_certain or bool(cap and self._open_shares(claim))
        made = list[SettledInstalment]()
        for part in parts:
            if part.asks_budgets and cap is None and part.asked is not None:  # the page has no such cap any more
                first = self.proposer.program.fiscal_year.first_day(part.asked + 1)
                made.append(attrs.evolve(part, state=InstalmentState.DUE, day=first, year=part.asked + 1))
            elif part.asks_budgets and cap is not None and is_left_to_others:
                made.append(self.left_to_others(cap, part))
            elif part.asks_budgets:
                made.append((self.outcomes or {}).get((id(claim), part.number, part.item), part))
            else:  # of one number and item there may be what waits for another event
                made.append(part)
        return tuple(made)

    def left_to_others(self, cap: PaymentCap, part: SettledInstalment) -> SettledInstalment:
        """The instalment, which other applicants may let wait; it may be due in the reported year."""
        facts = part.facts | {FactRef("cohort", cap.rule.name)}
        if part.state is InstalmentState.WAITS:
            last = (part.year or 0) + cap.wait
            return attrs.evolve(part, facts=facts, year=None if self.year is None else min(self.year, last), cap=cap)
        is_later = self.year is not None and part.year is not None and part.year <= self.year <= part.year + cap.wait
        day, year = (None, self.year if is_later else part.year) if cap.wait else (part.day, part.year)
        return attrs.evolve(part, state=InstalmentState.OPEN, facts=facts, day=day, year=year)

    def _dues(self, parts: Sequence[SettledInstalment]) -> tuple[int, int]:
        """What is newly due in the reported years, at least and at most."""
        low = high = 0
        for part in parts:
            if part.is_new and part.may_be_due and (part.year is None or self.year in (None, part.year)):
                low += 0 if part.facts else part.low
                high += part.high
        return low, high

    def grant_of(self, claim: Candidate) -> GrantInParts:
        """The grant of a claim with the schedule that pays it, and its situation."""
        program, line = self.proposer.program, claim.brought_forward
        place = program.schedule_by_clause[claim.clause.index]
        record, is_listed = claim.source, True
        if line is not None and record is None and claim.root in program.schema.record_by_name:
            record, is_listed = self._record_of_line(claim, line)
        last = self.proposer.facts.as_of
        if self.year is not None:
            last = min(last, program.fiscal_year.last_day(self.year))
        return GrantInParts(
            program, self.proposer.code.evaluator, program.schedules[place],
            self.proposer.code.evaluator.formulas.schedules[place], self._situation(claim, record), claim.item,
            is_listed, last, self.stops.get(id(claim), ()),
        )  # fmt: skip

    def _situation(self, claim: Candidate, record: Record | None) -> Situation:
        """The situation of the grant, without assumed values."""
        here = self.proposer.situation
        day = claim.day or (here.day if claim.year is None else self.proposer.program.fiscal_year.first_day(claim.year))
        members = claim.situation.members if claim.situation is not None else ()
        return here.with_record(record, day, claim.year, members)

    def _record_of_line(self, claim: Candidate, line: LedgerLine) -> tuple[Record, bool]:
        """The listed record of a line, or one with what the line states."""
        situation, schema = self.proposer.situation, self.proposer.program.schema
        item = item_of(claim.clause, schema, line)
        if listed := records_with_item(situation, claim.root, item):
            return listed[0], True
        kind = schema.record_by_name[line.kind or claim.clause.trigger.record]
        values = {field.name: shared_value(situation, claim.clause, line, field.name) for field in kind.fields}
        known: KnownValues[str, Fact] = KnownValues()
        for name, value in values.items():
            type_ = kind.field_by_name[name].type
            if isinstance(value, str) and (type_.is_date or type_.is_flag):
                value = value_of_text(value, type_)
            if value is not None and not isinstance(value, Open):
                known[name] = value
        if line.event_date is not None:
            known[claim.clause.trigger.date_field] = line.event_date
        return Record(kind.name, kind.root, item, item, known, ""), False


def read_instalments(result: EvaluationResult, recording: Proposer) -> None:
    """Evaluate all that the instalments of grants may read, for a proposer that records it."""
    stage, settled = InstalmentStage(recording, None), result.settled_claims.items()
    keys = {key for key, each in settled if each.carry is not None and each.carry.instalments}
    keys |= {key for key, verdict in result.verdicts.items() if verdict.span != (0, 0)}
    for claim in result.candidates:
        is_dated = id(claim) in keys and claim.day is not None
        if is_dated and claim.clause.index in recording.program.schedule_by_clause:
            grant, cap = stage.grant_of(claim), recording.program.payment_cap_by_clause.get(claim.clause.index)
            grant.new_instalments(1, 1)
            for order in () if cap is None else cap.rule.orders:
                grant.situation.field(order.field)


def _worth(settled: SettledClaim) -> Mapping[FactRef, int]:
    """What depends on each missing fact of instalments."""
    worth: dict[FactRef, int] = {}
    for part in () if settled.carry is None else settled.carry.instalments:
        for ref in part.facts:
            worth[ref] = worth.get(ref, 0) + part.high
    return worth


def instalments_of_line(line: LedgerLine) -> tuple[SettledInstalment, ...]:
    """The instalments of a line; those that are not open are settled."""
    return tuple(
        SettledInstalment(
            part.number, part.sum, part.sum, state := InstalmentState(part.state), part.day, part.payee,
            item=part.item, is_new=state in (InstalmentState.OPEN, InstalmentState.WAITS), asked=part.asked,
            since=part.since,
        )
        for part in line.parts
    )  # fmt: skip
