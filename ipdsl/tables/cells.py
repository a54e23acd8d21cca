"""Cells of Arrow as plain data in the JSON form of facts: exact, and no judgement of any value.

In: an array and what it states. Out: a value for each row, `None` for null. Whole numbers of a sum become decimal text
in main units, texts are read as people write them by hand, decimals are written out, days as `2022-03-01`. What is no
value of a fact (a moment, a day outside the calendar, broken text) is given as it is, so that the reader of facts
refuses it in its own words.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from ipdsl.runtime.reading.handwritten import NAME_TYPES, TextParser, TextParsers, applicant_kind_words, text_parser_for
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import BoolType, ListType, MoneyType, Type
from ipdsl.tables.arrow_types import decode_dictionary, is_list, is_text
from ipdsl.tables.form import A_SUM, DAY, DUE, FLAG, PAYMENTS, TEXT
from ipdsl.values.handwritten import EDGES
from ipdsl.values.money import DECIMALS

Decode: TypeAlias = "Callable[[pa.Array], list[object]]"
"""What makes plain data of an array."""

NONE: dict[str, object] = {"none": True}
"""What says, in the JSON form, that something is known not to exist."""
CANNOT: dict[str, object] = {"cannot_be_determined": True}


def values(arrow: pa.DataType, type_: Type, program: Program, name: str = "") -> Decode:
    """Values of a declared type, perhaps within lists or as structs of their parts; `name` is that of the column."""
    if pa.types.is_null(arrow):
        return lambda array: [None] * len(array)
    if pa.types.is_dictionary(arrow):
        inner = values(arrow.value_type, type_, program, name)
        return lambda array: inner(decode_dictionary(array))
    if is_list(arrow):
        lists = partial(_lists, values(arrow.value_type, type_.item if isinstance(type_, ListType) else type_, program))
        return partial(_kinds, lists, _reader(type_, program, name)) if name == "kinds" else lists
    if pa.types.is_struct(arrow):
        return _of_parts(arrow, type_, program)
    if pa.types.is_integer(arrow) and isinstance(type_, MoneyType):
        return partial(_sums, _decimals_of(type_, program))
    if pa.types.is_decimal(arrow):
        return partial(_decimals, _decimals_of(type_, program) if isinstance(type_, MoneyType) else 0)
    if pa.types.is_date(arrow) or pa.types.is_timestamp(arrow):
        return _days
    if pa.types.is_integer(arrow) and isinstance(type_, BoolType):
        return lambda array: [_ONE_OR_ZERO.get(one, one) for one in array.to_pylist()]
    if not is_text(arrow):
        return lambda array: array.to_pylist()
    return _texts if isinstance(type_, NAME_TYPES) else partial(_read, _reader(type_, program, name))


_ONE_OR_ZERO: dict[object, object] = {1: True, 0: False}
"""Yes and no as databases write them, in a column of whole numbers."""


def _reader(type_: Type, program: Program, name: str) -> TextParser:
    """What reads the texts of a column."""
    if name == "kinds":
        return text_parser_for(type_, applicant_kind_words(program.schema))
    if name in ("year", "rank"):
        return text_parser_for(type_, part=name)
    return program.compute_once(TextParsers)[type_]


def _kinds(lists: Decode, read: TextParser, array: pa.Array) -> list[object]:
    """Lists of kinds; a text among them may name several."""

    def members(kinds: Iterable[object]) -> Iterator[object]:
        for one in kinds:
            parts = read(one) if isinstance(one, str) and one.strip(EDGES) else None
            yield from parts if isinstance(parts, list) else [one]

    return [[*members(kinds)] if isinstance(kinds, list) else kinds for kinds in lists(array)]


def _read(read: TextParser, array: pa.Array) -> list[object]:
    """Texts as people write them by hand, each read once; one of blanks alone is left to the reader of facts."""
    texts = _texts(array)
    known = {text: read(text) for text in {*texts} if isinstance(text, str) and text.strip(EDGES)}
    return [known.get(text, text) if isinstance(text, str) else text for text in texts]


def _decimals_of(type_: MoneyType, program: Program) -> int:
    """How many decimals sums of the type have."""
    return DECIMALS.get(program.currency if type_.currency in (None, "*") else str(type_.currency), 2)


def _sums(decimals: int, array: pa.Array) -> list[object]:
    return [None if minor is None else minor_to_text(minor, decimals) for minor in array.to_pylist()]


def _decimals(places: int, array: pa.Array) -> list[object]:
    """Decimals written out with `places`, or as many more as they need: the scale of a column is none of a value."""
    return [None if value is None else _written(value, places) for value in array.to_pylist()]


def _written(value: Decimal, places: int) -> str:
    whole, _, part = f"{value:f}".partition(".")
    part = part.rstrip("0").ljust(places, "0")
    return f"{whole}.{part}" if part else whole


_PER_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_FIRST, _LAST = (datetime.date(year, month, day).toordinal() for year, month, day in ((1, 1, 1), (9999, 12, 31)))
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def _days(array: pa.Array) -> list[object]:
    """Days as text; a moment that is not midnight with its time, and a day of no four-digit year as it would be."""
    arrow = array.type
    unit = "D" if pa.types.is_date32(arrow) else "ms" if pa.types.is_date64(arrow) else arrow.unit
    width = pa.int32() if unit == "D" else pa.int64()
    per_day = _PER_DAY.get(unit, 1)
    return [None if count is None else _day(count, per_day, unit) for count in array.cast(width).to_pylist()]


def _day(count: int, per_day: int, unit: str) -> str:
    days, rest = divmod(count, per_day)
    if not rest and _FIRST <= days + _EPOCH <= _LAST:
        return datetime.date.fromordinal(days + _EPOCH).isoformat()
    return str(np.array([count]).astype(f"datetime64[{unit}]")[0])


def _texts(array: pa.Array) -> list[object]:
    try:
        return array.to_pylist()  # type: ignore[no-any-return]  # a list
    except UnicodeDecodeError:
        kept = array.cast(pa.large_binary()) if str(array.type) != "string_view" else array.cast(pa.binary_view())
        return [None if one is None else one.decode("utf-8", "surrogateescape") for one in kept.to_pylist()]


# ---- lists and structs


def _lists(inner: Decode, array: pa.Array) -> list[object]:
    offsets = array.offsets.to_pylist()
    if not offsets:
        return []
    base = offsets[0]
    members = inner(array.values.slice(base, offsets[-1] - base))
    bounds = zip(offsets[:-1], offsets[1:], array.is_valid().to_pylist(), strict=True)
    return [members[start - base : end - base] if is_valid else None for start, end, is_valid in bounds]


Part: TypeAlias = "tuple[int, str, Decode, object]"
"""A part of a struct: its place there, its name, what decodes it, and what stands for null (`None`: nothing)."""


def structs(parts: Iterable[Part]) -> Decode:
    """Structs as objects of the parts that are stated."""
    every = tuple(parts)

    def decode(array: pa.Array) -> list[object]:
        names = [name for _, name, _, _ in every]
        rows = zip(*(_filled(part, array) for part in every), strict=True) if every else ((),) * len(array)
        return [
            {name: value for name, value in zip(names, row, strict=True) if value is not None} if is_valid else None
            for row, is_valid in zip(rows, array.is_valid().to_pylist(), strict=True)
        ]

    return decode


def _filled(part: Part, array: pa.Array) -> Sequence[object]:
    number, _, decode, instead = part
    found = decode(array.field(number))
    return found if instead is None else [instead if value is None else value for value in found]


def listing(arrow: pa.DataType, parts: Sequence[Part]) -> Decode:
    """Lists of structs."""
    if pa.types.is_null(arrow):
        return lambda array: [None] * len(array)
    if pa.types.is_null(arrow.value_type):
        return partial(_lists, lambda array: [None] * len(array))
    return partial(_lists, structs(parts))


def periods(arrow: pa.DataType, type_: Type, program: Program) -> Decode:
    """Lists of `from`, `to` and `value`; a period whose value is null is one of which nothing is known."""
    if pa.types.is_null(arrow.value_type):
        return partial(_lists, lambda array: [None] * len(array))
    named = {field.name: values(field.type, type_ if field.name == "value" else DAY, program)
             for field in arrow.value_type}  # fmt: skip
    inner = structs((arrow.value_type.get_field_index(name), name, decode, None) for name, decode in named.items())

    def decode(array: pa.Array) -> list[object]:
        found = inner(array)
        return [one if one is None else {**one, "value": one.get("value")} for one in found]  # type: ignore[attr-defined,dict-item]  # an object

    return partial(_lists, decode)


def _of_parts(arrow: pa.StructType, type_: Type, program: Program) -> Decode:
    """A sum with its currency, or a value beside what is said in its place."""
    types: dict[str, Type] = {"value": type_, "none": FLAG, "cannot_be_determined": FLAG, "currency": TEXT}
    parts = {name: values(arrow.field(name).type, of, program) for name, of in types.items() if _has(arrow, name)}
    has_sum = _has(arrow, "amount")

    def decode(array: pa.Array) -> list[object]:
        read = {name: part(array.field(name)) for name, part in parts.items()}
        if has_sum:
            read["amount"] = _amounts(array.field("amount"), read.get("currency"), program.currency)
        rows = ({name: column[row] for name, column in read.items()} for row in range(len(array)))
        return [
            _stated(row) if is_valid else None for row, is_valid in zip(rows, array.is_valid().to_pylist(), strict=True)
        ]

    return decode


def _has(arrow: pa.StructType, name: str) -> bool:
    return bool(arrow.get_field_index(name) >= 0)


def _stated(parts: dict[str, object]) -> object:
    """The value that the parts of a cell state; two of them that contradict each other go to the reader."""
    if parts.get("none") is True or parts.get("cannot_be_determined") is True:
        said = {name: value for name, value in parts.items() if value not in (None, False)}
        return said if len(said) > 1 else (NONE if "none" in said else CANNOT)
    if parts.get("amount") is not None or parts.get("currency") is not None:
        return {name: parts[name] for name in ("amount", "currency") if parts.get(name) is not None}
    return parts.get("value")


def _amounts(array: pa.Array, currencies: list[object] | None, own: str) -> list[object]:
    """Sums in the currencies that stand beside them; without one, in the policy's."""
    beside = [own] * len(array) if currencies is None else [str(code or own) for code in currencies]
    decimals = [DECIMALS.get(code, 2) for code in beside]
    by_decimals = {places: values_of_sums(array, places) for places in sorted({*decimals})}
    return [by_decimals[places][row] for row, places in enumerate(decimals)]


