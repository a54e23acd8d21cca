"""Common mistakes with words of the language: a next step for each, by the words at the place and just before it.

Input: the place where the parser stopped. Output: advice, or nothing. Nothing is parsed again.

Other words for a keyword are in rows by its terminal. A word may be in several rows: the first keyword that is accepted
at the place applies. Words that no single keyword replaces have separate advice.

English sentences of official documents that no keyword begins get the sentence of the language, with their figures.

Sentences on money that is paid back are read part by part, by the rows of `grammar/repayment_phrases.toml`.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

import attrs

from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase, literal_phrase
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import numerals
from ipdsl.base.values.numerals import whole_number
from ipdsl.base.values.written_values import decimal
from ipdsl.base.version import __language__
from ipdsl.syntax import keywords
from ipdsl.syntax.keywords import Keyword, Surface
from ipdsl.syntax.layout import SentenceLine, has_chinese
from ipdsl.syntax.literals import MONTHS
from ipdsl.syntax.parser_tables import accepted_terminals, kind_of, stop_in_text

CURRENCY_ADVICE = Phrase("write the amount alone; the currency is that of the policy", "只写数额；币种以政策的币种为准")
_NUMERALS = "〇○零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬"
_IN_WORDS = re.compile(f"[OoIl{_NUMERALS}]*[{_NUMERALS}]+(?:元|个|件|项|年|%)?")
EXCEPTION_ADVICE = Phrase(
    "an exception is written as a condition: `if not …` in a line under the award, or `and not …` after `when` if it"
    " is about the record",
    "例外写作条件：对申请人的，在奖励句下写一行`须 非 …`；对记录的，在`的`之前写`且 非 …`",
)
CONDITION_ADVICE = Phrase(
    "write conditions on the record after `when`, and those on the applicant in an `if` line under it",
    "对记录的要求写在`对 … 的`之中；对申请人的要求写在其下的`须`一行",
)
LINE_BREAK_ADVICE = Phrase(
    "the next line does not continue the sentence: it may be broken before `and`, `or`, `when`, `while`, `plus`,"
    " `less`, `to`, `per`, `once` and `from`, and after a comma",
    "下一行没有接上这一句：只能在`且`、`或`、`加`、`减`之前，或者在`，`、`、`之后换行",
)
RATE_ADVICE = Phrase(
    "a field is named alone; a value times a field of a rate is written with `之`",
    "字段单独写，不写`的`；值乘以比例字段的，写`值 之 比例字段`",
)
PER_MILLE_ADVICE = Phrase("a rate is written in percent: 1‰ is `0.1%`", "比例写作百分数：1‰写`0.1%`")
YEAR_OF_WORD = Phrase(
    "a figure is that of the year without these words; the records of the year are `RECORD in the year`, before `with`",
    "年度数据不写这几个词即为当年；当年的记录写作`RECORD in the year`，写在`with`之前",
)
STANDING_ADVICE = frozenset(
    (EXCEPTION_ADVICE, CONDITION_ADVICE, LINE_BREAK_ADVICE, RATE_ADVICE, PER_MILLE_ADVICE, YEAR_OF_WORD)
)
"""Advice that names every form, so that it is right even if an edit for one form is not."""
_END = r"(?![\w%]|[.\-]\w)"
_NAME = rf"[^\W\d]\w*{_END}"
"""A whole word."""
_MULTIPLES = {"twice": "200%", "double": "200%", "thrice": "300%", "triple": "300%"}
YEARS = {"annually", "yearly", "annum", "each", "every", "逐年", "每年"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OPERATORS = {
    "times": "times", "multiplied": "times", "divided": "divided by", "reduced": "less", "minus": "less",
    "increased": "plus",
}  # fmt: skip
"""The operators that people write at the beginning of a line."""
_HEAD_WORDS = {"ONCE", "PER", "TO", "FROM", "AMONG"}
_UNITS = {"year": "年", "month": "个月", "day": "日"}
DATE_WORDS = {
    "at least": "on or after|not before|not? (?:earlier|sooner) than|since",
    "at most": "on or before|not after|not? later than|until",
    "more than": "after|later than",
    "less than": "before|earlier than|prior to",
}
"""Comparisons with the words that people use for days."""

_PART_VALUES = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5)}
_DIGITS_OF_SHARE = 4
"""The maximum number of decimals of a percentage; other parts are written as a fraction."""


WORD = re.compile(r'"[^"]*"|[\w%]+(?:[.\-]\w+)*|\S')


def keyword_at(text: str, offset: int, surface: Surface = Surface.ENGLISH) -> Keyword | None:
    """The longest keyword at this offset."""
    return longest_keyword(text, offset, surface)[0]


@functools.lru_cache(maxsize=4096)
def longest_keyword(text: str, offset: int, surface: Surface = Surface.ENGLISH) -> tuple[Keyword | None, int]:
    """The longest keyword at this offset, and its length."""
    keyword, phrase = max(
        ((keyword, phrase) for keyword in keywords.table(surface).values() for phrase in keyword.phrases),
        key=lambda pair: _is_at(text, offset, pair[1]) and len(pair[1]),
    )
    return (keyword, len(phrase)) if _is_at(text, offset, phrase) else (None, 0)


def _is_at(text: str, offset: int, phrase: str) -> bool:
    """Whether a text has a phrase at an offset, in any case and not as the beginning of a longer word."""
    end = offset + len(phrase)
    return text[offset:end].lower() == phrase.lower() and not re.match(r"\w", text[end : end + 1])


@attrs.frozen(eq=False, repr=False)
class PageContext(ValueObject):
    """What the explanation of a sentence needs of its page.

    `is_declared` says whether a vocabulary of the page declares a word. `currency` is the code of its currency.
    """

    is_declared: Callable[[str], bool] = lambda word: True
    currency: str = "CNY"
    is_vocabulary: bool = False


@attrs.frozen(eq=False, repr=False)
class StopPoint(ValueObject):
    """The place where the parser stopped in a sentence under a start symbol, and the terminals accepted there."""

    line: SentenceLine
    start: str
    stopped: int
    accepts: frozenset[str]
    page: PageContext

    @classmethod
    def create(cls, line: SentenceLine, start: str, page: PageContext, offset: int | None = None) -> StopPoint:
        """The place where the parser stops in a sentence, or an earlier offset."""
        surface = line.surfaces[0]
        if offset is None:
            stopped, accepts = stop_in_text(line.text, start, surface)
        else:
            stopped, accepts = offset, accepted_terminals(line.text[:offset], start, surface)
        if page.is_vocabulary and start == keywords.PAGE and accepts == accepted_terminals("", start, surface):
            accepts &= keywords.VOCABULARY_KEYWORDS
        return cls(line, start, stopped, accepts, page)

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def surface(self) -> Surface:
        return self.line.surfaces[0]

    @property
    def table(self) -> Mapping[str, Keyword]:
        """The keywords of the language of the sentence."""
        return keywords.table(self.surface)

    @property
    def offset(self) -> int:
        """The offset of the word, after the blanks."""
        return len(self.text) - len(self.text[self.stopped :].lstrip(" "))

    @property
    def word(self) -> str:
        """The word at the place, as written."""
        match = WORD.match(self.text, self.offset)
        end = match.end() if match else len(self.text)
        return self.line.written[self.offset : end]

    @property
    def first_keyword(self) -> Keyword | None:
        """The keyword with which the sentence begins."""
        return keyword_at(self.text, 0, self.surface)

    @property
    def keyword(self) -> Keyword | None:
        """The keyword at the place."""
        return keyword_at(self.text, self.offset, self.surface)

    @property
    def terminal(self) -> str:
        """The terminal of the keyword at the place, or ""."""
        return "" if self.keyword is None else self.keyword.terminal

    @property
    def verb(self) -> str:
        """The terminal of the keyword of the sentence, or ""."""
        return (
            self.first_keyword.terminal if self.first_keyword is not None and self.first_keyword.begins_sentence else ""
        )

    @property
    def marked_text(self) -> str:
        """The sentence with `¦` before the word at the place."""
        return f"{self.text[: self.offset].rstrip()} ¦{self.word}{self.text[self.offset + len(self.word) :]}"

    @property
    def next_word(self) -> str:
        """The word after the one at the place."""
        match = re.match(r"\s*([^\W\d]\w*)", self.text[self.offset + len(self.word) :])
        return match[1] if match else "…"

    def span(self, start: int, end: int) -> Span:
        """The place of some characters of the sentence, at least one."""
        return self.line.span(start, max(end, start + 1))

    def stop_point_at(self, offset: int) -> StopPoint:
        """The same sentence, stopped at an earlier offset."""
        return StopPoint.create(self.line, self.start, self.page, offset)

    def reads(self, text: str) -> bool:
        """Whether another text is a sentence under the start symbol."""
        return kind_of(text, self.start, self.surface) is not None

    def is_declared(self, word: str) -> bool:
        """Whether a vocabulary of the page declares a word."""
        return self.page.is_declared(word)

    def keyword_text(self, terminal: str) -> str:
        """A keyword as this page writes it; `otherwise` after a value has its comma."""
        phrase = self.table[terminal].preferred_phrase
        return f", {phrase}" if terminal == "IF_NONE" and phrase.isascii() else phrase


_MOST_CHARACTERS = 600
"""How many characters of a sentence a pattern reads; the time of some grows with the square of the length."""
Values: TypeAlias = "Mapping[str, MessageValue] | None"


class Mistake(NamedTuple):
    """Words around a place, and the advice. `¦` is the place: `is ¦not` is `not` after `is`.

    A pattern without `¦` is over the sentence. The texts have the groups of the pattern, the word at the place as
    `found`, and the one after it as `next`, also as what is counted, `key`. The row applies if `terminal` is accepted
    at the place, and in sentences of the verbs. `is_name`: the word is not a keyword. `values` returns further values
    of the texts, or `None` if the row does not apply.
    """

    words: str
    en: str
    zh: str
    verbs: Collection[str] = ()
    terminal: str = ""
    is_name: bool = False
    values: Callable[[re.Match[str], StopPoint], Values] = lambda match, place: {}

    def advice_on(self, place: StopPoint) -> Phrase:
        """The advice, empty if the row does not apply."""
        is_other = (self.is_name and place.keyword is not None) or (
            self.terminal and self.terminal not in place.accepts
        )
        if is_other or (self.verbs and place.verb not in self.verbs):
            return NOTHING
        text = place.marked_text if "¦" in self.words else place.text[:_MOST_CHARACTERS]
        match = re.search(self.words, text, re.IGNORECASE)
        further = None if match is None else self.values(match, place)
        if match is None or further is None:
            return NOTHING
        word, following = place.word, place.next_word
        values: dict[str, MessageValue] = {"found": word, "next": following, "key": keywords.per_phrase(following)}
        values |= {**match.groupdict(""), **further}
        texts = self.en + self.zh
        return Phrase(self.en, self.zh, **{name: value for name, value in values.items() if f"{{{name}}}" in texts})


def first_advice(mistakes: Iterable[Mistake], place: StopPoint) -> Phrase:
    """The advice of the first row that applies, or nothing."""
    return next(filter(None, (each.advice_on(place) for each in mistakes)), NOTHING)


def advice(place: StopPoint, near: tuple[str, ...]) -> Phrase:
    """What to write instead. Empty if the mistake is not a common one, or if a similar keyword is nearer."""
    return first_advice(SURE_MISTAKES + HEAD_MISTAKES if near else SURE_MISTAKES + MISTAKES, place)


class Example(NamedTuple):
    """A sentence of a verb in both languages. A form that only some sentences have is selected by a word in them."""

    verb: str
    en: str
    zh: str
    word: str = ""


EXAMPLES = (
    Example("POLICY", 'policy town_2023 "TITLE"', "政策 town_2023 “标题”"),
    Example("DOCUMENT", 'document "NUMBER"', "文号 “文号”"),
    Example("ISSUED", "issued 2023-01-01", "2023年1月1日 印发"),
    Example("EFFECTIVE", "effective 2023-01-01 to 2025-12-31", "自 2023年1月1日 起施行，有效期至 2025年12月31日"),
    Example("YEAR_BEGINS", "year begins 04-01", "年度 自 4月1日 起算"),
    Example("STATUS", "status draft", "稿别 征求意见稿"),
    Example("SAME_MATTER", "same matter of KIND is FIELD", "类别 的 同一事项 按 字段"),
    Example("CURRENCY", "currency CNY", "币种 CNY"),
    Example("ROUND", "round half up to 0.01", "金额 四舍五入 至 0.01"),
    Example("USE", "use ip", "使用词汇 ip"),
    Example("LANGUAGE", f"language {__language__}", f"语言版本 {__language__}"),
    Example("REPLACES", 'replaces "DOCUMENT"', "“文号” 同时废止"),
    Example("CLAUSE", "clause LABEL was OLD_LABEL", "条款名 原为 旧条款名"),
    Example("FORMERLY", "formerly 2.RECORD.EVENT, LABEL", "原 2.记录.事件、条款名"),
    Example("ENDED", "ended 1.RECORD.EVENT, LABEL", "已废止 1.记录.事件、条款名"),
    Example("ARTICLE", 'article 3 "TITLE"', "第3条 “标题”"),
    Example("GROUP", "group NAME", "组 名称"),
    Example("OVER_ARTICLES", "over articles 5 to 9", "适用于 第5条至 第9条"),
    Example("TABLE", "here NAME by FIELD", "本文件所称 名称 按 字段 分别是指："),
    Example("LESS_PAID", "less already paid for RECORD of the same FIELD", "扣除 同一 字段 的 记录 已奖励部分"),
    Example("CONVERT_AT", "convert at SERIES on FIELD", "按 日期 的 行情 折算"),
    Example("OF_WHICH", 'of which 10% for "NAME"', "其中 10% 拨给 “名称”"),
    Example("READING", 'reading "…"', "理解 “…”"),
    Example("TITLE", 'title "…"', "标题 “…”"),
    Example("SOURCE", 'source "…"', "出处 “…”"),
    Example("LIMIT", "limit 3 items per KEY per year", "每个 归并项 每年 最多 3件"),
    Example("NO_REPEAT", "no repeat per matter", "同一 事项 不重复奖励"),
    Example("PAY_HIGHEST", "pay highest per KEY per year", "同一 归并项 同一年度 就高不重复"),
    Example("TOP_UP", "top up per matter", "同一 事项 晋级补足差额"),
    Example("CAP", "cap 50000 per KEY per year", "每个 归并项 每年 最高奖励 5万元"),
    Example("NOTHING_BELOW", "nothing below 500 per KEY per year", "每个 归并项 每年 合计不足 500元 的，不予奖励"),
    Example("QUOTA", "quota 2 to 5 PLURAL per year", "每年 评选 2至5个 记录"),
    Example("SUSPEND", "suspend WHO for the year when RECORD EVENT", "对 记录 事件 的 对象，当年不予奖励"),
    Example("NONE_WHEN", "none when CONDITION", "凡 条件 的，不予奖励"),
    Example("EXCEPT", "except article 3, LABEL", "第3条、条款名 除外"),
    Example("CARRY_FORWARD", "carry forward 2 years", "超出部分 可在后 2年 内兑现"),
    Example("COUNTING_LEVELS", "counting support of LEVEL, LEVEL", "级别、级别 资助合并计算"),
    Example("MATTER", "matter FIELD", "同一事项 按 字段"),
    Example("REFERS_TO", 'refers to "DOCUMENT" for RECORD EVENT', "对 记录 事件 的，按 “文号” 执行"),
    Example("OBLIGE", 'oblige WHO to "…"', "对象 应当 “…”"),
    Example("ALLOCATE", "allocate 50000 per year to WHO while STATE", "对 状态 期间 的 对象，每年 安排 5万元"),
    Example("RECOVER", "recover 100% of what was paid when RECORD EVENT", "对 记录 事件 的，追回 已拨付资金"),
    Example("COLLECT", "collect 5% of FIELD from WHO when RECORD EVENT", "对 记录 事件 的 对象，按 字段 的 5% 收取"),
    Example("SURCHARGE", "surcharge 20%", "加收 20%"),
    Example("INTEREST", "interest 3% per year from the payment to FIELD", "自 拨款之日 至 日期 按 年利率 3% 计息"),
    Example("NOTHING_UP_TO", "nothing up to 50", "单项不超过 50元 的，不予追回"),
    Example("IN_THE_ORDER", "in the order LABEL, LABEL", "依次自 条款名、条款名 中退回"),
    Example("SET_OFF", "set off against awards for 3 years", "抵扣 以后 3年 应得金额"),
    Example("PAY_IN_PARTS", "pay in parts", "分期拨付："),
    Example("THE_REST", "the rest when EVENT", "事件 后 拨付 余款"),
    Example("TARGET", 'target "…" 200 by 2025', "到 2025年，“…” 达到 200"),
    Example("HERE", "here WHO means FIELD", "本文件所称 对象 是指 字段"),
    Example("VOCABULARY", 'vocabulary NAME "TITLE"', "词汇 名称 “标题”"),
    Example("APPLICANT", 'applicant NAME "LABEL"', "申请人 名称 “中文名”"),
    Example("CLASS", "class NAME is KIND, KIND", "统称 名称 包括 类别、类别"),
    Example("LEVEL", "level national > provincial", "级别 国家级 > 省级"),
    Example("CHOICE", "choice NAME first, second", "选项 名称 甲、乙"),
    Example("SERIES", "series NAME percent, monthly", "行情 名称 比例，每月"),
    Example("RECORD", 'record NAME "LABEL"', "记录 名称 “中文名”"),
    Example("KEY", "key FIELD", "识别项 字段"),
    Example("EVENT", "event NAME on FIELD", "事件 名称 于 日期"),
    Example("STATE", "state NAME from FIELD until FIELD", "状态 名称 自 日期 至 日期"),
    Example("CASES_FOR", "cases for NAME", "案例集 名称"),
    Example("CASE", 'case "…"', "案例 “…”"),
    Example("GIVEN", "given KIND FIELD", "已知 类别：字段"),
    Example("GIVEN_FIGURES", "given figures 2023: FIGURE 100", "已知 2023年 数据：指标 100"),
    Example("GIVEN_HISTORY", "given history LABEL ITEM paid 500 in 2022", "已知 2022年 已兑现 条款名 项目 500元"),
    Example("GIVEN_SUPPORT", "given support ITEM LEVEL 500 in 2022", "已知 2022年 级别 已资助 项目 500元"),
    Example("GIVEN_APPROVAL", "given approval LABEL ITEM 500", "已知 核定 条款名 项目 500元"),
    Example("GIVEN_SERIES", "given series NAME 2023-01-01: 3.65%", "已知 行情 名称 2023年1月1日：3.65%"),
    Example("GIVEN_RANK", "given rank FIGURE 2 in 2023", "已知 2023年 指标 名次 第2名"),
    Example("GIVEN_OLDER", 'given older document "DOCUMENT" ITEM 500', "已知 以往文件 “文号” 项目 500元"),
    Example("GIVEN_AS_OF", "given as of 2023-12-31", "已知 截至 2023年12月31日"),
    Example("EXPECT", "expect ITEM 500", "应得 项目 500元"),
    Example(
        "REFERS_TO",
        'refers to "DOCUMENT" instead of articles 1 to 24 for records of 2022',
        "2022年度 的记录，第1条至 第24条 改按 “文号” 执行",
        "instead",
    ),
    Example("REFERS_TO", 'refers to "DOCUMENT" for policy', "全文 按 “文号” 执行", "policy"),
    Example("OBLIGE", "oblige WHO to match at least 50% of award", "对象 应当 按 不低于 奖励金额 的 50% 配套", "match"),
    Example(
        "NONE_WHEN",
        "none when this level supported the same matter",
        "凡 同一事项已享受本级其他资助 的，不予奖励",
        "this",
    ),
    Example(
        "NONE_WHEN",
        "none when another level supported the same matter",
        "凡 同一事项已享受其他各级政府奖励 的，不予奖励",
        "level",
    ),
    Example(
        "PAY_HIGHEST",
        "pay highest of article 2, article 4 per KEY per year",
        "在 第2条、第4条 之间，同一 归并项 同一年度 就高不重复",
        "of",
    ),
    Example("PAY_HIGHEST", "pay highest with older documents per matter", "同一 事项 连同以往文件 就高不重复", "older"),
    Example(
        "CAP",
        "cap 50000 paid per year across applicants, in turn",
        "每年 各申请人合计 实际拨付 最高不超过 5万元，按序全额拨付",
        "paid",
    ),
    Example(
        "CAP", "cap 50000 per FIELD per year across applicants", "同一 字段 每年 各申请人合计 最高奖励 5万元", "across"
    ),
    Example("ROUND", "round down to 100 per KEY per year", "每个 归并项 每年 金额 向下取整 至 100", "per"),
    Example("EFFECTIVE", "effective 2023-01-01 to 2025-12-31", "自 2023年1月1日 起施行，有效期至 2025年12月31日", "to"),
    Example("EFFECTIVE", "effective from 2023-01-01 for 3 years", "自 2023年1月1日 起施行，有效期 3年", "from"),
    Example("GIVEN", 'given "A" as KIND FIELD', "已知 “甲” 为 类别：字段", "as"),
    Example("EXPECT", "expect 2023 total 500", "应得 2023年 合计 500元", "total"),
    Example("EXPECT", "expect due between 0 and 500", "应得 合计 介于 0 至 500元", "due"),
    Example("EXPECT", "expect obligation of article 3", "应尽义务 第3条", "obligation"),
    Example("EXPECT", "expect value of NAME for ITEM 500", "应算得 名称（项目） 500元", "value"),
    Example("EXPECT", 'expect for "A" ITEM 500', "“甲” 应得 项目 500元", "for"),
    Example("EXPECT", "expect carried 500 to 2024", "应得 结转 500元 至 2024年", "carried"),
    Example("EXPECT", "expect lapsed 500", "应得 逾期作废 500元", "lapsed"),
    Example("EXPECT", "expect to pay back 500", "应退回 500元", "back"),
    Example("EXPECT", "expect net 500", "净得 500元", "net"),
    Example("EXPECT", "expect payable now 500", "本次应付 500元", "payable"),
    Example("EXPECT", "expect no obligation of article 3", "不应有义务 第3条"),
    Example(
        "RECOVER",
        "recover what was paid above FIELD when RECORD EVENT",
        "对 记录 事件 的，追回 已拨付资金 超出 字段 部分",
        "above",
    ),
    Example(
        "GIVEN_HISTORY",
        "given history LABEL ITEM paid 500 on 2022-06-30",
        "已知 2022年6月30日 已兑现 条款名 项目 500元",
        "on",
    ),
)
"""Every sentence that consists of more than its verb, and other forms of some verbs."""
CHINESE = {example.en: example.zh for example in EXAMPLES}
"""The examples in Chinese, by the English example."""
RULES_WITH_PER = tuple(
    example.verb
    for example in EXAMPLES
    if " per " in example.en and keywords.LIKELY_BODIES.get(example.verb) == "rule_line" and not example.word
)
"""The rules that count by a key."""


def example_of(verb: str, text: str) -> Example | None:
    """The example of a verb that is most similar to a sentence."""
    words = text.lower().split()
    fitting = [each for each in EXAMPLES if each.verb == verb and (not each.word or each.word in words)]
    return max(fitting, key=lambda example: bool(example.word), default=None)


_DENIED = r"¦(?:not|非|不)(?!\w)"
_CASE_MISTAKES = (
    Mistake(
        rf"{_DENIED}[\s:]*(?:known|stated|given)(?!\w)",
        "write `unknown` for an unknown fact",
        "不知道的写作`未知`",
        terminal="_UNKNOWN",
    ),
    Mistake(
        rf"{_DENIED}[\s:]*(?:known|stated|given)(?!\w)",
        "write `no RECORD` if it does not exist, and `RECORD unknown` if it is not known",
        "没有的写作`无 记录`，不知道有没有的写作`记录 未知`",
        terminal="_NO",
    ),
    Mistake(
        _DENIED,
        "write `no {next}` if it does not exist, and `{next} unknown` if it is not known",
        "没有的写作`无 {next}`，不知道有没有的写作`{next} 未知`",
        terminal="_NO",
    ),
    Mistake(
        rf"{_DENIED}[\s:]*(?:known|stated|given)(?!\w)",
        "say what the applicant is, `given KIND`; a field that the case does not mention is not known",
        "请写明申请人是什么：`已知 类别`；案例没有提到的字段就是未知",
        ("GIVEN",),
    ),
    Mistake(
        _DENIED,
        "write a false fact of the applicant after its kinds without a comma: `given KIND not {next}`",
        "申请人不具备的情形写在类别之后：`已知 类别：非 {next}`",
        ("GIVEN",),
    ),
    Mistake(
        _DENIED,
        "of a year write which figures are not known: `given figures 2022: FIGURE unknown`",
        "某一年请写明哪些数据未知：`已知 2022年 数据：年度数据 未知`",
        ("GIVEN_FIGURES",),
    ),
    Mistake(
        _DENIED,
        "a case is self-contained: delete the line if the fact does not exist",
        "案例没有写的就是没有：没有的，不写这一行",
        ("GIVEN_SUPPORT", "GIVEN_HISTORY"),
    ),
)
"""Facts of a case that are false, missing or unknown."""


_RANGE_ADVICE = (
    "a range is not a sum: write rows, such as `award by FIELD …`; or two lines under the award, `at least {low}` and"
    " `at most {high}`; or `award up to {high} …` for a sum that is approved",
    "区间不是一个数额：请按情形分档，写`按 字段 分别奖励：`；或者在奖励之下写`单项不低于 {low}`和`单项不超过 {high}`；"
    "数额经核定的，写`最高奖励 {high}`",
)
_SHARE_RANGE_ADVICE = (
    "a range is not a share: write a row for each share, such as `award by FIELD …`; or `award up to {high} of …` for a"
    " sum that is approved",
    "区间不是一个比例：请按情形分档，写`按 字段 分别奖励：`，每档一个比例；数额经核定的，写最高的比例"
    "`最高奖励 字段 的 {high}`",
)
RANGE_TEXTS = (_RANGE_ADVICE[0], _SHARE_RANGE_ADVICE[0])
_IN_AMOUNT = r"^(?!.*\b(?:when|while|if|between)\b.* ¦).*?"
_WITH_AMOUNTS = ("AWARD", "CAP", "")
EXCEPTION = Mistake(rf"¦unless{_END}|(?:^|\s)unless ¦", EXCEPTION_ADVICE.en, EXCEPTION_ADVICE.zh)
SURE_MISTAKES = (
    EXCEPTION,
    Mistake(
        "¦across applicants",
        "only a cap or a limit ends with `across applicants`",
        "只有最高金额和件数限制可以`各申请人合计`",
        RULES_WITH_PER,
    ),
    Mistake(
        r"¦(?:paid|granted|eligible|approved|due|兑现|获奖|获得奖励)(?!\w)",
        "the outcome of a claim that is paid is `awarded`; or write its amount",
        "获得奖励的，结果写作`奖励`；或者写明金额",
        ("EXPECT",),
        "_AWARDED",
    ),
    Mistake(
        rf"{_IN_AMOUNT}(?<![\d.-])(?P<low>\d[\d.]*%?)(?: to)? ¦(?:[-–~] ?)?(?P<high>\d[\d.]*%)",
        *_SHARE_RANGE_ADVICE,
        _WITH_AMOUNTS,
    ),
    Mistake(
        rf"{_IN_AMOUNT}(?<![\d.,-])(?P<low>\d[\d,.]*) (?:¦[-–~] ?|to ¦)(?P<high>\d[\d,.]*)(?![\d%-])",
        *_RANGE_ADVICE,
        _WITH_AMOUNTS,
    ),
    Mistake(r"(?:award|cap) between ¦(?P<low>\d[\d,.]*) and (?P<high>\d[\d,.]*)(?!%)", *_RANGE_ADVICE),
)
"""Mistakes that are certain even if a similar keyword is near."""


def _day_of_words(match: re.Match[str], _: StopPoint) -> Values:
    return {"date": f"{match['year']}-{_MONTHS.index(match['month'].lower()) + 1:02}-{int(match['day']):02}"}


def _part_of_sum(match: re.Match[str], place: StopPoint) -> Values:
    """A part of a sum: as a percentage, or as a fraction if no short percentage equals it."""
    part = _PART_VALUES.get(match["part"].lower(), Fraction(1, 2))
    is_percentage = (part * 10 ** (2 + _DIGITS_OF_SHARE)).denominator == 1
    share = f"{decimal(part * 100)}%" if is_percentage else str(part)
    return None if place.is_declared(match["part"].lower()) else {"share": share}


_NUMBER_MISTAKES = (
    Mistake(
        rf"(?:^|\s)(?:for (?:each|every) full|每满) (?P<number>\d[\d.]*) ¦(?:[%％]|percent){_END}"
        r"(?:\s*of (?P<base>\([^()]* divided by [^()]*\)))?",
        "a step is a number, not a percentage; steps of a share are written `for each full {number} of (100 times"
        " {base})`",
        "级差是数值，不是百分数；比例的级差写作`（100 乘以 {base}） 每满 {number} 计 …`",
        values=lambda match, _: {"base": match["base"] or Phrase("SHARE", "比例")},
    ),
    Mistake("¦[¥￥$€£]", CURRENCY_ADVICE.en, CURRENCY_ADVICE.zh),
    Mistake(
        r"\brounded .*\d ¦%",
        "a percentage is not rounded: round the number that it is computed from, such as `(A divided by B) rounded half"
        " up to 0.001`, whose step is a number, or round the sum",
        "百分比不取整：请对计算它的数值取整，例如`（甲 除以 乙） 四舍五入 至 0.001`，级差写数值；或者对金额取整",
    ),
    Mistake(
        r"(?<![\d.])(?P<number>\d[\d,.]*) ¦(?:%|％|percent(?!\w))",
        "a share is written without a blank: `{number}%`",
        "比例中间不空格：`{number}%`",
        values=lambda _, place: {} if place.text[: place.offset].endswith(" ") else None,
    ),
    Mistake(
        r"(?<![\d.,])(?P<number>\d[\d,.]*) ¦(?P<next>\d{3}|[百千万亿]元?|元)"
        r"(?: (?P<third>\d{3}))?(?: (?P<fourth>\d{3}))?(?!\w)",
        "a number is written without blanks: `{number}{next}{third}{fourth}`",
        "数字中间不空格：`{number}{next}{third}{fourth}`",
    ),
    Mistake(
        r"(?<![\d.])(?P<share>\d[\d.]*[%％]) ¦[%％]",
        "one sign is enough: `{share} of …`",
        "只写一个百分号：`… 的 {share}`",
    ),
    Mistake(
        r"(?<![\d.])(?P<number>\d[\d,.]*) ¦percentage points?(?!\w)",
        "percentage points are written `{number}%`",
        "百分点写作`{number}%`",
    ),
    Mistake(
        r"¦- ?\d",
        "no sum is below zero; a difference is written `a less b`",
        "金额不会小于零；差额写作`甲 减 乙`",
        terminal="LPAR",
    ),
    Mistake(
        rf"¦(?:{'|'.join((*numerals.ENGLISH[:10], *'一二两三四五六七八九十'))})(?!\w)",
        "write the number in figures",
        "请用阿拉伯数字",
        terminal="NUMBER",
    ),
    Mistake(
        r"(?P<share>\d[\d.]*[%％]) ¦",
        "say of what: `{share} of {found}`",
        "请写明基数：`{found} 的 {share}`",
        terminal="_OF",
        is_name=True,
    ),
    Mistake(r"(?P<share>\d[\d.]*[%％]) ¦", "say of what: `{share} of …`", "请写明基数：`… 的 {share}`", terminal="_OF"),
    Mistake(
        rf"(?<![\d,.])(?P<day>0*(?:[1-9]|[12]\d|3[01])) ¦(?P<month>{'|'.join(_MONTHS)})\S*?\s*,?\s*(?P<year>\d{{4}})\b",
        "a day is written `{date}`",
        "日期写作`{date}`",
        values=_day_of_words,
    ),
    Mistake(
        rf"(?:^|\s)(?P<multiple>{'|'.join(_MULTIPLES)}) ¦[^\W\d]",
        "a multiple is written as a share: `{share} of {found}`",
        "倍数写作比例：`{found} 的 {share}`",
        values=lambda match, _: {"share": _MULTIPLES[match["multiple"].lower()]},
    ),
    Mistake(
        rf"\b0?(?P<share>\.\d+) ¦of{_END}",
        "a share is written as a percentage: `{percent}% of {next}`",
        "比例写作百分比：`{next} 的 {percent}%`",
        values=lambda match, _: {"percent": decimal(Fraction(match["share"]) * 100)},
    ),
    Mistake(
        r"(?:^|\s)award (?:an?|one|1) ¦(?P<part>\S+?)\s*of(?!\w)",
        "a part is written as a share: `{share} of FIELD`",
        "一部分写作比例：`字段 的 {share}`",
        values=_part_of_sum,
    ),
    Mistake(
        r"\s(?:per|for each|for every|每个?|每满) ¦\d",
        "steps are written `AMOUNT for each full {found} of FIELD`",
        "按级递增的写作`字段 每满 {found} 计 金额`",
        ("AWARD",),
    ),
    Mistake(
        r"\s(?:per|每) ¦\d",
        "a rule counts by the calendar year, `per year`, or without it for as long as the policy lasts",
        "规则按自然年计算，写`每年`；不写的，按政策有效期合并计算",
    ),
)


_GROWTH = (
    r"\s(?P<figure>[^\W\d]\w*) ¦(?:ha(?:ve|s) )?(?:(?P<fall>fallen|fell|decreased|dropped|declined)|rose|risen"
    r"|increased|grew|grown) (?:by )?(?:at least |(?P<strict>more than |over ))?(?P<change>\d+(?:\.\d+)?)%"
)
_CHANGES = {(True, True): "less than", (True, False): "at most", (False, True): "more than", (False, False): "at least"}
"""The comparison with last year, by whether the change is a fall and whether it is strict."""


def _growth(match: re.Match[str], _: StopPoint) -> Values:
    """The comparison with last year, and the share of its figure: `sales have fallen by at least 30%`."""
    change = Fraction(match["change"])
    comparison = keywords.phrase(_CHANGES[match["fall"] is not None, match["strict"] is not None])
    return {"comparison": comparison, "share": decimal(100 - change if match["fall"] else 100 + change)}


_UNTESTED_NAME = rf"(?:^|\s)(?:and|or|not|且|或|非) (?P<field>\S+) ¦{_NAME}(?!\s*(?:\d|(?:is|at|more|less|between)\b))"
"""A word after another in a condition, which has no comparison."""
_CONDITION_MISTAKES = (
    Mistake(
        r"¦within (?:the )?(?:first )?(?P<number>\d+) (?P<unit>(?:year|month|day)s?)(?!\w)",
        "a period is a line under it: `if DATE less than {number} {unit} after the payment`, or after another day",
        "期限在其下另写一行：`须 日期 距 拨款之日 低于 {number}{unit}`，也可以距其他日期",
        ("RECOVER",),
        values=lambda match, _: {"unit": literal_phrase(match["unit"], _UNITS[match["unit"].rstrip("s").lower()])},
    ),
    Mistake(
        "¦[><=≥≤＞＜≧≦]",
        "compare in words: `at least`, `more than`, `at most`, `less than` or `is`",
        "请用文字比较：`不低于`、`超过`、`不超过`、`低于`或`为`",
        terminal="_AT_LEAST",
    ),
    Mistake(
        r"¦within (?:the last )?(?P<span>\d+ (?:year|month|day)s?)(?!\w)",
        "a span is counted back from the day of the claim: `at most {span} ago`",
        "时长从申请之日往回算：`距今 不超过 {span}`",
        terminal="_AT_LEAST",
    ),
    Mistake(
        r"(?:^|\s)within ¦(?P<number>\d+)\s*(?P<unit>(?:year|month|day)s?) (?:of|after|from) (?P<day>[^\W\d]\w*)",
        "a time between two days is written `DATE at most {number} {unit} after {day}`",
        "两个日期之间的时长写作`日期 距 {day} 不超过 {number}{unit}`",
        values=lambda match, _: {"unit": literal_phrase(match["unit"], _UNITS[match["unit"].rstrip("s").lower()])},
    ),
    Mistake(
        r"\b(?:if|and|or) no ¦[^\W\d]",
        "records are counted by `has`: `has no {found} …`",
        "统计记录用`拥有`：`没有 {found} …`",
        is_name=True,
    ),
    Mistake(
        r"\bhas ¦[^\W\d]",
        "records are counted by `has`: `has at least 1 {found} …`",
        "统计记录用`拥有`：`拥有 1件以上 {found} …`",
        is_name=True,
    ),
    Mistake(
        _GROWTH,
        "compare with the year before: `{figure} {comparison} {share}% of {figure} of last year`; a change in numbers"
        " is `increase of {figure} over last year at least …`",
        "与上年比较：`{figure} {comparison} 上年 {figure} 的 {share}%`；增加的数量写`{figure} 比上年增加 不低于 …`",
        values=_growth,
    ),
    Mistake(
        _UNTESTED_NAME,
        "`{field}` is not declared; one sentence is about one kind of record: write a second `award` for another",
        "`{field}`没有声明；一句只写一种记录：另一种记录请另写一句奖励",
        terminal="_IS",
        is_name=True,
        values=lambda match, place: None if place.is_declared(match["field"]) else {},
    ),
    Mistake(
        _UNTESTED_NAME,
        "one sentence is about one kind of record: write a second `award` for `{field}`; a value follows `is`:"
        " `{field} is {found}`",
        "一句只写一种记录：`{field}`请另写一句奖励；取值写在`为`之后：`{field} 为 {found}`",
        terminal="_IS",
        is_name=True,
    ),
    Mistake(r"\bbetween (?P<low>\S+) ¦to(?!\w)", "a range is `between {low} and …`", "范围写作`介于 {low} 至 …`"),
    Mistake(
        r"(?P<field>\S+) (?:is|为) ¦(?:not|非|不)(?!\w)",
        "write `not` before the condition: `not {field} is {next}`",
        "`非`写在所否定的内容之前：`非 {field} 为 {next}`",
    ),
    Mistake(
        r"\bis ¦(?:at|more|less|between)(?!\w)",
        "leave out `is`: a comparison needs none",
        "请删去`为`：比较不需要它",
    ),
    Mistake(
        r"\bis ¦\d",
        "a number is compared: `at least {found}`, or `between {found} and {found}`",
        "数字要作比较：`不低于 {found}`，或`介于 {found} 至 {found}`",
    ),
    Mistake(
        r"\b(?:when|while) \w+ ¦is(?!\w)",
        "leave out `is`: an event or a state follows the record, `{next}`",
        "请删去`为`：事件或状态直接写在记录之后，`{next}`",
    ),
    Mistake(
        r"\b(?:when|while) \w+ ¦(?:and|or)(?!\w)",
        "the kind of record comes first, then its words: `when RECORD words`",
        "先写记录类别，再写它的词：`对 记录 事件 的`",
    ),
    Mistake(
        r"\b(?:when|while) (?P<word>a|an|the|each|every|any)(?: \w+)? ¦",
        "leave out `{word}`",
        "请删去`{word}`",
        is_name=True,
    ),
    Mistake(
        r"\bhave\b.* ¦",
        "records are counted by `has`: `has at least 1 RECORD words`",
        "统计记录用`拥有`：`拥有 1件以上 记录 事件`",
        terminal="_AND",
    ),
)
"""Mistakes with values and with superfluous words in a condition."""


_RULE_MISTAKES = (
    Mistake(
        r"\bfor ¦",
        "leave out `for`",
        "请删去`for`",
        ("EXCEPT",),
    ),
    Mistake(
        "¦",
        "what is spared is parted by commas: `except article 3, LABEL`",
        "除外的各项用顿号隔开：`第3条、条款名 除外`",
        ("EXCEPT",),
    ),
    Mistake(
        r"¦for (?:all|every|several|applicants)(?!\w)",
        "a cap that several applicants fill together ends with `across applicants`",
        "几个申请人共用的最高金额请写`各申请人合计`",
        ("CAP",),
    ),
    Mistake(
        r"¦(?:, *)?(?P<line>(?:carry forward|counting) .*\S)",
        "write `{line}` on a line under the cap",
        "`{line}`请另写一行，在最高金额之下",
        ("CAP",),
    ),
    Mistake(
        r"¦(?:, *)?(?:earliest first|(?:on a )?first[ -]come|in the order of (?:the )?(?:day|date|appl))",
        "leave it out: a cap takes claims in the order of their days; `in order of FIELD` is another order",
        "请删去：最高金额按申请的日期先后使用；另有次序的写`按 字段 先后`",
        ("CAP",),
    ),
    Mistake(
        "¦(?:, *)?best first",
        "name the field that decides: `across applicants, highest FIELD first`",
        "请写明按什么排列：`各申请人合计 …，按 字段 从高到低`",
        ("CAP",),
    ),
    Mistake(
        r"cap (?P<amount>.+?) ¦(?:, *)?at most (?P<limit>\d[\d,]*)",
        "the smaller of two sums is written `cap min({limit}, {amount}) …`",
        "两者中较低的写作`最高奖励 （{limit} 与 {amount} 孰低）`",
        ("CAP",),
    ),
    Mistake(
        r"^(?!.*\bper year\b.*¦).*¦(?:, *)?(?:over all years|in all\b|in total\b|altogether"
        r"|for (?:the whole|life|ever|good)\b)",
        "leave it out: without `per year` the rule covers all years of the policy",
        "请删去：不写`每年`的，按全部年度合计",
        ("CAP", "LIMIT"),
    ),
    Mistake(r"¦an? year\b", "`a year` is written `per year`", "`a year`写作`每年`", ("CAP", "LIMIT")),
    Mistake(
        r"\bthen ¦earliest first",
        "leave it out: claims that are equal in these fields are in the order of their days",
        "请删去：这些字段都相同的，按申请的日期先后",
        ("CAP", "LIMIT"),
    ),
    Mistake(
        r"^ *ties in order of highest ¦(?P<field>[^\W\d]\w*)",
        "the greatest first is written `ties highest {field} first`",
        "较大的在前写作`并列的按 {field} 从高到低`",
        ("TIES_IN_ORDER",),
    ),
    Mistake(
        r"\bthen ¦(?:by |lowest |smallest )?(?P<field>[^\W\d]\w*)(?: first)?$",
        "write `then highest {field} first`, or `then in order of {field}` for the smallest first",
        "请写`，按 {field} 从高到低`，由小到大的写`，按 {field} 先后`",
        ("CAP", "LIMIT", "TIES_IN_ORDER", "TIES_HIGHEST"),
    ),
    Mistake(
        r"\b(?:highest [^\W\d]\w*|in order of [^\W\d]\w*)(?: first)?,? *¦,? *(?!whole\b|in turn|in proportion)\w",
        "the order of equal values follows `then`: `then highest FIELD first` or `then in order of FIELD`",
        "相同的再按其他字段排列的，接着写`，按 字段 从高到低`或`，按 字段 先后`",
        ("CAP", "LIMIT", "TIES_IN_ORDER", "TIES_HIGHEST"),
    ),
    Mistake(
        r"¦by (?:the )?(?:highest|largest|biggest) (?P<field>[^\W\d]\w*)",
        "for all applicants together, write `across applicants, highest {field} first`; for each applicant, `best"
        " first` takes the largest awards",
        "全部申请人一起排序的，写作`各申请人合计 最多 3件，按 {field} 从高到低`；每个申请人的，"
        "`从高到低`先取金额高的奖励",
        ("LIMIT",),
    ),
)
"""Mistakes in caps, limits and exceptions."""


_TWO_LIMITS = (
    "limits of the amount are two lines: `at least {low}` and `at most {high}`",
    "金额的上下限分两行写：`单项不低于 {low}`和`单项不超过 {high}`",
)


_LIMIT_OF_ROW = (
    "a limit of a row is written `, limit {number} items per KEY` after the amount",
    "一档的件数限制写在金额之后：`，每个 归并项 最多 {number}件`",
)
_SHARED_LIMIT_OF_ROW = (
    "a row limits each applicant: for all together, make the row an `award` of its own in a group, and write below it"
    " `limit 3 PLURAL per year across applicants, highest FIELD first`",
    "一档只能限制每个申请人：各申请人合计的，请把这一档另写成一组中的一项奖励，其后写"
    "`每年 各申请人合计 最多 3个 记录，按 字段 从高到低`",
)
_ROW_MISTAKES = (
    Mistake(r"^[^:]+: .*(?:¦across applicants\b|¦.*\bacross applicants$)", *_SHARED_LIMIT_OF_ROW),
    Mistake(r"^[^:]+: .*\bat most (?P<number>\d+) ¦(?:items? )?per ", *_LIMIT_OF_ROW),
    Mistake(
        r"^[^:]+: .*¦(?:,? *)?(?:(?:limit|at most|up to|no more than|maximum|max) )?(?P<number>\d+)(?: \w+)? per ",
        *_LIMIT_OF_ROW,
    ),
)
"""Mistakes in the limit of a row."""

LIMIT_LINES = (
    Mistake(r"^(?!.*:) ¦between (?P<low>\S+) and (?P<high>\S+)$", *_TWO_LIMITS),
    Mistake(
        r"^(?!.*:) ¦(?P<limit>at most (?P<most>\S+)) if (?P<test>.+)$",
        "a limit has no condition: write `award as follows …`, and under it a row for each condition, `{test}: AMOUNT"
        " {limit}`, and `otherwise: AMOUNT`",
        "限额不写条件：请写`按下列标准 奖励：`，其下按条件分档，写`{test}：金额，{limit}`和`其余：金额`",
        values=lambda match, _: {"limit": literal_phrase(match["limit"], f"最高不超过 {match['most']}")},
    ),
)
"""Lines under an award that look like rows: two limits in one line, or a limit with a condition."""


_MANNERS = {
    "in proportion": "超出的同比例核减",
    "in turn": "按序全额拨付",
    "whole": "不予拆分",
    "in order of": "按 字段 先后",
}
_COUNTED_MISTAKES = (
    Mistake(
        rf"¦,\s*(?P<manner>(?P<words>{'|'.join(_MANNERS)})(?:(?<= of) [^\W\d]\w*)?)",
        "a budget that all applicants share is divided: `cap AMOUNT per year across applicants, {manner}`; the cap of"
        " each applicant needs no such word",
        "各申请人共用的预算才有分配办法：`每年 各申请人合计 最高奖励 数额，{manner}`；每个申请人的最高金额不写",
        ("CAP",),
        "_ACROSS_APPLICANTS",
        values=lambda match, _: {"manner": literal_phrase(match["manner"], _MANNERS[match["words"].lower()])},
    ),
    Mistake(
        r"¦(?:not|no) more than once",
        "how often an award is paid is a rule after it: `limit 1 items per KEY`, or for each year"
        " `limit 1 items per KEY per year`",
        "奖励几次写作其后的规则：`每个 归并项 最多 1件`，每年一次写`每个 归并项 每年 最多 1件`",
        ("AWARD",),
    ),
    Mistake(
        r"^(?!(?:award|collect|recover)\b).*¦(?:by|of|for)(?!\w)",
        "what is counted is written `{key}`",
        "归并项写作`{key}`",
        terminal="_PER",
    ),
    Mistake(
        r"(?P<number>[\d.,]+) ¦(?:per|每)(?!\w)",
        "say what is counted: `limit {number} items {key}`",
        "请写明按什么计数：`{key} 最多 {number}件`",
        ("LIMIT",),
    ),
    Mistake(
        r"¦for (?:each|every|all|any) (?P<record>[^\W\d]\w*)",
        "the records of a year are counted by `for each`: `for each {record}`",
        "一年的记录按件计算：`乘 {record} 件数`",
        ("AWARD",),
        "_FOR_EACH",
    ),
    Mistake(
        r"¦for (?:each|every|all|any) (?P<record>[^\W\d]\w*)",
        "each {record} by itself is written `when {record} …`; one sum for all of a year `for each {record}`",
        "逐件奖励写作`对 {record} … 的`；一年合计一笔写作`乘 {record} 件数`",
        ("AWARD",),
    ),
    Mistake(
        r"¦in \d{4}",
        "a rule applies to every year of the policy separately: `per year`",
        "规则对政策的每一年分别适用：`每年`",
        ("CAP", "LIMIT"),
    ),
)
"""Mistakes with what is counted."""


def _yearly_rate(match: re.Match[str], _: StopPoint) -> Values:
    """The rate of a year by that of a day or a month."""
    return {"yearly": decimal(Fraction(match["rate"]) * (365 if match["unit"].lower().startswith("da") else 12))}


_SENTENCE_MISTAKES = (
    Mistake(
        r"\bpaid (?:since|from|after|in)? ?¦(?:(?:since|from|after|in) )?(?P<day>\d{4}(?:-\d\d-\d\d)?)",
        "`from` names who pays back; payments of some days are a line under it, such as"
        " `if the payment no earlier than {first}`",
        "`向`之后写由谁退回；只追回某些日期的款项的，在其下写`须 拨款之日 不早于 {first}`之类",
        ("RECOVER",),
        values=lambda match, _: {"first": match["day"] if "-" in match["day"] else f"{match['day']}-01-01"},
    ),
    Mistake(
        r"\bsuspend \w+ ¦(?:for (?!the year\b)|until|till|from|while)",
        "it suspends the calendar year of the event; for longer, declare a state of the record in a vocabulary of your"
        " own, and write `if has no RECORD STATE` under the awards",
        "它只停事件所在的自然年；要停得更久，请在自己的词汇中给该记录声明一个状态，在奖励之下写`须 没有 记录 状态`",
        ("SUSPEND",),
    ),
    Mistake(
        r"\bin any \d+ (?:years?|months?) ¦\S+$",
        "leave `{found}` out: `in any …` is any such span, ending with each claim",
        "请删去`{found}`：`连续 …个月 内`指任何这样长的时段",
        ("CAP", "LIMIT"),
    ),
    Mistake(
        r"(?P<rate>\d[\d.]*)% ¦(?:(?:per|an?|each|every) )?(?P<unit>day|month|daily|monthly)\b",
        "a rate of interest is per year: write `{yearly}%`",
        "利率按年计：写`{yearly}%`",
        ("AWARD", "COLLECT"),
        values=_yearly_rate,
    ),
    Mistake(
        r"\bwhat was paid (?:(?!\bwhen\b).)*¦(?:after|before|within|upon|on|if|once|until)(?!\w)",
        "the event follows `when`: `… of what was paid when RECORD EVENT`; a period is a line under it,"
        " `if DATE less than 36 months after the payment`",
        "事件写在`对 记录 事件 的，追回 …`之中；期限在其下另写一行：`须 日期 距 拨款之日 低于 36个月`",
        ("RECOVER",),
    ),
    Mistake(
        r"\bpaid above (?P<share>\d[\d.]*%|\d+/\d+) ¦of (?P<base>[^\W\d]\w*)",
        "a share after `above` is in brackets: `above ({share} of {base})`",
        "`超出`之后的比例写在括号中：`超出 （{base} 的 {share}） 部分`",
        ("RECOVER",),
    ),
    Mistake(
        rf"¦for{_END}(?!.*\bto\b)",
        "who is paid is written `to {next}`",
        "奖励对象写作`… 的 {next}`",
        ("AWARD",),
        "_PER",
        values=lambda _, place: {} if place.is_declared(place.next_word) else None,
    ),
    Mistake(
        rf"¦(?:and|or){_END}",
        "it stands alone: write the other condition as a `none when` of its own",
        "它单独成句：另一个条件请另写一句`凡 … 的，不予奖励`",
        ("NONE_WHEN",),
        values=lambda _, place: None if "_AND" in place.accepts else {},
    ),
    Mistake(rf"¦if{_END}", CONDITION_ADVICE.en, CONDITION_ADVICE.zh, ("AWARD",)),
    Mistake(
        r"\bto \w+(?:, *\w+)* ¦and(?!\w)",
        "several kinds are parted by commas: `, {next}`",
        "几个类别用顿号隔开：`、{next}`",
        ("AWARD",),
        "COMMA",
    ),
    Mistake(
        r"¦(?:when|the)(?!\w)",
        "write `suspend WHO for the year when RECORD words`; everybody is `suspend applicant …`",
        "请写`对 记录 事件 的 对象，当年不予奖励`；所有人写作`… 的 申请人`",
        ("SUSPEND",),
    ),
    Mistake(
        r"¦(?:levels?|support(?:ed|s)?)(?!\w)",
        "support from above is written `none when another level supported the same matter`",
        "其他各级已奖励的写作`凡 同一事项已享受其他各级政府奖励 的，不予奖励`",
        ("NONE_WHEN",),
    ),
    Mistake(
        r"\binterest on\b.* (?:from|to)(?: (?:min|max))? ¦[(\d]",
        "a day of interest is a field, or a definition such as `here last_day of RECORD means min(D, 5 years after D)`",
        "计息的起止日是字段或定义，例如`本文件所称 记录 的 last_day “止日” 是指 （日期 与 日期 之后 5年 孰低）`",
        ("AWARD",),
    ),
    Mistake(
        r"\bfrom \d{4}-\d\d-\d\d to ¦",
        "the last day is a condition: write `and DATE at most {found}` after `when`",
        "最后一日是条件：请在事件之后写`且 日期 不超过 {found}`",
        ("AWARD",),
    ),
    Mistake(
        r"¦between (?P<low>\S+) and (?P<high>[^\s,]+)",
        *_TWO_LIMITS,
        ("AWARD",),
        "_WHEN",
    ),
    Mistake(r"¦but(?!\w)", "leave out `but`", "请删去`but`", ("AWARD",)),
    Mistake(
        r"¦every year(?!\w)",
        "yearly figures are paid `each year`, a set of records `per year`",
        "按年度数据奖励的写作`每年对 …`，按一批记录奖励的写作`对 … 的，每年，按 … 奖励`",
        ("AWARD",),
    ),
    Mistake(
        r"\binterest of\b.* ¦at(?!\w)",
        "interest is written `interest on PRINCIPAL at RATE from DATE to DATE`",
        "利息写作`本金 自 日期 至 日期 按 利率 计息`",
        ("AWARD",),
    ),
)
"""Mistakes in sentences with one verb."""


HEAD_MISTAKES = _RULE_MISTAKES + _COUNTED_MISTAKES + _SENTENCE_MISTAKES
_WORD_MISTAKES = (
    Mistake(
        rf"^\s*(?P<item>(?P<kind>[^\W\d]\w*) \S+) ¦{_NAME}",
        "write a colon after the key of a record: `{item}: {found} …`",
        "记录的识别项之后写冒号：`{item}：{found} …`",
        ("",),
        is_name=True,
        values=lambda match, place: (
            {} if place.accepts == {"$END", "COLON"} and place.is_declared(match["kind"]) else None
        ),
    ),
    Mistake(
        f"¦{_NAME}",
        'write a title or a text in quotation marks: `"…"`',
        "标题或文字写在引号之中：`“…”`",
        terminal="STRING",
        is_name=True,
        values=lambda _, place: None if place.accepts & {"NAME", "DOT"} else {},
    ),
    Mistake(
        f"¦{_NAME}",
        "several fields on a line are parted by `·`",
        "一行中的几个字段用`·`隔开",
        ("", "STATE"),
        is_name=True,
        values=lambda _, place: {} if place.accepts == {"NUMBER", "_YEAR", "_MAY_BE_NEGATIVE"} else None,
    ),
    Mistake(
        r"\b(?:of|award|plus|less) (?:the|an?) ¦[a-z]",
        "a word is written without an article: `{found}`",
        "词前不加冠词：`{found}`",
        is_name=True,
        values=lambda _, place: {} if place.is_declared(place.word) else None,
    ),
    Mistake("¦['‘`《「]", 'quotation marks are `"…"`', "引号写作`“…”`"),
    Mistake(r"\slist ¦(?!of(?!\w))[^\W\d]", "write `list of {found}`", "请写`{found} 清单`"),
)

MISTAKES = _ROW_MISTAKES + _CASE_MISTAKES + _NUMBER_MISTAKES + _CONDITION_MISTAKES + HEAD_MISTAKES + _WORD_MISTAKES
"""All mistakes that are not certain."""


def _quality(match: re.Match[str], place: StopPoint) -> Values:
    """The only undeclared word before a declared one."""
    words = [word for word in (match["first"], match["second"]) if word and not place.is_declared(word)]
    return {"word": words[0]} if len(words) == 1 and place.is_declared(place.word) else None


QUALITIES = (
    Mistake(
        r"(?:^|\s)(?:when|while|per) (?!(?:first|highest|year)\b)(?P<first>[^\W\d]\w*)(?: (?P<second>[^\W\d]\w*))? ¦",
        "`{word}` is not declared; a kind of record or applicant is named alone, and a quality of it is a condition:"
        " `and FIELD` after the record, or `if FIELD` under the award",
        "`{word}`没有声明；记录类别、申请人类别单独写，对它的要求写作条件：对记录的写`且 字段`，"
        "对申请人的在奖励之下写`须 字段`",
        values=_quality,
    ),
)
"""An undeclared word at a kind of record or of applicant: `when net patent granted`."""
UNFINISHED = (
    Mistake(
        r"\s(?:when|当) (?P<figure>\w+) (?P<limit>(?:at least|at most|more than|less than|不少于|不超过) \S+) ¦$",
        "after `when` write a kind of record first; for a yearly figure write `award … each year`, and under it"
        " `if {figure} {limit}`",
        "`对`之后先写记录类别；年度数据请写`每年对 …，奖励 …`，并在其下写`须 {figure} {limit}`",
        values=lambda match, _: {"limit": keywords.phrase(match["limit"])},
    ),
)
"""A comparison in place of a kind of record: `award 5 when filings at least 3`."""
FIRST_WORDS = (
    EXCEPTION,
    Mistake(
        rf"¦(?P<word>{'|'.join(_OPERATORS)}){_END}",
        "the amount of an award is one expression in its head: `award AMOUNT {operator} …`",
        "奖励的数额写成一个算式：`奖励 数额 {operator} …`",
        values=lambda match, _: {"operator": keywords.phrase(_OPERATORS[match["word"].lower()])},
    ),
    Mistake(
        r"¦第(?P<written>[\d一二三四五六七八九十百]+)条",
        'an article is written `article {number} "TITLE"`',
        "条写作`第{number}条 “标题”`",
        values=lambda match, _: {"number": str(whole_number(match["written"]))},
    ),
)
"""The first word of a line."""
MISPLACED_WORDS = (
    Mistake(
        "¦",
        "write `{found}` before `when`: `award AMOUNT once per K to WHO from DATE when …`",
        "`{found}`不写在条件之后：`自 日期 起，对 … 的 对象，每个 归并项 一次性奖励 数额`",
        ("AWARD",),
        values=lambda _, place: {} if place.terminal in _HEAD_WORDS and "_WHEN" not in place.accepts else None,
    ),
    Mistake(
        r"\bto [a-z_]+ ¦(?!year\b)",
        "one kind of applicant is named after `to`; a quality of it is a line `if CONDITION` under the award",
        "`… 的`之后只写一种对象；对象须符合的，请在奖励之下写`须 条件`",
        ("AWARD",),
        values=lambda _, place: {} if place.is_declared(place.word) else None,
    ),
    Mistake(
        f"¦(?P<word>{_NAME})",
        "who is paid is written `to {found}`, what is counted by `{counted}`",
        "奖励对象写作`… 的 {found}`，归并项写作`{counted}`",
        ("AWARD",),
        "_TO",
        is_name=True,
        values=lambda match, place: (
            {"counted": keywords.per_phrase(match["word"])} if place.is_declared(match["word"]) else None
        ),
    ),
)
"""Correct words at a wrong place."""
LIMITS_FIRST = (
    Mistake(
        r"¦at most +(?P<limit>.*?) of (?P<what>[^ ]+)",
        "the amount comes first: `award {what} at most {limit} …`, or `award 30% of {what} at most {limit} …`",
        "先写数额：`按 {what} 奖励，最高不超过 {limit}`，或`按 {what} 的 30% 奖励，最高不超过 {limit}`",
    ),
    Mistake(
        "¦at most",
        "`at most` limits the amount before it: `award AMOUNT at most 500 …`; or `award up to 500 …`",
        "`最高不超过`限制它前面的数额：`奖励 数额，最高不超过 500元`；或写`最高奖励 500元`",
    ),
)
"""A limit in place of the amount."""


PERIODS_OF_BUDGETS = (
    Mistake(
        "¦(?:fiscal|financial|budget|财政|会计)",
        "years are calendar years, unless the head says when they begin: `year begins 04-01`; then write `per year`",
        "年度是自然年，除非文首写明何时起算：`年度 自 4月1日 起算`；然后写`每年`",
    ),
)
"""Years that may not be calendar years. The head says when they begin, so no edit of a line is right."""


def is_number_in_words(word: str) -> bool:
    """Whether a word is a number in Chinese characters."""
    return len(word) > 1 and _IN_WORDS.fullmatch(word) is not None


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
        "pay", "pay out", "disburse",
        "grant", "give", "subsidy", "subsidise", "subsidize", "reward", "bonus", "payment", "补贴", "补助",
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


_TWO_ENDS = (
    "`{found}` has two readings: `{word}` includes the last day, `less than` in place of `at most` does not",
    "`{found}`有两种含义：`{word}`含最后一日；不含的，`不超过`改为`不满`",
)
_WORKING_DAYS = (
    "working days are not counted: a field of the record states their number, and is compared;"
    " `{word}` in place of `{found}` are calendar days",
    "工作日不能计算：请在记录中用字段填写工作日数，再与数比较；`{found}`改为`{word}`的，按自然日计算",
)
_ONE_TO_TEN = ("一", "[二两]", *"三四五六七八九十")
REWORDINGS: Mapping[Surface, Sequence[tuple[str, ...]]] = {
    Surface.ENGLISH: (
        (r"(?<=^effective \d{4}-\d\d-\d\d )(?:until|till|through|up to|[-–—])(?= \d{4}-)", "to"),
        (r"^(effective) from (\d{4}-\d\d-\d\d) (?:to|until|till|through)(?= \d{4}-)", r"\1 \2 to"),
        (r"^(effective) (\d{4}-\d\d-\d\d)(?= for )", r"\1 from \2"),
        ("^(?:claws?[ -]?back|reclaims?|recoups?|recaptures?|takes? back|withdraws?)(?= )", "recover"),
        (r"\bhalf (?:of )?(?=what was paid)", "50% of "),
        (r"(?<=what was )(?:disbursed|paid out|received)\b", "paid"),
        (r"^the (?:remainder|balance|remaining (?:amount|sum|part)|residual)(?= |$)", "the rest"),
        *(
            (
                r"^(?:set[ -]?off|offset) against (?:(?:the|any|future|later|subsequent) )*(?:awards|grants|payments)"
                rf" (?:for|within|over|during)(?: the)?(?: next| following)? (?:{number}|{word}) years?$",
                f"set off against awards for {number} years",
            )
            for number, word in enumerate(numerals.ENGLISH[:10], 1)
        ),
        (r"\bwithin (\d+ (?:day|month|year)s?) (?:of|after|from)(?= )", r"at most \1 after", *_TWO_ENDS),
        (r"(\d+ (?:day|month|year)s?) of(?= )", r"\1 after"),
        (r"(\d+) (?:working|business) days?", r"\1 days", *_WORKING_DAYS),
    ),
    Surface.CHINESE: (
        (r"(?:返还|清算|核减|扣减|清退)(?= (?:同一 \S+ 的 )?已拨付资金)", "追回"),
        ("(?:(?:全[额部]|责令|予以|依法|如数) ?)?(?:追缴|收缴|扣回|退缴|退还|追还|[追退]回)", "追回"),
        (r"至 (\d{4}年\d+月\d+日) ?(?:为?止)?$", r"有效期至 \1"),
        ("(?:首[次笔期]|第一[次笔期]) ?(?:拨款|拨付|支付|付款) ?之 ?日", "首笔拨款之日"),
        (r"(?:任[意何一]|连续) ?(?:的 ?)?(\d+)个月(?= 最[高多])", r"连续 \1个月 内"),
        ("^首付(?= )", "核准时 拨付"),
        (r"(?:先行 ?)?(?:预拨|预付|兑现|支付|发放|下达|给付|首付|拨付)(?= (?:\d|余款))", "拨付"),
        ("(?<=已拨付资金 的 )(?:一半|半数)", "50%"),
        *((f"(?<=已拨付资金 的 ){word}成", f"{10 * number}%") for number, word in enumerate(_ONE_TO_TEN, 1)),
        (r"(?<=已拨付资金 的 )(\d[\d.]*)(?=$| ?,)", r"\1%"),
        (
            r"(?<=乘以 )(\d+) 减 ([^()]+?)(?= 除以 \1)", r"(\1 减 \2)", "a difference has brackets: `{word}`",
            "差额应加括号：`{word}`",
        ),
        *(
            (
                rf"[距在自](?P<day>今| \S+)(?: 之?[起后])? (?:在 )?{number} ?(?P<unit>个月|年|天)(?: ?[以之])? ?内",
                rf"距\g<day> 不超过 {written}\g<unit>", *_TWO_ENDS,
            )
            for number, written in (
                (r"(?P<n>\d+)", r"\g<n>"), *((word, str(place)) for place, word in enumerate(_ONE_TO_TEN, 1)),
            )
        ),
        (r"(\d+) ?(?:个 ?)?工作日", r"\1天", *_WORKING_DAYS),
    ),
}  # fmt: skip
"""Patterns of other words for a part, and how it is written. A row with texts names a choice, and has no edit.

