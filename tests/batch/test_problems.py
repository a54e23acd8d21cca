"""The error table has every problem, in either language. The first problems of a code have messages."""

from __future__ import annotations

import pyarrow as pa

from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.batch.intake.form import MOST_IN_WORDS, SCHEMA, Problem, counts_by_code, error_table
from ipdsl.batch.readers.rows import Rows
from tests.support.batch.tables import GOLDENS, taken
from tests.support.golden import check_golden

FIRMS = pa.table(
    {
        "id": ["A", "B", "A", "C", None],
        "kinds": [["enterprise"], ["enterprize"], ["academy"], ["enterprise"], ["person"]],
    }
)
PATENTS = pa.table(
    {
        "applicant": ["C", "C", "X", None],
        "number": ["ZL1", "ZL2", "ZL3", "ZL4"],
        "granted_on": ["2022-02-30", "2022-03-01", None, None],
        "official_fees": ["-1", "1234.567", None, None],
    }
)


def problems() -> list[Problem]:
    intake = taken({"applicant": FIRMS, "invention_patent": PATENTS})
    rows = Rows(intake.table, intake.form)
    found = [*intake.problems]
    for _, one in rows.read_all(row for row in range(5) if row not in intake.refused):
        found += one if isinstance(one, tuple) else ()
    return found


def as_text(errors: pa.Table) -> str:
    lines = [" | ".join(errors.column_names)]
    lines += [" | ".join("null" if cell is None else str(cell) for cell in row.values()) for row in errors.to_pylist()]
    return "\n".join(lines) + "\n"


def test_the_error_table_in_both_languages(update_golden: bool) -> None:
    for language in Language:
        errors = error_table(problems(), language)
        assert errors.schema == SCHEMA
        check_golden(GOLDENS / f"errors.{language.value}.txt", as_text(errors), update_golden)


def test_each_code_of_tables_has_its_golden(update_golden: bool) -> None:
    told = {one.finding.code: one.finding for one in problems()}
    told |= {finding.code: finding for finding in taken(pa.table({"id": ["A"], "kinds": [["person"]]})).form.report}
    for code in ("R095", "R096"):
        check_golden(GOLDENS / f"{code}.txt", f"{render([told[code]], Sources())}\n", update_golden)


def test_no_problems_are_an_empty_table() -> None:
    assert error_table([]).num_rows == 0
    assert error_table([]).schema == SCHEMA
    assert counts_by_code(error_table([])) == {}


def test_only_the_first_of_a_code_are_put_in_words_and_all_are_counted() -> None:
    one = problems()[0]
    errors = error_table([one] * (MOST_IN_WORDS + 5))
    assert errors.num_rows == MOST_IN_WORDS + 5
    assert errors.column("message").null_count == 5
    assert counts_by_code(errors) == {one.finding.code: MOST_IN_WORDS + 5}


def test_counts_stand_from_the_most_frequent_on() -> None:
    assert list(counts_by_code(error_table(problems())).items()) == [
        ("R021", 2), ("R082", 2), ("R023", 1), ("R032", 1), ("R033", 1), ("R036", 1), ("R095", 1),
    ]  # fmt: skip
