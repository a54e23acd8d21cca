"""Each rule alone (once, limit, pay highest, caps), and combinations of rules."""

from __future__ import annotations

import attrs

from ipdsl.ir.terms import TriggerKind
from ipdsl.semantics.typed import Order
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    firm,
    group,
    highest,
    limit,
    outcomes,
    over,
    paid,
    policy,
    running,
    total_of_set,
    yuan,
)


def test_a_single_award_is_paid_as_proposed() -> None:
    decision = decide(policy(award(amount=200000)), firm(deal("A")))
    assert yuan(decision) == 200000
    found = claim(decision, "A")
    assert (found.outcome.value, found.year, found.adjustments) == ("awarded", 2022, ())
    assert found.citation == "T〔2021〕1号, article 7, line 10"


# ---- caps


def test_a_cap_is_filled_in_claim_order() -> None:
    code = policy(award(), cap(50000, "enterprise"))
    decision = decide(code, firm(deal("B", 50000, "2022-09-01"), deal("A", 20000, "2022-03-01")))
    assert paid(decision) == {"A": 20000, "B": 30000}
    cut = claim(decision, "B").adjustments[0]
    assert (cut.code, cut.cut.minor, cut.article) == ("R201", 2000000, "7")
    assert claim(decision, "B").outcome.value == "reduced"


def test_a_yearly_cap_begins_anew_and_a_cap_for_life_does_not() -> None:
    deals = (deal("A", 40000, "2022-03-01"), deal("B", 40000, "2023-03-01"))
    assert paid(decide(policy(award(), cap(50000, "enterprise")), firm(*deals))) == {"A": 40000, "B": 40000}
    for_life = cap(50000, "enterprise", per_year=False)
    assert paid(decide(policy(award(), for_life), firm(*deals))) == {"A": 40000, "B": 10000}


def test_neighbouring_caps_fill_together() -> None:
    code = policy(award(), cap(100, "enterprise"), cap(60, "project"))
    facts = firm(deal("A", 80, project="p"), deal("B", 50, project="q"), deal("C", 50, project="r"))
    assert paid(decide(code, facts)) == {"A": 60, "B": 40, "C": 0}


def test_caps_of_two_blocks_do_not_fill_together() -> None:
    code = policy(group(award(), cap(60, "project")), cap(100, "enterprise"))
    facts = firm(deal("A", 80, project="p"), deal("B", 50, project="q"))
    decision = decide(code, facts)
    assert paid(decision) == {"A": 60, "B": 40}
    assert [a.rule for a in claim(decision, "A").adjustments] == ["7 cap per project per year"]


def test_a_claim_without_the_key_is_left_untouched() -> None:
    code = policy(award(), award("7.prize.made", record="prize"), cap(10, "country"))
    facts = firm(deal("A", 30, country="US"), prizes=(deal("P", 30),))
    assert paid(decide(code, facts)) == {"A": 10, "P": 30}


def test_a_cap_binds_only_applicants_that_have_its_kind() -> None:
    code = policy(award(), cap(10, "person"))
    assert paid(decide(code, firm(deal("A", 30)))) == {"A": 30}
    assert paid(decide(code, firm(deal("A", 30), kind="person"))) == {"A": 10}
    wide = policy(award(), cap(10, "unit"))
    assert paid(decide(wide, firm(deal("A", 30), kind="agency"))) == {"A": 10}


def test_a_list_key_of_a_cap_takes_the_smallest_room_and_charges_every_member() -> None:
    code = policy(award(), cap(100, "marks"))
    facts = firm(
        deal("A", 70, "2022-01-01", marks=["x"]),
        deal("B", 50, "2022-02-01", marks=["x", "y"]),
        deal("C", 90, "2022-03-01", marks=["y"]),
    )
    assert paid(decide(code, facts)) == {"A": 70, "B": 30, "C": 70}


def test_a_cap_from_a_figure_is_that_of_the_year() -> None:
    code = policy(award(), cap(None, "enterprise"))
    figures = {"2022": {"contribution": 30}, "2023": {"contribution": 0}}
    facts = firm(deal("A", 50, "2022-03-01"), deal("B", 50, "2023-03-01"), figures=figures)
    assert paid(decide(code, facts)) == {"A": 30, "B": 0}


def test_an_exempt_award_neither_fills_nor_meets_a_cap() -> None:
    code = policy(award(), award("spared", record="prize"), cap(50, "enterprise", exempt=("spared",)))
    facts = firm(deal("A", 60), prizes=(deal("P", 60, "2022-01-01"),))
    assert paid(decide(code, facts)) == {"P": 60, "A": 50}


