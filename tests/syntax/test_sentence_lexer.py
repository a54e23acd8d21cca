"""The lexer of sentences gives the tokens and the errors of Lark's contextual lexer, in both surfaces."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, strategies as st
from lark import Lark
from lark.exceptions import UnexpectedInput
from lark.lexer import ContextualLexer

from ipdsl.syntax import keywords, parser_tables
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser_tables import LexerTerminal, Scanner
from tests.conftest import ROOT

PLACES = tuple(keywords.PLACES)
GOOD_PAGES = ROOT / "tests" / "golden" / "syntax" / "good"


class LarkLexer(ContextualLexer):
    def __init__(self, conf: Any, states: Any, always_accept: Any = ()) -> None:
        conf = copy.copy(conf)
        conf.skip_validation = True
        super().__init__(conf, states, always_accept)


@functools.cache
def parser_with_lexer_of_lark(surface: Surface) -> Lark:
    made = parser_tables.sentence_parser.__wrapped__(surface)
    frontend: Any = made.parser
    states = frontend.parser._parse_table.states
    numbers = range(len(states.rows)) if hasattr(states, "rows") else states  # another version of Lark reads no tables
    accepted = {state: list(states[state]) for state in numbers}
    frontend.lexer = LarkLexer(frontend.lexer_conf, accepted)
    return made


def result(parser: Lark, text: str, start: str) -> object:
    """The tree of a text, or the place and the expectation where the parser stops."""
    try:
        return parser.parse(text, start=start)
    except UnexpectedInput as problem:
        token = getattr(problem, "token", None)
        accepted = getattr(problem, "allowed", None) or getattr(problem, "expected", ())
        return type(problem), problem.pos_in_stream, token, getattr(token, "type", ""), sorted(accepted)


def assert_same(text: str, surface: Surface, starts: tuple[str, ...] = PLACES) -> None:
    for start in starts:
        expected = result(parser_with_lexer_of_lark(surface), text, start)
        assert result(parser_tables.sentence_parser(surface), text, start) == expected, (text, start)


def sentences() -> Iterator[str]:
    for path in (GOOD_PAGES / "awards.ipp", GOOD_PAGES / "chinese.ipp"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if sentence := line.partition("#")[0].strip():
                yield sentence


@pytest.mark.parametrize("surface", Surface)
def test_tokens_of_sentences_are_those_of_lark(surface: Surface) -> None:
    for number, sentence in enumerate(list(sentences())[::10]):
        other = PLACES[number % len(PLACES)]
        places = tuple(p for p in PLACES if parser_tables.kind_of(sentence, p, surface) is not None)
        assert_same(sentence, surface, (*places[:1], other))


SURFACES = st.sampled_from(Surface)
WORDS = (
    *(phrase for keyword in keywords.table().values() for phrase in keyword.phrases),
    *("patent", "kind", "Kind", "ſum", "K", "İf", "ıf", "ONCE", "Per", "20w", "1,200,000", "30%", "1/3", "2022-05-01"),
    *("05-31", "2022年", "2022年5月1日", "CNY", "USDX", "7.1", "SG-3.5", '"text"', '"open', "(", ")", ",", ":", ">"),
    *("·", "[", "]", "的", "第三名", "百分之三十", "三分之一", "两万元", "100 万元", "é", "１２", "٣", "\t"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=5), st.sampled_from(("", " ")), st.sampled_from(PLACES), SURFACES)
def test_tokens_of_any_words_are_those_of_lark(words: list[str], between: str, start: str, surface: Surface) -> None:
    assert_same(between.join(words), surface, (start,))


@given(st.text(max_size=8), st.sampled_from(PLACES), SURFACES)
def test_tokens_of_any_text_are_those_of_lark(text: str, start: str, surface: Surface) -> None:
    assert_same(text, surface, (start,))


def test_only_patterns_of_values_and_names_are_tried_before_any_letter() -> None:
    terminals = {
        terminal.name
        for surface in Surface
        for terminal in _terminals(parser_tables.sentence_parser(surface))
        if terminal.first_characters is None
    }
    assert terminals == {
        *(
            "ARTICLE",
            "CODE",
            "DATE",
            "FRACTION",
            "MONTH_DAY",
            "NAME",
            "NAMED_DAY",
            "NUMBER",
            "PERCENT",
            "RANK",
            "RANKS",
        ),
        *("REFERENCE", "STRING", "YEAR_NAME", "_AND", "_DE", "_IF_NONE", "_THAT", "_YES_NO", "__IGNORE_0"),
    }


def _terminals(parser: Any) -> Sequence[LexerTerminal]:
    scanner: Scanner = parser.parser.lexer.root_lexer.scanner
    return scanner.terminals
