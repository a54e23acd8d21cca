"""What the same matter is stands on the page of a city: what the vocabulary proposes changes no sum."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import ipdsl
from ipdsl.driver import Compilation
from tests.conftest import ROOT
from tests.totals.test_totals import CITIES


@pytest.mark.parametrize("name", CITIES)
def test_a_proposal_of_the_vocabulary_changes_no_sum(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "policies", tmp_path, dirs_exist_ok=True)
    words = tmp_path / "ip.ipp"
    text, count = re.subn(r"(?m)^  matter .*\n", "", words.read_text(encoding="utf-8"))
    assert count > 10
    words.write_text(text, encoding="utf-8")
    tested = Compilation.of_file(name).tested
    assert tested is not None
    policy, other = ipdsl.load(name), ipdsl.load(tmp_path / f"{name}.ipp")
    for case in tested[1]:
        here, there = (one.evaluate(case.facts) for one in (policy, other))
        assert [(c.label, c.item, c.year, c.paid) for c in here.claims] == [
            (c.label, c.item, c.year, c.paid) for c in there.claims
        ], case


DEAL = {
    "contract": "T1", "deal_year": "2022", "amount": 200000, "role": "buyer", "right": "invention",
    "contract_registered": True, "used_here": True, "related_party": False, "paid_on": "2022-03-01",
}  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        ({"item": "T1 / 2022"}, 0, 0),
        ({"item": "some", "keys": {"contract": "T1", "deal_year": "2022"}}, 0, 0),
        ({"item": "T1 / 2021"}, 20000, 20000),
        ({"item": "some", "keys": {"contract": "T2"}}, 20000, 20000),
        ({"item": "some", "keys": {"contract": "T1"}}, 0, 20000),
    ],
)
def test_support_of_a_deal_ends_its_year_in_quanzhou(stated: dict[str, object], low: int, high: int) -> None:
    support = {"kind": "patent_deal", "level": "provincial", "year": 2022, "amount": 5000, **stated}
    applicant = {"id": "F", "kinds": ["enterprise"], "located_here": True}
    figures = {str(year): {"none": True} for year in (2021, 2022)}
    facts = {"applicant": applicant, "records": {"patent_deal": [DEAL]}, "support": [support], "history": []}
    due = ipdsl.load("quanzhou_2021").evaluate(facts | {"figures": figures}).due
    assert due.high is not None
    assert (due.low.minor, due.high.minor) == (low * 100, high * 100)
