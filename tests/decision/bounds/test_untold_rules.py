"""If the description of a step is not sufficient, bounds do not assume anything about its rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import attrs
import pytest

import ipdsl
from ipdsl.claims.proposer import proposer_of
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import TRAITS, GroupState, StepTraits
from ipdsl.kernel import allocation
from ipdsl.kernel.allocation import KernelTables
from ipdsl.kernel.rule_table import PaymentHistory, table_of
from ipdsl.settlement.settlement import settle
from tests.support.runtime.pages import applicant, of_page, prize
from tests.support.settlement.programs import award, deal, decide, due, firm, no_repeat, older, outcomes, policy, top_up


def told(
    code: GeneratedFunctions, state: GroupState, monkeypatch: pytest.MonkeyPatch, **traits: bool
) -> GeneratedFunctions:
    """The policy, while the steps of a state have these traits."""
    monkeypatch.setitem(cast("dict[GroupState, StepTraits]", TRAITS), state, attrs.evolve(TRAITS[state], **traits))
    settlement = code.program.settlement
    steps = tuple(attrs.evolve(step) for step in settlement.steps)
    return attrs.evolve(code, program=attrs.evolve(code.program, settlement=attrs.evolve(settlement, steps=steps)))


def test_a_rule_that_neither_fills_nor_selects_and_has_no_places_gives_no_upper_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = policy(award(), no_repeat("project"))
    facts = firm(deal("A", 50, project="P"), deal("B", None, project="P"))
    assert due(decide(told(code, GroupState.EXCLUSIVE, monkeypatch, selects=False), facts))[1] is None


def test_a_rule_of_a_block_that_raises_claims_without_its_flag_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    code = policy(award(), older=(older("project"),))
    standards = [{"document": "Doc 0", "kind": "deal", "item": "A", "amount": 80}]
    facts = read_facts(firm(deal("A", 20, project="P"), older_documents=standards), code.program)
    asked = [(claim, claim.low) for claim in proposer_of(code.program, code, facts, strict=False).claims()]

    def left(code: GeneratedFunctions) -> list[int]:
        settled = settle(table_of(code.program.settlement), asked, PaymentHistory({}), lambda bound, year: 0, "CNY")
        return [one.paid for one in settled]

    assert left(code) == [8000]
    with pytest.raises(AssertionError, match="raised a claim"):
        left(told(code, GroupState.FLOOR, monkeypatch, raises_claims=False))


@pytest.mark.parametrize(
    "asked", [lambda made, facts: made.total(facts), lambda made, facts: made.evaluate(facts).claims]
)
def test_a_rule_that_raises_claims_is_a_fault_in_sums_as_in_decisions(
    asked: Callable[[ipdsl.Policy, Facts], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = of_page("award 50 to enterprise when patent_prize won", "no repeat per matter")
    prizes = [prize("Z", "national", "2022-03-01"), prize("Z", "provincial", "2022-04-01")]
    facts = made.read_facts(applicant({"patent_prize": prizes}))
    assert made.total(facts).minor == 5000
    true = allocation.settle

    def generous(tables: KernelTables) -> None:
        true(tables)
        tables.granted[0] = tables.requested[0] + 1

    monkeypatch.setattr(allocation, "settle", generous)
    with pytest.raises(AssertionError, match="raised a claim"):
        asked(made, facts)


def test_under_a_rule_without_flags_a_claim_also_depends_on_later_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    late = deal("B", None, "2022-05-01", project="P", level="provincial")
    code = policy(award(), top_up("project"))
    facts = firm(deal("A", 50, project="P", level="national"), late)
    assert outcomes(decide(code, facts)) == {"A": "awarded", "B": "undetermined"}
    untold = told(code, GroupState.TOP_UP, monkeypatch, counts_by_level=False)
    assert outcomes(decide(untold, facts)) == {"A": "undetermined", "B": "undetermined"}
