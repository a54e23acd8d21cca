"""Payments in parts, each with its sums by hand.

Every docstring has the sums as they are computed on paper from the words of the meaning.
"""

from __future__ import annotations

import datetime
from typing import Any, TypeAlias

import attrs
import pytest

from ipdsl import load_text
from ipdsl.decision.decision import Decision
from ipdsl.driver.compilation import Compilation
from ipdsl.ledger.line_reader import seal_ledger
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from tests.properties.instalment_pages import VOCABULARY
from tests.properties.pipeline import compile_texts

pytestmark = pytest.mark.broad

WORDS = f"""{VOCABULARY}record voucher "券" plural vouchers
  key no "券号"
  no text
  installer "安装方" text
  event issued "发放" on issued_on "发放日" default
  event redeemed "兑付" on redeemed_on "兑付日"
record benefit "津贴" plural benefits
  key no "津贴号"
  no text
  entitlement "应享金额" money, may be below 0
  event opened "开户" on opened_on "开户日" default
  event assessed "核定" on assessed_on "核定日"
"""
HEAD = """policy by_hand "By hand"
  effective 2020-01-01 to 2030-12-31
  use parts_words
"""
AID = """
article 7 "Aid"
  award cost to firm when project approved
    as aid
    uncapped
"""

Row: TypeAlias = tuple[int, int, str, str, str]
"""Number, sum in minor units, state, day, payee."""


def decided(
    parts: str, records: dict[str, list[dict[str, Any]]], as_of: str = "2030-12-31", *,
    head: str = HEAD, award: str = AID, rules: str = "", history: Decision | None = None, local: bool | None = True,
    reopen: int | None = None, short: dict[str, Any] | None = None, unstated: str = "",
) -> Decision:  # fmt: skip
    """The decision on a page with these instalments, one on a line, after an earlier one (`history`), or with a line
    by hand (`short`); a kind may be `unstated`.
    """
    lines = "".join(f"    {part}\n" for part in parts.strip().splitlines())
    schedule = f"  pay in parts\n{lines}" if parts else ""
    made = compile_texts(f"{head}{award}{schedule}{rules}", WORDS, "parts_words")
    every = {kind.name: records.get(kind.name, []) for kind in made.program.schema.records if kind.name != unstated}
    facts: dict[str, Any] = {
        "applicant": {"id": "F1", "kinds": ["firm"], **({} if local is None else {"local": local})},
        "as_of": as_of,
        "records": every,
    }
    if short is not None:
        facts["history"] = [short]
    if history is not None:
        sealed: Any = seal_ledger(
            history.policy, "F1", history.currency, history.ledger, history.pages, history.ledger_number
        )
        facts["history"] = sealed["ledger"]
    return made.evaluate_open(facts, reopen=reopen)


def project(cost: object, approved_on: str = "2024-03-01", number: str = "P1", **fields: object) -> dict[str, Any]:
    nothing = {day: {"none": True} for day in ("passed_on", "accepted_on", "broken_on")}
    stated = {"number": number, "cost": cost, "fee": 0, "share": "50%", "code": "c1", "lead": "L", "good": True,
              "sort": "alpha", "permit": "M1", "approved_on": approved_on}  # fmt: skip
    return {**stated, **nothing, **fields}


def invoice(no: str, amount: object, claimed_on: str, *, eligible: bool = True) -> dict[str, Any]:
    return {"no": no, "code": "c1", "amount": amount, "eligible": eligible, "claimed_on": claimed_on}


def rows(decision: Decision, item: str = "P1") -> list[Row]:
    """The instalments of the claim of an item; they come to the grant."""
    [claim] = [claim for claim in decision.claims if claim.item == item and claim.granted is not None]
    assert claim.granted is not None
    assert sum(each.sum.low.minor for each in claim.instalments) == claim.granted.minor
    assert all(each.sum.is_point for each in claim.instalments)
    made = [(x.number, x.sum.low.minor, x.state, str(x.day or ""), x.payee) for x in claim.instalments]
    return sorted(made, key=lambda row: (row[0], row[3]))


def sums(decision: Decision, item: str = "P1") -> list[tuple[int, str]]:
    return [(sum_, state) for _, sum_, state, _, _ in rows(decision, item)]


FUND = """
60% at once
30% when passed
the rest when accepted if accepted_on at most 2026-06-30
"""


@pytest.mark.parametrize(
    ("accepted_on", "due", "last"), [("2026-06-30", 33333333, "due"), ("2026-07-01", 29999998, "lapsed")]
)
def test_a_project_fund_pays_the_rest_until_a_day(accepted_on: str, due: int, last: str) -> None:
    """333,333.33: 60% is 199,999.998, so 199,999.99; 30% is 99,999.999, so 99,999.99; the rest is 33,333.35. Accepted a
    day late: due 299,999.98, and 33,333.35 lapsed.
    """
    record = project("333333.33", passed_on="2025-05-01", accepted_on=accepted_on)
    decision = decided(FUND, {"project": [record]})
    assert decision.due.low.minor == due
    assert rows(decision) == [
        (1, 19999999, "due", "2024-03-01", ""),
        (2, 9999999, "due", "2025-05-01", ""),
        (3, 3333335, last, accepted_on, ""),
    ]


