"""Check the types of facts and decisions with both type checkers: valid programs pass, an error is found.

`.ci/full` runs it.

mypy is that of the environment. TSC names the compiler of TypeScript.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.support.batch.cities import CITIES, drawn
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


BY_PYTHON = """from typing import cast

import ipdsl
from facts_types import Decision, DecisionClaim


def paid(decision: Decision) -> dict[str, str]:
    return {claim["item"]: claim["PAID"] for claim in decision["claims"] if claim["outcome"] == "awarded"}


facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}}
found = cast(Decision, ipdsl.to_json(ipdsl.load("shaoguan_2021").evaluate(facts)))
first: DecisionClaim | None = next(iter(found["claims"]), None)
"""
BY_TYPESCRIPT = """import type { Decision, DecisionClaim } from "./facts_types";

export function paid(decision: Decision): Record<string, string> {
  const awarded = decision.claims.filter((claim: DecisionClaim) => claim.outcome === "awarded");
  return Object.fromEntries(awarded.map((claim) => [claim.item, claim.PAID]));
}
"""


def checked_by_mypy(folder: Path, text: str) -> str:
    (folder / "program.py").write_text(text)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--follow-imports", "silent"]
    words = [*mypy, "--cache-dir", str(folder / "cache"), "program.py"]
    environment = {**os.environ, "MYPYPATH": str(ROOT)}
    ran = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return ran.stdout if ran.returncode else ""


def checked_by_typescript(folder: Path, text: str) -> str:
    (folder / "program.ts").write_text(text)
    words = [TSC, "--noEmit", "--strict", "--target", "es2022", "program.ts"]
    ran = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return ran.stdout if ran.returncode else ""


@pytest.mark.parametrize(
    ("suffix", "text", "checked"),
    [("py", BY_PYTHON, checked_by_mypy), ("ts", BY_TYPESCRIPT, checked_by_typescript)],
)
def test_a_program_that_reads_a_decision_is_checked(tmp_path: Path, suffix: str, text: str, checked: Any) -> None:
    assert run("types", "shaoguan_2021", "-o", tmp_path / f"facts_types.{suffix}").code == 0
    assert checked(tmp_path, text.replace("PAID", "paid")) == ""
    assert "payed" in checked(tmp_path, text.replace("PAID", "payed"))
