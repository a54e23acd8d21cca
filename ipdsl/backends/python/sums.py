"""The sum-first form: awards of which the sums of each year are enough, added up without claims.

Rooms of a year and kind, places of equal sums, and `once` of an item or of the applicant leave the same in whatever
order claims ask, as long as their reaches lie one within the other. Then what they leave of a year is the least of its
sum and the room, step by step. The text is written from the steps; a law holds it to the kernel.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import attrs

from ipdsl.backends.python.expressions import FunctionScope
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.loops import LoopAward, NotVectorizableError, write_loop
from ipdsl.runtime.settlement.horizon import window_of
from ipdsl.runtime.settlement.offers import reaches_back
from ipdsl.runtime.steps import Step, StepRule
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.value_object import ValueObject

MAX_YEARS = 60
"""A window of more years has no list of them."""


@attrs.frozen(eq=False, repr=False)
class SumText(ValueObject):
    """A function that adds up some awards of some kinds of records (empty: of none).

    `kind`: it gets a list of its records.
    """

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    kind: str
    name: str
    lines: tuple[str, ...]


def sum_function(program: Program, scope: FunctionScope, awards: Sequence[LoopAward]) -> SumText:
    """The function that adds up these awards; raises where the order of claims decides, or a window has no two ends."""
    start, end = window_of(program).start, window_of(program).end
    if start is None or end is None or end.year - start.year >= MAX_YEARS:
        raise NotVectorizableError
    return _SumWriter(program, scope, tuple(awards), start, end.year - start.year + 1).sum_text()


@attrs.define(eq=False, repr=False)
class _SumWriter:
    """Writes one component: a list of the sums (or numbers) of each year for every award, then what rules leave."""

    program: Program
    scope: FunctionScope
    awards: tuple[LoopAward, ...]
    start: datetime.date
    years: int
    list_names: dict[int, str] = attrs.field(factory=dict)
    records: str = "records"

    def sum_text(self) -> SumText:
        """The whole function."""
        indices = {award.term.index for award in self.awards}
        steps = [
            step
            for step in self.program.settlement.steps
            if indices & _reached_clauses(step) and (step.adjusts_proposals or not step.is_of_award)
        ]
        if any(not indices.isdisjoint(rule.clauses) for rule in self.program.suspensions):
            raise NotVectorizableError
        if any(step.wait or not (step.fills or step.has_places) for step in steps):
            raise NotVectorizableError  # rooms and places alone; whatever else a rule may be is the kernel's
        limited = [step for step in steps if step.has_places]
        spoken = [award.term.trigger.record for award in self.awards]
        self.scope.put("due = 0")
        for award in self.awards:
            if steps:
                self.list_names[award.term.index] = self.scope.locals.take("counts" if limited else "sums")
                self.scope.put(f"{self.list_names[award.term.index]} = {[0] * self.years}")
        kind = spoken[0] if len(spoken) == 1 else ""
        for award, record in zip(self.awards, spoken, strict=True):
            if record and not kind:
                self.records = self.scope.locals.take(f"{record} records")
                self.scope.put(f"{self.records} = listed_records(CODE, facts, {literal(record)})")
            self._add(award, self.records if record else "", is_counted=bool(limited))
        if steps:
            self._write_fold(steps)
        self.scope.put("return due")
        first = self.awards[0]
        name, title = f"_sum_{first.body.function}", "; ".join(award.body.title for award in self.awards)
        head = f"def {name}(facts: Facts, records: Records, since: date, last: date, moving: bool) -> int:"
        lines = (head, f"    {literal(title)}", *self.scope.header("fields", "c"), *self.scope.lines)
        return SumText(tuple(sorted(indices)), tuple(dict.fromkeys(spoken)), kind, name, lines)

    # ------------------------------------------------------------------------------------------ what awards propose

    def _add(self, award: LoopAward, records: str, *, is_counted: bool) -> None:
        """The loop of one award, with its sums."""
        term, scope = award.term, self.scope
        is_state = term.trigger.kind is TriggerKind.WHILE
        if (
            len(term.once_key_sets) > 1
            or reaches_back(term)
            or term.start is not None
            or (is_counted and award.constant is None)
        ):
            raise NotVectorizableError
        keys = term.once_key_sets[0] if term.once_key_sets else None
        window = self.scope.shared.constants.name(self.start, "")
        if keys:
            self._write_first_payment(award, records, window, keys, is_counted=is_counted)
            return
        if is_counted and is_state:
            raise NotVectorizableError
        if (keys == () or is_state) and records:
            scope.put(f"if len({records}) > 1:")
            scope.put(f"require_distinct_items({records})", 1)

        def add(scope: FunctionScope, text: str) -> None:
            if is_state:
                scope.put("if day >= since:")
            with scope.deeper(is_state):
                scope.put(self._addition_line(award, "1" if is_counted else text, "day"))
            if is_state and keys == ():
                scope.put("break")

        write_loop(scope, award, records, window if is_state else "since", "last", add,
                   once="MAXYEAR" if keys == () else "")  # fmt: skip

    def _write_first_payment(
        self, award: LoopAward, records: str, window: str, keys: tuple[str, ...], *, is_counted: bool
    ) -> None:
        """One payment for the applicant, on the first day."""
        if is_counted or award.constant is None or not self._is_implied(keys, [award]):
            raise NotVectorizableError
        earliest_name = self.scope.locals.take("earliest")
        self.scope.put(f"{earliest_name} = last.max")

        def earliest(scope: FunctionScope, text: str) -> None:
            scope.put(f"if day < {earliest_name}:")
            scope.put(f"{earliest_name} = day", 1)
            if award.term.trigger.kind is TriggerKind.WHILE:
                scope.put("break")

        write_loop(self.scope, award, records, window, "last", earliest, once="MAXYEAR")
        self.scope.put(f"if since <= {earliest_name} <= last:")
        self.scope.put(
            self._addition_line(award, self.scope.shared.constants.name(award.constant, "money"), earliest_name), 1
        )

    def _addition_line(self, award: LoopAward, text: str, day: str) -> str:
        sums = self.list_names.get(award.term.index)
        return f"{sums}[{day}.year - {self.start.year}] += {text}" if sums else f"due += {text}"

    # ------------------------------------------------------------------------------------------ what rules leave

    def _write_fold(self, steps: list[Step]) -> None:
        """Year by year what each step leaves of the sums before it; places leave a number of equal sums."""
        scope, first = self.scope, self.awards[0]
        rules = [(step, bound.reach, self._room(step, bound)) for step in steps for bound in step.rules]
        left = {award.term.index: scope.locals.take("left") for award in self.awards}
        lists = list(self.list_names.values())
        rows_text = f"zip({', '.join(lists)})" if len(lists) > 1 else lists[0]
        scope.put(f"for {', '.join(left.values())} in {rows_text}:")
        is_number, parts = steps[0].has_places, [frozenset({index}) for index in left]
        unit = self.scope.shared.constants.name(first.constant or 0, "money") if is_number else ""
        with scope.deeper():
            for step, reach, room in rules:
                inside = [part for part in parts if not part.isdisjoint(reach)]
                if not all(part.issubset(reach) for part in inside) or (step.has_places and not is_number):
                    raise NotVectorizableError  # their reaches lie across each other, or a room comes before places
                whole = frozenset[int]().union(*inside)
                parts = [whole, *(part for part in parts if part not in inside)]
                name, *other_names = [left[min(part)] for part in sorted(inside, key=min)]
                if other_names:
                    scope.put(f"{name} += {' + '.join(other_names)}")
                if is_number and not step.has_places:
                    scope.put(f"{name} *= {unit}")
                    is_number = False
                scope.put(f"if {name} > {room}:")
                scope.put(f"{name} = {room}", 1)
            sums = " + ".join(left[min(part)] for part in parts)
            scope.put(f"due += {f'{unit} * {sums}' if is_number else sums}")

    def _room(self, step: Step, bound: StepRule) -> str:
        """The room or the places of a rule; no limit for who is not of its kind."""
        if bound.is_across or bound.counted_field or not bound.per_year or bound.function is not None:
            raise NotVectorizableError
        if step.has_places and (len(self.awards) > 1 or self.awards[0].term.trigger.kind is not TriggerKind.RECORD):
            raise NotVectorizableError
        text = literal(step.number) if step.has_places else self.scope.shared.constants.name(bound.amount or 0, "money")
        if not all(_is_applicant_word(self.program, key) for key in bound.keys):
            raise NotVectorizableError
        if self._is_implied(bound.keys, [award for award in self.awards if award.term.index in bound.reach]):
            return text
        name = self.scope.locals.take("quota" if step.has_places else "limit")
        tests = " and ".join(f"{literal(key)} in facts.kinds" for key in bound.keys if key != "applicant")
        self.scope.put(f"{name} = {text} if {tests} else UNLIMITED")
        return name

    def _is_implied(self, keys: Iterable[str], awards: Iterable[LoopAward]) -> bool:
        """Whoever the awards go to has the keys."""
        wider = self.program.schema.wider_kinds
        to = [award.term.beneficiaries for award in awards]
        return all(
            key == "applicant" or all(kinds and all(key in wider[kind] for kind in kinds) for kinds in to)
            for key in keys
        )


def _is_applicant_word(program: Program, key: str) -> bool:
    return key == "applicant" or key in program.schema.kinds_and_classes


def _reached_clauses(step: Step) -> frozenset[int]:
    return frozenset(index for bound in step.rules for index in bound.reach)
