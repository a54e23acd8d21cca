"""Settle random firms twice and show the differences.

python -m tests.differential.run --city dongyang --firms 10000 --seed 1
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import ipdsl
from tests.differential import dongyang, firms_dongyang, firms_foshan, foshan
from tests.differential.compare import Settle, differences, first_run, shown, smallest
from tests.differential.opened import outside
from tests.differential.plain import Facts


@dataclass(frozen=True)
class City:
    policy: str
    settle: Settle
    firm: Callable[[int, int], Facts]


CITIES = {
    "dongyang": City("dongyang_2021", dongyang.settle, firms_dongyang.firm),
    "foshan": City("foshan_2020", foshan.settle, firms_foshan.firm),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.differential.run", description=__doc__)
    parser.add_argument("--city", choices=sorted(CITIES), required=True)
    parser.add_argument("--firms", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first firm")
    parser.add_argument(
        "--show", type=int, default=10, help="how many differing firms are shown with their smallest facts"
    )
    asked = parser.parse_args()
    city = CITIES[asked.city]
    policy = ipdsl.load(city.policy)
    provisions: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    differing = cells = two_runs = beyond = 0
    for number in range(asked.first, asked.first + asked.firms):
        facts = city.firm(asked.seed, number)
        outcome = city.settle(facts)
        cells += sum(len(years) for years in outcome.sums().values())
        for provision, (pays, not_) in outcome.provisions.items():
            provisions[provision][0] += pays
            provisions[provision][1] += not_
        for completion in outside(policy, city.settle, facts, number):
            beyond += 1
            if beyond <= asked.show:
                print(f"firm {number}, {completion}\n    {shown(facts)}")
        first = first_run(facts, number)
        runs = [None] if first is None else [None, first]
        two_runs += first is not None
        for until in runs:
            if not differences(policy, city.settle, facts, until):
                continue
            differing += 1
            if differing <= asked.show:
                least = smallest(policy, city.settle, facts, until)
                found = differences(policy, city.settle, least, until)
                print(f"firm {number}{f', in two runs, the first to {until}' if until else ''}:", *found, sep="\n  ")
                print(f"    {shown(least)}")
    print(
        f"{asked.city}: {asked.firms} firms, seed {asked.seed}; {two_runs} in two runs too; "
        f"{cells} paid cells; {differing} differ; "
        f"{beyond} completions of open facts outside the bounds"
    )
    for provision, (pays, not_) in sorted(provisions.items()):
        print(f"  {provision:8} pays {pays:6}, does not {not_:6}")
    return 1 if differing or beyond else 0


if __name__ == "__main__":
    sys.exit(main())
