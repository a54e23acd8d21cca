"""Emitted totals calculated by hand: order, foreign currency, missing days, earlier payments, support, sets."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.ir.facts import FactRef
from tests.properties.trial import ledger_of
from tests.support.runtime.pages import HEAD, applicant, check, of_page, patent
from tests.support.runtime.small_pages import CONTRACTS, PRIZES, contract, figures, line, prize
from tests.support.runtime.totals import YEARS, agree, emitted

# ---------------------------------------------------------------------------------------------- order


@pytest.mark.parametrize(
    "rules",
    [
        ("cap local_contribution per enterprise per year", "  carry forward 1 years"),
        ("no repeat per item per year",),
        ("limit 5 items per enterprise per year, best first",),
        ("cap 5000 per enterprise per year",),
        (),
    ],
    ids=["carry", "no repeat", "limit", "cap", "none"],
)
def test_a_patent_that_is_listed_with_two_grants_is_in_force_once(rules: tuple[str, ...]) -> None:
    """Both records are valid on the first day of 2023 and 2024. They are one event, and the first record counts."""
    policy = of_page("award 1000 from 2023-01-01 while invention_patent valid", *rules)
    never = {"filed_on": {"none": True}, "examined_on": {"none": True}}
    patents = [patent(number, day) | never for number, day in (("A", "2020-05-01"), ("A", "2020-07-01"))]
    facts = applicant({"invention_patent": patents}) | {"figures": figures(y2023="5000", y2024="5000")}
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(2_000_00)
    patents.append(patent("B", "2020-05-01") | never)
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(4_000_00)


def test_of_one_day_the_higher_level_takes_the_place() -> None:
    """`provincial` ranks above `county_level`. By name it would come later, and 100 would be paid."""
    policy = of_page(
        "group prizes", "  award by prize when patent_prize won", "    silver: 50", "    gold: 100",
        "  limit 1 items per enterprise per year",
        "group persons", "  award 60 when inventor_prize won",
        "pay highest per enterprise per year",
    )  # fmt: skip
    won = [prize("Z", "county_level", "gold", "2022-03-01"), prize("Z", "provincial", "silver", "2022-03-01")]
    check(policy, applicant({"patent_prize": won}), 50)
    inventors = [{"award_year": "2022", "won_on": "2022-03-01"}]
    check(policy, applicant({"patent_prize": won, "inventor_prize": inventors}), 60)
    won.append(prize("Y", "county_level", "gold", "2022-03-01"))
    check(policy, applicant({"patent_prize": won, "inventor_prize": inventors}), 100)


# ---------------------------------------------------------------------------------------------- foreign currency


@pytest.mark.parametrize(("amount", "currency", "due"), [("100", "USD", 315), ("2500", "JPY", 63), ("80", "CNY", 40)])
def test_fees_in_other_money_count_at_the_rate_of_their_day(amount: str, currency: str, due: int) -> None:
    """50% of 100 dollars at 6.30, of 2,500 yen at 5.04 per hundred, and of 80 yuan."""
    policy = of_page(
        "award 50% of official_fees at most 1000 to enterprise when invention_patent granted and not domestic",
        "  convert at central_parity on fees_paid_on",
    )  # fmt: skip
    patent = {"number": "P", "granted_on": "2022-05-01", "domestic": False, "fees_paid_on": "2022-03-01"}
    patent["official_fees"] = {"amount": amount, "currency": currency}
    rates = [("USD", "2022-03-01", "6.30"), ("JPY", "2022-03-01", "0.0504"), ("USD", "2022-05-01", "9")]
    series = {"central_parity": [{"currency": c, "day": day, "value": value} for c, day, value in rates]}
    check(policy, applicant({"invention_patent": [patent]}, series=series), due)


# ---------------------------------------------------------------------------------------------- missing days

STATE = "award 1000 while enterprise located_here"
OPEN_END = 'policy open_end\n  document "Doc 1"\n  effective from 2021-07-01\n  use ip\narticle 1 "Made"\n'


def stated(located: bool, *contracts: dict[str, Any]) -> dict[str, Any]:
    facts = applicant({"technology_contract": list(contracts)})
    facts["applicant"]["located_here"] = located
    return facts


@pytest.mark.parametrize("page", [f"{STATE}\n", f"{OPEN_END}  {STATE}\n"], ids=["draft", "without an end"])
def test_a_day_that_is_not_stated_brings_no_year_after_the_as_of_date(page: str) -> None:
    """1,000 for the year of the contract. A policy with a window uses its first year if no year is stated."""
    policy, is_draft = ipdsl.load_text(page), not page.startswith("policy")
    nowhen, never = ({"contract": name, "recorded_on": day} for name, day in (("A", None), ("N", {"none": True})))
    first = ipdsl.Money(0 if is_draft else 100_000)
    for deals in ((nowhen,), (nowhen, never)):
        facts = policy.read_facts(stated(True, *deals))
        agree(policy, facts)
        bounds = policy.total_bounds(facts)
        assert (bounds.low, bounds.high) == (first, None if is_draft else first)
        assert policy.total(stated(False, *deals)) == ipdsl.Money(0)
    year = {"contract": "B", "recorded_on": "2021-08-01"}
    for deals in ((year,), (nowhen, year), (never, year)):
        facts = policy.read_facts(stated(True, *deals))
        agree(policy, facts)
        ended = policy.read_facts(stated(True, *deals) | {"as_of": "2021-12-31"})
        assert policy.total_bounds(facts) == policy.total_bounds(ended)
        assert policy.total_bounds(ended).low == ipdsl.Money(100_000)


@pytest.mark.parametrize("beside", ["", "  award 7 when inventor_prize won\n"], ids=["alone", "beside an award"])
def test_events_before_the_window_leave_its_first_year_to_be_settled(beside: str) -> None:
    """The window begins in 2021 and the prize is of 2020, so nothing that may be paid has a date."""
    policy = ipdsl.load_text(f"{OPEN_END}  {STATE}\n{beside}")
    nowhen, year = ({"contract": name, "recorded_on": day} for name, day in (("A", None), ("B", "2021-08-01")))
    early = {"inventor_prize": [{"id": "Z", "award_year": "2020", "won_on": "2020-08-01"}]}
    for located, deals, due in (
        (True, [nowhen], 1000),
        (False, [nowhen], 0),
        (True, [], 1000),
        (True, [nowhen, year], 1000),
    ):
        facts = stated(located, *deals)
        facts["records"] |= early
        read = policy.read_facts(facts)
        agree(policy, read)
        assert str(policy.evaluate(read).as_of) == "2021-12-31"
        bounds = policy.total_bounds(read)
        assert bounds.low == bounds.high == ipdsl.Money(due * 100)


def test_an_as_of_date_ends_the_years_and_begins_none() -> None:
    nowhen = {"contract": "A", "recorded_on": None}
    begun = ipdsl.load_text(f"{OPEN_END}  {STATE}\n")
    facts = begun.read_facts(stated(True, nowhen) | {"as_of": "2023-05-01"})
    agree(begun, facts)
    assert emitted(begun._code, facts) == 300_000
    draft = ipdsl.load_text(f"{STATE}\n")
    facts = draft.read_facts(stated(True, nowhen) | {"as_of": "2023-05-01"})
    agree(draft, facts)
    bounds = draft.total_bounds(facts)
    assert bounds.low == ipdsl.Money(0)
    assert bounds.high is None or bounds.high >= ipdsl.Money(100_000)


# ---------------------------------------------------------------------------------------------- earlier payments


def history(*lines: dict[str, Any]) -> dict[str, Any]:
    return {"history": list(lines)}


@pytest.mark.parametrize("granted", ["2023-01-01", "2023-12-31", "2023-05-01"])
def test_a_line_of_an_earlier_year_uses_up_an_item_with_days_in_and_out_of_the_year(granted: str) -> None:
    """A was filed long before. B is another item, and the contract belongs to another award."""
    policy = of_page(
        "award 100 once when invention_patent granted", "  as grants", "award 7 when technology_contract recorded"
    )
    deals = {"technology_contract": [contract("C", "1", "2023-03-01")]}
    patents = [patent("A", granted) | {"filed_on": "2015-03-01"}]
    facts = applicant(deals | {"invention_patent": patents}) | history(line("grants", "A", 2022, "100"))
    check(policy, facts, 7, 2023)
    patents.append(patent("B", "2023-05-01"))
    check(policy, facts, 107, 2023)


def test_lines_of_other_events_of_a_year_stand_beside_a_short_one() -> None:
    policy = of_page(CONTRACTS, "  as deals", "cap 1000 per enterprise per year", "  carry forward 1 years")
    deals = [contract("A", "100", "2022-03-01"), contract("B", "70", "2022-04-01"), contract("C", "7", "2022-05-01")]
    [before] = ledger_of(policy.evaluate(applicant({"technology_contract": deals[:1]})))
    facts = applicant({"technology_contract": deals}) | {"figures": figures(y2023="0")}
    check(policy, facts | history(before, line("deals", "B", 2022, "70")), 7)


def test_what_was_paid_in_the_year_already_leaves_nothing_of_a_lower_sum() -> None:
    policy = of_page(*PRIZES, "no repeat per matter")
    facts = applicant({"patent_prize": [prize("Z", "national", "silver", "2022-03-01")]})
    check(policy, facts | history(line("prizes", "Z", 2022, "100", matter="patent_prize: Z")), 0)


def test_a_line_of_nothing_holds_no_older_standard_back() -> None:
    policy = of_page(*PRIZES, "pay highest with older documents per matter")
    won = applicant({"patent_prize": [prize("Z", "national", "excellence", "2022-03-01")]})
    facts = won | {"older_documents": [{"document": "Doc 0", "kind": "patent_prize", "item": "Z", "amount": "5"}]}
    check(policy, facts | history(line("prizes", "X", 2022, "0", matter="patent_prize: Z")), 5)


def test_an_older_standard_per_enterprise_raises_nothing_of_a_person() -> None:
    policy = of_page(*PRIZES, "pay highest with older documents per enterprise")
    won = applicant({"patent_prize": [prize("Z", "national", "silver", "2022-03-01")]})
    facts = won | {"older_documents": [{"document": "Doc 0", "kind": "patent_prize", "item": "Z", "amount": "500"}]}
    check(policy, facts, 500)
    check(policy, facts | {"applicant": {"id": "F1", "kinds": ["person"]}}, 50)


def test_a_carried_line_is_paid_until_the_year_that_it_states() -> None:
    """The amount cut in 2021 waits for two years: 10 are due in 2022, 10 in 2023, and nothing later."""
    policy = of_page(CONTRACTS, "cap local_contribution per enterprise per year", "  carry forward 2 years")
    deals = applicant({"technology_contract": [contract("A", "100", "2021-08-01")]})
    [before] = ledger_of(policy.evaluate(deals | {"figures": figures(y2021="10"), "as_of": "2021-12-31"}))
    assert before["carry_until"] == 2023
    facts = deals | {"figures": figures(y2021="10", y2022="10", y2023="10", y2024="10")}
    for until, due in ((2023, 20), (2022, 10), (2024, 30)):
        check(policy, facts | history({**before, "carry_until": until}), due)


REPLACED = (
    'policy new "New"', '  document "Doc 1"', "  effective 2021-07-01 to 2024-12-31", "  use ip", '  replaces "Doc 0"',
    "    clause deals was bargains", 'article 1 "Deals"',
    "  award 100% of amount once when technology_contract recorded", "    as deals",
)  # fmt: skip


@pytest.mark.parametrize(
    "rules", [(), ("  cap 5000 per enterprise per year", "    carry forward 1 years"), ("  no repeat per item",)]
)
def test_what_the_document_before_paid_uses_up_an_item(rules: tuple[str, ...]) -> None:
    page = "\n".join([*REPLACED, *rules, 'article 2 "Prizes"', "  award 50 when inventor_prize won", ""])
    policy = ipdsl.load_text(page)
    won = {"inventor_prize": [{"award_year": "2022", "won_on": "2022-03-01"}]}
    deals = [contract("A", "100", "2022-03-01"), contract("B", "7", "2022-03-01")]
    facts = applicant({"technology_contract": deals} | won) | {"figures": figures(y2023="0")}
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(157_00)
    facts |= history({"policy": "Doc 0", "clause": "bargains", "item": "A", "year": 2020, "due": "100"})
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(57_00)


# ---------------------------------------------------------------------------------------------- support, sets, caps


@pytest.mark.parametrize(
    ("amounts", "due"), [(("0.01",), 0), (("0",), 100), (("0", "0.01"), 0), (("0.01", "0"), 0), ((), 100)]
)
def test_one_fen_of_support_is_support(amounts: tuple[str, ...], due: int) -> None:
    policy = of_page("award 100 when technology_contract recorded", "none when another level supported the same matter")
    paid = [
        {"kind": "technology_contract", "item": "A", "level": "provincial", "year": 2020 + i, "amount": amount}
        for i, amount in enumerate(amounts)
    ]
    check(policy, applicant({"technology_contract": [contract("A", "1", "2022-03-01")]}, support=paid), due)


def test_the_emitted_total_knows_sets_of_which_the_policys_own_level_alone_paid_something() -> None:
    """10% of 300. Support by the province for the matter leaves nothing."""
    head = HEAD.replace("  use ip", "  level municipal\n  use ip")
    award = "  award 10% of total premium per year when ip_insurance bought\n"
    policy = ipdsl.load_text(f"{head}{award}  none when another level supported the same matter\n")
    bought = {"ip_insurance": [{"contract": "A", "premium": "300", "bought_on": "2022-03-01"}]}
    paid = {"kind": "ip_insurance", "item": "A", "year": 2022, "amount": "1"}
    check(policy, applicant(bought, support=[paid | {"level": "municipal"}]), 30)
    of_province = policy.read_facts(applicant(bought, support=[paid | {"level": "provincial"}]))
    assert agree(policy, of_province) == len(YEARS)
    assert emitted(policy._code, of_province) == 0


SETS = (
    "group insured", "  award 10% of total premium per right_kind per year when ip_insurance bought",
    "  cap 25 per right_kind per year", "group persons", "  award 60 when inventor_prize won",
    "pay highest per enterprise per year",
)  # fmt: skip


def test_a_set_without_its_key_is_left_alone_by_what_counts_by_it() -> None:
    """Patents get 30, cut to 25. Insurances without a kind get 40 uncut. The sum of 65 exceeds the person's 60."""
    policy = of_page(*SETS)
    kinds = {"P": ("300", "patent_right"), "N": ("400", {"none": True})}
    bought = [
        {"contract": name, "premium": premium, "right_kind": kind, "bought_on": "2022-03-01"}
        for name, (premium, kind) in kinds.items()
    ]
    won = {"inventor_prize": [{"award_year": "2022", "won_on": "2022-03-01"}]}
    for records, due in ((bought, 65), (bought[:1], 60), (bought[1:], 60)):
        facts = applicant({"ip_insurance": records} | won)
        agree(policy, policy.read_facts(facts))
        assert policy.total(facts) == ipdsl.Money(due * 100)
    facts = applicant({"ip_insurance": bought[:1]})
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(25_00)


