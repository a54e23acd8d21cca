"""The invariants on the policies of the cities: generated facts in the words of the common vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.properties.laws import LAWS
from tests.properties.pipeline import compile_texts
from tests.properties.trials import trial_of
from tests.reference.world import NotStatedError
from tests.support.project_files import files_in

POLICIES = Path(__file__).resolve().parents[2] / "policies"
PAGES = sorted(p for p in files_in(POLICIES, "*.ipp") if p.stem != "ip" and not p.stem.endswith(".cases"))
FACTS = 60


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_laws_hold_for_the_cities(page: Path) -> None:
    words = (POLICIES / "ip.ipp").read_text(encoding="utf-8")
    compiled = compile_texts(page.read_text(encoding="utf-8"), words, "ip")
    edges = compiled.edges
    paying, unsettled = 0, 0
    for number in range(FACTS):
        trial = trial_of(compiled, edges, f"{page.stem}:{number}", number)
        for check, every in LAWS.values():
            if number % every == 0:
                try:
                    check(trial)
                except NotStatedError:
                    unsettled += 1
        paying += trial.decision.total.minor > 0
    assert paying > FACTS / 4
    assert unsettled < FACTS
