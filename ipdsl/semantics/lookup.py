"""Single words: what a name means at its place, or why it means nothing there."""

from __future__ import annotations

from ipdsl.diagnostics.phrase import NOTHING, MessageValue, Phrase
from ipdsl.schema import types as t
from ipdsl.schema.model import RecordKind
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
    if expr is not None and scope.has_applicant and name.text in scope.ctx.vocabulary.applicant_words():
        record_meaning, applicant_meaning = (
            Phrase("a word of the record", "记录的词"),
            Phrase("a word about the applicant", "申请人的词"),
        )
        scope.ctx.add(n.AmbiguousWord(span=name.span, word=name.text, one=record_meaning, other=applicant_meaning))
        return poison(name.span)
    if expr is None and scope.has_applicant:
        expr = applicant_word(name, scope)
    if expr is None and scope.has_figures:
        expr = figure(name, scope)
    return expr if expr is not None else report_misplaced(name, scope)


def record_word(name: ast.Name, record: RecordKind, scope: Scope) -> typed.Expr | None:
    """A field, event or state of a record."""
    field = record.field_by_name.get(name.text)
    if field is not None:
        value = typed.RecordField(span=name.span, record=record.name, field=field.name, type=field.type)
        if scope.conversion is not None and isinstance(field.type, t.MoneyType):
            series, day = scope.conversion.series, scope.conversion.day
            return typed.CurrencyConversion(span=name.span, value=value, series=series, day=day)
        return value
    event = record.event_by_name.get(name.text)
    if event is not None:
        happened = typed.EventHappened(span=name.span, record=record.name, event=event.name)
        if not event.is_of_earliest:
            return happened
        among = scope.ctx.schema.kind_of_first_event(record.name, event.name)
        new = typed.FirstEventTest(span=name.span, record=among, event=event.name, is_per_item=True)
        return typed.And(span=name.span, parts=(happened, new))
    if name.text in record.state_by_name:
        return typed.StateHolds(span=name.span, record=record.name, state=name.text)
    return None


def applicant_word(name: ast.Name, scope: Scope) -> typed.Expr | None:
    """A kind, class or field of the applicant, a `since` word, or a word that stands for a test."""
    vocabulary = scope.ctx.vocabulary
    field = vocabulary.schema.applicant_field_by_name.get(name.text)
    if field is not None:
        return typed.ApplicantField(span=name.span, field=field.name, type=field.type)
    if name.text in vocabulary.schema.kinds_and_classes:
        return typed.ApplicantKindTest(span=name.span, kind=name.text)
    since = vocabulary.since_by_name.get(name.text)
    if since is not None:
        return typed.ApplicantField(span=name.span, field=since.date_field, type=typed.DURATION)
    return _derived_test(name, scope.ctx)


def _derived_test(name: ast.Name, ctx: Context) -> typed.Expr | None:
    """A word that stands for a test, written out; a page may write out so much and no more."""
    expr = ctx.derived.get(name.text)
    if expr is None:
        return None
    is_first = ctx.parts <= MAX_PARTS
    ctx.parts += ctx.sizes[name.text]
    if ctx.parts <= MAX_PARTS:
        return expr
    if is_first:
        ctx.add(n.DefinitionsTooLarge(span=name.span, word=name.text, limit=MAX_PARTS))
    return poison(name.span)


def figure(name: ast.Name, scope: Scope, years_back: int = 0) -> typed.Expr | None:
    """A figure of the claim's year, or of the year before."""
    declared = scope.ctx.schema.figure_by_name.get(name.text)
    if declared is None:
        return None
    return typed.Figure(span=name.span, figure=declared.name, years_back=years_back, type=declared.type)


def report_misplaced(name: ast.Name, scope: Scope) -> typed.Expr:
    """Report a word that its place does not know, by where it belongs."""
    text = name.text
    if scope.picked is not None and text in scope.picked.field_by_name:
        scope.ctx.add(e.FieldOfSet(span=name.span, word=text, record=scope.picked.name))
        return poison(name.span)
    having = advice.owners(text, scope.ctx)
    if scope.record is not None and text in scope.ctx.vocabulary.applicant_words():
        scope.ctx.add(n.MisplacedApplicantWord(span=name.span, word=f"`{text}`", record=scope.record.name))
        return poison(name.span)
    close = labelled.nearest_words(text, scope.known_words(), scope.ctx)
    if having and scope.record is not None and not close:
        scope.ctx.add(
            n.WordOfOtherRecord(span=name.span, word=text, owners=advice.record_list(having), record=scope.record.name)
        )
    elif having and scope.record is None and not close:
        records, step = advice.owner_and_advice(text, having, scope)
        scope.ctx.add(n.MisplacedRecordWord(span=name.span, word=text, records=records, advice=step))
    else:
        first = (
            Phrase("write a number in figures, such as 20000; or ", "数字请用阿拉伯数字，例如20000；或者")
            if is_number_in_words(text)
            else NOTHING
        )
        scope.ctx.add(n.UnknownWord(span=name.span, word=text, place=scope.place(), nearest=close, first=first))
    return poison(name.span)


def date_word(name: ast.Name, scope: Scope, place: MessageValue) -> typed.Expr:
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
    near_figures = labelled.nearest_words(name.text, figures, ctx)
    step = Phrase("declare it under `figures per year`", "请在`年度数据`之下声明")
    owner = Phrase("the yearly figures", "年度数据")
    ctx.add(n.UnknownField(span=name.span, word=name.text, owner=owner, advice=step, nearest=near_figures))
    return False
