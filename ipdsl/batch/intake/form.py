"""The form of a table of applicants, and the problems of a table: the error table.

The form states which column states what, and which types of Arrow state which values. The check of a table as a whole
(`check`) makes it. For each column it has the kind of record as listed and its widest kind, the field, its declared
type, the type of Arrow and its place. A column of dictionary type counts as one of its values. A column of the type
`null` states nothing, and fits all.

The error table is an Arrow table with applicant, place, message and help: a row for each finding. One mistake can cause
a problem in each of a million rows, so only the first problems of a code are written out as text. `counts_by_code`
counts all of them.

Arrays of Arrow as arrays of NumPy: null cells, flags, lengths of lists, offsets of texts, and ids of applicants.

The buffers of Arrow are read in place; only unpacked bits are copied.

Ids are read as text, like the reader of facts does, and checked for repetition: from a column of text, of whole numbers
(which become their digits), or of dictionaries of these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import one_line_text
from ipdsl.base.values import written_values
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.errors import ColumnNotStated
from ipdsl.batch.kernel.tables import Array
from ipdsl.ir.terms import Program
from ipdsl.ledger.recall import Recall
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.shared_types import LONGEST_YEAR
from ipdsl.schema.values.value_type import ArrowForm, Type

_VIEW = "string_view"


def value_type(arrow: pa.DataType) -> pa.DataType:
    """The type of the values; for a dictionary, the type of its entries."""
    return arrow.value_type if pa.types.is_dictionary(arrow) else arrow


def decode_dictionary(array: pa.Array) -> pa.Array:
    """The values to which a dictionary leads; any other array is returned as it is. Arrow cannot pick among views of
    strings, so they are copied.
    """
    if not pa.types.is_dictionary(array.type):
        return array
    words = array.dictionary
    if str(words.type) == _VIEW:
        words = words.cast(pa.large_string())
    return pa.DictionaryArray.from_arrays(array.indices, words).dictionary_decode()


def type_without_views(arrow: pa.DataType) -> pa.DataType:
    """The type with large strings for views of strings, among which Arrow cannot pick."""
    if str(arrow) == _VIEW:
        return pa.large_string()
    if pa.types.is_large_list(arrow):
        return pa.large_list(arrow.value_field.with_type(type_without_views(arrow.value_type)))
    if pa.types.is_list(arrow):
        return pa.list_(arrow.value_field.with_type(type_without_views(arrow.value_type)))
    if pa.types.is_struct(arrow):
        return pa.struct([field.with_type(type_without_views(field.type)) for field in arrow])
    return arrow


def without_views(cells: pa.Array) -> pa.Array:
    """The cells with large strings for views of strings."""
    usual = type_without_views(cells.type)
    return cells if usual == cells.type else cells.cast(usual)


def schema_without_views(schema: pa.Schema) -> pa.Schema:
    """The schema of the same columns, of types among which Arrow can pick."""
    return pa.schema([field.with_type(type_without_views(field.type)) for field in schema])


def is_text(arrow: pa.DataType) -> bool:
    """Texts, in whatever width."""
    return pa.types.is_string(arrow) or pa.types.is_large_string(arrow) or str(arrow) == _VIEW


def is_list(arrow: pa.DataType) -> bool:
    """Lists of any length."""
    return bool(pa.types.is_list(arrow) or pa.types.is_large_list(arrow))


def is_day(arrow: pa.DataType) -> bool:
    """Days, and moments of no time zone: with one, it is open which day is meant."""
    return bool(pa.types.is_date(arrow) or (pa.types.is_timestamp(arrow) and arrow.tz is None))


def holds_floats(arrow: pa.DataType) -> bool:
    """Whether values, or members of lists, are floats."""
    arrow = value_type(arrow)
    return holds_floats(arrow.value_type) if is_list(arrow) else bool(pa.types.is_floating(arrow))


def can_state(type_: Type, arrow: pa.DataType) -> bool:
    """Whether a column of this type of Arrow may state values of a type. The type is not a list."""
    arrow = value_type(arrow)
    if pa.types.is_null(arrow) or is_text(arrow):
        return True
    is_in_form = {
        ArrowForm.FLAGS: pa.types.is_boolean,
        ArrowForm.WHOLE_NUMBERS: pa.types.is_integer,
        ArrowForm.DECIMALS: pa.types.is_decimal,
        ArrowForm.DAYS: is_day,
    }
    return any(is_in_form[form](arrow) for form in type_.arrow_forms)


def expected_phrase(type_: Type) -> Phrase:
    """What a column for values of a type holds."""
    return type_.column_phrase


def column_phrase(arrow: pa.DataType) -> Phrase:
    """A column by its type."""
    return Phrase("a column of `{arrow}`", "`{arrow}`类型的列", arrow=str(arrow)[:_LONGEST])


_LONGEST = 80


TEXT, A_SUM, A_RATE, DAY = TextType(), MoneyType(), RateType(), DateType()
COUNT, FLAG = CountType(), BoolType()

KEYS, FIELDS, SUMS, DUE, PAYMENTS, RECOVERED = "keys", "fields", "sums", "due", "payments", "recovered"
INSTALMENTS = "instalments"
"""Parts of lines with several values: keys by field, fields of the record (null: no value), amounts by rule, an amount
or amounts by year, lists.
"""
LISTS_OF_PARTS: dict[str, dict[str, Type]] = {
    PAYMENTS: {"day": DAY, "amount": A_SUM},
    RECOVERED: {**dict.fromkeys(("clause", "item", "payment"), TEXT), "sum": A_SUM},
    INSTALMENTS: {"part": COUNT, "sum": A_SUM, "state": TEXT, "day": DAY, "to": TEXT, "of": TEXT, "asked": COUNT},
}
"""The parts of the members of a list, with their types."""

_ABOUT: dict[str, Type | str] = {"kind": TEXT, "item": TEXT, "keys": KEYS}
LINES: dict[str, dict[str, Type | str]] = {
    "history": {
        **dict.fromkeys(("policy", "clause", "row", "applicant", "matter", "level", "outcome", "digest"), TEXT),
        **_ABOUT, "by_discretion": FLAG, "event_date": DAY, **dict.fromkeys(("year", "carry_until"), COUNT),
        **dict.fromkeys(("proposed", "admitted", "carried", "lapsed", "granted"), A_SUM),
        "rungs": SUMS, "charged": SUMS, "due": DUE, "paid": DUE, "payments": PAYMENTS, "fields": FIELDS, "page": COUNT,
        "recovers": RECOVERED, "back": SUMS, **dict.fromkeys(("repaid", "set_off"), A_SUM),
        "parts": INSTALMENTS,
    },
    "support": {**_ABOUT, "level": TEXT, "year": COUNT, "amount": A_SUM},
    "approvals": {"clause": TEXT, "item": TEXT, "amount": A_SUM},
    "older_documents": {"document": TEXT, **_ABOUT, "amount": A_SUM},
    "published": {
        "figure": TEXT, "year": COUNT, "clause": TEXT, "item": TEXT, "rank": COUNT, "rule": TEXT, "keys": KEYS,
        "left": A_SUM, "ratio": A_RATE, "taken": COUNT,
    },
}  # fmt: skip
"""The parts of the lines of each list of lines, with their types."""

NEEDED = {
    "support": ("item", "level", "year", "amount"), "approvals": ("clause", "item", "amount"),
    "older_documents": ("document", "item", "amount"),
}  # fmt: skip
"""The parts that the lines of a list must have."""

PARTS = ("id", "kinds", "figures", *LINES, "series", "as_of")
"""The columns that are neither fields nor kinds of records."""


@attrs.frozen(eq=False)
class ValueColumn:
    """A column, or a part of the structs of one, that states values of one type.

    `path` holds the place of the column in the table, then of each part in its struct; lists on the way take no number.
    """

    place: str
    """As findings name it: `invention_patent.granted_on`, in the words of the table."""
    path: tuple[int, ...]
    word: str
    """What the table calls it: a name or a label."""
    name: str
    """What the vocabulary calls it."""
    type: Type
    arrow: pa.DataType
    null_is_none: bool = False
    is_by_period: bool = False
    """The cells are lists of structs `from`, `to`, `value`."""


@attrs.frozen(eq=False)
class KindColumn:
    """The column of the records of a kind: a list of structs, or (`is_partial`) structs of `partial` and such a list.

    `fields` are the columns of its structs, with the `id` of records among them; `name` is the kind as listed, `root`
    the widest kind above it. `null_is_none`: a null list means an empty list.
    """

    place: str
    path: tuple[int, ...]
    word: str
    name: str
    root: str
    arrow: pa.DataType
    fields: tuple[ValueColumn, ...]
    is_partial: bool = False
    null_is_none: bool = False


@attrs.frozen(eq=False)
class LinesColumn:
    """A column of a list of structs: yearly figures, or lines such as `history`.

    `columns` are the parts that are single values; `other_parts` the rest, by the place in the struct, with what they
    are.
    """

    place: str
    path: tuple[int, ...]
    word: str
    name: str
    arrow: pa.DataType
    columns: tuple[ValueColumn, ...]
    other_parts: tuple[tuple[int, str, str], ...] = ()
    null_is_none: bool = False


def _is_in_smallest_units(type_: Type, arrow: pa.DataType) -> bool:
    """Whether cells hold sums as whole numbers, perhaps by name or with a currency."""
    if not type_.is_money:
        return False
    if pa.types.is_map(arrow):
        return bool(pa.types.is_integer(arrow.item_type))
    if pa.types.is_struct(arrow):
        return any(pa.types.is_integer(field.type) for field in arrow)
    if pa.types.is_dictionary(arrow) or pa.types.is_list(arrow) or pa.types.is_large_list(arrow):
        return _is_in_smallest_units(type_, arrow.value_type)
    return bool(pa.types.is_integer(arrow))


PAGES, ANSWERS = b"pages", b"answers"
"""The metadata of the column `page` of lines: the pages of the ledger and its answers about two ids, as JSON."""


@attrs.frozen(eq=False)
class TableForm:
    """Which column of a table states what. `report` holds the warnings: what the policy reads and no column states.

    `not_read` are the places of columns that the policy does not read: nothing in them is looked at over columns.
    `recall` knows the pages of the ledger that is the column `history`.
    """

    program: Program
    id: ValueColumn
    kinds: ValueColumn
    fields: tuple[ValueColumn, ...]
    records: tuple[KindColumn, ...]
    figures: LinesColumn | None
    lines: tuple[LinesColumn, ...]
    as_of: ValueColumn | None
    report: Report
    not_read: tuple[str, ...] = ()
    recall: Recall | None = None

    @property
    def answers(self) -> tuple[Mapping[str, object], ...]:
        """The answers about two ids of the ledger and of the run."""
        return () if self.recall is None else self.recall.answers

    @property
    def minor_unit_columns(self) -> tuple[str, ...]:
        """The places of the columns that are read in which sums are whole numbers of the smallest unit."""
        if DECIMALS.get(self.program.currency, 2) == 0:
            return ()
        lists = [*self.lines, *([] if self.figures is None else [self.figures])]
        columns = [*self.fields, *(column for kind in self.records for column in kind.fields),
                 *(column for line_column in lists for column in line_column.columns)]  # fmt: skip
        unread = {*self.not_read, *(column.place for kind in self.records if kind.place in self.not_read
                                    for column in kind.fields)}  # fmt: skip
        places = [
            column.place
            for column in columns
            if column.place not in unread and _is_in_smallest_units(column.type, column.arrow)
        ]
        parts = [
            (f"{line_column.place}.{name}", line_column.arrow.value_type.field(index).type)
            for line_column in lists
            for index, name, sort in line_column.other_parts
            if sort in (SUMS, DUE)
        ]
        return (*places, *(place for place, arrow in parts if _is_in_smallest_units(A_SUM, arrow)))

    @property
    def not_stated(self) -> tuple[str, ...]:
        """What the policy reads and no column states: `located_here`, `patent_prize`, `patent_prize.level`."""
        return tuple(finding.word for finding in self.report if isinstance(finding, ColumnNotStated))


MOST_IN_WORDS = 100
"""The number of problems of one code that are written out as text."""

SCHEMA = pa.schema(
    [
        pa.field("applicant", pa.string()),
        pa.field("file", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("row", pa.int64(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("message", pa.string()),
    ]
)
"""The error table. `row` counts from 0 in the table of applicants, or in the flat table that `column` names first.

