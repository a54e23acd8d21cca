"""Generated policies: pages over a generated vocabulary, well-typed by construction.

`policy(r)` needs only a `random.Random`, so a seed identifies a policy. All generated forms are supported by this
version.
"""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar, get_args

import attrs

from ipdsl.base.values.days import ONE_DAY, add_years
from ipdsl.schema.comparisons import Comparison
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.build import SPAN
from tests.properties.rules import Member, Scope
from tests.properties.vocabularies import vocabulary
from tests.properties.wished import WishMaker
from tests.properties.words import GROUPS, PLACES, POLICIES, Names

Within: TypeAlias = (
    ast.Article | ast.Group | ast.OverBlock | ast.Limit | ast.NoRepeat | ast.HighestRule | ast.TopUp | ast.Cap
    | ast.MinimumTotal | ast.RoundedTotal | ast.Quota
    | ast.NoneWhenRule
)  # fmt: skip
"""Nodes that may define the same matter, for themselves or for the nodes in them."""

_WITHIN = get_args(Within)

PageItem = TypeVar("PageItem", bound=ast.Sentence)


@attrs.frozen
class Generated:
    """A page with its vocabulary page, all names in both, and the texts in them."""

    page: ast.Page = attrs.field(repr=False)
    vocabulary: ast.Page = attrs.field(repr=False)
    vocabulary_name: str
    words: frozenset[str] = attrs.field(repr=False)


def policy(r: random.Random, *, is_short: bool = False) -> Generated:
    """A policy, sometimes a draft, with its own vocabulary. A short one has one article, or one with rules over it."""
    names = Names()
    v = vocabulary(r, names)
    maker = Maker(r, v, names)
    page = maker.draft() if r.random() < 0.1 else maker.policy(is_short=is_short)
    return Generated(page, v.page, v.name, names.words | {*PLACES})


LANGUAGE = ast.LanguageLine(span=SPAN, version=4)
"""Generated pages accept signed differences, and picks of no record without a value."""


