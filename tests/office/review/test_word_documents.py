"""Review copies as Word files: headings as styles, repeated heads of tables, A4, the content of the copy."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from ipdsl.base.findings.phrase import Language
from ipdsl.office.review.word_document import render_word
from tests.support.office.review_copies import packaged_copy, small_copy

BOTH = [Language.EN, Language.ZH]


@pytest.mark.parametrize("language", BOTH)
def test_headings_are_styles_and_heads_of_tables_are_repeated(language: Language) -> None:
    copy = small_copy(language)
    document = docx.Document(io.BytesIO(render_word(copy)))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[1:-1] == [article.heading for article in copy.articles]
    assert document.paragraphs[1].style is not None
    assert document.paragraphs[1].style.name == "Title"
    assert document.core_properties.title == copy.title
    section = document.sections[0]
    assert section.page_width is not None
    assert abs(section.page_width - Cm(21)) < 1000
    grids = [table for table in document.tables if table.style is not None and table.style.name == "Table Grid"]
    assert len(grids) == len(document.tables) - 1  # the head of the policy has no head of a table
    for table in grids:
        marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)


def test_the_document_has_the_texts_of_the_copy() -> None:
    copy = small_copy(Language.EN)
    document = docx.Document(io.BytesIO(render_word(copy)))
    text = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for article in copy.articles:
        for sentence in (*article.sentences, *(fact for example in article.examples for fact in example.facts)):
            assert sentence.text in text
        for award in article.awards:
            assert award.name in text
            assert all(sum_.text in text for sum_ in award.sums)
        assert all(paragraph in text for paragraph in article.official or ())
        assert article.gap in text


@pytest.mark.parametrize(("language", "title"), [(Language.EN, "Contents"), (Language.ZH, "目录")])
def test_the_contents_lead_to_the_headings(language: Language, title: str) -> None:
    document = docx.Document(io.BytesIO(render_word(small_copy(language))))
    paragraphs = document.paragraphs
    bookmarks = {mark.get(qn("w:name")): p.text for p in paragraphs for mark in p._p.iter(qn("w:bookmarkStart"))}
    links = [link for p in paragraphs for link in p._p.iter(qn("w:hyperlink"))]
    texts = ["".join(text.text or "" for text in link.iter(qn("w:t"))) for link in links]
    assert texts == [p.text for p in paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert texts == [bookmarks[link.get(qn("w:anchor"))] for link in links]
    first = next(place for place, p in enumerate(paragraphs) if p._p is links[0].getparent())
    assert [p.text for p in paragraphs[first - 1 : first + len(links)]] == [title, *texts]
    marks = [
        mark.get(qn("w:fldCharType"))
        for p in paragraphs[first : first + len(links)]
        for mark in p._p.iter(qn("w:fldChar"))
    ]
    assert marks == ["begin", "separate", "end"]


def test_a_file_is_the_same_twice() -> None:
    assert render_word(small_copy(Language.ZH)) == render_word(small_copy(Language.ZH))


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
def test_the_document_of_a_city_opens(language: Language) -> None:
    copy = packaged_copy("dongyang_2021", language)
    document = docx.Document(io.BytesIO(render_word(copy)))
    assert len(document.tables) > len(copy.articles)
