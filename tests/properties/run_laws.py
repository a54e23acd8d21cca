"""Check the invariants on many generated policies: seeded, resumable. Failures are reduced and written to files.

    python tests/properties/run_laws.py --policies 20000 --facts 50 --seed 1 --state laws.state.json

The state file keeps the progress and the counts of the run; the same command continues from there. Each failure is
printed with its seed, reduced, and written as a case into `--cases`. Copy it to `tests/properties/named/` once it is
understood.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.properties.named_cases import case_of, text_of  # noqa: E402
from tests.properties.shrink import shrink  # noqa: E402
from tests.properties.trials import Failure, Tally, run_policy  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--policies", type=int, default=20_000)
    options.add_argument("--facts", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--start", type=int, default=0, help="first policy, where there is no state")
    options.add_argument("--state", type=Path, help="where to keep how far the run came")
    options.add_argument("--cases", type=Path, help="folder for the failures, made small")
    options.add_argument("--most", type=int, default=20, help="stop after so many failures")
    options.add_argument("--shrink", type=float, default=20, help="seconds to make a failure small")
    given = options.parse_args()
    state = {"seed": given.seed, "facts": given.facts, "next": given.start, "pairs": 0, "failed": []}
    state |= {"checked": {}, "met": {}, "unsettled": 0}
    if given.state and given.state.exists():
        state = json.loads(given.state.read_text())
        if (state["seed"], state["facts"]) != (given.seed, given.facts):
            options.error("the state file belongs to another seed or number of facts")
    tally, begun = Tally(), time.monotonic()
    gc.disable()  # saves a tenth of the time; garbage is collected every five policies
    seen: set[tuple[str, str]] = set()
    while state["next"] < given.policies and len(state["failed"]) < given.most:
        number = state["next"]
        run_policy(given.seed, number, given.facts, tally)
        for failure in tally.failures:
            _tell(failure, given, state, seen)
        tally.failures.clear()
        for name, counts in (("checked", tally.checked), ("met", tally.met)):
            state[name] = dict(Counter(state[name]) + counts)
            counts.clear()
        state["unsettled"], tally.unsettled = state["unsettled"] + tally.unsettled, 0
        state["next"], state["pairs"] = number + 1, state["pairs"] + given.facts
        if (number + 1) % 5 == 0:
            gc.collect()
        if (number + 1) % 50 == 0 or number + 1 == given.policies:
            if given.state:
                given.state.write_text(json.dumps(state))
            spent = time.monotonic() - begun
            print(
                f"{number + 1} policies, {state['pairs']} pairs, {len(state['failed'])} failures, {spent:.0f} s",
                flush=True,
            )
    if given.state:
        given.state.write_text(json.dumps(state))
    for title, counts in (("checked", state["checked"]), ("met", state["met"])):
        print(f"{title}:", *(f"  {counts[name]:>9,}  {name}" for name in sorted(counts)), sep="\n")
    print(f"pairs that the reference cannot settle, since something is not stated: {state['unsettled']}")
    return 1 if state["failed"] else 0


def _tell(failure: Failure, given: argparse.Namespace, state: dict[str, Any], seen: set[tuple[str, str]]) -> None:
    """Print a failure, reduce it and write its case."""
    state["failed"].append([failure.seed, failure.law])
    print(f"FAILED {failure.law} at {failure.seed}", flush=True)
    small = shrink(failure, given.shrink)
    case = case_of(small)
    if (key := (small.law, "\n".join(case["page"]))) not in seen:
        seen.add(key)
        facts = json.dumps(small.open_facts if small.gaps else small.facts)
        print("\n".join(["", *case["page"], facts, *small.message.splitlines()][:80]))
    if given.cases:
        given.cases.mkdir(parents=True, exist_ok=True)
        name = f"{small.law.replace(' ', '-')}-{small.seed.replace(':', '-')}.json"
        (given.cases / name).write_text(text_of(case), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
