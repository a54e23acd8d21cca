"""Count how often a construct of the language matters: removing it from a page changes the decision of generated facts.

    python -m tests.properties.removals --policies 1000 --facts 20 --seed 1

Each row of `CONSTRUCTS` finds the places of a construct and removes it: a product becomes its first factor, a cap loses
its manner, a line is deleted. For each policy, one place of each construct is removed. The smaller page is compiled,
and both pages settle the same facts. A construct is met if a claim differs.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from ipdsl.base.source import Source
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Recovery
from ipdsl.plain_data.errors import FactsError
from ipdsl.runtime.compiled_policy import evaluate_cohort
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.properties import build as b
from tests.properties.facts import Facts, facts as make_facts
from tests.properties.instalment_pages import VOCABULARY, facts_in_parts, page_in_parts
from tests.properties.oracle_laws import named, shares
from tests.properties.pipeline import Compiled, RejectedError, compile_generated, compile_texts
from tests.properties.room_laws import with_ratios
from tests.properties.trial import Trial
from tests.properties.trials import generated, trial_of
from tests.properties.words import TABLES

DAY = datetime.date(2010, 7, 1)
COUNTS = (ast.RecordCountTest, ast.NoRecordsTest)
RULES = (ast.Cap, ast.Limit, ast.OnceRule)
ROUND, PART = 50, 5  # policies between two looks at what is met often enough, and those that a process counts at once
TESTS = (ast.Membership, ast.Compare, ast.RangeTest, ast.ElapsedComparison)

Without: TypeAlias = Callable[[Any], tuple[ast.Node | None, ...]]
"""The possible replacements of a node, best first; `None` deletes it. Empty if it is another construct."""


@attrs.frozen
class Construct:
    """A construct: its name, the class of its nodes, its replacements, and whether it needs several applicants."""

    name: str
    node: type[ast.Node] | tuple[type[ast.Node], ...]
    without: Without
    is_shared: bool = False


def _line(_: ast.Node) -> tuple[None]:
    return (None,)


def _always(test: ast.Expr) -> tuple[ast.Expr]:
    """A condition that is true for complete facts."""
    opposite = b.negate(attrs.evolve(test, is_bracketed=True) if isinstance(test, ast.Operation) else test)
    return (b.either([test, opposite]),)


def _without_growth(node: ast.Node) -> tuple[ast.Expr, ...]:
    """A rate in place of growth; a condition of it is always true."""
    if isinstance(node, ast.Increase):
        return (b.percent(Fraction(7)),) if node.is_share else ()
    grows = any(each.is_share for each in nodes(node, ast.Increase))
    return _always(node) if grows and isinstance(node, ast.Compare) else ()


LITERALS: tuple[ast.Expr, ...] = (b.number(7), b.percent(Fraction(1, 100)), b.date(DAY))
"""A literal of each type; the page accepts one of them."""


# ---------------------------------------------------------------------------------------------- parts of a node


def _without_part(part: str, value: object) -> Without:
    """A node without one of its parts."""
    return lambda node: (attrs.evolve(node, **{part: value}),) if getattr(node, part) else ()


def _without_line(line: type[ast.Node]) -> Without:
    """A block without its first line of a class."""

    def without(block: Any) -> tuple[ast.Node, ...]:
        first = next((inner for inner in block.body if isinstance(inner, line)), None)
        kept = tuple(inner for inner in block.body if inner is not first)
        return () if first is None else (attrs.evolve(block, body=kept),)

    return without


def _without_test(line: type[ast.ConditionLine | ast.Requirement], part: str = "body") -> Without:
    """A block in which the first line of a class has a condition that is always true."""

    def without(block: ast.Node) -> tuple[ast.Node, ...]:
        lines: list[Any] = [*getattr(block, part)]
        first = next((number for number, inner in enumerate(lines) if isinstance(inner, line)), None)
        if first is None:
            return ()
        lines[first] = attrs.evolve(lines[first], test=_always(lines[first].test)[0])
        changes: dict[str, Any] = {part: tuple(lines)}
        return (attrs.evolve(block, **changes),)

    return without


# ---------------------------------------------------------------------------------------------- values


def _without_factor(*, is_divisor: bool) -> Without:
    """A product without its last factor or divisor."""

    def without(product: ast.Product) -> tuple[ast.Expr, ...]:
        *numbers, last = (n for n, flag in enumerate(product.is_divisor) if n == 0 or flag == is_divisor)
        if not numbers:
            return ()
        kept = [n for n in range(len(product.factors)) if n != last]
        if len(kept) == 1:
            return (product.factors[0],)
        factors, flags = (tuple(values[n] for n in kept) for values in (product.factors, product.is_divisor))
        return (attrs.evolve(product, factors=factors, is_divisor=flags),)

    return without


def _without_end(part: str) -> Without:
    """A part of a value without one of its ends."""

    def without(band: ast.Band) -> tuple[ast.Expr, ...]:
        if getattr(band, part) is None:
            return ()
        rest = attrs.evolve(band, **{part: None})
        return (band.value if rest.floor is rest.ceiling is None else rest,)

    return without


def _rate_of_word(amount: ast.FixedAmount) -> tuple[ast.FixedAmount, ...]:
    """The whole of a field, in place of `own_share of cost`."""
    lookup = amount.value
    if not isinstance(lookup, ast.TableLookup) or lookup.table.text.startswith(TABLES):
        return ()
    return (attrs.evolve(amount, value=b.word(lookup.key.text)),)


def _figure(kind: ast.YearsKind | None) -> Without:
    """The figure of the claim's year."""
    return lambda node: (ast.Word(span=b.SPAN, name=node.figure),) if node.kind is kind else ()


