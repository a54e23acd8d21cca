"""Generated conditions and amounts, well-typed by construction, over the words of a generated vocabulary."""

from __future__ import annotations

import datetime
import random
from fractions import Fraction

import attrs

from ipdsl.base.values.money import Mode
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast
from tests.properties import build as b
from tests.properties.build import SPAN
from tests.properties.vocabularies import RecordWords, Vocabulary
from tests.properties.words import PLACES

YUAN = [100, 300, 999, 1000, 2500, 5000, 9999, 10000, 20000, 33333, 50000, 100000]
RATES = [Fraction(n, 10000) for n in (100, 300, 1000, 3000, 5000, 6600, 1235, 10000)]
OPS = list(Comparison)


def a_date(r: random.Random) -> datetime.date:
    special = [datetime.date(2020, 2, 29), datetime.date(2021, 1, 1), datetime.date(2022, 12, 31)]
    return r.choice([*special, datetime.date(2019, 1, 1) + datetime.timedelta(days=r.randint(0, 1800))])


def record_tests(r: random.Random, v: Vocabulary, rec: RecordWords, event: str | None) -> list[ast.Expr]:
    """Tests after `when`: at most one event word, placed first; then words of the record, seldom of the applicant."""
    found: list[ast.Expr] = [b.word(event)] if event else []
    for _ in range(r.choice([0, 0, 1, 1, 2])):
        found.append(junction(r, lambda: any_test(r, v, rec, event)))
    return found


def any_test(r: random.Random, v: Vocabulary, rec: RecordWords, event: str | None = None) -> ast.Expr:
    """A test of the record, sometimes of its applicant or the applicant's year, or of a day of each."""
    roll = r.random()
    if 0.2 < roll < 0.32:
        return picked_test(r, v, Around(rec, event))
    if roll < 0.04 and len(rec.of("money")) > 1:
        return b.compare(difference(r, rec), r.choice(OPS), literal(r, "money"))
    if roll < 0.08:
        return with_owner(r, applicant_test(r, v), "applicant")
    if roll < 0.12 and v.figures:
        return with_owner(r, figure_test(r, v), "applicant")
    dates = [text for text, sort in v.applicant.items() if sort == "date"]
    if roll < 0.16 and dates and rec.of("date"):
        return b.compare(b.word(r.choice(rec.of("date"))), r.choice(OPS), b.word(r.choice(dates)))
    if roll < 0.18:
        return b.compare(ast.ClaimYear(span=SPAN), r.choice(OPS), b.number(r.randint(2020, 2024)))
    if roll < 0.2 and v.levels:
        return b.compare(ast.OtherSupport(span=SPAN), r.choice(OPS), b.number(r.choice(YUAN)))
    return with_owner(r, record_test(r, v, rec), rec.name)


def with_owner(r: random.Random, test: ast.Expr, owner: str) -> ast.Expr:
    """The test, in one of eight cases with the owner of its word: `level of patent`."""
    if r.random() >= 0.125:
        return test
    match test:
        case ast.Word():
            return _of_owner(test, owner)
        case ast.Membership(value=ast.Word() as word) | ast.RangeTest(value=ast.Word() as word):
            return attrs.evolve(test, value=_of_owner(word, owner))
        case ast.Compare(left=ast.Word() as word):
            return attrs.evolve(test, left=_of_owner(word, owner))
        case ast.ElapsedComparison(day=ast.Word() as word):
            return attrs.evolve(test, day=_of_owner(word, owner))
        case _:
            return test


def _of_owner(word: ast.Word, owner: str) -> ast.TableLookup:
    return ast.TableLookup(span=SPAN, table=word.name, key=b.name(owner))


def junction(r: random.Random, make: object) -> ast.Expr:
    """A test, its negation, or an `or` of two in brackets."""
    assert callable(make)
    roll = r.random()
    if roll < 0.15:
        return ast.Or(span=SPAN, parts=(make(), make()))
    if roll < 0.25:
        return b.negate(make())
    if roll < 0.3:
        return b.negate(ast.And(span=SPAN, parts=(make(), make())))
    return make()  # type: ignore[no-any-return]


