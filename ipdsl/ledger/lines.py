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

The keys of lines are filled in and read. Filling in: the input is facts that were read without problems. The output is
the same facts with complete keys of short lines, or findings for keys that do not follow from anything, because a rule
would silently ignore such a line. A line of a replaced document needs the keys that the `once` of its present clause
uses.

Reading: the input is the plain values of the fields under a line's `keys` and in its item. The output is the canonical
text that distinguishes claims (`key_text`), regardless of the written form, or findings. An item may be any name: a
part that is not a value of its field is unchanged.

A line that a decision printed already has these texts; in it, a bare number in an amount is in minor units.

Reopening: the input is facts with their history, and a year. The output is the facts as if that year had not been
settled yet, without this policy's lines from that year on, together with the earlier lines. Money that an earlier line
carried into that year or later is carried again.

The pages of a ledger are the awards and rules of each page that wrote one of its lines; selections are rules too.
`page_of` describes the page of a policy; `LedgerPage.to_plain` and `read_page` are its form in the head of a ledger. A
later page finds these awards and rules again (see `succession`). Its own entry has the pairs, as `after`.
"""

from __future__ import annotations

import datetime
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate, islice, pairwise, product
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Money
from ipdsl.claims.applicability import calendar_of, is_late
from ipdsl.claims.claim import (
    Candidate,
    ItemPlace,
    KeyValue,
    end_claim,
    external_payments,
    field_of_key,
    first_year,
    item_place,
    key_text,
    keys_of,
    keys_of_payment,
    ranks_of,
    situation_of_lines,
    stated_key,
)
from ipdsl.claims.proposer import NOTHING, Proposer, with_ended_awards
from ipdsl.engine.matters import (
    BETWEEN,
    item_of_line,
    lines_of_others,
    matter,
    records_with_item,
    stated_fields,
    values_in_text,
)
from ipdsl.engine.operations import Answer, value_text
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Facts, InstalmentOfLine, InstalmentState, LedgerLine, Open, ReopenedYears, first_day
from ipdsl.ir.proposal import LAPSED_WITH_CAP, Outcome, reason
from ipdsl.ir.terms import (
    MATTER,
    Clause,
    GroupState,
    Program,
    Recovery,
    Step,
    StepRule,
    TriggerKind,
    clauses_by_label,
    is_matter,
)
from ipdsl.kernel.rule_table import NO_SUMS, GroupKey, PaymentHistory, PriorPayment
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import (
    CLAIM_KEYS,
    FieldReader,
    KeyLabels,
    ProgramCache,
    ReadContext,
    ValueLabels,
    field_labels,
    field_reader,
    kind_name,
    read_year,
    sorted_by_name,
)
from ipdsl.schema.declarations import is_period, row_of_key
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import plain_text, read_text
from ipdsl.schema.values.value_type import Fact, ForeignAmount, Special, Type, child_path, name_list, printable
from ipdsl.schema.vocabulary import RecordKind as Kind, Schema
from ipdsl.settlement.effects import CarryOver, SettledClaim
from ipdsl.settlement.freed_amounts import GONE, FreedAmount, amounts_by_group

if TYPE_CHECKING:  # few policies have any
    from ipdsl.settlement.instalments import SettledInstalment

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


Paid: TypeAlias = tuple[datetime.date, int]
"""A day and a sum."""


def policy_lines(program: Program, facts: Facts) -> tuple[LedgerLine, ...]:
    """The lines of this policy and applicant, without those of recoveries."""
    policy, applicant = program.name, facts.applicant
    return tuple(
        [
            line
            for line in facts.history or ()
            if line.is_of(policy) and line.is_about(applicant) and line.recovery is None
        ]
    )


def labels_owed(program: Program) -> Mapping[str, str]:
    """The present label of each recovery and debt, by the labels that it has or had."""
    return {label: term.label for term in program.money_back.values() for label in term.formerly} | {
        label: label for label in program.money_back
    }


def recovery_lines(program: Program, facts: Facts) -> tuple[LedgerLine, ...]:
    """The lines of the recoveries of this policy and applicant."""
    lines = facts.history or ()
    return tuple(
        line for line in lines if line.recovery and line.is_of(program.name) and line.is_about(facts.applicant)
    )


def with_kept_sums(program: Program, lines: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
    """The lines that state payments, with what recoveries withheld of them and set off.

    A recovery states the sum. It withheld what it takes and nobody paid; the rest was set off against the oldest lines
    from its year on of which something is not paid. What a recovery stopped is not paid, and nothing is taken of it.
    If they are paid in full all the same, what it took is overpaid.
    """
    recoveries = sorted(
        ((line, line.recovery) for line in lines if line.recovery is not None and line.recovery.set_off),
        key=lambda pair: line_order(pair[0]),
    )
    if not recoveries:
        return lines
    left, by_line = {id(line): parts.set_off for line, parts in recoveries}, defaultdict[int, list[Paid]](list)
    stated = sorted((x for x in lines if x.recovery is None and x.payments is not None), key=line_order)
    unpaid, of_award = {id(line): line.total - line.paid for line in stated}, lines_by_award(program, stated)

    def keep(recovery: LedgerLine, line: LedgerLine, most: int, day: datetime.date) -> None:
        if line.is_beside(recovery) and (sum_ := min(most, left[id(recovery)], unpaid[id(line)])) > 0:
            by_line[id(line)].append((day, sum_))
            left[id(recovery)] -= sum_
            unpaid[id(line)] -= sum_

    years, stopped_in = program.fiscal_year, years_of_stops(program, lines)
    for recovery, parts in recoveries:
        taken = [
            (line, on, sum_) for label, item, on, sum_ in parts.recovers for line in of_award.get((label, item), ())
        ]
        for line, on, sum_ in sorted(taken, key=lambda each: (line_order(each[0]), each[1])):
            day, dues = years.day_of(on), line.dues(years)
            next_due = min((due_on for due_on, _ in dues if due_on > day), default=datetime.date.max)
            paid = [*(each for each in line.payments or () if each[0] < next_due), *by_line[id(line)]]
            due = sum(due for due_on, due in dues if due_on <= day)  # what is more than this was paid, and not withheld
            if years.year_of(day) in line.due and sum(each for _, each in paid) + sum_ <= due:
                keep(recovery, line, sum_, day)
    for recovery in (each for each, _ in recoveries if left[id(each)]):
        stated = [line for line in stated if unpaid[id(line)] > 0]
        for line in stated:
            if not left[id(recovery)]:
                break
            for due_in, sum_ in sorted(line.due.items()):
                if recovery.year <= due_in < stopped_in.get(id(line), due_in + 1):
                    is_of_year = line.event_date is not None and years.year_of(line.event_date) == due_in
                    keep(recovery, line, sum_, line.day_in(years) if is_of_year else years.first_day(due_in))
    for recovery in (each for each, _ in recoveries if left[id(each)]):
        bearing = [
            (
                line,
                sum(
                    sum_
                    for year, sum_ in line.due.items()
                    if recovery.year <= year < stopped_in.get(id(line), year + 1)
                ),
            )
            for line in lines
            if line.recovery is None and line.is_beside(recovery)
        ]
        if all(line.payments is not None for line, due in bearing if due):
            for line, due in bearing:
                unpaid[id(line)] = due - sum(sum_ for _, sum_ in by_line[id(line)])
                keep(recovery, line, due, max((line.day_in(years), *(due_on for due_on, _ in line.dues(years)))))
    return tuple(attrs.evolve(line, kept=tuple(by_line[id(line)])) if by_line.get(id(line)) else line for line in lines)


def years_of_stops(program: Program, lines: Sequence[LedgerLine]) -> Mapping[int, int]:
    """The year in which a recovery of the ledger ended the payments of a line, by identity; no later grant is ended."""
    years, stopping = program.fiscal_year, {term.label for term in program.recoveries if term.stops}
    stops = [x for x in lines if x.recovery is not None and x.clause in stopping]
    of_award = lines_by_award(program, [x for x in lines if x.recovery is None]) if stops else {}
    return {
        id(line): stop.year
        for stop in sorted(stops, key=lambda stop: stop.day_in(years), reverse=True)
        for label, item, _, _ in (stop.recovery.recovers if stop.recovery is not None else ())
        for line in of_award.get((label, item), ())
        if line.is_beside(stop)
        if (line.event_date or years.first_day(line.year)) <= stop.day_in(years)
    }


def lines_by_award(program: Program, lines: Iterable[LedgerLine]) -> Mapping[tuple[str, str], Sequence[LedgerLine]]:
    """The lines of each award and item, as claims of the award name the item."""
    clauses = clauses_by_label(program)
    return values_by_key(
        ((line.clause, item_of(clauses.get(line.clause), program.schema, line)), line) for line in lines
    )


def recovered_sums(program: Program, facts: Facts) -> Mapping[int, Mapping[int, int]]:
    """What recoveries took of each line (by identity), by year, if a cap or a sum of awards does not count it.

    A line of the item has a payment of the stated day, or is due in its year, or the day was corrected.
    """
    sums, years = dict[int, Counter[int]](), program.fiscal_year
    is_read = program.settlement.freed_rules or program.awards_with_sums
    of_award = lines_by_award(program, policy_lines(program, facts)) if is_read else {}
    for recovery in recovery_lines(program, facts) if of_award else ():
        for label, item, stated, sum_ in recovery.recovery.recovers if recovery.recovery is not None else ():
            day, of_item = years.day_of(stated), of_award.get((label, item), ())
            if of_item:
                line = min(
                    of_item, key=lambda line: (day not in dict(line.payments or ()), years.year_of(day) not in line.due)
                )
                sums.setdefault(id(line), Counter())[recovery.year] += sum_
    return sums


def amounts_freed_by_lines(
    program: Program, facts: Facts, recall: PaymentHistory
) -> Iterator[tuple[tuple[str, GroupKey], FreedAmount]]:
    """What caps count no longer of the lines: what recoveries took, and instalments that are never paid."""
    rules, recovered = program.settlement.freed_rules, recovered_sums(program, facts)
    for payment in (payment for held in recall.lines.values() for payment in held):
        line, day = payment.line, payment.day
        assert line is not None
        repaid = [FreedAmount(year, sum_, sum_, day) for year, sum_ in recovered.get(id(line), {}).items()]
        lapsed = [
            FreedAmount(line.year if part.day is None else program.year_of(part.day), part.sum, part.sum, day)
            for part in line.parts
            if InstalmentState(part.state) in GONE
        ]
        for rule in (rule for rule in rules if payment.clause.index in rule.reached_clauses):
            charged = payment.charged.get(rule.name)
            freed = repaid if rule.is_freed_by_recovery else []
            if rule.is_freed_by_lapse and charged is not None:  # what lapsed is not in what a line without it counts
                freed = [*freed, *lapsed]
            yield from amounts_by_group(rule, payment.keys, payment.uncharged if charged is None else charged, freed)


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
    } | program.payment_cap_by_clause.keys()  # fmt: skip
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
    granted = line.granted_in_all  # it must not be paid twice
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
    if row := row_of_key(name):
        return row if line.row in ("", row) else None  # a line without a row counts for each
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


def shared_fields(program: Program) -> Mapping[int, Mapping[str, str]]:
    """The fields of `for the same FIELD` of recoveries, by the clauses that they reach, each with a recovery."""
    fields: dict[int, dict[str, str]] = {}
    for term in program.recoveries:
        for index in term.clauses if term.same else ():
            fields.setdefault(index, {})[term.same] = term.label
    return fields


def shared_value(situation: Situation, clause: Clause, line: LedgerLine, name: str) -> Answer | None:
    """The value of such a field that a line states, or else a listed record of its item; `None` without any."""
    root, item = root_of(situation.program, clause), item_of(clause, situation.schema, line)
    kinds = [*(record.kind for record in records_with_item(situation, root, item)), line.kind or clause.trigger.record]
    kind = situation.schema.record_by_name.get(kinds[0])
    if kind is None or clause.trigger.kind is TriggerKind.SET or name not in kind.field_by_name:
        stated = line.keys.get(name)
        return None if stated is None else key_text(stated)
    return stated_fields(situation, kind, line, (name,)).get(name)


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
        if any(is_period(name) or row_of_key(name) for name in keys):  # they follow from the day and the row
            keys = {name: value for name, value in keys.items() if not (is_period(name) or row_of_key(name))}
        left, until, lapsed, proposed, admitted = 0, None, 0, 0, 0
        charged, line = NO_SUMS, claim.brought_forward
        kind = clause.trigger.record if line is None or not line.kind else line.kind
        due: Mapping[int, int] = {year: 0}
        parts: tuple[InstalmentOfLine, ...] = ()
        if settled is not None:
            proposed, (admitted, charged) = claim.proposed + settled.raised, settled.effect
            carry = settled.carry
            if carry is None:
                due = {year: settled.amount}
            elif carry.instalments:
                due, parts = carry.settled_by_year, _parts_of_line(carry, settled.granted)
            else:
                due, left, lapsed = carry.settled_by_year, carry.waiting, carry.lapsed
                until = carry.until if left else None
        return LedgerLine(
            self._policy, clause.label, claim.item, year, due, False, claim.row, self._applicant,
            kind, matter, level, keys, _is_set_by_bureau(claim), claim.day, proposed, admitted,
            charged, left, until, lapsed, _WORDS[outcome], fields=self._fields(claim, keys), has_page=True, parts=parts,
        )  # fmt: skip

    def _fields(self, claim: Candidate, keys: Mapping[str, KeyValue]) -> Mapping[str, object]:
        """The fields of the record that a later rule may count by, without the keys; `None`: it has no value."""
        record = claim.source
        if record is None:
            return NO_FIELDS
        return {
            name: None if isinstance(value, Special) else key_text(value)
            for name in self._counted_fields[record.kind]
            if (value := record.values.get(name)) is not None
            and name not in keys
            and not isinstance(value, ForeignAmount)
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
    if carry.instalments:
        return line.changed(
            due={**line.due, **due}, parts=_parts_of_line(carry, settled.granted), outcome=_WORDS[outcome]
        )
    return line.changed(
        due={**line.due, **due}, charged={**line.charged, **settled.effect.charged},
        carried=carry.waiting, carry_until=carry.until if carry.waiting else None,
        lapsed=line.lapsed + carry.lapsed, outcome=_WORDS[outcome],
    )  # fmt: skip


def _parts_of_line(carry: CarryOver, granted: int) -> tuple[InstalmentOfLine, ...]:
    """The instalments of a claim for a ledger. What is due in a year that is not reported is open.

    Open ones that take of the same money are one part, with what no other has.
    """
    parts: list[InstalmentOfLine] = []
    shared: list[SettledInstalment] = []
    for part in carry.instalments:
        state = part.state
        if state is InstalmentState.DUE and part.is_new and part.year not in carry.due:
            state = InstalmentState.OPEN
        if part.pool and state is InstalmentState.OPEN:
            shared.append(part)
        else:
            since = None if state is InstalmentState.OPEN else part.since
            last_year = part.asked if since or state is InstalmentState.WAITS else None
            parts.append(
                InstalmentOfLine(part.number, part.low, state.value, part.day, part.payee, part.item, last_year, since)
            )
    if shared:
        rest = next((part for part in shared if part.number == part.pool and not part.item), None)
        left = granted - sum(part.sum for part in parts)
        day, payee = (None, "") if rest is None else (rest.day, rest.payee)
        parts.append(InstalmentOfLine(shared[0].pool, left, InstalmentState.OPEN.value, day, payee))
    return tuple(parts)


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
    """The fields by which a rule may count, by the kind of record: keys, choices, levels, yes/no and texts.

    Those by which recoveries find payments may be of any type. The days in conditions of instalments are among them.
    """
    shared = {term.same for term in program.recoveries}
    parts = [part for term in program.schedules for part in term.instalments]
    shared |= {part.event.same or part.event.link for part in parts if part.event is not None}
    tested = {word for part in parts for gate in part.gates for word in gate.words}
    shared |= {order.field for cap in program.payment_caps for order in cap.rule.orders}
    return {
        kind.name: tuple(
            sorted(
                field.name
                for field in kind.fields
                if field.name in kind.key
                or field.name in shared
                or field.type.member_type.is_word
                or field.type.member_type.is_flag
                or (field.type.is_date and field.name in tested)
            )
        )
        for kind in program.schema.records
    }


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
    return claim.approval is not None or claim.is_late or clause.is_discretionary or claim.row in clause.ceiling_rows


def with_brought_forward(
    claims: list[Candidate], proposer: Proposer, events: Events, year: int | None
) -> list[Candidate]:
    """The claims of this run and carried claims; a carried claim replaces the claim of the same event."""
    brought_forward = {
        id(claim.brought_forward): claim
        for claim in brought_forward_claims(proposer.program, proposer.facts, events, year, is_alone=proposer.is_alone)
    }
    if not brought_forward:
        return claims
    remaining: list[Candidate] = []
    items = {(carried.clause.label, carried.item) for carried in brought_forward.values()}
    for claim in claims:
        is_of_line = (claim.clause.label, claim.item) in items
        line_id = id(events.line_of_claim(claim)) if is_of_line else 0
        carried = brought_forward.get(line_id)
        if carried is None:
            remaining.append(claim)
        else:
            brought_forward[line_id] = carried.with_record(
                claim.source, claim.record, claim.place, is_late=claim.is_late
            )
    return [*remaining, *brought_forward.values()]


def brought_forward_claims(
    program: Program, facts: Facts, events: Events, year: int | None, *, is_alone: bool = True
) -> list[Candidate]:
    """The claims of lines that still carry money, up to the reported year; `is_alone`: others may be paid first."""
    calendar, clauses = calendar_of(program, facts), clauses_by_label(program)
    claims: list[Candidate] = []
    situation = situation_of_lines(program, facts)
    for line in events.final:
        clause = clauses.get(line.clause) if line.carried or line.open_parts else None
        if clause is not None and (
            clause.index in program.settlement.carry_over_steps
            or clause.index in program.schedule_by_clause
            or line.is_ended
        ):
            is_late_event = line.event_date is not None and is_late(program, calendar, clause, line.event_date)
            claim = _claim(situation, clause, line, is_late=is_late_event)
            if claim.is_live and is_alone and (rule := program.settlement.shared_waits.get(clause.index)):
                claim = attrs.evolve(claim, facts=frozenset({FactRef("cohort", rule)}), low=0)
            if year is None or first_year(claim) <= year:
                claims.append(claim)
    return claims


def _claim(situation: Situation, clause: Clause, line: LedgerLine, *, is_late: bool) -> Candidate:
    program = situation.program
    place: ItemPlace = line.item
    if ranks := ranks_of(program.schema, clause):
        parts = dict(zip([name for name, _ in ranks], line.item.split(" / "), strict=False))
        place = item_place(ranks, line.item, None, parts)
    claim = Candidate(
        clause, root_of(program, clause), line.item, "", None, line.event_date,
        line.year, row=line.row, low=line.carried + line.open_parts, high=line.carried + line.open_parts,
        is_late=is_late, keys=keys_of_line(situation, clause, line), place=place, brought_forward=line,
    )  # fmt: skip
    if clause.index not in program.settlement.carry_over_steps and not line.parts:
        return end_claim(claim, Outcome.LAPSED, reason(LAPSED_WITH_CAP, lapsed=Money(line.carried, program.currency)))
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
        line.successor = accepting[0] if accepting and accepting[0] != line.clause else ""


Keys = Mapping[str, object]
TEXT: FieldReader[Any] = FieldReader(plain_text, read_text)
_OTHERWISE = "otherwise"


class _FieldReaders(ProgramCache[Type, "FieldReader[Any]"]):
    """Readers of values by type, each made when a line first states such a value."""

    def make(self, key: Type) -> FieldReader[Any]:
        return field_reader(self.program, key)


def kind_of(context: ReadContext, clause: str, kind: str) -> Kind | None:
    """The record kind of a line: its clause's kind, or the stated kind if the line has no known clause."""
    known_clause = clauses_by_label(context.program).get(clause)
    return context.schema.record_by_name.get(known_clause.trigger.record if known_clause is not None else kind)


