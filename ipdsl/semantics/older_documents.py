"""What a policy says of the documents before it: which of its clauses they had, and what is left to them."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable

from ipdsl.diagnostics.model import Related
from ipdsl.diagnostics.phrase import THE_FIRST, Phrase, Sentence
from ipdsl.schema.model import MATTER_IS_APPLICANT
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_page as g
from ipdsl.semantics import errors_rules as r
from ipdsl.semantics import reach, typed
from ipdsl.semantics.awards import Within, lines_of
from ipdsl.semantics.header import Header
from ipdsl.semantics.labels import near_label
from ipdsl.semantics.placed import placed_rules, reached
from ipdsl.semantics.symbols import MATTER, Context
from ipdsl.semantics.under import articles_between
from ipdsl.syntax import ast
from ipdsl.syntax.printer import format_line


def transition(
    line: ast.RefersTo,
    within: Within,
    awards: Iterable[typed.Award],
    articles: tuple[str, ...],
    head: Header,
    ctx: Context,
) -> typed.Transition | None:
    """`refers to "…" instead of articles 1 to 24 for records of 2021`."""
    for other in line.body:
        if not isinstance(other, ast.ReadingLine | ast.SourceNote):
            advice = Phrase(
                "the older document decides on every record of that year", "该年度的全部记录都按以前的文件执行"
            )
            where = Phrase("beneath `refers to … instead of`", "`改按 … 执行`之下")
            ctx.add(g.LineNotHere(span=other.span, word=Sentence(format_line(other)), where=where, advice=advice))
    if line.instead_of is None or line.records_of is None:
        return None
    kept = articles_between(line.instead_of, articles, ctx)
    under = tuple(award for award in awards if award.article in kept)
    if kept and not under:
        why, advice = (
            Phrase("no award stands in these articles", "这些条中没有奖励"),
            Phrase("name the articles whose awards it takes over", "请写改按以前文件执行的各条"),
        )
        ctx.add(r.NoRecordsOf(span=line.instead_of.span, why=why, advice=advice))
    if not under:
        return None
    start, end = _settled(under, head)
    year = line.records_of
    if (start is not None and year < start.year) or (end is not None and year > end.year):
        shown = _time(start, end)
        why = Phrase(
            "records of {year} lie outside the time of these awards, {shown}",
            "{year}年的记录不在这些奖励的时间（{shown}）之内",
            year=year,
            shown=shown,
        )
        advice = Phrase("write a year in which the policy is in effect", "请写政策有效期内的年度")
        ctx.add(r.NoRecordsOf(span=line.span, why=why, advice=advice))
        return None
    return typed.Transition(
        span=line.span,
        article=within.article,
        text=format_line(line),
        document=line.document,
        year=line.records_of,
        awards=tuple(award.label for award in under),
        readings=tuple(x.text for x in lines_of(line.body, ast.ReadingLine)),
    )


def _time(start: datetime.date | None, end: datetime.date | None) -> Phrase:
    if end is None:
        return Phrase("from {start} on", "自{start}起", start=str(start))
    if start is None:
        return Phrase("up to {end}", "至{end}止", end=str(end))
    return Phrase("{start} to {end}", "{start}至{end}", start=str(start), end=str(end))


def report_two_standards(root: typed.Block, awards: tuple[typed.Award, ...], ctx: Context) -> None:
    """Two rules over an award that take different things for the matter to whose older standard they raise it."""
    raising = [item for item in placed_rules(root, awards) if isinstance(item.rule, typed.Older)]
    for before, after in itertools.combinations(raising, 2):
        raised = {award.label for award in reached(before, ctx.schema)}
        for award in reached(after, ctx.schema):
            one, other = (_fields_of_matter(item.rule, award, ctx) for item in (before, after))
            if award.label in raised and one != other:
                related, span = (
                    (Related(before.rule.span, Phrase("the rule before it", "前一条规则")),),
                    after.rule.span,
                )
                by, of = (_by(fields) for fields in (one, other))
                ctx.add(r.TwoStandards(span=span, related=related, award=award.label, one=by, other=of))
                break


def _by(fields: tuple[str, ...]) -> Phrase:
    names = ", ".join(fields) or Phrase("item", "项目")
    return Phrase("its `{names}`", "按`{names}`", names=names)


def _fields_of_matter(rule: typed.Rule | typed.Condition, award: typed.Award, ctx: Context) -> tuple[str, ...]:
    """What makes the matter of an award's claim; of one without a record of its own it is the applicant."""
    keys = rule.keys if isinstance(rule, typed.Older) else ()
    stated = ctx.matters[next((key for key in keys if key in ctx.matters), MATTER)]
    record = None if isinstance(award.trigger, typed.OverSet) else reach.record_of(award)
    return MATTER_IS_APPLICANT if record is None else ctx.schema.record_by_name[record].matter_under(stated)


def report_twins(found: Iterable[typed.Transition], ctx: Context) -> None:
    """Two transitions that take over the same claims."""
    earlier: list[typed.Transition] = []
    for one in found:
        other = next((x for x in earlier if x.year == one.year and {*x.awards} & {*one.awards}), None)
        if other is not None:
            word, related = (
                Phrase("instead of … for records of {year}", "{year}年度 的记录 改按 … 执行", year=one.year),
                (Related(other.span, THE_FIRST),),
            )
            ctx.add(g.LineTwice(span=one.span, word=word, related=related))
        earlier.append(one)


def _settled(awards: Iterable[typed.Award], head: Header) -> tuple[datetime.date | None, datetime.date | None]:
    """The days between which these awards pay for anything."""
    start, end = head.window.start, head.window.end
    if start is not None:
        earlier = [head.discretion_from, *(award.start for award in awards)]
        start = min([start, *(day for day in earlier if day is not None)])
    return start, end


def replaced(lines: Iterable[ast.Replaces], awards: Iterable[typed.Award], ctx: Context) -> tuple[typed.Replaced, ...]:
    """`replaces "…"` with `clause NEW was OLD` lines: NEW is a label of this page."""
    labels = [award.label for award in awards]
    documents: list[typed.Replaced] = []
    for line in lines:
        pairs: dict[tuple[str, str], None] = {}
        for was in line.body:
            if (was.new, was.old) in pairs:
                ctx.add(g.LineTwice(span=was.span, word=Sentence(format_line(was))))
            elif was.new in labels:
                pairs[was.new, was.old] = None
            else:
                near = near_label(was.new, labels, ctx)
                ctx.add(
                    n.UnknownLabel(
                        span=was.span, word=was.new, where=Phrase("in this policy", "本政策中"), nearest=near
                    )
                )
        documents.append(typed.Replaced(span=line.span, document=line.document, clauses=tuple(pairs)))
    return tuple(documents)
