"""Values that a quick check must leave to the general rules, and the places where they may occur."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

ODD: list[Any] = [
    None, True, False, 0, 1, -1, 1.5, 10**17, 10**19, "", "x", " x", "x ", "a\nb", "a\u3000", "\u200b", "１２", "12.5",
    "12.50", "007.50", ".50", "1.", "1e3", "-1", "50%", "0.5", "2022-01-01", "2022-02-30", "2022-13-01", "2022-W01-1",
    "1899-12-31", "2201-01-01", "20220101", "2022-1-001", Decimal("1.50"), Decimal("NaN"), Decimal("Infinity"),
    Decimal("sNaN"),
    Decimal("1E-30"), Decimal("0E-30"), Decimal("12.345"), Decimal("1E+20"), Fraction(1, 2), {}, [], (), ["a"],
    ["a", "a"], b"x", {"none": True}, {"none": 1}, {"cannot_be_determined": True}, {"none": True, "x": 1},
    {"amount": "100", "currency": "USD"}, "national", "invention", datetime.date(2022, 1, 1),
    datetime.datetime(2022, 1, 1), [{"from": "2020-01-01", "value": True}], {"partial": True, "items": []},
]  # fmt: skip


odd = st.sampled_from(ODD).map(copy.deepcopy)
"""A new copy each time, because the value may be changed later."""


class Text(str):
    """A text that no quick check accepts."""


class Whole(int):
    """A whole number that no quick check accepts."""


def slow(data: Any) -> Any:
    """The same data in types that no quick check accepts, so that the general rules read all of it."""
    match data:
        case bool():
            return data
        case str():
            return Text(data)
        case int():
            return Whole(data)
        case dict():
            return MappingProxyType({slow(name): slow(part) for name, part in data.items()})
        case list():
            return tuple(slow(part) for part in data)
        case _:
            return data


def places(data: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(data, dict | list):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*path, step)
            yield from places(inner, (*path, step))
