"""Payments under other documents, and the adjustments of a proposal before the rules.

Payments: the input is ledger lines of other policies and support of the policy's own level. The output is their amounts
with the keys by which `no repeat`, `top up`, `less already paid` and counted support use them. They do not count for
caps, limits and selections. They count for `once` only if the policy states which clause replaced which.
docs/en/concepts/settlement describes their keys: "Other documents".

Adjustments: the input is a claim as its clause proposed it. The output is the claim with the exact amounts that a
deduction needs, and the amount to which an older standard may raise it. docs/en/concepts/settlement describes the
standard of a claim: "What ends a proposal".
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DOWN_TO_MINOR
from ipdsl.claims.claim import Candidate, KeyValue, UnroundedSums, field_of_key, key_text
from ipdsl.engine.matters import (
    CountedSupport,
    EquivalentLines,
    LinesByItem,
    RecordLineIndex,
    SupportOrPayment,
    counted_sum,
    item_of_line,
    lines_of_others,
    payment_from_support,
    records_with_item,
    stated_fields,
    stated_matter,
    support_for_records,
    support_index,
    support_lines,
)
from ipdsl.engine.operations import Answer, facts_of
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import FactRef, Facts, LedgerLine, OlderDocument, Open, Record, Support, Truth
from ipdsl.ir.proposal import Proposal
from ipdsl.ir.steps import StepRule
from ipdsl.ir.terms import MATTER, MATTER_OF_ITEM, Program, TriggerKind, is_matter
from ipdsl.kernel.rule_table import ExternalPayment
from ipdsl.schema.periods import is_period
from ipdsl.schema.values.value_type import ForeignAmount, Special
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT
from ipdsl.schema.vocabulary import RecordKind as Kind


def clauses_counting_support(program: Program) -> frozenset[int]:
    """The clauses with a rule that counts payments of the policy's own level, which facts state as support."""
    steps = [step for step in program.settlement.steps if step.counts_other_documents and program.level]
    return frozenset(index for step in steps for bound in step.rules for index in bound.reached_clauses)


def external_payments(
    program: Program, facts: Facts, lines: Iterable[LedgerLine] | None = None, situation: Situation | None = None
) -> tuple[ExternalPayment, ...]:  # fmt: skip
    """The payments under other documents, as stated.

    `lines`: only these lines. `situation`: the facts of a case.
    """
    payment_lines = lines_of_others(program, facts) if lines is None else lines
    situation = situation or situation_of_lines(program, facts)
    return tuple([payment for line in payment_lines if (payment := _external_payment(situation, line)).amount > 0])


def _external_payment(situation: Situation, line: LedgerLine) -> ExternalPayment:
    schema, facts = situation.schema, situation.facts
    kinds = schema.lineage(line.kind) if line.kind in schema.record_by_name else ()
    words = schema.kinds_and_classes.intersection(facts.kinds) | {"applicant"}
    keys = keys_of_payment(situation, line)
    item = item_of_line(schema.record_by_name[line.kind], line) if kinds else line.item
    year, sum_ = counted_year(situation, line), counted_sum(line)
    day = line.day_in(situation.program.fiscal_year)
    return ExternalPayment(line.policy, line.clause, item, kinds, year, sum_, keys, words, line, day)


def counted_year(situation: Situation, line: SupportOrPayment) -> int:
    """The year of the policy in which a payment by others counts: that of its event, or the stated year."""
    day = None if isinstance(line, Support) else line.event_date
    return line.year if day is None else situation.program.year_of(day)


def keys_of_payment(situation: Situation, line: LedgerLine) -> dict[str, KeyValue]:
    """The keys that a payment under another document states, and the keys that follow from its kind and item."""
    schema, facts, program = situation.schema, situation.facts, situation.program
    words = ("applicant", *(name for name in schema.kinds_and_classes if name in facts.kinds))
    keys: dict[str, KeyValue] = dict.fromkeys(words, facts.applicant)
    kind = schema.record_by_name.get(line.kind)
    year, counted_keys = counted_year(situation, line), program.settlement.names_of_keys
    keys |= {"item": line.item if kind is None else item_of_line(kind, line), "year": str(year)}
    keys |= {name: program.period_text(name, year) for name in counted_keys if is_period(name)}
    keys |= {name: key_text(value) for name, value in line.keys.items() if not is_matter(name)}
    if kind is not None:
        for name in counted_keys:
            if name not in keys and (value := stated_key(situation, kind, line, name)) is not None:
                keys[name] = value
    if line.level:
        keys["level"] = line.level
    return keys


def situation_of_lines(program: Program, facts: Facts) -> Situation:
    """The situation for reading lines. It has no particular day, because records do not change from day to day."""
    return Situation(program, facts, None, datetime.date.max, datetime.date.max.year)


