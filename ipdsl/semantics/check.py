"""Check a page: the entry of this package.

Input: the tree of a policy page or a draft, and a loader for its vocabularies. Output: a typed policy with all names
resolved and all expressions typed, or `None` if the report has errors. Any tree gives a report, and an accepted policy
never fails at run time.

A page with broken lines gives only findings that depend on one sentence and the vocabulary (`check_intact`). Findings
about rules, labels, articles, tables and cases wait until every line can be parsed, because a broken line might be
their cause.

Blocks: policy, articles and groups with their awards, rules and other sentences.

Articles are built in the order of the page. `over` blocks are built last, when all awards are known. Obligations are
also built here: what a body must do or match.

The names that a page declares: groups, awards and definitions, with their labels.

Input: a parsed page. Output: its names by scope. No label has two meanings, or is the name of another declaration.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, assert_never

import attrs

from ipdsl.base.findings.finding import RelatedPlace, Report
from ipdsl.base.findings.phrase import THE_FIRST, LocalizedSentence, Phrase
from ipdsl.base.source import Span
from ipdsl.schema.declarations import Label
from ipdsl.semantics import awards, cases, lookup, payments, rules, scope, typed
from ipdsl.semantics.amounts import (
    Definition,
    Definitions,
    blocks_of_definitions,
    build_tables,
    check_unused,
    definitions_of,
    share_unique_definitions,
)
from ipdsl.semantics.awards import BeneficiaryConditions, BlockContext, PlacedRequirement, lines_of, refuse_lines
from ipdsl.semantics.chinese_pages import replace_labels
from ipdsl.semantics.errors import lints as w, names_and_types as n, policy as p
from ipdsl.semantics.expressions import conditions
from ipdsl.semantics.expressions.conditions import report_orders_of_ties, report_twins
from ipdsl.semantics.expressions.inference import derived_words
from ipdsl.semantics.header import Header, currency_of, header
from ipdsl.semantics.lints import lint, report_changed_sums
from ipdsl.semantics.lookup import MATTER, Context, NamedValue, PageName, PageNames, Vocabulary
from ipdsl.semantics.rules import report_carrying
from ipdsl.semantics.scope import RuleTargets, articles_in_ranges, awards_of, rules_of
from ipdsl.semantics.typed import nodes, sentences
from ipdsl.semantics.vocabulary import (
    UNSIGNED_LANGUAGE,
    Loader,
    check_page_labels,
    check_vocabulary as _check_vocabulary,
    language_finding,
    language_of,
    vocabulary_of,
)
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.layout import english_page
from ipdsl.syntax.printing import format_expr, format_line


def obligation(
    line: ast.Obligation, block_context: BlockContext, awards: tuple[typed.Award, ...], is_whole: bool, ctx: Context
) -> typed.Obligation | None:
    """`oblige WHO to match at least 100% of award`, for the awards to WHO in its block, or a plain duty."""
    refuse_lines(line.body, Phrase("under `oblige`", "义务之下"), ctx)
    who = line.who.text
    if who not in ctx.schema.kinds_and_classes:
        lookup.report_applicant_word(line.who, ctx)
        return None
    gates = block_context.gates[block_context.policy_gates :] if line.share is None else ()
    for test in lines_of(line.body, ast.ConditionLine):
        gates += conditions.if_gates(test, ctx, is_of_block=True)
    matched: tuple[str, ...] = ()
    if line.share is not None:
        kinds = scope.kinds_paid((who,), ctx.schema)
        matched = tuple(a.label for a in awards if a.to and set(scope.kinds_paid(a.to, ctx.schema)) & set(kinds))
        if not matched:
            if is_whole:
                ctx.add(p.NothingToMatch(span=line.span, who=who))
            return None
        paid = {kind for a in awards if a.label in matched for kind in scope.kinds_paid(a.to, ctx.schema)}
        if paid - set(kinds) and not lines_of(line.body, ast.ReadingLine):
            ctx.add(w.MatchIncludesOthers(span=line.span, word=who))
    return typed.Obligation(
        span=line.span,
        article=block_context.article,
        who=who,
        text=line.text or "",
        op=line.op,
        share=line.share.value if line.share is not None else None,
        awards=matched,
        readings=tuple(x.text for x in lines_of(line.body, ast.ReadingLine)),
        gates=gates,
    )


_OtherSentence: TypeAlias = (
    ast.ConditionLine | ast.Requirement | ast.SameMatter | ast.Reference | ast.Obligation | ast.Allocation | ast.Target
    | ast.Definition
    | ast.Recovery | ast.PaymentSchedule | ast.ReadingLine | ast.SourceNote | ast.UncappedLine
)  # fmt: skip
"""Sentences that are neither awards nor rules nor blocks."""


@attrs.define(eq=False, repr=False)
class PolicyBuilder:
    """The contents of the page, collected while its blocks are built."""

    ctx: Context
    articles: tuple[str, ...] = ()
    awards: list[typed.Award] = attrs.field(factory=list)
    references: list[typed.Reference] = attrs.field(factory=list)
    obligations: list[typed.Obligation] = attrs.field(factory=list)
    allocations: list[typed.Allocation] = attrs.field(factory=list)
    recoveries: list[typed.Recovery] = attrs.field(factory=list)
    schedules: list[typed.PaymentSchedule] = attrs.field(factory=list)
    targets: list[typed.Target] = attrs.field(factory=list)
    overs: list[tuple[ast.OverBlock, BlockContext]] = attrs.field(factory=list)
    transitions: list[tuple[ast.Reference, BlockContext]] = attrs.field(factory=list)
    groups: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    is_whole: bool = True  # no award so far has errors
    requirements: dict[int, PlacedRequirement] = attrs.field(factory=dict)  # by line
    requirements_over: tuple[PlacedRequirement, ...] = ()
    definitions: list[Definition] = attrs.field(factory=list)
    definitions_by_block: dict[Span, tuple[dict[str, tuple[NamedValue, ...]], list[Definition]]] = attrs.field(
        factory=dict
    )

    # --------------------------------------------------------------------------------------- one block

    def block(
        self, kind: str, label: str, body: tuple[ast.BlockItem, ...], block_context: BlockContext, span: Span
    ) -> typed.Block:
        """Build a block and everything in it."""
        inner = body if kind != "policy" else ()  # those of the page apply from its head
        definitions, added = self._definitions(span, inner, block_context.definitions)
        self.ctx.definitions = definitions
        inside = attrs.evolve(self.inner_context(body, block_context), definitions=definitions)
        if kind == "article":
            over = tuple(each for each in self.requirements_over if label in (each.articles or ()))
            inside = attrs.evolve(inside, requirements=inside.requirements + over)
        items: list[typed.BlockItem] = []
        report_early_rules(body, self.ctx)
        for item in body:
            if isinstance(item, ast.Rule):
                under = self._targets(block_name(kind, label, block_context.article), awards_of(items), inside)
                if not under.awards and any(has_award(i) for i in body):
                    under = attrs.evolve(under, is_complete=False)  # the rule is too early, or its awards have errors
                rule = rules.rule(item, under, self.ctx)
                if rule is not None:
                    items.append(rule)
                continue
            match item:
                case ast.Award():
                    self.ctx.earlier_awards, self.ctx.line_of_award = self._earlier_awards, item.span.line
                    award = awards.award(item, inside, self.ctx)
                    if award is not None:
                        self.awards.append(award)
                        reached = self._targets("", (award,), inside)
                        items += [award, *rules.limits_of_rows(item, award, reached, awards_of(items), self.ctx)]
                    else:
                        self.is_whole = False
                case ast.Group():
                    items.append(self._group(item, inside))
                    self.ctx.definitions = definitions
                case ast.OverBlock():
                    self.overs.append((item, inside))
                case ast.Recovery():
                    self._recover(item, inside, payments.paying_awards(awards_of(items)))
                case ast.PaymentSchedule():
                    self._pay(item, inside, payments.paying_awards(awards_of(items)))
                case _:
                    self._add_other_sentence(item, inside)
        for duty in lines_of(body, ast.Obligation):
            built = obligation(duty, inside, payments.paying_awards(awards_of(items)), self.is_whole, self.ctx)
            if built is not None:
                self.obligations.append(built)
        self.definitions += added
        return typed.Block(
            span=span,
            kind=kind,
            label=label,
            article=block_context.article,
            items=tuple(items),
            paid_each=_paid_each(body, awards_of(items)),
            readings=readings(body),
            explained_rules=explained_rules(body),
        )

    def _targets(
        self, name: str, awards: tuple[typed.Award, ...], inside: BlockContext, spared: tuple[str, ...] = ()
    ) -> RuleTargets:  # fmt: skip
        return RuleTargets(name, awards, spared, self.groups, self.articles, inside.matters, self.is_whole)

    def _earlier_awards(self, ref: ast.Ref) -> tuple[str, ...]:
        """The labels of the awards so far to which a reference refers; none after an error."""
        awards = payments.paying_awards(self.awards)
        targets = RuleTargets("", awards, (), self.groups, self.articles, is_complete=self.is_whole)
        where = Phrase("before this sentence", "这一句之前")
        labels = scope.referred_labels(ref, targets, self.ctx, where)
        if labels == () and self.is_whole:
            self.ctx.add(p.NoEarlierAward(span=ref.span, what=scope.reference_words(ref)))
        return labels or ()

    def inner_context(self, body: tuple[ast.BlockItem, ...], block_context: BlockContext) -> BlockContext:
        gates = block_context.gates
        for line in lines_of(body, ast.ConditionLine):
            gates += conditions.if_gates(line, self.ctx, is_of_block=True)
            if not _promises_payment(body):
                self.ctx.add(w.ConditionWithoutAward(span=line.span))
        requirements = block_context.requirements + self.place_requirements(body, block_context.article)
        uncapped = block_context.uncapped or bool(lines_of(body, ast.UncappedLine))
        return attrs.evolve(
            block_context, gates=gates, uncapped=uncapped, requirements=requirements,
            matters=lookup.matters_in_block(block_context.matters, body, self.ctx)
        )  # fmt: skip

    def place_requirements(
        self,
        body: Iterable[object],
        article: str,
        articles: tuple[str, ...] | None = None,
        definitions: Definitions | None = None,
    ) -> tuple[PlacedRequirement, ...]:
        """The requirements among the lines of a block, each placed once."""
        kinds = ast.Requirement if articles is None else ast.Requirement | ast.ConditionLine
        for line in body:
            if isinstance(line, kinds) and line.span.line not in self.requirements:
                name = line.record if isinstance(line, ast.Requirement) else None
                if name is not None and lookup.record_named(name, self.ctx) is None:
                    continue
                self.requirements[line.span.line] = PlacedRequirement(line, article, articles, definitions)
        return tuple(
            self.requirements[line.span.line]
            for line in body
            if isinstance(line, kinds) and line.span.line in self.requirements
        )

    def _definitions(
        self, block: Span, body: tuple[ast.BlockItem, ...], outer: Definitions
    ) -> tuple[Definitions, list[Definition]]:
        """The definitions that apply in a block, and those of its lines."""
        if not body:
            return outer, []
        if block not in self.definitions_by_block:
            self.definitions_by_block[block] = definitions_of(body, outer, self.ctx)
        return self.definitions_by_block[block]

    def place_over(
        self, items: Iterable[object], definitions: Definitions, article: str = ""
    ) -> tuple[PlacedRequirement, ...]:
        """The requirements of all `over` blocks, which apply to articles before and after them."""
        placed: tuple[PlacedRequirement, ...] = ()
        for item in items:
            match item:
                case ast.OverBlock(articles=articles, body=body):
                    numbers = articles_in_ranges(articles, self.articles, self.ctx) if articles else self.articles
                    placed += self.place_requirements(body, article, numbers, definitions)
                case ast.Article(body=body, number=number):
                    placed += self.place_over(body, self._definitions(item.span, body, definitions)[0], number)
                case ast.Group(body=body):
                    placed += self.place_over(body, self._definitions(item.span, body, definitions)[0], article)
        return placed

    def report_idle_requirements(self) -> None:
        """Report requirements that apply to no award."""
        for requirement in self.requirements.values():
            line = requirement.line
            if not isinstance(line, ast.Requirement) or not self.is_whole or requirement.is_met:
                continue
            word = line.record.text if line.record is not None else format_expr(line.test)
            with requirement.reading_here(self.ctx):
                if line.record is not None or not rules.report_unknown_words(line.test, self.ctx):
                    self.ctx.add(w.RequirementWithoutAward(span=line.span, word=word))

    def _group(self, item: ast.Group, block_context: BlockContext) -> typed.Block:
        block = self.block("group", item.name.text, item.body, block_context, item.span)
        labels = tuple(a.label for a in awards_of(block.items))
        self.groups[item.name.text] = self.groups.get(item.name.text, ()) + labels
        return block

    def _recover(self, line: ast.Recovery, block_context: BlockContext, reached: Sequence[typed.Award]) -> None:
        """Add a recovery of the payments of some awards; if an award has errors, those of a page may be unknown."""
        if reached or self.is_whole:
            recovery = payments.recovery(line, block_context, reached, self.articles, self.ctx)
            if recovery is not None:
                self.recoveries.append(recovery)

    def _pay(self, line: ast.PaymentSchedule, block_context: BlockContext, reached: Sequence[typed.Award]) -> None:
        """Add a payment schedule of some awards."""
        if reached or self.is_whole:
            self.schedules += payments.schedules(line, block_context, reached, self.ctx)

    def _add_other_sentence(self, item: _OtherSentence, block_context: BlockContext) -> None:
        match item:
            case ast.Reference() if item.instead_of is not None:
                self.transitions.append((item, block_context))
            case ast.Reference():
                reference = awards.reference(item, block_context, self.ctx)
                if reference is not None:
                    self.references.append(reference)
            case ast.Allocation():
                allocation = awards.allocation(item, block_context, self.ctx)
                if allocation is not None:
                    self.allocations.append(allocation)
            case ast.Target(text=text, number=number, by_year=year):
                target = typed.Target(
                    span=item.span, article=block_context.article, text=text, number=number.value, by_year=year
                )
                self.targets.append(target)
            case (
                ast.ConditionLine() | ast.Requirement() | ast.SameMatter() | ast.Obligation() | ast.Definition()
                | ast.Recovery() | ast.PaymentSchedule() | ast.ReadingLine()
                | ast.SourceNote() | ast.UncappedLine()
            ):  # fmt: skip
                pass  # processed before or after
            case _:
                assert_never(item)

    # --------------------------------------------------------------------------------------- over blocks

    def over_block(self, line: ast.OverBlock, block_context: BlockContext) -> typed.Block:
        """The rules of an `over` block, which apply after all articles."""
        self.ctx.definitions = block_context.definitions
        spared: tuple[str, ...] = ()
        if line.articles:
            numbers = articles_in_ranges(line.articles, self.articles, self.ctx)
            spared = tuple(a.label for a in self.awards if a.article not in numbers)
        inside = self.inner_context(lines_of(line.body, ast.SameMatter), block_context)
        under = self._targets(block_name("over", "policy", block_context.article), tuple(self.awards), inside, spared)
        if line.articles and not numbers:
            under = attrs.evolve(under, is_complete=False)  # its targets are unknown
        items: list[typed.BlockItem] = []
        for item in line.body:
            if isinstance(item, ast.Rule):
                rule = rules.rule(item, under, self.ctx)
                if rule is not None:
                    items.append(rule)
            elif isinstance(item, ast.Recovery):
                self._recover(item, inside, [a for a in payments.paying_awards(self.awards) if a.label not in spared])
            elif isinstance(item, ast.PaymentSchedule):
                self._pay(item, inside, [a for a in payments.paying_awards(self.awards) if a.label not in spared])
            elif not isinstance(
                item, ast.SameMatter | ast.ReadingLine | ast.SourceNote | ast.Requirement | ast.ConditionLine
            ):
                word = LocalizedSentence(format_line(item))
                advice = Phrase("only rules are allowed here; put awards in articles", "此处只写规则；奖励请写在条中")
                if isinstance(item, ast.Definition):
                    advice = Phrase("write it above `over`, indented as `over` is", "请写在`适用于`之前，与其对齐")
                self.ctx.refuse_misplaced(item.span, word, Phrase("under `over`", "`适用于`之下"), advice)
        reached = (award for award in self.awards if award.label not in spared)
        return typed.Block(
            span=line.span,
            kind="over",
            label="policy",
            article=block_context.article,
            items=tuple(items),
            paid_each=_paid_each(line.body, reached),
            readings=readings(line.body),
            explained_rules=explained_rules(line.body),
        )


def _paid_each(body: Iterable[object], awards: Iterable[typed.Award]) -> tuple[str, ...] | None:
    """The labels of the awards under a `pay each`; `None` without one."""
    return tuple(award.label for award in awards) if lines_of(tuple(body), ast.PayEachLine) else None


def block_name(kind: str, label: str, article: str) -> str:
    """The beginning of the names of a block's rules."""
    return label if kind in ("article", "policy") or not article else f"{article}.{label}"


