"""Whatever offers a table of Arrow is taken, over the same memory; what offers none is refused."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from ipdsl.batch.intake.intake import arrow_table
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.tables import GOLDENS
from tests.support.golden import check_golden

TABLE = pa.table({"id": ["F1", "F2"], "kinds": [["enterprise"], ["academy"]]})


class Streams:
    """As frames of Polars and pandas and relations of DuckDB do."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


class OneBatch:
    """As a batch of another library does."""

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return TABLE.to_batches()[0].__arrow_c_array__(requested_schema)


@pytest.mark.parametrize(
    "data",
    [TABLE, TABLE.to_batches()[0], TABLE.to_reader(), Streams(TABLE), OneBatch()],
    ids=lambda data: type(data).__name__,
)
def test_what_offers_a_table_is_taken(data: object) -> None:
    assert arrow_table(data).equals(TABLE)


def test_the_memory_is_the_same() -> None:
    taken = arrow_table(Streams(TABLE))
    addresses = [
        [buffer.address for buffer in table.column("id").chunk(0).buffers() if buffer is not None]
        for table in (TABLE, taken)
    ]
    assert addresses[0] == addresses[1]


@pytest.mark.parametrize(
    "data", [None, 5, "applicants.parquet", [TABLE], object(), Streams(pa.chunked_array([[1, 2]]))],
    ids=["null", "number", "name of a file", "list", "object", "stream of no table"],
)  # fmt: skip
def test_what_offers_none_is_refused(data: object) -> None:
    with pytest.raises(FactsError) as error:
        arrow_table(data)
    assert [finding.code for finding in error.value.report] == ["R093"]


def test_the_finding_says_what_to_give(update_golden: bool) -> None:
    with pytest.raises(FactsError) as error:
        arrow_table([TABLE])
    check_golden(GOLDENS / "R093.txt", f"{error.value}\n", update_golden)
