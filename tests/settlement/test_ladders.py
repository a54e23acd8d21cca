"""Duplicate payments and promotions: `no repeat` and `top up`, with and without other documents."""

from __future__ import annotations

from collections.abc import Mapping

from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.semantics.typed import Order
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    group,
    highest,
    limit,
    no_repeat,
    outcomes,
    over,
    paid,
    policy,
    top_up,
    yuan,
)

BEST = Order.BEST


def outside(item: str, sum_: int, year: int = 2020, **more: object) -> Mapping[str, object]:
    """A payment under another document."""
    return {"policy": "old", "clause": "x", "kind": "deal", "item": item, "year": year, "due": sum_, **more}


# ---- no repeat


def test_of_a_year_the_highest_stays_and_the_others_are_displaced() -> None:
    code = policy(award(), no_repeat("project"))
    facts = firm(
        deal("A", 20, project="p"), deal("B", 50, "2022-05-01", project="p"), deal("C", 10, "2022-06-01", project="q")
    )
    decision = decide(code, facts)
    assert paid(decision) == {"A": 0, "B": 50, "C": 10}
    assert outcomes(decision) == {"A": "displaced", "B": "awarded", "C": "awarded"}
    told = claim(decision, "A").adjustments[0]
    assert (told.code, told.by, told.rule) == ("R228", "B", "7 no repeat per project")
    assert told.text == "nothing is paid twice per project (article 7): B (50.00) counts"


def test_of_equal_sums_the_earlier_in_the_text_stays_then_in_claim_order() -> None:
    code = policy(award("late", gates={"fine": lambda c: c.field("fine")}), award("early"), no_repeat("project"))
    decision = decide(code, firm(deal("A", 20, project="p", fine=False), deal("B", 20, project="p", fine=True)))
    assert [c.item for c in decision.claims if c.paid.minor] == ["B"]
    code = policy(award(), no_repeat("project"))
    decision = decide(code, firm(deal("A", 20, "2022-05-01", project="p"), deal("B", 20, project="p")))
    assert paid(decision) == {"A": 0, "B": 20}


def test_over_years_the_first_admitted_counts() -> None:
    code = policy(award(), no_repeat("project"))
    facts = firm(deal("A", 20, project="p"), deal("B", 50, "2023-05-01", project="p"))
    decision = decide(code, facts)
    assert paid(decision) == {"A": 20, "B": 0}
    assert outcomes(decision)["B"] == "already paid"
    assert claim(decision, "B").why == (
        "nothing is paid twice per project (article 7): 20.00 was paid before (A, 2022)"
    )


def test_one_payment_a_year_where_the_rule_says_per_year() -> None:
    code = policy(award(), no_repeat("project", per_year=True))
    deals = (deal("A", 20, project="p"), deal("B", 9, project="p"), deal("C", 50, "2023-05-01", project="p"))
    assert paid(decide(code, firm(*deals))) == {"A": 20, "B": 0, "C": 50}


def test_against_a_line_of_this_year_only_the_excess_is_due_and_its_payments_add_up() -> None:
    code = policy(award(), no_repeat("project"))
    runs = [deal("A", 20, project="p"), deal("B", 50, project="p"), deal("C", 60, project="p")]
    history: list[object] = []
    sums = []
    for end in (1, 2, 3):
        decision = decide(code, firm(*runs[:end], history=history))
        sums.append(yuan(decision))
        history = ledger_to_json(decision.ledger)  # type: ignore[assignment]
    assert sums == [20, 30, 10]
    assert claim(decision, "C").outcome.value == "reduced"
    assert (
        claim(decision, "C").why == "nothing is paid twice per project (article 7): 50.00 was paid this year (A, 2022)"
    )


def test_as_much_as_the_year_was_paid_already_leaves_nothing() -> None:
    code = policy(award(), no_repeat("project"))
    first = decide(code, firm(deal("A", 50, project="p")))
    history = ledger_to_json(first.ledger)
    again = decide(code, firm(deal("B", 50, project="p"), deal("C", 20, project="p"), history=history))
    assert outcomes(again) == {"B": "already paid", "C": "already paid"}


