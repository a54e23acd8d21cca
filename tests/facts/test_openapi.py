"""The schemas of facts and decisions are valid in an OpenAPI 3.1 document, and code is generated from them.

The generator is slow and has many dependencies: `.ci/full` sets `CODEGEN` to its command.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl.driver.library import Policy
from tests.conftest import ROOT
from tests.support.slow import sampled

NAME = re.compile(r"[A-Za-z0-9._-]+")
CITIES = ("shaoguan_2021", "qingyuan_2018", "dongyang_2021", "foshan_2020", "quanzhou_2021")


def document(*policies: Policy) -> dict[str, Any]:
    """A service that takes facts under several policies and returns decisions."""
    schemas: dict[str, Any] = dict(ipdsl.decision_schema(openapi=True))
    paths: dict[str, Any] = {}
    for policy in policies:
        found = policy.facts_schema(openapi=True)
        assert not found.keys() & schemas.keys(), "a schema of one policy takes the place of another's"
        schemas |= found
        taken, given = (
            {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
            for name in (policy.facts_schema_name(), "Decision")
        )
        answers = {"200": {"description": "the decision", "content": given}}
        paths[f"/{policy.name}/decisions"] = {"post": {"requestBody": {"content": taken}, "responses": answers}}
    info = {"title": "ipdsl", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


@pytest.mark.broad
@pytest.mark.parametrize("city", sampled(CITIES, 5))
def test_the_schemas_of_two_policies_stand_in_one_document_of_openapi(city: str) -> None:
    whole = document(ipdsl.load(city), ipdsl.load("foshan_2020" if city != "foshan_2020" else "dongyang_2021"))
    assert all(NAME.fullmatch(name) for name in whole["components"]["schemas"])
    validator = pytest.importorskip("openapi_spec_validator", reason="the extra `test` is not installed anew")
    validator.validate(whole)  # it follows every reference


PAGE = """policy {name} "A"
  document "D 1"
  effective 2021-01-01 to 2022-12-31
  use ip

article 1 "One"
  award 5 when patent granted
"""


def test_policies_whose_names_look_alike_have_schemas_of_their_own() -> None:
    names = ["a", "a_1", "a1", "A1", "a_Facts", "韶关", "韶_关", "u97f6_关"]
    policies = [ipdsl.load_text(PAGE.format(name=name)) for name in names]
    policies += [ipdsl.load_text(f"award {amount} when patent granted\n") for amount in (5, 6)]
    whole = document(*policies)
    assert all(NAME.fullmatch(name) for name in whole["components"]["schemas"])
    roots = {policy.facts_schema_name(language) for policy in policies for language in ("en", "zh")}
    assert len(roots) == 2 * len(policies)


def test_in_openapi_facts_are_valid_as_by_the_schema_alone() -> None:
    policy = ipdsl.load("shaoguan_2021")
    whole = document(policy, ipdsl.load("foshan_2020"))
    embedded = Draft202012Validator({"$ref": "#/components/schemas/shaoguan_2021-Facts", **whole})
    answered = Draft202012Validator({"$ref": "#/components/schemas/Decision", **whole})
    for name in ("firm", "firm_rich", "county"):
        facts = json.loads((ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8"))
        assert embedded.is_valid(facts)
        assert not embedded.is_valid({**facts, "as_of": "soon"})
        decision = ipdsl.to_json(policy.evaluate(ROOT / "examples" / f"{name}.json"))
        assert answered.is_valid(decision)


def test_the_schema_alone_names_itself_so_that_its_references_hold_wherever_the_standard_does() -> None:
    """By JSON Schema, a reference starts from the nearest `$id`. Tools without `$id` use the form for OpenAPI."""
    facts: Any = ipdsl.load("shaoguan_2021").facts_schema()
    inside = Draft202012Validator({"$defs": {"Facts": facts}, "$ref": "#/$defs/Facts"})
    assert inside.is_valid({"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2022年3月1日"})
    assert not inside.is_valid({"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "soon"})
    assert not inside.is_valid({"applicant": {"id": "F1"}})
    assert all(NAME.fullmatch(name) and "." not in name for name in facts["$defs"]), (
        "a generator takes a point for a module"
    )


@pytest.mark.skipif("CODEGEN" not in os.environ, reason="datamodel-code-generator runs in .ci/full")
def test_code_is_generated_from_the_schemas(tmp_path: Path) -> None:
    (tmp_path / "service.json").write_text(
        json.dumps(document(ipdsl.load("shaoguan_2021"), ipdsl.load("foshan_2020"))), encoding="utf-8"
    )
    made = tmp_path / "service.py"
    subprocess.run(
        [os.environ["CODEGEN"], "--input", str(tmp_path / "service.json"), "--input-file-type", "openapi",
         "--strict-refs", "--output", str(made), "--output-model-type", "dataclasses.dataclass"],
        check=True, capture_output=True,
    )  # fmt: skip
    spec = importlib.util.spec_from_file_location("service", made)
    assert spec is not None
    assert spec.loader is not None
    service = sys.modules["service"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(service)
    assert {"Shaoguan2021Facts", "Foshan2020Facts", "Decision"} <= set(vars(service))
    assert "Shaoguan2021FactsRecordTechnologyContract" in vars(service)
