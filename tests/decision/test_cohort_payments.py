"""Earlier payments of an applicant count for the others, also if a missing fact keeps it out of their settlement."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl

PAGE = """policy shared "Shared by all"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Shared"
  award 10000 to enterprise when technology_contract recorded
  {rule}
article 2 "Another room"
  award 500 to enterprise when ip_title new and located_here
  cap 800 per year across applicants{manner}
"""


def firm(name: str, **facts: Any) -> dict[str, Any]:
    return {"applicant": {"id": name, "kinds": ["enterprise"]}, "history": [], **facts}


def contract(name: str) -> dict[str, Any]:
    return firm(
        name, records={"technology_contract": [{"contract": name, "recorded_on": "2022-05-01"}], "ip_title": []}
    )


def open_title(name: str, due: int) -> dict[str, Any]:
    """An applicant with a line of article 1 and a claim under article 2 that is open."""
    titles = [{"title": "national_demonstration", "recognised_on": "2022-03-01"}]
    line = {"clause": "1.technology_contract.recorded", "item": "old", "year": 2022, "due": due}
    return firm(name, records={"technology_contract": [], "ip_title": titles}, history=[line])


@pytest.mark.parametrize(
    ("rule", "paid"),
    [
        ("limit 1 applicant per year across applicants", 0),
        ("cap 12000 per year across applicants", 4000),
        ("cap 12000 per year across applicants, whole", 0),
    ],
)
@pytest.mark.parametrize("manner", ["", ", in proportion"])
def test_a_payment_of_an_applicant_with_an_open_claim_counts(rule: str, paid: int, manner: str) -> None:
    page = ipdsl.load_text(PAGE.format(rule=rule, manner=manner))
    for names in ("AB", "BA"):
        first, second = names
        cohort = [open_title(first, 8000), contract(second)]
        decisions = page.evaluate_cohort(cohort).decisions
        assert [decision.total.minor for decision in decisions] == [0, paid * 100]
