"""Applicants with history lines of this policy: lines of an earlier run, complete or short, with variations."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from ipdsl.ir.facts import LedgerLine
from ipdsl.ledger.lines import is_final
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_to_json
from tests.properties.pipeline import Compiled

Row = dict[str, Any]


def with_own_lines(made: Compiled, every: Sequence[Row], draw: random.Random) -> list[Row]:
    """The applicants with lines of an earlier day, without applicants whose lines no run accepts."""
    found: list[Row] = []
    for facts in every:
        day = f"{draw.choice((2021, 2022, 2023, 2024))}-{draw.choice(('06-30', '12-31'))}"
        try:
            before = made.evaluate_open({**facts, "as_of": day})
            stated = {**facts, "history": lines_of(before.ledger, draw, made.program.name)}
            if draw.random() < 0.7:
                stated["support"] = []
            if draw.random() < 0.4:
                stated["records"] = without_some(facts["records"], draw)
            made.evaluate_open(stated)
        except FactsError:
            continue
        found.append(stated)
    return found


def lines_of(ledger: Sequence[LedgerLine], draw: random.Random, policy: str) -> list[Row]:
    """Ledger lines as facts: most are unchanged, some are short, some have partial payments, some are left out."""
    lines: list[Row] = []
    for line in ledger:
        [row] = ledger_to_json([line])
        is_own, chance = line.policy == policy, draw.random()
        if not is_own or line.short:
            lines.append(row)
        elif not is_final(line) and draw.random() < 0.9:
            continue
        elif chance < 0.15:
            lines.append(short(row, draw))
        elif chance < 0.25 and line.due:
            day, sum_ = f"{line.year}-12-30", row["due"][str(min(line.due))]
            lines.append({**row, "payments": draw.choice(([], [{"day": day, "amount": sum_}] * draw.randint(1, 2)))})
        elif chance < 0.9:
            lines.append(row)
        elif chance < 0.95 and line.item != str(line.year):
            lines.append({**row, "item": f"{row['item']}9", "keys": {}})
    return lines


def short(row: Row, draw: random.Random) -> Row:
    """A short line: the amount due, and sometimes its row, kind, level, policy or applicant."""
    more = [name for name in ("row", "kind", "level", "policy", "applicant") if row.get(name) and draw.random() < 0.5]
    return {name: row[name] for name in ("clause", "item", "year", "due", *more)}


def without_some(records: dict[str, list[Row]], draw: random.Random) -> dict[str, list[Row]]:
    """The records without some of them, like facts that state only new records."""
    return {kind: [one for one in own if draw.random() < 0.7] for kind, own in records.items()}
