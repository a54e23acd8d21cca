"""Reopen a year: remove this policy's lines from that year on from the history.

Input: facts with their history, and a year. Output: the facts as if that year had not been settled yet, together with
the earlier lines. Money that an earlier line carried into that year or later is carried again.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable
from functools import reduce
from itertools import accumulate, pairwise
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.claims.proposer import with_ended_awards
from ipdsl.ir.facts import Facts, LedgerLine, ReopenedYears
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.kernel.rule_table import NO_SUMS
from ipdsl.ledger.lines import CEILING_WORD, OPEN_WORDS, is_final, item_of, line_order, policy_lines


def reopen_facts(program: Program, facts: Facts, year: int, only: Container[int] | None = None) -> Facts:
    """The facts with all years from `year` on open again.

    `only`: reopen only the events of these lines (by identity). The digest is still that of the stated facts.
    """
    lines, program = policy_lines(program, facts), with_ended_awards(program, facts.history or ())
    mine = {id(line) for line in lines}
    years = ((line, year_settled_again(line, year)) for line in facts.history or ())
    remaining = [
        _line_before_year(program, line, since) if id(line) in mine and 0 < line.year < since else line
        for line, since in years
        if id(line) not in mine or 0 < line.year < since or (only is not None and id(line) not in only)
    ]
    history = None if facts.history is None else tuple(remaining)
    return attrs.evolve(facts, history=history, digest=facts.digest, reopened=ReopenedYears(year, lines))


def year_settled_again(line: LedgerLine, reopened: int) -> int:
    """The first year in which the money of a line is settled again if a year is reopened.

    Nobody can claim an ended award, so its lines stand. Only their carried money is settled again.
    """
    stands = line.is_ended and line.event_clause == line.clause
    return max(reopened, line.year + 1) if stands else reopened


def _line_before_year(program: Program, line: LedgerLine, year: int) -> LedgerLine:
    """A line of an earlier year without its payments from `year` on: the amounts due or lapsed since are carried again.

    Money lapses in the last year of a line, because nothing is left after it.
    """
    due = {due_year: sum_ for due_year, sum_ in line.due.items() if due_year < year}
    clause = clauses_by_label(program).get(line.clause)
    place = None if clause is None else program.settlement.carry_over_steps.get(clause.index)
    if place is None or len(due) == len(line.due):
        return line
    step, paid = program.settlement.steps[place], sum(due.values())
    charged = {name: paid if name == step.first_rule.name else sum_ for name, sum_ in line.charged.items()}
    carried = line.total - paid + line.carried + line.lapsed
    until = line.carry_until or line.year + step.wait if carried else None
    return line.changed(due=due, charged=charged, carried=carried, carry_until=until, lapsed=0)


Continued: TypeAlias = "tuple[list[LedgerLine], LedgerLine, int]"
"""Lines before of one event, or of an item and a year, all as one line, and the amount due of the lines after them."""


def continue_lines(
    program: Program, new: Iterable[LedgerLine], before: Iterable[LedgerLine], standing: Container[int]
) -> tuple[list[LedgerLine], list[Continued]]:
    """The new lines with the payments of the lines before, which are settled again.

    The line of an event continues its lines before; merged awards have several. Lines whose day was corrected, and
    short lines, are continued together by the other lines of their item and year. A line that no line continues is kept
    if it is `standing` (by identity). In a reopened year its payments are kept in a line with nothing due: its event is
    settled again if the facts state it.
    """
    lines, continued = list(new), list[Continued]()
    places = {_event(program, line, line.clause): place for place, line in reversed([*enumerate(lines)])}
    same, of_other_days = dict[int, list[LedgerLine]](), dict[tuple[object, ...], list[LedgerLine]]()
    for line in before:
        event = _event(program, line, line.event_clause)
        place = places.get(_event(program, line, line.successor or line.clause), places.get(event))
        (of_other_days.setdefault(event[:-1], []) if place is None else same.setdefault(place, [])).append(line)
    free = values_by_key((event[:-1], place) for event, place in places.items() if place not in same)
    groups = [([place], then) for place, then in same.items()]
    for now, then in (*groups, *((free.get(year, []), then) for year, then in of_other_days.items())):
        if now:
            _add_payments(lines, now, as_one := reduce(_merge_lines, then))
            continued.append((then, as_one, sum(lines[place].total for place in now)))
        else:
            gone = [line for line in then if id(line) not in standing]
            continued += [([line], line, 0) for line in gone]
            lines += [line for line in then if id(line) in standing]
            lines += [
                line.changed(
                    due={line.year: 0}, short=False, proposed=0, admitted=0, charged=NO_SUMS, carried=0,
                    carry_until=None, lapsed=0, outcome=Outcome.NOT_ELIGIBLE.value,
                )
                for line in gone
                if line.payments
            ]  # fmt: skip
    return lines, continued


def _event(program: Program, line: LedgerLine, clause: str) -> tuple[object, ...]:
    """The event of a line under an award, with the item as claims name it; the day is last."""
    item = item_of(clauses_by_label(program).get(line.event_clause), program.schema, line)
    return line.policy, clause, item, line.year, line.event_date


def _add_payments(lines: list[LedgerLine], places: Iterable[int], before: LedgerLine) -> None:
    """Add the amounts of the line before to the lines at these places.

    Each line has payments up to its amount due, and the last one has the rest. An open claim is last.
    """
    *first, last = sorted(places, key=lambda place: (lines[place].outcome in OPEN_WORDS, line_order(lines[place])))
    for place in first:
        line = lines[place]
        lines[place] = line.changed(payments=_payments_between(before, 0, line.total))
        due = {year: max(0, sum_ - line.due.get(year, 0)) for year, sum_ in before.due.items()}
        before = before.changed(due=due, payments=_payments_between(before, line.total, before.paid))
    lines[last] = with_ledger_amounts(lines[last], before)


def _payments_between(line: LedgerLine, low: int, high: int) -> tuple[tuple[datetime.date, int], ...] | None:
    """The parts of the payments of a line between two amounts of their sum; `None`: it states no payments."""
    if line.payments is None:
        return None
    amounts = (sum_ for _, sum_ in line.payments)
    cuts = pairwise(min(max(sum_, low), high) for sum_ in accumulate(amounts, initial=0))
    parts = ((day, end - begin) for (day, _), (begin, end) in zip(line.payments, cuts, strict=True))
    return tuple([part for part in parts if part[1]])


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
        clause=first.event_clause,
        due={year: first.due.get(year, 0) + second.due.get(year, 0) for year in {**first.due, **second.due}},
        proposed=first.proposed + second.proposed,
        admitted=first.admitted + second.admitted,
        payments=None
        if first.payments is second.payments is None
        else tuple(sorted(payments, key=lambda payment: payment[0])),
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
