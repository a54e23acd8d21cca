"""The sentences of Chinese official documents, and how each is written: rows of patterns and forms.

Input: a sentence without blanks, and its start symbol. Output: the form of the sentence, with a note if words of it are
a mistake.

The kind of a Chinese sentence is recognised by words anywhere in it, not by its first word. `PHRASE_PATTERNS` maps such
words to the form of the sentence, and to a note if they are a mistake. The first row that matches applies, so rows with
more specific words come first. Tests parse every form and check that each mistake is reported for some sentence.

A form has example figures. They become the sums, shares, numbers of items, spans, dates and articles of the sentence.
If the sentence has no figure of a kind, or it is not clear which one the form needs, the form gets `数额`, `比例` or
`…`. A figure `1` of a form is part of its meaning and stays.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

import attrs

from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.numerals import whole_number
from ipdsl.syntax import keywords
from ipdsl.syntax.common_mistakes import (
    CHINESE,
    INSTALMENT_FORMS,
    PLACES_OF_AWARDS,
    find_instalments,
    find_repayment,
    is_about_repayment,
    without_blanks,
)

_HAN_DIGITS = "一二两三四五六七八九十百千万"
_NUMBER = rf"(?:\d[\d.,]*|[{_HAN_DIGITS}]+)"
_COUNTER_OF_FORMS = "[件个份项次名家种笔篇台辆户套张艘架人]"
_NOT_A_FIGURE = re.compile(
    r"第[\d一二三四五六七八九十百]+(?:条|年|名|款|项)?(?:[至到、]第?[\d一二三四五六七八九十百]+(?:条|年|名))?"
    r"|\d{4}年度?(?:\d{1,2}月(?:\d{1,2}[日号])?)?"
    r"|一次性|一项一|进一步|唯一|统一|一律|一并|一定|其一|前[\d.,一二三四五六七八九十百千万亿]+[元名]?"
    r"|同一|单一|每一(?=[^\d个]*年|[^\W\d])|(?:每|任)一"
)
"""Numbers that a rule does not take over: articles, dates, places in a ranking, words with 一."""
_RANGE_OF_FIGURES = re.compile(rf"{_NUMBER}[百千万亿]*[元%]?[-~～—–－至到]{_NUMBER}[百千万亿]*[元%]?")
"""A range, which only a form with both ends takes over."""

_OTHER_YEARS = re.compile(r"上一?个?年度?|去年|往年|前[\d一二三两]*年")
"""Years before the year of a claim."""


def with_figures(form: str, sentence: str) -> str:
    """The form with the figures of a sentence, which has no blanks and no text in quotation marks."""
    days = [re.sub("年$", "年1月1日", day) for day in re.findall(rf"{_DAY}|\d{{4}}年(?![度\d])", sentence)]
    is_clear = len(days) <= len(re.findall(_DAY, form))
    form = _in_order(_DAY, [*days * is_clear, *["日期"] * len(form)], form)
    listed = dict.fromkeys(whole_number(each) for each in re.findall(r"第([\d一二三四五六七八九十百]+)条", sentence))
    articles = "、".join(f"第{number}条" for number in listed) if len(listed) > 1 else "第…条、第…条"
    form = re.sub(r"第\d+条(?:、第\d+条)+", articles, form)
    plain = re.sub(r"(?<!\d)\.(?=\d)", "0.", sentence)
    for pattern in (_NOT_A_FIGURE,) if " 至 " in form else (_NOT_A_FIGURE, _RANGE_OF_FIGURES):
        plain = pattern.sub(lambda match: "_" * len(match.group()), plain)
    for kind in _KINDS:
        form = kind.fill(form, plain)
    return form if "年" in _OTHER_YEARS.sub("", sentence) else _without_year(form)


def _in_order(pattern: str, figures: Iterable[str], form: str) -> str:
    """A form with the figures in place of those of a pattern."""
    following = iter(figures)
    return re.sub(pattern, lambda _: next(following), form)


def _without_year(form: str) -> str:
    """The form of a rule without a period: the sentence names none."""
    if form.startswith("每年 各申请人合计"):
        return form.replace("每年", "总体", 1)
    return re.sub(r"^(每个 \S+) 每年 (?=最多|最高)", r"\1 ", form)


class _Kind(NamedTuple):
    """One kind of figure: its pattern in a form, its pattern in a sentence, how it is written, and its placeholder."""

    in_form: str
    in_sentence: str
    written: Callable[[re.Match[str]], str]
    unclear: str

    def fill(self, form: str, sentence: str) -> str:
        """A form with the figures of this kind in a sentence."""
        examples = re.findall(self.in_form, form)
        figures = [self.written(match) for match in re.finditer(self.in_sentence, sentence)]
        if len(examples) != len(figures):
            figures = figures[:1] if len(set(figures)) == len(set(examples)) == 1 else [self.unclear]
            figures *= len(examples)
        return _in_order(self.in_form, figures, form)


def _money_text(match: re.Match[str]) -> str:
    number, scale = match["number"], match["scale"]
    value = whole_number(number + scale) if number[0] in _HAN_DIGITS else number + scale
    return "数额" if value is None else f"{value}元"


def _figure(number: str, factor: Fraction | int = 1) -> str:
    """A number of a sentence; `…` if its value is not a whole number."""
    value = whole_number(number)
    figure = None if value is None else value * factor
    return "…" if figure is None or figure.denominator != 1 else str(figure)


def _months(match: re.Match[str]) -> str:
    return _figure(match["number"], 1 if "月" in match["unit"] else 12)


def _years(match: re.Match[str]) -> str:
    return _figure(match["number"], 1 if "年" in match["unit"] else Fraction(1, 12))


_COUNT = rf"(?P<number>\d+|[{_HAN_DIGITS}]+){_COUNTER_OF_FORMS}(?!月|年|性|百分点)"
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_SPAN = rf"(?P<number>\d+|[{_HAN_DIGITS}]+)(?P<unit>个?月|个?年)(?!\d+月)"
_STEP = rf"(?:取整|四舍五入)(?:到|至)(?P<number>\d+|[{_HAN_DIGITS}]*)(?P<scale>[百千万亿]?)(?:元|位|$|,)"
_KINDS = (
    _Kind(
        r"(?<=取整 至 )\d+|(?<=四舍五入 至 )\d+",
        _STEP,
        lambda match: _figure((match["number"] or "一") + match["scale"]),
        "…",
    ),
    _Kind(
        r"(?<![\d.])\d[\d.]*[百千万亿]*元",
        rf"(?P<number>{_NUMBER})(?P<scale>[百千万亿]*)(?:元|(?<=[万亿])(?![{_HAN_DIGITS}件个家名人亩平]))",
        _money_text,
        "数额",
    ),
    _Kind(r"(?<![\d.])(?!100%)\d[\d.]*%", r"\d[\d.]*%", lambda match: match.group(), "比例"),
    _Kind(r"(?<![\d.])(?!1件)\d+件", _COUNT, lambda match: _figure(match["number"]) + "件", "…件"),
    _Kind(r"(?<=最多 )(?!1个)\d+(?=个 申请人)", _COUNT, lambda match: _figure(match["number"]), "…"),
    _Kind(r"\d+(?=个 年度)", _SPAN, _years, "…"),
    _Kind(r"(?<![\d.])\d+个月", _SPAN, lambda match: _months(match) + "个月", "…个月"),
    _Kind(r"(?:(?<=后 )|(?<=每 )|(?<=满 )|(?<=前 ))\d+年", _SPAN, lambda match: _years(match) + "年", "…年"),
)


_N = r"\d[\d.,]*[百千万亿]?元?"
_VERB = "(?:奖励|补助|补贴|资助|扶持|贴息)"
_COUNTER = "[件个份项次名家种笔篇]"
_HAN = "[一二三四五六七八九十]{1,3}"
_YEARS = r"(?:[近前]?[一二三四五六七八九十两\d]{1,4}个?年度?(?:以?内|来)|近[一二三四五六七八九十两\d]{1,4}个?年度?)"

_OF_ALL = "(?:总额|总量|资金|额度|各申请人|全部|全市|全年)"
"""Words of a sum that all applicants share."""
_OF_ALL_APPLICANTS = (
    "^(?!对|近|.*(?:每[个家户人名位]|单[个家户一]|同一)).*?"
    "(?:各申请人|(?:所有|全部|各)[^,]*?(?:合计|总计|累计|总额)|全[市区县省国])"
)
"""The beginning of a rule that all applicants share."""
_CUT = "(?<!超出的同)(?<!超出部分同)比例核减"
"""A cut in proportion that is not yet in the words of the language."""
_MOST_OF_ITEMS = "(?:最多|最高(?:奖励|补助|补贴|资助)?|不超过|不得超过|至多|只能|限)"

_SEVERAL = rf"(?:{_HAN}|两|(?<!\d)\d{{1,2}})个?年(?:度|期)?"
_OF_YEARS = (
    r"^(?!对|近|前|须)(?!.*(?:暂停|取消|停止|不予|处罚|有效期|施行|结转|兑现|拨付))[^:]*?"
    rf"(?P<here>每(?!一个?年){_SEVERAL}(?:以?内)?|(?<!每){_SEVERAL}(?:以?内|(?=累计|合计|最多|最高)))"
)
"""A sentence about several years that is neither an award nor a condition on the past."""
_ANY_YEARS = Phrase(
    "it means any months in a row; for fixed periods from the first year of the policy, such as three years, write"
    " `每 3年`; numbers are written in figures",
    "`连续 …个月 内`指任何连续的时段；自有效期的第一个年度起分段的，例如每三年一段，写`每 3年`；数字用阿拉伯数字",
)
_RECEIVED = "(?:享受|获得?(?!批)|取得|得到|领取|申领|补贴|补助|奖励|资助|扶持|兑现)"
"""Verbs of someone who was paid."""
_APPLY = "(?:申请|申报|享受|申领)"
_OTHERS = "(?:其他|其它|别的|上级|各级|同级|国家|中央|[省市区县](?:级|(?=[、补奖资财])))"
"""Other authorities that pay."""
_FUNDS = "(?:资金|补助|补贴|奖励|奖补|资助|扶持|支持|政策)"
_BY_OTHERS = Phrase(
    "write it under an award: the award less what others paid for the item; a higher level of the same title is"
    " written `同一 事项 晋级补足差额`",
    "写在所管的那项奖励之下，并缩进：从奖励中减去其他各级、其他计划对该项目已付的金额；同一称号由低级别晋升为高级别的，"
    "写`同一 事项 晋级补足差额`",
)
_DEDUCTED = Phrase(
    "a sum that an applicant owes is collected; to take it from awards, write under it `抵扣 以后 1年 应得金额`",
    "从应得奖励中减去的写`收取`，其下写`抵扣 以后 1年 应得金额`；一笔奖励本身的扣除写在它的数额中",
)
_DEDUCTED_SHARE = Phrase(
    "a share of what was paid is recovered; a reduction of one award is in its amount",
    "按已拨付资金的比例扣减的写`追回`；一笔奖励本身的扣减写在它的数额中",
)
_NONE_WITH_OTHERS = CHINESE["none when another level supported the same matter"]
_LEAST_OF_CLAIM = "单项不足 500元 的，不予奖励"
_LEAST_OF_YEAR = CHINESE["nothing below 500 per KEY per year"]
_ONE_OF_SEVERAL = "每个 归并项 各申请人合计 最多 1个 申请人，从高到低"
_RANKED = "对 记录 事件 的 对象，每年，按 得分 名次 分别奖励："
_RANKED_FIGURES = "对 每年 指标 排名 的 对象，按 名次 分别奖励："
_ONE_PAYMENT = Phrase(
    "it counts what the level of the policy pays; for support by another level write `{other}`",
    "它只计本级的奖励；其他各级已奖励同一事项的，写`{other}`",
    other=_NONE_WITH_OTHERS,
)
_TIES = "^(?:得分|评分|分数|数值|成绩|名次)?(?:相同|并列|相等)"
_TIES_OF_RANKS = "并列的按 字段 先后"

_TWO_STANDARDS = (
    rf"^对.*(?:%.*,(?P<here>[^,]*?%)|最高不超过.*?,(?P<also>[^,]*?最高)|{_VERB}{_N},(?P<too>[^,]*?{_VERB}){_N})"
)

_AWARD = "对 记录 事件 的 对象，奖励 5万元"
_ROWS = "对 记录 事件 的，按 字段 分别奖励："
_INTEREST = "对 记录 事件 的 对象，按 字段 自 日期 至 日期 按 {rate} 计息 收取"
_CAP = CHINESE["cap 50000 per KEY per year"]
_LIMIT = CHINESE["limit 3 items per KEY per year"]
_SUSPEND = CHINESE["suspend WHO for the year when RECORD EVENT"]
_TOP_UP = CHINESE["top up per matter"]
_SERIES_VALUE = CHINESE["given series NAME 2023-01-01: 3.65%"]

ROW, CASE, GIVEN = "row_line", "case_line", "given_line"


@attrs.frozen(eq=False, repr=False)
class PhrasePattern(ValueObject):
    """A row of the table: a pattern over the sentence without its blanks, the form, and a note.

    A group of the pattern that a form or an edit names in brackets is put there; the edit replaces `here`. A group
    `word` is not a mistake if the page declares it.

    `places` are the start symbols to which the row applies. Without them it applies wherever sentences of a policy are
    allowed. The group `here` of the pattern is the part that the finding underlines. `remark` follows the form where a
    row has no note. The form, and forms in the note or the remark, take over figures of the sentence.
    """

    words: str
    form: str
    note: Phrase = NOTHING
    places: tuple[str, ...] = ()
    remark: Phrase = NOTHING
    edit: str | None = None

    def fits(self, start: str) -> bool:
        return (
            start in self.places
            if self.places
            else start not in (ROW, CASE, GIVEN, "instalment_line", "choice_line", "field_line", "record_line")
        )


_DATE_SHORT = Phrase("a date has its day", "日期要写到日")
_PER_RECORD = Phrase(
    "each record is a claim of its own, which nothing need say", "每条记录各算一次，不用写`每件`、`/件`"
)

_ROUNDED = "对 记录 事件 的 对象，按 字段 的 50% 向下取整 至 100 奖励"
_LEAST = "不低于|不少于|最低|最少|至少|不足|低于|不满"
_OF_ITEM = r"^(?:单(?:笔|项|件|个项目|个?品种)|每笔(?!.*每年))"
_OF_EACH_UNIT = rf"不得?(?:超过|高于)(?P<here>每(?![个件项笔家户人年])[^\W\d]{{1,6}}?){_N}"
"""A limit that grows with a quantity: `不超过每千瓦200元`."""
_LIMIT_PER_UNIT = "对 记录 事件 的 对象，奖励 字段，最高不超过 5万元 乘以 字段"
_PER_UNIT = Phrase(
    "the sum of one unit is multiplied by the field of the quantity", "每一单位的金额乘以数量的字段，数量由事实填写"
)
_UNDER_AWARD = Phrase("write it under the award that it limits, indented", "写在所限制的那项奖励之下，并缩进")

_SUM = r"(?:\d[\d.,]*%|\d[\d.,]*[百千万亿]?元?)"
_RANGE = rf"(?P<here>{_SUM}[-—–―~～至到]{_SUM})"
_RANGE_NOTE = Phrase(
    "a range is not a sum; write a row for each case, or two lines under the award, `单项不低于 1万元` and"
    " `单项不超过 3万元`; a sum that is approved is `最高奖励 3万元`",
    "区间不是一个数额：请按情形分档，每档一个数额；限定数额的，在奖励之下写`单项不低于 1万元`和`单项不超过 3万元`；"
    "数额经核定的，写`最高奖励 3万元`",
)

_COMPARISONS = {"不早于": "不低于", "不迟于": "不超过", "不晚于": "不超过", "早于": "低于", "晚于": "超过"}
_DAY_WORDS = {
    "不低于": r"不得早于|在(?=[\d年月日]*(?:以后|之后))",
    "不超过": r"不得[迟晚]于|不迟于|在(?=[\d年月日]*以前)",
    "低于": r"在(?=[\d年月日]*之前)",
}
"""The words before a day that are not keywords, by the comparison that they are written as."""
_KEYWORDS_OF_DAYS = {"不低于": "不早于", "不超过": "不晚于", "低于": "(?<!不)早于", "超过": "(?<!不)晚于"}
_ON_DAY = "对 记录 事件 且 日期 {} 2023年1月1日 的 对象，奖励 5万元"
_DAYS = Phrase(
    "days are compared like numbers: `不低于` includes the day and those after it, `不超过` the day and those before"
    " it, `超过` and `低于` do not include it",
    "日期像数字一样比较：当日及以后写`不低于`，当日及以前写`不超过`，不含当日写`超过`、`低于`",
)

_DONE = "(?:提出|提交|申报|申请|办理|完成)"
_FORMERLY = "^(?:原|曾|此前|以前|先前)"
_ENDED = "(?:废止|废除|失效|取消|终止|停止执行|作废|撤销|停用|删除)"

_INSTALMENT = ("instalment_line",)
_PART = rf"拨付(?P<share>{_SUM}|{_HAN}分之{_HAN}|余款|剩余部分)"
_NO_YEAR = Phrase(
    "a day without a year is `当年 3月31日` or `次年 3月31日`; `不晚于` includes the day, `早于` does not",
    "没有年份的日期写`当年 3月31日`或`次年 3月31日`；`不晚于`含当日，`早于`不含当日",
)
_YEARS_AFTER = Phrase(
    "years are counted from the grant; on a day of a year write `次年 3月31日 前 拨付 …`",
    "从核准起算；指定日期的写`次年 3月31日 前 拨付 …`",
)
_PAYEE = Phrase("a payee follows a comma", "收款人写在逗号之后，写`拨给`")
_EQUAL_PARTS = Phrase(
    "equal parts have the number of their years and the share of each", "等额的写明年数和每期的比例，第一期在核准时"
)
_ORDERED_CAP = "每年 各申请人合计 最高奖励 1000万元，按 字段 从高到低，按 字段 先后"
_TWO_ORDERS = (
    r"按[^,;]+(?:从高到低|先后)[,;](?P<here>(?!按)[^,;]*?(?:按|先到先得).*)",
    r"(?P<here>按[^\W\d]+,[^\W\d]+)(?:从高到低|先后)$",
)
"""Another field in an order of claims or ranks, which follows without words about equal values."""

PHRASE_PATTERNS = (
    # ---- what a rule counts no longer
    *(
        PhrasePattern(
            f"(?P<here>(?:{words})的?(?:部分|资金|金额)?的?不(?:再|予)?(?:重复)?计(?:算|入|数)?)", form, Phrase(
            "it is a line of its own under the rule", "在最高金额或件数限制之下另写一行",
        ))
        for words, form in (("退回|追回|退还|缴回", "退回部分不再计入"), ("失效|逾期作废", "失效部分不再计入"))
    ),
    *(
        PhrasePattern(
            r"^(?!对|须|凡).+?(?P<here>在?任[何意一]一?个?(?:连续)?的?(?:连续)?(?P<months>\d+)个月[之以]?内)" + words,
            f"每个 归并项 连续 {{months}}个月 内 {limit}",
            Phrase("any such span is written `连续 …个月 内`", "任何这样长的时段写`连续 …个月 内`"),
            edit="连续 {months}个月 内",
        )
        for words, limit in ((rf"(?=.*\d+{_COUNTER_OF_FORMS})", "最多 3件"), ("", "最高奖励 5万元"))
    ),
    # ---- exceptions, at every place
    PhrasePattern("(?P<here>除非)(?=.*(?:否则|不予|不得|不再|方可|才))", "须 条件", Phrase(
        "a requirement is a condition in a line under the award", "必须符合的条件写在奖励句下，单独一行，并缩进",
    ), tuple(keywords.PLACES)),
    PhrasePattern("(?P<here>除非)", "须 非 条件", Phrase(
        "it is a line under the award; about the record, write `且 非 …` before `的`",
        "写在奖励句下，单独一行，并缩进；对记录的，在`的`之前写`且 非 …`",
    ), tuple(keywords.PLACES)),
    # ---- orders by several fields
    *(PhrasePattern(f"各申请人合计.*{words}", _ORDERED_CAP, Phrase(
        "the field for equal values follows, without `相同的`; claims that stay equal are in the order of their days",
        "相同的再按的字段接着写，不写`相同的`；仍然相同的按申请的日期先后",
    )) for words in _TWO_ORDERS),
    # ---- earlier versions of the page
    PhrasePattern("(?P<here>(?:全额)?顺延至?(?:以后|下一?|次)年度?)", "超出部分 可在后 1年 内兑现", Phrase(
        "write for how many years a grant may wait", "请写明可以等候几年"
    ), ("rule_line",)),
    PhrasePattern(_FORMERLY, CHINESE["formerly 2.RECORD.EVENT, LABEL"], NOTHING, ("award_line", "recovery_line", ROW)),
    PhrasePattern(_FORMERLY, "原 旧名称", NOTHING, ("header_line",)),
    PhrasePattern(
        rf"^(?:已|同时)?{_ENDED}[\dA-Za-z]|^(?:第[^\"]*条|[\d.]+\.[^\"号]*),?已?{_ENDED}$",
        CHINESE["ended 1.RECORD.EVENT, LABEL"], NOTHING,
        ("header_line", keywords.PAGE, "block_line", "award_line", ROW),
    ),
    # ---- days up to which something is done
    PhrasePattern(
        rf"^(?:应当?|必?须|需)[^:]*(?:之日起|后){_SPAN}内{_DONE}", "须 日期 距 日期 不超过 6个月",
    ),
    PhrasePattern(
        rf"^(?:应当?|必?须|需)[^:]*{_DAY}(?:之|以)?前{_DONE}", "须 日期 不超过 2025年6月30日",
    ),
    # ---- rows
    PhrasePattern(rf":{_VERB}?{_RANGE}(?:的?{_VERB})?$", "其余：5万元", _RANGE_NOTE, (ROW,)),
    *(PhrasePattern(f"^并列的{words}", "并列的按 字段 先后，按 字段 从高到低", places=(ROW,)) for words in _TWO_ORDERS),
    PhrasePattern(f"{_TIES}(?!.*:)", _TIES_OF_RANKS, places=(ROW,), remark=Phrase(
        "write it under the rows of ranks", "写在各名次之下，一行",
    )),
    PhrasePattern(r"(?P<here>的部分):", "其余：（字段 超出 500万元 部分） 的 30%", Phrase(
        "a row applies to the whole sum; write a part of it in the amount", "一档管整个数额；其中一部分写在数额里",
    ), (ROW,)),
    PhrasePattern(r"(?P<here>\(含(?:本数)?\))", "1亿元 至 3亿元：40万元", Phrase(
        "leave `（含）` out: `以上` and `至` include their numbers", "不写`（含）`：`以上`、`至`都包含本数",
    ), (ROW,)),
    PhrasePattern(r"以上,?(?P<here>.*?(?:以?下|以内)):", "1亿元以上、低于 3亿元：20万元", Phrase(
    "`以上`, `不超过` and `至` include their numbers, `超过` and `低于` do not",
    "`以上`、`不超过`、`至`包含本数，`超过`、`低于`不包含",
), (ROW,)),
    PhrasePattern(
        rf":.*?,(?P<here>(?:每年)?,?(?:各申请人合计|全[市区县省国]|所有企业)[^,]*?{_MOST_OF_ITEMS}.*)",
        "金奖：5万元", Phrase(
        "a row limits each applicant: for all together, make the row an award of its own in a group, and write below it"
        " `{other}`",
        "一档只能限制每个申请人：各申请人合计的，请把这一档另写成一组中的一项奖励，其后写`{other}`",
        other="每年 各申请人合计 最多 3个 记录，按 字段 从高到低",
    ), (ROW,),
    ),
    PhrasePattern(rf"^[^:]*(?P<here>,){_VERB}?{_N}$", "金奖：5万元", Phrase(
        "write a colon before the amount of a row", "数额之前写冒号",
    ), (ROW,)),
    PhrasePattern(r"(?P<here>(?:上浮|下浮|提高|再加|加发)\d[\d.]*(?:%|[百千万亿]*元)?)", "金奖：5万元", Phrase(
        "a raised sum has a row of its own: under `按下列标准`, write `字段 为 取值 且 条件：数额` above the others",
        "上浮的另写一档：分档写`按下列标准`，其下先写`字段 为 取值 且 条件：数额`，数额是上浮之后的",
    ), (ROW,)),
    PhrasePattern(r"^(?P<here>(?:最高|合计|累计)?(?:奖励|补助|补贴)?不得?超过)(?!.*:)", "单项不超过 5万元", Phrase(
        "a line under the rows limits each claim", "各档之下的一行限制每一项奖励",
    ), (ROW,)),
    PhrasePattern(r"^(?P<here>扣除|扣减|减去?)(?!.*:)", "金奖：（字段 的 50%） 减 3万元", Phrase(
        "what is deducted is written in the amount of each row", "扣减的数额写在各档的数额里",
    ), (ROW,)),
    PhrasePattern(".", "金奖：5万元", NOTHING, (ROW,)),
    # ---- cases
    PhrasePattern(r"^应得.*?(?P<here>0元?,?(?:因|由于)?不符合.*)", "应得 项目 不符合条件，因 条件", Phrase(
        "name the outcome of an unpaid claim, without a sum", "不得奖励的写结果，不写金额",
    ), (CASE,)),
    PhrasePattern(r"^应得.*?(?P<here>超过?件数|超过?数量|件数超.*)", "应得 项目 核减，因 最多件数", Phrase(
        "name the rule that made the cut", "被规则核减的写规则的名称",
    ), (CASE,)),
    PhrasePattern(r"^应得.*?(?P<here>(?:超过?)?(?:上限|限额|封顶).*)", "应得 项目 核减，因 最高限额", Phrase(
        "name the rule that made the cut", "被规则核减的写规则的名称",
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
    PhrasePattern("^(?:应|须)?(?:退回|追回|返还|退还)", CHINESE["expect to pay back 500"], NOTHING, (CASE,)),
    PhrasePattern("^净得", CHINESE["expect net 500"], NOTHING, (CASE,)),
    PhrasePattern("^本次应付", CHINESE["expect payable now 500"], NOTHING, (CASE,)),
    PhrasePattern("^应尽义务", CHINESE["expect obligation of article 3"], NOTHING, (CASE,)),
    PhrasePattern("^不应有", CHINESE["expect no obligation of article 3"], NOTHING, (CASE,)),
    PhrasePattern("^应算得", CHINESE["expect value of NAME for ITEM 500"], NOTHING, (CASE,)),
    PhrasePattern("^应得.*结转", CHINESE["expect carried 500 to 2024"], NOTHING, (CASE,)),
    PhrasePattern("^应得.*合计", CHINESE["expect 2023 total 500"], NOTHING, (CASE,)),
    PhrasePattern("^应得", CHINESE["expect ITEM 500"], NOTHING, (CASE,)),
    PhrasePattern("^\"[^\"]*\"应得", CHINESE['expect for "A" ITEM 500'], NOTHING, (CASE,)),
    PhrasePattern("^已知\"", CHINESE['given "A" as KIND FIELD'], NOTHING, (CASE,)),
    PhrasePattern("行情|LPR|汇率", _SERIES_VALUE, NOTHING, (CASE,)),
    PhrasePattern("数据", CHINESE["given figures 2023: FIGURE 100"], NOTHING, (CASE,)),
    PhrasePattern("已兑现", CHINESE["given history LABEL ITEM paid 500 in 2022"], NOTHING, (CASE,)),
    PhrasePattern("已资助", CHINESE["given support ITEM LEVEL 500 in 2022"], NOTHING, (CASE,)),
    PhrasePattern("核定", CHINESE["given approval LABEL ITEM 500"], NOTHING, (CASE,)),
    PhrasePattern("名次|排名", CHINESE["given rank FIGURE 2 in 2023"], NOTHING, (CASE,)),
    PhrasePattern("以往文件", CHINESE['given older document "DOCUMENT" ITEM 500'], NOTHING, (CASE,)),
    PhrasePattern("截至", CHINESE["given as of 2023-12-31"], NOTHING, (CASE,)),
    PhrasePattern("已知", CHINESE["given KIND FIELD"], NOTHING, (CASE,)),
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
    # ---- instalments
    *(
        PhrasePattern(
            rf"(?P<here>第(?:{number}|{word})年(?:度|末|底)?).*?{_PART}", f"{number - 1}年 后 拨付 {{share}}",
            _YEARS_AFTER, _INSTALMENT,
        )
        for number, word in enumerate("二三四五六七八九十", 2)
    ),
    PhrasePattern(
        rf"^(?P<here>(?:次|下一?)年度?(?!\d)).*?{_PART}", "1年 后 拨付 {share}", _YEARS_AFTER, _INSTALMENT
    ),
    PhrasePattern(rf"^(?P<here>第[1一]年|首年|当年(?!\d)).*?{_PART}", "核准时 拨付 {share}", Phrase(
        "the first part is due at the grant", "第一期在核准时",
    ), _INSTALMENT),
    PhrasePattern(rf"(?P<here>之?后{_SPAN}内?).*?{_PART}", "期满 后 拨付 {share}", Phrase(
        "no day is counted from an event: `期满` is an event that the vocabulary declares, with its day among the facts"
        " (\"Limits of the language\", \"Instalments\")",
        "不能从事件起算日期：`期满`是在词汇中声明的事件，日期填在事实中（见“语言的限制”的“分期”一节）",
    ), _INSTALMENT),
    *(
        PhrasePattern(
            rf"(?P<here>等额|平均).*(?:{number}|{word})[年期次]|(?:{number}|{word})[年期次].*(?P<also>等额|平均)",
            f"分 {number}年 逐年 拨付 {word}分之一", _EQUAL_PARTS, _INSTALMENT,
        )
        for number, word in enumerate("二三四五六七八九十", 2)
    ),
    PhrasePattern("(?P<here>等额|平均)", "分 3年 逐年 拨付 三分之一", _EQUAL_PARTS, _INSTALMENT),
    *(
        PhrasePattern(words, f"分 {number}年 逐年 拨付 {{share}}", _EQUAL_PARTS, _INSTALMENT)
        for number, word in enumerate("二三四五六七八九十", 2)
        for years in (rf"(?<![\d十])(?:{number}|{word})年",)
        for words in (rf"^(?P<here>每年).*?{_PART}.*?{years}", rf"{years}[内间]?,?(?P<here>每年).*?{_PART}")
    ),
    PhrasePattern(
        rf"^(?P<day>(?:[次当]年|\d{{4}}年)\d+月\d+日)(?P<here>[之以]前).*?{_PART}", "{day} 前 拨付 {share}", Phrase(
        "the day is the last one, written with `前`", "日期之后写`前`，至迟当日拨付",
    ), _INSTALMENT, edit="前"),
    PhrasePattern(rf"^(?P<here>每年).*?{_PART}", "分 3年 逐年 拨付 {share}", Phrase(
        "say for how many years, the first at the grant", "请写明共几年，第一年在核准时",
    ), _INSTALMENT),
    PhrasePattern(rf"^对(?P<event>[^,]+)(?P<here>的),.*?{_PART}", "{event} 后 拨付 {share}", Phrase(
        "an instalment has its event first", "先写事件，后写比例",
    ), _INSTALMENT),
    PhrasePattern(rf"^(?P<event>[^,]+?)(?P<here>合格|通过)之?后.*?{_PART}", "{event} 后 拨付 {share}，须 合格", Phrase(
        "the event comes first, a condition last", "先写事件，条件写在最后",
    ), _INSTALMENT),
    PhrasePattern(rf"^(?!核准时)(?P<event>[^,]+?)(?P<here>时).*?{_PART}", "{event} 后 拨付 {share}", Phrase(
        "an event is written with `后`; only the grant is `核准时`", "事件写`后`；只有核准写`核准时`",
    ), _INSTALMENT),
    PhrasePattern(rf"(?P<here>期间).*?{_PART}", "1年 后 拨付 {share}，须 条件", Phrase(
        "an instalment has a day; a state on this day is its condition", "一期有它的日期；当日的状态是它的条件",
    ), _INSTALMENT),
    PhrasePattern("(?P<here>不再拨付|停止拨付|停拨)", "验收 后 拨付 40%，须 合格", Phrase(
        "a part lapses if its condition does not hold on its day; `未拨付部分停止拨付` is a line under `追回`",
        "当日不符合条件的一期作废；全部停付的，在`追回`之下写`未拨付部分停止拨付`",
    ), _INSTALMENT),
    PhrasePattern("(?P<here>其余|剩余资金|剩余款项|尾款)", "验收 后 拨付 余款", Phrase(
        "what the other parts leave is `余款`, without a share", "其他各期之外的写`余款`，不写比例",
    ), _INSTALMENT),
    PhrasePattern("^[^须]*?(?P<here>不超过|不高于|最高|至多)", "验收 后 拨付 字段", Phrase(
        "a part has one share; one that the bureau decides is a field", "一期只有一个比例；由主管机关核定的，写字段",
    ), _INSTALMENT),
    PhrasePattern('%(?P<here>给)"', '验收 后 拨付 40%，拨给 “某局”', _PAYEE, _INSTALMENT),
    *(
        PhrasePattern(
            rf"^{event}{_PART}(?P<here>,?(?:(?:支|拨)?付)?给|[至到])(?P<who>[^\W\d]+)$",
            f"{form} 拨付 {{share}}，拨给 {{who}}",
            _PAYEE,
            _INSTALMENT,
            edit="，拨给",
        )
        for event, form in (
            ("核准时", "核准时"),
            ("(?P<event>[^,]+)后", "{event} 后"),
            ("(?P<day>[^,]+日)前?", "{day} 前"),
        )
    ),
    PhrasePattern("核准|首[付期笔]|预[拨付]|先行", "核准时 拨付 40%", places=_INSTALMENT, remark=INSTALMENT_FORMS),
    PhrasePattern(".", "验收 后 拨付 40%", places=_INSTALMENT, remark=INSTALMENT_FORMS),
    # ---- mistakes in other sentences
    *(
        PhrasePattern(
            rf"^(?!对|须|凡|自|本文件|每年)[^\W\d]+?(?P<here>{words})\d{{4}}年", _ON_DAY.format(comparison), Phrase(
    "a condition on the record is written before `的`; days are compared like numbers, with `不低于` or `不超过`",
    "对记录的要求写在奖励句的`的`之前；日期像数字一样比较，写`不低于`或`不超过`",
))
        for table in (_DAY_WORDS, _KEYWORDS_OF_DAYS)
        for comparison, words in table.items()
    ),
    *(
        PhrasePattern(
            rf"{start}.*?(?P<here>{words}{year}(?P<day_of_year>\d+月\d+日)(?:{end}))",
            form.format(comparison, which), _NO_YEAR,
        )
        for start, form in (
            ("^(?:须|凡)", "须 日期 {} {} {{day_of_year}}"),
            ("^(?:每年)?对", "对 记录 事件 且 日期 {} {} {{day_of_year}} 的 对象，奖励 5万元"),
        )
        for year, which in ((r"(?:当年|每年|每个?年度)?(?<![\d次]年)", "当年"), ("次年", "次年"))
        for words, end, comparison in (
            *((words, "[之以]?前", comparison) for words, comparison in (
                ("(?<!不)早于", "早于"), ("不[晚迟]于", "不晚于"), ("(?<!不)晚于", "晚于"), ("不早于", "不早于"),
            )),
            (r"(?<![早晚迟低]于)(?<!超过)在?", "以前", "不晚于"), (r"(?<![早晚迟低]于)(?<!超过)在?", "之?前", "早于"),
        )
    ),
    *(
        PhrasePattern(
            rf"{start}.*?(?P<comparison>不?[早晚]于|不低于|不超过)(?P<day>[^,]*日)(?P<here>(?:之|以)?前)", form, Phrase(
            "leave `前` out: the comparison states whether it includes the day",
            "请删去`前`：`不晚于`含当日，`早于`不含当日",
        ))
        for start, form in (
            ("^(?:须|凡)", "须 日期 {comparison} {day}"),
            ("^(?:每年)?对", "对 记录 事件 且 日期 {comparison} {day} 的 对象，奖励 5万元"),
        )
    ),
    PhrasePattern(
        r"^(?:须|凡).*?(?P<here>未达到?|达不到)(?P<bound>\d[\d.]*[百千万亿]*元?)", "须 字段 低于 {bound}", Phrase(
        "what does not reach a number is less than it", "达不到的写`低于`，达到的写`不低于`",
    ), edit="低于"),
    PhrasePattern(
        r"^(?:须|凡).*?(?P<here>(?:为|是|等于)(?P<number>\d[\d.]*))(?![\d.%‰元百千万亿年月日])",
        "须 字段 介于 {number} 至 {number}",
        Phrase(
            "`为` selects a choice; of a number write both ends, or `不超过`",
            "`为`之后写选项的取值；正好是一个数的写`介于`，不多于的写`不超过`",
        ), edit="介于 {number} 至 {number}",
    ),
    *(
        PhrasePattern(start.format(words), form.format(comparison), note)
        for comparison, words in _DAY_WORDS.items()
        for start, form, note in (
            ("^(?:对|每年对)[^,]*?(?P<here>{})", _ON_DAY, _DAYS),
            ("^(?:须|凡)[^,]*?(?P<here>{})", "须 日期 {} 2023年1月1日", _DAYS),
        )
    ),
    PhrasePattern(
        rf"^每[件项笔](?!.*(?:每年|年度)){_VERB}?(?:金额)?(?P<here>不得?(?:高于|超过|多于)|最高)",
        "单项不超过 20万元", _UNDER_AWARD,
    ),
    PhrasePattern(
        rf"^(?:每年)?对.*(?:{_VERB}(?:金额)?为?|给予|予以|的|按){_RANGE}的?(?:比例)?(?:{_VERB}|$|,)", _ROWS, _RANGE_NOTE
    ),
    PhrasePattern(r"^(?P<here>\([一二三四五六七八九十\d]+\)|[①-⑳]|\d+[.,])(?=[^\W\d])", _AWARD, Phrase(
        "numbers within an article are left out; one that is referred to is an article `3.1` of its own",
        "条内的编号不写；要引用的，单独写作`第3.1条`",
    )),
    PhrasePattern(r"(?P<here>(?<![\d.])\d[\d.]*[万亿]\d+[百千万]?元?)", _AWARD, Phrase(
        "one number is written once: `25000` or `2.5万元`", "一个数额只写一个数，例如`25000元`或`2.5万元`",
    )),
    PhrasePattern(
        rf"^(?P<here>每[家户])(?:给予|予以)?(?:一次性)?{_VERB}{_N}", "对 记录 事件 的 对象，每个 单位 一次性奖励 5万元",
        Phrase(
            "`每个 单位 一次性` pays a unit once; without it each record is paid",
            "`每个 单位 一次性奖励`每个单位只付一次；不写的，每条记录各付一次",
        ),
    ),
    PhrasePattern(
        r"^每[笔件项](?:金额)?(?P<here>向下取整|向上取整|四舍五入)", "每个 单项 每年 金额 向下取整 至 1"
    ),
    PhrasePattern(
        r"^(?:每个?年度?|年度),?(?P<here>\((?:合计|累计|总计|总额)\))", "每年 各申请人合计 最高奖励 300万元", Phrase(
    "that is one sum for all applicants; for each applicant write `{other}`",
    "这是全体申请人合计的金额；每个申请人各自计算的，写`{other}`",
    other="每个 申请人 每年 最高奖励 300万元",
)
    ),
    PhrasePattern(
        rf"^(?!对|.*(?:每个|每家|每户|每人|单个|单家|同一|各申请人|核减))(?:本[项条]|全[市区县省国])?,?每年,?"
        rf"(?:{_VERB})?(?:资金)?(?P<here>总额|最高|合计)",
        "每年 各申请人合计 最高奖励 300万元",
    ),
    PhrasePattern(r"^每[家户个].*不得?(?:高于|多于)", _CAP),
    PhrasePattern(rf"(?P<here>/{_COUNTER})", _AWARD, _PER_RECORD),
    PhrasePattern(rf"(?P<here>每{_COUNTER})(?:给予|予以)?(?:一次性)?{_VERB}{_N}", _AWARD, _PER_RECORD),
    PhrasePattern(rf"{_OF_ITEM}.*(?P<here>取整|四舍五入)", _ROUNDED, Phrase(
        "round the sum in the award", "取整写在奖励句的数额之后",
    )),
    PhrasePattern(
        rf"{_OF_ITEM}(?:{_VERB}|金额)*(?:不足|低于|不满)(?!.*按)", "单项不足 500元 的，不予奖励", _UNDER_AWARD
    ),
    PhrasePattern(rf"{_OF_ITEM}(?:{_VERB}|金额)*(?:{_LEAST})", "单项不低于 500元", _UNDER_AWARD),
    PhrasePattern(rf"{_OF_ITEM}.*?{_OF_EACH_UNIT}", "单项不超过 20万元 乘以 字段", _PER_UNIT),
    PhrasePattern(
        rf"^(?:每年)?对.*(?:单项|最高){_OF_EACH_UNIT}", _LIMIT_PER_UNIT, _PER_UNIT
    ),
    PhrasePattern(_OF_ITEM, "单项不超过 20万元", _UNDER_AWARD),
    PhrasePattern(
        rf"^(?:{_VERB}|金额|资金|额)*(?P<here>不足|低于|不满){_N}的,?(?:按|补足?[至到]){_N}", "单项不低于 500元",
        _UNDER_AWARD,
    ),
    PhrasePattern(
        r"^自[^,，至]+日(?P<here>至)[^,，]+日[,，](?:每年)?对",
        "对 记录 事件 且 日期 不超过 2026年12月31日 的 对象，奖励 5万元",
        Phrase(
            "the last day is a condition; the first day is `自 2026年1月1日 起，对 …`",
            "最后一日写作条件；首日写作`自 2026年1月1日 起，对 …`",
    )),
    PhrasePattern(
        r"(?P<here>\d{4}年度?(?:预算|额度|资金|总额)[^,]*\d.*\d{4}年度?(?:预算|额度|资金|总额)[^,]*\d[\d.]*[百千万亿]*元)",
        "本文件所称 名称 按 申请年度 分别是指：",
        Phrase(
            "the sum of each year is a row under the definition; the budget has the defined name: `{other}`",
            "其下每年一行；预算写这个名称：`{other}`",
            other="每年 各申请人合计 最高奖励 名称",
        ),
    ),
    PhrasePattern(
        rf"(?P<here>按(?![^,]*{_OF_ALL})[^,]*占[^,]*比例(?:核减|扣减|计算|{_VERB}))",
        "对 记录 事件 的 对象，奖励 5万元 乘以 （字段 除以 100 与 100% 孰低）",
        Phrase(
            "a part of the full sum is a product; only a budget of all applicants is cut in proportion by a rule",
            "按完成比例减少一项奖励的，写在数额的算式中；`超出的同比例核减`只用于各申请人合计的预算",
    )),
    PhrasePattern(
        "^(?!对|每年对).*实际(?:拨付|支付|兑现).*(?P<here>先到先得|先到者?先得|用完为止|额满[即为]止)",
        "每年 各申请人合计 实际拨付 最高不超过 300万元，按序全额拨付", Phrase(
        "claims are in the order of their days; another field is named by `，按 字段 先后` at the end",
        "按申请的日期先后拨付；按其他字段的，句末再写`，按 字段 先后`",
    ), edit="按序全额拨付"),
    PhrasePattern(
        "^(?!对|每年对)(?=.*(?:顺延|结转|以后年度|下一?年度|次年)).*?(?P<word>(?:年度)?预算)(?!.*(?:不得?[低少]于|至少|最[低少]))",
        "每年 各申请人合计 实际拨付 最高不超过 300万元，按序全额拨付", Phrase(
        "a budget counts payments; what does not fit waits by a line under it, `超出部分 可在后 2年 内兑现`",
        "预算写作各申请人合计的实际拨付；当年未拨付的，其下写`超出部分 可在后 2年 内兑现`，写明等候几年",
    )),
    PhrasePattern(
        rf"^(?!对|每年对)(?!.*{_CUT}).*(?P<here>先到先得|先到者?先得|按[^,]*先后(?:顺序)?(?:受理|拨付|兑现|发放|安排)|用完为止|额满[即为]止|[发用兑]完[即为]止)",
        "每年 各申请人合计 最高奖励 300万元，按 日期 先后",
        Phrase(
            "the order is written at the end of the budget; the date is a field of the record",
            "先后写在预算之后，日期是记录的字段",
        ),
    ),
    PhrasePattern(
        rf"(?P<word>(?:年度)?预算)(?!.*(?:不得?[低少]于|至少|最[低少]))|{_OF_ALL}.*?(?P<cut>按?{_CUT})",
        "每年 各申请人合计 最高奖励 300万元，超出的同比例核减", Phrase(
        "a budget is a cap of all applicants; write `按序全额拨付` at its end if the first are paid in full",
        "预算写作各申请人合计的最高金额；先到先得的，句末写`按序全额拨付`",
    )),
    PhrasePattern(
        "^(?!对|须)[^:]*?(?P<here>(?:夫妻|配偶|家庭成员|父母|子女)(?=.*(?:一方|一人|1人|双方|就高|只能|限))"
        "|(?:家庭|每户)[^,]*?(?:一人|一方|1人))",
        _ONE_OF_SEVERAL, Phrase(
        "the key is a field that all of them state, such as a household; `就高不重复` compares the awards of one"
        " applicant only",
        "归并项是几方都填写的字段，例如家庭编号；`就高不重复`只比较一个申请人的各项奖励，几方各自申请时互不影响",
    )),
    PhrasePattern(
        rf"(?P<here>(?:连续)?{_SEVERAL}(?:累计)?{_RECEIVED}[^,]*,第[^,年]*年(?:起)?(?:不再|不得|不予|停止))",
        "每个 归并项 最多 3个 年度",
        Phrase("it counts the years of the payments", "它计支付的年度数；数字用阿拉伯数字"),
    ),
    PhrasePattern(
        rf"^(?!.*(?:处罚|违法|违规|失信|骗取|弄虚|事故)).*(?P<here>(?:首次|已|曾|之日|后|不再|不得|不能).*{_RECEIVED}.*?"
        rf"{_SEVERAL}(?:以?内)?[^:,]*,?(?:不再|不得|不予|不能)"
        rf"|{_SEVERAL}(?:以?内)?,?[^:,]*(?:已|曾)经?{_RECEIVED}.*(?:不再|不得|不予|不能)"
        rf"|{_SEVERAL}(?:以?内)?,?(?:不再|不得|不予|不能)(?:重复|再次?){_APPLY}?)",
        "每个 归并项 连续 36个月 内 最多 1件", _ANY_YEARS,
    ),
    PhrasePattern(
        rf"{_OF_YEARS}.*(?:(?P<no>不重复|不再重复|不得重复)|(?:只|仅|限|可)?能?(?:可以?)?{_RECEIVED}?一次)"
        rf"|^(?P<later>满{_SEVERAL}(?:后|方|才|以上)*可?(?:以)?再次?{_APPLY})",
        "每个 归并项 连续 36个月 内 最多 1件", _ANY_YEARS,
    ),
    PhrasePattern(
        rf"{_OF_YEARS}.*{_MOST_OF_ITEMS}.*?(?:{_HAN}|两|\d+)[件个份项次名家种笔篇台辆户套]",
        "每个 归并项 连续 36个月 内 最多 3件", _ANY_YEARS,
    ),
    PhrasePattern(
        rf"{_OF_YEARS}.*(?:最高|不超过|累计|合计|总额|上限|封顶).*?\d",
        "每个 归并项 连续 36个月 内 最高奖励 5万元", _ANY_YEARS,
    ),
    PhrasePattern(
        rf"^(?!对|每个|每家|同一).*(?:(?:企业|单位|个人|农户|机构|申请人)(?:总数|数量|数)?(?:不超过|最多|限){_N}[家户名人个]"
        rf"|{_MOST_OF_ITEMS}{_N}[家户名人位]$)",
        "每年 各申请人合计 最多 3个 申请人",
    ),
    PhrasePattern(rf"^(?!对).*{_MOST_OF_ITEMS}.*?(?P<here>(?:{_HAN}|两|\d+)[台辆户套张艘架])", _LIMIT, Phrase(
        "a number of records is counted with `件`, `个`, `次` or `家`, whatever the thing is",
        "记录的件数用`件`、`个`、`次`、`家`等量词，不论是什么",
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
    PhrasePattern(
        rf"(?P<here>(?:已|曾)经?{_RECEIVED}[^,]*?{_OTHERS}.*(?:不再|不得|不予|不能))(?!超过)",
        CHINESE["none when another level supported the same matter"],
        Phrase(
            "support by another level has a sentence of its own; to pay the difference, write"
            " `各级各类资助合并计算` under the award",
            "其他各级已奖励的另有一句；只付差额的，在奖励之下写`各级各类资助合并计算`",
        ),
    ),
    PhrasePattern(
        rf"(?P<here>(?:当年|年度|同年).*(?:已|曾)经?{_RECEIVED}|(?:已|曾)经?{_RECEIVED}.*(?:当年|年度|同年)).*(?:不再|不得|不予|不能)",
        "同一 归并项 同一年度 不重复奖励", _ONE_PAYMENT,
    ),
    PhrasePattern(
        rf"(?P<here>(?:已|曾)经?{_RECEIVED}).*(?:不再|不得|不予|不能)",
        CHINESE["no repeat per matter"], _ONE_PAYMENT,
    ),
    PhrasePattern("(?P<here>暂停|取消|停止|不得享受|不能享受|不再享受)", _SUSPEND, Phrase(
        "it suspends for the calendar year of the event, such as a penalty; the event of the award itself would stop it"
        " for ever. Instalments of earlier grants are stopped by `未拨付部分停止拨付` under `追回 已拨付资金`",
        "它停事件所在的自然年；事件是处罚等，不能是奖励的事件，否则这项奖励永远不付。"
        "此前核准的各期不受影响：停付的写`追回 已拨付资金`，其下写`未拨付部分停止拨付`",
    )),
    PhrasePattern("^(?!各级|其他各级).*(?:级|中央|省|市|县).*(?P<here>合并计算)", "国家级、省级 资助合并计算", Phrase(
        "write it under an award or a cap, with the levels that count",
        "写在所管的那项奖励或最高金额之下，并缩进，写明哪几级",
    )),
    PhrasePattern("(?P<here>合并计算)", "各级各类资助合并计算", Phrase(
        "write it under an award", "写在所管的那项奖励之下，并缩进",
    )),
    PhrasePattern(
        "(?P<here>超出的?(?:部分)?.*(?:结转|下一?年)|结转|下一?年度|以后年度)",
        CHINESE["carry forward 2 years"], Phrase(
        "write it under a cap of money, on a separate line; numbers of items are not carried",
        "单独一行，写在`最高奖励`之下；件数不能结转",
    )),
    *(
        PhrasePattern(
            rf"^(?:每年)?对(?!.*{_OTHERS}[^,]*{_FUNDS}).*的[^,]*,(?P<here>(?:每[次件起项])?"
            rf"(?:扣减|扣除|扣罚|扣发|核减|罚没|罚款|处罚|处以|减发|少发))[^,\d后]{{0,12}}{sum_of}的?(?:罚款|{_FUNDS}|奖金)?$",
            form,
            note,
        )
        for sum_of, form, note in (
            (_N, "对 记录 事件 的 对象，收取 5万元", _DEDUCTED),
            (r"\d[\d.]*%", "对 记录 事件 的，追回 已拨付资金 的 50%", _DEDUCTED_SHARE),
        )
    ),
    PhrasePattern(_TWO_STANDARDS, "对 记录 事件 且 字段 为 取值 的 对象，按 字段 的 50% 奖励", Phrase(
        "a sentence has one standard: write a sentence for each case, or rows under `按 字段 分别奖励：`",
        "一句只写一个标准：每种情形各写一句，或写`按 字段 分别奖励：`并列出各档",
    )),
    PhrasePattern(
        "(?P<here>分段)",
        "对 记录 事件 的 对象，补助 （字段 未超出 50万元 部分） 的 3% 加 （字段 超出 50万元 部分） 的 1%",
        Phrase(
        "each part of the value has its own rate; for one rate of the whole value, write rows under `分别`",
        "这是每一部分各按其比例；全部数额都按所在一档的，写`分别`，其下每行一档",
    )),
    PhrasePattern("(?P<here>分档|按档|分级|分类)", _ROWS, Phrase(
        "begin rows with `分别`, and write each row on a separate line under it", "分档写`分别`，其下每行一档",
    )),
    PhrasePattern(rf"^(?!.*分别).*(?P<here>(?:一次性)?{_VERB}):$", _ROWS, Phrase(
        "rows need `分别`: without it the value that selects the row would be the amount",
        "分档写`分别奖励：`；不写`分别`的，按什么分档会成为奖励的数额",
    )),
    *(
        PhrasePattern(f"^对(?P<here>{level}{words})", f"对 记录 事件 且 级别 {form} 的 对象，奖励 5万元", Phrase(
            "the record comes first, its level is a condition", "先写记录，级别写在条件中",
        ))
        for level in ("国家级", "省级", "市级", "县级")
        for words, form in (("及?以上", f"不低于 {level}"), ("", f"为 {level}"))
    ),
    PhrasePattern(r"^对(?P<here>企业|单位|个人|申请人|事业单位|机构|农户)[^的,]+的,", _AWARD, Phrase(
        "write the beneficiary after `的`", "对象写在`的`之后",
    )),
    PhrasePattern(r"的[^,的]*(?P<here>或者?|和|以?及)[^,的]*,", "对 记录 事件 的 对象、对象，奖励 5万元", Phrase(
        "several kinds of applicants are parted by `、`", "几种对象用`、`并列",
    )),
    PhrasePattern(rf"的,(?P<here>再?(?:额外|另外|另)?(?:增?加|上浮|追加){_N})", _AWARD, Phrase(
        "what is added is an award of its own, with its own condition", "加发的另写一项奖励，写明它的条件",
    )),
    PhrasePattern(
        rf"^(?!.*(?:升级|晋升|晋级|由低|再次?[获被取])).*{_OTHERS}[^,]*{_FUNDS}.*(?P<here>补足|补差|补齐|差额|扣除|扣减|抵扣|抵减|减去|剔除)",
        "各级各类资助合并计算", _BY_OTHERS,
    ),
    PhrasePattern(
        rf"^(?!对)(?P<here>(?:[近前每]?{_SEVERAL}(?:以?内)?|连续\d+个月内)).*(?:升级|晋升|晋级|补足|补差|差额)",
        "连续 36个月 内 同一 事项 最高奖励 5万元", Phrase(
            "`晋级补足差额` has no period; a cap of the highest sum pays the difference within it. Without a period"
            " write `{other}`",
            "`晋级补足差额`不能写时段：以最高一级的金额为时段内的最高金额，即只付差额；不限时段的，写`{other}`",
            other=_TOP_UP,
        ),
    ),
    PhrasePattern("(?P<here>升级|晋升|晋级|补足|补差|差额)", _TOP_UP, Phrase(
        "write it with a matter, after the awards that it joins; what others paid is deducted by"
        " `各级各类资助合并计算` under an award",
        "写明同一什么，放在所管的各项奖励之后；补足的是其他各级已付之外的差额的，在奖励之下写`各级各类资助合并计算`",
    )),
    PhrasePattern(
        rf"(?P<here>{_OTHERS}[^,对]*{_FUNDS}[^:]*(?:就高|从高))(?!.*{_VERB}{_N})", "各级各类资助合并计算",
        Phrase(
            "write it under an award: it then pays what exceeds the support by others; `pay highest` compares the"
            " awards of this policy",
            "写在所管的那项奖励之下，并缩进：只付超出其他各级、其他计划已付的部分；`就高不重复`只比较本政策的各项奖励",
        ),
    ),
    PhrasePattern(
        "(?P<here>按月|每月|逐月|每个月)", "对 记录 状态 期间 的 对象，补贴 300元 乘以 当年满月数",
        Phrase(
            "a claim is of a year: its sum is that of a month times the months of the year; \"Limits of the language\""
            " has a page",
            "一年一项申请，数额是每月的数额乘以当年的满月数；示例见“语言的限制”中的“每月发放”",
        ),
    ),
    PhrasePattern(
        r"^(?!对)[^:]*?(?P<here>(?:上浮|下浮)\d[\d.]*%?)", "本文件所称 系数 按 字段 分别是指：",
        Phrase(
            "write a factor for each case in the rows of a definition, such as 120%, and multiply the sum by it",
            "各种情形的系数写成定义的各档，例如上浮20%的写120%；奖励的数额再乘以这个系数",
        ),
    ),
    PhrasePattern("(?P<here>叠加)", "可叠加奖励", Phrase("it stands alone on its line", "单独一行")),
    PhrasePattern(
        rf"^(?!对|按|每年对).*?(?P<here>扣除|扣减|抵扣|抵减|减去|剔除).*{_OTHERS}.*{_FUNDS}",
        "各级各类资助合并计算", _BY_OTHERS,
    ),
    PhrasePattern(
        rf"^(?:对|按|每年对).*(?P<here>扣除|扣减|抵扣|抵减|减去|剔除).*{_OTHERS}.*{_FUNDS}",
        "对 记录 事件 的 对象，按 （字段 减 其他资助） 的 50% 奖励",
        Phrase("support by others is an amount", "其他各级、其他计划已付的，在数额中写`其他资助`"),
    ),
    PhrasePattern("(?P<here>扣除|抵扣|已经?奖励)", "扣除 同一 字段 的 记录 已奖励部分", Phrase(
        "it deducts the applicant's own earlier payments for RECORD; what others paid is deducted by"
        " `各级各类资助合并计算`; write it under an award",
        "它扣除的是该申请人此前因`记录`已得的奖励；其他各级、其他计划已付的，写`各级各类资助合并计算`；"
        "写在所管的那项奖励之下，并缩进",
    )),
    # ---- how a sentence is written
    PhrasePattern("应当?按.*配套|配套", CHINESE["oblige WHO to match at least 50% of award"]),
    PhrasePattern("^(?:每年)?对?(?!.*得分).*(?:上年|去年|年度|每年).*(?:排名|名次)", _RANKED_FIGURES),
    PhrasePattern("排名|名次", _RANKED, remark=Phrase(
    "a ranking of yearly figures is written `{other}`", "年度数据的排名写作`{other}`", other=_RANKED_FIGURES
)),
    PhrasePattern(_TIES, _RANKED, remark=Phrase(
        "under its ranks, write `{other}`", "在各名次之下写一行`{other}`", other=_TIES_OF_RANKS,
    )),
    PhrasePattern("分别", _ROWS),
    PhrasePattern(
        rf"(?:不低于|不少于|不超过|不高于|超过|高于|低于|少于|不足|不满|达到|满){_N}.*当年不予",
        CHINESE["none when CONDITION"],
    ),
    PhrasePattern("当年不予", _SUSPEND),
    PhrasePattern("^有.*不予", _SUSPEND),
    PhrasePattern(
        rf"^(?=.*(?:每|全年|年度|合计|累计))[^,]*?(?:{_VERB}|返还)(?:资金|金额|总额|合计|累计|额|的)*(?P<here>不足|低于|不满){_N}的[^,]{{0,8}},?不予"
        rf"|^[^,]*?(?:每年|全年|年度|当年)(?:合计|累计|总额)*(?P<also>不足|低于|不满){_N}的[^,]{{0,8}},?不予",
        _LEAST_OF_YEAR, Phrase(
    "it counts the sum of an applicant's year; a single claim has `{other}` under its award",
    "它看一个申请人一年的合计；单项不足的，在所管的那项奖励之下写`{other}`",
    other=_LEAST_OF_CLAIM,
),
    ),
    PhrasePattern(
        rf"^(?:(?:{_VERB}|返还|应付|核定|实际|金额|资金|额|的|数)*)(?P<here>不足|低于|不满){_N}的?,?不予",
        _LEAST_OF_CLAIM, Phrase(
    "write it under the award, indented; for the sum of a year write `{other}`",
    "写在所限制的那项奖励之下，并缩进；一年合计不足的，写`{other}`",
    other=_LEAST_OF_YEAR,
),
    ),
    PhrasePattern(
        rf"^凡(?!.*(?:不予|无法|不得|不再|不能)).*(?P<here>{_VERB}|享受|申请|申报)",
        "对 记录 事件 的 对象，奖励 5万元",
    ),
    PhrasePattern("无法|^凡|不予", CHINESE["none when CONDITION"]),
    PhrasePattern("^(?!自).*(?:取整|四舍五入)", _ROUNDED, remark=Phrase(
    "for the sum of a year write `{other}`; for all amounts write `金额 四舍五入 至 1` in the head of the policy",
    "一年合计取整的，写`{other}`；全部金额都这样取整的，在文首写`金额 四舍五入 至 1`之类",
    other=CHINESE["round down to 100 per KEY per year"],
)),
    PhrasePattern("有效期|施行", CHINESE["effective 2023-01-01 to 2025-12-31"]),
    PhrasePattern("废止", CHINESE['replaces "DOCUMENT"']),
    PhrasePattern("印发", CHINESE["issued 2023-01-01"]),
    PhrasePattern("起算", CHINESE["year begins 04-01"]),
    PhrasePattern("文号", CHINESE['document "NUMBER"']),
    PhrasePattern("使用词汇", CHINESE["use ip"]),
    PhrasePattern("评选|择优|遴选", CHINESE["quota 2 to 5 PLURAL per year"]),
    PhrasePattern(
        r"(?:第\d+条|第[一二三四五六七八九十百]+条|之间|各条|各项(?:奖励|补贴|补助|政策)).*(?:就高|从高)",
        CHINESE["pay highest of article 2, article 4 per KEY per year"],
    ),
    PhrasePattern(
        "就高|从高|^(?!对).*(?:按|取)其?最高(?:额|一?项|者|标准|金额)",
        CHINESE["pay highest per KEY per year"], remark=Phrase(
    "it compares the awards of one applicant; of several applicants, such as spouses, one is paid with `{other}`",
    "它只比较一个申请人的各项奖励；夫妻等几个申请人只付一方的，写`{other}`",
    other=_ONE_OF_SEVERAL,
),
    ),
    PhrasePattern(
        "^(?!.*除外).*不(?:得|再|予)?重复(?:申报|申请|享受|获得|领取)?.*(?:其他|其它|同类|各级|上级|[国省市县区]家?级).*(?:资金|政策|奖励|补助|补贴|资助|扶持)",
        CHINESE["none when another level supported the same matter"],
    ),
    PhrasePattern(
        rf"^(?!.*除外).*{_OTHERS}[^,]*{_FUNDS}[^,]*(?:不重复|不得重复|不再重复|不可重复|不同时|不得同时)",
        _NONE_WITH_OTHERS,
    ),
    PhrasePattern(
        rf"^同一.*同一.*(?:不重复|不得重复|(?:只|仅|限)能?可?(?:以)?{_RECEIVED}一次)",
        "同一 归并项 同一 归并项 不重复奖励",
    ),
    PhrasePattern(
        rf"(?:只|仅|限)能?可?(?:以)?{_RECEIVED}一次|不重复|不得重复|[奖补]一次$",
        CHINESE["no repeat per matter"],
    ),
    PhrasePattern(
        rf"^(?:每年)?对(?!.*(?:退|追|缴|收回|分别)).*?(?P<here>返还)(?:{_N}|:?$)", "对 记录 事件 的 对象，补助 5万元",
        Phrase(
        "money for a beneficiary is paid by `补助`, or by rows under `按下列标准 补助：`; what an applicant gives back"
        " is `追回 已拨付资金`",
        "付给对象的写`补助`，分档的写`按下列标准 补助：`；要求退回的写`追回 已拨付资金`",
    )),
    PhrasePattern(rf"^(?:每年)?对.*按(?:年利率)?(?P<rate>{_SUM})(?P<here>计息)", _INTEREST, Phrase(
        "interest is of a sum, between two fields of days", "写明本金，以及起止的日期字段",
    )),
    PhrasePattern("退回|追回|收回|退还|缴回|追缴|返还", CHINESE["recover 100% of what was paid when RECORD EVENT"]),
    PhrasePattern("^其中.*(?:%|分之).*(?:用于|奖励给|拨给|归)", CHINESE['of which 10% for "NAME"']),
    PhrasePattern("折算", CHINESE["convert at SERIES on FIELD"]),
    PhrasePattern("除外|不包含", CHINESE["except article 3, LABEL"]),
    PhrasePattern("是指|本文件所称|所称", CHINESE["here WHO means FIELD"]),
    PhrasePattern("安排", CHINESE["allocate 50000 per year to WHO while STATE"]),
    PhrasePattern("^(?!.*%).*(?:执行|参照)", CHINESE['refers to "DOCUMENT" for RECORD EVENT']),
    PhrasePattern("到.*达到", '到 2025年，“…” 达到 200'),
    PhrasePattern(
        rf"{_OF_ALL_APPLICANTS}.*(?:最高|不超过|累计|合计|总额|上限|封顶).*元", "每年 各申请人合计 最高奖励 300万元"
    ),
    PhrasePattern(rf"^(?!对|近).*(?:最多|(?:不超过|不得超过|至多|限).*?\d+{_COUNTER})", _LIMIT),
    PhrasePattern(
        rf"^(?:每年度?|年度|全年|当年度?|全[市省区县])*(?:{_VERB}|奖补|资金|专项|经费|预算)*(?:总额|总量|总规模)(?!.*%).*{_N}",
        "每年 各申请人合计 最高奖励 300万元",
    ),
    PhrasePattern(
        rf"(?:{_RECEIVED}[^,]*|[年期]限)(?:不超过|最多|最长|限)+{_SEVERAL}$", "每个 归并项 最多 3个 年度"
    ),
    PhrasePattern(
        r"^(?!对|近).*(?:每|单个|单家|同一|年).*(?:最高|不超过|累计|合计|总额|上限|封顶).*的\d[\d.]*%",
        "每个 归并项 每年 最高奖励 字段 的 50%",
    ),
    PhrasePattern(r"^(?!对|近).*(?:每|单个|单家|同一|年).*(?:最高|不超过|累计|合计|总额|上限|封顶)", _CAP),
    PhrasePattern(r"^按.*%", "对 记录 事件 的 对象，按 字段 的 50% 奖励", Phrase(
        "an award begins with `对` and its condition", "奖励句以`对`开头，先写为什么奖励",
    )),
    PhrasePattern(
        r"^(?:每年)?对(?!.*其中).*%.*(?:最高|不超过|上限)[^%]*元$",
        "对 记录 事件 的 对象，按 字段 的 50% 奖励，最高不超过 5万元"
    ),
    PhrasePattern(r"^(?:每年)?对(?!.*(?:其中|\d[百千万亿]*元)).*%", "对 记录 事件 的 对象，奖励 字段 的 50%"),
    PhrasePattern(rf"^对|的.*,.*{_VERB}|^{_VERB}", _AWARD),
    PhrasePattern("应当?", CHINESE['oblige WHO to "…"']),
    PhrasePattern(r"^须?.*(?:成立|注册|设立|登记|经营|从业|购置|取得).*满.*年", "须 日期 距今 满 1年"),
    PhrasePattern(
        r"^须?.*\d[\d.]*[百千万亿]*元?(?:至|到|-|—)\d[\d.]*[百千万亿]*元?(?:之间|以?内)",
        "须 字段 介于 10万元 至 50万元"),
    PhrasePattern(r"^须?.*\d{4}年\d+月\d+日(?:之|以)?前", "须 日期 不超过 2025年6月30日"),
    *(
        PhrasePattern(
            f"^须?.*(?:同比|[比较]上年)增(?:长|加|幅){words}.*%", f"须 指标 比上年增加 {comparison} 上年 指标 的 15%"
        )
        for comparison, words in (
            ("不超过", "(?=.*(?:不得?[超高大]|以[内下]))"),
            ("低于", "(?=.*(?:(?<![不得])[低少小]于|不足))"),
            ("不低于", ""),
        )
    ),
    PhrasePattern(r"每年的?\d+月\d+日(?:至|到|-|—)\d+月\d+日", "须 日期 介于 每年 9月1日 至 9月30日"),
    PhrasePattern(r"每年的?\d+月\d+日(?:之|以)?前", "须 日期 不晚于 当年 5月31日"),
    PhrasePattern(r"^须.*(?:近|前)[一二三四五六七八九十两\d]+年", "须 前 3年 平均 指标 不低于 数额"),
    PhrasePattern("^须", "须 条件 且 条件"),
)  # fmt: skip
"""Mistakes in rows, in cases and in other sentences, then the forms of sentences, the more specific first."""


@attrs.frozen(eq=False, repr=False)
class PhraseMatch(ValueObject):
    """The row that a sentence matches, with the figures of the sentence, and the start and end of the match.

    `edit` replaces the words. `is_whole`: the remark is the whole advice.
    """

    start: int
    end: int
    form: str
    note: Phrase
    remark: Phrase
    edit: str | None
    is_whole: bool = False


_MOST_CHARACTERS = 300
"""How many characters of a sentence the patterns read; the time of some grows with the cube of the length."""
_PLACES_OF_REPAYMENTS = (*PLACES_OF_AWARDS, "recovery_line")
_CONDITION = re.compile("须|应|必须|需")
"""A line under `追回` that is like one under an award."""


_pattern = functools.cache(re.compile)


def find_phrase(text: str, start: str, is_declared: Callable[[str], bool]) -> PhraseMatch | None:
    """The first row that matches a sentence under a start symbol, on a page that declares some words."""
    plain, places = without_blanks(re.sub(r'(?<=")[^"]+(?=")', lambda quoted: "_" * len(quoted.group()), text))
    plain = plain[:_MOST_CHARACTERS]
    words = re.sub(r"[^\W\d]\w*", lambda word: "" if is_declared(word[0]) else word[0], text)
    is_repayment = start in _PLACES_OF_REPAYMENTS and is_about_repayment(without_blanks(words)[0], start)
    repayment = find_repayment(plain, start) if is_repayment else None
    if repayment is None and start in PLACES_OF_AWARDS:
        repayment = find_instalments(plain)
    if repayment is not None:
        return PhraseMatch(places[0], places[-1] + 1, repayment.form, NOTHING, repayment.advice, None, is_whole=True)
    is_of_recovery = start == "recovery_line" and _CONDITION.match(plain) is None
    for row in () if is_of_recovery else PHRASE_PATTERNS:
        match = _pattern(row.words).search(plain) if row.fits(start) else None
        if match is not None and match.end() > match.start():
            groups = match.groupdict("")
            marked = (name for name, part in groups.items() if part and f"{{{name}}}" not in row.form)
            first, last = next(map(match.span, marked), match.span())
            if is_declared(groups.get("word", "")):
                continue
            form, note, remark = row.form.format(**groups), row.note, row.remark
            if not row.places:  # rows and cases have figures of other kinds
                form = with_figures(form, plain)
                note, remark = (_phrase_with_figures(phrase, plain) for phrase in (note, remark))
            edit = _COMPARISONS.get(plain[first:last].replace("不得", "不"))
            edit = edit if row.edit is None else row.edit.format(**groups)
            return PhraseMatch(places[first], places[last - 1] + 1, form, note, remark, edit)
    return None


def _phrase_with_figures(phrase: Phrase, sentence: str) -> Phrase:
    """A phrase, its forms with the figures of a sentence."""
    forms = {name: with_figures(str(form), sentence) for name, form in phrase.values}
    return Phrase(phrase.en, phrase.zh, **forms) if forms else phrase
