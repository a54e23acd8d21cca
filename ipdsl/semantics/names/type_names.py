"""Types in words, as findings show them."""

from __future__ import annotations

from typing import assert_never

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema import types as t


def describe(type_: t.Type) -> Phrase:
    """With its article, as it stands in a sentence: `a count`, `money`."""
    match type_:
        case t.BoolType():
            return Phrase("yes/no", "是否")
        case t.MoneyType():
            return Phrase("money", "金额")
        case t.RateType():
            return Phrase("a percentage", "比例")
        case t.CountType():
            return Phrase("a count", "件数")
        case t.NumberType():
            return Phrase("a number", "数值")
        case t.DateType():
            return Phrase("a date", "日期")
        case t.DurationType():
            return Phrase("a span of time", "时长")
        case t.ChoiceType(choice=name):
            return Phrase("a member of `{name}`", "`{name}`的取值", name=name)
        case t.LevelType(level=name):
            return (
                Phrase("a level", "级别")
                if name == "level"
                else Phrase("a level of `{name}`", "`{name}`的级别", name=name)
            )
        case t.TextType():
            return Phrase("a text", "文本")
        case t.RecordType(record=name):
            return Phrase("the key of a `{name}`", "`{name}`的识别项", name=name)
        case t.ApplicantType():
            return Phrase("the id of an applicant", "申请人编号")
        case t.ListType(item=item):
            return Phrase("a list ({item} each)", "列表（每项为{item}）", item=describe(item))
        case t.Poison():
            return Phrase("unclear", "不明")
        case _:
            assert_never(type_)


def is_numeric(type_: t.Type) -> bool:
    """Counts and plain numbers go together."""
    return isinstance(type_, t.CountType | t.NumberType)


def is_ordered(type_: t.Type) -> bool:
    """`at least` and its like apply."""
    return isinstance(type_, t.MoneyType | t.RateType | t.CountType | t.NumberType | t.DateType)


def fits(actual: t.Type, expected: t.Type) -> bool:
    """A value of the one type may stand where the other is needed."""
    if isinstance(actual, t.Poison) or isinstance(expected, t.Poison):
        return True
    if is_numeric(actual) and is_numeric(expected):
        return isinstance(expected, t.NumberType) or isinstance(actual, t.CountType)
    if isinstance(actual, t.MoneyType) and isinstance(expected, t.MoneyType):
        return True
    return actual == expected
