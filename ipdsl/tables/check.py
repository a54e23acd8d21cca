"""The check of a table of applicants as a whole, before any row is read.

In: the schema of an Arrow table, the code of a policy. Out: its `TableForm`, or one `FactsError` with every problem:
what is misspelt, missing, there twice or of a type that states no such value, each with its column.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pyarrow as pa

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.runtime.code import GeneratedFunctions
from ipdsl.runtime.reading import form_errors, value_errors
from ipdsl.runtime.reading.base import ReadContext
from ipdsl.runtime.reading.errors import DuplicateName, FactsError
from ipdsl.runtime.reading.labels import applicant_labels, field_labels, figure_labels, record_labels
from ipdsl.runtime.reading.reader import report_unknown_figure
from ipdsl.runtime.reading.records import report_unknown_field
from ipdsl.runtime.reading.wording import name_list, printable
from ipdsl.schema.model import Field, RecordKind, Varies
from ipdsl.schema.types import ListType, Type
from ipdsl.tables.arrow_types import can_state, is_list
from ipdsl.tables.column_check import ColumnCheck, at_column
from ipdsl.tables.errors import ColumnNotStated
from ipdsl.tables.form import (
    COUNT,
    DAY,
    FLAG,
    LINES,
    NEEDED,
    PARTS,
    TEXT,
    KindColumn,
    LinesColumn,
    TableForm,
    ValueColumn,
)
from ipdsl.tables.reads import reads_of

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
                form_errors.UnknownFactField(path=at_column(word), what=TABLE, word=printable(word), advice=advice)
            )
            return
        known = [*PARTS, *schema.applicant_field_by_name, *schema.record_by_name]
        meant = tuple(kind.name for kind in schema.records if kind.plural == word)
        labels = (*program.compute_once(applicant_labels), *program.compute_once(record_labels))
        near = meant or self.reading.nearest_words(word, [*known, *labels])
        self.reading.report_unknown(
            form_errors.UnknownPart, at_column(word), word, known, near, what=TABLE, parts=name_list(known, 8)
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
            self.reading.add(
                form_errors.DuplicatePart(path=at_column(place), word=printable(word), other=printable(other))
            )
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
        finding = form_errors.UnknownFactField(path=at_column("series"), what=TABLE, word="series", advice=advice)
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
            self.reading.report_unknown(form_errors.UnknownPart, "none", word, near, what=what, parts=parts)

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
