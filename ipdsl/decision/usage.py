"""The stated lines of the facts that have no effect on the decision, each with the reason.

A record with a claim has an effect. A claim that met all conditions of its award has read the fields of the applicant
and the kinds of records that these always read. For the other lines, the awards whose formulas have a word of such a
line are evaluated by these formulas, in situations that record what they read: lines of the facts, kinds of records,
and questions about records. Duties, budget lines, references and cap amounts are evaluated in the same way. A line that
no condition, amount, key, cap or claim read has no effect. Lines of history and support, and older documents, have an
effect if they count in a group of a claim, or may.

Too many lines may be recorded (a record that was listed and then filtered out), but never too few. A line reported as
without effect can therefore be omitted from the facts without any other change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import nearest
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import year_of_payment
from ipdsl.claims.claim import (
    Candidate,
    kernel_groups,
    partly_stated_payments,
    partly_stated_support,
    possible_group_payments,
    situation_of_lines,
    standard_keys_by_clause,
    standards_of,
    support_counted_for,
    support_counted_under_cap,
)
from ipdsl.claims.proposer import Proposer, records_of_set
from ipdsl.decision.model import UnusedFact
from ipdsl.decision.other_years import (
    allocations,
    asks_by_year,
    asks_for_others,
    has_ended,
    obligations,
    referrals,
)
from ipdsl.decision.result import EvaluationResult
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.matters import (
    USE,
    EquivalentLines,
    item_of_line,
    lines_before,
    matter,
    payment_from_support,
    support_for_records,
    supporting_lines,
)
from ipdsl.engine.operations import Answer
from ipdsl.engine.situation import AWARD_SUMS, ListedRecords, Member, Situation, rankings_by_line
from ipdsl.ir.facts import DatedValue, FactRef, Facts, LedgerLine, OlderDocument, Open, Record, Support, all_records
from ipdsl.ir.operations import OPERATIONS, CallKind
from ipdsl.ir.proposal import (
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
from ipdsl.ir.terms import BodyFormulas, Clause, Formula, Trigger, TriggerKind, clauses_by_label
from ipdsl.kernel.rule_table import ANY_ROW, Rule, table_of_program
from ipdsl.ledger.lines import clauses_by_former_label, events_of, payment_history, policy_lines, recovery_lines

FactLine: TypeAlias = "tuple[str, ...]"
"""A line of the facts by its path: `("records", kind, id)`, `("applicant", field)`, `("figures", year, name)`."""

RecordUse: TypeAlias = "tuple[object, ...]"
"""A question about a record (by identity) in addition to its fields: whether it is supported, or new."""


@attrs.frozen(eq=False, repr=False)
class Recorder:
    """The lines that were read, the kinds whose records were listed, and the questions about records."""

    lines: set[FactLine] = attrs.field(factory=set)
    kinds: set[str] = attrs.field(factory=set)
    record_uses: dict[RecordUse, Record | None] = attrs.field(factory=dict)

    def recording(self, proposer: Proposer) -> Proposer:
        """The same proposer with formulas only, because formulas read situations. These record what is read."""
        here = proposer.situation
        listed: dict[object, object] = {
            key: v for key, v in here.cache.items() if isinstance(v, ListedRecords) or key == AWARD_SUMS
        }
        situation = TrackingSituation(
            here.program, here.facts, None, here.day, here.year, cache=listed, is_strict=here.is_strict, recorder=self
        )
        return attrs.evolve(proposer, code=proposer.code.formulas_only, situation=situation)


@attrs.define(eq=False, repr=False)
class TrackingSituation(Situation):
    """A situation that records which lines are read, and the kinds whose records are read."""

    recorder: Recorder = attrs.field(factory=Recorder)

    def with_record(self, record: Record | None, day: Date, year: int | None = None, members: tuple[Member, ...] = (),
           unlisted: frozenset[FactRef] = frozenset(), outer_values: tuple[Answer, ...] = ()) -> Situation:  # fmt: skip
        """Override: the new situation has the same recorder."""
        return TrackingSituation(
            self.program, self.facts, record, day, self.program.year_of(day) if year is None else year,
            members, unlisted, outer_values, self.assumptions, self.cache, self.is_strict, self.recorder,
        )  # fmt: skip

    def note_use(self, *names: str) -> None:
        """Record the question about the current record."""
        self.recorder.record_uses[id(self.record), *names] = self.record

    def applicant(self, name: str) -> Answer:
        """A field of the applicant on the day."""
        self.recorder.lines.add(("applicant", name))
        return Situation.applicant(self, name)

    def figure(self, name: str, years_back: int = 0) -> Answer:
        """A figure of the year, or of a year before it."""
        self.recorder.lines.add(("figures", str(self.year - years_back), name))
        return Situation.figure(self, name, years_back)

    def changes(self, name: str) -> tuple[Answer, ...]:
        """The days on which a dated field of the applicant takes another value."""
        self.recorder.lines.add(("applicant", name))
        return Situation.changes(self, name)

    def rank(self, figure: str, among: tuple[str, ...], ties: tuple[str, ...] = ()) -> Answer:
        """The applicant's rank by a yearly figure in the year."""
        self.recorder.lines.add(("published", str(self.year), figure))
        return Situation.rank(self, figure, among, ties)

    def place(self, field: str, line: int) -> Answer:
        """The rank of the record by a field."""
        if self.facts.places and self.record is not None:
            name = self.program.compute_once(rankings_by_line)[line].name
            self.recorder.lines.add(("published", name, self.record.item))
        return Situation.place(self, field, line)

    def records_of_kind(self, kind: str) -> ListedRecords:
        """The applicant's records of a kind."""
        listed = Situation.records_of_kind(self, kind)
        if kind not in self.recorder.kinds:
            self.recorder.kinds.add(kind)
            self.recorder.lines.update(("records", record.kind, record.id) for record, _ in listed.members)
        return listed


