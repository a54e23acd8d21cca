"""Bounds at their borders, by hand: sums that just fit, money that has lapsed, one fen, a budget to its last step."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from ipdsl.runtime.bounds import every_case
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.terms import TriggerKind
from ipdsl.semantics.typed import Cap
from tests.settlement import hand
from tests.settlement.support import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    group,
    here,
    holds,
    limit,
    more,
    older,
    over,
    policy,
    running,
)

FINE = {"fine": holds("fine")}
NOT_ALL = "too much is not stated to try every case of it"


def carrying(amount: int | None, years: int = 1, *, exempt: tuple[str, ...] = ()) -> Cap:
    return attrs.evolve(cap(amount, "enterprise", exempt=exempt), carry=years)


def asked(decision: Decision, item: str) -> set[str]:
    """The deals of which a claim names a fact."""
    return {ref.item for ref in claim(decision, item).missing}


def is_cut_short(decision: Decision) -> bool:
    return any(line.startswith(NOT_ALL) for line in decision.assumptions)


# ---------------------------------------------------------------------------------------------- money that waits


LARGE = {"large": more("amount", 5)}
"""Awards of fixed sums hang on it: its cases cannot be listed, so that claims name what a rule ties to them."""


def deal_and_prize(rule: Cap, sums: tuple[int, int], years: tuple[int, int] = (2022, 2022)) -> Decision:
    """Deal A and, two months later, prize B under one cap; whether either is paid is open."""
    awards = [award("deals", sums[0], gates=LARGE), award("prizes", sums[1], gates=LARGE, record="prize")]
    facts = firm(deal("A", None, f"{years[0]}-03-01"), prizes=(deal("B", None, f"{years[1]}-05-01"),))
    return decide(policy(*awards, over(rule)), facts)


@pytest.mark.parametrize(("room", "ties"), [(51, False), (50, False), (49, True)])
def test_nothing_waits_where_the_room_just_holds_what_is_asked(room: int, ties: bool) -> None:
    decision = deal_and_prize(carrying(room), (30, 20))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})
    assert due(decision) == (0, min(room, 50), False)


@pytest.mark.parametrize(("room", "ties"), [(31, False), (30, False), (29, True)])
def test_a_year_whose_room_just_holds_what_is_asked_leaves_nothing_to_the_next(room: int, ties: bool) -> None:
    decision = deal_and_prize(carrying(room), (30, 40), (2021, 2022))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


@pytest.mark.parametrize(("year", "ties"), [(2022, True), (2023, False)])
def test_money_that_has_lapsed_ties_no_claim_of_a_later_year(year: int, ties: bool) -> None:
    """80 of A are left at the end of 2022, the last year in which it may be paid."""
    decision = deal_and_prize(carrying(10), (100, 30), (2021, year))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


def test_a_year_that_leaves_nothing_makes_no_later_year_bind() -> None:
    """Nothing of A waits, and B and C just fit the room of their year."""
    awards = [award("deals", 30, gates=LARGE), award("prizes", 20, gates=LARGE, record="prize")]
    deals = deal("A", None, "2021-03-01"), deal("B", None, "2023-03-01")
    decision = decide(policy(*awards, over(carrying(50))), firm(*deals, prizes=(deal("C", None, "2023-05-01"),)))
    assert [asked(decision, item) for item in "ABC"] == [{"A"}, {"B"}, {"C"}]


@pytest.mark.parametrize(("paid_before", "ties"), [(10, False), (11, True)])
def test_what_a_year_paid_before_leaves_less_room_for_what_waits(paid_before: int, ties: bool) -> None:
    awards = [award("deals", 30, gates=LARGE), award("prizes", 20, gates=LARGE, record="prize")]
    line = {"clause": "deals", "item": "Z", "year": 2022, "paid": paid_before}
    facts = firm(deal("A", None), prizes=(deal("B", None, "2022-05-01"),), history=[line])
    decision = decide(policy(*awards, over(carrying(60))), facts)
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


@pytest.mark.parametrize(("number", "some"), [(32, False), (33, True)])
def test_whether_a_later_year_is_settled_is_told_by_the_first_of_very_many_facts(number: int, some: bool) -> None:
    """90 of A wait for 2022, settled if a prize is large: 32 facts are named, and it says so if there are more."""
    state = award("7.prize.running", 5, kind=TriggerKind.WHILE, gates={"running": running, **LARGE}, record="prize")
    past = award("7.find.made", 5, gates=LARGE, record="find")
    code = policy(award(), state, past, over(carrying(10, exempt=("7.prize.running", "7.find.made"))))
    prizes = tuple(deal(f"P{i:02}", None, "2021-01-01", ended_on={"none": True}) for i in range(number))
    facts = firm(deal("A", 100, "2021-03-01"), prizes=prizes, as_of="2022-12-31")
    facts["records"]["find"] = [deal("F", None, "2021-05-01")]  # type: ignore[index]  # of a year that is settled
    decision = decide(code, facts)
    assert is_cut_short(decision) is some
    assert "F" not in asked(decision, "A")
    assert len(asked(decision, "A")) == 32


# ---------------------------------------------------------------------------------------------- work


def test_a_claim_of_very_many_that_hang_together_names_no_figure_of_the_cap_beside_its_own_facts() -> None:
    code = policy(award(), cap(None, "enterprise"))
    decision = decide(code, firm(*(deal(f"D{i:03}") for i in range(100))))
    named = claim(decision, "D099").missing
    assert len(named) == 33
    assert {ref.group for ref in named} == {"figure", "record"}


@pytest.mark.parametrize(("steps", "is_tried"), [(7, True), (6, False)])
def test_a_budget_is_spent_to_its_last_step(steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A is proposed with its fact open, then in two cases, and in each is settled beside B: 1 + 2 x (1 + 2)."""
    monkeypatch.setattr(every_case, "MOST_STEPS", steps)
    code = policy(award(gates=FINE), cap(40, "enterprise"))
    decision = decide(code, firm(deal("A", 30), deal("B", 20, "2022-05-01", fine=True)))
    assert due(decision) == (20, 40, is_tried)
    assert is_cut_short(decision) is not is_tried


