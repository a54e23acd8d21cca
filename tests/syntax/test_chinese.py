"""Chinese sentences: read with and without blanks, printed, and converted to English and back."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from lark import Lark

from ipdsl.base.findings.finding import Severity
from ipdsl.base.source import Source
from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation, PageLoader
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax import ast, chinese_sentences, common_mistakes, keywords, layout, parser, parser_tables
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from ipdsl.wording.labels import Labels
from tests.properties.policies import policy
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

POLICIES = Path(__file__).resolve().parents[2] / "policies"
PAGES = sorted(path.name for path in files_in(POLICIES, "*.ipp"))
POLICY_PAGES = [name for name in PAGES if ".cases." not in name and name != "ip.ipp"]
_IN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff0-9，、；：（）%])(?<!^[且或加]) (?=[\u4e00-\u9fff（])")
"""A blank that may be removed. A continuation line keeps the blank after its first word."""


def in_chinese(name: str) -> str:
    """A packaged page in Chinese sentences."""
    compilation = Compilation.from_file(str(POLICIES / name))
    page, words = compilation.page, compilation.words
    assert page is not None
    assert not compilation.has_errors
    return format_page(page if words is None else replace_names(page, words), to=Surface.CHINESE)


def read(name: str, text: str) -> tuple[ast.Page, Compilation]:
    """Read a text as if its file were next to the packaged pages."""
    path = str(POLICIES / name)
    compilation = Compilation(Source(path, text))
    page = compilation.page
    assert page is not None
    assert not list(compilation.report), [f.texts() for f in compilation.report]
    return page, compilation


@pytest.mark.parametrize("name", sampled(PAGES[::-1], 11))
def test_a_packaged_page_comes_back_from_chinese_byte_for_byte(name: str) -> None:
    page, compilation = read(name, in_chinese(name))
    words = compilation.words
    back = format_page(page if words is None else replace_labels(page, words), to=Surface.ENGLISH)
    assert back == (POLICIES / name).read_text(encoding="utf-8")


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(PAGES, 4, others="broad"))
def test_the_chinese_page_in_the_package_is_current(name: str) -> None:
    kept = (POLICIES / "zh" / name).read_text(encoding="utf-8")
    assert kept == in_chinese(name), f"run `ipdsl fmt --to zh policies/{name} > policies/zh/{name}`"


@pytest.mark.parametrize("name", sampled(PAGES[::-1], 11))
def test_fmt_keeps_a_chinese_page(name: str) -> None:
    text = in_chinese(name)
    assert format_page(read(name, text)[0]) == text


@pytest.mark.parametrize("name", sampled(POLICY_PAGES, 3, others="broad"))
def test_blanks_between_words_may_be_left_out(name: str) -> None:
    text = in_chinese(name)
    lines = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        parts = re.split(r'("[^"]*"|“[^”]*”|  #.*$)', line[indent:])
        cut = (part if at % 2 else _IN_CHINESE.sub("", part) for at, part in enumerate(parts))
        lines.append(" " * indent + "".join(cut))
    without = "\n".join(lines) + "\n"
    assert without != text
    assert format_page(read(name, without)[0], to=Surface.CHINESE) == text


@pytest.mark.parametrize("name", sampled(POLICY_PAGES, 3, others="broad"))
def test_both_surfaces_of_a_page_are_one_policy(name: str) -> None:
    english = Compilation.from_file(str(POLICIES / name))
    _, chinese = read(name, in_chinese(name))
    assert _told(chinese) == _told(english)
    assert chinese.content_hash == english.content_hash


def _told(compilation: Compilation) -> str:
    """The checked policy as text, without spans."""
    return re.sub(r"Span\([^()]*\)", "", repr(compilation.policy))


@each_row("opener", sorted(parser._english()))
def test_a_name_that_begins_with_an_english_keyword_keeps_its_sentence_chinese(opener: str) -> None:
    page, report = parse(Source("words.ipp", f"词汇 words\n记录 商标\n  {opener}_x 件数\n"), lambda _: ())
    assert not list(report)
    assert f"  {opener}_x count\n" in format_page(page, to=Surface.ENGLISH)


@pytest.mark.slow
def test_generated_pages_come_back_from_chinese() -> None:
    for number in range(60):
        made = policy(random.Random(f"chinese {number}"))
        for page in (made.page, made.vocabulary):
            text = format_page(page, to=Surface.CHINESE)
            again, report = parse(Source("generated.ipp", text), lambda _: ())
            assert not list(report), (text, [f.texts() for f in report])
            english = format_page(again, to=Surface.ENGLISH, with_brackets=False)
            assert english == format_page(page), text


@pytest.mark.parametrize(
    "award",
    [
        "award 50% of official_fees above 1000 when patent granted",
        "award 100 plus (50% of official_fees) when patent granted",
        "award 100 plus 50% of official_fees when patent granted and not (not domestic)",
        "award (100 plus official_fees) at most 500 when patent granted  # (in brackets)",
    ],
)
def test_brackets_that_one_surface_keeps_do_not_part_the_surfaces_of_a_page(award: str) -> None:
    page, english = read("made.ipp", format_page(read("made.ipp", f"{award}\n")[0]))
    assert english.words is not None
    _, chinese = read("made.ipp", format_page(replace_names(page, english.words), to=Surface.CHINESE))
    assert _told(chinese) == _told(english)
    assert chinese.content_hash == english.content_hash


@pytest.mark.slow
def test_the_grammar_has_no_conflict() -> None:
    text = keywords.read_file(Surface.CHINESE.grammar)
    Lark(text, parser="lalr", lexer="contextual", start=list(keywords.PLACES), maybe_placeholders=True, strict=True)


def test_the_terminals_and_tables_are_current() -> None:
    text = keywords.read_file(Surface.CHINESE.grammar)
    assert text == keywords.insert_terminals(text, Surface.CHINESE), "run `python -m ipdsl.syntax.keywords --write`"
    assert parser_tables.is_ready(Surface.CHINESE), "run `python -m ipdsl.syntax.parser_tables --write`"


@each_row("form", sorted(common_mistakes.CHINESE.values()))
def test_each_form_that_a_finding_shows_is_a_sentence(form: str) -> None:
    assert _reads(form, keywords.PLACES), form


@each_row("signal", chinese_sentences.PHRASE_PATTERNS)
def test_each_form_that_a_signal_asks_for_is_a_sentence(signal: chinese_sentences.PhrasePattern) -> None:
    places = signal.places or [start for start in keywords.PLACES if signal.fits(start)]
    if signal.form.startswith("已知 行情"):
        places = ["case_line"]  # shown for a line that is indented too far
    figures = {"comparison": "不晚于", "day": "2026年3月31日", "share": "30%", "event": "验收", "rate": "5%",
               "day_of_year": "3月31日", "months": "24", "who": "某局"}  # fmt: skip
    form = signal.form.format(number=3, bound=3, **figures)
    assert _reads(form, places), form


def _reads(form: str, places: Iterable[str]) -> bool:
    [line] = layout.read_layout(Source("form.ipp", form))[0].lines
    parser.segment(line, parser.WordList())
    return any(parser_tables.kind_of(line.text, start, Surface.CHINESE) for start in places)


@pytest.mark.parametrize(
    "written",
    [
        "对发明专利授权的企业、个人，一次性奖励2万元",
        "对 发明专利 授权 的 企业、个人，给予一次性奖励 20000元",
        "对发明专利授权的企业，个人，一次性奖励两万元",
        "对发明专利授权的\u3000企业、个人，一次性奖励２万元",
        "对 发明专利 授权 的 企业、\n      个人，\n      一次性奖励 2万元",
    ],
)
def test_one_award_is_written_in_many_ways(written: str) -> None:
    page, _ = read("draft.ipp", written + "\n")
    assert format_page(page, to=Surface.CHINESE) == "对 发明专利 授权 的 企业、个人，一次性奖励 2万元\n"


@pytest.mark.parametrize("written", ["对 商标 注册 的，奖励 二三万元", "到 2023年，“…” 达到 百分之点"])
def test_a_number_of_no_value_is_told(written: str) -> None:
    _, report = parse(Source("draft.ipp", f"{written}\n"), lambda _: ())
    assert [finding.code for finding in report], written


def test_a_rank_of_no_value_is_told() -> None:
    _, report = parse(Source("draft.ipp", "对 商标 注册 的，按 级别 分别奖励：\n  第1十名：5元\n"), lambda _: ())
    assert [finding.code for finding in report] == ["S030"]


def test_words_of_the_page_itself_part_runs() -> None:
    text = (
        "组 甲组\n  对商标注册的，奖励1万元\n    简称注册奖\n适用于 全文\n  每家企业每年最高奖励5万元\n    注册奖除外\n"
    )
    page, _ = read("draft.ipp", text)
    assert "    注册奖 除外\n" in format_page(page, to=Surface.CHINESE)


def test_the_loader_asks_a_vocabulary_that_uses_itself_once() -> None:
    page, _ = PageLoader().parse(Source("self.ipp", "词汇 self “自”\n  使用词汇 self\n申请人 a “甲”\n"))
    assert page is not None


@pytest.mark.parametrize(
    ("names", "written", "meant"),
    [
        (
            "首次实施 项目 实施项目 中标 企业",
            "对首次实施项目中标的企业，奖励5元",
            "对 首次 实施项目 中标 的 企业，奖励 5元",
        ),
        ("个人 人才目录 入选", "须拥有不低于1个人才目录入选", "须 拥有 1件以上 人才目录 入选"),
        ("发明 专利 发明专利 授权", "须拥有1件以上发明专利授权", "须 拥有 1件以上 发明专利 授权"),
    ],
)
def test_where_the_longest_words_make_no_sentence_the_only_other_cut_is_taken(
    names: str, written: str, meant: str
) -> None:
    page, report = parse(Source("draft.ipp", f"{written}\n"), lambda _: names.split())
    assert not list(report)
    assert format_page(page) == f"{meant}\n"


def test_of_two_other_cuts_none_is_taken() -> None:
    """`甲乙丙` and `丁` do not make a sentence; `甲 乙丙丁` and `甲乙 丙丁` both would."""
    names = ["甲乙丙", "丁", "甲", "乙丙丁", "甲乙", "丙丁", "企业", "戊"]
    _, report = parse(Source("draft.ipp", "对甲乙丙丁戊的企业，奖励5元\n"), lambda _: names)
    assert list(report)


TWO_CUTS = """词汇 own "词汇"

