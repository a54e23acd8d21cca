"""Programs made by hand whose caps carry money forward, with prizes and suspensions."""

from __future__ import annotations

import attrs

from ipdsl.engine.evaluator import GeneratedFunctions, ProposalFunction
from ipdsl.engine.matters import has_event_in_year
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Open, Truth
from ipdsl.ir.proposal import Outcome, Proposal
from ipdsl.ir.terms import Gate, Suspension
from ipdsl.semantics.typed import Cap
from tests.support.settlement.programs import (
    cap,
    holds,
    place,
    proposing,
    with_functions,
)


def carrying(amount: int | None = None, years: int = 2, **more: object) -> Cap:
    return attrs.evolve(cap(amount, "enterprise", **more), carry=years)  # type: ignore[arg-type]


def figures(**contributions: int) -> dict[str, dict[str, int]]:
    return {year.lstrip("y"): {"contribution": sum_} for year, sum_ in contributions.items()}


def prize(number: str, day: str, **fields: object) -> dict[str, object]:
    return {"number": number, "made_on": day, **fields}


def suspended(c: Situation) -> Truth:
    """A prize that is `fine` suspends the year in which it was made."""
    return has_event_in_year(c, "prize", "made_on", holds("fine"))


def gated(function: ProposalFunction, index: int) -> ProposalFunction:
    """The function with the suspension as its last gate."""

    def propose(c: Situation) -> Proposal:
        found = function(c)
        truth = suspended(c)
        if found.stopped_at is not None or truth is False:
            return found
        if isinstance(truth, Open):
            return attrs.evolve(found, open_facts=found.open_facts | truth.facts, has_open_gates=True)
        return Proposal(stopped_at=index)

    return propose


def suspending(code: GeneratedFunctions, *spared: str) -> GeneratedFunctions:
    """The policy under a suspension that exempts these clauses."""
    reached = tuple(c.index for c in code.program.clauses if c.label not in spared)
    rule = Suspension("7 suspend", place(40), "7", "suspend", reached, "enterprise", "suspend_7", "deal")
    gate = Gate("suspend", ("prize", "made"), place(40), Outcome.SUSPENDED, rule.name, "7")
    clauses, functions = list(code.program.clauses), list(proposing(code))
    for i in reached:
        clauses[i] = attrs.evolve(clauses[i], gates=(*clauses[i].gates, gate))
        functions[i] = gated(functions[i], len(clauses[i].gates) - 1)
    program = attrs.evolve(code.program, clauses=tuple(clauses), suspensions=(rule,))
    return with_functions(attrs.evolve(code, program=program), clauses=functions, suspensions={"suspend_7": suspended})
