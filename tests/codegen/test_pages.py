"""Real pages through the whole compiler: the card sentence, and every packaged policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ipdsl
from ipdsl.codegen.python.loader import load
from ipdsl.driver.compilation import Compilation
from ipdsl.lower.plan_dump import dump_plan, dump_settlement as steps_of
from tests.support.golden import check_golden
from tests.support.plan_invariants import verify
from tests.support.project_files import files_in
from tests.support.slow import sampled

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
POLICIES = sorted(
    page.name for page in files_in(ROOT / "policies", "*.ipp") if page.read_text("utf-8").find("\npolicy ") >= 0
)


def test_the_card_sentence(update_golden: bool) -> None:
    page = Compilation.from_text("award 200000 once when geo_indication_product new\n", "card.ipp")
    assert page.plan is not None
    assert page.python is not None
    verify(page.plan)
    check_golden(GOLDEN / "plan" / "card.plan", dump_plan(page.plan), update_golden)
    functions = page.python.split("\nPROGRAM = ")[0].replace(page.content_hash, "(hash)")
    functions = functions.replace(ipdsl.__version__, "(version)")
    check_golden(GOLDEN / "python" / "card.gen", functions, update_golden)


def test_the_rules_over_years_levels_and_applicants(update_golden: bool) -> None:
    page = Compilation.from_file(str(GOLDEN / "semantics" / "good_rules.ipp"))
    assert page.plan is not None
    assert page.python is not None
    verify(page.plan)
    check_golden(GOLDEN / "plan" / "rules.plan", dump_plan(page.plan), update_golden)
    check_golden(GOLDEN / "plan" / "rules.steps", steps_of(page.plan), update_golden)
    functions = page.python[page.python.index("# ---- the proposal of each award") :].split("\n\n\n# ---- ")[0]
    check_golden(GOLDEN / "python" / "rules.gen", f"{functions}\n", update_golden)
    assert load(page.python, "rules").program == page.program


@pytest.mark.parametrize("name", sampled(POLICIES, 3, others="broad"))
def test_a_packaged_policy(name: str) -> None:
    page = Compilation.from_file(str(ROOT / "policies" / name))
    assert page.plan is not None
    assert page.python is not None
    verify(page.plan)
    assert page.python.replace("\n", "").isprintable()
    assert load(page.python, name).program == page.program


@pytest.mark.parametrize("name", sampled(POLICIES, 5))
def test_the_module_is_the_same_wherever_the_pages_lie(name: str, tmp_path: Path) -> None:
    for page in files_in(ROOT / "policies", "*.ipp"):
        shutil.copy(page, tmp_path)
    here = Compilation.from_file(str(ROOT / "policies" / name))
    there = Compilation.from_file(str(tmp_path / name))
    assert here.python == there.python
