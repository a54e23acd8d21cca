"""Rows that state both bounds pay in any order the same as rows with lower bounds from the top."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import Policy

PAGE = """use ip
award by amount to enterprise when technology_contract recorded
{rows}
"""
BORDERS = st.lists(st.integers(1, 40), min_size=1, max_size=4, unique=True).map(sorted)


def policy(rows: list[str]) -> Policy:
    return Policy(Compilation.from_text(PAGE.format(rows="\n".join(f"  {row}" for row in rows)), "ranges.ipp"))


def due(of: Policy, amount: int) -> ipdsl.Money:
    contract = {"id": "A", "recorded_on": "2022-03-01", "amount": amount}
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"technology_contract": [contract]}}
    return of.evaluate(facts).total


@pytest.mark.slow
@given(BORDERS, st.data())
def test_ranges_in_any_order_pay_what_a_ladder_pays(borders: list[int], data: st.DataObject) -> None:
    ladder = [f"at least {low}: {100 * low}" for low in reversed(borders)] + ["otherwise: 1"]
    ends = zip(borders, [*borders[1:], None], strict=True)
    ranges = [f"at least {low}{f' and less than {high}' if high else ''}: {100 * low}" for low, high in ends]
    turned = data.draw(st.permutations([*ranges, f"less than {borders[0]}: 1"]))
    of_ladder, of_ranges = policy(ladder), policy(turned)
    for amount in {0, *borders, *(border - 1 for border in borders), *(border + 1 for border in borders)}:
        assert due(of_ladder, amount) == due(of_ranges, amount), (amount, turned)


def test_each_end_counts_as_it_is_written() -> None:
    page = policy(["more than 10 and at most 20: 5", "more than 20 and less than 30: 7", "otherwise: 1"])
    sums = {amount: str(due(page, amount)) for amount in (10, 11, 20, 21, 29, 30)}
    assert sums == {
        10: "1.00 CNY", 11: "5.00 CNY", 20: "5.00 CNY", 21: "7.00 CNY", 29: "7.00 CNY", 30: "1.00 CNY",
    }  # fmt: skip
