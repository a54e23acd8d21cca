"""Claims to rows of ints: groups are numbered here and nowhere else.

In come claims in claim order, each with its clause, year, sum and keys (the values for which the steps over its clause
ask); out come the tables of the kernel. A group that cannot bind never asks: a room that holds the sum of all that was
proposed to it, places for all of its values, one claim alone where claims are weighed against each other. What reaches
a rule is never more than what was proposed, unless an older standard may raise a claim: then no room is left out. Of
most rules this is seen before any group is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol, TypeAlias

import attrs

from ipdsl.runtime.kernel import allocate
from ipdsl.runtime.kernel.allocate import (
    FIRST,
    LADDER,
    LESS,
    NEVER,
    PLACES,
    PURSE,
    RAISE,
    ROOM,
    TEAM,
    UNPAID,
    Tables,
)
from ipdsl.runtime.kernel.recall import (
    Group,
    Held,
    KeyValue,
    Outside,
    Paid,
    Recall,
    counted,
    groups_of,
    paid_in,
    places_taken,
    taken,
    used_up,
)
from ipdsl.runtime.kernel.table import Rule, Table
from ipdsl.runtime.steps import Bound
from ipdsl.values.rounding import Mode, Rounding

MODES = {
    Mode.DOWN: allocate.DOWN, Mode.HALF_UP: allocate.HALF_UP, Mode.UP: allocate.UP, Mode.HALF_EVEN: allocate.HALF_EVEN
}  # fmt: skip

RoomOf: TypeAlias = Callable[[Bound, int], int]
"""The room of a rule in a year, where it comes from the year's figures."""

BROUGHT = NEVER
"""In place of a year: the row of a claim that asks for nothing but what was carried."""

_Row: TypeAlias = tuple[int, int, int, int, int, Sequence[int]]
"""Who asks: year, step, claim, group, `more` and the values of its bound; a claim of -1 opens a step."""


class Years(Protocol):
    """What is known of an applicant's years, where money may wait for later ones."""

    @property
    def last(self) -> int:
        """The last year settled for money that waits; 0: none."""

    @property
    def over(self) -> int:
        """The last year that has ended by the as-of date."""

    def resting(self, year: int) -> frozenset[int]:
        """The clauses of which nothing that waited is paid in that year."""


class Asked(NamedTuple):
    """One claim. `about` is what it is: its row, kind and item; `once` are the keys of the `once` of its row.

    `standard` is what an older document promised; `deducts`: something may be deducted; `exact` is its sum before the
    rounding, where it is deducted before that; `counted` are the lines of others that were deducted from it. Money that
    an earlier run carried waits `since` and `until`; 0: the claim is of this run. `is_known`: money that waits is
    settled up to its year. `record` is the id of its record.
    """

    clause: int
    year: int
    total: int
    keys: Sequence[KeyValue | None]
    about: tuple[str, str, str]
    once: tuple[str, ...] | None = None
    standard: int = 0
    deducts: bool = False
    exact: tuple[Fraction | int, Rounding] | None = None
    since: int = 0
    until: int = 0
    is_known: bool = True
    record: str = ""
    counted: Collection[object] = ()


class Claims(NamedTuple):
    """Claims in claim order, by column; see `Asked`."""

    clause: list[int]
    year: list[int]
    total: list[int]
    keys: list[Sequence[KeyValue | None]]
    about: list[tuple[str, str, str]]
    once: list[tuple[str, ...] | None]
    standard: list[int]
    deducts: list[bool]
    exact: list[tuple[Fraction | int, Rounding] | None]
    since: list[int]
    until: list[int]
    is_known: list[bool]
    record: list[str]
    counted: list[Collection[object]]

    @classmethod
    def of(cls, asked: Sequence[Asked]) -> Claims:
        """The columns of these claims: one or more."""
        return cls(*map(list, zip(*asked, strict=True)))


class Party(NamedTuple):
    """One applicant: what it was paid before, its rooms, and its years where money may wait."""

    recall: Recall
    room_of: RoomOf
    years: Years | None = None


