"""Generated articles in which claims interact as random articles seldom do.

The cases are equal amounts, one level twice, one payment under two values, two overdrawn caps, and small sums. Each
article has a few awards for one kind of record and the rule under which they interact. `facts.py` adds the facts:
records that are equal in everything that rules use, and payments above every cap.
"""

from __future__ import annotations

from fractions import Fraction

import attrs

from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.awards import AwardMaker
from tests.properties.build import SPAN
from tests.properties.rules import Member, Scope, without_doubles
from tests.properties.vocabularies import RecordWords


@attrs.define
class MeetingMaker(AwardMaker):
    """Makes the awards and rules of one such article."""

    def meeting(self, scope: Scope) -> list[ast.BlockItem]:
        """One of the cases for which the vocabulary has words."""
        records = [*self.v.records.values()]
        makers = [(self.equal_sums, records), (self.overdrawn_caps, records)]
        makers += [(self.promotions, [rec for rec in records if "level" in rec.fields])]
        makers += [(self.shared_payments, [rec for rec in records if rec.of("list")])]
        makers += [(self.small_sums, records), *[(self.small_rests, records)] * 3]
        make, suited = self.r.choice([(make, suited) for make, suited in makers if suited])
        return make(scope, self.r.choice(suited))

    def equal_sums(self, scope: Scope, rec: RecordWords) -> list[ast.BlockItem]:
        """Awards of one amount for different events. In a tie the first in the text wins, whichever day is first."""
        options: list[ast.Expr] = [b.number(self.r.choice(c.YUAN)), b.word(self.r.choice(rec.of("money")))]
        amount = self.r.choice(options)
        events = [*rec.events, *rec.events]
        self.r.shuffle(events)
        awards = [self.for_event(scope, rec, event, amount) for event in events[:3]]
        year = ["year"] if self.chance(0.3) else []
        return [*awards, ast.NoRepeat(span=SPAN, per=b.names("matter", *year))]

    def promotions(self, scope: Scope, rec: RecordWords) -> list[ast.BlockItem]:
        """Awards of a stated amount under `top up`: one level is reached more than once, with increasing amounts."""
        money = rec.of("money")
        awards = [
            self.for_event(scope, rec, self.r.choice([*rec.events]), b.word(self.r.choice(money)))
            for _ in range(self.r.randint(1, 2))
        ]
        return [*awards, ast.TopUp(span=SPAN, per=b.names("matter")), *self.outer(scope)]

    def shared_payments(self, scope: Scope, rec: RecordWords) -> list[ast.BlockItem]:
        """An award that deducts payments for the same list field; two of its values may name one payment."""
        less = ast.PriorPaymentDeduction(
            span=SPAN, record=b.name(rec.name), field=b.name(self.r.choice(rec.of("list")))
        )
        amount = b.word(self.r.choice(rec.of("money")))
        return [self.for_event(scope, rec, self.r.choice([*rec.events]), amount, less), *self.outer(scope)]

    def overdrawn_caps(self, scope: Scope, rec: RecordWords) -> list[ast.BlockItem]:
        """Caps next to each other in descending order, so that a payment overdraws the later one more."""
        award = self.for_event(scope, rec, self.r.choice([*rec.events]), b.word(self.r.choice(rec.of("money"))))
        keys = [["applicant"], ["matter"], [self.r.choice(rec.of("text", *self.v.choices))]]
        self.r.shuffle(keys)
        sums = sorted(self.r.sample(c.YUAN, 2), reverse=True)
        year = ["year"] if self.chance(0.3) else []
        return [
            award,
            *(
                ast.Cap(span=SPAN, amount=b.number(sum_), per=b.names(*key, *year))
                for sum_, key in zip(sums, keys, strict=False)
            ),
        ]

    def small_sums(self, scope: Scope, rec: RecordWords) -> list[ast.BlockItem]:
        """Awards under a rule about the sum of their claims in a year, which payments of the year belong to."""
        awards = [
            self.for_event(scope, rec, event, self.computed(rec))
            for event in self.r.choices([*rec.events], k=self.r.randint(1, 2))
        ]
        keys = b.names(self.r.choice(["applicant", "item", *rec.of("text", *self.v.choices)]), "year")
        step, least = self.r.choice([1, 100, 1000, 7000]), self.r.choice([300, 2500, 20000, 50000])
        rounded = ast.RoundedTotal(span=SPAN, step=Fraction(step), per=keys)
        minimum = ast.MinimumTotal(span=SPAN, amount=b.number(least), per=keys)
        rules: list[ast.BlockItem] = self.r.choice([[rounded], [minimum], [rounded, minimum], [minimum, rounded]])
        return [*awards, *without_doubles([*rules, *self.outer(scope)])]

    def small_rests(self, scope: Scope, rec: RecordWords) -> list[ast.BlockItem]:
        """An award whose rest after deductions may be below its threshold."""
        deduction: ast.AwardLine = ast.SupportDeduction(span=SPAN)
        if self.chance(0.6):
            field = self.r.choice(rec.of("list", "text", *self.v.choices))
            deduction = ast.PriorPaymentDeduction(span=SPAN, record=b.name(rec.name), field=b.name(field))
        base, event = b.word(self.r.choice(rec.of("money"))), self.r.choice([*rec.events])
        share = b.share(self.r.choice([Fraction(1, 2), Fraction(1), Fraction(1)]), base)
        least = share if self.chance(0.7) else b.number(self.r.choice([2500, 20000, 50000]))
        threshold = ast.AwardThreshold(span=SPAN, amount=least)
        return [self.for_event(scope, rec, event, base, deduction, threshold), *self.outer(scope)]

    def computed(self, rec: RecordWords) -> ast.Expr:
        """A money field of a record, or a share of it."""
        amount = b.word(self.r.choice(rec.of("money")))
        return amount if self.chance(0.5) else b.share(self.r.choice(c.RATES), amount)

    def outer(self, scope: Scope) -> list[ast.BlockItem]:
        """Sometimes another rule after the tested ones."""
        return [self.rule(self.r.choice(scope.members), ())] if self.chance(0.3) else []

    def for_event(
        self, scope: Scope, rec: RecordWords, event: str, amount: ast.Expr, *lines: ast.AwardLine
    ) -> ast.Award:
        """A plain award for an event."""
        member = Member(record=rec)
        scope.members.append(member)
        when = ast.WhenTrigger(span=SPAN, record=b.name(rec.name), the_first=False, test=b.word(event))
        head = ast.Head(span=SPAN, once=None, to=(), start=None, trigger=when)
        return ast.Award(span=SPAN, amount=b.fixed(amount), head=head, body=(self.label(member), *lines))
