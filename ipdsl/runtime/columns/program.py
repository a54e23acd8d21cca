"""A column program ready to run: clause loops over the arrays of a chunk, then the kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

import attrs
import numpy as np

from ipdsl.runtime.columns.arrays import Column
from ipdsl.runtime.kernel.columns.number import RuleTable, Years
from ipdsl.runtime.kernel.columns.own import (
    NO_DAY,
    NOT_LISTED,
    Own,
    Recalling,
    names_of_keys,
    nothing_own,
    recalling_of,
)
from ipdsl.runtime.kernel.columns.recall import Counting, Past, counting_of, names_counted
from ipdsl.runtime.kernel.columns.rules import came_late, grid_of, rule_table, waiting_in_one_sum
from ipdsl.runtime.kernel.columns.settle import CARRIED, Array, Engine, Lists, Settled, Written, settle, years_of
from ipdsl.runtime.kernel.columns.values import BEFORE, SETTLED, SHARED, UNCARRIED
from ipdsl.runtime.kernel.table import Rule, Table, table_of_program
from ipdsl.runtime.terms import Program, TriggerKind

OF_YEARS = (TriggerKind.YEAR, TriggerKind.SET)
"""Awards of which a claim is about a year: the year is its item."""

FULL = -1
"""What a loop answers where there is no room for its claims."""


@attrs.frozen(eq=False, repr=False)
class Loop:
    """The claims of one clause: a function, the names of the arrays that it is given, and the names of its keys.

    `item` is the array with the order of items (empty: the applicant is the item), `lists` tells which keys are lists,
    by kind and field. `of` says of each key what its numbers stand for: `text`, `members of` a choice.
    """

    clause: int
    function: Callable[..., int]
    arrays: tuple[str, ...]
    keys: tuple[str, ...]
    root: str
    item: str
    lists: Mapping[int, tuple[str, str]]
    of: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Grid:
    """What a function works out by applicant and year, and the names of the arrays that it is given."""

    function: Callable[..., None]
    arrays: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Standards:
    """What older documents promised: whose each is, its matter under each key (-1: none), and its sum, one by one.

    `reach` are the clauses whose claims are raised by their matter under a key.
    """

    owner: Array
    matter: Mapping[str, Array]
    sum: Array
    reach: Mapping[str, tuple[int, ...]]


class Sets(Protocol):
    """The sets of records of a chunk by some keys, in the order of their numbers."""

    def items(self) -> Any:
        """What each set is called."""

    def orders(self) -> Any:
        """A text that puts each set in order, whoever has it."""

    def values(self, name: str) -> Any:
        """A key of each set."""


class Records(Protocol):
    """The records of a chunk in texts of Arrow, by root."""

    def sets(self, root: str, keys: tuple[str, ...]) -> Sets:
        """The sets of the records of a root by these keys."""

    def paid(self) -> Mapping[str, Any] | None:
        """The payments under other documents as they were stated, part by part."""

    def own_lines(self) -> Mapping[str, Any] | None:
        """The settled lines of the policy itself as they were stated, part by part."""

    def said(self, root: str, names: tuple[str, ...]) -> Any:
        """Fields of each record as one text; null where one is not stated."""

    def own_places(self) -> Any:
        """Where each line in `Columns.own` stands in `own_lines`."""

    def without_record(self) -> Any:
        """The applicants with a settled line of the policy itself that names what no record has."""

    def own_items(self) -> Any:
        """The items of the lines in `Columns.own`, in their order."""

    def said_of_applicants(self, name: str) -> Any:
        """A field of each applicant as text; null where it is not stated."""

    def lists(self, root: str, name: str) -> Any:
        """A list of each record."""

    def scores(self, root: str, name: str) -> tuple[Array, Array]:
        """A field of each record that is a number, and where it is stated."""

    def first_of(self, root: str) -> Array:
        """Where the records of each applicant begin."""

    def ranked(self, figure: str, among: Sequence[str]) -> tuple[Array, Array, Array, Array]:
        """Who is ranked by a figure; and whose, of which year and which each figure is that is stated of those."""


@attrs.frozen(eq=False, repr=False)
class Columns:
    """The arrays of a chunk by name.

    `left` says of each applicant why it goes elsewhere (0: it does not), `last` is the last day on which something may
    fall due to it; figures begin with `first_year`. `final` is the last year that is settled for money that waits,
    `over` the last that is over. `texts` are the items of the records, by kind. `past` is what was paid before,
    `standards` what older documents promised, `records` what records say in texts. `words` gives the texts of numbers,
    `orders` what puts the records of several applicants in order, by kind; `is_named` tells whose records have names
    beside their items. `own` are the settled lines of the policy itself. `several` says who may have an event of an
    item on several days.
    """

    arrays: Mapping[str, Array]
    lists: Mapping[tuple[str, str], tuple[Array, Array]]
    left: Array
    last: Array
    first_year: int
    final: Array
    over: Array
    texts: Mapping[str, Any]
    past: Past
    standards: Standards
    records: Records
    words: Any = None
    orders: Mapping[str, Any] = attrs.field(factory=dict)
    is_named: Any = None
    own: Own | None = None
    several: Any = None


@attrs.frozen(eq=False, repr=False)
class ColumnCode:
    """A policy over columns.

    `loops` are those of the clauses that columns carry, `rooms` and `suspensions` what is worked out by applicant and
    year, by the function of the cap or suspension. `columns` are all arrays by name; `asked` are the kinds of record
    with fields of theirs that have to be stated of every record. `uncarried` are the clauses left to single decisions,
    `first_events` tells which events come first, `ranked` puts items in order.
    """

    program: Program
    engine: Engine
    loops: tuple[Loop, ...]
    rooms: Mapping[str, Grid]
    suspensions: Mapping[str, Grid]
    columns: Mapping[str, Column]
    asked: tuple[tuple[str, str], ...]
    uncarried: frozenset[int]
    first_events: Callable[..., None]
    ranked: Callable[..., None]

    @cached_property
    def table(self) -> Table:
        """The steps, as the kernel has them."""
        return table_of_program(self.program)

    @cached_property
    def _grids(self) -> tuple[str, ...]:
        """The functions of computed caps, and the names of those by which money waits in a room of one sum."""
        return (*self.rooms, *map(grid_of, self._purses))

    @cached_property
    def _purses(self) -> tuple[Rule, ...]:
        return waiting_in_one_sum(self.table)

    @cached_property
    def _resting(self) -> Array:
        """For each clause the suspensions that reach it, as bits."""
        names, found = tuple(self.suspensions), np.zeros(max(1, len(self.program.clauses)), np.int64)
        for one in self.program.suspensions:
            if one.function in names:
                found[list(one.clauses)] |= 1 << names.index(one.function)
        return found

    @cached_property
    def rules(self) -> RuleTable:
        keys = {loop.clause: loop.keys for loop in self.loops}
        kinds = [self.program.schema.record_by_name.get(one.trigger.record) for one in self.program.clauses]
        every = ["" if one is None else one.root for one in kinds]
        return rule_table(self.program, self.table, keys, every, self._grids)

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The keys by which payments under other documents are counted."""
        return names_counted(self.table)

    @cached_property
    def counting(self) -> Counting:
        return counting_of(self.program, self.table, self.counted)

    @cached_property
    def recalling(self) -> Recalling:
        """Which rules count lines of the policy itself."""
        clauses = range(len(self.program.clauses))
        return recalling_of(self.program, self.table, [int(self.rules.root[index]) for index in clauses])

    @cached_property
    def pools(self) -> tuple[tuple[str, str], ...]:
        """The lists that are keys, by kind and field."""
        return tuple(dict.fromkeys(pool for loop in self.loops for pool in loop.lists.values()))

    @cached_property
    def _width(self) -> int:
        return max([1, *(len(loop.keys) for loop in self.loops)])

    @cached_property
    def list_of(self) -> Array:
        found = np.full((len(self.program.clauses), self._width), -1, np.int64)
        for loop in self.loops:
            for place, pool in loop.lists.items():
                found[loop.clause, place] = self.pools.index(pool)
        return found

    @cached_property
    def shared(self) -> tuple[Rule, ...]:
        """The rules across applicants over clauses that columns carry."""
        over = {loop.clause for loop in self.loops} - self.uncarried
        return tuple(rule for rule in self.table.rules if rule.bound.across and not over.isdisjoint(rule.columns))

    @cached_property
    def by_rank(self) -> frozenset[int]:
        """The clauses that columns carry where ranks are known."""
        ranked = {index for one in self.program.rankings for index in one.clauses}
        return frozenset(loop.clause for loop in self.loops if loop.clause in ranked) - self.uncarried

    @cached_property
    def listing(self) -> tuple[int, ...]:
        """The quotas, by number, over clauses that columns carry."""
        over = {loop.clause for loop in self.loops} - self.uncarried
        return tuple(at for at, one in enumerate(self.program.quotas) if not over.isdisjoint(one.clauses))

    def run(
        self, columns: Columns, *, cohort: bool = False, compared: bool = False,
        stopped: Callable[[Written], Array] | None = None,
    ) -> Settled:  # fmt: skip
        """Settles a chunk. `columns.left` says afterwards of each applicant whether it was.

        Whoever has a claim under a rule across applicants is left as not carried, or as one who shares a rule with
        others of the `cohort`: what stands here of its claims is what it would come to alone. `compared`: records under
        quotas were compared with those of others, and `stopped` tells which claims were left out.
        """
        if cohort and columns.own is not None:  # rules across applicants may count lines of others
            columns.left[(np.diff(columns.own.begin) > 0) & (columns.left == SETTLED)] = BEFORE
        done = self._run(columns, stopped)
        meets = self._meets(done, len(columns.left))
        if not compared:
            quotas = [self.program.quotas[at] for at in self.listing]
            listed = {index for one in quotas if one.score or cohort for index in one.clauses}
            meets[done.claims.who[np.isin(done.claims.clause, sorted(listed))]] = True
        columns.left[meets & (columns.left == SETTLED)] = SHARED if cohort else UNCARRIED
        return done

    @property
    def settles_alone(self) -> bool:
        """Rooms are worked out of figures, or money waits: each applicant has years of its own."""
        return bool(self._grids)

    def _meets(self, done: Settled, people: int) -> Array:
        """Which applicants have a claim under a rule across applicants."""
        found, claims = np.zeros(people, bool), done.claims
        for rule in self.shared:
            for loop in self.loops:
                if loop.clause in rule.columns:
                    own = claims.clause == loop.clause
                    for name in rule.bound.keys:
                        own = own & (claims.keys[:, loop.keys.index(name)] >= 0)
                    found[claims.who[own]] = True
        return found

    def _run(self, columns: Columns, stopped: Callable[[Written], Array] | None) -> Settled:
        own = nothing_own(len(columns.left)) if columns.own is None else columns.own
        written = _not_settled(self._written(columns), own)
        if stopped is not None:
            written = written.taken(np.flatnonzero(~stopped(written)))
        if own.carried.any():
            own = own._replace(until=_until(own, columns.final))
            written = self._with_carried(written, own, columns.left)
        return settle(
            self.engine, written, columns.left, self.table, self.rules, self.list_of,
            self._lists(columns), lambda first, last: self._years(columns, first, last),
            came_late(self.program, written.clause, written.day), columns.past, self.counting, own,
            self.recalling, lambda claims: self._standards(columns.standards, claims),
        )  # fmt: skip

    def _with_carried(self, written: Written, own: Own, left: Array) -> Written:
        """The claims with the money that lines carried, each as a claim of its line. Whoever has one that columns
        cannot put in order goes: its item is not listed, and another claim is of its day and award.
        """
        names, loops = names_of_keys(self.program), {loop.clause: loop for loop in self.loops}
        line = np.flatnonzero(own.carried > 0)
        who = np.repeat(np.arange(len(left)), np.diff(own.begin))[line]
        keys = np.full((len(line), self._width), -1, np.int64)
        is_known = np.zeros(len(line), bool)
        for index in np.unique(own.clause[line]).tolist():
            loop, mine = loops.get(index), own.clause[line] == index
            if loop is None or index in self.uncarried:
                continue
            waits = {self.table.rules[rule].bound for rule in self.table.of_rest[index]}
            lists = {loop.keys[place] for place in loop.lists}  # of which nothing asks but the rule by which it waits
            if all(lists.isdisjoint(bound.keys) for bound in waits):
                is_known |= mine
                for at, name in enumerate(loop.keys):
                    if name not in lists:
                        keys[mine, at] = own.keys[own.view_at[line[mine]], names.index(name)]
        item = np.where(own.item[line] == NOT_LISTED, -2 - np.arange(len(line)), own.item[line])
        claims = Written(
            who, own.day[line], own.clause[line], item, CARRIED - line, own.carried[line], item * 0, item * 0 - 1, keys,
        )  # fmt: skip
        every = Written(*(np.concatenate(pair) for pair in zip(written, claims, strict=True)))
        number = np.unique(np.stack([every.who, every.day, every.clause]), axis=1, return_inverse=True)[1].reshape(-1)
        beside = np.bincount(number)[number[len(written.who) :]] > 1
        doubtful = ~is_known | ((own.item[line] == NOT_LISTED) & beside) | (own.day[line] == NO_DAY)
        gone = np.isin(np.arange(len(left)), who[doubtful])
        left[gone & (left == SETTLED)] = BEFORE
        return every.taken(np.flatnonzero(~gone[every.who]))

    def _standards(self, standards: Standards, claims: Written) -> Array:
        """The greatest sum that an older document promised for the matter of each claim."""
        found = np.zeros(len(claims.who), np.int64)
        if not len(standards.owner):
            return found
        keys = {loop.clause: loop.keys for loop in self.loops}
        for name, matter in standards.matter.items():
            known, of = np.unique(matter, return_inverse=True)
            pairs = standards.owner * len(known) + of
            order = np.lexsort((standards.sum, pairs))
            for index in standards.reach[name]:
                if index not in keys:
                    continue
                mine = np.flatnonzero(claims.clause == index)
                own = claims.keys[mine, keys[index].index(name)]
                place = np.minimum(np.searchsorted(known, own), len(known) - 1)
                asked = claims.who[mine] * len(known) + place
                at = order[np.maximum(np.searchsorted(pairs[order], asked, side="right") - 1, 0)]
                is_met = (pairs[at] == asked) & (known[place] == own) & (own >= 0)
                found[mine[is_met]] = np.maximum(found[mine[is_met]], standards.sum[at[is_met]])
        return found

    def _years(self, columns: Columns, first: int, last: int) -> Years:
        """What is known of the applicants from one year to another."""
        many, people = max(1, last - first + 1), len(columns.left)
        rooms = [self._grid(grid, columns, first, many) for grid in self.rooms.values()]
        rooms += [np.full((people, many), rule.bound.amount, np.int64) for rule in self._purses]
        rests = [self._grid(grid, columns, first, many) for grid in self.suspensions.values()]
        none = np.zeros((0, people, many), np.int64)
        return Years(
            first, np.stack(rooms) if rooms else none, np.stack(rests) if rests else none, self._resting,
            columns.final, columns.over,
        )  # fmt: skip

    @staticmethod
    def _grid(grid: Grid, columns: Columns, first: int, many: int) -> Array:
        found = np.zeros((len(columns.left), many), np.int64)
        arrays = [columns.arrays[name] for name in grid.arrays]
        grid.function(0, len(found), columns.first_year, first, found, *arrays)
        return found

    def _written(self, columns: Columns) -> Written:
        """The claims of all loops."""
        found: list[Written] = []
        for loop in self.loops:
            if loop.clause not in self.uncarried:
                found.append(self._claims(loop, columns))
        if not found:
            return Written(*(np.zeros(0, np.int64),) * 8, np.zeros((0, self._width), np.int64))
        return Written(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def _claims(self, loop: Loop, columns: Columns) -> Written:
        arrays = [columns.arrays[name] for name in loop.arrays]
        size, people = max(1, *(len(array) for array in arrays)) + len(columns.left), len(columns.left)
        while True:
            who, day, record, total, before, row = (np.empty(size, np.int64) for _ in range(6))
            keys = np.full((size, self._width), -1, np.int64)
            n = loop.function(
                0, people, columns.left, columns.last, columns.first_year, who, day, record, total, before, row, keys,
                0, *arrays,
            )  # fmt: skip
            if n != FULL:
                break
            size *= 2
        record = record[:n]
        if self.program.clauses[loop.clause].trigger.keys:  # of a set, which is no record
            item, record = columns.arrays[loop.item][record], np.full(n, -1, np.int64)
        elif loop.item:
            item = columns.arrays[loop.item][record]
        elif self.program.clauses[loop.clause].trigger.kind in OF_YEARS:
            item = years_of(day[:n])
        else:
            item = np.zeros(n, np.int64)
        return Written(
            who[:n], day[:n], np.full(n, loop.clause, np.int64), item, record, total[:n], before[:n], row[:n], keys[:n]
        )  # fmt: skip

    def _lists(self, columns: Columns) -> Lists:
        bases: list[int] = []
        begins: list[Array] = []
        of: list[Array] = []
        base = at = 0
        for pool in self.pools:
            begin, found = columns.lists[pool]
            bases.append(base)
            begins.append(begin + at)
            of.append(found)
            base, at = base + len(begin), at + len(found)
        none = np.zeros(1, np.int64)
        return Lists(
            np.array(bases or [0], np.int64), np.concatenate([*begins, none]), np.concatenate([*of, none])
        )  # fmt: skip


def _until(own: Own, final: Array) -> Array:
    """How long the money of lines waits; no longer than is settled, since nothing asks after that."""
    settled = np.repeat(final, np.diff(own.begin)) + 1
    found: Array = np.minimum(own.until, np.maximum(settled, own.since))
    return found


def _not_settled(written: Written, own: Own) -> Written:
    """The claims whose event no line holds: a line holds the event of its day, or every one of its item and year."""
    if not len(own.clause):
        return written
    who = np.repeat(np.arange(len(own.begin) - 1), np.diff(own.begin))
    held = np.zeros(len(written.who), bool)
    is_short = own.day == NO_DAY
    for lines, when, day in ((~is_short, own.day, written.day), (is_short, own.year, years_of(written.day))):
        if lines.any():
            told = [part[lines] for part in (who, own.clause, own.item, when)]
            every = [np.concatenate(pair) for pair in zip(told, (written.who, written.clause, written.item, day),
                                                          strict=True)]  # fmt: skip
            number = np.zeros(len(every[0]), np.int64)
            for part in every:
                codes = np.unique(part, return_inverse=True)[1]
                number = np.unique(number * (int(codes.max()) + 1) + codes, return_inverse=True)[1]
            many = int(lines.sum())
            held |= np.isin(number[many:], number[:many])
    return written.taken(np.flatnonzero(~held))
