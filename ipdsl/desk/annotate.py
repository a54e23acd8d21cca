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

from ipdsl.desk.needed import COPIER, refuse_without
from ipdsl.desk.workbook import SECONDS, refused
from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Language

_CELL = re.compile(r"(?P<title>.*)!(?P<column>[A-Z]*)(?P<row>[0-9]+)", re.DOTALL)


def annotated(path: str, findings: Iterable[Diagnostic], language: Language) -> bytes:
    """The copy; `FactsError` (U091) where the workbook cannot be read any more."""
    refuse_without(COPIER)
    notes = [(*_place(path, one.path or ""), _told(one, language)) for one in findings]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.xlsx"
        try:
            ran = subprocess.run(
                [sys.executable, "-m", "ipdsl.desk.annotating", path, str(copy)], input=json.dumps(notes).encode(),
                capture_output=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise refused(path, "time", "") from None
        lines = ran.stdout.splitlines()
        if not lines:
            raise refused(path, "memory", "")
        said = json.loads(lines[-1])
        if "refused" in said:
            raise refused(path, said["refused"], said["what"])
        return copy.read_bytes()


def _place(path: str, place: str) -> tuple[str, str]:
    """Sheet and cell of a place; what is about a row stands in its first cell, what is about a sheet in its first."""
    rest = place.removeprefix(path).strip()
    found = _CELL.fullmatch(rest)
    if found is None:
        return rest, "A1"
    return found["title"], f"{found['column'] or 'A'}{found['row']}"


def _told(finding: Diagnostic, language: Language) -> str:
    said = finding.texts(language)
    return "\n".join(filter(None, (f"{finding.code}: {said.title}", said.help)))
