"""The exception for findings about facts, and these findings: R001 to R029, R044 to R091, R130, R139 to R141.

Findings about the text of facts have a place in the file. Findings about their form, their words and their lines have a
JSON path, as those of `value_errors`. `word`, `found` and similar attributes are the author's words, shortened and
printable.

Those about ledgers of another policy or applicant, modified ledgers, and lines that do not fit, are R060 to R076 and
R091.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.errors import ReportedError
from ipdsl.base.findings.finding import Diagnostic, FieldFinding, Severity, Texts, ValueFinding, WordFinding
from ipdsl.base.findings.phrase import NOTHING, Language, MessageValue, Phrase


class FactsError(ReportedError):
    """The facts cannot be used; `report` has every problem, `str` renders them."""

    def to_json(self, language: Language | str = Language.EN) -> dict[str, object]:
        """Every problem as data for JSON, as commands print it with `--format json`; `language` is `en` or `zh`.

        `findings` has one object per problem: `code`, `severity`, `title`, `label`, `help`, `nearest`, `related`, the
        `path` in the facts, and, if they come from a text, `file`, `line`, `column`, `end_line` and `end_column`.
        """
        from ipdsl.base.findings.rendering import to_json  # valid facts do not need it

        return to_json(self.report, Language(language))


class FactsNotUtf8(Diagnostic, code="R001"):
    """The bytes are not UTF-8 text. The file cannot be read, so this is wrong use, as for a page."""

    is_usage: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts("this is not UTF-8 text", help="save the file as UTF-8; {guess}")
    zh: ClassVar[Texts] = Texts("这不是 UTF-8 文本", help="请把文件另存为 UTF-8；{guess}")

    guess: Phrase


class EmptyFacts(Diagnostic, code="R002"):
    """The text is missing or blank."""

    en: ClassVar[Texts] = Texts(
        "the facts are empty", help='the least is {{"applicant": {{"id": "…", "kinds": ["…"]}}}}'
    )
    zh: ClassVar[Texts] = Texts("事实是空的", help='至少应写`{{"applicant": {{"id": "…", "kinds": ["…"]}}}}`')


class NotJson(Diagnostic, code="R003"):
    """The text is not valid JSON."""

    en: ClassVar[Texts] = Texts("this is not JSON: {problem}", help="{advice}")
    zh: ClassVar[Texts] = Texts("这不是 JSON：{problem}", help="{advice}")

    problem: Phrase
    advice: Phrase = NOTHING


class PathInsteadOfText(WordFinding, code="R011"):
    """The name of a file instead of its text."""

    en: ClassVar[Texts] = Texts(
        "this is the name of a file, not its text: {word}",
        help='a text is read as JSON; to read the file, give its path: pathlib.Path("{word}")',
    )
    zh: ClassVar[Texts] = Texts(
        "这是文件名，不是文件的内容：`{word}`",
        help='文本按 JSON 读取；要读取文件，请给出路径：`pathlib.Path("{word}")`',
    )


class TextAfterEnd(Diagnostic, code="R004"):
    """Text follows the end of the JSON value."""

    en: ClassVar[Texts] = Texts(
        "there is text after the end of the JSON",
        label="the JSON ends before this text",
        help="a file has one pair of braces, such as the facts of one applicant",
    )
    zh: ClassVar[Texts] = Texts(
        "JSON 结束之后还有文字", "JSON 到此处之前为止", "一个文件只写一对花括号，例如一个申请人的事实"
    )


class DuplicateName(WordFinding, code="R005"):
    """A name occurs twice in a JSON object or a table."""

    en: ClassVar[Texts] = Texts(
        "`{word}` occurs twice in {holder}",
        label="the second time",
        help="keep one of the two, or put both values into one list",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`在{holder}中出现两次", "第二次", "请只保留一个；两个值都需要的，请写成一个列表"
    )

    holder: Phrase = Phrase("one object", "同一个对象")


class NotANumber(WordFinding, code="R006"):
    """`NaN` or `Infinity`, which are not JSON numbers."""

    en: ClassVar[Texts] = Texts("`{word}` is not a number", help="write null, or leave it out, if it is unknown")
    zh: ClassVar[Texts] = Texts("`{word}`不是数字", help="不知道的，请写`null`，或不填此项")


class Exponent(WordFinding, code="R007"):
    """A number with an exponent."""

    en: ClassVar[Texts] = Texts(
        "a number with an exponent: `{word}`", help="write the number in full: 1000000 instead of 1e6"
    )
    zh: ClassVar[Texts] = Texts("数字带有指数：`{word}`", help="请写出完整的数字：写`1000000`，不写`1e6`")


class FactsTooDeep(Diagnostic, code="R009"):
    """Lists and objects nested too deeply."""

    en: ClassVar[Texts] = Texts(
        "lists and objects are nested more than {most} deep",
        label="one too many",
        help="no form has more than eight levels; `ipdsl schema` prints them",
    )
    zh: ClassVar[Texts] = Texts("列表和对象嵌套超过{most}层", "多了一层", "各种格式都不超过八层，见`ipdsl schema`")

    most: int


class FactsTooLarge(Diagnostic, code="R010"):
    """A text of more than 50 MB."""

    en: ClassVar[Texts] = Texts(
        "the text is larger than {most} MB",
        help="a file has the facts of one applicant; move the others to separate files",
    )
    zh: ClassVar[Texts] = Texts("文本超过{most} MB", help="一个文件只写一个申请人的事实；请把其他申请人分开")

    most: int


class WrongForm(Diagnostic, code="R020"):
    """An object, list or text where a different form is expected."""

    en: ClassVar[Texts] = Texts("{what} must be {expected}, not {found}", help="{advice}")
    zh: ClassVar[Texts] = Texts("{what}应为{expected}，不是{found}", help="{advice}")

    what: MessageValue
    expected: MessageValue
    found: MessageValue
    advice: Phrase = NOTHING


class MissingPart(Diagnostic, code="R021"):
    """A required part is missing."""

    en: ClassVar[Texts] = Texts("`{word}` is missing in {what}", help="{advice}")
    zh: ClassVar[Texts] = Texts("{what}缺少`{word}`", help="{advice}")

    what: MessageValue
    word: str
    advice: Phrase = NOTHING


class FactName(WordFinding):
    """A finding about the name of a part of the facts."""

    is_about_name: ClassVar[bool] = True


class UnknownFactName(FactName):
    """A name that is not declared, with the declared ones."""

    advice: Phrase


class UnfitWord(WordFinding):
    """A word of a value that does not fit, with those that do."""

    advice: Phrase


class UnknownPart(FactName, code="R022"):
    """A name that is not part of a fixed form."""

    en: ClassVar[Texts] = Texts("`{word}` is not a part of {what}", help="the parts are {parts}")
    zh: ClassVar[Texts] = Texts("`{word}`不是{what}的组成部分", help="组成部分有{parts}")

    what: MessageValue
    parts: Phrase


class UnknownApplicantKind(UnfitWord, code="R023"):
    """An applicant kind that is not in the vocabulary."""

    en: ClassVar[Texts] = Texts("`{word}` is not an applicant kind", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有申请人类别`{word}`", help="{advice}")


class NoKind(Diagnostic, code="R024"):
    """An applicant without any kind."""

    en: ClassVar[Texts] = Texts(
        "the applicant has no kind", help='write at least one, such as ["{example}"]; wider kinds apply automatically'
    )
    zh: ClassVar[Texts] = Texts("申请人没有类别", help='至少写一个，例如`["{example}"]`；上级类别自动适用')

    example: str


class UnknownRecordKind(FactName, code="R025"):
    """A record kind that is not in the vocabulary."""

    en: ClassVar[Texts] = Texts("`{word}` is not a record kind", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有记录类别`{word}`", help="{advice}")

    advice: Phrase = Phrase(
        "`ipdsl schema` lists the record kinds with their labels", "`ipdsl schema`列出各记录类别及其中文名"
    )


class UnknownFactField(UnknownFactName, code="R026"):
    """A field that the record or the applicant does not have."""

    en: ClassVar[Texts] = Texts("{what} has no field `{word}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("{what}没有字段`{word}`", help="{advice}")

    what: MessageValue


class UnknownFigure(UnknownFactName, code="R027"):
    """A yearly figure that is not in the vocabulary."""

    en: ClassVar[Texts] = Texts("`{word}` is not a yearly figure", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有年度数据`{word}`", help="{advice}")


class UnknownFactSeries(UnknownFactName, code="R029"):
    """A series that is not in the vocabulary."""

    en: ClassVar[Texts] = Texts("`{word}` is not a series", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有行情`{word}`", help="{advice}")


class DuplicatePart(FactName, code="R017"):
    """A part of an object occurs under its name and under its label."""

    en: ClassVar[Texts] = Texts(
        "`{word}` and `{other}` are the same, but both are in one object", help="keep one of the two"
    )
    zh: ClassVar[Texts] = Texts("`{word}`与`{other}`是同一项，在同一个对象中都写了", help="请只保留一个")

    other: str


class SharedLabel(FactName, code="R018"):
    """A label that two things of one scope share."""

    en: ClassVar[Texts] = Texts("`{word}` is a label with several meanings: {names}", help="write the intended name")
    zh: ClassVar[Texts] = Texts("`{word}`是几项共用的中文名：{names}", help="请写所指那一项的名称")

    names: Phrase


class MoreProblems(Diagnostic, code="R019"):
    """Too many problems to list."""

    en: ClassVar[Texts] = Texts(
        "the first {kept} problems are shown; there are more",
        help="many problems often have a single cause: correct the first ones and run the command again",
    )
    zh: ClassVar[Texts] = Texts(
        "只列出前{kept}个问题；另有其他问题",
        help="问题这么多，多半是生成文件的程序有一处错误；请先改正前几个，再运行一次",
    )

    kept: int


IF_CHANGED_EN = "a changed line of a ledger needs `--accept-modified-ledger NAME` once"
IF_CHANGED_ZH = "改动台账中的行的，须用一次`--accept-modified-ledger NAME`"


class FixedFieldContradicted(Diagnostic, code="R044"):
    """A narrower kind's fixed field with a different value."""

    en: ClassVar[Texts] = Texts(
        "`{kind}` means {field} {fixed}, but here it is {found}",
        help="delete the field, or move the record to the correct kind",
    )
    zh: ClassVar[Texts] = Texts(
        "`{kind}`的`{field}`应为{fixed}，而这里是{found}", help="请删去该字段，或把记录列入相符的类别"
    )

    kind: str
    field: str
    fixed: MessageValue
    found: MessageValue


