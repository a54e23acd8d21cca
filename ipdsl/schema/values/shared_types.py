"""Types that others share: exact numbers, names, members, unstatable values; and JSON Schema forms of single values.

Exact numbers of at most 18 digits in plain data, shared by the types of numbers.

Names, compared as a whole and never changed: texts, keys of records and ids of applicants.

Members that a vocabulary declares, shared by choices and levels.

Types of expressions whose values facts cannot state, and the type of expressions with reported errors.

Patterns describe the forms of `ipdsl.base.values.written_values`, and accept the same texts as the reader. They have no
look-ahead and no Unicode classes, so all schema readers agree on them.
"""

from __future__ import annotations

import abc
import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial

import attrs

from ipdsl.base.findings.phrase import NOTHING, LocalizedName, MessageValue, Phrase, join_phrases
from ipdsl.base.values import written_values
from ipdsl.base.values.characters import FOREIGN_DIGIT, RANGES_IN_NAMES, hidden_in_names
from ipdsl.schema.declarations import NO_LABELS, Choice, Labels, labels_of, names_by_label
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.value_type import (
    NONE,
    SPECIAL_FORMS,
    ArrowForm,
    CellFormat,
    ColumnReader,
    DeclaredWords,
    FastPath,
    Json,
    NeedsFullReaderError,
    PlainWords,
    TextParser,
    Type,
    ValueContext,
    ValueReader,
    defer_to_full_reader,
    describe,
    name_list,
    number_text,
    text_itself,
)

