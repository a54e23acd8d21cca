"""Compare the kernel compiled by LLVM with the kernel in CPython: the same input tables must give the same columns.

    python tests/kernel/run_compiled.py --policies 300 --facts 20 --seed 1

The tables are those of every settlement of generated policies and facts: explained decisions, bounds at both ends, each
rule alone, cohorts. Bounds have amounts without a limit. A table with an amount of more than 62 bits is settled by
CPython only and counted. `.ci/full` runs this.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from ipdsl.batch.kernel.compiled import compile_functions, kernel_names  # noqa: E402
from ipdsl.facts.reader import read_facts  # noqa: E402
from ipdsl.kernel import allocation  # noqa: E402
from ipdsl.kernel.allocation import KernelTables  # noqa: E402
from ipdsl.plain_data.errors import FactsError  # noqa: E402
from ipdsl.runtime.compiled_policy import evaluate_cohort  # noqa: E402
from tests.properties.facts import borders  # noqa: E402
from tests.properties.pipeline import compile_generated  # noqa: E402
from tests.properties.trials import generated, trial_of  # noqa: E402

LARGEST = 2**62


def columns(tables: KernelTables) -> list[list[int] | int]:
    """A copy of the tables."""
    return [part if isinstance(part, int) else [*part] for part in tables]


def fits(parts: list[list[int] | int]) -> bool:
    """Whether all amounts fit the columns of a compiled kernel."""
    return all(abs(one) < LARGEST for part in parts for one in ([part] if isinstance(part, int) else part))


def alone(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts for a cohort: without ranks, which the cohort computes, and without history, which belongs to one
    applicant.
    """
    return {name: part for name, part in facts.items() if name not in ("published", "history")} | {"history": []}


class Watch:
    """Settle each table with both kernels."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.plain, self.fast = allocation.settle, compile_functions(kernel_names(), "")["settle"]

    def settle(self, tables: KernelTables) -> None:
        """Settle the tables as the kernel does, and compare the columns."""
        before = columns(tables)
        self.plain(tables)
        self.counts["tables"] += 1
        self.counts["rows"] += len(tables.requested)
        if not fits(before):
            self.counts["with sums beyond 62 bits, for CPython alone"] += 1
            return
        arrays = [part if isinstance(part, int) else np.array(part, dtype=np.int64) for part in before]
        self.fast(KernelTables(*arrays))
        after = columns(tables)
        for name, here, there in zip(KernelTables._fields, after, arrays, strict=True):
            same = here == there if isinstance(here, int) else here == [int(one) for one in there]
            if not same:
                raise SystemExit(f"{name} differs: {here} in CPython, {there} compiled")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--policies", type=int, default=300)
    options.add_argument("--facts", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    watch = Watch()
    allocation.settle = watch.settle
    for number in range(given.policies):
        made = compile_generated(generated(given.seed, number))
        edges, stated = borders(made.policy), []
        for index in range(given.facts):
            trial = trial_of(made, edges, f"{given.seed}:{number}:{index}", index + number)
            made.evaluate(trial.facts)
            made.evaluate(trial.open_facts)
            stated.append({**trial.facts, "applicant": {**trial.facts["applicant"], "id": f"F{index}"}})
        if any(step.is_across for step in made.program.settlement.steps):
            cohort = [read_facts(alone(one), made.program) for one in stated[:4]]
            try:
                evaluate_cohort(made.program, made.code, cohort)
                watch.counts["cohorts"] += 1
            except FactsError:
                watch.counts["cohorts refused, since more are selected than a quota allows"] += 1
    for name, count in watch.counts.items():
        print(f"{name}: {count}")
    print("the compiled kernel keeps, admits and writes down what CPython does")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
