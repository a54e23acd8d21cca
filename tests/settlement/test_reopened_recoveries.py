"""Recoveries, stops and debts of a ledger whose years are reopened, and late records before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipdsl import load
from ipdsl.decision.decision import Decision
from ipdsl.driver.library import Policy
from ipdsl.report.decision_json import decision_schema, to_json
from ipdsl.report.decision_page import render
from tests.support.settlement.recoveries import later_facts, policy_of as policy_of_lead

HEAD = """policy late "Late records"
  effective 2024-01-01 to 2027-12-31
  language 4
  use ip

article 1 "Projects"
  award 1000 to enterprise when navigation_project selected
"""
HALF = "  recover 50% of what was paid when sanction opened\n    as half\n"
STOPS = """  pay in parts
    60% at once
    the rest when accepted
  recover 100% of what was paid when sanction opened
    as all
    pay nothing more
"""
FEES = """
article 2 "Fees"
  collect 40 from enterprise when sanction opened
    as fee
  nothing below 50 per enterprise per year
"""


def policy_of(tmp_path: Path, rules: str) -> Policy:
    page = tmp_path / "late.ipp"
    page.write_text(HEAD + rules, encoding="utf-8")
    return load(page)


def facts_of(year: int, projects: str, sanctions: str, accepted_on: str | None = None) -> dict[str, Any]:
    """Projects by number, selected in March, April and so on; sanctions opened in June, July and so on of 2024."""
    accepted: object = {"none": True} if accepted_on is None else accepted_on
    return {
        "applicant": {"id": "A", "kinds": ["enterprise"]}, "as_of": f"{year}-12-31",
        "records": {
            "navigation_project": [
                {"project": name, "selected_on": f"2024-0{'NM'.index(name) + 3}-01", "accepted_on": accepted}
                for name in projects
            ],
            "sanction": [
                {"dispute": name, "opened_on": f"2024-0{'RST'.index(name) + 5}-01"} for name in sanctions
            ],
        },
    }  # fmt: skip


def ledger_after(policy: Policy, facts: dict[str, Any], **sums: str) -> list[Any]:
    """The ledger of a run; `sums` are parts of the lines of recoveries that the bureau states."""
    lines = to_json(policy.evaluate({**facts, "history": []}))["ledger"]
    return [{**line, **sums} if "recovers" in line else line for line in lines]


def sums_of(decision: Decision) -> tuple[int, int, int, int]:
    """What is due in all, to be paid back in all, payable now, and asked for now, in yuan."""
    sums = decision.due.low, decision.to_pay_back.low, decision.payable_now, decision.back_now.low
    return tuple(sum_.minor // 100 for sum_ in sums)  # type: ignore[return-value]


def test_what_a_recovery_stopped_is_not_paid_if_its_year_is_reopened(tmp_path: Path) -> None:
    """600 are due and recovered, 400 stopped. The project is accepted in 2025: nothing more in any run."""
    policy, facts = policy_of(tmp_path, STOPS), facts_of(2025, "N", "S", "2025-02-01")
    history = ledger_after(policy, facts_of(2024, "N", "S"))
    anew, at_once = policy.evaluate(facts, history=history, reopen=2024), policy.evaluate({**facts, "history": []})
    assert (sums_of(anew), sums_of(at_once)) == ((600, 600, 0, 0), (600, 600, 0, 0))
    assert policy.evaluate(facts, history=history).late is None
    states = [[part["state"] for part in to_json(one)["ledger"][0]["parts"]] for one in (anew, at_once)]
    assert states == [["due", "stopped"]] * 2


@pytest.mark.parametrize(("first", "anew"), [("N", (2000, 1000, 500, 0)), ("", (2000, 1000, 1000, 0))])
def test_a_late_award_is_recovered_if_the_year_is_reopened_and_named_if_not(
    tmp_path: Path, first: str, anew: tuple[int, ...]
) -> None:
    """Half of each project is recovered: 500 of M are withheld, next to what was withheld of N before."""
    policy, facts = policy_of(tmp_path, HALF), facts_of(2025, "NM", "S")
    history = ledger_after(policy, facts_of(2024, first, "S"))
    decision = policy.evaluate(facts, history=history, reopen=2024)
    assert sums_of(decision) == anew
    [line] = [line for line in to_json(decision)["ledger"] if "recovers" in line]
    assert (line["back"], line["set_off"], len(line["recovers"])) == ({"2024": "1000.00"}, "1000.00", 2)
    late = policy.evaluate(facts, history=history)
    assert late.late is not None
    assert late.late.back is not None
    assert [sum_.minor for sum_ in late.late.back] == [len(first) * 50000, 100000]
    assert "to be paid back: 1,000.00 recalculated" in render(late)
    pytest.importorskip("jsonschema").validate(to_json(late), decision_schema())


def test_a_late_event_that_changes_no_sum_is_not_named(tmp_path: Path) -> None:
    """A sanction of May comes after that of June, which takes 500 of 1,000. Both together take all, in any order."""
    rules = "  recover 500 of what was paid when sanction opened\n    as half\n"
    policy, facts = policy_of(tmp_path, rules), facts_of(2025, "N", "RS")
    history = ledger_after(policy, facts_of(2024, "N", "S"))
    paid = [{**line, "payments": [{"day": "2024-03-01", "amount": "500"}]} for line in history[:1]]
    late, anew = (policy.evaluate(facts, history=[*paid, *history[1:]], reopen=year) for year in (None, 2024))
    assert late.late is None
    assert [each.paid_back.low.minor for each in late.recoveries] == [50000]
    assert [each.paid_back.low.minor for each in anew.recoveries] == [50000, 50000]
    lines = [line for line in to_json(anew)["ledger"] if "recovers" in line]
    assert [line["set_off"] for line in lines] == ["0.00", "500.00"]


def test_a_late_event_that_changes_a_sum_is_named(tmp_path: Path) -> None:
    """All of 1,000 was recovered in June with 10% more. The late sanction of May takes 1,000 before, and June 0."""
    rules = """  recover 100% of what was paid when sanction opened
    if opened_on less than 2024-05-15
    as early
  recover 100% of what was paid when sanction opened
    as all
    surcharge 10%
