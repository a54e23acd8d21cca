"""The invariant of unknown facts in a cohort: the bounds of every applicant contain each completion of one applicant.

Input: a trial, its facts with gaps, and completions of them. The other applicants of the cohort are generated without
gaps.
"""

from __future__ import annotations

from collections.abc import Sequence

from ipdsl.base.values.money import Bounds
from ipdsl.decision.decision import Decision
from ipdsl.facts.errors.problems import FactsError
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts as ReadFacts
from ipdsl.runtime.evaluation import evaluate_cohort
from tests.properties.facts import facts as make_facts
from tests.properties.oracle_laws import named, shares
from tests.properties.trial import BrokenError, Facts, Trial, expect


def bounds_in_a_cohort_hold_completions(trial: Trial, open_facts: Facts, wholes: Sequence[Facts]) -> None:
    """If rules count across applicants, all of them stay within their bounds for each completion of the facts of one.

    A list that certainly exceeds its quota exceeds it in each completion.
    """
    compiled, r = trial.compiled, trial.random
    if not shares(compiled.policy):
        return
    others = [make_facts(r, compiled.policy, compiled.edges) for _ in range(r.randint(1, 2))]
    read = [compiled.read(named(facts, f"F{n + 2}")) for n, facts in enumerate(others)]
    told = _settled(trial, [read_facts(named(open_facts, "F1"), compiled.program), *read])
    trial.counts["a cohort with gaps"] += 1
    for whole in wholes:
        decisions = _settled(trial, [compiled.read(named(whole, "F1")), *read])
        if decisions is None:
            continue
        if told is None:
            raise BrokenError("a cohort is refused which is not once all is stated")
        for before, after in zip(told, decisions, strict=True):
            _expect_within(before.due, after.due)


def _expect_within(before: Bounds, after: Bounds) -> None:
    """Check that the bounds of a completion are within the bounds of the facts with gaps.

    Open facts of other applicants may make the bounds of a completion coarser. Inexact bounds only need to overlap.
    """
    least, most = (after.low, after.high) if after.exact else (after.high, after.low)
    pays_low = least is None or before.low.minor <= least.minor
    expect(pays_low, "in a cohort a completion pays less than the low", before, after)
    pays_high = before.high is None or (most is not None and most.minor <= before.high.minor)
    expect(pays_high, "in a cohort a completion pays more than the high", before, after)


def _settled(trial: Trial, cohort: Sequence[ReadFacts]) -> Sequence[Decision] | None:
    """The decisions on a cohort; `None` if more records are stated as selected than a quota allows."""
    try:
        return evaluate_cohort(trial.compiled.program, trial.compiled.code, cohort).decisions
    except FactsError as error:
        expect("quota" in str(error), "facts of a cohort are refused", error)
        return None
