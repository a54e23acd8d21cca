"""A rate that a word names needs brackets next to another operator, as a written rate does, in both languages."""

from __future__ import annotations

import pytest

import ipdsl

PAGE = """policy shares "Shares"
  effective 2022-01-01 to 2025-12-31
  use ip
  language 4

article 1 "Shares"
  here rate means 30%
  award AMOUNT to enterprise when technology_contract recorded
    uncapped
"""
OPEN = [
    ("rate of amount above 1000", "(rate of amount) above …", "rate of (amount above …)"),
    ("rate of amount up to 1000", "(rate of amount) up to …", "rate of (amount up to …)"),
    ("rate of amount above 10 up to 1000", "(rate of amount) above …", "rate of (amount above …)"),
    ("rate of amount less 300", "(rate of amount) less …", "rate of (amount less …)"),
    ("300 plus rate of amount", "… plus (rate of amount)", "rate of (… plus amount)"),
    ("300 plus rate of amount less 5", "(rate of amount) less …", "rate of (amount less …)"),
    ("rate of amount rounded down to 100", "(rate of amount) rounded …", "rate of (amount rounded …)"),
    ("(rate plus 5%) of amount less 300", "((rate plus 5%) of amount) less …", "(rate plus 5%) of (… less …)"),
]


@pytest.mark.parametrize(("amount", "one", "other"), OPEN, ids=[amount for amount, *_ in OPEN])
def test_a_rate_next_to_another_operator_needs_brackets(amount: str, one: str, other: str) -> None:
    with pytest.raises(ipdsl.PolicyError) as raised:
        ipdsl.load_text(PAGE.replace("AMOUNT", amount))
    told = str(raised.value)
    assert told.count("[S010]") == 1
    assert f"write `{one}`, or `{other}`" in told


@pytest.mark.parametrize(
    ("amount", "due"),
    [
        ("rate of (amount above 1000)", 1_200), ("(rate of amount) above 1000", 500),
        ("30% of amount above 1000", 1_200),
        ("(rate of amount) less 300", 1_200), ("rate of (amount less 300)", 1_410), ("rate of amount times 2", 3_000),
        ("max(rate of amount, 7)", 1_500), ("rate of (amount less 300) plus 5", 1_415),
    ],
)  # fmt: skip
def test_brackets_decide_what_the_rate_is_of(amount: str, due: int) -> None:
    deal = {"contract": "A", "amount": 5000, "recorded_on": "2022-05-01", "put_to_use": True}
    facts = {
        "applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"technology_contract": [deal]},
        "as_of": "2022-12-31",
    }  # fmt: skip
    policy = ipdsl.load_text(PAGE.replace("AMOUNT", amount))
    assert policy.evaluate(facts).due.low.minor == 100 * due