def stated_key(situation: Situation, kind: Kind, line: LedgerLine, name: str) -> KeyValue | None:
    """The value of a record's key, if a line states it."""
    if is_matter(name):
        return stated_matter(situation, kind, line, name)
    if name == "level" and line.level:
        return line.level
    field = field_of_key(situation.schema, kind, name)
    value = stated_fields(situation, kind, line, (field,)).get(field) if field else None
    return None if value is None or isinstance(value, Open | Special | ForeignAmount) else key_text(value)


# ---------------------------------------------------------------------------------------------- partly stated payments


@attrs.frozen(eq=False, repr=False)
class PartlyStatedPayment(ValueObject):
    """A payment under another document with a rule's key not stated; `clauses` are the clauses that it may affect."""

    line: LedgerLine
    kind: Kind
    names: tuple[str, ...]
    clauses: frozenset[int]


LinesByFields: TypeAlias = "dict[tuple[tuple[str, ...], frozenset[int]], LinesByItem[LedgerLine]]"
"""The payments by the fields of a record that decide whether they count, and by clauses."""


def partly_stated_payments(situation: Situation) -> tuple[PartlyStatedPayment, ...]:
    """The payments that a rule may or may not count, because a key is missing; cached with the facts."""
    payments = situation.cache.get("payments in part")
    if payments is None:
        payments = situation.cache["payments in part"] = tuple(_find_partly_stated(situation))
    assert isinstance(payments, tuple)
    return payments


def _find_partly_stated(situation: Situation) -> Iterator[PartlyStatedPayment]:
    schema = situation.schema
    lines = [line for line in lines_of_others(situation.program, situation.facts) if line.kind in schema.record_by_name]
    if not lines:
        return
    steps = [step for step in situation.program.settlement.steps if step.counts_other_documents]
    for line in lines:
        kind = schema.record_by_name[line.kind]
        keys = keys_of_payment(situation, line) if counted_sum(line) > 0 else {}
        for step in steps:
            is_of_other = step.adjusts_proposals and set(step.kinds).isdisjoint(schema.lineage(line.kind))
            if not keys or is_of_other:  # only deductions depend on the kind of a payment
                continue
            names = tuple(n for n in step.first_rule.keys if is_matter(n) or n == "level" or n in kind.field_by_name)
            lacking = [name for name in step.first_rule.keys if name not in keys]
            if lacking and all(_has_key(situation, kind, name) for name in lacking):
                yield PartlyStatedPayment(line, kind, names, step.first_rule.reached_clauses)


def _has_key(situation: Situation, kind: Kind, name: str) -> bool:
    """Whether records of a kind can have a key."""
    return is_matter(name) or bool(field_of_key(situation.schema, kind, name))


def facts_deciding_payments(situation: Situation, record: Record, clause: int) -> frozenset[FactRef]:
    """The facts that decide whether partly stated payments count for the claim of a record."""
    return frozenset[FactRef]().union(*(truth.facts for _, truth in possible_group_payments(situation, record, clause)))


def possible_group_payments(
    situation: Situation, record: Record, clause: int
) -> Iterator[tuple[EquivalentLines[LedgerLine], Open]]:
    """The partly stated payments that may belong to a group of a record's claim, with the deciding facts."""
    if not partly_stated_payments(situation):
        return
    here = situation.with_record(record, situation.day)
    for (fields, clauses), lines in _lines_by_fields(situation, record.root).items():
        if clause in clauses:
            record_facts = facts_of(*(here.field(field) for field in fields))
            for equivalents in lines.candidates(here, record.root, fields):
                if facts := record_facts | equivalents.facts:
                    yield equivalents, Open(facts, members=(True, False))


def _lines_by_fields(situation: Situation, root: str) -> LinesByFields:
    """The partly stated payments for records of a kind; cached with the facts."""
    index = situation.cache.get(("payments by part", root))
    if index is None:
        by_part: LinesByFields = {}
        index = situation.cache["payments by part", root] = by_part
        for payment in partly_stated_payments(situation):
            fields, told_of = _stated_fields(situation, situation.schema.record_by_name[root], payment)
            if stated := {field: told_of[field] for field in fields if field in told_of}:
                by_part.setdefault((fields, payment.clauses), LinesByItem()).by_part.add((payment.line, stated), stated)
    return index  # type: ignore[return-value]  # put there above


def _stated_fields(
    situation: Situation, kind: Kind, payment: PartlyStatedPayment
) -> tuple[tuple[str, ...], Mapping[str, Answer]]:
    """The record fields that form the keys a payment partly lacks, and the payment's values for them.

    A payment for a record of another root can match in keys that both have, but not in a matter.
    """
    if payment.kind.root != kind.root:
        return _stated_by_other_kind(situation, kind, payment)
    fields: dict[str, None] = {}
    for name in payment.names:
        made_of = (
            situation.program.matter_fields(name, kind)
            if is_matter(name)
            else (field_of_key(situation.schema, kind, name),)
        )
        fields.update(dict.fromkeys(field for field in made_of if field and made_of != MATTER_IS_APPLICANT))
    return tuple(fields), _stated_with_level(situation, kind, payment.line, tuple(fields))