A row applies if the whole sentence can be parsed with its text in place of the words.
"""


@attrs.frozen(eq=False, repr=False)
class KeywordMatch(ValueObject):
    """Words at a place that mean a keyword: their end, and the keyword's terminal without its underscore."""

    end: int
    terminal: str


@functools.cache
def _terminals_by_phrase() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each phrase with the keywords that it may mean, the longest phrase first."""
    phrases = sorted(dict.fromkeys(itertools.chain(*SYNONYMS.values())), key=len, reverse=True)
    return tuple((phrase, tuple(t for t, meant in SYNONYMS.items() if phrase in meant)) for phrase in phrases)


def find_keyword(text: str, offset: int, accepts: Collection[str]) -> KeywordMatch | None:
    """The keyword that the words at this offset mean, if it is accepted there."""
    low = text.lower()
    for phrase, terminals in _terminals_by_phrase():
        end = offset + len(phrase)
        if (
            not low.startswith(phrase, offset)
            or _is_inside_word(phrase, text[end : end + 1])
            or _GLUED_SIGN.search(f"{text[:offset]}¦{text[offset:]}")
        ):
            continue
        fitting = [t for t in terminals if f"_{t}" in accepts]
        if fitting:
            return KeywordMatch(end, fitting[0])
    return None


_GLUED_SIGN = re.compile(r"[A-Za-z\d_%]¦-|¦-[A-Za-z_]|\d¦/\d")
"""A sign inside a word or a range, which is not an operator: `non-related`, `5-10%`, `5000/10000`."""


def _is_inside_word(phrase: str, following: str) -> bool:
    """Whether the phrase is only the beginning of a word; a number may follow a Chinese phrase directly."""
    if not re.match(r"\w", following) or not re.search(r"\w$", phrase):
        return False
    return phrase.isascii() or not following.isdigit()


_FUNDS = r"(?:fund(?:s|ing)?|support|aid|assistance|grants?|subsid(?:y|ies)|payments?)"
_OTHERS = r"(?:other|another|others|state|federal|national|provincial|county|municipal|public|upper|higher)"
_WORDS = {word: str(value) for value, word in enumerate(numerals.ENGLISH[:10], 1)}
_NUMBER = rf"(?:\d+|{'|'.join(_WORDS)})"
_SPAN = rf"(?P<number>{_NUMBER}) ?(?P<unit>years?|months?)"
_SUM = r"[^\w\s]?(?P<sum>\d[\d,.]*\d|\d)"
_RECEIVED = r"(?:receive[ds]?|received|had|got|been (?:paid|granted|awarded|supported)|obtained|benefited|benefitted)"


_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY = rf"\b(?P<day>\d{{1,2}}) {_MONTH}"


def _days_of_each_year(match: re.Match[str], _place: StopPoint) -> Values:
    """The condition on a day, or on a first and a last day, of each year."""
    days = [
        (int(match[day]), match[month].capitalize())
        for day, month in (("day", "month"), ("day2", "month2"))[: match.re.groups // 2]
    ]
    english = [f"{day} {month}" for day, month in days]
    chinese = [f"{MONTHS.index(month) + 1}月{day}日" for day, month in days]
    if len(days) == 2:
        line = (
            f"if DATE between {english[0]} and {english[1]} of each year",
            f"须 日期 介于 每年 {chinese[0]} 至 {chinese[1]}",
        )
    elif re.search(r"\b(?:opens?|from|begins?|starts?)\b", match.string, re.IGNORECASE):
        line = f"if DATE no earlier than {english[0]} of the year", f"须 日期 不早于 当年 {chinese[0]}"
    else:
        line = f"if DATE no later than {english[0]} of the year", f"须 日期 不晚于 当年 {chinese[0]}"
    return {"line": Phrase(*line)}


_MINIMUM = (
    "write `nothing below {least}` under the award for each claim, or `nothing below {least} per KEY per year` for the"
    " sum of a year",
    "单项不足的，在奖励之下写`单项不足 {least}元 的，不予奖励`；一年合计不足的，写"
    "`每个 归并项 每年 合计不足 {least}元 的，不予奖励`",
)
_AGAIN = (
    "write `limit 1 items per KEY in any {months} months`; fixed periods from the first year of the policy are"
    " written like `per 3 years`",
    "写`每个 归并项 连续 {months}个月 内 最多 1件`；自有效期的第一个年度起分段的，写如`每 3年`",
)


def _least_sum(match: re.Match[str], _: StopPoint) -> Values:
    return {"least": match["sum"].replace(",", "")}


def _whole(text: str) -> int:
    """A number in words of either language; 0 for another text."""
    return whole_number(_WORDS.get(text.lower(), text)) or 0


def _months(match: re.Match[str], _: StopPoint) -> Values:
    return {"months": _whole(match["number"]) * (12 if match["unit"].lower().startswith("year") else 1)}


_PART_OF_GRANT = r"\d[\d.]*%|\d+/\d+|\d[\d,]*|the rest"


def _part_of_grant(match: re.Match[str], _: StopPoint) -> Values:
    """The share of an instalment in both languages."""
    return {"share": Phrase("the rest", "余款") if match["share"].lower() == "the rest" else match["share"]}


INSTALMENT_LINES = (
    Mistake(
        r"\b(?:each|every|per|a) (?:quarter|month|week)\b|\b(?:quarterly|monthly|weekly)\b|[每按逐] ?个?(?:季|月|周)",
        "only years have one line, `25% each year for 4 years`; write each other instalment on a line: `25% at once`,"
        " `25% 3 months later`, `25% 6 months later`, …",
        "只有逐年的可以写成一行：`分 4年 逐年 拨付 25%`；按季、按月的，每期各写一行："
        "`核准时 拨付 25%`、`3个月 后 拨付 25%`、`6个月 后 拨付 25%`、…",
    ),
    Mistake(
        r"\d (?:year|month|week|day)s? (?:after|from|of|following) (?!the (?:grant|award|approval)\b)[^\W\d]"
        r"|[^\W\d] ?(?:之日)? ?(?:起|后) ?(?:满 ?)?\d+ ?(?:个月|年|日|天|周)",
        "`6 months later` counts from the grant, and no line counts from another day: declare the day as an event of"
        " the record, and write `when EVENT`",
        "`6个月 后`自核准之日起算，不能自其他日期起算：请在词汇中把该日声明为记录的事件，写`事件 后 拨付 …`",
    ),
    Mistake(
        rf"^(?P<share>{_PART_OF_GRANT}) (?:in )?(?:the )?(?:next|following|second) year$",
        "write `{share} 1 year later`, counted from the grant, or name the day,"
        " `{share} due 31 March of the year after`",
        "自核准起算的写`1年 后 拨付 {share}`，指定日期的写`次年 3月31日 前 拨付 {share}`",
        values=_part_of_grant,
    ),
    Mistake(
        rf"^(?P<share>{_PART_OF_GRANT}) (?:after|in) (?P<number>\d+) (?P<unit>years?|months?|weeks?|days?)$",
        "write `{share} {number} {unit} later`, counted from the grant",
        "自核准起算的写`{share} {number} {unit} later`",
        values=_part_of_grant,
    ),
    Mistake(
        rf"^(?P<share>{_PART_OF_GRANT}) (?:on|upon|at|after) (?:the )?(?:approval|grant|award|decision)$",
        "the day of the grant is written `{share} at once`",
        "核准之日写`核准时 拨付 {share}`",
        values=_part_of_grant,
    ),
    Mistake(
        rf"^(?P<share>{_PART_OF_GRANT}) (?:on|upon|after) (?:the )?(?![\d\W])",
        "an instalment waits for an event of the record: `{share} when EVENT`",
        "一期等待记录的事件：`事件 后 拨付 {share}`",
        values=_part_of_grant,
    ),
    Mistake(
        r"\b(?:(?:paid|payable) )?to (?:the )?(?P<who>\"[^\"]*\"|[^\W\d]\w*)$",
        "who is paid in place of the applicant follows `for`: `for {who}`",
        "不付给申请人的，收款人写在句末：`，拨给 {who}`",
    ),
    Mistake(
        r"\bat (?:the )?(?:year[- ]?end|end of|end)|\bend of (?:the|each)|年(?:末|底|终)",
        "write the day, `due 31 December of the year`; the end of anything else is an event, `when EVENT`",
        "请写明日期：`当年 12月31日 拨付 …`；其他事项结束时的，写`事件 后 拨付 …`",
    ),
    Mistake(
        r"\bwithin\b|\d+ ?(?:个? ?工作日|个月|年|日|天|周) ?(?:以|之)?内",
        "a deadline of the payer changes no sum: leave it out; a later day is `6 months later`, and a deadline of the"
        " applicant a condition, `if DATE at most 30 days after DATE`",
        "拨付的期限不影响金额，不必写；推迟拨付的写`6个月 后 拨付 …`；申请人应在期限之内的，在句末写"
        "`，须 日期 距 日期 不超过 30日`",
    ),
    Mistake(
        r"\bwhen [^\W\d]\w*(?: [^\W\d]\w*)? (?:no (?:later|earlier)|later|earlier|at most|at least|before|by)\b"
        r"|(?:不晚于|早于|不早于|晚于).* ?(?:后|时) ?拨付",
        "a deadline is a condition at the end of the line: `when EVENT if DATE no later than 31 March of the year"
        " after`",
        "期限是条件，写在句末：`事件 后 拨付 …，须 日期 不晚于 次年 3月31日`",
    ),
    Mistake(
        r"\b(?:by|before|until) \d|^\d{1,2} ?月",
        "a day is `due 31 March of the year after`, or `due 2025-03-31`; a deadline of the applicant is a condition,"
        " `if DATE no later than 31 March of the year after`",
        "日期写作`次年 3月31日 拨付 …`或`2025年3月31日 拨付 …`；"
        "申请人的期限是条件，写在句末：`，须 日期 不晚于 次年 3月31日`",
    ),
    Mistake(
        r"\b(?:equal|even) (?:instal?l?ments?|parts?|payments?|shares?)\b"
        r"|^(?:in )?(?:\d+|two|three|four|five|six|ten|twelve) (?:\w+ )?(?:instal?l?ments|parts|payments)\b|等额|平均",
        "write each instalment on a line with its share: `50% at once`, `the rest 1 year later`",
        "每期各写一行，写明比例：`核准时 拨付 50%`、`1年 后 拨付 余款`",
    ),
)
"""Other words for the day or the share of an instalment, in a line under `pay in parts`."""


SENTENCES = (
    Mistake(
        r"^collect\b.*\bof what (?:was|is|has been) paid\b",
        "a share of payments is recovered: write `recover SHARE of what was paid when RECORD EVENT`",
        "从已拨付资金中收回的，写`对 记录 事件 的，追回 已拨付资金 的 比例`",
    ),
    Mistake(
        r"^at most what\b.*\b(?:paid|granted)\b",
        "a limit is a sum or a field; all that exceeds a sum is recovered by"
        " `recover what was paid above 1000 when RECORD EVENT`",
        "限额是数额或字段；只追回超出某个数额的部分，写`对 记录 事件 的，追回 已拨付资金 超出 1000元 部分`",
    ),
    Mistake(
        r"\breduction per (?:working )?day\b|\breduced by [\d.]+% (?:for each|per) (?:working )?day\b"
        r"|% per working day\b",
        'a number of working days is a fact; "Limits of the language" has a way under "Days computed from a day"',
        "工作日的天数是事实；替代写法见“语言的限制”的“由日期算出的日期”一节",
    ),
    Mistake(
        r"^minimum(?: of)? (?P<number>\d+) (?!(?:yuan|per)\b)[a-z]",
        "a number of records is a condition under the award: `if has at least {number} …`",
        "件数的要求在奖励之下写作条件：`须 拥有 不少于 {number}件 …`",
    ),
    Mistake(
        r"\w .*\b(?:is|are|was|were|been) (?:hereby )?(?:repealed|abolished|deleted|withdrawn|discontinued|revoked)\b",
        "an award that an earlier version of the page had is listed in a line under `policy`: `ended 1.RECORD.EVENT`",
        "以前版本有、本页不再有的奖励，在`政策`之下写一行`已废止 1.记录.事件`",
    ),
    Mistake(
        r"^(?=.*\b(?:spouses?|husband and wife|family members?)\b).*"
        r"\b(?:only|both|paid|once|together|highest|apply|one spouse|one of the spouses)\b",
        "write `limit 1 applicant per KEY across applicants, best first`: the key is a field that all of them state,"
        " such as a household; `pay highest` compares the awards of one applicant only",
        "写`每个 归并项 各申请人合计 最多 1个 申请人，从高到低`：归并项是几方都填写的字段，例如家庭编号；"
        "`就高不重复`只比较一个申请人的各项奖励",
    ),
    Mistake(
        rf"^(?!.*\b(?:promot|advanc))(?=.*\b{_OTHERS}\b)(?=.*\b{_FUNDS}\b)"
        r".*\b(?:deduct(?:ed|ing)?|subtract(?:ed|ing)?|less(?! than)|net of|minus|topp?(?:ed|s|ing)? up|difference)\b",
        "write `counting all other support` under the award: the award less what others paid for the item; a higher"
        " level of the same title is written `top up per matter`, and `less already paid for RECORD of the same FIELD`"
        " deducts the earlier payments of the applicant",
        "在所管的那项奖励之下写`各级各类资助合并计算`：从奖励中减去其他各级、其他计划对该项目已付的金额；"
        "晋级的写`同一 事项 晋级补足差额`，扣除该申请人此前所得的写`扣除 同一 字段 的 记录 已奖励部分`",
    ),
    Mistake(rf"\bonce\b.*\b(?:in|every|within|per)\b(?: any| each| the last)? {_SPAN}\b", *_AGAIN, values=_months),
    Mistake(rf"\b(?:not|no)\b.*\bagain\b.*\b(?:within|for|in) {_SPAN}\b", *_AGAIN, values=_months),
    Mistake(
        rf"\balready {_RECEIVED}\b.*\b(?:{_OTHERS} (?:level|government|programmes?|sources?|authority)|the state)\b",
        "write `none when another level supported the same matter`; to pay the difference, write"
        " `counting all other support` under the award",
        "写`凡 同一事项已享受其他各级政府奖励 的，不予奖励`；只付差额的，在奖励之下写`各级各类资助合并计算`",
    ),
    Mistake(
        rf"\b(?:already|previously) {_RECEIVED}\b",
        "write `no repeat per matter`, or `no repeat per KEY per year` for one year; for support by another level write"
        " `none when another level supported the same matter`",
        "写`同一 事项 不重复奖励`，只看一年的写`同一 归并项 同一年度 不重复奖励`；其他各级已奖励的写"
        "`凡 同一事项已享受其他各级政府奖励 的，不予奖励`",
    ),
    Mistake(
        rf"\b(?:must|shall|is to|are to|to) be \w+ within (?P<number>{_NUMBER}) (?P<unit>days?|months?|years?)"
        r" (?:of|after|from)\b",
        "write `if DATE at most {number} {unit} after DATE` under the award",
        "在奖励之下写`须 日期 距 日期 不超过 {number}{unit}`",
        values=lambda match, _: {
            "number": str(_whole(match["number"])),
            "unit": literal_phrase(match["unit"].lower(), _UNITS[match["unit"].lower().removesuffix("s")]),
        },
    ),
    Mistake(
        rf"{_DAY} (?:and|to|until) {_DAY.replace('>', '2>')} (?:of )?(?:each|every) year\b",
        "write `{line}` under the award",
        "在奖励之下写`{line}`",
        values=_days_of_each_year,
    ),
    Mistake(
        rf"{_DAY} (?:of )?(?:each|every) year\b",
        "write `{line}` under the award",
        "在奖励之下写`{line}`",
        values=_days_of_each_year,
    ),
    Mistake(
        r"\b(?:withheld|held back|delayed|not (?:paid|released)) until\b",
        "write `if FIELD` under the award, with a yes/no field: until the fact is stated the claim is open",
        "在奖励之下写`须 字段`，字段为是否类；没有填写之前，申请未定",
    ),
    Mistake(
        rf"\b(?:below|less than|under|smaller than)\b {_SUM}.*\b(?:nothing|not|no)\b.*"
        r"\b(?:paid|granted|awarded|payable|grant|payment)\b",
        *_MINIMUM,
        values=_least_sum,
    ),
    Mistake(
        rf"\b(?:nothing|no (?:grant|payment|award)s?)\b.*\bpaid\b.*\b(?:below|less than|under) {_SUM}",
        *_MINIMUM,
        values=_least_sum,
    ),
)
"""Sentences of official documents, the more specific first."""


# ---- money that is paid back


class Repayment(NamedTuple):
    """What a sentence on money that is paid back is written as: its first line, and the advice. A limit has no line."""

    form: str
    advice: Phrase


_MONEY_BACK = Phrase(
    'no sentence says this; "Limits of the language" has a way round it under "Money back"',
    "没有对应的句子；替代写法见“语言的限制”的“退回的款项”一节",
)
_PARTS_OF_ONE = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_MOST_LINES = 4
"""The most lines under a sentence that an advice names."""


def is_about_repayment(text: str, start: str) -> bool:
    """Whether words of a sentence are about money that is paid back."""
    about = _repayment_wording(is_chinese=has_chinese(text))["about"]
    return start == "recovery_line" or any(pattern.search(text) for pattern in about)


def find_repayment(text: str, start: str, currency: str = "CNY") -> Repayment | None:
    """What a sentence on money that is paid back is written as. A Chinese sentence has no blanks."""
    text = text[:_MOST_CHARACTERS]
    wording = _repayment_wording(is_chinese=has_chinese(text))
    if not is_about_repayment(text, start):
        return None
    if any(row["words"].search(text) for row in wording["limits"]):
        return Repayment("", _MONEY_BACK)
    lines = [(row, match) for row in wording["lines"] if (match := row["words"].search(text)) is not None]
    exclusive = [pair for pair in lines if pair[0].get("alone")]
    if exclusive or start == "recovery_line":
        forms = [*dict.fromkeys(_repayment_form(row, match, currency) for row, match in exclusive or lines)]
        return Repayment(forms[0], _repayment_text("", forms, lines)) if forms else None
    head, match = next((row, match) for row in wording["heads"] if (match := row["words"].search(text)) is not None)
    form = _repayment_form(head, match, currency)
    lines = [(row, match) for row, match in lines if not (head.get("whole") and row.get("period"))]
    figure = _unread_figure(text, [(head, match), *lines])
    if figure:
        note = [part.format(figure=figure) for part in wording["share"]["note"]]
        head = {**wording["share"], "note": note}
        form = head["form"]
    for row, _ in lines:
        form = form.replace(row["inside"], row["form"]) if "inside" in row else form
    below = [(row, match) for row, match in lines if "inside" not in row]
    forms = [_repayment_form(row, match, currency) for row, match in below]
    return Repayment(form, _repayment_text(form, forms, [(head, match), *below]))


_FIGURES = {
    False: re.compile(
        rf"(?P<period>\b{_NUMBER}[ -](?:year|month|day|week)s?\b)"
        rf"|\d[\d,.]*%?|\b(?:half|twice|double|{'|'.join(_WORDS)}) (?:of|times|thirds?|quarters?)\b",
        re.IGNORECASE,
    ),
    True: re.compile(
        r"(?P<period>(?<!第)(?:\d+|[一二两三四五六七八九十]+)(?:年|个月|个季度))|\d[\d.]*[%‰]?|[一二两三四五]+[倍成]|一半"
    ),
}
"""Figures of a sentence by whether it is in Chinese: periods and others."""


def _unread_figure(text: str, rows: Sequence[tuple[Mapping[str, Any], re.Match[str]]]) -> str:
    """The first figure of a sentence that no row has read. A row that is `whole` reads every period."""
    read = []
    for row, match in rows:
        is_about_all = row["words"].pattern.startswith(("^", "(?="))
        starts = [start for name in match.groupdict() if (start := match.start(name)) >= 0]
        if match.end() - match.start() > 1:
            read.append((min(starts, default=match.end() - 1) if is_about_all else match.start(), match.end()))
    is_whole = any(row.get("whole") for row, _ in rows)
    for figure in _FIGURES[has_chinese(text)].finditer(text):
        is_read = any(begin < figure.end() and figure.start() < end for begin, end in read)
        if not is_read and not (is_whole and figure["period"]):
            return figure.group()
    return ""


def _repayment_form(row: Mapping[str, Any], match: re.Match[str], currency: str) -> str:
    """The form of a row with the figures of a sentence."""
    values = {name.rstrip("0123456789"): group for name, group in match.groupdict().items() if group is not None}
    if "part" in values:
        values["count"] = str(_PARTS_OF_ONE.get(values["part"], "…"))
    if "step" in values:
        values["count"] = str(100 // int(values["step"]))
    if "count" in values:
        number = whole_number(_WORDS.get(values["count"].lower(), values["count"]))
        factor = row.get("factor", 12 if values.get("unit") == "年" else 1)
        values["count"] = "…" if number is None else str(number * factor)
    if "times" in row:
        rate = values["share"]
        values["share"] = decimal(Fraction(str(whole_number(rate) or rate)) * Fraction(str(row["times"])))
    if has_chinese(row["form"]) or "sum" not in values:
        return str(row["form"].format(**values, currency=currency))
    return str(row["form"].format(**{**values, "sum": values["sum"].replace(",", "")}, currency=currency))


def _repayment_text(head: str, forms: Sequence[str], rows: Sequence[tuple[Mapping[str, Any], re.Match[str]]]) -> Phrase:
    """The advice: a sentence, the lines under it, what is written next to it, and notes."""
    names = [f"line{number}" for number, _ in enumerate(forms[:_MOST_LINES])]
    is_beside = [row.get("beside", False) for row, _ in rows[len(rows) - len(forms) :]]
    lines, sentences = (
        [f"`{{{name}}}`" for name, is_other in zip(names, is_beside, strict=False) if is_other == wanted]
        for wanted in (False, True)
    )
    english, chinese = ", ".join(lines), "、".join(lines)
    if not head:
        english, chinese = f"write {english} under `recover`", f"在`追回`之下写{chinese}"
    else:
        english = f"write `{{head}}`{', and under it ' * bool(lines)}{english}"
        chinese = f"写法：`{{head}}`{'，其下写' * bool(lines)}{chinese}"
    if sentences:
        english, chinese = f"{english} and {', '.join(sentences)}", f"{chinese}，另写{'、'.join(sentences)}"
    notes = [row["note"] for row, _ in rows if "note" in row]
    english = "; ".join([english, *(note[0] for note in notes)])
    chinese = "；".join([chinese, *(note[1] for note in notes)])
    values = dict(zip(names, forms, strict=False)) | ({"head": head} if head else {})
    return Phrase(english, chinese, **values)


@functools.cache
def _repayment_wording(*, is_chinese: bool) -> Mapping[str, Any]:
    """The rows of a language in `grammar/repayment_phrases.toml`, with their patterns."""
    table = tomllib.loads(keywords.read_file("repayment_phrases.toml"))["chinese" if is_chinese else "english"]
    about = [re.compile(words, re.IGNORECASE) for words in table["about"]]
    rows = {
        part: [{**row, "words": re.compile(row["words"], re.IGNORECASE)} for row in table[part]]
        for part in ("limits", "heads", "lines")
    }
    return {"about": about, "share": table["share"], **rows}


# ---- grants that are paid in parts

INSTALMENT_FORMS = Phrase(
    "a line is like `60% at once`, `30% when EVENT if CONDITION`, `the rest 1 year later`,"
    " `50% due 31 March of the year after` or `20% each year for 5 years`",
    "写法如`核准时 拨付 60%`、`事件 后 拨付 30%，须 条件`、`1年 后 拨付 余款`、`次年 3月31日 前 拨付 50%`或"
    "`分 5年 逐年 拨付 20%`",
)
PLACES_OF_AWARDS = ("block_line", "award_line", keywords.PAGE)
"""The start symbols of sentences that are about awards."""

_INSTALMENTS = {
    False: (
        r"\bin (?:\w+ ){0,3}instal?lments?\b|\bpaid by \d+ \w+ of the (?:next|following) year\b"
        r"|\bprogress payments of\b|\bremaining balance in\b|\bpaid in advance\b"
        r"|\b(?:first|second|third|final|next|last) instal?lment\b"
        r"|\b(?:final|last|first) \d[\d.]*% of the (?:grant|award|payment)s? (?:is|are|will be)\b"
        r"|^pay (?:\d[\d.]*%|the rest|the balance) (?:at once|when|in advance|\d+ (?:year|month|day)s? later)"
    ),
    True: (
        "分(?:期|批|次|[一二三四五六七八九十两0-9]+(?:期|年|批|次))(?:逐年|平均|等额|按[月季年]度?|按[^,]{1,12}比例)?"
        "(?:拨付|兑现|支付|给付|发放|下达|补助到位)|(?:支付|拨付|发放)首次[0-9.]+%|(?:拨付|支付|兑现)余款|首期|预拨|尾款"
        "|核准时拨付|后拨付[0-9一二三四五六七八九]|次年[0-9]+月(?:[0-9]+日)之?前(?:支付|拨付|兑现|发放)"
    ),
}
"""Official wording on grants that are paid in parts, by whether it is in Chinese.