def test_a_line_of_a_later_year_counts_too() -> None:
    code = policy(award(), no_repeat("project"))
    later = decide(code, firm(deal("B", 50, "2023-05-01", project="p")))
    again = decide(code, firm(deal("A", 20, project="p"), history=ledger_to_json(later.ledger)))
    assert paid(again) == {"A": 0}


def test_what_a_later_rule_displaced_is_not_remembered_what_a_cap_cut_is() -> None:
    deals = (deal("A", 20, project="p"), deal("X", 90, project="q"), deal("B", 10, "2023-05-01", project="p"))
    displaced = policy(group(award(), no_repeat("project")), limit(1, per_year=True, order=BEST))
    assert paid(decide(displaced, firm(*deals))) == {"A": 0, "X": 90, "B": 10}
    capped = policy(group(award(), no_repeat("project")), cap(0, per_year=True))
    assert paid(decide(capped, firm(*deals))) == {"A": 0, "X": 0, "B": 0}
    assert claim(decide(capped, firm(*deals)), "B").outcome.value == "already paid"


def test_a_payment_under_another_document_counts() -> None:
    code = policy(award(), no_repeat("matter"))
    other_year = decide(code, firm(deal("A", 50), history=[outside("A", 20)]))
    assert outcomes(other_year) == {"A": "already paid"}
    assert claim(other_year, "A").why.endswith("20.00 was paid before (A, 2020, under old)")
    this_year = decide(code, firm(deal("A", 50), history=[outside("A", 20, 2022)]))
    assert paid(this_year) == {"A": 30}


def test_a_payment_elsewhere_without_a_key_of_the_rule_may_count() -> None:
    code = policy(award(), no_repeat("project", "level"))
    facts = firm(deal("A", 50, level="national", project="p"))
    decision = decide(code, {**facts, "history": [outside("Z", 20, keys={"project": "p"})]})
    assert due(decision) == (0, 50, False)
    assert [fact.path for fact in decision.missing] == ["history[Z].keys.level"]
    assert paid(decide(code, {**facts, "history": [outside("Z", 20)]})) == {"A": 50}
    assert paid(decide(code, {**facts, "history": [outside("A", 20, level="provincial")]})) == {"A": 50}
    assert paid(decide(code, {**facts, "history": [outside("A", 20, level="national")]})) == {"A": 0}


def test_a_payment_elsewhere_that_tells_the_whole_key_is_one_for_its_record() -> None:
    """The payment has any item: level and project are those of the record."""
    code = policy(award(), no_repeat("project", "level"))
    for level, sum_ in (("national", 0), ("provincial", 50)):
        a, b = deal("A", 50, level="national", project="p"), deal("B", 0, level=level, project="p")
        history = [outside("Z", 20, keys={"number": "B"})]
        assert paid(decide(code, firm(a, b, history=history)))["A"] == sum_


def test_a_payment_elsewhere_has_the_level_that_a_case_gives_its_record() -> None:
    """B was paid under the other document. If it is national, nothing more is due for the project at that level."""
    code = policy(award(), no_repeat("project", "level"))
    history = [outside("B", 1, 2019, keys={"project": "p"})]
    a, b = deal("A", 50, project="p", level="national"), deal("B", 20, project="p")
    open_ = decide(code, firm(a, b, history=history))
    assert due(open_) == (0, 50, True)
    assert [fact.path for fact in open_.missing] == ["records.deal[B].level"]
    for level, sums in (("national", {"A": 0, "B": 0}), ("provincial", {"A": 50, "B": 0})):
        assert paid(decide(code, firm(a, {**b, "level": level}, history=history))) == sums


def test_a_rule_of_the_applicant_alone_counts_payments_of_its_own_kinds() -> None:
    code = policy(award(), award("7.prize.made", record="prize"), over(no_repeat("enterprise")))
    facts = firm(deal("A", 50))
    assert paid(decide(code, {**facts, "history": [outside("Z", 20)]})) == {"A": 0}
    assert paid(decide(code, {**facts, "history": [outside("Z", 20, kind="")]})) == {"A": 50}


def test_an_exempt_award_is_neither_cut_nor_remembered() -> None:
    code = policy(award("a"), award("b", 9, record="prize"), over(no_repeat("project", exempt=("b",))))
    decision = decide(code, firm(deal("A", 20, "2023-01-01", project="p"), prizes=(deal("P", project="p"),)))
    assert paid(decision) == {"A": 20, "P": 9}


