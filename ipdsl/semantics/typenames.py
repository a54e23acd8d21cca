"""Types in words, as findings show them."""

from __future__ import annotations

from typing import assert_never

from ipdsl.schema import types as t


def describe(type_: t.Type) -> str:
    """With its article, as it stands in a sentence: `a count`, `money`."""
    match type_:
        case t.BoolType():
            return "yes/no"
        case t.MoneyType():
            return "money"
        case t.RateType():
            return "a percentage"
        case t.CountType():
            return "a count"
        case t.NumberType():
            return "a number"
        case t.DateType():
            return "a date"
        case t.DurationType():
            return "a span of time"
        case t.ChoiceType(choice=name):
            return f"a member of `{name}`"
        case t.LevelType(level=name):
            return "a level" if name == "level" else f"a level of `{name}`"
        case t.TextType():
            return "a text"
        case t.RecordType(record=name):
            return f"the key of a `{name}`"
        case t.ApplicantType():
            return "the id of an applicant"
        case t.ListType(item=item):
            return f"a list ({describe(item)} each)"
        case t.Poison():
            return "unclear"
        case _:
            assert_never(type_)


def is_numeric(type_: t.Type) -> bool:
    """Counts and plain numbers go together."""
    return isinstance(type_, t.CountType | t.NumberType)


def is_ordered(type_: t.Type) -> bool:
    """`at least` and its like apply."""
    return isinstance(type_, t.MoneyType | t.RateType | t.CountType | t.NumberType | t.DateType)


def fits(found: t.Type, expected: t.Type) -> bool:
    """A value of the one type may stand where the other is needed."""
    if isinstance(found, t.Poison) or isinstance(expected, t.Poison):
        return True
    if is_numeric(found) and is_numeric(expected):
        return isinstance(expected, t.NumberType) or isinstance(found, t.CountType)
    if isinstance(found, t.MoneyType) and isinstance(expected, t.MoneyType):
        return True
    return found == expected