# ---------------------------------------------------------------------------------------------- keys


def read_keys(
    context: ReadContext, keys: Keys, kind: Kind | None, path: str, *, is_printed: bool = False
) -> dict[str, object]:
    """The keys of a line; without a kind they are read as texts, because each kind may have a field of that name.

    A printed line may have a key that the policy used when it was printed.
    """
    texts: dict[str, object] = {}
    for name, value, key_path in _keys_by_name(context, keys, kind, path):
        if not is_printed and not _is_key(context.program, kind, name):
            _report_unknown_key(context, kind, name, key_path)
            continue
        text = _texts(context, type_of_key(context.program, kind, name), value, name, key_path, is_printed)
        if text is not None:
            texts[name] = text
    return sorted_by_name(texts)


def key_texts(context: ReadContext, keys: Keys, kind: Kind | None, path: str) -> dict[str, object]:
    """The keys of a line as texts, without types."""
    texts = {
        name: _texts(context, None, value, name, key_path, True)
        for name, value, key_path in _keys_by_name(context, keys, kind, path)
    }
    return sorted_by_name({name: text for name, text in texts.items() if text is not None})


def _keys_by_name(context: ReadContext, keys: Keys, kind: Kind | None, path: str) -> Iterator[tuple[str, object, str]]:
    """The keys of a line by name, with the names of choice members instead of labels, each with its path."""
    about, program = "" if kind is None else kind.name, context.program
    labels, members = program.compute_once(KeyLabels)[about], program.compute_once(ValueLabels)[about]
    if not labels.keys().isdisjoint(keys):
        keys = context.read_object(keys, path, "`keys`", labels=labels) or {}
    for name, value in keys.items():
        key_path, choice_labels = context.path_as_written(path, name), members.get(name)
        if choice_labels and isinstance(value, str):
            value = context.resolve_label(value, choice_labels, key_path)
        elif choice_labels and isinstance(value, list | tuple):
            each = [
                context.resolve_label(member, choice_labels, child_path(key_path, i))
                if isinstance(member, str)
                else member
                for i, member in enumerate(value)
            ]
            value = [member for member in each if member is not None]
        yield name, value, key_path


