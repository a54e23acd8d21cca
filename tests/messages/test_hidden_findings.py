"""An edit of the last sentence that cannot be parsed is proposed, although findings appear that the sentence hid."""

from __future__ import annotations

from collections import Counter

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.advice.trials import _Trials
from ipdsl.driver.compilation import Compilation

ENGLISH = """\
policy town "Town"
  effective 2025-01-01 to 2027-12-31
  use ip

article 1 "Titles"
  awrd 20000 to enterprise when ip_title new

article 2 "Ceiling"
  over policy
    cap 50000 per enterprise per year
      except article 11
"""
CHINESE = """\
政策 town "某镇"
  自 2025年1月1日 起施行，有效期至 2027年12月31日
  使用词汇 ip

第1条 "称号"
  对 企业称号 新认定 的 企业，将励 2万元

第2条 "最高金额"
  在全部政策内
    每个 企业 每年 最高奖励 5万元
      第11条 除外
"""


def edits_of(text: str) -> list[str]:
    """The lines of the proposed edits of a page."""
    report = Compilation(Source("page.ipp", text)).check()
    return [edit.lines.strip() for finding in report for edit in finding.edits]


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        (ENGLISH, "award 20000 to enterprise when ip_title new"),
        (CHINESE, "对 企业称号 新认定 的 企业，奖励 2万元"),
    ],
)
def test_a_finding_that_a_broken_sentence_hid_is_not_new(page: str, meant: str) -> None:
    assert edits_of(page) == [meant]


def test_without_the_findings_of_the_page_without_the_sentence_there_is_no_edit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_Trials, "_findings_without", lambda *_: Counter())
    assert edits_of(ENGLISH) == []


def test_an_edit_with_a_new_finding_of_its_own_is_not_proposed() -> None:
    assert edits_of(ENGLISH.replace("to enterprise when ip_title new", "to enterprise when ip_title nowhere")) == []
