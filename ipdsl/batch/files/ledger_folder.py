"""The folder of a ledger: its parts, and a head in `head.json`, which a run that ended has written last.

The head has the sums and the digest of all lines in their order; they do not depend on the size of chunks. Input: the
parts. Output: the head, or what a run that reads the folder as its history has to know of it. `FactsError` if the
ledger is not whole, or belongs to another policy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.files.files import File
from ipdsl.batch.intake.arrow_arrays import raw_text_buffers, valid, whole
from ipdsl.batch.intake.flat import OF_POLICY, of_other_policy, refuse_other_policy
from ipdsl.batch.intake.form import is_list, is_text
from ipdsl.batch.readers.stated_lines import LEDGER
from ipdsl.facts.errors import lines as e
from ipdsl.facts.errors.problems import FactsError
from ipdsl.facts.history.ledger_file import modification_remark, recall_of
from ipdsl.facts.history.seal import total_phrase
from ipdsl.ir.terms import Program
from ipdsl.ledger.head import LedgerHead, LedgerSums
from ipdsl.ledger.recall import Recall
from ipdsl.schema.values.wording import printable

HEAD_FILE = "head.json"
SCHEMA = 3
_PARTS = ("policy", "currency", "ledger_head")
_SIZE = 65_536
_DIGITS = 16


@attrs.frozen
class StatedLedger:
    """What a run has to know of the ledger that it reads: its number, its pages, and remarks on changes to it."""

    number: str | None = None
    recall: Recall | None = None
    remarks: tuple[Phrase, ...] = ()


def folder_head(
    program: Program, files: Sequence[File], before: StatedLedger, kept_applicants: int
) -> dict[str, object]:  # fmt: skip
    """The content of `head.json` for the parts of a ledger."""
    head = attrs.evolve(_head_of(files), previous=before.number, kept_applicants=kept_applicants)
    return {
        "schema": SCHEMA, "policy": program.name, "currency": program.currency,
        "ledger_head": head.to_plain(DECIMALS[program.currency]),
        "pages": [page.to_plain() for page in (before.recall or Recall(program, ())).pages],
    }  # fmt: skip


def read_folder(program: Program, files: Sequence[File], accepted_by: str | None) -> StatedLedger:
    """What a run has to know of the table `history` in these files; `accepted_by` is responsible for changes to it."""
    place = files[0].path.parent / HEAD_FILE
    plain = _plain_head(place.read_bytes()) if place.is_file() else None
    if plain is None and not {*LEDGER.names} <= {*files[0].schema.names}:
        tables = (table for file in files for table in _tables(file, OF_POLICY))
        refuse_other_policy(program, tables, files[0].schema)
        return StatedLedger()
    findings = [*_refusals(program, plain or {}, str(place))]
    if findings:
        raise FactsError(Report(findings))
    breaks, stated = [*_breaks(program, plain, files, str(place))], plain or {}
    remarks: tuple[Phrase, ...] = ()
    if breaks:
        if accepted_by is None:
            raise FactsError(Report(breaks))
        remarks = (modification_remark([str(finding.path) for finding in breaks], accepted_by),)
    number = _mapping(stated.get("ledger_head")).get("number")
    return StatedLedger(number, recall_of(stated, program), remarks)


def _plain_head(data: bytes) -> Mapping[str, Any]:
    """The object in a head; an empty one if there is none."""
    try:
        return _mapping(json.loads(data))
    except ValueError:
        return {}


def _mapping(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


def _refusals(program: Program, plain: Mapping[str, Any], place: str) -> Iterator[Diagnostic]:
    """Why a run cannot read a ledger, whoever answers for it."""
    schema, policy, currency = (plain.get(part) for part in ("schema", *_PARTS[:2]))
    if schema not in (None, SCHEMA):
        yield e.LedgerForm(path=place, found=printable(str(schema)), known=join_phrases([SCHEMA]))
    if policy not in (None, program.name, *program.former_names, *(replaced.document for replaced in program.replaced)):
        yield of_other_policy(program, str(policy), place)
    if currency not in (None, program.currency):
        yield e.LedgerOfOtherCurrency(path=place, found=printable(str(currency)), currency=program.currency)


def _breaks(
    program: Program, plain: Mapping[str, Any] | None, files: Sequence[File], place: str
) -> Iterator[Diagnostic]:  # fmt: skip
    """Where a ledger is not as it was written."""
    rows = total_phrase("lines", sum(file.rows for file in files))
    if plain is None:
        told = Phrase(
            "no `head.json`: its run did not end, or the copy lacks it", "没有`head.json`：结算未完成或未复制"
        )
        yield e.LedgerIncomplete(path=place, told=told, found=rows)
        return
    lacking = [part for part in _PARTS if plain.get(part) in (None, "")]
    yield from (e.LedgerLacksPart(path=place, part=part) for part in lacking)
    if lacking:
        return
    decimals = DECIMALS[program.currency]
    try:
        stated = LedgerHead.from_plain(_mapping(plain["ledger_head"]), decimals)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        yield e.LedgerLacksPart(path=place, part="ledger_head")
        return
    here = {file.path.name: file.rows for file in files}
    for name in (*(name for name in stated.files if name not in here), *here):
        if stated.files.get(name) != here.get(name):
            told = total_phrase("lines", stated.files.get(name, 0))
            found = total_phrase("lines", here.get(name, 0))
            yield e.LedgerIncomplete(path=str(files[0].path.parent / name), told=told, found=found)
            return
    found_head = _head_of(files)
    for part, value in stated.sums.to_plain(decimals).items():
        if (now := found_head.sums.to_plain(decimals)[part]) != value:
            yield e.LedgerIncomplete(path=place, told=total_phrase(part, value), found=total_phrase(part, now))
            return
    is_same = (stated.sums.by_year, stated.digest) == (found_head.sums.by_year, found_head.digest)
    if not is_same or stated.number != plain["ledger_head"].get("number"):
        folder, lines = files[0].path.parent.name, f"1-{found_head.sums.lines}"
        yield e.ModifiedLedgerLine(path=place, number=lines, event=printable(folder))


# ---------------------------------------------------------------------------------------------- digest


def _tables(file: File, names: Sequence[str]) -> Iterator[pa.Table]:
    for batch in file.batches(0, _SIZE, names):
        yield pa.Table.from_batches([batch])


def _head_of(files: Sequence[File]) -> LedgerHead:
    """The head of the lines of these parts, in their order."""
    sums, digest = LedgerSums(), _LinesDigest()
    for file in files:
        for table in _tables(file, LEDGER.names):
            lines = table.cast(LEDGER)
            due = whole(lines["due"])
            years, year = np.unique(due.keys.to_numpy(zero_copy_only=False), return_inverse=True)
            by_year = {int(name): _sum(due.items.filter(pa.array(year == at))) for at, name in enumerate(years)}
            sums.add(by_year, _sum(lines["carried"]), lines.num_rows)
            for name in LEDGER.names:
                if name != "payments":  # they are added later
                    digest.add(name, whole(lines[name]))
    return LedgerHead(sums, digest.text, files={file.path.name: file.rows for file in files})


def _sum(sums: pa.ChunkedArray | pa.Array) -> int:
    """A sum without overflow."""
    total = pc.sum(sums.cast(pa.decimal128(38, 0))).as_py()
    return int(total or 0)


class _LinesDigest:
    """The digest of columns that are given part by part."""

    def __init__(self) -> None:
        self._hashes: dict[str, Any] = {}

    def add(self, name: str, cells: pa.Array) -> None:
        """Add the next cells of a column, each with its length and whether it is null."""
        self._update(name, valid(cells))
        if pa.types.is_map(cells.type) or is_list(cells.type):
            offsets = np.asarray(cells.offsets)
            self._update(f"{name} length", np.diff(offsets).astype(np.int64))
            inner = (cells.keys, cells.items) if pa.types.is_map(cells.type) else (cells.values,)
            for place, part in enumerate(inner):
                self.add(f"{name} {place}", part.slice(offsets[0], offsets[-1] - offsets[0]))
        elif is_text(cells.type):
            starts, data = raw_text_buffers(pc.fill_null(cells, ""))
            self._update(f"{name} length", np.diff(starts).astype(np.int64))
            self._update(f"{name} text", data[starts[0] : starts[-1]])
        else:
            whole_numbers = cells.cast(pa.int32()) if pa.types.is_date(cells.type) else cells
            self._update(f"{name} number", pc.fill_null(whole_numbers.cast(pa.int64()), 0).to_numpy())

    def _update(self, name: str, numbers: Any) -> None:
        self._hashes.setdefault(name, hashlib.sha256()).update(np.ascontiguousarray(numbers).data)

    @property
    def text(self) -> str:
        """The digest of all columns."""
        columns = "\n".join(f"{name} {column.hexdigest()}" for name, column in sorted(self._hashes.items()))
        return hashlib.sha256(columns.encode()).hexdigest()[:_DIGITS]
