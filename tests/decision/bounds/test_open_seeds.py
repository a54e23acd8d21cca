"""The parts of the cases of a tied set, computed by hand.

The parts are the assumptions that were read, the proposals that are kept, the pairs of cases that differ in one fact,
and the least number of steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs
import pytest

import ipdsl
from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import ClaimSource, Proposer, proposer_of
from ipdsl.decision.bounds.all_cases import (
    MOST_KEPT,
    Cases,
    FactsCase,
    OpenSeeds,
    RecordedAssumptions,
    SeedClaims,
    _least_steps,
)
from ipdsl.engine.operations import MOST_NAMED
from ipdsl.ir.facts import FactRef
from ipdsl.schema.values.value_type import Fact
from tests.support.rows import each_row

A, B, C = (FactRef("applicant", item=name, field=name) for name in "abc")
PAGE = """policy trial "Trial"
  document "Doc 1"
  effective 2021-01-01 to 2026-12-31
  use ip
article 1 "One"
  award 100 when technology_contract recorded and put_to_use
"""


@cache
def proposer() -> Proposer:
    """Contracts with an unstated `put_to_use`."""
    policy = ipdsl.load_text(PAGE)
    contracts = [{"contract": f"T{i:02}", "amount": 5, "recorded_on": "2022-01-01"} for i in range(12)]
    facts = policy.read_facts(
        {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"technology_contract": contracts}}
    )
    return proposer_of(policy.program, policy.code, facts, strict=False)


def open_claims() -> list[Candidate]:
    return [claim for claim in proposer().claims() if claim.is_live]


def open_seeds() -> tuple[OpenSeeds, list[FactRef]]:
    """The seeds of two contracts, and the open fact of each."""
    claims = open_claims()[:2]
    sources = [ClaimSource(claim.clause, claim.source) for claim in claims]
    return OpenSeeds(proposer(), sources, frozenset()), [next(iter(claim.facts)) for claim in claims]


@each_row(
    ("ask", "read"),
    [
        (lambda values: values[A], {A}),
        (lambda values: A in values, {A}),
        (lambda values: C in values, set()),
        (lambda values: values.get(C), set()),
        (len, set()),
        (bool, set()),
        (lambda values: [*values.values()], {A, B}),
        (dict, {A, B}),
        (list, {A, B}),
    ],
)
def test_assumptions_record_which_values_were_asked_for(ask, read: set[FactRef]) -> None:  # type: ignore[no-untyped-def]
    values = RecordedAssumptions({A: True, B: False})
    ask(values)
    assert values.read == read


def test_a_seed_is_proposed_once_for_the_values_it_depends_on() -> None:
    seeds, (first, second) = open_seeds()
    root = seeds.with_nothing(open_claims()[:2])
    assert (root.waiting, root.records_examined, root.is_complete) == ({first, second}, 0, False)
    one = seeds.with_value(root, first, {first: True})
    assert (one.waiting, one.is_complete) == ({second}, True)
    both = seeds.with_value(one, second, {first: True, second: True})
    assert (both.seeds[0], both.waiting, both.is_complete) == (one.seeds[0], frozenset(), False)
    other = seeds.with_value(root, first, {first: False})
    assert (other.seeds[0].claims[0].is_live, other.is_complete) == (False, True)
    last = seeds.with_value(other, second, {first: False, second: True})
    assert last.seeds == [other.seeds[0], both.seeds[1]]
    assert (last.records_examined, last.is_complete) == (0, False)
    assert seeds.propose({first: False, second: True}).is_complete


def test_no_proposal_is_kept_that_was_made_with_no_value() -> None:
    seeds, (first, second) = open_seeds()
    seeds.propose({})
    assert seeds.with_value(seeds.propose({}), first, {first: True}).is_complete
    before = len(seeds._earlier[1])
    for number in range(MOST_KEPT + 3):
        latest = seeds.propose({first: bool(number % 2), second: True})
    assert before < len(seeds._earlier[1]) == MOST_KEPT
    assert seeds._earlier[1][0] is latest.seeds[1]


@pytest.mark.parametrize(("number", "names_all"), [(MOST_NAMED - 1, True), (MOST_NAMED, False)])
def test_claims_that_depend_on_very_many_facts_are_never_kept(number: int, names_all: bool) -> None:
    seeds, (first, _) = open_seeds()
    few = open_claims()[0]
    many = attrs.evolve(few, facts=frozenset(FactRef("applicant", item=str(i), field="f") for i in range(number)))
    seed = seeds._seed_claims([few, many], {})
    assert (seed.names_all, seed.holds_under({}), seed.depends_on(A)) == (names_all, names_all, not names_all)
    assert seed.depends_on(first)


def test_claims_hold_under_the_values_that_were_read() -> None:
    seed = SeedClaims([], {A: True}, frozenset({B}), frozenset({B}), names_all=True)
    assert seed.holds_under({A: True})
    assert seed.holds_under({A: True, C: False})
    assert not seed.holds_under({A: False})
    assert not seed.holds_under({})
    assert not seed.holds_under({A: True, B: True})


def cases_of(*assumptions: Mapping[FactRef, Fact]) -> Cases:
    return Cases(tuple(FactsCase(assumed, {}, {}, total) for total, assumed in enumerate(assumptions)))


@pytest.mark.parametrize(
    ("assumptions", "pairs"),
    [
        ([{A: False, B: False}, {A: False, B: True}, {A: True, B: False}, {A: True, B: True}],
         {A: [(0, 2), (1, 3)], B: [(0, 1), (2, 3)]}),
        ([{A: "x"}, {A: "y"}, {A: "z"}], {A: [(0, 1), (0, 2), (1, 2)]}),
        ([{A: False, B: False}, {A: False, B: True}, {A: True, C: False}, {A: True, C: True}],
         {A: [(0, 2), (0, 3), (1, 2), (1, 3)], B: [(0, 1)], C: [(2, 3)]}),
        ([{A: False}, {A: True, B: False}, {A: True, B: True}], {A: [(0, 1), (0, 2)], B: [(1, 2)]}),
    ],
)  # fmt: skip
def test_pairs_are_cases_that_differ_in_one_fact(
    assumptions: list[Mapping[FactRef, Fact]], pairs: dict[FactRef, list[tuple[int, int]]]
) -> None:
    cases = cases_of(*assumptions)
    assert {ref: sorted(of_fact) for ref, of_fact in cases.pairs.items()} == pairs
    assert {ref: cases.worth(ref) for ref in pairs} == {
        ref: max(b - a for a, b in of_fact) for ref, of_fact in pairs.items()
    }


@each_row("known", [0, 1, 7])
@each_row("number", [0, 1, 3, 4, 5, 9, 12])
def test_the_least_steps_count_each_case_with_the_cases_before_it(number: int, known: int) -> None:
    steps = sum(known + case // 16 for case in range(2**number))
    assert _least_steps(proposer(), open_claims()[:number], known) == steps


def test_a_claim_that_waits_for_two_facts_or_for_its_key_makes_no_case_alone() -> None:
    first, second = open_claims()[:2]
    both = attrs.evolve(first, facts=first.facts | second.facts)
    keyed = attrs.evolve(second, unknown_keys={"contract": A})
    assert _least_steps(proposer(), [both, keyed], 1) == 1
    assert _least_steps(proposer(), [both, keyed, first], 1) == 2
