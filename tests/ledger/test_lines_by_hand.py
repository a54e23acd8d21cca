"""The event and the keys of a history line, calculated by hand. Amounts are in yuan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.plain_data.errors import FactsError
from tests.properties.trial import ledger_of
from tests.support.settlement.pages import NONE, PAID, deal, due, firm, line, page, told
from tests.support.slow import sampled


def test_a_key_that_is_no_text_stands_in_a_line_as_text(tmp_path: Path) -> None:
    """20 of the 100 are left, whether the key is a boolean or a number."""
    for name, value, text in (("fine", True, "yes"), ("term", 3, "3")):
        policy = page(tmp_path, PAID, "  as deals", f"cap 100 per {name}")
        stated = firm(deal("A", "2022-03-01", 60, **{name: value}))
        assert due(policy.evaluate({**stated, "history": [line("B", 2021, 80, keys={name: text})]})) == ("20.00",) * 2
        assert policy.evaluate(stated).ledger[0].keys == {name: text}


def test_a_line_that_states_a_part_of_its_matter_is_refused(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals", "no repeat per matter")
    stated = firm(deal("A", "2022-03-01", 60, country="US", family="None"))
    with pytest.raises(FactsError, match="R056"):
        policy.evaluate({**stated, "history": [line("B", 2021, 10, keys={"country": "US"})]})
    whole = {**stated, "history": [line("B", 2021, 10, keys={"country": "US", "family": "None"})]}
    assert told(policy.evaluate(whole))["A"] == ("already paid", "0.00", "0.00")


def test_a_level_of_another_name_is_the_level_of_a_line(tmp_path: Path) -> None:
    """The grade of a prize is its level: a second prize of the same level is not paid, one of another level is."""
    policy = page(tmp_path, "award 50 when prize won", "  as deals", "no repeat per project per level")
    prizes = [
        {"name": name, "grade": grade, "project": "p", "won_on": "2022-03-01"}
        for name, grade in (("A", "high"), ("B", "low"))
    ]
    for key in ("grade", "level"):
        before = line("Z / high", 2021, 10, keys={"project": "p", key: "high"})
        decision = policy.evaluate(firm(records={"prize": prizes}, history=[before]))
        assert told(decision)["A / high"] == ("already paid", "0.00", "0.00")
        assert told(decision)["B / low"] == ("awarded", "50.00", "50.00")


def test_a_payment_elsewhere_whose_item_says_something_else_counts_by_the_keys_that_it_states(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 50 when part made", "  as deals", "no repeat per matter")
    parts = [{"code": "A", "piece": "B / C", "made_on": "2022-03-01"}]

    def paid(item: str, **keys: str) -> str:
        before = line(item, 2020, 10, policy="Doc 0", kind="part", keys=keys)
        return due(policy.evaluate(firm(records={"part": parts}, history=[before])))[0]

    assert paid("no. 7 of 2020", code="A", piece="B / C") == "0.00"
    assert paid("no. 7 of 2020", code="A", piece="D") == "50.00"
    assert paid("A / B / C") == "0.00"


def whole(policy: ipdsl.Policy, stated: dict[str, Any], **changed: object) -> dict[str, Any]:
    """The first line of a decision, with these parts changed."""
    first: dict[str, Any] = ledger_of(policy.evaluate(stated))[0]
    return {**first, **changed}


def test_a_payment_for_another_kind_may_be_of_the_same_key_until_its_record_says(tmp_path: Path) -> None:
    """Records of two kinds may share a key that both kinds have. They never share a matter."""
    prizes = [{"name": "A", "grade": "high", "project": "p", "won_on": "2022-03-01"}]

    def paid(rule: str, **project: str) -> tuple[str, str]:
        policy = page(tmp_path, "award 5 when find made", "award 50 when prize won", rule)
        finds = [{"number": "F1", **project, "made_on": "2019-03-01"}]
        before = line("F1", 2019, 10, policy="Doc 0", kind="find")
        return due(policy.evaluate(firm(records={"prize": prizes, "find": finds}, history=[before])))

    assert paid("no repeat per project") == ("0.00", "50.00")
    assert paid("no repeat per project", project="p") == ("0.00",) * 2
    assert paid("no repeat per project", project="q") == ("50.00",) * 2
    assert paid("no repeat per matter") == ("50.00",) * 2


def test_a_whole_line_without_a_day_stands_for_the_event_of_its_year(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals")
    stated = firm(deal("A", "2021-03-01", 50))
    before = whole(policy, stated, event_date=None)
    assert told(policy.evaluate({**stated, "history": [before]}))["A"] == ("already paid", "0.00", "0.00")
    later = firm(deal("A", "2022-03-01", 50), history=[before])
    assert told(policy.evaluate(later))["A"] == ("awarded", "50.00", "50.00")


def test_a_line_that_was_not_determined_takes_no_room_whatever_it_says(tmp_path: Path) -> None:
    """A final line charged 80 of the 100. The event of an undetermined line is settled again."""
    policy = page(tmp_path, PAID, "  as deals", "cap 100 per firm")
    before = whole(policy, firm(deal("Z", "2021-03-01", 80)))
    for outcome, paid in (("awarded", "20.00"), ("undetermined", "60.00")):
        decision = policy.evaluate(firm(deal("A", "2022-03-01", 60), history=[{**before, "outcome": outcome}]))
        assert due(decision) == (paid, paid)


def test_what_lapsed_before_stays_beside_what_lapses_now(tmp_path: Path) -> None:
    """A claim of 150: 50 paid and 30 lapsed by 2021, 50 paid in 2022, and the remaining 20 lapse too."""
    policy = page(tmp_path, PAID, "  as deals", "over policy", "  cap 50 per firm per year", "    carry forward 1 year")
    before = whole(policy, firm(deal("A", "2021-03-01", 150)), carried="70.00", lapsed="30.00")
    decision = policy.evaluate(firm(deal("B", "2023-03-01", 10), history=[before]))
    assert due(decision) == ("60.00", "60.00")
    first = decision.ledger[0]
    assert (first.due, first.carried, first.lapsed) == ({2021: 5000, 2022: 5000}, 0, 5000)


def test_the_item_of_a_set_by_one_key_is_its_key(tmp_path: Path) -> None:
    """The cap is 70 per area for life, and 50 were paid for the north. A deal without an area is under no cap."""
    policy = page(tmp_path, "award 50 for each deal per area per year when deal made", "  as deals", "cap 70 per area")
    stated = firm(deal("A", "2022-03-01", area="north"), deal("B", "2022-03-01", area=NONE))
    decision = policy.evaluate({**stated, "history": [line("north", 2021, 50), line("none", 2021, 50)]})
    assert told(decision) == {"north": ("reduced", "20.00", "20.00"), "none": ("awarded", "50.00", "50.00")}


def test_a_set_is_not_told_by_a_record_of_the_name_of_its_key(tmp_path: Path) -> None:
    """The deal named `north` has the area south."""
    policy = page(tmp_path, "award 50 for each deal per area per year when deal made", "  as deals", "cap 70 per area")
    stated = firm(deal("north", "2022-03-01", area="south"), deal("B", "2022-03-01", area="north"))
    decision = policy.evaluate({**stated, "history": [line("north", 2021, 50)]})
    assert told(decision) == {"north": ("reduced", "20.00", "20.00"), "south": ("awarded", "50.00", "50.00")}


def test_the_reason_names_three_winners_and_counts_more(tmp_path: Path) -> None:
    group = "group outer", "  group inner", f"    {PAID}", "      as deals"
    policy = page(tmp_path, *group, "  award 10 when find made", "  pay highest per firm per year")
    find = {"number": "F", "project": "p", "made_on": "2022-03-01"}
    for items, named in (("ABC", "A with B and C of deals (180.00)"), ("ABCD", "A with 3 others of deals (240.00)")):
        decision = policy.evaluate(firm(*(deal(x, "2022-03-01", 60) for x in items), records={"find": [find]}))
        [cut] = decision.claims[-1].adjustments
        assert cut.text == f"only the highest is paid per firm per year (article 1): {named} counts, not 1.find.made"


def test_a_cap_beside_one_across_applicants_counts_what_each_was_charged_for_life() -> None:
    """N gets 30,000, then the 10,000 left for its right. S gets the 20,000 that N leaves, then another 20,000."""
    policy = ipdsl.load_text(
        'policy city "A city"\n  document "City 1"\n  effective 2021-01-01 to 2024-12-31\n  use ip\narticle 7 "Seven"\n'
        "  group grants\n    award 30000 to patent_agency when agency_case granted\n"
        "    cap 50000 per head_office per year across applicants\n    cap 40000 per right\n"
    )

    def agency(name: str, *days: str) -> dict[str, Any]:
        cases = [{"number": f"{name}{day}", "right": "invention", "granted_on": day} for day in days]
        applicant = {"id": name, "kinds": ["patent_agency"], "head_office": "HQ"}
        return {"applicant": applicant, "history": [], "records": {"agency_case": cases}}

    cohort = policy.evaluate_cohort([agency("N", "2022-03-01", "2023-03-01"), agency("S", "2022-05-01", "2023-05-01")])
    paid = [(one.total_of(2022).minor // 100, one.total_of(2023).minor // 100) for one in cohort.decisions]
    assert paid == [(30000, 10000), (20000, 20000)]


def test_what_reaches_a_shared_cap_with_nothing_is_charged_nothing_in_its_line() -> None:
    policy = ipdsl.load_text(
        'policy city "A city"\n  document "City 1"\n  effective 2021-01-01 to 2024-12-31\n  use ip\narticle 7 "Seven"\n'
        "  group grants\n    award 30000 once per right to patent_agency when agency_case granted\n"
        "    cap 50000 per head_office per year across applicants\n"
    )
    days = ("2022-03-01", "2022-04-01")
    cases = [{"number": day, "right": "invention", "granted_on": day} for day in days]
    applicant = {"id": "N", "kinds": ["patent_agency"], "head_office": "HQ"}
    stated = {"applicant": applicant, "history": [], "records": {"agency_case": cases}}
    [decision] = policy.evaluate_cohort([stated]).decisions
    assert [line.charged for line in decision.ledger] == [{"7.grants cap per head_office per year": 3000000}, {}]


def test_all_that_was_granted_at_other_levels_is_told_in_the_order_of_the_years(tmp_path: Path) -> None:
    rows = "  middle: 100", "  low: 100"
    first = "award by level when deal made and fine", "  as first", *rows
    second = "award by level when deal made and not fine", "  as second", "  high: 200", *rows
    policy = page(tmp_path, *first, *second, "over policy", "  top up per project")
    days = (("A", "2021-03-01", "low", False), ("B", "2022-03-01", "middle", True), ("C", "2023-03-01", "high", False))
    deals = (deal(name, day, level=level, fine=fine, project="p") for name, day, level, fine in days)
    decision = policy.evaluate(firm(*deals))
    assert due(decision) == ("200.00", "200.00")
    [cut] = decision.claims[-1].adjustments
    assert cut.text == "topped up per project (article 1): 100.00 was granted before (A, 2021)"


def test_the_keys_of_a_line_are_its_item_also_for_once_and_for_its_event(tmp_path: Path) -> None:
    """A line of this policy, or of a document that it replaces, belongs to the record that its keys name."""
    header = '  replaces "Doc 0"\n    clause deals was old.deals\n'
    policy = page(tmp_path, "award 50 once when prize won", "  as deals", header=header)
    prizes = [{"name": "A", "grade": "high", "won_on": "2022-03-01"}]
    keys = {"name": "A", "grade": "high"}
    before = (
        line("x", 2022, 50, keys=keys),
        line("x", 2021, 50, keys=keys),
        line("x", 2019, 50, keys=keys, policy="Doc 0", clause="old.deals"),
    )
    for one in before:
        decision = policy.evaluate(firm(records={"prize": prizes}, history=[one]))
        assert due(decision) == ("0.00",) * 2
        assert not [line for line in decision.without_effect if line.group == "history"]
        assert decision.ledger[0].item == "x", "a ledger keeps what was stated"


def test_a_line_of_a_replaced_document_states_the_keys_by_which_once_counts(tmp_path: Path) -> None:
    header = '  replaces "Doc 0"\n    clause deals was old.deals\n'
    policy = page(tmp_path, "award 50 once per project when prize won", "  as deals", header=header)
    prizes = [{"name": "A", "grade": "high", "project": "p", "won_on": "2022-03-01"}]
    before = line("x", 2019, 5, policy="Doc 0", clause="old.deals")
    with pytest.raises(FactsError, match=r"R056.*`project`.*`once`"):
        policy.evaluate(firm(records={"prize": prizes}, history=[before]))
    for project, sums in (("p", ("0.00",) * 2), ("q", ("50.00",) * 2)):
        stated = firm(records={"prize": prizes}, history=[{**before, "keys": {"project": project}}])
        assert due(policy.evaluate(stated)) == sums


def test_support_of_the_own_level_that_is_left_out_is_told_and_unknown_where_a_rule_counts_it(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "no repeat per matter", header="  level middle\n")
    stated = firm(deal("A", "2022-03-01", 60, country="US", family="None"))
    decision = policy.evaluate(stated)
    assert due(decision) == ("60.00",) * 2
    assert "no other support declared, so none is assumed" in decision.assumptions
    strict = policy.evaluate(stated, strict=True)
    assert due(strict) == ("0.00", "60.00")
    assert "support" in [fact.path for fact in strict.missing]
    assert due(policy.evaluate({**stated, "support": []}, strict=True)) == ("60.00",) * 2


@pytest.mark.parametrize(
    "rules",
    [
        ("award 50 when deal made and fine", "none when another level supported the same matter"),
        ("award 50 when deal made and fine", "  counting all other support"),
    ],
)
def test_support_for_a_claim_that_ended_before_it_was_asked_for_is_without_effect(
    tmp_path: Path, rules: tuple[str, ...]
) -> None:
    policy = page(tmp_path, *rules)
    support = [{"kind": "deal", "item": "A", "level": "high", "year": 2022, "amount": 5}]
    for fine, named in ((False, ["A"]), (True, [])):
        stated = firm(deal("A", "2022-03-01", country="US", family="None", fine=fine), support=support)
        told_of = [line.parts[1] for line in policy.evaluate(stated).without_effect if line.group == "support"]
        assert told_of == named


def test_a_record_of_the_name_of_a_supported_item_is_told_where_no_clause_asks_for_its_kind(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 50 when deal made", "none when another level supported the same matter")
    sanction = {"sanction": [{"number": "A", "level": "high", "opened_on": "2022-01-01"}]}
    support = [{"item": "A", "level": "high", "year": 2022, "amount": 5}]
    made = deal("A", "2022-03-01", country="US", family="None")
    decision = policy.evaluate(firm(made, records=sanction, support=support))
    assert [line.parts for line in decision.without_effect if line.group == "records"] == [("sanction", "A")]


@pytest.mark.parametrize(
    ("rules", "due_of_500"),
    sampled(
        [
            (("  counting all other support", "no repeat per matter"), "400.00"),
            (("  counting all other support", "top up per matter"), "400.00"),
            (("  counting all other support", "no repeat per matter", "top up per matter"), "400.00"),
            (("  less already paid for deal of the same project", "no repeat per project"), "400.00"),
            (("  counting all other support", "  less already paid for deal of the same project"), "400.00"),
            (("no repeat per matter", "top up per matter"), "400.00"),
            (("no repeat per project", "no repeat per matter"), "400.00"),
        ],
        3,
        others="broad",
    ),
)
@pytest.mark.parametrize("paid_as", ["history", "support"])
def test_a_payment_elsewhere_counts_once_for_a_claim(
    tmp_path: Path, rules: tuple[str, ...], due_of_500: str, paid_as: str
) -> None:
    """500 are claimed and another programme paid 100 in the year: 400 are due, whichever rules count that payment."""
    policy = page(tmp_path, "award 500 when deal made", *rules, header="  level middle\n")
    made = deal("A", "2022-03-01", 1, country="US", family="None", project="p")
    elsewhere = {
        "history": [line("A", 2022, 100, policy="Doc 0", clause="x", kind="deal")],
        "support": [{"kind": "deal", "item": "A", "level": "middle", "year": 2022, "amount": 100}],
    }
    stated = {**firm(made, support=[]), paid_as: elsewhere[paid_as]}
    assert due(policy.evaluate(stated)) == (due_of_500,) * 2


def test_the_rung_of_a_claim_holds_what_was_counted_of_it(tmp_path: Path) -> None:
    """100 of the 300 were paid elsewhere. The 500 of a higher grade are topped up from 300, not from 200."""
    policy = page(
        tmp_path, "award by grade when prize won", "  low: 300", "  high: 500", "no repeat per project per grade",
        "top up per project", header="  level middle\n",
    )  # fmt: skip
    prizes = [
        {"name": "A", "grade": "low", "project": "p", "won_on": "2022-03-01"},
        {"name": "B", "grade": "high", "project": "p", "won_on": "2023-03-01"},
    ]
    support = [{"kind": "prize", "item": "A / low", "level": "middle", "year": 2022, "amount": 100}]
    decision = policy.evaluate(firm(records={"prize": prizes}, support=support))
    assert [claim.paid.minor for claim in decision.claims] == [20000, 20000]
    year_by_year = policy.evaluate(firm(records={"prize": prizes[:1]}, support=support))
    history = ledger_of(year_by_year)
    again = policy.evaluate(firm(records={"prize": prizes}, support=support, history=history))
    assert again.total.minor == 20000
