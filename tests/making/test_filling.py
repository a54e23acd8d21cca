"""What is filled in part is of the class, closed, and lacks the rest."""

from __future__ import annotations

import attrs
import pytest

from ipdsl.making.filling import filled
from ipdsl.values.money import Bounds, Money

make_bounds = filled(Bounds, ("high", "low"))


def test_fields_are_given_in_the_order_of_their_names() -> None:
    one = make_bounds(Money(6), Money(5))  # type: ignore[call-arg]  # its high, and its low
    assert type(one) is Bounds
    assert (one.low, one.high) == (Money(5), Money(6))


def test_what_was_not_given_has_no_value() -> None:
    one = make_bounds(Money(6), Money(5))  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        assert one.exact


def test_it_is_frozen_once_it_is_closed() -> None:
    one = make_bounds(Money(6), Money(5))  # type: ignore[call-arg]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.low = Money(6)  # type: ignore[misc]  # that is the question
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del one.low
    assert not hasattr(one, "__dict__")


def test_every_one_of_these_is_to_be_given() -> None:
    with pytest.raises(TypeError):
        make_bounds(Money(5))  # type: ignore[call-arg]
