"""The one keyword table: current in the grammar, in both languages, with few reserved words."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from lark import Lark, Token

from ipdsl.source import Source
from ipdsl.syntax import bodies, grammar, keywords, layout
from ipdsl.syntax.layout import Line
from ipdsl.syntax.parse import parse
from ipdsl.syntax.printer import format_page
from ipdsl.syntax.tables import sentence_parser

GOOD = Path(__file__).parents[1] / "golden" / "syntax" / "good"
ENGLISH = [path for path in sorted(GOOD.glob("*.ipp")) if path.stem != "chinese"]
PAGES = sorted((Path(__file__).parent / "pages").glob("*.ipp"))


def test_the_terminals_of_the_grammar_are_written_from_the_table() -> None:
    text = grammar.read("ipdsl.lark")
    assert keywords.with_terminals(text) == text, "run python -m ipdsl.syntax.keywords --write"
    assert keywords.main([]) == 0


def test_the_grammar_builds_by_itself_without_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    """`strict` refuses shift/reduce conflicts and terminals that collide in some state."""
    with caplog.at_level(logging.DEBUG, logger="lark"):
        Lark(
            (grammar.CHECKOUT / "ipdsl.lark").read_text(encoding="utf-8"),
            parser="lalr",
            lexer="contextual",
            strict=True,
            start=list(bodies.PLACES),
        )
    assert not [r for r in caplog.records if "conflict" in r.getMessage().lower()]


def test_every_keyword_of_the_table_is_used_in_the_grammar() -> None:
    rules = grammar.read("ipdsl.lark").split(keywords.BEGIN)[0]
    assert [t for t in keywords.table() if f"_{t}" not in rules] == []


def test_every_keyword_has_a_word_in_both_languages() -> None:
    assert [t for t, k in keywords.table().items() if not k.english and t != "DE"] == []
    assert [t for t, k in keywords.table().items() if not k.chinese] == []
    assert {k.role for k in keywords.table().values()} == {"connective", "sentence", "word"}


def test_only_eighteen_words_are_reserved() -> None:
    english = {p for k in keywords.table().values() if k.is_reserved for p in k.english}
    assert " ".join(sorted(english)) == (
        "and as by from has if is less not of once or otherwise per plus to when while"
    )


NOT_RESERVED = sorted({p for k in keywords.table().values() for p in k.phrases if " " not in p and "/" not in p})


@pytest.mark.parametrize("word", [w for w in NOT_RESERVED if w not in keywords.reserved_words()])
def test_every_other_word_may_be_a_name(word: str) -> None:
    """A word that begins a sentence or a phrase is a name where a name stands and no such phrase can."""
    text = f"group {word}\n  award 5 when {word} granted\nif a is {word}\nhere {word} means b\nuse {word}\n"
    _, report = parse(Source("x", text))
    assert [(f.code, str(f.span)) for f in report] == []


@pytest.mark.parametrize("word", [w for w in NOT_RESERVED if w not in keywords.reserved_words()])
def test_every_other_word_may_be_the_key_of_a_row(word: str) -> None:
    _, report = parse(Source("x", f"award by level when zone listed\n  {word}: 5\n"))
    assert [(f.code, str(f.span)) for f in report] == []


@pytest.mark.parametrize("word", sorted(keywords.reserved_words()))
def test_a_reserved_word_is_never_a_name(word: str) -> None:
    _, report = parse(Source("x", f"use {word}\n"))
    assert [f.code for f in report] == ["S011"]


def test_keywords_are_read_in_any_case_and_printed_lower() -> None:
    page, report = parse(Source("x", "AWARD 5 Once When patent granted\nCap 5 Per enterprise PER Year\n"))
    assert not list(report)
    assert format_page(page) == "award 5 once when patent granted\ncap 5 per enterprise per year\n"


@pytest.mark.parametrize("path", ENGLISH + PAGES, ids=lambda p: p.stem)
def test_the_chinese_surface_gives_the_same_tree(path: Path) -> None:
    """Every keyword of a page replaced by its Chinese phrase, sentence by sentence."""
    source = Source(path.name, path.read_text(encoding="utf-8"))
    english, _ = parse(source)
    laid_out, _ = layout.read(source)
    lines: list[str] = []
    for line in laid_out.lines:
        _translate(line, bodies.PAGE, 0, lines)
    chinese, report = parse(Source("chinese", "\n".join(lines)))
    assert [(f.code, lines[f.span.line - 1]) for f in report if f.span] == []
    plain, _ = parse(Source("plain", _without_comments(format_page(english))))
    assert format_page(chinese) == format_page(plain)


def _translate(line: Line, start: str, depth: int, lines: list[str]) -> None:
    parser = sentence_parser()
    interactive = parser.parse_interactive(line.text, start=start)
    words = [_word(token, line) for token in interactive.exhaust_lexer()]
    lines.append("  " * depth + " ".join(words))
    kind = str(parser.parse(line.text, start=start).data)
    for child in line.children:
        _translate(child, bodies.BODIES[kind].start, depth + 1, lines)


def _word(token: Token, line: Line) -> str:
    keyword = keywords.table().get(token.type.removeprefix("_"))
    if token.type.startswith("_") and keyword is not None:
        return keyword.chinese[0]
    return line.written[token.start_pos : token.end_pos]


def _without_comments(text: str) -> str:
    laid_out, _ = layout.read(Source("x", text))
    out: list[str] = []

    def walk(line: Line, depth: int) -> None:
        out.append("  " * depth + line.written)
        for child in line.children:
            walk(child, depth + 1)

    for line in laid_out.lines:
        walk(line, 0)
    return "\n".join(out)


PAIRS = {
    "award 200000 once when geo_indication_product new": "奖励 ２０万 一次性 当 geo_indication_product new。",
    "award 30% of 已付利息 when 贷款 还清": "奖励 已付利息 的 30% 当 贷款 还清",
    "award 级别表 of 一等 when 奖 获奖": "奖励 一等 的 级别表 当 奖 获奖",
    "award 50% of (a plus b) to 企业, 机构 when r new": "奖励 （a 加 b） 的 50％ 给 企业，机构 当 r new",
    "award 5 when r granted and (a or not b)": "奖励 5 当 r granted 且 （a 或 非 b）",
    "cap 300000 per enterprise per year across applicants": "封顶 30万 每 enterprise 每 年 跨申请人",
    "if has at least 1 patent valid or at least 5 mark new": "若 拥有 至少 1 patent valid 或 不低于 5 mark new",
    "limit 100 works per unit per year, earliest first": "限 100 works 每 unit 每 年度，先到先得",
    "award 5 from 2021-05-01 when r new": "奖励 5 自 2021年5月1日 当 r new",
    'article 7.1 "许可“与”转让" informative': '条 7.1 "许可“与”转让" 说明性',
    "award 5 when patent granted": "award 5 当 patent granted",
    "award by level when r new\n  national, provincial: 5\n  otherwise: up to 6": (
        "奖励 按 level 当 r new\n  national、provincial：5\n  其余： 最高 6"
    ),
    "no repeat per matter per level": "不重复 每 matter 每 level",
    "top up per matter": "补差 每 matter",
    "pay highest with older documents per matter": "就高 含旧文件 每 matter",
    "quota 2 to 5 projects per year by score": "名额 2 至 5 projects 每 年 按 score",
    "suspend 企业 for the year when 立案查处 立案": "暂停 企业 当年 当 立案查处 立案",
    "none when another level supported the same matter": "不予当 其他层级已支持同一事项",
    "none when 本金 cannot be determined": "不予当 本金 无法确定",
    "cap 50000 per 总机构 per year across applicants": "封顶 ５万 每 总机构 每 年 跨申请人",
    'refers to "旧" instead of articles 1 to 24 for records of 2021': "参照 “旧” 代替 各条 1 至 24 用于年份 2021",
}


@pytest.mark.parametrize("english", PAIRS)
def test_english_and_chinese_sentences_give_equal_trees(english: str) -> None:
    first, findings = parse(Source("english", english))
    second, more = parse(Source("chinese", PAIRS[english]))
    assert not list(findings)
    assert not list(more), [(f.code, str(f.span)) for f in more]
    assert first == second