These patterns are compiled when a line is not understood: correct pages need none of them."""
_NO_INSTALMENTS = r"\b(?:may|can) draw the (?:rest|balance)\b|一次性申领|提前申领"
_FASTER_PARTS = Phrase(
    'no sentence says this; "Limits of the language" has a way round it under "Instalments"',
    "没有对应的句子；替代写法见“语言的限制”的“分期”一节",
)
_NUMERAL = rf"(?:\d+|[一二两三四五六七八九十]+|{'|'.join(_WORDS)})"
_SHARES = (
    r"(?:(?P<most>不高于|不超过|至多|at most|up to|(?:not|no) more than)[^,;%\d]{0,6})?(?P<share>\d[\d.]*%)"
    rf"|第{_NUMERAL}年[^,;%]{{0,6}}?(?P<sum>\d[\d.]*万?元)"
)
"""The shares of a sentence, and sums of single years."""
_COUNT = rf"\b(?P<count>{_NUMERAL}) (?:equal )?(?:\w+ )?instal|分(?P<count_zh>{_NUMERAL})(?:年|期|批|次)"
_STEPS = (
    (3, r"quarter|季"), (1, r"\bmonth|每月|按月|逐月"), (12, rf"\b(?:year|annual)|分{_NUMERAL}年|逐年|每年"),
)  # fmt: skip
"""Months from one instalment to the next, and the words that say so."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_LATER = (
    rf"\bafter (?P<full>{_NUMERAL}) years?\b|满(?P<full_zh>{_NUMERAL})年|\b(?P<place>{'|'.join(_ORDINALS)}) year\b"
    rf"|第(?P<place_zh>{_NUMERAL})年"
)
_EVENTS = r"\b(?:accepted|acceptance|completed|completion|reports?|reviewed)\b|合格|验收|审核|考核|竣工"
_IN_MONTH = rf"\bin {_MONTH}\b"
_END_OF_PART = "[,;、]| and "
_RATIO = r"\d+(?::\d+)+"
_NEXT_YEAR = rf"次年(?P<number>\d+)月(?P<day_zh>\d+)日|{_DAY} of the (?:next|following) year"
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_IN_ENGLISH = (("字段", "FIELD"), ("乘以", "times"), ("余款", "the rest"))