def _stated_by_other_kind(
    situation: Situation, kind: Kind, payment: PartlyStatedPayment
) -> tuple[tuple[str, ...], Mapping[str, Answer]]:
    theirs = {name: field_of_key(situation.schema, payment.kind, name) for name in payment.names}
    key_fields = {name: field_of_key(situation.schema, kind, name) for name in theirs}
    if not all((*theirs.values(), *key_fields.values())):  # a matter is not a field
        return (), {}
    stated = _stated_with_level(situation, payment.kind, payment.line, tuple(theirs.values()))
    return tuple(key_fields.values()), {
        key_fields[name]: stated[field] for name, field in theirs.items() if field in stated
    }


def _stated_with_level(
    situation: Situation, kind: Kind, line: LedgerLine, fields: tuple[str, ...]
) -> dict[str, Answer]:
    stated = stated_fields(situation, kind, line, fields)
    if line.level and (field := field_of_key(situation.schema, kind, "level")):
        stated[field] = line.level
    return stated


# ---------------------------------------------------------------------------------------------- counted support


def support_of(counted: Iterable[CountedSupport]) -> int | frozenset[FactRef]:
    """The total of these lines in minor units, or the facts that decide it."""
    entries = list(counted)
    return facts_of(*(belongs for _, _, belongs in entries)) or sum(
        sum_ for _, sum_, belongs in entries if belongs is True
    )


def payments_in_support(program: Program, counted: Iterable[CountedSupport]) -> frozenset[LedgerLine]:
    """The payments under other documents within the support that is or may be deducted from a claim.

    Rules must not count such a line again.
    """
    lines: set[LedgerLine] = set()
    for line, _, _ in counted:
        if isinstance(line, LedgerLine):
            lines.add(line)
        elif program.level and line.level == program.level:
            lines.add(payment_from_support(line))
    return frozenset(lines)


def support_counted_for(
    situation: Situation, claim: Candidate, members: tuple[Member, ...]
) -> Iterator[CountedSupport]:
    """The payments of other levels, programmes and documents for a claim, certain or possible.

    `members` are the records of a set: a payment for one of them counts for the set, each line once. A claim without a
    record is also matched by its item; a claim for yearly figures only by lines without a kind.
    """
    if claim.source is None:
        yield from (
            (line, counted_sum(line), True)
            for line in _support_for_item(situation, claim.item)
            if _is_named(situation, claim, line)
        )
    records = members if claim.source is None else ((claim.source, True),)
    if not records:
        return
    yield from support_for_records(situation, situation.schema.record_by_name[claim.root], records)


def support_counted_under_cap(situation: Situation, claim: Candidate, cap: StepRule) -> Iterator[CountedSupport]:
    """The payments by others that are subtracted from the amount of a cap, certain or possible.

    If the item or a matter is a key, they are those for the item or the matter of the claim; otherwise those for
    records of the applicant of the kinds under the cap, in the claim's year if the cap is per year.
    """
    levels, schema = cap.support_levels, situation.schema
    key = "item" if "item" in cap.keys else next(filter(is_matter, cap.keys), "")
    met: Iterable[tuple[SupportOrPayment, Truth]]
    if key and claim.source is not None:
        name = MATTER_OF_ITEM if key == "item" else key
        met = support_index(situation, schema.record_by_name[claim.root], name).lines_about(situation, claim.source)
    else:
        kinds = (situation.program.members[index].trigger.record for index in cap.reach)
        roots = {schema.record_by_name[kind].root for kind in kinds if kind}
        met = [
            (line, True)
            for line in support_lines(situation)
            if (not cap.per_year or counted_year(situation, line) == claim.year)
            and _is_of_roots(situation, line, roots)
        ]
    for line, belongs in met:
        is_of_level = not levels or (isinstance(line, Support) and line.level in levels)
        if is_of_level and (sum_ := counted_sum(line)):
            yield line, sum_, belongs


def _is_of_roots(situation: Situation, line: SupportOrPayment, roots: Collection[str]) -> bool:
    """Whether a payment is for a record of these root kinds. A payment without a kind is matched by its item."""
    kind = situation.schema.record_by_name.get(line.kind)
    if line.kind:
        return kind is not None and kind.root in roots
    return any(records_with_item(situation, root, line.item) for root in roots)


