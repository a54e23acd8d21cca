"""Settle many applicants: facts are read once, and `total` answers for each year without building a decision."""

from __future__ import annotations

import sys
from collections import Counter

import ipdsl

YEARS = (2022, 2023, 2024)


def applicants(number: int) -> list[dict[str, object]]:
    """Firms with a contract or two each; a database would give them."""
    return [
        {
            "applicant": {"id": f"F{index}", "kinds": ["enterprise"], "located_here": index % 10 != 0},
            "records": {
                "technology_contract": [
                    {"contract": f"{index}-{n}", "amount": 250_000 * (1 + index % 30), "put_to_use": True,
                     "related_party": False, "recorded_on": f"{YEARS[(index + n) % 3]}-05-0{n + 1}"}
                    for n in range(1 + index % 3)
                ],
            },
        }
        for index in range(number)
    ]  # fmt: skip


def main() -> int:
    """Print the money of each year, and who must state more."""
    policy = ipdsl.load("shaoguan_2021")
    print(policy.document)
    paid: Counter[int] = Counter()
    for data in applicants(2_000):
        facts = policy.read_facts(data)
        for year in YEARS:
            try:
                paid[year] += policy.total(facts, year).minor
            except ipdsl.Undetermined as error:
                print(f"{facts.applicant}: {error}")
    for year in YEARS:
        print(f"{year}: {ipdsl.Money(paid[year], policy.currency)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