def readers_of(code: GeneratedFunctions) -> Mapping[FactLine, Set[int]]:
    """The clauses that may read each field of the applicant, each figure and each kind of record.

    The evaluation of a clause reads at most its words, which are lines of one part: texts of its formulas and of its
    suspensions, keys, and fields that make figures 0.
    """
    program, formulas = code.program, code.evaluator.formulas
    suspensions = [
        (rule, set(_lines_of(dict(formulas.suspensions).get(rule.function)))) for rule in program.suspensions
    ]
    readers = defaultdict[FactLine, set[int]](set)
    for clause, body, names in zip(program.clauses, formulas.clauses, program.settlement.columns, strict=True):
        lines = set(_lines_of(attrs.astuple(body)))
        lines |= {("applicant", name) for name in names}
        lines |= {("records", name) for name in program.schema.related_records.get(clause.trigger.record, ())}
        lines |= {(name,) for name in (*names, *clause.trigger.keys)}
        lines = lines.union(*(words for rule, words in suspensions if clause.index in rule.clauses))
        is_yearly = clause.trigger.kind is TriggerKind.YEAR  # a year without figures reads them all
        zeros = (figure for figure in program.schema.figures if is_yearly or (figure.name,) in lines)
        lines |= {(figure.zero_before,) for figure in zeros if figure.zero_before is not None}
        for line in lines:
            readers[line].add(clause.index)
    for schedule, parts in zip(program.schedules, formulas.schedules, strict=True):
        events = {
            ("records", name)
            for part in schedule.instalments
            if part.event is not None
            for name in program.schema.related_records.get(part.event.record, ())
        }
        for line in events.union(_lines_of(tuple(map(attrs.astuple, parts)))):
            readers[line] |= {*schedule.clauses}
    for _, formula in (*formulas.caps, *formulas.suspensions):
        for line in _lines_of(formula):
            if len(line) > 1:
                readers[line] = {*range(len(program.clauses))}
    return readers


def kinds_mentioned(code: GeneratedFunctions) -> tuple[str, ...]:
    """The kinds of records that awards, references, duties, budget lines and rules use, sorted."""
    program = code.program
    kinds = {line[1] for line in _lines_of(attrs.astuple(code.evaluator.formulas)) if line[0] == "records"}
    triggers = (*(entry.trigger for entry in program.clauses), *(entry.trigger for entry in program.references),
                *(entry.trigger for entry in program.allocations),
                *(entry.trigger for entry in program.recoveries))  # fmt: skip
    kinds |= {trigger.record for trigger in triggers if trigger is not None}
    return tuple(sorted(kinds & program.schema.record_by_name.keys()))


def certain_lines(code: GeneratedFunctions) -> tuple[Set[FactLine], ...]:
    """The fields of the applicant and the kinds of records that a claim reads if it meets all conditions, by clause."""
    return tuple({*_certain_lines_of(("all_of", *_parts(body)))} for body in code.evaluator.formulas.clauses)


