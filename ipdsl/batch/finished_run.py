"""The results of a finished run of `batch` in a folder, and the details of its applicants from the facts, for lists.

Input: the folder, the policy, and the tables of facts. Output: plain rows in the order of the facts. `FactsError`
(U160) if the run is of another policy or version, is not finished, or settled other applicants.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.version import __version__
from ipdsl.batch.errors import UnusableRun
from ipdsl.batch.files import facts_error
from ipdsl.batch.intake.form import printable_ids
from ipdsl.batch.parts import CHUNKS, LEDGER, RUN, FlatFiles, NestedFiles
from ipdsl.facts.cohort import CohortMember
from ipdsl.facts.details import details_of, is_column_of_details
from ipdsl.ir.terms import Program
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.details import DETAILS_PART, known_detail

_SIZE = 16_384
_KINDS = "kinds"


class SettledRow(NamedTuple):
    """The result of one applicant, in minor units; the greatest amount due is `None` if it is not known."""

    applicant: str
    payable: int
    due: int
    most: int | None
    status: str


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

    def _parts(self, table: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        lines = Path(self.where, CHUNKS).read_bytes().splitlines()
        for chunk in range(len(lines)):
            yield pq.read_table(Path(self.where, table, f"part-{chunk:05}.parquet"), columns=columns)

    def rows(self) -> Iterator[SettledRow]:
        """The results in the order of the facts. Amounts of applicants that failed are 0."""
        columns = ["applicant", "payable_now", "due", "most", "status"]
        for part in self._parts("applicants", columns):
            ids = printable_ids(part.column("applicant").combine_chunks()).to_pylist()
            payable, due = (pc.fill_null(part.column(name), 0).to_pylist() for name in columns[1:3])
            rest = (part.column(name).to_pylist() for name in columns[3:])
            yield from map(SettledRow, ids, payable, due, *rest)

    def articles_by_applicant(self) -> Mapping[str, list[tuple[str, str]]]:
        """The articles that pay each applicant, with their titles; empty without claims."""
        articles = defaultdict[str, list[tuple[str, str]]](list)
        names = ["applicant", "article", "article_title"]
        for part in self._parts("claims", [*names, "paid"]) if self.has_claims else ():
            groups = part.filter(pc.greater(part.column("paid"), 0)).group_by(names, use_threads=False).aggregate([])
            for applicant, article, title in zip(*(groups.column(name).to_pylist() for name in names), strict=True):
                articles[applicant].append((article or "", title or ""))
        return articles

    def article_sums(self) -> list[dict[str, Any]]:
        """The sums of claims by article and year: `claims`, `applicants` with an amount, `proposed` and `paid`."""
        names = ["article", "article_title", "year"]
        parts = []
        for part in self._parts("claims", [*names, "applicant", "proposed", "paid"]):
            paid = pc.if_else(pc.greater(part.column("paid"), 0), part.column("applicant"), None)
            table = part.append_column("recipient", paid)
            parts.append(
                table.group_by(names, use_threads=False).aggregate(
                    [("applicant", "count"), ("recipient", "count_distinct"), ("proposed", "sum"), ("paid", "sum")]
                )
            )
        whole = (
            pa.concat_tables(parts)
            .group_by(names, use_threads=False)
            .aggregate(
                [(name, "sum") for name in ("applicant_count", "recipient_count_distinct", "proposed_sum", "paid_sum")]
            )
        )
        return [dict(row) for row in whole.sort_by([(name, "ascending") for name in names]).to_pylist()]

    def missing_by_applicant(self) -> Mapping[str, list[str]]:
        """The paths of the missing facts of each applicant."""
        paths = defaultdict[str, list[str]](list)
        for part in self._parts("missing", ["applicant", "fact"]):
            for applicant, path in zip(*(part.column(name).to_pylist() for name in part.column_names), strict=True):
                paths[applicant].append(path)
        return paths

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
    batches = parts.batches(0, _SIZE, names) if names else ()
    for batch in batches:
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