def values_of_sums(array: pa.Array, decimals: int) -> list[object]:
    """Sums of a currency that has so many decimals."""
    if pa.types.is_dictionary(array.type):
        array = decode_dictionary(array)
    if pa.types.is_integer(array.type):
        return _sums(decimals, array)
    return _decimals(decimals, array) if pa.types.is_decimal(array.type) else _texts(array)


# ---- parts of lines that are no single value


def line_part(arrow: pa.DataType, sort: str, program: Program) -> Decode:
    """Keys, sums by the name of a rule or by year, payments."""
    of: Type = A_SUM if sort != "keys" else TEXT
    if pa.types.is_null(arrow):
        return lambda array: [None] * len(array)
    if sort == PAYMENTS:
        types: dict[str, Type] = {"day": DAY, "amount": A_SUM}
        inner = () if pa.types.is_null(arrow.value_type) else arrow.value_type
        parts = [
            (at, field.name, values(field.type, types[field.name], program), None) for at, field in enumerate(inner)
        ]
        return listing(arrow, parts)
    if pa.types.is_map(arrow):
        return partial(_maps, values(arrow.key_type, TEXT, program), values(arrow.item_type, of, program))
    if pa.types.is_struct(arrow):
        return structs((at, field.name, values(field.type, of, program), None) for at, field in enumerate(arrow))
    assert sort == DUE, sort
    return values(arrow, of, program)


def _maps(keys: Decode, items: Decode, array: pa.Array) -> list[object]:
    offsets = array.offsets.to_pylist()
    if not offsets:
        return []
    base, count = offsets[0], offsets[-1] - offsets[0]
    names, found = keys(array.keys.slice(base, count)), items(array.items.slice(base, count))
    return [
        _object(names[start - base : end - base], found[start - base : end - base]) if is_valid else None
        for start, end, is_valid in zip(offsets[:-1], offsets[1:], array.is_valid().to_pylist(), strict=True)
    ]


def _object(names: Sequence[object], found: Sequence[object]) -> dict[str, object]:
    """An object of a map; of a name that stands twice the second is kept apart, so that the reader reports it."""
    made: dict[str, object] = {}
    for name, value in zip(names, found, strict=True):
        word = str(name)
        while word in made:
            word += TWICE
        if value is not None:
            made[word] = value
    return made


TWICE = " "
"""What tells a name of a map that stands twice from its first; no name ends with it."""
