"""State that passes from year to year, calculated by hand: order of carried money, promotions, earlier lines.

The decision and the emitted total give the amount. The emitted total gives it alone if nothing is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.properties.trial import ledger_of
from tests.support.runtime.pages import applicant, of_page
from tests.support.runtime.small_pages import (
    CARRIED,
    CONTRACTS,
    MARKS,
    PRIZES,
    contract,
    figures,
    line,
    marks,
    prize,
    standard,
)
from tests.support.runtime.totals import agree, emitted


def answers(policy: ipdsl.Policy, stated: dict[str, Any], paid: Mapping[int, str]) -> None:
    """Check the amount of each year in yuan, for the decision and for the emitted total, which must give one."""
    facts = policy.read_facts(stated)
    agree(policy, facts)
    decision = policy.evaluate(facts)
    assert {year: f"{decision.total_of(year).minor / 100:g}" for year in paid} == dict(paid)
    assert emitted(policy._code, facts) == sum(round(float(sum_) * 100) for sum_ in paid.values())


# ---------------------------------------------------------------------------------------------- order of carried money


def test_of_lines_that_carry_the_older_is_paid_first_however_they_are_listed() -> None:
    """A of 2021 waits until 2023, and B of 2022 until 2024. The cap is 10 in each of these years."""
    policy = of_page(*CARRIED)
    deals = applicant({"technology_contract": [contract("A", "30", "2021-08-01"), contract("B", "10", "2022-08-01")]})
    before = policy.evaluate(deals | {"figures": figures(y2021="10", y2022="10"), "as_of": "2022-12-31"})
    facts = applicant({"technology_contract": []})
    facts["figures"] = figures(y2021="10", y2022="10", y2023="10", y2024="10")
    for lines in (ledger_of(before), ledger_of(before)[::-1]):
        answers(policy, facts | {"history": lines}, {2021: "0", 2022: "0", 2023: "10", 2024: "10"})


def test_money_of_a_line_stands_behind_that_of_an_older_event_which_is_settled_now() -> None:
    """B of 2022 is in the ledger. A of 2021 was added later and only waits until 2023."""
    policy = of_page(*CARRIED)
    years = figures(y2021="10", y2022="20", y2023="10", y2024="10")
    young = applicant({"technology_contract": [contract("B", "30", "2022-08-01")]})
    before = policy.evaluate(young | {"figures": years, "as_of": "2022-12-31"})
    both = applicant({"technology_contract": [contract("A", "20", "2021-08-01"), contract("B", "30", "2022-08-01")]})
    facts = both | {"figures": years, "history": ledger_of(before)}
    answers(policy, facts, {2021: "10", 2022: "0", 2023: "10", 2024: "10"})


LISTS = """vocabulary lists "Lists"

applicant firm "firm"

level high > middle > low

figures per year
  income money

record deal plural deals
  key number, level
  matter number
  amount money
  areas list of text
  number text
  level level
  event made on made_on

record sale
  key number
  matter project, abroad
  amount money
  number text
  project text
  abroad yes/no
  event closed on closed_on

record loan
  key number
  amount money
  areas list of text
  number text
  event repaid on repaid_on
"""

LISTS_HEAD = """policy hand "By hand"
  document "Doc 1"
  effective 2021-07-01 to 2024-12-31
  use lists
