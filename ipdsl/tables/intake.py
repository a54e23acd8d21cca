"""The intake of tables of applicants: whatever offers tables of Arrow, nested or flat, becomes one nested table.

In: tables as users have them, and the code of a policy. Out: the nested table with its form, and the problems that are
known before any fact is read: rows of nobody, and applicants that stand twice. `FactsError` is for tables as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs
import pyarrow as pa

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.code import GeneratedFunctions
from ipdsl.runtime.reading.cohort_errors import DuplicateApplicant
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.wording import printable
from ipdsl.tables.capsules import arrow_table
from ipdsl.tables.check import form_of
from ipdsl.tables.flat import check_flat, nest_flat_tables, nested_schema
from ipdsl.tables.form import TableForm
from ipdsl.tables.ids import ids_of, printable_ids, repeated_ids, text_of
from ipdsl.tables.problems import PlaceLookup, Problem, no_place
from ipdsl.tables.usual import flat_schema, usual_schema, usual_table

_TABLE = Phrase("the table of applicants", "申请人表")


@attrs.frozen(eq=False)
class IngestedTable:
    """A nested table that was checked as a whole, and what is wrong with it before any fact is read.

    `table` is the nested table, and `form` says which column is what. `ids` are the applicants as text, one for each
    row. `problems` are rows of flat tables that belong to nobody, and rows whose applicant stands twice; `refused` are
    the latter, by row: they are not settled.
    """

    table: pa.Table
    form: TableForm
    ids: pa.Array
    problems: tuple[Problem, ...]
    refused: frozenset[int]
    place_of: PlaceLookup = no_place


def take_in(
    tables: object, code: GeneratedFunctions, *, none: Collection[str] = (), ignore: Collection[str] = ()
) -> IngestedTable:
    """Takes in a nested table, or flat ones by name; `FactsError` where the whole cannot be read, with every finding.

    `none` names columns in which null says *none*, `ignore` columns (and flat tables) that are not read.
    """
    problems: list[Problem] = []
    none, ignore = ([entry] if isinstance(entry, str) else entry for entry in (none, ignore))
    if isinstance(tables, Mapping):
        flat = {
            name: usual_table(entry, flat_schema(entry.schema))
            for name, entry in _tables_by_name(tables, ignore).items()
        }
        schemas = {name: entry.schema for name, entry in flat.items()}
        check_flat(schemas, code.program)
        form_of(nested_schema(schemas), code, none=none, ignore=ignore)  # before anything is turned
        table, problems = nest_flat_tables(flat)
    else:
        table = arrow_table(tables, _TABLE)
        table = usual_table(table, usual_schema(table.schema, code.program))
    form = form_of(table.schema, code, none=none, ignore=ignore)
    ids = ids_of(table.column(form.id.path[0]))
    doubled = repeated_ids(ids)
    problems += [repeated_id_problem(text_of(ids[row]) or "", row, other) for row, other in doubled.items()]
    return IngestedTable(table, form, printable_ids(ids), tuple(problems), frozenset(doubled))


def _tables_by_name(tables: Mapping[object, object], ignore: Collection[str]) -> dict[str, pa.Table]:
    """The tables of a mapping; all that are none are one report."""
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
    """All rows of an id fail: which of them holds the facts of the applicant, nobody can tell."""
    where = other if isinstance(other, Phrase) else Phrase("row {row}", "第{row}行", row=other)
    finding = DuplicateApplicant(path="id", applicant=printable(name), other=where, among=_TABLE)
    return Problem(name, row, "id", finding)
