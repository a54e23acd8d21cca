"""Facts with the ledger of earlier years as their history, and the lines of tables next to those of decisions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.readers.rows import Rows
from ipdsl.decision.decision import Decision
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.terms import Program
from ipdsl.ledger.line_reader import line_to_plain, read_history
from ipdsl.ledger.lines import fill_in_keys, is_final
from ipdsl.plain_data.context import ReadContext


def with_history(table: pa.Table, ledger: pa.Table) -> pa.Table:
    """A nested table with the lines of a ledger as history."""
    whose = pc.index_in(ledger["applicant"], value_set=table["id"].cast(pa.large_string())).to_numpy()
    order = np.argsort(whose, kind="stable")
    lines = ledger.take(pa.array(order)).to_struct_array().combine_chunks()
    if isinstance(lines, pa.ChunkedArray):
        lines = lines.chunk(0)
    begin = np.concatenate([[0], np.cumsum(np.bincount(whose, minlength=table.num_rows))]).astype(np.int32)
    kept = table.drop_columns([name for name in ("history",) if name in table.column_names])
    return kept.append_column("history", pa.ListArray.from_arrays(pa.array(begin), lines))


def plain_lines(code: GeneratedFunctions, ledger: pa.Table, names: Sequence[str]) -> list[list[Any]]:
    """The lines of a ledger as a later run reads them, for each of these applicants."""
    (kind, *_) = code.program.schema.kinds
    table = with_history(pa.table({"id": names, "kinds": [[kind.name]] * len(names)}), ledger)
    rows = Rows(*(lambda intake: (intake.table, intake.form))(take_in(table, code)))
    return [rows.facts_of(row)["history"] for row in range(len(names))]  # type: ignore[misc]


def unlike_lines(
    code: GeneratedFunctions, ledger: pa.Table, every: Sequence[dict[str, Any]], decisions: Iterable[Decision]
) -> Iterator[str]:
    """The applicants whose final lines in a ledger differ from those of the decision on their facts."""
    program, names = code.program, [one["applicant"]["id"] for one in every]
    for one, plain, decision in zip(every, plain_lines(code, ledger, names), decisions, strict=True):
        context = ReadContext(program)
        read = read_history(context, plain, "$.history")
        facts = read_facts({**one, "history": []}, program)
        found = fill_in_keys(context, attrs.evolve(facts, history=read)).history or ()
        assert not context.finding_count, [*context.report()]
        final = [[line for line in each if is_final(line)] for each in (found, decision.ledger)]
        unsaid = {"applicant": "", **({} if all(line.matter for line in final[0]) else {"matter": ""})}
        told, wanted = (Counter(_told(program, line, unsaid) for line in lines) for lines in final)
        if told != wanted:
            yield f"{decision.applicant}: lines {[*(told - wanted)][:2]}, as decisions {[*(wanted - told)][:2]}"


def _told(program: Program, line: LedgerLine, unsaid: dict[str, str]) -> str:
    """A line as text. The matter is not compared if it is missing, because a part of it is `none`."""
    return json.dumps({**line_to_plain(line, program.currency), **unsaid}, sort_keys=True)
