"""What became of each stated line of the facts: it stands in the decision, or it is without effect, and why.

Everything to which the facts came is asked for once more, in situations that note it: every formula goes through them,
so that a line that no condition, row, key, cap or claim came to is one that nothing asked. Noting may name too much (a
record that was listed, and sifted out), never too little: what is named as without effect can be left out, and nothing
else changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import attrs

from ipdsl.diagnostics.nearest import nearest
from ipdsl.runtime.decision.assumptions import asks_by_year, asks_for_others
from ipdsl.runtime.decision.documents import referrals
from ipdsl.runtime.decision.duties import allocations, obligations
from ipdsl.runtime.decision.model import UnusedFact
from ipdsl.runtime.decision.noting import FactLine, TrackingSituation
from ipdsl.runtime.decision.readers import kinds_mentioned, readers_of, subject_of_line
from ipdsl.runtime.decision.recalled import ApplicantResult, CountedLines
from ipdsl.runtime.decision.years_anew import has_ended
from ipdsl.runtime.facts import DatedValue, Facts, LedgerLine, Record, Support
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.reasons import (
    ENDED,
    MEETS_NOTHING,
    NO_KIND,
    NOT_REACHED,
    OF_OTHERS,
    OTHER_KIND,
    OUTSIDE,
    OWN_LEVEL,
    UNREAD,
    NameList,
    NearestNames,
    OutcomeValue,
    Reason,
    StatedValues,
    reason,
)
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.horizon import Calendar, year_of_payment
from ipdsl.runtime.settlement.ledger import policy_lines
from ipdsl.runtime.settlement.left_out import records_of_set
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.settling import SettlementContext
from ipdsl.runtime.terms import TriggerKind
from ipdsl.values.days import Date

MOST_NEAR = 50
"""For how many lines that meet no claim the nearest items are looked for."""


@attrs.frozen(eq=False, repr=False, slots=False)
class FactUsage:
    """What one applicant's facts come to in all years, and the lines that were asked for."""

    proposer: Proposer
    lines_read: frozenset[FactLine]
    counted_lines: CountedLines  # of the result and, if something came late, of its years settled anew
    _nearest: dict[str, tuple[str, ...]] = attrs.field(factory=dict)

    @classmethod
    def from_result(cls, result: ApplicantResult) -> FactUsage:
        """Asks for everything to which a result came, by formulas alone: these ask situations, which note it."""
        proposer = result.proposer
        if result.year is not None or not proposer.is_alone:
            result = result.settle_again(proposer)
        here, claims = proposer.situation, result.claims
        noting = TrackingSituation(here.program, here.facts, None, here.day, here.year, is_strict=here.is_strict)
        tracking = attrs.evolve(proposer, code=proposer.code.formulas_only, situation=noting)
        _ask_everything(tracking, result.context)
        obligations(tracking, claims, None), allocations(tracking, None), tuple(referrals(tracking))
        came, late = result.late_events
        if came is None or late is None:
            return cls(proposer, noting.lines, CountedLines(proposer, (result,), noting.record_uses))
        _ask_everything(tracking.with_facts(came.facts), late.context)
        return cls(proposer, noting.lines, CountedLines(proposer, (result, late), noting.record_uses))

    def without_effect(self) -> Iterator[UnusedFact]:
        """The lines that nothing asked for, in the order in which facts list them."""
        yield from self._fields()
        yield from self._records()
        yield from self._figures()
        yield from self._rooms()
        yield from self._history()
        yield from self._support()
        yield from self._approvals()
        yield from self._older()

    # ------------------------------------------------------------------------------------------ what formulas ask

    def _fields(self) -> Iterator[UnusedFact]:
        for name in self.proposer.facts.fields:
            line = ("applicant", name)
            if line not in self._used_lines:
                yield _unused_fact(line, self._unused_reason(line))

    def _records(self) -> Iterator[UnusedFact]:
        claimed = {id(claim.source) for claim in self.counted_lines.claims} | self._set_records
        of_item = Counter((record.kind, record.item) for record in _records(self.proposer.facts))
        for record in _records(self.proposer.facts):
            line = ("records", record.kind, record.id)
            if line not in self._used_lines and id(record) not in claimed and not self._is_mentioned(record):
                name = record.item if of_item[record.kind, record.item] == 1 else record.id
                yield _unused_fact(line, self._other_kind_reason(record) or self._unused_reason(line), name)

    def _other_kind_reason(self, record: Record) -> Reason | None:
        """That the policy speaks of narrower kinds alone to which a record does not belong."""
        proposer, schema = self.proposer, self.proposer.program.schema
        kinds = [
            kind
            for kind in proposer.code.compute_once(kinds_mentioned)
            if schema.record_by_name[kind].root == record.root
        ]
        if not kinds or any(proposer.situation.membership(record, kind) is not False for kind in kinds):
            return None
        tests = (test for kind in kinds for test in schema.tests_of_kind(record.kind, kind) or ())
        stated_fields = dict.fromkeys(
            (name, value) for name, fixed in tests if (value := record.values.get(name)) != fixed
        )
        because = StatedValues(tuple(stated_fields), proposer.program.currency)  # type: ignore[arg-type]  # they are stated
        return reason(OTHER_KIND, kinds=NameList(tuple(kinds)), because=because)

    @cached_property
    def _set_records(self) -> set[int]:
        """The records that sets count or leave out, by identity; those whose day is not stated may be of any."""
        proposer, record_ids = self.proposer, set[int]()
        for claim in self.counted_lines.claims:
            if claim.clause.trigger.kind is TriggerKind.SET:
                record_ids.update(id(record) for record, _ in records_of_set(proposer, claim))
        triggers = (clause.trigger for clause in proposer.program.clauses)
        for trigger in (trigger for trigger in triggers if trigger.kind is TriggerKind.SET):
            record_ids.update(map(id, self.counted_lines.undated_records(trigger)))
        return record_ids

    def _figures(self) -> Iterator[UnusedFact]:
        facts, window = self.proposer.facts, self.proposer.calendar.window
        stated = [("figures", str(year), name) for year, figures in sorted(facts.figures.items()) for name in figures]
        stated += [("published", str(rank.year), rank.figure) for rank in facts.ranks if not rank.among]
        for line in stated:
            if line not in self._used_lines and line not in self._year_givers:
                year = int(line[1])
                is_outside = window.part_in_year(year) is None
                yield _unused_fact(
                    line, reason(OUTSIDE, year=year, window=window) if is_outside else self._unused_reason(line)
                )

    def _rooms(self) -> Iterator[UnusedFact]:
        for name, group in sorted(self.proposer.facts.rooms, key=str):
            numbers = [
                rule.number for rule in table_of_program(self.proposer.program).rules if rule.step_rule.name == name
            ]
            if not any(group in self.counted_lines.claimed_groups.get(number, ()) for number in numbers):
                parts = group if isinstance(group, tuple) else (group,)
                yield _unused_fact(("published", name, *map(str, parts)), reason(NOT_REACHED))

    @cached_property
    def _year_givers(self) -> frozenset[FactLine]:
        """The places that give the claim of a year of which no figures are stated."""
        figures = self.proposer.facts.figures
        return frozenset(
            ("published", claim.item, ranking.figure)
            for ranking in self.proposer.program.rankings
            for claim in self.counted_lines.claims
            if claim.clause.index in ranking.clauses and int(claim.item) not in figures
        )

    @cached_property
    def _used_lines(self) -> frozenset[FactLine]:
        """The lines that were asked for, and those that alone are of the first year stated, or of the last.

        Where no as-of date is stated, the last says how long states are followed, money waits, duties hold and figures
        are asked for. A window that begins or ends within these years says so in their place.
        """
        proposer, calendar = self.proposer, self.proposer.calendar
        if self.counted_lines.is_undated:  # such a claim is tried on every day that is stated, and beyond them
            return self.lines_read.union(
                (line for line, _ in _dated_lines(proposer)), _dated_fields(proposer.facts),
                _open_ended_records(calendar),
                self._giving_last_year,
            )  # fmt: skip
        if not (asks_by_year(proposer.program) or _speaks_of_years(proposer)):
            return self.lines_read
        used = self._giving_last_year
        if calendar.window.start is None:
            used = used | self._alone_of(_dated_lines(proposer), min)
        return self.lines_read | used

    @cached_property
    def _giving_last_year(self) -> frozenset[FactLine]:
        """The lines that alone are of the last year stated, where it gives the as-of date."""
        proposer = self.proposer
        if not proposer.facts.assumes_as_of:
            return frozenset()
        end = (
            None if proposer.program.settlement.carry_over_steps else proposer.calendar.window.end
        )  # money waits beyond it
        dated = (*_dated_lines(proposer), *_dated_beside(proposer.facts))
        return self._alone_of(((line, year if end is None else min(year, end.year)) for line, year in dated), max)

    def _alone_of(
        self, dated: Iterable[tuple[FactLine, int]], which: Callable[[Iterable[int]], int]
    ) -> frozenset[FactLine]:
        """The lines of the first or the last year, unless a line of it stays anyhow."""
        of_year: dict[int, set[FactLine]] = {}
        for line, year in dated:
            of_year.setdefault(year, set()).add(line)
        if not of_year:
            return frozenset()
        lines = of_year[which(of_year)]
        sources = (claim.source for claim in self.counted_lines.claims if claim.source is not None)
        stay = self.lines_read.union(("records", source.kind, source.id) for source in sources)
        return frozenset() if lines & stay else frozenset(lines)

    def _unused_reason(self, line: FactLine) -> Reason:
        """Why nothing asked for a line of which formulas may speak."""
        proposer = self.proposer
        indices = proposer.code.compute_once(readers_of).get(subject_of_line(line), frozenset())
        readers = [proposer.program.clauses[index] for index in sorted(indices)]
        if not readers:
            return reason(UNREAD)
        kinds = proposer.facts.kinds
        if all(clause.beneficiaries and kinds.isdisjoint(clause.beneficiaries) for clause in readers):
            return reason(
                OF_OTHERS, to=NameList(tuple(dict.fromkeys(to for clause in readers for to in clause.beneficiaries)))
            )
        return reason(NOT_REACHED)

    # ------------------------------------------------------------------------------------------ what rules recall

    def _history(self) -> Iterator[UnusedFact]:
        proposer, results = self.proposer, self.counted_lines.results
        lines = policy_lines(proposer.program, proposer.facts)
        held = {id(line) for result in results for line in result.ledger_lines.values()}
        held |= {id(line) for line in lines if has_ended(proposer, line)}  # what was due for it, if anything, is late
        came, _ = results[0].late_events
        if came is not None and results[0].late is not None:  # years anew are held against what they came to
            stand = {id(line) for line in came.facts.history or ()}
            held |= {id(line) for line in lines if line.year >= came.first_year or id(line) not in stand}
        held |= {id(claim.brought_forward) for claim in self.counted_lines.claims if claim.brought_forward is not None}
        for line in proposer.facts.history or ():
            if id(line) in held or line in self.counted_lines.lines or _history_line(line) in self._used_lines:
                continue
            if not line.is_about(proposer.facts.applicant):
                why = reason(OF_OTHERS, to=NameList((line.applicant,)))
            elif line.is_of(proposer.program.name):
                why = self._no_match_reason(line.item)
            else:
                why = self._uncounted_reason(line)
            yield _unused_fact(_history_line(line), why)

    # ------------------------------------------------------------------------------------------ what speaks of items

    def _support(self) -> Iterator[UnusedFact]:
        for line in self.proposer.facts.support or ():
            if line not in self.counted_lines.support:
                yield _unused_fact(
                    ("support", line.kind, line.item, line.level, str(line.year)), self._support_reason(line)
                )

    def _support_reason(self, line: Support) -> Reason:
        """Why nothing counts what another paid."""
        program = self.proposer.program
        is_own_level = line.level == program.level
        if is_own_level and any(step.counts_other_documents for step in program.settlement.steps):
            return self._uncounted_reason(line)
        if not program.compute_once(asks_for_others):
            return reason(UNREAD)
        return reason(OWN_LEVEL) if is_own_level and line.item in self._items else self._no_match_reason(line.item)

    def _is_mentioned(self, record: Record) -> bool:
        """Whether a line that counts for a claim speaks of a record by its item."""
        return (record.root, record.item) in self.counted_lines.records_mentioned

    def _approvals(self) -> Iterator[UnusedFact]:
        by_name: dict[tuple[str, str], list[Candidate]] = {}
        for claim in self.counted_lines.proposed_claims:
            by_name.setdefault((claim.clause.label, claim.item), []).append(claim)
        for approval in self.proposer.facts.approvals:
            name = approval.clause, approval.item
            claims = by_name.get(name, [])
            if not any(claim.is_ceiling for claim in claims):
                ended = [claim.outcome.value for claim in claims if claim.outcome is not None]
                why = reason(ENDED, outcome=OutcomeValue(ended[0])) if ended else self._no_match_reason(approval.item)
                yield _unused_fact(("approvals", *name), why)

    def _older(self) -> Iterator[UnusedFact]:
        for document in self.proposer.facts.older_documents or ():
            if document not in self.counted_lines.documents:
                yield _unused_fact(
                    ("older_documents", document.document, document.item), self._no_match_reason(document.item)
                )

    def _uncounted_reason(self, line: LedgerLine | Support) -> Reason:
        """Why no rule counts a payment under another document."""
        return reason(NO_KIND) if not line.kind and line.item in self._items else self._no_match_reason(line.item)

    def _no_match_reason(self, item: str) -> Reason:
        """That a line meets no claim, with the nearest items that there are; or that its claims do not ask for it."""
        if item in self._items:
            return reason(NOT_REACHED)
        if item not in self._nearest:
            self._nearest[item] = nearest(item, self._items) if len(self._nearest) < MOST_NEAR else ()
        return reason(MEETS_NOTHING, near=NearestNames(self._nearest[item]))

    @cached_property
    def _items(self) -> dict[str, None]:
        """The items of all claims, in order."""
        return dict.fromkeys(sorted({claim.item for claim in self.counted_lines.claims}))


