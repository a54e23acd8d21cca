"""Warnings and notes about sentences that are correct but doubtful. Codes P###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Severity, Texts, WordFinding
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.source import Span


class UnboundBeneficiaries(Diagnostic, code="P006", severity=Severity.WARNING):
    """Beneficiaries of an award to which a rule does not apply."""

    en: ClassVar[Texts] = Texts(
        "the `{verb}` does not cover {who}, who can also be paid under {labels}",
        "covers only {bound}",
        "widen the key (`per applicant` covers all), narrow the award with `to`, or add a rule for them; "
        "if it is intended, add a `reading` under the rule",
    )
    zh: ClassVar[Texts] = Texts(
        "`{verb}`约束不到{who}，而{who}也可以按{labels}获得奖励",
        "只约束{bound}",
        "请扩大归并项（`每个 申请人`约束所有人）、写明奖励对象以收窄奖励，或为其另加规则；"
        "本意如此的，请在规则之下的`理解`中说明",
    )
    verb: Phrase
    who: Phrase
    labels: Phrase
    bound: Phrase


NO_CAP_ON_ROW = Phrase(
    "add `at most …` to the row, a `cap` over the award, or the line `uncapped` at the indentation of the rows",
    "请在该档加`最高不超过 …`，或在奖励之后写`最高奖励`的规则，或与各档对齐写一行`不设上限`",
)
"""The advice on a row without an upper limit."""


class NoCapOnRate(Diagnostic, code="P008", severity=Severity.WARNING):
    """A sum that depends on facts and has no bound."""

    en: ClassVar[Texts] = Texts(
        "this sum has no upper limit",
        "grows with {words} without limit",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("这个数额没有上限", "随{words}增长，没有止境", "{advice}")
    words: Phrase
    advice: Phrase = Phrase(
        "add `at most …`, a `cap` over it, or the line `uncapped` under it",
        "请加`最高不超过 …`，或在其后写`最高奖励`，或在其下写一行`不设上限`",
    )


class AlwaysZeroAmount(Diagnostic, code="P071", severity=Severity.WARNING):
    """A sum that is always 0."""

    en: ClassVar[Texts] = Texts(
        "this sum is always 0",
        "nothing is ever paid",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("这个数额永远是0", "不会有任何奖励", "{advice}")
    advice: Phrase = Phrase("write the intended sum, or delete the award", "请写应有的金额；不奖励的，不必写")


class ShareExceedsBase(Diagnostic, code="P073", severity=Severity.WARNING):
    """A share of at least ten times its base, usually a mistake with decimals."""

    en: ClassVar[Texts] = Texts(
        "{rate} is {times} times its base",
        "{times} times",
        "check the decimals",
    )
    zh: ClassVar[Texts] = Texts("{rate}是基数的{times}倍", "{times}倍", "请核对小数点的位置")
    rate: str
    times: str


class MembersMissing(Diagnostic, code="P013", severity=Severity.NOTE):
    """Members without a row."""

    en: ClassVar[Texts] = Texts(
        "no row for {members}, so nothing is paid for {pronoun}",
        "{count} without a row",
        "add rows if they are to be paid",
    )
    zh: ClassVar[Texts] = Texts(
        "没有{members}的档次，{pronoun}不奖励", "有{count}没有档次", "如应奖励，请补上相应的档次"
    )
    members: Phrase
    count: Phrase
    pronoun: Phrase


class FieldLikeDetail(WordFinding, code="P119", severity=Severity.NOTE):
    """A field of the applicant with a name or label that is also one of a detail."""

    en: ClassVar[Texts] = Texts(
        "the field `{word}` has the name of a detail",
        "a fact, which takes part in settlement",
        "in `details` this word is refused; a text for letters and lists needs another spelling",
    )
    zh: ClassVar[Texts] = Texts(
        "字段`{word}`与一项资料同名",
        "这是事实，参与结算",
        "`details`中不能写这个词；供告知书和清单使用的文字请用其他写法",
    )


class IssuedAfterStart(Diagnostic, code="P017", severity=Severity.NOTE):
    """A document that takes effect before it is issued."""

    en: ClassVar[Texts] = Texts("issued {issued}, but in effect from {start}", "before its issue", "")
    zh: ClassVar[Texts] = Texts("{issued}印发，而自{start}已经施行", "施行在前")
    issued: str
    start: str


class NoWindow(Diagnostic, code="P026", severity=Severity.WARNING):
    """A policy without a period of validity."""

    en: ClassVar[Texts] = Texts(
        "the policy does not say when it is in effect",
        "no `effective` line",
        "add `effective D to D` or `effective from D`; without it every date counts",
    )
    zh: ClassVar[Texts] = Texts(
        "政策没有写明有效期",
        "没有`起施行`一行",
        "请写`自 日期 起施行，有效期至 日期`或`自 日期 起施行`；不写的，任何日期都适用",
    )


class RuleCoverage(Diagnostic, code="P031", severity=Severity.NOTE):
    """The awards that a rule covers."""

    en: ClassVar[Texts] = Texts("`{rule}` covers {what}", "covers {count}", "")
    zh: ClassVar[Texts] = Texts("`{rule}`适用于{what}", "适用于{count}")
    rule: str
    what: Phrase
    count: Phrase


class DraftPage(Diagnostic, code="P032", severity=Severity.NOTE):
    """A page without a policy line."""

    en: ClassVar[Texts] = Texts(
        "a draft: the words of `{vocabulary}`, CNY, half up to 0.01, every date counts", "no `policy` line", ""
    )
    zh: ClassVar[Texts] = Texts(
        "草稿：使用词汇`{vocabulary}`，币种 CNY，四舍五入至0.01，任何日期都适用", "没有`政策`一行"
    )
    vocabulary: str


class GroupsAsAlternatives(Diagnostic, code="P103", severity=Severity.WARNING):
    """`pay highest of` with all groups of one block."""

    en: ClassVar[Texts] = Texts(
        "the alternatives are all groups of one block",
        "the same as `pay highest` in that block",
        "write `pay highest {keys} per year` after the groups",
    )
    zh: ClassVar[Texts] = Texts(
        "各比较项就是同一部分的各组", "与该部分的`就高不重复`相同", "请在各组之后写`{keys} 同一年度 就高不重复`"
    )
    keys: Phrase


class UnresolvedStacking(Diagnostic, code="P033", severity=Severity.NOTE):
    """Two awards by rows for one event, without a rule about both."""

    en: ClassVar[Texts] = Texts(
        "two awards by rows pay for `{record} {event}`: both can be paid",
        "the second",
        "write `pay each` to pay both, or `pay highest per … per year` to pay one",
    )
    zh: ClassVar[Texts] = Texts(
        "两套档次都奖励`{record} {event}`：两者可能同时兑现",
        "第二套",
        "请写`可叠加奖励`，或写`同一 … 同一年度 就高不重复`择一",
    )
    record: str
    event: str


class NarrowerKindPaidTwice(Diagnostic, code="P085", severity=Severity.WARNING):
    """Two awards for one event, one to a kind and one to a narrower kind, without a rule about both."""

    en: ClassVar[Texts] = Texts(
        "`{other}` and `{label}` both pay {who} for `{record} {event}`",
        "paid in addition",
        "to pay such an applicant only this award, write `if {conditions}` under `{other}`; to pay both, write"
        " `pay each` under them",
    )
    zh: ClassVar[Texts] = Texts(
        "`{other}`和`{label}`都因`{record} {event}`奖励{who}",
        "在另一项之外再奖励",
        "这类申请人只应获得这一项的，请在`{other}`之下写`须 {conditions}`；两项都应获得的，请在其后写`可叠加奖励`",
    )
    other: str
    label: str
    record: str
    event: str
    who: Phrase
    conditions: Phrase


class SplitAwardPaidTwice(Diagnostic, code="P075", severity=Severity.WARNING):
    """An award that was split at a day within the window, each part with its own `once`."""

    en: ClassVar[Texts] = Texts(
        "an item that `{earlier}` paid before {start} may be paid again by `{label}`",
        "continues from {start} with a separate `once`",
        "to pay it once in total, put both in a group and write `no repeat {keys}` under them; if it is intended, add"
        " a `reading` under this award",
    )
    zh: ClassVar[Texts] = Texts(
        "`{earlier}`在{start}之前已经一次性奖励的，`{label}`可能再奖励一次",
        "自{start}起继续，另有一个`一次性`",
        "如果总共只奖励一次，请把两项放在同一组，并在其下写`{keys} 不重复奖励`；"
        "本意如此的，请在这项奖励之下写`理解`说明",
    )
    label: str
    earlier: str
    start: str
    keys: Phrase


class StartOutsideWindow(Diagnostic, code="P037", severity=Severity.WARNING):
    """A start outside the window of the policy."""

    en: ClassVar[Texts] = Texts(
        "the policy ends {end}, so nothing is due from {start}", "after the end", "correct one of the dates"
    )
    zh: ClassVar[Texts] = Texts("政策{end}到期，自{start}起不会再有奖励", "在到期之后", "请改正其中一个日期")
    start: str
    end: str


class NoKey(Diagnostic, code="P045", severity=Severity.WARNING):
    """A record without a key."""

    en: ClassVar[Texts] = Texts("`{record}` has no key to distinguish its items", "no `key` line", "add `key FIELD`")
    zh: ClassVar[Texts] = Texts("`{record}`没有识别项，无法区分各个项目", "没有`识别项`一行", "请加`识别项 字段`")
    record: str


class LifeWithoutKey(Diagnostic, code="P081"):
    """A single event for life of items that have no key."""

    en: ClassVar[Texts] = Texts(
        "`{word}` happens once in the life of an item, and `{record}` has no key that says what an item is",
        "no `key` line",
        "add `key FIELD`, or leave `once for life` out",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`一个项目终身只有一次，而`{record}`没有说明什么是一个项目的识别项",
        "没有`识别项`一行",
        "请加`识别项 字段`，或删去`终身一次`",
    )
    record: str
    word: str


class FirstForLife(WordFinding, code="P082"):
    """A word for the first of several events, on a date field with one event for life."""

    en: ClassVar[Texts] = Texts(
        "`{first}` is the first of several events, and `{word}` says that an item has one on `{day}` for life",
        "one for life",
        "keep one of the two: `first` where an item may have the event again, `once for life` where it cannot",
    )
    zh: ClassVar[Texts] = Texts(
        "`{first}`指多次事件中的首次，而`{word}`表示一个项目终身只有一个`{day}`",
        "终身一次",
        "请只保留一个：事件可以再次发生的写`首次`，不会再次发生的写`终身一次`",
    )
    first: str
    day: str


class LifetimeEventKeyedByDay(WordFinding, code="P083", severity=Severity.WARNING):
    """A single event for life of an item that is identified by the day of the event."""

    en: ClassVar[Texts] = Texts(
        "`{day}` is a part of the key: with another day it is another item, so `once for life` stops nothing",
        "`{word}` of each day is of an item of its own",
        "take `{day}` out of the key, or leave `once for life` out",
    )
    zh: ClassVar[Texts] = Texts(
        "`{day}`是识别项的一部分：日期不同就是另一个项目，`终身一次`没有作用",
        "每个日期的`{word}`各属一个项目",
        "请从识别项中删去`{day}`，或删去`终身一次`",
    )
    day: str


class SelfReferentialKey(Diagnostic, code="P070", severity=Severity.WARNING):
    """A record whose only key is a record of its own kind."""

    en: ClassVar[Texts] = Texts(
        "the key of `{record}` is a `{record}`, which makes the key circular",
        "refers to its own kind",
        "write `{field} text` if it is a name or a number; if it is another `{record}`, to which this one belongs, "
        "add what tells those that belong to one apart: `key {field}, number`",
    )
    zh: ClassVar[Texts] = Texts(
        "每条`{record}`都以另一条`{record}`来区分，等于用自身解释自身",
        "识别项就是同一种记录",
        "如果它是名称或编号，请写`{field} 文本`；"
        "如果它是所属的另一条`{record}`，请再加上用以区分同属一条的各项：`识别项 {field}、编号`",
    )
    record: str
    field: str


class RuleLeavesNothing(Diagnostic, code="P047", severity=Severity.WARNING):
    """A rule that leaves nothing of the awards in its scope."""

    en: ClassVar[Texts] = Texts(
        "a `{verb}` of 0 reduces all awards before it to 0", "nothing is paid", "write the intended number"
    )
    zh: ClassVar[Texts] = Texts("`{verb}`为0，其前的奖励一分不剩", "没有奖励", "请写应有的数字")
    verb: Phrase


class RequirementWithoutAward(WordFinding, code="P088", severity=Severity.WARNING):
    """A requirement of records about which its block has no award."""

    en: ClassVar[Texts] = Texts(
        "no award here is about `{word}`",
        "this requirement applies to nothing",
        "write it in the article of the awards",
    )
    zh: ClassVar[Texts] = Texts("这里没有关于`{word}`的奖励", "这个要求约束不到任何奖励", "请写在相应奖励所在的条中")


class UnboundDefinition(Diagnostic, code="P126", severity=Severity.WARNING):
    """A definition of applicants that awards to a narrower or wider kind do not use."""

    en: ClassVar[Texts] = Texts(
        "the definition of `{who}` does not bind {labels}",
        "binds the awards `to {who}` alone",
        "write {advice} too; if it is intended, explain it in a `reading` on the next line",
    )
    zh: ClassVar[Texts] = Texts(
        "对`{who}`的界定约束不到{labels}",
        "只约束写明奖励对象`{who}`的奖励",
        "请另写{advice}；本意如此的，请在下一行写`理解`说明",
    )
    who: str
    labels: Phrase
    advice: Phrase


class ConditionWithoutAward(Diagnostic, code="P076", severity=Severity.WARNING):
    """A condition of an article or group without awards."""

    en: ClassVar[Texts] = Texts(
        "this condition applies to no award",
        "nothing is promised here",
        "a condition applies to the awards of its article or group; write a condition for all awards in the head of the"
        " policy",
    )
    zh: ClassVar[Texts] = Texts(
        "这个条件约束不到任何奖励",
        "此处没有奖励",
        "条件只对所在的条或组中的奖励起作用：对全部奖励都适用的条件，请写在政策的开头、各条之前",
    )


class LevelAsOnlyKey(Diagnostic, code="P079", severity=Severity.WARNING):
    """`no repeat per level`, where documents usually mean the same matter at the same level."""

    en: ClassVar[Texts] = Texts(
        "`no repeat per level` pays one award per level in all, not one per matter",
        "no matter is named",
        "two titles or prizes of the same level are paid once together: write `no repeat per matter per level` if each"
        " matter counts separately; if it is intended, add a `reading` under the rule",
    )
    zh: ClassVar[Texts] = Texts(
        "`同一 级别 不重复奖励`对每个级别一共只付一项奖励，不是每个事项付一项",
        "没有写同一事项",
        "同一级别的两个称号或奖项，合起来只付一次：按每个事项分别计算的，请写`同一 事项 同一 级别 不重复奖励`；"
        "本意如此的，请在规则之下的`理解`中说明",
    )


class YearlyRuleWithoutKey(Diagnostic, code="P111", severity=Severity.WARNING):
    """`cap 5000000 per year`, where documents usually mean all applicants together."""

    en: ClassVar[Texts] = Texts(
        "`{written}` is for each applicant, not for all together",
        "no applicant is named",
        "write `{each}` if each applicant has its own; for all together, {together}",
    )
    zh: ClassVar[Texts] = Texts(
        "`{written}`是每个申请人各自的，不是全体合计的",
        "没有写每个什么",
        "每个申请人各自计算的，请写`{each}`；全体合计的，{together}",
    )
    written: MessageValue
    each: MessageValue
    together: MessageValue


class SumsAfterCap(Diagnostic, code="P113", severity=Severity.WARNING):
    """`round down … per year` after a cap, where a later promotion or deduction counts what the award admitted."""

    en: ClassVar[Texts] = Texts(
        "after this rule, `{label}` is admitted with what the cap left",
        "it applies after the cap",
        "a later `{reader}` would pay again what the cap cut: write this rule above the cap",
    )
    zh: ClassVar[Texts] = Texts(
        "经过这一规则，`{label}`只准予最高金额留下的部分",
        "它在最高金额之后适用",
        "以后的`{reader}`会再兑现最高金额核减的部分：请把这一规则写在最高金额之前",
    )
    label: MessageValue
    reader: MessageValue


class NegativeDifference(Diagnostic, code="P115"):
    """A difference that counted 0 before language 4 when it is negative, on a page that does not accept language 4.

    `sides` has the left and the right side of each difference to be written with `above`.
    """

    en: ClassVar[Texts] = Texts(
        "a negative result of `less` counted as 0 here before language 4; now {effect}",
        "the sum may change; `language 4` in the head of the page accepts it",
        "to keep the sum, write the difference with `above`, in brackets: `(a above b)`",
    )
    zh: ClassVar[Texts] = Texts(
        "语言第4版以前，这里的`减`得负数的按0计；现在{effect}",
        "数额可能变化；文首写`语言版本 4`，即接受新的数额",
        "要保持数额，请把这个差写作`（甲 超出 乙 部分）`",
    )
    effect: Phrase
    sides: tuple[tuple[Span, Span], ...]


class ValueWithoutRecord(Diagnostic, code="P116"):
    """A value that was 0 or could not be determined without a record before language 4, on a page of before.

    `values` has the value, if it counted 0 wherever it is used, so that `otherwise 0` (`number`) keeps the sum.
    """

    en: ClassVar[Texts] = Texts(
        "without {what}, this value {before} before language 4; now {effect}",
        "may have no value; `language 4` in the head of the page accepts it",
        help="{advice}",
    )
    zh: ClassVar[Texts] = Texts(
        "语言第4版以前，没有{what}的，这个数{before}；现在{effect}",
        "可能没有数值；文首写`语言版本 4`，即接受新的数额",
        help="{advice}",
    )
    what: Phrase
    before: Phrase
    effect: Phrase
    values: tuple[Span, ...]
    number: str
    advice: Phrase


class ConditionNeverTrue(Diagnostic, code="P117", severity=Severity.WARNING):
    """A condition that contradicts another condition, the order of days, or the window."""

    en: ClassVar[Texts] = Texts(
        "{when}",
        "contradicts an earlier condition or the days of the claim",
        "correct the condition: a day before the event is compared in the other direction, and a day after the event is"
        " not yet known on the day of the claim",
    )
    zh: ClassVar[Texts] = Texts(
        "{when}",
        "与之前的条件或申请的日期矛盾",
        "请改正这个条件：事件之前的日期，比较的方向应相反；事件之后的日期，在事件当日尚不知道",
    )
    when: Phrase


class OnceOverRungs(Diagnostic, code="P080", severity=Severity.WARNING):
    """`once per enterprise` over rows, where documents usually mean each enterprise that reaches a row."""

    en: ClassVar[Texts] = Texts(
        "only one of these rows is ever paid `{key}`",
        "the first one reached",
        "a higher row reached later pays nothing: write `once` without a key, and `top up per matter` for"
        " promotions; if it is intended, add a `reading` under the award",
    )
    zh: ClassVar[Texts] = Texts(
        "各档之中，`{key}`一共只付一档",
        "先得的一档",
        "先得低档、后得高档的，高档不付。公文的“每家分别给予”只是说每一家得奖的：请写`分别一次性奖励：`，"
        "晋级的另写`同一 事项 晋级补足差额`；本意如此的，请在这项奖励之下的`理解`中说明",
    )
    key: Phrase


class MatchIncludesOthers(WordFinding, code="P078", severity=Severity.WARNING):
    """A duty to match awards that are also paid to others."""

    en: ClassVar[Texts] = Texts(
        "this duty matches only the amounts paid to an applicant that is `{word}`",
        "the awards here are paid to others too",
        'no sentence matches amounts paid to others: describe the duty in words, `oblige {word} to "…"`; if the'
        " applicant's awards are intended, add a `reading`",
    )
    zh: ClassVar[Texts] = Texts(
        "只有`{word}`自己获得的奖励，才有这项配套",
        "此处的奖励也给其他申请人",
        "给其他申请人的奖励，没有句子可以写配套：请写作`{word} 应当 “…”`；"
        "本意就是`{word}`自己的奖励的，请在其下的`理解`中说明",
    )


class ArticleWithoutPromise(Diagnostic, code="P048", severity=Severity.NOTE):
    """An article that computes nothing and has no mark for this."""

    en: ClassVar[Texts] = Texts(
        "article `{number}` has no sentences",
        "empty",
        "write its provisions, or mark it `informative`",
    )
    zh: ClassVar[Texts] = Texts(
        "第{number}条没有写任何奖励或规定", "其下没有句子", "请写明该条的规定，或标注`不涉及资金`"
    )
    number: str


class DayOfOwnYear(WordFinding, code="P137", severity=Severity.WARNING):
    """A comparison of the day of an event with a day that is after, or before, every day of the event's year."""

    en: ClassVar[Texts] = Texts(
        "this condition is {always} true",
        "`of the year` counts from the year of `{word}` itself",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("这个条件{always}成立", "年度从`{word}`自身所在的年度起算", "{advice}")
    always: Phrase
    advice: Phrase = Phrase("compare another day, or remove the condition", "请比较其他日期，或删去这个条件")


IN_A_RECOVERY = Phrase(
    "write it as a line `if …` below the recovery: there it counts from the year of the grant",
    "请在追回之下另写一行`须 …`：其中的年度从核准的年度起算",
)
"""The advice on such a condition of a recovery."""
