"""Words and forms of official wording in Chinese, as patterns, with the functions that read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ipdsl.driver.advice.words import Words
from ipdsl.schema.vocabulary import RecordKind

NUMBER = r"\d[\d,.]*(?:千万|百万|万|亿|千|百)?"
MONEY = rf"{NUMBER}元"
PERCENT = r"\d+(?:\.\d+)?%"
DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
VERB = "(?:奖励|补助|补贴|资助|贴息|扶持|奖补|支持)"
GIVE = "(?:再|再次|另|另外|额外)?(?:一次性)?(?:给予|予以|发放|给与|安排)?(?:一次性)?"
FUNDS = "(?:资金|奖金|经费|款)?"
COUNTER = "(?:[件个份项次名家种笔篇人亩张台辆套届部集座头只户]|平方米|平方公里|千瓦|公里|课时|学时|人次)"
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
    ("不低于|不少于|不小于|不得低于|不得少于|达到|达|满|在(?=[^,]*以上)", "不低于"),
    ("不超过|不高于|不多于|不大于|不得超过", "不超过"),
    ("超过|高于|大于|多于|超出", "超过"),
    ("低于|少于|小于|不足|不满|不到", "低于"),
)
UPWARDS = r"(?:\(含(?:本数)?\))?(?:及|或|\(含\))?以上(?:\(含(?:本数)?\))?"
HAN_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def start_of(clauses: Sequence[str]) -> tuple[str, list[str]]:
    """The day from which an award is paid, and the other clauses."""
    match = re.fullmatch(rf"(?:自|从)?(?P<day>{DAY})(?:起|以后|开始|之日起)", clauses[0]) if clauses else None
    return (match["day"], list(clauses[1:])) if match else ("", list(clauses))


def threshold(key: str) -> str | None:
    """The key of a row in words of the language: `300元（含）至700元` includes the lower number only."""
    key = key.strip().removesuffix("的")
    unit = rf"(?:元|{COUNTER})?"
    included = r"\(含(?:本数)?\)"
    upwards = re.fullmatch(rf"({NUMBER}){unit}{UPWARDS}", key)
    if upwards is not None:
        return f"{upwards[1]}以上"
    between = re.fullmatch(
        rf"({NUMBER}){unit}(?:{included}|以上)?(?:至|到|—|-|~|,)"
        rf"({NUMBER}){unit}(?P<upper>{included})?(?:\(不含\)|以下)?",
        key,
    )
    if between is not None and (re.search(included, key) or "不含" in key):
        if between["upper"]:
            return f"{between[1]} 至 {between[2]}"
        return f"{between[1]}以上、低于 {between[2]}"
    above = re.fullmatch(rf"(?:超过|高于|大于)({NUMBER}){unit}", key)
    if above is not None:
        return f"超过 {above[1]}"
    below = re.fullmatch(rf"(?:低于|不足|不满|少于)({NUMBER}){unit}", key)
    return f"低于 {below[1]}" if below is not None else None


def number_value(number: str) -> float:
    """The value of a number with a unit, for the order of rows only."""
    match = re.fullmatch(r"([\d,.]+)(\D*)", number)
    units = {"": 1, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8}
    return 0 if match is None else float(match[1].replace(",", "")) * units.get(match[2], 1)


def record_fields(words: Words, record: RecordKind | None) -> set[str]:
    """The texts of the fields of a record, without those of the applicant."""
    return set() if record is None else {words.text(field) for field in record.fields}


def comparison_of(text: str) -> str:
    """The comparison of the language that a comparison of official wording means."""
    return next(word for pattern, word in PREFIX_COMPARISONS if re.fullmatch(pattern, text))


def any_comparison() -> str:
    """A pattern for every comparison before a number."""
    return "|".join(pattern for pattern, _ in PREFIX_COMPARISONS)


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


def mask_numbers(text: str) -> str:
    """The text without the commas inside numbers, which do not part clauses."""
    return re.sub(r"(?<=\d),(?=\d{3})", "\0", text)
