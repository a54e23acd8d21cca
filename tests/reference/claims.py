"""Claims of the awards: their source, day, gates and proposed amount (`docs/en/concepts/settlement`).

A claim that depends on an unstated fact raises `NotStatedError`: the oracle settles complete facts only.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference.expressions import NoRowError, View, truth, value
from tests.reference.gates import Gates
from tests.reference.horizon import Calendar
from tests.reference.matters import is_about, item_under
from tests.reference.world import (
    CANNOT,
    MISSING,
    UNKNOWN,
    Foreign,
    Line,
    Mark,
    NotStatedError,
    Record,
    Support,
    World,
    as_line,
)

Date = datetime.date
Places = dict[tuple[str, int], Any]
"""The ranks of records, by the label of the award and the identity of the record."""

_OF_APPLICANT = (
    typed.ApplicantField,
    typed.ApplicantFieldOn,
    typed.ApplicantKindTest,
    typed.ApplicantRank,
    typed.Figure,
    typed.RecordRank,
)


def _names_applicant(tree: object) -> bool:
    """Whether a word of the applicant or of its year is in an expression."""
    if isinstance(tree, tuple):
        return any(map(_names_applicant, tree))
    if not isinstance(tree, typed.Node):
        return False
    parts = (getattr(tree, part.name) for part in attrs.fields(type(tree)))
    return isinstance(tree, _OF_APPLICANT) or any(map(_names_applicant, parts))


@attrs.define(eq=False)
class Claim:
    """One claim on its way: `left` is what the rules have left of it so far."""

    award: typed.Award
    index: int
    item: str
    day: Date | None
    world: World
    record: Record | None = None
    members: tuple[Record, ...] = ()
    set_keys: dict[str, Any] = attrs.field(factory=dict)
    keys: dict[str, list[str] | None] = attrs.field(factory=dict)
    counted: list[Line] = attrs.field(factory=list)  # what was deducted: no later rule counts it
    stopped: str = ""  # out of window, not eligible and the like; empty: it passed its gates
    reason: str = ""
    competes: bool = False  # under a quota: it passed its gates, also where the ledger holds its event
    line: Line | None = None  # the line of the ledger that stands for the event
    row: str = ""
    row_once: typed.OnceRule | None = None
    is_ceiling: bool = False
    is_set_by_bureau: bool = False
    rounds_down: bool = False
    is_late: bool = False  # before the window, at the bureau's discretion
    exact: Fraction | None = None  # None: no sum and no ceiling
    threshold: Fraction = Fraction(0)
    approved: int | None = None
    support: int = 0
    proposed: int = 0
    asked: int = 0  # what the award asks for, before prior payments are deducted
    left: int = 0
    admitted: int = 0
    charged: dict[str, int] = attrs.field(factory=dict)
    places: dict[str, int] = attrs.field(factory=dict)  # what each limit over it left of it; 0: it took no place
    cuts: list[tuple[str, int]] = attrs.field(factory=list)
    paid: dict[int, int] = attrs.field(factory=dict)
    carried: int = 0
    until: int | None = None
    lapsed: int = 0

    @property
    def label(self) -> str:
        return self.award.label

    @property
    def year(self) -> int:
        return self.world.year_of(self.day) if self.day else 0

    @property
    def is_open(self) -> bool:
        """The bureau has not set its sum yet; such a claim is cut where nothing would be left of any sum."""
        return self.is_ceiling and self.approved is None

    @property
    def sum(self) -> int:
        """The amount paid over all years."""
        return sum(self.paid.values())

    @property
    def charges(self) -> dict[str, int]:
        """What its line states for each cap, and for each limit if no money shows that it took its places."""
        is_paid = self.sum or self.carried or self.lapsed
        return self.charged if is_paid or not self.admitted else self.charged | self.places

    @property
    def outcome(self) -> str:
        """The outcome in a word."""
        if self.stopped:
            return self.stopped
        if self.is_open and all(rule == "support" for rule, _ in self.cuts):  # support lowers the ceiling itself
            return "ceiling"
        if self.sum == 0 and (self.carried or self.lapsed):
            return "carried" if self.carried else "lapsed"
        if self.cuts and self.sum == 0:
            last = self.cuts[-1][0]
            if last.startswith(("once", "less", "top up", "no repeat paid")):
                return "already paid"
            if last.startswith(("highest", "no repeat")):
                return "displaced"
        if self.cuts or self.carried or self.lapsed:
            return "reduced"
        return "ceiling" if self.is_ceiling else "awarded"


def claims_of(policy: typed.Policy, world: World, cohort: tuple[World, ...] = (), *, every_day: bool,
              places: Places | None = None, above: int = 0) -> list[Claim]:  # fmt: skip
    """All claims of all awards (or of those above a line), with what they ask for; `propose` makes sums of it.

    `places` are the ranks of records in the cohort.
    """
    calendar = Calendar(policy, world, every_day)
    maker = Maker(policy, Gates.of(policy), cohort, {} if places is None else places)
    found = []
    for index, award in enumerate(policy.awards):
        if above and award.span.line >= above:
            continue
        for claim in _triggered(award, index, calendar, maker):
            maker.decide(claim)
            if claim.competes and claim.record is not None and not _is_sure(claim):
                raise NotStatedError  # it reaches the rules if its record is of the kind
            found.append(claim)
    return found


def ranked_claims(policy: typed.Policy, world: World, award: typed.Award) -> list[Claim]:
    """The claims of an award by the rank of a record that pass all other conditions."""
    maker, index = Maker(policy, Gates.of(policy), only_gates=True), policy.awards.index(award)
    found = []
    for claim in _triggered(award, index, Calendar(policy, world, every_day=False), maker):
        maker.decide(claim)
        if claim.competes:
            if not _is_sure(claim):
                raise NotStatedError
            found.append(claim)
    return found


def _triggered(award: typed.Award, index: int, calendar: Calendar, maker: Maker) -> Iterator[Claim]:
    world, trigger = calendar.world, award.trigger
    match trigger:
        case typed.EventTrigger():
            field = world.schema.record_by_name[trigger.record].event_by_name[trigger.event].date_field
            for record, _ in world.possible_of_kind(trigger.record):
                day = record.values.get(field, UNKNOWN)
                if day is UNKNOWN:
                    raise NotStatedError
                yield Claim(award, index, record.item, None if isinstance(day, Mark) else day, world, record=record)
        case typed.StateTrigger():
            yield from _matured(award, index, calendar, maker)
        case typed.YearTrigger():
            for year in sorted({*world.figures, *_years_ranked(award, world), *_years_with_sums(award, calendar)}):
                yield Claim(award, index, str(year), calendar.year_end(year), world)
        case typed.SetTrigger():
            yield from _sets(award, trigger, index, calendar, maker)


def _is_sure(claim: Claim) -> bool:
    """Whether the record of a claim is known to be of the kind of its award."""
    trigger = claim.award.trigger
    if not isinstance(trigger, typed.EventTrigger | typed.StateTrigger) or trigger.record is None:
        return True
    return (claim.record, True) in claim.world.possible_of_kind(trigger.record)


def _years_ranked(award: typed.Award, world: World) -> Iterator[int]:
    """The years of a stated place by which the award pays."""
    if isinstance(award.amount, typed.AmountByRows) and isinstance(award.amount.value, typed.ApplicantRank):
        yield from (year for figure, year in world.ranks if figure == award.amount.value.figure)


def _years_with_sums(award: typed.Award, calendar: Calendar) -> Iterator[int]:
    """The years in which other awards that the award adds up come to something."""
    for start, _ in calendar.tried_years(None) if (sums := _sums_in(award.amount)) else ():
        year = calendar.world.year_of(start)
        view = View(calendar.world, calendar.year_end(year), year, calendar.policy.currency)
        if any(value(e, view) for e in sums):
            yield year


def _sums_in(tree: object) -> list[typed.AwardSum]:
    if isinstance(tree, typed.AwardSum):
        return [tree]
    parts: list[object] = [*tree] if isinstance(tree, tuple) else []
    if isinstance(tree, typed.Node):
        parts = [getattr(tree, part.name) for part in attrs.fields(type(tree))]
    return [found for part in parts for found in _sums_in(part)]


def _matured(award: typed.Award, index: int, calendar: Calendar, maker: Maker) -> Iterator[Claim]:
    """The claims of a state: one in each tried year, on the first day on which every gate is true.

    If only a rule of another article stops the claim in a year, it is kept with that reason. If no year has a claim,
    the state has one claim of 0.
    """
    world, trigger = calendar.world, award.trigger
    assert isinstance(trigger, typed.StateTrigger)
    possible = [] if trigger.record is None else world.possible_of_kind(trigger.record)
    subjects: list[Record | None] = [None] if trigger.record is None else [record for record, _ in possible]
    for subject in subjects:
        item = world.applicant if subject is None else subject.item
        last: Claim | None = None
        held_once = False
        if _is_for_others(award, world):
            yield Claim(award, index, item, None, world, record=subject)
            continue
        for start, end in calendar.tried_years(award.start):
            by_rule: Claim | None = None
            for day in calendar.days_to_try(start, end, award):
                last = Claim(award, index, item, day, world, record=subject)
                failed = maker.failure(last)
                if failed is None:
                    held_once = True
                    yield last
                    break
                if by_rule is None and failed[0] != "not eligible":
                    by_rule = last
            else:  # a claim that a rule of another article stopped is listed in its year
                if by_rule is not None:
                    held_once = True
                    yield by_rule
        if not held_once:
            yield last or Claim(award, index, item, None, world, record=subject)


def _sets(
    award: typed.Award, trigger: typed.SetTrigger, index: int, calendar: Calendar, maker: Maker
) -> Iterator[Claim]:
    world = calendar.world
    field = world.schema.record_by_name[trigger.record].event_by_name[trigger.event].date_field
    groups: dict[tuple[int, tuple[Any, ...]], list[Record]] = {}
    left_out: list[tuple[int, Record]] = []
    if not world.is_stated(trigger.record) and world.of_kind(trigger.record):
        raise NotStatedError  # there may be more in the set
    for record in world.of_kind(trigger.record):
        day = record.values.get(field, UNKNOWN)
        if day is UNKNOWN:
            raise NotStatedError
        if not isinstance(day, datetime.date):
            continue
        if day not in calendar.policy.window or day < (award.start or day):
            left_out.append((world.year_of(day), record))
            continue
        view = View(world, day, world.year_of(day), calendar.policy.currency, record)
        held = [truth(p.test, view) for p in trigger.picks]
        if False not in held and UNKNOWN in held:
            raise NotStatedError
        if all(h is True for h in held) and not maker.gates.leaves_out(award.label, view):
            key = tuple(_own_key(record, name, world) for name in trigger.keys)
            groups.setdefault((world.year_of(day), key), []).append(record)
        else:
            left_out.append((world.year_of(day), record))
    for year, record in left_out:  # each belongs to a claim, even if that claim pays nothing
        key = tuple(_own_key(record, name, world) for name in trigger.keys)
        groups.setdefault((year, key), [])
    for (year, key), members in sorted(groups.items(), key=lambda g: (g[0][0], str(g[0][1]))):
        item = " / ".join(str(k) for k in key) or str(year)
        named = {name: value for name, value in zip(trigger.keys, key, strict=True) if value != "none"}
        yield Claim(award, index, item, calendar.year_end(year), world, members=tuple(members), set_keys=named)


def _own_key(record: Record, name: str, world: World) -> Any:
    """A key of a set; records without a value form one set, which has no such key."""
    found = world.applicant if name in world.kinds or name == "applicant" else record.values.get(name)
    if found is UNKNOWN:
        raise NotStatedError
    return "none" if isinstance(found, Mark) else found


def _is_for_others(award: typed.Award, world: World) -> bool:
    """The beneficiary comes before all other gates."""
    return bool(award.to) and not world.kinds & set(award.to)


@attrs.frozen
class Maker:
    """Puts claims through their gates and finds what they ask for."""

    policy: typed.Policy
    gates: Gates
    cohort: tuple[World, ...] = ()
    places: Places = attrs.field(factory=dict)
    only_gates: bool = False  # claims only go through their gates

    def view(self, claim: Claim) -> View:
        """The view of a claim's sentence: its record or set, day and year."""
        assert claim.day is not None
        return View(
            claim.world, claim.day, claim.year, self.policy.currency, claim.record, claim.members, self.cohort,
            self.place(claim),
        )  # fmt: skip

    def place(self, claim: Claim) -> Any:
        """The rank of a claim's record: the published one, or that of the cohort."""
        amount = claim.award.amount
        if not isinstance(amount, typed.AmountByRows) or not isinstance(rank := amount.value, typed.RecordRank):
            return UNKNOWN
        assert claim.record is not None
        stated = claim.world.places.get((claim.label, claim.item))
        if stated is not None:
            return Fraction(stated) if isinstance(stated, int) else Mark.NONE
        score = claim.record.values.get(rank.field, UNKNOWN)
        if isinstance(score, Mark):
            return score
        if isinstance(score, Foreign) and self.cohort:
            return CANNOT  # alone, the bureau may still publish its rank
        return self.places.get((claim.label, id(claim.record)), UNKNOWN)

    def failure(self, claim: Claim) -> tuple[str, str] | None:
        """The outcome and the text of the first gate that does not hold: the award's own, then those over it."""
        view = self.view(claim)
        for gate in claim.award.gates:
            held = truth(gate.test, view)
            if held is UNKNOWN:
                raise NotStatedError
            if held is not True:
                return "not eligible", f"gate {gate.text}"
        outcome = self.gates.stop(claim.label, view, is_set=isinstance(claim.award.trigger, typed.SetTrigger))
        if outcome == "?":
            raise NotStatedError
        return (outcome, "over it") if outcome else None

    def decide(self, claim: Claim) -> None:
        """Apply the gates and set the amount. An event that has a ledger line is never settled again."""
        self._decide(claim)
        claim.competes = not claim.stopped
        lines = own_lines(self.policy, claim.world)
        claim.line = next((x for x in lines if _is_of(x, claim)), None)
        if claim.line is not None and is_final(claim.line):
            claim.stopped, claim.reason = "already paid", "line"

    def _decide(self, claim: Claim) -> None:
        award, world, policy = claim.award, claim.world, self.policy
        if _is_for_others(award, world):
            claim.stopped, claim.reason = "not eligible", "beneficiary"
            return
        if claim.day is None:  # the event did not happen, or no year can be tried
            is_event = isinstance(award.trigger, typed.EventTrigger)
            claim.stopped = "not eligible" if is_event else "out of window"
            claim.reason = "no event" if is_event else "no day"
            return
        too_early = award.start is not None and claim.day < award.start
        too_late = claim.day > world.as_of
        begin = policy.window.start
        if policy.discretion_from is not None and begin is not None:
            claim.is_late = policy.discretion_from <= claim.day < begin
        is_back = begin is not None and award.start is not None and award.start <= claim.day < begin
        is_inside = claim.day in policy.window or (is_back and isinstance(award.trigger, typed.EventTrigger))
        claim.is_late = claim.is_late and not is_inside
        if not (is_inside or claim.is_late) or too_early or too_late:
            if self._says_so_itself(claim):
                return
            claim.stopped = "out of window"
            is_settled = is_inside or claim.is_late
            of_year = isinstance(award.trigger, typed.YearTrigger | typed.SetTrigger)
            is_last = claim.year == world.year_of(world.as_of)
            late = "not over" if of_year and is_last else "as-of date"
            claim.reason = "window" if not is_settled else "start" if too_early else late
            return
        if isinstance(award.trigger, typed.SetTrigger) and not claim.members:
            claim.stopped, claim.reason = "not eligible", "no member"
            return
        failed = self.failure(claim)
        if failed is not None:
            claim.stopped, claim.reason = failed
            return
        if self.only_gates:
            return
        try:
            amount = self._row(claim)
            if amount is not None:
                self._sum(claim, amount)
        except NoRowError:
            claim.stopped, claim.reason = "not eligible", "no row"

    def _says_so_itself(self, claim: Claim) -> bool:
        """Whether a record outside the window fails conditions about the record only. Their reason takes precedence."""
        award = claim.award
        if not isinstance(award.trigger, typed.EventTrigger):
            return False
        fields, view = self.policy.schema.record_by_name[award.trigger.record].field_by_name.keys(), self.view(claim)
        for gate in award.gates:
            is_own = gate.words and fields >= {*gate.words} and not _names_applicant(gate.test)
            if is_own and truth(gate.test, view) not in (True, UNKNOWN):
                claim.stopped, claim.reason = "not eligible", f"gate {gate.text}"
                return True
        try:
            rows = award.amount
            is_by_rows = isinstance(rows, typed.AmountByRows) and rows.words and fields >= {*rows.words}
            if is_by_rows and not any(map(_names_applicant, rows.values)):
                self._row(claim)
        except NotStatedError:
            pass
        if claim.reason != "no row":
            claim.stopped = claim.reason = ""
        return bool(claim.stopped)

    def _row(self, claim: Claim) -> typed.FixedAmount | typed.Ceiling | None:
        """The amount that applies; None (and the claim stopped) where no row fits."""
        amount = claim.award.amount
        if not isinstance(amount, typed.AmountByRows):
            return amount
        view = self.view(claim)
        if isinstance(amount.value, typed.ApplicantRank | typed.RecordRank) and value(amount.value, view) is Mark.NONE:
            claim.stopped, claim.reason = "not eligible", "no row"
            return None
        for row in amount.rows:
            held = True if row.test is None else truth(row.test, view)
            if held is UNKNOWN:
                raise NotStatedError
            if held is CANNOT:
                claim.stopped, claim.reason = "not eligible", "amount"
                return None
            if held is True:
                claim.row, claim.row_once = row.name, row.once
                return row.amount
        claim.stopped, claim.reason = "not eligible", "no row"
        return None

    def _sum(self, claim: Claim, amount: typed.FixedAmount | typed.Ceiling) -> None:
        """The exact sum under its own limit; what the bureau approved of it; what others paid."""
        view = self.view(claim)
        claim.rounds_down = isinstance(amount, typed.Ceiling)
        claim.is_ceiling = claim.is_set_by_bureau = claim.rounds_down or claim.is_late
        limits = []
        for part, is_limit in ((amount.value, False), (amount.at_most, True)):
            if part is None:
                continue
            found = value(part, view)
            if found is UNKNOWN:
                raise NotStatedError
            if found in (CANNOT, MISSING) or isinstance(found, Foreign):
                claim.stopped, claim.reason = "not eligible", "amount"
                return
            found = Fraction(0) if isinstance(found, Mark) else Fraction(found)
            is_computed = not isinstance(part, typed.Const)
            limits.append(Fraction(math.floor(found)) if is_limit and is_computed else found)
        claim.exact = max(min(limits), Fraction(0)) if limits else None
        if isinstance(amount, typed.FixedAmount) and amount.threshold is not None and claim.exact is not None:
            found = value(amount.threshold, view)
            if found is UNKNOWN:
                raise NotStatedError
            if found in (CANNOT, MISSING) or isinstance(found, Foreign):
                claim.stopped, claim.reason = "not eligible", "amount"
                return
            claim.threshold = Fraction(0) if isinstance(found, Mark) else max(Fraction(found), Fraction(0))
            claim.exact = claim.exact if claim.exact >= claim.threshold else Fraction(0)
        claim.support = support_for(claim) if claim.award.counts_support else 0
        if claim.is_ceiling:
            claim.approved = claim.world.approvals.get((claim.label, claim.item))