使用词汇 ip

记录 商标
  识别项 商标号
  事件 注册登记 于 登记日
记录 商标注册
  识别项 注册号
  事件 {event} 于 公告日
"""


@pytest.mark.parametrize(
    ("event", "written", "codes"),
    sampled(
        [
            ("登记", "对商标注册登记的企业，奖励5元", ["S067"]),
            ("登记", "对商标注册 登记的企业，奖励5元", []),
            ("公告", "对商标注册登记的企业，奖励5元", ["S067"]),
            ("登记", "须拥有1件以上商标注册登记", ["S067"]),
            ("公告", "须拥有1件以上商标注册公告", []),
        ],
        3,
        others="broad",
    ),
)
def test_two_cuts_whose_names_fit_are_told(tmp_path: Path, event: str, written: str, codes: list[str]) -> None:
    (tmp_path / "own.ipp").write_text(TWO_CUTS.format(event=event), encoding="utf-8")
    page = tmp_path / "page.ipp"
    page.write_text(f"使用词汇 own\n\n对 专利 授权 的 企业，奖励 1元\n{written}\n", encoding="utf-8")
    found = [one.code for one in Compilation.from_file(str(page)).check() if one.severity is Severity.ERROR]
    assert found == codes


@pytest.mark.parametrize("name", sampled(POLICY_PAGES, 3, others="broad"))
def test_no_sentence_of_the_packaged_pages_is_cut_in_two_ways(name: str) -> None:
    lines = [_IN_CHINESE.sub("", line) if '"' not in line else line for line in in_chinese(name).splitlines()]
    found = Compilation(Source(str(POLICIES / name), "\n".join(lines) + "\n")).check()
    assert [one.span for one in found if one.code == "S067"] == []


def test_the_cuts_of_a_long_run_are_bounded() -> None:
    words = parser.WordList(("甲", "甲甲", "甲甲甲"))
    assert len(words.segmentations("甲" * 60)) <= parser.MAX_SEGMENTATIONS
    [line] = layout.read_layout(Source("draft.ipp", "对" + "甲" * 400 + "，" + "甲" * 400))[0].lines
    assert len(list(parser.segmented_lines(line, words))) <= parser.MAX_SEGMENTATIONS


NATURAL_NAMES = """词汇 own "词汇"

