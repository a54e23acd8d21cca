"""A city's page defines the same matter. The definition that the vocabulary proposes changes no amount."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ipdsl
from ipdsl.driver.compilation import Compilation
from ipdsl.report.decision_json import to_json
from tests.conftest import ROOT
from tests.support.project_files import copy_files
from tests.support.runtime.totals import CITIES
from tests.support.slow import sampled


@pytest.mark.slow
@pytest.mark.parametrize("name", CITIES)
def test_a_proposal_of_the_vocabulary_changes_no_sum(name: str, tmp_path: Path) -> None:
    copy_files(ROOT / "policies", tmp_path)
    words = tmp_path / "ip.ipp"
    text, count = re.subn(r"(?m)^  matter .*\n", "", words.read_text(encoding="utf-8"))
    assert count > 10
    words.write_text(text, encoding="utf-8")
    tested = Compilation.from_file(name).policy_and_cases
    assert tested is not None
    policy, other = ipdsl.load(name), ipdsl.load(tmp_path / f"{name}.ipp")
    for facts in (facts for case in tested[1] for facts in case.facts):
        here, there = (one.evaluate(facts) for one in (policy, other))
        assert [(c.label, c.item, c.year, c.paid) for c in here.claims] == [
            (c.label, c.item, c.year, c.paid) for c in there.claims
        ], facts


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


PAGE = """policy demo "Prizes"
  effective from 2021-01-01
  use ip
{head}
article 1 "Prizes"
{article}
  award by level when patent_prize won
    national: 500
    provincial: 300
  {rule}
{own}
"""
LINES = {
    "head": "  same matter {}", "article": "  same matter {}", "own": "    same matter {}",
}  # fmt: skip
PRIZES = [
    {"patent": "ZL1", "project": "P1", "level": "provincial", "prize": "gold", "won_on": "2022-03-01"},
    {"patent": "ZL1", "project": "P2", "level": "national", "prize": "gold", "won_on": "2022-04-01"},
    {"patent": "ZL2", "project": "P2", "level": "provincial", "prize": "gold", "won_on": "2022-05-01"},
]
REPEAT, OLDER = "no repeat per matter", "pay highest with older documents per matter"
SUPPORTED = "none when another level supported the same matter"
PAID = {"policy": "older", "clause": "1", "kind": "patent_prize", "item": "ZL9", "year": 2020, "due": 1}


@pytest.mark.parametrize(
    ("rule", "said", "due"),
    sampled(
        [
            (REPEAT, {"head": "is item"}, 1100),
            (REPEAT, {"head": "is patent"}, 800),
            (REPEAT, {"head": "is project"}, 800),
            (REPEAT, {"head": "is applicant"}, 500),
            (REPEAT, {"head": "is applicant", "article": "is item"}, 1100),
            (REPEAT, {"head": "is item", "article": "of patent_prize is applicant"}, 500),
            (REPEAT, {"head": "is item", "article": "of ip_title is applicant"}, 1100),
            (REPEAT, {"head": "of patent_prize is applicant", "article": "is item"}, 1100),
            (REPEAT, {"article": "is applicant", "own": "of patent_prize is item"}, 1100),
            (REPEAT, {"head": "is item", "article": "is item", "own": "is applicant"}, 500),
            ("top up per matter", {"own": "is item"}, 1100),
            ("top up per matter", {"own": "is applicant"}, 600),
            ("cap 400 per matter", {"own": "is patent"}, 700),
            ("cap 400 per matter", {"article": "is item"}, 1000),
            ("limit 1 items per matter", {"own": "is project"}, 800),
            ("limit 1 items per matter", {"own": "is item"}, 1100),
            ("pay highest per matter per year", {"own": "is applicant"}, 500),
        ],
        3,
        others="broad",
    ),
)
def test_what_the_same_is_says_the_nearest_line(rule: str, said: dict[str, str], due: int, tmp_path: Path) -> None:
    assert due_to(rule, said, tmp_path) == due


@pytest.mark.parametrize(
    ("rule", "said", "stated", "due"),
    [
        # support by the province for the prize of ZL1 ends one claim, those of the patent, or all claims of the firm
        (SUPPORTED, {"own": "is item"}, {"support": [("ZL1 / national / gold", {})]}, 600),
        (SUPPORTED, {"article": "is patent"}, {"support": [("ZL1 / national / gold", {})]}, 300),
        (SUPPORTED, {"own": "is applicant"}, {"support": [("ZL1 / national / gold", {})]}, 0),
        # an older standard of 900 for the patent ZL1 raises its highest claim only
        (OLDER, {"own": "is patent"}, {"older_documents": [("ZL1", {})]}, 1500),
        (OLDER, {"head": "is patent", "own": "is item"}, {"older_documents": [("ZL1", {})]}, 1100),
        # payments for a project under another document
        (REPEAT, {"own": "is project"}, {"history": [("x", {"project": "P2"})]}, 300),
        (REPEAT, {"own": "is patent"}, {"history": [("x", {"patent": "ZL2"})]}, 500),
    ],
)
def test_lines_are_held_to_a_matter_by_each_rule_for_itself(
    rule: str, said: dict[str, str], stated: dict[str, list[tuple[str, dict[str, str]]]], due: int, tmp_path: Path
) -> None:
    parts = {
        "support": {"kind": "patent_prize", "level": "provincial", "year": 2021, "amount": 5},
        "older_documents": {"kind": "patent_prize", "document": "older", "amount": 900},
        "history": PAID,
    }
    facts = {name: [parts[name] | {"item": item, "keys": keys} for item, keys in of] for name, of in stated.items()}
    assert due_to(rule, said, tmp_path, **facts) == due


def due_to(rule: str, said: dict[str, str], folder: Path, **facts: object) -> int:
    """The amount in yuan due to a firm with three prizes under this rule. With its ledger as history, it is 0."""
    lines = {name: form.format(said[name]) if name in said else "" for name, form in LINES.items()}
    page = folder / "demo.ipp"
    page.write_text(PAGE.format(rule=rule, **lines), encoding="utf-8")
    policy = ipdsl.load(page)
    stated = {
        "applicant": {"id": "F", "kinds": ["enterprise"]}, "as_of": "2022-12-31",
        "records": {"patent_prize": PRIZES}, "history": [], "support": [], "older_documents": [], **facts,
    }  # fmt: skip
    decision = policy.evaluate(stated)
    assert decision.due.is_point, decision.missing
    assert policy.evaluate(stated | {"history": to_json(decision)["ledger"]}).total.minor == 0
    return decision.total.minor // 100


def test_once_per_matter_asks_as_the_article_says(tmp_path: Path) -> None:
    award = "award 500 once per matter when patent_prize won"
    page = f'policy demo "Prizes"\n  effective from 2021-01-01\n  use ip\n\narticle 1 "Prizes"\n  {award}\n'
    found = {}
    for line in ("is item", "is patent", "is applicant"):
        (tmp_path / "demo.ipp").write_text(page.replace("  award", f"  same matter {line}\n  award"), encoding="utf-8")
        applicant = {"id": "F", "kinds": ["enterprise"]}
        facts = {"applicant": applicant, "as_of": "2022-12-31", "records": {"patent_prize": PRIZES}, "history": []}
        found[line] = ipdsl.load(tmp_path / "demo.ipp").total(facts).minor // 100
    assert found == {"is item": 1500, "is patent": 1000, "is applicant": 500}


def test_a_page_in_chinese_says_it_in_an_article_and_beneath_a_rule() -> None:
    own = {"article": "  same matter of patent_prize is patent", "own": "    same matter is item"}
    english = PAGE.format(rule=REPEAT, head="", **own)
    of_kind = english.replace("same matter of patent_prize is", "patent_prize 的 同一事项 按")
    chinese = of_kind.replace("same matter is", "同一事项 按")
    one, other = (Compilation.from_text(text, "demo").policy for text in (english, chinese))
    assert one is not None
    assert other is not None
    assert one.matters == other.matters
    assert [matter.name for matter in one.matters] == ["matter (item)"]
