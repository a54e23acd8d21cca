"""The text of a PDF: its lines page by page, without page numbers and running heads.

In: the bytes of a PDF. Out: its lines, each with its page and its number there. A line at the edge of a page is left
out where it is a page number, or where it stands there on many pages and says nothing of the document.
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

from ipdsl.audit.draft.documents import LIMIT, PDF, DocumentPlace, LineUnit, OfficialDocument
from ipdsl.audit.draft.errors import BrokenDocument, DocumentTooLong, EncryptedDocument, PagesWithoutText, ScannedPdf
from ipdsl.audit.figures import Kind
from ipdsl.audit.official_text import COMMON
from ipdsl.audit.outline import heads
from ipdsl.audit.scan import scan
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase

logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False  # what it thinks of a file is not what we tell of it

_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*(?P<alone>\d{1,4})[-—–―·•\s]*|第\s*(?P<said>\d{1,4})\s*页(?:\s*(?:[,，/]\s*)?共\s*\d+\s*页)?"
    r"|(?P<of>\d{1,4})\s*/\s*\d+|[Pp]age\s*(?P<page>\d{1,4})(?:\s*of\s*\d+)?"
)
_EDGE = 2
"""How many lines at each end of a page may be a running head."""
_PAGES, _SHARE = 3, 0.4
"""A running head stands on so many pages at the least, and on this share of them: odd and even pages may differ."""
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_MOST_UNREADABLE = 0.3
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff，。；：、（）“”《》\d]) (?=[\u4e00-\u9fff，。；：、（）“”《》\d])")
_MOST_GAPS = 0.4

Line = tuple[int, int, str]
"""A line of a page: the numbers of both, and its words."""


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
    except Exception:  # a broken file makes its reader raise whatever it stumbles over
        if not page_number:
            return BrokenDocument(name=name, kind=PDF)
        what = Phrase("its page {page} cannot be read", "第{page}页无法读取", page=page_number)
        return BrokenDocument(name=name, kind=PDF, what=what)
    return _document(name, pages)


def _lines(page: int, text: str) -> list[Line]:
    """The lines of a page with words; none where its characters cannot be told."""
    strange = len(_UNREADABLE.findall(text))
    if strange > _MOST_UNREADABLE * max(len("".join(text.split())), 1):
        return []
    if len(_GAP.findall(text)) > _MOST_GAPS * len(_HAN.findall(text)):  # justified lines come with their gaps
        text = _GAP.sub("", text)
    lines = [line.strip() for line in text.split("\n")]
    return [(page, number, words) for number, words in enumerate(filter(None, lines), 1)]


def _document(name: str, pages: Sequence[list[Line]]) -> OfficialDocument | Diagnostic:
    empty = [str(number) for number, lines in enumerate(pages, 1) if not lines]
    left_out = set(_running_lines(pages))
    content_lines = [line for lines in pages for line in lines if line[:2] not in left_out]
    if not COMMON & set(
        "".join(words for _, _, words in content_lines)
    ):  # nothing, or the wrong characters for its codes
        return ScannedPdf(name=name, pages=len(pages))
    text = "".join(f"{words}\n" for _, _, words in content_lines)
    places = tuple(DocumentPlace(LineUnit.PAGE, line[:2]) for line in (*content_lines, *content_lines[-1:]))
    notes = (PagesWithoutText(name=name, pages=", ".join(empty)),) if empty else ()
    return OfficialDocument(text, places, notes, len(left_out))


def _running_lines(pages: Sequence[list[Line]]) -> Iterator[tuple[int, int]]:
    """The lines that are page numbers or running heads, by page and number: the outermost of each page first."""
    edges = [[*lines[:_EDGE], *lines[-_EDGE:]] for lines in pages]
    seen = Counter(form for lines in edges for form in {_form(line) for line in lines})
    ahead = Counter(shift for lines in edges for shift in {_shift(line) for line in lines} if shift is not None)

    def is_running(line: Line) -> bool:
        shift = _shift(line)
        if shift is not None:
            return ahead[shift] > 1 or not line[2].isdecimal()
        is_first = line[0] == 1 and line[1] <= _EDGE  # what later pages repeat, such as the number of the document
        often = seen[_form(line)] >= max(_PAGES, _SHARE * len(pages))
        return often and not is_first and not _says_something(line[2])

    for lines in pages:
        for edge in (lines[:_EDGE], lines[: -_EDGE - 1 : -1]):
            yield from (line[:2] for line in takewhile(is_running, edge))


def _shift(line: Line) -> int | None:
    """By how much a page number is ahead of its page; a bare number that no other page shares is none."""
    match = _PAGE_NUMBER.fullmatch(line[2])
    return None if match is None else int(next(filter(None, match.groups()))) - line[0]


def _form(line: Line) -> str:
    """A line without its blanks, with numbers as they are ahead of its page."""
    return re.sub(r"\d{1,4}", lambda number: f"{int(number[0]) - line[0]:+}", re.sub(r"\s", "", line[2]))


def _says_something(words: str) -> bool:
    """Whether a line is one of the document, however often it comes: the head of an article, or a sum."""
    return bool(heads(words)) or any(figure.value.kind in (Kind.MONEY, Kind.PERCENT) for figure in scan(words))
