"""Generated rules: caps, limits and selections with keys that some award before them has."""

from __future__ import annotations

import random

import attrs

from ipdsl.syntax import ast
from tests.properties import build as b
from tests.properties import conditions as c
from tests.properties.build import SPAN
from tests.properties.vocabularies import RecordWords, Vocabulary


@attrs.define
class Member:
    """What the rules over an award can speak of: its beneficiary, and its record where a claim is for one."""

    label: str = ""
    to: str | None = None
    record: RecordWords | None = None
    article: str = ""


@attrs.define
class Scope:
    """The awards of a block so far."""

    members: list[Member] = attrs.field(factory=list)

    @property
    def beneficiaries(self) -> list[str]:
        return [m.to for m in self.members if m.to]


@attrs.define
class RuleMaker:
    """Makes the rules of a block."""

    r: random.Random
    v: Vocabulary

    def chance(self, p: float) -> bool:
        return self.r.random() < p

    def keys(self, member: Member, *, year: bool | None = None) -> tuple[ast.Name, ...]:
        """One key or two that an award has."""
        options = [self.r.choice([member.to, "applicant"]) if member.to else "applicant"]
        rec = member.record
        if rec is not None and self.chance(0.45):
            fields = rec.of("text", "list", "level", *self.v.choices, *self.v.records)
            options.append(self.r.choice([*fields, "matter"]))
        if self.chance(0.15):
            options = options[1:] or options
        with_year = self.chance(0.7) if year is None else year
        return b.names(*options, *(["year"] if with_year else []))

    def rules(self, scope: Scope, refs: list[ast.Ref], least: int = 0) -> list[ast.BlockItem]:
        """Rules at the end of a block, each with keys of one of its awards, which it does not spare."""
        made: list[ast.BlockItem] = []
        if not scope.members:
            return made
        for _ in range(max(least, self.r.choice([0, 1, 1, 2, 3]))):
            member = self.r.choice(scope.members)
            spared = [ref for ref in refs if not self.names_member(ref, member)]
            body: tuple[ast.RuleLine, ...] = ()
            if spared and self.chance(0.3):
                body = (ast.Except(span=SPAN, refs=(self.r.choice(spared),)),)
            made.append(self.rule(member, body))
        return _without_doubles(made)

    def names_member(self, ref: ast.Ref, member: Member) -> bool:
        return ref.first == member.article if isinstance(ref, ast.ArticleRef) else ref.text == member.label

    def rule(self, member: Member, body: tuple[ast.RuleLine, ...]) -> ast.BlockItem:
        roll = self.r.random()
        if roll < 0.2:
            keys = [k for k in self.keys(member, year=True) if not self.is_list(k.text)]
            if len(keys) == 1:
                keys = [b.name("applicant"), *keys]
            return ast.PayHighest(span=SPAN, per=tuple(keys), body=body)
        if roll < 0.45:
            what = None
            if member.record and self.chance(0.4):
                what = b.name(self.r.choice([*member.record.of("text", *self.v.choices)]))
            order = self.r.choice([None, ast.LimitOrder.EARLIEST, ast.LimitOrder.BEST])
            number = self.r.randint(1, 3)
            return ast.Limit(span=SPAN, number=number, what=what, per=self.keys(member), order=order, body=body)
        if self.chance(0.15):
            figure = next(f for f, s in self.v.figures.items() if s == "money")
            value: ast.Expr = b.word(figure)
            if self.chance(0.5):
                value = b.share(self.r.choice(c.RATES), value)
            return ast.Cap(span=SPAN, amount=value, per=self.keys(member, year=True), body=body)
        return ast.Cap(span=SPAN, amount=b.number(self.r.choice(c.YUAN)), per=self.keys(member), body=body)

    def is_list(self, text: str) -> bool:
        return any(rec.fields.get(text) == "list" for rec in self.v.records.values())


def _without_doubles(rules: list[ast.BlockItem]) -> list[ast.BlockItem]:
    """Two rules of one name in a block are an error: verb, counted field and keys make the name."""
    seen = set()
    kept: list[ast.BlockItem] = []
    for rule in rules:
        assert isinstance(rule, (ast.Cap, ast.Limit, ast.PayHighest))
        counted = rule.what.text if isinstance(rule, ast.Limit) and rule.what else ""
        name = (type(rule), counted, frozenset(k.text for k in rule.per))
        if name not in seen:
            seen.add(name)
            kept.append(rule)
    return kept
