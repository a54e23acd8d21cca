"""Literals: exact values, and a finding for every text that only resembles a literal."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import Report
from ipdsl.base.source import Span
from ipdsl.base.values import written_values
from ipdsl.syntax import literals
from tests.support.rows import each_row

SPAN = Span("x", 1, 1, 1, 2)


@each_row(
    ("text", "value", "is_money"),
    [
        ("0", 0, False),
        ("200000", 200_000, False),
        ("1,200,000", 1_200_000, False),
        ("1,200.50", Fraction("1200.5"), False),
        ("0.01", Fraction(1, 100), False),
        ("20万", 200_000, False),
        ("20万元", 200_000, True),
        ("0.5万", 5_000, False),
        ("3亿元", 300_000_000, True),
        ("300元", 300, True),
        ("123456789012345678", 123_456_789_012_345_678, False),
    ],
)
def test_a_number_is_read_exactly(text: str, value: Fraction, is_money: bool) -> None:
    report = Report()
    assert literals.read_number(text, SPAN, report) == (value, is_money)
    assert not list(report)


@each_row(
    ("text", "code", "help_text"),
    [
        ("20w", "S030", "write `20万` or `200000`"),
        ("1.5W", "S030", "write `1.5万` or `15000`"),
        ("20k", "S030", "write `20000`"),
        ("1000EUR", "S030", "write a space before the currency: `1000 EUR`"),
        ("20万元一次性", "S030", "write a space after the number: `20万元 一次性`"),
        ("1,20", "S030", "write digits, such as `200000`, `1,200,000`, `20万` or `0.5万`"),
        ("20.", "S030", "write digits, such as `200000`, `1,200,000`, `20万` or `0.5万`"),
        ("1..5w", "S030", "write digits, such as `200000`"),
        ("007", "S031", "write `7`"),
        ("00", "S031", "write `0`"),
        ("0,123", "S031", "write `123`"),
        ("1234567890123456789", "S033", "a number has at most 18 digits"),
    ],
)
def test_what_is_no_number_is_told_with_the_next_step(text: str, code: str, help_text: str) -> None:
    report = Report()
    literals.read_number(text, SPAN, report)
    (finding,) = report
    assert (finding.code, finding.texts().help) == (code, help_text)


@pytest.mark.parametrize(
    ("text", "help_text"),
    [
        ("2022-13-01", "a year has no month 13"),
        ("2022-02-29", "month 2 of 2022 has no day 29"),
        ("2022-5/1", "a date is written `2022-05-01`, year, month, day"),
        ("1066-10-14", "years from 1900 to 2200 are known"),
        ("0000-00-00", "a year has no month 0"),
    ],
)
def test_what_is_no_date_is_told_with_the_next_step(text: str, help_text: str) -> None:
    report = Report()
    literals.read_date(text, SPAN, report)
    (finding,) = report
    assert (finding.code, finding.texts().help) == ("S032", help_text)


def test_dates_are_read_in_every_form() -> None:
    report = Report()
    for text in ("2024-02-29", "2024-2-29", "2024/2/29", "2024/02/29", "2024年2月29日", "2024年02月29日"):
        assert literals.read_date(text, SPAN, report) == datetime.date(2024, 2, 29)
    assert not list(report)


@given(st.integers(0, 10**12), st.integers(0, 6))
def test_a_printed_number_reads_back(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    report = Report()
    assert literals.read_number(written_values.decimal(value), SPAN, report) == (value, False)
    assert not list(report)
