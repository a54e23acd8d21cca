"""The handler of the examples, asked as a server would ask it."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from typing import Any

import ipdsl
from tests.conftest import ROOT

FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"ip_title": [{"title": "national_advantage", "recognised_on": "2022-03-01"}]},
}


def ask(body: bytes) -> tuple[int, Any]:
    """Status and JSON of the answer."""
    spec = importlib.util.spec_from_file_location("handler", ROOT / "examples" / "handler.py")
    assert spec is not None
    assert spec.loader is not None
    handler = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(handler)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/decide", "raw_path": b"/decide", "query_string": b"",
             "headers": [], "http_version": "1.1", "scheme": "http", "root_path": ""}  # fmt: skip
    asyncio.run(handler.app(scope, receive, send))
    return sent[0]["status"], json.loads(b"".join(message.get("body", b"") for message in sent))


def test_facts_are_decided() -> None:
    status, decision = ask(json.dumps(FACTS).encode())
    assert status == 200
    assert decision == json.loads(json.dumps(ipdsl.to_json(ipdsl.load("shaoguan_2021").evaluate(FACTS))))


def test_wrong_facts_are_told() -> None:
    for body in (b"no json", b'{"applicant": {"id": "F1", "kinds": ["enterprize"]}}'):
        status, answer = ask(body)
        assert status == 422
        assert [finding["code"][0] for finding in answer["findings"]] == ["R"]
