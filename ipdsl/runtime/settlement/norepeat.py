"""`no repeat`: nothing is paid twice for the same keys. Of a year the highest stays, over years the first admitted.

What the ledger admitted in another year, later ones too, and what an earlier year of this run admitted leaves nothing;
against a payment of this year only the excess is due. Payments under other documents count as well. Ties go to the
earlier in the text, then in claim order. `no repeat per K per year` looks at one year alone.

Decided here: the payments of a year to one key add up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.runtime.kernel.recall import Outside
from ipdsl.runtime.settlement.claims import Group, groups_of
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.settlement.memory import Line, Memory
from ipdsl.runtime.terms import NoRepeat

Payment: TypeAlias = Line | Outside


class Paid(NamedTuple):
    """What a key was paid in a year, and the first of the payments by its words."""

    sum: int
    first: Payment

    @classmethod
    def of(cls, payments: list[Payment]) -> Paid:
        return cls(sum(map(_amount, payments)), payments[0])


@attrs.define(eq=False)
class Payments:
    """What each key was paid before, by year."""

    rule: NoRepeat
    _by_key: dict[Group, dict[int, list[Payment]]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Line]) -> None:
        """More lines."""
        for line in lines:
            if line.admitted > 0:
                self.add(line)

    def add(self, payment: Payment) -> None:
        """One payment more."""
        year = payment.year
        for group in groups_of(payment.keys, self.rule.keys, year if self.rule.per_year else None):
            by_year = self._by_key.get(group)
            if by_year is None:
                self._by_key[group] = {year: [payment]}
            elif year in by_year:
                by_year[year].append(payment)
            else:
                by_year[year] = [payment]

    def copy(self) -> Payments:
        """The same, to go its own way."""
        every = self._by_key.items()
        return Payments(self.rule, {group: {y: [*paid] for y, paid in by_year.items()} for group, by_year in every})

    def here(self, group: Group, year: int) -> Paid | None:
        """What a key was paid in a year."""
        by_year = self._by_key.get(group)
        return Paid.of(by_year[year]) if by_year is not None and year in by_year else None

    def elsewhere(self, groups: tuple[Group, ...], year: int) -> Payment | None:
        """The first payment of another year to one of the keys."""
        for group in groups:
            by_year = self._by_key.get(group)
            if by_year is None:
                continue
            others = [other for other in by_year if other != year]
            if others:
                return Paid.of(by_year[min(others)]).first
        return None

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def has(self, group: Group | None, years: Iterable[int | None]) -> bool:
        """Whether a key, or any where it is not known, was paid before, as seen from these years."""
        if group is not None:
            return group in self._by_key
        of_any = not self.rule.per_year and bool(self._by_key)
        return of_any or any(year in by_year for by_year in self._by_key.values() for year in years)


def payments(stage: Stage, rule: NoRepeat, memory: Memory) -> Payments:
    """What each key was paid before."""
    return memory.recall(id(rule), _payments, stage, rule, memory)


def _payments(stage: Stage, rule: NoRepeat, memory: Memory) -> Payments:
    found = Payments(rule)
    if memory:
        found.fold(memory.under(stage, rule))
        for payment in memory.outside_under(stage, rule):
            found.add(payment)
    return found


def _amount(payment: Payment) -> int:
    return payment.amount if isinstance(payment, Outside) else payment.admitted
