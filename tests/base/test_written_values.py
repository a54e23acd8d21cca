"""Numbers as a page writes them: exact decimals, and fractions for periodic numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, strategies as st

from ipdsl.base.values import written_values

SHARES = st.fractions(min_value=0, max_value=10**6, max_denominator=10**6)


@given(SHARES)
def test_a_written_number_is_the_number(value: Fraction) -> None:
    assert Fraction(written_values.decimal(value)) == value
    assert ("/" in written_values.decimal(value)) == written_values.is_periodic(value)


@given(SHARES)
def test_a_percentage_is_the_share(share: Fraction) -> None:
    text = written_values.percentage(share)
    assert (Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)) == share
    assert text.endswith("%") or written_values.is_periodic(share)


def test_a_long_decimal_is_written_in_full() -> None:
    assert written_values.decimal(Fraction(1, 2**40)) == "0.0000000000009094947017729282379150390625"
