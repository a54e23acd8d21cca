"""Rows under `by`: each key becomes a test of the value, and gaps, overlaps and unreachable rows are reported.

Rows with thresholds are half-open intervals. A bound is a pair (value, 0 or 1), where 1 means just after the value.
Discrete values (counts, money in minor units, days) have whole numbers as bounds, so that `at most 5` and `at least 6`
are adjacent.
"""

from __future__ import annotations

import datetime
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import InternalError, RelatedPlace
from ipdsl.base.findings.phrase import NOTHING, LocalizedSentence, MessageValue, Phrase
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.comparisons import Comparison, End
from ipdsl.semantics import lookup, typed
from ipdsl.semantics.errors import names_and_types as n, policy as g
from ipdsl.semantics.expressions import conditions, inference, operands
from ipdsl.semantics.lookup import Scope, is_poison
from ipdsl.semantics.typed import words_of_expr
from ipdsl.syntax import ast
from ipdsl.syntax.common_mistakes import SYNONYMS
from ipdsl.syntax.printing import format_expr, format_line, threshold_text

Bound: TypeAlias = "tuple[Fraction, int]"
_Place: TypeAlias = "tuple[int, Fraction, int]"


@attrs.frozen(eq=False, repr=False)
class Tier(ValueObject):
    """The values of one row: `low` ≤ value < `high`; `None` is open. `op` is `None` for a range with two ends."""

    low: Bound | None
    high: Bound | None
    op: Comparison | None
    span: Span

    @property
    def end(self) -> End | None:
        """The end of a row with a single comparison."""
        return None if self.op is None else self.op.end

    @property
    def is_empty(self) -> bool:
        return self.low is not None and self.high is not None and self.low >= self.high


def bound_after(value: Fraction, discrete: bool) -> Bound:
    """The bound just after a value."""
    return (Fraction(math.floor(value) + 1), 0) if discrete else (value, 1)


def bound_before(value: Fraction, discrete: bool) -> Bound:
    """The bound just before a value."""
    return (Fraction(math.ceil(value)), 0) if discrete else (value, 0)


def threshold(op: Comparison, value: Fraction, discrete: bool, span: Span) -> Tier:
    """The values of a comparison such as `at least 5000000`."""
    if op.end is End.LOW:
        return Tier((bound_before if op.includes else bound_after)(value, discrete), None, op, span)
    assert op.end is End.HIGH  # comparisons without an order are not rows
    return Tier(None, (bound_after if op.includes else bound_before)(value, discrete), op, span)


def between_tier(low: Fraction, high: Fraction, discrete: bool, span: Span) -> Tier:
    """`between 1 and 5`, both included."""
    return Tier(bound_before(low, discrete), bound_after(high, discrete), None, span)


def _place(bound: Bound | None, end: int) -> _Place:
    """A sort key of a bound; `None` is the start of the number line with `end` -1, and its end with 1."""
    return (end, Fraction(0), 0) if bound is None else (0, *bound)


def _places(tier: Tier) -> tuple[_Place, _Place]:
    return _place(tier.low, -1), _place(tier.high, 1)


@attrs.define(eq=False, repr=False)
class CoveredValues:
    """The values of all rows that were added, as disjoint intervals in order.

    A page may have thousands of rows, so a row is looked up by bisection and not compared with every earlier row.
    """

    starts: list[_Place] = attrs.field(factory=list)
    ends: list[_Place] = attrs.field(factory=list)

    def has_all_of(self, tier: Tier) -> bool:
        """Whether every value of a row is in the union."""
        low, high = _places(tier)
        before = bisect_right(self.starts, low)
        return before > 0 and high <= self.ends[before - 1]

    def has_some_of(self, tier: Tier) -> bool:
        """Whether a value of a row is in the union."""
        low, high = _places(tier)
        next_one = bisect_right(self.ends, low)
        return next_one < len(self.ends) and self.starts[next_one] < high

    def add(self, tier: Tier) -> None:
        """Add the values of a row. Intervals that touch or overlap become one."""
        low, high = _places(tier)
        first, after = bisect_left(self.ends, low), bisect_right(self.starts, high)
        if first < after:
            low, high = min(low, self.starts[first]), max(high, self.ends[after - 1])
        self.starts[first:after], self.ends[first:after] = [low], [high]


def common(a: Tier, b: Tier) -> Tier | None:
    """The values in both rows."""
    low = max(a.low, b.low, key=lambda bound: _place(bound, -1))
    both = Tier(low, min(a.high, b.high, key=lambda bound: _place(bound, 1)), None, b.span)
    return None if both.is_empty else both


