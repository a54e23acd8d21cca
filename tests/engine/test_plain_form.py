"""Functions of clauses propose the same as the gates, and defer to the formulas for unknown facts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ipdsl.engine.evaluator import (
    AT_DISCRETION,
    CeilingAmount,
    Gates,
    certain_records,
    propose_payment,
    rejected_proposal,
    require_known,
    to_ceiling,
    to_fraction,
)
from ipdsl.engine.operations import Answer
from ipdsl.ir.facts import FactRef, Open
from ipdsl.ir.proposal import Proposal
from ipdsl.schema.values.value_type import CANNOT, NONE, ForeignAmount, NeedsGeneralPathError
from tests.support.rows import each_row
from tests.support.situations import situation

UNSURE = Open(frozenset({FactRef("record", "contract", "A", "amount")}), 0)


@each_row(
    "value",
    [0, 500, Fraction(1, 2), Fraction(0), Fraction(-1, 2), to_ceiling(Fraction(199, 2)), to_ceiling(0), AT_DISCRETION],
)
def test_a_known_sum_is_proposed_as_the_gates_propose_it(value: Answer | CeilingAmount) -> None:
    assert propose_payment(value, "gold") == Gates(situation()).pays(value, "gold")


@each_row(
    "value", [NONE, CANNOT, UNSURE, ForeignAmount(5, "USD"), CeilingAmount(CANNOT), CeilingAmount(UNSURE), True, "gold"]
)
def test_any_other_sum_is_left_to_the_formulas(value: Answer | CeilingAmount) -> None:
    with pytest.raises(NeedsGeneralPathError):
        propose_payment(value)


def test_open_and_undeterminable_facts_are_unknown() -> None:
    assert require_known(0) == 0
    assert require_known(NONE) is NONE
    for value in (UNSURE, CANNOT):
        with pytest.raises(NeedsGeneralPathError):
            require_known(value)


def test_a_claim_stops_because_of_what_can_be_determined() -> None:
    told = (("level", "national"), ("amount", NONE))
    assert rejected_proposal(2, *told) == Proposal(2, told)
    with pytest.raises(NeedsGeneralPathError):
        rejected_proposal(2, ("level", "national"), ("amount", CANNOT))


@given(st.integers(0, 10**12) | st.fractions(0, 10**9), st.integers(1, 1000))
def test_a_number_over_a_denominator_is_exact(number: int | Fraction, over: int) -> None:
    found = to_fraction(number, over)
    assert found == Fraction(number) / over
    assert type(found) is int or not (type(number) is int and number % over == 0)


def test_records_are_certain_where_all_are_listed_and_belong() -> None:
    c = situation()
    with pytest.raises(NeedsGeneralPathError):
        certain_records(c, "brand")
