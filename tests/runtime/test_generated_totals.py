"""For generated policies and facts, the emitted total is the amount of the decision, or it is left to `evaluate`."""

from __future__ import annotations

import pytest

from tests.support.runtime.trials import Tally, run

POLICIES, FACTS, PARTS = 120, 12, 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_totals_equal_decisions_on_complete_facts(part: int) -> None:
    tally = Tally()
    for number in range(part, POLICIES, PARTS):
        run(number, FACTS, tally)
    assert not tally.wrong, "\n".join(tally.wrong)
    assert tally.counts["paid"] > 30, tally.counts


@pytest.mark.slow
def test_a_total_with_gaps_is_never_a_guess() -> None:
    tally = Tally()
    for number in range(1000, 1025):
        run(number, FACTS, tally, gaps=True)
    assert not tally.wrong, "\n".join(tally.wrong)
