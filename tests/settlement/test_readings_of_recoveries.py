"""Readings of recoveries that the oracle and the program could share, each with its sum by hand.

Every docstring has the sum as it is computed on paper from the words of the meaning.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipdsl import load
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.report.decision_json import to_json
from tests.support.settlement.recoveries import back, facts_of, later_facts, line_of, policy_of

pytestmark = pytest.mark.broad
ALL = "  recover 100% of what was paid when invention ended\n"


def decided(folder: Path, rules: str, records: list[dict[str, Any]], history: list[dict[str, Any]]) -> Decision:
    return policy_of(folder, rules).evaluate(facts_of(records, history))


def ends(decision: Decision) -> list[tuple[str, int, int | None]]:
    return [
        (each.label, each.paid_back.low.minor, each.paid_back.high and each.paid_back.high.minor)
        for each in decision.recoveries
    ]


def test_the_first_payment_of_a_line_is_that_of_its_first_year(tmp_path: Path) -> None:
    """1,000 due in 2022 and 500 in 2023, no days stated. The first payment is in 2022, at the latest on 2022-12-31, so
    that 2024-01-01 is never less than 12 months after it: nothing is paid back of either payment.
    """
    rules = f"{ALL}    if ended_on less than 12 months after the first payment\n"
    line = {"clause": "aid", "item": "P1", "year": 2022, "due": {"2022": "1000", "2023": "500"}}
    decision = decided(tmp_path, rules, [{"number": "P1", "ended_on": "2024-01-01"}], [line])
    assert decision.to_pay_back.is_point
    assert back(decision) == 0


def test_a_limit_that_is_not_known_does_not_limit_at_most(tmp_path: Path) -> None:
    """8,000 paid; the limit is the amount of the event, which is missing: from 0 to 8,000 is paid back."""
    policy = policy_of(tmp_path, f"{ALL}    at most amount\n")
    facts = facts_of([{"number": "P1", "ended_on": "2024-06-01"}], [line_of("P1", 2022, "8000", d2022_05_01="8000")])
    decision = policy.evaluate(facts)
    assert decision.to_pay_back.high is not None
    assert (decision.to_pay_back.low.minor, decision.to_pay_back.high.minor) == (0, 800000)
    assert [each.field for each in decision.recoveries[0].missing] == ["amount"]


def test_what_one_recovery_may_take_may_be_left_to_the_next(tmp_path: Path) -> None:
    """8,000 due in 2024, no day stated. Paid up to 2024-06-01, the first takes nothing (24 months are over) and the
    second 8,000; paid later, the first takes half, 4,000, and the second the other 4,000.
    """
    rules = (
        "  recover 50% of what was paid when invention expired\n    as half\n"
        "    if expired_on less than 24 months after the payment\n" + ALL + "    as rest\n"
    )
    record = {"number": "P1", "expired_on": "2026-06-01", "ended_on": "2026-07-01"}
    decision = decided(tmp_path, rules, [record], [line_of("P1", 2024, "8000")])
    assert ends(decision) == [("half", 0, 400000), ("rest", 400000, 800000)]


@pytest.mark.parametrize(
    ("lines", "most"),
    [("", 800000), ("    surcharge 20%\n", 1120000), ("    set off against awards for 1 year\n", 800000)],
)
def test_recoveries_that_exclude_each_other_take_a_payment_once(tmp_path: Path, lines: str, most: int) -> None:
    """8,000 paid, and taken whole by one of two recoveries, as the amount is; it is missing. At most 8,000 is taken,
    and a surcharge of 20% of each. The amount affects as much. Of 9,000 that are newly due, at least 1,000 stays.
    """
    rules = "".join(
        f"  recover 100% of what was paid when invention ended and amount {test} 100\n    as {name}\n{lines}"
        for name, test in (("small", "less than"), ("large", "at least"))
    )
    records = [{"number": "P1", "ended_on": "2024-06-01"}, {"number": "P2", "granted_on": "2024-03-01", "amount": 9000}]
    decision = decided(tmp_path, rules, records, [line_of("P1", 2022, "8000", d2022_05_01="8000")])
    back, asked = decision.to_pay_back, decision.back_now
    left = 0 if "set off" in lines else most  # the rest lapses
    assert [each.high and each.high.minor for each in (back, asked)] == [most, left]
    assert [(each.path[-6:], each.worth) for each in decision.missing] == [("amount", Money(most, "CNY"))]
    assert decision.payable_now.minor == (100000 if "set off" in lines else 900000)
    assert decision.taken_now.high == Money(800000 if "set off" in lines else 0, "CNY")


def test_a_condition_of_the_day_of_a_payment_alone_is_one(tmp_path: Path) -> None:
    """3,000 paid in 2021 and 5,000 in 2022; payments from 2022 on are paid back: 5,000."""
    rules = f"{ALL}    if the payment at least 2022-01-01\n"
    line = line_of("P1", 2021, "8000", d2021_12_31="3000", d2022_01_01="5000")
    assert back(decided(tmp_path, rules, [{"number": "P1", "ended_on": "2024-06-01"}], [line])) == 500000


@pytest.mark.parametrize(("ended_on", "sum_"), [("2023-06-30", 300000), ("2023-07-01", 0), ("2024-06-30", 0)])
def test_the_year_after_in_a_condition_is_that_after_the_grant(tmp_path: Path, ended_on: str, sum_: int) -> None:
    """3,000 of 2022, first paid in 2023, are paid back if the end is by 30 June of 2023."""
    rules = f"{ALL}    if ended_on no later than 30 June of the year after\n"
    record = {"number": "P1", "granted_on": "2022-03-01", "ended_on": ended_on}
    line = line_of("P1", 2022, "3000", d2023_02_01="3000")
    assert back(decided(tmp_path, rules, [record], [line])) == sum_


def test_an_applicant_that_is_its_own_lead_is_set_off(tmp_path: Path) -> None:
    """4,000 paid, all back, owed by the lead, who is the applicant; 900 newly due are taken: 0 is payable."""
    rules = "  recover 100% of what was paid from lead when invention ended\n    set off against awards for 1 year\n"
    records = [
        {"number": "P1", "ended_on": "2024-06-01", "lead": "F1"},
        {"number": "P2", "granted_on": "2024-03-01", "amount": 900},
    ]
    decision = decided(tmp_path, rules, records, [line_of("P1", 2022, "4000", d2022_05_01="4000")])
    assert (decision.payable_now.minor, decision.recoveries[0].set_off.low.minor) == (0, 90000)


def test_nothing_is_withheld_of_an_applicant_for_another_who_owes(tmp_path: Path) -> None:
    """1,000 granted and ended in one run; the lead, another, owes it: 1,000 stays payable, and nothing is asked for."""
    rules = "  recover 100% of what was paid from lead when invention ended\n"
    record = {"number": "P1", "granted_on": "2024-03-01", "ended_on": "2024-06-01", "amount": 1000, "lead": "Other"}
    decision = decided(tmp_path, rules, [record], [])
    assert (decision.payable_now.minor, decision.back_now.low.minor) == (100000, 0)
    assert decision.recoveries[0].withheld.low.minor == 0


@pytest.mark.parametrize(("lead", "interest"), [("F1", 36500), ("Other", 73000)])
def test_what_is_withheld_bears_no_interest(tmp_path: Path, lead: str, interest: int) -> None:
    """10,000 were paid on 2023-06-01, and 10,000 are due on that day in this run; 3.65% for a year are 365 of what was
    paid. Nothing is withheld if another applicant owes it: it is paid, and bears as much.
    """
    rules = (
        "  recover 100% of what was paid from lead when invention ended\n    surcharge 20%\n"
        "    interest 3.65% per year from the payment to ended_on\n"
    )
    event = {"ended_on": "2024-06-01", "lead": lead}
    records = [{"number": "P1", **event}, {"number": "P2", "granted_on": "2023-06-01", "amount": 10000, **event}]
    decision = decided(tmp_path, rules, records, [line_of("P1", 2023, "10000", d2023_06_01="10000")])
    assert sum(each.interest.minor for each in decision.recoveries) == interest
    assert sum(each.surcharge.minor for each in decision.recoveries) == 400000


def test_payments_of_one_day_are_taken_in_the_order_of_the_page(tmp_path: Path) -> None:
    """1,000 of each of two items paid on one day, 1,500 back: 1,000 of A and 500 of B, in either order of the lines."""
    rules = "  recover 1500 of what was paid for the same project when invention ended\n"
    event = {"number": "S", "project": "M", "ended_on": "2024-06-01"}
    records = [event, *({"number": item, "project": "M"} for item in "AB")]
    lines = [line_of(item, 2022, "1000", d2022_05_01="1000") for item in "AB"]
    for history in (lines, lines[::-1]):
        parts = decided(tmp_path, rules, records, history).recoveries[0].payments
        assert [(part.item, part.amount.minor) for part in parts] == [("A", 100000), ("B", 50000)]


def test_a_condition_on_the_year_of_the_grant_is_open_with_its_day(tmp_path: Path) -> None:
    """Half of 8,000, if it ended in the year before the grant: known with the day of the grant, 4,000 or 0."""
    rules = (
        "  recover 50% of what was paid for the same project when invention ended\n"
        "    if expired_on within the year before\n"
    )
    policy = policy_of(tmp_path, rules)
    event = {"number": "E", "project": "J", "expired_on": "2022-06-01", "ended_on": "2024-02-01"}
    grant = {"number": "P1", "project": "J", "amount": 8000}
    opened = policy.evaluate(facts_of([event, {**grant, "granted_on": None}], [], "2024-12-31"))
    assert (opened.to_pay_back.low.minor, opened.to_pay_back.high) == (0, Money(400000, "CNY"))
    assert [line.clause for line in opened.ledger if line.recovery] == []
    for day, sum_ in (("2023-05-01", 400000), ("2022-05-01", 0)):
        assert back(policy.evaluate(facts_of([event, {**grant, "granted_on": day}], [], "2024-12-31"))) == sum_


def test_what_is_withheld_of_an_open_recovery_is_settled_again_before_it_is_paid(tmp_path: Path) -> None:
    """Of 3,000 of 2022 a part is taken that hangs on the day of payment; of 3,000 of 2023 surely 2,375 are withheld."""
    rules = (
        "  recover (24 less full months from the payment to ended_on) divided by 24 of what was paid for the same "
        "project when invention ended\n"
    )
    policy = policy_of(tmp_path, rules)
    grants = [
        {"number": f"P{day[:4]}", "project": "J", "amount": 3000, "granted_on": day}
        for day in ("2022-03-01", "2023-01-15")
    ]
    event = {"number": "E", "project": "J", "ended_on": "2023-06-30"}
    first = policy.evaluate(facts_of(grants[:1], [], "2022-12-31"))
    decision = policy.evaluate(later_facts([*grants, event], 2023), history=to_json(first))
    assert (decision.recoveries[0].withheld.low.minor, decision.to_pay_back.is_point) == (237500, False)
    assert "settle the year again with its earlier ledger before the payment" in str(decision.assumed[-1])


MACHINES = """vocabulary machine_words "Machines"

