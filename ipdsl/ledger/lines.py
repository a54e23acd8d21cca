"""The ledger: turns its lines into earlier payments that rules recall, and settled claims into lines.

The event of a line is settled again if the line's claim failed a gate, was undetermined, or had a ceiling without
approval. Lines of another policy count as payments under other documents (see `external_payments`). Lines of another
applicant count only for rules across applicants.

Each line with carried money makes a claim for it. A claim of the same event occurs in this run if the facts list its
record again; then it is left out.

If an edit of the page split an award, an event that was paid is not paid again under another part. If the award of a
line refuses the event today, and one of the new awards (`Recall`) accepts it, that one is the `successor`: the line is
that of the event under both, and counts for `once` of both. Rules over several awards count it under its own award.

docs/en/concepts/settlement, "What is settled again", describes what a short line means and which keys follow from it.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import product

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Money
from ipdsl.claims.applicability import calendar_of, is_late
from ipdsl.claims.claim import (
    Candidate,
    ItemPlace,
    KeyValue,
    end_claim,
    field_of_key,
    first_year,
    item_place,
    key_text,
    keys_of,
    ranks_of,
)
from ipdsl.claims.external_payments import (
    external_payments,
    keys_of_payment,
    situation_of_lines,
    stated_key,
)
from ipdsl.claims.proposer import Proposer, with_ended_awards
from ipdsl.claims.yearly_claims import NOTHING
from ipdsl.engine.matters import item_of_line, lines_of_others, matter, records_with_item
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts, LedgerLine, first_day
from ipdsl.ir.proposal import LAPSED_WITH_CAP, Outcome, reason
from ipdsl.ir.terms import MATTER, Clause, Program, TriggerKind, clauses_by_label, is_matter
from ipdsl.kernel.rule_table import NO_SUMS, PaymentHistory, PriorPayment
from ipdsl.schema.periods import is_period
from ipdsl.schema.values.value_type import ForeignAmount, Special, Type
from ipdsl.schema.vocabulary import Schema
from ipdsl.settlement.effects import SettledClaim

RESETTLED_OUTCOMES = frozenset(
    {Outcome.NOT_ELIGIBLE, Outcome.OUT_OF_WINDOW, Outcome.UNDETERMINED, Outcome.SUSPENDED, Outcome.SUPPORTED,
     Outcome.CONTINGENT, Outcome.BY_REFERENCE}
)  # fmt: skip
"""The outcomes of lines whose event is settled again."""

RESETTLED_WORDS = frozenset(outcome.value for outcome in RESETTLED_OUTCOMES)
CEILING_WORD = Outcome.CEILING.value
OPEN_WORDS = frozenset({Outcome.UNDETERMINED.value, Outcome.CONTINGENT.value, CEILING_WORD})
"""The outcomes of lines whose claim waits for a fact, for others, or for an approval."""


def is_final(line: LedgerLine) -> bool:
    """Whether the event of a line is not settled again."""
    if line.outcome == CEILING_WORD and not line.short:
        return line.admitted > 0
    return line.short or line.outcome not in RESETTLED_WORDS


def policy_lines(program: Program, facts: Facts) -> tuple[LedgerLine, ...]:
    """The lines of this policy and applicant."""
    policy, applicant = program.name, facts.applicant
    return tuple([line for line in facts.history or () if line.is_of(policy) and line.is_about(applicant)])


def payment_history(program: Program, facts: Facts, events: Events) -> PaymentHistory:
    """The earlier payments in the history; `events` are the events of the applicant's lines under this policy."""
    other_lines = lines_of_others(program, facts)
    if not (facts.history or other_lines):
        return PaymentHistory({}, published=facts.balances)
    clauses = clauses_by_label(program)
    situation = situation_of_lines(program, facts)
    payments = (
        _payment_from_line(situation, clauses[line.clause], line)
        for line in sorted(events.final, key=line_order)
        if line.clause in clauses
    )
    return PaymentHistory(
        values_by_key((payment.clause.index, payment) for payment in payments),
        external_payments(program, facts, other_lines),
        _payments_under_other_labels(situation),
        facts.balances,
    )


def payment_history_of_lines(program: Program, lines: Sequence[LedgerLine]) -> PaymentHistory:
    """The earlier payments of applicants known only by their lines, for the clauses under caps across applicants."""
    shared = {
        index
        for step in program.settlement.steps
        for bound in step.rules
        if bound.is_across
        for index in bound.reach
    }  # fmt: skip
    return PaymentHistory(
        values_by_key((held.clause.index, held) for held in payments_of_others(program, lines, shared))
    )


