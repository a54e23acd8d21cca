"""Read the text of a PDF: its lines page by page, without page numbers and running heads.

Input: the bytes of a PDF. Output: its lines, each with its page and its number on the page. A line at the edge of a
page is omitted if it is a page number, or if it is repeated on many pages and contains no heading, amount or
percentage.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import takewhile

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError

from ipdsl.audit.errors import BrokenDocument, DocumentTooLong, EncryptedDocument, PagesWithoutText, ScannedPdf
from ipdsl.audit.figures import Kind, scan
from ipdsl.audit.official_text import COMMON, LIMIT, PDF, DocumentPlace, LineUnit, OfficialDocument, heads
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase

logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False  # its warnings are not findings of ipdsl

_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*(?P<alone>\d{1,4})[-—–―·•\s]*|第\s*(?P<said>\d{1,4})\s*页(?:\s*(?:[,，/]\s*)?共\s*\d+\s*页)?"
    r"|(?P<of>\d{1,4})\s*/\s*\d+|[Pp]age\s*(?P<page>\d{1,4})(?:\s*of\s*\d+)?"
)
_EDGE = 2
"""The number of lines at each end of a page that may be running heads."""
_PAGES, _SHARE = 3, 0.4
"""The smallest number and the smallest share of pages with a running head.

Odd and even pages may have different ones.
"""
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_MOST_UNREADABLE = 0.3
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff，。；：、（）“”《》\d]) (?=[\u4e00-\u9fff，。；：、（）“”《》\d])")
_MOST_GAPS = 0.4

Line = tuple[int, int, str]
"""A line of a page: the number of the page, the number of the line, and its words."""


def read_pdf(name: str, data: bytes) -> OfficialDocument | Diagnostic:
    """The text of a PDF."""
    page_number = 0
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            return EncryptedDocument(name=name)
        pages: list[list[Line]] = []
        size = 0
        for page_number, page in enumerate(reader.pages, 1):
            pages.append(_lines(page_number, page.extract_text()))
            size += sum(len(words) for _, _, words in pages[-1])
            if size > LIMIT:
                return DocumentTooLong(name=name, limit=LIMIT)
    except DependencyError:
        return EncryptedDocument(name=name)
    except Exception:  # a broken file may raise any exception
        if not page_number:
            return BrokenDocument(name=name, kind=PDF)
        what = Phrase("its page {page} cannot be read", "第{page}页无法读取", page=page_number)
        return BrokenDocument(name=name, kind=PDF, what=what)
    return _document(name, pages)


def _lines(page: int, text: str) -> list[Line]:
    """The lines of a page that have words. The list is empty if too many characters are unreadable."""
    strange = len(_UNREADABLE.findall(text))
    if strange > _MOST_UNREADABLE * max(len("".join(text.split())), 1):
        return []
    if len(_GAP.findall(text)) > _MOST_GAPS * len(_HAN.findall(text)):  # justified lines have gaps between characters
        text = _GAP.sub("", text)
    lines = [line.strip() for line in text.split("\n")]
    return [(page, number, words) for number, words in enumerate(filter(None, lines), 1)]


def _document(name: str, pages: Sequence[list[Line]]) -> OfficialDocument | Diagnostic:
    empty = [str(number) for number, lines in enumerate(pages, 1) if not lines]
    left_out = set(_running_lines(pages))
    content_lines = [line for lines in pages for line in lines if line[:2] not in left_out]
    if not COMMON & set("".join(words for _, _, words in content_lines)):  # no text, or codes with wrong characters
        return ScannedPdf(name=name, pages=len(pages))
    text = "".join(f"{words}\n" for _, _, words in content_lines)
    places = tuple(DocumentPlace(LineUnit.PAGE, line[:2]) for line in (*content_lines, *content_lines[-1:]))
    notes = (PagesWithoutText(name=name, pages=", ".join(empty)),) if empty else ()
    return OfficialDocument(text, places, notes, len(left_out))


def _running_lines(pages: Sequence[list[Line]]) -> Iterator[tuple[int, int]]:
    """Page numbers and running heads, by page and line number. Only the outermost lines of each page are considered."""
    edges = [[*lines[:_EDGE], *lines[-_EDGE:]] for lines in pages]
    seen = Counter(form for lines in edges for form in {_form(line) for line in lines})
    ahead = Counter(shift for lines in edges for shift in {_shift(line) for line in lines} if shift is not None)

    def is_running(line: Line) -> bool:
        shift = _shift(line)
        if shift is not None:
            return ahead[shift] > 1 or not line[2].isdecimal()
        is_first = line[0] == 1 and line[1] <= _EDGE  # repeated on later pages, for example the document number
        often = seen[_form(line)] >= max(_PAGES, _SHARE * len(pages))
        return (
            often
            and not is_first
            and not (heads(line[2]) or any(figure.value.kind in (Kind.MONEY, Kind.PERCENT) for figure in scan(line[2])))
        )

    for lines in pages:
        for edge in (lines[:_EDGE], lines[: -_EDGE - 1 : -1]):
            yield from (line[:2] for line in takewhile(is_running, edge))


def _shift(line: Line) -> int | None:
    """The difference between a page number and its page; `None` if the line is not a page number."""
    match = _PAGE_NUMBER.fullmatch(line[2])
    return None if match is None else int(next(filter(None, match.groups()))) - line[0]


def _form(line: Line) -> str:
    """A line without blanks, and with numbers relative to its page."""
    return re.sub(r"\d{1,4}", lambda number: f"{int(number[0]) - line[0]:+}", re.sub(r"\s", "", line[2]))
