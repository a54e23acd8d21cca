"""`ipdsl trace`: one claim through every gate and rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.driver.questions.trace import find_claims, trace
from ipdsl.driver.questions.traced_lines import StepVerdict
from ipdsl.ir.proposal import Outcome
from ipdsl.report.decision_json import to_json
from ipdsl.syntax.printing import format_page
from ipdsl.wording.labels import Labels
from tests.conftest import ROOT
from tests.properties.pipeline import compile_generated
from tests.properties.trials import generated, trial_of
from tests.support.cli import run
from tests.support.project_files import files_in
from tests.support.slow import sampled

RICH = ROOT / "examples" / "firm_rich.json"
SMALL = ROOT / "examples" / "firm.json"


def test_a_claim_is_followed_to_the_gate_that_stops_it() -> None:
    ran = run("trace", "shaoguan_2021", "--facts", RICH, "7.technology_contract.recorded", "2024-029")
    assert ran.code == 0
    text = ran.out
    steps = ["paid to enterprise: holds", "put_to_use: holds", "located_here: stops here", "not eligible"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert "$.records.technology_contract[1]" in text
    assert "if located_here" in text, "the line of the page stands beside its gate"


def test_a_claim_is_followed_through_the_rule_that_cuts_it() -> None:
    ran = run(
        "trace", "shaoguan_2021", "--facts", RICH, "2.invention_patent.granted", "DE602019004", "--format", "json"
    )
    steps = json.loads(ran.out)["traces"][0]["steps"]
    rule = next(step for step in steps if step["kind"] == "rule")
    assert (rule["verdict"], rule["before"], rule["after"]) == ("cut", "7100.00", "0.00")
    assert rule["text"].startswith("article 2: limit 3 country per family")
    assert rule["place"]["text"].strip().startswith("limit 3 country per family")


def test_an_open_claim_names_what_is_not_known_and_keeps_its_exit_code() -> None:
    ran = run("trace", "shaoguan_2021", "--facts", ROOT / "examples" / "firm_unknown.json", "2023-002")
    assert ran.code == 3
    assert "located_here: not known" in ran.out
    assert "0.00 to 50,000.00" in ran.out


@pytest.mark.parametrize(
    "facts", sampled(files_in(ROOT / "examples", "*.json"), 3, others="broad"), ids=lambda path: path.stem
)
def test_every_claim_of_every_example_can_be_traced(facts: Path) -> None:
    policy = ipdsl.load("shaoguan_2021")
    read = policy.read_facts(facts)
    decision = policy.evaluate(read)
    for claim in decision.claims:
        steps = trace(policy, read, claim).steps
        sums = [step.after for step in steps if step.after is not None]
        assert sums[-1] == claim.paid
        stopped = [step for step in steps if step.verdict is StepVerdict.STOPPED]
        assert len(stopped) <= 1
        cut = [step for step in steps if step.verdict is StepVerdict.CUT]
        assert len(cut) == len(claim.adjustments)
        if stopped:
            assert claim.paid.minor == 0


def test_a_claim_is_named_by_label_by_item_or_by_both() -> None:
    policy = ipdsl.load("shaoguan_2021")
    decision = policy.evaluate(RICH)
    by_item = find_claims(decision, None, "2024-029")
    assert [claim.label for claim in by_item] == ["7.technology_contract.recorded"]
    assert by_item == find_claims(decision, "7.technology_contract.recorded", "2024-029", str(by_item[0].event_date))
    assert find_claims(decision, "7.technology_contract.recorded", "2024-029", "1999-01-01") == ()


def test_a_claim_is_named_by_each_label_and_item_of_the_chinese_page() -> None:
    policy = ipdsl.load("shaoguan_2021")
    decision = policy.evaluate(RICH)
    names = policy.program.compute_once(Labels)
    shown = set()
    for claim in decision.claims:
        label, item = names.clause(claim.label), names.item(claim.item, claim.passage)
        shown.add(item if item != claim.item else "")
        day = str(claim.event_date) if claim.event_date else None
        for named in ((None, item), (label, None), (label, item), (claim.label, item), (label, claim.item)):
            assert claim in find_claims(decision, *named, day, names)
    assert len(shown) > 1


def test_a_claim_is_followed_through_the_years_of_a_cap_that_carries_forward() -> None:
    page = ROOT / "tests" / "ledger" / "released" / "kept.ipp"
    policy = ipdsl.load(page, cache=False)
    prize = {"patent": "ZL1", "level": "national", "prize": "gold", "won_on": "2021-09-01"}
    figures = {"2021": {"local_contribution": 120000}, "2022": {"local_contribution": 50000}}
    firm = {"id": "F1", "kinds": ["enterprise"]}
    facts = policy.read_facts({"applicant": firm, "records": {"patent_prize": [prize]}, "figures": figures})
    (claim,) = policy.evaluate(facts).claims
    (step,) = [step for step in trace(policy, facts, claim).steps if step.verdict is StepVerdict.CARRIED]
    assert (str(step.before), str(step.after)) == ("300,000.00 CNY", "170,000.00 CNY")
    assert "of article 22 per enterprise per year leaves 120,000.00 in 2021, 50,000.00 in 2022; " in step.detail


def test_the_ledger_of_the_year_before_is_followed_and_asked_with(tmp_path: Path) -> None:
    title = {"title": "national_demonstration", "recognised_on": "2021-03-01"}
    firm = {"id": "F1", "kinds": ["enterprise"]}
    firm |= dict.fromkeys(("located_here", "legal_person", "sound_books", "operating"), True)
    years = [{"2021": {"local_contribution": 100000}}, {"2022": {}}, {"2022": {"local_contribution": 30000}}]
    records = [{"ip_title": [title], "sanction": []}, {"sanction": []}, {"sanction": []}]
    first, second, known = (tmp_path / f"{name}.json" for name in ("first", "second", "known"))
    for path, listed, figures in zip((first, second, known), records, years, strict=True):
        path.write_text(json.dumps({"applicant": firm, "records": listed, "figures": figures}), encoding="utf-8")
    ledger = tmp_path / "ledger.json"
    assert run("eval", "dongyang_2021", "--full", "--facts", first, "--ledger-out", ledger).code == 0
    traced = run("trace", "dongyang_2021", "--facts", known, "national_demonstration", "--history", ledger)
    assert traced.code == 0
    assert "30,000.00" in traced.out
    asked = run("ask", "dongyang_2021", "--facts", second, "--history", ledger, "--fail-on", "undetermined")
    assert asked.code == 3
    assert "figures.2022.local_contribution" in asked.out
    nowhere = run("trace", "dongyang_2021", "--facts", known, "national_demonstration", "--history", first)
    assert "[U014]" in nowhere.out + nowhere.err


def test_a_day_on_which_the_item_has_no_claim_is_named() -> None:
    ran = run("trace", "shaoguan_2021", "--facts", RICH, "2024-029", "--day", "2020-01-01")
    assert ran.code == 2
    assert "2024-029 2020-01-01" in ran.out + ran.err


CITIES = ("shaoguan_2021", "qingyuan_2018", "dongyang_2021", "foshan_2020", "quanzhou_2021")


@pytest.mark.parametrize("city", sampled(CITIES, 2, others="broad"))
def test_the_sums_of_every_claim_of_the_firm_of_all_cities_lead_to_what_is_paid(city: str) -> None:
    policy = ipdsl.load(city)
    read = policy.read_facts(ROOT / "examples" / "firm_of_cities.json")
    for claim in policy.evaluate(read).claims:
        steps = trace(policy, read, claim).steps
        weighed = [step for step in steps if step.before is not None and step.after is not None]
        amounts = [step.after for step in steps if step.kind == "amount" and step.after is not None]
        for before, step in zip([*amounts, *(step.after for step in weighed)], weighed, strict=False):
            assert step.before == before, (claim.label, claim.item, step.text)
        if weighed:
            expected = claim.paid if claim.bounds.is_point else claim.bounds.high  # a ceiling that waits
            assert weighed[-1].after == expected, (claim.label, claim.item)


LADDER = """policy ladder_2022 "Ladder"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1 "Marks"
  award 500000 to enterprise when well_known_mark new
    if operating
    less already paid for judicial_well_known_mark of the same mark
  award 5000 to enterprise when software_copyright registered
    counting all other support

