"""The claims of records that may be missing from a list stated in part.

Input: a proposer and a clause. Output: at most one open claim for each such list. The claim depends on the list and on
other missing facts. Only the kind of such a record is known: its day may be any day of the window, and every condition
on it may be met.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.claims.claim import Candidate
from ipdsl.claims.event_claims import DayProposer, claim_over_days
from ipdsl.claims.yearly_claims import is_paid_once
from ipdsl.ir.facts import FactRef, Record
from ipdsl.ir.terms import Clause, TriggerKind, unlisted_item
from ipdsl.schema.values.value_type import Fact, KnownValues


def unlisted_record_claims(proposer: DayProposer, clause: Clause) -> Iterator[Candidate]:
    """The claims of an unlisted record that could be paid, one for each list that may lack it."""
    if proposer.eligibility[clause.index].refusal is None:
        for ref in _lists_in_part(proposer, clause.trigger.record):
            yield from _unlisted_record_claim(proposer, clause, ref)


def _unlisted_record_claim(proposer: DayProposer, clause: Clause, ref: FactRef) -> Iterator[Candidate]:
    schema, list_facts = proposer.program.schema, frozenset({ref})
    kind = ref.kind if ref.kind in schema.narrower_records[clause.trigger.record] else clause.trigger.record
    record_kind = schema.record_by_name[kind]
    item = unlisted_item(kind)
    values: KnownValues[str, Fact] = KnownValues(record_kind.fixed)  # type: ignore[arg-type]  # a fixed value is a fact's
    record = Record(kind, record_kind.root, item, item, values, f"$.records.{kind}")
    most: int | None = 1
    match clause.trigger.kind:
        case TriggerKind.RECORD:
            blank = proposer.blank_claim(
                clause, proposer.situation.with_record(record, proposer.situation.day), item, dated=False
            )
            tried = [proposer.undated_claim(clause, record, blank, list_facts)]
        case TriggerKind.WHILE:
            days = (*proposer.calendar.samples(), *proposer.calendar.earlier_days())
            tried = [proposer.claim_at(clause, proposer.situation.with_record(record, day), item) for day in days]
            if not is_paid_once(clause):
                most = _years_of_states(proposer, clause)
        case _:
            tried = list(_set_claims(proposer, clause, list_facts))
    live = [claim for claim in tried if claim.is_live and claim.max_amount]
    if not live:
        return
    here = live[0].rule_situation if live[0].day is not None else None  # an event on any day has no record
    blank = proposer.blank_claim(clause, here or proposer.situation, item, dated=False)
    claim = claim_over_days(blank, live, list_facts)
    names = (*claim.keys, *claim.unknown_keys)
    other_facts = frozenset(
        ref for live_claim in live for ref in live_claim.facts if ref.item != item
    )  # not about the unlisted record
    claim.facts, claim.is_ceiling, claim.ceiling = list_facts | other_facts, False, None
    claim.keys, claim.unknown_keys = {}, dict.fromkeys(names, ref)
    if claim.high is not None:
        claim.high = None if most is None else claim.high * most
    yield claim


def is_of_unlisted_record(claim: Candidate) -> bool:
    """Whether a claim for a single record is for an unlisted one."""
    return claim.source is None or claim.source.item == unlisted_item(claim.source.kind)


def _years_of_states(proposer: DayProposer, clause: Clause) -> int | None:
    """The number of years in which a state may be paid; `None` if its record may add years before all others."""
    calendar = proposer.calendar
    return None if calendar.can_begin_earlier else len(calendar.periods(clause.start))


def _lists_in_part(proposer: DayProposer, kind: str) -> list[FactRef]:
    """The lists of a kind that are stated in part and may lack records."""
    stated, here = proposer.facts.records, proposer.situation
    if not any(name in stated and stated[name].partial for name in proposer.program.schema.related_records[kind]):
        return []
    return sorted(here.partial_lists(kind) or here.records_of_kind(kind).unlisted)


def _set_claims(proposer: DayProposer, clause: Clause, unlisted: frozenset[FactRef]) -> Iterator[Candidate]:
    """The sets of each year, if they consisted only of unlisted records."""
    calendar = proposer.calendar
    for year in (*calendar.earlier_years(), *(year for year, _ in calendar.periods())):
        day = calendar.year_end(year)
        yield proposer.claim_at(clause, proposer.situation.with_record(None, day, year, (), unlisted), str(year))
