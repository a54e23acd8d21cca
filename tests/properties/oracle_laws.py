"""The laws that hold decisions to the oracle: of one applicant, and of several together."""

from __future__ import annotations

from collections import Counter

from ipdsl.runtime.decision.model import Decision
from ipdsl.runtime.evaluate import evaluate_cohort
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.reader import read_facts
from ipdsl.runtime.settlement.ledger import is_final
from ipdsl.semantics import typed
from tests.properties.borders import rules_of
from tests.properties.facts import facts as make_facts
from tests.properties.pipeline import Compiled
from tests.properties.trial import (
    Facts,
    Trial,
    awards_only,
    essence,
    expect,
    is_settled,
    sums_of,
)
from tests.reference import oracle

GATES = ("not eligible", "out of window", "suspended", "supported by another level", "by reference")
"""Outcomes of claims that end before the rules."""


def agrees_with_oracle(trial: Trial) -> None:
    """Every claim's outcome, proposed and paid sum, and the totals per year are those of the oracle."""
    agree(trial.decision, trial.answer, trial.compiled)


def agree(decision: Decision, answer: oracle.Answer, compiled: Compiled) -> None:
    """The decision says what the oracle says."""
    states = {a.label for a in compiled.policy.awards if isinstance(a.trigger, typed.WhileState)}

    def is_told(label: str, item: str, day: object, outcome: str, *sums: int) -> bool:
        """A state that did not mature is told of somehow; a line that was still carried goes on as a line."""
        is_idle = label in states and outcome in (*GATES, "already paid") and not any(sums)
        return not is_idle and (label, item, day) not in answer.waited

    claims = [
        (c.label, c.item, c.event_date, c.outcome.value, c.proposed.minor, c.paid.minor)
        for c in awards_only(decision, compiled.policy)
    ]
    got = Counter(row for row in claims if is_told(*row))
    lines = [(x.label, x.item, x.day, x.outcome, x.proposed, x.paid) for x in answer.lines]
    want = Counter(row for row in lines if is_told(*row))
    expect(
        got == want,
        "claims differ",
        *(f"evaluate: {(*row[:2], str(row[2]), *row[3:])}" for row in got - want),
        *(f"oracle:   {(*row[:2], str(row[2]), *row[3:])}" for row in want - got),
    )
    _agree_on_lines(decision, answer, compiled)
    for year, sum_ in answer.totals.items():
        expect(decision.total_of(year).minor == sum_, f"the total of {year} differs", sum_)
    expect(decision.total.minor == answer.total, "the total differs", answer.total)
    owed = Counter((o.article, o.amount.minor) for o in decision.obligations if o.amount is not None)
    expect(
        owed == Counter(o for o in answer.obligations if o[1] is not None), "duties differ", owed, answer.obligations
    )
    budget = Counter((a.label, a.year, a.amount.minor if a.amount else None) for a in decision.allocations)
    expect(budget == Counter(answer.allocations), "budget lines differ", budget, answer.allocations)


def _agree_on_lines(decision: Decision, answer: oracle.Answer, compiled: Compiled) -> None:
    """The lines of the ledger that rules remember are the same, to each sum of each rule and year."""
    labels = {a.label for a in compiled.policy.awards}
    got = Counter(
        oracle.Entry(
            x.clause,
            x.item,
            x.event_date,
            x.proposed,
            x.admitted,
            sums_of(x.rungs),
            sums_of(x.charged),
            sums_of(x.paid),
            x.carried,
            x.lapsed,
        )
        for x in decision.ledger
        if is_final(x) and x.proposed and (x.clause in labels or x.policy != compiled.program.name)
    )
    want = Counter(x for x in answer.ledger if x.proposed)
    expect(
        got == want,
        "lines of the ledger differ",
        *(f"evaluate: {line}" for line in got - want),
        *(f"oracle:   {line}" for line in want - got),
    )


# ---------------------------------------------------------------------------------------------- several applicants


def cohorts_agree_with_oracle(trial: Trial) -> None:
    """Several applicants together: each is told what the oracle says, whatever their order.

    Where nothing is shared among applicants, it is what each is told alone.
    """
    compiled, r = trial.compiled, trial.random
    shared = shares(compiled.policy)
    if not shared and trial.seed % 4:
        return  # the same as alone, mostly
    others = [make_facts(r, compiled.policy) for _ in range(r.randint(1, 3))]
    cohort = [named(one, f"F{n + 1}") for n, one in enumerate([trial.facts, *others])]
    answers = oracle.evaluate_cohort(compiled.policy, cohort, every_day=False)
    read = [read_facts(one, compiled.program) for one in cohort]
    try:
        decisions = evaluate_cohort(compiled.program, compiled.code, read).decisions
    except FactsError as error:
        expect("quota" in str(error), "facts of a cohort are refused", error)
        return
    if not all(is_settled(decision) for decision in decisions):
        waits = any(x.outcome == "ceiling" for answer in answers for x in answer.lines)
        expect(waits, "open, though all is stated and approved", *(d.missing for d in decisions))
        return
    for decision, answer in zip(decisions, answers, strict=True):
        agree(decision, answer, compiled)
    order = list(range(len(read)))
    r.shuffle(order)
    again = evaluate_cohort(compiled.program, compiled.code, [read[n] for n in order]).decisions
    for n, decision in zip(order, again, strict=True):
        expect(essence(decision) == essence(decisions[n]), "another order of the applicants gives another decision")
    if not shared:
        for one, decision in zip(read, decisions, strict=True):
            expect(essence(compiled.settle(one)) == essence(decision), "another decision than alone")


def named(facts: Facts, who: str) -> Facts:
    """The facts of an applicant under another id, without published places."""
    lines = [
        {**x, "matter": x["matter"][:-2] + who} if str(x.get("matter")).endswith("F1") else x
        for x in facts.get("history") or []
    ]
    lines = [{**x, "applicant": who} if x.get("applicant") else x for x in lines]
    return {
        **{name: part for name, part in facts.items() if name != "ranks"},
        "applicant": {**facts["applicant"], "id": who},
        "history": lines,
    }


def shares(policy: typed.Policy) -> bool:
    """Whether what one applicant is paid may hang on others."""
    ranked = any("RankOf" in repr(a.amount) for a in policy.awards)
    rules = list(rules_of(policy.root))
    across = any(isinstance(rule, typed.Cap) and rule.across for rule in rules)
    return ranked or across or any(isinstance(rule, typed.Quota) for rule in rules)
