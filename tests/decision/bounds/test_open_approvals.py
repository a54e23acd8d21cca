"""Claims of which only the approval is open: every choice of approved claims is settled, as far as the work allows."""

from __future__ import annotations

import pytest

from ipdsl.decision.bounds import approvals
from tests.support.settlement.programs import award, cap, claim, deal, decide, due, firm, policy

NOT_ALL = "too much is not stated to try every case of it"


@pytest.mark.parametrize(("steps", "is_tried"), [(8, True), (7, False)])
def test_every_choice_of_approvals_is_settled_as_long_as_its_work_fits(
    steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P is approved or not, each at the least and at the most, and B stands beside it: 2 x 2 x 2 claims are settled."""
    monkeypatch.setattr(approvals, "MAX_STEPS", steps)
    code = policy(award("up_to", ceiling=True, record="prize"), award(), cap(60, "enterprise"))
    facts = firm(deal("B", 50, "2022-06-01"), prizes=(deal("P", 50, "2022-03-01"),))
    decision = decide(code, facts)
    assert due(decision) == (50, 60, is_tried)
    assert claim(decision, "B").bounds.exact is is_tried
    assert any(line.startswith(NOT_ALL) for line in decision.assumptions) is not is_tried