@attrs.define(eq=False, repr=False)
class Met:
    """A group for which claims ask (by number, in claim order), its rule, the applicant whose it is, and what was paid
    in it before; across applicants, to any of them.

    Where money waits, `first` is the first year that may not pay all that is asked of it: before that nothing waits.
    """

    rule: Rule
    group: Group
    party: int
    members: list[int]
    past: Sequence[Paid]
    first: int = 0


class Numbered:
    """The tables of one course and what their numbers mean.

    `binding` are the groups that may bind, in the order of their numbers. Without `tables` there is none: every claim
    keeps what was proposed.
    """

    __slots__ = ("_before", "_has_standard", "_recalls", "binding", "claims", "parties", "table", "tables", "who")

    def __init__(self, table: Table, claims: Claims, parties: Sequence[Party], who: Sequence[int] = ()) -> None:
        self.table, self.claims, self.parties = table, claims, parties
        self.who = who if len(parties) > 1 else ()
        self._has_standard = any(claims.standard)
        self._recalls = [party.recall for party in parties if party.recall]
        self._before: dict[tuple[int, int], dict[int, int]] = {}
        self.binding = self._may_ask()
        self.tables: Tables | None = _Columns(self).tables() if self.binding else None

    # ------------------------------------------------------------------------------------------ what counts once

    def counts_before(self, i: int, rule: Rule, payments: Iterable[Paid]) -> None:
        """These payments count for a claim already when it comes to a rule."""
        self._before.setdefault((i, rule.at), {}).update((id(one), one.counts) for one in payments)

    def is_counted(self, i: int, rule: Rule, one: Paid) -> bool:
        """Whether a payment counted for a claim before it came to a rule."""
        return bool(self._before) and id(one) in self._before.get((i, rule.at), ())

    # ------------------------------------------------------------------------------------------ who shares a group

    def rules_over(self, i: int) -> list[Rule]:
        """The rules that a claim meets, where it was proposed at more than nothing: it lacks none of their keys."""
        claims, rules = self.claims, self.table.rules
        if claims.since[i]:
            return []
        clause, keys = claims.clause[i], claims.keys[i]
        over = [rules[number] for number in (self.table.of_clause if self._has_standard else self.table.plain)[clause]]
        return [rule for rule in over if all(keys[at] is not None and keys[at] != () for at in rule.columns[clause])]

    def _by_rule(self) -> dict[int, list[int]]:
        """The claims that may meet each rule."""
        table, claims = self.table, self.claims
        by_clause: dict[int, list[int]] = {}
        for i, clause in enumerate(claims.clause):
            if claims.since[i]:
                by_clause.setdefault(~clause, []).append(i)  # money that waits meets nothing else
            elif claims.total[i] > 0:
                by_clause.setdefault(clause, []).append(i)
        of_clause = table.of_clause if self._has_standard else table.plain
        found: dict[int, list[int]] = {}
        for clause, own in by_clause.items():
            for number in table.of_rest[~clause] if clause < 0 else of_clause[clause]:
                found[number] = found[number] + own if number in found else own
        return found

    def _may_ask(self) -> list[Met]:
        """The groups that may bind, by rule and then as claims come upon them."""
        rules, claims, by_rule = self.table.rules, self.claims, self._by_rule()
        counted: set[int] = set()
        """Claims of which what was admitted is deducted later: the last rule that admits has to be asked."""
        found: list[Met] = []
        for number in sorted(by_rule):
            rule, own = rules[number], by_rule[number]
            recalls = [recall for recall in self._recalls if recall.concerns(rule)]
            if not (recalls or counted) and self._has_enough(rule, own):
                continue
            before, every = len(found), list[Met]()
            for (party, group), members in self._groups(rule, sorted(own)).items():
                past = self._past(rule, party, group) if recalls else ()
                if rule.is_weighed and len(members) == 1 and not (past or counted):
                    continue
                met = Met(rule, group, party, members, past)
                every.append(met)
                if self._may_bind(met):
                    if rule.state == LESS:
                        counted.update([i for i in members if claims.clause[i] in rule.bound.payers])
                    elif rule.state == LADDER:
                        counted.update(members)
                elif not rule.step.admits or counted.isdisjoint(members):
                    continue
                found.append(met)
            if rule.state == PURSE and len(every) > 1 and len(found) > before:
                found[before:] = _waiting_together(every, found[before:])
        return found

    def _has_enough(self, rule: Rule, own: list[int]) -> bool:
        """Whether a rule leaves these claims what they ask for, however they share its groups."""
        if rule.is_weighed:
            return len(own) == 1
        if rule.state == ROOM:
            amount = None if rule.bound.across and any(one.recall.left for one in self.parties) else rule.bound.amount
            return amount is not None and not self._has_standard and sum([self.claims.total[i] for i in own]) <= amount
        return rule.state == PLACES and not rule.bound.counts and len(own) <= rule.step.number

    def _groups(self, rule: Rule, own: list[int]) -> dict[tuple[int, Group], list[int]]:
        """The groups of these claims by applicant, as they come upon them."""
        clause, year, keys = self.claims.clause, self.claims.year, self.claims.keys
        values_of, has_one, by_year = rule.values_of, len(rule.bound.keys) == 1, rule.by_year
        found: dict[tuple[int, Group], list[int]] = {}
        party, who = 0, () if rule.bound.across else self.who
        for i in own:
            if rule.of_item:
                groups: Iterable[Group] = (self.claims.about[i],)
            else:
                value = values_of[clause[i]](keys[i])
                if value is None or (not has_one and None in value):
                    continue
                if has_one and type(value) is str:
                    groups = ((value, year[i]) if by_year else value,)
                else:
                    groups = groups_of([value] if has_one else value, year[i] if by_year else None)
            if who:
                party = who[i]
            for group in groups:
                if (members := found.get((party, group))) is None:
                    found[party, group] = [i]
                else:
                    members.append(i)
        return found

    def _past(self, rule: Rule, party: int, group: Group) -> Sequence[Paid]:
        """What was paid before in a group."""
        if rule.bound.across:
            return [one for recall in self._recalls for one in recall.of(rule).get(group, ())]
        found = self.parties[party].recall.of(rule)
        if rule.is_once:
            last = used_up(found, group, of_item=rule.of_item)
            return () if last is None else (last,)
        return found.get(group, ())

    # ------------------------------------------------------------------------------------------ which groups ask

    def _may_bind(self, met: Met) -> bool:
        """Whether the group may leave less to a claim than it asks for, or more."""
        rule, claims, own, state = met.rule, self.claims, met.members, met.rule.state
        if state == PURSE:
            met.first = self._waits_from(met)
            return met.first != NEVER
        if state == ROOM:
            asked = sum([claims.total[i] for i in own]) + sum([taken(rule, one) for one in met.past])
            return self._has_standard or asked > self.room_of(met, met.party, claims.year[own[0]])
        if rule.is_once:
            return (len(own) > 1 or bool(met.past)) and any(claims.once[i] == rule.bound.keys for i in own)
        if state == RAISE:
            return any(claims.standard[i] for i in own)
        if state == LESS:
            return any(claims.deducts[i] for i in own) and (len(own) > 1 or bool(met.past))
        if met.past:
            return True
        if state == PLACES:
            if len(own) <= rule.step.number and not rule.bound.counts:
                return False
            return len({value for i in own for value in self.counted(rule, i)}) > rule.step.number
        if rule.is_weighed and len(own) == 1:
            return False
        if state == TEAM:
            return len({self.team_of(rule, i) for i in own}) > 1
        if state == LADDER:
            levels = {self.level(i) for i in own}
            return len(levels) > 1 or None in levels
        return True

    def room(self, rule: Rule, party: int, year: int) -> int:
        """The room that a rule leaves in a year; of a cap across applicants each may state its own figure."""
        bound = rule.bound
        return bound.amount or 0 if bound.function is None else self.parties[party].room_of(bound, year)

    def room_of(self, met: Met, party: int, year: int) -> int:
        """The same of a group; what is published to be left stands beside what the lines of the ledger took of it."""
        if met.rule.bound.across:
            name = met.rule.bound.name, met.group
            if left := [one.recall.left[name] for one in self.parties if name in one.recall.left]:
                return min(left) + sum([taken(met.rule, one) for one in met.past])
        return self.room(met.rule, party, year)

    def _waits_from(self, met: Met) -> int:
        """The first year that may not pay all that is asked of it, or at whose end money lapses. `NEVER`: none."""
        claims, first = self.claims, NEVER
        asked: dict[int, int] = {}
        for i in met.members:
            year = min(claims.since[i], claims.until[i]) or claims.year[i]
            if claims.since[i] or self._has_standard:
                first = min(first, year)
            else:
                asked[year] = asked.get(year, 0) + claims.total[i]
        for year, total in asked.items():
            if year < first and total + sum([paid_in(one, year) for one in met.past]) > self.room(
                met.rule, met.party, year
            ):
                first = year
        return first

    def counted(self, rule: Rule, i: int) -> tuple[object, ...]:
        """What of a claim takes places under a limit."""
        claims, (_, root, item) = self.claims, self.claims.about[i]
        clause = claims.clause[i]
        names = self.table.settlement.columns[clause]
        value = claims.keys[i][names.index(rule.bound.counts)] if rule.bound.counts else None
        return counted(rule, root, item, claims.record[i], value)

    def team_of(self, rule: Rule, i: int) -> tuple[int, int]:
        """The team of a claim: an inner block competes as one, else the claim does by itself."""
        place = rule.step.team_of[self.claims.clause[i]]
        return place, -1 if place in rule.step.groups else i

    def level(self, i: int) -> KeyValue | None:
        """The level of a claim, by which a ladder tells what was granted before."""
        column = self.table.levels[self.claims.clause[i]]
        return self.claims.keys[i][column] if column >= 0 else None


