"""Folders of CSV in, sheets out: a file for each sheet, named as the sheet is.

CSV does not say how it is encoded: a mark at its beginning does, else strict UTF-8 is tried, else strict GB18030, which
Excel writes in China; that is said. All cells are text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from ipdsl.desk.cells import Sheet
from ipdsl.desk.errors import CellsRead, NotCsv
from ipdsl.desk.workbook import Book
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.files import read_bytes
from ipdsl.runtime.reading.errors import FactsError

SUFFIX = ".csv"
_GB = Phrase("it is not UTF-8 and was read as GB18030", "它不是UTF-8编码，已按GB18030读取")
_LOOK = Phrase(
    "look at a name in the result: if it is not as written, save the file as CSV in UTF-8",
    "请查看结果中的名称：如与原文不同，请另存为UTF-8编码的`CSV`",
)


def read(where: str) -> Book:
    """The sheets of the CSV files of a folder, or of one file; `FactsError` (U092) with every file that is none."""
    path = Path(where)
    files = sorted(one for one in path.iterdir() if _is_csv(one)) if path.is_dir() else [path]
    sheets: list[Sheet] = []
    notes: list[Diagnostic] = []
    problems: list[Diagnostic] = [] if files else [NotCsv(name=where, reason=_NONE)]
    for file in files:
        data = read_bytes(str(file))
        if isinstance(data, Diagnostic):
            problems.append(data)
            continue
        try:
            text, is_gb = _decoded(data)
            numbers, columns = _columns(text)
        except (ValueError, csv.Error) as error:
            problems.append(NotCsv(name=str(file), reason=_why(error)))
            continue
        if not numbers:
            problems.append(NotCsv(name=str(file), reason=_EMPTY, advice=_HEADINGS))
            continue
        if is_gb:
            notes.append(CellsRead(path=str(file), what=_GB, advice=_LOOK))
        sheets.append(Sheet(str(path) if path.is_dir() else file.name, file.stem, numbers, columns))
    if problems:
        raise FactsError(Report(problems))
    return Book(tuple(sheets), tuple(notes))


_EMPTY = Phrase("it is empty, as a failed export leaves it", "它是空的，可能导出失败")
_HEADINGS = Phrase(
    "export it again; where there is nothing to state, keep the headings, or leave the file out",
    "请重新导出；没有内容可填的，请保留标题行，或去掉这个文件",
)
_NONE = Phrase("the folder holds no CSV file", "文件夹中没有`CSV`文件")


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and not path.name.startswith((".", "_"))


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether it was taken for GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), encoding == "gb18030"
        except UnicodeDecodeError:
            continue
    raise ValueError("encoding")


def _columns(text: str) -> tuple[list[int], dict[int, Sequence[str]]]:
    """The numbers of the lines that hold something, and what each column holds in them."""
    if "\0" in text:
        raise ValueError("zero")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = [(reader.line_num, row) for row in reader if any(value.strip() for value in row)]
    every = enumerate(zip_longest(*(row for _, row in rows), fillvalue=""))
    columns: dict[int, Sequence[str]] = {at: cells for at, cells in every if any(value.strip() for value in cells)}
    return [number for number, _ in rows], columns


def _why(error: Exception) -> Phrase:
    if str(error) == "encoding":
        return Phrase("it is neither UTF-8 nor GB18030", "它既不是UTF-8编码，也不是GB18030编码")
    if str(error) == "zero":
        return Phrase("it is no text", "它不是文本")
    return Phrase("a quotation mark is not closed, or stands within a cell", "引号没有闭合，或出现在单元格中间")
