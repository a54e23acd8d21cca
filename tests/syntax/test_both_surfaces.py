"""A Chinese sentence gets the same finding code as its English counterpart. Exceptions are listed with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax import keywords
from ipdsl.syntax.expression_builders import expect_present
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import OUTCOMES, format_page
from ipdsl.wording import chinese
from tests.support.rows import each_row
from tests.support.syntax.common_mistakes import COMMON

NAMES = ("商标", "专利", "新认定", "授权", "企业", "级别", "国家级", "认证费用")
LONG = "1234567890123456789"

TWINS = [
    ("S001", "target 'x' 5 by 2022", "到 2022年，甲 达到 5"),
    ("S002", "bonus", "，奖励 5元"),
    ("S003", "award 5 at most", "对 商标 新认定 的，奖励 5元，最高不超过"),
    ("S007", "award 5 when r new award 6 when r new", "对 商标 新认定 的，奖励 5元 对 商标 新认定 的，奖励 6元"),
    ("S007", "award 5 when r new reading 'a'", "对 商标 新认定 的，奖励 5元 理解 “甲”"),
    ("S008", "award 5,0 when r new", "对 商标 新认定 的，奖励 5,0元"),
    ("S009", "if a and b or c", "须 甲 且 乙 或 丙"),
    ("S009", "if a or (b or c) or b and c", "须 甲 或 （乙 或 丙） 或 乙 且 丙"),
    ("S010", "award 30% of a less b when r new", "对 商标 新认定 的，按 甲 减 乙 的 30% 奖励"),
    ("S010", "award 30% of a plus b when r new", "对 商标 新认定 的，按 甲 加 乙 的 30% 奖励"),
    ("S011", "award 5 when when new", "对 且 新认定 的，奖励 5元"),
    ("S012", "if at least 5 patent granted", "须 5件以上 专利 授权"),
    ("S012", "if at least 5 patent granted", "须 不低于 5件 专利 授权"),
    ("S013", "if (a", "须 （甲"),
    ("S013", "if a)", "须 甲）"),
    ("S014", "award 5 once once when r new", "对 商标 新认定 的，一次性 一次性奖励 5元"),
    (
        "S015",
        'vocabulary v "V"\n\nrecord a\n  x "l" "one" money "two"',
        "词汇 词 “词”\n\n记录 甲\n  乙 “一” “二” 金额 “三”",
    ),
    ("S016", "award 5 when r new;", "对 商标 新认定 的，奖励 5元！"),
    ("S020", "award by level when r new", "对 商标 新认定 的，按 级别 分别奖励："),
    ("S021", "issued 2022-01-01", "2022年1月1日 印发"),
    ("S022", "award 5 when r new\n  if a\n    if a", "对 商标 新认定 的，奖励 5元\n  须 甲\n    须 乙"),
    ("S024", "group a\n  if a\n   if b", "组 甲\n  须 甲\n   须 乙"),
    ("S025", "group a\n  if a\n\tif b", "组 甲\n  须 甲\n\t须 乙"),
    ("S026", "group a\n　if a", "组 甲\n　须 甲"),
    ("S027", 'reading "open', "理解 “甲"),
    ("S028", "if a\u200b", "须 甲\u200b"),
    ("S029", "or a", "或 甲"),
    ("S030", "award 20w when r new", "对 商标 新认定 的，奖励 20w"),
    ("S031", "award 05 when r new", "对 商标 新认定 的，奖励 05元"),
    ("S032", "policy a\n  issued 2022-13-01", "政策 甲\n  2022年13月1日 印发"),
    ("S033", f"award {LONG} when r new", f"对 商标 新认定 的，奖励 {LONG}元"),
    ("S034", "limit 2.5 items per year", "每年 最多 2.5件"),
    ("S035", "award ٣ when r new", "对 商标 新认定 的，奖励 ٣元"),
]
"""A mistake in both surfaces."""

NO_TWIN = {
    "S004": "a Chinese award says its amount last: without it the sentence stops too early (S003)",
    "S005": "a Chinese award says first when it is due: without it no sentence begins so (S002)",
    "S006": "the little words of the English heads have no Chinese ones beside the names",
}
"""Codes that no Chinese sentence can get, and why."""


def findings(text: str) -> list[Diagnostic]:
    return list(parse(Source("x", f"{text}\n"), lambda _: NAMES)[1])


@each_row(("code", "english", "chinese"), TWINS)
def test_a_mistake_has_one_code_in_both_surfaces(code: str, english: str, chinese: str) -> None:
    assert [one.code for one in findings(english)] == [code]
    assert [one.code for one in findings(chinese)] == [code]


def test_every_common_mistake_has_its_twin_or_a_reason() -> None:
    twins = {code for code, *_ in TWINS}
    assert {code for _, code, _ in COMMON} <= twins | set(NO_TWIN)
    assert not twins & set(NO_TWIN)


@pytest.mark.parametrize(
    ("written", "ways"),
    [
        ("甲 减 乙 的 30%", ("甲 减 （乙 的 30%）", "（甲 减 乙） 的 30%")),
        ("丙 加 甲 减 乙 的 30%", ("丙 加 甲 减 （乙 的 30%）", "（丙 加 甲 减 乙） 的 30%")),
        ("甲 加 乙 的 30% 乘 专利 件数", ("甲 加 （乙 的 30% 乘 专利 件数）", "（甲 加 乙） 的 30% 乘 专利 件数")),
        (
            "甲 减 乙 自 丙 至 丁 按 3% 计息",
            ("甲 减 （乙 自 丙 至 丁 按 3% 计息）", "（甲 减 乙） 自 丙 至 丁 按 3% 计息"),
        ),
    ],
)
def test_what_is_taken_of_a_sum_is_asked_and_both_answers_are_kept(written: str, ways: tuple[str, str]) -> None:
    sentence = "对 商标 新认定 的，按 {} 奖励"
    [found] = findings(sentence.format(written))
    assert found.code == "S010"
    trees = []
    for way in ways:
        page, report = parse(Source("x", sentence.format(way) + "\n"), lambda _: NAMES)
        assert not list(report)
        text = format_page(page, to=Surface.CHINESE)
        again, report = parse(Source("x", text), lambda _: NAMES)
        assert not list(report), text
        assert format_page(again, to=Surface.ENGLISH) == format_page(page, to=Surface.ENGLISH)
        trees.append(format_page(page, to=Surface.ENGLISH))
    assert trees[0] != trees[1]


@pytest.mark.broad
@pytest.mark.parametrize(
    "sentences",
    [
        ("cap 5 per year per year", "每年 每年 最高奖励 5元", "每年 同一年度 最高奖励 5元"),
        ("cap 5 per enterprise per enterprise", "每个 企业 每家 企业 最高奖励 5元"),
        ("cap 5 per enterprise per enterprise", "每个 企业 每个 enterprise 最高奖励 5元"),
        ("limit 3 items per year per year", "每年 每年 最多 3件"),
        ("pay highest per year per year", "每年 每年 就高不重复"),
        ("award 5 once per applicant per applicant when patent granted",
         "对 发明专利 授权 的，每个 申请人 每个 申请人 一次性奖励 5元"),
        ("award 5 to enterprise, enterprise when patent granted", "对 发明专利 授权 的 企业、企业，奖励 5元"),
    ],
)  # fmt: skip
def test_what_a_list_names_twice_is_told(sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        page = Compilation.from_text(f"award 1 to enterprise when patent granted\n{sentence}\n", "draft.ipp")
        assert [one.code for one in page.check() if one.code == "S014"] == ["S014"], sentence


def test_for_each_year_may_be_parted_by_a_blank() -> None:
    trees = [
        parse(Source("x", f"{text}\n"), lambda _: NAMES) for text in ("每年对企业，奖励5元", "每年 对 企业，奖励 5元")
    ]
    assert not [finding for _, report in trees for finding in report]
    first, second = (format_page(page, to=Surface.ENGLISH) for page, _ in trees)
    assert first == second == "award 5元 to 企业 each year\n"


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("对 发明专利 授权 的 申请人，奖励 5元", "award 5 when invention_patent granted"),
        ("对 立案查处 立案 的 申请人，当年不予奖励", "suspend applicant for the year when sanction opened"),
    ],
)
def test_whom_officials_call_the_applicant_is_everybody(chinese: str, english: str) -> None:
    page = Compilation.from_text(f"对 专利 授权 的，奖励 1元\n{chinese}\n", "draft.ipp")
    assert {one.code for one in page.check()} <= {"P031", "P032", "P033"}
    assert (
        format_page(
            replace_labels(expect_present(page.page), expect_present(page.words)), to=Surface.ENGLISH
        ).splitlines()[1]
        == english
    )


@pytest.mark.parametrize("name", ["unknown", "none", "未知"])
def test_a_policy_is_not_called_a_value(name: str) -> None:
    page = Compilation.from_text(f'policy {name} "x"\n  effective from 2022-01-01\n  use ip\n', "town.ipp")
    assert "N011" in [one.code for one in page.check()]


def test_cases_and_decisions_have_one_word_for_an_outcome() -> None:
    """The words of cases are in the grammar, those of decisions in the runtime, which does not use the grammar."""
    in_cases = {outcome: keywords.chinese()[terminal].preferred_phrase for outcome, terminal in OUTCOMES.items()}
    in_decisions = {outcome.value: word for outcome, word in chinese.OUTCOMES.items()}
    assert in_cases == {outcome: word for outcome, word in in_decisions.items() if outcome in in_cases}
    assert set(in_decisions) - set(in_cases) == {"obligation"}


@pytest.mark.parametrize("word", ["已兑现", "暂停奖励", "已享受其他各级政府奖励", "按另文执行", "视名次而定"])
def test_the_words_that_cases_had_before_are_read(word: str) -> None:
    page, report = parse(Source("x", f"案例 “甲”\n  已知 企业\n  应得 乙 {word}\n"), lambda _: NAMES)
    assert not list(report)
    text = format_page(page, to=Surface.CHINESE)
    assert word not in text.replace("此前已兑现", "")
    assert not list(parse(Source("x", text), lambda _: NAMES)[1])


GIVEN = """policy town "Town"
  effective from 2022-01-01
  use ip