def _word_of(node: ast.FigureOfYears) -> tuple[ast.Expr, ...]:
    return (ast.Word(span=b.SPAN, name=node.figure),)


def _aggregate(kind: ast.AggregateKind) -> Without:
    """A literal in place of a value of picked records; a comparison of it with a literal is always true."""

    def without(node: ast.Node) -> tuple[ast.Expr, ...]:
        if isinstance(node, ast.Aggregate):
            return LITERALS if node.pick and node.kind is kind else ()
        sides = (node.left, node.right) if isinstance(node, ast.Compare) else ()
        is_of_kind = any(isinstance(side, ast.Aggregate) and side.pick and side.kind is kind for side in sides)
        return _always(node) if is_of_kind and isinstance(node, ast.Compare) else ()

    return without


def _days_as_limits(test: ast.RangeTest) -> tuple[ast.Expr, ...]:
    return _always(test) if isinstance(test.low, ast.ShiftedDay) else ()


def _test_of_owner(test: ast.Operation) -> tuple[ast.Expr, ...]:
    """A condition that is always true, in place of one about a word with its owner."""
    return _always(test) if any(isinstance(part, ast.TableLookup) for part in _inner(test)) else ()


def _state_on(value: ast.SeriesValue) -> tuple[ast.Node, ...]:
    return (b.word(value.series.text),) if value.point is ast.SeriesPoint.ON else ()


def _definition(defined: ast.Definition) -> tuple[ast.Definition, ...]:
    """A literal, or a condition that is always true, in place of a defined value."""
    if isinstance(defined.value, (ast.AmountByRows, ast.AmountByConditions)):
        return ()
    return tuple(attrs.evolve(defined, value=value) for value in (*LITERALS, *_always(defined.value)))


def _definition_by(rows: type[ast.Node]) -> Without:
    """A literal in place of the rows of a definition."""

    def without(defined: ast.Definition) -> tuple[ast.Definition, ...]:
        if not isinstance(defined.value, rows):
            return ()
        return tuple(attrs.evolve(defined, value=value, body=()) for value in LITERALS)

    return without


def _cut_at_nothing(node: Any) -> tuple[ast.Node, ...]:
    """`a above b` in place of `a less b` where it is compared, or something is added to it."""
    if isinstance(node, ast.Compare):
        sides = {side: _above(value) for side in ("left", "right") if _is_difference(value := getattr(node, side))}
        return (attrs.evolve(node, **sides),) if sides else ()
    terms = tuple(_above(term) if _is_difference(term) else term for term in node.terms)
    if terms != node.terms:
        return (attrs.evolve(node, terms=terms),)
    count = next((place + 1 for place, is_added in enumerate(node.signs) if not is_added), len(node.terms))
    if count == len(node.terms):
        return ()
    cut = _above(attrs.evolve(node, terms=node.terms[:count], signs=node.signs[:count]))
    return (attrs.evolve(node, terms=(cut, *node.terms[count:]), signs=(True, *node.signs[count:])),)


def _is_difference(value: ast.Expr) -> bool:
    return (
        _is_difference(value.base)
        if isinstance(value, ast.Share)
        else isinstance(value, ast.Sum) and not value.signs[-1]
    )


def _above(value: Any) -> ast.Expr:
    """The part of a difference above its last term."""
    if isinstance(value, ast.Share):
        return attrs.evolve(value, base=_above(value.base))
    *first, last = value.terms
    rest = first[0] if len(first) == 1 else attrs.evolve(value, terms=tuple(first), signs=value.signs[:-1])
    return ast.Band(span=b.SPAN, value=_in_brackets(rest), floor=_in_brackets(last), is_bracketed=True)