def _parts(body: BodyFormulas) -> Iterator[Formula]:
    """The formulas of an award."""
    yield from (test.holds for test in (*body.gates, *body.fitting))
    yield from (part for row in body.rows or () for part in (row[0], row[2]))


def _certain_lines_of(formula: Formula) -> Iterator[FactLine]:
    """The fields of the applicant and the kinds of records that a formula always reads."""
    match formula:
        case ("applicant", str(name), *_):
            yield "applicant", name
        case ("aggregate" | "in_year", str(kind), *_):
            yield "records", kind
        case (str(name), *parts) if name in OPERATIONS and OPERATIONS[name].call is CallKind.ANSWERS:
            for part in parts:
                yield from _certain_lines_of(part)


def subject_of_line(line: FactLine) -> FactLine:
    """The subject of a line: the field of the applicant, the figure (or the rank by it), or the kind of record."""
    group, *parts = line
    return (group, parts[0]) if group == "records" else ("figures" if group == "published" else group, parts[-1])


def _lines_of(formula: Formula) -> Iterator[FactLine]:
    """All texts in a formula, and the fields of the applicant, the figures and the kinds of records that it reads."""
    if isinstance(formula, str):
        yield (formula,)
    elif isinstance(formula, tuple):
        match formula:
            case (str(name), str(subject), *_) if name in OPERATIONS and (group := OPERATIONS[name].reads):
                yield group, subject
        for part in formula:
            yield from _lines_of(part)


