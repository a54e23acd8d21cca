"""Findings about the page as a whole, about awards, and about rules over years, levels and applicants. Codes P###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Severity, Texts, WordFinding
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase
from ipdsl.base.source import Span


class ReversedRange(Diagnostic, code="P016"):
    """A range that ends before it begins."""

    en: ClassVar[Texts] = Texts("{what} ends before it begins", "{start} is {order} {end}", "{advice}")
    zh: ClassVar[Texts] = Texts("{what}的结束早于开始", "{start}{order}{end}", "{advice}")
    what: Phrase
    start: MessageValue
    end: MessageValue
    order: Phrase = Phrase("after", "晚于")
    advice: Phrase = Phrase("exchange the two", "请把两者对调")


class InformativePays(Diagnostic, code="P018"):
    """An article that is marked as informative but awards something."""

    en: ClassVar[Texts] = Texts(
        "article {number} is {mark} but contains {what}", "here", "remove the mark, or move the sentence"
    )
    zh: ClassVar[Texts] = Texts("第{number}条标为{mark}，却写有{what}", "在这里", "请删去该标注，或移走此句")
    number: str
    mark: Phrase
    what: Phrase


class RoundingStep(Diagnostic, code="P023"):
    """A rounding step that is not a multiple of the smallest unit of the currency."""

    en: ClassVar[Texts] = Texts(
        "a rounding step is a whole number of {unit} {currency}", "not payable", "write {unit}, or a multiple of it"
    )
    zh: ClassVar[Texts] = Texts("取整单位应为{unit} {currency}的整数倍", "无法支付", "请写{unit}或其整数倍")
    unit: str
    currency: str


class RepeatedLine(WordFinding, code="P024"):
    """A line that is allowed once but appears twice."""

    en: ClassVar[Texts] = Texts("a second `{word}` line", "the second", "keep one of them")
    zh: ClassVar[Texts] = Texts("有第二行`{word}`", "第二行", "请只保留一行")


class MisplacedLine(WordFinding, code="P025"):
    """A line under a sentence for which it has no meaning."""

    en: ClassVar[Texts] = Texts("`{word}` has no meaning {where}", "not here", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`在{where}没有意义", "不能写在这里", "{advice}")
    where: Phrase
    advice: Phrase


class PresentLabel(WordFinding, code="P114"):
    """A label or name that the page itself has today, where one of an earlier version is needed."""

    en: ClassVar[Texts] = Texts("`{word}` is {what}", "in use today", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`是{what}", "现仍在用", "{advice}")
    what: Phrase
    advice: Phrase


class OutsideArticle(Diagnostic, code="P029"):
    """An award or a rule of a policy outside its articles."""

    en: ClassVar[Texts] = Texts(
        "this {what} is outside every article",
        "no article to cite",
        "move it under an `article` line; put a rule over all articles under `over policy`",
    )
    zh: ClassVar[Texts] = Texts(
        "{what}不在任何一条之内", "没有可以引用的条", "请写在`第…条`之下；适用于各条的规则写在`适用于 全文`之下"
    )
    what: Phrase


class BadStatus(WordFinding, code="P038"):
    """An unknown status."""

    en: ClassVar[Texts] = Texts("`{word}` is not a status", "unknown", "the only status is `draft`")
    zh: ClassVar[Texts] = Texts("`{word}`不是状态", "未知的状态", "状态只有`征求意见稿`一种")


class YearBeginsOnLeapDay(Diagnostic, code="P107"):
    """A year that begins on a day that most years lack."""

    en: ClassVar[Texts] = Texts(
        "a year cannot begin on 29 February", "only leap years have this day", "write `year begins 03-01`"
    )
    zh: ClassVar[Texts] = Texts("年度不能自2月29日起算", "只有闰年有这一天", "请写`年度 自 3月1日 起算`")


class PeriodWithoutKey(Diagnostic, code="P108"):
    """`once` in a period, without a key."""

    en: ClassVar[Texts] = Texts(
        "`once {period}` has no key",
        "the item, or the applicant",
        "write `once per item {period}` or `once per applicant {period}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{period} 一次性`没有写明什么只奖励一次",
        "单项，还是申请人",
        "请写`每个 单项 {period} 一次性`或`每个 申请人 {period} 一次性`",
    )
    period: Phrase


class PeriodNotPossible(Diagnostic, code="P109"):
    """A period that its sentence cannot have."""

    en: ClassVar[Texts] = Texts("`{period}` is not possible here", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("此处不能写`{period}`", "{why}", "{advice}")
    period: Phrase
    why: Phrase
    advice: Phrase


class PeriodOfMonths(Diagnostic, code="P110"):
    """A block of months, which may be a span or a block of years."""

    en: ClassVar[Texts] = Texts(
        "`{period}` does not say when the period begins",
        "with a year, or with a payment",
        "write `{span_words}` for a period that begins with any payment, or {blocks} for years of the policy",
    )
    zh: ClassVar[Texts] = Texts(
        "`{period}`没有写明从何时起计",
        "从年度起，还是从兑现起",
        "从任何一次兑现起计的请写`{span_words}`；按年度计的请写{blocks}",
    )
    period: Phrase
    span_words: Phrase
    blocks: Phrase


class LaterLanguage(Diagnostic, code="P039"):
    """A version of the language that is newer than this program."""

    en: ClassVar[Texts] = Texts(
        "language {version} is not known to this program",
        "it reads language {current}",
        "write `language {current}`, or install a newer version of the program",
    )
    zh: ClassVar[Texts] = Texts(
        "本程序不认识语言第{version}版", "本程序读第{current}版", "请写`语言版本 {current}`，或换用较新的程序"
    )
    version: int
    current: int


class EarlierLanguage(Diagnostic, code="P072"):
    """An older version of the language, in which the page may have had a different meaning."""

    en: ClassVar[Texts] = Texts(
        "the page is written in language {version}, and this program reads language {current}",
        "some words have a new meaning",
        "read the page with what changed: {changes}; then write `language {next}` "
        "(docs/en/how-to/upgrading.md says more)",
    )
    zh: ClassVar[Texts] = Texts(
        "页面以语言第{version}版写成，本程序读第{current}版",
        "同样的词语现在可能含义不同",
        "请对照变化通读本页：{changes}；然后写`语言版本 {next}`（详见`docs/zh/how-to/upgrading.md`）",
    )
    version: int
    current: int
    next: int
    changes: Phrase


class IncompleteCase(Diagnostic, code="P042"):
    """A case without one of its parts."""

    en: ClassVar[Texts] = Texts("the case {lacks}", "incomplete", "{advice}")
    zh: ClassVar[Texts] = Texts("案例{lacks}", "不完整", "{advice}")
    lacks: Phrase
    advice: Phrase


class TotalOfIdleYear(Diagnostic, code="P118", severity=Severity.WARNING):
    """A total of 0 that a case expects in a year in which neither the policy applies nor the case has a day."""

    en: ClassVar[Texts] = Texts(
        "the total of {year} is 0 whatever the policy pays, so this case cannot fail here",
        "the policy applies from {first} to {last}",
        "name a year of the policy, or give a record of {year}",
    )
    zh: ClassVar[Texts] = Texts(
        "{year}年的合计总是0，与政策的规定无关，这一行查不出错误",
        "政策自{first}至{last}有效",
        "请写政策有效期内的年度，或给出{year}年的记录",
    )
    year: int
    first: MessageValue
    last: MessageValue


class UnnamedApplicant(Diagnostic, code="P100"):
    """An applicant without a name in a case of several applicants."""

    en: ClassVar[Texts] = Texts(
        "an applicant of a case of several applicants has no name",
        "expectations cannot refer to it",
        'name each applicant: `given "A" as {kind}`',
    )
    zh: ClassVar[Texts] = Texts(
        "案例有几个申请人，其中一个没有名称", "应得各行无法指明这个申请人", "请给每个申请人名称：`已知 “甲” 为 {kind}`"
    )
    kind: str


class ExpectationWithoutApplicant(Diagnostic, code="P101"):
    """An expectation without an applicant in a case of several applicants."""

    en: ClassVar[Texts] = Texts(
        "the expectation does not name its applicant",
        "the case gives {applicants}",
        'name the applicant: `expect for "{first}" …`',
    )
    zh: ClassVar[Texts] = Texts(
        "应得这一行没有写明是哪个申请人", "案例给出了{applicants}", "请写明申请人：`“{first}” 应得 …`"
    )
    applicants: Phrase
    first: str


class WrongPageKind(Diagnostic, code="P043"):
    """A line that belongs to a different kind of page."""

    en: ClassVar[Texts] = Texts("{what} does not belong on {page}", "not on this page", "{advice}")
    zh: ClassVar[Texts] = Texts("{what}不应写在{page}", "不属于本页", "{advice}")
    what: Phrase
    page: Phrase
    advice: Phrase


class KindMismatch(Diagnostic, code="P044"):
    """A narrower record that redefines the key or the matter of its root."""

    en: ClassVar[Texts] = Texts(
        "`{record}` is a `{base}` and shares its {what}",
        "its own {what}",
        "remove the line; a narrower record is the same matter as its root",
    )
    zh: ClassVar[Texts] = Texts(
        "`{record}`属于`{base}`，共用其{what}", "另写了{what}", "请删去此行；细分的记录与上级记录是同一事项"
    )
    record: str
    base: str
    what: Phrase


class TwoDefaults(Diagnostic, code="P046"):
    """Two default events in one record."""

    en: ClassVar[Texts] = Texts("`{record}` has two default events", "the second", "mark one of them")
    zh: ClassVar[Texts] = Texts("`{record}`有两个默认事件", "第二个", "只标注其中一个")
    record: str


class NoEvent(Diagnostic, code="P001"):
    """A sentence without an event that dates the claim."""

    en: ClassVar[Texts] = Texts(
        "this claim has no date: `{record}` has no default event",
        "no event word",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("没有日期可以确定这项申请：`{record}`没有默认事件", "没有事件", "{advice}")
    record: str
    advice: Phrase


class TwoEvents(WordFinding, code="P002"):
    """Two event words in one sentence."""

    en: ClassVar[Texts] = Texts(
        "two events in one sentence: `{first}` already dates the claim",
        "a second event",
        "keep the event that dates the claim; turn the other into a test of its date or a state",
    )
    zh: ClassVar[Texts] = Texts(
        "一句中有两个事件：申请的日期已由`{first}`确定",
        "第二个事件",
        "请保留确定日期的事件；另一个改写为对其日期的比较，或改为状态",
    )
    first: str


class NestedEvent(WordFinding, code="P003"):
    """An event word under `not` or `or`, where it cannot date a claim."""

    en: ClassVar[Texts] = Texts(
        "the event `{word}` is inside `{inside}` and cannot date the claim",
        "an event",
        "write the event word directly after the record; use a state or a yes/no field here",
    )
    zh: ClassVar[Texts] = Texts(
        "事件`{word}`在`{inside}`之下，不能确定申请的日期", "事件", "请把事件直接写在记录之后；此处请用状态或是否类字段"
    )
    inside: Phrase


class RuleBeforeAward(Diagnostic, code="P004"):
    """A rule before an award of its own block."""

    en: ClassVar[Texts] = Texts(
        "the `{verb}` precedes an award of its block", "it would also cover line {line}", "{advice}"
    )
    zh: ClassVar[Texts] = Texts("`{verb}`写在同一部分的奖励之前", "它也会约束第{line}行", "{advice}")
    verb: Phrase
    line: int
    advice: Phrase


class RuleWithoutEffect(Diagnostic, code="P005"):
    """A rule or a `once per` that can never have an effect."""

    en: ClassVar[Texts] = Texts("the `{verb}` covers no claim: {why}", "covers no claim", "{advice}")
    zh: ClassVar[Texts] = Texts("`{verb}`约束不到任何人：{why}", "约束不到任何人", "{advice}")
    verb: Phrase
    why: Phrase
    advice: Phrase


class HighestNeedsYear(Diagnostic, code="P007"):
    """`pay highest` without a year in its key."""

    en: ClassVar[Texts] = Texts(
        "`pay highest` compares the claims of a year",
        "no `per year`",
        "add `per year` at the end of the line; over several years, `top up per matter` pays a higher award less the"
        " earlier one",
    )
    zh: ClassVar[Texts] = Texts(
        "`就高不重复`比较的是同一年度的申请",
        "没有`同一年度`",
        "请写上`同一年度`；跨年度的，写`同一 事项 晋级补足差额`，后得的较高奖励只补差额",
    )


NO_ROW = Phrase("no row covers", "没有一档包含")
OTHERWISE_ALONE = Phrase("no row but `otherwise` covers", "只有`其余`一档包含")


class TierHole(Diagnostic, code="P009"):
    """Values between two rows.

    Without `otherwise` they are paid nothing; with it they probably do not belong to it.
    """

    en: ClassVar[Texts] = Texts("{covers} {hole}", "this row ends before it", "{advice}")
    zh: ClassVar[Texts] = Texts("{covers}{hole}", "此档到它之前为止", "{advice}")
    covers: Phrase
    hole: MessageValue
    advice: Phrase

    @property
    def severity(self) -> Severity:  # type: ignore[override]
        return Severity.WARNING if self.covers == OTHERWISE_ALONE else Severity.ERROR

    @classmethod
    def create(
        cls, span: Span | None, hole: MessageValue, *, has_otherwise: bool, joined: Phrase = NOTHING
    ) -> TierHole:
        """The finding about a hole between rows. `joined` is the advice that gives a hole of one value to a row."""
        if joined and not has_otherwise:
            return cls(span=span, covers=NO_ROW, hole=hole, advice=joined)
        if not has_otherwise:
            advice = Phrase("let the rows meet, or add an `otherwise` row", "请让各档相接，或加一档`其余`")
            return cls(span=span, covers=NO_ROW, hole=hole, advice=advice)
        advice = Phrase(
            "let the rows meet, or write a row for these values too: now `otherwise` pays them",
            "请让各档相接，或为这些值另写一档：目前按`其余`计发",
        )
        return cls(span=span, covers=OTHERWISE_ALONE, hole=hole, advice=advice)


class TierOverlap(Diagnostic, code="P010"):
    """Values in two rows."""

    en: ClassVar[Texts] = Texts(
        "two rows cover {values}",
        "overlaps the row in line {line}",
        "`at least` and `between` include the number; {advice}",
    )
    zh: ClassVar[Texts] = Texts("有两档都包含{values}", "与第{line}行的一档重叠", "`以上`和`至`都包含本数；{advice}")
    values: MessageValue
    line: int
    advice: Phrase = Phrase("let the rows meet", "请让各档相接而不重叠")


class UnreachableRow(Diagnostic, code="P011"):
    """A row whose values are all in earlier rows."""

    en: ClassVar[Texts] = Texts(
        "this row is never reached",
        "earlier rows cover all of it",
        "rows are read from the top: put the higher threshold first",
    )
    zh: ClassVar[Texts] = Texts("这一档永远用不到", "前面各档已经全部包含", "各档自上而下适用：请把较高的一档写在前面")


END_OF_INNER_ROWS = Phrase(
    "add a row `otherwise: …` at the end of the rows under this row", "请在这一档之下的各档最后加一档`其余：…`"
)


class DefinitionWithoutValue(WordFinding, code="P087"):
    """A definition by rows that has no value in some cases."""

    en: ClassVar[Texts] = Texts("`{word}` has no value in some cases", "no row applies then", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`在有的情形下没有值", "没有适用的一档", "{advice}")
    advice: Phrase = Phrase("add a row `otherwise: …` at the end", "请在最后加一档`其余：…`")


class DuplicateMemberRow(WordFinding, code="P012"):
    """A member with two rows."""

    en: ClassVar[Texts] = Texts("`{word}` has two rows", "the second", "remove one of them")
    zh: ClassVar[Texts] = Texts("`{word}`有两档", "第二档", "请删去一档")


class OtherwiseNotLast(Diagnostic, code="P014"):
    """Rows after `otherwise`."""

    en: ClassVar[Texts] = Texts("`otherwise` is not the last row", "rows follow it", "move it to the end")
    zh: ClassVar[Texts] = Texts("`其余`不是最后一档", "其后还有各档", "请移到最后")


class ConstantCondition(Diagnostic, code="P019"):
    """A condition that is always true or always false."""

    en: ClassVar[Texts] = Texts(
        "this condition is the same for everybody", "{why}", "name a field, an event, a state or a figure"
    )
    zh: ClassVar[Texts] = Texts("这个条件对所有人都一样", "{why}", "请写字段、事件、状态或年度数据")
    why: Phrase


class NothingToMatch(Diagnostic, code="P020"):
    """An obligation to match awards that do not exist."""

    en: ClassVar[Texts] = Texts(
        "`{who}` has no awards here to match",
        "no award to `{who}` in this block",
        "move it to the block of the award to match",
    )
    zh: ClassVar[Texts] = Texts(
        "此处没有需要`{who}`配套的奖励", "这一部分没有给`{who}`的奖励", "请写在需要配套的奖励所在的部分"
    )
    who: str


class NothingToConvert(Diagnostic, code="P021"):
    """A conversion in an award without money fields in its amount."""

    en: ClassVar[Texts] = Texts(
        "this award has no amount to convert", "{why}", "remove the line, or take the amount from a money field"
    )
    zh: ClassVar[Texts] = Texts("没有需要折算的金额", "{why}", "请删去此行，或改以金额字段计算")
    why: Phrase


class SetMismatch(Diagnostic, code="P027"):
    """`for each RECORD` in a sentence about a different kind of record."""

    en: ClassVar[Texts] = Texts(
        "the amount is for each `{each}`, but the sentence is about `{record}`",
        "a different record",
        "name the same record in both places",
    )
    zh: ClassVar[Texts] = Texts(
        "数额按每个`{each}`计算，而这一句说的是`{record}`", "是另一种记录", "两处请写同一种记录"
    )
    each: str
    record: str


class CapNeedsYear(Diagnostic, code="P028"):
    """A cap from a yearly figure without a year among its keys."""

    en: ClassVar[Texts] = Texts(
        "a cap from a yearly figure needs a year",
        "no `per year`",
        "for a cap of each year add `per year`; for one over all years whose sum grows, state the sum as a field of the"
        " applicant",
    )
    zh: ClassVar[Texts] = Texts(
        "按年度数据计算的最高金额应写明年度",
        "没有`每年`",
        "每个年度的限额请写上`每年`；各年累计、逐年增加的限额，请把累计额度写成申请人的字段",
    )


class ConstantCount(Diagnostic, code="P034"):
    """A count condition that is true for all applicants or for none."""

    en: ClassVar[Texts] = Texts(
        "`has {op} 0` is {always} true", "no count changes it", "write `has at least 1 …` or `has no …`"
    )
    zh: ClassVar[Texts] = Texts("`拥有 {op} 0`{always}成立", "件数多少都不影响", "请写`拥有 1件以上 …`或`没有 …`")
    op: Phrase
    always: Phrase


class FixedSumWithLimit(Diagnostic, code="P035"):
    """A fixed sum with its own limit."""

    en: ClassVar[Texts] = Texts(
        "a fixed sum needs no `at most`",
        "{value} at most {limit}",
        "`at most` limits a computed amount; `up to` alone is a ceiling",
    )
    zh: ClassVar[Texts] = Texts(
        "固定金额不需要`最高不超过`",
        "{value} 最高不超过 {limit}",
        "`最高不超过`限制计算得出的数额；只写`最高奖励`的，是核定的上限",
    )
    value: MessageValue
    limit: str


class FixedSumWithMinimum(Diagnostic, code="P104"):
    """`at least` or `nothing below` under an award of fixed sums."""

    en: ClassVar[Texts] = Texts(
        "`{word}` has no effect on fixed sums",
        "the same for every claim",
        "remove `{word} {text}`, or write the sum that is paid",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`对固定金额不起作用", "各项申请都一样", "请删去`{word} {text}`这一行，或直接写应付的金额"
    )
    word: Phrase
    text: str


class MinimumAboveLimit(Diagnostic, code="P105"):
    """`at least` or `nothing below` with an amount above that of `at most`."""

    en: ClassVar[Texts] = Texts(
        "`{word} {text}` is above the limit of the award",
        "above `at most`",
        "write an amount up to that of `at most`, or remove one of the two",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word} {text}`高于该项奖励的最高金额", "高于最高金额", "请写不高于最高金额的数额，或删去其中之一"
    )
    word: Phrase
    text: str


class TotalNeedsYear(Diagnostic, code="P106"):
    """A rule about the sum of claims without a year among its keys."""

    en: ClassVar[Texts] = Texts(
        "`{verb}` adds up the claims of a year", "no `per year`", "add `per year` at the end of the line"
    )
    zh: ClassVar[Texts] = Texts("`{verb}`合计的是同一年度的申请", "没有`每年`", "请写上`每年`")
    verb: Phrase


class NoFigure(Diagnostic, code="P036"):
    """An `each year` award that uses no yearly figure."""

    en: ClassVar[Texts] = Texts(
        "`each year` uses yearly figures, but this award does not name one",
        "no figure",
        "take the amount from a figure, or test one on an `if` line",
    )
    zh: ClassVar[Texts] = Texts(
        "`每年`的奖励应看年度数据，而这一项没有写", "没有年度数据", "请按年度数据计算数额，或在`须`一行中比较年度数据"
    )


class HeadMismatch(Diagnostic, code="P040"):
    """Parts of a head that cannot be combined."""

    en: ClassVar[Texts] = Texts("`{part}` cannot be combined with `{other}`", "not combinable", "{advice}")
    zh: ClassVar[Texts] = Texts("`{part}`与`{other}`不能同时写", "不能同时写", "{advice}")
    part: MessageValue
    other: MessageValue
    advice: Phrase


class PluralOfOther(WordFinding, code="P041"):
    """A limit on records that no award before it pays for."""

    en: ClassVar[Texts] = Texts(
        "`{word}` counts `{record}`, but no award before it is about this kind",
        "no such award",
        "name the records of the awards above, or write `items`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`统计`{record}`，而此前的奖励都不涉及这种记录", "这里没有", "请写上面各项奖励所涉及的记录，或写`件`"
    )
    record: str


class CarryNeedsYear(Diagnostic, code="P060"):
    """A cap that carries money forward but has no year among its keys."""

    en: ClassVar[Texts] = Texts(
        "`carry forward` needs a yearly cap", "its cap has no `per year`", "add `per year` at the end of the cap"
    )
    zh: ClassVar[Texts] = Texts(
        "`可在后 … 年 内兑现`只能用于一年的最高金额", "其最高金额没有`每年`", "请在最高金额中写上`每年`"
    )


class CarryNotAlone(Diagnostic, code="P061"):
    """A second rule where a cap with `carry forward` must be the last and only one."""

    en: ClassVar[Texts] = Texts("a cap that carries forward is the last rule over its claims", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("允许结转的最高金额应是约束同一申请的最后一条规则", "{why}", "{advice}")
    why: Phrase
    advice: Phrase


class ApplicantKindAsKey(WordFinding, code="P062"):
    """A kind of applicant as key of a rule across applicants."""

    en: ClassVar[Texts] = Texts(
        "`per {word}` separates applicants, but `{what}` counts them together", "separate applicants", "{advice}"
    )
    zh: ClassVar[Texts] = Texts(
        "`每个 {word}`把申请人分开计算，而`{what}`把各申请人合并计算", "每个申请人各自计算", "{advice}"
    )
    what: Phrase
    advice: Phrase


class SharedCapNotFixed(Diagnostic, code="P063"):
    """A cap across applicants whose amount depends on one of them."""

    en: ClassVar[Texts] = Texts("a cap across applicants is a fixed sum for all of them", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("各申请人合计的最高金额应为全体共用的固定金额", "{why}", "{advice}")
    why: Phrase
    advice: Phrase


class CapNotOfOneRecord(Diagnostic, code="P086"):
    """A cap by a word of a record or of the applicant that its keys or lines do not allow."""

    en: ClassVar[Texts] = Texts("`{word}` does not give this cap one sum", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("这项最高金额不能由`{word}`确定", "{why}", "{advice}")
    word: MessageValue
    why: Phrase
    advice: Phrase


class LimitOfOneApplicant(Diagnostic, code="P093"):
    """A limit that counts the applicants of one applicant."""

    en: ClassVar[Texts] = Texts(
        "a limit of {number} for one applicant counts no applicants",
        "one applicant is one",
        "end the sentence with `across applicants`, or count `items`",
    )
    zh: ClassVar[Texts] = Texts(
        "单个申请人之内的限制不能按申请人计数（{number}个）",
        "一个申请人就是一个",
        "请写`各申请人合计`，或按`件`计数",
    )
    number: int


class LimitOfSeveralRows(WordFinding, code="P140"):
    """A limit of a row whose key is the key of another row of the award."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is the key of several rows",
        "the limit of one of them",
        "write the award of this limit as an award of its own",
    )
    zh: ClassVar[Texts] = Texts("`{word}`是几档共有的条件", "其中一档的件数限制", "请把有件数限制的一档另写为一项奖励")


