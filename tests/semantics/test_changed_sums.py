"""Sentences whose sums may differ from those before language 4 are refused, and their edits keep those sums."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.source import Source
from ipdsl.driver.advice.trials import apply_edits
from ipdsl.driver.compilation import Compilation
from tests.support.semantics.signed_pages import ACCEPTED, VOCABULARY, page, total
from tests.support.slow import sampled

NET = "here net of deal means price less rebate\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.ipp").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


def findings(source: Source, *codes: str) -> list[Diagnostic]:
    report = Compilation(source).check()
    changes = [finding for finding in report if finding.code in ("P115", "P116")]
    others = [finding.texts() for finding in report if finding.severity is Severity.ERROR and finding not in changes]
    assert not others
    return [finding for finding in changes if finding.code in (codes or ("P115", "P116"))]


def edited(source: Source) -> Source:
    """The page after its proposed edits, until there are none."""
    for _ in range(8):
        edits = [edit for finding in findings(source) for edit in finding.edits]
        if not edits:
            return source
        source = Source(source.name, apply_edits(source, edits))
    raise AssertionError(source.text)


SENTENCES = {
    "before plus": ("award price less rebate plus extra at most 90000 to firm when deal done", "(price above rebate)"),
    "before less": ("award price less rebate less 500 at most 90000 to firm when deal done", "(price above rebate)"),
    "right of less": (
        "award price less (rebate less extra) at most 90000 to firm when deal done",
        "price less (rebate above extra)",
    ),
    "right of plus": ("award 5 plus (price less rebate) at most 90000 to firm when deal done", "(price above rebate)"),
    "a comparison": ("award 500 to firm when deal done and price less rebate at least extra", "(price above rebate)"),
    "twice in a comparison": (
        "award 500 to firm when deal done and price plus extra less rebate less (5% of price) at least extra",
        "(((price plus extra) above rebate) above (5% of price)) at least",
    ),
    "an operand in brackets": (
        "award (30% of price) less rebate plus extra at most 90000 to firm when deal done",
        "((30% of price) above rebate) plus extra",
    ),
    "max": ("award max(price less rebate, extra) at most 9000 to firm when deal done", "max((price above rebate)"),
    "a row key": (
        "award by price less rebate to firm when deal done\n  at least 0: 500\n  otherwise: 20",
        "by (price above rebate)",
    ),
    "an aggregate": (
        f"{NET}award total net of deal done at most 90000 to firm when machine delivered",
        "means (price above rebate)",
    ),
    "a definition in a sum": (f"{NET}award net plus 5 at most 90000 to firm when deal done", "means (price above"),
    "a definition in a comparison": (f"{NET}award 5 to firm when deal done and net at least extra", "means (price ab"),
}  # fmt: skip

BEFORE = {
    "before plus": (1500, 700), "before less": (0, 200), "right of less": (1000, 700), "right of plus": (5, 705),
    "a comparison": (0, 500), "twice in a comparison": (0, 500), "an operand in brackets": (1500, 70),
    "max": (1500, 700), "a row key": (500, 500), "an aggregate": (0, 0), "a definition in a sum": (5, 705),
    "a definition in a comparison": (0, 5),
}  # fmt: skip
"""The sums of version 0.9 for two deals."""
NOW = {
    "before plus": (1300, 700), "before less": (0, 200), "right of less": (1300, 700), "right of plus": (0, 705),
    "a comparison": (0, 500), "twice in a comparison": (0, 500), "an operand in brackets": (600, 70),
    "max": (1500, 700), "a row key": (20, 500), "an aggregate": (0, 0), "a definition in a sum": (0, 705),
    "a definition in a comparison": (0, 5),
}  # fmt: skip
"""The sums under `language 4`, by hand: price less rebate is -200 and 700."""
DEALS = {"price": 1000, "rebate": 1200, "extra": 1500}, {"price": 900, "rebate": 200, "extra": 0}


@pytest.mark.parametrize("name", sampled([*SENTENCES], 3, others="broad"))
@pytest.mark.parametrize("in_chinese", [False, True], ids=["en", "zh"])
def test_a_difference_that_can_be_negative_is_refused_with_its_edit(folder: Path, name: str, in_chinese: bool) -> None:
    lines, words = SENTENCES[name]
    source = page(folder, lines, in_chinese=in_chinese)
    assert [finding.code for finding in findings(source)] == ["P115"]
    after = edited(source)
    assert after.text != source.text
    assert findings(after) == []
    assert in_chinese or words in after.text
    assert tuple(total(after, deal, machines=(5,)) // 100 for deal in DEALS) == BEFORE[name]


@pytest.mark.broad
@pytest.mark.parametrize("name", [*SENTENCES])
def test_a_page_of_language_4_pays_the_signed_difference(folder: Path, name: str) -> None:
    source = page(folder, SENTENCES[name][0], language=ACCEPTED)
    assert findings(source) == []
    assert tuple(total(source, deal, machines=(5,)) // 100 for deal in DEALS) == NOW[name]


def test_a_refused_page_pays_nothing(folder: Path) -> None:
    source = page(folder, SENTENCES["before plus"][0])
    with pytest.raises(ipdsl.PolicyError):
        ipdsl.load_text(source.text, source.name)


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
    "a comparison with a constant": "award 5 to firm when deal done and price less rebate at least 50",
    "a comparison with at most": "award 5 to firm when deal done and price less rebate at most extra",
    "a row key above 0": "award by price less rebate to firm when deal done\n  at least 10: 500\n  otherwise: 20",
    "at least a constant": "award 5 plus max(0, price less rebate) at most 90000 to firm when deal done",
    "an excess": "award 5 plus (price above rebate) at most 90000 to firm when deal done",
}  # fmt: skip


@pytest.mark.parametrize("lines", SILENT.values(), ids=SILENT)
def test_a_difference_with_the_same_sum_in_both_versions_is_not_named(folder: Path, lines: str) -> None:
    assert findings(page(folder, lines), "P115") == []


SIGNED = {
    "a number": "award (price less rebate) times score at most 9000 to firm when deal done",
    "a number before it": "award score times (price less rebate) at most 9000 to firm when deal done",
    "two differences": "award (share less 30%) of (price less rebate) at most 9000 to firm when deal done",
    "a divisor": "award (price less rebate) divided by score at most 9000 to firm when deal done",
    "a part of numbers": "award 5 times (total wear of machine less total wear of machine with (fine)) plus 100"
    " at most 9000 to firm when deal done",
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNED)
def test_a_product_of_two_values_below_0_is_named(folder: Path, name: str) -> None:
    assert {finding.code for finding in findings(page(folder, SIGNED[name]))} == {"P115"}


MORE_EDITS = {
    "in the amount and the condition": (
        "award (price less rebate) plus 3 at most 500 to firm when deal done and price less rebate at least extra",
        ["(price above rebate) plus 3", "(price above rebate) at least"]),
    "at the beginning of a line": (
        "award price\n    less rebate plus 10 at most 500 to firm when deal done", ["(price above rebate) plus 10"]),
    "a pick of a rate": (
        "award 5 to firm when deal done and last rate of machine at most 50%", ["last rate of machine, otherwise 0%"]),
}  # fmt: skip


@pytest.mark.parametrize("name", MORE_EDITS)
def test_an_edit_is_proposed(folder: Path, name: str) -> None:
    lines, words = MORE_EDITS[name]
    after = edited(page(folder, lines))
    assert findings(after) == []
    assert [each for each in words if each not in after.text] == []


def test_a_value_of_a_definition_has_an_edit_only_if_it_counted_as_0_in_each_use(folder: Path) -> None:
    lines = "here low means filings of last year\naward 100 times (low plus 1) at most 900 to firm when deal done"
    assert "otherwise 0)" in edited(page(folder, lines)).text
    (finding,) = findings(page(folder, f"{lines} and (price at least 50 or low at most 5)"))
    assert finding.edits == ()


def test_a_comment_between_the_sides_of_a_difference_stays_and_has_no_edit(folder: Path) -> None:
    source = page(folder, "award price  # net\n    less rebate plus 10 at most 500 to firm when deal done")
    assert edited(source).text == source.text


UNEQUAL = {
    "of the same field": "award 100 to firm when deal done and last price of deal done of the same serial at most 50",
    "at least 0": "award 100 to firm when deal done and not (score at least last wear of machine)",
    "less a number": "award 10 times (largest wear of machine less score) at most 900 to firm when deal done",
}


@pytest.mark.parametrize("name", UNEQUAL)
def test_a_pick_of_nothing_is_named_beside_a_number_and_a_field_that_may_be_none(folder: Path, name: str) -> None:
    assert "P116" in [finding.code for finding in findings(page(folder, UNEQUAL[name]))]


Value = Callable[[dict[str, Any]], Fraction]


def draw(random_: random.Random, depth: int) -> tuple[str, Value]:
    """An expression, and its value before language 4 by rules of its own: every difference is at least 0."""
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
    """Whether a drawn page has an edit, and how far each sum is then from that before language 4."""
    random_ = random.Random(seed)
    text, value = draw(random_, 3)
    source = page(folder, f"award {text} plus 1 to firm when deal done\nuncapped", in_chinese=seed % 2 == 1)
    after = edit(source)
    deals = [{name: random_.randrange(0, 2000, 10) for name in ("price", "rebate", "extra")} for _ in range(4)]
    oracle = [int((value(deal) + 1) * 100) for deal in deals]
    return after.text != source.text, [abs(total(after, deal) - sum_) for deal, sum_ in zip(deals, oracle, strict=True)]


@pytest.mark.broad
@pytest.mark.parametrize("seeds", sampled([range(12), range(12, 40)], 2, others="broad"))
def test_edits_of_drawn_differences_keep_the_sums_of_the_oracle(folder: Path, seeds: range) -> None:
    results = [differences_after_edits(folder, seed, edit=edited) for seed in seeds]
    assert sum(is_edited for is_edited, _ in results) > len(seeds) / 2
    assert {difference for _, differences in results for difference in differences} == {0}


@pytest.mark.broad
def test_language_4_changes_the_sums_of_the_oracle(folder: Path) -> None:
    """The planted fault: the page accepts the new sums in place of its edits."""
    results = [
        differences_after_edits(
            folder,
            seed,
            edit=lambda page: Source(page.name, page.text.replace("  use words\n", f"  use words\n{ACCEPTED}")),
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
    "not of both": f"{COMPARED}not ({LAST} at least 500 and price at least 5)",
    "one of two, beside another": f"{COMPARED}price at least 5 and (price at least 99999 or {LAST} at most 5)",
}


PAID = {
    "at most": (5000, 5000), "less than a constant": (5000, 0), "not at least": (5000, 5000),
    "in a product": (5000, 5000), "in a definition": (5000, 0), "a row key": (500, 20),
    "other records of the kind": (5000, 5000), "paid": (20, 320), "not of both": (5000, 5000),
    "one of two, beside another": (5000, 0),
}  # fmt: skip
"""The sums of version 0.9 without a machine and with one of 300."""


@pytest.mark.parametrize("name", sampled([*PICKS], 2, others="broad"))
@pytest.mark.parametrize("in_chinese", [False, True], ids=["en", "zh"])
def test_a_value_of_no_record_is_refused_where_it_paid(folder: Path, name: str, in_chinese: bool) -> None:
    source = page(folder, PICKS[name], in_chinese=in_chinese)
    assert [finding.code for finding in findings(source)] == ["P116"]
    after = edited(source)
    assert findings(after) == []
    assert ("无则为 0" if in_chinese else "otherwise 0)") in after.text
    paid = tuple(total(after, {"price": 1000}, machines=machines) // 100 for machines in ((), (300,)))
    assert paid == PAID[name]


@pytest.mark.broad
@pytest.mark.parametrize("name", [name for name in PICKS if name != "other records of the kind"])
def test_a_page_of_language_4_pays_nothing_for_a_value_of_no_record(folder: Path, name: str) -> None:
    source = page(folder, PICKS[name], language=ACCEPTED)
    assert findings(source) == []
    assert total(source, {"price": 1000}) == 0
    assert total(source, {"price": 1000}, machines=(300,)) // 100 == PAID[name][1]


@pytest.mark.broad
@pytest.mark.parametrize("name", [*SENTENCES, *PICKS])
def test_an_edit_keeps_the_digests_by_which_a_ledger_knows_the_award(folder: Path, name: str) -> None:
    lines = SENTENCES[name][0] if name in SENTENCES else PICKS[name]
    before, after = (
        ipdsl.load_text(source.text, source.name).program.clauses[0]
        for source in (page(folder, lines, language=ACCEPTED), edited(page(folder, lines)))
    )
    assert (before.conditions, before.sum_) == (after.conditions, after.sum_)


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
    "a case with a figure": "here base of deal as follows\n  filings of last year at most 5: price\n  otherwise: 7\n"
    "award base at most 900 to firm when deal done",
    "rows": "award as follows to firm when deal done\n  has at least 1 machine: largest cost of machine plus 20"
    "\n  otherwise: 20\n uncapped",
}


@pytest.mark.parametrize("lines", WITHOUT_CHANGE.values(), ids=WITHOUT_CHANGE)
def test_a_value_that_pays_the_same_in_both_versions_is_not_named(folder: Path, lines: str) -> None:
    assert findings(page(folder, lines.replace("\n uncapped", "\nuncapped"))) == []


GROWTH = {
    "more than": ("filings more than filings of last year", []),
    "not more than": ("not filings more than filings of last year", ["P116"]),
    "a share": ("filings at least 115% of filings of last year", ["P116"]),
    "an increase": ("increase of filings over last year at least 1", ["P116"]),
    "a figure that is 0 before a day": ("increase of older over last year at least 1", ["P116"]),
    "another condition": ("filings of last year at least 1 and filings at least 115% of filings of last year", []),
    "the smaller of two years": ("min(turnover, turnover of last year) at most 500", ["P116"]),
    "with a fallback": ("filings at least 115% of (filings of last year, otherwise 0)", []),
}


OTHER_USES = {
    "years of an amount": ("award 1% of largest turnover of last 3 years at most 9 to firm each year", "otherwise 0)"),
    "a year of an amount": ("award turnover of last year plus 5 at most 900 to firm each year", "otherwise 0)"),
    "an increase, and a test of the year itself": (
        "award by increase of filings over last year each year\n  at least 2: 9\n  otherwise: 5\nif filings at most 3",
        "(increase of filings over last year, otherwise 0)"),
    "a least sum": ("award price at most 900 to firm when deal done\n  at least turnover of last year", "otherwise 0)"),
    "a case of a value": (
        "here base of deal as follows\n  largest cost of machine at most 5: price\n  otherwise: 7\n"
        "award base at most 900 to firm when deal done", "otherwise 0)"),
    "a value of a pick": (
        "here net of deal means price above (largest cost of machine)\n"
        "award total net of deal at most 900 to firm when machine delivered", "otherwise 0)"),
    "a cap": (
        "award price at most 900 to firm when deal done\ncap turnover of last year plus 5 per year", "otherwise 0)"),
    "a test of picked records": (
        "award 5 to firm when deal done and has at least 1 machine delivered with (cost at least last price of deal)",
        "otherwise 0)"),
    "a rule": ("award 5 to firm when deal done\nnone when largest cost of machine at most 5", "otherwise 0)"),
    "an average in a rule": ("award 5 to firm when deal done\nnone when average cost of machine at most 5", ""),
    "an average in a case": (
        "here base of deal as follows\n  average cost of machine at most 5: price\n  otherwise: 7\n"
        "award base at most 900 to firm when deal done", ""),
    "a set": (
        "award total price at most 900 to firm per year when deal done and price at least smallest cost of machine",
        "otherwise 0)"),
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("name", OTHER_USES)
def test_a_value_of_nothing_is_named_wherever_it_is_used(folder: Path, name: str) -> None:
    lines, words = OTHER_USES[name]
    source = page(folder, lines)
    assert {finding.code for finding in findings(source)} == {"P116"}
    assert findings(page(folder, lines, language=ACCEPTED)) == []
    after = edited(source)
    assert words in after.text
    assert (findings(after) == []) is bool(words)


@pytest.mark.parametrize(("test", "codes"), GROWTH.values(), ids=GROWTH)
def test_a_figure_that_may_not_be_stated_is_named_in_a_comparison(folder: Path, test: str, codes: list[str]) -> None:
    assert [each.code for each in findings(page(folder, f"award 5 to firm each year\nif {test}"))] == codes
