"""Small parts of the runtime: words, layout, representative days, missing facts, one fen."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

import ipdsl
from ipdsl.base.values.days import Period
from ipdsl.decision.other_years import _label as fact_label
from ipdsl.engine.evaluator import Gates, GeneratedFunctions
from ipdsl.engine.operations import Answer, value_text
from ipdsl.engine.situation import Situation, changes_of
from ipdsl.ir.facts import DatedValue, FactRef, Facts, Open
from ipdsl.ir.proposal import Proposal
from ipdsl.ir.terms import Allocation, Obligation, Trigger, TriggerKind
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import loads
from ipdsl.report.decision_json import ledger_to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import WIDTH, sides, width, wrap
from ipdsl.schema.types.money import minor_to_text
from tests.support.rows import each_row
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    group,
    here,
    highest,
    holds,
    older,
    outcomes,
    place,
    policy,
    running,
    share,
    with_functions,
    with_lines,
)

Date = datetime.date


@each_row(
    ("minor", "decimals", "text"),
    [(0, 2, "0.00"), (5, 2, "0.05"), (123456, 2, "1234.56"), (-5, 2, "-0.05"), (-123, 2, "-1.23"), (7, 0, "7"),
     (-7, 0, "-7"), (0, 0, "0"), (1234, 3, "1.234"), (4, 3, "0.004"), (0, 3, "0.000")],
)  # fmt: skip
def test_minor_units_as_text(minor: int, decimals: int, text: str) -> None:
    assert minor_to_text(minor, decimals) == text


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [(b"\xff", 1, 1), (b"\n\xff", 2, 1), (b'{"a":\n "\xb0', 2, 3), (b"\n\n  \xff\n\xff", 3, 3)],
)
def test_bytes_that_are_no_text_are_shown_where_they_stand(content: bytes, line: int, column: int) -> None:
    with pytest.raises(FactsError) as caught:
        loads(content)
    (found,) = caught.value.report
    assert found.span is not None
    assert (found.span.line, found.span.column) == (line, column)
    assert (found.span.end_line, found.span.end_column) == (line, column + 1)


def test_at_most_twelve_facts_are_named_and_the_others_counted() -> None:
    code = policy(award(amount=10, gates={"fine": holds("fine")}), cap(100, "enterprise"))
    for number, told in ((12, "records.deal[A11].fine"), (13, "A11].fine and 1 more"), (15, "A11].fine and 3 more")):
        deals = [deal(f"A{n:02}") for n in range(number)]
        assert claim(decide(code, firm(*deals, deal("Z", fine=True))), "Z").why.endswith(told)


def test_a_field_of_several_days_is_named_once() -> None:
    code = policy(award(amount=10, gates={"here": here}), cap(50, "enterprise"))
    deals = [deal(f"A{n:02}", day=f"2022-03-{n + 1:02}") for n in range(14)]
    decision = decide(code, firm(*deals, located_here=None))
    assert {c.why for c in decision.claims} == {"not known: applicant.located_here"}


def test_a_sum_stands_at_the_right_edge() -> None:
    assert sides("left", "1.00", "  ") == ["  left" + " " * (WIDTH - 10) + "1.00"]
    assert sides("", "1.00") == [" " * (WIDTH - 4) + "1.00"]
    fits = "x" * (WIDTH - 6)
    assert sides(fits, "1.00") == [fits + "  1.00"]
    longer = fits + "x"
    assert sides(longer, "1.00", "  ")[-1] == " " * (WIDTH - 4) + "1.00"
    assert all(width(line) <= WIDTH for line in sides("专利 " * 60, "12,345.00", "    "))
    assert wrap("", "  ") == []


def test_duties_say_what_they_are() -> None:
    match = Obligation("7", "enterprise", "", place(50), "at least", Fraction(1, 2), ("7.deal.made",), ())
    plain = Obligation("7", "enterprise", "keep the books", place(51), None, None, (), ())
    page = render(decide(with_lines(policy(award()), obligations=(match, plain)), firm(deal("A", 100))))
    assert "article 7: enterprise to match the amounts paid by the awards of the article" in " ".join(page.split())
    assert "article 7: enterprise to keep the books" in page
    assert "at least 50.00" in " ".join(page.split())


def test_values_in_words() -> None:
    assert value_text(Fraction(1, 4)) == "0.25"
    assert value_text(Fraction(1, 2**8)) == "0.00390625"
    assert value_text(Fraction(1, 2**9)) == "1/512"
    assert value_text(Fraction(1, 3)) == "1/3"
    assert value_text(Fraction(4, 2)) == "2"


def test_days_that_stand_for_a_day_that_is_not_known() -> None:
    window = Period(Date(2021, 3, 1), Date(2022, 6, 30))
    code = policy(award(), window=window)
    decision = decide(code, firm(deal("A", 10, None)))
    assert due(decision) == (0, 10, False) or due(decision) == (0, 10, True)
    assert outcomes(decision) == {"A": "undetermined"}


def test_days_on_which_the_applicant_changes() -> None:
    periods = (
        (Period(None, Date(2021, 5, 31)), True),
        (Period(Date(2021, 6, 1), Date(2022, 1, 31)), False),
        (Period(Date(2022, 3, 1), None), True),
    )
    facts = Facts("F1", frozenset(), {"a": DatedValue(periods), "b": True}, {}, {}, None, None, (), None, {}, Date.max)
    assert changes_of(facts, "a", "b", "c") == (Date(2021, 6, 1), Date(2022, 2, 1), Date(2022, 3, 1))


def cent(number: str, sum_: str, day: str = "2022-03-01", **fields: object) -> dict[str, object]:
    return deal(number, sum_, day, **fields)


def test_one_fen_is_a_sum() -> None:
    code = policy(award(), cap(1, "enterprise"))
    decision = decide(code, firm(cent("A", "0.99"), cent("B", "0.01", "2022-04-01"), cent("C", "0.01", "2022-05-01")))
    assert [c.paid.minor for c in decision.claims] == [99, 1, 0]
    assert outcomes(decision) == {"A": "awarded", "B": "awarded", "C": "reduced"}
    first = decide(policy(award(), highest("enterprise")), firm(cent("A", "0.01"), cent("B", "0.02")))
    assert [c.paid.minor for c in first.claims] == [0, 2]


def test_one_fen_that_was_paid_before_is_deducted() -> None:
    code = policy(award("a", less=("deal", "project")), award("b", record="prize"))
    line: dict[str, object] = {
        "policy": "older",
        "clause": "x",
        "kind": "deal",
        "item": "Z",
        "year": 2020,
        "due": "0.01",
    }
    line["keys"] = {"project": "P"}
    facts = firm(cent("A", "0.01", project="P"), cent("B", "0.02", "2022-04-01", project="P"), history=[line])
    assert [(c.item, c.proposed.minor, c.paid.minor) for c in decide(code, facts).claims] == [("A", 1, 0), ("B", 2, 1)]


def test_an_open_fen_is_open() -> None:
    code = policy(award(gates={"fine": holds("fine")}))
    decision = decide(code, firm(cent("A", "0.01")))
    assert (decision.due.low.minor, decision.due.high and decision.due.high.minor) == (0, 1)
    assert [m.worth and m.worth.minor for m in decision.missing] == [1]


def test_what_hangs_on_each_fact_is_told_apart() -> None:
    code = policy(award(gates={"fine": holds("fine"), "here": here}), cap(50, "enterprise"))
    decision = decide(code, firm(deal("A", 30), deal("B", 40, "2022-04-01", fine=True), located_here=None))
    assert due(decision) == (0, 50, True)
    worth = {m.path: m.worth and m.worth.minor for m in decision.missing}
    assert worth == {"applicant.located_here": 5000, "records.deal[A].fine": 3000}
    assert [m.path for m in decision.missing] == ["applicant.located_here", "records.deal[A].fine"]


def test_a_claim_that_fails_in_every_case_and_one_that_fails_in_some() -> None:
    code = policy(
        award("a", 10, gates={"fine": holds("fine")}), award("b", share(10), gates={"second": holds("second")})
    )
    decision = decide(code, firm(deal("A", 100, second=False)))
    found = {
        c.label: (c.outcome.value, c.bounds.low.minor, c.bounds.high and c.bounds.high.minor) for c in decision.claims
    }
    assert found == {"a": ("undetermined", 0, 1000), "b": ("not eligible", 0, 0)}


# ---------------------------------------------------------------------------------------------- budget lines


def budget(trigger: Trigger, function: Callable[[Situation], Proposal], turns: object = None) -> GeneratedFunctions:
    line = Allocation("12", "12.city", "allocate", place(60), "g", (), trigger, (), ())
    code = with_lines(policy(award(record="prize")), allocations=(line,))
    return with_functions(code, allocations=(function,))


def by_fine(c: Situation) -> Proposal:
    gates = Gates(c)
    return gates.rejection() if gates.fails(0, c.field("fine")) else gates.pays(c.field("amount"))


def test_a_budget_line_for_each_record_is_dated_by_its_event() -> None:
    code = budget(Trigger(TriggerKind.RECORD, "deal", "made", "made_on"), by_fine)
    rows = (
        deal("A", 10, "2021-01-01", fine=True), deal("B", 20, "2020-12-31", fine=True), deal("C", 30, fine=False),
        deal("D", None, "2022-05-01", fine=True), deal("E", 50, None, fine=True), deal("F", 60, "2023-01-01"),
    )  # fmt: skip
    found = decide(code, firm(*rows)).allocations
    assert [(a.item, a.year, a.amount and a.amount.minor, len(a.missing)) for a in found] == [
        ("A", 2021, 1000, 0), ("D", 2022, None, 1), ("F", 2023, None, 1),
    ]  # fmt: skip
    assert [(a.item, a.year) for a in decide(code, firm(*rows), year=2021).allocations] == [("A", 2021)]


def test_a_budget_line_of_each_year_stands_on_its_last_day() -> None:
    def of_year(c: Situation) -> Proposal:
        gates = Gates(c)
        return gates.rejection() if gates.fails(0, here(c)) else gates.pays(c.day.month * 100 + c.day.day)

    moved = [{"to": "2022-06-30", "value": True}, {"from": "2022-07-01", "value": False}]
    window = Period(Date(2021, 3, 1), Date(2023, 9, 30))
    code = budget(Trigger(TriggerKind.YEAR, ""), of_year)
    code = attrs.evolve(code, program=attrs.evolve(code.program, window=window))
    found = decide(code, firm(located_here=moved, as_of="2023-12-31")).allocations
    assert [(a.year, a.amount and a.amount.minor) for a in found] == [(2021, 1231)]
    still = decide(code, firm(as_of="2023-12-31")).allocations
    assert [(a.year, a.amount and a.amount.minor) for a in still] == [(2021, 1231), (2022, 1231), (2023, 930)]


# ---------------------------------------------------------------------------------------------- states and sets


def test_a_state_whose_first_day_hangs_on_a_fact_takes_the_sums_of_all_its_days() -> None:
    def by_day(c: Situation) -> Answer:
        return 100 * (10 if c.day < Date(2022, 7, 1) else 30)

    gates = {"running": running, "fine": holds("fine"), "here": here}
    code = policy(award("7.deal", by_day, gates=gates, kind=TriggerKind.WHILE, once=()))
    moved = [{"from": "2022-07-01", "value": True}]
    row = deal("A", day="2022-02-01", fine=True, ended_on="2022-12-31")
    decision = decide(code, firm(row, located_here=moved, as_of="2022-12-31"))
    found = claim(decision, "A", 2022)
    assert (found.outcome.value, found.bounds.low.minor, found.bounds.high and found.bounds.high.minor) == (
        "undetermined", 1000, 3000,
    )  # fmt: skip
    early = decide(code, firm(row, located_here=[{"to": "2022-06-30", "value": True}], as_of="2022-12-31"))
    assert [(c.year, c.paid.minor) for c in early.claims] == [(2022, 1000)]


@pytest.mark.parametrize(
    ("only", "shown", "hidden"), [("a", "A", "P"), ("b", "P", "A"), ("7", "A", "P"), ("8", "P", "A")]
)
def test_a_page_of_one_clause_or_article_speaks_of_it_alone(only: str, shown: str, hidden: str) -> None:
    duty = Obligation("8", "enterprise", "keep the books", place(51), None, None, (), ())
    first = award("a", 10, gates={"fine": holds("fine")}, readings=("of a",))
    second = award("b", 20, gates={"fine": holds("fine")}, record="prize", article="8", readings=("of b",))
    code = with_lines(policy(first, second), obligations=(duty,))
    page = render(decide(code, firm(deal("A"), prizes=(deal("P"),))), only)
    asked = {"A": "records.deal[A].fine", "P": "records.prize[P].fine"}
    assert asked[shown] in page
    assert asked[hidden] not in page
    assert ("of a" in page) is (shown == "A")
    assert ("keep the books" in page) is (shown == "P")


# ---------------------------------------------------------------------------------------------- other parts of the page


@pytest.mark.parametrize("number", [2, 6, 7])
def test_up_to_six_sums_under_a_cap_are_named(number: int) -> None:
    deals = [deal(f"A{n}", 10 + n, f"2022-0{n + 1}-01") for n in range(number)]
    page = " ".join(render(decide(policy(award(), cap(15, "enterprise")), firm(*deals))).split())
    named = " + ".join(f"{10 + n}.00" for n in range(number))
    before = named if number <= 6 else f"{sum(range(10, 10 + number))}.00 together"
    assert f"{number} claims of 2022: {before}, cut to 15.00 by " in page


@pytest.mark.parametrize("number", [1, 12, 13, 14])
def test_up_to_twelve_items_are_listed(number: int) -> None:
    deals = [deal(f"A{n:02}", 10, fine=False) for n in range(number)]
    page = " ".join(render(decide(policy(award(gates={"fine": holds("fine")})), firm(*deals))).split())
    items = ", ".join(f"A{n:02} (2022)" for n in range(min(number, 12)))
    assert f"{items}{f' and {number - 12} more' if number > 12 else ''}: not eligible" in page


def test_long_words_are_broken_at_the_edge() -> None:
    assert wrap("x" * (WIDTH - 1)) == ["x" * (WIDTH - 1)]
    assert wrap("x" * (WIDTH + 5)) == ["x" * (WIDTH - 1), "x" * 6]
    assert wrap("a " + "x" * (WIDTH - 2)) == ["a " + "x" * (WIDTH - 2)]
    assert wrap("ab " + "x" * (WIDTH - 2), "", "  ") == ["ab " + "x" * (WIDTH - 3), "  x"]
    assert wrap("专" * (WIDTH // 2 + 1), "  ") == ["  " + "专" * (WIDTH // 2 - 1), "  " + "专" * 2]
    assert all(width(line) <= WIDTH for line in wrap("ab 专利" * 100, "    ", "      "))


def test_kinds_are_told_with_their_labels() -> None:
    program = ipdsl.load("shaoguan_2021")._code.program
    assert fact_label(program, FactRef("records", "patent")) == "专利"
    assert fact_label(program, FactRef("records", "figures")) == ""


def test_counts_and_states_of_an_open_total() -> None:
    code = policy(award("a", 10, gates={"fine": holds("fine")}), award("c", record="prize", ceiling=True))
    one = " ".join(render(decide(code, firm(deal("A"), prizes=(deal("P", 5),)))).split())
    assert "1 claim cannot be settled until facts are stated; 1 sum is left to the bureau" in one
    assert "the total is between these two sums" in one
    two = " ".join(render(decide(code, firm(deal("A"), deal("B"), prizes=(deal("P", 5), deal("Q", 6))))).split())
    assert "2 claims cannot be settled until facts are stated; 2 sums are left to the bureau" in two
    exact = " ".join(render(decide(code, firm(deal("A")))).split())
    assert "the total is between these two sums, and both are possible" in exact
    unlimited = policy(award(amount=share(10)))
    assert "at least the first sum is due" in render(decide(unlimited, firm(deal("A"))))


def test_money_that_is_due_however_open_claims_end() -> None:
    fine = {"fine": holds("fine")}
    code = policy(group(award("a", gates=fine), cap(50, "enterprise")), award("p", 10, gates=fine, record="prize"))
    facts = firm(deal("A", 50, "2022-01-01"), deal("B", 50, fine=True), prizes=(deal("P"),))
    page = " ".join(render(decide(code, facts)).split())
    assert "50.00 of the first sum is certain but is paid only after the open claims are settled" in page


def test_facts_that_are_worth_more_come_first() -> None:
    code = policy(award(gates={"fine": holds("fine")}), award("p", share(10), record="prize"))
    facts = firm(deal("A", 10), deal("B", 30), deal("C", 20), prizes=(deal("P"),))
    assert [(m.path, m.worth and m.worth.minor) for m in decide(code, facts).missing] == [
        ("records.prize[P].amount", None), ("records.deal[B].fine", 3000), ("records.deal[C].fine", 2000),
        ("records.deal[A].fine", 1000),
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- words for facts


@pytest.mark.parametrize(
    ("ref", "label"),
    [
        (FactRef("records", "patent"), "专利"),
        (FactRef("records", "no_such"), ""),
        (FactRef("record", "patent", "A", "number"), "专利号"),
        (FactRef("record", "no_such", "A", "number"), ""),
        (FactRef("record", "patent", "A", "no_such"), ""),
        (FactRef("approval", "9", item="A"), ""),
        (FactRef("support"), ""),
    ],
)
def test_facts_are_told_in_the_words_of_the_vocabulary(ref: FactRef, label: str) -> None:
    program = ipdsl.load("shaoguan_2021")._code.program
    assert fact_label(program, ref) == label


def test_every_field_figure_and_series_has_its_words() -> None:
    program = ipdsl.load("qingyuan_2018")._code.program
    schema = program.schema
    for field in schema.applicant_fields:
        assert fact_label(program, FactRef("applicant", field=field.name)).startswith(field.label.zh)
    for figure in schema.figures:
        assert fact_label(program, FactRef("figure", field=figure.name, year=2020)).startswith(figure.label.zh)
    for series in schema.series:
        assert fact_label(program, FactRef("series", series.name, "2020-01")) == series.label.zh
    assert any(figure.label.zh for figure in schema.figures)


def test_facts_of_a_budget_line_are_named_in_order() -> None:
    def of_many(c: Situation) -> Proposal:
        gates = Gates(c)
        for at, name in enumerate(("fine", "second", "tier", "amount", "project", "country", "family")):
            value = c.field(name)
            gates.fails(at, Open(value.facts, members=(True, False)) if isinstance(value, Open) else True)
        return gates.pays(c.field("amount"))

    code = budget(Trigger(TriggerKind.RECORD, "deal", "made", "made_on"), of_many)
    (line,) = decide(code, firm(deal("A"))).allocations
    assert [ref.field for ref in line.missing] == ["amount", "country", "family", "fine", "project", "second", "tier"]


def test_what_a_deduction_leaves_nothing_of_is_not_raised() -> None:
    code = policy(award("a", less=("deal", "project")), older=(older("project"),))
    line: dict[str, object] = {"policy": "older", "clause": "x", "kind": "deal", "item": "Z", "year": 2020, "due": 20}
    line["keys"] = {"project": "P"}
    standard = {"document": "D0", "kind": "deal", "item": "A", "amount": 80}
    facts = firm(deal("A", 20, project="P"), history=[line], older_documents=[standard])
    assert decide(code, facts).total.minor == 0
    assert decide(code, facts | {"history": []}).total.minor == 8000


def test_an_approved_sum_whose_conditions_are_open_pays_nothing_yet() -> None:
    code = policy(award("p", gates={"fine": holds("fine")}, ceiling=True))
    facts = firm(deal("A", 30), approvals=[{"clause": "p", "item": "A", "amount": 20}])
    decision = decide(code, facts)
    found = claim(decision, "A")
    assert (found.proposed.minor, found.paid.minor, due(decision)) == (0, 0, (0, 20, True))
    sure = decide(code, firm(deal("A", 30, fine=True), approvals=[{"clause": "p", "item": "A", "amount": 20}]))
    assert (claim(sure, "A").proposed.minor, due(sure)) == (2000, (20, 20, True))


def test_a_page_of_one_year_names_no_years_apart() -> None:
    one = render(decide(policy(award()), firm(deal("A", 10), deal("B", 10, "2023-01-01"))))
    assert "of which in" not in one


def test_an_event_that_turns_on_a_day_that_is_open_is_tried_on_every_day() -> None:
    moved = [{"to": "2022-06-30", "value": False}, {"from": "2022-07-01", "value": True}]
    code = policy(award(amount=10, gates={"here": here}))
    decision = decide(code, firm(deal("A", day=None), located_here=moved))
    assert due(decision)[:2] == (0, 10)
    never = decide(code, firm(deal("A", day=None), located_here=[{"value": False}]))
    assert due(never)[:2] == (0, 0)


def test_kinds_that_the_facts_do_not_mention_are_told() -> None:
    code = policy(award("7.deal.made"), award("9.prize.made", record="prize", article="9"))
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}}
    told = "not declared, so not computed: "
    assert f"{told}deal, prize" in render(decide(code, facts))
    assert f"{told}deal" in render(decide(code, facts), "7.deal.made")
    assert f"{told}prize" in render(decide(code, facts), "9")
    assert "prize" not in render(decide(code, facts), "7")
    assert told not in render(decide(code, firm()))


def test_a_line_that_was_raised_to_the_older_standard_leaves_nothing_to_raise() -> None:
    """The line of A was raised to 80. The matter's standard is 80 at first, and 120 when C is claimed too."""
    code = policy(award(), older=(older("project"),))

    def standards(**sums: int) -> list[dict[str, object]]:
        return [{"document": "D0", "kind": "deal", "item": name, "amount": sum_} for name, sum_ in sums.items()]

    first = decide(code, firm(deal("A", 50, project="p"), older_documents=standards(A=80)))
    history = ledger_to_json(first.ledger)
    for own, of_c, sum_ in ((79, 80, 79), (81, 80, 81), (79, 120, 120), (81, 120, 120), (130, 120, 130)):
        facts = firm(
            deal("A", 50, project="p"), deal("C", own, project="p"), history=history,
            older_documents=standards(A=80, C=of_c),
        )  # fmt: skip
        assert claim(decide(code, facts), "C").paid.minor == 100 * sum_


