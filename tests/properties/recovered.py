"""Generated articles with recoveries: awards, and sentences that take back what was paid of them; and debts.

They are at the end of a page and have random choices of their own, so that a seed gives the same rest of the page.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.build import SPAN
from tests.properties.focused import SMALL, FocusedMaker
from tests.properties.rules import Scope
from tests.properties.vocabularies import RecordWords

SHARES = [Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(333, 1000)]
POINTS = [*ast.PaymentPoint]


@attrs.define
class RecoveryMaker(FocusedMaker):
    """Makes such articles."""

    recoveries: int = 0  # so far
    shared: str = ""  # the field that kinds of records have in common
    sums: list[ast.Number] = attrs.field(factory=list)  # that awards of the article pay

    def recovered(self, r: random.Random, number: int, fields: Iterable[str]) -> list[ast.PageItem]:
        """An article with awards and recoveries of them, and sometimes one over all articles before it.

        The awards are about records with all these `fields`; there are none if no record has them.
        """
        records = [rec for rec in self.v.records.values() if all(name in rec.fields for name in fields)]
        if not records:
            return []
        scope, rec = Scope(), r.choice(records)
        awards: list[ast.BlockItem] = []
        self.sums = []
        for _ in range(r.choice([1, 2, 3, 3])):
            sum_ = b.word(r.choice(rec.of("money"))) if r.random() < 0.5 else b.number(r.choice(c.YUAN))
            self.sums += [sum_] if isinstance(sum_, ast.Number) else []
            awards.append(self.for_event(scope, rec, r.choice([*rec.events]), sum_))
        labels = [member.label for member in scope.members]
        sentences = [self.recovery(r, rec, labels) for _ in range(r.choice([1, 1, 2]))]
        made: list[ast.PageItem] = [self._article(number, [*awards, *sentences])]
        if r.random() < 0.25:
            over = ast.OverBlock(span=SPAN, articles=(), body=(self.recovery(r, rec, []),))
            made.append(self._article(number + 1, [over]))
        if r.random() < 0.85:
            key = r.choice(["applicant", "item", *rec.of("text", *self.v.choices)])
            amount = b.number(r.choice([*SMALL, 50_000]))
            uncounted = (ast.RepaidUncounted(span=SPAN),)
            cap = ast.Cap(span=SPAN, amount=amount, per=b.names(key), body=uncounted)
            made[0] = self._article(number, [*awards, cap, *sentences])
        return made

    def collected(self, r: random.Random, number: int) -> ast.Article:
        """An article with one or two debts, often under a rule of their own."""
        scope, rec = Scope(), r.choice([*self.v.records.values()])
        debts: list[ast.BlockItem] = []
        for _ in range(r.choice([1, 1, 2])):
            sum_: ast.Expr = b.word(r.choice(rec.of("money"))) if r.random() < 0.5 else b.number(r.choice(c.YUAN))
            if r.random() < 0.3:
                sum_ = b.share(r.choice(c.RATES), b.word(r.choice(rec.of("money"))))
            lines: list[ast.AwardLine] = []
            if not isinstance(sum_, ast.Number) and r.random() < 0.4:
                lines.append(ast.AwardLimit(span=SPAN, amount=b.number(r.choice(SMALL))))
            if r.random() < 0.6:
                lines.append(ast.SetOff(span=SPAN, years=r.choice([1, 2, 3])))
            award = self.for_event(scope, rec, r.choice([*rec.events]), sum_, *lines)
            debts.append(attrs.evolve(award, is_debt=True))
        keys = b.names(r.choice(["applicant", "item", *rec.of("text", *self.v.choices)]), "year")
        rules: list[ast.BlockItem] = [
            ast.Cap(span=SPAN, amount=b.number(r.choice([*SMALL, 50_000])), per=keys),
            ast.Limit(span=SPAN, number=1, what=None, per=keys),
            ast.MinimumTotal(span=SPAN, amount=b.number(r.choice(SMALL)), per=keys),
        ]
        return self._article(number, [*debts, *([r.choice(rules)] if r.random() < 0.6 else [])])

    def _article(self, number: int, body: list[ast.BlockItem]) -> ast.Article:
        return ast.Article(span=SPAN, number=str(number), title="Generated", body=tuple(body))

    def recovery(self, r: random.Random, paid: RecordWords, labels: list[str]) -> ast.Recovery:
        """A recovery on an event of the records that are paid, of a narrower kind, or of another kind."""
        records = [*self.v.records.values()]
        kin = [rec for rec in records if rec.fields is paid.fields]
        rec = r.choice(kin) if r.random() < 0.65 else r.choice(records)
        if rec.fields is not paid.fields and r.random() < 0.7:
            self._share_field(paid, rec)
        day = rec.events[event := r.choice([*rec.events])]
        same = [name for name in rec.of("text", "count", *self.v.choices, *self.v.records)
                if paid.fields.get(name) == rec.fields[name]]  # fmt: skip
        payers = rec.of("text")
        payer = r.choice(payers) if payers and r.random() < 0.22 else None
        often = 0.35 if rec.fields is paid.fields else 0.8
        shared = r.choice(same) if same and r.random() < often else None
        tests: list[ast.Expr] = [b.word(event)]
        if r.random() < 0.2:
            tests.append(c.field_test(r, self.v, name := r.choice(rec.of("yes/no", "money")), rec.fields[name]))
        share, is_above = self._share(r, rec, day)
        self.recoveries += 1
        label = ast.LabelLine(span=SPAN, name=b.name(f"back_{self.recoveries}"))
        sum_ = None if _is_rate(share) and not is_above else share
        lines = [label, *self._lines(r, rec, day, labels, sum_, self._taken(r, share))]
        when = ast.WhenTrigger(span=SPAN, record=b.name(rec.name), the_first=False, test=b.both(tests))
        return ast.Recovery(
            span=SPAN, share=share, trigger=when, is_above=is_above, body=tuple(lines),
            same=None if shared is None else b.name(shared), payer=None if payer is None else b.name(payer),
        )  # fmt: skip

    def _taken(self, r: random.Random, share: ast.Expr) -> ast.Number | None:
        """What a recovery of a rate often takes: of one award, or of all."""
        sums = self.sums[:1] if r.random() < 0.5 else self.sums
        total = sum((sum_.value for sum_ in sums), Fraction(0))
        taken = total * share.value if isinstance(share, ast.Percent) else Fraction(0)
        return b.number(int(taken)) if taken and taken.denominator == 1 else None

    def _share_field(self, *kinds: RecordWords) -> None:
        """Give kinds of records a field in common, which nothing else on the page reads."""
        if not self.shared:
            self.shared = self.names.new("shr", ("project_code", "case_code"))
        bases = {self._root(rec).name for rec in kinds}
        for rec in kinds:
            rec.fields.setdefault(self.shared, "text")
        line = b.field(self.shared, b.type_expr("text"))

        def with_field(item: ast.Node) -> ast.Node:
            if not isinstance(item, ast.RecordDecl) or item.name.text not in bases:
                return item
            has_field = any(isinstance(x, ast.FieldLine) and x.fields[0].name.text == self.shared for x in item.body)
            return item if has_field else attrs.evolve(item, body=(*item.body, line))

        self.v.page = attrs.evolve(self.v.page, items=tuple(map(with_field, self.v.page.items)))

    def _root(self, rec: RecordWords) -> RecordWords:
        """The kind that declares the fields of a narrower one."""
        return rec if rec.base is None else self._root(self.v.records[rec.base])

    def _share(self, r: random.Random, rec: RecordWords, day: str) -> tuple[ast.Expr, bool]:
        """The share, and whether it is the sum above which payments are taken."""
        money, rates = rec.of("money"), rec.of("percent")
        sum_ = b.word(r.choice(money)) if r.random() < 0.3 else b.number(r.choice(SMALL))
        roll = r.random()
        if roll < 0.26:
            return sum_, True
        if roll < 0.5:
            return sum_, False
        if roll < 0.57 and rates:
            return b.word(r.choice(rates)), False
        if roll < 0.72:
            unit, number = r.choice([(ast.Unit.MONTH, 36), (ast.Unit.YEAR, 5), (ast.Unit.DAY, 900)])
            span = ast.SpanCount(span=SPAN, unit=unit, start=_point(r), end=b.word(day))
            rest = attrs.evolve(
                ast.Sum(span=SPAN, terms=(b.number(number), span), signs=(True, False)), is_bracketed=True
            )
            return b.product(rest, divisor=b.number(number)), False
        return b.percent(r.choice(SHARES)), False

    def _lines(
        self, r: random.Random, rec: RecordWords, day: str, labels: list[str], sum_: ast.Expr | None,
        taken: ast.Number | None,
    ) -> Iterator[ast.RecoveryLine]:  # fmt: skip
        """The lines under a recovery, of a sum or of a rate."""
        if r.random() < 0.4:
            yield ast.ConditionLine(span=SPAN, test=self._condition(r, rec, day))
        if r.random() < 0.35:
            yield ast.Surcharge(
                span=SPAN, rate=b.percent(r.choice([Fraction(1, 5), Fraction(1, 3), Fraction(7, 1000)]))
            )
        if r.random() < 0.4:
            rate = r.choice([Fraction(3, 100), Fraction(73, 1000)])
            yield ast.RecoveryInterest(span=SPAN, rate=b.percent(rate), start=_point(r), end=b.word(day))
        limit = b.word(r.choice(rec.of("money"))) if r.random() < 0.3 else b.number(r.choice(SMALL))
        limits = r.random() < 0.4
        if limits:
            yield ast.AwardLimit(span=SPAN, amount=limit)
        threshold = (
            b.share(Fraction(1, 2), limit) if r.random() < 0.2 else b.number(r.choice([100, 2500, 9999, 10_000]))
        )
        includes_sum = r.random() < 0.7
        if r.random() < 0.5:
            if includes_sum and (limits or isinstance(sum_, ast.Number)):  # what is taken is often this sum
                threshold = limit if limits or sum_ is None else sum_
            elif includes_sum and taken is not None:
                threshold = taken
            yield ast.RecoveryThreshold(span=SPAN, amount=threshold, includes_sum=includes_sum)
        if r.random() < 0.25:
            modes = ["down", "up", "half up", "half even"]
            yield ast.RoundingLine(span=SPAN, mode=r.choice(modes), step=Fraction(r.choice([10, 1000])))
        if labels and sum_ is not None and r.random() < 0.85:
            last = labels[::-1] if r.random() < 0.6 else r.sample(labels, len(labels))
            yield ast.PaymentOrder(span=SPAN, refs=b.names(*last[: r.randint((len(last) + 1) // 2, len(last))]))
        if r.random() < 0.25:
            yield ast.StopPayments(span=SPAN)
        if r.random() < 0.35:
            yield ast.SetOff(span=SPAN, years=r.choice([1, 2, 3]))

    def _condition(self, r: random.Random, rec: RecordWords, day: str) -> ast.Expr:
        """A condition of each payment: its time before the event, its day, or a field of the event."""
        roll, op = r.random(), r.choice([*Comparison])
        if roll < 0.55:
            length = b.duration(r.choice([6, 12, 24]), ast.Unit.MONTH)
            shifted = ast.ShiftedDay(span=SPAN, duration=length, is_before=False, day=_point(r))
            return b.compare(b.word(day), r.choice([Comparison.LESS_THAN, Comparison.AT_MOST, op]), shifted)
        if roll < 0.8:
            return b.compare(_point(r), op, b.date(c.a_date(r)))
        return c.record_test(r, self.v, rec)


def _point(r: random.Random) -> ast.PaymentDay:
    """A day of a payment."""
    return ast.PaymentDay(span=SPAN, point=r.choice([ast.PaymentPoint.PAYMENT, *POINTS]))


def _is_rate(share: ast.Expr) -> bool:
    return isinstance(share, ast.Percent | ast.Product)
