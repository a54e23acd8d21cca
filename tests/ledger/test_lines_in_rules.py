"""How rules count lines: event, keys and amount of each line. Amounts are in yuan and calculated by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.ir.facts import Facts
from ipdsl.ledger.ledger_file import ledger_to_plain
from tests.properties.trial import ledger_of
from tests.support.settlement import pages
from tests.support.settlement.cohorts import SHARED, agency
from tests.support.settlement.pages import NONE, PAID, deal, due, firm, line, page, told


def test_what_a_line_carries_was_paid_in_its_year_for_claims_that_compete_with_it(tmp_path: Path) -> None:
    """A has 100, and 50 of them wait. B (80) is less than 100, and C (130) exceeds it by 30."""
    policy = page(
        tmp_path, "group all", f"  {PAID}", "    as deals", "  pay highest per firm per year",
        "over policy", "  cap 50 per firm per year", "    carry forward 1 year",
    )  # fmt: skip
    before = ledger_of(policy.evaluate(firm(deal("A", "2021-03-01", 100), as_of="2021-12-31")))
    for item, sum_, carried in (("B", 80, 0), ("C", 130, 3000)):
        decision = policy.evaluate(firm(deal(item, "2021-05-01", sum_), history=before, as_of="2021-12-31"))
        assert [claim.carried.minor for claim in decision.claims if claim.item == item] == [carried]


def test_what_a_replaced_document_left_undetermined_used_no_once_up(tmp_path: Path) -> None:
    header = '  replaces "Doc 0"\n    clause deals was old.deals\n'
    policy = page(tmp_path, "award 50 once when prize won", "  as deals", header=header)
    stated = firm(records={"prize": [{"name": "A", "grade": "high", "won_on": "2022-03-01"}]})
    before = {**ledger_of(policy.evaluate(stated))[0], "policy": "Doc 0", "clause": "old.deals"}
    for outcome, sum_ in (("awarded", "0.00"), ("undetermined", "50.00")):
        assert due(policy.evaluate({**stated, "history": [{**before, "outcome": outcome}]})) == (sum_, sum_)


def test_the_applicant_is_a_key_of_lines_that_were_written_before_a_rule_asked_for_it(tmp_path: Path) -> None:
    before = ledger_of(page(tmp_path, PAID, "  as deals").evaluate(firm(deal("A", "2021-02-01", 15))))
    assert before[0]["keys"] == {}
    for key in ("applicant", "firm"):
        policy = page(tmp_path, PAID, "  as deals", f"limit 1 deal per {key}")
        assert told(policy.evaluate(firm(deal("B", "2022-02-01", 15), history=before)))["B"][1] == "0.00"


def test_the_level_of_a_line_is_the_level_of_a_set_whose_item_does_not_tell_it(tmp_path: Path) -> None:
    """The cap is 70 for the high level, and 50 of it were paid in the south."""
    policy = page(
        tmp_path, "award 50 for each deal per area per level per year when deal made", "  as deals", "cap 70 per level"
    )
    deals = (deal(level, "2022-03-01", area="north", level=level) for level in ("high", "low"))
    decision = policy.evaluate(firm(*deals, history=[line("south / high", 2021, 50, level="high")]))
    assert told(decision) == {
        "north / high": ("reduced", "20.00", "20.00"), "north / low": ("awarded", "50.00", "50.00"),
    }  # fmt: skip


def paid_of_b(policy: ipdsl.Policy, *states: dict[str, Any], paid_in: int) -> int:
    """The amount in yuan that a second state gets under a limit of two; a line for item A used one place."""
    other = deal("B", "2023-02-01", ended_on=NONE)
    decision = policy.evaluate(firm(*states, other, history=[line("A", paid_in, 50)], as_of="2023-12-31"))
    [claim] = [claim for claim in decision.claims if claim.item == "B"]
    return claim.paid.minor // 100


def test_a_line_of_a_state_is_of_the_record_that_began_last_up_to_its_year(tmp_path: Path) -> None:
    """A is listed twice. The line belongs to the second listing, which keeps its place, so B has the other one."""
    policy = page(tmp_path, "award 50 while deal running", "  as deals", "limit 2 deals per firm")
    old = deal("A", "2019-01-01", id="a1", ended_on="2020-12-31")
    new = deal("A", "2022-02-01", id="a2", ended_on=NONE)
    assert paid_of_b(policy, old, new, paid_in=2022) == 50


def test_a_line_of_a_state_before_all_of_its_records_is_of_the_first(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 50 while deal running", "  as deals", "limit 2 deals per firm")
    assert paid_of_b(policy, deal("A", "2022-02-01", ended_on=NONE), paid_in=2021) == 50


def test_the_level_of_the_applicant_stands_in_lines_for_records_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_level = pages.VOCABULARY.replace("  town dated", "  level level\n  town dated")
    monkeypatch.setattr(pages, "VOCABULARY", with_level)
    policy = page(tmp_path, "award 50 when find made", "award 7 when sanction opened")
    records = {
        "find": [{"number": "F", "project": "p", "made_on": "2022-03-01"}],
        "sanction": [{"number": "S", "level": "low", "opened_on": "2022-03-01"}],
    }
    decision = policy.evaluate(firm(applicant={"level": "high"}, records=records))
    assert {line.item: line.level for line in decision.ledger} == {"F": "high", "S": "low"}


def test_a_fen_is_charged_to_its_cap(tmp_path: Path) -> None:
    [line] = (
        page(tmp_path, PAID, "  as deals", "cap 50 per firm").evaluate(firm(deal("A", "2021-02-01", "0.01"))).ledger
    )
    assert line.charged == {"1 cap per firm": 1}


# ---------------------------------------------------------------------------------------------- of other applicants


def of_one_head_office(paid: dict[str, Any], *claiming: dict[str, Any]) -> list[int]:
    """Amounts due to applicants read one by one together with a ledger in which one branch was paid 30,000."""
    policy = ipdsl.load_text(SHARED)
    lines = [line for decision in policy.evaluate_cohort([paid]).decisions for line in decision.ledger]
    ledger: Any = ledger_to_plain(policy.program, lines)
    cohort: list[Facts] = []
    for stated in claiming:
        own = [line for line in ledger["ledger"] if line["applicant"] == stated["applicant"]["id"]]
        cohort += policy.beside([policy.read_facts({**stated, "history": own})], ledger, together=False)
    return [decision.total.minor // 100 for decision in policy.evaluate_cohort(cohort).decisions]


def test_a_line_that_several_were_read_beside_counts_once() -> None:
    """S was paid 30,000 of 50,000. N gets the 20,000 that are left."""
    south, north, west = (agency(name, "HQ", f"2022-0{month}-01") for name, month in (("S", 5), ("N", 6), ("W", 7)))
    assert of_one_head_office(south, north, west) == [20000, 0]


def test_a_line_of_one_who_is_settled_too_counts_as_its_own_alone() -> None:
    north, west = agency("N", "HQ", "2022-06-01"), agency("W", "HQ", "2022-07-01")
    assert of_one_head_office(west, north, west) == [20000, 0]


def test_a_line_of_another_that_was_not_determined_takes_nothing_of_a_shared_cap() -> None:
    policy = ipdsl.load_text(SHARED)
    south, north, west = (agency(name, "HQ", f"2022-0{month}-01") for name, month in (("S", 5), ("N", 6), ("W", 7)))
    del south["applicant"]["head_office"]
    [decision] = policy.evaluate_cohort([south]).decisions
    assert [line.outcome for line in decision.ledger] == ["undetermined"]
    ledger = ledger_to_plain(policy.program, decision.ledger)
    cohort = [{name: part for name, part in facts.items() if name != "history"} for facts in (north, west)]
    settled = policy.evaluate_cohort(cohort, history=ledger)
    assert [decision.total.minor // 100 for decision in settled.decisions] == [30000, 20000]
