"""Bounds at their borders, computed by hand.

The borders are amounts that just fit, lapsed money, one fen, and a budget that is used to its last step.
"""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from ipdsl.decision.bounds import all_cases
from ipdsl.decision.decision import Decision
from ipdsl.engine.operations import Answer, add, not_
from ipdsl.engine.situation import Situation
from ipdsl.ir.proposal import Outcome
from ipdsl.semantics.typed import Cap
from tests.support.settlement import pages as hand
from tests.support.settlement.carried_money import figures, prize, suspending
from tests.support.settlement.programs import (
    Award,
    Condition,
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    group,
    holds,
    limit,
    more,
    older,
    over,
    policy,
    with_functions,
)

FINE = {"fine": holds("fine")}
NOT_ALL = "too many facts are missing to try all cases"


def carrying(amount: int | None, years: int = 1, *, exempt: tuple[str, ...] = ()) -> Cap:
    return attrs.evolve(cap(amount, "enterprise", exempt=exempt), carry=years)


def asked(decision: Decision, item: str) -> set[str]:
    """The deals whose facts a claim asks for."""
    return {ref.item for ref in claim(decision, item).missing}


def is_cut_short(decision: Decision) -> bool:
    return any(line.startswith(NOT_ALL) for line in decision.assumptions)


def fens(decision: Decision) -> tuple[int, int | None]:
    """The least and the greatest amount due, in fen."""
    return decision.due.low.minor, None if decision.due.high is None else decision.due.high.minor


# ---------------------------------------------------------------------------------------------- carried money


LARGE = {"large": more("amount", 5)}
"""Awards of fixed amounts depend on this gate.

Its cases cannot be listed, so claims name the facts that a rule ties to them.
"""


def deal_and_prize(rule: Cap, sums: tuple[int, int], years: tuple[int, int] = (2022, 2022)) -> Decision:
    """Deal A and, two months later, prize B under one cap. Whether either is paid is open."""
    awards = [award("deals", sums[0], gates=LARGE), award("prizes", sums[1], gates=LARGE, record="prize")]
    facts = firm(deal("A", None, f"{years[0]}-03-01"), prizes=(deal("B", None, f"{years[1]}-05-01"),))
    return decide(policy(*awards, over(rule)), facts)


@pytest.mark.parametrize(("room", "ties"), [(51, False), (50, False), (49, True)])
def test_nothing_waits_where_the_room_just_holds_what_is_asked(room: int, ties: bool) -> None:
    decision = deal_and_prize(carrying(room), (30, 20))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})
    assert due(decision) == (0, min(room, 50), False)


@pytest.mark.parametrize(("room", "ties"), [(31, False), (30, False), (29, True)])
def test_a_year_whose_cap_is_just_filled_carries_nothing_to_the_next(room: int, ties: bool) -> None:
    decision = deal_and_prize(carrying(room), (30, 40), (2021, 2022))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


@pytest.mark.parametrize(("year", "ties"), [(2022, True), (2023, False)])
def test_money_that_has_lapsed_ties_no_claim_of_a_later_year(year: int, ties: bool) -> None:
    """80 of A are left at the end of 2022, the last year in which it may be paid."""
    decision = deal_and_prize(carrying(10), (100, 30), (2021, year))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


def test_a_year_that_leaves_nothing_makes_no_later_year_bind() -> None:
    """A carries nothing, and B and C just fit under the cap of their year."""
    awards = [award("deals", 30, gates=LARGE), award("prizes", 20, gates=LARGE, record="prize")]
    deals = deal("A", None, "2021-03-01"), deal("B", None, "2023-03-01")
    decision = decide(policy(*awards, over(carrying(50))), firm(*deals, prizes=(deal("C", None, "2023-05-01"),)))
    assert [asked(decision, item) for item in "ABC"] == [{"A"}, {"B"}, {"C"}]


@pytest.mark.parametrize(("paid_before", "ties"), [(10, False), (11, True)])
def test_earlier_payments_of_a_year_leave_less_for_carried_money(paid_before: int, ties: bool) -> None:
    awards = [award("deals", 30, gates=LARGE), award("prizes", 20, gates=LARGE, record="prize")]
    line = {"clause": "deals", "item": "Z", "year": 2022, "due": paid_before}
    facts = firm(deal("A", None), prizes=(deal("B", None, "2022-05-01"),), history=[line])
    decision = decide(policy(*awards, over(carrying(60))), facts)
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


SUMS = {"A": 3000, "B": 2001, "C": 1}
"""The amounts of deals, in fen."""


