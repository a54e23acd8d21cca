"""The FastAPI service of docs/en/how-to/embedding.md with two policies: its document, decisions and refused facts.

`.ci/full` runs it in an environment with FastAPI.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

import ipdsl
from tests.conftest import ROOT
from tests.support.documents import blocks

POLICIES = ("shaoguan_2021", "foshan_2020")


@pytest.fixture(scope="module")
def client() -> TestClient:
    """The service of the document, with the preceding block that makes its schemas."""
    every = list(blocks(ROOT / "docs/en/how-to/embedding.md"))
    (at,) = (at for at, block in enumerate(every) if block.words == "python fastapi")
    names: dict[str, Any] = {}
    for block in every[at - 1 : at + 1]:
        exec(compile(block.text, block.id, "exec"), names)
    return TestClient(names["app"])


def test_the_document_holds_the_schemas_of_both_policies(client: TestClient) -> None:
    whole = client.get("/openapi.json").json()
    schemas = whole["components"]["schemas"]
    for name in POLICIES:
        body = whole["paths"][f"/{name}/decisions"]["post"]["requestBody"]
        ref = body["content"]["application/json"]["schema"]["$ref"]
        assert ref == f"#/components/schemas/{name}-Facts"
        assert schemas[f"{name}-Facts"] == ipdsl.load(name).facts_schema(openapi=True)[f"{name}-Facts"]
    assert {ref.rpartition("/")[2] for ref in _refs(whole)} <= schemas.keys()


def _refs(part: Any) -> list[str]:
    if isinstance(part, list):
        return [ref for one in part for ref in _refs(one)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
    return own + [ref for one in part.values() for ref in _refs(one)]


@pytest.mark.parametrize("name", POLICIES)
def test_facts_are_settled_under_the_policy_of_the_path(client: TestClient, name: str) -> None:
    facts = json.loads((ROOT / "examples" / "firm_small.json").read_text(encoding="utf-8"))
    answer = client.post(f"/{name}/decisions", json=facts)
    assert answer.status_code == 200
    assert answer.json() == ipdsl.to_json(ipdsl.load(name).evaluate(facts))
    assert answer.json()["policy"]["name"] == name


@pytest.mark.parametrize("name", POLICIES)
def test_facts_at_fault_are_refused_with_every_problem(client: TestClient, name: str) -> None:
    facts = {"applicant": {"id": "F1", "kinds": ["enterprize"]}, "as_of": "soon"}
    answer = client.post(f"/{name}/decisions", json=facts)
    assert answer.status_code == 422
    assert {(one["code"], one["path"]) for one in answer.json()["findings"]} == {
        ("R023", "$.applicant.kinds[0]"), ("R036", "$.as_of"),
    }  # fmt: skip
