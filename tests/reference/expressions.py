"""Values of typed expressions on one day, by walking the tree, in exact fractions. Conditions over marks are marks.

`View` is the subject of the sentence: a record, a set of records, a day, a year. `NotStatedError`: a fact that the
value depends on is not stated; the oracle settles complete facts only and leaves the rest to `completions`.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, assert_never

import attrs

from ipdsl.base.values.money import DECIMALS
from ipdsl.schema.comparisons import Comparison
from ipdsl.semantics import typed
from tests.reference import days
from tests.reference.matters import fits, is_about, said
from tests.reference.world import CANNOT, MISSING, NONE, UNKNOWN, Foreign, Mark, NotStatedError, Record, World

Date = datetime.date


class NoRowError(Exception):
    """A table has no row for the value."""


@attrs.frozen
class Range:
    """A count of records that may or may not count. `high` is None if unlisted records may exist."""

    low: Fraction
    high: Fraction | None
    mark: Mark


@attrs.frozen
class View:
    """The subject of a sentence."""

    world: World
    day: Date
    year: int
    currency: str
    record: Record | None = None
    members: tuple[Record, ...] = ()
    cohort: tuple[World, ...] = ()
    place: Any = UNKNOWN  # the rank of the record, in an award by rank
    points: dict[str, Date] = attrs.field(factory=dict)  # the days of a payment, in a recovery
    outer: tuple[Any, ...] = ()


def value(e: typed.Expr, v: View) -> Any:
    """The value of an expression: a plain value, NONE, CANNOT or UNKNOWN."""
    match e:
        case typed.Const():
            return Fraction(e.value) if isinstance(e.value, int) and not isinstance(e.value, bool) else e.value
        case typed.RecordField():
            assert v.record is not None
            return v.record.values.get(e.field, UNKNOWN)
        case typed.ApplicantField():
            return applicant_field(e.field, v)
        case typed.ApplicantKindTest():
            return e.kind in v.world.kinds
        case typed.Figure():
            return figure(e.figure, v.year - e.years_back, v.world)
        case typed.FigureOfYears():
            return figure_of_years(e, v)
        case typed.EventHappened():
            return happened(v, e)
        case typed.StateHolds():
            return state_holds(v, e)
        case typed.FirstEventTest():
            return is_new(e, v) if e.is_per_item else is_first(e, v)
        case typed.Aggregate():
            return aggregate(e, v)
        case typed.OuterValue():
            return v.outer[e.index]
        case typed.SeriesValue():
            return series_value(e, v)
        case typed.TableValue():
            return table_value(e, v)
        case typed.DefinedValue():
            return value(e.value, v)
        case typed.SelectedValue():
            return first_case(e, v)
        case typed.FallbackValue():
            found = value(e.value, v)
            return Fraction(e.fallback.value) if found is MISSING else found
        case (
            typed.And()
            | typed.Or()
            | typed.AtLeastOf()
            | typed.Not()
            | typed.Compare()
            | typed.CompareLevel()
            | typed.Membership()
        ):
            return condition(e, v)
        case typed.ElapsedComparison():
            return lasted(e, v)
        case typed.ClaimDay():
            return v.day
        case typed.PaymentDay():
            return v.points[e.point]
        case typed.ClaimYear():
            return Fraction(v.year)
        case typed.ShiftedDay():
            day = value(e.day, v)
            return day if isinstance(day, Mark) else days.after(day, e.number, e.unit)
        case typed.DayOfYear():
            base = value(e.base, v)
            if isinstance(base, Mark):
                return base
            year = base.year if isinstance(base, datetime.date) else int(base)
            return datetime.date(year + e.years, e.month, e.day)
        case typed.EarliestDay() | typed.LatestDay():
            return day_of_several([value(part, v) for part in e.values], is_latest=isinstance(e, typed.LatestDay))
        case typed.SpanCount():
            return span_count(value(e.start, v), value(e.end, v), e.unit)
        case typed.StateLength():
            return length_in_year(e, v)
        case typed.ApplicantFieldOn():
            day = value(e.day, v)
            return day if isinstance(day, Mark) else applicant_field(e.field, attrs.evolve(v, day=day))
        case typed.OtherSupport():
            return Fraction(other_support(v))
        case typed.AwardSum():
            return v.world.adds_up.sum_of(e, v)
        case typed.CannotBeDetermined():
            found = value(e.value, v)
            return UNKNOWN if found is UNKNOWN else found is CANNOT
        case typed.ApplicantRank():
            return rank_of(e, v)
        case typed.RecordRank():
            return v.place
        case _:
            return arithmetic(e, v)


def applicant_field(name: str, v: View) -> Any:
    """A field of the applicant on the day; outside all its periods it is not stated."""
    stated = v.world.fields.get(name, UNKNOWN)
    if not isinstance(stated, list):
        return stated
    for start, end, held in stated:
        if start <= v.day <= end:
            return held
    return UNKNOWN


def figure(name: str, year: int, world: World) -> Any:
    """A yearly figure: zero before the year of its date; missing in a year without figures."""
    stated = world.figures.get(year, {}).get(name, UNKNOWN)
    declared = world.schema.figure_by_name[name]
    if stated is UNKNOWN and declared.zero_before is not None:
        since = world.fields.get(declared.zero_before, UNKNOWN)
        if isinstance(since, datetime.date) and year < world.year_of(since):
            return Fraction(0)
    return stated if year in world.figures else NONE if declared.type.is_date else MISSING


def figure_of_years(e: typed.FigureOfYears, v: View) -> Any:
    """A figure from a year on to that of the claim, or of all years before it, from the first that counts."""
    begins = {*v.world.figures} | ({v.world.pays_since} - {None})
    years = range(e.since, v.year + 1) if e.since else range(min(begins, default=v.year), v.year)
    values = [figure(e.figure, year, v.world) for year in years]
    if e.fallback is not None:
        values = [value(e.fallback, v) if each is MISSING else each for each in values]
    elif not e.since:
        values = [each for each in values if each is not MISSING]
    if not values:
        return Fraction(0) if e.kind == "total" else MISSING if e.fallback is None else value(e.fallback, v)
    for mark in (UNKNOWN, CANNOT, MISSING):
        if mark in values:
            return mark
    if e.kind in ("largest", "smallest"):
        return (max if e.kind == "largest" else min)(values)
    return sum(values, Fraction(0)) / (len(values) if e.kind == "average" else 1)


def rank_of(e: typed.ApplicantRank, v: View) -> Any:
    """The rank that was published for the year or, without one, the rank among the applicants of the cohort.

    An applicant without the figure has no rank.
    """
    stated = v.world.ranks.get((e.figure, v.year))
    if stated is not None:
        return Fraction(stated) if isinstance(stated, int) else NONE
    own_figure = figure(e.figure, v.year, v.world)
    if own_figure in (NONE, MISSING) or (not isinstance(own_figure, Mark) and own_figure <= 0):
        return NONE
    figures = {w.applicant: figure(e.figure, v.year, w) for w in v.cohort if w.kinds & set(e.among)}
    if not figures or UNKNOWN in figures.values():
        return UNKNOWN
    own = figures.get(v.world.applicant, NONE)
    if isinstance(own, Mark) or own <= 0:
        return NONE
    equals = [w for w in v.cohort if w.kinds & set(e.among) and figures[w.applicant] == own]
    ahead = 0
    if e.ties and len(equals) > 1:
        of = {w.applicant: attrs.evolve(v, world=w) for w in equals}
        order = {who: places(e.ties, lambda f, view=view: applicant_field(f, view)) for who, view in of.items()}
        ahead = sum(1 for other in order.values() if other < order[v.world.applicant])
    return Fraction(1 + ahead + sum(1 for f in figures.values() if not isinstance(f, Mark) and f > own))


def places(order: typed.FieldOrder | None, value_of: Callable[[str], Any]) -> list[tuple[int, Any]]:
    """The position by one field after the other: the least first, or the greatest; none last."""
    found: list[tuple[int, Any]] = []
    while order is not None:
        number = value_of(order.field)
        if number is UNKNOWN:
            raise NotStatedError
        if isinstance(number, datetime.date):
            number = number.toordinal()
        is_last = isinstance(number, Mark) or not isinstance(number, int | Fraction)
        found.append((1, 0) if is_last else (0, -number if order.is_highest_first else number))
        order = order.ties
    return found


def happened(v: View, e: typed.EventHappened) -> Any:
    """Whether the event is on or before the day."""
    assert v.record is not None
    field = v.world.schema.record_by_name[e.record].event_by_name[e.event].date_field
    return compare(v.record.values.get(field, UNKNOWN), Comparison.AT_MOST, v.day)


def state_holds(v: View, e: typed.StateHolds) -> Any:
    """The day lies at or after the first field and before the second, where there is one."""
    assert v.record is not None
    state = v.world.schema.record_by_name[e.record].state_by_name[e.state]
    begun = compare(v.record.values.get(state.from_field, UNKNOWN), Comparison.AT_MOST, v.day)
    if state.until_field is None:
        return begun
    until = v.record.values.get(state.until_field, UNKNOWN)
    lasts = True if until is NONE else compare(until, Comparison.MORE_THAN, v.day)
    return every([begun, lasts])


def every(parts: list[Any]) -> Any:
    """Kleene conjunction."""
    for answer in (False, MISSING, UNKNOWN, CANNOT):
        if any(p is answer for p in parts):
            return answer
    return True


def some(parts: list[Any]) -> Any:
    """Kleene disjunction."""
    for answer in (True, UNKNOWN, CANNOT, MISSING):
        if any(p is answer for p in parts):
            return answer
    return False


def compare(left: Any, op: Comparison, right: Any) -> Any:
    """A comparison. With NONE it is false; with another mark it is that mark."""
    if isinstance(left, Range) or isinstance(right, Range):
        return compare_ranges(left, op, right)
    if left is MISSING or right is MISSING:
        return MISSING
    if left is NONE or right is NONE:
        return False
    for mark in (UNKNOWN, CANNOT):
        if left is mark or right is mark:
            return mark
    if isinstance(left, Foreign) or isinstance(right, Foreign):
        return CANNOT  # an amount in another currency that no sentence converts
    match op:
        case Comparison.AT_LEAST:
            return bool(left >= right)
        case Comparison.MORE_THAN:
            return bool(left > right)
        case Comparison.AT_MOST:
            return bool(left <= right)
        case Comparison.LESS_THAN:
            return bool(left < right)
        case _:
            assert_never(op)


def compare_ranges(left: Any, op: Comparison, right: Any) -> Any:
    """A comparison with an uncertain count: its mark, unless both ends of the count have the same result."""
    lefts, rights = ([x.low, x.high] if isinstance(x, Range) else [x] for x in (left, right))
    marks = [x.mark for x in (left, right) if isinstance(x, Range)]
    far = Fraction(10**12)
    answers = {compare(far if a is None else a, op, far if b is None else b) for a in lefts for b in rights}
    return answers.pop() if len(answers) == 1 else UNKNOWN if UNKNOWN in marks else CANNOT


def condition(e: typed.Expr, v: View) -> Any:
    """A yes/no expression."""
    match e:
        case typed.And():
            return every([truth(p, v) for p in e.parts])
        case typed.Or():
            return some([truth(p, v) for p in e.parts])
        case typed.AtLeastOf():
            answers = [truth(p, v) for p in e.parts]
            sure = sum(answer is True for answer in answers)
            live = [answer for answer in answers if answer is UNKNOWN or answer is CANNOT]
            if sure >= e.number:
                return True
            if sure + len(live) >= e.number:
                return some(live)
            return MISSING if sure + len(live) + sum(a is MISSING for a in answers) >= e.number else False
        case typed.Not():
            inner = value(e.part, v)
            if inner is NONE:
                return True
            return inner if isinstance(inner, Mark) else not inner
        case typed.Compare():
            return compare(value(e.left, v), e.op, value(e.right, v))
        case typed.CompareLevel():
            rank = dict(e.ranks)
            left = value(e.left, v)
            if left is UNKNOWN and not any(compare(level, e.op, rank[e.member]) for level in rank.values()):
                return False  # whichever level it is
            return compare(left if isinstance(left, Mark) else rank[left], e.op, rank[e.member])
        case typed.Membership():
            found = value(e.value, v)
            if found is NONE:
                return False
            if isinstance(found, Mark):
                return found
            held = found if isinstance(found, tuple) else (found,)
            return any(m in e.members for m in held)
        case _:
            raise AssertionError(e)


def lasted(e: typed.ElapsedComparison, v: View) -> Any:
    """The comparison of a day with the day n units after another."""
    since, day = value(e.since, v), value(e.day, v)
    if since is NONE or day is NONE:
        return False
    if isinstance(since, Mark) or isinstance(day, Mark):
        return UNKNOWN if UNKNOWN in (since, day) else CANNOT
    if since > day:  # a later date was not ago
        return False
    return compare(day, e.op, days.after(since, e.number, e.unit))


def span_count(start: Any, end: Any, unit: str) -> Any:
    """How many spans fit, counted one after the other; 0 if a day never comes."""
    marks = [day for day in (start, end) if isinstance(day, Mark)]
    if CANNOT in marks or UNKNOWN in marks:
        return CANNOT if CANNOT in marks else UNKNOWN
    if marks or end <= start:
        return Fraction(0)
    if unit == "day":
        return Fraction((end - start).days)
    number = 0
    while days.after(start, number + 1, unit) <= end:
        number += 1
    return Fraction(number)


def other_support(v: View) -> int:
    """What others paid for the record, or for the records of a set, each payment once."""
    elsewhere = [line for line in v.world.paid_elsewhere if not line.policy.endswith(" support")]
    paid = [(line, line.amount) for line in v.world.support]
    records = v.members if v.record is None else (v.record,)
    return sum(
        sum_
        for line, sum_ in (*paid, *((line, line.sum if line.short else line.admitted) for line in elsewhere))
        if any(is_about(line, record, v.world, "matter (item)") for record in records)
    )


def length_in_year(e: typed.StateLength, v: View) -> Any:
    """The spans of the days that a state has in the year."""
    assert v.record is not None
    state = v.world.schema.record_by_name[e.record].state_by_name[e.state]
    start = v.record.values.get(state.from_field, UNKNOWN)
    until = NONE if state.until_field is None else v.record.values.get(state.until_field, UNKNOWN)
    if CANNOT in (start, until):
        return CANNOT
    if start is NONE:
        return Fraction(0)
    if UNKNOWN in (start, until):
        return UNKNOWN
    first, after = (days.first_day(year, v.world.begin) for year in (v.year, v.year + 1))
    return span_count(max(start, first), after if until is NONE else min(until, after), e.unit)


def truth(e: typed.Expr, v: View) -> Any:
    """A condition. A yes/no fact that is stated as none counts as no."""
    found = value(e, v)
    return False if found is NONE else found


def is_first(e: typed.FirstEventTest, v: View) -> Any:
    """Nothing of the kind comes before the record by date, key, id."""
    assert v.record is not None
    record, world = v.record, v.world
    field = world.schema.record_by_name[e.record].event_by_name[e.event].date_field
    own = record.values.get(field, UNKNOWN)
    if own is NONE:
        return False

    def comes_before(other: Record) -> Any:
        day = other.values.get(field, UNKNOWN)
        if isinstance(day, Mark) or isinstance(own, Mark):
            return _before(day, own)
        return (day, other.item, other.id) < (own, record.item, record.id)

    others = [(r, belongs) for r, belongs in world.possible_of_kind(e.record) if r is not record]
    before = some([every([belongs, comes_before(r)]) for r, belongs in others])
    if before is True:
        return False
    if not world.is_stated(e.record):
        return UNKNOWN
    mark = some([before, own if isinstance(own, Mark) else False])
    return mark if isinstance(mark, Mark) else True


def is_new(e: typed.FirstEventTest, v: View) -> Any:
    """Whether the record's event is the first of its item, among records and lines of the history."""
    assert v.record is not None
    world, kind = v.world, v.world.schema.record_by_name[e.record]
    field = kind.event_by_name[e.event].date_field
    own, parts = v.record.values.get(field, UNKNOWN), {k: v.record.values.get(k, UNKNOWN) for k in kind.key}
    if own is NONE:
        return False
    others = [
        (belongs, r.values.get(field, UNKNOWN), {k: r.values.get(k, UNKNOWN) for k in kind.key})
        for r, belongs in world.possible_of_kind(e.record)
        if r is not v.record
    ]
    is_told = not kind.event_by_name[e.event].is_for_life or len({one.date_field for one in kind.events}) == 1
    for line in world.lines:
        about, day = world.dated.get(line.clause, (kind.name, ""))
        mine = line.policy in ("", world.policy) and day == field and e.record in world.schema.lineage(about)
        theirs = line.policy not in ("", world.policy) and _root(line.kind, world) == kind.root and is_told
        if line.applicant in ("", world.applicant) and (mine or theirs):
            told = said(line, kind, kind.key, world)
            if line.level and "level" in kind.key:
                told["level"] = line.level
            others.append((True, line.day or world.last_day(line.year), told))
    before = [every([belongs, _before(day, own), _as_truth(fits(parts, told))]) for belongs, day, told in others]
    found = some(before)
    return found if isinstance(found, Mark) else not found


