"""Findings of the parser: lines, indentation and size of a page, and words of a sentence before names are resolved."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Texts, ValueFinding, WordFinding
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase
from ipdsl.base.source import Span

# ---------------------------------------------------------------------------------------------- words in a sentence


class UnexpectedWord(ValueFinding, code="S001"):
    """A word that is not allowed at its place."""

    en: ClassVar[Texts] = Texts("`{found}` does not fit here", "expected {expected}", "{hint}")
    zh: ClassVar[Texts] = Texts("此处不能写`{found}`", "此处应为{expected}", "{hint}")

    expected: MessageValue
    hint: MessageValue = NOTHING


class UnknownSentence(ValueFinding, code="S002"):
    """A line whose first word does not begin a sentence."""

    en: ClassVar[Texts] = Texts(
        "no sentence begins with `{found}` here",
        "expected {expected}",
        "{hint}",
    )
    zh: ClassVar[Texts] = Texts("此处没有以`{found}`开头的句子", "此处应为{expected}", "{hint}")

    expected: MessageValue
    hint: MessageValue = Phrase("every line begins with the word that says what it does", "每一行以说明其作用的词开头")


class EndsEarly(Diagnostic, code="S003"):
    """A sentence that ends before it is complete."""

    en: ClassVar[Texts] = Texts("the sentence stops too early", "expected {expected}", "{hint}")
    zh: ClassVar[Texts] = Texts("句子没有写完", "此处应为{expected}", "{hint}")

    expected: MessageValue
    hint: MessageValue = NOTHING


class MissingAmount(ValueFinding, code="S004"):
    """`award once when …`."""

    en: ClassVar[Texts] = Texts(
        "the award names no amount",
        "expected an amount before `{found}`",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("奖励没有写明金额", "`{found}`之前应写金额", "{advice}")

    advice: Phrase = Phrase(
        "write `award 200000 …`, `award up to 200000 …`, `award at discretion …` or `award by FIELD …` with rows",
        "请写`奖励 20万元`、`最高奖励 20万元`、`一事一议奖励`，或`按 字段 分别奖励：`并列出各档",
    )


class MissingTrigger(Diagnostic, code="S005"):
    """An award without a trigger."""

    en: ClassVar[Texts] = Texts(
        "the award does not say when it is due",
        "expected `when`, `while` or `each year` after this",
        "end it with `when RECORD words`, `while STATE` or `each year`",
    )
    zh: ClassVar[Texts] = Texts(
        "奖励没有写明在什么情况下兑现",
        "此后应写`对 … 的`、`期间`或`每年`",
        "请写明情形：`对 记录 事件 的`、`对 记录 状态 期间 的`或`每年`",
    )


class MissingWord(ValueFinding, code="S006"):
    """A missing short keyword: `cap 500 enterprise`, `award 5 to enterprise patent granted`."""

    en: ClassVar[Texts] = Texts("`{expected}` is missing before `{found}`", "expected `{expected}`", "{advice}")
    zh: ClassVar[Texts] = Texts("`{found}`之前缺少`{expected}`", "此处应为`{expected}`", "{advice}")

    advice: Phrase
    expected: MessageValue


class TwoSentences(ValueFinding, code="S007"):
    """Two sentences on one line."""

    en: ClassVar[Texts] = Texts(
        "two sentences on one line",
        "`{found}` begins a second sentence",
        "begin the second sentence on a line {where}",
    )
    zh: ClassVar[Texts] = Texts("一行写了两个句子", "`{found}`是另一个句子的开头", "请把第二个句子写在{where}")

    where: Phrase = Phrase("of its own", "单独的一行")


class CommaInAmount(Diagnostic, code="S008"):
    """A comma inside an amount."""

    en: ClassVar[Texts] = Texts(
        "a comma inside an amount",
        "a comma is not allowed here",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("金额中间有逗号", "此处不能有逗号", "{advice}")

    advice: Phrase = Phrase(
        "leave the comma out; thousands are written `1,200,000` or `1200000`",
        "请删去逗号；千分位写作`1,200,000`或`1200000`",
    )


class MixedConnectives(Diagnostic, code="S009"):
    """`a and b or c` without brackets."""

    en: ClassVar[Texts] = Texts(
        "`and` is combined with `or` without brackets",
        "this part needs brackets",
        "write `({part})` if this belongs together, or set the brackets differently",
    )
    zh: ClassVar[Texts] = Texts(
        "`且`与`或`连用而没有括号",
        "这一部分需要加括号",
        "如果这一部分是一个整体，请写成`（{part}）`；否则请把括号加在应加之处",
    )

    part: str


class ShareWithoutBrackets(Diagnostic, code="S010"):
    """`30% of a less b`, `own_share of a less b`, and in Chinese `a 减 b 的 30%`."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is combined with `{sign}` without brackets",
        "the base of the {what} is ambiguous",
        "write `{one}`, or `{other}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`与`{sign}`连用而没有括号",
        "看不出{what}以什么为基数",
        "请写成`{one}`，或`{other}`",
    )

    word: MessageValue
    what: Phrase
    sign: MessageValue
    one: Phrase
    other: Phrase


