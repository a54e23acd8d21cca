"""Recorded totals of generated facts: the result of each emitted total for each year, and the cases left to `evaluate`.

`tests/golden/totals/drawn.txt` has a digest of the amounts for each of many seeds. The seeds were chosen so that
together they run as much as possible of the code of emitted totals. A given amount equals that of the decision and of
the oracle.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drawn import totals_texts
from tests.support.digests import DigestTable
from tests.support.runtime.recorded_totals import compare, drawn
from tests.support.slow import sampled

TABLE = DigestTable(Path(__file__).resolve().parents[1] / "golden" / "totals" / "drawn.txt", "totals")


@pytest.mark.parametrize("seed", sampled(sampled(TABLE.rows, 16), 32, others="broad"))
def test_totals_of_a_seed_are_those_recorded_of_the_decision_and_the_oracles(seed: str, update_golden: bool) -> None:
    TABLE.check(seed, totals_texts(seed), update_golden)
    compare(*drawn(seed))
