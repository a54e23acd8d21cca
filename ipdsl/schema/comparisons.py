"""The comparisons of the language, one row each, with what every stage of the compiler needs of it.

The value of a comparison is its keyword on a page; the keyword tables list other words for it under this name. Its
operation in formulas and its rule in the grammar have its name in lower case.
"""

from __future__ import annotations

import enum
import operator
from collections.abc import Callable


class End(enum.Enum):
    """The end at which a comparison bounds the values that satisfy it."""

    LOW = "low"
    HIGH = "high"


class Comparison(enum.Enum):
    """How two values compare: the words, the Python text, the Python text of the negation, and the bound.

    `end` is the end at which the comparison bounds the values that satisfy it; `includes` says whether the bound itself
    does. `end` is `None` for a comparison without an order.
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
        """A comparison whose value is its words."""
        comparison = object.__new__(cls)
        comparison._value_ = words
        comparison.text, comparison.negated_text = text, negated_text
        comparison.meets, comparison.end, comparison.includes = meets, end, includes
        return comparison

    @property
    def opposite(self) -> Comparison:
        """The comparison that is true where this one is false. Every comparison in rows has one."""
        return next(other for other in Comparison if other.text == self.negated_text)

    @property
    def converse(self) -> Comparison:
        """The comparison with its sides exchanged. Every comparison of an order has one."""
        return next(other for other in ORDERS if other.end is not self.end and other.includes == self.includes)

    @property
    def operation(self) -> str:
        """The name of its operation."""
        return self.name.lower()


ORDERS = tuple(comparison for comparison in Comparison if comparison.end is not None)
"""The comparisons of an order, which also compare spans of time and numbers of records."""
