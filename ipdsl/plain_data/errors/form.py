"""Findings about the form of facts and their words: R017 to R029, with a JSON path.

`word`, `found` and similar attributes are the author's words, shortened and printable.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Texts
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase


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


class UnknownPart(Diagnostic, code="R022"):
    """A name that is not part of a fixed form."""

    is_about_name: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts("`{word}` is not a part of {what}", help="the parts are {parts}")
    zh: ClassVar[Texts] = Texts("`{word}`不是{what}的组成部分", help="组成部分有{parts}")

    what: MessageValue
    word: str
    parts: Phrase


class UnknownApplicantKind(Diagnostic, code="R023"):
    """An applicant kind that is not in the vocabulary."""

    en: ClassVar[Texts] = Texts("`{word}` is not an applicant kind", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有申请人类别`{word}`", help="{advice}")

    word: str
    advice: Phrase


class NoKind(Diagnostic, code="R024"):
    """An applicant without any kind."""

    en: ClassVar[Texts] = Texts(
        "the applicant has no kind", help='write at least one, such as ["{example}"]; wider kinds apply automatically'
    )
    zh: ClassVar[Texts] = Texts("申请人没有类别", help='至少写一个，例如`["{example}"]`；上级类别自动适用')

    example: str


class UnknownRecordKind(Diagnostic, code="R025"):
    """A record kind that is not in the vocabulary."""

    is_about_name: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts("`{word}` is not a record kind", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有记录类别`{word}`", help="{advice}")

    word: str
    advice: Phrase = Phrase(
        "`ipdsl schema` lists the record kinds with their labels", "`ipdsl schema`列出各记录类别及其中文名"
    )


class UnknownFactField(Diagnostic, code="R026"):
    """A field that the record or the applicant does not have."""

    is_about_name: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts("{what} has no field `{word}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("{what}没有字段`{word}`", help="{advice}")

    what: MessageValue
    word: str
    advice: Phrase


class UnknownFigure(Diagnostic, code="R027"):
    """A yearly figure that is not in the vocabulary."""

    is_about_name: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts("`{word}` is not a yearly figure", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有年度数据`{word}`", help="{advice}")

    word: str
    advice: Phrase


class UnknownFactSeries(Diagnostic, code="R029"):
    """A series that is not in the vocabulary."""

    is_about_name: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts("`{word}` is not a series", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有行情`{word}`", help="{advice}")

    word: str
    advice: Phrase


class DuplicatePart(Diagnostic, code="R017"):
    """A part of an object occurs under its name and under its label."""

    is_about_name: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts(
        "`{word}` and `{other}` are the same, but both are in one object", help="keep one of the two"
    )
    zh: ClassVar[Texts] = Texts("`{word}`与`{other}`是同一项，在同一个对象中都写了", help="请只保留一个")

    word: str
    other: str


class SharedLabel(Diagnostic, code="R018"):
    """A label that two things of one scope share."""

    is_about_name: ClassVar[bool] = True
    en: ClassVar[Texts] = Texts("`{word}` is a label with several meanings: {names}", help="write the intended name")
    zh: ClassVar[Texts] = Texts("`{word}`是几项共用的中文名：{names}", help="请写所指那一项的名称")

    word: str
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
