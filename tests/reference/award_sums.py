"""What other awards pay in a year, have paid or have granted, as a shorter run of the same facts gives it.

The year before is settled by a run that ends with it; what awards pay in the year by a run of the page without what is
below the sentence, and without `over`. Both are read from the lines of the ledger that the run would write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference.keys import root_of
from tests.reference.ledger import Entry
from tests.reference.world import World

Run = Callable[[typed.Policy, Any, int], Iterable[Entry]]
"""A run of a page up to a day: the lines of its ledger. With a line, only the awards above it make claims."""


@attrs.define
class AddingUp:
    """Adds up awards for the claims of one applicant."""

    policy: typed.Policy
    run: Run
    known: dict[tuple[int, int], list[Entry]] = attrs.field(factory=dict)

    def sum_of(self, e: typed.AwardSum, v: Any) -> Fraction:
        """The sum of an expression for a claim."""
        if e.kind == "pays":
            present = self.lines(v.world, e.line, v.year)
            return Fraction(sum(sum_ for x in present if x.clause in e.awards for y, sum_ in x.paid if y == v.year))
        before = self.lines(v.world, 0, v.year - 1)
        if e.kind == "has paid":
            mine = sum(sum_ for x in before if x.clause in e.awards for y, sum_ in x.paid if y < v.year)
            today = [x for x in v.world.lines if x.clause in e.awards and _is_earlier(x, v)]
            return Fraction(mine + sum(x.paid.get(v.year, 0) for x in today))
        present = self.lines(v.world, e.line, v.year)
        lines = [x for x in before if x.year < v.year]
        lines += [x for x in present if x.year == v.year and _day(x, v) <= v.day]
        return Fraction(sum(x.admitted for x in lines if x.clause in e.awards and self._is_about(x, e, v)))

    def lines(self, world: World, line: int, year: int) -> list[Entry]:
        """The lines of the ledger of a run up to a year; with a line, of what is above it."""
        if (line, year) not in self.known:
            page = above(self.policy, line) if line else self.policy
            self.known[line, year] = [*self.run(page, min(world.as_of, world.last_day(year)), line)]
        return self.known[line, year]

    def _is_about(self, line: Entry, e: typed.AwardSum, v: Any) -> bool:
        paid = next(each for each in self.policy.awards if each.label == line.clause)
        root = root_of(paid, v.world.schema)
        if v.record is not None:
            return bool(root != v.record.root or line.item == v.record.item)
        award = next(each for each in self.policy.awards if each.span.line == e.line)
        keys = dict(line.keys)
        records = [] if isinstance(paid.trigger, typed.SetTrigger) else v.world.records
        for record in (each for each in records if (each.root, each.item) == (root, line.item)):
            keys |= {name: (str(value),) for name, value in record.values.items()}
        names = award.trigger.keys if isinstance(award.trigger, typed.SetTrigger) else ()
        return all(name not in keys or (str(v.members[0].values[name]),) == keys[name] for name in names)


def _is_earlier(line: Any, v: Any) -> bool:
    is_of_year = v.record is not None and line.recovers is None and line.year == v.year
    return is_of_year and line.day is not None and bool(line.day < v.day)


def _day(line: Entry, v: Any) -> Any:
    return line.day or v.world.last_day(line.year)


def above(policy: typed.Policy, line: int) -> typed.Policy:
    """The page without the rules on a line and below it, and without the rules of `over`.

    Conditions stay, wherever they are: they are gates of the awards. Awards stay, because the ledger has lines of them.
    """

    def stays(item: typed.BlockItem, block: typed.Block) -> bool:
        if isinstance(item, typed.Block | typed.Suspension | typed.NoneWhenRule):
            return True
        return block.kind != "over" and item.span.line < line

    def shorter(block: typed.Block) -> typed.Block:
        items = (item for item in block.items if stays(item, block))
        return attrs.evolve(
            block, items=tuple(shorter(item) if isinstance(item, typed.Block) else item for item in items)
        )

    return attrs.evolve(policy, root=shorter(policy.root))


def with_awards(policy: typed.Policy, stays: Callable[[typed.Award], bool]) -> typed.Policy:
    """The page with some of its awards, and with all rules."""

    def part(block: typed.Block) -> typed.Block:
        items = (item for item in block.items if not isinstance(item, typed.Award) or stays(item))
        return attrs.evolve(block, items=tuple(part(item) if isinstance(item, typed.Block) else item for item in items))

    awards = tuple(filter(stays, policy.awards))
    labels = {award.label for award in awards}
    transitions = tuple(
        attrs.evolve(each, awards=tuple(label for label in each.awards if label in labels))
        for each in policy.transitions
    )
    return attrs.evolve(policy, awards=awards, root=part(policy.root), transitions=transitions)
