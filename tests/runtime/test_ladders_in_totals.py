"""Emitted totals under rules with state: promotions, carried money, history. Each case has its own page."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.report.decision_json import to_json
from tests.support.runtime.pages import applicant, check, of_page, patent, prize
from tests.support.runtime.totals import YEARS, agree, emitted

PRIZES = (
    "award by level when patent_prize won",
    "  national: 500000",
    "  provincial: 200000",
    "no repeat per matter per level",
    "top up per matter",
)


def case_(patent: str, amount: int, day: str) -> dict[str, Any]:
    return {"contract": patent, "amount": amount, "recorded_on": day}


def test_a_promotion_pays_the_difference() -> None:
    won = [prize("P", "provincial", "2022-03-01"), prize("P", "national", "2023-03-01")]
    check(of_page(*PRIZES), applicant({"patent_prize": won}), 500_000)
    check(of_page(*PRIZES), applicant({"patent_prize": won}), 300_000, 2023)


def test_nothing_repeats_at_one_level() -> None:
    won = [prize("P", "provincial", "2022-03-01"), prize("P", "provincial", "2023-03-01", "silver")]
    check(of_page(*PRIZES), applicant({"patent_prize": won}), 200_000)


def test_the_best_of_a_year_stays_and_sets_the_only_rung() -> None:
    page = of_page("award amount when technology_contract recorded", "no repeat per applicant", "top up per matter")
    signed = [case_("A", 1_000, "2022-03-01"), case_("B", 3_000, "2022-04-01"), case_("C", 2_000, "2022-05-01")]
    check(page, applicant({"technology_contract": signed}), 3_000)


def test_a_ladder_over_the_years_of_figures() -> None:
    """A regression: the loop over years used to hide the requested year."""
    page = of_page("award 10% of main_revenue at most 5000 to enterprise each year", "top up per applicant")
    figures = {str(year): {"main_revenue": 10_000 * (year - 2020)} for year in range(2021, 2025)}
    check(page, applicant({}, figures=figures), 4_000)
    check(page, applicant({}, figures=figures), 1_000, 2023)


def test_what_another_document_paid_is_a_rung() -> None:
    paid = {"policy": "Doc 0", "clause": "x", "kind": "patent_prize", "item": "P / provincial / gold", "year": 2020,
            "due": 150_000, "matter": "P"}  # fmt: skip
    stated = applicant({"patent_prize": [prize("P", "national", "2023-03-01")]}) | {"history": [paid]}
    check(of_page(*PRIZES), stated, 350_000)


CARRYING = (
    "award amount to enterprise when technology_contract recorded",
    "cap local_contribution per enterprise per year",
    "  carry forward 2 years",
)
SUSPENDING = "suspend enterprise for the year when sanction opened"


def contributions(**by_year: int) -> dict[str, Any]:
    return {"figures": {name[1:]: {"local_contribution": sum_} for name, sum_ in by_year.items()}}


def test_what_a_ceiling_cuts_is_paid_in_later_years() -> None:
    stated = applicant(
        {"technology_contract": [case_("A", 900, "2021-09-01"), case_("B", 350, "2022-03-01"),
                                 case_("C", 100, "2023-03-01")]},
        **contributions(y2021=400, y2022=300, y2023=250, y2024=200, y2025=100),
    )  # fmt: skip
    check(of_page(*CARRYING), stated, 400 + 300 + 250 + 200 + 100)
    check(of_page(*CARRYING), stated, 100, 2025)


def test_a_suspended_year_rests_what_is_carried() -> None:
    stated = applicant(
        {"technology_contract": [case_("A", 900, "2021-09-01")], "sanction": [
            {"dispute": "S", "level": "municipal", "opened_on": "2022-05-01"}]},
        **contributions(y2021=400, y2022=300, y2023=250, y2024=200),
    )  # fmt: skip
    check(of_page(*CARRYING, SUSPENDING), stated, 400 + 250)


def test_a_year_without_an_event_pays_what_is_carried_where_a_state_is_followed_into_it() -> None:
    """The window ends in 2024. The patent has a claim in each year until then, although it was paid in the first."""
    policy = of_page(
        "group titles", "  award 700 when ip_title new",
        "  cap 300 per enterprise per year", "    carry forward 1 year",
        "award 50 once while invention_patent valid",
    )  # fmt: skip
    titles = [{"title": "municipal_advantage", "recognised_on": "2022-03-01"}]
    stated = applicant({"ip_title": titles, "invention_patent": [patent("P", "2022-01-01")]}, as_of="2024-12-31")
    facts = policy.read_facts(stated)
    assert policy.total(facts).minor == (300 + 300 + 50) * 100
    agree(policy, facts)
    check(policy, applicant({"ip_title": titles}), 300)
    early = policy.read_facts(
        applicant({"ip_title": titles, "invention_patent": [patent("P", "2022-01-01")]}, as_of="2022-12-31")
    )
    assert emitted(policy._code, early) == (300 + 50) * 100
    agree(policy, early)


def test_the_ledger_of_earlier_years_goes_on() -> None:
    policy = of_page(*CARRYING)
    stated = applicant(
        {"technology_contract": [case_("A", 900, "2021-09-01"), case_("B", 350, "2022-03-01")]},
        **contributions(y2021=400, y2022=300, y2023=250, y2024=200),
    )
    del stated["history"]
    for year in (2021, 2022, 2023):
        lines = to_json(policy.evaluate(stated, year=year))["ledger"]
        facts = policy.read_facts(stated | {"history": lines})
        assert agree(policy, facts) == len(YEARS)
        whole = emitted(policy._code, policy.read_facts(stated))
        paid = sum(sum(line.due.values()) for line in facts.history or ())
        rest = emitted(policy._code, facts)
        assert whole is not None
        assert rest is not None
        assert whole == paid + rest


def test_an_event_before_one_that_the_ledger_carries_is_older() -> None:
    policy = of_page(*CARRYING)
    later, earlier = case_("B", 350, "2022-03-01"), case_("A", 900, "2021-09-01")
    rooms = contributions(y2021=400, y2022=100, y2023=50, y2024=40)
    first = applicant({"technology_contract": [later]}, **rooms)
    del first["history"]
    ledger = to_json(policy.evaluate(first, year=2022))["ledger"]
    stated = applicant({"technology_contract": [earlier, later]}, **rooms) | {"history": ledger}
    assert agree(policy, policy.read_facts(stated)) == len(YEARS)


def test_a_figure_that_is_not_stated_is_no_guess() -> None:
    policy = of_page(*CARRYING)
    stated = applicant({"technology_contract": [case_("A", 900, "2021-09-01")]}, **contributions(y2022=300))
    agree(policy, policy.read_facts(stated))
    with pytest.raises(ipdsl.Undetermined):
        policy.total(stated)


def test_a_state_once_in_a_year_that_is_suspended() -> None:
    page = of_page("award 5000 once while invention_patent valid and filed_on at least 10 years ago", SUSPENDING)
    patent = {"number": "A", "filed_on": "2012-05-01", "granted_on": "2014-05-01", "lapsed_on": {"none": True}}
    sanction = {"dispute": "S", "level": "municipal", "opened_on": "2022-01-01"}
    stated = applicant({"invention_patent": [patent], "sanction": [sanction]}, as_of="2024-12-31")
    check(page, stated, 5_000, 2023)


def test_once_in_each_year() -> None:
    """`once per K per year` counts separately in each year."""
    page = of_page("award 50% of amount once per enterprise per year when technology_contract recorded")
    signed = [case_("A", 50_000, "2022-03-01"), case_("B", 5_000, "2022-04-01"), case_("C", 400, "2023-04-01")]
    check(page, applicant({"technology_contract": signed}), 25_000 + 200)


def test_what_was_paid_for_another_kind_is_deducted() -> None:
    page = of_page(
        "award 1200000 once when well_known_mark new",
        "  less already paid for judicial_well_known_mark of the same mark",
        "top up per matter",
    )
    mark = {"mark": "M", "recognised_on": "2022-03-01"}
    paid = {"policy": "Doc 0", "clause": "x", "kind": "judicial_well_known_mark", "item": "M", "year": 2020,
            "due": 500_000}  # fmt: skip
    check(page, applicant({"well_known_mark": [mark]}) | {"history": [paid]}, 700_000)


def test_an_older_standard_raises_the_highest() -> None:
    page = of_page("award by level when patent_prize won", "  national: 500000", "  provincial: 200000",
                   "pay highest with older documents per matter")  # fmt: skip
    won = [prize("P", "provincial", "2022-03-01"), prize("P", "national", "2022-05-01")]
    older = [{"document": "Doc 0", "kind": "patent_prize", "item": "P", "amount": 600_000}]
    check(page, applicant({"patent_prize": won}, older_documents=older), 800_000)


def test_money_that_one_article_carries_is_paid_once_beside_another_that_remembers() -> None:
    """A regression: settling the other article with the whole ledger paid the carried money again."""
    page = "\n".join([
        'policy made "Made"', '  document "Doc 1"', "  effective 2021-07-01 to 2024-12-31", "  use ip",
        'article 1 "Carried"', *(f"  {line}" for line in CARRYING),
        'article 2 "Limited"', "  award 1000 once when patent_prize won", "  limit 2 items per applicant per level", "",
    ])  # fmt: skip
    policy = ipdsl.load_text(page)
    won = [prize("P", "national", "2022-03-01"), prize("Q", "national", "2022-04-01")]
    stated = applicant(
        {"technology_contract": [case_("A", 900, "2021-09-01")], "patent_prize": won},
        **contributions(y2021=400, y2022=300, y2023=250, y2024=200),
    )
    ledger = to_json(policy.evaluate(stated, as_of="2022-12-31"))["ledger"]
    del stated["history"]
    facts = policy.read_facts(stated | {"history": ledger})
    agree(policy, facts)
    assert policy.total(facts) == ipdsl.Money(20_000)


def test_a_room_that_is_not_stated_is_asked_for_though_its_claim_is_displaced() -> None:
    """A regression: the emitted total used to need the cap only if its claim reached it, unlike the decision."""
    page = of_page(
        "award 1000 to enterprise when technology_contract recorded",
        "  as small",
        "award 5000 to enterprise when technology_contract recorded",
        "  as big",
        "no repeat per matter",
        "cap local_contribution per enterprise per year",
        "  except big",
        "top up per matter",
    )
    stated = applicant({"technology_contract": [case_("A", 900, "2022-03-01")]})
    facts = page.read_facts(stated)
    agree(page, facts)
    assert emitted(page._code, facts) is None
    check(page, stated | contributions(y2022=100), 5_000)
