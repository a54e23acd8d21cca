"""Checks of columns against declared types: whether what a column holds can state values of a type.

In: types of Arrow and of the vocabulary. Out: findings, each with its column. No cell is looked at.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

from ipdsl.diagnostics.excerpt import visible
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.reading import form_errors, value_errors
from ipdsl.runtime.reading.base import ReadContext
from ipdsl.runtime.reading.errors import DuplicateName
from ipdsl.runtime.reading.wording import name_list, printable
from ipdsl.schema.types import ListType, MoneyType, Type
from ipdsl.tables.arrow_types import (
    can_state,
    column_phrase,
    expected_phrase,
    holds_floats,
    is_list,
    is_text,
    value_type,
)
from ipdsl.tables.errors import FloatColumn
from ipdsl.tables.form import A_SUM, DAY, DUE, KEYS, PAYMENTS, TEXT

SAID = ("none", "cannot_be_determined")
"""What is said in the place of a value, by `true`."""
STATED = ("value", *SAID)
"""The parts of a struct that stands for a value: itself, or what is said in its place."""
_SUM = ("amount", "currency")


class ColumnCheck:
    """One check of columns: what it finds goes into `reading`."""

    def __init__(self, reading: ReadContext, ignore: Collection[str]) -> None:
        self.reading = reading
        self.ignore = ignore

    def fits(self, place: str, word: str, type_: Type, arrow: pa.DataType) -> bool:
        if holds_floats(arrow):
            self.reading.add(FloatColumn(path=at_column(place), field=word, found=str(_innermost(arrow))))
            return False
        if pa.types.is_struct(arrow):
            return self._fits_struct(place, word, type_, arrow)
        if pa.types.is_null(arrow):
            return True
        if isinstance(type_, ListType):
            if is_text(value_type(arrow)) or (is_list(arrow) and can_state(type_.item, arrow.value_type)):
                return True
            wanted = Phrase(
                "a list, each member {member}", "列表，其成员为{member}", member=expected_phrase(type_.item)
            )
        elif can_state(type_, arrow):
            return True
        else:
            wanted = expected_phrase(type_)
        self.reading.add(
            value_errors.WrongType(
                path=at_column(place), field=word, expected=wanted, found=column_phrase(arrow), advice=_CAST
            )
        )
        return False

    def _fits_struct(self, place: str, word: str, type_: Type, arrow: pa.DataType) -> bool:
        """A value in parts: a sum with its currency, or a value beside what may be said in its place."""
        names = [field.name for field in arrow]
        is_sum = isinstance(type_, MoneyType) and "amount" in names
        what = Phrase("a value of `{field}`", "`{field}`的值", field=word)
        parts = self.struct(place, arrow, (*_SUM, *STATED) if is_sum else STATED, what)
        before = self.reading.finding_count
        for part, (_, field) in parts.items():
            if part in SAID:
                self.fits_said(f"{place}.{part}", part, field.type)
            else:
                inner: Type = TEXT if part == "currency" else type_
                self.fits(f"{place}.{part}", part, inner, field.type)
        return self.reading.finding_count == before and len(parts) == len(names)

    def fits_said(self, place: str, word: str, arrow: pa.DataType) -> bool:
        """Whether a part that says what stands in the place of a value is true or false."""
        if pa.types.is_boolean(arrow) or pa.types.is_null(arrow):
            return True
        wanted = Phrase("true or false (bool)", "`true`或`false`（`bool`）")
        self.reading.add(
            value_errors.WrongType(path=at_column(place), field=word, expected=wanted, found=column_phrase(arrow))
        )
        return False

    def struct(
        self, place: str, struct: pa.StructType, known: Collection[str], what: Phrase
    ) -> dict[str, tuple[int, pa.Field]]:
        """The parts of structs that have no other parts than the known ones, by name."""
        found: dict[str, tuple[int, pa.Field]] = {}
        for index, field in enumerate(struct):
            here = f"{place}.{field.name}"
            if here in self.ignore:
                continue
            if field.name not in known:
                self.reading.report_unknown(
                    form_errors.UnknownPart, at_column(here), field.name, known, what=what, parts=name_list(known, 30)
                )
            elif field.name in found:
                self.reading.add(DuplicateName(path=at_column(here), word=printable(field.name), holder=what))
            else:
                found[field.name] = index, field
        return found

    def inner(self, place: str, arrow: pa.DataType, word: str) -> pa.StructType | None:
        """The struct of a column of lists of structs; another type is reported."""
        if is_list(arrow) and (pa.types.is_struct(arrow.value_type) or pa.types.is_null(arrow.value_type)):
            return arrow.value_type if pa.types.is_struct(arrow.value_type) else pa.struct([])
        if pa.types.is_null(arrow):
            return pa.struct([])
        wanted = Phrase("a list of structs", "结构的列表")
        self.reading.add(
            value_errors.WrongType(path=at_column(place), field=word, expected=wanted, found=column_phrase(arrow))
        )
        return None

    def fits_line_part(self, place: str, part: str, sort: str, arrow: pa.DataType) -> bool:
        """Whether the parts of a line that are no single value have the types that they need."""
        if pa.types.is_null(arrow):
            return True
        before = self.reading.finding_count
        if sort == PAYMENTS:
            struct = self.inner(place, arrow, part)
            what = Phrase("a payment", "一次兑现")
            inner = {} if struct is None else self.struct(place, struct, ("day", "amount"), what)
            for word, (_, field) in inner.items():
                self.fits(f"{place}.{word}", word, DAY if word == "day" else A_SUM, field.type)
            return self.reading.finding_count == before
        if sort == DUE and not (pa.types.is_struct(arrow) or pa.types.is_map(arrow)):
            return self.fits(place, part, A_SUM, arrow)
        if pa.types.is_map(arrow) and (is_text(value_type(arrow.key_type)) or pa.types.is_integer(arrow.key_type)):
            members = {"": arrow.item_type}
        elif pa.types.is_struct(arrow):
            members = {field.name: field.type for field in arrow}
        else:
            wanted = Phrase("values by name (a struct or a map)", "按名称列出的值（`struct`或`map`）")
            self.reading.add(
                value_errors.WrongType(path=at_column(place), field=part, expected=wanted, found=column_phrase(arrow))
            )
            return False
        for word, of in members.items():
            here = f"{place}.{word}".rstrip(".")
            if sort == KEYS:
                self._fits_key(here, word, of)
            else:
                self.fits(here, word or part, A_SUM, of)
        return self.reading.finding_count == before

    def _fits_key(self, place: str, word: str, arrow: pa.DataType) -> None:
        """The value of a key: a name or a text, yes/no, a day. A whole number of a sum would be read as main units."""
        if holds_floats(arrow):
            self.reading.add(FloatColumn(path=at_column(place), field=word, found=str(_innermost(arrow))))
            return
        of = value_type(arrow.value_type) if is_list(arrow) else value_type(arrow)
        is_sum = any(
            isinstance(field.type, MoneyType)
            for kind in self.reading.program.schema.records
            for field in kind.fields
            if word in (field.name, field.label.zh, "")
        )
        if can_state(TEXT, of) and not (is_sum and pa.types.is_integer(of)):
            return
        if word and (pa.types.is_boolean(of) or can_state(DAY, of)):
            return
        wanted = Phrase("the value of a key (text)", "识别字段的值（文本）")
        self.reading.add(
            value_errors.WrongType(
                path=at_column(place), field=word, expected=wanted, found=column_phrase(arrow), advice=_CAST
            )
        )


_CAST = Phrase("cast the column, or write the values as text", "请转换该列的类型，或把值写成文本")


def at_column(place: str) -> str:
    """The place of a finding: `column invention_patent.granted_on`."""
    return f"column {visible(place[:_LONGEST])}{'…' if len(place) > _LONGEST else ''}"


_LONGEST = 200


def _innermost(arrow: pa.DataType) -> pa.DataType:
    arrow = value_type(arrow)
    return _innermost(arrow.value_type) if is_list(arrow) else arrow
