"""Findings about names and about types of values. Codes N### and T###.

Findings about words that are not declared, declared twice, or without meaning at their place. Codes N###.

Findings about types: values that do not fit their place. Codes T###.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Severity, Texts, WordFinding
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase


class UnknownWord(WordFinding, code="N001"):
    """An undeclared word in a condition or an amount."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is not a word of {place}",
        "not declared",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("`{word}`不是{place}的词", "没有声明", "{advice}")
    place: MessageValue
    advice: Phrase = NOTHING


class DetailOnPage(UnknownWord, code="N045"):
    """A detail of the applicant in a condition, an amount or after `per`."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is a detail of the applicant, which takes no part in settlement; a page cannot use it",
        "a detail",
        "if settlement is to read it, declare it as a field in the vocabulary",
    )
    zh: ClassVar[Texts] = Texts("`{word}`是不参与结算的资料，条款不能使用", "资料", "要参与结算，请在词汇中定义为字段")


class UnknownRecord(WordFinding, code="N002"):
    """A kind of record that is not in the vocabulary."""

    en: ClassVar[Texts] = Texts("`{word}` is not a kind of record", "no such record", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是记录类别", "没有这种记录", "{advice}")
    advice: Phrase


class UnknownApplicantWord(WordFinding, code="N003"):
    """A word for applicants that is neither a kind nor a class."""

    en: ClassVar[Texts] = Texts("`{word}` is not a kind of applicant", "no such kind or class", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是申请人类别", "没有这种类别或统称", "{advice}")
    advice: Phrase


class UnknownMember(WordFinding, code="N004"):
    """A member that is not in the choice or level."""

    en: ClassVar[Texts] = Texts("`{word}` is not a member of `{choice}`", "no such member", "{choice} has: {members}")
    zh: ClassVar[Texts] = Texts("`{word}`不是`{choice}`的取值", "没有这个取值", "`{choice}`的取值有：{members}")
    choice: str
    members: Phrase


class UnknownSeries(WordFinding, code="N005"):
    """A series that is not in the vocabulary."""

    en: ClassVar[Texts] = Texts("`{word}` is not a series", "no such series", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是行情", "没有这个行情", "{advice}")
    advice: Phrase


class UnknownLabel(WordFinding, code="N006"):
    """A label of no award, or of an award outside the rule that names it."""

    en: ClassVar[Texts] = Texts(
        "no award {where} is labelled `{word}`",
        "no such label",
        "a label is `article.record.event` or the word after `as`",
    )
    zh: ClassVar[Texts] = Texts(
        "{where}没有名为`{word}`的奖励", "没有这个条款名", "条款名是`条.记录.事件`，或`简称`之后的词"
    )
    where: Phrase


class UnknownArticle(Diagnostic, code="N007"):
    """An article number that is not on the page."""

    en: ClassVar[Texts] = Texts("article {number} does not exist", "no such article", "the page has {articles}")
    zh: ClassVar[Texts] = Texts("没有第{number}条", "没有这一条", "本页{articles}")
    number: str
    articles: Phrase


class UnknownTable(WordFinding, code="N008"):
    """A table that is not on the page."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is not defined by rows", "no such definition", "write `here {word} by FIELD` with its rows"
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`不是分档的定义", "没有这个定义", "请写`本文件所称 {word} 按 字段 分别是指：`，并逐行列出各档"
    )


class UnknownType(WordFinding, code="N009"):
    """A type in a vocabulary that is neither built in nor the name of a choice, level or record."""

    en: ClassVar[Texts] = Texts("`{word}` is not a type", "no such type", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是类型", "没有这种类型", "{advice}")
    advice: Phrase = Phrase(
        "a type is yes/no, money, percent, count, number, date, text, applicant, `level`, a choice or a record",
        "类型有：是否、金额、比例、件数、数值、日期、文本、申请人、`级别`，以及选项或记录的名称",
    )


def type_after(type_: str, field: str) -> Phrase:
    """Advice for a field whose type comes before its name."""
    return Phrase(
        "the name is before the type: `{field} {type}`", "先写名称，再写类型：`{field} {type}`", field=field, type=type_
    )


class DuplicateDeclaration(WordFinding, code="N010"):
    """A word with two declarations in one namespace."""

    en: ClassVar[Texts] = Texts("`{word}` is {how} twice", "{second}", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`{how}了两次", "{second}", "{advice}")
    how: Phrase = Phrase("declared", "声明")
    second: Phrase = Phrase("second declaration", "第二次声明")
    advice: Phrase = Phrase("rename or remove one of the two", "请给其中一个改名，或删去一个")


