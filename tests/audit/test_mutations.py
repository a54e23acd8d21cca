"""The audit notices every changed figure of a policy and every deleted award.

A page and a text written for this test always run. The policies of the five cities run only if their texts are
available.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from ipdsl.audit import comparison as e
from ipdsl.audit.comparison import PolicyFigures, audit
from ipdsl.audit.official_text import OfficialText, read_articles
from ipdsl.syntax import ast
from tests.support.audit.changed_pages import changes, numbers
from tests.support.audit.pages import DOCUMENTS, encoded, official, page_of
from tests.support.audit.texts import SEEDS, of_city
from tests.support.audit.town import PAGE, TEXT
from tests.support.slow import sampled


def changed(page: ast.Page) -> Iterator[tuple[str, PolicyFigures]]:
    """The policy with one figure changed or one award removed, for each of them. Only the changed part is reread."""
    whole = encoded(page)
    header = page.header
    assert isinstance(header, ast.PolicyLine)
    of_head = [item for item in page.items if isinstance(item, ast.Article) and item.number == "0"]
    for what, other in changes(header):
        yield what, attrs.evolve(whole, head=e.head_figures(other, of_head))
    for item in of_head:
        for what, article in changes(item):
            yield what, attrs.evolve(whole, head=e.head_figures(header, [article]))
    articles = {item.number: item for item in page.items if isinstance(item, ast.Article)}
    for index, there in enumerate(whole.articles):
        item = articles[there.number]
        for what, article in changes(item, numbers(item)):
            again = e.article_figures(article, e.currency_of(header))
            yield what, attrs.evolve(whole, articles=(*whole.articles[:index], again, *whole.articles[index + 1 :]))


def survivors(page: ast.Page, text: OfficialText) -> tuple[int, list[str]]:
    """The number of changes, and those that the audit does not notice."""
    number, unseen = 0, []
    for what, policy in changed(page):
        number += 1
        if audit(text, policy).is_clean:
            unseen.append(what)
    return number, unseen


@pytest.mark.broad
def test_every_change_of_the_town_is_noticed() -> None:
    page = page_of(PAGE)
    text = read_articles(TEXT, [article.number for article in encoded(page).articles])
    assert audit(text, encoded(page)).differences == ()
    number, unseen = survivors(page, text)
    assert unseen == []
    assert number > 150


@pytest.mark.parametrize("name", sampled(DOCUMENTS, 3, others="broad"))
def test_nothing_is_left_of_the_policy_of(name: str) -> None:
    policy = encoded(of_city(name))
    found = audit(official(SEEDS[name], policy), policy)
    assert found.differences == ()


@pytest.mark.parametrize("name", sampled(DOCUMENTS, 5, others="broad"))
def test_every_change_is_noticed_in(name: str) -> None:
    page = of_city(name)
    number, unseen = survivors(page, official(SEEDS[name], encoded(page)))
    assert unseen == []
    assert number > 100