def test_what_once_stops_is_not_raised_to_the_older_standard() -> None:
    """B is listed again and is the highest. The standard raises A, which is paid."""
    code = policy(award(once=()), older=(older("project"),))
    first = decide(code, firm(deal("B", 60, "2021-05-01", project="p")))
    standard = [{"document": "D0", "kind": "deal", "item": "A", "amount": 120}]
    facts = firm(
        deal("B", 60, "2021-05-01", project="p"), deal("B", 60, "2022-06-01", project="p", id="again"),
        deal("A", 50, "2022-05-01", project="p"), history=ledger_to_json(first.ledger), older_documents=standard,
    )  # fmt: skip
    decision = decide(code, facts)
    assert [(c.item, c.outcome.value, c.paid.minor) for c in decision.claims if c.year == 2022] == [
        ("A", "awarded", 12000), ("B", "already paid", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("years", [1, 2])
def test_money_that_is_carried_is_told_by_year_where_there_are_several(years: int) -> None:
    carrying = attrs.evolve(cap(50, "enterprise"), carry=2)
    deals = (deal("A", 120, "2022-03-01"), deal("B", 10, "2023-02-01"))[:years]
    page = render(decide(policy(award(), carrying), firm(*deals, as_of="2022-12-31" if years == 1 else "2023-12-31")))
    assert page.count("of this in") == (2 if years == 2 else 0)
    assert "Amounts that later years may pay" in page
