"""A table of applicants to what is due: by columns as many as can be, the others one by one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import NamedTuple

import attrs
import numpy as np
import pyarrow as pa

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.runtime.code import Code
from ipdsl.runtime.columns.program import ColumnCode, Columns
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.model import OtherYear
from ipdsl.runtime.decision.other_years import years_beside
from ipdsl.runtime.decision.several_days import on_several_days
from ipdsl.runtime.evaluate import settled as decided
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.outcomes import outcomes_of
from ipdsl.runtime.kernel.columns.settle import Array, Settled
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.cohort import moved
from ipdsl.runtime.reading.days import read_day
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.published import Published
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.terms import Program
from ipdsl.tables.columns import Reader
from ipdsl.tables.compared import NO_PLACES
from ipdsl.tables.intake import Intake, take_in
from ipdsl.tables.items import item_texts
from ipdsl.tables.ledger import LedgerOfChunk, ledger_schema, rows_of_lines
from ipdsl.tables.paid_as_granted import paid_as_granted, remarks
from ipdsl.tables.plain import EPOCH
from ipdsl.tables.problems import PlaceOf, Problem, error_table, no_place
from ipdsl.tables.result import (
    APPLICANTS,
    CLAIM_ROWS,
    LATER_ROWS,
    MISSING,
    OTHER_YEARS,
    TOTALS,
    TableResult,
    with_clause_words,
)
from ipdsl.tables.rows import Rows, column_of
from ipdsl.tables.threads import side_by_side
from ipdsl.tables.together import Joint, Together
from ipdsl.tables.unmet import may_have_unmet, unmet_lines
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR

AT_ONCE = 16_384
"""So many applicants are settled at once: their arrays stay near the processor."""

MOST_REMARKED = 20
"""So many remarks of a chunk are told in words."""

WORTH_COMPILING = 5_000
"""From so many applicants on the program is compiled; fewer are settled before a compiler is ready."""

WAYS = {
    values.SETTLED: "columns", values.OPEN: "not stated", values.EARLY: "early", values.LARGE: "large",
    values.TWINS: "alike", values.BEFORE: "lines", values.FORM: "form", values.UNCARRIED: "not carried",
    values.SHARED: "shared",
}  # fmt: skip
REFUSED = max(WAYS) + 1
"""An applicant of a row that is not settled at all."""

_DONE = (values.SETTLED, REFUSED)
"""Nothing is left to do for such applicants after columns."""

CPYTHON, LLVM = "cpython", "llvm"


@attrs.define(eq=False)
class TablePolicy:
    """A policy that settles tables. `columns` makes its column program, for CPython or compiled."""

    code: Code
    columns: Callable[[bool], ColumnCode]

    @property
    def program(self) -> Program:
        """The terms of the policy."""
        return self.code.program

    def settle(
        self, tables: object, *, as_of: datetime.date | None, year: int | None = None, claims: bool = False,
        none: Collection[str] = (), ignore: Collection[str] = (), published: Collection[Published] = (),
        engine: str = "", language: Language = Language.EN, cohort: bool = False, ledger: bool = False,
        threads: int = 1,
    ) -> TableResult:  # fmt: skip
        """What is due to the applicants of a nested table, or of flat ones by name. `cohort`: to all of them together,
        as rules across applicants say. `ledger`: with the lines that a later run remembers.
        """
        intake = take_in(tables, self.code, none=none, ignore=ignore)
        engine = engine or engine_for(intake.table.num_rows)
        together = None
        if cohort:
            together = self.together(lambda: [intake], as_of=as_of, year=year, published=published, engine=engine,
                                     language=language, threads=threads)  # fmt: skip
        found = self.settle_taken(
            intake, as_of=as_of, year=year, claims=claims, published=published, engine=engine, language=language,
            together=together, ledger=ledger, threads=threads,
        )  # fmt: skip
        return attrs.evolve(found, notes=(*found.notes, *remarks(found.paid_as_granted, self.program, language)))

    def together(
        self, intakes: Callable[[], Iterable[Intake]], *, as_of: datetime.date | None, year: int | None,
        published: Collection[Published], engine: str, language: Language = Language.EN, threads: int = 1,
        requested: int | None = None,
    ) -> Together | None:  # fmt: skip
        """What those come to whom rules across applicants may tie to others; `None`: the policy has no such rule.

        The intakes are the chunks of one cohort, in order; they may be asked for again. `FactsError` where the cohort
        cannot be settled as it is. `requested` is the year beside which all years are settled.
        """
        requested = requested if year is None else year
        code = self._loops(engine)
        found = Together(self.code, code, year)
        if not found.looks_across:
            return None
        if year is not None:
            found.of_all_years = self.together(intakes, as_of=as_of, year=None, published=published, engine=engine,
                                               language=language, threads=threads, requested=year)  # fmt: skip

        def gathered(gather: Callable[[int, Columns, Settled, pa.Array], None], *, compares: bool) -> None:
            start = 0
            for intake in intakes():
                rows = Rows(intake.table, intake.form, as_of=as_of, published=published, year=requested)
                for at, columns, done, _ in self._chunks(
                    intake, code, as_of, published, cohort=found, first=start, compares=compares, threads=threads,
                    year=year, requested=requested,
                ):  # fmt: skip
                    gather(start + at, columns, done, intake.ids.slice(at, AT_ONCE))
                    found.read(start, rows, at + _single(columns))
                start += intake.table.num_rows

        def read(which: Array) -> None:
            start = 0
            for intake in intakes() if len(which) else ():
                rows = Rows(intake.table, intake.form, as_of=as_of, published=published, year=requested)
                found.read(start, rows, which[(which >= start) & (which < start + intake.table.num_rows)] - start)
                start += intake.table.num_rows

        if found.compared is not None:
            gathered(found.compared.gather, compares=True)
            while len(more := found.compare()):
                read(more)
        if found.compared is None or found.shares:
            gathered(found.gather, compares=False)
            read(found.apart())
        found.settle(language)
        return found

    def _loops(self, engine: str) -> ColumnCode:
        """The column program for an engine; `ValueError` where there is none of that name."""
        if engine not in (CPYTHON, LLVM):
            raise ValueError(f"there is no engine {engine!r}: give {LLVM!r}, {CPYTHON!r}, or leave it out")
        return self.columns(engine == LLVM)

    def _chunks(
        self, intake: Intake, code: ColumnCode, as_of: datetime.date | None, published: Collection[Published], *,
        cohort: Together | None, threads: int, first: int = 0, compares: bool = False, year: int | None = None,
        requested: int | None = None,
    ) -> Iterator[_Chunk]:  # fmt: skip
        """The arrays of a table and what they came to, chunk by chunk, with the row at which each begins.

        Row 0 is row `first` of the `cohort`. `compares`: nobody of it has a rank yet, and no list was compared. What
        is later than the reported `year` is not settled: what waits after it waits. Without a cohort each chunk has
        all years, too, from the same arrays. An assumed as-of date does not lie before the end of the `requested` year.
        """
        compared = None if cohort is None else cohort.compared
        places = None if compared is None else NO_PLACES if compares else compared
        reader = Reader(intake.form, code, published, places)

        def settled(start: int) -> _Chunk:
            every = reader.read(intake.table.slice(start, AT_ONCE), as_of, requested)
            every.left[[row - start for row in intake.refused if start <= row < start + AT_ONCE]] = REFUSED
            columns = every if year is None else _up_to(every, year)
            if cohort is None and year is not None:
                done = code.run(columns)
                return _Chunk(start, columns, done, (columns, done) if columns is every else (every, code.run(every)))
            if compared is None or compares:
                return _Chunk(start, columns, code.run(columns, cohort=cohort is not None, compared=compares))
            compared.leave(first + start, columns.left)
            done = code.run(
                columns, cohort=True, compared=True,
                stopped=lambda claims: compared.stopped(first + start, columns, claims),
            )  # fmt: skip
            return _Chunk(start, columns, done)

        return side_by_side(settled, range(0, intake.table.num_rows, AT_ONCE), threads)

    def settle_taken(
        self, intake: Intake, *, as_of: datetime.date | None, year: int | None, claims: bool,
        published: Collection[Published], engine: str, language: Language = Language.EN, first: int = 0,
        told: Mapping[str, int] = MappingProxyType({}), together: Together | None = None, ledger: bool = False,
        threads: int = 1,
    ) -> TableResult:  # fmt: skip
        """What is due to the applicants of a table that was taken in, or of a part of one.

        `first` is the row at which a part begins: problems of its rows count from there. Those of the intake are told
        as they are. `told` says how many problems of a code other parts have put in words. `together` tells what those
        came to who are settled with others of their cohort.
        """
        code = self._loops(engine)
        rows = Rows(intake.table, intake.form, as_of=as_of, published=published, year=year)
        found = _Found(self.code, intake.ids, year, claims, first, ledger)
        found.of_intake(intake)
        whole = _Found(self.code, intake.ids, None, False, first)
        several: list[int] = []
        for start, columns, done, of_all_years in self._chunks(
            intake, code, as_of, published, cohort=together, first=first, threads=threads, year=year,
            requested=year,
        ):  # fmt: skip
            several += (start + np.flatnonzero(columns.several)).tolist()
            if of_all_years is not None:
                whole.of_columns(start, of_all_years[0], of_all_years[1], code)
            if together is None:
                found.of_columns(start, columns, done, code)
                found.one_by_one(self._decided(rows, start + _single(columns), year))
            else:
                columns.left[together.is_alone(first + start, columns)] = values.SETTLED
                found.of_columns(start, columns, done, code)
                found.one_by_one(together.decisions(first, start + np.flatnonzero(~np.isin(columns.left, _DONE))))
                if together.joint is not None and ledger:
                    found.ledger.append(found.lines_of_joint(together.joint, start, columns, code))
        if together is not None:
            found.of_cohort(together, code)
        if year is not None:
            if together is not None and together.of_all_years is not None:
                self._settle_all_years(whole, intake, code, as_of, published, together.of_all_years, threads, year)
            self._look_beside(found, whole, rows, together)
        found.remark(rows, several)
        form, noted = intake.form, () if together is None else together.noted
        by_columns = np.isin(found.way, (values.SETTLED, values.SHARED))
        which = may_have_unmet(intake.table, form, by_columns, found.unlisted)
        return attrs.evolve(
            found.result(engine, language, told, (*noted, *found.remarked(language))),
            not_stated=form.not_stated, not_read=form.not_read,
            paid_as_granted=paid_as_granted(intake.table, form, ~found.failed),
            unmet=unmet_lines(self.code, rows, which[~found.failed[which]], year, language),
        )  # fmt: skip

    def _settle_all_years(
        self, whole: _Found, intake: Intake, code: ColumnCode, as_of: datetime.date | None,
        published: Collection[Published], all_years: Together, threads: int, requested: int,
    ) -> None:  # fmt: skip
        """What the applicants of a cohort come to in all years, as far as columns settle them."""
        for start, columns, done, _ in self._chunks(
            intake, code, as_of, published, cohort=all_years, first=whole.first, threads=threads,
            requested=requested,
        ):  # fmt: skip
            columns.left[all_years.is_alone(whole.first + start, columns)] = values.SETTLED
            whole.of_columns(start, columns, done, code)
        whole.of_cohort(all_years, code)

    def _look_beside(self, found: _Found, whole: _Found, rows: Rows, together: Together | None) -> None:
        """What years beside the reported one pay: `whole` says it for columns, and decisions say it."""
        all_years = None if together is None else together.of_all_years
        is_unsure = np.isin(found.way, _DONE) & ~np.isin(whole.way, _DONE)  # a later year may hang on what is open
        unsure = np.flatnonzero(is_unsure & ~found.by_decision & ~found.failed)
        alone = self._decided(rows, unsure, None) if all_years is None else all_years.decisions(found.first, unsure)
        for row, decision in alone:
            if isinstance(decision, Decision):
                assert found.year is not None
                found.beside_decision(row, years_beside(decision.claims, found.year, self.program.currency))
        found.beside(whole)

    def _decided(
        self, rows: Rows, which: Array, year: int | None
    ) -> Iterator[tuple[int, Decision | tuple[Problem, ...]]]:  # fmt: skip
        """Rows settled as single decisions."""
        for row, facts in rows.read_all(int(one) for one in which):
            if isinstance(facts, Facts):
                yield row, decided(self.program, self.code, facts, year=year)
            else:
                yield row, facts


class _Chunk(NamedTuple):
    """The arrays of some applicants from row `start` on, and what they came to; the same for all years."""

    start: int
    columns: Columns
    done: Settled
    of_all_years: tuple[Columns, Settled] | None = None


def _up_to(columns: Columns, year: int) -> Columns:
    """The arrays with nothing settled after a year; the same ones where nothing would be."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return columns
    end = (datetime.date(year, 12, 31) - EPOCH).days
    if (columns.last <= end).all() and (columns.final <= year).all():
        return columns
    last, final = np.minimum(columns.last, end), np.minimum(columns.final, year)
    return attrs.evolve(columns, last=last, final=final, left=columns.left.copy())