def _root(kind: str, world: World) -> str:
    return world.schema.record_by_name[kind].root if kind else ""


def _before(day: Any, own: Any) -> Any:
    if day is NONE:
        return False
    return day if isinstance(day, Mark) else own if isinstance(own, Mark) else day < own


def _as_truth(fitting: bool | None) -> Any:
    return UNKNOWN if fitting is None else fitting


def aggregate(e: typed.Aggregate, v: View) -> Any:
    """Over the records of the set, or over the picked ones: each record is asked, one after the other."""
    pick, kind = e.pick, e.kind
    if pick.is_of_set:
        held: list[tuple[Record, Any]] = [(record, True) for record in v.members]
    else:
        held = [(record, belongs) for record, belongs in _picked(e, v) if belongs is not False]
    if kind in (typed.AggregateKind.FIRST, typed.AggregateKind.LAST):  # a record without a day is neither
        held = [(record, belongs) for record, belongs in held if record.values.get(pick.date_field) is not NONE]
    marks = [belongs for _, belongs in held if belongs is not True]
    is_stated = pick.is_of_set or v.world.is_stated(pick.record)
    if kind is typed.AggregateKind.NUMBER:
        sure = Fraction(len(held) - len(marks))
        if not is_stated:
            return Range(sure, None, UNKNOWN)
        return Range(sure, sure + len(marks), UNKNOWN if UNKNOWN in marks else CANNOT) if marks else sure
    if marks or not is_stated:
        return CANNOT if is_stated and UNKNOWN not in marks else UNKNOWN
    assert pick.value is not None
    records = [record for record, _ in held]
    nothing = NONE if e.type.is_date else MISSING
    if kind in (typed.AggregateKind.FIRST, typed.AggregateKind.LAST):
        return _at_end(e, v, records, nothing)
    values = [_taken(e, v, record) for record in records]
    for mark in (UNKNOWN, CANNOT):
        if any(found is mark for found in values):
            return mark
    known = [found for found in values if found is not NONE]
    if kind is typed.AggregateKind.TOTAL:
        return sum(known, Fraction(0))
    if kind is typed.AggregateKind.AVERAGE:
        return sum(known, Fraction(0)) / len(known) if known else MISSING
    if not known:
        return NONE if records else nothing
    return max(known) if kind is typed.AggregateKind.LARGEST else min(known)