def find_instalments(text: str) -> Repayment | None:
    """What a sentence on a grant that is paid in parts is written as, with its shares and its days."""
    is_chinese = has_chinese(text)
    plain = without_blanks(text[:_MOST_CHARACTERS])[0].replace("，", ",") if is_chinese else text[:_MOST_CHARACTERS]
    if re.search(_INSTALMENTS[is_chinese], plain, re.IGNORECASE) is None:
        return None
    if re.search(_NO_INSTALMENTS, plain, re.IGNORECASE):
        return Repayment("", _FASTER_PARTS)
    forms = [*itertools.islice(dict.fromkeys(_instalment_forms(plain)), _MOST_INSTALMENTS)]
    names = [f"line{number}" for number, _ in enumerate(forms)]
    english, chinese = ", ".join(f"`{{{name}}}`" for name in names), "、".join(f"`{{{name}}}`" for name in names)
    lines = {name: Phrase(*form) for name, form in zip(names, forms, strict=True)}
    head = Phrase("pay in parts", "分期拨付：")
    return Repayment(
        "",
        Phrase(
            f"write `{{head}}` below the awards, and under it the instalments: {english}",
            f"在各项奖励之后写`{{head}}`，其下写各期：{chinese}", head=head, **lines,
        ),
    )  # fmt: skip