@attrs.frozen(eq=False, repr=False, slots=False)
class CountedLines:
    """The lines that count for the claims of an applicant; `record_uses` are the questions about records."""

    proposer: Proposer
    results: Sequence[EvaluationResult]
    record_uses: Mapping[RecordUse, Record | None]

    @cached_property
    def claims(self) -> list[Candidate]:
        """All claims."""
        return [claim for result in self.results for claim in result.candidates]

    @cached_property
    def proposed_claims(self) -> list[Candidate]:
        """All claims, including the claims replaced by ledger lines with carried money."""
        replaced = any(claim.brought_forward is not None for claim in self.claims)
        return [*self.claims, *(self.proposer.claims() if replaced else ())]

    @cached_property
    def live_claims(self) -> list[Candidate]:
        """The claims that reached the rules."""
        return [
            claim
            for result in self.results
            for claim in result.candidates
            if id(claim) in result.settled_claims or id(claim) in result.verdicts
        ]

    @cached_property
    def is_undated(self) -> bool:
        """A claim that reaches the rules has no day yet."""
        return any(claim.day is None for claim in self.live_claims)

    @cached_property
    def lines(self) -> Set[LedgerLine | Support]:
        """The lines that are deducted from a claim, or that a rule counts in a group of a claim, or that may be."""
        program, facts = self.proposer.program, self.proposer.facts
        if not (facts.history or facts.support):
            return frozenset()
        situation, lines = situation_of_lines(program, facts), set[LedgerLine | Support]()
        met: dict[int, EquivalentLines[LedgerLine]] = {}
        for claim in self.live_claims:
            if claim.source is not None:
                met |= {
                    id(alike): alike
                    for alike, _ in possible_group_payments(situation, claim.source, claim.clause.index)
                }
            elif claim.clause.trigger.record and claim.clause.trigger.kind is not TriggerKind.SET:  # unlisted record
                lines.update(
                    entry.line for entry in partly_stated_payments(situation) if claim.clause.index in entry.clauses
                )
                if claim.clause.counts_support:
                    lines.update(
                        partly_stated_support(situation, program.schema.record_by_name[claim.clause.trigger.record])
                    )
        lines.update(line for alike in met.values() for line in alike.lines)
        for claim in self.live_claims if program.settlement.rules_by_claim else ():
            for bound in program.settlement.rules_by_claim.get(claim.clause.index, ()):
                if bound.support_levels is not None and claim.day is not None and claim.year is not None:
                    at_claim = situation.with_record(claim.source, claim.day, claim.year)
                    counted = support_counted_under_cap(at_claim, claim, bound)
                    lines.update(line for line, _, belongs in counted if belongs is not False)
        for claim, members in self._claims_with_support:
            counted = support_counted_for(situation, claim, members)
            lines.update(line for line, sum_, met in counted if isinstance(met, Open) or (sum_ and met is True))
        for (_, use, *names), of_use in self.record_uses.items():
            if of_use is not None and use == "new":
                event_kind, day = map(str, names)
                lines.update(lines_before(situation.with_record(of_use, situation.day), event_kind, day))
            elif of_use is not None and use == USE:
                kind = situation.schema.record_by_name[of_use.kind]
                lines.update(line for line, _, _ in support_for_records(situation, kind, ((of_use, True),)))
        added = {label for each in program.awards_with_sums for term in each.sums for label in term.labels}
        former = program.compute_once(clauses_by_former_label) if added else {}
        for line in facts.history or () if added else ():
            clauses = former.get((line.policy, line.clause), ())
            if line.event_clause in added or any(clause.label in added for clause in clauses):
                lines.add(line)
        recall = payment_history(program, facts, events_of(program, policy_lines(program, facts)))
        for rule in table_of_program(program).rules if recall else ():
            claimed = self.claimed_groups.get(rule.number, frozenset[object]())
            is_any = rule.number in self._rules_of_any_group
            paid = (
                entry
                for group, payments in recall.payments_by_group(rule).items()
                if is_any or group in claimed
                for entry in payments
            )
            lines.update(entry.line for entry in paid if entry.line is not None)
        return lines

    @cached_property
    def support(self) -> Set[Support]:
        """The support lines that may reduce a claim, stop it, or remove a record from a set."""
        here, stated = self.proposer.situation, self.proposer.facts.support
        if not stated:
            return frozenset()
        equivalents_by_id: dict[int, EquivalentLines[Support]] = {}
        for (_, use, *names), record in self.record_uses.items():
            if use == "supported":
                equivalents_by_id |= {
                    id(alike.lines): alike
                    for alike, _ in supporting_lines(
                        here.with_record(record, here.day), str(names[0]), names[1] == "own"
                    )
                }
        lines = {line for alike in equivalents_by_id.values() for line in alike.lines}
        return lines.union(line for line in stated if line in self.lines or payment_from_support(line) in self.lines)

    @cached_property
    def documents(self) -> Set[OlderDocument]:
        """The older documents whose standard raises a claim, or may."""
        program, facts = self.proposer.program, self.proposer.facts
        raised = frozenset[int]().union(*(older.clauses for older in program.older_standards))
        live = [claim for claim in self.live_claims if facts.older_documents and claim.clause.index in raised]
        if live and self.is_undated:
            return frozenset(facts.older_documents or ())  # in another year any of them may raise it
        situation = situation_of_lines(program, facts)
        lines_by_id = {id(lines): lines for claim in live for lines in _raising_documents(situation, claim)}
        return {document for lines in lines_by_id.values() for document in lines}

    @cached_property
    def records_mentioned(self) -> Set[tuple[str, str]]:
        """The root kinds and items in lines that count for a claim; the records explain what the lines are about."""
        program = self.proposer.program
        kinds, clauses = program.schema.record_by_name, clauses_by_label(program)
        triggers = dict.fromkeys(clause.trigger.record for clause in program.clauses)
        mentioned = set[tuple[str, str]]()
        for line in (*self.support, *self.lines, *self.documents):
            name = line.kind
            if isinstance(line, LedgerLine) and line.is_of(program.name) and line.clause in clauses:
                name = clauses[line.clause].trigger.record
            kind = kinds.get(name)
            related = [kind] if kind is not None else [kinds[entry] for entry in triggers if entry]
            mentioned.update((entry.root, item_of_line(entry, line)) for entry in related)
        return mentioned

    @cached_property
    def _claims_with_support(self) -> list[tuple[Candidate, tuple[Member, ...]]]:
        """The claims that support is deducted from; claims of sets have the records that they count."""
        proposer, claims = self.proposer, list[tuple[Candidate, tuple[Member, ...]]]()
        for claim in self.proposed_claims:
            if claim.support is not None and claim.clause.counts_support and claim.is_live:
                is_set = claim.clause.trigger.kind is TriggerKind.SET
                counted = [record for record, why in records_of_set(proposer, claim) if why is None] if is_set else []
                counted += self.undated_records(claim.clause.trigger) if is_set else []
                claims.append((claim, tuple((record, True) for record in counted)))
        return claims

    def undated_records(self, trigger: Trigger) -> list[Record]:
        """The records of a kind whose day is not stated: sets of any year may count them."""
        here = self.proposer.situation
        members = here.records(trigger.record).members
        return [
            record
            for record, _ in members
            if isinstance(here.with_record(record, here.day).field(trigger.date_field), Open)
        ]

    @cached_property
    def claimed_groups(self) -> Mapping[int, set[object]]:
        """The groups of each rule, by number, in which a claim counts."""
        by_rule: dict[int, set[object]] = {}
        for claim in self.live_claims:
            for rule in self._rules_over(claim.clause):
                groups = by_rule.setdefault(rule.number, set())
                groups.update(kernel_groups(rule, claim))
                if rule.is_per_item:
                    groups.add((ANY_ROW, claim.root, claim.item))
        return by_rule

    @cached_property
    def _rules_of_any_group(self) -> Set[int]:
        """The rules, by number, under which a claim may count in any group, because one of its keys is not known."""
        return {
            rule.number
            for claim in self.live_claims if claim.unknown_keys
            for rule in self._rules_over(claim.clause) if not claim.unknown_keys.keys().isdisjoint(rule.step_rule.keys)
        }  # fmt: skip

    def _rules_over(self, clause: Clause) -> Iterator[Rule]:
        """The rules for a claim of a clause, in its year or with carried money."""
        table, index = table_of_program(self.proposer.program), clause.index
        return (table.rules[number] for number in {*table.clause_rules[index], *table.carry_over_rules[index]})