def propose(claim: Claim, policy: typed.Policy, less: int = 0) -> None:
    """Set the proposed amount, rounded once: the exact amount after support and prior payments, at least 0."""
    if claim.stopped:
        return

    def sum_of(deducted: int) -> int:
        if claim.exact is None:
            assert claim.approved is not None
            return claim.approved
        exact = max(claim.exact - deducted, Fraction(0))
        sum_ = math.floor(exact) if claim.rounds_down else rounded(exact, policy)
        return sum_ if claim.approved is None else min(claim.approved, sum_)

    def is_paid(deducted: int) -> bool:
        """Whether the exact rest is not below the threshold."""
        return claim.exact is None or max(claim.exact - deducted, Fraction(0)) >= claim.threshold

    if claim.is_open and claim.exact is not None and not (is_paid(claim.support) and sum_of(claim.support)):
        claim.is_ceiling = False  # the bureau cannot set any amount
    if claim.is_ceiling and claim.approved is None:  # it waits for an approval; support lowers its ceiling
        if claim.exact is not None and sum_of(0) > sum_of(claim.support):
            claim.cuts.insert(0, ("support", sum_of(0) - sum_of(claim.support)))  # before the cuts of rules
        return
    claim.left = claim.proposed = sum_of(0)
    for name, deducted in (("support", claim.support), ("less", claim.support + less)):
        cut(claim, name, sum_of(deducted))
        if not is_paid(deducted):
            cut(claim, "below", 0)
        if name == "support":
            claim.asked = claim.left


