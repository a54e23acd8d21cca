"""Shares of an award for someone else in decisions, letters and lists: they change no sum."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from ipdsl import load_text
from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters.content import content_of
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.lists.decided_rows import listed_applicant
from ipdsl.report.decision_json import decision_schema, to_json
from ipdsl.report.decision_page import render, render_summary

SHARES = """    of which at least 10% for "the staff"
    of which 1/3 for scope
"""
PAGE = f"""policy shares "Shares"
  effective 2022-01-01 to 2026-12-31
  use ip

article 1 "Projects"
  award 100001.01 to enterprise when navigation_project selected
{SHARES}  pay in parts
    60% at once
    the rest 1 year later
  cap 300000 per enterprise per year
"""
PROJECT = {"project": "A", "level": "municipal", "scope": "early_warning", "selected_on": "2022-03-01"}
FACTS: dict[str, Any] = {
    "applicant": {"id": "F", "kinds": ["enterprise"]}, "as_of": "2023-12-31",
    "records": {"navigation_project": [PROJECT]},
}  # fmt: skip
STAFF, SCOPE = "of which at least 10% for the staff: 10,000.10", "of which 1/3 for early_warning: 33,333.67"


@pytest.mark.broad
def test_shares_are_of_each_payment_and_change_no_sum() -> None:
    """60,000.60 and 40,000.41: a tenth is 6,000.06 and 4,000.04, a third 20,000.20 and 13,333.47."""
    policy, plain = load_text(PAGE), load_text(PAGE.replace(SHARES, ""))
    decision, without = policy.evaluate(FACTS), plain.evaluate(FACTS)
    assert decision.due == without.due
    written = to_json(decision)
    jsonschema.validate(written, decision_schema())
    assert written["claims"][0]["payee_shares"] == [
        {"payee": "the staff", "share": "10%", "at_least": True, "sum": "10000.10"},
        {"payee": "early_warning", "share": "1/3", "at_least": False, "sum": "33333.67"},
    ]
    for page in (render(decision), render_summary(decision)):
        assert STAFF in page
        assert SCOPE in page
    localize = letter_localizer(policy.program, Language.EN)
    assert listed_applicant(decision, {}, localize, is_person=False).remarks == [STAFF, SCOPE]
    letter = f"{STAFF}; {SCOPE.replace('_', ' ')}"
    assert letter in str(content_of(decision, localize))
    chinese = str(content_of(decision, letter_localizer(policy.program, Language.ZH)))
    assert "其中不低于10%拨给the staff：10,000.10；其中1/3拨给预警分析：33,333.67" in chinese
    first = policy.evaluate({**FACTS, "as_of": "2022-12-31"})
    assert [each.sum.minor for each in first.claims[0].payee_shares] == [600006, 2000020]
