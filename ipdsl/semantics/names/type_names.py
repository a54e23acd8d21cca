"""Types in words, as findings show them."""

from __future__ import annotations

from ipdsl.schema.types.number import NumberType
from ipdsl.schema.values.value_type import Type


def fits(actual: Type, expected: Type) -> bool:
    """Whether a value of one type is allowed where another type is expected."""
    if actual.is_poison or expected.is_poison:
        return True
    if actual.is_numeric and expected.is_numeric:
        return actual == expected or expected == NumberType() or actual.is_count
    if actual.is_money and expected.is_money:
        return True
    return actual == expected
