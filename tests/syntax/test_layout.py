"""Layout of lines into sentences: places, continuation, indentation, comments, full-width forms."""

from __future__ import annotations

import pytest

from ipdsl.base.source import Source, Span
from ipdsl.syntax import ast, layout
from ipdsl.syntax.layout import SentenceLine
from ipdsl.syntax.parser import parse
from tests.support.rows import each_row


def lines(text: str) -> tuple[SentenceLine, ...]:
    return layout.read_layout(Source("x", text))[0].lines


def codes(text: str) -> list[tuple[str, int]]:
    return [(f.code, f.span.line if f.span else 0) for f in parse(Source("x", text))[1]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_give_the_same_page(end: str) -> None:
    text = "article 1\n  award 5 when r new  # why\n    and a\n\n# end\n"
    assert parse(Source("x", text.replace("\n", end)))[0] == parse(Source("x", text))[0]


@pytest.mark.parametrize(
    "text",
    [
        "article 1\n\taward 5 when r new\n",
        "article 1\n    award 5 when r new\n",
        "article 1\n award 5 when r new\n",
        "article 1\n\u00a0\u00a0award\u00a05 when\u3000r new\n",
        "\ufeffarticle 1\n  award 5 when r new\n",
        "article 1\n\n\n  award 5 when r new   \n",
        "ARTICLE 1\n  Award 5 WHEN r new\n",
    ],
    ids=["tabs", "four blanks", "one blank", "no-break spaces", "mark", "blank lines", "capitals"],
)
def test_accidents_of_white_space_change_nothing(text: str) -> None:
    page, report = parse(Source("x", text))
    plain, _ = parse(Source("x", "article 1\n  award 5 when r new\n"))
    assert not list(report)
    assert _bare(page) == _bare(plain)


def _bare(page: ast.Page) -> object:
    article = page.items[0]
    assert isinstance(article, ast.Article)
    award = article.body[0]
    assert isinstance(award, ast.Award)
    return article.number, award.amount, award.head


def test_a_place_is_that_of_the_text_as_written() -> None:
    page, report = parse(Source("x", "\ufeffaward　２０万元\n      when r 新  # ，\n"))
    assert [(f.code, str(f.span)) for f in report] == []
    award = page.items[0]
    assert isinstance(award, ast.Award)
    assert isinstance(award.amount, ast.FixedAmount)
    assert award.amount.value.span == Span("x", 1, 8, 1, 12)
    assert isinstance(award.head.trigger, ast.WhenTrigger)
    assert award.head.trigger.record.span == Span("x", 2, 12, 2, 13)
    assert award.head.trigger.span == Span("x", 2, 7, 2, 15)


@pytest.mark.parametrize("word", ["and", "OR", "when", "Plus", "且", "或", "加"])
def test_a_connective_at_the_beginning_goes_on_with_the_line_above(word: str) -> None:
    (line,) = lines(f"if a  # one\n\n# two\n{word} b  # three\n")
    assert line.text == f"if a {word} b"
    assert (line.comments_above, line.comment_at_end) == (("one", "two"), "three")


def test_a_line_further_right_goes_on_after_a_comma() -> None:
    assert [x.text for x in lines("given r a,\n    b,\n    c\n")] == ["given r a, b, c"]
    assert len(lines("award 5 to r,\nb\n")) == 2


def test_words_that_only_begin_like_a_connective_do_not() -> None:
    assert len(lines("if a\nanders: 5\n加工 b\n")) == 3


def test_a_comment_is_what_follows_a_hash_outside_quotations() -> None:
    first, second, third = lines('reading "a # b"  # c # d\nreading “a " # b”＃e\nif a#\n')
    assert (first.text, first.comment_at_end) == ('reading "a # b"', "c # d")
    assert (second.written, second.comment_at_end) == ('reading “a " # b”', "e")
    assert third.comment_at_end == ""


def test_quotations_keep_their_words() -> None:
    page, report = parse(Source("x", 'reading "Ａ，“b” 。"\nreading “一 “二” "三"”\n'))
    assert not list(report)
    assert [r.text for r in page.items if isinstance(r, ast.ReadingLine)] == ["Ａ，“b” 。", '一 “二” "三"']


def test_the_step_of_a_page_is_the_one_it_uses_most() -> None:
    text = "article 1\n    if a\narticle 2\n  if a\narticle 3\n    if a\narticle 4\n    if a\n"
    assert codes(text) == [("S024", 4)]


def test_a_line_between_two_depths_is_told_once() -> None:
    assert codes("article 1\n    if a\n  if b\n    if c\n")[0] == ("S023", 3)


def test_tabs_and_blanks_do_not_mix() -> None:
    assert codes("article 1\n  if a\n\tif b\n  if c\n") == [("S025", 3)]
    assert codes("article 1\n\tif a\n  if b\n\tif c\n") == [("S025", 3)]


def test_a_full_width_space_is_two_blanks_and_a_finding() -> None:
    page, report = parse(Source("x", "article 1\n　award 5 when r new\n"))
    assert [f.code for f in report] == ["S026"]
    article = page.items[0]
    assert isinstance(article, ast.Article)
    assert len(article.body) == 1


@each_row(
    ("child", "parent"),
    [
        ("  except article 3", "award 5 when r new"),
        ("  cap 5 per unit per year", "award 5 when r new"),
        ("  article 2", "article 1"),
        ("  award 5 when r new", "policy a"),
        ("  given as of 2022-01-01", "article 1"),
        ("  key number", "article 1"),
        ("  national: 5", "article 1"),
        ("  issued 2022-01-01", "article 1"),
    ],
)
def test_who_may_stand_beneath_whom(child: str, parent: str) -> None:
    assert codes(f"{parent}\n{child}\n") == [("S021", 2)]


def test_nothing_stands_beneath_a_sentence_that_takes_no_lines() -> None:
    assert codes('reading "a"\n  reading "b"\n  reading "c"\n') == [("S022", 2)]


def test_comments_keep_their_place_and_blank_lines_are_single() -> None:
    text = "# a\n\n\n# b\narticle 1  # c\n\n\n  if a\n# d\n\n# e\n"
    page, _ = parse(Source("x", text))
    article = page.items[0]
    assert isinstance(article, ast.Article)
    assert article.trivia == ast.Trivia(("a", "\n", "b"), "c", False)
    assert article.body[0].trivia == ast.Trivia((), None, True)
    assert page.trailing == ("d", "\n", "e")


def test_the_dump_shows_every_sentence_with_its_place() -> None:
    text = "article 1\n  if a  # why\n    and b\n"
    assert layout.dump(Source("x", text)) == "step 2\n1:1-1:10 article 1\n  2:3-3:10 if a and b\n    # why\n"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff"])
def test_an_empty_page_is_a_page(text: str) -> None:
    page, report = parse(Source("x", text))
    assert not list(report)
    assert (page.header, page.items) == (None, ())
