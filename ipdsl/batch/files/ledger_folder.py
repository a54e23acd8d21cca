"""The folder of a ledger: its parts, and a head in `head.json`, which a run that ended has written last.

The head has the sums and the digest of all lines in their order; they do not depend on the size of chunks. Input: the
parts. Output: the head, or what a run that reads the folder as its history has to know of it. `FactsError` if the
ledger is not whole, or belongs to another policy.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.errors import NotAHistory
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.files.files import File, ParquetFile, TableParts, facts_error, list_parts
from ipdsl.batch.intake.arrow_arrays import raw_text_buffers, valid, whole
from ipdsl.batch.intake.check import form_of
from ipdsl.batch.intake.flat import APPLICANTS, HISTORY, OF_POLICY, lines_of_absent, nested_schema, refuse_other_policy
from ipdsl.batch.intake.form import is_list, is_text
from ipdsl.batch.readers.rows import Rows
from ipdsl.batch.readers.stated_lines import LEDGER
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ir.terms import Program
from ipdsl.ledger.ledger_file import ANSWERS, LEDGER_FORM, check_head, modification_remark, number_of, recall_of
from ipdsl.ledger.recall import Recall, known_pages
from ipdsl.ledger.seal import total_phrase
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors import lines as e
from ipdsl.plain_data.errors.problems import FactsError
from ipdsl.schema.types.money import minor_to_text

HEAD_FILE = "head.json"
_SIZE = 65_536
_NO_HEAD = Phrase("no `head.json`: its run did not end, or the copy lacks it", "没有`head.json`（未结算完或未复制）")


@attrs.frozen
class StatedLedger:
    """What a run has to know of the ledger that it reads: its number, its pages, and remarks on changes to it.

    `head` is the content of its `head.json`.
    """

    number: str | None = None
    recall: Recall | None = None
    remarks: tuple[Phrase, ...] = ()
    head: Mapping[str, object] = attrs.field(factory=dict)


def folder_head(
    program: Program, files: Sequence[File], before: StatedLedger, kept_applicants: int
) -> dict[str, object]:  # fmt: skip
    """The content of `head.json` for the parts of a ledger."""
    recall = known_pages(before.recall, program)
    answers = {ANSWERS: [*recall.answers]} if recall.answers else {}
    return plain_head(
        program, files, before.number, kept_applicants, pages=[page.to_plain() for page in recall.pages], **answers
    )


def plain_head(
    program: Program, files: Sequence[File], previous: str | None, kept_applicants: int = 0, **parts: Any
) -> dict[str, object]:  # fmt: skip
    """The content of `head.json` for these files, with pages and answers, and the number of the ledger before."""
    head = _with_number(_head_of(program, files), previous, kept_applicants, **parts)
    return {"schema": LEDGER_FORM, "policy": program.name, "currency": program.currency, "ledger_head": head, **parts}


def read_folder(
    program: Program, files: Sequence[File], accepted_by: str | None, answers: Sequence[Mapping[str, Any]] = ()
) -> StatedLedger:  # fmt: skip
    """What a run has to know of the table `history` in these files; `accepted_by` is responsible for changes to it.
    `answers` were given for the run.
    """
    place, context = files[0].path.parent / HEAD_FILE, ReadContext(program)
    plain = _stated_head(place)
    if not plain and not {*LEDGER.names} <= {*files[0].schema.names}:
        tables = (pa.Table.from_batches([part]) for file in files for part in file.batches(0, _SIZE, OF_POLICY))
        refuse_other_policy(program, tables, files[0].schema)
        return StatedLedger(recall=Recall(program, (), answers=answers) if answers else None)
    is_former = plain.get("policy") in [replaced.document for replaced in program.replaced]  # its lines count
    check_head(context, {**plain, **({"policy": program.name} if is_former else {})}, None)
    breaks = [] if context.finding_count else [*_breaks(program, plain, files, str(place))]
    if context.finding_count or (breaks and accepted_by is None):
        raise FactsError(context.report() if context.finding_count else Report(breaks))
    remarks = (modification_remark([str(place)], accepted_by),) if breaks and accepted_by is not None else ()
    recall = recall_of({**plain, ANSWERS: [*plain.get(ANSWERS, ()), *answers]}, program)
    return StatedLedger(number_of(plain) or None, recall, remarks, plain)


def _stated_head(place: Path) -> dict[str, Any]:
    try:
        plain = json.loads(place.read_bytes())
    except (OSError, ValueError):
        plain = None
    return plain if isinstance(plain, dict) else {}


def ledger_in_folder(code: GeneratedFunctions, where: str, accepted_by: str | None) -> dict[str, object]:
    """The ledger of a folder or of a Parquet file in JSON form, applicant by applicant, with its pages and answers.

    Its head is checked, and has only the number.
    """
    path = Path(where)
    files: list[File] = [ParquetFile(part, part.parent) for part in (list_parts(path) if path.is_dir() else [path])]
    if not files or not {APPLICANTS, "clause", "due"} <= {*(parts := TableParts(files)).schema.names}:
        raise facts_error(NotAHistory(name=where))
    ledger = read_folder(code.program, files, accepted_by)
    lines = pa.Table.from_batches(parts.batches(0, _SIZE, parts.schema.names), parts.schema)
    ids = pa.schema([pa.field("id", lines.schema.field(APPLICANTS).type), pa.field("kinds", pa.list_(pa.string()))])
    schema = nested_schema({APPLICANTS: ids, HISTORY: lines.schema})
    rows = Rows(lines_of_absent(lines, schema), form_of(schema, code))
    parts_of_head = {name: ledger.head[name] for name in ("pages", ANSWERS) if name in ledger.head}
    return {"ledger_head": {"number": ledger.number}, **parts_of_head, "ledger": rows.ledger_lines()}


def _breaks(program: Program, plain: Mapping[str, Any], files: Sequence[File], place: str) -> Iterator[Diagnostic]:
    """Where a ledger is not as it was written."""
    head = plain.get("ledger_head")
    if not isinstance(head, Mapping):
        lines = total_phrase("lines", sum(file.rows for file in files))
        yield e.LedgerIncomplete(path=place, told=_NO_HEAD, found=lines)
        return
    yield from (e.LedgerLacksPart(path=place, part=part) for part in ("policy", "currency") if part not in plain)
    rest = plain.get("pages") or (), plain.get(ANSWERS) or ()
    now = _with_number(_head_of(program, files), head.get("previous"), head.get("kept_applicants", 0), *rest)
    part = next((part for part in now if head.get(part) != now[part]), "")
    if part in ("lines", "due", "carried"):
        yield e.LedgerIncomplete(
            path=place, told=total_phrase(part, head.get(part)), found=total_phrase(part, now[part])
        )
    elif part:
        yield e.ModifiedLedgerLine(path=place, number=f"1-{now['lines']}", event=files[0].path.parent.name)


# ---------------------------------------------------------------------------------------------- sums and digest


def _head_of(program: Program, files: Sequence[File]) -> dict[str, Any]:
    """The number of the lines of these parts in their order, their sums and their digest."""
    by_year, carried, hashes, decimals = Counter[int](), 0, dict[str, Any](), DECIMALS[program.currency]
    for file in files:
        for batch in file.batches(0, _SIZE, LEDGER.names):
            lines = pa.Table.from_batches([batch]).cast(LEDGER)
            due = whole(lines["due"])
            due_by_year = pa.table({"year": due.keys, "due": due.items.cast(_EXACT)}).group_by("year").aggregate(_ADDED)
            by_year.update({int(line["year"]): int(line["due_sum"]) for line in due_by_year.to_pylist()})
            carried += int(pc.sum(lines["carried"].cast(_EXACT)).as_py() or 0)
            for name in LEDGER.names:
                if name != "payments":  # they are added later
                    _add_to_digest(hashes, name, whole(lines[name]))
    digests = "\n".join(f"{name} {column.hexdigest()}" for name, column in sorted(hashes.items()))
    return {
        "lines": sum(file.rows for file in files), "due": minor_to_text(sum(by_year.values()), decimals),
        "carried": minor_to_text(carried, decimals),
        "by_year": {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(by_year.items())},
        "digest": hashlib.sha256(digests.encode()).hexdigest()[:16],
        "files": [{"name": file.path.name, "lines": file.rows} for file in files],
    }  # fmt: skip


def _with_number(
    head: dict[str, Any], previous: str | None, kept_applicants: int, pages: Sequence[object],
    answers: Sequence[object] = (),
) -> dict[str, Any]:  # fmt: skip
    """The head with the number of the ledger, which depends on its lines, its pages, its answers and the ledger before.

    `kept_applicants` counts the applicants whom the run did not settle, and whose lines it kept.
    """
    parts = json.dumps([previous, head["digest"], pages, *answers], sort_keys=True).encode()
    number = hashlib.sha256(parts).hexdigest()[:8]
    return {**head, "number": number, "previous": previous, "kept_applicants": kept_applicants}


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
