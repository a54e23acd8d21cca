"""Generated articles about days of the year, figures of several years, differences below 0, picks of no record, and
requirements and rules of several articles.

They are at the end of a page and have random choices of their own, so that a seed gives the same rest of the page.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import attrs

from ipdsl.schema.comparisons import Comparison
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.build import SPAN
from tests.properties.focused import SMALL, is_about_words
from tests.properties.rules import Member, Scope
from tests.properties.summed import SumMaker
from tests.properties.vocabularies import RecordWords
from tests.properties.words import GROUPS

END_OF_PAGE = (ast.CarryForward, ast.AwardSum)


@attrs.define
class WishMaker(SumMaker):
    """Makes such articles."""

    def wished(
        self, r: random.Random, number: int, items: Sequence[ast.PageItem], whole: Scope
    ) -> list[ast.PageItem]:  # fmt: skip
        """An article with two to four of these sentences, and sometimes one with a cap of articles that are apart."""
        scope, body = Scope(), list[ast.BlockItem]()
        for_rows = int(any(self._keys(rec) for rec in self.v.records.values()))  # 0: no kind has a field for rows
        makers: list[tuple[int, Callable[[random.Random, Scope], ast.Award]]] = [
            (2, self.of_days), (4, self.of_figures), (3, self.of_rise), (3, self.of_growth), (2, self.of_difference),
            (3, self.of_pick), (for_rows, self.of_rows), (2 * for_rows, self.of_limited_rows),
        ]  # fmt: skip
        weights = [weight for weight, _ in makers]
        body += [make(r, scope) for _, make in r.choices(makers, weights, k=r.choice([2, 3, 4]))]
        if r.random() < 0.5:
            body += self.of_every_record(r, scope)
        made: list[ast.PageItem] = [ast.Article(span=SPAN, number=str(number), title="Generated", body=tuple(body))]
        apart = sorted({int(member.article) for member in whole.members})
        is_free = all(next(nodes(tuple(items), kind), None) is None for kind in END_OF_PAGE)
        if is_free and len(apart) > 1 and r.random() < 0.6:
            first, last = sorted(r.sample(apart, 2))
            articles = tuple(ast.ArticleRef(span=SPAN, first=str(one)) for one in (first, last))
            per = b.names("applicant", *(["year"] if r.random() < 0.7 else []))
            cap = ast.Cap(span=SPAN, amount=b.number(r.choice([*SMALL, 50_000])), per=per)
            over = ast.OverBlock(span=SPAN, articles=articles, body=(cap,))
            made.append(ast.Article(span=SPAN, number=str(number + 1), title="Over two", body=(over,)))
        return made

    def of_days(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award under a condition of a day of each year, or of the year of the claim."""
        rec = r.choice([*self.v.records.values()])
        days = rec.of("date")
        day, other = r.sample(days, 2) if len(days) > 1 else (days[0], "")
        test = c.day_of_year_test(r, b.word(day), b.word(other) if other else b.date(c.a_date(r)))
        line = ast.ConditionLine(span=SPAN, test=test)
        return self.for_event(scope, rec, r.choice([*rec.events]), b.number(r.choice(c.YUAN)), line)

    def of_figures(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award each year by a figure of several years."""
        money = self._figure("money")
        kind, years = r.choice([*ast.YearsKind]), r.randint(1, 3)
        earlier = [ast.EarlierFigure(span=SPAN, figure=b.name(money), kind=kind, years=years + more) for more in (0, 1)]
        values: list[ast.Expr] = [
            *earlier,
            *earlier,
            ast.EarlierFigure(span=SPAN, figure=b.name(money), years=2),
            ast.FigureOfYears(span=SPAN, figure=b.name(money), kind=kind, since=None),
            ast.FigureOfYears(span=SPAN, figure=b.name(money), kind=kind, since=r.choice([2019, 2020, 2021])),
        ]
        value = r.choice(values)
        value = b.with_fallback(value, b.number(r.randint(0, 8))) if r.random() < 0.3 else value
        return self.each_year(scope, b.fixed(b.share(r.choice(c.RATES), value), b.number(200_000)))

    def of_rise(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award each year of the first rise above a number."""
        key = ast.ThresholdKey(span=SPAN, op=Comparison.MORE_THAN, literal=b.number(r.randint(1, 3)), is_rise=True)
        keys: list[ast.RowKey] = [key, ast.OtherwiseKey(span=SPAN)]
        rows = [ast.Row(span=SPAN, key=key, amount=b.fixed(b.number(r.choice(c.YUAN)))) for key in keys]
        return self.each_year(scope, ast.AmountByRows(span=SPAN, value=b.word(self._figure("count"))), *rows)

    def of_growth(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award each year under a condition of growth."""
        grown = ast.Increase(span=SPAN, figure=b.name(self._figure(r.choice(["count", "money"]))), is_share=True)
        line = ast.ConditionLine(span=SPAN, test=b.compare(grown, r.choice(c.OPS), b.percent(r.choice(c.RATES))))
        return self.each_year(scope, b.fixed(b.number(r.choice(c.YUAN))), line)

    def _figure(self, of: str) -> str:
        return next(name for name, sort in self.v.figures.items() if sort == of)

    def of_difference(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award of a sum with a difference that may be below 0, or under a condition of one."""
        rec = r.choice([*self.v.records.values()])
        event, money = r.choice([*rec.events]), rec.of("money")
        less: ast.Expr = b.number(r.choice(c.YUAN)) if r.random() < 0.6 else b.word(r.choice(money))
        difference = attrs.evolve(b.bracket_sum(b.word(r.choice(money)), less), is_bracketed=True)
        if r.random() < 0.4:
            test = b.compare(difference, r.choice(c.OPS), b.number(r.choice([0, 0, 100])))
            return self.for_event(scope, rec, event, b.number(1000), ast.ConditionLine(span=SPAN, test=test))
        base = b.number(r.choice([10_000, 100_000, 300_000]))
        share = difference if r.random() < 0.5 else b.share(r.choice(c.RATES), difference)
        return self.for_event(scope, rec, event, ast.Sum(span=SPAN, terms=(base, share), signs=(True, True)))

    def of_rows(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award with conditions in a row of a choice, or of yes or no."""
        rec, name, members = self._members(r)
        inner = [ast.ConditionKey(span=SPAN, test=c.record_test(r, self.v, rec)), ast.OtherwiseKey(span=SPAN)]
        rows = list[ast.Row]()
        for member in members:
            body = tuple(ast.Row(span=SPAN, key=key, amount=b.fixed(b.number(r.choice(c.YUAN)))) for key in inner)
            of_member = ast.MemberKeys(span=SPAN, names=b.names(member))
            rows.append(ast.Row(span=SPAN, key=of_member, amount=ast.AmountByConditions(span=SPAN), body=body))
        award = self.for_event(scope, rec, r.choice([*rec.events]), b.number(1), *rows)
        return attrs.evolve(award, amount=ast.AmountByRows(span=SPAN, value=b.word(name)))

    def _members(self, r: random.Random) -> tuple[RecordWords, str, Sequence[str]]:
        """A kind of records, with a field that names rows, and its values."""
        rec = r.choice([rec for rec in self.v.records.values() if self._keys(rec)])
        name = r.choice(self._keys(rec))
        return rec, name, ["yes", "no"] if rec.fields[name] == "yes/no" else self.v.choices[rec.fields[name]]

    def _keys(self, rec: RecordWords) -> list[str]:
        return rec.of("yes/no", *self.v.choices)

    def of_limited_rows(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award by yes or no, or by a choice, whose rows pay a record or two of each applicant."""
        rec, name, members = self._members(r)
        per = b.names("applicant", *(["year"] if r.random() < 0.4 else []))
        orders = [None, ast.LimitOrder.EARLIEST, ast.LimitOrder.BEST]
        rows = [
            ast.Row(
                span=SPAN, key=ast.MemberKeys(span=SPAN, names=b.names(member)),
                amount=b.fixed(b.number(r.choice(c.YUAN))),
                limit=ast.Limit(span=SPAN, number=r.choice([1, 1, 2]), what=None, per=per, order=r.choice(orders)),
            )
            for member in members
        ]  # fmt: skip
        award = self.for_event(scope, rec, r.choice([*rec.events]), b.number(1), *rows)
        return attrs.evolve(award, amount=ast.AmountByRows(span=SPAN, value=b.word(name)))

    def of_pick(self, r: random.Random, scope: Scope) -> ast.Award:
        """An award under a condition of a value of other records, of which there may be none."""
        rec, other = (r.choice([*self.v.records.values()]) for _ in range(2))
        kind = r.choice([*c.ENDS, *[ast.AggregateKind.AVERAGE] * 6])
        pick = c.a_pick(r, self.v, other, c.Around(rec, rec.default), is_ordered=kind in c.KINDS_IN_ORDER)
        value = ast.Aggregate(span=SPAN, kind=kind, field=b.name(r.choice(other.of("money"))), pick=pick)
        test: ast.Expr = b.with_fallback(value, b.number(r.choice(c.YUAN))) if r.random() < 0.35 else value
        line = ast.ConditionLine(span=SPAN, test=b.compare(test, r.choice(c.OPS), b.number(r.choice([1000, 50_000]))))
        return self.for_event(scope, rec, rec.default, b.number(r.choice(c.YUAN)), line)

    def each_year(self, scope: Scope, amount: ast.Amount, *lines: ast.AwardLine) -> ast.Award:
        """An award for each year."""
        member = Member()
        scope.members.append(member)
        head = ast.Head(span=SPAN, once=None, to=(), start=None, trigger=ast.YearTrigger(span=SPAN))
        return ast.Award(span=SPAN, amount=amount, head=head, body=(*lines, self.label(member)))

    def of_every_record(self, r: random.Random, scope: Scope) -> list[ast.BlockItem]:
        """Awards for two kinds of records, and a requirement of every record by a word that a kind has."""
        kinds = r.choices([*self.v.records.values()], k=2)
        awards = [self.for_event(scope, rec, r.choice([*rec.events]), b.number(r.choice(c.YUAN))) for rec in kinds]
        name = r.choice(kinds[0].of("yes/no", "money", *self.v.choices))
        test = c.field_test(r, self.v, name, kinds[0].fields[name])
        if not is_about_words(test, kinds[0]):
            return []
        group = ast.Group(
            span=SPAN, name=b.name(self.names.new("grp", GROUPS)),
            body=(*awards, ast.Requirement(span=SPAN, record=None, test=test)),
        )  # fmt: skip
        return [group]
