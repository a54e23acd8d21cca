"""Findings about types: values that do not fit their place. Codes T###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Texts, WordFinding
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase

ANOTHER_WORD = Phrase("use a word that fits", "请换用合适的词")


class Mismatch(Diagnostic):
    """A value of the wrong type for its place."""

    code: ClassVar[str] = "T001"
    en: ClassVar[Texts] = Texts("{place} needs {expected}, but this is {found}", "{found}", "{advice}")
    zh: ClassVar[Texts] = Texts("{place}应为{expected}，而这里是{found}", "{found}", "{advice}")
    place: MessageValue
    expected: MessageValue
    found: MessageValue
    advice: Phrase = ANOTHER_WORD


class OperandMismatch(Diagnostic):
    """Two values that cannot be combined."""

    code: ClassVar[str] = "T002"
    en: ClassVar[Texts] = Texts("`{op}` does not take {left} and {right}", "{left}, {right}", "{advice}")
    zh: ClassVar[Texts] = Texts("`{op}`不能用于{left}与{right}", "{left}，{right}", "{advice}")
    op: Phrase
    left: Phrase
    right: Phrase
    advice: Phrase = NOTHING


COMPARE_IT = Phrase("compare it: `… at least …` or `… is …`", "请作比较：`… 不低于 …`或`… 为 …`")


class NotATest(Diagnostic):
    """A value in place of a condition."""

    code: ClassVar[str] = "T003"
    en: ClassVar[Texts] = Texts("{found} is not a condition", "neither true nor false", "{advice}")
    zh: ClassVar[Texts] = Texts("{found}不是条件", "不能判断是或否", "{advice}")
    found: Phrase
    advice: Phrase = COMPARE_IT


class AmountNotMoney(Diagnostic):
    """An amount that is not a sum of money."""

    code: ClassVar[str] = "T004"
    en: ClassVar[Texts] = Texts("an amount is money, but this is {found}", "{found}", "{advice}")
    zh: ClassVar[Texts] = Texts("奖励数额应为金额，而这里是{found}", "{found}", "{advice}")
    found: Phrase
    advice: Phrase = NOTHING


class TooManyDecimals(Diagnostic):
    """A sum with more decimals than its currency."""

    code: ClassVar[str] = "T005"
    en: ClassVar[Texts] = Texts(
        "{currency} has {decimals} decimals, but this sum has more", "too many decimals", "round the figure"
    )
    zh: ClassVar[Texts] = Texts(
        "{currency}有{decimals}位小数，这个金额的小数更多", "小数位过多", "请把数字取整到这一位"
    )
    currency: str
    decimals: int


class NotWhole(Diagnostic):
    """A count that is not whole."""

    code: ClassVar[str] = "T006"
    en: ClassVar[Texts] = Texts("a count is a whole number", "not whole", "write a whole number")
    zh: ClassVar[Texts] = Texts("件数应为整数", "不是整数", "请写整数")


class NoOrder(Diagnostic):
    """Members of a choice compared as if they had an order."""

    code: ClassVar[str] = "T007"
    en: ClassVar[Texts] = Texts(
        "the members of `{choice}` have no order", "`{op}` needs an order", "name the members: `… is a, b`"
    )
    zh: ClassVar[Texts] = Texts(
        "`{choice}`的各个取值不分高低", "`{op}`只能用于分高低的取值", "请列出取值：`… 为 甲、乙`"
    )
    choice: str
    op: Phrase


class IsNeedsMembers(Diagnostic):
    """`is` after a value without members."""

    code: ClassVar[str] = "T008"
    en: ClassVar[Texts] = Texts("`is` does not take {found}", "{found} has no members", "{advice}")
    zh: ClassVar[Texts] = Texts("`为`不能用于{found}", "{found}没有可选的取值", "{advice}")
    found: Phrase
    advice: Phrase = Phrase("compare it: `… at least …`", "请作比较：`… 不低于 …`")


class NotADate(WordFinding):
    """A value other than a date where a date is needed."""

    code: ClassVar[str] = "T009"
    en: ClassVar[Texts] = Texts("{place} needs a date, `{word}` is {found}", "{found}", "name a field of type date")
    zh: ClassVar[Texts] = Texts("{place}应为日期，而`{word}`是{found}", "{found}", "请写日期类型的字段")
    place: MessageValue
    found: Phrase


class DurationMisplaced(Diagnostic):
    """A span of time at a place where none is allowed."""

    code: ClassVar[str] = "T010"
    en: ClassVar[Texts] = Texts(
        "a span of time is only allowed in a comparison",
        "a span of time",
        "{sum}write `in_business at least 1 year` with a `since` word, or `filed_on more than 10 years ago` with a"
        " date",
    )
    zh: ClassVar[Texts] = Texts(
        "时长只能用于比较", "时长", "{sum}起始日字段请写`企业在职 满 1年`，日期请写`申请日 距今 超过 10年`"
    )

    sum: Phrase = NOTHING


class ForeignSum(Diagnostic):
    """A sum in a currency other than the policy's."""

    code: ClassVar[str] = "T011"
    en: ClassVar[Texts] = Texts(
        "the policy pays in {currency}, but this sum is in {found}",
        "a different currency",
        "write the sum in {currency}",
    )
    zh: ClassVar[Texts] = Texts("政策以{currency}支付，而这个金额是{found}", "是另一种货币", "请以{currency}写金额")
    currency: str
    found: str


