"""Read an official text from a file: plain text, Word or PDF.

Input: the bytes of a file. Output: its text with the place of each line, or a finding if it cannot be read. The format
is detected by the first bytes, not by the name. The libraries are imported only for files that need them.
"""

from __future__ import annotations

from ipdsl.audit.errors import (
    DocumentTooLong,
    EmptyText,
    NotPlainText,
    OtherDocument,
    ReaderMissing,
    UnknownEncoding,
    WebPage,
)
from ipdsl.audit.official_text import LIMIT, PDF, WORD, NotOfficialText, OfficialDocument, decode
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.pages import report_page

_PACKED = b"PK\x03\x04"
_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC, WPS or XLS"),
    (b"{\\rtf", "RTF"),
)  # fmt: skip


def read_document(name: str, data: bytes) -> OfficialDocument | Diagnostic:
    """The document in the bytes of a file."""
    other = next((kind for mark, kind in _OTHER_FORMATS if data.startswith(mark)), None)
    if other is not None:
        return OtherDocument(name=name, kind=other)
    if data.startswith(_PACKED):
        read = _word(name, data)
    elif b"%PDF-" in data[:1024]:
        read = _pdf(name, data)
    else:
        read = _plain(name, data)
    if isinstance(read, OfficialDocument):
        report_page(read.text)
        if len(read.text) > LIMIT:
            return DocumentTooLong(name=name, limit=LIMIT)
        if not read.text.strip("\ufeff \n\t\u3000"):
            return EmptyText(name=name)
    return read


def _word(name: str, data: bytes) -> OfficialDocument | Diagnostic:
    try:
        from ipdsl.audit.draft.word import read_word
    except ModuleNotFoundError:
        return ReaderMissing(name=name, kind=WORD, library="python-docx")
    return read_word(name, data)


def _pdf(name: str, data: bytes) -> OfficialDocument | Diagnostic:
    try:
        from ipdsl.audit.draft.pdf import read_pdf
    except ModuleNotFoundError:
        return ReaderMissing(name=name, kind=PDF, library="pypdf")
    return read_pdf(name, data)


def _plain(name: str, data: bytes) -> OfficialDocument | Diagnostic:
    match decode(data):
        case NotOfficialText.BINARY:
            return NotPlainText(name=name)
        case NotOfficialText.ENCODING:
            return UnknownEncoding(name=name)
        case NotOfficialText.EMPTY:
            return EmptyText(name=name)
        case NotOfficialText.MARKUP:
            return WebPage(name=name)
        case str(text):
            return OfficialDocument(text)
