"""Remove facts, and list the values that each gap may have: for the invariants of unknown facts."""

from __future__ import annotations

import copy
import random
from typing import Any

import attrs

from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field, RecordKind
from ipdsl.semantics import typed
from tests.properties.borders import counts_of
from tests.properties.facts import Borders, Facts, Filler, money
from tests.reference.oracle import Gap


def with_gaps(r: random.Random, policy: typed.Policy, whole: Facts, edges: Borders) -> tuple[Facts, list[Gap]]:
    """The facts without some fields or a whole kind. Each gap has values that it may have, the true value first.

    A kind with awards is never removed, because the bounds do not contain claims of a kind that is not stated. No kind
    is removed if records determine from which day states are settled.
    """
    maker = GapMaker(r, policy, Filler(r, policy, edges), copy.deepcopy(whole))
    maker.filler.days = [maker.filler.some_day() for _ in range(3)]
    for _ in range(r.randint(1, 3)):
        maker.take()
    if r.random() < 0.5 and speaks_of_figures(policy, edges):
        maker.leave_out(maker.year())
    if r.random() < 0.3:
        maker.leave_out(maker.one_more())
    return maker.now, maker.gaps


def speaks_of_figures(policy: typed.Policy, edges: Borders) -> bool:
    """Whether any yearly figure is used."""
    by_year = any(isinstance(award.trigger, typed.YearTrigger) for award in policy.awards)
    return by_year or bool(edges.ranked) or any(figure.name in edges.used for figure in policy.schema.figures)


