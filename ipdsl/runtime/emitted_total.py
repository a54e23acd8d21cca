"""The total of a compiled module: sums and loops over one applicant's facts.

Input: the functions of a module. Some add up awards directly; for each other award a loop makes its claims. Output: the
amount due in minor units, without reasons or ledger lines.

The claims of loops have known amounts and keys. They are sorted, events that the ledger settles are removed, and the
kernel settles the rest as for a decision. If a loop cannot handle the facts, the claims of its award are proposed as
for a decision. If one of these depends on a missing fact, `NeedsGeneralPathError` leaves the case to `evaluate`.

Records, days, keys and support are the values of loops. If a fact is not stated, `NeedsGeneralPathError` is raised;
then claims are proposed as for a decision.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import compress
from operator import itemgetter
from typing import NamedTuple, NoReturn, TypeAlias

from ipdsl.base.values.days import CALENDAR_YEAR, Date, FiscalYear
from ipdsl.claims.applicability import ClauseProfile, calendar_of, last_settled, profiles_of, window_of, year_end
from ipdsl.claims.claim import (
    Candidate,
    ItemPlace,
    claim_key_names,
    item_place,
    partly_stated_payments,
    standard_keys_by_clause,
    standards_of,
)
from ipdsl.claims.proposer import Proposer, proposer_of, with_ended_awards
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.matters import lines_of_others
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import DatedValue, Facts, Record
from ipdsl.ir.terms import Program, StepRule, Trigger, TriggerKind
from ipdsl.kernel import grouping
from ipdsl.kernel.allocation import COURSE_YEAR, UNPAID
from ipdsl.kernel.grouping import NO_LIMITS, NO_VALUES, ApplicantContext, ClaimRow, GroupedClaims
from ipdsl.kernel.rule_table import KeyValue, PaymentHistory, table_of_program
from ipdsl.ledger.lines import (
    NO_EVENTS,
    brought_forward_claims,
    events_of,
    is_final,
    payment_history,
    policy_lines,
)
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, NeedsGeneralPathError

Records: TypeAlias = "tuple[Record, ...] | list[Record]"
"""Records of one kind."""

NO_KEY = "none"
"""The text for a key that is `none`, in the item of a set."""

UNLIMITED = 10**40
"""The amount of a cap that does not limit the applicant."""

MOVING = frozenset({DatedValue, type(None)})
"""The types of an applicant field that must be read on each day: stated by periods, or not stated."""

MAXYEAR = datetime.MAXYEAR
"""The last possible year."""


_last_situation: Situation | None = None
"""The situation of the last facts; the loops of one applicant share its cache."""


def situation_of(code: GeneratedFunctions, facts: Facts) -> Situation:
    """The situation of the applicant's facts, without record and day."""
    global _last_situation  # replaced as a whole, so that threads may read it
    situation = _last_situation
    if situation is None or situation.facts is not facts or situation.program is not code.program:
        situation = _last_situation = Situation(code.program, facts, None, Date.min, 1)
    return situation


class OpenClaimsError(NeedsGeneralPathError):
    """Proposed claims depend on missing facts. Settlement can reuse their `proposer`."""

    def __init__(self, proposer: Proposer) -> None:
        super().__init__()
        self.proposer = proposer


def leave_to_general_path(*_: object) -> NoReturn:
    """Raise `NeedsGeneralPathError`."""
    raise NeedsGeneralPathError


def listed_records(code: GeneratedFunctions, facts: Facts, kind: str) -> Records:
    """The records of a kind, from all lists that may have them, if it is certain which they are."""
    records = situation_of(code, facts).records_of_kind(kind).records
    return leave_to_general_path() if records is None else records


def require_distinct_items(records: Records) -> None:
    """Check that no item occurs twice, so that `once` has no effect."""
    if len({record.item for record in records}) < len(records):
        leave_to_general_path()


# ---------------------------------------------------------------------------------------------- days


def turning_days(first: Date, last: Date, days: Iterable[Fact], more: Iterable[Date] = ()) -> list[Date]:
    """The first day and every later day on which a result may change, ascending."""
    later_days = {day for day in (*days, *more) if isinstance(day, datetime.date) and first < day <= last}
    return [first, *sorted(later_days)] if first <= last else []


