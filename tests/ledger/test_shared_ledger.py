"""A ledger of several applicants. A run settles some of them; the lines of the others count and are kept."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.driver.library import Policy
from ipdsl.ir.proposal import Outcome
from ipdsl.ledger.ledger_file import ledger_to_plain, lines_of_other_applicants
from ipdsl.plain_data.errors import FactsError
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.settlement.cohorts import QUOTA, RANKS, SHARED, agency, projects, scored_policy, scores, works
from tests.support.slow import sampled

BRANCHES = {
    "N": agency("N", "HQ", "2022-03-01", "2022-09-01"),
    "S": agency("S", "HQ", "2022-05-01", "2023-05-01"),
    "T": agency("T", {"none": True}, "2022-01-01"),
    "W": agency("W", "HQ", "2023-02-01"),
}
"""Four branches. All but T share 50,000 a year. They claim three times 30,000 in 2022 and two times in 2023."""


@pytest.fixture
def scored(tmp_path: Path) -> Policy:
    return scored_policy(tmp_path)


def stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without a history, which the ledger supplies."""
    return {name: part for name, part in facts.items() if name != "history"}


def ledger_of(policy: Policy, cohort: Sequence[Mapping[str, Any]], before: Any = None) -> dict[str, Any]:
    """The ledger that `--ledger-out` writes after a run over these applicants."""
    facts = [stated(one) for one in cohort]
    joint = policy.evaluate_cohort(facts, history=before)
    lines = [line for decision in joint.decisions for line in decision.ledger]
    if before is not None:
        lines += lines_of_other_applicants(before, policy.program, [one["applicant"]["id"] for one in cohort])
    return ledger_to_plain(policy.program, lines)


