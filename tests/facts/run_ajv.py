"""Ajv compiles the schemas in strict mode, and accepts and refuses the same facts as the reader. `.ci/full` runs it.

AJV names the folder into which npm has installed `ajv` and `ajv-formats`.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.conftest import ROOT
from tests.support.batch.cities import CITIES, drawn

AJV = Path(os.environ["AJV"])
SCRIPT = """
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fs from "node:fs";

const { schema, values } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv.default({ strict: true, strictTypes: true, strictTuples: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);
console.log(JSON.stringify(values.map((value) => validate(value))));
"""
SLIPS: tuple[dict[str, Any], ...] = (
    {"applicant": {"id": "F1", "kinds": ["enterprize"]}},
    {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "soon"},
    {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2022-13-01"},
    {"applicant": {"id": "F1", "kinds": []}},
    {"applicant": {"id": "F1"}},
    {"applicants": []},
)


def by_ajv(folder: Path, schema: object, values: list[Any]) -> list[bool]:
    """For each value, whether it is valid by the schema."""
    script = AJV / "validate.mjs"  # Node searches packages from the folder of the script
    script.write_text(SCRIPT, encoding="utf-8")
    given = folder / "given.json"
    given.write_text(json.dumps({"schema": schema, "values": values}, default=str), encoding="utf-8")
    ran = subprocess.run(["node", str(script), str(given)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    found: list[bool] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("name", CITIES)
def test_facts_of_firms_fit_and_slips_do_not(tmp_path: Path, name: str) -> None:
    schema = ipdsl.load(CITIES[name].page).facts_schema()
    firms = drawn(name, 4, 30)
    assert by_ajv(tmp_path, schema, [*firms, *SLIPS]) == [True] * len(firms) + [False] * len(SLIPS)


@pytest.mark.parametrize("name", CITIES)
def test_the_schema_of_facts_in_labels_is_compiled(tmp_path: Path, name: str) -> None:
    schema = ipdsl.load(CITIES[name].page).facts_schema(language="zh")
    assert by_ajv(tmp_path, schema, [{}]) == [False]


def test_a_decision_fits_the_schema_of_decisions(tmp_path: Path) -> None:
    decision = ipdsl.to_json(ipdsl.load("shaoguan_2021").evaluate(ROOT / "examples" / "firm_rich.json"))
    assert by_ajv(tmp_path, ipdsl.decision_schema(), [decision, {**decision, "total": 1.5}]) == [True, False]
