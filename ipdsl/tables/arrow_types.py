"""Types of Arrow as tables of applicants have them: which of them state a value of which type of the vocabulary.

A column of dictionary type counts as one of its values. A column of the type `null` states nothing, and fits all.
"""

from __future__ import annotations

import pyarrow as pa

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    LevelType,
    MoneyType,
    NumberType,
    RateType,
    RecordType,
    TextType,
    Type,
)

_VIEW = "string_view"
NAMES = (TextType, RecordType, ApplicantType)
"""Types whose values are names."""


def value_type(arrow: pa.DataType) -> pa.DataType:
    """The type of the values: of a dictionary, that of what it leads to."""
    return arrow.value_type if pa.types.is_dictionary(arrow) else arrow


def decode_dictionary(array: pa.Array) -> pa.Array:
    """The values to which a dictionary leads. Arrow cannot pick among views of strings, so they are copied."""
    words = array.dictionary
    if str(words.type) == _VIEW:
        words = words.cast(pa.large_string())
    return pa.DictionaryArray.from_arrays(array.indices, words).dictionary_decode()


def type_without_views(arrow: pa.DataType) -> pa.DataType:
    """The type with large strings for views of strings, among which Arrow cannot pick."""
    if str(arrow) == _VIEW:
        return pa.large_string()
    if pa.types.is_large_list(arrow):
        return pa.large_list(arrow.value_field.with_type(type_without_views(arrow.value_type)))
    if pa.types.is_list(arrow):
        return pa.list_(arrow.value_field.with_type(type_without_views(arrow.value_type)))
    if pa.types.is_struct(arrow):
        return pa.struct([field.with_type(type_without_views(field.type)) for field in arrow])
    return arrow


def schema_without_views(schema: pa.Schema) -> pa.Schema:
    """The schema of the same columns, of types among which Arrow can pick."""
    return pa.schema([field.with_type(type_without_views(field.type)) for field in schema])


def is_text(arrow: pa.DataType) -> bool:
    """Texts, in whatever width."""
    return pa.types.is_string(arrow) or pa.types.is_large_string(arrow) or str(arrow) == _VIEW


def is_list(arrow: pa.DataType) -> bool:
    """Lists of any length."""
    return bool(pa.types.is_list(arrow) or pa.types.is_large_list(arrow))


def is_day(arrow: pa.DataType) -> bool:
    """Days, and moments of no time zone: with one, it is open which day is meant."""
    return bool(pa.types.is_date(arrow) or (pa.types.is_timestamp(arrow) and arrow.tz is None))


def holds_floats(arrow: pa.DataType) -> bool:
    """Whether values, or members of lists, are floats."""
    arrow = value_type(arrow)
    return holds_floats(arrow.value_type) if is_list(arrow) else bool(pa.types.is_floating(arrow))


def can_state(type_: Type, arrow: pa.DataType) -> bool:
    """Whether a column of this type of Arrow may state values of a type that is no list."""
    arrow = value_type(arrow)
    if pa.types.is_null(arrow) or is_text(arrow):
        return True
    is_whole, is_decimal = pa.types.is_integer(arrow), pa.types.is_decimal(arrow)
    match type_:
        case BoolType():
            return bool(pa.types.is_boolean(arrow) or is_whole)
        case MoneyType() | CountType() | NumberType():
            return bool(is_whole or is_decimal)
        case RateType():
            return bool(is_decimal)
        case DateType():
            return is_day(arrow)
        case TextType() | RecordType() | ApplicantType():
            return bool(is_whole)
        case _:
            return False


_TEXT = Phrase("text", "文本")
_EXPECTED = {
    BoolType: Phrase("yes/no (bool, 1 and 0, or text)", "是或否（`bool`、1和0，或文本）"),
    MoneyType: Phrase(
        "a sum (whole numbers of the smallest unit, decimal or text)", "金额（以最小单位计的整数、十进制数或文本）"
    ),
    CountType: Phrase("a count (whole numbers or text)", "件数（整数或文本）"),
    NumberType: Phrase("a number (whole numbers, decimal or text)", "数值（整数、十进制数或文本）"),
    RateType: Phrase("a rate (decimal or text)", "比例（十进制数或文本）"),
    DateType: Phrase(
        "a day (date, timestamp without a time zone, or text)", "日期（`date`、不带时区的`timestamp`或文本）"
    ),
    ChoiceType: Phrase("a member of a choice (text)", "选项之一（文本）"),
    LevelType: Phrase("a level (text)", "级别（文本）"),
    **dict.fromkeys(NAMES, Phrase("a name (text or whole numbers)", "名称（文本或整数）")),
}


def expected_phrase(type_: Type) -> Phrase:
    """What a column for values of a type holds."""
    return _EXPECTED.get(type(type_), _TEXT)


def column_phrase(arrow: pa.DataType) -> Phrase:
    """A column by its type."""
    return Phrase("a column of `{arrow}`", "`{arrow}`类型的列", arrow=str(arrow)[:_LONGEST])


_LONGEST = 80
