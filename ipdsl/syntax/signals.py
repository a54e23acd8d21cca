"""Words of official documents that tell what a Chinese sentence means, and how the page says it.

In: a sentence that no grammar reads, and where it stands. Out: the form that it should have, by the signal words
anywhere in it, with what else there is to know. The first row of which all fits holds, so what is told by more words
stands before what is told by fewer. A row with a note names a slip and the place of it; one without says only how such
a sentence is written. The tests parse every form, and hold that each slip is told of some sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import attrs

from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.syntax import forms
from ipdsl.value_object import ValueObject

_N = r"\d[\d.,]*[百千万亿]?元?"
_VERB = "(?:奖励|补助|补贴|资助|扶持|贴息)"
_COUNTER = "[件个份项次名家种笔篇]"
_HAN = "[一二三四五六七八九十]{1,3}"
_YEARS = r"(?:[近前]?[一二三四五六七八九十两\d]{1,4}个?年度?(?:以?内|来)|近[一二三四五六七八九十两\d]{1,4}个?年度?)"

_TWO_STANDARDS = (
    rf"^对.*(?:%.*,(?P<here>[^,]*?%)|最高不超过.*?,(?P<also>[^,]*?最高)|{_VERB}{_N},(?P<too>[^,]*?{_VERB}){_N})"
)

_AWARD = "对 记录 事件 的 对象，奖励 5万元"
_SHARE = "对 记录 事件 的 对象，奖励 字段 的 50%"
_ROWS = "对 记录 事件 的，按 字段 分别奖励："
_CAP = forms.CHINESE["cap 50000 per KEY per year"]
_LIMIT = forms.CHINESE["limit 3 items per KEY per year"]
_SUSPEND = forms.CHINESE["suspend WHO for the year when RECORD EVENT"]
_OBLIGE = forms.CHINESE['oblige WHO to "…"']
_CARRY = forms.CHINESE["carry forward 2 years"]
_TOP_UP = forms.CHINESE["top up per matter"]
_SERIES_VALUE = forms.CHINESE["given series NAME 2023-01-01: 3.65%"]

ROW, CASE, GIVEN = "row_line", "case_line", "given_line"
_CASE_PLACES = (CASE, GIVEN)
_VOCABULARY_PLACES = ("choice_line", "field_line", "record_line")


@attrs.frozen(eq=False, repr=False)
class PhrasePattern(ValueObject):
    """A row: words of the sentence, without its blanks, as a pattern; the form; what else to know; where it holds.

    `places` names start symbols; a row that names none holds wherever sentences of policies stand. The part of the
    pattern that is called `here` is what the finding underlines.
    """

    words: str
    form: str
    note: Phrase = NOTHING
    places: tuple[str, ...] = ()

    def fits(self, start: str) -> bool:
        return start in self.places if self.places else start not in (ROW, *_CASE_PLACES, *_VOCABULARY_PLACES)


_DATE_SHORT = Phrase("a date has its day", "日期要写到日")
_BORDERS = Phrase(
    "`以上`, `不超过` and `至` include their numbers, `超过` and `低于` do not",
    "`以上`、`不超过`、`至`包含本数，`超过`、`低于`不包含",
)
_PER_RECORD = Phrase(
    "each record is a claim of its own, which nothing need say", "每条记录各算一次，不用写`每件`、`/件`"
)

PHRASE_PATTERNS = (
    # ---- rows
    PhrasePattern(r"(?P<here>的部分):", "其余：（字段 超出 500万元 部分） 的 30%", Phrase(
        "a row holds for the whole sum; a part of it is written in the amount", "一档管整个数额；其中一部分写在数额里",
    ), (ROW,)),
    PhrasePattern(r"(?P<here>\(含(?:本数)?\))", "1亿元 至 3亿元：40万元", Phrase(
        "leave `（含）` out: `以上` and `至` include their numbers", "不写`（含）`：`以上`、`至`都包含本数",
    ), (ROW,)),
    PhrasePattern(r"以上,?(?P<here>.*?(?:以?下|以内)):", "1亿元以上、低于 3亿元：20万元", _BORDERS, (ROW,)),
    PhrasePattern(rf"^[^:]*(?P<here>,){_VERB}?{_N}$", "金奖：5万元", Phrase(
        "a colon stands before the amount of a row", "数额之前写冒号",
    ), (ROW,)),
    PhrasePattern(".", "金奖：5万元", NOTHING, (ROW,)),
    # ---- cases
    PhrasePattern(r"^应得.*?(?P<here>0元?,?(?:因|由于)?不符合.*)", "应得 项目 不符合条件，因 条件", Phrase(
        "what gets nothing is told by its outcome, without a sum", "不得奖励的写结果，不写金额",
    ), (CASE,)),
    PhrasePattern(r"^应得.*?(?P<here>超过?件数|超过?数量|件数超.*)", "应得 项目 核减，因 最多件数", Phrase(
        "what a rule cut is told by the name of the rule", "被规则核减的写规则的名称",
    ), (CASE,)),
    PhrasePattern(r"^应得.*?(?P<here>(?:超过?)?(?:上限|限额|封顶).*)", "应得 项目 核减，因 最高限额", Phrase(
        "what a rule cut is told by the name of the rule", "被规则核减的写规则的名称",
    ), (CASE,)),
    PhrasePattern(rf"^应得(?P<here>{_N})$", "应得 合计 500元", Phrase(
        "say of what: of all claims together `合计`, of one its item", "请写明是哪一项：全部写`合计`，一项写其编号",
    ), (CASE,)),
    PhrasePattern(rf"^应得(?P<here>[^\W\d]+[A-Za-z]\w*){_N}$", "应得 项目 500元", Phrase(
        "write the item alone, without its kind of record", "只写编号，不写记录类别",
    ), (CASE,)),
    PhrasePattern(r"行情.*?(?P<here>\d{4}年\d{1,2}月):", _SERIES_VALUE, _DATE_SHORT, (CASE,)),
    PhrasePattern(r"^已知(?P<here>[一某有这该][家个名位]?)", "已知 类别：字段", Phrase(
        "the kind of the applicant comes at once", "`已知`之后直接写申请人类别",
    ), (CASE,)),
    PhrasePattern("^应尽义务", forms.CHINESE["expect obligation of article 3"], NOTHING, (CASE,)),
    PhrasePattern("^应得.*结转", forms.CHINESE["expect carried 500 to 2024"], NOTHING, (CASE,)),
    PhrasePattern("^应得.*合计", forms.CHINESE["expect 2023 total 500"], NOTHING, (CASE,)),
    PhrasePattern("^应得", forms.CHINESE["expect ITEM 500"], NOTHING, (CASE,)),
    PhrasePattern("行情|LPR|汇率", _SERIES_VALUE, NOTHING, (CASE,)),
    PhrasePattern("数据", forms.CHINESE["given figures 2023: FIGURE 100"], NOTHING, (CASE,)),
    PhrasePattern("已兑现", forms.CHINESE["given history LABEL ITEM paid 500 in 2022"], NOTHING, (CASE,)),
    PhrasePattern("已资助", forms.CHINESE["given support ITEM LEVEL 500 in 2022"], NOTHING, (CASE,)),
    PhrasePattern("核定", forms.CHINESE["given approval LABEL ITEM 500"], NOTHING, (CASE,)),
    PhrasePattern("名次|排名", forms.CHINESE["given rank FIGURE 2 in 2023"], NOTHING, (CASE,)),
    PhrasePattern("以往文件", forms.CHINESE['given older document "DOCUMENT" ITEM 500'], NOTHING, (CASE,)),
    PhrasePattern("截至", forms.CHINESE["given as of 2023-12-31"], NOTHING, (CASE,)),
    PhrasePattern("已知", forms.CHINESE["given KIND FIELD"], NOTHING, (CASE,)),
    PhrasePattern(r"^(?P<here>[^:]*?\d{4}年(?:\d{1,2}月)?):?[\d.]+%$", _SERIES_VALUE, Phrase(
        "a market rate is a line of the case, not of the applicant", "行情写在`案例`之下，单独一行，不写在申请人之下",
    ), (GIVEN,)),
    PhrasePattern(r"[:,][^\W\d]+?(?P<here>为)", "记录 项目：字段 2万元", Phrase(
        "a value follows its field at once", "值直接写在字段之后，不写`为`",
    ), (GIVEN,)),
    PhrasePattern(r"(?P<here>于\d{4}年[\d年月日]*[^\W\d]*)", "记录 项目：日期 2026年3月1日", Phrase(
        "an event is stated by the field of its day", "事件写它的日期字段",
    ), (GIVEN,)),
    PhrasePattern(r"(?P<here>\d{4}年\d{1,2}月)(?![\d日])", "记录 项目：日期 2026年3月1日", _DATE_SHORT, (GIVEN,)),
    PhrasePattern(".", "记录 项目：字段 2万元，日期 2026年3月1日", NOTHING, (GIVEN,)),
    # ---- slips of other sentences
    PhrasePattern(r"^(?P<here>\([一二三四五六七八九十\d]+\)|[①-⑳]|\d+[.,])(?=[^\W\d])", _AWARD, Phrase(
        "numbers within an article are left out; one that is referred to is an article `3.1` of its own",
        "条内的编号不写；要引用的，单独写作`第3.1条`",
    )),
    PhrasePattern(r"(?P<here>(?<![\d.])\d[\d.]*[万亿]\d+[百千万]?元?)", _AWARD, Phrase(
        "one number is written once: `25000` or `2.5万元`", "一个数额只写一个数，例如`25000元`或`2.5万元`",
    )),
    PhrasePattern(rf"(?P<here>{_HAN}分之{_HAN}|(?<![\d/])\d{{1,3}}/\d{{1,3}}(?![\d/]))", _SHARE, Phrase(
        "a part is written as a percentage; for one that no percentage equals, such as a third, declare a field of"
        " money in a vocabulary, and award the field",
        "一部分写作百分比；三分之一等没有相等的百分比，请在词汇中为这一部分声明一个金额字段，奖励写该字段",
    )),
    PhrasePattern(rf"(?P<here>/{_COUNTER})", _AWARD, _PER_RECORD),
    PhrasePattern(rf"(?P<here>每{_COUNTER})(?:给予|予以)?(?:一次性)?{_VERB}{_N}", _AWARD, _PER_RECORD),
    PhrasePattern(r"^单(?:笔|项|件|个项目|个?品种)|^每笔(?!.*每年)", "单项不超过 20万元", Phrase(
        "it stands beneath the award that it bounds, indented", "写在所限制的那项奖励之下，并缩进",
    )),
    PhrasePattern("(?P<here>退回|追回|收回|退还|缴回)", _OBLIGE, Phrase(
        "no sentence takes an award back: write what the document says as a duty",
        "没有退回奖励的句子：作为义务写下原文",
    )),
    PhrasePattern("(?P<here>年度预算|预算|按比例核减|比例核减)", _OBLIGE, Phrase(
        "no sentence has a budget of all awards: write what the document says as a duty",
        "没有全部奖励的预算的句子：作为义务写下原文",
    )),
    PhrasePattern(rf"(?P<here>{_YEARS}).*(?:暂停|取消|停止|不予|不得|不再|不能)", _SUSPEND, Phrase(
        "it suspends for the calendar year of the event; for longer, declare a state of the record in a vocabulary of"
        " your own and write `须 没有 记录 状态`",
        "它只停事件所在的自然年；要停得更久，请在自己的词汇中给该记录声明一个状态，写`须 没有 记录 状态`",
    )),
    PhrasePattern(rf"^须?.*(?P<here>{_YEARS})(?:没有|无|未)", "须 没有 记录 状态", Phrase(
        "records are counted without a span of time: for `三年内`, declare a state of three years in a vocabulary of"
        " your own",
        "统计记录不能限定年限：`三年内`请在自己的词汇中声明持续三年的状态",
    )),
    PhrasePattern("(?P<here>暂停|取消|停止|不得享受|不能享受|不再享受)", _SUSPEND, Phrase(
        "it suspends for the calendar year of the event", "它停事件所在的自然年",
    )),
    PhrasePattern("(?P<here>合并计算)", "各级各类资助合并计算", Phrase(
        "it stands beneath an award", "写在所管的那项奖励之下，并缩进",
    )),
    PhrasePattern("(?P<here>已(?:获|享受|得到).*(?:国家|省|市|上|各)级).*不(?!超过)", (
        forms.CHINESE["none when another level supported the same matter"]
    ), Phrase("support by another level has a sentence of its own", "其他各级已奖励的另有一句")),
    PhrasePattern("(?P<here>超出的?(?:部分)?.*(?:结转|下一?年)|结转|下一?年度|以后年度)", _CARRY, Phrase(
        "it stands beneath a cap of money, on a line of its own; numbers of items are not carried",
        "单独一行，写在`最高奖励`之下；件数不能结转",
    )),
    PhrasePattern(_TWO_STANDARDS, "对 记录 事件 且 字段 为 取值 的 对象，按 字段 的 50% 奖励", Phrase(
        "one sentence, one standard: write a sentence for each case, or rows beneath `按 字段 分别奖励：`",
        "一句只写一个标准：每种情形各写一句，或写`按 字段 分别奖励：`并列出各档",
    )),
    PhrasePattern("(?P<here>分段|分档|按档|分级|分类)", _ROWS, Phrase(
        "rows are announced by `分别`, one beneath on each line", "分段、分档都写`分别`，其下每行一档",
    )),
    PhrasePattern(r"^对(?P<here>(?:国家|省|市|县)级(?:以上)?)",
                  "对 记录 事件 且 级别 为 国家级 的 对象，奖励 5万元", Phrase(
        "the record comes first, its level is a condition", "先写记录，级别写在条件中",
    )),
    PhrasePattern(r"^对(?P<here>企业|单位|个人|申请人|事业单位|机构|农户)[^的,]+的,", _AWARD, Phrase(
        "who is paid stands after `的`", "对象写在`的`之后",
    )),
    PhrasePattern(r"的[^,的]*(?P<here>或者?|和|以?及)[^,的]*,", "对 记录 事件 的 对象、对象，奖励 5万元", Phrase(
        "several kinds of applicants are parted by `、`", "几种对象用`、`并列",
    )),
    PhrasePattern(rf"的,(?P<here>再?(?:额外|另外|另)?(?:增?加|上浮|追加){_N})", _AWARD, Phrase(
        "what is added is an award of its own, with its own condition", "加发的另写一项奖励，写明它的条件",
    )),
    PhrasePattern("(?P<here>升级|晋升|晋级|补足|补差|差额)", _TOP_UP, Phrase(
        "it is said of a matter, after the awards that it joins", "写明同一什么，放在所管的各项奖励之后",
    )),
    PhrasePattern("(?P<here>叠加)", "可叠加奖励", Phrase("it stands alone on its line", "单独一行")),
    PhrasePattern("(?P<here>扣除|抵扣|已经?奖励)", "扣除 同一 字段 的 记录 已奖励部分", Phrase(
        "it stands beneath an award", "写在所管的那项奖励之下，并缩进",
    )),
    # ---- how a sentence is written
    PhrasePattern("应当?按.*配套|配套", forms.CHINESE["oblige WHO to match at least 50% of award"]),
    PhrasePattern("排名|名次", "对 每年 指标 排名 的 对象，按 名次 分别奖励："),
    PhrasePattern("分别", _ROWS),
    PhrasePattern("当年不予", _SUSPEND),
    PhrasePattern("^有.*不予", _SUSPEND),
    PhrasePattern("无法|^凡|不予", forms.CHINESE["none when FIELD cannot be determined"]),
    PhrasePattern("有效期|施行", forms.CHINESE["effective 2023-01-01 to 2025-12-31"]),
    PhrasePattern("废止", forms.CHINESE['replaces "DOCUMENT"']),
    PhrasePattern("印发", forms.CHINESE["issued 2023-01-01"]),
    PhrasePattern("文号", forms.CHINESE['document "NUMBER"']),
    PhrasePattern("使用词汇", forms.CHINESE["use ip"]),
    PhrasePattern("评选|择优|遴选", forms.CHINESE["quota 2 to 5 PLURAL per year"]),
    PhrasePattern("就高|从高", forms.CHINESE["pay highest per KEY per year"]),
    PhrasePattern("不重复|不得重复|只奖励一次|[奖补]一次$", forms.CHINESE["no repeat per matter"]),
    PhrasePattern("折算", forms.CHINESE["convert at SERIES on FIELD"]),
    PhrasePattern("除外|不包含", forms.CHINESE["except article 3, LABEL"]),
    PhrasePattern("是指|本文件所称|所称", forms.CHINESE["here WHO means FIELD"]),
    PhrasePattern("安排", forms.CHINESE["allocate 50000 per year to WHO while STATE"]),
    PhrasePattern("执行|参照", forms.CHINESE['refers to "DOCUMENT" for RECORD EVENT']),
    PhrasePattern("到.*达到", '到 2025年，“…” 达到 200'),
    PhrasePattern(rf"^(?!对).*(?:最多|(?:不超过|不得超过|至多|限).*?\d+{_COUNTER})", _LIMIT),
    PhrasePattern(r"^(?!对).*(?:每|单个|单家|同一|年).*(?:最高|不超过|累计|合计|总额|上限|封顶)", _CAP),
    PhrasePattern(rf"^对|的.*,.*{_VERB}|^{_VERB}", _AWARD),
    PhrasePattern("应当?", _OBLIGE),
    PhrasePattern("^须", "须 条件 且 条件"),
)  # fmt: skip
"""Slips of rows, of cases and of other sentences, then the forms of sentences, the more telling first."""


@attrs.frozen(eq=False, repr=False)
class PhraseMatch(ValueObject):
    """What a sentence means by its signals, and from where to where in it the signal stands."""

    pattern: PhrasePattern
    start: int
    end: int


def find_phrase(text: str, start: str) -> PhraseMatch | None:
    """What the signals of a sentence say that stands under a start symbol."""
    unquoted = _mask_quotations(text)
    places = [index for index, character in enumerate(unquoted) if character != " "]
    plain = "".join(unquoted[index] for index in places)
    for signal in _patterns_in_place(start):
        match = _pattern(signal.words).search(plain)
        if match is not None and match.end() > match.start():
            first, last = next((match.span(group) for group, part in match.groupdict().items() if part), match.span())
            return PhraseMatch(signal, places[first], places[last - 1] + 1)
    return None


def _mask_quotations(text: str) -> str:
    """A sentence without what stands in its quotations."""
    return re.sub(r'(?<=")[^"]+(?=")', lambda quoted: "_" * len(quoted.group()), text)


@functools.cache
def _patterns_in_place(start: str) -> tuple[PhrasePattern, ...]:
    return tuple(_iter_patterns(start))


def _iter_patterns(start: str) -> Iterator[PhrasePattern]:
    return (signal for signal in PHRASE_PATTERNS if signal.fits(start))


_pattern = functools.cache(re.compile)