article 2 "Prizes"
  award by prize when patent_prize won
    gold: 300000
    excellence: 50000
  no repeat per matter per level
  top up per matter
  pay highest with older documents per matter

article 3 "Who is an enterprise"
  here enterprise means located_here
  reading "on the day of the event"
"""


def traced(item: str, **more: object) -> tuple[list[tuple[str, str, str | None]], tuple[str, ...]]:
    """The steps with amounts: text, verdict, the amount after; and the readings."""
    policy = ipdsl.load_text(LADDER)
    prizes = [
        {"patent": "ZL1", "level": "provincial", "prize": "excellence", "won_on": "2022-03-01"},
        {"patent": "ZL1", "level": "national", "prize": "gold", "won_on": "2022-08-01"},
    ]
    records = {
        "well_known_mark": [{"mark": "Oak", "recognised_on": "2022-05-01"}],
        "software_copyright": [{"certificate": "C", "certified_on": "2022-05-01"}],
        "patent_prize": prizes,
    }
    firm = {"id": "F1", "kinds": ["enterprise"], "located_here": True, "operating": True}
    facts = policy.read_facts({"applicant": firm, "records": records, **more})
    (claim,) = [one for one in policy.evaluate(facts).claims if one.item == item]
    found = trace(policy, facts, claim)
    weighed = [s for s in found.steps if s.kind in ("amount", "less", "older", "rule")]
    sums = [(s.text, s.verdict.value, None if s.after is None else str(s.after)) for s in weighed]
    return sums, tuple(reading.text for reading in found.readings)


def test_what_was_paid_before_is_a_step_of_its_own_with_its_line() -> None:
    paid = {"policy": "Old", "clause": "5", "item": "Oak", "kind": "judicial_well_known_mark", "year": 2019,
            "due": 100000}  # fmt: skip
    sums, readings = traced("Oak", history=[paid])
    assert sums == [
        ("the amount", "told", "500,000.00 CNY"),
        ("less already paid for judicial_well_known_mark of the same mark", "cut", "400,000.00 CNY"),
    ]
    assert readings == ("on the day of the event",), "the definition was asked"
    assert traced("Oak", history=[])[0][1][1:] == ("cuts nothing", "500,000.00 CNY")


def test_an_older_standard_is_a_step_before_all_rules() -> None:
    older = {"document": "Old", "kind": "patent_prize", "item": "ZL1 / national / gold", "amount": 350000}
    sums, readings = traced("ZL1 / national / gold", older_documents=[older])
    assert [step[1:] for step in sums] == [
        ("told", "300,000.00 CNY"),
        ("raised", "350,000.00 CNY"),
        ("cuts nothing", "350,000.00 CNY"),
        ("cut", "300,000.00 CNY"),
    ]
    assert sums[1][0] == "article 2: pay highest with older documents per matter"
    assert readings == (), "the award pays everybody: the definition was not asked"
    assert traced("ZL1 / national / gold")[0][1][1] == "raises nothing"


def test_support_is_a_step_with_its_line() -> None:
    support = {"kind": "software_copyright", "item": "C", "level": "county_level", "year": 2022, "amount": 1200}
    sums, _ = traced("C", support=[support])
    assert sums[1] == ("counting all other support", "cut", "3,800.00 CNY")
    assert traced("C", support=[])[0][1][1] == "cuts nothing"


def test_the_line_beneath_the_award_is_shown(tmp_path: Path) -> None:
    page, facts = tmp_path / "p.ipp", tmp_path / "f.json"
    page.write_text(LADDER, encoding="utf-8")
    records = {"software_copyright": [{"certificate": "C", "certified_on": "2022-05-01"}]}
    firm = {"id": "F1", "kinds": ["enterprise"], "located_here": True}
    facts.write_text(json.dumps({"applicant": firm, "records": records}), encoding="utf-8")
    ran = run("trace", page, "--facts", facts, "C")
    assert "10 |     counting all other support" in ran.out
    assert "interpretation:\n  article 3: on the day of the event" in ran.out


def test_money_carried_from_earlier_years_is_subject_to_the_cap_that_carried_it() -> None:
    page = ROOT / "tests" / "ledger" / "released" / "kept.ipp"
    policy = ipdsl.load(page, cache=False)
    prize = {"patent": "ZL1", "level": "national", "prize": "gold", "won_on": "2021-09-01"}
    stated = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "figures": {"2021": {"local_contribution": 120000}}}
    first = policy.evaluate(stated | {"records": {"patent_prize": [prize]}}, as_of="2021-12-31")
    later = stated | {"records": {"patent_prize": []}, "figures": {"2022": {"local_contribution": 50000}}}
    later |= {"history": to_json(first)["ledger"]}
    facts = policy.read_facts(later)
    (claim,) = policy.evaluate(facts).claims
    steps = trace(policy, facts, claim).steps
    assert [(step.kind, str(step.after or "")) for step in steps] == [
        ("sentence", ""), ("carried", "180,000.00 CNY"), ("rule", "50,000.00 CNY"), ("end", "50,000.00 CNY"),
    ]  # fmt: skip


def test_a_case_is_followed_up_to_the_year_that_it_expects(tmp_path: Path) -> None:
    page = tmp_path / "states.ipp"
    page.write_text(
        "use ip\naward 100 while invention_patent valid\n  as held\n\n"
        'case "two years later"\n  given enterprise\n'
        '    invention_patent A: number "A", filed_on 2015-01-01, granted_on 2021-05-05, lapsed_on none\n'
        "  expect 2023 total 100\n",
        encoding="utf-8",
    )
    assert run("test", page).code == 0
    traced = run("trace", page, "--facts", f"{page}:5", "held", "A", "--day", "2023-01-01")
    assert (traced.code, "as of 2023-12-31" in traced.out) == (0, True), traced.both


FARMS = """vocabulary farms "Farms"

