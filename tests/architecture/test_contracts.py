"""The import contracts of pyproject.toml hold, and they cover every module."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.project_files import files_in, top_packages


@pytest.mark.broad
def test_the_contracts_hold() -> None:
    beside = Path(sys.executable).with_name("lint-imports")
    lint = str(beside) if beside.exists() else shutil.which("lint-imports")
    assert lint is not None, "import-linter comes with the extra `test`"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_module_at_the_top_has_its_layer() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = declared["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {name.strip() for layer in layers for name in layer.replace("|", ":").split(":")}
    top = {*top_packages(), *(path.stem for path in files_in(ROOT / "ipdsl", "*.py"))}
    assert {f"ipdsl.{name}" for name in top - {"__init__"}} == placed