def _in_brackets(value: ast.Expr) -> ast.Expr:
    return attrs.evolve(value, is_bracketed=True) if isinstance(value, ast.Operation) else value


def _zero_of_nothing(value: Any) -> tuple[ast.Expr, ...]:
    """The value, and 0 or a day where it has none."""
    literals = b.number(0), b.percent(Fraction(0)), b.date(DAY)
    return tuple(ast.FallbackValue(span=b.SPAN, value=value, fallback=literal) for literal in literals)


def _pick_of_nothing(node: ast.Aggregate) -> tuple[ast.Expr, ...]:
    return () if node.pick is None or node.kind.is_sum else _zero_of_nothing(node)


def _awards(kind: ast.AwardSumKind) -> Without:
    """A number in place of a sum of other awards."""
    return lambda node: (b.number(0), b.number(1_000)) if node.kind is kind else ()


def _row(kind: Callable[[ast.Row], bool]) -> Without:
    return lambda row: (None,) if kind(row) else ()


def _is_of_flag(row: ast.Row) -> bool:
    return isinstance(row.key, ast.MemberKeys) and {name.text for name in row.key.names} <= {"yes", "no"}


# ---------------------------------------------------------------------------------------------- rules


def _without_requirement_of_all(block: Any) -> tuple[ast.Node, ...]:
    """A block whose requirement of every record is always true."""
    of_all = [line for line in block.body if isinstance(line, ast.Requirement) and line.record is None]
    changed = {id(line): attrs.evolve(line, test=_always(line.test)[0]) for line in of_all}
    body = tuple(changed.get(id(line), line) for line in block.body)
    return (attrs.evolve(block, body=body),) if of_all else ()


def _first_article(over: ast.OverBlock) -> tuple[ast.Node, ...]:
    return (attrs.evolve(over, articles=over.articles[:1]),) if len(over.articles) > 1 else ()


def _first_row(award: ast.Award) -> tuple[ast.Award, ...]:
    """The sum of the first rank for all records."""
    if not isinstance(award.amount, ast.AmountByRankOfRecord):
        return ()
    first = next(line for line in award.body if isinstance(line, ast.Row))
    body = tuple(line for line in award.body if not isinstance(line, (ast.Row, ast.TiesShare)))
    return (attrs.evolve(award, amount=first.amount, head=attrs.evolve(award.head, per=()), body=body),)


def _ties(of: type[ast.Node]) -> Without:
    """Equal values share a rank."""

    def without(award: ast.Award) -> tuple[ast.Award, ...]:
        ordered = [line for line in award.body if isinstance(line, ast.TiesShare) and line.order is not None]
        if not isinstance(award.amount, of) or not ordered:
            return ()
        body = tuple(attrs.evolve(line, order=None) if line in ordered else line for line in award.body)
        return (attrs.evolve(award, body=body),)

    return without


def _fixed_cap(cap: ast.Cap) -> tuple[ast.Cap, ...]:
    if isinstance(cap.amount, (ast.Number, ast.Word)):
        return ()
    return tuple(attrs.evolve(cap, amount=b.number(value)) for value in (3_000, 1_000_000))


def _manner(manner: ast.CapManner) -> Without:
    """A cap that is filled in claim order."""
    return lambda cap: (attrs.evolve(cap, manner=None),) if cap.manner is manner else ()


def _counts_applicants(limit: ast.Limit) -> bool:
    return limit.what is not None and limit.what.text == "applicant"


def _without_order(*, is_highest_first: bool) -> Without:
    def without(limit: ast.Limit) -> tuple[ast.Limit, ...]:
        order = limit.order if _counts_applicants(limit) else None
        is_by_field = isinstance(order, ast.FieldOrder) and order.is_highest_first == is_highest_first
        return (attrs.evolve(limit, order=None),) if is_by_field else ()

    return without


def _is_selection(limit: ast.Limit) -> bool:
    return limit.across and isinstance(limit.order, ast.FieldOrder) and not _counts_applicants(limit)


def _without_period(*, is_span: bool) -> Without:
    """A rule without its period: it counts for life."""

    def without(rule: ast.Cap | ast.Limit | ast.OnceRule) -> tuple[ast.Node, ...]:
        kept = tuple(key for key in rule.per if not (isinstance(key, ast.PeriodKey) and key.is_span == is_span))
        return (attrs.evolve(rule, per=kept),) if len(kept) < len(rule.per) else ()

    return without


