"""The results of a table of applicants, as tables of Arrow. Sums are whole minor units, days are dates.

The nested result is one table with a row for each applicant, and lists of the results of the applicant.

Input: the tables of a result. Output: an Arrow table with the columns of `schema`. All results of an applicant stay
together, can be kept in one file, and can pass through a program that maps rows to rows.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import pyarrow as pa

from ipdsl.base.findings.phrase import Language
from ipdsl.batch.intake.arrow_arrays import whole
from ipdsl.batch.intake.ids import Rows, rows_of
from ipdsl.batch.unmet_lines import PaidAsGranted, UnmetLines
from ipdsl.ir.terms import Program
from ipdsl.report.localizer import localizer_of
from ipdsl.wording.labels import Labels

OTHER_YEARS = pa.list_(
    pa.struct([pa.field("year", pa.int32()), pa.field("newly_due", pa.int64()), pa.field("open", pa.int64())])
)
"""Years other than the reported one with money that is or may be newly due: `open` is the possible additional amount
(null: without limit)."""

APPLICANTS = pa.schema(
    [
        pa.field("applicant", pa.large_string()),
        pa.field("payable_now", pa.int64()),
        pa.field("due", pa.int64()),
        pa.field("most", pa.int64()),
        pa.field("status", pa.string(), nullable=False),
        pa.field("way", pa.string(), nullable=False),
        pa.field("other_years", OTHER_YEARS),
        pa.field("remarks", pa.int32()),
    ]
)
"""A row for each row of the given table, in its order.

`payable_now` is the least amount to be paid now, beyond what the ledger has as due for the same claims. `due` is the
lower bound of the amount due, `most` the upper bound (null: unknown). `status` is `settled`, `undetermined` (the two
differ) or `failed` (see the error table; the amounts are null). `way` is `columns`, or the reason why
the applicant was settled separately: `not stated`, `discretion_day`, `large`, `alike`, `lines`, `form`, `not carried`,
`shared`. `other_years` is null if no year was requested. `remarks` is the number of remarks in a decision on the facts
of the row; null if it failed.
"""

TOTALS = pa.schema(
    [pa.field("applicant", pa.large_string()), pa.field("year", pa.int32()), pa.field("due", pa.int64())]
)
"""What each year pays to each applicant, where it is more than 0; at the least, where something is undetermined."""

CLAIM_ROWS = pa.schema(
    [
        pa.field("applicant", pa.large_string()), pa.field("clause", pa.string()), pa.field("item", pa.large_string()),
        pa.field("row", pa.string()), pa.field("day", pa.date32()), pa.field("year", pa.int32()),
        pa.field("proposed", pa.int64()), pa.field("paid", pa.int64()), pa.field("outcome", pa.string()),
        pa.field("cut_by", pa.string()),
    ]
)  # fmt: skip
"""A row for each claim with a proposal above 0: its award, item, day and proposed sum, the amount paid
over all years, its outcome, and the last rule that cut it (null: no cut).
"""

LATER_ROWS = pa.schema(
    [
        pa.field("applicant", pa.large_string()), pa.field("clause", pa.string()), pa.field("item", pa.large_string()),
        pa.field("year", pa.int32()), pa.field("paid_in", pa.int32()), pa.field("paid", pa.int64()),
    ]
)  # fmt: skip
"""What later years pay of claims that waited for them."""

_WORDS = [pa.field(name, pa.string()) for name in ("article", "article_title", "title", "label")]
"""For a clause: the number and title of its article, its name for readers, and its label; null if it does not exist.

The name for readers is the title on the page, or the words of the record and its event.
"""


def _schema_with_words(schema: pa.Schema) -> pa.Schema:
    position = schema.get_field_index("clause") + 1
    return pa.schema([*list(schema)[:position], *_WORDS, *list(schema)[position:]])


CLAIMS, LATER = _schema_with_words(CLAIM_ROWS), _schema_with_words(LATER_ROWS)
"""The same with the words of the clause next to its name."""


def with_clause_words(table: pa.Table, program: Program, language: Language) -> pa.Table:
    """The table with the words of each clause (`_WORDS`) for people; titles are in a language."""
    labels, titles = program.compute_once(Labels), {entry.number: entry.title for entry in program.articles}
    localize = localizer_of(program, language)
    words: dict[str, tuple[str | None, ...]] = {}
    for entry in program.clauses:
        title, label = localize.names.quotation(titles.get(entry.article, "")), labels.clause(entry.label)
        name = localize.names.award(entry.label)
        words[entry.label] = entry.article or None, title or None, name, label if label != entry.label else None
    names = table.column("clause").combine_chunks().dictionary_encode()
    word_rows = [words.get(name, (None,) * len(_WORDS)) for name in names.dictionary.to_pylist()]
    position = table.column_names.index("clause") + 1
    for place, field in enumerate(_WORDS):
        texts = pa.array([entry[place] for entry in word_rows], field.type).take(names.indices)
        table = table.add_column(position + place, field, texts)
    return table


MISSING = pa.schema([pa.field("applicant", pa.large_string()), pa.field("fact", pa.large_string())])
"""The facts that would settle what is undetermined, each by its path."""


@attrs.frozen(eq=False)
class TableResult:
    """The results of a table of applicants. The tables are those of this module; `errors` is the error table.

    `claims` and `ledger` are `None` unless requested. `ledger` has the lines that a later run remembers, in the form of
    the flat table `history` (`ipdsl.batch.ledger`), and `guards` their rows for the comparison of applicants. `engine`
    is the engine of the columns, `llvm` or `cpython`; `ways` is the number of applicants by way. `notes` are remarks
    about a cohort as a whole. `not_stated` has the facts that the policy reads and no column states; they are unknown
    for every applicant. `not_read` has the columns that the policy does not read. `unmet` has stated lines that match
    no claim, `paid_as_granted` lines without the granted sum that a rule counts; the `notes` of a whole table list
    these too. The ledger has the lines of `kept_applicants` who were not settled, and lacks `unread_lines`.
    """

    applicants: pa.Table
    totals: pa.Table
    claims: pa.Table | None
    later: pa.Table
    missing: pa.Table
    errors: pa.Table
    engine: str
    ways: Mapping[str, int]
    notes: tuple[str, ...] = ()
    ledger: pa.Table | None = None
    guards: pa.Table | None = None
    not_stated: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    unmet: UnmetLines = UnmetLines()
    paid_as_granted: tuple[PaidAsGranted, ...] = ()
    kept_applicants: int = 0
    unread_lines: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether no row failed."""
        return bool(self.errors.num_rows == 0)