def _is_named(situation: Situation, claim: Candidate, line: SupportOrPayment) -> bool:
    """Whether a line is about a claim without a record, by its item. For a set, no record may have the same item."""
    if line.keys:
        return False
    if claim.clause.trigger.kind is not TriggerKind.SET:
        return not line.kind
    kind = situation.schema.record_by_name.get(line.kind)
    is_of_kind = not line.kind or (kind is not None and kind.root == claim.root)
    # a key is the item of a set in every year
    is_of_year = not claim.clause.trigger.keys or counted_year(situation, line) == claim.year
    return is_of_kind and is_of_year and not records_with_item(situation, claim.root, line.item)


def partly_stated_support(situation: Situation, kind: Kind) -> list[SupportOrPayment]:
    """The payments by others for records of a kind that do not state the whole item."""
    return support_index(situation, kind).partial


def _support_for_item(situation: Situation, item: str) -> Sequence[SupportOrPayment]:
    """The payments by others that name an item; cached with the facts."""
    by_item = situation.cache.get("paid by item")
    if by_item is None:
        by_item = situation.cache["paid by item"] = values_by_key(
            (line.item, line) for line in support_lines(situation)
        )
    assert isinstance(by_item, dict)
    entries: list[SupportOrPayment] = by_item.get(item, [])
    return entries


def end_proposal(situation: Situation, claim: Candidate, proposal: Proposal, *, strict: bool) -> None:
    """Set the deductions and the standard of a claim; `situation` has the claim's facts."""
    if claim.clause.less is not None and proposal.high is not None and not proposal.fixed:
        _keep_exact(situation, claim, proposal, proposal.high)
    if situation.facts.older_documents or strict:
        for name in situation.program.compute_once(standard_keys_by_clause).get(claim.clause.index, ()):
            _find_standard(situation, claim, name, strict=strict)


def standard_keys_by_clause(program: Program) -> Mapping[int, tuple[str, ...]]:
    """For each clause that older documents may raise, the matter keys that identify its standard."""
    names = [(older, next(filter(is_matter, older.keys), MATTER)) for older in program.older_standards]
    keys_by_clause = values_by_key((index, name) for older, name in names for index in older.clauses)
    return {index: tuple(dict.fromkeys(keys)) for index, keys in keys_by_clause.items()}


def _keep_exact(situation: Situation, claim: Candidate, proposal: Proposal, most: int | Fraction) -> None:
    rounding = DOWN_TO_MINOR if proposal.is_ceiling else situation.program.rounding
    members = claim.situation.members if claim.situation is not None else ()
    support = support_of(support_counted_for(situation, claim, members)) if claim.clause.counts_support else 0
    deducted = support if isinstance(support, int) else 0
    claim.exact = UnroundedSums(proposal.low, most, deducted, rounding, proposal.threshold)
    is_threshold_open = proposal.threshold is not None and proposal.threshold[0] != proposal.threshold[1]
    if ((rounding.step > 1 and proposal.low != most) or is_threshold_open) and claim.low == claim.high:
        claim.low = max(0, claim.low - rounding.step)  # the ends may differ after a deduction too


def _find_standard(situation: Situation, claim: Candidate, name: str, *, strict: bool) -> None:
    if strict and situation.facts.older_documents is None:
        claim.facts |= {FactRef("older_documents")}
        claim.high = None
        return
    if not situation.facts.older_documents or claim.rule_situation is None:
        return
    spoken = standards_of(
        situation, None if claim.source is None else situation.schema.record_by_name[claim.source.kind], name
    )
    standard: OlderDocument | None = None
    for alike, is_same in spoken.equivalent_lines(claim.rule_situation, claim.source):
        if is_same is True:
            for document in alike.lines:
                standard = greater(standard, document)
        elif isinstance(is_same, Open) and claim.high != 0:  # a claim of 0 is not raised
            claim.facts |= is_same.facts
            claim.standard_raise = max(claim.standard_raise, alike.max_promised)
    if standard is not None and (claim.standard is None or standard.amount > claim.standard.amount):
        claim.standard = standard
        claim.standard_raise = max(claim.standard_raise, standard.amount)


# ---------------------------------------------------------------------------------------------- standards


def standards_of(situation: Situation, kind: Kind | None, name: str) -> RecordLineIndex[OlderDocument]:
    """The standards for a kind of record, or for the applicant itself; cached with the facts."""
    key = ("standards", "" if kind is None else kind.name, name)
    standards = situation.cache.get(key)
    if standards is None:
        roots, root = situation.schema.record_by_name, "" if kind is None else kind.root
        documents = [
            document
            for document in situation.facts.older_documents or ()
            if (document.kind and roots[document.kind].root) == root
        ]
        standards = situation.cache[key] = RecordLineIndex(situation, kind, documents, name)
    assert isinstance(standards, RecordLineIndex)
    return standards


def greater(best: OlderDocument | None, other: OlderDocument) -> OlderDocument:
    """The greater of two standards; equal standards are ordered by document."""
    return other if best is None or (other.amount, other.document) > (best.amount, best.document) else best
