"""The invariant of cohorts over columns: a table settled as one cohort equals the cohort of its applicants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ipdsl.base.findings.phrase import Language
from ipdsl.batch.evaluate import CPYTHON, LLVM, MAX_REMARKS, Options, TablePolicy
from ipdsl.batch.kernel.program import ColumnCode
from ipdsl.batch.result import TableResult
from ipdsl.decision.decision import Cohort as Decided, Request
from ipdsl.facts.reader import read_facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort
from tests.properties.oracle_laws import shares
from tests.properties.pipeline import Compiled
from tests.support.batch.histories import unlike_lines
from tests.support.batch.law import Counts, differences, generated_case, remarks_of_row
from tests.support.in_tables import nested_table

Cohort = Sequence[dict[str, Any]]
OF_ROW = re.compile(r"row \d+ \((?P<applicant>[^)]*)\).*\[(?P<code>R\d+)\]$")
"""A note that is a remark on a row."""


def generated_cohorts(seed: int, many: int, size: int) -> Iterator[tuple[int, Compiled, Cohort]]:
    """Generated policies with rules across applicants, each with a cohort."""
    number = -1
    while many:
        number += 1
        made, facts = generated_case(seed, number, size)
        if facts and shares(made.policy):
            many -= 1
            yield number, made, facts


def as_cohort(made: Compiled, facts: Cohort, year: int | None = None) -> Decided | str:
    """The decisions of the cohort, or the codes of the errors."""
    try:
        return evaluate_cohort(
            made.program, made.code, [read_facts(one, made.program) for one in facts], Request(year)
        )  # fmt: skip
    except FactsError as refused:
        return " ".join(sorted({one.code for one in refused.report}))


def as_table(
    made: Compiled, facts: Cohort, columns: Callable[[bool], ColumnCode], *, compiled: bool = False, **options: Any
) -> TableResult | str:  # fmt: skip
    """The result of the table settled as one cohort, or the codes of the errors."""
    try:
        return TablePolicy(made.code, columns).settle(
            nested_table(made.program, facts),
            Options(claims=True, engine=LLVM if compiled else CPYTHON, cohort=True, ledger=True, **options),
        )
    except FactsError as refused:
        return " ".join(sorted({one.code for one in refused.report}))


def check_cohort_case(
    made: Compiled, facts: Cohort, columns: Callable[[bool], ColumnCode], counts: Counts, *, compiled: bool = False,
    **options: Any,
) -> list[str]:  # fmt: skip
    """The differences between a table as one cohort and the decisions on that cohort; there should be none."""
    decided = as_cohort(made, facts, options.get("year"))
    result = as_table(made, facts, columns, compiled=compiled, **options)
    if isinstance(decided, str) or isinstance(result, str):
        counts["refused"] += 1
        return [] if decided == result else [f"refused for {result}, as decisions {decided}"]
    counts.update(result.ways)
    noted = tuple(one.text(Language.EN) for one in decided.noted)
    of_run = ("more such remarks", "without `granted`", "lines kept of")
    of_rows = {note: found for note in result.notes if (found := OF_ROW.match(note))}
    of_all = tuple(note for note in result.notes if note not in of_rows and not any(word in note for word in of_run))
    notes = [] if noted == of_all else [f"notes {of_all}, as decisions {noted}"]
    remarks = result.applicants.column("remarks").to_pylist()
    remarked = [remarks_of_row(decision) for decision in decided.decisions]
    told = [found.groups() for found in of_rows.values() if found["code"] != "R142"]
    codes = [(each.applicant, one.code) for each in decided.decisions for one in each.remarks if one.code != "R142"]
    notes += [] if told == codes[:MAX_REMARKS] else [f"remarks of rows {told}, as decisions {codes}"]
    notes += [] if remarks == remarked else [f"remarks {remarks}, as decisions {remarked}"]
    assert result.ledger is not None
    ways = dict(zip(result.applicants["applicant"].to_pylist(), result.applicants["way"].to_pylist(), strict=True))
    counts["lines of columns"] += sum(ways[name] == "columns" for name in result.ledger["applicant"].to_pylist())
    lines = unlike_lines(made.code, result.ledger, facts, decided.decisions)
    return [*notes, *lines, *differences(result, facts, decided.decisions, counts)]
