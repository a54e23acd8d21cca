"""Rows of a table of applicants, from Arrow to plain facts, and through the reader of facts.

Input: a table in the nested form and its `TableForm`. Output: the facts of a row, or its problems, each with its
column. Cells become plain data in the JSON form of facts, `None` for null; values are not checked here. Whole numbers
of an amount become decimal text in main units. Texts may be handwritten forms. Decimals are written out, days as
`2022-03-01`. A cell that cannot be a fact (a timestamp, a day outside the calendar, broken text) is passed on as it is,
and the reader of facts reports it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeAlias, cast

import attrs
import numpy as np
import pyarrow as pa

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.handwritten_values import EDGES
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.intake.check import YEAR_OF_FIGURES
from ipdsl.batch.intake.form import (
    A_SUM,
    DAY,
    DUE,
    FIELDS,
    FLAG,
    KEYS,
    LISTS_OF_PARTS,
    TEXT,
    KindColumn,
    LinesColumn,
    Problem,
    TableForm,
    ValueColumn,
    decode_dictionary,
    is_list,
    is_text,
)
from ipdsl.batch.kernel.values import EPOCH
from ipdsl.facts.published_series import PublishedSeries
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import Program
from ipdsl.ledger.recall import LedgerEntries
from ipdsl.plain_data.errors import DuplicateName, FactsError, MissingPart
from ipdsl.plain_data.handwritten import TextParsers, applicant_kind_words, text_parser_for
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.values.value_type import TextParser, Type, printable

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
        lists = partial(_lists, values(arrow.value_type, type_.member_type, program))
        return partial(_kinds, lists, _reader(type_, program, name)) if name == "kinds" else lists
    if pa.types.is_struct(arrow):
        return _of_parts(arrow, type_, program)
    if pa.types.is_integer(arrow) and type_.is_money:
        return partial(_sums, type_.decimals(program.currency))
    if pa.types.is_decimal(arrow):
        return partial(_decimals, type_.decimals(program.currency))
    if pa.types.is_date(arrow) or pa.types.is_timestamp(arrow):
        return _days
    if pa.types.is_integer(arrow) and type_.is_flag:
        return lambda array: [_ONE_OR_ZERO.get(one, one) for one in array.to_pylist()]
    if not is_text(arrow):
        return lambda array: array.to_pylist()
    return _texts if type_.is_name else partial(_read, _reader(type_, program, name))


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


def _sums(decimals: int, array: pa.Array) -> list[object]:
    return [None if minor is None else minor_to_text(minor, decimals) for minor in array.to_pylist()]


def _decimals(places: int, array: pa.Array) -> list[object]:
    """Decimals written out with `places`, or more if a value needs them. The scale of the column does not matter."""
    return [None if value is None else _written(value, places) for value in array.to_pylist()]


def _written(value: Decimal, places: int) -> str:
    whole, _, part = f"{value:f}".partition(".")
    part = part.rstrip("0").ljust(places, "0")
    return f"{whole}.{part}" if part else whole


_PER_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_FIRST, _LAST = (datetime.date(year, month, day).toordinal() for year, month, day in ((1, 1, 1), (9999, 12, 31)))
_EPOCH = EPOCH.toordinal()


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


class Part(NamedTuple):
    """A part of a struct, or a column of a table: its place, its name, what decodes it, and what stands for null."""

    place: int
    name: str
    decode: Decode
    null_value: object = None


def structs(parts: Iterable[Part]) -> Decode:
    """Structs as objects of the parts that are stated."""
    every = tuple(parts)

    def decode(array: pa.Array) -> list[object]:
        names = [part.name for part in every]
        rows = zip(*(_filled(part, array) for part in every), strict=True) if every else ((),) * len(array)
        return [
            {name: value for name, value in zip(names, row, strict=True) if value is not None} if is_valid else None
            for row, is_valid in zip(rows, array.is_valid().to_pylist(), strict=True)
        ]

    return decode


def _filled(part: Part, array: pa.Array) -> Sequence[object]:
    cells = part.decode(array.field(part.place))
    return cells if part.null_value is None else [part.null_value if cell is None else cell for cell in cells]


def listing(arrow: pa.DataType, parts: Sequence[Part]) -> Decode:
    """Lists of structs."""
    if pa.types.is_null(arrow):
        return lambda array: [None] * len(array)
    if pa.types.is_null(arrow.value_type):
        return partial(_lists, lambda array: [None] * len(array))
    return partial(_lists, structs(parts))


def periods(arrow: pa.DataType, type_: Type, program: Program) -> Decode:
    """Lists of `from`, `to` and `value`. The value of a period may be null: it is unknown."""
    if pa.types.is_null(arrow.value_type):
        return partial(_lists, lambda array: [None] * len(array))
    named = {field.name: values(field.type, type_ if field.name == "value" else DAY, program)
             for field in arrow.value_type}  # fmt: skip
    inner = structs(Part(arrow.value_type.get_field_index(name), name, decode) for name, decode in named.items())

    def decode(array: pa.Array) -> list[object]:
        found = inner(array)
        return [one if one is None else {**one, "value": one.get("value")} for one in found]  # type: ignore[attr-defined,dict-item]  # an object

    return partial(_lists, decode)


def _of_parts(arrow: pa.StructType, type_: Type, program: Program) -> Decode:
    """An amount with its currency, or a value with its parts `none` and `cannot_be_determined`."""
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
    """The value that the parts of a cell state. Two contradicting parts are passed on to the reader of facts."""
    if parts.get("none") is True or parts.get("cannot_be_determined") is True:
        said = {name: value for name, value in parts.items() if value not in (None, False)}
        return said if len(said) > 1 else (NONE if "none" in said else CANNOT)
    if parts.get("amount") is not None or parts.get("currency") is not None:
        return {name: parts[name] for name in ("amount", "currency") if parts.get(name) is not None}
    return parts.get("value")


def _amounts(array: pa.Array, currencies: list[object] | None, own: str) -> list[object]:
    """Amounts in the currencies given with them, or in the policy's currency."""
    beside = [own] * len(array) if currencies is None else [str(code or own) for code in currencies]
    decimals = [DECIMALS.get(code, 2) for code in beside]
    by_decimals = {places: values_of_sums(array, places) for places in sorted({*decimals})}
    return [by_decimals[places][row] for row, places in enumerate(decimals)]


