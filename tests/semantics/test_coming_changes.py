"""Sentences that have another sum in version 0.11 are named, and their edits keep the sum of today."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.source import Source
from ipdsl.driver.advice.trials import apply_edits
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.support.slow import sampled

VOCABULARY = """vocabulary words "Words" "词汇"

applicant firm "企业"

figures per year
  filings "申请量" count
  older "旧申请量" count, 0 before established_on
  turnover "营业额" money

applicant fields
  established_on "成立日" date fixed

record deal "交易"
  key contract "合同"
  price "价款" money
  rebate "返利" money
  extra "加项" money
  event done "完成" on done_on "完成日" default

record machine "设备"
  key serial "编号"
  cost "设备价" money
  event delivered "交付" on delivered_on "交付日"
"""
HEAD = """policy aid "Aid" "补助"
  effective 2022-01-01 to 2025-12-31
  use words

article 1 "One" "一"
"""
NET = "here net of deal means price less rebate\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.ipp").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


def page(folder: Path, lines: str, *, in_chinese: bool = False) -> Source:
    source = Source(str(folder / "aid.ipp"), HEAD + "".join(f"  {line}\n" for line in lines.strip().splitlines()))
    if not in_chinese:
        return source
    english = Compilation(source)
    assert english.page is not None
    assert english.words is not None
    return Source(source.name, format_page(replace_names(english.page, english.words), to=Surface.CHINESE))


def findings(source: Source, *codes: str) -> list[Diagnostic]:
    report = Compilation(source).check()
    assert not report.has_errors, [finding.texts() for finding in report]
    return [finding for finding in report if finding.code in (codes or ("P115", "P116"))]


def edited(source: Source) -> Source:
    """The page after its proposed edits, until there are none."""
    for _ in range(8):
        edits = [edit for finding in findings(source, "P115") for edit in finding.edits]
        if not edits:
            return source
        source = Source(source.name, apply_edits(source, edits))
    raise AssertionError(source.text)


def total(source: Source, *deals: dict[str, Any], machines: tuple[int, ...] = ()) -> int:
    """The sum due in minor units."""
    every = [{"contract": str(i), "done_on": "2022-05-01", **deal} for i, deal in enumerate(deals)]
    stated = [{"serial": str(i), "cost": cost, "delivered_on": "2022-01-03"} for i, cost in enumerate(machines)]
    facts = {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "as_of": "2025-12-31",
        "records": {"deal": every, "machine": stated},
    }
    bounds = ipdsl.load_text(source.text, source.name).evaluate(facts).due
    assert bounds.high is not None
    assert bounds.low == bounds.high
    return bounds.low.minor


SENTENCES = {
    "before plus": ("award price less rebate plus extra at most 90000 to firm when deal done", "(price above rebate)"),
    "before less": ("award price less rebate less 500 at most 90000 to firm when deal done", "(price above rebate)"),
    "right of less": (
        "award price less (rebate less extra) at most 90000 to firm when deal done",
        "price less (rebate above extra)",
    ),
    "right of plus": ("award 5 plus (price less rebate) at most 90000 to firm when deal done", "(price above rebate)"),
    "a comparison": ("award 500 to firm when deal done and price less rebate at most 100", "(price above rebate) at"),
    "twice in a comparison": (
        "award 500 to firm when deal done and price plus extra less rebate less (5% of price) at most 100",
        "(((price plus extra) above rebate) above (5% of price)) at most",
    ),
    "an operand in brackets": (
        "award (30% of price) less rebate plus extra at most 90000 to firm when deal done",
        "((30% of price) above rebate) plus extra",
    ),
    "max": ("award max(price less rebate, extra) at most 9000 to firm when deal done", "max((price above rebate)"),
    "a row key": (
        "award by price less rebate to firm when deal done\n  at least 10: 500\n  otherwise: 20",
        "by (price above rebate)",
    ),
    "an aggregate": (
        f"{NET}award total net of deal done at most 90000 to firm when machine delivered",
        "means (price above rebate)",
    ),
    "a definition in a sum": (f"{NET}award net plus 5 at most 90000 to firm when deal done", "means (price above"),
    "a definition in a comparison": (f"{NET}award 5 to firm when deal done and net at most 5", "means (price above"),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "words"), sampled(SENTENCES.values(), 3, others="broad"), ids=SENTENCES)
@pytest.mark.parametrize("in_chinese", [False, True], ids=["en", "zh"])
def test_a_difference_that_can_be_negative_is_named_with_its_edit(
    folder: Path, lines: str, words: str, in_chinese: bool
) -> None:
    source = page(folder, lines, in_chinese=in_chinese)
    assert [finding.code for finding in findings(source)] == ["P115"]
    after = edited(source)
    assert after.text != source.text
    assert findings(after) == []
    assert in_chinese or words in after.text
    deals = {"price": 1000, "rebate": 1200, "extra": 1500}, {"price": 900, "rebate": 200, "extra": 0}
    for deal in deals:
        assert total(source, deal, machines=(5,)) == total(after, deal, machines=(5,))


SILENT = {
    "the last of an amount": "award price less rebate at most 90000 to firm when deal done",
    "a share of a difference": "award 30% of (price less rebate) at most 90000 to firm when deal done",
    "the smaller of two": "award min(price less rebate, extra) to firm when deal done\nuncapped",
    "a definition in an amount": f"{NET}award 10% of net at most 90000 to firm when deal done",
    "under a least sum": "award price less rebate to firm when deal done\n  at least 500\n  uncapped",
    "within an excess": "award 5 plus ((price less rebate) above 10) at most 90000 to firm when deal done",
    "a part": "award 5 to firm each year\nif total turnover of last 2 years less turnover of last year at most 1",
    "a narrower pick": "award 5 to firm when deal done and total cost of machine less total cost of machine delivered"
    " at most 1",
    "a share of the left": "award 5 to firm when deal done and price less (30% of price) at most 1",
    "an increase": "award 5 to firm when deal done and increase of older over last year at least 1",
}  # fmt: skip


@pytest.mark.parametrize("lines", SILENT.values(), ids=SILENT)
def test_a_difference_with_the_same_sum_in_both_versions_is_not_named(folder: Path, lines: str) -> None:
    assert findings(page(folder, lines)) == []


Value = Callable[[dict[str, Any]], Fraction]


def draw(random_: random.Random, depth: int) -> tuple[str, Value]:
    """An expression, and its value today by rules of its own: every difference is at least 0."""
    if depth == 0:
        name = random_.choice(["price", "rebate", "extra"])
        return name, lambda deal: Fraction(deal[name])
    left, left_value = draw(random_, depth - 1)
    right, right_value = draw(random_, random_.randrange(depth))
    kind = random_.choice(["less", "less", "less", "plus", "max", "share"])
    if kind == "share":
        return f"(50% of ({left}))", lambda deal: left_value(deal) / 2
    if kind == "max":
        return f"max({left}, {right})", lambda deal: max(left_value(deal), right_value(deal))
    right = f"({right})" if " " in right else right
    if kind == "plus":
        return f"{left} plus {right}", lambda deal: left_value(deal) + right_value(deal)
    return f"{left} less {right}", lambda deal: max(Fraction(0), left_value(deal) - right_value(deal))


def differences_after_edits(folder: Path, seed: int, *, edit: Callable[[Source], Source]) -> tuple[bool, list[int]]:
    """Whether a drawn page has an edit, and by how much each sum after the edits differs from that of the oracle."""
    random_ = random.Random(seed)
    text, value = draw(random_, 3)
    source = page(folder, f"award {text} plus 1 to firm when deal done\nuncapped", in_chinese=seed % 2 == 1)
    after = edit(source)
    deals = [{name: random_.randrange(0, 2000, 10) for name in ("price", "rebate", "extra")} for _ in range(4)]
    oracle = [int((value(deal) + 1) * 100) for deal in deals]
    return after.text != source.text, [
        abs(total(each, deal) - sum_) for deal, sum_ in zip(deals, oracle, strict=True) for each in (source, after)
    ]


@pytest.mark.broad
@pytest.mark.parametrize("seeds", sampled([range(12), range(12, 40)], 2, others="broad"))
def test_edits_of_drawn_differences_keep_the_sums_of_the_oracle(folder: Path, seeds: range) -> None:
    results = [differences_after_edits(folder, seed, edit=edited) for seed in seeds]
    assert sum(is_edited for is_edited, _ in results) > len(seeds) / 2
    assert {difference for _, differences in results for difference in differences} == {0}


@pytest.mark.broad
def test_an_edit_that_adds_changes_the_sums_of_the_oracle(folder: Path) -> None:
    """The planted fault: `plus` in place of the first `less`."""
    results = [
        differences_after_edits(
            folder, seed, edit=lambda page: Source(page.name, page.text.replace(" less ", " plus ", 1))
        )
        for seed in range(0, 20, 2)
    ]
    assert any(difference for _, differences in results for difference in differences)


COMPARED = "award 5000 to firm when deal done and "
LAST = "last cost of machine delivered"
PICKS = {
    "at most": f"{COMPARED}{LAST} at most 50% of price",
    "less than a constant": f"{COMPARED}smallest cost of machine less than 50",
    "not at least": f"{COMPARED}not ({LAST} at least 500)",
    "in a product": f"{COMPARED}price at least 2 times largest cost of machine",
    "in a definition": f"here top means largest cost of machine\n{COMPARED}top at most 5",
    "a row key": "award by largest cost of machine to firm when deal done\n  at most 100: 500\n  more than 100: 20",
    "other records of the kind": f"{COMPARED}price at least last price of earlier deal",
    "paid": "award largest cost of machine plus 20 at most 1000 to firm when deal done",
}


@pytest.mark.parametrize("lines", PICKS.values(), ids=PICKS)
@pytest.mark.parametrize("in_chinese", [False, True], ids=["en", "zh"])
def test_a_value_of_no_record_is_named_where_it_pays_today(folder: Path, lines: str, in_chinese: bool) -> None:
    source = page(folder, lines, in_chinese=in_chinese)
    assert [finding.code for finding in findings(source)] == ["P116"]
    assert total(source, {"price": 1000}) > 0


WITHOUT_CHANGE = {
    "not reached without a record": f"{COMPARED}{LAST} at least 500",
    "has no record": f"{COMPARED}(has no machine delivered or {LAST} at most 50% of price)",
    "has a record": f"{COMPARED}{LAST} at most 500 and has at least 1 machine delivered",
    "another value of the records": f"{COMPARED}{LAST} at most 500 and total cost of machine delivered at least 5",
    "the record of the sentence": f"{COMPARED}price at least 50% of largest price of deal",
    "its event": f"{COMPARED}price at least 50% of largest price of deal done",
    "an average": f"{COMPARED}average cost of machine at most 500",
    "a share that is paid": "award 20% of largest cost of machine at most 1000 to firm when deal done",
    "a day": f"{COMPARED}last delivered_on of machine at most 2024-01-01",
    "rows": "award as follows to firm when deal done\n  has at least 1 machine: largest cost of machine plus 20"
    "\n  otherwise: 20\n uncapped",
}


@pytest.mark.parametrize("lines", WITHOUT_CHANGE.values(), ids=WITHOUT_CHANGE)
def test_a_value_that_pays_the_same_in_both_versions_is_not_named(folder: Path, lines: str) -> None:
    assert findings(page(folder, lines.replace("\n uncapped", "\nuncapped"))) == []


@pytest.mark.parametrize("machines", [(), (300,), (300, 900)])
def test_the_words_of_the_help_keep_the_sum(folder: Path, machines: tuple[int, ...]) -> None:
    pairs = [
        (PICKS["at most"], WITHOUT_CHANGE["has no record"]),
        (PICKS["paid"].replace(" at most 1000", "") + "\nuncapped", WITHOUT_CHANGE["rows"]),
    ]
    for before, after in pairs:
        sums = [total(page(folder, text.replace("\n uncapped", "\nuncapped")), {"price": 1000}, machines=machines)
                for text in (before, after)]  # fmt: skip
        assert sums[0] == sums[1]


GROWTH = {
    "more than": ("filings more than filings of last year", ["P116"]),
    "a share": ("filings at least 115% of filings of last year", ["P116"]),
    "an increase": ("increase of filings over last year at least 1", ["P116"]),
    "a figure that is 0 before a day": ("older more than older of last year", []),
    "another condition": ("filings of last year at least 1 and filings at least 115% of filings of last year", []),
    "the smaller of two years": ("min(turnover, turnover of last year) at most 500", []),
}


@pytest.mark.parametrize(("test", "codes"), GROWTH.values(), ids=GROWTH)
def test_a_figure_that_may_not_be_stated_is_named_in_a_comparison(folder: Path, test: str, codes: list[str]) -> None:
    assert [each.code for each in findings(page(folder, f"award 5 to firm each year\nif {test}"))] == codes