def _day_of_two(node: ast.Extreme) -> tuple[ast.Expr, ...]:
    """The other day, unless the values are sums."""
    return node.values[1:] if isinstance(node.values[0], ast.Word | ast.ShiftedDay) else ()


def _share_of(is_kind: Callable[[ast.Recovery], bool]) -> Without:
    """A recovery of everything, in place of one with another share."""
    everything = b.percent(Fraction(1))

    def without(line: ast.Recovery) -> tuple[ast.Recovery, ...]:
        body = tuple(inner for inner in line.body if not isinstance(inner, ast.PaymentOrder))
        return (attrs.evolve(line, share=everything, is_above=False, body=body),) if is_kind(line) else ()

    return without


def _is_of_time(line: ast.Recovery) -> bool:
    return isinstance(line.share, ast.Product)


def _is_part(line: ast.Recovery) -> bool:
    return isinstance(line.share, ast.Percent) and line.share.value < 1


def _is_sum(line: ast.Recovery) -> bool:
    return isinstance(line.share, ast.Number | ast.Word) and not line.is_above


def _recover(line: type[ast.Node]) -> Without:
    """A recovery without its first line of a class."""
    return lambda recovery: _without_line(line)(recovery) if isinstance(recovery, ast.Recovery) else ()


def _of_first(lines: type[ast.Node], points: Container[ast.PaymentPoint]) -> Without:
    """The days of payments in place of other days of them, in a line of a recovery."""

    def without(line: ast.Node) -> tuple[ast.Node, ...]:
        found = [day for day in nodes(line, ast.PaymentDay) if day.point in points]
        payment = ast.PaymentDay(span=b.SPAN, point=ast.PaymentPoint.PAYMENT)

        def become(node: ast.Node) -> ast.Node:
            return payment if any(node is day for day in found) else b.with_parts(node, become)

        return (b.with_parts(line, become),) if found and isinstance(line, lines) else ()

    return without


def _article_over(article: ast.Article) -> tuple[None, ...]:
    blocks = [block for block in article.body if isinstance(block, ast.OverBlock)]
    is_over = blocks and len(blocks) == len(article.body)
    return (None,) if is_over and all(isinstance(x, ast.Recovery) for block in blocks for x in block.body) else ()


def _condition_of_payment(line: ast.Recovery) -> tuple[ast.Node, ...]:
    first = next((inner for inner in line.body if isinstance(inner, ast.ConditionLine)), None)
    if first is None or next(nodes(first, ast.PaymentDay), None) is None:
        return ()
    return _without_line(ast.ConditionLine)(line)


FIRST = (ast.PaymentPoint.FIRST_PAYMENT, ast.PaymentPoint.GRANT)

RECOVERIES: tuple[Construct, ...] = (
    Construct("a recovery", ast.Recovery, _line),
    Construct("a recovery of a part", ast.Recovery, _share_of(_is_part)),
    Construct("a recovery by time", ast.Recovery, _share_of(_is_of_time)),
    Construct("a recovery of a sum or a rate of the event", ast.Recovery, _share_of(_is_sum)),
    Construct("a recovery above a sum", ast.Recovery, _share_of(lambda line: line.is_above)),
    Construct("a recovery for the same value", ast.Recovery, _without_part("same", value=None)),
    Construct("a recovery from another", ast.Recovery, _without_part("payer", value=None)),
    Construct("a recovery over all articles", ast.Article, _article_over),
    Construct("a condition of a payment", ast.Recovery, _condition_of_payment),
    Construct("the first payment or the grant", ast.Recovery, _of_first(ast.Recovery, FIRST)),
    Construct("a surcharge", ast.Recovery, _recover(ast.Surcharge)),
    Construct("interest on what is recovered", ast.Recovery, _recover(ast.RecoveryInterest)),
    Construct("a threshold of a recovery", ast.Recovery, _recover(ast.RecoveryThreshold)),
    Construct("a threshold that is not recovered", ast.RecoveryThreshold, _without_part("includes_sum", value=False)),
    Construct("a limit of a recovery", ast.Recovery, _recover(ast.AwardLimit)),
    Construct("a rounded recovery", ast.Recovery, _recover(ast.RoundingLine)),
    Construct("the order of a recovery", ast.Recovery, _recover(ast.PaymentOrder)),
    Construct("pay nothing more", ast.Recovery, _recover(ast.StopPayments)),
    Construct("set off against awards", ast.Recovery, _recover(ast.SetOff)),
    Construct("room after a recovery", ast.RepaidUncounted, _line),
    Construct("a debt", ast.Award, lambda award: (None,) if award.is_debt else ()),
    Construct("a debt that is set off", ast.Award, _without_line(ast.SetOff)),
)
"""The constructs of recoveries."""


