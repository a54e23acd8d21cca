"""Applicants of a chunk settled one after the other, in the arrays of a thread: by CPython over lists, or compiled.

The function that settles answers with the applicant for whom an array was too short. Then that array is made longer,
and it goes on with this applicant, of whom nothing was written.
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
from ipdsl.batch.kernel.rules import PolicyTables
from ipdsl.batch.kernel.settle import Array, Settled, Written, years_of
from ipdsl.batch.kernel.together import JointColumns
from ipdsl.batch.kernel.workspace import (
    FIRST_YEAR,
    NEEDS,
    OUT_CLAIMS,
    OUT_PAYMENTS,
    OUT_ROWS,
    OUT_YEARS,
    YEARS,
    Workspace,
    WrittenClaims,
    new_workspace,
)
from ipdsl.kernel.allocation import UNPAID
from ipdsl.kernel.rule_table import SettlementTable

FIRST_SIZES = (64, 512, 64, 12, 64, 256, 16, 1)
"""The first sizes of arrays, by what is needed: they double."""


class Engine(NamedTuple):
    """How the functions over columns run: over lists in CPython, or `is_compiled` over arrays. `settle_written` settles
    claims that were written beforehand (`ipdsl.batch.kernel.applicant.settle_written`), `laid_out` makes ready what is
    given to several calls.
    """

    is_compiled: bool
    settle_written: Callable[..., int]
    laid_out: Callable[[Any], Any]

    def given(self, value: Any) -> Any:
        """Arrays, or a named tuple of them, in one dimension as the functions take them."""
        if isinstance(value, np.ndarray):
            return np.ascontiguousarray(value).reshape(-1) if self.is_compiled else value.reshape(-1).tolist()
        if isinstance(value, tuple):
            return type(value)(*map(self.given, value))
        return value

    def blank(self, many: int) -> Any:
        """An array that is written before it is read."""
        return np.empty(many, np.int64) if self.is_compiled else [0] * many

    def resized(self, value: Any, many: int) -> Any:
        """An array that begins with the values of another."""
        longer = self.blank(many)
        longer[: len(value)] = value
        return longer


class Settler:
    """Settles chunks of applicants of one policy. It may be asked by several threads at once."""

    def __init__(self, engine: Engine, table: SettlementTable, policy: PolicyTables, groups: int = 0) -> None:
        self.engine, self.table, self.policy, self.groups = engine, table, engine.given(policy), groups
        self.laid_policy = engine.laid_out(self.policy)
        self._idle: deque[tuple[list[int], Workspace, Any]] = deque()

    def settle(self, call: Callable[[int, Any, Any], int], people: int, years: tuple[int, int], what: int) -> Settled:
        """What `call` hands on of so many `people`: it goes on from an applicant, and tells whom it stopped at.

        `years` are the first and the last year of totals that are expected.
        """
        sizes, work, laid = self._idle.pop() if self._idle else self._new([*FIRST_SIZES])
        sizes[OUT_YEARS] = years[1] - years[0] + 1
        out = self._out(people, sizes, years[0], what)
        work.sizes[:] = sizes
        start = 0
        while (stopped := call(start, laid, self.engine.laid_out(out))) < people:
            start = stopped
            sizes, out = self._enlarge(people, sizes, work, out)
            if list(work.sizes[:OUT_CLAIMS]) != sizes[:OUT_CLAIMS]:
                sizes, work, laid = self._new(sizes)
            work.sizes[:] = sizes
            work.needs[:] = [0] * NEEDS
        self._idle.append((sizes, work, laid))
        return self._settled(people, out, sizes[OUT_YEARS])

    def _new(self, sizes: list[int]) -> tuple[list[int], Workspace, Any]:
        work = new_workspace(self.table, self.policy, sizes, self.engine.blank)
        return sizes, work, self.engine.laid_out(work)

    def _out(self, people: int, sizes: list[int], first_year: int, what: int) -> Out:
        blank, wide = self.engine.blank, self.policy.width
        claims = OutClaims(*(blank(sizes[OUT_CLAIMS] * (wide if name == "key" else 1)) for name in OutClaims._fields))
        rows = OutRows(*(blank(sizes[OUT_ROWS]) for _ in OutRows._fields))
        payments = OutPayments(*(blank(sizes[OUT_PAYMENTS]) for _ in OutPayments._fields))
        counts, due = (self.engine.given(np.zeros(many, np.int64)) for many in (OUT_COUNTS, people * sizes[OUT_YEARS]))
        return Out(claims, rows, payments, counts, due, self._direct_groups(sizes), first_year, what)

    def _direct_groups(self, sizes: list[int]) -> DirectGroups:
        return DirectGroups(*(self.engine.blank(max(1, self.groups * sizes[OUT_YEARS])) for _ in DirectGroups._fields))

    def _enlarge(self, people: int, sizes: list[int], work: Workspace, out: Out) -> tuple[list[int], Out]:
        """The sizes of longer arrays where there was no room, and what was written out so far."""
        more = [max(2 * size, int(need)) if need > size else size for size, need in zip(sizes, work.needs, strict=True)]
        first, end = out.first_year, out.first_year + sizes[OUT_YEARS]
        if work.needs[OUT_YEARS]:
            first = min(first, int(work.counts[FIRST_YEAR]))
            end = max(end, int(work.counts[FIRST_YEAR] + work.counts[YEARS]))
        more[OUT_YEARS] = end - first
        if more == sizes:
            raise InternalError(f"no applicant needs so much room: {list(work.needs)}")
        if more[OUT_YEARS] != sizes[OUT_YEARS]:
            due = np.zeros((people, more[OUT_YEARS]), np.int64)
            at = out.first_year - first
            due[:, at : at + sizes[OUT_YEARS]] = np.reshape(out.due, (people, -1))
            out = out._replace(due=self.engine.given(due), groups=self._direct_groups(more), first_year=first)
        resized, wide = self.engine.resized, self.policy.width
        out = out._replace(
            claims=OutClaims(
                *(resized(part, more[OUT_CLAIMS] * (wide if name == "key" else 1))
                  for name, part in zip(OutClaims._fields, out.claims, strict=True))
            ), rows=OutRows(*(resized(part, more[OUT_ROWS]) for part in out.rows)),
            payments=OutPayments(*(resized(part, more[OUT_PAYMENTS]) for part in out.payments)),
        )  # fmt: skip
        return more, out

    def _settled(self, people: int, out: Out, years: int) -> Settled:
        """What was handed on, as columns."""
        n, rows, payments = out.counts[N_CLAIMS], out.counts[N_ROWS], out.counts[N_PAYMENTS]
        key = _array(out.claims.key, n * self.policy.width).reshape(n, self.policy.width)
        claims = out.claims._replace(key=key)
        columns = OutClaims(*(part if part is key else _array(part, n) for part in claims))
        row = OutRows(*(_array(part, rows) for part in out.rows))
        begin = np.zeros(people + 1, np.int64)
        np.cumsum(np.bincount(columns.who, minlength=people), out=begin[1:])
        first, paid_in = 0, np.zeros(1, np.int64)
        if out.counts[HAS_WAITED]:
            claim, year, paid = (_array(part, payments) for part in out.payments)
            first, many = int(year.min(initial=10**4)), int(np.ptp(year)) + 1 if payments else 1
            paid_in = np.full(n * many, UNPAID, np.int64)
            paid_in[claim * many + year - first] = paid
        return Settled(
            Written(
                columns.who, columns.day, columns.clause, columns.item, columns.record, columns.total, columns.before,
                columns.row, key,
            ), begin, columns.year, columns.left, row.claim, row.rule, row.is_beaten.astype(bool), row.came, row.kept,
            bool(out.counts[HAS_WAITED]), columns.row_of_rest, columns.rest, columns.lapsed, paid_in, first,
            columns.raised, columns.until, row.step, np.reshape(_array(out.due, people * years), (people, years)),
            out.first_year,
        )  # fmt: skip


def settle_joint(engine: Engine, table: SettlementTable, joint: JointColumns) -> tuple[Settled, Array]:
    """What becomes of the claims of a cohort that are settled as those of one applicant, and the place of each."""
    settler, claims, many = Settler(engine, table, joint.policy), joint.claims, len(joint.claims.who)
    left, chunk, year = engine.given(np.zeros(1, np.int64)), engine.given(joint.chunk), years_of(joint.claims.day)
    columns = engine.given(WrittenClaims(
        claims.who, claims.day, claims.record, claims.total, claims.before, claims.row, claims.keys, claims.clause,
        claims.item, year,
    ))  # fmt: skip

    def call(_: int, work: Any, out: Any) -> int:
        return engine.settle_written(many, left, settler.laid_policy, chunk, columns, work, out)

    done = settler.settle(call, 1, (int(year.min()), int(year.max())), ALL_CLAIMS)
    assert not left[0], "claims that were good one by one are not together"
    return done, done.claims.keys[:, -1]


def _array(values: Any, many: int) -> Array:
    return np.asarray(values[:many], np.int64)
