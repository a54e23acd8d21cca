"""Measure the first call over a table: a new process loads a policy and settles a small table.

*Nothing kept*: the cache is empty, and everything is compiled. *Everything kept*: an earlier process filled the cache.
Imports are not counted. `loading.py` is the measured process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FIRMS = 5_000
ENGINE = "llvm"
LOADING = Path(__file__).with_name("loading.py")
COLD, KEPT, LATER = "nothing kept, s", "everything kept, s", "a later call, s"


def question(rounds: int, number: int = FIRMS) -> Any:
    """Measure the slice, a generated policy of a hundred awards, and both cities."""
    from benchmarks.columns import lacking_here
    from benchmarks.results import Measured, over, spread

    lacking = lacking_here()
    if lacking:
        yield lacking
        return
    yield f"### The first call over a table, {number:,} applicants"
    yield ""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        every = given(number, folder)
        took: dict[str, dict[str, list[float]]] = {name: {COLD: [], KEPT: [], LATER: []} for name in every}
        for turn in range(rounds):
            for place, (name, (command, due)) in enumerate(every.items()):
                cache = folder / f"cache-{turn}-{place}"
                for column in (COLD, KEPT):
                    found = asked(command, cache)
                    if found["due"] != due:
                        raise SystemExit(f"{name}: not what `total` says")
                    took[name][column].append(found["first"])
                    took[name][LATER].append(found["again"])
    yield "Equal to `total` to the fen, in all."
    yield ""
    rows = tuple((name, tuple(spread(one) for one in found.values())) for name, found in took.items())
    told = over(f"{number:,} applicants each; processor time", rounds)
    yield Measured("first-call", told, ("", COLD, KEPT, LATER), rows)


def asked(command: list[str], cache: Path) -> dict[str, float]:
    """The answer of a new process."""
    cache.mkdir(mode=0o700, exist_ok=True)
    done = subprocess.run(
        [sys.executable, str(LOADING), *command, ENGINE], env={**os.environ, "IPDSL_CACHE_DIR": str(cache)},
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name}: {done.stderr.strip()}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def given(number: int, folder: Path) -> dict[str, tuple[list[str], int]]:
    """For each policy: the arguments of the process, and the total due to all of its applicants."""
    import pyarrow.parquet as pq

    from benchmarks import cities_drawn, growing, records
    from benchmarks.ours import SLICE
    from benchmarks.tables import nested_path

    tables, due = records.drawn(number)
    found = {"the slice": ([str(SLICE), str(nested_path(tables)), "", growing.NONE[0]], int(due.sum()))}
    page, table = folder / "grown.ipp", folder / "grown.parquet"
    page.write_text(growing.page(growing.AWARDS[-1]), encoding="utf-8")
    case = growing.by_awards()[growing.AWARDS[-1]]
    pq.write_table(growing.table_of(case, number), table)
    each = [case.policy.total(one).minor for one in case.stated]
    in_all = sum(each[row % len(each)] for row in range(number))
    found[f"{growing.AWARDS[-1]} generated awards"] = ([str(page), str(table), "", growing.NONE[0]], in_all)
    for name in ("shaoguan", "dongyang"):
        city = cities_drawn.CITIES[name]
        tables, due = cities_drawn.drawn(name, number)
        policy = cities_drawn.ROOT / "policies" / f"{city.page}.ipp"
        series = folder / f"{name}.json"
        series.write_text(json.dumps(city.published), encoding="utf-8")
        found[name.capitalize()] = ([str(policy), str(nested_path(tables)), str(series), ""], int(due.sum()))
    return found