class ReservedName(WordFinding, code="N011"):
    """A name that is reserved by the language."""

    en: ClassVar[Texts] = Texts("`{word}` cannot be a name here", "{why}", "choose another word, such as `{other}`")
    zh: ClassVar[Texts] = Texts("`{word}`不能在此用作名称", "{why}", "请换一个词，例如`{other}`")
    why: Phrase
    other: str


class MisplacedApplicantWord(WordFinding, code="N012"):
    """A word about the applicant where only a word of the record is allowed."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is about the applicant, not about the `{record}`",
        "not a word of `{record}`",
        "only a field of the record is allowed here: declare one in `{record}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`是说申请人的，不是说`{record}`的", "不是`{record}`的词", "此处只能写记录的字段：请在`{record}`中声明"
    )
    record: str


class MisplacedRecordWord(WordFinding, code="N013"):
    """A word about a record where only words about the applicant are allowed."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is a word of {records}, not of the applicant",
        "needs a record",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("`{word}`是{records}的词，不是申请人的词", "须先有记录", "{advice}")
    records: MessageValue
    advice: Phrase


class WordOfOtherRecord(WordFinding, code="N014"):
    """A word of a record other than the one in the sentence."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is a word of {owners}, not of `{record}`",
        "the sentence is about a `{record}`",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`是{owners}的词，不是`{record}`的词",
        "这一句说的是`{record}`",
        "{advice}",
    )
    owners: MessageValue
    record: str
    advice: Phrase


class ShareWithoutPercentage(WordFinding, code="N031"):
    """`half of premium`: a share without a percentage."""

    en: ClassVar[Texts] = Texts("`{word} of {base}` does not say how much", "which share?", "{advice}")
    zh: ClassVar[Texts] = Texts("`{base} 的 {word}`没有写明比例", "比例是多少？", "{advice}")
    base: str
    advice: Phrase


class NoVocabulary(Diagnostic, code="N015"):
    """A policy without a vocabulary."""

    en: ClassVar[Texts] = Texts(
        "the policy `{policy}` uses no vocabulary", "no `use` line under it", "add the line `use ip` under it"
    )
    zh: ClassVar[Texts] = Texts("政策`{policy}`没有使用词汇", "其下没有`使用词汇`一行", "请在其下加一行`使用词汇 ip`")
    policy: str


class UseCycle(WordFinding, code="N016"):
    """A vocabulary that uses itself, directly or through others."""

    en: ClassVar[Texts] = Texts("`use {word}` is circular", "{chain}", "remove one of these `use` lines")
    zh: ClassVar[Texts] = Texts("`使用词汇 {word}`形成循环", "{chain}", "请删去其中一行`使用词汇`")
    chain: Phrase


class NotAVocabulary(WordFinding, code="N017"):
    """A page in a `use` line that is not a vocabulary."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is not a vocabulary", "used here", 'a vocabulary begins with the line `vocabulary {word} "TITLE"`'
    )
    zh: ClassVar[Texts] = Texts("`{word}`不是词汇", "在这里使用", "词汇的第一行是`词汇 {word} “标题”`")


class CyclicDefinition(WordFinding, code="N018"):
    """A word that is defined by itself."""

    en: ClassVar[Texts] = Texts("`{word}` is defined by itself", "{chain}", "break the circle at one of these words")
    zh: ClassVar[Texts] = Texts("`{word}`用自身解释自身", "{chain}", "请在其中一个词处断开循环")
    chain: Phrase