def year_starts(first: Date, last: Date, after: int, fiscal_year: FiscalYear = CALENDAR_YEAR) -> list[Date]:
    """The first day, and the first day of each later year; years up to `after` are omitted."""
    if first > last:
        return []
    first_day, year_of = fiscal_year.first_day, fiscal_year.year_of
    return [first, *[first_day(year) for year in range(max(year_of(first), after) + 1, year_of(last) + 1)]]


def first_followed_day(c: Situation) -> Date:
    """The day from which states are followed in a window without a start."""
    calendar = calendar_of(c.program, c.facts)
    periods = calendar.periods()
    if not periods and calendar.unstated_events:
        leave_to_general_path()  # an event that is not stated adds years only if a claim depends on it
    start = periods[0][1].start if periods else None
    return start if start is not None else Date.max


# ---------------------------------------------------------------------------------------------- sums and keys


def half_even(value: int | Fraction, step: int) -> int:
    """An amount rounded to whole steps, halves to the even step."""
    whole, rest = divmod(value, step)
    twice = 2 * rest
    return int(whole) + (twice > step or (twice == step and whole % 2 == 1))


def support_for(facts: Facts, policy: str, record: Record | None, key: tuple[str, ...], item: str) -> int:
    """The payments by others for an item, from lines that state its whole `key`, or for a claim without a record.

    Lines that identify it differently, and payments under other documents, are left to `evaluate`.
    """
    if facts.history and not all(line.is_of(policy) for line in facts.history):
        leave_to_general_path()
    total = 0
    for line in facts.support or ():
        if line.kind and (record is None or line.root != record.root):
            continue
        if record is not None and (line.keys or any(name not in record.values for name in key)):
            leave_to_general_path()
        if len(key) > 1 and line.item.count(" / ") != len(key) - 1:
            leave_to_general_path()
        total += line.amount if line.item == item else 0
    return total


def matter_of(record: Record, fields: Iterable[str]) -> str:
    """The matter of a record as text; with the item if a field is `none`."""
    values = [record.values[field] for field in fields]
    if not values or any(value is NONE or value is CANNOT for value in values):
        return f"{record.root}: {record.item}"
    if not all(type(value) is str for value in values):
        leave_to_general_path()
    return f"{record.root}: " + " / ".join(map(str, values))


def text_key(value: Fact) -> str | None:
    """A key as text; `None` if the value is `none`."""
    if type(value) is str:
        return value
    return None if value is NONE or value is CANNOT else leave_to_general_path()


def list_key(value: Fact) -> tuple[str, ...] | None:
    """A key that is a list."""
    if value is NONE or value is CANNOT:
        return None
    if not isinstance(value, tuple):
        leave_to_general_path()
    return tuple([element if type(element) is str else leave_to_general_path() for element in value])


LoopClaim: TypeAlias = "tuple[Date, int, str, str, Record | None, int, str, tuple[KeyValue | None, ...]]"
"""A claim: day, clause (by index), item, record id, record, amount, row, and the values of its keys for the steps."""

LoopClaims: TypeAlias = "list[LoopClaim]"
"""Claims of one applicant."""

KeyedRow: TypeAlias = "tuple[tuple[object, ...], ClaimRow]"
"""The position of a claim in claim order, and its kernel row."""

_NO_HISTORY = PaymentHistory({})


