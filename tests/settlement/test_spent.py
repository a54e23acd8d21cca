"""A claim that the ledger has used up asks for nothing that later rules ask for."""

from __future__ import annotations

import pytest

import ipdsl
from ipdsl.runtime.outcome import Outcome

PAGE = """
policy spent "What is paid once"
  document "Example 4"
  effective from 2021-01-01
  currency CNY
  use ip

article 2 "Products with an indication"
  award 30000 once per product from 2019-01-01 when geo_indication_product new
  cap 10% of main_revenue per applicant per year
"""
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2019-05-05"}]},
    "figures": {},
    "history": [{"clause": "2.geo_indication_product.new", "item": "tea", "year": 2020, "paid": 30000}],
    "support": [],
}


@pytest.mark.parametrize("carry", ["", "\n    carry forward 2 years"])
def test_a_claim_that_was_paid_already_asks_for_no_room_of_a_cap(carry: str) -> None:
    (claim,) = ipdsl.load_text(PAGE.rstrip() + carry + "\n").evaluate(FACTS).claims
    assert claim.outcome is Outcome.ALREADY_PAID
    assert not claim.missing


def test_a_claim_that_was_not_paid_asks_for_it() -> None:
    (claim,) = ipdsl.load_text(PAGE).evaluate({**FACTS, "history": []}).claims
    assert claim.outcome is Outcome.UNDETERMINED
    assert [fact.field for fact in claim.missing] == ["main_revenue"]