def _taken(e: typed.Aggregate, v: View, record: Record) -> Any:
    """The value of a picked record; an amount in another currency cannot be added."""
    assert e.pick.value is not None
    outer = () if e.pick.is_of_set else tuple(value(each, v) for each in e.outer_values)
    found = value(e.pick.value, attrs.evolve(v, record=record, outer=outer))
    return CANNOT if isinstance(found, Foreign) else found


def _picked(e: typed.Aggregate, v: View) -> list[tuple[Record, Any]]:
    """Every record of the kind with whether it is picked."""
    pick = e.pick
    outer = tuple(value(each, v) for each in e.outer_values)
    wanted = [value(each, v) for each in e.same_values]
    before = None if e.before is None else value(e.before, v)
    found = []
    for record, belongs in v.world.possible_of_kind(pick.record):
        at = attrs.evolve(v, record=record, outer=outer)
        parts = [belongs, *(truth(test, at) for test in pick.tests)]
        parts = [False if part is MISSING else part for part in parts]
        parts += [_is_same(record.values.get(name, UNKNOWN), own) for name, own in zip(pick.same, wanted, strict=True)]
        if before is not None:
            parts.append(_is_earlier(record, before, e, v))
        if pick.year_field:
            day = record.values.get(pick.year_field, UNKNOWN)
            parts.append(
                day if isinstance(day, Mark) and day is not NONE else day is not NONE and v.world.year_of(day) == v.year
            )
        found.append((record, every(parts)))
    return found


