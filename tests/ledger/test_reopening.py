"""Records added after their year was settled, and years that are settled again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.ir.terms import TriggerKind
from ipdsl.report.decision_json import ledger_to_json, to_json
from ipdsl.report.decision_page import LATE, REOPENED, render
from tests.support.settlement.carried_money import carrying
from tests.support.settlement.programs import award, cap, deal, decide, firm, over, paid, policy, running, yuan

CAPPED = policy(award(), cap(50, "enterprise"))
A, B, C = deal("A", 40, "2022-05-01"), deal("B", 40, "2022-03-01"), deal("C", 30, "2023-01-01")


def lines(decision: Decision) -> list[dict[str, Any]]:
    plain: Any = ledger_to_json(decision.ledger)
    return list(plain)


def rows(decision: Decision) -> list[tuple[int, int, int, int, int]]:
    assert decision.reopening is not None
    return [
        (y.year, *(m.minor // 100 for m in (y.anew.low, y.before, y.newly_due, y.overpaid)))
        for y in decision.reopening.years
    ]


def moved(decision: Decision) -> dict[str, tuple[int, int]]:
    assert decision.reopening is not None
    return {one.item: (one.before.minor // 100, one.anew.minor // 100) for one in decision.reopening.moved}


def test_a_year_settled_anew_is_as_if_all_had_been_known_at_once() -> None:
    first = decide(CAPPED, firm(A, C))
    facts = firm(A, B, C, history=lines(first))
    anew = decide(CAPPED, facts, reopen=2022)
    assert paid(anew) == paid(decide(CAPPED, firm(A, B, C))) == {"A": 10, "B": 40, "C": 30}
    assert rows(anew) == [(2022, 50, 40, 10, 0), (2023, 30, 30, 0, 0)]
    assert moved(anew) == {"A": (40, 10), "B": (0, 40)}
    assert anew.ledger == decide(CAPPED, firm(A, B, C)).ledger
    late_year = decide(CAPPED, facts, reopen=2023)
    assert rows(late_year) == [(2022, 10, 0, 10, 0), (2023, 30, 30, 0, 0)]  # B is due now, as without reopening
    assert moved(late_year) == {}


def test_what_was_due_and_is_not_due_anew_is_overpaid() -> None:
    first = decide(CAPPED, firm(A, C))
    anew = decide(CAPPED, firm(C, history=lines(first)), reopen=2022)
    assert rows(anew) == [(2022, 0, 40, 0, 40), (2023, 30, 30, 0, 0)]
    assert moved(anew) == {"A": (40, 0)}
    page = render(anew)
    assert "Overpaid compared with the earlier amount" in page
    assert "40.00 less" in page.split(REOPENED)[1]


def test_years_before_the_reopened_one_stand_and_are_remembered() -> None:
    code = policy(award(once=("item",)))
    old, again = deal("A", 40, "2021-05-01"), deal("A", 40, "2022-05-01")
    first = decide(code, firm(old))
    assert paid(decide(code, firm(old, again, history=lines(first)), reopen=2022)) == {"A": 0}
    assert yuan(decide(code, firm(again, history=lines(first)), reopen=2022)) == 0
    assert yuan(decide(code, firm(again, history=lines(first)), reopen=2021)) == 40


def test_what_an_earlier_line_carried_into_the_reopened_years_waits_again() -> None:
    code = policy(award(), over(carrying(years=2)))
    figures = {"2021": {"contribution": 10}, "2022": {"contribution": 20}, "2023": {"contribution": 5}}
    old = deal("A", 60, "2021-05-01")
    first = decide(code, firm(old, figures=figures))
    assert first.ledger[0].lapsed == 2500
    more = {**figures, "2022": {"contribution": 45}, "2023": {"contribution": 6}}
    anew = decide(code, firm(old, figures=more, history=lines(first)), reopen=2022)
    assert rows(anew) == [(2022, 45, 20, 25, 0), (2023, 5, 5, 0, 0)]
    assert anew.ledger == decide(code, firm(old, figures=more)).ledger
    unlisted = decide(code, firm(figures=more, history=lines(first)), reopen=2022)
    assert rows(unlisted) == rows(anew)


def test_what_is_not_settled_anew_is_told_between_two_sums() -> None:
    code = policy(award(gates={"fine": lambda c: c.field("fine")}))
    first = decide(code, firm(deal("A", 40, fine=True)))
    anew = decide(code, firm(deal("A", 40), deal("B", 10, fine=True), history=lines(first)), reopen=2022)
    assert anew.reopening is not None
    (year,) = anew.reopening.years
    assert (year.anew.low.minor, year.anew.high and year.anew.high.minor, year.overpaid.minor) == (1000, 5000, 0)
    assert [(one.item, one.is_open) for one in anew.reopening.moved] == [("A", True), ("B", False)]
    assert "due before, not determined yet" in render(anew)


def test_payments_stay_where_their_year_is_settled_anew() -> None:
    def with_payment(line: dict[str, Any]) -> dict[str, Any]:
        return line | {"payments": [{"day": "2022-12-01", "amount": 15}]} if line["item"] == "A" else line

    history = [with_payment(line) for line in lines(decide(CAPPED, firm(A, C)))]
    anew = decide(CAPPED, firm(A, B, C, history=history), reopen=2022)
    assert [(r.item, r.still_due.minor) for r in anew.balances] == [("A", 2500)]  # of the amount due before
    again = decide(CAPPED, firm(A, B, C, history=lines(anew)))
    assert [(r.item, r.overpaid.minor) for r in again.balances] == [("A", 500)]  # 15 were paid, and 10 are due now
    gone = decide(CAPPED, firm(B, C, history=history), reopen=2022)
    kept = decide(CAPPED, firm(B, C, history=lines(gone)))
    assert [(r.item, r.overpaid.minor) for r in kept.balances] == [("A", 1500)]
    assert paid(decide(CAPPED, firm(A, B, C, history=lines(gone))))["A"] == 10  # its event may be settled again


@pytest.mark.parametrize("short", [False, True])
def test_a_short_line_stands_for_nothing_but_what_was_due(short: bool) -> None:
    history = (
        [{"clause": "7.deal.made", "item": "A", "year": 2022, "due": 45}] if short else lines(decide(CAPPED, firm(A)))
    )
    anew = decide(CAPPED, firm(A, history=history), reopen=2022)
    assert rows(anew) == [(2022, 40, 45 if short else 40, 0, 5 if short else 0)]


# ---------------------------------------------------------------------------------------------- reported, not reopened

PAGE = """policy deals "Deals"
  document "D"
  effective 2021-01-01 to 2025-12-31
  use ip