@pytest.mark.parametrize(
    ("head", "accepted_on", "state"),
    [(HEAD, "2025-06-30", "due"), (HEAD, "2025-07-01", "lapsed"), (HEAD, "2026-06-30", "lapsed"),
     (f"{HEAD}  year begins 04-01\n", "2024-06-30", "due"), (f"{HEAD}  year begins 04-01\n", "2024-07-01", "lapsed")],
)  # fmt: skip
def test_the_year_after_in_a_condition_is_that_after_the_grant(head: str, accepted_on: str, state: str) -> None:
    """Granted on 2024-03-01: accepted by 30 June 2025. With years from 1 April, a grant of 2023: by 30 June 2024."""
    day = "30 June of the year after"
    parts = f"50% due {day}\nthe rest when accepted if accepted_on no later than {day}"
    decision = decided(parts, {"project": [project(1000, accepted_on=accepted_on)]}, head=head)
    assert sums(decision) == [(50000, "due"), (50000, state)]


def test_invoices_are_reimbursed_up_to_the_grant() -> None:
    """Granted 80,000; 60% of invoices of 90,000 and 60,000: 54,000, then 36,000, of which 26,000 are left."""
    invoices = [invoice("V1", 90000, "2024-05-01"), invoice("V2", 60000, "2025-02-01")]
    parts = "60% of amount when invoice claimed of the same code"
    decision = decided(parts, {"project": [project(80000)], "invoice": invoices})
    assert sums(decision) == [(5400000, "due"), (2600000, "due")]
    assert {year: sum_.minor for year, sum_ in decision.year_totals} == {2024: 5400000, 2025: 2600000}


@pytest.mark.parametrize(("parts", "most"), [
    ("50% at once\nthe rest when accepted", 2500000),
    ("the rest at once\n1/3 1 year later\n1/3 when accepted", 1666671),
])  # fmt: skip
def test_shares_of_a_grant_of_unknown_cost_are_at_most_those_of_the_greatest_grant(parts: str, most: int) -> None:
    """Of at most 50,000: half is at most 25,000; the rest of two thirds 16,666.68, and a fen for each instalment."""
    award = AID.replace("uncapped", "at most 50000")
    record = {name: value for name, value in project(0).items() if name != "cost"}
    assert decided(parts, {"project": [record]}, "2024-12-31", award=award).due.high.minor == most


@pytest.mark.parametrize(("parts", "first", "later"), [
    ("share at once\nthe rest 1 year later", 0, 100000), ("share 1 year later\nshare 2 years later", 0, 25000),
    ("fee at once\nthe rest 1 year later", 0, 100000),
])  # fmt: skip
def test_a_grant_waits_until_its_shares_are_known(parts: str, first: int, later: int) -> None:
    """Of 1,000, a quarter or 250 is paid at once or after a year. While this share is not known, nothing is due and the
    ledger has no instalments; a run that knows it pays what a first run with it pays.
    """
    whole = project(1000, share="25%", fee=250)
    name = parts.split()[0]
    lacking = {field: value for field, value in whole.items() if field != name}
    before = decided(parts, {"project": [lacking]}, "2024-12-31")
    assert ([claim.outcome.value for claim in before.claims], before.due.low.minor) == (["undetermined"], first)
    assert [line.parts for line in before.ledger] == [()]
    assert [fact.ref.field for fact in before.missing] == [name]
    after = decided(parts, {"project": [whole]}, "2025-12-31", history=before)
    assert after.due.low.minor == later == decided(parts, {"project": [whole]}, "2025-12-31").due.low.minor


def test_an_instalment_for_someone_else_waits_until_the_payee_is_known() -> None:
    """1,000, of which 60% is for the lead: until it is stated, 600 may be due, and 400 of the applicant are. A project
    without a lead pays its applicant.
    """
    parts = "60% at once for lead\nthe rest at once"
    whole = project(1000)
    lacking = {field: value for field, value in whole.items() if field != "lead"}
    before = decided(parts, {"project": [lacking]}, "2024-12-31")
    assert sums(before) == [(60000, "open"), (40000, "due")]
    assert (before.due.low.minor, before.due.high.minor) == (40000, 100000)
    assert [fact.ref.field for fact in before.missing] == ["lead"]
    after = decided(parts, {"project": [whole]}, "2025-12-31", history=before)
    assert rows(after) == [(1, 60000, "due", "2024-03-01", "L"), (2, 40000, "due", "2024-03-01", "")]
    assert after.due.low.minor == 60000
    alone = decided(parts, {"project": [project(1000, lead={"none": True})]}, "2024-12-31")
    assert rows(alone) == [(1, 60000, "due", "2024-03-01", ""), (2, 40000, "due", "2024-03-01", "")]


def test_an_invoice_that_fails_its_condition_takes_nothing() -> None:
    """Granted 80,000; an invoice of 90,000 is not eligible; of 60,000 and 100,000, 36,000 and 44,000 are paid."""
    invoices = [
        invoice("V1", 90000, "2024-04-01", eligible=False),
        invoice("V2", 60000, "2024-05-01"),
        invoice("V3", 100000, "2024-06-01"),
    ]
    parts = "60% of amount when invoice claimed of the same code if eligible"
    decision = decided(parts, {"project": [project(80000)], "invoice": invoices})
    assert sums(decision) == [(0, "lapsed"), (3600000, "due"), (4400000, "due")]


def test_an_invoice_is_paid_once_and_another_of_its_day_is_paid_too() -> None:
    """Granted 80,000; 30,000 of the first invoice. In the next run its day is corrected, and there is another one of
    its former day, of 10,000: 6,000 more.
    """
    parts = "60% of amount when invoice claimed of the same code"
    first = decided(parts, {"project": [project(80000)], "invoice": [invoice("V1", 50000, "2024-05-01")]}, "2024-12-31")
    invoices = [invoice("V1", 50000, "2024-06-01"), invoice("V2", 10000, "2024-05-01")]
    again = decided(parts, {"project": [project(80000)], "invoice": invoices}, "2025-12-31", history=first)
    assert (first.due.low.minor, again.due.low.minor) == (3000000, 600000)


