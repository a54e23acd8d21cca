"""Findings about records, yearly figures, the history, approvals and series: R044 to R056, R073."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Severity, Texts
from ipdsl.diagnostics.phrase import MessageValue, Phrase


class FixedFieldContradicted(Diagnostic):
    """A narrower kind's fixed field with another value."""

    code: ClassVar[str] = "R044"
    en: ClassVar[Texts] = Texts(
        "`{kind}` means {field} {fixed}, and here it is {found}",
        help="leave the field out, or list the record under the kind that fits",
    )
    zh: ClassVar[Texts] = Texts(
        "`{kind}`的`{field}`应为{fixed}，而这里是{found}", help="请删去该字段，或把记录列入相符的类别"
    )

    kind: str
    field: str
    fixed: MessageValue
    found: MessageValue


class DuplicateId(Diagnostic):
    """Two records of one root kind are called alike."""

    code: ClassVar[str] = "R045"
    en: ClassVar[Texts] = Texts(
        "two records are called `{word}`; the other is {other}", help="give each record an id of its own"
    )
    zh: ClassVar[Texts] = Texts("有两条记录都叫`{word}`；另一条在`{other}`", help="请给每条记录一个不同的`id`")

    word: str
    other: str


class DuplicateKey(Diagnostic):
    """Two records have the same key, also under a narrower kind and its base."""

    code: ClassVar[str] = "R046"
    en: ClassVar[Texts] = Texts(
        "two records have the same {keys}: `{word}`; the other is {other}",
        help="list a record once, with all its dates; where they are two, correct the key of one",
    )
    zh: ClassVar[Texts] = Texts(
        "有两条记录的{keys}相同：`{word}`；另一条在`{other}`",
        help="同一条记录只列一次，写全各个日期；确是两条的，请改正其中一条的识别项",
    )

    keys: Phrase
    word: str
    other: str


class IdenticalRecords(Diagnostic):
    """Two records without key and id that are alike in everything."""

    code: ClassVar[str] = "R047"
    en: ClassVar[Texts] = Texts(
        "this record and {other} are alike in everything",
        help="list it once, or tell them apart by {keys}",
    )
    zh: ClassVar[Texts] = Texts("这条记录与`{other}`完全相同", help="请只列一次，或用{keys}加以区分")

    other: str
    keys: Phrase


class FigureBeforeStart(Diagnostic):
    """A figure of a year in which it can only be zero."""

    code: ClassVar[str] = "R048"
    en: ClassVar[Texts] = Texts(
        "`{field}` of {year} is {found}, but `{start_field}` is {start}",
        help="before that year the figure is 0; correct one of the two",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`在{year}年为{found}，而`{start_field}`是{start}", help="在该年之前此数据为0；请改正其中一个"
    )

    field: str
    year: int
    found: MessageValue
    start_field: str
    start: str


class DayBeforeDay(Diagnostic):
    """A day of a record that stands before one that it cannot precede."""

    code: ClassVar[str] = "R049"
    en: ClassVar[Texts] = Texts(
        "`{field}` is {day}, but `{other}` is {other_day}",
        help="`{field}` of a `{kind}` is never before its `{other}`: correct one of the two, or leave it out",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`是{day}，而`{other}`是{other_day}",
        help="`{kind}`的`{field}`不会早于`{other}`：请改正其中一个，或不填",
    )

    kind: str
    field: str
    day: str
    other: str
    other_day: str


class UnknownClause(Diagnostic):
    """A clause label that this policy does not have."""

    code: ClassVar[str] = "R050"
    en: ClassVar[Texts] = Texts("{policy} has no clause `{word}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{policy}`没有条款`{word}`", help="{advice}")

    policy: str
    word: str
    advice: Phrase


class LineContradicts(Diagnostic):
    """A line of the history that contradicts itself."""

    code: ClassVar[str] = "R051"
    en: ClassVar[Texts] = Texts(
        "this line of the history contradicts itself: {problem}",
        help="correct it, or give clause, item, year and due alone",
    )
    zh: ClassVar[Texts] = Texts("历史中的这一行自相矛盾：{problem}", help="请改正；或只写条款、项目、年度和应得金额")

    problem: Phrase


class DuplicateLine(Diagnostic):
    """Two lines of the history for one event."""

    code: ClassVar[str] = "R052"
    en: ClassVar[Texts] = Texts(
        "two lines of the history speak of `{clause}` for `{item}` in {year}; the other is {other}",
        help="keep the line that was printed last; add short lines of one item and year up",
    )
    zh: ClassVar[Texts] = Texts(
        "历史中有两行都是`{clause}`对`{item}`在{year}年的记载；另一行在`{other}`",
        help="请保留最后打印的一行；同一项目同一年度的简式行请合并相加",
    )

    clause: str
    item: str
    year: int
    other: str


class NothingToApprove(Diagnostic):
    """An approval for a clause that leaves nothing to the bureau."""

    code: ClassVar[str] = "R053"
    en: ClassVar[Texts] = Texts("clause `{word}` sets its own sum, so nothing is approved under it", help="{advice}")
    zh: ClassVar[Texts] = Texts("条款`{word}`自定金额，无须核定", help="{advice}")

    word: str
    advice: Phrase