class LoopRun:
    """Settles one applicant's claims with the kernel; provides the years for carried money (see `CarryOverYears`)."""

    def __init__(self, code: GeneratedFunctions, c: Situation, year: int | None) -> None:
        self.code, self.c, self.facts, self.year = code, c, c.facts, year
        self.program = code.program
        self.table = table_of_program(self.program)
        self.forms = profiles_of(self.program).profiles
        self.suspensions = [rule for rule in self.program.suspensions if c.can_list(rule.record)]
        self._suspended: dict[int, frozenset[int]] = {}
        self._cap_amounts: dict[tuple[str | None, int], int] = {}

    def due(self, loop_claims: list[LoopClaim], unknown: frozenset[int]) -> int:
        """The amount due for these claims, and for the claims of the `unknown` clauses."""
        recall, candidates = _NO_HISTORY, list[Candidate]()
        if self.program.settlement.rules_by_claim or self.program.settlement.orders_by_clause:
            leave_to_general_path()  # each claim states the amount of a cap, or its place in the order
        if self.suspensions and loop_claims:
            loop_claims = self._without_suspended(loop_claims)
        if unknown:
            candidates = proposed_claims(self.code, self.facts, self.year, unknown)
        if self.facts.history or lines_of_others(self.program, self.facts):
            recall, loop_claims, candidates = self._recall_ledger(loop_claims, candidates)
            if recall.external and any(self.forms[loop_claim[1]].clause.counts_support for loop_claim in loop_claims):
                leave_to_general_path()  # the claims decide which payments are deducted
        if not (loop_claims or candidates):
            return 0
        claims = None if candidates else self._distinct_claims(loop_claims)
        return self._settle(self._ordered_claims(loop_claims, candidates) if claims is None else claims, recall)

    # ------------------------------------------------------------------------------------------ claims

    def _without_suspended(self, loop_claims: list[LoopClaim]) -> list[LoopClaim]:
        year_of = self.program.year_of
        stopped = {
            year: clauses
            for year in {year_of(loop_claim[0]) for loop_claim in loop_claims}
            if (clauses := self.suspended_clauses(year))
        }
        return (
            [loop_claim for loop_claim in loop_claims if loop_claim[1] not in stopped.get(year_of(loop_claim[0]), ())]
            if stopped
            else loop_claims
        )

    def suspended_clauses(self, year: int) -> frozenset[int]:
        """The clauses that are suspended in that year."""
        clauses = self._suspended.get(year)
        if clauses is None:
            clauses = frozenset()
            for rule in self.suspensions:
                if self.code.is_suspended(rule.function, self.c, year):
                    clauses = clauses.union(rule.clauses)
            self._suspended[year] = clauses
        return clauses

    def _distinct_claims(self, loop_claims: list[LoopClaim]) -> grouping.ClaimTable | None:
        """The claims of loops in claim order, without repeated events; the first claim represents its event.

        `None`: items need more than text to be sorted.
        """
        loop_claims.sort()  # equal up to the id, records have no order: left to `evaluate`
        day, index, item, distinct = Date.max, -1, "", list[LoopClaim]()
        for loop_claim in loop_claims:
            if loop_claim[1] == index and loop_claim[0] == day:
                if loop_claim[2] == item:
                    continue
                if self.forms[index].ranks:
                    return None
            day, index, item = loop_claim[:3]
            distinct.append(loop_claim)
        return self._columns(distinct)

    def _columns(self, loop_claims: list[LoopClaim]) -> grouping.ClaimTable:
        """Claims of loops as columns of the kernel."""
        days, clauses, items, ids, _, sums, rows, keys = map(list, zip(*loop_claims, strict=True))
        forms, n = [self.forms[index] for index in clauses], len(loop_claims)
        standards, none = [0] * n, [0] * n
        if self.facts.older_documents:
            standards = [*map(self._standard, forms, keys)]
        if not self.program.schedule_by_clause.keys().isdisjoint(clauses):
            leave_to_general_path()  # they are paid in parts
        if profiles_of(self.program).depends_on_others and any(map(self._depends_on_others, forms, keys)):
            leave_to_general_path()
        return grouping.ClaimTable(
            clauses, [*map(self.program.year_of, days)], sums, keys,
            [*zip(rows, [form.root for form in forms], items, strict=True)],
            [form.clause.once_of_rows.get(row, form.clause.once) for row, form in zip(rows, forms, strict=True)],
            standards, [form.clause.less is not None for form in forms], [None] * n, none, none, [True] * n, ids,
            [()] * n, [NO_LIMITS] * n, [NO_VALUES] * n, days,
        )  # fmt: skip

    def _standard(self, profile: ClauseProfile, keys: tuple[KeyValue | None, ...]) -> int:
        """The standard of an older document for a claim; matter keys that no rule uses are last in `keys`."""
        if not profile.is_raised:
            return 0
        wanted = self.program.compute_once(standard_keys_by_clause)[profile.clause.index]
        names = claim_key_names(self.program, profile.clause.index)
        kind = None if profile.is_set or not profile.record else self.program.schema.record_by_name[profile.record]
        most = 0
        for name in wanted:
            spoken = standards_of(self.c, kind, name)
            if spoken.partial:
                leave_to_general_path()
            most = max([most, *(document.amount for document in spoken.complete.get(str(keys[names.index(name)]), ()))])
        return most

    def _depends_on_others(self, profile: ClauseProfile, keys: Sequence[KeyValue | None]) -> bool:
        """Whether a claim depends on other applicants: by a quota, or by a cap across them whose keys it has."""
        columns = self.table.settlement.columns[profile.clause.index]
        return any(
            bound is None or all(keys[columns.index(name)] is not None for name in bound.keys)
            for _, bound in profile.shared_rules
        )

    def _ordered_claims(self, loop_claims: list[LoopClaim], candidates: list[Candidate]) -> grouping.ClaimTable:
        """Claims of loops and proposed claims together in claim order; the first claim represents its event.

        The item's place is text in some claims and a tuple in others, but never for the same clause.
        """
        from ipdsl.settlement.settlement import claim_row

        keyed: list[KeyedRow] = []
        if loop_claims:
            rows = map(ClaimRow._make, zip(*self._columns(loop_claims), strict=True))
            keyed = [*zip(map(self._order, loop_claims), rows, strict=True)]
        for claim in candidates:
            assert claim.year is not None
            row = claim_row(self.table, claim, claim.low, claim.year)
            if row.clause in self.program.schedule_by_clause:
                leave_to_general_path()
            if self._depends_on_others(self.forms[row.clause], row.keys):
                leave_to_general_path()
            keyed.append((claim.order, row))
        keyed.sort(key=itemgetter(0))
        ordered: list[ClaimRow] = []
        before: tuple[object, ...] = ()
        seen: set[tuple[object, ...]] = set()
        for order, row in keyed:
            if order == before and not row.since:
                leave_to_general_path()  # only the contents of records distinguish them
            before = order
            if not row.since:
                event = (row.clause, row.identity[1], row.identity[2], order[1])
                if event in seen:
                    continue
                seen.add(event)
            ordered.append(row)
        return grouping.ClaimTable.from_rows(ordered)

    def _order(self, loop_claim: LoopClaim) -> tuple[object, ...]:
        """The sort key of a claim of a loop."""
        day, index, item, id_, record = loop_claim[:5]
        form = self.forms[index]
        place: ItemPlace = item
        if form.ranks and record is None:  # a set: its item consists of its keys
            parts = item.split(" / ")
            if len(parts) != len(form.ranks):
                leave_to_general_path()
            keys = {name: part for (name, _), part in zip(form.ranks, parts, strict=True) if part != NO_KEY}
            place = item_place(form.ranks, item, None, keys)
        elif form.ranks:
            place = item_place(form.ranks, item, record, {})
        return False, day, index, place, id_

    def _recall_ledger(
        self, loop_claims: list[LoopClaim], claims: list[Candidate]
    ) -> tuple[PaymentHistory, list[LoopClaim], list[Candidate]]:  # fmt: skip
        """The earlier payments; the claims whose events the ledger does not settle; and claims of carried money."""
        program, facts = self.program, self.facts
        of_ended = with_ended_awards(program, (*(facts.history or ()), *facts.others)) is not program
        if of_ended or partly_stated_payments(self.c):
            leave_to_general_path()
        lines = policy_lines(program, facts)
        is_freed = program.settlement.freed_rules and any(line.recovery is not None for line in facts.history or ())
        if is_freed or any(line.split_into or line.parts for line in lines):
            leave_to_general_path()
        events = events_of(self.program, lines) if lines else NO_EVENTS
        recall = payment_history(program, facts, events)
        if not lines:
            return recall, loop_claims, claims
        brought = {}
        if program.settlement.carry_over_steps:
            carried_claims = brought_forward_claims(program, facts, events, self.year)
            if any(claim.facts for claim in carried_claims):
                leave_to_general_path()
            brought = {id(claim.brought_forward): claim for claim in carried_claims}
        labels, line_of = [form.clause.label for form in self.forms], events.line_of
        new: list[LoopClaim] = []
        for loop_claim in loop_claims:
            day, index, item, id_, record = loop_claim[:5]
            line = line_of(labels[index], item, day, program.year_of(day))
            if line is None or (id(line) not in brought and not is_final(line)):
                new.append(loop_claim)
            elif record is not None and id(line) in brought:
                place = item_place(self.forms[index].ranks, item, record, {})
                brought[id(line)] = brought[id(line)].with_record(record, id_, place, is_late=False)
        rest: list[Candidate] = []
        for claim in claims:
            line = events.line_of_claim(claim)
            if line is None or (id(line) not in brought and not is_final(line)):
                rest.append(claim)
            elif id(line) in brought:
                carried = brought[id(line)]
                brought[id(line)] = carried.with_record(claim.source, claim.record, claim.place, is_late=claim.is_late)
        return recall, new, [*rest, *brought.values()]

    # ------------------------------------------------------------------------------------------ settlement

    def _settle(self, claims: grouping.ClaimTable, recall: PaymentHistory) -> int:
        """The amount that the kernel leaves of the claims, in all years or in one."""
        table, year = self.table, self.year
        tables = GroupedClaims(
            table, claims, [ApplicantContext(recall, self._cap_amount, self if table.has_carry_over else None)]
        ).tables
        left, paid_in, is_own = claims.total, list[int](), [not since for since in claims.since]
        if tables is not None:
            table.settle(tables)
            left = list(tables.left)
            if tables.paid_at:
                paid_in, is_own = list(tables.paid_in), [row < 0 for row in tables.row_of_rest]
        if year is not None:
            is_own = [is_claim and year == claim_year for is_claim, claim_year in zip(is_own, claims.year, strict=True)]
            if tables is not None and paid_in:
                offset, years = year - tables.course[COURSE_YEAR], len(paid_in) // len(left)
                paid_in = paid_in[offset::years] if 0 <= offset < years else []
        return sum(compress(left, is_own)) + sum(paid_in) - UNPAID * paid_in.count(UNPAID)

    def _cap_amount(self, bound: StepRule, year: int) -> int:
        """The amount of a cap by the figures of a year."""
        key = bound.function, year
        amount = self._cap_amounts.get(key)
        if amount is None:
            assert bound.function is not None
            day = year_end(self.program.fiscal_year, window_of(self.program), year)
            room = self.code.cap(bound.function, self.c.with_record(None, day, year))
            amount = self._cap_amounts[key] = leave_to_general_path() if room.facts else room.low
        return amount

    @property
    def last_year(self) -> int:
        """The last year settled for carried money."""
        return last_settled(self.program.fiscal_year, self.facts.as_of, self.year)

    @property
    def last_ended_year(self) -> int:
        """The last year that has ended by the as-of date."""
        return self.program.fiscal_year.last_ended_year(self.facts.as_of)