def _is_earlier(record: Record, before: Any, e: typed.Aggregate, v: View) -> Any:
    """Whether a record has an earlier day than the one around the pick, or the same day and the smaller number."""
    day = record.values.get(e.pick.date_field, UNKNOWN)
    is_on_earlier_day = compare(day, Comparison.LESS_THAN, before)
    around, kinds = v.record, v.world.schema.record_by_name
    if around is None or around.root != record.root or is_on_earlier_day is True:
        return is_on_earlier_day
    are_numbered = all(name in each.values for each in (around, record) for name in kinds[each.listed].key)
    is_first = (record.item, record.id) < (around.item, around.id) if are_numbered else UNKNOWN
    return some([is_on_earlier_day, every([compare(day, Comparison.AT_MOST, before), is_first])])


def _is_same(one: Any, other: Any) -> Any:
    """Whether two values are equal; none is equal to nothing."""
    if one is NONE or other is NONE:
        return False
    if UNKNOWN in (one, other):
        return UNKNOWN
    if CANNOT in (one, other) or isinstance(one, Foreign) or isinstance(other, Foreign):
        return CANNOT
    return one == other


def _at_end(e: typed.Aggregate, v: View, records: list[Record], nothing: Any) -> Any:
    """The value of the first or the last record by day, then by key and id."""
    days = {record: record.values.get(e.pick.date_field, UNKNOWN) for record in records}
    for mark in (CANNOT, UNKNOWN):
        if any(day is mark for day in days.values()):
            return mark
    if not records:
        return nothing
    order = max if e.kind is typed.AggregateKind.LAST else min
    return _taken(e, v, order(records, key=lambda record: (days[record], record.item, record.id)))


