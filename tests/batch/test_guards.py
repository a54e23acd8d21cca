"""Laws of guards over columns: the findings of rows compared one by one, for chunks of any size and in any order."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.batch import evaluate as columns
from ipdsl.batch.evaluate import guard_rows, item_rows
from ipdsl.ledger.guards import (
    WEIGHTED_CODES,
    StatedRow,
    guard_register,
    register_findings,
    register_of,
    wrong_check_digits,
)
from tests.support.registers import Register, credit_code, planted
from tests.support.slow import sampled

AWARDS = {"a": True, "b": True, "titles": False}


def lines_of(rows: Sequence[StatedRow]) -> pa.Table:
    """Rows as ledger lines, each with its sum in two years."""
    offsets = np.arange(0, 2 * len(rows) + 1, 2, dtype=np.int32)
    halves = [part for row in rows for part in (row[4] // 2, row[4] - row[4] // 2)]
    applicant, clause, item, day, _ = zip(*rows, strict=True) if rows else ((),) * 5
    return pa.table({
        "applicant": pa.array(applicant, pa.large_string()), "policy": pa.array(["p"] * len(rows), pa.string()),
        "clause": pa.array(clause, pa.string()), "item": pa.array(item, pa.large_string()),
        "event_date": pa.array(day, pa.date32()),
        "page": pa.nulls(len(rows), pa.int32()),
        "due": pa.MapArray.from_arrays(
            pa.array(offsets), pa.array(["2021", "2022"] * len(rows)), pa.array(halves, pa.int64())
        ),
    })  # fmt: skip


def over_columns(
    history: Sequence[StatedRow], claims: Sequence[StatedRow], present: Sequence[str], recorded: Sequence[str],
    awards: dict[str, bool], chunk: int,
) -> list[Diagnostic]:  # fmt: skip
    """The findings over columns, in chunks of so many applicants; absent ones are in chunks after the others."""
    (names, status), many = register_of(present, recorded), len(present)
    policy: Any = SimpleNamespace(name="p", compute_once=lambda _: awards)
    parts = [pa.table([[]] * 4, columns.ROWS.names).cast(columns.ROWS)]
    for first in (*range(0, many, chunk), *range(many, len(names), chunk)):
        last = min(first + chunk, many if first < many else len(names))
        ids = {*names[first:last]}
        here = [
            (row, is_claim) for rows, is_claim in ((history, False), (claims, True)) for row in rows if row[0] in ids
        ]
        is_claim = np.array([claim for _, claim in here], bool)
        of_names = {name: number for number, name in enumerate(names)}
        of_rows = np.array([of_names[row[0]] for row, _ in here], np.int64)
        of_rows = of_rows - first if first < many else of_rows - len(names) - 1
        parts.append(guard_rows(lines_of([row for row, _ in here]), of_rows, is_claim, first, policy))
    rows = item_rows(status, lambda name: [part[name] for part in parts])
    return [*register_findings(names, rows, [*awards], "CNY", ())]


def one_by_one(*stated: Any) -> list[str]:
    return sorted(map(repr, guard_register(*stated, "CNY", ())))


def compare(history: Any, claims: Any, present: Any, recorded: Any, awards: Any, chunk: int) -> None:
    found = over_columns(history, claims, present, recorded, awards, chunk)
    assert sorted(map(repr, found)) == one_by_one(history, claims, present, recorded, awards)


def stated_by(register: Register) -> tuple[Any, ...]:
    return register.history(), register.rows_of_run(), [*register.ids.values()], register.recorded(), register.guarded


@pytest.mark.parametrize("numbering", sampled(["drawn", "global", "mixed", "serial"], 2, others="broad"))
def test_a_register_comes_to_the_same_over_columns_in_chunks_of_any_size(numbering: str) -> None:
    register = Register("foshan_2020", 600, numbering=numbering, gone=0.1)
    for slip in ("renamed", "dash"):
        planted(register, slip, 10, "all")
    stated = stated_by(register)
    assert len(one_by_one(*stated)) > 10
    for chunk in (1777, 600, 41):
        compare(*stated, chunk)


@pytest.mark.slow
@pytest.mark.parametrize("numbering", ["drawn", "global"])
def test_a_large_register_comes_to_the_same_over_columns(numbering: str) -> None:
    compare(*stated_by(Register("quanzhou_2021", 20_000, numbering=numbering)), 1777)


ITEMS = (
    "ZL1", "zl1", "ＺＬ１", " zl1 ", "A", "AB", "2024", "2024年", "专利甲", "专利甲乙", "2024 / 7",
    "HT-01", "", "ſtraße",
    "一个很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的项目名称", "x" * 200,
)  # fmt: skip


def drawn(draw: random.Random) -> tuple[Any, ...]:
    """A few applicants with items of every kind, and days, sums and ids that often agree."""
    names = draw.sample(["F1", "f-1", "F2", "甲公司", "甲", "G1", "G2", "G3", "G4", "H 1", "H1"], 9)
    recorded, present = draw.sample(names, 6), draw.sample(names, 7)
    days = [datetime.date(2021, 1, day) for day in (1, 2)] + [None, datetime.date(2022, 5, 5)]

    def row(name: str, sums: Sequence[int]) -> StatedRow:
        label = draw.choice(["a", "a", "b", "titles", "gone"])
        return name, label, draw.choice(ITEMS), draw.choice(days), draw.choice(sums)

    history = [row(name, (5, 5, 0)) for name in recorded for _ in range(draw.randrange(6))]
    claims = [row(name, (5, 0)) for name in present for _ in range(draw.randrange(6))]
    recorded = [name for name in recorded if any(name == one[0] and one[4] and one[1] != "gone" for one in history)]
    return [one for one in history if one[0] in recorded], claims, present, recorded, AWARDS


@pytest.mark.parametrize(
    "numbers",
    [
        range(40),
        pytest.param(range(40, 140), marks=pytest.mark.broad),
        pytest.param(range(140, 400), marks=pytest.mark.slow),
    ],
    ids=str,
)
def test_odd_items_days_and_ids_come_to_the_same_over_columns(numbers: range) -> None:
    codes = set[str]()
    for number in numbers:
        draw = random.Random(number)
        stated = drawn(draw)
        compare(*stated, draw.choice((1, 3, 100)))
        codes |= {text.split("(")[0] for text in one_by_one(*stated)}
    assert codes >= {"RenamedApplicant", "PossiblyRenamedApplicant", "ItemsOfSeveralApplicants",
                     "ItemsNumberedByApplicants"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    sampled(
        [("CLAIM", 0x2000), ("YEAR", "never"), ("CLASSES", 4), ("MOST_ROWS", 1), ("_DAY_BITS", np.uint64(0))],
        3,
        others="broad",
    ),
)
def test_a_fault_in_the_columns_breaks_the_law(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    monkeypatch.setattr(columns, name, value)
    with pytest.raises((AssertionError, IndexError, ValueError)):
        test_odd_items_days_and_ids_come_to_the_same_over_columns(range(400))


def odd_ids(draw: random.Random) -> list[str]:
    """Codes, right or with a slip, and ids of other forms."""
    codes = ["91110000600037341L", "360426199101010071", "11010519491231002X", "51824753556"]
    codes += map(credit_code, range(40))
    slips = [f"{code[:9]}{draw.choice('0123456789AXIＡ')}{code[10:]}" for code in draw.sample(codes, 9)]
    others = ["", " ", "甲公司", "9" * 18, "X" * 18, "０" * 18, "é" * 9, "91330700-MA0000000A", codes[0].lower()]
    return draw.sample([*codes, *slips, *others], draw.randrange(2, 30))


@pytest.mark.broad
def test_right_check_digits_over_columns_are_right_one_by_one() -> None:
    found = 0
    for number in range(300):
        ids = [*dict.fromkeys(odd_ids(random.Random(number)))]
        rest, number_of_right = columns.ids_to_check(ids)
        right = {*ids} - {*rest}
        found += len(right)
        assert number_of_right.total() == len(right)
        codes = [(name, code) for name in ids for code in WEIGHTED_CODES if len(name) == len(code.weights)]
        assert right == {name for name, code in codes if code.is_right(name)}
        named = {*ids}
        alone = [repr(finding) for finding in wrong_check_digits(ids, named)]
        assert [repr(finding) for finding in wrong_check_digits(ids, named, columns.ids_to_check)] == alone
    assert found > 1000


def test_a_fault_in_the_check_digits_over_columns_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    padded = columns._padded
    monkeypatch.setattr(columns, "_padded", lambda texts, width, type_: padded(texts, width, type_)[:, ::-1])
    with pytest.raises(AssertionError):
        test_right_check_digits_over_columns_are_right_one_by_one()


def test_items_have_the_same_numbers_however_long_the_longest_is() -> None:
    """The numbers of a chunk are compared with those of another, whose longest item has another length."""
    rows: list[StatedRow] = [("F", "a", item, None, 5) for item in ITEMS]
    policy: Any = SimpleNamespace(name="p", compute_once=lambda _: AWARDS)

    def numbers(some: list[StatedRow]) -> list[int]:
        made = guard_rows(lines_of(some), np.zeros(len(some), np.int64), np.ones(len(some), bool), 0, policy)
        return [int(number) for number in made["item"].to_pylist()]

    assert numbers(rows) == [number for row in rows for number in numbers([row])]
    assert len({*numbers(rows)}) > 9