申请人 企业
申请人情况
  参保 起自 参保日
  类型 取值 企业集团、企业
记录 项目
  识别项 项目编号、项目年度
  项目编号 文本
  项目年度 文本
  状态 使用 自 使用日 至 项目使用日
  事件 立项 于 立项日
"""


def test_a_name_that_other_words_make_up_is_whole_where_a_vocabulary_declares_it(tmp_path: Path) -> None:
    path = tmp_path / "own.ipp"
    path.write_text(NATURAL_NAMES, encoding="utf-8")
    assert not list(Compilation.from_file(str(path)).check())
    page = tmp_path / "page.ipp"
    page.write_text("使用词汇 own\n\n对 项目 立项 且 使用日 不超过 2024年1月1日 的 企业，奖励 1元\n", encoding="utf-8")
    assert not [one for one in Compilation.from_file(str(page)).check() if one.severity is Severity.ERROR]


OWN_WORDS = """词汇 own "词汇"

使用词汇 ip

记录 价值评估
  识别项 报告号
  评估费 金额
  事件 完成 于 完成日
"""


def test_a_word_of_the_record_comes_before_the_label_of_another(tmp_path: Path) -> None:
    """完成 is an event of this record, and the label of `completed` in other records."""
    (tmp_path / "own.ipp").write_text(OWN_WORDS, encoding="utf-8")
    page = tmp_path / "page.ipp"
    page.write_text("使用词汇 own\n\n对 价值评估 完成 的 企业，按 评估费 的 50% 奖励\n", encoding="utf-8")
    assert not [one for one in Compilation.from_file(str(page)).check() if one.severity is Severity.ERROR]


CASES = """政策 town "办法"
  自 2023年1月1日 起施行
  使用词汇 ip