def record_test(r: random.Random, v: Vocabulary, rec: RecordWords) -> ast.Expr:
    """One test of a field or a state of a record."""
    options = [f for f, s in rec.fields.items() if f not in (*rec.fixed, rec.key[0]) and s not in v.records]
    if rec.states and r.random() < 0.15:
        return b.word(r.choice([*rec.states]))
    text = r.choice(options)
    if rec.fields[text] == "date" and r.random() < 0.5:
        return deadline(r, text, rec.of("date"))
    if r.random() < 0.06 and rec.of("date"):
        return on_day(r, v, rec)
    return field_test(r, v, text, rec.fields[text])


def deadline(r: random.Random, text: str, dates: list[str]) -> ast.Expr:
    """A comparison of two days of a record, one of them some time after or before."""
    others = [date for date in dates if date != text]
    if not others:
        return b.compare(b.word(text), r.choice(OPS), b.date(a_date(r)))
    other = b.word(r.choice(others))
    if r.random() < 0.15:
        return day_of_year_test(r, b.word(text), b.word(r.choice(others)))
    shifted = shifted_day(r, other)
    if r.random() < 0.2:
        low = attrs.evolve(shifted, is_before=True)
        return ast.RangeTest(span=SPAN, value=b.word(text), low=low, high=other)
    limit: ast.Expr = shifted
    if r.random() < 0.6:
        limit = ast.Extreme(span=SPAN, values=(limit, b.word(r.choice(dates))), largest=r.random() < 0.5)
    if r.random() < 0.7:
        return b.compare(b.word(text), r.choice(OPS), limit)
    count = ast.SpanCount(span=SPAN, unit=r.choice([*ast.Unit]), start=b.word(text), end=r.choice([other, limit]))
    return b.compare(count, r.choice(OPS), b.number(r.randint(0, 30)))


def day_of_year_test(r: random.Random, day: ast.Expr, other: ast.Expr) -> ast.Expr:
    """A day compared with days of each year, of the year of the claim, or with another day."""
    low, high = ((r.choice([1, 2, 4, 7, 12]), r.choice([1, 5, 28])) for _ in range(2))
    roll = r.random()
    if roll < 0.4:
        return ast.EachYearTest(span=SPAN, value=day, low=low, high=high)
    if roll < 0.6:
        return ast.YearBeforeTest(span=SPAN, value=day)
    of_year = ast.DayOfYear(span=SPAN, month=low[0], day=low[1], years=r.choice([-1, 0, 1]))
    return ast.Compare(
        span=SPAN, left=day, op=r.choice(OPS), right=of_year if roll < 0.9 else other, is_of_days=r.random() < 0.5
    )


def shifted_day(r: random.Random, day: ast.Expr) -> ast.ShiftedDay:
    length = b.duration(r.choice([1, 2, 6, 12, 18]), r.choice([ast.Unit.YEAR, ast.Unit.MONTH, ast.Unit.DAY]))
    return ast.ShiftedDay(span=SPAN, duration=length, is_before=r.random() < 0.3, day=day)


def on_day(r: random.Random, v: Vocabulary, rec: RecordWords) -> ast.Expr:
    """A state of the record, or a field of the applicant, on a day of the record."""
    flags = [text for text in v.dated if v.applicant[text] == "yes/no"]
    words = [*rec.states, *flags]
    if not words:
        return b.word(rec.of("date")[0])
    word, day = r.choice(words), r.choice(rec.of("date"))
    return ast.SeriesValue(span=SPAN, series=b.name(word), point=ast.SeriesPoint.ON, day=b.name(day))


def field_test(r: random.Random, v: Vocabulary, text: str, sort: str) -> ast.Expr:
    """A test that fits the type of a field."""
    if sort == "yes/no":
        return b.word(text)
    if sort in ("text", "list"):
        return b.is_one(text, r.sample(PLACES, r.randint(1, 2)))
    if sort in v.choices:
        return b.is_one(text, r.sample(v.choices[sort], r.randint(1, len(v.choices[sort]) - 1)))
    if sort == "level":
        if r.random() < 0.3:
            return b.is_one(text, r.sample(v.levels, 1))
        return b.compare(b.word(text), r.choice(OPS), b.word(r.choice(v.levels)))
    if sort == "date" and r.random() < 0.6:
        length = b.duration(r.choice([1, 2, 10, 18]), r.choice([ast.Unit.YEAR, ast.Unit.YEAR, ast.Unit.MONTH]))
        return ast.ElapsedComparison(span=SPAN, day=b.word(text), op=r.choice(OPS), duration=length)
    if r.random() < 0.2:
        low, high = sorted([literal(r, sort), literal(r, sort)], key=_literal_value)
        return ast.RangeTest(span=SPAN, value=b.word(text), low=low, high=high)
    return b.compare(b.word(text), r.choice(OPS), literal(r, sort))