def separating_bound(earlier: Tier, tier: Tier) -> tuple[Comparison, Bound] | None:
    """How to write the second of two overlapping rows with one comparison so that both are adjacent.

    One comparison is enough because rows are read from the top. With `at most` and `more than` the bound is just after
    the last included value.
    """
    if tier.op is None and earlier.end is End.LOW and tier.low is not None:
        return Comparison.AT_LEAST, tier.low
    if tier.op is None and earlier.end is End.HIGH and tier.high is not None:
        return Comparison.AT_MOST, tier.high
    if tier.op is Comparison.AT_LEAST and earlier.op is None and earlier.high is not None:
        return Comparison.MORE_THAN, earlier.high
    if tier.op is Comparison.AT_MOST and earlier.low is not None:
        return Comparison.LESS_THAN, earlier.low
    return None


def holes(tiers: Iterable[Tier]) -> list[Tier]:
    """The gaps between rows, each with the place of the row below it on the number line."""
    ordered = sorted(tiers, key=lambda x: _place(x.low, -1))
    between: list[Tier] = []
    reach = ordered[0] if ordered else None
    for tier in ordered[1:]:
        if reach is None or reach.high is None:
            break
        if tier.low is not None and reach.high < tier.low:
            between.append(Tier(reach.high, tier.low, None, reach.span))
        if tier.high is None or reach.high < tier.high:
            reach = tier
    return between


def _row_to(value: MessageValue, tier: Tier, low: MessageValue) -> Phrase:
    """A row that ends with a value and begins as `tier` does."""
    if tier.low is None:
        return Phrase("at most {value}", "不超过 {value}", value=value)
    if tier.low[1]:
        return Phrase("more than {low} and at most {value}", "超过 {low}、不超过 {value}", low=low, value=value)
    return Phrase("between {low} and {value}", "{low} 至 {value}", low=low, value=value)


def _row_from(value: MessageValue, tier: Tier, last: MessageValue, *, is_open: bool) -> Phrase:
    """A row that begins with a value and ends as `tier` does, at or, if `is_open`, before `last`."""
    if tier.high is None:
        return Phrase("at least {value}", "{value}以上", value=value)
    if is_open:
        return Phrase("at least {value} and less than {last}", "{value}以上、低于 {last}", value=value, last=last)
    return Phrase("between {value} and {last}", "{value} 至 {last}", value=value, last=last)


RANKS = (typed.ApplicantRank, typed.RecordRank)
PLACES_OF_RANKING = Phrase("places of a ranking", "名次")
_INCLUDE = Phrase(
    "include what the row is for: `at least 100 and at most 500: …`",
    "请把这一档所指的数写在内：`100以上、不超过 500：…`",
)
"""The advice for a range without values between its ends."""
_YES_AND_NO = Phrase("write `yes: …` and `no: …`", "请写`是：…`和`否：…`")
MakeAmount = Callable[[ast.Amount, Scope], "typed.FixedAmount | typed.Ceiling | None"]


@attrs.define(eq=False, repr=False)
class _RowCoverage:
    """The values that the rows so far cover."""

    members: dict[str, Span] = attrs.field(factory=dict)
    tiers: list[Tier] = attrs.field(factory=list)
    covered: CoveredValues = attrs.field(factory=CoveredValues)
    covered_by_end: dict[End | None, CoveredValues] = attrs.field(factory=dict)
    """The values of the rows whose single comparison has this end, and under `None` those of ranges."""
    otherwise: Span | None = None
    is_sound: bool = True
    mismatches: dict[tuple[MessageValue, Phrase], list[Span]] = attrs.field(factory=dict)

    def add(self, tier: Tier) -> None:
        self.tiers.append(tier)
        self.covered.add(tier)
        self.covered_by_end.setdefault(tier.end, CoveredValues()).add(tier)

    def has_overlap(self, tier: Tier) -> bool:
        """Whether an earlier row has one of its values, except for rows with the same bounded end."""
        return any(
            earlier.has_some_of(tier)
            for end, earlier in self.covered_by_end.items()
            if end is None or end is not tier.end
        )


@attrs.frozen(eq=False, repr=False)
class _RangeEnd(ValueObject):
    """One end of a range: its test, and its number and values if they are on a number line."""

    test: typed.Expr
    number: Fraction = Fraction(0)
    tier: Tier | None = None


