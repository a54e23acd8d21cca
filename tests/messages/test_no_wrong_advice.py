"""Sentences that no pattern may read: the program proposes no edit rather than a wrong one.

Each is near to wording that is read, but says one thing more or another: another currency, another time, another base.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from tests.support.phrases import Phrase, phrases
from tests.support.slow import sampled

ENGLISH = [
    "award €20,000 to owner when refurbishment completed",
    "cap 50,000 yuan per owner",
    "award $5,000 to owner until 1 May 2024 when refurbishment completed",
    "award 50% of installation to owner when heat_pump installed, up to $350",
    "award $5,000 to owner when heat_pump installed within 6 months",
    "award $5,000 to owner when heat_pump installed long after 1 May 2023",
    "award $5,000 to owner when refurbishment completed and derelict or vacant for at least 2 years",
    "award about one third of cost to owner when refurbishment completed",
    "award $5,000 to owner and a further $500 when refurbishment completed",
    "award $500 per month to owner when refurbishment completed",
    "award about $5,000 to owner when refurbishment completed",
    "award $5,000 to builder when refurbishment completed",
    "award $5,000 to owner when roof repaired",
    "award $5,000 to owner when heat_pump installed, up to 3 times",
    "award by cost to owner when heat_pump installed\n  from $1,000: $100\n  up to and including $900: $50",
    "only the higher is paid",
    "limit 3 per owner",
    "no more than 2 chargepoints per landlord in 3 years",
    "no grants where derelict and rates_unpaid or resident_here",
    "suspend owner for two years when refurbishment completed",
    "the total per owner may exceed $50,000",
    "award 80% of cost less any grant to owner when heat_pump installed, up to half the price",
]

CHINESE = [
    "对投保出口信用保险的企业，奖励5万美元",
    "对投保出口信用保险的企业，按上年度保费的30%奖励",
    "对投保出口信用保险的企业，按保费的30%以内奖励",
    "对投保出口信用保险的企业，按保费的10%至30%奖励",
    "对投保出口信用保险的企业，按保费的30%奖励，三年内累计不超过200万元",
    "对投保出口信用保险的企业，奖励20万元左右",
    "对投保出口信用保险的企业，给予20万元以下奖励",
    "对投保出口信用保险的企业，给予20万元/年奖励",
    "对投保出口信用保险的企业，连续三年每年奖励10万元",
    "对投保出口信用保险的企业，每家企业奖励10万元",
    "对投保出口信用保险的企业，分三年奖励30万元",
    "对投保出口信用保险的企业，奖励20万元或保费的10%",
    "对未投保出口信用保险的企业，奖励5万元",
    "对连续两年投保出口信用保险的企业，奖励5万元",
    "对投保的企业和个人，奖励5万元",
    "对上市的企业，奖励5万元",
    "对营业收入首次突破1亿元的企业，奖励50万元",
    "企业年度营业收入首次达到1000万元、500万元的，分别奖励10万元、5万元",
    "对新认定的小巨人、单项冠军、专精特新，分别奖励50万元、20万元",
    "对完工的技改项目，按设备投资额的5%补助；智能化且设备投资额超过1000万元的，按8%补助",
    "每家企业每两年最高奖励50万元",
    "同一企业同时获得多项的，累计奖励",
    "近三年受到行政处罚的企业，不得享受奖励",
    "受到行政处罚的企业，不得享受奖励",
]


def _page(language: str, vocabulary: str, currency: str) -> Phrase:
    """A page of the data set with this vocabulary and currency."""
    return next(p for p in phrases(language) if p.vocabulary == vocabulary and p.currency == currency)


def _edits(phrase: Phrase, sentence: str, folder: Path) -> list[str]:
    path = phrase.write(folder, phrase.page_with(sentence))
    findings = Compilation(Source(str(path), path.read_text(encoding="utf-8"))).check()
    assert findings.has_errors, "the sentence is no sentence of the language"
    return [edit.lines for finding in findings for edit in finding.edits]


@pytest.mark.parametrize("sentence", sampled(ENGLISH, 3, others="broad"))
def test_an_english_sentence_that_says_more_gets_no_edit(sentence: str, tmp_path: Path) -> None:
    assert _edits(_page("english", "homes", "USD"), sentence, tmp_path) == []


@pytest.mark.parametrize("sentence", sampled(CHINESE, 3, others="broad"))
def test_a_chinese_sentence_that_says_more_gets_no_edit(sentence: str, tmp_path: Path) -> None:
    assert _edits(_page("chinese", "industry", "CNY"), sentence, tmp_path) == []
