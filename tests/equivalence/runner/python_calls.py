"""Calls of the library, of compiled modules and of traces. Each kind is a function that returns texts by name."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import commands

import ipdsl

MOST_TRACES = 12
"""The greatest number of traced claims of one decision."""


def decide(page: str, facts: str, **options: Any) -> dict[str, str]:
    """The results of the library: totals, bounds, and each claim. Commands print the whole decision."""
    try:
        policy = ipdsl.load(page)
    except ipdsl.PolicyError as error:
        return {"refused page": str(error)}
    return _decided(policy, Path(facts), options)


def describe(page: str) -> dict[str, str]:
    """The attributes of a loaded policy."""
    try:
        policy = ipdsl.load(page)
    except ipdsl.PolicyError as error:
        return {"refused page": str(error)}
    return {
        "policy": _plain(
            {
                "name": [policy.name, policy.title, policy.document, policy.currency, policy.content_hash],
                "effective": policy.effective,
                "clauses": policy.clauses,
                "articles": policy.articles,
                "findings": [one.code for one in policy.check()],
                "name of the schema": policy.facts_schema_name(),
            }
        ),
        "decision schema": _plain(ipdsl.decision_schema()),
    }


def module(file: str, *facts: str) -> dict[str, str]:
    """Import a compiled module: its metadata, and its results for each file of facts."""
    made = importlib.util.spec_from_file_location("compiled_page", file)
    assert made is not None
    assert made.loader is not None
    code = importlib.util.module_from_spec(made)
    made.loader.exec_module(code)
    found = {"module": _plain([code.DOCUMENT, code.EFFECTIVE, code.CONTENT_HASH, code.POLICY.name, code.POLICY.title])}
    for name in facts:
        stated = json.loads(Path(name).read_text("utf-8"))
        found |= {f"{name}: {what}": text for what, text in _decided(code, stated, {}).items()}
        if f"{name}: sums" in found:
            found[f"{name}: decision"] = _plain(ipdsl.to_json(code.evaluate(stated)))
    return found


def traces(page: str, facts: str, language: str) -> dict[str, str]:
    """The trace of the claims of facts."""
    listed = commands.run(["eval", page, "--facts", facts, "--format", "json"])
    if not listed["stdout"].startswith("{"):
        return listed
    claims = json.loads(listed["stdout"]).get("claims", [])
    found = {}
    for claim in claims[:: len(claims) // MOST_TRACES + 1]:
        words = [claim["clause"], *([claim["item"]] if claim["item"] else [])]
        day = ["--day", claim["event_date"]] if claim["item"] and claim["event_date"] else []
        ran = commands.run(["trace", page, *words, *day, "--facts", facts, "--lang", language])
        found[" ".join([*words, *day])] = "\n".join(ran.values())
    return found


def table(page: str, file: str, options: dict[str, Any]) -> dict[str, str]:
    """The result tables of a table of applicants."""
    import pyarrow.parquet as pq  # few calls read tables

    try:
        result = ipdsl.load(page).evaluate_table(pq.read_table(file), **options)
    except ipdsl.FactsError as error:
        return {"refused": _plain(error.to_json("en"))}
    names = ("applicants", "totals", "later", "missing", "errors", "claims", "ledger")
    tables = {name: getattr(result, name) for name in names}
    return {name: _plain(one.to_pylist()) for name, one in tables.items() if one is not None} | {
        "ways": _plain(result.ways), "notes": _plain(result.notes)
    }  # fmt: skip


KINDS: dict[str, Callable[..., dict[str, str]]] = {
    "decide": decide,
    "describe": describe,
    "module": module,
    "table": table,
    "traces": traces,
}


def _decided(policy: Any, stated: dict[str, Any] | Path, options: dict[str, Any]) -> dict[str, str]:
    """The results of a policy or a compiled module for facts."""
    try:
        decision = policy.evaluate(stated, **options)
    except ipdsl.FactsError as error:
        return {"refused": "\n".join([str(error), _plain(error.to_json("en")), _plain(error.to_json("zh"))])}
    return {
        "total": _total(policy, stated),
        "sums": _sums(decision),
        "claims": "\n".join(_claim(claim) for claim in decision.claims),
    }


def _total(policy: Any, stated: dict[str, Any] | Path) -> str:
    facts = policy.read_facts(stated)
    try:
        total = str(policy.total(facts))
    except ipdsl.Undetermined as error:
        total = f"undetermined: {error} {error.bounds} {[fact.path for fact in error.facts]}"
    return f"{total}\n{policy.total_bounds(facts)}"


def _sums(decision: ipdsl.Decision) -> str:
    by_year = [f"{year}: {decision.total_of(year)}" for year in decision.years]
    return "\n".join(
        [
            f"total {decision.total}, due {decision.due}, still due {decision.still_due}",
            f"undetermined {decision.is_undetermined}",
            *by_year,
            *decision.assumptions,
            *(fact.path for fact in decision.missing),
        ]
    )


def _claim(claim: ipdsl.Claim) -> str:
    cuts = ", ".join(f"{one.code} {one.cut} {one.text}" for one in claim.adjustments)
    return (
        f"{claim.label} {claim.item} {claim.event_date} {claim.year} {claim.row}: {claim.outcome.value}, "
        f"proposed {claim.proposed}, paid {claim.paid}, bounds {claim.bounds}, "
        f"ceiling {claim.ceiling}; {claim.citation}; {cuts}"
    )


def _plain(value: object) -> str:
    """A value as lines of JSON. Types unknown to JSON are converted to text."""
    return json.dumps(value, indent=1, ensure_ascii=False, default=str)


sys.dont_write_bytecode = True  # compiled modules are read once