def _day_of(kind: type[ast.Node], is_kind: Callable[[Any], bool] = lambda _: True) -> Without:
    """An instalment on the day of the grant, in place of one on another day."""
    return lambda part: (attrs.evolve(part, day=None),) if isinstance(part.day, kind) and is_kind(part.day) else ()


def _tenth(part: ast.Instalment) -> tuple[ast.Node, ...]:
    """A tenth of the grant in place of a sum."""
    is_sum = part.share is not None and not isinstance(part.share, ast.Percent)
    return (attrs.evolve(part, share=b.percent(Fraction(1, 10))),) if is_sum else ()


def _without_payee(part: ast.Instalment) -> tuple[ast.Node, ...]:
    return (attrs.evolve(part, payee=None, payee_name=None),) if part.payee or part.payee_name else ()


INSTALMENTS: tuple[Construct, ...] = (
    Construct("pay in parts", ast.PaymentSchedule, _line),
    Construct("the rest", ast.Instalment, lambda part: (None,) if part.share is None else ()),
    Construct("an instalment of a sum or a rate of the facts", ast.Instalment, _tenth),
    Construct("instalments each year", ast.Instalment, _without_part("years", value=None)),
    Construct("an instalment some time later", ast.Instalment, _day_of(ast.Duration)),
    Construct("an instalment on a day", ast.Instalment, _day_of(ast.Date)),
    Construct("an instalment on a day of the year", ast.Instalment, _day_of(ast.DayOfYear)),
    Construct("an instalment at an event", ast.Instalment, _day_of(ast.InstalmentEvent)),
    Construct(
        "an instalment at an event of another record",
        ast.Instalment,
        _day_of(ast.InstalmentEvent, lambda day: day.record is not None),
    ),
    Construct("an instalment that may lapse", ast.Instalment, _without_part("test", value=None)),
    Construct("a payee of an instalment", ast.Instalment, _without_payee),
    Construct("a share for someone else", ast.PayeeShare, _line),
    Construct("room after a lapse", ast.LapsedUncounted, _line),
    Construct("pay nothing more", ast.StopPayments, _line),
)
"""The constructs of instalments, on pages of `instalment_pages.py`."""