def test_a_breach_stops_what_is_not_paid() -> None:
    """200,000, of which 60% are paid at once: 120,000. After a breach 120,000 are paid back and 80,000 stopped."""
    rules = "  recover 100% of what was paid when project broken\n    as back\n    pay nothing more\n"
    record = project(200000, broken_on="2025-02-01", accepted_on="2025-06-01")
    decision = decided("60% at once\n40% when accepted", {"project": [record]}, rules=rules)
    assert sums(decision) == [(12000000, "due"), (8000000, "stopped")]
    assert (decision.to_pay_back.low.minor, decision.recoveries[0].stopped.minor) == (12000000, 8000000)


BENEFIT = """
article 7 "Benefit"
  award 759 to firm when benefit opened
    as benefit
    uncapped
"""
ADVANCES = """
1/3 due 12 July of the year
1/3 due 11 October of the year
the rest due 10 January of the year after
"""


def test_advances_above_the_final_sum_are_paid_back_of_the_last() -> None:
    """759 in three advances of 253. The final sum is 600: 159 are paid back, of January."""
    rules = "  recover what was paid above entitlement when benefit assessed\n    as back\n"
    record = {"no": "B", "opened_on": "2025-07-01", "assessed_on": "2026-04-30", "entitlement": 600}
    decision = decided(ADVANCES, {"benefit": [record]}, award=BENEFIT, rules=rules)
    assert [(day, sum_) for _, sum_, _, day, _ in rows(decision, "B")] == [
        ("2025-07-12", 25300), ("2025-10-11", 25300), ("2026-01-10", 25300),
    ]  # fmt: skip
    [recovery] = decision.recoveries
    assert decision.to_pay_back.low.minor == 15900
    assert [(str(part.day), part.amount.minor) for part in recovery.payments] == [("2026-01-10", 15900)]


VOUCHER = """
article 7 "Voucher"
  award 7500 to firm when voucher issued
    as boiler
    uncapped
"""


@pytest.mark.parametrize(("redeemed_on", "state"), [("2024-06-29", "due"), ("2024-06-30", "lapsed")])
def test_a_voucher_is_redeemed_by_the_installer_within_120_days(redeemed_on: str, state: str) -> None:
    """Issued on 2024-03-01, the 120th day after it is 2024-06-29: 7,500 for the installer; the 121st: lapsed."""
    record = {"no": "V", "installer": "Heat", "issued_on": "2024-03-01", "redeemed_on": redeemed_on}
    parts = "100% when redeemed for installer if redeemed_on at most 120 days after issued_on"
    decision = decided(parts, {"voucher": [record]}, award=VOUCHER)
    assert rows(decision, "V") == [(1, 750000, state, redeemed_on, "Heat")]


FREED = "  cap 1000 per firm\n    what lapses counts no longer\n"


def test_what_lapses_leaves_the_room_of_a_cap_from_the_next_year() -> None:
    """A cap of 1,000. 2023: 1,000 granted, 400 due; 600 lapse, and nothing is left for the 400 of that year. 2024: 600
    of 700, so 240 are due; 2025: 360. Year by year with the ledger, and in one run. If it is not known whether the 600
    lapse, 2024 pays 0 to 280.
    """
    parts = "40% at once\n60% when accepted if good"
    listed = [
        project(1000, "2023-03-01", accepted_on="2023-09-01", good=False),
        project(400, "2023-10-01", "P2", accepted_on="2024-02-01"),
        project(700, "2024-05-01", "P3", accepted_on="2025-02-01"),
        project(100, "2025-05-01", "P4", accepted_on="2025-06-01"),
    ]
    history = None
    for year, due in ((2023, 40000), (2024, 24000), (2025, 36000)):
        so_far = {"project": [one for one in listed if one["approved_on"] < str(year + 1)]}
        history = decided(parts, so_far, f"{year}-12-31", rules=FREED, history=history)
        assert history.due.low.minor == due
    whole = decided(parts, {"project": listed}, "2025-12-31", rules=FREED)
    assert {year: sum_.minor for year, sum_ in whole.year_totals} == {2023: 40000, 2024: 24000, 2025: 36000}
    assert "1,000.00 per firm; 600.00 of earlier years counts no longer" in " ".join(render(whole).split())
    unknown = [{name: value for name, value in listed[0].items() if name != "good"}, *listed[1:]]
    opened = decided(parts, {"project": unknown}, "2024-12-31", rules=FREED)
    [later] = [claim for claim in opened.claims if claim.item == "P3"]
    assert (later.bounds.low.minor, later.bounds.high.minor) == (0, 28000)
    assert [ref.path for ref in later.missing] == ["records.project[P1].good"]


JOINT = """policy joint "Joint"
  effective 2022-01-01 to 2030-12-31
  use ip

article 1 "Projects"
  award 1000 to enterprise when navigation_project selected
  pay in parts
    40% at once
    the rest when accepted if accepted_on at most 1 month after selected_on
  cap 1000 per enterprise
    what lapses counts no longer
  cap 1600 per year across applicants
"""