class JoinedAlternative(Diagnostic, code="S074"):
    """`pay highest of A, B and C`: two alternatives or three."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is written without brackets", "one alternative or several", "write `{one}`, or `{other}`"
    )
    zh: ClassVar[Texts] = Texts("`{word}`没有括号", "看不出是一项还是几项", "请写成`{one}`，或`{other}`")

    word: Phrase
    one: Phrase
    other: Phrase


class SingleAlternative(Diagnostic, code="S075"):
    """`pay highest of` with a single alternative."""

    en: ClassVar[Texts] = Texts(
        "`pay highest of` has a single alternative",
        "nothing to compare it with",
        "separate the alternatives by commas: `{listed}`",
    )
    zh: ClassVar[Texts] = Texts("`就高不重复`只写了一项", "没有可以比较的另一项", "各项之间写顿号：`{listed}`")

    listed: Phrase


class DistanceOrDay(Diagnostic, code="S070"):
    """`6 months before B at most A`, and in Chinese `甲日 不低于 乙日 之前 6个月`: a distance or a day."""

    en: ClassVar[Texts] = Texts(
        "`{op}` with `{day}` has two meanings",
        "a distance between two days, or a limit for one",
        "write `{one}`, or `{other}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{op}`与`{day}`有两种意思", "可指两日相距的时间，也可指某日的界限", "请写成`{one}`，或`{other}`"
    )
    op: Phrase
    day: Phrase
    one: Phrase
    other: Phrase


class TotalRoundedUp(Diagnostic, code="S077"):
    """`round half up to 100 per farm per year`: a rule takes away, so the sum of claims is rounded down only."""

    en: ClassVar[Texts] = Texts(
        "the sum of several claims is rounded down only",
        "another rounding may pay more than the awards",
        "write `round down to {number}` here; `round half up to {number}` under `policy` rounds each claim",
    )
    zh: ClassVar[Texts] = Texts(
        "合计金额只能向下取整",
        "其他取整方式可能超出各项奖励之和",
        "此处请写`金额 向下取整 至 {number}`；`政策`之下的`金额 四舍五入 至 {number}`对每项申请取整",
    )
    number: str


class ReservedWord(ValueFinding, code="S011"):
    """A connective where a name is expected."""

    en: ClassVar[Texts] = Texts(
        "`{found}` is a reserved word and cannot be a name",
        "expected {expected}",
        "a name is missing here; if `{found}` was meant as one, choose another",
    )
    zh: ClassVar[Texts] = Texts(
        "`{found}`是保留词，不能用作名称", "此处应为{expected}", "此处缺少名称；如果`{found}`就是名称，请换一个词"
    )

    expected: MessageValue


HAS_AGAIN = (
    "write `has {text}`; only after an earlier `has` in the same line may it be left out",
    "请写`拥有 {text}`；同一行前面已有`拥有`的，方可省略",
)
DAY_AGAIN = ("name the day again: `and DATE {text}`", "请再写一次日期：`且 日期 {text}`")
"""Advice on `if at least 5 patent granted`, and on `D more than 5 years after E and at most 10 years after E`."""


class MissingHas(Diagnostic, code="S012"):
    """`if at least 5 patent granted`."""

    en: ClassVar[Texts] = Texts("`has` is missing", "this counts records", "{advice}")
    zh: ClassVar[Texts] = Texts("缺少`拥有`", "这里统计记录的件数", "{advice}")

    advice: Phrase


class OpenBracket(Diagnostic, code="S013"):
    """A bracket without a counterpart."""

    en: ClassVar[Texts] = Texts(
        "the bracket `{bracket}` has no partner", "", "write the other bracket, or leave this one out"
    )
    zh: ClassVar[Texts] = Texts("括号`{bracket}`不成对", help="请补上另一半括号，或删去这一半")

    bracket: str


class RepeatedWord(WordFinding, code="S014"):
    """`once` or `to` twice in one head, or a name twice in a list."""

    en: ClassVar[Texts] = Texts("`{word}` occurs twice in the same sentence", "the second", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`在同一句中出现两次", "第二次出现", "{advice}")
    advice: Phrase = Phrase(
        "say it once; several go into one list: `to unit, person`", "只写一次；有几个的，用顿号并列：`单位、个人`"
    )


class TwoDefinitions(Diagnostic, code="S015"):
    """A field with two definitions."""

    en: ClassVar[Texts] = Texts(
        "`{name}` has two definitions",
        "the second",
        'a field has one label and one definition: `NAME "label" TYPE "definition"`',
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`有两个释义", "第二个释义", "一个字段只有一个中文名和一个释义：`名称 “中文名” 类型 “释义”`"
    )

    name: str


class FullStop(Diagnostic, code="S016"):
    """A full stop or semicolon."""

    en: ClassVar[Texts] = Texts("`{mark}` does not end a sentence", "", "{advice}")
    zh: ClassVar[Texts] = Texts("`{mark}`不表示句子结束", help="{advice}")

    mark: str
    advice: Phrase = Phrase("leave it out: a sentence ends where its line ends", "请删去：一行结束，句子就结束")


# ---------------------------------------------------------------------------------------------- literals


class BadNumber(ValueFinding, code="S030"):
    """A text that begins like a number but is not one."""

    en: ClassVar[Texts] = Texts("`{found}` is not a number", "", "{hint}")
    zh: ClassVar[Texts] = Texts("`{found}`不是数字", help="{hint}")

    hint: Phrase


class LeadingZero(ValueFinding, code="S031"):
    """`007`."""

    en: ClassVar[Texts] = Texts("`{found}` begins with a superfluous zero", "", "write `{better}`")
    zh: ClassVar[Texts] = Texts("`{found}`以多余的零开头", help="请写`{better}`")

    better: str


class DayOfSomeYears(Diagnostic, code="S078"):
    """29 February as a day of each year."""

    en: ClassVar[Texts] = Texts(
        "most years have no 29 February", "only leap years have this day", "write `28 February` or `1 March`"
    )
    zh: ClassVar[Texts] = Texts("多数年度没有2月29日", "只有闰年有这一天", "请写`2月28日`或`3月1日`")


class BadDate(ValueFinding, code="S032"):
    """`2022-13-01`."""

    en: ClassVar[Texts] = Texts("`{found}` is not a calendar date", "", "{hint}")
    zh: ClassVar[Texts] = Texts("`{found}`不是有效日期", help="{hint}")

    hint: Phrase


class TooManyDigits(Diagnostic, code="S033"):
    """A number of more than 18 digits."""

    en: ClassVar[Texts] = Texts("a number of {digits} digits", "", "a number has at most 18 digits")
    zh: ClassVar[Texts] = Texts("数字有{digits}位", help="数字最多18位")

    digits: int


class WholeNumber(ValueFinding, code="S034"):
    """A number that must be whole."""

    en: ClassVar[Texts] = Texts("`{found}` is not {wanted}", "expected {wanted}", "write {wanted}, such as `{example}`")
    zh: ClassVar[Texts] = Texts("`{found}`不是{wanted}", "此处应为{wanted}", "请写{wanted}，例如`{example}`")

    wanted: MessageValue
    example: str


# ---------------------------------------------------------------------------------------------- Chinese sentences


class UnpairedQuotation(Diagnostic, code="S068"):
    """Two quotations of a sentence that are not one text in two languages."""

    en: ClassVar[Texts] = Texts(
        "a text is written once in English and once in Chinese; here {why}",
        "this one",
        "leave one in each language, or join them",
    )
    zh: ClassVar[Texts] = Texts("一段文字中文、英文各写一次；这里{why}", "这一段", "请每种语言只留一段，或合为一段")
    why: Phrase


class UnclearUpperBound(ValueFinding, code="S060"):
    """`500万元以下`: official documents use it both with and without the number itself."""

    en: ClassVar[Texts] = Texts(
        "`{found}` does not say whether it includes {number}",
        "with or without the number",
        "write `不超过 {number}` to include the number, or `低于 {number}` to exclude it",
    )
    zh: ClassVar[Texts] = Texts(
        "`{found}`没有说明是否包含{number}",
        "包含本数还是不包含",
        "包含本数写`不超过 {number}`，不包含写`低于 {number}`",
    )

    number: str


class AmbiguousBoundary(Diagnostic, code="S061"):
    """`超过5名（含5名）`: says more than five but includes five."""

    en: ClassVar[Texts] = Texts(
        "more than {number}, but including {number}",
        "contradictory borders",
        "write `不低于 {number}`, which includes the number",
    )
    zh: ClassVar[Texts] = Texts("超过{number}，又含{number}", "界限不一致", "包含本数请写`不低于 {number}`")

    number: str


class MixedLanguages(WordFinding, code="S062"):
    """An English keyword in a Chinese sentence, or the opposite."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is {found}",
        "another language",
        "write the whole sentence in one language; `ipdsl fmt --to zh` or `--to en` turns a page into one",
    )
    zh: ClassVar[Texts] = Texts(
        "{found}`{word}`", "语言不一致", "一句话只用一种语言；`ipdsl fmt --to zh`可把整页转为中文"
    )
    found: Phrase


