"""The rows of explanations are those of the grammars: each terminal has words, each sentence an example."""

from __future__ import annotations

import re

import attrs
import pytest

from ipdsl.syntax import explanation, keywords
from ipdsl.syntax.common_mistakes import EXAMPLES, SYNONYMS, PageContext, StopPoint
from ipdsl.syntax.explanation import LAST_TOKENS, MISSING, PLAIN, STEPS
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.layout import Piece, SentenceLine
from ipdsl.syntax.parser_tables import sentence_parser

NEVER_ALONE = {"FRACTION", "ARTICLE", "RANK", "RANKS"}
"""Terminals that are accepted only together with a number or a keyword, which the finding lists."""
VERBS_ALONE = {
    "APPLICANT_FIELDS", "AWARD", "COUNTING", "COUNTS_NO_LONGER", "FIGURES", "LAPSED_COUNTS_NO_LONGER", "ORDER_OF_DAYS",
    "OVER_POLICY", "PAY_EACH", "PAY_NOTHING_MORE", "REQUIRE", "TIES", "TIES_HIGHEST", "TIES_IN_ORDER", "UNCAPPED",
}  # fmt: skip
"""Sentences without an example: they consist of little more than their verb, or have advice for each part."""


def terminals_of(surface: Surface) -> set[str]:
    """The terminals of a grammar that have a name."""
    return {definition.name for definition in sentence_parser(surface).terminals if definition.name[:2] != "__"}


def terminals_without_words(rows: set[str]) -> set[str]:
    """The terminals of the grammars that have no keyword and no row."""
    return {
        terminal
        for surface in Surface
        for terminal in terminals_of(surface)
        if terminal not in rows.union(f"_{keyword}" for keyword in keywords.table(surface))
    }


def rows_without_terminal(rows: set[str]) -> set[str]:
    """The rows that no grammar needs."""
    return {*rows} - {"$END"}.union(*map(terminals_of, Surface))


def test_each_terminal_of_a_grammar_has_words() -> None:
    assert terminals_without_words({*PLAIN, *LAST_TOKENS}) == NEVER_ALONE
    assert rows_without_terminal({*PLAIN, *LAST_TOKENS}) == set()


def test_a_missing_row_and_a_row_too_many_are_found() -> None:
    rows = {*PLAIN, *LAST_TOKENS, "TOLL"} - {"DATE"}
    assert terminals_without_words(rows) - NEVER_ALONE == {"DATE"}
    assert rows_without_terminal(rows) == {"TOLL"}


def test_each_sentence_that_is_more_than_its_verb_has_an_example() -> None:
    verbs = {keyword.terminal for keyword in keywords.table().values() if keyword.begins_sentence}
    assert verbs == {example.verb for example in EXAMPLES} | VERBS_ALONE


def test_rows_name_keywords_of_the_language() -> None:
    named = {*SYNONYMS, *(terminal for terminals, _, _ in MISSING for terminal in terminals)}
    assert named <= keywords.table().keys()


def test_each_step_is_in_a_list() -> None:
    signature = {"place": "StopPoint", "return": "Diagnostic | None"}
    steps = [value for value in vars(explanation).values() if getattr(value, "__annotations__", {}) == signature]
    assert {*steps} == {step for listed in STEPS.values() for step in listed[:-1]}


@pytest.mark.parametrize(("surface", "text"), [(Surface.ENGLISH, "award 5"), (Surface.CHINESE, "奖励 5元")])
def test_each_terminal_that_may_be_expected_is_shown_in_words(surface: Surface, text: str) -> None:
    line = SentenceLine("x", text, text, 0, [Piece(0, 1, 1)], surfaces=(surface,))
    place = StopPoint.create(line, "block_line", PageContext(), 0)
    shown = {
        terminal: explanation.first_expected_words(attrs.evolve(place, accepts=frozenset([terminal]))).text()
        for terminal in terminals_of(surface)
    }
    assert {terminal for terminal, words in shown.items() if words == "nothing more"} <= NEVER_ALONE
    has_chinese = {terminal for terminal, words in shown.items() if re.search("[一-鿿]", words)}
    assert not (has_chinese if surface is Surface.ENGLISH else {"_THAT", "_DE"} - has_chinese)
