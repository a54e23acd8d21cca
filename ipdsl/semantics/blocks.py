"""Blocks: policy, articles and groups with their awards, rules and other sentences.

Articles are built in the order of the page. `over` blocks are built last, when every award is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

import attrs

from ipdsl.diagnostics.model import Related
from ipdsl.diagnostics.phrase import Phrase, Sentence
from ipdsl.semantics import awards, conditions, matters, rules, typed
from ipdsl.semantics import errors_lints as w
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_page as g
from ipdsl.semantics import errors_policy as p
from ipdsl.semantics.awards import Within, lines_of
from ipdsl.semantics.duties import obligation
from ipdsl.semantics.labels import report_twins
from ipdsl.semantics.placed import awards_of
from ipdsl.semantics.symbols import Context
from ipdsl.semantics.under import Under, articles_between
from ipdsl.source import Span
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printer import format_line

_Other: TypeAlias = (
    ast.If | ast.SameMatter | ast.RefersTo | ast.Oblige | ast.Allocate | ast.Target | ast.Means | ast.Table
    | ast.ReadingLine | ast.SourceNote | ast.Uncapped
)  # fmt: skip
"""What is no award, no rule and no block."""


@attrs.define(eq=False, repr=False)
class Built:
    """What the page promises, gathered while its blocks are built."""

    ctx: Context
    articles: tuple[str, ...] = ()
    awards: list[typed.Award] = attrs.field(factory=list)
    references: list[typed.Reference] = attrs.field(factory=list)
    obligations: list[typed.Obligation] = attrs.field(factory=list)
    allocations: list[typed.Allocation] = attrs.field(factory=list)
    targets: list[typed.Target] = attrs.field(factory=list)
    overs: list[tuple[ast.Over, Within]] = attrs.field(factory=list)
    transitions: list[tuple[ast.RefersTo, Within]] = attrs.field(factory=list)
    groups: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    is_whole: bool = True  # every award so far was sound

    # --------------------------------------------------------------------------------------- one block

    def block(self, kind: str, label: str, body: tuple[ast.BlockItem, ...], within: Within, span: Span) -> typed.Block:
        """Build a block and everything in it."""
        inside = self.inside(body, within)
        items: list[typed.BlockItem] = []
        report_early_rules(body, self.ctx)
        for item in body:
            if isinstance(item, ast.Rule):
                under = self._under(block_name(kind, label, within.article), awards_of(items), inside)
                if not under.awards and any(pays(i) for i in body):
                    under = attrs.evolve(under, is_whole=False)  # it stands too early, or its awards are broken
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
                case ast.Over():
                    self.overs.append((item, inside))
                case _:
                    self._other(item, inside)
        for duty in lines_of(body, ast.Oblige):
            built = obligation(duty, inside, awards_of(items), self.is_whole, self.ctx)
            if built is not None:
                self.obligations.append(built)
        return typed.Block(
            span=span,
            kind=kind,
            label=label,
            article=within.article,
            items=tuple(items),
            pay_each=any(isinstance(i, ast.PayEach) for i in body),
            readings=readings(body),
            explained=explained(body),
        )

    def _under(
        self, name: str, awards: tuple[typed.Award, ...], inside: Within, spared: tuple[str, ...] = ()
    ) -> Under:  # fmt: skip
        return Under(name, awards, spared, self.groups, self.articles, inside.matters, self.is_whole)

    def inside(self, body: tuple[ast.BlockItem, ...], within: Within) -> Within:
        gates = within.gates
        for line in lines_of(body, ast.If):
            gates += conditions.if_gates(line, self.ctx)
            if not _promises(body):
                self.ctx.add(w.BindsNoAward(span=line.span))
        uncapped = within.uncapped or bool(lines_of(body, ast.Uncapped))
        return attrs.evolve(
            within, gates=gates, uncapped=uncapped, matters=matters.within(within.matters, body, self.ctx)
        )  # fmt: skip

    def _group(self, item: ast.Group, within: Within) -> typed.Block:
        block = self.block("group", item.name.text, item.body, within, item.span)
        labels = tuple(a.label for a in awards_of(block.items))
        self.groups[item.name.text] = self.groups.get(item.name.text, ()) + labels
        return block

    def _other(self, item: _Other, within: Within) -> None:
        match item:
            case ast.RefersTo() if item.instead_of is not None:
                self.transitions.append((item, within))
            case ast.RefersTo():
                reference = awards.reference(item, within, self.ctx)
                if reference is not None:
                    self.references.append(reference)
            case ast.Allocate():
                allocation = awards.allocation(item, within, self.ctx)
                if allocation is not None:
                    self.allocations.append(allocation)
            case ast.Target(text=text, number=number, by_year=year):
                target = typed.Target(
                    span=item.span, article=within.article, text=text, number=number.value, by_year=year
                )
                self.targets.append(target)
            case (
                ast.If() | ast.SameMatter() | ast.Oblige() | ast.Means() | ast.Table() | ast.ReadingLine()
                | ast.SourceNote() | ast.Uncapped()
            ):  # fmt: skip
                pass  # read before or after
            case _:
                assert_never(item)

    # --------------------------------------------------------------------------------------- over blocks

    def over_blocks(self) -> tuple[typed.Block, ...]:
        """The rules that act after all articles, in the order of the page."""
        return tuple(self._over(line, within) for line, within in self.overs)

    def _over(self, line: ast.Over, within: Within) -> typed.Block:
        spared: tuple[str, ...] = ()
        if line.articles is not None:
            kept = articles_between(line.articles, self.articles, self.ctx)
            spared = tuple(a.label for a in self.awards if a.article not in kept)
        inside = self.inside(lines_of(line.body, ast.SameMatter), within)
        under = self._under(block_name("over", "policy", within.article), tuple(self.awards), inside, spared)
        if line.articles is not None and not kept:
            under = attrs.evolve(under, is_whole=False)  # what it covers is not known
        items: list[typed.BlockItem] = []
        for item in line.body:
            if isinstance(item, ast.Rule):
                rule = rules.rule(item, under, self.ctx)
                if rule is not None:
                    items.append(rule)
            elif not isinstance(item, ast.SameMatter | ast.ReadingLine | ast.SourceNote):
                word, advice = (
                    Sentence(format_line(item)),
                    Phrase("only rules stand here; put awards in articles", "此处只写规则；奖励请写在条中"),
                )
                self.ctx.add(
                    g.LineNotHere(
                        span=item.span, word=word, where=Phrase("beneath `over`", "`适用于`之下"), advice=advice
                    )
                )
        each = any(isinstance(i, ast.PayEach) for i in line.body)
        return typed.Block(
            span=line.span,
            kind="over",
            label="policy",
            article=within.article,
            items=tuple(items),
            pay_each=each,
            readings=readings(line.body),
            explained=explained(line.body),
        )


def block_name(kind: str, label: str, article: str) -> str:
    """How the names of a block's rules begin."""
    if kind in ("article", "policy") or not article:
        return label
    return f"{article}.{label}"


