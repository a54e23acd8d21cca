"""The keyword tables: they match their grammars and have few reserved words."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from lark import Lark

from ipdsl.base.source import Source
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.syntax import keywords
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.support.project_files import files_in
from tests.support.rows import each_row

GOOD = Path(__file__).parents[1] / "golden" / "syntax" / "good"
ENGLISH = [path for path in files_in(GOOD, "*.ipp") if path.stem != "chinese"]
PAGES = files_in(Path(__file__).parent / "pages", "*.ipp")


def test_the_terminals_of_the_grammar_are_written_from_the_table() -> None:
    text = keywords.read_file("ipdsl.lark")
    assert keywords.insert_terminals(text) == text, "run python -m ipdsl.syntax.keywords --write"
    assert keywords.main([]) == 0


@pytest.mark.slow
def test_the_grammar_builds_by_itself_without_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    """`strict` refuses shift/reduce conflicts and terminals that collide in a state."""
    with caplog.at_level(logging.DEBUG, logger="lark"):
        Lark(
            (keywords.CHECKOUT / "ipdsl.lark").read_text(encoding="utf-8"),
            parser="lalr",
            lexer="contextual",
            strict=True,
            start=list(keywords.PLACES),
        )
    assert not [r for r in caplog.records if "conflict" in r.getMessage().lower()]


@pytest.mark.parametrize("surface", Surface, ids=lambda surface: surface.name.lower())
def test_every_keyword_of_the_table_is_used_in_the_grammar(surface: Surface) -> None:
    rules, terminals = keywords.read_file(surface.grammar).split(keywords.BEGIN.format(surface.keywords))
    rules += terminals[terminals.index("base_type:") :]
    table = keywords.table() if surface is Surface.ENGLISH else keywords.chinese()
    assert [t for t in table if f"_{t}" not in rules] == []


@pytest.mark.parametrize("surface", Surface, ids=lambda surface: surface.name.lower())
def test_every_type_with_a_keyword_has_a_word_in_the_table(surface: Surface) -> None:
    table = keywords.table() if surface is Surface.ENGLISH else keywords.chinese()
    assert sorted(k.type for k in table.values() if k.type) == sorted(TYPES_BY_KEYWORD)


def test_every_keyword_has_a_word() -> None:
    assert [t for t, k in keywords.table().items() if not k.phrases] == []
    assert [t for t, k in keywords.chinese().items() if not k.phrases] == []
    assert {k.role for k in keywords.table().values()} == {"connective", "sentence", "word"}
    assert {k.role for k in keywords.chinese().values()} == {"connective", "sentence", "word"}


def test_only_eighteen_words_are_reserved() -> None:
    english = {p for k in keywords.table().values() if k.is_reserved for p in k.phrases}
    assert " ".join(sorted(english)) == (
        "and as by from has if is less not of once or otherwise per plus to when while"
    )


NOT_RESERVED = sorted({p for k in keywords.table().values() for p in k.phrases if " " not in p and "/" not in p})


@each_row("word", [w for w in NOT_RESERVED if w not in keywords.reserved_words()])
def test_every_other_word_may_be_a_name(word: str) -> None:
    """The first word of a sentence or phrase is a name wherever a name is expected and no such phrase is possible."""
    text = f"group {word}\n  award 5 when {word} granted\nif a is {word}\nhere {word} means b\nuse {word}\n"
    _, report = parse(Source("x", text))
    assert [(f.code, str(f.span)) for f in report] == []


@pytest.mark.parametrize("after", ["", " and a is b", " or a is b", ": 5"])
def test_with_names_a_state_unless_facts_of_the_records_follow(after: str) -> None:
    text = f"award as follows when thing got\n  has no thing with{after}\n" if after == ": 5" else ""
    _, report = parse(Source("x", text or f"award 5 when thing got\n  if has no thing with{after}\n"))
    assert [(f.code, str(f.span)) for f in report] == []


def test_facts_of_records_without_their_brackets_are_reported() -> None:
    _, report = parse(Source("x", "if has at least 1 thing with a is b\n"))
    assert [str(getattr(f, "expected", "")) for f in report] == ["`(`"]


@each_row("word", [w for w in NOT_RESERVED if w not in keywords.reserved_words()])
def test_every_other_word_may_be_the_key_of_a_row(word: str) -> None:
    _, report = parse(Source("x", f"award by level when zone listed\n  {word}: 5\n"))
    assert [(f.code, str(f.span)) for f in report] == []


@each_row("word", sorted(keywords.reserved_words()))
def test_a_reserved_word_is_never_a_name(word: str) -> None:
    _, report = parse(Source("x", f"use {word}\n"))
    assert [f.code for f in report] == ["S011"]


def test_keywords_are_read_in_any_case_and_printed_lower() -> None:
    page, report = parse(Source("x", "AWARD 5 Once When patent granted\nCap 5 Per enterprise PER Year\n"))
    assert not list(report)
    assert format_page(page) == "award 5 once when patent granted\ncap 5 per enterprise per year\n"
