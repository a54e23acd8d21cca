"""Rates without a percent sign in a table of applicants: for each column the first one, its row, and their number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic, with_changes
from ipdsl.batch.intake.arrow_arrays import flags
from ipdsl.batch.intake.form import TableForm, ValueColumn, decode_dictionary, is_list, is_text, without_views
from ipdsl.batch.kernel.claims import Array
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.values.handwritten import TextParsers
from ipdsl.schema.types.rate import read_rate
from ipdsl.schema.values.value_errors import BareRate


def bare_rates(table: pa.Table, form: TableForm) -> Iterator[tuple[int, Diagnostic]]:
    """The remark for each column that the policy reads, with the row of its first value."""
    kinds = (kind.fields for kind in form.records if kind.place not in form.not_read)
    for column in chain(form.fields, *kinds, () if form.figures is None else form.figures.columns):
        if column.type.is_rate and column.place not in form.not_read:
            rows, cells = _cells_of(table, column)
            is_bare = (
                pc.invert(pc.match_substring_regex(cells, "[%/]")) if is_text(cells.type) else pc.greater(cells, 0)
            )
            at = np.flatnonzero(flags(is_bare))
            written = cells.take(pa.array(at)).dictionary_encode()
            remarks = [_remark(form, column, value) for value in written.dictionary.to_pylist()]
            codes = written.indices.to_numpy()
            reported = np.flatnonzero(np.asarray([each is not None for each in remarks], bool)[codes])
            for place in reported[:1]:
                finding = cast("BareRate", remarks[codes[place]])
                yield int(rows[at[place]]), with_changes(finding, number=len(reported))


def _remark(form: TableForm, column: ValueColumn, written: object) -> BareRate | None:
    """The remark about a value of a column, if it is one of a rate without a sign."""
    context, parse = ReadContext(form.program), form.program.compute_once(TextParsers)[column.type]
    read_rate(context, parse(written) if isinstance(written, str) else written, column.word, column.place)
    return next(iter(context.bare_rates), None)


def _cells_of(table: pa.Table, column: ValueColumn) -> tuple[Array, pa.Array]:
    """The values of a column, with the row of each."""
    cells, steps = table.column(column.path[0]).combine_chunks(), [*column.path[1:]]
    rows = np.arange(len(cells))
    while is_list(cells.type) or pa.types.is_struct(cells.type):
        if is_list(cells.type):
            rows, cells = rows[np.asarray(pc.list_parent_indices(cells))], pc.list_flatten(cells)
        else:
            place = steps.pop(0) if steps else cells.type.get_field_index("value")
            cells = pc.struct_field(cells, [place]) if place >= 0 else pa.nulls(len(cells), pa.string())
    return rows, without_views(decode_dictionary(cells))