@attrs.define
class Maker(WishMaker):
    """Makes the sentences of one policy."""

    has_if: bool = False  # a condition applies to the whole policy
    carried: bool = False  # an article has a carrying cap: no rule may follow over its claims
    last_year: int = 9999  # of the window

    # ------------------------------------------------------------------------------------------ the page

    def draft(self) -> ast.Page:
        scope = Scope()
        items: list[ast.PageItem] = [self.award(scope, allow_year=False) for _ in range(self.r.randint(1, 2))]
        items += self.rules(scope, [])
        items += [*self.definitions, *self.page_definitions]
        use = ast.UseLine(span=SPAN, name=b.name(self.v.name))
        return ast.Page(span=SPAN, header=None, uses=(use, LANGUAGE), items=tuple(items))

    def policy(self, *, is_short: bool = False) -> ast.Page:
        r = self.r
        header: list[ast.PolicyHeader] = [ast.DocumentLine(span=SPAN, number="Doc 1"), *self.effective()]
        header.append(ast.CurrencyLine(span=SPAN, code="CNY"))
        if self.chance(0.8):
            step = r.choice([Fraction(1, 100)] * 5 + [Fraction(1), Fraction(100), Fraction(1, 10)])
            modes = ["half up", "half even", "up", "down"]
            header.append(ast.RoundingLine(span=SPAN, mode=r.choice(modes), step=step))
        header += (ast.UseLine(span=SPAN, name=b.name(self.v.name)), LANGUAGE)
        if self.chance(0.05):
            self.has_if = True
            header.append(ast.ConditionLine(span=SPAN, test=c.applicant_test(r, self.v)))
        whole = Scope()
        roll = r.random()
        is_plain = roll < 0.06  # one cap in proportion, so that its ratio settles an applicant alone
        random_articles, focused = (0, 1) if is_plain else (r.randint(1, 3), 0)
        if roll > 0.35:
            random_articles, focused = r.choice([1, 1, 2]), r.choice([2, 3, 3, 4])
        if is_short:
            random_articles, focused = r.choice([(1, 0), (1, 1), (0, 1), (0, 1), (0, 1)])
        items: list[ast.PageItem] = [self.article(str(n + 1), whole) for n in range(random_articles)]
        for number in range(random_articles + 1, random_articles + focused + 1):
            scope = Scope()
            lines = self.in_proportion(scope) if is_plain else self.focused(scope)
            items.append(self.titled(str(number), lines, scope, whole))
        if self.chance(0.12):
            labels = r.sample([m.label for m in whole.members], min(2, len(whole.members)))
            pairs = tuple(ast.ClauseMapping(span=SPAN, new=x, old=f"old.{x}") for x in labels)
            header.append(ast.ReplacesLine(span=SPAN, document="Doc 0", body=pairs))
        name = b.name(self.names.new("pol", POLICIES))
        if not is_plain:
            items += self.over_articles(whole, items)
        header += self.requirements(whole, 0.08)
        for definition in self.page_definitions:
            (header if self.chance(0.5) else items).append(definition)
        if self.v.levels and self.chance(0.5):
            header.append(ast.PolicyLevel(span=SPAN, name=b.name(r.choice(self.v.levels))))
            own = self.names.random(name.text, "own level")
            items = [_with_own_level(own, item) for item in items]
        other = self.names.random(name.text)
        header += self.same_matters(other)
        often = 0.05 if is_short else 0.25
        if other.random() < often and not any(_is_transition(line) for item in items for line in _lines(item)):
            month, day = other.choice([(4, 1), (7, 1), (10, 1), (3, 1), (12, 31), (5, 15)])
            header.append(ast.YearBeginsLine(span=SPAN, month=month, day=day))
        if _raising(items) < 2:  # two rules for older documents over one award need the same matter
            items = [self.with_matters(other, item) if isinstance(item, ast.Article) else item for item in items]
        if other.random() < 0.08:
            header += self.earlier_names(other)
            numbers = itertools.count(1)
            items = [self.with_former_labels(other, item, numbers) for item in items]
        back = self.names.random(name.text, " back")
        if not is_plain and back.random() < (0.1 if is_short else 0.33):
            overs = [line for item in items for line in _lines(item) if isinstance(line, ast.OverBlock)]
            items += self.recovered(back, len(items) + 1, self.ordered_fields(items))
            if all(over.articles for over in overs) and not any(map(_may_recall, header)):
                items.append(self.collected(back, len(items) + 1))
        elif not is_plain and not any(map(_may_recall, header)):
            adding = self.names.random(name.text, " sums")
            if adding.random() < (0.15 if is_short else 0.95):
                items += self.summed(adding, len(items) + 1, items, whole)
        wishes = self.names.random(name.text, " wishes")
        is_free = not (is_plain or self.ordered_fields(items) or self.counts_support(items))
        if is_free and wishes.random() < (0.05 if is_short else 0.5):
            items += self.wished(wishes, len(items) + 1, items, whole)
        line = ast.PolicyLine(span=SPAN, name=name, title="Generated", header=tuple(header))
        return ast.Page(span=SPAN, header=line, items=tuple(items))

    def ordered_fields(self, items: Iterable[ast.PageItem]) -> set[str]:
        """The fields by which rules over the whole policy order claims: each record of a later award needs them."""
        lines = [line for item in items for line in getattr(item, "body", ()) if isinstance(line, ast.OverBlock)]
        orders = [order for line in lines if not line.articles for order in nodes(line, ast.FieldOrder)]
        return {order.field.text for order in orders}

    def earlier_names(self, r: random.Random) -> list[ast.PolicyHeader]:
        """A former name of the policy, and awards of earlier versions that ended."""
        found: list[ast.PolicyHeader] = [ast.FormerNames(span=SPAN, names=b.names("former_policy"))]
        rec = r.choice([*self.v.records.values()])
        labels = [f"9.{rec.name}.{event}" for event in rec.events] + ["former_award", "2.1.gone"]
        found.append(ast.EndedLabels(span=SPAN, labels=b.names(*r.sample(labels, 2))))
        return found

    def with_former_labels(self, r: random.Random, item: PageItem, numbers: Iterator[int]) -> PageItem:
        """The item, in which some awards have labels of earlier versions."""
        match item:
            case ast.Article() | ast.Group():
                body = tuple(self.with_former_labels(r, line, numbers) for line in item.body)
                return attrs.evolve(item, body=body)
            case ast.Award() if r.random() < 0.5:
                labels = b.names(f"{next(numbers)}.former.{r.choice(['won', 'new'])}", f"old_{next(numbers)}")
                return attrs.evolve(item, body=(*item.body, ast.FormerLabels(span=SPAN, labels=labels)))
            case _:
                return item

    def with_matters(self, r: random.Random, item: Within) -> Within:
        """The item, in which some blocks, and rules that use a matter, get their own `same matter` line."""
        match item:
            case ast.Article() | ast.Group() | ast.OverBlock():
                own = self.same_matters(r, 0.06)
                inner = [self.with_matters(r, x) if isinstance(x, _WITHIN) else x for x in item.body]
                return attrs.evolve(item, body=(*own, *inner))
            case ast.NoneWhenRule():
                asks = item.test is None
            case _:
                asks = any(key.text == "matter" for key in item.per)
        return attrs.evolve(item, body=(*item.body, *self.same_matters(r, 0.2))) if asks else item

    def same_matters(self, r: random.Random, often: float = 0.15) -> list[ast.SameMatter]:
        """`same matter` lines for all kinds or for one, independent of the vocabulary's proposal."""
        found: list[ast.SameMatter] = []
        if r.random() < often:
            found.append(ast.SameMatter(span=SPAN, record=None, names=b.names(r.choice(["item", "applicant"]))))
        if r.random() < often:
            rec = r.choice([rec for rec in self.v.records.values() if not rec.base])
            part = r.choice([*rec.of("text", *self.v.choices), "item", "applicant"])
            found.append(ast.SameMatter(span=SPAN, record=b.name(rec.name), names=b.names(part)))
        return found

    def effective(self) -> list[ast.PolicyHeader]:
        start = self.r.choice([datetime.date(2021, 1, 1), datetime.date(2021, 12, 21), datetime.date(2020, 7, 1)])
        roll = self.r.random()
        late = start.replace(year=start.year - 1, month=1, day=1) if self.chance(0.1) else None
        self.has_spans, self.has_blocks = late is None or roll >= 0.5, roll < 0.95
        if roll < 0.5:
            end = self.r.choice([datetime.date(2023, 12, 31), datetime.date(2022, 12, 31), datetime.date(2024, 6, 30)])
            self.last_year = end.year
            return [ast.EffectiveLine(span=SPAN, start=start, end=end, discretion_from=late)]
        if roll < 0.7:
            years = self.r.randint(1, 3)
            length = b.duration(years, ast.Unit.YEAR)
            self.last_year = (add_years(start, years) - ONE_DAY).year
            return [ast.EffectiveLine(span=SPAN, start=start, duration=length, open_form=True)]
        return [ast.EffectiveLine(span=SPAN, start=start, open_form=True)] if roll < 0.95 else []

    def article(self, number: str, whole: Scope) -> ast.Article:
        r, scope = self.r, Scope()
        body: list[ast.BlockItem] = []
        if self.chance(0.1):
            return self.titled(number, self.meeting(scope), scope, whole)
        if self.chance(0.15):
            body.append(self.table())
        if self.chance(0.1):
            body.append(self.means())
        if self.chance(0.1):
            body.append(ast.ConditionLine(span=SPAN, test=c.applicant_test(r, self.v)))
        for _ in range(r.randint(1, 3)):
            if self.chance(0.35):
                body.append(self.group(scope, depth=1))
            else:
                body.append(self.award(scope))
        body += self.requirements(scope, 0.15)
        if self.chance(0.06) and scope.members:
            body.append(self.carrying(scope, []))
            self.carried = True
        else:
            body += self.rules(scope, [])
        if self.chance(0.2):
            body.append(self.duty(scope))
        if self.chance(0.12):
            body.append(self.reference())
        if self.chance(0.15):
            body.append(self.allocation())
        return self.titled(number, body, scope, whole)

    def titled(self, number: str, body: list[ast.BlockItem], scope: Scope, whole: Scope) -> ast.Article:
        """An article with this body; its awards are added to the whole policy."""
        for member in scope.members:
            member.article = number
        whole.members += scope.members
        for definition in self.definitions:
            body.insert(self.r.randint(0, len(body)), definition)
        self.definitions.clear()
        return ast.Article(span=SPAN, number=number, title="Generated", body=tuple(body))

    def group(self, outer: Scope, depth: int) -> ast.Group:
        scope = Scope()
        body: list[ast.BlockItem] = []
        if self.chance(0.1):
            body.append(ast.ConditionLine(span=SPAN, test=c.applicant_test(self.r, self.v)))
        for _ in range(self.r.randint(1, 3)):
            if depth < 2 and self.chance(0.2):
                body.append(self.group(scope, depth + 1))
            else:
                body.append(self.award(scope))
        body += self.requirements(scope, 0.06)
        body += self.rules(scope, [])
        outer.members += scope.members
        return ast.Group(span=SPAN, name=b.name(self.names.new("grp", GROUPS)), body=tuple(body))

    def over_articles(self, whole: Scope, items: list[ast.PageItem]) -> list[ast.PageItem]:
        """Articles over all or some of the policy: rules, a carrying cap, a suspension, other levels, a transition.

        A carrying cap is the last rule over its claims: no rule follows in an article with one.
        """
        count, bodies = len(items), list[list[ast.BlockItem]]()
        if not whole.members:
            return []
        makers: list[tuple[float, Callable[[Scope, list[ast.Ref]], list[ast.BlockItem]]]] = [
            (0.0 if self.carried else 0.35, lambda scope, refs: self.rules(scope, refs, least=1)),
            (0.0 if self.carried else 0.12, self.ladders),
            (0.0 if self.carried else 0.3, lambda scope, refs: [self.carrying(scope, refs)]),
            (0.2, lambda scope, refs: [self.suspension(scope, refs)]),
            (0.08, self.other_levels),
            (0.2, lambda scope, _: self.requirements(scope, 1) or [*self.conditions()]),
            (0.15, lambda scope, _: [*self.conditions()]),
        ]
        for often, make in makers:
            if self.chance(often):
                one, scope = self.some_articles(whole, count)
                articles = () if one is None else (one,)
                ends = [member for member in scope.members if one and member.article in (one.first, one.last)]
                is_apart = (
                    random.Random(f"{_articles_of(scope)} {len(ends)}").random() < 0.4
                )  # keeps the random choices
                if one is not None and one.last is not None and ends and is_apart:
                    scope = Scope(ends)
                    articles = tuple(ast.ArticleRef(span=SPAN, first=number) for number in (one.first, one.last))
                refs: list[ast.Ref] = [ast.ArticleRef(span=SPAN, first=n) for n in _articles_of(scope)]
                refs += b.names(*(m.label for m in scope.members))
                bodies.append([ast.OverBlock(span=SPAN, articles=articles, body=tuple(make(scope, refs)))])
        if self.chance(0.06):
            some, _ = self.some_articles(whole, count)
            every = ast.ArticleRef(span=SPAN, first="1", last=str(count) if count > 1 else None)
            year = min(self.r.choice([2021, 2022]), self.last_year)
            bodies.append([ast.Reference(span=SPAN, document="Doc 0", instead_of=some or every, records_of=year)])
        return [
            ast.Article(span=SPAN, number=str(count + 1 + n), title="Over all", body=tuple(body))
            for n, body in enumerate(bodies)
        ]

    def some_articles(self, whole: Scope, count: int) -> tuple[ast.ArticleRef | None, Scope]:
        """Usually the whole policy, otherwise one article or a few, with their awards."""
        if count == 1 or not self.chance(0.25):
            return None, whole
        first = self.r.randint(1, count)
        last = self.r.randint(first, count)
        scope = Scope([m for m in whole.members if first <= int(m.article) <= last])
        if not scope.members:
            return None, whole
        return ast.ArticleRef(span=SPAN, first=str(first), last=str(last) if last > first else None), scope

    def other_levels(self, scope: Scope, refs: list[ast.Ref]) -> list[ast.BlockItem]:
        body = self.spared(self.r.choice(scope.members), refs, often=0.5)
        return [ast.NoneWhenRule(span=SPAN, test=None, body=body)]

    def ladders(self, whole: Scope, refs: list[ast.Ref]) -> list[ast.BlockItem]:
        """All rules for promotions, as one city has them: older documents, no repeat per level, top up."""
        member = self.r.choice(whole.members)
        has_level = member.record is not None and "level" in member.record.fields
        made: list[ast.BlockItem] = [
            ast.HighestRule(span=SPAN, per=b.names("matter"), with_older=True, body=self.spared(member, refs)),
            ast.NoRepeat(
                span=SPAN,
                per=b.names("matter", *(["level"] if has_level else [])),
                body=self.spared(member, refs),
            ),
            ast.TopUp(span=SPAN, per=b.names("matter"), body=self.spared(member, refs)),
        ]
        return made[self.r.choice([0, 1, 1]) :]

    # ------------------------------------------------------------------------------------------ other parts

    def duty(self, scope: Scope) -> ast.BlockItem:
        who = self.r.choice(scope.beneficiaries) if scope.beneficiaries else None
        body = self.conditions() if self.chance(0.3) else ()
        if who and self.chance(0.6):
            rate = b.percent(self.r.choice([Fraction(1), Fraction(1, 2), Fraction(333, 1000)]))
            return ast.Obligation(span=SPAN, who=b.name(who), op=Comparison.AT_LEAST, share=rate, body=body)
        return ast.Obligation(span=SPAN, who=b.name(self.r.choice(self.v.kinds)), text="report once a year", body=body)

    def requirements(self, scope: Scope, often: float) -> list[ast.Requirement]:
        """A requirement of records that one of the awards is about."""
        records = [member.record for member in scope.members if member.record is not None]
        if not (records and self.chance(often)):
            return []
        rec = self.r.choice(records)
        test = c.junction(self.r, lambda: c.record_test(self.r, self.v, rec))
        return [ast.Requirement(span=SPAN, record=b.name(rec.name), test=test)]

    def conditions(self) -> tuple[ast.ConditionLine, ...]:
        return (ast.ConditionLine(span=SPAN, test=c.junction(self.r, lambda: c.applicant_test(self.r, self.v))),)

    def reference(self) -> ast.BlockItem:
        rec = self.r.choice([*self.v.records.values()])
        tests = c.record_tests(self.r, self.v, rec, self.r.choice([*rec.events]))
        when = ast.WhenTrigger(span=SPAN, record=b.name(rec.name), the_first=False, test=b.both(tests))
        body = self.conditions() if self.chance(0.3) else ()
        return ast.Reference(span=SPAN, document="Doc 2", trigger=when, body=body)

    def allocation(self) -> ast.BlockItem:
        """A budget line for a state, an event, or each year."""
        r, v = self.r, self.v
        roll, rec = r.random(), r.choice([*v.records.values()])
        with_states = [one for one in v.records.values() if one.states]
        to = b.names(r.choice([*v.kinds, *v.classes])) if self.chance(0.7) else ()
        body: list[ast.AwardLine] = [*self.conditions()] if self.chance(0.3) else []
        trigger: ast.Trigger
        amount: ast.Amount = b.fixed(b.number(r.choice(c.YUAN)))
        if roll < 0.3:
            kind = r.choice(v.kinds)
            to = b.names(kind)
            trigger = ast.WhileTrigger(span=SPAN, subject=b.name(kind), test=c.person_test(r, v))
        elif roll < 0.55 and with_states:
            rec = r.choice(with_states)
            state = b.word(r.choice([*rec.states]))
            tests = [state, *c.record_tests(r, v, rec, None)[:1]]
            trigger = ast.WhileTrigger(span=SPAN, subject=b.name(rec.name), test=b.both(tests))
        elif roll < 0.8:
            tests = c.record_tests(r, v, rec, r.choice([*rec.events]))
            trigger = ast.WhenTrigger(
                span=SPAN, record=b.name(rec.name), the_first=self.chance(0.1), test=b.both(tests)
            )
            amount = c.fixed_or_ceiling(r, v, rec, ceilings=0)
        else:
            trigger = ast.YearTrigger(span=SPAN)
            money = next(f for f, sort in v.figures.items() if sort == "money")
            amount = b.fixed(b.share(r.choice(c.RATES), b.word(money)), b.number(r.choice(c.YUAN)))
        body.append(self.label(Member()))
        assert isinstance(amount, ast.FixedAmount)
        return ast.Allocation(span=SPAN, amount=amount, per=b.names("year"), to=to, trigger=trigger, body=tuple(body))

    def means(self) -> ast.BlockItem:
        test = c.junction(self.r, lambda: c.applicant_test(self.r, self.v))
        return ast.Definition(span=SPAN, name=b.name(self.r.choice(self.v.kinds)), value=test)


