"""Emitted totals of the cities, and whether they agree with decisions."""

from __future__ import annotations

import pytest

import ipdsl
from ipdsl.decision.decision import Request
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.facts import Facts
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.schema.values.value_type import NeedsGeneralPathError
from tests.conftest import ROOT
from tests.support.project_files import files_in

CITIES = sorted(path.name.split(".")[0] for path in files_in(ROOT / "policies", "*.cases.ipp"))

YEARS = (None, 2021, 2022, 2023, 2024, 2025)


def emitted(code: GeneratedFunctions, facts: Facts, year: int | None = None) -> int | None:
    """The emitted total; `None` if it does not apply."""
    assert code.total is not None
    try:
        return code.total.due(code, facts.extend_to(year), year)
    except NeedsGeneralPathError:
        return None


def agree(policy: ipdsl.Policy, facts: Facts) -> int:
    """Check that total, bounds and decision agree, for all years and for each one.

    Returns how often there was an emitted total.
    """
    answered = 0
    for year in YEARS:
        due = evaluate_eagerly(policy._program, policy._code, facts, Request(year)).due
        assert policy.evaluate(facts, year=year).due == due
        assert policy.total_bounds(facts, year).low == due.low
        assert policy.total_bounds(facts, year).high == due.high
        sum_ = emitted(policy._code, facts, year)
        if sum_ is not None:
            answered += 1
            assert due.is_point
            assert due.low.minor == sum_
        if due.is_point:
            assert policy.total(facts, year) == due.low
        else:
            with pytest.raises(ipdsl.Undetermined):
                policy.total(facts, year)
    return answered
