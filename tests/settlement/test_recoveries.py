"""Recoveries: the cases of the design in both languages, the laws, and the oracle."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ipdsl import load
from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.decision import Decision
from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import Policy
from ipdsl.driver.questions.answers import add_answer, questions, render as interview_text, to_plain
from ipdsl.driver.questions.comparison import compare, render as compared_text
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import BureauRemark
from ipdsl.report.decision_json import decision_schema, to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import Localizer
from ipdsl.settlement import recoveries
from ipdsl.wording.labels import Labels
from tests.reference.recoveries import PlainPayment, PlainRecovery, recover
from tests.support.project_files import files_in
from tests.support.settlement.recoveries import HEAD, PAGES, back, facts_of, later_facts, line_of, policy_of

NAMES = sorted(path.stem for path in files_in(PAGES, "*.ipp") if path.stem != "rec_words")


@pytest.mark.broad
@pytest.mark.parametrize("folder", ["", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_the_cases_of_the_design(name: str, folder: str) -> None:
    path = PAGES / folder / f"{name}.ipp"
    result = run_page(str(path), Compilation.from_file(path))
    assert result is not None
    assert result.cases
    assert result.failed_count == 0, [case.misses for case in result.cases]


def test_a_recovery_takes_programmes_in_order() -> None:
    """Case 16: 3,100 of 1,750, 1,000 and 2,000."""
    policy = load(PAGES / "in_order.ipp")
    history = [line_of("P1", 2024, "2000", d2024_02_01="2000")]
    history += [{**line_of("P1", 2024, sum_, **{day: sum_}), "clause": label} for label, sum_, day in (
        ("loan_a", "1750", "d2024_01_01"), ("loan_b", "1000", "d2024_03_01"))]  # fmt: skip
    decision = policy.evaluate(facts_of([{"number": "P1", "amount": 3100, "ended_on": "2025-06-01"}], history))
    parts = [(part.label, part.amount.minor) for part in decision.recoveries[0].payments]
    assert parts == [("loan_a", 175000), ("loan_b", 100000), ("aid", 35000)]


def test_what_is_due_and_unpaid_stops() -> None:
    """Case 17: due 60,000, paid 45,000."""
    policy = load(PAGES / "stopped.ipp")
    history = [line_of("P1", 2024, "60000", d2024_05_01="45000")]
    decision = policy.evaluate(facts_of([{"number": "P1", "ended_on": "2025-06-01"}], history))
    assert (back(decision), decision.recoveries[0].stopped.minor) == (4500000, 1500000)


def test_a_later_run_takes_what_an_earlier_one_left() -> None:
    """Case 9: 2,000 of 8,000 recovered before."""
    policy = load(PAGES / "all_back.ipp")
    earlier = {
        "clause": "7.recover", "item": "P0", "year": 2023, "event_date": "2023-02-01", "due": {},
        "recovers": [{"clause": "aid", "item": "P1", "payment": "2022-05-01", "sum": "2000"}],
        "back": {"2023": "2000"}, "repaid": "2000", "set_off": "0",
    }  # fmt: skip
    history = [line_of("P1", 2022, "8000", d2022_05_01="8000"), earlier]
    decision = policy.evaluate(facts_of([{"number": "P1", "ended_on": "2024-06-01"}], history))
    assert back(decision) == 600000


def test_an_event_is_settled_once() -> None:
    policy = load(PAGES / "all_back.ipp")
    facts = facts_of([{"number": "P1", "ended_on": "2024-06-01"}], [line_of("P1", 2022, "8000", d2022_05_01="8000")])
    first = policy.evaluate(facts)
    again = policy.evaluate({name: part for name, part in facts.items() if name != "history"}, history=to_json(first))
    assert (back(first), back(again)) == (800000, 0)
    assert to_json(again)["ledger"] == to_json(first)["ledger"]


def test_the_json_of_a_decision_with_recoveries_fits_its_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    facts = facts_of([{"number": "P1", "ended_on": "2024-06-01"}], [line_of("P1", 2022, "8000", d2022_05_01="8000")])
    plain = to_json(load(PAGES / "all_back.ipp").evaluate(facts))
    jsonschema.validate(plain, decision_schema())
    assert plain["net"]["low"] == "-8000.00"
    assert [part["sum"] for line in plain["ledger"] for part in line.get("recovers", ())] == ["8000.00"]


def test_a_debt_is_collected_once_and_set_off_by_later_runs() -> None:
    """5% of 18,000 is 900; the aid of 2025 is 300, that of 2026 is 70. After 370 are taken, 530 are owed."""
    policy = load(PAGES / "debts.ipp")
    inventions: list[dict[str, Any]] = [{"number": "P1", "amount": 18000, "ended_on": "2024-06-01"}]
    facts = facts_of(inventions, [], "2024-12-31")
    first = policy.evaluate(facts)
    assert (back(first), first.payable_now.minor, first.due.low.minor, first.back_now.low.minor) == (90000, 0, 0, 90000)
    decision = first
    for year, amount in ((2025, 300), (2026, 70)):
        inventions.append({"number": f"P{year}", "amount": amount, "granted_on": f"{year}-03-01"})
        decision = policy.evaluate(later_facts(inventions, year), history=to_json(decision), year=year)
        assert (back(decision), decision.payable_now.minor, decision.due.low.minor) == (0, 0, amount * 100)
    [line] = [line for line in to_json(decision)["ledger"] if line["clause"] == "damage"]
    assert (line["back"], line["set_off"], line["repaid"]) == ({"2024": "900.00"}, "370.00", "0.00")
    assert decision.without_effect == ()


@pytest.mark.parametrize("rule", ["limit 1 items per firm per year", "limit 1 items per firm", "no repeat per firm"])
def test_a_rule_over_debts_counts_those_of_earlier_runs(rule: str, tmp_path: Path) -> None:
    """P1 of February is collected, P2 of May is not, also where a later run comes to know of P2 alone."""
    policy = policy_of(tmp_path, f'\narticle 8 "Fees"\n  collect 50 from firm when invention ended\n  {rule}\n')
    inventions = [{"number": "P1", "ended_on": "2024-02-01"}, {"number": "P2", "ended_on": "2024-05-01"}]
    first = policy.evaluate(facts_of(inventions[:1], [], "2024-12-31"))
    assert back(policy.evaluate(facts_of(inventions, [], "2024-12-31"))) == back(first) == 5000
    for known in (inventions, inventions[1:]):
        assert back(policy.evaluate(later_facts(known, 2024), history=to_json(first))) == 0


@pytest.mark.parametrize("is_turned", [False, True])
def test_debts_of_one_day_are_set_off_in_the_order_of_the_page_and_of_items(is_turned: bool, tmp_path: Path) -> None:
    """Of 100 of 2024, 60 are set off against `fee` of I1, and 40 against that of I2; `loss` is after both."""
    rules = ("fee", "loss")
    text = "".join(
        f"  collect 60 from firm when invention ended\n    as {rule}\n    set off against awards for 3 years\n"
        for rule in rules
    )
    policy = policy_of(tmp_path, f'\narticle 8 "Fees"\n{text}')
    history: list[dict[str, Any]] = [
        {
            "clause": rule, "item": item, "year": 2023, "event_date": "2023-02-01", "due": {}, "recovers": [],
            "back": {"2023": "60"}, "repaid": "0", "set_off": "0",
        }
        for rule, item in (("fee", "I1"), ("fee", "I2"), ("loss", "I1"))
    ]  # fmt: skip
    granted = [{"number": "P9", "granted_on": "2024-03-01", "amount": 100}]
    decision = policy.evaluate(facts_of(granted, history[::-1] if is_turned else history, "2024-12-31"))
    taken = {(each.label, each.item): each.set_off.low.minor for each in decision.recoveries}
    assert taken == {("fee", "I1"): 6000, ("fee", "I2"): 4000}


def test_a_debt_of_an_unknown_sum_has_no_upper_end() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    decision = load(PAGES / "debts.ipp").evaluate(facts_of([{"number": "P1", "expired_on": "2024-06-01"}], []))
    plain = to_json(decision)
    jsonschema.validate(plain, decision_schema())
    assert (plain["to_pay_back"]["high"], plain["net"]["low"], plain["net"]["high"]) == (None, None, "0.00")
    assert [ref.path for ref in decision.recoveries[0].missing] == ["records.invention[P1].amount"]


def test_two_recoveries_of_one_day_share_a_payment_in_the_order_of_the_page() -> None:
    """10,000 paid. 60% are 6,000, with 10% of them, 600. 100% of 10,000 is more than the 4,000 left; at most 3,000.

    To pay back 6,000 + 600 + 3,000 = 9,600; 1,000 of the payment remain.
    """
    history = [line_of("P1", 2024, "10000", d2024_05_01="10000")]
    event = {"number": "P1", "expired_on": "2025-06-01", "ended_on": "2025-06-01"}
    decision = load(PAGES / "one_day.ipp").evaluate(facts_of([event], history))
    sums = [(each.label, each.principal.minor, each.surcharge.minor) for each in decision.recoveries]
    assert sums == [("misuse", 600000, 60000), ("breach", 300000, 0)]
    assert back(decision) == 960000


@pytest.mark.parametrize(("amount", "sums"), [(8000, (800000, 0, 0, 800000)), (12000, (1200000, 200000, 0, 1000000))])
def test_a_recovery_and_a_reopening_of_one_year(amount: int, sums: tuple[int, ...]) -> None:
    """10,000 were due in 2023 and count as paid. The year is settled again, and all is recovered in 2024.

    With 8,000 due, 2,000 are overpaid: 8,000 are paid back, nothing is withheld, 8,000 are asked for. With 12,000 due,
    2,000 are newly due and withheld: 12,000 are paid back, and 10,000 are asked for.
    """
    policy = load(PAGES / "all_back.ipp")
    granted = {"number": "P1", "granted_on": "2023-03-01", "amount": 10000}
    first = policy.evaluate(facts_of([granted], [], "2023-12-31"))
    facts = later_facts([{**granted, "amount": amount, "ended_on": "2024-06-01"}], 2024)
    decision = policy.evaluate(facts, history=to_json(first), reopen=2023)
    withheld = decision.recoveries[0].withheld.low.minor
    assert (back(decision), withheld, decision.payable_now.minor, decision.back_now.low.minor) == sums


@pytest.mark.parametrize("day", ["2023-04-01", "2024-01-15"])
def test_what_was_paid_of_a_reopened_year_is_asked_for(day: str) -> None:
    """It is not withheld of what the year makes due again, on whichever day it was paid."""
    policy = load(PAGES / "all_back.ipp")
    granted = {"number": "P1", "granted_on": "2023-03-01", "amount": 10000}
    first = to_json(policy.evaluate(facts_of([granted], [], "2023-12-31")))
    first["ledger"][0]["payments"] = [{"day": day, "amount": "10000"}]
    facts = later_facts([{**granted, "ended_on": "2024-06-01"}], 2024)
    decision = policy.evaluate(facts, history=first, reopen=2023)
    assert (decision.payable.low.minor, decision.payable.high, decision.back_now.low.minor) == (
        0, decision.payable.low, 1000000,
    )  # fmt: skip


def test_a_debt_of_an_earlier_page_is_set_off_under_its_edited_page(tmp_path: Path) -> None:
    """900 paid in 2023 are recovered in 2024; 200 of 2024 are taken, 700 are owed. The page of 2025 has another label
    for the award. 300 of 2025 and 100 of 2026 are taken; 300 are owed, and lapse at the end of 2027.
    """
    award = "  award amount to firm when invention granted\n    as grant\n    formerly aid\n    uncapped\n"
    rule = "  recover 100% of what was paid when invention ended\n    as back\n    set off against awards for 3 years\n"
    page = policy_of(tmp_path, rule)
    inventions: list[dict[str, Any]] = [{"number": "P1", "granted_on": "2023-05-01", "amount": 900}]
    decision = page.evaluate(facts_of(inventions, [], "2023-12-31"))
    inventions[0]["ended_on"] = "2024-02-01"
    inventions.append({"number": "P2", "granted_on": "2024-03-01", "amount": 200})
    decision = page.evaluate(later_facts(inventions, 2024), history=to_json(decision), year=2024)
    assert (back(decision), decision.payable_now.minor, decision.back_now.low.minor) == (90000, 0, 70000)
    head, article = HEAD.split('article 7 "Aid"\n')
    (tmp_path / "drawn.ipp").write_text(f'{head}article 7 "Aid"\n{award}{rule}', encoding="utf-8")
    assert "as aid" in article
    edited = load(tmp_path / "drawn.ipp")
    for year, amount, lapsed in ((2025, 300, 0), (2026, 100, 0), (2027, 0, 30000)):
        if amount:
            inventions.append({"number": f"P{year}", "granted_on": f"{year}-03-01", "amount": amount})
        decision = edited.evaluate(later_facts(inventions, year), history=to_json(decision), year=year)
        assert (decision.due.low.minor, decision.payable_now.minor, back(decision)) == (amount * 100, 0, 0)
        assert sum(each.lapsed.minor for each in decision.recoveries) == lapsed
    [line] = [line for line in to_json(decision)["ledger"] if line["clause"] == "back"]
    assert line["set_off"] == "600.00"
    assert [part["clause"] for part in line["recovers"]] == ["grant"]


def test_what_waits_of_a_stopped_grant_lapses_year_by_year() -> None:
    """Of 350, 100 are due a year from 2024 on. The 200 of 2024 and 2025 are paid back, 150 are never paid."""
    policy = load(PAGES / "carried.ipp")
    grant = {"number": "P1", "granted_on": "2024-03-01", "amount": 350}
    decision = policy.evaluate(facts_of([grant], [], "2024-12-31"), year=2024)
    sums = [(decision.due.low.minor, back(decision), decision.payable_now.minor)]
    for year in (2025, 2026, 2027):
        facts = later_facts([{**grant, "ended_on": "2025-06-01"}], year)
        decision = policy.evaluate(facts, history=to_json(decision), year=year)
        sums.append((decision.due.low.minor, back(decision), decision.payable_now.minor))
    assert sums == [(10000, 0, 10000), (10000, 20000, 0), (0, 0, 0), (0, 0, 0)]
    [line] = [line for line in to_json(decision)["ledger"] if line["clause"] == "aid"]
    assert (line["carried"], line["lapsed"]) == ("0.00", "150.00")


STOP = """
  recover 100% of what was paid when invention ended
    if ended_on at most 6 months after the grant
    pay nothing more
