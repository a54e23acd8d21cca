"""Generated rules: caps, limits, selections and promotions, with keys of an award before them.

Sentences between rules and block conditions are generated too.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from fractions import Fraction

import attrs

from ipdsl.syntax import ast
from tests.properties import build as b, conditions as c
from tests.properties.build import SPAN
from tests.properties.vocabularies import RecordWords, Vocabulary


@attrs.define
class Member:
    """The parts of an award that rules over it may use: its beneficiary, and the record of a claim if there is one."""

    label: str = ""
    to: str | None = None
    record: RecordWords | None = None
    article: str = ""
    among: tuple[str, ...] = ()  # the kinds that an award ranks


@attrs.define
class Scope:
    """The awards of a block up to here."""

    members: list[Member] = attrs.field(factory=list)

    @property
    def beneficiaries(self) -> list[str]:
        return [m.to for m in self.members if m.to]


def with_ties(order: ast.FieldOrder, fields: Sequence[str]) -> ast.FieldOrder:
    """The order, often with another of the fields for its ties. It does not change any other random choices."""
    r = random.Random(f"{order.field.text} of {fields}")
    others = [field for field in fields if field != order.field.text]
    if not others or r.random() < 0.4:
        return order
    ties = ast.FieldOrder(span=SPAN, field=b.name(r.choice(others)), is_highest_first=r.random() < 0.5)
    return attrs.evolve(order, ties=ties)


@attrs.define
class RuleMaker:
    """Makes the rules of a block."""

    r: random.Random
    v: Vocabulary
    has_blocks: bool = attrs.field(default=False, kw_only=True)
    has_spans: bool = attrs.field(default=True, kw_only=True)

    def chance(self, p: float) -> bool:
        return self.r.random() < p

    def keys(self, member: Member, *, year: bool | None = None) -> tuple[ast.Name, ...]:
        """One or two keys that an award has."""
        options = [self.r.choice([member.to, "applicant"]) if member.to else "applicant"]
        rec = member.record
        if rec is not None and self.chance(0.45):
            fields = rec.of("text", "list", "level", *self.v.choices, *self.v.records)
            options.append(self.r.choice([*fields, "matter"]))
        if self.chance(0.15):
            options = options[1:] or options
        with_year = self.chance(0.7) if year is None else year
        if year is None and with_year and self.has_period() and self.chance(0.4):
            return (*b.names(*options), self.period())
        return b.names(*options, *(["year"] if with_year else []))

    def has_period(self) -> bool:
        """Whether a rule may have a period: blocks begin with the window, and spans know no discretion."""
        return self.has_blocks or self.has_spans

    def period(self) -> ast.PeriodKey:
        """A block of years or a span of months, in place of the year."""
        if not self.has_spans or (self.has_blocks and self.chance(0.6)):
            return ast.PeriodKey.of(SPAN, b.duration(self.r.choice([2, 2, 2, 3]), ast.Unit.YEAR), is_span=False)
        number, unit = self.r.choice(
            [(1, ast.Unit.MONTH), (6, ast.Unit.MONTH), (12, ast.Unit.MONTH), (2, ast.Unit.YEAR)]
        )
        return ast.PeriodKey.of(SPAN, b.duration(number, unit), is_span=True)

    def rules(self, scope: Scope, refs: list[ast.Ref], least: int = 0) -> list[ast.BlockItem]:
        """Rules at the end of a block. Each uses keys of one of its awards and does not exempt it."""
        made: list[ast.BlockItem] = []
        if not scope.members:
            return made
        for _ in range(max(least, self.r.choice([0, 1, 1, 2, 3]))):
            member = self.r.choice(scope.members)
            make = self.ladder if self.chance(0.25) else self.rule
            if all(m.record is not None for m in scope.members) and self.chance(0.25):
                make = self.cap_by_claim
            shared = self.r.choice([self.ordered_cap, self.limit_of_applicants]) if self.chance(0.3) else None
            made.append((shared and shared(scope)) or make(member, self.spared(member, refs)))
        if len(scope.members) > 1 and self.chance(0.25):
            made.insert(self.r.randint(0, len(made)), self.comparison(scope))
        if self.chance(0.12):
            member = self.r.choice(scope.members)
            made.insert(self.r.randint(0, len(made)), self.before(member, self.spared(member, refs)))
        return without_doubles(made)

    def spared(self, member: Member, refs: list[ast.Ref], often: float = 0.3) -> tuple[ast.RuleLine, ...]:
        """An `except` line that does not name the member."""
        found = [ref for ref in refs if not self.names_member(ref, member)]
        return (ast.ExceptionLine(span=SPAN, refs=(self.r.choice(found),)),) if found and self.chance(often) else ()

    # ------------------------------------------------------------------------------------------ years, levels

    def ladder(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        """`no repeat` or `top up`, usually for the same matter."""
        keys = ["matter"]
        rec = member.record
        if rec is not None and self.chance(0.2):
            keys = [self.r.choice(rec.of("text", *self.v.choices))]
        if self.chance(0.5):
            return ast.TopUp(span=SPAN, per=b.names(*keys), body=body)
        if rec is not None and "level" in rec.fields and self.chance(0.6):
            keys.append("level")
        if self.chance(0.3):
            keys.append("year")
        return ast.NoRepeat(span=SPAN, per=b.names(*keys), body=body)

    def before(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        """A sentence that acts before all rules wherever it is written: gates, older documents, quotas."""
        roll, rec = self.r.random(), member.record
        if roll < 0.25:
            return ast.HighestRule(span=SPAN, per=b.names("matter"), with_older=True, body=body)
        if roll < 0.55 or rec is None:
            return ast.NoneWhenRule(span=SPAN, test=None, body=body)
        if roll < 0.8 and rec.name in self.v.plurals:
            if self.chance(0.5):
                return self.selection(rec, body)
            what, number = b.name(self.v.plurals[rec.name]), self.r.randint(1, 3)
            return ast.Quota(span=SPAN, low=None, number=number, what=what, per=b.names("year"), body=body)
        field = self.r.choice(rec.of("money", "count", "text", "yes/no", "date", *self.v.choices))
        test = ast.CannotBeDetermined(span=SPAN, field=b.name(field))
        return ast.NoneWhenRule(span=SPAN, test=test, body=body)

    def suspension(self, scope: Scope, refs: list[ast.Ref]) -> ast.BlockItem:
        """`suspension APPLICANT for the year when …`, for a beneficiary of an award."""
        member = self.r.choice(scope.members)
        rec = self.r.choice([*self.v.records.values()])
        tests = c.record_tests(self.r, self.v, rec, self.r.choice([*rec.events]))
        when = ast.WhenTrigger(span=SPAN, record=b.name(rec.name), the_first=False, test=b.both(tests))
        who = member.to or self.r.choice(member.among or (*self.v.kinds, *self.v.classes))
        return ast.Suspension(span=SPAN, who=b.name(who), when=when, body=self.spared(member, refs, often=0.5))

    def carrying(self, scope: Scope, refs: list[ast.Ref]) -> ast.BlockItem:
        """A carrying cap; its amount is often a figure."""
        member = self.r.choice(scope.members)
        carry = ast.CarryForward(span=SPAN, years=self.r.choice([1, 1, 2, 2, 3]))
        amount: ast.Expr = b.number(self.r.choice(c.YUAN))
        if self.chance(0.6):
            amount = b.word(next(f for f, s in self.v.figures.items() if s == "money"))
            amount = amount if self.chance(0.6) else b.share(self.r.choice(c.RATES), amount)
        body = (*self.spared(member, refs, often=0.5), carry)
        return ast.Cap(span=SPAN, amount=amount, per=self.keys(member, year=True), body=body)

    def names_member(self, ref: ast.Ref, member: Member) -> bool:
        return ref.first == member.article if isinstance(ref, ast.ArticleRef) else ref.text == member.label

    def selection(self, rec: RecordWords, body: tuple[ast.RuleLine, ...]) -> ast.Limit:
        """A limit that keeps the records of a year with the highest number, among all applicants."""
        score = b.name(self.r.choice(rec.of("money", "count", "percent")))
        order = ast.FieldOrder(span=SPAN, field=score, is_highest_first=True)
        order = with_ties(order, rec.of("date", "count", "money"))
        what, number = b.name(self.v.plurals[rec.name]), self.r.randint(1, 3)
        return ast.Limit(span=SPAN, number=number, what=what, per=b.names("year"), across=True, order=order, body=body)

    def rule(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        roll = self.r.random()
        if (rec := member.record) is not None and rec.name in self.v.plurals and self.chance(0.12):
            return self.selection(rec, body)
        if roll < 0.2:
            keys = [k for k in self.keys(member, year=True) if not self.is_list(k.text)]
            if len(keys) == 1:
                keys = [b.name("applicant"), *keys]
            return ast.HighestRule(span=SPAN, per=tuple(keys), body=body)
        if roll < 0.45:
            return self.limit(member, body)
        if self.chance(0.15):
            figure = next(f for f, s in self.v.figures.items() if s == "money")
            value: ast.Expr = b.word(figure)
            if self.chance(0.5):
                value = b.share(self.r.choice(c.RATES), value)
            return ast.Cap(span=SPAN, amount=value, per=self.keys(member, year=True), body=body)
        if self.chance(0.25):
            return self.total(member, body)
        amount = b.number(self.r.choice(c.YUAN))
        if member.record is not None and self.chance(0.1):
            own = [name for name, sort in self.v.applicant.items() if sort in ("text", *self.v.choices)]
            keys = [self.r.choice([*member.record.of("text", "list", *self.v.choices), *own])]
            keys += ["year"] if self.chance(0.6) else []
            manner = self.r.choice([None, *ast.CapManner])
            keys = keys if self.chance(0.7) else keys[1:]
            if "year" in keys and self.chance(0.25):
                years = b.bracket_sum(ast.ClaimYear(span=SPAN), b.number(self.r.choice([2018, 2020, 2022])))
                computed = b.product(amount, attrs.evolve(years, is_bracketed=True))
                return ast.Cap(span=SPAN, amount=computed, per=b.names(*keys), across=True, manner=manner, body=body)
            per: tuple[ast.Name, ...] = b.names(*keys)
            if manner is None and "year" not in keys and self.has_period() and self.chance(0.4):
                per = (*per, self.period())
            return ast.Cap(span=SPAN, amount=amount, per=per, across=True, manner=manner, body=body)
        return ast.Cap(span=SPAN, amount=amount, per=self.keys(member), body=body)

    def ordered_cap(self, scope: Scope) -> ast.BlockItem | None:
        """A cap across applicants in the order of a field of all records under it; `None` without such a field."""
        record = next((member.record for member in scope.members if member.record is not None), None)
        fields = self.fields_of_all(scope)
        if record is None or not fields:
            return None
        order = self.field_order(scope, fields, highest=self.chance(0.35))
        keys = [self.r.choice(record.of("text", "list", *self.v.choices))] if self.chance(0.3) else []
        keys += ["year"] if self.chance(0.6) else []
        manner = self.r.choice([None, ast.CapManner.WHOLE, ast.CapManner.IN_TURN])
        amount = b.number(self.r.choice([100, 999, 2500, 10_000, 30_000]))
        return ast.Cap(span=SPAN, amount=amount, per=b.names(*keys), across=True, manner=manner, order=order)

    def field_order(self, scope: Scope, fields: list[str], *, highest: bool) -> ast.FieldOrder:
        """An order by one of the fields, seldom by a day: the day of the event is claim order."""
        record = next(member.record for member in scope.members if member.record is not None)
        numbers = [name for name in fields if record.fields[name] != "date"]
        field = self.r.choice(numbers if numbers and self.chance(0.85) else fields)
        return with_ties(ast.FieldOrder(span=SPAN, field=b.name(field), is_highest_first=highest), fields)

    def fields_of_all(self, scope: Scope) -> list[str]:
        """The days and numbers that the records of all awards have; none if some award is about no single record."""
        records = [member.record for member in scope.members if member.record is not None]
        if not records or len(records) < len(scope.members):
            return []
        return [
            name
            for name in records[0].of("date", "count", "money")
            if all(rec.fields.get(name) == records[0].fields[name] and name not in rec.foreign for rec in records)
        ]

    def limit_of_applicants(self, scope: Scope) -> ast.BlockItem | None:
        """A limit of applicants for each value of a field, mostly in the order of another."""
        record = next((member.record for member in scope.members if member.record is not None), None)
        if record is None:
            return None
        fields, order = self.fields_of_all(scope), self.r.choice([None, *list(ast.LimitOrder)[:2]])
        own = [name for name, sort in self.v.applicant.items() if sort in ("text", *self.v.choices)]
        by_field = bool(fields) and self.chance(0.8)
        often = 0.35 if by_field else 0.7
        keys = [self.r.choice([*record.of("text", "list", *self.v.choices), *own])] if self.chance(often) else []
        keys += ["year"] if self.chance(0.4) else []
        return ast.Limit(
            span=SPAN,
            number=self.r.choice([1, 1, 1, 1, 2]),
            what=b.name("applicant"),
            per=b.names(*keys),
            across=True,
            order=self.field_order(scope, fields, highest=self.chance(0.42)) if by_field else order,
        )

    def total(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        """A rule about the sum of a group and year."""
        keys = tuple(key for key in self.keys(member, year=True) if not self.is_list(key.text))
        if len(keys) == 1:
            keys = b.names("applicant", "year")
        if self.chance(0.5):
            step = Fraction(self.r.choice([1, 10, 100, 250, 1000]))
            return ast.RoundedTotal(span=SPAN, step=step, per=keys, body=body)
        amount = b.number(self.r.choice([*c.YUAN, Fraction("1500.5")]))
        return ast.MinimumTotal(span=SPAN, amount=amount, per=keys, body=body)

    def cap_by_claim(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        """A cap by a sum of the record, per value of a field of it; or by a sum of the applicant."""
        assert member.record is not None
        own = [name for name, sort in self.v.applicant.items() if sort == "money"]
        words = [name for name in member.record.of("money") if name not in member.record.foreign]
        across = self.chance(0.15)
        if not across and self.chance(0.3):
            return self.counting_cap(member, body)
        if own and not across and self.chance(0.2):
            amount: ast.Expr = b.share(self.r.choice(c.RATES), b.word(self.r.choice(own)))
            return ast.Cap(span=SPAN, amount=amount, per=self.keys(member, year=self.chance(0.7)), body=body)
        if not words:
            return self.rule(member, body)
        amount = b.word(self.r.choice(words))
        if self.chance(0.7):
            amount = b.share(self.r.choice(c.RATES), amount)
        keys = [self.r.choice(member.record.of("text", "list", *self.v.choices))]
        keys += ["item"] if self.chance(0.4) else []
        keys += ["year"] if self.chance(0.4) else []
        return ast.Cap(span=SPAN, amount=amount, per=b.names(*keys), across=across, body=body)

    def counting_cap(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        """A fixed cap per item, matter or applicant that counts the support of others."""
        levels = self.r.sample(self.v.levels, 1) if self.v.levels and self.chance(0.4) else []
        keys = [self.r.choice(["item", "matter", "applicant"]), *(["year"] if self.chance(0.5) else [])]
        counting = ast.SupportDeduction(span=SPAN, levels=b.names(*levels))
        return ast.Cap(span=SPAN, amount=b.number(self.r.choice(c.YUAN)), per=b.names(*keys), body=(*body, counting))

    def comparison(self, scope: Scope) -> ast.HighestRule:
        """`pay highest of`: two or three alternatives, by articles or by labels."""
        members = self.r.sample(scope.members, len(scope.members))
        articles = list(dict.fromkeys(member.article for member in members))
        references: list[ast.Ref] = [*b.names(*(member.label for member in members))]
        if len(articles) > 1 and self.chance(0.5):
            references = [ast.ArticleRef(span=SPAN, first=number) for number in articles]
        count = self.r.randint(2, min(3, len(references)))
        borders = [0, *sorted(self.r.sample(range(1, len(references)), count - 1)), len(references)]
        alternatives = tuple(
            ast.Alternative(span=SPAN, refs=tuple(references[start:end])) for start, end in itertools.pairwise(borders)
        )
        keys = [key for key in self.keys(members[0], year=True) if not self.is_list(key.text)]
        if len(keys) == 1 or self.chance(0.4):
            keys = [*b.names("applicant", "year")]
        return ast.HighestRule(span=SPAN, per=tuple(keys), alternatives=alternatives)

    def limit(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        what, year = None, None
        if self.chance(0.15):
            what, year = b.name("year"), False
        elif member.record and self.chance(0.4):
            what = b.name(self.r.choice([*member.record.of("text", *self.v.choices)]))
        order = self.r.choice([None, ast.LimitOrder.EARLIEST, ast.LimitOrder.BEST])
        keys = self.keys(member, year=year)
        if any(isinstance(key, ast.PeriodKey) for key in keys):
            order = None
        return ast.Limit(span=SPAN, number=self.r.randint(1, 3), what=what, per=keys, order=order, body=body)

    def is_list(self, text: str) -> bool:
        return any(rec.fields.get(text) == "list" for rec in self.v.records.values())


def without_doubles(rules: list[ast.BlockItem]) -> list[ast.BlockItem]:
    """The rules with unique names. A name consists of verb, counted field and keys, and must be unique in a block."""
    seen = set()
    kept: list[ast.BlockItem] = []
    for rule in rules:
        counted = rule.what.text if isinstance(rule, ast.Limit) and rule.what else ""
        keys = frozenset(k.text for k in getattr(rule, "per", ()))
        older = isinstance(rule, ast.HighestRule) and rule.with_older
        name = (type(rule), counted, keys, older, getattr(rule, "test", None))
        if name not in seen:
            seen.add(name)
            kept.append(rule)
    return kept