def readings(body: Iterable[object]) -> tuple[str, ...]:
    """The readings of a block, its rules and its transitions."""
    texts: list[str] = []
    for item in body:
        if isinstance(item, ast.ReadingLine):
            texts.append(item.text)
        is_transition = isinstance(item, ast.Reference) and item.instead_of is not None
        if is_transition or isinstance(item, ast.Rule):
            texts += [x.text for x in lines_of(getattr(item, "body", ()), ast.ReadingLine)]
    return tuple(texts)


def explained_rules(body: Iterable[object]) -> tuple[Span, ...]:
    """The places of the rules with a reading under them."""
    rules_here = (item for item in body if isinstance(item, ast.Rule) and not isinstance(item, ast.PayEachLine))
    return tuple(rule.span for rule in rules_here if lines_of(rule.body, ast.ReadingLine))


def has_award(item: ast.BlockItem) -> bool:
    """Whether it is an award or a group that contains one."""
    return isinstance(item, ast.Award) or (isinstance(item, ast.Group) and any(has_award(i) for i in item.body))


def report_early_rules(body: tuple[ast.BlockItem, ...], ctx: Context) -> None:
    """Report rules before an award of their block, to which they would also apply."""
    for index, item in enumerate(body):
        if not isinstance(item, ast.Rule) or isinstance(item, ast.PayEachLine):
            continue
        following = next((x for x in body[index + 1 :] if has_award(x)), None)
        if following is None:
            continue
        earlier = next((x for x in body[:index] if has_award(x)), None)
        if isinstance(following, ast.Award) and isinstance(earlier, ast.Award) and following.is_debt != earlier.is_debt:
            continue  # a rule is over one direction
        advice = Phrase("move it down, below the awards", "请移到各项奖励之下")
        if earlier is not None:
            end = item.span.end_line
            advice = Phrase(
                "put a `group NAME` around lines {start} to {end}; move it down only if it covers the later awards too",
                "请把第{start}行至第{end}行放入`组 名称`；也约束其后各项奖励的，才将其下移",
                start=earlier.span.line,
                end=end,
            )
        before = body[index - 1] if index else None
        if isinstance(before, ast.Group) and has_award(before):
            advice = Phrase(
                "if it belongs to `group {name}`, indent it as the lines of the group; move it down only if it covers"
                " the later awards too",
                "属于组`{name}`的，请与组中各行同样缩进；也约束其后各项奖励的，才将其下移",
                name=before.name.text,
            )
        related = (RelatedPlace(following.span, Phrase("this award", "这项奖励")),)
        line = following.span.line
        ctx.add(
            p.RuleBeforeAward(
                span=item.span, verb=keywords.phrase(rules.verb_of(item)), line=line, advice=advice, related=related
            )
        )


