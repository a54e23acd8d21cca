"""The keys of all JSON: those of decisions and ledgers by their schemas, all others as commands print and write them.

A line is a path of keys. `*` replaces keys that are data: years, rules, words of a vocabulary.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import ipdsl
from tests.support.cli import run

PAGE = """policy tea_2022 "Tea: measures"
  document "Doc 1"
  effective 2021-12-21 to 2024-12-31
  currency CNY
  use ip

article 7 "Licences"
  reading "related parties are those of company law"
  award by amount when technology_contract recorded and put_to_use and not related_party
    at least 5000000: 50000
    otherwise: 1% of amount
  cap 30000 per applicant per year

case "A licence that is expected to pay more"
  given enterprise
    technology_contract A: recorded_on 2022-03-01, amount 2000000, put_to_use, not related_party
  expect total 30000
"""
MISTAKEN = """article 7 "Licences"
  award 100 when technology_contrakt recorded
  award 100 when technology_contract recorded
  award 100 when technology_contract recorded
"""
TEXT = "第七条 许可合同金额达到500万元的，奖励6万元；每家每年最高3万元。\n第八条 其他，奖励1万元。\n"
CONTRACT = {"contract": "A", "amount": 2000000, "recorded_on": "2022-03-01", "put_to_use": True, "related_party": False}
FIRM = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2022-12-31"}
KNOWN = FIRM | {
    "records": {"technology_contract": [CONTRACT, CONTRACT | {"contract": "B", "amount": 6000000}]},
    "history": [{"clause": "7.technology_contract.recorded", "item": "X", "year": 2021, "due": 10, "applicant": "F1"}],
}
OPEN = FIRM | {"records": {"technology_contract": [{"contract": "A", "recorded_on": "2022-03-01"}]}}
BAD = {"applicant": {"id": "F9", "kinds": ["enterprize"]}}
DATA = (".values", ".charged", ".keys", ".ways", ".errors", ".status", ".answers")
"""Objects whose keys are data."""


WORDS = (
    (re.compile(r"^(facts\.records)\.\w+"), r"\1.*"),
    (re.compile(r"^(facts\.records\.\*(?:\.items)?\[\])\.(?!id\b)\w+"), r"\1.*"),
    (re.compile(r"^(facts\.figures\.\*)\.(?!none\b)\w+"), r"\1.*"),
    (re.compile(r"^(facts\.applicant)\.(?!id\b|kinds\b)\w+"), r"\1.*"),
    (re.compile(r"^(facts\.series)\.\w+"), r"\1.*"),
)
"""Words of a vocabulary in facts."""


def of_schemas() -> list[str]:
    """The keys of facts, of a decision and of a ledger line, by their schemas; `?` marks optional keys."""
    found: set[str] = set()
    for name, schema in (("facts", ipdsl.load_text(PAGE).facts_schema()), ("decision", ipdsl.decision_schema())):
        parts: Mapping[str, Any] = schema["$defs"]  # type: ignore[assignment]  # it is plain data
        found |= {_without_words(path) for path in _by_schema(schema, parts, name)}
    return sorted(found)


def _without_words(path: str) -> str:
    for words, instead in WORDS:
        path = words.sub(instead, path)
    return path


def _by_schema(node: Mapping[str, Any], parts: Mapping[str, Any], path: str) -> Iterator[str]:
    node = parts[node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
    for other in (*node.get("oneOf", ()), *node.get("anyOf", ())):
        yield from _by_schema(other, parts, path)
    for key, value in node.get("properties", {}).items():
        mark = "" if key in node.get("required", ()) else "?"
        yield f"{path}.{key}{mark}"
        yield from _by_schema(value, parts, f"{path}.{key}")
    for key in ("additionalProperties", "patternProperties"):
        if isinstance(value := node.get(key), dict):
            yield f"{path}.*"
            for inner in (value,) if key == "additionalProperties" else value.values():
                yield from _by_schema(inner, parts, f"{path}.*")
    if isinstance(node.get("items"), dict):
        yield from _by_schema(node["items"], parts, f"{path}[]")


def of_commands(folder: Path) -> list[str]:
    """The keys of the JSON that commands print with `--format json` or write."""
    _write(folder)
    known, page = folder / "known.json", folder / "tea.ipp"
    found = {
        "eval --cohort": _printed("eval", page, "--cohort", "--facts", known),
        "eval --each": _printed("eval", page, "--each", "--facts", known, folder / "bad.json"),
        "eval, findings": _printed("eval", page, "--full", "--facts", folder / "bad.json"),
        "ask": _printed("ask", page, "--facts", folder / "open.json"),
        "trace": _printed("trace", page, "--facts", known, "B"),
        "compare": _printed("compare", page, folder / "other.ipp", "--facts", known),
        "check": _printed("check", folder / "mistaken.ipp"),
        "test": _printed("test", page),
        "readings": _printed("readings", page),
        "audit": _printed("audit", page, "--against", folder / "text.txt"),
        "letter": _printed("letter", page, "--facts", known, folder / "bad.json", "-o", folder / "{applicant}.html"),
        "letter --list-fields": _printed("letter", "--list-fields"),
    }
    run("eval", page, "--full", "--facts", known, "--as-of", "2024-12-31", "--ledger-out",
        folder / "ledger.json")  # fmt: skip
    found["ledger"] = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    settle_table(folder, folder / "out")
    found["batch, run.json"] = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    chunks = (folder / "out" / "chunks.jsonl").read_text(encoding="utf-8").splitlines()
    found["batch, chunks.jsonl"] = [json.loads(line) for line in chunks]
    return sorted({path for name, value in found.items() for path in _paths(value, name)})


def settle_table(folder: Path, out: Path) -> None:
    """Settle a table of two firms into a folder with every result table. One firm cannot be read."""
    (folder / "tea.ipp").write_text(PAGE, encoding="utf-8")
    firms = {"id": ["F1", "F2"], "kinds": [["enterprise"], ["enterprize"]]}
    pq.write_table(pa.table(firms), folder / "firms.parquet")
    words = ("-o", out, "--as-of", "2022-12-31", "--claims", "--ledger")
    done = run("batch", folder / "tea.ipp", "--facts", folder / "firms.parquet", *words)
    assert done.code == 1, done.err


def _write(folder: Path) -> None:
    texts = {
        "tea.ipp": PAGE,
        "other.ipp": PAGE.replace("tea_2022", "oil_2022"),
        "mistaken.ipp": MISTAKEN,
        "text.txt": TEXT,
        **{f"{name}.json": json.dumps(facts) for name, facts in (("known", KNOWN), ("open", OPEN), ("bad", BAD))},
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _printed(*words: str | Path) -> object:
    return json.loads(run(*words, "--format", "json").out)


def _paths(value: object, path: str) -> Iterator[str]:
    """The paths of keys, without those of decisions, which the schema has."""
    match value:
        case {"facts_digest": _, "claims": _}:
            yield f"{path}: a decision"
        case dict():
            named: Iterable[tuple[str, object]] = value.items()
            if path.endswith(DATA):
                named = (("*", inner) for inner in value.values())
            for key, inner in named:
                yield f"{path}.{'*' if key.isdecimal() else key}"
                yield from _paths(inner, f"{path}.{'*' if key.isdecimal() else key}")
        case list():
            for inner in value:
                yield from _paths(inner, f"{path}[]")
