"""Files that a call wrote, as texts that can be compared line by line."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path


def rendered(folder: Path, name: str) -> dict[str, str]:
    """A file, or all files of a folder: texts by name."""
    where = folder / name
    if where.is_dir():
        every = sorted(one for one in where.rglob("*") if one.is_file())
        return {str(one.relative_to(folder)): _text(one) for one in every}
    return {name: _text(where) if where.exists() else "(not written)"}


def _text(where: Path) -> str:
    data = where.read_bytes()
    return RENDERERS.get(where.suffix, _plain)(data)


def _plain(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return f"{len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}"


def _archive(data: bytes) -> str:
    """The members of an Office file in their order, with each XML element on a separate line."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            found.append(f"== {name}")
            found.append(_plain(archive.read(name)).replace("><", ">\n<"))
    return "\n".join(found)


def _pages(data: bytes) -> str:
    """The text of a PDF, page by page. Its bytes contain the time and numbers of objects."""
    from pypdf import PdfReader  # few calls write a PDF

    pages = PdfReader(io.BytesIO(data)).pages
    return "\n".join(f"== page {number}\n{page.extract_text()}" for number, page in enumerate(pages, 1))


def _rows(data: bytes) -> str:
    """The schema and the rows of a Parquet file. Its bytes contain the version of the library that wrote it."""
    import pyarrow.parquet as pq  # few calls write tables

    table = pq.read_table(io.BytesIO(data), partitioning=None)
    rows = (json.dumps(row, default=str, ensure_ascii=False) for row in table.to_pylist())
    return "\n".join([str(table.schema), *rows])


RENDERERS: dict[str, Callable[[bytes], str]] = {
    ".docx": _archive,
    ".parquet": _rows,
    ".pdf": _pages,
    ".xlsx": _archive,
}
"""The conversion of files to text, by suffix. All other files are texts."""
