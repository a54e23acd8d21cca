"""Sentences of a policy to text, one line each, without what stands beneath them."""

from __future__ import annotations

from typing import assert_never

from ipdsl.syntax import ast
from ipdsl.syntax.characters import quote
from ipdsl.syntax.print_expressions import format_duration, format_expr, format_number
from ipdsl.values.written import decimal

PolicyWord = (
    ast.PolicyHeader | ast.PolicyLine | ast.CasesLine | ast.ClauseWas | ast.Article | ast.Group | ast.Over | ast.Table
    | ast.SourceNote | ast.RefersTo | ast.Oblige | ast.Allocate | ast.Target | ast.Means
)  # fmt: skip
Promise = ast.Award | ast.Rule | ast.AwardLine | ast.Except | ast.CarryForward


def joined(*parts: str | None) -> str:
    """The parts that say something, with one space between them."""
    return " ".join(p for p in parts if p)


def names(listed: tuple[ast.Name, ...], word: str = "") -> str:
    """`to unit, person`; nothing for an empty list."""
    return joined(word, ", ".join(n.text for n in listed)) if listed else ""


def per(keys: tuple[ast.Name, ...]) -> str:
    """`per unit per year`."""
    return " ".join(f"per {k.text}" for k in keys)


def quoted(text: str | None) -> str:
    """A quotation, or nothing."""
    return "" if text is None else quote(text)


def texts(text: str | None, zh: str | None) -> str:
    """A quotation, and the same in Chinese beside it."""
    return joined(quoted(text), quoted(zh))


def policy_line(s: PolicyWord) -> str:
    """Headers, articles, blocks and the sentences that are no promise."""
    match s:
        case ast.PolicyLine(name=name, title=title, title_zh=zh):
            return joined("policy", name.text, texts(title, zh))
        case ast.Article():
            return _article(s)
        case ast.Group(name=name, label=label):
            return joined("group", name.text, quoted(label))
        case ast.Over(articles=articles):
            return "over policy" if articles is None else f"over {article_ref(articles)}"
        case ast.Table(name=name, label=label, by=by):
            return joined("table", name.text, quoted(label), f"by {by.text}")
        case ast.If(test=test):
            return f"if {format_expr(test)}"
        case ast.SameMatter(record=record, names=listed):
            of = "" if record is None else f" of {record.text}"
            return f"same matter{of} is {names(listed)}"
        case ast.ReadingLine(text=text, zh=zh):
            return f"reading {texts(text, zh)}"
        case ast.SourceNote(text=text, zh=zh):
            return f"source {texts(text, zh)}"
        case ast.RefersTo() | ast.Oblige() | ast.Allocate() | ast.Target() | ast.Means():
            return _other(s)
        case _:
            return _header(s)


_Header = (
    ast.Document | ast.Issued | ast.Effective | ast.Status | ast.CurrencyLine | ast.OwnLevel | ast.Round
    | ast.Use | ast.LanguageLine | ast.Replaces | ast.ClauseWas | ast.CasesLine
)  # fmt: skip


def _header(s: _Header) -> str:
    match s:
        case ast.Document(number=number):
            return f"document {quote(number)}"
        case ast.Issued(day=day):
            return f"issued {day.isoformat()}"
        case ast.Effective():
            return _effective(s)
        case ast.Status(word=word):
            return f"status {word.text}"
        case ast.CurrencyLine(code=code):
            return f"currency {code}"
        case ast.OwnLevel(name=name):
            return f"level {name.text}"
        case ast.Round(mode=mode, step=step):
            return f"round {mode} to {decimal(step)}"
        case ast.Use(name=name):
            return f"use {name.text}"
        case ast.LanguageLine(version=version):
            return f"language {version}"
        case ast.Replaces(document=document):
            return f"replaces {quote(document)}"
        case ast.ClauseWas(new=new, old=old):
            return f"clause {new} was {old}"
        case ast.CasesLine(policy=policy):
            return f"cases for {policy.text}"
        case _:
            assert_never(s)


def _effective(s: ast.Effective) -> str:
    start = s.start.isoformat()
    window = f"effective from {start}" if s.end is None else f"effective {start} to {s.end.isoformat()}"
    length = None if s.duration is None else f"for {format_duration(s.duration)}"
    since = None if s.discretion_from is None else f"by discretion from {s.discretion_from.isoformat()}"
    return joined(window, length, since)


def _article(s: ast.Article) -> str:
    mark = "informative" if s.informative else "in header" if s.in_header else ""
    defines = None if s.defines is None else f"defines {texts(s.defines, s.defines_zh)}"
    return joined("article", s.number, texts(s.title, s.title_zh), mark, defines)


def article_ref(ref: ast.ArticleRef) -> str:
    """`article 11`, `articles 5 to 9`."""
    return f"article {ref.first}" if ref.last is None else f"articles {ref.first} to {ref.last}"


def _other(s: ast.RefersTo | ast.Oblige | ast.Allocate | ast.Target | ast.Means) -> str:
    match s:
        case ast.RefersTo():
            return f"refers to {texts(s.document, s.zh)} {_covers(s)}"
        case ast.Oblige(who=who, op=None, text=text, zh=zh):
            return f"oblige {who.text} to {texts(text, zh)}"
        case ast.Oblige(who=who, op=ast.Comparison() as op, share=share):
            percent = "" if share is None else format_expr(share)
            return f"oblige {who.text} to match {op.value} {percent} of award"
        case ast.Oblige():
            return f"oblige {s.who.text}"
        case ast.Allocate():
            return joined("allocate", amount(s.amount), per(s.per), names(s.to, "to"), trigger(s.trigger))
        case ast.Target(text=text, number=number, by_year=year, zh=zh):
            return f"target {texts(text, zh)} {format_number(number)} by {year}"
        case ast.Means(who=who, test=test):
            return f"here {who.text} means {format_expr(test)}"
        case _:
            assert_never(s)


