"""A Word document as text: its paragraphs and the rows of its tables in order, as they stand with all changes accepted.

In: the bytes of a `.docx`. Out: one line for each paragraph and each row, with an empty line after it, so that no line
end is taken for one of the printed page. Insertions are read and deletions are not. Heads and feet of pages, notes and
the comments of reviewers are no part of the text. python-docx opens the file; its own `text` of a paragraph leaves
insertions and numbers of lists out, so the elements are walked here.
"""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import attrs
import docx
from docx.oxml.ns import qn

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.draft.documents import WORD, DocumentPlace, LineUnit, OfficialDocument
from ipdsl.draft.errors import BrokenDocument, OtherDocument, TrackedChanges
from ipdsl.draft.lists import DocumentLists
from ipdsl.errors import TooLarge
from ipdsl.files import MEGABYTE

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

UNPACKED_MB = 50
"""What the parts of a document that are no pictures may come to."""
_MAIN = "word/document.xml"
_OTHER_FORMATS = {
    "OFD.xml": "OFD",
    "xl/workbook.xml": "XLSX",
    "ppt/presentation.xml": "PPTX",
    "content.xml": "OpenDocument",
}
"""What other packed files have."""

_P, _TABLE, _ROW, _CELL, _TEXT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:t")
_INSERTED = frozenset((qn("w:ins"), qn("w:moveTo")))
_DELETED = frozenset((qn("w:del"), qn("w:moveFrom")))
_BLANKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SKIPPED = frozenset(
    {qn("w:rPr"), qn("w:pPr"), qn("w:rt"), qn("w:instrText"), qn("w:delText"), qn("w:sdtPr"), qn("w:sectPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
"""Properties, readings above characters, formulas of fields, and the second form of a drawing."""
_BOX = qn("w:txbxContent")
PARTS = " | "
"""What stands between the cells of a row."""


def read_word(name: str, data: bytes) -> OfficialDocument | Diagnostic:
    """The text of a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = {entry.filename: entry.file_size for entry in packed.infolist()}
        if _MAIN not in names:
            kind = next((kind for part, kind in _OTHER_FORMATS.items() if part in names), "ZIP")
            return OtherDocument(name=name, kind=kind)
        if sum(size for part, size in names.items() if part.endswith((".xml", ".rels"))) > UNPACKED_MB * MEGABYTE:
            return TooLarge(name=name, limit=UNPACKED_MB)
        file = docx.Document(BytesIO(data))
        body, lists = file.element.body, DocumentLists.from_file(file)
    except Exception:  # a broken file makes its readers raise whatever they stumble over
        return BrokenDocument(name=name, kind=WORD)
    return _WordReader(lists).document(name, body)


@attrs.define
class _WordReader:
    """The document on its way to lines; counts the changes that it meets."""

    numbers: DocumentLists
    lines: list[tuple[str, DocumentPlace]] = attrs.field(factory=list)
    paragraphs: int = 0
    tables: int = 0
    inserted: int = 0
    deleted: int = 0
    first_change: int = 0
    open_words: str = ""
    """The words of paragraphs whose end was deleted: they go on in the next one."""

    def document(self, name: str, body: Element) -> OfficialDocument:
        self._blocks(body)
        text, places = "", []
        for words, place in self.lines:
            text += f"{words}\n\n"
            places += [place] * (words.count("\n") + 2)
        changes = TrackedChanges(name=name, paragraph=self.first_change, inserted=self.inserted, deleted=self.deleted)
        return OfficialDocument(text, (*places, *places[-1:]), (changes,) if self.inserted or self.deleted else ())

    # ------------------------------------------------------------------------------------- paragraphs and tables

    def _blocks(self, parent: Element) -> None:
        """What stands in a body or a box, in order, whatever wraps it."""
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag in _DELETED:
                self._change(child, is_deleted=True)
            elif child.tag not in _SKIPPED:
                self._blocks(child)

    def _paragraph(self, element: Element) -> None:
        self.paragraphs += 1
        words = self.open_words + self._words(element)
        marked = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
        if marked is not None:  # the end of the paragraph is deleted
            self.open_words = words
        else:
            self.open_words = ""
            number = self.numbers.number_of_paragraph(element) if words.strip() else ""
            self._line(number + words, DocumentPlace(LineUnit.PARAGRAPH, (self.paragraphs,)))
        for box in _boxes(element):
            self._blocks(box)

    def _table(self, element: Element) -> None:
        self.tables += 1
        table = self.tables
        for number, row in enumerate(element.iter(_ROW), 1):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self._change(row, is_deleted=True)
                continue
            cells = [words for cell in row.iterchildren(_CELL) for words in (self._cell(cell), *_covered_cells(cell))]
            if any(cells):
                self._line(PARTS.join(cells), DocumentPlace(LineUnit.ROW, (table, number)))

    def _cell(self, cell: Element) -> str:
        """The words of a cell; those of its paragraphs follow each other on one line."""
        words = []
        for paragraph in cell.iter(_P):
            number = self.numbers.number_of_paragraph(paragraph)
            text = " ".join(self._words(paragraph).split())
            words += [number + text] if text else []
        return " ".join(words)

    def _line(self, words: str, place: DocumentPlace) -> None:
        text = "\n".join(line for line in words.split("\n") if line.strip())
        if text:
            self.lines.append((text, place))

    # ------------------------------------------------------------------------------------- words

    def _words(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag == _TEXT:
                yield child.text or ""
            elif child.tag in _BLANKS:
                yield _BLANKS[child.tag]
            elif child.tag in _DELETED:
                self._change(child, is_deleted=True)
            elif child.tag in _SKIPPED or child.tag == _BOX:
                continue
            else:
                if child.tag in _INSERTED:
                    self._change(child, is_deleted=False)
                yield from self._pieces(child)

    def _change(self, element: Element, *, is_deleted: bool) -> None:
        if not any((part.text or "").strip() for part in element.iter(_TEXT, qn("w:delText"))):
            return
        self.deleted += is_deleted
        self.inserted += not is_deleted
        self.first_change = self.first_change or max(self.paragraphs, 1)


def _covered_cells(cell: Element) -> Iterator[str]:
    """Empty cells for the further columns over which a cell goes: the cells below it stay in their columns."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    columns = "" if span is None else span.get(qn("w:val"), "")
    return itertools.repeat("", int(columns) - 1 if re.fullmatch("[1-9][0-9]?", columns) else 0)


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, once each."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)
