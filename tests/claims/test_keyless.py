"""A record without key and id is a separate item, and the decision reports this if it may matter."""

from __future__ import annotations

import ipdsl
from tests.conftest import ROOT

POLICY = ipdsl.load(ROOT / "policies" / "shaoguan_2021.ipp")
PAID = {"clause": "3.geo_indication_product.new", "item": "tea", "year": 2021, "due": 200000}
TOLD = "product not stated: geo_indication_product recognised_on 2022-02-02 is treated as a separate item"


def assumptions(records: list[dict[str, object]], history: list[dict[str, object]]) -> list[str]:
    """The assumptions about products with an indication and their history."""
    decision = POLICY.evaluate(
        {
            "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True},
            "records": {"geo_indication_product": records},
            "history": history,
            "support": [],
            "as_of": "2024-12-31",
        }
    )
    return [line for line in decision.assumptions if "not stated: geo" in line]


def test_a_line_of_the_history_may_be_about_the_same_item() -> None:
    assert assumptions([{"recognised_on": "2022-02-02"}], [PAID]) == [TOLD]


def test_another_record_may_be_about_the_same_item() -> None:
    assert assumptions([{"recognised_on": "2022-02-02"}, {"product": "tea", "recognised_on": "2023-02-02"}], []) == [
        TOLD
    ]


def test_alone_it_can_only_be_itself() -> None:
    assert assumptions([{"recognised_on": "2022-02-02"}], []) == []


def test_a_stated_key_is_no_assumption() -> None:
    assert assumptions([{"product": "oranges", "recognised_on": "2022-02-02"}], [PAID]) == []


def test_a_claim_that_cannot_pay_assumes_nothing() -> None:
    assert assumptions([{"recognised_on": "2019-02-02"}], [PAID]) == []
