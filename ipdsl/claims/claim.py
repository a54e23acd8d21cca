"""A claim before settlement: an event of a clause, its amount or the reason why it was stopped, and its keys.

A candidate is either stopped before the rules (`outcome` and `stop` are set), or it reaches them with an amount between
`low` and `high` (`None`: no limit). The two are equal if nothing is open. Its amounts follow rounding, support,
ceilings and approvals.

Keys are text, so that they can be compared with ledger lines. If all keys of a kind are stated as text, `StatedKeys`
reads them directly from its records; it is made once for each kind. Any other value (not stated, none, a list) needs
`keys_of`. A key whose value is `none` or cannot be determined is omitted, as if the kind lacked the field: a rule with
that key does not apply. If a key is not stated, the claim is undetermined for such rules.

Items are ordered by their key as text, but members of a choice or level by their position in the vocabulary. Otherwise
the name of a member would decide which of two claims a cap cuts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import count, pairwise, product
from operator import itemgetter, lt
from typing import TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DOWN_TO_MINOR, Rounding
from ipdsl.engine.events import earliest_event_before
from ipdsl.engine.matters import matter, supporting_lines
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.engine.operations import Answer, value_text
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, LedgerLine, Listing, OlderDocument, Open, Record
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
from ipdsl.ir.terms import MATTER, Clause, Gate, Program, Quota, TriggerKind, is_matter
from ipdsl.kernel import rule_table as kernel
from ipdsl.kernel.rule_table import Rule
from ipdsl.schema.periods import is_period
from ipdsl.schema.values.value_type import CANNOT, NONE, ForeignAmount, NeedsGeneralPathError
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, Schema
from ipdsl.schema.vocabulary import RecordKind as Kind

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


@attrs.define(eq=False, repr=False)
class Candidate:
    """One claim before settlement. Amounts are in minor units.

    - `proposed` is the amount before support is deducted; `low` and `high` are the bounds of the amount that reaches
      the rules; `support` is the part of `paid_by_others` that was deducted.
    - `ceiling` is the most that the bureau may set, `approved` the amount that it set.
    - `is_late`: the day is before the window, at the bureau's discretion; such claims are last in claim order.
    - `stop` is the reason why it was stopped, made on demand.
    - `situation` is a situation of the same facts if the claim reaches the rules; `rule_situation` is its own. If its
      day is not known, it is on one of the possible days.
    - `place` orders the items of its clause (see `item_place`).
    - `brought_forward` is the ledger line of a claim with carried money; only its carrying cap applies.
    - `standard` is the standard of an older document, `standard_raise` the most to which any standard may raise the
      claim.
    - `exact` has the amounts before rounding if the award deducts earlier payments.
    - `counted_lines` are the payments under other documents within the support that is or may be deducted.
    - `refused` is the rest after support that is below the `threshold` of the award and therefore not paid.
    - `deducts_support`: support is deducted; it is not from an amount at discretion.
    - `is_consumed`: bounds found that earlier claims use it up in every case.

    Every claim is a candidate. Only bounds change it (`standard_raise`, `is_consumed`, and amounts used up). The class
    is not frozen, because freezing doubles the cost of making one.
    """

    clause: Clause
    kind: str
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
    support: int = 0
    paid_by_others: int = 0
    refused: int = 0
    threshold: int | Fraction = 0
    is_ceiling: bool = False
    ceiling: int | None = None
    approved: int | None = None
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
    deducts_support: bool = False
    counted_lines: frozenset[LedgerLine] = frozenset()
    is_consumed: bool = False
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

    def adopt_record(self, source: Record | None, record: str, place: object, *, is_late: bool) -> None:
        """Give carried money the record that is listed again, so that it has its former position in claim order.

        Only the first record counts. A late claim stays late, even if the record would not be paid today.
        """
        if self.source is None:
            self.source, self.record, self.place, self.is_late = source, record, place, self.is_late or is_late

    @property
    def is_reduced(self) -> bool:
        """Whether support was deducted from it, or the rest is below the threshold of its award."""
        return self.support > 0 or self.refused > 0

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
    return (claim.year or 0) if line is None else next(year for year in count(line.year) if year not in line.due)


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
    approved: int | None,
    rounding: Rounding,
) -> None:
    """Set the amounts of a claim from its proposal, in minor units, and the facts that they depend on.

    `support` None: not known. A late claim needs an approval too.
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
    claim.facts, claim.paid_by_others = facts, support or 0
    if not (proposal.is_ceiling or claim.is_late):
        before = how.apply(proposal.low)
        claim.low, claim.high = low, high
        claim.proposed, claim.support = (0, 0) if facts else (before, before - rest)
        claim.refused, claim.threshold = 0 if facts else rest - low, least
        return
    claim.is_ceiling, claim.ceiling, claim.approved = True, high, approved
    if approved is None:
        claim.facts, claim.high = facts | {FactRef("approval", claim.clause.label, item=claim.item)}, high
        if not facts and proposal.high is not None and high is not None:
            most_rest = _sum_after_support(proposal.high, support, how) or 0
            claim.support, claim.refused = how.apply(proposal.high) - most_rest, most_rest - high
            claim.threshold = least
        return
    before = approved if proposal.high is None else min(approved, how.apply(proposal.high))
    most = approved if high is None else min(approved, high)
    if facts:
        claim.low, claim.high = min(approved, low), None if fixed is None else max(most, fixed)
        return
    most_rest = approved if high is None else min(approved, _sum_after_support(proposal.high, support, how) or 0)
    claim.proposed, claim.low, claim.high = before, most, most
    claim.support, claim.refused, claim.threshold = before - most_rest, most_rest - most, least


