"""Claims to rows of ints: groups are numbered here and nowhere else.

In come claims in claim order, each with its clause, year, sum and columns (the values of the keys for which the steps
over its clause ask); out come the tables of the kernel. The groups of a set of keys are made once for a claim, however
many rules count by it. A group that cannot bind never asks: a room that holds the sum of all that was proposed to it,
places for all of its values, one claim alone where claims are weighed against each other. What reaches a rule is never
more than what was proposed, unless an older standard may raise a claim: then no room is left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol, TypeAlias

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
    climb,
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
"""The room of a rule in a year."""

BROUGHT = 0
"""In place of a year: the row of a claim that asks for nothing but what was carried."""


_WEIGHED = frozenset({FIRST, LADDER, TEAM})
"""States that weigh claims against each other."""


class Years(Protocol):
    """What is known of an applicant's years, where money may wait for later ones."""

    @property
    def last(self) -> int:
        """The last year settled for money that waits; 0: none."""

    def is_over(self, year: int) -> bool:
        """Whether the year has ended by the as-of date."""

    def resting(self, year: int) -> frozenset[int]:
        """The clauses of which nothing that waited is paid in that year."""


class Asked(NamedTuple):
    """One claim. `about` is what it is: its row, kind and item; `once` are the keys of the `once` of its row.

    `standard` is what an older document promised; `deducts`: something may be deducted; `exact` is its sum before the
    rounding, where it is deducted before that. Money that an earlier run carried waits `since` and `until`; 0: the
    claim is of this run. `is_known`: money that waits is settled up to its year.
    """

    clause: int
    year: int
    total: int
    columns: Sequence[KeyValue | None]
    about: tuple[str, str, str]
    once: tuple[str, ...] | None = None
    standard: int = 0
    deducts: bool = False
    exact: tuple[Fraction | int, Rounding] | None = None
    since: int = 0
    until: int = 0
    is_known: bool = True


class Party(NamedTuple):
    """One applicant: what it was paid before, its rooms, and its years where money may wait."""

    recall: Recall
    room_of: RoomOf
    years: Years | None = None


class Met(NamedTuple):
    """A group for which claims ask (by number, in claim order), its rule, and the applicant whose it is."""

    rule: Rule
    group: Group
    party: int
    members: list[int]


