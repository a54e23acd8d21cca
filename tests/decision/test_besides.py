"""References, duties, budget lines and readings: the parts of a decision other than claims of money."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import ipdsl
from ipdsl.decision.model import readings_of
from ipdsl.engine.evaluator import Gates, GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.ir.proposal import Proposal
from ipdsl.ir.terms import Allocation, Gate, Obligation, Reference, Trigger, TriggerKind
from tests.support.cli import run
from tests.support.settlement.programs import (
    award,
    claim,
    deal,
    decide,
    firm,
    here,
    place,
    policy,
    with_functions,
    with_lines,
    yuan,
)

OF_DEALS = Trigger(TriggerKind.RECORD, "deal", "made", "made_on")


def fine(c: Situation) -> Proposal:
    gates = Gates(c)
    if gates.fails(0, c.field("fine")):
        return gates.rejection(("fine", c.field("fine")))
    return gates.passes()


def referring() -> GeneratedFunctions:
    gate = Gate("fine", ("fine",), place(41))
    lines = (
        Reference("8", "D〔2019〕19号", place(40), OF_DEALS, "f", (gate,), ()),
        Reference("27", "rules to come", place(42), None, None, (), ()),
    )
    return with_functions(with_lines(policy(award(record="prize")), references=lines), references={0: fine})


def test_a_record_that_meets_the_gates_of_a_reference_is_decided_elsewhere() -> None:
    facts = firm(deal("A", fine=True), deal("B", fine=False), deal("C", day="2019-01-01", fine=True), deal("D"))
    decision = decide(referring(), facts)
    assert [(c.label, c.item, c.outcome.value) for c in decision.claims] == [
        ("8.deal", "A", "by reference"), ("8.deal", "B", "not eligible"), ("8.deal", "C", "out of window"),
        ("8.deal", "D", "by reference"),
    ]  # fmt: skip
    assert claim(decision, "A").why == "decided by D〔2019〕19号"
    assert claim(decision, "B").why == "condition not met: fine (fine no)"
    assert [ref.path for ref in claim(decision, "D").missing] == ["records.deal[D].fine"]
    assert [(r.document, r.items) for r in decision.references] == [
        ("D〔2019〕19号", ("A", "D")), ("rules to come", ()),
    ]  # fmt: skip
    assert not decision.is_undetermined


def test_a_document_that_decides_nothing_here_is_not_listed() -> None:
    assert [r.document for r in decide(referring(), firm()).references] == ["rules to come"]


def test_a_share_of_a_payment_is_owed_by_its_recipient() -> None:
    duty = Obligation("12", "enterprise", "match", place(50), "at least", Fraction(1, 3), ("7.deal.made",), ())
    code = with_lines(policy(award()), obligations=(duty,))
    (owed,) = decide(code, firm(deal("A", 100))).obligations
    assert (owed.base.minor, owed.amount.minor, owed.op) == (10000, 3333, "at least")
    assert decide(code, firm(deal("A", 0))).obligations == ()
    assert decide(code, firm(deal("A", 100), kind="person")).obligations == ()


def test_a_plain_duty_is_listed_where_its_article_pays() -> None:
    duty = Obligation("7", "lower_government", "pay nothing again", place(50), None, None, (), ())
    code = with_lines(policy(award()), obligations=(duty,))
    assert [d.text for d in decide(code, firm(deal("A", 1))).obligations] == ["pay nothing again"]
    assert decide(code, firm(deal("A", 0))).obligations == ()


def test_a_budget_line_is_no_claim() -> None:
    def going(c: Situation) -> Proposal:
        gates = Gates(c)
        return gates.rejection() if gates.fails(0, here(c)) else gates.pays(50000000)

    line = Allocation(
        "12", "12.city", "allocate 500000", place(60), "g", ("enterprise",), Trigger(TriggerKind.WHILE, ""), (), ()
    )
    code = with_functions(with_lines(policy(award()), allocations=(line,)), allocations=(going,))
    moved = [{"from": "2022-07-01", "to": "2023-06-30", "value": True}, {"from": "2023-07-01", "value": False}]
    decision = decide(code, firm(located_here=moved, as_of="2024-12-31"))
    assert [(a.year, a.amount and a.amount.minor) for a in decision.allocations] == [
        (2021, None), (2022, None), (2023, 50000000),
    ]  # fmt: skip
    assert yuan(decision) == 0
    assert decide(code, firm(kind="person")).allocations == ()


def test_readings_of_what_was_applied_travel_with_the_decision() -> None:
    code = policy(award(readings=("one by one",)), award("other", record="prize", readings=("never met",)))
    everything = [(r.article, r.label, r.text) for r in readings_of(code.program)]
    assert everything == [("7", "", "as read"), ("7", "7.deal.made", "one by one"), ("7", "other", "never met")]
    assert [r.text for r in decide(code, firm(deal("A", 1))).readings] == ["as read", "one by one"]
    assert decide(code, firm()).readings == ()


DEFINED = """policy defined "Defined"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Marks"
  award 500 to enterprise when well_known_mark new