"""
    policy, facts = policy_of(tmp_path, rules), facts_of(2025, "N", "RS")
    history = ledger_after(policy, facts_of(2024, "N", "S"))
    late, anew = policy.evaluate(facts, history=history), policy.evaluate(facts, history=history, reopen=2024)
    assert late.late is not None
    assert late.late.back is not None
    assert [sum_.minor for sum_ in late.late.back] == [110000, 100000]
    assert late.late.came == (("early", "R", 2024), ("all", "R", 2024))
    assert [each.paid_back.low.minor for each in anew.recoveries] == [100000]
    assert "early, R (2024)" in render(late)


def test_late_debts_count_for_the_least_sum_if_the_year_is_reopened(tmp_path: Path) -> None:
    """Two fees of 40 with a least sum of 50: 80."""
    policy, facts = policy_of(tmp_path, FEES), facts_of(2025, "", "ST")
    history = ledger_after(policy, facts_of(2024, "", "S"))
    assert sums_of(policy.evaluate(facts, history=history, reopen=2024)) == (0, 80, 0, 80)
    late = policy.evaluate(facts, history=history).late
    assert late is not None
    assert late.back is not None
    assert (late.came, [sum_.minor for sum_ in late.back]) == ((("fee", "T", 2024),), [0, 8000])


def test_what_was_repaid_counts_for_the_new_sum(tmp_path: Path) -> None:
    """80 of two fees, of which 40 and 30 were repaid; a third fee of 40: 10 and 40 are owed."""
    policy, facts = policy_of(tmp_path, FEES), facts_of(2025, "", "RST")
    history = ledger_after(policy, facts_of(2024, "", "ST"), repaid="30")
    decision = policy.evaluate(facts, history=history, reopen=2024)
    assert sums_of(decision) == (0, 120, 0, 60)
    assert [line["repaid"] for line in to_json(decision)["ledger"] if "back" in line] == ["0.00", "30.00", "30.00"]


def test_an_event_that_is_withdrawn_is_recovered_no_more(tmp_path: Path) -> None:
    """What was repaid or withheld is kept and shown as overpaid; otherwise nothing is left of it."""
    policy, facts = policy_of(tmp_path, HALF), facts_of(2025, "N", "")
    repaid = ledger_after(policy, facts_of(2024, "N", "S"), repaid="200", set_off="0")
    decision = policy.evaluate(facts, history=repaid, reopen=2024)
    assert (sums_of(decision), [rest for _, _, rest in decision.debts_before]) == ((1000, 0, 0, 0), [-20000])
    withheld = ledger_after(policy, facts_of(2024, "N", "S"))
    again = policy.evaluate(facts, history=withheld, reopen=2024)
    assert (again.payable_now.minor, [rest for _, _, rest in again.debts_before]) == (0, [-50000])
    nothing = policy.evaluate(facts, history=ledger_after(policy, facts_of(2024, "N", "S"), set_off="0"), reopen=2024)
    assert [line["clause"] for line in to_json(nothing)["ledger"]] == ["1.navigation_project.selected"]
    assert policy.evaluate(facts, history=withheld).late is None


def test_what_was_withheld_bears_no_interest_if_its_year_is_reopened(tmp_path: Path) -> None:
    rules = HALF + "    interest 12% per year from the payment to opened_on\n"
    policy, facts = policy_of(tmp_path, rules), facts_of(2024, "N", "S")
    history = ledger_after(policy, facts)
    anew = policy.evaluate(facts, history=history, reopen=2024)
    assert [(each.paid_back.low.minor, each.interest.minor) for each in anew.recoveries] == [(50000, 0)]
    assert next(line for line in to_json(anew)["ledger"] if "back" in line)["back"] == {"2024": "500.00"}


def test_what_is_owed_of_payments_of_others_is_asked_once_if_its_year_is_reopened(tmp_path: Path) -> None:
    """The lead owes 25% of 1,000. With the partner it is settled again; alone it stands, also what was set off."""
    rules = "  recover 25% of what was paid from lead when invention ended\n    as quarter\n"
    policy = policy_of_lead(tmp_path, rules)
    event = {"number": "P", "lead": "Lead", "amount": 1000, "granted_on": "2024-03-01", "ended_on": "2024-06-01"}
    partner, lead = later_facts([event], 2024), later_facts([], 2024)
    partner["applicant"]["id"], lead["applicant"]["id"] = "Partner", "Lead"
    first = policy.evaluate_cohort([partner, lead])
    history = [line for decision in first.decisions for line in to_json(decision)["ledger"]]
    [owed] = [line for line in history if line["applicant"] == "Lead"]
    history[history.index(owed)] = {**owed, "set_off": "100", "repaid": "50"}
    of_both = policy.evaluate_cohort([partner, lead], history=history, reopen=2024).decisions[1]
    alone = policy.evaluate(lead, history=[line for line in history if line["applicant"] == "Lead"], reopen=2024)
    for decision in (of_both, alone):
        [line] = [line for line in to_json(decision)["ledger"] if line["applicant"] == "Lead"]
        assert (line["back"], line["repaid"], line["set_off"]) == ({"2024": "250.00"}, "50.00", "100.00")


@pytest.mark.parametrize(("sanctions", "back", "beyond"), [("S", 500, 0), ("R", 500, 0), ("", 0, 500)])
@pytest.mark.parametrize("part", ["set_off", "repaid"])
def test_what_was_taken_counts_for_a_corrected_day_and_is_told_beyond_the_sum(
    part: str, sanctions: str, back: int, beyond: int, tmp_path: Path
) -> None:
    """500 of June were withheld, or repaid. The event was in May, or there was none: nothing is asked for twice."""
    policy, facts = policy_of(tmp_path, HALF), facts_of(2024, "N", sanctions)
    for sanction in facts["records"]["sanction"]:
        sanction["dispute"] = "S"
    sums = {"set_off": "0", "repaid": "0", part: "500"}
    history = ledger_after(policy, facts_of(2024, "N", "S"), **sums)
    anew = policy.evaluate(facts, history=history, reopen=2024)
    assert sums_of(anew) == (1000, back, 0, 0)
    assert [rest for _, _, rest in anew.debts_before] == ([-beyond * 100] if beyond else [])
    [line] = [line for line in anew.ledger if line.recovery is not None]
    assert line.recovery is not None
    assert (line.recovery.set_off, line.recovery.repaid) == ((50000, 0) if part == "set_off" else (0, 50000))
    if beyond:
        assert "overpaid 500.00" in render(anew)


def test_interest_is_that_of_the_corrected_day(tmp_path: Path) -> None:
    """500 of 1,000, paid a year before May or June of 2025, with 12%: 60.00, and 65.10 with 31 days of 365 more."""
    rules = HALF + "    interest 12% per year from the payment to opened_on\n"
    policy, facts = policy_of(tmp_path, rules), facts_of(2025, "N", "S")
    [line] = ledger_after(policy, facts_of(2024, "N", ""))
    history = [{**line, "payments": [{"day": "2024-05-01", "amount": "1000"}]}]
    sums = []
    for day, reopen in (("2025-05-01", None), ("2025-06-01", 2025)):
        facts["records"]["sanction"][0]["opened_on"] = day
        decision = policy.evaluate(facts, history=history, reopen=reopen)
        sums.append((decision.recoveries[0].interest.minor, decision.back_now.low.minor))
        history = [*history, *to_json(decision)["ledger"][1:]]
    assert sums == [(6000, 56000), (6510, 56510)]


@pytest.mark.parametrize("parts", ["", "  pay in parts\n    60% at once\n    the rest when accepted\n"])
def test_what_was_stopped_does_not_count_as_paid_in_the_next_year(parts: str, tmp_path: Path) -> None:
    """Half of what is due is withheld, the rest stopped. A second sanction finds nothing that was paid."""
    policy = policy_of(tmp_path, f"{parts}{HALF}    pay nothing more\n    set off against awards for 3 years\n")
    first, facts = facts_of(2024, "N", "S"), facts_of(2025, "NM", "S")
    facts["records"]["sanction"].append({"dispute": "Z", "opened_on": "2025-03-01"})
    facts["records"]["navigation_project"][1]["selected_on"] = "2025-06-01"
    one = policy.evaluate({**facts, "history": []})
    before = policy.evaluate({**first, "history": []})
    again = policy.evaluate(facts, history=to_json(before)["ledger"])
    back, due = one.to_pay_back.low.minor, one.due.low.minor
    assert (before.to_pay_back.low.minor, again.to_pay_back.low.minor) == (back, 0)
    assert (again.payable_now, again.unpaid_before.minor) == (one.payable_now, 0)
    assert before.due.low.minor + again.due.low.minor == due


def test_a_set_off_is_not_taken_of_what_was_stopped(tmp_path: Path) -> None:
    """Of N and M, 500 of N are withheld, and 100 more set off against M; 500 of N are stopped. M was paid 900."""
    rules = f"{HALF}    surcharge 20%\n    pay nothing more\n    set off against awards for 1 year\n"
    policy = policy_of(tmp_path, rules.replace("when sanction opened", "when navigation_project accepted"))
    facts = facts_of(2024, "NM", "")
    facts["records"]["navigation_project"][0]["accepted_on"] = "2024-03-02"
    first = policy.evaluate({**facts, "history": []})
    assert sums_of(first) == (2000, 600, 900, 0)
    history = to_json(first)["ledger"]
    paid = [
        {**line, "payments": [{"day": "2024-12-01", "amount": "900"}] if line["item"] == "M" else []}
        if "recovers" not in line
        else line
        for line in history
    ]
    facts["as_of"] = "2025-12-31"
    assert policy.evaluate(facts, history=paid).unpaid_before.minor == 0
    facts["records"]["navigation_project"][1]["accepted_on"] = "2025-05-01"
    assert policy.evaluate(facts, history=paid).recoveries[0].principal.minor == 50000


def test_what_was_stopped_of_a_later_part_does_not_count_as_paid(tmp_path: Path) -> None:
    """600 in 2024, and 400 in 2025: 120 of these are withheld, next to 180 of the 600, and 280 are stopped. A second
    sanction takes 180 of the 600 again, and nothing of the 400.
    """
    rules = HALF.replace("50%", "30%") + "    pay nothing more\n"
    policy = policy_of(tmp_path, f"  pay in parts\n    60% at once\n    the rest 1 year later\n{rules}")
    facts, ledger, back = facts_of(2024, "N", ""), [], []
    for year, sanctions in ((2024, ()), (2025, ("2025-06-01",)), (2026, ("2026-06-01",))):
        facts["records"]["sanction"] = [{"dispute": day, "opened_on": day} for day in sanctions]
        decision = policy.evaluate({**facts, "as_of": f"{year}-12-31"}, history=ledger)
        ledger = to_json(decision)["ledger"]
        back.append((decision.to_pay_back.low.minor, decision.unpaid_before.minor))
    assert back == [(0, 0), (30000, 0), (18000, 0)]


HALVES = """  pay in parts
    50% at once
    the rest 1 year later
  recover 50% of what was paid when sanction opened
    as half
    interest 3.65% per year from the payment to opened_on
    pay nothing more
