"""Plain forms propose what the gates propose, and leave to the clause function what they do not know."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ipdsl.runtime.clauses.gates import AT_DISCRETION, Gates, UpTo, up_to
from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.plain_form import holds_in, known, pays
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import OUTSIDE
from ipdsl.runtime.facts import Foreign
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open, Truth
from tests.runtime.test_situation import situation

UNSURE = Open(frozenset({FactRef("record", "contract", "A", "amount")}), 0)


@pytest.mark.parametrize(
    "value", [0, 500, Fraction(1, 2), Fraction(0), Fraction(-1, 2), up_to(Fraction(199, 2)), up_to(0), AT_DISCRETION]
)
def test_a_known_sum_is_proposed_as_the_gates_propose_it(value: Answer | UpTo) -> None:
    assert pays(value, "gold") == Gates(situation()).pays(value, "gold")


@pytest.mark.parametrize("value", [NONE, CANNOT, UNSURE, Foreign(5, "USD"), UpTo(CANNOT), UpTo(UNSURE), True, "gold"])
def test_any_other_sum_is_left_to_the_clause_function(value: Answer | UpTo) -> None:
    with pytest.raises(OUTSIDE):
        pays(value)


def test_what_is_open_or_cannot_be_determined_is_not_known() -> None:
    assert known(0) == 0
    assert known(NONE) is NONE
    for value in (UNSURE, CANNOT):
        with pytest.raises(OUTSIDE):
            known(value)


def test_what_hangs_on_a_year_is_asked_once_for_it() -> None:
    asked: list[int] = []

    def asks(c: Situation) -> Truth:
        asked.append(c.year)
        return c.year == 2022

    c = situation()
    assert [holds_in(c, asks, year) for year in (2022, 2021, 2022)] == [True, False, True]
    assert asked == [2022, 2021]


@pytest.mark.parametrize("answer", [UNSURE, CANNOT])
def test_a_year_of_which_it_is_not_known_is_left_to_the_clause_function(answer: Truth) -> None:
    with pytest.raises(OUTSIDE):
        holds_in(situation(), lambda _: answer, 2022)