article 2 "Products"
  award 300 to person when geo_indication_product new

article 3 "Who is an enterprise"
  here enterprise means located_here
  reading "on the day of the event"
"""


def test_how_a_definition_was_read_travels_with_the_claims_that_it_narrows() -> None:
    page = ipdsl.load_text(DEFINED)

    def read(kind: str, day: str) -> list[str]:
        records = {"well_known_mark": [{"mark": "Oak", "recognised_on": day}],
                   "geo_indication_product": [{"product": "Tea", "recognised_on": day}]}  # fmt: skip
        decision = page.evaluate(
            {"applicant": {"id": "F1", "kinds": [kind], "located_here": False}, "records": records}
        )
        return [reading.article for reading in decision.readings]

    assert read("enterprise", "2022-05-01") == ["3"], "it stopped the claim"
    assert read("enterprise", "2019-05-01") == [], "out of the window before it was asked"
    assert read("person", "2022-05-01") == [], "persons are not narrowed"


PAGE = """policy besides "Besides"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  use ip
article 1 "Contracts"
  award 100 to enterprise when technology_contract recorded
  allocate 500 per year when technology_contract recorded
  refers to "another measure" for ip_insurance bought
  oblige enterprise to "report"
    if located_here
"""


def of_page(records: dict[str, object], **more: object) -> ipdsl.Decision:
    applicant = {"id": "F1", "kinds": ["enterprise"], "located_here": True}
    return ipdsl.load_text(PAGE).evaluate({"applicant": applicant, "records": records, "history": [], **more})


def test_a_budget_line_ends_at_the_as_of_date() -> None:
    recorded = {"A": "2022-03-01", "B": "2023-03-01"}
    deals = {"technology_contract": [{"contract": name, "recorded_on": day} for name, day in recorded.items()]}
    assert [(x.item, x.year) for x in of_page(deals).allocations] == [("A", 2022), ("B", 2023)]
    assert [(x.item, x.year) for x in of_page(deals, as_of="2022-12-31").allocations] == [("A", 2022)]


def test_a_budget_line_is_for_the_applicants_of_the_document() -> None:
    page = PAGE.replace("year when", "year to enterprise when") + "  here enterprise means located_here\n"
    records = {"technology_contract": [{"contract": "A", "recorded_on": "2022-03-01"}]}
    for is_here, count in ((True, 1), (False, 0)):
        applicant = {"id": "F1", "kinds": ["enterprise"], "located_here": is_here}
        decision = ipdsl.load_text(page).evaluate({"applicant": applicant, "records": records, "history": []})
        assert len(decision.allocations) == count


def test_a_duty_with_a_condition_is_of_years_that_are_settled() -> None:
    assert [x.years for x in of_page({}, as_of="2022-06-30").obligations] == [(2021, 2022)]
    assert of_page({}, as_of="2020-06-30").obligations == ()


def test_a_duty_with_a_condition_is_looked_at_after_the_window_until_the_as_of_day() -> None:
    condition = "if has at least 1 technology_contract with (recorded_on at least 30 months ago)"
    policy = ipdsl.load_text(PAGE.replace("if located_here", condition))
    records = {"technology_contract": [{"contract": "A", "recorded_on": "2024-03-01"}]}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records, "history": []}
    days = {"2024-12-31": [], "2025-12-31": [], "2026-12-31": [(2026,)], "2027-06-30": [(2026, 2027)]}
    for day, years in days.items():
        assert [duty.years for duty in policy.evaluate({**facts, "as_of": day}).obligations] == years


@pytest.mark.parametrize("how", ["--cohort", "--each"])
@pytest.mark.parametrize(
    ("language", "said"), [("en", "article 1 (2021, 2022): enterprise to report"), ("zh", "企业应当report")]
)
def test_a_page_of_several_applicants_lists_their_duties(tmp_path: Path, how: str, language: str, said: str) -> None:
    (tmp_path / "besides.ipp").write_text(PAGE, encoding="utf-8")
    firms = [
        {"applicant": {"id": name, "kinds": ["enterprise"], "located_here": True}, "records": {}, "as_of": "2022-06-30"}
        for name in ("F1", "F2")
    ]
    (tmp_path / "firms.json").write_text(json.dumps(firms), encoding="utf-8")
    out = run("eval", tmp_path / "besides.ipp", how, "--facts", tmp_path / "firms.json", "--lang", language).out
    assert out.count(said) == 2


def test_a_reference_tells_of_an_event_that_did_not_happen() -> None:
    bought = [{"contract": "A", "bought_on": {"none": True}}, {"contract": "B", "bought_on": "2022-03-01"}]
    decision = of_page({"ip_insurance": bought})
    assert {c.item: c.outcome.value for c in decision.claims} == {"A": "not eligible", "B": "by reference"}
    assert claim(decision, "A").why == "the event has not taken place: bought_on is stated as none"


def test_a_reference_ends_with_the_as_of_date() -> None:
    bought = {"ip_insurance": [{"contract": "A", "bought_on": "2022-03-01"}]}
    for as_of, outcome in (("2022-03-01", "by reference"), ("2022-02-28", "out of window")):
        assert [c.outcome.value for c in of_page(bought, as_of=as_of).claims] == [outcome]


TRANSITIONS = """policy after "After"
  document "Doc 3"
  effective 2021-01-01 to 2024-12-31
  use ip
