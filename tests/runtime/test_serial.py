"""A policy's data as JSON: what is written comes back, equal and of the same types, and nothing else is made."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdsl.diagnostics.model import InternalError
from ipdsl.runtime import serial
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.serial import FORM, OtherFormError, Plain, from_text, program_of, to_plain
from ipdsl.runtime.terms import Ranking
from ipdsl.schema.model import Field, Label, Record, Varies
from ipdsl.schema.types import ListType, MoneyType, TextType
from ipdsl.source import Span
from ipdsl.values.days import Period

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.fractions() | st.dates() | st.text() | st.sampled_from(Outcome)
    | st.just(MoneyType()) | st.just(ListType(TextType()))
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        | st.builds(Label, st.text(max_size=40), inner)
        | st.builds(Field, st.text(max_size=9), inner, varies=st.sampled_from(Varies))
    ),
    max_leaves=20,
)


def shape(value: object) -> object:
    """The value with the types of its parts, for 1 is as good as True to equality."""
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, Label):
        return "label", shape(value.zh), shape(value.definition)
    if isinstance(value, Field):
        return "field", value.name, shape(value.type), value.varies
    return type(value), value


def again(value: object) -> object:
    return from_text(json.dumps(to_plain(value)))


@given(VALUES)
def test_what_is_written_comes_back(value: object) -> None:
    assert shape(again(value)) == shape(value)


@given(VALUES, VALUES)
def test_what_stands_twice_is_one_object(one: object, other: object) -> None:
    long = Label("stands twice and is long enough", one)  # type: ignore[arg-type]  # any value will do
    first, second = again((long, (other, long)))  # type: ignore[misc]  # a pair
    assert (first, second) == (long, (other, long))
    assert first is second[1]


def names(node: Plain) -> list[str]:
    """What the written form names, in order."""
    if isinstance(node, dict):
        [(name, parts)] = node.items()
        return [name, *names(parts)]
    return [name for part in node for name in names(part)] if isinstance(node, list) else []


def test_parts_at_their_default_at_the_end_and_places_of_the_vocabulary_are_left_out() -> None:
    place = Span("words.ipp", 1, 1, 1, 9)
    assert to_plain(Field("sum", MoneyType(), span=place)) == {"Field": ["sum", {"MoneyType": []}]}
    record = Record("a", "a", None, (), None, (), (), (), (), (), span=place)
    assert to_plain(record) == {"Record": ["a", "a", None, [], None, [], [], [], [], []]}


def test_what_stands_once_within_what_stands_twice_has_no_number() -> None:
    inner = Label("a label of some length", "and a definition")
    field = Field("sum", MoneyType(), inner)
    assert names(to_plain((field, field, Label("another label"), field))) == [
        "Field 1", "MoneyType", "Label", "1", "Label", "1",
    ]  # fmt: skip


def test_days_fractions_and_mappings() -> None:
    value = {"day": Period(datetime.date(2021, 1, 1)), "share": (Fraction(1, 3), Fraction(2))}
    assert to_plain(value) == {
        "map": [
            ["day", {"Period": [{"date": [2021, 1, 1]}]}],
            ["share", [{"Fraction": [1, 3]}, {"Fraction": [2, 1]}]],
        ]
    }
    assert again(value) == value


@pytest.mark.parametrize("value", [1.5, [1], {1}, b"x", object(), Label])
def test_nothing_else_is_written(value: object) -> None:
    with pytest.raises(InternalError):
        to_plain((value,))


@pytest.mark.parametrize("name", ["eval", "Path", "Program.kept", "__class__", "object"])
def test_no_other_name_makes_an_object(name: str) -> None:
    with pytest.raises(LookupError):
        from_text(json.dumps({name: ["1"]}))


def test_a_name_is_one_class() -> None:
    classes = {
        (name, value)
        for module in serial.MODULES
        for name, value in vars(module).items()
        if isinstance(value, type) and attrs.has(value)
    }
    assert len(classes) == len({name for name, _ in classes})


def test_another_form_and_other_data_are_refused() -> None:
    text = json.dumps(to_plain(Ranking("figure", (), ())))
    with pytest.raises(OtherFormError, match="compile its policy again"):
        program_of(FORM + 1, text)
    with pytest.raises(InternalError, match="something else"):
        program_of(FORM, text)
