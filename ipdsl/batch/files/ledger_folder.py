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
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.files.files import File
from ipdsl.batch.intake.arrow_arrays import raw_text_buffers, valid, whole
from ipdsl.batch.intake.flat import OF_POLICY, refuse_other_policy
from ipdsl.batch.intake.form import is_list, is_text
from ipdsl.batch.readers.stated_lines import LEDGER
from ipdsl.facts.context import ReadContext
from ipdsl.facts.errors import lines as e
from ipdsl.facts.errors.problems import FactsError
from ipdsl.facts.history.ledger_file import check_head, modification_remark, number_of, recall_of
from ipdsl.facts.history.seal import total_phrase
from ipdsl.ir.terms import Program
from ipdsl.ledger.head import LedgerHead, LedgerSums
from ipdsl.ledger.recall import Recall

HEAD_FILE = "head.json"
SCHEMA = 3
_SIZE = 65_536
_NO_HEAD = Phrase("no `head.json`: its run did not end, or the copy lacks it", "没有`head.json`（未结算完或未复制）")


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
    pages = [page.to_plain() for page in (before.recall or Recall(program, ())).pages]
    head = attrs.evolve(_head_of(files), previous=before.number, kept_applicants=kept_applicants, pages=pages)
    return {
        "schema": SCHEMA, "policy": program.name, "currency": program.currency,
        "ledger_head": head.to_plain(DECIMALS[program.currency]), "pages": pages,
    }  # fmt: skip


def read_folder(program: Program, files: Sequence[File], accepted_by: str | None) -> StatedLedger:
    """What a run has to know of the table `history` in these files; `accepted_by` is responsible for changes to it."""
    place, context = files[0].path.parent / HEAD_FILE, ReadContext(program)
    try:
        plain = json.loads(place.read_bytes())
    except (OSError, ValueError):
        plain = None
    plain = plain if isinstance(plain, dict) else {}
    if not plain and not {*LEDGER.names} <= {*files[0].schema.names}:
        tables = (pa.Table.from_batches([part]) for file in files for part in file.batches(0, _SIZE, OF_POLICY))
        refuse_other_policy(program, tables, files[0].schema)
        return StatedLedger()
    policy = plain.get("policy")
    if any(replaced.document == policy for replaced in program.replaced):  # lines of a former document count
        policy = program.name
    check_head(context, {**plain, "policy": policy}, None)
    breaks = [] if context.finding_count else [*_breaks(program, plain, files, str(place))]
    if context.finding_count or (breaks and accepted_by is None):
        raise FactsError(context.report() if context.finding_count else Report(breaks))
    remarks = (modification_remark([str(place)], accepted_by),) if breaks and accepted_by is not None else ()
    return StatedLedger(number_of(plain) or None, recall_of(plain, program), remarks)


def _breaks(program: Program, plain: Mapping[str, Any], files: Sequence[File], place: str) -> Iterator[Diagnostic]:
    """Where a ledger is not as it was written."""
    head = plain.get("ledger_head")
    if not isinstance(head, Mapping):
        lines = total_phrase("lines", sum(file.rows for file in files))
        yield e.LedgerIncomplete(path=place, told=_NO_HEAD, found=lines)
        return
    yield from (e.LedgerLacksPart(path=place, part=part) for part in ("policy", "currency") if part not in plain)
    rest = {"previous": head.get("previous"), "kept_applicants": head.get("kept_applicants", 0)}
    found = attrs.evolve(_head_of(files), **rest, pages=plain.get("pages") or ())
    now = found.to_plain(DECIMALS[program.currency])
    part = next((part for part in now if head.get(part) != now[part]), "")
    if part in ("lines", "due", "carried"):
        yield e.LedgerIncomplete(
            path=place, told=total_phrase(part, head.get(part)), found=total_phrase(part, now[part])
        )
    elif part:
        yield e.ModifiedLedgerLine(path=place, number=f"1-{now['lines']}", event=files[0].path.parent.name)


# ---------------------------------------------------------------------------------------------- sums and digest


def _head_of(files: Sequence[File]) -> LedgerHead:
    """The head of the lines of these parts, in their order."""
    sums, hashes = LedgerSums(), dict[str, Any]()
    for file in files:
        for batch in file.batches(0, _SIZE, LEDGER.names):
            lines = pa.Table.from_batches([batch]).cast(LEDGER)
            due = whole(lines["due"])
            by_year = pa.table({"year": due.keys, "due": due.items.cast(_EXACT)}).group_by("year").aggregate(_ADDED)
            totals = zip(map(int, by_year["year"].to_pylist()), map(int, by_year["due_sum"].to_pylist()), strict=True)
            sums.add(dict(totals), int(pc.sum(lines["carried"].cast(_EXACT)).as_py() or 0), lines.num_rows)
            for name in LEDGER.names:
                if name != "payments":  # they are added later
                    _add_to_digest(hashes, name, whole(lines[name]))
    digests = "\n".join(f"{name} {column.hexdigest()}" for name, column in sorted(hashes.items()))
    names = {file.path.name: file.rows for file in files}
    return LedgerHead(sums, hashlib.sha256(digests.encode()).hexdigest()[:16], names)


_EXACT, _ADDED = pa.decimal128(38, 0), [("due", "sum")]
"""Sums of any number of lines, and how they are added."""


def _add_to_digest(hashes: dict[str, Any], name: str, cells: pa.Array) -> None:
    """Add the next cells of a column: where they are null, their lengths and their content, each as one sequence."""
    parts: list[Any] = [valid(cells)]
    if pa.types.is_map(cells.type) or is_list(cells.type):
        offsets = np.asarray(cells.offsets).astype(np.int64)
        parts.append(np.diff(offsets))
        for place, inner in enumerate((cells.keys, cells.items) if pa.types.is_map(cells.type) else (cells.values,)):
            _add_to_digest(hashes, f"{name} {place}", inner.slice(offsets[0], offsets[-1] - offsets[0]))
    elif is_text(cells.type):
        starts, data = raw_text_buffers(pc.fill_null(cells, ""))
        parts += [np.diff(starts).astype(np.int64), data[starts[0] : starts[-1]]]
    else:
        numbers = cells.cast(pa.int32()) if pa.types.is_date(cells.type) else cells
        parts.append(pc.fill_null(numbers.cast(pa.int64()), 0).to_numpy())
    for place, part in enumerate(parts):
        hashes.setdefault(f"{name}.{place}", hashlib.sha256()).update(np.ascontiguousarray(part).data)