article 1 "Products"
  award 100 when geo_indication_product new
article 2 "Marks"
  award 100 when well_known_mark new
article 3 "Transition"
  refers to "Doc 1" instead of articles 1 to 2 for records of 2021
  refers to "Doc 2" instead of article 1 for records of 2022
  refers to "Doc 1" for ip_insurance bought
"""


def test_each_document_of_a_transition_names_the_records_of_its_year() -> None:
    days = {"Tea": "2021-05-01", "Salt": "2022-05-01", "Rice": "2023-05-01"}
    products = [{"product": name, "recognised_on": day} for name, day in days.items()]
    marks = [{"mark": name, "recognised_on": day} for name, day in (("Oak", "2021-02-01"), ("Elm", "2022-02-01"))]
    bought = [{"contract": "Policy", "bought_on": "2021-06-01"}]
    records = {"geo_indication_product": products, "well_known_mark": marks, "ip_insurance": bought}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records, "history": []}
    decision = ipdsl.load_text(TRANSITIONS).evaluate(facts)
    assert [(r.article, r.document, r.items) for r in decision.references] == [
        ("3", "Doc 1", ("Policy",)), ("3", "Doc 1", ("Oak", "Tea")), ("3", "Doc 2", ("Salt",)),
    ]  # fmt: skip
    assert yuan(decision) == 200, "Rice and Elm"


READ = """policy read "Read"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  use ip
  reading "of the page"
article 1 "Contracts"
  reading "of article 1"
  group titles
    reading "of a group"
    award 100 to enterprise when technology_contract recorded
      reading "of an award"
    group inner
      reading "of a group in a group"
      award 100 to enterprise when patent granted
    cap 50 per enterprise
      reading "of a cap"
  refers to "another measure" for ip_insurance bought
    reading "of a reference"
  oblige enterprise to "report"
    reading "of a duty"
  allocate 500 per year to enterprise when technology_contract recorded
    reading "of a budget line"
