"""What the readers of sums of both languages know: the words of a record, and what a page defines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from ipdsl.driver.advice import forms
from ipdsl.driver.advice.splitting import within_brackets
from ipdsl.driver.advice.words import UnreadError, Words
from ipdsl.schema.vocabulary import Field, RecordKind
from ipdsl.syntax import ast

Read: TypeAlias = Callable[[str], ast.Expr | None]
"""Read a text as a sum of one form; `None` for other texts."""


@attrs.frozen(slots=False)
class SumContext:
    """The words that a sum may use: fields of the record and of the applicant, and definitions.

    `defined_words` has the names of definitions, by the text that sentences use.
    """

    words: Words
    record: RecordKind | None
    currency: str
    defined_words: Mapping[str, str] = attrs.field(factory=dict)

    def first_reading(self, text: str, read_whole: Callable[[str], ast.Expr], sums: Iterable[Read]) -> ast.Expr:
        """The sum of the first form that the text has, or the sum in its outer brackets."""
        with self.words.part():
            inner = within_brackets(text)
            if inner is not None:
                return read_whole(inner)
            for read in sums:
                value = read(text)
                if value is not None:
                    return value
        raise UnreadError

    def _texts(self, *kinds: str) -> tuple[str, ...]:
        fields = self.words.fields(self.record).items()
        return tuple(text for text, field in fields if any(getattr(field.type, kind) for kind in kinds))

    @property
    def numeric(self) -> tuple[str, ...]:
        """Fields that are money, a count, a number or a rate."""
        return self._texts("is_summable", "is_numeric", "is_count", "is_money")

    @property
    def counts(self) -> tuple[str, ...]:
        """Fields that count or measure something."""
        return tuple(text for text in self.numeric if not self._field_of(text).type.is_money)

    @property
    def dates(self) -> tuple[str, ...]:
        return self._texts("is_date")

    @property
    def states(self) -> tuple[str, ...]:
        """States of the record."""
        return () if self.record is None else tuple(self.words.text(state) for state in self.record.states)

    @property
    def rates(self) -> tuple[str, ...]:
        """Definitions: the checker knows whether their value is a rate."""
        return tuple(self.defined_words)

    def _field_of(self, text: str) -> Field:
        return self.words.fields(self.record)[text]

    def day(self, text: str) -> str | None:
        """The date field that a text names: itself, or the day of an event."""
        return self.words.day(text, self.record)

    def in_money(self, factors: Sequence[tuple[ast.Expr, bool]]) -> ast.Expr:
        """A product. Where a sum of money is multiplied by money and divided by a bare number, that number is money.

        `bill times (15,000 less value) divided by 3,000`: only the quotient of two sums of money is a number.
        """
        money = [index for index, (factor, divides) in enumerate(factors) if not divides and self.is_money(factor)]
        bare = [i for i, (factor, divides) in enumerate(factors) if divides and isinstance(factor, ast.Number)]
        if len(money) != 2 or len(bare) != 1 or bare[0] != money[1] + 1:
            return forms.product(factors)
        above, below = factors[money[1]][0], factors[bare[0]][0]
        assert isinstance(below, ast.Number)
        quotient = forms.product([(above, False), (attrs.evolve(below, currency=self.currency), True)])
        return forms.product([*factors[: money[1]], (quotient, False), *factors[bare[0] + 1 :]])

    def is_money(self, value: ast.Expr) -> bool:
        """Whether a value is surely a sum of money."""
        match value:
            case ast.Word(name=name):
                field = self.words.fields(self.record).get(name.text)
                return field is not None and field.type.is_money
            case ast.Sum(terms=terms):
                return any(map(self.is_money, terms))
            case ast.Share(base=base) | ast.RateOf(base=base) | ast.Band(value=base) | ast.RoundedValue(value=base):
                return self.is_money(base)
            case ast.Number(is_money=is_money):
                return is_money
            case _:
                return False
