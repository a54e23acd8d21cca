"""Whatever types and values columns have, the intake answers with findings or problems, and never breaks."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.batch.intake.check import form_of
from ipdsl.batch.intake.form import LINES, error_table
from ipdsl.batch.readers.rows import Rows
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.tables import CODE, taken

COUNT = 6
DAY = datetime.date(2022, 3, 1)
NOON = datetime.datetime(2022, 3, 1, 12)
LEAVES: list[tuple[pa.DataType, list[Any]]] = [
    (pa.string(), ["ZL1", "", "无", "2022-03-01", "20000", "3.7%", "是", "national", "未知", "x" * 1001, "\u200b"]),
    (pa.large_string(), ["a", "2022年"]), (pa.string_view(), ["a", "否"]), (pa.bool_(), [True, False]),
    (pa.int8(), [-1, 0, 100]), (pa.int64(), [-(2**63), 2**63 - 1, 2022, 20_000]), (pa.uint64(), [2**64 - 1, 5]),
    (pa.float64(), [1.5]), (pa.decimal128(20, 3), [Decimal("1.500"), Decimal("-1")]),
    (pa.decimal256(76, 0), [Decimal(10**75), Decimal(3)]), (pa.date32(), [DAY, datetime.date(1, 1, 1)]),
    (pa.date64(), [DAY]), (pa.timestamp("us"), [NOON, datetime.datetime(2022, 3, 1)]),
    (pa.timestamp("ns", "UTC"), [NOON]), (pa.binary(), [b"\xff"]), (pa.null(), [None]), (pa.duration("s"), [5]),
]  # fmt: skip
FIELDS = ["number", "granted_on", "official_fees", "domestic", "country", "lapsed_on", "id", "专利号", "right"]


def leaf(r: random.Random) -> pa.Array:
    arrow, cells = r.choice(LEAVES)
    made = pa.array([r.choice([None, *cells]) for _ in range(COUNT)], arrow)
    return made.dictionary_encode() if r.random() < 0.1 and arrow in (pa.string(), pa.int64()) else made


def struct(r: random.Random, names: list[str], of: Callable[[random.Random], pa.Array], within: str = "") -> pa.Array:
    """Structs of some parts. In a column of the table (`within`) most of them are of a type that is taken there."""
    words = r.sample(names, r.randint(1, min(4, len(names))))
    return pa.StructArray.from_arrays(
        [fitting(r, of, within, word) if within else of(r) for word in words], names=words, mask=holes(r)
    )


def fitting(r: random.Random, of: Callable[[random.Random], pa.Array], within: str, word: str) -> pa.Array:
    made = of(r)
    for _ in range(30 if r.random() < 0.9 else 0):
        column = made if not within else listed(r, pa.StructArray.from_arrays([made], names=[word]))
        places = {finding.path for finding in findings(pa.table({within or word: column}))}
        if not any(place and place.startswith(f"column {within}.{word}".replace(" .", " ")) for place in places):
            break
        made = of(r)
    return made


def findings(made: pa.Table) -> list[Diagnostic]:
    try:
        form_of(made.schema, CODE)
    except FactsError as error:
        return list(error.report)
    return []


def holes(r: random.Random) -> pa.Array:
    return pa.array([r.random() < 0.15 for _ in range(COUNT)])


def listed(r: random.Random, members: pa.Array) -> pa.Array:
    cuts = sorted(r.randint(0, COUNT) for _ in range(COUNT - 1))
    kind = r.choice([pa.ListArray, pa.LargeListArray])
    width = pa.int32() if kind is pa.ListArray else pa.int64()
    return kind.from_arrays(pa.array([0, *cuts, COUNT], width), members, mask=holes(r))


def part(r: random.Random) -> pa.Array:
    roll = r.random()
    if roll < 0.1:
        return struct(r, ["value", "none", "cannot_be_determined", "amount", "currency"], leaf)
    if roll < 0.2:
        return listed(r, leaf(r))
    if roll < 0.25:
        return listed(r, struct(r, ["day", "amount", "from", "to", "value"], leaf))
    if roll < 0.3:
        return pa.array(
            [[("2022", "5")], None, [], [("a", None)], [("a", "1"), ("a", "2")], []], pa.map_(pa.string(), pa.string())
        )
    return leaf(r)


def table(r: random.Random) -> pa.Table:
    columns = {
        "id": pa.array([r.choice(["A", "B", "C", None, "2022年"]) for _ in range(COUNT)]),
        "kinds": pa.array(
            [r.choice([["enterprise"], ["企业", None], [], None]) for _ in range(COUNT)], pa.list_(pa.string())
        ),
    }
    for word in r.sample(["located_here", "established_on", "main_industry", "head_office", "as_of"], 2):
        columns[word] = fitting(r, part, "", word)
    columns["invention_patent"] = listed(r, struct(r, FIELDS, part, "invention_patent"))
    if r.random() < 0.3:
        columns["figures"] = listed(r, struct(r, ["year", "filings", "local_contribution", "none"], leaf, "figures"))
    if r.random() < 0.3:
        name = r.choice(["history", "published"])
        columns[name] = listed(r, struct(r, [*LINES[name]], part, name))
    return pa.table(columns)


@pytest.mark.slow
def test_no_table_breaks_the_intake() -> None:
    read = refused = 0
    for seed in range(400):
        r = random.Random(f"robust:{seed}")
        made = table(r)
        if findings(made):
            refused += 1
            continue
        intake = taken(made)
        problems = list(intake.problems)
        for _, found in Rows(intake.table, intake.form).read_all():
            read += 1
            problems += () if isinstance(found, Facts) else found
        assert error_table(problems).num_rows == len(problems)
    assert read > 800
    assert refused > 50
