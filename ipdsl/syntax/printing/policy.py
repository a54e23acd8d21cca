"""Sentences of a policy to text, one line each, without the lines under them."""

from __future__ import annotations

from typing import assert_never

from ipdsl.base.values.written_values import decimal
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast
from ipdsl.syntax.characters import quote
from ipdsl.syntax.printing.expressions import format_duration, format_expr, format_limit, format_number

PolicyWord = (
    ast.PolicyHeader | ast.PolicyLine | ast.CasesLine | ast.ClauseMapping | ast.Article | ast.Group | ast.OverBlock
    | ast.SourceNote | ast.Reference | ast.Obligation | ast.Allocation | ast.Target | ast.Definition
)  # fmt: skip
Promise = ast.Award | ast.Rule | ast.AwardLine | ast.ExceptionLine | ast.CarryForward


def join_parts(*parts: str | None) -> str:
    """The parts that are not empty, separated by one space."""
    return " ".join(p for p in parts if p)


def names(listed: tuple[ast.Name, ...], word: str = "") -> str:
    """`to unit, person`; nothing for an empty list."""
    return join_parts(word, ", ".join(n.text for n in listed)) if listed else ""


def per_keys(keys: tuple[ast.Name, ...]) -> str:
    """`per unit per year`, `in any 24 months`."""
    return " ".join(f"{'in' if isinstance(k, ast.PeriodKey) and k.is_span else 'per'} {k.text}" for k in keys)


def quotation(text: str | None) -> str:
    """A quotation, or nothing."""
    return "" if text is None else quote(text)


def texts(text: str | None, zh: str | None) -> str:
    """A quotation, and its Chinese counterpart."""
    return join_parts(quotation(text), quotation(zh))


def policy_line(s: PolicyWord) -> str:
    """Headers, articles, blocks and the sentences that award nothing."""
    match s:
        case ast.PolicyLine(name=name, title=title, title_zh=zh):
            return join_parts("policy", name.text, texts(title, zh))
        case ast.Article():
            return _article(s)
        case ast.Group(name=name, label=label):
            return join_parts("group", name.text, quotation(label))
        case ast.OverBlock(articles=articles):
            return "over policy" if articles is None else f"over {article_ref(articles)}"
        case ast.Requirement(record=record, test=test):
            return f"require of {record.text} that {format_expr(test)}"
        case ast.ConditionLine(test=test):
            return f"if {format_expr(test)}"
        case ast.SameMatter(record=record, names=listed):
            record_part = "" if record is None else f" of {record.text}"
            return f"same matter{record_part} is {names(listed)}"
        case ast.ReadingLine(text=text, zh=zh):
            return f"reading {texts(text, zh)}"
        case ast.SourceNote(text=text, zh=zh):
            return f"source {texts(text, zh)}"
        case ast.Reference() | ast.Obligation() | ast.Allocation() | ast.Target() | ast.Definition():
            return _other_line(s)
        case _:
            return _header(s)


_Header = (
    ast.DocumentLine | ast.IssueDateLine | ast.EffectiveLine | ast.StatusLine | ast.CurrencyLine | ast.PolicyLevel
    | ast.RoundingLine | ast.YearBeginsLine
    | ast.UseLine | ast.LanguageLine | ast.ReplacesLine | ast.ClauseMapping | ast.CasesLine
    | ast.FormerNames | ast.EndedLabels
)  # fmt: skip


def _header(s: _Header) -> str:
    match s:
        case ast.DocumentLine(number=number):
            return f"document {quote(number)}"
        case ast.IssueDateLine(day=day):
            return f"issued {day.isoformat()}"
        case ast.EffectiveLine():
            return _effective(s)
        case ast.YearBeginsLine(month=month, day=day):
            return f"year begins {month:02}-{day:02}"
        case ast.StatusLine(word=word):
            return f"status {word.text}"
        case ast.CurrencyLine(code=code):
            return f"currency {code}"
        case ast.PolicyLevel(name=name):
            return f"level {name.text}"
        case ast.RoundingLine(mode=mode, step=step):
            return f"round {mode} to {decimal(step)}"
        case ast.UseLine(name=name):
            return f"use {name.text}"
        case ast.LanguageLine(version=version):
            return f"language {version}"
        case ast.ReplacesLine(document=document):
            return f"replaces {quote(document)}"
        case ast.ClauseMapping(new=new, old=old):
            return f"clause {new} was {old}"
        case ast.FormerNames(names=listed):
            return names(listed, "formerly")
        case ast.EndedLabels(labels=listed):
            return names(listed, "ended")
        case ast.CasesLine(policy=policy):
            return f"cases for {policy.text}"
        case _:
            assert_never(s)


def _effective(s: ast.EffectiveLine) -> str:
    start = s.start.isoformat()
    window = f"effective from {start}" if s.end is None else f"effective {start} to {s.end.isoformat()}"
    length = None if s.duration is None else f"for {format_duration(s.duration)}"
    since = None if s.discretion_from is None else f"by discretion from {s.discretion_from.isoformat()}"
    return join_parts(window, length, since)


