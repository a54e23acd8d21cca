"""The command line: `python -m tests.equivalence --help`."""

from __future__ import annotations

import argparse
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.equivalence.comparison import read_rules
from tests.equivalence.parts import PARTS
from tests.equivalence.report import report
from tests.equivalence.run import compare_packages, written_inputs
from tests.equivalence.sides import commit_of, tree_package, wheel_package

REPORTS = ROOT / "build" / "equivalence"


def main() -> int:
    """Compare, print the report and store it. Returns 1 if a difference is unexpected."""
    asked = _asked()
    work = Path(tempfile.mkdtemp(prefix="ipdsl-equivalence-")).resolve()
    commit = commit_of(asked.base)
    begun = time.monotonic()
    tree = tree_package(asked.tree.resolve(), work / "packages" / "tree")
    base = wheel_package(commit, work / "packages" / "base")
    inputs = written_inputs(work / "inputs", asked.only, asked.seed, asked.pairs)
    written = time.monotonic()
    print(f"seed {asked.seed}: {len(inputs.calls)} calls, inputs written in {written - begun:.0f} s", flush=True)
    rules = read_rules(asked.expected)
    outcome = compare_packages(inputs, base, tree, work, rules)
    told = [
        *report(outcome, rules),
        f"base {commit}, tree {asked.tree}, seed {asked.seed}, {asked.pairs} pairs: {time.monotonic() - begun:.0f} s",
    ]
    print(*told, sep="\n")
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{asked.seed}.txt").write_text("\n".join([*told, ""]), "utf-8")
    if outcome.is_equal:
        shutil.rmtree(work)
    else:
        print(f"inputs, packages and answers are in {work}")
    return 0 if outcome.is_equal else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m tests.equivalence", description=sys.modules["tests.equivalence"].__doc__
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--base", default="HEAD~1", help="the commit whose wheel is the base; HEAD~1")
    parser.add_argument("--tree", type=Path, default=ROOT, help="the working tree; this one")
    parser.add_argument("--pairs", type=int, default=1000, help="how many pairs are drawn; other parts follow; 1000")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeats a run; else a fresh one")
    parser.add_argument("--only", type=_parts, default=list(PARTS), help=f"some parts: {','.join(PARTS)}")
    parser.add_argument("--expected", type=Path, help="a TOML file of expected differences; see comparison.py")
    return parser.parse_args()


def _parts(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in PARTS]:
        raise argparse.ArgumentTypeError(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
