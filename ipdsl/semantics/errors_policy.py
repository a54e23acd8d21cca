"""Findings about promises and rules that are well formed and cannot be meant. Codes P###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Severity, Texts, WordFinding
from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.source import Span


class NoEvent(Diagnostic):
    """A sentence in which nothing dates the claim."""

    code: ClassVar[str] = "P001"
    en: ClassVar[Texts] = Texts(
        "nothing dates this claim: `{record}` has no default event",
        "no event word",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("没有日期可以确定这项申请：`{record}`没有默认事件", "没有事件", "{advice}")
    record: str
    advice: Phrase


class TwoEvents(WordFinding):
    """Two event words in one sentence."""

    code: ClassVar[str] = "P002"
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


class NestedEvent(WordFinding):
    """An event word under `not` or `or`, where it cannot date a claim."""

    code: ClassVar[str] = "P003"
    en: ClassVar[Texts] = Texts(
        "the event `{word}` stands under `{inside}` and cannot date the claim",
        "an event",
        "let the event word stand by itself after the record; use a state or a yes/no field here",
    )
    zh: ClassVar[Texts] = Texts(
        "事件`{word}`在`{inside}`之下，不能确定申请的日期", "事件", "请把事件直接写在记录之后；此处请用状态或是否类字段"
    )
    inside: Phrase


class RuleBeforeAward(Diagnostic):
    """A rule that stands before an award of its own block."""

    code: ClassVar[str] = "P004"
    en: ClassVar[Texts] = Texts(
        "the `{verb}` stands before an award of its block", "it would also bind line {line}", "{advice}"
    )
    zh: ClassVar[Texts] = Texts("`{verb}`写在同一部分的奖励之前", "它也会约束第{line}行", "{advice}")
    verb: Phrase
    line: int
    advice: Phrase


class RuleWithoutEffect(Diagnostic):
    """A rule or a `once per` that can never act."""

    code: ClassVar[str] = "P005"
    en: ClassVar[Texts] = Texts("the `{verb}` binds nobody: {why}", "binds nobody", "{advice}")
    zh: ClassVar[Texts] = Texts("`{verb}`约束不到任何人：{why}", "约束不到任何人", "{advice}")
    verb: Phrase
    why: Phrase
    advice: Phrase


class HighestNeedsYear(Diagnostic):
    """`pay highest` without a year in its key."""

    code: ClassVar[str] = "P007"
    en: ClassVar[Texts] = Texts(
        "`pay highest` compares the claims of one year", "no `per year`", "add `per year` at the end of the line"
    )
    zh: ClassVar[Texts] = Texts("`就高不重复`比较的是同一年度的申请", "没有`同一年度`", "请写上`同一年度`")


NO_ROW = Phrase("no row covers", "没有一档包含")
OTHERWISE_ALONE = Phrase("no row but `otherwise` covers", "只有`其余`一档包含")


class TierHole(Diagnostic):
    """Values between two rows. Without `otherwise` they are paid nothing; with it they hardly belong to it."""

    code: ClassVar[str] = "P009"
    en: ClassVar[Texts] = Texts("{covers} {hole}", "the row above the hole", "{advice}")
    zh: ClassVar[Texts] = Texts("{covers}{hole}", "缺口之上的一档", "{advice}")
    covers: Phrase
    hole: MessageValue
    advice: Phrase

    @property
    def severity(self) -> Severity:  # type: ignore[override]
        return Severity.WARNING if self.covers == OTHERWISE_ALONE else Severity.ERROR

    @classmethod
    def create(cls, span: Span | None, hole: MessageValue, *, has_otherwise: bool) -> TierHole:
        """The finding about a hole of rows with or without `otherwise`."""
        if not has_otherwise:
            advice = Phrase("let the rows meet, or add an `otherwise` row", "请让各档相接，或加一档`其余`")
            return cls(span=span, covers=NO_ROW, hole=hole, advice=advice)
        advice = Phrase(
            "let the rows meet, or write a row for these values too: now `otherwise` pays them",
            "请让各档相接，或为这些值另写一档：目前按`其余`计发",
        )
        return cls(span=span, covers=OTHERWISE_ALONE, hole=hole, advice=advice)


class TierOverlap(Diagnostic):
    """Values that two rows claim."""

    code: ClassVar[str] = "P010"
    en: ClassVar[Texts] = Texts(
        "two rows cover {values}",
        "overlaps the row in line {line}",
        "`at least` and `between` include the number; {advice}",
    )
    zh: ClassVar[Texts] = Texts("有两档都包含{values}", "与第{line}行的一档重叠", "`以上`和`至`都包含本数；{advice}")
    values: MessageValue
    line: int
    advice: Phrase = Phrase("let the rows meet", "请让各档相接而不重叠")


class UnreachableRow(Diagnostic):
    """A row that earlier rows leave nothing to."""

    code: ClassVar[str] = "P011"
    en: ClassVar[Texts] = Texts(
        "this row is never reached",
        "earlier rows cover all of it",
        "rows are read from the top: put the higher threshold first",
    )
    zh: ClassVar[Texts] = Texts("这一档永远用不到", "前面各档已经全部包含", "各档自上而下适用：请把较高的一档写在前面")


class DuplicateMemberRow(WordFinding):
    """A member with two rows."""

    code: ClassVar[str] = "P012"
    en: ClassVar[Texts] = Texts("`{word}` has two rows", "the second", "remove one of them")
    zh: ClassVar[Texts] = Texts("`{word}`有两档", "第二档", "请删去一档")


class OtherwiseNotLast(Diagnostic):
    """Rows after `otherwise`."""

    code: ClassVar[str] = "P014"
    en: ClassVar[Texts] = Texts("`otherwise` is not the last row", "rows follow it", "move it to the end")
    zh: ClassVar[Texts] = Texts("`其余`不是最后一档", "其后还有各档", "请移到最后")


class ConstantCondition(Diagnostic):
    """A condition that no fact changes."""

    code: ClassVar[str] = "P019"
    en: ClassVar[Texts] = Texts(
        "this condition is the same for everybody", "{why}", "name a field, an event, a state or a figure"
    )
    zh: ClassVar[Texts] = Texts("这个条件对所有人都一样", "{why}", "请写字段、事件、状态或年度数据")
    why: Phrase


class NothingToMatch(Diagnostic):
    """An obligation to match awards that are not there."""

    code: ClassVar[str] = "P020"
    en: ClassVar[Texts] = Texts(
        "there is nothing for `{who}` to match here",
        "no award to `{who}` in this block",
        "write it in the block of the award that is matched",
    )
    zh: ClassVar[Texts] = Texts(
        "此处没有需要`{who}`配套的奖励", "这一部分没有给`{who}`的奖励", "请写在需要配套的奖励所在的部分"
    )
    who: str


class NothingToConvert(Diagnostic):
    """A conversion of an amount in which no field is a sum of money."""

    code: ClassVar[str] = "P021"
    en: ClassVar[Texts] = Texts(
        "there is nothing to convert", "{why}", "remove the line, or take the amount from a money field"
    )
    zh: ClassVar[Texts] = Texts("没有需要折算的金额", "{why}", "请删去此行，或改以金额字段计算")
    why: Phrase


class SetMismatch(Diagnostic):
    """`for each RECORD` with a sentence about other records."""

    code: ClassVar[str] = "P027"
    en: ClassVar[Texts] = Texts(
        "the amount is for each `{each}`, the sentence picks `{record}`",
        "another record",
        "name the same record in both places",
    )
    zh: ClassVar[Texts] = Texts(
        "数额按每个`{each}`计算，而这一句说的是`{record}`", "是另一种记录", "两处请写同一种记录"
    )
    each: str
    record: str


class CapNeedsYear(Diagnostic):
    """A cap from a yearly figure without a year in its key."""

    code: ClassVar[str] = "P028"
    en: ClassVar[Texts] = Texts(
        "a cap from a yearly figure needs a year", "no `per year`", "add `per year` at the end of the line"
    )
    zh: ClassVar[Texts] = Texts("按年度数据计算的最高金额应写明年度", "没有`每年`", "请写上`每年`")


class ConstantCount(Diagnostic):
    """A count that every applicant has, or none."""

    code: ClassVar[str] = "P034"
    en: ClassVar[Texts] = Texts(
        "`has {op} 0` is {always} true", "no count changes it", "write `has at least 1 …` or `has no …`"
    )
    zh: ClassVar[Texts] = Texts("`拥有 {op} 0`{always}成立", "件数多少都不影响", "请写`拥有 1件以上 …`或`没有 …`")
    op: Phrase
    always: Phrase


class FixedSumWithLimit(Diagnostic):
    """A fixed sum with a limit of its own."""

    code: ClassVar[str] = "P035"
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


class NoFigure(Diagnostic):
    """An `each year` award that looks at no yearly figure."""

    code: ClassVar[str] = "P036"
    en: ClassVar[Texts] = Texts(
        "`each year` looks at yearly figures, this award names none",
        "no figure",
        "take the amount from a figure, or test one on an `if` line",
    )
    zh: ClassVar[Texts] = Texts(
        "`每年`的奖励应看年度数据，而这一项没有写", "没有年度数据", "请按年度数据计算数额，或在`须`一行中比较年度数据"
    )


class HeadMismatch(Diagnostic):
    """Parts of a head that do not go together."""

    code: ClassVar[str] = "P040"
    en: ClassVar[Texts] = Texts("`{part}` does not go with `{other}`", "does not go together", "{advice}")
    zh: ClassVar[Texts] = Texts("`{part}`与`{other}`不能同时写", "不能同时写", "{advice}")
    part: MessageValue
    other: MessageValue
    advice: Phrase


class PluralOfOther(WordFinding):
    """A limit that counts records which no award before it pays for."""

    code: ClassVar[str] = "P041"
    en: ClassVar[Texts] = Texts(
        "`{word}` counts `{record}`, and no award before it is about one",
        "none here",
        "name the records of the awards above, or write `items`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`统计`{record}`，而此前的奖励都不涉及这种记录", "这里没有", "请写上面各项奖励所涉及的记录，或写`件`"
    )
    record: str
