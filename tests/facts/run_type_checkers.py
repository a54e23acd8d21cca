"""The types of facts before both type checkers: facts of firms are clean, a slip is found. `.ci/full` runs it.

mypy is that of the environment; TSC names the compiler of TypeScript.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.columns.cities import CITIES, drawn
from tests.conftest import ROOT
from tests.support.cli import run

TSC = os.environ["TSC"]
SMALL = json.loads((ROOT / "examples" / "firm_small.json").read_text(encoding="utf-8"))
SLIP = {**SMALL, "applicant": {**SMALL["applicant"], "kind": ["enterprise"]}}


def by_mypy(folder: Path, facts: list[Any]) -> tuple[int, str]:
    lines = ["from facts_types import Facts", "", *(f"facts_{at}: Facts = {one!r}" for at, one in enumerate(facts))]
    (folder / "stated.py").write_text("\n".join(lines) + "\n")
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), "stated.py"]
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout


def by_typescript(folder: Path, facts: list[Any]) -> tuple[int, str]:
    lines = ['import type { Facts } from "./facts_types";']
    lines += [f"export const facts{at}: Facts = {json.dumps(one, ensure_ascii=False)};" for at, one in enumerate(facts)]
    (folder / "stated.ts").write_text("\n".join(lines) + "\n")
    words = [TSC, "--noEmit", "--strict", "--exactOptionalPropertyTypes", "stated.ts"]
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout


@pytest.mark.parametrize("name", CITIES)
@pytest.mark.parametrize(("suffix", "checked"), [("py", by_mypy), ("ts", by_typescript)])
def test_facts_of_firms_are_clean(tmp_path: Path, name: str, suffix: str, checked: Any) -> None:
    assert run("types", CITIES[name].page, "-o", tmp_path / f"facts_types.{suffix}").code == 0
    firms = json.loads(json.dumps(drawn(name, 4, 12), default=str))
    code, told = checked(tmp_path, firms)
    assert code == 0, told


@pytest.mark.parametrize(("suffix", "checked"), [("py", by_mypy), ("ts", by_typescript)])
def test_a_misspelt_field_is_found(tmp_path: Path, suffix: str, checked: Any) -> None:
    assert run("types", "shaoguan_2021", "-o", tmp_path / f"facts_types.{suffix}").code == 0
    assert checked(tmp_path, [SMALL])[0] == 0
    code, told = checked(tmp_path, [SMALL, SLIP])
    assert code != 0
    assert "kind" in told
