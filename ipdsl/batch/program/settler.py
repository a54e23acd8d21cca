"""Settle the applicants of a chunk one after the other, in the arrays of a thread: by CPython over lists, or compiled.

If an array is too short for an applicant, the function returns this applicant without output for it. The array is then
made longer, and the function continues with this applicant.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from ipdsl.base.findings.finding import InternalError
from ipdsl.batch.kernel.applicant import (
    ALL_CLAIMS,
    HAS_WAITED,
    N_CLAIMS,
    N_PAYMENTS,
    N_ROWS,
    OUT_COUNTS,
    DirectGroups,
    Out,
    OutClaims,
    OutPayments,
    OutRows,
)
from ipdsl.batch.kernel.claims import Array, Settled, WrittenClaims
from ipdsl.batch.kernel.rules import PolicyTables
from ipdsl.batch.kernel.together import JointColumns
from ipdsl.batch.kernel.workspace import (
    FIRST_YEAR,
    OUT_CLAIMS,
    OUT_PAYMENTS,
    OUT_ROWS,
    OUT_YEARS,
    YEARS,
    new_workspace,
)
from ipdsl.kernel.allocation import UNPAID
from ipdsl.kernel.rule_table import SettlementTable

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
        if isinstance(value, tuple):
            return type(value)(*map(self.given, value))
        return value

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
        begin = np.zeros(people + 1, np.int64)
        np.cumsum(np.bincount(written.who, minlength=people), out=begin[1:])
        first, paid_in = 0, np.zeros(1, np.int64)
        if counts[HAS_WAITED]:
            claim, year, paid = (_array(part, counts[N_PAYMENTS]) for part in payments)
            first, many = int(year.min(initial=10**4)), int(np.ptp(year)) + 1 if len(year) else 1
            paid_in = np.full(n * many, UNPAID, np.int64)
            paid_in[claim * many + year - first] = paid
        return Settled(
            written, begin, left, row.claim, row.rule, row.is_beaten.astype(bool), row.came, row.kept,
            bool(counts[HAS_WAITED]), row_of_rest, rest, lapsed, paid_in, first, raised, until, row.step,
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
