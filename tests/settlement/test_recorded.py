"""Recorded decisions of generated policies: every amount, outcome, reason, bound and ledger line must stay the same.

`tests/golden/settled/` holds small pages and facts with their decisions. Its `drawn.txt` has digests of the decisions
of many seeds, chosen so that together they run as much of the runtime as possible. The invariants and the oracle check
that decisions are correct. This test shows changes in details that they do not check: reasons, bounds, wording.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from tests.drawn import settled_texts
from tests.properties.pipeline import Compiled, compile_texts
from tests.support.digests import DigestTable
from tests.support.golden import check_golden
from tests.support.project_files import files_in
from tests.support.settlement.recorded import Stated, agree_with_oracle, as_text, decided, drawn, read_stated
from tests.support.slow import sampled

SETTLED = Path(__file__).resolve().parents[1] / "golden" / "settled"
NAMES = sorted(path.stem for path in files_in(SETTLED, "*.ipp") if not path.stem.endswith("_words"))
TABLE = DigestTable(SETTLED / "drawn.txt", "settled")


@functools.cache
def compiled(name: str) -> Compiled:
    """A recorded policy with its vocabulary."""
    page, words = ((SETTLED / f"{stem}.ipp").read_text(encoding="utf-8") for stem in (name, f"{name}_words"))
    return compile_texts(page, words, words.split()[1])


def stated(name: str) -> list[Stated]:
    """The facts of a recorded policy, each with its mode (strict or not) and its single year, if any."""
    return read_stated(SETTLED / f"{name}.json")


@pytest.mark.parametrize("name", sampled(NAMES, 3, others="broad"))
def test_recorded_decisions_of(name: str, update_golden: bool) -> None:
    page, facts = compiled(name), stated(name)
    check_golden(SETTLED / f"{name}.txt", as_text(page, facts, decided(page, facts)), update_golden)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_recorded_is_what_the_oracle_says(name: str) -> None:
    agree_with_oracle(compiled(name), stated(name))


@pytest.mark.parametrize("seed", sampled(sampled(TABLE.rows, 16), 32, others="broad"))
def test_decisions_of_a_seed_are_those_recorded_and_the_oracles(seed: str, update_golden: bool) -> None:
    TABLE.check(seed, settled_texts(seed), update_golden)
    agree_with_oracle(*drawn(seed))
