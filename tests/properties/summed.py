"""Generated articles whose amounts add up other awards: what they pay in the year, have paid, or have granted.

They are at the end of a page and have random choices of their own, so that a seed gives the same rest of the page.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import attrs

from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.build import SPAN
from tests.properties.focused import SMALL
from tests.properties.recovered import RecoveryMaker
from tests.properties.rules import Scope
from tests.properties.words import GROUPS

SHARED = (ast.Quota, ast.AmountByRank, ast.AmountByRankOfRecord)


@attrs.define
class SumMaker(RecoveryMaker):
    """Makes such an article."""

    def summed(self, r: random.Random, number: int, items: Sequence[ast.PageItem], whole: Scope) -> list[ast.PageItem]:
        """An article with sums of other awards; none on a page with a rule that looks across applicants."""
        page = tuple(items)
        is_shared = any(next(nodes(page, kind), None) is not None for kind in SHARED)
        if (
            is_shared
            or self.counts_support(items)
            or any(getattr(rule, "across", False) for rule in nodes(page, ast.Node))
        ):
            return []
        scope, body = Scope(), list[ast.BlockItem]()
        labels = [member.label for member in whole.members if member.label]
        articles = sorted({int(member.article) for member in whole.members})
        if not labels:
            return []
        if r.random() < 0.5:  # an award that its cap often cuts
            rec = r.choice([*self.v.records.values()])
            body = [self.capped(r, [self.for_event(scope, rec, r.choice([*rec.events]), self.sum_of(rec))])]
            labels = [*labels[:1], scope.members[-1].label]
        for kind in r.sample([*ast.AwardSumKind], r.choice([2, 3])):
            body.append(self.adding_up(r, scope, labels, articles, kind))
            labels.append(scope.members[-1].label)
            if r.random() < 0.3:
                body = [self.capped(r, body)]
        return [ast.Article(span=SPAN, number=str(number), title="Generated", body=tuple(body))]

    def counts_support(self, items: Sequence[ast.PageItem]) -> bool:
        """Whether a rule over the whole page counts support, so that each claim needs a record."""
        overs = [line for item in items for line in getattr(item, "body", ()) if isinstance(line, ast.OverBlock)]
        every = (next(nodes(over, ast.SupportDeduction), None) for over in overs if not over.articles)
        return any(line is not None for line in every)

    def capped(self, r: random.Random, body: list[ast.BlockItem]) -> ast.Group:
        """A group with a cap of each applicant, in each year or in all."""
        keys = b.names("applicant", *(["year"] if r.random() < 0.7 else []))
        cap = ast.Cap(span=SPAN, amount=b.number(r.choice([*SMALL, 50_000])), per=keys)
        return ast.Group(span=SPAN, name=b.name(self.names.new("grp", GROUPS)), body=(*body, cap))

    def adding_up(
        self, r: random.Random, scope: Scope, labels: list[str], articles: list[int], kind: ast.AwardSumKind
    ) -> ast.Award:
        """An award for an event, or each year, whose amount has a sum of awards before it."""
        first, last = sorted(r.choices(articles, k=2))
        of_articles = ast.ArticleRef(span=SPAN, first=str(first), last=str(last) if last > first else None)
        awards = of_articles if r.random() < 0.4 else b.name(r.choice(labels))
        sum_: ast.Expr = ast.AwardSum(span=SPAN, awards=awards, kind=kind)
        rec = r.choice([*self.v.records.values()])
        is_yearly = r.random() < 0.4
        base = b.number(r.choice(c.YUAN)) if is_yearly else self.sum_of(rec)
        amounts: list[ast.Expr] = [
            b.share(r.choice(c.RATES), sum_), sum_, b.product(sum_, b.number(r.choice([2, 3]))),
            ast.Sum(span=SPAN, terms=(base, b.share(Fraction(1, 3), sum_)), signs=(True, True)),
            ast.Sum(span=SPAN, terms=(base, sum_), signs=(True, False)),
            ast.Sum(span=SPAN, terms=(base, b.share(r.choice(c.RATES), sum_)), signs=(True, False)),
        ]  # fmt: skip
        lines: list[ast.AwardLine] = []
        if r.random() < 0.2:
            lines.append(ast.AwardThreshold(span=SPAN, amount=b.number(r.choice(SMALL))))
        award = self.for_event(scope, rec, r.choice([*rec.events]), r.choice(amounts), *lines)
        return (
            award
            if not is_yearly
            else attrs.evolve(award, head=attrs.evolve(award.head, trigger=ast.YearTrigger(span=SPAN)))
        )