CONSTRUCTS: tuple[Construct, ...] = (
    Construct("years that begin on another day", ast.YearBeginsLine, _line),
    Construct("a day after or before a day", ast.ShiftedDay, lambda node: (node.day,)),
    Construct("the earliest or the latest of two days", ast.Extreme, _day_of_two),
    Construct("two days as limits", ast.RangeTest, _days_as_limits),
    Construct("days of each year", (ast.EachYearTest, ast.YearBeforeTest), _always),
    Construct("a count of conditions", ast.ConditionCount, lambda count: (count.lines[0].test,)),
    Construct("a day of the year", ast.DayOfYear, lambda _: (b.date(DAY),)),
    Construct("a count of years, months or days", ast.SpanCount, lambda _: (b.number(7),)),
    Construct("the length of a state in the year", ast.StateLength, lambda _: (b.number(7),)),
    Construct("the day", ast.ClaimDay, lambda _: (b.date(DAY),)),
    Construct("the year", ast.Compare, lambda test: _always(test) if isinstance(test.left, ast.ClaimYear) else ()),
    Construct("what others paid", ast.OtherSupport, lambda _: (b.number(0),)),
    Construct("a word on a day", ast.SeriesValue, _state_on),
    Construct("a word with its owner", TESTS, _test_of_owner),
    Construct("a product", ast.Product, _without_factor(is_divisor=False)),
    Construct("a quotient", ast.Product, _without_factor(is_divisor=True)),
    Construct("a fraction", ast.Share, lambda node: (node.base,) if node.percent.is_fraction else ()),
    Construct("a computed rate", ast.RateOf, lambda node: (node.base,)),
    Construct("a rate of the facts", ast.FixedAmount, _rate_of_word),
    Construct("a part above", ast.Band, _without_end("floor")),
    Construct("a part up to", ast.Band, _without_end("ceiling")),
    Construct("a rounded value", ast.RoundedValue, lambda node: (node.value,)),
    Construct("a figure of last year", ast.EarlierFigure, _figure(None)),
    *(Construct(f"the {kind.value} of a figure", ast.EarlierFigure, _figure(kind)) for kind in ast.YearsKind),
    Construct("a figure from a year on", ast.FigureOfYears, lambda node: _word_of(node) if node.since else ()),
    Construct("a figure of all years before", ast.FigureOfYears, lambda node: () if node.since else _word_of(node)),
    Construct("growth", (ast.Increase, ast.Compare), _without_growth),
    Construct("the first rise above a value", ast.ThresholdKey, _without_part("is_rise", value=False)),
    Construct("a count of picked records", COUNTS, _always),
    Construct("what counts without a record", ast.FallbackValue, lambda node: (node.value,)),
    Construct("a pick of no record", ast.Aggregate, _pick_of_nothing),
    Construct("a year without figures", (ast.EarlierFigure, ast.FigureOfYears, ast.Increase), _zero_of_nothing),
    Construct("a difference below 0", (ast.Compare, ast.Sum), _cut_at_nothing),
    *(Construct(f"what other awards {kind.value}", ast.AwardSum, _awards(kind)) for kind in ast.AwardSumKind),
    *(
        Construct(f"the {kind.value} of picked records", (ast.Aggregate, ast.Compare), _aggregate(kind))
        for kind in ast.AggregateKind
    ),
    Construct("earlier records", ast.Pick, _without_part("is_earlier", value=False)),
    Construct("records of the same value", ast.Pick, _without_part("same", value=())),
    Construct("records of the year", ast.Pick, _without_part("is_in_year", value=False)),
    Construct("a condition of picked records", ast.Pick, _without_part("test", value=None)),
    Construct("a definition", ast.Definition, _definition),
    Construct("a definition by rows", ast.Definition, _definition_by(ast.AmountByRows)),
    Construct("a definition as follows", ast.Definition, _definition_by(ast.AmountByConditions)),
    Construct("a row in a row", ast.Row, _row(lambda row: isinstance(row.amount, ast.AmountByRows))),
    Construct("a row of a condition", ast.Row, _row(lambda row: isinstance(row.key, ast.ConditionKey))),
    Construct("conditions in a row", ast.Row, _row(lambda row: isinstance(row.amount, ast.AmountByConditions))),
    Construct("a row of yes or no", ast.Row, _row(_is_of_flag)),
    Construct("a requirement of the page", ast.PolicyLine, _without_test(ast.Requirement, "header")),
    Construct("a requirement of an article", ast.Article, _without_test(ast.Requirement)),
    Construct("a requirement of a group", ast.Group, _without_test(ast.Requirement)),
    Construct("a requirement of every record", (ast.Article, ast.Group), _without_requirement_of_all),
    Construct("a requirement over other articles", ast.OverBlock, _without_test(ast.Requirement)),
    Construct("a condition over other articles", ast.OverBlock, _without_test(ast.ConditionLine)),
    Construct("a least sum of a claim", ast.AwardMinimum, _line),
    Construct("a sum below which a claim is nothing", ast.AwardThreshold, _line),
    Construct("a sum below which claims are nothing", ast.MinimumTotal, _line),
    Construct("a sum of claims rounded down", ast.RoundedTotal, _line),
    Construct("articles that are apart", ast.OverBlock, _first_article),
    Construct("support of the own level", ast.NoneWhenRule, _without_part("is_own_level", value=False)),
    Construct("carried money", ast.CarryForward, _line),
    Construct("support counted by an award", ast.Award, _without_line(ast.SupportDeduction)),
    Construct("support counted by a cap", ast.Cap, _without_line(ast.SupportDeduction)),
    Construct("support of some levels", ast.SupportDeduction, _without_part("levels", value=())),
    Construct("a block of years", RULES, _without_period(is_span=False)),
    Construct("a span", RULES, _without_period(is_span=True)),
    Construct("a computed cap", ast.Cap, _fixed_cap),
    *(Construct(f"a cap, {manner.value}", ast.Cap, _manner(manner), is_shared=True) for manner in ast.CapManner),
    Construct("the order of a cap", ast.Cap, _without_part("order", value=None), is_shared=True),
    Construct("a limit of applicants", ast.Limit, lambda limit: (None,) if _counts_applicants(limit) else (), True),
    Construct("a limit of applicants, lowest first", ast.Limit, _without_order(is_highest_first=False), True),
    Construct("a limit of applicants, highest first", ast.Limit, _without_order(is_highest_first=True), True),
    Construct("the order of equal values", ast.FieldOrder, _without_part("ties", value=None), is_shared=True),
    Construct("a limit of a row", ast.Row, _without_part("limit", value=None)),
    Construct("a limit by a number", ast.Limit, lambda limit: (None,) if _is_selection(limit) else ()),
    Construct("a rank of records", ast.Award, _first_row),
    Construct("ranks of records with ties in an order", ast.Award, _ties(ast.AmountByRankOfRecord), is_shared=True),
    Construct("ranks of figures with ties in an order", ast.Award, _ties(ast.AmountByRank), is_shared=True),
    Construct("alternatives", ast.HighestRule, lambda rule: (None,) if rule.alternatives else ()),
    *RECOVERIES,
)
RATIO = "a published ratio"
"""The construct of facts: leaving it out opens the claims under a cap in proportion."""