def test_what_lapses_of_a_grant_that_applicants_share_is_a_part_of_their_share() -> None:
    """2023: of 1,600, B is granted 1,000 and A, who is later, 600, of which 360 lapse. 2024: 400 and 360 for A."""

    def applicant(name: str, *days: tuple[str, str]) -> dict[str, Any]:
        projects = [
            {"project": f"{name}{day[0]}", "selected_on": day[0], "accepted_on": day[1], "level": "municipal"}
            for day in days
        ]
        return {"applicant": {"id": name, "kinds": ["enterprise"]}, "records": {"navigation_project": projects}}

    late = ("2023-06-01", "2023-09-01"), ("2024-06-01", "2024-06-15")
    cohort = [applicant("A", *late), applicant("B", ("2023-05-01", "2023-05-15"))]
    a, b = load_text(JOINT).evaluate_cohort(cohort).decisions
    granted = [claim.granted.minor for claim in (*b.claims, *a.claims) if claim.granted is not None]
    assert granted == [100000, 60000, 76000]


def test_equal_quarters() -> None:
    """100.03: a quarter is 25.0075, so 25.00 three times; the last is 25.03."""
    quarters = "25% at once\n25% 3 months later\n25% 6 months later\n25% 9 months later"
    assert rows(decided(quarters, {"project": [project("100.03")]})) == [
        (1, 2500, "due", "2024-03-01", ""), (2, 2500, "due", "2024-06-01", ""),
        (3, 2500, "due", "2024-09-01", ""), (4, 2503, "due", "2024-12-01", ""),
    ]  # fmt: skip


def test_forty_thirty_thirty_over_three_years() -> None:
    """100,000.01: 40% is 40,000.004, so 40,000.00; 30% is 30,000.00; the last is 30,000.01, open as of 2025."""
    decision = decided(
        "40% at once\n30% 1 year later\n30% 2 years later", {"project": [project("100000.01")]}, "2025-12-31"
    )
    assert rows(decision) == [
        (1, 4000000, "due", "2024-03-01", ""), (2, 3000000, "due", "2025-03-01", ""),
        (3, 3000001, "open", "2026-03-01", ""),
    ]  # fmt: skip
    assert decision.due.low.minor == 7000000


def test_an_event_before_the_grant_counts_on_its_day() -> None:
    """Passed in 2023, granted on 2024-03-01: the half is due on 2024-03-01, and its condition is asked on that day."""
    record = project(1000, passed_on="2023-05-01")
    decision = decided("50% when passed if the day at least 2024-03-01\n50% 1 year later", {"project": [record]})
    assert rows(decision) == [(1, 50000, "due", "2024-03-01", ""), (2, 50000, "due", "2025-03-01", "")]


def test_thirds_of_a_sum_that_has_none() -> None:
    """100.01: a third is 33.3366…, so 33.33 twice; the last is 33.35."""
    decision = decided("1/3 at once\n1/3 1 year later\n1/3 2 years later", {"project": [project("100.01")]})
    assert sums(decision) == [(3333, "due"), (3333, "due"), (3335, "due")]


def test_shares_are_rounded_down_to_the_step_of_the_policy() -> None:
    """12,345 is rounded down to 12,340; a third is 4,113.33, so 4,110 twice; the last is 4,120."""
    head = HEAD + "  round down to 10\n"
    decision = decided("1/3 at once\n1/3 1 year later\n1/3 2 years later", {"project": [project(12345)]}, head=head)
    assert sums(decision) == [(411000, "due"), (411000, "due"), (412000, "due")]


def test_a_sum_above_the_grant_takes_what_no_share_has() -> None:
    """100,000: 30% are a share, so a sum of 150,000 takes 70,000 and the rest is 0, in any order of the lines."""
    for parts in ("150000 at once\n30% 1 year later\nthe rest 2 years later",
                  "30% 1 year later\n150000 at once\nthe rest 2 years later"):  # fmt: skip
        decision = decided(parts, {"project": [project(100000)]})
        by_day = sorted((day, sum_) for _, sum_, _, day, _ in rows(decision))
        assert by_day == [("2024-03-01", 7000000), ("2025-03-01", 3000000), ("2026-03-01", 0)]


def test_the_rest_takes_on_its_day_what_sums_at_events_have_left() -> None:
    """10,000; an invoice of 3,000 before the acceptance is paid, the rest is 7,000, and an invoice after it gets
    nothing; in one run, and in two.
    """
    parts = "amount when invoice claimed of the same code\nthe rest when accepted"
    records = {
        "project": [project(10000, accepted_on="2024-09-01")],
        "invoice": [invoice("V1", 3000, "2024-05-01"), invoice("V2", 2000, "2025-01-10")],
    }
    want = [(1, 300000, "due", "2024-05-01", ""), (2, 700000, "due", "2024-09-01", "")]
    first = decided(parts, records, "2024-12-31")
    assert rows(first) == want
    assert decided(parts, records, "2025-12-31", history=first).due.low.minor == 0
    assert [row for row in rows(decided(parts, records, "2025-12-31")) if row[1]] == want


OF_COST = "25% of cost when accepted if good\nthe rest when report filed"
GRANT_OF_SUM = AID.replace("award cost", "award 1000")


