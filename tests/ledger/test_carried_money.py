"""Caps that carry forward: payment years, lapsed money, pauses by a suspension, and continuation from a ledger."""

from __future__ import annotations

import datetime

import attrs
import pytest

from ipdsl.base.values.days import Period
from ipdsl.decision.decision import Decision
from ipdsl.engine.operations import Answer, not_
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import TriggerKind
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import ledger_to_json
from tests.support.settlement.carried_money import carrying, figures, prize, suspending
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    group,
    holds,
    over,
    paid,
    policy,
    running,
    yuan,
)


def by_year(decision: Decision) -> dict[int, int]:
    years = sorted({year for c in decision.claims for year in c.paid_by_year})
    return {year: decision.total_of(year).minor // 100 for year in years}


DY22 = firm(
    deal("A", 900, "2021-03-01"), deal("B", 350, "2022-03-01"), deal("C", 100, "2023-03-01"),
    figures=figures(y2021=400, y2022=300, y2023=250, y2024=200, y2025=100),
)  # fmt: skip


# ---------------------------------------------------------------------------------------------- the years


def test_what_a_year_cannot_pay_is_paid_later_oldest_first_and_lapses_after_its_term() -> None:
    decision = decide(policy(award(), over(carrying())), DY22)
    assert by_year(decision) == {2021: 400, 2022: 300, 2023: 250, 2024: 200, 2025: 100}
    assert paid(decision) == {"A": 900, "B": 250, "C": 100}
    b = claim(decision, "B")
    assert (b.lapsed.minor, b.carried.minor, b.outcome) == (10000, 0, Outcome.REDUCED)
    assert claim(decision, "A").outcome is Outcome.AWARDED
    assert decision.total.minor == 125000


def test_what_lies_beyond_the_last_year_with_a_figure_is_not_yet_due() -> None:
    facts = {**DY22, "figures": figures(y2021=400, y2022=300, y2023=250)}
    decision = decide(policy(award(), over(carrying())), facts)
    assert by_year(decision) == {2021: 400, 2022: 300, 2023: 250}
    assert decision.due.is_point
    left = {c.item: (c.carried.minor // 100, c.carry_until, c.outcome) for c in decision.claims if c.carry_until}
    assert left == {"B": (300, 2024, Outcome.REDUCED), "C": (100, 2025, Outcome.CARRIED)}


def test_a_claim_of_which_nothing_was_paid_is_carried_then_lapsed() -> None:
    code = policy(award(), over(carrying(years=1)))
    facts = firm(deal("A", 40, "2021-03-01"), figures=figures(y2021=0))
    first = claim(decide(code, facts), "A")
    assert (first.outcome, first.carry_until) == (Outcome.CARRIED, 2022)
    cap = "the cap of article 7 per enterprise per year leaves 0"
    assert first.why == f"{cap} in 2021; 40.00 is carried over and may be paid until the end of 2022"
    last = claim(decide(code, {**facts, "figures": figures(y2021=0, y2022=0)}), "A")
    assert (last.outcome, last.lapsed.minor) == (Outcome.LAPSED, 4000)
    assert last.why == f"{cap} in 2021 to 2022; 40.00 lapsed at the end of 2022"


def test_the_rest_lapses_only_when_its_last_year_is_over_by_the_as_of_date() -> None:
    code = policy(award(), over(carrying(years=1)))
    facts = firm(deal("A", 40, "2021-03-01"), figures=figures(y2021=10, y2022=10))
    running = claim(decide(code, {**facts, "as_of": "2022-06-30"}), "A")
    assert (running.paid.minor, running.carried.minor, running.lapsed.minor) == (2000, 2000, 0)
    over_ = claim(decide(code, {**facts, "as_of": "2022-12-31"}), "A")
    assert (over_.paid.minor, over_.carried.minor, over_.lapsed.minor) == (2000, 0, 2000)


def test_an_article_cap_cuts_first_and_is_not_met_again() -> None:
    code = policy(group(award(), cap(300, "enterprise")), over(carrying()))
    facts = firm(deal("A", 400, "2021-03-01"), figures=figures(y2021=200))
    a = claim(decide(code, facts), "A")
    assert (a.paid.minor, a.carried.minor, sum(x.cut.minor for x in a.adjustments)) == (20000, 10000, 10000)
    later = decide(code, {**facts, "figures": figures(y2021=200, y2022=300)})
    assert by_year(later) == {2021: 200, 2022: 100}


def test_a_cap_of_a_constant_sum_carries_too_and_the_window_does_not_end_it() -> None:
    code = policy(award(), over(carrying(30)))
    facts = firm(deal("A", 70, "2025-03-01"), figures=figures(y2027=0))
    assert by_year(decide(code, facts)) == {2025: 30, 2026: 30, 2027: 10}


def test_each_group_has_its_own_money() -> None:
    code = policy(award(), attrs.evolve(cap(30, "project"), carry=2))
    deals = (deal("A", 70, "2021-03-01", project="p"), deal("B", 50, "2021-04-01", project="q"))
    facts = firm(*deals, figures=figures(y2022=0))
    assert by_year(decide(code, facts)) == {2021: 60, 2022: 50}


def test_a_list_key_takes_the_smallest_room_and_charges_every_member() -> None:
    code = policy(award(), attrs.evolve(cap(30, "marks"), carry=1))
    deals = (deal("A", 50, "2021-03-01", marks=["m", "n"]), deal("B", 30, "2021-04-01", marks=["n"]))
    facts = firm(*deals, figures=figures(y2022=0))
    decision = decide(code, facts)
    assert by_year(decision) == {2021: 30, 2022: 30}
    assert paid(decision) == {"A": 50, "B": 10}


# ---------------------------------------------------------------------------------------------- suspension


def test_a_suspended_year_rests_carried_money_without_moving_its_end() -> None:
    facts = firm(
        deal("A", 900, "2021-03-01"), prizes=(prize("S", "2022-06-01", fine=True),),
        figures=figures(y2021=400, y2022=300, y2023=250),
    )  # fmt: skip
    decision = decide(suspending(policy(award(), over(carrying()))), facts)
    assert by_year(decision) == {2021: 400, 2022: 0, 2023: 250}
    assert claim(decision, "A").lapsed.minor == 25000


def test_a_claim_of_the_suspended_year_is_told_so_and_settled_afresh() -> None:
    code = suspending(policy(award(), over(carrying())))
    facts = firm(deal("A", 50, "2022-03-01"), prizes=(prize("S", "2022-06-01", fine=True),), figures=figures(y2022=300))
    first = decide(code, facts)
    assert claim(first, "A").why == "article 7 suspends 2022: prize S"
    facts = firm(deal("A", 50, "2022-03-01"), figures=figures(y2022=300), history=ledger_to_json(first.ledger))
    assert yuan(decide(code, facts)) == 50


def test_what_a_suspension_spares_is_paid_from_what_was_carried_too() -> None:
    first, second = (
        award("one", gates={"second": lambda c: not_(c.field("second"))}),
        award("two", gates={"second": holds("second")}),
    )
    code = suspending(policy(first, second, over(carrying())), "two")
    facts = firm(
        deal("A", 60, "2021-03-01", second=False), deal("B", 60, "2021-04-01", second=True),
        prizes=(prize("S", "2022-06-01", fine=True),), figures=figures(y2021=30, y2022=30, y2023=30),
    )  # fmt: skip
    decision = decide(code, facts)
    years = {c.item: {y: m.minor // 100 for y, m in c.paid_by_year.items()} for c in decision.claims if c.paid.minor}
    assert years == {"A": {2021: 30, 2022: 0, 2023: 30}, "B": {2021: 0, 2022: 30, 2023: 0}}


# ---------------------------------------------------------------------------------------------- the ledger


def test_years_one_by_one_with_only_their_own_facts_are_all_at_once() -> None:
    code = policy(group(award(), cap(700, "enterprise")), over(carrying()))
    at_once = decide(code, DY22)
    history: list[object] = []
    sums: dict[int, int] = {}
    deals = {
        2021: [deal("A", 900, "2021-03-01")],
        2022: [deal("B", 350, "2022-03-01")],
        2023: [deal("C", 100, "2023-03-01")],
    }
    for year in range(2021, 2026):
        own = {str(year): DY22["figures"][str(year)]}  # type: ignore[index]
        decision = decide(code, firm(*deals.get(year, []), figures=own, history=history))
        sums[year] = decision.total_of(year).minor // 100
        assert decision.total.minor == sums[year] * 100
        history = list(ledger_to_json(decision.ledger))
    assert {year: sum_ for year, sum_ in sums.items() if sum_} == by_year(at_once)
    assert history == ledger_to_json(at_once.ledger)


def test_a_year_is_reported_with_what_earlier_years_carried_into_it() -> None:
    code = policy(award(), over(carrying()))
    decision = decide(code, DY22, year=2023)
    assert (yuan(decision), decision.years) == (250, (2023,))
    sums = {c.item: [m.minor // 100 for m in (c.brought_in, c.paid, c.carried)] for c in decision.claims}
    assert sums == {"A": [200, 200, 0], "B": [350, 50, 300], "C": [0, 0, 100]}
    for c in decision.claims:
        assert (c.proposed.minor if not c.brought_in.minor else 0) + c.brought_in.minor == sum(
            (c.paid.minor, c.carried.minor, c.lapsed.minor)
        )


def test_a_carried_line_goes_on_although_its_record_is_not_listed_again() -> None:
    code = policy(award(), over(carrying()))
    first = decide(code, firm(deal("A", 900, "2021-03-01"), figures=figures(y2021=400)))
    (line,) = first.ledger
    assert (line.due, line.carried, line.carry_until, line.outcome) == ({2021: 40000}, 50000, 2023, "reduced")
    assert line.charged == {"7 cap per enterprise per year": 40000}
    second = decide(code, firm(figures=figures(y2022=300), history=ledger_to_json(first.ledger)))
    (line,) = second.ledger
    assert (line.due, line.carried, line.carry_until) == ({2021: 40000, 2022: 30000}, 20000, 2023)
    (carried,) = second.claims
    assert (carried.item, carried.proposed.minor, carried.brought_in.minor, carried.paid.minor) == (
        "A",
        0,
        50000,
        30000,
    )
    assert second.years == (2022,)
    third = decide(code, firm(figures=figures(y2023=0), history=ledger_to_json(second.ledger)))
    (line,) = third.ledger
    assert (line.due, line.carried, line.carry_until, line.lapsed) == (
        {2021: 40000, 2022: 30000, 2023: 0}, 0, None, 20000,
    )  # fmt: skip


def test_a_second_run_in_a_year_finds_the_room_that_the_first_left() -> None:
    code = policy(award(), over(carrying()))
    first = decide(code, firm(deal("A", 30, "2022-03-01"), figures=figures(y2022=50)))
    again = firm(deal("A", 30, "2022-03-01"), deal("B", 30, "2022-05-01"), figures=figures(y2022=50))
    second = decide(code, {**again, "history": ledger_to_json(first.ledger)})
    assert paid(second) == {"A": 0, "B": 20}
    assert claim(second, "B").carried.minor == 1000


def test_a_short_line_fills_the_year_in_which_it_was_paid() -> None:
    code = policy(award(), over(carrying()))
    history = [{"clause": "7.deal.made", "item": "OLD", "year": 2021, "due": {"2021": 10, "2022": 20}}]
    facts = firm(deal("A", 40, "2021-03-01"), figures=figures(y2021=30, y2022=30, y2023=30), history=history)
    assert by_year(decide(code, facts)) == {2021: 20, 2022: 10, 2023: 10}


# ---------------------------------------------------------------------------------------------- open facts


def test_a_year_without_its_figure_is_open_and_named() -> None:
    code = policy(award(), over(carrying()))
    facts = firm(deal("A", 900, "2021-03-01"), deal("B", 10, "2023-03-01"), figures=figures(y2021=400, y2023=100))
    decision = decide(code, facts)
    assert due(decision) == (500, 910, False)
    a = claim(decision, "A")
    assert (a.outcome, a.bounds.low.minor, a.bounds.high and a.bounds.high.minor) == (
        Outcome.UNDETERMINED,
        50000,
        90000,
    )
    assert a.missing == (FactRef("figure", field="contribution", year=2022),)
    assert [m.path for m in decision.missing] == ["figures.2022.contribution"]


def test_a_figure_that_nothing_waits_for_is_not_asked_for() -> None:
    code = policy(award(), over(carrying()))
    facts = firm(
        deal("A", 30, "2021-03-01"),
        deal("B", 90, "2023-03-01"),
        figures=figures(y2021=40, y2023=50),
        as_of="2023-12-31",
    )
    decision = decide(code, facts)
    assert decision.due.is_point
    assert (yuan(decision), claim(decision, "B").carried.minor) == (80, 4000)


def test_a_claim_that_older_ones_leave_nothing_is_open_where_they_may_leave_more() -> None:
    code = policy(award(), over(carrying()))
    facts = firm(
        deal("A", 50, "2021-03-01"), deal("B", 20, "2022-03-01"), figures=figures(y2022=60), as_of="2022-12-31"
    )
    decision = decide(code, facts)
    assert due(decision) == (60, 70, False)
    spans = {c.item: (c.bounds.low.minor // 100, c.bounds.high.minor // 100) for c in decision.claims if c.bounds.high}
    assert spans == {"A": (50, 50), "B": (10, 20)}


def test_a_suspension_that_may_be_is_tried_with_and_without() -> None:
    code = suspending(policy(award(), over(carrying(years=1))))
    facts = firm(deal("A", 60, "2021-03-01"), prizes=(prize("S", "2022-06-01"),), figures=figures(y2021=20, y2022=30))
    decision = decide(code, facts)
    assert due(decision) == (20, 50, True)
    assert claim(decision, "A").missing == (FactRef("record", "prize", "S", "fine"),)


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_bounds_of_one_reported_year_hold_whatever_was_left_to_it(year: int) -> None:
    code = policy(award(), over(carrying()))
    records = (deal("A", 90, "2021-03-01"), deal("B", 50, "2022-03-01"))
    stated = figures(y2021=40, y2023=30)
    low, high, _ = due(decide(code, firm(*records, figures=stated), year=year))
    for contribution in (0, 20, 60, 200):
        known = decide(code, firm(*records, figures={**stated, **figures(y2022=contribution)}), year=year)
        assert low <= yuan(known)
        assert high is None or yuan(known) <= high


def test_a_state_says_in_which_years_it_was_suspended() -> None:
    state = award("state", 15, kind=TriggerKind.WHILE, gates={"running": running})
    code = suspending(policy(state))
    facts = firm(
        deal("A", 1, "2021-03-01", ended_on="2023-06-30"), prizes=(prize("S", "2022-06-01", fine=True),),
        as_of="2023-12-31",
    )  # fmt: skip
    decision = decide(code, facts)
    assert [(c.year, c.outcome.value, c.paid.minor) for c in decision.claims] == [
        (2021, "awarded", 1500), (2022, "suspended", 0), (2023, "awarded", 1500),
    ]  # fmt: skip


def test_a_carried_line_without_the_key_of_its_cap_is_refused() -> None:
    code = policy(award(), attrs.evolve(cap(30, "project"), carry=2))
    (line,) = ledger_to_json(decide(code, firm(deal("A", 70, "2021-03-01", project="p"))).ledger)
    with pytest.raises(FactsError, match=r"R056.*has no `project`"):
        decide(code, firm(history=[{**line, "keys": {}}]))
    assert yuan(decide(code, firm(history=[line], figures=figures(y2022=0)))) == 30


def test_the_records_that_suspend_are_told_in_one_order() -> None:
    code = suspending(policy(award()))
    prizes = [prize("T", "2022-02-01", fine=True), prize("S", "2022-06-01", fine=True)]
    for order in (prizes, prizes[::-1]):
        decision = decide(code, firm(deal("A", 50, "2022-03-01"), prizes=tuple(order)))
        assert claim(decision, "A").why == "article 7 suspends 2022: prize S, prize T"


def test_what_is_at_the_bureaus_discretion_comes_last_though_it_is_older() -> None:
    window, since = Period(datetime.date(2022, 1, 1), datetime.date(2025, 12, 31)), datetime.date(2021, 1, 1)
    code = policy(award(), over(carrying()), window=window, discretion_from=since)
    facts = firm(
        deal("LATE", 50, "2021-06-01"), deal("NEW", 40, "2022-03-01"),
        figures=figures(y2021=10, y2022=60, y2023=5),
        approvals=[{"clause": "7.deal.made", "item": "LATE", "amount": 50}],
    )  # fmt: skip
    at_once = decide(code, facts)
    assert paid(at_once) == {"NEW": 40, "LATE": 35}
    assert by_year(at_once) == {2021: 10, 2022: 60, 2023: 5}
    history: list[object] = []
    for year in (2021, 2022, 2023):
        history = list(ledger_to_json(decide(code, {**facts, "history": history}, year=year).ledger))
    assert history == ledger_to_json(at_once.ledger)


def test_years_that_nothing_is_carried_between_are_bounded_apart() -> None:
    code = policy(award(gates={"fine": holds("fine")}), over(carrying()))
    deals = (deal("A", 30, "2021-03-01"), deal("B", 90, "2023-03-01", fine=True))
    decision = decide(code, firm(*deals, figures=figures(y2021=40, y2023=50), as_of="2023-12-31"))
    assert due(decision) == (50, 80, True)
    assert [m.path for m in decision.missing] == ["records.deal[A].fine"]


def test_a_suspension_that_reaches_all_leaves_the_bounds_tight() -> None:
    code = suspending(policy(award(), over(carrying())))
    facts = firm(
        deal("A", None, "2021-03-01"), deal("B", 10, "2023-03-01"), prizes=(prize("S", "2024-06-01", fine=True),),
        figures=figures(y2021=400, y2022=0, y2023=100, y2024=5),
    )  # fmt: skip
    assert due(decide(code, facts)) == (10, 500, False)


def test_a_claim_that_is_paid_at_once_is_charged_too() -> None:
    (line,) = decide(policy(award(), over(carrying(50))), firm(deal("A", 30, "2021-03-01"))).ledger
    assert (line.charged, line.carried, line.carry_until) == ({"7 cap per enterprise per year": 3000}, 0, None)


def test_what_the_cap_spares_asks_for_no_figure() -> None:
    first, second = (award(name, gates={"second": test}) for name, test in (("one", second_no), ("two", second_yes)))
    code = policy(first, second, over(carrying(exempt=("two",))))
    deals = (deal("A", 30, "2021-03-01", second=False), deal("B", 90, "2021-03-01", second=True))
    decision = decide(code, firm(*deals, figures=figures(y2022=5)))
    live = {c.item: (c.outcome.value, c.paid.minor) for c in decision.claims if c.outcome is not Outcome.NOT_ELIGIBLE}
    assert live == {"A": ("undetermined", 0), "B": ("awarded", 9000)}
    assert due(decision) == (95, 120, False)


def second_yes(c: Situation) -> Answer:
    return c.field("second")


def second_no(c: Situation) -> Answer:
    return not_(c.field("second"))


def test_a_claim_whose_key_is_open_asks_for_the_figures_of_all_its_years() -> None:
    code = policy(award(), attrs.evolve(cap(None, "project"), carry=2))
    stated = figures(y2021=10, y2023=30)
    a = claim(decide(code, firm(deal("A", 70, "2021-03-01"), figures=stated)), "A")
    assert {ref.path for ref in a.missing} == {"records.deal[A].project", "figures.2022.contribution"}


def test_of_a_list_key_the_fullest_member_decides() -> None:
    code = policy(award(), attrs.evolve(cap(30, "marks"), carry=1))
    deals = (deal("B", 20, "2021-03-01", marks=["n"]), deal("A", 50, "2021-04-01", marks=["m", "n"]))
    assert paid(decide(code, firm(*deals))) == {"B": 20, "A": 10}


def test_open_claims_in_several_groups_are_bounded_by_the_rooms_of_all_their_years() -> None:
    code = policy(award(), attrs.evolve(cap(30, "marks"), carry=1))
    deals = (deal("A", None, "2021-03-01", marks=["m", "n"]), deal("B", None, "2021-04-01", marks=["n"]))
    assert due(decide(code, firm(*deals, figures={"2022": {}}))) == (0, 120, False)


def test_the_bounds_of_a_reported_year_count_what_the_cap_spares_beside_its_room() -> None:
    first, second = (award(name, gates={"second": test}) for name, test in (("one", second_no), ("two", second_yes)))
    code = policy(group(first, second, cap(60, "enterprise")), over(carrying(20, exempt=("two",))))
    deals = (deal("A", None, "2021-03-01", second=False), deal("B", 15, "2021-04-01", second=True))
    assert due(decide(code, firm(*deals), year=2021)) == (0, 35, False)


def test_a_claim_does_not_ask_for_figures_after_its_last_year() -> None:
    code = policy(award(gates={"fine": holds("fine")}), over(carrying(years=1)))
    deals = (
        deal("A", 50, "2021-03-01"), deal("B", 50, "2022-03-01", fine=True), deal("C", 50, "2023-03-01", fine=True)
    )  # fmt: skip
    stated = {**figures(y2021=10, y2022=10, y2023=10), "2024": {}}
    decision = decide(code, firm(*deals, figures=stated))
    assert [ref.path for ref in claim(decision, "A").missing] == ["records.deal[A].fine"]
    assert "figures.2024.contribution" in {ref.path for ref in claim(decision, "C").missing}


def test_a_line_lapses_when_it_says_so_whatever_the_cap_says_now() -> None:
    before = decide(
        policy(award(), over(carrying(years=1))), firm(deal("A", 90, "2021-03-01"), figures=figures(y2021=10))
    )
    facts = firm(figures=figures(y2022=10, y2023=10), history=ledger_to_json(before.ledger))
    (a,) = decide(policy(award(), over(carrying(years=3))), facts).claims
    assert (a.paid.minor, a.lapsed.minor, a.carry_until) == (1000, 7000, None)


def test_a_line_at_the_bureaus_discretion_comes_last_though_its_record_is_not_listed() -> None:
    window, since = Period(datetime.date(2022, 1, 1), datetime.date(2025, 12, 31)), datetime.date(2021, 1, 1)
    code = policy(award(), over(carrying()), window=window, discretion_from=since)
    approvals = [{"clause": "7.deal.made", "item": "LATE", "amount": 50}]
    first = decide(code, firm(deal("LATE", 50, "2021-06-01"), figures=figures(y2021=10), approvals=approvals))
    facts = firm(deal("NEW", 40, "2022-03-01"), figures=figures(y2022=60), history=ledger_to_json(first.ledger))
    assert paid(decide(code, facts)) == {"NEW": 40, "LATE": 20}


def test_a_reported_year_pays_an_earlier_claim_no_more_than_its_room() -> None:
    code = policy(award(), over(carrying()))
    facts = firm(deal("A", 90, "2021-03-01"), figures={"2021": {}, **figures(y2022=30)})
    a = claim(decide(code, facts, year=2022), "A")
    assert (a.bounds.low.minor, a.bounds.high and a.bounds.high.minor) == (0, 3000)


def test_a_claim_that_is_paid_at_both_ends_is_settled() -> None:
    code = policy(award(), over(carrying()))
    deals = (deal("A", 50, "2021-03-01"), deal("B", 20, "2022-03-01"))
    decision = decide(code, firm(*deals, figures={"2021": {}, **figures(y2022=0, y2023=70)}))
    assert due(decision) == (70, 70, True)
    decision = decide(code, firm(*deals, figures={**figures(y2021=50, y2023=70), "2022": {}}))
    assert [c.outcome for c in decision.claims] == [Outcome.AWARDED, Outcome.UNDETERMINED]


@pytest.mark.parametrize("as_of", ["2023-06-15", "2023-12-31"])
def test_what_half_of_its_last_year_could_not_pay_lapses_whether_or_not_the_next_year_is_over(as_of: str) -> None:
    """The run of mid-2022 fills the room of that year with 40 of A. The rest may be paid until the end of 2022 only."""
    code = policy(award(), over(attrs.evolve(cap(40, "enterprise"), carry=1)))
    facts = firm(deal("A", 100, "2021-03-01"), deal("B", 5, "2022-02-01"))
    first = ledger_to_json(decide(code, {**facts, "as_of": "2022-06-30"}).ledger)
    assert (first[0]["due"], first[0]["carried"], first[0]["carry_until"]) == (
        {"2021": "40.00", "2022": "40.00"}, "20.00", 2022,
    )  # fmt: skip
    then = decide(code, {**facts, "as_of": as_of, "history": first})
    found = claim(then, "A", 2021)
    assert (found.paid.minor, found.carried.minor, found.lapsed.minor) == (0, 0, 2000)
    again = decide(code, {**facts, "as_of": "2024-12-31", "history": ledger_to_json(then.ledger)})
    assert ledger_to_json(again.ledger) == ledger_to_json(then.ledger)


def test_a_year_up_to_the_as_of_date_pays_what_waits_though_nothing_lies_in_it() -> None:
    code = policy(award(), over(attrs.evolve(cap(50, "enterprise"), carry=1)))
    deals = firm(deal("A", 70, "2021-02-01"))
    assert due(decide(code, {**deals, "as_of": "2024-12-31"})) == (70, 70, True)
    assert due(decide(code, {**deals, "as_of": "2021-12-31"})) == (50, 50, True)
    first = decide(code, {**deals, "as_of": "2021-12-31"})
    assert "leaves 50.00 in 2021; 20.00 is carried over" in first.claims[0].adjustments[0].text
    again = decide(code, {**deals, "as_of": "2021-12-31", "history": ledger_to_json(first.ledger)})
    assert "leaves no further amount; 20.00 is carried over" in again.claims[0].adjustments[0].text
    second = decide(code, {**deals, "as_of": "2022-12-31", "history": ledger_to_json(first.ledger)})
    assert second.total.minor == 2000