"""


def test_the_day_of_an_unpaid_grant_is_asked_for_if_it_decides_whether_it_stops(tmp_path: Path) -> None:
    """80 of 2023 are due and unpaid, of an unknown day. An event of March 2024 stops a grant of October, not of May."""
    policy, ended = policy_of(tmp_path, STOP), [{"number": "P1", "ended_on": "2024-03-01"}]
    line = {**line_of("P1", 2023, "80"), "payments": []}
    open_ = policy.evaluate(facts_of(ended, [line]))
    [entry] = open_.recoveries
    assert ([ref.path for ref in entry.missing], entry.stopped.minor) == (["history[0].event_date"], 0)
    assert "not known: history[0].event_date" in render(open_)
    assert [line.recovery for line in open_.ledger] == [None]
    [asked] = [each for each in questions(policy, open_) if each.path == "history[0].event_date"]
    for day, stopped in (("2023-05-01", []), ("2023-10-01", [8000])):
        answered = add_answer(policy, facts_of(ended, [line]), asked, day)
        assert [each.stopped.minor for each in policy.evaluate(answered).recoveries] == stopped


def test_a_stop_is_in_the_ledger_if_another_grant_that_it_may_end_is_paid(tmp_path: Path) -> None:
    """100 of February 2024 stop in March. P1 of an unknown day of 2023 is paid, so that nothing of it can stop."""
    rule = STOP.replace("100% of what was paid", "100% of what was paid for the same amount").replace(
        "    pay nothing more", "    at most 100\n    nothing up to 100\n    pay nothing more"
    )
    policy = policy_of(tmp_path, rule)
    firms = [{"number": "P2", "granted_on": "2024-02-01", "ended_on": "2024-03-01", "amount": 100}]
    line = {**line_of("P1", 2023, "80"), "keys": {"amount": "100"}}
    decision = policy.evaluate(facts_of(firms, [line], "2024-12-31"))
    assert [(each.stopped.minor, each.missing) for each in decision.recoveries] == [(10000, ())]
    assert [each.item for each in decision.ledger if each.recovery is not None] == ["P2"]


@pytest.mark.parametrize("missing", ["ended_on", "amount"])
def test_an_event_that_is_not_sure_is_in_no_ledger(tmp_path: Path, missing: str) -> None:
    """Nothing was paid for P1. Its event is settled once it is known whether and when it was."""
    rule = "  recover 100% of what was paid when invention ended and amount more than 5\n    as back\n"
    policy = policy_of(tmp_path, rule)
    event: dict[str, Any] = {"number": "P1", "granted_on": {"none": True}, "ended_on": "2024-03-01", "amount": 100}
    known = policy.evaluate(facts_of([event], [], "2024-12-31"))
    assert [(line.item, str(line.event_date)) for line in known.ledger if line.recovery] == [("P1", "2024-03-01")]
    open_ = policy.evaluate(facts_of([{**event, missing: None}], [], "2024-12-31"))
    assert [line for line in open_.ledger if line.recovery is not None] == []


def test_stopped_money_is_no_unpaid_balance() -> None:
    """Of 60,000 due 45,000 were paid; 15,000 are stopped, in this run and in later ones, and so is an unpaid line."""
    policy = load(PAGES / "stopped.ipp")
    history = [line_of("P1", 2024, "60000", d2024_05_01="45000"), {**line_of("P1", 2023, "700"), "payments": []}]
    decision = policy.evaluate(facts_of([{"number": "P1", "ended_on": "2025-06-01"}], history))
    assert (decision.balances, decision.recoveries[0].stopped.minor) == ((), 1570000)
    later = policy.evaluate(later_facts([{"number": "P1", "ended_on": "2025-06-01"}], 2025), history=to_json(decision))
    assert [balance.year for balance in later.balances] == []


CARRIED = "  cap 100 per firm per year\n    carry forward 3 years\n"
GRANT = {"number": "P1", "granted_on": "2024-03-01", "amount": 350}


def stop(share: str, event: str = "ended", label: str = "back", more: str = "") -> str:
    return f"  recover {share} of what was paid when invention {event}{more}\n    as {label}\n    pay nothing more\n"


@pytest.mark.parametrize("carried", ["", CARRIED])
def test_a_stop_does_not_depend_on_what_is_taken(tmp_path: Path, carried: str) -> None:
    """Of 350 nothing is paid back, and nothing is paid: in one run, and in that of the event and later ones."""
    rules = carried + stop("0%")
    decision = policy_of(tmp_path, rules).evaluate(facts_of([{**GRANT, "ended_on": "2025-06-01"}], []))
    assert (back(decision), decision.payable_now.minor, decision.recoveries[0].stopped.minor) == (0, 0, 35000)
    decision = policy_of(tmp_path, rules).evaluate(facts_of([GRANT], [], "2024-12-31"), year=2024)
    for year in (2025, 2026):
        facts = later_facts([{**GRANT, "ended_on": "2025-06-01"}], year)
        decision = policy_of(tmp_path, rules).evaluate(facts, history=to_json(decision), year=year)
        assert decision.payable_now.minor == 0
    assert decision.due.low.minor == 0


def test_what_is_unpaid_of_a_line_stops_if_nothing_is_taken(tmp_path: Path) -> None:
    """45,000 of 60,000 were paid: the rest is not listed, in the run of the event and in later ones."""
    history = [line_of("P1", 2024, "60000", d2024_05_01="45000")]
    policy = policy_of(tmp_path, stop("0%"))
    decision = policy.evaluate(facts_of([{"number": "P1", "ended_on": "2025-06-01"}], history))
    assert (decision.balances, decision.recoveries[0].stopped.minor) == ((), 1500000)
    assert policy.evaluate(later_facts([], 2026), history=to_json(decision)).balances == ()


def test_what_waits_is_stopped_by_an_event_of_an_earlier_year(tmp_path: Path) -> None:
    """100 of 350 were due in 2024, and the event of 2024 is known in 2026: the 200 of 2025 and 2026 are not paid."""
    policy = policy_of(tmp_path, CARRIED + stop("100%"))
    decision = policy.evaluate(facts_of([GRANT], [], "2024-12-31"), year=2024)
    later = policy.evaluate(later_facts([{**GRANT, "ended_on": "2024-12-20"}], 2026), history=to_json(decision))
    assert (later.due.low.minor, later.payable) == (20000, Bounds(Money(0, "CNY"), Money(0, "CNY")))


def test_two_events_stop_a_payment_once(tmp_path: Path) -> None:
    """Half of the 100 of 2024 is withheld, and 300 are stopped; nothing is left to the second event."""
    policy = policy_of(tmp_path, CARRIED + stop("50%") + stop("50%", "expired", "later"))
    record = {**GRANT, "ended_on": "2024-06-01", "expired_on": "2026-07-01"}
    decision = policy.evaluate(facts_of([record], []))
    assert (back(decision), decision.payable) == (5000, Bounds(Money(0, "CNY"), Money(0, "CNY")))
    assert [each.stopped_now.minor for each in decision.recoveries] == [30000]


@pytest.mark.parametrize("share", ["0%", "100%"])
def test_a_stop_that_is_open_is_asked_for(tmp_path: Path, share: str) -> None:
    """If the missing sum is at least 5, nothing of 350 is paid; otherwise all: 350 depend on it."""
    policy = policy_of(tmp_path, CARRIED + stop(share, more=" and entitlement at least 5"))
    decision = policy.evaluate(facts_of([{**GRANT, "ended_on": "2025-06-01"}], []))
    assert decision.is_undetermined
    assert decision.payable == Bounds(Money(0, "CNY"), Money(35000, "CNY"), False)
    assert [(each.ref.field, each.worth) for each in decision.missing] == [("entitlement", Money(35000, "CNY"))]
    assert [line.clause for line in decision.ledger] == ["aid"]


@pytest.mark.parametrize("unnamed", ["none", "recoveries", "awards"])
def test_what_is_withheld_or_set_off_is_not_unpaid_and_can_be_recovered(unnamed: str, tmp_path: Path) -> None:
    """Lines that do not name the applicant are those of the one that states them.

    900 of 2023 are paid. In 2024 half of them and of 400 are recovered: 200 withheld, 200 + 250 of P2 set off.

    The bureau pays 50 of P2. Nothing is unpaid in 2025. All of it is recovered then: 450 + 200 of P1, and 300 of P2.
    """
    rules = """  recover 50% of what was paid for the same lead when invention ended
    as half
    set off against awards for 3 years
  recover 100% of what was paid for the same lead when invention expired
    as all