def series_value(e: typed.SeriesValue, v: View) -> Any:
    """The value of a series for the month or day of a date."""
    day = value(e.day, v)
    if isinstance(day, Mark):
        return day
    match e.point:
        case typed.SeriesPoint.IN_JANUARY_OF:
            day = Date(day.year, 1, 1)
        case typed.SeriesPoint.IN_MONTH_OF:
            day = Date(day.year, day.month, 1)
        case typed.SeriesPoint.ON:
            pass
    return v.world.series.get((e.series, "", day), UNKNOWN)


def table_value(e: typed.TableValue, v: View) -> Any:
    """The row of a member."""
    key = value(e.key, v)
    if isinstance(key, Mark) and key is not NONE:
        return key
    for name, amount in e.rows:
        if name == key:
            return value(amount, v)
    raise NoRowError(e.table)


def first_case(e: typed.SelectedValue, v: View) -> Any:
    """The value of the first case whose test is true."""
    for test, case_value in e.cases:
        found = truth(test, v)
        if found is UNKNOWN or found is CANNOT:
            return found
        if found is True:
            return value(case_value, v)
    return CANNOT


def numbers(parts: list[Any]) -> list[Any] | Mark:
    """The operands of a sum, none as 0; or the mark that makes the sum one."""
    parts = [p.mark if isinstance(p, Range) else CANNOT if isinstance(p, Foreign) else p for p in parts]
    for mark in (MISSING, UNKNOWN, CANNOT):
        if any(p is mark for p in parts):
            return mark
    return [Fraction(0) if p is NONE else p for p in parts]


