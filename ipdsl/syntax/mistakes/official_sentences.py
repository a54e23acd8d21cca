"""English sentences of official documents that no keyword begins: the sentence of the language for each.

Input: a sentence that cannot be parsed. Output: advice, with the figures of the sentence, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.values import numerals
from ipdsl.base.values.numerals import whole_number

_FUNDS = r"(?:fund(?:s|ing)?|support|aid|assistance|grants?|subsid(?:y|ies)|payments?)"
_OTHERS = r"(?:other|another|others|state|federal|national|provincial|county|municipal|public|upper|higher)"
_WORDS = {word: str(value) for value, word in enumerate(numerals.ENGLISH[:10], 1)}
_NUMBER = rf"(?:\d+|{'|'.join(_WORDS)})"
_SPAN = rf"(?P<number>{_NUMBER}) ?(?P<unit>years?|months?)"
_SUM = r"[^\w\s]?(?P<sum>\d[\d,.]*\d|\d)"
_RECEIVED = r"(?:receive[ds]?|received|had|got|been (?:paid|granted|awarded|supported)|obtained|benefited|benefitted)"


class OfficialSentence(NamedTuple):
    """A pattern over a sentence, and what to write; the advice may use the groups of the pattern."""

    words: str
    advice: Callable[[re.Match[str]], Phrase]


_COUNTING = Phrase(
    "write `counting all other support` under the award: the award less what others paid for the item; a higher"
    " level of the same title is written `top up per matter`, and `less already paid for RECORD of the same FIELD`"
    " deducts the earlier payments of the applicant",
    "在所管的那项奖励之下写`各级各类资助合并计算`：从奖励中减去其他各级、其他计划对该项目已付的金额；"
    "晋级的写`同一 事项 晋级补足差额`，扣除该申请人此前所得的写`扣除 同一 字段 的 记录 已奖励部分`",
)
_REPEATED = Phrase(
    "write `no repeat per matter`, or `no repeat per KEY per year` for one year; for support by another level write"
    " `none when another level supported the same matter`",
    "写`同一 事项 不重复奖励`，只看一年的写`同一 归并项 同一年度 不重复奖励`；其他各级已奖励的写"
    "`凡 同一事项已享受其他各级政府奖励 的，不予奖励`",
)
_BY_ANOTHER_LEVEL = Phrase(
    "write `none when another level supported the same matter`; to pay the difference, write"
    " `counting all other support` under the award",
    "写`凡 同一事项已享受其他各级政府奖励 的，不予奖励`；只付差额的，在奖励之下写`各级各类资助合并计算`",
)
_ONE_OF_SEVERAL = Phrase(
    "write `limit 1 applicant per KEY across applicants, best first`: the key is a field that all of them state, such"
    " as a household; `pay highest` compares the awards of one applicant only",
    "写`每个 归并项 各申请人合计 最多 1个 申请人，从高到低`：归并项是几方都填写的字段，例如家庭编号；"
    "`就高不重复`只比较一个申请人的各项奖励",
)


_ENDED = Phrase(
    "an award that an earlier version of the page had is listed in a line under `policy`: `ended 1.RECORD.EVENT`",
    "以前版本有、本页不再有的奖励，在`政策`之下写一行`已废止 1.记录.事件`",
)


def _minimum_advice(match: re.Match[str]) -> Phrase:
    return Phrase(
        "write `nothing below {sum}` under the award for each claim, or `nothing below {sum} per KEY per year` for the"
        " sum of a year",
        "单项不足的，在奖励之下写`单项不足 {sum}元 的，不予奖励`；一年合计不足的，写"
        "`每个 归并项 每年 合计不足 {sum}元 的，不予奖励`",
        sum=match["sum"].replace(",", ""),
    )


def _span_advice(match: re.Match[str]) -> Phrase:
    number = whole_number(_WORDS.get(match["number"].lower(), match["number"])) or 0
    months = number * (12 if match["unit"].lower().startswith("year") else 1)
    return Phrase(
        "write `limit 1 items per KEY in any {months} months`; fixed periods from the first year of the policy are"
        " written like `per 3 years`",
        "写`每个 归并项 连续 {months}个月 内 最多 1件`；自有效期的第一个年度起分段的，写如`每 3年`",
        months=months,
    )


SENTENCES = (
    OfficialSentence(
        r"\w .*\b(?:is|are|was|were|been) (?:hereby )?(?:repealed|abolished|deleted|withdrawn|discontinued|revoked)\b",
        lambda _: _ENDED,
    ),
    OfficialSentence(
        r"^(?=.*\b(?:spouses?|husband and wife|family members?)\b).*"
        r"\b(?:only|both|paid|once|together|highest|apply|one spouse|one of the spouses)\b",
        lambda _: _ONE_OF_SEVERAL,
    ),
    OfficialSentence(
        rf"^(?!.*\b(?:promot|advanc))(?=.*\b{_OTHERS}\b)(?=.*\b{_FUNDS}\b)"
        r".*\b(?:deduct(?:ed|ing)?|subtract(?:ed|ing)?|less(?! than)|net of|minus|topp?(?:ed|s|ing)? up|difference)\b",
        lambda _: _COUNTING,
    ),
    OfficialSentence(rf"\bonce\b.*\b(?:in|every|within|per)\b(?: any| each| the last)? {_SPAN}\b", _span_advice),
    OfficialSentence(rf"\b(?:not|no)\b.*\bagain\b.*\b(?:within|for|in) {_SPAN}\b", _span_advice),
    OfficialSentence(
        rf"\balready {_RECEIVED}\b.*\b(?:{_OTHERS} (?:level|government|programmes?|sources?|authority)|the state)\b",
        lambda _: _BY_ANOTHER_LEVEL,
    ),
    OfficialSentence(rf"\b(?:already|previously) {_RECEIVED}\b", lambda _: _REPEATED),
    OfficialSentence(
        rf"\b(?:below|less than|under|smaller than)\b {_SUM}.*\b(?:nothing|not|no)\b.*"
        r"\b(?:paid|granted|awarded|payable|grant|payment)\b",
        _minimum_advice,
    ),
    OfficialSentence(
        rf"\b(?:nothing|no (?:grant|payment|award)s?)\b.*\bpaid\b.*\b(?:below|less than|under) {_SUM}", _minimum_advice
    ),
)
"""The sentences, the more specific first."""


_MOST_CHARACTERS = 600
"""How many characters of a sentence the patterns read; the time of some grows with the square of the length."""


def sentence_advice(text: str) -> Phrase:
    """What to write for an official sentence; empty if the table has no such sentence."""
    if re.match(r"award\b", text, re.IGNORECASE):
        return NOTHING
    for sentence in SENTENCES:
        match = re.search(sentence.words, text[:_MOST_CHARACTERS], re.IGNORECASE)
        if match is not None:
            return sentence.advice(match)
    return NOTHING