@attrs.frozen(eq=False, repr=False)
class _RowChecker(ValueObject):
    value: typed.Expr
    scope: Scope
    make_amount: MakeAmount
    coverage: _RowCoverage

    # --------------------------------------------------------------------------------------- keys to tests

    def test(self, row: ast.Row) -> tuple[bool, typed.Expr | None]:
        """Whether the key has no errors, and its test (`None` for `otherwise`)."""
        key = row.key
        match key:
            case ast.ConditionKey():
                raise InternalError("the grammar allows conditions only under `as follows`")
            case ast.MemberKeys(names=names) if self.value.type.is_flag:
                return self._yes_or_no(names, key.span)
            case ast.MemberKeys(names=names):
                return self._members(names, key.span)
            case ast.ThresholdKey():
                return self._threshold(key)
            case ast.RangeKey(low=low, high=high):
                return self._range(low, high, key.span)
            case ast.BetweenKey(low=low, high=high):
                return self._between_test(low, high, key.span)
            case ast.OtherwiseKey():
                self.coverage.otherwise = row.span
                return True, None
            case ast.RankKey(rank=rank, last=last) if isinstance(self.value, RANKS) and 0 < rank <= (last or rank):
                return self._rank(rank, last or rank, key.span)
            case ast.RankKey(rank=first, last=int(last)) if not isinstance(self.value, RANKS):
                low, high = (ast.Number(span=key.span, value=Fraction(number)) for number in (first, last))
                return self._between_test(low, high, key.span)
            case ast.RankKey(rank=rank, last=last) if isinstance(self.value, RANKS):
                shown = Phrase("{rank} to {last}", "{rank} 至 {last}", rank=rank, last=last or rank) if last else rank
                return self._mismatch(
                    key.span,
                    Phrase("{rank} is not a rank", "{rank}不是名次", rank=shown),
                    Phrase("places begin with 1", "名次从1开始"),
                )
            case ast.RankKey(rank=rank) if isinstance(self.value, typed.ClaimYear):
                return self._mismatch(
                    key.span,
                    Phrase("one year", "单独的年份"),
                    Phrase(
                        "write `at least {year}: …` with the later years first, and `otherwise: …` at the end",
                        "请写`{year}以上：…`，年份晚的在前，最后写`其余：…`",
                        year=max(rank, 1),
                    ),
                )
            case ast.RankKey(rank=rank) if self.value.type.is_numeric or self.value.type.is_money:
                return self._mismatch(
                    key.span,
                    Phrase("a place", "名次"),
                    Phrase(
                        "one number is written `between {rank} and {rank}`",
                        "单独一个数写作`{rank} 至 {rank}`",
                        rank=rank,
                    ),
                )
            case ast.RankKey():
                return self._mismatch(
                    key.span,
                    Phrase("a place", "名次"),
                    Phrase("write a member, `at least N`, or `between N and N`", "请写取值、`N 以上`或`N 至 N`"),
                )

    def _mismatch(self, span: Span, key: MessageValue, advice: Phrase) -> tuple[bool, None]:
        if isinstance(self.value, RANKS):
            advice = Phrase(
                "write `1: …` for the first, `between 4 and 10: …`, or `otherwise: …`",
                "第一名写`第1名：…`，也可以写`4 至 10：…`或`其余：…`",
            )
        self.coverage.mismatches.setdefault((key, advice), []).append(span)
        return False, None

    def report_misfits(self) -> None:
        """Report rows that do not fit for the same reason in one finding, at the first of them."""
        value = PLACES_OF_RANKING if isinstance(self.value, RANKS) else self.value.type.phrase
        for (key, advice), spans in self.coverage.mismatches.items():
            rows_ = (
                Phrase("this row does", "这一档")
                if len(spans) == 1
                else Phrase("{count} rows do", "{count}档", count=len(spans))
            )
            self.scope.ctx.add(n.RowMismatch(span=spans[0], rows=rows_, value=value, key=key, advice=advice))

    def _members(self, names: tuple[ast.Name, ...], span: Span) -> tuple[bool, typed.Expr | None]:
        choice = self.scope.ctx.vocabulary.choice_of(self.value.type)
        only = names[0].text if len(names) == 1 else ""
        if only.lower() in SYNONYMS["OTHERWISE"] and (choice is None or only not in choice.names):
            return self._mismatch(
                span,
                Phrase("no member", "不是取值"),
                Phrase("`{only}` is written `otherwise`", "`{only}`写作`其余`", only=only),
            )
        if choice is None and not self.value.type.is_local_name:
            return self._mismatch(
                span,
                Phrase("a word", "这是一个词"),
                Phrase(
                    "write thresholds: `at least N: …`, and `otherwise: …` for the rest",
                    "请写数额标准：`N 以上：…`，其余的写`其余：…`",
                ),
            )
        sound = True
        for name in names:
            is_member = choice is None or lookup.is_member(name.text, name.span, choice, self.scope.ctx)
            if not is_member or self._has_other_row(name):
                sound = False
        return sound, typed.Membership(span=span, value=self.value, members=tuple(x.text for x in names))

    def _has_other_row(self, name: ast.Name) -> bool:
        """Whether a member or an answer has a row already, which is reported."""
        first = self.coverage.members.setdefault(name.text, name.span)
        if first is not name.span:
            related = (RelatedPlace(first, Phrase("the first row for it", "第一档")),)
            self.scope.ctx.add(g.DuplicateMemberRow(span=name.span, word=name.text, related=related))
        return first is not name.span

    def _yes_or_no(self, names: tuple[ast.Name, ...], span: Span) -> tuple[bool, typed.Expr | None]:
        """The test of `yes:` or `no:`."""
        tests: list[typed.Expr] = []
        for name in names:
            if name.text not in ("yes", "no"):
                return self._mismatch(span, Phrase("a word", "这是一个词"), _YES_AND_NO)
            if self._has_other_row(name):
                return False, None
            tests.append(self.value if name.text == "yes" else typed.Not(span=span, part=self.value))
        if len(tests) > 1:
            return self._mismatch(span, Phrase("both answers", "两种取值"), _YES_AND_NO)
        return True, tests[0]

    def _rank(self, first: int, last: int, span: Span) -> tuple[bool, typed.Expr]:
        """The test for one of these ranks."""
        low, high = (typed.Const(span=span, value=rank, type=self.value.type) for rank in (first, last))
        least = typed.Compare(span=span, left=self.value, op=Comparison.AT_LEAST, right=low)
        most = typed.Compare(span=span, left=self.value, op=Comparison.AT_MOST, right=high)
        tier = between_tier(Fraction(first), Fraction(last), self.is_discrete, span)
        return self._place(tier), typed.And(span=span, parts=(least, most))

    def _literal(self, literal: ast.Expr) -> typed.Expr | None:
        """The threshold as a constant of the value's type."""
        constant = inference.infer(literal, self.scope, self.value.type)
        if is_poison(constant):
            return None
        if inference.common_type(self.value.type, constant.type) is None or not constant.type.is_ordered:
            self._mismatch(
                literal.span,
                constant.type.phrase,
                Phrase("write a threshold of the same type", "请写同一类型的标准"),
            )
            return None
        return constant

    def _threshold(self, key: ast.ThresholdKey) -> tuple[bool, typed.Expr | None]:
        end = self._end(key)
        if end is None:
            return False, None
        if key.is_rise:
            return self._rise(end, key.span)
        return end.tier is None or self._place(end.tier), end.test

    def _rise(self, end: _RangeEnd, span: Span) -> tuple[bool, typed.Expr | None]:
        """The test of `rises above 500`: the figure is above the value for the first time. It covers no value."""
        value, now = self.value, end.test
        if not (isinstance(value, typed.Figure) and isinstance(now, typed.Compare)) or value.years_back:
            return self._mismatch(
                span,
                Phrase("a rise", "首次超过"),
                Phrase("write it under `by FIGURE`, a figure of the year", "请写在`按 年度数据 分别…`之下"),
            )
        largest, constant = ast.YearsKind.LARGEST.value, now.right
        assert isinstance(constant, typed.Const)
        before = typed.FigureOfYears(
            span=span, figure=value.figure, kind=largest, since=0, type=value.type, fallback=constant
        )
        was_not = typed.Compare(span=span, left=before, op=Comparison.AT_MOST, right=constant)
        return True, typed.And(span=span, parts=(now, was_not))

    def _end(self, key: ast.ThresholdKey) -> _RangeEnd | None:
        """The test of one comparison; `None` after an error."""
        op, literal, span = key.op, key.literal, key.span
        if self.value.type.is_duration:
            if isinstance(literal, ast.Duration):
                return self._elapsed_end(op, literal, span)
            why = Phrase("no span of time", "不是时长")
            self._mismatch(literal.span, why, Phrase("write `at least 2 years: …`", "请写`满 2年：…`"))
            return None
        if self.value.type.is_level:
            test = inference.compare_level(self.value, op, literal, span, self.scope)
            return None if is_poison(test) else _RangeEnd(test)
        if not self.value.type.is_ordered:
            advice = Phrase("write the members as keys: `a, b: AMOUNT`", "请列出取值：`甲、乙：数额`")
            if self.value.type.is_flag:
                advice = _YES_AND_NO
            self._mismatch(span, Phrase("a threshold", "这是数额标准"), advice)
            return None
        constant = self._literal(literal)
        if constant is None:
            return None
        test = inference.compare(self.value, op, constant, span, self.scope.ctx)
        if is_poison(test):
            return None
        number = _to_number(constant)
        return _RangeEnd(test, number, threshold(op, number, self.is_discrete, span))

    def _elapsed_end(self, op: Comparison, literal: ast.Duration, span: Span) -> _RangeEnd | None:
        if not operands.is_reasonable(literal, self.scope.ctx):
            return None
        test = typed.ElapsedComparison(
            span=span,
            since=self.value,
            op=op,
            number=literal.number,
            unit=literal.unit.value,
            day=typed.ClaimDay(span=span),
        )
        if literal.unit is ast.Unit.DAY:
            return _RangeEnd(test)  # days and months cannot be compared
        months = Fraction(literal.number * (12 if literal.unit is ast.Unit.YEAR else 1))
        return _RangeEnd(test, months, threshold(op, months, False, span))

    def _range(self, low: ast.ThresholdKey, high: ast.ThresholdKey, span: Span) -> tuple[bool, typed.Expr | None]:
        if low.op.end is not End.LOW or high.op.end is not End.HIGH:
            return self._mismatch(
                span,
                Phrase("not a lower end and then an upper one", "不是先写下界、后写上界"),
                Phrase("write `at least 100 and less than 500: …`", "请写`100以上、低于 500：…`"),
            )
        return self._range_test(low, high, span, Phrase("not below", "不低于"))

    def _between_test(self, low: ast.Expr, high: ast.Expr, span: Span) -> tuple[bool, typed.Expr | None]:
        if not self.value.type.is_ordered:
            return self._mismatch(
                span,
                Phrase("a range", "这是范围"),
                Phrase("write the members as keys: `a, b: AMOUNT`", "请列出取值：`甲、乙：数额`"),
            )
        first = ast.ThresholdKey(span=span, op=Comparison.AT_LEAST, literal=low)
        last = ast.ThresholdKey(span=span, op=Comparison.AT_MOST, literal=high)
        is_day = self.value.type.is_date
        return self._range_test(first, last, span, Phrase("after", "晚于") if is_day else Phrase("more than", "大于"))

    def _range_test(
        self, low: ast.ThresholdKey, high: ast.ThresholdKey, span: Span, order: Phrase
    ) -> tuple[bool, typed.Expr | None]:
        """The test that the value is between two ends; `order` says what to write if there is nothing between them."""
        first, last = self._end(low), self._end(high)
        if first is None or last is None:
            return False, None
        test = typed.And(span=span, parts=(first.test, last.test))
        if first.tier is None or last.tier is None:
            return True, test
        tier = common(first.tier, last.tier)
        if tier is None:
            advice = g.ReversedRange.advice if first.number > last.number else _INCLUDE
            order = order if first.number >= last.number else Phrase("next to", "紧接")
            row, start, end = Phrase("the row", "这一档"), self.show((first.number, 0)), self.show((last.number, 0))
            self.scope.ctx.add(g.ReversedRange(span=span, what=row, start=start, end=end, order=order, advice=advice))
            return False, None
        return self._place(attrs.evolve(tier, span=span)), test

    @property
    def is_discrete(self) -> bool:
        """Whether values are discrete: whole counts, whole days, and stated sums of money."""
        whole = self.value.type.is_discrete
        value = self.value
        if isinstance(value, typed.Aggregate) and value.kind is not ast.AggregateKind.AVERAGE:
            value = value.pick.value or value
        stated = isinstance(value, typed.RecordField | typed.ApplicantField | typed.Figure)
        return whole or (stated and self.value.type.is_money)

    def _place(self, tier: Tier) -> bool:
        """Compare a row with the rows above it."""
        ctx = self.scope.ctx
        if self.coverage.covered.has_all_of(tier):
            ctx.add(g.UnreachableRow(span=tier.span))
            return False
        for earlier in self.coverage.tiers if self.coverage.has_overlap(tier) else ():
            both = common(earlier, tier)
            is_ladder = earlier.end is not None and earlier.end is tier.end  # they may overlap: the first applies
            if both is not None and not is_ladder:
                values, line = self.show_range(both), earlier.span.line
                related = (RelatedPlace(earlier.span, Phrase("the other row", "另一档")),)
                advice = self._overlap_advice(earlier, tier)
                ctx.add(g.TierOverlap(span=tier.span, values=values, line=line, advice=advice, related=related))
                break
        self.coverage.add(tier)
        return True

    def _overlap_advice(self, earlier: Tier, tier: Tier) -> Phrase:
        """How to write the lower of two overlapping rows, if one comparison is enough."""
        boundary = separating_bound(earlier, tier)
        if boundary is None:
            return g.TierOverlap.advice
        op, bound = boundary
        is_end = self.is_discrete and op in (Comparison.AT_MOST, Comparison.MORE_THAN)
        bound = (bound[0] - 1, 0) if is_end else bound
        row = Phrase(f"{op.value} {{number}}", threshold_text(op, "{number}"), number=self.show(bound))
        return Phrase("write `{row}`: rows are read from the top", "请写`{row}`：各档自上而下适用", row=row)

    # --------------------------------------------------------------------------------------- in words

    def show(self, bound: Bound | None) -> MessageValue:
        """A bound as it is written on a page."""
        if bound is None:
            return Phrase("the end", "末尾")
        return self.value.type.bound_text(bound[0], self.scope.ctx.currency)

    def show_range(self, tier: Tier) -> MessageValue:
        """The values of a tier in words."""
        if tier.low is None or tier.high is None:
            if tier.low is None:
                return Phrase("values below {high}", "低于{high}的值", high=self.show(tier.high))
            return Phrase("values from {low}", "{low}以上的值", low=self.show(tier.low))
        if self.is_discrete:
            last = (tier.high[0] - 1, 0)
            low, high = self.show(tier.low), self.show(last)
            return low if last == tier.low else Phrase("{low} to {high}", "{low}至{high}", low=low, high=high)
        if tier.low[0] == tier.high[0]:
            return self.show(tier.low)
        start = Phrase("above", "超过") if tier.low[1] else Phrase("from", "不低于")
        end = Phrase("to", "不超过") if tier.high[1] else Phrase("to below", "低于")
        low, high = self.show(tier.low), self.show(tier.high)
        return Phrase(
            "values {start} {low} {end} {high}",
            "{start}{low}、{end}{high}的值",
            start=start,
            low=low,
            end=end,
            high=high,
        )

    def is_single_value(self, tier: Tier) -> bool:
        """Whether a tier has one value only."""
        if tier.low is None or tier.high is None:
            return False
        return tier.high[0] - tier.low[0] == (1 if self.is_discrete else 0)

    # --------------------------------------------------------------------------------------- all rows

    def report_gaps(self) -> None:
        """Report values that no row covers. A row with errors may cover them, so it prevents the report."""
        if not self.coverage.is_sound:
            return
        has_otherwise = self.coverage.otherwise is not None
        for hole in holes(self.coverage.tiers):
            self.scope.ctx.add(
                g.TierHole.create(
                    hole.span,
                    self.show_range(hole),
                    has_otherwise=has_otherwise,
                    joined=self._advice_on_single_value(hole) if self.is_single_value(hole) else NOTHING,
                )
            )

    def is_complete(self) -> bool:
        """Whether every value has a row: by `otherwise`, every member, both answers, or thresholds without a gap."""
        if self.coverage.otherwise is not None or self.coverage.covered.has_all_of(
            Tier(None, None, None, self.value.span)
        ):
            return True
        choice = self.scope.ctx.vocabulary.choice_of(self.value.type)
        members = ("yes", "no") if self.value.type.is_flag else () if choice is None else choice.names
        return bool(members) and self.coverage.members.keys() >= {*members}

    def _advice_on_single_value(self, hole: Tier) -> Phrase:
        """The two rows next to a hole of one value, each as it is written with this value. Other ends stay."""
        below = next(tier for tier in self.coverage.tiers if tier.span == hole.span)
        above = next(tier for tier in self.coverage.tiers if tier.low == hole.high)
        value = self.show(hole.low)
        is_open = not self.is_discrete and above.high is not None and not above.high[1]
        return Phrase(
            "write `{above}` in line {line}, or `{below}` here",
            "请在第{line}行写`{above}`，或在此档写`{below}`",
            above=_row_from(value, above, self._last_value(above), is_open=is_open),
            line=above.span.line,
            below=_row_to(value, below, self.show(below.low)),
        )

    def _last_value(self, tier: Tier) -> MessageValue:
        """The upper end of a row as it is written."""
        if tier.high is None:
            return ""
        return self.show((tier.high[0] - 1, 0) if self.is_discrete else tier.high)

    def row(self, row: ast.Row) -> _CheckedRow | None:
        """One row."""
        if self.coverage.otherwise is not None:
            self.scope.ctx.add(g.OtherwiseNotLast(span=self.coverage.otherwise))
        sound, test = self.test(row)
        self.coverage.is_sound = self.coverage.is_sound and sound
        amount = _amount_of_row(row, self.scope, self.make_amount)
        return None if amount is None or not sound else _checked_row(row, test, amount, self.scope)