class OrderNotOfClaims(WordFinding, code="P092"):
    """An order of claims by a field that some of them do not have."""

    en: ClassVar[Texts] = Texts("`{word}` does not order all claims under this rule", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不能为这条规则之下的全部申请排序", "{why}", "{advice}")
    why: Phrase
    advice: Phrase


def same_thing_advice(verb: Phrase) -> Phrase:
    """Advice for a rule about repeated payments without a key."""
    return Phrase(
        "name what must be the same, such as `{verb} per matter`",
        "请写明相同的是什么，例如`同一 事项 {verb}`",
        verb=verb,
    )


CAPPED_APPLICANTS = Phrase(
    "name whose payments it limits: `cap … per applicant`; `cap … across applicants` is one cap for all together",
    "请写明限制谁：`每个 申请人 最高…`；全体合计的，写`总体 各申请人合计 最高…`",
)
"""Advice for a cap without a key."""


class RuleWithoutKey(Diagnostic, code="P064"):
    """A cap, or a rule about repeated payments, without a key."""

    en: ClassVar[Texts] = Texts("`{verb}` has no key", "no key", "{advice}")
    zh: ClassVar[Texts] = Texts("`{verb}`没有写明同一什么", "没有归并项", "{advice}")
    verb: Phrase
    advice: Phrase


class RankNeedsTies(Diagnostic, code="P065"):
    """A ranking without a rule for ties."""

    en: ClassVar[Texts] = Texts(
        "the ranking by `{figure}` has no rule for ties",
        "no tie rule",
        "write `ties share the rank` or `ties in order of FIELD` under the ranks",
    )
    zh: ClassVar[Texts] = Texts(
        "按`{figure}`排名，没有写明并列者如何奖励",
        "没有并列规则",
        "请在各名次之下写`并列同名次`或`并列的按 字段 先后`",
    )
    figure: str


class RankNeedsYear(Diagnostic, code="P066"):
    """A ranking without a period."""

    en: ClassVar[Texts] = Texts(
        "a ranking is made for each year", "no `per year`", "write `by rank of {figure} per year among …`"
    )
    zh: ClassVar[Texts] = Texts("排名按年度进行", "没有`每年`", "请写`对 每年 {figure} 排名 的 …`")
    figure: str


class AwardInTwoAlternatives(WordFinding, code="P102"):
    """An award in two alternatives of `pay highest of`, or twice in one."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is compared with itself", "the second time", "name each award in one alternative only"
    )
    zh: ClassVar[Texts] = Texts("`{word}`与自身比较", "第二次", "每项奖励只写在一项之中")


class SuspensionWithoutEffect(Diagnostic, code="P067"):
    """A suspension of applicants that are paid nothing here."""

    en: ClassVar[Texts] = Texts(
        "`suspend {who}` applies to no award", "the awards before it are paid to {paid}", "name a kind that they pay"
    )
    zh: ClassVar[Texts] = Texts("对`{who}`的`当年不予奖励`涉及不到任何人", "其前的奖励给{paid}", "请写这些奖励的对象")
    who: str
    paid: Phrase


class ExceptionWithoutEffect(Diagnostic, code="P068"):
    """An exception that excludes nothing from its rule."""

    en: ClassVar[Texts] = Texts(
        "this exception exempts no award", "the rule covers no award of {what}", "remove it, or name a covered award"
    )
    zh: ClassVar[Texts] = Texts("这个除外没有排除任何奖励", "规则之下没有{what}的奖励", "请删去，或写明应排除的奖励")
    what: Phrase


class EmptyTitle(Diagnostic, code="P084"):
    """A `title` line without a text."""

    en: ClassVar[Texts] = Texts("the title is empty", "no text to show", "write the title, or remove the line")
    zh: ClassVar[Texts] = Texts("标题为空", "没有可显示的文字", "请写明标题，或删去这一行")


class PickWithoutDay(Diagnostic, code="P089"):
    """`earlier`, `in the year`, `first` or `last` without a day that orders the records."""

    en: ClassVar[Texts] = Texts(
        "the records have no day by which they are earlier, first, last or in the year",
        "{why}",
        "write an award for a record with an event; mark an event of `{record}` as `default` in the vocabulary",
    )
    zh: ClassVar[Texts] = Texts(
        "没有日期可以判断记录的先后或年度",
        "{why}",
        "请写针对有事件的记录的奖励；或者在词汇中把`{record}`的一个事件标为`默认`",
    )
    record: str
    why: Phrase


class PickByTwoDays(Diagnostic, code="P090"):
    """An order of records by their default event, in a sentence about another event."""

    en: ClassVar[Texts] = Texts(
        "the order of `{record}` is by `{other}`, but the sentence is by `{event}`",
        "two days",
        "write `{other}` in place of `{event}`, or mark `{event}` as `default` in the vocabulary",
    )
    zh: ClassVar[Texts] = Texts(
        "`{record}`的先后按`{other}`判断，但句中按的是`{event}`",
        "两个日期",
        "请把`{event}`改为`{other}`，或者在词汇中把`{event}`标为`默认`",
    )
    record: str
    event: str
    other: str


class NestedPicks(Diagnostic, code="P091"):
    """Picks in picks beyond the limit."""

    en: ClassVar[Texts] = Texts(
        "picks are nested more than {most} times", "too deep", "state the innermost value as a field of the record"
    )
    zh: ClassVar[Texts] = Texts("筛选记录嵌套超过{most}层", "层次过多", "请把最里层的值写成记录的字段")
    most: int


class EmptyTransition(Diagnostic, code="P069"):
    """A transition for a year or articles without claims."""

    en: ClassVar[Texts] = Texts("the older document has no effect", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("没有任何事项留给以前的文件", "{why}", "{advice}")
    why: Phrase
    advice: Phrase


class TwoStandards(Diagnostic, code="P074"):
    """Two rules raise an award to an older standard but define its matter differently."""

    en: ClassVar[Texts] = Texts(
        "`{award}` is raised twice: to the older standard of {one}, and to that of {other}",
        "a different matter from the rule before it",
        "use the same matter in both, or exempt the award from one of them with `except`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{award}`两次提高到以前的标准：一次是{one}，一次是{other}",
        "所指事项与前一条规则不同",
        "请让两条规则按同一事项，或在其中一条中以`除外`排除这项奖励",
    )
    award: str
    one: Phrase
    other: Phrase


class NothingToSelect(Diagnostic, code="P096"):
    """A limit by a number of the records that does not name the records."""

    en: ClassVar[Texts] = Texts(
        "a limit with the highest first selects records, and names none",
        "no kind of record",
        "name the records by their plural: `limit 3 PLURAL per year across applicants, highest FIELD first`",
    )
    zh: ClassVar[Texts] = Texts(
        "从高到低的限制用于选出记录，而这里没有写明记录",
        "没有写明哪一类记录",
        "请写明记录：`每年 各申请人合计 最多 3个 记录，按 字段 从高到低`",
    )


class TiesDiffer(Diagnostic, code="P097"):
    """Two rankings by one figure with different rules for ties."""

    en: ClassVar[Texts] = Texts(
        "the rankings by `{figure}` order ties in two ways",
        "a published rank would have two meanings",
        "write the same line about ties under both awards",
    )
    zh: ClassVar[Texts] = Texts(
        "按`{figure}`的排名对并列者有两种规定", "公布的名次会有两种含义", "请在两项奖励之下写同样的并列规则"
    )
    figure: str


class CountOfConditions(Diagnostic, code="P128"):
    """`if at least 3 of these` with fewer conditions, or a count that is always true."""

    en: ClassVar[Texts] = Texts(
        "this count does not depend on the {number} conditions",
        "always true or never true",
        "write a number that some of the conditions can reach and others can miss",
    )
    zh: ClassVar[Texts] = Texts("这一数目与{number}项条件无关", "总是成立或从不成立", "请写可能达到也可能达不到的数目")
    number: int


class OwnLevelNotStated(Diagnostic, code="P127"):
    """A rule about support of the own level in a policy without a level."""

    en: ClassVar[Texts] = Texts(
        "this policy does not state its level",
        "no support is of its own level",
        "write `level MEMBER` in the head",
    )
    zh: ClassVar[Texts] = Texts("本政策没有写明本级", "没有哪一项资助属于本级", "请在文首写明`本级 级别`")


class RecoveryReachesNothing(Diagnostic, code="P120"):
    """A recovery without an award before it in its block."""

    en: ClassVar[Texts] = Texts(
        "this recovery reaches no award",
        "no award is above it in its block",
        "write it below the awards whose payments are paid back, or under `over articles …`",
    )
    zh: ClassVar[Texts] = Texts(
        "这一句追回没有涉及任何奖励", "其所在部分之前没有奖励", "请写在被追回的奖励之后，或写在`适用于 …`之下"
    )


class RecoveryAboveAll(Diagnostic, code="P121"):
    """A share of more than 100%."""

    en: ClassVar[Texts] = Texts(
        "no more than what was paid can be recovered",
        "more than 100%",
        "write at most `100%`; write an addition to it as `surcharge`",
    )
    zh: ClassVar[Texts] = Texts(
        "追回的不能多于已拨付的资金", "超过 100%", "请写不超过`100%`的比例；另外加收的写`加收 …%`"
    )


class FieldNotShared(WordFinding, code="P122"):
    """`for the same FIELD` with a field that no record of the awards has."""

    en: ClassVar[Texts] = Texts(
        "no payment has `{word}`",
        "the records of the awards before it lack this field",
        "name a field that the event and the records of the awards have",
    )
    zh: ClassVar[Texts] = Texts(
        "被追回的款项没有`{word}`", "其前各项奖励的记录没有这一字段", "请写事件的记录与奖励的记录都有的字段"
    )


class AllPaymentsOfOthers(WordFinding, code="P142", severity=Severity.WARNING):
    """A recovery without `for the same FIELD` over awards of the event's record, and of others that have its key."""

    en: ClassVar[Texts] = Texts(
        "one item of its own record is paid back, but every payment of `{word}`",
        "`{word}` has `{field}`, too",
        "write `for the same {field}` after `what was paid`; if every payment is meant, add a `reading` under it",
    )
    zh: ClassVar[Texts] = Texts(
        "事件所在记录只追回同一事项，而`{word}`的款项全部追回",
        "`{word}`也有`{field}`",
        "请写`追回 同一 {field} 的 已拨付资金`；确实全部追回的，请在其下写`理解 “…”`",
    )
    field: str


class NotRecovered(Diagnostic, code="P123"):
    """`in the order …` with an award that the recovery does not reach."""

    en: ClassVar[Texts] = Texts(
        "this recovery does not reach `{word}`",
        "no award before it in its block has this name",
        "name awards that are above the recovery in its block",
    )
    zh: ClassVar[Texts] = Texts(
        "这一句追回没有涉及`{word}`", "其所在部分之前没有这项奖励", "请写所在部分中写在其前的奖励"
    )
    word: MessageValue


class BothDirections(Diagnostic, code="P124"):
    """A rule over awards and debts, whose sums no rule adds."""

    en: ClassVar[Texts] = Texts(
        "this rule is over sums that are paid and sums that are collected",
        "over `{labels}` too",
        "name the debts after `except`, or move them below the rule or into another article",
    )
    zh: ClassVar[Texts] = Texts(
        "这条规则同时约束应付和应收的金额",
        "也约束`{labels}`",
        "请用`除外`排除收取的各项，或将其移到规则之后或另一条中",
    )
    labels: MessageValue


class ScheduleReachesNothing(Diagnostic, code="P129"):
    """`pay in parts` without an award before it in its block."""

    en: ClassVar[Texts] = Texts(
        "these instalments reach no award",
        "no award is above them in their block",
        "write `pay in parts` below the awards that are paid so, or under `over articles …`; what is collected has no"
        " parts: write a `collect` for each",
    )
    zh: ClassVar[Texts] = Texts(
        "这一分期没有涉及任何奖励",
        "其所在部分之前没有奖励",
        "请写在分期拨付的奖励之后，或写在`适用于 …`之下；收取的不分期：请每期另写一句`收取`",
    )


ALTERNATIVE_PARTS = Phrase(
    "each share is of the whole grant, and what lapses goes to no other line: for two ways of payment write two groups,"
    " each with an award under opposite conditions and its `pay in parts`",
    "各期比例都按全部核准金额计算，作废的一期不归入其他各期：两种拨付方式请写成两个组，各有一项条件相反的奖励和自己的`分期拨付`",
)
"""The advice on instalments of which only some are meant to be paid."""


SHARES_OF_ALL = Phrase(
    "the shares come to 100% already: write a lower share, or remove this line",
    "各期比例已合计 100%：请降低其中一期，或删去这一行",
)
"""The advice on an instalment to which the shares leave nothing."""


class SharesAboveAll(Diagnostic, code="P130"):
    """Shares of instalments, or for others, that come to more than 100%."""

    en: ClassVar[Texts] = Texts(
        "the shares come to {total} of the grant",
        "more than 100%",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("各份额合计为核准金额的{total}", "超过 100%", "{advice}")
    total: MessageValue
    advice: Phrase = Phrase(
        "write shares that come to at most 100%; write the last instalment as `the rest`",
        "请写合计不超过 100% 的份额；分期的最后一期写`余款`",
    )


class GrantNotPaidWhole(Diagnostic, code="P131", severity=Severity.WARNING):
    """Fixed shares of instalments that come to less than 100%."""

    en: ClassVar[Texts] = Texts(
        "{rest} of the grant is in no instalment",
        "it is never paid",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("核准金额的{rest}不在任何一期之中", "这一部分永不拨付", "{advice}")
    rest: MessageValue
    advice: Phrase = Phrase(
        "write the last instalment as `the rest`, or lower the award", "请将最后一期写作`余款`，或降低奖励金额"
    )


FIRST_OF_SEVERAL_EVENTS = Phrase(
    "a share is paid at the first such event only; for a part at each of them write a sum, such as `30000 when …`, and"
    " for a part each year `… each year for 3 years`",
    "比例只在首个这样的事件时拨付；每次都拨付的写金额，例如`… 后 拨付 3万元`；每年都拨付的写`分 3年 逐年 拨付 …`",
)


class SharesOfOneEvent(Diagnostic, code="P138", severity=Severity.WARNING):
    """Two instalments at the first of several events, with the same payee and the same conditions."""

    en: ClassVar[Texts] = Texts(
        "two instalments are due at the same event",
        "on the day of the instalment above",
        "{advice}; different events need events of their own in the vocabulary",
    )
    zh: ClassVar[Texts] = Texts("两期在同一个事件时拨付", "与前一期同日", "{advice}；不同的事件请在词汇中分别声明")
    advice: Phrase = FIRST_OF_SEVERAL_EVENTS


BUDGET_OF_PAYMENTS = Phrase(
    "the payments of a year are limited by `cap AMOUNT paid per year across applicants, in turn`",
    "限制一个年度实际拨付金额的，写`每年 各申请人合计 实际拨付 最高不超过 金额，按序全额拨付`",
)
STOP_OF_PAYMENTS = Phrase(
    "write `recover 0% of what was paid when RECORD EVENT` with `pay nothing more`, which ends all later instalments, "
    "or a condition such as `if has no RECORD EVENT` in the line of an instalment",
    "终止以后各期的，写`对 记录 事件 的，追回 已拨付资金 的 0%`，其下写`未拨付部分停止拨付`；"
    "只影响某一期的，在该期写条件，例如`须 没有 记录 事件`",
)


class InstalmentsOfEarlierYears(Diagnostic, code="P139", severity=Severity.NOTE):
    """A suspension or a cap of a year, over awards whose instalments are due in later years."""

    en: ClassVar[Texts] = Texts(
        "instalments of earlier grants are paid in full in this year",
        "the rule is about the grants of the year",
        "{advice}; if they are meant to be paid, add a `reading` under `pay in parts`",
    )
    zh: ClassVar[Texts] = Texts(
        "以前年度核准的奖励，当年到期的各期照常拨付",
        "该规定只涉及当年核准的奖励",
        "{advice}；本来就应当照常拨付的，请在`分期拨付`下用`理解`说明",
    )
    advice: Phrase


class NoWayToEvent(Diagnostic, code="P132"):
    """An instalment at an event, or for a payee, that the record of the award does not lead to."""

    en: ClassVar[Texts] = Texts(
        "the award does not lead to `{word}`",
        "no field joins its record with it",
        "name an event or a field of its record, or write `of the same FIELD` with a field of both records",
    )
    zh: ClassVar[Texts] = Texts(
        "从奖励的记录找不到`{word}`",
        "没有字段将二者联系起来",
        "请写奖励记录的事件或字段，或用`同一 字段 的`写明两种记录都有的字段",
    )
    word: MessageValue


class TwoSchedules(WordFinding, code="P133"):
    """An award that two `pay in parts` reach."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is paid in parts twice",
        "another `pay in parts` reaches it",
        "write one `pay in parts` for it, and move the awards with other parts into groups or articles of their own",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`有两种分期",
        "另一个`分期拨付`已涉及它",
        "请只写一个`分期拨付`；分期不同的奖励请移到各自的组或条中",
    )


class BareShare(WordFinding, code="P141", severity=Severity.WARNING):
    """A small number without a sign where a share is usual: `recover 60 of what was paid`, `40 at once`."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is a sum of money here",
        "a share has a percent sign",
        "write `{rate}` for a share; a sum is written `{word} CURRENCY`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`在这里是金额", "比例要写百分号", "比例写`{rate}`；金额写明单位，例如`{word}元`"
    )
    rate: str


class CarriedMoneyRemains(Diagnostic, code="P125", severity=Severity.WARNING):
    """A recovery of all that leaves money that a cap carries forward, or later instalments."""

    en: ClassVar[Texts] = Texts(
        "all is paid back, but money that is not due yet is still paid later",
        "without `pay nothing more`",
        "write `pay nothing more` under it; if the rest is to be paid, add a `reading` under it",
    )
    zh: ClassVar[Texts] = Texts(
        "已付的全部追回，但尚未到期的金额以后仍会兑现",
        "没有写`未拨付部分停止拨付`",
        "请在其下写`未拨付部分停止拨付`；其余部分仍应兑现的，请在其下的`理解`中说明",
    )


class PaidForLaterYear(Diagnostic, code="P136", severity=Severity.WARNING):
    """A payment that a case states for a later year than that of the award that it is probably of."""

    en: ClassVar[Texts] = Texts(
        "the case has the event of `{item}` in {of_event}, so the award of {of_event} is paid again",
        "the award of {year} is another",
        "write `in {of_event}`, the year of the award; the day of a payment is written `paid SUM on DAY`",
    )
    zh: ClassVar[Texts] = Texts(
        "案例中`{item}`的事件在{of_event}年，{of_event}年的这一项会再次兑现",
        "{year}年的是另一项",
        "请写奖励所在的年度`{of_event}年`；付款的日期写作`已知 日期 已兑现 …`",
    )
    item: str
    year: int
    of_event: int


class NoEarlierAward(Diagnostic, code="P134"):
    """`what REF pays` with articles or a group without an award before the sentence."""

    en: ClassVar[Texts] = Texts(
        "{what} has no award before this sentence",
        "nothing to add up",
        "name articles, a group or an award that are above this sentence; what is collected does not count",
    )
    zh: ClassVar[Texts] = Texts(
        "{what}在这一句之前没有奖励", "没有可合计的金额", "请写在这一句之前的条、组或奖励；收取的各项不计"
    )
    what: Phrase


class SumAcrossApplicants(Diagnostic, code="P135"):
    """`what REF pays` of awards under a rule that looks across applicants."""

    en: ClassVar[Texts] = Texts(
        "what these awards come to depends on other applicants",
        "a rule across applicants cuts them",
        "name awards that the rule does not reach; for what awards pay in the year, move the rule below this sentence",
    )
    zh: ClassVar[Texts] = Texts(
        "这些奖励的金额取决于其他申请人",
        "有一条规则将各申请人合计",
        "请写该规则不约束的奖励；合计当年奖励金额的，也可将该规则移到这一句之后",
    )
