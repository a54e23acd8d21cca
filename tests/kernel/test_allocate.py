"""The kernel over tables of a few claims. Expected values are calculated by hand."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from ipdsl.base.values.money import Mode, Rounding
from ipdsl.ir.facts import Balances, LedgerLine
from ipdsl.ir.terms import TRAITS, GroupState, Order, Settlement, Step
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import UNPAID, KernelTables
from ipdsl.kernel.grouping import MODES, ApplicantContext, ClaimRow, ClaimTable, GroupedClaims, is_different_level
from ipdsl.kernel.rule_table import (
    AnyPayment,
    ExactSum,
    ExternalPayment,
    PaymentHistory,
    PriorPayment,
    SettlementTable,
    table_of,
)
from tests.support.kernel import bound, line, table
from tests.support.rows import each_row


def claim(clause: int, year: int, total: int, key: str = "k") -> ClaimRow:
    return ClaimRow(clause, year, total, (key,), ("", "deal", f"{clause}"))


def left(step: Step, claims: list[ClaimRow], *lines: PriorPayment) -> list[int]:
    """The amount left of each claim."""
    held: dict[int, list[PriorPayment]] = {}
    for one in lines:
        held.setdefault(one.clause.index, []).append(one)
    numbered = GroupedClaims(
        table(step, 3),
        ClaimTable.from_rows(claims),
        [ApplicantContext(PaymentHistory(held), lambda rule, _: rule.amount or 0)],
    )
    if numbered.tables is None:
        return [one.total for one in claims]
    allocation.settle(numbered.tables)
    return list(numbered.tables.left)


class Open:
    """Years up to 2024 in which money may be carried over."""

    last_year = 2024
    last_ended_year = 2021
    suspended_clauses = staticmethod(lambda year: frozenset())


def test_a_room_is_filled_in_claim_order_after_what_lines_charged() -> None:
    room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=100),))
    assert left(room, [claim(0, 2022, 60), claim(1, 2022, 60)]) == [60, 40]
    assert left(room, [claim(0, 2022, 60), claim(1, 2022, 60)], line(0, 2022, 30, rule=30)) == [60, 10]
    assert left(room, [claim(0, 2022, 60), claim(1, 2023, 60)]) == [60, 60]


def test_an_inner_group_competes_with_its_sum_and_shares_what_exceeds_the_payments_of_the_year() -> None:
    one = bound(("key",), clauses=3)
    team = Step(GroupState.BEST_OF, Order.CLAIM, (one,), teams=((0, 0), (1, 0), (2, 1)), groups=(0,))
    rivals = [claim(0, 2022, 100), claim(1, 2022, 100), claim(2, 2022, 150)]
    assert left(team, rivals) == [100, 100, 0]
    assert left(team, rivals, line(2, 2022, 120)) == [80, 0, 0]  # 200 against 150: 80 exceed the 120
    assert left(team, rivals, line(2, 2022, 300)) == [0, 0, 0]  # 300 exceed every team
    assert left(team, rivals, line(0, 2022, 50)) == [100, 100, 0]  # the group competes with 250, 200 of it new


def test_one_place_of_a_group_goes_to_the_greatest_where_the_best_come_first() -> None:
    best = Step(GroupState.QUOTA, Order.GREATEST, (bound(("key",)),), number=1)
    assert left(best, [claim(0, 2022, 10), claim(1, 2022, 20)]) == [0, 20]
    first = Step(GroupState.QUOTA, Order.CLAIM, (bound(("key",)),), number=1)
    assert left(first, [claim(0, 2022, 10), claim(1, 2022, 20)]) == [10, 0]


def test_one_fen_in_another_year_is_a_payment_and_nothing_is_none() -> None:
    first = Step(GroupState.EXCLUSIVE, Order.GREATEST_BY_TEXT, (bound(("key",), per_year=False),))
    assert left(first, [claim(0, 2022, 60)], line(1, 2021, 1)) == [0]
    assert left(first, [claim(0, 2022, 60)], line(1, 2021, 0)) == [60]
    assert left(first, [claim(0, 2022, 60)], line(1, 2022, 40)) == [20]
    assert left(first, [claim(0, 2022, 60)], line(1, 2022, 40), line(1, 2021, 0)) == [20]
    assert left(first, [claim(0, 2022, 60)], line(1, 2022, 40), line(1, 2021, -5)) == [20], "paid back in another year"
    for year in (2021, 2022):
        assert left(first, [claim(0, year, 60)], line(1, 2022, 40), line(1, 2021, 5)) == [0]


def test_one_fen_holds_a_place() -> None:
    places = Step(GroupState.QUOTA, Order.CLAIM, (bound(("key",), per_year=False),), number=1)
    assert left(places, [claim(0, 2022, 60)], line(1, 2021, 1)) == [0]
    assert left(places, [claim(0, 2022, 60)], line(1, 2021, 0)) == [60]


def test_an_item_takes_no_place_beside_the_one_that_it_has() -> None:
    places = Step(GroupState.QUOTA, Order.CLAIM, (bound(("key",), per_year=False),), number=1)
    again = claim(0, 2022, 60)._replace(identity=("", "deal", "old"))
    assert left(places, [again, claim(1, 2022, 70)], line(1, 2021, 1)) == [60, 0]
    assert left(attrs.evolve(places, number=2), [again, claim(1, 2022, 70)], line(1, 2021, 1)) == [60, 70]


def test_only_payments_for_the_kind_are_deducted() -> None:
    of_kind = attrs.evolve(bound(("key",), per_year=False), reach=(0,), payers=(1,))
    less = Step(
        GroupState.DEDUCTION,
        Order.CLAIM,
        (of_kind,),
        kinds=("mark",),
        is_of_award=True,
    )
    asked = claim(0, 2022, 100)._replace(deducts=True)
    paid = [
        ExternalPayment("old", "1", "x", kinds, 2015, 30, {"key": "k"}, frozenset())
        for kinds in (("mark",), ("patent",))
    ]
    for one, rest in zip(paid, (70, 100), strict=True):
        numbered = GroupedClaims(
            table(less),
            ClaimTable.from_rows([asked]),
            [ApplicantContext(PaymentHistory({}, (one,)), lambda rule, _: 0)],
        )
        if numbered.tables is not None:
            allocation.settle(numbered.tables)
        assert (100 if numbered.tables is None else numbered.tables.left[0]) == rest


@pytest.mark.parametrize(("proposed", "raised"), [(80, 120), (119, 120), (120, 60), (130, 60)])
def test_a_standard_raises_no_claim_once_a_line_of_the_year_was_raised_to_it(proposed: int, raised: int) -> None:
    """120 are promised and 60 are claimed. Two lines of the year have this amount and 50 as proposed amounts."""
    older = Step(GroupState.FLOOR, Order.CLAIM, (bound(("key",)),))
    asked = claim(0, 2022, 60)._replace(standard=120)
    before = [attrs.evolve(line(1, 2022, 10), proposed=one) for one in (proposed, 50)]
    assert left(older, [asked], *before) == [raised]


@pytest.mark.parametrize(
    ("clauses", "proposed", "raised"),
    [
        ((0, 1, 2), (60, 90, 10), [130, 90, 130]),
        ((0, 1, 2), (60, 120, 10), [130, 120, 130]),
        ((1, 0, 2), (60, 120, 10), [120, 130, 130]),
        ((1, 1, 2), (60, 120, 10), [130, 120, 130]),
        ((0, 1, 2), (60, 125, 10), [120, 130, 130]),
    ],
    ids=["greater now", "equal, before in the text", "equal, after", "equal, of one award", "less still"],
)
def test_a_claim_that_was_raised_may_be_the_greatest_of_another_group(
    clauses: tuple[int, ...], proposed: tuple[int, ...], raised: list[int]
) -> None:
    """Each claim has its own group, and one group has all claims. 120 are promised for the first, 130 for the last."""
    older = Step(
        GroupState.FLOOR,
        Order.CLAIM,
        (bound(("own",), clauses=3), bound(("shared",), clauses=3)),
    )
    claims = [
        ClaimRow(index, 2022, sum_, (own, "all"), ("", "deal", own), standard=standard)
        for index, sum_, own, standard in zip(clauses, proposed, "abc", (120, 0, 130), strict=True)
    ]
    grouped = GroupedClaims(
        table_of(Settlement((older,), (("own", "shared"),) * 3)),
        ClaimTable.from_rows(claims),
        [ApplicantContext(PaymentHistory({}), lambda rule, _: rule.amount or 0)],
    )
    assert grouped.tables is not None
    allocation.settle(grouped.tables)
    assert list(grouped.tables.left) == raised
    first = 0 if raised[0] > proposed[0] else -1
    assert (grouped.tables.requested[0], grouped.tables.binding[0]) == (proposed[0], first), "told by its first raise"


def numbered_with_payments(step: Step, asked: ClaimRow, *payments: AnyPayment) -> GroupedClaims:
    """Settle one claim of an applicant with these payments by this policy and under other documents."""
    held: dict[int, list[PriorPayment]] = {}
    for one in payments:
        if isinstance(one, PriorPayment):
            held.setdefault(one.clause.index, []).append(one)
    external = tuple([one for one in payments if isinstance(one, ExternalPayment)])
    history = PaymentHistory(held, external)
    grouped = GroupedClaims(
        table(step), ClaimTable.from_rows([asked]), [ApplicantContext(history, lambda rule, _: rule.amount or 0)]
    )
    assert grouped.tables is not None
    allocation.settle(grouped.tables)
    return grouped


def support(amount: int) -> ExternalPayment:
    """A payment of 2022 under another document, with its ledger line."""
    told = LedgerLine("old", "1", "x", 2022, {2022: amount}, kind="mark")
    return ExternalPayment("old", "1", "x", ("mark",), 2022, amount, {"key": "k"}, frozenset(), told)


def test_of_payments_of_the_year_only_those_that_the_award_deducted_itself_are_left_out() -> None:
    """100 are claimed. Other documents paid 30, which the award deducted itself, and 20 more; this policy paid 7."""
    first = Step(GroupState.EXCLUSIVE, Order.CLAIM, (bound(("key",), per_year=False),), kinds=("mark",))
    counted, other, own = support(30), support(20), line(1, 2022, 7)
    asked = claim(0, 2022, 100)._replace(counted_lines=frozenset({counted.line}))
    grouped = numbered_with_payments(first, asked, counted, other, own)
    assert grouped.tables is not None
    assert list(grouped.tables.left) == [100 - 20 - 7]
    [group] = grouped.binding
    assert [grouped.is_counted(0, group.rule, one) for one in (counted, other, own)] == [True, False, False]


def test_what_an_award_deducted_as_support_is_not_deducted_as_paid_already_nor_named_for_it() -> None:
    of_kind = attrs.evolve(bound(("key",), per_year=False), reach=(0,), payers=(1,))
    less = Step(
        GroupState.DEDUCTION, Order.CLAIM, (of_kind,), kinds=("mark",), is_of_award=True,
    )  # fmt: skip
    counted, other, own = support(30), support(20), line(1, 2021, 7)
    asked = claim(0, 2022, 100)._replace(deducts=True, counted_lines=frozenset({counted.line}))
    grouped = numbered_with_payments(less, asked, counted, other, own)
    assert grouped.tables is not None
    assert list(grouped.tables.left) == [100 - 20 - 7]
    [group] = grouped.binding
    assert [grouped.is_counted(0, group.rule, one) for one in (counted, other, own)] == [True, False, False]


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ((None, None), [60, 10]),
        ((65, None), [60, 5]),
        ((None, 65), [60, 5]),
        ((65, 65), [60, 5]),
        ((0, None), [0, 0]),
    ],
    ids=["by none", "by the first", "by the second", "by both", "nothing is left"],
)
def test_what_one_applicant_publishes_to_be_left_of_a_shared_room_is_left_for_all(
    published: tuple[int | None, int | None], kept: list[int]
) -> None:
    """Two applicants ask for 60 each under a shared cap of 100. The first applicant was paid 30 before."""
    shared = attrs.evolve(bound(("key",), per_year=False, amount=100), is_across=True)
    step = Step(GroupState.LIMIT, Order.CLAIM, (shared,))
    histories = [
        PaymentHistory(lines, published=Balances({} if left_over is None else {("rule", "k"): left_over}))
        for lines, left_over in zip(({0: [line(0, 2021, 30, rule=30)]}, {}), published, strict=True)
    ]
    applicants = [ApplicantContext(history, lambda rule, _: rule.amount or 0) for history in histories]
    tables = settled(table(step), [claim(0, 2022, 60), claim(1, 2022, 60)], *applicants)
    assert list(tables.left) == kept


def test_groups_that_may_bind_stand_in_the_order_of_the_rules_and_the_others_are_not_asked() -> None:
    """Only the second rule reaches the first claim. One group of the first rule has room for everything claimed."""
    one, two = (
        Step(GroupState.LIMIT, Order.CLAIM, (attrs.evolve(bound(("key",), amount=100), reach=reach),))
        for reach in ((1,), (0, 1))
    )
    claims = [claim(0, 2022, 120, "a"), claim(1, 2022, 110, "b"), claim(1, 2022, 20, "c")]
    grouped = GroupedClaims(
        table_of(Settlement((one, two), (("key",),) * 2)),
        ClaimTable.from_rows(claims),
        [ApplicantContext(PaymentHistory({}), lambda rule, _: rule.amount or 0)],
    )
    assert [(group.rule.number, group.key) for group in grouped.binding] == [
        (0, ("b", 2022)), (1, ("a", 2022)), (1, ("b", 2022)),
    ]  # fmt: skip


def test_money_that_waits_from_an_earlier_run_meets_no_rule_but_the_one_for_which_it_waits() -> None:
    """60 are carried from 2022 to 2023. A cap of 10 next to the carrying cap is full and takes nothing of them."""
    room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=10),))
    purse = Step(GroupState.CARRY_OVER, Order.CLAIM, (bound(("key",), amount=50),), wait=2)
    waiting = claim(0, 2022, 60)._replace(since=2023, until=2024)
    rules = table_of(Settlement((room, purse), (("key",),) * 2))
    history = PaymentHistory({})
    grouped = GroupedClaims(
        rules, ClaimTable.from_rows([waiting]), [ApplicantContext(history, lambda rule, _: rule.amount or 0, Open())]
    )
    assert grouped.tables is not None
    allocation.settle(grouped.tables)
    assert [group.rule.state for group in grouped.binding] == [GroupState.CARRY_OVER]
    assert (list(grouped.tables.paid_in), list(grouped.tables.rest)) == ([50, 10], [0])
    assert list(grouped.tables.left) == [0], "the claim itself is of an earlier run"
    assert rules.has_carry_over
    assert not table(room).has_carry_over


@pytest.mark.parametrize(
    ("years", "kept"),
    [((2021,), [0, 120]), ((2022,), [115, 50]), ((2021, 2022), [0, 120]), ((2022, 2023), [0, 120]), ((), [120, 50])],
    ids=["another year", "its own year", "its own and an earlier", "its own and a later", "none"],
)
def test_a_claim_that_a_payment_of_another_year_stops_leaves_the_standard_to_the_next(
    years: tuple[int, ...], kept: list[int]
) -> None:
    """60 and 50 are claimed and 120 are promised. 5 were paid in these years for the project of the first claim."""
    older = Step(GroupState.FLOOR, Order.CLAIM, (bound(("shared",)),))
    first = Step(GroupState.EXCLUSIVE, Order.CLAIM, (bound(("own",), per_year=False),))
    claims = [
        ClaimRow(index, 2022, sum_, (own, "all"), ("", "deal", own), standard=120)
        for index, (sum_, own) in enumerate(((60, "a"), (50, "b")))
    ]
    paid = [attrs.evolve(line(1, year, 5), keys={"own": "a"}) for year in years]
    grouped = GroupedClaims(
        table_of(Settlement((older, first), (("own", "shared"),) * 2)),
        ClaimTable.from_rows(claims),
        [ApplicantContext(PaymentHistory({1: paid}), lambda rule, _: rule.amount or 0)],
    )
    assert grouped.tables is not None
    allocation.settle(grouped.tables)
    assert list(grouped.tables.left) == kept


def test_what_an_award_paid_itself_in_an_earlier_year_is_deducted_of_it() -> None:
    """The claim of 2021 is deducted from later ones: the claim of 2022 has 40 left, and 100 with another key."""
    own = attrs.evolve(bound(("key",), per_year=False), reach=(0,), payers=(0,))
    less = Step(GroupState.DEDUCTION, Order.CLAIM, (own,), kinds=("deal",), is_of_award=True)
    claims = [claim(0, 2021, 60), claim(0, 2022, 100), claim(0, 2022, 100, "other")]
    assert left(less, [one._replace(deducts=True) for one in claims]) == [60, 40, 100]


@given(
    st.fractions(min_value=0, max_value=10_000), st.integers(0, 12_000), st.sampled_from([*Mode]),
    st.sampled_from([1, 5, 100]),
)  # fmt: skip
def test_a_sum_less_a_deduction_is_rounded_as_everywhere(of: Fraction, less: int, mode: Mode, step: int) -> None:
    fractions = [
        7,
        2,
        3,
        allocation.DOWN,
        of.numerator,
        of.denominator,
        step,
        MODES[mode],
        0,
    ]  # those of a claim before it
    assert allocation.round_after_deduction(fractions, 4, less) == Rounding(mode, step).apply(
        max(of - less, Fraction(0))
    )


@pytest.mark.parametrize("mode", [*Mode])
def test_whole_and_half_steps_are_rounded_as_the_mode_says(mode: Mode) -> None:
    for half in (Fraction(n, 2) for n in range(8)):
        fractions = [half.numerator, half.denominator, 1, MODES[mode], 0]
        assert allocation.round_after_deduction(fractions, 0, 0) == Rounding(mode).apply(half)


def step_of(state: GroupState, *, amount: int | None = None, **terms: Any) -> Step:
    """A step with one rule over clauses whose payments count for each other."""
    one = attrs.evolve(bound(("key",), amount=amount), payers=(0, 1))
    return Step(state, Order.CLAIM, (one,), **terms)


LEFT = {
    GroupState.LIMIT: (step_of(GroupState.LIMIT, amount=50), [50, 0]),
    GroupState.QUOTA: (step_of(GroupState.QUOTA, number=1), [60, 0]),
    GroupState.EXCLUSIVE: (step_of(GroupState.EXCLUSIVE), [60, 0]),
    GroupState.TOP_UP: (step_of(GroupState.TOP_UP), [60, 10]),
    GroupState.BEST_OF: (step_of(GroupState.BEST_OF, teams=((0, 0), (1, 1))), [0, 70]),
    GroupState.CARRY_OVER: (step_of(GroupState.CARRY_OVER, amount=50, wait=1), [50, 0]),
    GroupState.DEDUCTION: (step_of(GroupState.DEDUCTION), [40, 50]),
    GroupState.FLOOR: (step_of(GroupState.FLOOR), [60, 90]),
    GroupState.MINIMUM_SUM: (step_of(GroupState.MINIMUM_SUM, amount=131), [0, 0]),
    GroupState.WHOLE_STEPS: (step_of(GroupState.WHOLE_STEPS, amount=50), [60, 40]),
}
"""A step for each state, and the amounts that it leaves of 60 and 70 in one year, calculated by hand.