@pytest.mark.parametrize(("missing", "records"), [
    ("filed_on", {"good": False}), ("cost", {"good": False}), ("cost", {"good": True}), ("good", {"good": True}),
    ("cost filed_on", {"good": False}), ("accepted_on", {"good": True}),
])  # fmt: skip
def test_a_sum_that_is_open_is_in_no_ledger_until_it_is_known(missing: str, records: dict[str, Any]) -> None:
    """Of 1,000, 25% of a cost of 800 are due or lapse in May, and 800 are due with the report of July. As long as the
    order or the cost is not known, neither is settled; the next run pays what one run pays.
    """
    whole = {
        "project": [project(800, accepted_on="2024-05-01", **records)],
        "report": [{"no": "R1", "project": "P1", "amount": 0, "payee": "X", "fine": True, "filed_on": "2024-07-12"}],
    }
    less = {
        kind: [{name: value for name, value in each.items() if name not in missing.split()} for each in listed]
        for kind, listed in whole.items()
    }
    want = [(20000, "due" if records["good"] else "lapsed"), (80000, "due")]
    assert sums(decided(OF_COST, whole, award=GRANT_OF_SUM)) == want
    first = decided(OF_COST, less, award=GRANT_OF_SUM)
    assert first.due.low.minor <= sum(sum_ for sum_, state in want if state == "due") <= first.due.high.minor
    assert {fact.ref.field for fact in first.missing} == {missing.split()[-1]}  # the day decides first
    [line] = first.ledger
    is_known = missing == "good"  # whether the 200 are due or lapse, 800 are left
    assert [(part.sum, part.state) for part in line.parts if part.state != "open"] == [(80000, "due")] * is_known
    assert sum(part.sum for part in line.parts) == 100000
    again = decided(OF_COST, whole, award=GRANT_OF_SUM, history=first)
    assert [part for part in sums(again) if part[0]] == want
    assert first.due.low.minor + again.due.low.minor == sum(sum_ for sum_, state in want if state == "due")


def test_a_cost_that_is_missing_has_no_effect_before_a_day() -> None:
    """The cost is missing, and 60% are due in 2025: in 2024 nothing is due, at least and at most."""
    projects = {"project": [{**project(0), "cost": None}]}
    first = decided("60% 1 year later\nthe rest when accepted", projects, "2024-12-31")
    assert (first.due.low.minor, first.due.high, first.is_undetermined) == (0, first.due.low, False)
    later = decided("60% 1 year later\nthe rest when accepted", projects, "2025-12-31")
    assert (later.due.low.minor, later.due.high) == (0, None)
    assert [fact.ref.field for fact in later.missing] == ["cost"]


def test_an_instalment_of_nothing_asks_for_nothing() -> None:
    """Two halves leave nothing to the rest, whose day is missing."""
    reports = [{"no": "R1", "project": "P1", "amount": 0, "payee": "X", "fine": True}]
    records = {"project": [project(1000)], "report": reports}
    decision = decided("50% each year for 2 years\nthe rest when report filed", records)
    assert (decision.due.low.minor, decision.is_undetermined, decision.missing) == (100000, False, ())


@pytest.mark.parametrize("parts", [
    "60% at once\nthe rest 1 year later if good", "60% at once\nfee 1 year later\nthe rest when accepted",
    "60% at once for lead\nthe rest 1 year later if accepted_on at most 2026-06-30",
])  # fmt: skip
def test_a_list_of_projects_in_part_is_asked_for(parts: str) -> None:
    """A project that is not listed has no fields to read."""
    made = compile_texts(f"{HEAD}{AID}  pay in parts\n" + "".join(f"    {part}\n" for part in parts.splitlines()),
                         WORDS, "parts_words")  # fmt: skip
    records: dict[str, Any] = {kind.name: [] for kind in made.program.schema.records}
    facts = {"applicant": {"id": "F1", "kinds": ["firm"], "local": True}, "as_of": "2025-12-31"}
    records["project"] = {"items": [project(1000)], "partial": True}
    told: Any = to_json(made.evaluate_open({**facts, "records": records}))
    assert [fact["path"] for fact in told["missing"]] == ["records.project"]


def test_a_part_that_is_added_between_two_runs_is_for_new_grants() -> None:
    """Granted 1,000 as half and the rest. Then the page pays 50%, 30% and the rest: the old grant still pays its 500 a
    year later, and a new one of 2,000 is 1,000, 600 and 400.
    """
    first = decided("50% at once\nthe rest 1 year later", {"project": [project(1000)]}, "2024-12-31")
    records = {"project": [project(1000), project(2000, "2025-03-01", "P2")]}
    again = decided("50% at once\n30% 1 year later\nthe rest 2 years later", records, "2025-12-31", history=first)
    assert sums(again) == [(50000, "due"), (50000, "due")]
    assert sums(again, "P2") == [(100000, "due"), (60000, "open"), (40000, "open")]
    assert again.due.low.minor == 50000 + 100000


def test_a_part_that_is_open_may_not_be_removed_between_two_runs() -> None:
    """Granted 1,000 as 500, 300 and 200. A page of two halves has no third instalment for the 200: the ledger is
    refused. If the ledger has it as lapsed, the open one is paid with its own sum, 300.
    """
    first = decided("50% at once\n30% 1 year later\n20% 2 years later", {"project": [project(1000)]}, "2024-12-31")
    with pytest.raises(FactsError, match="R119"):
        decided("50% at once\n50% 1 year later", {"project": [project(1000)]}, "2026-12-31", history=first)
    [line] = first.ledger
    parts = tuple(attrs.evolve(part, state="lapsed" if part.number == 3 else part.state) for part in line.parts)
    changed = attrs.evolve(first, ledger=(line.changed(parts=parts),))
    again = decided("50% at once\n50% 1 year later", {"project": [project(1000)]}, "2026-12-31", history=changed)
    assert sums(again) == [(50000, "due"), (30000, "due"), (20000, "lapsed")]


PROJECTS = """policy projects "Projects"
  effective 2022-01-01 to 2030-12-31
  use ip
{head}
article 1 "Projects"
{award}"""
IN_HALVES = """  award 1000 to enterprise when navigation_project selected
    as halves
  pay in parts
    50% at once
    50% when accepted
"""


