"""The work for unknown facts, counted: twice the records take at most twice the work, with a limit for each claim."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import ipdsl
from benchmarks.ours import SHAOGUAN
from benchmarks.unknowns import CONTRACTS, DONGYANG, EVERY_KIND, THREE_KINDS, only_keys
from ipdsl.claims.claim import Candidate, sort_claims
from ipdsl.claims.proposer import proposer_of
from ipdsl.decision.bounds.all_cases import MAX_STEPS
from ipdsl.decision.bounds.bounds import bounds_of
from ipdsl.decision.pipeline import Evaluation
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts
from ipdsl.ir.proposal import Proposal
from ipdsl.kernel.grouping import LimitOf
from ipdsl.report.decision_json import to_json
from ipdsl.report.decision_page import render
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.journal import CapAmounts
from ipdsl.settlement.settlement import SettlementContext
from tests.conftest import ROOT
from tests.support.call_counts import calls
from tests.support.slow import sampled

policy_of = cache(ipdsl.load)
A_CLAIM = 30
"""The greatest number of times that a claim is settled if not every case is tried.

It is settled at both ends, alone, and by each rule alone.
"""


@attrs.frozen(eq=False)
class Counted(SettlementContext):
    """Settles as usual, and counts the settled claims."""

    steps: list[int] = attrs.field(factory=list)

    def settle(
        self,
        claims_with_sums: list[tuple[Candidate, int]],
        limit_of: LimitOf | None = None,
        *,
        is_ordered: bool = False,
    ) -> list[SettledClaim]:
        self.steps.append(len(claims_with_sums))
        return super().settle(claims_with_sums, limit_of, is_ordered=is_ordered)


def steps(path: Path, kinds: tuple[str, ...], number: int) -> tuple[int, int, int]:
    """The number of claims that bounds settle, of claims, and of tied sets."""
    policy = policy_of(path)
    facts = policy.read_facts(only_keys(policy, kinds, number))
    program, code = policy._program, policy._code
    run = Evaluation(program, proposer_of(program, code, facts, strict=False), facts, None)
    start = run.start(run.claims())
    own = start.context
    counted = Counted(own.proposer, own.recall, own.cap_amounts, own.currency, own.year, own.is_frozen)
    _, bounded = bounds_of(counted, start.live)
    return sum(counted.steps), len(start.live), len(bounded)


@pytest.mark.broad
@pytest.mark.parametrize(
    ("path", "kinds", "number"),
    sampled([(SHAOGUAN, CONTRACTS, 1000), (SHAOGUAN, THREE_KINDS, 1000), (DONGYANG, EVERY_KIND, 60)], 9),
)
def test_claims_of_which_only_the_key_is_stated_are_settled_a_fixed_number_of_times(
    path: Path, kinds: tuple[str, ...], number: int
) -> None:
    half, _, _ = steps(path, kinds, number // 2)
    taken, claims, sets = steps(path, kinds, number)
    assert claims >= number
    assert taken <= A_CLAIM * claims + MAX_STEPS * sets
    assert taken <= 2.1 * half


def test_claims_without_a_day_are_tried_once_where_every_day_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    evaluated = GeneratedFunctions.evaluate_formulas

    def counted(code: GeneratedFunctions, index: int, c: Situation) -> Proposal:
        tried.append(code.program.clauses[index].label)
        return evaluated(code, index, c)

    monkeypatch.setattr(GeneratedFunctions, "evaluate_formulas", counted)
    policy = policy_of(SHAOGUAN)
    facts = policy.read_facts(only_keys(policy, CONTRACTS, 50))
    claims = proposer_of(policy._program, policy._code, facts, strict=False).claims()
    assert len([one for one in claims if one.is_live]) == 50
    assert tried == ["7.technology_contract.recorded"] * 50


def test_suspensions_are_asked_for_the_years_of_the_window_where_no_year_is_stated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Dongyang carries money for two years. Years of claims without a day begin with the window, not with year 1."""
    asked: set[int] = set()
    suspended = CapAmounts.suspensions

    def noted(rooms: CapAmounts, year: int) -> object:
        asked.add(year)
        return suspended(rooms, year)

    monkeypatch.setattr(CapAmounts, "suspensions", noted)
    titles = {"items": [{"id": "A"}], "partial": True}
    due = (
        policy_of(DONGYANG)
        .evaluate(
            {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2024-12-31", "records": {"ip_title": titles}}
        )
        .due
    )
    assert due.low.minor == 0
    assert asked
    assert asked <= set(range(2021, 2027)), min(asked)


def lines(number: int) -> dict[str, object]:
    """Patents, and twice as many lines each of the history and of support. Half of the lines are about a patent."""
    patents = [
        {"number": f"Z{i}", "right": "invention", "domestic": True, "official_fees": 6000, "filed_on": "2020-01-01",
         "granted_on": "2022-03-01", "lapsed_on": {"none": True}}
        for i in range(number)
    ]  # fmt: skip
    about: dict[str, object] = {"kind": "patent"}
    history = [{"policy": "old", "clause": "9", "year": 2019, "due": 10, "item": i} | about for i in items("Q", number)]
    support = [{"level": "county_level", "amount": 5, "year": 2021, "item": i} | about for i in items("S", number)]
    applicant = {"id": "F", "kinds": ["enterprise"], "located_here": True}
    return {"applicant": applicant, "as_of": "2023-12-31", "records": {"patent": patents}, "history": history,
            "support": support}  # fmt: skip


def items(name: str, number: int) -> list[str]:
    return [f"{first}{i}" for i in range(number) for first in ("Z", name)]


@pytest.mark.parametrize("path", sampled([SHAOGUAN, DONGYANG], 9))
def test_twice_the_lines_are_twice_the_work_for_what_became_of_each(path: Path) -> None:
    policy = policy_of(path)
    few, small, large = (policy.evaluate(policy.read_facts(lines(number))) for number in (1, 60, 120))
    assert few.without_effect  # values computed once for a policy are cached
    assert all(one.claims for one in (small, large))
    assert calls(lambda: large.without_effect) <= 2.3 * calls(lambda: small.without_effect)


def told(policy: ipdsl.Policy, facts: Facts) -> None:
    decision = policy.evaluate(facts)
    render(decision)
    to_json(decision)


def marks(number: int) -> dict[str, object]:
    """Marks, and payments under another document with an unstated territory."""
    records = [
        {"mark": f"M{i}", "territory": f"T{i % 7}", "route": "madrid", "registered_on": "2022-03-01",
         "registration_fee": 100}
        for i in range(number)
    ]  # fmt: skip
    paid = {"policy": "old", "clause": "9", "kind": "foreign_mark", "year": 2019, "due": 10}
    history = [paid | {"item": f"X{i}", "keys": {"mark": f"M{i}"}} for i in range(number)]
    return {"records": {"foreign_mark": records}, "history": history, "support": []}


def deals(number: int) -> dict[str, object]:
    """Deals, and support of their contracts with an unstated year."""
    deal: dict[str, object] = {"deal_year": "2023", "amount": 300000, "role": "buyer", "right": "invention"}
    deal |= {"patent_count": 1, "contract_registered": True, "used_here": True, "related_party": False}
    deal |= {"paid_on": "2023-05-05"}
    given = {"kind": "patent_deal", "item": "some", "level": "provincial", "year": 2023}
    support = [given | {"amount": 5 + i, "keys": {"contract": f"C{i}"}} for i in range(number)]
    records = [deal | {"contract": f"C{i}"} for i in range(number)]
    return {"records": {"patent_deal": records}, "history": [], "support": support}


@pytest.mark.broad
@pytest.mark.parametrize(
    ("path", "stated"), sampled([(DONGYANG, marks), (ROOT / "policies/quanzhou_2021.ipp", deals)], 9)
)
def test_twice_the_lines_that_state_a_part_are_twice_the_work(
    path: Path, stated: Callable[[int], dict[str, object]]
) -> None:
    policy, firm = policy_of(path), {"id": "F", "kinds": ["enterprise"], "located_here": True}
    few, small, large = (
        policy.read_facts({"applicant": firm, "as_of": "2023-12-31", **stated(number)}) for number in (5, 40, 80)
    )
    told(policy, few)
    decision = policy.evaluate(small)
    assert not decision.due.is_point  # each may be the support for a record
    assert calls(lambda: told(policy, large)) <= 2.4 * calls(lambda: told(policy, small))


@pytest.mark.broad
@pytest.mark.parametrize(
    ("path", "kinds", "number"),
    sampled([(SHAOGUAN, CONTRACTS, 60), (SHAOGUAN, THREE_KINDS, 30), (DONGYANG, EVERY_KIND, 6)], 9),
)
def test_twice_the_records_are_twice_the_work_with_page_and_json(
    path: Path, kinds: tuple[str, ...], number: int
) -> None:
    policy = policy_of(path)
    small, large = (policy.read_facts(only_keys(policy, kinds, n)) for n in (number, 2 * number))
    told(policy, small)  # values computed once for a policy are cached
    assert calls(lambda: told(policy, large)) <= 2.3 * calls(lambda: told(policy, small))


@pytest.mark.parametrize("many", [1_000, 10_000])
def test_claims_of_one_day_are_put_in_order_without_comparing_each_with_each(many: int) -> None:
    compared = 0

    class Item(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

    clause, day = SimpleNamespace(order=0), datetime.date(2022, 3, 1)
    claims: Any = [
        SimpleNamespace(is_late=False, day=day, clause=clause, place=(at,), record=f"R{at}", item=Item(f"I{at}"))
        for at in range(many)
    ]
    in_order, may_repeat = sort_claims(claims)
    assert (len(in_order), may_repeat) == (many, False)
    assert compared <= many
