"""One cause has one finding: a sentence that is broken at a wrong place, and an unknown word of several lines."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import parser
from tests.support.phrases import CHINESE, ENGLISH

BROKEN = [
    ("here local\n  means located_here", "here local means located_here"),
    ("here local means\n  located_here", "here local means located_here"),
    ("award\n  5 to enterprise when patent granted", "award 5 to enterprise when patent granted"),
    (
        "award 5 to enterprise when\n      patent granted\n        and domestic",
        "award 5 to enterprise when patent granted",
    ),
    (
        "award 10% of\n  official_fees to enterprise\n    when patent granted",
        "award 10% of official_fees to enterprise",
    ),
    ("本文件所称 本地企业 是指\n  在本市", "本文件所称 本地企业 是指 在本市"),
    ("本文件所称 本地企业 是指\n      在本市", "本文件所称 本地企业 是指 在本市"),
    (
        "对 专利合同 备案 的 企业\n  每个 单位 一次性奖励 1万元",
        "对 专利合同 备案 的 企业，每个 单位 一次性奖励 1万元",
    ),
    ("对 专利合同 备案 的 企业，奖励 5元\n每个 企业\n  每年 最高奖励 5万元", "每个 企业 每年 最高奖励 5万元"),
]


def errors(lines: str) -> list[Diagnostic]:
    page = "".join(f"  {line}\n" for line in lines.split("\n"))
    findings = Compilation(Source("page.ipp", (ENGLISH if lines.isascii() else CHINESE) + page)).check()
    return [finding for finding in findings if finding.severity.value == "error"]


@pytest.mark.parametrize(("lines", "edited"), BROKEN)
def test_a_sentence_broken_at_a_wrong_place_has_one_finding_and_its_edit(lines: str, edited: str) -> None:
    (finding,) = errors(lines)
    assert finding.code == "S003"
    assert [edit.lines.split("\n")[0] for edit in finding.edits] == [edited]


@pytest.mark.parametrize(
    "lines",
    [
        "here net of technology_contract means\n  amount less\n  300",
        "本文件所称 本地企业 是指\n      在本市 且 法人\n      且 正常经营",
        "对 专利合同 备案 的 企业，以\n  金额 的 10% 奖励",
    ],
)
def test_without_an_edit_the_help_says_where_a_line_may_be_broken(lines: str) -> None:
    (finding,) = errors(lines)
    assert "换行" in finding.texts(Language.ZH).help
    assert "after a comma" in finding.texts().help


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("award 5 to enterprise when\n  if purple", ["S003"]),
        ("award by amount to enterprise when\n  at least 500: 5\n  purple green: 7", ["S001", "S003"]),
    ],
)
def test_a_line_that_is_a_sentence_of_its_own_is_still_read(lines: str, codes: list[str]) -> None:
    assert sorted({finding.code for finding in errors(lines)}) == codes


AWARDS = """award 5 to enterprise when patent granted
  if purple
award 6 to enterprise when technology_contract recorded
  if purple
award 7 to enterprise when ip_insurance bought
  if purple"""


def test_an_unknown_word_of_several_lines_has_one_finding_with_the_number_of_places() -> None:
    (finding,) = errors(AWARDS)
    assert finding.code == "N001"
    (related,) = finding.related
    assert related.text.text(Language.EN) == "the next of 3 places"
    assert related.text.text(Language.ZH) == "共3处，这是第二处"


def test_an_unknown_word_of_a_rule_for_the_whole_text_has_one_finding() -> None:
    awards = "\n".join(line for line in AWARDS.split("\n") if line.startswith("award"))
    (finding,) = errors(f"{awards}\n\nover policy\n  if purple".replace("\n\nover", "\nover"))
    assert (finding.code, finding.related) == ("N001", ())


def test_two_unknown_words_have_two_findings_and_words_with_edits_keep_them() -> None:
    assert [finding.code for finding in errors(AWARDS.replace("purple", "green", 1))] == ["N001", "N001"]
    misspelt = errors("here local means located_here\n" + AWARDS.replace("purple", "lcoal"))
    assert [(finding.code, len(finding.edits)) for finding in misspelt] == [("N001", 1)] * 3


def test_the_lines_of_a_broken_sentence_have_findings_without_the_join(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_end_of_broken_sentence", lambda line, below, start: (0, "", ()))
    assert len(errors(BROKEN[3][0])) > 1
