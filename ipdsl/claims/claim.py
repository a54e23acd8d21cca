"""Claims before settlement, and the payments under other documents that change their amounts.

A claim before settlement: an event of a clause, its amount or the reason why it was stopped, and its keys.

A candidate is either stopped before the rules (`outcome` and `stop` are set), or it reaches them with an amount between
`low` and `high` (`None`: no limit). The two are equal if nothing is open. Its amounts follow rounding, support,
ceilings and approvals.

Keys are text, so that they can be compared with ledger lines. If all keys of a kind are stated as text, `StatedKeys`
reads them directly from its records; it is made once for each kind. Any other value (not stated, none, a list) needs
`keys_of`. A key whose value is `none` or cannot be determined is omitted, as if the kind lacked the field: a rule with
that key does not apply. If a key is not stated, the claim is undetermined for such rules.

Items are ordered by their key as text, but members of a choice or level by their position in the vocabulary. Otherwise
the name of a member would decide which of two claims a cap cuts.

Payments under other documents, and the adjustments of a proposal before the rules.

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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count, pairwise, product
from operator import itemgetter, lt
from typing import NamedTuple, TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DOWN_TO_MINOR, Rounding
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.matters import (
    CountedSupport,
    EquivalentLines,
    LinesByItem,
    RecordLineIndex,
    SupportOrPayment,
    counted_sum,
    earliest_event_before,
    item_of_line,
    lines_of_others,
    matter,
    payment_from_support,
    records_with_item,
    stated_fields,
    stated_matter,
    support_for_records,
    support_index,
    support_lines,
    supporting_lines,
)
from ipdsl.engine.operations import Answer, facts_of, value_text
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import FactRef, Facts, LedgerLine, Listing, OlderDocument, Open, Record, Support, Truth
from ipdsl.ir.proposal import (
    AMOUNT_CANNOT,
    COHORT_QUOTA,
    EXCLUDED,
    GATE,
    GATE_CANNOT,
    NO_AMOUNT,
    NO_FITTING_ROW,
    ONE_FOR_LIFE,
    REQUIREMENT,
    SUPPORTED,
    SUSPENDED,
    TRANSITION,
    ArticlePlace,
    DecidingRecords,
    Evidence,
    NameList,
    Outcome,
    Payment,
    Proposal,
    Reason,
    RowKeys,
    Score,
    StatedValues,
    Supports,
    Threshold,
    reason,
)
from ipdsl.ir.terms import MATTER, MATTER_OF_ITEM, Clause, Gate, Program, Quota, StepRule, TriggerKind, is_matter
from ipdsl.kernel import rule_table as kernel
from ipdsl.kernel.rule_table import ExternalPayment, Rule
from ipdsl.schema.declarations import is_period
from ipdsl.schema.values.value_type import CANNOT, NONE, ForeignAmount, NeedsGeneralPathError, Special
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, RecordKind as Kind, Schema

KeyValue: TypeAlias = "str | tuple[str, ...]"
PrintedGroup: TypeAlias = tuple[str, ...]
"""The values of a rule's keys; the year is last if the rule counts by year."""

StopReason: TypeAlias = "Reason | Callable[[], Reason] | None"
"""The reason why something was stopped, or a function that makes the reason on demand."""

BEFORE_ALL_DAYS = datetime.date.min
"""The day of a claim without a day that is settled before all others, for a bound."""

INFINITE = 10**40
"""Represents an unlimited amount while rules are tried."""

NO_KEYS: Mapping[str, KeyValue] = {}
NO_UNKNOWN_KEYS: Mapping[str, FactRef] = {}
NO_LINES: frozenset[LedgerLine] = frozenset()

_Holder = TypeVar("_Holder")
_first = itemgetter(0)
_NO_DAY = datetime.date.max


