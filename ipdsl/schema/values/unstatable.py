"""Types of expressions whose values facts cannot state, and the type of expressions with reported errors."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values.reading import DeclaredWords, ValueContext, ValueReader, defer_to_full_reader
from ipdsl.schema.values.value_type import TextParser, Type, text_itself


@attrs.frozen(eq=False, repr=False)
class UnstatableType(Type):
    """A type of expressions whose values facts cannot state."""

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("a value", "一个值")

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(defer_to_full_reader, _refuse_any_value)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        return text_itself

    def schema_name(self, is_converted: bool = False) -> str:
        return "special"

    def cell_example(self, column: str) -> str:
        return ""


@attrs.frozen(eq=False, repr=False)
class Poison(UnstatableType):
    """The type of an expression with a reported error. It fits everything, so one mistake gives one finding."""

    is_poison = True
    phrase = Phrase("unclear", "不明")


def _refuse_any_value(context: ValueContext, data: object, field: str, path: str) -> None:
    advice = Phrase("a span of time follows from its days; give those", "时长由日期得出；请填写日期")
    context.report_wrong_type(data, field, path, Phrase("nothing that facts can state", "事实中不能填写的内容"), advice)