def test_an_award_may_not_end_before_its_money_is_paid() -> None:
    """Granted 1,000 in 2024: 500 are open. A page that ends the award would never pay them."""
    records = {"navigation_project": [{"project": "A", "selected_on": "2024-03-01", "accepted_on": {"none": True}}]}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records}
    first = load_text(PROJECTS.format(head="", award=IN_HALVES)).evaluate(
        {**facts, "as_of": "2024-12-31", "history": []}
    )
    other = "  award 7 to enterprise when invention_patent granted\n"
    ending = load_text(PROJECTS.format(head="  ended halves\n", award=other))
    with pytest.raises(FactsError, match=r"R119.*instalment 2 of `ended halves` is open"):
        ending.evaluate({**facts, "as_of": "2025-12-31"}, history=to_json(first), accept_edited="A")


def test_a_line_by_hand_without_its_instalments_is_told() -> None:
    """500 of 1,000 were paid. A line of 500 counts as the whole grant; one with `parts` is paid its rest."""
    parts, records = "50% at once\nthe rest 1 year later", {"project": [project(1000)]}
    first = decided(parts, records, "2024-12-31")
    [line] = first.ledger
    told = {}
    for name, by_hand in (("whole", {}), ("parts", {"granted": "1000", "parts": to_json(first)["ledger"][0]["parts"]})):
        short = {"clause": line.clause, "item": line.item, "year": 2024, "due": "500", **by_hand}
        made = decided(parts, records, "2025-12-31", short=short)
        told[name] = made.due.low.minor, sum("counts as the whole grant" in each for each in made.assumptions)
    assert told == {"whole": (0, 1), "parts": (50000, 0)}


def test_the_rest_waits_until_the_records_before_it_are_stated() -> None:
    """Of 1,000, 300 are paid at an invoice, and the rest on acceptance in 2025, too late: it lapses. Without a list of
    invoices nothing lapses yet; with the invoice 300 are due, and 700 lapse.
    """
    parts = "300 when invoice claimed of the same code\nthe rest when accepted if accepted_on at most 2024-12-31"
    records = {"project": [project(1000, accepted_on="2025-03-01")]}
    open_ = decided(parts, records, "2025-12-31", unstated="invoice")
    assert (open_.due.low.minor, open_.due.high and open_.due.high.minor) == (0, 100000)
    assert [fact.ref.path for fact in open_.missing] == ["records.invoice"]
    before = decided(parts, {"project": [project(1000)]}, "2025-12-31", unstated="invoice")
    assert (before.due.is_point, before.missing) == (True, ()), "nothing is asked for before the day of the rest"
    with_invoice = {**records, "invoice": [invoice("V1", 1, "2024-07-01")]}
    for history in (None, open_):
        whole = decided(parts, with_invoice, "2025-12-31", history=history)
        assert (whole.due.low.minor, whole.due.is_point) == (30000, True)
        assert [part.state for line in whole.ledger for part in line.parts] == ["due", "lapsed"]


def test_bounds_of_a_recovery_read_every_day_of_a_grant_of_unknown_cost() -> None:
    """At most 1,000 in March 2024: 600, and 400 a year later. A recovery of 2026-04 within 18 months of each payment
    takes the 400 of 2025: the cost is missing, and up to all may be taken.
    """
    rules = "  recover 100% of what was paid for the same code when invoice claimed\n    if claimed_on less than "
    award = AID.replace("award cost", "award cost at most 1000")
    known = project(1000)
    unknown = {name: value for name, value in known.items() if name != "cost"}
    for months, back in ((18, 40000), (60, 100000)):
        one, less = (
            decided(
                "60% at once\nthe rest 1 year later",
                {"project": [made], "invoice": [invoice("V1", 1, "2026-04-01")]},
                "2026-12-31",
                award=award,
                rules=f"{rules}{months} months after the payment\n",
            ).to_pay_back
            for made in (known, unknown)
        )
        assert (one.low.minor, one.is_point) == (back, True)
        assert (less.low.minor, less.high and less.high.minor) == (0, 100000)


def test_a_record_is_read_from_its_line_if_it_is_not_listed_again() -> None:
    """Granted 1,000 to a good project: after a year 500 are due if it is good, which the line of the ledger says; what
    its line does not say is open until the record is listed again.
    """
    parts = "20% at once\n50% 1 year later if good\n30% 1 year later if fee at most 5"
    first = decided(parts, {"project": [project(1000)]}, "2024-12-31")
    again = decided(parts, {}, "2025-12-31", history=first)
    assert sums(again) == [(20000, "due"), (50000, "due"), (30000, "open")]
    last = decided(parts, {"project": [project(1000)]}, "2025-12-31", history=again)
    assert sums(last) == [(20000, "due"), (50000, "due"), (30000, "due")]


def test_payments_go_on_after_the_last_year_of_a_page() -> None:
    """Granted in 2030, the last year of the page: the second half is due in 2031, and later runs read its ledger."""
    decision: Decision | None = None
    for year, due in ((2030, 50000), (2031, 50000), (2032, 0)):
        records = {"project": [project(1000, "2030-03-01")]}
        decision = decided("50% at once\n50% 1 year later", records, f"{year}-12-31", history=decision)
        assert decision.due.low.minor == due


NEXT_YEAR = "the rest 1 year later if {}"


