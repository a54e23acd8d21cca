"""The results of a finished run of `batch` in a folder, and the details of its applicants from the facts, for lists.

Input: the folder, the policy, and the tables of facts. Output: plain rows in the order of the facts. `FactsError`
(U160) if the run is of another policy or version, is not finished, or settled other applicants.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.version import __version__
from ipdsl.batch.batch import Batch
from ipdsl.batch.errors import UnusableRun
from ipdsl.batch.evaluate import engine_for
from ipdsl.batch.files import facts_error
from ipdsl.batch.intake.form import Rows, equals, printable_ids, rows_of, valid, whole
from ipdsl.batch.intake.intake import IngestedTable
from ipdsl.batch.kernel.tables import Array
from ipdsl.batch.parts import CHUNKS, LEDGER, RUN, FlatFiles, NestedFiles
from ipdsl.batch.readers.named_lines import stated_lines
from ipdsl.decision.decision import Decision
from ipdsl.facts.cohort import CohortMember
from ipdsl.facts.details import details_of, is_column_of_details
from ipdsl.ir.terms import Program
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.details import DETAILS_PART, known_detail

_SIZE = 16_384
_SUMS = "proposed", "cut", "due"
_KINDS = "kinds"


class SettledRow(NamedTuple):
    """The result of one applicant, in minor units; the greatest amount due is `None` if it is not known.

    `amounts` have the award, the year that pays, and the amount; they are empty if the run has no claims. `separate` is
    the decision on the applicant alone, which has the same ledger as that of a cohort.
    """

    applicant: str
    payable: int
    due: int
    most: int | None
    status: str
    amounts: Sequence[tuple[str, int, int]]
    decision: Decision | None
    separate: Decision | None

    @property
    def agrees(self) -> bool:
        """Whether the decision, if there is one, has the same amounts."""
        decision = self.decision
        return decision is None or (self.payable, self.due, self.most) == (
            decision.payable_now.minor, decision.due.low.minor, getattr(decision.due.high, "minor", None)
        )  # fmt: skip


_OTHER_APPLICANTS = "it settled other applicants than those of the facts", "所结算的申请人与给出的事实不符"
_OTHER_RESULTS = "the facts have changed since: they give other amounts", "事实在结算后已经改动，金额不同"
_NO_CLAIMS = "it has no claims: call `ipdsl batch` with `--claims`", "其中没有事项：请用`ipdsl batch --claims`"


def _has_uneven_line(intake: IngestedTable) -> Array:
    """Which applicants have a line with waiting money, or with payments that are not the amount due."""
    lines = stated_lines(intake.form, intake.table, intake.ids, intake.written_ids)
    payments, due = whole(lines.table["payments"]), whole(lines.table["due"])
    paid, total = (
        np.diff(np.concatenate([[0], np.cumsum(pc.fill_null(sums, 0).to_numpy())])[np.asarray(lists.offsets)])
        for lists, sums in ((payments, payments.values.field("amount")), (due, due.items))
    )
    waits = pc.fill_null(whole(lines.table["carried"]), 0).to_numpy() > 0
    is_uneven = np.zeros(intake.table.num_rows, bool)
    is_uneven[lines.owner[waits | (valid(payments) & (paid != total))]] = True
    return is_uneven


@attrs.frozen
class FinishedRun:
    """The folder of a finished run, with the content of its `run.json`."""

    where: str
    description: Mapping[str, Any]

    @classmethod
    def of(cls, where: str, program: Program) -> FinishedRun:
        """The run in a folder. Raises `FactsError` if it is not one of this policy and version, or not finished."""
        try:
            described = json.loads(Path(where, RUN).read_bytes())
            policy, version, is_finished = described["policy"], described["ipdsl"], described["finished"]
        except (OSError, ValueError, KeyError, TypeError):
            raise cls._error(where, "it has no `run.json` of a run of `ipdsl batch`",
                             "其中没有`ipdsl batch`写出的`run.json`") from None  # fmt: skip
        if policy != {"name": program.name, "content_hash": program.content_hash}:
            raise cls._error(where, "the policy is different, or has changed", "政策不同或已经改动")
        if version != __version__:
            raise cls._error(where, "another version of ipdsl wrote it", "由其他版本的ipdsl写出")
        if not is_finished:
            raise cls._error(where, "the run is not finished", "尚未结算完毕")
        return cls(where, described)

    @staticmethod
    def _error(where: str, en: str, zh: str) -> FactsError:
        return facts_error(UnusableRun(name=where, reason=Phrase(en, zh)))

    @property
    def has_claims(self) -> bool:
        """Whether the run wrote its claims."""
        return bool(self.description["options"]["claims"])

    def check_claims(self) -> None:
        """Raise `FactsError` (U160) if the run has no claims."""
        if not self.has_claims:
            raise self._error(self.where, *_NO_CLAIMS)

    @property
    def facts_digest(self) -> str:
        """The digest of the footers of the files that the run read."""
        footers = [file["footer"] for file in self.description["input"]["files"]]
        return hashlib.sha256("\n".join(footers).encode()).hexdigest()

    @property
    def ledger_number(self) -> str:
        """The number of the ledger that the run wrote; empty without one."""
        try:
            head = json.loads(Path(self.where, LEDGER, "head.json").read_bytes())
        except OSError:
            return ""
        return str(head["ledger_head"]["number"])

    @property
    def _chunks(self) -> int:
        return len(Path(self.where, CHUNKS).read_bytes().splitlines())

    def _part(self, table: str, chunk: int, columns: Sequence[str]) -> pa.Table:
        return pq.read_table(Path(self.where, table, f"part-{chunk:05}.parquet"), columns=columns)

    def _parts(self, table: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        return (self._part(table, chunk, columns) for chunk in range(self._chunks))

    def rows(self, batch: Batch, *, with_reasons: bool, with_cuts: bool) -> Iterator[SettledRow]:
        """The results in the order of the facts, with the decision of each applicant whose results do not suffice.

        They do not suffice if columns did not settle the applicant, if a line of its history has waiting money or
        payments other than the amount due, and if its claims do not add up to its amount. `with_reasons`: nor if
        nothing is due; `with_cuts`: nor if a claim is cut whose rest may wait. Raises `FactsError` (U160) if the facts
        have other applicants or other results.
        """
        program, first = batch.policy.program, 0
        if batch.options.series != self.description["options"]["series"]:
            raise self._error(self.where, "it has other published values: give its `--series`",
                              "所用的行情不同：请给出当时的`--series`")  # fmt: skip
        options = attrs.evolve(batch.options, engine=batch.options.engine or engine_for(batch.tables.rows))
        joint = (
            batch.policy.joint_settlement(lambda: (each for _, each in batch.tables.intakes(options.chunk)), options)
            if options.cohort
            else None
        )
        intakes = batch.tables.intakes(options.chunk)
        names = ["applicant", "payable_now", "due", "most", "status", "way"]
        for chunk, part in enumerate(self._parts("applicants", names)):
            intake = next(intakes, (chunk, None))[1]
            ids = printable_ids(whole(part.column("applicant")))
            if intake is None or not ids.equals(intake.ids.cast(ids.type)):
                raise self._error(self.where, *_OTHER_APPLICANTS)
            payable, due = (pc.fill_null(whole(part.column(name)), 0).to_numpy() for name in names[1:3])
            status, way = (whole(part.column(name)) for name in names[4:])
            is_uneven = _has_uneven_line(intake)
            is_short = ~equals(way, "columns") | is_uneven
            amounts = values_by_key(self._amounts(chunk, ids, program) if self.has_claims else ())
            sums = np.array([sum(each[2] for each in amounts.get(row, ())) for row in range(len(ids))], np.int64)
            is_short |= self.has_claims & (sums != payable)
            is_short |= with_reasons & (payable == 0)
            if with_cuts:
                is_short[self._rows_with_cuts_that_wait(chunk, ids, program)] = True
            is_short &= ~equals(status, "failed")
            decisions = dict(batch.policy.decisions_of(intake, np.flatnonzero(is_short), options, first, joint))
            if with_cuts and program.settlement.carry_over_steps and len(decisions) < is_short.sum():
                raise self._error(self.where, "the cuts of a cohort may wait for later years: call without `--from`",
                                  "一并结算的核减金额可能结转以后年度：请不用`--from`")  # fmt: skip
            which = np.flatnonzero(is_uneven & is_short if joint else [])
            separate = dict(batch.policy.decisions_of(intake, which, options, first, None))
            cells = zip(ids.to_pylist(), payable.tolist(), due.tolist(), part["most"].to_pylist(), status.to_pylist(),
                        strict=True)  # fmt: skip
            for row, values in enumerate(cells):
                parts = amounts.get(row, ()) if sums[row] == payable[row] else ()
                settled = SettledRow(*values, parts, decisions.get(row), separate.get(row))
                if not settled.agrees:
                    raise self._error(self.where, *_OTHER_RESULTS)
                yield settled
            first += len(ids)
        if next(intakes, None) is not None and first:
            raise self._error(self.where, *_OTHER_APPLICANTS)

    def _amounts(self, chunk: int, ids: pa.Array, program: Program) -> Iterator[tuple[int, tuple[str, int, int]]]:
        """The amounts of a chunk by applicant: its row, and the award, the year that pays, and the amount.

        They are in the order of the page. A payment of a later year is part of its claim too, and is taken from there.
        """
        names = ["applicant", "clause", "year", "paid"]
        claims, later = self._part("claims", chunk, names), self._part("later", chunk, [*names, "paid_in"])
        moved = later.select(names).set_column(3, "paid", pc.negate(later["paid"]))
        table = pa.concat_tables(
            [claims, moved, later.select(["applicant", "clause", "paid_in", "paid"]).rename_columns(names)]
        )
        sums = table.group_by(names[:3], use_threads=False).aggregate([("paid", "sum")])
        sums = sums.filter(pc.greater(sums["paid_sum"], 0))
        labels = pa.array([clause.label for clause in program.clauses], sums.schema.field("clause").type)
        columns = {"row": rows_of(whole(sums["applicant"]), ids), "place": pc.index_in(sums["clause"], labels)}
        sums = pa.table({**columns, **{name: sums[name] for name in ("clause", "year", "paid_sum")}})
        sums = sums.sort_by([(name, "ascending") for name in ("row", "place", "year")])
        row, _, *amounts = (column.to_pylist() for column in sums.columns)
        yield from zip(row, zip(*amounts, strict=True), strict=True)

    def _rows_with_cuts_that_wait(self, chunk: int, ids: pa.Array, program: Program) -> Rows:
        """The rows of applicants with a claim that is cut, and whose rest a later year may pay."""
        waiting = [program.clauses[index].label for index in program.settlement.carry_over_steps]
        if not (waiting and self.has_claims):
            return np.zeros(0, np.int64)
        if self.description["options"]["year"] is not None:  # claims of earlier years are not in the table
            return np.arange(len(ids))
        claims = self._part("claims", chunk, ["applicant", "clause", "proposed", "paid"])
        is_cut = pc.and_(pc.is_in(claims["clause"], pa.array(waiting)), pc.less(claims["paid"], claims["proposed"]))
        return rows_of(whole(claims.filter(is_cut)["applicant"]), ids)

    def article_sums(self, without: Collection[str]) -> Iterator[tuple[str, int, dict[str, int]]]:
        """The sums of claims by article, or by award without an article, and by year, without some applicants."""
        for chunk in range(self._chunks):
            claims = self._part("claims", chunk, ["applicant", "clause", "article", "year", "proposed", "paid"])
            claims = claims.filter(pc.invert(pc.is_in(claims["applicant"], pa.array([*without], pa.large_string()))))
            paid, proposed = claims["paid"], claims["proposed"]
            table = pa.table({
                "key": pc.coalesce(claims["article"], claims["clause"]), "year": claims["year"], "proposed": proposed,
                "claims": claims["applicant"], "cut": pc.max_element_wise(pc.subtract(proposed, paid), 0), "due": paid,
                "recipients": pc.if_else(pc.greater(paid, 0), claims["applicant"], None),
            })  # fmt: skip
            ways = [("claims", "count"), ("recipients", "count_distinct"), *((name, "sum") for name in _SUMS)]
            for row in table.group_by(["key", "year"], use_threads=False).aggregate(ways).to_pylist():
                yield row["key"], row["year"], {name: row[f"{name}_{way}"] for name, way in ways}

    def errors(self) -> Iterator[Mapping[str, Any]]:
        """The rows of the table of errors."""
        for part in self._parts("errors", ["applicant", "file", "line", "row", "column", "code", "message"]):
            yield from part.to_pylist()


class StatedApplicant(NamedTuple):
    """What tables of facts state of an applicant apart from records: its id, the words of its kinds, its details."""

    applicant: str
    kinds: Sequence[str]
    details: Mapping[str, str]


def stated_applicants(tables: NestedFiles | FlatFiles, program: Program) -> Iterator[StatedApplicant]:
    """The applicants of tables with their details, in the order of the rows."""
    parts = tables.parts[0]
    names = [name for name in parts.schema.names if name == _KINDS or is_column_of_details(program, name)]
    ids = chain.from_iterable(printable_ids(array).to_pylist() for array in tables.ids_of_run())
    for batch in parts.batches(0, _SIZE, names) if names else ():
        columns = [batch.column(index).to_pylist() for index in range(len(names))]
        for cells in zip(*columns, strict=True):
            yield _stated(next(ids), dict(zip(names, cells, strict=True)))
    for applicant in ids:
        yield StatedApplicant(applicant, (), {})


@cache
def _name_of_detail(word: str) -> str:
    return known_detail(word) or word


def _stated(applicant: str, cells: dict[str, Any]) -> StatedApplicant:
    kinds = cells.pop(_KINDS, None) or ()
    texts = dict(cells.pop(DETAILS_PART, None) or {})
    texts |= {name.removeprefix(f"{DETAILS_PART}."): text for name, text in cells.items()}
    details = {_name_of_detail(name): str(text) for name, text in texts.items() if text not in (None, "")}
    return StatedApplicant(applicant, [kinds] if isinstance(kinds, str) else kinds, details)


def stated_members(members: Iterable[CohortMember], program: Program) -> Iterator[StatedApplicant]:
    """The applicants of a workbook with their details, in the order of its rows."""
    for member in members:
        applicant = member.data.get("applicant") if isinstance(member.data, Mapping) else None
        part = applicant if isinstance(applicant, Mapping) else {}
        kinds: Any = part.get("kinds") or ()
        stated_kinds = [kinds] if isinstance(kinds, str) else kinds
        yield StatedApplicant(str(part.get("id") or " "), stated_kinds, details_of(member.data, program))
