"""P009: either row of the advice closes the hole, and no other value changes its row."""

from __future__ import annotations

import re

import pytest

from tests.support.semantics.findings import checked
from tests.support.slow import sampled

FILINGS = "award by filings to enterprise each year"
AMOUNT = "award by amount to enterprise when technology_contract recorded"


@pytest.mark.parametrize(
    ("award", "rows", "above", "below"),
    sampled(
        [
            (FILINGS, ("between 1 and 5", "at least 7"), "at least 6", "between 1 and 6"),
            (FILINGS, ("at most 5", "between 7 and 9"), "between 6 and 9", "at most 6"),
            (FILINGS, ("at least 7", "at most 5"), "at least 6", "at most 6"),
            (
                FILINGS,
                ("more than 6 and less than 9", "more than 1 and less than 6"),
                "between 6 and 8",
                "between 2 and 6",
            ),
            (AMOUNT, ("less than 500", "more than 500"), "at least 500", "at most 500"),
            (AMOUNT, ("more than 500", "less than 500"), "at least 500", "at most 500"),
        ],
        3,
        others="broad",
    ),
)
def test_either_row_closes_the_hole(award: str, rows: tuple[str, str], above: str, below: str) -> None:
    (finding,) = checked(_page(award, rows)).of("P009")
    match = re.fullmatch(r"write `(.+)` in line (\d+), or `(.+)` here", finding.texts().help)
    assert match is not None, finding.texts().help
    assert (match[1], match[3]) == (above, below)
    assert finding.span is not None
    for edited, line in ((above, int(match[2])), (below, finding.span.line)):
        changed = [*rows]
        changed[line - 2] = edited
        assert checked(_page(award, changed)).codes == [], edited


def _page(award: str, rows: list[str] | tuple[str, ...]) -> str:
    return "\n".join([award, *(f"  {row}: {number}" for number, row in enumerate(rows, 1))]) + "\n"