def report_group_twins(body: Iterable[ast.BlockItem], ctx: Context) -> None:
    """Report two groups with the same name in an article, at any depth."""
    report_twins(((group.text, group.span) for group in _groups(body)), n.DuplicateGroup, ctx)


def _groups(body: Iterable[ast.BlockItem]) -> Iterator[ast.Name]:
    for item in body:
        if isinstance(item, ast.Group):
            yield item.name
            yield from _groups(item.body)


def _promises_payment(body: Iterable[ast.BlockItem]) -> bool:
    """Whether anything in a block is paid, by the policy or by another document."""
    return any(
        _promises_payment(item.body)
        if isinstance(item, ast.Group)
        else isinstance(item, ast.Award | ast.Reference | ast.Allocation)
        for item in body
    )


def page_names(page: ast.Page) -> PageNames:
    """The names that a page declares, in order."""
    clauses = tuple(_page_name(line) for line in _clauses(page.items))
    lines = [] if page.header is None or isinstance(page.header, ast.CasesLine) else [*page.header.header]
    definitions = lines_of(sentences((*lines, *page.items)), ast.Definition)
    with_rows = [line for line in definitions if isinstance(line.value, ast.AmountByRows)]
    by_rows = frozenset(word for line in with_rows for word in (line.name.text, line.label) if word)
    return PageNames(
        clauses,
        tuple(_page_name(line) for line in definitions),
        by_rows,
    )


