"""The project's own letter as a Word file with names in double braces. It is used if no other template is given.

It is also the starting point for a bureau's template: `ipdsl letter --new-template`. The names are in the language of
the letter.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters.content import words_of
from ipdsl.office.letters.template_check import NAMES, TemplateEntries, TemplateName

_LATIN, _HAN = "Times New Roman", "宋体"
_GREY = RGBColor(0x59, 0x59, 0x59)
_PAID_WIDTHS = (Cm(1.1), Cm(4.2), Cm(3.0), Cm(5.5), Cm(2.5))
_SUM_WIDTHS = (Cm(11.8), Cm(4.5))
_HEAD_WIDTHS = (Cm(3.2), Cm(13.1))


def template(language: Language) -> bytes:
    """The Word file as bytes."""
    return _LetterTemplate(language).build()


class _LetterTemplate:
    def __init__(self, language: Language) -> None:
        self.words = words_of(language)
        self.is_chinese = language is Language.ZH
        self.document = Document()

    def build(self) -> bytes:
        self._page()
        self._head()
        self._total()
        self._paid_table()
        self._sections()
        self._foot()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    # ---------------------------------------------------------------------------------------------- names

    def _name(self, name: str, within: str = "") -> str:
        """The name in the language of the letter. `within` is the list that has the name in its entries."""
        names: Sequence[TemplateName] = NAMES
        for part in filter(None, within.split(".")):
            entries = next(entry for entry in names if entry.name == part)
            assert isinstance(entries, TemplateEntries)
            names = entries.entry_names
        template_name = next(entry for entry in names if entry.name == name)
        return template_name.zh if self.is_chinese else template_name.name

    def _value_tag(self, name: str) -> str:
        return f"{{{{ {self._name(name)} }}}}"

    def _if_tag(self, name: str) -> str:
        return f"{{%p if {self._name(name)} %}}"

    # ---------------------------------------------------------------------------------------------- parts

    def _page(self) -> None:
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.35)
        section.top_margin = section.bottom_margin = Cm(2.2)
        style: Any = self.document.styles["Normal"]
        style.font.name, style.font.size = _LATIN, Pt(10.5)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _HAN)
        style.paragraph_format.space_after = Pt(3)
        properties = self.document.core_properties
        properties.title = f"{self.words['letter']} {self._value_tag('applicant')}"
        properties.author = properties.comments = ""
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._add_run(foot, f"{self.words['page']} ", size=9)
        _field(foot, "PAGE")
        self._add_run(foot, f" {self.words['of_pages']} ", size=9)
        _field(foot, "NUMPAGES")
        self._add_run(foot, f" {self.words['last_page']}", size=9)

    def _head(self) -> None:
        title = self.document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._add_run(title, self.words["letter"], size=18, bold=True)
        rows = (("policy", "title"), ("document", "document"), ("applicant", "applicant"), ("years", "years"),
                ("as_of", "as_of"), ("currency", "currency"), ("ledger", "ledger_number"))  # fmt: skip
        table = self._table(_HEAD_WIDTHS, len(rows))
        for row, (word, name) in zip(table.rows, rows, strict=True):
            self._add_run(row.cells[0].paragraphs[0], self.words[word], colour=_GREY)
            self._add_run(row.cells[1].paragraphs[0], self._value_tag(name))

    def _total(self) -> None:
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)  # Word merges two adjacent tables
        self._sum_lines(self._name("sums"), "sums", in_words=self._name("total_in_words"))
        self._conditional_paragraph(
            self._if_tag("assumptions"), f"{self.words['assumptions']}{self._colon}{self._joined_tag('assumptions')}"
        )

    def _paid_table(self) -> None:
        self._heading(self.words["paid"])
        list_name = self._name("paid")
        why = [self._entry_tag("paid", "rule"), self._optional_entry_tag("paid", "reason"),
               "{% for DETAIL in ONE.DETAILS %}\n{{ DETAIL }}{% endfor %}",
               "{% for CUT in ONE.CUTS %}\n{{ CUT.REASON }}{% endfor %}"]  # fmt: skip
        reason_text = "".join(why)
        for mark, name in (
            ("DETAILS", self._name("details", "paid")), ("CUTS", self._name("cuts", "paid")),
            ("REASON", self._name("reason", "paid.cuts")), ("DETAIL", "one_detail"), ("CUT", "one_cut"),
            ("ONE", _entry_name(list_name)),
        ):  # fmt: skip
            reason_text = reason_text.replace(mark, name)
        cells = (
            self._entry_tag("paid", "article"),
            f"{self._entry_tag('paid', 'clause')}\n{self._entry_tag('paid', 'item')}",
            self._entry_tag("paid", "day"),
            reason_text,
            self._entry_tag("paid", "sum"),
        )
        heads = tuple(self.words[word] for word in ("article", "item", "day", "reason", "sum"))
        self.document.add_paragraph(f"{{%p if {list_name} %}}")
        self._loop_table(_PAID_WIDTHS, list_name, cells, heads=heads, right=(4,))
        self.document.add_paragraph("{%p else %}")
        self._add_run(self.document.add_paragraph(), self.words["nothing_paid"])
        self.document.add_paragraph("{%p endif %}")

    def _sections(self) -> None:
        list_name = self._name("sections")
        self.document.add_paragraph(f"{{%p for {_entry_name(list_name)} in {list_name} %}}")
        self._heading(self._entry_tag("sections", "heading"))
        lines = f"{_entry_name(list_name)}.{self._name('lines', 'sections')}"
        self._sum_lines(lines, "sections.lines")
        self.document.add_paragraph("{%p endfor %}")
        self._conditional_paragraph(
            self._if_tag("until"), f"{self.words['until']}{self._colon}{self._value_tag('until')}"
        )

    def _foot(self) -> None:
        self._add_run(self.document.add_paragraph(), self._value_tag("notice"))
        for word, name in (("facts", "facts_digest"), ("content", "policy_digest"), ("version", "version")):
            text = f"{self.words[word]}{self._colon}{self._value_tag(name)}"
            self._add_run(self.document.add_paragraph(), text, size=8, colour=_GREY)
        for word in ("seal", "signature", "date"):
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent = Cm(9.5)
            line.paragraph_format.space_before = Pt(18)
            line.paragraph_format.keep_with_next = word != "date"
            self._add_run(line, self.words[word])

    # ---------------------------------------------------------------------------------------------- pieces

    @property
    def _colon(self) -> str:
        return "：" if self.is_chinese else ": "

    def _entry_tag(self, list_name: str, name: str) -> str:
        return f"{{{{ {_entry_name(self._name(list_name))}.{self._name(name, list_name)} }}}}"

    def _optional_entry_tag(self, list_name: str, name: str) -> str:
        word = f"{_entry_name(self._name(list_name))}.{self._name(name, list_name)}"
        return f"{{% if {word} %}}\n{{{{ {word} }}}}{{% endif %}}"

    def _joined_tag(self, name: str) -> str:
        return f"{{{{ {self._name(name)} | join('{'；' if self.is_chinese else '; '}') }}}}"

    def _conditional_paragraph(self, begin: str, text: str) -> None:
        self.document.add_paragraph(begin)
        self._add_run(self.document.add_paragraph(), text)
        self.document.add_paragraph("{%p endif %}")

    def _heading(self, text: str) -> None:
        line = self.document.add_paragraph()
        line.paragraph_format.space_before = Pt(10)
        line.paragraph_format.keep_with_next = True
        self._add_run(line, text, size=12, bold=True)

    def _table(self, widths: Sequence[Cm], rows: int, *, grid: bool = False) -> Any:
        table = self.document.add_table(rows, len(widths))
        table.autofit = False
        if grid:
            table.style = "Table Grid"
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            _mark(row, "w:cantSplit")
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        return table

    def _loop_table(
        self, widths: Sequence[Cm], list_name: str, cells: Sequence[str], *, heads: Sequence[str] = (),
        right: Sequence[int] = (),
    ) -> None:  # fmt: skip
        """A table with a row for each entry of a list. The loop is in extra rows, which docxtpl removes."""
        head, begin, row, end = list(self._table(widths, 4, grid=True).rows)
        _mark(head, "w:tblHeader")
        begin.cells[0].text = f"{{%tr for {_entry_name(list_name)} in {list_name} %}}"
        end.cells[0].text = "{%tr endfor %}"
        for texts, shown_row in ((heads, head), (cells, row)):
            is_head = shown_row is head
            for index, text in enumerate(texts):
                paragraph = shown_row.cells[index].paragraphs[0]
                if index in right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._add_run(paragraph, text, bold=is_head, size=10.5 if is_head or index in right else 9)

    def _sum_lines(self, list_name: str, within: str, in_words: str = "") -> None:
        """Lines with their amounts at the right.

        A line without an amount spans both columns; lines of higher levels are indented. Lines of totals are bold, and
        `in_words` is the name of the text below the first one.
        """
        text, sum_, level = (f"one_line.{self._name(name, within)}" for name in ("text", "sum", "level"))
        kinds = ((f"{sum_} and {level} == '1'", 0, True), (sum_, 0.7, True), (f"{level} == '1'", 0, False),
                 ("", 0.7, False))  # fmt: skip
        rows = iter(self._table(_SUM_WIDTHS, 2 * len(kinds) + (6 if in_words else 3)).rows)
        next(rows).cells[0].text = f"{{%tr for one_line in {list_name} %}}"
        for index, (condition, inset, has_sum) in enumerate(kinds):
            tag = f"elif {condition}" if index else f"if {condition}"
            next(rows).cells[0].text = f"{{%tr {tag if condition else 'else'} %}}"
            left, right = next(rows).cells
            if not has_sum:
                left = left.merge(right)
            left.paragraphs[0].paragraph_format.left_indent = Cm(inset)
            self._add_run(left.paragraphs[0], f"{{{{ {text} }}}}", bold=bool(in_words) and has_sum)
            if has_sum:
                right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._add_run(right.paragraphs[0], f"{{{{ {sum_} }}}}", bold=bool(in_words))
        next(rows).cells[0].text = "{%tr endif %}"
        if in_words:
            next(rows).cells[0].text = f"{{%tr if loop.first and {in_words} %}}"
            left, right = next(rows).cells
            self._add_run(left.merge(right).paragraphs[0], f"{{{{ {in_words} }}}}")
            next(rows).cells[0].text = "{%tr endif %}"
        next(rows).cells[0].text = "{%tr endfor %}"

    def _add_run(
        self, paragraph: Any, text: str, *, size: float = 10.5, bold: bool = False, colour: RGBColor | None = None
    ) -> None:
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
        if colour is not None:
            run.font.color.rgb = colour


def _entry_name(list_name: str) -> str:
    """The loop variable for the entries of a list."""
    return f"each_{list_name}"


def _mark(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


def _field(paragraph: Any, what: str) -> None:
    """A number that Word computes: the page, or the number of pages."""
    run = paragraph.add_run()
    run.font.size = Pt(9)
    for kind, text in (("begin", ""), ("", what), ("end", "")):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
