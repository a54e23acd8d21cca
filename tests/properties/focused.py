"""Generated articles about one construct, which decides what a plain award pays.

Random articles have each construct too, but other conditions, rows and rules often decide before it. The awards of
these articles have one event and one construct, so that generated facts often reach it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.values.money import Mode
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.build import SPAN
from tests.properties.meetings import MeetingMaker
from tests.properties.rules import Member, Scope
from tests.properties.vocabularies import RecordWords
from tests.properties.words import DEFINITIONS, GROUPS

Lines: TypeAlias = list[ast.BlockItem]

SMALL = [100, 999, 2500, 10_000]
"""Sums below most awards."""


@attrs.define
class FocusedMaker(MeetingMaker):
    """Makes such an article."""

    page_definitions: list[ast.Definition] = attrs.field(factory=list)  # for the head or the left edge of the page

    def focused(self, scope: Scope) -> Lines:
        """The lines about a construct for which the vocabulary has words."""
        makers: list[tuple[int, Callable[[Scope, RecordWords], Lines]]] = [
            (12, self.computed_sum), (8, self.rate_of_facts), (9, self.count_of_time), (9, self.day_of_two),
            (7, self.day_of_claim), (6, self.other_day), (4, self.value_on_day), (17, self.limit_in_period),
            (8, self.definition), (1, self.rows_of_conditions), (1, self.rows_in_rows), (36, self.value_of_records),
            (1, self.count_of_records), (12, self.earlier_figure), (1, self.requirement), (8, self.bounded_sum),
            (2, self.small_sums), (6, self.small_rests), (3, self.sum_by_claim), (22, self.support_counted),
            (4, self.shared_cap), (3, self.order_of_cap), (13, self.places), (1, self.selected),
            (4, self.ranked_records), (4, self.ranked_figures), (1, self.alternatives),
        ]  # fmt: skip
        weights = [weight for weight, _ in makers]
        while True:
            [(_, make)] = self.r.choices(makers, weights)
            lines = make(scope, self.r.choice([*self.v.records.values()]))
            if lines:
                return lines

    # ------------------------------------------------------------------------------------------ parts

    def pays(
        self, scope: Scope, rec: RecordWords, amount: ast.Expr, test: ast.Expr | None = None, *lines: ast.AwardLine
    ) -> ast.Award:  # fmt: skip
        """An award for an event of a record, sometimes with a condition."""
        award = self.for_event(scope, rec, self.r.choice([*rec.events]), amount, *lines)
        return award if test is None else _under(award, test)

    def tested(self, scope: Scope, rec: RecordWords, test: ast.Expr) -> Lines:
        """An award under a condition, or one that an `if` line has."""
        under = _with_if if self.chance(0.3) else _under
        return [under(self.pays(scope, rec, self.sum_of(rec)), test)]

    def sum_of(self, rec: RecordWords) -> ast.Expr:
        return b.word(self.r.choice(rec.of("money"))) if self.chance(0.5) else b.number(self.r.choice(c.YUAN))

    def size(self) -> ast.Number:
        return b.number(self.r.choice(c.YUAN))

    # ------------------------------------------------------------------------------------------ sums

    def computed_sum(self, scope: Scope, rec: RecordWords) -> Lines:
        """A product, a quotient, a fraction, a part, or a rounded value."""
        r, base = self.r, b.word(self.r.choice(rec.of("money")))
        counts = rec.of("count")
        low, high = sorted(r.sample(c.YUAN, 2))
        step, mode = b.number(r.choice([7, 700, 3000])), r.choice([mode.value for mode in Mode])
        band = r.choice([(b.number(low), None), (None, b.number(high)), (b.number(low), b.number(high))])
        part = ast.Percent(span=SPAN, value=Fraction(*r.choice([(1, 3), (2, 3), (5, 6), (1, 7)])), is_fraction=True)
        sums: list[ast.Expr] = [
            ast.RoundedValue(span=SPAN, value=base, mode=mode, step=step),
            b.product(base, divisor=b.word(r.choice(counts)) if counts else b.number(r.choice([3, 7, 12]))),
            ast.Share(span=SPAN, percent=part, base=base),
            b.share(r.choice(c.RATES), ast.Band(span=SPAN, value=base, floor=band[0], ceiling=band[1])),
            b.share(r.choice(c.RATES), ast.Band(span=SPAN, value=base, floor=None, ceiling=b.number(low))),
            b.product(base, b.word(r.choice(counts)) if counts else b.number(2)),
        ]
        return [self.pays(scope, rec, r.choice(sums))]

    def rate_of_facts(self, scope: Scope, rec: RecordWords) -> Lines:
        """A rate that the facts state, alone or with another rate, of a sum."""
        r, stating = self.r, [one for one in self.v.records.values() if one.of("percent")]
        if not stating:
            return []
        rec = r.choice(stating)
        rates = rec.of("percent")
        base, rate, more = b.word(r.choice(rec.of("money"))), b.word(r.choice(rates)), b.percent(r.choice(c.RATES))
        together = ast.Sum(span=SPAN, terms=(rate, more), signs=(True, True), is_bracketed=True)
        rest = ast.Sum(span=SPAN, terms=(base, self.size()), signs=(True, False), is_bracketed=True)
        plain = ast.TableLookup(span=SPAN, table=rate.name, key=base.name)
        sums = [
            ast.RateOf(span=SPAN, rate=together, base=base), ast.RateOf(span=SPAN, rate=rate, base=rest), plain, plain,
        ]  # fmt: skip
        return [self.pays(scope, rec, r.choice(sums))]

    def count_of_time(self, scope: Scope, rec: RecordWords) -> Lines:
        """A sum for each month or day of a state in the year, or between two days."""
        r = self.r
        unit, days = r.choice([ast.Unit.MONTH, ast.Unit.DAY]), rec.of("date")
        length: ast.Expr
        if rec.states and self.chance(0.7):
            length = ast.StateLength(span=SPAN, unit=unit, state=b.name(r.choice([*rec.states])))
        else:
            other = b.word(r.choice(days))
            end = other if self.chance(0.5) else c.shifted_day(r, other)
            length = ast.SpanCount(span=SPAN, unit=unit, start=b.word(r.choice(days)), end=end)
        if self.chance(0.3):
            return self.tested(scope, rec, b.compare(length, r.choice(c.OPS), b.number(r.choice([1, 6, 30]))))
        return [self.pays(scope, rec, b.product(b.number(r.choice([7, 100, 2500])), length))]

    def day_of_two(self, scope: Scope, rec: RecordWords) -> Lines:
        """A sum for each day to the earliest or the latest of two days."""
        r, days = self.r, rec.of("date")
        shifted, other = c.shifted_day(r, b.word(r.choice(days))), b.word(r.choice(days))
        end = ast.Extreme(span=SPAN, values=(shifted, other), largest=self.chance(0.5))
        start = b.date(datetime.date(2019, 1, 1)) if self.chance(0.6) else b.word(r.choice(days))
        length = ast.SpanCount(span=SPAN, unit=ast.Unit.DAY, start=start, end=end)
        return [self.pays(scope, rec, b.product(b.number(7), length))]

    def bounded_sum(self, scope: Scope, rec: RecordWords) -> Lines:
        """A share with the least that it is, or below which it is nothing."""
        make: type[ast.AwardMinimum | ast.AwardThreshold] = self.r.choice([ast.AwardMinimum, ast.AwardThreshold])
        base = b.share(self.r.choice(c.RATES), b.word(self.r.choice(rec.of("money"))))
        bound = self.size() if self.chance(0.7) else b.share(Fraction(3, 10), b.word(self.r.choice(rec.of("money"))))
        return [self.pays(scope, rec, base, None, make(span=SPAN, amount=bound))]

    # ------------------------------------------------------------------------------------------ days, figures

    def day_of_claim(self, scope: Scope, rec: RecordWords) -> Lines:
        """The day or the year of the claim in a condition or a sum."""
        r, day = self.r, b.word(self.r.choice(rec.of("date")))
        if self.chance(0.3):
            year = b.compare(ast.ClaimYear(span=SPAN), r.choice(c.OPS), b.number(r.randint(2021, 2024)))
            return self.tested(scope, rec, year)
        if self.chance(0.5):
            shifted = c.shifted_day(r, b.word(r.choice(rec.of("date"))))
            return self.tested(scope, rec, b.compare(ast.ClaimDay(span=SPAN), r.choice(c.OPS), shifted))
        unit = r.choice([ast.Unit.MONTH, ast.Unit.DAY])
        count = ast.SpanCount(span=SPAN, unit=unit, start=day, end=ast.ClaimDay(span=SPAN))
        return [self.pays(scope, rec, b.product(b.number(r.choice([7, 100, 2500])), count))]

    def other_day(self, scope: Scope, rec: RecordWords) -> Lines:
        """A day some time after or before another day."""
        days = rec.of("date")
        return self.tested(scope, rec, c.deadline(self.r, self.r.choice(days), days))

    def value_on_day(self, scope: Scope, rec: RecordWords) -> Lines:
        """A value of the applicant, or a state of the record, on a day of the record that is not that of the claim."""
        r, award = self.r, self.pays(scope, rec, self.sum_of(rec))
        days = [day for day in rec.of("date") if day != rec.events[_event_of(award)]] or rec.of("date")
        dated = [text for text in self.v.dated if self.v.applicant[text] in ("yes/no", "money")]
        word = r.choice([*dated, *dated, *rec.states])
        day = b.name(r.choice(days))
        test: ast.Expr = ast.SeriesValue(span=SPAN, series=b.name(word), point=ast.SeriesPoint.ON, day=day)
        if self.v.applicant.get(word) == "money":
            test = b.compare(test, r.choice(c.OPS), self.size())
        return [_with_if(award, test) if self.chance(0.3) else _under(award, test)]

    def earlier_figure(self, scope: Scope, rec: RecordWords) -> Lines:
        """A figure of earlier years as a sum of each year, or in a condition about a record."""
        r, text = self.r, next(f for f, sort in self.v.figures.items() if sort == "money")
        value = c.earlier_figure(r, text)
        if self.chance(0.4):
            return self.tested(
                scope, rec, b.compare(value, r.choice(c.OPS), b.word(text) if self.chance(0.5) else self.size())
            )
        member = Member()
        scope.members.append(member)
        amount = b.fixed(b.share(r.choice(c.RATES), value), b.number(100_000))
        head = ast.Head(span=SPAN, once=None, to=(), start=None, trigger=ast.YearTrigger(span=SPAN))
        return [ast.Award(span=SPAN, amount=amount, head=head, body=(self.label(member),))]

    # ------------------------------------------------------------------------------------------ definitions, rows

    def definition(self, scope: Scope, rec: RecordWords) -> Lines:
        """A sum, a condition or a limit that is defined, for the article or the whole page."""
        r, name = self.r, self.names.new("def", DEFINITIONS)
        sum_, row_keys = b.word(r.choice(rec.of("money"))), rec.of("yes/no", *self.v.choices)
        value: ast.Expr | ast.AmountByRows | ast.AmountByConditions = b.share(r.choice(c.RATES), sum_)
        rows: Iterable[ast.Row] = ()
        record: ast.Name | None = b.name(rec.name)
        roll, whole = r.random(), self.chance(0.3)
        award: ast.Award
        if roll < 0.2:
            value = c.record_test(r, self.v, rec)
            award = self.pays(scope, rec, self.sum_of(rec), b.word(name))
        elif roll < 0.35:
            record, value = None, self.size()
            award = self.pays(scope, rec, sum_)
            award = attrs.evolve(award, amount=b.fixed(sum_, at_most=b.word(name)))
        elif roll < 0.5:
            record, value = None, c.person_test(r, self.v)
            award = self.pays(scope, rec, sum_, None, ast.ConditionLine(span=SPAN, test=b.word(name)))
        else:
            if roll < 0.68 and row_keys:
                text = r.choice(row_keys)
                keys = ["yes", "no"] if rec.fields[text] == "yes/no" else self.v.choices[rec.fields[text]]
                value = ast.AmountByRows(span=SPAN, value=b.word(text))
                rows = [self.cell(rec, ast.MemberKeys(span=SPAN, names=b.names(key))) for key in keys]
            elif roll < 0.96:
                value = ast.AmountByConditions(span=SPAN)
                rows = [self.cell(rec, ast.ConditionKey(span=SPAN, test=test)) for test in self.row_tests(rec)[:2]]
                rows = [*rows, self.cell(rec, ast.OtherwiseKey(span=SPAN))]
            award = self.pays(scope, rec, b.word(name))
        made = ast.Definition(span=SPAN, name=b.name(name), record=record, value=value, body=tuple(rows))
        (self.page_definitions if whole else self.definitions).append(made)
        return [award]

    def cell(self, rec: RecordWords, key: ast.RowKey) -> ast.Row:
        """A row of a definition."""
        return ast.Row(span=SPAN, key=key, amount=b.fixed(self.sum_of(rec)))

    def rows_of_conditions(self, scope: Scope, rec: RecordWords) -> Lines:
        return self.with_rows(scope, rec, ast.AmountByConditions(span=SPAN), self.condition_rows(rec))

    def rows_in_rows(self, scope: Scope, rec: RecordWords) -> Lines:
        return self.with_rows(scope, rec, *self.rows(rec))

    def with_rows(
        self, scope: Scope, rec: RecordWords, amount: ast.Amount, rows: Iterable[ast.AwardLine]
    ) -> Lines:  # fmt: skip
        rows = [*rows]
        return [attrs.evolve(self.pays(scope, rec, b.number(1), None, *rows), amount=amount)]

    # ------------------------------------------------------------------------------------------ other records

    def value_of_records(self, scope: Scope, rec: RecordWords) -> Lines:
        """A value of other records of the applicant, as a sum or in a condition."""
        r, around = self.r, c.Around(rec)
        other = c.picked_record(r, self.v, around)
        sort = r.choice(["money", "money", "count", "date", "date"])
        if self.chance(0.2):
            return self.number_of_records(scope, rec, other)
        if not other.of(sort):
            return []
        if sort == "money" and self.chance(0.75):
            value = c.aggregate(r, self.v, other, sort, around)
            return [self.pays(scope, rec, b.share(r.choice(c.RATES), value))]
        award = self.pays(scope, rec, self.sum_of(rec))
        around = c.Around(rec, _event_of(award))
        value = c.aggregate(r, self.v, other, sort, around)
        own = [b.word(text) for text in rec.of(sort)]
        limit = r.choice([c.literal(r, sort), *own])
        return [_under(award, b.compare(value, r.choice(c.OPS), limit))]

    def number_of_records(self, scope: Scope, rec: RecordWords, other: RecordWords) -> Lines:
        """The number of other records, as a factor or in a condition."""
        pick = c.a_pick(self.r, self.v, other, c.Around(rec))
        number = ast.Aggregate(span=SPAN, kind=ast.AggregateKind.NUMBER, field=None, pick=pick)
        if self.chance(0.5):
            return [self.pays(scope, rec, b.product(number, self.size()))]
        return self.tested(scope, rec, b.compare(number, self.r.choice(c.OPS), b.number(self.r.randint(1, 3))))

    def count_of_records(self, scope: Scope, rec: RecordWords) -> Lines:
        award = self.pays(scope, rec, self.sum_of(rec))
        around = c.Around(rec, _event_of(award))
        other = c.picked_record(self.r, self.v, around)
        return [_under(award, c.counted(self.r, c.a_pick(self.r, self.v, other, around)))]

    # ------------------------------------------------------------------------------------------ rules

    def requirement(self, scope: Scope, rec: RecordWords) -> Lines:
        """A requirement of the article, or of a group."""
        award = self.pays(scope, rec, self.sum_of(rec))
        test = c.record_test(self.r, self.v, rec)
        record = None if self.chance(0.4) and is_about_words(test, rec) else b.name(rec.name)
        lines: Lines = [award, ast.Requirement(span=SPAN, record=record, test=test)]
        if self.chance(0.5):
            return lines
        return [ast.Group(span=SPAN, name=b.name(self.names.new("grp", GROUPS)), body=tuple(lines))]

    def limit_in_period(self, scope: Scope, rec: RecordWords) -> Lines:
        """A cap, a limit or `once` in a block of years or a span."""
        if not self.has_period():
            return []
        sum_ = self.size()
        award = self.pays(scope, rec, sum_)
        keys = (*b.names(self.r.choice(["applicant", "applicant", *rec.of("text", *self.v.choices)])), self.period())
        roll = self.r.random()
        if roll < 0.3:
            once = ast.OnceRule(span=SPAN, per=keys)
            return [attrs.evolve(award, head=attrs.evolve(award.head, once=once))]
        if roll < 0.6:
            return [award, ast.Limit(span=SPAN, number=1, what=None, per=keys)]
        return [award, ast.Cap(span=SPAN, amount=sum_, per=keys)]

    def sum_by_claim(self, scope: Scope, rec: RecordWords) -> Lines:
        """A cap by a sum of the record or the applicant."""
        award = self.pays(scope, rec, self.sum_of(rec))
        return [award, self.cap_by_claim(scope.members[-1], ())]

    def support_counted(self, scope: Scope, rec: RecordWords) -> Lines:
        """An award or a cap that counts the support of others, for a vocabulary with levels of support."""
        if not self.v.levels:
            return []
        if self.chance(0.4):
            return [self.pays(scope, rec, self.sum_of(rec), None, ast.SupportDeduction(span=SPAN))]
        if self.chance(0.25):
            rest = b.bracket_sum(self.sum_of(rec), ast.OtherSupport(span=SPAN))
            return [self.pays(scope, rec, rest)]
        levels = self.r.sample(self.v.levels, 1) if self.chance(0.8) else []
        counting = ast.SupportDeduction(span=SPAN, levels=b.names(*levels))
        keys = [self.r.choice(["item", "matter", "applicant"]), *(["year"] if self.chance(0.3) else [])]
        award = self.pays(scope, rec, self.sum_of(rec))
        return [award, ast.Cap(span=SPAN, amount=self.size(), per=b.names(*keys), body=(counting,))]

    def in_proportion(self, scope: Scope) -> Lines:
        """A cap in proportion without keys, and no other rule of all applicants."""
        rec = self.r.choice([*self.v.records.values()])
        amount, per = b.number(self.r.choice(SMALL)), b.names("year") if self.chance(0.6) else ()
        cap = ast.Cap(span=SPAN, amount=amount, per=per, across=True, manner=ast.CapManner.IN_PROPORTION)
        return [self.pays(scope, rec, self.sum_of(rec)), cap]

    def shared_cap(self, scope: Scope, rec: RecordWords) -> Lines:
        """A cap of all applicants that does not hold all claims."""
        award = self.pays(scope, rec, self.sum_of(rec))
        keys = [self.r.choice(rec.of("text", *self.v.choices))] if self.chance(0.25) else []
        keys += ["year"] if self.chance(0.5) else []
        amount, manner = b.number(self.r.choice([*SMALL, 50_000])), self.r.choice([*ast.CapManner])
        return [award, ast.Cap(span=SPAN, amount=amount, per=b.names(*keys), across=True, manner=manner)]

    def order_of_cap(self, scope: Scope, rec: RecordWords) -> Lines:
        """A cap of all applicants in the order of a field."""
        award = self.pays(scope, rec, self.sum_of(rec))
        cap = self.ordered_cap(scope)
        return [award, *([] if cap is None else [cap])]

    def places(self, scope: Scope, rec: RecordWords) -> Lines:
        """A limit of applicants."""
        award = self.pays(scope, rec, self.sum_of(rec))
        limit = self.limit_of_applicants(scope)
        return [award, *([] if limit is None else [limit])]

    def selected(self, scope: Scope, rec: RecordWords) -> Lines:
        """A limit that keeps the records with the highest number."""
        if rec.name not in self.v.plurals:
            return []
        return [self.pays(scope, rec, self.sum_of(rec)), self.selection(rec, ())]

    def ranked_records(self, scope: Scope, rec: RecordWords) -> Lines:
        """An award for the first records of the city, by a number that is often equal."""
        member = Member(record=rec)
        scope.members.append(member)
        event = self.r.choice([*rec.events])
        when = ast.WhenTrigger(span=SPAN, record=b.name(rec.name), the_first=False, test=b.word(event))
        return [self.ranked_record(member, rec, when)]

    def ranked_figures(self, scope: Scope, rec: RecordWords) -> Lines:
        """An award for the first applicants by a figure that is often equal."""
        member = Member()
        scope.members.append(member)
        return [self.ranked(member, next(f for f, sort in self.v.figures.items() if sort == "count"))]

    def alternatives(self, scope: Scope, rec: RecordWords) -> Lines:
        """The best of two or three awards."""
        awards = [self.pays(scope, rec, self.sum_of(rec)) for _ in range(self.r.choice([2, 2, 3]))]
        return [*awards, self.comparison(scope)]


def _event_of(award: ast.Award) -> str:
    trigger = award.head.trigger
    assert isinstance(trigger, ast.WhenTrigger)
    assert isinstance(trigger.test, ast.Word)
    return trigger.test.name.text


def _with_if(award: ast.Award, test: ast.Expr) -> ast.Award:
    """The award with an `if` line."""
    return attrs.evolve(award, body=(*award.body, ast.ConditionLine(span=SPAN, test=test)))


def _under(award: ast.Award, test: ast.Expr) -> ast.Award:
    """The award with another condition after `when`."""
    trigger = award.head.trigger
    assert isinstance(trigger, ast.WhenTrigger)
    assert trigger.test is not None
    trigger = attrs.evolve(trigger, test=b.both([trigger.test, test]))
    return attrs.evolve(award, head=attrs.evolve(award.head, trigger=trigger))


def is_about_words(test: ast.Expr, rec: RecordWords) -> bool:
    """Whether every word of a condition, without those of picks, is one of a record."""
    words = {*rec.fields, *rec.events, *rec.states}
    return all(node.name.text in words for node in nodes(test, ast.Word, without=(ast.Pick,)))