def _page_name(line: ast.Group | ast.LabelLine | ast.Definition) -> PageName:
    return PageName(line.name.text, Label(line.label or ""), line.name.span)


def _clauses(items: Iterable[object]) -> Iterator[ast.Group | ast.LabelLine]:
    """Groups, and the labels of awards, budget lines and recoveries."""
    for item in items:
        match item:
            case ast.Group(body=body):
                yield item
                yield from _clauses(body)
            case ast.Article(body=body):
                yield from _clauses(body)
            case ast.Award(body=lines) | ast.Allocation(body=lines) | ast.Recovery(body=lines):
                yield from (line for line in lines if isinstance(line, ast.LabelLine))


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
        report.add(p.WrongPageKind(span=page.header.span, what=what, page=Phrase("a policy", "政策"), advice=advice))
        return None, report
    vocabulary = _vocabulary(page, page.header, loader, report)
    if vocabulary is None:
        return None, report
    vocabulary = vocabulary.with_page_names(page_names(page))
    report.extend(check_page_labels(vocabulary.page_names, page))
    _report_titles(page, report)
    page = english_page(named_page or replace_labels(page, vocabulary))
    line = page.header if isinstance(page.header, ast.PolicyLine) else None
    ctx = Context(vocabulary, report)
    policy = _policy(page, line, lookup.report_duplicates(page, ctx), ctx)
    if report.has_errors:
        return None, report
    if policy.is_draft:
        start = page.items[0].span if page.items else page.span
        report.add(w.DraftPage(span=start, vocabulary=vocabulary.schema.name))
    report.extend(lint(policy))
    if language_of(page) <= UNSIGNED_LANGUAGE and not policy.is_draft:  # no bureau pays by a page without a head
        report_changed_sums(policy, report)
    return (None if report.has_errors else policy), report