article 1 "Deals"
"""


def of_lists(folder: Path, *lines: str) -> ipdsl.Policy:
    (folder / "lists.ipp").write_text(LISTS, encoding="utf-8")
    page = folder / "hand.ipp"
    page.write_text(LISTS_HEAD + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
    return ipdsl.load(page, cache=False)


def deal(number: str, level: str, amount: str, day: str, *areas: str) -> dict[str, Any]:
    return {"number": number, "level": level, "amount": amount, "made_on": day, "areas": list(areas)}


def firm(*deals: dict[str, Any], **more: object) -> dict[str, Any]:
    found = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"deal": list(deals)}, "history": []}
    return found | more


PAID = "award 100% of amount when deal made"


def test_of_one_day_the_higher_level_is_carried_on_first(tmp_path: Path) -> None:
    """The cap is 10 per area and year. High has both areas and uses both in 2021. Its rest waits before low."""
    policy = of_lists(tmp_path, PAID, "cap 10 per areas per year", "  carry forward 1 years")
    deals = (deal("A", "low", "10", "2021-08-01", "x"), deal("A", "high", "20", "2021-08-01", "x", "y"))
    answers(policy, firm(*deals, figures={"2022": {"income": 0}}), {2021: "10", 2022: "10"})


def test_lines_of_one_day_are_paid_on_by_the_places_of_their_levels(tmp_path: Path) -> None:
    """Middle has both areas and leaves nothing to low in either year. By name, low would be first."""
    policy = of_lists(tmp_path, PAID, "cap 10 per areas per year", "  carry forward 1 years")
    deals = (
        deal("A", "low", "10", "2021-08-01", "x"), deal("A", "middle", "20", "2021-08-01", "x", "y"),
        deal("B", "low", "10", "2021-08-01", "y"),
    )  # fmt: skip
    before = policy.evaluate(firm(*deals, as_of="2021-12-31"))
    assert before.total.minor == 1_000
    lines = ledger_of(before)
    for history in (lines, sorted(lines, key=lambda line: str(line["item"])), lines[::-1]):
        facts = policy.read_facts(firm(figures={"2022": {"income": 0}}, history=history))
        agree(policy, facts)
        assert policy.evaluate(facts).total_of(2022).minor == 1_000


def test_a_claim_of_the_day_of_a_line_that_carries_stands_by_its_item(tmp_path: Path) -> None:
    """B and C used both areas in 2021. A, with the same day and both areas, was added later and is first in 2022."""
    policy = of_lists(tmp_path, PAID.replace("deal made", "loan repaid"), "cap 10 per areas per year",
                      "  carry forward 1 years")  # fmt: skip

    def loans(*found: tuple[str, *tuple[str, ...]]) -> dict[str, Any]:
        stated = [{"number": n, "amount": 20, "areas": list(a), "repaid_on": "2021-08-01"} for n, *a in found]
        return firm(figures={"2022": {"income": 0}}) | {"records": {"loan": stated}}

    before = policy.evaluate(loans(("B", "x"), ("C", "y")) | {"as_of": "2021-12-31"})
    facts = loans(("A", "x", "y")) | {"history": ledger_of(before)}
    answers(policy, facts, {2021: "0", 2022: "10"})


# ---------------------------------------------------------------------------------------------- one fen


def test_one_fen_that_was_paid_before_leaves_nothing_of_one_fen() -> None:
    policy = of_page(*MARKS[:2], MARKS[2].replace("0.03", "0.01"), *MARKS[3:])
    answers(policy, marks(office="2022-03-01") | {"history": [line("by_court", "M", 2021, "5")]}, {2022: "0"})


# ---------------------------------------------------------------------------------------------- older documents


def test_a_line_of_another_year_or_award_does_not_hold_an_older_standard_back() -> None:
    policy = of_page(
        "group won", *[f"  {text}" for text in PRIZES], "  pay highest with older documents per project",
        "group apart", "  award 100 when inventor_prize won", "    as deals", "  cap 1000 per enterprise",
    )  # fmt: skip
    won = applicant({"patent_prize": [prize("Z", "national", "silver", "2022-03-01")]})
    facts = won | {"older_documents": [standard("Z", "500")]}
    of_project = {"keys": {"project": "P"}}
    elsewhere = [line("deals", "2022", 2022, "100"), line("prizes", "Y", 2021, "510", **of_project)]
    answers(policy, facts | {"history": elsewhere}, {2022: "500"})
    answers(policy, facts | {"history": [*elsewhere, line("prizes", "Y", 2022, "510", **of_project)]}, {2022: "50"})
    answers(policy, facts | {"history": [*elsewhere, line("prizes", "Y", 2022, "500", **of_project)]}, {2022: "50"})
    answers(policy, facts | {"history": [*elsewhere, line("prizes", "Y", 2022, "499", **of_project)]}, {2022: "500"})


# ---------------------------------------------------------------------------------------------- other documents


def test_a_payment_under_another_document_counts_where_it_has_every_key_and_may_where_one_is_missing() -> None:
    policy = of_page(*PRIZES, "no repeat per matter per project")
    won = applicant({"patent_prize": [prize("Z", "national", "gold", "2022-03-01")]})
    paid = {"policy": "Doc 0", "clause": "8", "item": "X", "year": 2022, "due": "30", "kind": "patent_prize"}
    for keys, due in (({"patent": "Z", "project": "P"}, "70"), ({"patent": "Z", "project": "Q"}, "100")):
        answers(policy, won | {"history": [{**paid, "keys": keys}]}, {2022: due})
    decision = policy.evaluate(won | {"history": [{**paid, "keys": {"patent": "Z"}}]})
    assert [fact.path for fact in decision.missing] == ["history[X].keys.project"]
    assert decision.due.low.minor <= 7000 < 10000 == decision.due.high.minor


# ---------------------------------------------------------------------------------------------- lines and events


def test_a_whole_line_without_its_day_stands_for_all_events_of_its_year() -> None:
    policy = of_page(CONTRACTS, "  as deals", "cap 1000 per enterprise per year", "  carry forward 1 years")
    facts = applicant({"technology_contract": [contract("A", "100", "2022-03-01"), contract("A", "7", "2023-03-01")]})
    [before] = ledger_of(policy.evaluate(applicant({"technology_contract": [contract("A", "40", "2022-02-01")]})))
    for day in (None, "2022-03-01", "2022-02-01"):
        due = "100" if day == "2022-02-01" else "0"
        history = [{**before, "event_date": day}]
        answers(policy, facts | {"history": history, "figures": figures(y2024="0")}, {2022: due, 2023: "7", 2024: "0"})


# ---------------------------------------------------------------------------------------------- keys other than text


@pytest.mark.parametrize(
    ("loan", "areas", "paid"),
    [
        (["x", "y"], ["x"], "30"), (["x"], ["x", "y"], "30"), (["x", "y"], ["y", "x"], "30"), (["x"], ["z"], "70"),
        ([], [], "70"),
    ],
)  # fmt: skip
def test_of_lists_one_that_is_the_same_is_deducted(
    tmp_path: Path, loan: list[str], areas: list[str], paid: str
) -> None:  # fmt: skip
    """The loan gets 40 in 2021. In 2022 the excess of 70 over 40 is due if the lists are equal."""
    policy = of_lists(
        tmp_path, "award 40 when loan repaid", "  as loans", "award 70 when deal made",
        "  less already paid for loan of the same areas",
    )  # fmt: skip
    facts = firm(deal("A", "high", "0", "2022-03-01", *areas))
    facts["records"]["loan"] = [{"number": "L", "areas": loan, "repaid_on": "2021-08-01"}]
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts, 2022) == ipdsl.Money(int(paid) * 100)


@pytest.mark.parametrize(("abroad", "paid"), [(True, 0), (False, 10_000)])
def test_a_matter_with_a_flag_is_known_from_a_line(tmp_path: Path, abroad: bool, paid: int) -> None:
    policy = of_lists(tmp_path, "award 100 when sale closed", "no repeat per matter")

    def sales(number: str, day: str, is_abroad: bool) -> dict[str, Any]:
        stated = {"number": number, "project": "P", "abroad": is_abroad, "closed_on": day}
        return firm() | {"records": {"sale": [stated]}}

    before = policy.evaluate(sales("A", "2022-03-01", True))
    facts = policy.read_facts(sales("B", "2023-03-01", abroad) | {"history": ledger_of(before)})
    agree(policy, facts)
    assert policy.total(facts) == ipdsl.Money(paid)


@pytest.mark.parametrize(("level", "paid"), [("national", 10_000), ("provincial", 7_000), ("", 7_000)])
def test_the_level_that_a_line_states_is_the_level_of_its_rung(level: str, paid: int) -> None:
    """30 for a contract, which has no level, and then 100 for a national prize."""
    policy = of_page(*PRIZES, CONTRACTS, "  as deals", "top up per applicant")
    facts = applicant({"patent_prize": [prize("Z", "national", "gold", "2023-03-01")]})
    facts["history"] = [line("deals", "K", 2022, "30", **({"level": level} if level else {}))]
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(paid)


def test_an_event_that_was_stopped_is_settled_beside_a_short_line_of_another_day() -> None:
    """The line of March records the payment for that day. The event of August was not eligible then and is now."""
    policy = of_page("award 100% of amount when technology_contract recorded", "cap 100 per enterprise")
    facts = applicant({"technology_contract": [contract("A", "30", "2022-08-01")]})
    (label,) = [claim.label for claim in policy.evaluate(facts).claims]
    of_march = {"clause": label, "item": "A", "year": 2022, "due": "5", "event_date": "2022-03-01"}
    of_august = {
        "clause": label, "item": "A", "year": 2022, "due": "0", "event_date": "2022-08-01", "outcome": "not eligible",
    }  # fmt: skip
    answers(policy, facts | {"history": [of_march]}, {2022: "0"})
    answers(policy, facts | {"history": [of_march, of_august]}, {2022: "30"})
