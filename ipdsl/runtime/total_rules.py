"""Rules over the claims of an emitted total where adding up is not enough: the runtime's own settlement, of sums alone.

Claims come with their sums, made by emitted loops; none of them is open. A key that is not stated leaves the case to
`evaluate`, as does a cap that waits for a figure.
"""

from __future__ import annotations

import datetime

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.settlement.candidate import keys_of
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.effects import RoomOf
from ipdsl.runtime.settlement.horizon import calendar_of
from ipdsl.runtime.settlement.item_order import item_place, ranks_of
from ipdsl.runtime.settlement.layout import Layout, layout_of
from ipdsl.runtime.settlement.ledger import Memory
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.settlement.settle import settle
from ipdsl.runtime.totals import Claimed, outside


def paid(code: Code, facts: Facts, claims: list[Claimed], since: datetime.date) -> int:
    """What the rules leave of the claims, from a day on."""
    layout = layout_of(code.program)
    asked = [(_candidate(code, facts, layout, one), one[3]) for one in claims]
    rooms = _rooms(code, facts, layout, [claim for claim, _ in asked])
    settled = settle(layout, asked, Memory({}), rooms, code.program.currency)
    return sum([one.paid for one in settled if one.claim.day is not None and one.claim.day >= since])


def _candidate(code: Code, facts: Facts, layout: Layout, claimed: Claimed) -> Candidate:
    """A claim with the keys that the rules over it ask for."""
    index, record, day, _ = claimed
    program = code.program
    clause = program.clauses[index]
    item = record.item if record is not None else str(day.year)
    keys, unknown = keys_of(Situation(program, facts, record, day, day.year), record, item, layout.names[index])
    if unknown:
        outside()
    ranks = ranks_of(program.schema, clause)
    place = item_place(ranks, item, record, {}) if ranks else item
    kind = program.schema.record_by_name.get(clause.trigger.record)
    root, id_ = kind.root if kind is not None else "", record.id if record is not None else ""
    return Candidate(clause, clause.trigger.record, root, item, id_, record, day, day.year, keys=keys, place=place)


def _rooms(code: Code, facts: Facts, layout: Layout, claims: list[Candidate]) -> RoomOf:
    if not layout.computed:
        return lambda cap, _: cap.amount or 0
    calendar = calendar_of(code.program, facts)
    here = Situation(code.program, facts, None, datetime.date.min, 1)
    rooms = Rooms(code, here, calendar)
    if any(rooms.facts(cap, claim.year) for cap in layout.computed for claim in claims if claim.year is not None):
        outside()
    return rooms.low