def _texts(
    context: ReadContext, type_: Type | None, value: object, name: str, path: str, is_printed: bool
) -> str | tuple[str, ...] | None:
    """A key as text; a list as a tuple of texts."""
    type_ = None if type_ is None else type_.member_type
    if not isinstance(value, list | tuple):
        return None if value is None else _text(context, type_, value, name, path, is_printed)
    read = [
        _text(context, type_, member, name, child_path(path, index), is_printed) for index, member in enumerate(value)
    ]
    return tuple([text for text in read if text is not None])


def _text(
    context: ReadContext, type_: Type | None, value: object, name: str, path: str, is_printed: bool
) -> str | None:
    if type_ is None or type_.is_name:
        return value_text(value) if isinstance(value, bool | int) else TEXT.read(context, value, name, path)
    if isinstance(value, str):
        from ipdsl.plain_data.handwritten import TextParsers  # most keys are names

        value = context.program.compute_once(TextParsers)[type_](value)
    if is_printed and (type_.is_money or type_.is_rate) and isinstance(value, str):
        number = written_values.number(value)
        if number is not None and number.is_bare and (type_.is_rate or value.isdecimal()):
            return value
    read: Fact | None = context.program.compute_once(_FieldReaders)[type_].read(context, value, name, path)
    if isinstance(read, Special):
        return context.report_wrong_type(
            value,
            name,
            path,
            Phrase("a value", "值"),
            Phrase("delete the key if the record lacks it", "记录没有的，不写这一项"),
        )
    if read is None:
        return None
    return value_text(read) if isinstance(read, ForeignAmount) else str(key_text(read))


