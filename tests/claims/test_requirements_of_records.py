"""Requirements of every record: which kinds of records they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.written_pages import load_page

WORDS = """\
vocabulary words "Words"
applicant firm
record deal
  key number
  event done on done_on
  state open from done_on until closed_on
record grant
  key number
  event made on made_on
applicant fields
  is_local yes/no dated
"""
HEAD = """\
policy town "Town"
  effective 2020-01-01 to 2023-12-31
  use words
  language 4
  require of every record that {test}
article 1 "One"
  award 100 to firm when deal done
  award 10 to firm when grant made
"""
RECORDS = {
    "deal": [{"number": "A", "done_on": "2021-03-01", "closed_on": "2021-03-10"}],
    "grant": [{"number": "B", "made_on": "2021-03-01"}],
}


@pytest.mark.parametrize(
    "test",
    [
        "is_local on done_on",
        "days of open in the year at least 300",
        "is_local and closed_on more than 1 year after done_on",
    ],
)
def test_it_is_about_the_kind_with_the_days_and_states_of_its_condition(test: str, tmp_path: Path) -> None:
    applicant = {"id": "F", "kinds": ["firm"], "is_local": False}
    facts = {"applicant": applicant, "records": RECORDS, "figures": {}, "history": [], "as_of": "2023-12-31"}
    decision = load_page(tmp_path, HEAD.format(test=test), WORDS).evaluate(facts)
    assert [(claim.item, claim.paid.minor // 100) for claim in decision.claims] == [("A", 0), ("B", 10)]
