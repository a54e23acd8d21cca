"""Awards that a page ended: members of the rules that covered them. No applicant can claim them.

Input: a policy and lines of a ledger. Output: the policy with the ended awards of these lines. Their lines count for
their rules as those of other awards do, and a cap that carries forward pays what waits of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.base.source import Span
from ipdsl.ir.facts import EndedAward, LedgerLine
from ipdsl.ir.steps import Settlement, Step, StepRule
from ipdsl.ir.terms import AmountKind, Clause, Program, Suspension, Trigger, TriggerKind

_MOST = 10**9
"""More ended awards than a ledger has: they are in the text between two awards of the page."""


def with_ended_awards(program: Program, lines: Iterable[LedgerLine]) -> Program:
    """The policy with the ended awards of these lines; the policy itself if it has them all."""
    known, steps = {award.label for award in program.ended_awards}, program.settlement.steps
    quotas = {quota.name for quota in program.quotas}
    ended = {
        line.clause: (line.ended.order, line.clause, line, (line.ended.record, *line.ended.rules))
        for line in lines
        if line.ended is not None
        and line.clause not in known
        and (
            line.charged
            or line.carried
            or any(_deducts(program, step, line.ended) for step in steps)
            or not quotas.isdisjoint(line.ended.rules)
        )
    }
    if not ended:
        return program
    made, awards = program.compute_once(_policies_by_awards), sorted(ended.values())
    key = tuple((*order, label, *line.charged, *words) for order, label, line, words in awards)
    if key not in made:
        made[key] = _with_awards(program, [line for _, _, line, _ in awards])
    return made[key]


def _policies_by_awards(_: Program) -> dict[object, Program]:
    return {}


def _deducts(program: Program, step: Step, ended: EndedAward | None) -> bool:
    """Whether a step deducts payments for the records of an ended award."""
    record = ended.record if ended else ""
    is_kind = step.is_deduction and record in program.schema.record_by_name
    return is_kind and step.kinds[0] in program.schema.lineage(record)


def _with_awards(program: Program, lines: Sequence[LedgerLine]) -> Program:
    names = {place: line.charged for place, line in enumerate(lines, len(program.members))}
    steps = tuple(
        _with_members(step, names, [
            place for place, line in zip(names, lines, strict=True) if _deducts(program, step, line.ended)
        ])
        for step in program.settlement.steps
    )  # fmt: skip
    awards, columns = [*program.ended_awards], [*program.settlement.columns]
    quotas = tuple(
        attrs.evolve(quota, clauses=(*quota.clauses, *(
            place for place, line in zip(names, lines, strict=True) if line.ended and quota.name in line.ended.rules
        )))
        for quota in program.quotas
    )  # fmt: skip
    for place, line in zip(names, lines, strict=True):
        over = [(step, bound) for step in steps for bound in step.rules if place in (*bound.reach, *bound.payers)]
        awards.append(_ended_award(program, place, line, over))
        columns.append(tuple(dict.fromkeys((
            *(name for step, bound in over for name in step.names(bound)),
            *(name for quota in quotas if place in quota.clauses for name in quota.keys),
        ))))  # fmt: skip
    suspensions = tuple(_with_waiting_money(program, suspension, names) for suspension in program.suspensions)
    settlement = Settlement(steps, tuple(columns))
    return attrs.evolve(
        program, ended_awards=tuple(awards), settlement=settlement, suspensions=suspensions, quotas=quotas
    )


def _with_members(step: Step, names: Mapping[int, Iterable[str]], payers: Iterable[int]) -> Step:
    """A step with further members of its rules, each by the names of its rules; none competes in a group of others.

    Payments under `payers` are deducted.
    """
    if step.is_of_award:
        rules = tuple(attrs.evolve(bound, payers=(*bound.payers, *payers)) for bound in step.rules)
        return attrs.evolve(step, rules=rules)
    rules = tuple(
        attrs.evolve(bound, reach=(*bound.reach, *(place for place, named in names.items() if bound.name in named)))
        for bound in step.rules
    )
    return attrs.evolve(step, rules=rules, teams=(*step.teams, *((place, -1) for place in names)))


def _with_waiting_money(program: Program, suspension: Suspension, names: Mapping[int, Iterable[str]]) -> Suspension:
    """A suspension of all awards under a cap that carries forward suspends the ended awards under it."""
    caps = [step.first_rule for step in program.settlement.steps if step.wait]
    suspended = {cap.name for cap in caps if cap.reached_clauses <= {*suspension.clauses}}
    more = (place for place, named in names.items() if suspended.intersection(named))
    return attrs.evolve(suspension, clauses=(*suspension.clauses, *more))


def _ended_award(program: Program, place: int, line: LedgerLine, over: list[tuple[Step, StepRule]]) -> Clause:
    """The ended award of a line, for records of its kind. It is shown at the cap under which its money waits."""
    assert line.ended is not None
    record = line.ended.record
    kind = TriggerKind.RECORD if record in program.schema.record_by_name else TriggerKind.YEAR
    cap = next((bound for step, bound in over if step.wait), None)
    head = Span(program.clauses[0].span.file, 1, 1, 1, 1)
    article, text, span = ("", line.clause, head) if cap is None else (cap.article, cap.text, cap.span)
    return Clause(
        place, line.clause, article, text, span, "", Trigger(kind, record if kind is TriggerKind.RECORD else ""), (),
        None, (), (), AmountKind.FIXED, (), (), None, False, None, (),
        order=line.ended.order[0] + Fraction(place + 1 - len(program.clauses), _MOST),
    )  # fmt: skip
