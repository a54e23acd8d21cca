"""A sentence with two meanings gets both, each with its sum for an example, and no edit that chooses one."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import ipdsl
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.advice import scopes
from ipdsl.driver.advice.trials import apply_edits
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import ast
from tests.support.phrases import CHINESE, ENGLISH

CONTRACT = "to enterprise when technology_contract recorded"
CONTRACT_ZH = "对 专利合同 备案 的 企业"
SENTENCES = [
    (f"award 10% of amount plus 300 {CONTRACT}", ["(10% of amount) plus 300", "10% of (amount plus 300)"]),
    (f"award half of amount less 300 {CONTRACT}", ["(50% of amount) less 300", "50% of (amount less 300)"]),
    (f"award 10% of the amount plus 300 {CONTRACT}", ["(10% of amount) plus 300", "10% of (amount plus 300)"]),
    (
        f"award 300 plus 10% of amount plus 200 {CONTRACT}",
        ["300 plus (10% of amount) plus 200", "300 plus 10% of (amount plus 200)"],
    ),
    (
        f"award 10% of amount less 300 {CONTRACT}, at most 500",
        ["(10% of amount) less 300 at most 500", "10% of (amount less 300) at most 500"],
    ),
    (
        f"award 5% of amount over 1000 and up to 5000 {CONTRACT}",
        ["5% of amount above 1000 at most 5000", "5% of amount above 1000 up to 5000"],
    ),
    (
        "award 300 plus 200 for each of the filings to enterprise each year",
        ["(300 plus 200) times filings", "300 plus (200 times filings)"],
    ),
    (
        f"award amount plus 200 for each of the filings {CONTRACT}",
        ["(amount plus 200) times filings", "amount plus (200 times filings)"],
    ),
    (f"{CONTRACT_ZH}，按 300元 加 金额 的 10% 奖励", ["300元 加 （金额 的 10%）", "（300元 加 金额） 的 10%"]),
    (
        f"{CONTRACT_ZH}，按 金额 减 300元 的 10% 奖励，最高不超过 2万元",
        ["金额 减 （300元 的 10%）", "（金额 减 300元） 的 10%"],
    ),
]


def _first(source: Source) -> Diagnostic:
    return next(iter(Compilation(source).check()))


def _page(sentence: str, below: str = "") -> Source:
    return Source("page.ipp", f"{ENGLISH if sentence.isascii() else CHINESE}  {sentence}\n{below}")


def _example(text: str) -> tuple[dict[str, int], Fraction]:
    """The numbers of an example, and its sum."""
    stated, _, amount = text.partition("时：" if "时：" in text else ": ")
    numbers = re.findall(r"(\w+)`?(?: is |为)([\d,]*\d)", stated)
    return {name: int(value.replace(",", "")) for name, value in numbers}, Fraction(amount.replace(",", ""))


def _paid(source: Source, numbers: dict[str, int], folder: Path) -> Fraction:
    """What the page pays for a contract and a year with these numbers."""
    path = folder / "page.ipp"
    path.write_text(source.text, encoding="utf-8")
    contract = {"contract": "A", "recorded_on": "2022-03-01"}
    contract |= {"amount": numbers.get("amount", numbers.get("金额", 0))}
    facts = {
        "applicant": {"id": "F", "kinds": ["enterprise"]},
        "figures": {"2022": {"filings": numbers.get("filings", 0)}},
        "as_of": "2022-12-31",
        "records": {"technology_contract": [contract]},
    }
    return Fraction(ipdsl.load(path, cache=False).evaluate(facts).total.minor, 100)


@pytest.mark.parametrize(("sentence", "sums"), SENTENCES)
def test_both_meanings_are_shown_with_the_sums_that_their_pages_pay(
    sentence: str, sums: list[str], tmp_path: Path
) -> None:
    source = _page(sentence)
    finding = _first(source)
    assert finding.edits == ()
    assert [text in edit.lines for text, edit in zip(sums, finding.alternatives, strict=True)] == [True, True]
    language = Language.EN if sentence.isascii() else Language.ZH
    amounts = set()
    for edit in finding.alternatives:
        numbers, amount = _example(edit.example.text(language))
        assert edit.lines in finding.texts(language).help
        assert numbers
        assert amount == _paid(Source("page.ipp", apply_edits(source, [edit])), numbers, tmp_path)
        amounts.add(amount)
    assert len(amounts) == len(sums)


@pytest.mark.parametrize(
    "lines",
    [
        "here x of technology_contract means 10% of amount plus 300",
        f"award by amount {CONTRACT}\n    at least 5000: 10% of amount plus 20\n    otherwise: 1000",
    ],
)
def test_a_definition_and_a_row_have_two_meanings_too(lines: str) -> None:
    assert len(_first(_page(lines)).alternatives) == len(("of a part", "of the sum"))


def test_two_shares_have_one_meaning() -> None:
    finding = _first(_page(f"award 10% of amount plus 5% of amount {CONTRACT}"))
    assert (len(finding.edits), finding.alternatives) == (1, ())


def test_a_meaning_that_does_not_check_leaves_the_help_of_the_finding() -> None:
    finding = _first(_page(f"award 10% of amount plus recorded_on {CONTRACT}"))
    assert (finding.edits, finding.alternatives) == ((), ())
    assert "`10% of (… plus …)`" in finding.texts().help


def test_an_example_without_the_limit_differs_from_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The law of the sums is broken by an example that leaves a part out."""
    lower_value = scopes._lower_value

    def without_limits(numbers: dict[str, Fraction], value: ast.Node, *_: object) -> Fraction:
        return lower_value(numbers, value)

    monkeypatch.setattr(scopes, "_lower_value", without_limits)
    source = _page(f"award 10% of amount less 300 {CONTRACT}, at most 400")
    sums = [
        (amount, _paid(Source("page.ipp", apply_edits(source, [edit])), numbers, tmp_path))
        for edit in _first(source).alternatives
        for numbers, amount in [_example(edit.example.text())]
    ]
    assert any(stated != paid for stated, paid in sums)
