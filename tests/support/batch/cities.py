"""Generated firms of five cities: a table of firms gives the same results as each firm alone.

`CITY_FIRMS` is the number of firms of each city, `CITY_PROCESSES` the number of processes. With `CITY_ENGINE=compiled`
the columns are compiled. Firms are generated in parts, each with its own seed, so that a part with a difference can be
generated again alone.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import Any

import attrs

import ipdsl
from benchmarks import (
    firms as shaoguan,
    firms_dongyang as dongyang,
    firms_foshan as foshan,
    firms_qingyuan as qingyuan,
    firms_quanzhou as quanzhou,
)
from ipdsl.batch.evaluate import CPYTHON, LLVM, Options, TablePolicy
from ipdsl.batch.result import TableResult
from ipdsl.decision.decision import Decision
from ipdsl.facts.published_series import PublishedSeries, read_series_file
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from tests.conftest import ROOT
from tests.support.batch.law import Counts, differences, differing_remarks
from tests.support.in_tables import nested_table

FIRMS = int(os.environ.get("CITY_FIRMS", "300"))
PROCESSES = int(os.environ.get("CITY_PROCESSES", "1"))
ENGINE = LLVM if os.environ.get("CITY_ENGINE") == "compiled" else CPYTHON
PART = 2_000
"""The number of firms in a table."""

Row = dict[str, Any]


@attrs.frozen
class City:
    """A city: its page, a generator of firms (number, seed), the seed of the first part, and published series."""

    page: str
    firms: Callable[[int, int], Iterator[Row]]
    seed: int
    series: dict[str, Any] = attrs.field(factory=dict)


CITIES = {
    "shaoguan": City("shaoguan_2021", shaoguan.at_edges, shaoguan.SEED, shaoguan.series()),
    "foshan": City("foshan_2020", foshan.firms, foshan.SEED),
    "qingyuan": City("qingyuan_2018", qingyuan.firms, qingyuan.SEED),
    "quanzhou": City("quanzhou_2021", quanzhou.firms, quanzhou.SEED, quanzhou.series()),
    "dongyang": City("dongyang_2021", dongyang.at_edges, dongyang.SEED, dongyang.series()),
}


@cache
def policy_of(page: str) -> ipdsl.Policy:
    """The policy of a city."""
    return ipdsl.load(ROOT / "policies" / f"{page}.ipp")


def parts_of(name: str, number: int) -> list[tuple[str, int, int]]:
    """The parts for this number of firms of a city: city, seed, number of firms."""
    return [
        (name, CITIES[name].seed + place, min(PART, number - first))
        for place, first in enumerate(range(0, number, PART))
    ]


def drawn(name: str, seed: int, number: int) -> list[Row]:
    """Firms of a city, without the published series, which are the same for all."""
    return [
        {part: stated for part, stated in one.items() if part != "series"} for one in CITIES[name].firms(number, seed)
    ]


@cache
def series_of(name: str) -> tuple[PublishedSeries, ...]:
    """The published series of a city."""
    city = CITIES[name]
    return (read_series_file(city.series, policy_of(city.page).code.program),) if city.series else ()


def table_of(name: str, every: list[Row], *, threads: int = 1, **types: Any) -> TableResult:
    """The result for a table of firms; `types` are the Arrow types of their values."""
    policy = policy_of(CITIES[name].page)
    options = Options(claims=True, published=series_of(name), engine=ENGINE, threads=threads)
    return TablePolicy(policy.code, policy.column_code).settle(
        nested_table(policy.code.program, every, **types), options
    )


def check_part(name: str, seed: int, number: int) -> tuple[list[str], Counts]:
    """The differences among the firms of one part (with its seed), and counts of ways and clauses."""
    policy, counts, given = policy_of(CITIES[name].page), Counts(), series_of(name)
    every = drawn(name, seed, number)
    result = table_of(name, every)
    counts.update(result.ways)
    assert result.claims is not None
    for claim in result.claims.to_pylist():
        counts[f"{claim['clause']} {'paid' if claim['paid'] else 'not paid'}"] += 1
    alone = [decided(policy, one, given) for one in every]
    found = [*differences(result, every, alone, counts), *differing_remarks(result, alone)]
    return [f"{seed} {one}" for one in found], counts


def decided(policy: ipdsl.Policy, stated: Row, given: tuple[PublishedSeries, ...]) -> Decision:
    """The decision on one firm alone."""
    program = policy.code.program
    return evaluate_eagerly(program, policy.code, read_facts_with_series(stated, program, given))


def check_city(name: str, number: int = FIRMS, processes: int = PROCESSES) -> tuple[list[str], Counts]:
    """The differences among this number of firms of a city, and counts of ways and clauses."""
    found, counts, parts = list[str](), Counts(), parts_of(name, number)
    if len(parts) == 1:
        answers = [check_part(*parts[0])]
    elif processes == 1:
        answers = [_check_and_free(part) for part in parts]
    else:
        with ProcessPoolExecutor(processes) as pool:
            answers = list(pool.map(_check_and_free, parts))
    for differing, met in answers:
        found += differing
        counts.update(met)
    return found, counts


def _check_and_free(part: tuple[str, int, int]) -> tuple[list[str], Counts]:
    """Check a part and free its decisions, which `tests/conftest.py` would keep if they survived a collection."""
    answer = check_part(*part)
    gc.unfreeze()
    gc.collect()
    return answer


def one_by_one(counts: Counts) -> int:
    """The number of firms that were not settled by columns."""
    return sum(counts[way] for way in WAYS_BESIDE)


WAYS_BESIDE = ("not stated", "lines", "form", "alike", "early", "large", "not carried")
"""The ways of settling a firm without columns."""