"""
    policy = policy_of(tmp_path, rules)
    one = {"number": "P1", "lead": "L", "granted_on": "2023-05-01", "amount": 900}
    first = to_json(policy.evaluate(facts_of([one], [], "2023-12-31")))
    first["ledger"][0]["payments"] = [{"day": "2023-06-01", "amount": "900"}]
    of_2024 = [
        {**one, "ended_on": "2024-06-01"},
        {"number": "P3", "lead": "L", "granted_on": "2024-02-01", "amount": 400},
        {"number": "P2", "lead": "L", "granted_on": "2024-07-01", "amount": 300},
    ]
    second = policy.evaluate(later_facts(of_2024, 2024), history=first)
    assert (back(second), second.payable_now.minor, second.back_now.low.minor) == (65000, 5000, 0)
    ledger = to_json(second)
    for line in ledger["ledger"]:
        if line["item"] in ("P2", "P3") and "recovers" not in line:
            line["payments"] = [{"day": "2024-08-01", "amount": "50"}] if line["item"] == "P2" else []
        if unnamed == ("recoveries" if "recovers" in line else "awards"):
            del line["applicant"], line["digest"]
    event = {"number": "P1", "lead": "L", "expired_on": "2025-03-01"}
    third = policy.evaluate({**later_facts([event], 2025), "history": ledger["ledger"]})
    assert (third.still_due.minor, third.unpaid_before.minor, back(third)) == (0, 0, 95000)


@pytest.mark.parametrize("rule", ["withheld", "set off"])
def test_what_was_withheld_or_set_off_and_is_paid_in_full_is_overpaid(rule: str, tmp_path: Path) -> None:
    """400 are due, and 200 withheld of them, or set off of what is recovered of 2023; the bureau pays 400 or 150."""
    text = "  recover 50% of what was paid for the same number when invention ended\n    as half\n"
    policy = policy_of(tmp_path, text + "    set off against awards for 3 years\n")
    grant = {"number": "P1", "granted_on": "2024-02-01", "amount": 400}
    event = {"number": "P1" if rule == "withheld" else "P0", "ended_on": "2024-06-01"}
    earlier = [] if rule == "withheld" else [line_of("P0", 2023, "400", d2023_05_01="400")]
    first = to_json(policy.evaluate(facts_of([{**grant, **event}] if rule == "withheld" else [grant, event], earlier)))
    assert (first["payable_now"], first["back_now"]["low"]) == ("200.00", "0.00")
    found = []
    for paid in ("400", "200", "150"):
        for line in first["ledger"]:
            if line["item"] == "P1" and "recovers" not in line:
                line["payments"] = [{"day": "2024-08-01", "amount": paid}]
        decision = policy.evaluate({**later_facts([], 2031), "history": first["ledger"]})
        found.append([(each.item, each.paid.minor - each.due.minor) for each in decision.balances])
    assert found == [[("P1", 20000)], [], [("P1", -5000)]]


@pytest.mark.parametrize("paid", [None, ["200"], ["150", "50"]])
def test_what_was_paid_and_withheld_on_a_day_is_one_payment(tmp_path: Path, paid: list[str] | None) -> None:
    """Of 400, half is withheld in 2024. In 2025 half of the payment is recovered: the other 200."""
    rule = "  recover 50% of what was paid for the same number when invention {}\n    as {}\n"
    policy = policy_of(tmp_path, rule.format("ended", "half") + rule.format("expired", "again"))
    grant = {"number": "P1", "granted_on": "2024-02-01", "amount": 400, "ended_on": "2024-06-01"}
    first = to_json(policy.evaluate(facts_of([grant], [])))
    assert first["payable_now"] == "200.00"
    if paid is not None:
        [line] = [line for line in first["ledger"] if "recovers" not in line]
        line["payments"] = [{"day": "2024-02-01", "amount": amount} for amount in paid]
    event = {"number": "P1", "expired_on": "2025-03-01"}
    assert back(policy.evaluate(later_facts([event], 2025), history=first)) == 20000


def test_a_payer_has_a_line_and_it_is_set_off(tmp_path: Path) -> None:
    """25% of the partner's 12,000 are 3,000, which the lead owes. Its aid of 2026, 1,000, is taken; 2,000 are owed."""
    rule = "  recover 25% of what was paid from lead when invention ended\n    set off against awards for 3 years\n"
    policy = policy_of(tmp_path, rule)
    event = {"number": "P1", "lead": "Lead", "ended_on": "2025-02-01"}
    partner = facts_of([event], [line_of("P1", 2024, "12000", d2024_05_01="12000")], "2025-12-31")
    partner["applicant"]["id"] = "Partner"
    lead = facts_of([], [], "2025-12-31")
    lead["applicant"]["id"] = "Lead"
    owing, paid = policy.evaluate_cohort([lead, partner]).decisions
    lines = [line for line in to_json(owing)["ledger"] if "back" in line]
    assert [(line["applicant"], line["recovers"], line["back"]) for line in lines] == [
        ("Lead", [], {"2025": "3000.00"})
    ]
    assert [line["back"] for line in to_json(paid)["ledger"] if "back" in line] == [{"2025": "0.00"}]
    later = later_facts([{"number": "P9", "granted_on": "2026-03-01", "amount": 1000}], 2026)
    later["applicant"]["id"] = "Lead"
    decision = policy.evaluate(later, history=to_json(owing))
    assert (decision.due.low.minor, decision.payable_now.minor, back(decision)) == (100000, 0, 0)
    assert [line["set_off"] for line in to_json(decision)["ledger"] if "back" in line] == ["1000.00"]


@pytest.mark.parametrize("year", [None, 2025])
def test_what_is_owed_of_payments_to_others_is_set_off_in_the_year_of_the_event(
    tmp_path: Path, year: int | None
) -> None:
    """The lead owes 500 and 300 of one event by two partners. 600 of 2025 are taken, and 200 of the 900 of 2026."""
    rule = "  recover 100% of what was paid from lead when invention ended\n    set off against awards for 3 years\n"
    policy = policy_of(tmp_path, rule)

    def member(name: str, records: list[dict[str, Any]], history: list[dict[str, Any]], year: int) -> dict[str, Any]:
        facts = facts_of(records, history, f"{year}-12-31")
        facts["applicant"]["id"] = name
        return facts if year == 2025 else {key: part for key, part in facts.items() if key != "history"}

    event, new = {"number": "P1", "lead": "Lead", "ended_on": "2025-02-01"}, {"number": "P2", "amount": 600}
    cohort = [
        member("A", [event], [{**line_of("P1", 2024, "500"), "applicant": "A"}], 2025),
        member("Lead", [{**new, "granted_on": "2025-03-01"}], [], 2025),
        member("B", [event], [{**line_of("P1", 2024, "300"), "applicant": "B"}], 2025),
    ]
    decisions = policy.evaluate_cohort(cohort, year=year).decisions
    lead, ledger = decisions[1], [line for each in decisions for line in to_json(each)["ledger"]]
    assert [each.set_off.low.minor for each in lead.recoveries] == [50000, 10000]
    assert (lead.payable_now.minor, back(lead), lead.back_now.low.minor) == (0, 80000, 20000)
    [line] = [line for line in ledger if "back" in line and line["applicant"] == "Lead"]
    assert (line["back"], line["set_off"]) == ({"2025": "800.00"}, "600.00")
    cohort = [
        member("A", [event], [], 2026),
        member("Lead", [{"number": "P3", "amount": 900, "granted_on": "2026-03-01"}], [], 2026),
    ]
    later = policy.evaluate_cohort(cohort, history=ledger, year=year and 2026).decisions[1]
    assert (later.payable_now.minor, back(later), later.back_now.low.minor) == (70000, 0, 0)
    first, history = line_of("P1", 2024, "500"), [{**line_of("P9", 2020, "9"), "applicant": "Lead"}]
    cohort[0]["history"], cohort[1]["history"] = [{**first, "applicant": "A"}], history
    late = policy.evaluate_cohort(cohort, year=2026).decisions[1]
    assert (late.payable_now.minor, back(late), late.back_now.low.minor) == (40000, 50000, 0)
    [line] = [line for line in to_json(late)["ledger"] if "back" in line]
    assert (line["back"], line["set_off"]) == ({"2025": "500.00"}, "500.00")


