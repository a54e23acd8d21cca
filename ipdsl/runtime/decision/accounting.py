"""What became of each stated line of the facts: it stands in the decision, or it is without effect, and why.

Everything to which the facts came is asked for once more, in situations that note it: every formula goes through them,
so that a line that no condition, row, key, cap or claim came to is one that nothing asked. Noting may name too much (a
record that was listed, and sifted out), never too little: what is named as without effect can be left out, and nothing
else changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property
from typing import Protocol, TypeAlias

from ipdsl.diagnostics.nearest import nearest
from ipdsl.making import attrs
from ipdsl.runtime.clauses.matters import matter, spoken_of, supporting
from ipdsl.runtime.clauses.new_events import lines_before
from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.situation import Listed, Member, Situation
from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.assumptions import asks_for_others
from ipdsl.runtime.decision.documents import referred
from ipdsl.runtime.decision.duties import allocations, obligations
from ipdsl.runtime.decision.model import Claim, WithoutEffect
from ipdsl.runtime.decision.years_anew import CameLate
from ipdsl.runtime.facts import Dated, Facts, LedgerLine, OlderDocument, Record, Support
from ipdsl.runtime.formulas import Body, Formula
from ipdsl.runtime.kernel.recall import ANY_ROW
from ipdsl.runtime.kernel.table import Rule, table_of_program
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
    Names,
    Near,
    Reason,
    Stated,
    reason,
)
from ipdsl.runtime.settlement.claims import Candidate, groups_under
from ipdsl.runtime.settlement.ending import raised_by, standards_of
from ipdsl.runtime.settlement.later_years import in_later_years
from ipdsl.runtime.settlement.ledger import clauses_by_label, events_of, own_lines, recall_of
from ipdsl.runtime.settlement.left_out import records_of_set
from ipdsl.runtime.settlement.outside import (
    as_payment,
    counted_for,
    may_meet,
    paid_in_part,
    payments_in_part,
    situation_of_lines,
)
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.terms import Trigger, TriggerKind
from ipdsl.runtime.unknown import FactRef, Open
from ipdsl.values.days import Date

Line: TypeAlias = "tuple[str, ...]"
"""A line of the facts by its path: `("records", kind, id)`, `("applicant", field)`, `("figures", year, name)`."""


Beside: TypeAlias = "tuple[object, ...]"
"""What is asked of a record (by identity) beside its fields: whether it is supported, or new."""

MOST_NEAR = 50
"""For how many lines that meet no claim the nearest items are looked for."""


@attrs.define(eq=False)
class Noting(Situation):
    """A situation that notes which lines are asked for, and of which kinds the records."""

    asked: set[Line] = attrs.field(factory=set, repr=False)
    kinds: set[str] = attrs.field(factory=set, repr=False)
    beside: dict[Beside, Record | None] = attrs.field(factory=dict, repr=False)

    def on(self, record: Record | None, day: Date, year: int | None = None, members: tuple[Member, ...] = (),
           rest: frozenset[FactRef] = frozenset()) -> Situation:  # fmt: skip
        """As for any situation."""
        return Noting(
            self.program, self.facts, record, day, day.year if year is None else year, members, rest, self.assume,
            self.worked_out, self.strict, self.asked, self.kinds, self.beside,
        )  # fmt: skip

    def over(self, facts: Facts, day: Date) -> Situation:
        """As for any situation."""
        return Noting(
            self.program, facts, None, day, day.year, strict=self.strict, asked=self.asked, kinds=self.kinds,
            beside=self.beside,
        )  # fmt: skip

    def noted(self, *asked: str) -> None:
        """As for any situation."""
        self.beside[id(self.record), *asked] = self.record

    def applicant(self, name: str) -> Answer:
        """A field of the applicant on the day."""
        self.asked.add(("applicant", name))
        return Situation.applicant(self, name)

    def figure(self, name: str, years_back: int = 0) -> Answer:
        """A figure of the year, or of a year before it."""
        self.asked.add(("figures", str(self.year - years_back), name))
        return Situation.figure(self, name, years_back)

    def changes(self, name: str) -> tuple[Answer, ...]:
        """The days on which a dated field of the applicant takes another value."""
        self.asked.add(("applicant", name))
        return Situation.changes(self, name)

    def rank(self, figure: str, among: tuple[str, ...]) -> Answer:
        """The applicant's place by a yearly figure in the year."""
        self.asked.add(("published", str(self.year), figure))
        return Situation.rank(self, figure, among)

    def listed(self, kind: str) -> Listed:
        """The applicant's records of a kind."""
        self.kinds.add(kind)
        return Situation.listed(self, kind)

    @property
    def lines(self) -> frozenset[Line]:
        """The lines that were asked for."""
        listed = (record for kind in self.kinds for record, _ in self.records(kind).members)
        return frozenset(self.asked.union(("records", record.kind, record.id) for record in listed))


