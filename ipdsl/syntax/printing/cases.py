"""Sentences of a case to text, one line each."""

from __future__ import annotations

import functools
import re
from typing import assert_never

from ipdsl.syntax import ast, keywords
from ipdsl.syntax.characters import quote
from ipdsl.syntax.printing.expressions import format_expr, format_number
from ipdsl.syntax.printing.policy import join_parts, names, texts

CaseWord = ast.Case | ast.Given | ast.Expect | ast.GivenRecord
_REFERENCE = re.compile(keywords.REFERENCE)
_BEGIN_OTHER_FORMS = ("TOTAL", "FOR", "DUE", "OBLIGATION_OF", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED")


def case_line(s: CaseWord) -> str:
    """One line of a case: the case, a given fact or an expectation."""
    match s:
        case ast.Case(title=title, title_zh=zh):
            return f"case {texts(title, zh)}"
        case ast.GivenRecord():
            return _record(s)
        case ast.GivenApplicant():
            named = "" if s.name is None else f"{quote(s.name)} as"
            return join_parts("given", named, names(s.kinds), _parts(s.parts))
        case ast.GivenFigures():
            return f"given figures {s.year}: {_parts(s.parts)}"
        case ast.GivenHistory():
            more = f": {_parts(s.parts)}" if s.parts else ""
            other = "" if s.document is None else quote(s.document)
            paid = f"paid {format_number(s.paid)} in {s.year}{more}"
            return join_parts("given history", other, s.label, item(s.item), paid)
        case ast.GivenSupport():
            kind = "" if s.kind is None else s.kind.text
            paid = f"{format_number(s.amount)} in {s.year}"
            return join_parts("given support", kind, item(s.item), s.level.text, paid)
        case ast.GivenApproval():
            return f"given approval {s.label} {item(s.item)} {format_number(s.amount)}"
        case ast.GivenSeries():
            key = join_parts("given series", s.series.text, s.currency, s.day.isoformat())
            return f"{key}: {format_expr(s.value)}"
        case ast.GivenRank(figure=figure, rank=rank, year=year):
            return f"given rank {figure.text} {rank} in {year}"
        case ast.GivenOlder(document=document, amount=amount):
            return f"given older document {quote(document)} {item(s.item)} {format_number(amount)}"
        case ast.GivenAsOfDate(day=day):
            return f"given as of {day.isoformat()}"
        case _:
            return _expect(s)


def item(text: str) -> str:
    """A record's id, quoted if it could be read as something else."""
    return quote(text) if text.lower() in _words_to_quote() else _reason(text)


def _reason(word: str) -> str:
    """A reason, quoted only if it can never be a name."""
    is_plain = _REFERENCE.fullmatch(word) and word.lower() not in keywords.reserved_words()
    return word if is_plain else quote(word)


@functools.cache
def _words_to_quote() -> frozenset[str]:
    """The words that begin a different form at the place of an item, and those that are never names."""
    table = keywords.table()
    firsts = {phrase.split()[0].lower() for terminal in _BEGIN_OTHER_FORMS for phrase in table[terminal].phrases}
    return keywords.reserved_words() | firsts


def _record(s: ast.GivenRecord) -> str:
    if s.none:
        return f"no {s.kind.text}"
    if s.partial or s.unknown:
        return f"{s.kind.text} {'partly listed' if s.partial else 'unknown'}"
    named = join_parts(s.kind.text, None if s.item is None else item(s.item))
    return f"{named}: {_parts(s.parts)}" if s.parts else named


def _parts(parts: tuple[ast.FactPart, ...]) -> str:
    return ", ".join(_part(p) for p in parts)


def _part(p: ast.FactPart) -> str:
    return join_parts("not" if p.negated else "", p.name.text, "" if p.value is None else value(p.value))


def value(v: ast.FactValue) -> str:
    """A value of a fact as text."""
    if v.value is not None:
        return format_expr(v.value)
    if v.text is not None:
        return quote(v.text)
    return v.special if v.special is not None else f"[{', '.join(value(i) for i in v.items)}]"


def _expect(s: ast.Expect) -> str:
    expect = join_parts("expect", "" if s.applicant is None else f"for {quote(s.applicant)}")
    match s:
        case ast.ExpectTotal(year=year, amount=amount):
            return join_parts(expect, _year(year), "total", format_number(amount))
        case ast.ExpectPaid():
            return join_parts(expect, _year(s.year), _item_with_label(s.item, s.label), format_number(s.amount))
        case ast.ExpectOutcome():
            return join_parts(expect, _year(s.year), _item_with_label(s.item, s.label), _outcome(s))
        case ast.ExpectDue(low=low, high=None):
            return f"{expect} due at least {format_number(low)}"
        case ast.ExpectDue(low=low, high=ast.Number() as high):
            return f"{expect} due between {format_number(low)} and {format_number(high)}"
        case ast.ExpectDue():
            return f"{expect} due at least {format_number(s.low)}"
        case ast.ExpectObligation(article=article, amount=amount):
            money = "" if amount is None else format_number(amount)
            return join_parts(expect, "obligation of article", article, money)
        case ast.ExpectCarried(amount=amount, to_year=year):
            return f"{expect} carried {format_number(amount)} to {year}"
        case ast.ExpectLapsed(amount=amount):
            return f"{expect} lapsed {format_number(amount)}"
        case _:
            assert_never(s)


def _year(year: int | None) -> str:
    return "" if year is None else str(year)


def _item_with_label(text: str, label: str | None) -> str:
    return item(text) if label is None else f"{item(text)} of {label}"


def _outcome(s: ast.ExpectOutcome) -> str:
    words = ", ".join(_reason(w) for w in s.words)
    if s.rule is not None:
        article = "" if s.article is None else f"of article {s.article}"
        return join_parts(s.outcome, "by", s.rule, article)
    linked = {"displaced": "by", "not eligible": "because", "undetermined": "for"}.get(s.outcome, "")
    return join_parts(s.outcome, linked, words) if words else s.outcome
