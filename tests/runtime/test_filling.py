"""What is made through an open form cannot be told from what the frozen class makes by itself."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

from ipdsl.values.filling import open_form
from ipdsl.values.money import Money

OPEN = open_form(Money)


def filled(minor: int) -> Money:
    made = OPEN(minor, "CNY")
    made.__class__ = Money
    return made


def test_it_is_one_of_the_class_equal_and_ordered() -> None:
    one = filled(5)
    assert type(one) is Money
    assert (one, hash(one), repr(one)) == (Money(5), hash(Money(5)), repr(Money(5)))
    assert filled(4) < Money(5) < filled(6)
    assert attrs.asdict(one) == {"minor": 5, "currency": "CNY"}


def test_it_is_frozen_once_it_is_closed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        filled(5).minor = 6  # type: ignore[misc]  # that is the question
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del filled(5).minor
    assert not hasattr(filled(5), "__dict__")


def test_copies_are_equal() -> None:
    one = filled(5)
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == attrs.evolve(one) == Money(5)
    assert type(pickle.loads(pickle.dumps(one))) is Money


def test_it_asks_for_every_field_that_has_no_default() -> None:
    with pytest.raises(TypeError):
        OPEN()  # type: ignore[call-arg]  # that is the question
