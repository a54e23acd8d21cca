"""A policy's data as JSON: written values are read back equal and of the same types; no other type is accepted."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, strategies as st

from ipdsl.base.errors import ModuleVersionError
from ipdsl.base.findings.finding import InternalError
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Span
from ipdsl.base.values.days import Period
from ipdsl.base.version import __version__
from ipdsl.ir import serialization, terms
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.serialization import object_from_text, plain_with_columns, program_of, to_plain
from ipdsl.ir.terms import Gate, Ranking
from ipdsl.schema.declarations import Label
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.vocabulary import Field, RecordKind, Varies
from tests.support.rows import each_row

SPANS = st.builds(Span, st.sampled_from(["a.ipp", "b.ipp"]), *[st.integers(1, 99)] * 4)
TYPES = st.sampled_from([MoneyType(), MoneyType("USD"), TextType(), ChoiceType("level"), ListType(TextType())])
LABELS = st.builds(Label, st.text(max_size=40), st.text(max_size=40))
FIELDS = st.builds(
    Field, st.text(max_size=9), TYPES, LABELS, st.sampled_from(Varies), st.none() | st.text(max_size=9), span=SPANS
)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.fractions() | st.dates() | st.text() | st.sampled_from(Outcome)
    | TYPES | LABELS | FIELDS | SPANS | st.builds(Period, st.none() | st.dates(), st.none() | st.dates())
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.builds(terms.TestFormula, inner, st.lists(st.tuples(st.text(max_size=3), inner), max_size=2).map(tuple))
        | st.builds(Gate, st.text(), st.lists(st.text(), max_size=3).map(tuple), SPANS, st.sampled_from(Outcome))
    ),
    max_leaves=20,
)


def shape(value: object) -> object:
    """The value with the types of its parts, because 1 equals True."""
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    if isinstance(value, terms.TestFormula):
        return "test", shape(value.holds), shape(value.evidence)
    return type(value), value


def again(value: object) -> object:
    return object_from_text(json.dumps(to_plain(value)))


@given(VALUES)
def test_what_is_written_comes_back(value: object) -> None:
    assert shape(again(value)) == shape(value)


@pytest.mark.broad
@given(VALUES, VALUES)
def test_what_stands_twice_is_one_object(one: object, other: object) -> None:
    long = terms.TestFormula(("stands twice and is long enough to be worth it", one), ())  # type: ignore[arg-type]  # any value will do
    first, second = again((long, (other, long)))  # type: ignore[misc]  # a pair
    assert (first, second) == (long, (other, long))
    assert first is second[1]


def test_parts_at_their_default_at_the_end_and_places_of_the_vocabulary_are_left_out() -> None:
    place = Span("words.ipp", 1, 1, 1, 9)
    assert to_plain(Field("sum", MoneyType(), span=place)) == {"Field": ["sum", "MoneyType"]}
    record = RecordKind("a", "a", None, (), None, (), (), (), (), (), span=place)
    assert to_plain(record) == {"RecordKind": ["a", "a", None, [], None, [], [], [], [], []]}


def test_what_stands_once_within_what_stands_twice_has_no_number() -> None:
    field = Field("sum", MoneyType(), Label("a label of some length", "and a definition"))
    written = ["sum", "MoneyType", ["a label of some length", "and a definition"]]
    assert to_plain((field, field, Label("another label"), field)) == [
        {"Field 1": written}, {"1": None}, {"Label": ["another label"]}, {"1": None},
    ]  # fmt: skip
    record = RecordKind("a", "a", None, (), None, (), (), (field, field), (), ())
    assert to_plain(record) == {"RecordKind": ["a", "a", None, [], None, [], [], [{"1": written}, 1], [], []]}


def test_days_fractions_members_and_places() -> None:
    value = (Period(datetime.date(2021, 1, 1)), datetime.date(2022, 1, 1), (Fraction(1, 3), Outcome.ALREADY_PAID))
    assert to_plain(value) == [
        {"Period": ["2021-01-01"]}, {"date": "2022-01-01"}, [{"Fraction": [1, 3]}, {"Outcome": "ALREADY_PAID"}],
    ]  # fmt: skip
    places = (Span("a.ipp", 1, 2, 3, 4), Span("a.ipp", 5, 6, 7, 8), Span("b.ipp", 1, 2, 3, 4))
    assert to_plain(places) == [
        {"Span": ["a.ipp", 1, 2, 3, 4]},
        {"Span": [5, 6, 7, 8]},
        {"Span": ["b.ipp", 1, 2, 3, 4]},
    ]
    assert again((*value, *places)) == (*value, *places)


def test_columns_name_what_lists_hold() -> None:
    value = (Field("sum", MoneyType(), span=Span("words.ipp", 1, 1, 1, 9)), Fraction(1, 3), Outcome.ALREADY_PAID)
    assert plain_with_columns(value)[1] == {
        "Field": ["name", "type", "label", "varies", "zero_before", "years_between"],
        "MoneyType": ["currency", "may_be_negative"],
    }


@each_row("value", [1.5, [1], {1}, {}, b"x", object(), Label, Label(b"x"), Field("sum", "MoneyType")])
def test_nothing_else_is_written(value: object) -> None:
    with pytest.raises(InternalError):
        to_plain((value,))


@pytest.mark.parametrize("name", ["eval", "Path", "Program.kept", "__class__", "object"])
def test_no_other_name_makes_an_object(name: str) -> None:
    with pytest.raises(LookupError):
        object_from_text(json.dumps({name: ["1"]}))
    with pytest.raises(LookupError):
        object_from_text(json.dumps({"Field": ["sum", name]}))


def test_a_name_is_one_class() -> None:
    classes = {
        (name, value)
        for module in serialization.MODULES
        for name, value in vars(module).items()
        if isinstance(value, type) and attrs.has(value)
    }
    assert len(classes) == len({name for name, _ in classes})


def test_another_form_and_other_data_are_refused() -> None:
    text = json.dumps(to_plain(Ranking("figure", (), ())))
    for made_by, told in (("0.1.9", "compiled by ipdsl 0.1.9"), (2, "compiled by another version of ipdsl")):
        with pytest.raises(ModuleVersionError, match=told) as caught:
            program_of(made_by, text)
        assert "error[U023]" in str(caught.value)
        assert "compile its policy again" in str(caught.value)
        assert "重新编译" in caught.value.text(Language.ZH)
    with pytest.raises(InternalError, match="something else"):
        program_of(__version__, text)