class DuplicateId(WordFinding, code="R045"):
    """Two records of a root kind have the same id."""

    en: ClassVar[Texts] = Texts(
        "two records are called `{word}`: this one and {other}", help="give each record a different id"
    )
    zh: ClassVar[Texts] = Texts("有两条记录都叫`{word}`；另一条在`{other}`", help="请给每条记录一个不同的`id`")

    other: str


class DuplicateKey(WordFinding, code="R046"):
    """Two records have the same key, possibly under a narrower kind and its base."""

    en: ClassVar[Texts] = Texts(
        "two records have the same {keys}: `{word}`, here and in {other}",
        help="list a record once, with all its dates; if there are two, correct the key of one",
    )
    zh: ClassVar[Texts] = Texts(
        "有两条记录的{keys}相同：`{word}`；另一条在`{other}`",
        help="同一条记录只列一次，写全各个日期；确是两条的，请改正其中一条的识别项",
    )

    keys: Phrase
    other: str


class TwoPlaces(Diagnostic):
    """A finding about two places. `other` is the one that is not the place of the finding."""

    other: str


class IdenticalRecords(TwoPlaces, code="R047"):
    """Two identical records without key and id."""

    en: ClassVar[Texts] = Texts(
        "this record and {other} are identical",
        help="list it once, or add {keys} to distinguish the two",
    )
    zh: ClassVar[Texts] = Texts("这条记录与`{other}`完全相同", help="请只列一次，或用{keys}加以区分")

    keys: Phrase


