"""Problems of a table of applicants, and the error table: applicant, place, message and help.

Input: findings with their rows. Output: an Arrow table with a row for each. One mistake can cause a problem in each of
a million rows, so only the first problems of a code are written out as text. `counts_by_code` counts all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import attrs
import pyarrow as pa

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import one_line_text

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
