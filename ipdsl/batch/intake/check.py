"""The check of a table of applicants as a whole, before any row is read.

Input: the schema of an Arrow table, the code of a policy. Output: its `TableForm`, or one `FactsError` with every
problem, each with its column: what is misspelt, missing, there twice, or of a type of Arrow that states no value of the
declared type. No cell is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator
from functools import partial
from typing import Any

import pyarrow as pa

from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.values.characters import visible
from ipdsl.batch.errors import ColumnNotStated, FloatColumn
from ipdsl.batch.intake.form import (
    A_SUM,
    COUNT,
    DAY,
    DUE,
    FIELDS,
    FLAG,
    KEYS,
    LINES,
    LISTS_OF_PARTS,
    NEEDED,
    PARTS,
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
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.details import is_column_of_details
from ipdsl.facts.reader import report_unknown_figure
from ipdsl.facts.records import report_unknown_field
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import ReadContext, applicant_labels, field_labels, figure_labels, record_labels
from ipdsl.plain_data.errors import DuplicateName
from ipdsl.schema.declarations import Labels
from ipdsl.schema.details import known_detail
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.value_type import Type, name_list, printable
from ipdsl.schema.vocabulary import Field, RecordKind, Varies

PLACEHOLDERS = ("none", "cannot_be_determined")
"""The placeholders for a value, each with `true`."""
STATED = ("value", *PLACEHOLDERS)
"""The parts of a struct for a value: the value, or a placeholder."""
_SUM = ("amount", "currency")


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
    check.reading.raise_findings()
    unread = _not_read(check, code)
    return check.form(Report(_not_stated(check, code, unread)), unread)


class _TableCheck:
    """The check of one table. Results about its columns are gathered here, and findings are added to `reading`."""

    def __init__(self, reading: ReadContext, none: frozenset[str], ignore: frozenset[str]) -> None:
        self.reading, self.program, self.none, self.ignore = reading, reading.program, none, ignore
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
            if field.name in self.ignore or is_column_of_details(self.program, field.name):
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
                "`{word}` is a yearly figure: write it in the structs of `figures`, next to `year`",
                "`{word}`是年度数据：写在`figures`的结构之中，与`year`并列",
                word=word,
            )
        elif known_detail(word):
            advice = Phrase(
                "`{word}` is a detail, which is passed over: name the column `details.{word}`",
                "`{word}`是资料，不予读取：列名请写`details.{word}`",
                word=word,
            )
        elif since := next((one for one in schema.since_words if word in (one.name, one.label.zh)), None):
            advice = Phrase(
                "`{word}` follows from a day: give `{day}`", "`{word}`由日期得出：请填写`{day}`",
                word=word, day=since.date_field,
            )  # fmt: skip
        elif kind := next((one for one in schema.records if word in one.field_by_name and one.base is None), None):
            advice = Phrase(
                "`{word}` is a field of records: write it in the structs of `{kind}`",
                "`{word}`是记录的字段：写在`{kind}`的结构之中",
                word=word, kind=kind.name,
            )  # fmt: skip
        if advice:
            self.reading.add(
                errors.UnknownFactField(path=at_column(word), what=TABLE, word=printable(word), advice=advice)
            )
            return
        known = [*PARTS, *schema.applicant_field_by_name, *schema.record_by_name]
        meant = tuple(kind.name for kind in schema.records if kind.plural == word)
        labels = (*program.compute_once(applicant_labels), *program.compute_once(record_labels))
        near = meant or self.reading.nearest_words(word, [*known, *labels])
        self.reading.report_unknown(
            errors.UnknownPart, at_column(word), word, known, near, what=TABLE, parts=name_list(known, 8)
        )

    def _is_first(self, seen: dict[Any, str], key: Any, word: str, holder: Phrase, place: str) -> bool:
        """Whether the name is new in the table or the struct; otherwise a finding is reported."""
        if key not in seen:
            seen[key] = word
            return True
        other = seen[key]
        if other == word:
            self.reading.add(DuplicateName(path=at_column(place), word=printable(word), holder=holder))
        else:
            self.reading.add(errors.DuplicatePart(path=at_column(place), word=printable(word), other=printable(other)))
        return False

    def _column(self, sort: str, name: str, index: int, field: pa.Field) -> None:
        path, word, schema = (index,), field.name, self.program.schema
        if sort == "field":
            made = self._field(word, path, word, schema.applicant_field_by_name[name], field.type)
            self.fields += [made] if made is not None else []
        elif sort == "kind":
            self._records(schema.record_by_name[name], path, field)
        elif name == "figures":
            self._figures(path, field)
        elif name in LINES:
            self._lines(name, path, field)
        elif name == "series":
            advice = Phrase(
                "series are the same for all applicants and are not columns", "行情对所有申请人都相同，不是表中的列"
            )
            self.reading.add(errors.UnknownFactField(path=at_column(name), what=TABLE, word=name, advice=advice))
        elif (made := self._value(word, path, word, name, _OWN[name], field.type)) is not None:
            self.own[name] = made

    # ---- types of Arrow

    def _refuse(self, place: str, word: str, expected: Phrase, arrow: pa.DataType, advice: Phrase = NOTHING) -> bool:
        """Reports a column whose type states no such value; returns `False`."""
        self.reading.add(
            value_errors.WrongType(
                path=at_column(place), field=word, expected=expected, found=column_phrase(arrow), advice=advice
            )
        )
        return False

    def _refuse_floats(self, place: str, word: str, arrow: pa.DataType) -> bool:
        """Reports a column of floats; whether it is one."""
        if holds_floats(arrow):
            self.reading.add(FloatColumn(path=at_column(place), field=word, found=str(_innermost(arrow))))
        return holds_floats(arrow)

    def _fits(self, place: str, word: str, type_: Type, arrow: pa.DataType) -> bool:
        """Whether a column can have values of a type; any other type is reported."""
        if self._refuse_floats(place, word, arrow):
            return False
        if pa.types.is_struct(arrow):
            return self._fits_struct(place, word, type_, arrow)
        if pa.types.is_null(arrow) or (not type_.is_list and can_state(type_, arrow)):
            return True
        if not type_.is_list:
            return self._refuse(place, word, expected_phrase(type_), arrow, _CAST)
        if is_text(value_type(arrow)) or (is_list(arrow) and can_state(type_.member_type, arrow.value_type)):
            return True
        member = expected_phrase(type_.member_type)
        wanted = Phrase("a list, each member {member}", "列表，其成员为{member}", member=member)
        return self._refuse(place, word, wanted, arrow, _CAST)

    def _fits_struct(self, place: str, word: str, type_: Type, arrow: pa.DataType) -> bool:
        """A value in parts: a sum with its currency, or a value with its placeholders."""
        names, before = [field.name for field in arrow], self.reading.finding_count
        what = Phrase("a value of `{field}`", "`{field}`的值", field=word)
        parts = self._struct(place, arrow, (*_SUM, *STATED) if type_.is_money and "amount" in names else STATED, what)
        for part, (_, field) in parts.items():
            if part in PLACEHOLDERS:
                self._fits_said(f"{place}.{part}", part, field.type)
            else:
                self._fits(f"{place}.{part}", part, TEXT if part == "currency" else type_, field.type)
        return self.reading.finding_count == before and len(parts) == len(names)

    def _fits_said(self, place: str, word: str, arrow: pa.DataType) -> bool:
        """Whether a part that says what is in the place of a value is true or false."""
        wanted = Phrase("true or false (bool)", "`true`或`false`（`bool`）")
        return pa.types.is_boolean(arrow) or pa.types.is_null(arrow) or self._refuse(place, word, wanted, arrow)

    def _struct(
        self, place: str, struct: pa.StructType, known: Collection[str], what: Phrase
    ) -> dict[str, tuple[int, pa.Field]]:
        """The parts of structs that have no other parts than the known ones, by name."""
        parts: dict[str, tuple[int, pa.Field]] = {}
        for index, field in enumerate(struct):
            here = f"{place}.{field.name}"
            if here in self.ignore:
                continue
            if field.name not in known:
                self.reading.report_unknown(
                    errors.UnknownPart, at_column(here), field.name, known, what=what, parts=name_list(known, 30)
                )
            elif field.name in parts:
                self.reading.add(DuplicateName(path=at_column(here), word=printable(field.name), holder=what))
            else:
                parts[field.name] = index, field
        return parts

    def _inner(self, place: str, arrow: pa.DataType, word: str) -> pa.StructType | None:
        """The struct of a column of lists of structs; another type is reported."""
        if is_list(arrow) and (pa.types.is_struct(arrow.value_type) or pa.types.is_null(arrow.value_type)):
            return arrow.value_type if pa.types.is_struct(arrow.value_type) else pa.struct([])
        if pa.types.is_null(arrow):
            return pa.struct([])
        self._refuse(place, word, Phrase("a list of structs", "结构的列表"), arrow)
        return None

    def _fits_line_part(self, place: str, part: str, sort: str, arrow: pa.DataType) -> bool:
        """Whether the parts of a line that are not single values have the types that they need."""
        before = self.reading.finding_count
        if pa.types.is_null(arrow):
            return True
        if (types := LISTS_OF_PARTS.get(sort)) is not None:
            struct = self._inner(place, arrow, part)
            what = Phrase("a payment", "一次兑现")
            inner = {} if struct is None else self._struct(place, struct, tuple(types), what)
            for word, (_, field) in inner.items():
                self._fits(f"{place}.{word}", word, types[word], field.type)
        elif sort == DUE and not (pa.types.is_struct(arrow) or pa.types.is_map(arrow)):
            self._fits(place, part, A_SUM, arrow)
        elif pa.types.is_map(arrow) and (is_text(value_type(arrow.key_type)) or pa.types.is_integer(arrow.key_type)):
            self._fits_member(place, "", part, sort, arrow.item_type)
        elif pa.types.is_struct(arrow):
            for field in arrow:
                self._fits_member(f"{place}.{field.name}", field.name, part, sort, field.type)
        else:
            wanted = Phrase("values by name (a struct or a map)", "按名称列出的值（`struct`或`map`）")
            self._refuse(place, part, wanted, arrow)
        return self.reading.finding_count == before

    def _fits_member(self, place: str, word: str, part: str, sort: str, arrow: pa.DataType) -> None:
        """A value by name: a sum, or a key, which is a name or a text, yes/no, a day."""
        if sort not in (KEYS, FIELDS):
            self._fits(place, word or part, A_SUM, arrow)
        if sort not in (KEYS, FIELDS) or self._refuse_floats(place, word, arrow):
            return
        of = value_type(arrow.value_type) if is_list(arrow) else value_type(arrow)
        fields = (field for kind in self.program.schema.records for field in kind.fields)
        # a whole number of a sum would be read as main units
        is_sum = any(field.type.is_money for field in fields if word in (field.name, field.label.zh, ""))
        is_text_of_key = can_state(TEXT, of) and not (is_sum and pa.types.is_integer(of))
        if not is_text_of_key and not (word and (pa.types.is_boolean(of) or can_state(DAY, of))):
            self._refuse(place, word, Phrase("the value of a key (text)", "识别字段的值（文本）"), arrow, _CAST)

    # ---- values

    def _field(
        self, place: str, path: tuple[int, ...], word: str, field: Field, arrow: pa.DataType,
        kind: RecordKind | None = None,
    ) -> ValueColumn | None:  # fmt: skip
        """A field of the applicant, whose cells may be periods, or of a record."""
        holder = () if kind is None else (kind.name, place.rpartition(".")[0], "*")
        null_is_none = self._null_is_none(word, field.name, holder)
        if kind is not None or not (is_list(arrow) and pa.types.is_struct(arrow.value_type)):
            return self._value(place, path, word, field.name, field.type, arrow, null_is_none)
        if field.varies is Varies.FIXED:
            self.reading.add(value_errors.PeriodsOfFixedField(path=at_column(place), field=word))
            return None
        what = Phrase("a period of `{field}`", "`{field}`的时段", field=word)
        inner = self._struct(place, arrow.value_type, _PERIOD, what)
        if "value" not in inner:
            self.reading.report_missing(at_column(place), what, "value")
            return None
        made = [
            self._value(f"{place}.{part}", path, word, part, field.type if part == "value" else DAY, of.type)
            for part, (_, of) in inner.items()
        ]
        return (
            None if None in made else ValueColumn(place, path, word, field.name, field.type, arrow, null_is_none, True)
        )

    def _value(
        self, place: str, path: tuple[int, ...], word: str, name: str, type_: Type, arrow: pa.DataType,
        null_is_none: bool = False,
    ) -> ValueColumn | None:  # fmt: skip
        """A column of values of a type; what its type of Arrow cannot state is reported."""
        self.there.append(place)
        fits = self._fits(place, word, type_, arrow)
        return ValueColumn(place, path, word, name, type_, arrow, null_is_none) if fits else None

    def _null_is_none(self, word: str, name: str, holders: Collection[str] = ()) -> bool:
        """Whether `none` names the column, by its words in the table or by names."""
        said = {f"{holder}.{one}" for holder in holders for one in (word, name)} if holders else {word, name}
        self.met |= said & self.none
        return bool(said & self.none)

    def _unused_none(self) -> None:
        """Reports what `none` names and the table does not have."""
        every = [f"*.{place.rpartition('.')[2]}" for place in self.there if "." in place]
        for word in sorted(self.none - self.met):
            near = self.there if not word.startswith("*") else every
            parts = name_list(self.there, 8)
            what = Phrase("the columns in which null may say none", "空值可以表示“没有”的列")
            self.reading.report_unknown(errors.UnknownPart, "none", word, near, what=what, parts=parts)

    # ---- lists of structs

    def _parts(
        self, place: str, struct: pa.StructType, labels: Labels, known: Container[str], holder: Phrase,
        report_unknown: Callable[[str, str], None], name_in_ignore: str,
    ) -> Iterator[tuple[str, int, pa.Field, str]]:  # fmt: skip
        """The parts of structs that are called by names or labels: the name of each, its place in the struct, its
        field, and its place in findings.
        """
        seen: dict[str, str] = {}
        for index, field in enumerate(struct):
            here = f"{place}.{field.name}"
            if here in self.ignore or f"{name_in_ignore}.{field.name}" in self.ignore:
                continue
            name = self.reading.resolve_label(field.name, labels, at_column(here))
            if name is not None and name not in known:
                report_unknown(field.name, at_column(here))
            elif name is not None and self._is_first(seen, name, field.name, holder, here):
                yield name, index, field, here

    def _records(self, kind: RecordKind, path: tuple[int, ...], column: pa.Field) -> None:
        """The column of a kind of record."""
        word, arrow, is_partial = column.name, column.type, pa.types.is_struct(column.type)
        if is_partial:
            what = Phrase("a listing of `{what}`", "`{what}`的清单", what=word)
            parts = self._struct(word, arrow, _LISTING, what)
            if "items" not in parts:
                self.reading.report_missing(at_column(word), what, "items")
                return
            if "partial" in parts and not can_state(FLAG, parts["partial"][1].type):
                self._fits(f"{word}.partial", "partial", FLAG, parts["partial"][1].type)
                return
            path, arrow = (*path, parts["items"][0]), parts["items"][1].type
        struct = self._inner(word, arrow, word)
        if struct is None:
            return
        declared = {**kind.field_by_name, "id": Field("id", TEXT)}
        report = partial(report_unknown_field, kind, self.reading)
        holder = Phrase("a record of `{kind}`", "一条`{kind}`记录", kind=word)
        columns = [
            self._field(place, (*path, index), field.name, declared[name], field.type, kind)
            for name, index, field, place in self._parts(
                word, struct, field_labels(kind), declared, holder, report, kind.name
            )
        ]
        none, fields = self._null_is_none(word, kind.name), tuple(made for made in columns if made is not None)
        self.there.append(word)
        self.records.append(KindColumn(word, path, word, kind.name, kind.root, column.type, fields, is_partial, none))

    def _figures(self, path: tuple[int, ...], column: pa.Field) -> None:
        """The column of yearly figures."""
        word, figures = column.name, self.program.schema.figure_by_name
        struct = self._inner(word, column.type, word)
        if struct is None:
            return
        types: dict[str, Type] = {name: one.type for name, one in figures.items()} | {"year": COUNT, "none": FLAG}
        labels, report = self.program.compute_once(figure_labels), partial(report_unknown_figure, self.reading)
        columns, has_year = list[ValueColumn | None](), False
        for name, index, field, place in self._parts(word, struct, labels, types, YEAR_OF_FIGURES, report, word):
            has_year |= name == "year"
            if name != "none" or self._fits_said(place, name, field.type):
                none = name in figures and self._null_is_none(field.name, name, (word,))
                columns.append(self._value(place, (*path, index), field.name, name, types[name], field.type, none))
        if not has_year and len(struct):
            self.reading.report_missing(at_column(word), YEAR_OF_FIGURES, "year")
        made = tuple(one for one in columns if one is not None)
        self.lists["figures"] = LinesColumn(word, path, word, "figures", column.type, made)

    def _lines(self, name: str, path: tuple[int, ...], column: pa.Field) -> None:
        """A column of lines, such as `history`."""
        word, known = column.name, LINES[name]
        struct = self._inner(word, column.type, word)
        if struct is None:
            return
        what = Phrase("a line of `{part}`", "`{part}`中的一行", part=name)
        columns, others = list[ValueColumn | None](), list[tuple[int, str, str]]()
        parts = self._struct(word, struct, known, what)
        for part, (index, field) in parts.items():
            place, sort = f"{word}.{part}", known[part]
            if not isinstance(sort, str):
                none = part == "rank" and self._null_is_none(part, part, (word,))
                columns.append(self._value(place, (*path, index), part, part, sort, field.type, none))
            elif self._fits_line_part(place, part, sort, field.type):
                others.append((index, part, sort))
        for part in NEEDED.get(name, ()) if len(struct) else ():
            if part not in parts:
                self.reading.report_missing(at_column(word), what, part)
        self.there.append(word)
        made = tuple(one for one in columns if one is not None)
        none = self._null_is_none(word, name)
        self.lists[name] = LinesColumn(word, path, word, name, column.type, made, tuple(others), none)


YEAR_OF_FIGURES = Phrase("a year of `figures`", "`figures`中的一年")
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
    """The kinds of record that the policy reads and that no `stated` kind covers."""
    schema = code.program.schema
    return tuple(
        kind
        for kind in code.compute_once(reads_of).kinds
        if {*schema.lineage(kind), *schema.narrower_records[kind]}.isdisjoint(stated)
    )


_COLUMN = Phrase("a column of that name", "这个名称的列")
_PART = Phrase("it as a part of the structs", "结构中的这一部分")
_LIST = Phrase(
    "a column of lists of structs; an empty list if the applicant has no records", "结构列表的列；没有的写空列表"
)