@pytest.mark.parametrize(("steps", "is_tried"), [(491, True), (490, False)])
def test_sixteen_cases_are_held_to_each_other_for_a_step(
    steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five claims: proposed 31 times with a fact open, proposed and settled in 32 cases, 16 of them held to 16."""
    monkeypatch.setattr(every_case, "MOST_STEPS", steps)
    deals = [deal(f"D{i}", 30) for i in range(5)]
    assert due(decide(policy(award(gates=FINE), cap(40, "enterprise")), firm(*deals))) == (0, 40, is_tried)


# ---------------------------------------------------------------------------------------------- before the rules


def test_what_was_paid_for_the_same_before_lowers_the_most_that_a_place_may_pay() -> None:
    """One place for A and B, of a day that is not known: of the 200 of A 50 are paid already."""
    code = policy(award(less=("deal", "project"), gates=FINE), limit(1, "country"))
    before = {"policy": "Doc 0", "clause": "x", "kind": "deal", "item": "old", "year": 2020, "paid": 50}
    a, b = deal("A", 200, project="P", country="C"), deal("B", 100, None, project="Q", country="C", fine=True)
    decision = decide(code, firm(a, b, history=[{**before, "keys": {"project": "P"}}]))
    assert due(decision)[1] == 150


# ---------------------------------------------------------------------------------------------- what hangs on a fact


def test_a_field_that_is_asked_for_on_two_days_is_worth_what_its_claims_pay_together_and_no_more() -> None:
    """One place for A and B, so that each day may move both: 50 in all, though the set may come to 100."""
    code = policy(
        group(award(gates={"located_here": here}), limit(1, "project")), award("7.prize.made", record="prize"),
        cap(100, "enterprise", per_year=False),
    )  # fmt: skip
    a, b = deal("A", 30, "2021-03-01", project="P"), deal("B", 20, "2022-05-01", project="P")
    decision = decide(code, firm(a, b, prizes=(deal("X"),), located_here=None))
    worth = {m.path: m.worth and m.worth.minor // 100 for m in decision.missing}
    assert worth == {"applicant.located_here": 50, "records.prize[X].amount": 100}


def test_a_fact_whose_values_cannot_be_listed_ends_the_trying_of_cases_before_the_budget() -> None:
    """Twelve facts are too many to try; beside one whose cases are no list nothing is tried, and nothing cut short."""
    code = policy(award(gates=FINE), award("7.prize.made", record="prize"), cap(100, "enterprise"))
    deals = [deal(f"D{i:02}", 40) for i in range(12)]
    assert is_cut_short(decide(code, firm(*deals, prizes=(deal("X", 9),))))
    assert not is_cut_short(decide(code, firm(*deals, prizes=(deal("X"),))))


def test_a_claim_of_known_keys_may_be_raised_to_an_older_standard_before_it_takes_a_place() -> None:
    code = policy(award(amount=50, gates=LARGE), limit(1, "enterprise"), older=(older("number"),))
    standard = {"older_documents": [{"document": "Doc 0", "item": "A", "amount": 80}]}
    assert due(decide(code, firm(deal("A"), deal("B", None, "2022-05-01"), **standard)))[:2] == (0, 80)
    assert due(decide(code, firm(deal("A", 9), deal("B", 9, "2022-05-01"), **standard)))[:2] == (80, 80)


def test_a_claim_of_several_values_may_be_raised_to_the_standard_of_any_of_them() -> None:
    """A, the first of equals, shares m with X, which was promised 80, and n with Y, which was promised nothing."""
    code = policy(award(amount=50, gates=LARGE), limit(1, "enterprise"), older=(older("marks"),))
    a, x = deal("A", marks=["m", "n"]), deal("X", None, "2022-04-01", marks=["m"])
    y = deal("Y", None, "2022-05-01", marks=["n"])
    decision = decide(code, firm(a, x, y, older_documents=[{"document": "Doc 0", "item": "X", "amount": 80}]))
    high = {item: claim(decision, item).bounds.high for item in "AXY"}
    assert {item: sum_ and sum_.minor for item, sum_ in high.items()} == {"A": 8000, "X": 8000, "Y": 5000}


# ---------------------------------------------------------------------------------------------- sets of open keys

LARGEST = "award 50% of largest amount per tier per year when deal made"


def set_bounds(decision: Decision) -> dict[tuple[str, int | None], tuple[int, int]]:
    """For each set both ends, in yuan."""
    ends = {(c.item, c.year): (c.bounds.low, c.bounds.high) for c in decision.claims}
    return {name: (low.minor // 100, high.minor // 100) for name, (low, high) in ends.items() if high is not None}


def test_records_whose_key_is_not_stated_may_be_one_set_or_two(tmp_path: Path) -> None:
    """100 for one tier of both, 50 more where C is of another."""
    open_ = hand.page(tmp_path, LARGEST)
    both = open_.evaluate(hand.firm(hand.deal("A", "2022-03-01", 200), hand.deal("C", "2022-05-01", 100)))
    assert (hand.due(both), set_bounds(both)) == (("100.00", "150.00"), {("?", 2022): (100, 150)})
    assert both.due.exact


def test_a_record_whose_key_is_not_stated_may_form_a_set_beside_one_whose_sum_it_leaves(tmp_path: Path) -> None:
    golden, other = hand.deal("A", "2022-03-01", 200, tier="gold"), hand.deal("C", "2022-05-01", 100)
    decision = hand.page(tmp_path, LARGEST).evaluate(hand.firm(golden, other))
    assert hand.due(decision) == ("100.00", "150.00")
    assert set_bounds(decision) == {("gold", 2022): (100, 100), ("?", 2022): (0, 50)}


def test_sets_of_open_keys_of_two_years_are_told_apart(tmp_path: Path) -> None:
    """Whatever the tiers, each year has one set of one record."""
    decision = hand.page(tmp_path, LARGEST).evaluate(
        hand.firm(hand.deal("A", "2022-03-01", 200), hand.deal("C", "2023-05-01", 300))
    )
    assert set_bounds(decision) == {("?", 2022): (100, 100), ("?", 2023): (150, 150)}
    assert [[ref.item for ref in c.missing] for c in decision.claims] == [["A"], ["C"]]


def test_records_whose_key_cannot_be_listed_may_each_have_a_set_of_the_greatest_sum(tmp_path: Path) -> None:
    """30 for D, and 30 for each project that A and C may name."""
    deals = [
        hand.deal(number, "2022-03-01", **more) for number, more in (("A", {}), ("C", {}), ("D", {"project": "P"}))
    ]
    decision = hand.page(tmp_path, "award 30 per project per year when deal made").evaluate(hand.firm(*deals))
    assert hand.due(decision) == ("30.00", "90.00")


# ---------------------------------------------------------------------------------------------- claims in two groups


@pytest.mark.parametrize(
    ("rule", "years", "high"),
    [
        (cap(50, "marks"), (2022, 2022), 100),  # m and n
        (cap(50, "marks", per_year=False), (2021, 2022), 100),
        (attrs.evolve(cap(50, "marks"), carry=1), (2021, 2022), 250),  # m until 2022, n until 2023
    ],
)
def test_the_rooms_of_a_cap_by_a_list_bound_what_its_claims_come_to(
    rule: Cap, years: tuple[int, int], high: int
) -> None:
    deals = [deal(n, None, f"{year}-03-01", marks=marks) for n, year, marks in zip("AB", years, MARKS, strict=True)]
    assert due(decide(policy(award(), over(rule)), firm(*deals)))[1] == high


MARKS = (["m", "n"], ["n"])


@pytest.mark.parametrize(
    ("keys", "told", "project", "least"),
    [
        (("marks",), {}, "p", 0),
        (("marks", "project"), {"marks": ["m", "n"]}, "p", 0),
        (("project",), {}, "q", 100),  # of one room: what it takes there, it is paid
    ],
)
def test_a_claim_that_may_take_of_two_rooms_leaves_nothing_certain_of_both(
    keys: tuple[str, ...], told: dict[str, object], project: str, least: int
) -> None:
    """O comes first. Of the marks m and n it takes both rooms, of which A and B would have got 100: 50 are due."""
    others = deal("A", 50, marks=["m"], project="p"), deal("B", 50, marks=["n"], project=project)
    code = policy(award(), cap(50, *keys))
    assert due(decide(code, firm(deal("O", 50, "2022-01-01", **told), *others))) == (least, 150, False)
    stated = deal("O", 50, "2022-01-01", marks=["m", "n"], project="p")
    assert due(decide(code, firm(stated, *others)))[0] == max(50, least)


def test_more_room_in_a_year_may_pay_less_in_all_where_claims_take_of_two_rooms() -> None:
    """With 0 in 2021, X and Y take the 40 of 2022 of their own marks, P and Q get nothing, and A, B, C 40 each: 200.

    With 20, half of X and Y is paid in 2021, and so are 20 of A, B, C each. In 2022 P and Q get 20 each, before the
    rest of A, B, C, whose rooms they fill: 180.
    """
    code = policy(award(), over(attrs.evolve(cap(None, "marks"), carry=2)))
    marks = {"1X": "x", "1Y": "y", "2P": "xabc", "2Q": "yabc", "3A": "a", "3B": "b", "3C": "c"}
    deals = [deal(number, 40, "2021-03-01", marks=list(own)) for number, own in marks.items()]

    def stated(*first: int) -> tuple[int, int | None, bool]:
        figures = dict(zip((2023, 2022, 2021), (0, 40, *first), strict=False))
        told = {str(year): {"contribution": sum_} for year, sum_ in figures.items()}
        return due(decide(code, firm(*deals, figures=told)))

    assert [stated(0), stated(20)] == [(200, 200, True), (180, 180, True)]
    low, high, _ = stated()
    assert low <= 180
    assert high == 280


def test_a_group_of_which_the_reported_year_has_no_claim_bounds_nothing_of_it() -> None:
    deals = deal("A", None, "2021-03-01", marks=["m", "o"]), deal("B", None, marks=["n", "o"])
    code = policy(award(), cap(50, "marks", per_year=False))
    assert due(decide(code, firm(*deals), year=2022))[1] == 100