`file` is the file within the input (null: the table is not from a file), `line` the line there (null: it has no lines).
"""


@attrs.frozen
class FilePlace:
    """The file in which a row is stated, and its line there, if the file has lines."""

    file: str | None = None
    line: int | None = None


PlaceLookup: TypeAlias = "Callable[[int, str], FilePlace]"
"""The place of a problem, by its row and its column."""


def no_place(row: int, column: str) -> FilePlace:
    """The place of a row in a table that is not from a file: an empty `FilePlace`."""
    return FilePlace()


@attrs.frozen
class Problem:
    """One problem of one row: the applicant's id ("" if it is missing), the row, and the column with its path."""

    applicant: str
    row: int
    column: str
    finding: Diagnostic


def error_table(
    problems: Iterable[Problem], language: Language = Language.EN, *, most: int = MOST_IN_WORDS,
    place_of: PlaceLookup = no_place,
) -> pa.Table:  # fmt: skip
    """All problems as a table of the columns of `SCHEMA`, in their order; `message` is null beyond `most` of a code."""
    counts = Counter[str]()
    rows: list[tuple[str | int | None, ...]] = []
    for problem in problems:
        code = problem.finding.code
        counts[code] += 1
        message = one_line_text(problem.finding, language) if counts[code] <= most else None
        place = place_of(problem.row, problem.column)
        who, file = _printable(problem.applicant or None), _printable(place.file)
        rows.append((who, file, place.line, problem.row, _printable(problem.column), code, _printable(message)))
    return table_of_rows(SCHEMA, rows)


