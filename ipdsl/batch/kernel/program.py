"""A column program ready to run: the arrays that it reads, the clause loops over those of a chunk, then the kernel.

The reader of tables makes the arrays, a row for each applicant or record.

Settle the applicants of a chunk one after the other, in the arrays of a thread: by CPython over lists, or compiled.

If an array is too short for an applicant, the function returns this applicant without output for it. The array is then
made longer, and the function continues with this applicant.
"""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import attrs
import numpy as np

from ipdsl.base.findings.finding import InternalError
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import LAST_YEAR
from ipdsl.batch.kernel.applicant import (
    ALL_CLAIMS,
    HAS_WAITED,
    N_CLAIMS,
    N_PAYMENTS,
    N_ROWS,
    OUT_COUNTS,
    TOTALS,
    WRITTEN_ONLY,
    DirectGroups,
    Out,
    OutClaims,
    OutPayments,
    OutRows,
)
from ipdsl.batch.kernel.days import year_of
from ipdsl.batch.kernel.tables import (
    Array,
    ChunkTables,
    ExternalPaymentColumns,
    JointColumns,
    PolicyTables,
    PriorLines,
    Settled,
    StandardColumns,
    WrittenClaims,
    begins,
    counted_key_names,
    fixed_carry_over_rules,
    grid_of,
    no_prior_lines,
    policy_tables,
    pooled_lists,
)
from ipdsl.batch.kernel.values import IN_PARTS, PRIOR_PAYMENTS, SETTLED, SHARED, UNSUPPORTED
from ipdsl.batch.kernel.workspace import (
    FIRST_YEAR,
    OUT_CLAIMS,
    OUT_PAYMENTS,
    OUT_ROWS,
    OUT_YEARS,
    YEARS,
    new_workspace,
)
from ipdsl.claims.claim import standard_keys_by_clause
from ipdsl.ir.terms import Program
from ipdsl.kernel.allocation import UNPAID
from ipdsl.kernel.rule_table import Rule, SettlementTable, table_of_program

FIRST_SIZES = (64, 512, 64, 12, 64, 256, 16, 1)
"""The first sizes of arrays. A size is doubled when it is too small."""


class Engine(NamedTuple):
    """Runs the functions over columns: over lists in CPython, or over arrays if `is_compiled`.

    `settle_written` settles claims that were written before (`ipdsl.batch.kernel.applicant.settle_written`).
    `laid_out` prepares arguments of several calls.
    """

    is_compiled: bool
    settle_written: Callable[..., int]
    laid_out: Callable[[Any], Any]

    def given(self, value: Any) -> Any:
        """Arrays, or a named tuple of arrays, as one-dimensional arguments of the functions."""
        if isinstance(value, np.ndarray):
            flat = value if value.ndim == 1 else value.reshape(-1)
            return np.ascontiguousarray(flat) if self.is_compiled else flat.tolist()
        return type(value)(*map(self.given, value)) if isinstance(value, tuple) else value

    def blank(self, many: int) -> Any:
        """An uninitialised array."""
        return np.empty(many, np.int64) if self.is_compiled else [0] * many


