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
from ipdsl.driver.advice import kept_words, scopes, trials
from ipdsl.driver.advice.trials import apply_edits
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from tests.support.phrases import CHINESE, ENGLISH
from tests.support.slow import sampled

pytestmark = pytest.mark.broad

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


SIGNS = {
    "english": [
        *("without", "excluding", "exclusive of", "net of", "before", "after deducting", "after deduction of"),
        *("less", "minus", "reduced by", "plus", "together with", "including", "inclusive of"),
    ],
    "chinese": ["扣除", "扣减", "减去", "减", "减除", "不含", "加", "加上", "另加"],
}
"""Words that add to a sum or deduct from it."""
PARTS = {"english": ["$300", "50% of amount", "200 times 2"], "chinese": ["300元", "2万元"]}


def open_sums(language: str) -> list[str]:
    """Sentences in which a share or a factor may apply to one part of a sum or to all of it."""
    if language == "chinese":
        forms = [f"{CONTRACT_ZH}，按 金额 {{}} {{}} 的 10% 奖励", f"{CONTRACT_ZH}，按金额{{}}{{}}的10%奖励，最高2万元"]
    else:
        forms = [
            f"award 75% of amount {{}} {{}} {CONTRACT}",
            f"award half of the amount, {{}} {{}}, {CONTRACT}, up to 9000",
            f"award 75% of the amount, {{}} {{}}, with a minimum of 20, {CONTRACT}",
            "award amount {} {} for each of the filings " + CONTRACT,
            "Enterprises receive 75% of the amount {} {} when a technology contract is recorded",
        ]
    return [form.format(sign, part) for form in forms for sign in SIGNS[language] for part in PARTS[language]]


def chosen_scopes(sentences: list[str]) -> tuple[list[str], int]:
    """The sentences with an edit whose sum has another scope, and the number of those with both."""
    chosen, both = [], 0
    for sentence in sentences:
        source = _page(sentence)
        finding = _first(source)
        both += len({str(edit.example) for edit in finding.alternatives}) > 1
        after = Compilation(Source("page.ipp", apply_edits(source, finding.edits))).page
        scopes_after = (scopes.other_scope(node, is_chinese=not sentence.isascii()) for node in nodes(after, ast.Node))
        if finding.edits and any(scope is not None for scope in scopes_after):
            chosen.append(f"{sentence} -> {finding.edits[0].lines}")
    return chosen, both


@pytest.mark.parametrize(
    ("language", "every"),
    sampled([("english", 8), ("english", 1), ("chinese", 5), ("chinese", 1)], 2),
)
def test_no_edit_chooses_the_scope_of_a_word_that_adds_or_deducts(language: str, every: int) -> None:
    sentences = open_sums(language)[::every]
    chosen, both = chosen_scopes(sentences)
    assert chosen == []
    assert both > len(sentences) / 4, "many sentences have both meanings"


def test_a_scope_is_chosen_if_the_author_is_taken_to_have_bracketed_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "chooses_scope", lambda *_: False)
    monkeypatch.setattr(kept_words, "_with_scopes", lambda text, _: f"(plus {text})")
    for language in SIGNS:
        assert len(chosen_scopes(open_sums(language)[::11])[0]) > 1


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
