"""The words that a finding expects are valid, and all valid words are listed.

Both are checked with the parser by substitution.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest
from lark import Token, UnexpectedInput

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.source import Source
from ipdsl.syntax import common_mistakes, explanation, keywords, layout
from ipdsl.syntax.common_mistakes import PageContext, StopPoint
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.layout import SentenceLine
from ipdsl.syntax.parser import parse
from ipdsl.syntax.parser_tables import sentence_parser
from tests.conftest import ROOT
from tests.support.project_files import files_in
from tests.support.rows import each_row

EXAMPLES = {
    "an amount or a field": ["zz", "5", "(", "5%"],
    "a condition": ["zz", "not", "has"],
    "a name": ["zz"],
    'a quotation in `"…"`': ['"zz"'],
    "a number": ["5"],
    "a date such as `2022-05-01`": ["2022-05-01"],
    "a percentage": ["5%"],
    "a currency such as `CNY`": ["CNY"],
}
"""Texts to try for an expectation that is not a word."""

OPERANDS = explanation.operands(Surface.ENGLISH)
NOT_SAID = {"YEAR", "MONTH", "DAY", "AMONG"}
"""Keywords that the parser accepts although a later stage refuses them. They are offered only where they are valid."""

JUNK = "zzzzz"
PAGES = [*files_in(ROOT / "policies", "*.ipp"), *files_in(ROOT / "tests/golden/syntax/good", "*.ipp")]


def tokens(text: str, start: str) -> list[Token] | None:
    """The tokens at the beginning of a sentence; `None` if the parser stops in it."""
    parser = sentence_parser()
    try:
        state = parser.parse_interactive(text, start=start)
        return list(state.exhaust_lexer())
    except UnexpectedInput:
        return None


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence of the packaged pages and the valid golden files, with its start symbol."""
    for path in PAGES:
        laid_out, _ = layout.read_layout(Source(path.name, path.read_text(encoding="utf-8")))
        for line in laid_out.lines:
            yield from _beneath(line, keywords.PAGE)


def _beneath(line: SentenceLine, start: str) -> Iterator[tuple[str, str]]:
    try:
        kind = str(sentence_parser().parse(line.text, start=start).data)
    except UnexpectedInput:
        return
    yield line.text, start
    body = keywords.BODIES.get(kind)
    for child in line.children if body is not None else ():
        yield from _beneath(child, body.start if body is not None else start)


def stopped(text: str, at: int, start: str) -> StopPoint:
    """The place in a sentence at which parsing stops."""
    line = SentenceLine("x", text, text, 0, [layout.Piece(0, 1, 1)])
    return StopPoint.create(line, start, PageContext(), at)


ONE = re.compile(r"(?:^|, | or )(an amount or a field|`[^`]+`|(?:a|an|the|one) [^,`]*?(?: `[^`]+`)?)(?=, | or |$)")


def offered(words: str) -> list[str]:
    """The texts to try for each expectation of a finding."""
    found: list[str] = []
    wanted = ONE.findall(words)
    for one in wanted:
        if one in EXAMPLES:
            found += EXAMPLES[one]
        elif one.startswith("`"):
            found.append(one.strip("`"))
        else:
            assert one == "the end of the line" or one.startswith("one of "), one
    return found


@cache
def places() -> list[tuple[str, int, str]]:
    """600 places between two words of valid sentences, sampled with a fixed seed."""
    every = [
        (text, match.end(), start)
        for text, start in dict.fromkeys(sentences())
        for match in common_mistakes.WORD.finditer(text)
    ]
    random.Random(11).shuffle(every)
    readable = (place for place in every if tokens(place[0][: place[1]], place[2]) is not None)
    return list(islice(readable, 600))


def expected_words(place: StopPoint) -> str:
    """All words that are expected at a place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explanation, "MOST_SHOWN", 1_000)
        return str(explanation.first_expected_words(place))


@pytest.mark.broad
def test_what_is_expected_is_accepted_there() -> None:
    tried = 0
    for text, at, start in places():
        words = expected_words(stopped(text[:at], at, start))
        for word in offered(words) if words != "nothing more" else ():
            tried += 1
            assert tokens(f"{text[:at]} {word}", start) is not None, (text[:at], word)
    assert tried > 2_000


@pytest.mark.broad
def test_every_keyword_that_is_accepted_is_expected() -> None:
    told = 0
    for text, at, start in places():
        place = stopped(text[:at], at, start)
        words = offered(expected_words(place))
        folded = "zz" in words  # operands and conditions are represented by their first words
        for terminal, keyword in keywords.table().items():
            if f"_{terminal}" not in place.accepts:
                continue
            found = tokens(f"{text[:at]} {keyword.phrases[0]}", start)
            if found is None or found[-1].type != f"_{terminal}" or terminal in NOT_SAID:
                continue
            told += 1
            if keyword.preferred_phrase not in words:
                assert folded, (text[:at], terminal)
                assert f"_{terminal}" in OPERANDS | explanation.CONDITIONS, (text[:at], terminal)
    assert told > 1_000


@pytest.mark.parametrize(
    "text", ["award 5 when a b and c at least 5", "carry forward 2", "award 5 when a b at least 5"]
)
def test_units_of_time_are_expected_after_a_comparison(text: str) -> None:
    start = "rule_line" if text.startswith("carry") else "block_line"
    assert "`year`" in expected_words(stopped(text, len(text), start))


@pytest.mark.parametrize("text", ["award 5", "cap 100", "cap 5 per a", "award 5 at most 5"])
def test_units_of_time_are_not_expected_after_a_sum(text: str) -> None:
    assert not re.search("`(?:year|month|day)`", expected_words(stopped(text, len(text), "block_line")))


@each_row("terminal", common_mistakes.SYNONYMS)
def test_what_people_write_stands_for_a_keyword(terminal: str) -> None:
    keyword = keywords.table()[terminal]
    for phrase in common_mistakes.SYNONYMS[terminal]:
        assert phrase == phrase.lower()
        assert phrase not in {p.lower() for p in keyword.phrases}, "the language says so itself"


def only(text: str) -> Diagnostic:
    found = list(parse(Source("x", text))[1])
    assert len(found) == 1, [(f.code, f.texts().title) for f in found]
    return found[0]


@pytest.mark.broad
def test_a_replaced_word_gives_expectations_that_repair_the_sentence() -> None:
    """If a word of a valid sentence is made wrong, the expectations include it or a replacement."""
    seen = 0
    for text, at, start in places():
        match = common_mistakes.WORD.match(text, at + 1)
        if match is None or keywords.table().get(_terminal(text, at, start)) is None:
            continue
        place, terminal = stopped(text[:at], at, start), _terminal(text, at, start)
        words = expected_words(place)
        seen += 1
        shown = keywords.table()[terminal].preferred_phrase
        assert shown in offered(words) or f"_{terminal}" in OPERANDS | explanation.CONDITIONS, (text, at)
    assert seen > 50


def _terminal(text: str, at: int, start: str) -> str:
    """The keyword that begins after this offset."""
    length = common_mistakes.longest_keyword(text, at + 1)[1]
    found = tokens(text[: at + 1 + length], start) if length else None
    return found[-1].type.removeprefix("_") if found and found[-1].start_pos == at + 1 else ""