@attrs.frozen(eq=False, repr=False)
class UnroundedSums(ValueObject):
    """The amounts of a claim before rounding, in minor units: the least, the most, and the support to deduct.

    `threshold` has the least and the greatest amount below which the rest after deductions is not paid.
    """

    least: int | Fraction
    most: int | Fraction
    support: int
    rounding: Rounding
    threshold: Threshold | None = None

    @property
    def least_sum(self) -> kernel.ExactSum:
        """The least amount, with the greatest threshold."""
        threshold = 0 if self.threshold is None else INFINITE if self.threshold[1] is None else self.threshold[1]
        return kernel.ExactSum(self.least - self.support, self.rounding, threshold)

    @property
    def most_sum(self) -> kernel.ExactSum:
        """The greatest amount, with the least threshold."""
        threshold = 0 if self.threshold is None else self.threshold[0]
        return kernel.ExactSum(self.most - self.support, self.rounding, threshold)


class ClaimSupport(NamedTuple):
    """The support for a claim, in minor units: what counts for it, and the part of this that was deducted.

    `refused` is the rest after support that is below the `threshold` of the award and therefore not paid.
    `counted_lines` are the payments under other documents within the support that is or may be deducted.
    """

    counted: int
    deducted: int
    refused: int
    threshold: int | Fraction
    counted_lines: frozenset[LedgerLine]


class BureauAmount(NamedTuple):
    """The most that the bureau may set for a claim, and the amount that it set, in minor units."""

    ceiling: int | None
    approved: int | None = None


@attrs.define(eq=False, repr=False)
class Candidate:
    """One claim before settlement. Amounts are in minor units.

    - `proposed` is the amount before support is deducted; `low` and `high` are the bounds of the amount that reaches
      the rules.
    - `support` is set if support is deducted, or if the rest is refused; an amount at discretion has none.
    - `approval` is set if the bureau sets the amount.
    - `is_late`: the day is before the window, at the bureau's discretion; such claims are last in claim order.
    - `stop` is the reason why it was stopped, made on demand.
    - `situation` is a situation of the same facts if the claim reaches the rules; `rule_situation` is its own. If its
      day is not known, it is on one of the possible days.
    - `place` orders the items of its clause (see `item_place`).
    - `brought_forward` is the ledger line of a claim with carried money; only its carrying cap applies.
    - `standard` is the standard of an older document, `standard_raise` the most to which any standard may raise the
      claim.
    - `exact` has the amounts before rounding if the award deducts earlier payments.

    Every claim is a candidate. This package fills it while an award proposes it; after that nothing changes it:
    quotas and the bounds of open facts narrow a copy. The class is not frozen, because a frozen object costs several
    times as much. `tests/claims/test_proposed_claims.py` finds a change.
    """

    clause: Clause
    root: str
    item: str
    record: str
    source: Record | None
    day: datetime.date | None
    year: int | None
    row: str = ""
    proposed: int = 0
    low: int = 0
    high: int | None = 0
    support: ClaimSupport | None = None
    approval: BureauAmount | None = None
    is_late: bool = False
    facts: frozenset[FactRef] = frozenset()
    keys: Mapping[str, KeyValue] = NO_KEYS
    unknown_keys: Mapping[str, FactRef] = NO_UNKNOWN_KEYS
    situation: Situation | None = None
    outcome: Outcome | None = None
    stop: StopReason = None
    place: object = ""
    brought_forward: LedgerLine | None = None
    standard: OlderDocument | None = None
    standard_raise: int = 0
    exact: UnroundedSums | None = None
    _order: tuple[object, ...] | None = attrs.field(init=False, default=None)

    @property
    def rule_situation(self) -> Situation | None:
        """The situation in which it reaches the rules. A set's situation has the members and is used unchanged."""
        situation, day, year = self.situation, self.day, self.year
        if (
            situation is None
            or day is None
            or year is None
            or (situation.record is self.source and situation.day == day)
        ):
            return situation
        return situation.with_record(self.source, day, year)

    @property
    def reason(self) -> Reason | None:
        """The reason why it was stopped."""
        return self.stop() if callable(self.stop) else self.stop

    @property
    def content(self) -> str:
        """The canonical content of the record, the last criterion of claim order."""
        values = self.source.values if self.source is not None else {}
        return "; ".join(f"{name}={key_text(value)}" for name, value in sorted(values.items()))

    def with_record(self, source: Record | None, record: str, place: object, *, is_late: bool) -> Candidate:
        """Carried money with the record that is listed again, so that it has its former position in claim order.

        Only the first record counts. A late claim stays late, even if the record would not be paid today.
        """
        if self.source is not None:
            return self
        return attrs.evolve(self, source=source, record=record, place=place, is_late=self.is_late or is_late)

    @property
    def is_reduced(self) -> bool:
        """Whether support was deducted from it, or the rest is below the threshold of its award."""
        return self.support is not None and (self.support.deducted > 0 or self.support.refused > 0)

    @property
    def is_waiting(self) -> bool:
        """Whether the bureau has to set its amount."""
        return self.approval is not None and self.approval.approved is None

    @property
    def max_amount(self) -> int:
        """The greatest amount with which it may reach the rules."""
        if self.high is None:
            return INFINITE
        return max(self.high, self.standard_raise) if self.high else 0

    @property
    def is_live(self) -> bool:
        """It reaches the rules."""
        return self.outcome is None

    @property
    def is_open(self) -> bool:
        """It depends on a missing fact, which may be an approval."""
        return bool(self.facts)

    @property
    def unstated_facts(self) -> frozenset[FactRef]:
        """The missing facts that it depends on, without approvals."""
        return frozenset(ref for ref in self.facts if ref.group != "approval")

    @property
    def has_open_day(self) -> bool:
        """Whether its day is not known, or is the first possible one of a state."""
        return self.day is None or (self.clause.trigger.kind is TriggerKind.WHILE and bool(self.unstated_facts))

    @property
    def order(self) -> tuple[object, ...]:
        """The claim order without content; discretionary claims are last.

        The parts are event date, place in the text, item and record id.
        """
        if self._order is None:
            self._order = (self.is_late, self.day or _NO_DAY, self.clause.order, self.place, self.record)
        return self._order

    @property
    def event(self) -> tuple[object, ...]:
        """The event that is never paid twice."""
        return (self.clause.label, self.root, self.item, self.day)

    @property
    def identity(self) -> tuple[object, ...]:
        """Identifies the same claim in another case of the facts."""
        return (self.clause.index, self.root, self.item, self.record, self.year)

    @property
    def once_keys(self) -> tuple[str, ...] | None:
        """The keys of its `once`: its row's, or the award's."""
        clause = self.clause
        return clause.once_of_rows.get(self.row, clause.once)