def type_of_key(program: Program, kind: Kind | None, name: str) -> Type | None:
    """The type of a key; `None` for matters, for words for the applicant, and without a known kind."""
    schema = program.schema
    for candidate in _related_kinds(program, kind):
        if field := field_of_key(schema, candidate, name):
            return candidate.field_by_name[field].type
    stated = schema.applicant_field_by_name.get(name)
    return stated.type if kind is not None and stated is not None else None


def _is_key(program: Program, kind: Kind | None, name: str) -> bool:
    """Whether a claim about records of the kind may have a key of that name."""
    schema = program.schema
    if (
        name in CLAIM_KEYS
        or name in schema.kinds_and_classes
        or name in schema.applicant_field_by_name
        or is_matter(name)
    ):
        return True
    return any(name in candidate.field_by_name for candidate in _related_kinds(program, kind) or schema.records)


def _related_kinds(program: Program, kind: Kind | None) -> Sequence[Kind]:
    """The kinds to which a record of the kind may belong."""
    if kind is None:
        return ()
    schema = program.schema
    return [kind, *(schema.record_by_name[name] for name in sorted(schema.related_records[kind.name] - {kind.name}))]


def _report_unknown_key(context: ReadContext, kind: Kind | None, name: str, path: str) -> None:
    fields = dict.fromkeys(
        f
        for candidate in _related_kinds(context.program, kind) or context.schema.records
        for f in candidate.field_by_name
    )
    what: MessageValue = Phrase("no kind of record", "任何记录类别")
    advice = Phrase("keys are fields of records", "归并项是记录的字段")
    if kind is not None:
        known = name_list(fields, labels=field_labels(kind))
        what, advice = kind_name(kind), Phrase("its fields are {fields}", "字段有{fields}", fields=known)
    near = context.nearest_words(name, [*fields, *context.schema.applicant_field_by_name])
    context.report_undeclared(
        path,
        name,
        errors.UnknownFactField(path=path, what=what, word=printable(name), advice=advice, nearest=near),
    )


# ---------------------------------------------------------------------------------------------- items


def read_item(context: ReadContext, item: str, clause: Clause | None, kind: Kind | None) -> str:
    """An item with each part in canonical form; a part that is not a value of its field is unchanged."""
    trial = ReadContext(context.program)  # a text that is not a value may be part of a name
    for names in _item_fields(context.program, clause, kind):
        parts = item.split(BETWEEN) if len(names) > 1 else [item]
        if len(parts) == len(names):
            return BETWEEN.join(
                _read_item_part(trial, kind, name, part) or part for name, part in zip(names, parts, strict=True)
            )
    return item


def check_item(context: ReadContext, clause: Clause, item: str, path: str) -> None:
    """Report an item with a part that is not a value of its field, because no claim would match it."""
    kind = context.schema.record_by_name.get(clause.trigger.record)
    for names in _item_fields(context.program, clause, kind)[:1]:
        parts = item.split(BETWEEN) if len(names) > 1 else [item]
        for name, part in zip(names, parts, strict=True) if len(parts) == len(names) else ():
            _read_item_part(context, kind, name, part, path)


def _item_fields(program: Program, clause: Clause | None, kind: Kind | None) -> Sequence[tuple[str, ...]]:
    """The possible fields of an item: those of a set, the key of the kind, or the fields of its matter."""
    if kind is None or (clause is not None and clause.trigger.kind is TriggerKind.SET):
        return [clause.trigger.keys or ("year",)] if kind is not None and clause is not None else []
    return [names for names in (kind.key, program.matter_fields(MATTER, kind)) if names]


def _read_item_part(context: ReadContext, kind: Kind | None, name: str, part: str, path: str = "") -> str | None:
    """A part of an item; a year is a name in many keys, and is written as a name."""
    type_ = type_of_key(context.program, kind, name)
    if name == "year" and type_ is None:
        year = read_year(context, part, "item", path)
        return None if year is None else str(year)
    if type_ is None or type_.is_list or type_.is_name:
        year = written_values.year(part)
        return part if year is None else str(year)
    return part if part == NOTHING else _text(context, type_, part, name, path, True)