def test_a_sum_whose_payer_is_not_stated_is_not_sure(tmp_path: Path) -> None:
    """1,000 paid; all of it is back from the lead, then 60% of what is left. The second takes nothing in any case.

    Without a lead the applicant owes 1,000. If the lead is not stated it owes 0 to 1,000, and no ledger has it.
    """
    rule = "  recover {} of what was paid from lead when invention ended\n    set off against awards for 3 years\n"
    rules = rule.format("100%") + "  recover 60% of what was paid when invention expired\n    as rest\n"
    policy = policy_of(tmp_path, rules)
    event = {"number": "P1", "ended_on": "2025-02-01", "expired_on": "2025-03-01"}
    new = {"number": "P2", "granted_on": "2025-03-01", "amount": 400}
    known, open_, other = (
        policy.evaluate(facts_of([{**event, **lead}, new], [line_of("P1", 2024, "1000")], "2025-12-31"))
        for lead in ({"lead": {"none": True}}, {}, {"lead": "Lead"})
    )
    ends = [(each.to_pay_back.low.minor, each.to_pay_back.high) for each in (known, open_, other)]
    assert [(low, high and high.minor) for low, high in ends] == [(100000, 100000), (0, 100000), (0, 0)]
    assert [ref.path for ref in open_.recoveries[0].missing] == ["records.invention[P1].lead"]
    assert (open_.payable.low.minor, open_.payable.high) == (0, Money(40000, "CNY"))
    assert [line.clause for line in open_.ledger if line.recovery] == ["rest"]


@pytest.mark.parametrize(("paid_on", "told"), [("2024-06-01", False), ("2024-06-02", True), ("2025-03-01", True)])
def test_a_payment_after_the_event_is_not_recovered_and_the_decision_says_so(paid_on: str, told: bool) -> None:
    """The grant is of 2023, the event is of 2024-06-01; a grant after the event is not told."""
    policy = load(PAGES / "stopped.ipp")
    history = [{**line_of("P1", 2023, "600"), "payments": [{"day": paid_on, "amount": "600"}]}]
    decision = policy.evaluate(facts_of([{"number": "P1", "ended_on": "2024-06-01"}], history))
    assert back(decision) == (0 if told else 60000)
    assert [str(each)[:37] for each in decision.assumed] == ["what was paid of P1 after 2024-06-01,"] * told
    later = [{**history[0], "year": 2025, "payments": [{"day": "2025-09-01", "amount": "600"}]}]
    assert policy.evaluate(facts_of([{"number": "P1", "ended_on": "2024-06-01"}], later)).assumed == ()


def test_the_day_of_a_grant_is_that_of_its_record(tmp_path: Path) -> None:
    """Paid 26 months before the end, granted 30 months before it: less than 28 months only after the payment."""
    rules = (
        "  recover 100 of what was paid when invention ended\n    if ended_on less than 28 months after the payment\n"
        "  recover 10 of what was paid when invention expired\n    as second\n"
        "    if expired_on less than 28 months after the grant\n"
    )
    policy = policy_of(tmp_path, rules)
    history = [line_of("P1", 2022, "500", d2022_11_01="500")]
    days = {"ended_on": "2025-01-01", "expired_on": "2025-01-01"}
    sums = [
        back(policy.evaluate(facts_of([{"number": "P1", "granted_on": granted, **days}], history)))
        for granted in ("2022-07-01", "2022-10-01", "none")
    ]
    assert sums == [10000, 11000, 11000]


def test_a_record_of_a_recovery_has_its_key_and_its_day_and_the_ledger_the_rest(tmp_path: Path) -> None:
    """Nothing of the award is listed again, and the sum of its record does not count again."""
    policy = policy_of(tmp_path, "  recover 100% of what was paid when invention ended\n")
    granted = {"number": "P1", "granted_on": "2022-03-01", "amount": 500, "ended_on": "none"}
    first = policy.evaluate(facts_of([granted], [], "2022-12-31"))
    later = later_facts([], 2025)
    later["records"]["invention"] = [{"number": "P1", "ended_on": "2024-05-01", "expired_on": "none"}]
    decision = policy.evaluate(later, history=to_json(first))
    assert (decision.due.high, back(decision)) == (decision.due.low, 50000)
    assert decision.missing == ()


@pytest.mark.parametrize(
    "test", ['owner is "X"', "way is bought", "grade at least high", "is_shared", "price at least 5"]
)
def test_a_recovery_does_not_ask_for_a_field_that_its_line_keeps(tmp_path: Path, test: str) -> None:
    """Lines keep texts, choices, levels and yes/no, and no sums. Two lines that differ answer nothing."""
    page = tmp_path / "kept.ipp"
    (tmp_path / "kept_words.ipp").write_text(KEPT_WORDS, encoding="utf-8")
    page.write_text(KEPT.format(test=test), encoding="utf-8")
    policy = load(page)
    kept = {"owner": "X", "way": "bought", "grade": "high", "is_shared": "yes"}
    later = {"applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": "2024-12-31",
             "records": {"house": [{"number": "A", "ended_on": "2024-06-01"}]}}  # fmt: skip
    line = {"clause": "aid", "item": "A", "year": 2023, "event_date": "2023-03-01", "due": "1000", "fields": kept}
    asked = ["price"] if "price" in test else []
    decision = policy.evaluate({**later, "history": [line]})
    assert [each.ref.field for each in decision.missing] == asked
    other = {
        **line,
        "clause": "more",
        "fields": {**kept, "owner": "Y", "way": "built", "grade": "low", "is_shared": "no"},
    }
    assert [each.ref.field for each in policy.evaluate({**later, "history": [line, other]}).missing] == [
        test.split()[0]
    ]


KEPT_WORDS = """vocabulary kept_words "Words of kept fields" "本页词汇"
  language 4

applicant firm "企业"
level high "高" > low "低"

record house "房屋" "one house" plural houses
  key number "编号"
  owner "所有人" text
  way "方式" is one of bought "购买", built "自建"
  grade "等级" level
  is_shared "共有" yes/no
  price "价款" money
  event granted "核准" on granted_on "核准日" default
  event ended "终止" on ended_on "终止日"
"""
KEPT = """policy kept "A recovery that reads a field"
  effective 2020-01-01 to 2030-12-31
  language 4
  use kept_words

article 1 "Aid"
  award 1000 to firm when house granted
    as aid
    uncapped
  award 500 to firm when house granted
    as more
    uncapped
  recover 100% of what was paid when house ended and {test}
    as back
"""


def test_a_sum_that_is_known_is_in_the_ledger_also_if_it_is_open_which_payment_bears_it(tmp_path: Path) -> None:
    """Without their days it is not known which of two payments is the last one: the first one on the page bears it."""
    rules = """  award 8000 to firm when invention granted
    as bonus
  recover 5000 of what was paid when invention ended
"""
    policy, inventions = policy_of(tmp_path, rules), [{"number": "P1", "amount": 1, "ended_on": "2024-03-01"}]
    history = [line_of("P1", 2022, "8000"), {**line_of("P1", 2022, "8000"), "clause": "bonus"}]
    dated = [{**line, "payments": [{"day": "2022-05-01", "amount": "8000"}]} for line in history]
    open_, known = (policy.evaluate(facts_of(inventions, lines)) for lines in (history, dated))
    assert (back(open_), back(known)) == (500000, 500000)
    assert [fact.path for fact in open_.missing] == ["history[0].payments", "history[1].payments"]
    taken = [[line.recovery.recovers for line in x.ledger if line.recovery is not None] for x in (open_, known)]
    assert taken == [[(("aid", "P1", "2022", 500000),)], [(("aid", "P1", "2022-05-01", 500000),)]]


def test_a_sum_that_is_known_is_in_the_ledger_also_if_it_is_open_what_is_set_off(tmp_path: Path) -> None:
    """The bonus hangs on other applicants, so 0 to 500 may be set off; a later run does not ask for the 8,000 again."""
    rules = """  recover 100% of what was paid when invention ended
    set off against awards for 2 years
article 8 "Bonus"
  award 500 to firm when invention granted
    as bonus
  cap 600 per year across applicants
"""
    policy = policy_of(tmp_path, rules)
    inventions = [{"number": "P1", "amount": 0, "ended_on": "2024-03-01", "granted_on": "2024-02-01"}]
    first = policy.evaluate(facts_of(inventions, [line_of("P1", 2022, "8000", d2022_05_01="8000")], "2024-12-31"))
    [one] = first.recoveries
    assert (back(first), one.set_off.low.minor, one.set_off.high) == (800000, 0, Money(50000, "CNY"))
    [line] = [line for line in to_json(first)["ledger"] if line["clause"] == "7.recover"]
    assert (line["back"], line["set_off"]) == ({"2024": "8000.00"}, "0.00")
    assert back(policy.evaluate(later_facts(inventions, 2025), history=to_json(first))) == 0


def test_a_sum_of_new_payments_is_withheld_also_if_it_is_open_which_of_them_others_leave(tmp_path: Path) -> None:
    """4,000 of 5,000 of the aid and up to 500 of a bonus that hangs on other applicants: all of it is withheld."""
    rules = """article 8 "Bonus"
  award 500 to firm when invention granted
    as bonus
  cap 600 per year across applicants
article 9 "Recovery"
  over policy
    recover 4000 of what was paid when invention ended
      as withdrawal
      in the order bonus, aid
"""
    policy = policy_of(tmp_path, rules)
    inventions = [{"number": "P1", "amount": 5000, "ended_on": "2024-03-01", "granted_on": "2024-02-01"}]
    first = policy.evaluate(facts_of(inventions, [], "2024-12-31"))
    [one] = first.recoveries
    assert (back(first), one.withheld.low.minor, one.withheld.high) == (400000, 400000, Money(400000, "CNY"))
    [line] = [line for line in to_json(first)["ledger"] if line["clause"] == "withdrawal"]
    assert line["recovers"] == [{"clause": "aid", "item": "P1", "payment": "2024-02-01", "sum": "4000.00"}]
    assert back(policy.evaluate(later_facts(inventions, 2025), history=to_json(first))) == 0


def test_a_decision_is_open_if_it_is_open_what_is_withheld(tmp_path: Path) -> None:
    """The bonus may have been paid before or after the aid, so 0 or 4,000 of the aid are withheld; 400 lapse."""
    rules = """  award 8000 to firm when invention granted
    as bonus
  recover 4000 of what was paid when invention ended
    surcharge 10%
    set off against awards for 1 year
"""
    policy = policy_of(tmp_path, rules)
    inventions = [{"number": "P1", "amount": 4000, "ended_on": "2024-07-01", "granted_on": "2024-02-01"}]
    bonus = {**line_of("P1", 2024, "8000"), "clause": "bonus"}
    decision = policy.evaluate(facts_of(inventions, [bonus], "2026-12-31"))
    [one] = decision.recoveries
    assert (one.withheld.low.minor, one.withheld.high, one.lapsed.minor) == (0, Money(400000, "CNY"), 40000)
    assert (back(decision), decision.back_now.is_point, decision.is_undetermined) == (440000, True, True)


