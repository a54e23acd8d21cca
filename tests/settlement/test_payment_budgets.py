"""Caps over payments: an instalment that the budget of its year does not hold waits for those of later years."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.payment_queue import PaymentQueue
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_to_json
from tests.properties.budget_laws import bounds_hold_what_budgets_pay, budgets_pay_as_simulated
from tests.support.cli import run
from tests.support.semantics.findings import checked
from tests.support.settlement.cohorts import contractor

AWARD = """policy budget "A budget"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award amount to enterprise when technology_contract recorded
    as aid
"""
IN_PARTS = """  pay in parts
    60% at once
    the rest 1 year later
"""
CAP = """  cap 10000 paid per year across applicants, in turn
    carry forward {} years
"""
STOP = """  recover 50% of what was paid when sanction opened
    pay nothing more
"""


def firms(as_of: str, *, records: bool = True, **of_b: Any) -> list[dict[str, Any]]:
    """A with 8,000 and B with 10,000, granted in 2022."""
    made = [
        contractor("A", ("2022-01-01", 8000), name="A", as_of=as_of),
        contractor("B", ("2022-02-01", 10000), name="B", as_of=as_of),
    ]
    for one in made if not records else ():
        one["records"]["technology_contract"] = []
    for one in made:
        one["records"]["sanction"] = []
    made[1]["records"] |= of_b
    return made


def parts_of(decision: ipdsl.Decision) -> list[tuple[str, str, int | None]]:
    """The state, the day and the last year of each instalment."""
    return [(each.state, str(each.day), each.until) for claim in decision.claims for each in claim.instalments]


def lines_of(decided: Any) -> list[Any]:
    return [line for decision in decided.decisions for line in ledger_to_json(decision.ledger, "CNY")]


def test_an_instalment_waits_and_is_paid_by_the_next_budget() -> None:
    policy = ipdsl.load_text(AWARD + IN_PARTS + CAP.format(3))
    first = policy.evaluate_cohort(firms("2022-12-31"))
    _, b = first.decisions
    assert parts_of(b) == [("waits", "2022-02-01", 2025), ("open", "2023-02-01", None)]
    assert (b.due.high and b.due.high.minor, b.claims[0].outcome.value) == (0, "awarded")
    history = lines_of(first)
    assert history[1]["parts"][0] == {
        "part": 1, "sum": "6000.00", "state": "waits", "day": "2022-02-01", "asked": 2022
    }  # fmt: skip
    [budget] = first.budgets
    assert (budget.rule, str(budget.requested), str(budget.paid), str(budget.left), budget.waiting) == (
        "1 cap paid per year", "10,800.00 CNY", "4,800.00 CNY", "5,200.00 CNY", (("B", "B0"),),
    )  # fmt: skip
    later = policy.evaluate_cohort(firms("2023-12-31", records=False), history=history)
    assert [parts_of(decision) for decision in later.decisions] == [
        [("due", "2022-01-01", None), ("due", "2023-01-01", None)],
        [("due", "2023-01-01", None), ("waits", "2023-02-01", 2026)],
    ]
    assert [decision.due.low.minor for decision in later.decisions] == [320_000, 600_000]


def test_what_no_event_has_taken_is_not_paid_by_a_budget() -> None:
    """Of 8,000 and 10,000 each, 3,000 are due at the record's own event; the rest has no event yet."""
    schedule = "  pay in parts\n    3000 when recorded\n"
    decided = ipdsl.load_text(AWARD + schedule + CAP.format(3)).evaluate_cohort(firms("2022-12-31"))
    assert [decision.due.low.minor for decision in decided.decisions] == [300_000, 300_000]
    left = [[(part["sum"], part["state"]) for part in line["parts"]] for line in lines_of(decided)]
    assert [sorted(parts) for parts in left] == [
        [("3000.00", "due"), ("5000.00", "open")], [("3000.00", "due"), ("7000.00", "open")],
    ]  # fmt: skip