class DefinitionOfDeclaredWord(WordFinding, code="N037"):
    """A definition with the name of a word that sentences with it may also have."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is already a word of the vocabulary",
        "a sentence could mean either",
        "give the definition another name",
    )
    zh: ClassVar[Texts] = Texts("`{word}`已是词汇中的词", "句子中无法区分两者", "请给定义另取名称")


class UnknownKey(WordFinding, code="N019"):
    """A word after `per` that is not a key of any claim."""

    en: ClassVar[Texts] = Texts(
        "`per {word}` cannot be counted",
        "neither a field here nor a kind of applicant",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("不能按`{word}`归并", "既不是这里的字段，也不是申请人类别", "{advice}")
    advice: Phrase = Phrase(
        "a key is a field of the record, a kind of applicant, `applicant`, `matter`, `item`, `level` or `year`",
        "归并项是记录的字段、申请人类别、`申请人`、`事项`、`单项`、`级别`或`年度`",
    )


class UnknownField(WordFinding, code="N020"):
    """A field in a declaration that the record or the applicant does not have."""

    en: ClassVar[Texts] = Texts("`{word}` is not a field of {owner}", "no such field", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是{owner}的字段", "没有这个字段", "{advice}")
    owner: MessageValue
    advice: Phrase = Phrase("declare the field on a line of its own", "请单独一行声明该字段")


class UnknownCurrency(WordFinding, code="N021"):
    """An unknown currency code."""

    en: ClassVar[Texts] = Texts("`{word}` is not a known currency", "not a currency in use under ISO 4217", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是已知的货币", "不是 ISO 4217 的现行货币代码", "{advice}")
    advice: Phrase


class UnknownItem(WordFinding, code="N022"):
    """A case mentions an item that it does not give."""

    en: ClassVar[Texts] = Texts(
        "the case has no item `{word}`", "not among its records", "add a record line: `KIND {word}: …`"
    )
    zh: ClassVar[Texts] = Texts("案例没有给出项目`{word}`", "不在所给的记录之中", "请在记录行中给出：`类别 {word}：…`")


class UnknownCaseApplicant(WordFinding, code="N042"):
    """An expectation names an applicant that its case does not give."""

    en: ClassVar[Texts] = Texts(
        "the case has no applicant `{word}`",
        "not among its applicants",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("案例没有给出申请人`{word}`", "不在所给的申请人之中", "{advice}")
    advice: Phrase


class DuplicateLabel(WordFinding, code="N023"):
    """Two awards with the same label."""

    en: ClassVar[Texts] = Texts(
        "two awards are labelled `{word}`", "the second one", "add a line `as NAME` under one of them"
    )
    zh: ClassVar[Texts] = Texts("有两项奖励都叫`{word}`", "其中第二项", "请在其中一项之下加一行`简称 名称`")


class RepeatedFormerLabel(WordFinding, code="N043"):
    """A label or name of an earlier version of the page that is listed twice by `formerly` and `ended`."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is listed twice",
        "the second place",
        "what an earlier version had continues in one place, or has ended: keep one of the two",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`列出了两次", "第二处", "以前版本中的一项，或由一处延续，或已废止：请只保留一处"
    )


class MalformedFormerLabel(WordFinding, code="N044"):
    """A word after `formerly` or `ended` that no label or policy can be."""

    en: ClassVar[Texts] = Texts("`{word}` is not {what}", "not of this form", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不是{what}", "写法不对", "{advice}")
    what: Phrase
    advice: Phrase


class DuplicateTitle(WordFinding, code="N036"):
    """Two awards of an article with the same title."""

    en: ClassVar[Texts] = Texts(
        "two awards of the same article have the title `{word}`",
        "the second one",
        "write a different title for one of them",
    )
    zh: ClassVar[Texts] = Texts("同一条中有两项奖励的标题都是`{word}`", "其中第二项", "请给其中一项另写标题")


class DuplicateArticle(Diagnostic, code="N024"):
    """A repeated article number."""

    en: ClassVar[Texts] = Texts("article {number} occurs twice", "the second", "join the two, or correct the number")
    zh: ClassVar[Texts] = Texts("第{number}条出现两次", "第二次", "请合并两条，或改正条号")
    number: str


class DuplicateGroup(WordFinding, code="N025"):
    """Two groups with the same name in an article."""

    en: ClassVar[Texts] = Texts(
        "the group `{word}` occurs twice in the same article", "the second", "rename one of them"
    )
    zh: ClassVar[Texts] = Texts("同一条中组`{word}`出现两次", "第二次", "请给其中一个改名")


class DuplicateRule(WordFinding, code="N026"):
    """Two rules with the same name, which the ledger could not distinguish."""

    en: ClassVar[Texts] = Texts(
        "a second rule `{word}`", "the second", "remove one, or move one of them to a separate group{smaller}"
    )
    zh: ClassVar[Texts] = Texts("已经有规则`{word}`", "第二条", "请删去一条，或把其中一条另放一组{smaller}")
    smaller: Phrase = NOTHING


class UnknownReason(WordFinding, code="N027"):
    """A case expects a reason with an undeclared word."""

    en: ClassVar[Texts] = Texts(
        "`{word}` cannot be the name of a reason",
        "not declared",
        "name a field, event, state, figure, kind of applicant, or a definition of a condition; for a set also"
        " `number` or `total`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`不是可以用作理由的词",
        "没有声明",
        "请写字段、事件、状态、年度数据、申请人类别，或者条件中的定义；对一批记录，写`数量`或`合计`",
    )


