"""Unknown facts under no repeat, top up, older documents and deductions.

The tests check the facts that are asked for and the bounds.
"""

from __future__ import annotations

from ipdsl.decision.decision import Decision
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    holds,
    no_repeat,
    older,
    outcomes,
    policy,
    top_up,
)


def test_a_level_that_is_not_stated_is_tried_in_every_case_under_top_up() -> None:
    code = policy(award(), top_up("project"))
    facts = firm(deal("A", 30, project="p", level="national"), deal("B", 50, "2023-01-01", project="p"))
    decision = decide(code, facts)
    assert due(decision) == (50, 80, True)
    assert [fact.path for fact in decision.missing] == ["records.deal[B].level"]
    assert outcomes(decision) == {"A": "awarded", "B": "undetermined"}


def test_a_level_that_no_rung_asks_for_is_not_asked_for() -> None:
    code = policy(award(), top_up("project"))
    decision = decide(code, firm(deal("A", 30, project="p"), deal("B", 50, project="q")))
    assert due(decision) == (80, 80, True)
    assert decision.missing == ()


def test_an_unstated_key_of_no_repeat_opens_the_claims_that_may_share_it() -> None:
    code = policy(award(), no_repeat("project"))
    decision = decide(code, firm(deal("A", 30, project="p"), deal("B", 50)))
    assert due(decision) == (0, 80, False)
    assert [fact.path for fact in decision.missing] == ["records.deal[B].project"]
    alone = decide(code, firm(deal("B", 50)))
    assert due(alone) == (50, 50, True)


def test_within_one_year_no_repeat_is_settled_at_both_ends() -> None:
    code = policy(award(), no_repeat("project"), cap(90, "enterprise"))
    facts = firm(deal("A", 30, project="p"), deal("B", None, project="p"), deal("C", 40, project="q"))
    assert due(decide(code, facts)) == (70, 90, False)


def test_over_years_no_repeat_pays_one_of_them_and_which_is_open() -> None:
    code = policy(award(amount="amount"), no_repeat("project"))
    facts = firm(
        deal("A", None, project="p"), deal("B", 50, "2023-01-01", project="p"), deal("C", 9, "2021-01-01", project="q")
    )
    low, high, exact = due(decide(code, facts))
    assert (low, high, exact) == (9, None, False)
    small = policy(award(amount=30, gates={"fine": holds("fine")}), no_repeat("project"))
    decision = decide(small, firm(deal("A", project="p"), deal("B", None, "2023-01-01", project="p", fine=True)))
    assert due(decision) == (30, 30, True)
    assert outcomes(decision) == {"A": "undetermined", "B": "undetermined"}


def test_at_most_the_greatest_amount_of_a_key_is_paid_although_an_earlier_year_may_use_it() -> None:
    code = policy(award(), cap(20, "level"), no_repeat("project"))
    facts = firm(
        deal("A", None, "2022-01-01", project="p", level="national"),
        deal("B", 50, "2023-01-01", project="p", level={"none": True}),
    )
    assert due(decide(code, facts)) == (0, 70, False)  # 20 + 50 by the cap alone, without limit by `no repeat` alone
    both = firm(deal("A", 40, None, project="p"), deal("B", 50, "2023-01-01", project="p"))
    assert due(decide(policy(award(), no_repeat("project")), both)) == (0, 50, False)


def test_an_older_standard_counts_in_the_upper_end() -> None:
    code = policy(award(gates={"fine": holds("fine")}), cap(70, "enterprise"), older=(older("project"),))
    facts = firm(
        deal("A", 20, project="p"), deal("B", 10, project="p", fine=True),
        older_documents=[{"document": "Doc 0", "kind": "deal", "item": "A", "amount": 60}],
    )  # fmt: skip
    assert due(decide(code, facts)) == (10, 70, True)
    unknown = decide(code, firm(deal("A", None, project="p", fine=True), **_standards(60)))
    assert unknown.due.low.minor == 0
    assert unknown.due.high is not None
    assert unknown.due.high.minor == 7000


def _standards(amount: int) -> dict[str, object]:
    return {"older_documents": [{"document": "Doc 0", "kind": "deal", "item": "A", "amount": amount}]}


def test_a_deduction_depends_on_claims_of_earlier_years() -> None:
    code = policy(award("first", gates={"fine": holds("fine")}), award("second", 100, record="prize", less=LESS))
    prize = {"number": "P", "made_on": "2023-01-01", "project": "p"}
    decision = decide(code, firm(deal("A", 30, project="p"), prizes=(prize,)))
    assert due(decision) == (100, 100, True)
    assert claim(decision, "P").bounds.low.minor == 7000
    amount = decide(policy(award("first"), award("second", 100, record="prize", less=LESS)),
                    firm(deal("A", None, project="p"), prizes=(prize,)))  # fmt: skip
    assert due(amount) == (0, None, False)


LESS = ("deal", "project")