def _covers(s: ast.RefersTo) -> str:
    if s.instead_of is not None:
        return f"instead of {article_ref(s.instead_of)} for records of {s.records_of}"
    if s.trigger is None:
        return "for policy"
    return joined("for", s.trigger.record.text, _condition(s.trigger.test))


def _condition(test: ast.Expr | None) -> str:
    return "" if test is None else format_expr(test)


# ---------------------------------------------------------------------------------------------- promises and rules


def amount(a: ast.Amount) -> str:
    """What an award pays."""
    match a:
        case ast.Fixed(value=value, at_most=at_most):
            return joined(format_expr(value), _at_most(at_most))
        case ast.UpTo(value=value, at_most=at_most):
            return joined("up to", format_expr(value), _at_most(at_most))
        case ast.AtDiscretion():
            return "at discretion"
        case ast.ByRows(value=value):
            return f"by {format_expr(value)}"
        case ast.ByRank(figure=figure):
            return f"by rank of {figure.text}"
        case _:
            assert_never(a)


def _at_most(limit: ast.Expr | None) -> str:
    return "" if limit is None else f"at most {format_expr(limit)}"


def once(o: ast.Once | None) -> str:
    """`once per K`."""
    return "" if o is None else joined("once", per(o.per))


def trigger(t: ast.Trigger | None) -> str:
    """`when …`, `while …`, `each year`."""
    match t:
        case None:
            return ""
        case ast.When(record=record, the_first=the_first, test=test):
            return joined("when", "the first" if the_first else "", record.text, _condition(test))
        case ast.While(subject=subject, test=test):
            return joined("while", subject.text, _condition(test))
        case ast.EachYear():
            return "each year"
        case _:
            assert_never(t)


def head(h: ast.Head) -> str:
    """The head in canonical order: keys before `once`, since a key after `once` belongs to it."""
    start = None if h.start is None else f"from {h.start.isoformat()}"
    return joined(per(h.per), once(h.once), names(h.to, "to"), start, names(h.among, "among"), trigger(h.trigger))


def promise_line(s: Promise) -> str:
    """Awards, their lines, rules of a block."""
    match s:
        case ast.Award():
            return joined("award", amount(s.amount), head(s.head))
        case ast.Row():
            return joined(f"{row_key(s.key)}: {amount(s.amount)}", once(s.once))
        case ast.TiesShare():
            return "ties share the rank"
        case ast.As(name=name, label=label):
            return joined("as", name.text, quoted(label))
        case ast.OwnLimit(amount=own_limit):
            return f"at most {format_expr(own_limit)}"
        case ast.Counting():
            return "counting all other support"
        case ast.LessPaid(record=record, field=field):
            return f"less already paid for {record.text} of the same {field.text}"
        case ast.Convert(series=series, day=day):
            return f"convert at {series.text} on {day.text}"
        case ast.Uncapped():
            return "uncapped"
        case ast.If() | ast.ReadingLine() | ast.SourceNote():
            return policy_line(s)
        case _:
            return _rule(s)


def row_key(k: ast.RowKey) -> str:
    """What stands before the colon."""
    match k:
        case ast.MemberKeys(names=listed):
            return names(listed)
        case ast.ThresholdKey(op=op, literal=literal):
            return f"{op.value} {format_expr(literal)}"
        case ast.RangeKey(low=low, high=high):
            return f"{row_key(low)} and {row_key(high)}"
        case ast.BetweenKey(low=low, high=high):
            return f"between {format_expr(low)} and {format_expr(high)}"
        case ast.RankKey(rank=rank):
            return str(rank)
        case ast.OtherwiseKey():
            return "otherwise"
        case _:
            assert_never(k)


def _rule(s: ast.Rule | ast.Except | ast.CarryForward) -> str:
    match s:
        case ast.Limit(number=number, what=what, order=order):
            counted = joined("limit", str(number), "items" if what is None else what.text, per(s.per))
            return counted if order is None else f"{counted}, {order.value}"
        case ast.NoRepeat():
            return joined("no repeat", per(s.per))
        case ast.PayHighest():
            return joined("pay highest", "with older documents" if s.with_older else "", per(s.per))
        case ast.PayEach():
            return "pay each"
        case ast.TopUp():
            return joined("top up", per(s.per))
        case ast.Cap():
            return joined("cap", format_expr(s.amount), per(s.per), "across applicants" if s.across else "")
        case ast.Quota():
            low = "" if s.low is None else f"{s.low} to"
            by = "" if s.by is None else f"by {s.by.text}"
            return joined("quota", low, str(s.number), s.what.text, per(s.per), by)
        case ast.Suspend():
            return f"suspend {s.who.text} for the year {trigger(s.when)}"
        case ast.NoneWhen(test=None):
            return "none when another level supported the same matter"
        case ast.NoneWhen():
            return f"none when {_condition(s.test)}"
        case ast.Except(refs=refs):
            return "except " + ", ".join(r.text if isinstance(r, ast.Name) else article_ref(r) for r in refs)
        case ast.CarryForward(years=years):
            return f"carry forward {years} {'year' if years == 1 else 'years'}"
        case _:
            assert_never(s)
