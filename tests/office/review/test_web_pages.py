"""Review copies as HTML: valid, complete links, heads of tables, escaped texts, equal bytes."""

from __future__ import annotations

from html.parser import HTMLParser

import attrs
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.version import __version__
from ipdsl.office.review.review_copy import ReviewCopy
from ipdsl.office.review.web_page import render_html, render_index
from tests.conftest import ROOT
from tests.support.golden import check_golden
from tests.support.office.review_copies import packaged_copy, small_copy
from tests.support.slow import sampled

BOTH = [Language.EN, Language.ZH]
VOID = {"meta", "link", "br"}
COPIES = sampled(["shaoguan_2021", "foshan_2020", "dongyang_2021", "qingyuan_2018", "quanzhou_2021"], 3, others="broad")


class _Page(HTMLParser):
    """The tags of a page. Wrong nesting fails."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tables: list[list[str]] = []
        self.tags: set[str] = set()
        self.language: str | None = None
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag == "html":
            self.language = values["lang"]
        if tag == "table":
            self.tables.append([])
        if tag == "th":
            assert values["scope"] == ("rowgroup" if self.open[-3] == "tbody" else "col")
            self.tables[-1].append(tag)
        assert "src" not in values
        assert "style" not in values

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _check(copy: ReviewCopy) -> _Page:
    text = render_html(copy).decode()
    page = _Page(text)
    assert page.language == ("zh-CN" if copy.language is Language.ZH else "en")
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert all(page.tables)
    assert "script" not in page.tags
    return page


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", COPIES)
def test_the_page_of_a_city_is_valid_and_the_same_twice(name: str, language: Language) -> None:
    copy = packaged_copy(name, language)
    page = _check(copy)
    assert {article.anchor for article in copy.articles} <= set(page.ids)
    assert render_html(copy) == render_html(copy)


@pytest.mark.parametrize("language", BOTH)
def test_a_small_page_with_its_text_and_a_firm(language: Language, update_golden: bool) -> None:
    copy = small_copy(language)
    _check(copy)
    text = render_html(copy).decode().replace(f"ipdsl {__version__}", "ipdsl VERSION")
    check_golden(ROOT / "tests" / "golden" / "review" / f"town_{language.value}.html", text, update_golden)


def test_texts_are_escaped() -> None:
    copy = attrs.evolve(small_copy(Language.EN), title='<b>&"')
    text = render_html(copy).decode()
    assert "<title>&lt;b&gt;&amp;&#34;</title>" in text
    assert "&lt;B&gt; (2025): reduced" in text


def test_the_index_leads_to_each_page_and_back() -> None:
    copies = [("a b.html", small_copy(Language.EN)), ("韶关.html", small_copy(Language.EN))]
    index = _Page(render_index(copies).decode())
    assert index.links == ["a%20b.html", "%E9%9F%B6%E5%85%B3.html"]
    assert index.tables
    assert "../index.html" in _Page(render_html(copies[0][1], index="../index.html").decode()).links
