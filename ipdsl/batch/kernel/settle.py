"""Claims of many applicants through the kernel at once: ordered, numbered, settled in one call.

In come the claims that clause loops wrote; out come the same claims in claim order with what is left of each, and the
journal of the kernel. An engine is CPython or LLVM: the functions are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ipdsl.batch.kernel import number, order
from ipdsl.batch.kernel.number import (
    BOUNDS,
    GROUPS,
    HELD,
    LINKS,
    ROWS,
    SEGMENTS,
    TEAMS,
    TURNS,
    VALUES,
    ClaimColumns,
    RuleTable,
    YearColumns,
)
from ipdsl.batch.kernel.own import BROUGHT_FORWARD, PURSES, OpeningBalance, PriorLines, RecallRules, max_links
from ipdsl.batch.kernel.recall import ExternalPaymentColumns, ExternalPaymentRules
from ipdsl.batch.kernel.sort import SPARE
from ipdsl.batch.kernel.values import TOO_LARGE
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import UNPAID, KernelTables
from ipdsl.kernel.rule_table import SettlementTable

Array: TypeAlias = npt.NDArray[Any]


class Engine(NamedTuple):
    """The functions that go over columns, as CPython has them or compiled."""

    by_applicant: Callable[..., None]
    in_order: Callable[..., None]
    events_once: Callable[..., None]
    most_asked: Callable[..., None]
    number: Callable[..., None]
    settle: Callable[..., None]


PLAIN = Engine(
    order.by_applicant, order.in_order, order.events_once, number.most_asked, number.number, allocation.settle,
)  # fmt: skip


class Written(NamedTuple):
    """What clause loops wrote, `n` claims: applicant, day, clause, order of the item, record, sum, the sum
    before support of others, row and keys.
    """

    who: Array
    day: Array
    clause: Array
    item: Array
    record: Array
    total: Array
    before: Array
    row: Array
    keys: Array

    def taken(self, place: Array) -> Written:
        """These claims, in this order."""
        return Written(*(part[place] for part in self))


class Lists(NamedTuple):
    """The lists of records that are keys, one after the other; see `number.ClaimColumns`."""

    base: Array
    value_at: Array
    values: Array


class Settled(NamedTuple):
    """Claims in claim order, those of applicant `i` from `begin[i]` on. `left` is what is kept of each.

    Rows are those of the kernel: the claim of each, the rule that left the least (-1: none), whether another claim of
    the year was preferred, with how much it came and how much it kept. `row_of_rest` tells which claims waited,
    `paid_in` what each year from `first_year` on paid of them. `raised` is by how much an older document lifted a
    claim, `until` its last year while it waits; `row_step` is the step of a row.
    """

    claims: Written
    begin: Array
    year: Array
    left: Array
    row_claim: Array
    row_rule: Array
    row_beaten: Array
    came: Array
    kept: Array
    has_waited: bool
    row_of_rest: Array
    rest: Array
    lapsed: Array
    paid_in: Array
    first_year: int
    raised: Array
    until: Array
    row_step: Array

    def of(self, place: Array) -> Settled:
        """These claims alone, in this order, of several applicants of whom no money waits."""
        assert not self.has_waited, "what waits goes on by years of its own"
        at = np.full(len(self.left), -1, np.int64)
        at[place] = np.arange(len(place))
        rows = np.flatnonzero(at[self.row_claim] >= 0)
        return self._replace(
            claims=self.claims.taken(place), year=self.year[place], left=self.left[place],
            row_claim=at[self.row_claim[rows]], row_rule=self.row_rule[rows], row_beaten=self.row_beaten[rows],
            came=self.came[rows], kept=self.kept[rows], raised=self.raised[place],
            row_step=self.row_step[rows],
        )  # fmt: skip

    def due(self) -> tuple[Array, Array, Array]:
        """What is due: the place of the claim, the year, and the sum, of every payment that is not 0."""
        own = np.flatnonzero(self.left > 0)
        if not self.has_waited:
            return own, self.year[own], self.left[own]
        own = own[self.row_of_rest[own] < 0]
        many = len(self.paid_in) // len(self.left)
        waited = np.flatnonzero(self.row_of_rest >= 0)
        sums = self.paid_in.reshape(-1, many)[waited]
        claim, year = np.nonzero(sums > 0)
        return (
            np.concatenate([own, waited[claim]]), np.concatenate([self.year[own], year + self.first_year]),
            np.concatenate([self.left[own], sums[claim, year]]),
        )  # fmt: skip

    def reported(self, year: int | None) -> Array:
        """Which claims are told of where one year is reported: its own, and those of which money is carried into it."""
        if year is None:
            return np.ones(len(self.left), bool)
        own: Array = self.year == year
        if not self.has_waited:
            return own
        waited = np.flatnonzero(self.row_of_rest >= 0)
        at = max(0, year - self.first_year)
        later = np.maximum(self.paid_in.reshape(-1, len(self.paid_in) // len(self.left))[waited, at:], 0).sum(1)
        lapsed = np.where(self.until[waited] >= year, self.lapsed[waited], 0)
        carried = later + self.rest[waited] + lapsed > 0
        own[waited[carried & (self.year[waited] <= year)]] = True
        return own


def _line_of(record: Array) -> Array:
    """The line of which a claim is the money that it carried; negative: the claim is of this run."""
    found: Array = CARRIED - record
    return found


CARRIED = -2
"""The record of the claim of the first line; of the others it is lower, one by one."""

_SMALL = 2**30
"""Claims below it cannot leave 64 bits together; of larger ones the sum is looked at in such parts."""


def settle(
    engine: Engine, written: Written, left: Array, table: SettlementTable, rules: RuleTable, list_of: Array,
    lists: Lists,
    years_for: Callable[[int, int], YearColumns], late: Array, past: ExternalPaymentColumns,
    counting: ExternalPaymentRules, own: PriorLines,
    recalling: RecallRules, standards_of: Callable[[Written], Array],
) -> Settled:  # fmt: skip
    """Settles the claims; `left` tells which applicants are settled elsewhere, and may name more of them after it.

    `years_for` tells what is known from one year to another, `late` which claims come after the others of their year,
    `standards_of` what older documents promised for claims, `past` what other documents paid before and `counting`
    which rules count it, `own` the lines of the policy itself and `recalling` which rules count those.
    """
    n, people = len(written.who), len(left)
    if n and int(written.total.max()) >= _SMALL:  # sums of them might leave 64 bits
        parts = np.zeros(people, np.int64)
        np.add.at(parts, written.who, written.total // _SMALL)
        left[(parts > _SMALL) & (left == 0)] = TOO_LARGE
    key = _order_of(written, late)
    begin, place, keys = np.zeros(people + 1, np.int64), blank(n), blank(n)
    engine.by_applicant(left, written.who, key, n, begin, place, keys)
    place = place[: begin[-1]]
    engine.in_order(begin, place, keys, written.item, written.record, blank(SPARE))
    same = np.zeros(len(place), np.uint8)
    engine.events_once(
        left, begin, place, keys, written.item, written.total, written.row, written.keys, same
    )  # fmt: skip
    place = place[(same == 0) & (left[written.who[place]] == 0)]
    claims = written.taken(place)
    np.cumsum(np.bincount(claims.who, minlength=people), out=begin[1:])
    begin[0] = 0
    year = years_of(claims.day)
    of_line = _line_of(claims.record)
    carried = of_line >= 0
    since, until = np.zeros(len(of_line), np.int64), np.zeros(len(of_line), np.int64)
    since[carried], until[carried] = own.since[of_line[carried]], own.until[of_line[carried]]
    standard = np.where(carried, 0, standards_of(claims))
    asked = ClaimColumns(
        begin, claims.clause, year, claims.total, standard, since, until, claims.item, claims.record,
        claims.row, claims.keys, lists.base, lists.value_at, lists.values,
    )  # fmt: skip
    longest = max([0, *(step.wait for step in table.steps)])
    last = max(int(year.max(initial=0)) + longest, int(np.maximum(since, until).max(initial=0)))
    years = years_for(int(year.min(initial=2200)), last)
    tables, group_rule, waits = _tables(
        engine, asked, table, rules, years, past, counting, own, recalling, left, list_of
    )  # fmt: skip
    has_first = any(step.state == allocation.EXCLUSIVE for step in table.steps)
    paid_in = (np.array(tables.a), np.array(tables.b)) if has_first else (year, year)
    engine.settle(tables)
    binding, group = np.asarray(tables.binding), np.asarray(tables.group)
    bound = np.where(binding < 0, np.asarray(tables.row_bound)[:-1], binding)
    of_row = group[bound] if len(bound) else bound
    rule = np.where(binding < 0, -1, group_rule[of_row] if len(bound) else 0)
    segments = np.repeat(np.arange(len(tables.seg_step)), np.diff(np.asarray(tables.seg_first)))
    return Settled(
        claims, begin, year, np.asarray(tables.left), np.asarray(tables.row_claim), rule,
        _beaten(tables, year, paid_in, segments, binding), np.asarray(tables.requested), np.asarray(tables.granted),
        waits,
        np.asarray(tables.row_of_rest), np.asarray(tables.rest), np.asarray(tables.lapsed), np.asarray(tables.paid_in),
        years.first_year, np.asarray(tables.raised), np.asarray(tables.until), np.asarray(tables.seg_step)[segments],
    )  # fmt: skip


def _beaten(tables: KernelTables, year: Array, paid_in: tuple[Array, Array], segments: Array, binding: Array) -> Array:
    """Of rows that repeat something, whether another claim of the year is preferred, as the journal of one applicant
    tells it: not where something was paid in another year, nor where what was paid in the year left the other nothing.

    `year` is that of each claim, `paid_in` the first and the last year in which a group was paid before this run.
    """
    came, kept = np.asarray(tables.requested), np.asarray(tables.granted)
    found = np.zeros(len(came), bool)
    state = np.asarray(tables.state)[np.asarray(tables.seg_step)[segments]] if len(came) else came
    rows = np.flatnonzero(state == allocation.EXCLUSIVE)
    lost = rows[(binding[rows] >= 0) & (kept[rows] == 0)]
    if not len(lost):
        return found
    bounds, group, claim = np.asarray(tables.row_bound), np.asarray(tables.group), np.asarray(tables.row_claim)
    many, bind, when = int(group.max()) + 1, binding[lost], year[claim[lost]]
    length = bounds[rows + 1] - bounds[rows]
    row = np.repeat(rows, length)
    asked = group[np.arange(len(row)) + np.repeat(bounds[rows] - (np.cumsum(length) - length), length)]
    admitted = np.full(many, allocation.NEVER)
    good = np.asarray(tables.admitted)[claim[row]] > 0
    np.minimum.at(admitted, asked[good], year[claim[row[good]]])
    first, last = (part[group[bind]] for part in paid_in)
    is_elsewhere = (admitted[group[bind]] < when) | ((first != allocation.NEVER) & ((first != when) | (last != when)))
    row, asked = row[came[row] > 0], asked[came[row] > 0]
    key = segments[row] * many + asked
    order = np.lexsort((claim[row], np.asarray(tables.clause)[claim[row]], -came[row], key))
    keys, at = np.unique(key[order], return_index=True)
    winner = row[order[at[np.searchsorted(keys, segments[lost] * many + group[bind])]]]
    is_paid = np.asarray(tables.paid)[np.asarray(tables.more)[bind]] > 0
    found[lost] = ~is_elsewhere & (winner != lost) & ((kept[winner] > 0) | ~is_paid)
    return found


def _order_of(written: Written, late: Array) -> Array:
    """What puts the claims of an applicant in order before their items: the day and the clause, late ones last."""
    day = written.day.astype(np.int64)
    if not late.any():
        return (day << 16) | written.clause
    since = day + (1 << 19)
    ends = (years_of(day) - 1969).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
    place = np.where(late, 2 * (ends + (1 << 19)) + 1, 2 * since)
    return (place << 36) | (since << 16) | written.clause


def years_of(days: Array) -> Array:
    """The calendar years of days: of each day between the first and the last once, since there are few."""
    if not len(days):
        return np.zeros(0, np.int64)
    first, last = int(days.min()), int(days.max())
    if last - first >= len(days):
        return _years_of(days)
    of_day = _years_of(np.arange(first, last + 1))
    return np.asarray(of_day[days - first])


def _years_of(days: Array) -> Array:
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return np.asarray(years + 1970)


def _tables(
    engine: Engine, claims: ClaimColumns, table: SettlementTable, rules: RuleTable, years: YearColumns,
    past: ExternalPaymentColumns, counting: ExternalPaymentRules,
    own: PriorLines, recalling: RecallRules, left: Array, list_of: Array,
) -> tuple[KernelTables, Array, bool]:  # fmt: skip
    """The kernel's tables of these claims, the rule of each group, and whether money waits."""
    asked = np.zeros(2, np.int64)
    engine.most_asked(claims, rules, list_of, asked)
    most = int(asked[0]) + 1
    per_line = int(np.diff(counting.kind_at).max(initial=0))
    own_lines = int(np.diff(past.begin).max(initial=0)) * per_line
    own_links, own_lines_of_one = max_links(own, recalling)
    size = 1 << max(4, (4 * (int(asked[1]) + own_lines + own_lines_of_one)).bit_length())
    lines = int(past.begin[-1])
    many_links = lines * per_line + own_links + 1
    past = past._replace(
        year=np.concatenate([past.year[:lines], own.year]), sum=np.concatenate([past.sum[:lines], own.admitted])
    )  # fmt: skip
    steps, clauses = len(table.steps), len(table.clause_rules)

    def ints(many: int) -> Array:
        return np.zeros(many, np.int64)

    n, many, has_purse = len(claims.clause), years.rooms.shape[2], bool(table.has_carry_over)
    by_year = n * many if has_purse else 1
    people = int(np.count_nonzero(np.diff(claims.begin)))
    ahead = people * (many + 1) if has_purse else 0  # years without claims, in which money that waited may be paid
    at_most = most + ahead * (1 + sum(1 for step in table.steps if step.wait)) + 1
    room = number.Workspace(
        names=blank((size, 6)), stamps=ints(size), value_names=blank((size, 6)), value_stamps=ints(size),
        ask_claim=blank(most), ask_rule=blank(most), ask_group=blank(most), ask_next=blank(most), head=blank(steps),
        tail=blank(steps), group_rule=blank(most), members=blank(most), requested=blank(most), last=blank(most),
        binds=blank(most), seg_step=blank(at_most), seg_first=blank(at_most), row_claim=blank(most),
        row_bound=blank(most + 1), group=blank(most), more=blank(most), upto=blank(most),
        values=blank(most * (1 + sum(step.raises_claims for step in table.steps))),
        team_place=blank(most), turn_year=blank(most + ahead), turn_end=blank(most + ahead), part=blank(number.WIDE),
        rests=ints(by_year), is_over=ints(by_year), final=ints(n if has_purse else 1), paid_head=blank(most),
        paid_next=blank(many_links), paid_line=blank(many_links), seen=ints(len(past.sum) + 1), ask_sum=blank(most),
        paid=ints(most), counts=ints(11),
    )  # fmt: skip
    purses, waited = own_links if has_purse else 0, int(np.count_nonzero(claims.since)) + 1
    began = OpeningBalance(
        a=blank(most), b=blank(most), c=blank(most), held=ints(most + own_links), team=blank(most),
        purse_line=blank(purses + 1), purse_at=blank(purses + 1), brought_forward=blank(waited),
        brought_row=blank(waited),
        brought_step=blank(waited), number=ints(4),
    )  # fmt: skip
    engine.number(
        claims, rules, years, past, counting, own, recalling, left, list_of, clauses, steps, room, began
    )  # fmt: skip
    turns, segments, rows, bounds, groups, values, held, teams, spent, waits, links = map(int, room.counts)
    state, order_, number_, wait, admits, lasts = (np.array(part, np.int64) for part in table.columns)
    waiting, grid = (n, ints(n * many) + UNPAID) if waits else (1, ints(1))
    at_year = np.arange(n) * many if waits else ints(1)
    since, until, rest, step_of_rest, row_of_rest = (ints(waiting) + fill for fill in (0, 0, 0, -1, -1))
    brought = np.array(began.brought_forward[: began.number[BROUGHT_FORWARD]])
    total = np.where(claims.since > 0, 0, claims.total)
    since[brought], until[brought], rest[brought] = (
        part[brought] for part in (claims.since, claims.until, claims.total)
    )  # fmt: skip
    row_of_rest[brought], step_of_rest[brought] = (
        part[: len(brought)] for part in (began.brought_row, began.brought_step)
    )  # fmt: skip
    tables = _TABLES(
        state, order_, number_, wait, admits, lasts, claims.clause, np.asarray(claims.standard), ints(n) - 1,
        ints(1), total, np.array(total), ints(n),
        room.seg_step[:segments], room.seg_first[: segments + 1], room.row_claim[:rows], room.row_bound[: rows + 1],
        room.group[:bounds],
        room.more[:bounds], room.upto[:bounds], room.values[:values], ints(rows), ints(rows), ints(rows) - 1,
        *(np.array(part[:groups]) for part in began[:3]), ints(groups), ints(groups), np.array(began.held[:held]),
        ints(held), room.paid[: bounds + 1], np.array(began.team[:teams]),
        room.team_place[:teams], np.array(room.paid_head[:groups]),
        np.concatenate([room.paid_next[:links], ints(bounds) - 1]),
        np.concatenate([room.paid_line[:links] + n, ints(bounds) - 1]), ints(1) + links,
        np.concatenate([ints(n), past.sum]), ints(n + len(past.sum)) - 1,
        years.first_year, np.asarray(room.final), at_year, np.asarray(room.is_over), np.asarray(room.rests),
        np.asarray(years.rooms).reshape(-1),
        _spent(own, began, spent, years.first_year, many), rest, since, until, step_of_rest, row_of_rest, at_year, grid,
        ints(waiting), ints(waiting), room.turn_year[:turns],
        room.turn_end[:turns], brought, ints(2 * n + 1), ints(waiting + 1),
    )  # fmt: skip
    return tables, np.asarray(room.group_rule)[:groups], bool(waits)


def blank(shape: int | tuple[int, int]) -> Array:
    """Room that is written before it is read, and need not be cleared."""
    return np.empty(shape, np.int64)


def _spent(own: PriorLines, began: OpeningBalance, spent: int, first: int, many: int) -> Array:
    """What purses were spent before, by year."""
    found, purses = np.zeros(spent, np.int64), int(began.number[PURSES])
    line, at = began.purse_line[:purses], began.purse_at[:purses]
    length = np.diff(own.paid_at)[line] if purses else line
    entry = np.repeat(own.paid_at[line] - (np.cumsum(length) - length), length) + np.arange(int(length.sum()))
    year = own.paid_year[entry] - first
    good = (year >= 0) & (year < many)
    np.add.at(found, (np.repeat(at, length) + year)[good], own.paid[entry][good])
    return found


_TABLES: Any = KernelTables
"""The kernel says lists of ints where arrays will do."""

assert (*range(8), 10) == (TURNS, SEGMENTS, ROWS, BOUNDS, GROUPS, VALUES, HELD, TEAMS, LINKS)
