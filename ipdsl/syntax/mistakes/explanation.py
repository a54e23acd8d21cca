"""Explain why a sentence cannot be parsed: from the place where the parser stopped to a finding.

Input: the sentence, the offset, and the accepted terminals. Output: one finding.

- Common mistakes are recognised by their words (`common_mistakes`).
- Misspelled and missing keywords are recognised by trying repairs. The mistake may be some words before the place,
  because a misspelled keyword is parsed as a name. A repair is reported only if the whole sentence can be parsed with
  it.
- Other expected words are derived from the grammar. All accepted keywords are listed, except those that a later stage
  always rejects, such as a unit of time in place of a sum.

`FORMS` has an example of every sentence that consists of more than its verb, for findings without a more specific next
step. The tests parse each example.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Sequence

import attrs

from ipdsl.base.findings.finding import Diagnostic, Edit, distance
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase, join_alternatives, literal_phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.handwritten_values import currencies_of, currency_word_length
from ipdsl.base.version import __language__
from ipdsl.schema.comparisons import ORDERS
from ipdsl.syntax import errors, keywords
from ipdsl.syntax.keywords import Keyword
from ipdsl.syntax.layout import SentenceLine, has_chinese, mask_quotations
from ipdsl.syntax.mistakes import common_mistakes
from ipdsl.syntax.mistakes.common_mistakes import WORD, StopPoint, first_advice, keyword_at, longest_keyword

MAX_WORDS = 8
"""The maximum number of words in a keyword."""
_A_NAME = Phrase("a name", "名称")
PLAIN: dict[str, MessageValue] = {
    "NAME": _A_NAME,
    "REFERENCE": _A_NAME,
    "STRING": Phrase('a quotation in `"…"`', "引号中的文字`“…”`"),
    "NUMBER": Phrase("a number", "数字"),
    "YEAR_NAME": _A_NAME,
    "MONTH_DAY": Phrase("a day of the year such as `04-01`", "年度的起始日，例如`4月1日`"),
    "DATE": Phrase("a date such as `2022-05-01`", "日期，例如`2022-05-01`"),
    "PERCENT": Phrase("a percentage", "比例"),
    "LPAR": "`(`",
    "RPAR": "`)`",
    "COMMA": "`,`",
    "COLON": "`:`",
    "MORETHAN": "`>`",
    "DOT": "`·`",
    "LSQB": "`[`",
    "RSQB": "`]`",
}
_LAST_TOKENS = {
    "CODE": Phrase("a currency such as `CNY`", "币种，例如`CNY`"),
    "$END": Phrase("the end of the line", "行尾"),
}
NOTHING_MORE = Phrase("nothing more", "到此为止")
_A_CONDITION = Phrase("a condition", "条件")
_AN_AMOUNT = Phrase("an amount or a field", "金额或字段")
_OPERAND = {"NAME", "NUMBER", "LPAR", "PERCENT"}
OPERANDS = _OPERAND | {
    "DATE", "_TOTAL", "_COUNTED", "_LARGEST", "_EARLIEST", "_MIN", "_MAX", "_INTEREST_ON", "_INCREASE_OF",
    "_AVERAGE", "_SMALLEST", "_FULL_YEARS_FROM", "_FULL_MONTHS_FROM", "_DAYS_FROM", "_FULL_MONTHS_OF", "_DAYS_OF",
    "_THE_DAY", "_THE_YEAR", "_OTHER_SUPPORT", "_LAST_YEAR", "_PAST", "_FIRST", "_LAST", "_ALL",
}  # fmt: skip
COMPARISONS = tuple(comparison.name for comparison in ORDERS)
CONDITIONS = {"_NOT", "_HAS", "_HAS_NO", *(f"_{c}" for c in COMPARISONS)}
_UNITS = {"_YEAR", "_MONTH", "_DAY"}
_FIRST_SHOWN = (
    "PER", "WHEN", "WHILE", "TO", "ONCE", "AT_MOST", "AWARD", "ARTICLE", "GROUP", "CAP", "LIMIT", "IF", "READING",
    "GIVEN", "EXPECT", "KEY", "EVENT", "AND", "OR", "IS", "AT_LEAST",
)  # fmt: skip
MOST_SHOWN = 5
"""The most expected words that a finding lists."""


@functools.cache
def _units_context() -> re.Pattern[str]:
    """Matches the text before a span of time: a comparison, `last`, `for`."""
    table = keywords.table()
    terminals = (*COMPARISONS, "BETWEEN", "AND", "LAST", "FOR", "CARRY_FORWARD")
    phrases = [re.escape(p) for t in terminals for p in table[t].phrases]
    return re.compile(rf"(?:^|\s)(?:{'|'.join(phrases)}) +\S+ *$", re.IGNORECASE)


def fitting_terminals(place: StopPoint) -> frozenset[str]:
    """The terminals that the grammar accepts, without those that are never correct in this form of sentence."""
    accepts = set(place.accepts)
    before = place.text[: place.offset]
    first = keyword_at(before, 0)
    is_sum = first is not None and first.terminal in ("AWARD", "ALLOCATE") and "_WHEN" in accepts
    if accepts >= _UNITS and (is_sum or not _units_context().search(before)):
        accepts -= _UNITS
    if first is not None and first.terminal == "AWARD":
        if not any(phrase in before.lower() for phrase in keywords.table()["RANK_OF"].phrases):
            accepts.discard("_AMONG")
        if "_WHEN" in accepts:
            accepts.discard("$END")  # an award without a trigger has a separate finding
    if "$END" in accepts:
        accepts.discard("COLON")  # optional at the end of a head
    return frozenset(accepts)


def first_expected_words(place: StopPoint, near: tuple[str, ...] = ()) -> Phrase:
    """The first words that are expected here, the nearest first, and the number of the others."""
    words: list[MessageValue] = [f"`{phrase}`" for phrase in near]
    shown = list(dict.fromkeys(words + _words(place)))
    return join_first_words(shown) if shown else NOTHING_MORE


def join_first_words(words: Sequence[MessageValue]) -> Phrase:
    """`a, b or c`, with at most `MOST_SHOWN` words: `a, b, c, d, e or 3 more`."""
    more = len(words) - MOST_SHOWN
    shown = [*words[:MOST_SHOWN], Phrase("{count} more", "其他{count}种写法", count=more)] if more > 0 else words
    return join_alternatives(shown)


def _words(place: StopPoint) -> list[MessageValue]:
    accepts = set(fitting_terminals(place))
    shown: list[MessageValue] = []
    if accepts >= _OPERAND:
        has_conditions = "_NOT" in accepts
        shown.append(_A_CONDITION if has_conditions else _AN_AMOUNT)
        accepts -= OPERANDS | (CONDITIONS if has_conditions else set())
    shown += [words for terminal, words in PLAIN.items() if terminal in accepts and words not in shown]
    order = {t: i for i, t in enumerate(dict.fromkeys((*_FIRST_SHOWN, *keywords.table())))}
    rest = sorted((t[1:] for t in accepts if t.startswith("_")), key=lambda t: order[t])
    shown += [f"`{place.keyword_text(t)}`" for t in rest]
    return shown + [words for terminal, words in _LAST_TOKENS.items() if terminal in accepts]


def slips_allowed(phrase: str) -> int:
    """The maximum number of typos with which a keyword is still recognised."""
    return 1 if len(phrase) <= 4 else 2 if len(phrase) <= 12 else 3


def near_keywords(place: StopPoint) -> tuple[str, ...]:
    """Accepted keywords that resemble the word here, alone or with its neighbours."""
    text, offset = place.text, place.offset
    following = [m.group().lower() for m in WORD.finditer(text, offset)][:6]
    before = text[:offset].split()[-1:]
    scored: list[tuple[float, str]] = []
    for terminal in fitting_terminals(place):
        keyword = keywords.table().get(terminal.removeprefix("_"))
        for phrase in keyword.phrases if keyword is not None and terminal.startswith("_") else ():
            words = len(phrase.split())
            tries = [" ".join(following[:words])]
            if words > 1:
                tries.append(" ".join([w.lower() for w in before] + following[: words - 1]))
                tries.append(following[0] if following else "")
            limit = slips_allowed(phrase)
            slips = min(distance(t, phrase.lower(), limit) for t in tries)
            if slips <= limit and slips < len(phrase) - 1:
                scored.append((slips / len(phrase), phrase))
            elif words > 1 and following and phrase.lower().startswith(following[0] + " "):
                scored.append((1, phrase))
    return tuple(phrase for _, phrase in sorted(scored)[:3])


def meant_keyword(place: StopPoint) -> tuple[int, common_mistakes.KeywordMatch] | None:
    """The keyword that the words at the place, or overlapping it, mean; it must be accepted where they begin."""
    starts = [m.start() for m in WORD.finditer(place.text, 0, place.offset)][-2:]
    for start in (*starts, place.offset):
        accepts = fitting_terminals(place if start == place.offset else place.stop_point_at(start))
        keyword_match = common_mistakes.find_keyword(place.text, start, accepts)
        if keyword_match is not None and keyword_match.end > place.offset:
            return start, keyword_match
    return None


FORMS = {
    "POLICY": 'policy town_2023 "TITLE"',
    "DOCUMENT": 'document "NUMBER"',
    "ISSUED": "issued 2023-01-01",
    "EFFECTIVE": "effective 2023-01-01 to 2025-12-31",
    "YEAR_BEGINS": "year begins 04-01",
    "STATUS": "status draft",
    "SAME_MATTER": "same matter of KIND is FIELD",
    "CURRENCY": "currency CNY",
    "ROUND": "round half up to 0.01",
    "USE": "use ip",
    "LANGUAGE": f"language {__language__}",
    "REPLACES": 'replaces "DOCUMENT"',
    "CLAUSE": "clause LABEL was OLD_LABEL",
    "FORMERLY": "formerly 2.RECORD.EVENT, LABEL",
    "ENDED": "ended 1.RECORD.EVENT, LABEL",
    "ARTICLE": 'article 3 "TITLE"',
    "GROUP": "group NAME",
    "OVER_ARTICLES": "over articles 5 to 9",
    "TABLE": "here NAME by FIELD",
    "LESS_PAID": "less already paid for RECORD of the same FIELD",
    "CONVERT_AT": "convert at SERIES on FIELD",
    "READING": 'reading "…"',
    "TITLE": 'title "…"',
    "SOURCE": 'source "…"',
    "LIMIT": "limit 3 items per KEY per year",
    "NO_REPEAT": "no repeat per matter",
    "PAY_HIGHEST": "pay highest per KEY per year",
    "TOP_UP": "top up per matter",
    "CAP": "cap 50000 per KEY per year",
    "NOTHING_BELOW": "nothing below 500 per KEY per year",
    "QUOTA": "quota 2 to 5 PLURAL per year",
    "SUSPEND": "suspend WHO for the year when RECORD EVENT",
    "NONE_WHEN": "none when CONDITION",
    "EXCEPT": "except article 3, LABEL",
    "CARRY_FORWARD": "carry forward 2 years",
    "COUNTING_LEVELS": "counting support of LEVEL, LEVEL",
    "MATTER": "matter FIELD",
    "REFERS_TO": 'refers to "DOCUMENT" for RECORD EVENT',
    "OBLIGE": 'oblige WHO to "…"',
    "ALLOCATE": "allocate 50000 per year to WHO while STATE",
    "TARGET": 'target "…" 200 by 2025',
    "HERE": "here WHO means FIELD",
    "VOCABULARY": 'vocabulary NAME "TITLE"',
    "APPLICANT": 'applicant NAME "LABEL"',
    "CLASS": "class NAME is KIND, KIND",
    "LEVEL": "level national > provincial",
    "CHOICE": "choice NAME first, second",
    "SERIES": "series NAME percent, monthly",
    "RECORD": 'record NAME "LABEL"',
    "KEY": "key FIELD",
    "EVENT": "event NAME on FIELD",
    "STATE": "state NAME from FIELD until FIELD",
    "CASES_FOR": "cases for NAME",
    "CASE": 'case "…"',
    "GIVEN": "given KIND FIELD",
    "GIVEN_FIGURES": "given figures 2023: FIGURE 100",
    "GIVEN_HISTORY": "given history LABEL ITEM paid 500 in 2022",
    "GIVEN_SUPPORT": "given support ITEM LEVEL 500 in 2022",
    "GIVEN_APPROVAL": "given approval LABEL ITEM 500",
    "GIVEN_SERIES": "given series NAME 2023-01-01: 3.65%",
    "GIVEN_RANK": "given rank FIGURE 2 in 2023",
    "GIVEN_OLDER": 'given older document "DOCUMENT" ITEM 500',
    "GIVEN_AS_OF": "given as of 2023-12-31",
    "EXPECT": "expect ITEM 500",
}
"""Examples by the terminal of the verb."""

WORDS_WITH_FORMS = (
    ("REFERS_TO", "instead", 'refers to "DOCUMENT" instead of articles 1 to 24 for records of 2022'),
    ("REFERS_TO", "policy", 'refers to "DOCUMENT" for policy'),
    ("OBLIGE", "match", "oblige WHO to match at least 50% of award"),
    ("NONE_WHEN", "level", "none when another level supported the same matter"),
    ("PAY_HIGHEST", "of", "pay highest of article 2, article 4 per KEY per year"),
    ("PAY_HIGHEST", "older", "pay highest with older documents per matter"),
    ("CAP", "across", "cap 50000 per FIELD per year across applicants"),
    ("ROUND", "per", "round down to 100 per KEY per year"),
    ("EFFECTIVE", "to", "effective 2023-01-01 to 2025-12-31"),
    ("EFFECTIVE", "from", "effective from 2023-01-01 for 3 years"),
    ("GIVEN", "as", 'given "A" as KIND FIELD'),
    ("EXPECT", "total", "expect 2023 total 500"),
    ("EXPECT", "due", "expect due between 0 and 500"),
    ("EXPECT", "obligation", "expect obligation of article 3"),
    ("EXPECT", "for", 'expect for "A" ITEM 500'),
    ("EXPECT", "carried", "expect carried 500 to 2024"),
    ("EXPECT", "lapsed", "expect lapsed 500"),
)
"""Other forms of a verb, selected by a word in them."""

CHINESE = {
    'policy town_2023 "TITLE"': "政策 town_2023 “标题”",
    'document "NUMBER"': "文号 “文号”",
    "issued 2023-01-01": "2023年1月1日 印发",
    "effective 2023-01-01 to 2025-12-31": "自 2023年1月1日 起施行，有效期至 2025年12月31日",
    "year begins 04-01": "年度 自 4月1日 起算",
    "status draft": "稿别 征求意见稿",
    "same matter of KIND is FIELD": "类别 的 同一事项 按 字段",
    "currency CNY": "币种 CNY",
    "round half up to 0.01": "金额 四舍五入 至 0.01",
    "use ip": "使用词汇 ip",
    f"language {__language__}": f"语言版本 {__language__}",
    'replaces "DOCUMENT"': "“文号” 同时废止",
    "clause LABEL was OLD_LABEL": "条款名 原为 旧条款名",
    "formerly 2.RECORD.EVENT, LABEL": "原 2.记录.事件、条款名",
    "ended 1.RECORD.EVENT, LABEL": "已废止 1.记录.事件、条款名",
    'article 3 "TITLE"': "第3条 “标题”",
    "group NAME": "组 名称",
    "over articles 5 to 9": "适用于 第5条至 第9条",
    "here NAME by FIELD": "本文件所称 名称 按 字段 分别是指：",
    "less already paid for RECORD of the same FIELD": "扣除 同一 字段 的 记录 已奖励部分",
    "convert at SERIES on FIELD": "按 日期 的 行情 折算",
    'reading "…"': "理解 “…”",
    'title "…"': "标题 “…”",
    'source "…"': "出处 “…”",
    "limit 3 items per KEY per year": "每个 归并项 每年 最多 3件",
    "no repeat per matter": "同一 事项 不重复奖励",
    "pay highest per KEY per year": "同一 归并项 同一年度 就高不重复",
    "top up per matter": "同一 事项 晋级补足差额",
    "cap 50000 per KEY per year": "每个 归并项 每年 最高奖励 5万元",
    "nothing below 500 per KEY per year": "每个 归并项 每年 合计不足 500元 的，不予奖励",
    "round down to 100 per KEY per year": "每个 归并项 每年 金额 向下取整 至 100",
    "quota 2 to 5 PLURAL per year": "每年 评选 2至5个 记录",
    "suspend WHO for the year when RECORD EVENT": "对 记录 事件 的 对象，当年不予奖励",
    "none when CONDITION": "凡 条件 的，不予奖励",
    "except article 3, LABEL": "第3条、条款名 除外",
    "carry forward 2 years": "超出部分 可在后 2年 内兑现",
    "counting support of LEVEL, LEVEL": "级别、级别 资助合并计算",
    "matter FIELD": "同一事项 按 字段",
    'refers to "DOCUMENT" for RECORD EVENT': "对 记录 事件 的，按 “文号” 执行",
    'oblige WHO to "…"': "对象 应当 “…”",
    "allocate 50000 per year to WHO while STATE": "对 状态 期间 的 对象，每年 安排 5万元",
    'target "…" 200 by 2025': "到 2025年，“…” 达到 200",
    "here WHO means FIELD": "本文件所称 对象 是指 字段",
    'vocabulary NAME "TITLE"': "词汇 名称 “标题”",
    'applicant NAME "LABEL"': "申请人 名称 “中文名”",
    "class NAME is KIND, KIND": "统称 名称 包括 类别、类别",
    "level national > provincial": "级别 国家级 > 省级",
    "choice NAME first, second": "选项 名称 甲、乙",
    "series NAME percent, monthly": "行情 名称 比例，每月",
    'record NAME "LABEL"': "记录 名称 “中文名”",
    "key FIELD": "识别项 字段",
    "event NAME on FIELD": "事件 名称 于 日期",
    "state NAME from FIELD until FIELD": "状态 名称 自 日期 至 日期",
    "cases for NAME": "案例集 名称",
    'case "…"': "案例 “…”",
    "given KIND FIELD": "已知 类别：字段",
    "given figures 2023: FIGURE 100": "已知 2023年 数据：指标 100",
    "given history LABEL ITEM paid 500 in 2022": "已知 2022年 已兑现 条款名 项目 500元",
    "given support ITEM LEVEL 500 in 2022": "已知 2022年 级别 已资助 项目 500元",
    "given approval LABEL ITEM 500": "已知 核定 条款名 项目 500元",
    "given series NAME 2023-01-01: 3.65%": "已知 行情 名称 2023年1月1日：3.65%",
    "given rank FIGURE 2 in 2023": "已知 2023年 指标 名次 第2名",
    'given older document "DOCUMENT" ITEM 500': "已知 以往文件 “文号” 项目 500元",
    "given as of 2023-12-31": "已知 截至 2023年12月31日",
    "expect ITEM 500": "应得 项目 500元",
    'refers to "DOCUMENT" instead of articles 1 to 24 for records of 2022': (
        "2022年度 的记录，第1条至 第24条 改按 “文号” 执行"
    ),
    'refers to "DOCUMENT" for policy': "全文 按 “文号” 执行",
    "oblige WHO to match at least 50% of award": "对象 应当 按 不低于 奖励金额 的 50% 配套",
    "none when another level supported the same matter": "凡 同一事项已享受其他各级政府奖励 的，不予奖励",
    "pay highest with older documents per matter": "同一 事项 连同以往文件 就高不重复",
    "pay highest of article 2, article 4 per KEY per year": "在 第2条、第4条 之间，同一 归并项 同一年度 就高不重复",
    "cap 50000 per FIELD per year across applicants": "同一 字段 每年 各申请人合计 最高奖励 5万元",
    "effective from 2023-01-01 for 3 years": "自 2023年1月1日 起施行，有效期 3年",
    "expect 2023 total 500": "应得 2023年 合计 500元",
    "expect due between 0 and 500": "应得 合计 介于 0 至 500元",
    "expect obligation of article 3": "应尽义务 第3条",
    'expect for "A" ITEM 500': "“甲” 应得 项目 500元",
    'given "A" as KIND FIELD': "已知 “甲” 为 类别：字段",
    "expect carried 500 to 2024": "应得 结转 500元 至 2024年",
    "expect lapsed 500": "应得 逾期作废 500元",
}
"""The examples in Chinese, by the English example."""


def example_of(terminal: str, text: str) -> str | None:
    """The form of a verb that is most similar to the sentence."""
    words = text.lower().split()
    return next(
        (other for verb, word, other in WORDS_WITH_FORMS if verb == terminal and word in words), FORMS.get(terminal)
    )


_SHORT = 4
"""If a word of a keyword is missing, a rest of at most this length must have no typos: `cost` is not `at most`."""
_WORDS_BACK = 3
"""How many words before the place a misspelled keyword may begin: `for each fll 100`."""

_COMPARISON_TERMINALS = (
    "compare in words: `at least {word}`, `more than {word}`, `at most {word}` or `less than {word}`",
    "请用文字比较：`不低于 {word}`、`超过 {word}`、`不超过 {word}`或`低于 {word}`",
)
MANNERS = ("UNDIVIDED", "IN_TURN", "IN_PROPORTION", "IN_ORDER_OF")
"""The keywords after `across applicants`."""
MISSING = (
    (("AMONG",), ("NAME",), ("who is ranked is written `among {word}`", "参加排名的写作`排名 的 {word}`")),
    (
        ("TO", "PER"),
        ("NAME",),
        (
            "who is paid is written `to {word}`, what is counted by `{key}`",
            "奖励对象写作`… 的 {word}`，归并项写作`{key}`",
        ),
    ),
    (("TO",), ("NAME",), ("who is paid is written `to {word}`", "奖励对象写作`… 的 {word}`")),
    (
        ("PER",),
        ("NAME", "YEAR", "MATTER", "APPLICANT"),
        ("what is counted is written `{key}`", "归并项写作`{key}`"),
    ),
    (
        ("WHEN", "WHILE"),
        ("NAME",),
        (
            "a record follows `when`, a state that lasts `while`: `when {word} …`",
            "记录写作`对 {word} … 的`，持续的状态写作`对 {word} … 期间 的`",
        ),
    ),
    (
        ("WHEN",),
        ("NAME", "THE_FIRST"),
        ("a record follows `when`: `when {word} …`", "记录写在`对`之后：`对 {word} … 的`"),
    ),
    (
        ("AND", "OR"),
        ("NAME", "NOT", "HAS", "HAS_NO"),
        ("conditions are joined by `and` or `or`: `and {word} …`", "条件用`且`或`或`连接：`且 {word} …`"),
    ),
    (
        ("ACROSS_APPLICANTS",),
        MANNERS,
        (
            "applicants share a cap that is written with `across applicants`",
            "各申请人共用的最高金额写作`各申请人合计 最高…`",
        ),
    ),
    (("FROM",), ("DATE",), ("the first day is written `from {word}`", "起始日写作`自 {word} 起`")),
    (("AT_LEAST", "AT_MOST"), ("DATE", "NUMBER"), _COMPARISON_TERMINALS),
)
"""Short keywords that may be missing, what follows them, and the next step. The first row that fits applies."""


@attrs.frozen(eq=False, repr=False)
class Repair(ValueObject):
    """A part of the sentence, and the keywords that may be meant there, the nearest first."""

    start: int
    end: int
    phrases: tuple[str, ...]


def repair_spelling(place: StopPoint) -> Repair | None:
    """A keyword with typos, the nearest one first."""
    return _nearest(place, 0)


def repair_missing_word(place: StopPoint) -> Repair | None:
    """A keyword without one of its words, with or without typos in the others."""
    return _nearest(place, 1)


def _nearest(place: StopPoint, lacking: int) -> Repair | None:
    """The nearest keyword with which the sentence can be parsed, if `lacking` of its words are missing."""
    candidates: list[tuple[float, int, int, int, str]] = []
    text = place.text
    for start in _starts(place):
        here = place if start == place.offset else place.stop_point_at(start)
        words = [*itertools.islice(WORD.finditer(text, start), MAX_WORDS)]
        for phrase in _phrases(here):
            parts = phrase.lower().split()
            count = len(parts) - lacking
            for words_present in itertools.combinations(parts, count) if 0 < count <= len(words) else ():
                slips = _spelling_distance([word.group().lower() for word in words[:count]], words_present)
                is_sure = not lacking or not slips or len(" ".join(words_present)) > _SHORT
                if slips is not None and is_sure and (slips or lacking):
                    candidates.append((slips / len(phrase), -start, -words[count - 1].end(), -len(phrase), phrase))
    reads = [row for row in sorted(candidates) if place.reads(f"{text[: -row[1]]}{row[4]}{text[-row[2] :]}")]
    if not reads:
        return None
    _, start, end, *_ = reads[0]
    alike = dict.fromkeys(row[4] for row in reads if row[1:3] == (start, end))
    return Repair(-start, -end, tuple(alike)[:3])


def _spelling_distance(written: Sequence[str], meant: Sequence[str]) -> int | None:
    """The number of typos in some words; `None` if one of them is a different word."""
    slips = [distance(word, part, slips_allowed(part)) for word, part in zip(written, meant, strict=True)]
    is_near = all(n <= slips_allowed(part) and n < len(part) - 1 for n, part in zip(slips, meant, strict=True))
    return sum(slips) if is_near else None


def _starts(place: StopPoint) -> list[int]:
    """The start of the word where the parser stopped, and of the words just before it."""
    before = [match.start() for match in WORD.finditer(place.text, 0, place.offset)]
    return [*before[1:][-_WORDS_BACK:], place.offset]


def _phrases(place: StopPoint) -> Iterator[str]:
    """The expected keywords, in all spellings."""
    for terminal in sorted(fitting_terminals(place)):
        if terminal.startswith("_"):
            yield from keywords.table()[terminal[1:]].phrases


def missing_keyword(place: StopPoint) -> tuple[str, Phrase]:
    """The short keyword that is missing before the place, with the next step; both are empty if none is missing."""
    keyword = keyword_at(place.text, place.offset)
    word = place.word
    plain = "DATE" if re.match(r"\d{4}[-/年]", word) else "NUMBER" if word[:1].isdecimal() else "NAME"
    kind = plain if keyword is None else keyword.terminal
    if kind == "NAME" and (not place.is_declared(word) or _is_order(place)):
        return "", NOTHING
    fits = fitting_terminals(place)
    for terminals, before, (en, zh) in MISSING:
        if terminals[0] in ("TO", "PER") and _is_qualified(place):
            continue
        if kind in before and all(f"_{t}" in fits and _reads_with(place, t) for t in terminals):
            return place.keyword_text(terminals[0]), Phrase(en, zh, word=word, key=keywords.per_phrase(word))
    return "", NOTHING


def _is_order(place: StopPoint) -> bool:
    """Whether the word at the place names an order: `highest score`. No key of a rule is missing before it."""
    return re.search(r"\bhighest $", place.text[: place.offset], re.IGNORECASE) is not None


def _is_qualified(place: StopPoint) -> bool:
    """Whether `to` is before the quality of a kind: `to local enterprise`. Another `to` would not read."""
    is_after_to = re.search(r"\bto [a-z_]+ $", place.text[: place.offset], re.IGNORECASE) is not None
    return is_after_to and place.word.lower() != "year"


def _reads_with(place: StopPoint, terminal: str) -> bool:
    """Whether the sentence can be parsed with one more keyword at the place."""
    offset = place.offset
    return place.reads(f"{place.text[:offset]}{place.keyword_text(terminal)} {place.text[offset:]}")


_RANKING = re.compile(r"award\s+((?:up\s+to\s+|by\s+)?(\w+)\s+of)\s", re.IGNORECASE)
_TRIGGER = re.compile(r"\b(?:when|while|each\s+year)\b", re.IGNORECASE)
_ROW = re.compile(r"(?:[^\W\d]\w*|\d+)(?: ?, ?\w+)* ?:")
_ROW_WORDS = {*COMPARISONS, "BETWEEN", "OTHERWISE"}
_AFTER_AMOUNT = {"ONCE", "PER", "TO", "WHEN", "WHILE", "EACH_YEAR", "AMONG", "FROM", "AT_MOST"}
_RULES_WITH_PER = {
    verb for verb, line in keywords.LIKELY_BODIES.items() if line == "rule_line" and " per " in FORMS[verb]
}
_RULE_BODY_TERMINALS = ("EXCEPT", "CARRY_FORWARD", "COUNTING_LEVELS", "READING", "SOURCE")
_BODY_TERMINALS = {
    "AWARD": ("READING", "SOURCE", "TITLE", "COUNTING", "LESS_PAID", "CONVERT_AT", "UNCAPPED", "TIES"),
    "REPLACES": ("CLAUSE",),
    "SUSPEND": _RULE_BODY_TERMINALS,
    "NONE_WHEN": _RULE_BODY_TERMINALS,
}
"""Keywords that are often written on the line above the one where they belong."""
_KEYS = ("MATTER", "APPLICANT")
"""Words that begin a line of a vocabulary and are also keys of rules."""


def first_phrase(text: str) -> str:
    """The first keyword of a sentence, as written, or else its first word."""
    keyword, length = longest_keyword(text, 0)
    if keyword is not None and keyword.begins_sentence:
        return text[:length]
    match = WORD.match(text)
    return match.group() if match else text


def probable_keyword(text: str) -> Keyword | None:
    """The keyword a broken sentence was probably meant to begin with."""
    keyword = keyword_at(text, 0)
    if keyword is not None:
        return keyword
    match = WORD.match(text)
    word = match.group().lower() if match else ""
    starters = [k for k in keywords.table().values() if k.begins_sentence]
    return next((k for k in starters for p in k.phrases if len(p) > 3 and distance(word, p, 2) <= 2), None)


def ranking_without_by(line: SentenceLine) -> Diagnostic | None:
    """Report a ranking without `by`, or with a typo in `rank`.

    Parsed as rows of a value, it would have no trigger, and its ranks would have no meaning.
    """
    match = _RANKING.match(line.text)
    is_ranking = match is not None and distance(match[2].lower(), "rank", 1) <= 1 and match[1].lower() != "by rank of"
    if match is None or not is_ranking or _TRIGGER.search(line.text):
        return None
    hint = Phrase(
        "write `award by rank of FIGURE per year among K, …`, and under it a line per rank, such as `1: up to 50000`",
        "请写`对 每年 年度数据 排名 的 对象，按 名次 分别奖励：`，并在其下逐行写各名次，例如`第1名：最高 5万元`",
    )
    return errors.UnexpectedWord(span=line.span(*match.span(1)), found=match[1], expected="`by rank of`", hint=hint)


def fitting_start(text: str, start: str, terminals_of_start: Callable[[str], frozenset[str]]) -> str | None:
    """The start symbol under which this sentence would be correct, if its first keyword is not accepted here."""
    keyword = keyword_at(text, 0)
    candidates = [s for s in (*keywords.PLACES, keywords.PAGE)[1:] if s != start]
    if keyword is None or not keyword.begins_sentence:
        is_row = _ROW.match(text) or (keyword is not None and keyword.terminal in _ROW_WORDS)
        return "row_line" if is_row and start in ("page_line", "block_line", "award_line") else None
    terminal = "_" + keyword.terminal
    if terminal in terminals_of_start(start):
        return None
    if start in ("field_line", "record_line") and keyword.terminal == "HERE" and re.match(r'\w+ "', text):
        return None  # a field of that name, with its label
    return next((s for s in candidates if terminal in terminals_of_start(s)), None)


def explain(place: StopPoint) -> Diagnostic:
    """The finding about a sentence that cannot be parsed."""
    place = _moved_to_start(_moved_to_phrase(place))
    return (
        _punctuation_finding(place) or _mixed_languages(place) or _incomplete_phrase(place) or _unfinished_phrase(place)
        or _official_sentence(place) or _day_finding(place) or _word_finding(place) or _unexpected_word(place)
    )  # fmt: skip


def _official_sentence(place: StopPoint) -> Diagnostic | None:
    """A sentence of official documents that begins with no keyword, or ends with other words than its keyword."""
    hint = first_advice(common_mistakes.SENTENCES, place)
    if place.verb == "AWARD" or not hint:
        return None
    end = place.offset + max(len(place.word), 1)
    return unexpected_word(place.line, place.offset, end, first_expected_words(place, ()), hint)


def unexpected_word(line: SentenceLine, start: int, end: int, expected: Phrase, hint: Phrase) -> Diagnostic:
    """The finding about words at the beginning of a sentence or in it, or about its end."""
    if start == len(line.text):
        return errors.EndsEarly(span=line.span(max(start - 1, 0), start), expected=expected, hint=hint)
    kind = errors.UnexpectedWord if start else errors.UnknownSentence
    return kind(span=line.span(start, end), found=line.written[start:end], expected=expected, hint=hint)


def _day_finding(place: StopPoint) -> Diagnostic | None:
    """Words for days in a condition: `granted on or after 2025-03-01`."""
    is_condition = re.search(r"^if\b|\b(?:when|while)\b", place.text[: place.offset], re.IGNORECASE)
    compared = common_mistakes.day_comparison(place.text, place.offset, place.is_declared) if is_condition else None
    if compared is None:
        return None
    match, advice, text = compared
    words, whole = (place.line.span(*match.span(group)) for group in ("words", 0))
    return errors.UnexpectedWord(
        span=words,
        found=match["words"],
        expected=first_expected_words(place),
        hint=advice,
        candidates=(Edit(whole, text),),
    )


def _mixed_languages(place: StopPoint) -> Diagnostic | None:
    """A Chinese keyword in an English sentence."""
    if place.text.isascii() or keyword_at(place.text, 0) is None:
        return None
    plain = mask_quotations(place.text, " ")
    phrases = keywords.chinese_phrases()
    words = (w for w in WORD.finditer(plain) if w.start() <= place.offset)
    word = next((w for w in words if w.group() in phrases), None)
    if word is None:
        return None
    span = place.line.span(word.start(), word.end())
    return errors.MixedLanguages(span=span, word=word.group(), found=errors.CHINESE_IN_ENGLISH)


def _moved_to_phrase(place: StopPoint) -> StopPoint:
    """The place, moved back if the parser read the beginning of a keyword as a name: `award at most 5`."""
    starts = [m.start() for m in WORD.finditer(place.text, 0, place.offset)][1:]
    for start in starts[-MAX_WORDS:]:
        if start < place.offset < start + longest_keyword(place.text, start)[1]:
            earlier = place.stop_point_at(start)
            return earlier if earlier.accepts else place
    return place


def _moved_to_start(place: StopPoint) -> StopPoint:
    """The place, moved to the first word if that was parsed as the key of a row and is similar to a keyword."""
    is_key = place.accepts <= {"COMMA", "COLON"} and ":" not in place.text and re.search(r"[^\W\d]|\"", place.word)
    first = attrs.evolve(place, stopped=0, accepts=place.first_terminals)
    return first if is_key and (near_keywords(first) or meant_keyword(first)) else place


def _incomplete_phrase(place: StopPoint) -> Diagnostic | None:
    """`counting all support`: the parser read the first word of a longer phrase as a name."""
    text = place.text
    match = WORD.match(text)
    if place.offset == 0 or match is None or keyword_at(text, 0) is not None:
        return None
    starters = [keywords.table()[t[1:]] for t in place.first_terminals if t.startswith("_")]
    phrases = [p for k in starters for p in k.phrases if p.lower().startswith(match.group().lower() + " ")]
    if not phrases:
        return None
    near = tuple(sorted(phrases))[:3]
    span = place.line.span(0, match.end())
    first = attrs.evolve(place, stopped=0, accepts=place.first_terminals)
    return errors.UnknownSentence(
        span=span, found=match.group(), expected=first_expected_words(first, near), nearest=near
    )


@functools.cache
def _long_phrases() -> tuple[tuple[str, str], ...]:
    """The keywords of more than two words, each with its terminal."""
    phrases = ((f"_{k.terminal}", phrase) for k in keywords.table().values() for phrase in k.phrases)
    return tuple((terminal, phrase) for terminal, phrase in phrases if len(phrase.split()) > 2)


def _unfinished_phrase(place: StopPoint) -> Diagnostic | None:
    """`none when another level supported`: at least two words of a long phrase, but not all of them."""
    text, offset = place.text, place.offset
    start = text.rstrip().rfind(" ", 0, max(offset - 1, 0)) + 1
    words = [*itertools.islice(WORD.finditer(text, start), MAX_WORDS)]
    best: tuple[int, str] = (1, "")
    for terminal, phrase in _long_phrases():
        parts = phrase.lower().split()
        same = itertools.takewhile(lambda pair: pair[0].group().lower() == pair[1], zip(words, parts, strict=False))
        count = len([*same])
        if best[0] < count < len(parts) and terminal not in place.accepts:
            best = count, phrase
    count, phrase = best
    if not phrase:
        return None
    span = place.line.span(words[0].start(), words[count - 1].end())
    actual_text = place.line.written[words[0].start() : words[count - 1].end()]
    return errors.UnexpectedWord(span=span, found=actual_text, expected=f"`{phrase}`", nearest=(phrase,))


_MARKS_OF_WORDS = (
    (r"\.(\d[\d,.]*%?)", "0.", ("a number below 1 is written `0.{word}`", "小于1的数写作`0.{word}`")),
    (r"!([^\W\d]\w*)", "not ", ("a denial is written `not {word}`", "否定写作`非 {word}`")),
    (r"! ([^\W\d]\w*)", "not", ("a denial is written `not {word}`", "否定写作`非 {word}`")),
)
"""Marks that belong to the number or word after them, what to write in their place, and advice."""


def _punctuation_finding(place: StopPoint) -> Diagnostic | None:
    """Brackets, commas, full stops."""
    text, offset = place.text, place.offset
    actual_mark = text[offset : offset + 1]
    span = place.line.span(offset, offset + 1)
    code = mask_quotations(text, "_")
    bracket = bracket_finding(place.line, offset, place.accepts, "()")
    if bracket is not None:
        return bracket
    if actual_mark == "," and _is_in_amount(place, code[:offset]):
        is_thousands = re.search(r"\d ?$", code[:offset]) and re.match(r", ?\d", text[offset:])
        blanks_only = Phrase("leave the comma out: blanks alone part the words", "请删去逗号：词与词之间只用空格")
        advice = errors.CommaInAmount.advice if is_thousands else blanks_only
        return errors.CommaInAmount(span=span, advice=advice)
    if actual_mark and actual_mark in "。.;；!?":
        mark = place.line.written[offset : offset + 1]
        if actual_mark == ";" and "DOT" in place.accepts:
            return errors.FullStop(
                span=span, mark=mark, advice=Phrase("part the fields of a line by `·`", "一行中的字段用`·`隔开")
            )
        if re.match(r"\.ipp\b", text[offset:]):
            advice = Phrase("name the vocabulary alone, without `.ipp`", "只写词汇的名称，不写`.ipp`")
            return errors.FullStop(span=span, mark=mark, advice=advice)
        for pattern, text_after, (en, zh) in _MARKS_OF_WORDS:
            word = re.match(pattern, text[offset:])
            if word is not None and (text_after == "0." or "_NOT" in place.accepts):
                return errors.FullStop(
                    span=span, mark=mark, advice=Phrase(en, zh, word=word[1]), candidates=(Edit(span, text_after),)
                )
        return errors.FullStop(span=span, mark=mark)
    return None


def _is_in_amount(place: StopPoint, text_before: str) -> bool:
    """Whether an amount may continue here: after a number, or where `at most` and `once` are accepted."""
    first = keyword_at(text_before, 0)
    in_case = first is not None and first.terminal.startswith("GIVEN")
    return not in_case and (bool(re.search(r"\d ?$", text_before)) or {"_AT_MOST", "_ONCE"} <= place.accepts)


def bracket_finding(line: SentenceLine, offset: int, accepts: frozenset[str], signs: str) -> Diagnostic | None:
    """A bracket without its other one, if it is at the place or open there; `signs` are the two of the language."""
    code = mask_quotations(line.text, "_")
    if code[offset : offset + 1] == ")" and code[:offset].count(")") >= code[:offset].count("("):
        return errors.OpenBracket(span=line.span(offset, offset + 1), bracket=signs[1])
    if code.count("(") <= code.count(")") or "RPAR" not in accepts:
        return None
    opened = _open_bracket(code)
    return errors.OpenBracket(span=line.span(opened, opened + 1), bracket=signs[0])


def _open_bracket(code: str) -> int:
    """The position of the last unclosed bracket."""
    opened: list[int] = []
    for index, character in enumerate(code):
        if character == "(":
            opened.append(index)
        elif character == ")" and opened:
            opened.pop()
    return opened[-1] if opened else 0


def _word_finding(place: StopPoint) -> Diagnostic | None:
    """Findings about common mistakes with words."""
    text, offset = place.text, place.offset
    here = keyword_at(text, offset)
    first = keyword_at(text, 0)
    word = place.word
    span = place.line.span(offset, offset + max(len(word), 1))
    terminal = here.terminal if here else ""
    if (
        first is not None
        and first.terminal == "AWARD"
        and terminal in _AFTER_AMOUNT
        and _follows_first_keyword(text, offset, first)
    ):
        length = max(longest_keyword(text, offset)[1], 1)
        word, span = place.line.written[offset : offset + length], place.line.span(offset, offset + length)
        advice = first_advice(common_mistakes.LIMITS_FIRST, place) or errors.MissingAmount.advice
        return errors.MissingAmount(span=span, found=word, advice=advice)
    if offset == len(text):
        return None
    currency = _currency_finding(place)
    if currency is not None:
        return currency
    near = near_keywords(place)
    is_rule = first is not None and first.terminal in _RULES_WITH_PER
    is_award = first is not None and first.terminal == "AWARD"
    is_key = terminal in _KEYS and (is_rule or (is_award and "_PER" in place.accepts))
    begins = here is not None and here.begins_sentence and "$END" in place.accepts and not is_key
    if is_rule and terminal == "ACROSS_APPLICANTS" and terminal not in place.accepts:
        if first is not None and first.terminal == "CAP" and "$END" not in place.accepts:
            advice = Phrase(
                "say what it counts by: `{before} per year across applicants`",
                "请写明归并项：`{before}`写作`每年 各申请人合计 最高奖励 …`",
                before=text[:offset].strip(),
            )
            return errors.MissingWord(span=span, found=text[offset:], expected=_per_keyword(place), advice=advice)
        hint = Phrase("only a cap or a limit ends with `across applicants`", "只有最高金额和件数限制可以`各申请人合计`")
        return errors.UnexpectedWord(span=span, found=word, expected=first_expected_words(place, near), hint=hint)
    is_slip = word.lower() in ("by", "for", "of", "across") or re.match(r"in \d{4}", text[offset:], re.IGNORECASE)
    if (
        is_rule
        and not begins
        and not is_slip
        and terminal not in MANNERS
        and "_PER" in place.accepts
        and re.match(r"[^\W\d]", word)
        and not near
    ):
        meant = meant_keyword(place)
        is_key_word = common_mistakes.is_year_word(word) or (place.is_declared(word) and not _is_order(place))
        if (
            is_key_word
            and (meant is None or meant[1].terminal == "PER")
            and not first_advice(common_mistakes.QUALITIES, place)
        ):
            return errors.MissingWord(
                span=span,
                found=word,
                expected=_per_keyword(place),
                advice=_missing_per_advice(first_phrase(text), word),
            )
    if offset > 0 and begins and first is not None and first.terminal == "EXCEPT":
        return _unexpected_word(place)
    if offset > 0 and begins:
        is_beneath = first is not None and terminal in _BODY_TERMINALS.get(
            first.terminal, _RULE_BODY_TERMINALS if is_rule else ()
        )
        is_limit = terminal == "CAP" and first is not None and first.terminal == "AWARD"
        return errors.TwoSentences(
            span=span, found=word, where=second_sentence_place(is_limit=is_limit, is_beneath=is_beneath)
        )
    if here is not None and here.is_reserved and "NAME" in place.accepts and "LPAR" not in place.accepts:
        slip = common_mistakes.advice(place, near)
        if slip:
            return errors.UnexpectedWord(span=span, found=word, expected=first_expected_words(place, ()), hint=slip)
        return errors.ReservedWord(span=span, found=word, expected=first_expected_words(place, near))
    return None


_CONDITION_WORDS = {"if": "if {rest}", "unless": "if not {rest}", "除非": "须 非 {rest}"}
"""The lines of conditions, by the word that begins them within an award."""
IS_REQUIRED_AFTER_UNLESS = re.compile("否则|不予|不得|不再|方可|才")
"""Words after `除非` with which it names what is required, not what is excluded."""


def condition_edits(line: SentenceLine, offset: int, word: str) -> tuple[Edit, ...]:
    """The edits that move a condition of an award to a line under it: `award 5 when patent granted if located_here`.

    `word` is the first word of the condition. A second edit joins the condition to those on the record.
    """
    form = _CONDITION_WORDS.get(word.lower())
    rest = line.written[offset + len(word) :].strip(" .。")
    if form is None or not rest or IS_REQUIRED_AFTER_UNLESS.search(rest):
        return ()
    if " " in rest and form.split()[1] in ("not", "非"):
        rest = f"（{rest}）" if has_chinese(word) else f"({rest})"
    written = form.format(rest=rest)
    end = len(line.text)
    if offset == 0:
        return (Edit(line.span(0, end), written),)
    start = len(line.written[:offset].rstrip(" ,，"))
    indent = " " * (line.span(0, 1).column + 1)
    beneath = Edit(line.span(start, end), f"\n{indent}{written}")
    joined = {"if": "and", "unless": "and not"}.get(word.lower())
    if joined is None:
        return (beneath,)
    return beneath, Edit(line.span(offset, offset + len(word)), joined)


def _condition_edits(place: StopPoint, word: str) -> tuple[Edit, ...]:
    """The edits for a condition at the place where the parser stopped, at the beginning or within an award."""
    first = keyword_at(place.text, 0)
    if place.offset and (first is None or first.terminal != "AWARD"):
        return ()
    return condition_edits(place.line, place.offset, word)


def _currency_finding(place: StopPoint) -> Diagnostic | None:
    """`20000 yuan`, `RMB 20,000`: a currency at an amount, with the edit that leaves it out."""
    text, start = place.text, place.offset
    before = re.search(r"([^\W\d]+) ?$", text[:start])
    if text[start : start + 1].isdecimal() and before is not None:
        start = before.start(1)
        length = currency_word_length(text, start, is_after_number=False)
    else:
        is_after_number = re.search(r"\d ?$", text[:start]) is not None
        length = currency_word_length(text, start, is_after_number=is_after_number)
    if not length:
        return None
    end = start + length
    word, fitting = place.line.written[start:end], first_expected_words(place.stop_point_at(start))
    removed = (start, end + 1) if text[end : end + 1] == " " else (start, end)
    is_own = place.currency in currencies_of(word)
    candidates = (Edit(place.line.span(*removed), ""),) if is_own else ()
    other = Phrase("the amounts of this policy are in {code}", "本政策的金额以 {code} 计", code=place.currency)
    return errors.UnexpectedWord(
        span=place.line.span(start, end),
        found=word,
        expected=fitting,
        hint=common_mistakes.CURRENCY_ADVICE if is_own else other,
        candidates=candidates,
    )


def _per_keyword(place: StopPoint) -> Phrase:
    return literal_phrase("per", place.keyword_text("PER"))


def _missing_per_advice(verb: str, word: str) -> Phrase:
    key = keywords.per_phrase("year" if common_mistakes.is_year_word(word) else word)
    return Phrase(
        "a rule names what it counts by: `{verb} … {key}`", "规则应写明归并项：`{key} … {verb}`", verb=verb, key=key
    )


def second_sentence_place(*, is_limit: bool, is_beneath: bool) -> Phrase:
    """The line where the second of two sentences belongs."""
    if is_limit:
        return Phrase(
            "of its own; the limit of the award itself is written `at most`",
            "单独的一行；奖励本身的限额写作`最高不超过`",
        )
    return Phrase("under this one, indented", "这一行之下，并缩进") if is_beneath else errors.TwoSentences.where


def _follows_first_keyword(text: str, offset: int, first: Keyword) -> bool:
    return any(text[:offset].strip().lower() == phrase.lower() for phrase in first.phrases)


def _unexpected_word(place: StopPoint) -> Diagnostic:
    offset = place.offset
    here = keyword_at(place.text, offset)
    is_manner = here is not None and here.terminal in MANNERS
    near = () if is_manner else near_keywords(place)
    if offset == len(place.text):
        hint = first_advice(common_mistakes.UNFINISHED, place) or _form_hint(place)
        return unexpected_word(place.line, offset, offset, first_expected_words(place, near), hint)
    actual_text = place.word
    span = place.line.span(offset, offset + max(len(actual_text), 1))
    slip = common_mistakes.advice(place, near) if offset else first_advice(common_mistakes.FIRST_WORDS, place)
    repair = repair_spelling(place) if offset and slip.en not in common_mistakes.RANGE_TEXTS else None
    if offset and repair is None and not slip and not is_manner:
        repair = repair_missing_word(place)
        slip = NOTHING if repair else first_advice(common_mistakes.QUALITIES, place)
    if repair is not None:
        actual_text, span = place.line.written[repair.start : repair.end], place.line.span(repair.start, repair.end)
        fitting = first_expected_words(place.stop_point_at(repair.start), repair.phrases)
        return errors.UnexpectedWord(span=span, found=actual_text, expected=fitting, nearest=repair.phrases)
    is_near = offset == 0 and near and " " in near[0]
    period = NOTHING
    meant = None if slip or is_near else meant_keyword(place)
    if meant is not None:
        start, what = meant
        near = (place.keyword_text(what.terminal),)
        actual_text, span = place.line.written[start : what.end], place.line.span(start, what.end)
        period = common_mistakes.period_advice(actual_text)
        slip = period or Phrase(
            "`{found}` is written `{word}`", "`{found}`写作`{word}`", found=actual_text, word=near[0]
        )
        place = place.stop_point_at(start)
    fitting = first_expected_words(place, () if slip and meant is None else near)
    is_keyword_meant = meant is not None and not period
    candidates = (Edit(span, near[0]),) if is_keyword_meant else _condition_edits(place, actual_text)
    if offset == 0:
        if slip:
            return errors.UnknownSentence(
                span=span, found=actual_text, expected=fitting, hint=slip, candidates=candidates
            )
        return errors.UnknownSentence(span=span, found=actual_text, expected=fitting, nearest=near)
    word, advice = ("", NOTHING) if slip or near else missing_keyword(place)
    if word:
        joined = _joined_word(place)
        if joined is not None:
            return errors.UnexpectedWord(
                span=place.line.span(joined.start, joined.end),
                found=place.text[joined.start : joined.end],
                expected=first_expected_words(place.stop_point_at(joined.start), joined.phrases),
                nearest=joined.phrases,
            )
        return errors.MissingWord(
            span=span, found=actual_text, expected=word, advice=advice, candidates=_moved_quality(place)
        )
    hint = slip or (NOTHING if near else first_advice(common_mistakes.MISPLACED_WORDS, place) or _form_hint(place))
    return errors.UnexpectedWord(
        span=span,
        found=actual_text,
        expected=fitting,
        nearest=() if slip else near,
        hint=hint,
        candidates=candidates,
    )


def _moved_quality(place: StopPoint) -> tuple[Edit, ...]:
    """The edit of `when domestic patent granted` that makes the quality a condition on the record."""
    before = re.search(r"\b(?:when|while) (([^\W\d]\w*) ([^\W\d]\w*)) $", place.text[: place.offset], re.IGNORECASE)
    if before is None:
        return ()
    span = place.line.span(before.start(1), place.offset + len(place.word))
    return (Edit(span, f"{before[3]} {place.word} and {before[2]}"),)


def _joined_word(place: StopPoint) -> Repair | None:
    """Two words before the place that are one declared word with `_` between them, if the first is not declared."""
    words = [*WORD.finditer(place.text, 0, place.offset + len(place.word))][-3:]
    for first, second in itertools.pairwise(words):
        joined = f"{first.group()}_{second.group()}"
        if place.is_declared(joined) and not place.is_declared(first.group()):
            return Repair(first.start(), second.end(), (joined,))
    return None


def _form_hint(place: StopPoint) -> Phrase:
    """The example of a sentence with this verb."""
    text = place.text
    first = keyword_at(text, 0)
    form = example_of(first.terminal, text) if first is not None else None
    if form is None:
        return NOTHING
    chinese = literal_phrase(form, CHINESE[form])
    return Phrase("it is written like `{form}`", "写法如`{form}`", form=chinese)
