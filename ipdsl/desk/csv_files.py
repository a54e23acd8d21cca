"""Folders of CSV in, sheets out: a file for each sheet, named as the sheet is. All cells are text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from ipdsl.desk.cells import Sheet
from ipdsl.desk.csv_text import GB, Block, BrokenCsvError, CsvText
from ipdsl.desk.errors import CellReadingNote, NotCsv
from ipdsl.desk.workbook import Workbook
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.files import read_bytes
from ipdsl.runtime.reading.errors import FactsError

SUFFIX = ".csv"


def read(location: str) -> Workbook:
    """The sheets of the CSV files of a folder, or of one file; `FactsError` (U092) with every file that is none."""
    path = Path(location)
    files = sorted(entry for entry in path.iterdir() if _is_csv(entry)) if path.is_dir() else [path]
    sheets: list[Sheet] = []
    notes: list[Diagnostic] = []
    problems: list[Diagnostic] = [] if files else [NotCsv(name=location, reason=_NONE)]
    for file in files:
        data = read_bytes(str(file))
        if isinstance(data, Diagnostic):
            problems.append(data)
            continue
        try:
            with CsvText(BytesIO(data)) as text:
                block = next(text.blocks(), None)
        except BrokenCsvError as error:
            problems.append(NotCsv(name=str(file), reason=error.reason, advice=error.advice))
            continue
        if block is None:
            problems.append(empty_file(file))
            continue
        notes += notes_of(file, text.encoding)
        sheets.append(sheet_of(str(path) if path.is_dir() else file.name, file.stem, block))
    if problems:
        raise FactsError(Report(problems))
    return Workbook(tuple(sheets), tuple(notes))


def sheet_of(file: str, title: str, block: Block) -> Sheet:
    """Rows of a file as a sheet."""
    numbers, columns = block
    return Sheet(file, title, numbers, columns, has_types=False)


def notes_of(file: Path, encoding: str) -> list[CellReadingNote]:
    """What is to be said of the encoding in which a file was read."""
    return [CellReadingNote(path=str(file), what=_GB, advice=_LOOK)] if encoding == GB else []


def empty_file(file: Path) -> NotCsv:
    """That nothing stands in a file."""
    return NotCsv(name=str(file), reason=_EMPTY, advice=_HEADINGS)


_GB = Phrase("it is not UTF-8 and was read as GB18030", "它不是UTF-8编码，已按GB18030读取")
_LOOK = Phrase(
    "look at a name in the result: if it is not as written, save the file as CSV in UTF-8",
    "请查看结果中的名称：如与原文不同，请另存为UTF-8编码的`CSV`",
)
_EMPTY = Phrase("it is empty, as a failed export leaves it", "它是空的，可能导出失败")
_HEADINGS = Phrase(
    "export it again; where there is nothing to state, keep the headings, or leave the file out",
    "请重新导出；没有内容可填的，请保留标题行，或去掉这个文件",
)
_NONE = Phrase("the folder holds no CSV file", "文件夹中没有`CSV`文件")


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and not path.name.startswith((".", "_"))
