"""The cost of the comparison of applicants in a batch: its share of the processor time, and its memory.

    python -m benchmarks.guards [--firms 200000] [--within] [FOLDER]

Two years of a page with one award and one cap, six loans a firm and year, ids that are credit codes, 10% new and 2%
absent in the second year. The second year reads the ledger of the first. With `--within` each firm numbers its own
items. One thread. `rows` are the rows of each chunk, `end` is the comparison after the last chunk.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ipdsl.batch import batch as batch_module, evaluate
from tests.support.batch import ledgers
from tests.support.registers import credit_code

LOANS = 6


def tables(
    firms: np.ndarray[Any, np.dtype[np.int64]], names: list[str], year: int, *, within: bool
) -> dict[str, pa.Table]:
    """The firms with their loans of a year."""
    ids = pa.array([names[firm] for firm in firms.tolist()])
    whose, number = np.repeat(np.arange(len(firms)), LOANS), np.tile(np.arange(LOANS), len(firms))
    items = [f"HT-{year}-{place}" for place in number.tolist()]
    if not within:
        items = [f"HT{year}{place:08d}" for place in (firms[whose] * LOANS + number).tolist()]
    days = np.datetime64(f"{year}-01-01") + (firms[whose] * 7 + number * 53) % 360
    columns = {
        "applicant": ids.take(pa.array(whose)), "contract": items, "sum": np.full(len(whose), 100_000),
        "drawn_on": pa.array(days.astype("datetime64[D]")),
    }  # fmt: skip
    return {"applicant": pa.table({"id": ids, "kinds": [["firm"]] * len(ids)}), "loan": pa.table(columns)}


class Timed:
    """The processor time and the most memory of functions, by name."""

    def __init__(self) -> None:
        self.seconds, self.memory = Counter[str](), Counter[str]()

    def wrap(self, place: Any, name: str, shown: str, *, memory: bool = False) -> None:
        """Measure each call of a function."""
        function: Callable[..., Any] = getattr(place, name)

        def measured(*given: Any, **named: Any) -> Any:
            if memory:
                tracemalloc.start()
            begin = time.process_time()
            try:
                return function(*given, **named)
            finally:
                self.seconds[shown] += time.process_time() - begin
                if memory:
                    self.memory[shown] = max(self.memory[shown], tracemalloc.get_traced_memory()[1])
                    tracemalloc.stop()

        setattr(place, name, measured)


def measure(page: Path, facts: Path, out: Path, year: int, timed: Timed) -> str:
    """Settle a year. Returns the share of the guards."""
    timed.seconds.clear()
    timed.memory.clear()
    begin = time.process_time()
    ran = ledgers.settle(page, facts, out, year, "--engine", "llvm")
    whole = time.process_time() - begin
    assert ran.code in (0, 1), ran.both
    guards = sum(timed.seconds.values())
    parts = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in timed.seconds.items())
    memory = "".join(f", {name} {most / 2**20:.0f} MB" for name, most in timed.memory.items())
    return f"{year}: batch {whole:.1f} s, {parts}: {guards / whole:.1%}{memory}"


def main() -> None:
    """Print one line per year."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--firms", type=int, default=200_000)
    parser.add_argument("--within", action="store_true")
    parser.add_argument("--memory", action="store_true", help="measure memory, which makes the comparison slower")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    page = ledgers.page(folder, ledgers.LOANS.replace("cap 100", "cap 100000"))
    timed, names = Timed(), [credit_code(number) for number in range(given.firms)]
    timed.wrap(evaluate, "guard_rows", "rows")
    timed.wrap(batch_module.Batch, "_compare", "end", memory=given.memory)
    draw = np.random.default_rng(1).random(given.firms)
    first, second = np.flatnonzero(draw >= 0.1), np.flatnonzero((draw < 0.1) | (draw >= 0.12))
    facts = ledgers.write(folder / "2022", tables(first, names, 2022, within=given.within))
    print(measure(page, facts, folder / "out 2022", 2022, timed), flush=True)
    again = tables(second, names, 2022, within=given.within)
    now = tables(second, names, 2023, within=given.within)
    both = {"applicant": now["applicant"], "loan": pa.concat_tables([again["loan"], now["loan"]]).sort_by("applicant")}
    order = pa.compute.index_in(both["loan"]["applicant"], now["applicant"]["id"].combine_chunks())
    both["loan"] = both["loan"].take(pa.compute.sort_indices(order))
    facts = ledgers.write(folder / "2023", both)
    ledgers.next_year(facts, folder / "out 2022")
    print(measure(page, facts, folder / "out 2023", 2023, timed), flush=True)
    rows = sum(pq.read_metadata(path).num_rows for path in (folder / "out 2023" / "guards").glob("*.parquet"))
    print(f"{rows:,} rows are compared")
    if given.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
