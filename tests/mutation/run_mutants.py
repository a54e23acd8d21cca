"""Run a sample of mutants of the engine against the settlement tests; a run can be resumed.

    python tests/mutation/run_mutants.py --number 1000 --seed 1 --state mutants.jsonl --jobs 2

It forks, so it runs on Linux and macOS.

The state file has one line per mutant: `killed` with the test that noticed it, or `survived` with the number of tests
(0: no test reaches the place). A mutant in the file is not run again while its function is unchanged. `--again` reruns
the survivors after tests were added. `--report` only prints the score and the survivors. `--file` selects files.
`--most` is the number of seconds of tests after which a mutant counts as survived.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.mutation.forks import CAN_FORK, Runner, Verdict  # noqa: E402  (the path first)
from tests.mutation.mutants import Mutant, mutants_of  # noqa: E402
from tests.support.project_files import files_under  # noqa: E402

PACKAGE = ROOT / "ipdsl"
MUTATED = (
    "batch/kernel", "claims", "decision", "engine", "facts", "ir", "kernel", "ledger", "report",
    "runtime", "settlement", "wording",
)  # fmt: skip
"""The packages from facts to decisions. Mutants are made of these packages."""
TESTS = (
    "tests/policies", "tests/properties/test_laws.py", "tests/kernel", "tests/batch/kernel", "tests/batch/kernel",
    "tests/claims", "tests/settlement", "tests/ledger", "tests/decision", "tests/report", "tests/wording", "tests/ir",
    "tests/engine", "tests/runtime", "tests/facts", "tests/schema", "tests/driver/questions",
    "tests/driver/test_library.py", "tests/properties/test_named.py", "tests/cli/test_ledgers.py", "tests/docs",
)  # fmt: skip
"""The tests that should notice a mutant."""

LEFT_OUT = (
    "tests/policies/test_provisions.py", "tests/policies/test_words_for_other_cities.py",
    "tests/facts/test_reading.py::test_anything_gives_facts_or_findings_and_nothing_else",
    "tests/runtime/test_generated_totals.py",
)  # fmt: skip
"""Tests that take too long for the mutants they notice. Tests marked `slow` are left out too."""


@functools.cache
def every() -> tuple[Mutant, ...]:
    """All mutants of the engine."""
    paths = sorted(path for name in MUTATED for path in files_under(PACKAGE / name, "*.py"))
    return tuple(mutant for path in paths for mutant in mutants_of(path, ROOT))


def sample(number: int, seed: int) -> list[Mutant]:
    """A sample of this many mutants of the engine, in no order. Most remain in it when a part of the engine changes."""
    return sorted(every(), key=lambda mutant: hashlib.sha256(f"{seed}:{mutant.key}".encode()).digest())[:number]


def stated(state: Path, chosen: list[Mutant]) -> dict[str, dict[str, Any]]:
    """The last line of the state file for each mutant whose function is unchanged."""
    lines = state.read_text(encoding="utf-8").splitlines() if state.exists() else []
    sources = {mutant.key: mutant.source for mutant in chosen}
    found = map(json.loads, lines)
    return {line["mutant"]: line for line in found if sources.get(line["mutant"]) == line["source"]}


def line_of(mutant: Mutant, verdict: Verdict) -> dict[str, Any]:
    """The line of a mutant for the state file."""
    outcome = "killed" if verdict.by else "survived"
    place = {"mutant": mutant.key, "line": mutant.line, "change": mutant.change, "source": mutant.source}
    return {**place, "outcome": outcome, "by": verdict.by, "tests": verdict.tests}


def report(chosen: list[Mutant], lines: dict[str, dict[str, Any]]) -> None:
    """Print the survivors by file, and the score."""
    done = [lines[mutant.key] for mutant in chosen if mutant.key in lines]
    for line in sorted((line for line in done if line["outcome"] == "survived"), key=lambda line: str(line["mutant"])):
        print(f"survived {line['tests']} tests: {line['mutant']} line {line['line']}: {line['change']}")
    killed = sum(line["outcome"] == "killed" for line in done)
    if done:
        print(f"{killed} of {len(done)} mutants killed: {killed / len(done):.1%} ({len(chosen) - len(done)} not run)")


def run(mutants: list[Mutant], state: Path, asked: argparse.Namespace, known: dict[str, dict[str, Any]]) -> int:
    """Run mutants, and write a line of the state for each."""

    def found(mutant: Mutant, verdict: Verdict) -> None:
        with state.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line_of(mutant, verdict), ensure_ascii=False) + "\n")

    runner = Runner(mutants, ROOT, PACKAGE, found, asked.jobs, asked.most)
    for key, line in known.items():
        if line["outcome"] == "killed":
            runner.order.learn(key.split("::")[0], line["by"])
    options = ["--rootdir", str(ROOT), "-o", "addopts=", "--import-mode=importlib", "--assert=plain", "--capture=sys"]
    options += ["-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:terminal"]
    left_out = [f"--{'deselect' if '::' in name else 'ignore'}={name}" for name in LEFT_OUT]
    os.chdir(ROOT)
    return pytest.main([*options, *left_out, *asked.tests], plugins=[runner])


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--most", type=float, default=60.0)
    parser.add_argument("--file", action="append", default=[], help="only mutants of files whose path holds this")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="these tests only, as after some were added")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--again", action="store_true")
    asked = parser.parse_args()
    state = asked.state.resolve()
    chosen = [m for m in sample(asked.number, asked.seed) if not asked.file or any(f in m.file for f in asked.file)]
    lines = stated(state, chosen)
    survivors = {key for key, line in lines.items() if line["outcome"] == "survived"}
    left = [m for m in chosen if (m.key in survivors if asked.again else m.key not in lines)]
    code = 0
    if left and not asked.report and not CAN_FORK:
        parser.error("mutants are run in forks, which this system does not have: run them on Linux or macOS")
    if left and not asked.report:
        code = run(left, state, asked, lines)
    report(chosen, stated(state, chosen))
    return code


if __name__ == "__main__":
    raise SystemExit(main())
