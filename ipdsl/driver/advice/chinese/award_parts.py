"""The parts of an award, as clauses of official Chinese fill them."""

from __future__ import annotations

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.chinese.subjects import Subject
from ipdsl.driver.advice.chinese.sums import (
    round_sum,
)
from ipdsl.driver.advice.forms import Lines, Reading
from ipdsl.driver.advice.words import UnreadError
from ipdsl.syntax import ast


@attrs.define(eq=False, repr=False)
class Award:
    """The parts of an award that its clauses say."""

    subject: Subject
    start: str = ""
    amount: ast.Expr | None = None
    is_up_to: bool = False
    """Whether the authority sets the sum, at most the amount."""
    verb: str = "奖励"
    limit: ast.Expr | None = None
    rounding: str = ""
    is_once: bool = False
    key: str = ""
    is_yearly: bool = False
    is_added: bool = False
    """Whether it is paid in addition to the award before it: 再奖励."""
    factor_is_due: bool = False
    """Whether the amount is for each unit of time, and its number is still to follow: 每月按…补贴."""
    base: ast.Expr | None = None
    """The base of the last share, which the shares of further rows have too."""
    value: ast.Expr | None = None
    """The value by which rows are chosen."""
    inner_value: ast.Expr | None = None
    """The value of the rows under rows."""
    has_cases: bool = False
    """Whether the keys of rows are conditions."""
    rows: list[Lines] = attrs.field(factory=list)
    below: list[Lines] = attrs.field(factory=list)
    rules: list[ast.Sentence] = attrs.field(factory=list)
    more: list[Award] = attrs.field(factory=list)
    others: list[Subject] = attrs.field(factory=list)
    """Subjects of the same award with another record."""

    @property
    def field(self) -> str:
        """The field by which rows are chosen, or nothing."""
        return self.value.name.text if isinstance(self.value, ast.Word) else ""

    def lines(self) -> Reading:
        """The sentences of the award, of its additions, then the rules."""
        lines = [self._award(subject) for subject in (self.subject, *self.others)]
        for award in self.more:
            lines += award.lines()
        return [*lines, *map(Lines, self.rules)]

    def _award(self, subject: Subject) -> Lines:
        if self.key == "单位" or (self.key and not subject.payee) or self.factor_is_due:
            raise UnreadError
        keys = forms.names([self.key] if self.key else ())
        has_rows = bool(self.rows)
        head = ast.Head(
            span=forms.NOWHERE,
            once=ast.OnceRule(span=forms.NOWHERE, per=keys) if self.is_once else None,
            per=() if self.is_once else forms.names(["year"]) if self.is_yearly and subject.record else keys,
            to=forms.names([subject.payee] if subject.payee else ()),
            start=forms.day_of(self.start) if self.start else None,
            trigger=subject.trigger(with_members=not has_rows or self.has_cases),
        )
        musts = [Lines(forms.condition_line(must)) for must in subject.musts]
        return Lines(
            forms.award(self._amount(), head, self.verb), (*forms.with_rest_last(self.rows), *self.below, *musts)
        )

    def _amount(self) -> ast.Amount:
        if self.has_cases:
            return forms.AS_FOLLOWS
        if self.rows:
            if self.value is None:
                raise UnreadError
            return forms.by_rows(self.value)
        if self.amount is None:
            raise UnreadError
        if self.is_up_to:
            return forms.up_to(self.amount)
        amount = round_sum(self.amount, self.rounding) if self.rounding else self.amount
        if isinstance(amount, ast.RoundedValue) and not forms.is_multiple(self.limit, amount.step):
            raise UnreadError  # the order of both matters, and the sentence leaves it open
        return forms.fixed_amount(amount, self.limit)
