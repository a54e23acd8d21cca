"""Helpful reasons: the missed row is named, zeros of clauses for others are counted, long lists have totals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.driver.questions.answers import questions
from ipdsl.driver.questions.trace import trace
from ipdsl.report.decision_page import ZERO, render
from tests.support.cli import run

PRIZES = """
policy prizes "Prizes"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Prizes"
  award 300 when patent_prize won and level is national and prize is gold and implemented_here
    as national
  award 200 when patent_prize won and level is provincial
    as province
  award 100 to agency when patent_prize won
    as agencies
  award by prize when patent_prize won and level is municipal
    as city
    gold: 20
    silver: 10
"""

FILINGS = """
policy filings "Filings"
  effective 2021-01-01 to 2025-12-31
  use ip
  language 4

article 1 "Filings"
  award by increase of filings over last year to enterprise each year
    at least 80: 100000
    between 30 and 79: 20000
"""

WORKS = """
policy works "Works"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Works"
  award 200 to enterprise when copyright_work registered
"""


def decided(page: str, records: dict[str, list[dict[str, object]]], **more: object) -> Decision:
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records, "history": [], "support": []}
    return ipdsl.load_text(page).evaluate({**facts, **more})


def prize(
    patent: str, level: str | None, won: str = "gold", here: bool = True, day: str | None = "2022-05-01"
) -> dict[str, object]:
    return {"patent": patent, "level": level, "prize": won, "implemented_here": here, "won_on": day, "project": patent}


def zeros(decision: Decision, *, with_all: bool = False) -> str:
    """The section of zeros as one line."""
    page = render(decision, with_all=with_all)
    return " ".join(page.partition(f"{ZERO}\n{'-' * len(ZERO)}\n")[2].split("\n\n")[0].split())


def aside(*prizes: dict[str, object]) -> list[tuple[str, str]]:
    """Label and item of the claims that are only counted."""
    return [
        (claim.label, claim.item.partition(" ")[0]) for claim in decided(PRIZES, {"patent_prize": [*prizes]}).for_others
    ]


# ---- the row that was missed


def test_a_threshold_that_was_missed_is_named_beside_the_figure() -> None:
    figures = {"2020": {"filings": 90}, "2021": {"filings": 100}}
    (_, claim) = decided(FILINGS, {}, figures=figures).claims
    assert claim.why == (
        "no sum is named for it (increase of filings over last year 10, filings 100, filings last year 90);"
        " there are rows for at least 80, between 30 and 79"
    )


def test_a_member_without_a_row_is_named_beside_those_that_have_one() -> None:
    decision = decided(PRIZES, {"patent_prize": [prize("P", "municipal", "excellence")]})
    (city,) = [claim for claim in decision.claims if claim.label == "city"]
    assert city.why == "no sum is named for it (prize excellence); there are rows for gold, silver"


def test_of_many_rows_some_are_named() -> None:
    rows = "".join(f"\n    between {10 * n} and {10 * n + 9}: 1" for n in range(1, 16))
    page = FILINGS.partition("\n    at least")[0] + rows + "\n"
    *_, claim = decided(page, {}, figures={"2020": {"filings": 0}, "2021": {"filings": 7}}).claims
    assert claim.why.endswith("between 120 and 129 and 3 more")


# the reason for a day outside the window depends on the other conditions

CITY_ONLY = """
policy city_only "City only"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Prizes"
  award by prize to enterprise when patent_prize won and level is national and implemented_here
    if located_here
    gold: 20
  award 1% of total amount per year to enterprise when technology_contract recorded and put_to_use
    if located_here
