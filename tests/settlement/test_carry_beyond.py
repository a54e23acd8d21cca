"""What is carried beyond the years settled may be paid in a year that only an unstated day would bring."""

from __future__ import annotations

from typing import Any

import ipdsl

PAGE = """
policy city "A city"
  document "City 1"
  effective from 2021-01-01
  use ip

article 1 "Titles and patents"
  award 500000 to enterprise when ip_title new and title is national_demonstration
  award 400 to enterprise when patent granted

article 2 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      carry forward 2 years
"""


def facts(**patent: str) -> dict[str, Any]:
    return {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {
            "ip_title": [{"title": "national_demonstration", "recognised_on": "2022-03-01"}],
            "patent": [{"number": "Z", "right": "design", **patent}],
        },
        "figures": {"2022": {"local_contribution": 100000}},
        "history": [],
    }


def test_an_unstated_day_may_bring_a_year_that_pays_what_is_carried() -> None:
    policy = ipdsl.load_text(PAGE)
    open_ = policy.evaluate(facts())
    later = facts(granted_on="2023-05-05")
    later["figures"]["2023"] = {"local_contribution": 10000000}
    done = policy.evaluate(later).total.minor
    assert done == 50_040_000
    assert open_.due.high is not None
    assert (open_.due.low.minor, open_.due.high.minor) == (10_000_000, 50_040_000), "no more than both ask for"
    assert open_.due.low.minor <= done <= open_.due.high.minor
    assert not open_.due.exact
    title = next(claim for claim in open_.claims if claim.kind == "ip_title")
    assert title.bounds.high is not None
    assert title.bounds.high.minor == 50_000_000


def test_an_as_of_date_closes_the_years() -> None:
    closed = ipdsl.load_text(PAGE).evaluate(facts() | {"as_of": "2022-12-31"})
    assert closed.due.high is not None
    assert closed.due.high.minor < 50_000_000