def is_other_level(level: KeyValue | None, own: KeyValue | None) -> bool:
    """Whether a ladder counts what was paid at a level for a claim of another: without a level all counts."""
    return level is None or own is None or level != own


class _Columns:
    """Fills the tables of a course, group by group."""

    def __init__(self, numbered: Numbered) -> None:
        self.of, self.claims = numbered, numbered.claims
        self.who = numbered.who or [0] * len(self.claims.year)
        self.states = {met.rule.state for met in numbered.binding}
        self.final = [0] * len(numbered.parties)
        """For each applicant the last year settled for money that waits."""
        self.years = range(0)
        """The years in which money may wait, from the first that may not pay all."""
        self.rows: list[_Row] = []
        self.held: list[int] = []
        self.paid: list[int] = []
        self.team: list[int] = []
        self.team_place: list[int] = []
        self.room: list[int] = []
        self.spent: list[int] = []
        size = len(numbered.binding)
        self.a, self.b = [0] * size, [0] * size
        self.chain, self.due = [-1] * size, [0] * len(self.claims.clause)
        self.next_link: list[int] = []
        self.link_of: list[int] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._elsewhere: dict[tuple[int, int], tuple[Outside, ...]] = {}
        """The payments under other documents in each group, up to a year."""
        self._by_year: dict[tuple[int, int], tuple[Paid, ...]] = {}
        """All payments in each group, of a year."""
        self._counted: dict[int, set[int]] = {}
        """For each claim the payments, by id, that were deducted from it."""
        self._stopping: dict[int, list[int]] = {}
        """For each claim the groups of which a payment of another year stops it."""

    def _value(self, g: int, value: object, *, holds: int = 0) -> int:
        """The number of a value that takes a place in a group."""
        found = self._numbers.get((g, value))
        if found is None:
            found = self._numbers[g, value] = len(self.held)
            self.held.append(holds)
        return found

    # ------------------------------------------------------------------------------------------ what was paid before

    def _start(self, g: int, rule: Rule, past: Sequence[Paid]) -> None:
        """What the payments of a group make of its state, before the first year."""
        state, a, b = rule.state, self.a, self.b
        if state in (ROOM, TEAM):
            a[g] = sum([taken(rule, one) for one in past])
        elif rule.is_once:
            a[g] = 1
        elif state == PLACES:
            values = places_taken(rule, past)
            for value in values:
                self._value(g, value, holds=1)
            a[g] = len(values)
        elif state == FIRST:
            years = [one.year for one in past if one.counts > 0]
            a[g], b[g] = min(years, default=NEVER), max(years, default=NEVER)
        elif state == LADDER:
            for one in past:
                if isinstance(one, Held):
                    a[g] += one.counts
                    if (level := one.keys.get("level")) is not None:
                        self.held[self._value(g, level)] += one.counts
        elif state == LESS:
            for one in past:
                self._pay(g, one)
        elif state == RAISE:
            a[g] = max([one.proposed for one in past if isinstance(one, Held)])

    def _pay(self, g: int, one: Paid) -> None:
        """One payment more under a value of which something is deducted; it may stand under several."""
        key = ("payment", id(one))
        if key not in self._numbers:
            self._numbers[key] = len(self.due)
            self.due.append(one.counts)
        self.link_of.append(self._numbers[key])
        self.next_link.append(self.chain[g])
        self.chain[g] = len(self.link_of) - 1

    # ------------------------------------------------------------------------------------------ who asks

    def _ask(self, g: int, met: Met) -> None:
        """A row for each claim of a group."""
        of, claims, rule, state = self.of, self.claims, met.rule, met.rule.state
        if state == PURSE:
            self.a[g] = len(self.spent)
            self.spent += [sum([paid_in(one, year) for one in met.past]) for year in self.years]
        for i in met.members:
            year, more = claims.year[i], 1
            values: Sequence[int] = ()
            if state == PURSE:
                if claims.since[i]:
                    year = BROUGHT
                elif year < met.first:
                    continue
                more = self._rooms(rule, self.who[i])
            elif state == ROOM:
                more = of.room_of(met, self.who[i], year)
            elif rule.is_once:
                more, values = int(claims.once[i] == rule.bound.keys), (self._value(g, i),)
            elif state == PLACES:
                values = [self._value(g, value) for value in of.counted(rule, i)]
            elif state == FIRST:
                more = self._paid_in_year(g, met, i)
            elif state == LADDER:
                more = self._reached(g, met, i)
                level = of.level(i)
                values = () if level is None else (self._value(g, level),)
            elif state == RAISE:
                values = self._stopping.get(i, ())
            elif state == TEAM:
                more = self._team(g, met, i)
            elif state == LESS:
                more = int(claims.deducts[i] and claims.clause[i] in rule.bound.reached)
                if more:
                    values = self._deducted(g, met, i)
                more += more and claims.clause[i] in rule.bound.payers
            self.rows.append((year, rule.at, i, g, more, values))

    def _paid_elsewhere(self, g: int, met: Met, last: int = NEVER) -> tuple[Outside, ...]:
        """The payments under other documents in a group, up to a year."""
        found = self._elsewhere.get((g, last))
        if found is None:
            of = (one for one in met.past if isinstance(one, Outside) and one.year <= last)
            found = self._elsewhere[g, last] = tuple(of)
        return found

    def _of_year(self, g: int, met: Met, year: int) -> tuple[Paid, ...]:
        """The payments of a year in a group."""
        found = self._by_year.get((g, year))
        if found is None:
            found = self._by_year[g, year] = tuple([one for one in met.past if one.year == year])
        return found

    def _count(self, i: int, payments: Iterable[Paid]) -> None:
        """A payment counts once for a claim: what its award deducts of other documents, or a rule that pays nothing
        twice of any, no later rule counts.
        """
        if payments:
            self._counted.setdefault(i, set()).update(map(id, payments))

    def _counted_of(self, i: int, rule: Rule, payments: Iterable[Paid]) -> int:
        """What of the payments is counted for a claim before a rule."""
        before, lines = self._counted.get(i, ()), self.claims.counted[i]
        if not (before or lines):
            return 0
        counted = [one for one in payments if id(one) in before or (isinstance(one, Outside) and one.line in lines)]
        if counted:
            self.of.counts_before(i, rule, counted)
        return sum([one.counts for one in counted])

    def _deducted(self, g: int, met: Met, i: int) -> Sequence[int]:
        """The payments that were deducted from a claim already, by number: support of others that its award counts."""
        elsewhere, lines = self._paid_elsewhere(g, met), self.claims.counted[i]
        counted = [one for one in elsewhere if one.line in lines] if lines else []
        if counted:
            self.of.counts_before(i, met.rule, counted)
        self._count(i, elsewhere)
        return [self._numbers["payment", id(one)] for one in counted]

    def _paid_in_year(self, g: int, met: Met, i: int) -> int:
        """Where the payments of a claim's year to its group stand, less those that are counted already."""
        year = self.claims.year[i]
        payments = self._of_year(g, met, year)
        counted = self._counted_of(i, met.rule, payments)
        self._count(i, payments)
        key = ("paid", g, year, counted)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.paid)
            self.paid.append(sum([one.counts for one in payments]) - counted)
        return found

    def _reached(self, g: int, met: Met, i: int) -> int:
        """What others paid up to the year of a claim; less what of the ladder's payments is counted for it already."""
        level, elsewhere = self.of.level(i), self._paid_elsewhere(g, met, self.claims.year[i])
        own = [one for one in met.past if isinstance(one, Held) and is_other_level(one.keys.get("level"), level)]
        return sum([one.counts for one in elsewhere]) - self._counted_of(i, met.rule, [*elsewhere, *own])

    def _team(self, g: int, met: Met, i: int) -> int:
        """The number of the team of a claim; an inner block competes with what it was paid in the year, too."""
        rule, (place, alone) = met.rule, self.of.team_of(met.rule, i)
        key = ("team", g, place, alone)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.team)
            past = met.past if alone < 0 else ()
            own = [one for one in past if isinstance(one, Held) and rule.step.team_of[one.clause.index] == place]
            self.team.append(sum([taken(rule, one) for one in own]))
            self.team_place.append(place)
        return found

    # ------------------------------------------------------------------------------------------ money that waits

    def _follow(self) -> None:
        """Opens the years in which money may wait, from the first that may not pay all."""
        of, claims, last = self.of, self.claims, 0
        self.final = [0 if party.years is None else party.years.last for party in of.parties]
        for year, since, is_known, party in zip(claims.year, claims.since, claims.is_known, self.who, strict=True):
            if not since:
                last = max(last, year)
                if is_known and year > self.final[party]:
                    self.final[party] = year
        purses = [met for met in of.binding if met.rule.state == PURSE]
        end = max(last, *self.final)
        # nothing waits longer than from the last claim on, or as the ledger says
        end = min(end, max(last + max([met.rule.step.wait for met in purses]), *claims.until, *claims.since))
        self.years = range(min([met.first for met in purses]), end + 1)
        self.rows += [(year, at, -1, 0, 0, ()) for at in {met.rule.at for met in purses} for year in self.years]

    def _rooms(self, rule: Rule, party: int) -> int:
        """Where the rooms of a purse in the years begin; a year without claims after the last has none."""
        key = ("rooms", rule.number, party)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.room)
            final, asked, room = self.final[party], {*self.claims.year}, self.of.room
            self.room += [room(rule, party, year) if year <= final or year in asked else 0 for year in self.years]
        return found

    def _calendar(self) -> tuple[list[int], list[int], list[int]]:
        """Whether each year is over, whether what waited rests in it, and where that begins for each claim."""
        years, clause = self.years, self.claims.clause
        known = [party.years for party in self.of.parties if party.years is not None]
        resting = [[one.resting(year) for year in years] for one in known]
        if not any(map(any, resting)):
            clause = [-1] * len(clause)
        begins: dict[tuple[int, int], int] = {}
        is_over: list[int] = []
        rests: list[int] = []
        for key in zip(self.who, clause, strict=True):
            if key not in begins:
                party, index = key
                begins[key], over = len(rests), known[party].over
                is_over += [int(year <= over) for year in years]
                rests += [int(index in clauses) for clauses in resting[party]]
        return is_over, rests, [begins[key] for key in zip(self.who, clause, strict=True)]

    # ------------------------------------------------------------------------------------------ the whole

    def tables(self) -> Tables:
        """The tables, by year, step and claim; of money that an earlier run carried the rows come last."""
        of, claims, states = self.of, self.claims, self.states
        n, size = len(claims.clause), len(of.binding)
        if PURSE in states:
            self._follow()
        if RAISE in states:
            for g, met in enumerate(of.binding):
                for i in met.members if met.rule.state == FIRST else ():
                    self._stopping.setdefault(i, []).append(g)
        for g, met in enumerate(of.binding):
            if met.past:
                self._start(g, met.rule, met.past)
            elif met.rule.state == FIRST:
                self.a[g] = NEVER
            self._ask(g, met)
        self.rows.sort()
        turn_year: list[int] = []
        turn_end: list[int] = []
        seg_step: list[int] = []
        seg_first: list[int] = []
        row_claim: list[int] = []
        row_bound: list[int] = []
        group: list[int] = []
        more: list[int] = []
        upto: list[int] = []
        values: list[int] = []
        step_of_rest, row_of_rest = [-1] * n, [-1] * n
        brought: list[int] = []
        of_year = of_step = of_claim = -1
        for year, step, i, g, x, own in self.rows:
            if year != of_year or step != of_step:
                if year == BROUGHT:
                    if not brought:
                        seg_first.append(len(row_claim))
                else:
                    if year != of_year:
                        turn_year.append(year)
                        turn_end.append(0)
                    seg_step.append(step)
                    seg_first.append(len(row_claim))
                    turn_end[-1] = len(seg_step)
                of_year, of_step, of_claim = year, step, -1
            if i < 0:
                continue
            if i != of_claim:
                if year == BROUGHT:
                    brought.append(i)
                    step_of_rest[i], row_of_rest[i] = step, len(row_claim)
                row_claim.append(i)
                row_bound.append(len(group))
                of_claim = i
            group.append(g)
            more.append(x)
            values += own
            upto.append(len(values))
        if not brought:
            seg_first.append(len(row_claim))
        row_bound.append(len(group))
        state, order, number, wait, admits, lasts = of.table.columns
        exact, fractions = self._exact() if LESS in states else ([], [])
        links = len(group) if LESS in states else 0
        is_over, rests, calendar = self._calendar() if PURSE in states else ([], [], [])
        n_waiting, n_rows, ny = n if PURSE in states else 0, len(row_claim), len(self.years)
        # of what an earlier run carried nothing asks but the rest
        left = [0 if since else total for since, total in zip(claims.since, claims.total, strict=True)]
        rest = [total if since else 0 for since, total in zip(claims.since, claims.total, strict=True)]
        return Tables(
            state, order, number, wait, admits, lasts, claims.clause, claims.standard, exact, fractions, left,
            [*claims.total], [0] * n, seg_step, seg_first, row_claim, row_bound, group, more, upto, values,
            [0] * n_rows, [0] * n_rows, [-1] * n_rows, self.a, self.b, [0] * size, [0] * size, [0] * size, self.held,
            [0] * len(self.held), self.paid, self.team, self.team_place, self.chain,
            [*self.next_link, *[-1] * links], [*self.link_of, *[-1] * links], [len(self.link_of)], self.due,
            [-1] * len(self.due), self.years.start, [self.final[at] for at in self.who],
            calendar, is_over, rests, self.room, self.spent, rest[:n_waiting], [*claims.since], [*claims.until],
            step_of_rest, row_of_rest, [at * ny for at in range(n_waiting)], [UNPAID] * (n_waiting * ny),
            [0] * n_waiting, [0] * n_waiting, turn_year, turn_end, brought, [0] * (2 * n + 1), [0] * (n_waiting + 1),
        )  # fmt: skip

    def _exact(self) -> tuple[list[int], list[int]]:
        """The sums before rounding of the claims of which something is deducted."""
        exact: list[int] = []
        fractions: list[int] = []
        for of_claim in self.claims.exact:
            exact.append(-1 if of_claim is None else len(fractions))
            if of_claim is not None:
                sum_, rounding = of_claim
                fractions += [sum_.numerator, sum_.denominator, rounding.step, MODES[rounding.mode]]
        return exact, fractions


def _waiting_together(every: list[Met], asked: list[Met]) -> list[Met]:
    """The groups of a rule that ask, and those that share a claim with one where money may wait: it waits there too."""
    those = {id(met) for met in asked}
    is_known = sum([len(met.members) for met in every]) == len({i for met in every for i in met.members})
    while not is_known:
        waits: dict[int, int] = {}
        for met in every:
            if met.first != NEVER:
                waits |= {i: min(met.first, waits.get(i, NEVER)) for i in met.members}
        is_known = True
        for met in every:
            first = min([waits[i] for i in met.members if i in waits], default=NEVER)
            if first < met.first:
                met.first, is_known = first, False
    return [met for met in every if met.first != NEVER or id(met) in those]