class Result(Protocol):
    """What one applicant's facts came to, as far as it is asked for here; reading its parts asks the facts for more."""

    @property
    def proposer(self) -> Proposer: ...
    @property
    def year(self) -> int | None: ...
    @property
    def candidates(self) -> list[Candidate]: ...
    @property
    def settled(self) -> Mapping[int, object]: ...
    @property
    def verdicts(self) -> Mapping[int, object]: ...
    @property
    def held(self) -> Mapping[int, LedgerLine]: ...
    @property
    def settling(self) -> Settling: ...
    @property
    def anew(self) -> Callable[[Proposer], Result]: ...
    @property
    def claims(self) -> tuple[Claim, ...]: ...
    @property
    def came_late(self) -> tuple[CameLate | None, Result | None]: ...
    @property
    def late(self) -> object: ...


@attrs.frozen(eq=False)
class Accounting:
    """What one applicant's facts come to in all years, and the lines that were asked for."""

    proposer: Proposer
    results: tuple[Result, ...]  # and, if something came late, with its years open again
    asked: frozenset[Line]
    beside: Mapping[Beside, Record | None]
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
            return cls(proposer, (result,), noting.lines, noting.beside)
        _ask_anew(own.over(came.facts), late.settling)
        return cls(proposer, (result, late), noting.lines, noting.beside)

    @cached_property
    def claims(self) -> list[Candidate]:
        """All claims."""
        return [claim for result in self.results for claim in result.candidates]

    @cached_property
    def proposed(self) -> list[Candidate]:
        """All claims, and those in whose place lines of the ledger stand, which are held against what they come to."""
        replaced = any(claim.brought is not None for claim in self.claims)
        return [*self.claims, *(self.proposer.claims() if replaced else ())]

    @cached_property
    def live(self) -> list[Candidate]:
        """The claims that reached the rules."""
        return [
            claim
            for result in self.results
            for claim in result.candidates
            if id(claim) in result.settled or id(claim) in result.verdicts
        ]

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
        claimed = {id(claim.source) for claim in self.claims} | self._of_sets
        of_item = Counter((record.kind, record.item) for record in _records(self.proposer.facts))
        for record in _records(self.proposer.facts):
            line = ("records", record.kind, record.id)
            if line not in self._kept and id(record) not in claimed and not self._is_told_of(record):
                name = record.item if of_item[record.kind, record.item] == 1 else record.id
                yield _told(line, self._of_another_kind(record) or self._unasked(line), name)

    def _of_another_kind(self, record: Record) -> Reason | None:
        """That the policy speaks of narrower kinds alone to which a record does not belong."""
        proposer, schema = self.proposer, self.proposer.program.schema
        kinds = [kind for kind in proposer.code.kept(_kinds) if schema.record_by_name[kind].root == record.root]
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
        for claim in self.claims:
            if claim.clause.trigger.kind is TriggerKind.SET:
                found.update(id(record) for record, _ in records_of_set(proposer, claim))
        triggers = (clause.trigger for clause in proposer.program.clauses)
        for trigger in (trigger for trigger in triggers if trigger.kind is TriggerKind.SET):
            found.update(map(id, self._undated(trigger)))
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
            if not any(group in self._claimed.get(number, ()) for number in numbers):
                parts = group if isinstance(group, tuple) else (group,)
                yield _told(("published", name, *map(str, parts)), reason(NOT_REACHED))

    @cached_property
    def _year_givers(self) -> frozenset[Line]:
        """The places that give the claim of a year of which no figures are stated."""
        figures = self.proposer.facts.figures
        return frozenset(
            ("published", claim.item, ranking.figure)
            for ranking in self.proposer.program.rankings
            for claim in self.claims
            if claim.clause.index in ranking.clauses and int(claim.item) not in figures
        )

    @cached_property
    def _kept(self) -> frozenset[Line]:
        """The lines that were asked for, and those that alone are of the year at which an open window begins or ends.

        Where no as-of date is stated, states are followed and money waits from the first stated year to the last.
        """
        proposer, calendar = self.proposer, self.proposer.calendar
        if self._is_undated:  # such a claim is tried on every day that is stated
            return self.asked.union((line for line, _ in _dated(proposer)), _turning(proposer.facts))
        if not (proposer.forms.follow_states or proposer.program.settlement.waiting):
            return self.asked
        dated = [*_dated(proposer)]
        years = sorted({year for _, year in dated})
        ends = {*years[:1]} if calendar.window.start is None else set[int]()
        if calendar.as_of is None and calendar.window.end is None:
            ends |= {*years[-1:]}
        ends -= {year for line, year in dated if line in self.asked}
        return self.asked.union(line for line, year in dated if year in ends)

    @cached_property
    def _is_undated(self) -> bool:
        """A claim that reaches the rules has no day yet."""
        return any(claim.day is None for claim in self.live)

    def _unasked(self, line: Line) -> Reason:
        """Why nothing asked for a line of which formulas may speak."""
        proposer = self.proposer
        indices = proposer.code.kept(_readers).get(_named(line), frozenset())
        readers = [proposer.program.clauses[index] for index in sorted(indices)]
        if not readers:
            return reason(UNREAD)
        kinds = proposer.facts.kinds
        if all(clause.to and kinds.isdisjoint(clause.to) for clause in readers):
            return reason(OF_OTHERS, to=Names(tuple(dict.fromkeys(to for clause in readers for to in clause.to))))
        return reason(NOT_REACHED)

    # ------------------------------------------------------------------------------------------ what rules recall

    def _history(self) -> Iterator[WithoutEffect]:
        proposer = self.proposer
        held = {id(line) for result in self.results for line in result.held.values()}
        came, _ = self.results[0].came_late
        if came is not None and self.results[0].late is not None:  # years anew are held against what they came to
            own, stand = own_lines(proposer.program, proposer.facts), {id(line) for line in came.facts.history or ()}
            held |= {id(line) for line in own if line.year >= came.first or id(line) not in stand}
        held |= {id(claim.brought) for claim in self.claims if claim.brought is not None}
        for line in proposer.facts.history or ():
            if id(line) in held or line in self._recalled:
                continue
            if not line.is_about(proposer.facts.applicant):
                why = reason(OF_OTHERS, to=Names((line.applicant,)))
            elif line.is_of(proposer.program.name):
                why = self._meets_nothing(line.item)
            else:
                why = self._not_counted(line)
            yield _told(("history", line.clause, line.item, str(line.year)), why)

    @cached_property
    def _recalled(self) -> Set[LedgerLine | Support]:
        """What a claim is less for, or a rule counts in a group of a claim; and what may be so."""
        program, facts = self.proposer.program, self.proposer.facts
        at, found = situation_of_lines(program, facts), set[LedgerLine | Support]()
        for record, asked in self._new:
            found.update(lines_before(at.on(record, at.day), *asked))
        for claim in self.live:
            if claim.source is not None:
                found.update(payment.line for payment, _ in may_meet(at, claim.source, claim.clause.index))
            elif claim.clause.trigger.record and claim.clause.trigger.kind is not TriggerKind.SET:  # of one not listed
                found.update(one.line for one in payments_in_part(at) if claim.clause.index in one.clauses)
                if claim.clause.counts_support:
                    found.update(paid_in_part(at, program.schema.record_by_name[claim.clause.trigger.record]))
        for claim, members in self._deducting:
            counted = counted_for(at, claim, members)
            found.update(line for line, sum_, met in counted if isinstance(met, Open) or (sum_ and met is True))
        recall = recall_of(program, facts, events_of(program, own_lines(program, facts)))
        for rule in table_of_program(program).rules if recall else ():
            claimed = self._claimed.get(rule.number, frozenset[object]())
            is_any = rule.number in self._loose
            paid = (one for group, own in recall.of(rule).items() if is_any or group in claimed for one in own)
            found.update(one.line for one in paid if one.line is not None)
        return found

    @cached_property
    def _deducting(self) -> list[tuple[Candidate, tuple[Member, ...]]]:
        """The claims from which support is deducted, those of sets with the records that they count."""
        proposer, found = self.proposer, list[tuple[Candidate, tuple[Member, ...]]]()
        for claim in self.proposed:
            if claim.clause.counts_support and claim.is_live:
                is_set = claim.clause.trigger.kind is TriggerKind.SET
                counted = [record for record, why in records_of_set(proposer, claim) if why is None] if is_set else []
                counted += self._undated(claim.clause.trigger) if is_set else []
                found.append((claim, tuple((record, True) for record in counted)))
        return found

    def _undated(self, trigger: Trigger) -> list[Record]:
        """The records of a kind whose day is not stated: sets of any year may count them."""
        here = self.proposer.situation
        members = here.records(trigger.record).members
        return [of for of, _ in members if isinstance(here.on(of, here.day).field(trigger.date_field), Open)]

    @cached_property
    def _new(self) -> list[tuple[Record, tuple[str, str]]]:
        """The records of which it was asked whether their event is new, with kind and day."""
        every = ((record, names) for (_, asked, *names), record in self.beside.items() if asked == "new")
        return [(of, (str(kind), str(day))) for of, (kind, day) in every if of is not None]

    @cached_property
    def _claimed(self) -> Mapping[int, set[object]]:
        """The groups of each rule, by number, in which a claim counts."""
        found: dict[int, set[object]] = {}
        for claim in self.live:
            for rule in self._over(claim):
                groups = found.setdefault(rule.number, set())
                groups.update(groups_under(rule, claim))
                if rule.of_item:
                    groups.add((ANY_ROW, claim.root, claim.item))
        return found

    @cached_property
    def _loose(self) -> Set[int]:
        """The rules, by number, under which a claim may count in any group: one of its keys is not known."""
        return {
            rule.number
            for claim in self.live if claim.unknown_keys
            for rule in self._over(claim) if not claim.unknown_keys.keys().isdisjoint(rule.bound.keys)
        }  # fmt: skip

    def _over(self, claim: Candidate) -> Iterator[Rule]:
        """The rules that a claim may meet, in its year or with money that waits."""
        table, index = table_of_program(self.proposer.program), claim.clause.index
        return (table.rules[number] for number in {*table.of_clause[index], *table.of_rest[index]})

    # ------------------------------------------------------------------------------------------ what speaks of items

    def _support(self) -> Iterator[WithoutEffect]:
        for line in self.proposer.facts.support or ():
            if line not in self._counting:
                yield _told(("support", line.kind, line.item, line.level, str(line.year)), self._why_support(line))

    def _why_support(self, line: Support) -> Reason:
        """Why nothing counts what another paid."""
        program = self.proposer.program
        is_own_level = line.level == program.level
        if is_own_level and any(step.counts_others for step in program.settlement.steps):
            return self._not_counted(line)
        if not program.kept(asks_for_others):
            return reason(UNREAD)
        return reason(OWN_LEVEL) if is_own_level else self._meets_nothing(line.item)

    @cached_property
    def _counting(self) -> Set[Support]:
        """What others paid for which a claim may be less, or end or be left out of a set."""
        here, stated = self.proposer.situation, self.proposer.facts.support
        if not stated:
            return frozenset()
        found: set[Support] = set()
        for (_, asked, *names), record in self.beside.items():
            if asked == "supported":
                found.update(line for line, _ in supporting(here.on(record, here.day), str(names[0])))
        return found.union(line for line in stated if line in self._recalled or as_payment(line) in self._recalled)

    @cached_property
    def _spoken_of(self) -> Set[tuple[str, str]]:
        """The root kinds and items of which lines speak that count for a claim: their records tell what they are of."""
        program = self.proposer.program
        kinds, clauses = program.schema.record_by_name, clauses_by_label(program)
        triggers = dict.fromkeys(clause.trigger.record for clause in program.clauses)
        found = set[tuple[str, str]]()
        for line in (*self._counting, *self._recalled, *self._raising):
            name = line.kind
            if isinstance(line, LedgerLine) and line.is_of(program.name) and line.clause in clauses:
                name = clauses[line.clause].trigger.record
            kind = kinds.get(name)
            of = [kind] if kind is not None else [kinds[one] for one in triggers if one]
            found.update((one.root, spoken_of(one, line)) for one in of)
        return found

    def _is_told_of(self, record: Record) -> bool:
        """Whether a line that counts for a claim speaks of a record by its item."""
        return (record.root, record.item) in self._spoken_of

    def _approvals(self) -> Iterator[WithoutEffect]:
        by_name: dict[tuple[str, str], list[Candidate]] = {}
        for claim in self.proposed:
            by_name.setdefault((claim.clause.label, claim.item), []).append(claim)
        for approval in self.proposer.facts.approvals:
            name = approval.clause, approval.item
            claims = by_name.get(name, [])
            if not any(claim.is_ceiling for claim in claims):
                ended = [claim.outcome.value for claim in claims if claim.outcome is not None]
                why = reason(ENDED, outcome=ended[0]) if ended else self._meets_nothing(approval.item)
                yield _told(("approvals", *name), why)

    def _older(self) -> Iterator[WithoutEffect]:
        for document in self.proposer.facts.older_documents or ():
            if document not in self._raising:
                yield _told(("older_documents", document.document, document.item), self._meets_nothing(document.item))

    @cached_property
    def _raising(self) -> Set[OlderDocument]:
        """The older documents to whose standard a claim is raised, or may be."""
        program, facts = self.proposer.program, self.proposer.facts
        raised = frozenset[int]().union(*(older.clauses for older in program.older))
        live = [claim for claim in self.live if facts.older_documents and claim.clause.index in raised]
        if live and self._is_undated:
            return frozenset(facts.older_documents or ())  # in another year it may be raised to any of them
        at = situation_of_lines(program, facts)
        return {document for claim in live for document in _raising(at, claim)}

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
        return dict.fromkeys(sorted({claim.item for claim in self.claims}))