def sort_claims(claims: list[Candidate]) -> tuple[list[Candidate], bool]:
    """The claims in claim order, and whether two of them may be for the same dated event."""
    orders = [
        (candidate.is_late, candidate.day or _NO_DAY, candidate.clause.order, candidate.place, candidate.record)
        for candidate in claims
    ]
    keyed = sorted(zip(orders, claims, strict=True), key=_first)
    in_order = [claim for _, claim in keyed]
    if not in_order:
        return in_order, False
    before, items = keyed[0][0], {in_order[0].item}
    may_repeat: bool = keyed[-1][0][0]
    for order, claim in keyed[1:]:
        if order[1] != before[1] or order[2] != before[2]:  # a different day or clause
            items = {claim.item}
        else:
            if order == before:
                return sort_in_claim_order(claims, _same_claim), True
            may_repeat = may_repeat or claim.item in items
            items.add(claim.item)
        before = order
    return in_order, may_repeat


def _same_claim(claim: Candidate) -> Candidate:
    return claim


def sort_in_claim_order(holders: Iterable[_Holder], claim_of: Callable[[_Holder], Candidate]) -> list[_Holder]:
    """Sort by claim order. The content is compared only if two claims are equal otherwise."""
    held = list(holders)
    orders = [claim_of(holder).order for holder in held]
    if all(map(lt, orders, orders[1:])):  # in order, and all different
        return held
    keyed = sorted(zip(orders, held, strict=True), key=_first)
    if any(previous[0] == other[0] for previous, other in pairwise(keyed)):
        keyed.sort(key=lambda pair: (*pair[0], claim_of(pair[1]).content))
    return [holder for _, holder in keyed]