def proposed_claims(
    code: GeneratedFunctions, facts: Facts, year: int | None, clauses: frozenset[int]
) -> list[Candidate]:
    """The claims of these clauses as for a decision; raises `OpenClaimsError` if one is open."""

    terms = [code.program.clauses[index].trigger for index in clauses]
    if any(_waits_for_days(facts, trigger) for trigger in terms):
        leave_to_general_path()  # raised before any claim is made, because `evaluate` would make it again
    proposer = proposer_of(code.program, code, facts, strict=False)
    claims = [claim for claim in proposer.claims(clauses) if claim.is_live]
    if year is not None:
        claims = [claim for claim in claims if (claim.year or 0) <= year]
    if any(claim.facts or claim.unknown_keys or claim.day is None for claim in claims):
        raise OpenClaimsError(proposer)
    return claims


def _waits_for_days(facts: Facts, trigger: Trigger) -> bool:
    """Whether a record does not state the day of a clause's event."""
    listing = facts.records.get(trigger.record) if trigger.kind is TriggerKind.RECORD else None
    return listing is not None and any(record.values.get(trigger.date_field) is None for record in listing.records)


class ClaimLoop(NamedTuple):
    """A function that makes the claims of one award: `function(c, facts, records, last, claims, moving)`.

    `kind` is the kind of its records; empty if the award has no records.
    """

    clause: int
    kind: str
    function: Callable[[Situation, Facts, Records, Date, LoopClaims, bool], None]


