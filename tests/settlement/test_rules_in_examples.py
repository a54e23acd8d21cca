"""A small example with its decision for each rule of a page, for readers: `tests/golden/rules/`.

An example is a page over the vocabulary `town.ipp`, facts of one applicant or several, and the explanation of each
decision. Several applicants are also settled together.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.ir.terms import GroupState
from ipdsl.report.decision_page import render
from tests.properties.pipeline import Compiled, compile_texts
from tests.support.golden import check_golden
from tests.support.project_files import files_in
from tests.support.settlement.recorded import Stated, agree_with_oracle, decided, read_stated, together

RULES = Path(__file__).resolve().parents[1] / "golden" / "rules"
NAMES = sorted(path.stem for path in files_in(RULES, "*.json"))
OPEN = (
    "a_cap_across_applicants_leaves_the_later_of_them_the_rest",
    "a_payment_under_an_older_document_counts_at_its_level",
    "a_quota_pays_the_best_score_of_a_year",
)
"""Examples that depend on other applicants or on further facts, so that there is nothing to compare."""


def example(name: str) -> tuple[Compiled, list[Stated]]:
    """The page of an example and its facts."""
    page, words = ((RULES / f"{stem}.ipp").read_text(encoding="utf-8") for stem in (name, "town"))
    return compile_texts(page, words, "town"), read_stated(RULES / f"{name}.json")


@pytest.mark.parametrize("name", NAMES)
def test_the_decision_of_an_example(name: str, update_golden: bool) -> None:
    page, stated = example(name)
    found = [render(decision, with_all=True) for decision in decided(page, stated)]
    if len(stated) > 1:
        found += ["== together", *together(page, [one["facts"] for one in stated])]
    check_golden(RULES / f"{name}.txt", "\n".join(found).rstrip("\n") + "\n", update_golden)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_settled_as_the_oracle_settles_it(name: str) -> None:
    is_settled = agree_with_oracle(*example(name)) > 0
    assert is_settled != (name in OPEN)


def test_every_state_of_the_kernel_has_an_example() -> None:
    states = {step.state for name in NAMES for step in example(name)[0].program.settlement.steps}
    assert states == {*GroupState}