def values_of_sums(array: pa.Array, decimals: int) -> list[object]:
    """Sums of a currency that has so many decimals."""
    array = decode_dictionary(array)
    if pa.types.is_integer(array.type):
        return _sums(decimals, array)
    return _decimals(decimals, array) if pa.types.is_decimal(array.type) else _texts(array)


# ---- parts of lines with several values


def line_part(arrow: pa.DataType, sort: str, program: Program) -> Decode:
    """Keys, sums by the name of a rule or by year, payments, recovered payments."""
    of: Type = TEXT if sort in (KEYS, FIELDS) else A_SUM
    if pa.types.is_null(arrow):
        return lambda array: [None] * len(array)
    if sort in LISTS_OF_PARTS:
        inner, types = () if pa.types.is_null(arrow.value_type) else arrow.value_type, LISTS_OF_PARTS[sort]
        parts = [Part(at, field.name, values(field.type, types.get(field.name, A_SUM), program))
                 for at, field in enumerate(inner)]  # fmt: skip
        return listing(arrow, parts)
    if pa.types.is_map(arrow):
        decode = partial(_maps, values(arrow.key_type, TEXT, program), values(arrow.item_type, of, program), sort)
        return decode if of is A_SUM else partial(_with_one_text, decode, program.compute_once(names_of_lists))
    if pa.types.is_struct(arrow):
        return structs(Part(at, field.name, values(field.type, of, program)) for at, field in enumerate(arrow))
    assert sort == DUE, sort
    return values(arrow, of, program)


def _maps(keys: Decode, items: Decode, sort: str, array: pa.Array) -> list[object]:
    offsets = array.offsets.to_pylist()
    if not offsets:
        return []
    base, count = offsets[0], offsets[-1] - offsets[0]
    names, found = keys(array.keys.slice(base, count)), items(array.items.slice(base, count))
    return [
        _object(names[start - base : end - base], found[start - base : end - base], sort) if is_valid else None
        for start, end, is_valid in zip(offsets[:-1], offsets[1:], array.is_valid().to_pylist(), strict=True)
    ]


def names_of_lists(program: Program) -> frozenset[str]:
    """The fields that are lists, of some kind of record."""
    return frozenset(field.name for kind in program.schema.records for field in kind.fields if field.type.is_list)


def _with_one_text(decode: Decode, lists: Container[str], array: pa.Array) -> list[Any]:
    """Keys of a ledger, each a list: one text, unless the field is a list."""
    return [
        keys and {
            name: key[0] if isinstance(key, list) and len(key) == 1 and name not in lists else key
            for name, key in keys.items()
        }
        for keys in cast("list[Any]", decode(array))
    ]  # fmt: skip


