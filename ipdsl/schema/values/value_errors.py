"""Findings about single values of facts, and values that change: R008, R028, R030 to R043, R057 to R059, R089,
R142.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, FieldFinding, Severity, Texts, WordFinding
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase


class FieldValueFinding(FieldFinding):
    """A finding about the value of a field."""

    found: MessageValue


class WrongType(FieldFinding, code="R030"):
    """A value of the wrong type."""

    en: ClassVar[Texts] = Texts("`{field}` is {expected}, not {found}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{field}`应为{expected}，不是{found}", help="{advice}")

    expected: MessageValue
    found: MessageValue
    advice: Phrase = NOTHING


class InexactNumber(FieldValueFinding, code="R031"):
    """A binary floating-point number of Python."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is a float ({found}), which is not exact",
        help='give a whole number, a decimal text such as "12.34", or a Decimal',
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`是浮点数（{found}），浮点数不精确", help='请写整数、十进制文本如`"12.34"`，或`Decimal`'
    )


class TooManyFactDecimals(FieldValueFinding, code="R032"):
    """A sum with more decimals than its currency."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is {found}, but {currency} has {decimals}",
        help="give the sum on the receipt, with at most these decimals",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`是{found}，而{currency}{decimals}",
        help="请照凭证填写金额，小数不多于此",
    )

    currency: str
    decimals: Phrase


class Negative(FieldValueFinding, code="R033"):
    """A sum or a count below zero, or a rate of exchange that is 0."""

    en: ClassVar[Texts] = Texts("`{field}` is {problem}: {found}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{field}`{problem}：{found}", help="{advice}")

    advice: Phrase
    problem: Phrase = Phrase("negative", "是负数")


class FractionalFactCount(FieldValueFinding, code="R034"):
    """A count that is not whole."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is a count, but {found} is not a whole number", help="write a whole number, 0 or more"
    )
    zh: ClassVar[Texts] = Texts("`{field}`是件数，而{found}不是整数", help="请写整数，0或以上")


class BadText(FieldFinding, code="R035"):
    """A text that is empty, begins or ends with a blank, or contains an invalid character."""

    en: ClassVar[Texts] = Texts("`{field}` {problem}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{field}`{problem}", help="{advice}")

    problem: Phrase
    advice: Phrase


class NotADay(FieldValueFinding, code="R036"):
    """A text that is not a calendar date."""

    en: ClassVar[Texts] = Texts("`{field}` is not a {what}: {found}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{field}`不是{what}：{found}", help="{advice}")

    advice: Phrase
    what: Phrase = Phrase("day", "日期")


class AmbiguousForm(FieldFinding, code="R089"):
    """A text with several meanings: a day with two-digit parts, a shortened number, names with commas between them."""

    en: ClassVar[Texts] = Texts("`{field}` is `{found}`, which can mean {readings}", help="write the intended one")
    zh: ClassVar[Texts] = Texts("`{field}`是`{found}`，可以理解为{readings}", help="请写明是哪一个")

    found: str
    readings: Phrase


class YearOutOfRange(FieldValueFinding, code="R037"):
    """A day or year before 1900 or after 2200."""

    en: ClassVar[Texts] = Texts("`{field}` is not within 1900 to 2200: {found}", help="check the digits of the year")
    zh: ClassVar[Texts] = Texts("`{field}`不在1900年至2200年之间：{found}", help="请核对年份")


class UnknownFactCurrency(WordFinding, code="R038"):
    """An unknown currency code."""

    en: ClassVar[Texts] = Texts("`{word}` is not a known currency", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是已知的货币", help="{advice}")

    advice: Phrase


class ForeignCurrencyRefused(FieldFinding, code="R039"):
    """A sum in a foreign currency, in a policy that converts none."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is in {currency}, which this policy does not convert",
        help="give the sum in {own}, from the receipt or the bank",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`的金额是{currency}，而本政策不折算这一项", help="请按凭证或银行单据填写{own}金额"
    )

    currency: str
    own: str


class SpecialNotAllowed(FieldValueFinding, code="R040"):
    """`none`, `cannot be determined` or unknown where only a value is allowed."""

    en: ClassVar[Texts] = Texts("`{field}` must be a value, not {found}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{field}`必须有值，不能是{found}", help="{advice}")

    advice: Phrase