class DuplicateApproval(Diagnostic):
    """Two approvals for one clause and item."""

    code: ClassVar[str] = "R054"
    en: ClassVar[Texts] = Texts(
        "two approvals under `{clause}` for `{item}`; the other is {other}", help="keep the one that is in force"
    )
    zh: ClassVar[Texts] = Texts("条款`{clause}`对`{item}`有两次核定；另一次在`{other}`", help="请保留有效的一次")

    clause: str
    item: str
    other: str


class DuplicateValue(Diagnostic):
    """Two values of a series for one day or month (and currency)."""

    code: ClassVar[str] = "R055"
    en: ClassVar[Texts] = Texts(
        "`{series}` has two values for {when}; the other is {other}", help="keep the published one"
    )
    zh: ClassVar[Texts] = Texts("`{series}`在{when}有两个数值；另一个在`{other}`", help="请保留公布的数值")

    series: str
    when: str
    other: str


class CountContradicted(Diagnostic):
    """A count of years other than the one that follows from its two days."""

    code: ClassVar[str] = "R073"
    en: ClassVar[Texts] = Texts(
        "{stated}`{end}` {last} lies {distance} {start} ({first})",
        help="correct what is wrong; a count that follows from two days may be left out",
    )
    zh: ClassVar[Texts] = Texts(
        "{stated}`{end}`（{last}）与{start}（{first}）{distance}",
        help="请改正有误之处；可由两个日期算出的年数可以不填",
    )

    stated: Phrase
    end: str
    last: str
    start: MessageValue
    first: str
    distance: Phrase


class LineLacksKey(Diagnostic):
    """A short line lacks a field that a rule over its clause counts by."""

    code: ClassVar[str] = "R056"
    en: ClassVar[Texts] = Texts(
        "the line says nothing of `{word}`, and {rule} counts by it",
        help='add it to the line: "keys": {{"{word}": …}}, or {advice}',
    )
    zh: ClassVar[Texts] = Texts(
        "这一行没有写`{word}`，而{rule}按它计算", help='请在行中补上`"keys": {{"{word}": …}}`，或{advice}'
    )

    word: str
    rule: Phrase
    advice: Phrase


class DuplicateRank(Diagnostic):
    """Two ranks of one applicant by one figure in one year."""

    code: ClassVar[str] = "R080"
    en: ClassVar[Texts] = Texts(
        "two places by `{figure}` in {year}; the other is {other}", help="keep the one that was published"
    )
    zh: ClassVar[Texts] = Texts("{year}年按`{figure}`有两个名次；另一个在`{other}`", help="请保留公布的名次")

    figure: str
    year: int
    other: str


class RankBelowOne(Diagnostic):
    """A rank before the first."""

    code: ClassVar[str] = "R081"
    en: ClassVar[Texts] = Texts("the first place is 1", help='write {{"none": true}} where the applicant has no place')
    zh: ClassVar[Texts] = Texts("名次从1开始", help='申请人没有名次的，请写`{{"none": true}}`')


class UnknownSharedCap(Diagnostic):
    """What is left is published of a rule that is no cap across applicants."""

    code: ClassVar[str] = "R087"
    en: ClassVar[Texts] = Texts("`{word}` is no cap across applicants", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是各申请人合计的最高金额", help="{advice}")

    word: str
    advice: Phrase


class ImpossibleHeadroom(Diagnostic):
    """What is published to be left of a cap across applicants does not fit the cap, or other statements about it."""

    code: ClassVar[str] = "R088"
    en: ClassVar[Texts] = Texts(
        "what is left of `{cap}` cannot be: {because}",
        help="state what the bureau has left, once for each value of the keys, before the claims of these facts",
    )
    zh: ClassVar[Texts] = Texts(
        "`{cap}`的余额不成立：{because}", help="请填写主管部门在本次申请之前的余额，归并项的每个值只写一次"
    )

    cap: str
    because: Phrase


class SeriesGaps(Diagnostic):
    """A file of a monthly series leaves months out."""

    code: ClassVar[str] = "R090"
    en: ClassVar[Texts] = Texts(
        "`{series}` has no value for {months}, between its first month and its last",
        help="add them, or end the file before them",
    )
    zh: ClassVar[Texts] = Texts(
        "`{series}`在首月与末月之间缺少{months}的数值", help="请补上，或把文件写到缺少的月份之前"
    )

    series: str
    months: MessageValue


class EventOnSeveralDays(Diagnostic):
    """One event of one item on two days: facts that are taken as they stand, and both places."""

    code: ClassVar[str] = "R130"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "{kind} {item} is {event} {day}, and {other_day} too: {effect}",
        help="the other day stands at {other}; where both are one event, correct or take out one",
    )
    zh: ClassVar[Texts] = Texts(
        "{kind}{item}的{event}填写了{day}，另有{other_day}：{effect}",
        help="另一个日期在{other}；两者是同一事件的，请改正或删去其中一个",
    )

    kind: MessageValue
    item: MessageValue
    event: MessageValue
    day: Phrase
    other_day: Phrase
    other: str
    effect: Phrase
