"""Findings about lines, indentation and size: what is wrong with a page before any sentence is read."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Texts, WordFinding
from ipdsl.diagnostics.phrase import Phrase

# ---------------------------------------------------------------------------------------------- lines and indentation


class MissingBody(WordFinding):
    """A sentence that needs lines beneath it and has none."""

    code: ClassVar[str] = "S020"
    en: ClassVar[Texts] = Texts(
        "`{word}` needs indented lines beneath it", "nothing stands beneath this", "indent what belongs to it: {what}"
    )
    zh: ClassVar[Texts] = Texts("`{word}`之下应有缩进的行", "此行之下没有内容", "请把所属内容缩进写在下面：{what}")

    what: Phrase


class MisplacedSentence(WordFinding):
    """A good sentence where none of its kind may stand."""

    code: ClassVar[str] = "S021"
    en: ClassVar[Texts] = Texts(
        "`{word}` cannot stand {where}", "", "it stands {rightly}; mend its indentation or move it"
    )
    zh: ClassVar[Texts] = Texts("`{word}`不能写在{where}", help="应写在{rightly}；请改正缩进，或移动此行")

    where: Phrase
    rightly: Phrase


class DeclarationOnPolicyPage(WordFinding):
    """A declaration of words on the page of a policy, wherever it stands."""

    code: ClassVar[str] = "S066"
    en: ClassVar[Texts] = Texts(
        "`{word}` declares words, which a policy does not",
        "not on this page",
        "write all declarations into a file of their own that begins with `vocabulary NAME` and `use ip`, and here"
        " `use NAME`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`声明自己的词，不能写在政策的页面",
        "不属于本页",
        "请把全部声明写在另一个文件，开头写`词汇 名称`和`使用词汇 ip`；本页改写`使用词汇 名称`",
    )


class UnexpectedBody(WordFinding):
    """An indented line under a sentence that takes none."""

    code: ClassVar[str] = "S022"
    en: ClassVar[Texts] = Texts(
        "nothing may stand beneath `{word}`",
        "this line is indented under it",
        "move the line to the left, or begin it with `and`, `or`, `when` or `plus` to go on with the sentence",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`之下不能再有内容",
        "此行缩进在它之下",
        "请把此行左移；如果是接着上一句写，请以`且`、`或`、`对`或`加`开头",
    )


class Dedent(Diagnostic):
    """A line at a depth that none of its neighbours has."""

    code: ClassVar[str] = "S023"
    en: ClassVar[Texts] = Texts(
        "this line stands {here} in, its neighbours {there}", "", "lines that belong together stand equally deep"
    )
    zh: ClassVar[Texts] = Texts("此行缩进{here}格，相邻各行缩进{there}格", help="同属一处的各行缩进应当一致")

    here: int
    there: int


class IndentStep(Diagnostic):
    """A line deeper than one step."""

    code: ClassVar[str] = "S024"
    en: ClassVar[Texts] = Texts(
        "this line stands {here} deeper than what it belongs to",
        "one step of this page is {step}",
        "a line stands one step deeper than the one it belongs to",
    )
    zh: ClassVar[Texts] = Texts("此行比所属的行多缩进{here}格", "本页每级缩进为{step}格", "每行只比所属的行多缩进一级")

    here: int
    step: int


class MixedTabs(Diagnostic):
    """Tabs and spaces in the indentation of one page."""

    code: ClassVar[str] = "S025"
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


class FullWidthSpace(Diagnostic):
    """A full-width space in the indentation."""

    code: ClassVar[str] = "S026"
    en: ClassVar[Texts] = Texts(
        "a full-width space in the indentation", "read as two spaces", "indent with plain spaces"
    )
    zh: ClassVar[Texts] = Texts("缩进中有全角空格", "按两个半角空格读取", "请用半角空格缩进")


class OpenQuote(Diagnostic):
    """A quotation that is never closed."""

    code: ClassVar[str] = "S027"
    en: ClassVar[Texts] = Texts(
        "the quotation is not closed", "it begins here", "close it with `{mark}` on the same line"
    )
    zh: ClassVar[Texts] = Texts("引号没有配对", "引文从这里开始", "请在同一行以`{mark}`结束引文")

    mark: str


class ControlCharacter(Diagnostic):
    """An invisible character."""

    code: ClassVar[str] = "S028"
    en: ClassVar[Texts] = Texts(
        "an invisible character, {name}", "it stands here", "delete it; it may make the line look other than it is read"
    )
    zh: ClassVar[Texts] = Texts("有看不见的字符{name}", "在这里", "请删去；它可能使这一行看起来与读到的不一样")

    name: str


class ForeignDigit(Diagnostic):
    """A digit of a script other than the Latin one."""

    code: ClassVar[str] = "S035"
    en: ClassVar[Texts] = Texts(
        "a digit of another script, {name}", "it stands here", "write the digits 0 to 9; this one may look like another"
    )
    zh: ClassVar[Texts] = Texts("有其他文字的数字{name}", "在这里", "请写数字0至9；这个字符可能像另一个数字")

    name: str


class MixedScripts(Diagnostic):
    """A Greek or Cyrillic letter in a Latin word: it looks like a name that is declared, and is another."""

    code: ClassVar[str] = "S064"
    en: ClassVar[Texts] = Texts(
        "a letter of another script in a Latin word, `{letter}` ({name})",
        "it stands here",
        "type the word anew in one script; this letter may look like another",
    )
    zh: ClassVar[Texts] = Texts(
        "拉丁字母的词中有其他文字的字母`{letter}`（{name}）",
        "在这里",
        "请用一种文字重新输入这个词；这个字母可能像另一个字母",
    )

    letter: str
    name: str


class NothingToContinue(WordFinding):
    """A continuation at the top of a page."""

    code: ClassVar[str] = "S029"
    en: ClassVar[Texts] = Texts(
        "`{word}` goes on with the sentence above, and there is none", "", "begin with the sentence itself"
    )
    zh: ClassVar[Texts] = Texts("`{word}`是接着上一句写的，而上面没有句子", help="请先写句子本身")


# ---------------------------------------------------------------------------------------------- limits


class LineTooLong(Diagnostic):
    """A sentence beyond the limit."""

    code: ClassVar[str] = "S040"
    en: ClassVar[Texts] = Texts(
        "a sentence of {length} characters", "", "a sentence has at most {limit} characters; it was not read"
    )
    zh: ClassVar[Texts] = Texts("句子有{length}个字符", help="一个句子最多{limit}个字符；此句没有读取")

    length: int
    limit: int


class PageTooLong(Diagnostic):
    """A page beyond the limit."""

    code: ClassVar[str] = "S041"
    en: ClassVar[Texts] = Texts("a page of {count} {what}", "", "a page has at most {limit} {what}; it was not read")
    zh: ClassVar[Texts] = Texts("页面有{count}{what}", help="一个页面最多{limit}{what}；本页没有读取")

    count: int
    what: Phrase
    limit: int


class TooDeep(Diagnostic):
    """Brackets or blocks nested beyond the limit."""

    code: ClassVar[str] = "S042"
    en: ClassVar[Texts] = Texts("{what} nested more than {limit} deep", "", "take the sentence or block apart")
    zh: ClassVar[Texts] = Texts("{what}嵌套超过{limit}层", help="请把句子或组拆开来写")

    what: Phrase
    limit: int


class TooManyRows(Diagnostic):
    """Too many lines beneath one sentence."""

    code: ClassVar[str] = "S043"
    en: ClassVar[Texts] = Texts(
        "{count} rows beneath one sentence", "", "at most {limit} rows may stand beneath one sentence"
    )
    zh: ClassVar[Texts] = Texts("一个句子之下有{count}档", help="一个句子之下最多{limit}档")

    count: int
    limit: int


# ---------------------------------------------------------------------------------------------- the page


class HeaderNotFirst(WordFinding):
    """A `policy`, `vocabulary` or `cases for` line that is not the first sentence."""

    code: ClassVar[str] = "S050"
    en: ClassVar[Texts] = Texts(
        "`{word}` is not the first sentence of the page",
        "",
        "a page has one such line, at its top; put the rest into a file of its own",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`不是页面的第一句", help="一个页面只有一行这样的句子，写在页首；其余内容请另存为一个文件"
    )


class TooManyFindings(Diagnostic):
    """So much is wrong that reading on would tell nothing."""

    code: ClassVar[str] = "S051"
    en: ClassVar[Texts] = Texts(
        "more than {count} findings", "the rest is not told", "mend what is told so far and run the check again"
    )
    zh: ClassVar[Texts] = Texts("问题超过{count}个", "其余的不再列出", "请先改正已列出的问题，再检查一次")

    count: int