@pytest.mark.parametrize("reopen", [None, 2022, 2023])
def test_what_a_sum_at_an_event_leaves_is_not_paid_with_it(reopen: int | None) -> None:
    """Of 8,000 and of 10,000, 6,000 are due in 2022. The budget of 2022 holds one, that of 2023 the other. What they
    leave stays open, also if a year is reopened.
    """
    policy = ipdsl.load_text(AWARD + "  pay in parts\n    6000 when recorded\n" + CAP.format(3))
    history = lines_of(policy.evaluate_cohort(firms("2023-12-31")))
    again = policy.evaluate_cohort(firms("2023-12-31"), history=history, reopen=reopen)
    parts = [[(part["sum"], part["state"], part.get("day")) for part in line["parts"]] for line in lines_of(again)]
    assert parts == [
        [("6000.00", "due", "2022-01-01"), ("2000.00", "open", None)],
        [("6000.00", "due", "2023-01-01"), ("4000.00", "open", None)],
    ]
    assert lines_of(again) == history


def test_what_waits_of_an_applicant_alone_depends_on_the_others() -> None:
    policy = ipdsl.load_text(AWARD + IN_PARTS + CAP.format(3))
    history = lines_of(policy.evaluate_cohort(firms("2022-12-31")))
    one = {**firms("2023-12-31", records=False)[1], "history": [history[1]]}
    alone = policy.evaluate(one)
    assert (alone.due.low.minor, alone.due.high and alone.due.high.minor) == (0, 1_000_000)
    assert policy.total_bounds(one) == alone.due
    assert {(ref.group, ref.kind) for ref in (fact.ref for fact in alone.missing)} == {
        ("cohort", "1 cap paid per year")
    }
    [line] = ledger_to_json(alone.ledger, "CNY")
    assert line["parts"][0] == history[1]["parts"][0]


def test_what_no_budget_holds_lapses() -> None:
    page = AWARD + IN_PARTS + CAP.format(1).replace("10000", "5000")
    decided = ipdsl.load_text(page).evaluate_cohort(firms("2024-12-31"))
    _, b = decided.decisions
    assert parts_of(b) == [("lapsed", "2023-12-31", None), ("lapsed", "2024-12-31", None)]
    assert b.claims[0].lapsed.minor == 1_000_000
    assert [budget.refused for budget in decided.budgets] == [(), (("B", "B0"),), (("B", "B0"),)]


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2022-07-01", ["stopped", "stopped"]),  # while the first one waits
        ("2023-02-01", ["due", "stopped"]),
        ("2023-06-01", ["due", "stopped"]),  # while the second one waits
        ("2024-06-01", ["due", "due"]),
    ],
)
def test_a_recovery_stops_what_waits(day: str, states: list[str]) -> None:
    policy = ipdsl.load_text(AWARD + IN_PARTS + CAP.format(3) + STOP)
    sanction = [{"dispute": "S", "opened_on": day}]
    _, b = policy.evaluate_cohort(firms("2024-12-31", sanction=sanction)).decisions
    assert [state for state, _, _ in parts_of(b)] == states


def test_awards_that_are_not_in_parts_wait_whole() -> None:
    decided = ipdsl.load_text(AWARD + CAP.format(3)).evaluate_cohort(firms("2023-12-31"))
    assert [parts_of(decision) for decision in decided.decisions] == [
        [("due", "2022-01-01", None)],
        [("due", "2023-01-01", None)],
    ]


def test_what_waits_is_due_when_the_page_has_no_budget_any_more() -> None:
    history = lines_of(ipdsl.load_text(AWARD + IN_PARTS + CAP.format(3)).evaluate_cohort(firms("2022-12-31")))
    one = {**firms("2023-12-31", records=False)[1], "history": [history[1]]}
    assert parts_of(ipdsl.load_text(AWARD + IN_PARTS).evaluate(one)) == [
        ("due", "2023-01-01", None),
        ("due", "2023-02-01", None),
    ]


def test_a_line_states_since_when_an_instalment_waits() -> None:
    policy = ipdsl.load_text(AWARD + IN_PARTS + CAP.format(3))
    history = lines_of(policy.evaluate_cohort(firms("2022-12-31")))
    del history[1]["parts"][0]["asked"]
    with pytest.raises(FactsError) as refused:
        policy.evaluate_cohort(firms("2023-12-31", records=False), history=history)
    assert "`asked`" in str(refused.value)