class PeriodsOfFixedField(FieldFinding, code="R041"):
    """Periods for a field that is declared fixed."""

    en: ClassVar[Texts] = Texts(
        "`{field}` never changes: it takes one value, not periods", help="write the value alone"
    )
    zh: ClassVar[Texts] = Texts("`{field}`不会变化，只有一个值，不分时段", help="请只写这个值")


class PeriodReversed(Diagnostic, code="R042"):
    """A period that ends before it begins."""

    en: ClassVar[Texts] = Texts(
        "the period ends before it begins: {start} to {end}", help="both days belong to the period; swap them"
    )
    zh: ClassVar[Texts] = Texts("时段的结束早于开始：{start}至{end}", help="首尾两日都算在内；请把两者对调")

    start: str
    end: str


class PeriodsOverlap(FieldFinding, code="R043"):
    """Two periods of one field that share days."""

    en: ClassVar[Texts] = Texts(
        "two periods of `{field}` overlap: {first} and {second}",
        help="a day has one value: end the earlier period one day before the later one",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`有两个时段重叠：{first}与{second}", help="一天只能有一个值；请让前一时段早一天结束"
    )

    first: Phrase
    second: Phrase


class RateWithoutPercent(FieldValueFinding, code="R057"):
    """A rate above 1 without a percent sign."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is {found}, that is {found} times the whole",
        help='write "{found}%" for a percentage; without the sign a rate is at most 1',
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`是{found}，即全额的{found}倍", help='如果是百分比，请写`"{found}%"`；不带百分号的比例最大为1'
    )


class BareRate(FieldValueFinding, code="R142", severity=Severity.WARNING):
    """A rate of at most 1 without a percent sign, the first one of its column; it is read as a share."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is {found} without a percent sign, and is read as {share}; values without a sign: {number}",
        help='write "{share}", or "{found}%" for {found} percent',
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`填写为{found}，没有百分号，按{share}计算；没有百分号的共{number}处",
        help='请写`"{share}"`；本意是百分之{found}的，请写`"{found}%"`',
    )

    share: MessageValue
    number: int = 1


class DuplicateMember(FieldFinding, code="R058"):
    """A list field with a duplicate value."""

    en: ClassVar[Texts] = Texts("`{field}` lists `{word}` twice", help="keep one of the two")
    zh: ClassVar[Texts] = Texts("`{field}`两次列出`{word}`", help="请只保留一个")

    word: str


class MixedScriptsInFacts(WordFinding, code="R092"):
    """A key or a name that mixes Latin letters with a Greek or Cyrillic one and is not declared."""

    en: ClassVar[Texts] = Texts(
        "`{word}` has a letter of another script, `{letter}` ({name})",
        help="type it again in a single script; this letter may look like a different one",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`中有其他文字的字母`{letter}`（{name}）", help="请用一种文字重新输入；这个字母可能像另一个字母"
    )

    letter: str
    name: str


class LookAlike(WordFinding, code="R059"):
    """Two names that differ only in capitals, width, the kind of dash, an apostrophe or letters that look the same."""

    en: ClassVar[Texts] = Texts(
        "`{word}` looks like `{other}`, but is a different name",
        "`{other}` is at {place}",
        "write the same name in the same way everywhere; distinguish two names by more than "
        "capitals, full-width characters, dashes, apostrophes, quotation marks or letters of another script{advice}",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`看起来像`{other}`，却是另一个名称",
        "`{other}`在`{place}`",
        "同一名称请处处写得一样；确是两个的，不要只以大小写、全角半角、横线的样式、撇号、引号或其他文字的字母区分{advice}",
    )

    other: str
    place: str
    advice: Phrase = NOTHING
    """The answer that these are the ids of two applicants."""


class TooManyFactDigits(Diagnostic, code="R008"):
    """A number of more than 18 digits, in the text or in a value."""

    en: ClassVar[Texts] = Texts(
        "a number of {digits} digits", label="at most 18", help="a number has at most 18 digits, decimals included"
    )
    zh: ClassVar[Texts] = Texts("数字有{digits}位", "最多18位", "数字连同小数最多18位")

    digits: int


class UnknownFactMember(FieldFinding, code="R028"):
    """A value that is not a member of its choice or level."""

    en: ClassVar[Texts] = Texts("`{field}` cannot be `{word}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{field}`不能是`{word}`", help="{advice}")

    word: str
    advice: Phrase