"""
HALF_PAID = [{"day": "2024-03-01", "amount": "500"}]
BOTH_PAID = [*HALF_PAID, {"day": "2025-03-01", "amount": "500"}]


def facts_of_halves(year: int) -> dict[str, Any]:
    """1,000 in halves of March 2024 and 2025, and a sanction of March 2026."""
    facts = facts_of(year, "N", "")
    facts["records"]["sanction"] = [{"dispute": "R", "opened_on": "2026-03-01"}]
    return facts


@pytest.mark.parametrize("last", [2024, 2025], ids=["paid before it was due", "settled"])
@pytest.mark.parametrize("reopened", [None, 2026, 2025, 2024])
def test_each_instalment_is_recovered_with_its_own_payment(last: int, reopened: int | None, tmp_path: Path) -> None:
    """Half of both: 500 and 27.38 of interest, 250 for two years (18.25) and 250 for one (9.125)."""
    policy = policy_of(tmp_path, HALVES)
    [line] = to_json(policy.evaluate({**facts_of_halves(last), "history": []}))["ledger"]
    facts = {**facts_of_halves(2026), "history": [{**line, "payments": BOTH_PAID}]}
    decision = policy.evaluate(facts, reopen=reopened)
    assert [each.minor for each in (decision.payable_now, decision.to_pay_back.low, decision.back_now.low)] == [
        0, 52738, 52738,
    ]  # fmt: skip
    assert decision.payable.is_point
    assert [str(part.day) for part in decision.recoveries[0].payments] == ["2024-03-01", "2025-03-01"]


def test_an_event_waits_for_the_years_before_the_requested_one(tmp_path: Path) -> None:
    """The second half of 2025 is not settled: no ledger has the sanction of 2026 before that."""
    policy = policy_of(tmp_path, HALVES)
    [line] = to_json(policy.evaluate({**facts_of_halves(2024), "history": []}))["ledger"]
    line["payments"] = HALF_PAID
    of_2026 = policy.evaluate({**facts_of_halves(2026), "history": [line]}, year=2026)
    assert str(of_2026.assumed[-1]).startswith("nothing is recovered because of R (2026-03-01): ")
    assert (sums_of(of_2026)[1], [each.clause for each in of_2026.ledger if each.recovery]) == (0, [])
    of_2025 = policy.evaluate(facts_of_halves(2026), year=2025, history=to_json(of_2026))
    assert (sums_of(of_2025), of_2025.assumed) == ((500, 0, 500, 0), ())
    ledger = to_json(of_2025)
    ledger["ledger"][0]["payments"] = BOTH_PAID
    last = policy.evaluate(facts_of_halves(2026), history=ledger)
    assert (last.to_pay_back.low.minor, last.due.low.minor) == (52738, 0)


def test_what_was_paid_back_before_a_year_is_reopened_is_told(tmp_path: Path) -> None:
    """500 of 1,000 are to be paid back in 2024; 300 are paid back, and 2024 is reopened: 200 are asked for now."""
    policy = policy_of(tmp_path, HALF)
    history = ledger_after(policy, facts_of(2024, "N", "R"), repaid="300.00", set_off="0.00")
    for line in history:
        line.pop("digest")
        if "recovers" not in line:
            line["payments"] = [{"day": "2024-03-01", "amount": "1000"}]
        else:
            line["back"] = {"2024": "500.00"}
    decision = policy.evaluate({**facts_of(2024, "N", "R"), "history": history}, reopen=2024)
    [recovery] = decision.recoveries
    assert (recovery.taken_before.minor, decision.back_now.low.minor) == (30000, 20000)
    assert "paid back or set off before: 300.00" in render(decision)


def test_an_event_whose_day_was_corrected_is_not_asked_for_again(tmp_path: Path) -> None:
    """500 were asked for because of R in May. With R in April, 500 would be: the same line, named if it differs."""
    policy = policy_of(tmp_path, HALF)
    ledger = to_json(policy.evaluate({**facts_of(2024, "N", "R"), "history": []}))
    corrected = facts_of(2024, "N", "R")
    for day, late in (("2024-04-01", ""), ("2024-02-01", "R")):  # N is paid in March
        corrected["records"]["sanction"][0]["opened_on"] = day
        decision = policy.evaluate(corrected, history=ledger)
        assert sums_of(decision) == (0, 0, 0, 0)
        assert "".join(item for _, item, _ in (decision.late.came if decision.late else ())) == late


def test_a_grant_in_parts_stands_if_its_facts_are_not_listed_again(tmp_path: Path) -> None:
    """Of P1 the day of the expiry alone is listed: 600 of 2024 are not called less, and the bonus is open."""
    rules = """  award 100 to firm when invention granted and reduction at least 50%
    as bonus
  pay in parts
    60% at once
    the rest when expired
