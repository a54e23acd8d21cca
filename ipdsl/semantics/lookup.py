"""Single words: what a name means at its place, or why it means nothing there."""

from __future__ import annotations

from ipdsl.diagnostics.phrase import NOTHING, Phrase, Said
from ipdsl.schema import types as t
from ipdsl.schema.model import Record
from ipdsl.semantics import advice, labelled, typed
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_types as e
from ipdsl.semantics.symbols import Context, Scope, poison
from ipdsl.semantics.typenames import describe
from ipdsl.syntax import ast
from ipdsl.syntax.slips import is_number_in_words

MAX_PARTS = 20_000
"""What the words of a page that stand for tests may come to, written out wherever they are used."""


def word(name: ast.Name, scope: Scope) -> typed.Expr:
    """The value or test that a word stands for."""
    expr = record_word(name, scope.record, scope) if scope.record is not None else None
    if expr is not None and scope.applicant and name.text in scope.ctx.vocabulary.applicant_words():
        one, other = Phrase("a word of the record", "记录的词"), Phrase("a word about the applicant", "申请人的词")
        scope.ctx.add(n.TwoMeanings(span=name.span, word=name.text, one=one, other=other))
        return poison(name.span)
    if expr is None and scope.applicant:
        expr = applicant_word(name, scope)
    if expr is None and scope.figures:
        expr = figure(name, scope)
    return expr if expr is not None else not_here(name, scope)


def record_word(name: ast.Name, record: Record, scope: Scope) -> typed.Expr | None:
    """A field, event or state of a record."""
    field = record.field_by_name.get(name.text)
    if field is not None:
        value = typed.RecordField(span=name.span, record=record.name, field=field.name, type=field.type)
        if scope.convert is not None and isinstance(field.type, t.MoneyType):
            series, day = scope.convert.series, scope.convert.day
            return typed.Converted(span=name.span, value=value, series=series, day=day)
        return value
    event = record.event_by_name.get(name.text)
    if event is not None:
        happened = typed.EventHappened(span=name.span, record=record.name, event=event.name)
        if not event.is_of_earliest:
            return happened
        among = scope.ctx.schema.first_among(record.name, event.name)
        new = typed.IsFirst(span=name.span, record=among, event=event.name, of_item=True)
        return typed.All(span=name.span, parts=(happened, new))
    if name.text in record.state_by_name:
        return typed.StateHolds(span=name.span, record=record.name, state=name.text)
    return None


def applicant_word(name: ast.Name, scope: Scope) -> typed.Expr | None:
    """A kind, class or field of the applicant, a `since` word, or a word that stands for a test."""
    vocabulary = scope.ctx.vocabulary
    field = vocabulary.schema.applicant_field_by_name.get(name.text)
    if field is not None:
        return typed.ApplicantField(span=name.span, field=field.name, type=field.type)
    if name.text in vocabulary.schema.who:
        return typed.ApplicantIs(span=name.span, kind=name.text)
    since = vocabulary.since_by_name.get(name.text)
    if since is not None:
        return typed.ApplicantField(span=name.span, field=since.date_field, type=typed.DURATION)
    return _derived(name, scope.ctx)


def _derived(name: ast.Name, ctx: Context) -> typed.Expr | None:
    """A word that stands for a test, written out; a page may write out so much and no more."""
    expr = ctx.derived.get(name.text)
    if expr is None:
        return None
    is_first = ctx.parts <= MAX_PARTS
    ctx.parts += ctx.sizes[name.text]
    if ctx.parts <= MAX_PARTS:
        return expr
    if is_first:
        ctx.add(n.TooManyParts(span=name.span, word=name.text, limit=MAX_PARTS))
    return poison(name.span)


def figure(name: ast.Name, scope: Scope, years_back: int = 0) -> typed.Expr | None:
    """A figure of the claim's year, or of the year before."""
    declared = scope.ctx.schema.figure_by_name.get(name.text)
    if declared is None:
        return None
    return typed.Figure(span=name.span, figure=declared.name, years_back=years_back, type=declared.type)


def not_here(name: ast.Name, scope: Scope) -> typed.Expr:
    """Report a word that its place does not know, by where it belongs."""
    text = name.text
    if scope.picked is not None and text in scope.picked.field_by_name:
        scope.ctx.add(e.FieldOfSet(span=name.span, word=text, record=scope.picked.name))
        return poison(name.span)
    having = advice.owners(text, scope.ctx)
    if scope.record is not None and text in scope.ctx.vocabulary.applicant_words():
        scope.ctx.add(n.AboutApplicant(span=name.span, word=f"`{text}`", record=scope.record.name))
        return poison(name.span)
    close = labelled.near(text, scope.known(), scope.ctx)
    if having and scope.record is not None and not close:
        scope.ctx.add(n.OtherRecord(span=name.span, word=text, owners=advice.listed(having), record=scope.record.name))
    elif having and scope.record is None and not close:
        records, step = advice.about_a_record(text, having, scope)
        scope.ctx.add(n.AboutRecord(span=name.span, word=text, records=records, advice=step))
    else:
        first = (
            Phrase("write a number in figures, such as 20000; or ", "数字请用阿拉伯数字，例如20000；或者")
            if is_number_in_words(text)
            else NOTHING
        )
        scope.ctx.add(n.UnknownWord(span=name.span, word=text, place=scope.place(), nearest=close, first=first))
    return poison(name.span)


def date_word(name: ast.Name, scope: Scope, place: Said) -> typed.Expr:
    """A word that must be a date."""
    day = word(name, scope)
    if not isinstance(day.type, t.DateType | t.Poison):
        scope.ctx.add(e.NotADate(span=name.span, place=place, word=name.text, found=describe(day.type)))
        return poison(name.span)
    return day


def figure_named(name: ast.Name, ctx: Context) -> bool:
    """The word is a yearly figure; else it is reported."""
    figures = ctx.schema.figure_by_name
    if name.text in figures:
        return True
    found = labelled.near(name.text, figures, ctx)
    step = Phrase("declare it under `figures per year`", "请在`年度数据`之下声明")
    owner = Phrase("the yearly figures", "年度数据")
    ctx.add(n.UnknownField(span=name.span, word=name.text, owner=owner, advice=step, nearest=found))
    return False