def without_effect(result: Result) -> tuple[WithoutEffect, ...]:
    """The stated lines to which nothing came, in the order in which facts list them."""
    return tuple(Accounting.of(result).without_effect())


# ---------------------------------------------------------------------------------------------- lines


def _ask_anew(own: Proposer, settling: Settling) -> None:
    """Asks for everything of which claims and rooms of a settlement were made."""
    own.claims()
    if own.forms.follow_states and own.calendar.states_go_on:
        in_later_years(own, settling, (), (), None)
    settling.rooms.ask_anew(own.situation)


def _raising(at: Situation, claim: Candidate) -> Iterator[OlderDocument]:
    """The older documents whose standard speaks of a claim, or may."""
    record, here = claim.source, claim.at
    if here is None:
        return
    kind = None if record is None else at.schema.record_by_name[record.kind]
    for name in at.program.kept(raised_by).get(claim.clause.index, ()):
        spoken = standards_of(at, kind, name)
        is_open = isinstance(matter(here, record, name), Open)
        yield from spoken.every if is_open else (document for document, _ in spoken.about(here, record))


def _told(line: Line, why: Reason, item: str = "") -> WithoutEffect:
    group, *parts = line
    name = item or parts[-1]
    shown = [*parts[:-1], name] if group == "records" else parts
    return WithoutEffect(group, tuple(shown), why)