ENGLISH_IN_CHINESE = Phrase("English in a Chinese sentence", "中文句子中夹有英文词")
CHINESE_IN_ENGLISH = Phrase("Chinese in an English sentence", "英文句子中夹有中文词")


class UnknownRun(ValueFinding, code="S063"):
    """Characters without blanks, after a known word, that are not a word."""

    en: ClassVar[Texts] = Texts(
        "nothing is called `{found}`", "after `{known}`", "declare the word in the vocabulary, or write another{hint}"
    )
    zh: ClassVar[Texts] = Texts("没有名为`{found}`的词", "在`{known}`之后", "请在词汇中加入该词，或改用其他词{hint}")

    known: str
    hint: Phrase = NOTHING


class OfficialPhraseUsed(ValueFinding, code="S065"):
    """A phrase of official documents that a page writes differently."""

    en: ClassVar[Texts] = Texts("`{found}` is not written this way", "", "write it as `{form}`; {note}")
    zh: ClassVar[Texts] = Texts("`{found}`不这样写", help="写法：`{form}`；{note}")

    form: str
    note: Phrase


class AmbiguousWordSegmentation(Diagnostic, code="S067"):
    """Characters without blanks that can be segmented into two different sentences."""

    en: ClassVar[Texts] = Texts(
        "these characters form two different sentences",
        "ambiguous",
        "put blanks between the words: `{first}` or `{second}`",
    )
    zh: ClassVar[Texts] = Texts(
        "这些字有两种断法，都成句子", "断法不明", "请在词与词之间加空格：`{first}`，或`{second}`"
    )

    first: str
    second: str