@attrs.define
class GapMaker:
    """Removes facts, one at a time."""

    r: random.Random
    policy: typed.Policy
    filler: Filler
    now: Facts
    gaps: list[Gap] = attrs.field(factory=list)

    def take(self) -> None:
        """Make one gap of any sort."""
        roll = self.r.random()
        if self.now.get("approvals") and random.Random(roll).random() < 0.15:  # keeps the random choices
            made: tuple[Gap, Any] | None = self.approvals()
        elif roll < 0.12:
            made = self.kind()
        elif roll < 0.18:
            made = self.one_more()
        elif roll < 0.24:
            made = self.year()
        else:
            made = self.ranks() if roll < 0.3 and self.now.get("published") else self.field()
        self.leave_out(made)

    def leave_out(self, made: tuple[Gap, Any] | None) -> None:
        """Apply a gap, unless it overlaps another gap."""
        if made is None:
            return
        gap, left = made
        inside = any(gap.path[: len(g.path)] == g.path or g.path[: len(gap.path)] == gap.path for g in self.gaps)
        if inside:
            return
        self.gaps.append(gap)
        place: Any = self.now
        for step in gap.path[:-1]:
            place = place[step]
        if left is None:
            del place[gap.path[-1]]
        else:
            place[gap.path[-1]] = left

    def kind(self) -> tuple[Gap, Any] | None:
        """A whole kind without awards and recoveries, or a part of its list."""
        schema = self.policy.schema
        paying = {a.trigger.record for a in self.policy.awards if not isinstance(a.trigger, typed.YearTrigger)}
        paying |= {rule.trigger.record for rule in self.policy.recoveries}
        related = {k for p in paying if p for k in (*schema.lineage(p), *schema.narrower_records[p])}
        alone = {k.name for k in schema.records if schema.lineage(k.name) == schema.narrower_records[k.name]}
        kinds = [k for k, items in self.now["records"].items() if k in alone - related and isinstance(items, list)]
        if self.policy.window.start is None:
            return None  # events determine where states begin
        if not kinds:
            return None
        kind = self.r.choice(kinds)
        items = self.now["records"][kind]
        if self.r.random() < 0.5:
            return Gap(("records", kind), (items, [])), None
        known = items[: len(items) // 2]
        return Gap(("records", kind), (items, known)), {"partial": True, "items": known}

    def one_more(self) -> tuple[Gap, Any] | None:
        """A record of a kind with awards: the list is stated as partial."""
        listed = [kind for kind, items in self.now["records"].items() if isinstance(items, list) and items]
        if not listed or self.now.get("history"):  # a short line may count by values of its record
            return None
        kind = self.r.choice(listed)
        items = self.now["records"][kind]
        key = self.policy.schema.record_by_name[kind].key
        item = [items[-1].get(name) for name in key]  # a listed item is listed with all its records
        known = [one for one in items if [one.get(name) for name in key] != item]
        return Gap(("records", kind), (items, known)), {"partial": True, "items": known}

    def year(self) -> tuple[Gap, Any] | None:
        """All figures of a year other than the last year."""
        *earlier, _ = sorted(self.now["figures"]) or [""]
        if self.filler.edges.all_years:
            del earlier[:1]  # the facts have all figures from the first year that they state
        if not earlier:
            return None
        year = self.r.choice(earlier)
        true, none = self.now["figures"][year], {"none": True}
        return Gap(("figures", year), (true, none, {**true, **self.another(true)})), None

    def another(self, true: Facts) -> Facts:
        """Other values of the figures that do not depend on a date."""
        free = [f for f in self.policy.schema.figures if f.zero_before is None and f.name in true]
        return {f.name: self.filler.plain(f.type) for f in free}

    def ranks(self) -> tuple[Gap, Any]:
        """The published ranks, or all except one."""
        true = self.now["published"]
        others = [[_another(place, self.r.randint(1, 5)) for place in true] for _ in range(3)]
        kept = true[:1] if self.r.random() < 0.5 else None
        if kept is not None:
            others = [[*kept, *other[1:]] for other in others]
        return Gap(("published",), (true, *others)), kept

    def approvals(self) -> tuple[Gap, Any]:
        """One approval, which may be absent, the smallest amount, or more."""
        true = self.now["approvals"]
        n = self.r.randrange(len(true))
        left = [*true[:n], *true[n + 1 :]]
        sums = [*dict.fromkeys(str(sum_) for sum_ in ("0.01", money(self.filler.fen()), money(self.filler.fen())))]
        others = [[*true[:n], {**true[n], "amount": sum_}, *true[n + 1 :]] for sum_ in sums]
        return Gap(("approvals",), (true, left, *others)), left

    def field(self) -> tuple[Gap, Any] | None:
        """A field of the applicant, of a year or of a record."""
        schema, roll = self.policy.schema, self.r.random()
        zeros = {f.zero_before for f in schema.figures}  # another date could contradict the figures
        if roll < 0.2:
            if self.now.get("history"):  # a short line may count by values of its applicant
                zeros |= {name for award in self.policy.awards for name in counts_of(self.policy, award)}
            fields = [f for f in schema.applicant_fields if f.name in self.now["applicant"] and f.name not in zeros]
            return self.gap(("applicant",), fields)
        if roll < 0.35 and self.now["figures"]:
            year = self.r.choice(sorted(self.now["figures"]))
            return self.gap(("figures", year), [f for f in schema.figures if f.zero_before is None])
        listed = [
            (k, n) for k, items in self.now["records"].items() if isinstance(items, list) for n in range(len(items))
        ]
        if not listed:
            return None
        kind, n = self.r.choice(listed)
        record = schema.record_by_name[kind]
        item = " / ".join(str(self.now["records"][kind][n].get(name)) for name in record.key)
        if any(line["item"] == item for line in self.now.get("history") or []):
            return None  # a short line may count by values of its record
        apart, held = {*record.key}, {word for order in record.orders for word in order}
        if any(gap.path[:3] == ("records", kind, n) and gap.path[3] in held for gap in self.gaps if len(gap.path) > 3):
            apart |= held  # two days of one order could contradict each other
        if (
            sum(
                all(x.get(k) == self.now["records"][kind][n].get(k) for k in record.key)
                for x in self.now["records"][kind]
            )
            > 1
        ):
            apart |= {event.date_field for event in record.events}  # they distinguish two records of one item
        found = self.gap(("records", kind, n), [f for f in record.fields if f.name not in apart])
        return found and (_in_order(record, self.now["records"][kind][n], found[0]), found[1])

    def gap(self, path: tuple[Any, ...], fields: list[Field]) -> tuple[Gap, Any] | None:
        place: Any = self.now
        for step in path:
            place = place[step]
        left = [
            f
            for f in fields
            if f.name in place and (isinstance(f.type, DateType) or not isinstance(place[f.name], dict))
        ]  # only a day may be none: the state has not ended
        asked = [f for f in left if f.name in self.filler.edges.used]
        if asked and self.r.random() < 0.85:
            left = asked
        if not left:
            return None
        field = self.r.choice(left)
        return Gap((*path, field.name), self.options(field.type, place[field.name])), None

    def options(self, kind: Type, true: Any) -> tuple[Any, ...]:
        """The possible values. If events determine how far states are settled, a day may be far from all others."""
        found = _options(self.filler, kind, true)
        window = self.policy.window
        if not isinstance(kind, DateType) or (window.start is not None and window.end is not None):
            return found
        return (*found, "2029-05-05", "2012-03-03")


def _in_order(record: RecordKind, stated: Facts, gap: Gap) -> Gap:
    """The gap without days that contradict the declared order of the record's days."""
    word = gap.path[-1]

    def fits(value: Any) -> bool:
        for order in record.orders:
            days = [str(day) for name in order if isinstance(day := {**stated, word: value}.get(name), str)]
            if word in order and days != sorted(days):
                return False
        return True

    return attrs.evolve(gap, values=tuple(value for value in gap.values if fits(value)))


def _options(filler: Filler, kind: Type, true: Any) -> tuple[Any, ...]:
    """The true value and others of its type; all of them if there are few. A dated value becomes a single one."""
    match kind:
        case BoolType():
            others: list[Any] = [True, False]
        case ChoiceType(choice=name) | LevelType(level=name):
            others = list(filler.schema.choice_by_name[name].names)
        case _:
            others = [filler.plain(kind) for _ in range(3)] if not isinstance(kind, ListType) else [[], ["X1"]]
    return (true, *[o for o in others if o != true])


def _another(place: Facts, rank: int) -> Facts:
    """The rank plus `rank`; none stays none."""
    return place if isinstance(place["rank"], dict) else {**place, "rank": rank}
