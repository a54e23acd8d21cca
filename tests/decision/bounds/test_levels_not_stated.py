"""Upper bounds of claims whose level is not stated, under a rule that compares levels."""

from __future__ import annotations

from typing import Any

import pytest

from tests.properties.pipeline import compile_texts

VOCABULARY = """vocabulary deals "Deals"

level national "国家级" > provincial "省级"

applicant enterprise "企业" "a company"

record deal "合同" "a deal" plural deals
  key number "编号"
  level "级别" level
  event made "签订" on made_on "签订日"
"""
PAGE = """policy trial "Deals"
  document "Doc 1"
  effective 2021-01-01 to 2025-12-31
  use deals

article 7 "Deals"
  award 60 to enterprise when deal made
    as deals
  top up per enterprise
"""


@pytest.mark.parametrize("level", ["national", "provincial"])
def test_the_bounds_hold_each_level_that_the_claim_may_have(level: str) -> None:
    made = compile_texts(PAGE, VOCABULARY, "deals")

    def facts(*deals: dict[str, Any]) -> dict[str, Any]:
        paid = {"clause": "deals", "item": "old", "year": 2021, "due": 1, "level": "national"}
        return {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"deal": [*deals]}, "history": [paid],
                "as_of": "2025-12-31"}  # fmt: skip

    first, second = {"number": "D0", "made_on": "2021-01-01"}, {"number": "D1", "level": "national"}
    due = made.evaluate_open(facts(first, second)).due
    whole = made.evaluate(facts({**first, "level": level}, {**second, "made_on": "2021-06-01"}))
    assert due.high is not None
    assert due.low.minor <= whole.total.minor <= due.high.minor
