"""Words that people use for keywords, in English and Chinese.

Each row lists other words for a keyword, by its terminal. A word may be in several rows: the first keyword that is
accepted at the place applies. Words that no single keyword replaces have separate advice in `common_mistakes`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

import attrs

from ipdsl.base.value_object import ValueObject

SYNONYMS = {
    "AT_MOST": (
        "up to", "capped at", "capped by", "capped to", "limited to", "limited at", "not exceeding", "not to exceed",
        "no more than", "not more than", "not over", "not above", "no greater than", "no higher than", "maximum of",
        "maximum", "max of", "max", "with a cap of", "with a maximum of", "with a limit of", "cap of", "cap at", "cap",
        "limit of", "limit", "ceiling of", "ceiling", "subject to a cap of", "within", "at maximum", "at the most",
        "<=", "=<", "≤", "≦", "最高不超过", "最高", "最多", "不高于", "不大于", "不多于", "不得超过", "上限为", "上限",
        "封顶", "限额", "小于等于",
    ),
    "AT_LEAST": (
        "no less than", "not less than", "no fewer than", "not fewer than", "not below", "not under", "no lower than",
        "minimum of", "minimum", "min of", "reaches", "reaching", ">=", "=>", "≥", "≧", "不少于", "不小于", "不得低于",
        "大于等于", "达到", "最低", "最少",
    ),
    "MORE_THAN": (
        "over", "exceeds", "exceeding", "exceed", "greater than", "higher than", "larger than", "bigger than",
        "in excess of", ">", "大于", "高于", "多于",
    ),
    "ABOVE": ("over", "exceeding", "in excess of", "beyond", "超过", "高于"),
    "LESS_THAN": ("under", "below", "fewer than", "lower than", "smaller than", "<", "小于", "少于", "不足", "不到"),
    "BETWEEN": ("in the range of", "in the range", "ranging from"),
    "IS": ("equals", "equal to", "is equal to", "are", "==", "=", "是", "等于", "属于"),
    "PLUS": ("and", "+", "added to", "increased by", "加上", "另加", "外加", "和"),
    "TIMES": ("*", "×", "x", "multiplied by", "乘"),
    "DIVIDED_BY": ("/", "÷"),
    "LESS": ("minus", "-", "net of", "after deducting", "deducting", "reduced by", "减去", "扣除", "扣减"),
    "OF": ("from the", "占"),
    "PER": ("each", "every", "for each", "for every", "每个", "每家", "每户", "每位"),
    "TO": ("for", "到", "对", "付给", "给予", "发给"),
    "AND": (
        "&&", "&", ",", "as well as", "also", "but", "并且", "而且", "以及",
        "和", "及", "与", "同时",
    ),
    "OR": ("||", "|", "/", "either", "或者", "或是"),
    "WHEN": (
        "where", "upon", "after", "whenever", "in case", "provided that", "provided", "on condition that", "who",
        "which", "如果", "凡",
    ),
    "WHILE": ("as long as", "so long as", "during", "只要"),
    "EACH_YEAR": ("annually", "yearly", "per annum", "a year", "every year", "逐年", "按年"),
    "ONCE": ("one-time", "one time", "only once", "one-off", "a single time", "仅一次", "一次"),
    "NOT": ("isn't", "!", "no", "non", "不", "未", "不是"),
    "HAS": ("owns", "holds", "having", "possesses", "有", "具有", "持有"),
    "BY": ("according to", "depending on", "based on", "as per", "根据", "按照", "依据"),
    "OTHERWISE": ("else", "other", "others", "rest", "the rest", "default", "其他", "其它", "否则"),
    "FROM": ("since", "starting", "beginning", "as of", "从", "起"),
    "UNTIL": ("to", "till", "through", "至", "到"),
    "AWARD": (
        "pay", "grant", "give", "subsidy", "subsidise", "subsidize", "reward", "bonus", "payment", "补贴", "补助",
        "奖", "发放", "给予",
    ),
    "ARTICLE": ("section", "chapter", "art", "art.", "paragraph", "章", "节", "款"),
    "CAP": ("maximum", "max", "ceiling", "capped", "at most", "up to", "上限", "最高", "最多", "不超过"),
    "NOTHING_BELOW": ("minimum", "no payment below", "not below", "最低"),
    "IF": ("provided", "only if", "only", "condition", "requires", "如果", "须", "应"),
    "READING": ("note", "comment", "remark", "说明", "备注"),
    "FORMERLY": (
        "former label", "former name", "former", "previously", "before", "earlier", "was", "renamed from", "moved from",
        "continues", "原来为", "原来是", "原名", "曾用名", "曾为",
    ),
    "ENDED": (
        "repealed", "ends", "ended with", "deleted", "removed", "abolished", "discontinued", "withdrawn", "revoked",
        "expired", "no longer", "closed", "废止", "失效",
    ),
    "EFFECTIVE": ("valid", "in force", "effect", "生效", "施行"),
    "NO_REPEAT": ("no double", "no duplicate", "不得重复", "不重复享受"),
    "PAY_HIGHEST": ("highest only", "highest", "only the highest", "从高", "就高不就低"),
    "YEAR": ("annum", "fiscal year", "financial year", "budget year", "calendar year", "财政年度", "会计年度"),
    "ITEMS": ("pieces", "times", "cases", "records", "项", "个", "次"),
    "MATTER": ("project", "thing", "subject"),
}  # fmt: skip
"""Synonyms by the terminal of the keyword."""

FRACTIONS = {
    "half": 50, "quarter": 25, "fifth": 20, "tenth": 10, "all": 100, "whole": 100, "double": 200, "twice": 200,
    "triple": 300, "一半": 50, "半数": 50, "全额": 100, "全部": 100, "两倍": 200, "双倍": 200,
}  # fmt: skip
"""Shares in words, in percent."""

SHARES = FRACTIONS.keys() | {"share", "part", "portion", "percentage", "fraction", "部分", "份额", "比例"}
"""Words for a share, including those without a number."""

PERIODS = {
    "month", "months", "quarter", "quarters", "week", "weeks", "day", "days", "decade", "semester", "lifetime", "term",
    "annum", "fiscal_year", "financial_year", "budget_year", "period", "个月", "月", "月份", "季度", "季", "日", "天",
    "财政年度", "会计年度", "自然年", "周期",
}  # fmt: skip
"""Periods that rules do not support."""


@attrs.frozen(eq=False, repr=False)
class KeywordMatch(ValueObject):
    """Words at a place that mean a keyword: their end, and the keyword's terminal without its underscore."""

    end: int
    terminal: str


