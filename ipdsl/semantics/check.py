"""A page to a checked policy: the entry of this package.

In: the tree of a policy page or a draft, and a loader for the vocabularies that it uses. Out: a typed policy in which
every name is bound and every expression typed, or nothing where the report has errors; what is accepted never fails
at run time. Assumed: nothing; any tree gives a report.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ipdsl.diagnostics.model import Related, Report
from ipdsl.diagnostics.phrase import THE_FIRST, Phrase, Sentence
from ipdsl.semantics import cases, conditions, keys, labelled, labels, matters, older_documents, typed
from ipdsl.semantics import errors_lints as w
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_page as g
from ipdsl.semantics.awards import Means, Within, lines_of
from ipdsl.semantics.blocks import Built, readings, report_group_twins
from ipdsl.semantics.carrying import report_carrying
from ipdsl.semantics.header import Header, currency_of, header
from ipdsl.semantics.infer import derived_words
from ipdsl.semantics.languages import language_finding
from ipdsl.semantics.lint import lint
from ipdsl.semantics.naming import with_names
from ipdsl.semantics.own_names import own_names
from ipdsl.semantics.placed import rules_of
from ipdsl.semantics.symbols import MATTER, Context, Vocabulary
from ipdsl.semantics.tables import build_tables
from ipdsl.semantics.vocabulary import Loader, vocabulary_of
from ipdsl.semantics.vocabulary import check_vocabulary as _check_vocabulary
from ipdsl.semantics.vocabulary_labels import check_own_labels
from ipdsl.source import Span
from ipdsl.syntax import ast
from ipdsl.syntax.printer import format_line
from ipdsl.syntax.quotations import in_english

DRAFT = "draft"
"""The name of a page without a policy line."""


def check(page: ast.Page, loader: Loader, named: ast.Page | None = None) -> tuple[typed.Policy | None, Report]:
    """Check a policy page or a draft; `named` is the same page with names in the place of labels, where it was made."""
    report = Report()
    if isinstance(page.header, ast.VocabularyLine | ast.CasesLine):
        what, advice = (
            Phrase("a vocabulary or a page of cases", "词汇或案例集"),
            Phrase("check it as what it is", "请按其本来的类型检查"),
        )
        report.add(g.NotOnThisPage(span=page.header.span, what=what, page=Phrase("a policy", "政策"), advice=advice))
        return None, report
    vocabulary = _vocabulary(page, page.header, loader, report)
    if vocabulary is None:
        return None, report
    vocabulary = attrs.evolve(vocabulary, own=own_names(page))
    report.extend(check_own_labels(vocabulary.own, page))
    page = in_english(named or with_names(page, vocabulary))
    line = page.header if isinstance(page.header, ast.PolicyLine) else None
    ctx = Context(vocabulary, report)
    keys.report_twice(page, ctx)
    policy = _policy(page, line, ctx)
    if report.has_errors:
        return None, report
    if policy.is_draft:
        start = page.items[0].span if page.items else page.span
        report.add(w.DraftPage(span=start, vocabulary=vocabulary.schema.name))
    report.extend(lint(policy))
    return policy, report


def check_vocabulary(page: ast.Page, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """Check a vocabulary page, with the words that stand for a test."""
    vocabulary, report = _check_vocabulary(page, loader)
    if vocabulary is None:
        return None, report
    ctx = Context(vocabulary, report)
    derived_words(ctx)
    return (None if report.has_errors else vocabulary), report


def check_cases(
    page: ast.Page, policy: typed.Policy, words: Vocabulary | None = None
) -> tuple[tuple[typed.Case, ...], Report]:  # fmt: skip
    """Check a page of cases for a policy; `words` are those of the policy, with the ones that stand for a test."""
    report = Report()
    if not isinstance(page.header, ast.CasesLine):
        what, advice = (
            Phrase("a sentence", "句子"),
            Phrase("begin the page with `cases for NAME`", "页面请以`案例集 名称`开头"),
        )
        report.add(g.NotOnThisPage(span=page.span, what=what, page=Phrase("a page of cases", "案例集"), advice=advice))
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
                g.NotOnThisPage(span=item.span, what=what, page=Phrase("a page of cases", "案例集"), advice=advice)
            )
    page = with_names(page, words or Vocabulary(policy.schema))
    checked = cases.cases(lines_of(page.items, ast.Case), policy, report)
    return checked, report


def _vocabulary(page: ast.Page, head: ast.PolicyLine | None, loader: Loader, report: Report) -> Vocabulary | None:
    """The words of the page; a draft that names none takes `ip`."""
    lines = [*(head.header if head is not None else ()), *page.uses]
    uses = lines_of(lines, ast.Use)
    for line in page.uses:
        if isinstance(line, ast.LanguageLine) and (found := language_finding(line)) is not None:
            report.add(found)
    if not uses:
        if head is not None:
            report.add(n.NoVocabulary(span=head.name.span, policy=head.name.text))
            return None
        start = page.items[0].span if page.items else page.span
        uses = (ast.Use(span=start, name=ast.Name(span=start, text="ip")),)
    vocabulary, findings = vocabulary_of(uses, page.span.file, loader)
    report.extend(findings)
    return vocabulary


# ------------------------------------------------------------------------------------------------- the policy


def _policy(page: ast.Page, line: ast.PolicyLine | None, ctx: Context) -> typed.Policy:
    head = Header()
    if line is not None:
        ctx.currency = currency_of(line, ctx)
        head = header(line, ctx)
    derived_words(ctx)
    build_tables(page.items, ctx)
    within = Within(means=_means(page.items, ctx), matters=matters.within({}, line.header if line else (), ctx))
    ctx.matters[MATTER] = within.matters
    for test in lines_of(line.header if line is not None else (), ast.If):
        within = attrs.evolve(within, gates=within.gates + conditions.if_gates(test, ctx))
    within = attrs.evolve(within, policy_gates=len(within.gates))
    built = Built(ctx, articles=tuple(a.number for a in lines_of(page.items, ast.Article)))
    articles, root = _root(page, line, within, built)
    labels.report_twins(((Sentence(rule.name), rule.span) for rule in rules_of(root.items)), n.RuleTwice, ctx)
    if built.is_whole:
        report_carrying(root, tuple(built.awards), ctx)
        older_documents.report_two_standards(root, tuple(built.awards), ctx)
    for promises in (built.awards, built.allocations):  # history could not tell two of one label apart
        named = ((promise.label, promise.span) for promise in promises)
        labels.report_twins(named, n.LabelTwice, ctx, Phrase("the first of them", "其中第一项"))
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
        replaced=older_documents.replaced(head.replaced, built.awards, ctx),
        transitions=_transitions(built, head),
        level=head.level,
        labels=tuple((own.name, own.label.zh) for own in ctx.vocabulary.own.clauses if own.label.zh),
        matters=tuple(typed.Matter(key, tuple(of.items())) for key, of in ctx.matters.items() if of),
    )
    if ctx.report.has_errors:
        return policy
    return attrs.evolve(policy, cases=cases.cases(lines_of(page.items, ast.Case), policy, ctx.report))


def _transitions(built: Built, head: Header) -> tuple[typed.Transition, ...]:
    made = (
        older_documents.transition(line, within, built.awards, built.articles, head, built.ctx)
        for line, within in built.transitions
    )
    transitions = tuple(x for x in made if x is not None)
    older_documents.report_twins(transitions, built.ctx)
    return transitions


def _root(
    page: ast.Page, line: ast.PolicyLine | None, within: Within, built: Built
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
                    g.NotOnThisPage(span=item.span, what=what, page=Phrase("a policy", "政策"), advice=advice)
                )
            case _:
                loose.append(item)
    if line is not None:
        _report_loose(loose, built.ctx)
    report_group_twins(loose, built.ctx)
    inside = built.inside(tuple(loose), within)
    root = built.block("policy", "policy", tuple(loose), within, page.span)
    for item in page.items:
        if isinstance(item, ast.Article):
            first = numbers.setdefault(item.number, item.span)
            if first is not item.span:
                related = (Related(first, THE_FIRST),)
                built.ctx.add(n.ArticleTwice(span=item.span, number=item.number, related=related))
            articles.append(_article(item))
            blocks.append(_article_block(item, inside, built))
    items = (*root.items, *blocks, *built.over_blocks())
    return tuple(articles), attrs.evolve(root, items=items)


def _report_loose(items: Iterable[ast.BlockItem], ctx: Context) -> None:
    """In a policy every promise and rule stands in an article."""
    for item in items:
        match item:
            case ast.If() | ast.ReadingLine() | ast.SourceNote() | ast.Table() | ast.Means() | ast.Uncapped():
                continue
            case ast.SameMatter():
                word, advice = (
                    Sentence(format_line(item)),
                    Phrase(
                        "write it beneath `policy`, or in an article for its rules alone",
                        "请写在`政策`之下；只对某条规则适用的，写在该条之内",
                    ),
                )
                ctx.add(
                    g.LineNotHere(
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
    """The readings of an article with those of its groups and rules; awards keep their own."""
    items = tuple(body)
    yield from readings(items)
    for item in items:
        if isinstance(item, ast.Group | ast.Over):
            yield from _all_readings(item.body)


def _article_block(item: ast.Article, within: Within, built: Built) -> typed.Block:
    report_group_twins(item.body, built.ctx)
    if item.informative or item.in_header:
        informative, in_header = Phrase("informative", "不涉及资金"), Phrase("in the header", "见文首")
        mark = informative if item.informative else in_header
        for line in item.body:
            if isinstance(line, ast.Award | ast.Group | ast.Allocate):
                what = Phrase("a group", "组") if isinstance(line, ast.Group) else Phrase("a promise", "奖励")
                built.ctx.add(g.InformativePays(span=line.span, number=item.number, mark=mark, what=what))
    is_silent = all(isinstance(line, ast.ReadingLine | ast.SourceNote) for line in item.body)
    if is_silent and not (item.informative or item.in_header or item.defines is not None):
        built.ctx.add(w.NothingPromised(span=item.span, number=item.number))
    inner = attrs.evolve(within, article=item.number)
    return built.block("article", item.number, item.body, inner, item.span)


def _means(items: Iterable[object], ctx: Context, article: str = "") -> dict[str, Means]:
    """`here WHO means …`, wherever it stands: it holds for the whole page."""
    meanings: dict[str, Means] = {}
    for item in items:
        match item:
            case ast.Means(who=who, test=test):
                if who.text not in ctx.schema.who:
                    labelled.report_who(who, ctx)
                elif who.text in meanings:
                    ctx.add(
                        g.LineTwice(
                            span=item.span, word=Phrase("here {who} means", "本文件所称 {who} 是指", who=who.text)
                        )
                    )
                else:
                    meanings[who.text] = Means(who.text, conditions.parts(test), article)
                    conditions.if_gates(ast.If(span=item.span, test=test), ctx)
            case ast.Article(body=body, number=number):
                _add(meanings, _means(body, ctx, number))
            case ast.Group(body=body):
                _add(meanings, _means(body, ctx, article))
            case _:
                pass
    return meanings


def _add(found: dict[str, Means], inner: dict[str, Means]) -> None:
    for name, means in inner.items():
        found.setdefault(name, means)