NO_ROWS = Phrase("no rows", "没有档次")


class RowMismatch(Diagnostic):
    """A row whose key does not fit the value of the rows."""

    code: ClassVar[str] = "T012"
    en: ClassVar[Texts] = Texts("{rows} not fit: the rows choose by {value}", "{key}", "{advice}")
    zh: ClassVar[Texts] = Texts("{rows}不符：各档按{value}划分", "{key}", "{advice}")
    rows: Phrase
    value: MessageValue
    key: MessageValue
    advice: Phrase


class ListKey(WordFinding):
    """A list as a key where one value is needed."""

    code: ClassVar[str] = "T013"
    en: ClassVar[Texts] = Texts("`{word}` is a list and cannot be a key here", "several values", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`是列表，不能在此用作归并项", "有多个值", "{advice}")
    advice: Phrase


class NotASet(WordFinding):
    """`total`, `number`, `largest` or `earliest` outside an award for a set."""

    code: ClassVar[str] = "T014"
    en: ClassVar[Texts] = Texts(
        "`{word}` needs a set of records, but this sentence has no set",
        "no set here",
        "write `per year` in the head of an award with `when`, which makes one claim for the records of a year",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`是对一批记录而言的，而这一句没有一批记录",
        "这里没有一批记录",
        "请在`对 记录 事件 的`奖励句中写`每年`：一年的记录合并为一项申请",
    )


class FieldOfSet(WordFinding):
    """A field of one record in an award for a whole set."""

    code: ClassVar[str] = "T015"
    en: ClassVar[Texts] = Texts(
        "the award is for a set, but `{word}` belongs to each `{record}` in it",
        "no single record",
        "write `total {word}`, `largest {word}` or `number`; or remove `per …` from the head",
    )
    zh: ClassVar[Texts] = Texts(
        "奖励针对一批记录，而`{word}`属于其中每一条`{record}`",
        "是哪一条记录的？",
        "请写`合计 {word}`、`最大 {word}`或`数量`；或者删去句中的`每个 …`",
    )
    record: str


class AggregateMismatch(WordFinding):
    """An aggregate over a field that cannot be added up or ordered."""

    code: ClassVar[str] = "T016"
    en: ClassVar[Texts] = Texts("`{word}` does not take {found}", "{found}", "`{word}` takes {takes}")
    zh: ClassVar[Texts] = Texts("`{word}`不能用于{found}", "{found}", "`{word}`用于{takes}")
    found: Phrase
    takes: Phrase


class SeriesPointMismatch(Diagnostic):
    """A series that is read at a different frequency than it is published."""

    code: ClassVar[str] = "T017"
    en: ClassVar[Texts] = Texts(
        "`{series}` is {frequency}, which `{point}` does not match", "does not match", "{advice}"
    )
    zh: ClassVar[Texts] = Texts("`{series}`{frequency}，`{point}`与之不符", "取值方式不同", "{advice}")
    series: str
    frequency: Phrase
    point: Phrase
    advice: Phrase


class ExchangeRateAsRate(Diagnostic):
    """An exchange rate used as a rate."""

    code: ClassVar[str] = "T018"
    en: ClassVar[Texts] = Texts(
        "`{series}` has sums per currency and is not a rate",
        "an exchange rate",
        "use it in a line `convert at {series} on FIELD`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{series}`是各币种的汇率，不是利率", "是汇率", "请用于折算：`按 日期 的 {series} 折算`"
    )
    series: str


class CannotConvert(Diagnostic):
    """A conversion by a series that is not an exchange rate into the policy's currency."""

    code: ClassVar[str] = "T019"
    en: ClassVar[Texts] = Texts(
        "`{series}` does not convert into {currency}", "{found}", "name a series declared `{currency} per currency`"
    )
    zh: ClassVar[Texts] = Texts("`{series}`不能折算为{currency}", "{found}", "请写按`{currency} 计每种外币`声明的行情")
    series: str
    currency: str
    found: Phrase