def without_effect(result: ApplicantResult) -> tuple[UnusedFact, ...]:
    """The stated lines to which nothing came, in the order in which facts list them."""
    return tuple(FactUsage.from_result(result).without_effect())


# ---------------------------------------------------------------------------------------------- lines


def _ask_everything(proposer: Proposer, context: SettlementContext) -> None:
    """Asks for everything of which claims and rooms of a settlement were made."""
    proposer.claims()
    context.cap_amounts.recompute_in(proposer.situation)


def _unused_fact(line: FactLine, why: Reason, item: str = "") -> UnusedFact:
    group, *parts = line
    name = item or parts[-1]
    shown = [*parts[:-1], name] if group == "records" else parts
    return UnusedFact(group, tuple(shown), why)


def _records(facts: Facts) -> Iterator[Record]:
    for listing in facts.records.values():
        yield from listing.records


def _history_line(line: LedgerLine) -> FactLine:
    return "history", line.clause, line.item, str(line.year)


def _dated_beside(facts: Facts) -> Iterator[tuple[FactLine, int]]:
    """Lines of the ledger and published places with the last years of which they are."""
    for line in facts.history or ():
        if year := year_of_payment(line):
            yield _history_line(line), year
    for rank in facts.ranks:
        if not rank.among:
            yield ("published", str(rank.year), rank.figure), rank.year