def of_sums(gates: dict[str, Condition] | None = None) -> Award:
    return award("deals", lambda c: SUMS[str(c.field("number"))], gates=gates)


def test_a_fen_that_a_year_leaves_ties_its_claims_to_the_next() -> None:
    """A is paid nothing in 2021. A and B together are one fen more than the cap of 2022."""
    days = {"A": "2021-03-01", "B": "2022-03-01", "C": "2023-03-01"}
    facts = firm(*(deal(n, None, day) for n, day in days.items()), figures=figures(y2021=0, y2022=50, y2023=50))
    decision = decide(policy(of_sums(gates=LARGE), over(carrying(None))), facts)
    assert [asked(decision, item) for item in "ABC"] == [{"A"}, {"A", "B"}, {"A", "B", "C"}]


def test_a_claim_of_one_fen_asks_for_the_figure_of_its_room() -> None:
    decision = decide(policy(of_sums(), over(carrying(None))), firm(deal("C", None, "2021-03-01"), as_of="2021-12-31"))
    assert [m.path for m in decision.missing] == ["figures.2021.contribution"]
    assert fens(decision) == (0, 1)


@pytest.mark.parametrize(("room", "ties"), [(30, True), (31, False)])
def test_a_fen_that_a_suspended_year_may_carry_ties_the_claims_of_the_next(room: int, ties: bool) -> None:
    """A and C leave one fen in 2021. In 2022 S may suspend the deals, but not the prizes."""
    code = suspending(
        policy(of_sums(gates=LARGE), award("prizes", 20, gates=LARGE, record="prize"), over(carrying(None, 2))),
        "prizes",
    )
    prizes = deal("P", None, "2023-02-01", fine=False), prize("S", "2022-01-01", amount=1)
    told = figures(y2021=room, y2022=90, y2023=90)
    deals = [deal(n, None, "2021-03-01") for n in "AC"]
    decision = decide(code, firm(*deals, prizes=prizes, figures=told, as_of="2023-12-31"))
    assert asked(decision, "P") == ({"A", "C", "P", "S"} if ties else {"P"})


def test_a_year_in_which_one_of_two_awards_may_be_suspended_carries_money_to_the_next() -> None:
    """A and B leave 20 in 2021.

    If the deals are suspended in 2022, some of it is still carried, although the prizes are not suspended.
    """
    awards = [award("deals", 80, gates=LARGE), award("prizes", 20, gates=LARGE, record="prize")]
    days = {"B": "2021-05-01", "D": "2023-02-01"}
    prizes = [deal(number, None, day, fine=False) for number, day in days.items()]
    facts = firm(deal("A", None, "2021-03-01"), prizes=(*prizes, prize("S", "2022-01-01", amount=1)))
    decision = decide(suspending(policy(*awards, over(carrying(60, 2))), "prizes"), {**facts, "as_of": "2023-12-31"})
    assert asked(decision, "D") == {"A", "B", "D", "S"}


def test_suspension_of_a_year_without_payments_is_irrelevant() -> None:
    told = figures(y2021=10, y2022=0, y2023=40)
    facts = firm(deal("A", 50, "2021-03-01"), prizes=(prize("S", "2022-06-01"),), figures=told)
    decision = decide(suspending(policy(award("deals"), over(carrying(None, 2)))), facts)
    assert (due(decision), decision.missing) == ((50, 50, True), ())


def test_claims_of_open_keys_ask_for_suspensions_after_the_first_of_them() -> None:
    """The rest of A from 2021 may be paid in 2022, unless S suspends that year. B belongs to 2023."""
    code = suspending(policy(award("deals", 30, gates=LARGE), over(attrs.evolve(cap(40, "project"), carry=2))))
    deals = deal("A", None, "2021-03-01"), deal("B", None, "2023-03-01")
    decision = decide(code, firm(*deals, prizes=(prize("S", "2022-01-01"),), as_of="2023-12-31"))
    assert asked(decision, "A") == asked(decision, "B") == {"A", "B", "S"}


def test_claims_of_open_keys_do_not_ask_for_suspensions_before_the_first_of_them() -> None:
    """The deals may be suspended in 2022, but none of them existed before 2023. The prizes are not suspended."""
    awards = [award("deals", 30, gates=LARGE), award("prizes", 30, gates=LARGE, record="prize")]
    code = suspending(policy(*awards, over(attrs.evolve(cap(40, "project"), carry=2))), "prizes")
    prizes = prize("S", "2022-01-01", amount=1, project="P"), prize("C", "2021-01-01", project="P", fine=False)
    decision = decide(code, firm(deal("B", None, "2023-03-01"), prizes=prizes, as_of="2023-12-31"))
    assert asked(decision, "B") == asked(decision, "C") == {"B", "C"}