"""
    policy = policy_of_lead(tmp_path, rules)
    first = {"number": "P1", "granted_on": "2024-05-01", "amount": 1000, "reduction": "10%"}
    history = to_json(policy.evaluate({**later_facts([first], 2024), "history": []}))
    facts = later_facts([], 2025)
    facts["records"]["invention"] = [{"number": "P1", "expired_on": "2025-03-01"}]
    decision = policy.evaluate(facts, history=history, year=2025)
    assert (decision.due.low.minor, decision.late) == (40000, None)


@pytest.mark.parametrize("day", ["2024-03-01", "2024-12-31", "2025-01-15"])
def test_what_was_withheld_and_what_was_paid_of_one_sum_are_one_payment(day: str, tmp_path: Path) -> None:
    """Half of 1,000 is withheld, and the other half paid, whenever. Settled again, half of 1,000 is recovered, not half
    of 500. So it is with a late record of the year, which changes nothing.
    """
    policy, facts = policy_of(tmp_path, HALF), facts_of(2025, "N", "S")
    [aid, half] = ledger_after(policy, facts_of(2024, "N", "S"))
    history = [{**aid, "payments": [{"day": day, "amount": "500"}]}, half]
    assert sums_of(policy.evaluate(facts, history=history, reopen=2024)) == (1000, 500, 0, 0)
    late = policy.evaluate(facts_of(2025, "NM", "S"), history=history)
    assert late.late is not None
    assert late.late.back is not None
    assert [sum_.minor for sum_ in late.late.back] == [50000, 100000]


def test_a_second_event_takes_a_share_of_the_sum_of_which_a_part_was_withheld(tmp_path: Path) -> None:
    """Half of 1,000 is withheld in 2024. A second event of 2025 takes the other half, whichever day it was paid on."""
    rules = f"{HALF}  recover 50% of what was paid when mediation settled\n    as second\n"
    policy, facts = policy_of(tmp_path, rules), facts_of(2025, "N", "S")
    facts["records"]["mediation"] = [{"dispute": "D", "settled_on": "2025-06-01"}]
    first = facts_of(2024, "N", "S")
    first["records"]["mediation"] = []
    [aid, half] = ledger_after(policy, first)
    for payments in ({}, *({"payments": [{"day": day, "amount": "500"}]} for day in ("2024-03-01", "2024-12-31"))):
        decision = policy.evaluate(facts, history=[{**aid, **payments}, half])
        assert [each.paid_back.low.minor for each in decision.recoveries] == [50000]


@pytest.mark.parametrize(
    "payments",
    [
        [("2024-12-31", "125")],
        [("2024-03-01", "83.33"), ("2024-06-01", "41.67")],
        [("2024-03-01", "500"), ("2024-06-01", "500")],
    ],
    ids=["later", "when it was due", "all"],
)
def test_each_instalment_has_what_was_withheld_of_it(payments: list[tuple[str, str]], tmp_path: Path) -> None:
    """Two halves of March and June 2024, and an event of September: 30 and 33 of 36 months, 416.67 and 458.33."""
    rules = """  pay in parts
    50% at once
    the rest 3 months later
  recover (36 less full months from the payment to opened_on) divided by 36 of what was paid when sanction opened
    as back