class Numbered:
    """The tables of one course and what their numbers mean.

    `binding` are the groups that may bind, in the order of their numbers, `rule_of` the rule of each bound, `teams`
    what each team is. Without `tables` no group binds: every claim keeps what was proposed.
    """

    __slots__ = (
        "_has_standard",
        "binding",
        "claims",
        "final",
        "has_past",
        "met",
        "parties",
        "rule_of",
        "states",
        "table",
        "tables",
        "who",
        "years",
    )  # fmt: skip

    def __init__(
        self, table: Table, claims: Sequence[Asked], parties: Sequence[Party], who: Sequence[int] = ()
    ) -> None:
        self.table, self.claims, self.parties, self.who = table, claims, parties, who
        self._has_standard = self.has_past = False
        for claim in claims:
            if claim.standard:
                self._has_standard = True
        for party in parties:
            if party.recall:
                self.has_past = True
        self.final = self._last_years() if table.carries else [0] * len(parties)
        """For each applicant the last year settled for money that waits."""
        self.met = self._meet()
        self.binding: list[Met] = []
        self.states: set[int] = set()
        """The states of which a group may bind."""
        self.years = range(0)
        """The years in which money may wait, from the first that may not pay all."""
        self.rule_of: list[Rule] = []
        rows = self._rows()
        self.tables: Tables | None = None
        if rows:
            self.tables = _Columns(self).tables(rows)

    # ------------------------------------------------------------------------------------------ who shares a group

    def _meet(self) -> list[Met]:
        """The groups of all rules, by rule and then as claims came upon them."""
        table, who, many = self.table, self.who, len(self.parties) > 1
        rules, number_of_rules = table.rules, len(table.rules)
        of_clause = table.of_clause if self._has_standard else table.plain
        by_rule: dict[int, dict[Group, list[int]]] = {}
        found: list[Met] = []
        for i, claim in enumerate(self.claims):
            columns, year = claim.columns, claim.year
            party = who[i] if many else 0
            if claim.since:
                of_claim = table.of_rest[claim.clause]
            elif claim.total > 0:
                of_claim = of_clause[claim.clause]
            else:
                continue
            for places, single, by_year, of_item, across, counting in of_claim:
                groups: Iterable[Group]
                if of_item:
                    groups = (claim.about,)
                elif single < 0:
                    groups = groups_of([columns[place] for place in places], year if by_year else None)
                else:
                    value = columns[single]
                    if value is None:
                        continue
                    if type(value) is str:
                        groups = ((value, year),) if by_year else (value,)
                    else:
                        groups = groups_of([value], year if by_year else None)
                apart = 0 if across or not many else number_of_rules * (party + 1)
                for rule in counting:
                    members = by_rule.get(rule + apart)
                    if members is None:
                        members = by_rule[rule + apart] = {}
                    for group in groups:
                        own = members.get(group)
                        if own is None:
                            members[group] = own = [i]
                            found.append(Met(rules[rule], group, party, own))
                        else:
                            own.append(i)
        return found

    def past(self, met: Met) -> list[Paid]:
        """What was paid before in a group; across applicants, to any of them."""
        if met.rule.bound.across:
            return [one for party in self.parties for one in party.recall.of(met.rule).get(met.group, ())]
        found = self.parties[met.party].recall.of(met.rule)
        if met.rule.is_once:
            last = used_up(found, met.group, of_item=not met.rule.bound.keys) if found else None
            return [] if last is None else [last]
        return found.get(met.group, []) if found else []

    # ------------------------------------------------------------------------------------------ which groups ask

    def _rows(self) -> list[tuple[int, int, int, int, int]]:
        """Who asks: by year, step, claim, rule and group; a claim of -1 opens a step at which money may wait."""
        claims, binding = self.claims, self.binding
        rows: list[tuple[int, int, int, int, int]] = []
        waits: dict[int, int] = {}
        payers = self._payers() if self.table.deducts else set()
        lone = not (self.has_past or payers)  # then a claim that is alone in a group is not weighed against others
        for met in self.met:
            rule = met.rule
            number, at, first = rule.number, rule.at, 0
            if lone and len(met.members) == 1 and (rule.is_once or rule.state in _WEIGHED):
                continue
            if rule.state == PURSE:
                first = self._waits_from(rule, met)
                if first == NEVER:
                    continue
                waits[at] = min(first, waits.get(at, first))
            elif not self._may_bind(rule, met) and not (payers and rule.step.admits and payers & {*met.members}):
                continue
            for i in met.members:
                claim = claims[i]
                if claim.since or claim.year >= first:
                    rows.append((BROUGHT if claim.since else claim.year, at, i, number, len(binding)))
            binding.append(met)
            self.states.add(rule.state)
        if waits:
            last = max([*[claim.year for claim in claims if not claim.since], *self.final])
            self.years = range(min(waits.values()), last + 1)
            rows += [(year, at, -1, 0, 0) for at in waits for year in self.years]
        rows.sort()
        return rows

    def _payers(self) -> set[int]:
        """The claims of which what was admitted is deducted later: the last rule that admits has to be asked."""
        less = [met for met in self.met if met.rule.state == LESS and self._may_bind(met.rule, met)]
        return {i for met in less for i in met.members if self.claims[i].clause in met.rule.bound.payers}

    def _may_bind(self, rule: Rule, met: Met) -> bool:
        """Whether the group may leave less to a claim than it asks for, or more."""
        state, claims, own = rule.state, self.claims, met.members
        if state == ROOM:
            if self._has_standard:
                return True
            first = claims[own[0]]
            room = self.parties[met.party].room_of(rule.bound, first.year)
            total = 0
            for i in own:
                total += claims[i].total
            past = self.past(met) if self.has_past else []
            return total + (sum([taken(rule, one) for one in past]) if past else 0) > room
        if rule.is_once:
            return (len(own) > 1 or (self.has_past and bool(self.past(met)))) and any(
                claims[i].once == rule.bound.keys for i in own
            )
        if state == RAISE:
            return self._has_standard and any(claims[i].standard for i in own)
        if state == LESS:
            return any(claims[i].deducts for i in own) and (len(own) > 1 or bool(self.past(met)))
        if self.has_past and self.past(met):
            return True
        if state == PLACES:
            if len(own) <= rule.step.number and not rule.bound.counts:
                return False
            values = {value for i in own for value in self.counted(rule, i)}
            return len(values) > rule.step.number
        if len(own) == 1:
            return False
        if state == TEAM:
            return len({self.team_of(rule, i) for i in own}) > 1
        if state == LADDER:
            levels = {self.level(claims[i]) for i in own}
            return len(levels) > 1 or None in levels
        return True

    def _waits_from(self, rule: Rule, met: Met) -> int:
        """The first year that may not pay all that is asked of it; before that nothing waits. `NEVER`: none."""
        claims = self.claims
        sums: dict[int, int] = {}
        first = NEVER
        for i in met.members:
            claim = claims[i]
            if claim.since or self._has_standard:
                first = min(first, claim.since or claim.year)
            else:
                sums[claim.year] = sums.get(claim.year, 0) + claim.total
        room_of, past = self.parties[met.party].room_of, self.past(met)
        for year, total in sums.items():
            if year < first and total + sum([paid_in(one, year) for one in past]) > room_of(rule.bound, year):
                first = year
        return first

    def counted(self, rule: Rule, i: int) -> tuple[str, ...]:
        """What of a claim takes places under a limit."""
        claim = self.claims[i]
        if not rule.bound.counts:
            return (f"{claim.about[1]}: {claim.about[2]}",)
        value = claim.columns[self.table.settlement.columns[claim.clause].index(rule.bound.counts)]
        if value is None:
            return ()
        return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else (value,)

    def team_of(self, rule: Rule, i: int) -> tuple[int, int]:
        """The team of a claim: an inner block competes as one, else the claim does by itself."""
        place = rule.step.team_of[self.claims[i].clause]
        return place, -1 if place in rule.step.groups else i

    def level(self, claim: Asked) -> KeyValue | None:
        """The level of a claim, as rungs are told apart by it."""
        column = self.table.levels[claim.clause]
        return claim.columns[column] if column >= 0 else None

    # ------------------------------------------------------------------------------------------ years

    def _last_years(self) -> list[int]:
        """For each applicant the last year settled for money that waits."""
        many = len(self.parties) > 1
        last = [0 if party.years is None else party.years.last for party in self.parties]
        for i, claim in enumerate(self.claims):
            at = self.who[i] if many else 0
            if claim.is_known and not claim.since and claim.year > last[at]:
                last[at] = claim.year
        return last


