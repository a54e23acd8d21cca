"""Misplaced lines of the history: in a year without payments, of another applicant, or of a similarly named policy."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.ledger.ledger_file import facts_with_ledger
from ipdsl.plain_data.errors import FactsError
from tests.support.facts.histories import SHORT, WHOLE
from tests.support.facts.reading import FIRM, PROGRAM, said

TIMES = """policy pol "In time"
  document "Doc 7"
  effective 2021-03-01 to 2024-12-31{discretion}
  use ip

article 1 "Titles"
  award 80000 when ip_title new

article 2 "Contracts"
  group contracts
    award 20000 when technology_contract recorded
    cap 10000 per applicant per year
      carry forward 2 years

article 3 "Prizes"
  award 300000 from 2019-07-01 when patent_prize won
"""


def _told(line: dict[str, object], *, discretion: str = "", **facts: object) -> list[tuple[str, str]]:
    """The findings of a line of the history under the policy above."""
    policy = ipdsl.load_text(TIMES.format(discretion=discretion))
    try:
        policy.evaluate({"applicant": FIRM, "history": [line], **facts})
    except FactsError as error:
        return [(finding.code, (finding.path or "").removeprefix("$.history[0]")) for finding in error.report]
    return []


TITLED: dict[str, Any] = {"clause": "1.ip_title.new", "item": "national_advantage", "year": 2021, "due": 5}
CONTRACTED = TITLED | {"clause": "2.technology_contract.recorded", "item": "C"}
WON = TITLED | {"clause": "3.patent_prize.won", "item": "P / national", "keys": {"patent": "P", "level": "national"}}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({}, []),
        ({"year": 2024}, []),
        ({"year": 2020}, ["year"]),
        ({"year": 2025}, ["year"]),
        ({"year": 2099}, ["year"]),
        ({"year": 2099, "due": 0}, []),
        ({"year": 2024, "due": {"2024": 1, "2025": 0}}, []),
        ({"year": 2024, "due": {"2024": 1, "2025": 1}}, ["due"]),
        ({"year": 2099, "due": {"2099": 1, "2100": 1}}, ["year"]),
        ({"policy": "an older one", "clause": "5", "year": 2019}, []),
    ],
)
def test_money_of_a_year_in_which_the_policy_pays_nothing(changed: dict[str, object], problem: list[str]) -> None:
    assert _told(TITLED | changed) == [("R070", f".{part}") for part in problem]


def test_carried_money_is_paid_after_the_last_year() -> None:
    assert _told(CONTRACTED | {"year": 2024, "due": {"2024": 5, "2025": 5, "2026": 5}}) == []
    assert _told(CONTRACTED | {"year": 2024, "due": {"2024": 5, "2027": 5}}) == [("R070", ".due")]
    assert _told(CONTRACTED | {"year": 2025}) == [("R070", ".year")]


def test_a_clause_or_the_bureau_may_reach_back_before_the_first_year() -> None:
    assert _told(WON | {"year": 2019}) == []
    assert _told(WON | {"year": 2018}) == [("R070", ".year")]
    assert _told(TITLED | {"year": 2020}, discretion=" by discretion from 2020-07-01") == []
    assert _told(TITLED | {"year": 2019}, discretion=" by discretion from 2020-07-01") == [("R070", ".year")]


def test_a_line_after_the_as_of_date_has_only_this_finding() -> None:
    assert _told(TITLED | {"year": 2099}, as_of="2023-12-31") == [("R063", ".year")]
    assert _told(TITLED | {"year": 2099}, as_of="2100-12-31") == [("R070", ".year")]
    assert _told(TITLED | {"year": 2019}, as_of="2023-12-31") == [("R070", ".year")]


@pytest.mark.parametrize(
    ("line", "years", "year", "words"),
    [
        (TITLED, "", 2099, "pays from 2021 to 2024\n"),
        (CONTRACTED, "", 2099, "pays from 2021 to 2024, and money carried to 2026\n"),
        (TITLED, "from 2021-03-01", 2020, "pays from 2021\n"),
        (TITLED, "2021-03-01 to 2021-12-31", 2020, "pays in 2021\n"),
        (CONTRACTED, "2021-03-01 to 2021-12-31", 2020, "pays in 2021, and money carried to 2023\n"),
    ],
)
def test_the_years_of_a_clause_are_told(line: dict[str, Any], years: str, year: int, words: str) -> None:
    text = TIMES.format(discretion="")
    if years:
        text = text.replace("2021-03-01 to 2024-12-31", years)
    line = line | {"year": year}
    with pytest.raises(FactsError) as refused:
        ipdsl.load_text(text).evaluate({"applicant": FIRM, "history": [line]})
    assert words in str(refused.value)


# lines of another applicant, or of a policy with a similar name


def test_a_line_of_another_applicant_is_refused_in_facts_and_left_out_of_a_ledger_of_many() -> None:
    other = WHOLE | {"applicant": "F2"}
    assert said(history=[WHOLE, other]) == [("R071", "$.history[1].applicant")]
    assert said(history=[SHORT | {"applicant": "F2", "policy": "older"}]) == [("R071", "$.history[0].applicant")]
    for ledger in ([other, WHOLE, SHORT], {"policy": "shaoguan_2021", "ledger": [other, WHOLE, SHORT]}):
        assert facts_with_ledger({"applicant": FIRM}, ledger, PROGRAM)["history"] == [WHOLE, SHORT]


def test_a_line_of_a_ledger_that_cannot_be_read_is_not_left_out() -> None:
    odd = ["x", WHOLE | {"applicant": 3}, WHOLE | {"applicant": ""}, WHOLE | {"applicant": None}]
    assert facts_with_ledger({"applicant": FIRM}, odd, PROGRAM)["history"] == odd


@pytest.mark.parametrize(
    ("name", "is_slip"),
    [("Pol", True), ("po", True), ("pool", True), ("Doc 7", True), ("Doc 6", False),
     ("pol_2018", False), ("pol2", False), ("older", False)],
)  # fmt: skip
def test_a_policy_that_is_called_nearly_as_this_one(name: str, is_slip: bool) -> None:
    found = _told(TITLED | {"policy": name})
    assert found == ([("R072", ".policy")] if is_slip else [])
    assert _told(TITLED | {"policy": name, "clause": "5"}) == []


def test_the_document_that_a_policy_replaces_may_be_called_nearly_as_it() -> None:
    text = TIMES.format(discretion="").replace(
        "  use ip", '  replaces "Pol"\n    clause 1.ip_title.new was 1.ip_title.new\n  use ip'
    )
    assert ipdsl.load_text(text).evaluate({"applicant": FIRM, "history": [TITLED | {"policy": "Pol"}]})


def test_a_ledger_of_many_may_hold_one_event_of_two_applicants() -> None:
    title = TITLED | {"applicant": "F2"}
    assert _told(TITLED, figures={}) == []
    policy = ipdsl.load_text(TIMES.format(discretion=""))
    record = {"title": "national_advantage", "recognised_on": "2021-05-01"}
    facts = {"applicant": FIRM, "records": {"ip_title": [record]}}
    assert str(policy.evaluate(facts, history=[title]).total) == "80,000.00 CNY"
    assert str(policy.evaluate(facts, history=[title, TITLED | {"applicant": "F1"}]).total) == "0.00 CNY"


# ---- keys that are the applicant's


def test_a_key_of_the_applicant_is_to_be_stated_there() -> None:
    policy = ipdsl.load("qingyuan_2018")
    agency: dict[str, Any] = {"id": "F", "kinds": ["patent_agency"], "located_here": True}
    line = {"clause": "2.agency_case.granted", "item": "OLD", "year": 2019, "due": 49800}
    with pytest.raises(FactsError) as refused:
        policy.evaluate({"applicant": agency, "history": [line]})
    (finding,) = refused.value.report
    assert finding.code == "R056"
    assert finding.texts().help == (
        'add it to the line: "keys": {"head_office": …}, or state `head_office` of the applicant, '
        '{"none": true} if it does not exist; for a ledger, `ipdsl ledger complete` fills in keys'
    )
    assert policy.evaluate({"applicant": agency | {"head_office": {"none": True}}, "history": [line]})
