"""Sentences about older documents, and about earlier versions of the page.

Older documents: the clauses that they had, and the records for which they still apply.

Earlier versions: the labels and names that `formerly` and `ended` list, and their mistakes. A label that an author
wrote with `as` always means the same award, so the page must not list it. A label that the program made, such as
`1.loan.drawn`, may now belong to another award, so any award may list it.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from ipdsl.base.findings.finding import RelatedPlace
from ipdsl.base.findings.phrase import THE_FIRST, LocalizedSentence, Phrase
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT
from ipdsl.semantics import typed
from ipdsl.semantics.awards import BlockContext, lines_of
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.header import Header
from ipdsl.semantics.names.symbols import MATTER, Context
from ipdsl.semantics.rules import scope
from ipdsl.semantics.rules.scope import articles_in_range, placed_rules, reached_awards
from ipdsl.semantics.tree_walk import nodes
from ipdsl.semantics.triggers import near_label
from ipdsl.syntax import ast
from ipdsl.syntax.printing.printer import format_line


def transition(
    line: ast.Reference,
    block_context: BlockContext,
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
            where = Phrase("under `refers to … instead of`", "`改按 … 执行`之下")
            ctx.add(
                g.MisplacedLine(span=other.span, word=LocalizedSentence(format_line(other)), where=where, advice=advice)
            )
    if line.instead_of is None or line.records_of is None:
        return None
    numbers = articles_in_range(line.instead_of, articles, ctx)
    under = tuple(award for award in awards if award.article in numbers)
    if numbers and not under:
        why, advice = (
            Phrase("these articles have no awards", "这些条中没有奖励"),
            Phrase("name the articles whose awards it takes over", "请写改按以前文件执行的各条"),
        )
        ctx.add(g.EmptyTransition(span=line.instead_of.span, why=why, advice=advice))
    if not under:
        return None
    start, end = _payment_period(under, head)
    year, year_of = line.records_of, head.fiscal_year.year_of
    if (start is not None and year < year_of(start)) or (end is not None and year > year_of(end)):
        shown = _time(start, end)
        why = Phrase(
            "records of {year} are outside the period of these awards, {shown}",
            "{year}年的记录不在这些奖励的时间（{shown}）之内",
            year=year,
            shown=shown,
        )
        advice = Phrase("write a year in which the policy is in effect", "请写政策有效期内的年度")
        ctx.add(g.EmptyTransition(span=line.span, why=why, advice=advice))
        return None
    return typed.Transition(
        span=line.span,
        article=block_context.article,
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
    """Report two rules that raise an award to an older standard but define its matter differently."""
    raising = [item for item in placed_rules(root, awards) if isinstance(item.rule, typed.OlderStandardRule)]
    for before, after in itertools.combinations(raising, 2):
        raised = {award.label for award in reached_awards(before, ctx.schema)}
        for award in reached_awards(after, ctx.schema):
            first_fields, second_fields = (_fields_of_matter(item.rule, award, ctx) for item in (before, after))
            if award.label in raised and first_fields != second_fields:
                related, span = (
                    (RelatedPlace(before.rule.span, Phrase("the rule before it", "前一条规则")),),
                    after.rule.span,
                )
                first_words, second_words = (_basis_words(fields) for fields in (first_fields, second_fields))
                ctx.add(
                    g.TwoStandards(span=span, related=related, award=award.label, one=first_words, other=second_words)
                )
                break


def _basis_words(fields: tuple[str, ...]) -> Phrase:
    names = ", ".join(fields) or Phrase("item", "项目")
    return Phrase("its `{names}`", "按`{names}`", names=names)


def _fields_of_matter(rule: typed.Rule | typed.Condition, award: typed.Award, ctx: Context) -> tuple[str, ...]:
    """The fields that define the matter of an award's claims; the applicant if claims have no record."""
    keys = rule.keys if isinstance(rule, typed.OlderStandardRule) else ()
    stated = ctx.matters[next((key for key in keys if key in ctx.matters), MATTER)]
    record = scope.record_of_claim(award)
    return MATTER_IS_APPLICANT if record is None else ctx.schema.record_by_name[record].matter_fields(stated)


def report_twins(transitions: Iterable[typed.Transition], ctx: Context) -> None:
    """Report two transitions for the same claims."""
    earlier: list[typed.Transition] = []
    for transition_line in transitions:
        other = next(
            (x for x in earlier if x.year == transition_line.year and {*x.awards} & {*transition_line.awards}), None
        )
        if other is not None:
            word, related = (
                Phrase(
                    "instead of … for records of {year}", "{year}年度 的记录 改按 … 执行", year=transition_line.year
                ),
                (RelatedPlace(other.span, THE_FIRST),),
            )
            ctx.add(g.RepeatedLine(span=transition_line.span, word=word, related=related))
        earlier.append(transition_line)


