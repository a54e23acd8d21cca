"""What is filled while it is open cannot be told from what the frozen class makes by itself."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

from ipdsl.making.filling import filled
from ipdsl.values.money import Money

make_money = filled(Money)


def money(minor: int) -> Money:
    return make_money(minor, "CNY")


def test_it_is_one_of_the_class_equal_and_ordered() -> None:
    one = money(5)
    assert type(one) is Money
    assert (one, hash(one), repr(one)) == (Money(5), hash(Money(5)), repr(Money(5)))
    assert money(4) < Money(5) < money(6)
    assert attrs.asdict(one) == {"minor": 5, "currency": "CNY"}


def test_it_is_frozen_once_it_is_closed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        money(5).minor = 6  # type: ignore[misc]  # that is the question
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del money(5).minor
    assert not hasattr(money(5), "__dict__")


def test_copies_are_equal() -> None:
    one = money(5)
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == attrs.evolve(one) == Money(5)
    assert type(pickle.loads(pickle.dumps(one))) is Money


def test_it_asks_for_every_field() -> None:
    with pytest.raises(TypeError):
        make_money(5)