def test_the_field_of_a_recovery_is_that_of_the_line_or_of_its_record(tmp_path: Path) -> None:
    """Without both the line is refused; a record without the field leaves it open, and so does an event."""
    policy = policy_of(tmp_path, "  recover 100% of what was paid for the same project when invention ended\n")
    event, line = {"number": "P1", "amount": 1, "ended_on": "2024-03-01"}, line_of("P9", 2022, "8000")

    def paid_back(
        project: str | None, line: dict[str, Any], *record: dict[str, Any]
    ) -> tuple[int, int | None, list[str]]:
        decision = policy.evaluate(facts_of([{**event, "project": project}, *record], [line]))
        low, high = decision.to_pay_back.low, decision.to_pay_back.high
        assert high is not None
        return low.minor, high.minor, [fact.path for fact in decision.missing]

    with pytest.raises(FactsError, match=r"R056.*`project`.*recovery `7.recover`"):
        paid_back("X", line)
    for name in ("keys", "fields"):
        assert paid_back("X", {**line, name: {"project": "X"}}) == (800000, 800000, [])
        assert paid_back("X", {**line, name: {"project": "Y"}}) == (0, 0, [])
    assert paid_back("X", line, {"number": "P9", "project": "X"}) == (800000, 800000, [])
    assert paid_back("X", line, {"number": "P9"}) == (0, 800000, ["records.invention[P9].project"])
    assert paid_back(None, line, {"number": "P9", "project": "X"}) == (0, 800000, ["records.invention[P1].project"])


def test_a_line_of_a_set_has_no_field_of_a_recovery(tmp_path: Path) -> None:
    rules = """  award 50% of largest amount per year when invention granted
    as top
  recover 100% of what was paid for the same project when invention ended
"""
    event = {"number": "P1", "amount": 1, "ended_on": "2024-03-01", "project": "X"}
    line = {"clause": "top", "item": "2022", "year": 2022, "due": "100"}
    assert back(policy_of(tmp_path, rules).evaluate(facts_of([event], [line]))) == 0


def test_an_event_without_a_day_is_no_event_of_the_as_of_date(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "  recover 100% of what was paid when invention ended\n")
    facts = facts_of([{"number": "P1", "granted_on": "2022-03-01", "amount": 500, "ended_on": None}], [], "2024-12-31")
    decision = policy.evaluate(facts)
    assert [recovery["day"] for recovery in to_json(decision)["recoveries"]] == [None]
    assert "P1 (day not known)" in render(decision)


def test_what_is_paid_back_leaves_the_room_of_a_cap_from_the_next_year() -> None:
    """A cap of 1,000. 2023: 1,000 due. 2024: 60% are paid back, 600; the claim of 400 of that year has no room.

    2025: 600 of the room are free, so of 700 are due 600. 2026: nothing is free. Without the line 2025 pays nothing.
    """
    inventions: list[dict[str, Any]] = [{"number": "P1", "granted_on": "2023-03-01", "amount": 1500}]
    for name, expected in (("freed", [1000, 0, 600, 0]), ("counted", [1000, 0, 0, 0])):
        policy, ledger, dues = load(PAGES / f"{name}.ipp"), None, []
        for year, amount in ((2023, 0), (2024, 400), (2025, 700), (2026, 50)):
            if amount:
                inventions.append({"number": f"P{year}", "granted_on": f"{year}-09-01", "amount": amount})
            facts = later_facts(inventions, year) if ledger else facts_of(inventions, [], "2023-12-31")
            decision = policy.evaluate(facts, year=year, **({"history": ledger} if ledger else {}))
            assert policy.total({**facts, "history": ledger["ledger"] if ledger else []}, year) == decision.total
            inventions[0]["ended_on"] = "2024-06-01"
            ledger = to_json(decision)
            dues.append(decision.total.minor // 100)
        assert dues == expected
        del inventions[1:], inventions[0]["ended_on"]


# ---------------------------------------------------------------------------------------------- laws


def drawn(seed: int) -> tuple[str, list[PlainRecovery], list[PlainPayment], list[tuple[int, datetime.date]]]:
    """Two sentences over three payments of one item, with the oracle's data."""
    draw = random.Random(seed)

    def day(first: int, last: int) -> datetime.date:
        return datetime.date(draw.randint(first, last), draw.randint(1, 12), draw.randint(1, 28))

    texts, rules = [], []
    for event, label in (("expired", "first_rule"), ("ended", "second_rule")):
        kind = draw.choice(("rate", "rate", "sum", "above"))
        rule = PlainRecovery()
        if kind == "rate":
            percent = draw.choice((100, 50, 25, 33))
            rule.rate, head = Fraction(percent, 100), f"{percent}% of what was paid"
            rule.within_months = draw.choice((None, 24, 36))
        elif kind == "sum":
            rule.sum = draw.randint(1, 9000) * 100
            head = f"{rule.sum // 100} of what was paid"
        else:
            rule.above = draw.randint(0, 9000) * 100
            head = f"what was paid above {rule.above // 100}"
        text = f"  recover {head} when invention {event}\n    as {label}\n"
        if rule.within_months:
            text += f"    if {event}_on less than {rule.within_months} months after the payment\n"
        if draw.random() < 0.4:
            rule.at_most = draw.randint(1, 5000) * 100
            text += f"    at most {rule.at_most // 100}\n"
        if draw.random() < 0.3:
            rule.nothing_below = draw.randint(1, 1000) * 100
            text += f"    nothing below {rule.nothing_below // 100}\n"
        if draw.random() < 0.5:
            rule.surcharge = Fraction(1, 5)
            text += "    surcharge 20%\n"
        if draw.random() < 0.5:
            rule.interest = Fraction(3, 100)
            text += f"    interest 3% per year from the payment to {event}_on\n"
        texts.append(text)
        rules.append(rule)
    payments = [PlainPayment("P1", day(2018, 2022), draw.randint(1, 500000)) for _ in range(3)]
    payments = sorted({payment.day: payment for payment in payments}.values(), key=lambda payment: payment.day)
    events = sorted(enumerate((day(2021, 2026), day(2021, 2026))), key=lambda event: (event[1], event[0]))
    return "".join(texts), rules, payments, events


def drawn_facts(payments: list[PlainPayment], events: list[tuple[int, datetime.date]]) -> dict[str, Any]:
    by_year: dict[int, list[PlainPayment]] = {}
    for payment in payments:
        by_year.setdefault(payment.day.year, []).append(payment)
    history = [
        {
            "clause": "aid", "item": "P1", "year": year, "due": f"{sum(p.sum for p in of_year) / 100:.2f}",
            "payments": [{"day": str(p.day), "amount": f"{p.sum / 100:.2f}"} for p in of_year],
        }
        for year, of_year in by_year.items()
    ]  # fmt: skip
    days = {("expired_on", "ended_on")[place]: str(day) for place, day in events}
    return facts_of([{"number": "P1", **days}], history)


def oracle(
    rules: list[PlainRecovery], payments: list[PlainPayment], events: list[tuple[int, datetime.date]]
) -> list[tuple[int, int, list[int]]]:
    results = [recover(rules[place], "P1", day, payments) for place, day in events]
    return [(result.principal, result.more, [part for part in result.parts if part]) for result in results]


def computed(decision: Decision) -> list[tuple[int, int, list[int]]]:
    return [
        (each.principal.minor, each.surcharge.minor + each.interest.minor,
         [part.amount.minor for part in sorted(each.payments, key=lambda part: part.day or datetime.date.min)])
        for each in decision.recoveries
    ]  # fmt: skip


def disagreements(folder: Path, seeds: range) -> list[int]:
    """The drawn policies for which decision and oracle differ."""
    wrong = []
    for seed in seeds:
        text, rules, payments, events = drawn(seed)
        decision = policy_of(folder, text).evaluate(drawn_facts(payments, events))
        expected = [each for each in oracle(rules, payments, events) if each[0]]
        if computed(decision) != expected:
            wrong.append(seed)
    return wrong


@pytest.mark.broad
def test_decisions_are_those_of_the_oracle(tmp_path: Path) -> None:
    assert disagreements(tmp_path, range(40)) == []


@pytest.mark.broad
def test_the_oracle_finds_a_recovery_that_forgets_what_was_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recoveries, "_take", lambda *_: None)
    assert disagreements(tmp_path, range(40))


@pytest.mark.broad
def test_the_oracle_finds_parts_without_the_largest_remainder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def share_out(sum_: int, parts: Any) -> Any:
        taken = []
        for payment, _, left in parts:
            taken.append((payment, min(left, sum_)))
            sum_ -= taken[-1][1]
        return taken

    monkeypatch.setattr(recoveries, "share_out", share_out)
    assert disagreements(tmp_path, range(40))


def years_one_by_one(policy: Policy, facts: Mapping[str, Any], years: range) -> int:
    """What is paid back if each year is settled by itself, with the ledger of the years before."""
    ledger: Any = None
    for year in years:
        given = {name: part for name, part in facts.items() if name != "history" or ledger is None}
        decision = policy.evaluate(given, year=year, as_of=f"{year}-12-31", **({"history": ledger} if ledger else {}))
        ledger = to_json(decision)
    sums = [Decimal(sum_) for line in ledger["ledger"] for sum_ in line.get("back", {}).values()]
    return int(sum(sums) * 100)


@pytest.mark.broad
def test_years_one_by_one_pay_back_what_all_at_once_does(tmp_path: Path) -> None:
    for seed in range(12):
        text, _, payments, events = drawn(seed)
        policy, facts = policy_of(tmp_path, text), drawn_facts(payments, events)
        assert years_one_by_one(policy, facts, range(2022, 2027)) == back(policy.evaluate(facts)), seed


@pytest.mark.broad
def test_amounts_due_are_the_same_without_recoveries(tmp_path: Path) -> None:
    grants = [{"number": "P1", "granted_on": "2022-01-01", "amount": 700, "expired_on": "2023-01-01"},
              {"number": "P2", "granted_on": "2023-01-01", "amount": 900, "ended_on": "2024-01-01"}]  # fmt: skip
    facts = facts_of(grants, [])
    for seed in range(6):
        decision = policy_of(tmp_path, drawn(seed)[0]).evaluate(facts)
        assert decision.due == policy_of(tmp_path, "").evaluate(facts).due
        assert decision.net is not None
        assert decision.net.low.minor == decision.due.low.minor - decision.to_pay_back.low.minor
        assert decision.payable_now.minor - decision.back_now.low.minor == decision.net.low.minor


