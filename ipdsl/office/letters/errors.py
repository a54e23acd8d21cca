"""Findings about letters: U130 to U140, U150. A template is checked before anything is filled in.

Libraries that letters need in addition to the base install. Checked before they are imported.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import ClassVar

from ipdsl.base.errors import UsageFinding
from ipdsl.base.findings.finding import Report, Severity, Texts
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.plain_data.errors import FactsError


class LetterLibraryMissing(UsageFinding, code="U130"):
    """A library that letters need is not installed."""

    en: ClassVar[Texts] = Texts(
        "`{library}`, which makes letters, is not installed",
        help="in the clone of ipdsl, run `python3 -m pip --python .venv/bin/python install '.[desk]'`",
    )
    zh: ClassVar[Texts] = Texts(
        "制作通知书所需的“{library}”尚未安装",
        help="请在ipdsl的克隆目录中运行 `python3 -m pip --python .venv/bin/python install '.[desk]'`",
    )

    library: str


class NotATemplate(UsageFinding, code="U131"):
    """A file that is not a Word template, is broken, has macros, or needs too much memory or time."""

    en: ClassVar[Texts] = Texts("`{name}` cannot be used as a template: {reason}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{name}`不能用作模板：{reason}", help="{advice}")

    name: str
    reason: MessageValue
    advice: Phrase


class UnknownName(UsageFinding, code="U132"):
    """A template uses a name that letters do not have."""

    en: ClassVar[Texts] = Texts(
        "the template `{name}` uses the unknown name `{word}`: `{text}`",
        help="{advice}`ipdsl letter --list-fields` lists all names",
    )
    zh: ClassVar[Texts] = Texts(
        "模板`{name}`使用了`{word}`，通知书没有这个名称：`{text}`",
        help="{advice}全部名称见`ipdsl letter --list-fields`",
    )

    name: str
    word: str
    text: str
    advice: Phrase


class DisallowedTemplateCode(UsageFinding, code="U133"):
    """A template has code other than names and the allowed tags."""

    en: ClassVar[Texts] = Texts(
        "the template `{name}` contains `{word}`, which is not allowed in templates: `{text}`",
        help="use names, `if`, `for`, comparisons and the filters {words}; calls are not allowed",
    )
    zh: ClassVar[Texts] = Texts(
        "模板`{name}`写有`{word}`，模板中不允许：`{text}`",
        help="只可使用名称、`if`、`for`、比较，以及过滤器{words}；不能调用任何函数",
    )

    name: str
    word: str
    text: str
    words: Phrase


class SingularExpected(UsageFinding, code="U134"):
    """A template uses a list as one text, uses a text as a list, a number or a condition, or changes a sum."""

    en: ClassVar[Texts] = Texts("in the template `{name}`, {what}: `{text}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("模板`{name}`中，{what}：`{text}`", help="{advice}")

    name: str
    what: Phrase
    text: str
    advice: Phrase


class BadForm(UsageFinding, code="U135"):
    """A brace or tag of a template is not closed or is not a known tag."""

    en: ClassVar[Texts] = Texts("in the template `{name}`, {what}", help="{advice}")
    zh: ClassVar[Texts] = Texts("模板`{name}`中，{what}", help="{advice}")

    name: str
    what: Phrase
    advice: Phrase


class NoFont(UsageFinding, code="U136"):
    """No font with Chinese characters was found, or the named font is missing."""

    en: ClassVar[Texts] = Texts("{what}, so that the PDF would show boxes", help="{advice}")
    zh: ClassVar[Texts] = Texts("{what}，PDF会显示为方框", help="{advice}")

    what: Phrase
    advice: Phrase = Phrase(
        "install one (`apt install fonts-noto-cjk`), or name one: `--font FILE.ttf`; or write .docx or .html",
        "请安装字体（`apt install fonts-noto-cjk`），或用`--font FILE.ttf`指定；也可以改用`.docx`或`.html`",
    )


class NoGlyph(UsageFinding, code="U137"):
    """None of the available fonts can show a character of the letter."""

    en: ClassVar[Texts] = Texts(
        "no available font has the characters {words} in the letter of `{applicant}`",
        help="name a font with these characters, `--font FILE.ttf`; or write .docx or .html",
    )
    zh: ClassVar[Texts] = Texts(
        "`{applicant}`的通知书中，现有字体显示不出{words}",
        help="请用`--font FILE.ttf`指定含有这些字的字体；也可以改用`.docx`或`.html`",
    )

    words: Phrase
    applicant: str


class LetterNameClash(UsageFinding, code="U138"):
    """Two applicants whose letters would have the same file name."""

    en: ClassVar[Texts] = Texts(
        "the letters of `{one}` and `{other}` would both be `{name}`", help="change the id of one of them"
    )
    zh: ClassVar[Texts] = Texts("`{one}`和`{other}`的通知书会同名：`{name}`", help="请更改其中一个的编号")

    one: str
    other: str
    name: str


class InvisibleName(UsageFinding, code="U139"):
    """A template uses a name where nothing is printed."""

    en: ClassVar[Texts] = Texts(
        "the template `{name}` uses `{word}` in a place that is not printed: `{text}`; {why}", help="{advice}"
    )
    zh: ClassVar[Texts] = Texts("模板`{name}`中的`{word}`不会印出：`{text}`；{why}", help="{advice}")

    name: str
    word: str
    text: str
    why: Phrase
    advice: Phrase


class RecalculatedTotal(UsageFinding, code="U140", severity=Severity.WARNING):
    """A template has the amount to be paid now next to words of a recalculation."""

    en: ClassVar[Texts] = Texts(
        "in the template `{name}`, `{word}` is the amount to be paid now, but the words next to it name a"
        " recalculation: `{text}`",
        help="the recalculated amount, with the earlier amount due, is `{{{{ recalculated }}}}`",
    )
    zh: ClassVar[Texts] = Texts(
        "模板`{name}`中的`{word}`是本次应付金额，而旁边的文字涉及重新结算：`{text}`",
        help="重新结算后的合计含原应得金额，应写`{{{{ 重新结算合计 }}}}`",
    )

    name: str
    word: str
    text: str


class DisallowedTemplatePart(UsageFinding, code="U150"):
    """A template has a part that may fetch, run or send something when a letter is opened."""

    en: ClassVar[Texts] = Texts("the template `{name}` has {what}, which is not allowed in letters", help="{advice}")
    zh: ClassVar[Texts] = Texts("模板`{name}`含有{what}，通知书中不允许", help="{advice}")

    name: str
    what: Phrase
    advice: Phrase


def require_letter_libraries(*libraries: str) -> None:
    """Raise `FactsError` (U130) if one of these libraries is not installed."""
    missing = [LetterLibraryMissing(library=name) for name in libraries if find_spec(name) is None]
    if missing:
        raise FactsError(Report([*missing]))
