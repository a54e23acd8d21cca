"""Yes or no."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values import written_values
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
class BoolType(Type):
    """yes/no"""

    is_flag = True
    keyword = "yes/no"
    phrase = Phrase("yes/no", "是否")
    cell_format = CellFormat.TEXT
    arrow_forms = frozenset({ArrowForm.FLAGS, ArrowForm.WHOLE_NUMBERS})
    column_phrase = Phrase("yes/no (bool, 1 and 0, or text)", "是或否（`bool`、1和0，或文本）")
    column_reader = ColumnReader.FLAGS
    schema_name = "yes_no"
    cell_example = ""

    def members(self, vocabulary: DeclaredWords) -> tuple[object, ...]:
        return (True, False)

    def column_number(self, value: object, vocabulary: DeclaredWords) -> int:
        return int(value is True)

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("yes or no", "是或否")

    def case_advice(self, field: str) -> Phrase:
        return Phrase("write `{field}` alone, or `not {field}`", "请只写`{field}`，或写`非 {field}`", field=field)

    def plain_from_word(self, word: str) -> object:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.flag(word)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(plain_flag, read_flag, written_values.flag)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        def read(text: str) -> object:
            flag = handwritten_values.flag(text)
            return handwritten_values.special_word(text) or text if flag is None else flag

        return read

    def split_members(self, text: str, known: Mapping[str, str]) -> object:
        return super().split_members(text, {})  # words for yes and no are not names of members

    def schema_definition(self) -> Json:
        from ipdsl.schema.values.shared_types import yes_or_no

        return yes_or_no(True, False)


def plain_flag(value: object) -> bool:
    """Yes or no."""
    if value is True or value is False:
        return value
    raise NeedsFullReaderError


def read_flag(context: ValueContext, data: object, field: str, path: str) -> bool | None:
    """true or false, or a word for yes or no."""
    flag = written_values.flag(data) if isinstance(data, str) else data
    if isinstance(flag, bool):
        return flag
    advice = Phrase("write true or false, 是 or 否", "请写`true`或`false`，也可以写`是`或`否`")
    return context.report_wrong_type(data, field, path, Phrase("yes/no", "是或否"), advice)