@attrs.frozen(eq=False, repr=False)
class _CheckedRow(ValueObject):
    """A row as written: with a sum, or with rows under it."""

    row: typed.Row | None
    name: str
    test: typed.Expr | None
    inner: typed.AmountByRows | None = None


def _amount_of_row(
    row: ast.Row, scope: Scope, make: MakeAmount
) -> typed.FixedAmount | typed.Ceiling | typed.AmountByRows | None:
    """The sum of a row, or the rows under it; other lines under it are reported."""
    inner = tuple(line for line in row.body if isinstance(line, ast.Row))
    for line in row.body:
        if not isinstance(line, ast.ReadingLine | ast.SourceNote | ast.Row):
            scope.ctx.refuse_misplaced(
                line.span,
                LocalizedSentence(format_line(line)),
                Phrase("under a row", "一档之下"),
                Phrase("write it under the award, where it applies to every row", "请写在奖励之下：对各档都适用"),
            )
    if isinstance(row.amount, ast.AmountByRows):
        return rows(row.amount, inner, scope, make)
    if isinstance(row.amount, ast.AmountByConditions):
        return condition_rows(row.amount, inner, scope, make)
    return make(row.amount, scope)


def _checked_row(
    row: ast.Row,
    test: typed.Expr | None,
    amount: typed.FixedAmount | typed.Ceiling | typed.AmountByRows,
    scope: Scope,
) -> _CheckedRow:
    if isinstance(amount, typed.AmountByRows):
        return _CheckedRow(None, row_name(row), test, amount)
    record = scope.record if scope.record is not None else scope.picked
    once = lookup.once_rule(row.once, record, scope.matters, scope.ctx)
    made = typed.Row(span=row.span, name=row_name(row), test=test, amount=amount, once=once)
    return _CheckedRow(made, made.name, test)