def _article(s: ast.Article) -> str:
    mark = "informative" if s.informative else "in header" if s.in_header else ""
    defines = None if s.defines is None else f"defines {texts(s.defines, s.defines_zh)}"
    return join_parts("article", s.number, texts(s.title, s.title_zh), mark, defines)


def reference(ref: ast.Ref) -> str:
    """The label of an award or a group, or articles."""
    return ref.text if isinstance(ref, ast.Name) else article_ref(ref)


def format_alternative(alternative: ast.Alternative) -> str:
    """`article 2`, `(article 4 and bonus)`."""
    joined = " and ".join(map(reference, alternative.refs))
    return joined if len(alternative.refs) == 1 else f"({joined})"


def article_ref(ref: ast.ArticleRef) -> str:
    """`article 11`, `articles 5 to 9`."""
    return f"article {ref.first}" if ref.last is None else f"articles {ref.first} to {ref.last}"


def _other_line(s: ast.Reference | ast.Obligation | ast.Allocation | ast.Target | ast.Definition) -> str:
    match s:
        case ast.Reference():
            return f"refers to {texts(s.document, s.zh)} {_covers(s)}"
        case ast.Obligation(who=who, op=None, text=text, zh=zh):
            return f"oblige {who.text} to {texts(text, zh)}"
        case ast.Obligation(who=who, op=Comparison() as op, share=share):
            percent = "" if share is None else format_expr(share)
            return f"oblige {who.text} to match {op.value} {percent} of award"
        case ast.Obligation():
            return f"oblige {s.who.text}"
        case ast.Allocation():
            return join_parts("allocate", amount(s.amount), per_keys(s.per), names(s.to, "to"), trigger(s.trigger))
        case ast.Target(text=text, number=number, by_year=year, zh=zh):
            return f"target {texts(text, zh)} {format_number(number)} by {year}"
        case ast.Definition(name=name, label=label, record=record, value=value):
            of_record = "" if record is None else f"of {record.text}"
            meaning = (
                amount(value)
                if isinstance(value, ast.AmountByRows | ast.AmountByConditions)
                else f"means {format_expr(value)}"
            )
            return join_parts("here", name.text, quotation(label), of_record, meaning)
        case _:
            assert_never(s)


def _covers(s: ast.Reference) -> str:
    if s.instead_of is not None:
        return f"instead of {article_ref(s.instead_of)} for records of {s.records_of}"
    if s.trigger is None:
        return "for policy"
    return join_parts("for", s.trigger.record.text, _condition(s.trigger.test))


def _condition(test: ast.Expr | None) -> str:
    return "" if test is None else format_expr(test)


# ---------------------------------------------------------------------------------------------- awards and rules


def amount(a: ast.Amount) -> str:
    """The amount of an award."""
    match a:
        case ast.FixedAmount(value=value, at_most=at_most):
            return join_parts(format_expr(value), _limit_text(at_most))
        case ast.Ceiling(value=value, at_most=at_most):
            return join_parts("up to", format_expr(value), _limit_text(at_most))
        case ast.DiscretionaryAmount():
            return "at discretion"
        case ast.AmountByRows(value=value):
            return f"by {format_expr(value)}"
        case ast.AmountByConditions():
            return "as follows"
        case ast.AmountByRank(figure=figure):
            return f"by rank of {figure.text}"
        case ast.AmountByRankOfRecord(field=field):
            return f"by rank of {field.text}"
        case _:
            assert_never(a)


def _limit_text(limit: ast.Expr | None) -> str:
    return "" if limit is None else f"at most {format_limit(limit)}"


def once_text(o: ast.OnceRule | None) -> str:
    """`once per K`."""
    return "" if o is None else join_parts("once", per_keys(o.per))


def trigger(t: ast.Trigger | None) -> str:
    """`when …`, `while …`, `each year`."""
    match t:
        case None:
            return ""
        case ast.WhenTrigger(record=record, the_first=the_first, test=test):
            return join_parts("when", "the first" if the_first else "", record.text, _condition(test))
        case ast.WhileTrigger(subject=subject, test=test):
            return join_parts("while", subject.text, _condition(test))
        case ast.YearTrigger():
            return "each year"
        case _:
            assert_never(t)


def head(h: ast.Head) -> str:
    """The head in canonical order: keys of the award before `once`, because a key after `once` belongs to it."""
    start = None if h.start is None else f"from {h.start.isoformat()}"
    return join_parts(
        per_keys(h.per), once_text(h.once), names(h.to, "to"), start, names(h.among, "among"), trigger(h.trigger)
    )


