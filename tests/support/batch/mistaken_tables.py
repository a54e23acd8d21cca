"""Tables with random mistakes in values of every type, in every Arrow type for such values.

A table is generated as plain Python cells with their Arrow types. It is laid out twice: plainly, and as other programs
may supply it, with dictionaries, offsets, empty chunks, and values behind null.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

import pyarrow as pa

VOCABULARY = """vocabulary town

applicant enterprise

level county_level > town_level
choice medal "奖牌" gold "金", silver "银"

applicant fields
  established_on date fixed
  is_local yes/no fixed

figures per year
  filings count
  income money

series central_parity CNY per currency, daily

record thing
  key number
  seen_on date
  paid_on date
  repaid_on date
  fee money
  fee_abroad money
  people count
  share percent
  factor number
  is_new yes/no
  grade medal
  family text
  event seen on seen_on
"""
PAGE = """policy town "Things"
  document "Doc 5"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round half up to 0.01
  use town

article 1 "Sums"
  award 10% of fee to enterprise when thing seen
    as a1
  award 7 to enterprise when thing seen and paid_on at least 2022-06-01
    as a2
  award 37% of fee_abroad when thing seen
    as a3
    convert at central_parity on paid_on

article 2 "Conditions"
  award 100 to enterprise when thing seen and people at least 5
    as a4
  award 50% of interest on fee at share from seen_on to repaid_on to enterprise when thing seen
    as a5
  award 400 to enterprise when thing seen and is_new
    as a7
  award by grade to enterprise when thing seen
    as a8
    gold: 500
    silver: 50
  limit 2 items per family

article 3 "Applicants"
  award 1000 to enterprise when thing seen
    as a9
    if is_local
    if established_on at most 2020-12-31
  award 1 to enterprise when thing seen
    as a10
    if filings at least 5
    if income at least 1000