def test_an_event_of_an_unknown_day_may_be_in_each_reported_year(tmp_path: Path) -> None:
    """100 of 2023, and an event of which only the day is missing: in 2023 alone, 0 to 100 are to be paid back."""
    policy = policy_of(tmp_path, "  recover 100% of what was paid when invention ended\n")
    grant = {"number": "P1", "granted_on": "2023-02-01", "amount": 100, "ended_on": None}
    for year in (None, 2023, 2024):
        decision = policy.evaluate(facts_of([grant], [], "2024-12-31"), year=year)
        most = 0 if year == 2024 else 10000
        assert (decision.to_pay_back.low.minor, decision.to_pay_back.high.minor) == (0, most), year
        assert [fact.ref.field for fact in decision.missing] == (["ended_on"] if most else []), year


@pytest.mark.parametrize("begins", ["", "  year begins 04-01\n"])
def test_what_was_withheld_is_not_recovered_again(tmp_path: Path, begins: str) -> None:
    """1,000 of January 2023 are withheld in February; an event of June takes nothing, and a sum counts the recovery."""
    policy_of(tmp_path, "")
    rules = """  recover 100% of what was paid for the same amount when invention ended
article 8 "Rest"
  award 1500 less what aid has paid when invention expired
"""
    page = tmp_path / "drawn.ipp"
    page.write_text(HEAD.replace("  language 4\n", f"  language 4\n{begins}") + rules, encoding="utf-8")
    policy = load(page)
    first = {"number": "P1", "granted_on": "2023-01-10", "amount": 1000, "ended_on": "2023-02-01"}
    decision = policy.evaluate(later_facts([first], 2023) | {"as_of": "2023-03-31"})
    assert (back(decision), decision.payable_now.minor) == (100000, 0)
    later = [first, {"number": "P2", "ended_on": "2023-06-01", "amount": 1000}]
    decision = policy.evaluate(later_facts(later, 2023), history=to_json(decision))
    assert back(decision) == 0
    last = [*later, {"number": "P1", "id": "R3", "expired_on": "2024-06-01"}]
    decision = policy.evaluate(later_facts(last, 2024), history=to_json(decision))
    assert decision.due.low.minor == 150000


@pytest.mark.parametrize("payments", [
    [("2023-01-05", "1000")], [("2022-12-20", "1000")], [("2022-12-30", "400"), ("2023-01-15", "600")],
])  # fmt: skip
def test_a_day_that_is_stated_after_a_recovery_changes_no_sum(tmp_path: Path, payments: list[tuple[str, str]]) -> None:
    """Of 1,000 due in 2022, 500 are recovered in 2023; the days of the payments, stated later, leave 500 for 2024."""
    rules = """  recover 50% of what was paid for the same amount when invention ended
    as half
  recover 100% of what was paid for the same amount when invention expired
"""
    policy = policy_of(tmp_path, rules)
    line = {**line_of("P1", 2022, "1000"), "keys": {"amount": "1000"}}
    first = {"number": "P2", "amount": 1000, "ended_on": "2023-06-01"}
    made: Any = to_json(policy.evaluate(facts_of([first], [line], "2023-12-31")))
    history = [
        {**each, "payments": [{"day": day, "amount": sum_} for day, sum_ in payments]}
        if each["clause"] == "aid"
        else each
        for each in made["ledger"]
    ]
    last = {"number": "P3", "amount": 1000, "expired_on": "2024-06-01"}
    assert back(policy.evaluate(facts_of([first, last], history, "2024-12-31"))) == 50000


def holding(policy: Policy, facts: dict[str, Any], changes: Iterable[dict[str, Any]]) -> Decision:
    """The decision without facts that the first record has in each change; its bounds hold all these completions."""
    records = facts["records"]["invention"]
    open_ = policy.evaluate(facts)
    for change in changes:
        whole = policy.evaluate({**facts, "records": {"invention": [{**records[0], **change}, *records[1:]]}})
        for name in ("to_pay_back", "back_now", "payable", "net", "taken_now"):
            bounds, known = getattr(open_, name), getattr(whole, name)
            assert known.is_point
            assert bounds.low.minor <= known.low.minor <= bounds.high.minor, (name, change)
    return open_


def ended_on(*days: str) -> list[dict[str, Any]]:
    return [{"ended_on": day} for day in days]


@pytest.mark.parametrize("rule", ["recover 100% of what was paid", "collect 200 from firm"])
def test_an_event_of_an_unknown_day_is_set_off_in_any_year(rule: str, tmp_path: Path) -> None:
    """200 are owed since a day that is missing, and 120 are due in 2023: an event of 2023 takes 120 of them."""
    text = f"  {rule} when invention ended\n    as back\n    set off against awards for 1 years\n"
    policy = policy_of(tmp_path, f'\narticle 8 "Back"\n{text}' if "collect" in rule else text)
    grant = {"number": "P2", "granted_on": "2023-09-01", "amount": 120}
    facts = facts_of(
        [{"number": "P1", "ended_on": None}, grant], [line_of("P1", 2022, "200", d2022_05_01="200")], "2024-12-31"
    )
    decision = holding(policy, facts, ended_on("2022-06-01", "2023-06-01", "2024-06-01"))
    assert (decision.payable.low.minor, decision.payable.high) == (0, Money(12000, "CNY"))
    assert [each.set_off.high for each in decision.recoveries] == [Money(12000, "CNY")]
    assert [fact.ref.field for fact in decision.missing] == ["ended_on"]


@pytest.mark.parametrize("is_paid", [False, True])
def test_an_event_of_an_unknown_day_may_take_an_earlier_payment(is_paid: bool, tmp_path: Path) -> None:
    """50 of 200 of 2022-03-01 and 200 of 2024-10-01: an event before the second payment takes 50 of the first one."""
    policy = policy_of(
        tmp_path, "  recover 50 of what was paid for the same project when invention ended\n"
        "    interest 3% per year from the payment to ended_on\n"
    )  # fmt: skip
    records: list[dict[str, Any]] = [{"number": number, "project": "X"} for number in ("M", "P1", "P2")]
    history = [line_of("P1", 2022, "200", d2022_03_01="200")]
    if is_paid:
        history.append(line_of("P2", 2024, "200", d2024_10_01="200"))
    else:
        records[2] |= {"granted_on": "2024-10-01", "amount": 200}
    facts = facts_of([{**records[0], "ended_on": None}, *records[1:]], history, "2024-12-31")
    decision = holding(policy, facts, ended_on("2022-02-01", "2022-09-01", "2024-09-01", "2024-10-01", "2024-12-31"))
    assert decision.to_pay_back.high == decision.back_now.high == Money(5425, "CNY")  # 2 years and 306 days at 3%


def test_an_event_of_an_unknown_day_leaves_a_payment_to_a_known_one(tmp_path: Path) -> None:
    """100 and 200 were paid. One event takes 100 of the first, and another one 120 of what is left: 220 at most."""
    policy = policy_of(
        tmp_path, "  recover amount of what was paid when invention ended\n    as one\n"
        "  recover amount of what was paid for the same project when invention expired\n"
    )  # fmt: skip
    events = [
        {"number": "M4", "project": "X", "amount": 120, "expired_on": None},
        {"number": "P3", "project": "X", "amount": 100, "ended_on": "2024-06-30"},
        {"number": "P4", "project": "X"},
    ]
    history = [line_of(item, 2023, sum_, d2023_12_31=sum_) for item, sum_ in (("P3", "100"), ("P4", "200"))]
    days = [{"expired_on": day} for day in ("2024-01-31", "2024-12-31")]
    decision = holding(policy, facts_of(events, history, "2024-12-31"), days)
    assert decision.to_pay_back.high == Money(22000, "CNY")


@pytest.mark.parametrize(
    ("rule", "text", "most"),
    [
        ("50 of", "    if ended_on at most 12 months after the grant\n    in the order loan, aid\n", 5000),
        ("100% of", "    round down to 100\n", 20000),
    ],
)
def test_what_an_open_stop_ends_is_not_less_what_it_takes_twice(
    rule: str, text: str, most: int, tmp_path: Path
) -> None:
    """200 and 77.77 of June are due. The event of an unknown day takes 50, or 200 with rounding, and ends the rest."""
    policy = policy_of(
        tmp_path, "  award 77.77 to firm when invention granted\n    as loan\n  pay each\n"
        f"  recover {rule} what was paid when invention ended\n{text}    pay nothing more\n"
    )  # fmt: skip
    grant = {"number": "P1", "granted_on": "2024-06-15", "amount": 200, "ended_on": None}
    decision = holding(policy, facts_of([grant], [], "2024-12-31"), ended_on("2024-06-14", "2024-09-10", "2024-12-31"))
    assert (decision.payable.low.minor, decision.payable.high) == (0, Money(27777, "CNY"))
    assert decision.to_pay_back.high == Money(most, "CNY")


def test_a_stop_is_open_if_the_grant_may_come_after_it(tmp_path: Path) -> None:
    """The day of a grant of 200 is missing. An event of January stops it if it is earlier, or another takes all."""
    policy = policy_of(
        tmp_path, "  recover 100% of what was paid when invention expired\n    as all_back\n"
        "  recover 30 of what was paid when invention ended\n    as part_back\n    pay nothing more\n"
    )  # fmt: skip
    grant = {"number": "P1", "granted_on": None, "amount": 200, "ended_on": "2024-01-01", "expired_on": "2024-12-31"}
    days = [{"granted_on": day} for day in ("2023-12-01", "2024-01-01", "2024-03-31")]
    decision = holding(policy, facts_of([grant], [], "2024-12-31"), days)
    assert {each.label: each.paid_back.high for each in decision.recoveries} == {
        "part_back": Money(3000, "CNY"), "all_back": Money(20000, "CNY"),
    }  # fmt: skip


def test_two_events_of_one_item_and_year_share_what_was_paid(tmp_path: Path) -> None:
    """1,000 of January were paid in March; a second event of February came late. In April both are paid back: 1,000
    of them were paid, and 1,000 are withheld, whether the year is settled again or not.
    """
    policy = policy_of(tmp_path, "  recover 100% of what was paid when invention ended\n")
    first = {"id": "R1", "number": "P1", "granted_on": "2023-01-10", "amount": 1000}
    late = {**first, "id": "R2", "granted_on": "2023-02-10", "ended_on": "2023-04-10"}
    ledger: Any = to_json(policy.evaluate(facts_of([first], [], "2023-01-31")))["ledger"]
    lines = [{**line, "payments": [{"day": "2023-03-01", "amount": 1000}]} for line in ledger]
    facts = facts_of([first, late], lines, "2024-12-31")
    for reopened in (None, 2023):
        decision = policy.evaluate(facts, reopen=reopened)
        assert (back(decision), decision.payable_now.minor, decision.back_now.low.minor) == (200000, 0, 100000)


