"""Gates of a block that stop a claim before any rule: suspension, `none when`, a transition.

They are applied after the award's own conditions, in this order, regardless of their place on the page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from ipdsl.semantics import typed
from tests.reference.expressions import View, every, some, truth
from tests.reference.matters import is_about
from tests.reference.world import CANNOT, NONE, UNKNOWN, World

Over: TypeAlias = typed.Suspension | typed.NoneWhenRule | typed.Transition


@attrs.frozen
class Gates:
    """The conditions over each award, by its label."""

    over: dict[str, list[Over]]
    level: str

    @staticmethod
    def of(policy: typed.Policy) -> Gates:
        found: dict[str, list[Over]] = {a.label: [] for a in policy.awards}
        for sort in (typed.Suspension, typed.NoneWhenRule):
            for label, node in reached(policy, policy.root):
                if isinstance(node, sort):
                    found[label].append(node)
        for change in policy.transitions:
            for label in change.awards:
                found[label].append(change)
        return Gates(found, policy.level)

    def leaves_out(self, label: str, view: View) -> bool:
        """Whether a record does not belong to a set, since another level supported its matter."""
        own = (n for n in self.over[label] if isinstance(n, typed.NoneWhenRule) and n.test is None)
        return any(supported(view, self.level, n) for n in own)

    def stop(self, label: str, view: View, *, is_set: bool = False) -> str:
        """The outcome that stops a claim, or "". A set does not have a matter; its records do."""
        for node in self.over[label]:
            if is_set and isinstance(node, typed.NoneWhenRule) and node.test is None:
                continue
            held = stops(node, view, self.level)
            if held is UNKNOWN:
                return "?"
            if held is CANNOT:
                return "not eligible"
            if held is True:
                return _outcome(node)
        return ""

    def rests(self, label: str, world: World, year: int, currency: str) -> Any:
        """Whether money carried under an award may not be paid in a year."""
        view = View(world, world.last_day(year), year, currency)
        return some([stops(n, view, self.level) for n in self.over[label] if isinstance(n, typed.Suspension)])


def reached(policy: typed.Policy, block: typed.Block) -> Iterator[tuple[str, object]]:
    """Each rule of each block with the labels before it; an `over` block has the whole policy before it."""
    before = [a.label for a in policy.awards] if block.kind == "over" else []
    for item in block.items:
        if isinstance(item, typed.Award):
            before.append(item.label)
        elif isinstance(item, typed.Block):
            yield from reached(policy, item)
            before += labels_in(item)
        else:
            yield from ((label, item) for label in before if label not in item.exempt)


def labels_in(block: typed.Block) -> list[str]:
    """The labels of the awards in a block and in its inner blocks."""
    found = []
    for item in block.items:
        if isinstance(item, typed.Award):
            found.append(item.label)
        elif isinstance(item, typed.Block) and item.kind != "over":
            found += labels_in(item)
    return found


def _outcome(node: Over) -> str:
    match node:
        case typed.Suspension():
            return "suspended"
        case typed.NoneWhenRule():
            return "not eligible" if node.test is not None or node.is_own_level else "supported by another level"
        case typed.Transition():
            return "by reference"


def stops(node: Over, view: View, level: str) -> Any:
    """Whether the condition stops a claim; three-valued."""
    match node:
        case typed.Suspension():
            return suspended(node, view)
        case typed.NoneWhenRule():
            return truth(node.test, view) if node.test is not None else supported(view, level, node)
        case typed.Transition():
            return view.year == node.year


def suspended(node: typed.Suspension, view: View) -> Any:
    """Whether an event of the picked records is in the year. The records are tested as of that day."""
    world = view.world
    if node.who not in world.kinds and node.who != "applicant":
        return False
    field = world.schema.record_by_name[node.pick.record].event_by_name[node.event].date_field
    answers: list[Any] = []
    for record, belongs in world.possible_of_kind(node.pick.record):
        day = record.values.get(field, UNKNOWN)
        if day is NONE:
            continue
        if not isinstance(day, datetime.date):
            answers.append(every([belongs, day]))
        elif world.year_of(day) == view.year:
            at = View(world, day, view.year, view.currency, record)
            answers.append(every([belongs, *(truth(t, at) for t in node.pick.tests)]))
    if not world.is_stated(node.pick.record):
        answers.append(UNKNOWN)
    return some(answers)


def supported(view: View, level: str, node: typed.NoneWhenRule) -> bool:
    """A level other than the policy's own, or the own one, paid something for the same matter, in whatever year."""
    paid = [s for s in view.world.support if s.amount > 0 and bool(level and s.level == level) == node.is_own_level]
    return any(is_about(s, view.record, view.world, node.matter) for s in paid)
