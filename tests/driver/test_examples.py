"""The examples run: the embedding script, and every facts file under the policy and its schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import ipdsl
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.project_files import files_in
from tests.support.slow import sampled

EXAMPLES = ROOT / "examples"
FACTS = files_in(EXAMPLES, "*.json")


@cache
def facts_schema(language: str) -> Draft202012Validator:
    """The schema of the facts of Shaoguan, which its own tests check."""
    return Draft202012Validator(ipdsl.load("shaoguan_2021").facts_schema(language=language))


def test_there_are_facts_of_every_kind_of_applicant() -> None:
    assert {path.stem for path in FACTS} >= {"firm", "university", "person", "county", "agency"}


@pytest.mark.parametrize("facts", sampled(FACTS, 3, others="broad"), ids=lambda path: path.stem)
def test_facts_are_settled_and_explained(facts: Path) -> None:
    policy = ipdsl.load("shaoguan_2021")
    schema = facts_schema("zh" if facts.stem.endswith("_zh") else "en")
    schema.validate(json.loads(facts.read_text(encoding="utf-8")))
    decision = policy.evaluate(facts)
    assert decision.claims
    ran = run("eval", "shaoguan_2021", "--full", "--facts", facts)
    assert ran.code == (3 if decision.is_undetermined else 0)
    assert f"{decision.total.amount:,.2f}" in ran.out


@pytest.mark.broad
@pytest.mark.parametrize("script", sampled(files_in(EXAMPLES, "*.py"), 2, others="broad"), ids=lambda path: path.stem)
def test_a_script_runs(script: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, script], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "韶府办发函" in done.stdout.decode()
