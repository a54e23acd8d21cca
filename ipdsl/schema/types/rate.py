"""Shares and rates of interest as exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

import attrs

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.values import written_values
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import PLAIN_NUMBER, is_negative, plain_decimal, read_exact, shown_number
from ipdsl.schema.values.value_type import (
    ArrowForm,
    ColumnReader,
    DeclaredWords,
    Json,
    NeedsFullReaderError,
    TextParser,
    Type,
    ValueContext,
    ValueReader,
)

PERCENTAGE_FORM = Phrase("a percentage, as 3.65%", "百分比，例如3.65%")
"""How a rate is written in an answer."""


@attrs.frozen(eq=False, repr=False)
class RateType(Type):
    """A share or a rate of interest, an exact fraction (`percent` in a vocabulary)."""

    is_rate = is_ordered = is_summable = True
    least_value = 0
    keyword = "percent"
    phrase = Phrase("a percentage", "比例")
    amount_advice = Phrase("say of what: `30% of amount`", "请写明基数：`金额 的 30%`")
    arrow_forms = frozenset({ArrowForm.DECIMALS})
    column_phrase = Phrase("a rate (decimal or text)", "比例（十进制数或文本）")
    column_reader = ColumnReader.RATES
    case_form = Phrase("write it as 3.7%", "请写成`3.7%`这样")
    schema_name = "rate"
    cell_example = "3.65%"
    plain_text = PLAIN_NUMBER

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return PERCENTAGE_FORM

    def show(self, value: int | Fraction, language: Language, currency: str) -> str:
        percent = written_values.short_decimal(value * 100)
        return str(value) if "/" in percent else f"{percent}%"

    def bound_text(self, bound: Fraction, currency: str) -> str:
        return written_values.percentage(bound)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(plain_rate, read_rate)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.with_special_words(handwritten_values.share)

    def schema_definition(self) -> Json:
        from ipdsl.schema.values import shared_types

        return {
            "description": Phrase(
                'a percentage such as "3.7%", or the share itself, at most 1', '百分数，例如"3.7%"，或者不超过1的比例'
            ),
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                shared_types.text_schema(
                    rf"{shared_types.NUMERAL} *%|0(\.[0-9]{{1,18}})?|1(\.0{{1,17}})?|{shared_types.QUOTIENT}"
                ),
            ],
        }


_RATE_ADVICE = Phrase(
    'write "3.7%", or the share itself: "0.037" or "37/1000"', '请写`"3.7%"`，或写小数`"0.037"`、分数`"37/1000"`'
)
_RATE = Phrase("a rate", "比例")


def read_rate(context: ValueContext, data: object, field: str, path: str) -> Fraction | None:
    """A share or rate: a percent text, or a fraction of at most 1."""
    bare = written_values.percent(data) if isinstance(data, str) else None
    is_percent = bare is not None
    if bare is not None and written_values.number(bare) is None:  # a quotient is a fraction, not a percentage
        return context.report_wrong_type(data, field, path, _RATE, _RATE_ADVICE)
    value = read_exact(context, bare if is_percent else data, field, path, _RATE, _RATE_ADVICE)
    if value is None:
        return None
    if is_negative(data, value):
        return context.refuse(
            value_errors.Negative(
                path=path, field=field, found=shown_number(data), advice=Phrase("a rate is 0 or more", "比例为0或以上")
            )
        )
    if is_percent:
        return value / 100
    if value > 1:
        return context.refuse(value_errors.RateWithoutPercent(path=path, field=field, found=shown_number(data)))
    if value and "/" not in str(data):
        share = written_values.percentage(value)
        context.bare_rates.append(value_errors.BareRate(path=path, field=field, found=shown_number(data), share=share))
    return value


def plain_rate(value: object) -> Fraction:
    """A share as a percent text."""
    if type(value) is str:
        return _percent(value)
    raise NeedsFullReaderError


@lru_cache(maxsize=4096)  # all facts contain the same few rates
def _percent(text: str) -> Fraction:
    if not text.endswith("%"):
        raise NeedsFullReaderError
    return plain_decimal(text[:-1]) / 100