第3条 "合同"
  对 质押贷款 还清 的 企业，奖励 1000元
  对 知识产权保险 购买 的 企业，最高奖励 5万元

案例 "条款名写中文名"
  已知 2023年 已兑现 3.质押贷款.还清 L0 500元
  已知 核定 3.知识产权保险.购买 H1 300元
  已知 企业
    质押贷款 L1：还清日 2023年3月1日
    知识产权保险 H1：购买日 2023年3月1日
  应得 L1（3.质押贷款.还清） 1000元
  应得 H1（3.知识产权保险.购买） 300元
"""


def test_an_award_of_a_draft_is_named_alike_in_decisions_and_pages() -> None:
    draft = Compilation.from_text("award 5 to enterprise when patent granted\n", "draft.ipp")
    assert draft.program is not None
    assert draft.words is not None
    (clause,) = draft.program.clauses
    assert Labels(draft.program).clause(clause.label) == draft.words.label_scopes.clause(clause.label) == "专利.授权"


def test_cases_name_an_award_as_decisions_show_it() -> None:
    compilation = Compilation.from_text(CASES, "town.ipp")
    assert not [one.code for one in compilation.check() if one.severity is Severity.ERROR]
    tested = run_page("town.ipp", compilation)
    assert tested is not None
    assert tested.failed_count == 0
    english = format_page(replace_labels(compilation.page, compilation.words), to=Surface.ENGLISH)
    assert "expect L1 of 3.pledge_loan.repaid 1000" in english


def test_a_sum_is_in_brackets_beside_the_value_it_is_compared_with() -> None:
    """`甲 与 乙 加 丙 孰低` could be read as the sum of both."""
    english = "award min(5000, amount less 3000) to firm when deal made\n"
    page, _ = parse(Source("x", english))
    chinese = format_page(page, to=Surface.CHINESE)
    assert "（5000 与 （amount 减 3000） 孰低）" in chinese
    again, report = parse(Source("x", chinese))
    assert not [finding for finding in report if finding.severity.value == "error"]
    assert format_page(again, to=Surface.ENGLISH) == english
