"""Claims with only the approval open: every choice of approved claims is settled, up to the limit of work."""

from __future__ import annotations

import pytest

from ipdsl.decision.bounds import approvals
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
