"""The policies of the gallery: their cases, published figures, an earlier edition, and every way to read them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl.base.pages import policies_folder
from ipdsl.decision.decision import Decision
from ipdsl.driver.cases import case_decisions, case_facts, run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.typed import Case
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.support.cli import run
from tests.support.project_files import files_in
from tests.support.slow import sampled

ROOT = Path(__file__).resolve().parents[2]
GALLERY = policies_folder() / "gallery"
PAGES = sorted(path.stem for path in files_in(GALLERY, "*.ipp") if not path.stem.endswith("_words"))
CHINESE = sorted(path.stem for path in files_in(GALLERY / "zh", "*.ipp") if not path.stem.endswith("_words"))

FIGURES = [
    ("kfw_458", "all bonuses of an owner: 70% of 30,000", "EUR", ("21,000",)),
    ("kfw_458", "pellets with little dust: 2,500 in addition", "EUR", ("23,500",)),
    ("kfw_458", "eight rented dwellings: 30% of 121,000", "EUR", ("36,300",)),
    ("kfw_458", "after 10,000 from the town, 60% together", "EUR", ("14,000",)),
    ("velo", "an electric bicycle of 1,000: 300 of the state, 250 of the town", "EUR", ("550",)),
    ("velo", "a cargo bicycle, with a low income: 2,000 and 400", "EUR", ("2,400",)),
    ("velo", "the same bicycle, with an income of 11,000: 1,000 and 400", "EUR", ("1,400",)),
    ("rd_offset", "a small company: 43.5% of 1,000,000", "AUD", ("435,000",)),
    ("rd_offset", "a large company: 30%, 8.5% up to 2% of its expenses, 16.5% above", "AUD", ("4,490,000",)),
    ("farm_payments", "50 hectares: 10,970", "EUR", ("10,970",)),
    ("farm_payments", "800 hectares: 73,300", "EUR", ("73,300",)),
    ("farm_payments", "less than 100 in a year is not paid", "EUR", ("112.50",)),
    ("farm_payments", "three quarters for all, since the ceiling holds no more", "EUR", ("0", "8,227.50", "54,975")),
    ("boiler_upgrade", "an air source heat pump of 8 kilowatts: 7,500", "GBP", ("7,500",)),
    (
        "boiler_upgrade",
        "a budget of 16,000 that is left: 7,500, 7,500, refused, refused",
        "GBP",
        ("0", "7,500", "7,500", "0", "0"),
    ),
    ("boiler_upgrade", "a property has one grant, whoever owns it", "GBP", ("0", "7,500")),
    (
        "boiler_upgrade",
        "vouchers that are redeemed a day late and on their last day: the first lapses",
        "GBP",
        ("7,500",),
    ),
    ("clean_vehicle", "both halves: 7,500", "USD", ("7,500",)),
    ("clean_vehicle", "one half: 3,750", "USD", ("3,750",)),
    ("clean_vehicle", "no more than the tax: 5,000", "USD", ("5,000",)),
    ("lanting_jobs", "hired on 10 June 2026: 6 months at 800, then 12 and 5 months at 600", "CNY", ("15,000",)),
    (
        "lanting_jobs",
        "the province paid 500 of 2,345: 70% of 1,845 in whole tens, and 1,200 in whole hundreds",
        "CNY",
        ("1,200",),
    ),
    (
        "lanting_fairs",
        "12,000 and 6,000 for the costs are more than 8,000; 5,000 and 1,500 are less",
        "CNY",
        ("31,000",),
    ),
    (
        "lanting_fairs",
        "the best product, two of equal scores, one without a place and one below 60",
        "CNY",
        ("20,000", "50,000", "20,000", "0"),
    ),
    ("hunan_energy", "a reward of 1,000,000: 600,000 in its year, 400,000 after the audit", "CNY", ("1,000,000",)),
    ("teach_grant", "16,000 in all for undergraduates, 8,000 for graduates", "USD", ("6,000",)),
]
"""The page, its case, and the total of each applicant that the documents of the scheme state or imply."""

PAID_BACK = [
    ("kfw_458", "given up after 36 of 120 months: 70% of 21,000", "EUR", "14,700"),
    ("velo", "sold in the first year: the 300 of the state are paid back, the 250 of the town are not", "EUR", "300"),
    ("farm_payments", "one breach: 3% of 10,970", "EUR", "329.10"),
    ("farm_payments", "two breaches: 5%, not 6%", "EUR", "548.50"),
    ("farm_payments", "an intentional breach: 15%", "EUR", "1,645.50"),
    ("clean_vehicle", "sold again on day 30: 7,500 back", "USD", "7,500"),
    ("clean_vehicle", "sold again on day 31: nothing back", "USD", "0"),
    ("hunan_energy", "the saving is missed: 600,000 back, and no second part", "CNY", "600,000"),
    (
        "teach_grant",
        "three years of teaching are not four: 16,000 and interest of 11,424, as published",
        "USD",
        "27,424",
    ),
]
"""The page, its case, and what its applicant is to pay back."""

KINDS = {
    "kfw_458": "installation",
    "velo": "bicycle",
    "boiler_upgrade": "application",
    "clean_vehicle": "vehicle",
    "hunan_energy": "project",
    "teach_grant": "study_year",
    "lanting_jobs": "course",
    "lanting_fairs": "stand",
}
"""The kind of record of a page; other pages pay by yearly figures."""

ASKED = {
    "kfw_458": "cost",
    "velo": "price",
    "rd_offset": "rd_deductions",
    "farm_payments": "eligible_area",
    "boiler_upgrade": "capacity",
    "clean_vehicle": "retail_price",
    "hunan_energy": "reward",
    "teach_grant": "enrolment",
    "lanting_jobs": "fee",
    "lanting_fairs": "area",
}
"""A fact that the claim of a page needs."""

AUDITED = {
    "kfw_458": ("8.3.1", "30,000 for dwelling 1, 15,000 for each up to 6, 8,000 after 6"),
    "velo": ("2", "收入不超过12000的，按40%补助，最高400欧元；其余按25%补助，最高250欧元"),
    "rd_offset": ("1", "18.5%"),
    "farm_payments": ("29", "69 up to 40 hectares, 41 above 40 up to 60 hectares"),
    "boiler_upgrade": ("13", "7500 GBP, 5000 GBP"),
    "clean_vehicle": ("1", "3750 USD for minerals, 3750 USD for components"),
    "hunan_energy": ("13", "当年下达60%，次年审核达标的下达40%，未达标的100%扣回"),
    "teach_grant": (
        "21",
        "4,000 USD, 3,000 USD, 2,000 USD or 1,000 USD; at most 4,000 USD in a year; 16,000 USD or 8,000 USD in all",
    ),
    "lanting_jobs": (
        "2",
        "职工不足20人的60%，20人以上不足100人的50%，其余30%；养老护理另加20%，技能工种另加10%；自付400元以上的，"
        "按10元取整，不低于200元；24个月内不超过2万元",
    ),
    "lanting_fairs": ("1", "9平方米以上不足18平方米的8000元，18平方米以上不足36平方米的1.5万元，36平方米以上的2.5万元"),
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


@pytest.mark.parametrize("path", sampled([*PAGES, *(f"zh/{name}" for name in CHINESE)], 2, others="broad"))
def test_every_case_comes_true(path: str) -> None:
    where = GALLERY / f"{path}.ipp"
    page_of(where.stem, folder=where.parent)
    result = run_page(str(where), Compilation.from_file(str(where)))
    assert result is not None
    assert [case.title for case in result.cases if not case.has_passed] == []
    assert len(result.cases) >= 3


def decisions_of(name: str, case: Case, *, folder: Path = GALLERY) -> list[Decision]:
    """The decisions about the applicants of a case."""
    policy = ipdsl.load(folder / f"{name}.ipp")
    facts = case_facts(case, policy.program)
    return list(case_decisions(case, policy.program, policy.code, facts).values())


def cases_of(name: str) -> tuple[Case, ...]:
    """The cases of a page."""
    found = page_of(name).policy_and_cases
    assert found is not None
    return found[1]


@pytest.mark.broad
@pytest.mark.parametrize(("name", "title", "currency", "totals"), sampled(FIGURES, 6, others="broad"))
def test_the_figures_of_the_documents(name: str, title: str, currency: str, totals: tuple[str, ...]) -> None:
    (case,) = (case for case in cases_of(name) if case.title == title)
    shown = [str(decision.total) for decision in decisions_of(name, case)]
    assert shown == [f"{total if '.' in total else f'{total}.00'} {currency}" for total in totals]


@pytest.mark.broad
@pytest.mark.parametrize(("name", "title", "currency", "back"), PAID_BACK)
def test_the_sums_that_are_paid_back(name: str, title: str, currency: str, back: str) -> None:
    (case,) = (case for case in cases_of(name) if case.title == title)
    (decision,) = decisions_of(name, case)
    assert decision.to_pay_back.is_point
    assert str(decision.to_pay_back.low) == f"{back if '.' in back else f'{back}.00'} {currency}"


@pytest.mark.parametrize("name", sampled(PAGES, 2, others="broad"))
def test_the_example_settles_and_the_schema_accepts_it(name: str) -> None:
    policy = ipdsl.load(GALLERY / f"{name}.ipp")
    stated = json.loads(example(name).read_text(encoding="utf-8"))
    for facts in stated if isinstance(stated, list) else [stated]:
        Draft202012Validator(policy.facts_schema()).validate(facts)
    decisions = policy.evaluate_cohort(stated).decisions if isinstance(stated, list) else [policy.evaluate(stated)]
    for decision in decisions:
        assert decision.total.minor > 0
        assert all(claim.outcome.value != "undetermined" for claim in decision.claims)


@pytest.mark.parametrize("name", sampled(PAGES, 3, others="broad"))
def test_the_page_is_the_same_in_chinese_and_back(name: str, tmp_path: Path) -> None:
    for path in files_in(GALLERY, "*_words.ipp"):
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


@pytest.mark.parametrize("name", sampled(CHINESE, 2, others="broad"))
def test_the_chinese_page_decides_the_same(name: str) -> None:
    for case in cases_of(name):
        results = [
            [
                (claim.article, claim.item, claim.year, claim.outcome, claim.paid)
                for decision in decisions_of(name, case, folder=folder)
                for claim in decision.claims
            ]
            for folder in (GALLERY, GALLERY / "zh")
        ]
        assert results[0] == results[1], case.title


def test_the_vocabularies_are_the_same() -> None:
    for path in files_in(GALLERY / "zh", "*_words.ipp"):
        english, chinese = (Compilation.from_file(str(GALLERY / folder / path.name)).page for folder in ("", "zh"))
        assert english is not None
        assert chinese is not None
        assert format_page(chinese, to=Surface.ENGLISH) == format_page(english)


@pytest.mark.parametrize("name", sampled(PAGES, 2, others="broad"))
def test_the_interview_asks_for_a_missing_fact(name: str, tmp_path: Path) -> None:
    stated = json.loads(example(name).read_text(encoding="utf-8"))
    facts = stated[0] if isinstance(stated, list) else stated
    part = facts["records"][KINDS[name]][0] if name in KINDS else facts["figures"][max(facts["figures"])]
    del part[ASKED[name]]
    (tmp_path / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    asked = run("ask", GALLERY / f"{name}.ipp", "--facts", tmp_path / "facts.json", "--format", "json")
    assert asked.code == 0
    assert [question for question in json.loads(asked.out)["questions"] if ASKED[name] in json.dumps(question)]


@pytest.mark.parametrize("name", sampled(PAGES, 3, others="broad"))
def test_the_audit_compares_the_figures_of_the_page(name: str, tmp_path: Path) -> None:
    number, words = AUDITED[name]
    for text, is_right in (
        (words, True),
        (re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), words, count=1), False),
    ):
        (tmp_path / "text.txt").write_text(
            f"{number} {text}\n" if "." in number else f"第{number}条 {text}\n", encoding="utf-8"
        )
        audited = run("audit", GALLERY / f"{name}.ipp", "--against", tmp_path / "text.txt", "--format", "json")
        left = [each for each in json.loads(audited.out)["left"] if each["article"] == number]
        assert [each["written"] for each in left if each["what"] == "figure of the policy"] == [] or not is_right
        assert is_right or left


OF_2024 = (
    ("policy lanting_fairs ", "policy lanting_exhibitions "),
    ("  formerly lanting_exhibitions\n  ended catalogues\n", ""),
    ('article 1 "Fixed sum for a stand" "定额补助"\n', 'article 1 "Stands"\n'),
    ('    as fixed_sum "定额补助"\n    formerly 1.stand.held\n', ""),
    ("    at least 36: 25000\n", "    at least 36: 20000\n"),
    ("      except competition\n", ""),
)
"""The edits that lead from the present page of trade fairs back to the edition of 2024, apart from its article 6."""

CATALOGUES = """
article 6 "Catalogues"
  award 50% of cost at most 4000 to firm when catalogue printed
    as catalogues
