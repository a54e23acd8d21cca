"""A workbook with findings in its cells: the copy that goes back to who filled it in.

In: the workbook, and findings that are told at its cells. Out: the bytes of a copy, in which each cell has its findings
as a comment, and a colour. Findings about no cell stand in the first cell of the first sheet.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.office.sheets.requirements import COPIER, require_libraries
from ipdsl.office.sheets.workbook import SECONDS, not_a_workbook_error

_CELL = re.compile(r"(?P<title>.*)!(?P<column>[A-Z]*)(?P<row>[0-9]+)", re.DOTALL)


def annotated_copy(path: str, findings: Iterable[Diagnostic], language: Language) -> bytes:
    """The copy; `FactsError` (U091) where the workbook cannot be read any more."""
    require_libraries(COPIER)
    notes = [(*_place(path, finding.path or ""), _comment_text(finding, language)) for finding in findings]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.xlsx"
        try:
            ran = subprocess.run(
                [sys.executable, "-m", "ipdsl.office.sheets.annotation_process", path, str(copy)],
                input=json.dumps(notes).encode(), capture_output=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise not_a_workbook_error(path, "time", "") from None
        lines = ran.stdout.splitlines()
        if not lines:
            raise not_a_workbook_error(path, "memory", "")
        reply = json.loads(lines[-1])
        if "refused" in reply:
            raise not_a_workbook_error(path, reply["refused"], reply["what"])
        return copy.read_bytes()


def _place(path: str, place: str) -> tuple[str, str]:
    """Sheet and cell of a place; what is about a row stands in its first cell, what is about a sheet in its first."""
    rest = place.removeprefix(path).strip()
    match = _CELL.fullmatch(rest)
    if match is None:
        return rest, "A1"
    return match["title"], f"{match['column'] or 'A'}{match['row']}"


def _comment_text(finding: Diagnostic, language: Language) -> str:
    texts = finding.texts(language)
    return "\n".join(filter(None, (f"{finding.code}: {texts.title}", texts.help)))