def check_vocabulary(page: ast.Page, loader: Loader) -> tuple[Vocabulary | None, Report]:
    """Check a vocabulary page, including derived words."""
    vocabulary, report = _check_vocabulary(page, loader)
    if vocabulary is None:
        return None, report
    derived_words(Context(vocabulary, report))
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
        report.add(p.WrongPageKind(span=page.span, what=what, page=Phrase("a page of cases", "案例集"), advice=advice))
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
                p.WrongPageKind(span=item.span, what=what, page=Phrase("a page of cases", "案例集"), advice=advice)
            )
    page = replace_labels(page, words or Vocabulary(policy.schema))
    return cases.cases(lines_of(page.items, ast.Case), policy, report), report


def _vocabulary(page: ast.Page, head: ast.PolicyLine | None, loader: Loader, report: Report) -> Vocabulary | None:
    """The vocabulary of the page; a draft without `use` lines uses the default of the loader."""
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
        name = ast.Name(span=start, text=loader.default_vocabulary(page.span.file))
        uses = (ast.UseLine(span=start, name=name),)
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
    for alike, finding in (
        (caps, functools.partial(n.DuplicateRule, smaller=smaller)),
        (other_rules, n.DuplicateRule),
    ):
        conditions.report_twins(((LocalizedSentence(rule.name), rule.span) for rule in alike), finding, ctx)


