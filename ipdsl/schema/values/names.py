"""Names, compared as a whole and never changed: texts, keys of records and ids of applicants."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.characters import FOREIGN_DIGIT, hidden_in_names
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.exact_numbers import plain_number
from ipdsl.schema.values.reading import SPECIAL_FORMS, DeclaredWords, NeedsFullReaderError, ValueContext, ValueReader
from ipdsl.schema.values.stated_values import NONE
from ipdsl.schema.values.value_type import ArrowForm, CellFormat, TextParser, Type, text_itself
from ipdsl.schema.values.wording import number_text


@attrs.frozen(eq=False, repr=False)
class NameType(Type):
    """A text that names something."""

    is_name = True
    cell_format = CellFormat.TEXT
    arrow_forms = frozenset({ArrowForm.WHOLE_NUMBERS})
    column_phrase = Phrase("a name (text or whole numbers)", "名称（文本或整数）")

    def plain_from_number(self, number: Fraction) -> object:
        return str(plain_number(number))

    def plain_from_word(self, word: str) -> object:
        return word

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(plain_name, read_name, str)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        return text_itself

    def split_members(self, text: str, known: Mapping[str, str]) -> object:
        from ipdsl.base.values import handwritten_values

        if known:
            return handwritten_values.split_words(text, known)
        return text if handwritten_values.name_readings(text) else handwritten_values.split_names(text)

    def schema_name(self, is_converted: bool = False) -> str:
        return "name"

    def cell_example(self, column: str) -> str:
        return ""


_LONGEST_YEAR = len("2022年度")
PLACEHOLDER_WORDS = frozenset(written_values.SPECIAL)
"""Words that people write when there is nothing to name; they are not names."""


def read_text(context: ValueContext, data: object, field: str, path: str) -> str | None:
    """A name or word: not empty, without blanks around it, without line breaks and invisible characters."""
    if isinstance(data, int) and not isinstance(data, bool) and 0 <= data < 10**written_values.MAX_DIGITS:
        return str(data)  # such as a year or a contract number
    if isinstance(data, str) and not data.isascii() and (year := written_values.year(data)) is not None:
        return str(year)  # many keys contain a year, which is a name there
    if not isinstance(data, str):
        advice = NOTHING
        if isinstance(data, int | Decimal) and not isinstance(data, bool):
            advice = Phrase(
                'write it in quotation marks: "{number}"', '请写在引号之中：`"{number}"`', number=number_text(data)
            )
        return context.report_wrong_type(data, field, path, Phrase("a text", "文本"), advice)
    problem, advice = _name_problem(data)
    if problem:
        return context.refuse(value_errors.BadText(path=path, field=field, problem=problem, advice=advice))
    return data


def _name_problem(text: str) -> tuple[Phrase, Phrase]:
    """What is wrong with a text as a name, and what to write; both are empty for a valid name."""
    if not text.strip():
        return (
            Phrase("is an empty text", "是空文本"),
            Phrase("leave the fact out where it is unknown", "不知道的，不填此项"),
        )
    if text != text.strip():
        return (
            Phrase("begins or ends with a blank", "首尾有空格"),
            Phrase("names are compared as a whole; take the blank away", "名称要整体比较；请删去空格"),
        )
    if any("\ud800" <= c <= "\udfff" or c < " " or c == "\x7f" for c in text):
        return (
            Phrase("holds a line break or a broken character", "有换行或损坏的字符"),
            Phrase("write the name on one line, as UTF-8", "名称请写在一行之内，用 UTF-8"),
        )
    if hidden := hidden_in_names().search(text):
        code = f"U+{ord(hidden.group()):04X}"
        return (
            Phrase("holds an invisible character, {code}", "有看不见的字符{code}", code=code),
            Phrase(
                "it looks like a different name; delete the character, or type the name again",
                "它看起来像另一个名称；请删去该字符，或重新输入名称",
            ),
        )
    if digit := FOREIGN_DIGIT.search(text):
        code = f"U+{ord(digit.group()):04X}"
        return (
            Phrase("holds a digit of another script, {code}", "有其他文字的数字{code}", code=code),
            Phrase("write the digits 0 to 9; this one may look like another", "请写数字0至9；这个字符可能像另一个数字"),
        )
    if text in PLACEHOLDER_WORDS:
        return (
            Phrase("is `{text}`, which names nothing", "是`{text}`，没有所指", text=text),
            Phrase("write {forms}", "请写{forms}", forms=SPECIAL_FORMS),
        )
    return NOTHING, NOTHING


def read_name(context: ValueContext, data: object, field: str, path: str) -> str | None:
    """A name or word from facts. Names in ledger lines may refer to several at once and be longer."""
    name = read_text(context, data, field, path)
    if name is None or len(name) <= written_values.MAX_LETTERS:
        return name
    problem, advice = (
        Phrase("has {count} characters", "有{count}个字符", count=len(name)),
        Phrase("a name has at most {most}", "名称最多{most}个字符", most=written_values.MAX_LETTERS),
    )
    return context.refuse(value_errors.BadText(path=path, field=field, problem=problem, advice=advice))


def read_item_name(context: ValueContext, data: object, field: str, path: str) -> str | None:
    """The item of a ledger line as a decision prints it, which may be the word `none`."""
    return data if isinstance(data, str) and data == NONE.value else read_text(context, data, field, path)


def plain_text(value: object) -> str:
    """A name or word on one line, without blanks around it."""
    if (
        type(value) is str
        and value
        and (value.isascii() or is_plain_name(value))
        and value.isprintable()
        and (" " not in value or value == value.strip())
        and value not in PLACEHOLDER_WORDS
    ):
        return value
    raise NeedsFullReaderError


def plain_name(value: object) -> str:
    """A name or word from facts."""
    name = plain_text(value)
    if len(name) > written_values.MAX_LETTERS:
        raise NeedsFullReaderError
    return name


def is_plain_name(name: str) -> bool:
    """Whether a name has no invisible character, no digit of another script, and is not a year with its unit."""
    is_usual = name.isascii() and name.isprintable()
    if not is_usual and (hidden_in_names().search(name) or FOREIGN_DIGIT.search(name)):
        return False
    return not (len(name) <= _LONGEST_YEAR and written_values.year(name))