def day_of_several(parts: list[Any], *, is_latest: bool) -> Any:
    """The earliest or the latest of the days that come; none if none comes."""
    for mark in (UNKNOWN, CANNOT):
        if any(part is mark for part in parts):
            return mark
    coming = sorted(part for part in parts if part is not NONE)
    return coming[-is_latest] if coming else NONE


def arithmetic(e: typed.Expr, v: View) -> Any:
    """Sums, shares, steps, interest."""
    match e:
        case typed.Add() | typed.Subtract():
            operands = [e.left, e.right]
        case typed.Scale():
            operands = [e.factor, e.value]
        case typed.Divide():
            operands = [e.left, e.right]
        case typed.RoundedValue():
            operands = [e.value]
        case typed.FullStepCount():
            operands = [e.base, e.step]
        case typed.Minimum() | typed.Maximum():
            operands = list(e.values)
        case typed.Interest():
            return interest(e, v)
        case typed.CurrencyConversion():
            return converted(e, v)
        case _:
            raise AssertionError(e)
    known = numbers([value(o, v) for o in operands])
    if isinstance(known, Mark):
        return known
    match e:
        case typed.Add():
            return known[0] + known[1]
        case typed.Subtract():
            return max(known[0] - known[1], Fraction(0)) if e.is_excess else known[0] - known[1]
        case typed.Scale():
            return known[0] * known[1]
        case typed.Divide():
            return known[0] / known[1] if known[1] else CANNOT
        case typed.RoundedValue():
            return round_to(known[0], e.mode, Fraction(e.step))
        case typed.FullStepCount():
            return Fraction(max(math.floor(known[0] / known[1]), 0))
        case typed.Minimum():
            return min(known)
        case _:
            return max(known)


