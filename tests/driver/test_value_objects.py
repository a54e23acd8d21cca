"""Objects that are compared by content behave like those of attrs. Public ones are copied completely."""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import pkgutil
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.value_object import ValueObject
from tests.conftest import ROOT
from tests.support.rows import each_row


def _classes(parts: int) -> tuple[type, type]:
    """The same class as a value object and with the methods of attrs. Each field is included in one of three ways."""
    ways = [attrs.field(), attrs.field(eq=False, repr=False), attrs.field(hash=False)]
    names = {f"part_{at}": ways[way] for at, way in enumerate(_digits(parts))}
    of_attrs = attrs.make_class("Pair", names, frozen=True)
    ours = attrs.make_class("Pair", names, bases=(ValueObject,), frozen=True, eq=False, repr=False)
    return ours, of_attrs


def _digits(number: int) -> list[int]:
    """The digits of a number in base 3."""
    return [] if number == 0 else [number % 3, *_digits(number // 3)]


@given(parts=st.integers(0, 80), data=st.data())
def test_a_value_object_compares_hashes_and_shows_itself_as_attrs_does(parts: int, data: st.DataObject) -> None:
    ours, of_attrs = _classes(parts)
    values = st.tuples(*[st.integers(0, 1)] * len(_digits(parts)))
    one, other = data.draw(values), data.draw(values)
    assert (ours(*one) == ours(*other)) == (of_attrs(*one) == of_attrs(*other))
    assert (len({ours(*one), ours(*other)})) == len({of_attrs(*one), of_attrs(*other)})
    assert repr(ours(*one)) == repr(of_attrs(*one))
    assert ours(*one) != of_attrs(*one)


def _value_objects() -> list[type[ValueObject]]:
    for module in pkgutil.walk_packages(ipdsl.__path__, "ipdsl."):
        if module.name.startswith(("ipdsl.runtime.", "ipdsl.schema.", "ipdsl.base.values.", "ipdsl.base.findings.")):
            importlib.import_module(module.name)
    found, left = list[type[ValueObject]](), ValueObject.__subclasses__()
    while left:
        cls = left.pop()
        left += cls.__subclasses__()
        found += [cls] if attrs.has(cls) and cls.__module__.startswith("ipdsl") else []
    return found


def test_every_value_object_leaves_these_methods_to_the_base() -> None:
    found = _value_objects()
    assert len(found) > 100
    for cls in found:
        assert not {"__eq__", "__hash__", "__repr__"} & set(vars(cls)), cls


def _decision() -> ipdsl.Decision:
    facts = json.loads((ROOT / "examples" / "firm.json").read_text(encoding="utf-8"))
    return ipdsl.load("shaoguan_2021").evaluate(facts)


COPIES: list[Callable[[Any], Any]] = [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]


@pytest.mark.parametrize("again", COPIES, ids=["copy", "deepcopy", "pickle"])
def test_a_copy_of_a_decision_equals_it_in_every_part(again: Callable[[Any], Any]) -> None:
    decision = _decision()
    for one in (decision, *decision.claims, *(cut for claim in decision.claims for cut in claim.adjustments)):
        copied = again(one)
        assert type(copied) is type(one)
        assert copied == one
        assert repr(copied) == repr(one)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            copied.total = None


@each_row("again", COPIES)
@each_row("one", [ipdsl.Money(150), ipdsl.Bounds(ipdsl.Money(1), None), ipdsl.Reading("1", "a", "b")])
def test_a_copy_of_a_small_object_has_its_hash(again: Callable[[Any], Any], one: object) -> None:
    assert (again(one), hash(again(one))) == (one, hash(one))
