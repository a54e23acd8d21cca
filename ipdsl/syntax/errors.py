"""Findings about the words of a sentence: what is wrong with how it is written, before any word is looked up."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Texts, WordFinding
from ipdsl.diagnostics.phrase import NOTHING, MessageValue, Phrase

# ---------------------------------------------------------------------------------------------- words in a sentence


class UnexpectedWord(Diagnostic):
    """A word that cannot stand where it stands."""

    code: ClassVar[str] = "S001"
    en: ClassVar[Texts] = Texts("`{found}` does not fit here", "expected {expected}", "{hint}")
    zh: ClassVar[Texts] = Texts("此处不能写`{found}`", "此处应为{expected}", "{hint}")

    found: str
    expected: MessageValue
    hint: MessageValue = NOTHING


class UnknownSentence(Diagnostic):
    """A line whose first word begins no sentence."""

    code: ClassVar[str] = "S002"
    en: ClassVar[Texts] = Texts(
        "no sentence begins with `{found}` here",
        "expected {expected}",
        "{hint}",
    )
    zh: ClassVar[Texts] = Texts("此处没有以`{found}`开头的句子", "此处应为{expected}", "{hint}")

    found: str
    expected: MessageValue
    hint: MessageValue = Phrase("every line begins with the word that says what it does", "每一行以说明其作用的词开头")


class EndsEarly(Diagnostic):
    """A sentence that stops before it is complete."""

    code: ClassVar[str] = "S003"
    en: ClassVar[Texts] = Texts("the sentence stops too early", "expected {expected}", "{hint}")
    zh: ClassVar[Texts] = Texts("句子没有写完", "此处应为{expected}", "{hint}")

    expected: MessageValue
    hint: MessageValue = NOTHING


class MissingAmount(Diagnostic):
    """`award once when …`."""

    code: ClassVar[str] = "S004"
    en: ClassVar[Texts] = Texts(
        "the award names no amount",
        "expected an amount before `{found}`",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("奖励没有写明金额", "`{found}`之前应写金额", "{advice}")

    found: str
    advice: Phrase = Phrase(
        "write `award 200000 …`, `award up to 200000 …`, `award at discretion …` or `award by FIELD …` with rows",
        "请写`奖励 20万元`、`最高奖励 20万元`、`一事一议奖励`，或`按 字段 分别奖励：`并列出各档",
    )


class MissingTrigger(Diagnostic):
    """An award that never says when it is due."""

    code: ClassVar[str] = "S005"
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


class MissingWord(Diagnostic):
    """A little word was left out: `cap 500 enterprise`, `award 5 to enterprise patent granted`."""

    code: ClassVar[str] = "S006"
    en: ClassVar[Texts] = Texts("`{expected}` is missing before `{found}`", "expected `{expected}`", "{advice}")
    zh: ClassVar[Texts] = Texts("`{found}`之前缺少`{expected}`", "此处应为`{expected}`", "{advice}")

    found: str
    advice: Phrase
    expected: MessageValue


class TwoSentences(Diagnostic):
    """Two sentences on one line."""

    code: ClassVar[str] = "S007"
    en: ClassVar[Texts] = Texts(
        "two sentences on one line",
        "`{found}` begins another sentence",
        "begin the second sentence on a line {where}",
    )
    zh: ClassVar[Texts] = Texts("一行写了两个句子", "`{found}`是另一个句子的开头", "请把第二个句子写在{where}")

    found: str
    where: Phrase = Phrase("of its own", "单独的一行")


class CommaInAmount(Diagnostic):
    """A comma inside an amount."""

    code: ClassVar[str] = "S008"
    en: ClassVar[Texts] = Texts(
        "a comma inside an amount",
        "no comma may stand here",
        "{advice}",
    )
    zh: ClassVar[Texts] = Texts("金额中间有逗号", "此处不能有逗号", "{advice}")

    advice: Phrase = Phrase(
        "leave the comma out; thousands are written `1,200,000` or `1200000`",
        "请删去逗号；千分位写作`1,200,000`或`1200000`",
    )


class MixedConnectives(Diagnostic):
    """`a and b or c` without brackets."""

    code: ClassVar[str] = "S009"
    en: ClassVar[Texts] = Texts(
        "`and` meets `or` without brackets",
        "this part needs brackets",
        "write `({part})` if this belongs together, or put the brackets where you mean them",
    )
    zh: ClassVar[Texts] = Texts(
        "`且`与`或`连用而没有括号",
        "这一部分需要加括号",
        "如果这一部分是一个整体，请写成`（{part}）`；否则请把括号加在应加之处",
    )

    part: str


class ShareWithoutBrackets(Diagnostic):
    """`30% of a less b`, and in Chinese `a 减 b 的 30%`."""

    code: ClassVar[str] = "S010"
    en: ClassVar[Texts] = Texts(
        "`{word}` meets `{sign}` without brackets",
        "it is open what the {what} is taken of",
        "write `{one}`, or `{other}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`与`{sign}`连用而没有括号",
        "看不出{what}以什么为基数",
        "请写成`{one}`，或`{other}`",
    )

    word: str
    what: Phrase
    sign: MessageValue
    one: Phrase
    other: Phrase


class ReservedWord(Diagnostic):
    """A connective where a name is expected."""

    code: ClassVar[str] = "S011"
    en: ClassVar[Texts] = Texts(
        "`{found}` is a reserved word and cannot be a name",
        "expected {expected}",
        "a name is missing here; if `{found}` was meant as one, choose another",
    )
    zh: ClassVar[Texts] = Texts(
        "`{found}`是保留词，不能用作名称", "此处应为{expected}", "此处缺少名称；如果`{found}`就是名称，请换一个词"
    )

    found: str
    expected: MessageValue


class MissingHas(Diagnostic):
    """`if at least 5 patent granted`."""

    code: ClassVar[str] = "S012"
    en: ClassVar[Texts] = Texts(
        "`has` is missing",
        "this counts records",
        "write `has {text}`; only after an earlier `has` in the same line may it be left out",
    )
    zh: ClassVar[Texts] = Texts(
        "缺少`拥有`", "这里统计记录的件数", "请写`拥有 {text}`；同一行前面已有`拥有`的，方可省略"
    )

    text: str


class OpenBracket(Diagnostic):
    """A bracket without its partner."""

    code: ClassVar[str] = "S013"
    en: ClassVar[Texts] = Texts(
        "the bracket `{bracket}` has no partner", "", "write the other bracket, or leave this one out"
    )
    zh: ClassVar[Texts] = Texts("括号`{bracket}`不成对", help="请补上另一半括号，或删去这一半")

    bracket: str


class RepeatedWord(WordFinding):
    """`once` or `to` twice in one head, and one name twice in a list."""

    code: ClassVar[str] = "S014"
    en: ClassVar[Texts] = Texts("`{word}` stands twice in one sentence", "the second", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`在同一句中出现两次", "第二次出现", "{advice}")
    advice: Phrase = Phrase(
        "say it once; several go into one list: `to unit, person`", "只写一次；有几个的，用顿号并列：`单位、个人`"
    )


class TwoDefinitions(Diagnostic):
    """A field with two definitions."""

    code: ClassVar[str] = "S015"
    en: ClassVar[Texts] = Texts(
        "`{name}` has two definitions",
        "the second",
        'a field has one label and one definition: `NAME "label" TYPE "definition"`',
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`有两个释义", "第二个释义", "一个字段只有一个中文名和一个释义：`名称 “中文名” 类型 “释义”`"
    )

    name: str


class FullStop(Diagnostic):
    """A full stop or semicolon."""

    code: ClassVar[str] = "S016"
    en: ClassVar[Texts] = Texts("`{mark}` does not end a sentence", "", "{advice}")
    zh: ClassVar[Texts] = Texts("`{mark}`不表示句子结束", help="{advice}")

    mark: str
    advice: Phrase = Phrase("leave it out: a sentence ends where its line ends", "请删去：一行结束，句子就结束")


# ---------------------------------------------------------------------------------------------- literals


class BadNumber(Diagnostic):
    """Something that begins like a number and is none."""

    code: ClassVar[str] = "S030"
    en: ClassVar[Texts] = Texts("`{found}` is not a number", "", "{hint}")
    zh: ClassVar[Texts] = Texts("`{found}`不是数字", help="{hint}")

    found: str
    hint: Phrase


class LeadingZero(Diagnostic):
    """`007`."""

    code: ClassVar[str] = "S031"
    en: ClassVar[Texts] = Texts("`{found}` begins with a superfluous zero", "", "write `{better}`")
    zh: ClassVar[Texts] = Texts("`{found}`以多余的零开头", help="请写`{better}`")

    found: str
    better: str


class BadDate(Diagnostic):
    """`2022-13-01`."""

    code: ClassVar[str] = "S032"
    en: ClassVar[Texts] = Texts("`{found}` is not a day of the calendar", "", "{hint}")
    zh: ClassVar[Texts] = Texts("`{found}`不是有效日期", help="{hint}")

    found: str
    hint: Phrase


class TooManyDigits(Diagnostic):
    """A number of more than 18 digits."""

    code: ClassVar[str] = "S033"
    en: ClassVar[Texts] = Texts("a number of {digits} digits", "", "a number has at most 18 digits")
    zh: ClassVar[Texts] = Texts("数字有{digits}位", help="数字最多18位")

    digits: int


class WholeNumber(Diagnostic):
    """A number that must be whole."""

    code: ClassVar[str] = "S034"
    en: ClassVar[Texts] = Texts("`{found}` is not {wanted}", "expected {wanted}", "write {wanted}, such as `{example}`")
    zh: ClassVar[Texts] = Texts("`{found}`不是{wanted}", "此处应为{wanted}", "请写{wanted}，例如`{example}`")

    found: str
    wanted: MessageValue
    example: str


# ---------------------------------------------------------------------------------------------- Chinese sentences


class UnpairedQuotation(Diagnostic):
    """A quotation beside another, which is not the same in the other language."""

    code: ClassVar[str] = "S068"
    en: ClassVar[Texts] = Texts(
        "a text stands once in English and once in Chinese; here {why}",
        "this one",
        "leave one in each language, or join them",
    )
    zh: ClassVar[Texts] = Texts("一段文字中文、英文各写一次；这里{why}", "这一段", "请每种语言只留一段，或合为一段")
    why: Phrase


class UnclearUpperBound(Diagnostic):
    """`500万元以下`: the documents use it with and without the number."""

    code: ClassVar[str] = "S060"
    en: ClassVar[Texts] = Texts(
        "`{found}` does not say whether {number} belongs to it",
        "with or without the number",
        "write `不超过 {number}` where it belongs to it, else `低于 {number}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{found}`没有说明是否包含{number}",
        "包含本数还是不包含",
        "包含本数写`不超过 {number}`，不包含写`低于 {number}`",
    )

    found: str
    number: str


class AmbiguousBoundary(Diagnostic):
    """`超过5名（含5名）`: more than five, and five as well."""

    code: ClassVar[str] = "S061"
    en: ClassVar[Texts] = Texts(
        "more than {number}, and {number} as well", "two borders", "write `不低于 {number}`, which includes the number"
    )
    zh: ClassVar[Texts] = Texts("超过{number}，又含{number}", "界限不一致", "包含本数请写`不低于 {number}`")

    number: str


class MixedLanguages(WordFinding):
    """An English keyword in a Chinese sentence, or a Chinese one in an English sentence."""

    code: ClassVar[str] = "S062"
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


class UnknownRun(Diagnostic):
    """Characters without blanks between known words that are no word."""

    code: ClassVar[str] = "S063"
    en: ClassVar[Texts] = Texts(
        "nothing is called `{found}`", "after `{known}`", "declare the word in the vocabulary, or write another{hint}"
    )
    zh: ClassVar[Texts] = Texts("没有名为`{found}`的词", "在`{known}`之后", "请在词汇中加入该词，或改用其他词{hint}")

    found: str
    known: str
    hint: Phrase = NOTHING


class OfficialPhraseUsed(Diagnostic):
    """Words of official documents for what a page says in another way."""

    code: ClassVar[str] = "S065"
    en: ClassVar[Texts] = Texts("`{found}` is written otherwise", "", "write it as `{form}`; {note}")
    zh: ClassVar[Texts] = Texts("`{found}`不这样写", help="写法：`{form}`；{note}")

    found: str
    form: str
    note: Phrase


class AmbiguousWordSegmentation(Diagnostic):
    """Characters without blanks that two rows of words make up, both of them a sentence."""

    code: ClassVar[str] = "S067"
    en: ClassVar[Texts] = Texts(
        "these characters are two sentences", "two cuts", "put blanks between the words: `{first}` or `{second}`"
    )
    zh: ClassVar[Texts] = Texts(
        "这些字有两种断法，都成句子", "断法不明", "请在词与词之间加空格：`{first}`，或`{second}`"
    )

    first: str
    second: str
