"""The results of a release for the files in a folder: the commands to run, and the parts of their JSON to compare.

Texts for people, places on pages and the version are left out, because they may change. A ledger line is represented by
its digest.
"""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

Json = Mapping[str, Any]
Run = Callable[[Sequence[str]], tuple[int, str]]
"""Run a command in the folder of the files; returns its exit code and its output."""


class Evaluation(NamedTuple):
    """A command over files of the folder. `is_dated` is false if the facts have no as-of date.

    `since` is the first release whose folder has the files.
    """

    name: str
    words: tuple[str, ...]
    is_dated: bool = True
    since: str = "0.2"


OUT = "out"
"""The folder into which tables are written."""

_FIRM = ("eval", "town.ipp", "--full", "--facts", "firm.json")
_MANY = ("eval", "town.ipp", "--cohort", "--facts")

EVALUATIONS: tuple[Evaluation, ...] = (
    Evaluation("facts", _FIRM),
    Evaluation("facts under the page in Chinese", ("eval", "town_zh.ipp", "--full", "--facts", "firm.json")),
    Evaluation("facts in labels", ("eval", "town.ipp", "--full", "--facts", "firm_zh.json")),
    Evaluation(
        "facts in labels, one year", ("eval", "town.ipp", "--full", "--facts", "firm_zh.json", "--year", "2022")
    ),
    Evaluation("unknown facts", ("eval", "town.ipp", "--full", "--facts", "unknown.json")),
    Evaluation("unknown facts, strict", ("eval", "town.ipp", "--full", "--facts", "unknown.json", "--strict")),
    Evaluation("no as-of date", ("eval", "town.ipp", "--full", "--facts", "undated.json"), is_dated=False),
    Evaluation(
        "no as-of date, unknown facts",
        ("eval", "town.ipp", "--full", "--facts", "undated_unknown.json"),
        is_dated=False,
    ),
    Evaluation("ledger of one year", (*_FIRM, "--history", "ledger_2021.json", "--year", "2022")),
    Evaluation("ledger of three years", (*_FIRM, "--history", "ledger_2023.json")),
    Evaluation("ledger, a year reopened", (*_FIRM, "--history", "ledger_2023.json", "--reopen", "2022")),
    Evaluation(
        "decision as a ledger",
        ("eval", "town.ipp", "--full", "--facts", "firm_zh_later.json", "--history", "decision_2022.json"),
    ),
    Evaluation("edited ledger", (*_FIRM, "--history", "ledger_edited.json")),
    Evaluation(
        "edited ledger, accepted", (*_FIRM, "--history", "ledger_edited.json", "--accept-modified-ledger", "Li")
    ),
    Evaluation(
        "ledger of the page before an edit",
        ("eval", "town_edited.ipp", "--full", "--facts", "firm_after_edit.json", "--history", "ledger_2023.json"),
        since="0.7",
    ),
    Evaluation("JSON lines, together", (*_MANY, "firms.jsonl")),
    Evaluation("JSON lines, one by one", ("eval", "town.ipp", "--each", "--facts", "firms.jsonl")),
    Evaluation("ledger of many", (*_MANY, "firms_without_history.jsonl", "--history", "ledger_of_firms.json")),
    Evaluation("workbook of a firm", ("eval", "town.ipp", "--full", "--facts", "firm.xlsx")),
    Evaluation("form of a firm", ("eval", "town.ipp", "--full", "--facts", "form.xlsx"), since="0.10"),
    Evaluation("workbook of the bureau", ("eval", "town.ipp", "--full", "--facts", "bureau.xlsx")),
    Evaluation("workbook of many", (*_MANY, "firms.xlsx")),
    Evaluation("tables, one by one", ("eval", "town.ipp", "--each", "--facts", "tables")),
    Evaluation("tables, as a batch", ("batch", "town.ipp", "--facts", "tables", "-o", OUT, "--claims", "--ledger")),
)