@pytest.mark.parametrize("share", ["100%", "0%"])
@pytest.mark.parametrize("years", [(2024, 2028), (2024, 2025, 2026, 2028), (2028,)])
def test_what_waits_of_a_grant_is_stopped_by_an_event_of_its_run(
    tmp_path: Path, share: str, years: tuple[int, ...]
) -> None:
    """Of 350, 100 a year are due; an event of July 2024 ends them before anything is paid, and no later run pays."""
    policy = policy_of(tmp_path, CARRIED + stop(share))
    grant = {**GRANT, "ended_on": "2024-07-01"}
    decision = policy.evaluate(facts_of([grant], [], f"{years[0]}-12-31"))
    payable = decision.payable_now.minor - decision.back_now.low.minor
    for year in years[1:]:
        decision = policy.evaluate(later_facts([grant], year), history=to_json(decision))
        payable += decision.payable_now.minor - decision.back_now.low.minor
    assert payable == 0


def test_the_net_sum_is_not_known_if_no_sum_limits_what_is_paid_back(tmp_path: Path) -> None:
    """1,000 are due, and a debt of an unknown amount is to be paid back: the net sum is 1,000 at most."""
    rule = "  collect amount when invention ended\n    as fine\n"
    case = 'case "open"\n  given firm\n    invention "P1": ended_on 2024-03-01\n  expect net 0\n'
    policy = policy_of(tmp_path, rule + case)
    aid = {"number": "P2", "granted_on": "2024-02-01", "amount": 1000}
    facts = facts_of([{"number": "P1", "ended_on": "2024-03-01"}, aid], [])
    decision = policy.evaluate(facts)
    assert (decision.net, str(decision.most_net)) == (None, "1,000.00 CNY")
    net = {"low": None, "high": "1000.00", "unlimited": True, "exact": False}
    asked = questions(policy, decision)
    assert to_json(decision)["net"] == to_plain(decision, asked)["net"] == net
    ran = run_page("drawn.ipp", Compilation.from_file(tmp_path / "drawn.ipp"))
    assert ran is not None
    assert [miss.actual for case in ran.cases for miss in case.misses] == ["net not known"]
    compared = compared_text(compare([policy, policy], [decision, decision]))
    for text in (render(decision), interview_text(decision, asked), compared):
        [line] = [line for line in text.splitlines() if line.lstrip().startswith("Net")]
        assert re.fullmatch(r" *Net( +not known)+", line), line


@pytest.mark.parametrize("charge", ["surcharge rate", "interest rate per year from the payment to ended_on"])
def test_a_rate_of_what_is_added_may_be_more_than_the_sum(tmp_path: Path, charge: str) -> None:
    """1,000, paid two years before its event, with 250% of it or a year: a rate that is missing has no limit."""
    (tmp_path / "words.ipp").write_text(RATES, encoding="utf-8")
    page = tmp_path / "rates.ipp"
    page.write_text(PAGE_OF_RATES.format(charge=charge), encoding="utf-8")
    grant = {"number": "P1", "granted_on": "2022-01-01", "ended_on": "2024-01-01"}
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": "2024-12-31", "records": {"grant": [grant]},
             "history": [line_of("P1", 2022, "1000", d2022_01_01="1000")]}  # fmt: skip
    bounds = load(page).evaluate(facts).to_pay_back
    assert (bounds.low.minor, bounds.high) == (100000, None)
    known = {**facts, "records": {"grant": [{**grant, "rate": "250%"}]}}
    assert back(load(page).evaluate(known)) == (350000 if charge == "surcharge rate" else 600000)


RATES = """vocabulary words "Words"
applicant firm
record grant
  key number
  number text
  rate percent
  event granted on granted_on
  event ended on ended_on
"""
PAGE_OF_RATES = """policy rates "Rates"
  effective from 2020-01-01
  language 4
  use words
article 1 "Aid"
  award 1000 when grant granted
    as aid
  recover 100% of what was paid when grant ended
    {charge}
"""


@pytest.mark.parametrize(("paid_on", "is_told"), [("2022-04-01", True), ("2023-04-01", False)])
def test_a_payment_before_its_grant_is_told(paid_on: str, is_told: bool, tmp_path: Path) -> None:
    """1,000 are granted in 2023 and recovered in 2024; the payment is on record in 2022 by mistake, or in 2023."""
    policy = policy_of(tmp_path, "  recover 100% of what was paid when invention ended\n")
    history = [{**line_of("P1", 2023, "1000"), "payments": [{"day": paid_on, "amount": "1000"}]}]
    decision = policy.evaluate(facts_of([{"number": "P1", "ended_on": "2024-05-01"}], history, "2024-12-31"))
    assert back(decision) == 100000
    assert (
        any(f"of {paid_on} is earlier than its grant (2023-01-01)" in each for each in decision.assumptions) == is_told
    )


@pytest.mark.parametrize("parts", ["", "  pay in parts\n    60% at once\n    the rest 1 year later\n"])
def test_a_list_in_part_may_lack_an_event(parts: str, tmp_path: Path) -> None:
    """1,000 are due. A breach that is not listed may take all, and end the payments; nothing is due before its list."""
    (tmp_path / "acts.ipp").write_text(ACTS, encoding="utf-8")
    page = tmp_path / "breaches.ipp"
    page.write_text(PAGE_OF_BREACHES.format(parts=parts), encoding="utf-8")
    policy, grant = load(page), {"number": "P1", "granted_on": "2024-03-01"}
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": "2025-12-31", "history": []}
    open_, *whole = (
        policy.evaluate({**facts, "records": {"grant": [grant], "breach": breach}})
        for breach in ({"partial": True, "items": []}, [], [{"case": "B", "found_on": "2025-01-01"}])
    )
    assert [fact.ref.path for fact in open_.missing] == ["records.breach"]
    assert (open_.payable.low.minor, open_.payable.high) == (0, Money(100000, "CNY"))
    assert (open_.to_pay_back.low.minor, open_.to_pay_back.high) == (0, Money(100000, "CNY"))
    assert [each.payable.low.minor for each in whole] == [100000, 0]
    assert not [line for line in open_.ledger if line.recovery is not None]
    in_chinese = render(open_, localize=Localizer(Language.ZH, Labels(policy.program)))
    assert ("另一项breach" in in_chinese, "another breach" in in_chinese) == (True, False)


def test_an_unlisted_event_is_of_an_unlisted_item(tmp_path: Path) -> None:
    """P1 is listed and did not end; P2 is not listed, and may have."""
    policy = policy_of(tmp_path, "  recover 100% of what was paid when invention ended\n")
    history = [line_of(item, 2023, sum_, d2023_05_01=sum_) for item, sum_ in (("P1", "100"), ("P2", "200"))]
    facts = facts_of([{"number": "P1"}], history, "2024-12-31")
    facts["records"]["invention"] = {"partial": True, "items": facts["records"]["invention"]}
    [recovery] = policy.evaluate(facts).recoveries
    assert {each.item for each in recovery.payments if each.day is not None} == {"P2"}


ACTS = """vocabulary acts "Acts"
applicant firm
record grant
  key number
  number text
  event granted on granted_on
record breach
  key case
  case text
  event found on found_on
"""
PAGE_OF_BREACHES = """policy breaches "Breaches"
  effective from 2020-01-01
  language 4
  use acts
article 1 "Aid"
  award 1000 when grant granted
    as aid
{parts}  recover 100% of what was paid when breach found
    pay nothing more
"""


@pytest.mark.broad
def test_bounds_hold_for_every_day_of_the_year(tmp_path: Path) -> None:
    policy = load(PAGES / "within_36_months.ipp")
    invention = {"number": "P1", "ended_on": "2027-06-01"}
    bounds = policy.evaluate(facts_of([invention], [line_of("P1", 2024, "40000")])).to_pay_back
    assert bounds.high is not None
    found = set[int]()
    for month in range(1, 13):
        for day in (1, 2, 15, 28):
            paid = f"d2024_{month:02}_{day:02}"
            stated = policy.evaluate(facts_of([invention], [line_of("P1", 2024, "40000", **{paid: "40000"})]))
            found.add(back(stated))
            assert bounds.low.minor <= back(stated) <= bounds.high.minor
    assert found == {bounds.low.minor, bounds.high.minor}


def test_the_order_of_lines_is_irrelevant() -> None:
    policy = load(PAGES / "thirds.ipp")
    event = {"number": "S", "project": "M1", "ended_on": "2024-09-01"}
    lines = [
        line_of(item, 2022, sum_, d2022_05_01=sum_) for item, sum_ in (("A", "100"), ("B", "100"), ("C", "100.01"))
    ]
    records = [event, *({"number": item, "project": "M1"} for item in "ABC")]
    sums = {back(policy.evaluate(facts_of(records, history))) for history in (lines, lines[::-1])}
    assert sums == {10000}


BACK = "  recover {} of what was paid when invention ended\n{}    set off against awards for 3 years\n"
FEE = "  collect {} from firm when invention expired\n{}    set off against awards for 3 years\n"


def edited(folder: Path, back: str, fee: str, number: int = 7, head: str = "") -> Policy:
    policy_of(folder, "")
    page = HEAD.replace("article 7", f"article {number}").replace("  language 4\n", f"  language 4\n{head}")
    (folder / "drawn.ipp").write_text(f'{page}{back}\narticle {number + 1} "Fees"\n{fee}', encoding="utf-8")
    return load(folder / "drawn.ipp")


def ledger_of_two(folder: Path, label: str = "") -> dict[str, Any]:
    """1,000 of P1 are recovered in 2024, and 200 are collected."""
    labels = [f"    as {label}_{name}\n" if label else "" for name in ("back", "fee")]
    policy = edited(folder, BACK.format("100%", labels[0]), FEE.format("200", labels[1]))
    decision = policy.evaluate(facts_of([OF_TWO], [line_of("P1", 2023, "1000")], "2024-12-31"))
    assert (back(decision), len(decision.ledger)) == (120000, 3)
    return to_json(decision)


OF_TWO: dict[str, Any] = {"number": "P1", "ended_on": "2024-02-01", "expired_on": "2024-03-01"}
NEW = {"number": "P2", "granted_on": "2025-03-01", "amount": 1500}