def test_a_cap_that_carries_leaves_other_articles_alone() -> None:
    """The contract gets 30 in 2022 and 30 in 2023. The prizes get 60, preferred to 50; both rules apply together."""
    policy = of_page(
        "group deals", f"  {CONTRACTS}", "  cap 30 per enterprise per year", "    carry forward 1 years",
        "group prizes", "  award by prize when patent_prize won", "    silver: 50",
        "  award 60 when inventor_prize won", "    as persons", "  limit 1 items per enterprise, best first",
        "  pay highest per enterprise per year",
    )  # fmt: skip
    records = {
        "technology_contract": [contract("A", "100", "2022-03-01")],
        "patent_prize": [prize("Z", "national", "silver", "2022-03-01")],
        "inventor_prize": [{"award_year": "2022", "won_on": "2022-03-01"}],
    }
    facts = applicant(records) | {"figures": figures(y2023="0")}
    agree(policy, policy.read_facts(facts))
    assert policy.total(facts) == ipdsl.Money(120_00)


# ---------------------------------------------------------------------------------------------- unknown facts


@pytest.mark.parametrize(("limit", "most"), [("", "without limit"), (" at most 30", "30.00 CNY")])
def test_a_sum_that_is_not_known_tells_its_bounds_and_on_what_it_hangs(limit: str, most: str) -> None:
    policy = of_page(f"award 50% of amount{limit} when technology_contract recorded", "  uncapped")
    nothing = {"contract": "A", "recorded_on": "2022-03-01"}
    with pytest.raises(ipdsl.Undetermined) as found:
        policy.total(applicant({"technology_contract": [nothing]}))
    told = f"between 0.00 CNY and {most}, depending on records.technology_contract[A].amount"
    assert str(found.value) == told
    assert found.value.facts == (FactRef("record", "technology_contract", "A", "amount"),)


