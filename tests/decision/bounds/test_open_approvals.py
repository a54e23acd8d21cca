"""Claims with only the approval open: every choice of approved claims is settled, up to the limit of work."""

from __future__ import annotations

import pytest

from ipdsl.decision.bounds import approvals
from tests.properties.pipeline import compile_texts
from tests.support.settlement.programs import award, cap, claim, deal, decide, due, firm, policy

NOT_ALL = "too many facts are missing to try all cases"


@pytest.mark.parametrize(("steps", "is_tried"), [(8, True), (7, False)])
def test_every_choice_of_approvals_is_settled_as_long_as_its_work_fits(
    steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P is approved or not, each at the least and at the greatest amount, and B is settled with it.

    This makes 2 x 2 x 2 settled claims.
    """
    monkeypatch.setattr(approvals, "MAX_STEPS", steps)
    code = policy(award("up_to", ceiling=True, record="prize"), award(), cap(60, "enterprise"))
    facts = firm(deal("B", 50, "2022-06-01"), prizes=(deal("P", 50, "2022-03-01"),))
    decision = decide(code, facts)
    assert due(decision) == (50, 60, is_tried)
    assert claim(decision, "B").bounds.exact is is_tried
    assert any(line.startswith(NOT_ALL) for line in decision.assumptions) is not is_tried


PAGE = """policy town_support "P"
  document "Doc 1"
  effective from 2020-01-01
  currency CNY
  use words
article 1 "A"
  award up to 1000 when patent granted
    as research_aid
  award 500 when patent granted
    as bonus
  {rule}
article 2 "B"
  over policy
    no repeat per applicant
      except bonus
"""

WORDS = """vocabulary words "W"
applicant firm
record patent
  key patent_number
  event granted on granted_on
"""


@pytest.mark.parametrize(
    ("rule", "amounts"),
    [
        ("cap 600 per year", (0, 500)),
        ("cap 1500 per year", (500, 500)),
        ("pay highest per applicant per year", (0, 500)),
        ("limit 1 patent per year", (500, 500)),
        ("no repeat per patent_number per year", (0, 500)),
        ("nothing below 1000 per applicant per year", (0, 500)),
    ],
)
def test_a_claim_refused_by_the_last_rule_may_change_what_an_earlier_rule_leaves_others(
    rule: str, amounts: tuple[int, int]
) -> None:
    """A payment of 2020 refuses the research aid of 2021 whatever is approved, but only after the rule of article 1."""
    compiled = compile_texts(PAGE.format(rule=rule), WORDS, "words")
    facts = {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "records": {"patent": [{"id": "R1", "patent_number": "I1", "granted_on": "2021-05-05"}]},
        "history": [{"clause": "research_aid", "item": "old", "year": 2020, "due": 10}],
    }
    totals = [
        compiled.evaluate({**facts, "approvals": [{"clause": "research_aid", "item": "I1", "amount": sum_}]}).due.low
        for sum_ in (0, 500, 1000)
    ]
    bounds = compiled.evaluate(facts).due
    assert (bounds.low.minor, bounds.high.minor) == tuple(100 * amount for amount in amounts)
    assert bounds.low <= min(totals)
    assert max(totals) <= bounds.high