@pytest.mark.parametrize(("number", "label", "new", "share", "fee"), [
    (2, "", "", "100%", "200"), (7, "", "new", "100%", "200"), (2, "", "", "50%", "100"),
    (2, "old", "new", "100%", "200"), (2, "old", "old", "50%", "100"),
])  # fmt: skip
def test_a_renumbered_or_renamed_page_asks_for_no_event_again(
    tmp_path: Path, number: int, label: str, new: str, share: str, fee: str
) -> None:
    """The 1,200 that are owed are set off against 1,500 of the next year."""
    history, as_ = ledger_of_two(tmp_path, label), "    as {}_{}\n" if new else ""
    policy = edited(
        tmp_path, BACK.format(share, as_.format(new, "back")), FEE.format(fee, as_.format(new, "fee")), number
    )
    decision = policy.evaluate(later_facts([OF_TWO, NEW], 2025), history=history)
    assert (back(decision), decision.payable_now.minor) == (0, 30000)
    again = policy.evaluate(later_facts([OF_TWO], 2026), history=to_json(decision))
    assert (back(again), [line.recovery for line in again.ledger]) == (0, [line.recovery for line in decision.ledger])


@pytest.mark.parametrize("is_of_old_version", [False, True])
def test_a_recovery_or_debt_that_is_not_found_is_named(tmp_path: Path, is_of_old_version: bool) -> None:
    """The page has new labels and new sums; `formerly` and `ended` say what became of the old ones."""
    history = ledger_of_two(tmp_path, "old")
    if is_of_old_version:  # its head has awards alone
        history["pages"][0]["awards"] = history["pages"][0]["awards"][:1]
    facts = later_facts([OF_TWO, NEW], 2025)
    rules = BACK.format("50%", "    as new_back\n{}"), FEE.format("100", "    as new_fee\n{}")
    policy = edited(tmp_path, *(rule.format("") for rule in rules))
    with pytest.raises(FactsError) as error:
        policy.evaluate(facts, history=history, accept_edited="A")
    assert re.findall(r"error\[(R064)\].* `(old_\w+)` of", str(error.value)) == [
        ("R064", "old_back"), ("R064", "old_fee")
    ]  # fmt: skip
    words = str(error.value)
    assert words.count("no recovery or debt of") == words.count("under the recovery or debt that continues it") == 2
    named = edited(
        tmp_path,
        *(rule.format(f"    formerly old_{name}\n") for rule, name in zip(rules, ("back", "fee"), strict=True)),
    )
    decision = named.evaluate(facts, history=history, accept_edited="A")
    assert (back(decision), decision.payable_now.minor) == (0, 30000)
    ended = edited(tmp_path, *(rule.format("") for rule in rules), head="  ended old_back, old_fee\n")
    decision = ended.evaluate(facts, history=history, accept_edited="A")
    assert (back(decision), decision.payable_now.minor) == (10000, 140000)


def test_an_award_continues_no_recovery(tmp_path: Path) -> None:
    history = ledger_of_two(tmp_path, "old")
    policy = edited(tmp_path, "    formerly old_back\n", FEE.format("200", "    as old_fee\n"))
    with pytest.raises(FactsError, match="`old_back` of an earlier page"):
        policy.evaluate(later_facts([OF_TWO], 2025), history=history)


@pytest.mark.parametrize(("rule", "value"), [
    *((rule, {word: True}) for rule in ("reduction", "amount", "what was paid above amount")
      for word in ("none", "cannot_be_determined")),
    ("500 if reduction more than 5%", {"cannot_be_determined": True}),
])  # fmt: skip
def test_a_recovery_whose_share_sum_or_condition_has_no_value_is_told(
    tmp_path: Path, rule: str, value: dict[str, bool]
) -> None:
    """Nothing of 1,000 is recovered, and a later run settles the event, for which 500 are to be paid back."""
    share, _, test = rule.partition(" if ")
    lines = f"    if {test}\n" if test else ""
    policy = policy_of(
        tmp_path,
        f"  recover {share}{'' if 'above' in rule else ' of what was paid'} when invention ended\n    as back\n{lines}",
    )
    event = {"number": "P1", "ended_on": "2024-02-01", "reduction": "50%", "amount": 500}
    facts = facts_of([{**event, "reduction": value, "amount": value}], [line_of("P1", 2023, "1000")], "2024-12-31")
    decision = policy.evaluate(facts)
    assert [str(each)[:50] for each in decision.assumed] == ["nothing is recovered because of P1 (2024-02-01): i"]
    assert (back(decision), [line.item for line in decision.ledger if line.recovery]) == (0, [])
    later = policy.evaluate(later_facts([event], 2025), history=to_json(decision))
    assert (back(later), later.assumed) == (50000, ())


@pytest.mark.parametrize(
    "rule", ["reduction of what was paid", "amount of what was paid", "what was paid above amount"]
)
def test_what_takes_nothing_without_a_share_stops_nothing(tmp_path: Path, rule: str) -> None:
    """400 of 1,000 were paid: the other 600 are stopped by the run that knows the share."""
    policy = policy_of(tmp_path, f"  recover {rule} when invention ended\n    pay nothing more\n")
    stopped = []
    for value in ({"none": True}, "0%"):
        event = {"number": "P1", "ended_on": "2024-02-01", "reduction": value, "amount": 0 if value == "0%" else value}
        decision = policy.evaluate(facts_of([event], [line_of("P1", 2023, "1000", d2023_05_01="400")], "2024-12-31"))
        stopped.append([each.stopped.minor for each in decision.recoveries])
    assert stopped == [[], [60000]]


def test_a_share_of_nothing_settles_its_event(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "  recover reduction of what was paid when invention ended\n")
    event = {"number": "P1", "ended_on": "2024-02-01", "reduction": "0%"}
    decision = policy.evaluate(facts_of([event], [line_of("P1", 2023, "1000")], "2024-12-31"))
    assert (decision.assumed, [line.item for line in decision.ledger if line.recovery]) == ((), ["P1"])


def test_an_event_that_names_another_number_is_told_and_can_be_corrected(tmp_path: Path) -> None:
    """1,000 of P1 were paid. The event names P11, and in the next year P1, of which all is to be paid back."""
    policy = policy_of(
        tmp_path, "  recover 100% of what was paid for the same lead when invention ended\n    as back\n"
    )
    paid = {**line_of("P1", 2023, "1000", d2023_05_01="1000"), "fields": {"lead": "P1"}}
    event = {"number": "X", "lead": "P11", "ended_on": "2024-02-01"}
    first = policy.evaluate(facts_of([event], [paid], "2024-12-31"))
    assert str(first.assumed[-1]).startswith(
        "nothing is recovered because of X (2024-02-01): no payment has its `lead`"
    )
    assert (back(first), [line.item for line in first.ledger if line.recovery]) == (0, [])
    later = policy.evaluate(later_facts([{**event, "lead": "P1"}], 2025), history=to_json(first))
    assert (back(later), later.assumed) == (100000, ())


def test_a_payer_who_is_not_settled_too_is_told(tmp_path: Path) -> None:
    """M was paid 1,000, which L owes: the ledger has it if both are settled together."""
    policy = policy_of(tmp_path, "  recover 100% of what was paid from lead when invention ended\n    as back\n")
    event = {"number": "P1", "lead": "L", "ended_on": "2024-02-01"}
    facts = facts_of([event], [line_of("P1", 2023, "1000", d2023_05_01="1000")], "2024-12-31")
    member = {**facts, "applicant": {"id": "M", "kinds": ["firm"]}}
    lead = {**facts_of([], [], "2024-12-31"), "applicant": {"id": "L", "kinds": ["firm"]}}
    misspelt = {**lead, "applicant": {"id": "LL", "kinds": ["firm"]}}
    told = "what L owes of payments to this applicant is in no ledger"
    decisions = [policy.evaluate(member)]
    decisions += [policy.evaluate_cohort(x).decisions[0] for x in ([member], [member, misspelt], [member, lead])]
    is_told = [[each for each in decision.assumed if str(each).startswith(told)] for decision in decisions]
    assert [len(each) for each in is_told] == [1, 1, 1, 0]
    assert isinstance(is_told[0][0], BureauRemark), "the page of a cohort has it, and a letter has not"


def test_what_lapses_is_the_least_sum_while_a_set_off_is_open(tmp_path: Path) -> None:
    """500 are owed since 2022. 300 of 2023 are sure, and 500 more if a sum is stated: 0 to 200 lapse at its end."""
    rules = """  recover 500 of what was paid when invention ended
    set off against awards for 1 year
"""
    policy = policy_of(tmp_path, rules)
    history = [line_of("P1", 2021, "500", d2021_05_01="500")]
    ended = {"number": "P1", "granted_on": "2021-05-01", "ended_on": "2022-12-01"}
    first = policy.evaluate(facts_of([ended], history, "2022-12-31"))
    inventions: list[dict[str, Any]] = [{"number": "P2", "granted_on": "2023-03-01", "amount": 300}]
    later = [*inventions, {"number": "P3", "granted_on": "2023-04-01"}]
    opened = policy.evaluate(later_facts(later, 2023), history=to_json(first))
    [one] = opened.recoveries
    assert (one.set_off.low.minor, one.set_off.high, one.lapsed.minor) == (30000, Money(50000, "CNY"), 0)
    assert "set off against other sums newly due: 300.00 to 500.00" in render(opened)
    assert opened.debts_before == ()
    for sum_, lapsed in ((0, 20000), (100, 10000), (500, 0)):
        later[1]["amount"] = sum_
        [one] = policy.evaluate(later_facts(later, 2023), history=to_json(first)).recoveries
        assert one.lapsed.minor == lapsed


def test_a_payment_that_lacks_something_is_not_what_was_withheld(tmp_path: Path) -> None:
    """900 of 950 were paid of P1, of which 700 are recovered, and 300 of P2 withheld: 50 of P1 are still unpaid."""
    rule = "  recover 1000 of what was paid for the same project when invention ended\n"
    policy = policy_of(tmp_path, rule)
    keys = {"keys": {"project": "J"}}
    recovers = [("P1", "2022-03-05", "700"), ("P2", "2022-07-02", "300")]
    line = {"clause": "7.recover", "item": "E", "event_date": "2022-09-01", "year": 2022, "back": {"2022": "1000"}}
    line |= {
        "set_off": "300",
        "recovers": [{"clause": "aid", "item": item, "payment": day, "sum": sum_} for item, day, sum_ in recovers],
    }
    paid = {**line_of("P1", 2022, "950", d2022_03_05="900"), **keys}
    history = [paid, {**line_of("P2", 2022, "500"), **keys, "payments": []}, line]
    decision = policy.evaluate(facts_of([], history, "2023-12-31"))
    assert [(each.item, each.still_due.minor) for each in decision.balances] == [("P1", 5000), ("P2", 20000)]