def read_members(
    context: ReadContext, values: dict[str, Any], clause: Clause | None, kind: Kind | None, path: str
) -> None:  # fmt: skip
    """Read the members of choices in a line of an earlier page: those by which rules count it, and those in its item.

    `values` are the parts of the line, which get the present names. Without a `clause` the award has ended. A member
    that the vocabulary no longer has is reported: no rule would count it, and its item would be paid again.
    """
    program, settlement = context.program, context.program.settlement
    counted = settlement.names_of_keys if clause is None else settlement.columns[clause.index]
    fields = [] if clause is None else _item_fields(program, clause, kind)
    parts = values_in_text(fields[0] if fields else (), values["item"])
    stated = {**parts, **(values["fields"] or {}), **values["keys"]}
    of_choices = {
        name: stated[name]
        for name in (*counted, *parts)
        if stated.get(name) not in (None, NOTHING)
        and (type_ := type_of_key(program, kind, name)) is not None
        and type_.member_type.is_member
    }
    members = read_keys(context, of_choices, kind, child_path(path, "keys"), is_printed=True) if of_choices else {}
    renamed = {name: member for name, member in members.items() if member != stated[name]}
    values["keys"] = {**values["keys"], **renamed}
    if not renamed.keys().isdisjoint(parts):
        values["item"] = BETWEEN.join(str(renamed.get(name, part)) for name, part in parts.items())


def fill_in_keys(context: ReadContext, facts: Facts) -> Facts:
    """The facts with the keys of this policy's lines filled in, for short lines and lines of earlier pages."""
    if not any(_clauses_of(context, facts, line) for line in facts.history or ()):
        return facts
    situation = situation_of_lines(context.program, facts)
    lines = [
        fill_in_line(context, situation, line, child_path("$.history", index))
        for index, line in enumerate(facts.history or ())
    ]
    is_same = all(line is before for line, before in zip(lines, facts.history or (), strict=True))
    # the digest is that of the stated facts, and takes long
    return facts if is_same else attrs.evolve(facts, history=tuple(lines), digest=facts.digest)


def fill_in_line(context: ReadContext, line_situation: Situation, line: LedgerLine, path: str) -> LedgerLine:
    """A line with its keys filled in; reports keys that follow from nothing."""
    for clause in _clauses_of(context, line_situation.facts, line):
        line = _complete_line(context, line_situation, clause, line, path)
    return line


def _clauses_of(context: ReadContext, facts: Facts, line: LedgerLine) -> tuple[Clause, ...]:
    """The present clauses of a line whose keys may be missing: its clause in this policy, or those that replaced it."""
    if line.recovery is not None or not _may_lack_keys(line) or line.is_ended or not line.is_about(facts.applicant):
        return ()
    program = context.program
    if line.is_of(program.name):
        return (clauses_by_label(program)[line.clause],)
    return program.compute_once(clauses_by_former_label).get((line.policy, line.clause), ())


def _may_lack_keys(line: LedgerLine) -> bool:
    """Whether the rules of the present page may count by keys that a line does not state."""
    if line.short or not line.admitted:
        return line.short
    return line.is_recalled or not line.has_page


def _complete_line(
    context: ReadContext, line_situation: Situation, clause: Clause, line: LedgerLine, path: str
) -> LedgerLine:
    kind = context.schema.record_by_name.get(clause.trigger.record)
    line = _with_present_row(context, line_situation, clause, line, path)
    is_own, item = line.is_of(context.program.name), item_of(clause, context.schema, line)
    if is_own and line.short and (kind is None or not records_with_item(line_situation, kind.root, item)):
        check_item(context, clause, item, child_path(path, "item"))
    situation = line_situation.with_record(None, line.day_in(context.program.fiscal_year), line.year)
    settlement = context.program.settlement
    names: Iterable[str] = settlement.columns[clause.index]
    if not is_own:  # only `once` counts replaced documents
        names = dict.fromkeys(name for keys in clause.once_key_sets for name in keys)
    keys: dict[str, KeyValue] = {}
    lacking: dict[str, Phrase] = {}
    for name in names:
        if name in line.keys:
            continue
        if (value := implied_key(situation, clause, line, name)) is not None:
            keys[name] = value
        elif _needs_key(context, situation, clause, line, name):
            over = ((settlement.steps[place], bound) for place, bound in settlement.rules_by_clause[clause.index])
            rules = [bound.name for step, bound in over if is_own and step.is_block_rule and name in step.names(bound)]
            rules += [
                quota.name
                for quota in context.program.quotas
                if clause.index in quota.clauses and is_own and name in quota.keys
            ]
            lacking.setdefault(
                _missing_fact_name(situation, kind, line, name),
                Phrase("rule `{rules}`", "规则`{rules}`", rules=rules[0]) if rules else Phrase("`once`", "`一次性`"),
            )
    has_record = is_own and kind is not None and clause.trigger.kind is not TriggerKind.SET
    for name, label in context.program.compute_once(shared_fields).get(clause.index, {}).items() if has_record else ():
        if kind is not None and name in kind.field_by_name and _lacks_shared_field(line_situation, clause, line, name):
            lacking.setdefault(name, Phrase("recovery `{label}`", "追回`{label}`", label=label))
    for name, rule in lacking.items():
        context.add(missing_key_finding(context, clause, name, rule, path))
    return attrs.evolve(line, keys={**keys, **line.keys}) if is_own and line.short else line


def _lacks_shared_field(situation: Situation, clause: Clause, line: LedgerLine, name: str) -> bool:
    """Whether neither a line with money nor the record of its item has the field by which recoveries find payments."""
    value = shared_value(situation, clause, line, name)
    listed = records_with_item(situation, root_of(situation.program, clause), item_of(clause, situation.schema, line))
    return bool(line.due_and_waiting) and (value is None or (isinstance(value, Open) and not listed))


def _with_present_row(
    context: ReadContext, situation: Situation, clause: Clause, line: LedgerLine, path: str
) -> LedgerLine:
    """A line of an earlier page with the row of today by which `once` counts it.

    It is the row of the same words, or the row that has the member of the record, or all members of the former row. If
    no row surely is, and the item may be claimed again, the row is reported. A line without a row counts for each row.
    """
    if not line.row or not line.is_recalled or () not in clause.once_key_sets:
        return line
    kind, names = context.schema.record_by_name.get(clause.trigger.record), [row.name for row in clause.rows]
    if line.row in names and line.row != _OTHERWISE:
        return line
    member = _selecting_member(context, situation, clause, kind, line)
    members = {member} if member else {*line.row.split(", ")}
    rows = [name for name in names if members.issubset(name.split(", "))] or [
        name for name in names if name == _OTHERWISE and (member or line.row == _OTHERWISE)
    ]
    if names and not rows and not member and _may_be_claimed_again(situation, clause, kind, line):
        context.report_unknown(
            value_errors.UnknownFactMember, child_path(path, "row"), line.row, names, field="row",
            advice=Phrase(
                "an earlier page wrote it, and no row of `{label}` surely continues it: keep the words of the row, or "
                "write `once per item`",
                "由以前的政策页写入，无法确定由`{label}`的哪一档延续：请保留该档原来的写法，或写`每个 单项 一次性`",
                label=clause.label,
            ),
        )  # fmt: skip
    return attrs.evolve(line, row=rows[0] if rows else line.row if names else "")