article 8 "Deals"
  award 10% of total amount per year to enterprise when technology_contract recorded
"""


def contracts(*days: str) -> dict[str, Any]:
    rows = [{"contract": f"C{i}", "amount": 10000, "recorded_on": day} for i, day in enumerate(days)]
    return {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"technology_contract": rows}}


def test_a_deal_of_a_settled_year_that_comes_to_light_later_is_named_with_what_the_year_would_be() -> None:
    page = ipdsl.load_text(PAGE)
    first = page.evaluate(contracts("2022-03-01"))
    later = page.evaluate(contracts("2022-03-01", "2022-05-01", "2023-01-01"), history=to_json(first))
    assert str(later.total) == "1,000.00 CNY"  # of 2023
    assert later.late is not None
    assert later.late.year == 2022
    assert later.late.came == (("8.technology_contract.recorded", "2022", 2022),)
    assert [(y.year, str(y.before), str(y.anew.low)) for y in later.late.years] == [
        (2022, "1,000.00 CNY", "2,000.00 CNY")
    ]
    section = render(later).split(LATE)[1]
    assert "2022: 2,000.00 recalculated, 1,000.00 due before" in section
    assert "recalculate with `--reopen 2022`" in section
    assert page.evaluate(contracts("2022-03-01", "2023-01-01"), history=to_json(first)).late is None
    anew = page.evaluate(contracts("2022-03-01", "2022-05-01", "2023-01-01"), history=to_json(first), reopen=2022)
    assert anew.late is None
    assert [str(y.newly_due) for y in anew.reopening.years] == ["1,000.00 CNY", "1,000.00 CNY"]  # type: ignore[union-attr]


def test_a_late_record_that_changes_no_year_is_not_named() -> None:
    first = decide(CAPPED, firm(A))
    assert decide(CAPPED, firm(A, deal("D", 5, "2022-06-01"), history=lines(first))).late is None


def test_lines_of_which_no_record_is_stated_are_no_difference() -> None:
    first = decide(CAPPED, firm(A, B))
    found = decide(CAPPED, firm(C, deal("D", 5, "2022-01-01"), history=lines(first)))
    assert found.late is None  # the cap was used up by lines that remain valid
    assert paid(found) == {"C": 30, "D": 0}


def test_a_record_that_is_listed_again_without_its_facts_keeps_its_amount_beside_a_late_one() -> None:
    """A cap of 50: A was paid 30, and 20 are left for a late B of 40. Without the amount of A its 30 stand."""
    before, late = deal("A", 30, "2022-05-01"), deal("B", 40, "2022-03-01")
    first = decide(CAPPED, firm(before))
    assert paid(first) == {"A": 30}
    lacking = {name: value for name, value in before.items() if name != "amount"}
    decision = decide(CAPPED, firm(lacking, late, history=lines(first)))
    assert (yuan(decision), decision.late) == (20, None)


def test_one_year_is_not_reported_where_years_are_reopened() -> None:
    with pytest.raises(ValueError, match="leave `year` out"):
        decide(CAPPED, firm(A), year=2022, reopen=2022)


@pytest.mark.parametrize("award", ["award amount once", "award 100% of total amount per year"])
@pytest.mark.parametrize("reopen", [None, 2021, 2022, 2023, 2024, 2030])
def test_what_came_late_before_the_reopened_year_is_named_still(award: str, reopen: int | None) -> None:
    page = PAGE.replace("award 10% of total amount per year", award) + "  cap 100 per enterprise\n"
    code = ipdsl.load_text(page)
    first = code.evaluate(of_sums(KNOWN))
    anew = code.evaluate(of_sums(KNOWN | LATER), history=lines(first), reopen=reopen)
    at_once = {2021: 70, 2022: 30, 2023: 0}
    if reopen == 2021:
        assert anew.late is None, "nothing is late where the first late year is settled anew"
        assert {year: anew.total_of(year).minor // 100 for year in at_once} == at_once
        return
    stands = dict.fromkeys(at_once, 0)
    for line in lines(anew):
        stands[line["year"]] += int(float(line["due"][str(line["year"])]))
    if stands == at_once:
        assert anew.late is None, "what is named changes a year"
        return
    assert anew.late is not None
    assert (anew.late.year, [year for _, _, year in anew.late.came]) == (2021, [2021])
    told = {year.year: (year.before.minor // 100, year.anew.low.minor // 100) for year in anew.late.years}
    assert told == {year: (stands[year], sum_) for year, sum_ in at_once.items() if stands[year] != sum_}
    assert "recalculate with `--reopen 2021`" in render(anew).split(LATE)[1]


def test_what_came_late_is_told_beside_what_stands_in_its_year() -> None:
    code = ipdsl.load_text(PAGE.replace("10% of total amount per year", "amount") + "  cap 100 per enterprise\n")
    first = code.evaluate(of_sums(KNOWN))
    page = render(code.evaluate(of_sums(KNOWN | LATER), history=lines(first), reopen=2023))
    assert "  2021: 20.00 in addition to the earlier amount" in page


KNOWN = {"A": (40, "2021-05-01"), "B": (40, "2022-05-01"), "C": (40, "2023-05-01")}
LATER = {"Z": (30, "2021-06-01")}


def of_sums(of: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    records = [{"contract": name, "amount": sum_, "recorded_on": day} for name, (sum_, day) in of.items()]
    return {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"technology_contract": records},
        "support": [],
        "as_of": "2024-12-31",
    }


def test_what_came_late_and_moves_only_what_waits_is_told() -> None:
    """No year has room yet. A of 2022 used up the project; reopened, B of 2021 does, and 200 wait instead of 500."""
    code = policy(award("7.deal", once=("project",)), over(carrying(None, 2)))
    a, b = deal("A", 500, "2022-05-01", project="p"), deal("B", 200, "2021-03-01", project="p")
    figures = {str(year): {"contribution": 0} for year in (2021, 2022)}
    first = decide(code, firm(a, figures=figures, as_of="2022-12-31"))
    second = decide(code, firm(a, b, figures=figures, as_of="2022-12-31", history=lines(first)))
    assert second.late is not None
    assert second.late.years == ()
    assert second.late.waits is not None
    assert [sum_.minor for sum_ in second.late.waits] == [50000, 20000]
    written: Any = to_json(second)["late"]
    assert written["waits"] == {"before": "500.00", "anew": "200.00"}
    assert "for future years: 200.00 recalculated, 500.00 before" in render(second)
    anew = decide(code, firm(a, b, figures=figures, as_of="2022-12-31", history=lines(first)), reopen=2021)
    assert {line["item"]: line["carried"] for line in lines(anew)} == {"A": "0.00", "B": "200.00"}
    assert decide(code, firm(a, figures=figures, as_of="2022-12-31", history=lines(first))).late is None


def test_an_approval_of_this_year_is_no_news_about_a_state_of_last_year() -> None:
    """The authority approves 30 for 2021 and 40 for 2022. Each year is settled with its own amount."""
    code = policy(award("7.deal", 50, ceiling=True, kind=TriggerKind.WHILE, gates={"running": running}, record="deal"))
    lease = deal("A", None, "2021-02-01", ended_on={"none": True})
    approved = [{"clause": "7.deal", "item": "A", "amount": 30}]
    first = decide(code, firm(lease, as_of="2021-12-31", approvals=approved))
    assert first.total.minor == 3000
    approved = [{"clause": "7.deal", "item": "A", "amount": 40}]
    second = decide(code, firm(lease, as_of="2022-12-31", approvals=approved, history=lines(first)))
    assert second.total.minor == 4000
    assert second.late is None