def promise_line(s: Promise) -> str:
    """Awards, their lines, rules of a block."""
    match s:
        case ast.Award():
            return join_parts("award", amount(s.amount), head(s.head))
        case ast.Row():
            return join_parts(f"{row_key(s.key)}: {amount(s.amount)}", once_text(s.once))
        case ast.TiesShare(order=order):
            return "ties share the rank" if order is None else f"ties in order of {order.text}"
        case ast.LabelLine(name=name, label=label):
            return join_parts("as", name.text, quotation(label))
        case ast.FormerLabels(labels=listed):
            return names(listed, "formerly")
        case ast.TitleLine(text=text, zh=zh):
            return f"title {texts(text, zh)}"
        case ast.AwardLimit(amount=own_limit):
            return f"at most {format_expr(own_limit)}"
        case ast.AwardMinimum(amount=minimum):
            return f"at least {format_expr(minimum)}"
        case ast.AwardThreshold(amount=threshold):
            return f"nothing below {format_expr(threshold)}"
        case ast.SupportDeduction(levels=levels):
            support = "support of " + ", ".join(level.text for level in levels) if levels else "all other support"
            return f"counting {support}"
        case ast.PriorPaymentDeduction(record=record, field=field):
            return f"less already paid for {record.text} of the same {field.text}"
        case ast.ConversionLine(series=series, day=day):
            return f"convert at {series.text} on {day.text}"
        case ast.UncappedLine():
            return "uncapped"
        case ast.ConditionLine() | ast.ReadingLine() | ast.SourceNote():
            return policy_line(s)
        case _:
            return _rule(s)


def row_key(k: ast.RowKey) -> str:
    """The key of a row, before the colon."""
    match k:
        case ast.ConditionKey(test=test):
            return format_expr(test)
        case ast.MemberKeys(names=listed):
            return names(listed)
        case ast.ThresholdKey(op=op, literal=literal):
            return f"{op.value} {format_expr(literal)}"
        case ast.RangeKey(low=low, high=high):
            return f"{row_key(low)} and {row_key(high)}"
        case ast.BetweenKey(low=low, high=high):
            return f"between {format_expr(low)} and {format_expr(high)}"
        case ast.RankKey(rank=rank, last=last):
            return str(rank) if last is None else f"{rank} to {last}"
        case ast.OtherwiseKey():
            return "otherwise"
        case _:
            assert_never(k)


def _counted_words(number: int, what: ast.Name | None) -> str:
    if what is None:
        return "items"
    return "applicants" if what.text == "applicant" and number != 1 else what.text


def _order(order: ast.LimitOrder | ast.FieldOrder | None) -> str:
    match order:
        case None:
            return ""
        case ast.LimitOrder():
            return f", {order.value}"
        case ast.FieldOrder(field=field, is_highest_first=highest):
            return f", highest {field.text} first" if highest else f", in order of {field.text}"
        case _:
            assert_never(order)


def _rule(s: ast.Rule | ast.ExceptionLine | ast.CarryForward) -> str:
    match s:
        case ast.Limit(number=number, what=what, order=order):
            across = "across applicants" if s.across else ""
            counted = join_parts("limit", str(number), _counted_words(number, what), per_keys(s.per), across)
            return counted + _order(order)
        case ast.NoRepeat():
            return join_parts("no repeat", per_keys(s.per))
        case ast.HighestRule(alternatives=alternatives):
            compared = "with older documents" if s.with_older else ""
            if alternatives:
                compared = f"of {', '.join(map(format_alternative, alternatives))}"
            return join_parts("pay highest", compared, per_keys(s.per))
        case ast.PayEachLine():
            return "pay each"
        case ast.TopUp():
            return join_parts("top up", per_keys(s.per))
        case ast.Cap():
            across = "across applicants" if s.across else ""
            manner = "" if s.manner is None else f", {s.manner.value}"
            return join_parts("cap", format_expr(s.amount), per_keys(s.per), across) + manner + _order(s.order)
        case ast.MinimumTotal():
            across = "across applicants" if s.across else ""
            return join_parts("nothing below", format_expr(s.amount), per_keys(s.per), across)
        case ast.RoundedTotal():
            across = "across applicants" if s.across else ""
            return join_parts(f"round down to {decimal(s.step)}", per_keys(s.per), across)
        case ast.Quota():
            low = "" if s.low is None else f"{s.low} to"
            by = "" if s.by is None else f"by {s.by.text}"
            return join_parts("quota", low, str(s.number), s.what.text, per_keys(s.per), by)
        case ast.Suspension():
            return f"suspend {s.who.text} for the year {trigger(s.when)}"
        case ast.NoneWhenRule(test=None):
            return "none when another level supported the same matter"
        case ast.NoneWhenRule():
            return f"none when {_condition(s.test)}"
        case ast.ExceptionLine(refs=refs):
            return "except " + ", ".join(map(reference, refs))
        case ast.CarryForward(years=years):
            return f"carry forward {years} {'year' if years == 1 else 'years'}"
        case _:
            assert_never(s)