def _selecting_member(
    context: ReadContext, situation: Situation, clause: Clause, kind: Kind | None, line: LedgerLine
) -> str:
    """The member of a choice that selects the row of a line, if its record states one; "" if it does not."""
    field = None if kind is None or len(clause.row_words) != 1 else kind.field_by_name.get(clause.row_words[0])
    if kind is None or field is None or not field.type.is_member:
        return ""
    stated = stated_fields(situation, kind, line, [field.name])
    texts = {name: value for name, value in stated.items() if isinstance(value, str)}
    return str(read_keys(ReadContext(context.program), texts, kind, "", is_printed=True).get(field.name, ""))


def _may_be_claimed_again(situation: Situation, clause: Clause, kind: Kind | None, line: LedgerLine) -> bool:
    """Whether a claim for another event may have the item of a line."""
    return bool(clause.trigger.keys) or (
        kind is not None
        and clause.trigger.kind is not TriggerKind.SET
        and any(
            record.values.get(clause.trigger.date_field) != line.event_date
            for record in records_with_item(situation, kind.root, item_of(clause, situation.schema, line))
        )
    )


def _missing_fact_name(situation: Situation, kind: Kind | None, line: LedgerLine, name: str) -> str:
    """The fact to ask for if a key is missing; for a matter, its first field without a value in the line."""
    if kind is None or not is_matter(name):
        return name
    fields = situation.program.matter_fields(name, kind)
    known_fields = stated_fields(situation, kind, line, fields, name)
    return next((field for field in fields if field not in known_fields), name)


def missing_key_finding(
    context: ReadContext, clause: Clause, name: str, rule: Phrase, path: str
) -> errors.LineLacksKey:
    """The finding for a key that does not follow from anything, with other places to state it."""
    advice = Phrase("list the record itself", "列出该记录")
    if not is_of_record(context.schema, clause, name) and name in context.schema.applicant_field_by_name:
        advice = Phrase(
            'state `{name}` of the applicant, {{"none": true}} if it does not exist',
            '填写申请人的`{name}`，没有的写`{{"none": true}}`',
            name=name,
        )
    return errors.LineLacksKey(path=path, word=printable(name), rule=rule, advice=advice)


def lines_without_key(
    program: Program, names: Sequence[str], reached: Container[int], outsiders: Iterable[LedgerLine]
) -> Iterator[tuple[LedgerLine, str]]:
    """The lines of applicants outside a cohort that lack a key of a rule across applicants, with its name.

    `names` are the keys of the rule, `reached` the clauses that it reaches.
    """
    context, checked = ReadContext(program), (line for line in outsiders if _may_lack_keys(line))
    for situation, clause, line in lines_under_clauses(program, checked, reached):
        keys = keys_of_line(situation, clause, line, names)
        missing = (name for name in names if name not in keys)
        lacking = (name for name in missing if _needs_key(context, situation, clause, line, name))
        yield from ((line, name) for name in islice(lacking, 1))


def outsider_lacks_key(rule: str, line: LedgerLine, name: str) -> errors.LineLacksKey:
    """The finding for such a line."""
    return errors.LineLacksKey(
        path=f"{line.applicant}: {line.clause} {line.item} {line.year}", word=printable(name),
        rule=Phrase("rule `{bound}`", "规则`{bound}`", bound=rule),
        advice=Phrase(
            "settle {applicant} together with the others", "把{applicant}与其他申请人一并结算",
            applicant=printable(line.applicant),
        ),
    )  # fmt: skip


def _needs_key(context: ReadContext, situation: Situation, clause: Clause, line: LedgerLine, name: str) -> bool:
    """Whether a claim of the clause may have the key, so that it must be stated."""
    if is_of_record(context.schema, clause, name):
        kind = context.schema.record_by_name.get(clause.trigger.record)
        if kind is None or clause.trigger.kind is TriggerKind.SET:
            return len(clause.trigger.keys) > 1
        if is_matter(name):
            return True
        field = field_of_key(context.schema, kind, name)
        return bool(field) and not isinstance(stated_fields(situation, kind, line, (field,)).get(field), Special)
    return (
        name not in context.schema.kinds_and_classes
        and keys_of(situation, None, line.item, (name,))[1].get(name) is not None
    )


def reopen_facts(program: Program, facts: Facts, year: int, only: Container[int] | None = None) -> Facts:
    """The facts with all years from `year` on open again.

    `only`: reopen only the events of these lines (by identity). The digest is still that of the stated facts.
    """
    lines, program = policy_lines(program, facts), with_ended_awards(program, facts.history or ())
    back = tuple(
        line for line in recovery_lines(program, facts) if line.year >= year and (only is None or id(line) in only)
    )
    mine, gone = {id(line) for line in lines}, {id(line) for line in back}
    remaining = [
        _line_before_year(program, line, since) if id(line) in mine and 0 < line.year < since else line
        for line, since in ((line, year_settled_again(line, year)) for line in facts.history or ())
        if (id(line) not in mine or 0 < line.year < since or (only is not None and id(line) not in only))
        and id(line) not in gone
    ]
    history = None if facts.history is None else tuple(remaining)
    return attrs.evolve(facts, history=history, digest=facts.digest, reopened=ReopenedYears(year, lines, back))


def year_settled_again(line: LedgerLine, reopened: int) -> int:
    """The first year in which the money of a line is settled again if a year is reopened.

    Nobody can claim an ended award, so its lines stand. Only their carried money is settled again.
    """
    stands = line.is_ended and line.event_clause == line.clause
    return max(reopened, line.year + 1) if stands else reopened


def _part_before_year(program: Program, part: InstalmentOfLine, year: int) -> InstalmentOfLine:
    """An instalment of a line of an earlier year with the budgets from `year` on open again."""
    since = part.since or program.year_of(part.day or datetime.date.max)
    last_year = None if part.asked is None or since >= year else min(part.asked, year - 1)
    is_open = part.day is None or part.day >= program.fiscal_year.first_day(year)
    return attrs.evolve(part, state="open" if is_open else part.state, asked=last_year, since=last_year and part.since)


def _line_before_year(program: Program, line: LedgerLine, year: int) -> LedgerLine:
    """A line of an earlier year without its payments from `year` on: the amounts due or lapsed since are open again.

    Money lapses in the last year of a line, because nothing is left after it.
    """
    due = {due_year: sum_ for due_year, sum_ in line.due.items() if due_year < year}
    if line.parts:
        return line.changed(due=due, parts=tuple(_part_before_year(program, part, year) for part in line.parts))
    clause = clauses_by_label(program).get(line.clause)
    place = None if clause is None else program.settlement.carry_over_steps.get(clause.index)
    if place is None or len(due) == len(line.due):
        return line
    step, paid = program.settlement.steps[place], sum(due.values())
    charged = {name: paid if name == step.first_rule.name else sum_ for name, sum_ in line.charged.items()}
    carried = line.total - paid + line.carried + line.lapsed
    until = line.carry_until or line.year + step.wait if carried else None
    return line.changed(due=due, charged=charged, carried=carried, carry_until=until, lapsed=0)


Continued: TypeAlias = "tuple[list[LedgerLine], LedgerLine, int]"
"""Lines before of one event, or of an item and a year, all as one line, and the amount due of the lines after them."""