class _Room:
    """The arrays of a thread with these `sizes`, and the same arrays in the form that functions take. The output arrays
    are those of `Out`, except for the totals.
    """

    def __init__(self, settler: Settler, sizes: list[int]) -> None:
        self.settler, self.sizes = settler, sizes
        self.work = new_workspace(settler.table, settler.policy, sizes, settler.engine.blank)
        self.laid_work = settler.engine.laid_out(self.work)
        self.begin_handing_on()

    def begin_handing_on(self) -> None:
        """Make new arrays for the output."""
        blank, sizes, wide = self.settler.engine.blank, self.sizes, self.settler.policy.width
        many = sizes[OUT_CLAIMS]
        self.parts: tuple[Any, ...] = (
            OutClaims(
                WrittenClaims(*(blank(many * (wide if name == "key" else 1)) for name in WrittenClaims._fields)),
                *(blank(many) for _ in OutClaims._fields[1:]),
            ),
            OutRows(*(blank(sizes[OUT_ROWS]) for _ in OutRows._fields)),
            OutPayments(*(blank(sizes[OUT_PAYMENTS]) for _ in OutPayments._fields)), blank(OUT_COUNTS),
            DirectGroups(*(blank(self.settler.groups * sizes[OUT_YEARS] + 1) for _ in DirectGroups._fields)),
        )  # fmt: skip
        self.laid_parts = tuple(map(self.settler.engine.laid_out, self.parts))

    def enlarged(self, sizes: list[int]) -> _Room:
        """Longer arrays, with the output so far."""
        longer = _Room(self.settler, sizes)
        claims, old = longer.parts[0], self.parts[0]
        for part, before in ((claims.written, old.written), (claims[1:], old[1:]),
                             *zip(longer.parts[1:3], self.parts[1:3], strict=True)):  # fmt: skip
            for array, values in zip(part, before, strict=True):
                array[: len(values)] = values
        longer.parts[3][:] = self.parts[3]
        return longer


class Settler:
    """Settles chunks of applicants of one policy. Several threads may call it at once."""

    def __init__(self, engine: Engine, table: SettlementTable, policy: PolicyTables, groups: int = 0) -> None:
        self.engine, self.table, self.policy, self.groups = engine, table, engine.given(policy), groups
        self.laid_policy = engine.laid_out(self.policy)
        self._idle: deque[_Room] = deque()

    def settle(self, call: Callable[[int, Any, Any], int], people: int, years: tuple[int, int], what: int) -> Settled:
        """The output of `call` for `people` applicants. `call` starts at an applicant and returns where it stopped.

        `years` are the first and the last expected year of totals.
        """
        room = self._idle.pop() if self._idle else _Room(self, [*FIRST_SIZES])
        start, first_year, span = 0, years[0], years[1] - years[0] + 1
        if span > room.sizes[OUT_YEARS]:
            room = _Room(self, [*room.sizes[:OUT_YEARS], span])
        due, room.parts[3][:] = self.engine.blank(people * span), [0] * OUT_COUNTS
        while True:
            claims, rows, payments, counts, groups = room.laid_parts
            room.work.sizes[:] = [*room.sizes[:OUT_YEARS], span]
            out = Out(claims, rows, payments, counts, due, groups, first_year, what)
            start = call(start, room.laid_work, self.engine.laid_out(out))
            if start == people:
                break
            room, due, first_year, span = self._enlarge(room, due, people, first_year, span)
        settled = self._settled(people, room, due, first_year, span)
        if len(settled.left):  # its arrays are in use
            room.begin_handing_on()
        self._idle.append(room)
        return settled

    def _enlarge(self, room: _Room, due: Any, people: int, first_year: int, span: int) -> tuple[_Room, Any, int, int]:
        """Longer arrays where needed, and totals of more years; their first year and their number of years."""
        work, end = room.work, first_year + span
        sizes = [max(2 * size, int(need)) if need > size else size
                 for size, need in zip(room.sizes, work.needs, strict=True)]  # fmt: skip
        if work.needs[OUT_YEARS]:
            first = min(first_year, int(work.counts[FIRST_YEAR]))
            end = max(end, int(work.counts[FIRST_YEAR] + work.counts[YEARS]))
            wider = np.zeros((people, end - first), np.int64)
            wider[:, first_year - first : first_year - first + span] = np.reshape(due, (people, span))
            due, first_year, span = self.engine.given(wider), first, end - first
        sizes[OUT_YEARS] = max(room.sizes[OUT_YEARS], span)
        if sizes == room.sizes and not work.needs[OUT_YEARS]:
            raise InternalError(f"the space that an applicant needs exceeds all limits: {list(work.needs)}")
        return room.enlarged(sizes), due, first_year, span

    def _settled(self, people: int, room: _Room, due: Any, first_total_year: int, span: int) -> Settled:
        """The output as columns."""
        claims, rows, payments, counts, _ = room.parts
        n, wide = counts[N_CLAIMS], self.policy.width
        written = WrittenClaims(
            *(_array(part, n * (wide if part is claims.written.key else 1)) for part in claims.written)
        )
        written = written._replace(key=written.key.reshape(n, wide))
        left, raised, rest, lapsed, row_of_rest, until = (_array(part, n) for part in claims[1:])
        row = OutRows(*(_array(part, counts[N_ROWS]) for part in rows))
        first, paid_in = 0, np.zeros(1, np.int64)
        if counts[HAS_WAITED]:
            claim, year, paid = (_array(part, counts[N_PAYMENTS]) for part in payments)
            first, many = int(year.min(initial=10**4)), int(np.ptp(year)) + 1 if len(year) else 1
            paid_in = np.full(n * many, UNPAID, np.int64)
            paid_in[claim * many + year - first] = paid
        return Settled(
            written, begins(written.who, people), left, row.claim, row.rule, row.is_beaten.astype(bool), row.came,
            row.kept, bool(counts[HAS_WAITED]), row_of_rest, rest, lapsed, paid_in, first, raised, until, row.step,
            np.reshape(_array(due, people * span), (people, span)), first_total_year,
        )  # fmt: skip


