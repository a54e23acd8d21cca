"""Measure `--year`: the decision also names the other years, so all years are settled a second time.

Input: generated firms of two cities. Output: the cost of a decision, of all years or a single one, with its JSON, and
the same for a table of these firms; then the cost of a table with the ledger of the year before, that the same page or
an earlier one wrote.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pyarrow as pa

import ipdsl
from benchmarks import firms as shaoguan, firms_dongyang as dongyang
from benchmarks.ladders import DONGYANG
from benchmarks.ours import SHAOGUAN, Ours
from benchmarks.results import Cell, Lines, Measured, over as over_rounds, ratios, spread
from benchmarks.rounds import interleave, over, repeated
from benchmarks.warm import Effort
from ipdsl.batch.evaluate import Options, TablePolicy
from ipdsl.batch.result import TableResult
from ipdsl.decision.decision import Request
from ipdsl.ir.facts import Facts
from ipdsl.report.decision_json import to_json
from ipdsl.runtime.compiled_policy import evaluate
from tests.support.batch.histories import with_history
from tests.support.in_tables import nested_table

YEAR, LAST = 2022, 2024
ALL_YEARS, SAME_PAGE = "all years", "the same page"
FIRMS = 2_000
CITIES = (("Shaoguan", SHAOGUAN, shaoguan), ("Dongyang", DONGYANG, dongyang))


def question(effort: Effort) -> Lines:
    """Measure one firm after the other, and a table of firms, as one table of figures."""
    decisions: list[Row] = []
    tables: list[Row] = []
    for city, path, drawn in CITIES:
        ours = Ours.of(path)
        typed = [ours.facts(one) for one in drawn.firms(effort.sample)]

        def told(facts: Facts, year: int | None, ours: Ours = ours) -> object:
            return to_json(evaluate(ours._program, ours._code, facts, Request(year)))

        engines = [
            over(ALL_YEARS, lambda facts: told(facts, None), typed),
            *(over(f"the year {year}", lambda facts, year=year: told(facts, year), typed) for year in (YEAR, LAST)),  # type: ignore[misc]
        ]
        times = interleave(engines, effort.rounds, effort.seconds)
        decisions.append(_row(f"a decision as JSON, {city}", times))
        tables.append(_row(f"a firm of a table, totals, {city}", _tables(ours, list(drawn.firms(FIRMS)), effort)))
    columns = ("", f"{ALL_YEARS}, µs", *(f"× with `--year {year}`" for year in (YEAR, LAST)))
    what = f"{effort.sample} firms by decisions, {FIRMS:,} firms by tables"
    yield Measured("one-year", over_rounds(what, effort.rounds), columns, (*decisions, *tables))
    edited = [_row(f"a firm of a table with its ledger, {city}", _next_year(*parts, effort)) for city, *parts in CITIES]
    columns = ("", f"{SAME_PAGE}, µs", "× after an edit of the page")
    yield Measured("edited-page", over_rounds(f"{FIRMS:,} firms", max(3, effort.rounds // 3)), columns, (*edited,))


Row: TypeAlias = "tuple[str, tuple[Cell, ...]]"


def _row(name: str, times: dict[str, list[float]]) -> Row:
    base, *years = times.values()
    return name, (spread(base), *(ratios(found, base) for found in years))


def _tables(ours: Ours, plain: list[dict[str, object]], effort: Effort) -> dict[str, list[float]]:
    policy = TablePolicy(ours.policy.code, ours.policy.column_code)
    firms = nested_table(ours.policy.code.program, [{k: v for k, v in one.items() if k != "series"} for one in plain])

    def settled(year: int | None) -> object:
        return policy.settle(firms, Options(as_of=None, year=year, claims=False))

    engines = [
        repeated(ALL_YEARS, lambda: settled(None), len(plain)),
        *(repeated(f"the year {year}", lambda year=year: settled(year), len(plain)) for year in (YEAR, LAST)),  # type: ignore[misc]
    ]
    return interleave(engines, max(3, effort.rounds // 3), effort.seconds)


def _next_year(path: Path, drawn: ModuleType, effort: Effort) -> dict[str, list[float]]:
    """The year `LAST` of a table with the ledger up to the year before, by the page and with all its caps raised."""
    page = path.read_text(encoding="utf-8")
    raised = ipdsl.load_text(re.sub(r"(?<=cap )[0-9]+", lambda cap: f"{int(cap[0]) + 1000}", page), path.name)
    pages = {SAME_PAGE: ipdsl.load(path), "an edited page": raised}
    stated = ({name: facts for name, facts in one.items() if name not in _OF_A_YEAR} for one in drawn.firms(FIRMS))
    table = nested_table(raised.program, [*stated])

    def settled(policy: ipdsl.Policy, facts: pa.Table, year: int) -> TableResult:
        day = f"{year}-12-31"
        return policy.evaluate_table(facts, as_of=day, ledger=True, series=drawn.series(), engine="llvm")

    facts = with_history(table, settled(pages[SAME_PAGE], table, LAST - 1).ledger)
    settled(raised, facts, LAST)  # compiled before it is measured
    engines = [
        repeated(name, lambda policy=policy: settled(policy, facts, LAST), FIRMS) for name, policy in pages.items()
    ]  # type: ignore[misc]
    return interleave(engines, max(3, effort.rounds // 3), effort.seconds)


_OF_A_YEAR = ("series", "as_of", "history")
