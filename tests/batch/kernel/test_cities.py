"""The law of columns over random firms of five cities: each year, claim, outcome and rule. Few firms leave columns."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ipdsl.batch.kernel.program import Settler
from ipdsl.batch.readers import chunks, columns
from ipdsl.batch.readers.chunks import ExchangeRates, ItemOrder
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.text import TextType
from tests.support.batch.cities import (
    CITIES,
    FIRMS,
    WAYS_BESIDE,
    check_city,
    check_part,
    drawn,
    one_by_one,
    policy_of,
    table_of,
)
from tests.support.slow import sampled

MOST = dict.fromkeys(("shaoguan", "foshan", "qingyuan", "quanzhou", "dongyang"), 0.01)
"""The share of random firms of a city that may leave columns."""

NOT_DRAWN = {
    "qingyuan": {"2.agency_case.granted"},  # its cap is shared across applicants
    "quanzhou": {
        "1.cultivation_project.selected", "3.navigation_project.selected", "4.navigation_project.selected",
        "7.works_registered", "19.workstation.selected",
    },  # quotas and a rank select among applicants
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(CITIES, 5))
def test_drawn_firms_come_to_what_each_comes_to_by_itself(name: str) -> None:
    found, counts = check_city(name)
    assert not found, found[:3]
    assert counts["columns"] + one_by_one(counts) == FIRMS
    assert one_by_one(counts) <= FIRMS * MOST[name], {way: counts[way] for way in WAYS_BESIDE}
    awards = {clause.label for clause in policy_of(CITIES[name].page).code.program.clauses}
    assert {label for label in awards if not counts[f"{label} paid"]} == NOT_DRAWN.get(name, set())


def moment(cell: Any) -> datetime.datetime:
    return datetime.datetime.fromisoformat(str(cell))


def share(cell: Any) -> Decimal:
    text = str(cell)
    return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)


OTHER_TYPES = {
    "texts": {"typed": False},
    "decimals and moments": {"types": (
        (MoneyType, pa.decimal128(20, 4), Decimal), (CountType, pa.decimal128(9, 0), Decimal),
        (RateType, pa.decimal128(12, 8), share), (DateType, pa.timestamp("us"), moment),
        (TextType, pa.dictionary(pa.int32(), pa.string()), str),
    )},
    "small decimals and days in ms": {"types": (
        (MoneyType, pa.decimal128(18, 2), Decimal), (CountType, pa.int16(), int),
        (RateType, pa.decimal128(8, 6), share), (DateType, pa.date64(), datetime.date.fromisoformat),
        (TextType, pa.large_string(), str),
    )},
    "views": {"types": ((DateType, pa.string_view(), str), (TextType, pa.string_view(), str))},
}  # fmt: skip
"""Tables that carry the same values in other types of Arrow."""


@pytest.mark.slow
@pytest.mark.parametrize("types", OTHER_TYPES)
@pytest.mark.parametrize("name", CITIES)
def test_a_table_of_other_types_comes_to_the_same(name: str, types: str) -> None:
    every = drawn(name, CITIES[name].seed, 60)
    plain, other = table_of(name, every), table_of(name, every, **OTHER_TYPES[types])
    assert plain.ways["columns"] > 30
    assert other.ways == plain.ways
    for part in ("applicants", "totals", "claims", "later", "missing", "errors"):
        assert getattr(other, part).equals(getattr(plain, part)), part


def test_a_record_that_stands_twice_is_a_problem_where_it_is_only_counted() -> None:
    firms = [one for one in drawn("dongyang", CITIES["dongyang"].seed, 100) if one["records"]["sanction"]]
    for one in firms:
        one["records"]["sanction"].append(one["records"]["sanction"][0])
    assert {*table_of("dongyang", firms).errors["code"].to_pylist()} == {"R046"}
    assert table_of("dongyang", firms).errors.num_rows == len(firms) > 3


def late_claims_in_turn(right: Any) -> Any:
    """Claims of days before the window among the others."""

    def settle(settler: Settler, *given: Any) -> Any:
        laid, late = settler.laid_policy, settler.engine.given(np.array([1, 0], np.int64))
        settler.laid_policy = settler.engine.laid_out(settler.policy._replace(late=late))
        try:
            return right(settler, *given)
        finally:
            settler.laid_policy = laid

    return settle


FAULTS = {
    "a rate of exchange": ("shaoguan", ExchangeRates, "worth", lambda right: lambda *given: right(*given) // 2),
    "the order of late claims": ("qingyuan", Settler, "settle", late_claims_in_turn),
    "years after a grant": ("qingyuan", chunks, "years_in_texts", lambda right: lambda texts: right(texts) + 1),
    "items on several days": ("foshan", ItemOrder, "first_days", lambda right: lambda *given: right(*given) * 0),
    "the month of a rate": ("quanzhou", columns, "_millionths", lambda right: lambda rate: right(rate) + 1),
}  # fmt: skip
"""What is broken, and in which city it shows."""


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_shows_in_drawn_firms(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    name, where, what, broken = FAULTS[fault]
    monkeypatch.setattr(where, what, broken(getattr(where, what)))
    found, _ = check_part(name, CITIES[name].seed, 200)
    assert found


def test_two_approvals_of_one_item_are_a_problem() -> None:
    firms = [one for one in drawn("quanzhou", CITIES["quanzhou"].seed, 100) if one["approvals"]]
    for one in firms:
        one["approvals"].append({**one["approvals"][0], "amount": "1.00"})
    assert table_of("quanzhou", firms).errors["code"].to_pylist() == ["R054"] * len(firms)
