"""The functions of a generated module, by index, with the interface that settlement calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import NoReturn, Protocol, TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.findings.finding import InternalError
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.engine.evaluator import DayDependence, Evaluator, day_dependence
from ipdsl.engine.events import cached_for_year, cached_year_value
from ipdsl.engine.operations import Answer, all_of, any_of, at_least, at_most
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import FactRef, Facts, Open, Record, Truth
from ipdsl.ir.formulas import BodyFormulas
from ipdsl.ir.proposal import NO_AMOUNT, Proposal
from ipdsl.ir.serialization import formulas_of
from ipdsl.ir.terms import Program, Trigger, TriggerKind
from ipdsl.schema.values.value_type import NeedsGeneralPathError

Computed = TypeVar("Computed")

ClauseFunction: TypeAlias = "Callable[[Situation, Record | None, Date, int], Proposal]"


class TotalProtocol(Protocol):
    """Computes the total due, without reasons."""

    def due(self, code: GeneratedFunctions, facts: Facts, year: int | None) -> int:
        """The total in minor units, for all years or one; raises `NeedsGeneralPathError` if facts are open."""


def raise_fault(error: Exception, program: Program) -> NoReturn:
    """Raise an exception from emitted code as an internal error that names the function and the line."""
    from traceback import StackSummary, walk_tb  # most processes have no fault

    frames = [
        (frame, line)
        for frame, line in walk_tb(error.__traceback__)
        if isinstance(frame.f_globals.get("CODE"), GeneratedFunctions)
    ]
    if not frames or isinstance(error, InternalError):
        raise error
    functions, last = " > ".join(frame.f_code.co_name for frame, _ in frames), StackSummary.extract(iter(frames))[-1]
    place = f"{program.name}: {functions}, line {last.lineno} of the emitted module, `{last.line}`"
    raise InternalError(f"{place}: {type(error).__name__}: {error}") from error


@attrs.frozen(eq=False, repr=False)
class CapAmount(ValueObject):
    """The amount of a cap, in minor units; `high` None: no known limit. Without `facts` both are equal.

    `support` of others was subtracted from it.
    """

    low: int
    high: int | None
    facts: frozenset[FactRef] = frozenset()
    support: int = 0


@attrs.frozen(eq=False, repr=False, slots=False)
class GeneratedFunctions:
    """The computations of a policy, made by executing a generated module.

    `clauses` are the functions of awards, by index, for complete facts. A function that meets an unknown value raises
    `NeedsGeneralPathError`; then `formulas` are evaluated, which handle all facts. They are text in the format of
    `ipdsl.ir.serialization`, or an evaluator. `only`: the awards to evaluate; `None`: all.
    """

    program: Program
    clauses: Mapping[int, ClauseFunction]
    formulas: str | Evaluator
    total: TotalProtocol | None = None
    only: frozenset[int] | None = None

    @cached_property
    def evaluator(self) -> Evaluator:
        """The functions of the formulas."""
        return self.formulas if isinstance(self.formulas, Evaluator) else Evaluator(formulas_of(self.formulas))

    @cached_property
    def formulas_only(self) -> GeneratedFunctions:
        """The same object without functions, so that formulas read everything from a situation."""
        return attrs.evolve(self, clauses={}, total=None, formulas=self.evaluator)

    @cached_property
    def _cache(self) -> dict[object, object]:
        return {}

    def compute_once(self, make: Callable[[GeneratedFunctions], Computed]) -> Computed:
        """The result of a function of the code alone, computed once."""
        if make not in self._cache:
            self._cache[make] = make(self)
        return cast("Computed", self._cache[make])

    def known_total(self, facts: Facts, year: int | None) -> int | None:
        """The total in minor units; `None` if it needs settlement."""
        try:
            return self.emitted_total(facts, year)
        except NeedsGeneralPathError:
            return None

    def emitted_total(self, facts: Facts, year: int | None) -> int:
        """The total in minor units; raises `NeedsGeneralPathError` if it needs settlement."""
        if self.total is None:
            raise NeedsGeneralPathError
        try:
            return self.total.due(self, facts, year)
        except NeedsGeneralPathError:
            raise
        except Exception as error:
            raise_fault(error, self.program)

    def propose(self, index: int, c: Situation) -> Proposal:
        """The proposal of a clause in a situation.

        If a record of a wider kind may belong to the clause's kind, this is an open gate.
        """
        if self.only is not None and index not in self.only:
            return Proposal(NO_AMOUNT)
        function = self.clauses.get(index)
        proposal = None
        if function is not None and not c.assumptions:  # assumed values are not in the facts
            try:
                proposal = function(c, c.record, c.day, c.year)
            except NeedsGeneralPathError:
                proposal = None
            except Exception as error:
                raise_fault(error, self.program)
        proposal = proposal or self.evaluate_formulas(index, c)
        record, trigger = c.record, self.program.clauses[index].trigger
        is_listed_so = record is None or record.kind == trigger.record
        return proposal if is_listed_so else _with_kind(proposal, c, trigger)

    @cached_property
    def day_dependence(self) -> tuple[DayDependence, ...]:
        """The dependence of each clause on the day."""
        return tuple(map(day_dependence, self.evaluator.formulas.clauses))

    def evaluate_formulas(self, index: int, c: Situation) -> Proposal:
        """The proposal of a clause by its formulas; it works for all facts."""
        return self.evaluator.proposes(self.evaluator.formulas.clauses[index])(c)

    def formula_value(self, place: int, c: Situation) -> Answer:
        """The value of one of the formulas that functions refer to."""
        return self.evaluator.reader_at(place)(c)

    def reference(self, index: int, c: Situation) -> Proposal:
        """Like `propose`, for the gates of a reference; its amount is 0."""
        reference, body = self.program.references[index], self.evaluator.references.get(index)
        if reference.trigger is None or body is None:
            return Proposal()
        return _with_kind(self.evaluator.proposes(body)(c), c, reference.trigger)

    def allocation(self, index: int, c: Situation) -> Proposal:
        """Like `propose`, for a budget line."""
        proposes = self.evaluator.proposes(self.evaluator.formulas.allocations[index])
        return _with_kind(proposes(c), c, self.program.allocations[index].trigger)

    def obligation(self, index: int, c: Situation) -> Proposal:
        """Like `propose`, for the gates of a duty; its amount is 0."""
        body = self.evaluator.obligations.get(index)
        return Proposal() if body is None else self.evaluator.proposes(body)(c)

    def days(self, index: int, c: Situation) -> tuple[Date, ...]:
        """The days on which a condition of a `while` clause may change, in any year, ascending.

        Callers also try the first day of each period. An open value or none gives no day.
        """
        if self.only is not None and index not in self.only:
            return ()
        return self._turning_points(self.evaluator.formulas.clauses[index], c)

    def steady_gates(self, index: int) -> tuple[int, ...]:
        """The gates of a `while` award that change only on its turning points, not at the start of a year."""
        return self.evaluator.formulas.clauses[index].steady_gates

    def reference_turns(self, index: int, c: Situation) -> tuple[Date, ...]:
        """Like `days`, for a reference with `while`."""
        return self._turning_points(self.evaluator.references[index], c)

    def allocation_turns(self, index: int, c: Situation) -> tuple[Date, ...]:
        """Like `days`, for a budget line with `while`."""
        return self._turning_points(self.evaluator.formulas.allocations[index], c)

    def _turning_points(self, body: BodyFormulas, c: Situation) -> tuple[Date, ...]:
        return tuple(sorted({day for day in self.evaluator.days(body)(c) if type(day) is Date}))

    def members(
        self, index: int, c: Situation, start: Date, end: Date, samples: Callable[[Record], tuple[Date, ...]]
    ) -> tuple[tuple[Member, ...], frozenset[FactRef]]:
        """The records of a set award with an event between two days, and the lists that may have more of them.

        The tests of the set are evaluated on the day of each record; `samples` returns days for a day that is not
        known. The result is meant for `Situation.with_record(None, day, year, members, rest)`.
        """
        trigger, pick = self.program.clauses[index].trigger, self.evaluator.picks(index)
        listed = c.records(trigger.record)
        members: list[Member] = []
        for record, belongs in listed.members:
            situation = c.with_record(record, c.day, c.year)
            day = situation.field(trigger.date_field)
            belongs = all_of(belongs, at_least(day, start), at_most(day, end))
            if pick is not None and belongs is not False:
                days = (day,) if type(day) is Date else [date for date in samples(record) if start <= date <= end]
                belongs = all_of(
                    belongs, any_of(*[pick(c.with_record(record, date, c.year)) for date in days or (end,)])
                )
            if belongs is True or isinstance(belongs, Open):
                members.append((record, belongs))
        return tuple(members), listed.unlisted

    def cap(self, name: str, c: Situation) -> CapAmount:
        """The amount that a cap computes from the year's figures: rounded down, at least 0."""
        value = self.evaluator.caps[name](c)
        if isinstance(value, Open):
            low = 0 if value.may_be_undeterminable else _whole_amount(value.low) or 0
            return CapAmount(low, _whole_amount(value.high), value.facts)
        room = value if type(value) is int and value > 0 else _whole_amount(value) or 0
        return CapAmount(room, room)

    def suspension_truth(self, name: str, c: Situation) -> Truth:
        """Whether the applicant is suspended in the year of the situation by that rule."""
        return cached_for_year(c, name, self.evaluator.suspensions[name])

    def is_suspended(self, name: str, c: Situation, year: int) -> bool:
        """Whether the applicant is suspended in a year; raises `NeedsGeneralPathError` if that is open."""
        suspended = cached_year_value(c, name, year)
        if suspended is None:
            suspended = self.suspension_truth(name, c.with_record(None, self.program.fiscal_year.last_day(year)))
        if suspended is True or suspended is False:
            return suspended
        raise NeedsGeneralPathError


def _whole_amount(value: Answer | None) -> int | None:
    return max(0, floor(value)) if isinstance(value, int | Fraction) else None


def _with_kind(proposal: Proposal, c: Situation, trigger: Trigger) -> Proposal:
    if c.record is None or c.record.kind == trigger.record:
        return proposal
    if proposal.stopped_at is not None or trigger.kind is TriggerKind.SET:
        return proposal
    belongs = c.membership(c.record, trigger.record)
    if not isinstance(belongs, Open):
        return proposal
    return attrs.evolve(proposal, open_facts=proposal.open_facts | belongs.facts, has_open_gates=True)