def _all_of(tests: Iterable[typed.Expr | None], span: Span) -> typed.Expr | None:
    """All of the tests; `None` without a test."""
    parts: list[typed.Expr] = []
    for test in tests:
        if test is not None:
            parts += test.parts if isinstance(test, typed.And) else (test,)
    if len(parts) < 2:
        return parts[0] if parts else None
    return typed.And(span=span, parts=tuple(parts))


def _in_sequence(checked: Iterable[_CheckedRow]) -> tuple[typed.Row, ...]:
    """The rows and the rows under them. A row whose rows have a gap applies to its values alone, not a later row."""
    made: list[typed.Row] = []
    taken: list[typed.Expr] = []
    for each in checked:
        negated = [
            typed.Not(span=test.span, part=test)
            for test in taken
            if not (isinstance(test, typed.Membership) and isinstance(each.test, typed.Membership))
        ]
        if each.row is not None:
            made.append(attrs.evolve(each.row, test=_all_of((*negated, each.test), each.row.span)))
            continue
        assert each.inner is not None
        for row in each.inner.rows:
            test = _all_of((*negated, each.test, row.test), row.span)
            made.append(attrs.evolve(row, name=f"{each.name}: {row.name}", test=test))
        if each.test is not None and not _has_all_values(each.inner):
            taken.append(each.test)
    return tuple(made)


