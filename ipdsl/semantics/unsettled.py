"""Rules that the language has and this version does not settle: their names are resolved, then one finding says so."""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.diagnostics.nearest import nearest
from ipdsl.schema.model import Record
from ipdsl.semantics import conditions, keys
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_page as g
from ipdsl.semantics.symbols import Context
from ipdsl.semantics.walk import nodes
from ipdsl.syntax import ast


def report_unsettled(
    line: ast.NoRepeat | ast.TopUp | ast.Quota | ast.Suspend | ast.NoneWhen,
    verb: str,
    records: tuple[Record, ...],
    ctx: Context,
) -> None:
    """Resolve the words of a rule against the records of the awards before it, then say that it is not settled."""
    match line:
        case ast.NoRepeat(per=per) | ast.TopUp(per=per):
            _keys(per, records, ctx)
        case ast.Quota(per=per, what=what):
            _keys(per, records, ctx)
            _plural(what, ctx)
        case ast.Suspend(who=who, when=when):
            if who.text not in ctx.schema.who:
                found = nearest(who.text, sorted(ctx.schema.who))
                ctx.add(n.UnknownWho(span=who.span, word=who.text, nearest=found))
            conditions.when_words(when, ctx)
        case ast.NoneWhen(test=test):
            _fields(test, records, ctx)
    ctx.add(g.NotSettled(span=line.span, what=verb))


def _keys(per: Iterable[ast.Name], records: tuple[Record, ...], ctx: Context) -> None:
    for key in per:
        keys.is_known(key, records or ctx.schema.records, ctx)


def _plural(what: ast.Name, ctx: Context) -> None:
    known = [*ctx.vocabulary.plural_by_name, *ctx.schema.record_by_name]
    if what.text not in known and what.text not in ("item", "items"):
        ctx.add(n.UnknownRecord(span=what.span, word=what.text, nearest=nearest(what.text, known)))


def _fields(test: ast.Expr | None, records: tuple[Record, ...], ctx: Context) -> None:
    """`none when F cannot be determined`: a field of a record above, or of the applicant."""
    if test is None:
        return
    fields = [f for r in records for f in r.field_by_name] + list(ctx.vocabulary.applicant_words())
    for word in nodes(test, ast.CannotBeDetermined):
        if word.field.text not in fields:
            found = nearest(word.field.text, fields)
            place = "the records above"
            ctx.add(n.UnknownWord(span=word.field.span, word=word.field.text, place=place, nearest=found))
