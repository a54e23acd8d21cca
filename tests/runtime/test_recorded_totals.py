"""Totals of drawn facts, recorded: what each emitted total answers, year by year, and what it leaves to `evaluate`.

`tests/golden/totals/drawn.txt` has a digest of the sums of each of many seeds, chosen so that together they come to as
much as possible of what emitted totals call. A sum that is answered is that of the decision, and the oracle's.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drawn import totals_texts
from tests.support.digests import DigestTable
from tests.support.runtime.recorded_totals import compare, drawn
from tests.support.slow import sampled

TABLE = DigestTable(Path(__file__).resolve().parents[1] / "golden" / "totals" / "drawn.txt", "totals")


@pytest.mark.parametrize("seed", sampled(TABLE.rows, 2))
def test_totals_of_a_seed_are_those_recorded_of_the_decision_and_the_oracles(seed: str, update_golden: bool) -> None:
    TABLE.check(seed, totals_texts(seed), update_golden)
    compare(*drawn(seed))