def _literal_value(e: ast.Expr) -> object:
    assert isinstance(e, (ast.Number, ast.Percent, ast.Date))
    return e.value


def literal(r: random.Random, sort: str) -> ast.Number | ast.Percent | ast.Date:
    """A constant of a type."""
    if sort == "date":
        return b.date(a_date(r))
    if sort == "percent":
        return b.percent(r.choice(RATES))
    if sort == "count":
        return b.number(r.randint(1, 8))
    return b.number(r.choice(YUAN))


def applicant_test(r: random.Random, v: Vocabulary) -> ast.Expr:
    """One test of the applicant, its figures, or counts over its records."""
    return figure_test(r, v) if r.random() < 0.1 else person_test(r, v)


def person_test(r: random.Random, v: Vocabulary) -> ast.Expr:
    """One test of the applicant, or a count over its records."""
    roll = r.random()
    if roll < 0.15:
        return b.word(r.choice([*v.kinds, *v.classes]))
    if roll < 0.22 and v.derived:
        return b.word(v.derived[0])
    if roll < 0.3 and v.since:
        return b.compare(b.word(r.choice(v.since)), r.choice(OPS), b.duration(r.randint(1, 3), ast.Unit.YEAR))
    if roll < 0.55:
        text = r.choice([*v.applicant])
        return field_test(r, v, text, v.applicant[text])
    return has(r, v)


def figure_test(r: random.Random, v: Vocabulary) -> ast.Expr:
    """A comparison of a yearly figure with a number or a share of itself."""
    text = r.choice([*v.figures])
    if r.random() < 0.1:
        grown = ast.Increase(span=SPAN, figure=b.name(text), is_share=True)
        return b.compare(grown, r.choice(OPS), b.percent(Fraction(r.choice([0, 2, 5]), 5)))
    if r.random() < 0.2:
        return b.compare(earlier_figure(r, text), r.choice(OPS), literal(r, v.figures[text]))
    if r.random() < 0.3:
        return b.compare(b.word(text), r.choice(OPS), b.share(r.choice(RATES), b.word(text)))
    return b.compare(b.word(text), r.choice(OPS), literal(r, v.figures[text]))


def earlier_figure(r: random.Random, text: str) -> ast.Expr:
    """A figure of earlier years, sometimes with what counts for a year without figures."""
    kind = r.choice([None, *ast.YearsKind])
    years = 1 if kind is None else r.randint(1, 3)
    value: ast.Expr = ast.EarlierFigure(span=SPAN, figure=b.name(text), kind=kind, years=years)
    roll = random.Random(f"{text} {kind} {years} {r.random()}").random()
    if roll < 0.3:
        since = None if roll < 0.15 else 2019 + years
        value = ast.FigureOfYears(span=SPAN, figure=b.name(text), kind=kind or ast.YearsKind.LARGEST, since=since)
    elif roll < 0.4:
        value = ast.EarlierFigure(span=SPAN, figure=b.name(text), years=2)
    return b.with_fallback(value, b.number(r.randint(0, 8))) if r.random() < 0.3 else value


@attrs.frozen
class Around:
    """The record around a pick, if there is one, and the event that dates its claims (`None`: its default event).

    `depth` counts the picks around.
    """

    rec: RecordWords | None = None
    event: str | None = None
    depth: int = 0

    @property
    def has_day(self) -> bool:
        """Whether an earlier record is earlier by the event that dates the claim."""
        if self.rec is None:
            return False
        return len(self.rec.events) == 1 or self.event == self.rec.default


def has(r: random.Random, v: Vocabulary) -> ast.Expr:
    """`has at least 2 PICK`, or a comparison of a total over picked records."""
    if r.random() < 0.3:
        return picked_test(r, v, Around())
    rec = r.choice([*v.records.values()])
    words = []
    if r.random() < 0.7:
        words.append(r.choice([*rec.events, *rec.states]))
    if r.random() < 0.4 and rec.of("yes/no"):
        words.append(r.choice(rec.of("yes/no")))
    return counted(r, ast.Pick(span=SPAN, record=b.name(rec.name), words=b.names(*words)))