"""
CATALOGUE_WORDS = """record catalogue
  key catalogue_number
  cost money
  event printed on printed_on
"""


def edition_of_2024(folder: Path) -> ipdsl.Policy:
    """The page of trade fairs before its edition, with an award that has ended since."""
    page = (GALLERY / "lanting_fairs.ipp").read_text(encoding="utf-8")
    page = page[: page.index("\ncase ")]
    for new, old in OF_2024:
        assert page.count(new) == 1
        page = page.replace(new, old)
    begin, end = page.index("\narticle 6 "), page.index("\narticle 7 ")
    words = (GALLERY / "lanting_fairs_words.ipp").read_text(encoding="utf-8")
    (folder / "lanting_fairs_words.ipp").write_text(words + CATALOGUE_WORDS, encoding="utf-8")
    (folder / "lanting_exhibitions.ipp").write_text(page[:begin] + CATALOGUES + page[end:], encoding="utf-8")
    return ipdsl.load(folder / "lanting_exhibitions.ipp")


def test_payments_of_an_earlier_edition_count(tmp_path: Path) -> None:
    stand = {"market": "domestic", "abroad": False, "area": 40, "rent": 0, "freight": 0}
    stands = [{**stand, "number": f"S{month}", "opened_on": f"2024-0{month}-01"} for month in (1, 2, 3)]
    firm = {"applicant": {"id": "North", "kinds": ["firm"], "located_here": True}, "as_of": "2024-12-31"}
    catalogue = {"catalogue_number": "C", "cost": 9000, "printed_on": "2024-05-01"}
    earlier = edition_of_2024(tmp_path).evaluate(
        {**firm, "records": {"stand": stands[:2], "catalogue": [catalogue]}, "history": []}
    )
    assert str(earlier.total) == "49,000.00 CNY", "20,000 for each stand, 5,000 for the first, 4,000 for the catalogue"

    text, late = (GALLERY / "lanting_fairs.ipp").read_text(encoding="utf-8"), {**firm, "records": {"stand": stands}}
    shutil.copy(GALLERY / "lanting_fairs_words.ipp", tmp_path)
    page = tmp_path / "lanting_fairs.ipp"
    page.write_text(text, encoding="utf-8")
    decision = ipdsl.load(page).evaluate(late, history=ipdsl.to_json(earlier))
    assert str(decision.total) == "11,000.00 CNY", "the ceiling of 60,000 has 11,000 left for the third stand"
    for line in ("  formerly lanting_exhibitions\n", "  ended catalogues\n", "    formerly 1.stand.held\n"):
        page.write_text(text.replace(line, ""), encoding="utf-8")
        with pytest.raises(ipdsl.FactsError):
            ipdsl.load(page).evaluate(late, history=ipdsl.to_json(earlier))