def rows_with_gap(amount: typed.AmountByRows) -> Span | None:
    """The first `by` or `as follows` that has no row for some cases; `None` if a row applies in every case."""
    if not amount.is_complete:
        return amount.span
    return next((group.span for group in amount.groups if not group.is_complete), None)


def _has_all_values(amount: typed.AmountByRows) -> bool:
    """Whether one of the rows always applies."""
    if amount.rows[-1].test is None:
        return True
    value = amount.value
    return value is not None and value.type.is_flag and not amount.groups and len(amount.rows) == 2


def _groups(
    value: typed.Expr | None, checked: Iterable[_CheckedRow], span: Span, *, is_complete: bool = False
) -> tuple[typed.RowGroup, ...]:  # fmt: skip
    """Each `by` of rows in rows; empty if no row has rows under it."""
    each = tuple(checked)
    inner = [
        attrs.evolve(group, within=_all_of((row.test, group.within), span))
        for row in each
        if row.inner is not None
        for group in row.inner.groups or (_group(row.inner),)
    ]
    if not inner:
        return ()
    if value is None:
        return tuple(inner)
    tests = tuple(row.test for row in each)
    return (typed.RowGroup(span=span, value=value, tests=tests, is_complete=is_complete), *inner)


def _group(amount: typed.AmountByRows) -> typed.RowGroup:
    tests = tuple(row.test for row in amount.rows)
    return typed.RowGroup(span=amount.span, value=amount.value, tests=tests, is_complete=amount.is_complete)


