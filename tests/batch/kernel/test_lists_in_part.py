"""A kind listed in part may have more records: columns leave an award that they cannot settle to a decision."""

from __future__ import annotations

import pytest

import ipdsl
from tests.support.in_tables import nested_table

CARRIED = "award 1000 to enterprise when patent granted"
UNCARRIED = f"{CARRIED}\ncap 800 per item\n  counting all other support"
PATENT = {"number": "1", "filed_on": "2020-05-01", "granted_on": "2022-05-01", "lapsed_on": {"none": True}}


@pytest.mark.parametrize("page", [CARRIED, UNCARRIED], ids=["an award of columns", "another award"])
@pytest.mark.parametrize("items", [[], [PATENT]], ids=["no record", "a record"])
@pytest.mark.parametrize("kind", ["patent", "invention_patent"])
def test_a_list_in_part_is_open_in_a_table(page: str, items: list[object], kind: str) -> None:
    policy = ipdsl.load_text(page + "\n")
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {kind: {"partial": True, "items": items}},
        "support": [],
        "as_of": "2022-12-31",
    }
    due = policy.evaluate(facts).due
    (row,) = policy.evaluate_table(nested_table(policy.program, [facts]), as_of=None).applicants.to_pylist()
    assert due.high is not None
    assert due.low < due.high
    assert (row["due"], row["most"]) == (due.low.minor, due.high.minor)