def key_text(value: object) -> KeyValue:
    """A value as text, in the form of ledger lines; a list as a tuple of its members."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return tuple(str(key_text(part)) for part in value)
    if isinstance(value, bool | int | Fraction | datetime.date):
        return value_text(value)
    return str(value)


def printed_groups(keys: Mapping[str, KeyValue], names: tuple[str, ...], year: int | None) -> tuple[PrintedGroup, ...]:
    """The groups in which a claim counts, in readable form.

    A claim without one of the keys has no group; a list has one group per member. The kernel uses `kernel_groups`
    instead.
    """
    stated = [value for name in names if (value := keys.get(name)) is not None]
    if len(stated) < len(names):
        return ()
    parts = [value if isinstance(value, tuple) else (value,) for value in stated]
    return tuple(dict.fromkeys(product(*parts, *([(str(year),)] if year is not None else []))))


def kernel_groups(rule: Rule, claim: Candidate) -> Iterable[kernel.GroupKey]:
    """The groups of a claim under a rule, in the form that the kernel uses for claims and earlier payments."""
    if rule.step.is_of_award and not rule.step_rule.keys:
        return ((claim.row, claim.root, claim.item),)
    return kernel.groups(rule.step_rule.keys, claim.keys.get, claim.year if rule.is_per_year else None)


def end_claim(blank: Candidate, outcome: Outcome, stop: StopReason) -> Candidate:
    """Stop a claim before the rules."""
    blank.outcome, blank.stop = outcome, stop
    return blank


def first_year(claim: Candidate) -> int:
    """The first year that may pay a claim; for carried money, the first year that its line does not settle."""
    line = claim.brought_forward
    if line is None or line.parts:
        return claim.year or 0
    return next(year for year in count(line.year) if year not in line.due)


def last_year(claim: Candidate, wait: int) -> int:
    """The year at whose end unpaid money lapses, if it is carried for `wait` years."""
    line = claim.brought_forward
    return (claim.year or 0) + wait if line is None or line.carry_until is None else line.carry_until


NO_FIELDS = frozenset({"applicant", "item", MATTER, "year"})
"""Keys that are never a field."""


def set_sums(
    claim: Candidate,
    proposal: Proposal,
    facts: frozenset[FactRef],
    support: int | None,
    lines: frozenset[LedgerLine] | None,
    approved: int | None,
    rounding: Rounding,
) -> None:
    """Set the amounts of a claim from its proposal, in minor units, and the facts that they depend on.

    `support` None: not known. `lines` are its payments under other documents, `None` if no support is deducted. A late
    claim needs an approval too.
    """
    how = DOWN_TO_MINOR if proposal.is_ceiling else rounding
    least, most_needed = proposal.threshold or (0, 0)
    rest = how.apply(_subtract_support(proposal.low, support)) if support is not None else 0
    low = rest if _is_paid(proposal.low, support or 0, most_needed) else 0
    high = _sum_after_support(proposal.high, support, how)
    if proposal.high is not None and not _is_paid(proposal.high, support or 0, least):
        high = 0
    fixed: int | None = 0
    if proposal.fixed != 0 and not claim.is_late:  # the final row may not need an approval
        low = min(low, rounding.apply(_subtract_support(proposal.low, support or 0)))
        fixed = _sum_after_support(proposal.fixed, support, rounding)
        high = None if high is None or fixed is None else max(high, fixed)
    if facts and (proposal.has_open_gates or facts - proposal.open_facts):
        low = 0
    deducted = refused = 0
    claim.facts = facts
    if not (proposal.is_ceiling or claim.is_late):
        claim.low, claim.high = low, high
        if not facts:
            claim.proposed = before = how.apply(proposal.low)
            deducted, refused = before - rest, rest - low
    elif approved is None:
        claim.high, claim.approval = high, BureauAmount(high)
        claim.facts = facts | {FactRef("approval", claim.clause.label, item=claim.item)}
        if not facts and proposal.high is not None and high is not None:
            most_rest = _sum_after_support(proposal.high, support, how) or 0
            deducted, refused = how.apply(proposal.high) - most_rest, most_rest - high
    else:
        claim.approval = BureauAmount(high, approved)
        most = approved if high is None else min(approved, high)
        if facts:
            claim.low, claim.high = min(approved, low), None if fixed is None else max(most, fixed)
        else:
            before = approved if proposal.high is None else min(approved, how.apply(proposal.high))
            most_rest = (
                approved if high is None else min(approved, _sum_after_support(proposal.high, support, how) or 0)
            )
            claim.proposed, claim.low, claim.high = before, most, most
            deducted, refused = before - most_rest, most_rest - most
    if lines is not None or refused:
        claim.support = ClaimSupport(support or 0, deducted, refused, least, lines or NO_LINES)


def settle_empty_ceiling(claim: Candidate) -> None:
    """Close a claim whose ceiling is 0, by itself or after support: the bureau has no amount to set."""
    if claim.is_waiting and claim.high == 0 and all(ref.group == "approval" for ref in claim.facts):
        claim.approval, claim.facts = None, frozenset()
        claim.proposed = 0 if claim.support is None else claim.support.deducted + claim.support.refused


def _sum_after_support(sum_: int | Fraction | None, support: int | None, rounding: Rounding) -> int | None:
    return None if sum_ is None else rounding.apply(_subtract_support(sum_, support or 0))


def _is_paid(sum_: int | Fraction, support: int, threshold: int | Fraction | None) -> bool:
    """Whether the rest after support reaches the threshold; `None`: no rest surely does."""
    return threshold is not None and _subtract_support(sum_, support) >= threshold


def _subtract_support(sum_: int | Fraction, support: int) -> int | Fraction:
    return max(sum_ - support, 0)


def keys_of(
    situation: Situation, record: Record | None, item: str, names: Iterable[str]
) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The values of the named keys, and the keys that are not stated. A key that the kind lacks is in neither."""
    keys: dict[str, KeyValue] = {}
    unknown: dict[str, FactRef] = {}
    for name in names:
        value = key_of(situation, record, item, name)
        if isinstance(value, Open):
            unknown[name] = min(value.facts)
        elif value is not None and value is not NONE and value is not CANNOT and not isinstance(value, ForeignAmount):
            keys[name] = key_text(value)
    return keys, unknown


