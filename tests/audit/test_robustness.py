"""The audit accepts invalid texts: it does not fail and is not slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, strategies as st

from ipdsl.audit.comparison import audit, policy_figures, to_json
from ipdsl.audit.official_text import decode, read_articles
from ipdsl.syntax import ast
from tests.support.audit.pages import encoded, page_of
from tests.support.audit.texts import PIECES
from tests.support.audit.town import PAGE, TEXT
from tests.support.slow import sampled
from tests.support.syntax.strategies import pages

TOWN = encoded(page_of(PAGE))
NUMBERS = [article.number for article in TOWN.articles]
LONG = 1000


@pytest.mark.parametrize("piece", sampled(PIECES, 7), ids=ascii)
def test_a_piece_without_end_is_read_in_time(piece: str) -> None:
    started = time.process_time()
    found = audit(read_articles("第一条 " + piece * LONG + "元", NUMBERS), TOWN)
    assert not found.is_clean
    assert time.process_time() - started < 2


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_gives_an_audit(text: str) -> None:
    assert not audit(read_articles(text, NUMBERS), TOWN).is_clean


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    text = decode(data)
    if isinstance(text, str):
        audit(read_articles(text, NUMBERS), TOWN)


@given(pages())
def test_any_page_is_compared(page: ast.Page) -> None:
    policy = policy_figures(page)
    if policy is not None:
        numbers = [article.number for article in policy.articles]
        assert to_json(audit(read_articles(TEXT, numbers), policy), "made", "town")["left"]
