"""Facts in JSON as a table of applicants in the nested form: what the intake of tables undoes.

Values are texts, but for the types of the vocabulary for which a type of Arrow is given: a column whose cells all fit
stands in that. Where some cells are none or cannot be determined, a struct says which.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from ipdsl.batch.intake.check import SAID
from ipdsl.batch.intake.form import KEYS, LINES, PAYMENTS
from ipdsl.ir.terms import Program
from ipdsl.schema.declarations import LabelledDeclaration
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
    """The table of facts, a row for each. Series are no part of tables."""
    return _NestedTableBuilder(program, types).table(all_facts)


class _NestedTableBuilder:
    def __init__(self, program: Program, types: Sequence[Made]) -> None:
        self.program, self.types = program, types

    def table(self, all_facts: Sequence[Facts]) -> pa.Table:
        schema = self.program.schema
        columns: dict[str, pa.Array] = {}
        applicants = [facts["applicant"] for facts in all_facts]
        for word in _words(applicants):
            cells = [entry.get(word) for entry in applicants]
            if word == "kinds":
                columns[word] = pa.array(cells, pa.list_(pa.string()))
            else:
                type_ = TextType() if word == "id" else _declared(schema.applicant_fields, word).type
                columns[word] = self.field(cells, type_)
        listings = [facts.get("records") or {} for facts in all_facts]
        for word in _words(listings):
            kind = _declared(schema.records, word)
            types = {name: field.type for field in kind.fields for name in (field.name, field.label.zh)}
            columns[word] = self.listing([entry.get(word) for entry in listings], {**types, "id": TextType()})
        if any(facts.get("figures") is not None for facts in all_facts):
            columns["figures"] = self.figures([facts.get("figures") for facts in all_facts])
        for part, types in LINES.items():
            if any(facts.get(part) is not None for facts in all_facts):
                columns[part] = self.lists([facts.get(part) for facts in all_facts], types)
        if any(facts.get("as_of") for facts in all_facts):
            columns["as_of"] = self.field([facts.get("as_of") for facts in all_facts], DateType())
        return pa.table(columns)

    def listing(self, cells: Sequence[Any], types: Mapping[str, Any]) -> pa.Array:
        if not any(isinstance(cell, Mapping) for cell in cells):
            return self.lists(cells, types)
        parts = [cell if isinstance(cell, Mapping) or cell is None else {"items": cell} for cell in cells]
        items = self.lists([None if entry is None else entry.get("items") for entry in parts], types)
        partial = pa.array([None if entry is None else entry.get("partial") for entry in parts], pa.bool_())
        null = pa.array([entry is None for entry in parts])
        return pa.StructArray.from_arrays([partial, items], names=["partial", "items"], mask=null)

    def figures(self, cells: Sequence[Any]) -> pa.Array:
        types: dict[str, Any] = {
            name: field.type for field in self.program.schema.figures for name in (field.name, field.label.zh)
        }
        types |= {"year": TextType(), "none": SAID}
        lines = [
            None if cell is None else [{"year": year, **line} for year, line in cell.items() if line is not None]
            for cell in cells
        ]
        return self.lists(lines, types)

    def lists(self, cells: Sequence[Any], types: Mapping[str, Any]) -> pa.Array:
        """Lists of structs of the words that some member has."""
        members = [member for cell in cells if cell is not None for member in cell]
        offsets, null = _offsets(cells)
        words = _words(members)
        arrays = [self.part([entry.get(word) for entry in members], types[word]) for word in words]
        fields = [pa.field(word, array.type) for word, array in zip(words, arrays, strict=True)]
        if not fields:
            return pa.array([None if cell is None else [{}] * len(cell) for cell in cells], pa.list_(pa.struct([])))
        structs = pa.StructArray.from_arrays(arrays, fields=fields)
        return pa.ListArray.from_arrays(offsets, structs, mask=null)

    def part(self, cells: Sequence[Any], sort: Any) -> pa.Array:
        if sort is SAID:
            return pa.array(cells, pa.bool_())
        if not isinstance(sort, str):
            return self.field(cells, sort)
        if sort == PAYMENTS:
            return self.lists(cells, {"day": DateType(), "amount": MoneyType()})
        if not any(isinstance(cell, Mapping) for cell in cells):
            return self.field(cells, MoneyType())
        if sort == KEYS:
            return self.keys(cells)
        made = [None if cell is None else [(str(name), _text(sum_)) for name, sum_ in cell.items()] for cell in cells]
        return pa.array(made, pa.map_(pa.string(), pa.string()))

    def keys(self, cells: Sequence[Any]) -> pa.Array:
        stated = [{} if cell is None else cell for cell in cells]
        words = _words(stated)
        if not words:
            return pa.array([None if cell is None else {} for cell in cells], pa.map_(pa.string(), pa.string()))
        arrays = []
        for word in words:
            values = [entry.get(word) for entry in stated]
            is_list = any(isinstance(entry, list) for entry in values)
            arrays.append(self.field(values, ListType(TextType()) if is_list else TextType()))
        null = pa.array([cell is None for cell in cells])
        return pa.StructArray.from_arrays(arrays, names=words, mask=null)

    # ---- values

    def field(self, cells: Sequence[Any], type_: Type) -> pa.Array:
        """A column of values, of periods, or of values beside what is said in their place."""
        if any(isinstance(cell, list) and any(isinstance(entry, Mapping) for entry in cell) for cell in cells):
            as_periods = [
                cell if cell is None or (isinstance(cell, list) and all(isinstance(entry, Mapping) for entry in cell))
                else [{"value": cell}]
                for cell in cells
            ]  # fmt: skip
            return self.lists(as_periods, {"from": DateType(), "to": DateType(), "value": type_})
        if not any(isinstance(cell, Mapping) for cell in cells):
            return self.values(cells, type_)
        parts = [cell if isinstance(cell, Mapping) else {"value": cell} for cell in cells]
        words = _words(parts)
        types: dict[str, Type] = {"value": type_, "currency": TextType()}
        arrays = [
            pa.array([None if entry.get(word) is None else _text(entry[word]) for entry in parts], pa.string())
            if word == "amount"
            else pa.array([entry.get(word) for entry in parts], pa.bool_())
            if word in SAID
            else self.values([entry.get(word) for entry in parts], types[word])
            for word in words
        ]
        return pa.StructArray.from_arrays(arrays, names=words)

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


def _declared(declared: Iterable[Any], word: str) -> Any:
    declaration: LabelledDeclaration | Field = next(entry for entry in declared if word in (entry.name, entry.label.zh))
    return declaration


def _offsets(cells: Sequence[Any]) -> tuple[pa.Array, pa.Array]:
    offsets = [0]
    for cell in cells:
        offsets.append(offsets[-1] + len(cell or ()))
    return pa.array(offsets, pa.int32()), pa.array([cell is None for cell in cells])