# ---- top up


def test_a_promotion_pays_the_difference() -> None:
    code = policy(award(), top_up("project"))
    facts = firm(
        deal("A", 30, project="p", level="provincial"), deal("B", 60, "2023-05-01", project="p", level="national")
    )
    decision = decide(code, facts)
    assert paid(decision) == {"A": 30, "B": 30}
    told = claim(decision, "B").adjustments[0]
    assert (told.code, told.cut.minor) == ("R231", 3000)
    assert told.text == "topped up per project (article 7): 30.00 was granted before (A, 2022)"


def test_nothing_is_left_where_another_level_reached_as_much() -> None:
    code = policy(award(), top_up("project"))
    facts = firm(
        deal("A", 60, project="p", level="national"), deal("B", 30, "2022-05-01", project="p", level="provincial")
    )
    assert outcomes(decide(code, facts)) == {"A": "awarded", "B": "already paid"}


def test_what_was_granted_at_the_own_level_has_nothing_to_do_with_it() -> None:
    code = policy(award(), top_up("project"))
    same = firm(
        deal("A", 30, project="p", level="national"), deal("B", 60, "2023-05-01", project="p", level="national")
    )
    assert paid(decide(code, same)) == {"A": 30, "B": 60}


def test_without_a_level_whatever_was_granted_counts() -> None:
    code = policy(award(), top_up("project"))
    bare = firm(deal("A", 30, project="p", level={"none": True}), deal("B", 50, project="p", level="national"))
    assert paid(decide(code, bare)) == {"A": 30, "B": 20}
    last = firm(deal("A", 30, project="p", level="national"), deal("B", 50, project="p", level={"none": True}))
    assert paid(decide(code, last)) == {"A": 30, "B": 20}


def test_what_was_granted_counts_before_outer_caps_and_is_read_back_from_the_ledger() -> None:
    code = policy(group(award(), top_up("project")), cap(10, "enterprise"))
    low = deal("A", 30, project="p", level="provincial")
    high = deal("B", 35, "2023-05-01", project="p", level="national")
    first = decide(code, firm(low))
    assert (first.ledger[0].admitted, yuan(first)) == (3000, 10)
    again = decide(code, firm(low, high, history=ledger_to_json(first.ledger)))
    assert paid(again) == {"A": 0, "B": 5}
    assert paid(decide(code, firm(low, high))) == {"A": 10, "B": 5}


def test_of_a_promotion_the_difference_was_granted() -> None:
    code = policy(award(), top_up("project"))
    facts = firm(
        deal("A", 30, project="p", level="provincial"), deal("B", 60, "2023-05-01", project="p", level="national"),
        deal("C", 70, "2024-05-01", project="p", level="provincial"),
    )  # fmt: skip
    assert paid(decide(code, facts)) == {"A": 30, "B": 30, "C": 40}


def test_of_what_is_displaced_afterwards_nothing_was_granted() -> None:
    code = policy(award(), top_up("project"), over(highest("enterprise")))
    facts = firm(
        deal("A", 30, project="p", level="provincial"), deal("X", 90, project="q", level="national"),
        deal("B", 100, "2023-05-01", project="p", level="national"),
    )  # fmt: skip
    decision = decide(code, facts)
    assert paid(decision) == {"A": 0, "X": 90, "B": 100}
    assert {line.item: line.admitted for line in decision.ledger}["A"] == 0


def test_of_what_top_up_leaves_nothing_of_nothing_was_granted() -> None:
    code = policy(award(), top_up("project"))
    facts = firm(
        deal("A", 60, project="p", level="national"), deal("B", 50, "2023-05-01", project="p", level="provincial"),
        deal("C", 70, "2024-05-01", project="p", level="national"),
    )  # fmt: skip
    assert paid(decide(code, facts)) == {"A": 60, "B": 0, "C": 70}


def test_payments_under_other_documents_add_up_whatever_their_level() -> None:
    code = policy(award(), top_up("matter"))
    history = [outside("A", 20, level="national"), outside("A", 15, 2021)]
    decision = decide(code, firm(deal("A", 50, level="national"), history=history))
    assert paid(decision) == {"A": 15}
    assert "35.00 was granted before (A, 2020, under old; A, 2021, under old)" in claim(decision, "A").why