"""
    policy, facts = policy_of(tmp_path, rules), facts_of(2024, "N", "")
    facts["records"]["sanction"] = [{"dispute": "R", "opened_on": "2024-09-01"}]
    [aid, back] = ledger_after(policy, facts)
    assert (back["back"], [part["sum"] for part in back["recovers"]]) == ({"2024": "875.00"}, ["416.67", "458.33"])
    stated = [{"day": day, "amount": sum_} for day, sum_ in payments]
    again = policy.evaluate({**facts, "as_of": "2025-12-31"}, history=[{**aid, "payments": stated}, back], reopen=2024)
    assert (again.to_pay_back.low.minor, again.payable.low.minor, again.back_now.low.minor) == (87500, 0, 0)


@pytest.mark.parametrize("last", [2024, 2025])
def test_an_event_takes_its_share_of_each_instalment_of_a_year(last: int, tmp_path: Path) -> None:
    """600 and 400 of 2024: the first event takes 600 whole, before 400 is due. The second takes 25% of 400, in the next
    run as in the same.
    """
    rules = """  pay in parts
    60% at once
    the rest 6 months later
  recover 100% of what was paid when sanction opened
    as first
  recover 25% of what was paid when mediation settled
    as second
"""
    policy, facts = policy_of(tmp_path, rules), facts_of(2025, "N", "R")
    settled = [{"dispute": "D", "settled_on": "2025-02-01"}]
    facts["records"]["mediation"] = settled if last == 2025 else []
    decision = policy.evaluate({**facts, "as_of": f"{last}-12-31", "history": []})
    if last == 2024:
        facts["records"]["mediation"] = settled
        decision = policy.evaluate(facts, history=to_json(decision))
    assert decision.recoveries[-1].paid_back.low.minor == 10000


@pytest.mark.parametrize("rules", ["", "    interest 3% per year from the payment to ended_on\n"])
def test_what_was_taken_of_an_event_of_several_partners_counts_once(rules: str, tmp_path: Path) -> None:
    """The lead owes half of its own 1,000 and of the partner's 600, because both list the event: 800 (and 2.27 of
    interest on 300 that it does not withhold). 100 were repaid. Settled again, it owes as much; alone, too.
    """
    head = "  recover 50% of what was paid for the same project from lead when invention ended\n    as half\n"
    policy = policy_of_lead(tmp_path, f"{head}{rules}")
    both = []
    for name, amount in (("Partner", 600), ("Lead", 1000)):
        event = {"number": "E", "project": "J", "lead": "Lead", "ended_on": "2024-06-01"}
        grant = {"number": f"P{name}", "project": "J", "lead": "Lead", "amount": amount, "granted_on": "2024-03-01"}
        both.append(later_facts([event, grant], 2024))
        both[-1]["applicant"]["id"] = name
    first = policy.evaluate_cohort(both)
    history = [line for decision in first.decisions for line in to_json(decision)["ledger"]]
    [owed] = [line for line in history if line["applicant"] == "Lead" and "recovers" in line]
    assert owed["back"] == {"2024": "802.27" if rules else "800.00"}
    history[history.index(owed)] = {**owed, "repaid": "100"}
    of_lead = [line for line in history if line["applicant"] == "Lead"]
    for lead in (
        policy.evaluate_cohort(both, history=history, reopen=2024).decisions[-1],
        policy.evaluate(both[-1], history=of_lead, reopen=2024),
    ):
        [line] = [line for line in to_json(lead)["ledger"] if line["applicant"] == "Lead" and "recovers" in line]
        assert (line["back"], line["repaid"], line["set_off"]) == (owed["back"], "100.00", owed["set_off"])
