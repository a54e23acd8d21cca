"""Blocks: policy, articles and groups with their awards, rules and other sentences.

Articles are built in the order of the page. `over` blocks are built last, when all awards are known. Obligations are
also built here: what a body must do or match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

import attrs

from ipdsl.base.findings.finding import RelatedPlace
from ipdsl.base.findings.phrase import LocalizedSentence, Phrase
from ipdsl.base.source import Span
from ipdsl.semantics import awards, typed
from ipdsl.semantics.award_labels import report_twins
from ipdsl.semantics.awards import BlockContext, PlacedRequirement, lines_of, refuse_title
from ipdsl.semantics.errors import lints as w
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.expressions import conditions
from ipdsl.semantics.expressions.definitions import Definition, Definitions, definitions_of
from ipdsl.semantics.names import keys, lookup
from ipdsl.semantics.names.symbols import Context
from ipdsl.semantics.rules import rules, scope
from ipdsl.semantics.rules.scope import RuleTargets, articles_in_range, awards_of
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing.printer import format_line


def obligation(
    line: ast.Obligation, block_context: BlockContext, awards: tuple[typed.Award, ...], is_whole: bool, ctx: Context
) -> typed.Obligation | None:
    """`oblige WHO to match at least 100% of award`, for the awards to WHO in its block, or a plain duty."""
    refuse_title(line.body, Phrase("under `oblige`", "义务之下"), ctx)
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
    | ast.ReadingLine | ast.SourceNote | ast.UncappedLine
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
    targets: list[typed.Target] = attrs.field(factory=list)
    overs: list[tuple[ast.OverBlock, BlockContext]] = attrs.field(factory=list)
    transitions: list[tuple[ast.Reference, BlockContext]] = attrs.field(factory=list)
    groups: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    is_whole: bool = True  # no award so far has errors
    requirements: dict[int, PlacedRequirement] = attrs.field(factory=dict)  # by line
    requirements_over: tuple[PlacedRequirement, ...] = ()
    definitions: list[Definition] = attrs.field(factory=list)
    definitions_by_block: dict[Span, tuple[Definitions, list[Definition]]] = attrs.field(factory=dict)

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
                    award = awards.award(item, inside, self.ctx)
                    if award is not None:
                        self.awards.append(award)
                        items.append(award)
                    else:
                        self.is_whole = False
                case ast.Group():
                    items.append(self._group(item, inside))
                    self.ctx.definitions = definitions
                case ast.OverBlock():
                    self.overs.append((item, inside))
                case _:
                    self._add_other_sentence(item, inside)
        for duty in lines_of(body, ast.Obligation):
            built = obligation(duty, inside, awards_of(items), self.is_whole, self.ctx)
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
            matters=keys.matters_in_block(block_context.matters, body, self.ctx)
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
                if isinstance(line, ast.Requirement) and lookup.record_named(line.record, self.ctx) is None:
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
                case ast.OverBlock(articles=None, body=body):
                    placed += self.place_requirements(body, article, self.articles, definitions)
                case ast.OverBlock(articles=ast.ArticleRef() as articles, body=body):
                    numbers = articles_in_range(articles, self.articles, self.ctx)
                    placed += self.place_requirements(body, article, numbers, definitions)
                case ast.Article(body=body, number=number):
                    placed += self.place_over(body, self._definitions(item.span, body, definitions)[0], number)
                case ast.Group(body=body):
                    placed += self.place_over(body, self._definitions(item.span, body, definitions)[0], article)
                case _:
                    pass
        return placed

    def report_idle_requirements(self) -> None:
        """Report requirements that apply to no award."""
        for requirement in self.requirements.values():
            line = requirement.line
            if isinstance(line, ast.Requirement) and self.is_whole and not requirement.is_met:
                self.ctx.add(w.RequirementWithoutAward(span=line.span, word=line.record.text))

    def _group(self, item: ast.Group, block_context: BlockContext) -> typed.Block:
        block = self.block("group", item.name.text, item.body, block_context, item.span)
        labels = tuple(a.label for a in awards_of(block.items))
        self.groups[item.name.text] = self.groups.get(item.name.text, ()) + labels
        return block

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
                | ast.ReadingLine()
                | ast.SourceNote() | ast.UncappedLine()
            ):  # fmt: skip
                pass  # processed before or after
            case _:
                assert_never(item)

    # --------------------------------------------------------------------------------------- over blocks

    def over_blocks(self) -> tuple[typed.Block, ...]:
        """The rules that apply after all articles, in the order of the page."""
        return tuple(self._over_block(line, block_context) for line, block_context in self.overs)

    def _over_block(self, line: ast.OverBlock, block_context: BlockContext) -> typed.Block:
        self.ctx.definitions = block_context.definitions
        spared: tuple[str, ...] = ()
        if line.articles is not None:
            numbers = articles_in_range(line.articles, self.articles, self.ctx)
            spared = tuple(a.label for a in self.awards if a.article not in numbers)
        inside = self.inner_context(lines_of(line.body, ast.SameMatter), block_context)
        under = self._targets(block_name("over", "policy", block_context.article), tuple(self.awards), inside, spared)
        if line.articles is not None and not numbers:
            under = attrs.evolve(under, is_complete=False)  # its targets are unknown
        items: list[typed.BlockItem] = []
        for item in line.body:
            if isinstance(item, ast.Rule):
                rule = rules.rule(item, under, self.ctx)
                if rule is not None:
                    items.append(rule)
            elif not isinstance(
                item, ast.SameMatter | ast.ReadingLine | ast.SourceNote | ast.Requirement | ast.ConditionLine
            ):
                word, advice = (
                    LocalizedSentence(format_line(item)),
                    Phrase("only rules are allowed here; put awards in articles", "此处只写规则；奖励请写在条中"),
                )
                self.ctx.add(
                    p.MisplacedLine(
                        span=item.span, word=word, where=Phrase("under `over`", "`适用于`之下"), advice=advice
                    )
                )
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
    if kind in ("article", "policy") or not article:
        return label
    return f"{article}.{label}"


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