def round_to(number: Fraction, mode: str, step: Fraction) -> Fraction:
    """The number as a multiple of the step."""
    low = math.floor(number / step) * step
    high = math.ceil(number / step) * step
    if mode == "down" or low == high:
        return low
    if mode == "up" or number - low != high - number:
        return high if mode == "up" or number - low > high - number else low
    return high if mode == "half up" or (low / step) % 2 else low


def interest(e: typed.Interest, v: View) -> Any:
    """Principal times rate times years, an amount of money per annum."""
    start, end = value(e.start, v), value(e.end, v)
    known = numbers([value(e.principal, v), value(e.rate, v)])
    for mark in (MISSING, UNKNOWN, CANNOT):
        if start is mark or end is mark or known is mark:
            return mark
    assert not isinstance(known, Mark)
    if start is NONE or end is NONE:
        return Fraction(0)
    if e.last_years is None:
        years = days.years_from_start(start, end)
    else:
        years = days.years_from_end(max(start, days.years_after(end, -e.last_years)), end)
    return known[0] * known[1] * years


def converted(e: typed.CurrencyConversion, v: View) -> Any:
    """A foreign sum at the day's rate; a sum in the policy's currency as it is."""
    sum_ = value(e.value, v)
    if not isinstance(sum_, Foreign):
        return sum_
    day = value(e.day, v)
    if isinstance(day, Mark):
        return day
    rate = v.world.series.get((e.series, sum_.currency, day), UNKNOWN)
    return rate if isinstance(rate, Mark) else sum_.amount * rate * 10 ** DECIMALS[v.currency]
