"""Claims for money that earlier runs carried forward: one claim for each ledger line with carried money.

Input: the ledger's lines and the claims of this run. Output: the claims for carried money, and this run's claims
without those of the same events. A claim of the same event occurs if the facts list its record again.
"""

from __future__ import annotations

from ipdsl.base.values.money import Money
from ipdsl.claims.applicability import is_late
from ipdsl.claims.calendar import calendar_of
from ipdsl.claims.claim import Candidate, end_claim, first_year
from ipdsl.claims.external_payments import situation_of_lines
from ipdsl.claims.keys import ItemPlace, item_place, ranks_of
from ipdsl.claims.proposer import Proposer
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts, LedgerLine
from ipdsl.ir.proposal import LAPSED_WITH_CAP, Outcome, reason
from ipdsl.ir.terms import Clause, Program, clauses_by_label
from ipdsl.ledger.lines import Events, keys_of_line, root_of


def with_brought_forward(
    claims: list[Candidate], proposer: Proposer, events: Events, year: int | None
) -> list[Candidate]:
    """The claims of this run and carried claims; a carried claim replaces the claim of the same event."""
    brought_forward = {
        id(claim.brought_forward): claim
        for claim in brought_forward_claims(proposer.program, proposer.facts, events, year)
    }
    if not brought_forward:
        return claims
    remaining: list[Candidate] = []
    items = {(carried.clause.label, carried.item) for carried in brought_forward.values()}
    for claim in claims:
        is_of_line = (claim.clause.label, claim.item) in items
        carried = brought_forward.get(id(events.line_of_claim(claim))) if is_of_line else None
        if carried is None:
            remaining.append(claim)
        else:
            carried.adopt_record(claim.source, claim.record, claim.place, is_late=claim.is_late)
    return [*remaining, *brought_forward.values()]


def brought_forward_claims(program: Program, facts: Facts, events: Events, year: int | None) -> list[Candidate]:
    """The claims of lines that still carry money, up to the reported year."""
    calendar, clauses = calendar_of(program, facts), clauses_by_label(program)
    claims: list[Candidate] = []
    situation = situation_of_lines(program, facts)
    for line in events.final:
        clause = clauses.get(line.clause) if line.carried else None
        if clause is not None and (clause.index in program.settlement.carry_over_steps or line.is_ended):
            claim = _claim(situation, clause, line)
            claim.is_late = line.event_date is not None and is_late(program, calendar, clause, line.event_date)
            if year is None or first_year(claim) <= year:
                claims.append(claim)
    return claims


def _claim(situation: Situation, clause: Clause, line: LedgerLine) -> Candidate:
    program = situation.program
    place: ItemPlace = line.item
    if ranks := ranks_of(program.schema, clause):
        parts = dict(zip([name for name, _ in ranks], line.item.split(" / "), strict=False))
        place = item_place(ranks, line.item, None, parts)
    claim = Candidate(
        clause, line.kind or clause.trigger.record, root_of(program, clause), line.item, "", None, line.event_date,
        line.year, row=line.row, low=line.carried, high=line.carried,
        keys=keys_of_line(situation, clause, line), place=place, brought_forward=line,
    )  # fmt: skip
    if clause.index not in program.settlement.carry_over_steps:
        lapsed = Money(line.carried, program.currency)
        return end_claim(claim, Outcome.LAPSED, reason(LAPSED_WITH_CAP, lapsed=lapsed))
    return claim