def payments_of_others(
    program: Program, lines: Iterable[LedgerLine], clauses: Container[int]
) -> Iterator[PriorPayment]:
    """The payments of final lines under these clauses, for applicants known only by their lines."""
    return (_payment_from_line(*parts) for parts in lines_under_clauses(program, filter(is_final, lines), clauses))


def lines_under_clauses(
    program: Program, lines: Iterable[LedgerLine], clauses: Container[int]
) -> Iterator[tuple[Situation, Clause, LedgerLine]]:
    """The lines under these clauses, each with its clause and the situation of an applicant known only by its lines."""
    by_label = clauses_by_label(program)
    situations: dict[str, Situation] = {}
    for line in lines:
        clause = by_label.get(line.clause) if line.is_of(program.name) else None
        if clause is not None and clause.index in clauses:
            if line.applicant not in situations:
                situations[line.applicant] = situation_of_lines(program, facts_from_lines(line.applicant))
            yield situations[line.applicant], clause, line


def lines_of_outsiders(cohort: Sequence[Facts]) -> list[LedgerLine]:
    """The lines of applicants outside a cohort, from the ledgers that contain its histories."""
    names = {facts.applicant for facts in cohort}
    ledgers = {id(facts.others): facts.others for facts in cohort}  # usually all share one ledger
    lines = [line for ledger in ledgers.values() for line in ledger if line.applicant not in names]
    return lines if len(ledgers) == 1 else [*dict.fromkeys(lines)]


def with_awards_of_lines(program: Program, cohort: Iterable[Facts], outsiders: Iterable[LedgerLine]) -> Program:
    """The policy with the ended awards of the lines of a cohort and of applicants outside it."""
    return with_ended_awards(program, (*(line for facts in cohort for line in facts.history or ()), *outsiders))


def facts_from_lines(applicant: str) -> Facts:
    """The facts of an applicant that is known only by its lines."""
    return Facts(applicant, frozenset(), {}, {}, {}, None, None, (), None, {}, Date.max)


def payment_history_in_case(recall: PaymentHistory, situation: Situation) -> PaymentHistory:
    """The payment history in a case of the facts, which may decide what payments under other documents are about."""
    return PaymentHistory(
        recall.lines,
        external_payments(situation.program, situation.facts, situation=situation),
        _payments_under_other_labels(situation),
        recall.published,
    )


def _payments_under_other_labels(situation: Situation) -> Mapping[int, tuple[PriorPayment, ...]]:
    """The payments that other documents made under clauses that are clauses of this policy now, and those of split
    awards under the successor.

    A row with other words than those of today counts for each row, so that it is not paid again.
    """
    program, facts = situation.program, situation.facts
    then, by_label = program.compute_once(clauses_by_former_label), clauses_by_label(program)
    if not then and not any(line.successor for line in facts.history or ()):
        return {}
    lines = (line for line in facts.history or () if line.is_about(facts.applicant) and is_final(line))
    payments = (
        (line, _payment_from_line(situation, clause, line))
        for line in sorted(lines, key=line_order)
        for clause in ([by_label[line.successor]] if line.successor else then.get((line.policy, line.clause), ()))
    )
    was = values_by_key(
        (
            payment.clause.index,
            attrs.evolve(
                payment,
                keys={**keys_of_payment(situation, line), **payment.keys},
                document="" if line.successor else line.policy,
                row=payment.row if payment.row in ({row.name for row in payment.clause.rows} or {""}) else None,
            ),
        )
        for line, payment in payments
    )
    return {index: tuple(held) for index, held in was.items()}


def clauses_by_former_label(program: Program) -> Mapping[tuple[str, str], tuple[Clause, ...]]:
    """The clauses of this policy by the document and label that each had before."""
    clauses = values_by_key(
        ((replaced.document, old), clauses_by_label(program)[new])
        for replaced in program.replaced
        for new, old in replaced.clauses
    )
    return {label: tuple(continued) for label, continued in clauses.items()}


def item_of(clause: Clause | None, schema: Schema, line: LedgerLine) -> str:
    """The item of a line as claims of its clause name it: the values of its keys, if the whole key is stated."""
    kind = None if clause is None else schema.record_by_name.get(clause.trigger.record)
    if clause is None or kind is None or clause.trigger.kind is TriggerKind.SET:
        return line.item
    return item_of_line(kind, line)