def cut(claim: Claim, rule: str, to: int) -> None:
    """A rule leaves no more than `to` of a claim."""
    if to < claim.left:
        claim.cuts.append((rule, claim.left - to))
        claim.left = to


def own_lines(policy: typed.Policy, world: World) -> list[Line]:
    """The lines of this policy and applicant, without those of recoveries."""
    return [x for x in _lines_of(policy, world) if x.recovers is None]


def lines_of_recoveries(policy: typed.Policy, world: World) -> list[Line]:
    """The lines of recoveries of this policy and applicant."""
    return [x for x in _lines_of(policy, world) if x.recovers is not None]


def recovered_of(line: Line, policy: typed.Policy, world: World, year: int) -> int:
    """What recoveries of earlier years took of a line: one that states a payment on the day, or is due in its year."""
    awards, total = {award.label: award for award in policy.awards}, 0
    for recovery in lines_of_recoveries(policy, world):
        for label, item, stated, sum_ in recovery.recovers or () if recovery.year < year else ():
            lines = [x for x in own_lines(policy, world) if x.clause == label and label in awards]
            lines = [x for x in lines if item_under(x, awards[label], world) == item]
            of_day = [x for x in lines if any(str(day) == stated for day in x.payments)]
            of_year = [x for x in lines if int(stated[:4]) in x.paid]
            total += sum_ if line in (of_day or of_year)[:1] else 0
    return total