def test_a_cap_over_the_policy_acts_after_all_articles() -> None:
    code = policy(award(), over(cap(70, "enterprise", name="22 cap")), cap(60, "project"))
    facts = firm(deal("A", 80, project="p"), deal("B", 50, project="q"))
    decision = decide(code, facts)
    assert paid(decision) == {"A": 60, "B": 10}
    assert [a.rule for a in claim(decision, "B").adjustments] == ["22 cap"]


# ---- once


def test_once_pays_an_item_in_one_year_only() -> None:
    code = policy(award(amount=10, once=(), kind=TriggerKind.WHILE, gates={"running": running}))
    facts = firm(deal("A", day="2021-05-01", ended_on={"none": True}), as_of="2023-12-31")
    decision = decide(code, facts)
    assert [(c.year, c.paid.minor, c.outcome.value) for c in decision.claims] == [
        (2021, 1000, "awarded"),
        (2022, 0, "already paid"),
        (2023, 0, "already paid"),
    ]


def test_once_per_key_pays_one_claim_over_all_rows() -> None:
    code = policy(award(rows={"gold": 30, "silver": 20}, once=("enterprise",)))
    facts = firm(deal("A", tier="silver"), deal("B", day="2023-01-01", tier="gold"))
    decision = decide(code, facts)
    assert outcomes(decision) == {"A": "awarded", "B": "already paid"}
    assert claim(decision, "B").why == "paid only once for F1, already used (A, 2022)"


def test_once_with_a_list_key_blocks_where_one_member_is_used_up() -> None:
    code = policy(award(amount=10, once=("marks",)))
    facts = firm(
        deal("A", marks=["x"]), deal("B", day="2022-04-01", marks=["x", "y"]), deal("C", day="2022-05-01", marks=["y"])
    )
    assert paid(decide(code, facts)) == {"A": 10, "B": 0, "C": 10}


def test_a_claim_cut_to_nothing_by_a_later_cap_has_used_its_once() -> None:
    code = policy(award(once=("enterprise",)), cap(0, "enterprise"))
    facts = firm(deal("A", 10, "2022-01-01"), deal("B", 10, "2023-01-01"))
    assert outcomes(decide(code, facts)) == {"A": "reduced", "B": "already paid"}


def test_a_claim_that_was_displaced_leaves_its_once_to_a_later_year() -> None:
    code = policy(award(once=("enterprise",)), award("7.prize.made", record="prize"), highest("enterprise"))
    facts = firm(deal("A", 10, "2022-01-01"), deal("B", 10, "2023-01-01"), prizes=(deal("P", 20, "2022-02-01"),))
    assert outcomes(decide(code, facts)) == {"A": "displaced", "P": "awarded", "B": "awarded"}


# ---- limit


def test_a_limit_of_items_pays_the_earliest() -> None:
    code = policy(award(amount=200), limit(2, "unit", per_year=True))
    facts = firm(*(deal(n, day=f"2022-0{i}-01") for i, n in enumerate("DCBA", 1)), deal("E", day="2023-01-01"))
    decision = decide(code, facts)
    assert paid(decision) == {"D": 200, "C": 200, "B": 0, "A": 0, "E": 200}
    assert claim(decision, "A").adjustments[0].code == "R202"
    assert claim(decision, "A").outcome.value == "reduced"


def test_a_limit_of_values_counts_each_value_once_for_life() -> None:
    code = policy(award(amount=10), limit(2, "family", counts="country"))
    countries = ["US", "US", "JP", "DE", "US"]
    facts = firm(*(deal(f"P{i}", day=f"202{1 + i}-01-01", family="f", country=c) for i, c in enumerate(countries)))
    assert paid(decide(code, facts)) == {"P0": 10, "P1": 10, "P2": 10, "P3": 0, "P4": 10}


def test_best_first_keeps_the_greatest_and_ties_go_by_claim_order() -> None:
    code = policy(award(), limit(2, "enterprise", order=Order.BEST))
    facts = firm(deal("A", 10), deal("B", 30), deal("C", 20), deal("D", 20))
    assert paid(decide(code, facts)) == {"A": 0, "B": 30, "C": 20, "D": 0}


def test_a_claim_that_comes_with_nothing_takes_no_place() -> None:
    code = policy(award(), limit(1, "enterprise"))
    assert paid(decide(code, firm(deal("A", 0, "2022-01-01"), deal("B", 5)))) == {"A": 0, "B": 5}


# ---- pay highest