def condition_rows(
    written: ast.AmountByConditions, lines: tuple[ast.Row, ...], scope: Scope, make: MakeAmount
) -> typed.AmountByRows | None:
    """`as follows` with its rows: the first row whose condition is true applies; `None` after an error."""
    if not lines:
        advice = Phrase("write one row for each case: `CONDITION: AMOUNT`", "每种情形写一档：`条件：数额`")
        _report_no_rows(written.span, Phrase("conditions", "条件"), advice, scope)
        return None
    checked: list[_CheckedRow] = []
    above: list[tuple[typed.Expr, Span]] = []
    otherwise: Span | None = None
    is_sound = True
    for line in lines:
        if otherwise is not None:
            scope.ctx.add(g.OtherwiseNotLast(span=otherwise))
        test: typed.Expr | None = None
        if isinstance(line.key, ast.ConditionKey):
            gate = conditions.gate(line.key.test, scope)
            test = None if gate is None else gate.test
            if test is not None and any(implies(test, earlier) for earlier, _ in above):
                scope.ctx.add(g.UnreachableRow(span=line.key.span))
                test = None
            if test is None:
                is_sound = False
            else:
                above.append((test, line.key.span))
        else:
            otherwise = line.span
        amount = _amount_of_row(line, scope, make)
        if amount is None:
            is_sound = False
        elif is_sound:
            checked.append(_checked_row(line, test, amount, scope))
    if not is_sound:
        return None
    rows_ = _in_sequence(checked)
    words = words_of_expr(tuple(row.test for row in rows_ if row.test is not None))
    groups, has_otherwise = _groups(None, checked, written.span), otherwise is not None
    return typed.AmountByRows(
        span=written.span, value=None, text="", rows=rows_, words=words, groups=groups, is_complete=has_otherwise
    )  # fmt: skip