applicant firm "firm"

record machine "machine"
  key number "number"
  loaned date
  event bought on bought_on default
  event accepted on accepted_on
  event sold on sold_on
  state used from loaned until stopped_on
"""
STATE = """policy machines "Machines"
  effective 2022-01-01 to 2024-12-31
  use machine_words
  language 4

article 1 "Machines"
  award 5000 to firm while machine used
    as aid
    if accepted_on more than 1 year ago or bought_on more than 1 year ago
    uncapped
"""
MONTHS = (
    "  recover (12 less full months from the payment to sold_on) divided by 12 of what was paid when machine sold\n"
)
PARTS = "  pay in parts\n    50% at once\n    the rest 6 months later\n"


@pytest.mark.parametrize(
    ("rules", "due", "back_sums"),
    [(MONTHS, (500000, 500000), (41667, 291667)), (PARTS, (500000, 250000), (0, 0))],
    ids=["recovered", "in parts"],
)
def test_payments_of_a_state_are_open_with_the_day_on_which_it_is_fulfilled(
    rules: str, due: tuple[int, int], back_sums: tuple[int, int], tmp_path: Path
) -> None:
    """A machine in use since 2020, bought in July 2021: fulfilled from 2022-07-10, or from 2022-01-01 if it was
    accepted in 2020, which is not stated. It is sold on 2022-12-31.
    """
    (tmp_path / "machine_words.ipp").write_text(MACHINES, encoding="utf-8")
    (tmp_path / "machines.ipp").write_text(f"{STATE}{rules}", encoding="utf-8")
    policy = load(tmp_path / "machines.ipp")
    none = {"none": True}
    machine: dict[str, Any] = {
        "number": "A",
        "loaned": "2020-01-01",
        "bought_on": "2021-07-09",
        "sold_on": "2022-12-31",
    }
    machine["stopped_on"] = none
    facts = {"applicant": {"id": "F", "kinds": ["firm"]}, "as_of": "2022-12-31", "history": [], "records": {}}
    opened = policy.evaluate({**facts, "records": {"machine": [{**machine, "accepted_on": None}]}})
    for accepted, sum_, sum_back in zip(("2020-05-01", none), due, back_sums, strict=True):
        known = policy.evaluate({**facts, "records": {"machine": [{**machine, "accepted_on": accepted}]}})
        assert (known.due.low.minor, back(known)) == (sum_, sum_back)
        assert opened.due.high is not None
        assert opened.due.low.minor <= sum_ <= opened.due.high.minor
        assert opened.to_pay_back.high is not None
        assert opened.to_pay_back.low.minor <= sum_back <= opened.to_pay_back.high.minor


BOUGHT = "  award 3000 to firm when machine bought\n    as bought_aid\n    uncapped\n"


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("  cap 6000 per firm in any 12 months\n", (600000, 1100000)),
        ("  limit 1 item per firm per year\n", (800000, 600000)),
    ],
    ids=["span", "places"],
)
def test_spans_and_places_are_open_with_the_day_of_a_state(rule: str, due: tuple[int, int], tmp_path: Path) -> None:
    """5,000 of a machine in use since 2022-01-01 if it was accepted in 2020, or from 2022-07-10, and 3,000 of each that
    is bought. Of July 2021 there are 6,000, which fill the cap of a day up to 2022-07-09 alone; or one machine of March
    2022 has the place of the year before July.
    """
    (tmp_path / "machine_words.ipp").write_text(MACHINES, encoding="utf-8")
    text = STATE.replace("2022-01-01", "2021-01-01").replace("  award 5000", f"{BOUGHT}  award 5000")
    (tmp_path / "machines.ipp").write_text(f"{text}  pay each\n{rule}", encoding="utf-8")
    policy, none = load(tmp_path / "machines.ipp"), {"none": True}
    day = "2021-07-01" if "cap" in rule else "2022-03-01"
    bought = {"number": "B", "bought_on": day, "loaned": none, "sold_on": none, "accepted_on": none, "stopped_on": none}
    used = {"number": "A", "bought_on": "2021-07-09", "loaned": "2022-01-01", "sold_on": none, "stopped_on": none}
    facts = {"applicant": {"id": "F", "kinds": ["firm"]}, "as_of": "2022-12-31", "history": []}
    opened, *known = (
        policy.evaluate({**facts, "records": {"machine": [bought, {**used, "accepted_on": accepted}]}}).due
        for accepted in (None, "2020-05-01", none)
    )
    assert tuple(sums.low.minor for sums in known) == due
    assert opened.high is not None
    assert opened.low.minor <= min(due)
    assert opened.high.minor >= max(due)
