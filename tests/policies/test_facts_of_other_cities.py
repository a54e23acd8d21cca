"""One vocabulary: the facts of each city's cases are valid under the policies of all other cities."""

from __future__ import annotations

import pytest

import ipdsl
from ipdsl.base.pages import policies_folder
from ipdsl.driver.compilation import Compilation
from tests.support.policies.provisions import POLICIES
from tests.support.slow import sampled

OWN = {"approvals", "history"}
"""Parts of the facts that name clauses of one policy."""


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(POLICIES, 5))
def test_facts_are_settled_under_every_policy(name: str) -> None:
    tested = Compilation.from_file(str(policies_folder() / f"{name}.ipp")).policy_and_cases
    assert tested is not None
    others = [ipdsl.load(other) for other in POLICIES if other != name]
    for case in tested[1][::3]:
        (stated,) = case.facts
        facts = {part: value for part, value in stated.items() if part not in OWN}
        for policy in others:
            decision = policy.evaluate(facts)
            assert decision.due.high is None or decision.due.low <= decision.due.high, (case.title, policy.name)


def test_a_sum_that_a_policy_does_not_ask_for_may_be_in_any_currency() -> None:
    fees = {"amount": "1000", "currency": "USD"}
    patent = {"number": "US1", "official_fees": fees, "granted_on": "2019-05-01", "domestic": False}
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"invention_patent": [patent]}}
    for name in POLICIES:
        ipdsl.load(name).evaluate(facts)
    award = {"contract": "A", "amount": fees, "recorded_on": "2022-05-01"}
    with pytest.raises(ipdsl.FactsError, match="does not convert"):
        ipdsl.load("shaoguan_2021").evaluate({**facts, "records": {"technology_contract": [award]}})
