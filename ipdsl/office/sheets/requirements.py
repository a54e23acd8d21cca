"""Libraries that workbooks need in addition to the base install. Checked before they are imported."""

from __future__ import annotations

from importlib.util import find_spec

from ipdsl.base.findings.finding import Report
from ipdsl.facts.errors.problems import FactsError
from ipdsl.office.sheets.errors import WorkbookLibraryMissing

WRITER, READER, COPIER = "xlsxwriter", "python_calamine", "openpyxl"


def require_libraries(*libraries: str) -> None:
    """Raise `FactsError` (U090) if one of these libraries is not installed."""
    missing = [WorkbookLibraryMissing(library=library) for library in libraries if find_spec(library) is None]
    if missing:
        raise FactsError(Report([*missing]))