class SumPart(NamedTuple):
    """A function that adds up the amounts of some awards: `function(facts, records, since, last, moving)`.

    `kinds` are the kinds of their records. For a single award over records, `kind` is their kind and the records are
    passed; otherwise `kind` is empty and no records are passed.
    """

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    kind: str
    function: Callable[[Facts, Records, Date, Date, bool], int]


class _KindFunctions(NamedTuple):
    """The functions for the records of a kind (empty: no records, or several kinds).

    Records may also be listed under `other_kinds`. `left_out` are clauses without a function; `clauses` are all
    clauses.
    """

    kind: str
    other_kinds: tuple[str, ...]
    clauses: frozenset[int]
    parts: tuple[SumPart, ...]
    loops: tuple[ClaimLoop, ...]
    left_out: frozenset[int]


class EmittedTotal:
    """Computes the total due under a policy, in minor units.

    `applies` checks the conditions on the applicant that all awards share: `None` if no award pays the applicant;
    otherwise whether a field of the applicant may change over time. `parts` add up some of the awards, if nothing was
    paid before; `loops` make the claims of the others.
    """

    __slots__ = ("_functions_by_kind", "_paid_before", "_window", "_yearly", "applies")

    def __init__(
        self, program: Program, applies: Callable[[Facts], bool | None], loops: tuple[ClaimLoop, ...],
        parts: tuple[SumPart, ...] = (),
    ) -> None:  # fmt: skip
        self.applies = applies
        window = window_of(program)
        self._window = window.start or Date.min, window.end or Date.max
        self._yearly = frozenset(clause.index for clause in program.clauses if clause.trigger.kind is TriggerKind.YEAR)
        self._functions_by_kind, self._paid_before = (
            _functions_by_kind(program, loops, parts),
            _functions_by_kind(program, loops, ()),
        )

    def due(self, code: GeneratedFunctions, facts: Facts, year: int | None) -> int:
        """The amount due in all years or in one; raises `NeedsGeneralPathError` if facts are open."""
        if code.program.awards_with_sums:
            leave_to_general_path()  # other awards are settled first
        moving = self.applies(facts)
        if moving is None:
            return leave_to_general_path() if any(line.parts for line in facts.history or ()) else 0
        since, last = self._window
        if facts.as_of < last:
            last = facts.as_of
        if year is not None:
            years = code.program.fiscal_year
            since, last = max(since, years.first_day(year)), min(last, years.last_day(year))
        stated, history = facts.records, facts.history or lines_of_others(code.program, facts)
        due = 0
        claims: list[LoopClaim] = []
        partial = {kind for kind, listing in stated.items() if listing.partial}
        unknown = self._yearly if facts.figures or facts.ranks or not facts.closed else _NONE
        for kind, other_kinds, clauses, parts, loops, left_out in (
            self._paid_before if history else self._functions_by_kind
        ):
            if partial and (not kind or not partial.isdisjoint((kind, *other_kinds))):  # one more record could pay
                unknown = unknown.union(clauses)
                continue
            records: Records = stated[kind].records if kind in stated else ()
            if other_kinds and not stated.keys().isdisjoint(other_kinds):
                try:
                    records = listed_records(code, facts, kind)
                except NeedsGeneralPathError:
                    unknown |= clauses
                    continue
            if not records and kind:
                continue
            for part_clauses, _, _, add_up in parts:
                try:
                    due += add_up(facts, records, since, last, moving)
                except NeedsGeneralPathError:
                    unknown = unknown.union(part_clauses)
            for clause, _, make in loops:
                number = len(claims)
                try:
                    make(situation_of(code, facts), facts, records, last, claims, moving)
                except NeedsGeneralPathError:
                    del claims[number:]
                    unknown = unknown.union((clause,))
            if left_out:
                unknown |= left_out
        if claims or unknown or history:
            due += LoopRun(code, situation_of(code, facts), year).due(claims, frozenset(unknown))
        return due


_NONE: frozenset[int] = frozenset()


def _functions_by_kind(
    program: Program, loops: tuple[ClaimLoop, ...], parts: tuple[SumPart, ...]
) -> list[_KindFunctions]:
    """The loops and parts for each kind of record; awards for years depend on figures and are omitted."""
    spoken = {entry.clause for entry in loops}.union(*(entry.clauses for entry in parts))
    left = [c for c in program.clauses if c.index not in spoken and c.trigger.kind is not TriggerKind.YEAR]
    functions: list[_KindFunctions] = []
    kinds = [*(part.kind for part in parts), *(loop.kind for loop in loops), *(entry.trigger.record for entry in left)]
    for kind in dict.fromkeys(kinds):
        added, made = (
            tuple(entry for entry in parts if entry.kind == kind),
            tuple(entry for entry in loops if entry.kind == kind),
        )
        left_out = frozenset(entry.index for entry in left if entry.trigger.record == kind)
        all_clauses = left_out.union((entry.clause for entry in made), *(entry.clauses for entry in added))
        other_kinds = tuple(program.schema.related_records.get(kind, frozenset()) - {kind})
        functions.append(_KindFunctions(kind, other_kinds, all_clauses, added, made, left_out))
    return functions