def test_what_an_undetermined_total_hangs_on_is_told_in_order() -> None:
    policy = of_page("award 50% of amount at most 30 when technology_contract recorded")
    found = [{"contract": name, "recorded_on": "2022-03-01"} for name in "HBFADGCE"]
    with pytest.raises(ipdsl.Undetermined) as undetermined:
        policy.total(applicant({"technology_contract": found}))
    assert [ref.item for ref in undetermined.value.facts] == list("ABCDEFGH")
    assert undetermined.value.bounds.high == ipdsl.Money(240_00)


def test_an_undetermined_total_asks_for_the_approvals_that_are_missing_and_for_no_other() -> None:
    policy = of_page("award up to 100 when technology_contract recorded", "  as deals")
    facts = applicant({"technology_contract": [contract(name, "1", "2022-03-01") for name in "BA"]})
    with pytest.raises(ipdsl.Undetermined) as found:
        policy.total(facts)
    assert [ref.path for ref in found.value.facts] == ["approvals[deals A]", "approvals[deals B]"]
    facts["approvals"] = [{"clause": "deals", "item": "A", "amount": 30}]
    with pytest.raises(ipdsl.Undetermined) as found:
        policy.total(facts)
    assert [ref.path for ref in found.value.facts] == ["approvals[deals B]"]
    bounds = found.value.bounds
    assert (bounds.low, bounds.high) == (ipdsl.Money(30_00), ipdsl.Money(130_00))


def test_a_prize_whose_project_is_not_stated_may_take_the_place_of_another() -> None:
    """With one project only 100 are paid, with two 150. The person's 120 are between the two."""
    policy = of_page(
        "group prizes", *[f"  {text}" for text in PRIZES], "  limit 1 items per project per year, best first",
        "group persons", "  award 120 when inventor_prize won",
        "pay highest per enterprise per year",
    )  # fmt: skip
    won = [prize("Z", "national", "gold", "2022-03-01"), prize("Y", "national", "silver", "2022-03-01", "Q")]
    records = {"patent_prize": won, "inventor_prize": [{"award_year": "2022", "won_on": "2022-03-01"}]}
    for project, due in (("Q", 15_000), ("P", 12_000)):
        won[1]["project"] = project
        agree(policy, policy.read_facts(applicant(records)))
        assert policy.total(applicant(records)) == ipdsl.Money(due)
    del won[1]["project"]
    agree(policy, policy.read_facts(applicant(records)))
    bounds = policy.total_bounds(applicant(records))
    assert bounds.low <= ipdsl.Money(12_000)
    assert bounds.high == ipdsl.Money(15_000)