article 1 "One"
  award 5 when patent_prize won and for_design

case "no"
  given enterprise
    patent_prize A: for_design no, won_on 2022-01-01
    patent_prize B: for_design yes, won_on 2022-01-01
    patent_prize C: not for_design, won_on 2022-01-01
  given history "Older" 1.prize X paid 5 in 2019: kind patent_prize, patent "ZL1", level provincial
  expect A not eligible
"""


def test_what_a_case_denies_and_the_kind_of_a_payment_have_chinese_words() -> None:
    compilation = Compilation.from_text(GIVEN, "town.ipp")
    assert not [one for one in compilation.check() if one.severity is Severity.ERROR], "the page is sound"
    page, words = expect_present(compilation.page), expect_present(compilation.words)
    text = format_page(replace_names(page, words), to=Surface.CHINESE)
    assert "外观设计奖 否" in text
    assert "外观设计奖 是" in text
    assert "非 外观设计奖" in text
    assert "类别 专利奖，专利 " in text
    again = Compilation.from_text(text, "town.ipp")
    assert not [one for one in again.check() if one.severity is Severity.ERROR]
    assert format_page(replace_labels(expect_present(again.page), words), to=Surface.ENGLISH) == format_page(page)


def test_a_narrower_record_is_told_by_yes_and_no_in_both_languages(tmp_path: Path) -> None:
    for word in ("no", "否"):
        own = tmp_path / "own.ipp"
        own.write_text(
            f'vocabulary own "v"\n\nuse ip\n\nrecord plain "普通专利奖" is patent_prize with for_design {word}\n',
            encoding="utf-8",
        )
        assert not [one.code for one in Compilation.from_file(str(own)).check()], word


def test_brackets_around_the_base_answer_what_is_taken_of_it() -> None:
    text = "对 商标 新认定 的，奖励 甲 减 （乙 加 丙） 的 30%\n"
    page, report = parse(Source("x", text), lambda _: NAMES)
    assert not list(report)
    assert format_page(page, to=Surface.CHINESE) == text


@each_row(
    "sentence",
    [
        "collect (price times days) from studio when stage used",
        "collect price at most (price times days) from studio when stage used",
        "recover (growth) of what was paid when stage used",
        "award (rank) of price to studio when stage used",
        "award interest on price at (days) from used_on to used_on to studio when stage used",
    ],
)
def test_a_word_that_begins_a_keyword_is_in_brackets(sentence: str) -> None:
    text = f"{sentence}\n"
    page, report = parse(Source("x", text), lambda _: ())
    assert not list(report)
    assert format_page(page, to=Surface.ENGLISH) == text
