"""Exact numbers that may have decimals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values.shared_types import PER_UNIT_ADVICE, PLAIN_NUMBER, plain_number, read_exact
from ipdsl.schema.values.value_type import (
    ArrowForm,
    ColumnReader,
    DeclaredWords,
    Json,
    TextParser,
    Type,
    ValueReader,
    defer_to_full_reader,
)


@attrs.frozen(eq=False, repr=False)
class NumberType(Type):
    """An exact number that may have decimals (scores)."""

    is_numeric = is_ordered = is_summable = is_totalled = True
    keyword = "number"
    phrase = Phrase("a number", "数值")
    amount_advice = PER_UNIT_ADVICE
    arrow_forms = frozenset({ArrowForm.WHOLE_NUMBERS, ArrowForm.DECIMALS})
    column_phrase = Phrase("a number (whole numbers, decimal or text)", "数值（整数、十进制数或文本）")
    column_reader = ColumnReader.MILLIONTHS
    case_form = Phrase("write it in figures, without quotation marks", "请用数字写，不加引号")
    schema_name = "number"
    cell_example = "87.5"
    plain_text = PLAIN_NUMBER

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("a number", "数字")

    def constant(self, number: Fraction) -> Fraction:
        return number

    def plain_from_number(self, number: Fraction) -> object:
        return plain_number(number)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(defer_to_full_reader, partial(read_exact, expected=Phrase("a number", "数值")))

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.with_special_words(handwritten_values.plain_number)

    def schema_definition(self) -> Json:
        from ipdsl.schema.values import shared_types

        text = shared_types.text_schema(f"-?({shared_types.NUMERAL}|{shared_types.QUOTIENT})")
        return {"anyOf": [shared_types.number_schema(exclusiveMinimum=-shared_types.LARGEST), text]}
