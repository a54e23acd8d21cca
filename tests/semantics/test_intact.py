"""Unknown words are reported together with broken lines, except words that a broken line may explain."""

from __future__ import annotations

import pytest

import ipdsl
from tests.support.slow import sampled


def found(tmp_path, text: str) -> list[tuple[str, int]]:
    page = tmp_path / "page.ipp"
    page.write_text(text, encoding="utf-8")
    return [(f.code, f.span.line) for f in ipdsl.check(page)]


def test_wrong_words_are_told_beside_broken_lines(tmp_path) -> None:
    text = (
        "awrad 200 when soft_topic selected\n"
        "award 200 when copyright_work registered and provincal_body\n"
        "award 1% of amont to enterprise when technology_contract recorded\n"
    )
    assert found(tmp_path, text) == [("S002", 1), ("N001", 2), ("N001", 3)]


def test_a_rule_after_a_broken_award_is_no_second_mistake(tmp_path) -> None:
    text = "group a\n  awrad 200 to enterprise when soft_topic selected\n  cap 500 per enterprise per year\n"
    assert found(tmp_path, text) == [("S002", 2)]


def test_a_row_that_is_broken_leaves_no_hole(tmp_path) -> None:
    text = "award by amount to enterprise when technology_contract recorded\n  at leest 5: 3\n  otherwise: 1\n"
    assert found(tmp_path, text) == [("S001", 2)]


def test_words_wait_where_the_line_that_names_them_is_broken(tmp_path) -> None:
    assert found(tmp_path, "use\naward 5 when something_of_mine new\n") == [("S003", 1)]
    assert found(tmp_path, "polisy x\n  use mine\naward 5 when something_of_mine new\n")[0] == ("S002", 1)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "here full of technology_contract means amount of of 10%\n"
            "award full at most 10000 to enterprise when technology_contract recorded\n",
            ("S001", 1),
        ),
        (
            "本文件所称 专利合同 的 标准 是指 金额 的 10%\n本文件所称 专利合同 的 标准二 是指 标准 之 120%\n"
            "对 专利合同 备案 的 企业，补助 标准二，最高不超过 1万元\n",
            ("S001", 2),
        ),
        (
            "本文件所称专利合同的标准二是指金额之120%\n对 专利合同 备案 的 企业，补助 标准二，最高不超过 1万元\n",
            ("S001", 1),
        ),
    ],
)
def test_a_name_that_a_broken_line_defines_has_no_other_advice(tmp_path, text: str, finding: tuple[str, int]) -> None:
    assert found(tmp_path, text) == [finding]


AWARD_OF_NOTHING = "  award 50% of premum to enterprise when ip_insurance bought\n"
AWARD_OF_NOTHING_ZH = "  对 知识产权保险 购买 的 企业，按 保险费 的 50% 补助\n"


@pytest.mark.parametrize("code", ["N001", "S001"])
@pytest.mark.parametrize(
    "rule",
    sampled(
        [
            "cap 80% of premium per item",
            "cap min(premium, 100) per item",
            "cap 100 per contract",
            "cap 100 per year across applicants, in order of bought_on",
            "limit 2 contract per enterprise",
            "no repeat per contract",
            "每个 单项 最高补助 保费 的 80%",
            "每个 合同号 最高补助 （保费 与 100元 孰低）",
            "每年 各申请人合计 最高补助 100元，按 购买日 先后",
            "每个 企业 最多 2个 合同号",
            "每个 企业 每年 最多 2件，从高到低",
        ],
        3,
        others="broad",
    ),
)
def test_a_rule_below_an_award_with_a_mistake_is_no_second_mistake(tmp_path, rule: str, code: str) -> None:
    is_english = rule.isascii()
    award = AWARD_OF_NOTHING if is_english else AWARD_OF_NOTHING_ZH
    if code == "S001":
        award = award.replace("premum", "50% 2") if is_english else award.replace("50%", "50% 50%")
    head = "group a\n" if is_english else "组 甲\n"
    assert [line for _, line in found(tmp_path, f"{head}{award}  {rule}\n")] == [2]


VOCABULARY = """vocabulary mine
applicant firm
record thing
  key number
  event new on new_on
record small_thing is thing
"""
POLICY = "policy p\n  effective 2022-01-01 to 2022-12-31\n  use mine\narticle 1\n  award 5 when thing new\n"


@pytest.mark.parametrize(
    ("good", "bad", "finding"),
    [
        ("vocabulary mine", "vocabulry mine", ("S002", 1)),
        ("vocabulary mine", "vocabulary", ("S003", 1)),
        ("applicant firm", "applicant firm include", ("S001", 2)),
        ("record thing", "recrod thing", ("S002", 3)),
        ("record thing", "record thing plurals things", ("S001", 3)),
    ],
)
def test_a_broken_line_of_a_vocabulary_in_use_is_one_finding(tmp_path, good: str, bad: str, finding) -> None:
    (tmp_path / "mine.ipp").write_text(VOCABULARY.replace(good, bad, 1), encoding="utf-8")
    assert found(tmp_path, POLICY) == [finding]


CASES = 'cases for page\ncase "a"\n  given firm\n    thing A: number "1"\n  expect A 5\n'


@pytest.mark.parametrize(
    ("head", "finding"),
    [
        ("case for page\n", ("S001", 1)),
        ("caess for page\n", ("S002", 1)),
        ("", ("P043", 1)),
        ("cases for\n", ("S003", 1)),
    ],
)
def test_a_page_of_cases_with_a_broken_head_is_one_finding(tmp_path, head: str, finding: tuple[str, int]) -> None:
    page = tmp_path / "page.cases.ipp"
    page.write_text(CASES.replace("cases for page\n", head), encoding="utf-8")
    assert [(f.code, f.span.line) for f in ipdsl.check(page)] == [finding]


def test_conditions_over_a_broken_award_are_no_second_mistake(tmp_path) -> None:
    head = "group a\n  award 5 to enterprise when soft_topic selected\n"
    head += "  award 1% of amont to person when mediation settled\n"
    for line in (
        "none when amount cannot be determined",
        "quota 5 mediation per year",
        "suspend person for the year when sanction opened",
        "no repeat per matter per level",
        "cap 5 per person per year\n    carry forward 1 year",
        "cap 5 per person per year\n    except b",
    ):
        codes = [code for code, _ in found(tmp_path, f"{head}  {line}\n")]
        assert [c for c in codes if c != "P032"] == ["N001"], line