def readings(body: Iterable[object]) -> tuple[str, ...]:
    """The readings of a block, of its rules and transitions."""
    texts: list[str] = []
    for item in body:
        if isinstance(item, ast.ReadingLine):
            texts.append(item.text)
        is_transition = isinstance(item, ast.RefersTo) and item.instead_of is not None
        if is_transition or isinstance(item, ast.Rule):
            texts += [x.text for x in lines_of(getattr(item, "body", ()), ast.ReadingLine)]
    return tuple(texts)


def explained(body: Iterable[object]) -> tuple[Span, ...]:
    """The places of the rules that have a reading beneath them."""
    rules_here = (item for item in body if isinstance(item, ast.Rule) and not isinstance(item, ast.PayEach))
    return tuple(rule.span for rule in rules_here if lines_of(rule.body, ast.ReadingLine))


def pays(item: ast.BlockItem) -> bool:
    """An award, or a group that holds one."""
    return isinstance(item, ast.Award) or (isinstance(item, ast.Group) and any(pays(i) for i in item.body))


def report_early_rules(body: tuple[ast.BlockItem, ...], ctx: Context) -> None:
    """A rule before an award of its own block: it would also bind that award."""
    for index, item in enumerate(body):
        if not isinstance(item, ast.Rule) or isinstance(item, ast.PayEach):
            continue
        later = next((x for x in body[index + 1 :] if pays(x)), None)
        if later is None:
            continue
        earlier = next((x for x in body[:index] if pays(x)), None)
        advice = Phrase("move it down, beneath the awards", "请移到各项奖励之下")
        if earlier is not None:
            end = item.span.end_line
            advice = Phrase(
                "put a `group NAME` around lines {start} to {end}, or move it down",
                "请把第{start}行至第{end}行放入`组 名称`，或将其下移",
                start=earlier.span.line,
                end=end,
            )
        related = (Related(later.span, Phrase("this award", "这项奖励")),)
        line = later.span.line
        ctx.add(
            p.RuleBeforeAward(
                span=item.span, verb=keywords.phrase(rules.verb_of(item)), line=line, advice=advice, related=related
            )
        )


def report_group_twins(body: Iterable[ast.BlockItem], ctx: Context) -> None:
    """Report two groups of one name in an article, however deep they stand."""
    report_twins(((group.text, group.span) for group in _groups(body)), n.GroupTwice, ctx)


def _groups(body: Iterable[ast.BlockItem]) -> Iterator[ast.Name]:
    for item in body:
        if isinstance(item, ast.Group):
            yield item.name
            yield from _groups(item.body)


def _promises(body: Iterable[ast.BlockItem]) -> bool:
    """Whether anything beneath a block is paid, by it or by another document."""
    return any(
        _promises(item.body)
        if isinstance(item, ast.Group)
        else isinstance(item, ast.Award | ast.RefersTo | ast.Allocate)
        for item in body
    )