def continue_lines(
    program: Program, new: Iterable[LedgerLine], before: Iterable[LedgerLine], standing: Container[int]
) -> tuple[list[LedgerLine], list[Continued]]:
    """The new lines with the payments of the lines before, which are settled again.

    The line of an event continues its lines before; merged awards have several. Lines whose day was corrected, and
    short lines, are continued together by the other lines of their item and year. A line that no line continues is kept
    if it is `standing` (by identity). In a reopened year its payments are kept in a line with nothing due: its event is
    settled again if the facts state it.
    """
    lines, continued, lines_before = list(new), list[Continued](), [*before]
    if not lines_before:
        return lines, continued
    places = {_event(program, line, line.clause): place for place, line in reversed([*enumerate(lines)])}
    same, of_other_days = dict[int, list[LedgerLine]](), dict[tuple[object, ...], list[LedgerLine]]()
    for line in lines_before:
        event = _event(program, line, line.event_clause)
        place = places.get(_event(program, line, line.successor or line.clause), places.get(event))
        (of_other_days.setdefault(event[:-1], []) if place is None else same.setdefault(place, [])).append(line)
    free = values_by_key((event[:-1], place) for event, place in places.items() if place not in same)
    groups = [([place], then) for place, then in same.items()]
    for now, then in (*groups, *((free.get(year, []), then) for year, then in of_other_days.items())):
        if now:
            _add_payments(lines, now, as_one := reduce(_merge_lines, then))
            continued.append((then, as_one, sum(lines[place].total for place in now)))
        else:
            gone = [line for line in then if id(line) not in standing]
            continued += [([line], line, 0) for line in gone]
            lines += [line for line in then if id(line) in standing]
            lines += [
                line.changed(
                    due={line.year: 0}, short=False, proposed=0, admitted=0, charged=NO_SUMS, carried=0,
                    carry_until=None, lapsed=0, outcome=Outcome.NOT_ELIGIBLE.value,
                )
                for line in gone
                if line.payments
            ]  # fmt: skip
    return lines, continued


def _event(program: Program, line: LedgerLine, clause: str) -> tuple[object, ...]:
    """The event of a line under an award, with the item as claims name it; the day is last."""
    item = item_of(clauses_by_label(program).get(line.event_clause), program.schema, line)
    return line.policy, clause, item, line.year, line.event_date


def _add_payments(lines: list[LedgerLine], places: Iterable[int], before: LedgerLine) -> None:
    """Add the amounts of the line before to the lines at these places.

    Each line has payments up to its amount due, and the last one has the rest. An open claim is last.
    """
    *first, last = sorted(places, key=lambda place: (lines[place].outcome in OPEN_WORDS, line_order(lines[place])))
    for place in first:
        line = lines[place]
        lines[place] = line.changed(payments=_payments_between(before, 0, line.total))
        due = {year: max(0, sum_ - line.due.get(year, 0)) for year, sum_ in before.due.items()}
        before = before.changed(due=due, payments=_payments_between(before, line.total, before.paid))
    lines[last] = with_ledger_amounts(lines[last], before)


def _payments_between(line: LedgerLine, low: int, high: int) -> tuple[tuple[datetime.date, int], ...] | None:
    """The parts of the payments of a line between two amounts of their sum; `None`: it states no payments."""
    if line.payments is None:
        return None
    amounts = (sum_ for _, sum_ in line.payments)
    cuts = pairwise(min(max(sum_, low), high) for sum_ in accumulate(amounts, initial=0))
    parts = ((day, end - begin) for (day, _), (begin, end) in zip(line.payments, cuts, strict=True))
    return tuple([part for part in parts if part[1]])


def _merge_lines(first: LedgerLine, second: LedgerLine) -> LedgerLine:
    """The amounts and payments of two lines of one event.

    If only one states payments, the amounts due of the other one are payments on the last day of their year.
    """
    payments = [
        payment
        for line in (first, second)
        for payment in (
            [(datetime.date(year, 12, 31), sum_) for year, sum_ in line.due.items() if sum_]
            if line.payments is None
            else line.payments
        )
    ]
    return first.changed(
        clause=first.event_clause,
        due={year: first.due.get(year, 0) + second.due.get(year, 0) for year in {**first.due, **second.due}},
        proposed=first.proposed + second.proposed,
        admitted=first.admitted + second.admitted,
        payments=None
        if first.payments is second.payments is None
        else tuple(sorted(payments, key=lambda payment: payment[0])),
    )


def with_ledger_amounts(line: LedgerLine, before: LedgerLine) -> LedgerLine:
    """The new line of an event, with the payments of the line before.

    An open claim keeps the amount that was due, so that this amount is not payable again when the claim is settled. A
    ceiling with an admitted amount would be settled. The line of a claim that is refused has nothing due.
    """
    if before.total and not is_final(line) and line.outcome in OPEN_WORDS:
        return line.changed(
            payments=before.payments, due=before.due, proposed=before.proposed, admitted=before.admitted,
            outcome=Outcome.UNDETERMINED.value if line.outcome == CEILING_WORD else line.outcome,
        )  # fmt: skip
    return line if before.payments == line.payments else line.changed(payments=before.payments)


WITHOUT_PAGES = Phrase(
    "lines of a ledger are given without its pages and count in the words of this page: "
    "if the page was edited since, give the whole ledger; `ipdsl ledger complete` adds the page to one of 0.6",
    "台账的各行没有附政策页，按本政策页的文字计算：其后修改过政策页的，请给出完整的台账；"
    "0.6版的台账，用`ipdsl ledger complete`补上政策页",
)
"""The remark on lines that are read without the pages that wrote them."""

UNKNOWN = -1
"""The place of an award that is not known. Heads of early versions of schema 3 do not have the places of answers."""

AwardPlace: TypeAlias = "tuple[int, int]"
"""The number of a page of a ledger, and the place of an award on it."""

PLACES = GroupState.QUOTA.name.lower()
"""The verb of a rule whose amount is a number of places."""


def is_cut_out(lines: Iterable[object], program: Program) -> bool:
    """Whether a ledger of a policy wrote one of these lines: it states a page or a digest."""
    return any(
        isinstance(line, Mapping)
        and program.has_name(line.get("policy"))
        and not (line.get("page") is None and line.get("digest") is None)
        for line in lines
    )


@attrs.frozen(eq=False, repr=False)
class PageAward(ValueObject):
    """An award of a page. `conditions` and `sum` are digests; `title` is that of its article.

    `event` includes what a claim is about, if that is not one record: `drawn per year`, `drawn per bank`. A recovery or
    a debt has its verb before it: `recover: ended`. `key` are the key fields of its record; the items of its lines
    consist of them. Heads of early versions have no recoveries and debts, and early ones of schema 3 lack `key`.
    """

    label: str
    title: str
    record: str
    event: str
    conditions: str
    sum: str
    key: str = ""

    @property
    def is_named(self) -> bool:
        """Whether the author of the page wrote the label."""
        return "." not in self.label

    @property
    def keys_of_set(self) -> str:
        """The keys by which a claim has a set of records; empty if it has one record."""
        return self.event.partition(" per ")[2]

    @property
    def is_owed(self) -> bool:
        """Whether it is a recovery or a debt."""
        return ":" in self.event