class WrongPolicy(WordFinding, code="N028"):
    """A page of cases for another policy."""

    en: ClassVar[Texts] = Texts(
        "these cases are for `{word}`, the policy is `{policy}`", "another policy", "write `cases for {policy}`"
    )
    zh: ClassVar[Texts] = Texts("这些案例用于`{word}`，而政策是`{policy}`", "是另一项政策", "请写`案例集 {policy}`")
    policy: str


class AmbiguousWord(WordFinding, code="N029"):
    """A word with two declarations that apply at its place."""

    en: ClassVar[Texts] = Texts(
        "`{word}` has two meanings here: {one}, and {other}",
        "which of the two?",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("`{word}`在此有两个含义：{one}，以及{other}", "是哪一个？", "{advice}")
    one: Phrase
    other: Phrase
    advice: Phrase


class FieldNotAroundPick(WordFinding, code="N038"):
    """`of the same F`, where neither the record of the sentence nor the applicant has the field."""

    en: ClassVar[Texts] = Texts(
        "`of the same {word}` has no value to compare: the sentence has no `{word}`",
        "a field of `{record}` only",
        "name a field that the record of the sentence, or the applicant, also has",
    )
    zh: ClassVar[Texts] = Texts(
        "`同一 {word}`没有可比的值：句中没有`{word}`",
        "只是`{record}`的字段",
        "请写句中的记录或申请人也有的字段",
    )
    record: str


class AmbiguousLabel(WordFinding, code="N034"):
    """A label of two words in one scope, or one that is the name of a different word there."""

    en: ClassVar[Texts] = Texts(
        "the label `{word}` has two meanings here, `{one}` and `{other}`",
        "one of them",
        "give each word a different label, because pages also use labels as names",
    )
    zh: ClassVar[Texts] = Texts(
        "中文名`{word}`在此代表两个词：`{one}`和`{other}`", "其中一个", "请给每个词各取一个中文名：页面也用中文名指称"
    )
    one: str
    other: str


class UnusableLabel(WordFinding, code="N035", severity=Severity.WARNING):
    """A label that cannot be used as a name in a Chinese sentence."""

    en: ClassVar[Texts] = Texts(
        "the label `{word}` cannot be written in a Chinese sentence",
        "pages in Chinese name it `{name}`",
        "use one word of letters, without `的`, that is not a keyword allowed in the place of a name",
    )
    zh: ClassVar[Texts] = Texts(
        "中文名`{word}`不能写在中文句子中",
        "中文页面以`{name}`指称",
        "中文名应是一个只含文字的词，不含`的`，也不是可以出现在名称位置的关键词",
    )
    name: str


class DefinitionChainTooLong(WordFinding, code="N032"):
    """A chain of definitions that is too long."""

    en: ClassVar[Texts] = Texts(
        "the definition of `{word}` is a chain of more than {limit} words",
        "joined by `{verb}`",
        "define it by words that are closer to the facts",
    )
    zh: ClassVar[Texts] = Texts(
        "解释`{word}`的词一环套一环，超过{limit}个", "以`{verb}`相连", "请用更接近事实的词来解释"
    )
    verb: Phrase
    limit: int


class DefinitionsTooLarge(WordFinding, code="N033"):
    """Derived words or definitions that are too large or too deep when expanded."""

    en: ClassVar[Texts] = Texts(
        "`{word}` and the words before it have more than {limit} {what}",
        "each use is replaced by its definition",
        "shorten the definitions, or use the words less often",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`连同其前的词超过{limit}{what}",
        "每用一次，就要把`是指`的内容全部展开一次",
        "请缩短这些词的定义，或少用几处",
    )
    what: Phrase
    limit: int


ANOTHER_WORD = Phrase("use a word that fits", "请换用合适的词")


class Mismatch(Diagnostic, code="T001"):
    """A value of the wrong type for its place."""

    en: ClassVar[Texts] = Texts("{place} needs {expected}, but this is {found}", "{found}", "{advice}")
    zh: ClassVar[Texts] = Texts("{place}应为{expected}，而这里是{found}", "{found}", "{advice}")
    place: MessageValue
    expected: MessageValue
    found: MessageValue
    advice: Phrase = ANOTHER_WORD


class OperandMismatch(Diagnostic, code="T002"):
    """Two values that cannot be combined."""

    en: ClassVar[Texts] = Texts("`{op}` does not take {left} and {right}", "{left}, {right}", "{advice}")
    zh: ClassVar[Texts] = Texts("`{op}`不能用于{left}与{right}", "{left}，{right}", "{advice}")
    op: Phrase
    left: Phrase
    right: Phrase
    advice: Phrase = NOTHING


COMPARE_IT = Phrase("compare it: `… at least …` or `… is …`", "请作比较：`… 不低于 …`或`… 为 …`")


class NotATest(Diagnostic, code="T003"):
    """A value in place of a condition."""

    en: ClassVar[Texts] = Texts("{found} is not a condition", "neither true nor false", "{advice}")
    zh: ClassVar[Texts] = Texts("{found}不是条件", "不能判断是或否", "{advice}")
    found: Phrase
    advice: Phrase = COMPARE_IT


class AmountNotMoney(Diagnostic, code="T004"):
    """An amount that is not a sum of money."""

    en: ClassVar[Texts] = Texts("an amount is money, but this is {found}", "{found}", "{advice}")
    zh: ClassVar[Texts] = Texts("奖励数额应为金额，而这里是{found}", "{found}", "{advice}")
    found: Phrase
    advice: Phrase = NOTHING


class TooManyDecimals(Diagnostic, code="T005"):
    """A sum with more decimals than its currency."""

    en: ClassVar[Texts] = Texts(
        "{currency} has {decimals} decimals, but this sum has more", "too many decimals", "{advice}"
    )
    zh: ClassVar[Texts] = Texts("{currency}有{decimals}位小数，这个金额的小数更多", "小数位过多", "{advice}")
    currency: str
    decimals: int
    advice: Phrase


class NotWhole(Diagnostic, code="T006"):
    """A count that is not whole."""

    en: ClassVar[Texts] = Texts("a count is a whole number", "not whole", "write a whole number")
    zh: ClassVar[Texts] = Texts("件数应为整数", "不是整数", "请写整数")


class NoOrder(Diagnostic, code="T007"):
    """Members of a choice compared as if they had an order."""

    en: ClassVar[Texts] = Texts(
        "the members of `{choice}` have no order", "`{op}` needs an order", "name the members: `… is a, b`"
    )
    zh: ClassVar[Texts] = Texts(
        "`{choice}`的各个取值不分高低", "`{op}`只能用于分高低的取值", "请列出取值：`… 为 甲、乙`"
    )
    choice: str
    op: Phrase


class IsNeedsMembers(Diagnostic, code="T008"):
    """`is` after a value without members."""

    en: ClassVar[Texts] = Texts("`is` does not take {found}", "{found} has no members", "{advice}")
    zh: ClassVar[Texts] = Texts("`为`不能用于{found}", "{found}没有可选的取值", "{advice}")
    found: Phrase
    advice: Phrase = Phrase("compare it: `… at least …`", "请作比较：`… 不低于 …`")


class NotADate(WordFinding, code="T009"):
    """A value other than a date where a date is needed."""

    en: ClassVar[Texts] = Texts("{place} needs a date, `{word}` is {found}", "{found}", "name a field of type date")
    zh: ClassVar[Texts] = Texts("{place}应为日期，而`{word}`是{found}", "{found}", "请写日期类型的字段")
    place: MessageValue
    found: Phrase


class DurationMisplaced(Diagnostic, code="T010"):
    """A span of time at a place where none is allowed."""

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


class ForeignSum(Diagnostic, code="T011"):
    """A sum in a currency other than the policy's."""

    en: ClassVar[Texts] = Texts(
        "the policy pays in {currency}, but this sum is in {found}",
        "a different currency",
        "write the sum in {currency}; a sum that follows the rate is a field of the record, in {found} in the facts,"
        " with `convert at SERIES on FIELD` under the award",
    )
    zh: ClassVar[Texts] = Texts(
        "政策以{currency}支付，而这个金额是{found}",
        "是另一种货币",
        "请以{currency}写金额；随汇率变动的，作为记录的字段，在事实中以{found}填写，奖励之下写`按 日期 的 汇率 折算`",
    )
    currency: str
    found: str


NO_ROWS = Phrase("no rows", "没有档次")


class RowMismatch(Diagnostic, code="T012"):
    """A row whose key does not fit the value of the rows."""

    en: ClassVar[Texts] = Texts("{rows} not fit: the rows choose by {value}", "{key}", "{advice}")
    zh: ClassVar[Texts] = Texts("{rows}不符：各档按{value}划分", "{key}", "{advice}")
    rows: Phrase
    value: MessageValue
    key: MessageValue
    advice: Phrase


class ListKey(WordFinding, code="T013"):
    """A list as a key where one value is needed."""

    en: ClassVar[Texts] = Texts("`{word}` is a list and cannot be a key here", "several values", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`是列表，不能在此用作归并项", "有多个值", "{advice}")
    advice: Phrase


class NotASet(WordFinding, code="T014"):
    """`total`, `number`, `largest` or `earliest` outside an award for a set."""

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


class FieldOfSet(WordFinding, code="T015"):
    """A field of one record in an award for a whole set."""

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


class AggregateMismatch(WordFinding, code="T016"):
    """An aggregate over a field that cannot be added up or ordered."""

    en: ClassVar[Texts] = Texts("`{word}` does not take {found}", "{found}", "`{word}` takes {takes}")
    zh: ClassVar[Texts] = Texts("`{word}`不能用于{found}", "{found}", "`{word}`用于{takes}")
    found: Phrase
    takes: Phrase


class SeriesPointMismatch(Diagnostic, code="T017"):
    """A series that is read at a different frequency than it is published."""

    en: ClassVar[Texts] = Texts(
        "`{series}` is {frequency}, which `{point}` does not match", "does not match", "{advice}"
    )
    zh: ClassVar[Texts] = Texts("`{series}`{frequency}，`{point}`与之不符", "取值方式不同", "{advice}")
    series: str
    frequency: Phrase
    point: Phrase
    advice: Phrase


class ExchangeRateAsRate(Diagnostic, code="T018"):
    """An exchange rate used as a rate."""

    en: ClassVar[Texts] = Texts(
        "`{series}` has sums per currency and is not a rate",
        "an exchange rate",
        "use it in a line `convert at {series} on FIELD` under an award for a money field that the facts state in the"
        " other currency",
    )
    zh: ClassVar[Texts] = Texts(
        "`{series}`是各币种的汇率，不是利率",
        "是汇率",
        "请用于折算：奖励的金额是事实以该币种填写的字段，其下写`按 日期 的 {series} 折算`",
    )
    series: str


class CannotConvert(Diagnostic, code="T019"):
    """A conversion by a series that is not an exchange rate into the policy's currency."""

    en: ClassVar[Texts] = Texts(
        "`{series}` does not convert into {currency}", "{found}", "name a series declared `{currency} per currency`"
    )
    zh: ClassVar[Texts] = Texts("`{series}`不能折算为{currency}", "{found}", "请写按`{currency} 计每种外币`声明的行情")
    series: str
    currency: str
    found: Phrase


class BadValue(WordFinding, code="T020"):
    """A value in a case or a `with` that does not fit its field."""

    en: ClassVar[Texts] = Texts("`{word}` is {expected}, which this value does not match", "{found}", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`是{expected}，这个值与之不符", "{found}", "{advice}")
    expected: MessageValue
    found: MessageValue
    advice: Phrase = NOTHING


class DurationTooLong(Diagnostic, code="T021"):
    """A span of time that exceeds the calendar."""

    en: ClassVar[Texts] = Texts("a span of time is at most 200 years", "too long", "write a shorter span")
    zh: ClassVar[Texts] = Texts("时长最多200年", "过长", "请写较短的时长")


class LevelComparedWithNonMember(Diagnostic, code="T022"):
    """A level compared with a word that is not one of its members."""

    en: ClassVar[Texts] = Texts(
        "a level is compared with one of its members", "not a member", "the members are: {members}"
    )
    zh: ClassVar[Texts] = Texts("级别只能与它的取值比较", "不是它的取值", "取值有：{members}")
    members: Phrase


class CountToEachDay(Diagnostic, code="T030"):
    """A count to or from `the day` in a condition of a `while` award."""

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


class DayOfWordInPick(WordFinding, code="T031"):
    """A word in a pick whose value differs between the day of the claim and the day of the picked record."""

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


class FieldsNotComparable(WordFinding, code="T032"):
    """`of the same F`, where the two fields have different types, or are lists."""

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


class MinimumOfCeiling(Diagnostic, code="T037"):
    """`at least` or `nothing below` under an amount that the authority sets."""

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


class EmptyBand(Diagnostic, code="T023"):
    """A part of a value whose ends are in the wrong order."""

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


class TiesWithoutOrder(WordFinding, code="T035"):
    """Ties in the order of a field whose values have no order."""

    en: ClassVar[Texts] = Texts("ties cannot be in order of `{word}`", "this is {found}", "name {expected}")
    zh: ClassVar[Texts] = Texts("并列的不能按`{word}`先后排列", "这是{found}", "请写{expected}")
    found: Phrase
    expected: Phrase


class OrderedTwice(WordFinding, code="N048", severity=Severity.WARNING):
    """A field that orders claims or ranks, and is named again for the ties that it leaves."""

    en: ClassVar[Texts] = Texts(
        "`{word}` orders twice", "values that are equal stay equal", "remove it, or name another field"
    )
    zh: ClassVar[Texts] = Texts("`{word}`重复排序", "该字段相同的，再按该字段仍然相同", "请删去，或者写其他字段")


class DayOfPayment(WordFinding, code="N046"):
    """`the payment` where nothing is asked for each payment."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is a day of a recovery",
        "this is not asked for each payment",
        "write it in the share of a `recover` sentence, or in `if` or `interest` under it; elsewhere, also in an"
        " instalment, the day of the grant is that of its event, a field of the record",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`只用于追回",
        "此处不是逐笔款项计算",
        "请写在`追回`句子的比例中，或其下的`须`或`计息`中；其他句子包括各期的条件中，核准之日即奖励的事件的日期字段",
    )


class NotComputedValue(WordFinding, code="N047"):
    """A case expects the value of a name that no sentence computes for the item."""

    en: ClassVar[Texts] = Texts("no sentence computes `{word}`{item}", "not a computed value", "{advice}")
    zh: ClassVar[Texts] = Texts("没有句子计算{item}`{word}`", "不是算得的值", "{advice}")
    item: Phrase
    advice: Phrase


class NotShareOrSum(Diagnostic, code="T038"):
    """The share of a recovery or an instalment, a surcharge or a rate of interest of another type."""

    en: ClassVar[Texts] = Texts("{what}", "this is {found}", "{advice}")
    zh: ClassVar[Texts] = Texts("{what}", "这是{found}", "{advice}")
    found: Phrase
    what: Phrase = Phrase("a recovery takes a share or a sum", "追回的应为比例或金额")
    advice: Phrase = Phrase("write a percentage, a quotient or an amount", "请写百分比、两数之商或金额")


INSTALMENT_SHARE = Phrase("an instalment is a share or a sum", "一期的应为比例或金额")
SURCHARGE_RATE = Phrase("a surcharge is a share of what is paid back", "加收的应为应退回金额的比例")
SURCHARGE_ADVICE = Phrase(
    "write a percentage, such as `surcharge 20%`; a sum or a share of a field is owed by a sentence of its own, such as"
    " `collect 0.1% of FIELD from WHO when RECORD EVENT`",
    "请写百分比，例如`加收 20%`；另收一笔金额，或者按字段的比例收取的，另写一句，"
    "例如`对 记录 事件 的 对象，按 字段 的 0.1% 收取`",
)
INTEREST_RATE = Phrase("a rate of interest is a share", "年利率应为比例")
INTEREST_ADVICE = Phrase("write a percentage or a field of it", "请写百分比，或者写比例的字段")