class FigureBeforeStart(FieldFinding, code="R048"):
    """A figure that is not zero in a year in which it must be."""

    en: ClassVar[Texts] = Texts(
        "`{field}` of {year} is {found}, but `{start_field}` is {start}",
        help="before that year the figure is 0; correct one of the two",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`在{year}年为{found}，而`{start_field}`是{start}", help="在该年之前此数据为0；请改正其中一个"
    )

    year: int
    found: MessageValue
    start_field: str
    start: str


class DayBeforeDay(Diagnostic, code="R049"):
    """A day of a record is before another that it cannot precede."""

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


class UnknownClause(UnfitWord, code="R050"):
    """A clause label that is not in this policy."""

    en: ClassVar[Texts] = Texts("{policy} has no clause `{word}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{policy}`没有条款`{word}`", help="{advice}")

    policy: str


class LineContradicts(Diagnostic, code="R051"):
    """A history line that contradicts itself."""

    en: ClassVar[Texts] = Texts(
        "this line of the history contradicts itself: {problem}",
        help=f"correct it, or give clause, item, year and due alone; {IF_CHANGED_EN}",
    )
    zh: ClassVar[Texts] = Texts(
        "历史中的这一行自相矛盾：{problem}", help=f"请改正；或只写条款、项目、年度和应得金额；{IF_CHANGED_ZH}"
    )

    problem: Phrase


class DuplicateLine(TwoPlaces, code="R052"):
    """Two history lines for the same event."""

    en: ClassVar[Texts] = Texts(
        "two lines of the history are about `{clause}` for `{item}` in {year}: this one and {other}",
        help="keep the line that was printed last; combine short lines of the same item and year into one",
    )
    zh: ClassVar[Texts] = Texts(
        "历史中有两行都是`{clause}`对`{item}`在{year}年的记载；另一行在`{other}`",
        help="请保留最后输出的一行；同一项目同一年度的简式行请合并相加",
    )

    clause: str
    item: str
    year: int


class NothingToApprove(UnfitWord, code="R053"):
    """An approval for a clause that leaves nothing to the bureau."""

    en: ClassVar[Texts] = Texts("clause `{word}` sets its own sum, so nothing is approved under it", help="{advice}")
    zh: ClassVar[Texts] = Texts("条款`{word}`自定金额，无须核定", help="{advice}")


class DuplicateApproval(TwoPlaces, code="R054"):
    """Two approvals for the same clause and item."""

    en: ClassVar[Texts] = Texts(
        "two approvals under `{clause}` for `{item}`: this one and {other}", help="keep the valid one"
    )
    zh: ClassVar[Texts] = Texts("条款`{clause}`对`{item}`有两次核定；另一次在`{other}`", help="请保留有效的一次")

    clause: str
    item: str


class DuplicateValue(TwoPlaces, code="R055"):
    """Two values of a series for the same day or month (and currency)."""

    en: ClassVar[Texts] = Texts(
        "`{series}` has two values for {when}: here and in {other}", help="keep the published one"
    )
    zh: ClassVar[Texts] = Texts("`{series}`在{when}有两个数值；另一个在`{other}`", help="请保留公布的数值")

    series: str
    when: str


class CountContradicted(Diagnostic, code="R073"):
    """A count of years that differs from the two days it follows from."""

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


class LineLacksKey(Diagnostic, code="R056"):
    """A line lacks a field that a rule over its clause counts by."""

    en: ClassVar[Texts] = Texts(
        "the line has no `{word}`, but {rule} counts by it",
        help='add it to the line: "keys": {{"{word}": …}}, or {advice}; for a ledger, `ipdsl ledger complete` fills in'
        " keys",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行没有写`{word}`，而{rule}按它计算",
        help='请在行中补上`"keys": {{"{word}": …}}`，或{advice}；台账可以用`ipdsl ledger complete`补齐归并项',
    )

    word: str
    rule: Phrase
    advice: Phrase


class DuplicateRank(TwoPlaces, code="R080"):
    """Two ranks of an applicant by the same figure in the same year."""

    en: ClassVar[Texts] = Texts(
        "two places by `{figure}` in {year}: here and in {other}", help="keep the published one"
    )
    zh: ClassVar[Texts] = Texts("{year}年按`{figure}`有两个名次；另一个在`{other}`", help="请保留公布的名次")

    figure: str
    year: int


class RankBelowOne(Diagnostic, code="R081"):
    """A rank below 1."""

    en: ClassVar[Texts] = Texts("the first place is 1", help="write `none` if the applicant has no place")
    zh: ClassVar[Texts] = Texts("名次从1开始", help="申请人没有名次的，请写`无`")


class UnknownSharedCap(UnfitWord, code="R087"):
    """A published value of a rule that does not exist, or is not across applicants."""

    en: ClassVar[Texts] = Texts("`{word}` is not a rule across applicants", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是各申请人合计的规则", help="{advice}")


class ImpossibleHeadroom(Diagnostic, code="R088"):
    """A published value contradicts its rule across applicants, or other statements about it."""

    en: ClassVar[Texts] = Texts(
        "the published value of {cap} is impossible: {because}",
        help="state what the authority published before these claims, once for each value of the keys",
    )
    zh: ClassVar[Texts] = Texts(
        "{cap}公布的内容不成立：{because}", help="请填写主管机关在本次申请之前公布的内容，归并项的每个值只写一次"
    )

    cap: str
    because: Phrase


class WrongBalance(Diagnostic, code="R138"):
    """A published value that does not settle a claim under this rule across applicants."""

    en: ClassVar[Texts] = Texts("`{part}` does not settle the claims under {rule}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{part}`不能确定{rule}之下的申请", help="{advice}")

    rule: str
    part: str
    advice: Phrase


class SeriesGaps(Diagnostic, code="R090"):
    """A file of a monthly series omits months."""

    en: ClassVar[Texts] = Texts(
        "`{series}` has no value for {months}, between its first month and its last",
        help="add them, or end the file before these months",
    )
    zh: ClassVar[Texts] = Texts(
        "`{series}`在首月与末月之间缺少{months}的数值", help="请补上，或把文件写到缺少的月份之前"
    )

    series: str
    months: MessageValue


class EventOnSeveralDays(TwoPlaces, code="R130", severity=Severity.WARNING):
    """An event of an item has two days; the facts are accepted, and both places are reported."""

    en: ClassVar[Texts] = Texts(
        "{kind} {item} is {event} {day} and {other_day}: {effect}",
        help="the other day is at {other}; if both are the same event, correct or delete one",
    )
    zh: ClassVar[Texts] = Texts(
        "{kind}{item}的{event}填写了{day}，另有{other_day}：{effect}",
        help="另一个日期在{other}；属同一事件的，请改正或删去其中一处",
    )

    kind: MessageValue
    item: MessageValue
    event: MessageValue
    day: Phrase
    other_day: Phrase
    effect: Phrase


class UnusualRate(Diagnostic, code="R139", severity=Severity.WARNING):
    """A rate of exchange is far from the usual one, such as a rate for 100 units; it is read as that of one unit."""

    en: ClassVar[Texts] = Texts(
        "`{series}` of {currency} is {rate} on {day}, read as the price of 1 {currency} in {own}, which is usually "
        "about {usual}",
        help="state the price of 1 {currency}: {single}",
    )
    zh: ClassVar[Texts] = Texts(
        "`{series}`中{currency}在{day}的数值为{rate}，现按1 {currency}折合{own}的汇率计算，通常约为{usual}",
        help="请填写1 {currency}的汇率；{single}",
    )

    series: str
    currency: str
    own: str
    day: MessageValue
    rate: MessageValue
    single: MessageValue
    usual: MessageValue


class LedgerOfOtherPolicy(ValueFinding, code="R060"):
    """A ledger that another policy wrote."""

    en: ClassVar[Texts] = Texts("this ledger belongs to `{found}`, but the policy is `{policy}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("这份台账属于`{found}`，而政策是`{policy}`", help="{advice}")

    policy: str
    advice: Phrase = Phrase(
        "give the ledger of this policy; payments under other documents belong in the facts, under `history`",
        "请给出本政策的台账；其他文件已兑现的，写在事实的`history`中",
    )


class LedgerOfOtherCurrency(ValueFinding, code="R061"):
    """A ledger with amounts in a different currency."""

    en: ClassVar[Texts] = Texts(
        "this ledger is in {found}, but the policy is in {currency}",
        help="give a ledger that the policy wrote in its own currency",
    )
    zh: ClassVar[Texts] = Texts("这份台账以{found}计，而政策以{currency}计", help="请给出本政策以其币种写出的台账")

    currency: str


class DuplicateHistory(Diagnostic, code="R062"):
    """The facts state a history although a ledger is given."""

    en: ClassVar[Texts] = Texts(
        "the facts contain a history, but a ledger is given too",
        help="remove `history` from the facts if the ledger has these lines; otherwise add them to the ledger; "
        f"{IF_CHANGED_EN}",
    )
    zh: ClassVar[Texts] = Texts(
        "事实中已有历史，又另给了台账",
        help=f"台账中已有这些行的，请从事实中去掉`history`；没有的，请并入台账；{IF_CHANGED_ZH}",
    )


class FutureLine(Diagnostic, code="R063"):
    """A line about a day after the as-of date."""

    en: ClassVar[Texts] = Texts(
        "the line is about {when}, after the as-of date {as_of}",
        help="use a later as-of date, or delete the {what}",
    )
    zh: ClassVar[Texts] = Texts("这一行记载的是{when}，在截至日{as_of}之后", help="请以较晚的日期结算，或去掉{what}")

    when: MessageValue
    as_of: str
    what: Phrase = Phrase("line", "这一行")


class CarryWithoutCap(Diagnostic, code="R065"):
    """A line has carried money, but no cap over its clause carries forward."""

    en: ClassVar[Texts] = Texts(
        "{carried} is carried under `{clause}`, but no cap over it carries forward",
        help="correct the clause; or keep the cap with `carry forward` until the money is paid or lapses; or set "
        f"`carried` to 0 and write the sum under `lapsed`; {IF_CHANGED_EN}",
    )
    zh: ClassVar[Texts] = Texts(
        "条款`{clause}`结转{carried}，而它的最高金额都不允许结转",
        help="请改正条款；或在兑现或逾期作废之前保留允许结转的最高金额；或把`carried`写为0，并把该金额写入`lapsed`；"
        f"{IF_CHANGED_ZH}",
    )

    carried: str
    clause: str


class PartWithoutSchedule(Diagnostic, code="R119"):
    """A line has an open instalment that the page does not have."""

    en: ClassVar[Texts] = Texts(
        "instalment {number} of `{clause}` is open, but the page has {known} instalments of it",
        help="keep `pay in parts` with all its instalments until they are paid or lapse; or set the `state` of this "
        f"one to `lapsed`; {IF_CHANGED_EN}",
    )
    zh: ClassVar[Texts] = Texts(
        "`{clause}`的第{number}期尚未到期，而页面上该奖励只有{known}期",
        help=f"在各期拨付或作废之前，请保留`分期拨付`及其各期；或把这一期的`state`写为`lapsed`；{IF_CHANGED_ZH}",
    )

    number: int
    clause: str
    known: int


class LedgerForm(ValueFinding, code="R066"):
    """A ledger in a form that this version does not read."""

    en: ClassVar[Texts] = Texts(
        "the ledger has the form {found}, but this version reads the forms {known}",
        help="use the version of ipdsl that wrote it, or a newer one",
    )
    zh: ClassVar[Texts] = Texts(
        "台账的格式是{found}，而本版本读取的格式是{known}", help="请使用写出该台账的 ipdsl 版本，或更新的版本"
    )

    known: Phrase


class LedgerOfOtherApplicant(ValueFinding, code="R067"):
    """A ledger of a different applicant."""

    en: ClassVar[Texts] = Texts(
        "this ledger belongs to applicant `{found}`, but the facts to `{applicant}`",
        help="give the ledger of this applicant",
    )
    zh: ClassVar[Texts] = Texts("这份台账属于申请人`{found}`，而事实属于`{applicant}`", help="请给出该申请人的台账")

    applicant: str


class VanishedLabel(WordFinding, code="R068"):
    """A label in the ledger that the policy no longer has."""

    en: ClassVar[Texts] = Texts(
        "the ledger has {lines} under `{word}`, but {policy} has no such clause",
        help="keep the label, or write the new one into the ledger; otherwise these payments are ignored",
    )
    zh: ClassVar[Texts] = Texts(
        "台账有{lines}记在`{word}`之下，而`{policy}`没有这个条款",
        help="请保留原条款名，或把新的条款名写入台账；否则此前的兑现不再计入",
    )

    lines: Phrase
    policy: str


class AwardWithoutSuccessor(WordFinding, code="R064"):
    """An award with money in the ledger that no award of the page continues."""

    en: ClassVar[Texts] = Texts(
        "the ledger has {number} line(s) with {due} due under `{word}` of an earlier page, and {problem}",
        help="{advice}`ended {label}` in the head of the page",
    )
    zh: ClassVar[Texts] = Texts(
        "台账有{number}行记在此前政策页的`{word}`之下（应得{due}），而{problem}",
        help="{advice}在政策页开头写`已废止 {label}`",
    )

    number: int
    due: str
    problem: Phrase
    advice: Phrase
    label: str


class EndedAwardWaits(WordFinding, code="R129"):
    """A line with money that waits under an award that the page ends, and may be under several caps now."""

    en: ClassVar[Texts] = Texts(
        "{carried} of this line waits under `{word}`, which the page ends, and several caps may continue its cap:"
        " {caps}",
        help="keep the cap in one rule, or keep the award until the money is paid or has lapsed",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行在已废止的`{word}`之下还有{carried}结转待付，而延续其最高金额的可能是几条规则：{caps}",
        help="请把该最高金额保留为一条规则；或在结转的金额付清或作废以前保留这项奖励",
    )

    carried: str
    caps: MessageValue


class UnclearCharge(Diagnostic, code="R077"):
    """A line whose charge belongs to one of several rules of an earlier page."""

    en: ClassVar[Texts] = Texts(
        "it is not known what the rule `{rule}` counts of this line: several rules of the earlier page may be the same,"
        " and their charges differ",
        help="keep the keys and the period of rules that an earlier page has, or write the charge in the line",
    )
    zh: ClassVar[Texts] = Texts(
        "无法确定规则`{rule}`如何计入这一行：此前政策页有几条规则可能与它相同，而计入的金额不同",
        help="此前已有的规则，其归并项和期间请保持不变；或在这一行写明计入的金额",
    )

    rule: str


class AmendedAward(WordFinding, code="R079", severity=Severity.WARNING):
    """An award that counts as one of the earlier page, with another sum and other conditions."""

    en: ClassVar[Texts] = Texts(
        "`{word}` counts as `{old}` of the page of the ledger, though its sum and its conditions are others",
        help="its earlier payments count; if it is another award, write `ended {old}` in the head of the page",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`视为台账政策页中的`{old}`，但金额和条件都不同",
        help="此前的兑现仍计入；如果是另一项奖励，请在政策页开头写`已废止 {old}`",
    )

    old: str


class VanishedRule(WordFinding, code="R069", severity=Severity.WARNING):
    """A rule in the ledger that the policy no longer has."""

    en: ClassVar[Texts] = Texts(
        "the ledger has {lines} under the rule `{word}`, but {policy} has no such rule",
        help="its counts are ignored; the name of a rule consists of the block's label, the verb and the keys",
    )
    zh: ClassVar[Texts] = Texts(
        "台账有{lines}记在规则`{word}`之下，而`{policy}`没有这条规则",
        help="记在那里的不再计入；规则名由所在部分的名称、规则和归并项组成",
    )

    lines: Phrase
    policy: str


class ChangedCap(Diagnostic, code="R091", severity=Severity.WARNING):
    """A cap or a limit that changed after the ledger was written."""

    en: ClassVar[Texts] = Texts(
        "the rule `{cap}` {how}",
        help="settled amounts do not change; late records of these years, and `--reopen`, use the present rule: if"
        " the old rule still applies to the old years, write each clause with its rule in a separate group",
    )
    zh: ClassVar[Texts] = Texts(
        "规则`{cap}`{how}",
        help="已结算的不变；这些年度迟到的事项，以及`--reopen`，按现在的规则计算：旧规则仍适用于旧年度的，请把每个条款连同其规则各放一组",
    )

    cap: MessageValue
    how: Phrase


class LedgerWithoutPages(Diagnostic, code="R115", severity=Severity.WARNING):
    """A ledger that does not show which caps and awards were changed since it was written."""

    en: ClassVar[Texts] = Texts(
        "the ledger names no page, so changed caps and awards are not seen",
        help="add the page that read it last: `ipdsl ledger complete LEDGER --policy PAGE -o NEW`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账没有政策页，看不出哪些限额和奖励有变动",
        help="请补上最后读取它的政策页：`ipdsl ledger complete 台账 --policy 政策页 -o 新台账`",
    )


class LineOutsideClauseYears(Diagnostic, code="R070"):
    """A line with money of a year in which the clause pays nothing."""

    en: ClassVar[Texts] = Texts(
        "the line is about {when}, but `{clause}` pays {time}",
        help="correct the year, or the first and the last day of the page; name a different document under `policy`; "
        f"{IF_CHANGED_EN}",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行记载的是{when}，而`{clause}`的奖励时间是{time}",
        help=f"请改正年度，或政策页的起止日期；其他文件兑现的，在`policy`中写明该文件；{IF_CHANGED_ZH}",
    )

    when: MessageValue
    clause: str
    time: Phrase


class LineOfOtherApplicant(ValueFinding, code="R071"):
    """A line of a different applicant in the facts of an applicant."""

    en: ClassVar[Texts] = Texts(
        "the line belongs to applicant `{found}`, but the facts to `{applicant}`",
        help="correct the applicant or delete the line; pass a ledger of several applicants with `--history FILE`",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行属于申请人`{found}`，而事实属于`{applicant}`",
        help="请改正申请人，或去掉这一行；多个申请人的台账用`--history FILE`给出",
    )

    applicant: str


class SimilarPolicyName(WordFinding, code="R072"):
    """A line under a clause of this policy, with a policy name that is nearly the same."""

    en: ClassVar[Texts] = Texts(
        "the line names the policy `{word}`, but `{clause}` is a clause of this policy, `{policy}`",
        help="write `{policy}`, or delete `policy`; name a different document by its number",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行写的政策是`{word}`，而`{clause}`是本政策`{policy}`的条款",
        help="请写`{policy}`，或不写`policy`；确是另一文件的，请写其文号",
    )

    clause: str
    policy: str


class ModifiedLedgerLine(Diagnostic, code="R074"):
    """A line whose digest does not match its content and the line before it."""

    en: ClassVar[Texts] = Texts(
        "line {number} of the ledger ({event}) was modified, or does not follow the line before it",
        help="give the original file, or name the person who accepts the change: `--accept-modified-ledger NAME`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账第{number}行（{event}）与写出时不同，或与前一行不衔接",
        help="请给出原样的文件，或写明由谁对改动负责：`--accept-modified-ledger NAME`",
    )

    number: str
    event: str


class LedgerIncomplete(Diagnostic, code="R075"):
    """A ledger whose number of lines or totals differ from its head."""

    en: ClassVar[Texts] = Texts(
        "the ledger was written with {told}, but has {found}",
        help="give the original file, or name the person who accepts the change: `--accept-modified-ledger NAME`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账写出时为{told}，现有{found}",
        help="请给出原样的文件，或写明由谁对改动负责：`--accept-modified-ledger NAME`",
    )

    told: MessageValue
    found: Phrase


class LedgerLacksPart(Diagnostic, code="R076"):
    """A ledger with digests whose head lacks a part that every written ledger has."""

    en: ClassVar[Texts] = Texts(
        "the ledger has no `{part}`, which every ledger of ipdsl has",
        help="give the original file, or name the person who accepts the change: `--accept-modified-ledger NAME`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账缺少`{part}`，而 ipdsl 写出的台账都有这一项",
        help="请给出原样的文件，或写明由谁对改动负责：`--accept-modified-ledger NAME`",
    )

    part: str


class NothingRanked(UnfitWord, code="R098"):
    """A published rank of a record under an award that does not pay by rank."""

    en: ClassVar[Texts] = Texts("`{word}` does not pay by the rank of a record", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不按记录的名次奖励", help="{advice}")


class DuplicateRecordRank(TwoPlaces, code="R099"):
    """Two published ranks of a record under one award or rule."""

    en: ClassVar[Texts] = Texts(
        "two ranks of `{item}` under {name}: here and in {other}", help="keep the published one"
    )
    zh: ClassVar[Texts] = Texts("`{item}`在{name}下有两个名次；另一个在`{other}`", help="请保留公布的名次")

    name: MessageValue
    item: str


class RecordsOfOneDay(TwoPlaces, code="R140", severity=Severity.WARNING):
    """Two records have one day, and the order of their numbers decides which is the first or the last."""

    en: ClassVar[Texts] = Texts(
        "{kind} {item} and {other_item} have one day, {day}: {item} counts as the {end}, by the order of their numbers",
        help="the other one is at {other}; correct the day if it is wrong, otherwise ask the bureau which one counts",
    )
    zh: ClassVar[Texts] = Texts(
        "{kind}{item}与{other_item}同为{day}：按编号的先后，{end}以{item}为准",
        help="另一项在{other}；日期有误的请更正，无误的请向主管机关确认以哪一项为准",
    )

    kind: MessageValue
    item: MessageValue
    other_item: MessageValue
    day: MessageValue
    end: Phrase


class CloseNumbers(WordFinding, code="R141", severity=Severity.WARNING):
    """Two numbers of records have the same letters and digits; the facts are accepted."""

    en: ClassVar[Texts] = Texts(
        "`{word}` and `{other_word}` differ only in blanks, dashes and other signs",
        help="the other one is at {other}; if both are the same, write one number in both places",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`与`{other_word}`只有空格、横线等符号不同",
        help="另一处在{other}；属同一编号的，请在两处写得一样",
    )

    other_word: MessageValue
    other: str


class DetailNotText(WordFinding, code="R143"):
    """A detail of the applicant that is not a text. A number may have lost zeros or digits."""

    en: ClassVar[Texts] = Texts(
        "the detail `{word}` is a text, not {found}",
        help='write it in quotation marks, with all zeros and digits of the document: "{word}": "…"',
    )
    zh: ClassVar[Texts] = Texts(
        "资料`{word}`应为文本，不是{found}", help='请写在引号之中，按原件写全各位数字，包括开头的0：`"{word}": "…"`'
    )

    found: MessageValue


class DetailIsField(WordFinding, code="R144"):
    """A detail with the name of a part of the applicant, which would take no part in settlement there."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is a part of the applicant, not a detail",
        help='details take no part in settlement; write it outside `details`, next to `"id"`',
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`是申请人的字段，不是资料", help='资料不参与结算；请写在`details`之外，与`"id"`并列'
    )


class TooManyDetails(Diagnostic, code="R145"):
    """More details of one applicant than allowed."""

    en: ClassVar[Texts] = Texts(
        "the applicant has {number} details; at most {most} are read",
        help="keep what forms, letters and lists show; records and figures have parts of their own",
    )
    zh: ClassVar[Texts] = Texts(
        "申请人有{number}项资料，最多{most}项", help="请只保留表格、告知书和清单要用的；记录和年度数据应写在各自的部分"
    )

    number: str
    most: int


class WrongDetailCode(WordFinding, code="R146", severity=Severity.WARNING):
    """A code or an account of the applicant with wrong check digits. Settlement does not read it."""

    en: ClassVar[Texts] = Texts(
        "the detail `{word}` is not a valid {kind}: {found}",
        help="compare it with the document: a character may be wrong, missing or there twice; it has no effect on sums",
    )
    zh: ClassVar[Texts] = Texts(
        "资料`{word}`不是有效的{kind}：{found}",
        help="请与原件核对：可能写错、漏写或多写了一个字符；不影响金额",
    )

    kind: Phrase
    found: str
