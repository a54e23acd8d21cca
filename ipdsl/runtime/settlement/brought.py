"""Money that earlier runs carried, as claims of this one: each line that still carries something gives one.

In come the ledger's lines and the claims of this run; out come the claims that go on, and which claims of this run
stand for the same event (their records are listed again) and are told by them.
"""

from __future__ import annotations

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.settlement.claims import Candidate, first_year
from ipdsl.runtime.settlement.first_gates import is_late
from ipdsl.runtime.settlement.horizon import calendar_of
from ipdsl.runtime.settlement.item_order import ItemPlace, item_place
from ipdsl.runtime.settlement.ledger import Events, clauses_by_label, keys_of_line, root_of
from ipdsl.runtime.settlement.offers import forms_of
from ipdsl.runtime.settlement.outside import situation_of_lines
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.terms import Clause, Program


def with_brought(claims: list[Candidate], proposer: Proposer, events: Events, year: int | None) -> list[Candidate]:
    """The claims with those that earlier runs carried, which take the place of claims of the same event."""
    brought = {id(claim.brought): claim for claim in brought_by(proposer.program, proposer.facts, events, year)}
    if not brought:
        return claims
    kept: list[Candidate] = []
    items = {(own.clause.label, own.item) for own in brought.values()}
    for claim in claims:
        is_of_line = (claim.clause.label, claim.item) in items
        own = brought.get(id(events.line_for(claim))) if is_of_line else None
        if own is None:
            kept.append(claim)
        else:
            own.stands_for(claim.source, claim.record, claim.place, late=claim.late)
    return [*kept, *brought.values()]


def brought_by(program: Program, facts: Facts, events: Events, year: int | None) -> list[Candidate]:
    """The claims of lines that still carry something, as far as the reported year may see to them."""
    calendar, clauses = calendar_of(program, facts), clauses_by_label(program)
    claims: list[Candidate] = []
    at = situation_of_lines(program, facts)
    for line in events.final:
        clause = clauses.get(line.clause) if line.carried else None
        if clause is not None and clause.index in program.settlement.waiting:
            claim = _claim(at, clause, line)
            claim.late = line.event_date is not None and is_late(program, calendar, clause, line.event_date)
            if year is None or first_year(claim) <= year:
                claims.append(claim)
    return claims


def _claim(at: Situation, clause: Clause, line: LedgerLine) -> Candidate:
    program = at.program
    form = forms_of(program).every[clause.index]
    place: ItemPlace = line.item
    if form.ranks:
        parts = dict(zip([name for name, _ in form.ranks], line.item.split(" / "), strict=False))
        place = item_place(form.ranks, line.item, None, parts)
    return Candidate(
        clause, line.kind or clause.trigger.record, root_of(program, clause), line.item, "", None, line.event_date,
        line.year, row=line.row, low=line.carried, high=line.carried,
        keys=keys_of_line(at, clause, line), place=place, brought=line,
    )  # fmt: skip