def settle_joint(engine: Engine, table: SettlementTable, joint: JointColumns) -> tuple[Settled, Array]:
    """The results of the claims of a cohort, settled as the claims of one applicant, and the place of each claim."""
    settler, claims, many = Settler(engine, table, joint.policy), joint.claims, len(joint.claims.who)
    left, chunk, columns = engine.given(np.zeros(1, np.int64)), engine.given(joint.chunk), engine.given(claims)

    def call(_: int, work: Any, out: Any) -> int:
        return engine.settle_written(many, left, settler.laid_policy, chunk, columns, work, out)

    done = settler.settle(call, 1, (int(claims.year.min()), int(claims.year.max())), ALL_CLAIMS)
    assert not left[0], "claims that were good one by one are not together"
    return done, done.claims.key[:, -1]


def _array(values: Any, many: int) -> Array:
    return np.asarray(values[:many], np.int64)


class ArrayContent(enum.Enum):
    """What an array holds; the parts of `ProgramColumn` that matter are named after it."""

    IS_OF_KIND = "is"  # of each applicant: whether it is of a kind or class; name
    APPLICANT_FIELD = "own"  # of each applicant: a field; name
    APPLICANT_TEXT = "own text"  # of each applicant: a field that is a text, as its number; name
    PERIODS_BEGIN = "own at"  # of each applicant: where its periods of a field that changes begin; name
    PERIOD_START = "own from"  # of each period: its first day; name
    PERIOD_END = "own to"  # of each period: its last day; name
    PERIOD_VALUE = "own value"  # of each period: the value; name
    FIGURE = "figure"  # of each applicant and year: a yearly figure; name
    RANK = "rank"  # of each applicant and year: its rank by a figure, 0: without a rank; kind (those ranked), name
    YEARS = "years"  # of each applicant and year: whether figures are stated (2: stated as absent)
    FIRST_STATED_YEAR = (
        "begun"  # of each applicant: the first year with an event or a figure; after the last year: no such year
    )
    SERIES_DAYS = "days of a series"  # of each value of a published series: its day; name
    SERIES = "series"  # of each value: the value, in millionths; name
    LISTED = "listed"  # of each applicant: whether its records of a kind are stated; kind
    RECORDS_BEGIN = "at"  # of each applicant: where its records begin; kind (its root)
    FIELD = "field"  # of each record: a field; kind, name
    CONVERTED = "converted"  # of each record: a sum in the policy's currency, in millionths; kind, name, series, day
    ITEM = "item"  # of each record: its item as text; kind
    ORDER = "order"  # of each record: its item in the order of items; kind
    SET = "set"  # of each record: the number of its set, in the order of sets; kind, name (the keys)
    SET_ORDER = "by set"  # the records of each applicant in the order of their sets; kind, name (the keys)
    SET_ITEM = "set item"  # of each record: the item of its set as text; kind, name (the keys)
    MATTER = "matter"  # of each record: its matter under a key; kind, name
    FIRST = "first"  # of each record: whether its event is the first of its kind (`of_item`: of its item); kind, name
    SUPPORT = "support"  # of each record: what others paid for its item; kind
    SUPPORTED = "supported"  # of each record: whether another level paid for its matter; kind, name
    APPROVED = "approved"  # of each record: what the bureau set for it under a clause; kind, name (the label)


