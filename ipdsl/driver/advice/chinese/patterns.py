"""Words and forms of official wording in Chinese, as patterns, with the functions that read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from ipdsl.base.values import numerals
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.words import UnreadError, Words
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast

NUMBER = r"\d[\d,.]*(?:千万|百万|万|亿|千|百)?"
MONEY = rf"{NUMBER}元"
A_YEAR = "(?:每一?个?年度?|一个?年度?|年度|当年度?|全年度?|单年)"
"""Each year, in a rule."""
PERCENT = r"\d+(?:\.\d+)?%"
_HAN = "一二三四五六七八九十"
SHARE = (
    rf"(?:(?<![\d.,])\d+(?:\.\d+)?%|(?<![{_HAN}百])百分之[{_HAN}百点]+|(?<![{_HAN}])[{_HAN}]+分之[{_HAN}]+"
    r"|(?<![\d.,])\d{1,4}/\d{1,4}|一半)"
)
"""A rate in figures or in words: 30%, 三分之一."""
DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
VERB = "(?:奖励|补助|补贴|资助|贴息|扶持|奖补|支持|返还)"
GIVE = (
    "(?:(?:均|都)?可以?(?:享受|获得|申领|申请|领取))?"
    "(?:再|再次|另|另外|额外)?(?:一次性)?(?:给予|予以|发放|给与|安排)?(?:一次性)?"
)
FUNDS = "(?:资金|奖金|经费|款)?"
COUNTER = "(?:[件个份项次名家种笔篇人亩张台辆艘栋幢处株层套届部集座头只户]|平方米|平方公里|千瓦|公里|课时|学时|人次)"
ITEM_COUNTER = "[件个份项次笔]"
"""Counters of items. Others, such as 届 and 人, count items only if the record is defined by them: 一届会议."""
PURPOSE = r"(?:[^\W\d的以不内左右起至超或及和与最每给予分逐按再首上下前后]{0,4}?)"
"""The purpose of a subsidy, before the verb: 20万元建设补贴. No character of it can change the amount."""
LINKS = (
    "获得", "取得", "获", "得到", "通过", "其中", "其", "被", "并且", "并", "而且", "且", "以及", "及", "和", "、",
    "为", "是", "的", "达到", "进行", "开展", "当年", "年度", "已", "成功", "属于",
)  # fmt: skip
"""Words between the record, the event and the conditions, which the sentence of the language does not need."""
PREFIX_COMPARISONS = (
    ("不低于|不少于|不小于|不得低于|不得少于|达到|达|满|在", Comparison.AT_LEAST),
    ("不超过|不高于|不多于|不大于|不得超过|不得高于", Comparison.AT_MOST),
    ("超过|高于|大于|多于|超出", Comparison.MORE_THAN),
    ("低于|少于|小于|不足|不满|不到", Comparison.LESS_THAN),
)
"""The words of each comparison before a number; 在 is one only if 以上 follows the number."""
UPWARDS = r"(?:\(含(?:本数)?\))?(?:及|或|\(含\))?以上(?:\(含(?:本数)?\))?"
COUNT = r"(?:\d+|[一二三四五六七八九十两]+)"
"""A whole number in digits or numerals."""
HAN_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def start_of(clauses: Sequence[str]) -> tuple[str, list[str]]:
    """The day from which an award is paid, and the other clauses."""
    match = re.fullmatch(rf"(?:自|从)?(?P<day>{DAY})(?:起|以后|开始|之日起)", clauses[0]) if clauses else None
    return (match["day"], list(clauses[1:])) if match else ("", list(clauses))


def _in_digits(match: re.Match[str]) -> str:
    value = None if match[1].isdigit() else numerals.chinese(match[1])
    return match[1] if value is None else str(value)


def threshold(key: str) -> ast.RowKey | None:
    """The key of a row: `300元（含）至700元` includes the lower number only."""
    key = re.sub(rf"(?<!\d)({COUNT})(?={COUNTER}|元)", _in_digits, key.strip().removesuffix("的"))
    unit = rf"(?:元|{COUNTER})?"
    included = r"\(含(?:本数)?\)"

    def bound(op: Comparison, text: str) -> ast.ThresholdKey:
        return forms.threshold(op, forms.number(text))

    upwards = re.fullmatch(rf"({NUMBER}){unit}{UPWARDS}", key)
    if upwards is not None:
        return bound(Comparison.AT_LEAST, upwards[1])
    between = re.fullmatch(
        rf"({NUMBER}){unit}(?:{included}|以上)?(?:至|到|—|-|~|,)"
        rf"({NUMBER}){unit}(?P<upper>{included})?(?:\(不含\)|以下)?",
        key,
    )
    if between is not None and (re.search(included, key) or "不含" in key):
        if between["upper"]:
            return forms.between_key(forms.number(between[1]), forms.number(between[2]))
        return forms.threshold_range(bound(Comparison.AT_LEAST, between[1]), bound(Comparison.LESS_THAN, between[2]))
    both_ends = re.fullmatch(
        rf"(?:(?P<first>{any_comparison()})(?P<from>{NUMBER}){unit}|(?P<above>{NUMBER}){unit}{UPWARDS}),?"
        rf"(?:且|但)?(?P<last>{any_comparison()})(?P<to>{NUMBER}){unit}",
        key,
    )
    if both_ends is not None:
        first = comparison_of(both_ends["first"]) if both_ends["first"] else Comparison.AT_LEAST
        last = comparison_of(both_ends["last"])
        if first.end is last.end:
            return None
        return forms.threshold_range(
            bound(first, both_ends["from"] or both_ends["above"]), bound(last, both_ends["to"])
        )
    downwards = re.fullmatch(
        rf"({NUMBER}){unit}(?:{included}|及|或|\(含\))以下(?:{included})?|({NUMBER}){unit}以下{included}", key
    )
    if downwards is not None:
        return bound(Comparison.AT_MOST, downwards[1] or downwards[2])
    exactly = re.fullmatch(rf"({NUMBER}){COUNTER}", key)
    if exactly is not None:
        return forms.between_key(forms.number(exactly[1]), forms.number(exactly[1]))
    single = re.fullmatch(rf"(?P<op>{any_comparison()})(?P<number>{NUMBER}){unit}", key)
    return None if single is None else bound(comparison_of(single["op"]), single["number"])


def record_fields(words: Words, record: RecordKind | None) -> set[str]:
    """The texts of the fields of a record, without those of the applicant."""
    return set() if record is None else {words.text(field) for field in record.fields}


def comparison_of(text: str) -> Comparison:
    """The comparison that a comparison of official wording means."""
    return next(op for pattern, op in PREFIX_COMPARISONS if re.fullmatch(pattern, text))


def any_comparison() -> str:
    """A pattern for every comparison before a number."""
    words = (word for pattern, _ in PREFIX_COMPARISONS for word in pattern.split("|"))
    return "|".join(r"在(?=[^,]*以上)" if word == "在" else word for word in words)


def share_of(text: str) -> ast.Percent:
    """The rate that figures or words state."""
    if text == "一半":
        return forms.rate(Fraction(1, 2))
    if text.endswith("%"):
        return forms.rate(Fraction(text[:-1]) / 100)
    if text.startswith("百分之"):
        return forms.rate((numerals.chinese(text.removeprefix("百分之")) or Fraction(0)) / 100)
    if "分之" in text:
        below, above = (numerals.chinese(part) for part in text.split("分之"))
        if not above or not below:
            raise UnreadError
        return forms.rate(above / below, is_fraction=True)
    return forms.rate(Fraction(text), is_fraction=True)


def award_verb(text: str) -> str:
    """A verb of awards that the language has."""
    return text if text in ("奖励", "资助", "补助", "补贴", "扶持", "贴息") else "奖励"


def any_of(texts: Iterable[str]) -> str:
    """A pattern for any of these texts, the longest first. Without texts it matches nothing."""
    options = sorted({text for text in texts if text}, key=lambda text: (-len(text), text))
    return f"(?:{'|'.join(map(re.escape, options))})" if options else "(?!)"


def longest_start(text: str, words: Iterable[str]) -> str | None:
    """The longest of these words at the start of a text."""
    return max((word for word in words if word and text.startswith(word)), key=len, default=None)


def longest_end(text: str, words: Iterable[str]) -> str | None:
    """The longest of these words at the end of a text."""
    return max((word for word in words if word and text.endswith(word)), key=len, default=None)


def mask_numbers(text: str) -> str:
    """The text without the commas inside numbers, which do not part clauses."""
    return re.sub(r"(?<=\d),(?=\d{3})", "\0", text)
