"""The one function that turns values into text: the text evaluates to the value and is one printable line."""

from __future__ import annotations

import ast
import datetime
import json
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import InternalError
from ipdsl.codegen.python.module import json_lines
from ipdsl.codegen.python.writer import literal, raw_literal

VALUES = st.none() | st.booleans() | st.integers() | st.fractions() | st.dates() | st.text()


@given(VALUES)
def test_a_literal_is_its_value(value: object) -> None:
    text = literal(value)  # type: ignore[arg-type]
    names = {"date": datetime.date, "Fraction": Fraction, "__builtins__": {}}
    found = eval(text, names)
    assert (found, type(found)) == (value, type(value))


@given(st.text())
def test_a_string_stays_one_constant_on_one_line_that_can_be_printed(value: str) -> None:
    text = literal(value)
    assert text.isprintable()
    assert ast.literal_eval(text) == value


@pytest.mark.parametrize("value", [1.5, [], object(), b"x", {"a": 1}])
def test_nothing_else_has_a_literal(value: object) -> None:
    with pytest.raises(InternalError):
        literal(value)  # type: ignore[arg-type]


def test_a_string_that_calls_itself_a_string_is_refused() -> None:
    class Sly(str):
        __slots__ = ()

    with pytest.raises(InternalError):
        literal(Sly("x"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["'''", "\\", "r'''", "\\'''", "\n"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=9), st.lists(inner, max_size=9), min_size=1, max_size=1)
    ),
)


@given(JSON)
def test_data_stands_in_one_raw_literal(value: object) -> None:
    text = raw_literal(json_lines(value))  # type: ignore[arg-type]
    assert all(line.isprintable() for line in text.split("\n"))
    assert json.loads(ast.literal_eval(text)) == value


@pytest.mark.parametrize("lines", [["\xad"], ["\u202e"], ["\u3000"], ["\t"], ["'"], ["\\"], ["\r"]])
def test_what_cannot_be_printed_has_no_raw_literal(lines: list[str]) -> None:
    with pytest.raises(InternalError):
        raw_literal(lines)
