"""Tables of firms over three years, with edits of the page between the years: by columns, and firm by firm."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow as pa

import ipdsl
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.batch.readers import named_lines
from ipdsl.batch.readers.lines import Lines
from ipdsl.batch.result import TableResult
from tests.support.batch.histories import with_history
from tests.support.batch.law import Counts
from tests.support.edited_pages import WORDS, YEARS, EditedPage, draw_page, draw_records, edited, facts_of
from tests.support.in_tables import nested_table

FIRMS = 8
ORDERED = ("totals", "errors", "ledger", "guards", "missing")
UNORDERED = ("claims", "later")


def differences_after_edits(seed: int, folder: Path, counts: Counts, edits: Sequence[str]) -> Iterator[str]:
    """The tables that differ between columns and single decisions, in two years after drawn edits of a drawn page.

    Some firms state other values of old records later, or no longer state them.
    """
    draw = random.Random(f"{seed} edited table")
    page, records = draw_page(draw), [draw_records(draw) for _ in range(FIRMS)]
    policy, ledger = _load(page, folder), None
    for year in YEARS:
        if policy is None:
            return
        table = nested_table(policy.program, [*_facts(draw, records, year, restates=ledger is not None)])
        if ledger is None:
            ledger = _settled(policy, table, year).ledger
        else:
            table = with_history(table, ledger)
            by_columns, alone = (_settled(policy, table, year, alone=is_alone) for is_alone in (False, True))
            counts.update({f"alone {way}": number for way, number in alone.ways.items()} | by_columns.ways)
            counts["refused lines"] += _refused_lines(by_columns)
            yield from (f"{seed} {year} {page.title}: {each}" for each in _differing_parts(by_columns, alone))
            yield from (f"{seed} {year}: {line} is not kept" for line in _changed_lines(ledger, by_columns.ledger))
            ledger = by_columns.ledger
        possible = [edit for edit in edits if edit != "exchange titles" or len(page.articles) > 1]
        page = edited(draw.choice(possible), page, draw, set()) or page
        policy = _load(page, folder)


def _load(page: EditedPage, folder: Path) -> ipdsl.Policy | None:
    """A page as a policy; `None` if it has errors, or columns settle none of its awards."""
    (folder / "w.ipp").write_text(WORDS, "utf-8")
    (folder / "p.ipp").write_text(page.text()[0], "utf-8")
    try:
        policy = ipdsl.load(folder / "p.ipp")
    except ipdsl.PolicyError:
        return None
    return None if policy.column_code(False).unsupported else policy


def _facts(draw: random.Random, records: Sequence[list[Any]], year: int, restates: bool) -> Iterator[dict[str, Any]]:
    for number, of_firm in enumerate(records):
        facts = facts_of(of_firm, year)
        del facts["as_of"]
        facts["applicant"]["id"] = f"F{number}"
        if restates and draw.random() < 0.5:
            for kind, stated in facts["records"].items():
                facts["records"][kind] = [
                    {**record, "bank": draw.choice([record["bank"], "Z"])} for record in stated if draw.random() < 0.6
                ]
        yield facts


def _settled(policy: ipdsl.Policy, table: pa.Table, year: int, *, alone: bool = False) -> TableResult:
    """A year of a table. `alone`: firms with lines of an earlier page are settled by single decisions."""

    def as_written(lines: Lines) -> Lines:
        return lines

    recalled = as_written if alone else named_lines.recalled_lines
    with patch.object(named_lines, "recalled_lines", recalled):
        return TablePolicy(policy.code, policy.column_code).settle(
            table, Options(as_of=datetime.date(year, 12, 31), claims=True, engine=CPYTHON, ledger=True)
        )


def _refused_lines(result: TableResult) -> int:
    """The applicants that leave columns because of their lines, and whose facts are then refused."""
    ways, refused = result.applicants["way"].to_pylist(), {*result.errors["row"].to_pylist()}
    return sum(way == "lines" and row in refused for row, way in enumerate(ways))


def _differing_parts(one: TableResult, other: TableResult) -> Iterator[str]:
    first, second = (result.applicants.drop_columns(["way"]) for result in (one, other))
    if not first.equals(second):
        yield "applicants"
    yield from (part for part in ORDERED if not getattr(one, part).equals(getattr(other, part)))
    for part in UNORDERED:
        rows = [sorted(map(str, getattr(result, part).to_pylist())) for result in (one, other)]
        if rows[0] != rows[1]:
            yield part


def _changed_lines(before: pa.Table, after: pa.Table) -> Iterator[str]:
    """The lines without waiting money that a later ledger does not have as they were written."""
    kept = {*map(str, after.to_pylist())}
    yield from (str(line) for line in before.to_pylist() if not line["carried"] and str(line) not in kept)
