"""Reopen a year: remove this policy's lines from that year on from the history.

Input: facts with their history, and a year. Output: the facts as if that year had not been settled yet, together with
the earlier lines. Money that an earlier line carried into that year or later is carried again.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.claims.ended_awards import with_ended_awards
from ipdsl.ir.facts import Facts, LedgerLine, ReopenedYears
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.kernel.prior_payments import NO_SUMS
from ipdsl.ledger.lines import CEILING_WORD, OPEN_WORDS, is_final, policy_lines


def reopen_facts(program: Program, facts: Facts, year: int, only: Container[int] | None = None) -> Facts:
    """The facts with all years from `year` on open again.

    `only`: reopen only the events of these lines (by identity). The digest is still that of the stated facts.
    """
    lines, program = policy_lines(program, facts), with_ended_awards(program, facts.history or ())
    mine = {id(line) for line in lines}
    remaining = [
        line
        if id(line) not in mine
        else _line_before_year(program, line, year)
        if line.year and line.year < year
        else line
        for line in facts.history or ()
        if id(line) not in mine or 0 < line.year < year or (only is not None and id(line) not in only)
    ]
    history = None if facts.history is None else tuple(remaining)
    return attrs.evolve(facts, history=history, digest=facts.digest, reopened=ReopenedYears(year, lines))


def _line_before_year(program: Program, line: LedgerLine, year: int) -> LedgerLine:
    """A line of an earlier year without its payments from `year` on: the amounts due or lapsed since are carried again.

    Money lapses in the last year of a line, because nothing is left after it.
    """
    due = {due_year: sum_ for due_year, sum_ in line.due.items() if due_year < year}
    clause = clauses_by_label(program).get(line.clause)
    place = None if clause is None else program.settlement.carry_over_steps.get(clause.index)
    if place is None or len(due) == len(line.due):
        return line
    step, charged = program.settlement.steps[place], dict(line.charged)
    if step.first_rule.name in charged:
        charged[step.first_rule.name] = sum(due.values())
    carried = line.total - sum(due.values()) + line.carried + line.lapsed
    until = line.carry_until or line.year + step.wait
    return line.changed(due=due, charged=charged, carried=carried, carry_until=until if carried else None, lapsed=0)


def with_payments(lines: Iterable[LedgerLine], previous: ReopenedYears) -> list[LedgerLine]:
    """The lines of reopened years, with the payments recorded in the earlier lines.

    After a corrected day the line of the event is that of its year. A payment for an event that has no line any more is
    kept in a line with nothing due. Merged awards have several earlier lines of one event.
    """
    restated, earlier = list(lines), dict[int, LedgerLine]()
    places = values_by_key((event_of_year(new), place) for place, new in enumerate(restated))
    days = {(event_of_year(line), line.event_date) for line in previous.before}
    for line in previous.before:
        of_year = [(place, restated[place].event_date) for place in places.get(event_of_year(line), ())]
        if same := (
            [place for place, day in of_year if line.short or day == line.event_date]
            or [place for place, day in of_year if (event_of_year(line), day) not in days]
        ):
            earlier[same[0]] = _merge_lines(earlier[same[0]], line) if same[0] in earlier else line
            restated[same[0]] = with_ledger_amounts(restated[same[0]], earlier[same[0]])
        elif line.payments:  # its event is settled again if the facts state it
            restated.append(
                line.changed(
                    due={line.year: 0}, short=False, proposed=0, admitted=0, charged=NO_SUMS, carried=0,
                    carry_until=None, lapsed=0, outcome=Outcome.NOT_ELIGIBLE.value,
                )
            )  # fmt: skip
    return restated


def event_of_year(line: LedgerLine) -> tuple[str, str, str, int]:
    """The event of a line without its day: policy, award of today, item and year."""
    return line.policy, line.event_clause, line.item, line.year


def _merge_lines(first: LedgerLine, second: LedgerLine) -> LedgerLine:
    """The amounts and payments of two lines of one event.

    If only one states payments, the amounts due of the other one are payments on the last day of their year.
    """
    payments = [
        payment
        for line in (first, second)
        for payment in (
            [(datetime.date(year, 12, 31), sum_) for year, sum_ in line.due.items() if sum_]
            if line.payments is None
            else line.payments
        )
    ]
    return first.changed(
        due={year: first.due.get(year, 0) + second.due.get(year, 0) for year in {**first.due, **second.due}},
        proposed=first.proposed + second.proposed,
        admitted=first.admitted + second.admitted,
        payments=None if first.payments is second.payments is None else tuple(sorted(payments)),
    )


def with_ledger_amounts(line: LedgerLine, before: LedgerLine) -> LedgerLine:
    """The new line of an event, with the payments of the line before.

    An open claim keeps the amount that was due, so that this amount is not payable again when the claim is settled. A
    ceiling with an admitted amount would be settled. The line of a claim that is refused has nothing due.
    """
    if before.total and not is_final(line) and line.outcome in OPEN_WORDS:
        return line.changed(
            payments=before.payments, due=before.due, proposed=before.proposed, admitted=before.admitted,
            outcome=Outcome.UNDETERMINED.value if line.outcome == CEILING_WORD else line.outcome,
        )  # fmt: skip
    return line if before.payments == line.payments else line.changed(payments=before.payments)
