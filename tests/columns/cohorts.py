"""The law of cohorts over columns: a table as one cohort comes to what the cohort of its applicants comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ipdsl.diagnostics.phrase import Language
from ipdsl.runtime.columns.program import ColumnCode
from ipdsl.runtime.decision.light import Cohort as Decided
from ipdsl.runtime.evaluate import evaluate_cohort
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.reader import read_facts
from ipdsl.tables.evaluate import CPYTHON, LLVM, TablePolicy
from ipdsl.tables.result import TableResult
from tests.columns.law import Counts, differences, generated_case
from tests.properties.oracle_laws import shares
from tests.properties.pipeline import Compiled
from tests.support.in_tables import nested_table

Cohort = Sequence[dict[str, Any]]


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
    """The decisions of the cohort, or the code of what it is refused for."""
    try:
        return evaluate_cohort(
            made.program, made.code, [read_facts(one, made.program) for one in facts], year=year
        )  # fmt: skip
    except FactsError as refused:
        return " ".join(sorted({one.code for one in refused.report}))


def as_table(
    made: Compiled, facts: Cohort, columns: Callable[[bool], ColumnCode], *, compiled: bool = False, **options: Any
) -> TableResult | str:  # fmt: skip
    """What the table comes to as one cohort, or the code of what it is refused for."""
    try:
        return TablePolicy(made.code, columns).settle(
            nested_table(made.program, facts), as_of=None, claims=True, engine=LLVM if compiled else CPYTHON,
            cohort=True, **options,
        )  # fmt: skip
    except FactsError as refused:
        return " ".join(sorted({one.code for one in refused.report}))


def check_cohort_case(
    made: Compiled, facts: Cohort, columns: Callable[[bool], ColumnCode], counts: Counts, *, compiled: bool = False,
    **options: Any,
) -> list[str]:  # fmt: skip
    """What differs between a table as one cohort and the decisions on that cohort; nothing: the law holds."""
    decided = as_cohort(made, facts, options.get("year"))
    result = as_table(made, facts, columns, compiled=compiled, **options)
    if isinstance(decided, str) or isinstance(result, str):
        counts["refused"] += 1
        return [] if decided == result else [f"refused for {result}, as decisions {decided}"]
    counts.update(result.ways)
    noted = tuple(one.text(Language.EN) for one in decided.noted)
    notes = [] if noted == result.notes else [f"notes {result.notes}, as decisions {noted}"]
    return [*notes, *differences(result, facts, decided.decisions, counts)]