def due_by_year(ledger: Mapping[str, Any], among: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in ledger["ledger"]:
        for year, sum_ in line["due"].items() if line["applicant"] in among else ():
            found[year] = found.get(year, 0) + float(sum_)
    return found


@pytest.mark.parametrize(
    "first",
    sampled(
        [pytest.param(names) for n in (1, 2, 3) for names in itertools.combinations(BRANCHES, n)], 3, others="broad"
    ),
)
def test_a_cap_across_applicants_holds_whoever_is_settled_when(first: tuple[str, ...]) -> None:
    shared = ipdsl.load_text(SHARED)
    ledger = ledger_of(shared, [BRANCHES[name] for name in first])
    ledger = ledger_of(shared, [BRANCHES[name] for name in BRANCHES if name not in first], ledger)
    assert due_by_year(ledger, "NSW") == {"2022": 50000, "2023": 50000}
    assert due_by_year(ledger, "T") == {"2022": 30000}
    for names in (*((name,) for name in BRANCHES), first):
        again = shared.evaluate_cohort([stated(BRANCHES[name]) for name in names], history=ledger)
        assert again.total.minor == 0, "a ledger read back pays nothing twice"
        kept = ledger_of(shared, [BRANCHES[name] for name in names], ledger)
        assert sorted_lines(kept) == sorted_lines(ledger), "with their digests"


def sorted_lines(ledger: Mapping[str, Any]) -> list[str]:
    return sorted(json.dumps(line, sort_keys=True) for line in ledger["ledger"])


def test_one_alone_is_told_what_the_ledger_leaves_of_a_shared_room() -> None:
    shared = ipdsl.load_text(SHARED)
    ledger = ledger_of(shared, [BRANCHES["S"]])
    alone = shared.evaluate(stated(BRANCHES["N"]), history=ledger)
    assert [claim.outcome for claim in alone.claims] == [Outcome.CONTINGENT] * 2
    assert alone.due.high is not None
    assert (alone.due.low.minor, alone.due.high.minor) == (0, 2000000)
    published = [{"rule": alone_rule(shared), "keys": {"head_office": "HQ"}, "year": 2022, "left": 15000}]
    known = shared.evaluate(stated(BRANCHES["N"]) | {"published": published}, history=ledger)
    assert known.total.minor == 1500000, "what is left is what the ledgers leave, and is not charged again"
    published[0]["left"] = 25000
    with pytest.raises(FactsError, match=r"R088.*30000.00 of it"):
        shared.evaluate_cohort([stated(BRANCHES["N"]) | {"published": published}], history=ledger)


def alone_rule(policy: Policy) -> str:
    (name,) = {bound.name for step in policy.program.settlement.steps for bound in step.rules if bound.is_across}
    return name


def test_a_compiled_module_takes_the_ledger_of_all() -> None:
    shared = ipdsl.load_text(SHARED)
    from ipdsl.runtime.compiled_policy import EmbeddedPolicy

    ledger = ledger_of(shared, [BRANCHES["S"]])
    module = EmbeddedPolicy(shared.code)
    joint = module.evaluate_cohort([stated(BRANCHES["N"])], history=ledger)
    assert joint == shared.evaluate_cohort([stated(BRANCHES["N"])], history=ledger)
    assert joint.total.minor == 2000000


def test_facts_that_were_read_before_take_no_ledger() -> None:
    shared = ipdsl.load_text(SHARED)
    with pytest.raises(ValueError, match="state their history themselves"):
        shared.evaluate_cohort([shared.read_facts(stated(BRANCHES["N"]))], history=[])


def test_a_short_line_of_another_applicant_states_the_key_of_a_shared_cap() -> None:
    shared = ipdsl.load_text(SHARED)
    line = {"clause": "7.agency_case.granted", "item": "old", "year": 2022, "due": 45000, "applicant": "S"}
    with pytest.raises(FactsError) as refused:
        shared.evaluate_cohort([stated(BRANCHES["N"])], history=[line])
    assert [problem.code for problem in refused.value.report] == ["R056"]
    assert "settle S together with the others" in str(refused.value)
    shared.evaluate(stated(BRANCHES["N"]), history=[line])  # open anyway, because it is alone
    told = line | {"keys": {"head_office": "HQ"}}
    assert shared.evaluate_cohort([stated(BRANCHES["N"])], history=[told]).total.minor == 500000


def test_a_line_of_nobody_is_refused_where_it_could_be_of_several() -> None:
    shared = ipdsl.load_text(SHARED)
    line = {"clause": "7.agency_case.granted", "item": "old", "year": 2022, "due": 45000, "keys": {"head_office": "HQ"}}
    assert shared.evaluate_cohort([stated(BRANCHES["N"])], history=[line]).total.minor == 500000, "of the only one"
    with pytest.raises(FactsError) as refused:
        shared.evaluate_cohort([stated(BRANCHES["N"]), stated(BRANCHES["S"])], history=[line])
    assert [problem.code for problem in refused.value.report] == ["R021"]


def test_a_line_whose_applicant_looks_like_one_that_is_settled_is_refused() -> None:
    line = {"clause": "7.agency_case.granted", "item": "old", "year": 2022, "due": 1, "applicant": "\uff2e"}
    with pytest.raises(FactsError, match="R059"):
        ipdsl.load_text(SHARED).evaluate(stated(BRANCHES["N"]), history=[line])


def test_who_was_paid_by_a_place_stands_in_the_ranking_of_that_year() -> None:
    ranks = ipdsl.load_text(RANKS)
    ledger = ledger_of(ranks, [works("A", 90)])
    later = ranks.evaluate_cohort([stated(works("B", 80)), stated(works("C", 70))], history=ledger)
    assert [one.due.high and one.due.high.minor for one in later.decisions] == [5000000, 3000000]
    assert all(claim.outcome is Outcome.CONTINGENT for one in later.decisions for claim in one.claims)
    both = ranks.evaluate_cohort([stated(works("A", 90)), stated(works("B", 80))], history=ledger)
    assert [one.total.minor for one in both.decisions] == [0, 3000000]


def test_what_was_paid_of_the_bureaus_list_counts_for_its_quota() -> None:
    quota = ipdsl.load_text(QUOTA)
    ledger = ledger_of(quota, [projects("A", "P1", "P2")])
    assert quota.evaluate_cohort([stated(projects("B", "P3"))], history=ledger).total.minor == 10000000
    with pytest.raises(FactsError, match="P3 of B, P4 of B, P1 of A, P2 of A"):
        quota.evaluate_cohort([stated(projects("B", "P3", "P4"))], history=ledger)


def test_what_was_paid_by_a_score_keeps_its_place(scored: Policy) -> None:
    ledger = ledger_of(scored, [scores("A", a=70)])
    later = scored.evaluate_cohort([stated(scores("B", b=60, c=80))], history=ledger)
    outcomes = {claim.item: claim.outcome for claim in later.decisions[0].claims}
    assert outcomes == {"b": Outcome.NOT_ELIGIBLE, "c": Outcome.AWARDED}


# ---------------------------------------------------------------------------------------------- command line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "city.ipp").write_text(SHARED, encoding="utf-8")
    for name, facts in BRANCHES.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(stated(facts)), encoding="utf-8")
    return tmp_path


