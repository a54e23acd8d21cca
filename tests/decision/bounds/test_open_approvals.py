"""Claims with only the approval open: every choice of approved claims is settled, up to the limit of work."""

from __future__ import annotations

from typing import Any

import pytest

from ipdsl.decision.bounds import bounds
from tests.properties.pipeline import Compiled, compile_texts
from tests.support.settlement.programs import award, cap, claim, deal, decide, due, firm, policy

NOT_ALL = "too many facts are missing to try all cases"


@pytest.mark.parametrize(("steps", "is_tried"), [(8, True), (7, False)])
def test_every_choice_of_approvals_is_settled_as_long_as_its_work_fits(
    steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P is approved or not, each at the least and at the greatest amount, and B is settled with it.

    This makes 2 x 2 x 2 settled claims.
    """
    monkeypatch.setattr(bounds, "MAX_STEPS", steps)
    code = policy(award("up_to", ceiling=True, record="prize"), award(), cap(60, "enterprise"))
    facts = firm(deal("B", 50, "2022-06-01"), prizes=(deal("P", 50, "2022-03-01"),))
    decision = decide(code, facts)
    assert due(decision) == (50, 60, is_tried)
    assert claim(decision, "B").bounds.exact is is_tried
    assert any(line.startswith(NOT_ALL) for line in decision.assumptions) is not is_tried


WORDS = """vocabulary words "W"
applicant firm
choice region east · west
record patent
  key patent_number
  holder text
  region region
  event granted on granted_on
record standard
  key standard_number
  region region
  event released on released_on
"""

PAGE = """policy town_support "P"
  document "Doc 1"
  effective from 2020-01-01
  currency CNY
  use words
article 1 "A"
{article}
article 2 "B"
  over policy
    no repeat per {key}
      except bonus
    cap 5000 per year
"""

TOGETHER = """  award up to 1000 when patent granted
    as research_aid
  award 500 when standard released
    as bonus
  {rule}
"""

GROUP = """  group aids
    award up to 1000 when patent granted
      as research_aid
    {rule}
  award 500 when standard released
    as bonus
"""

TWO_AIDS = """  group all
    group aids
      award up to 1000 when patent granted
        as research_aid
      award up to 800 when patent granted
        as study_aid
      pay highest per applicant per year
    award 500 when standard released
      as bonus
"""


def patent(number: str, region: str = "east", day: str = "2021-05-05") -> dict[str, str]:
    return {"id": f"R{number}", "patent_number": number, "region": region, "holder": "H1", "granted_on": day}


def facts_of(*patents: dict[str, str], **standard: str) -> dict[str, Any]:
    """The facts of a firm that was paid for research in 2020."""
    released = {"id": "R2", "standard_number": "S1", "region": "east", "released_on": "2021-05-05", **standard}
    return {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "records": {"patent": patents, "standard": [{name: value for name, value in released.items() if value}]},
        "history": [
            {"clause": "research_aid", "item": "old", "year": 2020, "due": 10, "kind": "patent",
             "keys": {"region": "east", "holder": "H0"}},
        ],
    }  # fmt: skip


def compiled_page(article: str, key: str = "applicant") -> Compiled:
    return compile_texts(PAGE.format(article=article, key=key), WORDS, "words")


@pytest.mark.parametrize(
    ("rule", "amounts"),
    [
        ("cap 600 per year", (0, 500)),
        ("cap 1500 per year", (500, 500)),
        ("pay highest per applicant per year", (0, 500)),
        ("no repeat per region per year", (0, 500)),
        ("nothing below 1000 per applicant per year", (0, 500)),
    ],
)
def test_a_claim_refused_by_the_last_rule_may_change_what_an_earlier_rule_leaves_others(
    rule: str, amounts: tuple[int, int]
) -> None:
    """A payment of 2020 refuses the research aid of 2021 whatever is approved, but only after the rule of article 1."""
    compiled, facts = compiled_page(TOGETHER.format(rule=rule)), facts_of(patent("P1"))
    totals = [
        compiled.evaluate({**facts, "approvals": [{"clause": "research_aid", "item": "P1", "amount": sum_}]}).due.low
        for sum_ in (0, 500, 1000)
    ]
    bounds = compiled.evaluate(facts).due
    assert bounds.high is not None
    assert (bounds.low.minor, bounds.high.minor) == tuple(100 * amount for amount in amounts)
    assert bounds.low <= min(totals)
    assert max(totals) <= bounds.high


@pytest.mark.parametrize(
    ("article", "standard", "outcome"),
    [
        pytest.param(TOGETHER.format(rule="cap 600 per year"), {}, "CEILING", id="a cap of one year"),
        pytest.param(
            TOGETHER.format(rule="cap 600 per year"), {"released_on": "2022-05-05"}, "ALREADY_PAID", id="another year"
        ),
        pytest.param(TOGETHER.format(rule="cap 600 per matter per year"), {}, "ALREADY_PAID", id="another matter"),
        pytest.param(
            TOGETHER.format(rule="cap 600 per region per year"), {"region": "west"}, "ALREADY_PAID", id="another region"
        ),
        pytest.param(
            TOGETHER.format(rule="cap 600 per region per year"), {"region": ""}, "CEILING", id="an unknown region"
        ),
        pytest.param(GROUP.format(rule="cap 600 per year"), {}, "ALREADY_PAID", id="a cap of its own"),
        pytest.param(GROUP.format(rule="cap 600 per applicant"), {}, "CEILING", id="a cap that later years count"),
        pytest.param(TWO_AIDS, {}, "ALREADY_PAID", id="with a claim that is refused too"),
        pytest.param(
            f"{TWO_AIDS}    cap 600 per year\n      except research_aid\n", {}, "CEILING",
            id="with a claim that shares a cap with others",
        ),
    ],
)  # fmt: skip
def test_a_refused_claim_waits_if_an_earlier_rule_weighs_it_with_claims_that_are_paid(
    article: str, standard: dict[str, str], outcome: str
) -> None:
    decision = compiled_page(article).evaluate(facts_of(patent("P1"), **standard))
    assert {claim.outcome.name for claim in decision.claims if claim.label.endswith("_aid")} == {outcome}


def test_claims_that_are_refused_together_do_not_wait_for_each_other() -> None:
    article = GROUP.format(rule="cap 600 per year")
    decision = compiled_page(article).evaluate(facts_of(patent("P1"), patent("P2")))
    assert [claim.outcome.name for claim in decision.claims if claim.label == "research_aid"] == ["ALREADY_PAID"] * 2


def test_a_refused_claim_does_not_wait_for_those_of_another_year() -> None:
    article = f"{TWO_AIDS}    cap 600 per year\n      except research_aid\n"
    decision = compiled_page(article).evaluate(facts_of(patent("P1"), patent("P2", day="2022-05-05")))
    outcomes = {(claim.year, claim.outcome.name) for claim in decision.claims if claim.label.endswith("_aid")}
    assert outcomes == {(2021, "CEILING"), (2022, "ALREADY_PAID")}


@pytest.mark.parametrize(
    ("award", "outcome", "bounds"),
    [
        ("award up to 1000 once per year when patent granted", "CEILING", (500, 1000)),
        (
            "award up to 1000 when patent granted\n    less already paid for patent of the same holder",
            "ALREADY_PAID", (1000, 1000),
        ),
    ],
)  # fmt: skip
def test_a_refused_claim_may_use_up_once_and_never_a_deduction(
    award: str, outcome: str, bounds: tuple[int, int]
) -> None:
    """The patent of the east was paid for before. That of the west has an approval of 500."""
    article = f"  {award}\n    as research_aid\n  award 500 when standard released\n    as bonus\n"
    approvals = [{"clause": "research_aid", "item": "P2", "amount": 500}]
    facts = {**facts_of(patent("P1"), patent("P2", "west")), "approvals": approvals}
    decision = compiled_page(article, "region").evaluate(facts)
    assert decision.claims[0].outcome.name == outcome
    assert decision.due.high is not None
    assert (decision.due.low.minor // 100, decision.due.high.minor // 100) == bounds