"""

LEVEL = "condition not met: level is national (level provincial)"
WINDOW = "2019-05-01 is outside the policy's window (2021-01-01 to 2025-12-31)"


@pytest.mark.parametrize(
    ("stated", "outcome", "why"),
    [
        ({"level": "provincial"}, "not eligible", LEVEL),
        ({"level": "provincial", "day": "2024-05-01"}, "not eligible", LEVEL),  # after the as-of date
        ({"here": False}, "not eligible", "condition not met: implemented_here (implemented_here no)"),
        ({"won": "silver"}, "not eligible", "no sum is named for it (prize silver); there are rows for gold"),
        ({}, "out of window", WINDOW),  # the applicant's own condition fails too, and is not about the prize
        ({"day": "2024-05-01"}, "out of window", "2024-05-01 is after the as-of date 2022-12-31"),
        ({"level": None}, "out of window", WINDOW),
    ],
)
def test_a_record_that_no_day_would_pay_says_so_before_its_day(stated: dict[str, Any], outcome: str, why: str) -> None:
    one = prize("P", **{"level": "national", "day": "2019-05-01", **stated})
    applicant = {"id": "F1", "kinds": ["enterprise"], "located_here": False}
    decision = decided(CITY_ONLY, {"patent_prize": [one]}, applicant=applicant, as_of="2022-12-31")
    assert [(claim.outcome.value, claim.why) for claim in decision.claims] == [(outcome, why)]


def test_an_event_of_an_unknown_day_that_no_day_would_pay_is_settled() -> None:
    decision = decided(CITY_ONLY, {"patent_prize": [prize("P", "provincial", day=None)]})
    assert [(claim.outcome.value, claim.why) for claim in decision.claims] == [("not eligible", LEVEL)]


def test_a_set_leaves_out_a_record_for_its_own_words_before_its_day() -> None:
    contract = {"amount": 100, "recorded_on": "2019-05-01"}
    here, away = {"contract": "A", "put_to_use": True, **contract}, {"contract": "B", "put_to_use": False, **contract}
    (claim,) = decided(CITY_ONLY, {"technology_contract": [here, away]}).claims
    assert [(one.item, one.text) for one in claim.left_out] == [
        ("A", WINDOW), ("B", "condition not met: put_to_use (put_to_use no)"),
    ]  # fmt: skip


# ---- zeros for others


def test_a_prize_of_one_level_is_no_matter_of_the_clause_for_another() -> None:
    assert aside(prize("P", "national")) == [("province", "P"), ("agencies", "P"), ("city", "P")]
    assert aside(prize("P", "provincial")) == [("national", "P"), ("agencies", "P"), ("city", "P")]


def test_what_the_clause_itself_asks_for_is_told() -> None:
    """The clause for its level does not pay it. Only that zero matters, not the zeros of clauses for other levels."""
    decision = decided(PRIZES, {"patent_prize": [prize("P", "national", here=False)]})
    assert zeros(decision) == (
        "national, P / national / gold (2022): not eligible; condition not met: implemented_here (implemented_here no)"
        " 3 other clauses do not concern this application (`--show-unrelated` lists them)"
    )
    assert "province, P / national / gold (2022): not eligible" in zeros(decision, with_all=True)
    assert "for other records" not in zeros(decision, with_all=True)


def test_a_record_that_no_clause_takes_is_told_by_all_of_them() -> None:
    """No stated record is hidden completely."""
    decision = decided(PRIZES, {"patent_prize": [prize("P", "county_level"), prize("Q", "national")]})
    assert [claim.label for claim in decision.for_others if claim.item.startswith("P")] == ["agencies"]
    assert "province, P / county_level / gold (2022): not eligible" in zeros(decision)


def test_what_fails_before_the_word_shows_nothing_of_it() -> None:
    """The clause that stops at `here` did not test the level, so it does not accept the record."""
    page = """
award 300 when patent_prize won and implemented_here and level is national
  as national
award 200 when patent_prize won and level is provincial
  as province
