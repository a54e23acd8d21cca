"""Facts in JSON as a table of applicants in the nested form: the inverse of the intake of tables.

Values are texts, except for types of the vocabulary with a given type of Arrow: a column has this type if all its cells
fit. A struct marks cells without a value or with one that cannot be determined.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa

from ipdsl.batch.intake.check import SAID
from ipdsl.batch.intake.form import FIELDS, KEYS, LINES, PAYMENTS
from ipdsl.ir.terms import Program
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field

Facts = Mapping[str, Any]
Made = tuple[type, pa.DataType, Callable[[Any], Any]]
"""A type of the vocabulary, the type of Arrow in which its values stand, and what makes one of it."""


def nested_table(program: Program, all_facts: Sequence[Facts], types: Sequence[Made] = ()) -> pa.Table:
    """The table of facts, a row for each applicant. Tables have no series."""
    return _NestedTableBuilder(program, types).table(all_facts)


class _NestedTableBuilder:
    """Makes arrays of cells of JSON. A sort says what cells are: a declared type, `SAID` for true or false, types by
    name for the parts of lists of objects, or one of the sorts of parts of lines.
    """

    def __init__(self, program: Program, types: Sequence[Made]) -> None:
        self.program, self.types = program, types

    def table(self, all_facts: Sequence[Facts]) -> pa.Table:
        schema = self.program.schema
        columns = self._columns([facts["applicant"] for facts in all_facts],
                                {**_types(schema.applicant_fields), "id": TextType(), "kinds": _KINDS})  # fmt: skip
        kinds = {name: {**_types(kind.fields), "id": TextType()}
                 for kind in schema.records for name in (kind.name, kind.label.zh)}  # fmt: skip
        columns |= self._columns([facts.get("records") or {} for facts in all_facts], kinds)
        figures = {**_types(schema.figures), "year": TextType(), "none": SAID}
        sorts = {"figures": figures, **LINES, "as_of": DateType()}
        parts = [{name: facts[name] for name in sorts if facts.get(name) is not None} for facts in all_facts]
        for part in parts:
            if "figures" in part:
                years = part["figures"].items()
                part["figures"] = [{"year": year, **line} for year, line in years if line is not None]
        return pa.table(columns | self._columns(parts, sorts))

    def _columns(self, objects: Sequence[Mapping[str, Any]], sorts: Mapping[str, Any]) -> dict[str, pa.Array]:
        """The parts of objects, each as an array."""
        return {word: self.array([entry.get(word) for entry in objects], sorts[word]) for word in _words(objects)}

    def array(self, cells: Sequence[Any], sort: Any) -> pa.Array:
        """Cells of one sort."""
        has_objects = any(isinstance(cell, Mapping) for cell in cells)
        if sort is SAID or sort is _KINDS:
            return pa.array(cells, pa.bool_() if sort is SAID else pa.list_(pa.string()))
        if isinstance(sort, Mapping) and has_objects:
            listings = [{"items": cell} if isinstance(cell, list) else cell for cell in cells]
            return self._structs(listings, {"partial": SAID, "items": sort})
        if isinstance(sort, Mapping) or sort == PAYMENTS:
            return self._lists(cells, {"day": DateType(), "amount": MoneyType()} if sort == PAYMENTS else sort)
        if sort == KEYS:
            stated = [cell for cell in cells if cell is not None]
            has_list = {word: any(isinstance(entry.get(word), list) for entry in stated) for word in _words(stated)}
            types = {word: ListType(TextType()) if has_list[word] else TextType() for word in has_list}
            return self._structs(cells, types)
        if isinstance(sort, str) and (has_objects or sort == FIELDS):
            type_ = pa.list_(pa.string()) if sort == FIELDS else pa.string()
            text_of = _text if sort != FIELDS else lambda text: [text] if isinstance(text, str) else text
            entries = (None if cell is None else cell.items() for cell in cells)
            made = [None if of is None else [(str(name), text_of(sum_)) for name, sum_ in of] for of in entries]
            return pa.array(made, pa.map_(pa.string(), type_))
        return self._field(cells, MoneyType() if isinstance(sort, str) else sort)

    def _structs(self, cells: Sequence[Any], sorts: Mapping[str, Any]) -> pa.Array:
        """Objects as structs of the words that some of them has."""
        arrays = self._columns([cell or {} for cell in cells], sorts)
        if not arrays:
            return pa.array([None if cell is None else {} for cell in cells], pa.struct([]))
        fields = [pa.field(word, array.type) for word, array in arrays.items()]
        null = pa.array([cell is None for cell in cells], pa.bool_())
        return pa.StructArray.from_arrays([*arrays.values()], fields=fields, mask=null)

    def _lists(self, cells: Sequence[Any], sorts: Mapping[str, Any]) -> pa.Array:
        """Lists of objects."""
        offsets, null = _offsets(cells)
        members = [member for cell in cells if cell is not None for member in cell]
        return pa.ListArray.from_arrays(offsets, self._structs(members, sorts), mask=null)

    def _field(self, cells: Sequence[Any], type_: Type) -> pa.Array:
        """A column of values, of periods, or of values with placeholders."""
        if any(isinstance(cell, list) and any(isinstance(entry, Mapping) for entry in cell) for cell in cells):
            as_periods = [
                cell if cell is None or (isinstance(cell, list) and all(isinstance(entry, Mapping) for entry in cell))
                else [{"value": cell}]
                for cell in cells
            ]  # fmt: skip
            return self._lists(as_periods, {"from": DateType(), "to": DateType(), "value": type_})
        if not any(isinstance(cell, Mapping) for cell in cells):
            return self.values(cells, type_)
        parts = [cell if isinstance(cell, Mapping) else {"value": cell} for cell in cells]
        own = {"value": type_, "amount": TextType(), "currency": TextType()}
        return self._structs(parts, own | dict.fromkeys(SAID, SAID))

    def values(self, cells: Sequence[Any], type_: Type) -> pa.Array:
        if type_.is_list and any(isinstance(cell, str) for cell in cells):
            texts = [json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell for cell in cells]
            return pa.array(texts, pa.string())  # a text with several readings, which the reader of facts refuses
        if type_.is_list:
            members = [member for cell in cells if cell is not None for member in cell]
            offsets, null = _offsets(cells)
            return pa.ListArray.from_arrays(offsets, self.values(members, type_.member_type), mask=null)
        for kind, arrow, make in self.types:
            if isinstance(type_, kind):
                try:
                    return pa.array([None if cell is None else make(cell) for cell in cells], arrow)
                except (ValueError, ArithmeticError):
                    break
        return pa.array([None if cell is None else _text(cell) for cell in cells], pa.string())


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"{cell.numerator}/{cell.denominator}" if isinstance(cell, Fraction) else str(cell)


def _words(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of all, in the order in which they are met."""
    return list(dict.fromkeys(word for entry in parts for word in entry))


def _types(fields: Iterable[Field]) -> dict[str, Any]:
    """The types of fields by their names and labels."""
    return {name: field.type for field in fields for name in (field.name, field.label.zh)}


_KINDS = "kinds"
"""The sort of the kinds of applicants: lists of texts."""


def _offsets(cells: Sequence[Any]) -> tuple[pa.Array, pa.Array]:
    """Where the members of each list begin, and which lists are null."""
    offsets = np.cumsum([0, *(len(cell or ()) for cell in cells)], dtype=np.int32)
    return pa.array(offsets), pa.array([cell is None for cell in cells], pa.bool_())