APPLICANT = "applicant"
NOBODY = "nobody"
"""The status of the lines of an applicant that is not in a large table."""


def _plain_fields(schema: pa.Schema) -> list[pa.Field]:
    """The fields of a table without the applicant, all nullable, and texts as `string`."""
    return [pa.field(field.name, _plain_type(field.type)) for field in schema if field.name != APPLICANT]


def _plain_type(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_large_string(type_):
        return pa.string()
    if pa.types.is_list(type_):
        return pa.list_(_plain_type(type_.value_type))
    if pa.types.is_struct(type_):
        return pa.struct([pa.field(field.name, _plain_type(field.type)) for field in type_])
    return type_


ERRORS = pa.struct(
    [
        pa.field("file", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("column", pa.string()),
        pa.field("code", pa.string()),
        pa.field("message", pa.string()),
    ]
)
LISTS: dict[str, pa.DataType] = {
    "totals": pa.struct(_plain_fields(TOTALS)), "claims": pa.struct(_plain_fields(CLAIMS)),
    "later": pa.struct(_plain_fields(LATER)),
    "missing": pa.string(), "errors": ERRORS,
}  # fmt: skip
"""The columns that are lists, with the type of their members. Without claims their column is missing."""


GUARDS = pa.list_(pa.struct([("item", pa.int64()), ("class", pa.int32()), ("sum", pa.int64())]))
"""The rows of `ipdsl.batch.guards` of one applicant. The item has the bits of the unsigned number there."""


def schema(claims: bool, ledger: pa.Schema | None = None) -> pa.Schema:
    """The columns: those of the table of applicants, then the lists; with the columns of a `ledger` its lines last, and
    the rows for the comparison of applicants.
    """
    lists = [pa.field(name, pa.list_(list_type)) for name, list_type in LISTS.items() if claims or name != "claims"]
    if ledger is not None:
        lists += [pa.field("ledger", pa.list_(pa.struct(_plain_fields(ledger)))), pa.field("guards", GUARDS)]
    return pa.schema([pa.field(APPLICANT, pa.string()), *_plain_fields(APPLICANTS), *lists])


def by_applicant(result: TableResult) -> pa.Table:
    """The tables of a result as one. Problems go by their row, all else by the applicant."""
    ids = result.applicants.column(APPLICANT).combine_chunks()
    many = len(ids)
    made: dict[str, pa.Array] = {name: result.applicants.column(name) for name in result.applicants.column_names}
    for name in ("totals", "claims", "later"):
        table: pa.Table | None = getattr(result, name)
        if table is not None:
            made[name] = _lists(_structs(table, LISTS[name]), _owners(table, ids), many)
    facts = result.missing.column("fact").combine_chunks().cast(pa.string())
    made["missing"] = _lists(facts, _owners(result.missing, ids), many)
    rows = result.errors.column("row").to_numpy()
    made["errors"] = _lists(_structs(result.errors, ERRORS), rows, many)
    lines = result.ledger
    wanted = schema(result.claims is not None, None if lines is None else lines.schema)
    if lines is not None:
        made["ledger"] = _lists(_structs(lines, wanted.field("ledger").type.value_type), _owners(lines, ids), many)
        assert result.guards is not None
        guards = result.guards.set_column(1, "item", pa.array(result.guards["item"].to_numpy().view(np.int64)))
        made["guards"] = _lists(_structs(guards, GUARDS.value_type), guards["row"].to_numpy(), many)
    return pa.table({field.name: made[field.name].cast(field.type) for field in wanted}, wanted)


def _owners(table: pa.Table, ids: pa.Array) -> Rows:
    return rows_of(whole(table.column(APPLICANT)), ids)


def _structs(table: pa.Table, type_: pa.StructType) -> pa.Array:
    fields = [type_.field(index) for index in range(type_.num_fields)]
    return pa.StructArray.from_arrays(
        [whole(table.column(field.name)).cast(field.type) for field in fields], fields=fields
    )


def _lists(members: pa.Array, owners: Rows, many: int) -> pa.Array:
    """A list for each of `many` rows, of the members whose owner it is, in their order."""
    offsets = np.zeros(many + 1, np.int32)
    np.cumsum(np.bincount(owners, minlength=many), out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), members.take(pa.array(np.argsort(owners, kind="stable"))))