def _named(line: Line) -> Line:
    """What a line is of: the field of the applicant, the figure (or place by it), the kind of record."""
    group, *parts = line
    return (group, parts[0]) if group == "records" else ("figures" if group == "published" else group, parts[-1])


def _records(facts: Facts) -> Iterator[Record]:
    for listing in facts.records.values():
        yield from listing.records


def _dated(proposer: Proposer) -> Iterator[tuple[Line, int]]:
    """Records and figures with the years of which they are."""
    for year, figures in proposer.facts.figures.items():
        yield from ((("figures", str(year), name), year) for name in figures)
    for record in _records(proposer.facts):
        for name in proposer.program.schema.event_days[record.kind]:
            day = record.values.get(name)
            if isinstance(day, Date):
                yield ("records", record.kind, record.id), day.year


def _turning(facts: Facts) -> Iterator[Line]:
    """The fields of the applicant that state days."""
    return (("applicant", name) for name, held in facts.fields.items() if isinstance(held, Dated | Date))


def _parts(body: Body) -> Iterator[Formula]:
    """The formulas of an award."""
    yield from (test.holds for test in (*body.gates, *body.fitting, *body.picks))
    yield from (part for row in body.rows or () for part in (row[0], row[2]))


def _lines_of(formula: Formula) -> Iterator[Line]:
    """The fields of the applicant, figures and kinds of records of which a formula speaks."""
    if not isinstance(formula, tuple):
        return
    match formula:
        case ("applicant", str(name), *_):
            yield "applicant", name
        case ("figure" | "rank", str(name), *_):
            yield "figures", name
        case ("count" | "first" | "in_year" | "is_new", str(kind), *_):
            yield "records", kind, ""
        case _:
            pass
    for part in formula:
        yield from _lines_of(part)