def _payment_from_line(situation: Situation, clause: Clause, line: LedgerLine) -> PriorPayment:
    program, schema = situation.program, situation.schema
    row = None if not line.row and (line.short or (line.is_recalled and clause.rows)) else line.row
    granted = line.total + line.carried + line.lapsed  # it must not be paid twice
    return PriorPayment(
        clause, root_of(program, clause), item_of(clause, schema, line), line.year, row,
        keys_of_line(situation, clause, line), line.admitted, granted, line.charged, line.proposed, "", line.due,
        record_of_line(situation, clause, line), line, line.day_in(program.fiscal_year), line.due_and_waiting,
    )  # fmt: skip


def record_of_line(situation: Situation, clause: Clause, line: LedgerLine) -> str:
    """The id of the record that a line paid for: the listed record with the line's day, otherwise the day or year
    itself.

    A line of a state belongs to the last record that began by its year. If none is listed, all years share one record.
    """
    trigger, day, year_of = clause.trigger, line.event_date, situation.program.year_of
    if not trigger.record or trigger.kind is TriggerKind.SET:
        return ""
    listed = records_with_item(situation, root_of(situation.program, clause), item_of(clause, situation.schema, line))
    if trigger.kind is TriggerKind.WHILE:
        began = sorted(
            (first_day(situation.schema.record_by_name[record.kind], record) or _NO_DAY, record.id) for record in listed
        )
        before = [id_ for since, id_ in began if year_of(since) <= line.year]
        return before[-1] if before else began[0][1] if began else ""
    fields = [trigger.date_field] if trigger.date_field else [  # the event of an ended award is not known
        event.date_field for event in situation.schema.record_by_name[trigger.record].events
    ]  # fmt: skip
    for record, field in product(listed, fields):
        stated = record.values.get(field)
        if type(stated) is datetime.date and (stated == day if day is not None else year_of(stated) == line.year):
            return record.id
    return str(day or line.year)


def keys_of_line(
    situation: Situation, clause: Clause, line: LedgerLine, names: Iterable[str] | None = None
) -> Mapping[str, KeyValue]:
    """The keys that a line states, and the keys that follow from it. Matters are always computed.

    `names` are those to look for: without them, all that rules over the clause use.
    """
    keys = {name: value if type(value) is str else key_text(value) for name, value in line.keys.items()}
    implied = (
        (name, implied_key(situation, clause, line, name))
        for name in (situation.program.settlement.columns[clause.index] if names is None else names)
        if name not in keys or is_matter(name)
    )
    return keys | {name: value for name, value in implied if value is not None}


def implied_key(situation: Situation, clause: Clause, line: LedgerLine, name: str) -> KeyValue | None:
    """The value of a key that follows from a line, or `None`. A field of the applicant has its value of that day."""
    facts, schema = situation.facts, situation.schema
    if name == "applicant" or (name in schema.kinds_and_classes and name in facts.kinds):
        return facts.applicant
    if name == "item":
        return item_of(clause, schema, line)
    if name == "year":
        return str(line.year)
    if is_period(name):
        return situation.program.period_text(name, line.year)
    kind, is_set = schema.record_by_name.get(clause.trigger.record), clause.trigger.kind is TriggerKind.SET
    if is_set and clause.trigger.keys == (name,):  # its item is the year, or the values of its keys
        return line.item if line.item != NOTHING else None
    if kind is None or is_set:
        value: KeyValue | None = facts.applicant if is_matter(name) else line.level or None if name == "level" else None
    else:
        value = stated_key(situation, kind, line, name)
    if value is None and not is_of_record(schema, clause, name):
        that_day = situation.with_record(None, line.day_in(situation.program.fiscal_year), line.year)
        value = keys_of(that_day, None, line.item, (name,))[0].get(name)
    return value


def is_of_record(schema: Schema, clause: Clause, name: str) -> bool:
    """Whether a key belongs to the record, or to the set: a claim of a set has no other keys of its records."""
    if clause.trigger.kind is TriggerKind.SET:
        return name in clause.trigger.keys
    kind = schema.record_by_name.get(clause.trigger.record)
    return kind is not None and (is_matter(name) or name == "level" or name in kind.field_by_name)


