"""Advice leads somewhere: applied, it gives a page without the finding, and never a page that was there before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Diagnostic, Edit
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.source import Source
from ipdsl.driver.advice import rewording, trials
from ipdsl.driver.advice.trials import apply_edits
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics import scope
from tests.support.console import working_in
from tests.support.documents import Block
from tests.support.error_pages import CHINESE as CHINESE_PAGES, ENGLISH as ENGLISH_PAGES, ErrorPage, pages
from tests.support.phrases import CHINESE, ENGLISH
from tests.support.rows import each_row
from tests.support.slow import sampled

MOST_STEPS = 6
MISPLACED = "S021"
"""A form belongs under the award or next to it; at the other place it has this finding."""
PAGES = [page for words in (ENGLISH_PAGES, CHINESE_PAGES) for page in pages(words)]


def findings(text: str) -> list[Diagnostic]:
    return list(Compilation(Source("page.ipp", text)).check())


def choices(finding: Diagnostic) -> Sequence[Sequence[Edit]]:
    """The edits of a finding, or each of its alternatives."""
    return [finding.edits] if finding.edits else [(edit,) for edit in finding.alternatives]


def faults(text: str) -> Iterator[str]:
    """Ways of edits that lead nowhere: a circle, too many steps, or a finding that its own edit leaves."""
    ways: list[tuple[str, ...]] = [(text,)]
    while ways:
        way = ways.pop()
        here = findings(way[-1])
        offered = next((each for each in here if choices(each)), None)
        if offered is None:
            continue
        if len(way) > MOST_STEPS:
            yield f"more than {MOST_STEPS} steps: {way[-1]}"
            continue
        for edits in choices(offered):
            edited = apply_edits(Source("page.ipp", way[-1]), edits)
            before, after = (Counter(_key(each) for each in group) for group in (here, findings(edited)))
            if edited in way:
                yield f"a circle: {edited}"
            elif after[_key(offered)] >= before[_key(offered)]:
                yield f"the edit leaves {offered.code}: {edited}"
            else:
                ways.append((*way, edited))


def _key(finding: Diagnostic) -> tuple[str, str]:
    return finding.code, finding.texts().title


def erroneous(page: ErrorPage) -> list[Block]:
    """The examples of an error page that have its finding."""
    return [each for each in page.blocks if each.words.startswith("ipdsl page ") and page.code in each.words.split()]


@pytest.mark.slow
@each_row("page", PAGES)
def test_the_edits_of_each_example_lead_to_a_page_without_the_finding(page: ErrorPage, tmp_path: Path) -> None:
    folder = tmp_path / f"{page.words.language}-{page.code}"
    folder.mkdir()
    with working_in(folder):
        for block in page.blocks:
            for name in re.findall(r"\S+\.ipp", block.words):
                Path(name).write_text(f"{block.text}\n", encoding="utf-8")
            if block in erroneous(page):
                assert list(faults(f"{block.text}\n")) == []


PATENT = "award 1000 to enterprise when patent granted"
CONTRACT = "award 1000 to enterprise when technology_contract recorded"
PAID_ZH = "对 专利合同 备案 的 企业，奖励 5元"
DRAFTERS = [
    f"{CONTRACT} and recorded_on on or after 2025-03-01",
    f"{PATENT} on or after 2025-03-01",
    "award 10% of amount plus 300 to enterprise when technology_contract recorded",
    "award half of amount less 300 to enterprise when technology_contract recorded",
    "award official_fees plus 200 for each of the filings to enterprise when patent granted",
    "award 5% of amount over 1000 and up to 5000 to enterprise when technology_contract recorded",
    "award 1-3 to enterprise when patent granted",
    "award 10000 to 30000 to enterprise when patent granted",
    "award 1000 to enterprise when net patent granted",
    "award 1000 to enterprise when domestic patent granted",
    f"{CONTRACT} and net amount at least 1000000",
    f"{CONTRACT}\n  if filings have fallen by at least 30%",
    f"{PATENT}\ncap 50000 per new enterprise per year",
    f"{PATENT}\ntop up per matter in any 36 months",
    "here net of technology_contract means\n  amount less\n  300",
    "对 知识产权保险 购买 的 企业，按 保费 的 60% 减半 补助，最高不超过 3万元",
    "对 专利合同 备案 的 企业，奖励 1-3万元",
    "对 专利合同 备案 的 企业，按 300元 加 金额 的 10% 奖励",
    "对 发明专利 授权 后 6个月内 申请 的 企业，奖励 2万元",
    "对 专利合同 备案 且 备案日 不早于 2023年1月1日 的 企业，奖励 5元",
    f"{PAID_ZH}\n每年 (合计) 最高资助 300万元",
    f"{PAID_ZH}\n本项 每年 资助总额 不超过 300万元",
    f"{PAID_ZH}\n全市 每年 最高资助 300万元",
    f"{PAID_ZH}\n每家一次性奖励 1万元",
    f"{PAID_ZH}\n每家资助 50万元",
    f"{PAID_ZH}\n每笔 向下取整 至 元",
    f"{PAID_ZH}\n三年内 同一 事项 只补差额",
    f"{PAID_ZH}\n连续 36个月 内 同一 事项 晋级补足差额",
    f"{PAID_ZH}\n同一 单位 不重复资助",
    f"{PAID_ZH}\n  授权公告日 不早于 2023年1月1日",
    f"{PAID_ZH}\n  每件资助 不得高于 5000元",
    f"{PAID_ZH}\n凡 其他资助 超过 0 的，不予奖励",
    f"{PAID_ZH}\n每个 企业\n  每年 最高奖励 5万元",
]
"""Sentences of drafters whose advice led to another sum, to nothing, or in a circle."""


def page_of(lines: str) -> str:
    return (ENGLISH if lines.isascii() else CHINESE) + "".join(f"  {line}\n" for line in lines.split("\n"))


@pytest.mark.broad
@pytest.mark.parametrize("lines", sampled(DRAFTERS, 3, others="broad"))
def test_the_edits_of_drafters_sentences_lead_to_a_page_without_the_finding(lines: str) -> None:
    assert list(faults(page_of(lines))) == []


PLACEHOLDERS = {
    "归并项": "单位", "数额": "5万元", "记录": "专利合同", "事件": "备案", "日期": "备案日", "对象": "企业",
    "字段": "金额", "条件": "在本市", "KEY": "enterprise", "FIELD": "amount",
}  # fmt: skip


def forms(finding: Diagnostic, language: Language) -> Iterator[str]:
    """The complete sentences that a help names, with words in place of the placeholders."""
    for form in re.findall("`([^`]+)`", finding.texts(language).help):
        text = form
        for placeholder, word in PLACEHOLDERS.items():
            text = re.sub(rf"(?<![\w]){placeholder}(?![\w])", word, text)
        if "…" not in text and len(text.split()) > 1 + (language is Language.EN):
            yield text


def circles(lines: str) -> Iterator[str]:
    """Forms that a help names for a sentence and that have the finding again, whose help names others, and so on."""
    *above, last = lines.split("\n")
    ways: list[tuple[tuple[str, str], ...]] = [((last, ""),)]
    language = Language.EN if lines.isascii() else Language.ZH
    while ways:
        way = ways.pop()
        for finding in errors(above, way[-1][0])[:1]:
            for form in () if choices(finding) else forms(finding, language):
                texts = [each for each in (form, f"  {form}") if not {finding.code, MISPLACED} & {*codes(above, each)}]
                if not texts or finding.code in [code for _, code in way[1:]]:
                    yield f"{finding.code} after {[code for _, code in way[1:]]}: {form}"
                elif len(way) <= MOST_STEPS:
                    ways.append((*way, (texts[0], finding.code)))


def errors(above: Sequence[str], line: str) -> list[Diagnostic]:
    page = page_of("\n".join([*above, line]))
    return [each for each in findings(page) if each.severity.value == "error"]


def codes(above: Sequence[str], line: str) -> list[str]:
    return [each.code for each in errors(above, line)]


@pytest.mark.parametrize("lines", sampled([each for each in DRAFTERS if "\n" in each], 3, others="broad"))
def test_the_forms_that_a_help_names_are_no_circle(lines: str) -> None:
    assert list(circles(lines)) == []


@pytest.mark.broad
def test_edits_that_are_not_tried_lead_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law is broken without the trials: the edit of a reading with a further mistake stays in error."""
    monkeypatch.setattr(rewording, "readings", lambda block, *_: [[f"{block.line.text} and"]])
    assert not any([*faults(page_of(lines))] for lines in DRAFTERS)
    monkeypatch.setattr(trials._Trials, "_is_right", lambda *_, **__: True)
    assert any([*faults(page_of(lines))] for lines in DRAFTERS)


def test_a_help_that_names_its_own_sentence_is_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "_CAP_OF_DIFFERENCE", Phrase("`top up per matter in any 24 months`", "同上"))
    assert [*circles(f"{PATENT}\ntop up per matter in any 36 months")]
