"""The intake of tables of applicants: tables of Arrow, nested or flat, become one nested table in the usual types.

Input: a table of pyarrow, Polars, pandas or DuckDB, or any object with `__arrow_c_stream__` or `__arrow_c_array__`, or
several by name; and the code of a policy. Output: the nested table with its form, and the problems that are known
before any fact is read: rows without an applicant, and applicants that are there twice. Runs, views and lists of one
length are written plainly; columns of usual types stay where they are in memory. A type that is unknown here stays as
it is, for the check to refuse. `FactsError` reports what is wrong with tables as a whole.

Flat tables are turned once into the nested one: `applicant` (`id`, `kinds`, fields), one for each kind of record,
`figures`, `history` and the like, each with a column `applicant`. Records of an applicant keep the order in which they
stand. An applicant without a row in a table has an empty list there.

`nested_table` is the inverse: facts in JSON as a table of applicants in the nested form. Values are texts, except for
types of the vocabulary with a given type of Arrow: a column has this type if all its cells fit. A struct marks cells
without a value or with one that cannot be determined.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.batch.errors import FloatColumn, NoSuchApplicant, NotATable
from ipdsl.batch.intake.check import PLACEHOLDERS, TABLE, form_of
from ipdsl.batch.intake.form import (
    ANSWERS,
    DUE,
    FIELDS,
    KEYS,
    LINES,
    LISTS_OF_PARTS,
    PAGES,
    PlaceLookup,
    Problem,
    Rows,
    TableForm,
    can_state,
    column_phrase,
    decode_dictionary,
    expected_phrase,
    flags,
    ids_of,
    is_list,
    is_text,
    no_place,
    present_ids,
    printable_ids,
    repeated_ids,
    repeated_ids_in_parts,
    rows_in_order,
    rows_of,
    says,
    schema_without_views,
    text_of,
    type_without_views,
    value_type,
    whole,
)
from ipdsl.batch.kernel.tables import begins
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.details import is_column_of_details
from ipdsl.ir.terms import Program
from ipdsl.ledger.guards import impossible_answers
from ipdsl.ledger.ledger_file import recall_of
from ipdsl.ledger.recall import LedgerEntries, Recall, SimilarIds
from ipdsl.plain_data import errors
from ipdsl.plain_data.cohort_errors import DuplicateApplicant
from ipdsl.plain_data.context import ReadContext, applicant_labels, record_labels
from ipdsl.plain_data.errors import FactsError, LedgerOfOtherPolicy, MissingPart
from ipdsl.schema.details import DETAILS_PART
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.value_type import Type, describe, name_list, printable
from ipdsl.schema.vocabulary import Field

APPLICANTS = "applicant"
"""The table of applicants, and in each other table the column of their ids."""

HISTORY = "history"

PARTIAL = ".partial"
"""So the columns of the table of applicants end that say of a kind whether there may be more than is listed."""

_TABLES = Phrase("the flat tables", "分开的各表")
_MOST_IN_LISTS = 2**31 - 1


def check_flat(tables: Mapping[str, pa.Schema], program: Program) -> None:
    """`FactsError` if a table is not one of the declared ones, or lacks the column that joins it to the applicants."""
    reading = ReadContext(program)
    labels = program.compute_once(record_labels)
    known = [APPLICANTS, "figures", *LINES, *program.schema.record_by_name]
    for name, schema in tables.items():
        if name not in known and name not in labels:
            near = reading.nearest_words(name, [*known, *labels])
            finding = errors.UnknownPart(
                path=f"table {printable(name)}",
                what=_TABLES,
                word=printable(name),
                parts=name_list(known, 8),
                nearest=near,
            )
            reading.report_undeclared(f"table {printable(name)}", name, finding)
        elif name != APPLICANTS:
            _check_ids(reading, name, schema)
    if APPLICANTS not in tables:
        advice = Phrase("a table of `id`, `kinds` and fields", "含`id`、`kinds`和各字段的表")
        reading.report_missing("the tables", _TABLES, APPLICANTS, advice)
    elif tables[APPLICANTS].names.count("id") == 1:  # two are reported with the columns
        _check_type(reading, "id", "id", tables[APPLICANTS].field("id").type)
    reading.raise_findings()


def _check_ids(reading: ReadContext, name: str, schema: pa.Schema) -> None:
    if len(schema.get_all_field_indices(APPLICANTS)) != 1:
        what = Phrase("the table `{name}`", "表`{name}`", name=name)
        advice = Phrase("one column of the ids of applicants", "填写申请人编号的一列")
        reading.report_missing(f"table {name}", what, APPLICANTS, advice)
        return
    _check_type(reading, f"{name}.{APPLICANTS}", APPLICANTS, schema.field(APPLICANTS).type)


def _check_type(reading: ReadContext, place: str, word: str, arrow: pa.DataType) -> None:
    """Ids are text or whole numbers."""
    if pa.types.is_floating(value_type(arrow)):
        reading.add(FloatColumn(path=f"column {place}", field=word, found=str(arrow)))
    elif not can_state(TextType(), arrow):
        wanted = expected_phrase(TextType())
        reading.add(
            value_errors.WrongType(path=f"column {place}", field=word, expected=wanted, found=column_phrase(arrow))
        )


def nested_schema(tables: Mapping[str, pa.Schema]) -> pa.Schema:
    """The schema of the nested table that flat tables give, for the check of the whole before anything is turned."""
    applicants_schema = tables[APPLICANTS]
    fields = [field for field in applicants_schema if not field.name.endswith(PARTIAL)]
    for name, schema in tables.items():
        if name != APPLICANTS:
            lists = pa.list_(pa.struct([field for field in schema if field.name != APPLICANTS]))
            fields.append(pa.field(name, _partial_list(lists, applicants_schema.field(f"{name}{PARTIAL}").type)
                                   if f"{name}{PARTIAL}" in applicants_schema.names else lists))  # fmt: skip
    fields += [pa.field(kind, _partial_list(NO_RECORDS, applicants_schema.field(f"{kind}{PARTIAL}").type))
               for kind in _partial_kinds(applicants_schema.names) if kind not in tables]  # fmt: skip
    return pa.schema(fields)


NO_RECORDS = pa.list_(pa.struct([]))


def _partial_kinds(columns: Iterable[str]) -> list[str]:
    return [name.removesuffix(PARTIAL) for name in columns if name.endswith(PARTIAL)]


def _partial_list(lists: pa.DataType, flag: pa.DataType) -> pa.DataType:
    return pa.struct([("partial", flag), ("items", lists)])


def nest_flat_tables(
    tables: Mapping[str, pa.Table], renamed: Mapping[str, str] = {}
) -> tuple[pa.Table, list[Problem], pa.Table | None, pa.Array | None]:  # fmt: skip
    """The nested table of flat tables that were checked, the rows that belong to no applicant, the applicants of lines
    of history that are in no row (`lines_of_absent`), and the ids in the lines of history, if some are `renamed`.
    """
    applicants = tables[APPLICANTS]
    ids = ids_of(applicants.column("id"))
    columns = {field.name: applicants.column(index) for index, field in enumerate(applicants.schema)
               if not field.name.endswith(PARTIAL)}  # fmt: skip
    problems: list[Problem] = []
    absent: pa.Table | None = None
    written: pa.Array | None = None
    for name, table in tables.items():
        if name == APPLICANTS:
            continue
        keys, now = ids_of(table.column(APPLICANTS)), renamed if name == HISTORY else {}
        rows = rows_of(present_ids(keys, now), ids)
        written = keys.take(pa.array(rows_in_order(rows))) if now else written
        lost = np.flatnonzero(rows < 0)
        problems += unknown_applicant_problems(name, keys.take(pa.array(lost)), lost)
        if name == HISTORY and len(lost):
            absent = table.cast(schema_without_views(table.schema)).take(pa.array(lost))
        columns[name] = _lists(table.drop_columns([APPLICANTS]), rows, applicants.num_rows)
    for kind in _partial_kinds(applicants.column_names):
        flags = whole(applicants.column(f"{kind}{PARTIAL}"))
        lists = columns.get(kind, pa.array([[]] * applicants.num_rows, NO_RECORDS))
        columns[kind] = pa.StructArray.from_arrays([flags, lists], ["partial", "items"])
    nested = pa.table(columns)
    return nested, problems, None if absent is None else lines_of_absent(absent, nested.schema), written


OF_POLICY = ("policy", "outcome")


def refuse_other_policy(program: Program, lines: Iterable[pa.Table], schema: pa.Schema) -> None:
    """`FactsError` if lines are the ledger of another policy: whole lines, none of which is of this policy. Short lines
    of other documents are payments under them.
    """
    types = [value_type(schema.field(name).type) for name in OF_POLICY if {name, "charged"} <= {*schema.names}]
    if len(types) < len(OF_POLICY) or not all(map(is_text, types)):
        return
    own, former = [None, "", program.name, *program.former_names], [replaced.document for replaced in program.replaced]
    found = ""
    for table in lines:
        policy, outcome = (decode_dictionary(whole(table[name])).cast(pa.large_string()) for name in OF_POLICY)
        is_own, is_former = (flags(pc.is_in(policy, pa.array(words, policy.type))) for words in (own, former))
        if is_own.any():
            return
        other = policy.filter(pa.array(says(outcome) & ~is_former))
        found = found or str(other[0]) if len(other) else found
    if found:
        finding = LedgerOfOtherPolicy(path="history.policy", found=printable(found), policy=program.name)
        raise FactsError(Report([finding]))


def lines_of_absent(lines: pa.Table, schema: pa.Schema) -> pa.Table:
    """Lines of applicants without a row as a nested table, in which only `id` and `history` are stated."""
    keys = ids_of(lines.column(APPLICANTS))
    ids = keys.unique()
    listed = _lists(lines.drop_columns([APPLICANTS]), np.asarray(pc.index_in(keys, value_set=ids)), len(ids))
    known = {"id": ids.cast(schema.field("id").type), HISTORY: listed.cast(schema.field(HISTORY).type)}
    return pa.table([known.get(field.name, pa.nulls(len(ids), field.type)) for field in schema], schema=schema)


def similar_applicant_problems(
    problems: Iterable[Problem], ids: pa.Array, answers: Iterable[object]
) -> Iterator[Problem]:
    """Problems of the applicants whose ids look like those of rows that belong to no applicant, without an answer that
    these are two applicants.
    """
    similar_ids, of_nobody = SimilarIds(answers), [problem for problem in problems if problem.applicant]
    for problem in of_nobody:
        similar_ids.add(problem.applicant, problem.column)
    for row, name in enumerate(map(text_of, ids)) if of_nobody else ():
        if name and (finding := similar_ids.finding(name, "id")) is not None:
            yield Problem(name, row, "id", finding)


def unknown_applicant_problems(table: str, keys: pa.Array, rows: Rows) -> list[Problem]:
    """Problems of rows of a table whose applicant, one for each row, is null or unknown."""
    problems = []
    for place, row in enumerate(rows.tolist()):
        name = text_of(keys[place])
        column = f"{table}.{APPLICANTS}"
        if name is None:
            what = Phrase("a row of the table `{table}`", "表`{table}`中的一行", table=table)
            finding: MissingPart | NoSuchApplicant = MissingPart(path=column, what=what, word=APPLICANTS)
        else:
            finding = NoSuchApplicant(path=column, applicant=printable(name))
        problems.append(Problem(name or "", row, column, finding))
    return problems


def _lists(table: pa.Table, rows: Rows, count: int) -> pa.Array:
    """A list of structs for each applicant: rows of the table, in their order."""
    if len(rows) and (rows[0] < 0 or bool(np.any(rows[1:] < rows[:-1]))):  # otherwise the rows are in order
        order = rows_in_order(rows)
        table, rows = table.cast(schema_without_views(table.schema)).take(pa.array(order)), rows[order]
    arrays = [whole(table.column(index)) for index in range(table.num_columns)]
    if arrays:
        structs = pa.StructArray.from_arrays(arrays, fields=list(table.schema))
    else:
        structs = pa.array([{}] * len(rows), pa.struct([]))
    offsets = begins(rows, count)
    if len(rows) > _MOST_IN_LISTS:
        return pa.LargeListArray.from_arrays(pa.array(offsets), structs)
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), structs)


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
    return NO_RECORDS if pa.types.is_null(field.type) and is_list and not is_field else None


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
        given |= {name: _drop_details(given[name], code.program) for name in given if name == APPLICANTS}
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
        table = _drop_details(arrow_table(tables, TABLE), code.program)
        recall = recall_of_lines(_lines_of_nested(table.schema), code.program, pages, answers)
        table = usual_table(table, usual_schema(table.schema, code.program))
    form = attrs.evolve(form_of(table.schema, code, none=none, ignore=ignore), recall=recall)
    ids = ids_of(table.column(form.id.path[0]))
    doubled, similar = repeated_ids(ids), [*similar_applicant_problems(problems, ids, form.answers)]
    problems += similar
    problems += [repeated_id_problem(text_of(ids[row]) or "", row, other) for row, other in doubled.items()]
    refused = frozenset([*doubled, *(problem.row for problem in similar)])
    return IngestedTable(table, form, printable_ids(ids), tuple(problems), refused, absent=absent, written_ids=written)


def _drop_details(table: pa.Table, program: Program) -> pa.Table:
    """The table without the details of applicants, which settlement does not read."""
    names = table.column_names
    kept = [index for index, name in enumerate(names) if not is_column_of_details(program, name)]
    return table if len(kept) == len(names) else table.select(kept)


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
    finding = DuplicateApplicant(path="id", applicant=printable(name), other=where, among=TABLE)
    return Problem(name, row, "id", finding)


def repeated_id_problems(parts: Callable[[], Iterable[pa.Array]]) -> list[Problem]:
    """The problems of all rows with a repeated id; `parts` is called twice and returns the same ids."""
    repeated = repeated_ids_in_parts(parts)
    return [repeated_id_problem(name, row, other) for row, (other, name) in repeated.items()]


Facts = Mapping[str, Any]
Made = tuple[type, pa.DataType, Callable[[Any], Any]]
"""A type of the vocabulary, the type of Arrow in which its values stand, and what makes one of it."""


def nested_table(program: Program, all_facts: Sequence[Facts], types: Sequence[Made] = ()) -> pa.Table:
    """The table of facts, a row for each applicant. Tables have no series."""
    return _NestedTableBuilder(program, types).table(all_facts)


def _cells(objects: Sequence[Mapping[str, Any]], word: str, sort: Any) -> list[Any]:
    """A part of objects. If some lines state sums by year, all do: one sum is of the year of its line."""
    cells = [entry.get(word) for entry in objects]
    if sort != DUE or not any(isinstance(cell, Mapping) for cell in cells):
        return cells
    return [
        cell if cell is None or isinstance(cell, Mapping) else {str(line.get("year") or ""): cell}
        for line, cell in zip(objects, cells, strict=True)
    ]


class _NestedTableBuilder:
    """Makes arrays of cells of JSON. A sort says what cells are: a declared type, `PLACEHOLDERS` for true or false,
    types by name for the parts of lists of objects, or one of the sorts of parts of lines.
    """

    def __init__(self, program: Program, types: Sequence[Made]) -> None:
        self.program, self.types = program, types

    def table(self, all_facts: Sequence[Facts]) -> pa.Table:
        schema = self.program.schema
        fields = {**_types(schema.applicant_fields), "id": TextType(), "kinds": _KINDS}
        passed_over = {DETAILS_PART} - fields.keys()
        heads = [
            {word: cell for word, cell in facts["applicant"].items() if word not in passed_over} for facts in all_facts
        ]
        columns = self._columns(heads, fields)
        kinds = {name: {**_types(kind.fields), "id": TextType()}
                 for kind in schema.records for name in (kind.name, kind.label.zh)}  # fmt: skip
        columns |= self._columns([facts.get("records") or {} for facts in all_facts], kinds)
        figures = {**_types(schema.figures), "year": TextType(), "none": PLACEHOLDERS}
        sorts = {"figures": figures, **LINES, "as_of": DateType()}
        parts = [{name: facts[name] for name in sorts if facts.get(name) is not None} for facts in all_facts]
        for part in parts:
            if "figures" in part:
                years = part["figures"].items()
                part["figures"] = [{"year": year, **line} for year, line in years if line is not None]
        return pa.table(columns | self._columns(parts, sorts))

    def _columns(self, objects: Sequence[Mapping[str, Any]], sorts: Mapping[str, Any]) -> dict[str, pa.Array]:
        """The parts of objects, each as an array."""
        return {word: self.array(_cells(objects, word, sorts[word]), sorts[word]) for word in _words(objects)}

    def array(self, cells: Sequence[Any], sort: Any) -> pa.Array:
        """Cells of one sort."""
        has_objects = any(isinstance(cell, Mapping) for cell in cells)
        if sort is PLACEHOLDERS or sort is _KINDS:
            return pa.array(cells, pa.bool_() if sort is PLACEHOLDERS else pa.list_(pa.string()))
        if isinstance(sort, Mapping) and has_objects:
            listings = [{"items": cell} if isinstance(cell, list) else cell for cell in cells]
            return self._structs(listings, {"partial": PLACEHOLDERS, "items": sort})
        if isinstance(sort, str) and sort in LISTS_OF_PARTS:
            return self._lists(cells, LISTS_OF_PARTS[sort])
        if isinstance(sort, Mapping):
            return self._lists(cells, sort)
        if sort == KEYS:
            stated = [cell for cell in cells if cell is not None]
            has_list = {word: any(isinstance(entry.get(word), list) for entry in stated) for word in _words(stated)}
            types = {word: ListType(TextType()) if has_list[word] else TextType() for word in has_list}
            return self._structs(cells, types)
        if isinstance(sort, str) and (has_objects or sort == FIELDS):
            type_ = pa.list_(pa.string()) if sort == FIELDS else pa.string()
            text_of = _text if sort != FIELDS else lambda text: [text] if isinstance(text, str) else text
            entries = (None if cell is None else cell.items() for cell in cells)
            made = [None if of is None else [(str(name), text_of(sum_)) for name, sum_ in of] for of in entries]
            return pa.array(made, pa.map_(pa.string(), type_))
        return self._field(cells, MoneyType() if isinstance(sort, str) else sort)

    def _structs(self, cells: Sequence[Any], sorts: Mapping[str, Any]) -> pa.Array:
        """Objects as structs of the words that some of them has."""
        arrays = self._columns([cell or {} for cell in cells], sorts)
        if not arrays:
            return pa.array([None if cell is None else {} for cell in cells], pa.struct([]))
        fields = [pa.field(word, array.type) for word, array in arrays.items()]
        null = pa.array([cell is None for cell in cells], pa.bool_())
        return pa.StructArray.from_arrays([*arrays.values()], fields=fields, mask=null)

    def _lists(self, cells: Sequence[Any], sorts: Mapping[str, Any]) -> pa.Array:
        """Lists of objects."""
        offsets, null = _offsets(cells)
        members = [member for cell in cells if cell is not None for member in cell]
        return pa.ListArray.from_arrays(offsets, self._structs(members, sorts), mask=null)

    def _field(self, cells: Sequence[Any], type_: Type) -> pa.Array:
        """A column of values, of periods, or of values with placeholders."""
        if any(isinstance(cell, list) and any(isinstance(entry, Mapping) for entry in cell) for cell in cells):
            as_periods = [
                cell if cell is None or (isinstance(cell, list) and all(isinstance(entry, Mapping) for entry in cell))
                else [{"value": cell}]
                for cell in cells
            ]  # fmt: skip
            return self._lists(as_periods, {"from": DateType(), "to": DateType(), "value": type_})
        if not any(isinstance(cell, Mapping) for cell in cells):
            return self.values(cells, type_)
        parts = [cell if isinstance(cell, Mapping) else {"value": cell} for cell in cells]
        own = {"value": type_, "amount": TextType(), "currency": TextType()}
        return self._structs(parts, own | dict.fromkeys(PLACEHOLDERS, PLACEHOLDERS))

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


def _types(fields: Iterable[Field]) -> dict[str, Any]:
    """The types of fields by their names and labels."""
    return {name: field.type for field in fields for name in (field.name, field.label.zh)}


_KINDS = "kinds"
"""The sort of the kinds of applicants: lists of texts."""


def _offsets(cells: Sequence[Any]) -> tuple[pa.Array, pa.Array]:
    """Where the members of each list begin, and which lists are null."""
    offsets = np.cumsum([0, *(len(cell or ()) for cell in cells)], dtype=np.int32)
    return pa.array(offsets), pa.array([cell is None for cell in cells], pa.bool_())