@attrs.frozen(eq=False, repr=False)
class PageRule(ValueObject):
    """A rule of a page. `verb` includes the counted field, `covers` are the places of its awards.

    `amount` is in minor units, or the number of places, which heads of early versions of schema 3 do not have.
    """

    name: str
    verb: str
    keys: tuple[str, ...]
    period: str
    begins: str
    amount: int | None
    covers: tuple[int, ...]


@attrs.frozen(eq=False, repr=False)
class Succession(ValueObject):
    """What became of the awards and rules of a page on the next one, by their places.

    `awards`: the award that continues each award. `ended` are the awards that the page ends. `rules`: for each rule of
    the next page the rules that it continues: one, or several if it is not known which. `absent`: awards of pages
    before, which the page did not have, and what the next page changes: the award that continues each, `None` if it
    has ended, `UNKNOWN` if the next page has similar awards.
    """

    awards: Mapping[int, int]
    ended: tuple[int, ...]
    rules: Mapping[int, tuple[int, ...]]
    absent: Mapping[AwardPlace, int | None] = attrs.field(factory=dict)


@attrs.frozen(eq=False, repr=False, slots=False)
class LedgerPage(ValueObject):
    """A page that wrote lines of a ledger.

    `answers` has the labels that it calls former or ended: the place of the award that continues each, `None` if it has
    ended. Heads of early versions of schema 3 have the labels alone (`UNKNOWN`).
    """

    policy: str
    hash: str
    awards: tuple[PageAward, ...]
    rules: tuple[PageRule, ...]
    answers: Mapping[str, int | None] = attrs.field(factory=dict)
    after: Succession | None = None

    def to_plain(self) -> dict[str, Any]:
        """The page in the head of a ledger."""
        plain: dict[str, Any] = {
            "policy": self.policy, "hash": self.hash,
            "awards": [{name: getattr(award, name) for name in _PARTS_OF_AWARD} for award in self.awards],
            "rules": [
                {name: getattr(rule, name) for name in _PARTS_OF_RULE}
                | {"keys": [*rule.keys], "covers": [*rule.covers]}
                for rule in self.rules
            ],
            "answers": {**self.answers},
        }  # fmt: skip
        if self.after is not None:
            plain["after"] = {
                "awards": [[*pair] for pair in sorted(self.after.awards.items())],
                "ended": [*self.after.ended],
                "rules": [[rule, [*then]] for rule, then in sorted(self.after.rules.items())],
                **({"absent": [[*then, now] for then, now in sorted(self.after.absent.items())]}
                   if self.after.absent else {}),
            }  # fmt: skip
        return plain

    @cached_property
    def _text(self) -> str:
        return json.dumps(self.to_plain(), sort_keys=True, default=str)


def page_text(page: LedgerPage) -> str:
    """A page as text for the number of a ledger, written once for each page."""
    return page._text


_PARTS_OF_AWARD = tuple(field.name for field in attrs.fields(PageAward))
_PARTS_OF_RULE = tuple(field.name for field in attrs.fields(PageRule))
"""The fields of an award and of a rule. Every decision writes them, and `attrs.asdict` takes far longer."""


def read_page(plain: Mapping[str, Any]) -> LedgerPage:
    """A page in the head of a ledger. Raises `LookupError`, `TypeError` or `ValueError` if it has a different form."""
    after = plain.get("after")
    return LedgerPage(
        str(plain["policy"]),
        str(plain["hash"]),
        tuple(PageAward(**{name: str(value) for name, value in award.items()}) for award in plain["awards"]),
        tuple(PageRule(**{**rule, "keys": tuple(rule["keys"]), "covers": tuple(rule["covers"])})
              for rule in plain["rules"]),
        dict(plain["answers"] if isinstance(plain["answers"], Mapping) else dict.fromkeys(plain["answers"], UNKNOWN)),
        None if after is None else Succession(
            dict(after["awards"]),
            tuple(after["ended"]),
            {rule: tuple(then) for rule, then in after["rules"]},
            {(page, place): now for page, place, now in after.get("absent", ())},
        ),
    )  # fmt: skip


def absent_awards(pages: Sequence[LedgerPage]) -> dict[AwardPlace, int | None]:
    """The awards of these pages that the last one does not have: first the ended awards (`None`), then the awards that
    no page ends or continues (`UNKNOWN`).
    """
    absent: dict[AwardPlace, int | None] = {}
    for number, (old, new) in enumerate(itertools.pairwise(pages)):
        assert new.after is not None
        gone = {*range(len(old.awards))} - new.after.awards.keys()
        absent |= {(number, place): None if place in new.after.ended else UNKNOWN for place in gone}
        absent |= new.after.absent
    ended, unknown = ({place: now for place in sorted(absent) if absent[place] == now} for now in (None, UNKNOWN))
    return {**ended, **unknown}


def page_of(program: Program) -> LedgerPage:
    """The page of a policy."""
    return program.compute_once(_page_of)


def _page_of(program: Program) -> LedgerPage:
    keys = {kind.name: " ".join(kind.key) for kind in program.schema.records}
    verbs = dict.fromkeys(program.money_back, "collect: ") | {term.label: "recover: " for term in program.recoveries}
    terms = _terms_of_page(program)
    sets = {
        clause.label: " ".join(clause.trigger.keys or ["year"])
        for clause in terms
        if clause.trigger.kind is TriggerKind.SET
    }
    titles = {article.number: article.title for article in program.articles}
    awards = tuple(
        PageAward(
            clause.label, titles.get(clause.article, ""), clause.trigger.record,
            " per ".join(filter(None, (
                verbs.get(clause.label, "") + clause.trigger.event, sets.get(clause.label)
            ))),
            clause.conditions, clause.sum_, keys.get(clause.trigger.record, ""),
        )
        for clause in terms
    )  # fmt: skip
    begins = program.fiscal_year.first_day_words
    rules = tuple(
        _rule(step, bound, begins) for step in program.settlement.steps if not step.is_of_award for bound in step.rules
    )
    selections = tuple(
        PageRule(
            quota.name, f"{PLACES} across applicant", tuple(sorted(quota.keys)), "year" if quota.per_year else "",
            begins, quota.number, quota.clauses,
        )
        for quota in program.selections.values()
    )  # fmt: skip
    return LedgerPage(program.name, program.content_hash, awards, (*rules, *selections), _answers(program))


def _rule(step: Step, bound: StepRule, begins: str) -> PageRule:
    verb = [step.state.name.lower(), *(["across"] if bound.is_across else []), bound.counted_field]
    return PageRule(
        bound.name, " ".join(filter(None, verb)), tuple(sorted(bound.keys)), "year" if bound.per_year else "", begins,
        step.number if step.state is GroupState.QUOTA else bound.amount, bound.reach,
    )  # fmt: skip


def _terms_of_page(program: Program) -> tuple[Clause | Recovery, ...]:
    """The awards, recoveries and debts of a page, in the order of the head of its ledger."""
    return (*program.clauses, *program.money_back.values())


def _answers(program: Program) -> dict[str, int | None]:
    former = {label: place for place, clause in enumerate(_terms_of_page(program)) for label in clause.formerly}
    return {**former, **dict.fromkeys(program.ended)}