def root_of(program: Program, clause: Clause) -> str:
    """The root kind of a clause's records."""
    record = program.schema.record_by_name.get(clause.trigger.record)
    return record.root if record is not None else clause.trigger.record


# ---------------------------------------------------------------------------------------------- events


@attrs.frozen(eq=False, repr=False)
class Events:
    """The events in the ledger, which are looked up by claim; events of `final` lines are not settled again."""

    full_lines: Mapping[tuple[object, ...], LedgerLine]
    short_lines: Mapping[tuple[str, str, int], LedgerLine]
    final: tuple[LedgerLine, ...] = ()

    def line_of_claim(self, claim: Candidate) -> LedgerLine | None:
        """The line of a claim's event, final or not."""
        return self.line_of(claim.clause.label, claim.item, claim.day, claim.year)

    def line_of(self, label: str, item: str, day: datetime.date | None, year: int | None) -> LedgerLine | None:
        """The line of an event, final or not."""
        line = self.full_lines.get((label, item, day))
        if line is None and self.short_lines and year is not None:
            line = self.short_lines.get((label, item, year))
        return line

    def keeps(self, claim: Candidate) -> bool:
        """Whether the claim's event is not settled again."""
        line = self.line_of_claim(claim) if claim.brought_forward is None else None
        return line is not None and is_final(line)


NO_EVENTS = Events({}, {})


def events_of(program: Program, lines: Sequence[LedgerLine]) -> Events:
    """The events of these lines. A line of a split award is that of its event under the successor too."""
    clauses = clauses_by_label(program)
    whole: dict[tuple[object, ...], LedgerLine] = {}
    short: dict[tuple[str, str, int], LedgerLine] = {}
    under = [*((line.clause, line) for line in lines), *((line.successor, line) for line in lines if line.successor)]
    for label, line in under:
        item = item_of(clauses.get(line.clause), program.schema, line)
        if line.short or (line.event_date is None and is_final(line)):
            short[label, item, line.year] = line
        else:
            whole[label, item, line.event_date] = line
    return Events(whole, short, tuple(filter(is_final, lines)))


# ---------------------------------------------------------------------------------------------- lines from claims


class LineWriter:
    """Writes the ledger lines of one applicant's claims under a policy."""

    __slots__ = ("_applicant", "_counted_fields", "_kinds_with_level", "_policy")

    def __init__(self, program: Program, applicant: str) -> None:
        self._policy, self._applicant = program.name, applicant
        self._kinds_with_level = program.compute_once(_kinds_with_level)
        self._counted_fields = program.compute_once(counted_fields)

    def line_of(self, claim: Candidate, outcome: Outcome, settled: SettledClaim | None) -> LedgerLine:
        """The line of a claim; it has no amounts if the claim was not settled."""
        year, clause, keys = claim.year or 0, claim.clause, claim.keys
        matter = "" if claim.situation is None else _matter(claim, keys, claim.situation)
        level = _level(claim, keys, self._kinds_with_level) if keys or claim.situation is not None else ""
        if any(map(is_period, keys)):  # it follows from the day
            keys = {name: value for name, value in keys.items() if not is_period(name)}
        left, until, lapsed, proposed, admitted = 0, None, 0, 0, 0
        charged = NO_SUMS
        due: Mapping[int, int] = {year: 0}
        if settled is not None:
            proposed, (admitted, charged) = claim.proposed + settled.raised, settled.effect
            carry = settled.carry
            if carry is None:
                due = {year: settled.amount}
            else:
                due, left, lapsed = carry.settled_by_year, carry.waiting, carry.lapsed
                until = carry.until if left else None
        return LedgerLine(
            self._policy, clause.label, claim.item, year, due, False, claim.row, self._applicant,
            claim.kind, matter, level, keys, _is_set_by_bureau(claim), claim.day, proposed, admitted,
            charged, left, until, lapsed, _WORDS[outcome], fields=self._fields(claim, keys), has_page=True,
        )  # fmt: skip

    def _fields(self, claim: Candidate, keys: Mapping[str, KeyValue]) -> Mapping[str, object]:
        """The fields of the record that a later rule may count by, without the keys; `None`: it has no value."""
        record = claim.source
        if record is None:
            return NO_FIELDS
        names = (name for name in self._counted_fields[record.kind] if name not in keys)
        values = ((name, record.values.get(name)) for name in names)
        return {
            name: None if isinstance(value, Special) else key_text(value)
            for name, value in values
            if value is not None and not isinstance(value, ForeignAmount)
        }


