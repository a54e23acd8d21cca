"""Amounts in Chinese bank characters, compared with a reader that shares no code with the writer."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.values.money import Money
from ipdsl.office.letters.amount_words import amount_in_words
from tests.support.rows import each_row

DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@each_row(
    ("minor", "words"),
    [
        (0, "零元整"), (5, "伍分"), (50, "伍角整"), (105, "壹元零伍分"), (1010, "壹拾元壹角整"),
        (1_000_000, "壹万元整"),
        (20_030_000, "贰拾万零叁佰元整"), (10_000_000, "壹拾万元整"), (100_230_005, "壹佰万贰仟叁佰元零伍分"),
        (1_000_100, "壹万零壹元整"), (10_001_000_100, "壹亿零壹万零壹元整"), (100_000_000_000, "壹拾亿元整"),
        (10**14, "壹万亿元整"), (100_000, "壹仟元整"), (41_149_999, "肆拾壹万壹仟肆佰玖拾玖元玖角玖分"),
    ],
)  # fmt: skip
def test_sums_as_banks_write_them(minor: int, words: str) -> None:
    assert amount_in_words(Money(minor, "CNY")) == f"人民币{words}"


@given(st.integers(0, 10**17) | st.integers(0, 10**4).map(lambda n: n * 10_000) | st.integers(0, 10**6))
def test_every_sum_is_read_back(minor: int) -> None:
    said = amount_in_words(Money(minor, "CNY")).removeprefix("人民币")
    assert "零零" not in said
    assert _read(said) == minor


@pytest.mark.parametrize("sum_", [Money(-5, "CNY"), Money(-5, "KWD"), Money(10**18, "CNY"), Money(10**18, "JPY")])
def test_other_sums_have_no_words(sum_: Money) -> None:
    assert amount_in_words(sum_) == ""


def _read(said: str) -> int:
    whole, has_yuan, rest = said.partition("元")
    if not has_yuan:
        whole, rest = "", said
    minor = _number(whole) * 100
    for sign, worth in (("角", 10), ("分", 1)):
        if sign in rest:
            minor += DIGITS[rest[rest.index(sign) - 1]] * worth
    return minor


def _number(said: str) -> int:
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        if unit in said:
            high, _, low = said.rpartition(unit) if unit == "亿" else said.partition(unit)
            return _number(high) * worth + _number(low)
    total = digit = 0
    for sign in said:
        if sign in PLACES:
            total, digit = total + digit * PLACES[sign], 0
        else:
            digit = DIGITS[sign]
    return total + digit


@each_row(
    ("sum_", "words"),
    [
        (Money(10_000, "JPY"), "日元壹万整"), (Money(0, "JPY"), "日元零整"),
        (Money(12_345, "KWD"), "KWD壹拾贰点叁肆伍"),
        (Money(12_000, "KWD"), "KWD壹拾贰整"), (Money(5, "CLF"), "CLF零点零零零伍"), (Money(150, "USD"), "美元壹点伍"),
    ],
)  # fmt: skip
def test_other_currencies_are_written_with_their_decimals(sum_: Money, words: str) -> None:
    assert amount_in_words(sum_) == words