MOST = 10**16
"""Quick checks leave whole numbers from this one on to the full reader."""
MOST_LENGTH = 18
"""The maximum length of a text that quick checks read as a number."""
PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""Matches a number that needs no conversion when it is read."""
PER_UNIT_ADVICE = Phrase(
    "say how much for each: `300 for each …`, or `by FIELD` with rows",
    "请写明每件多少：`300元 乘 … 件数`，或`按 字段 分别奖励：`并列出各档",
)
"""Advice for a number where an amount of money is needed."""


def plain_number(value: Fraction) -> int | str:
    """A whole number, or a decimal text."""
    return value.numerator if value.denominator == 1 else written_values.decimal(value)


def read_exact(
    context: ValueContext, data: object, field: str, path: str, expected: MessageValue, advice: Phrase = NOTHING
) -> Fraction | None:
    """A number, decimal text or quotient as an exact fraction."""
    number = written_number(data)
    if isinstance(number, written_values.WrittenNumber) and not number.is_bare:
        number = None
    return check_number(context, number, data, field, path, expected, advice)


def is_negative(data: object, value: Fraction) -> bool:
    """Whether it is a number below 0, or a text with a minus sign."""
    return value < 0 or (isinstance(data, str) and written_values.to_half_width(data).startswith("-"))


def written_number(data: object) -> written_values.WrittenNumber | None:
    """A number with the count of its digits when written out, or `None`."""
    match data:
        case bool():
            return None
        case Decimal():
            if not data.is_finite():
                return None
            decimals = -int(data.as_tuple().exponent)
            return _exact_number(data, max(len(data.as_tuple().digits), data.adjusted() + 1, decimals))
        case int() | Fraction():
            return _exact_number(data, _digit_count(max(abs(data.numerator), data.denominator)))
        case str():
            return written_values.number(data) or written_values.quotient(data)
        case _:
            return None


def _exact_number(data: int | Decimal | Fraction, digits: int) -> written_values.WrittenNumber:
    return written_values.WrittenNumber(Fraction(data) if digits <= written_values.MAX_DIGITS else Fraction(0), digits)


def check_number(
    context: ValueContext,
    number: written_values.WrittenNumber | None,
    data: object,
    field: str,
    path: str,
    expected: MessageValue,
    advice: Phrase,
) -> Fraction | None:
    """The value of a number; a finding if it is missing, has too many digits or a leading 0."""
    if isinstance(data, float):
        return context.refuse(value_errors.InexactNumber(path=path, field=field, found=number_text(data)))
    if number is None:
        from ipdsl.base.values.handwritten_values import number_readings  # not needed for most numbers

        if isinstance(data, str) and (readings := number_readings(data)):
            return context.report_ambiguous(data, readings, field, path)
        return context.report_wrong_type(data, field, path, expected, advice)
    if number.digits > written_values.MAX_DIGITS:
        return context.refuse(value_errors.TooManyFactDigits(path=path, digits=number.digits))
    if number.has_leading_zero:
        return context.report_wrong_type(
            data, field, path, expected, Phrase("write it without the 0 in front", "请去掉前面的0")
        )
    return number.value


def _digit_count(number: int) -> int:
    """The number of digits; estimated for very large numbers, which take long to write out."""
    bits = number.bit_length()
    return len(str(number)) if bits < _LONG else bits * 30103 // 100000 + 1


_LONG = 10_000


def shown_number(data: object) -> MessageValue:
    """A number of facts as findings show it."""
    if isinstance(data, int | Decimal | Fraction) and not isinstance(data, bool):
        return number_text(data)
    return data if isinstance(data, str) else describe(data)


@lru_cache(maxsize=4096)
def plain_decimal(text: str) -> Fraction:
    """Digits, with at most one decimal point."""
    whole, point, part = text.partition(".")
    digits = whole + part
    if len(whole) > 1 and whole[0] == "0":
        raise NeedsFullReaderError
    if digits.isdigit() and digits.isascii() and len(digits) <= MOST_LENGTH and whole and (part or not point):
        return Fraction(int(digits), 10 ** len(part))
    raise NeedsFullReaderError


@attrs.frozen(eq=False, repr=False)
class NameType(Type):
    """A text that names something."""

    is_name = is_word = True
    cell_format = CellFormat.TEXT
    arrow_forms = frozenset({ArrowForm.WHOLE_NUMBERS})
    column_phrase = Phrase("a name (text or whole numbers)", "名称（文本或整数）")
    schema_name = "name"
    cell_example = ""

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


LONGEST_YEAR = len("2022年度")
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
    problem, advice = name_problem(data)
    if problem:
        return context.refuse(value_errors.BadText(path=path, field=field, problem=problem, advice=advice))
    return data


def name_problem(text: str) -> tuple[Phrase, Phrase]:
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
    return not (len(name) <= LONGEST_YEAR and written_values.year(name))


@attrs.frozen(eq=False, repr=False)
class MemberType(Type):
    """One of several declared members."""

    is_member = is_word = True
    amount_advice = Phrase(
        "choose by it: `by FIELD` with a row for each member", "请按它划分：`按 字段 分别奖励：`，每个取值一档"
    )
    cell_format = CellFormat.TEXT
    cell_example = ""
    column_reader = ColumnReader.MEMBERS

    @property
    @abc.abstractmethod
    def choice_name(self) -> str: ...

    @property
    def key_domain(self) -> str:
        return f"members of {self.choice_name}"

    def column_number(self, value: object, vocabulary: DeclaredWords) -> int:
        return vocabulary.choice_by_name[self.choice_name].names.index(str(value))

    def members(self, vocabulary: DeclaredWords) -> tuple[object, ...]:
        return vocabulary.choice_by_name[self.choice_name].names

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        members = vocabulary.choice_by_name[self.choice_name].members
        names = join_phrases([LocalizedName(member.name, member.label.zh) for member in members])
        return Phrase("one of {members}", "下列之一：{members}", members=names)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        choice = vocabulary.choice_by_name[self.choice_name]
        labels = labels_of(choice.members)
        is_member = dict.fromkeys((*choice.names, *labels), True).get
        return ValueReader(fast_path_for_words(choice.names, labels), partial(_read_member, choice, labels), is_member)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        def read(text: str) -> str:
            name = handwritten_values.word(text, known)
            return name if name in known.values() else handwritten_values.special_word(text) or name

        return read

    def split_members(self, text: str, known: Mapping[str, str]) -> object:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.split_words(text, known)

    @property
    def schema_name(self) -> str:
        return choice_schema_name(self.choice_name)


def choice_schema_name(name: str) -> str:
    """The name of the definition of a choice. It has no point, because code generators read a point as a module."""
    return f"choice_{name.replace('.', '-')}"


def fast_path_for_words(words: Iterable[str], labels: Labels = NO_LABELS) -> FastPath[str]:
    """The quick check of a word that is one of several, or the label of one."""
    known: PlainWords[str] = PlainWords((word, word) for word in words)
    known.update([(label, name) for label, name in names_by_label(labels).items() if name in known])
    return known.__getitem__


def _read_member(
    choice: Choice, labels: Labels, context: ValueContext, data: object, field: str, path: str
) -> str | None:
    if not isinstance(data, str):
        advice = Phrase(
            "it is one of {members}", "应为其中之一：{members}", members=name_list(choice.names, 20, labels)
        )
        return context.report_wrong_type(
            data, field, path, Phrase("a member of `{choice}`", "`{choice}`的取值", choice=choice.name), advice
        )
    name = context.resolve_label(data, labels, path)
    if name is None or name in choice.names:
        return name
    report_unknown_member(context, path, field, data, choice.names, 20, labels)
    return None


def report_unknown_member(
    context: ValueContext, path: str, field: str, word: str, members: Collection[str], most: int = 12,
    labels: Labels = NO_LABELS,
) -> None:  # fmt: skip
    """Report a word that is not among the members, and list at most `most` of them."""
    advice = Phrase("it is one of {members}", "应为其中之一：{members}", members=name_list(members, most, labels))
    context.report_unknown(value_errors.UnknownFactMember, path, word, [*members, *labels], field=field, advice=advice)


@attrs.frozen(eq=False, repr=False)
class UnstatableType(Type):
    """A type of expressions whose values facts cannot state."""

    schema_name = "special"
    cell_example = ""

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("a value", "一个值")

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(defer_to_full_reader, _refuse_any_value)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        return text_itself


@attrs.frozen(eq=False, repr=False)
class Poison(UnstatableType):
    """The type of an expression with a reported error. It fits everything, so one mistake gives one finding."""

    is_poison = True
    phrase = Phrase("unclear", "不明")


def _refuse_any_value(context: ValueContext, data: object, field: str, path: str) -> None:
    advice = Phrase("a span of time follows from its days; give those", "时长由日期得出；请填写日期")
    context.report_wrong_type(data, field, path, Phrase("nothing that facts can state", "事实中不能填写的内容"), advice)


# ---- patterns

_WIDE = {narrow: wide for wide, narrow in written_values.FULL_WIDTH.items()}
_PARTS = re.compile(r"\[([^]]*)\]|\{[0-9,]+\}|\(\?:|(\\\.|[0-9A-Za-z/,%-])|.")


def pattern(form: str) -> str:
    """The pattern with full-width variants of all digits, letters and signs. Its classes may contain digits only."""

    def with_full_width(part: re.Match[str]) -> str:
        if part[1]:
            return f"[{part[1]}{part[1].translate({**_WIDE, ord('-'): '-'})}]" if part[1].isascii() else part[0]
        return f"[{part[2]}{part[2][-1].translate(_WIDE)}]" if part[2] else part[0]

    return f"^(?:{_PARTS.sub(with_full_width, form)})$"


KNOWN_YEAR = "((19|20|21)[0-9]{2}|2200)"
MONTH_PART, _DAY_PART = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_ISO_DAY = f"^{KNOWN_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_DAY = f"{KNOWN_YEAR}(-{MONTH_PART}-{_DAY_PART}|/{MONTH_PART}/{_DAY_PART}|年{MONTH_PART}月{_DAY_PART}日)"
YEAR = pattern(f"{KNOWN_YEAR}(年度?)?")
_PLAIN = "[1-9][0-9]{0,17}"
_WHOLE = f"(0|{_PLAIN}|[1-9][0-9]{{0,2}}(,[0-9]{{3}}){{1,5}})"
_LONG_WHOLE = "0|[1-9][0-9]{3,17}|[1-9][0-9]{0,2}(,[0-9]{3}){1,5}"
_SHORT_DECIMALS = ("00?", "[0-9]0?", "[0-9]{1,2}")
"""One or two decimals of a sum, by the decimals of its currency."""
NUMERAL = rf"{_WHOLE}(\.[0-9]{{1,18}})?"
QUOTIENT = f"(0|{_PLAIN})/{_PLAIN}"
_NOUGHT = r"0(\.0*)?[百千万亿]?|0/[0-9]*"
_HIDDEN = "".join(
    f"\\u{first:04x}-\\u{last:04x}" for first, last in RANGES_IN_NAMES if last < 0x10000 and first != 0xD800
)
"""Characters that are not allowed in names. Characters beyond U+FFFF are left out: not all schema readers support them.
"""

LARGEST = 10**18


def amount_pattern(decimals: int) -> str:
    """A number, optionally with a unit such as 万.

    It has at most `decimals` decimals when written out, not counting trailing zeros. A point before three digits may
    separate thousands, so a whole part of one to three digits has no three decimals in a currency without them.
    """
    places = {unit: decimals + power for unit, power in written_values.UNITS.items()}
    parts = {unit: rf"\.[0-9]{{1,{most}}}0*" if most else r"\.0+" for unit, most in places.items()}
    forms = [f"{_WHOLE}({part})?{unit}" for unit, part in parts.items()]
    if decimals < 3:
        short = rf"[1-9][0-9]{{0,2}}(\.({_SHORT_DECIMALS[decimals]}|[0-9]{{{decimals}}}0{{{4 - decimals},}}))?"
        forms[0] = f"({_LONG_WHOLE})({parts['']})?|{short}"
    return "|".join(forms)


# ---- forms

SPECIAL: Json = {"$ref": "#/$defs/special"}


def ref(name: str) -> Json:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def nullable(form: Json) -> Json:
    """The form, or null."""
    return {"anyOf": [form, {"type": "null"}]}


def or_special(form: Json) -> Json:
    """The form, or a special value."""
    return {"anyOf": [form, SPECIAL]}


def text_schema(form: str, *, is_nothing: bool = True) -> Json:
    """A text of the form; without `is_nothing` it must not be 0."""
    more: Json = {} if is_nothing else {"not": {"pattern": pattern(_NOUGHT)}}
    return {"type": "string", "pattern": pattern(form), **more}


def yes_or_no(*values: bool) -> Json:
    """A schema of these yes/no values."""
    return {
        "anyOf": [
            {"enum": [*values]},
            text_schema("|".join(word for word, v in written_values.FLAGS.items() if v in values)),
        ]
    }


def name_schema(**limits: int) -> Json:
    """A text without invisible characters; a contract number may be a number in JSON."""
    return {"anyOf": [name_text_schema(**limits), {"type": "integer", "minimum": 0, "exclusiveMaximum": LARGEST}]}


def name_text_schema(**limits: int) -> Json:
    """A text without invisible characters."""
    not_so: Json = {"anyOf": [{"pattern": f"[{_HIDDEN}]"}, {"enum": [*written_values.SPECIAL]}]}
    return {"type": "string", "pattern": "^[^ ](.*[^ ])?$", **limits, "not": not_so}


def object_schema(needed: Json, optional: Json | None = None) -> Json:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "required": list(needed),
        "additionalProperties": False,
        "properties": {**needed, **(optional or {})},
    }


def number_schema(**ends: int) -> Json:
    """A number of at most 18 digits."""
    return {"type": "number", "exclusiveMaximum": LARGEST, **ends}


def whole_number_schema(least: int) -> Json:
    """A whole number, from 0 or from 1."""
    number: Json = {"type": "integer", "minimum": least, "exclusiveMaximum": LARGEST}
    return {"anyOf": [number, text_schema(amount_pattern(0), is_nothing=least == 0)]}


def day_schema() -> Json:
    """A day."""
    return {"anyOf": [{"type": "string", "format": "date", "pattern": _ISO_DAY}, text_schema(_DAY)]}
