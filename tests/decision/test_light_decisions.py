"""A decision makes its parts when they are read. They equal the parts of a complete decision."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import ipdsl
from ipdsl.base.findings.finding import InternalError
from ipdsl.claims.claim import sort_in_claim_order
from ipdsl.claims.proposer import proposer_of
from ipdsl.decision.decision import Decision
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.facts import Facts
from ipdsl.report import decision_json, decision_page
from ipdsl.runtime.compiled_policy import LazyParts, evaluate, evaluate_eagerly
from ipdsl.schema.values.value_type import KnownValues
from tests.support.project_files import files_in

ROOT = Path(__file__).parents[2]
POLICY = ipdsl.load(ROOT / "policies" / "shaoguan_2021.ipp")
LATER = ("claims", "ledger", "missing", "readings", "not_stated", "assumed", "allocations", "facts_digest")
EXAMPLES = files_in(ROOT / "examples", "*.json")


def stated(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def is_made(decision: Decision, name: str) -> bool:
    """Whether a field already has its value."""
    try:
        object.__getattribute__(decision, name)
    except AttributeError:
        return False
    return True


def known() -> Facts:
    """Facts that the emitted total covers."""
    return POLICY.read_facts(stated(ROOT / "examples" / "firm.json"))


def is_settled(decision: Decision) -> bool:
    assert isinstance(decision._parts, LazyParts)
    return "result" in decision._parts.cache


def test_sums_come_without_settlement_where_the_module_knows_them() -> None:
    decision = POLICY.evaluate(known())
    whole = evaluate_eagerly(POLICY._program, POLICY._code, known())
    assert (decision.total, decision.due, decision.applicant) == (whole.total, whole.due, whole.applicant)
    assert not is_settled(decision)
    assert decision.years == whole.years
    assert is_settled(decision)


@pytest.mark.parametrize("part", [*LATER, "is_undetermined", "obligations", "references"])
def test_whatever_is_read_first_is_what_settlement_says(part: str) -> None:
    read = getattr(POLICY.evaluate(known()), part)
    whole = getattr(evaluate_eagerly(POLICY._program, POLICY._code, known()), part)
    assert repr(read) == repr(whole)


def test_sums_that_the_module_does_not_know_are_settled() -> None:
    open_ = POLICY.read_facts(stated(ROOT / "examples" / "firm_unknown.json"))
    for decision in (POLICY.evaluate(open_), POLICY.evaluate(known(), strict=True)):
        assert not is_settled(decision)
        assert decision.total <= (decision.due.high or decision.total)
        assert is_settled(decision)


@attrs.frozen
class Says:
    """A total that returns a fixed number, and records the facts of its calls."""

    number: int
    asked: list[Facts] = attrs.field(factory=list)

    def due(self, code: GeneratedFunctions, facts: Facts, year: int | None) -> int:
        self.asked.append(facts)
        return self.number


def test_who_reads_reasons_first_asks_for_no_emitted_total() -> None:
    total = Says(7)
    code = attrs.evolve(POLICY._code, total=total)
    decision = evaluate(POLICY._program, code, known())
    assert sum(claim.paid.minor for claim in decision.claims) == decision.total.minor
    assert decision.due.is_point
    assert total.asked == []


def test_a_total_that_settlement_does_not_reach_is_an_error_of_ours() -> None:
    code = attrs.evolve(POLICY._code, total=Says(7))
    decision = evaluate(POLICY._program, code, known())
    assert decision.total.minor == 7
    for part in ("claims", "ledger", "is_undetermined"):
        with pytest.raises(InternalError, match=r"the emitted total is 0\.07 CNY, settled between"):
            getattr(decision, part)
    assert decision.total.minor == 7


def test_threads_that_read_a_decision_at_once_get_the_same_objects() -> None:
    facts, names = known(), [field.name for field in attrs.fields(Decision) if field.init]
    for _ in range(5):
        decision = POLICY.evaluate(facts)
        begin, found = threading.Barrier(8), list[list[object]]()

        def read(decision: Decision = decision, begin: threading.Barrier = begin, found: Any = found) -> None:
            begin.wait()
            found.append([getattr(decision, name) for name in names])

        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8
        assert all(one is other for seen in found for one, other in zip(seen, found[0], strict=True))
        assert decision == evaluate_eagerly(POLICY._program, POLICY._code, facts)


def test_a_decision_that_is_not_settled_yet_is_compared_shown_and_copied_whole() -> None:
    whole = evaluate_eagerly(POLICY._program, POLICY._code, known())
    assert POLICY.evaluate(known()) == whole
    assert POLICY.evaluate(known()) == POLICY.evaluate(known())
    assert POLICY.evaluate(known()) != POLICY.evaluate(known(), year=2022)
    assert repr(POLICY.evaluate(known())) == repr(whole)
    for copied in (pickle.loads(pickle.dumps(POLICY.evaluate(known()))), copy.copy(POLICY.evaluate(known())),
                   copy.deepcopy(POLICY.evaluate(known())), attrs.evolve(POLICY.evaluate(known()))):  # fmt: skip
        assert copied == whole
        assert copied._parts is None


def test_each_part_is_made_when_it_is_read() -> None:
    decision = POLICY.evaluate(stated(ROOT / "examples" / "firm_rich.json"))
    assert decision.due.low == decision.total
    assert [name for name in LATER if is_made(decision, name)] == []
    assert sum(claim.paid.minor for claim in decision.claims) == decision.total.minor
    assert [name for name in LATER if is_made(decision, name)] == ["claims"]
    assert decision.claims is decision.claims


def test_json_is_that_of_the_decision_made_in_full() -> None:
    for path in EXAMPLES:
        decision = POLICY.evaluate(stated(path))
        assert decision_json.to_json(decision) == decision_json.to_json(attrs.evolve(decision)), path.name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_decision_equals_the_one_made_in_full(path: Path) -> None:
    decision = POLICY.evaluate(stated(path))
    full = attrs.evolve(decision)
    assert full == decision
    assert full.is_undetermined == decision.is_undetermined
    assert decision_page.render(full) == decision_page.render(decision)


def test_a_decision_is_copied_and_pickled_whole() -> None:
    decision = POLICY.evaluate(stated(ROOT / "examples" / "firm.json"))
    assert pickle.loads(pickle.dumps(decision)) == decision
    assert copy.copy(decision) == decision


def test_a_name_that_a_decision_lacks_is_an_error() -> None:
    decision = POLICY.evaluate(stated(ROOT / "examples" / "firm.json"))
    with pytest.raises(AttributeError, match="claimz"):
        decision.claimz  # type: ignore[attr-defined]  # noqa: B018  (that is the point)


def test_a_decision_does_not_depend_on_the_order_of_reading() -> None:
    data = stated(ROOT / "examples" / "firm_unknown.json")
    one, other = POLICY.evaluate(data), POLICY.evaluate(data)
    names = [field.name for field in attrs.fields(Decision) if field.init]
    assert [getattr(one, name) for name in names] == [getattr(other, name) for name in reversed(names)][::-1]


def test_facts_settled_twice_give_the_same_decision() -> None:
    code = POLICY._code
    facts = read_facts_with_series(stated(ROOT / "examples" / "firm_rich.json"), code.program)
    first = decision_json.to_json(evaluate(code.program, code, facts))
    assert decision_json.to_json(evaluate(code.program, code, facts)) == first


def test_content_decides_only_between_claims_that_are_otherwise_equal() -> None:
    code = POLICY._code
    facts = read_facts_with_series(stated(ROOT / "examples" / "firm_rich.json"), code.program)
    proposer = proposer_of(code.program, code, facts, strict=False)
    claims = proposer.claims()
    first = next(claim for claim in claims if claim.source is not None)
    source = first.source
    assert source is not None
    earlier = attrs.evolve(first, source=attrs.evolve(source, values=KnownValues({"a": "1"})))
    later = attrs.evolve(first, source=attrs.evolve(source, values=KnownValues({"a": "2"})))
    assert sort_in_claim_order([later, earlier], lambda claim: claim) == [earlier, later]
    assert sort_in_claim_order([earlier, later], lambda claim: claim) == [earlier, later]
