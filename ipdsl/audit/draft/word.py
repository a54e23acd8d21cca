"""Read a Word document as text: its paragraphs and the rows of its tables in order, with all changes accepted.

Input: the bytes of a `.docx`. Output: one line for each paragraph and each row, followed by an empty line, so that no
line end looks like a line break of the printed page. Insertions are included and deletions are not. Footnotes and
endnotes follow the paragraph that refers to them, and a merged Word file is read in its place. A warning counts the
parts that are not read: comments, pictures, hidden text, and headers and footers with figures. python-docx opens the
file, but its `text` of a paragraph omits insertions and list numbers, so this module walks the elements.

`DocumentLists` computes the numbers that Word puts before paragraphs: `第一条`, `（二）`, `3.`. They are not in the
text of the file. It supports the number formats of official texts. Other formats give Arabic digits, and bullets give
no number.
"""

from __future__ import annotations

import collections
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

import attrs
import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.image import ImagePart

from ipdsl.audit.errors import BrokenDocument, DocumentTooLong, OtherDocument, TrackedChanges, UnreadParts
from ipdsl.audit.figures import Kind, scan
from ipdsl.audit.official_text import LIMIT, WORD, DocumentPlace, LineUnit, OfficialDocument
from ipdsl.base.errors import TooLarge
from ipdsl.base.files import MEGABYTE
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.hidden_text import HiddenStyles

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.oxml.xmlchemy import BaseOxmlElement as Element


PartFactory.part_class_selector = lambda _, kind: {
    RELATIONSHIP_TYPE.IMAGE: ImagePart, RELATIONSHIP_TYPE.A_F_CHUNK: Part,
}.get(kind)  # fmt: skip
"""Keep merged files as bytes. python-docx would read a merged Word file as the XML of a document."""

_VALUE = qn("w:val")
_LEVELS = 9
_CHINESE = frozenset(
    ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"]
)
_DIGITS, _STEPS = "〇一二三四五六七八九", ("", "十", "百", "千")


@attrs.frozen
class ListLevel:
    """One level of a list: its start, its number format, and its words with `%1` for the number of the first level."""

    start: int
    form: str
    words: str
    blank: str


