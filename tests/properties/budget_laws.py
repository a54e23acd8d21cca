"""Invariants of caps over payments: the budget of a year pays instalments of several applicants whole and in order.

A plain simulation has the payments. The product has them at once, run by run with ledgers, and from tables.
"""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import ipdsl
from ipdsl.decision.model import Claim
from ipdsl.report.decision_json import ledger_to_json
from tests.properties.pipeline import Compiled
from tests.properties.policies import Generated
from tests.properties.trial import expect
from tests.support.batch.histories import with_history
from tests.support.in_tables import nested_table
from tests.support.settlement.cohorts import contract, firm

Date = datetime.date
PAGE = """policy budget "A budget"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award amount to enterprise when technology_contract recorded and put_to_use
  pay in parts
    {first}% at once
    {second}% due 30 June of the year after
    the rest 2 years later

article 2 "Contracts of a group"
  award amount to enterprise when technology_contract recorded and related_party
    as of_a_group

article 9 "Budget"
  over policy
    cap {room} paid per year across applicants, {manner}{order}
      carry forward {wait} years
"""
YEARS = range(2021, 2026)
LAST = Date(2025, 12, 31)
CASES = 2
"""The number of cases in one check."""
Payments: TypeAlias = "dict[tuple[str, int, int], int]"
"""What is paid, by item, number of the instalment and year."""


class Grant(NamedTuple):
    """A grant: its applicant, its number, its day, its sum, and whether it is paid in parts."""

    who: str
    number: int
    day: Date
    sum: int
    is_in_parts: bool

    @property
    def item(self) -> str:
        return f"{self.who}{self.number}"


Part: TypeAlias = tuple[Date, Grant, int, int]
"""An instalment: its day, its grant, its number and its sum."""


class Drawn(NamedTuple):
    """A drawn case: the grants, and the numbers and words of the page."""

    grants: Sequence[Grant]
    room: int
    manner: str
    order: str
    wait: int
    first: int
    second: int


def drawn(draw: random.Random) -> Drawn:
    days = [Date(year, month, day) for year in YEARS for month in (1, 2, 4, 9, 12) for day in range(1, 28)]
    sums, count = draw.sample(range(1000, 9000, 100), 8), draw.randint(3, 8)
    grants = [
        Grant(draw.choice("ABC"), number, day, sums[number], draw.random() < 0.8)
        for number, day in enumerate(draw.sample(days, count))
    ]
    first, second = draw.choice([(60, 20), (50, 25), (10, 10)])
    return Drawn(
        grants, draw.choice([3000, 5000, 6000, 10000]), draw.choice(["in turn", "whole"]),
        draw.choice(["", "", ", highest amount first"]), draw.choice([1, 2, 4]), first, second,
    )  # fmt: skip