def test_a_short_line_counts_with_what_it_paid() -> None:
    code = policy(award(), top_up("project"))
    line = {
        "clause": "7.deal.made",
        "item": "Z",
        "year": 2021,
        "due": 40,
        "keys": {"project": "p", "level": "national"},
    }
    decision = decide(code, firm(deal("A", 50, project="p", level="provincial"), history=[line]))
    assert paid(decision) == {"A": 10}


# one city: no repeat per level, then top up


def ladder() -> GeneratedFunctions:
    return policy(award(), over(no_repeat("project", "level"), top_up("project")))


def test_a_better_prize_of_the_same_level_in_a_later_year_pays_nothing() -> None:
    facts = firm(
        deal("excellence", 300, project="p", level="national"),
        deal("silver", 600, "2023-05-01", project="p", level="national"),
    )
    decision = decide(ladder(), facts)
    assert paid(decision) == {"excellence": 300, "silver": 0}
    assert outcomes(decision)["silver"] == "already paid"


def test_both_rules_within_one_year() -> None:
    facts = firm(
        deal("gold", 300, project="p", level="provincial"), deal("excellence", 400, project="p", level="national"),
        deal("silver", 600, "2022-05-01", project="p", level="national"),
    )  # fmt: skip
    decision = decide(ladder(), facts)
    assert paid(decision) == {"gold": 300, "excellence": 0, "silver": 300}
    assert outcomes(decision) == {"gold": "awarded", "excellence": "displaced", "silver": "reduced"}


def test_fed_forward_within_a_year_the_difference_is_paid_once() -> None:
    gold = deal("gold", 300, project="p", level="provincial")
    silver = deal("silver", 600, "2022-05-01", project="p", level="national")
    best = deal("best", 700, "2022-09-01", project="p", level="national")
    first = decide(ladder(), firm(gold, silver))
    again = decide(ladder(), firm(gold, silver, best, history=ledger_to_json(first.ledger)))
    at_once = decide(ladder(), firm(gold, silver, best))
    assert (yuan(first), yuan(again), yuan(at_once)) == (600, 100, 700)


def test_a_payment_elsewhere_tells_its_keys_by_its_kind_and_item() -> None:
    code = policy(award(), top_up("number"))
    assert paid(decide(code, firm(deal("A", 50, level="national"), history=[outside("A", 20)]))) == {"A": 30}
    by_key = outside("Z", 20, keys={"number": "A"})
    assert paid(decide(code, firm(deal("A", 50, level="national"), history=[by_key]))) == {"A": 30}
    by_matter = outside("Z", 20, matter="A")
    matters = policy(award(), top_up("matter"))
    assert paid(decide(matters, firm(deal("A", 50, level="national"), history=[by_matter]))) == {"A": 50}, "Z is Z"
    assert paid(decide(matters, firm(deal("A", 50, level="national"), history=[outside("Z", 20)]))) == {"A": 50}


def test_a_payment_of_nothing_elsewhere_does_not_count() -> None:
    decision = decide(policy(award(), no_repeat("matter")), firm(deal("A", 50), history=[outside("A", 0)]))
    assert paid(decision) == {"A": 50}


def test_the_matter_of_a_payment_elsewhere_is_that_of_its_record_where_that_is_listed() -> None:
    code = policy(award(record="find"), top_up("matter"))
    line = {"policy": "old", "clause": "x", "kind": "find", "item": "F", "year": 2020, "due": 20}

    def settled(project: object, **more: object) -> dict[str, int]:
        records = {"find": [deal("F", 50, project=project), deal("G", 50, "2023-01-01", project="q")]}
        return paid(decide(code, {**firm(history=[{**line, **more}]), "records": records}))

    assert settled("p") == {"F": 30, "G": 50}
    assert settled("q") == {"F": 30, "G": 0}
    assert settled({"cannot_be_determined": True}) == {"F": 30, "G": 50}
    assert settled("p", item="Z") == {"F": 50, "G": 50}
    assert settled("p", item="Z", keys={"project": "q"}) == {"F": 50, "G": 30}
