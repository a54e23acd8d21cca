"""Random pages: every class of node, in the normal form of the parser (flat chains, no unnecessary nesting)."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ipdsl.base.source import Span
from ipdsl.base.values.money import Mode
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.type_list import TYPES_BY_KEYWORD
from ipdsl.syntax import ast
from ipdsl.syntax.layout import is_chinese

PLACE = Span("made", 1, 1, 1, 1)
NAMES = (
    "alpha", "beta", "gamma_2", "new", "granted", "enterprise", "patent", "official_fees", "prize_of_1", "已付利息",
    "示范区", "Ünder", "X",
)  # fmt: skip
NUMBERED_ARTICLES = ("1", "2.1.5", "7.10", "30", "12a", "0")
REFERENCES = ("11.ip_title.new", "gi_mark", "3.product", "ZL2015-1", "Alpha")

name = st.sampled_from(NAMES).map(lambda text: ast.Name(span=PLACE, text=text))
names = st.lists(name, min_size=1, max_size=3).map(tuple)
optional_name = st.none() | name
text = (
    st.text(alphabet="abc 中文，。#“”()'%·、A1", max_size=12)
    | st.just('a “b” "c"')
    | st.just(" and or when x plus y " * 9)
)
optional_text = st.none() | text
second_text = st.none() | st.sampled_from(("甲", "一年期LPR", "甲“乙”丙", "文" * 60, '名"称'))
english = text.filter(lambda said: not is_chinese(said))

reference = st.sampled_from(REFERENCES)
item = reference | text | st.sampled_from(("total", "2022", "of", "unknown"))
year = st.integers(1900, 2200)
day = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))
count = st.integers(0, 10**6)
article = st.sampled_from(NUMBERED_ARTICLES)
comment = st.text(alphabet='abc 中#"“x', max_size=8).map(str.strip)


class _Fields:
    """Strategies by field. Its short `repr` keeps hypothesis from printing the whole grammar."""

    def __init__(self, fields: dict[str, SearchStrategy[Any]]) -> None:
        self.by_name = fields


@st.composite
def _built(draw: st.DrawFn, kind: type[Any], fields: _Fields) -> Any:
    return kind(span=PLACE, **{name: draw(strategy) for name, strategy in fields.by_name.items()})


def node(kind: type[Any], /, **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A node with an arbitrary span."""
    return _built(kind, _Fields(fields))


@st.composite
def trivia(draw: st.DrawFn) -> ast.Trivia:
    before: list[str] = []
    for line in draw(st.lists(comment, max_size=2)):
        before.append(line)
        before += ["\n"] if draw(st.booleans()) else []
    return ast.Trivia(tuple(before), draw(st.none() | comment), draw(st.booleans()))


