"""The conditions of a set are checked for each record on the day of its own event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl

HEAD = 'policy sets "Sets"\n  document "Doc 1"\n  effective 2022-01-01 to 2022-12-31\n  use ip\n\narticle 1 "Sets"\n  '
AWARD = "award 10% of total amount at most 5000 per year to enterprise when technology_contract recorded"
HELD = [
    ("not recorded_on more than 6 months ago", "2022-03-01", 5000),  # true by the end of the year
    ("recorded_on more than 6 months ago", "2022-03-01", 0),
    ("recorded_on at most 1 day ago", "2022-03-01", 5000),
    ("recorded_on at least 1 day ago", "2022-12-30", 0),
    ("put_to_use", "2022-03-01", 5000),
]


@pytest.mark.parametrize(("words", "day", "due"), HELD)
def test_a_record_of_a_set_is_asked_on_its_own_day(tmp_path: Path, words: str, day: str, due: int) -> None:
    page = tmp_path / "sets.ipp"
    page.write_text(f"{HEAD}{AWARD} and {words}\n", encoding="utf-8")
    policy = ipdsl.load(str(page))
    record: dict[str, Any] = {"contract": "C", "amount": 100000, "recorded_on": day, "put_to_use": True}
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    facts = {"applicant": applicant, "records": {"technology_contract": [record]}, "history": [], "as_of": "2022-12-31"}
    assert policy.evaluate(facts).total.minor == due * 100
    open_ = policy.evaluate({**facts, "records": {"technology_contract": [{**record, "recorded_on": None}]}}).due
    assert open_.high is None or open_.low.minor <= due * 100 <= open_.high.minor
