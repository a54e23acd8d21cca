"""Firms of five cities and generated policies with open facts: shortcuts of bounds agree with the plain method.

The plain method settles the claims of a tied set again for each question, and proposes every claim of every case.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain

import attrs
import pytest

import ipdsl
from benchmarks import firms_dongyang
from benchmarks.open_facts import CITIES, Pair, pairs_of
from benchmarks.ours import Ours
from ipdsl.claims.claim import Candidate
from ipdsl.claims.proposer import ClaimSource, Proposer, proposer_of
from ipdsl.decision.bounds import all_cases, bounds
from ipdsl.decision.bounds.all_cases import OpenSeeds
from ipdsl.decision.pipeline import Evaluation
from ipdsl.engine.situation import Situation, members_of
from ipdsl.facts.published_series import read_series_file
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.facts import FactRef, Facts
from ipdsl.report.decision_json import to_json
from ipdsl.schema.values.value_type import Fact
from ipdsl.settlement.effects import SettledClaim, outcome_of
from ipdsl.settlement.settlement import ApplicantClaims
from tests.properties.pipeline import Compiled, compile_generated
from tests.properties.trials import generated, trial_of
from tests.support.slow import sampled

FIRMS, SEED = 1, 31
POLICIES = [range(8), pytest.param(range(8, 20), marks=pytest.mark.broad)]


@cache
def city_pairs(name: str) -> tuple[Ours, list[Pair]]:
    """A city, and firms with one open fact of each type."""
    ours = Ours(ipdsl.load(CITIES[name].path))
    return ours, [pair for pairs in pairs_of(CITIES[name], ours, FIRMS).values() for pair in pairs]


@cache
def generated_facts(number: int) -> tuple[Compiled, Facts]:
    """A generated policy, and facts that have gaps."""
    compiled = compile_generated(generated(SEED, number))
    trial = trial_of(compiled, attrs.evolve(compiled.edges), f"{SEED}:{number}", number)
    return compiled, compiled.read(trial.open_facts)


def open_proposers(policies: range) -> Iterator[Proposer]:
    """Proposers of firms with one open fact, and of generated facts with gaps."""
    for name in CITIES:
        ours, pairs = city_pairs(name)
        for pair in pairs:
            yield proposer_of(ours.policy.code.program, ours.policy.code, pair.without, strict=False)
    for compiled, facts in map(generated_facts, policies):
        if not compiled.program.awards_with_sums:  # they are added up for a whole decision
            yield proposer_of(compiled.program, compiled.code, facts, strict=False)


def undecided_firms() -> Iterator[Proposer]:
    """Firms of Dongyang with open facts that are needed on many days."""
    ours, _ = city_pairs("Dongyang")
    program, code = ours.policy.code.program, ours.policy.code
    series = read_series_file(firms_dongyang.series(), program)
    for stated in firms_dongyang.firms(4):
        for name in ("located_here", "operating"):
            stated["applicant"].pop(name)
        plain = {part: value for part, value in stated.items() if part != "series"}
        yield proposer_of(program, code, read_facts_with_series(plain, program, (series,)), strict=False)


def essence(settled: SettledClaim) -> tuple[object, ...]:
    carry = settled.carry
    left = None if carry is None else (carry.remaining, carry.lapsed, carry.due)
    return settled.claim.identity, settled.paid, settled.amount, left


@pytest.mark.broad
@pytest.mark.parametrize("policies", POLICIES, ids=str)
def test_claims_settled_at_once_come_to_what_each_alone_does(policies: range) -> None:
    seen = {"open": 0, "free": 0, "base": 0, "cut": 0}
    for proposer in open_proposers(policies):
        evaluation = Evaluation(proposer.program, proposer, proposer.facts, None)
        start = evaluation.start(evaluation.claims())
        run = start.context
        opened = bounds.open_run(run, tuple(claim for claim in start.live if id(claim) not in start.redundant))
        graph = opened.graph
        for component in graph.components:
            claims = [graph.claims[i] for i in component.members]
            most = [(claim, run.max_amount(claim)) for claim in claims]
            highs = run.settle(most, run.cap_amounts.high)
            assert [*map(essence, bounds._settle_highs(run, graph, component))] == [*map(essence, highs)]
            at_least = [bounds._is_placed(graph, component, i) for i in component.members]
            sums = [claim.low if is_placed else 0 for claim, is_placed in zip(claims, at_least, strict=True)]
            lows = run.settle([*zip(claims, sums, strict=True)])
            shortcut = bounds._settle_lows(run, graph, component, opened.base)
            assert [*map(essence, shortcut)] == [*map(essence, lows)]
            together = run.settle_separately_under(run.table, most)
            alone = [settled for pair in most for settled in run.settle_under(run.table, [pair])]
            assert [*map(essence, together)] == [*map(essence, alone)]
            seen["open"] += 1
            seen["free"] += bounds._is_free(run, graph, component)
            seen["base"] += shortcut[0] is opened.base[component.members[0]]
            seen["cut"] += any(settled.cuts for settled in alone)
    assert min(seen.values()) > 5, seen


def everything(settled: SettledClaim) -> tuple[object, ...]:
    """The result of a claim, with each reason and the values that later years use."""
    cuts = [(cut.code, cut.amount, cut.raised, cut.preferred_item, cut.reason) for cut in settled.cuts]
    charged = sorted(settled.effect.charged.items())
    return essence(settled), outcome_of(settled), settled.raised, cuts, settled.effect.admitted, charged


@pytest.mark.broad
@pytest.mark.parametrize("policies", POLICIES, ids=str)
def test_cases_settled_in_one_course_come_to_what_each_alone_does(policies: range) -> None:
    seen = Counter[str]()
    for number, proposer in enumerate((*open_proposers(policies), *undecided_firms())):
        evaluation = Evaluation(proposer.program, proposer, proposer.facts, None)
        run = evaluation.start(evaluation.claims()).context
        claims = [claim for claim in proposer.claims() if claim.is_live]
        draw = random.Random(number)
        cases: list[ApplicantClaims] = []
        for end in (run.cap_amounts.low, run.cap_amounts.high) * 3:
            chosen = [claim for claim in claims if draw.random() < 0.7]
            sums = [draw.choice((claim.low, run.max_amount(claim))) for claim in chosen]
            cases.append(ApplicantClaims("", [*zip(chosen, sums, strict=True)], run.recall, end))
        together = run.settle_cases(cases)
        alone = [run.settle(case.claims_with_sums, case.limit_of) for case in cases]
        assert [[*map(everything, case)] for case in together] == [[*map(everything, case)] for case in alone]
        for settled in chain(*alone):
            seen["cut"] += bool(settled.cuts)
            seen["carried"] += settled.carry is not None
            seen["whole"] += not settled.cuts
    assert min(seen.values()) > 10, seen


def content(claim: Candidate) -> tuple[object, ...]:
    sums = claim.proposed, claim.low, claim.high, claim.support, claim.approval, claim.standard_raise
    keys = tuple(sorted(claim.keys.items())), tuple(sorted(claim.unknown_keys.items()))
    return claim.identity, claim.day, claim.row, claim.outcome, claim.facts, claim.order, sums, keys


def proposer_without_findings(proposer: Proposer, assumed: dict[FactRef, Fact]) -> Proposer:
    """A proposer of a case without earlier results."""
    here = proposer.situation
    situation = Situation(proposer.program, proposer.facts, None, here.day, here.year, assumptions=assumed)
    return Proposer(
        proposer.program, proposer.code, proposer.facts, proposer.calendar, False, situation, proposer.profiles,
        proposer.eligibility, proposer.is_alone,
    )  # fmt: skip


@pytest.mark.parametrize("policies", POLICIES, ids=str)
def test_claims_kept_from_a_case_are_those_that_it_would_propose(policies: range) -> None:
    seen = Counter[str]()
    for proposer in (*open_proposers(policies), *undecided_firms()):
        claims = [claim for claim in proposer.claims() if claim.is_live and claim.brought_forward is None]
        sources = [*dict.fromkeys(bounds._sources_of(tuple(claims)))]
        refs = sorted(
            ref
            for ref in frozenset[FactRef]().union(*(claim.facts | {*claim.unknown_keys.values()} for claim in claims))
            if members_of(proposer.program.schema, ref)
        )
        draw = random.Random(len(claims))
        seeds = OpenSeeds(proposer, sources, frozenset())
        for _ in range(4):
            assumed: dict[FactRef, Fact] = {}
            here = seeds.with_nothing(claims)
            for ref in refs[:6]:
                assumed[ref] = draw.choice(members_of(proposer.program.schema, ref))  # type: ignore[arg-type]  # listed above
                before, earlier = {*map(id, here.seeds)}, {id(kept) for kept in chain(*seeds._earlier.values())}
                here = seeds.with_value(here, ref, {**assumed})
                plain = proposer_without_findings(proposer, {**assumed})
                for source, seed in zip(sources, here.seeds, strict=True):
                    assert [*map(content, seed.claims)] == [*map(content, plain.candidates(source))]
                for seed in here.seeds:
                    seen["stays" if id(seed) in before else "earlier" if id(seed) in earlier else "new"] += 1
    assert min(seen.values()) > 10, seen


@pytest.mark.parametrize("policies", POLICIES, ids=str)
def test_a_set_that_is_given_up_at_once_has_more_cases_than_the_budget_holds(policies: range) -> None:
    seen = Counter[str]()
    for proposer in (*open_proposers(policies), *undecided_firms()):
        claims = [claim for claim in proposer.claims() if claim.is_live and claim.brought_forward is None]
        by_source: dict[ClaimSource, list[Candidate]] = {}
        for source, claim in zip(bounds._sources_of(tuple(claims)), claims, strict=True):
            by_source.setdefault(source, []).append(claim)
        open_seeds = {source: some for source, some in by_source.items() if any(claim.facts for claim in some)}
        for number in range(1, 6):
            chosen = dict([*open_seeds.items()][:number])
            stated = [claim for some in chosen.values() for claim in some]
            least = all_cases._least_steps(proposer, stated, known=1)
            try:
                cases = all_cases.settle_every_case(
                    proposer, [*chosen], stated, [], frozenset(), lambda cases: [[] for _ in cases], lambda settled: 0
                ).cases
            except (all_cases.NotEnumerableError, all_cases.BudgetExhaustedError) as error:
                seen[type(error).__name__] += 1
                continue
            assert least <= sum(1 + case // all_cases.PAIRS_PER_STEP for case in range(len(cases)))
            seen["equal" if least == len(cases) > 1 else "less"] += 1
    assert min(seen["equal"], seen["less"]) > 10, seen


@pytest.mark.parametrize("name", sampled(CITIES, 3, others="broad"))
def test_decisions_do_not_depend_on_what_is_read_first(name: str) -> None:
    ours, pairs = city_pairs(name)
    for pair in pairs:
        after_due = ours.evaluate(pair.without)
        due = after_due.due
        assert text(ours, pair.without) == json.dumps(to_json(after_due), ensure_ascii=False)
        if len(pair.place) == 2 and pair.place[0] == "records":
            continue  # records of an unlisted kind have no claims, and are outside the bounds
        complete = ours.evaluate(pair.complete).due.low.minor
        assert due.low.minor <= complete
        assert due.high is None or complete <= due.high.minor


def text(ours: Ours, facts: Facts) -> str:
    """The decision as text, with its claims read before its totals."""
    decision = ours.evaluate(facts)
    assert decision.claims is not None
    return json.dumps(to_json(decision), ensure_ascii=False)
