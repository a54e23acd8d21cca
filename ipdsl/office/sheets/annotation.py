"""Write findings into a copy of a workbook, for the person who filled it in.

Input: the workbook, and findings with cells as their places. Output: the bytes of a copy. Each cell with findings has
them as a comment, and has a colour. Findings without a cell are in the first cell of the first sheet.
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
    """The copy. Raises `FactsError` (U091) if the workbook can no longer be read."""
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
    """The sheet and the cell of a place. A row is represented by its first cell, a sheet by `A1`."""
    rest = place.removeprefix(path).strip()
    match = _CELL.fullmatch(rest)
    if match is None:
        return rest, "A1"
    return match["title"], f"{match['column'] or 'A'}{match['row']}"


def _comment_text(finding: Diagnostic, language: Language) -> str:
    texts = finding.texts(language)
    return "\n".join(filter(None, (f"{finding.code}: {texts.title}", texts.help)))