@attrs.define
class DocumentLists:
    """The lists of a document, with their current counts."""

    levels: Mapping[str, Mapping[int, ListLevel]] = attrs.field(factory=dict)
    """By list and level."""
    abstract: Mapping[str, str] = attrs.field(factory=dict)
    """The kind of each list. Lists of the same kind share one count."""
    styles: Mapping[str, Element] = attrs.field(factory=dict)
    counts: dict[str, list[int]] = attrs.field(factory=dict)

    @classmethod
    def from_file(cls, file: WordFile) -> DocumentLists:
        """The lists that a document declares."""
        part = next(
            (rel.target_part for rel in file.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None
        )
        root: Element | None = getattr(part, "element", None)
        if root is None:
            return cls()
        kinds = {kind.get(qn("w:abstractNumId"), ""): _levels(kind) for kind in root.iterchildren(qn("w:abstractNum"))}
        levels, abstract = {}, {}
        for element in root.iterchildren(qn("w:num")):
            number, kind = element.get(qn("w:numId"), ""), _value(element, "w:abstractNumId")
            list_levels = {**kinds.get(kind, {})}
            restarts = False
            for change in element.iterchildren(qn("w:lvlOverride")):
                depth = _small_number(change.get(qn("w:ilvl"), ""), 0)
                start = _value(change, "w:startOverride")
                restarts = restarts or bool(start)
                list_levels |= _levels(change)
                if depth in list_levels:
                    list_levels[depth] = attrs.evolve(
                        list_levels[depth], start=_small_number(start, list_levels[depth].start)
                    )
            levels[number] = list_levels
            abstract[number] = f"list {number}" if restarts else kind
        styles = {style.get(qn("w:styleId"), ""): style for style in file.styles.element.iterchildren(qn("w:style"))}
        return cls(levels, abstract, styles)

    def number_of_paragraph(self, paragraph: Element) -> str:
        """The next number before a paragraph; empty if the paragraph has no number."""
        number, depth = self._list_of(paragraph)
        levels = self.levels.get(number, {})
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(self.abstract[number], [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else levels[depth].start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return _number_text(levels, counts, depth)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level of a paragraph, or of its style."""
        number, depth = _numbering(paragraph)
        style = _value(paragraph.find(qn("w:pPr")), "w:pStyle")
        seen: set[str] = set()
        while (not number or depth is None) and style in self.styles and style not in seen:
            seen.add(style)
            element = self.styles[style]
            of_style, depth_of_style = _numbering(element)
            number = number or of_style
            depth = depth_of_style if depth is None else depth
            style = _value(element, "w:basedOn")
        return number, depth or 0


def _numbering(element: Element) -> tuple[str, int | None]:
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    depth = _value(properties, "w:ilvl")
    return _value(properties, "w:numId"), min(_small_number(depth, 0), _LEVELS - 1) if depth else None


def _levels(kind: Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for level in kind.iterchildren(qn("w:lvl")):
        start = _value(level, "w:start")
        blank = {"space": " ", "nothing": ""}.get(_value(level, "w:suff"), " ")
        levels[_small_number(level.get(qn("w:ilvl"), ""), 0)] = ListLevel(
            _small_number(start, 1), _value(level, "w:numFmt"), _value(level, "w:lvlText"), blank
        )
    return levels


def _small_number(text: str, default: int) -> int:
    """A small number in an attribute. A broken file may have any text there."""
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else default


def _value(element: Element | None, tag: str) -> str:
    """The value of a child, or an empty text."""
    child = None if element is None else element.find(qn(tag))
    return "" if child is None else child.get(_VALUE, "")


def _number_text(levels: Mapping[int, ListLevel], counts: list[int], depth: int) -> str:
    """`第%1条` with the numbers of the levels filled in."""
    level = levels[depth]
    if level.form in ("bullet", "none") or not level.words:
        return ""

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        form = levels[index].form if index in levels else "decimal"
        return _format_number(counts[index] or (levels[index].start if index in levels else 1), form)

    return re.sub(r"%([1-9])", number, level.words) + level.blank


def _format_number(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    return chr(0x245F + number) if form == "decimalEnclosedCircle" and number <= 20 else str(number)


def chinese(number: int) -> str:
    """A number below ten thousand in Chinese numerals: 十二, 二十, 一百零五."""
    digits = [*enumerate(map(int, reversed(str(number))))]
    words = "".join(_DIGITS[digit] + _STEPS[min(step, 3)] if digit else "零" for step, digit in reversed(digits))
    words = re.sub("零+", "零", words).rstrip("零") or "〇"
    return words.removeprefix("一") if 10 <= number < 20 else words


UNPACKED_MB = 50
"""Largest size of the XML parts of a document, in megabytes."""
ELEMENTS = 1_000_000
"""Largest number of XML tags of a document, counted by their opening signs."""
MERGED = 100
"""Largest number of merged files that are read."""
_MAIN = "word/document.xml"
_OTHER_FORMATS = {
    "OFD.xml": "OFD",
    "xl/workbook.xml": "XLSX",
    "ppt/presentation.xml": "PPTX",
    "content.xml": "OpenDocument",
}
"""A part that identifies each other packed format."""

_P, _TABLE, _ROW, _CELL, _TEXT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:t")
_RUN, _SYMBOL, _CHUNK, _BOX = qn("w:r"), qn("w:sym"), qn("w:altChunk"), qn("w:txbxContent")
_INSERTED = frozenset((qn("w:ins"), qn("w:moveTo")))
_DELETED = frozenset((qn("w:del"), qn("w:moveFrom")))
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = frozenset((_TEXT, f"{_MATH}t"))
_BLANKS = {
    qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
}  # fmt: skip
_SYMBOL_FONT = {0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷"} | {code: chr(code) for code in range(0x20, 0x40)}
"""The characters of the font Symbol that rules use. The characters of other symbol fonts are pictures."""
_SKIPPED = frozenset(
    {qn("w:rPr"), qn("w:pPr"), qn("w:rt"), qn("w:instrText"), qn("w:delText"), qn("w:sdtPr"), qn("w:sectPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
"""Properties, ruby text, field codes, and the fallback form of a drawing."""
_UNREAD = {
    "header": Phrase("headers", "页眉"), "footer": Phrase("footers", "页脚"),
    "comments": Phrase("comments", "批注"), "image": Phrase("pictures", "图片"),
    "chart": Phrase("charts", "图表"), "diagramData": Phrase("diagrams", "图示"),
    "oleObject": Phrase("embedded objects", "嵌入对象"), "package": Phrase("embedded files", "嵌入文件"),
    "aFChunk": Phrase("merged files", "合并的文件"), "subDocument": Phrase("subdocuments", "子文档"),
    "hidden": Phrase("hidden texts", "隐藏文字"), "formula": Phrase("formulas", "公式"),
    "symbol": Phrase("symbols", "符号"), "drawing": Phrase("texts in drawings", "图形中的文字"),
}  # fmt: skip
"""What is not read: relations by the last word of their type, and content of the text."""
_UNREAD_TAGS = {
    "{urn:schemas-microsoft-com:vml}textpath": "drawing",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t": "drawing",
    **{f"{_MATH}{tag}": "formula" for tag in (
        "acc", "bar", "borderBox", "box", "d", "eqArr", "f", "func", "groupChr", "limLow", "limUpp", "m", "nary",
        "phant", "rad", "sPre", "sSub", "sSubSup", "sSup",
    )},
}  # fmt: skip
_NOTE = "注："
_MOST_COLUMNS = 99
PARTS = " | "
"""The separator between the cells of a row."""


def read_word(name: str, data: bytes) -> OfficialDocument | Diagnostic:
    """The text of a Word document."""
    try:
        source = _WordSource.from_bytes(name, data)
        return _WordReader(source).document(name) if isinstance(source, _WordSource) else source
    except Exception:  # a broken file may raise any exception
        return BrokenDocument(name=name, kind=WORD)


@attrs.frozen
class _WordSource:
    """One Word file: the document or a file that is merged into it."""

    file: WordFile
    share: int
    """The file may have one part in `share` of the largest size, so that merged files do not multiply it."""
    numbers: DocumentLists
    hidden: HiddenStyles
    notes: Mapping[tuple[str, str], Element]
    """The footnotes and endnotes, by the kind of their part and their id."""

    @classmethod
    def from_bytes(cls, name: str, data: bytes, share: int = 1) -> _WordSource | Diagnostic:
        """The file, or a finding if it is not a Word file or is too large to be read."""
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = packed.namelist()
            parts = [entry for entry in packed.infolist() if entry.filename.endswith((".xml", ".rels"))]
            if _MAIN not in names:
                kind = next((kind for part, kind in _OTHER_FORMATS.items() if part in names), "ZIP")
                return OtherDocument(name=name, kind=kind)
            if sum(part.file_size for part in parts) * share > UNPACKED_MB * MEGABYTE:
                return TooLarge(name=name, limit=UNPACKED_MB)
            if sum(packed.read(part).count(b"<") for part in parts) * share > ELEMENTS:
                return DocumentTooLong(name=name, limit=ELEMENTS, unit=Phrase("XML tags", "个标签"))
        file = docx.Document(BytesIO(data))
        notes = {
            (kind, note.get(qn("w:id"), "")): note
            for relation in file.part.rels.values()
            if (kind := relation.reltype.rpartition("/")[2]) in _NOTES.values()
            for note in parse_xml(relation.target_part.blob)
        }
        merged = sum(1 for _ in file.element.body.iter(_CHUNK))
        return cls(file, share * (merged + 1), DocumentLists.from_file(file), HiddenStyles(file.styles.element), notes)


@attrs.define
class _WordReader:
    """Turns the document into lines, and counts the changes and the parts that are not read."""

    source: _WordSource
    """The file that is read now."""
    note_lines: list[str] = attrs.field(factory=list)
    """The notes that follow the current line."""
    unread: collections.Counter[str] = attrs.field(factory=collections.Counter)
    """The number of parts that are not read, by kind."""
    figures: int = 0
    """The number of these parts that have figures."""
    lines: list[tuple[str, DocumentPlace]] = attrs.field(factory=list)
    paragraphs: int = 0
    tables: int = 0
    inserted: int = 0
    deleted: int = 0
    first_change: int = 0
    open_words: str = ""
    """The words of paragraphs whose end was deleted. They continue in the next paragraph."""

    def document(self, name: str) -> OfficialDocument:
        self._read(self.source)
        text, places = "", []
        for words, place in self.lines:
            text += f"{words}\n\n"
            places += [place] * (words.count("\n") + 2)
        findings: list[Diagnostic] = []
        if self.inserted or self.deleted:
            findings.append(TrackedChanges(
                name=name, paragraph=self.first_change, inserted=self.inserted, deleted=self.deleted
            ))  # fmt: skip
        if self.unread:
            parts = join_phrases(
                Phrase("{what} ({count})", "{what}（{count}处）", what=_UNREAD[kind], count=count)
                for kind, count in self.unread.items()
            )
            findings.append(UnreadParts(name=name, parts=parts, figures=self.figures))
        return OfficialDocument(text, (*places, *places[-1:]), tuple(findings))

    def _read(self, source: _WordSource) -> None:
        """Read a file at this place. Page numbers and running heads are not parts that the text lacks."""
        outer, self.source = self.source, source
        self._blocks(source.file.element.body)
        for relation in source.file.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind not in _UNREAD or kind == "aFChunk":
                continue
            blob = b"" if relation.is_external else relation.target_part.blob
            root = parse_xml(blob if blob.startswith(b"<") and kind != "image" else b"<none/>")
            for text in map(_text_of, root) if kind == "comments" else [_text_of(root)]:
                if kind not in ("header", "footer") or any(
                    figure.value.kind is not Kind.NUMBER or figure.value.unit for figure in scan(text)
                ):
                    self._leave_out(kind, text)
        self.source = outer

    # ------------------------------------------------------------------------------------- paragraphs and tables

    def _blocks(self, parent: Element) -> None:
        """Add the content of a body or a box, in order, through any wrapping elements."""
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag in _DELETED:
                self._change(child, is_deleted=True)
            elif child.tag == _CHUNK:
                self._merged_file(child)
            elif child.tag not in _SKIPPED:
                self._blocks(child)

    def _merged_file(self, chunk: Element) -> None:
        """Read a merged Word file. Files of other formats, large ones and too many ones are not read."""
        data, share = self.source.file.part.rels[chunk.get(qn("r:id"), "")].target_part.blob, self.source.share
        is_packed = data.startswith(b"PK")
        if is_packed and share <= MERGED and isinstance(inner := _WordSource.from_bytes("", data, share), _WordSource):
            self._read(inner)
        elif is_packed or share > MERGED:
            self._leave_out("aFChunk", "1")  # it may have figures
        else:
            self._leave_out("aFChunk", re.sub(r"<[^>]*>", "", data[: LIMIT // share].decode("utf-8", "replace")))

    def _paragraph(self, element: Element) -> None:
        self.paragraphs += 1
        words = self.open_words + self._words(element)
        marked = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
        if marked is not None:  # the end of the paragraph is deleted
            self.open_words = words
        else:
            self.open_words = ""
            number = self.source.numbers.number_of_paragraph(element) if words.strip() else ""
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
        """The words of a cell. Its paragraphs are joined on one line."""
        words = []
        for chunk in cell.iter(_CHUNK):
            self._merged_file(chunk)
        for paragraph in cell.iter(_P):
            number = self.source.numbers.number_of_paragraph(paragraph)
            text = " ".join(self._words(paragraph).split())
            words += [number + text] if text else []
        return " ".join(words)

    def _line(self, words: str, place: DocumentPlace) -> None:
        for paragraph in (words, *self.note_lines):
            text = "\n".join(line for line in paragraph.split("\n") if line.strip())
            if text:
                self.lines.append((text, place))
        self.note_lines = []

    # ------------------------------------------------------------------------------------- words

    def _words(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag in _TEXTS:
                yield child.text or ""
            elif child.tag in _BLANKS:
                yield _BLANKS[child.tag]
            elif child.tag in _NOTES:
                self._add_note(child)
            elif child.tag in _DELETED:
                self._change(child, is_deleted=True)
            elif kind := self._unread_kind(child):
                self._leave_out(kind, _text_of(child) or child.text or "")
                yield "" if kind == "hidden" else " "
            elif child.tag == _SYMBOL:
                yield _character(child)
            elif child.tag in _SKIPPED or child.tag == _BOX:
                continue
            else:
                if child.tag in _INSERTED:
                    self._change(child, is_deleted=False)
                yield from self._pieces(child)

    def _unread_kind(self, element: Element) -> str:
        """The kind of a part of a paragraph if it is not read, otherwise empty."""
        if element.tag == _RUN:
            return "hidden" if _text_of(element).strip() and self.source.hidden.hides(element) else ""
        if element.tag == _SYMBOL:
            return "" if _character(element) else "symbol"
        is_equation = element.tag == qn("w:instrText") and (element.text or "").upper().split()[:1] == ["EQ"]
        return "formula" if is_equation else _UNREAD_TAGS.get(element.tag, "")

    def _add_note(self, reference: Element) -> None:
        note = self.source.notes.get((_NOTES[reference.tag], reference.get(qn("w:id"), "")))
        paragraphs = [] if note is None else [" ".join(self._words(each).split()) for each in note.iter(_P)]
        self.note_lines.append(_NOTE + " ".join(paragraphs))

    def _leave_out(self, kind: str, text: str) -> None:
        self.unread[kind] += 1
        self.figures += any(scan(text))

    def _change(self, element: Element, *, is_deleted: bool) -> None:
        if not any((part.text or "").strip() for part in element.iter(_TEXT, qn("w:delText"))):
            return
        self.deleted += is_deleted
        self.inserted += not is_deleted
        self.first_change = self.first_change or max(self.paragraphs, 1)


def _text_of(element: Element) -> str:
    """The text of a part that is not read."""
    return "".join(each.text or each.get("string") or "" for each in element.iter("{*}t", "{*}v", "{*}textpath"))


def _character(symbol: Element) -> str:
    """The character of a symbol; empty if its font has a picture for it."""
    code = int(symbol.get(qn("w:char"), "F000"), 16)
    if symbol.get(qn("w:font")) == "Symbol":
        return _SYMBOL_FONT.get(code & 0xFF, "")
    return "" if 0xE000 <= code < 0xF900 else chr(code)


def _covered_cells(cell: Element) -> list[str]:
    """Empty cells for the additional columns that a cell spans, so that later cells stay in their columns."""
    return [""] * (min(_small_number(_value(cell.find(qn("w:tcPr")), "w:gridSpan"), 1), _MOST_COLUMNS) - 1)


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a paragraph, each once."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)
