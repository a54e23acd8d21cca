"""The total of an applicant under a rule across applicants, with published facts, is that of the decision."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl

PAGE = """policy shared "Shared"
  effective 2021-01-01 to 2026-12-31
  use ip

article 1 "Shared"
  award 100 to enterprise when patent granted
  RULE
"""
RULES = {
    "cap 150 per year across applicants, in proportion": {"ratio": "1/2"},
    "cap 150 per year across applicants": {"left": "50"},
}


OTHERS = {"known": "2023-05-01", "never determined": {"cannot_be_determined": True}}
"""The day of a second patent. An award with an open claim is proposed as for a decision."""


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("other", OTHERS)
def test_the_total_is_that_of_the_decision(rule: str, other: str) -> None:
    policy = ipdsl.load_text(PAGE.replace("RULE", rule))
    [bound] = policy.program.settlement.steps[0].rules
    patents = [{"id": "A", "granted_on": "2022-05-01"}, {"id": "B", "granted_on": OTHERS[other]}]
    facts: dict[str, Any] = {
        "applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"patent": patents}, "as_of": "2026-12-31",
        "published": [{"rule": bound.name, "year": year, **RULES[rule]} for year in range(2021, 2027)],
    }  # fmt: skip
    paid = [5_000, 5_000] if other == "known" else [5_000]
    decision = policy.evaluate(facts)
    assert (decision.due.low.minor, decision.due.is_point) == (sum(paid), True)  # read before the claims
    assert [claim.paid.minor for claim in decision.claims if claim.paid.minor] == paid
    assert policy.total(facts).minor == sum(paid)