applicant farm "农场"
applicant fields
  in_county yes/no fixed
figures per year
  turnover money
record machine "农机"
  key serial
  price money
  new_one yes/no
  bought_on date
  event applied on applied_on default
"""

AID = """policy aid "Aid"
  effective 2025-01-01 to 2027-12-31
  use farms

article 1 "Aid"
  require of machine that {required}
  award 5000 to farm when machine applied and {condition}
    if in_county
  cap 60% of price per item
    counting all other support
"""


@pytest.mark.parametrize(
    ("required", "condition", "verdicts", "values"),
    [
        ("new_one", "price at least 100", ["holds", "stops here", "not looked at"], ["price 1,000.00", "new_one no"]),
        ("price at least 100", "new_one", ["stops here", "not looked at", "not looked at"], ["new_one no"]),
        (
            "price at least 100",
            "turnover of last year less than 250",
            ["holds", "holds", "holds"],
            ["turnover last year 100.00", "price 1,000.00", "in_county yes"],
        ),
        (
            "price at least 100",
            "has at least 1 machine with (price at least 5000)",
            ["holds", "holds", "holds"],
            ["machine 1", "price 1,000.00", "in_county yes"],
        ),
        (
            "not (last applied_on of earlier machine at most 24 months before bought_on)",
            "turnover at least 1",
            ["holds", "stops here", "not looked at"],
            ["turnover 900.00", "last applied_on 2025-01-06; bought_on 2026-01-01"],
        ),
    ],
)
def test_a_condition_shows_the_values_that_decide_it(
    tmp_path: Path, required: str, condition: str, verdicts: list[str], values: list[str]
) -> None:
    (tmp_path / "farms.ipp").write_text(FARMS, encoding="utf-8")
    page = tmp_path / "aid.ipp"
    page.write_text(AID.format(required=required, condition=condition), encoding="utf-8")
    policy = ipdsl.load(page, cache=False)
    machines = [
        {"serial": "A", "price": 9000, "new_one": True, "bought_on": "2024-12-01", "applied_on": "2025-01-06"},
        {"serial": "B", "price": 1000, "new_one": False, "bought_on": "2026-01-01", "applied_on": "2026-01-06"},
    ]
    firm = {"id": "F1", "kinds": ["farm"], "in_county": True}
    figures = {"2025": {"turnover": 100}, "2026": {"turnover": 900}}
    read = policy.read_facts({"applicant": firm, "records": {"machine": machines}, "figures": figures, "history": []})
    (claim,) = [one for one in policy.evaluate(read).claims if one.item == "B"]
    gates = [step for step in trace(policy, read, claim).steps if step.kind == "gate"]
    assert [step.verdict.value for step in gates] == verdicts
    shown = ["; ".join(f"{name} {value}" for name, value in step.values) for step in gates]
    assert [text for text in shown if text] == values


@pytest.mark.parametrize("number", sampled(range(12), 4, others="broad"))
def test_one_step_stops_a_claim_that_is_refused(number: int, tmp_path: Path) -> None:
    made = generated(5, number)
    (tmp_path / f"{made.vocabulary_name}.ipp").write_text(format_page(made.vocabulary), encoding="utf-8")
    page, compiled = tmp_path / "page.ipp", compile_generated(made)
    page.write_text(format_page(made.page), encoding="utf-8")
    policy = ipdsl.load(page, cache=False)
    labels = {clause.label for clause in policy.program.clauses}
    for index in range(3):
        facts = trial_of(compiled, compiled.edges, f"5:{number}:{index}", index)
        for stated in (facts.facts, facts.open_facts):
            read = policy.read_facts(stated)
            for claim in policy.evaluate(read).claims:
                steps = trace(policy, read, claim).steps
                stopped = [step for step in steps if step.verdict is StepVerdict.STOPPED]
                if claim.outcome is Outcome.NOT_ELIGIBLE and claim.label in labels:
                    assert len(stopped) == 1, (claim.label, claim.item, claim.reason)
                else:
                    assert len(stopped) <= 1, (claim.label, claim.item, claim.reason)
                if stopped and stopped[0].kind != "quota":
                    assert not claim.paid.minor
                    assert all(step.after is None for step in steps[:-1]), "no amount is computed"


DEBTOR: dict[str, Any] = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2025-12-31", "support": [],
    "history": [{"clause": "contracts", "item": "H", "year": 2022, "due": "10000", "keys": {"enterprise": "F1"}}],
    "records": {
        "technology_contract": [],
        "sanction": [{"dispute": "S1", "level": "provincial", "opened_on": "2025-03-30"},
                     {"dispute": "S2", "level": "national", "opened_on": "2025-05-01"}],
    },
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize(
    ("language", "label", "steps"),
    [
        ("en", "all_back",
         ["sanction S1", "level at least provincial: holds",
          "opened_on less than 36 months after the payment (H, 2022): not known",
          "if opened_on less than 36 months after the payment"]),
        ("zh", "full recovery",
         ["立案查处 S1", "级别 不低于 省级：成立", "立案日 距 拨款之日 不满 36个月（H，2022年6月30日）：成立"]),
        ("en", "penalty", ["sanction S2", "owed by enterprise: holds", "level is national: holds"]),
        ("zh", "penalty", ["立案查处 S2", "收取对象：企业：成立", "级别 为 国家级：成立"]),
    ],
)  # fmt: skip
def test_each_condition_of_a_recovery_and_of_a_debt_is_a_step(
    language: str, label: str, steps: list[str], tmp_path: Path
) -> None:
    facts = tmp_path / "facts.json"
    [line] = DEBTOR["history"]
    payments = {"payments": [{"day": "2022-06-30", "amount": "10000"}]} if language == "zh" else {}
    facts.write_text(json.dumps({**DEBTOR, "history": [{**line, **payments}]}), "utf-8")
    item = steps[0].split()[-1]
    ran = run("trace", ROOT / "examples" / "recovery.ipp", label, item, "--facts", facts, "--lang", language)
    assert [ran.out.count(step) > 0 for step in steps] == [True] * len(steps), ran.both
    places = [ran.out.index(step) for step in steps]
    assert places == sorted(places)
