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
from ipdsl.runtime.decision.documents import referred
from ipdsl.runtime.decision.duties import allocations, obligations
from ipdsl.runtime.decision.model import WithoutEffect
from ipdsl.runtime.decision.noting import Line, Noting
from ipdsl.runtime.decision.readers import kinds_spoken_of, named, readers_of
from ipdsl.runtime.decision.recalled import Recalled, Result
from ipdsl.runtime.decision.years_anew import has_ended
from ipdsl.runtime.facts import Dated, Facts, LedgerLine, Record, Support
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
    Became,
    Names,
    Near,
    Reason,
    Stated,
    reason,
)
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.horizon import Calendar, year_of_payment
from ipdsl.runtime.settlement.ledger import own_lines
from ipdsl.runtime.settlement.left_out import records_of_set
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.terms import TriggerKind
from ipdsl.values.days import Date

MOST_NEAR = 50
"""For how many lines that meet no claim the nearest items are looked for."""


@attrs.frozen(eq=False, repr=False, slots=False)
class Accounting:
    """What one applicant's facts come to in all years, and the lines that were asked for."""

    proposer: Proposer
    asked: frozenset[Line]
    recalled: Recalled  # of the result and, if something came late, of its years settled anew
    _near: dict[str, tuple[str, ...]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, result: Result) -> Accounting:
        """Asks for everything to which a result came, by formulas alone: these ask situations, which note it."""
        proposer = result.proposer
        if result.year is not None or not proposer.is_alone:
            result = result.anew(proposer)
        here, claims = proposer.situation, result.claims
        noting = Noting(here.program, here.facts, None, here.day, here.year, strict=here.strict)
        own = attrs.evolve(proposer, code=proposer.code.by_formulas, situation=noting)
        _ask_anew(own, result.settling)
        obligations(own, claims, None), allocations(own, None), tuple(referred(own))
        came, late = result.came_late
        if came is None or late is None:
            return cls(proposer, noting.lines, Recalled(proposer, (result,), noting.beside))
        _ask_anew(own.over(came.facts), late.settling)
        return cls(proposer, noting.lines, Recalled(proposer, (result, late), noting.beside))

    def without_effect(self) -> Iterator[WithoutEffect]:
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

    def _fields(self) -> Iterator[WithoutEffect]:
        for name in self.proposer.facts.fields:
            line = ("applicant", name)
            if line not in self._kept:
                yield _told(line, self._unasked(line))

    def _records(self) -> Iterator[WithoutEffect]:
        claimed = {id(claim.source) for claim in self.recalled.claims} | self._of_sets
        of_item = Counter((record.kind, record.item) for record in _records(self.proposer.facts))
        for record in _records(self.proposer.facts):
            line = ("records", record.kind, record.id)
            if line not in self._kept and id(record) not in claimed and not self._is_told_of(record):
                name = record.item if of_item[record.kind, record.item] == 1 else record.id
                yield _told(line, self._of_another_kind(record) or self._unasked(line), name)

    def _of_another_kind(self, record: Record) -> Reason | None:
        """That the policy speaks of narrower kinds alone to which a record does not belong."""
        proposer, schema = self.proposer, self.proposer.program.schema
        kinds = [
            kind for kind in proposer.code.kept(kinds_spoken_of) if schema.record_by_name[kind].root == record.root
        ]
        if not kinds or any(proposer.situation.membership(record, kind) is not False for kind in kinds):
            return None
        tests = (test for kind in kinds for test in schema.tests_of_kind(record.kind, kind) or ())
        told = dict.fromkeys((name, value) for name, fixed in tests if (value := record.values.get(name)) != fixed)
        because = Stated(tuple(told), proposer.program.currency)  # type: ignore[arg-type]  # they are stated
        return reason(OTHER_KIND, kinds=Names(tuple(kinds)), because=because)

    @cached_property
    def _of_sets(self) -> set[int]:
        """The records that sets count or leave out, by identity; those whose day is not stated may be of any."""
        proposer, found = self.proposer, set[int]()
        for claim in self.recalled.claims:
            if claim.clause.trigger.kind is TriggerKind.SET:
                found.update(id(record) for record, _ in records_of_set(proposer, claim))
        triggers = (clause.trigger for clause in proposer.program.clauses)
        for trigger in (trigger for trigger in triggers if trigger.kind is TriggerKind.SET):
            found.update(map(id, self.recalled.undated(trigger)))
        return found

    def _figures(self) -> Iterator[WithoutEffect]:
        facts, window = self.proposer.facts, self.proposer.calendar.window
        stated = [("figures", str(year), name) for year, figures in sorted(facts.figures.items()) for name in figures]
        stated += [("published", str(rank.year), rank.figure) for rank in facts.ranks if not rank.among]
        for line in stated:
            if line not in self._kept and line not in self._year_givers:
                year = int(line[1])
                is_outside = window.within_year(year) is None
                yield _told(line, reason(OUTSIDE, year=year, window=window) if is_outside else self._unasked(line))

    def _rooms(self) -> Iterator[WithoutEffect]:
        for name, group in sorted(self.proposer.facts.rooms, key=str):
            numbers = [rule.number for rule in table_of_program(self.proposer.program).rules if rule.bound.name == name]
            if not any(group in self.recalled.claimed.get(number, ()) for number in numbers):
                parts = group if isinstance(group, tuple) else (group,)
                yield _told(("published", name, *map(str, parts)), reason(NOT_REACHED))

    @cached_property
    def _year_givers(self) -> frozenset[Line]:
        """The places that give the claim of a year of which no figures are stated."""
        figures = self.proposer.facts.figures
        return frozenset(
            ("published", claim.item, ranking.figure)
            for ranking in self.proposer.program.rankings
            for claim in self.recalled.claims
            if claim.clause.index in ranking.clauses and int(claim.item) not in figures
        )

    @cached_property
    def _kept(self) -> frozenset[Line]:
        """The lines that were asked for, and those that alone are of the first year stated, or of the last.

        Where no as-of date is stated, the last says how long states are followed, money waits, duties hold and figures
        are asked for. A window that begins or ends within these years says so in their place.
        """
        proposer, calendar = self.proposer, self.proposer.calendar
        if self.recalled.is_undated:  # such a claim is tried on every day that is stated, and beyond them
            return self.asked.union(
                (line for line, _ in _dated(proposer)), _turning(proposer.facts), _going_on(calendar),
                self._giving_last_year,
            )  # fmt: skip
        if not (asks_by_year(proposer.program) or _speaks_of_years(proposer)):
            return self.asked
        kept = self._giving_last_year
        if calendar.window.start is None:
            kept = kept | self._alone_of(_dated(proposer), min)
        return self.asked | kept

    @cached_property
    def _giving_last_year(self) -> frozenset[Line]:
        """The lines that alone are of the last year stated, where it gives the as-of date."""
        proposer = self.proposer
        if not proposer.facts.assumes_as_of:
            return frozenset()
        end = None if proposer.program.settlement.waiting else proposer.calendar.window.end  # money waits beyond it
        dated = (*_dated(proposer), *_dated_beside(proposer.facts))
        return self._alone_of(((line, year if end is None else min(year, end.year)) for line, year in dated), max)

    def _alone_of(self, dated: Iterable[tuple[Line, int]], which: Callable[[Iterable[int]], int]) -> frozenset[Line]:
        """The lines of the first or the last year, unless a line of it stays anyhow."""
        of_year: dict[int, set[Line]] = {}
        for line, year in dated:
            of_year.setdefault(year, set()).add(line)
        if not of_year:
            return frozenset()
        lines = of_year[which(of_year)]
        sources = (claim.source for claim in self.recalled.claims if claim.source is not None)
        stay = self.asked.union(("records", source.kind, source.id) for source in sources)
        return frozenset() if lines & stay else frozenset(lines)

    def _unasked(self, line: Line) -> Reason:
        """Why nothing asked for a line of which formulas may speak."""
        proposer = self.proposer
        indices = proposer.code.kept(readers_of).get(named(line), frozenset())
        readers = [proposer.program.clauses[index] for index in sorted(indices)]
        if not readers:
            return reason(UNREAD)
        kinds = proposer.facts.kinds
        if all(clause.to and kinds.isdisjoint(clause.to) for clause in readers):
            return reason(OF_OTHERS, to=Names(tuple(dict.fromkeys(to for clause in readers for to in clause.to))))
        return reason(NOT_REACHED)

    # ------------------------------------------------------------------------------------------ what rules recall

    def _history(self) -> Iterator[WithoutEffect]:
        proposer, results = self.proposer, self.recalled.results
        own = own_lines(proposer.program, proposer.facts)
        held = {id(line) for result in results for line in result.held.values()}
        held |= {id(line) for line in own if has_ended(proposer, line)}  # what was due for it, if anything, is late
        came, _ = results[0].came_late
        if came is not None and results[0].late is not None:  # years anew are held against what they came to
            stand = {id(line) for line in came.facts.history or ()}
            held |= {id(line) for line in own if line.year >= came.first or id(line) not in stand}
        held |= {id(claim.brought) for claim in self.recalled.claims if claim.brought is not None}
        for line in proposer.facts.history or ():
            if id(line) in held or line in self.recalled.lines or _history_line(line) in self._kept:
                continue
            if not line.is_about(proposer.facts.applicant):
                why = reason(OF_OTHERS, to=Names((line.applicant,)))
            elif line.is_of(proposer.program.name):
                why = self._meets_nothing(line.item)
            else:
                why = self._not_counted(line)
            yield _told(_history_line(line), why)

    # ------------------------------------------------------------------------------------------ what speaks of items

    def _support(self) -> Iterator[WithoutEffect]:
        for line in self.proposer.facts.support or ():
            if line not in self.recalled.support:
                yield _told(("support", line.kind, line.item, line.level, str(line.year)), self._why_support(line))

    def _why_support(self, line: Support) -> Reason:
        """Why nothing counts what another paid."""
        program = self.proposer.program
        is_own_level = line.level == program.level
        if is_own_level and any(step.counts_others for step in program.settlement.steps):
            return self._not_counted(line)
        if not program.kept(asks_for_others):
            return reason(UNREAD)
        return reason(OWN_LEVEL) if is_own_level and line.item in self._items else self._meets_nothing(line.item)

    def _is_told_of(self, record: Record) -> bool:
        """Whether a line that counts for a claim speaks of a record by its item."""
        return (record.root, record.item) in self.recalled.spoken_of

    def _approvals(self) -> Iterator[WithoutEffect]:
        by_name: dict[tuple[str, str], list[Candidate]] = {}
        for claim in self.recalled.proposed:
            by_name.setdefault((claim.clause.label, claim.item), []).append(claim)
        for approval in self.proposer.facts.approvals:
            name = approval.clause, approval.item
            claims = by_name.get(name, [])
            if not any(claim.is_ceiling for claim in claims):
                ended = [claim.outcome.value for claim in claims if claim.outcome is not None]
                why = reason(ENDED, outcome=Became(ended[0])) if ended else self._meets_nothing(approval.item)
                yield _told(("approvals", *name), why)

    def _older(self) -> Iterator[WithoutEffect]:
        for document in self.proposer.facts.older_documents or ():
            if document not in self.recalled.documents:
                yield _told(("older_documents", document.document, document.item), self._meets_nothing(document.item))

    def _not_counted(self, line: LedgerLine | Support) -> Reason:
        """Why no rule counts a payment under another document."""
        return reason(NO_KIND) if not line.kind and line.item in self._items else self._meets_nothing(line.item)

    def _meets_nothing(self, item: str) -> Reason:
        """That a line meets no claim, with the nearest items that there are; or that its claims do not ask for it."""
        if item in self._items:
            return reason(NOT_REACHED)
        if item not in self._near:
            self._near[item] = nearest(item, self._items) if len(self._near) < MOST_NEAR else ()
        return reason(MEETS_NOTHING, near=Near(self._near[item]))

    @cached_property
    def _items(self) -> dict[str, None]:
        """The items of all claims, in order."""
        return dict.fromkeys(sorted({claim.item for claim in self.recalled.claims}))