def key_of(situation: Situation, record: Record | None, item: str, name: str) -> Answer | None:
    """The value of a key; `None` if the claim lacks it."""
    schema = situation.schema
    if name == "applicant":
        return situation.facts.applicant
    if name in schema.kinds_and_classes:
        return situation.facts.applicant if situation.is_kind(name) else None
    if name == "item":
        return item
    if is_matter(name):
        return matter(situation, record, name)
    if name == "year":
        return str(situation.year)
    if is_period(name):
        return situation.program.period_text(name, situation.year)
    if record is not None and (field := field_of_key(schema, schema.record_by_name[record.kind], name)):
        return situation.with_record(record, situation.day, situation.year).field(field)
    return situation.applicant(name) if name in schema.applicant_field_by_name else None


def field_of_key(schema: Schema, kind: Kind | None, name: str) -> str:
    """The field of a record kind that contains a key; empty if no field does."""
    if kind is None or name in NO_FIELDS or name in schema.kinds_and_classes:
        return ""
    if name == "level":
        name = level_field(kind) or name
    return name if name in kind.field_by_name else ""


def level_field(kind: Kind) -> str | None:
    """The first field of a record kind with a level."""
    return next((field.name for field in kind.fields if field.type.is_level), None)


ITEM = ""
"""Represents the record's item in place of a field."""