def read(where: Path) -> Any:
    return json.loads(where.read_text(encoding="utf-8"))


@pytest.mark.parametrize("again", [("--cohort", "--facts", "S.json"), ("--facts", "S.json")])
def test_a_ledger_that_is_written_anew_keeps_the_lines_of_other_applicants(
    folder: Path, again: tuple[str, ...]
) -> None:
    with working_in(folder):
        assert run("eval", "city.ipp", "--cohort", "--facts", "N.json", "S.json", "--ledger-out", "all.json").code == 0
        before = read(folder / "all.json")
        ran = run(
            "eval",
            "city.ipp",
            *again,
            "--history",
            "all.json",
            "--ledger-out",
            "all.json",
            "--accept-modified-ledger",
            "X",
        )
        assert ran.code == 0, ran.err
        after = read(folder / "all.json")
        totals = {part: before["ledger_head"][part] for part in ("lines", "due", "by_year", "carried")}
        assert after["ledger_head"].items() >= (totals | {"previous": before["ledger_head"]["number"]}).items()
        assert after["pages"] == before["pages"]
        assert "applicant" not in after
        assert sorted_lines(after) == sorted_lines(before)
        paid = run("eval", "city.ipp", "--cohort", "--facts", "N.json", "--history", "all.json", "--format", "json")
        assert (paid.code, json.loads(paid.out)["total"]) == (0, "0.00"), "and its digests hold"


def test_a_trace_knows_the_room_that_others_used(folder: Path) -> None:
    with working_in(folder):
        run("eval", "city.ipp", "--cohort", "--facts", "S.json", "--ledger-out", "all.json")
        for verb in (
            ("eval", "city.ipp", "--full", "--facts", "N.json"),
            ("trace", "city.ipp", "--facts", "N.json", "N0"),
            ("ask", "city.ipp", "--facts", "N.json"),
        ):
            assert "20,000.00" in run(*verb, "--history", "all.json").out
            assert "20,000.00" not in run(*verb).out


def test_what_is_wrong_with_the_line_of_another_applicant_names_the_file(folder: Path) -> None:
    line = {"clause": "8", "item": "x", "year": 2022, "due": 1, "applicant": "S"}
    (folder / "lines.json").write_text(json.dumps([{"clause": "8", "applicant": ""}, line][1:]), encoding="utf-8")
    with working_in(folder):
        ran = run("eval", "city.ipp", "--cohort", "--facts", "N.json", "--history", "lines.json")
    assert (ran.code, "error[R050]" in ran.err) == (1, True)
    assert "lines.json:1:13 ($[0].clause)" in ran.err