def _lines_of(policy: typed.Policy, world: World) -> list[Line]:
    mine = ("", policy.name)
    return [x for x in world.lines if x.policy in mine and x.applicant in ("", world.applicant)]


def _is_of(line: Line, claim: Claim) -> bool:
    """A whole line is of one day, a short one of every event of its item and year."""
    if line.clause != claim.label or item_under(line, claim.award, claim.world) != claim.item:
        return False
    if line.short or (line.day is None and is_final(line)):
        return line.year == claim.year and claim.day is not None
    return line.day == claim.day


def is_final(line: Line) -> bool:
    """Its event is not settled again: it did not end at a gate, undetermined or without an approval."""
    if line.outcome == "ceiling":
        return line.admitted > 0
    gates = ("not eligible", "out of window", "suspended", "supported by another level", "by reference")
    return line.outcome not in (*gates, "undetermined", "contingent on the cohort")


def support_for(claim: Claim) -> int:
    """What others paid for the item: other levels, the own one, and other documents."""
    world = claim.world
    lines = [x for x in world.paid_elsewhere if not x.policy.endswith(" support")]
    paid = [*((s, s.amount) for s in world.support), *((x, x.sum if x.short else x.admitted) for x in lines)]
    if isinstance(claim.award.trigger, typed.SetTrigger):
        mine = [(line, sum_) for line, sum_ in paid if _is_of_set(line, claim)]
    elif claim.record is None:
        mine = [(line, sum_) for line, sum_ in paid if not line.kind and line.item == claim.item]
    else:
        mine = [(line, sum_) for line, sum_ in paid if is_about(line, claim.record, world, "matter (item)")]
    if claim.exact is not None:  # of a sum at discretion nothing is deducted
        claim.counted += [as_line(line) if isinstance(line, Support) else line for line, _ in mine]
    return sum(sum_ for _, sum_ in mine)


def _is_of_set(line: Support | Line, claim: Claim) -> bool:
    """Whether a line is about a record of the set, or about the set itself, by its year or its key in that year."""
    world, trigger = claim.world, claim.award.trigger
    assert isinstance(trigger, typed.SetTrigger)
    if [record for record in claim.members if is_about(line, record, world, "matter (item)")]:
        return True
    root = world.schema.record_by_name[trigger.record].root
    is_of_kind = not line.kind or world.schema.record_by_name[line.kind].root == root
    is_a_record = any(record.root == root and record.item == line.item for record in world.records)
    says = line.item == claim.item and is_of_kind and not line.keys and not is_a_record
    return says and (not trigger.keys or line.year == claim.year)


def rounded(exact: Fraction, policy: typed.Policy) -> int:
    """To whole steps, by the words of the policy."""
    step, mode = policy.rounding.step, policy.rounding.mode.value
    whole = math.floor(exact / step)
    rest = exact / step - whole
    half = Fraction(1, 2)
    up = {
        "down": False,
        "up": rest > 0,
        "half up": rest >= half,
        "half even": rest > half or (rest == half and whole % 2 == 1),
    }[mode]
    return (whole + (1 if up else 0)) * step
