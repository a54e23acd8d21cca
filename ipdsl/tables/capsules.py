"""Tables of others as tables of pyarrow, by the PyCapsule interface of Arrow.

In: a table of pyarrow, Polars, pandas or DuckDB, or whatever else offers `__arrow_c_stream__` or `__arrow_c_array__`.
Out: a `pyarrow.Table` over the same memory where the types allow it, or a `FactsError`. Nothing is looked at.
"""

from __future__ import annotations

import pyarrow as pa

from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.wording import describe, printable
from ipdsl.tables.errors import NotATable

THE_TABLE = Phrase("the table", "所给的表")


def arrow_table(data: object, what: MessageValue = THE_TABLE) -> pa.Table:
    """The table of what offers one; `what` is what findings call it. `FactsError` where nothing is offered."""
    if isinstance(data, pa.Table):
        return data
    try:
        if isinstance(data, pa.RecordBatch):
            return pa.Table.from_batches([data])
        if isinstance(data, pa.RecordBatchReader):
            return data.read_all()
        if hasattr(data, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(data).read_all()
        if hasattr(data, "__arrow_c_array__"):
            return pa.Table.from_batches([pa.record_batch(data)])
    except (pa.ArrowException, TypeError, ValueError) as refused:
        reason = Phrase(
            "what Arrow cannot take: {reason}", "`Arrow`无法读取的内容：{reason}", reason=printable(str(refused))
        )
        raise FactsError(Report([NotATable(path="the table", what=what, found=reason)])) from refused
    raise FactsError(Report([NotATable(path="the table", what=what, found=_data_phrase(data))]))


def _data_phrase(data: object) -> MessageValue:
    """What the data is, in the words of JSON or by its type."""
    if data is None or isinstance(data, str | int | float | list | tuple | dict):
        return describe(data)
    kind = type(data)
    return Phrase("an object of the type `{name}`", "`{name}`类型的对象", name=f"{kind.__module__}.{kind.__qualname__}")
