"""Word files like those of authorities, and malicious ones: built from paragraphs or from the XML of a body."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

SPACES = (
    nsdecls("w", "r") + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def of_body(*blocks: str) -> bytes:
    """A Word file whose body is this XML: paragraphs and tables."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {SPACES}>", 1)))
    return saved(document)


def body(*blocks: str) -> Any:
    """The same body as an XML element, for tests that need no file."""
    return etree.fromstring(f"<w:body {SPACES}>{''.join(blocks)}</w:body>")


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    """A paragraph of runs with these texts. A text that begins with `<` is XML."""
    said = [one if one.startswith("<") else f'<w:r><w:t xml:space="preserve">{one}</w:t></w:r>' for one in runs]
    return f"<w:p>{''.join(said)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells with these texts."""
    cells = ["".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def field(*codes: str, shown: str = "", simple: bool = False) -> str:
    """A field with its code split over runs, and its displayed text."""
    if simple:
        return f"""<w:fldSimple w:instr='{"".join(codes)}'><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>"""
    code = "".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in codes)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"{mark('begin')}{code}{mark('separate')}<w:r><w:t>{shown}</w:t></w:r>{mark('end')}"


def with_part(
    data: bytes, name: str, xml: str, kind: str, *, inside: str = "word/document.xml", content: str = ""
) -> bytes:
    """The file with one more part. `kind` is the last word of its relation and, by default, of its content type."""
    folder, _, file = inside.rpartition("/")
    content = content or f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    types = f'<Override PartName="/{name}" ContentType="{content}"/>'
    relation = f'<Relationship Id="rId900" Type="{_RELATIONS}/{kind}" Target="/{name}"/>'
    return _changed(
        data, {name: f"{HEAD}{xml}"},
        {"[Content_Types].xml": types, f"{folder}/_rels/{file}.rels": relation},
    )  # fmt: skip


def with_relation(data: bytes, kind: str, target: str, *, inside: str = "word/document.xml") -> bytes:
    """The file with one more relation to an external target."""
    folder, _, file = inside.rpartition("/")
    relation = f'<Relationship Id="rId901" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    return _changed(data, {}, {f"{folder}/_rels/{file}.rels": relation})


def with_settings(data: bytes, xml: str) -> bytes:
    """The file with additional settings."""
    return _changed(data, {}, {"word/settings.xml": xml})


def _changed(data: bytes, more: Mapping[str, str], within: Mapping[str, str]) -> bytes:
    """The archive with more members, and with text added at the end of the root of others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name in within:
                before, end, _ = text.decode("utf-8").rpartition("</")
                text = f"{before}{within[name]}{end}{text.decode('utf-8').rpartition('</')[2]}".encode()
            new.writestr(name, text)
        for name in within.keys() - set(old.namelist()):
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            new.writestr(name, f'{HEAD}<Relationships xmlns="{space}">{within[name]}</Relationships>')
        for name, text in more.items():
            new.writestr(name, text)
    return out.getvalue()