def _raising_documents(situation: Situation, claim: Candidate) -> Iterator[Sequence[OlderDocument]]:
    """The older documents whose standard applies to a claim, or may."""
    record, here = claim.source, claim.rule_situation
    if here is None:
        return
    kind = None if record is None else situation.schema.record_by_name[record.kind]
    for name in situation.program.compute_once(standard_keys_by_clause).get(claim.clause.index, ()):
        spoken = standards_of(situation, kind, name)
        if isinstance(matter(here, record, name), Open):
            yield spoken.all_lines
        else:
            yield from (alike.lines for alike, _ in spoken.equivalent_lines(here, record))


def _stated_figures(facts: Facts) -> list[FactLine]:
    """The stated figures and published ranks, by year."""
    stated = [("figures", str(year), name) for year, figures in sorted(facts.figures.items()) for name in figures]
    return [*stated, *(("published", str(rank.year), rank.figure) for rank in facts.ranks if not rank.among)]


MOST_NEAR = 50
"""The maximum number of unmatched lines for which the nearest items are searched."""


@attrs.frozen(eq=False, repr=False, slots=False)
class FactUsage:
    """The results of one applicant's facts in all years, and the lines that were read."""

    proposer: Proposer
    lines_read: frozenset[FactLine]
    counted_lines: CountedLines  # of the result and, if there are late events, of the recalculated years
    _nearest: dict[str, tuple[str, ...]] = attrs.field(factory=dict)

    @classmethod
    def from_result(cls, result: EvaluationResult) -> FactUsage:
        """The lines that claims read for certain, and those that a second evaluation by formulas reads.

        Duties, budget lines, references and cap amounts are evaluated in full, but only the awards that may read a line
        that was not read yet.
        """
        proposer = result.proposer
        if result.year is not None or not proposer.is_alone:
            result = result.settle_again(proposer)
        recorder, claims = Recorder(), result.claims
        recording = recorder.recording(proposer)
        _record_claims(recorder, recording.situation, result)
        obligations(recording, claims, None)
        allocations(recording, None)
        list(referrals(recording))
        if proposer.program.recoveries:
            from ipdsl.decision.recoveries import read_recoveries  # few policies have any

            read_recoveries(recording.situation, proposer.code.evaluator, proposer.facts.as_of)
        if proposer.program.schedules:
            from ipdsl.decision.instalments import read_instalments

            read_instalments(result, recording)
        words, results = _words_of_lines(result), [result]
        _evaluate_again(recorder, words, result)
        came, late = result.late_events
        if came is not None and late is not None:
            _evaluate_again(recorder, words, late)
            results.append(late)
        return cls(proposer, frozenset(recorder.lines), CountedLines(proposer, results, recorder.record_uses))

    def without_effect(self) -> Iterator[UnusedFact]:
        """The lines without effect, in the order of the facts."""
        yield from self._fields()
        yield from self._records()
        yield from self._figures()
        yield from self._places()
        yield from self._rooms()
        yield from self._history()
        yield from self._support()
        yield from self._approvals()
        yield from self._older()

    # -------------------------------------------------------------------------------------- lines that formulas read

    def _fields(self) -> Iterator[UnusedFact]:
        for name in self.proposer.facts.fields:
            line = ("applicant", name)
            if line not in self._used_lines:
                yield _unused_fact(line, self._unused_reason(line))

    def _records(self) -> Iterator[UnusedFact]:
        claimed = {id(claim.source) for claim in self.counted_lines.claims}
        events = {term.trigger.record for term in self.proposer.program.recoveries}
        records = [
            record
            for record in all_records(self.proposer.facts)
            if id(record) not in claimed and record.kind not in events
        ]
        for record in records:  # most facts have none
            line = ("records", record.kind, record.id)
            if (
                line not in self._used_lines
                and id(record) not in self._set_records
                and (record.root, record.item) not in self.counted_lines.records_mentioned
            ):
                name = record.item if self._numbers_of_items[record.kind, record.item] == 1 else record.id
                yield _unused_fact(line, self._other_kind_reason(record) or self._unused_reason(line), name)

    @cached_property
    def _numbers_of_items(self) -> Counter[tuple[str, str]]:
        """How many records each item of a kind has."""
        return Counter((record.kind, record.item) for record in all_records(self.proposer.facts))

    def _other_kind_reason(self, record: Record) -> Reason | None:
        """The reason for a record if the policy uses only narrower kinds that the record does not belong to."""
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
        """The records that sets count or leave out, by identity.

        A record without a stated day may belong to any set.
        """
        proposer, record_ids = self.proposer, set[int]()
        for claim in self.counted_lines.claims:
            if claim.clause.trigger.kind is TriggerKind.SET:
                record_ids.update(id(record) for record, _ in records_of_set(proposer, claim))
        triggers = (clause.trigger for clause in proposer.program.clauses)
        for trigger in (trigger for trigger in triggers if trigger.kind is TriggerKind.SET):
            record_ids.update(map(id, self.counted_lines.undated_records(trigger)))
        return record_ids

    def _figures(self) -> Iterator[UnusedFact]:
        facts, window, years = self.proposer.facts, self.proposer.calendar.window, self.proposer.calendar.fiscal_year
        for line in _stated_figures(facts):
            if line not in self._used_lines and line not in self._year_givers:
                year = int(line[1])
                is_outside = years.part_in_year(window, year) is None
                yield _unused_fact(
                    line, reason(OUTSIDE, year=year, window=window) if is_outside else self._unused_reason(line)
                )

    def _places(self) -> Iterator[UnusedFact]:
        clauses = {quota.name: quota.clauses for quota in self.proposer.program.quotas}
        selected = {
            (name, claim.item)
            for name, under in clauses.items()
            for claim in self.counted_lines.claims
            if claim.clause.index in under
        }
        for name, item in sorted(self.proposer.facts.places):
            if ("published", name, item) not in self._used_lines and (name, item) not in selected:
                yield _unused_fact(("published", name, item), reason(NOT_REACHED))

    def _rooms(self) -> Iterator[UnusedFact]:
        balances = self.proposer.facts.balances
        groups = [*balances.left, *balances.taken, *((name, group) for name, group, _ in balances.ratios)]
        for name, group in sorted(groups, key=str):
            numbers = [
                rule.number for rule in table_of_program(self.proposer.program).rules if rule.step_rule.name == name
            ]
            if not any(group in self.counted_lines.claimed_groups.get(number, ()) for number in numbers):
                parts = group if isinstance(group, tuple) else (group,)
                yield _unused_fact(("published", name, *map(str, parts)), reason(NOT_REACHED))

    @cached_property
    def _year_givers(self) -> frozenset[FactLine]:
        """The published ranks that give the claim of a year without stated figures."""
        figures = self.proposer.facts.figures
        return frozenset(
            ("published", claim.item, ranking.figure)
            for ranking in self.proposer.program.rankings
            for claim in self.counted_lines.claims
            if claim.clause.index in ranking.clauses and int(claim.item) not in figures
        )

    @cached_property
    def _used_lines(self) -> frozenset[FactLine]:
        """The lines that were read, and lines that are the only ones of the first or last stated year.

        If no as-of date is stated, the last stated year decides until when states, carried money, duties and figures
        are followed. The first and last year do not matter if the window begins or ends within the stated years.
        """
        proposer, calendar = self.proposer, self.proposer.calendar
        first_days = proposer.program.schema.first_days
        if self.counted_lines.is_undated:  # a claim without a day is tried on every stated day and on later days
            unstated = calendar.unstated_days if calendar.can_begin_earlier else ()  # they may add earlier years
            fields = proposer.facts.fields.items()
            return self.lines_read.union(
                (line for line, _ in _dated_lines(proposer, first_days)),
                (("applicant", name) for name, held in fields if isinstance(held, DatedValue | Date)),
                (("records", ref.kind, ref.item) for ref in unstated),
                self._giving_last_year,
            )
        if not (asks_by_year(proposer.program) or _speaks_of_years(proposer)):
            return self.lines_read
        used = self._giving_last_year
        if calendar.window.start is None:
            used = used | self._alone_of(_dated_lines(proposer, first_days), min)
        return self.lines_read | used

    @cached_property
    def _giving_last_year(self) -> frozenset[FactLine]:
        """The lines that are the only ones of the last stated year, if that year gives the as-of date."""
        proposer = self.proposer
        if not proposer.facts.assumes_as_of:
            return frozenset()
        end = (
            None if proposer.program.settlement.carry_over_steps else proposer.calendar.window.end
        )  # carried money is paid after the window
        dated = (*_dated_lines(proposer, proposer.program.schema.event_days), *_dated_beside(proposer))
        last = None if end is None else proposer.calendar.fiscal_year.year_of(end)
        return self._alone_of(((line, year if last is None else min(year, last)) for line, year in dated), max)

    def _alone_of(
        self, dated: Iterable[tuple[FactLine, int]], which: Callable[[Iterable[int]], int]
    ) -> frozenset[FactLine]:
        """The lines of the first or last year, unless another line of that year has an effect anyway."""
        of_year = values_by_key((year, line) for line, year in dated)
        if not of_year:
            return frozenset()
        lines = frozenset(of_year[which(of_year)])
        sources = (claim.source for claim in self.counted_lines.claims if claim.source is not None)
        stay = self.lines_read.union(("records", source.kind, source.id) for source in sources)
        return frozenset() if lines & stay else lines

    def _unused_reason(self, line: FactLine) -> Reason:
        """The reason why no formula read a line of a kind that formulas may read."""
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

    # ------------------------------------------------------------------------------------------ lines that rules recall

    def _history(self) -> Iterator[UnusedFact]:
        proposer, results = self.proposer, self.counted_lines.results
        lines = policy_lines(proposer.program, proposer.facts)
        held = {id(line) for result in results for line in result.ledger_lines.values()} | results[0].ids_settled_again
        held |= {id(line) for line in lines if has_ended(proposer, line)}  # an amount due for it is late
        program = proposer.program
        recovered = {program.clauses[index].label for term in program.recoveries for index in term.clauses}
        held |= {id(line) for line in lines if line.clause in recovered}
        held |= {id(line) for line in recovery_lines(program, proposer.facts)}
        came, _ = results[0].late_events
        if came is not None and results[0].late is not None:  # recalculated years are compared with them
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

    # ------------------------------------------------------------------------------------------ lines about items

    def _support(self) -> Iterator[UnusedFact]:
        for line in self.proposer.facts.support or ():
            if line not in self.counted_lines.support:
                yield _unused_fact(
                    ("support", line.kind, line.item, line.level, str(line.year)), self._support_reason(line)
                )

    def _support_reason(self, line: Support) -> Reason:
        """The reason why nothing counts a payment by others."""
        program = self.proposer.program
        is_own_level = line.level == program.level
        if is_own_level and any(step.traits.counts_other_documents for step in program.settlement.steps):
            return self._uncounted_reason(line)
        if not program.compute_once(asks_for_others):
            return reason(UNREAD)
        return reason(OWN_LEVEL) if is_own_level and line.item in self._items else self._no_match_reason(line.item)

    def _approvals(self) -> Iterator[UnusedFact]:
        proposed = self.counted_lines.proposed_claims if self.proposer.facts.approvals else ()
        by_name = values_by_key(((claim.clause.label, claim.item), claim) for claim in proposed)
        for approval in self.proposer.facts.approvals:
            name = approval.clause, approval.item
            claims = by_name.get(name, [])
            if not any(claim.approval is not None for claim in claims):
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
        """The reason why no rule counts a payment under another document."""
        return reason(NO_KIND) if not line.kind and line.item in self._items else self._no_match_reason(line.item)

    def _no_match_reason(self, item: str) -> Reason:
        """The reason for a line that matches no claim, with the nearest items; or that its claims do not use it."""
        if item in self._items:
            return reason(NOT_REACHED)
        if item not in self._nearest:
            self._nearest[item] = nearest(item, self._items) if len(self._nearest) < MOST_NEAR else ()
        return reason(MEETS_NOTHING, near=NearestNames(self._nearest[item]))

    @cached_property
    def _items(self) -> dict[str, None]:
        """The items of all claims, sorted."""
        return dict.fromkeys(sorted({claim.item for claim in self.counted_lines.claims}))