@pytest.mark.parametrize(("parts", "span", "missing"), [
    (NEXT_YEAR.format("passed_on at most 6 months after approved_on"), (50000, 50000), []),
    (NEXT_YEAR.format("good and sort is alpha"), (50000, 50000), []),
    (NEXT_YEAR.format("passed_on at most 3 months after approved_on"), (0, 0), []),
    (NEXT_YEAR.format("cost at least 1000"), (0, 50000), ["cost"]),
    (NEXT_YEAR.format("local"), (0, 50000), ["local"]),
    ("the rest due 30 June of the year after for lead", (50000, 50000), []),
    ("amount when invoice claimed of the same code\nthe rest when accepted", (20000, 20000), []),
])  # fmt: skip
def test_a_grant_that_is_not_listed_again_is_paid_from_its_line(
    parts: str, span: tuple[int, int], missing: list[str]
) -> None:
    """Of 1,000, a half is paid at once. In the next year the project is not listed: its line has its texts, choices,
    yes/no and days, so 500 are due, or lapse, or an invoice of 200 is paid; a sum or a fact of the applicant is asked.
    """
    first = decided(f"50% at once\n{parts}", {"project": [project(1000, passed_on="2024-08-01")]}, "2024-12-31")
    assert first.due.low.minor == 50000
    records = {"invoice": [invoice("V1", 200, "2025-03-01")]}
    again = decided(f"50% at once\n{parts}", records, "2025-12-31", history=first, local=None)
    assert (again.due.low.minor, again.due.high.minor) == span
    assert [fact.ref.field for fact in again.missing] == missing


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_breach_stops_the_part_of_a_grant_whether_it_is_listed_again(is_listed: bool) -> None:
    """Of 1,000, a half is paid at once and comes back after a breach; the other half is stopped."""
    rules = (
        "  recover 100% of what was paid for the same code when invoice claimed\n    as back\n    pay nothing more\n"
    )
    parts, whole = "50% at once\nthe rest when accepted", project(1000)
    first = decided(parts, {"project": [whole]}, "2024-12-31", rules=rules)
    records = {"invoice": [invoice("V1", 1, "2025-03-01")], "project": [whole] if is_listed else []}
    second = decided(parts, records, "2025-12-31", rules=rules, history=first)
    assert (second.to_pay_back.low.minor, sums(second)) == (50000, [(50000, "due"), (50000, "stopped")])
    accepted = {**whole, "accepted_on": "2026-03-01"}
    third = decided(parts, {"project": [accepted]}, "2026-12-31", rules=rules, history=second)
    assert third.due.low.minor == 0


def test_the_record_of_an_event_has_the_day_of_its_grant_in_the_ledger() -> None:
    """1,000, half at once and half on acceptance. The acceptance is stated with the number of the project alone."""
    parts = "50% at once\nthe rest when accepted"
    first = decided(parts, {"project": [project(1000)]}, "2024-12-31")
    event = {"number": "P1", "accepted_on": "2025-06-01"}
    again = decided(parts, {"project": [event]}, "2025-12-31", history=first)
    assert (again.due.low.minor, again.due.high.minor, again.missing) == (50000, 50000, ())
    without_day = decided(parts, {"project": [event]}, "2025-12-31")
    assert [fact.ref.field for fact in without_day.missing][:1] == ["approved_on"]


MISUSE = """  recover 100% of what was paid for the same code when invoice claimed
    as back
    pay nothing more
"""
SPREAD = "  cap 400 per firm per year\n    carry forward 2 years\n"
INVOICES = [invoice("V1", 100, "2025-05-01"), invoice("V2", 200, "2026-05-01")]


@pytest.mark.parametrize("reopen", [2024, 2025, 2026])
@pytest.mark.parametrize(
    ("parts", "due"),
    [
        ("amount when invoice claimed of the same code", 30000),
        ("amount when invoice claimed of the same code if eligible\nthe rest when accepted", 100000),
        ("300 1 year later\n300 when accepted\nthe rest 2 years later", 100000),
        ('150 when permit issued for "Bank"\nthe rest 2 years later for lead', 100000),
    ],
)
def test_a_year_that_is_reopened_pays_sums_at_events_once(parts: str, due: int, reopen: int) -> None:
    """A grant of 1,000 in 2024, invoices of 100 in 2025 and of 200 in 2026, a permit in 2025, accepted in late 2026.

    Every year may be settled again: the instalments are those of the first run, and nothing is payable.
    """
    records = {
        "project": [project(1000, accepted_on="2026-09-01")],
        "invoice": INVOICES,
        "permit": [{"no": "M1", "issued_on": "2025-05-01"}],
    }
    first = decided(parts, records, "2026-12-31")
    again = decided(parts, records, "2026-12-31", history=first, reopen=reopen)
    assert (first.due.low.minor, rows(again)) == (due, rows(first))
    assert (again.payable_now.minor, again.overpaid.minor, again.ledger) == (0, 0, first.ledger)


def test_an_invoice_that_is_withdrawn_from_a_reopened_year_is_overpaid() -> None:
    """Of 100 in 2025 and 200 in 2026 only 200 stay: 100 are overpaid, and the grant has 800 left."""
    parts, whole = "amount when invoice claimed of the same code", [project(1000)]
    first = decided(parts, {"project": whole, "invoice": INVOICES}, "2026-12-31")
    again = decided(parts, {"project": whole, "invoice": INVOICES[1:]}, "2026-12-31", history=first, reopen=2025)
    assert sums(again) == [(80000, "open"), (20000, "due")]
    assert (again.payable_now.minor, again.overpaid.minor) == (0, 10000)


