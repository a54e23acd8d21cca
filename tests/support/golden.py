"""Golden files: the output of a stage, compared with the last checked output."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

UPDATE = "run pytest --update-golden -m ''"


def check_golden(path: Path, actual: str, update: bool) -> None:
    """Compare with the file, or rewrite it under `--update-golden`. A missing file fails the test."""
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="\n")
        return
    if not path.exists():
        pytest.fail(f"{path} is missing; {UPDATE} and read what it wrote")
    expected = path.read_text(encoding="utf-8")
    if actual != expected:
        diff = "".join(difflib.unified_diff(expected.splitlines(True), actual.splitlines(True), path.name, "now"))
        pytest.fail(f"{path.name} differs; if the new text is right, {UPDATE}\n{diff}", pytrace=False)
