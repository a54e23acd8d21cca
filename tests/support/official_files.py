"""Official texts as files made for tests: Word documents, PDFs and other files. All texts are invented."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

HEIGHT, WIDTH, STEP = 842, 595, 16
ROW = " | "


def word(text: str) -> bytes:
    """A Word document. Each line is a paragraph; lines with ` | ` are rows of a table.

    `[+…+]` is a tracked insertion, `[-…-]` a tracked deletion, and `[~…~]` hidden text.
    """
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if ROW in line:
            rows.append(line.split(ROW))
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line:
            document.element.body.insert(len(document.element.body) - 1, _paragraph(line))
    return saved(document)


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=False):
            cell.text = words


def _paragraph(line: str) -> object:
    marks = {"[+": '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve">', "+]": "</w:t></w:r></w:ins>"}
    marks |= {
        "[-": '<w:del w:id="2" w:author="a"><w:r><w:delText xml:space="preserve">',
        "-]": "</w:delText></w:r></w:del>",
        "[~": '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">',
        "~]": "</w:t></w:r>",
    }
    words = escape(line)
    for mark, xml in marks.items():
        begins = mark.startswith("[")
        out, back = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'
        words = words.replace(mark, out + xml if begins else xml + back)
    return parse_xml(f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>')


def pdf(text: str, password: str | None = None, owner: str | None = None) -> bytes:
    """A PDF. A line `<page>` ends a page; a page without text is like a scan."""
    writer = PdfWriter()
    for page in text.split("<page>\n"):
        _page(writer, [line for line in page.split("\n") if line])
    if password is not None:
        writer.encrypt(password, owner_password=owner, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer: PdfWriter, lines: Sequence[str]) -> None:
    """One page. Its characters are in UTF-16, the encoding named by its font."""
    page = writer.add_blank_page(WIDTH, HEIGHT)
    shown = (
        f"1 0 0 1 50 {HEIGHT - 50 - STEP * at} Tm <{line.encode('utf-16-be').hex()}> Tj"
        for at, line in enumerate(lines)
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf {' '.join(shown)} ET".encode() if lines else b"0 0 100 100 re f")
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(_font())})}
    )


def _font() -> DictionaryObject:
    ordering = {"/Registry": "Adobe", "/Ordering": "GB1"}
    beneath = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): DictionaryObject(
                {NameObject(key): TextStringObject(value) for key, value in ordering.items()}
                | {NameObject("/Supplement"): NumberObject(4)}
            ),
            NameObject("/DW"): NumberObject(1000),
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light-UniGB-UTF16-H"),
            NameObject("/Encoding"): NameObject("/UniGB-UTF16-H"),
            NameObject("/DescendantFonts"): ArrayObject([beneath]),
        }
    )


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64


def made(form: str, text: str) -> bytes:
    """The bytes of a file in one of the forms that golden files name."""
    match form:
        case "word":
            return word(text)
        case "pdf":
            return pdf(text)
        case "pdf, scanned":
            return pdf("<page>\n<page>\n")
        case "pdf, encrypted":
            return pdf(text, "secret")
        case "pdf, broken":
            return pdf(text)[:300]
        case "picture":
            return PICTURE
        case "old word":
            return OLD_WORD
        case "gbk":
            return text.encode("gb18030")
        case "long":
            return (text * (510_000 // len(text))).encode()
        case _:
            raise ValueError(f"no form of a file: {form}")