@attrs.frozen(eq=False, repr=False)
class StatedKeys:
    """Reads keys that are stated as text.

    Each of `parts` is a key, its prefix, its first field, and the other fields. `applicant_keys` are keys whose value
    is the applicant, with their prefix.
    """

    parts: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    applicant_keys: tuple[tuple[str, str], ...]

    def read(self, record: Record, applicant: str, held_keys: tuple[str, ...]) -> dict[str, KeyValue] | None:
        """The keys of a record's claim; `None` if one of them is open, none or cannot be determined.

        `held_keys` are further keys whose value is the applicant.
        """
        keys: dict[str, KeyValue] = dict.fromkeys(held_keys, applicant)
        values = record.values
        try:
            for name, before, field, more_fields in self.parts:
                text: str = before + cast("str", values[field] if field else record.item)
                for other in more_fields:
                    text += " / " + cast("str", values[other])
                keys[name] = text
        except NeedsGeneralPathError:
            return None
        for name, before in self.applicant_keys:
            keys[name] = before + applicant
        return keys


def stated_keys_of(program: Program, kind: Kind, names: Iterable[str]) -> StatedKeys | None:
    """The reader of these keys from records of a kind; `None` if a key is not text."""
    schema = program.schema
    parts: list[tuple[str, str, str, tuple[str, ...]]] = []
    applicant_keys: list[tuple[str, str]] = []
    for name in names:
        field = field_of_key(schema, kind, name)
        fields = program.matter_fields(name, kind) if is_matter(name) else None
        if fields == MATTER_IS_APPLICANT:
            applicant_keys.append((name, f"{kind.root}: "))
        elif fields is not None:
            first, *more_fields = fields or (ITEM,)
            if not all(_is_text(kind, field) for field in fields):
                return None
            parts.append((name, f"{kind.root}: ", first, tuple(more_fields)))
        elif name == "item" or field:
            if not _is_text(kind, field):
                return None
            parts.append((name, "", field or ITEM, ()))
        elif name == "year" or is_period(name) or name in schema.applicant_field_by_name:
            return None
    return StatedKeys(tuple(parts), tuple(applicant_keys))


def _is_text(kind: Kind, field: str) -> bool:
    """Whether the values of a field are text, like an item."""
    return field == ITEM or kind.field_by_name[field].type.is_word


ItemRanks: TypeAlias = "tuple[tuple[str, Mapping[str, int] | None], ...]"
"""The fields that form an item, each with the positions of its members if it is a choice or level."""

ItemPlace: TypeAlias = "str | tuple[tuple[int, str], ...]"


def ranks_of(schema: Schema, clause: Clause) -> ItemRanks:
    """The parts of a clause's items; empty if no part is a choice or level, so that text sorts correctly."""
    kind = schema.record_by_name.get(clause.trigger.record)
    if kind is None:
        return ()
    names = clause.trigger.keys if clause.trigger.kind is TriggerKind.SET else kind.key
    ranks: list[tuple[str, Mapping[str, int] | None]] = []
    for name in names:
        field = kind.field_by_name.get(name)
        choice = None if field is None else schema.choice_by_name.get(field.type.choice_name)
        ranks.append((name, None if choice is None else {member: index for index, member in enumerate(choice.names)}))
    return tuple(ranks) if any(places is not None for _, places in ranks) else ()


def item_place(ranks: ItemRanks, item: str, record: Record | None, set_keys: Mapping[str, str]) -> ItemPlace:
    """The sort key of an item within its clause."""
    if not ranks:
        return item
    values = set_keys if record is None else record.values
    parts: list[tuple[int, str]] = []
    is_whole = True
    for name, places in ranks:
        value = values.get(name)
        is_whole = is_whole and value is not None
        text = value if type(value) is str else "" if value is None else str(key_text(value))
        if places is None:
            parts.append((0, text))
        else:
            place = places.get(text)
            parts.append((len(places), text) if place is None else (place, ""))
    return (*parts, (0, "" if is_whole else item))


def stop_outcome(clause: Clause, proposal: Proposal) -> Outcome:
    """The outcome of a claim that a clause's function stopped."""
    index = proposal.stopped_at
    if index is None or index < 0 or proposal.is_undeterminable:
        return Outcome.NOT_ELIGIBLE
    return clause.gates[index].outcome


