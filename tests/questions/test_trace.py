"""`ipdsl trace`: one claim through every gate and rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ipdsl
from ipdsl.questions.trace import Verdict, named, trace
from tests.conftest import ROOT
from tests.support.cli import run

RICH = ROOT / "examples" / "firm_rich.json"
SMALL = ROOT / "examples" / "firm.json"


def test_a_claim_is_followed_to_the_gate_that_stops_it() -> None:
    ran = run("trace", "shaoguan_2021", RICH, "7.technology_contract.recorded", "2024-029")
    assert ran.code == 0
    text = ran.out
    steps = ["paid to enterprise: holds", "put_to_use: holds", "located_here: stops here", "not eligible"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert "$.records.technology_contract[1]" in text
    assert "if located_here" in text, "the line of the page stands beside its gate"


def test_a_claim_is_followed_through_the_rule_that_cuts_it() -> None:
    ran = run("trace", "shaoguan_2021", RICH, "2.invention_patent.granted", "DE602019004", "--format", "json")
    steps = json.loads(ran.out)["traces"][0]["steps"]
    rule = next(step for step in steps if step["kind"] == "rule")
    assert (rule["verdict"], rule["before"], rule["after"]) == ("cut", "7100.00", "0.00")
    assert rule["text"].startswith("article 2: limit 3 country per family")
    assert rule["place"]["text"].strip().startswith("limit 3 country per family")


def test_an_open_claim_names_what_is_not_known_and_keeps_its_exit_code() -> None:
    ran = run("trace", "shaoguan_2021", ROOT / "examples" / "firm_unknown.json", "2023-002")
    assert ran.code == 3
    assert "located_here: not known" in ran.out
    assert "0.00 to 50,000.00" in ran.out


@pytest.mark.parametrize("facts", sorted((ROOT / "examples").glob("*.json")), ids=lambda path: path.stem)
def test_every_claim_of_every_example_can_be_traced(facts: Path) -> None:
    policy = ipdsl.load("shaoguan_2021")
    read = policy.read_facts(facts)
    decision = policy.evaluate(read)
    for claim in decision.claims:
        steps = trace(policy, read, claim).steps
        sums = [step.after for step in steps if step.after is not None]
        assert sums[-1] == claim.paid
        stopped = [step for step in steps if step.verdict is Verdict.STOPPED]
        assert len(stopped) <= 1
        cut = [step for step in steps if step.verdict is Verdict.CUT]
        assert len(cut) == len(claim.adjustments)
        if stopped:
            assert claim.paid.minor == 0


def test_a_claim_is_named_by_label_by_item_or_by_both() -> None:
    policy = ipdsl.load("shaoguan_2021")
    decision = policy.evaluate(RICH)
    by_item = named(decision, None, "2024-029")
    assert [claim.label for claim in by_item] == ["7.technology_contract.recorded"]
    assert by_item == named(decision, "7.technology_contract.recorded", "2024-029", str(by_item[0].event_date))
    assert named(decision, "7.technology_contract.recorded", "2024-029", "1999-01-01") == ()


def test_a_claim_is_followed_through_the_years_of_a_cap_that_carries_forward() -> None:
    page = ROOT / "tests" / "facts" / "ledgers" / "kept.ipp"
    policy = ipdsl.load(page, cache=False)
    prize = {"patent": "ZL1", "level": "national", "prize": "gold", "won_on": "2021-09-01"}
    figures = {"2021": {"local_contribution": 120000}, "2022": {"local_contribution": 50000}}
    firm = {"id": "F1", "kinds": ["enterprise"]}
    facts = policy.read_facts({"applicant": firm, "records": {"patent_prize": [prize]}, "figures": figures})
    (claim,) = policy.evaluate(facts).claims
    (step,) = [step for step in trace(policy, facts, claim).steps if step.verdict is Verdict.CARRIED]
    assert (str(step.before), str(step.after)) == ("300,000.00 CNY", "170,000.00 CNY")
    assert step.detail.startswith("120,000.00 in 2021, 50,000.00 in 2022, by the cap of article 22")


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
    assert run("eval", "dongyang_2021", first, "--ledger-out", ledger).code == 0
    traced = run("trace", "dongyang_2021", known, "national_demonstration", "--history", ledger)
    assert traced.code == 0
    assert "30,000.00" in traced.out
    asked = run("ask", "dongyang_2021", second, "--history", ledger)
    assert asked.code == 3
    assert "figures.2022.local_contribution" in asked.out
    nowhere = run("trace", "dongyang_2021", known, "national_demonstration", "--history", first)
    assert "[U014]" in nowhere.out + nowhere.err


def test_a_day_on_which_the_item_has_no_claim_is_named() -> None:
    ran = run("trace", "shaoguan_2021", RICH, "2024-029", "--day", "2020-01-01")
    assert ran.code == 2
    assert "2024-029 2020-01-01" in ran.out + ran.err