def _raising(items: Iterable[object]) -> int:
    """The number of rules that raise claims to older standards."""
    inner = sum(_raising(item.body) for item in items if isinstance(item, _WITHIN))
    return inner + sum(isinstance(item, ast.HighestRule) and item.with_older for item in items)


def _articles_of(scope: Scope) -> list[str]:
    return sorted({m.article for m in scope.members})


def _lines(item: ast.PageItem) -> tuple[object, ...]:
    return item.body if isinstance(item, ast.Article) else ()


def _is_transition(line: object) -> bool:
    """Whether a line leaves a year to another document, which would be another year if years begin on another day."""
    return isinstance(line, ast.Reference) and line.instead_of is not None


def _may_recall(line: ast.PolicyHeader) -> bool:
    """Whether lines may have other labels, or claims before the window wait for approvals."""
    return isinstance(line, ast.ReplacesLine | ast.EndedLabels) or getattr(line, "discretion_from", None) is not None


def _with_own_level(r: random.Random, item: Any) -> Any:
    """An item where some sentences about support of other levels are about the own level."""
    if isinstance(item, ast.NoneWhenRule) and item.test is None and r.random() < 0.5:
        return attrs.evolve(item, is_own_level=True)
    if isinstance(item, ast.Article | ast.Group | ast.OverBlock):
        return attrs.evolve(item, body=tuple(_with_own_level(r, line) for line in item.body))
    return item
