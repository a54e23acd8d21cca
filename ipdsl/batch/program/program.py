"""A column program ready to run: clause loops over the arrays of a chunk, then the kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

import attrs
import numpy as np

from ipdsl.batch.kernel.number import RuleTable, YearColumns
from ipdsl.batch.kernel.own import (
    NO_DAY,
    NOT_LISTED,
    PriorLines,
    RecallRules,
    names_of_keys,
    no_prior_lines,
    recall_rules_of,
)
from ipdsl.batch.kernel.recall import ExternalPaymentColumns, ExternalPaymentRules, counted_key_names, external_rules_of
from ipdsl.batch.kernel.rules import fixed_carry_over_rules, grid_of, is_before_window, rule_table
from ipdsl.batch.kernel.settle import CARRIED, PLAIN, Array, Engine, Lists, Settled, Written, settle, years_of
from ipdsl.batch.kernel.values import PRIOR_PAYMENTS, SETTLED, SHARED, UNSUPPORTED
from ipdsl.batch.program.arrays import ProgramColumn
from ipdsl.ir.terms import Program, TriggerKind
from ipdsl.kernel.rule_table import Rule, SettlementTable, table_of_program

YEARLY_TRIGGERS = (TriggerKind.YEAR, TriggerKind.SET)
"""Awards of which a claim is about a year: the year is its item."""

FULL = -1
"""What a loop answers where there is no room for its claims."""


@attrs.frozen(eq=False, repr=False)
class ClauseLoop:
    """The claims of one clause: a function, the names of the arrays that it is given, and the names of its keys.

    `item` is the array with the order of items (empty: the applicant is the item), `lists` tells which keys are lists,
    by kind and field. `key_meanings` says of each key what its numbers stand for: `text`, `members key_meanings` a
    choice.
    """

    clause: int
    function: Callable[..., int]
    arrays: tuple[str, ...]
    keys: tuple[str, ...]
    root: str
    item: str
    lists: Mapping[int, tuple[str, str]]
    key_meanings: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class YearGrid:
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


class RecordSets(Protocol):
    """The sets of records of a chunk by some keys, in the order of their numbers."""

    def items(self) -> Any:
        """What each set is called."""

    def orders(self) -> Any:
        """A text that puts each set in order, whoever has it."""

    def values(self, name: str) -> Any:
        """A key of each set."""


class RecordTexts(Protocol):
    """The records of a chunk in texts of Arrow, by root."""

    def sets(self, root: str, keys: tuple[str, ...]) -> RecordSets:
        """The sets of the records of a root by these keys."""

    def paid(self) -> Mapping[str, Any] | None:
        """The payments under other documents as they were stated, part by part."""

    def own_lines(self) -> Mapping[str, Any] | None:
        """The settled lines of the policy itself as they were stated, part by part."""

    def said(self, root: str, names: tuple[str, ...]) -> Any:
        """Fields of each record as one text; null where one is not stated."""

    def own_places(self) -> Any:
        """Where each line in `ChunkColumns.own` stands in `own_lines`."""

    def unnamed_by_applicant(self) -> Array:
        """Whether each applicant has a line that names what no record has; 1: it may have one, 2: it has one."""

    def own_items(self) -> Any:
        """The items of the lines in `ChunkColumns.own`, in their order."""

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
class ChunkColumns:
    """The arrays of a chunk by name.

    `left` says of each applicant why it goes elsewhere (0: it does not), `last_day` is the last day on which something
    may fall due to it; figures begin with `first_year`. `last_settled_year` is the last year that is settled for money
    that waits, `last_ended_year` the last that is over. `texts` are the items of the records, by kind.
    `external_payments` is what was paid before, `standards` what older documents promised, `records` what records say
    in texts. `words` gives the texts of numbers, `orders` what puts the records of several applicants in order, by
    kind; `is_named` tells whose records have names beside their items. `prior_lines` are the settled lines of the
    policy itself. `has_repeated_events` says who may have an event of an item on several days.
    """

    arrays: Mapping[str, Array]
    lists: Mapping[tuple[str, str], tuple[Array, Array]]
    left: Array
    last_day: Array
    first_year: int
    last_settled_year: Array
    last_ended_year: Array
    texts: Mapping[str, Any]
    external_payments: ExternalPaymentColumns
    standards: Standards
    records: RecordTexts
    words: Any = None
    orders: Mapping[str, Any] = attrs.field(factory=dict)
    is_named: Any = None
    prior_lines: PriorLines | None = None
    has_repeated_events: Any = None


@attrs.frozen(eq=False, repr=False)
class ColumnCode:
    """A policy over columns.

    `loops` are those of the clauses that columns carry, `rooms` and `suspensions` what is worked out by applicant and
    year, by the function of the cap or suspension. `columns` are all arrays by name; `required_fields` are the kinds of
    record with fields of theirs that have to be stated of every record. `unsupported` are the clauses left to single
    decisions, `first_events` tells which events come first, `ranked` puts items in order.
    """

    program: Program
    engine: Engine
    loops: tuple[ClauseLoop, ...]
    rooms: Mapping[str, YearGrid]
    suspensions: Mapping[str, YearGrid]
    columns: Mapping[str, ProgramColumn]
    required_fields: tuple[tuple[str, str], ...]
    unsupported: frozenset[int]
    first_events: Callable[..., None]
    ranked: Callable[..., None]

    @property
    def is_compiled(self) -> bool:
        """Whether LLVM compiled the functions."""
        return self.engine is not PLAIN

    @cached_property
    def table(self) -> SettlementTable:
        """The steps, as the kernel has them."""
        return table_of_program(self.program)

    @cached_property
    def _grids(self) -> tuple[str, ...]:
        """The functions of computed caps, and the names of those by which money waits in a room of one sum."""
        return (*self.rooms, *map(grid_of, self._fixed_carry_overs))

    @cached_property
    def _fixed_carry_overs(self) -> tuple[Rule, ...]:
        return fixed_carry_over_rules(self.table)

    @cached_property
    def _suspension_bits(self) -> Array:
        """For each clause the suspensions that reach it, as bits."""
        names, bits = tuple(self.suspensions), np.zeros(max(1, len(self.program.clauses)), np.int64)
        for suspension in self.program.suspensions:
            if suspension.function in names:
                bits[list(suspension.clauses)] |= 1 << names.index(suspension.function)
        return bits

    @cached_property
    def rules(self) -> RuleTable:
        keys = {loop.clause: loop.keys for loop in self.loops}
        kinds = [self.program.schema.record_by_name.get(entry.trigger.record) for entry in self.program.clauses]
        roots = ["" if entry is None else entry.root for entry in kinds]
        return rule_table(self.program, self.table, keys, roots, self._grids)

    @cached_property
    def counted_keys(self) -> tuple[str, ...]:
        """The keys by which payments under other documents are counted."""
        return counted_key_names(self.table)

    @cached_property
    def external_rules(self) -> ExternalPaymentRules:
        return external_rules_of(self.program, self.table, self.counted_keys)

    @cached_property
    def recall_rules(self) -> RecallRules:
        """Which rules count lines of the policy itself."""
        clauses = range(len(self.program.clauses))
        return recall_rules_of(self.program, self.table, [int(self.rules.root[index]) for index in clauses])

    @cached_property
    def pools(self) -> tuple[tuple[str, str], ...]:
        """The lists that are keys, by kind and field."""
        return tuple(dict.fromkeys(pool for loop in self.loops for pool in loop.lists.values()))

    @cached_property
    def _width(self) -> int:
        return max([1, *(len(loop.keys) for loop in self.loops)])

    @cached_property
    def list_of(self) -> Array:
        lists = np.full((len(self.program.clauses), self._width), -1, np.int64)
        for loop in self.loops:
            for place, pool in loop.lists.items():
                lists[loop.clause, place] = self.pools.index(pool)
        return lists

    @cached_property
    def shared_rules(self) -> tuple[Rule, ...]:
        """The rules across applicants over clauses that columns carry."""
        over = {loop.clause for loop in self.loops} - self.unsupported
        return tuple(
            rule for rule in self.table.rules if rule.step_rule.is_across and not over.isdisjoint(rule.columns)
        )

    @cached_property
    def rank_clauses(self) -> frozenset[int]:
        """The clauses that columns carry where ranks are known."""
        ranked = {index for ranking in self.program.rankings for index in ranking.clauses}
        return frozenset(loop.clause for loop in self.loops if loop.clause in ranked) - self.unsupported

    @cached_property
    def listed_quotas(self) -> tuple[int, ...]:
        """The quotas, by number, over clauses that columns carry."""
        over = {loop.clause for loop in self.loops} - self.unsupported
        return tuple(number for number, quota in enumerate(self.program.quotas) if not over.isdisjoint(quota.clauses))

    def run(
        self, columns: ChunkColumns, *, cohort: bool = False, compared: bool = False,
        stopped: Callable[[Written], Array] | None = None,
    ) -> Settled:  # fmt: skip
        """Settles a chunk. `columns.left` says afterwards of each applicant whether it was.

        Whoever has a claim under a rule across applicants is left as not carried, or as one who shares a rule with
        others of the `cohort`: what stands here of its claims is what it would come to alone. `compared`: records under
        quotas were compared with those of others, and `stopped` tells which claims were left out.
        """
        if cohort and columns.prior_lines is not None:  # rules across applicants may count lines of others
            columns.left[(np.diff(columns.prior_lines.begin) > 0) & (columns.left == SETTLED)] = PRIOR_PAYMENTS
        done = self._run(columns, stopped)
        meets = self._meets(done, len(columns.left))
        if not compared:
            quotas = [self.program.quotas[number] for number in self.listed_quotas]
            listed = {index for quota in quotas if quota.score or cohort for index in quota.clauses}
            meets[done.claims.who[np.isin(done.claims.clause, sorted(listed))]] = True
        columns.left[meets & (columns.left == SETTLED)] = SHARED if cohort else UNSUPPORTED
        return done

    @property
    def has_own_years(self) -> bool:
        """Rooms are worked out of figures, or money waits: each applicant has years of its own."""
        return bool(self._grids)

    def _meets(self, done: Settled, people: int) -> Array:
        """Which applicants have a claim under a rule across applicants."""
        result, claims = np.zeros(people, bool), done.claims
        for rule in self.shared_rules:
            for loop in self.loops:
                if loop.clause in rule.columns:
                    is_reached = claims.clause == loop.clause
                    for name in rule.step_rule.keys:
                        is_reached = is_reached & (claims.keys[:, loop.keys.index(name)] >= 0)
                    result[claims.who[is_reached]] = True
        return result

    def _run(self, columns: ChunkColumns, stopped: Callable[[Written], Array] | None) -> Settled:
        prior_lines = no_prior_lines(len(columns.left)) if columns.prior_lines is None else columns.prior_lines
        written = _not_settled(self._write_claims(columns), prior_lines)
        if stopped is not None:
            written = written.taken(np.flatnonzero(~stopped(written)))
        if prior_lines.carried.any():
            prior_lines = prior_lines._replace(until=_waiting_years(prior_lines, columns.last_settled_year))
            written = self._with_brought_forward(written, prior_lines, columns.left)
        return settle(
            self.engine, written, columns.left, self.table, self.rules, self.list_of,
            self._lists(columns), lambda first, last: self._years(columns, first, last),
            is_before_window(self.program, written.clause, written.day), columns.external_payments, self.external_rules,
            prior_lines,
            self.recall_rules, lambda claims: self._standards(columns.standards, claims),
        )  # fmt: skip

    def _with_brought_forward(self, written: Written, prior_lines: PriorLines, left: Array) -> Written:
        """The claims with the money that lines carried, each as a claim of its line. Whoever has one that columns
        cannot put in order goes: its item is not listed, and another claim is of its day and award.
        """
        names, loops = names_of_keys(self.program), {loop.clause: loop for loop in self.loops}
        line = np.flatnonzero(prior_lines.carried > 0)
        who = np.repeat(np.arange(len(left)), np.diff(prior_lines.begin))[line]
        keys = np.full((len(line), self._width), -1, np.int64)
        is_known = np.zeros(len(line), bool)
        for index in np.unique(prior_lines.clause[line]).tolist():
            loop, mine = loops.get(index), prior_lines.clause[line] == index
            if loop is None or index in self.unsupported:
                continue
            waits = {self.table.rules[rule].step_rule for rule in self.table.carry_over_rules[index]}
            lists = {loop.keys[place] for place in loop.lists}  # of which nothing asks but the rule by which it waits
            if all(lists.isdisjoint(bound.keys) for bound in waits):
                is_known |= mine
                for position, name in enumerate(loop.keys):
                    if name not in lists:
                        keys[mine, position] = prior_lines.keys[prior_lines.view_at[line[mine]], names.index(name)]
        item = np.where(prior_lines.item[line] == NOT_LISTED, -2 - np.arange(len(line)), prior_lines.item[line])
        claims = Written(
            who, prior_lines.day[line], prior_lines.clause[line], item, CARRIED - line, prior_lines.carried[line],
            item * 0, item * 0 - 1, keys,
        )  # fmt: skip
        all_claims = Written(*(np.concatenate(pair) for pair in zip(written, claims, strict=True)))
        number = np.unique(np.stack([all_claims.who, all_claims.day, all_claims.clause]), axis=1, return_inverse=True)[
            1
        ].reshape(-1)
        has_other = np.bincount(number)[number[len(written.who) :]] > 1
        doubtful = ~is_known | ((prior_lines.item[line] == NOT_LISTED) & has_other) | (prior_lines.day[line] == NO_DAY)
        gone = np.isin(np.arange(len(left)), who[doubtful])
        left[gone & (left == SETTLED)] = PRIOR_PAYMENTS
        return all_claims.taken(np.flatnonzero(~gone[all_claims.who]))

    def _standards(self, standards: Standards, claims: Written) -> Array:
        """The greatest sum that an older document promised for the matter of each claim."""
        greatest = np.zeros(len(claims.who), np.int64)
        if not len(standards.owner):
            return greatest
        keys = {loop.clause: loop.keys for loop in self.loops}
        for name, matter in standards.matter.items():
            known, matter_numbers = np.unique(matter, return_inverse=True)
            pairs = standards.owner * len(known) + matter_numbers
            order = np.lexsort((standards.sum, pairs))
            for index in standards.reach[name]:
                if index not in keys:
                    continue
                mine = np.flatnonzero(claims.clause == index)
                claim_matters = claims.keys[mine, keys[index].index(name)]
                place = np.minimum(np.searchsorted(known, claim_matters), len(known) - 1)
                requested = claims.who[mine] * len(known) + place
                position = order[np.maximum(np.searchsorted(pairs[order], requested, side="right") - 1, 0)]
                is_met = (pairs[position] == requested) & (known[place] == claim_matters) & (claim_matters >= 0)
                greatest[mine[is_met]] = np.maximum(greatest[mine[is_met]], standards.sum[position[is_met]])
        return greatest

    def _years(self, columns: ChunkColumns, first: int, last: int) -> YearColumns:
        """What is known of the applicants from one year to another."""
        many, people = max(1, last - first + 1), len(columns.left)
        rooms = [self._grid(grid, columns, first, many) for grid in self.rooms.values()]
        rooms += [np.full((people, many), rule.step_rule.amount, np.int64) for rule in self._fixed_carry_overs]
        rests = [self._grid(grid, columns, first, many) for grid in self.suspensions.values()]
        none = np.zeros((0, people, many), np.int64)
        return YearColumns(
            first, np.stack(rooms) if rooms else none, np.stack(rests) if rests else none, self._suspension_bits,
            columns.last_settled_year, columns.last_ended_year,
        )  # fmt: skip

    @staticmethod
    def _grid(grid: YearGrid, columns: ChunkColumns, first: int, many: int) -> Array:
        grid_values = np.zeros((len(columns.left), many), np.int64)
        arrays = [columns.arrays[name] for name in grid.arrays]
        grid.function(0, len(grid_values), columns.first_year, first, grid_values, *arrays)
        return grid_values

    def _write_claims(self, columns: ChunkColumns) -> Written:
        """The claims of all loops."""
        all_written: list[Written] = []
        for loop in self.loops:
            if loop.clause not in self.unsupported:
                all_written.append(self._claims(loop, columns))
        if not all_written:
            return Written(*(np.zeros(0, np.int64),) * 8, np.zeros((0, self._width), np.int64))
        return Written(*(np.concatenate(part) for part in zip(*all_written, strict=True)))

    def _claims(self, loop: ClauseLoop, columns: ChunkColumns) -> Written:
        arrays = [columns.arrays[name] for name in loop.arrays]
        size, people = max(1, *(len(array) for array in arrays)) + len(columns.left), len(columns.left)
        while True:
            who, day, record, total, before, row = (np.empty(size, np.int64) for _ in range(6))
            keys = np.full((size, self._width), -1, np.int64)
            n = loop.function(
                0, people, columns.left, columns.last_day, columns.first_year, who, day, record, total, before, row,
                keys,
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
        elif self.program.clauses[loop.clause].trigger.kind in YEARLY_TRIGGERS:
            item = years_of(day[:n])
        else:
            item = np.zeros(n, np.int64)
        return Written(
            who[:n], day[:n], np.full(n, loop.clause, np.int64), item, record, total[:n], before[:n], row[:n], keys[:n]
        )  # fmt: skip

    def _lists(self, columns: ChunkColumns) -> Lists:
        bases: list[int] = []
        begins: list[Array] = []
        list_values: list[Array] = []
        base = offset = 0
        for pool in self.pools:
            begin, values = columns.lists[pool]
            bases.append(base)
            begins.append(begin + offset)
            list_values.append(values)
            base, offset = base + len(begin), offset + len(values)
        none = np.zeros(1, np.int64)
        return Lists(
            np.array(bases or [0], np.int64), np.concatenate([*begins, none]), np.concatenate([*list_values, none])
        )  # fmt: skip


def _waiting_years(prior_lines: PriorLines, final: Array) -> Array:
    """How long the money of lines waits; no longer than is settled, since nothing asks after that."""
    settled = np.repeat(final, np.diff(prior_lines.begin)) + 1
    until_year: Array = np.minimum(prior_lines.until, np.maximum(settled, prior_lines.since))
    return until_year


def _not_settled(written: Written, prior_lines: PriorLines) -> Written:
    """The claims whose event no line holds: a line holds the event of its day, or every one of its item and year."""
    if not len(prior_lines.clause):
        return written
    who = np.repeat(np.arange(len(prior_lines.begin) - 1), np.diff(prior_lines.begin))
    held = np.zeros(len(written.who), bool)
    is_short = prior_lines.day == NO_DAY
    for lines, when, day in (
        (~is_short, prior_lines.day, written.day),
        (is_short, prior_lines.year, years_of(written.day)),
    ):
        if lines.any():
            line_parts = [part[lines] for part in (who, prior_lines.clause, prior_lines.item, when)]
            pairs = [np.concatenate(pair) for pair in zip(line_parts, (written.who, written.clause, written.item, day),
                                                          strict=True)]  # fmt: skip
            number = np.zeros(len(pairs[0]), np.int64)
            for part in pairs:
                codes = np.unique(part, return_inverse=True)[1]
                number = np.unique(number * (int(codes.max()) + 1) + codes, return_inverse=True)[1]
            many = int(lines.sum())
            held |= np.isin(number[many:], number[:many])
    return written.taken(np.flatnonzero(~held))