def without_effect(result: Result) -> tuple[WithoutEffect, ...]:
    """The stated lines to which nothing came, in the order in which facts list them."""
    return tuple(Accounting.of(result).without_effect())


# ---------------------------------------------------------------------------------------------- lines


def _ask_anew(own: Proposer, settling: Settling) -> None:
    """Asks for everything of which claims and rooms of a settlement were made."""
    own.claims()
    settling.rooms.ask_anew(own.situation)


def _told(line: Line, why: Reason, item: str = "") -> WithoutEffect:
    group, *parts = line
    name = item or parts[-1]
    shown = [*parts[:-1], name] if group == "records" else parts
    return WithoutEffect(group, tuple(shown), why)


def _records(facts: Facts) -> Iterator[Record]:
    for listing in facts.records.values():
        yield from listing.records


def _history_line(line: LedgerLine) -> Line:
    return "history", line.clause, line.item, str(line.year)


def _dated_beside(facts: Facts) -> Iterator[tuple[Line, int]]:
    """Lines of the ledger and published places with the last years of which they are."""
    for line in facts.history or ():
        if year := year_of_payment(line):
            yield _history_line(line), year
    for rank in facts.ranks:
        if not rank.among:
            yield ("published", str(rank.year), rank.figure), rank.year


def _dated(proposer: Proposer) -> Iterator[tuple[Line, int]]:
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
        proposer.forms.follow_states
        or bool(program.settlement.waiting)
        or any(duty.gates for duty in program.obligations)
        or any(line.trigger.kind is not TriggerKind.RECORD for line in program.allocations)
    )


def _going_on(calendar: Calendar) -> Iterator[Line]:
    """The records whose day is not stated, where it may bring more years than the facts speak of."""
    if calendar.may_begin_earlier:
        yield from (("records", ref.kind, ref.item) for ref in calendar.days_that_wait)


def _turning(facts: Facts) -> Iterator[Line]:
    """The fields of the applicant that state days."""
    return (("applicant", name) for name, held in facts.fields.items() if isinstance(held, Dated | Date))