@attrs.frozen(eq=False, repr=False)
class ProgramColumn(ValueObject):
    """One array. `kind` is a kind of record (of ranks: the kinds of applicants that are ranked), `name` a word of the
    vocabulary, a matter or the label of a clause.

    An amount is converted by a published `series`, with its value on a `day` of the record.
    """

    held: ArrayContent
    kind: str = ""
    name: str = ""
    of_item: bool = False
    series: str = ""
    day: str = ""


def column_of_sets(held: ArrayContent, root: str, keys: tuple[str, ...]) -> ProgramColumn:
    """An array about the sets of the records of a root by these keys."""
    return ProgramColumn(held, root, ", ".join(keys))


def keys_of_sets(column: ProgramColumn) -> tuple[str, ...]:
    """The keys of the sets that an array is about."""
    return tuple(column.name.split(", "))


"""Awards with one claim a year: the year is the item of the claim."""

FULL = -1
"""The value that a loop returns if the arrays are too short for its claims."""


@attrs.frozen(eq=False, repr=False)
class ClauseLoop:
    """The claims of one clause: the names of its keys, and the content of its records.

    `item` is the array with the order of items (empty: the applicant is the item), `lists` names the keys that are
    lists, by kind and field. `key_meanings` gives the meaning of the numbers of each key: `text`, `members
    key_meanings` a choice.
    """

    clause: int
    keys: tuple[str, ...]
    root: str
    item: str
    lists: Mapping[int, tuple[str, str]]
    key_meanings: tuple[str, ...] = ()

    def claims_under(self, claims: WrittenClaims, rule: Rule) -> Array:
        """The places of the claims of the clause that have all keys of a rule."""
        places = [self.keys.index(name) for name in rule.step_rule.keys]
        mine = np.flatnonzero(claims.clause == self.clause)
        return mine[(claims.key[mine][:, places] >= 0).all(axis=1)]


class RecordSets(Protocol):
    """The sets of records of a chunk by some keys, in the order of their numbers."""

    def items(self) -> Any:
        """The name of each set."""

    def orders(self) -> Any:
        """A text for each set that sorts sets across applicants."""

    def values(self, name: str) -> Any:
        """A key of each set."""


class RecordTexts(Protocol):
    """The records of a chunk in texts of Arrow, by root."""

    def sets(self, root: str, keys: tuple[str, ...]) -> RecordSets:
        """The sets of the records of a root by these keys."""

    def said(self, root: str, names: tuple[str, ...]) -> Any:
        """Fields of each record as one text; null if a field is not stated."""

    def has_no_value(self, root: str, name: str) -> Array:
        """Whether each record states that a field has no value."""

    def own_places(self) -> Any:
        """The place in the column `history` of each line in `ChunkColumns.own`."""

    def own_charges(self) -> Any:
        """What each line in `ChunkColumns.own` was charged under the rules of the present page."""

    def unnamed_by_applicant(self) -> Callable[[], Array]:
        """Returns whether each applicant has a line that matches no record; 1: it may have one, 2: it has one."""

    def own_items(self) -> Any:
        """The items of the lines in `ChunkColumns.own`, in their order."""

    def said_of_applicants(self, name: str) -> Any:
        """A field of each applicant as text; null if it is not stated."""

    def lists(self, root: str, name: str) -> Any:
        """A list of each record."""

    def scores(self, root: str, name: str) -> tuple[Array, Array]:
        """A numeric field of each record, and whether it is stated."""

    def first_of(self, root: str) -> Array:
        """Where the records of each applicant begin."""

    def ranked(self, figure: str, among: Sequence[str]) -> tuple[Array, Array, Array, Array]:
        """The applicants ranked by a figure; then applicant, year and value of each of their stated figures."""


