"""Where adding up is not enough for an emitted total: the runtime's own settlement, for sums alone.

`paid` takes claims with their sums, made by emitted loops; none of them is open. A key that is not stated leaves the
case to `evaluate`, as does a cap that waits for a figure. `of_clauses` makes the claims of some clauses too.
"""

from __future__ import annotations

import datetime

import attrs

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.settlement.candidate import keys_of
from ipdsl.runtime.settlement.claims import Candidate, in_claim_order
from ipdsl.runtime.settlement.effects import RoomOf, Settled
from ipdsl.runtime.settlement.horizon import calendar_of
from ipdsl.runtime.settlement.item_order import item_place, ranks_of
from ipdsl.runtime.settlement.layout import Layout, layout_of
from ipdsl.runtime.settlement.ledger import events_of, is_final, own_lines, recall_of
from ipdsl.runtime.settlement.outside import is_outside
from ipdsl.runtime.settlement.propose import proposer_of
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.settlement.settle import settle
from ipdsl.runtime.terms import Cap, Trigger, TriggerKind
from ipdsl.runtime.totals import NO_KEY, Claimed, Part, listed, outside


def paid(code: Code, facts: Facts, claims: list[Claimed], since: datetime.date) -> int:
    """What the rules leave of the claims, from a day on."""
    layout = layout_of(code.program)
    settled = _settled(code, facts, layout, [(_candidate(code, facts, layout, one), one[3]) for one in claims])
    return sum([one.paid for one in settled if one.claim.day is not None and one.claim.day >= since])


def _settled(code: Code, facts: Facts, layout: Layout, claims: list[tuple[Candidate, int]]) -> list[Settled]:
    """What becomes of claims that are known, of which none carries forward."""
    first: dict[object, tuple[Candidate, int]] = {}
    for pair in in_claim_order(claims, lambda pair: pair[0]):  # of one dated event, the first stands for it
        first.setdefault(pair[0].event, pair)
    events = events_of(own_lines(code.program, facts))
    asked = [pair for pair in first.values() if not events.keeps(pair[0])]
    rooms = _rooms(code, facts, layout, [claim for claim, _ in asked])
    recall = recall_of(code.program, facts, events)
    return settle(_without_carrying(layout).table, asked, recall, rooms, code.program.currency)


def _without_carrying(layout: Layout) -> Layout:
    """Caps that carry forward reach none of the claims."""
    if not layout.carrying:
        return layout
    left = [(stage, tuple(r for r in stage.rules if not (isinstance(r, Cap) and r.carry))) for stage in layout.stages]
    return attrs.evolve(layout, stages=tuple(attrs.evolve(stage, rules=rules) for stage, rules in left if rules))


def remembering(
    code: Code, facts: Facts, parts: tuple[Part, ...], since: datetime.date, last: datetime.date
) -> set[int]:  # fmt: skip
    """The clauses of the parts to which an earlier payment matters."""
    if code.program.replaced:
        outside()  # lines of the documents that this one replaces may count, too
    index_of = {clause.label: clause.index for clause in code.program.clauses}
    lines = [line for line in own_lines(code.program, facts) if line.clause in index_of and is_final(line)]
    found: set[int] = set()
    for part in parts:
        own = [line for line in lines if index_of[line.clause] in part.clauses and part.recalls not in ("own", "later")]
        if own and any(_matters(part, facts, line, since, last) for line in own):
            found.update(part.clauses)
    return found


def _matters(part: Part, facts: Facts, line: LedgerLine, since: datetime.date, last: datetime.date) -> bool:
    if part.recalls == "all" or _in_span(line, since, last):
        return True
    if part.recalls == "year":
        return False
    same = [r for kind in part.kinds or facts.records for r in listed(facts, kind) if r.item == line.item]
    if part.recalls == "state":
        return bool(same) or line.item == facts.applicant
    days = (value for record in same for value in record.values.values() if isinstance(value, datetime.date))
    return any(since <= day <= last for day in days)


def _in_span(line: LedgerLine, since: datetime.date, last: datetime.date) -> bool:
    years = {line.year, line.event_date.year if line.event_date is not None else line.year}
    return any(since.year <= year <= last.year for year in years)