def table_of_rows(schema: pa.Schema, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """The table of these rows."""
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def with_fewer_messages(errors: pa.Table, reported: Mapping[str, int], most: int = MOST_IN_WORDS) -> pa.Table:
    """An error table without messages beyond `most` of a code. Earlier tables have `reported` problems of a code."""
    if not any(reported.get(code, 0) for code in counts_by_code(errors)):
        return errors
    counts, messages = Counter(reported), list[str | None]()
    for code, message in zip(errors.column("code").to_pylist(), errors.column("message").to_pylist(), strict=True):
        counts[code] += 1
        messages.append(message if counts[code] <= most else None)
    place = errors.schema.get_field_index("message")
    return errors.set_column(place, errors.schema.field(place), pa.array(messages, pa.string()))


def _printable(text: str | None) -> str | None:
    """A text that Arrow can contain: bytes that are not UTF-8 are written as escapes."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode("utf-8")


def counts_by_code(errors: pa.Table) -> dict[str, int]:
    """How many rows of an error table have each code, the most frequent first, then by code."""
    return most_frequent_first(Counter(errors.column("code").to_pylist()))


def most_frequent_first(counts: Counter[str]) -> dict[str, int]:
    """Counts in the order of their numbers, then of what they count."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """The chunks of a column as one array; a single chunk stays where it is in memory."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def valid(array: pa.Array) -> Array:
    """Where cells are not null."""
    many, nulls = len(array), array.null_count
    if not nulls or nulls == many:
        return np.full(many, not nulls)
    return _bits(array.buffers()[0], array.offset, many)


def flags(cells: pa.Array) -> Array:
    """Where flags hold; null does not."""
    if pa.types.is_null(cells.type) or not len(cells):
        return np.zeros(len(cells), bool)
    holds = _bits(cells.buffers()[1], cells.offset, len(cells))
    return holds & valid(cells) if cells.null_count else holds


def equals(texts: pa.Array, text: str) -> Array:
    """Where texts are equal to one; null is not. A scalar without a type would cost more than the comparison."""
    return flags(pc.equal(texts, pa.scalar(text, texts.type)))


def _bits(buffer: pa.Buffer, offset: int, many: int) -> Array:
    """So many bits of a buffer, after an offset."""
    first = offset // 8
    packed = np.frombuffer(buffer, np.uint8)[first : (offset + many + 7) // 8]
    return np.unpackbits(packed, bitorder="little")[offset - 8 * first :][:many].view(bool)


def codes_of(encoded: pa.DictionaryArray) -> Array:
    """The places in the dictionary; -1: null."""
    indices = encoded.indices
    if indices.null_count:
        indices = pc.fill_null(indices, -1)
    return np.asarray(indices.to_numpy(zero_copy_only=False), np.int64)


def repeated_numbers(numbers: Array) -> Array:
    """The numbers that are there more than once."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(ordered[1:] == ordered[:-1])]


def list_lengths(lists: pa.Array) -> Array:
    """The number of members of each list; 0 for null."""
    if pa.types.is_null(lists.type) or not len(lists):
        return np.zeros(len(lists), np.int64)
    width = np.int64 if pa.types.is_large_list(lists.type) else np.int32
    starts = np.frombuffer(lists.buffers()[1], width)[lists.offset : lists.offset + len(lists) + 1]
    lengths = np.diff(starts).astype(np.int64)
    return lengths * valid(lists) if lists.null_count else lengths


def bare(cells: pa.Array) -> tuple[pa.Array, Array, Array]:
    """The values of cells that state their parts; which cells have `none`; which have neither a value nor `none`."""
    names = [field.name for field in cells.type]
    is_stated = valid(cells)
    none, other = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
    for place, name in enumerate(names):
        part = cells.field(place)
        if name == "none":
            none = flags(part) & is_stated
        elif name != "value":
            other |= valid(part)
    value = part_of(cells, names.index("value")) if "value" in names else pa.nulls(len(cells))
    return value, none, (other | none & valid(value)) & is_stated


def part_of(cells: pa.StructArray, place: int) -> pa.Array:
    """A part of structs; null where the struct is null, though its buffer may hold a value there."""
    return cells.flatten()[place] if cells.null_count else cells.field(place)


def states_amount(cells: pa.StructArray) -> Array:
    """Where cells state an amount or its currency, which only a column that is converted reads."""
    stated = np.zeros(len(cells), bool)
    for place, field in enumerate(cells.type):
        if field.name in ("amount", "currency"):
            stated |= valid(cells.field(place))
    return stated & valid(cells)


def contradicting(cells: pa.StructArray) -> Array:
    """Which cells state two of these at once: a value or an amount, `none`, `cannot_be_determined`."""
    has_value, said = np.zeros(len(cells), bool), np.zeros(len(cells), np.int64)
    for place, field in enumerate(cells.type):
        part = cells.field(place)
        if field.name in ("none", "cannot_be_determined"):
            said += flags(part)
        else:
            has_value |= valid(part)
    return valid(cells) & (said + has_value > 1)


def words_of(inner: pa.StructArray, column: ValueColumn) -> pa.DictionaryArray:
    """A part of lines as texts."""
    cells = inner.field(column.path[-1])
    if pa.types.is_struct(cells.type):
        cells = bare(cells)[0]
    return decode_dictionary(cells).cast(pa.large_string()).dictionary_encode()


def text_buffers(texts: pa.Array) -> tuple[Array, Array]:
    """Where each of some texts begins, with the end of the last, and the bytes; null is the empty text."""
    return raw_text_buffers(pc.fill_null(texts, "") if texts.null_count else texts)


def raw_text_buffers(texts: pa.Array) -> tuple[Array, Array]:
    """The same; what a null holds is not said."""
    if str(texts.type) == "string_view":
        texts = texts.cast(pa.large_string())
    _, offsets, data = texts.buffers()
    if not len(texts) or not data or not data.size:
        return np.zeros(len(texts) + 1, np.int64), np.zeros(1, np.uint8)
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    return np.frombuffer(offsets, width)[texts.offset :][: len(texts) + 1], np.frombuffer(data, np.uint8)


def validity_bits(cells: pa.Array) -> Array:
    """A bit for each cell after those before its offset: whether it is not null; empty: no cell is null."""
    return np.frombuffer(cells.buffers()[0], np.uint8) if cells.null_count else np.zeros(0, np.uint8)


def says(cells: pa.Array) -> Array:
    """Where cells say something: not null, and neither an empty text nor an empty list."""
    result = valid(cells)
    if pa.types.is_struct(cells.type):
        inner = np.zeros(len(cells), bool)
        for place in range(cells.type.num_fields):
            inner |= says(cells.field(place))
        return result & inner
    if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
        return result & ~equals(cells, "")
    return result


Rows = npt.NDArray[np.int64]
"""Row numbers, from 0."""


def ids_of(column: pa.ChunkedArray) -> pa.Array:
    """The ids as one array of `large_string`; null stays null."""
    if pa.types.is_dictionary(column.type):
        column = pa.chunked_array(
            [decode_dictionary(chunk).cast(pa.large_string()) for chunk in column.chunks], pa.large_string()
        )
    return _years_as_digits(whole(column.cast(pa.large_string())))


def _years_as_digits(ids: pa.Array) -> pa.Array:
    """A text that is a year with its unit stands for the year alone, as in all names: `2022年` is `2022`."""
    short = pc.less_equal(pc.utf8_length(ids), LONGEST_YEAR)
    with_unit = pc.fill_null(pc.and_(short, pc.invert(pc.string_is_ascii(ids))), False)
    if not pc.any(with_unit).as_py():
        return ids
    names = [_name_bytes(text_of(cell) or "") for cell in ids.filter(with_unit)]
    return pc.replace_with_mask(ids, with_unit, pa.array(names, pa.large_binary()).view(ids.type))


def text_of(cell: pa.Scalar) -> str | None:
    """The text of a cell. Bytes that are not UTF-8 become surrogates, which the reader of facts refuses."""
    data = cell.cast(pa.large_binary()).as_py()
    return None if data is None else str(data.decode("utf-8", "surrogateescape"))


def printable_ids(ids: pa.Array) -> pa.Array:
    """The ids as results name them. Bytes that are not UTF-8 become escapes: a table cannot contain them as text."""
    try:
        ids.validate(full=True)
    except pa.ArrowInvalid:
        data = ids.cast(pa.large_binary()).to_pylist()
        return pa.array([None if name is None else name.decode("utf-8", "backslashreplace") for name in data], ids.type)
    return ids


def _name_bytes(text: str) -> bytes:
    year = written_values.year(text)
    return (text if year is None else str(year)).encode("utf-8", "surrogateescape")


def repeated_ids(ids: pa.Array) -> dict[int, int]:
    """Each row whose id another row has, with the first such other row."""
    codes = codes_of(ids.dictionary_encode())
    rows = np.flatnonzero(np.isin(codes, np.flatnonzero(np.bincount(codes[codes >= 0]) > 1)))
    _, start, group = np.unique(codes[rows], return_index=True, return_inverse=True)
    first = rows[start][group]
    later = rows[rows != first]
    second = later[np.unique(codes[later], return_index=True)[1]][group]
    return dict(zip(rows.tolist(), np.where(rows == first, second, first).tolist(), strict=True))


def repeated_ids_in_parts(parts: Callable[[], Iterable[pa.Array]]) -> dict[int, tuple[int, str]]:
    """Like `repeated_ids`, for ids in parts, with each id as text. `parts` is called twice and returns the same ids.

    Each id is kept as a hash of 64 bits; the ids themselves are kept only if two hashes are equal.
    """
    hashes = np.concatenate([np.zeros(0, np.int64), *(_hashes(ids) for ids in parts())])
    alike = np.flatnonzero(np.isin(hashes, repeated_numbers(hashes)))
    if not len(alike):
        return {}
    start, candidates = 0, []
    for ids in parts():
        here = alike[(alike >= start) & (alike < start + len(ids))]
        candidates.append(ids.take(pa.array(here - start)))
        start += len(ids)
    names = pa.concat_arrays(candidates)
    return {
        int(alike[row]): (int(alike[other]), text_of(names[row]) or "") for row, other in repeated_ids(names).items()
    }  # fmt: skip


def _hashes(ids: pa.Array) -> Rows:
    """A number for each id, the same for the same id in this process; ids that are not stated have one too."""
    texts = ids.cast(pa.large_binary()).to_pylist()
    return np.fromiter((hash(text) for text in texts), np.int64, len(texts))


def rows_of(keys: pa.Array, ids: pa.Array) -> Rows:
    """For each key the row of the equal id, or -1. If an id is repeated, the row is its first one.

    Keys and ids are single arrays: a lookup by chunks would hash the ids again for each chunk.
    """
    indices = pc.index_in(keys, value_set=ids, skip_nulls=True)
    return np.asarray(pc.fill_null(indices, -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def present_ids(ids: pa.Array, now: Mapping[str, str]) -> pa.Array:
    """The ids that applicants have today; `now` has those of renamed ones."""
    if not now:
        return ids
    places = pc.index_in(ids, pa.array([*now], ids.type))
    return pc.coalesce(pa.array([*now.values()], ids.type).take(places), ids)


def rows_in_order(rows: Rows) -> Rows:
    """The places of rows from 0 on, in their order; equal ones stay as they are."""
    order = np.argsort(rows, kind="stable")
    return order[np.searchsorted(rows[order], 0) :]
