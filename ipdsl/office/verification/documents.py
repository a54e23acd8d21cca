"""Read a letter or a list back: its stamps, the text that a person reads, and the cells of its rows.

The stamps are in the properties of a Word file or a workbook, in the metadata of a PDF, in a `meta` element of HTML,
and in the JSON of a list. The text is that of the body; headers and footers have no sums.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import attrs

from ipdsl.base.files import read_bytes, shown_name
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.office.errors import LetterLibraryMissing, NotVerifiable, require_libraries
from ipdsl.office.lists.list_names import LISTS
from ipdsl.office.sheets import workbook
from ipdsl.office.sheets.cells import FormattedValue, Value, text_of
from ipdsl.office.sheets.workbook_process import RefusedError, guard
from ipdsl.office.stamp import PROPERTY, Stamp, stamps_from_text, stamps_of
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import read_unless_blank


@attrs.frozen
class DocumentRow:
    """A row of a table, or a line of text as its only cell, with its place in findings; empty where there is none."""

    cells: tuple[str, ...]
    place: str = ""

    @property
    def text(self) -> str:
        """The cells as one text."""
        return " ".join(self.cells)


@attrs.frozen
class OfficeDocument:
    """A letter or a list as a person reads it, with its stamps. `plain` is the content of a list in
    JSON."""

    stamps: tuple[Stamp, ...]
    rows: tuple[DocumentRow, ...] = ()
    plain: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def text(self) -> str:
        """All text, a row a line."""
        return "\n".join(row.text for row in self.rows)


def read_document(path: str) -> OfficeDocument:
    """The document in a file. Raises `FactsError` (U158) if it cannot be read, or has no stamp."""
    reader = next((read for suffix, read in _READERS.items() if path.lower().endswith(suffix)), None)
    if reader is None:
        raise refusal(path, _OTHER_FORM, _AGAIN if path.lower().endswith((".xml", ".csv")) else _FORMS)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        raise FactsError(Report([content]))
    try:
        document = reader(path, content)
    except (_UnreadableError, RefusedError, ValueError, RecursionError):  # the last two: the JSON of stamps
        raise refusal(path, BROKEN, UNCHANGED) from None
    if not document.stamps:
        raise refusal(path, _NO_STAMP, UNCHANGED)
    if not _is_consistent(document.stamps):
        raise refusal(path, BROKEN, UNCHANGED)
    return document


class _UnreadableError(Exception):
    """A library cannot read a file."""


@contextmanager
def _library() -> Iterator[None]:
    """Turn each failure of a library into one error, because a broken file makes libraries fail in many ways.

    Only calls of libraries are inside, so that a programming error of this module is not reported as a broken file.
    """
    try:
        yield
    except Exception as error:
        raise _UnreadableError from error


def _is_consistent(stamps: Sequence[Stamp]) -> bool:
    """Whether stamps may be those of one file: of a list, or of the letter to one applicant."""
    first = stamps[0]
    if "list" in first.document:
        is_of_one_list = all(stamp.document == first.document for stamp in stamps)
        return is_of_one_list and first.document["list"] in LISTS and len({s.policy for s in stamps}) == len(stamps)
    return len(stamps) == 1 and bool(first.applicant)


def refusal(path: str, reason: Phrase, advice: Phrase) -> FactsError:
    """The error (U158) for a file that cannot be verified."""
    return FactsError(Report([NotVerifiable(name=shown_name(path), reason=reason, advice=advice)]))


_OTHER_FORM = Phrase("its form has no place for the origin", "这种格式没有记录来源之处")
_FORMS = Phrase(
    "letters are .docx, .pdf or .html, lists .xlsx, .docx or .json, ledgers .json",
    "告知书为`.docx`、`.pdf`或`.html`，清单为`.xlsx`、`.docx`或`.json`，台账为`.json`",
)
_AGAIN = Phrase(
    "write it again with the same options, and compare the two files: equal inputs give equal bytes; or verify the list"
    " in .xlsx or .json",
    "请用同样的选项再写一次并比对两个文件：相同的输入得到相同的字节；或核验`.xlsx`、`.json`格式的清单",
)
BROKEN = Phrase("it is broken", "它已损坏")
_ENCRYPTED = Phrase("it is encrypted", "它已加密")
_NO_STAMP = Phrase("it does not state its origin", "其中没有写明来源")
UNCHANGED = Phrase(
    "use the file that ipdsl 0.10 or later wrote; some programs drop the properties of a file when they save it",
    "请使用0.10或以后版本写出的原文件；有些程序另存文件时会丢弃文档属性",
)


# ---------------------------------------------------------------------------------------------- Word and Excel


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _xml_parts(content: bytes, *names: str) -> list[Any]:
    """Parts of a Word file or a workbook as XML, `None` for a missing one. No entity is resolved."""
    require_libraries(LetterLibraryMissing, "lxml")
    from lxml import etree

    with _library():
        archive = zipfile.ZipFile(BytesIO(content))
    guard(archive)
    present = set(archive.namelist())
    with _library(), archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return [etree.fromstring(archive.read(name), parser) if name in present else None for name in names]


_PROPERTIES = "docProps/custom.xml"


def _stamps_in(properties: Any) -> tuple[Stamp, ...]:
    """The stamps in the custom properties of a Word file or a workbook, which may be missing."""
    entries = () if properties is None else properties
    return stamps_of({entry.get("name", ""): "".join(entry.itertext()) for entry in entries})


def _read_word(_: str, content: bytes) -> OfficeDocument:
    properties, body = _xml_parts(content, _PROPERTIES, "word/document.xml")
    if body is None:
        raise _UnreadableError
    rows: list[DocumentRow] = []
    for entry in body.iter(f"{_WORD}tr", f"{_WORD}p"):
        if entry.tag == f"{_WORD}tr":
            rows.append(DocumentRow(tuple(map(_word_text, entry.iterchildren(f"{_WORD}tc")))))
        elif next(entry.iterancestors(f"{_WORD}tr"), None) is None:
            rows.append(DocumentRow((_word_text(entry),)))
    return OfficeDocument(_stamps_in(properties), tuple(rows))


def _word_text(entry: Any) -> str:
    """The text of a part of a Word file. A tab, a break and the end of a paragraph are blanks."""
    blanks = {f"{_WORD}{name}" for name in ("tab", "br", "cr", "p")}
    texts = (part.text or "" if part.tag == f"{_WORD}t" else " " * (part.tag in blanks) for part in entry.iter())
    return " ".join("".join(texts).split())


def _read_workbook(path: str, content: bytes) -> OfficeDocument:
    [properties] = _xml_parts(content, _PROPERTIES)
    rows = tuple(
        DocumentRow(
            tuple(_cell_text(cells[position]) if position in cells else "" for position in range(max(cells) + 1)),
            sheet.place(number),
        )
        for sheet in workbook.read(path).sheets
        for index, number in enumerate(sheet.numbers)
        if (cells := sheet.row(index))
    )
    return OfficeDocument(_stamps_in(properties), rows)


def _cell_text(value: Value) -> str:
    """The content of a cell; a number without the format of its cell."""
    return text_of(value.value if isinstance(value, FormattedValue) else value)


# ---------------------------------------------------------------------------------------------- PDF, HTML, JSON


def _read_pdf(path: str, content: bytes) -> OfficeDocument:
    require_libraries(LetterLibraryMissing, "pypdf")
    from pypdf import PdfReader

    with _library():
        reader = PdfReader(BytesIO(content))
        is_encrypted, metadata, texts = reader.is_encrypted, None, list[str]()
        if not is_encrypted:
            metadata, texts = reader.metadata, [page.extract_text() for page in reader.pages]
    if is_encrypted:
        raise refusal(path, _ENCRYPTED, UNCHANGED)
    keywords = "" if metadata is None else str(metadata.get("/Keywords", ""))
    return OfficeDocument(stamps_from_text(keywords), _lines([line for text in texts for line in text.splitlines()]))


_PAGE_NUMBER = re.compile(r"第\d+页，共\d+页|Page \d+ of \d+ pages")


def _lines(lines: list[str]) -> tuple[DocumentRow, ...]:
    """The lines of a PDF without the numbers of pages, which may be inside a sentence."""
    texts = (" ".join(line.split()) for line in lines)
    return tuple(DocumentRow((text,)) for text in texts if text and not _PAGE_NUMBER.fullmatch(text))


class _LetterPage(HTMLParser):
    """The stamp, the rows and the other lines of a letter in HTML."""

    _BLOCKS = frozenset({"p", "h1", "h2", "h3", "li", "div", "dt", "dd", "caption", "td", "th", "tr", "section", "br"})
    _HIDDEN = frozenset({"style", "script", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.stamp = ""
        self.rows: list[DocumentRow] = []
        self._cells: list[str] | None = None
        self._text = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "meta" and values.get("name") == PROPERTY:
            self.stamp = values.get("content") or ""
        self._hidden += tag in self._HIDDEN
        if tag in self._BLOCKS:
            self._end_text()
        if tag == "tr":
            self._cells = []

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in self._HIDDEN
        if tag in self._BLOCKS:
            self._end_text()
        if tag == "tr" and self._cells is not None:
            self.rows.append(DocumentRow(tuple(self._cells)))
            self._cells = None

    def handle_data(self, data: str) -> None:
        self._text += "" if self._hidden else data

    def _end_text(self) -> None:
        text, self._text = " ".join(self._text.split()), ""
        if text and self._cells is not None:
            self._cells.append(text)
        elif text:
            self.rows.append(DocumentRow((text,)))


def _read_html(_: str, content: bytes) -> OfficeDocument:
    page = _LetterPage()
    text = content.decode("utf-8")
    try:
        page.feed(text)
        page.close()
    except AssertionError:  # the parser's answer to a broken declaration
        raise _UnreadableError from None
    return OfficeDocument(stamps_from_text(page.stamp), tuple(page.rows))


def _read_json(path: str, content: bytes) -> OfficeDocument:
    plain = read_unless_blank(content, shown_name(path))
    plain = plain if isinstance(plain, Mapping) else {}
    return OfficeDocument(stamps_from_text(json.dumps(plain.get("stamps") or [], default=str)), plain=plain)


_READERS: Mapping[str, Callable[[str, bytes], OfficeDocument]] = {
    ".docx": _read_word, ".xlsx": _read_workbook, ".pdf": _read_pdf, ".html": _read_html, ".json": _read_json,
}  # fmt: skip