@pytest.mark.broad
@pytest.mark.parametrize(
    ("years", "days"), [((2023,), ["2023-01-01", "2023-01-15"]), ((2023, 2024), ["2024-01-01", "2024-01-01"])]
)
def test_a_late_grant_takes_nothing_of_a_year_in_which_an_instalment_waited(
    years: tuple[int, ...], days: list[str]
) -> None:
    """2022 has 5,200 left, but 6,000 of B waited for 2023: so does C, also when B was paid meanwhile."""
    policy = ipdsl.load_text(AWARD + IN_PARTS + CAP.format(3))
    history = lines_of(policy.evaluate_cohort(firms("2022-12-31")))
    for year in years[:-1]:
        history = lines_of(policy.evaluate_cohort(firms(f"{year}-12-31", records=False), history=history))
    as_of = f"{years[-1]}-12-31"
    late = contractor("C", ("2022-01-15", 500), name="C", as_of=as_of)
    late["records"]["sanction"] = []
    decided = policy.evaluate_cohort([*firms(as_of, records=False), late], history=history)
    assert parts_of(decided.decisions[2]) == [("due", day, None) for day in days]


@pytest.mark.parametrize(
    ("cap", "code"),
    [
        ("cap 10000 paid per enterprise per year", "P025"),
        ("cap 10000 paid per put_to_use per year across applicants, in turn", "P025"),
        ("cap 10000 paid across applicants, in turn", "P025"),
        ("cap 10000 paid per year across applicants", "P025"),
        ("cap 10000 paid per year across applicants, in proportion", "P025"),
        ("cap amount paid per item across applicants, whole", "P025"),
        ("cap 10000 paid per year across applicants, in turn\n  cap 9 paid per year across applicants, whole", "P025"),
        ("cap 9 paid per year across applicants, whole\n    what lapses counts no longer", "P025"),
        (
            "cap 9 per enterprise per year\n    carry forward 1 year\n  cap 9 paid per year across applicants, whole",
            "P025",
        ),
        (
            "cap 9 per enterprise\n    what lapses counts no longer\n  cap 9 paid per year across applicants, whole",
            "P025",
        ),
    ],
)
def test_a_budget_of_payments_is_one_of_each_year(cap: str, code: str) -> None:
    assert code in checked(AWARD + f"  {cap}\n").codes


def payments_of(lines: list[Any]) -> dict[tuple[Any, ...], int]:
    """What a ledger pays, by applicant and item, instalment and day."""
    return {
        (line["applicant"] + line["item"], part["part"], part["day"]): int(float(part["sum"]))
        for line in lines
        for part in line["parts"]
        if part["state"] == "due"
    }


def waiting_parts(line: Any) -> list[Any]:
    return [part for part in line["parts"] if part["state"] == "waits"]


