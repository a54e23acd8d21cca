"""Values of any shape, and records with nearly the expected shape, for hypothesis."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.support.facts.reading import FIRM

RICH = """
{"$schema": "facts.schema.json",
 "applicant": {"id": "F1", "kinds": ["agency"], "established_on": "2010-05-01", "head_office": "F0",
               "located_here": [{"from": "2021-01-01", "value": true}]},
 "records": {"technology_contract": [{"id": "A", "amount": 3000000, "recorded_on": "2022-03-01", "put_to_use": true},
                                     {"contract": "B", "amount": "12.50"}],
             "invention_patent": {"partial": true, "items": [{"number": "ZL1", "lapsed_on": {"none": true}}]}},
 "figures": {"2022": {"local_contribution": "20000.00", "filings": 3}, "2009": {"filings": 0}},
 "history": [{"clause": "11.ip_title.new", "item": "national_advantage", "year": 2022, "due": 80000},
             {"clause": "11.ip_title.new", "item": "national_demonstration", "year": 2022, "due": 1}],
 "support": [{"item": "ZL1", "level": "county_level", "year": 2022, "amount": 1000}],
 "approvals": [{"clause": "9.soft_topic.selected", "item": "P7", "amount": 150000}],
 "series": {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]},
 "older_documents": [], "as_of": "2023-01-31"}
"""

ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.floats()
    | st.text(max_size=6)
    | st.dates()
    | st.sampled_from(["2022-03-01", "national", "3.7%", "ZL1", "A", 2022, Decimal("1.5"), {"none": True}])
)

WORDS = st.sampled_from(
    [
        "id",
        "kinds",
        "enterprise",
        "applicant",
        "records",
        "figures",
        "history",
        "support",
        "approvals",
        "series",
        "as_of",
        "older_documents",
        "patent",
        "invention_patent",
        "technology_contract",
        "pledge_loan",
        "patent_prize",
        "partial",
        "items",
        "number",
        "right",
        "amount",
        "currency",
        "official_fees",
        "actual_rate",
        "pledged_right",
        "located_here",
        "trades",
        "established_on",
        "from",
        "to",
        "value",
        "2022",
        "filings",
        "clause",
        "item",
        "year",
        "due",
        "policy",
        "outcome",
        "proposed",
        "keys",
        "charged",
        "level",
        "lpr_1y",
        "central_parity",
        "month",
        "day",
        "none",
        "3.patent_prize.won",
    ]
)

ANYTHING = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4),
    max_leaves=25,
)

RECORD = st.dictionaries(WORDS, ATOMS | st.lists(ATOMS, max_size=2), max_size=4)

LISTING = st.lists(RECORD, max_size=3) | st.fixed_dictionaries(
    {"partial": ATOMS, "items": st.lists(RECORD, max_size=2)}
)

SHAPED = st.fixed_dictionaries(
    {"applicant": st.just(FIRM) | RECORD},
    optional={
        "records": st.dictionaries(WORDS, LISTING | ANYTHING, max_size=3),
        "figures": st.dictionaries(st.sampled_from(["2022", "2021", 2020, "x"]), RECORD, max_size=2),
        "history": st.lists(RECORD, max_size=3),
        "support": st.lists(RECORD, max_size=2),
        "approvals": st.lists(RECORD, max_size=2),
        "series": st.dictionaries(WORDS, st.lists(RECORD, max_size=2), max_size=2),
        "as_of": ATOMS,
    },
)
