"""What is printed reads back as the same tree, and printing twice changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipdsl.source import Source
from ipdsl.syntax import ast, layout, printer
from ipdsl.syntax.parse import parse
from ipdsl.syntax.printer import broken, format_expr, format_line, format_page
from tests.syntax import strategies as made

PAGES = sorted((Path(__file__).parent / "pages").glob("*.ipp"))


@given(made.pages())
@settings(max_examples=150)
def test_a_printed_page_reads_back_as_the_same_tree(page: ast.Page) -> None:
    text = format_page(page)
    again, report = parse(Source("made", text))
    assert not [f"{f.span}: {f.texts().title}" for f in report], text
    assert again == page, text
    assert format_page(again) == text


@given(made.condition | made.value)
@settings(max_examples=200)
def test_a_printed_expression_reads_back_with_the_brackets_it_needs(expr: ast.Expr) -> None:
    text = f"if {format_expr(expr)}"
    page, report = parse(Source("made", text))
    assert not list(report), text
    assert isinstance(page.items[0], ast.If)
    assert page.items[0].test == expr, text


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_whole_policies_survive_the_formatter(path: Path) -> None:
    page, report = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert not list(report)
    text = format_page(page)
    again, report = parse(Source(path.name, text))
    assert not list(report)
    assert again == page
    assert format_page(again) == text


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_formatter_keeps_every_comment_and_reading(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    page, _ = parse(Source(path.name, text))
    printed = format_page(page)
    for comment in re.findall(r"#\s*(.*)", re.sub(r'"[^"]*"', "", text)):
        assert comment in printed
    assert sorted(re.findall(r'reading "(.*)"', text)) == sorted(re.findall(r'reading "(.*)"', printed))


def test_places_do_not_count_in_equality_but_comments_do() -> None:
    plain, _ = parse(Source("a", "article 1\n  award 5 when patent granted\n"))
    spread, _ = parse(Source("b", "article    1\n      AWARD 5\n         when patent   granted\n"))
    commented, _ = parse(Source("c", "article 1\n  award 5 when patent granted  # why\n"))
    assert plain == spread
    assert plain != commented


def test_a_sentence_prints_on_one_line_without_what_stands_beneath() -> None:
    page, _ = parse(Source("x", "award by level when zone listed  # a\n  national: 5  # b\n"))
    assert isinstance(page.items[0], ast.Award)
    assert format_line(page.items[0]) == "award by level when zone listed"
    assert format_line(page.items[0].body[0]) == "national: 5"


OPERATORS = ("and", "or", "when", "plus", "less", "to", "per", "once", "且", "当", "加", "减", "给")


@given(st.lists(st.sampled_from((*OPERATORS, "alpha", '"a and b when c"', "patents", "at most 5000")), max_size=80))
def test_a_broken_sentence_keeps_its_words_and_its_quotations_and_fits(words: list[str]) -> None:
    text = " ".join(["if", *words])
    lines = broken(text, "  ")
    assert " ".join(line.strip() for line in lines) == text
    assert all(line.split()[0] in OPERATORS for line in lines[1:])
    for line in lines:
        whole = line.replace('"a and b when c"', '"-------------"').split()
        assert len(line) <= printer.WIDTH or not set(whole[1:]) & set(OPERATORS), line


@pytest.mark.slow
@given(made.pages())
@settings(max_examples=150)
def test_no_line_is_wider_than_an_operator_makes_it(page: ast.Page) -> None:
    for line in format_page(page).splitlines():
        code = re.sub(r'"[^"]*"|“[^”]*”', lambda m: "_" * len(m.group()), line.split("  #")[0])
        inner = code.strip().split(" ", 1)[-1]
        is_choice = code.strip().startswith("choice ") or " · " in code
        assert len(code) <= printer.WIDTH or is_choice or not re.search(rf" {layout.CONTINUES.pattern}", f" {inner}"), (
            line
        )
