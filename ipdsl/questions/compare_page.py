"""A comparison as a table for people and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.questions.compare import YEARLY, Cell, Comparison, Row
from ipdsl.runtime.decision.explain import amount
from ipdsl.runtime.decision.export import bounds_to_json, money_to_json, to_json
from ipdsl.runtime.decision.light import NOTICE
from ipdsl.runtime.decision.page import clean, width, wrapped
from ipdsl.runtime.outcome import Outcome
from ipdsl.values.money import Bounds

SCHEMA = 1
NOTHING = "-"
ITEMS = 40
"""The most columns that an item takes."""


def render(comparison: Comparison, *, with_all: bool = False) -> str:
    """The table: a line for each item that a policy pays or may pay, or for every item; sums in the currency named."""
    rows = [row for row in comparison.rows if with_all or row.may_pay]
    table = list(_table(comparison, rows))
    hidden = len(comparison.rows) - len(rows)
    lines = [*_head(comparison), "", *_aligned(table), ""]
    if hidden:
        items = "one item pays" if hidden == 1 else f"{hidden} items pay"
        lines += wrapped(f"{items} nothing under any of these policies; `--all` lists them, with the outcome")
    lines += wrapped(f"{NOTHING}: the policy says nothing of it. {NOTICE}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(comparison: Comparison) -> Iterator[str]:
    currencies = ", ".join(dict.fromkeys(decision.currency for decision in comparison.decisions))
    applicant = comparison.decisions[0].applicant
    as_of = next((f", as of {d.as_of}" for d in comparison.decisions if d.as_of), "")
    yield from wrapped(f"applicant {applicant}{as_of}; all sums in {currencies}")
    for decision in comparison.decisions:
        document = f" ({decision.document})" if decision.document else ""
        yield from wrapped(f"{decision.policy}: {decision.title}{document}", "  ", "    ")


def _table(comparison: Comparison, rows: list[Row]) -> Iterator[tuple[str, ...]]:
    yield ("", *(decision.policy for decision in comparison.decisions))
    yield ("Total due", *(_between(decision.due) for decision in comparison.decisions))
    kind = None
    for row in rows:
        if row.kind != kind:
            kind = row.kind
            yield (_named(row),)
        yield (f"  {row.item}", *(_shown(cell) for cell in row.cells))


def _named(row: Row) -> str:
    if row.kind == YEARLY:
        return "by year, and by state of the applicant"
    return row.kind if row.label in ("", row.kind) else f"{row.kind} {row.label}"


def _shown(cell: Cell | None) -> str:
    """A sum, its two ends, or why there is none."""
    if cell is None:
        return NOTHING
    if not cell.due.is_point:
        return _between(cell.due)
    return amount(cell.paid) if cell.paid.minor > 0 else _why_zero(cell)


def _why_zero(cell: Cell) -> str:
    """The outcome that says most: what was cut before what never was."""
    order = list(Outcome)
    return min(cell.outcomes, key=order.index).value


def _between(due: Bounds) -> str:
    if due.is_point:
        return amount(due.low)
    if due.high is None:
        return f"{amount(due.low)} or more"
    return f"up to {amount(due.high)}" if due.low.minor == 0 else f"{amount(due.low)} to {amount(due.high)}"


def _aligned(table: list[tuple[str, ...]]) -> Iterator[str]:
    """Columns as wide as what stands in them: the items to the left, sums to the right."""
    shown = [tuple(clean(cell) if i else _cut(clean(cell)) for i, cell in enumerate(line)) for line in table]
    full = [line for line in shown if len(line) > 1]
    widths = [max(width(line[column]) for line in full) for column in range(len(full[0]))]
    for line in shown:
        first = line[0] + " " * max(0, widths[0] - width(line[0]))
        yield "  ".join([first, *(" " * (w - width(c)) + c for c, w in zip(line[1:], widths[1:], strict=False))])


def _cut(text: str) -> str:
    if width(text) <= ITEMS:
        return text
    while width(text) > ITEMS - 1:
        text = text[:-1]
    return f"{text}…"


def plain(comparison: Comparison) -> dict[str, object]:
    """As JSON: each policy's whole decision, and the rows with the places of their claims in it."""
    places = [{id(claim): i for i, claim in enumerate(d.claims)} for d in comparison.decisions]
    return {
        "schema": SCHEMA,
        "decisions": [to_json(decision) for decision in comparison.decisions],
        "rows": [
            {
                "kind": row.kind,
                "label": row.label,
                "item": row.item,
                "cells": [
                    None if cell is None else _cell(cell, place) for cell, place in zip(row.cells, places, strict=True)
                ],
            }
            for row in comparison.rows
        ],
        "notice": NOTICE,
    }


def _cell(cell: Cell, places: dict[int, int]) -> dict[str, object]:
    return {
        "paid": money_to_json(cell.paid),
        "due": bounds_to_json(cell.due),
        "outcomes": [outcome.value for outcome in cell.outcomes],
        "claims": [places[id(claim)] for claim in cell.claims],
    }
