"""Dongyang 5.2: a payment for the court's recognition takes effect in any form, or is reported as unused."""

from __future__ import annotations

from typing import Any

import ipdsl
from benchmarks.unknowns import DONGYANG
from tests.support.rows import each_row

POLICY = ipdsl.load(DONGYANG)
PAID = {"policy": "older", "clause": "5.mark", "year": 2012, "due": 500000}
GIVEN = {"item": "Oak", "year": 2012, "amount": 500000}
JUDICIAL, WELL_KNOWN = {"kind": "judicial_well_known_mark"}, {"kind": "well_known_mark"}
NO_CLAUSE, NO_KIND = "no clause of the policy asks for it", "it has no kind of record"
OF_NONE = "matches no claim; nearest: Oak"


@each_row(
    ("part", "line", "due", "told"),
    [("history", PAID | JUDICIAL | {"item": "Oak"}, 700000, []),
     ("history", PAID | JUDICIAL | {"item": "a payment", "keys": {"mark": "Oak"}}, 700000, []),
     ("history", PAID | {"item": "judicial_well_known_mark: Oak"}, 700000, []),
     ("history", PAID | {"item": "Oak"}, 1200000, [NO_KIND]),
     ("history", PAID | JUDICIAL | {"item": "Oaks"}, 1200000, [OF_NONE]),
     ("history", PAID | WELL_KNOWN | {"item": "Oak"}, 0, []),
     ("support", GIVEN | JUDICIAL | {"level": "county_level"}, 700000, []),
     ("support", GIVEN | {"level": "county_level"}, 1200000, [NO_KIND]),
     ("support", GIVEN | JUDICIAL | {"level": "county_level", "item": "Oaks"}, 1200000, [OF_NONE]),
     ("support", GIVEN | JUDICIAL | {"level": "municipal"}, 1200000, [NO_CLAUSE])],
)  # fmt: skip
def test_what_was_paid_before_counts_or_is_named(part: str, line: dict[str, Any], due: int, told: list[str]) -> None:
    applicant = {"id": "F", "kinds": ["enterprise"], "located_here": True}
    records = {"well_known_mark": [{"mark": "Oak", "recognised_on": "2022-05-01"}], "sanction": []}
    facts: dict[str, Any] = {"applicant": applicant, "as_of": "2022-12-31", "records": records, part: [line]}
    decision = POLICY.evaluate(
        {"history": [], "support": [], **facts, "figures": {"2022": {"local_contribution": due}}}
    )
    assert decision.due.is_point
    assert decision.total.minor == due * 100
    assert [one.text for one in decision.without_effect if one.group == part] == told
