"""What was paid before, by the groups of each rule: lines of the ledger and payments under other documents.

In come payments with their keys; out come, for each rule and group, those that the rule counts. What a state makes of
them stands in `number`. A payment never makes a group: one for which no claim asks is of no account.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import TypeAlias

import attrs

from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.kernel.allocate import FIRST, LADDER, LESS, ROOM, TEAM
from ipdsl.runtime.kernel.table import Rule
from ipdsl.runtime.reasons import Payment
from ipdsl.runtime.terms import Clause

KeyValue: TypeAlias = "str | tuple[str, ...]"
Group: TypeAlias = "object"
"""The value of a single key, the values of several, with the year last where the rule counts by year."""

ANY_ROW = "\x00any row"
NO_SUMS: Mapping[str, int] = {}
NO_YEARS: Mapping[int, int] = {}


@attrs.define(eq=False, repr=False)
class Held:
    """What a rule needs of a line of the ledger: keys complete, sums of that event in minor units. `due` holds what is
    carried and lapsed of it too.

    `under` names the document, if it is another one. `record` is which of the records of its item it was paid for,
    `line` the line itself, none of what this run settled before.

    Made for every line, and never changed; not frozen, because that doubles what it costs to make one.
    """

    clause: Clause
    root: str
    item: str
    year: int
    row: str | None  # None: any row
    keys: Mapping[str, KeyValue]
    admitted: int
    due: int
    charged: Mapping[str, int]
    proposed: int = 0
    under: str = ""
    by_year: Mapping[int, int] = NO_YEARS
    record: str = ""
    line: LedgerLine | None = None

    @property
    def payment(self) -> Payment:
        """The payment, as a reason names it."""
        record = self.clause.trigger.record
        return Payment(self.item, self.year, None, self.under, "" if self.under else self.clause.label, record)

    @property
    def counts(self) -> int:
        """What later payments are measured by."""
        return self.admitted


@attrs.frozen(eq=False, repr=False)
class Outside:
    """A payment under another document, of which a `line` tells. `kinds` is its kind and those above it, `words` the
    keys that mean the applicant.
    """

    policy: str
    clause: str
    item: str
    kinds: tuple[str, ...]
    year: int
    amount: int
    keys: Mapping[str, KeyValue]
    words: frozenset[str]
    line: LedgerLine | None = None

    @property
    def payment(self) -> Payment:
        """The payment, as a reason names it."""
        return Payment(self.item, self.year, None, self.policy, kind=self.kinds[0] if self.kinds else "")

    @property
    def counts(self) -> int:
        """What later payments are measured by."""
        return self.amount

    def counts_for(self, names: tuple[str, ...], kinds: frozenset[str]) -> bool:
        """Whether a rule with these keys over awards of these kinds counts it."""
        return not self.words.issuperset(names) or not kinds.isdisjoint(self.kinds)


Paid: TypeAlias = Held | Outside
ByGroup: TypeAlias = Mapping[Group, list[Paid]]
NOTHING_PAID: ByGroup = {}


class Recall:
    """The payments of one applicant, by rule and group, found when a rule is first asked.

    `lines` are those of this policy by clause, `was` those of other documents under what is a clause now: they count
    for its `once`. `left` is what was published to be left in groups of caps across applicants, by name and group.
    """

    __slots__ = ("_by_rule", "left", "lines", "outside", "was")

    def __init__(
        self, lines: Mapping[int, list[Held]], outside: tuple[Outside, ...] = (),
        was: Mapping[int, tuple[Held, ...]] | None = None, left: Mapping[tuple[str, Group], int] | None = None,
    ) -> None:  # fmt: skip
        self.lines, self.outside, self.was = dict(sorted(lines.items())), outside, was or {}
        self.left: Mapping[tuple[str, Group], int] = left or {}
        self._by_rule: dict[int, ByGroup] = {}

    def __bool__(self) -> bool:
        return bool(self.outside or self.was) or any(self.lines.values())

    def concerns(self, rule: Rule) -> bool:
        """Whether a rule may count anything of it."""
        return bool(self.outside or self.was) or not rule.columns.keys().isdisjoint(self.lines)

    def of(self, rule: Rule) -> ByGroup:
        """The payments that a rule counts, by group."""
        by_group = self._by_rule.get(id(rule))
        if by_group is None:
            by_group = self._by_rule[id(rule)] = self._grouped(rule) if self.concerns(rule) else NOTHING_PAID
        return by_group

    def _grouped(self, rule: Rule) -> ByGroup:
        by_group: dict[Group, list[Paid]] = {}
        names = rule.bound.keys
        for one in self._counted(rule):
            groups: Iterable[Group] = ()
            if rule.of_item and isinstance(one, Held):
                groups = ((ANY_ROW if one.row is None else one.row, one.root, one.item),)
            else:
                groups = groups_of([*map(one.keys.get, names)], one.year if rule.by_year else None)
            for group in groups:
                by_group.setdefault(group, []).append(one)
        return by_group

    def _counted(self, rule: Rule) -> list[Paid]:
        bound, state, counted = rule.bound, rule.state, list[Paid]()
        clauses = bound.payers if state == LESS else bound.reached
        for index, lines in self.lines.items():
            if index in clauses:
                counted += [*self.was.get(index, ()), *lines] if rule.is_once else lines
        if rule.is_once and self.was:
            counted += [held for index in bound.reach if index not in self.lines for held in self.was.get(index, ())]
        if self.outside and state in (FIRST, LADDER):
            kinds = frozenset(rule.step.kinds)
            counted += [payment for payment in self.outside if payment.counts_for(bound.keys, kinds)]
        elif self.outside and state == LESS:
            counted += [payment for payment in self.outside if not {*rule.step.kinds}.isdisjoint(payment.kinds)]
        return counted


def groups(
    names: tuple[str, ...], value_of: Callable[[str], KeyValue | None], year: int | None
) -> Iterable[Group]:  # fmt: skip
    """The groups of a claim or payment with these keys: none where one is missing, several where one is a list."""
    return groups_of([value_of(name) for name in names], year)


def groups_of(values: Sequence[KeyValue | None], year: int | None) -> Iterable[Group]:
    """The groups of these values of keys."""
    if None in values:
        return ()
    if tuple in map(type, values):
        parts = [value if isinstance(value, tuple) else (value,) for value in values]
        return dict.fromkeys(_group(list(each), year) for each in product(*parts))
    return (_group(values, year),)


def _group(values: Sequence[KeyValue | None], year: int | None) -> Group:
    """One group, as numbering looks it up."""
    if year is not None:
        return (*values, year)
    return values[0] if len(values) == 1 else tuple(values)


def taken(rule: Rule, one: Paid) -> int:
    """What a payment takes of a rule: of a room what was charged, what was paid in a year in which claims compete, else
    what later payments are measured by.
    """
    if isinstance(one, Held):
        if rule.state == ROOM:
            return one.charged.get(rule.bound.name, 0)
        if rule.state == TEAM:
            return max(0, one.due)
    return one.counts


def paid_in(one: Paid, year: int) -> int:
    """What a payment took of the room of a year where money waits."""
    return one.by_year.get(year, 0) if isinstance(one, Held) else 0


def used_up(payments: ByGroup, group: Group, *, of_item: bool) -> Paid | None:
    """The last payment that used a `once` up; an item also where it was paid under any row."""
    own = payments.get(group)
    if of_item and (own is None or not any(one.counts > 0 for one in own)):
        assert isinstance(group, tuple)
        own = payments.get((ANY_ROW, *group[1:]))
    return next((one for one in reversed(own or ()) if one.counts > 0), None)


def counted(rule: Rule, root: str, item: str, record: str, value: KeyValue | None) -> tuple[object, ...]:
    """What takes a place under a limit: the record, which one of its item it may be, or the values of the counted
    field, each once; none where the kind lacks it.
    """
    if not rule.bound.counts:
        return ((root, item, record),)
    if value is None:
        return ()
    return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else (value,)


def places_taken(rule: Rule, past: Iterable[Paid]) -> set[object]:
    """What takes the places of a limit since before."""
    held = [one for one in past if isinstance(one, Held) and one.admitted > 0]
    of = [counted(rule, one.root, one.item, one.record, one.keys.get(rule.bound.counts)) for one in held]
    return {value for each in of for value in each}