# ---------------------------------------------------------------------------------------------- what formulas ask


def _readers(code: Code) -> Mapping[Line, Set[int]]:
    """The clauses that may ask for each field of the applicant, figure and kind of record."""
    program, formulas = code.program, code.evaluator.formulas
    found: dict[Line, set[int]] = {}
    for clause, body, names in zip(program.clauses, formulas.clauses, program.settlement.columns, strict=True):
        asked = {_named(line) for formula in _parts(body) for line in _lines_of(formula)}
        asked |= {("applicant", name) for name in names}
        asked |= {("records", kind) for kind in program.schema.related_records.get(clause.trigger.record, ())}
        for line in asked:
            found.setdefault(line, set()).add(clause.index)
    every = set(range(len(program.clauses)))
    for _, formula in (*formulas.caps, *formulas.suspensions):
        for line in _lines_of(formula):
            found[_named(line)] = every
    return found


def _kinds(code: Code) -> tuple[str, ...]:
    """The kinds of records of which awards, references, duties, budget lines and rules speak, in order."""
    program, formulas = code.program, code.evaluator.formulas
    bodies = [*formulas.clauses, *formulas.allocations, *(body for _, body in formulas.references)]
    asked = [formula for body in (*bodies, *(body for _, body in formulas.obligations)) for formula in _parts(body)]
    asked += [formula for _, formula in (*formulas.caps, *formulas.suspensions)]
    found = {line[1] for formula in asked for line in _lines_of(formula) if line[0] == "records"}
    triggers = (*(one.trigger for one in program.clauses), *(one.trigger for one in program.references),
                *(one.trigger for one in program.allocations))  # fmt: skip
    found |= {trigger.record for trigger in triggers if trigger is not None}
    return tuple(sorted(found & program.schema.record_by_name.keys()))
