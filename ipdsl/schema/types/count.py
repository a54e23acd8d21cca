"""Whole numbers that count something."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.written_values import WrittenNumber
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import (
    MOST,
    PER_UNIT_ADVICE,
    PLAIN_NUMBER,
    check_number,
    is_negative,
    shown_number,
    whole_number_schema,
    written_number,
)
from ipdsl.schema.values.value_type import (
    ArrowForm,
    CellFormat,
    ColumnReader,
    DeclaredWords,
    Json,
    NeedsFullReaderError,
    TextParser,
    Type,
    ValueContext,
    ValueReader,
)


@attrs.frozen(eq=False, repr=False)
class CountType(Type):
    """A whole number, not negative."""

    is_count = is_numeric = is_ordered = is_summable = is_totalled = is_whole = is_discrete = True
    least_value = 0
    keyword = "count"
    phrase = Phrase("a count", "件数")
    amount_advice = PER_UNIT_ADVICE
    cell_format = CellFormat.WHOLE
    arrow_forms = frozenset({ArrowForm.WHOLE_NUMBERS, ArrowForm.DECIMALS})
    column_phrase = Phrase("a count (whole numbers or text)", "件数（整数或文本）")
    column_reader = ColumnReader.COUNTS
    case_form = Phrase("write a whole number", "请写整数")
    schema_name = "count"
    cell_example = "3"
    plain_text = PLAIN_NUMBER

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("a whole number", "整数")

    def plain_from_number(self, number: Fraction) -> object:
        return number.numerator if number.denominator == 1 else None

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(plain_count, read_count)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.with_special_words(handwritten_values.count)

    def part_parser(self, part: str) -> TextParser | None:
        from ipdsl.base.values import handwritten_values

        return {"year": handwritten_values.year, "rank": handwritten_values.place}.get(part)

    def canonical(self, text: str, number: WrittenNumber | None, currency: str) -> object:
        is_count = number is not None and not number.currency and number.value.denominator == 1
        return int(number.value) if number is not None and is_count else text

    def schema_definition(self) -> Json:

        return whole_number_schema(0)


_COUNT_ADVICE = Phrase("write a whole number, 0 or more, as in 1200 or 1,200", "请写整数，0或以上，例如1200或1,200")
_COUNT = Phrase("a count", "件数")


def read_count(context: ValueContext, data: object, field: str, path: str) -> int | None:
    """A whole number, 0 or more; a text may group it and count in 万."""
    if isinstance(data, str) and (readings := written_values.point_readings(data)):
        return context.report_ambiguous(data, readings, field, path)
    number = written_values.number(data) if isinstance(data, str) else written_number(data)
    if number is not None and number.currency:
        number = None
    value = check_number(context, number, data, field, path, _COUNT, _COUNT_ADVICE)
    if value is None:
        return None
    if value.denominator != 1:
        return context.refuse(value_errors.FractionalFactCount(path=path, field=field, found=shown_number(data)))
    if is_negative(data, value):
        return context.refuse(
            value_errors.Negative(
                path=path,
                field=field,
                found=shown_number(data),
                advice=Phrase("a count is 0 or more", "件数为0或以上"),
            )
        )
    return value.numerator


def plain_count(value: object) -> int:
    """A whole number, 0 or more."""
    if type(value) is int and 0 <= value < MOST:
        return value
    raise NeedsFullReaderError