def stop_reason(
    clause: Clause, proposal: Proposal, code: GeneratedFunctions, here: Situation, record: Record | None, day: Date
) -> Reason:
    """The reason why a clause's function stopped for a record on a day; `here` is a situation of the same facts."""
    index, currency = proposal.stopped_at, code.program.currency
    if index is None:
        raise ValueError("the proposal did not stop")
    if index < 0:
        because = StatedValues(proposal.evidence, currency)
        if index == NO_AMOUNT:
            return reason(AMOUNT_CANNOT, clause.row_words, because=because)
        rows = RowKeys(tuple(row.name for row in clause.rows))
        return reason(NO_FITTING_ROW, clause.row_words, because=because, rows=rows)
    return gate_reason(clause, clause.gates[index], proposal, code, here.with_record(record, day))


def gate_reason(
    clause: Clause, gate: Gate, proposal: Proposal, code: GeneratedFunctions, situation: Situation
) -> Reason:
    """The reason why a gate stopped a proposal: its condition failed, or a rule of another article added it."""
    if (gate.outcome is Outcome.NOT_ELIGIBLE and not gate.is_own_level) or proposal.is_undeterminable:
        before = None if proposal.is_undeterminable else _event_before(clause, gate, situation)
        return before or failed_gate_reason(gate, proposal, code.program.currency)
    return _rule_reason(gate, situation, code) or failed_gate_reason(gate, proposal, code.program.currency)


def _event_before(clause: Clause, gate: Gate, situation: Situation) -> Reason | None:
    """The reason that the item had its one event for life before, if the gate tests only that."""
    kind = situation.schema.record_by_name.get(clause.trigger.record)
    event = None if kind is None or len(gate.words) != 1 else kind.event_by_name.get(gate.text)
    if kind is None or event is None or not event.is_for_life or situation.record is None:
        return None
    earlier = earliest_event_before(
        situation, situation.schema.kind_of_first_event(kind.name, event.name), event.date_field
    )
    if earlier is None:
        return None
    source, day = earlier
    before = Payment(source.item, situation.program.year_of(day), day)
    if isinstance(source, LedgerLine):
        before = Payment(
            source.item, source.year, source.event_date, "" if source.is_of(situation.program.name) else source.policy
        )
    return reason(ONE_FOR_LIFE, gate.words, event=NameList(gate.words), before=before)


def _rule_reason(gate: Gate, situation: Situation, code: GeneratedFunctions) -> Reason | None:
    """The reason of a gate that a rule of another article added, with the fact that caused it."""
    where = ArticlePlace(gate.article)
    match gate.outcome:
        case Outcome.SUPPORTED | Outcome.NOT_ELIGIBLE:
            return reason(SUPPORTED, gate.words, where=where, did=_support_values(situation, gate) or gate.text)
        case Outcome.SUSPENDED:
            key = ("suspending", gate.rule, situation.year)  # made once for all claims of the year
            did = situation.cache.get(key) or situation.cache.setdefault(
                key, _suspending_records(gate, situation, code) or gate.text
            )
            assert isinstance(did, str | DecidingRecords)
            return reason(SUSPENDED, gate.words, year=situation.year, where=where, did=did)
        case Outcome.BY_REFERENCE:
            return reason(TRANSITION, gate.words, year=situation.year, document=gate.rule, where=where)
        case _:
            return None


def _suspending_records(gate: Gate, situation: Situation, code: GeneratedFunctions) -> DecidingRecords | None:
    """The records that suspend the clause on their own."""
    functions = [rule.function for rule in code.program.suspensions if rule.name == gate.rule]
    records: list[tuple[str, str]] = []
    for kind in situation.schema.related_records[
        gate.words[0]
    ]:  # the gate names the kind, its event, and the suspended kind
        for record in situation.facts.records[kind].records if kind in situation.facts.records else ():
            single_record_facts = attrs.evolve(situation.facts, records={kind: Listing((record,))})
            here = Situation(
                situation.program,
                single_record_facts,
                None,
                situation.day,
                situation.year,
                assumptions=situation.assumptions,
                is_strict=situation.is_strict,
            )
            if any(code.suspension_truth(function, here) is True for function in functions):
                records.append((record.kind, record.item))
    return DecidingRecords(tuple(records)) if records else None


