"""The exception for findings about facts, and the findings about their text: R001 to R011.

These findings have a place in the file. Findings about the content have a JSON path; they are in `form`, `lines` and
`value_errors`.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.errors import ReportedError
from ipdsl.base.findings.finding import Diagnostic, Texts
from ipdsl.base.findings.phrase import NOTHING, Language, Phrase


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
    en: ClassVar[Texts] = Texts("the facts are not UTF-8 text", help="save the file as UTF-8; {guess}")
    zh: ClassVar[Texts] = Texts("事实不是 UTF-8 文本", help="请把文件另存为 UTF-8；{guess}")

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


class PathInsteadOfText(Diagnostic, code="R011"):
    """The name of a file instead of its text."""

    en: ClassVar[Texts] = Texts(
        "this is the name of a file, not its text: {word}",
        help='a text is read as JSON; to read the file, give its path: pathlib.Path("{word}")',
    )
    zh: ClassVar[Texts] = Texts(
        "这是文件名，不是文件的内容：`{word}`",
        help='文本按 JSON 读取；要读取文件，请给出路径：`pathlib.Path("{word}")`',
    )

    word: str


class TextAfterEnd(Diagnostic, code="R004"):
    """Text follows the end of the JSON value."""

    en: ClassVar[Texts] = Texts(
        "there is text after the end of the facts",
        label="the facts end before this text",
        help="a file has the facts of one applicant, in one pair of braces",
    )
    zh: ClassVar[Texts] = Texts(
        "事实结束之后还有文字", "事实到此处之前为止", "一个文件只写一个申请人的事实：一对花括号"
    )


class DuplicateName(Diagnostic, code="R005"):
    """A name occurs twice in a JSON object or a table."""

    en: ClassVar[Texts] = Texts(
        "`{word}` occurs twice in {holder}",
        label="the second time",
        help="keep one of the two, or put both values into one list",
    )
    zh: ClassVar[Texts] = Texts(
        "`{word}`在{holder}中出现两次", "第二次", "请只保留一个；两个值都需要的，请写成一个列表"
    )

    word: str
    holder: Phrase = Phrase("one object", "同一个对象")


class NotANumber(Diagnostic, code="R006"):
    """`NaN` or `Infinity`, which are not JSON numbers."""

    en: ClassVar[Texts] = Texts("`{word}` is not a number", help="write null, or delete the fact, if it is unknown")
    zh: ClassVar[Texts] = Texts("`{word}`不是数字", help="不知道的，请写`null`，或不填此项")

    word: str


class Exponent(Diagnostic, code="R007"):
    """A number with an exponent."""

    en: ClassVar[Texts] = Texts(
        "a number with an exponent: `{word}`", help="write the number in full: 1000000 instead of 1e6"
    )
    zh: ClassVar[Texts] = Texts("数字带有指数：`{word}`", help="请写出完整的数字：写`1000000`，不写`1e6`")

    word: str


class FactsTooDeep(Diagnostic, code="R009"):
    """Lists and objects nested too deeply."""

    en: ClassVar[Texts] = Texts(
        "lists and objects are nested more than {most} deep",
        label="one too many",
        help="facts have at most eight levels; `ipdsl schema` prints the form",
    )
    zh: ClassVar[Texts] = Texts("列表和对象嵌套超过{most}层", "多了一层", "事实不会超过八层；格式见`ipdsl schema`")

    most: int


class FactsTooLarge(Diagnostic, code="R010"):
    """A text of more than 50 MB."""

    en: ClassVar[Texts] = Texts(
        "the facts are larger than {most} MB",
        help="a file has the facts of one applicant; move the others to separate files",
    )
    zh: ClassVar[Texts] = Texts("事实超过{most} MB", help="一个文件只写一个申请人的事实；请把其他申请人分开")

    most: int