_MOST_INSTALMENTS = 12


def _instalment_forms(text: str) -> Iterator[tuple[str, str]]:
    """The lines of the instalments, in English and Chinese."""
    text = re.sub(_RATIO, _shares_of_ratio, text)
    shares, counted = [*re.finditer(_SHARES, text, re.IGNORECASE)], re.search(_COUNT, text, re.IGNORECASE)
    count = 0 if counted is None else _whole(counted["count"] or counted["count_zh"])
    months = next((months for months, words in _STEPS if re.search(words, text, re.IGNORECASE)), None)
    rates = [Fraction(match["share"][:-1]) for match in shares if match["share"]]
    if (day := re.search(_NEXT_YEAR, text)) is not None:
        month = int(day["number"] or MONTHS.index(day["month"]) + 1)
        number = int(day["day"] or day["day_zh"])
        yield f"100% due {number} {MONTHS[month - 1]} of the year after", f"次年 {month}月{number}日 前 拨付 100%"
    elif 2 <= count <= _MOST_INSTALMENTS and (not shares or (len(shares) == 1 and re.search("equal|等额|平均", text))):
        yield from _equal_forms(text, rates, count, months)
    else:
        for place, match in enumerate(shares):
            share = "字段" if match["most"] else match["share"] or match["sum"] + " 乘以 字段" * ("每亩" in text)
            yield _instalment_form(
                share, _months_of_share(text, match, place, months if count == len(shares) else None)
            )
        if not shares:
            yield _instalment_form("60%", 0)
        if sum(rates) < 100 and len(rates) == len(shares):
            yield _instalment_form("余款", None)


