"""`pay highest of`: alternatives compete with their totals, wherever their awards are.

Expected amounts are computed by hand. Every case is also checked against the invariants: the reference, the emitted
functions, the bounds and the columns agree on it.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest

import ipdsl
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.properties.laws import check_every_law
from tests.properties.pipeline import compile_texts
from tests.support.slow import sampled

WORDS = """\
vocabulary words "Words"

applicant firm "企业"

record deal "合同" plural deals
  key number "合同号"
  amount "金额" money
  product "产品" text
  event made "签订" on made_on "签订日"
  event ended "完成" on ended_on "完成日"

record title "称号" plural titles
  key title_number "证号"
  product "称号产品" text
  event won "获得" on won_on "获得日"
"""

PAGE = """\
policy town "Town"
  document "Town 1"
  effective 2020-01-01 to 2023-12-31
  use words

article 1 "Deals"
  award 10% of amount to firm when deal made
    as deals
    uncapped
article 2 "Ends"
  group ends
    award 40 to firm when deal ended
      as ended
    cap 60 per firm per year
article 3 "Titles"
  award 100 to firm when title won
    as titles
article 4 "The highest"
  {rule}
"""

OVER = "over policy\n    "


def deal(number: str, amount: int, made_on: str, ended_on: str = "", product: str = "P") -> dict[str, Any]:
    ended = ended_on or {"none": True}
    return {"number": number, "amount": amount, "product": product, "made_on": made_on, "ended_on": ended}


def title(number: str, won_on: str, product: str = "P") -> dict[str, Any]:
    return {"title_number": number, "product": product, "won_on": won_on}


def firm(*records: dict[str, Any], history: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "records": {
            "deal": [record for record in records if "number" in record],
            "title": [record for record in records if "title_number" in record],
        },
        "history": [*history],
        "support": [],
        "as_of": "2023-12-31",
    }


FIRST, SECOND = deal("A", 500, "2021-01-01", "2021-03-01"), deal("B", 300, "2021-02-01", "2021-04-01")
WON = title("T", "2021-05-01")
CASES: dict[str, tuple[str, dict[str, Any], dict[str, int]]] = {
    "the total of an alternative competes": (
        "pay highest of article 1, article 3 per firm per year",
        firm(FIRST, deal("B", 600, "2021-02-01"), WON),
        {"deals A": 50, "deals B": 60, "ended A": 40},
    ),
    "awards of no alternative are not affected": (
        "pay highest of article 1, article 3 per firm per year",
        firm(FIRST, SECOND, WON),
        {"titles T": 100, "ended A": 40, "ended B": 20},
    ),
    "two references of one alternative are added": (
        "pay highest of (article 1 and ends), titles per firm per year",
        firm(FIRST, SECOND, WON),
        {"deals A": 50, "deals B": 30, "ended A": 40, "ended B": 20},
    ),
    "a range of articles is one alternative, after the cap of its group": (
        "pay highest of articles 1 to 2, article 3 per firm per year",
        firm(FIRST, WON),
        {"titles T": 100},
    ),
    "three alternatives": (
        "pay highest of deals, ended, titles per firm per year",
        firm(deal("A", 1100, "2021-01-01", "2021-03-01"), WON),
        {"deals A": 110},
    ),
    "equal totals: the first alternative of the rule": (
        "pay highest of titles, (deals and ended) per firm per year",
        firm(deal("A", 600, "2021-01-01", "2021-03-01"), WON),
        {"titles T": 100},
    ),
    "equal totals in the other order": (
        "pay highest of (deals and ended), titles per firm per year",
        firm(deal("A", 600, "2021-01-01", "2021-03-01"), WON),
        {"deals A": 60, "ended A": 40},
    ),
    "each year by itself": (
        "pay highest of article 1, article 3 per firm per year",
        firm(FIRST, WON, deal("C", 2000, "2022-01-01"), title("U", "2022-05-01")),
        {"titles T": 100, "ended A": 40, "deals C": 200},
    ),
    "a key of both records": (
        "pay highest of article 1, article 3 per product per year",
        firm(FIRST, deal("B", 300, "2021-02-01", product="Q"), WON),
        {"titles T": 100, "deals B": 30, "ended A": 40},
    ),
    "a payment of the year counts with its alternative": (
        "pay highest of (article 1 and ends), article 3 per firm per year",
        firm(
            deal("A", 500, "2021-01-01"),
            WON,
            history=({"clause": "deals", "item": "Z", "year": 2021, "due": 70, "keys": {"product": "P"}},),
        ),
        {"deals A": 50},
    ),
    "a payment of the year for another alternative is deducted": (
        "pay highest of article 1, article 3 per firm per year",
        firm(
            WON,
            history=({"clause": "deals", "item": "Z", "year": 2021, "due": 70, "keys": {"product": "P"}},),
        ),
        {"titles T": 30},
    ),
    "an exempted award competes in no alternative": (
        "pay highest of articles 1 to 2, article 3 per firm per year\n      except ended",
        firm(deal("A", 900, "2021-01-01", "2021-03-01"), WON),
        {"titles T": 100, "ended A": 40},
    ),
}


def page_of(rule: str, surface: Surface = Surface.ENGLISH) -> str:
    text = PAGE.format(rule=OVER + rule)
    if surface is Surface.CHINESE:
        page = Compilation.from_text(text).page
        assert page is not None
        return format_page(page, to=Surface.CHINESE)
    return text


def paid(page: str, facts: dict[str, Any]) -> dict[str, int]:
    decision = compile_texts(page, WORDS, "words").evaluate(copy.deepcopy(facts))
    return {f"{claim.label} {claim.item}": claim.paid.minor // 100 for claim in decision.claims if claim.paid.minor}


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("name", sampled(CASES, 3, others="broad"))
def test_the_alternative_with_the_greatest_total_is_paid(name: str, surface: Surface) -> None:
    rule, facts, expected = CASES[name]
    assert paid(page_of(rule, surface), facts) == expected


@pytest.mark.parametrize("name", sampled(CASES, 10, others="broad"))
def test_all_forms_of_the_policy_agree(name: str) -> None:
    rule, facts, _ = CASES[name]
    compiled = compile_texts(page_of(rule), WORDS, "words")
    check_every_law(compiled, facts)


def test_the_reason_names_the_winner_and_its_total() -> None:
    rule, facts, _ = CASES["two references of one alternative are added"]
    decision = compile_texts(page_of(rule), WORDS, "words").evaluate(facts)
    (lost,) = (claim for claim in decision.claims if claim.label == "titles")
    assert lost.outcome.value == "displaced"
    assert [adjustment.by for adjustment in lost.adjustments] == ["A"]


def test_an_open_amount_is_settled_at_both_ends() -> None:
    open_deal = {**deal("A", 0, "2021-01-01"), "amount": None}
    del open_deal["amount"]
    rule = "pay highest of article 1, article 3 per firm per year"
    decision = compile_texts(page_of(rule), WORDS, "words").evaluate(firm(open_deal, WON))
    assert (decision.due.low.minor, decision.due.high) == (100_00, None)


HEAD = PAGE[: PAGE.index("article 4")]
FINDINGS = [
    ("over policy\n    pay highest of article 1, (article 3 and deals) per firm per year", ["P102"]),
    ("over policy\n    pay highest of (article 1 and deals), article 3 per firm per year", ["P102"]),
    ("over policy\n    pay highest of article 1, article 8 per firm per year", ["N007"]),
    ("over policy\n    pay highest of article 1, tittles per firm per year", ["N006"]),
    ("over policy\n    pay highest of article 1, article 3 per firm", ["P007"]),
    ("over articles 1 to 2\n    pay highest of article 1, article 3 per firm per year", ["P005"]),
    ("pay highest of article 1, article 3 per firm per year", ["P005", "P005"]),
    ("over policy\n    pay highest of article 1, article 3 per firm per year\n      except titles", ["P005"]),
    ("over policy\n    pay highest of article 1, article 3 per firms per year", ["N019"]),
    ("over policy\n    pay highest of article 1, ends and titles per firm per year", ["S074"]),
    ("over policy\n    pay highest of article 1 and article 3 per firm per year", ["S075"]),
    ("over policy\n    pay highest of articles 1 to 3 per firm per year", ["S075"]),
]


@pytest.mark.parametrize(("rule", "codes"), FINDINGS)
def test_findings(rule: str, codes: list[str], tmp_path: Any) -> None:
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    (tmp_path / "town.ipp").write_text(f'{HEAD}article 4 "The highest"\n  {rule}\n', encoding="utf-8")
    page = Compilation.from_file(str(tmp_path / "town.ipp"))
    assert page.policy is None
    assert [finding.code for finding in page.report if finding.severity.name == "ERROR"] == codes


def test_a_rule_in_a_block_compares_awards_before_it() -> None:
    text = """award 3000 to enterprise when ip_insurance bought
  as insurance
award 2000 to enterprise when patent granted
  as patents
award 1500 to enterprise when software_copyright registered
  as software
pay highest of insurance, (patents and software) per enterprise per year
award 10 to enterprise when ip_insurance bought
"""
    assert "P004" in [finding.code for finding in _findings(text)]
    policy = ipdsl.load_text(text.rpartition("award 10")[0])
    assert policy.program.settlement.steps[-1].groups == (0, 1)


def _findings(text: str) -> list[Any]:
    page = Compilation.from_text(text)
    assert page.policy is None
    return [*page.report]