# ---------------------------------------------------------------------------------------------- lines


def _record_claims(recorder: Recorder, situation: Situation, result: EvaluationResult) -> None:
    """Record the fields and kinds that claims of a result read for certain, because they met all conditions."""
    certain = result.proposer.code.compute_once(certain_lines)
    claims = (c for c in result.candidates if not (c.situation is None or c.day is None or c.brought_forward))
    for group, name in frozenset[FactLine]().union(*(certain[index] for index in {c.clause.index for c in claims})):
        if group == "records":
            situation.records_of_kind(name)
        else:
            recorder.lines.add((group, name))


def _words_of_lines(result: EvaluationResult) -> dict[FactLine, Iterable[str]]:
    """The lines that no claim is about, each with the words of the awards that may read it."""
    facts, schema, claimed = result.facts, result.program.schema, {id(claim.source) for claim in result.candidates}
    words: dict[FactLine, Iterable[str]] = {line: line[-1:] for line in _stated_figures(facts)}
    words |= {("applicant", name): (name,) for name in facts.fields}
    words |= {("published", *place): ("place",) for place in facts.places}
    for record in all_records(facts):
        if id(record) not in claimed:
            words["records", record.kind, record.id] = schema.related_records[record.kind]
    if facts.history or facts.support:  # operations that ask for such lines are always evaluated
        words["lines",] = "is_matter_supported", "is_new", "other_support"
    return words


