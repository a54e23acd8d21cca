"""Amounts that depend on a fact under Dongyang: only its own claims count, though the ceiling connects all claims."""

from __future__ import annotations

from pathlib import Path

import ipdsl
from ipdsl.decision.decision import Decision

DONGYANG = Path(__file__).resolve().parents[2] / "policies" / "dongyang_2021.ipp"
FIRM = {"id": "F1", "kinds": ["enterprise"]}
RECORDS: dict[str, object] = {
    "ip_title": [{"title": "national_demonstration", "recognised_on": "2021-03-01"}],
    "patent_prize": [{"patent": "ZL1", "level": "national", "won_on": "2021-05-01"}],
    "foreign_mark": [{"mark": "M", "territory": "US", "registered_on": "2021-06-01"}],
    "pledge_loan": [
        {"loan": "L", "pledged_right": ["ZL1"], "right_kind": "patent_right", "drawn_on": "2020-01-20"}
        | {"repaid_on": "2021-01-20", "on_schedule": True}
    ],
    "sanction": [],
}


def decision() -> Decision:
    facts = {"applicant": FIRM, "records": RECORDS, "figures": {"2021": {}}, "history": [], "older_documents": []}
    return ipdsl.load(DONGYANG).evaluate(facts)


def test_facts_are_asked_for_by_the_money_of_their_own_claims() -> None:
    worth = {fact.path: str(fact.worth) for fact in decision().missing}
    assert worth["figures.2021.local_contribution"] == "1,830,000.00 CNY"  # the ceiling; the highest of the routes
    assert worth["records.patent_prize[patent ZL1, level national, won_on 2021-05-01].prize"] == "1,000,000.00 CNY"
    assert worth["applicant.located_here"] == "800,000.00 CNY"  # title and loan, which only firms get
    assert worth["records.pledge_loan[L].pledged_principal"] == "300,000.00 CNY"  # the cap of its kind of right
    assert worth["records.foreign_mark[M / US].registration_fee"] == "40,000.00 CNY"  # 30,000 + 8,000 + 2,000
    assert next(iter(worth)) == "figures.2021.local_contribution"
    assert [*worth][-2:] == [f"records.foreign_mark[M / US].{field}" for field in ("registration_fee", "route")]


def test_a_claim_names_its_own_facts_and_counts_those_of_the_others() -> None:
    (mark,) = (claim for claim in decision().claims if claim.label == "regional_mark")
    own = ", ".join(f"records.foreign_mark[M / US].{field}" for field in ("registration_fee", "route"))
    assert mark.why == f"not known: {own}, and 7 more needed by the rules over it"