def _support_values(situation: Situation, gate: Gate) -> Supports | None:
    """The payments by others for the matter, as stated."""
    lines = {
        line
        for equivalents, is_same in supporting_lines(situation, gate.matter, gate.is_own_level)
        if is_same is True
        for line in equivalents.lines
    }
    stated = tuple(line for line in situation.facts.support or () if line in lines)
    return Supports(stated, situation.program.currency) if stated else None


def failed_gate_reason(gate: Gate, proposal: Proposal, currency: str) -> Reason:
    """The reason of a failed gate, with the values that the facts state."""
    evidence, code = proposal.evidence, GATE_CANNOT if proposal.is_undeterminable else GATE
    for item in evidence:
        if item[1] is CANNOT:
            code = GATE_CANNOT
    values = (("gate", gate.text), ("because", StatedValues(evidence, currency)))
    if code == GATE and gate.rule:  # the condition of the rule holds
        return Reason(EXCLUDED, (("where", ArticlePlace(gate.article)), *values), gate.words)
    if code == GATE and gate.is_requirement:
        return Reason(REQUIREMENT, (("where", ArticlePlace(gate.article)), *values), gate.words)
    return Reason(code, values, gate.words)


def leave_out(program: Program, quota: Quota, claim: Candidate) -> None:
    """Stop a claim that a selection by score leaves out."""
    claim.outcome = Outcome.NOT_ELIGIBLE
    fields = [quota.score, *(order.field for order in quota.ties)]
    claim.stop = selection_reason(program, claim, fields, quota.number, ArticlePlace(quota.article))


def selection_reason(
    program: Program | None, claim: Candidate, names: Sequence[str], number: int, where: ArticlePlace
) -> Reason:
    """The reason why a selection of a number of records by fields leaves out a claim.

    Without a program, which no claim of carried money knows, a sum is shown in minor units.
    """
    assert claim.source is not None  # a selection is about stated records
    fields = {} if program is None else program.schema.record_by_name[claim.source.kind].field_by_name
    values: list[Evidence] = []
    for name in names:
        value = claim.source.values.get(name)
        stated = value if isinstance(value, int | Fraction | Date) else NONE
        values.append((name, stated, fields[name].type.shown_name if name in fields else ""))
    score = Score(values[0], "" if program is None else program.currency, tuple(values[1:]))
    return reason(COHORT_QUOTA, number=number, where=where, score=score)


def clauses_counting_support(program: Program) -> frozenset[int]:
    """The clauses with a rule that counts payments of the policy's own level, which facts state as support."""
    steps = [step for step in program.settlement.steps if step.traits.counts_other_documents and program.level]
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
    steps = [step for step in situation.program.settlement.steps if step.traits.counts_other_documents]
    for line in lines:
        kind = schema.record_by_name[line.kind]
        keys = keys_of_payment(situation, line) if counted_sum(line) > 0 else {}
        for step in steps:
            is_of_other = step.adjusts_proposals and set(step.kinds).isdisjoint(schema.lineage(line.kind))
            if not keys or is_of_other:  # only deductions depend on the kind of a payment
                continue
            names = tuple(n for n in step.first_rule.keys if is_matter(n) or n == "level" or n in kind.field_by_name)
            lacking = [name for name in step.first_rule.keys if name not in keys]
            if lacking and all(is_matter(name) or field_of_key(situation.schema, kind, name) for name in lacking):
                yield PartlyStatedPayment(line, kind, names, step.first_rule.reached_clauses)


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


def claim_key_names(program: Program, clause: int) -> tuple[str, ...]:
    """The keys of the claims of a clause, by index: those of its rules, then those of its matters."""
    columns, matters = program.settlement.columns[clause], program.compute_once(standard_keys_by_clause)
    return (*columns, *[name for name in matters.get(clause, ()) if name not in columns])


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