@functools.cache
def _terminals_by_phrase() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each phrase with the keywords that it may mean, the longest phrase first."""
    terminals_by_phrase: dict[str, tuple[str, ...]] = {}
    for terminal, phrases in SYNONYMS.items():
        for phrase in phrases:
            terminals_by_phrase[phrase] = (*terminals_by_phrase.get(phrase, ()), terminal)
    return tuple(sorted(terminals_by_phrase.items(), key=lambda row: -len(row[0])))


def find_keyword(text: str, offset: int, accepts: Collection[str]) -> KeywordMatch | None:
    """The keyword that the words at this offset mean, if it is accepted there."""
    low = text.lower()
    for phrase, terminals in _terminals_by_phrase():
        end = offset + len(phrase)
        if not low.startswith(phrase, offset) or _is_inside_word(phrase, text[end : end + 1]):
            continue
        fitting = [t for t in terminals if f"_{t}" in accepts]
        if fitting:
            return KeywordMatch(end, fitting[0])
    return None


def _is_inside_word(phrase: str, following: str) -> bool:
    """Whether the phrase is only the beginning of a word; a number may follow a Chinese phrase directly."""
    if not re.match(r"\w", following) or not re.search(r"\w$", phrase):
        return False
    return phrase.isascii() or not following.isdigit()
