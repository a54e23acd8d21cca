"""The constructs of language and facts that a policy with facts has.

A long run prints how often each construct appeared, so that unused ones are noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ipdsl.ir.proposal import (
    BELOW,
    BELOW_AFTER_DEDUCTIONS,
    CEILING_APPROVED,
    CEILING_OPEN,
    DEFINED,
    MINIMUM_TOTAL,
    ROUNDED_TOTAL,
)
from ipdsl.ir.terms import TriggerKind
from tests.properties.trial import Trial

GAPS = {
    ("applicant", 2): "a field of the applicant left out",
    ("figures", 2): "a year of figures left out",
    ("figures", 3): "a yearly figure left out",
    ("records", 4): "a field of a record left out",
    ("published", 1): "places left out",
    ("as_of", 1): "the as-of day left out",
}
"""A description of each gap, by the first part and the length of its path."""


SUMS = {
    BELOW: "a sum below the threshold of its award",
    BELOW_AFTER_DEDUCTIONS: "a rest below the threshold of its award",
    MINIMUM_TOTAL: "a sum of claims below its minimum",
    ROUNDED_TOTAL: "a sum of claims that is rounded",
}
"""A description of each refusal or cut by a sum, by its code."""

LINES = ("history", "support", "older_documents")
"""The parts of the facts whose lines refer to records."""


def constructs(trial: Trial) -> Iterator[str]:
    """The names of the constructs of a trial."""
    kinds = {clause.label: clause.trigger.kind for clause in trial.compiled.program.clauses}
    claims = trial.decision.claims
    if any(claim.counted for claim in claims):
        yield "a set with records that count"
    if any(claim.left_out for claim in claims):
        yield "a set that leaves records out"
    if any(kinds.get(claim.label) is TriggerKind.WHILE for claim in claims):
        yield "a state"
    if any(part.code == DEFINED for claim in claims for part in claim.parts):
        yield "a definition"
    parts = {part.code for claim in claims for part in claim.parts}
    codes = {adjustment.code for claim in claims for adjustment in claim.adjustments}
    for code, name in SUMS.items():
        if code in parts or code in codes:
            yield name
    rows = {claim.row for claim in claims if claim.row}
    if any(": " in row for row in rows):
        yield "a row in a row"
    if any(row.rpartition(": ")[2] in ("yes", "no") for row in rows):
        yield "a row of a flag"
    labels = {clause.label for clause in trial.compiled.program.clauses if clause.text.startswith("award as follows")}
    if any(claim.row and claim.label in labels for claim in claims):
        yield "a row of a condition"
    reasons = {claim.reason.code for claim in claims if claim.reason is not None}
    if CEILING_OPEN in reasons:
        yield "an open approval"
    if CEILING_APPROVED in reasons:
        yield "an approval"
    for part in ("history", "support", "older_documents", "published"):
        if trial.facts.get(part):
            yield part
    if "as_of" in trial.facts:
        yield "an as-of day"
    if any(_tells_part(trial, line) for part in LINES for line in trial.facts.get(part) or ()):
        yield "a line with a part of its key"
    yield from gaps_of(trial)


def _tells_part(trial: Trial, line: dict[str, Any]) -> bool:
    """Whether a line states some of the key fields of its record, but not all."""
    kind, _, item = str(line.get("item", "")).rpartition(": ")
    record = trial.compiled.program.schema.record_by_name.get(line.get("kind", kind))
    if record is None or len(record.key) == 1:
        return False
    told = set(record.key) & line.get("keys", {}).keys()
    in_item = len(item.split(" / ")) == len(record.key)
    return not in_item and len(told) < len(record.key)


def gaps_of(trial: Trial) -> set[str]:
    """The names of the gaps of a trial."""
    return {_of_gap(gap.path, trial) for gap in trial.gaps}


def _of_gap(path: tuple[object, ...], trial: Trial) -> str:
    match path:
        case ("records", str(kind)):
            return "a partial list" if kind in trial.open_facts["records"] else "a kind left out"
        case _:
            return GAPS.get((str(path[0]), len(path)), f"{path[0]} left out")
