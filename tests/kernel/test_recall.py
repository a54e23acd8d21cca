"""Earlier payments as each rule counts them: short ledger lines and the room that they leave."""

from __future__ import annotations

import attrs
import pytest

from ipdsl.ir.proposal import Payment
from ipdsl.ir.terms import GroupState, Order, Step
from ipdsl.kernel.rule_table import (
    ANY_ROW,
    AnyPayment,
    ExternalPayment,
    GroupKey,
    PaymentHistory,
    PriorPayment,
    Rule,
    amount_in_year,
    amount_taken,
    exhausting_payment,
    groups_of,
)
from tests.support.kernel import bound, line, table

OUTSIDE = ExternalPayment("old", "1", "x", ("mark",), 2015, 30, {"key": "k"}, frozenset())


def rule(state: GroupState) -> Rule:
    return table(Step(state, Order.CLAIM, (bound(("key",)),))).rules[0]


@pytest.mark.parametrize(
    ("state", "of_line", "of_none"),
    [(GroupState.LIMIT, 7, 0), (GroupState.TOP_UP, 50, 50), (GroupState.BEST_OF, 20, 20), (GroupState.QUOTA, 50, 50)],
)
def test_a_line_takes_what_its_rule_measures(state: GroupState, of_line: int, of_none: int) -> None:
    """50 were admitted and 20 paid. The line records 7 charged under this rule, or no charge."""
    one = attrs.evolve(line(0, 2021, 50, rule=7), due=20)
    assert amount_taken(rule(state), one) == of_line
    assert amount_taken(rule(state), attrs.evolve(one, charged={})) == of_none
    assert amount_taken(rule(state), OUTSIDE) == 30


def test_a_line_that_was_paid_back_leaves_its_team_nothing() -> None:
    assert amount_taken(rule(GroupState.BEST_OF), attrs.evolve(line(0, 2021, 50), due=-5)) == 0


def test_a_payment_takes_of_a_year_what_was_paid_in_it() -> None:
    one = attrs.evolve(line(0, 2021, 50), paid_by_year={2021: 20, 2022: 30})
    assert [amount_in_year(one, year) for year in (2020, 2021, 2022)] == [0, 20, 30]
    assert amount_in_year(OUTSIDE, 2015) == 0


def test_one_fen_uses_up_and_nothing_does_not() -> None:
    row: GroupKey = ("gold", "deal", "old")
    nothing, fen, any_row = line(0, 2020, 0), line(0, 2021, 1), line(0, 2022, 1)

    def last(*paid: PriorPayment, by_row: tuple[PriorPayment, ...] = (), of_item: bool = True) -> AnyPayment | None:
        payments: dict[GroupKey, list[AnyPayment]] = {row: [*paid], (ANY_ROW, "deal", "old"): [*by_row]}
        return exhausting_payment(payments, row, of_item=of_item)

    assert last(nothing) is None
    assert last(fen, nothing) is fen
    assert last(fen, by_row=(any_row,)) is fen
    assert last(nothing, by_row=(any_row, nothing)) is any_row, "what paid nothing hides no payment of any row"
    assert last(nothing, by_row=(any_row,), of_item=False) is None


def test_once_of_an_item_counts_a_line_under_its_row_alone() -> None:
    once = table(Step(GroupState.QUOTA, Order.CLAIM, (bound((), per_year=False),), number=1, is_of_award=True)).rules[0]
    found = PaymentHistory({0: [line(0, 2021, 5), attrs.evolve(line(0, 2022, 6), row=None)]}).payments_by_group(once)
    assert {group: [one.due for one in paid] for group, paid in found.items()} == {
        ("", "deal", "old"): [5], (ANY_ROW, "deal", "old"): [6],
    }  # fmt: skip


def test_what_a_payment_is_about_stands_for_no_key_that_it_does_not_state() -> None:
    unnamed = attrs.evolve(OUTSIDE, keys={}, item="k")
    for state in (GroupState.DEDUCTION, GroupState.EXCLUSIVE, GroupState.TOP_UP):
        step = Step(state, Order.CLAIM, (bound(("key",), per_year=False),), kinds=("mark",))
        assert not [*PaymentHistory({}, (unnamed,)).payments_by_group(table(step).rules[0])]
        assert [*PaymentHistory({}, (OUTSIDE,)).payments_by_group(table(step).rules[0])] == ["k"]


def test_lines_of_what_was_another_clause_count_once_beside_those_of_the_clause() -> None:
    once = table(Step(GroupState.QUOTA, Order.CLAIM, (bound(("key",), per_year=False),), number=1, is_of_award=True))
    room = table(Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), per_year=False),)))
    now, was, old = line(0, 2022, 1), line(0, 2021, 2), line(1, 2020, 3)
    recall = PaymentHistory({0: [now]}, (), {0: (was,), 1: (old,)})
    assert recall.payments_by_group(once.rules[0]) == {"k": [was, now, old]}
    assert recall.payments_by_group(room.rules[0]) == {"k": [now]}


def test_payments_of_several_awards_stand_in_the_order_of_the_text() -> None:
    room = table(Step(GroupState.LIMIT, Order.CLAIM, (bound(("key",), per_year=False),))).rules[0]
    first, second = line(0, 2022, 1), line(1, 2021, 2)
    assert PaymentHistory({1: [second], 0: [first]}).payments_by_group(room) == {"k": [first, second]}


@pytest.mark.parametrize(
    ("kinds", "kind"), [(("gold_mark", "mark"), "gold_mark"), ((), "")], ids=["of a kind", "no kind is stated"]
)
def test_a_payment_under_another_document_is_named_by_its_narrowest_kind(kinds: tuple[str, ...], kind: str) -> None:
    assert attrs.evolve(OUTSIDE, kinds=kinds).payment == Payment("x", 2015, None, "old", kind=kind)


@pytest.mark.parametrize(
    ("state", "counted_field", "counts"),
    [(GroupState.QUOTA, "", True), (GroupState.QUOTA, "mark", False), (GroupState.LIMIT, "", False)],
    ids=["a limit of items", "a limit of values", "a cap"],
)
def test_items_take_places_under_a_limit_that_counts_no_field(
    state: GroupState, counted_field: str, counts: bool
) -> None:
    one = attrs.evolve(bound(("key",)), counted_field=counted_field)
    assert table(Step(state, Order.CLAIM, (one,), number=1)).rules[0].counts_items is counts


@pytest.mark.parametrize(
    ("names", "kinds", "counts"),
    [
        (("key",), {"mark"}, True),
        (("key",), {"patent"}, True),
        (("applicant",), {"mark"}, True),
        (("applicant",), {"patent"}, False),
        (("applicant", "key"), {"patent"}, True),
    ],
)
def test_a_payment_known_by_its_applicant_alone_counts_for_its_kinds_only(
    names: tuple[str, ...], kinds: set[str], counts: bool
) -> None:
    payment = attrs.evolve(OUTSIDE, applicant_keys=frozenset({"applicant"}))
    assert payment.counts_for(names, frozenset(kinds)) is counts


def test_each_value_of_a_list_forms_a_group_with_the_other_keys() -> None:
    assert [*groups_of([("a", "b"), "c"], None)] == [("a", "c"), ("b", "c")]
    assert [*groups_of([("a", "b")], 2022)] == [("a", 2022), ("b", 2022)]
    assert [*groups_of([("a", "b"), None], None)] == []
