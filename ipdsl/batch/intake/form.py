"""The form of a table of applicants, and the problems of a table: the error table.

The form states which column states what, and which types of Arrow state which values. The check of a table as a whole
(`check`) makes it. For each column it has the kind of record as listed and its widest kind, the field, its declared
type, the type of Arrow and its place. A column of dictionary type counts as one of its values. A column of the type
`null` states nothing, and fits all.

The error table is an Arrow table with applicant, place, message and help: a row for each finding. One mistake can cause
a problem in each of a million rows, so only the first problems of a code are written out as text. `counts_by_code`
counts all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import attrs
import pyarrow as pa

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import one_line_text
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.errors import ColumnNotStated
from ipdsl.ir.terms import Program
from ipdsl.ledger.recall import Recall
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
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

KEYS, FIELDS, SUMS, DUE, PAYMENTS = "keys", "fields", "sums", "due", "payments"
"""Parts of lines with several values: keys by field, fields of the record (null: no value), amounts by rule, an amount
or amounts by year, a list.
"""

_ABOUT: dict[str, Type | str] = {"kind": TEXT, "item": TEXT, "keys": KEYS}
LINES: dict[str, dict[str, Type | str]] = {
    "history": {
        **dict.fromkeys(("policy", "clause", "row", "applicant", "matter", "level", "outcome", "digest"), TEXT),
        **_ABOUT, "by_discretion": FLAG, "event_date": DAY, **dict.fromkeys(("year", "carry_until"), COUNT),
        **dict.fromkeys(("proposed", "admitted", "carried", "lapsed", "granted"), A_SUM),
        "rungs": SUMS, "charged": SUMS, "due": DUE, "paid": DUE, "payments": PAYMENTS, "fields": FIELDS, "page": COUNT,
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
    columns = zip(*rows, strict=True) if rows else [()] * len(SCHEMA)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


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
    counted = Counter(errors.column("code").to_pylist())
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
