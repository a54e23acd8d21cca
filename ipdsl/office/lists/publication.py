"""The publication of proposed awards as a Word file: a notice in the form of official documents, with lists as annexes.

The notice states the basis, the number of recipients and the sum, the period, and how to object. Units and persons have
annexes of their own. The lists have no accounts and no codes.

The layout follows GB/T 9704 for Chinese: title in size 2, text in size 3 with 28 points a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Money
from ipdsl.office.letters.amount_words import amount_in_words
from ipdsl.office.letters.content import words_of
from ipdsl.office.letters.word import add_table, document_bytes, format_pages, mark_row, set_fonts
from ipdsl.office.lists.rows import sum_text
from ipdsl.office.lists.tables import PERSONS, CellKind, ListTable, PolicyList, printed_cell
from ipdsl.office.office_data import OfficeData
from ipdsl.office.stamp import add_word_properties
from ipdsl.report.localizer import Localizer, counted_phrase

PRINTED_PARTS = ("name", "publication_period", "contact", "phone", "address", "postcode")
"""The data of the office that the notice prints."""

_WIDTH = 15.6
"""The width of the text, in centimetres."""

_OBJECTIONS = Phrase(
    "During this period anyone may object in writing, with reasons and proof. Objections of an organisation need its"
    " seal; persons sign with their name and state how they can be reached. Anonymous objections are not considered.",
    "公示期内，任何单位或者个人对公示内容有异议的，请以书面形式向本单位反映，并提供相关证明材料。以单位名义反映的，应当加盖单位公章；"
    "以个人名义反映的，应当签署真实姓名，并提供有效联系方式。匿名异议不予受理。",
)


def _column_widths(table: ListTable) -> list[float]:
    """The widths of the columns in centimetres: numbers and amounts have room for one line, texts share the rest."""
    fixed = [_FIXED_WIDTHS.get(column.kind, 0.0) for column in table.columns]
    texts = sum(column.width for column, width in zip(table.columns, fixed, strict=True) if not width)
    scale = (_WIDTH - sum(fixed)) / texts
    return [width or column.width * scale for column, width in zip(table.columns, fixed, strict=True)]


_FIXED_WIDTHS = {CellKind.NUMBER: 1.5, CellKind.MONEY: 3.4}


def render_publication(lists: Sequence[PolicyList], office: OfficeData, localize: Localizer) -> bytes:
    """The notice as a Word file. Equal lists give equal bytes."""
    return _Notice(lists, office, localize).build()


class _Notice:
    def __init__(self, lists: Sequence[PolicyList], office: OfficeData, localize: Localizer) -> None:
        self.lists, self.office, self.localize = lists, office, localize
        self.document: Any = Document()
        self.size = 16 if localize.is_chinese else 11

    def build(self) -> bytes:
        localize = self.localize
        title = localize("{title}", "{title}资助资金", title="" if len(self.lists) > 1 else self.lists[0].title)
        title = title or localize("Grants", "")
        format_pages(self.document, words_of(localize.language), title)
        self._layout()
        subtitle = localize("Publication of proposed awards", "拟资助名单的公示")
        heading = self._line(f"{title}\n{subtitle}", 22 if localize.is_chinese else 16, WD_ALIGN_PARAGRAPH.CENTER)
        heading.paragraph_format.space_after, heading.runs[0].bold = Pt(18), True
        for text in self._texts():
            self._paragraph(text)
        tables = [(entry, table) for entry in self.lists for table in entry.main if table.rows]
        self._paragraph(self._annex_line(tables))
        for text in (self._part("name"), localize("Date:", "　　年　　月　　日")):
            self._line(text, self.size, WD_ALIGN_PARAGRAPH.RIGHT).paragraph_format.keep_together = True
        for number, (entry, table) in enumerate(tables, 1):
            self._annex(number, entry, table)
        add_word_properties(self.document, [entry.stamp for entry in self.lists])
        return document_bytes(self.document)

    def _layout(self) -> None:
        section, style = self.document.sections[0], self.document.styles["Normal"]
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        set_fonts(style, "Times New Roman", "仿宋")
        if self.localize.is_chinese:
            style.paragraph_format.line_spacing = Pt(28)

    def _part(self, name: str) -> str:
        return self.office.printed_text(name, self.localize.language)

    def _texts(self) -> Iterator[str]:
        localize = self.localize
        basis = localize.row(
            localize("{title} ({document})", "《{title}》（{document}）", title=entry.title, document=entry.document)
            if entry.document
            else localize("{title}", "《{title}》", title=entry.title)
            for entry in self.lists
        )
        yield localize(
            "Under {basis}, applications were received and examined. We propose to award {sums}. The lists are"
            " published herewith.",
            "根据{basis}，经申报、审核，拟对以下申请人予以资助：{sums}。现予以公示。",
            basis=basis, sums=localize.join_sentences(map(self._sum_of, self.lists)),
        )  # fmt: skip
        yield localize(
            "Period of publication: {period}.", "公示期：{period}。", period=self._part("publication_period")
        )
        yield localize.phrase(_OBJECTIONS)
        yield localize("Contact: {contact}, telephone {phone}", "联系人：{contact}　联系电话：{phone}",
                       contact=self._part("contact"), phone=self._part("phone"))  # fmt: skip
        yield localize("Address: {address}, {postcode}", "地址：{address}　邮编：{postcode}",
                       address=self._part("address"), postcode=self._part("postcode"))  # fmt: skip

    def _sum_of(self, entry: PolicyList) -> str:
        """`33 units, 2,418,300.49 CNY`, with the sum in capitals in Chinese."""
        localize = self.localize
        counts = [(len(table.rows), table.name) for table in entry.main if table.rows]
        who = localize(" and ", "、").join(
            localize.phrase(counted_phrase(number, "{n} person{s}", "个人{n}名"))
            if name == PERSONS
            else localize.phrase(counted_phrase(number, "{n} organisation{s}", "单位{n}家"))
            for number, name in counts
        )
        words = amount_in_words(entry.payable) if localize.is_chinese else ""
        sum_ = sum_text(entry.payable, localize) if localize.is_chinese else str(entry.payable)
        return localize("{sum} to {who}", "{who}，合计{sum}{words}", who=who or localize("nobody", "无"), sum=sum_,
                        words=f"（{words}）" if words else "")  # fmt: skip

    def _annex_line(self, tables: Sequence[tuple[PolicyList, ListTable]]) -> str:
        with_policy = Phrase("{n}. {name} ({title})", "{n}. {name}（{title}）")
        phrase = with_policy if len(self.lists) > 1 else Phrase("{n}. {name}", "{n}. {name}")
        names = (
            self.localize.phrase(phrase.with_values(n=number, name=table.title, title=entry.title))
            for number, (entry, table) in enumerate(tables, 1)
        )
        return self.localize("Annexes: {names}", "附件：{names}", names=self.localize("; ", "　").join(names))

    def _annex(self, number: int, entry: PolicyList, table: ListTable) -> None:
        head = self._line(self.localize("Annex {n}", "附件{n}", n=number), self.size)
        head.paragraph_format.page_break_before = True
        self._line(table.title, 16, WD_ALIGN_PARAGRAPH.CENTER)
        if len(self.lists) > 1:
            self._line(entry.title, 12, WD_ALIGN_PARAGRAPH.CENTER)
        texts: list[Sequence[str | int | Money]] = [
            table.headings(self.localize), *table.cells(), table.sum_cells(self.localize)
        ]  # fmt: skip
        grid = add_table(self.document, [*map(Cm, _column_widths(table))], len(texts), "Table Grid")
        mark_row(grid.rows[0], "w:tblHeader")
        for number, (row, cells) in enumerate(zip(grid.rows, texts, strict=True)):
            for cell, column, value in zip(row.cells, table.columns, cells, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.line_spacing = 1.0
                paragraph.paragraph_format.space_after = Pt(0)
                if column.kind is CellKind.MONEY:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._run(paragraph, printed_cell(value), 10.5).bold = number in (0, len(texts) - 1)

    def _paragraph(self, text: str) -> None:
        """Add a paragraph of text; in Chinese its first line is indented."""
        paragraph = self._line(text, self.size)
        if self.localize.is_chinese:
            paragraph.paragraph_format.first_line_indent = Pt(2 * self.size)

    def _line(self, text: str, size: float, alignment: WD_ALIGN_PARAGRAPH | None = None) -> Any:
        paragraph = self.document.add_paragraph()
        self._run(paragraph, text, size)
        paragraph.alignment = alignment
        return paragraph

    def _run(self, paragraph: Any, text: str, size: float) -> Any:
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        return run