@attrs.frozen(eq=False, repr=False)
class ChunkColumns:
    """The arrays of a chunk by name.

    `left` is the reason why an applicant is passed to single decisions (0: it is not), `last_day` the last day on which
    something may fall due to it; figures begin with `first_year`. `last_settled_year` is the last year that is settled
    for carried money, `last_ended_year` the last that is over. `texts` are the items of the records, by kind.
    `external_payments` are earlier payments, `standards` the promises of older documents, `records` the text fields of
    records. `words` maps numbers to texts, `orders` gives the order of the records of several applicants, by kind;
    `is_named` marks applicants whose records have names in addition to their items. `prior_lines` are the settled lines
    of the policy itself. `later_events` is the number of records of each applicant that have an event of an item on a
    later day than the first; `UNKNOWN`: the facts decide.
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
    standards: StandardColumns | None
    records: RecordTexts
    words: Any = None
    orders: Mapping[str, Any] = attrs.field(factory=dict)
    is_named: Any = None
    prior_lines: PriorLines | None = None
    later_events: Any = None


@attrs.frozen(eq=False, repr=False)
class ColumnCode:
    """A policy over columns.

    `loops` are the loops of the clauses that columns support, `rooms` and `suspensions` the functions of the caps and
    suspensions that are calculated by applicant and year. `settle_applicants` runs all of them for one applicant after
    another; it receives the arrays `loop_arrays`, and adds up directly over `direct_groups` groups a year. `columns`
    are all arrays by name; `required_fields` are the kinds of record with those of their fields that must be stated for
    every record. `unsupported` are the clauses left to single decisions, `first_events` lists the events that precede
    others, `ranked` orders items.
    """

    program: Program
    engine: Engine
    loops: tuple[ClauseLoop, ...]
    settle_applicants: Callable[..., int]
    direct_groups: int
    loop_arrays: tuple[str, ...]
    rooms: tuple[str, ...]
    suspensions: tuple[str, ...]
    columns: Mapping[str, ProgramColumn]
    required_fields: tuple[tuple[str, str], ...]
    unsupported: frozenset[int]
    first_events: Callable[..., None]
    ranked: Callable[..., None]
    _nothing: dict[int, tuple[Any, ...]] = attrs.field(factory=dict)

    @property
    def is_compiled(self) -> bool:
        """Whether LLVM compiled the functions."""
        return self.engine.is_compiled

    @cached_property
    def first_columns(self) -> tuple[ProgramColumn, ...]:
        """Whether a record is the first of its kind, for each kind and event with such a condition."""
        return tuple(
            column for column in self.columns.values() if column.held is ArrayContent.FIRST and not column.of_item
        )

    @cached_property
    def table(self) -> SettlementTable:
        """The steps in the form of the kernel."""
        return table_of_program(self.program)

    @cached_property
    def _grids(self) -> tuple[str, ...]:
        """The functions of computed caps, and the names of the caps with a fixed room that carry money forward."""
        return (*self.rooms, *map(grid_of, fixed_carry_over_rules(self.table)))

    @cached_property
    def policy_tables(self) -> PolicyTables:
        """The rules and the other data that is equal for all applicants, in the form of the functions over columns."""
        keys = {loop.clause: loop.keys for loop in self.loops}
        lists = {
            loop.clause: {place: self.pools.index(pool) for place, pool in loop.lists.items()} for loop in self.loops
        }
        kinds = [self.program.schema.record_by_name.get(entry.trigger.record) for entry in self.program.clauses]
        roots = ["" if entry is None else entry.root for entry in kinds]
        raising = self.program.compute_once(standard_keys_by_clause)
        return policy_tables(
            self.program, self.table, keys, lists, roots, self._grids, tuple(self.suspensions),
            frozenset(keys) - self.unsupported, self.matters, raising,
        )  # fmt: skip

    @cached_property
    def counted_keys(self) -> tuple[str, ...]:
        """The keys by which payments under other documents are counted."""
        return counted_key_names(self.table)

    @cached_property
    def matters(self) -> tuple[str, ...]:
        """The matters under which older documents raise claims."""
        keys = self.program.compute_once(standard_keys_by_clause).values()
        return tuple(dict.fromkeys(name for names in keys for name in names))

    @cached_property
    def pools(self) -> tuple[tuple[str, str], ...]:
        """The lists that are keys, by kind and field."""
        return tuple(dict.fromkeys(pool for loop in self.loops for pool in loop.lists.values()))

    @cached_property
    def shared_rules(self) -> tuple[Rule, ...]:
        """The rules across applicants over clauses that columns support."""
        over = {loop.clause for loop in self.loops} - self.unsupported
        return tuple(
            rule for rule in self.table.rules if rule.step_rule.is_across and not over.isdisjoint(rule.columns)
        )

    @cached_property
    def rank_clauses(self) -> frozenset[int]:
        """The clauses that columns support if ranks are known."""
        ranked = {index for ranking in self.program.rankings for index in ranking.clauses}
        return frozenset(loop.clause for loop in self.loops if loop.clause in ranked) - self.unsupported

    @cached_property
    def listed_quotas(self) -> tuple[int, ...]:
        """The quotas, by number, over clauses that columns support."""
        over = {loop.clause for loop in self.loops} - self.unsupported
        return tuple(number for number, quota in enumerate(self.program.quotas) if not over.isdisjoint(quota.clauses))

    def run(
        self, columns: ChunkColumns, *, cohort: bool = False, compared: bool = False,
        stopped: Callable[[WrittenClaims], Array] | None = None, claims: bool = True,
    ) -> Settled:  # fmt: skip
        """Settle a chunk. Afterwards `columns.left` states for each applicant whether it was settled.

        An applicant with a grant that is paid in parts is left to a decision. One with a claim under a rule across
        applicants is marked as unsupported, or as sharing a rule with others of the `cohort`: the result has the
        amounts that its claims would have alone. `compared`: records under quotas were compared with those of others,
        and `stopped` lists the claims that were left out. Without `claims` the result has totals, and the claims of
        applicants with carried money.
        """
        if cohort and columns.prior_lines is not None:  # rules across applicants may count lines of others
            columns.left[(np.diff(columns.prior_lines.begin) > 0) & (columns.left == SETTLED)] = PRIOR_PAYMENTS
        is_tied = bool(self.shared_rules or self.listed_quotas)
        excluded_at = excluded = np.zeros(0, np.int64)
        if stopped is not None:
            left = columns.left.copy()
            written = self._settle(columns, WRITTEN_ONLY, excluded_at, excluded)
            columns.left[:] = left
            excluded_at, excluded = written.begin, stopped(written.claims).astype(np.int64)
        in_parts = [*self.program.schedule_by_clause]
        done = self._settle(columns, ALL_CLAIMS if claims or is_tied or in_parts else TOTALS, excluded_at, excluded)
        if in_parts:
            who = done.claims.who[np.isin(done.claims.clause, in_parts) & (done.claims.total > 0)]
            columns.left[who[columns.left[who] == SETTLED]] = IN_PARTS
        if is_tied:
            meets = self._meets(done, len(columns.left))
            if not compared:
                quotas = [self.program.quotas[number] for number in self.listed_quotas]
                listed = {index for quota in quotas if quota.score or cohort for index in quota.clauses}
                meets[done.claims.who[np.isin(done.claims.clause, sorted(listed))]] = True
            columns.left[meets & (columns.left == SETTLED)] = SHARED if cohort else UNSUPPORTED
        may_owe_others = cohort and any(term.payer for term in self.program.recoveries)
        if may_owe_others or self.program.awards_with_sums:  # other awards are settled first
            columns.left[columns.left == SETTLED] = UNSUPPORTED
        return done

    @property
    def has_own_years(self) -> bool:
        """Whether each applicant has separate years, because rooms depend on figures or money waits."""
        return bool(self._grids)

    def _meets(self, done: Settled, people: int) -> Array:
        """Which applicants have a claim under a rule across applicants."""
        result, claims = np.zeros(people, bool), done.claims
        for rule in self.shared_rules:
            for loop in self.loops:
                if loop.clause in rule.columns:
                    result[claims.who[loop.claims_under(claims, rule)]] = True
        return result

    def _settle(self, columns: ChunkColumns, what: int, excluded_at: Array, excluded: Array) -> Settled:
        """Settle a chunk. `excluded` marks the claims, in the order in which they are written, that are left out."""
        given, people = self.engine.given, len(columns.left)
        laid_out = self.engine.laid_out
        arrays = [given(columns.arrays[name]) for name in self.loop_arrays]
        chunk = laid_out(self._chunk_tables(columns, excluded_at, excluded))
        left, last = given(columns.left), given(columns.last_day)
        wide = [array.shape[1] for array in columns.arrays.values() if array.ndim == 2]

        def call(start: int, work: Any, out: Any) -> int:
            return self.settle_applicants(
                start, people, left, last, columns.first_year, max([0, *wide]), self._settler.laid_policy, chunk, work,
                out,
                *arrays,
            )  # fmt: skip

        done = self._settler.settle(call, people, self._expected_years(columns), what)
        columns.left[:] = left
        return done

    def _expected_years(self, columns: ChunkColumns) -> tuple[int, int]:
        """The first and the last year in which an amount may be due, estimated before the loops run."""
        last = min(year_of(int(columns.last_day.max(initial=0))), LAST_YEAR)
        starts = [day.year for day in (self.program.window.start, self.program.discretion_from) if day is not None]
        return min([last, *starts]), last + self.policy_tables.waits

    def _chunk_tables(self, columns: ChunkColumns, excluded_at: Array, excluded: Array) -> ChunkTables:
        people, given = len(columns.left), self.engine.given
        prior, external = columns.prior_lines, columns.external_payments
        if people not in self._nothing:
            none = StandardColumns(np.zeros(people + 1, np.int64), *np.zeros((2, 1), np.int64))
            self._nothing[people] = tuple(
                self.engine.laid_out(given(part)) for part in (no_prior_lines(people), none, np.zeros(people, bool))
            )
        no_lines, no_standards, no_names = self._nothing[people]
        return ChunkTables(
            given(pooled_lists([columns.lists[pool] for pool in self.pools])), given(external), external.keys.shape[1],
            no_lines if prior is None else given(prior), 1 if prior is None else prior.keys.shape[1],
            1 if prior is None else prior.sums.shape[1],
            no_standards if columns.standards is None else given(columns.standards),
            given(columns.last_settled_year), given(columns.last_ended_year), given(excluded_at), given(excluded),
            no_names if columns.is_named is None else given(columns.is_named),
        )  # fmt: skip

    @cached_property
    def _settler(self) -> Settler:
        return Settler(self.engine, self.table, self.policy_tables, self.direct_groups)