def counted(r: random.Random, pick: ast.Pick) -> ast.Expr:
    if r.random() < 0.2:
        return ast.NoRecordsTest(span=SPAN, pick=pick)
    op = r.choice([Comparison.AT_LEAST, Comparison.AT_LEAST, *OPS])
    return ast.RecordCountTest(span=SPAN, op=op, number=r.randint(1, 3), pick=pick)


def picked_test(r: random.Random, v: Vocabulary, around: Around) -> ast.Expr:
    """A count of picked records, or a comparison of an aggregate over them."""
    rec, sort = picked_record(r, v, around), r.choice(["money", "money", "count", "date", "percent"])
    if r.random() < 0.5 or not rec.of(sort):
        return counted(r, a_pick(r, v, rec, around))
    value = aggregate(r, v, rec, sort, around)
    same = [] if around.rec is None else around.rec.of(sort)
    other = b.word(r.choice(same)) if same and r.random() < 0.4 else literal(r, sort)
    return b.compare(value, r.choice(OPS), other)


KINDS_IN_ORDER = (ast.AggregateKind.FIRST, ast.AggregateKind.LAST)
SUMS = (ast.AggregateKind.TOTAL, ast.AggregateKind.TOTAL, ast.AggregateKind.AVERAGE)
ENDS = (ast.AggregateKind.LARGEST, ast.AggregateKind.SMALLEST, *KINDS_IN_ORDER)


def aggregate(r: random.Random, v: Vocabulary, rec: RecordWords, sort: str, around: Around) -> ast.Expr:
    """A total, an extreme, or the first or last value of picked records; sometimes with what counts without one."""
    more = SUMS if sort in ("money", "count") else (ast.AggregateKind.EARLIEST,) * 4 if sort == "date" else ()
    kind = r.choice([*more, *ENDS])
    pick = a_pick(r, v, rec, around, is_ordered=kind in KINDS_IN_ORDER)
    value = ast.Aggregate(span=SPAN, kind=kind, field=b.name(r.choice(rec.of(sort))), pick=pick)
    may_be_missing = sort != "date" and not kind.is_sum and not around.depth
    return b.with_fallback(value, literal(r, sort)) if may_be_missing and r.random() < 0.35 else value


def picked_record(r: random.Random, v: Vocabulary, around: Around) -> RecordWords:
    """Often a kind that is related to the record around the pick."""
    if around.rec is None or r.random() < 0.3:
        return r.choice([*v.records.values()])
    return r.choice([rec for rec in v.records.values() if rec.fields is around.rec.fields])


def a_pick(
    r: random.Random, v: Vocabulary, rec: RecordWords, around: Around, *, is_ordered: bool = False
) -> ast.Pick:  # fmt: skip
    """Records of a kind: earlier ones, with a value of the record around, of the year, and with a condition."""
    is_earlier = around.has_day and r.random() < 0.5
    is_in_year = not around.depth and r.random() < 0.25
    words: list[str] = []
    if not around.depth and r.random() < 0.6:
        days = [rec.default] if is_earlier or is_ordered else [*rec.events]
        words.append(r.choice([*days, *rec.states]))
    if r.random() < 0.2 and rec.of("yes/no"):
        words.append(r.choice(rec.of("yes/no")))
    same: list[str] = []
    if around.rec is not None and r.random() < 0.6:
        both = [f for f, s in rec.fields.items() if s not in ("list", "percent") and around.rec.fields.get(f) == s]
        same = r.sample(both, min(len(both), r.choice([1, 1, 2])))
    test = pick_condition(r, v, rec, around) if r.random() < 0.4 else None
    return ast.Pick(
        span=SPAN, record=b.name(rec.name), words=b.names(*words), is_earlier=is_earlier, same=b.names(*same),
        is_in_year=is_in_year, test=test,
    )  # fmt: skip


