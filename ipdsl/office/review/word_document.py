"""Review copies as Word files: A4, headings as styles, contents, and the heads of tables repeated on each page.

Equal copies give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters.content import words_of
from ipdsl.office.letters.word import add_field, add_table, document_bytes, format_pages, mark_row, set_fonts
from ipdsl.office.review.review_copy import (
    MANY,
    ArticleCopy,
    AwardEntry,
    DecisionTable,
    HeadEntry,
    Link,
    PrintedSentence,
    ReadingEntry,
    ReviewCopy,
    WordEntry,
    WorkedExample,
    headings_of,
)

_SOFT = RGBColor(0x59, 0x59, 0x59)
_ALERT = RGBColor(0x9C, 0x1C, 0x1C)
_WIDTH = 16.3
"""The width of the text, in centimetres."""
_Filler = Callable[[Any], None]
"""A function that writes the content of a cell."""


def render_word(copy: ReviewCopy) -> bytes:
    """The copy as a Word file."""
    return document_bytes(_Writer(copy).build())


class _Writer:
    def __init__(self, copy: ReviewCopy) -> None:
        self.copy, self.words = copy, headings_of(copy.language)
        self.is_chinese = copy.language is Language.ZH
        self.document: Any = Document()

    def build(self) -> Any:
        copy, words = self.copy, self.words
        format_pages(self.document, words_of(copy.language), copy.title)
        self._styles()
        _write(self.document, words["review"], colour=_SOFT, size=9)
        self.document.add_paragraph(copy.title, style="Title")
        _write(self.document, " · ".join(filter(None, (copy.document, copy.window))), colour=_SOFT)
        self._heading(words["head"], 1)
        self._head()
        if copy.decision is not None:
            self._heading(copy.decision_title, 2)
            self._result(self.document, copy.decision)
        self._readings(copy.readings)
        for article in copy.articles:
            self._article(article)
        if copy.words:
            self._heading(words["words"], 1)
            by_letter = groupby(copy.words, attrgetter("letter"))
            self._table(
                (3.4, 3.6, 6.3, 3.0), tuple(words[name] for name in ("word", "kind", "definition", "articles")),
                [row for letter, entries in by_letter for row in self._word_rows(letter, entries)],
            )  # fmt: skip
        _write(self.document, copy.colophon, colour=_SOFT, size=8).paragraph_format.space_before = Pt(14)
        self._contents()
        return self.document

    def _styles(self) -> None:
        for name, size, before in (("Title", 18, 2), ("Heading 1", 14, 16), ("Heading 2", 11, 10)):
            style = self.document.styles[name]
            set_fonts(style, "Arial", "黑体")
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # the theme hides these fonts
                style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
            style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, RGBColor(0, 0, 0)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
            style.paragraph_format.keep_with_next = True
        cell = self.document.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style, cell.font.size = self.document.styles["Normal"], Pt(9.5)
        cell.paragraph_format.space_after = Pt(1)
        contents = self.document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        contents.base_style = cell
        contents.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        for border in self.document.styles["Table Grid"].element.iter(qn("w:tblBorders")):
            for line in border:
                line.set(qn("w:color"), "A6A6A6")
        for border in self.document.styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
        language = self.document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "zh-CN")

    def _contents(self) -> None:
        """Add the table of contents, with links to the headings. Word adds pages when a reader updates the field."""
        headings = [paragraph for paragraph in self.document.paragraphs if paragraph._p.style == "Heading1"]
        headings[0].insert_paragraph_before(self.words["contents"], "TOC Heading")
        for number, heading in enumerate(headings):
            mark = {qn("w:id"): str(number), qn("w:name"): f"_Toc{number}"}
            heading._p.insert(1, OxmlElement("w:bookmarkStart", mark))
            heading._p.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): str(number)}))
            entry = headings[0].insert_paragraph_before("", "toc 1")
            if not number:
                add_field(entry, "begin", 'TOC \\o "1-1" \\h', "separate")
            entry._p.append(OxmlElement("w:hyperlink", {qn("w:anchor"): f"_Toc{number}"}))
            entry._p[-1].append(entry.add_run(heading.text)._r)
        add_field(entry, "end")

    def _head(self) -> None:
        table = add_table(self.document, (Cm(3.6), Cm(_WIDTH - 3.6)), len(self.copy.head))
        for row, line in zip(table.rows, self.copy.head, strict=True):
            term_cell, text_cell = row.cells
            _write(term_cell, line.term, bold=True)
            texts = [self._with_links(entry) for entry in line.entries]
            if len(texts) > MANY:
                texts = [("；" if self.is_chinese else "; ").join(texts)]
            for text in texts:
                _write(text_cell, text)

    def _article(self, article: ArticleCopy) -> None:
        words = self.words
        self._heading(article.heading, 1)
        if article.note:
            _write(self.document, article.note, colour=_SOFT)
        if article.official is not None:
            self._pair(article)
        elif article.sentences:
            self._heading(words["sentences"], 2)
            _sentences(self.document, article.sentences)
        if article.awards:
            self._heading(words["awards"], 2)
            self._table(
                (4.3, 5.6, 6.4), (words["award"], words["conditions"], words["sum"]),
                [self._award_cells(award) for award in article.awards],
            )  # fmt: skip
        if article.rules:
            self._heading(words["rules"], 2)
            self._table(
                (9.9, 6.4), (words["rule"], words["applicable"]),
                [(_filler(rule.text), _filler(self._links(rule.awards) or "–")) for rule in article.rules],
            )  # fmt: skip
        if article.duties:
            self._heading(words["duties"], 2)
            for duty in article.duties:
                self._bullet(duty)
        self._readings(article.readings)
        if article.decision is not None:
            self._heading(self.copy.decision_title, 2)
            self._result(self.document, article.decision, with_total=False)
        if article.examples:
            self._heading(words["examples"], 2)
            self._table(
                (6.9, 9.4), (words["case"], words["result"]),
                [self._example_cells(example) for example in article.examples],
            )  # fmt: skip

    def _word_rows(self, letter: str, entries: Iterable[WordEntry]) -> Iterator[tuple[_Filler, ...]]:
        """The rows of the words of a letter."""

        def head(cell: Any) -> None:
            _write(cell, letter, bold=True).paragraph_format.keep_with_next = True

        yield (head,)
        for entry in entries:
            yield tuple(map(_filler, (entry.word, entry.kind, entry.definition, self._links(entry.links))))

    def _pair(self, article: ArticleCopy) -> None:
        def official(cell: Any) -> None:
            for paragraph in article.official or (article.gap,):
                _write(cell, paragraph, colour=None if article.official else _SOFT)

        def sentences(cell: Any) -> None:
            _sentences(cell, article.sentences)
            if article.official and article.gap:
                _write(cell, article.gap, colour=_SOFT)

        heads = self.words["official"], self.words["sentences"]
        self._table((_WIDTH / 2, _WIDTH / 2), heads, [(official, sentences)])

    def _award_cells(self, award: AwardEntry) -> tuple[_Filler, ...]:
        def name(cell: Any) -> None:
            _write(cell, award.name, bold=True)
            _write(cell, award.recipients, colour=_SOFT)

        def sums(cell: Any) -> None:
            for sum_ in award.sums:
                _write(cell, f"{sum_.case}{self.words['colon']}{sum_.text}" if sum_.case else sum_.text)
            for limit in award.limits:
                _write(cell, limit, colour=_SOFT)

        return name, _filler(*(award.conditions or ("–",))), sums

    def _example_cells(self, example: WorkedExample) -> tuple[_Filler, ...]:
        def facts(cell: Any) -> None:
            _write(cell, example.title, bold=True)
            _sentences(cell, example.facts, colour=_SOFT)

        def results(cell: Any) -> None:
            if example.problem:
                _write(cell, example.problem, bold=True, colour=_ALERT)
            for result in example.results:
                self._result(cell, result, width=9.0)

        return facts, results

    # ---------------------------------------------------------------------------------------------- pieces

    def _with_links(self, entry: HeadEntry) -> str:
        links = self._links(entry.links)
        around = "{}（{}）" if self.is_chinese else "{} ({})"
        return around.format(entry.text, links) if links else entry.text

    def _links(self, links: Iterable[Link]) -> str:
        return self.words["comma"].join(link.text for link in links)

    def _readings(self, readings: Sequence[ReadingEntry]) -> None:
        if readings:
            self._heading(self.words["readings"], 2)
        for reading in readings:
            subject = f"{reading.subject}{self.words['colon']}" if reading.subject else ""
            self._bullet(f"{subject}{reading.text}", reading.decided)

    def _bullet(self, text: str, remark: str = "") -> None:
        paragraph = _set_style(self.document.add_paragraph(text), "ListBullet")
        if remark:
            paragraph.add_run(f" {remark}").font.color.rgb = _SOFT

    def _result(self, place: Any, result: DecisionTable, *, with_total: bool = True, width: float = _WIDTH) -> None:
        """The lines of a result, with their sums at a tab stop at the right."""
        if result.applicant:
            _write(place, result.applicant, bold=True)
        lines = [(line.text, line.sum) for line in result.lines]
        total = [(self.words["total"], result.total)] if with_total else []
        for text, sum_ in (*lines, *total):
            paragraph = _write(place, f"{text}\t{sum_}", bold=(text, sum_) in total or None)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)

    def _heading(self, text: str, level: int) -> None:
        _set_style(self.document.add_paragraph(text), f"Heading{level}")

    def _table(self, widths: Sequence[float], heads: Sequence[str], rows: Sequence[tuple[_Filler, ...]]) -> None:
        """A table with lines, whose head is repeated on each page. A row with one filler is one cell."""
        head, *body = add_table(self.document, [*map(Cm, widths)], len(rows) + 1, "Table Grid").rows
        mark_row(head, "w:tblHeader")
        for cell, text in zip(head.cells, heads, strict=True):
            _write(cell, text, bold=True)
        for row, fillers in zip(body, rows, strict=True):
            cells = row.cells if len(fillers) > 1 else [row.cells[0].merge(row.cells[-1])]
            for cell, fill in zip(cells, fillers, strict=True):
                fill(cell)


def _filler(*texts: str) -> _Filler:
    """A function that writes texts into a cell, one paragraph each."""

    def fill(cell: Any) -> None:
        for text in texts:
            _write(cell, text)

    return fill


def _write(
    place: Any, text: str, *, bold: bool | None = None, colour: RGBColor | None = None, size: int | None = None
) -> Any:
    """Add a paragraph to the document or to a cell, whose first paragraph is empty."""
    is_cell = hasattr(place, "_tc")
    first = place.paragraphs[0] if is_cell and len(place.paragraphs) == 1 else None
    paragraph = place.add_paragraph() if first is None or first.runs else first
    run = paragraph.add_run(text)
    if is_cell:
        _set_style(paragraph, "Cell")
    run.bold, run.font.color.rgb, run.font.size = bold, colour, size and Pt(size)
    return paragraph


def _set_style(paragraph: Any, style: str) -> Any:
    """The paragraph with a style, by its id. A look-up of its name takes milliseconds."""
    paragraph._p.style = style
    return paragraph


def _sentences(place: Any, sentences: Iterable[PrintedSentence], colour: RGBColor | None = None) -> None:
    for sentence in sentences:
        paragraph = _write(place, sentence.text, colour=_SOFT if sentence.is_note else colour)
        paragraph.paragraph_format.left_indent = Cm(0.5 * (sentence.depth + 1))
        paragraph.paragraph_format.first_line_indent = Cm(-0.5)
