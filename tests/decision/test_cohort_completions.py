"""For an applicant of a cohort with an unstated fact, the bounds include the amount due for each value of the fact."""

from __future__ import annotations

import copy
import random

import pytest

from tests.support.batch.cohorts import Cohort, as_cohort
from tests.support.batch.drawn_lists import drawn_cohort, drawn_policy
from tests.support.slow import sampled

FIELDS = ("sort", "family", "holder", "score", "grade", "rate", "amount", "chosen_on", "won_on")
GAPS = 12
"""The number of facts that are left out in turn for one policy."""


def with_gap(r: random.Random, cohort: Cohort, *, of_items: bool) -> tuple[Cohort, Cohort]:
    """The cohort with one record that has an id, and the same with an unstated field of the record.

    With `of_items`, the field may be part of the item's key.
    """
    stated = copy.deepcopy(cohort)
    record = r.choice([record for facts in stated for records in facts["records"].values() for record in records])
    record["id"] = "an id of its own"  # an unstated field may be part of its key
    kept = () if of_items or "title" not in record else ("sort",)
    name = r.choice([name for name in FIELDS if name in record and name not in kept])
    value = record.pop(name)
    gap = copy.deepcopy(stated)
    record[name] = value
    return stated, gap


@pytest.mark.parametrize("seed", sampled(sampled(range(80), 16), 32, others="broad"))
def test_bounds_in_a_cohort_hold_what_is_due_when_the_fact_is_known(seed: int) -> None:
    r = random.Random(f"completions:{seed}")
    made = drawn_policy(r)
    cohort = [facts for facts in drawn_cohort(r, made, 6, odd=0) if any(facts["records"].values())]
    for _ in range(GAPS):
        # Under a cap across applicants, the claim order of an item without its key is used unchanged.
        stated, gap = with_gap(r, cohort, of_items="across applicants" not in made.text)
        known, open_ = as_cohort(made, stated), as_cohort(made, gap)
        if isinstance(known, str) or isinstance(open_, str):  # too many applicants are on the bureau's list
            continue
        for decision, bounds in zip(known.decisions, open_.decisions, strict=True):
            low, high = bounds.due.low, bounds.due.high
            assert low <= decision.total, decision.applicant
            assert high is None or decision.total <= high, decision.applicant