"""
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"patent_prize": [prize("P", "national", here=False)]},
    }
    assert ipdsl.load_text(page).evaluate(facts).for_others == ()


def test_a_clause_that_begins_later_was_not_asked_for_the_word() -> None:
    """That clause may not be for the record either, so the zero of the other clause stays listed."""
    page = PRIZES.replace("award 300 when", "award 300 from 2024-01-01 when")
    decision = ipdsl.load_text(page).evaluate(
        {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"patent_prize": [prize("P", "county_level")]}}
    )
    assert [claim.label for claim in decision.for_others] == ["agencies"]


def test_a_threshold_is_no_matter_of_others() -> None:
    """Two clauses with different thresholds: the missed higher one is reported, although the lower one pays."""
    page = "award 300 when technology_contract recorded and amount at least 1000\n  as higher\n" \
           "award 100 when technology_contract recorded and amount at least 500\n  as lower\n"  # fmt: skip
    records = {"technology_contract": [{"contract": "A", "amount": 700, "recorded_on": "2022-05-01"}]}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records}
    assert ipdsl.load_text(page).evaluate(facts).for_others == ()


def test_clauses_for_other_applicants_are_counted_where_no_record_is_theirs_alone() -> None:
    page = "award 100 to agency when patent_prize won\n  as a\n"
    page += "award 100 to agency each year\n  as b\n  if filings at least 1\n"
    firm = {"id": "F1", "kinds": ["enterprise"]}
    facts = {
        "applicant": firm,
        "records": {"patent_prize": [prize("P", "national")]},
        "figures": {"2022": {"filings": 3}},
    }
    assert [claim.label for claim in ipdsl.load_text(page).evaluate(facts).for_others] == ["b"]


def test_one_clause_that_is_asked_for_shows_its_zeros() -> None:
    decision = decided(PRIZES, {"patent_prize": [prize("P", "national")]})
    assert "province, P / national / gold (2022): not eligible" in render(decision, "province")
    assert "for other records" not in render(decision, "1")


# ---- long lists


def works(number: int, year: int) -> list[dict[str, object]]:
    return [{"certificate": f"{year}-{n}", "certified_on": f"{year}-05-01"} for n in range(number)]


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ((works(12, 2021),), []),
        ((works(13, 2021),), ["13 claims 2,600.00"]),
        (
            (works(10, 2021), works(3, 2022)),
            ["13 claims 2,600.00", "2021: 10 claims 2,000.00", "2022: 3 claims 600.00"],
        ),
    ],
)
def test_a_long_list_has_sums(lists: Sequence[list[dict[str, object]]], told: list[str]) -> None:
    page = render(decided(WORKS, {"copyright_work": [one for of in lists for one in of]}))
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert [line.partition("): ")[2] or line for line in lines if " claims " in line] == told


# ---- many applicants, cases


def test_the_page_of_a_cohort_tells_why(tmp_path: Path) -> None:
    (tmp_path / "prizes.ipp").write_text(PRIZES.lstrip(), encoding="utf-8")
    firms = [
        {"applicant": {"id": name, "kinds": ["enterprise"]}, "records": {"patent_prize": prizes}, "history": []}
        for name, prizes in (("F1", [prize("P", "national")]), ("F2", [prize("Q", "national", here=False)]))
    ]
    (tmp_path / "firms.json").write_text(json.dumps(firms), encoding="utf-8")
    ran = run("eval", tmp_path / "prizes.ipp", "--cohort", "--facts", tmp_path / "firms.json")
    told = " ".join(ran.out.split())
    assert (
        "F1 300.00 Article 1 (Prizes), patent prize won (national), P / national / gold (2022): awarded 300.00"
        " 3 other clauses do not" in told
    )
    assert (
        "F2 0.00 Article 1 (Prizes), patent prize won (national), Q / national / gold (2022): not eligible;"
        " condition not met: implemented_here" in told
    )
    more = run("eval", tmp_path / "prizes.ipp", "--cohort", "--facts", tmp_path / "firms.json", "--show-unrelated")
    assert (
        "Article 1 (Prizes), patent prize won (agencies), Q / national / gold (2022): not eligible; paid to agency only"
        in " ".join(more.out.split())
    )


def test_an_open_claim_of_a_cohort_has_both_ends(tmp_path: Path) -> None:
    (tmp_path / "prizes.ipp").write_text(PRIZES.lstrip(), encoding="utf-8")
    open_ = prize("P", "national") | {"implemented_here": None}
    firm = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"patent_prize": [open_]}, "history": []}
    (tmp_path / "firm.json").write_text(json.dumps([firm]), encoding="utf-8")
    told = " ".join(run("eval", tmp_path / "prizes.ipp", "--cohort", "--facts", tmp_path / "firm.json").out.split())
    assert (
        "Article 1 (Prizes), patent prize won (national), P / national / gold (2022): undetermined; not known: " in told
    )
    assert "implemented_here 0.00 to 300.00" in told


CASE = """
case "a national prize"
  given enterprise
    patent_prize P: patent "P", level national, prize gold, project "P", implemented_here, won_on 2022-05-01
    patent_prize Q: patent "Q", level provincial, prize gold, project "Q", won_on 2022-06-01
  expect total 300
  expect 2022 P of national 300

case "another"
  given enterprise
    patent_prize R: patent "R", level national, prize gold, project "R", not implemented_here, won_on 2022-05-01
  expect total 300
