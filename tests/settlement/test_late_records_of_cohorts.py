"""Late records in a cohort: they are named if a rule across applicants would change a year of anyone."""

from __future__ import annotations

import pytest

import ipdsl
from ipdsl.report.decision_json import ledger_to_json
from tests.support.settlement.cohorts import contractor

PAGE = """policy selected "A selection"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award 100 to enterprise when technology_contract recorded
  {rule}
"""
A = contractor("A", ("2022-03-01", 50), name="A", as_of="2022-12-31")


@pytest.mark.broad
@pytest.mark.parametrize(
    ("rule", "late", "years"),
    [
        ("limit 1 technology_contract per year across applicants, highest amount first", 90, [[-100], [100]]),
        ("limit 1 technology_contract per year across applicants, highest amount first", 40, [None, None]),
        ("limit 1 applicant per year across applicants, highest amount first", 90, [[-100], [100]]),
        ("cap 150 per year across applicants, whole", 90, [[-100], [100]]),
        ("cap 150 per year across applicants, in proportion", 90, [[-25], [25]]),
        ("cap 200 per year across applicants", 90, [None, None]),
        ("cap 150 paid per year across applicants, in turn\n    carry forward 2 years", 90, [[-100, 100], [100, -100]]),
    ],
)
@pytest.mark.parametrize("year", [None, 2023])
def test_a_late_record_is_named_where_a_year_would_change(
    rule: str, late: int, years: list[list[int] | None], year: int | None
) -> None:
    """The late record is earlier in the year than what was paid."""
    policy = ipdsl.load_text(PAGE.format(rule=rule))
    history = [line for each in policy.evaluate_cohort([A]).decisions for line in ledger_to_json(each.ledger, "CNY")]
    firms = [
        {**A, "as_of": "2023-12-31"},
        contractor("B", ("2022-02-01", late), name="B", as_of="2023-12-31"),
    ]
    decisions = policy.evaluate_cohort(firms, history=history, year=year).decisions
    changes = [
        None if each.late is None else [(of.anew.low.minor - of.before.minor) // 100 for of in each.late.years]
        for each in decisions
    ]
    assert changes == years
    reopened = policy.evaluate_cohort(firms, history=history, reopen=2022).decisions
    assert all(each.late is None for each in reopened)