class BadValue(WordFinding):
    """A value in a case or a `with` that does not fit its field."""

    code: ClassVar[str] = "T020"
    en: ClassVar[Texts] = Texts("`{word}` is {expected}, which this value does not match", "{found}", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`是{expected}，这个值与之不符", "{found}", "{advice}")
    expected: MessageValue
    found: MessageValue
    advice: Phrase = NOTHING


class DurationTooLong(Diagnostic):
    """A span of time that exceeds the calendar."""

    code: ClassVar[str] = "T021"
    en: ClassVar[Texts] = Texts("a span of time is at most 200 years", "too long", "write a shorter span")
    zh: ClassVar[Texts] = Texts("时长最多200年", "过长", "请写较短的时长")


class LevelComparedWithNonMember(Diagnostic):
    """A level compared with a word that is not one of its members."""

    code: ClassVar[str] = "T022"
    en: ClassVar[Texts] = Texts(
        "a level is compared with one of its members", "not a member", "the members are: {members}"
    )
    zh: ClassVar[Texts] = Texts("级别只能与它的取值比较", "不是它的取值", "取值有：{members}")
    members: Phrase


class CountToEachDay(Diagnostic):
    """A count to or from `the day` in a condition of a `while` award."""

    code: ClassVar[str] = "T030"
    en: ClassVar[Texts] = Texts(
        "`the day` cannot be counted from or to in a condition of `while`",
        "the award is tested on each day on which a condition may change",
        "compare days: `the day at least 5 years after D`; or write `when` with an event",
    )
    zh: ClassVar[Texts] = Texts(
        "`期间`的条件不能用`申请之日`计数",
        "该奖励在条件可能变化的每一日判断",
        "请比较日期：`申请之日 距 D 满 5年`；或者写`对`和事件",
    )


class DayOfWordInPick(WordFinding):
    """A word in a pick whose value differs between the day of the claim and the day of the picked record."""

    code: ClassVar[str] = "T031"
    en: ClassVar[Texts] = Texts(
        "`{word}` may differ between the day of the claim and the day of the `{record}`",
        "which day?",
        "write the day: `FIELD on DAY`, or a comparison of days for an event; or write the condition outside the pick",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`在申请之日与`{record}`之日可能不同",
        "是哪一日？",
        "请写明日期：`日期 当日 字段`，事件则写日期的比较；或者把条件写在筛选条件之外",
    )
    record: str


class FieldsNotComparable(WordFinding):
    """`of the same F`, where the two fields have different types, or are lists."""

    code: ClassVar[str] = "T032"
    en: ClassVar[Texts] = Texts(
        "`of the same {word}` compares {found} with {other}",
        "not comparable",
        "name a field that is of one type in both, and no list",
    )
    zh: ClassVar[Texts] = Texts(
        "`同一 {word}`比较的是{found}与{other}", "无法比较", "请写两处类型相同、且不是清单的字段"
    )
    found: Phrase
    other: Phrase


class MinimumOfCeiling(Diagnostic):
    """`at least` or `nothing below` under an amount that the authority sets."""

    code: ClassVar[str] = "T037"
    en: ClassVar[Texts] = Texts(
        "`{word}` needs an amount that the policy sets",
        "the authority sets the amount of this award",
        "remove it, or write the amount without `up to` and `at discretion`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`只用于政策规定的数额",
        "该项奖励的数额由主管部门核定",
        "请删去这一行，或不写`最高奖励`、`一事一议`而直接写数额",
    )
    word: Phrase


class EmptyBand(Diagnostic):
    """A part of a value whose ends are in the wrong order."""

    code: ClassVar[str] = "T023"
    en: ClassVar[Texts] = Texts(
        "the part above {floor} up to {ceiling} is always 0",
        "not above {floor}",
        "write the smaller value first: `above {ceiling} up to {floor}`",
    )
    zh: ClassVar[Texts] = Texts(
        "超出{floor}至{ceiling}部分总是0", "不大于{floor}", "请先写较小的数：`超出 {ceiling} 至 {floor} 部分`"
    )
    floor: MessageValue
    ceiling: MessageValue


class TiesWithoutOrder(WordFinding):
    """Ties in the order of a field whose values have no order."""

    code: ClassVar[str] = "T035"
    en: ClassVar[Texts] = Texts(
        "ties cannot be in order of `{word}`", "this is {found}", "name {expected}: the earlier or smaller is first"
    )
    zh: ClassVar[Texts] = Texts("并列的不能按`{word}`先后排列", "这是{found}", "请写{expected}：先者或较小者在前")
    found: Phrase
    expected: Phrase
