"""The comparisons of the language: a row each, with what every stage of the compiler asks of it.

A comparison is called as the page writes it; the keyword tables have its other words, under its name. Its operation in
formulas, and its rule in the grammar, are called by its name in lower case.
"""

from __future__ import annotations

import enum
import operator
from collections.abc import Callable


class End(enum.Enum):
    """At which end a comparison bounds the values that meet it."""

    LOW = "low"
    HIGH = "high"


class Comparison(enum.Enum):
    """How two values compare: its words, its text in Python and that of its negation, and what it says of an order.

    `end` and `includes`: at which end it bounds what meets it, and whether the bound itself does. Without an end it
    says nothing of an order.
    """

    AT_LEAST = "at least", "{left} >= {right}", "{left} < {right}", operator.ge, End.LOW, True
    MORE_THAN = "more than", "{left} > {right}", "{left} <= {right}", operator.gt, End.LOW, False
    AT_MOST = "at most", "{left} <= {right}", "{left} > {right}", operator.le, End.HIGH, True
    LESS_THAN = "less than", "{left} < {right}", "{left} >= {right}", operator.lt, End.HIGH, False

    text: str
    negated_text: str
    meets: Callable[[int, int], bool]
    end: End | None
    includes: bool

    def __new__(
        cls,
        words: str,
        text: str,
        negated_text: str,
        meets: Callable[[int, int], bool],
        end: End | None,
        includes: bool,
    ) -> Comparison:
        """A comparison, of which the words are the value."""
        comparison = object.__new__(cls)
        comparison._value_ = words
        comparison.text, comparison.negated_text = text, negated_text
        comparison.meets, comparison.end, comparison.includes = meets, end, includes
        return comparison

    @property
    def opposite(self) -> Comparison:
        """The comparison that holds where this one does not. Every comparison that makes rows has one."""
        return next(other for other in Comparison if other.text == self.negated_text)

    @property
    def operation(self) -> str:
        """The name of its operation."""
        return self.name.lower()


ORDERS = tuple(comparison for comparison in Comparison if comparison.end is not None)
"""The comparisons of an order: they compare spans of time and numbers of records too."""