article 2 "Titles"
  award 100 to enterprise when ip_title new
    reading "of an award"
  refers to "another measure" for soft_topic selected
    reading "of a reference, too"
  oblige enterprise to "tell"
    reading "of a duty, too"
  allocate 700 per year to enterprise when ip_title new
    reading "of a budget line, too"
  recover 50% of what was paid when sanction opened
    reading "of a recovery"
  pay in parts
    50% at once
    the rest 1 year later
    reading "of instalments"
  over policy
    cap 1000 per enterprise
      reading "of a cap over all"
"""


def test_readings_are_in_page_order_with_the_article_of_their_group_or_rule() -> None:
    assert [(r.article, r.label, r.text) for r in ipdsl.load_text(READ).readings] == [
        ("", "", "of the page"), ("1", "", "of article 1"), ("1", "", "of a group"), ("1", "", "of a cap"),
        ("1", "", "of a group in a group"), ("1", "1.technology_contract.recorded", "of an award"),
        ("1", "", "of a reference"), ("1", "", "of a duty"), ("1", "", "of a budget line"),
        ("2", "", "of a cap over all"), ("2", "2.ip_title.new", "of an award"), ("2", "", "of a reference, too"),
        ("2", "", "of a duty, too"), ("2", "", "of a budget line, too"),
        ("2", "", "of a recovery"), ("2", "", "of instalments"),
    ]  # fmt: skip


def test_the_readings_of_a_draft_are_those_of_its_groups_and_lines() -> None:
    lines = READ.replace("group titles", "group wider").splitlines()
    start, end = lines.index("  group wider"), lines.index('article 2 "Titles"')
    draft = "\n".join(["use ip", *(line[2:] for line in lines[start:end])])
    assert [(r.article, r.label, r.text) for r in ipdsl.load_text(draft).readings] == [
        ("", "", "of a group"), ("", "", "of a cap"), ("", "", "of a group in a group"),
        ("", "technology_contract.recorded", "of an award"), ("", "", "of a reference"), ("", "", "of a duty"),
        ("", "", "of a budget line"),
    ]  # fmt: skip


def test_the_readings_of_an_article_travel_with_its_claims() -> None:
    title = {"ip_title": [{"title": "national_advantage", "recognised_on": "2022-03-01"}]}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": title, "history": []}
    assert [(r.article, r.text) for r in ipdsl.load_text(READ).evaluate(facts).readings] == [
        ("", "of the page"), ("2", "of a cap over all"), ("2", "of an award"), ("2", "of a reference, too"),
        ("2", "of a duty, too"), ("2", "of a budget line, too"), ("2", "of a recovery"), ("2", "of instalments"),
    ]  # fmt: skip


STOPPED = """policy stopped "Stopped"
  document "Doc 3"
  effective 2021-01-01 to 2024-12-31
  use ip
article 1 "Products"
  award 100 to enterprise when geo_indication_product new
article 2 "Dishonesty"
  over policy
    suspend enterprise for the year when sanction opened
      reading "the calendar year"
article 3 "Transition"
  refers to "Doc 1" instead of article 1 for records of 2022
    reading "as of old"
"""


def test_the_reading_of_the_rule_that_stopped_a_claim_travels_with_it_and_no_other() -> None:
    def read(year: int, sanction: int) -> list[tuple[str, list[str]]]:
        records = {"geo_indication_product": [{"product": "Tea", "recognised_on": f"{year}-05-01"}],
                   "sanction": [{"id": "S", "opened_on": f"{sanction}-03-01"}]}  # fmt: skip
        facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records, "history": []}
        decision = ipdsl.load_text(STOPPED).evaluate(facts)
        return [(c.outcome.value, [r.text for r in decision.readings]) for c in decision.claims]

    assert read(2021, 2021) == [("suspended", ["the calendar year"])]
    assert read(2022, 2021) == [("by reference", ["as of old"])]
    assert read(2023, 2021) == [("awarded", [])]