def test_a_claim_of_two_rooms_asks_for_the_figures_of_the_years_of_both() -> None:
    """Only B belongs to 2021. Its rest takes part of A's cap for n, but nothing of the cap for m."""
    one, other = (
        award(name, 30, gates={"fine": test}) for name, test in (("deals", holds("fine")), ("rest", not_fine))
    )
    b, a = deal("B", None, "2021-03-01", marks=["n"], fine=False), deal("A", marks=["m", "n"], fine=True)
    code = policy(one, other, over(attrs.evolve(cap(None, "marks"), carry=2)))
    (missing,) = decide(code, firm(a, b, figures=figures(y2022=20, y2023=20), as_of="2023-12-31")).missing
    assert (missing.path, missing.clauses) == ("figures.2021.contribution", ("deals", "rest"))


def not_fine(c: Situation) -> Answer:
    return not_(c.field("fine"))


@pytest.mark.parametrize(
    ("spared", "least"), [((), 66), (("prizes",), 61), (("deals",), 61), (("deals", "prizes"), 66)]
)
def test_carried_money_is_bounded_tightly_if_all_claims_of_the_cap_are_suspended_in_the_same_years(
    spared: tuple[str, ...], least: int
) -> None:
    """60 of B may come between A and C and the prize of 2023.

    The award that the cap exempts is suspended in each case.
    """
    awards = award("deals"), award("prizes", 25, record="prize"), award("third", 3)
    code = suspending(policy(*awards, over(carrying(20, 2, exempt=("third",)))), *spared)
    prizes = prize("C", "2021-04-01", fine=False), prize("S", "2023-01-02", fine=False)
    decision = decide(code, firm(deal("A", 30, "2021-03-01"), deal("B", None, "2021-05-01"), prizes=prizes))
    assert due(decision) == (least, 66, least == 66)


# ---------------------------------------------------------------------------------------------- work


def test_a_claim_of_very_many_tied_claims_names_its_own_facts_but_no_figure_of_the_cap() -> None:
    code = policy(award(), cap(None, "enterprise"))
    decision = decide(code, firm(*(deal(f"D{i:03}") for i in range(100))))
    named = claim(decision, "D099").missing
    assert len(named) == 33
    assert {ref.group for ref in named} == {"figure", "record"}


def test_a_claim_of_very_many_names_no_key_of_its_own_that_no_rule_asks_for() -> None:
    """The cap per project never binds."""
    code = policy(award(amount=30, gates=LARGE), cap(100000, "project"), cap(100, "enterprise"))
    named = claim(decide(code, firm(*(deal(f"D{i:03}") for i in range(40)))), "D039").missing
    assert len(named) == 33
    assert {ref.field for ref in named} == {"amount"}


