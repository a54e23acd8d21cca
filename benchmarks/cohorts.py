"""Measure applicants that are settled together: each city, and the rules that compare several applicants.

Firms of Shaoguan and Dongyang are generated as in the other questions. Firms of the other cities are variants of the
firm of `examples/firm_of_cities.json`: some records are left out, and the counts by which Quanzhou ranks are random.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

from benchmarks import firms, firms_dongyang
from benchmarks.firms import Row
from benchmarks.ours import ROOT
from benchmarks.results import Lines, Measured, over, spread
from benchmarks.rounds import interleave, repeated
from benchmarks.warm import Effort
from ipdsl import load

NUMBERS = (100, 300, 1000)
PER_OFFICE = 5
CASES = 6

Making = Callable[[int], Iterator[Row]]


def question(effort: Effort) -> Lines:
    """Cost per firm by the number of firms. The measured call computes all totals; it does not read the facts."""
    yield "### Cohorts"
    yield ""
    engines = []
    for name, city, making in COHORTS:
        policy = load(ROOT / "policies" / f"{city}.ipp")
        for number in NUMBERS:
            read = [policy.read_facts(row) for row in making(number)]
            engines.append(repeated(f"{name} {number}", lambda p=policy, c=read: p.evaluate_cohort(c).total, number))  # type: ignore[misc]
    rounds = max(3, effort.rounds // 3)
    times = interleave(engines, rounds, effort.seconds / 2)
    rows = tuple((name, tuple(spread(times[f"{name} {number}"]) for number in NUMBERS)) for name, _, _ in COHORTS)
    columns = ("µs each of the firms", *(f"{number:,}" for number in NUMBERS))
    yield Measured("cohorts", over("firms that are settled together", rounds), columns, rows)


def variants(number: int) -> Iterator[Row]:
    """Variants of the firm of all cities, each with other records and another number of registered works."""
    text = (ROOT / "examples" / "firm_of_cities.json").read_text(encoding="utf-8")
    for index in range(number):
        r, firm = random.Random(index), json.loads(text)
        firm["applicant"]["id"] = f"firm-{index}"
        firm["records"] = {kind: [row for row in rows if r.random() < 0.7] for kind, rows in firm["records"].items()}
        for year in firm["figures"].values():
            year["works_registered"] = r.randint(0, 400)
        yield {part: stated for part, stated in firm.items() if part not in ("approvals", "published")}


def branches(number: int) -> Iterator[Row]:
    """Agencies of Qingyuan, five for each head office, with cases of three years. They share a cap."""
    for index in range(number):
        r = random.Random(index)
        days = [f"{r.choice((2018, 2019, 2020))}-{r.randint(8, 12):02}-{r.randint(1, 28):02}" for _ in range(CASES)]
        cases = [
            {"number": f"ZL{index}.{n}", "right": r.choice(("invention", "utility_model", "design")),
             "local_address": True, "compliant": True, "granted_on": day}
            for n, day in enumerate(days)
        ]  # fmt: skip
        applicant = {
            "id": f"agency-{index}", "kinds": ["agency_branch" if index % PER_OFFICE else "patent_agency"],
            "located_here": True, "head_office": f"office-{index // PER_OFFICE}",
        }  # fmt: skip
        records = {"agency_registration": [], "agency_case": cases}
        none = {str(year): {"none": True} for year in (2018, 2019, 2020)}
        yield {"applicant": applicant, "records": records, "figures": none, "history": [], "as_of": "2020-12-31"}


COHORTS: tuple[tuple[str, str, Making], ...] = (
    ("Shaoguan", "shaoguan_2021", firms.firms),
    ("Dongyang", "dongyang_2021", firms_dongyang.firms),
    ("Foshan", "foshan_2020", variants),
    ("Qingyuan", "qingyuan_2018", variants),
    ("Qingyuan, agencies under a shared cap", "qingyuan_2018", branches),
    ("Quanzhou, with a ranking", "quanzhou_2021", variants),
)