def test_a_deduction_depends_on_a_key_that_a_later_rule_uses_on_the_rest_of_a_cap() -> None:
    """The cap leaves 20 of 60.

    No repeat takes nothing from A, which is alone in its group, but A is then admitted at 20: 50 less 20 leave 30, of
    which the cap pays 20. Without the key, only the cap applies to A, and 60 are deducted.
    """
    first, second = award("first", rows={"gold": 60}), award("second", 50, record="prize", less=LESS)
    prize = {"number": "P", "made_on": "2022-03-01", "project": "p"}
    facts = {"amount": 0, "day": "2021-01-01", "project": "p", "tier": "gold"}

    def decided(key: str, *before: object, **told: object) -> Decision:
        rules = (*before, no_repeat("project", key))
        return decide(policy(first, second, *rules), firm(deal("A", **facts, **told), prizes=(prize,)))

    none, capped = {"none": True}, cap(20, "project")
    assert [due(decided("level", capped, level=level)) for level in ("national", none)] == [
        (40, 40, True), (20, 20, True)
    ]  # fmt: skip
    assert due(decided("level", capped)) == (40, 40, True)  # for every level
    assert [due(decided("country", capped, country=country)) for country in ("C", none)] == [
        (40, 40, True), (20, 20, True)
    ]  # fmt: skip
    unknown = decided("country", capped)
    assert due(unknown) == (0, 40, False)
    assert [fact.path for fact in unknown.missing] == ["records.deal[A].country"]
    assert due(decided("country")) == (60, 60, True)  # no earlier rule cuts it


def test_a_deducted_key_that_is_not_stated_is_asked_for_where_something_was_paid() -> None:
    code = policy(award("first"), award("second", 100, record="prize", less=LESS))
    prize = {"number": "P", "made_on": "2023-01-01"}
    decision = decide(code, firm(deal("A", 30, project="p"), prizes=(prize,)))
    assert due(decision) == (30, 130, False)
    assert [fact.path for fact in decision.missing] == ["records.prize[P].project"]
    nothing = decide(code, firm(prizes=(prize,)))
    assert due(nothing) == (100, 100, True)


def test_history_that_is_not_known_leaves_all_of_it_open_under_strict() -> None:
    code = policy(award(), top_up("project"))
    facts = firm(deal("A", 30, project="p", level="national"))
    del facts["history"]
    assert due(decide(code, facts, strict=True)) == (0, 30, False)


def test_any_standard_may_be_that_of_a_claim_whose_key_is_not_stated() -> None:
    code = policy(award(), older=(older("project"),))
    standards = [{"document": "Doc 0", "kind": "deal", "item": x, "amount": m} for x, m in (("A", 60), ("B", 90))]
    facts = firm(deal("A", 20, project="p"), deal("B", 30), deal("C", 40, project="q"), older_documents=standards)
    decision = decide(code, facts)
    assert due(decision) == (0, 270, False)  # each at the highest standard of the keys that it may share
    assert [fact.path for fact in decision.missing] == ["records.deal[B].project"]
    alone = decide(code, firm(deal("B", 30), older_documents=standards))
    assert due(alone) == (0, 90, False)


def test_where_the_matter_is_not_stated_any_standard_may_be_its() -> None:
    code = policy(award(record="find"), older=(older("matter"),))
    standards = [{"document": "Doc 0", "kind": "find", "item": x, "amount": m} for x, m in (("X", 60), ("Y", 90))]
    decision = decide(code, {**firm(older_documents=standards), "records": {"find": [deal("F", 20)]}})
    assert due(decision) == (0, 90, False)
    assert [fact.path for fact in decision.missing] == ["records.find[F].project"]


def test_a_key_that_is_not_stated_may_be_one_that_only_the_past_knows() -> None:
    line = {
        "clause": "7.deal.made",
        "item": "Z",
        "year": 2022,
        "due": 40,
        "keys": {"project": "r", "level": "national"},
    }
    facts = firm(deal("A", 10, project="p", level="provincial"), deal("B", 20, level="provincial"), history=[line])
    for rule in (cap(40, "project"), no_repeat("project"), top_up("project")):
        code = policy(award(), rule)
        r = firm(deal("A", 10, project="p", level="provincial"), deal("B", 20, project="r", level="provincial"))
        assert decide(code, {**r, "history": [line]}).total.minor == 1000
        decision = decide(code, facts)
        assert decision.due.low.minor <= 1000, rule.name
        assert [fact.path for fact in decision.missing] == ["records.deal[B].project"]


def test_a_level_is_not_asked_for_where_no_other_rung_of_the_key_is_reached() -> None:
    code = policy(award(), top_up("project"))
    facts = firm(deal("A", None, project="p", level="national"), deal("B", 20, project="q"))
    assert [fact.path for fact in decide(code, facts).missing] == ["records.deal[A].amount"]


def test_a_claim_of_a_kind_that_is_not_deducted_asks_for_no_key_of_a_rule_that_does_not_cut_it() -> None:
    """The payment of the prize is deducted from A, which a cap cuts.

    A is not a prize, so its admitted amount is deducted nowhere.
    """
    rules = cap(10, "enterprise"), no_repeat("country", exempt=("second",))
    code = policy(award("first", 50, less=("prize", "project")), award("second", 30, record="prize"), *rules)
    prize = {"number": "P", "made_on": "2021-03-01", "project": "p"}
    decision = decide(code, firm(deal("A", None, project="p"), prizes=(prize,)))
    assert (due(decision), decision.missing) == ((20, 20, True), ())
