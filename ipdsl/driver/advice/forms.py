"""Sentences of the language as trees, and the words that official wording uses for them.

The words of a vocabulary as official wording uses them: names in English sentences, labels in Chinese ones.

Sentences of the language as trees without places, and their lines in either surface.

The reader of official wording in English makes these trees. The printers of the language write them,
so brackets and word order are those of the formatter.

A text split outside its brackets, for the readers of both languages.

What the readers of sums of both languages know: the words of a record, and what a page defines.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import cached_property
from itertools import product as combinations
from typing import TypeAlias, TypeVar

import attrs

from ipdsl.base.findings.finding import is_misspelt, word_by_definition
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.declarations import LabelledDeclaration
from ipdsl.schema.vocabulary import Event, Field, RecordKind
from ipdsl.semantics.lookup import Vocabulary
from ipdsl.syntax import ast
from ipdsl.syntax.printing import CHINESE, ENGLISH, keeping_brackets

D = TypeVar("D", bound=LabelledDeclaration)
_Value = TypeVar("_Value")


MOST_NESTED = 64
"""The most parts of a sentence that contain each other: as many as a sum of the language may have."""
MOST_PARTS = 1_000
"""The most parts that are read of one block, each as often as a pattern tries it. Real sentences need about 30."""


class UnreadError(Exception):
    """A part of a sentence in official wording that no pattern reads."""


def present(value: _Value | None) -> _Value:
    """The value. Raises `UnreadError` for `None`."""
    if value is None:
        raise UnreadError
    return value


def attempt(read: Callable[..., _Value], *parts: object) -> _Value | None:
    """What `read` makes of these parts; `None` if it raises `UnreadError`."""
    try:
        return read(*parts)
    except UnreadError:
        return None


class TooComplexError(Exception):
    """A block with more parts than the limit, or with more parts in each other. No part of it is read."""


class Words:
    """The declared words by their text in one language. A text that two declarations of a place share has the first.

    The readers of one block share these words, which also count the parts that were read.
    """

    def __init__(self, vocabulary: Vocabulary, *, is_chinese: bool) -> None:
        self._vocabulary = vocabulary
        self._schema = vocabulary.schema
        self.is_chinese = is_chinese
        self._parts = self._nested = 0
        self._fields: dict[str, dict[str, Field]] = {}
        self._events: dict[str, dict[str, Event]] = {}

    @contextmanager
    def part(self) -> Iterator[None]:
        """Count a sum or a condition while it is read. Each function that reads its own parts again needs this."""
        self._parts += 1
        self._nested += 1
        if self._parts > MOST_PARTS or self._nested > MOST_NESTED:
            raise TooComplexError
        try:
            yield
        finally:
            self._nested -= 1

    def text(self, declared: LabelledDeclaration) -> str:
        """The text of a declaration in a sentence."""
        return declared.label.zh or declared.name if self.is_chinese else declared.name

    @cached_property
    def records(self) -> Mapping[str, RecordKind]:
        return self._by_text(self._schema.records)

    @cached_property
    def plurals(self) -> Mapping[str, RecordKind]:
        """Records by their plural."""
        return {record.plural: record for record in self._schema.records if record.plural}

    @cached_property
    def levels(self) -> Mapping[str, LabelledDeclaration]:
        """The levels of government."""
        level = next((choice for choice in self._schema.choices if choice.is_ordered), None)
        return {} if level is None else self._by_text(level.members)

    @cached_property
    def payees(self) -> Mapping[str, LabelledDeclaration]:
        """Kinds and classes of applicants."""
        return self._by_text((*self._schema.kinds, *self._schema.classes))

    def is_payee(self, payee: str, payees: str) -> bool:
        """Whether a kind or class of applicants is one of `payees`, with `、` between them, or a narrower one."""
        wider = self._schema.wider_kinds[self.payees[payee].name]
        return any(self.payees[other].name in wider for other in payees.split("、"))

    @cached_property
    def payees_by_definition(self) -> Mapping[str, str]:
        """The text of each kind and class, with its definition."""
        return {text: declared.label.definition for text, declared in self.payees.items()}

    @cached_property
    def applicant_fields(self) -> Mapping[str, Field]:
        """Fields of the applicant and yearly figures."""
        return self._by_text((*self._schema.applicant_fields, *self._schema.figures))

    @cached_property
    def figures(self) -> Mapping[str, Field]:
        return self._by_text(self._schema.figures)

    @cached_property
    def since_words(self) -> Mapping[str, LabelledDeclaration]:
        return self._by_text(self._schema.since_words)

    def fields(self, record: RecordKind | None) -> Mapping[str, Field]:
        """The fields of a record and of the applicant; those of the record first."""
        if record is None:
            return self.applicant_fields
        if record.name not in self._fields:
            self._fields[record.name] = {**self.applicant_fields, **self._by_text(record.fields)}
        return self._fields[record.name]

    def fields_and_levels(self, text: str) -> set[str]:
        """The fields of the applicant and of the records in a text, and the levels of government."""
        of_records = {name for label, record in self.records.items() if label in text for name in self.fields(record)}
        return of_records | set(self.applicant_fields) | set(self.levels)

    def events(self, record: RecordKind) -> Mapping[str, Event]:
        if record.name not in self._events:
            self._events[record.name] = self._by_text(record.events)
        return self._events[record.name]

    def default_event(self, record: RecordKind) -> str | None:
        """The event that dates a claim if the wording names none."""
        event = record.default_event
        return None if event is None else self.text(event)

    def event_days(self, record: RecordKind) -> Mapping[str, str]:
        """The date field of each event, and of the default event under its empty text."""
        texts = {field.name: self.text(field) for field in record.fields}
        return {text: texts.get(event.date_field, event.date_field) for text, event in self.events(record).items()}

    def day(self, text: str, record: RecordKind | None) -> str | None:
        """The date field that a text names: itself, the day of an event, or the only one with the same stem."""
        dates = [name for name, field in self.fields(record).items() if field.type.is_date]
        text = re.sub(r"^(?:date|day) of |^being |^it (?:is|was) | for$|(?<=\w) (?:date|day)$", "", text)
        text = _NOUNS_OF_EVENTS.get(text, text).replace(" ", "_")
        exact = next((form for form in (text, f"{text}_on", f"{text}_since") if form in dates), None)
        if exact is not None or record is None:
            return exact
        days = self.event_days(record)
        if text in days:
            return days[text]
        stem = text[:-3] if self.is_chinese is False and len(text) >= 7 else text
        near = [date for date in dates if len(stem) >= 4 and date.startswith(stem[:5])]
        return near[0] if len(near) == 1 and not self.is_chinese else None

    def order_of_arrival(self, record: RecordKind) -> str | None:
        """The only day of application or receipt of a record, by which claims arrive.

        `None` without such a day: claims are then in the order of their own days.
        """
        days = [name for name, field in self.fields(record).items() if field.type.is_date]
        arrivals = [day for day in days if _ARRIVAL.match(day)]
        if len(arrivals) > 1:
            raise UnreadError
        return arrivals[0] if arrivals else None

    def is_item(self, word: str, record: RecordKind) -> bool:
        """Whether a word means one record: a part of its name or of its plural, its definition, or a general word."""
        return (
            word in ITEM_WORDS
            or resolve(word, (record.name, *record.name.split("_"))) is not None
            or defines(record.label.definition, word)
        )

    def members(self, field: Field) -> tuple[str, ...]:
        """The members of a field of a choice or level, in their order."""
        choice = self._vocabulary.choice_of(field.type) if field.type.is_member else None
        return () if choice is None else tuple(self.text(member) for member in choice.members)

    def fields_of_member(self, member: str, record: RecordKind | None) -> tuple[str, ...]:
        """The fields of a record, or of the applicant, that may have a member as their value."""
        return tuple(text for text, field in self.fields(record).items() if member in self.members(field))

    def _by_text(self, declared: Iterable[D]) -> dict[str, D]:
        by_text: dict[str, D] = {}
        for declaration in declared:
            by_text.setdefault(self.text(declaration), declaration)
        return by_text


_NOUNS_OF_EVENTS = {"purchase": "bought", "sale": "sold", "payment": "paid", "start": "started", "end": "ended"}
"""Nouns for events whose verb has another stem."""
_ARRIVAL = re.compile("appl(?:ied|ication)|received|receipt|submitted|filed|申请|申报|受理|收件|提交")
"""The beginning of names of days on which an application arrives."""
ITEM_WORDS = ("item", "items", "case", "cases", "application", "applications", "project", "projects", "claim")
"""Words for a record in general."""


def defines(definition: str, word: str) -> bool:
    """Whether a definition begins with a word: `company` in `a registered company`."""
    return re.match(rf"(?:an? |one )?(?:\w+ )?{re.escape(word)}\b", definition) is not None


def resolve(word: str, declared: Iterable[str]) -> str | None:
    """The declared word that a written word means: itself, its singular or plural, or the only one with a typo."""
    texts = tuple(declared)
    for form in (word, word.replace(" ", "_"), word.removesuffix("s"), f"{word}s", word.replace("-", "_")):
        if form in texts:
            return form
    near = [text for text in texts if len(word) > 3 and len(text) > 2 and is_misspelt(word, text)]
    return near[0] if len(near) == 1 else None


def resolve_payee(word: str, words: Words) -> str | None:
    """The kind of applicant that a word means: declared, or the only one whose name or definition has the word.

    The name may be the end of a compound such as `homeowner`, but not a part of `local_owner` or of `microenterprise`.
    """
    direct = resolve(word, words.payees)
    if direct is not None:
        return direct
    parts = [text for text in words.payees if len(text) > 3 and word.endswith(text) and _is_compound(word, text)]
    if len(parts) == 1:
        return parts[0]
    return word_by_definition(word, words.payees_by_definition)


def _is_compound(word: str, end: str) -> bool:
    """Whether the beginning of a word changes nothing of the meaning of its end."""
    return re.fullmatch("(?!non|micro|macro|mini|sub|semi|co|ex)[a-z]+", word.removesuffix(end)) is not None


NOWHERE = Span("", 1, 1, 1, 1)
"""The place of a node that no page has."""


@attrs.frozen(eq=False, repr=False)
class Lines(ValueObject):
    """A sentence and the lines under it. A line of the page that stays as it is, is a text."""

    sentence: ast.Sentence | str
    below: tuple[Lines, ...] = ()


Reading: TypeAlias = Sequence[Lines]
"""The sentences of one reading of a block."""


def with_lines(sentence: ast.Sentence | str, *below: Lines | ast.Sentence | str) -> Lines:
    """A sentence with lines under it."""
    return Lines(sentence, tuple(line if isinstance(line, Lines) else Lines(line) for line in below))


def lines_of(reading: Iterable[Lines], *, is_chinese: bool, depth: int = 0) -> Iterator[str]:
    """The lines of a reading, each level indented by two spaces."""
    for line in reading:
        sentence = line.sentence
        with keeping_brackets():
            text = sentence if isinstance(sentence, str) else (CHINESE if is_chinese else ENGLISH).text(sentence)
        yield "  " * depth + text
        yield from lines_of(line.below, is_chinese=is_chinese, depth=depth + 1)


# ---- words and literals


def name(text: str) -> ast.Name:
    """A word as a name."""
    return ast.Name(span=NOWHERE, text=text)


def names(texts: Iterable[str | ast.Name]) -> tuple[ast.Name, ...]:
    """Words as names."""
    return tuple(name(text) if isinstance(text, str) else text for text in texts)


def span_key(span: ast.Duration) -> ast.PeriodKey:
    """The key of a rule for any span of this length: `in any 36 months`."""
    return ast.PeriodKey.of(NOWHERE, span, is_span=True)


def word(text: str) -> ast.Word:
    """A word as a value or a test."""
    return ast.Word(span=NOWHERE, name=name(text))


def number(text: str | int, *, is_money: bool = False, currency: str | None = None) -> ast.Number:
    """A number as it is written: `12,000`, `20万`."""
    value = present(written_values.number(str(text)))
    return ast.Number(span=NOWHERE, value=value.value, currency=currency, is_money=is_money)


def computed_number(value: Fraction) -> ast.Number:
    """A number of a computed value."""
    return ast.Number(span=NOWHERE, value=value)


def day_of(text: str) -> datetime.date:
    """The day that a text states."""
    day = written_values.day(text)
    try:
        return datetime.date(*day or (0, 0, 0))
    except ValueError:
        raise UnreadError from None


def date(text: str) -> ast.Date:
    """A day as it is written."""
    return ast.Date(span=NOWHERE, value=day_of(text))


def rate(value: Fraction, *, is_fraction: bool = False) -> ast.Percent:
    """A rate: `30%`, or `3/4` as a fraction."""
    return ast.Percent(span=NOWHERE, value=value, is_fraction=is_fraction)


def duration(count: int, unit: ast.Unit) -> ast.Duration:
    """`6 months`."""
    return ast.Duration(span=NOWHERE, number=count, unit=unit)


# ---- sums


def share(fraction: ast.Expr, base: ast.Expr) -> ast.Expr:
    """A share of a value: a written rate, a rate that a word names, or a computed rate."""
    if isinstance(fraction, ast.Percent):
        return ast.Share(span=NOWHERE, percent=fraction, base=base)
    if isinstance(fraction, ast.Word) and isinstance(base, ast.Word):
        return ast.TableLookup(span=NOWHERE, table=fraction.name, key=base.name)
    return ast.RateOf(span=NOWHERE, rate=fraction, base=base)


def _bracket_rate(value: ast.Expr) -> ast.Expr:
    """A rate that a word names needs brackets before another operator."""
    return attrs.evolve(value, is_bracketed=True) if isinstance(value, ast.TableLookup) else value


def product(factors: Sequence[tuple[ast.Expr, bool]]) -> ast.Expr:
    """Factors, each with whether it divides, from the left."""
    if len(factors) == 1:
        return factors[0][0]
    return ast.Product(
        span=NOWHERE, factors=tuple(f for f, _ in factors), is_divisor=tuple(divides for _, divides in factors)
    )


def product_of(*factors: ast.Expr) -> ast.Expr:
    """A product."""
    return product([(factor, False) for factor in factors])


def signed_sum(terms: Sequence[tuple[ast.Expr, bool]]) -> ast.Expr:
    """Terms, each with whether it is added."""
    if len(terms) == 1:
        return terms[0][0]
    return ast.Sum(
        span=NOWHERE, terms=tuple(_bracket_rate(t) for t, _ in terms), signs=tuple(is_added for _, is_added in terms)
    )


def extreme(values: Sequence[ast.Expr], *, largest: bool = False) -> ast.Expr:
    """The smallest or largest of several values."""
    return ast.Extreme(span=NOWHERE, largest=largest, values=tuple(values))


def band(value: ast.Expr, floor: ast.Expr | None, ceiling: ast.Expr | None = None) -> ast.Band:
    """The part of a value between two bounds."""
    return ast.Band(span=NOWHERE, value=_bracket_rate(value), floor=floor, ceiling=ceiling)


def slabs(value: ast.Expr, steps: Sequence[tuple[ast.Expr, ast.Expr | None]]) -> ast.Expr:
    """A rate or price for each slab of a value, from its bottom; each step has the upper bound of its slab."""
    terms, floor = [], None
    for price, ceiling in steps:
        part = (
            value if floor is None and ceiling is None else attrs.evolve(band(value, floor, ceiling), is_bracketed=True)
        )
        terms.append((share(price, part) if isinstance(price, ast.Percent) else product_of(price, part), True))
        floor = ceiling
    return signed_sum(terms)


def rounded_value(value: ast.Expr, mode: str, step: ast.Number) -> ast.Expr:
    """A value rounded to a multiple of a step."""
    return ast.RoundedValue(span=NOWHERE, value=_bracket_rate(value), mode=mode, step=step)


def is_multiple(limit: ast.Expr | None, step: ast.Number) -> bool:
    """Whether rounding to a step cannot exceed a limit: without a limit, or if it is a multiple of the step."""
    return limit is None or (isinstance(limit, ast.Number) and limit.value % step.value == 0)


def per_full_step(amount: ast.Expr, step: ast.Number, base: ast.Expr) -> ast.Expr:
    """An amount for each full step of a value."""
    return ast.AmountPerStep(span=NOWHERE, amount=amount, step=step, base=base)


def earlier_figure(figure: str, years: int = 1, kind: ast.YearsKind | None = None) -> ast.Expr:
    """A figure of the year before, or of several years."""
    return ast.EarlierFigure(span=NOWHERE, figure=name(figure), years=years, kind=kind)


def span_count(unit: ast.Unit, start: str, end: str) -> ast.Expr:
    """How often a unit of time fits between two days."""
    return ast.SpanCount(span=NOWHERE, unit=unit, start=word(start), end=word(end))


def state_months(state: str) -> ast.Expr:
    """The full months of a state in the year."""
    return ast.StateLength(span=NOWHERE, unit=ast.Unit.MONTH, state=name(state))


def aggregate(kind: ast.AggregateKind, field: str | None) -> ast.Expr:
    """A value over the records of a set."""
    return ast.Aggregate(span=NOWHERE, kind=kind, field=None if field is None else name(field))


# ---- conditions


def compare(left: ast.Expr, op: Comparison, right: ast.Expr) -> ast.Expr:
    """A comparison."""
    return ast.Compare(span=NOWHERE, left=left, op=op, right=right)


def range_test(value: ast.Expr, low: ast.Expr, high: ast.Expr) -> ast.Expr:
    """A range, both ends included."""
    return ast.RangeTest(span=NOWHERE, value=value, low=low, high=high)


def is_one_of(field: str, members: Iterable[str]) -> ast.Expr:
    """Membership."""
    return ast.Membership(span=NOWHERE, value=word(field), members=names(members))


def deadline(day: str, op: Comparison, span: ast.Duration, anchor: str, *, is_before: bool = False) -> ast.Expr:
    """A day compared with another day some time after or before it."""
    shifted = ast.ShiftedDay(span=NOWHERE, duration=span, is_before=is_before, day=word(anchor))
    return compare(word(day), op, shifted)


def time_since(day: str, op: Comparison, span: ast.Duration) -> ast.Expr:
    """How long ago a day was."""
    return ast.ElapsedComparison(span=NOWHERE, day=word(day), op=op, duration=span)


def negation(condition: ast.Expr) -> ast.Expr:
    """The condition that is true where this one is false."""
    match condition:
        case ast.Not(part=part):
            return part
        case ast.Compare(left=left, op=op, right=right):
            return compare(left, op.opposite, right)
        case _:
            return ast.Not(span=NOWHERE, part=condition)


def all_conditions(conditions: Sequence[ast.Expr]) -> ast.Expr:
    """All of several conditions."""
    parts = [p for c in conditions for p in (c.parts if isinstance(c, ast.And) else (c,))]
    return parts[0] if len(parts) == 1 else ast.And(span=NOWHERE, parts=tuple(parts))


# ---- sentences


def award(amount: ast.Amount, head: ast.Head, verb: str | None = None) -> ast.Award:
    """An award."""
    return ast.Award(span=NOWHERE, amount=amount, head=head, verb=verb)


def fixed_amount(value: ast.Expr, at_most: ast.Expr | None = None) -> ast.FixedAmount:
    """An amount that the document sets."""
    return ast.FixedAmount(span=NOWHERE, value=value, at_most=at_most)


def up_to(value: ast.Expr) -> ast.Ceiling:
    """An amount that the authority sets, at most this."""
    return ast.Ceiling(span=NOWHERE, value=value)


def by_rows(value: ast.Expr) -> ast.AmountByRows:
    """An amount by the rows under it."""
    return ast.AmountByRows(span=NOWHERE, value=value)


AS_FOLLOWS = ast.AmountByConditions(span=NOWHERE)
OTHERWISE = ast.OtherwiseKey(span=NOWHERE)
LABEL_OF_ADDITION = ast.LabelLine(span=NOWHERE, name=name("top_up"))
COUNTING = ast.SupportDeduction(span=NOWHERE)


def record_trigger(
    record: str, event: str, conditions: Sequence[ast.Expr] = (), *, the_first: bool = False
) -> ast.WhenTrigger:
    """The trigger of a record with its event and conditions."""
    return ast.WhenTrigger(
        span=NOWHERE, record=name(record), the_first=the_first, test=all_conditions([word(event), *conditions])
    )


EACH_YEAR = ast.YearTrigger(span=NOWHERE)


def row(key: ast.RowKey, amount: ast.Amount, once: bool = False) -> ast.Row:
    """A row."""
    return ast.Row(span=NOWHERE, key=key, amount=amount, once=ast.OnceRule(span=NOWHERE) if once else None)


def with_rest_last(lines: Iterable[Lines]) -> list[Lines]:
    """Lines under an award, the row of all other cases after the rows of some."""
    rows: list[Lines] = []
    rest: list[Lines] = []
    for line in lines:
        is_rest = isinstance(line.sentence, ast.Row) and isinstance(line.sentence.key, ast.OtherwiseKey)
        (rest if is_rest else rows).append(line)
    last = max((i for i, line in enumerate(rows, 1) if isinstance(line.sentence, ast.Row)), default=0)
    return [*rows[:last], *rest, *rows[last:]]


def member_key(members: Iterable[str]) -> ast.RowKey:
    """The key of a row of members."""
    return ast.MemberKeys(span=NOWHERE, names=names(members))


def threshold(op: Comparison, literal: ast.Expr) -> ast.ThresholdKey:
    """The key of a row with one bound."""
    return ast.ThresholdKey(span=NOWHERE, op=op, literal=literal)


def threshold_range(low: ast.ThresholdKey, high: ast.ThresholdKey) -> ast.RowKey:
    """The key of a row with two bounds."""
    return ast.RangeKey(span=NOWHERE, low=low, high=high)


def between_key(low: ast.Expr, high: ast.Expr) -> ast.RowKey:
    """The key of a row with two bounds, both included."""
    return ast.BetweenKey(span=NOWHERE, low=low, high=high)


def condition_key(test: ast.Expr) -> ast.RowKey:
    """The key of a row that is a condition."""
    return ast.ConditionKey(span=NOWHERE, test=test)


def condition_line(test: ast.Expr) -> ast.ConditionLine:
    """A condition of an award or a block."""
    return ast.ConditionLine(span=NOWHERE, test=test)


def year_begins(month: int, day: int) -> ast.YearBeginsLine:
    """When the years of a page begin."""
    return ast.YearBeginsLine(span=NOWHERE, month=month, day=day)


def requirement(record: str | None, test: ast.Expr) -> ast.Sentence:
    """A requirement of the records of a kind, or of the applicant."""
    if record is None:
        return condition_line(test)
    return ast.Requirement(span=NOWHERE, record=name(record), test=test)


def own_limit(amount: ast.Expr) -> ast.AwardLimit:
    """The limit of each claim of an award."""
    return ast.AwardLimit(span=NOWHERE, amount=amount)


def award_threshold(amount: ast.Expr) -> ast.AwardThreshold:
    """The least sum of each claim of an award; a smaller one is not paid."""
    return ast.AwardThreshold(span=NOWHERE, amount=amount)


def label(text: str) -> ast.LabelLine:
    """The label of an award."""
    return ast.LabelLine(span=NOWHERE, name=name(text))


def support_counted(levels: Iterable[str] = ()) -> ast.SupportDeduction:
    """Support of others that counts: all of it, or that of some levels."""
    return ast.SupportDeduction(span=NOWHERE, levels=names(levels))


def cap(
    amount: ast.Expr,
    keys: Iterable[str | ast.Name],
    *,
    across: bool = False,
    manner: ast.CapManner | None = None,
    order: str | None = None,
    verb: str | None = None,
) -> ast.Cap:
    """A cap; claims fill it in the order of the field `order`."""
    in_order = None if order is None else ast.FieldOrder(span=NOWHERE, field=name(order))
    return ast.Cap(
        span=NOWHERE, amount=amount, per=names(keys), across=across, manner=manner, order=in_order, verb=verb
    )


def limit(count: int, what: str | None, keys: Iterable[str | ast.Name], *, across: bool = False) -> ast.Limit:
    """A limit of a number of records, or of the values of a word."""
    counted = None if what is None else name(what)
    return ast.Limit(span=NOWHERE, number=count, what=counted, per=names(keys), across=across)


def highest_of_articles(keys: Iterable[str | ast.Name], articles: Sequence[str]) -> Lines:
    """Only the highest is paid, of articles that compete with each other: a rule over the whole policy."""
    references = [ast.ArticleRef(span=NOWHERE, first=article) for article in articles]
    alternatives = tuple(ast.Alternative(span=NOWHERE, refs=(each,)) for each in references)
    rule = ast.HighestRule(span=NOWHERE, per=names(keys), alternatives=alternatives)
    return with_lines(ast.OverBlock(span=NOWHERE, articles=None, body=()), rule)


def definition(
    defined: str,
    value: ast.Expr | ast.AmountByRows | ast.AmountByConditions,
    record: str | None,
    text: str | None = None,
) -> ast.Definition:
    """A definition; `text` is its label."""
    return ast.Definition(
        span=NOWHERE, name=name(defined), value=value, label=text, record=None if record is None else name(record)
    )


def additions(base: Fraction, parts: Sequence[tuple[Fraction, ast.Expr]], most: Fraction | None) -> Sequence[ast.Row]:
    """The rows of a rate with additions: one for each combination of conditions, those with most conditions first."""
    rows = []
    for chosen in sorted(combinations((True, False), repeat=len(parts)), key=lambda each: -sum(each)):
        total = base + sum(addition for is_true, (addition, _) in zip(chosen, parts, strict=True) if is_true)
        conditions = [test for is_true, (_, test) in zip(chosen, parts, strict=True) if is_true]
        key = condition_key(all_conditions(conditions)) if conditions else OTHERWISE
        rows.append(row(key, fixed_amount(rate(total if most is None else min(total, most)))))
    return rows


def mask_brackets(text: str) -> str:
    """The text with another character in place of each character in brackets."""
    depth, result = 0, []
    for character in text:
        if character == ")":
            depth -= 1
        result.append("\0" if depth > 0 else character)
        if character == "(":
            depth += 1
    return "".join(result)


def pieces(text: str, pattern: str) -> list[tuple[str, str]]:
    """The parts of a text between matches outside brackets, each with the match before it; `None` for the first."""
    parts: list[tuple[str, str]] = []
    start, separator = 0, ""
    for match in re.finditer(pattern, mask_brackets(text)):
        parts.append((separator, text[start : match.start()].strip()))
        start, separator = match.end(), match[0].strip()
    return [*parts, (separator, text[start:].strip())]


def splits(text: str, pattern: str) -> Iterator[tuple[str, str]]:
    """The two sides of each match outside brackets."""
    for match in re.finditer(pattern, mask_brackets(text)):
        yield text[: match.start()].strip(), text[match.end() :].strip()


def within_brackets(text: str) -> str | None:
    """The text within the brackets that surround all of it."""
    is_whole = text.startswith("(") and text.endswith(")") and set(mask_brackets(text)[1:-1]) <= {"\0"}
    return text[1:-1].strip() if is_whole else None


Read: TypeAlias = Callable[[str], ast.Expr | None]
"""Read a text as a sum of one form; `None` for other texts."""


@attrs.frozen(slots=False)
class SumContext:
    """The words that a sum may use: fields of the record and of the applicant, and definitions.

    `defined_words` has the names of definitions, by the text that sentences use.
    """

    words: Words
    record: RecordKind | None
    currency: str
    defined_words: Mapping[str, str] = attrs.field(factory=dict)

    def first_reading(self, text: str, read_whole: Callable[[str], ast.Expr], sums: Iterable[Read]) -> ast.Expr:
        """The sum of the first form that the text has, or the sum in its outer brackets."""
        with self.words.part():
            inner = within_brackets(text)
            if inner is not None:
                return read_whole(inner)
            for read in sums:
                value = read(text)
                if value is not None:
                    return value
        raise UnreadError

    def _texts(self, kind: str) -> tuple[str, ...]:
        fields = self.words.fields(self.record).items()
        return tuple(text for text, field in fields if getattr(field.type, kind))

    @property
    def numeric(self) -> tuple[str, ...]:
        """Fields that are money, a count, a number or a rate."""
        return self._texts("is_summable")

    @property
    def counts(self) -> tuple[str, ...]:
        """Fields that count or measure something."""
        return tuple(text for text in self.numeric if not self._field_of(text).type.is_money)

    @property
    def dates(self) -> tuple[str, ...]:
        return self._texts("is_date")

    @property
    def states(self) -> tuple[str, ...]:
        """States of the record."""
        return () if self.record is None else tuple(self.words.text(state) for state in self.record.states)

    @property
    def rates(self) -> tuple[str, ...]:
        """Definitions: the checker knows whether their value is a rate."""
        return tuple(self.defined_words)

    def _field_of(self, text: str) -> Field:
        return self.words.fields(self.record)[text]

    def day(self, text: str) -> str | None:
        """The date field that a text names: itself, or the day of an event."""
        return self.words.day(text, self.record)

    def in_money(self, factors: Sequence[tuple[ast.Expr, bool]]) -> ast.Expr:
        """A product. Where a sum of money is multiplied by money and divided by a bare number, that number is money.

        `bill times (15,000 less value) divided by 3,000`: only the quotient of two sums of money is a number.
        """
        money = [index for index, (factor, divides) in enumerate(factors) if not divides and self.is_money(factor)]
        bare = [i for i, (factor, divides) in enumerate(factors) if divides and isinstance(factor, ast.Number)]
        if len(money) != 2 or len(bare) != 1 or bare[0] != money[1] + 1:
            return product(factors)
        above, below = factors[money[1]][0], factors[bare[0]][0]
        assert isinstance(below, ast.Number)
        quotient = product([(above, False), (attrs.evolve(below, currency=self.currency), True)])
        return product([*factors[: money[1]], (quotient, False), *factors[bare[0] + 1 :]])

    def is_money(self, value: ast.Expr) -> bool:
        """Whether a value is surely a sum of money."""
        match value:
            case ast.Word(name=name):
                field = self.words.fields(self.record).get(name.text)
                return field is not None and field.type.is_money
            case ast.Sum(terms=terms):
                return any(map(self.is_money, terms))
            case ast.Share(base=base) | ast.RateOf(base=base) | ast.Band(value=base) | ast.RoundedValue(value=base):
                return self.is_money(base)
            case ast.Number(is_money=is_money):
                return is_money
            case _:
                return False