"""


def test_a_case_that_fails_tells_what_became_of_the_claims(tmp_path: Path) -> None:
    page = tmp_path / "prizes.ipp"
    page.write_text(PRIZES.lstrip() + CASE, encoding="utf-8")
    ran = run("test", page)
    told = " ".join(ran.out.split())
    assert "found: total 500.00 CNY national, P / national / gold (2022): awarded 300.00" in told
    assert "province, Q / provincial / gold (2022): awarded 200.00" in told
    assert (
        "found: total 0.00 CNY national, R / national / gold (2022): not eligible; condition not met: implemented_here"
        in told
    )
    assert ran.out.splitlines()[-1] == "to follow a claim of a case: ipdsl trace POLICY CLAIM --facts PAGE:LINE"
    (policy,) = json.loads(run("test", page, "--format", "json").out)["policies"]
    assert policy["cases"][0]["misses"][0]["claims"][0].split() == [
        "national,",
        "P",
        "/",
        "national",
        "/",
        "gold",
        "(2022):",
        "awarded",
        "300.00",
    ]


def test_a_case_is_traced_by_its_line(tmp_path: Path) -> None:
    page = tmp_path / "prizes.ipp"
    page.write_text(PRIZES.lstrip() + CASE, encoding="utf-8")
    lines = page.read_text(encoding="utf-8").splitlines()
    first, second = (n for n, line in enumerate(lines, 1) if line.startswith("case"))
    for place in (f"{page}:{first}", f"{page}:{first}:1", f"{page}:{second - 1}"):
        assert "300.00" in run("trace", page, "--facts", place, "national").out
    assert "condition not met: implemented_here" in run("trace", page, "--facts", f"{page}:{second}", "national").out
    none = run("trace", page, "--facts", f"{page}:{first - 1}", "national")
    assert (none.code, "error[U031]" in none.err) == (2, True)


def test_a_case_of_a_page_beside_is_traced(tmp_path: Path) -> None:
    (tmp_path / "prizes.ipp").write_text(PRIZES.lstrip(), encoding="utf-8")
    beside = tmp_path / "prizes.cases.ipp"
    beside.write_text(f"cases for prizes\n{CASE}", encoding="utf-8")
    assert "300.00" in run("trace", tmp_path / "prizes.ipp", "--facts", f"{beside}:3", "national").out
    assert "error[U031]" in run("trace", tmp_path / "prizes.ipp", "--facts", f"{beside}:1", "national").err
    broken = run("trace", tmp_path / "prizes.ipp", "--facts", f"{tmp_path / 'none.ipp'}:3", "national")
    assert broken.code == 2


FEES = """
policy fees "Fees"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Fees"
  award up to 50% of official_fees once when invention_patent granted
    counting all other support
    as fees
"""


@pytest.mark.parametrize(
    ("approved", "supported", "outcome", "why", "zh"),
    [
        (None, 3000, "reduced", "3,000.00 paid by others for Z, all of it deducted",
         "Z已获得其他资助3,000.00元，全额扣除"),
        (None, 4000, "reduced", "4,000.00 paid by others for Z, 3,000.00 of it deducted",
         "Z已获得其他资助4,000.00元，扣除其中3,000.00元"),
        (None, 2999, "ceiling", "the authority sets the sum, which is not stated yet; 2,999.00 paid by others",
         "金额由主管机关核定，尚未核定；Z已获得其他资助2,999.00元"),
        ("5000", 4000, "reduced", "5,000.00 is more than the ceiling of 0.00; 4,000.00 paid by others for Z, 3,000.00",
         "核定的5,000.00元超过上限0.00元；Z已获得其他资助4,000.00元，扣除其中3,000.00元"),
    ],
)  # fmt: skip
def test_a_ceiling_that_support_used_up_is_a_settled_zero(
    approved: str | None, supported: int, outcome: str, why: str, zh: str
) -> None:
    patent = {"number": "Z", "right": "invention", "domestic": True, "official_fees": 6000, "filed_on": "2020-01-01"}
    patent |= {"granted_on": "2022-03-01", "lapsed_on": {"none": True}}
    paid = {"kind": "patent", "item": "Z", "level": "county_level", "amount": supported, "year": 2022}
    facts: dict[str, object] = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"patent": [patent]}}
    facts |= {"history": [], "support": [paid]}
    facts["approvals"] = [{"clause": "fees", "item": "Z", "amount": approved}] if approved else []
    policy = ipdsl.load_text(FEES)
    read = policy.read_facts(facts)
    decision = policy.evaluate(read)
    (claim,) = decision.claims
    assert (claim.outcome.value, str(claim.paid)) == (outcome, "0.00 CNY")
    assert claim.why.startswith(why) or why in claim.why
    assert policy.teller("zh").why(claim).startswith(zh)
    assert decision.due.is_point is (outcome == "reduced")
    asked = [question.ref.group for question in questions(policy, decision)]
    assert ("approval" in asked) is (outcome == "ceiling")
    steps = trace(policy, read, claim).steps
    assert any("paid by others" in step.detail for step in steps), [step.detail for step in steps]
