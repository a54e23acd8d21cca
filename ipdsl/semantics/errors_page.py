"""Findings about the page as a whole: its head, its lines and where they stand. Codes P###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Texts, WordFinding
from ipdsl.diagnostics.phrase import MessageValue, Phrase


class ReversedRange(Diagnostic):
    """An end before its beginning."""

    code: ClassVar[str] = "P016"
    en: ClassVar[Texts] = Texts("{what} ends before it begins", "{start} is {order} {end}", "{advice}")
    zh: ClassVar[Texts] = Texts("{what}的结束早于开始", "{start}{order}{end}", "{advice}")
    what: Phrase
    start: MessageValue
    end: MessageValue
    order: Phrase = Phrase("after", "晚于")
    advice: Phrase = Phrase("exchange the two", "请把两者对调")


class InformativePays(Diagnostic):
    """An article that is marked as promising nothing and promises something."""

    code: ClassVar[str] = "P018"
    en: ClassVar[Texts] = Texts(
        "article {number} is {mark} and yet holds {what}", "here", "remove the mark, or move the sentence"
    )
    zh: ClassVar[Texts] = Texts("第{number}条标为{mark}，却写有{what}", "在这里", "请删去该标注，或移走此句")
    number: str
    mark: Phrase
    what: Phrase


class RoundingStep(Diagnostic):
    """A rounding that the currency cannot pay."""

    code: ClassVar[str] = "P023"
    en: ClassVar[Texts] = Texts(
        "a rounding step is a whole number of {unit} {currency}", "not payable", "write {unit}, or a multiple of it"
    )
    zh: ClassVar[Texts] = Texts("取整单位应为{unit} {currency}的整数倍", "无法支付", "请写{unit}或其整数倍")
    unit: str
    currency: str


class RepeatedLine(WordFinding):
    """A line that may stand once stands twice."""

    code: ClassVar[str] = "P024"
    en: ClassVar[Texts] = Texts("a second `{word}` line", "the second", "keep one of them")
    zh: ClassVar[Texts] = Texts("有第二行`{word}`", "第二行", "请只保留一行")


class MisplacedLine(WordFinding):
    """A line beneath a sentence to which it says nothing."""

    code: ClassVar[str] = "P025"
    en: ClassVar[Texts] = Texts("`{word}` says nothing {where}", "not here", "{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`在{where}没有意义", "不能写在这里", "{advice}")
    where: Phrase
    advice: Phrase


class OutsideArticle(Diagnostic):
    """A promise or a rule of a policy that stands in no article."""

    code: ClassVar[str] = "P029"
    en: ClassVar[Texts] = Texts(
        "this {what} stands in no article",
        "no article to cite",
        "put it beneath an `article` line; a rule over all of them stands beneath `over policy`",
    )
    zh: ClassVar[Texts] = Texts(
        "{what}不在任何一条之内", "没有可以引用的条", "请写在`第…条`之下；适用于各条的规则写在`适用于 全文`之下"
    )
    what: Phrase


class BadStatus(WordFinding):
    """A status that the language does not know."""

    code: ClassVar[str] = "P038"
    en: ClassVar[Texts] = Texts("`{word}` is no status", "unknown", "the one status is `draft`")
    zh: ClassVar[Texts] = Texts("`{word}`不是状态", "未知的状态", "状态只有`征求意见稿`一种")


class LaterLanguage(Diagnostic):
    """A version of the language that is later than this program."""

    code: ClassVar[str] = "P039"
    en: ClassVar[Texts] = Texts(
        "language {version} is not known to this program",
        "it reads language {current}",
        "write `language {current}`, or take a newer program",
    )
    zh: ClassVar[Texts] = Texts(
        "本程序不认识语言第{version}版", "本程序读第{current}版", "请写`语言版本 {current}`，或换用较新的程序"
    )
    version: int
    current: int


class EarlierLanguage(Diagnostic):
    """A version of the language in which the same page may have meant something else."""

    code: ClassVar[str] = "P072"
    en: ClassVar[Texts] = Texts(
        "the page is written in language {version}, and this program reads language {current}",
        "the same words may mean something else now",
        "read the page with what changed: {changes}; then write `language {current}` (docs/upgrading.md says more)",
    )
    zh: ClassVar[Texts] = Texts(
        "页面以语言第{version}版写成，本程序读第{current}版",
        "同样的词语现在可能含义不同",
        "请对照变化通读本页：{changes}；然后写`语言版本 {current}`（详见`docs/upgrading.md`）",
    )
    version: int
    current: int
    changes: Phrase


class IncompleteCase(Diagnostic):
    """A case that lacks a part."""

    code: ClassVar[str] = "P042"
    en: ClassVar[Texts] = Texts("the case {lacks}", "incomplete", "{advice}")
    zh: ClassVar[Texts] = Texts("案例{lacks}", "不完整", "{advice}")
    lacks: Phrase
    advice: Phrase


class WrongPageKind(Diagnostic):
    """A line that belongs to another kind of page."""

    code: ClassVar[str] = "P043"
    en: ClassVar[Texts] = Texts("{what} does not belong on {page}", "not on this page", "{advice}")
    zh: ClassVar[Texts] = Texts("{what}不应写在{page}", "不属于本页", "{advice}")
    what: Phrase
    page: Phrase
    advice: Phrase


class KindMismatch(Diagnostic):
    """A narrower record that redefines what makes an item."""

    code: ClassVar[str] = "P044"
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


class TwoDefaults(Diagnostic):
    """Two default events in one record."""

    code: ClassVar[str] = "P046"
    en: ClassVar[Texts] = Texts("`{record}` has two default events", "the second", "mark one of them")
    zh: ClassVar[Texts] = Texts("`{record}`有两个默认事件", "第二个", "只标注其中一个")
    record: str