def smaller(page: ast.Page, construct: Construct, number: int) -> Iterator[ast.Page]:
    """Copies of the page without one place of the construct; `number` chooses the place."""
    places = [node for node in nodes(page, construct.node) if construct.without(node)]
    if places:
        for replacement in construct.without(chosen := places[number % len(places)]):
            yield _replaced(page, chosen, replacement)


def _inner(node: ast.Node) -> Iterator[ast.Node]:
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, ast.Node):
                yield inner


def _replaced(page: ast.Page, place: ast.Node, replacement: ast.Node | None) -> ast.Page:
    """A copy of a page in which one node, compared by identity, is replaced or left out."""

    def become(node: ast.Node) -> ast.Node | None:
        return replacement if node is place else b.with_parts(node, become)

    changed = b.with_parts(page, become)
    assert isinstance(changed, ast.Page)
    return changed


def _settled(decision: Decision) -> tuple[object, ...]:
    """Each claim with its outcome and sums, its instalments and shares, and each recovery with its payments."""
    claims = [
        (
            *(claim.label, claim.item, claim.event_date, claim.outcome, claim.proposed, claim.paid),
            *(claim.granted, claim.instalments, [(each.payee, each.sum) for each in claim.payee_shares]),
        )
        for claim in decision.claims
    ]
    return (*claims, *map(_recovered, decision.recoveries))


def _recovered(one: Recovery) -> tuple[object, ...]:
    bounds = one.paid_back, one.withheld, one.set_off
    parts = [(part.label, part.item, part.day, part.amount) for part in one.payments]
    return one.label, one.item, one.day, bounds, one.surcharge, one.interest, one.payer, one.lapsed, one.stopped, parts


def _settled_together(compiled: Compiled, cohort: list[Facts]) -> list[tuple[object, ...]]:
    """The claims of several applicants that are settled together."""
    read = [compiled.read(named(facts, f"F{n + 1}")) for n, facts in enumerate(cohort)]
    return [*map(_settled, evaluate_cohort(compiled.program, compiled.code, read).decisions)]


def _without_ranks(facts: dict[str, Any], compiled: Compiled) -> dict[str, Any]:
    """The facts without published ranks of records that a page does not rank."""
    ranked = {name for _, name, _ in compiled.edges.places}
    lines = [
        line
        for line in facts.get("published", ())
        if "item" not in line or (line.get("clause") or line["rule"]) in ranked
    ]
    return {**facts, "published": lines} if "published" in facts else facts


def _without_each(
    page: ast.Page, constructs: Iterable[Construct], number: int, compile_page: Callable[[ast.Page], Compiled]
) -> Iterator[tuple[Construct, Compiled]]:  # fmt: skip
    """The constructs that the page has, each with the page without one place of it."""
    for construct in constructs:
        for less in smaller(page, construct, number):
            with suppress(RejectedError):
                yield construct, compile_page(less)
                break


def drawn_in_parts(seed: int, number: int) -> tuple[ast.Page, random.Random]:
    """A page of instalments, and the random choices of its facts."""
    r = random.Random(f"{seed}:{number}:parts")
    page, _ = parse(Source("parts.ipp", page_in_parts(r).text))
    assert page is not None
    return page, r


def count_in_parts(
    numbers: range, *, seed: int, facts: int, left_out: Container[str] = ()
) -> tuple[Counter[str], Counter[str]]:  # fmt: skip
    """The same as `count` on pages of instalments."""
    tried, met = Counter[str](), Counter[str]()
    asked = [construct for construct in INSTALMENTS if construct.name not in left_out]
    for number in numbers if asked else ():
        page, r = drawn_in_parts(seed, number)
        compiled = _in_words_of_parts(page)
        others = [*_without_each(page, asked, number, _in_words_of_parts)]
        for stated in [facts_in_parts(r) for _ in range(facts)]:
            whole = _settled(compiled.evaluate(stated))
            for construct, other in others:
                tried[construct.name] += 1
                met[construct.name] += _settled(other.evaluate(stated)) != whole
    return tried, met


