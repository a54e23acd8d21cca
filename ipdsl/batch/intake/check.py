"""The check of a table of applicants as a whole, before any row is read.

In: the schema of an Arrow table, the code of a policy. Out: its `TableForm`, or one `FactsError` with every problem:
what is misspelt, missing, there twice or of a type that states no such value, each with its column.

Checks of columns against declared types: whether what a column holds can state values of a type.

In: types of Arrow and of the vocabulary. Out: findings, each with its column. No cell is looked at.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pyarrow as pa

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.nearest_words import nearest
from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.values.characters import visible
from ipdsl.batch.errors import ColumnNotStated, FloatColumn
from ipdsl.batch.intake.form import (
    A_SUM,
    COUNT,
    DAY,
    DUE,
    FLAG,
    KEYS,
    LINES,
    NEEDED,
    PARTS,
    PAYMENTS,
    TEXT,
    KindColumn,
    LinesColumn,
    TableForm,
    ValueColumn,
    can_state,
    column_phrase,
    expected_phrase,
    holds_floats,
    is_list,
    is_text,
    value_type,
)
from ipdsl.batch.intake.reads import reads_of
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.facts.context import ReadContext
from ipdsl.facts.errors import form
from ipdsl.facts.errors.problems import DuplicateName, FactsError
from ipdsl.facts.labels import applicant_labels, field_labels, figure_labels, record_labels
from ipdsl.facts.reader import report_unknown_figure
from ipdsl.facts.records import report_unknown_field
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.values.wording import name_list, printable
from ipdsl.schema.vocabulary import Field, RecordKind, Varies

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
        if type_.is_list:
            if is_text(value_type(arrow)) or (is_list(arrow) and can_state(type_.member_type, arrow.value_type)):
                return True
            wanted = Phrase(
                "a list, each member {member}", "列表，其成员为{member}", member=expected_phrase(type_.member_type)
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
        is_sum = type_.is_money and "amount" in names
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
                    form.UnknownPart, at_column(here), field.name, known, what=what, parts=name_list(known, 30)
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
            field.type.is_money
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


TABLE = Phrase("the table of applicants", "申请人表")
_PERIOD = ("from", "to", "value")
_LISTING = ("partial", "items")


def form_of(
    schema: pa.Schema, code: GeneratedFunctions, *, none: Collection[str] = (), ignore: Collection[str] = ()
) -> TableForm:
    """The form of a table, or `FactsError` with every problem of the table as a whole.

    `none` names the columns in which null says *none* (`invention_patent.lapsed_on`, `established_on`, `*.lapsed_on` of
    every kind of record); elsewhere it is unknown. `ignore` names columns that are not read.
    """
    check = _TableCheck(ReadContext(code.program), frozenset(none), frozenset(ignore))
    check.columns(schema)
    if check.reading.finding_count:
        raise FactsError(check.reading.report())
    unread = _not_read(check, code)
    return check.form(Report(_not_stated(check, code, unread)), unread)


class _TableCheck(ColumnCheck):
    """The check of one table: what its columns state is gathered here."""

    def __init__(self, reading: ReadContext, none: frozenset[str], ignore: frozenset[str]) -> None:
        super().__init__(reading, ignore)
        self.program = reading.program
        self.none = none
        self.met: set[str] = set()
        """The names of `none` that a column has."""
        self.there: list[str] = []
        """The places of all columns, for the nearest."""
        self.fields: list[ValueColumn] = []
        self.records: list[KindColumn] = []
        self.own: dict[str, ValueColumn] = {}
        """The columns `id`, `kinds` and `as_of`."""
        self.lists: dict[str, LinesColumn] = {}

    # ---- columns of the table

    def columns(self, schema: pa.Schema) -> None:
        """Reads what each column states."""
        seen: dict[tuple[str, str], str] = {}
        for index, field in enumerate(schema):
            if field.name in self.ignore:
                continue
            sort, name = self._meant(field)
            if sort and self._is_first(seen, (sort, name), field.name, TABLE, field.name):
                self._column(sort, name, index, field)
        for word in _FORMS:
            if ("part", word) not in seen:
                self.reading.report_missing("the table", TABLE, word, _FORMS[word])
        self._unused_none()

    def form(self, report: Report, unread: tuple[str, ...]) -> TableForm:
        """What was read, where nothing was found."""
        lines = tuple(self.lists[name] for name in LINES if name in self.lists)
        return TableForm(
            self.program, self.own["id"], self.own["kinds"], tuple(self.fields), tuple(self.records),
            self.lists.get("figures"), lines, self.own.get("as_of"), report, unread,
        )  # fmt: skip

    def _meant(self, field: pa.Field) -> tuple[str, str]:
        """What a column states (`part`, `field` or `kind`) and its name; "" where that is nothing, which is reported.

        A field of the applicant and a kind of record may share a name: then records are lists of structs.
        """
        word, program, schema = field.name, self.program, self.program.schema
        place = at_column(word)
        if word in PARTS:
            return "part", word
        found = {}
        for sort, names, labels in (
            ("field", schema.applicant_field_by_name, program.compute_once(applicant_labels)),
            ("kind", schema.record_by_name, program.compute_once(record_labels)),
        ):
            if word in names or word in labels:
                found[sort] = labels
        if not found:
            self._unknown(word)
            return "", ""
        sort = next(iter(found)) if len(found) == 1 else ("kind" if _holds_records(field.type) else "field")
        name = self.reading.resolve_label(word, found[sort], place)
        return (sort, name) if name is not None else ("", "")

    def _unknown(self, word: str) -> None:
        """Reports a column that states nothing, with the nearest names, or where its word belongs."""
        program, schema = self.program, self.program.schema
        advice = NOTHING
        if word in schema.figure_by_name or word in program.compute_once(figure_labels):
            advice = Phrase(
                "`{word}` is a yearly figure: it stands in the structs of `figures`, beside `year`",
                "`{word}`是年度数据：写在`figures`的结构之中，与`year`并列",
                word=word,
            )
        elif since := next((one for one in schema.since_words if word in (one.name, one.label.zh)), None):
            advice = Phrase(
                "`{word}` follows from a day: give `{day}`", "`{word}`由日期得出：请填写`{day}`",
                word=word, day=since.date_field,
            )  # fmt: skip
        elif kind := next((one for one in schema.records if word in one.field_by_name and one.base is None), None):
            advice = Phrase(
                "`{word}` is a field of records: it stands in the structs of `{kind}`",
                "`{word}`是记录的字段：写在`{kind}`的结构之中",
                word=word, kind=kind.name,
            )  # fmt: skip
        if advice:
            self.reading.add(
                form.UnknownFactField(path=at_column(word), what=TABLE, word=printable(word), advice=advice)
            )
            return
        known = [*PARTS, *schema.applicant_field_by_name, *schema.record_by_name]
        meant = tuple(kind.name for kind in schema.records if kind.plural == word)
        labels = (*program.compute_once(applicant_labels), *program.compute_once(record_labels))
        near = meant or self.reading.nearest_words(word, [*known, *labels])
        self.reading.report_unknown(
            form.UnknownPart, at_column(word), word, known, near, what=TABLE, parts=name_list(known, 8)
        )

    def _is_first(self, seen: dict[Any, str], key: Any, word: str, holder: Phrase, place: str) -> bool:
        """Whether nothing of this name stands before in the table or the struct; else that is reported."""
        if key not in seen:
            seen[key] = word
            return True
        other = seen[key]
        if other == word:
            self.reading.add(DuplicateName(path=at_column(place), word=printable(word), holder=holder))
        else:
            self.reading.add(form.DuplicatePart(path=at_column(place), word=printable(word), other=printable(other)))
        return False

    def _column(self, sort: str, name: str, index: int, field: pa.Field) -> None:
        path, word = (index,), field.name
        if sort == "field":
            declared = self.program.schema.applicant_field_by_name[name]
            made = self._field(word, path, word, declared, field.type)
            if made is not None:
                self.fields.append(made)
        elif sort == "kind":
            self._records(self.program.schema.record_by_name[name], path, field)
        elif name == "figures":
            self._figures(path, field)
        elif name in LINES:
            self._lines(name, path, field)
        elif name == "series":
            self._refuse_series()
        else:
            made = self._value(word, path, word, name, _OWN[name], field.type)
            if made is not None:
                self.own[name] = made

    def _refuse_series(self) -> None:
        advice = Phrase(
            "series are the same for all applicants; they are no column", "行情对所有申请人都相同，不是表中的列"
        )
        finding = form.UnknownFactField(path=at_column("series"), what=TABLE, word="series", advice=advice)
        self.reading.add(finding)

    # ---- values

    def _field(
        self,
        place: str,
        path: tuple[int, ...],
        word: str,
        field: Field,
        arrow: pa.DataType,
        kind: RecordKind | None = None,
    ) -> ValueColumn | None:
        """A field of the applicant, whose cells may be periods, or of a record."""
        holder = () if kind is None else (kind.name, place.rpartition(".")[0], "*")
        null_is_none = self._null_is_none(word, field.name, holder)
        if kind is None and is_list(arrow) and pa.types.is_struct(arrow.value_type):
            if field.varies is Varies.FIXED:
                self.reading.add(value_errors.PeriodsOfFixedField(path=at_column(place), field=word))
                return None
            inner = self.struct(
                place, arrow.value_type, _PERIOD, Phrase("a period of `{field}`", "`{field}`的时段", field=word)
            )
            if "value" not in inner:
                self.reading.report_missing(
                    at_column(place), Phrase("a period of `{field}`", "`{field}`的时段", field=word), "value"
                )
                return None
            made = [
                self._value(f"{place}.{part}", path, word, part, field.type if part == "value" else DAY, of.type)
                for part, (_, of) in inner.items()
            ]
            if None in made:
                return None
            return ValueColumn(place, path, word, field.name, field.type, arrow, null_is_none, True)
        return self._value(place, path, word, field.name, field.type, arrow, null_is_none)

    def _value(
        self, place: str, path: tuple[int, ...], word: str, name: str, type_: Type, arrow: pa.DataType,
        null_is_none: bool = False,
    ) -> ValueColumn | None:  # fmt: skip
        """A column of values of a type; what its type of Arrow cannot state is reported."""
        self.there.append(place)
        if self.fits(place, word, type_, arrow):
            return ValueColumn(place, path, word, name, type_, arrow, null_is_none)
        return None

    def _null_is_none(self, word: str, name: str, holders: Collection[str] = ()) -> bool:
        """Whether `none` names the column, by its words in the table or by names."""
        said = {f"{holder}.{one}" for holder in holders for one in (word, name)} if holders else {word, name}
        met = said & self.none
        self.met |= met
        return bool(met)

    def _unused_none(self) -> None:
        """Reports what `none` names and the table does not have."""
        every = [f"*.{place.rpartition('.')[2]}" for place in self.there if "." in place]
        for word in sorted(self.none - self.met):
            near = self.there if not word.startswith("*") else every
            parts = name_list(self.there, 8)
            what = Phrase("the columns in which null may say none", "空值可以表示“没有”的列")
            self.reading.report_unknown(form.UnknownPart, "none", word, near, what=what, parts=parts)

    # ---- lists of structs

    def _records(self, kind: RecordKind, path: tuple[int, ...], column: pa.Field) -> None:
        """The column of a kind of record."""
        word, arrow, is_partial = column.name, column.type, False
        if pa.types.is_struct(arrow):
            what = Phrase("a listing of `{what}`", "`{what}`的清单", what=word)
            parts = self.struct(word, arrow, _LISTING, what)
            if "items" not in parts:
                self.reading.report_missing(at_column(word), what, "items")
                return
            if "partial" in parts and not can_state(FLAG, parts["partial"][1].type):
                self.fits(f"{word}.partial", "partial", FLAG, parts["partial"][1].type)
                return
            number, items = parts["items"]
            path, arrow, is_partial = (*path, number), items.type, True
        struct = self.inner(word, arrow, word)
        if struct is None:
            return
        fields: list[ValueColumn] = []
        seen: dict[str, str] = {}
        labels = field_labels(kind)
        what = Phrase("a record of `{kind}`", "一条`{kind}`记录", kind=word)
        for index, field in enumerate(struct):
            place = f"{word}.{field.name}"
            if place in self.ignore or f"{kind.name}.{field.name}" in self.ignore:
                continue
            name = self.reading.resolve_label(field.name, labels, at_column(place))
            if name is None:
                continue
            if name != "id" and name not in kind.field_by_name:
                report_unknown_field(kind, self.reading, field.name, at_column(place))
            elif self._is_first(seen, name, field.name, what, place):
                declared = Field("id", TEXT) if name == "id" else kind.field_by_name[name]
                made = self._field(place, (*path, index), field.name, declared, field.type, kind)
                if made is not None:
                    fields.append(made)
        none = self._null_is_none(word, kind.name)
        self.there.append(word)
        self.records.append(
            KindColumn(word, path, word, kind.name, kind.root, column.type, tuple(fields), is_partial, none)
        )

    def _figures(self, path: tuple[int, ...], column: pa.Field) -> None:
        """The column of yearly figures."""
        word, declared = column.name, self.program.schema.figure_by_name
        struct = self.inner(word, column.type, word)
        if struct is None:
            return
        columns: list[ValueColumn] = []
        seen: dict[str, str] = {}
        labels = self.program.compute_once(figure_labels)
        types: dict[str, Type] = {figure.name: figure.type for figure in declared.values()} | {
            "year": COUNT,
            "none": FLAG,
        }
        for index, field in enumerate(struct):
            place = f"{word}.{field.name}"
            if place in self.ignore:
                continue
            name = self.reading.resolve_label(field.name, labels, at_column(place))
            if name is None or not self._is_first(seen, name, field.name, _YEAR_OF_FIGURES, place):
                continue
            if name not in types:
                report_unknown_figure(self.reading, field.name, at_column(place))
                continue
            if name == "none" and not self.fits_said(place, name, field.type):
                continue
            none = name in declared and self._null_is_none(field.name, name, (word,))
            made = self._value(place, (*path, index), field.name, name, types[name], field.type, none)
            if made is not None:
                columns.append(made)
        if "year" not in seen and len(struct):
            self.reading.report_missing(at_column(word), _YEAR_OF_FIGURES, "year")
        self.lists["figures"] = LinesColumn(word, path, word, "figures", column.type, tuple(columns))

    def _lines(self, name: str, path: tuple[int, ...], column: pa.Field) -> None:
        """A column of lines, such as `history`."""
        word, known = column.name, LINES[name]
        struct = self.inner(word, column.type, word)
        if struct is None:
            return
        what = Phrase("a line of `{part}`", "`{part}`中的一行", part=name)
        columns: list[ValueColumn] = []
        others: list[tuple[int, str, str]] = []
        parts = self.struct(word, struct, known, what)
        for part, (index, field) in parts.items():
            place, sort = f"{word}.{part}", known[part]
            if not isinstance(sort, str):
                none = part == "rank" and self._null_is_none(part, part, (word,))
                made = self._value(place, (*path, index), part, part, sort, field.type, none)
                if made is not None:
                    columns.append(made)
            elif self.fits_line_part(place, part, sort, field.type):
                others.append((index, part, sort))
        for part in NEEDED.get(name, ()) if len(struct) else ():
            if part not in parts:
                self.reading.report_missing(at_column(word), what, part)
        none = self._null_is_none(word, name)
        self.there.append(word)
        self.lists[name] = LinesColumn(word, path, word, name, column.type, tuple(columns), tuple(others), none)


_YEAR_OF_FIGURES = Phrase("a year of `figures`", "`figures`中的一年")
_OWN: dict[str, Type] = {"id": TEXT, "kinds": ListType(TEXT), "as_of": DAY}
_FORMS = {
    "id": Phrase("a column of text or whole numbers that names each applicant", "用文本或整数指明每个申请人的一列"),
    "kinds": Phrase("a column of lists of kinds, as in `[enterprise]`", "列出类别的一列，例如`[enterprise]`"),
}


def _holds_records(arrow: pa.DataType) -> bool:
    """Whether a column is of records, and not of periods or single values."""
    if pa.types.is_struct(arrow):
        return bool(arrow.get_field_index("items") >= 0)
    is_of_structs = is_list(arrow) and pa.types.is_struct(arrow.value_type)
    return bool(is_of_structs and arrow.value_type.get_field_index("value") < 0)


def _not_read(check: _TableCheck, code: GeneratedFunctions) -> tuple[str, ...]:
    """The places of columns of the vocabulary that the policy does not read, in the words of the table."""
    reads = code.compute_once(reads_of)
    found = [column.place for column in check.fields if column.name not in reads.applicant]
    for kind in check.records:
        schema = code.program.schema
        related = [
            one for one in (*schema.lineage(kind.name), *schema.narrower_records[kind.name]) if one in reads.kinds
        ]
        read = {"id"}.union(*(reads.fields[one] for one in related))
        if not related:
            found.append(kind.place)
        else:
            found += [field.place for field in kind.fields if field.name not in read]
    figures = check.lists.get("figures")
    parts = () if figures is None else figures.columns
    return (*found, *(one.place for one in parts if one.name not in ("year", "none", *reads.figures)))


def _not_stated(check: _TableCheck, code: GeneratedFunctions, unread: tuple[str, ...]) -> list[Diagnostic]:
    """Tells what the policy reads and no column states, and the columns of near names that it does not read.

    A kind is stated under a wider or a narrower one too.
    """
    reads = code.compute_once(reads_of)
    fields = {column.name for column in check.fields}
    kinds = {column.name: {field.name for field in column.fields} for column in check.records}
    figures = check.lists.get("figures")
    stated = {column.name for column in figures.columns} if figures is not None else set()
    missing = [(name, _COLUMN) for name in reads.applicant if name not in fields]
    missing += [(f"figures.{name}", _PART) for name in reads.figures if name not in stated]
    without = kinds_without_table(code, kinds)
    for kind in reads.kinds:
        if kind in kinds:
            lacking = [name for name in reads.fields[kind] if name not in kinds[kind]]
            missing += [(f"{kind}.{name}", _PART) for name in lacking]
        elif kind in without:
            missing.append((kind, _LIST))
    return [
        ColumnNotStated(path="the table", word=word, form=form, nearest=nearest(word, unread)) for word, form in missing
    ]


def kinds_without_table(code: GeneratedFunctions, stated: Collection[str]) -> tuple[str, ...]:
    """The kinds of record that the policy reads, and of which none of the `stated` kinds says anything."""
    schema = code.program.schema
    return tuple(
        kind
        for kind in code.compute_once(reads_of).kinds
        if {*schema.lineage(kind), *schema.narrower_records[kind]}.isdisjoint(stated)
    )


_COLUMN = Phrase("a column of that name", "这个名称的列")
_PART = Phrase("it as a part of the structs", "结构中的这一部分")
_LIST = Phrase("a column of lists of structs; an empty list says that there are none", "结构列表的列；没有的写空列表")