90 is the older standard of both claims. 20 were paid before if the state deducts payments.
"""


@each_row("state", GroupState)
def test_the_kernel_knows_every_state(state: GroupState) -> None:
    assert getattr(allocation, state.name) == state
    assert TRAITS[state].text
    step, kept = LEFT[state]
    deducts = state is GroupState.DEDUCTION
    asked = [claim(at, 2022, total)._replace(standard=90, deducts=deducts) for at, total in enumerate((60, 70))]
    recall = PaymentHistory({1: [line(1, 2022, 20)]} if deducts else {})
    numbered = GroupedClaims(
        table(step), ClaimTable.from_rows(asked), [ApplicantContext(recall, lambda rule, _: rule.amount or 0, Open())]
    )
    assert numbered.tables is not None
    allocation.settle(numbered.tables)
    assert list(numbered.tables.left) == kept


@each_row(
    ("state", "amount", "asked", "paid", "kept"),
    [
        (GroupState.MINIMUM_SUM, 130, (60, 70), 0, [60, 70]),  # the sum is not below it
        (GroupState.MINIMUM_SUM, 131, (60, 70), 1, [60, 70]),  # with earlier payments
        (GroupState.MINIMUM_SUM, 100, (60,), 39, [0]),
        (GroupState.WHOLE_STEPS, 100, (60, 70), 0, [60, 40]),  # the last claim is cut first
        (GroupState.WHOLE_STEPS, 100, (60, 20, 10), 0, [0, 0, 0]),  # less than one step
        (GroupState.WHOLE_STEPS, 100, (150, 20, 10), 0, [100, 0, 0]),  # then those before it
        (GroupState.WHOLE_STEPS, 100, (60, 70), 75, [60, 65]),  # earlier payments are in the sum
        (GroupState.WHOLE_STEPS, 100, (30,), 150, [0]),  # and is not taken back
        (GroupState.WHOLE_STEPS, 1, (60, 70), 0, [60, 70]),
    ],
)
def test_sums_of_a_year_are_refused_or_rounded(
    state: GroupState, amount: int, asked: tuple[int, ...], paid: int, kept: list[int]
) -> None:
    history = PaymentHistory({0: [line(0, 2022, paid)]} if paid else {})
    step = step_of(state, amount=amount)
    context = ApplicantContext(history, lambda rule, _: rule.amount or 0)
    claims = [claim(0, 2022, total) for total in asked]
    tables = settled(table(step), claims, context)
    assert list(tables.left) == list(tables.admitted) == kept


def test_a_sum_of_a_year_stays_in_its_year() -> None:
    """60 and 70 in two years are below 100 in each."""
    tables = settled(table(step_of(GroupState.MINIMUM_SUM, amount=100)), [claim(0, 2022, 60), claim(1, 2023, 70)])
    assert list(tables.left) == [0, 0]


@given(st.fractions(0, 5_000), st.integers(0, 6_000), st.fractions(0, 5_000))
def test_a_rest_after_deductions_is_compared_exactly(of: Fraction, less: int, threshold: Fraction) -> None:
    least = math.ceil(threshold * of.denominator)
    rest = allocation.round_after_deduction([of.numerator, of.denominator, 1, MODES[Mode.DOWN], least], 0, less)
    assert rest == (math.floor(of - less) if of - less >= threshold and of > less else 0)


@pytest.mark.parametrize("order", Order, ids=lambda order: order.name)
def test_the_kernel_knows_every_order(order: Order) -> None:
    assert getattr(allocation, order.name) == order


def test_a_rule_that_does_not_weigh_claims_against_each_other_is_asked_for_one_alone() -> None:
    first = table(step_of(GroupState.EXCLUSIVE))
    for is_weighed in (True, False):
        rules = tuple(attrs.evolve(rule, is_weighed=is_weighed) for rule in first.rules)
        asked = ClaimTable.from_rows([claim(0, 2022, 60)])
        numbered = GroupedClaims(
            attrs.evolve(first, rules=rules), asked, [ApplicantContext(PaymentHistory({}), lambda rule, _: 0)]
        )
        assert (numbered.tables is None) is is_weighed


def test_each_of_two_applicants_has_its_own_groups() -> None:
    """Each asks for 60 under a cap of 100 for the same key. The second was paid 70 of it before."""
    room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=100),))
    histories = [PaymentHistory({}), PaymentHistory({0: [line(0, 2022, 70, rule=70)]})]
    applicants = [ApplicantContext(history, lambda rule, _: rule.amount or 0) for history in histories]
    tables = settled(table(room), [claim(0, 2022, 60), claim(1, 2022, 60)], *applicants)
    assert list(tables.left) == [60, 30]


def test_an_applicant_that_was_only_paid_before_needs_no_years_for_money_that_waits() -> None:
    """80 are claimed under a carrying cap of 50. The second applicant claims nothing."""
    purse = Step(GroupState.CARRY_OVER, Order.CLAIM, (bound(("key",), amount=50),), wait=2)
    applicants = [
        ApplicantContext(PaymentHistory({}), lambda rule, _: rule.amount or 0, years) for years in (Open(), None)
    ]
    grouped = GroupedClaims(table(purse), ClaimTable.from_rows([claim(0, 2022, 80)]), applicants, [0])
    assert grouped.tables is not None
    allocation.settle(grouped.tables)
    assert (list(grouped.tables.paid_in), list(grouped.tables.rest)) == ([50, 30, UNPAID], [0])


def settled(rules: SettlementTable, claims: list[ClaimRow], *applicants: ApplicantContext) -> KernelTables:
    """The settled tables of these claims: all of one applicant, or one of each."""
    applicants = applicants or (ApplicantContext(PaymentHistory({}), lambda rule, _: rule.amount or 0, Open()),)
    applicant_of = [*range(len(claims))] if len(applicants) > 1 else [0] * len(claims)
    grouped = GroupedClaims(rules, ClaimTable.from_rows(claims), applicants, applicant_of)
    assert grouped.tables is not None
    allocation.settle(grouped.tables)
    return grouped.tables


def test_what_one_of_two_applicants_publishes_limits_claims_below_the_cap() -> None:
    """Each of two applicants asks for 20 under a shared cap of 100. The first publishes that 30 are left."""
    shared = attrs.evolve(bound(("key",), per_year=False, amount=100), is_across=True)
    step = Step(GroupState.LIMIT, Order.CLAIM, (shared,))
    applicants = [
        ApplicantContext(history, lambda rule, _: rule.amount or 0)
        for history in (PaymentHistory({}, published=Balances({("rule", "k"): 30})), PaymentHistory({}))
    ]
    tables = settled(table(step), [claim(0, 2022, 20), claim(1, 2022, 20)], *applicants)
    assert list(tables.left) == [20, 10]


def test_one_claim_takes_a_place_for_each_of_its_values() -> None:
    """One claim names two marks where one has a place."""
    marks = attrs.evolve(bound(("key",)), counted_field="mark")
    rules = table_of(Settlement((Step(GroupState.QUOTA, Order.CLAIM, (marks,), number=1),), (("key", "mark"),) * 2))
    assert list(settled(rules, [claim(0, 2022, 60)._replace(keys=("k", ("m1", "m2")))]).left) == [0]


def test_a_claim_waits_in_a_group_that_has_room_if_its_other_group_is_full() -> None:
    """Two claims of 30 ask under a cap of 50 for the values `a`, and one of them for `b` too."""
    purse = Step(GroupState.CARRY_OVER, Order.CLAIM, (bound(("key",), amount=50),), wait=1)
    claims = [claim(0, 2022, 30)._replace(keys=(key,)) for key in ("a", ("a", "b"))]
    tables = settled(table(purse), claims)
    assert [list(tables.row_claim), list(tables.group)] == [[0, 1], [0, 0, 1]]
    assert [list(tables.left), list(tables.paid_in)] == [[30, 20], [UNPAID, UNPAID, 20, 10]]


@pytest.mark.parametrize("carried", [40, 50, 60])
def test_carried_money_is_paid_whether_or_not_the_cap_has_room_for_all_of_it(carried: int) -> None:
    purse = Step(GroupState.CARRY_OVER, Order.CLAIM, (bound(("key",), amount=50),), wait=2)
    tables = settled(table(purse), [claim(0, 2022, carried)._replace(since=2023, until=2024)])
    assert list(tables.paid_in) == [min(carried, 50), carried - 50 if carried > 50 else UNPAID]


def test_a_claim_equal_to_the_standard_of_one_group_is_raised_by_the_other() -> None:
    """The standard of its own group is 100, as much as is claimed; that of the shared group is 130."""
    older = Step(
        GroupState.FLOOR,
        Order.CLAIM,
        (bound(("own",), clauses=3), bound(("shared",), clauses=3)),
    )
    claims = [
        ClaimRow(index, 2022, sum_, (own, "all"), ("", "deal", own), standard=standard)
        for index, (sum_, own, standard) in enumerate(((100, "a", 100), (10, "b", 130)))
    ]
    tables = settled(table_of(Settlement((older,), (("own", "shared"),) * 3)), claims)
    assert [tables.left[0], tables.raised[0]] == [130, 30]
    assert tables.group[tables.binding[0]] == tables.group[1], "the second rule is the reason"


@pytest.mark.parametrize("columns", [("level", "key"), ("key", "level")])
def test_a_level_is_found_in_its_column(columns: tuple[str, str]) -> None:
    """60 are paid for the lower of two levels. A claim for the higher level, and then one for the lower, are paid what
    they exceed the amounts of the other level.
    """
    ladder = Step(GroupState.TOP_UP, Order.CLAIM, (bound(("key",), per_year=False),))
    levels = [
        claim(0, year, total)._replace(keys=tuple({"key": "k", "level": level}[name] for name in columns))
        for year, total, level in ((2021, 60, "city"), (2022, 100, "country"), (2023, 70, "city"))
    ]
    assert list(settled(table_of(Settlement((ladder,), (columns,) * 2)), levels).left) == [60, 100 - 60, 70 - 40]


def test_money_that_waits_asks_in_claim_order_among_the_claims_of_the_year() -> None:
    """40 are claimed first, and 30 wait from an earlier run, under a carrying cap of 50."""
    purse = Step(GroupState.CARRY_OVER, Order.CLAIM, (bound(("key",), amount=50),), wait=2)
    waiting = claim(1, 2022, 30)._replace(since=2023, until=2024)
    tables = settled(table(purse), [claim(0, 2023, 40), waiting])
    assert [list(tables.left), list(tables.paid_in)] == [[40, 0], [UNPAID, UNPAID, 10, 20]]
    assert list(tables.rest) == [0, 0]


def test_before_the_first_year_nothing_is_requested_granted_raised_or_lapsed() -> None:
    """Two claims of 60 share a place, a level scale, a winner and a carrying cap of 50; 20 come from an earlier run.

    No group has had a year (`stamp`, `held_now`), no claim has a best competitor, and no claim waits yet.
    """
    own = attrs.evolve(bound(("key",), per_year=False), payers=(0, 1))
    steps = (
        Step(GroupState.DEDUCTION, Order.CLAIM, (own,), kinds=("deal",)),
        Step(GroupState.QUOTA, Order.CLAIM, (own,), number=1),
        Step(GroupState.TOP_UP, Order.CLAIM, (own,)),
        Step(GroupState.EXCLUSIVE, Order.CLAIM, (own,)),
        Step(GroupState.CARRY_OVER, Order.CLAIM, (attrs.evolve(own, amount=50),), wait=1),
    )
    claims = [claim(0, 2022, 60)._replace(deducts=True), claim(1, 2022, 60)._replace(deducts=True)]
    waiting = claim(1, 2021, 20)._replace(since=2022, until=2023)
    grouped = GroupedClaims(
        table_of(Settlement(steps, (("key",),) * 2)),
        ClaimTable.from_rows([*claims, waiting]),
        [ApplicantContext(PaymentHistory({}), lambda rule, _: rule.amount or 0, Open())],
    )
    before = grouped.tables
    assert before is not None
    assert len(grouped.binding) == len(steps)
    assert (list(before.left), list(before.rest)) == ([60, 60, 0], [0, 0, 20])
    assert list(before.admitted) == [60, 60, 20]
    for column in ("raised", "requested", "granted", "a2", "stamp", "held_now", "lapsed", "lapsed_in"):
        assert {*getattr(before, column)} == {0}, column
    assert {*before.binding} == {-1}
    assert {*before.paid_in} == {UNPAID}
    assert (list(before.row_of_rest[:2]), list(before.step_of_rest[:2])) == ([-1, -1], [-1, -1])


def test_nothing_is_left_of_a_claim_if_more_is_deducted() -> None:
    own = attrs.evolve(bound(("key",), per_year=False), reach=(0,), payers=(1,))
    less = Step(GroupState.DEDUCTION, Order.CLAIM, (own,), kinds=("deal",), is_of_award=True)
    assert left(less, [claim(0, 2022, 20)._replace(deducts=True)], line(1, 2021, 30)) == [0]


@pytest.mark.parametrize("is_across", [(False, False), (True, False), (True, True)])
def test_one_rule_across_applicants_makes_the_caps_shared(is_across: tuple[bool, bool]) -> None:
    rules = tuple(attrs.evolve(bound(("key",), amount=100), is_across=one) for one in is_across)
    assert table(Step(GroupState.LIMIT, Order.CLAIM, rules)).has_shared_caps is any(is_across)


def test_a_payment_that_the_award_deducted_is_not_counted_again_by_a_later_rule() -> None:
    """100 are claimed. Another document paid 30 in the year, and both rules count such payments."""
    one = attrs.evolve(bound(("key",), per_year=False), payers=(0, 1))
    less = Step(GroupState.DEDUCTION, Order.CLAIM, (one,), kinds=("mark",), is_of_award=True)
    first = Step(GroupState.EXCLUSIVE, Order.CLAIM, (one,), kinds=("mark",))
    history = ApplicantContext(PaymentHistory({}, (support(30),)), lambda rule, _: 0)
    asked = claim(0, 2022, 100)
    rules = table_of(Settlement((less, first), (("key",),) * 2))
    assert list(settled(rules, [asked._replace(deducts=True)], history).left) == [70]
    assert list(settled(rules, [asked], history).left) == [70], "the second rule alone"


@pytest.mark.parametrize("charged", [0, 50, 70], ids=["equal rooms", "no room", "overdrawn"])
def test_the_first_of_two_groups_that_leave_equally_little_is_the_reason(charged: int) -> None:
    """A claim of 60 belongs to two groups with a cap of 50. Lines charged up to 50 to the first, and more to the
    second.
    """
    room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=50),))
    lines = [
        attrs.evolve(line(1, 2022, one, rule=one), keys={"key": key})
        for key, one in (("a", min(charged, 50)), ("b", charged))
    ]
    applicant = ApplicantContext(PaymentHistory({1: lines}), lambda rule, _: rule.amount or 0)
    tables = settled(table(room), [claim(0, 2022, 60)._replace(keys=(("a", "b"),))], applicant)
    assert (list(tables.left), list(tables.binding)) == ([max(0, 50 - charged)], [0])


def test_only_claims_that_deduct_under_the_rule_are_deducted() -> None:
    """Each claim is 100, and 30 were paid before. The second claim deducts nothing, the third is not reached."""
    own = attrs.evolve(bound(("key",), per_year=False), reach=(0,), payers=(1,))
    less = Step(GroupState.DEDUCTION, Order.CLAIM, (own,), kinds=("deal",), is_of_award=True)
    claims = [
        claim(index, 2022, 100)._replace(deducts=deducts) for index, deducts in ((0, True), (0, False), (1, True))
    ]
    assert left(less, claims, line(1, 2021, 30)) == [70, 100, 100]


@each_row("state", GroupState)
def test_claims_are_weighed_by_winners_ladders_teams_and_once(state: GroupState) -> None:
    step = Step(state, Order.CLAIM, (bound(("key",)),))
    is_weighed = state in (GroupState.EXCLUSIVE, GroupState.TOP_UP, GroupState.BEST_OF)
    assert table(step).rules[0].is_weighed is is_weighed
    of_award = table(attrs.evolve(step, is_of_award=True)).rules[0]
    assert of_award.is_weighed is (state not in (GroupState.DEDUCTION, GroupState.FLOOR))


@pytest.mark.parametrize(("places", "kept"), [((0, 1), [100, 0]), ((1, 0), [0, 100])])
def test_the_first_team_of_the_text_wins_among_equal_teams(places: tuple[int, int], kept: list[int]) -> None:
    team = Step(GroupState.BEST_OF, Order.CLAIM, (bound(("key",)),), teams=((0, places[0]), (1, places[1])))
    assert left(team, [claim(0, 2022, 100), claim(1, 2022, 100)]) == kept


def test_a_claim_that_no_group_cuts_has_no_binding_group() -> None:
    room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=50),))
    assert list(settled(table(room), [claim(0, 2022, 30), claim(1, 2022, 60)]).binding) == [-1, 1]


@pytest.mark.parametrize(("deducted", "kept"), [(3, 100), (12, 90), (95, 0), (96, 0)])
def test_an_amount_before_its_rounding_is_deducted_and_rounded_once(deducted: int, kept: int) -> None:
    """95 are rounded up to 100. The claim has the first place in `fractions`."""
    own = attrs.evolve(bound(("key",), per_year=False), reach=(0,), payers=(1,))
    less = Step(GroupState.DEDUCTION, Order.CLAIM, (own,), kinds=("deal",), is_of_award=True)
    asked = claim(0, 2022, 100)._replace(deducts=True, exact=ExactSum(Fraction(95), Rounding(Mode.UP, 10)))
    assert left(less, [asked], line(1, 2021, deducted)) == [kept]


def test_one_fen_takes_a_place_for_later_years() -> None:
    places = Step(GroupState.QUOTA, Order.CLAIM, (bound(("key",), per_year=False),), number=1)
    assert left(places, [claim(0, 2021, 1), claim(1, 2022, 60)]) == [1, 0]


def test_groups_of_a_rule_are_numbered_by_their_first_claims() -> None:
    room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=10),))
    claims = [claim(0, 2022, 20, "a"), claim(1, 2022, 20, "b"), claim(0, 2022, 20, "c")]
    grouped = GroupedClaims(
        table(room),
        ClaimTable.from_rows(claims),
        [ApplicantContext(PaymentHistory({}), lambda rule, _: rule.amount or 0)],
    )
    assert [group.key for group in grouped.binding] == [("a", 2022), ("b", 2022), ("c", 2022)]


def test_a_cap_with_room_for_what_is_claimed_limits_what_a_standard_raises() -> None:
    """60 are claimed and 120 are promised, under a cap of 100. A cap of 0 leaves nothing."""
    older = Step(GroupState.FLOOR, Order.CLAIM, (bound(("key",)),))
    for amount in (100, 0):
        room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=amount),))
        rules = table_of(Settlement((older, room), (("key",),) * 2))
        assert list(settled(rules, [claim(0, 2022, 60)._replace(standard=120)]).left) == [amount]


def test_once_pays_the_first_of_two_claims_with_the_same_keys() -> None:
    once = Step(GroupState.QUOTA, Order.CLAIM, (bound(("key",)),), number=1, is_of_award=True)
    assert left(once, [claim(index, 2022, 60)._replace(once_keys=("key",)) for index in (0, 1)]) == [60, 0]


def test_a_payment_that_one_rule_took_off_is_not_taken_off_by_the_next() -> None:
    """100 are claimed, and another document paid 30 in the year. Two rules pay the same matter once."""
    first = Step(GroupState.EXCLUSIVE, Order.CLAIM, (bound(("key",), per_year=False),), kinds=("mark",))
    history = ApplicantContext(PaymentHistory({}, (support(30),)), lambda rule, _: 0)
    assert list(
        settled(table_of(Settlement((first, first), (("key",),) * 2)), [claim(0, 2022, 100)], history).left
    ) == [70]


def test_a_claim_after_the_last_settled_year_is_paid_in_its_year() -> None:
    """80 are claimed in 2026 under a carrying cap of 50; money that waits is otherwise settled up to 2024."""
    purse = Step(GroupState.CARRY_OVER, Order.CLAIM, (bound(("key",), amount=50),), wait=1)
    tables = settled(table(purse), [claim(0, 2026, 80)])
    assert (list(tables.left), list(tables.paid_in), list(tables.rest)) == ([50], [50], [30])


@pytest.mark.parametrize(
    ("level", "claimed", "is_different"),
    [("a", "b", True), ("a", "a", False), (None, "a", True), ("a", None, True), (None, None, True)],
)
def test_amounts_of_other_levels_and_of_no_level_are_topped_up(
    level: str | None, claimed: str | None, is_different: bool
) -> None:
    assert is_different_level(level, claimed) is is_different


def test_deductions_alone_are_the_steps_that_lower_proposals() -> None:
    less, older, once, room = (
        Step(state, Order.CLAIM, (bound(("key",)),), is_of_award=is_of_award)
        for state, is_of_award in (
            (GroupState.DEDUCTION, True),
            (GroupState.FLOOR, False),
            (GroupState.QUOTA, True),
            (GroupState.LIMIT, False),
        )
    )
    rules = table_of(Settlement((less, older, once, room), (("key",),) * 2))
    assert rules.deductions_only.steps == (less,)


def test_a_claim_is_topped_up_from_what_a_cap_left_of_the_earlier_one() -> None:
    """100 are claimed for one level in 2021, 80 for another in 2022, and 60 for the first again in 2023, under a cap of
    50 a year.

    The cap comes before the last rule that admits. That rule cannot bind, but it is asked: it admits 50 of the first.
    """
    ladder = Step(GroupState.TOP_UP, Order.CLAIM, (bound(("key",), per_year=False),))
    room = Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), amount=50),))
    first = Step(GroupState.EXCLUSIVE, Order.CLAIM, (bound(("own",), per_year=False),))
    rules = table_of(Settlement((ladder, room, first), (("key", "own", "level"),) * 2))
    claims = [
        claim(0, year, total)._replace(keys=("k", f"{year}", level))
        for year, total, level in ((2021, 100, "a"), (2022, 80, "b"), (2023, 60, "a"))
    ]
    tables = settled(rules, claims)
    assert (list(tables.left), list(tables.admitted)) == ([50, 30, 30], [50, 30, 30])


def test_money_waits_as_long_as_each_rule_says() -> None:
    """80 wait one year under a cap of 50, and 70 wait up to three years under a cap of 20."""
    short, long = (
        Step(
            GroupState.CARRY_OVER,
            Order.CLAIM,
            (attrs.evolve(bound(("key",), amount=amount), reach=(clause,)),),
            wait=wait,
        )
        for clause, amount, wait in ((0, 50, 1), (1, 20, 3))
    )
    tables = settled(table_of(Settlement((short, long), (("key",),) * 2)), [claim(0, 2020, 80), claim(1, 2020, 70)])
    assert list(tables.paid_in) == [50, 30, UNPAID, UNPAID, 20, 20, 20, 10]
