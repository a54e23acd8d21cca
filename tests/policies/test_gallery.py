"""The policies of the gallery: their cases, the figures that their documents publish, and every way to read them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl.base.packaged_policies import policies_folder
from ipdsl.driver.cases import case_facts, run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.runtime.evaluation import evaluate
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing.printer import format_page
from tests.support.cli import run

ROOT = Path(__file__).resolve().parents[2]
GALLERY = policies_folder() / "gallery"
PAGES = sorted(path.stem for path in GALLERY.glob("*.ipp") if not path.stem.endswith("_words"))
CHINESE = sorted(path.stem for path in (GALLERY / "zh").glob("*.ipp") if not path.stem.endswith("_words"))

FIGURES = [
    ("kfw_458", "all bonuses of an owner: 70% of 30,000", "21,000.00 EUR"),
    ("kfw_458", "pellets with little dust: 2,500 in addition", "23,500.00 EUR"),
    ("kfw_458", "eight rented dwellings: 30% of 121,000", "36,300.00 EUR"),
    ("kfw_458", "after 10,000 from the town, 60% together", "14,000.00 EUR"),
    ("velo", "an electric bicycle of 1,000: 300 of the state, 250 of the town", "550.00 EUR"),
    ("velo", "a cargo bicycle, with a low income: 2,000 and 400", "2,400.00 EUR"),
    ("velo", "the same bicycle, with an income of 11,000: 1,000 and 400", "1,400.00 EUR"),
    ("clean_vehicle", "both halves: 7,500", "7,500.00 USD"),
    ("clean_vehicle", "one half: 3,750", "3,750.00 USD"),
    ("clean_vehicle", "no more than the tax: 5,000", "5,000.00 USD"),
]
"""The page, its case, and the total that the documents of the scheme state or imply."""

AUDITED = {
    "kfw_458": ("8.3.1", "30,000 for dwelling 1, 15,000 for each up to 6, 8,000 after 6"),
    "velo": ("2", "收入不超过12000的，按40%补助，最高400欧元；其余按25%补助，最高250欧元"),
    "clean_vehicle": ("1", "3750 USD for minerals, 3750 USD for components"),
}
"""An article of the page, and a text about it in own words."""


def page_of(name: str, *, folder: Path = GALLERY) -> Compilation:
    """A page of the gallery without errors."""
    page = Compilation.from_file(str(folder / f"{name}.ipp"))
    assert not [finding for finding in page.check() if finding.severity.value != "note"]
    return page


def example(name: str) -> Path:
    """The example facts of a page."""
    return ROOT / "examples" / "gallery" / f"{name}.json"


@pytest.mark.parametrize("path", [*PAGES, *(f"zh/{name}" for name in CHINESE)])
def test_every_case_comes_true(path: str) -> None:
    where = GALLERY / f"{path}.ipp"
    page_of(where.stem, folder=where.parent)
    result = run_page(str(where), Compilation.from_file(str(where)))
    assert result is not None
    assert [case.title for case in result.cases if not case.has_passed] == []
    assert len(result.cases) >= 3


@pytest.mark.parametrize(("name", "title", "total"), FIGURES)
def test_the_figures_of_the_documents(name: str, title: str, total: str) -> None:
    page = page_of(name)
    assert page.policy_and_cases is not None
    assert page.program is not None
    assert page.code is not None
    (case,) = (case for case in page.policy_and_cases[1] if case.title == title)
    assert str(evaluate(page.program, page.code, case_facts(case, page.program)).total) == total


@pytest.mark.parametrize("name", PAGES)
def test_the_example_settles_and_the_schema_accepts_it(name: str) -> None:
    policy = ipdsl.load(GALLERY / f"{name}.ipp")
    facts = json.loads(example(name).read_text(encoding="utf-8"))
    Draft202012Validator(policy.facts_schema()).validate(facts)
    decision = policy.evaluate(facts)
    assert decision.total.minor > 0
    assert all(claim.outcome.value != "undetermined" for claim in decision.claims)
    assert policy.total(facts) == decision.total


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_same_in_chinese_and_back(name: str, tmp_path: Path) -> None:
    for path in GALLERY.glob("*_words.ipp"):
        shutil.copy(path, tmp_path)
    written = (GALLERY / f"{name}.ipp").read_text(encoding="utf-8")
    page = page_of(name)
    assert page.page is not None
    assert format_page(page.page) == written
    policy = ipdsl.load(GALLERY / f"{name}.ipp")
    shutil.copy(GALLERY / f"{name}.ipp", tmp_path)
    for language in ("zh", "en"):
        assert run("fmt", "--to", language, tmp_path / f"{name}.ipp").code == 0
        other = ipdsl.load(tmp_path / f"{name}.ipp")
        assert other.content_hash == policy.content_hash
    assert (tmp_path / f"{name}.ipp").read_text(encoding="utf-8") == written


@pytest.mark.parametrize("name", CHINESE)
def test_the_chinese_page_decides_the_same(name: str) -> None:
    english, chinese = (ipdsl.load(folder / f"{name}.ipp") for folder in (GALLERY, GALLERY / "zh"))
    page = page_of(name)
    assert page.policy_and_cases is not None
    for case in page.policy_and_cases[1]:
        facts = case_facts(case, english.program)
        decisions = [evaluate(policy.program, policy.code, facts) for policy in (english, chinese)]
        results = [
            [(claim.article, claim.item, claim.year, claim.outcome, claim.paid) for claim in decision.claims]
            for decision in decisions
        ]
        assert results[0] == results[1], case.title


@pytest.mark.parametrize("name", CHINESE)
def test_the_vocabularies_are_the_same(name: str) -> None:
    for path in (GALLERY / "zh").glob("*_words.ipp"):
        english, chinese = (Compilation.from_file(str(GALLERY / folder / path.name)).page for folder in ("", "zh"))
        assert english is not None
        assert chinese is not None
        assert format_page(chinese, to=Surface.ENGLISH) == format_page(english)


@pytest.mark.parametrize("name", PAGES)
def test_the_interview_asks_for_a_missing_fact(name: str, tmp_path: Path) -> None:
    facts = json.loads(example(name).read_text(encoding="utf-8"))
    kind, (record, *_) = next(iter(facts["records"].items()))
    missing = {"installation": "cost", "bicycle": "price", "vehicle": "retail_price"}[kind]
    del record[missing]
    (tmp_path / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    asked = run("ask", GALLERY / f"{name}.ipp", "--facts", tmp_path / "facts.json", "--format", "json")
    assert asked.code == 0
    assert [question for question in json.loads(asked.out)["questions"] if missing in json.dumps(question)]


@pytest.mark.parametrize("name", PAGES)
def test_the_audit_compares_the_figures_of_the_page(name: str, tmp_path: Path) -> None:
    number, words = AUDITED[name]
    for text, is_right in ((words, True), (words.replace("0", "1", 1), False)):
        (tmp_path / "text.txt").write_text(
            f"{number} {text}\n" if "." in number else f"第{number}条 {text}\n", encoding="utf-8"
        )
        audited = run("audit", GALLERY / f"{name}.ipp", "--against", tmp_path / "text.txt", "--format", "json")
        left = [each for each in json.loads(audited.out)["left"] if each["article"] == number]
        assert [each["written"] for each in left if each["what"] == "figure of the policy"] == [] or not is_right
        assert is_right or left