def _in_words_of_parts(page: ast.Page) -> Compiled:
    return compile_texts(format_page(page), VOCABULARY, "parts_words")


def count(
    numbers: range, *, seed: int, facts: int, left_out: Container[str] = ()
) -> tuple[Counter[str], Counter[str]]:  # fmt: skip
    """How often each construct was on a page with facts, and how often it changed the decision."""
    tried, met = count_in_parts(numbers, seed=seed, facts=facts, left_out=left_out)
    asked = [construct for construct in CONSTRUCTS if construct.name not in left_out]
    for number in numbers:
        made = generated(seed, number)
        compiled = compile_generated(made)
        others = [*_without_each(
            made.page, asked, number, lambda page, made=made: compile_generated(attrs.evolve(made, page=page))
        )]  # fmt: skip
        has_ratios = RATIO not in left_out and any(
            cap.manner is ast.CapManner.IN_PROPORTION for cap in nodes(made.page, ast.Cap)
        )
        for index in range(facts if others or has_ratios else 0):
            edges = attrs.evolve(compiled.edges)
            trial = trial_of(compiled, edges, f"{seed}:{number}:{index}", index + number)
            if has_ratios and (differs := _ratios_decide(trial)) is not None:
                tried[RATIO] += 1
                met[RATIO] += differs
            whole = _settled(compiled.evaluate(trial.facts))
            r = random.Random(f"{seed}:{number}:{index}")
            cohort = [
                trial.facts,
                *(make_facts(r, compiled.policy, edges) for _ in range(4 if shares(compiled.policy) else 0)),
            ]
            together = cache(partial(_settled_together, compiled, cohort))
            for construct, other in others:
                try:
                    if construct.is_shared:
                        differs = _settled_together(other, cohort) != together()
                    else:
                        differs = _settled(other.evaluate(_without_ranks(trial.facts, other))) != whole
                except FactsError:  # an approval of an amount that the smaller page fixes, or too many on a list
                    continue
                tried[construct.name] += 1
                met[construct.name] += differs
    return tried, met


def _ratios_decide(trial: Trial) -> bool | None:
    """Whether the ratios of its cohort change the decision of an applicant alone; `None` without a ratio."""
    found = with_ratios(trial)
    if found is None or not found[1]["published"]:
        return None
    facts = found[1]
    even = [{**line, "ratio": "1"} for line in facts["published"]]
    return _settled(trial.compiled.evaluate(facts)) != _settled(trial.compiled.evaluate({**facts, "published": even}))


def main() -> int:
    """Print a table; exit code 1 if a construct is met less often than `--least`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policies", type=int, default=1_000)
    parser.add_argument("--facts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1, help="number of processes")
    parser.add_argument("--enough", type=int, help="count a construct no longer once it was met so often")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="count these constructs only")
    parser.add_argument("--state", type=Path, help="where to keep the table of what was counted so far")
    asked = parser.parse_args()
    every = [*dict.fromkeys(construct.name for construct in (*CONSTRUCTS, *INSTALMENTS)), RATIO]
    names = asked.only or every
    others = {*every} - {*names}
    tried, met, pages = Counter[str](), Counter[str](), Counter[str]()
    with ProcessPoolExecutor(asked.jobs) as pool:
        for start in range(0, asked.policies, ROUND):
            numbers = range(start, min(start + ROUND, asked.policies))
            enough = {name for name in names if asked.enough and met[name] >= asked.enough}
            pages.update(dict.fromkeys({*names} - enough, len(numbers)))
            parts = [numbers[part : part + PART] for part in range(0, len(numbers), PART)]
            for one, other in pool.map(
                partial(count, seed=asked.seed, facts=asked.facts, left_out=enough | others), parts
            ):
                tried, met = tried + one, met + other
            seldom = sum(met[name] < asked.least for name in names)
            print(f"{numbers.stop} policies, {seldom} constructs below {asked.least}", file=sys.stderr, flush=True)
            if asked.state:
                asked.state.write_text(_table(names, pages, tried, met))
    print(f"{asked.policies:,} policies, {asked.facts} facts each, seed {asked.seed}")
    print(_table(names, pages, tried, met), end="")
    return int(any(met[name] < asked.least for name in names))


def _table(names: list[str], pages: Counter[str], tried: Counter[str], met: Counter[str]) -> str:
    rows = [f"| {name} | {pages[name]:,} | {tried[name]:,} | {met[name]:,} |" for name in names]
    return "\n".join(["| construct | policies | facts of pages with it | met |", "|---|--:|--:|--:|", *rows, ""])


if __name__ == "__main__":
    sys.exit(main())