def _object(names: Sequence[object], found: Sequence[object], sort: str) -> dict[str, object]:
    """An object of a map. The second entry of a repeated name gets a marked name, so that the reader reports it.

    Null is not stated, but for a field of the record, which has no value.
    """
    made: dict[str, object] = {}
    for name, value in zip(names, found, strict=True):
        word = str(name)
        while word in made:
            word += TWICE
        if value is not None or sort == FIELDS:
            made[word] = value
    return made


TWICE = " "
"""The mark at the end of a repeated name of a map. No valid name ends with it."""


Plain: TypeAlias = "dict[str, object]"
"""The facts of one applicant in the JSON form."""

MAX_ROWS_AT_ONCE = 1000
"""The number of rows that are converted at once."""


@attrs.frozen
class _PlainRow:
    """A row as plain facts, with what the form of JSON cannot hold, and the places of its years."""

    facts: Plain
    findings: tuple[Diagnostic, ...]
    years: dict[str, int]


class Rows:
    """The rows of a table, to be read as facts.

    `as_of` replaces the column of that name. An assumed as-of date is the end of `year` or later.
    """

    def __init__(
        self, table: pa.Table, form: TableForm, *, as_of: datetime.date | str | None = None,
        published: Iterable[PublishedSeries] = (), year: int | None = None,
    ) -> None:  # fmt: skip
        self.table, self.form, self.year = table, form, year
        self.published = tuple(published)
        self.as_of = None if as_of is None else str(as_of)
        program = form.program
        columns = [form.id, form.kinds, *form.fields]
        self._applicant = structs(_value_part(column, 0, program) for column in columns)
        self._records = structs(_records_part(column, program) for column in form.records)
        lists = [*form.lines, *([] if form.figures is None else [form.figures])]
        days = [] if form.as_of is None else [_value_part(form.as_of, 0, program)]
        self._others = structs([*(lines_part(column, program) for column in lists), *days])

    def facts_of(self, row: int) -> Plain:
        """The row (from 0) as plain facts in the JSON form; `FactsError` if the form cannot express the row."""
        (plain,) = self._plain_rows(self.table.slice(row, 1))
        if plain.findings:
            raise FactsError(Report([*plain.findings]))
        return plain.facts

    def histories_of(self, rows: Iterable[int] | None = None) -> Iterator[Plain]:
        """The id and the history of each of the rows, or of all, as plain facts."""
        for row in range(self.table.num_rows) if rows is None else rows:
            (plain,) = self._plain_rows(self.table.slice(row, 1))
            yield {"applicant": plain.facts["applicant"], "history": plain.facts.get("history") or []}

    def ledger_lines(self, rows: Iterable[int] | None = None) -> list[dict[str, object]]:
        """The lines of these rows, or of all, each with its applicant."""
        stated: Iterator[Any] = self.histories_of(rows)
        return [
            {"applicant": each["applicant"].get("id"), **(line or {})} for each in stated for line in each["history"]
        ]

    def read(self, row: int) -> Facts | tuple[Problem, ...]:
        """The facts of a row (from 0), or its problems."""
        ((_, result),) = self.read_all((row,))
        return result

    def read_all(self, rows: Iterable[int] | None = None) -> Iterator[tuple[int, Facts | tuple[Problem, ...]]]:
        """Each of the rows, or of all, with its facts or its problems."""
        numbers = iter(range(self.table.num_rows) if rows is None else rows)
        while some := list(islice(numbers, MAX_ROWS_AT_ONCE)):
            for row, plain in zip(some, self._plain_rows(self._joined_rows(some)), strict=True):
                yield row, self._facts(row, plain)

    def _joined_rows(self, rows: Sequence[int]) -> pa.Table:
        """These rows as one table in one piece: to decode a column costs as much for one row as for many."""
        parts = [self.table.slice(start, end - start) for start, end in _runs(rows)]
        return parts[0] if len(parts) == 1 else pa.concat_tables(parts).combine_chunks()

    def _facts(self, row: int, plain: _PlainRow) -> Facts | tuple[Problem, ...]:
        findings = list(plain.findings)
        try:
            facts = read_facts_with_series(plain.facts, self.form.program, self.published)
        except FactsError as refused:
            findings += refused.report
        else:
            if not findings:
                return facts.extend_to(self.year, self.form.program.fiscal_year)
        applicant = plain.facts["applicant"]
        name = applicant.get("id") if isinstance(applicant, dict) else None
        who = "" if name is None else str(name)
        return tuple(Problem(who, row, _column(finding, plain.years), finding) for finding in findings)

    # ---- plain facts

    def _plain_rows(self, rows: pa.Table) -> list[_PlainRow]:
        """Rows one after the other."""
        plain_rows: list[_PlainRow] = []
        for array in rows.to_struct_array().chunks:
            parts = (self._applicant(array), self._records(array), self._others(array))
            for applicant, records, others in zip(*parts, strict=True):
                assert isinstance(others, dict)
                facts = {"applicant": applicant, **({"records": records} if records else {}), **others}
                recall, history = self.form.recall, facts.get("history")
                if recall is not None and (isinstance(history, list) or recall.answers):
                    facts["history"] = LedgerEntries(history or (), recall, is_stated=history is not None)
                plain_rows.append(self._with_figures(facts | ({"as_of": self.as_of} if self.as_of else {})))
        return plain_rows

    def _with_figures(self, facts: Plain) -> _PlainRow:
        """Puts the figures under their years; a line without a year, or with that of another, is reported here."""
        findings: list[Diagnostic] = []
        places: dict[str, int] = {}
        years: Plain = {}
        lines = facts.pop("figures", None)
        for place, line in enumerate(lines if isinstance(lines, list) else ()):
            here = f"$.figures[{place}]"
            year = None if line is None else line.pop("year", None)
            if year is None:
                advice = Phrase("each line names its year: 2022", "每一行都要写明年份：2022")
                findings.append(MissingPart(path=here, what=YEAR_OF_FIGURES, word="year", advice=advice))
                continue
            name = str(year)
            if name in years:
                holder = Phrase("one list of figures", "同一个年度数据列表")
                findings.append(DuplicateName(path=f"{here}.year", word=printable(name), holder=holder))
                continue
            places[name] = place
            if line.get("none") is not True:
                line.pop("none", None)
            years[name] = line
        if lines is not None:
            facts["figures"] = years
        return _PlainRow(facts, tuple(findings), places)