# ---------------------------------------------------------------------------------------------- lines and indentation


class MissingBody(WordFinding, code="S020"):
    """A sentence that requires lines under it but has no such lines."""

    en: ClassVar[Texts] = Texts(
        "`{word}` needs indented lines under it", "no lines follow", "indent the lines that belong to it: {what}"
    )
    zh: ClassVar[Texts] = Texts("`{word}`之下应有缩进的行", "此行之下没有内容", "请把所属内容缩进写在下面：{what}")

    what: Phrase


class MisplacedSentence(WordFinding, code="S021"):
    """A correct sentence at a place where its kind is not allowed."""

    en: ClassVar[Texts] = Texts("`{word}` is not allowed {where}", "", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`不能写在{where}", help="{advice}")

    where: Phrase
    advice: Phrase

    @classmethod
    def create(cls, span: Span, word: MessageValue, where: Phrase, *, rightly: Phrase) -> MisplacedSentence:
        """The finding about a sentence that belongs elsewhere on the page."""
        advice = Phrase(
            "it belongs {rightly}; correct its indentation or move it",
            "应写在{rightly}；请改正缩进，或移动此行",
            rightly=rightly,
        )
        return cls(span=span, word=word, where=where, advice=advice)


ROWS_NEED_BY = Phrase(
    "rows need `award by FIELD …`; change the line above", "分档须写`按 字段 分别奖励：`；请修改上一行"
)


class DeclarationOnPolicyPage(WordFinding, code="S066"):
    """A declaration of words on the page of a policy."""

    en: ClassVar[Texts] = Texts(
        "`{word}` declares words, which a policy cannot do",
        "not on this page",
        "move all declarations to a file that begins with `vocabulary NAME` and `use ip`, and write `use NAME` here",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`声明自己的词，不能写在政策的页面",
        "不属于本页",
        "请把全部声明写在另一个文件，开头写`词汇 名称`和`使用词汇 ip`；本页改写`使用词汇 名称`",
    )