class _Columns:
    """Fills the tables of a course, row by row."""

    def __init__(self, numbered: Numbered) -> None:
        n, size = len(numbered.claims), len(numbered.binding)
        self.of, self.years, self.final = numbered, numbered.years, numbered.final
        self.group: list[int] = []
        self.more: list[int] = []
        self.upto: list[int] = []
        self.values: list[int] = []
        self.held: list[int] = []
        self.paid: list[int] = []
        self.team: list[int] = []
        self.team_place: list[int] = []
        self.room: list[int] = []
        self.spent: list[int] = []
        self.a, self.b, self.c, self.d = [0] * size, [0] * size, [0] * size, [0] * size
        self.chain, self.due = [-1] * size, [0] * n
        self.next_link: list[int] = []
        self.link_of: list[int] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._purses: dict[int, int] = {}
        self._rooms_of: dict[tuple[int, int], int] = {}
        for g, met in enumerate(numbered.binding):
            past = numbered.past(met) if numbered.has_past else []
            if past:
                self._start(g, met.rule, past)
            elif met.rule.state == FIRST:
                self.a[g] = NEVER

    def number(self, *what: object) -> int:
        """The number of a level, in the order in which they are met; -1: none."""
        return -1 if what[-1] is None else self._numbers.setdefault(what, len(self._numbers))

    def _value(self, g: int, value: object, *, holds: int = 0) -> int:
        """The number of a value that takes a place in a group."""
        key = ("value", g, value)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.held)
            self.held.append(holds)
        return found

    # ------------------------------------------------------------------------------------------ what was paid before

    def _start(self, g: int, rule: Rule, past: list[Paid]) -> None:
        """What the payments of a group make of its state, before the first year."""
        state, a, b = rule.state, self.a, self.b
        if state == ROOM:
            a[g] = sum([taken(rule, one) for one in past])
        elif rule.is_once:
            a[g] = 1
        elif state == PLACES:
            values = {v for one in past if isinstance(one, Held) and one.admitted > 0 for v in counted(rule, one)}
            for value in values:
                self._value(g, value, holds=1)
            a[g] = len(values)
        elif state == FIRST:
            years = [one.year for one in past if one.counts > 0]
            a[g], b[g] = min(years, default=NEVER), max(years, default=0)
        elif state == TEAM:
            a[g] = sum([taken(rule, one) for one in past])
        elif state == LADDER:
            ladder = a, b, self.c, self.d, g
            for one in past:
                if isinstance(one, Held) and one.rungs.get(rule.bound.name, 0):
                    climb(*ladder, self.number("level", one.keys.get("level")), one.rungs[rule.bound.name])
            climb(*ladder, -1, sum([one.amount for one in past if isinstance(one, Outside)]))
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

    # ------------------------------------------------------------------------------------------ bounds

    def bound(self, rule: Rule, i: int, year: int, g: int) -> None:
        """One group more of which the row at hand asks."""
        of, state, claim = self.of, rule.state, self.of.claims[i]
        who = of.who[i] if of.who else 0
        x = 1
        if state == PURSE:
            x, g = self._rooms(rule, who), self._purse(g)
        elif state == ROOM:
            x = of.parties[who].room_of(rule.bound, year)
        elif rule.is_once:
            x = int(claim.once == rule.bound.keys)
            self.values.append(self._value(g, i))
        elif state == PLACES:
            self.values += [self._value(g, value) for value in of.counted(rule, i)]
        elif state == FIRST:
            x = self._paid_in_year(g, year)
        elif state == TEAM:
            x = self._team(rule, i, g)
        elif state == LESS:
            asks = claim.deducts and claim.clause in rule.bound.reached
            x = asks + (asks and claim.clause in rule.bound.payers)
        self.group.append(g)
        self.more.append(x)
        self.upto.append(len(self.values))
        of.rule_of.append(rule)

    def _paid_in_year(self, g: int, year: int) -> int:
        """Where the payments of a year to a group stand."""
        key = ("paid", g, year)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.paid)
            self.paid.append(sum([one.counts for one in self.of.past(self.of.binding[g]) if one.year == year]))
        return found

    def _team(self, rule: Rule, i: int, g: int) -> int:
        """The number of the team of a claim; an inner block competes with what it was paid in the year, too."""
        place, alone = self.of.team_of(rule, i)
        key = ("team", g, place, alone)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.team)
            past = self.of.past(self.of.binding[g]) if alone < 0 else []
            own = [one for one in past if isinstance(one, Held) and rule.step.team_of[one.clause.index] == place]
            self.team.append(sum([taken(rule, one) for one in own]))
            self.team_place.append(place)
        return found

    def _purse(self, g: int) -> int:
        """Where what a purse has paid in the years begins."""
        found = self._purses.get(g)
        if found is None:
            found = self._purses[g] = len(self.spent)
            past = self.of.past(self.of.binding[g])
            self.spent += [sum([paid_in(one, year) for one in past]) for year in self.years]
        return found

    def _rooms(self, rule: Rule, party: int) -> int:
        """Where the rooms of a purse in the years begin; a year without claims after the last has none."""
        found = self._rooms_of.get((rule.number, party))
        if found is None:
            found = self._rooms_of[rule.number, party] = len(self.room)
            final, asked = self.final[party], {claim.year for claim in self.of.claims}
            room_of = self.of.parties[party].room_of
            self.room += [room_of(rule.bound, year) if year <= final or year in asked else 0 for year in self.years]
        return found

    # ------------------------------------------------------------------------------------------ the whole

    def tables(self, rows: list[tuple[int, int, int, int, int]]) -> Tables:
        """The tables of these rows, by year, step and claim; those of money that an earlier run carried come first."""
        of, claims, rules = self.of, self.of.claims, self.of.table.rules
        n, y0, ny = len(claims), self.years.start, len(self.years)
        seg_year: list[int] = []
        seg_step: list[int] = []
        seg_first: list[int] = []
        row_claim: list[int] = []
        row_bound: list[int] = []
        step_of_rest, row_of_rest = [-1] * n, [-1] * n
        brought: list[int] = []
        first = bisect_left(rows, (BROUGHT + 1,))  # money of earlier runs has no year of its own
        before, row_of = None, -1
        for year, step, i, rule, g in (*rows[first:], *rows[:first]):
            if (year, step) != before:
                if year != BROUGHT:
                    seg_year.append(year)
                    seg_step.append(step)
                if year != BROUGHT or not brought:
                    seg_first.append(len(row_claim))
                before, row_of = (year, step), -1
            if i < 0:
                continue
            if row_of != i:
                if year == BROUGHT:
                    brought.append(i)
                    step_of_rest[i], row_of_rest[i] = step, len(row_claim)
                row_claim.append(i)
                row_bound.append(len(self.group))
                row_of = i
            self.bound(rules[rule], i, year, g)
        if not brought:
            seg_first.append(len(row_claim))
        row_bound.append(len(self.group))
        turn_year = sorted({*seg_year, *self.years})
        turn_end: list[int] = []
        for year in turn_year:
            turn_end.append(bisect_right(seg_year, year))
        clause, _, total, _, _, _, standard, _, _, since, until, _ = map(list, zip(*claims, strict=True))
        states = of.states
        level = [self.number("level", of.level(claim)) for claim in claims] if LADDER in states else []
        exact, fractions = self._exact() if LESS in states else ([], [])
        links = len(self.group) if LESS in states else 0
        is_over, rests, calendar = self._calendar() if PURSE in states else ([], [], [])
        n_waiting = n if PURSE in states else 0
        rest, left = [0] * n_waiting, [*total]
        for i, of_rest in enumerate(since):  # of what an earlier run carried nothing asks but the rest
            if of_rest:
                left[i] = 0
                if n_waiting:
                    rest[i] = total[i]
        size, n_rows = len(of.binding), len(row_claim)
        state, order, number, wait, admits, lasts = of.table.columns
        return Tables(
            state, order, number, wait, admits, lasts, clause, level, standard, exact, fractions, left, total,
            [0] * n, [0] * n, seg_step, seg_first, row_claim, row_bound, self.group, self.more, self.upto, self.values,
            [0] * n_rows, [0] * n_rows, [-1] * n_rows,
            self.a, self.b, self.c, self.d, [0] * size, [0] * size, [0] * size, [0] * size, [0] * size, self.held,
            [0] * len(self.held), self.paid, self.team, self.team_place, self.chain, [*self.next_link, *[-1] * links],
            [*self.link_of, *[-1] * links], [len(self.link_of)], self.due, [-1] * len(self.due), y0,
            [self.final[party] for party in of.who] if of.who else [self.final[0]] * n_waiting, calendar, is_over,
            rests, self.room, self.spent, rest, since, until, step_of_rest, row_of_rest,
            [*range(0, n_waiting * ny, ny)] if ny else [0] * n_waiting, [UNPAID] * (n_waiting * ny),
            [0] * n_waiting, [0] * n_waiting, turn_year,
            turn_end, brought, [0] * (2 * n + 1), [0] * (n_waiting + 1),
        )  # fmt: skip

    def _exact(self) -> tuple[list[int], list[int]]:
        """The sums before rounding of the claims of which something is deducted."""
        exact: list[int] = []
        fractions: list[int] = []
        for claim in self.of.claims:
            exact.append(-1 if claim.exact is None else len(fractions))
            if claim.exact is not None:
                sum_, rounding = claim.exact
                fractions += [sum_.numerator, sum_.denominator, rounding.step, MODES[rounding.mode]]
        return exact, fractions

    def _calendar(self) -> tuple[list[int], list[int], list[int]]:
        """Whether each year is over, whether what waited rests in it, and where that begins for each claim."""
        of = self.of
        is_over: list[int] = []
        rests: list[int] = []
        calendar = [0] * len(of.claims)
        for at, party in enumerate(of.parties):
            known = party.years
            assert known is not None, "where money waits, years are known"
            over = [int(known.is_over(year)) for year in self.years]
            resting = [known.resting(year) for year in self.years]
            rests_at_all, begins = any(resting), dict[int, int]()
            for i, claim in enumerate(of.claims):
                if of.who and of.who[i] != at:
                    continue
                key = claim.clause if rests_at_all else -1
                if key not in begins:
                    begins[key] = len(rests)
                    is_over += over
                    rests += [int(key in clauses) for clauses in resting]
                calendar[i] = begins[key]
        return is_over, rests, calendar