def pick_condition(r: random.Random, v: Vocabulary, rec: RecordWords, around: Around) -> ast.Expr:
    """A condition of a picked record: of its own words, of a word around the pick, or of a pick in the pick."""
    roll, is_other = r.random(), around.rec is not None and around.rec.fields is not rec.fields
    if roll < 0.15 and around.depth < 1:
        return picked_test(r, v, Around(rec, rec.default, around.depth + 1))
    for sort in ("money", "date", "count"):
        if roll < 0.4 and is_other and around.rec is not None and around.rec.of(sort) and rec.of(sort):
            return b.compare(b.word(r.choice(rec.of(sort))), r.choice(OPS), b.word(r.choice(around.rec.of(sort))))
    own = [f for f, s in rec.fields.items() if f not in (*rec.fixed, rec.key[0], "level") and s not in v.records]
    text = r.choice(own)
    if rec.fields[text] == "date" and r.random() < 0.5:
        return deadline(r, text, rec.of("date"))
    return field_test(r, v, text, rec.fields[text])


# ---------------------------------------------------------------------------------------------- amounts


def amount_of(r: random.Random, v: Vocabulary, rec: RecordWords) -> ast.Expr:
    """An amount of money calculated from one record."""
    money = rec.of("money")
    base = b.word(r.choice(money))
    roll = r.random()
    if 0.16 < roll < 0.24:
        return picked_amount(r, v, rec)
    if roll < 0.2:
        return b.number(r.choice(YUAN))
    if roll < 0.36:
        return computed_amount(r, rec, base)
    if 0.53 < roll < 0.58 and v.levels:
        return b.share(r.choice(RATES), less_support(base))
    if roll < 0.55:
        return b.share(r.choice(RATES), base)
    if roll < 0.6:
        return base
    if roll < 0.66:
        above = ast.Band(span=SPAN, value=base, floor=b.number(r.choice(YUAN)))
        return b.share(r.choice(RATES), above)
    if roll < 0.73:
        each = ast.AmountPerStep(
            span=SPAN,
            amount=b.number(r.choice(YUAN)),
            step=b.number(r.choice([1000, 5000, 50000])),
            base=ast.Band(span=SPAN, value=base, floor=b.number(r.choice(YUAN))) if r.random() < 0.5 else base,
        )
        return ast.Sum(span=SPAN, terms=(b.number(r.choice(YUAN)), each), signs=(True, True))
    if roll < 0.77 and len(money) > 1:
        return b.share(r.choice(RATES), difference(r, rec)) if r.random() < 0.5 else difference(r, rec)
    if roll < 0.8:
        two = (base, b.word(r.choice(money)))
        return b.share(r.choice(RATES), ast.Sum(span=SPAN, terms=two, signs=(True, r.random() < 0.5)))
    if roll < 0.88:
        values = (b.share(r.choice(RATES), base), b.number(r.choice(YUAN)))
        return ast.Extreme(span=SPAN, largest=r.random() < 0.5, values=values)
    return _interest(r, v, rec, base)


def difference(r: random.Random, rec: RecordWords) -> ast.Sum:
    """A difference of two sums of a record, with a third term: its value may be below 0."""
    words = [b.word(text) for text in r.sample(rec.of("money"), 2)]
    third = b.number(r.choice(YUAN)) if r.random() < 0.6 else b.word(r.choice(rec.of("money")))
    return ast.Sum(span=SPAN, terms=(*words, third), signs=(True, False, r.random() < 0.7), is_bracketed=True)


def less_support(amount: ast.Expr) -> ast.Sum:
    """An amount less what others paid."""
    return ast.Sum(span=SPAN, terms=(amount, ast.OtherSupport(span=SPAN)), signs=(True, False), is_bracketed=True)


def picked_amount(r: random.Random, v: Vocabulary, rec: RecordWords) -> ast.Expr:
    """An amount from other records of the applicant."""
    around = Around(rec)
    other = picked_record(r, v, around)
    if r.random() < 0.3:
        number = ast.Aggregate(span=SPAN, kind=ast.AggregateKind.NUMBER, field=None, pick=a_pick(r, v, other, around))
        return b.product(b.number(r.choice(YUAN)), number)
    value = aggregate(r, v, other, "money", around)
    return b.share(r.choice(RATES), value) if r.random() < 0.7 else value