def test_pay_highest_keeps_the_best_of_the_year() -> None:
    code = policy(award(), highest("enterprise"))
    decision = decide(code, firm(deal("A", 20), deal("B", 50), deal("C", 30), deal("D", 10, "2023-01-01")))
    assert paid(decision) == {"A": 0, "B": 50, "C": 0, "D": 10}
    assert outcomes(decision) == {"A": "displaced", "B": "awarded", "C": "displaced", "D": "awarded"}
    assert claim(decision, "A").adjustments[0].by == "B"
    assert claim(decision, "A").why == "only the highest is paid per enterprise per year (article 7): B (50.00) counts"


def test_ties_go_to_the_earlier_in_the_text_then_in_claim_order() -> None:
    code = policy(award("later", record="prize"), award("first"), highest("enterprise"))
    facts = firm(deal("A", 10, "2022-01-01"), deal("B", 10, "2022-01-02"), prizes=(deal("P", 10, "2022-05-01"),))
    assert paid(decide(code, facts)) == {"A": 0, "B": 0, "P": 10}
    assert paid(decide(policy(award(), highest("enterprise")), facts)) == {"A": 10, "B": 0}


def test_an_inner_group_competes_with_its_sum() -> None:
    """QZ-11: the sum of 100,000 and 200,000 of the upper levels competes with the 100,000 of the city."""
    city = award("city", gates={"second": lambda c: c.field("second")})
    facts = firm(
        deal("CN", 100000, project="p", second=False),
        deal("CITY", 100000, project="p", second=True),
        prizes=(deal("FJ", 200000, project="p"),),
    )
    national = award("national", gates={"upper": lambda c: c.field("second") is False})
    code = policy(group(national, award("provincial", record="prize")), city, highest("project"))
    assert yuan(decide(code, facts)) == 300000


def test_against_payments_of_the_year_only_the_excess_is_due() -> None:
    code = policy(award(), highest("enterprise"))
    history = [{"clause": "7.deal.made", "item": "OLD", "year": 2022, "due": 30}]
    decision = decide(code, firm(deal("A", 50), deal("B", 20), history=history))
    assert paid(decision) == {"A": 20, "B": 0}
    assert claim(decision, "A").adjustments[0].code == "R208"
    assert yuan(decide(code, firm(deal("B", 20), history=history))) == 0


def test_what_an_inner_group_was_paid_earlier_in_the_year_counts_for_its_sum() -> None:
    code = policy(group(award("inner")), award("other", record="prize"), highest("enterprise"))
    history = [{"clause": "inner", "item": "OLD", "year": 2022, "due": 30}]
    decision = decide(code, firm(deal("A", 20), prizes=(deal("P", 40),), history=history))
    assert paid(decision) == {"A": 20, "P": 0}  # 30 + 20 is more than 40


def test_pay_highest_acts_before_a_cap_written_after_it() -> None:
    code = policy(award(), highest("project"), cap(60, "enterprise"))
    facts = firm(deal("A", 40, project="p"), deal("B", 50, project="p"), deal("C", 40, project="q"))
    assert paid(decide(code, facts)) == {"A": 0, "B": 50, "C": 10}


def test_once_per_key_counts_what_a_row_with_its_own_once_paid() -> None:
    made = award(rows={"gold": 30, "silver": 20}, once=("enterprise",))
    gold, silver = made.clause.rows
    rows = (gold, attrs.evolve(silver, once=()))
    code = policy(attrs.evolve(made, clause=attrs.evolve(made.clause, rows=rows)))
    tiers = [("A", "2022-03-01", "silver"), ("B", "2022-05-01", "gold"), ("C", "2023-01-01", "silver")]
    facts = firm(*(deal(number, day=day, tier=tier) for number, day, tier in tiers))
    assert outcomes(decide(code, facts)) == {"A": "awarded", "B": "already paid", "C": "awarded"}


def test_items_go_by_the_place_of_a_member_in_the_vocabulary_not_by_its_name() -> None:
    summed = total_of_set("amount")
    code = policy(award(amount=summed, kind=TriggerKind.SET, keys=("level",)), cap(50, "enterprise"))
    facts = firm(deal("A", 40, level="provincial"), deal("B", 40, level="national"))
    assert paid(decide(code, facts)) == {"national": 40, "provincial": 10}
    tiers = policy(award(amount=summed, kind=TriggerKind.SET, keys=("tier",)), cap(50, "enterprise"))
    facts = firm(deal("A", 40, tier="none_such"), deal("B", 40, tier="silver"), deal("C", 1, tier="gold"))
    assert paid(decide(tiers, facts)) == {"gold": 1, "silver": 40, "none_such": 9}
