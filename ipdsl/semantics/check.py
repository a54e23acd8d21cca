"""Check a page: the entry of this package.

Input: the tree of a policy page or a draft, and a loader for its vocabularies. Output: a typed policy with all names
resolved and all expressions typed, or `None` if the report has errors. Any tree gives a report, and an accepted policy
never fails at run time.

A page with broken lines gives only findings that depend on one sentence and the vocabulary (`check_intact`). Findings
about rules, labels, articles, tables and cases wait until every line can be parsed, because a broken line might be
their cause.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import attrs

from ipdsl.base.findings.finding import RelatedPlace, Report
from ipdsl.base.findings.phrase import THE_FIRST, LocalizedSentence, Phrase
from ipdsl.base.source import Span
from ipdsl.semantics import award_labels, older_documents, typed
from ipdsl.semantics.awards import BeneficiaryConditions, BlockContext, lines_of
from ipdsl.semantics.blocks import PolicyBuilder, readings, report_group_twins
from ipdsl.semantics.cases import cases
from ipdsl.semantics.errors import lints as w
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.expressions import conditions
from ipdsl.semantics.expressions.definitions import blocks_of_definitions, check_unused, definitions_of
from ipdsl.semantics.expressions.inference import derived_words
from ipdsl.semantics.header import Header, currency_of, header
from ipdsl.semantics.language_versions import language_finding
from ipdsl.semantics.lints import lint
from ipdsl.semantics.names import earlier_versions, keys
from ipdsl.semantics.names.naming import replace_labels
from ipdsl.semantics.names.symbols import MATTER, Context, Vocabulary
from ipdsl.semantics.page_names import page_names
from ipdsl.semantics.rules import periods
from ipdsl.semantics.rules.rules import report_carrying
from ipdsl.semantics.rules.scope import rules_of
from ipdsl.semantics.tables import build_tables
from ipdsl.semantics.tree_walk import nodes
from ipdsl.semantics.triggers import report_orders_of_ties
from ipdsl.semantics.vocabulary.vocabulary import Loader, check_page_labels, vocabulary_of
from ipdsl.semantics.vocabulary.vocabulary import check_vocabulary as _check_vocabulary
from ipdsl.syntax import ast
from ipdsl.syntax.printing.printer import format_line
from ipdsl.syntax.quotations import english_page

DRAFT = "draft"
"""The name of a policy on a page without a policy line."""


def check(page: ast.Page, loader: Loader, named_page: ast.Page | None = None) -> tuple[typed.Policy | None, Report]:
    """Check a policy page or a draft.

    `named_page` is the same page with names in place of labels, if it was already made.
    """
    report = Report()
    if isinstance(page.header, ast.VocabularyLine | ast.CasesLine):
        what, advice = (
            Phrase("a vocabulary or a page of cases", "词汇或案例集"),
            Phrase("check it as what it is", "请按其本来的类型检查"),
        )
        report.add(g.WrongPageKind(span=page.header.span, what=what, page=Phrase("a policy", "政策"), advice=advice))
        return None, report
    vocabulary = _vocabulary(page, page.header, loader, report)
    if vocabulary is None:
        return None, report
    vocabulary = attrs.evolve(vocabulary, page_names=page_names(page))
    report.extend(check_page_labels(vocabulary.page_names, page))
    _report_titles(page, report)
    page = english_page(named_page or replace_labels(page, vocabulary))
    line = page.header if isinstance(page.header, ast.PolicyLine) else None
    ctx = Context(vocabulary, report)
    found_periods = keys.report_duplicates(page, ctx)
    policy = _policy(page, line, found_periods, ctx)
    if report.has_errors:
        return None, report
    if policy.is_draft:
        start = page.items[0].span if page.items else page.span
        report.add(w.DraftPage(span=start, vocabulary=vocabulary.schema.name))
    report.extend(lint(policy))
    return policy, report


def check_vocabulary(page: ast.Page, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """Check a vocabulary page, including derived words."""
    vocabulary, report = _check_vocabulary(page, loader)
    if vocabulary is None:
        return None, report
    ctx = Context(vocabulary, report)
    derived_words(ctx)
    return (None if report.has_errors else vocabulary), report


def check_cases(
    page: ast.Page, policy: typed.Policy, words: Vocabulary | None = None
) -> tuple[tuple[typed.Case, ...], Report]:  # fmt: skip
    """Check a page of cases for a policy; `words` are those of the policy, including derived words."""
    report = Report()
    if not isinstance(page.header, ast.CasesLine):
        what, advice = (
            Phrase("a sentence", "句子"),
            Phrase("begin the page with `cases for NAME`", "页面请以`案例集 名称`开头"),
        )
        report.add(g.WrongPageKind(span=page.span, what=what, page=Phrase("a page of cases", "案例集"), advice=advice))
        return (), report
    if page.header.policy.text != policy.name:
        name = page.header.policy
        report.add(n.WrongPolicy(span=name.span, word=name.text, policy=policy.name))
    for item in page.items:
        if not isinstance(item, ast.Case):
            what, advice = (
                Phrase("a sentence of a policy", "政策的句子"),
                Phrase("move it to the policy", "请移到政策中"),
            )
            report.add(
                g.WrongPageKind(span=item.span, what=what, page=Phrase("a page of cases", "案例集"), advice=advice)
            )
    page = replace_labels(page, words or Vocabulary(policy.schema))
    checked = cases.cases(lines_of(page.items, ast.Case), policy, report)
    return checked, report


def _vocabulary(page: ast.Page, head: ast.PolicyLine | None, loader: Loader, report: Report) -> Vocabulary | None:
    """The vocabulary of the page; a draft without `use` lines uses `ip`."""
    lines = [*(head.header if head is not None else ()), *page.uses]
    uses = lines_of(lines, ast.UseLine)
    for line in page.uses:
        if isinstance(line, ast.LanguageLine) and (finding := language_finding(line)) is not None:
            report.add(finding)
    if not uses:
        if head is not None:
            report.add(n.NoVocabulary(span=head.name.span, policy=head.name.text))
            return None
        start = page.items[0].span if page.items else page.span
        uses = (ast.UseLine(span=start, name=ast.Name(span=start, text="ip")),)
    vocabulary, findings = vocabulary_of(uses, page.span.file, loader)
    report.extend(findings)
    return vocabulary


# ------------------------------------------------------------------------------------------------- the policy


def _report_repeated_rules(root: typed.Block, ctx: Context) -> None:
    """Report rules of one name; two caps may mean the smaller of two sums."""
    smaller = Phrase(
        "; the smaller of two sums is one cap, `cap min(A, B) …`",
        "；两个金额取较低的写成一条：`最高奖励 （甲 与 乙 孰低）`",
    )
    caps = [rule for rule in rules_of(root.items) if isinstance(rule, typed.Cap)]
    other_rules = [rule for rule in rules_of(root.items) if not isinstance(rule, typed.Cap)]
    for rules, finding in ((caps, functools.partial(n.DuplicateRule, smaller=smaller)), (other_rules, n.DuplicateRule)):
        award_labels.report_twins(((LocalizedSentence(rule.name), rule.span) for rule in rules), finding, ctx)


def _policy(
    page: ast.Page, line: ast.PolicyLine | None, found_periods: Sequence[tuple[ast.Node, ast.PeriodKey]], ctx: Context
) -> typed.Policy:
    head = Header()
    if line is not None:
        ctx.currency = currency_of(line, ctx)
        head = header(line, ctx)
    periods.report_periods(found_periods, head, ctx)
    derived_words(ctx)
    build_tables(page.items, ctx)
    head_lines = line.header if line is not None else ()
    definitions, added = definitions_of((*head_lines, *page.items), {}, ctx)
    ctx.definitions = definitions
    ctx.blocks_of_definitions = blocks_of_definitions(page)
    block_context = BlockContext(
        definitions=definitions,
        means=_means((*head_lines, *page.items), ctx),
        matters=keys.matters_in_block({}, line.header if line else (), ctx),
    )
    ctx.matters[MATTER] = block_context.matters
    for test in lines_of(line.header if line is not None else (), ast.ConditionLine):
        block_context = attrs.evolve(
            block_context, gates=block_context.gates + conditions.if_gates(test, ctx, is_of_block=True)
        )
    block_context = attrs.evolve(block_context, policy_gates=len(block_context.gates))
    built = PolicyBuilder(ctx, articles=tuple(a.number for a in lines_of(page.items, ast.Article)))
    placed = built.place_requirements(head_lines, "")
    block_context = attrs.evolve(block_context, requirements=placed)
    built.requirements_over = built.place_over(page.items, definitions)
    articles, root = _root(page, line, block_context, built)
    built.report_idle_requirements()
    check_unused((*added, *built.definitions), ctx)
    _report_repeated_rules(root, ctx)
    if built.is_whole:
        report_carrying(root, tuple(built.awards), ctx)
        older_documents.report_two_standards(root, tuple(built.awards), ctx)
    report_orders_of_ties(built.awards, ctx)
    for promises in (built.awards, built.allocations):  # the history could not distinguish two with the same label
        named = ((promise.label, promise.span) for promise in promises)
        award_labels.report_twins(named, n.DuplicateLabel, ctx, Phrase("the first of them", "其中第一项"))
    for listed in earlier_versions.former_names(page, ctx):
        award_labels.report_twins(listed, n.RepeatedFormerLabel, ctx)
    policy = typed.Policy(
        span=page.span,
        name=line.name.text if line is not None else DRAFT,
        title=(line.title or "") if line is not None else "",
        is_draft=line is None,
        document=head.document,
        issued=head.issued,
        window=head.window,
        discretion_from=head.discretion_from,
        status=head.status,
        replaces=head.replaces,
        currency=ctx.currency,
        rounding=head.rounding,
        schema=ctx.schema,
        articles=articles,
        awards=tuple(built.awards),
        root=root,
        references=tuple(built.references),
        obligations=tuple(built.obligations),
        allocations=tuple(built.allocations),
        targets=tuple(built.targets),
        readings=head.readings + root.readings,
        cases=(),
        replaced=older_documents.replaced_documents(head.replaced, built.awards, ctx),
        transitions=_transitions(built, head),
        level=head.level,
        fiscal_year=head.fiscal_year,
        ended=head.ended,
        former_names=head.former_names,
        labels=tuple((clause.name, clause.label.zh) for clause in ctx.vocabulary.page_names.clauses if clause.label.zh),
        matters=tuple(
            typed.Matter(key, tuple(fields_by_root.items()))
            for key, fields_by_root in ctx.matters.items()
            if fields_by_root
        ),
    )
    if ctx.report.has_errors:
        return policy
    return attrs.evolve(policy, cases=cases.cases(lines_of(page.items, ast.Case), policy, ctx.report))


def _report_titles(page: ast.Page, report: Report) -> None:
    """Report empty titles of awards, and titles that are equal in an article, in either language."""
    outside = tuple(item for item in page.items if not isinstance(item, ast.Article))
    for items in (*lines_of(page.items, ast.Article), outside):
        by_title: dict[str, ast.TitleLine] = {}
        for line in nodes(items, ast.TitleLine):
            titles = [line.text] if line.zh is None else [line.text, line.zh]
            if not all(map(str.strip, titles)):
                report.add(g.EmptyTitle(span=line.span))
            elif repeated := next((title for title in titles if title in by_title), None):
                first = RelatedPlace(by_title[repeated].span, Phrase("the first of them", "其中第一项"))
                report.add(n.DuplicateTitle(span=line.span, word=repeated, related=(first,)))
            by_title |= {title: line for title in titles if title not in by_title}


def _transitions(built: PolicyBuilder, head: Header) -> tuple[typed.Transition, ...]:
    made = (
        older_documents.transition(line, within, built.awards, built.articles, head, built.ctx)
        for line, within in built.transitions
    )
    transitions = tuple(x for x in made if x is not None)
    older_documents.report_twins(transitions, built.ctx)
    return transitions


def _root(
    page: ast.Page, line: ast.PolicyLine | None, block_context: BlockContext, built: PolicyBuilder
) -> tuple[tuple[typed.Article, ...], typed.Block]:
    """The articles, and the block of the whole page."""
    loose: list[ast.BlockItem] = []
    blocks: list[typed.BlockItem] = []
    articles: list[typed.Article] = []
    numbers: dict[str, Span] = {}
    for item in page.items:
        match item:
            case ast.Article() | ast.Case():
                pass
            case (
                ast.KindDecl()
                | ast.ClassDecl()
                | ast.LevelDecl()
                | ast.ChoiceDecl()
                | ast.SeriesDecl()
                | ast.ApplicantFields()
                | ast.Figures()
                | ast.RecordDecl()
            ):
                what, advice = (
                    Phrase("a declaration", "声明"),
                    Phrase("move it to a vocabulary and name that with `use`", "请移到词汇中，并用`使用词汇`引用"),
                )
                built.ctx.add(
                    g.WrongPageKind(span=item.span, what=what, page=Phrase("a policy", "政策"), advice=advice)
                )
            case _:
                loose.append(item)
    if line is not None:
        _report_loose(loose, built.ctx)
    report_group_twins(loose, built.ctx)
    inside = built.inner_context(tuple(loose), block_context)
    root = built.block("policy", "policy", tuple(loose), block_context, page.span)
    for item in page.items:
        if isinstance(item, ast.Article):
            first = numbers.setdefault(item.number, item.span)
            if first is not item.span:
                related = (RelatedPlace(first, THE_FIRST),)
                built.ctx.add(n.DuplicateArticle(span=item.span, number=item.number, related=related))
            articles.append(_article(item))
            blocks.append(_article_block(item, inside, built))
    items = (*root.items, *blocks, *built.over_blocks())
    return tuple(articles), attrs.evolve(root, items=items)


def _report_loose(items: Iterable[ast.BlockItem], ctx: Context) -> None:
    """Report awards and rules of a policy that are outside its articles."""
    for item in items:
        match item:
            case (
                ast.ConditionLine()
                | ast.Requirement()
                | ast.ReadingLine()
                | ast.SourceNote()
                | ast.Definition()
                | ast.UncappedLine()
            ):
                continue
            case ast.SameMatter():
                word, advice = (
                    LocalizedSentence(format_line(item)),
                    Phrase(
                        "write it under `policy`, or in an article for its rules alone",
                        "请写在`政策`之下；只对某条规则适用的，写在该条之内",
                    ),
                )
                ctx.add(
                    g.MisplacedLine(
                        span=item.span,
                        word=word,
                        where=Phrase("at the left edge of the page", "页面最左边"),
                        advice=advice,
                    )
                )
                continue
            case ast.Award():
                what = Phrase("award", "奖励")
            case ast.Group():
                what = Phrase("group", "组")
            case _:
                what = Phrase("sentence", "句子")
        ctx.add(g.OutsideArticle(span=item.span, what=what))


def _article(item: ast.Article) -> typed.Article:
    mark = "informative" if item.informative else "in header" if item.in_header else "paying"
    if item.defines is not None:
        mark = "defines"
    return typed.Article(
        span=item.span,
        number=item.number,
        title=item.title or "",
        mark=mark,
        defines=item.defines,
        readings=tuple(_all_readings(item.body)),
    )


def _all_readings(body: Iterable[object]) -> Iterable[str]:
    """The readings of an article, of its groups and of its rules; awards keep their own."""
    items = tuple(body)
    yield from readings(items)
    for item in items:
        if isinstance(item, ast.Group | ast.OverBlock):
            yield from _all_readings(item.body)


def _article_block(item: ast.Article, block_context: BlockContext, built: PolicyBuilder) -> typed.Block:
    report_group_twins(item.body, built.ctx)
    if item.informative or item.in_header:
        informative, in_header = Phrase("informative", "不涉及资金"), Phrase("in the header", "见文首")
        mark = informative if item.informative else in_header
        for line in item.body:
            if isinstance(line, ast.Award | ast.Group | ast.Allocation):
                what = Phrase("a group", "组") if isinstance(line, ast.Group) else Phrase("a promise", "奖励")
                built.ctx.add(g.InformativePays(span=line.span, number=item.number, mark=mark, what=what))
    is_silent = all(isinstance(line, ast.ReadingLine | ast.SourceNote) for line in item.body)
    if is_silent and not (item.informative or item.in_header or item.defines is not None):
        built.ctx.add(w.ArticleWithoutPromise(span=item.span, number=item.number))
    inner = attrs.evolve(block_context, article=item.number)
    return built.block("article", item.number, item.body, inner, item.span)


def _means(items: Iterable[object], ctx: Context, article: str = "") -> dict[str, BeneficiaryConditions]:
    """The definitions `here WHO means …`, which apply to the whole page."""
    meanings: dict[str, BeneficiaryConditions] = {}
    for item in items:
        match item:
            case ast.Definition(name=who, value=value) if who.text in ctx.schema.kinds_and_classes:
                if isinstance(value, ast.AmountByRows | ast.AmountByConditions) or item.record is not None:
                    ctx.add(n.DefinitionOfDeclaredWord(span=who.span, word=who.text))
                elif who.text in meanings:
                    ctx.add(
                        g.RepeatedLine(
                            span=item.span, word=Phrase("here {who} means", "本文件所称 {who} 是指", who=who.text)
                        )
                    )
                else:
                    meanings[who.text] = BeneficiaryConditions(who.text, conditions.parts(value), article)
                    conditions.if_gates(ast.ConditionLine(span=item.span, test=value), ctx)
            case ast.Article(body=body, number=number):
                _add_missing(meanings, _means(body, ctx, number))
            case ast.Group(body=body):
                _add_missing(meanings, _means(body, ctx, article))
            case _:
                pass
    return meanings


def _add_missing(means_by_kind: dict[str, BeneficiaryConditions], inner: dict[str, BeneficiaryConditions]) -> None:
    for name, means in inner.items():
        means_by_kind.setdefault(name, means)


_SENTENCE_FINDINGS = (
    n.UnknownWord, n.UnknownRecord, n.UnknownApplicantWord, n.UnknownMember, n.UnknownSeries, n.MisplacedApplicantWord,
    n.MisplacedRecordWord,
    n.WordOfOtherRecord, n.UnknownKey, n.UnknownCurrency, n.AmbiguousWord, e.Mismatch, e.OperandMismatch, e.NotATest,
    e.AmountNotMoney, e.TooManyDecimals, e.NotWhole, e.NoOrder, e.IsNeedsMembers, e.NotADate, e.DurationMisplaced,
    e.ForeignSum, e.RowMismatch, e.NotASet, e.FieldOfSet, e.AggregateMismatch, e.SeriesPointMismatch,
    e.ExchangeRateAsRate, e.CannotConvert, e.DurationTooLong, e.LevelComparedWithNonMember,
)  # fmt: skip


def check_intact(page: ast.Page, loader: Loader, broken: Iterable[Span], broken_lines: Iterable[str]) -> Report:
    """The findings about words and types of a policy page or a draft, except at the `broken` places.

    A word that a broken line names may be defined there. After a broken line, a word of a record may be one of an award
    that the line was to be.
    """
    if isinstance(page.header, ast.VocabularyLine | ast.CasesLine):
        return Report()
    _, findings = check(page, loader)
    # a missing vocabulary is a finding of the loader, and the reason why words are unknown
    relevant = [f for f in findings if isinstance(f, _SENTENCE_FINDINGS) or f.code.startswith("U")]
    relevant = [
        f for f in relevant if not (isinstance(f, e.RowMismatch) and f.key == e.NO_ROWS)
    ]  # the broken lines are the rows
    places = tuple(broken)
    first = min((place.line for place in places), default=0)
    texts = "\n".join(broken_lines)
    relevant = [
        f
        for f in relevant
        if not (isinstance(f, n.MisplacedRecordWord) and f.span is not None and first < f.span.line)
        and not (isinstance(f, n.UnknownWord) and re.search(rf"(?<![a-z_]){re.escape(str(f.word))}(?![a-z_])", texts))
    ]
    return Report([f for f in relevant if f.span is None or not any(_contains(f.span, place) for place in places)])


def _contains(span: Span, inner: Span) -> bool:
    """Whether one place is inside the other."""
    starts = (span.line, span.column) <= (inner.line, inner.column)
    return span.file == inner.file and starts and (inner.end_line, inner.end_column) <= (span.end_line, span.end_column)
