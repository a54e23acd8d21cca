"""Reasons describe exactly the payments that count: due or paid, published amount or the cap's own, and every year."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.report.decision_page import COHORT, DISCRETION, render
from tests.support.settlement.cohorts import SHARED, agency
from tests.support.slow import sampled

HEAD = (
    'policy city "A city"\n  document "City 1"\n  effective 2021-01-01 to 2024-12-31\n  use ip\n\narticle 7 "Seven"\n'
)
AWARD = "  award amount to enterprise when technology_contract recorded\n"
RULES = {
    "no repeat": AWARD + "  no repeat per matter\n",
    "less": AWARD + "    less already paid for technology_contract of the same contract\n",
}
PAYMENTS: dict[str, tuple[Any, str]] = {
    "left out": (None, "paid"),
    "nothing yet": ([], "due"),
    "in part": ([{"day": "2021-02-01", "amount": 100}], "due"),
    "all": ([{"day": "2021-02-01", "amount": 300}], "paid"),
}


def told(page: str, facts: dict[str, Any], **options: Any) -> str:
    return " ".join(render(ipdsl.load_text(page).evaluate(facts, **options)).split())


def contract(history: list[dict[str, Any]], year: int) -> dict[str, Any]:
    record = {"contract": "C", "amount": 500, "recorded_on": f"{year}-06-01"}
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    return {"applicant": applicant, "records": {"technology_contract": [record]}, "history": history, "support": []}


@pytest.mark.parametrize("payments", sampled(PAYMENTS, 6))
@pytest.mark.parametrize(("rule", "year"), [("no repeat", 2021), ("no repeat", 2022), ("less", 2022)])
def test_what_is_not_paid_yet_was_due_and_counts_the_same(rule: str, year: int, payments: str) -> None:
    stated, word = PAYMENTS[payments]
    line: dict[str, Any] = {"policy": "old", "clause": "1", "kind": "technology_contract", "item": "C", "year": 2021}
    line |= {"due": 300} | ({} if stated is None else {"payments": stated})
    page, facts = HEAD + RULES[rule], contract([line], year)
    said = told(page, facts)
    other = "paid" if word == "due" else "due"
    before, after = ("300.00 was ", " ") if rule == "no repeat" else ("300.00 already ", " for")
    assert f"{before}{word}{after}" in said
    assert f"{before}{other}{after}" not in said
    plain = {name: part for name, part in line.items() if name != "payments"}
    assert ipdsl.load_text(page).evaluate(facts).total == ipdsl.load_text(page).evaluate(contract([plain], year)).total


def test_a_line_of_two_years_names_both() -> None:
    page = HEAD + AWARD + 'article 22 "Ceiling"\n  over policy\n    cap local_contribution per enterprise per year\n'
    page += "      carry forward 2 years\n"
    figures = {str(year): {"local_contribution": 300} for year in (2021, 2022)}
    facts = contract([], 2021) | {"figures": figures, "as_of": "2022-12-31"}
    first = ipdsl.to_json(ipdsl.load_text(page).evaluate(facts))
    again = {name: part for name, part in facts.items() if name != "history"}
    assert "500.00 due in 2021, 2022" in told(page, again, history=first)


def test_a_cap_of_which_less_is_left_has_its_own_sum_beside_what_was_published() -> None:
    room = {"rule": "7.grants cap per head_office per year", "keys": {"head_office": "HQ"}, "year": 2022}
    facts = agency("N", "HQ", "2022-03-01", "2022-09-01")
    said = told(SHARED, facts | {"published": [room | {"left": 45000}]})
    assert (
        "cut to 15,000.00 by the cap of article 7: 50,000.00 per head_office per year, of which 45,000.00 was" in said
    )
    whole = told(SHARED, facts | {"published": [room | {"left": 50000}]})
    assert "cut to 20,000.00 by the cap of article 7: 50,000.00 per head_office per year" in whole
    assert "published" not in whole


def test_nothing_is_left_to_the_bureau_where_claims_hang_on_others_alone() -> None:
    page = render(ipdsl.load_text(SHARED).evaluate(agency("N", "HQ", "2022-03-01", "2022-09-01")))
    assert DISCRETION not in page
    assert "these cannot all be paid in full" in page.split(COHORT)[1]
