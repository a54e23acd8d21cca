"""Stated lines that meet no claim: history, support, approvals and older documents that name what no record has.

Input: the rows of a chunk, and which of them may have such a line. Output: the lines, as the decision of the applicant
lists them. A decision of each applicant alone costs time, so that only the first of a chunk are examined.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.diagnostics.phrase import Language
from ipdsl.runtime.code import GeneratedFunctions
from ipdsl.runtime.decision.lines import GROUPS
from ipdsl.runtime.decision.telling import localizer_of
from ipdsl.runtime.evaluate import evaluate_eagerly
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.kernel.columns.settle import Array
from ipdsl.runtime.reasons import MEETS_NOTHING
from ipdsl.tables.form import TableForm
from ipdsl.tables.rows import Rows

MOST_EXAMINED = 100
"""So many applicants of a chunk are decided to list their lines."""
_OF_OTHERS = ("support", "approvals", "older_documents")
_GROUPS = ("history", *_OF_OTHERS)


@attrs.frozen
class UnmetLine:
    """A line that meets no claim: whose it is, what names it, and why."""

    applicant: str
    line: str
    why: str


@attrs.frozen
class UnmetLines:
    """The lines of the applicants that were examined, and how many more applicants may have one."""

    lines: tuple[UnmetLine, ...] = ()
    not_examined: int = 0


def rows_with_lines(table: pa.Table, form: TableForm, groups: Collection[str] = _GROUPS) -> Array:
    """Which rows state a line of some groups."""
    has_line = np.zeros(table.num_rows, bool)
    for column in form.lines:
        if column.name in groups and not pa.types.is_null(column.arrow):
            many = pc.fill_null(pc.list_value_length(table.column(column.path[0])), 0)
            has_line |= np.asarray(many.to_numpy()) > 0
    return has_line


def may_have_unmet(table: pa.Table, form: TableForm, by_columns: Array, unlisted: Array) -> Array:
    """The rows that are to be looked at: of those settled `by_columns`, only `unlisted` ones have a line of the history
    that names what no record has.
    """
    has_other_line = rows_with_lines(table, form, _OF_OTHERS)
    return np.flatnonzero(np.where(by_columns, unlisted | has_other_line, rows_with_lines(table, form)))


def unmet_lines(code: GeneratedFunctions, rows: Rows, which: Array, year: int | None, language: Language) -> UnmetLines:
    """The lines of some rows that meet no claim."""
    lines: list[UnmetLine] = []
    examined = not_examined = 0
    for _, facts in rows.read_all(int(row) for row in which):
        if not isinstance(facts, Facts) or not _may_be_unmet(facts):
            continue
        if examined == MOST_EXAMINED:
            not_examined += 1
            continue
        examined += 1
        lines += _unmet_of_applicant(code, facts, year, language)
    return UnmetLines(tuple(lines), not_examined)


def _may_be_unmet(facts: Facts) -> bool:
    """Whether a line names what no record has."""
    items = {record.item for listing in facts.records.values() for record in listing.records}
    return any(item not in items for item in _items(facts))


def _items(facts: Facts) -> Iterable[str]:
    for lines in (facts.history, facts.support, facts.approvals, facts.older_documents):
        yield from (line.item for line in lines or ())


def _unmet_of_applicant(
    code: GeneratedFunctions, facts: Facts, year: int | None, language: Language
) -> Iterator[UnmetLine]:
    localize = localizer_of(code.program, language)
    for unused_fact in evaluate_eagerly(code.program, code, facts, year=year).without_effect:
        if unused_fact.group in _GROUPS and unused_fact.reason.code == MEETS_NOTHING:
            names = " ".join(localize.names.item(part) for part in unused_fact.parts if part)
            group = GROUPS[unused_fact.group].text(language)
            yield UnmetLine(facts.applicant, f"{group} {names}", localize.reason(unused_fact.reason))
