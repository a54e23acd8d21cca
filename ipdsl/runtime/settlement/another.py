"""What one more record could be paid, where a kind is listed in part.

In come a proposer and a clause; out comes at most one open claim, which asks for the list, and for what it hangs on
beside the record. Nothing is known of such a record but its kind: its day may be any of the window, and every condition
on it may hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.facts import Fact, Record
from ipdsl.runtime.settlement.beyond import is_paid_once
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.propose_day import DayProposer
from ipdsl.runtime.settlement.unsure_days import over_days
from ipdsl.runtime.terms import Clause, TriggerKind


def one_more(proposer: DayProposer, clause: Clause) -> Iterator[Candidate]:
    """The claim of a record that is not listed, where it could pay."""
    kind = clause.trigger.record
    if proposer.offers[clause.index].refused is not None or not _is_partial(proposer, kind):
        return
    of = proposer.program.schema.record_by_name[kind]
    item = f"another {kind}"
    values: dict[str, Fact] = dict(of.fixed)  # type: ignore[arg-type]  # a fixed value is a fact's
    record = Record(kind, of.root, item, item, values, f"$.records.{kind}")
    asked = proposer.situation.listed(kind).rest
    match clause.trigger.kind:
        case TriggerKind.RECORD:
            blank = proposer.blank(clause, proposer.situation.on(record, proposer.situation.day), item, dated=False)
            tried, most = [proposer.undated(clause, record, blank, asked)], 1
        case TriggerKind.WHILE:
            tried = [proposer.on(clause, proposer.situation.on(record, day), item) for day in proposer.samples(clause)]
            most = 1 if is_paid_once(clause) else len(proposer.calendar.periods()) or 1
        case _:
            tried, most = list(_sets(proposer, clause)), 1
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
    if clause.trigger.kind is TriggerKind.WHILE and proposer.calendar.states_go_on and not is_paid_once(clause):
        claim.high = None
    yield claim


def _is_partial(proposer: DayProposer, kind: str) -> bool:
    """Whether some records of a kind are listed, and others may not be."""
    stated = proposer.facts.records
    related = proposer.program.schema.related_records[kind]
    is_part = any(name in stated and stated[name].partial for name in related)
    return is_part and bool(proposer.situation.listed(kind).rest)


def _sets(proposer: DayProposer, clause: Clause) -> Iterator[Candidate]:
    """The sets of each year, as they would be of records that are not listed alone."""
    calendar, rest = proposer.calendar, proposer.situation.listed(clause.trigger.record).rest
    for year, _ in calendar.periods() or calendar.first_year():
        day = calendar.year_end(year)
        yield proposer.on(clause, proposer.situation.on(None, day, year, (), rest), str(year))