"""
DATES = ("2022-01-01", "2022-03-01", "2022-05-31", "2022-06-01", "2024-02-29", "2025-01-01")
RATES = {"USD": "6.7114", "JPY": "0.051364", "EUR": "7.00841234"}
SERIES = {
    "source": "made for a test",
    "series": {
        "central_parity": [{"currency": one, "day": day, "value": rate} for one, rate in RATES.items() for day in DATES]
    },
}


class Cells(NamedTuple):
    """Cells of one Arrow type: valid ones, and ones that are wrong or not in plain form."""

    arrow: pa.DataType
    right: Sequence[Any]
    mistaken: Sequence[Any]


def moments(unit: str) -> Cells:
    """Days as timestamps; some are not midnight and some are outside the calendar."""
    per_day = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}[unit]
    days = [18_993, 19_052, 19_143, 20_089]
    outside = [] if unit == "ns" else [-25_568 * per_day, 84_006 * per_day]
    return Cells(pa.timestamp(unit), [day * per_day for day in days], [days[0] * per_day + 1, -1, *outside])


NAN = ("NaN", "nan", "inf", "-0", "+5", "1e3", "1/3", "", " ", "x", "9" * 40, "１２", "5 ", "0x5", "1_000")
"""Texts that are not plain numbers."""
LONG = 2**63 - 1
MONEY = (
    Cells(pa.int64(), [0, 1, 1_250, 2_000_000], [-1, LONG, -LONG - 1, 10**15, 10**15 + 1, 10**17]),
    Cells(pa.int32(), [0, 1_250], [-1, -(2**31)]),
    Cells(pa.uint64(), [0, 1_250], [2**64 - 1]),
    Cells(pa.decimal128(20, 3), [Decimal("12.500"), Decimal(0)], [Decimal("12.505"), Decimal(-1), Decimal(10**16)]),
    Cells(pa.decimal128(38, 0), [Decimal(12), Decimal(0)], [Decimal(-1), Decimal(10**30), Decimal(2**64 + 5)]),
    Cells(pa.decimal256(60, 2), [Decimal("12.50")], [Decimal(-1), Decimal(10**50)]),
    Cells(pa.string(), ["12.5", "0", "20000", "12.50"], [*NAN, "12.505", "-1", "300万", "1,000", "01", "$5", "5元"]),
)
COUNT = (
    Cells(pa.int64(), [0, 4, 5, 6], [-1, LONG, -LONG - 1, 10**15]),
    Cells(pa.int8(), [0, 5, 127], [-1, -128]),
    Cells(pa.uint64(), [0, 5], [2**64 - 1]),
    Cells(pa.decimal128(9, 1), [Decimal(5), Decimal(4)], [Decimal("5.5"), Decimal(-5)]),
    Cells(pa.large_string(), ["5", "0", "12"], [*NAN, "5.5", "-1", "05", "五"]),
)
PERCENT = (
    Cells(pa.decimal128(12, 8), [Decimal("0.037"), Decimal("0.0369"), Decimal(1)],
          [Decimal("0.03700001"), Decimal("1.01"), Decimal("-0.01")]),
    Cells(pa.string(), ["3.7%", "3.6999%", "0.037", "100%"],
          [*NAN, "3.71234%", "101%", "-1%", "%", "3,7%", "0.0370001"]),
)  # fmt: skip
NUMBER = (
    Cells(pa.decimal128(20, 9), [Decimal("1.5"), Decimal("1.499999")], [Decimal("1.4999999"), Decimal(-2)]),
    Cells(pa.string(), ["1.5", "2", "0"], [*NAN, "1.4999999", "-2"]),
    Cells(pa.int64(), [0, 1, 2], [-1, LONG, 10**10, 10**9]),
)
DAYS = (
    Cells(pa.date32(), [18_993, 19_052, 19_143, 20_089], [-25_568, 84_006, -(2**31), 2**31 - 1]),
    Cells(pa.date64(), [day * 86_400_000 for day in (18_993, 19_052)],
          [1, 84_006 * 86_400_000, 18_993 * 86_400_000 + 1]),
    *(moments(unit) for unit in ("s", "ms", "us", "ns")),
    Cells(pa.string(), ["2022-03-01", "2022-06-01", "2024-02-29"],
          ["2022-02-29", "2022-13-01", "1899-12-31", "2201-01-01", "2022-3-1", "2022年3月1日", " 2022-03-01", "无", "",
           "2022-03-01x", "２０２２-03-01", "NaN", "2022-03-01 00:00:00"]),
)  # fmt: skip
FLAGS = (
    Cells(pa.bool_(), [True, False], []),
    Cells(pa.int8(), [1, 0], [2, -1]),
    Cells(pa.uint64(), [1, 0], [2, 2**64 - 1]),
    Cells(pa.string(), ["是", "否", "yes", "no"], ["maybe", "", " yes", "2", "NaN", "无", "YES", "不详"]),
)
MEDALS = (
    Cells(
        pa.string(),
        ["gold", "silver", "金", "银"],
        ["glod", "", " gold", "GOLD", "gold,silver", "铜", "1", "无", "NaN"],
    ),
    Cells(pa.large_string(), ["gold", "银"], ["glod", "未知"]),
)
TEXTS = (
    Cells(
        pa.string(),
        ["A-1", "B 2", "丙"],
        ["", " A-1", "x" * 1_001, "\u200b", "无", "a-1", "A年", "NaN", "未知", "A\nB"],
    ),
    Cells(pa.large_string(), ["A-1", "B 2"], ["B 2 ", "é"]),
    Cells(pa.int64(), [1, 2022], [-1, LONG, 10**18, 10**18 + 1]),
)
KEYS = (
    Cells(pa.string(), ["T1", "T2", "T3", "T4"], ["", " T1", "t1", "T1", "x" * 1_001, "无", "2022年"]),
    Cells(pa.int64(), [1, 2, 3, 4], [-1, LONG]),
)
FIELDS = {
    "number": KEYS, "seen_on": DAYS, "paid_on": DAYS, "repaid_on": DAYS, "fee": MONEY, "fee_abroad": MONEY,
    "people": COUNT, "share": PERCENT, "is_new": FLAGS, "grade": MEDALS, "family": TEXTS,
}  # fmt: skip
NUMBER_FIELDS = {
    "seen_on": DAYS, "fee": MONEY, "people": COUNT, "share": PERCENT, "factor": NUMBER, "is_new": FLAGS,
    "grade": MEDALS,
}  # fmt: skip
"""Fields whose values are numbers in a column."""
YEARS = (Cells(pa.int64(), [2021, 2022, 2023, 2024], [1899, 2201, -1, LONG]),
         Cells(pa.string(), ["2021", "2022", "2023", "2024"], ["2022年", "", "x", "NaN"]))  # fmt: skip
FIGURES = {"year": YEARS, "filings": COUNT, "income": MONEY}


class Layout:
    """The memory layout of arrays. Without a `random` it is plain: one after the other from the first bit."""

    def __init__(self, draw: random.Random | None) -> None:
        self._draw = draw

    def does(self, share: float) -> bool:
        """Whether something unusual is done here, with this probability."""
        return self._draw is not None and self._draw.random() < share

    def before(self) -> int:
        """The number of cells of other data in the buffers before these cells."""
        return self._draw.randint(1, 11) if self._draw is not None and self.does(0.4) else 0

    def values(self, cells: Sequence[Any], kind: Cells, behind_null: Any) -> pa.Array:
        """Cells of one type. Null may have a value behind it, and the encoding may be a dictionary."""
        many = self.before()
        cells = [*[behind_null] * many, *cells]
        stored = pa.int32() if pa.types.is_date32(kind.arrow) else pa.int64()
        is_moment = pa.types.is_temporal(kind.arrow)
        array = pa.array(cells, stored).cast(kind.arrow) if is_moment else pa.array(cells, kind.arrow)
        if not is_moment and self.does(0.3) and (pa.types.is_string(kind.arrow) or pa.types.is_integer(kind.arrow)):
            array = self._encode(array)
        return array.slice(many)

    def _encode(self, array: pa.Array) -> pa.Array:
        """A dictionary in another order than the cells, with an unused entry."""
        words = array.dictionary_encode().dictionary[::-1]
        words = pa.concat_arrays([words, pa.array(["unused"] if pa.types.is_string(array.type) else [99], array.type)])
        places = pa.array(
            [None if cell is None else words.to_pylist().index(cell) for cell in array.to_pylist()], pa.int16()
        )
        return pa.DictionaryArray.from_arrays(places, words)

    def lists(self, owned: Sequence[int | None], members: pa.Array) -> pa.Array:
        """Lists of these sizes; `None` is null, and null may have members behind it."""
        offsets, places, mask = [0], list[int](), list[bool]()
        first = 0
        before = self.before() if len(members) else 0
        for many in [*[1] * before, *owned]:
            is_before = len(mask) < before
            hidden = 1 if many is None and len(members) and self.does(0.5) else 0
            places += [0] * (1 if is_before else hidden) if is_before or many is None else range(first, first + many)
            first += 0 if is_before else many or 0
            mask.append(many is None)
            offsets.append(len(places))
        kind = pa.LargeListArray if self.does(0.3) else pa.ListArray
        width = pa.int64() if kind is pa.LargeListArray else pa.int32()
        made = kind.from_arrays(
            pa.array(offsets, width), members.take(pa.array(places, pa.int64())), mask=pa.array(mask, pa.bool_())
        )
        return made.slice(before)

    def column(self, array: pa.Array) -> pa.ChunkedArray:
        """A column in one chunk, or in several with some empty ones."""
        if self._draw is None or not self.does(0.6):
            return pa.chunked_array([array])
        cuts = sorted(self._draw.randint(0, len(array)) for _ in range(3))
        bounds = [0, *cuts, len(array)]
        pieces = [array.slice(start, end - start) for start, end in pairwise(bounds)]
        return pa.chunked_array([*pieces, array.slice(0, 0)], array.type)


class Values(NamedTuple):
    """The values of a field: the plain cells, their type, and the part of a struct with the values ("": no struct)."""

    kind: Cells
    cells: list[Any]
    parts: str
    said: list[Any]
    """Replaces a value: `none`, `cannot_be_determined`, or a currency; `"null"`: the struct is null."""

    def array(self, layout: Layout) -> pa.Array:
        """The values in memory."""
        behind = self.kind.right[0]
        values = layout.values(self.cells, self.kind, behind)
        if not self.parts:
            return values
        is_null = pa.array([said == "null" for said in self.said], pa.bool_())
        if self.parts == "amount":
            codes = [said if said != "null" else "USD" for said in self.said]
            return pa.StructArray.from_arrays(
                [values, layout.values(codes, Cells(pa.string(), ["CNY"], []), "CNY")],
                ["amount", "currency"],
                mask=is_null,
            )
        flags = [
            pa.array([said == name or (None if said is None else False) for said in self.said], pa.bool_())
            for name in ("none", "cannot_be_determined")
        ]
        return pa.StructArray.from_arrays([values, *flags], ["value", "none", "cannot_be_determined"], mask=is_null)


def is_never_plain(arrow: pa.DataType) -> bool:
    """Whether the reader of facts always reads columns of an Arrow type."""
    return pa.types.is_uint64(arrow) or pa.types.is_decimal256(arrow)


def drawn_values(draw: random.Random, name: str, kinds: Sequence[Cells], many: int, wrong: float) -> Values:
    """This many values of a field. A share of them is wrong, and few are null."""
    plain_kinds = [kind for kind in kinds if not is_never_plain(kind.arrow)]
    kind = draw.choice(kinds if draw.random() < wrong * 2 else plain_kinds)
    cells = [
        draw.choice(kind.mistaken) if kind.mistaken and draw.random() < wrong
        else None if draw.random() < wrong else draw.choice(kind.right)
        for _ in range(many)
    ]  # fmt: skip
    is_abroad = kinds is MONEY and draw.random() < (0.7 if name == "fee_abroad" else wrong * 2)
    parts = "amount" if is_abroad else "value" if draw.random() < 0.15 else ""
    said = [None] * many
    if parts == "amount":
        said = [
            draw.choice(["EUR", "JPY", "GBP", "usd", "", None, "null"]) if draw.random() < wrong
            else draw.choice(["USD", "CNY"]) for _ in cells
        ]  # fmt: skip
    elif parts:
        said = [draw.choice(["none", "cannot_be_determined", "null"]) if draw.random() < wrong else None for _ in cells]
    return Values(kind, cells, parts, said)


class DrawnTable(NamedTuple):
    """The cells of a table of applicants, with the sizes of their lists."""

    ids: list[Any]
    applicant: dict[str, Values]
    things: list[int | None]
    thing: dict[str, Values]
    null_things: list[bool]
    years: list[int | None]
    figures: dict[str, Values]
    null_figures: list[bool]
    share_of_mistakes: float

    def laid_out(self, layout: Layout) -> pa.Table:
        """The table in memory."""
        ids = layout.values(self.ids, Cells(pa.string(), ["F"], []), "F")
        kinds = pa.array([["enterprise"]] * len(self.ids), pa.list_(pa.string()))
        columns = {"id": ids, "kinds": kinds} | {name: one.array(layout) for name, one in self.applicant.items()}
        things, figures = (
            pa.StructArray.from_arrays(
                [one.array(layout) for one in parts.values()], [*parts], mask=pa.array(is_null, pa.bool_())
            )
            for parts, is_null in ((self.thing, self.null_things), (self.figures, self.null_figures))
        )
        columns |= {"thing": layout.lists(self.things, things), "figures": layout.lists(self.years, figures)}
        return pa.table({name: layout.column(array) for name, array in columns.items()})


def drawn_table(draw: random.Random, many: int) -> DrawnTable:
    """A table of this many applicants. About half of the tables have no mistakes."""
    wrong = draw.choice([0.0, 0.0, 0.005, 0.02, 0.08])
    things, years = (
        [None if draw.random() < wrong else draw.randint(least, least + 3) for _ in range(many)] for least in (0, 1)
    )
    records, lines = (sum(one or 0 for one in owned) for owned in (things, years))
    applicant = {"established_on": DAYS, "is_local": FLAGS}
    thing = {name: drawn_values(draw, name, kinds, records, wrong) for name, kinds in FIELDS.items()}
    figures = {name: drawn_values(draw, name, kinds, lines, wrong) for name, kinds in FIGURES.items()}
    return DrawnTable(
        [f"F{row}" for row in range(many)],
        {name: drawn_values(draw, name, kinds, many, wrong) for name, kinds in applicant.items()},
        things,
        with_own_members(draw, thing, "number", things),
        [draw.random() < wrong / 5 for _ in range(records)],
        years,
        with_own_members(draw, figures, "year", years),
        [draw.random() < wrong / 5 for _ in range(lines)],
        wrong,
    )


def with_own_members(
    draw: random.Random, values: dict[str, Values], key: str, owned: Sequence[int | None]
) -> dict[str, Values]:
    """The values with unique keys among the members of a list, except for mistaken keys."""
    one = values[key]
    names = [name for many in owned for name in draw.sample(list(one.kind.right), min(many or 0, len(one.kind.right)))]
    if len(names) < len(one.cells):
        return values
    cells = [name if cell in one.kind.right else cell for name, cell in zip(names, one.cells, strict=True)]
    return {**values, key: one._replace(cells=cells)}