def computed_amount(r: random.Random, rec: RecordWords, base: ast.Expr) -> ast.Expr:
    """A product, quotient, band, rate of facts or rounded value."""
    counts, rates, dates = rec.of("count"), rec.of("percent"), rec.of("date")
    roll = r.random()
    if roll < 0.2 and dates and r.random() < 0.7:
        return b.product(b.number(r.choice(YUAN)), counted_time(r, rec, dates))
    if roll < 0.2 and counts:
        return b.product(b.number(r.choice(YUAN)), b.word(r.choice(counts)))
    if roll < 0.4 and rates:
        terms = (base, b.number(r.choice(YUAN)))
        whole = ast.Sum(span=SPAN, terms=terms, signs=(True, r.random() < 0.7), is_bracketed=True)
        return ast.RateOf(span=SPAN, rate=b.word(r.choice(rates)), base=whole)
    if roll < 0.5:
        divisor = b.word(r.choice(counts)) if counts and r.random() < 0.7 else b.number(r.choice([3, 7, 12]))
        return b.product(base, b.word(r.choice(rates)) if rates else b.number(2), divisor=divisor)
    if roll < 0.65:
        low, high = sorted(r.sample(YUAN, 2))
        band = ast.Band(span=SPAN, value=base, floor=r.choice([None, b.number(low)]), ceiling=b.number(high))
        return b.share(r.choice(RATES), band)
    if roll < 0.85:
        mode = r.choice([mode.value for mode in Mode])
        return ast.RoundedValue(span=SPAN, value=base, mode=mode, step=b.number(r.choice([1, 7, 3000])))
    part = ast.Percent(span=SPAN, value=Fraction(1, r.choice([3, 6, 7])), is_fraction=True)
    return ast.Share(span=SPAN, percent=part, base=base)


def counted_time(r: random.Random, rec: RecordWords, dates: list[str]) -> ast.Expr:
    """A count of years, months or days."""
    roll = r.random()
    if rec.states and roll < 0.6:
        unit, state = r.choice([ast.Unit.MONTH, ast.Unit.DAY]), b.name(r.choice([*rec.states]))
        return ast.StateLength(span=SPAN, unit=unit, state=state)
    end: ast.Expr = ast.ClaimDay(span=SPAN) if roll < 0.85 else shifted_day(r, b.word(r.choice(dates)))
    if r.random() < 0.25:
        end = ast.Extreme(span=SPAN, values=(b.word(r.choice(dates)), end), largest=r.random() < 0.5)
    return ast.SpanCount(span=SPAN, unit=r.choice([*ast.Unit]), start=b.word(r.choice(dates)), end=end)


def _interest(r: random.Random, v: Vocabulary, rec: RecordWords, base: ast.Expr) -> ast.Expr:
    days = rec.of("date")
    if len(days) < 2:
        return b.share(r.choice(RATES), base)
    start, end = r.sample(days, 2)
    rate: ast.Expr = b.percent(Fraction(37, 1000))
    if rec.of("percent") and r.random() < 0.5:
        rate = b.word(r.choice(rec.of("percent")))
    if v.monthly:
        how = r.choice([ast.SeriesPoint.IN_JANUARY_OF, ast.SeriesPoint.IN_MONTH_OF])
        value = ast.SeriesValue(span=SPAN, series=b.name(v.monthly), point=how, day=b.name(end))
        rate = r.choice([value, ast.Extreme(span=SPAN, largest=False, values=(value, rate))])
    years = r.choice([None, 1, 2])
    inner = ast.Interest(span=SPAN, principal=base, rate=rate, start=b.name(start), end=b.name(end), last_years=years)
    return b.share(r.choice(RATES), inner) if r.random() < 0.5 else inner


def fixed_or_ceiling(r: random.Random, v: Vocabulary, rec: RecordWords, *, ceilings: float = 0.12) -> ast.Amount:
    """`X`, `X at most Y`, `up to X`, or `at discretion`."""
    value = amount_of(r, v, rec)
    limit: ast.Expr | None = None
    if not isinstance(value, ast.Number) and r.random() < 0.3:
        computed = b.share(r.choice(RATES), b.word(r.choice(rec.of("money"))))
        limit = computed if r.random() < 0.3 else b.number(r.choice(YUAN))
    roll = r.random()
    if roll < ceilings / 4:
        return ast.DiscretionaryAmount(span=SPAN)
    if roll < ceilings:
        return b.up_to(value, limit)
    return b.fixed(value, limit)