def _evaluate_again(recorder: Recorder, words: Mapping[FactLine, Iterable[str]], result: EvaluationResult) -> None:
    """Record the cap amounts of a result, and the claims of awards with a word of a line that was not read yet."""
    proposer, recording = result.proposer, recorder.recording(result.proposer)
    result.context.cap_amounts.recompute_in(recording.situation)
    readers = proposer.code.compute_once(readers_of)
    unread = {word for line, of_line in words.items() if line not in recorder.lines for word in of_line}
    indices = frozenset[int]().union(*(readers.get((word,), ()) for word in unread))
    eligible = {
        offer.profile.clause.index for offer in proposer.eligibility if offer.refusal is None or offer.profile.is_set
    }
    recording.claims(None if proposer.calendar.can_begin_earlier else indices & eligible)


def _unused_fact(line: FactLine, why: Reason, item: str = "") -> UnusedFact:
    group, *parts = line
    shown = [*parts[:-1], item or parts[-1]] if group == "records" else parts
    return UnusedFact(group, tuple(shown), why)


def _history_line(line: LedgerLine) -> FactLine:
    return "history", line.clause, line.item, str(line.year)


def _dated_beside(proposer: Proposer) -> Iterator[tuple[FactLine, int]]:
    """Lines of the ledger and published ranks, each with its last year."""
    facts, years = proposer.facts, proposer.calendar.fiscal_year
    for line in facts.history or ():
        if year := year_of_payment(years, line):
            yield _history_line(line), year
    for rank in facts.ranks:
        if not rank.among:
            yield ("published", str(rank.year), rank.figure), rank.year


def _dated_lines(
    proposer: Proposer, fields: Mapping[str, Iterable[str]]
) -> Iterator[tuple[FactLine, int]]:  # fmt: skip
    """Figures and records, each with its year; a record has that of each day in these fields of its kind."""
    for year, figures in proposer.facts.figures.items():
        yield from ((("figures", str(year), name), year) for name in figures)
    for record in all_records(proposer.facts):
        for name in fields[record.kind]:
            day = record.values.get(name)
            if isinstance(day, Date):
                yield ("records", record.kind, record.id), proposer.calendar.fiscal_year.year_of(day)


def _speaks_of_years(proposer: Proposer) -> bool:
    """Whether the policy reports something for each year of the facts, even for a year without claims."""
    program = proposer.program
    return (
        proposer.profiles.has_states
        or bool(program.settlement.carry_over_steps)
        or any(duty.gates for duty in program.obligations)
        or any(line.trigger.kind is not TriggerKind.RECORD for line in program.allocations)
    )