def parts_of(case: Drawn) -> Iterator[Part]:
    for grant in case.grants:
        if not grant.is_in_parts:
            yield grant.day, grant, 1, grant.sum
            continue
        first, second = (grant.sum * share // 100 for share in (case.first, case.second))
        yield grant.day, grant, 1, first
        yield Date(grant.day.year + 1, 6, 30), grant, 2, second
        yield grant.day.replace(year=grant.day.year + 2), grant, 3, grant.sum - first - second


def _by_day(part: Part) -> tuple[Date, Date]:
    """What waits is in the order of its days, then of the grants."""
    return part[0], part[1].day


def simulated(case: Drawn) -> Payments:
    """What each year pays: first what waits, then what is due in the year."""
    paid: Payments = {}
    waiting: list[Part] = []
    for year in YEARS:
        new = sorted((part for part in parts_of(case) if part[0].year == year), key=_by_day)
        if case.order:
            new.sort(key=lambda part: (-part[1].sum, -part[3]))
        left, is_blocked, still = case.room, False, list[Part]()
        for part in [*sorted(waiting, key=_by_day), *new]:
            day, grant, number, sum_ = part
            if sum_ <= left and not is_blocked:
                left -= sum_
                paid[grant.item, number, year] = sum_
            else:
                is_blocked = case.manner == "in turn"
                if year < day.year + case.wait:
                    still.append(part)
        waiting = still
    return paid


@cache
def policy_of(text: str) -> ipdsl.Policy:
    return ipdsl.load_text(text)


def page_of(case: Drawn) -> ipdsl.Policy:
    return policy_of(PAGE.format_map(case._asdict()))


def cohort(case: Drawn, as_of: Date = LAST, since: Date = Date.min) -> list[dict[str, Any]]:
    """The facts of the applicants with the records since a day."""
    firms = {who: firm(who, records={"technology_contract": []}, as_of=as_of.isoformat()) for who in "ABC"}
    for grant in case.grants:
        if since <= grant.day <= as_of:
            record = contract(grant.item, grant.day.isoformat(), grant.sum)
            kind = {"put_to_use": grant.is_in_parts, "related_party": not grant.is_in_parts}
            firms[grant.who]["records"]["technology_contract"].append({**record, **kind})
    return [*firms.values()]


def _payments(claims: Iterable[Claim]) -> Payments:
    return {
        (claim.item, each.number, each.year or 0): each.sum.low.minor // 100
        for claim in claims
        for each in claim.instalments
        if each.state == "due" and each.is_new
    }


def _at_once(policy: ipdsl.Policy, case: Drawn) -> Payments:
    decided = policy.evaluate_cohort(cohort(case))
    return _payments(claim for decision in decided.decisions for claim in decision.claims)


def _run_by_run(policy: ipdsl.Policy, case: Drawn) -> Payments:
    """Each year with the ledger of the runs before, which alone has their records; in halves if days are the order."""
    history: list[Any] = []
    paid: Payments = {}
    since = Date.min
    for year in YEARS:
        for as_of in (*([] if case.order else [Date(year, 6, 30)]), Date(year, 12, 31)):
            decided = policy.evaluate_cohort(cohort(case, as_of, since), year=year, history=history)
            paid |= _payments(claim for decision in decided.decisions for claim in decision.claims)
            history = [line for decision in decided.decisions for line in ledger_to_json(decision.ledger, "CNY")]
            since = as_of + datetime.timedelta(1)
    return paid


def _from_tables(policy: ipdsl.Policy, case: Drawn) -> Payments:
    """Each year from tables, with the table of lines of the year before."""
    paid: Payments = {}
    since, lines = Date.min, None
    for as_of in (Date(year, 12, 31) for year in YEARS):
        facts = [{name: part for name, part in one.items() if name != "as_of"} for one in cohort(case, as_of, since)]
        table = nested_table(policy.code.program, facts)
        result = policy.evaluate_table(
            table if lines is None else with_history(table, lines),
            as_of=as_of.isoformat(), year=as_of.year, claims=True, ledger=True, cohort=True,
        )  # fmt: skip
        assert result.claims is not None
        for row in result.claims.to_pylist():
            due = (part for part in row["instalments"] or () if part["state"] == "due" and part["is_new"])
            paid |= {(row["item"], part["number"], as_of.year): part["sum"] // 100 for part in due}
        since, lines = as_of + datetime.timedelta(1), result.ledger
    return paid


def budgets_pay_as_simulated(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """At once, run by run with ledgers, and from tables, a budget pays what a plain simulation pays."""
    for number in range(CASES):
        case = drawn(r)
        want, policy = simulated(case), page_of(case)
        for how in (_at_once, _run_by_run, *([_from_tables] if number == 0 else [])):
            got = how(policy, case)
            expect(got == want, "a budget does not pay as simulated", how.__name__, got, want, case)


def bounds_hold_what_budgets_pay(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The bounds of an applicant alone, and of a cohort with a gap, hold what the whole cohort is paid."""
    for _ in range(CASES):
        case = drawn(r)
        policy, facts, year = page_of(case), cohort(case), r.choice([None, *YEARS])
        gaps = copy.deepcopy(facts)
        record = r.choice([x for one in gaps for x in one["records"]["technology_contract"]])
        record.pop(r.choice(["amount", "recorded_on", "put_to_use"]))
        paid, with_gap = (policy.evaluate_cohort(each, year=year).decisions for each in (facts, gaps))
        for one, want, got in zip(facts, paid, with_gap, strict=True):
            alone = policy.evaluate(one, year=year)
            expect(policy.total_bounds(one, year=year) == alone.due, "the total has other bounds", case, alone.due)
            for due in (got.due, alone.due):
                low, high, sum_ = due.low.minor, due.high, want.due.low.minor
                expect(low <= sum_ and (high is None or sum_ <= high.minor), "bounds exclude what is paid", due,
                       want.due, case)  # fmt: skip