class UnexpectedBody(WordFinding, code="S022"):
    """An indented line under a sentence that has no body."""

    en: ClassVar[Texts] = Texts(
        "`{word}` takes no lines under it",
        "this line is indented under it",
        "move the line to the left, or begin it with `and`, `or`, `when` or `plus` to continue the sentence",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`之下不能再有内容",
        "此行缩进在它之下",
        "请把此行左移；如果是接着上一句写，请以`且`、`或`、`对`或`加`开头",
    )


class Dedent(Diagnostic, code="S023"):
    """A line with an indentation that no line above it has."""

    en: ClassVar[Texts] = Texts(
        "this line is indented by {here}, its neighbours by {there}", "", "indent lines that belong together equally"
    )
    zh: ClassVar[Texts] = Texts("此行缩进{here}格，相邻各行缩进{there}格", help="同属一处的各行缩进应当一致")

    here: int
    there: int


class IndentStep(Diagnostic, code="S024"):
    """A line indented by more than one step."""

    en: ClassVar[Texts] = Texts(
        "this line is indented {here} more than the line above it",
        "one step of this page is {step}",
        "indent a line one step more than the line that it belongs to",
    )
    zh: ClassVar[Texts] = Texts("此行比所属的行多缩进{here}格", "本页每级缩进为{step}格", "每行只比所属的行多缩进一级")

    here: int
    step: int


class MixedTabs(Diagnostic, code="S025"):
    """Tabs and spaces in the indentation of one page."""

    en: ClassVar[Texts] = Texts(
        "{found} here, {elsewhere} elsewhere",
        "the depth of this line is uncertain",
        "indent the whole page with spaces; `ipdsl fmt` uses two",
    )
    zh: ClassVar[Texts] = Texts(
        "此处为{found}，别处为{elsewhere}", "此行的层级无法确定", "全页请统一用空格缩进；`ipdsl fmt`用两个空格"
    )

    found: Phrase
    elsewhere: Phrase


class FullWidthSpace(Diagnostic, code="S026"):
    """A full-width space in the indentation."""

    en: ClassVar[Texts] = Texts(
        "a full-width space in the indentation", "read as two spaces", "indent with plain spaces"
    )
    zh: ClassVar[Texts] = Texts("缩进中有全角空格", "按两个半角空格读取", "请用半角空格缩进")


class OpenQuote(Diagnostic, code="S027"):
    """A quotation that is never closed."""

    en: ClassVar[Texts] = Texts(
        "the quotation is not closed", "it begins here", "close it with `{mark}` on the same line"
    )
    zh: ClassVar[Texts] = Texts("引号没有配对", "引文从这里开始", "请在同一行以`{mark}`结束引文")

    mark: str


class ControlCharacter(Diagnostic, code="S028"):
    """An invisible character."""

    en: ClassVar[Texts] = Texts(
        "an invisible character, {name}", "here", "delete it; the line may look different from the text that is read"
    )
    zh: ClassVar[Texts] = Texts("有看不见的字符{name}", "在这里", "请删去；它可能使这一行看起来与读到的不一样")

    name: str


class ForeignDigit(Diagnostic, code="S035"):
    """A digit of another script."""

    en: ClassVar[Texts] = Texts(
        "a digit of another script, {name}", "here", "write the digits 0 to 9; this one may look like a different digit"
    )
    zh: ClassVar[Texts] = Texts("有其他文字的数字{name}", "在这里", "请写数字0至9；这个字符可能像另一个数字")

    name: str


class MixedScripts(Diagnostic, code="S064"):
    """A Greek or Cyrillic letter in a Latin word, which looks like a declared name but is a different one."""

    en: ClassVar[Texts] = Texts(
        "a letter of another script in a Latin word, `{letter}` ({name})",
        "here",
        "type the word again in a single script; this letter may look like a different one",
    )
    zh: ClassVar[Texts] = Texts(
        "拉丁字母的词中有其他文字的字母`{letter}`（{name}）",
        "在这里",
        "请用一种文字重新输入这个词；这个字母可能像另一个字母",
    )

    letter: str
    name: str


class NothingToContinue(WordFinding, code="S029"):
    """A continuation line at the top of a page."""

    en: ClassVar[Texts] = Texts(
        "`{word}` continues a sentence, but no sentence precedes it", "", "begin with the sentence"
    )
    zh: ClassVar[Texts] = Texts("`{word}`是接着上一句写的，而上面没有句子", help="请先写句子本身")


# ---------------------------------------------------------------------------------------------- limits


class LineTooLong(Diagnostic, code="S040"):
    """A sentence longer than the limit."""

    en: ClassVar[Texts] = Texts(
        "a sentence of {length} characters", "", "a sentence has at most {limit} characters; it was not read"
    )
    zh: ClassVar[Texts] = Texts("句子有{length}个字符", help="一个句子最多{limit}个字符；此句没有读取")

    length: int
    limit: int


class PageTooLong(Diagnostic, code="S041"):
    """A page longer than the limit."""

    en: ClassVar[Texts] = Texts("a page of {count} {what}", "", "a page has at most {limit} {what}; it was not read")
    zh: ClassVar[Texts] = Texts("页面有{count}{what}", help="一个页面最多{limit}{what}；本页没有读取")

    count: int
    what: Phrase
    limit: int


class TooDeep(Diagnostic, code="S042"):
    """Brackets or blocks nested more deeply than the limit."""

    en: ClassVar[Texts] = Texts("{what} nested more than {limit} deep", "", "divide the sentence or block")
    zh: ClassVar[Texts] = Texts("{what}嵌套超过{limit}层", help="请把句子或组拆开来写")

    what: Phrase
    limit: int


class TooManyRows(Diagnostic, code="S043"):
    """Too many lines under one sentence."""

    en: ClassVar[Texts] = Texts("{count} rows under one sentence", "", "write at most {limit} rows under one sentence")
    zh: ClassVar[Texts] = Texts("一个句子之下有{count}档", help="一个句子之下最多{limit}档")

    count: int
    limit: int


# ---------------------------------------------------------------------------------------------- the page


class HeaderNotFirst(WordFinding, code="S050"):
    """A `policy`, `vocabulary` or `cases for` line that is not the first sentence."""

    en: ClassVar[Texts] = Texts(
        "`{word}` is not the first sentence of the page",
        "",
        "a page has one such line, at its top; move the rest to another file",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`不是页面的第一句", help="一个页面只有一行这样的句子，写在页首；其余内容请另存为一个文件"
    )


class TooManyFindings(Diagnostic, code="S051"):
    """More findings than the limit, at which reading stops."""

    en: ClassVar[Texts] = Texts(
        "more than {count} findings", "the rest is not listed", "correct the listed ones and run the check again"
    )
    zh: ClassVar[Texts] = Texts("问题超过{count}个", "其余的不再列出", "请先改正已列出的问题，再检查一次")

    count: int