def _single(columns: Columns) -> Array:
    """The applicants of a chunk that columns leave to single decisions."""
    return np.flatnonzero(~np.isin(columns.left, (*_DONE, values.SHARED)))


def engine_for(number: int) -> str:
    """The engine that is worth while for so many applicants."""
    return LLVM if number >= WORTH_COMPILING and find_spec("llvmlite") is not None else CPYTHON


def day_of(as_of: datetime.date | str | None, program: Program) -> datetime.date | None:
    """The day of the computation; `FactsError` where it is none."""
    if as_of is None:
        return None
    reading = Reading(program)
    day = read_day(reading, str(as_of), "as_of", "as_of")
    if day is None:
        raise FactsError(reading.report())
    return day


class _Found:
    """What was found, chunk by chunk."""

    def __init__(
        self, code: Code, ids: pa.Array, year: int | None, claims: bool, first: int = 0, ledger: bool = False
    ) -> None:  # fmt: skip
        self.code, self.ids, self.year, self.with_claims, self.first = code, ids, year, claims, first
        self.with_ledger = ledger
        self.ledger: list[pa.Table] = []
        many = len(ids)
        self.due, self.most = np.zeros(many, np.int64), np.zeros(many, np.int64)
        self.way = np.zeros(many, np.int64)
        self.open, self.unbounded, self.failed = (np.zeros(many, bool) for _ in range(3))
        self.problems: list[Problem] = []
        self.place_of: PlaceOf = no_place
        self.totals: list[tuple[Array, Array, Array]] = []
        self.claims: list[pa.Table] = []
        self.later: list[pa.Table] = []
        self.missing: list[tuple[int, str]] = []
        self.other_years: list[tuple[Array, Array, Array, Array, Array]] = []
        """Row, year, what is newly due in it, what is open, and whether that has no limit."""
        self.remarks: dict[int, tuple[Diagnostic, ...]] = {}
        self.unlisted = np.zeros(many, bool)
        """The rows with a line of the history that names what no record has, as far as columns know."""
        self.by_decision = np.zeros(many, bool)
        """The rows of which a decision says it."""

    def of_intake(self, intake: Intake) -> None:
        """What was wrong before any fact was read. A row of a flat table that belongs to nobody fails nobody."""
        self.problems += intake.problems
        self.place_of = intake.place_of
        self.failed[sorted(intake.refused)] = True

    # ------------------------------------------------------------------------------------------ by columns

    def of_columns(self, start: int, columns: Columns, done: Settled, code: ColumnCode) -> None:
        """What a chunk came to. Claims of applicants that turned out not to be settled are left out."""
        left, who, ids = columns.left, done.claims.who, self.ids.slice(start, len(columns.left))
        self.way[start : start + len(left)] = left
        self.unlisted[start + columns.records.without_record()] = True
        self._settled(
            done, code, start + who, left[who] == 0, lambda place: item_texts(code, columns, ids, done, place)
        )  # fmt: skip
        if self.with_ledger:
            self.ledger.append(self._lines(ids, columns, code, done))

    def of_cohort(self, together: Together, code: ColumnCode) -> None:
        """What those rows came to who were settled over columns with others of their cohort."""
        joint = together.joint
        if joint is None:
            return
        row = joint.row - self.first
        mine = (row >= 0) & (row < len(self.ids))
        self.way[row[mine]] = values.SETTLED
        self._settled(joint.done, code, row, mine, lambda place: joint.items.take(pa.array(place)))

    def _settled(
        self, done: Settled, code: ColumnCode, owner: Array, mine: Array, items: Callable[[Array], pa.Array]
    ) -> None:  # fmt: skip
        """What claims came to of which some are `mine`; `owner` are the rows of those, `items` the texts of places."""
        place, year, sums = done.due()
        good = mine[place]
        if self.year is not None:
            good &= year == self.year
        place, year, sums = place[good], year[good], sums[good]
        by_year = _summed(owner[place], year, sums)
        np.add.at(self.due, by_year[0], by_year[2])
        np.add.at(self.most, by_year[0], by_year[2])
        self.totals.append(by_year)
        waited = year != done.year[place]
        if waited.any():
            at = place[waited]
            self.later.append(self._later(code, done, owner[at], items(at), at, year[waited], sums[waited]))
        if self.with_claims:
            total = np.zeros(len(owner), np.int64)
            np.add.at(total, place, sums)
            self.claims.append(self._claims(code, done, owner, mine, items, total))

    def _claims(
        self, code: ColumnCode, done: Settled, owner: Array, mine: Array, items: Callable[[Array], pa.Array],
        paid: Array,
    ) -> pa.Table:  # fmt: skip
        asked, program = done.claims, self.code.program
        keep = np.flatnonzero(mine & (asked.before > 0))
        if self.year is not None:
            keep = keep[done.year[keep] == self.year]
        outcome, rule = outcomes_of(code.table, done, paid, program)
        names = [*(one.bound.name for one in code.table.rules), "support"]
        rule = np.where((rule < 0) & (asked.before > asked.total), len(names) - 1, rule)
        rows = _rows_of(program, asked.clause[keep], asked.row[keep])
        return pa.Table.from_arrays(
            [
                self.ids.take(pa.array(owner[keep])), _named(code, asked.clause[keep]), items(keep), rows,
                pa.array(asked.day[keep].astype("datetime64[D]")).cast(pa.date32()), done.year[keep].astype(np.int32),
                asked.before[keep] + done.raised[keep], paid[keep], pa.array(outcome[keep]),
                _of(names, rule[keep]),
            ], schema=CLAIM_ROWS,
        )  # fmt: skip

    def _lines(self, ids: pa.Array, columns: Columns, code: ColumnCode, done: Settled) -> pa.Table:
        """The lines of the claims of a chunk that are reported, and those that were read."""
        paid = np.zeros(len(done.claims.who), np.int64)
        place, _, sums = done.due()
        np.add.at(paid, place, sums)
        lines = LedgerOfChunk(code, columns, done, ids, year=self.year)
        keep = lines.keep
        rows = _rows_of(self.code.program, done.claims.clause[keep], done.claims.row[keep])
        outcome = outcomes_of(code.table, done, paid, self.code.program)[0][keep]
        return pa.concat_tables([lines.table(item_texts(code, columns, ids, done, keep), rows, outcome), lines.read()])

    def lines_of_joint(self, joint: Joint, start: int, columns: Columns, code: ColumnCode) -> pa.Table:
        """The lines of those of a chunk who were settled with others of their cohort."""
        place, done = joint.of_chunk(self.first + start, columns, code)
        ids = self.ids.slice(start, len(columns.left))
        lines = LedgerOfChunk(code, columns, done, ids, year=self.year, is_joint=True)
        keep = lines.keep
        rows = _rows_of(self.code.program, done.claims.clause[keep], done.claims.row[keep])
        outcome = outcomes_of(code.table, done, done.left, self.code.program)[0][keep]
        return lines.table(joint.items.take(pa.array(place[keep])), rows, outcome)

    def _later(
        self, code: ColumnCode, done: Settled, owner: Array, item: pa.Array, place: Array, year: Array, sums: Array
    ) -> pa.Table:  # fmt: skip
        asked = done.claims
        return pa.Table.from_arrays(
            [
                self.ids.take(pa.array(owner)), _named(code, asked.clause[place]), item,
                done.year[place].astype(np.int32), year.astype(np.int32), sums,
            ], schema=LATER_ROWS,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ one by one

    def one_by_one(self, decisions: Iterable[tuple[int, Decision | tuple[Problem, ...]]]) -> None:
        """What rows came to as single decisions, or what is wrong with them."""
        claims: list[tuple[object, ...]] = []
        later: list[tuple[object, ...]] = []
        totals: list[tuple[int, int, int]] = []
        lines: list[dict[str, object]] = []
        for row, decision in decisions:
            if isinstance(decision, tuple):
                self.failed[row] = True
                self.problems += [attrs.evolve(one, row=self.first + one.row) for one in decision]
                continue
            self._decided(row, decision)
            self.remarks[row] = decision.remarks
            if self.year is not None:
                self.beside_decision(row, decision.other_years)
            totals += _by_year(row, decision)
            later += _paid_later(decision.applicant, decision)
            if self.with_claims:
                claims += _as_rows(decision.applicant, decision)
            if self.with_ledger:
                lines += rows_of_lines(self.code.program, decision.applicant, decision.ledger)
        if totals:
            self.totals.append(tuple(np.array(part, np.int64) for part in zip(*totals, strict=True)))  # type: ignore[arg-type]
        if later:
            self.later.append(_table(LATER_ROWS, later))
        if claims:
            self.claims.append(_table(CLAIM_ROWS, claims))
        if lines:
            self.ledger.append(pa.Table.from_pylist(lines, schema=ledger_schema(self.code.program)))

    def _decided(self, row: int, decision: Decision) -> None:
        due = decision.due
        self.due[row] = due.low.minor
        if due.high is None:
            self.unbounded[row] = True
        else:
            self.most[row] = due.high.minor
        if not due.is_point:
            self.open[row] = True
            asked = {one.ref.path for one in decision.missing}
            asked |= {ref.path for claim in decision.claims if not claim.bounds.is_point for ref in claim.missing}
            self.missing += [(row, path) for path in sorted(asked)]

    def beside(self, whole: _Found) -> None:
        """What years beside the reported one pay to those who were settled over columns in both runs."""
        for rows, years, sums in whole.totals:
            keep = (years != self.year) & ~self.by_decision[rows]
            nothing = np.zeros(int(keep.sum()), np.int64)
            self.other_years.append((rows[keep], years[keep], sums[keep], nothing, nothing.astype(bool)))

    def beside_decision(self, row: int, other_years: Collection[OtherYear]) -> None:
        """The same of one who was settled by a decision."""
        self.by_decision[row] = True
        rows = [
            (row, of.year, of.newly_due.minor, 0 if of.open is None else of.open.minor, of.open is None)
            for of in other_years
        ]
        if rows:
            row_, year, due, open_, has_no_limit = map(np.array, zip(*rows, strict=True))
            self.other_years.append((row_, year, due, open_, has_no_limit))

    def _other_years(self) -> pa.Array:
        """The years beside the reported one, as a list for each row; null where no year was asked for."""
        many = len(self.ids)
        if self.year is None:
            return pa.nulls(many, OTHER_YEARS)
        nothing = np.zeros(0, np.int64)
        every = [(nothing, nothing, nothing, nothing, nothing.astype(bool)), *self.other_years]
        row, year, due, open_, has_no_limit = (np.concatenate(part) for part in zip(*every, strict=True))
        order = np.lexsort((year, row))
        offsets = np.zeros(many + 1, np.int32)
        np.cumsum(np.bincount(row, minlength=many), out=offsets[1:])
        parts = [
            pa.array(year[order].astype(np.int32)), pa.array(due[order]),
            pa.array(open_[order], mask=has_no_limit[order]),
        ]  # fmt: skip
        inner = pa.StructArray.from_arrays(parts, fields=list(OTHER_YEARS.value_type))
        return pa.ListArray.from_arrays(pa.array(offsets), inner, type=OTHER_YEARS, mask=pa.array(self.failed))

    # ------------------------------------------------------------------------------------------ remarks

    def remark(self, rows: Rows, which: Iterable[int]) -> None:
        """Looks at rows that were settled over columns, and may have an event of an item on several days."""
        asked = [row for row in which if row not in self.remarks and not self.failed[row]]
        for row, facts in rows.read_all(asked):
            if isinstance(facts, Facts):
                self.remarks[row] = on_several_days(self.code.program, facts)

    def remarked(self, language: Language) -> Iterator[str]:
        """What was remarked on, as lines to read: the first ones with their rows and columns, and how many more."""
        every = [(row, one) for row, found in sorted(self.remarks.items()) for one in found]
        for row, one in every[:MOST_REMARKED]:
            where, other = column_of(one.path or "", {}), column_of(str(vars(one)["other"]), {})
            texts = moved(one, where, other=other).texts(language)
            yield Phrase(
                "row {row} ({applicant}), {column}: {said}; {step} [{code}]",
                "第{row}行（{applicant}），{column}：{said}；{step}[{code}]",
                row=self.first + row, applicant=shown(str(self.ids[row])), column=where, said=texts.title,
                step=texts.help, code=one.code,
            ).text(language)  # fmt: skip
        if len(every) > MOST_REMARKED:
            more = len(every) - MOST_REMARKED
            yield Phrase("{n} more such remarks", "另有{n}条这样的提示", n=more).text(language)

    # ------------------------------------------------------------------------------------------ the whole

    def result(
        self, engine: str, language: Language, told: Mapping[str, int], noted: tuple[str, ...] = ()
    ) -> TableResult:  # fmt: skip
        """All tables."""
        failed = self.failed
        names = [*WAYS.values(), "refused"]
        many_remarks = np.zeros(len(self.ids), np.int32)
        for row, found in self.remarks.items():
            many_remarks[row] = len(found)
        status = np.where(failed, 2, self.open)
        applicants = pa.Table.from_arrays(
            [
                self.ids, pa.array(self.due, mask=failed), pa.array(self.most, mask=failed | self.unbounded),
                _of(["settled", "undetermined", "failed"], status), _of(names, self.way),
                self._other_years(), pa.array(many_remarks, pa.int32(), mask=failed),
            ], schema=APPLICANTS,
        )  # fmt: skip
        parts = (
            [np.concatenate(each) for each in zip(*self.totals, strict=True)]
            if self.totals
            else [np.zeros(0, np.int64)] * 3
        )
        order = np.lexsort((parts[1], parts[0]))
        totals = pa.Table.from_arrays(
            [self.ids.take(pa.array(parts[0][order])), parts[1][order].astype(np.int32), parts[2][order]], schema=TOTALS
        )
        missing = pa.Table.from_arrays(
            [
                self.ids.take(pa.array([row for row, _ in self.missing], pa.int64())),
                pa.array([path for _, path in self.missing], pa.large_string()),
            ], schema=MISSING,
        )  # fmt: skip
        many = np.bincount(self.way, minlength=len(names)).tolist()
        ways = {name: number for name, number in zip(names, many, strict=True) if number}
        ledger = None
        if self.with_ledger:
            ledger = pa.concat_tables([ledger_schema(self.code.program).empty_table(), *self.ledger])
        claims, later = (
            with_clause_words(pa.concat_tables([schema.empty_table(), *rows]), self.code.program, language)
            for schema, rows in ((CLAIM_ROWS, self.claims), (LATER_ROWS, self.later))
        )
        return TableResult(
            applicants, totals, claims if self.with_claims else None, later, missing,
            error_table(self.problems, language, told=told, place_of=self.place_of), engine, ways, noted,
            ledger,
        )  # fmt: skip


def _summed(owner: Array, year: Array, sums: Array) -> tuple[Array, Array, Array]:
    """Sums by owner and year, in this order."""
    if not len(owner):
        return owner, year, sums
    first, many = int(year.min()), int(year.max()) - int(year.min()) + 1
    start = int(owner.min())
    keys = (owner - start) * many + (year - first)
    paid = np.zeros((int(owner.max()) - start + 1) * many, np.int64)
    np.add.at(paid, keys, sums)
    is_met = np.zeros(len(paid), bool)
    is_met[keys] = True
    at = np.flatnonzero(is_met)
    return at // many + start, at % many + first, paid[at]


def _by_year(row: int, decision: Decision) -> Iterator[tuple[int, int, int]]:
    paid: Counter[int] = Counter()
    for claim in decision.claims:
        for year, sum_ in claim.paid_by_year.items():
            paid[year] += sum_.minor
    yield from ((row, year, sum_) for year, sum_ in sorted(paid.items()) if sum_)


def _as_rows(applicant: str, decision: Decision) -> Iterator[tuple[object, ...]]:
    for one in decision.claims:
        if one.proposed.minor > 0:
            cut = next((each.rule for each in reversed(one.adjustments) if each.cut.minor), None)
            paid = sum(each.minor for each in one.paid_by_year.values())
            yield (
                applicant, one.label, one.item, one.row or None, one.event_date, one.year, one.proposed.minor, paid,
                one.outcome.value, cut,
            )  # fmt: skip


def _paid_later(applicant: str, decision: Decision) -> Iterator[tuple[object, ...]]:
    for one in decision.claims:
        for year, sum_ in one.paid_by_year.items():
            if year != one.year and sum_.minor:
                yield applicant, one.label, one.item, one.year, year, sum_.minor


def _table(schema: pa.Schema, rows: list[tuple[object, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.Table.from_arrays(
        [pa.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _named(code: ColumnCode, clauses: Array) -> pa.Array:
    labels = pa.array([one.label for one in code.program.clauses] or [""])
    return labels.take(pa.array(clauses))


def _rows_of(program: Program, clauses: Array, rows: Array) -> pa.Array:
    """The names of the rows."""
    widest = max([1, *(len(one.rows) for one in program.clauses)])
    names: list[str | None] = []
    for one in program.clauses:
        own = [row.name or None for row in one.rows]
        names += [*own, *[None] * (widest - len(own))]
    return _of(names, np.where(rows < 0, -1, clauses * widest + rows))


def _of(names: list[str] | list[str | None], places: Array) -> pa.Array:
    """Names by their places; -1: none."""
    return pa.array(names or [None], pa.string()).take(pa.array(places, mask=places < 0))
