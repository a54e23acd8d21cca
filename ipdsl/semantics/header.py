"""The head of a policy: document, window, currency, rounding, status; and the defaults of a draft."""

from __future__ import annotations

import datetime

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear, Period, span_end
from ipdsl.base.values.money import DECIMALS, Mode, Rounding
from ipdsl.semantics import lookup
from ipdsl.semantics.amounts import step_in_minor_units
from ipdsl.semantics.errors import lints as w, policy as g
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.lookup import Context
from ipdsl.semantics.vocabulary import check_name_allowed, language_finding
from ipdsl.syntax import ast, keywords


@attrs.define(eq=False, repr=False)
class Header:
    """The contents of the lines under `policy`."""

    document: str = ""
    issued: datetime.date | None = None
    window: Period = attrs.field(factory=Period)
    discretion_from: datetime.date | None = None
    status: str = ""
    level: str = ""
    replaces: tuple[str, ...] = ()
    replaced: tuple[ast.ReplacesLine, ...] = ()
    former_names: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    rounding: Rounding = attrs.field(factory=Rounding)
    fiscal_year: FiscalYear = CALENDAR_YEAR
    readings: tuple[str, ...] = ()


def currency_of(line: ast.PolicyLine, ctx: Context) -> str:
    """The policy's currency, which is read first because money constants depend on it."""
    currency = next((x for x in line.header if isinstance(x, ast.CurrencyLine)), None)
    if currency is None:
        return "CNY"
    if currency.code not in DECIMALS:
        ctx.add(operands.unknown_currency(currency.span, currency.code))
        return "CNY"
    return currency.code


_ONCE = {
    ast.DocumentLine: "document",
    ast.IssueDateLine: "issued",
    ast.EffectiveLine: "effective",
    ast.StatusLine: "status",
    ast.CurrencyLine: "currency",
    ast.PolicyLevel: "level",
    ast.RoundingLine: "round",
    ast.LanguageLine: "language",
    ast.YearBeginsLine: "year begins",
}


def header(line: ast.PolicyLine, ctx: Context) -> Header:
    """Check the name and each header line, and then how they fit together."""
    check_name_allowed(line.name, ctx.report, as_value=True)
    head = Header()
    seen: set[type] = set()
    effective: ast.EffectiveLine | None = None
    issued: ast.IssueDateLine | None = None
    for item in line.header:
        word = _ONCE.get(type(item))
        if word is not None and type(item) in seen:
            ctx.add(g.RepeatedLine(span=item.span, word=keywords.phrase(word)))
        seen.add(type(item))
        match item:
            case ast.EffectiveLine():
                effective = item
            case ast.IssueDateLine():
                issued = item
                head.issued = item.day
            case _:
                _line(item, head, ctx)
    if effective is None:
        ctx.add(w.NoWindow(span=line.name.span))
    else:
        _window(effective, head, ctx)
        if issued is not None and effective.start < issued.day and effective.discretion_from is None:
            start, day = effective.start.isoformat(), issued.day.isoformat()
            ctx.add(w.IssuedAfterStart(span=issued.span, issued=day, start=start))
    return head


def _line(item: ast.PolicyHeader, head: Header, ctx: Context) -> None:
    match item:
        case ast.DocumentLine(number=number):
            head.document = number
        case ast.StatusLine(word=word):
            if word.text != "draft":
                ctx.add(g.BadStatus(span=word.span, word=word.text))
            head.status = word.text
        case ast.PolicyLevel(name=name):
            head.level = name.text if lookup.is_level_member(name, ctx) else ""
        case ast.RoundingLine():
            head.rounding = rounding(item, ctx)
        case ast.YearBeginsLine(month=month, day=day):
            if (month, day) == (2, 29):
                ctx.add(g.YearBeginsOnLeapDay(span=item.span))
            else:
                head.fiscal_year = FiscalYear(month, day)
        case ast.LanguageLine() if (finding := language_finding(item)) is not None:
            ctx.add(finding)
        case ast.ReplacesLine(document=document):
            if document in head.replaces:
                ctx.add(
                    g.RepeatedLine(
                        span=item.span, word=Phrase('replaces "{document}"', "“{document}” 同时废止", document=document)
                    )
                )
            head.replaces += (document,)
            if item.body:
                head.replaced += (item,)
        case ast.FormerNames(names=names):
            head.former_names += tuple(name.text for name in names)
        case ast.EndedLabels(labels=labels):
            head.ended += tuple(label.text for label in labels)
        case ast.ReadingLine(text=text):
            head.readings += (text,)


def _window(line: ast.EffectiveLine, head: Header, ctx: Context) -> None:
    end = line.end
    if line.duration is not None:
        if not operands.is_reasonable(line.duration, ctx):
            return
        end = span_end(line.start, line.duration.number, line.duration.unit.value)
    if end is not None and end < line.start:
        ctx.add(
            g.ReversedRange(
                span=line.span, what=Phrase("the window", "有效期"), start=line.start.isoformat(), end=end.isoformat()
            )
        )
        return
    if line.discretion_from is not None and line.discretion_from > line.start:
        start, end_of_discretion = line.discretion_from.isoformat(), line.start.isoformat()
        ctx.add(
            g.ReversedRange(
                span=line.span,
                what=Phrase("the time of discretion", "可参照执行的期间"),
                start=start,
                end=end_of_discretion,
            )
        )
    head.window = Period(line.start, end)
    head.discretion_from = line.discretion_from


def rounding(line: ast.RoundingLine, ctx: Context) -> Rounding:
    """Mode and step of a rounding; the usual one after an error."""
    step = step_in_minor_units(line.step, line.span, ctx)
    if step is None:
        return Rounding()
    modes = {m.value: m for m in Mode}
    return Rounding(modes.get(line.mode, Mode.HALF_UP), step)