def result_of(evaluation: Evaluation, folder: Path, run: Run) -> dict[str, Any]:
    """The result of a command: its exit code, and decisions, findings or tables."""
    if evaluation.words[0] == "batch":
        code, _ = run(evaluation.words)
        return {"exit": code, "tables": _tables(folder / OUT)}
    code, printed = run((*evaluation.words, "--format", "json"))
    found: Json = json.loads(printed)
    if "findings" in found:
        return {"exit": code, "findings": [[one["code"], one.get("path")] for one in found["findings"]]}
    decisions = found.get("decisions", [found])
    return {"exit": code, "decisions": [_decision(one) for one in decisions]}


def _tables(out: Path) -> dict[str, list[list[Any]]]:
    """The rows of each table of a run, without `guards`, which is new in 0.7. The tables are then removed."""
    found = {}
    for table in sorted(path for path in out.iterdir() if path.is_dir() and path.name != "guards"):
        rows = [row for part in sorted(table.glob("*.parquet")) for row in pq.read_table(part).to_pylist()]
        found[table.name] = [[cell(str(value)) for name, value in row.items() if name not in _LEFT_OUT] for row in rows]
    shutil.rmtree(out)
    return found


_LEFT_OUT = ("message", "title", "granted", "payments", "fields", "page", "payable_now")
"""The columns of words, which a release may reword or add, and the columns since 0.7."""


def cell(text: str) -> str:
    """A cell as text. Keys by name are a struct with nulls before 0.7, then a map of lists."""
    if not text.startswith(("{", "[(")):
        return text
    parts = ast.literal_eval(text)
    if isinstance(parts, list) and not any(isinstance(value, list) for _, value in parts):
        return text
    keys = {name: [value] if isinstance(value, str) else value for name, value in dict(parts).items() if value}
    return str(sorted(keys.items()))


_KEPT = ("applicant", "as_of", "years", "total", "due", "still_due", "undetermined", "balances", "other_years", "late")
_OF_CLAIMS = ("clause", "item", "year", "paid", "outcome", "event_date", "row", "proposed", "ceiling")


def _decision(decision: Json) -> dict[str, Any]:
    kept = {name: decision[name] for name in _KEPT}
    kept["claims"] = [_claim(claim) for claim in decision["claims"]]
    kept["ledger_head"] = {part: decision["ledger_head"][part] for part in ("lines", "due", "carried")}
    kept["ledger"] = [*_ledger(decision)]
    kept["missing"] = sorted(fact["path"] for fact in decision["missing"])
    kept["remarks"] = [[remark["code"], remark["path"]] for remark in decision["remarks"]]
    kept["reopening"] = decision["reopening"] and {
        "years": decision["reopening"]["years"],
        "moved": [[one["clause"], one["item"], one["anew"], one["before"]] for one in decision["reopening"]["moved"]],
    }
    return kept


_NOT_IN_SCHEMA_2 = ("digest", "payments", "fields", "page")


def _ledger(decision: Json) -> Iterator[list[Any]]:
    """Each line with the digest that schema 2 gave it: without the new parts, chained to the line before.

    Since 0.7 a line without money also states what limits granted.
    """
    before = f"{decision['policy']['name']}\n{decision['applicant']}\n{decision['currency']}"
    for line in decision["ledger"]:
        content = {name: value for name, value in line.items() if name not in _NOT_IN_SCHEMA_2}
        charged = line.get("charged", {})
        content |= {"charged": {rule: charged[rule] for rule in charged if " limit " not in rule}} if charged else {}
        text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
        before = hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()[:16]
        yield [line["clause"], line["item"], line["year"], before]


def _claim(claim: Json) -> list[Any]:
    """A claim as a row: its identity, outcome, bounds and reasons."""
    reason, cuts = claim["reason"], claim["adjustments"]
    return [
        *(claim[name] for name in _OF_CLAIMS), claim["bounds"]["low"], claim["bounds"]["high"],
        reason and reason["code"], [[one["code"], one["rule"], one["cut"]] for one in cuts], claim["carry"],
    ]  # fmt: skip


def certain_claims(decision: Json) -> list[tuple[Any, ...]]:
    """The claims that certainly pay something: clause, item, year and amount."""
    low, high = len(_OF_CLAIMS), len(_OF_CLAIMS) + 1
    return [
        tuple(claim[: _OF_CLAIMS.index("outcome")])
        for claim in decision["claims"]
        if claim[low] == claim[high] != "0.00" and "undetermined" not in claim
    ]