def _dated_lines(proposer: Proposer) -> Iterator[tuple[FactLine, int]]:
    """Records and figures with the years of which they are."""
    for year, figures in proposer.facts.figures.items():
        yield from ((("figures", str(year), name), year) for name in figures)
    for record in _records(proposer.facts):
        for name in proposer.program.schema.event_days[record.kind]:
            day = record.values.get(name)
            if isinstance(day, Date):
                yield ("records", record.kind, record.id), day.year


def _speaks_of_years(proposer: Proposer) -> bool:
    """Whether anything is told of each year that the facts speak of, whether or not it has a claim."""
    program = proposer.program
    return (
        proposer.profiles.has_states
        or bool(program.settlement.carry_over_steps)
        or any(duty.gates for duty in program.obligations)
        or any(line.trigger.kind is not TriggerKind.RECORD for line in program.allocations)
    )


def _open_ended_records(calendar: Calendar) -> Iterator[FactLine]:
    """The records whose day is not stated, where it may bring more years than the facts speak of."""
    if calendar.can_begin_earlier:
        yield from (("records", ref.kind, ref.item) for ref in calendar.unstated_days)


def _dated_fields(facts: Facts) -> Iterator[FactLine]:
    """The fields of the applicant that state days."""
    return (("applicant", name) for name, held in facts.fields.items() if isinstance(held, DatedValue | Date))
