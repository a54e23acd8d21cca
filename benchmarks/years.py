"""Measure `--year`: the decision also names the other years, so all years are settled a second time.

Input: generated firms of two cities. Output: the cost of a decision, of all years or a single one, with its JSON, and
the same for a table of these firms.
"""

from __future__ import annotations

from typing import TypeAlias

from benchmarks import firms as shaoguan
from benchmarks import firms_dongyang as dongyang
from benchmarks.ladders import DONGYANG
from benchmarks.ours import SHAOGUAN, Ours
from benchmarks.results import Cell, Lines, Measured, ratios, spread
from benchmarks.results import over as over_rounds
from benchmarks.rounds import interleave, over, repeated
from benchmarks.warm import Effort
from ipdsl.batch.evaluate import TablePolicy
from ipdsl.ir.facts import Facts
from ipdsl.report.decision_json import to_json
from ipdsl.runtime.evaluation import evaluate
from tests.support.in_tables import nested_table

YEAR, LAST = 2022, 2024
ALL_YEARS = "all years"
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
            return to_json(evaluate(ours._program, ours._code, facts, year=year))

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


Row: TypeAlias = "tuple[str, tuple[Cell, ...]]"


def _row(name: str, times: dict[str, list[float]]) -> Row:
    base, *years = times.values()
    return name, (spread(base), *(ratios(found, base) for found in years))


def _tables(ours: Ours, plain: list[dict[str, object]], effort: Effort) -> dict[str, list[float]]:
    policy = TablePolicy(ours.policy.code, ours.policy.column_code)
    firms = nested_table(ours.policy.code.program, [{k: v for k, v in one.items() if k != "series"} for one in plain])

    def settled(year: int | None) -> object:
        return policy.settle(firms, as_of=None, year=year, claims=False)

    engines = [
        repeated(ALL_YEARS, lambda: settled(None), len(plain)),
        *(repeated(f"the year {year}", lambda year=year: settled(year), len(plain)) for year in (YEAR, LAST)),  # type: ignore[misc]
    ]
    return interleave(engines, max(3, effort.rounds // 3), effort.seconds)
