"""What was paid before, as the rules see it: lines of the ledger, then the claims of the years that a run has settled.

Each rule folds what it reaches into what it asks by key, the ledger once, each year of the run when a later one asks
(`Layout.lasting` tells which rules do). A rule that asks about its own year alone sees the ledger only, since each year
is settled once. What claims of a run use up of a `once` is kept beside it (see `once`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import ParamSpec, Protocol, Self, TypeAlias, TypeVar

import attrs

from ipdsl.runtime.kernel.recall import Held, Outside, Recall
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.layout import Stage
from ipdsl.runtime.terms import Clause, Rule

NO_LINES: Mapping[int, tuple[Held, ...]] = {}


Line: TypeAlias = Held | Settled
"""A line of the ledger, or a claim of an earlier year of the run: told by the same names."""


class Recalled(Protocol):
    """What a rule makes of the lines that it reaches."""

    def fold(self, lines: Iterable[Settled]) -> None:
        """More lines."""

    def copy(self) -> Self:
        """The same, to go its own way."""


Made = TypeVar("Made")
Kept = TypeVar("Kept", bound=Recalled)
Given = ParamSpec("Given")


@attrs.define(eq=False)
class Memory:
    """The lines of this policy and applicant, by clause, and the claims of the years that a run has settled.

    What is made of them stands under a key: the identity of the rule, or of the clause whose `once` it is (or of what
    deducts).

    `outside` are payments under other documents, `was` those among them that were made under what is now a clause.
    Copies share what was made of the lines, and have claims of their own.
    """

    _by_clause: Mapping[int, list[Held]]
    outside: tuple[Outside, ...] = ()
    was: Mapping[int, tuple[Held, ...]] = NO_LINES
    _of_ledger: dict[int, object] = attrs.field(factory=dict, repr=False)
    _recalled: dict[int, Recalled] = attrs.field(factory=dict, init=False, repr=False)
    _own: set[int] = attrs.field(factory=set, init=False, repr=False)
    is_blank: bool = attrs.field(init=False, repr=False)
    _noted: dict[int, list[Settled]] = attrs.field(factory=dict, init=False, repr=False)

    @is_blank.default
    def _has_no_line(self) -> bool:
        return not (self._by_clause or self.outside or self.was)

    @cached_property
    def recalled(self) -> Recall:
        """The same as the kernel asks for it."""
        return Recall(self._by_clause, self.outside, self.was)

    def copy(self) -> Memory:
        """The same lines, without claims."""
        return Memory(self._by_clause, self.outside, self.was, self._of_ledger)

    def note(self, key: int, settled: list[Settled]) -> None:
        """Claims of a year that is settled, to be recalled under a key in later ones."""
        noted = self._noted.get(key)
        self._noted[key] = settled if noted is None else [*noted, *settled]

    def of_ledger(self, key: int, make: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
        """What is made of the lines, under its key; made once for all runs."""
        found = self._of_ledger.get(key)
        if found is None:
            found = self._of_ledger[key] = make(*given, **named)
        return found  # type: ignore[return-value]  # it was made under this key

    def recall(self, key: int, make: Callable[Given, Kept], *given: Given.args, **named: Given.kwargs) -> Kept:
        """What is made of the lines, under its key, and of the claims that were noted for it since."""
        known = self._recalled.get(key)
        if known is not None and key not in self._noted:
            return known  # type: ignore[return-value]  # it was made under this key
        if known is None and self.is_blank:  # nothing is worth sharing
            known = self._recalled[key] = make(*given, **named)
            self._own.add(key)
        elif known is None:
            known = self._recalled[key] = self.of_ledger(key, make, *given, **named)
        if key in self._noted:
            if key not in self._own:
                known = self._recalled[key] = known.copy()
                self._own.add(key)
            known.fold(self._noted.pop(key))
        return known  # type: ignore[return-value]  # it was made under this key

    def is_blank_for(self, key: int) -> bool:
        """Whether nothing at all is remembered of which something could be made under a key."""
        return self.is_blank and key not in self._noted and key not in self._recalled

    def of(self, index: int) -> Iterable[Held]:
        """The lines of the clause in this place of the text."""
        return self._by_clause.get(index, ())

    def for_once(self, clause: Clause) -> Iterator[Held]:
        """The lines that use up the `once` of a clause."""
        yield from self.was.get(clause.index, ())
        yield from self.of(clause.index)

    def outside_under(self, stage: Stage, rule: Rule) -> Iterator[Outside]:
        """The payments under other documents that a rule counts."""
        if self.outside:
            kinds = frozenset(stage.kinds)
            for payment in self.outside:
                if payment.counts_for(rule.keys, kinds):
                    yield payment

    def under(self, stage: Stage, rule: Rule) -> Iterator[Held]:
        """The lines that a rule reaches."""
        for index in sorted(self._by_clause.keys() & stage.child.keys()):
            for held in self._by_clause[index]:
                if held.clause.label not in rule.exempt:
                    yield held

    @property
    def has_lines(self) -> bool:
        """Whether anything was paid under this policy, or under what are its clauses now."""
        return bool(self.was) or any(self._by_clause.values())

    def __bool__(self) -> bool:
        return bool(self.outside) or self.has_lines
