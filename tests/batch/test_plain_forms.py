"""Values in every form of a type. Plain ones are settled over columns and mean the same as to the reader of facts.

Applicants with any other form leave to that reader.
"""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.values import EPOCH
from ipdsl.batch.readers.chunks import numbers_of
from ipdsl.batch.readers.loops import LOOPS, reader_loops
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from tests.conftest import ROOT
from tests.support.rows import each_row
from tests.support.slow import sampled

POLICY = ipdsl.load(ROOT / "policies" / "quanzhou_2021.ipp")
DAYS = ["2022-03-01", "2024-02-29", "1900-01-01", "2200-12-31"]
NO_DAYS = ["2022-02-29", "2022-04-31", "2022-13-01", "2022-00-10", "2022-01-00", "1899-12-31", "2201-01-01", "2022-3-1",
           "2022/03/01", "2022年3月1日", " 2022-03-01", "无", "", "２０２２-03-01"]  # fmt: skip


def read(type_: Type, cells: pa.Array) -> tuple[list[int], list[bool]]:
    """The numbers of a column, and where they are in no plain form."""
    found = numbers_of(POLICY.code.program.schema, "CNY", type_, cells, False, LOOPS)
    doubtful = np.zeros(len(cells), bool) if found.doubtful is None else found.doubtful
    return found.numbers.tolist(), doubtful.tolist()


@pytest.mark.parametrize("arrow", [pa.string(), pa.large_string(), pa.string_view()])
def test_days_as_text(arrow: pa.DataType) -> None:
    numbers, doubtful = read(DateType(), pa.array(DAYS, arrow))
    assert numbers == [(datetime.date.fromisoformat(day) - EPOCH).days for day in DAYS]
    assert not any(doubtful)
    assert all(read(DateType(), pa.array(NO_DAYS, arrow))[1])


def test_days_of_a_part_of_a_column() -> None:
    cells = pa.array([None, "2022-03-01", "x", None, "2022-03-02"]).slice(1)
    assert read(DateType(), cells)[0][3] == read(DateType(), cells)[0][0] + 1
    assert read(DateType(), cells)[1] == [False, True, False, False]


@pytest.mark.parametrize(
    ("text", "millionths"),
    [("3.7%", 37_000), ("3.70%", 37_000), ("0%", 0), ("100%", 10**6), ("4.3512%", 43_512), ("0.051", 51_000),
     ("1", 10**6)],
)  # fmt: skip
def test_rates_as_text(text: str, millionths: int) -> None:
    assert read(RateType(), pa.array([text])) == ([millionths], [False])


@each_row("text", ["3.71234%", "101%", "1.01", "%", "3,7%", " 3.7%", "03.7%", "3.7 %", "-1%", "1/3", "0.0510001"])
def test_rates_in_other_forms_go_to_the_reader(text: str) -> None:
    assert read(RateType(), pa.array([text]))[1] == [True]


@pytest.mark.parametrize(
    ("cells", "fen"),
    [
        (pa.array([Decimal("12.50")], pa.decimal128(12, 2)), 1_250),
        (pa.array([Decimal("12.5000")], pa.decimal128(20, 4)), 1_250),
        (pa.array([Decimal("12")], pa.decimal128(20, 0)), 1_200),
        (pa.array(["12.5"]), 1_250),
        (pa.array([1_250], pa.int32()), 1_250),
    ],
)
def test_sums_in_every_form(cells: pa.Array, fen: int) -> None:
    assert read(MoneyType(), cells) == ([fen], [False])


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([Decimal("12.5001")], pa.decimal128(20, 4)),
        pa.array([Decimal("-1.00")], pa.decimal128(20, 2)),
        pa.array([Decimal("12.50")], pa.decimal256(20, 2)),
        pa.array(["300万"]),
        pa.array(["12.505"]),
        pa.array([-1]),
    ],
)
def test_sums_in_other_forms_go_to_the_reader(cells: pa.Array) -> None:
    assert read(MoneyType(), cells)[1] == [True]


def test_a_sum_of_a_currency_that_the_field_declares_goes_to_the_reader() -> None:
    assert read(MoneyType(currency="USD"), pa.array([1_250]))[1] == [True]
    assert read(MoneyType(currency="CNY"), pa.array([1_250]))[1] == [False]


def test_yes_and_no_as_text() -> None:
    words = ["是", "否", "yes", "no", "无", "True", "f", "1", "maybe", "", "2"]
    assert read(BoolType(), pa.array(words))[0][:8] == [1, 0, 1, 0, 0, 1, 0, 1]
    assert read(BoolType(), pa.array(words))[1] == [False] * 8 + [True] * 3
    assert read(BoolType(), pa.array([1, 0, 2])) == ([1, 0, 0], [False, False, True])