def _shares_of_ratio(match: re.Match[str]) -> str:
    """`4:3:3` as percentages, if they are whole numbers."""
    numbers = [int(number) for number in match[0].split(":")]
    rates = [100 * Fraction(number, sum(numbers) or 1) for number in numbers]
    return "、".join(f"{rate}%" for rate in rates) if all(rate.denominator == 1 for rate in rates) else match[0]


def _months_of_share(text: str, match: re.Match[str], place: int, step: int | None) -> int | None:
    """The months from the grant to an instalment by the words around its share; `None`: it waits for an event."""
    before, after = text[: match.end() - 1], text[match.end() - 1 :]
    words = re.split(_END_OF_PART, before)[-1] + re.split(_END_OF_PART, after, maxsplit=1)[0]
    period = re.search(_LATER, words, re.IGNORECASE)
    if re.search(_EVENTS, words, re.IGNORECASE):
        return None
    if period is None:
        return None if place and step is None else place * (step or 0)
    if full := period["full"] or period["full_zh"]:
        return 12 * _whole(full)
    ordinal = period["place"]
    return 12 * (_ORDINALS.index(ordinal.lower()) if ordinal else _whole(period["place_zh"]) - 1)


def _equal_forms(text: str, first: Sequence[Fraction], count: int, months: int | None) -> Iterator[tuple[str, str]]:
    """So many equal instalments of what a first one leaves."""
    each, days = (100 - sum(first)) / Fraction(count), [*re.finditer(_IN_MONTH, text)]
    share = f"{each}%" if each.denominator == 1 else "字段" if first else f"1/{count}"
    yield from (_instalment_form(f"{rate}%", 0) for rate in first)
    if len(days) == count:
        for month in (MONTHS.index(day["month"]) for day in days):
            last = _LAST_DAYS[month]
            yield f"{share} due {last} {MONTHS[month]} of the year", f"当年 {month + 1}月{last}日 拨付 {share}"
    elif months == 12 and not first:
        yield f"{share} each year for {count} years", f"分 {count}年 逐年 拨付 {share}"
    else:
        for place in range(len(first), count + len(first)):
            yield _instalment_form(share, place and months and place * months)


def _instalment_form(share: str, months: int | None) -> tuple[str, str]:
    """An instalment so many months after the grant, or at an event."""
    english = functools.reduce(lambda text, pair: text.replace(*pair), _IN_ENGLISH, share)
    if months is None:
        return f"{english} when EVENT", f"事件 后 拨付 {share}"
    if not months:
        return f"{english} at once", f"核准时 拨付 {share}"
    number, unit, unit_zh = (months, "month", "个月") if months % 12 else (months // 12, "year", "年")
    return f"{english} {number} {unit}{'s' * (number > 1)} later", f"{number}{unit_zh} 后 拨付 {share}"


def without_blanks(text: str) -> tuple[str, Sequence[int]]:
    """A text without its blanks, and the place of each character."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    return "".join(text[index] for index in places), places