def of_clauses(code: Code, facts: Facts, year: int | None, clauses: frozenset[int]) -> int:
    """What some clauses are due that no rule ties to others; where it is open, all is left to `evaluate`."""
    layout = layout_of(code.program)
    if any(_waits_for_days(facts, code.program.clauses[index].trigger) for index in clauses):
        outside()  # before anything is proposed that `evaluate` would propose again
    if any(layout.carrying_over(code.program.clauses[index]) for index in clauses):
        outside()  # how far money is carried hangs on the years of all claims
    if layout.carrying or layout.before.acts:
        return _decided(code, facts, year, clauses)
    proposer = proposer_of(code.program, code, facts, strict=False)
    claims = [c for c in proposer.claims(clauses) if c.is_live and (year is None or (c.year or 0) <= year)]
    if any(claim.facts or claim.unknown_keys or claim.day is None for claim in claims):
        outside()
    states = {clause.index for clause in code.program.clauses if clause.trigger.kind is TriggerKind.WHILE}
    if proposer.calendar.may_go_on and proposer.calendar.is_asked(claims) and states & clauses:
        outside()  # states may be paid in years that a day brings which is not stated
    settled = _settled(code, facts, layout, [(claim, claim.low) for claim in claims])
    return sum([one.paid for one in settled if year is None or one.claim.year == year])


def _waits_for_days(facts: Facts, trigger: Trigger) -> bool:
    """Whether a record states no day for the event of a clause."""
    listing = facts.records.get(trigger.record) if trigger.kind is TriggerKind.RECORD else None
    return listing is not None and any(record.values.get(trigger.date_field) is None for record in listing.records)


def _decided(code: Code, facts: Facts, year: int | None, clauses: frozenset[int]) -> int:
    """The same by way of a decision over these clauses alone, for rules that reach beyond what is settled here."""
    from ipdsl.runtime.decision.pipeline import decide  # it is far more than sums ask for as a rule

    functions = {index: function for index, function in code.clauses.items() if index in clauses}
    some = attrs.evolve(code, clauses=functions, only=clauses)
    proposer = proposer_of(code.program, some, facts, strict=False)
    if any(claim.is_live and (claim.facts or claim.unknown_keys) for claim in proposer.claims(clauses)):
        outside()
    labels = {code.program.clauses[index].label for index in clauses}
    others = tuple(line for line in facts.history or () if line.clause in labels or is_outside(code.program, line))
    due = decide(code.program, some, attrs.evolve(facts, history=others), year=year).due  # what others carry is theirs
    if not due.is_point:
        outside()
    return due.low.minor


def _candidate(code: Code, facts: Facts, layout: Layout, claimed: Claimed) -> Candidate:
    """A claim with the keys that the rules over it ask for."""
    index, record, day, _, row, values = claimed
    program = code.program
    clause = program.clauses[index]
    trigger = clause.trigger
    of_set = {name: value for name, value in zip(trigger.keys, values, strict=True) if value != NO_KEY}
    if record is not None:
        item = record.item
    elif trigger.kind is TriggerKind.WHILE:
        item = facts.applicant
    else:
        item = " / ".join(values) or str(day.year)
    names = [name for name in layout.names[index] if name not in of_set]
    keys, unknown = keys_of(Situation(program, facts, record, day, day.year), record, item, names)
    if unknown:
        outside()
    keys |= of_set
    ranks = ranks_of(program.schema, clause)
    place = item_place(ranks, item, record, of_set) if ranks else item
    kind = program.schema.record_by_name.get(clause.trigger.record)
    root, id_ = kind.root if kind is not None else "", record.id if record is not None else ""
    return Candidate(
        clause, clause.trigger.record, root, item, id_, record, day, day.year, row, keys=keys, place=place
    )  # fmt: skip


def _rooms(code: Code, facts: Facts, layout: Layout, claims: list[Candidate]) -> RoomOf:
    if not layout.computed:
        return lambda cap, _: cap.amount or 0
    calendar = calendar_of(code.program, facts)
    here = Situation(code.program, facts, None, datetime.date.min, 1)
    rooms = Rooms(code, here, calendar)
    if any(
        rooms.facts(cap, claim.year)
        for cap in code.program.settlement.computed
        for claim in claims
        if claim.year is not None
    ):
        outside()
    return rooms.low
