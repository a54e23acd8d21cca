"""Measure how the cost over tables grows with records, years and awards, in one process and thread.

Tables are generated from a seed: few applicants, repeated under other names until the table has several hundred
thousand records. Before anything is measured, the amount due to each applicant must equal `total`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import attrs

import ipdsl
from benchmarks.columns import lacking_here
from benchmarks.ours import SLICE, Ours
from benchmarks.results import Cell, Lines, Measured, going_on, over, spread
from benchmarks.rounds import interleave, over as over_each, repeated
from benchmarks.warm import mixed

RECORDS = (10, 30, 100, 300, 1_000)
SPANS = (1, 2, 4, 6, 8, 10)
AWARDS = (1, 3, 10, 30, 100)
A_YEAR, OF_AWARDS = 20, 20
"""Number of records per year; number of records per applicant for the policies with many awards."""

DRAWN, IN_ALL, LEAST = 40, 400_000, 400
"""Number of generated applicants; number of records to which they are repeated; least number of applicants."""

ENGINE = "llvm"
NONE = ("invention_patent.lapsed_on",)
AN_APPLICANT = "µs an applicant"
PLAIN, READ = "`total` from a plain dict, µs an applicant", "`total`, facts read before, µs an applicant"
PAID = (
    ("technology_contract recorded and put_to_use", "amount"),
    ("loan_interest paid and on_schedule", "interest_paid"),
    ("ip_insurance bought", "premium"),
)
"""The records that the awards of a generated policy pay for, each with the field that is multiplied by a share."""


@attrs.frozen
class Case:
    """A policy, the number of units per applicant (records, years or awards), and the generated applicants."""

    policy: ipdsl.Policy
    units: int
    stated: tuple[dict[str, Any], ...]

    @property
    def number(self) -> int:
        """The number of applicants of the table."""
        records = sum(len(one) for one in self.stated[0]["records"].values())
        return max(LEAST, IN_ALL // max(records, self.units))


def question(rounds: int, seconds: float, share: int = 1) -> Lines:
    """Measure all three. Tables are reduced by `share`."""
    lacking = lacking_here()
    if lacking:
        yield lacking
        return
    kinds = "works, contracts, loans and premiums in equal parts"
    parts: dict[str, tuple[str, Callable[[], Mapping[int, Case]]]] = {
        "records": (f"the slice, {kinds}", by_records),
        "years": (f"the slice over so many years, {A_YEAR} records in each", by_years),
        "awards": (f"generated policies of so many awards, {OF_AWARDS} records of each applicant", by_awards),
    }
    for what, (told, cases) in parts.items():
        yield f"### Tables, against the number of {what}: {told}"
        yield ""
        yield from going_on(what, lambda w=what, t=told, c=cases: measured(w, t, c(), rounds, seconds, share))  # type: ignore[misc]
        yield ""


def by_records() -> dict[int, Case]:
    policy = ipdsl.load(SLICE)
    return {number: Case(policy, number, drawn(number)) for number in RECORDS}


def by_years() -> dict[int, Case]:
    text = SLICE.read_text(encoding="utf-8")
    found = {}
    for span in SPANS:
        policy = ipdsl.load_text(text.replace("2021-12-21", f"{2025 - span}-01-01"))
        found[span] = Case(policy, span, drawn(span * A_YEAR, 2025 - span))
    return found


def by_awards() -> dict[int, Case]:
    stated = drawn(OF_AWARDS)
    return {number: Case(ipdsl.load_text(page(number)), number, stated) for number in AWARDS}


def page(awards: int) -> str:
    """A generated policy with this many awards, each with its own share and yearly cap."""
    lines = [
        'policy grown "Awards in growing number, to be measured"', '  document "Example"',
        "  effective 2021-12-21 to 2024-12-31", "  currency CNY", "  use ip", "",
    ]  # fmt: skip
    for number in range(1, awards + 1):
        when, sum_ = PAID[number % len(PAID)]
        lines += [
            f'article {number} "Award {number}"', f"  group awards_{number}",
            f"    award {number % 30 + 1}% of {sum_} when {when}",
            f"    cap {1_000 + 100 * number} per applicant per year", "",
        ]  # fmt: skip
    return "\n".join(lines)


def drawn(number: int, first: int = 2022) -> tuple[dict[str, Any], ...]:
    """Applicants with this many records each, on random days from the first year to 2024 and with random amounts."""
    found = []
    for index in range(DRAWN):
        draw = random.Random(f"{number} {first} {index}")
        one: dict[str, Any] = mixed(number, first)
        for records in one["records"].values():
            for record in records:
                for name, value in record.items():
                    if name.endswith("_on"):
                        year, month, day = draw.randint(first, 2024), draw.randint(1, 12), draw.randint(1, 28)
                        record[name] = f"{year}-{month:02}-{day:02}"
                    elif name in ("amount", "interest_paid", "premium"):
                        record[name] = draw.randint(value // 2, value * 2)
        found.append(one)
    return tuple(found)


def table_of(case: Case, number: int) -> Any:
    """The generated applicants, repeated under different names."""
    import numpy as np
    import pyarrow as pa

    from benchmarks.records import nested_of

    base = nested_of(case.stated)
    table = base.take(pa.array(np.arange(number) % len(case.stated))).combine_chunks()
    return table.set_column(0, "id", pa.array([f"A{index}" for index in range(number)]))


def measured(what: str, told: str, cases: Mapping[int, Case], rounds: int, seconds: float, share: int) -> Lines:
    engines = []
    for number, case in cases.items():
        table, ours = table_of(case, max(LEAST, case.number // share)), Ours(case.policy)
        typed = [ours.facts(data) for data in case.stated]
        found = settled(case.policy, table)
        want = [ours.total(one) for one in typed]
        if found.applicants["due"].to_pylist() != [want[row % len(want)] for row in range(table.num_rows)]:
            raise SystemExit(f"{number} {what}: not what `total` says")
        run = lambda p=case.policy, t=table: settled(p, t)  # noqa: E731
        engines += [
            repeated(f"{AN_APPLICANT} {number}", run, table.num_rows),
            over_each(f"{READ} {number}", ours.total, typed),
            over_each(f"{PLAIN} {number}", ours.total_of_plain, case.stated),
        ]
    yield "Equal to `total` to the fen, every applicant."
    yield ""
    times = interleave(engines, rounds, seconds)
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for name in (AN_APPLICANT, PLAIN, READ):
        rows.append((name, tuple(spread(times[f"{name} {number}"]) for number in cases)))
    each = [spread([one / number for one in times[f"{AN_APPLICANT} {number}"]]) for number in cases]
    rows.insert(1, (f"µs each of the {what}", tuple(each)))
    yield Measured(f"growth-{what}", over(told, rounds), ("", *(f"{number:,}" for number in cases)), tuple(rows))


def settled(policy: ipdsl.Policy, table: Any) -> Any:
    return policy.evaluate_table(table, as_of=None, none=NONE, engine=ENGINE)