def settle_empty_ceiling(claim: Candidate) -> None:
    """Close a claim whose ceiling is 0, by itself or after support: the bureau has no amount to set."""
    is_waiting = claim.is_ceiling and claim.approved is None and all(ref.group == "approval" for ref in claim.facts)
    if is_waiting and claim.high == 0:
        claim.is_ceiling, claim.ceiling, claim.facts = False, None, frozenset()
        claim.proposed = claim.support + claim.refused


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
    if name in schema.applicant_field_by_name:
        return situation.applicant(name)
    return None


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
    if field == ITEM:
        return True
    type_ = kind.field_by_name[field].type
    return not type_.is_list and (type_.is_text or type_.is_name or type_.is_member)


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
        if field is not None and field.type.is_member:
            members = schema.choice_by_name[field.type.choice_name].names
            ranks.append((name, {member: index for index, member in enumerate(members)}))
        else:
            ranks.append((name, None))
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
    if gate.outcome is Outcome.NOT_ELIGIBLE or proposal.is_undeterminable:
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
        case Outcome.SUSPENDED:
            key = ("suspending", gate.rule, situation.year)  # made once for all claims of the year
            did = situation.cache.get(key) or situation.cache.setdefault(
                key, _suspending_records(gate, situation, code) or gate.text
            )
            assert isinstance(did, str | DecidingRecords)
            return reason(SUSPENDED, gate.words, year=situation.year, where=where, did=did)
        case Outcome.SUPPORTED:
            return reason(SUPPORTED, gate.words, where=where, did=_support_values(situation, gate.matter) or gate.text)
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


def _support_values(situation: Situation, matter: str) -> Supports | None:
    """The payments by others for the matter, as stated."""
    lines = {
        line
        for equivalents, is_same in supporting_lines(situation, matter)
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


def leave_out(quota: Quota, claim: Candidate) -> None:
    """Stop a claim that a selection by score leaves out."""
    claim.outcome = Outcome.NOT_ELIGIBLE
    claim.stop = selection_reason(claim, quota.score, quota.number, ArticlePlace(quota.article))


def selection_reason(claim: Candidate, field: str, number: int, where: ArticlePlace) -> Reason:
    """The reason why a selection of a number of records by a field leaves out a claim."""
    assert claim.source is not None  # a selection is about stated records
    value = claim.source.values.get(field)
    score = Score((field, value if isinstance(value, int | Fraction) else NONE))
    return reason(COHORT_QUOTA, number=number, where=where, score=score)