def course_faults(seed: int) -> list[object]:
    """Where reopened years pay otherwise than all at once; and a late instalment is paid before its time, or passes one
    that waited.
    """
    draw = random.Random(seed)
    manner = draw.choice(["in turn", "whole"])
    policy = ipdsl.load_text(AWARD + IN_PARTS + CAP.format(draw.choice([1, 3])).replace("in turn", manner))
    days = sorted(f"{draw.choice([2021, 2022, 2023])}-0{draw.randint(1, 9)}-1{number}" for number in range(6))
    grants = [(draw.choice("ABC"), day, 100 * draw.randint(5, 120)) for day in days]
    late = draw.choice(grants)

    def cohort(as_of: int, stated: list[tuple[str, str, int]]) -> list[dict[str, Any]]:
        made = list[dict[str, Any]]()
        for who in "ABC":
            of_one = [(day, sum_) for name, day, sum_ in stated if name == who]
            one = contractor(who, *of_one, name=who, as_of=f"{as_of}-12-31")
            for record in one["records"].setdefault("technology_contract", []):
                record["contract"] = record["recorded_on"]
            one["records"]["sanction"] = []
            made.append(one)
        return made

    def ledgers(without: tuple[str, str, int] | None, since: int) -> list[list[Any]]:
        made: list[list[Any]] = [[]]
        for year in range(2021, 2027):
            stated = [each for each in grants if each[1][:4] <= str(year) and (each is not without or year > since)]
            made.append(lines_of(policy.evaluate_cohort(cohort(year, stated), history=made[-1])))
        return made[1:]

    at_once, year = payments_of(lines_of(policy.evaluate_cohort(cohort(2026, grants)))), int(late[1][:4])
    in_time, came, never = ledgers(None, 0), ledgers(late, year), ledgers(late, 9999)
    faults: list[object] = [("in time", seed)] if payments_of(in_time[-1]) != at_once else []
    for reopened in range(2021, 2027):
        again = lines_of(policy.evaluate_cohort(cohort(2026, grants), history=in_time[-1], reopen=reopened))
        faults += [("reopened", seed, reopened)] if payments_of(again) != at_once else []
    for last, lines in zip(range(2021, 2027), came, strict=True):
        paid, due = (
            sum(
                sum_ for (*key, day), sum_ in payments.items() if key == [late[0] + late[1], 1] and day[:4] <= str(last)
            )
            for payments in (payments_of(lines), at_once)
        )
        faults += [("late", seed, last, paid, due)] if paid > due else []
    waited = {(line["item"], part["part"]) for line in never[year - 2021] for part in waiting_parts(line)}
    there, without = (payments_of(ledger[year - 2020]) for ledger in (came, never))
    faults += [
        ("passed", seed, key)
        for key, sum_ in without.items()
        if (key[0][1:], key[1]) in waited and there.get(key) != sum_
    ]
    return faults


@pytest.mark.slow
def test_reopened_years_and_late_grants_of_many_cohorts() -> None:
    assert [fault for seed in range(40) for fault in course_faults(seed)] == []


@pytest.mark.broad
def test_the_law_is_broken_by_years_that_late_grants_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PaymentQueue, "_is_blocked", lambda queue, year: False)
    assert course_faults(26)


@pytest.mark.slow
def test_budgets_of_many_cohorts() -> None:
    for seed in range(200):
        budgets_pay_as_simulated(None, None, random.Random(seed))  # type: ignore[arg-type]
        bounds_hold_what_budgets_pay(None, None, random.Random(seed))  # type: ignore[arg-type]


@pytest.mark.broad
def test_what_waits_is_told_in_traces_lists_and_letters(tmp_path: Path) -> None:
    page, facts = tmp_path / "budget.ipp", tmp_path / "facts.json"
    case = """
case "B waits"
  given "A" as enterprise
    technology_contract P: amount 8000, recorded_on 2022-01-01
  given "B" as enterprise
    technology_contract Q: amount 10000, recorded_on 2022-02-01
  given as of 2022-12-31
  expect for "B" 2022 total 0
  expect for "B" carried 6000 to 2025
"""
    page.write_text(AWARD + IN_PARTS + CAP.format(3) + case)
    facts.write_text(json.dumps(firms("2022-12-31")))
    assert run("test", str(page)).code == 0
    number = page.read_text().splitlines().index('  given "B" as enterprise') + 1
    trace = run("trace", str(page), "Q", "--facts", f"{page}:{number}").out
    assert "6,000.00 due 2022-02-01 waits for a later budget, until the end of 2025: 60% at once" in trace
    assert "6,000.00 waits for a later budget, 4,000.00 not due yet" in trace
    assert "does not apply" not in trace
    shared = [str(page), "--facts", str(facts), "--cohort", "-o"]
    assert run("list", "instalments", *shared, str(tmp_path / "list.csv")).code == 0
    assert '6000.00,2022-02-01,"cap 10,000 paid per year across applicants' in (tmp_path / "list.csv").read_text()
    for language, text in (("en", "which waits for a later budget, at most until the end of 2025"),
                           ("zh", "2022年2月1日到期，等候以后年度的预算，至2025年底止")):  # fmt: skip
        assert run("letter", *shared, str(tmp_path / f"{language}_{{applicant}}.html"), "--zero", "--lang", language)
        assert text in (tmp_path / f"{language}_B.html").read_text()
