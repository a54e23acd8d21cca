"""Caps across applicants with `carry forward`: grants that a year's budget does not hold wait for later years."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import pytest

import ipdsl
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.terms import Step
from ipdsl.kernel import rule_table
from ipdsl.report.decision_json import ledger_to_json
from tests.support.semantics.findings import checked
from tests.support.settlement.cohorts import contractor

PAGE = """policy budget "A budget"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award 100% of amount to enterprise when technology_contract recorded
  cap {cap}
    carry forward {years} years
"""
YEARS = range(2021, 2026)
Payments: TypeAlias = "dict[tuple[str, int, int], int]"
"""What each year pays, by applicant, number of the claim and year."""


class Grant(NamedTuple):
    """A claim of an applicant: its number, its day and its sum."""

    who: str
    number: int
    day: str
    sum: int


def queue(grants: Sequence[Grant], room: int, manner: str, *, is_greatest_first: bool, wait: int) -> Payments:
    """What each year pays, by a plain simulation of the queue: what waits comes first, then the claims of the year."""
    waiting: list[tuple[Grant, int]] = []
    paid: Payments = {}
    for year in YEARS:
        new = sorted((grant for grant in grants if grant.day[:4] == str(year)), key=lambda g: (g.day, g.who, g.number))
        if is_greatest_first:
            new.sort(key=lambda grant: -grant.sum)
        left, is_blocked, still = room, False, list[tuple[Grant, int]]()
        waiting.sort(key=lambda entry: (entry[0].day, entry[0].who, entry[0].number))
        for grant, rest in [*waiting, *((grant, grant.sum) for grant in new)]:
            sum_ = min(rest, left)
            if manner and (sum_ < rest or is_blocked):
                sum_ = 0
            is_blocked = is_blocked or (manner == "in turn" and sum_ < rest)
            left -= sum_
            if sum_:
                paid[grant.who, grant.number, year] = sum_
            if rest - sum_ and year < int(grant.day[:4]) + wait:
                still.append((grant, rest - sum_))
        waiting = still
    return paid


def drawn_grants(draw: random.Random) -> list[Grant]:
    days = [f"{year}-{month:02}-{day:02}" for year in YEARS for month in range(1, 13) for day in range(1, 28)]
    each = draw.sample(days, draw.randint(3, 9))
    sums = [1000, 2000, 3000, 5000, 8000]
    return [Grant(draw.choice("ABC"), n, day, draw.choice(sums)) for n, day in enumerate(each)]


def cohort(grants: Iterable[Grant], as_of: int, years: Sequence[int]) -> list[dict[str, Any]]:
    """The facts of the applicants with the records of some years."""
    by_who: dict[str, list[tuple[str, int]]] = {who: [] for who in "ABC"}
    numbers: dict[str, list[int]] = {who: [] for who in "ABC"}
    for grant in grants:
        if int(grant.day[:4]) in years:
            by_who[grant.who].append((grant.day, grant.sum))
            numbers[grant.who].append(grant.number)
    firms = [contractor(who, *claims, name=who, as_of=f"{as_of}-12-31") for who, claims in by_who.items()]
    for firm in firms:
        who = firm["applicant"]["id"]
        firm["records"].setdefault("technology_contract", [])
        for number, record in zip(numbers[who], firm["records"]["technology_contract"], strict=True):
            record["contract"] = f"{who}{number}"
            record.pop("id", None)
    return firms


def payments_of(decisions: Iterable[ipdsl.Decision]) -> Payments:
    paid: Payments = {}
    for decision in decisions:
        for claim in decision.claims:
            for year, sum_ in claim.paid_by_year.items():
                if sum_.minor:
                    paid[claim.item[0], int(claim.item[1:]), year] = sum_.minor // 100
    return paid


def year_by_year(policy: ipdsl.Policy, grants: Sequence[Grant]) -> Payments:
    """The same, each year settled with the ledger of the years before."""
    history: list[Any] = []
    paid: Payments = {}
    for year in YEARS:
        result = policy.evaluate_cohort(cohort(grants, year, [year]), year=year, history=history)
        paid |= payments_of(result.decisions)
        history = [line for decision in result.decisions for line in ledger_to_json(decision.ledger, "CNY")]
    return paid


def differences(seed: int) -> list[Mapping[object, object]]:
    """What product and simulation, or years one by one, pay differently."""
    draw = random.Random(seed)
    grants, room = drawn_grants(draw), draw.choice([3000, 5000, 6000, 10000])
    manner, is_greatest_first = draw.choice(["", "whole", "in turn"]), draw.random() < 0.4
    wait = draw.choice([1, 2, 4])
    words = [f"{room} per year across applicants", manner, "highest amount first" if is_greatest_first else ""]
    policy = ipdsl.load_text(PAGE.format(cap=", ".join(filter(None, words)), years=wait))
    want = queue(grants, room, manner, is_greatest_first=is_greatest_first, wait=wait)
    whole = payments_of(policy.evaluate_cohort(cohort(grants, 2025, YEARS)).decisions)
    told = {"seed": seed, "grants": grants, "words": words, "wait": wait, "want": want}
    return [{**told, "got": got} for got in (whole, year_by_year(policy, grants)) if got != want]


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.broad) for seed in range(12)])
def test_a_queue_is_paid_in_order_at_once_and_year_by_year(seed: int) -> None:
    assert differences(seed) == []


def late_faults(seed: int) -> list[Mapping[str, object]]:
    """Where a claim that comes a year late is paid more than in time, or one that waited for the next year, less."""
    draw = random.Random(seed)
    grants, room, wait = drawn_grants(draw), draw.choice([3000, 5000, 6000, 10000]), draw.choice([1, 2, 4])
    manner = draw.choice(["", "whole", "in turn"])
    cap = ", ".join(filter(None, [f"{room} per year across applicants", manner]))
    policy = ipdsl.load_text(PAGE.format(cap=cap, years=wait))
    late = draw.choice([grant for grant in grants if grant.day < "2025"] or grants)
    in_time, year = [grant for grant in grants if grant is not late], int(late.day[:4])
    without, both, history = year_by_year(policy, in_time), dict[tuple[str, int, int], int](), list[Any]()
    for now in YEARS:
        firms = cohort(in_time if now <= year else grants, now, [now, year] if now == year + 1 else [now])
        result = policy.evaluate_cohort(firms, history=history)
        both |= {event: sum_ for event, sum_ in payments_of(result.decisions).items() if event not in both}
        history = [line for decision in result.decisions for line in ledger_to_json(decision.ledger, "CNY")]
    want = queue(grants, room, manner, is_greatest_first=False, wait=wait)

    def paid(payments: Payments, grant: Grant, last: int) -> int:
        return sum(payments.get((grant.who, grant.number, of), 0) for of in YEARS if of <= last)

    told: dict[str, object] = {
        "seed": seed,
        "late": late,
        "grants": grants,
        "cap": cap,
        "wait": wait,
        "without": without,
        "both": both,
    }
    too_much = [{**told, "year": last} for last in YEARS if paid(both, late, last) > paid(want, late, last)]
    before = [grant for grant in in_time if int(grant.day[:4]) <= year]
    passed = [{**told, "of": of} for of in before if paid(both, of, year + 1) != paid(without, of, year + 1)]
    return [*too_much, *passed]


IN_TURN = PAGE.format(cap="10000 per year across applicants, in turn", years=2)
A, B = (
    contractor("A", ("2022-01-01", 8000), name="A", as_of="2022-12-31"),
    contractor("B", ("2022-02-01", 5000), name="B", as_of="2022-12-31"),
)


def test_what_waits_of_an_applicant_alone_depends_on_the_others() -> None:
    policy = ipdsl.load_text(IN_TURN)
    first = policy.evaluate_cohort([A, B])
    assert [decision.due.low.minor for decision in first.decisions] == [800_000, 0]
    [line] = ledger_to_json(first.decisions[1].ledger, "CNY")
    assert (line["carried"], line["carry_until"]) == ("5000.00", 2024)
    next_year = {**B, "records": {"technology_contract": []}, "history": [line], "as_of": "2023-12-31"}
    alone = policy.evaluate(next_year)
    assert (alone.due.low.minor, alone.due.high and alone.due.high.minor) == (0, 500_000)
    assert policy.total_bounds(next_year) == alone.due
    assert [line["carried"] for line in ledger_to_json(alone.ledger, "CNY")] == ["5000.00"]
    [decision] = policy.evaluate_cohort([next_year]).decisions
    assert decision.due.low.minor == 500_000


def test_the_budget_of_a_year_names_who_waits() -> None:
    [budget] = ipdsl.load_text(IN_TURN).evaluate_cohort([A, B]).budgets
    assert (budget.year, str(budget.requested), str(budget.paid), str(budget.left)) == (
        2022, "13,000.00 CNY", "8,000.00 CNY", "2,000.00 CNY",
    )  # fmt: skip
    assert (budget.waiting, budget.refused) == ((("B", "B0"),), ())


@pytest.mark.parametrize(
    "cap", ["10000 per year across applicants, in proportion", "local_contribution per year across applicants"]
)
def test_grants_wait_for_one_budget_of_a_year(cap: str) -> None:
    assert "P063" in checked(PAGE.format(cap=cap, years=1)).codes


@pytest.mark.slow
def test_queues_of_many_cohorts() -> None:
    assert [each for seed in range(100, 500) for each in differences(seed)] == []


@pytest.mark.broad
def test_the_law_is_broken_by_a_queue_that_ignores_its_manner(monkeypatch: pytest.MonkeyPatch) -> None:
    def divided(step: Step) -> int:
        return 0

    monkeypatch.setattr(rule_table, "_limit_number", divided)
    assert any(differences(seed) for seed in range(12))


@pytest.mark.broad
@pytest.mark.parametrize(
    ("late", "due", "named"),
    [
        (("2022-03-01", 2000), [0, 5000, 2000, 0], [None, None, None, None]),
        (("2022-01-15", 6000), [0, 5000, 0, 0], [None, 2022, 2022, None]),
        (("2021-12-01", 6000), [0, 5000, 6000, 4000], [None, None, None, None]),
    ],
)
def test_a_late_claim_waits_behind_what_waited(late: tuple[str, int], due: list[int], named: list[int | None]) -> None:
    """It is named if reopening would change a year or a carry-over of an applicant."""
    policy = ipdsl.load_text(IN_TURN)
    history = [line for each in policy.evaluate_cohort([A, B]).decisions for line in ledger_to_json(each.ledger, "CNY")]
    c, d = (
        contractor("C", late, name="C", as_of="2023-12-31"),
        contractor("D", ("2023-02-01", 4000), name="D", as_of="2023-12-31"),
    )
    firms = [{**firm, "as_of": "2023-12-31"} for firm in (A, B)]
    decisions = policy.evaluate_cohort([*firms, c, d], history=history).decisions
    assert [decision.due.low.minor for decision in decisions] == [sum_ * 100 for sum_ in due]
    assert [decision.late and decision.late.year for decision in decisions] == named


@pytest.mark.slow
def test_late_claims_of_many_queues() -> None:
    assert [fault for seed in range(60) for fault in late_faults(seed)] == []


@pytest.mark.broad
def test_the_law_is_broken_by_a_queue_that_late_claims_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LedgerLine, "waited_after", lambda line, year: False)
    assert late_faults(35)