def _payment_period(awards: Iterable[typed.Award], head: Header) -> tuple[datetime.date | None, datetime.date | None]:
    """The days between which these awards may pay."""
    start, end = head.window.start, head.window.end
    if start is not None:
        earlier = [head.discretion_from, *(award.start for award in awards)]
        start = min([start, *(day for day in earlier if day is not None)])
    return start, end


def replaced_documents(
    lines: Iterable[ast.ReplacesLine], awards: Iterable[typed.Award], ctx: Context
) -> tuple[typed.ReplacedDocument, ...]:
    """`replaces "…"` with `clause NEW was OLD` lines: NEW is a label of this page."""
    labels = [award.label for award in awards]
    documents: list[typed.ReplacedDocument] = []
    for line in lines:
        pairs: dict[tuple[str, str], None] = {}
        for was in line.body:
            if (was.new, was.old) in pairs:
                ctx.add(g.RepeatedLine(span=was.span, word=LocalizedSentence(format_line(was))))
            elif was.new in labels:
                pairs[was.new, was.old] = None
            else:
                near = near_label(was.new, labels, ctx)
                ctx.add(
                    n.UnknownLabel(
                        span=was.span, word=was.new, where=Phrase("in this policy", "本政策中"), nearest=near
                    )
                )
        documents.append(typed.ReplacedDocument(span=line.span, document=line.document, clauses=tuple(pairs)))
    return tuple(documents)


@attrs.frozen(eq=False, repr=False)
class _Kind(ValueObject):
    """The form of a listed word, and what its two findings say."""

    form: re.Pattern[str]
    what: Phrase
    form_advice: Phrase
    present: Phrase
    present_advice: Phrase

    def former(self, listed: Sequence[ast.Name], places: Mapping[str, Span], ctx: Context) -> list[tuple[str, Span]]:
        """The words that an earlier version may have had, each with its place; others are reported.

        `places` are the words that the page has today, each with its place.
        """
        former: list[tuple[str, Span]] = []
        for word in listed:
            text, place = word.text, places.get(word.text)
            if self.form.fullmatch(text) is None:
                ctx.add(n.MalformedFormerLabel(span=word.span, word=text, what=self.what, advice=self.form_advice))
            elif place is not None:
                related = (RelatedPlace(place, Phrase("stated here", "写在此处")),)
                what, advice = self.present, self.present_advice
                ctx.add(g.PresentLabel(span=word.span, word=text, what=what, advice=advice, related=related))
            else:
                former.append((text, word.span))
        return former


_LABEL = _Kind(
    re.compile(r"(?:\d+(?:\.\d+)*[A-Za-z]?\.)?[^\W\d]\w*(?:\.[^\W\d]\w*)?"),
    Phrase("the label of an award", "条款名"),
    Phrase(
        "a label is `2.RECORD.EVENT`, as in ledgers, or the word after `as`",
        "条款名写作`2.记录.事件`，与台账一致，或写`简称`之后的词",
    ),
    Phrase("the label of an award of this page", "本页一项奖励的简称"),
    Phrase(
        "an award continues the one that had the label of its `as` line: delete this word, or change that line",
        "奖励自动延续以前版本中简称相同的一项：请删去此处，或改用其他简称",
    ),
)
_POLICY = _Kind(
    re.compile(r"[^\W\d]\w*"),
    Phrase("the name of a policy", "政策的名称"),
    Phrase(
        "write the name after `policy` on the earlier version; labels of awards are listed under the awards",
        "请写以前版本中`政策`之后的名称；条款名写在各项奖励之下",
    ),
    Phrase("the name of this policy", "本政策的名称"),
    Phrase("a policy continues the ledger of its own name: delete this word", "同名的台账自动延续：请删去此处"),
)


def former_names(page: ast.Page, ctx: Context) -> Iterator[list[tuple[str, Span]]]:
    """The labels that a page lists, and then the names of the policy, each with its place; others are reported."""
    head = page.header if isinstance(page.header, ast.PolicyLine) else None
    header = () if head is None else head.header
    labels = [label for line in nodes(header, ast.EndedLabels) for label in line.labels]
    labels += [label for line in nodes(page.items, ast.FormerLabels) for label in line.labels]
    awards = nodes(page.items, ast.Award)
    own_labels = {line.name.text: line.span for award in awards for line in nodes(award.body, ast.LabelLine)}
    yield _LABEL.former(labels, own_labels, ctx)
    names = [name for line in nodes(header, ast.FormerNames) for name in line.names]
    yield _POLICY.former(names, {} if head is None else {head.name.text: head.name.span}, ctx)
