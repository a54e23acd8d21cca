"""The intake of tables of applicants: tables of Arrow, nested or flat, become one nested table in the usual types.

Input: a table of pyarrow, Polars, pandas or DuckDB, or any object with `__arrow_c_stream__` or `__arrow_c_array__`, or
several by name; and the code of a policy. Output: the nested table with its form, and the problems that are known
before any fact is read: rows without an applicant, and applicants that are there twice. Runs, views and lists of one
length are written plainly; columns of usual types stay where they are in memory. A type that is unknown here stays as
it is, for the check to refuse. `FactsError` reports what is wrong with tables as a whole.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Mapping

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.batch.errors import NotATable
from ipdsl.batch.intake.arrow_arrays import whole
from ipdsl.batch.intake.check import form_of
from ipdsl.batch.intake.flat import (
    APPLICANTS,
    HISTORY,
    check_flat,
    nest_flat_tables,
    nested_schema,
    refuse_other_policy,
    similar_applicant_problems,
)
from ipdsl.batch.intake.form import ANSWERS, LINES, PAGES, TableForm, is_list, type_without_views
from ipdsl.batch.intake.ids import ids_of, printable_ids, repeated_ids, text_of
from ipdsl.batch.intake.problems import PlaceLookup, Problem, no_place
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ir.terms import Program
from ipdsl.ledger.guards.register import impossible_answers
from ipdsl.ledger.ledger_file import recall_of
from ipdsl.ledger.recall import LedgerEntries, Recall
from ipdsl.plain_data.errors.cohort import DuplicateApplicant
from ipdsl.plain_data.errors.problems import FactsError
from ipdsl.plain_data.labels import applicant_labels, record_labels
from ipdsl.schema.values.stated_values import describe, printable

THE_TABLE = Phrase("the table", "所给的表")


def arrow_table(data: object, what: MessageValue = THE_TABLE) -> pa.Table:
    """The table of an object that offers one; findings call it `what`. `FactsError` if it offers no table."""
    if isinstance(data, pa.Table):
        return data
    try:
        if isinstance(data, pa.RecordBatch):
            return pa.Table.from_batches([data])
        if isinstance(data, pa.RecordBatchReader):
            return data.read_all()
        if hasattr(data, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(data).read_all()
        if hasattr(data, "__arrow_c_array__"):
            return pa.Table.from_batches([pa.record_batch(data)])
    except (pa.ArrowException, TypeError, ValueError) as refused:
        reason = Phrase(
            "what Arrow cannot take: {reason}", "`Arrow`无法读取的内容：{reason}", reason=printable(str(refused))
        )
        raise FactsError(Report([NotATable(path="the table", what=what, found=reason)])) from refused
    raise FactsError(Report([NotATable(path="the table", what=what, found=_data_phrase(data))]))


def _data_phrase(data: object) -> MessageValue:
    """The kind of the data, in the words of JSON or by its type."""
    if data is None or isinstance(data, str | int | float | list | tuple | dict):
        return describe(data)
    kind = type(data)
    return Phrase("an object of the type `{name}`", "`{name}`类型的对象", name=f"{kind.__module__}.{kind.__qualname__}")


_NO_RECORDS = pa.list_(pa.struct([]))


def usual_schema(schema: pa.Schema, program: Program) -> pa.Schema:
    """The schema with usual types, for a table of applicants."""
    return pa.schema([field.with_type(_of_list(field, program) or usual_type(field.type)) for field in schema])


def usual_table(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table in a schema that `usual_schema` gave."""
    if table.schema.types == schema.types:
        return table
    columns = [
        column if column.type == arrow else pa.chunked_array([usual(one, arrow) for one in column.chunks], arrow)
        for column, arrow in zip(table.columns, schema.types, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def flat_schema(schema: pa.Schema) -> pa.Schema:
    """The schema with usual types, for a flat table."""
    return pa.schema([field.with_type(usual_type(field.type)) for field in schema])


def usual_type(arrow: pa.DataType) -> pa.DataType:
    """The type in which the same values are written plainly."""
    if pa.types.is_run_end_encoded(arrow):
        return usual_type(arrow.value_type)
    if _is_view(arrow):  # its members have to be picked, which Arrow cannot among views of strings
        inner = _usual_field(arrow.value_field)
        return pa.large_list(inner.with_type(type_without_views(inner.type)))
    if pa.types.is_fixed_size_list(arrow) or pa.types.is_list(arrow):
        return pa.list_(_usual_field(arrow.value_field))
    if pa.types.is_large_list(arrow):
        return pa.large_list(_usual_field(arrow.value_field))
    if pa.types.is_struct(arrow):
        return pa.struct([_usual_field(field) for field in arrow])
    return _WRITTEN.get(getattr(arrow, "extension_name", ""), arrow)


def _usual_field(field: pa.Field) -> pa.Field:
    return field.with_type(usual_type(field.type))


_WRITTEN = {"arrow.uuid": pa.string(), "arrow.bool8": pa.bool_()}
"""Types of others that have one plain form."""


def _is_view(arrow: pa.DataType) -> bool:
    return str(arrow).startswith(("list_view<", "large_list_view<"))


def _of_list(field: pa.Field, program: Program) -> pa.DataType | None:
    """The type of a column of empty lists; it does not determine their members."""
    word, fields = field.name, program.schema.applicant_field_by_name
    is_list = word in ("figures", *LINES, *program.schema.record_by_name) or word in program.compute_once(record_labels)
    is_field = word in fields or word in program.compute_once(applicant_labels)
    return _NO_RECORDS if pa.types.is_null(field.type) and is_list and not is_field else None


def usual(array: pa.Array, arrow: pa.DataType) -> pa.Array:
    """An array in the type that `usual_type` gives for it."""
    own = array.type
    if own == arrow:
        return array
    if pa.types.is_null(own):
        return pa.nulls(len(array), arrow)
    if pa.types.is_run_end_encoded(own):
        return usual(pc.run_end_decode(array), arrow)
    if getattr(own, "extension_name", "") == "arrow.uuid":
        return pa.array(
            [None if one is None else str(uuid.UUID(bytes=one)) for one in array.storage.to_pylist()], arrow
        )
    if getattr(own, "extension_name", ""):
        return array.storage.cast(arrow)
    if pa.types.is_fixed_size_list(own):
        return usual(array.cast(pa.list_(own.value_field)), arrow)
    if _is_view(own):
        return _picked(array, arrow)
    if pa.types.is_struct(own):
        parts = [usual(array.field(at), field.type) for at, field in enumerate(arrow)]
        return pa.StructArray.from_arrays(parts, fields=list(arrow), mask=_nulls(array))
    if not (pa.types.is_list(own) or pa.types.is_large_list(own)):
        return array.cast(arrow)  # a view of strings
    kind = pa.LargeListArray if pa.types.is_large_list(own) else pa.ListArray
    offsets = pa.array(np.array(array.offsets))
    return kind.from_arrays(offsets, usual(array.values, arrow.value_type), type=arrow, mask=_nulls(array))


def _picked(array: pa.Array, arrow: pa.DataType) -> pa.Array:
    """Views of lists, whose members can be anywhere, as consecutive lists."""
    nulls = _nulls(array)
    starts = np.array(array.offsets, np.int64)
    sizes = np.where(np.array(nulls), 0, np.array(array.sizes, np.int64))
    ends = np.cumsum(sizes)
    members = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
    values = usual(array.values, arrow.value_type).take(pa.array(members))
    return pa.LargeListArray.from_arrays(pa.array(np.concatenate([[0], ends])), values, type=arrow, mask=nulls)


def _nulls(array: pa.Array) -> pa.Array:
    return pa.array(np.array(array.is_null().to_numpy(zero_copy_only=False)))


_TABLE = Phrase("the table of applicants", "申请人表")


@attrs.frozen(eq=False)
class IngestedTable:
    """A nested table that was checked as a whole, with the problems found before any fact is read.

    `table` is the nested table, and `form` the meaning of its columns. `ids` are the applicants as text, one for each
    row. `problems` are rows of flat tables without an applicant, and rows with a repeated applicant; `refused` has the
    latter by row: they are not settled. `absent` are applicants who have lines of history and no row, if any.
    `written_ids` are the ids in the lines of history, if some of them are former ids.
    """

    table: pa.Table
    form: TableForm
    ids: pa.Array
    problems: tuple[Problem, ...]
    refused: frozenset[int]
    place_of: PlaceLookup = no_place
    absent: pa.Table | None = None
    written_ids: pa.Array | None = None

    def ids_in_lines(self) -> list[list[str]]:
        """The ids in the lines of each row; empty if they are those of the rows."""
        if self.written_ids is None:
            return [[]] * self.table.num_rows
        offsets = whole(self.table.column("history")).offsets
        ids: list[list[str]] = pa.ListArray.from_arrays(offsets, self.written_ids).to_pylist()
        return ids


def take_in(
    tables: object, code: GeneratedFunctions, *, none: Collection[str] = (), ignore: Collection[str] = (),
    pages: str | None = None, answers: Collection[Mapping[str, object]] = (),
) -> IngestedTable:  # fmt: skip
    """Takes in a nested table, or flat ones by name; `FactsError` where the whole cannot be read, with every finding.

    `none` names columns in which null says *none*, `ignore` columns (and flat tables) that are not read. `pages` are
    the pages of the history as JSON, if its column `page` does not have them. `answers` about two ids are given for the
    run; those of the history are in the metadata of its column `page`.
    """
    problems: list[Problem] = []
    absent: pa.Table | None = None
    none, ignore = ([entry] if isinstance(entry, str) else entry for entry in (none, ignore))
    written: pa.Array | None = None
    if isinstance(tables, Mapping):
        given = _tables_by_name(tables, ignore)
        recall = recall_of_lines(given[HISTORY].schema if HISTORY in given else (), code.program, pages, answers)
        flat = {name: usual_table(entry, flat_schema(entry.schema)) for name, entry in given.items()}
        schemas = {name: entry.schema for name, entry in flat.items()}
        check_flat(schemas, code.program)
        form_of(nested_schema(schemas), code, none=none, ignore=ignore)  # before anything is turned
        if HISTORY in flat:
            refuse_other_policy(code.program, [flat[HISTORY]], schemas[HISTORY])
        if answers and recall is not None:
            refuse_impossible(answers, recorded_ids(flat.get(HISTORY)), recall)
        table, problems, absent, written = nest_flat_tables(flat, {} if recall is None else recall.ids)
    else:
        table = arrow_table(tables, _TABLE)
        recall = recall_of_lines(_lines_of_nested(table.schema), code.program, pages, answers)
        table = usual_table(table, usual_schema(table.schema, code.program))
    form = attrs.evolve(form_of(table.schema, code, none=none, ignore=ignore), recall=recall)
    ids = ids_of(table.column(form.id.path[0]))
    doubled, similar = repeated_ids(ids), [*similar_applicant_problems(problems, ids, form.answers)]
    problems += similar
    problems += [repeated_id_problem(text_of(ids[row]) or "", row, other) for row, other in doubled.items()]
    refused = frozenset([*doubled, *(problem.row for problem in similar)])
    return IngestedTable(table, form, printable_ids(ids), tuple(problems), refused, absent=absent, written_ids=written)


def recorded_ids(history: pa.Table | None) -> list[str]:
    """The ids in the lines of a history; an id that is null is a blank."""
    ids = pa.array([], pa.string()) if history is None else ids_of(history.column(APPLICANTS)).unique()
    return [name or " " for name in printable_ids(ids).to_pylist()]


def refuse_impossible(answers: Collection[Mapping[str, object]], recorded: Iterable[str], recall: Recall) -> None:
    """`FactsError` if an answer does not fit the ids that are `recorded` in the ledger."""
    ids = LedgerEntries([{"applicant": name, "item": name} for name in recorded], recall)
    problems = Report([*impossible_answers(answers, ids, recall)])
    if len(problems):
        raise FactsError(problems)


def recall_of_lines(
    lines: Iterable[pa.Field], program: Program, pages: str | None = None,
    answers: Collection[Mapping[str, object]] = (),
) -> Recall | None:  # fmt: skip
    """The pages and answers of the metadata of a history, or these pages, with the answers that were given for the run.

    `None` if there are neither pages nor answers.
    """
    stated = {PAGES: pages or "[]", **next((field.metadata for field in lines if PAGES in (field.metadata or {})), {})}
    plain = {"pages": json.loads(stated[PAGES]), "answers": [*json.loads(stated.get(ANSWERS, "[]")), *answers]}
    return recall_of(plain, program) if any(plain.values()) else None


def _lines_of_nested(schema: pa.Schema) -> Iterable[pa.Field]:
    """The parts of the lines in the column `history` of a nested table."""
    place = schema.get_field_index(HISTORY)
    type_ = schema.field(place).type if place >= 0 else pa.null()
    return type_.value_type if is_list(type_) and pa.types.is_struct(type_.value_type) else ()


def _tables_by_name(tables: Mapping[object, object], ignore: Collection[str]) -> dict[str, pa.Table]:
    """The tables of a mapping; all values that are not tables are reported together."""
    arrow_tables: dict[str, pa.Table] = {}
    refused: list[Diagnostic] = []
    for name, data in tables.items():
        if str(name) in ignore:
            continue
        what = Phrase("the table `{name}`", "表`{name}`", name=printable(str(name)))
        try:
            arrow_tables[str(name)] = arrow_table(data, what)
        except FactsError as error:
            refused += error.report
    if refused:
        raise FactsError(Report(refused))
    return arrow_tables


def repeated_id_problem(name: str, row: int, other: int | Phrase) -> Problem:
    """Fail all rows with a repeated id: the row with the facts of the applicant is not known."""
    where = other if isinstance(other, Phrase) else Phrase("row {row}", "第{row}行", row=other)
    finding = DuplicateApplicant(path="id", applicant=printable(name), other=where, among=_TABLE)
    return Problem(name, row, "id", finding)