@pytest.mark.parametrize(("steps", "is_tried"), [(7, True), (6, False)])
def test_a_budget_is_spent_to_its_last_step(steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A is proposed with its fact open, then in two cases, each settled together with B: 1 + 2 x (1 + 2) steps."""
    monkeypatch.setattr(all_cases, "MAX_STEPS", steps)
    code = policy(award(gates=FINE), cap(40, "enterprise"))
    decision = decide(code, firm(deal("A", 30), deal("B", 20, "2022-05-01", fine=True)))
    assert due(decision) == (20, 40, is_tried)
    assert is_cut_short(decision) is not is_tried


@pytest.mark.parametrize(("steps", "is_tried"), [(491, True), (490, False)])
def test_sixteen_cases_are_held_to_each_other_for_a_step(
    steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five claims are proposed 31 times with a fact open, and proposed and settled in 32 cases.

    A step compares 16 of these cases with the other 16.
    """
    monkeypatch.setattr(all_cases, "MAX_STEPS", steps)
    deals = [deal(f"D{i}", 30) for i in range(5)]
    assert due(decide(policy(award(gates=FINE), cap(40, "enterprise")), firm(*deals))) == (0, 40, is_tried)


# ---------------------------------------------------------------------------------------------- before the rules


def test_earlier_payments_for_the_same_lower_the_greatest_amount_of_a_place() -> None:
    """One place for A and B, whose day is unknown. Of A's 200, 50 are already paid."""
    code = policy(award(less=("deal", "project"), gates=FINE), limit(1, "country"))
    before = {"policy": "Doc 0", "clause": "x", "kind": "deal", "item": "old", "year": 2020, "due": 50}
    a, b = deal("A", 200, project="P", country="C"), deal("B", 100, None, project="Q", country="C", fine=True)
    decision = decide(code, firm(a, b, history=[{**before, "keys": {"project": "P"}}]))
    assert due(decision)[1] == 150


def test_a_claim_of_a_known_key_may_be_raised_to_the_greatest_standard_of_claims_of_open_keys() -> None:
    """X was promised 80 and Y was promised 60. The project of each may be that of A."""
    code = policy(award(amount=50, gates=LARGE), limit(1, "enterprise"), older=(older("project"),))
    deals = deal("A", project="P"), deal("X", None, "2022-04-01"), deal("Y", None, "2022-05-01")
    standards = [
        {"document": "Doc 0", "kind": "deal", "item": item, "amount": sum_} for item, sum_ in (("X", 80), ("Y", 60))
    ]
    decision = decide(code, firm(*deals, older_documents=standards))
    assert [high and high.minor for high in (claim(decision, item).bounds.high for item in "AXY")] == [8000] * 3


@pytest.mark.parametrize(("tier", "least"), [(None, 150), ("gold", 150), ("silver", 200)])
def test_what_is_deducted_of_a_key_that_can_be_listed_is_tried_for_each_value(tier: str | None, least: int) -> None:
    before = {"policy": "Doc 0", "clause": "x", "kind": "deal", "item": "old", "year": 2020, "due": 50}
    told = {} if tier is None else {"tier": tier}
    facts = firm(deal("A", 200, **told), history=[{**before, "keys": {"tier": "gold"}}])
    assert due(decide(policy(award(less=("deal", "tier"))), facts)) == (least, 200 if tier is None else least, True)


# ---------------------------------------------------------------------------------------------- effects of a fact


def test_a_known_claim_of_one_fen_may_lose_its_place() -> None:
    """If both are large, A takes the place of B, so that C has one.

    If only B is large, it takes the place of C.
    """
    places = {"A": ("P", "X"), "B": ("P", "Y"), "C": ("Q", "Y")}
    a, b, c = [deal(n, None, project=project, country=country) for n, (project, country) in places.items()]
    decision = decide(
        policy(of_sums(gates=LARGE), limit(1, "project"), limit(1, "country")), firm(a, b, c | {"amount": 9})
    )
    assert claim(decision, "C").outcome is Outcome.UNDETERMINED
    assert asked(decision, "C") == {"A", "B"}


def test_a_claim_that_no_open_fact_changes_is_settled_with_the_others_at_their_least() -> None:
    """Whatever the figure is, A takes its 20 under the project's cap, which uses up the cap of the firm."""
    inner = cap(None, "project")
    awards = group(award("deals", 20), inner), award("prizes", 40, record="prize")
    code = policy(*awards, cap(20, "enterprise"))
    code = with_functions(code, caps={inner.name: lambda c: add(2000, c.figure("contribution"))})
    deals = deal("A", None, project="P"), deal("B", None, "2022-03-02", project="P")
    decision = decide(code, firm(*deals, prizes=(deal("C", None, "2022-06-01"),)))
    assert (claim(decision, "C").paid.minor, due(decision)) == (0, (20, 20, True))


# ---------------------------------------------------------------------------------------------- sets of open keys

LARGEST = "award 50% of largest amount per tier per year when deal made"


def set_bounds(decision: Decision) -> dict[tuple[str, int | None], tuple[int, int]]:
    """The bounds of each set, in yuan."""
    ends = {(c.item, c.year): (c.bounds.low, c.bounds.high) for c in decision.claims}
    return {name: (low.minor // 100, high.minor // 100) for name, (low, high) in ends.items() if high is not None}


@pytest.mark.slow
def test_records_whose_key_is_not_stated_may_be_one_set_or_two(tmp_path: Path) -> None:
    """100 if both have one tier; 50 more if C has a different tier."""
    open_ = hand.page(tmp_path, LARGEST)
    both = open_.evaluate(hand.firm(hand.deal("A", "2022-03-01", 200), hand.deal("C", "2022-05-01", 100)))
    assert (hand.due(both), set_bounds(both)) == (("100.00", "150.00"), {("?", 2022): (100, 150)})
    assert both.due.exact
    assert both.claims[0].bounds.exact


def test_a_record_with_an_unstated_key_may_form_a_separate_set(tmp_path: Path) -> None:
    golden, other = hand.deal("A", "2022-03-01", 200, tier="gold"), hand.deal("C", "2022-05-01", 100)
    decision = hand.page(tmp_path, LARGEST).evaluate(hand.firm(golden, other))
    assert hand.due(decision) == ("100.00", "150.00")
    assert set_bounds(decision) == {("gold", 2022): (100, 100), ("?", 2022): (0, 50)}


def test_sets_of_open_keys_of_two_years_are_distinguished(tmp_path: Path) -> None:
    """Whatever the tiers are, each year has one set with one record."""
    decision = hand.page(tmp_path, LARGEST).evaluate(
        hand.firm(hand.deal("A", "2022-03-01", 200), hand.deal("C", "2023-05-01", 300))
    )
    assert set_bounds(decision) == {("?", 2022): (100, 100), ("?", 2023): (150, 150)}
    assert [[ref.item for ref in c.missing] for c in decision.claims] == [["A"], ["C"]]


def test_a_set_names_no_fact_that_leaves_its_sum_as_it_is(tmp_path: Path) -> None:
    """B is the largest unless A, of 300, is fine. Whether C, of 100, is fine is irrelevant."""
    policy = hand.page(tmp_path, f"{LARGEST} and fine")
    amounts = {"A": (300, None), "B": (200, True), "C": (100, None)}
    deals = [hand.deal(n, "2022-03-01", sum_, fine=fine, tier="gold") for n, (sum_, fine) in amounts.items()]
    decision = policy.evaluate(hand.firm(*deals))
    assert set_bounds(decision) == {("gold", 2022): (100, 150)}
    assert [ref.item for ref in decision.claims[0].missing] == ["A"]


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
        (("project",), {}, "q", 100),  # with a single cap: a claim is paid the amount that it takes there
    ],
)
def test_a_claim_that_may_take_of_two_rooms_leaves_nothing_certain_of_both(
    keys: tuple[str, ...], told: dict[str, object], project: str, least: int
) -> None:
    """O comes first. If it has the marks m and n, it uses both caps, from which A and B would have received 100.

    The amount due is then 50.
    """
    others = deal("A", 50, marks=["m"], project="p"), deal("B", 50, marks=["n"], project=project)
    code = policy(award(), cap(50, *keys))
    assert due(decide(code, firm(deal("O", 50, "2022-01-01", **told), *others))) == (least, 150, False)
    stated = deal("O", 50, "2022-01-01", marks=["m", "n"], project="p")
    assert due(decide(code, firm(stated, *others)))[0] == max(50, least)


def test_more_room_in_a_year_may_pay_less_in_all_where_claims_take_of_two_rooms() -> None:
    """The total is lower if 2021 has more money.

    With 0 in 2021, X and Y take the 40 of 2022 of their own marks. P and Q get nothing, and A, B and C get 40 each:
    200.

    With 20, half of X and Y is paid in 2021, and so are 20 each of A, B and C. In 2022, P and Q get 20 each before the
    rest of A, B and C, whose caps they fill: 180.
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


def test_a_cap_of_one_room_for_each_claim_makes_one_of_two_rooms_no_more_certain() -> None:
    """The same deals, and a prize under its own cap that depends on the same figures.

    The 30 of the prize are always paid.
    """
    marked = attrs.evolve(cap(None, "marks", exempt=("prizes",)), carry=2)
    code = policy(
        award("deals"), award("prizes", 30, record="prize"), over(marked), over(carrying(None, 2, exempt=("deals",)))
    )
    marks = {"1X": "x", "1Y": "y", "2P": "xabc", "2Q": "yabc", "3A": "a", "3B": "b", "3C": "c"}
    deals = [deal(number, 40, "2021-03-01", marks=list(own)) for number, own in marks.items()]
    facts = firm(*deals, prizes=(prize("Z", "2021-03-01"),))
    assert due(decide(code, {**facts, "figures": figures(y2023=0, y2022=40, y2021=20)})) == (210, 210, True)
    low, high, _ = due(decide(code, {**facts, "figures": figures(y2023=0, y2022=40)}))
    assert (low <= 210, high) == (True, 310)


def test_a_reported_year_is_due_at_most_the_greatest_amounts_of_its_own_claims() -> None:
    """The cap has three groups with 50 each. The one claim that may belong to the year is in two, and gets 50."""
    deals = deal("A", None, "2021-03-01", marks=["m", "o"]), deal("B", None, marks=["n", "o"])
    code = policy(award(), cap(50, "marks", per_year=False))
    assert due(decide(code, firm(*deals), year=2022))[1] == 50