def _policy(
    page: ast.Page, line: ast.PolicyLine | None, found_periods: Sequence[tuple[ast.Node, ast.PeriodKey]], ctx: Context
) -> typed.Policy:
    head = Header()
    if line is not None:
        ctx.currency = currency_of(line, ctx)
        head = header(line, ctx)
        ctx.fiscal_year = head.fiscal_year
    scope.report_periods(found_periods, head, ctx)
    derived_words(ctx)
    build_tables(page.items, ctx)
    head_lines = line.header if line is not None else ()
    definitions, added = definitions_of((*head_lines, *page.items), {}, ctx)
    ctx.definitions = definitions
    ctx.blocks_of_definitions = blocks_of_definitions(page)
    block_context = BlockContext(
        definitions=definitions,
        means=_means((*head_lines, *page.items), ctx),
        matters=lookup.matters_in_block({}, line.header if line else (), ctx),
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
    share_unique_definitions(definitions, built.definitions_by_block.values())
    articles, root = _root(page, line, block_context, built)
    root = scope.with_names_apart(root)
    built.report_idle_requirements()
    check_unused((*added, *built.definitions), ctx)
    _report_repeated_rules(root, ctx)
    if built.is_whole:
        awards.report_unbound_kinds(block_context.means, (*built.awards, *built.allocations), ctx)
        report_carrying(root, tuple(built.awards), ctx)
        awards.report_two_standards(root, tuple(built.awards), ctx)
        is_chinese = any(sentence.trivia.is_chinese for sentence in sentences(page.items))
        payments.report_directions(
            root, tuple(built.awards), built.recoveries, built.schedules, ctx, is_chinese=is_chinese
        )
        payments.report_schedules(root, tuple(built.awards), built.schedules, ctx)
        built.schedules += payments.schedules_at_once(root, tuple(built.awards), built.schedules)
    report_orders_of_ties(built.awards, ctx)
    for day in nodes(page.items, ast.PaymentDay, without=(ast.Recovery,)):
        ctx.add(n.DayOfPayment(span=day.span, word=keywords.phrase(day.point.value)))
    awards.report_award_sums(page, root, tuple(built.awards), ctx)
    for rule in nodes(root, typed.NoneWhenRule):
        if rule.is_own_level and not head.level:
            ctx.add(p.OwnLevelNotStated(span=rule.span))
    lines_of_ledger = [(each.label, each.span) for each in built.awards]
    lines_of_ledger += [(each.label, each.span) for each in built.recoveries]
    budget_lines = [(each.label, each.span) for each in built.allocations]
    for named in (lines_of_ledger, budget_lines):  # the history could not distinguish two with the same label
        conditions.report_twins(named, n.DuplicateLabel, ctx, Phrase("the first of them", "其中第一项"))
    for listed in awards.former_names(page, ctx):
        conditions.report_twins(listed, n.RepeatedFormerLabel, ctx)
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
        recoveries=tuple(built.recoveries),
        schedules=tuple(built.schedules),
        targets=tuple(built.targets),
        readings=head.readings + root.readings,
        cases=(),
        replaced=awards.replaced_documents(head.replaced, built.awards, ctx),
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
    articles = [(item,) for item in lines_of(page.items, ast.Article)]
    outside = tuple(item for item in page.items if not isinstance(item, ast.Article))
    for items in (*articles, outside):
        by_title: dict[str, ast.TitleLine] = {}
        for line in lines_of(sentences(items), ast.TitleLine):
            titles = [line.text] if line.zh is None else [line.text, line.zh]
            if not all(map(str.strip, titles)):
                report.add(p.EmptyTitle(span=line.span))
            elif repeated := next((title for title in titles if title in by_title), None):
                first = RelatedPlace(by_title[repeated].span, Phrase("the first of them", "其中第一项"))
                report.add(n.DuplicateTitle(span=line.span, word=repeated, related=(first,)))
            by_title |= {title: line for title in titles if title not in by_title}


def _transitions(built: PolicyBuilder, head: Header) -> tuple[typed.Transition, ...]:
    made = (
        awards.transition(line, within, built.awards, built.articles, head, built.ctx)
        for line, within in built.transitions
    )
    transitions = tuple(x for x in made if x is not None)
    awards.report_twins(transitions, built.ctx)
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
                    p.WrongPageKind(span=item.span, what=what, page=Phrase("a policy", "政策"), advice=advice)
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
    items = (*root.items, *blocks, *(built.over_block(*over) for over in built.overs))
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
                ctx.refuse_misplaced(
                    item.span,
                    LocalizedSentence(format_line(item)),
                    Phrase("at the left edge of the page", "页面最左边"),
                    Phrase(
                        "write it under `policy`, or in an article for its rules alone",
                        "请写在`政策`之下；只对某条规则适用的，写在该条之内",
                    ),
                )
                continue
            case ast.Award():
                what = Phrase("award", "奖励")
            case ast.Group():
                what = Phrase("group", "组")
            case _:
                what = Phrase("sentence", "句子")
        ctx.add(p.OutsideArticle(span=item.span, what=what))


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
                built.ctx.add(p.InformativePays(span=line.span, number=item.number, mark=mark, what=what))
    is_silent = all(isinstance(line, ast.ReadingLine | ast.SourceNote) for line in item.body)
    if is_silent and not (item.informative or item.in_header or item.defines is not None):
        built.ctx.add(w.ArticleWithoutPromise(span=item.span, number=item.number))
    inner = attrs.evolve(block_context, article=item.number)
    return built.block("article", item.number, item.body, inner, item.span)


def _means(items: Iterable[object], ctx: Context, article: str = "") -> dict[str, BeneficiaryConditions]:
    """The definitions `here WHO means …`, which apply to the whole page."""
    meanings: dict[str, BeneficiaryConditions] = {}
    for item, following in itertools.pairwise((*items, None)):
        match item:
            case ast.Definition(name=who, value=value) if who.text in ctx.schema.kinds_and_classes:
                if isinstance(value, ast.AmountByRows | ast.AmountByConditions) or item.record is not None:
                    ctx.add(n.DefinitionOfDeclaredWord(span=who.span, word=who.text))
                elif who.text in meanings:
                    ctx.add(
                        p.RepeatedLine(
                            span=item.span, word=Phrase("here {who} means", "本文件所称 {who} 是指", who=who.text)
                        )
                    )
                else:
                    is_explained = isinstance(following, ast.ReadingLine)
                    meanings[who.text] = BeneficiaryConditions(
                        who.text, conditions.parts(value), article, item.span, is_explained
                    )
                    conditions.if_gates(ast.ConditionLine(span=item.span, test=value), ctx)
            case ast.Article(body=body, number=number):
                meanings = {**_means(body, ctx, number), **meanings}
            case ast.Group(body=body):
                meanings = {**_means(body, ctx, article), **meanings}
    return meanings


_SENTENCE_FINDINGS = (
    n.UnknownWord, n.UnknownRecord, n.UnknownApplicantWord, n.UnknownMember, n.UnknownSeries, n.MisplacedApplicantWord,
    n.MisplacedRecordWord,
    n.WordOfOtherRecord, n.UnknownKey, n.UnknownCurrency, n.AmbiguousWord, n.Mismatch, n.OperandMismatch, n.NotATest,
    n.AmountNotMoney, n.TooManyDecimals, n.NotWhole, n.NoOrder, n.IsNeedsMembers, n.NotADate, n.DurationMisplaced,
    n.ForeignSum, n.RowMismatch, n.NotASet, n.FieldOfSet, n.AggregateMismatch, n.SeriesPointMismatch,
    n.ExchangeRateAsRate, n.CannotConvert, n.DurationTooLong, n.LevelComparedWithNonMember,
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
        f for f in relevant if not (isinstance(f, n.RowMismatch) and f.key == n.NO_ROWS)
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