def test_late_records_of_a_year_are_named_with_what_it_pays_at_events() -> None:
    """A cap of 1,500 a year counts grants. In 2025 P1 of 2024 pays 130, and P8 pays 600. The late P9 is granted before
    P8 and pays 1,000, which leaves 500 to P8: 130 + 1,000 + 500 = 1,630.
    """
    parts, rules = "amount when report filed", "  cap 1500 per firm per year\n"
    reports = [
        {"no": f"R{n}", "project": f"P{n}", "amount": sum_, "payee": "X", "fine": True, "filed_on": day}
        for n, sum_, day in ((1, 130, "2025-05-01"), (8, 600, "2025-08-01"), (9, 1000, "2025-03-01"))
    ]
    stated = [project(1000), project(1000, "2025-06-01", "P8")]
    first = decided(parts, {"project": stated, "report": reports[:2]}, "2025-12-31", rules=rules)
    records = {"project": [*stated, project(1000, "2025-02-01", "P9")], "report": reports}
    late = decided(parts, records, "2025-12-31", rules=rules, history=first).late
    assert late is not None
    assert [(year.year, year.anew.low.minor) for year in late.years] == [(2025, 163000)]


@pytest.mark.parametrize("as_of", ["2025-12-31", "2028-12-31"])
@pytest.mark.parametrize("parts", ["50% 2 years later\nthe rest 3 years later", "60% at once\nthe rest 2 years later"])
@pytest.mark.parametrize("missing", ["cost", "code", "approved_on", "breach"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_grant_that_lacked_a_fact_stays_stopped(parts: str, missing: str, as_of: str, is_first: bool) -> None:
    """A grant of 1,000 in 2024, and a misuse in July 2025 that ends its payments. A fact is missing in the first run or
    when its years are reopened. Once it is stated, the grant pays what one run with all facts pays.
    """
    whole, breach = {"project": [project(1000)]}, invoice("V1", 1, "2025-07-01")
    full, less = {**whole, "invoice": [breach]}, {**whole, "invoice": [breach]}
    if missing == "breach":
        less["invoice"] = [{name: value for name, value in breach.items() if name != "eligible"}]
    else:
        less["project"] = [{name: value for name, value in whole["project"][0].items() if name != missing}]
    rules = MISUSE.replace("claimed\n", "claimed\n    if eligible\n")
    one = decided(parts, full, "2028-12-31", rules=rules)
    before = None if is_first else decided(parts, full, as_of, rules=rules)
    open_ = decided(parts, less, as_of, rules=rules, history=before, reopen=None if is_first else 2024)
    again = decided(parts, full, "2028-12-31", rules=rules, history=open_)
    paid = sum(line.total for line in again.ledger if line.recovery is None)
    assert (paid, again.late) == (sum(line.total for line in one.ledger if line.recovery is None), None)
    assert [line.parts for line in again.ledger] == [line.parts for line in one.ledger]
    backs = [sum(x.recovery.back.values()) for y in (again, one) for x in y.ledger if x.recovery is not None]
    assert backs[0] == backs[-1]


def test_a_stop_of_the_ledger_ends_no_later_grant_of_its_item() -> None:
    """P1 is granted 1,000 in 2024 and again in 2026. The misuse of 2025 ends the payments of the first grant only."""
    parts, breach = "50% at once\nthe rest 1 year later", [invoice("V1", 1, "2025-01-15")]
    first = decided(parts, {"project": [project(1000)], "invoice": breach}, "2025-12-31", rules=MISUSE)
    records = {"project": [project(1000), project(1000, "2026-03-01")], "invoice": breach}
    again = decided(parts, records, "2028-12-31", rules=MISUSE, history=first)
    assert [[part.state for part in line.parts] for line in again.ledger] == [["due", "stopped"], [], ["due", "due"]]


@pytest.mark.parametrize(
    ("parts", "rules"), [("40% at once\n40% 1 year later\nthe rest 2 years later", ""), ("", SPREAD)]
)
def test_a_recovery_takes_what_was_paid_of_a_line_that_goes_on(parts: str, rules: str) -> None:
    """1,000: 400 a year, then 200. The office paid 300 of the first 800. A misuse in the second year takes 300 and
    stops the rest; in the third year it takes 500, of which 200 are withheld, and 500 are not paid any more.
    """
    first = decided(parts, {"project": [project(1000)]}, "2025-12-31", rules=rules + MISUSE)
    assert first.due.low.minor == 80000
    paid = attrs.evolve(first, ledger=(first.ledger[0].changed(payments=((datetime.date(2024, 6, 1), 30000),)),))
    for day, back, withheld, stopped in (("2025-08-01", 30000, 0, 70000), ("2026-08-01", 50000, 20000, 50000)):
        records = {"invoice": [invoice("V1", 1, day)]}
        again = decided(parts, records, f"{day[:4]}-12-31", rules=rules + MISUSE, history=paid)
        [recovery] = again.recoveries
        assert again.to_pay_back.low.minor == again.to_pay_back.high.minor == back
        assert recovery.withheld.low.minor == withheld
        assert recovery.stopped.minor == stopped
        assert again.payable_now.minor == 0
        assert not again.balances


@pytest.mark.parametrize("line", ["the rest each year for 3 years", "20% each year for 5 months"])
def test_each_year_has_a_share_and_years(line: str) -> None:
    page = (
        'policy yearly "Yearly"\n  effective 2024-01-01 to 2027-12-31\n  language 4\n  use ip\n\n'
        f"award 1000 to enterprise when navigation_project selected\n  as aid\npay in parts\n  40% at once\n  {line}\n"
    )
    [finding] = [one for one in Compilation.from_text(page).check() if one.code == "P025"]
    assert "write the share of each year" in str(finding.texts().help)
