"""Generated facts for a checked policy, with values near its borders: the dict of `docs/en/reference/facts.md`.

`facts(r, policy)` states everything, so that the oracle can settle it; `gaps.with_gaps` then removes some facts.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Set
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.ir.terms import MATTER, Matter, is_matter, matter_fields
from ipdsl.lower.plan import fixed_amounts
from ipdsl.schema.types.applicant import ApplicantType
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind, Schema, Varies
from ipdsl.semantics import typed
from ipdsl.semantics.typed import nodes
from tests.properties.borders import Borders, borders, counts_of, rules_of
from tests.properties.words import PLACES
from tests.reference.days import after

Facts = dict[str, Any]
Date = datetime.date
ONE_DAY = datetime.timedelta(days=1)
NONE = {"none": True}
CANNOT = {"cannot_be_determined": True}


@attrs.define
class Filler:
    """Makes the facts of one applicant."""

    r: random.Random
    policy: typed.Policy
    edges: Borders
    days: list[Date] = attrs.field(factory=list)
    items: int = 0
    last_line: int = 2023  # the last year that history lines may have

    @property
    def schema(self) -> Schema:
        return self.policy.schema

    def facts(self) -> Facts:
        """Complete facts: every kind listed, every field stated, figures for every year."""
        r = self.r
        self.days = [self.some_day() for _ in range(r.randint(2, 6))]
        person: Facts = {"id": "F1", "kinds": r.sample([k.name for k in self.schema.kinds], r.choice([1, 1, 2, 2]))}
        for field in self.schema.applicant_fields:
            person[field.name] = self.applicant_value(field.type, field.varies)
        found: Facts = {"applicant": person, "records": self.records()}
        found["figures"] = self.figures(person)
        if r.random() < (0.3 if self.carries else 0.15):
            within = Date(r.randint(2021, 2025), r.randint(3, 11), 15)  # carried money waits for the end of the year
            found["as_of"] = str(r.choice([self.some_day(), Date(r.randint(2021, 2024), 12, 31), within]))
            self.last_line = min(self.year_of(Date.fromisoformat(found["as_of"])), self.last_line)
        if r.random() < 0.25:
            found["history"] = [*self.history(found), *self.outside(found)]
        if self.policy.recoveries and (lines := self.paid_lines(found)):
            found["history"] = [*found.get("history", ()), *lines]
        if self.needs_support():
            found["support"] = self.support(found)
        if any(isinstance(rule, typed.OlderStandardRule) for rule in rules_of(self.policy.root)):
            found["older_documents"] = self.older(found)
        if self.edges.ranked:
            found["published"] = self.ranks(found)
        if self.edges.places and (places := self.places(found)):
            found["published"] = [*found.get("published", ()), *places]
        found["approvals"] = self.approvals(found)
        if self.edges.rate_series or self.edges.exchange:
            found["series"] = self.series(found)
        return found

    def year_of(self, day: Date) -> int:
        """The year of a day."""
        return self.policy.fiscal_year.year_of(day)

    @property
    def carries(self) -> bool:
        """Whether a cap carries forward."""
        return any(isinstance(rule, typed.Cap) and rule.carry for rule in rules_of(self.policy.root))

    # ------------------------------------------------------------------------------------------ values

    def some_day(self) -> Date:
        """A random day, a day at a border, or such a day plus a duration of the page."""
        r = self.r
        if r.random() < 0.5:
            start, end = self.edges.window
            day = start + r.randint(-60, (end - start).days + 60) * ONE_DAY
        else:
            fixed = [Date(y, m, d) for y, m, d in ((2020, 2, 29), (2022, 1, 1), (2022, 12, 31), (2024, 2, 29))]
            day = r.choice(self.edges.dates + fixed)
        if self.edges.durations and r.random() < 0.25:
            count, unit = r.choice(self.edges.durations)
            day = after(day, -count if day.year > 1950 else count, unit) + r.choice([-1, 0, 0, 1]) * ONE_DAY
        return day

    def event_day(self) -> Date:
        """A day that is mostly in the window, and in a year with figures: without a window, all events are settled."""
        day, (start, end) = self.a_day(), self.edges.window
        if not start <= day <= end and self.r.random() < 0.5:
            return start + self.r.randint(0, (end - start).days) * ONE_DAY
        if self.policy.window.start is None and day.year < 2020:
            day = Date(2020 + day.year % 4, day.month, min(day.day, 28))
        return day

    def a_day(self) -> Date:
        """One of a few days, so that dates coincide."""
        return self.r.choice(self.days) if self.r.random() < 0.7 else self.some_day()

    def value(self, kind: Type, *, foreign: bool = False) -> Any:
        """A stated value; sometimes none or one that cannot be determined."""
        r = self.r
        roll = r.random()
        if roll < self.edges.nones:
            return dict(NONE)
        if roll < self.edges.nones + self.edges.cannot:
            return dict(CANNOT)
        match kind:
            case ListType(item=item):
                values = [self.plain(item) for _ in range(r.randint(0, 3))]
                return list(dict.fromkeys(values))
            case MoneyType() if foreign and r.random() < 0.6:
                return {"amount": str(r.choice([100, 999, 2500])), "currency": r.choice(["USD", "JPY"])}
            case _:
                return self.plain(kind)

    def plain(self, kind: Type) -> Any:
        r = self.r
        match kind:
            case MoneyType():
                return money(-self.fen() if kind.may_be_negative and r.random() < 0.4 else self.fen())
            case CountType():
                return max(r.choice(self.edges.counts) + r.choice([-1, 0, 0, 1]), 0)
            case NumberType():
                return r.choice(["1", "2.5"])
            case RateType():
                return percent(r.choice(self.edges.rates))
            case DateType():
                return str(self.a_day())
            case BoolType():
                return r.random() < 0.6
            case ChoiceType(choice=name) | LevelType(level=name):
                return r.choice(self.schema.choice_by_name[name].names)
            case ApplicantType():
                return r.choice(["F1", "F2"])
            case _:
                return r.choice(self.edges.texts)

    def equal(self, kind: Type) -> Any:
        """A number that other records and applicants often have too."""
        match kind:
            case MoneyType():
                return self.r.choice([1_000, 20_000])
            case RateType():
                return self.r.choice(["30%", "50%"])
            case CountType():
                return self.r.choice([1, 3])
            case _:
                return self.plain(kind)

    def text(self, kind: Type) -> str:
        """A value as it appears in a key or a matter."""
        value = self.plain(kind)
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)

    def place(self, text: str) -> tuple[bool, int, str]:
        """Sort key of a text, unchanged by renaming: other texts, then members of choices as declared, then places."""
        members = [name for choice in self.schema.choices for name in choice.names]
        return text in PLACES, members.index(text) + 1 if text in members else 0, text

    def in_order(self, record: RecordKind, names: Set[str]) -> list[str]:
        """The fields among names in declared order, the first key field last."""
        return sorted(
            names & record.field_by_name.keys(),
            key=lambda name: (name == record.key[0], [*record.field_by_name].index(name)),
        )

    def fen(self) -> int:
        r = self.r
        at = r.choice(self.edges.money)
        roll = r.random()
        if roll < 0.25:
            return r.randint(0, 30_000_000)
        return max(at * r.choice([1, 1, 1, 2, 10]) + r.choice([-1, 0, 0, 0, 1, 50]), 0)

    def deducted(self) -> int:
        """What others paid. If a rest may be below the threshold of an award, it is often small, so that a rest is
        left.
        """
        sums = [sum_ for award in self.policy.awards if award.counts_support for sum_ in fixed_amounts(award.amount)]
        has_threshold = any(sum_.threshold is not None for sum_ in sums)
        return self.r.choice([1, 50, 9_950]) if has_threshold and self.r.random() < 0.6 else self.fen()

    def applicant_value(self, kind: Type, varies: Varies) -> Any:
        """One value; for a dated field sometimes two periods that cover all days."""
        if varies is Varies.DATED and self.r.random() < 0.45:
            turn = self.a_day()
            return [
                {"from": "1900-01-01", "to": str(turn - ONE_DAY), "value": self.value(kind)},
                {"from": str(turn), "to": "2200-12-31", "value": self.value(kind)},
            ]
        return self.value(kind)

    # ------------------------------------------------------------------------------------------ parts

    def records(self) -> Facts:
        """A few records of every kind. Records of narrower kinds are under their own name or that of their base kind.

        Two records have the same key only if an item occurred twice. Under a large vocabulary only a few kinds have
        records, first those that the policy uses.
        """
        kinds = list(self.schema.records)
        if len(kinds) > 12:
            spoken = [k for k in kinds if k.name in self.edges.kinds]
            kinds = self.r.sample(spoken, min(len(spoken), 8)) + self.r.sample(kinds, 2)
        found: Facts = {kind.name: [] for kind in self.schema.records}
        seen = set()
        for kind in dict.fromkeys(kinds):
            alike = self.alike(kind) if self.r.random() < 0.12 else {}
            for _ in range(self.r.randint(3, 5) if alike else self.r.choice(self.counts_of_records(kind))):
                made = {**self.record(kind), **alike}
                key = (kind.root, *(str(made.get(name)) for name in kind.key))
                if key not in seen:
                    seen.add(key)
                    found[kind.name] += [made, *self.again(kind, made)]
        return found

    def counts_of_records(self, kind: RecordKind) -> list[int]:
        """How many records a kind may have: more if other records or a period decide."""
        is_picked = any(self.schema.record_by_name[name].root == kind.root for name in self.edges.picked)
        return [1, 2, 2, 3, 4] if is_picked or self.edges.has_periods else [0, 1, 1, 2, 2, 3]

    def again(self, kind: RecordKind, made: Facts) -> list[Facts]:
        """Sometimes the same item again on other days; more often if a word is about the first event of an item."""
        fields = [*dict.fromkeys(event.date_field for event in kind.events)]
        r = random.Random(f"{made['id']} {[made[field] for field in fields]}")  # does not change other random choices
        often = 0.5 if any(event.is_of_earliest for event in kind.events) else 0.12
        if kind.states or {*fields} & {*kind.key} or r.random() >= often:
            return []
        moved = {field: str(Date.fromisoformat(made[field]) + r.choice([-400, -1, 1, 30, 400]) * ONE_DAY)
                 for field in fields if isinstance(made[field], str)}  # fmt: skip
        for order in kind.orders:
            words = [word for word in order if isinstance(({**made, **moved}).get(word), str)]
            days = sorted(({**made, **moved})[word] for word in words)
            moved |= dict(zip(words, days, strict=True))
        are_two = moved and all(made[field] != day for field, day in moved.items())
        return [{**made, **moved, "id": f"{made['id']}b"}] if are_two else []

    def alike(self, kind: RecordKind) -> Facts:
        """The common values of one group: not key, level, days and amounts. Lists have at least two values."""
        apart = {*kind.key, *self.fixed(kind)}
        shared = (BoolType, ChoiceType, ListType, RecordType, TextType)
        found: Facts = {}
        for field in kind.fields:
            if isinstance(field.type, shared) and field.name not in apart:
                two = self.r.sample(sorted(set(self.edges.texts), key=self.place), 2)
                found[field.name] = two if isinstance(field.type, ListType) else self.plain(field.type)
        return found

    def record(self, kind: RecordKind) -> Facts:
        self.items += 1
        event_days = {e.date_field for e in kind.events}
        made: Facts = {"id": f"R{self.items}"}
        fixed = self.fixed(kind)
        for field in kind.fields:
            if field.name in fixed:
                continue
            if field.name == kind.key[0] and not isinstance(field.type, ChoiceType | LevelType | DateType):
                made[field.name] = f"I{self.items}"
            elif field.name in event_days:
                happened = field.name in kind.key or self.r.random() >= self.edges.nones / 2
                made[field.name] = str(self.event_day()) if happened else dict(NONE)
            elif field.name in (*kind.key, kind.key[0]):
                made[field.name] = self.plain(field.type)
            elif field.name in self.edges.ties and self.r.random() < 0.8:
                made[field.name] = self.equal(field.type)
            else:
                can_be_foreign = any((k, field.name) in self.edges.convertible for k in self.schema.lineage(kind.name))
                made[field.name] = self.value(field.type, foreign=can_be_foreign)
        for state in kind.states:
            if state.until_field and self.r.random() < 0.5:
                made[state.until_field] = dict(NONE)
        for order in kind.orders:
            words = [word for word in order if isinstance(made.get(word), str)]
            made.update(zip(words, sorted(made[word] for word in words), strict=True))
        return made

    def fixed(self, kind: RecordKind) -> set[str]:
        """The fields that the kind determines."""
        return {name for step in self.schema.lineage(kind.name) for name, _ in self.schema.record_by_name[step].fixed}

    def figures(self, person: Facts) -> Facts:
        """Figures for all years around the policy; 0 before the year of the date that a figure names."""
        first = self.year_of(self.policy.window.start or Date(2020, 1, 1)) - self.r.choice([1, 1, 2])
        made: Facts = {}
        for year in range(first, self.r.choice([2026, 2027, 2028])):
            row = made[str(year)] = {}
            for figure in self.schema.figures:
                since = person.get(figure.zero_before) if figure.zero_before else None
                too_early = isinstance(since, str) and year < self.year_of(Date.fromisoformat(since))
                plain = self.equal if figure.name in self.edges.ranked and self.r.random() < 0.8 else self.plain
                row[figure.name] = 0 if too_early else plain(figure.type)
        self.leave_years_out(made)
        return made

    def leave_years_out(self, figures: Facts) -> None:
        """Sometimes a year other than the last ones has no figures."""
        years = sorted(figures)[:-3]
        r = random.Random(f"{years} {figures}")  # does not change other random choices
        if years and self.edges.years_back and r.random() < 0.4:
            figures[r.choice(years)] = dict(NONE)

    def ranks(self, found: Facts) -> list[Facts]:
        """The rank for each rewarded figure in each year; none if the figure is 0."""
        made = []
        for figure in (figure.name for figure in self.schema.figures if figure.name in self.edges.ranked):
            for year, figures in found["figures"].items():
                place = self.r.choice([1, 1, 2, 2, 3, 4, NONE])
                made.append({"figure": figure, "year": int(year), "rank": NONE if figures.get(figure) == 0 else place})
        return made

    def places(self, found: Facts) -> list[Facts]:
        """The rank of most records that a page ranks."""
        made: dict[tuple[str, str], Facts] = {}
        for part, name, kind in self.edges.places:
            for listed, records in found["records"].items():
                key = self.schema.record_by_name[listed].key
                if self.schema.record_by_name[listed].root != self.schema.record_by_name[kind].root:
                    continue
                for record in records:
                    if all(k in record for k in key) and self.r.random() < 0.9:
                        item = " / ".join(str(record[k]) for k in key)
                        made[name, item] = {part: name, "item": item, "rank": self.r.choice([1, 1, 2, 2, 3, 4, NONE])}
        return [*made.values()]

    def older(self, found: Facts) -> list[Facts]:
        """The amounts that an older document promises for some items."""
        return [
            {"document": "Doc 0", **self.about(kind, item, found), "amount": money(self.fen())}
            for kind, item in self.some_items(found)
        ]

    def about(self, kind: str, item: str, found: Facts) -> Facts:
        """The parts that identify the record of a line: its item, its kind in or next to the item, or key fields."""
        record, named = self.schema.record_by_name[kind], {"kind": kind, "item": item}
        match self.r.randrange(12):
            case 0:
                return {"item": f"{kind}: {item}"}
            case 1 if len(record.key) > 1:
                listed = next(x for x in found["records"][kind] if all(k in x for k in record.key))
                some = [k for k in record.key if isinstance(listed[k], str)]
                some = self.r.sample(some, self.r.randint(min(1, len(some)), len(some)))
                return {"kind": kind, "item": "some", "keys": {k: listed[k] for k in some}}
            case 2 if len(record.key) > 1:
                return {**named, "item": item.partition(" / ")[0]}
            case _:
                return named

    def history(self, found: Facts) -> list[Facts]:
        """Short lines of this policy, with all keys that rules over their award count by."""
        lines: dict[tuple[Any, ...], Facts] = {}
        awards = [a for a in self.policy.awards if isinstance(a.trigger, typed.EventTrigger) and not a.is_debt]
        for award in self.r.sample(awards, min(len(awards), 2)):
            assert isinstance(award.trigger, typed.EventTrigger)
            year, item = self.r.randint(min(2019, self.last_line), self.last_line), self.unlisted(award.trigger.record)
            listed = self.items_of(award.trigger.record, found)
            if listed and self.r.random() < 0.5:
                item = self.r.choice(listed)
            year = self.in_time(award, year)
            paid = self.fen() + (max(self.edges.money) if self.r.random() < 0.3 else 0)  # sometimes above every cap
            line = {"clause": award.label, "item": item, "year": year, "due": money(paid)}
            if item not in listed:
                line |= self.keys(award, counts_of(self.policy, award))
            if year <= self.last_line:
                lines[award.label, item, year] = line
        return [*lines.values()]

    def paid_lines(self, found: Facts) -> list[Facts]:
        """Short lines of awards that a recovery reaches, mostly with the days on which they were paid."""
        r, lines = (
            self.r,
            {(x["clause"], x["item"], x["year"]): x for x in found.get("history", ()) if "policy" not in x},
        )
        known, made = {*lines}, list[Facts]()
        reached = {label for rule in self.policy.recoveries for label in rule.awards}
        awards = [x for x in self.policy.awards if x.label in reached and isinstance(x.trigger, typed.EventTrigger)]
        for award in r.sample(awards, min(len(awards), 4)):
            assert isinstance(award.trigger, typed.EventTrigger)
            listed = self.items_of(award.trigger.record, found)
            for _ in range(r.choice([0, 1, 1, 2])):
                item = r.choice(listed) if listed and r.random() < 0.85 else self.unlisted(award.trigger.record)
                year = self.in_time(award, r.randint(min(2019, self.last_line), self.last_line))
                if year > self.last_line or (award.label, item, year) in known:
                    continue
                known.add((award.label, item, year))
                due = self.fen()
                line = {"clause": award.label, "item": item, "year": year, "due": money(due)}
                if item not in listed:
                    line |= self.keys(award, counts_of(self.policy, award))
                if r.random() < 0.75:
                    line["payments"] = self.payments(year, due, found)
                made.append(line)
        caps = (rule for rule in rules_of(self.policy.root) if isinstance(rule, typed.Cap))
        if any(cap.is_freed_by_recovery for cap in caps):
            made += self.recovered_lines(made, found)
        return made

    def recovered_lines(self, lines: list[Facts], found: Facts) -> list[Facts]:
        """The lines of earlier recoveries of one payment, each of an event that is listed again or not."""
        r, made = self.r, dict[tuple[str, str, str], Facts]()
        for line in lines:
            rules = [rule for rule in self.policy.recoveries if line["clause"] in rule.awards]
            payment = r.choice(line.get("payments") or [{"day": f"{line['year']}-12-31", "amount": line["due"]}])
            year = int(str(payment["day"])[:4]) + r.choice([0, 0, 1, 1, 2])
            if year > self.last_line or not rules or r.random() < 0.2:
                continue
            rule, day = r.choice(rules), str(self.policy.fiscal_year.last_day(year))
            items = self.items_of(rule.trigger.record, found)
            item = r.choice(items) if items and r.random() < 0.5 else self.unlisted(rule.trigger.record)
            stated = str(payment["day"]) if "payments" in line else str(line["year"])
            taken = {"clause": line["clause"], "item": line["item"], "payment": stated, "sum": payment["amount"]}
            made[rule.label, item, day] = {
                "clause": rule.label, "item": item, "year": year, "event_date": day, "due": {}, "recovers": [taken],
                "back": {str(year): payment["amount"]}, "repaid": "0", "set_off": "0",
            }  # fmt: skip
        return [*made.values()]

    def payments(self, year: int, due: int, found: Facts) -> list[Facts]:
        """Up to three payments, together seldom less or more than is due."""
        r, begins = self.r, self.policy.fiscal_year.first_day(year)
        last = Date.fromisoformat(found["as_of"]) if "as_of" in found else Date(2024, 12, 31)
        days = {
            min(begins + r.randint(0, r.choice([300, 300, 900])) * ONE_DAY, last) for _ in range(r.choice([1, 1, 2, 3]))
        }
        often = 0.4 if any(rule.stops for rule in self.policy.recoveries) else 0.8
        rest, made = due if r.random() < often else max(due + r.choice([-5_000, 5_000]), 0), list[Facts]()
        for number, day in enumerate(days := sorted(days)):
            part = rest if number == len(days) - 1 else rest // r.choice([2, 3])
            rest -= part
            if part:
                made.append({"day": str(day), "amount": money(part)})
        return r.sample(made, len(made))

    def in_time(self, award: typed.Award, year: int) -> int:
        """The nearest year in which an award for single events may have paid."""
        window = self.policy.window
        if window.start is not None:
            days = [day for day in (window.start, self.policy.discretion_from, award.start) if day is not None]
            year = max(year, self.year_of(min(days)))
        return year if window.end is None else min(year, self.year_of(window.end))

    def outside(self, found: Facts) -> list[Facts]:
        """Payments under the previous document."""
        lines: dict[tuple[Any, ...], Facts] = {}
        awards = [a for a in self.policy.awards if isinstance(a.trigger, typed.EventTrigger) and not a.is_debt]
        for award in self.r.sample(awards, min(len(awards), self.r.choice([0, 1, 1, 2]))):
            assert isinstance(award.trigger, typed.EventTrigger)
            kind, year = award.trigger.record, self.r.randint(min(2019, self.last_line), self.last_line)
            listed = self.items_of(kind, found)
            item = self.r.choice(listed) if listed and self.r.random() < 0.8 else self.unlisted(kind)
            clause = f"old.{award.label}"
            line = {"policy": "Doc 0", "clause": clause, "item": item, "year": year, "due": money(self.fen())}
            if item not in listed:
                line |= self.keys(award, counts_of(self.policy, award))
            lines[clause, item, year] = {**line, "kind": kind}
        return [*lines.values()]

    def unlisted(self, kind: str) -> str:
        """An item that is usually not among the records of the facts."""
        record = self.schema.record_by_name[kind]
        of = record.field_by_name[record.key[0]].type
        is_member = len(record.key) == 1 and isinstance(of, ChoiceType | LevelType)
        return str(self.plain(of)) if is_member else "old"

    def items_of(self, kind: str, found: Facts) -> list[str]:
        """The items of one kind that are listed under its own name."""
        key = self.schema.record_by_name[kind].key
        return [" / ".join(str(x[k]) for k in key) for x in found["records"].get(kind, []) if all(k in x for k in key)]

    def keys(self, award: typed.Award, names: set[str]) -> Facts:
        """Values of keys for a line without a record in the facts."""
        assert isinstance(award.trigger, typed.EventTrigger)
        record = self.schema.record_by_name[award.trigger.record]
        stated: Facts = {}
        for name in self.in_order(record, names):
            if name != "level" and record.key != (name,):
                value = self.plain(record.field_by_name[name].type)
                if isinstance(value, list):
                    value = value or ["X1"]
                stated[name] = value
        line: Facts = {"keys": stated} if stated else {}
        if "level" in record.field_by_name:
            line["level"] = self.plain(record.field_by_name["level"].type)
        made_of = matter_fields(self.schema, tuple(Matter(of.name, of.fields) for of in self.policy.matters))
        others = {field for name in names if is_matter(name) for field in made_of[name, record.name]}
        for name in self.in_order(record, others - stated.keys() - {"level"}):
            stated[name] = self.text(record.field_by_name[name].type)
        line = {**line, "keys": stated} if stated else line
        fields = made_of[MATTER, record.name]
        if fields == ("applicant",):
            return {**line, "matter": f"{record.root}: F1"}
        parts = [self.text(record.field_by_name[name].type) for name in fields]
        before = f"{record.root}: " if self.r.random() < 0.5 else ""
        if self.r.random() < 0.5:
            return {**line, "matter": before + " / ".join(parts)}
        return {**line, "keys": {**dict(zip(fields, parts, strict=True)), **stated}}

    def needs_support(self) -> bool:
        """Whether the policy asks what other levels paid."""
        rules = list(rules_of(self.policy.root))
        if any(isinstance(rule, typed.NoneWhenRule) and rule.test is None for rule in rules):
            return True
        recalls = any(isinstance(rule, typed.NoRepeat | typed.TopUp) for rule in rules)
        if self.counting_caps() or next(nodes(self.policy, typed.OtherSupport), None) is not None:
            return True
        return (bool(self.policy.level) and recalls) or any(a.counts_support for a in self.policy.awards)

    def counting_caps(self) -> list[typed.Cap]:
        """The caps that count what others paid."""
        caps = [rule for rule in rules_of(self.policy.root) if isinstance(rule, typed.Cap)]
        return [cap for cap in caps if cap.support_levels is not None]

    def support(self, found: Facts) -> list[Facts]:
        level = next((c.names[0] for c in self.schema.choices if c.is_ordered), None)
        lines = []
        for kind, item in self.some_items(found, 0.7 if self.counting_caps() else 0.5):
            line = {**self.about(kind, item, found), "year": 2022, "amount": money(self.deducted())}
            own = self.policy.level and self.r.random() < 0.3
            paying = level
            if self.counting_caps():
                choice = next(c for c in self.schema.choices if c.is_ordered) if level else None
                paying = self.r.choice(choice.names) if choice is not None else level
                line["year"] = self.r.choice([2022, 2022, 2023])
            lines.append({**line, "level": self.policy.level if own else paying})
        for award in self.policy.awards:  # payments for all records of a year
            if award.counts_support and isinstance(award.trigger, typed.SetTrigger) and self.r.random() < 0.5:
                kind = {"kind": award.trigger.record} if self.r.random() < 0.7 else {}
                of = {**kind, "item": str(self.a_day().year), "year": self.r.randint(2021, 2024)}
                lines.append({**of, "level": level, "amount": money(self.fen())})
        return lines if level else []

    def approvals(self, found: Facts) -> list[Facts]:
        made = []
        for award in self.policy.awards:
            by_bureau = _has_ceiling(award) or (self.policy.discretion_from is not None and not award.is_debt)
            if by_bureau and isinstance(award.trigger, (typed.EventTrigger, typed.StateTrigger)):
                for kind, item in self.some_items(found):
                    lineage = self.schema.lineage(kind)
                    if award.trigger.record in lineage:
                        made.append({"clause": award.label, "item": item, "amount": money(self.fen())})
        return made

    def some_items(self, found: Facts, often: float = 0.5) -> list[tuple[str, str]]:
        pairs = [
            (kind, " / ".join(str(item[k]) for k in self.schema.record_by_name[kind].key))
            for kind, items in found["records"].items()
            for item in items
            if all(k in item for k in self.schema.record_by_name[kind].key)
        ]
        return [p for p in dict.fromkeys(pairs) if self.r.random() < often]

    def series(self, found: Facts) -> Facts:
        """A value for every month or day that any date of the facts may need."""
        dates = sorted(
            {
                Date.fromisoformat(v)
                for items in found["records"].values()
                for item in items
                for v in item.values()
                if isinstance(v, str) and len(v) == 10 and v[4:5] == "-"
            }
        )
        made: Facts = {}
        for name in sorted(self.edges.rate_series):
            months = sorted({f"{d:%Y-%m}" for d in dates} | {f"{d.year}-01" for d in dates})
            made[name] = [{"month": m, "value": self.r.choice(["3.70%", "3.85%", "4.2%"])} for m in months]
        for name in sorted(self.edges.exchange):
            rates = {"USD": "6.3014", "JPY": "0.0523"}
            made[name] = [{"currency": cur, "day": str(d), "value": v} for d in dates for cur, v in rates.items()]
        return made


def money(fen: int) -> str | int:
    """An amount in main units: an int if it is whole, a decimal string otherwise."""
    return fen // 100 if fen % 100 == 0 else str(Decimal(fen).scaleb(-2))


def percent(rate: Fraction) -> str:
    if 10**6 % rate.denominator:  # a third has no finite percentage
        return f"{rate.numerator}/{rate.denominator}"
    return f"{Decimal(rate.numerator * 100) / Decimal(rate.denominator)}%"


def _has_ceiling(award: typed.Award) -> bool:
    rows = award.amount.rows if isinstance(award.amount, typed.AmountByRows) else ()
    return isinstance(award.amount, typed.Ceiling) or any(isinstance(row.amount, typed.Ceiling) for row in rows)


def facts(r: random.Random, policy: typed.Policy, edges: Borders | None = None) -> Facts:
    """Complete facts for a policy."""
    return Filler(r, policy, edges or borders(policy)).facts()
