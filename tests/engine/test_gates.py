"""Proposals from gates and amounts: false before open, rows with an open choice, ceilings, reasons in words."""

from __future__ import annotations

from fractions import Fraction

from ipdsl.engine.evaluator import AT_DISCRETION, Gates, to_ceiling
from ipdsl.engine.operations import evidence_text, value_text
from ipdsl.ir.facts import FactRef, Open
from ipdsl.ir.proposal import NO_AMOUNT, NO_ROW, Proposal
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.values.value_type import CANNOT, NONE
from tests.support.situations import situation

A = FactRef("record", "contract", "A", "amount")
B = FactRef("record", "contract", "A", "put_to_use")
OPEN = Open(frozenset({B}), members=(True, False))
UNSURE = Open(frozenset({A}), 0)


def gates() -> Gates:
    return Gates(situation())


def test_a_false_gate_stops_even_after_an_open_one() -> None:
    g = gates()
    assert not g.fails(0, OPEN)
    assert g.fails(1, False)
    assert g.rejection(("related_party", True)) == Proposal(stopped_at=1, evidence=(("related_party", True),))


def test_none_and_what_cannot_be_determined_stop_too() -> None:
    assert gates().fails(0, NONE)
    assert gates().fails(0, CANNOT)


def test_open_gates_leave_the_sum_and_name_their_facts() -> None:
    g = gates()
    assert not g.fails(0, OPEN)
    assert g.pays(500) == Proposal(open_facts=frozenset({B}), has_open_gates=True, low=500, high=500)


def test_an_open_amount_has_bounds_and_never_less_than_nothing() -> None:
    assert gates().pays(UNSURE) == Proposal(open_facts=frozenset({A}), low=0, high=None)
    assert gates().pays(Open(frozenset({A}), None, 7)) == Proposal(open_facts=frozenset({A}), low=0, high=7)
    assert gates().pays(NONE) == Proposal()


def test_an_amount_that_cannot_be_determined_stops() -> None:
    assert gates().pays(CANNOT).stopped_at == NO_AMOUNT
    assert gates().no_amount(("amount", CANNOT, "money")).evidence == (("amount", CANNOT, "money"),)


def test_a_ceiling_is_rounded_down_and_discretion_has_none() -> None:
    assert gates().pays(to_ceiling(Fraction(199, 2))) == Proposal(low=99, high=99, is_ceiling=True)
    assert gates().pays(AT_DISCRETION) == Proposal(low=0, high=None, is_ceiling=True)


def test_the_first_row_that_holds_counts() -> None:
    rows = ((False, "gold", 300), (True, "silver", 200), (True, "otherwise", 100))
    assert gates().rows(*rows) == Proposal(low=200, high=200, row="silver")


def test_without_a_row_the_claim_ends_because_of_its_words() -> None:
    found = gates().rows((False, "gold", 300), evidence=(("prize", "bronze"),))
    assert found == Proposal(stopped_at=NO_ROW, evidence=(("prize", "bronze"),))


def test_an_open_choice_of_a_row_is_the_union_of_the_rows_that_may_apply() -> None:
    rows = ((OPEN, "gold", 300), (OPEN, "silver", 200), (True, "otherwise", 100), (True, "never", 0))
    assert gates().rows(*rows) == Proposal(open_facts=frozenset({B}), low=100, high=300)
    # possibly none of the rows matches
    assert gates().rows(*rows[:2]) == Proposal(open_facts=frozenset({B}), low=0, high=300)
    assert gates().rows((OPEN, "gold", to_ceiling(UNSURE)), (True, "otherwise", 100)) == Proposal(
        open_facts=frozenset({A, B}), low=0, high=None, is_ceiling=True, fixed=100
    )


def test_one_fen_is_never_lost() -> None:
    for sum_ in (1, Fraction(1, 2)):
        assert gates().pays(sum_) == Proposal(low=sum_, high=sum_)
        g = gates()
        assert not g.fails(0, OPEN)
        assert g.pays(sum_) == Proposal(open_facts=frozenset({B}), has_open_gates=True, low=sum_, high=sum_)
    assert gates().passes() == Proposal(low=0, high=0)


def test_the_bounds_of_a_sum_hold_where_it_can_be_determined() -> None:
    facts = frozenset({A})
    assert gates().pays(Open(facts, 5, 10)) == Proposal(open_facts=facts, low=5, high=10)
    assert gates().pays(Open(facts, 5, 10, may_be_undeterminable=True)) == Proposal(open_facts=facts, low=0, high=10)
    assert gates().pays(Open(facts, 0, 0)) == Proposal(open_facts=facts, low=0, high=0)
    assert gates().pays(Open(facts, -5, -3)) == Proposal(open_facts=facts, low=0, high=0)


def test_ceilings_alone_leave_nothing_that_is_fixed() -> None:
    both = gates().rows((OPEN, "gold", to_ceiling(300)), (True, "otherwise", to_ceiling(100)))
    assert both == Proposal(open_facts=frozenset({B}), low=100, high=300, is_ceiling=True, fixed=0)
    free = gates().rows((OPEN, "gold", AT_DISCRETION), (True, "otherwise", 100))
    assert free == Proposal(open_facts=frozenset({B}), low=0, high=None, is_ceiling=True, fixed=100)


def test_a_value_that_cannot_be_determined_has_no_amount_rather_than_no_row() -> None:
    for truth, why in ((CANNOT, NO_AMOUNT), (False, NO_ROW), (NONE, NO_ROW)):
        g = gates()
        assert g.fails(NO_ROW, truth)
        assert g.rejection(("prize", "gold")) == Proposal(stopped_at=why, evidence=(("prize", "gold"),))


def test_a_row_that_cannot_be_chosen_or_computed_stops() -> None:
    assert gates().rows((CANNOT, "gold", 300)).stopped_at == NO_AMOUNT
    assert gates().rows((True, "otherwise", CANNOT)).stopped_at == NO_AMOUNT


def test_values_are_said_in_words() -> None:
    assert value_text(True) == "yes"
    assert value_text(NONE) == "none"
    assert value_text(OPEN) == "not stated"
    assert value_text(300_000_000, MoneyType()) == "3,000,000.00"
    assert value_text(Fraction(37, 1000), RateType()) == "3.7%"
    assert value_text(Open(frozenset({A}), 2, 5)) == "between 2 and 5, not all stated"
    assert value_text(("a", "b")) == "a, b"
    assert value_text(Fraction(1, 3)) == "1/3"
    assert (value_text(Fraction(1, 2)), value_text(Fraction(3)), value_text(3)) == ("0.5", "3", "3")
    assert value_text(Open(frozenset({A}), None, 5)) == "between 0 and 5, not all stated"


def test_values_of_a_reason_are_in_brackets_as_their_types_show_them() -> None:
    told = (("amount", 500, "money"), ("share", Fraction(1, 2), "percent"), ("prize", "gold"))
    assert evidence_text(told, "CNY") == " (amount 5.00, share 50%, prize gold)"
    assert evidence_text(told[:1], "JPY") == " (amount 500)"
    assert evidence_text((), "CNY") == ""