def _report_no_rows(span: Span, value: Phrase, advice: Phrase, scope: Scope) -> None:
    """A sentence that needs rows is without rows."""
    scope.ctx.add(
        n.RowMismatch(span=span, rows=Phrase("the rows do", "各档"), value=value, key=n.NO_ROWS, advice=advice)
    )


def implies(test: typed.Expr, other: typed.Expr) -> bool:
    """Whether a condition is true only if another is, as far as their parts show it."""
    if isinstance(other, typed.And):
        return all(implies(test, part) for part in other.parts)
    if isinstance(test, typed.And):
        return any(implies(part, other) for part in test.parts)
    if isinstance(test, typed.Compare) and isinstance(other, typed.Compare) and test.left == other.left:
        if not (isinstance(test.right, typed.Const) and isinstance(other.right, typed.Const)):
            return test == other
        if test.op.end is not other.op.end or test.op.end is None:
            return test == other
        value, bound = _to_number(test.right), _to_number(other.right)
        if value == bound:
            return other.op.includes or not test.op.includes
        return value > bound if test.op.end is End.LOW else value < bound
    return test == other


def row_name(row: ast.Row) -> str:
    """The key as the formatter prints it."""
    return format_line(row).partition(":")[0].strip()


def _to_number(constant: typed.Expr) -> Fraction:
    value = constant.value if isinstance(constant, typed.Const) else 0
    if isinstance(value, datetime.date):
        return Fraction(value.toordinal())
    return Fraction(value) if isinstance(value, int | Fraction) else Fraction(0)


def rows(
    by_rows: ast.AmountByRows, lines: tuple[ast.Row, ...], scope: Scope, make: MakeAmount
) -> typed.AmountByRows | None:
    """`by X` with its rows; `None` after an error."""
    value = inference.value_or_time(by_rows.value, scope)
    return rows_of(value, format_expr(by_rows.value), by_rows.span, lines, scope, make)


def rows_of(
    value: typed.Expr, text: str, span: Span, lines: tuple[ast.Row, ...], scope: Scope, make: MakeAmount
) -> typed.AmountByRows | None:
    """An amount with a row for each case of a value; `None` after an error."""
    if not lines:
        shown, advice = (
            value.type.phrase,
            Phrase("write one row for each member or threshold: `KEY: AMOUNT`", "每个取值或标准写一档：`取值：数额`"),
        )
        if isinstance(value, RANKS):
            shown, advice = (
                PLACES_OF_RANKING,
                Phrase("write one row for each place: `1: AMOUNT`", "每个名次写一档：`第1名：数额`"),
            )
        _report_no_rows(span, shown, advice, scope)
        return None
    if is_poison(value):
        for line in lines:
            _amount_of_row(line, scope, make)
        return None
    work = _RowChecker(value, scope, make, _RowCoverage())
    built = [work.row(line) for line in lines]
    work.report_gaps()
    work.report_misfits()
    checked = tuple(r for r in built if r is not None)
    if len(checked) < len(built):
        return None
    words = words_of_expr((value, *(part for row in checked for inner in _groups_of(row) for part in inner.values)))
    made, is_complete = _in_sequence(checked), work.is_complete()
    groups = _groups(value, checked, span, is_complete=is_complete)
    return typed.AmountByRows(
        span=span, value=value, text=text, rows=made, words=words, groups=groups, is_complete=is_complete
    )


def _groups_of(row: _CheckedRow) -> tuple[typed.RowGroup, ...]:
    return () if row.inner is None else row.inner.groups or (_group(row.inner),)