def test_counts_as_decimals_and_text() -> None:
    assert read(CountType(), pa.array([Decimal(5)], pa.decimal128(5, 0))) == ([5], [False])
    assert read(CountType(), pa.array([Decimal("5.5")], pa.decimal128(5, 1)))[1] == [True]
    assert read(CountType(), pa.array(["5"])) == ([5], [False])


WHOLE = [
    *((CountType(), arrow) for arrow in (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint32())),
    (MoneyType(), pa.int64()), (BoolType(), pa.bool_()), (BoolType(), pa.int8()), (BoolType(), pa.uint64()),
    (DateType(), pa.date32()), (DateType(), pa.date64()), (DateType(), pa.timestamp("s")),
    (DateType(), pa.timestamp("us")), (RateType(), pa.int64()),
]  # fmt: skip
"""Types with columns of whole numbers."""


def whole_cells(draw: random.Random, type_: Type, arrow: pa.DataType) -> pa.Array:
    """Cells with null and values at the edges of the type. The first three are cut off."""
    if pa.types.is_boolean(arrow):
        return pa.array([draw.choice([True, False, None]) for _ in range(draw.randint(0, 40))], arrow).slice(3)
    is_day = type_.is_date
    day = {"date32[day]": 1, "date64[ms]": 86_400_000, "timestamp[s]": 86_400, "timestamp[us]": 86_400_000_000}
    size = day[str(arrow)] if is_day else 1
    edges = [0, 1, 2, 17, 100] if not is_day else [0, 19_000, -25_567, -25_568, 84_005, 84_006]
    if not is_day and pa.types.is_signed_integer(arrow):
        edges += [-1]
    if arrow == pa.int64():
        edges += [values.MAX_VALUE, values.MAX_VALUE + 1, 2**63 - 1, -(2**63)]
    count = [None if draw.random() < 0.2 else draw.choice(edges) * size for _ in range(draw.randint(0, 40))]
    if size > 1 and draw.random() < 0.3:
        count = [one if one is None or draw.random() < 0.8 else one + 1 for one in count]
    width = pa.int32() if arrow == pa.date32() else pa.int64() if is_day else arrow
    return pa.array(count, width).cast(arrow, safe=False).slice(3)


@pytest.mark.parametrize("is_compiled", [False, True])
@pytest.mark.parametrize(("type_", "arrow"), sampled(WHOLE, 3, others="broad"))
@pytest.mark.parametrize("null_is_none", [False, True])
def test_whole_numbers_in_memory(type_: Type, arrow: pa.DataType, null_is_none: bool, is_compiled: bool) -> None:
    draw, loops = random.Random(f"{type_} {arrow}"), reader_loops(is_compiled)
    for _ in range(20):
        cells = whole_cells(draw, type_, arrow)
        read_at_once = numbers_of(POLICY.code.program.schema, "CNY", type_, cells, null_is_none, loops)
        doubtful = read_at_once.doubtful
        for place, cell in enumerate(cells):
            number, is_stated = int(read_at_once.numbers[place]), bool(read_at_once.stated[place])
            if not cell.is_valid:
                none = {BoolType: values.NONE_FLAG, DateType: values.NEVER}.get(type(type_), values.UNKNOWN)
                assert number == (none if null_is_none else values.UNKNOWN)
                assert is_stated == (number != values.UNKNOWN)
                assert doubtful is None or not doubtful[place]
                continue
            expected = plain_number(type_, cell)
            assert is_stated
            assert (doubtful is not None and bool(doubtful[place])) == (expected is None), (cell, expected)
            assert expected in (None, number)


def plain_number(type_: Type, cell: pa.Scalar) -> int | None:
    """The number of a cell that is in plain form, else `None`."""
    if type_.is_date:
        size = {"date32[day]": 1, "date64[ms]": 86_400_000, "timestamp[s]": 86_400, "timestamp[us]": 86_400_000_000}
        days, rest = divmod(
            cell.cast(pa.int32() if cell.type == pa.date32() else pa.int64()).as_py(), size[str(cell.type)]
        )
        first, last = (datetime.date(year, *day) - EPOCH for year, day in ((1900, (1, 1)), (2200, (12, 31))))
        return days if not rest and first.days <= days <= last.days else None
    value = int(cell.as_py())
    if isinstance(type_, RateType):
        return None
    most = 1 if type_.is_flag else values.MAX_VALUE
    return value if 0 <= value <= most else None
