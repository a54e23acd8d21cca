"""Flat tables, turned once into the nested one: a table of applicants, and a table for each list, with a column of ids.

In: tables by name: `applicant` (`id`, `kinds`, fields), one for each kind of record, `figures`, `history` and the like,
each with a column `applicant`. Out: the nested table, and problems of rows that belong to nobody. Records of an
applicant keep the order in which they stand. An applicant without a row in a table has an empty list there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.batch.errors import FloatColumn, NoSuchApplicant
from ipdsl.batch.intake.arrow_arrays import flags, says, whole
from ipdsl.batch.intake.form import (
    LINES,
    can_state,
    column_phrase,
    decode_dictionary,
    expected_phrase,
    is_text,
    schema_without_views,
    value_type,
)
from ipdsl.batch.intake.ids import Rows, ids_of, present_ids, rows_in_order, rows_of, text_of
from ipdsl.batch.intake.problems import Problem
from ipdsl.ir.terms import Program
from ipdsl.ledger.answers import SimilarIds
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors import form
from ipdsl.plain_data.errors.form import MissingPart
from ipdsl.plain_data.errors.lines import LedgerOfOtherPolicy
from ipdsl.plain_data.errors.problems import FactsError
from ipdsl.plain_data.labels import record_labels
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.stated_values import name_list, printable

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
            finding = form.UnknownPart(
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
    count = len(schema.get_all_field_indices(APPLICANTS))
    if count != 1:
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
    fields += [pa.field(kind, _partial_list(_NO_RECORDS, applicants_schema.field(f"{kind}{PARTIAL}").type))
               for kind in _partial_kinds(applicants_schema.names) if kind not in tables]  # fmt: skip
    return pa.schema(fields)


_NO_RECORDS = pa.list_(pa.struct([]))


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
        lists = columns.get(kind, pa.array([[]] * applicants.num_rows, _NO_RECORDS))
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
    offsets = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=count), out=offsets[1:])
    if len(rows) > _MOST_IN_LISTS:
        return pa.LargeListArray.from_arrays(pa.array(offsets), structs)
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), structs)