def _column(finding: Diagnostic, years: Mapping[str, int]) -> str:
    column = column_of(finding.path or "", years)
    return finding.word if not column and isinstance(finding, MissingPart) else column


def column_of(path: str, years: Mapping[str, int]) -> str:
    """The column of a JSON path: `invention_patent[2].granted_on` of `$.records.invention_patent[2].granted_on`.

    `years` are the places of the years in the list of figures; "" is the row as a whole.
    """
    year = _YEAR_IN_PATH.match(path)
    if year is not None and year[1] in years:
        return f"figures[{years[year[1]]}]{path[year.end() :]}"
    return _QUOTED_IN_PATH.sub(r"\1", _HOLDER_IN_PATH.sub("", path))


_YEAR_IN_PATH = re.compile(r"\$\.figures\.(\w+)")
_HOLDER_IN_PATH = re.compile(r"^\$\.?((applicant|records)(\.|(?=\[\")|$))?")
_QUOTED_IN_PATH = re.compile(r'^\["(.+?)"\]')
"""A first word of the path that is not a plain name is quoted in brackets."""


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow each other, as first and end."""
    start = end = -1
    for row in rows:
        if row != end:
            if end > start:
                yield start, end
            start = row
        end = row + 1
    if end > start:
        yield start, end


# ---- what decodes a column


def _value_part(column: ValueColumn, depth: int, program: Program) -> Part:
    """A column of values, or (`depth` -1) a part of the structs of one."""
    decode = (periods(column.arrow, column.type, program) if column.is_by_period
              else values(column.arrow, column.type, program, column.name))  # fmt: skip
    return Part(column.path[depth], column.word, decode, NONE if column.null_is_none else None)


def _records_part(column: KindColumn, program: Program) -> Part:
    parts = [_value_part(field, -1, program) for field in column.fields]
    instead: object = [] if column.null_is_none else None
    if not column.is_partial:
        return Part(column.path[0], column.word, listing(column.arrow, parts), instead)
    inner = structs(
        Part(at, field.name, listing(field.type, parts) if field.name == "items" else values(field.type, FLAG, program))
        for at, field in enumerate(column.arrow)
    )
    return Part(column.path[0], column.word, inner, instead)


def lines_part(column: LinesColumn, program: Program) -> Part:
    """Lines, including their parts with several values."""
    parts = [_value_part(part, -1, program) for part in column.columns]
    if is_list(column.arrow):
        struct = column.arrow.value_type
        parts += [Part(index, word, line_part(struct.field(index).type, sort, program))
                  for index, word, sort in column.other_parts]  # fmt: skip
    return Part(column.path[0], column.word, listing(column.arrow, parts), [] if column.null_is_none else None)
