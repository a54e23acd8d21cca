"""Orders by several fields: cases calculated by hand, on the page in English and in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import run
from tests.support.console import working_in

WORDS = """vocabulary contests
applicant club
applicant fields
  members count fixed
  founded_on date fixed
figures per year
  wins count
record entry plural entries
  key number
  event admitted on admitted_on
  team text
  points count
  grants count
  cost money
  received_on date
"""
HEAD = """policy clubs "Clubs"
  use contests
  effective 2025-01-01 to 2025-12-31
  currency EUR

article 1
"""
ENTRIES = """
case "{name}"
  given "North" as club members 20, founded_on 1990-01-01
    given figures 2025: wins 5
    entry A: admitted_on 2025-03-01, team "T", points 8, grants {grants}, cost 600, received_on 2025-02-03
    entry B: admitted_on 2025-03-01, team "U", points 7, grants 9, cost 400, received_on 2025-02-01
  given "South" as club members {members}, founded_on 1980-01-01
    given figures 2025: wins 5
    entry C: admitted_on 2025-04-01, team "T", points 8, grants 2, cost 600, received_on 2025-02-02
  given as of 2025-12-31
"""
COST = "  award cost to club when entry admitted\n    as paid_cost\n"
RANKS = """  award by rank of points to club when entry admitted
    1: 300
    2: 200
    3: 100
    ties {ties}
"""


WINS = """  award by rank of wins per year among club
    1: 300
    2: 200
    ties highest members first then in order of founded_on
"""


@pytest.mark.broad
@pytest.mark.parametrize("is_chinese", [False, True])
@pytest.mark.parametrize(
    ("sentences", "value", "expected"),
    [
        # 600 + 400 of 1000: of A and C, which have 8 points, C has more grants
        (COST + "  cap 1000 across applicants, whole, highest points first then highest grants first", "1",
         ['"North" A 0', '"North" B 400', '"South" C 600']),
        # 1000 in turn: C does not fit after A, and B is after C
        (COST + "  cap 1000 per year across applicants, in turn, highest points first, then in order of grants", "1",
         ['"North" A 600', '"North" B 0', '"South" C 0']),
        # the third field decides: equal points and grants, C was received first
        (COST + "  cap 600 across applicants, highest points first then highest grants first then in order of"
         " received_on",
         "2", ['"North" A 0', '"North" B 0', '"South" C 600']),
        # a queue: C waits for a budget of a later year
        (COST + "  cap 600 per year across applicants, whole, in order of points then highest cost first then"
         " in order of grants\n    carry forward 1 years", "1", ['"North" B 400', '"North" A 0', '"South" C 0']),
        # a budget of payments: the instalments of the year are paid in this order
        (COST + "  pay in parts\n    100% at once\n  cap 600 paid per year across applicants, whole,"
         " highest points first then highest grants first", "1", ['"North" A 0', '"North" B 0', '"South" C 600']),
        (COST + "  limit 1 applicant per team across applicants, highest points first then in order of grants", "1",
         ['"North" A 600', '"South" C 0']),
        (COST + "  limit 2 entries across applicants, highest points first then highest grants first", "10",
         ['"North" A 600', '"North" B not eligible', '"South" C 600']),
        (COST + "  limit 1 entry across applicants, highest points first then in order of received_on", "10",
         ['"North" A not eligible', '"South" C 600']),
        # B is after both; whether A or C is first depends on the grants of A
        (COST + "  limit 1 entry across applicants, highest points first then in order of grants", "unknown",
         ['"North" A contingent on the cohort', '"North" B not eligible', '"South" C contingent on the cohort']),
        (RANKS.format(ties="in order of grants then in order of received_on"), "2",
         ['"North" A 200', '"North" B 100', '"South" C 300']),
        (RANKS.format(ties="highest grants first"), "1", ['"North" A 200', '"North" B 100', '"South" C 300']),
        (RANKS.format(ties="highest grants first"), "2", ['"North" A 300', '"North" B 100', '"South" C 300']),
        (WINS, "20", ['"North" due between 200 and 200', '"South" due between 300 and 300']),
        (WINS, "10", ['"North" due between 300 and 300', '"South" due between 200 and 200']),
    ],
)  # fmt: skip
def test_the_second_field_orders_what_the_first_leaves_equal(
    sentences: str, value: str, expected: list[str], is_chinese: bool, tmp_path: Path
) -> None:
    cases = ENTRIES.format(
        name="by hand", grants=value if sentences is not WINS else 1, members=value if sentences is WINS else 30
    ) + "\n".join(f"  expect for {line}" for line in expected)
    (tmp_path / "contests.ipp").write_text(WORDS, encoding="utf-8")
    with working_in(tmp_path):
        Path("page.ipp").write_text(HEAD + sentences.rstrip() + "\n" + cases + "\n", encoding="utf-8")
        if is_chinese:
            Path("page.ipp").write_text(run("fmt", "--to", "zh", "page.ipp").out, encoding="utf-8")
        tested = run("test", "page.ipp")
    assert tested.code == 0, tested.both