NO_FIELDS: Mapping[str, object] = {}

_WORDS = {outcome: outcome.value for outcome in Outcome}
"""The word of each outcome in lines; a dict is faster than the `value` attribute of `Enum`."""


def update_carried_line(line: LedgerLine, outcome: Outcome, settled: SettledClaim | None) -> LedgerLine:
    """A line with carried money after settlement, updated. If no cap carries it any more, it lapsed."""
    if settled is None and outcome is Outcome.LAPSED:
        word = _WORDS[Outcome.REDUCED if line.total else outcome]
        return line.changed(carried=0, carry_until=None, lapsed=line.lapsed + line.carried, outcome=word)
    if settled is None or settled.carry is None:
        return line
    carry = settled.carry
    due = {year: line.due.get(year, 0) + sum_ for year, sum_ in carry.settled_by_year.items()}
    return line.changed(
        due={**line.due, **due}, charged={**line.charged, **settled.effect.charged},
        carried=carry.waiting, carry_until=carry.until if carry.waiting else None,
        lapsed=line.lapsed + carry.lapsed, outcome=_WORDS[outcome],
    )  # fmt: skip


def _matter(claim: Candidate, keys: Mapping[str, KeyValue], situation: Situation) -> str:
    key = keys.get(MATTER)
    if type(key) is str:
        return key
    value = matter(situation, claim.source)
    return value if isinstance(value, str) else ""


_NO_DAY = datetime.date.min


def _level(claim: Candidate, keys: Mapping[str, KeyValue], kinds_with_level: frozenset[str]) -> str:
    """The level of a claim as text, even if no rule uses it: a later document may."""
    level, source = keys.get("level"), claim.source
    if (
        level is None
        and (source.kind if source else "") in kinds_with_level
        and (situation := claim.rule_situation) is not None
    ):
        level = keys_of(situation, source, claim.item, ("level",))[0].get("level")
    return level if type(level) is str else ""


def _kinds_with_level(program: Program) -> frozenset[str]:
    """The kinds of records that have a level.

    If the applicant has a level: all kinds, and claims without a record (`""`).
    """
    schema = program.schema
    if "level" in schema.applicant_field_by_name:
        return frozenset((*schema.record_by_name, ""))
    return frozenset(kind.name for kind in schema.records if field_of_key(schema, kind, "level"))


def counted_fields(program: Program) -> Mapping[str, tuple[str, ...]]:
    """The fields by which a rule may count, by the kind of record: keys, choices, levels, yes/no and texts."""
    return {
        kind.name: tuple(sorted(field.name for field in kind.fields if field.name in kind.key or _counts(field.type)))
        for kind in program.schema.records
    }


def _counts(type_: Type) -> bool:
    member_type = type_.member_type
    return (
        member_type.is_text
        or member_type.is_name
        or member_type.is_choice
        or member_type.is_level
        or member_type.is_flag
    )


def event_of(line: LedgerLine) -> tuple[object, ...]:
    """The event of a line, whatever was decided."""
    return line.clause, line.item, line.event_date, line.year


def line_order(line: LedgerLine) -> tuple[object, ...]:
    """The print order of lines: year, event date, clause, item."""
    clause = line.clause if line.ended is None else line.ended.clause
    return (line.year, line.event_date or _NO_DAY, line.policy, clause, line.item, line.row, line.short)


def _is_set_by_bureau(claim: Candidate) -> bool:
    """Whether the bureau sets the amount of the claim, even if nothing was left to set."""
    clause = claim.clause
    return claim.is_ceiling or claim.is_late or clause.is_discretionary or claim.row in clause.ceiling_rows


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


def find_successors(lines: Iterable[LedgerLine], claims: Sequence[Candidate]) -> None:
    """Set the successors of lines of split awards; `claims` are those of their applicant."""
    split = [line for line in lines if line.split_into]
    if not split:
        return
    accepted = {
        (claim.clause.label, claim.item, day_or_year)
        for claim in claims
        if claim.is_live
        for day_or_year in (claim.day, claim.year)
    }
    for line in split:
        when = line.event_date or line.year
        accepting = [label for label in (line.clause, *line.split_into) if (label, line.item, when) in accepted]
        if accepting and accepting[0] != line.clause:
            line.successor = accepting[0]
