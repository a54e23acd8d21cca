"""A decision is light: its parts are made when they are read, and are then those of a decision made in full."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import ipdsl
from ipdsl.runtime.decision import explain, export
from ipdsl.runtime.decision.model import Decision
from ipdsl.runtime.evaluate import evaluate
from ipdsl.runtime.reading.plain import read_plain
from ipdsl.runtime.settlement.claims import in_claim_order
from ipdsl.runtime.settlement.layout import layout_of
from ipdsl.runtime.settlement.propose import proposer_of

ROOT = Path(__file__).parents[2]
POLICY = ipdsl.load(ROOT / "policies" / "shaoguan_2021.ipp")
LATER = ("claims", "ledger", "missing", "readings", "not_stated", "assumptions", "allocations", "facts_digest")
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))


def stated(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def is_made(decision: Decision, name: str) -> bool:
    """Whether a field has its value already."""
    try:
        object.__getattribute__(decision, name)
    except AttributeError:
        return False
    return True


def test_sums_are_there_at_once_and_the_rest_when_it_is_read() -> None:
    decision = POLICY.evaluate(stated(ROOT / "examples" / "firm_rich.json"))
    assert decision.due.low == decision.total
    assert [name for name in LATER if is_made(decision, name)] == []
    assert sum(claim.paid.minor for claim in decision.claims) == decision.total.minor
    assert [name for name in LATER if is_made(decision, name)] == ["claims"]
    assert decision.claims is decision.claims


def test_json_is_written_without_claims_and_is_that_of_the_claims() -> None:
    for path in EXAMPLES:
        decision = POLICY.evaluate(stated(path))
        written = export.to_json(decision)
        assert not is_made(decision, "claims")
        assert written == export.to_json(attrs.evolve(decision)), path.name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_decision_equals_the_one_made_in_full(path: Path) -> None:
    decision = POLICY.evaluate(stated(path))
    full = attrs.evolve(decision)
    assert full == decision
    assert full.is_undetermined == decision.is_undetermined
    assert explain.render(full) == explain.render(decision)


def test_a_decision_is_copied_and_pickled_whole() -> None:
    decision = POLICY.evaluate(stated(ROOT / "examples" / "firm.json"))
    assert pickle.loads(pickle.dumps(decision)) == decision
    assert copy.copy(decision) == decision


def test_a_name_that_a_decision_lacks_is_an_error() -> None:
    decision = POLICY.evaluate(stated(ROOT / "examples" / "firm.json"))
    with pytest.raises(AttributeError, match="claimz"):
        decision.claimz  # type: ignore[attr-defined]  # noqa: B018  (that is the point)


def test_a_decision_does_not_hang_on_the_order_in_which_it_is_read() -> None:
    data = stated(ROOT / "examples" / "firm_unknown.json")
    one, other = POLICY.evaluate(data), POLICY.evaluate(data)
    names = [field.name for field in attrs.fields(Decision) if field.init]
    assert [getattr(one, name) for name in names] == [getattr(other, name) for name in reversed(names)][::-1]


def test_facts_that_were_settled_once_are_settled_alike_again() -> None:
    code = POLICY._code
    facts = read_plain(stated(ROOT / "examples" / "firm_rich.json"), code)
    first = export.to_json(evaluate(code.program, code, facts))
    assert export.to_json(evaluate(code.program, code, facts)) == first


def test_content_decides_only_between_claims_that_nothing_else_tells_apart() -> None:
    code = POLICY._code
    facts = read_plain(stated(ROOT / "examples" / "firm_rich.json"), code)
    proposer = proposer_of(code.program, code, facts, layout_of(code.program), strict=False)
    claims = [claim for seed in proposer.seeds() for claim in proposer.candidates(seed)]
    first = next(claim for claim in claims if claim.source is not None)
    source = first.source
    assert source is not None
    earlier = attrs.evolve(first, source=attrs.evolve(source, values={"a": "1"}))
    later = attrs.evolve(first, source=attrs.evolve(source, values={"a": "2"}))
    assert in_claim_order([later, earlier], lambda claim: claim) == [earlier, later]
    assert in_claim_order([earlier, later], lambda claim: claim) == [earlier, later]
