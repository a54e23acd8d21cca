"""What one more record could be paid, where a kind is listed in part.

In come a proposer and a clause; out comes at most one open claim for each list, which asks for the list, and for what
it hangs on beside the record. Nothing is known of such a record but its kind: its day may be any of the window, and
every condition on it may hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.facts import Fact, Record
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.earlier_years import is_paid_once
from ipdsl.runtime.settlement.propose_day import DayProposer
from ipdsl.runtime.settlement.unsure_days import over_days
from ipdsl.runtime.terms import Clause, TriggerKind, another_record
from ipdsl.runtime.unknown import FactRef


def one_more(proposer: DayProposer, clause: Clause) -> Iterator[Candidate]:
    """The claims of a record that is not listed, one for each list in which it may lack, where it could pay."""
    if proposer.offers[clause.index].refused is None:
        for ref in _lists_in_part(proposer, clause.trigger.record):
            yield from _another(proposer, clause, ref)


def _another(proposer: DayProposer, clause: Clause, ref: FactRef) -> Iterator[Candidate]:
    schema, asked = proposer.program.schema, frozenset({ref})
    kind = ref.kind if ref.kind in schema.narrower_records[clause.trigger.record] else clause.trigger.record
    of = schema.record_by_name[kind]
    item = another_record(kind)
    values: dict[str, Fact] = dict(of.fixed)  # type: ignore[arg-type]  # a fixed value is a fact's
    record = Record(kind, of.root, item, item, values, f"$.records.{kind}")
    match clause.trigger.kind:
        case TriggerKind.RECORD:
            blank = proposer.blank(clause, proposer.situation.on(record, proposer.situation.day), item, dated=False)
            tried, most = [proposer.undated(clause, record, blank, asked)], 1
        case TriggerKind.WHILE:
            tried = [proposer.on(clause, proposer.situation.on(record, day), item) for day in proposer.samples(clause)]
            most = 1 if is_paid_once(clause) else len(proposer.calendar.periods()) or 1
        case _:
            tried, most = list(_sets(proposer, clause, asked)), 1
    live = [claim for claim in tried if claim.is_live and claim.most]
    if not live:
        return
    blank = proposer.blank(clause, live[0].at or proposer.situation, item, dated=False)
    claim = over_days(blank, live, asked)
    names = (*claim.keys, *claim.unknown_keys)
    beside = frozenset(ref for one in live for ref in one.facts if ref.item != item)  # of what is known to be there
    claim.facts, claim.is_ceiling, claim.ceiling = asked | beside, False, None
    claim.keys, claim.unknown_keys = {}, dict.fromkeys(names, min(asked))
    if claim.high is not None:
        claim.high *= most
    yield claim


def _lists_in_part(proposer: DayProposer, kind: str) -> list[FactRef]:
    """The lists in which a record of a kind may lack, where some of them are stated in part."""
    stated, here = proposer.facts.records, proposer.situation
    if not any(name in stated and stated[name].partial for name in proposer.program.schema.related_records[kind]):
        return []
    return sorted(here.in_part(kind) or here.listed(kind).rest)


def _sets(proposer: DayProposer, clause: Clause, rest: frozenset[FactRef]) -> Iterator[Candidate]:
    """The sets of each year, as they would be of records that are not listed alone."""
    calendar = proposer.calendar
    for year, _ in calendar.periods():
        day = calendar.year_end(year)
        yield proposer.on(clause, proposer.situation.on(None, day, year, (), rest), str(year))