def sentence(kind: type[Any], /, **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A sentence with comments."""
    return _built(kind, _Fields({"trivia": st.just(ast.Trivia()) | trivia(), **fields}))


def texts(
    kind: Any, english_field: str = "text", zh: str = "zh", /, **fields: SearchStrategy[Any]
) -> SearchStrategy[Any]:
    """A sentence with a text in one language, or in both."""
    one = sentence(kind, **{english_field: text}, **fields)
    return one | sentence(kind, **{english_field: english, zh: second_text}, **fields)


def many(of: SearchStrategy[Any], least: int = 0, most: int = 2) -> SearchStrategy[Any]:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


# ---------------------------------------------------------------------------------------------- expressions

decimal = st.builds(lambda n, places: Fraction(n, 10**places), st.integers(0, 10**9), st.integers(0, 4))
number = node(ast.Number, value=decimal, currency=st.sampled_from((None, None, "EUR", "CNY")), is_money=st.booleans())
bare_number = node(ast.Number, value=decimal)
fraction = st.builds(Fraction, st.integers(0, 9999), st.integers(1, 9999))
percentage = node(ast.Percent, value=decimal.map(lambda v: v / 100))
percent = percentage | node(ast.Percent, value=fraction, is_fraction=st.just(True))
date = node(ast.Date, value=day)
duration = node(ast.Duration, number=count, unit=st.sampled_from(ast.Unit))
literal = number | percent | date | duration
comparison = st.sampled_from(Comparison)
word = node(ast.Word, name=name)
primary = st.one_of(
    literal,
    word,
    node(ast.TableLookup, table=name, key=name),
    node(ast.SeriesValue, series=name, point=st.sampled_from(ast.SeriesPoint), day=name),
    node(ast.Increase, figure=name),
    node(ast.EarlierFigure, figure=name, years=count, kind=st.sampled_from(ast.YearsKind)),
    node(ast.EarlierFigure, figure=name, years=st.sampled_from((1, 2))),
    node(ast.FigureOfYears, figure=name, kind=st.sampled_from(ast.YearsKind), since=st.none() | year),
    node(ast.Increase, figure=name, is_share=st.just(True)),
    node(ast.StateLength, unit=st.sampled_from([ast.Unit.MONTH, ast.Unit.DAY]), state=name),
    node(ast.ClaimDay),
    node(ast.ClaimYear),
    node(ast.OtherSupport),
    node(ast.AwardSum, awards=name | st.deferred(lambda: article_ref), kind=st.sampled_from(ast.AwardSumKind)),
    node(ast.PaymentDay, point=st.sampled_from(ast.PaymentPoint)),
    node(
        ast.Aggregate,
        kind=st.sampled_from([k for k in ast.OF_SETS if k is not ast.AggregateKind.NUMBER]),
        field=name,
    ),
    node(ast.Aggregate, kind=st.just(ast.AggregateKind.NUMBER), field=st.none()),
)


def _sums(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Sums in the parser's form: flat, except for subtracted terms and sums that contain a subtraction."""
    plain = inner.filter(lambda e: not isinstance(e, ast.Sum))

    def made(first: Any, rest: list[tuple[Any, bool]]) -> ast.Sum:
        signs = [is_added and not (isinstance(term, ast.Sum) and all(term.signs)) for term, is_added in rest]
        terms = (first, *(term for term, _ in rest))
        return ast.Sum(span=PLACE, terms=terms, signs=(True, *signs))

    return st.builds(made, plain, st.lists(st.tuples(inner, st.booleans()), min_size=1, max_size=2))


def _products(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A factor, then others that multiply or divide."""

    def made(first: Any, rest: list[tuple[Any, bool]]) -> ast.Product:
        factors, is_divisor = zip((first, False), *rest, strict=True)
        return ast.Product(span=PLACE, factors=factors, is_divisor=is_divisor)

    return st.builds(made, inner, st.lists(st.tuples(inner, st.booleans()), min_size=1, max_size=2))


def _rates_of(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A word or expression as the rate; `word of word` is a lookup."""
    compound = inner.filter(lambda e: not isinstance(e, ast.Word))
    return node(ast.RateOf, rate=word, base=compound) | node(ast.RateOf, rate=compound, base=inner)


month_day = st.tuples(st.integers(1, 12), st.integers(1, 28))
years = st.integers(-1, 1)


def _arithmetic(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.one_of(
        _sums(inner),
        node(ast.Share, percent=percent, base=inner),
        _products(inner),
        _rates_of(inner),
        node(ast.Band, value=inner, floor=inner, ceiling=st.none() | inner),
        node(ast.Band, value=inner, floor=st.none(), ceiling=inner),
        node(ast.RoundedValue, value=inner, mode=st.sampled_from([mode.value for mode in Mode]), step=bare_number),
        node(ast.FallbackValue, value=inner, fallback=literal),
        node(ast.ShiftedDay, duration=duration, is_before=st.booleans(), day=inner),
        month_day.flatmap(lambda held: node(ast.DayOfYear, month=st.just(held[0]), day=st.just(held[1]), years=years)),
        node(ast.SpanCount, unit=st.sampled_from(ast.Unit), start=inner, end=inner),
        node(ast.AmountPerStep, amount=inner, step=number, base=inner),
        node(ast.AmountPerRecord, amount=inner, record=name),
        node(ast.Interest, principal=inner, rate=inner, start=name, end=name, last_years=st.none() | count),
        node(ast.Extreme, largest=st.booleans(), values=many(inner, 1, 3)),
    )


def _picks(condition: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return node(
        ast.Pick, record=name, words=many(name), is_earlier=st.booleans(), same=many(name), is_in_year=st.booleans(),
        test=st.none() | condition,
    )  # fmt: skip


def _aggregates(pick: SearchStrategy[Any]) -> SearchStrategy[Any]:
    kinds = [kind for kind in ast.AggregateKind if kind is not ast.AggregateKind.NUMBER]
    return st.one_of(
        node(ast.Aggregate, kind=st.sampled_from(kinds), field=name, pick=pick),
        node(ast.Aggregate, kind=st.just(ast.AggregateKind.NUMBER), field=st.none(), pick=pick),
    )


def _comparisons(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Comparisons, without a day before another against a value: that may be a distance or a day, and is refused."""
    return node(ast.Compare, left=inner, op=comparison, right=inner).filter(lambda made: not _is_distance_or_day(made))


def _is_distance_or_day(made: ast.Compare) -> bool:

    is_before = isinstance(made.left, ast.ShiftedDay) and made.left.is_before
    return is_before and not isinstance(made.right, ast.ShiftedDay)


_plain_value = st.recursive(primary, _arithmetic, max_leaves=4)
_plain_test = _comparisons(_plain_value)
pick = _picks(word | _plain_test | node(ast.And, parts=many(word | _plain_test, 2, 2)))
value = st.recursive(primary | _aggregates(pick), _arithmetic, max_leaves=4)
test = st.one_of(
    word,
    value,
    node(
        ast.Membership, value=value, members=many(name | node(ast.Name, text=st.sampled_from(("of", "a b", "7"))), 1, 3)
    ),
    _comparisons(value),
    node(ast.RangeTest, value=value, low=value, high=value),
    node(ast.EachYearTest, value=value, low=month_day, high=month_day),
    node(ast.YearBeforeTest, value=value),
    node(ast.Compare, left=value, op=comparison, right=value, is_of_days=st.just(True)),
    node(ast.ElapsedComparison, day=value, op=comparison, duration=duration),
    node(ast.RecordCountTest, op=comparison, number=count, pick=pick),
    node(ast.NoRecordsTest, pick=pick),
    node(ast.CannotBeDetermined, field=name),
)


def _connectives(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    def parts(kind: type[Any]) -> SearchStrategy[Any]:
        return many(inner.filter(lambda e: not isinstance(e, kind)), 2, 3)

    return st.one_of(node(ast.And, parts=parts(ast.And)), node(ast.Or, parts=parts(ast.Or)), node(ast.Not, part=inner))


condition = st.recursive(test, _connectives, max_leaves=5)
optional_condition = st.none() | condition

# ---------------------------------------------------------------------------------------------- awards and rules

fixed = node(ast.FixedAmount, value=value, at_most=st.none() | value)
amount = fixed | node(ast.Ceiling, value=value, at_most=st.none() | value) | node(ast.DiscretionaryAmount)
period = st.builds(
    lambda length, is_span: ast.PeriodKey.of(length.span, length, is_span=is_span),
    duration.filter(lambda length: length.number > 1),
    st.booleans(),
)
once = st.none() | node(ast.OnceRule, per=many(name | period))
when = node(ast.WhenTrigger, record=name, the_first=st.booleans(), test=optional_condition)
no_event = node(ast.WhileTrigger, subject=name, test=optional_condition) | node(ast.YearTrigger)
trigger = when | no_event
lists = st.just(()) | names
head, head_without_event, head_with_event = (
    node(ast.Head, once=once, per=lists, to=lists, start=st.none() | day, among=lists, trigger=each)
    for each in (trigger, no_event, when)
)
debt_head = node(ast.Head, once=once, per=lists, to=lists, start=st.none() | day, trigger=trigger)
rank_head = node(ast.Head, per=lists, among=lists)
threshold = node(ast.ThresholdKey, op=comparison, literal=literal)
row_key = st.one_of(
    node(ast.MemberKeys, names=names),
    threshold,
    node(ast.ThresholdKey, op=st.just(Comparison.MORE_THAN), literal=literal, is_rise=st.just(True)),
    node(ast.BetweenKey, low=literal, high=literal),
    node(ast.RangeKey, low=threshold, high=threshold),
    node(ast.RankKey, rank=count, last=st.none() | count),
    node(ast.OtherwiseKey),
)
count_of_conditions = node(
    ast.ConditionCount, op=comparison, number=count, lines=many(sentence(ast.CountedCondition, test=condition), 1, 3)
)
condition_line = sentence(ast.ConditionLine, test=condition | count_of_conditions)
same_matter = sentence(ast.SameMatter, record=st.none() | name, names=many(name, 1, 2))
attribution = node(ast.Attribution, by=text, day=day) | node(ast.Attribution, by=english, zh=second_text, day=day)
reading = texts(ast.ReadingLine, attribution=st.none() | attribution) | texts(ast.SourceNote)
labels = many(node(ast.Name, text=reference), 1, 3)
award_line = st.one_of(
    condition_line,
    reading,
    texts(ast.TitleLine),
    sentence(ast.LabelLine, name=name, label=optional_text),
    sentence(ast.FormerLabels, labels=labels),
    sentence(ast.AwardLimit, amount=value),
    sentence(ast.AwardThreshold, amount=value),
    sentence(ast.SupportDeduction),
    sentence(ast.PriorPaymentDeduction, record=name, field=name),
    sentence(ast.ConversionLine, series=name, day=name),
    sentence(ast.UncappedLine),
    sentence(ast.SetOff, years=count),
    sentence(ast.PayeeShare, rate=percent, is_at_least=st.booleans(), payee=name),
    sentence(ast.PayeeShare, rate=percent, is_at_least=st.booleans(), payee_name=text),
)
award_body = many(award_line | sentence(ast.AwardMinimum, amount=value))
limit_of_row = st.none() | node(
    ast.Limit, number=count, what=optional_name, per=names, order=st.none() | st.sampled_from(ast.LimitOrder)
)
row = sentence(ast.Row, key=row_key, amount=amount, once=once, limit=limit_of_row, body=award_body)
by_value = node(ast.AmountByRows, value=value)
row_by = st.deferred(lambda: sentence(ast.Row, key=row_key, amount=by_value, body=many(row | award_line, 1, 2)))
condition_key = node(ast.ConditionKey, test=condition) | node(ast.OtherwiseKey)
condition_row = st.one_of(
    sentence(ast.Row, key=condition_key, amount=amount, once=once, limit=limit_of_row, body=award_body),
    sentence(ast.Row, key=condition_key, amount=by_value, body=many(row | award_line, 1, 2)),
)
row_as_follows = st.deferred(
    lambda: sentence(ast.Row, key=row_key, amount=node(ast.AmountByConditions), body=many(condition_row, 1, 2))
)
field_order = st.recursive(
    node(ast.FieldOrder, field=name, is_highest_first=st.booleans()),
    lambda ties: node(ast.FieldOrder, field=name, is_highest_first=st.booleans(), ties=ties),
    max_leaves=3,
)
rows = many(row | row_by | row_as_follows | sentence(ast.TiesShare, order=st.none() | field_order) | award_line, 1, 3)
award = st.one_of(
    sentence(ast.Award, amount=amount, head=head, body=award_body),
    sentence(ast.Award, amount=by_value, head=head, body=rows),
    sentence(ast.Award, amount=node(ast.AmountByConditions), head=head, body=many(condition_row | award_line, 1, 3)),
    sentence(ast.Award, amount=fixed, head=debt_head, body=award_body, is_debt=st.just(True)),
    sentence(ast.Award, amount=by_value, head=debt_head, body=rows, is_debt=st.just(True)),
    sentence(
        ast.Award,
        amount=node(ast.AmountByConditions),
        head=debt_head,
        body=many(condition_row | award_line, 1, 3),
        is_debt=st.just(True),
    ),
    sentence(ast.Award, amount=node(ast.AmountByRank, figure=name), head=rank_head | head_without_event, body=rows),
    sentence(ast.Award, amount=node(ast.AmountByRankOfRecord, field=name), head=head_with_event, body=rows),
)
article_ref = node(ast.ArticleRef, first=article, last=st.none() | article)
label = node(ast.Name, text=reference)
alternative = node(ast.Alternative, refs=many(article_ref | label, 1, 3))
rule_body = many(
    reading
    | same_matter
    | sentence(ast.ExceptionLine, refs=many(article_ref | label, 1, 3))
    | sentence(ast.CarryForward, years=count)
    | sentence(ast.RepaidUncounted)
    | sentence(ast.LapsedUncounted)
    | sentence(ast.SupportDeduction)
    | sentence(ast.SupportDeduction, levels=many(name, 1, 3))
)
recovery_line = st.one_of(
    reading,
    sentence(ast.Surcharge, rate=value),
    sentence(ast.RecoveryInterest, rate=value, start=primary, end=primary),
    sentence(ast.RecoveryThreshold, amount=value, includes_sum=st.booleans()),
    sentence(ast.AwardLimit, amount=value),
    sentence(ast.PaymentOrder, refs=many(article_ref | label, 1, 3)),
    sentence(ast.StopPayments),
    sentence(ast.SetOff, years=count),
)
instalment_event = node(ast.InstalmentEvent, event=name, record=optional_name, same=optional_name)
year_and_day = month_day.flatmap(
    lambda held: node(ast.DayOfYear, month=st.just(held[0]), day=st.just(held[1]), years=years)
)
instalment_day = st.none() | instalment_event | duration | date | year_and_day
paid_to = {"share": st.none() | value, "test": optional_condition}
instalment = st.one_of(
    sentence(ast.Instalment, day=instalment_day, payee=optional_name, **paid_to),
    sentence(ast.Instalment, day=instalment_day, payee_name=text, **paid_to),
    sentence(ast.Instalment, years=duration, payee=optional_name, **paid_to),
)
counted_applicants = node(ast.Name, text=st.just("applicant"))
ties = st.none() | field_order
rule = st.one_of(
    sentence(
        ast.Limit,
        number=count,
        what=optional_name,
        per=names,
        order=st.none() | st.sampled_from(ast.LimitOrder),
        body=rule_body,
    ),
    sentence(
        ast.Limit,
        number=count,
        what=optional_name | counted_applicants,
        per=names | st.just(()),
        across=st.just(True),
        order=st.none() | st.sampled_from(ast.LimitOrder) | field_order,
        body=rule_body,
    ),
    sentence(ast.NoRepeat, per=st.just(()) | names, body=rule_body),
    sentence(ast.HighestRule, per=names, with_older=st.booleans(), body=rule_body),
    sentence(ast.HighestRule, per=names, alternatives=many(alternative, 2, 3), body=rule_body),
    sentence(ast.PayEachLine),
    sentence(ast.TopUp, per=st.just(()) | names, body=rule_body),
    sentence(ast.Cap, amount=value, per=names | st.tuples(name, period), across=st.booleans(), body=rule_body),
    sentence(ast.MinimumTotal, amount=value, per=names, across=st.booleans(), body=rule_body),
    sentence(ast.RoundedTotal, step=decimal, per=names, across=st.booleans(), body=rule_body),
    sentence(
        ast.Cap,
        amount=value,
        per=names | st.just(()),
        of_payments=st.booleans(),
        across=st.just(True),
        manner=st.none() | st.sampled_from(ast.CapManner),
        order=st.none() | field_order,
        body=rule_body,
    ),
    sentence(ast.Quota, low=st.none() | count, number=count, what=name, per=names, body=rule_body),
    sentence(ast.Quota, low=count, number=count, what=name, per=names, by=name, ties=ties, body=rule_body),
    sentence(ast.Suspension, who=name, when=when, body=rule_body),
    sentence(ast.NoneWhenRule, test=optional_condition, body=rule_body),
    sentence(ast.NoneWhenRule, is_own_level=st.just(True), body=rule_body),
)
plain_when = node(ast.WhenTrigger, record=name, the_first=st.just(False), test=optional_condition)
other = st.one_of(
    condition_line,
    same_matter,
    reading,
    sentence(ast.UncappedLine),
    texts(ast.Reference, "document", trigger=st.none() | plain_when, body=award_body),
    texts(ast.Reference, "document", instead_of=article_ref, records_of=year, body=award_body),
    texts(ast.Obligation, who=name, body=award_body),
    sentence(ast.Obligation, who=name, op=comparison, share=percentage, body=award_body),
    sentence(ast.Allocation, amount=fixed, per=lists, to=lists, trigger=trigger, body=award_body),
    sentence(
        ast.Recovery,
        share=value,
        trigger=when,
        is_above=st.booleans(),
        same=optional_name,
        payer=optional_name,
        body=many(recovery_line, 0, 2),
    ),
    sentence(ast.PaymentSchedule, body=many(instalment | reading, 1, 3)),
    texts(ast.Target, number=number, by_year=year),
    sentence(ast.Requirement, record=optional_name, test=condition),
    sentence(ast.Definition, name=name, label=optional_text, record=optional_name, value=condition),
    sentence(ast.Definition, name=name, record=optional_name, value=by_value, body=many(row | row_by, 1, 2)),
    sentence(
        ast.Definition,
        name=name,
        record=optional_name,
        value=node(ast.AmountByConditions),
        body=many(condition_row, 1, 2),
    ),
)


def _blocks(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.one_of(
        sentence(ast.Group, name=name, label=optional_text, body=many(inner, 1, 3)),
        sentence(ast.OverBlock, articles=st.just(()) | many(article_ref, 1, 3), body=many(inner, 1, 3)),
    )


block_item = st.recursive(award | rule | other, _blocks, max_leaves=3)


@st.composite
def articles(draw: st.DrawFn) -> ast.Article:
    mark = draw(st.sampled_from(("", "informative", "in_header", "defines")))
    is_twice = draw(st.booleans())
    return draw(
        sentence(
            ast.Article,
            number=article,
            title=english if is_twice else optional_text,
            title_zh=second_text if is_twice else st.none(),
            informative=st.just(mark == "informative"),
            in_header=st.just(mark == "in_header"),
            defines=(english if is_twice else text) if mark == "defines" else st.none(),
            defines_zh=second_text if is_twice and mark == "defines" else st.none(),
            body=many(block_item, 0, 3),
        )
    )


# ---------------------------------------------------------------------------------------------- headers

header = st.one_of(
    sentence(ast.DocumentLine, number=text),
    sentence(ast.IssueDateLine, day=day),
    sentence(ast.YearBeginsLine, month=st.integers(1, 12), day=st.integers(1, 28)),
    sentence(ast.EffectiveLine, start=day, end=day, discretion_from=st.none() | day),
    sentence(
        ast.EffectiveLine,
        start=day,
        duration=st.none() | duration,
        discretion_from=st.none() | day,
        open_form=st.just(True),
    ),
    sentence(ast.StatusLine, word=name),
    sentence(ast.CurrencyLine, code=st.sampled_from(("CNY", "USD"))),
    sentence(ast.PolicyLevel, name=name),
    same_matter,
    sentence(ast.RoundingLine, mode=st.sampled_from(("half up", "half even", "up", "down")), step=decimal),
    sentence(ast.UseLine, name=name),
    sentence(ast.LanguageLine, version=count),
    sentence(ast.FormerNames, names=many(node(ast.Name, text=reference), 1, 2)),
    sentence(ast.EndedLabels, labels=labels),
    sentence(ast.ReplacesLine, document=text, body=many(sentence(ast.ClauseMapping, new=reference, old=reference))),
    condition_line,
    reading,
)
policy_line = sentence(ast.PolicyLine, name=name, title=optional_text, header=many(header, 0, 4)) | sentence(
    ast.PolicyLine, name=name, title=english, title_zh=second_text, header=many(header, 0, 4)
)
use = sentence(ast.UseLine, name=name) | sentence(ast.LanguageLine, version=count)
vocabulary_line = sentence(ast.VocabularyLine, name=name, title=optional_text, header=many(use))

# ---------------------------------------------------------------------------------------------- vocabulary

member = node(ast.MemberDecl, name=name, label=optional_text)
members = many(member, 1, 4)


definitions = st.tuples(optional_text, st.none()) | st.tuples(english, second_text)
"""A definition in one language, or in English and Chinese."""


@st.composite
def labelled(draw: st.DrawFn, kind: type[Any], make: Any, /, **fields: SearchStrategy[Any]) -> Any:
    """A node with a label and a definition in one or both languages, a label only, or neither."""
    label = draw(optional_text)
    definition, other = draw(definitions) if label is not None else (None, None)
    said = {"label": st.just(label), "definition": st.just(definition), "definition_zh": st.just(other)}
    return draw(make(kind, name=name, **said, **fields))


varies = st.sampled_from((None, "fixed", "dated", "yearly"))
plain_type = st.one_of(
    node(ast.TypeExpr, word=st.sampled_from(sorted(TYPES_BY_KEYWORD)), is_list=st.booleans()),
    node(ast.TypeExpr, name=name, is_list=st.booleans()),
)
field = st.one_of(
    labelled(ast.FieldDecl, node),
    node(
        ast.FieldDecl,
        name=name,
        label=optional_text,
        definition=optional_text,
        type=plain_type,
        varies=varies,
        zero_before=optional_name,
    ),
    node(
        ast.FieldDecl,
        name=name,
        label=optional_text,
        type=plain_type,
        years_between=node(ast.YearsBetweenDecl, start=name, record=optional_name, end=name),
    ),
    labelled(ast.FieldDecl, node, type=node(ast.TypeExpr, members=members), varies=varies),
    labelled(ast.FieldDecl, node, since=name, since_label=optional_text),
    labelled(ast.FieldDecl, node, means=condition),
)
field_line = sentence(ast.FieldLine, fields=many(field, 1, 2))
event = node(
    ast.EventDecl,
    name=name,
    label=optional_text,
    date_field=name,
    date_label=optional_text,
    first=st.booleans(),
    for_life=st.booleans(),
    default=st.booleans(),
)


@st.composite
def states(draw: st.DrawFn) -> ast.StateDecl:
    until = draw(optional_name)
    return draw(
        sentence(
            ast.StateDecl,
            name=name,
            label=optional_text,
            start=name,
            start_label=optional_text,
            until=st.just(until),
            until_label=st.none() if until is None else optional_text,
        )
    )


record_item = st.one_of(
    sentence(ast.KeyDecl, parts=many(node(ast.KeyPart, name=name, label=optional_text), 1, 3)),
    sentence(ast.MatterDecl, names=names),
    sentence(ast.EventLine, events=many(event, 1, 2)),
    states(),
    sentence(ast.OrderOfDays, days=many(name, 2, 3)),
    field_line,
)


@st.composite
def records(draw: st.DrawFn) -> ast.RecordDecl:
    base = draw(optional_name)
    fixed_values = many(node(ast.FixedValue, field=name, value=name))
    return draw(
        labelled(
            ast.RecordDecl,
            sentence,
            plural=optional_name,
            base=st.just(base),
            fixed=st.just(()) if base is None else fixed_values,
            body=many(record_item, 0, 4),
        )
    )


vocabulary_item = st.one_of(
    labelled(ast.KindDecl, sentence, includes=lists),
    labelled(ast.ClassDecl, sentence, members=names),
    sentence(ast.LevelDecl, members=many(member, 2, 3)),
    sentence(ast.ChoiceDecl, name=name, label=optional_text, members=many(member, 1, 12)),
    sentence(
        ast.SeriesDecl,
        name=name,
        label=optional_text,
        currency=st.sampled_from((None, "CNY")),
        frequency=st.sampled_from(("monthly", "daily")),
    ),
    sentence(ast.ApplicantFields, lines=many(field_line, 1, 2)),
    sentence(ast.Figures, lines=many(field_line, 1, 2)),
    records(),
)

# ---------------------------------------------------------------------------------------------- cases

simple_value = st.one_of(
    node(ast.FactValue, value=literal | word),
    node(ast.FactValue, text=text),
    node(ast.FactValue, special=st.sampled_from(("none", "unknown", "cannot be determined"))),
)
fact_value = simple_value | node(ast.FactValue, items=many(simple_value, 1, 3))
part = node(ast.FactPart, name=name, value=st.none() | fact_value) | node(
    ast.FactPart, name=name, negated=st.just(True)
)
parts = many(part, 0, 3)
given_record = st.one_of(
    sentence(ast.GivenRecord, kind=name, item=st.none() | item, parts=parts),
    sentence(ast.GivenRecord, kind=name, item=st.none(), none=st.just(True)),
    sentence(ast.GivenRecord, kind=name, item=st.none(), partial=st.just(True)),
    sentence(ast.GivenRecord, kind=name, item=st.none(), unknown=st.just(True)),
)
applicant_fact = st.one_of(
    sentence(ast.GivenFigures, year=year, parts=many(part, 1, 2)),
    sentence(ast.GivenHistory, label=reference, item=item, paid=number, year=year, parts=parts, document=optional_text),
    day.flatmap(
        lambda paid_on: sentence(
            ast.GivenHistory,
            label=reference,
            item=item,
            paid=number,
            year=st.just(paid_on.year),
            day=st.just(paid_on),
            parts=parts,
        )
    ),
    sentence(ast.GivenRank, figure=name, rank=count, year=year),
    sentence(ast.GivenOlder, document=text, item=item, amount=number),
    sentence(ast.GivenSupport, item=item, kind=optional_name, level=name, amount=number, year=year),
    sentence(ast.GivenApproval, label=reference, item=item, amount=number),
)
given = st.one_of(
    sentence(ast.GivenApplicant, kinds=names, parts=parts, lines=many(given_record, 0, 3)),
    sentence(ast.GivenApplicant, kinds=names, parts=parts, name=text, lines=many(given_record | applicant_fact, 0, 4)),
    applicant_fact,
    sentence(ast.GivenSeries, series=name, currency=st.sampled_from((None, "USD")), day=day, value=literal),
    sentence(ast.GivenAsOfDate, day=day),
)
PLAIN_OUTCOMES = (
    "awarded", "out of window", "already paid", "suspended", "supported by another level", "by reference", "ceiling",
    "contingent on the cohort",
)  # fmt: skip
RULE_WORDS = (
    "cap", "limit", "once", "pay highest", "top up", "no repeat", "support", "less", "at most", "quota", "suspend",
    "none",
)  # fmt: skip


@st.composite
def outcomes(draw: st.DrawFn) -> ast.ExpectOutcome:
    outcome = draw(st.sampled_from((*PLAIN_OUTCOMES, "reduced", "displaced", "not eligible", "undetermined")))
    rule = draw(st.none() | st.sampled_from(RULE_WORDS)) if outcome == "reduced" else None
    most = {"displaced": 1, "not eligible": 3, "undetermined": 3}.get(outcome, 0)
    return draw(
        sentence(
            ast.ExpectOutcome,
            applicant=optional_text,
            year=st.none() | year,
            item=item,
            label=st.none() | reference,
            outcome=st.just(outcome),
            rule=st.just(rule),
            article=st.none() if rule is None else st.none() | article,
            words=many(item, 0, most),
        )
    )


expect = st.one_of(
    sentence(ast.ExpectTotal, applicant=optional_text, year=st.none() | year, amount=number),
    sentence(
        ast.ExpectPaid,
        applicant=optional_text,
        year=st.none() | year,
        item=item,
        label=st.none() | reference,
        amount=number,
    ),
    outcomes(),
    sentence(ast.ExpectDue, applicant=optional_text, low=number, high=st.none() | number),
    sentence(ast.ExpectObligation, applicant=optional_text, article=article, amount=st.none() | number),
    sentence(ast.ExpectCarried, applicant=optional_text, amount=number, to_year=year),
    sentence(ast.ExpectLapsed, applicant=optional_text, amount=number),
    sentence(ast.ExpectBack, applicant=optional_text, year=st.none() | year, low=number, high=st.none() | number),
    sentence(ast.ExpectNet, applicant=optional_text, amount=number, is_negative=st.booleans()),
    sentence(ast.ExpectPayable, applicant=optional_text, amount=number),
    sentence(ast.ExpectNoObligation, applicant=optional_text, article=article),
    sentence(
        ast.ExpectValue,
        applicant=optional_text,
        year=st.none() | year,
        name=name,
        item=st.none() | item,
        value=fact_value,
    ),
)
in_case = {"given": many(given, 1, 3), "expect": many(expect, 0, 3)}
case = sentence(ast.Case, title=text, **in_case) | sentence(ast.Case, title=english, title_zh=second_text, **in_case)

# ---------------------------------------------------------------------------------------------- pages


@st.composite
def pages(draw: st.DrawFn) -> ast.Page:
    """A page of any kind. As in the parser's form, its first sentence has no blank line above."""
    kind = draw(st.sampled_from(("policy", "vocabulary", "cases", "draft")))
    first: Any = None
    if kind == "policy":
        first = draw(policy_line)
    elif kind == "vocabulary":
        first = draw(vocabulary_line)
    elif kind == "cases":
        first = draw(sentence(ast.CasesLine, policy=name))
    items: dict[str, SearchStrategy[Any]] = {
        "policy": articles() | block_item | case,
        "vocabulary": vocabulary_item,
        "cases": case,
        "draft": block_item | case,
    }
    uses = draw(many(use)) if kind == "draft" else ()
    listed = draw(many(items[kind], 0, 3))
    every = _without_first_blank([*([] if first is None else [first]), *uses, *listed])
    if first is not None:
        first, *every = every
    trailing = tuple(draw(st.lists(comment, max_size=2)))
    if trailing and (first is not None or every) and draw(st.booleans()):
        trailing = ("\n", *trailing)
    return ast.Page(
        span=PLACE,
        header=first,
        uses=tuple(every[: len(uses)]),
        items=tuple(every[len(uses) :]),
        trailing=trailing,
    )


def _without_first_blank(listed: list[Any]) -> list[Any]:
    if not listed:
        return listed
    quiet = attrs.evolve(listed[0].trivia, blank_before=False)
    return [attrs.evolve(listed[0], trivia=quiet), *listed[1:]]
