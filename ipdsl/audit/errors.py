"""Findings of the audit: U050 to U056.

The given file is not an official text, or the page has no articles to compare.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.errors import UsageFinding
from ipdsl.base.findings.finding import Texts
from ipdsl.base.findings.phrase import Phrase


class NotPlainText(UsageFinding):
    """A Word file, a PDF, a picture."""

    code: ClassVar[str] = "U050"
    en: ClassVar[Texts] = Texts(
        "`{name}` is not a text: it contains binary data",
        help="open the document in the program that made it, and save it as plain text in UTF-8",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`不是文本：其中有文本不会有的字节", help="请用原来的程序打开该文件，另存为 UTF-8 纯文本"
    )

    name: str


class UnknownEncoding(UsageFinding):
    """A text in an encoding that official documents do not use."""

    code: ClassVar[str] = "U051"
    en: ClassVar[Texts] = Texts(
        "`{name}` is neither UTF-8 nor GBK", help="save the text as UTF-8, or download an incomplete file again"
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`既不是 UTF-8 也不是 GBK", help="请把文本另存为 UTF-8；文件不完整的，请重新下载"
    )

    name: str


class EmptyText(UsageFinding):
    """A text with only blank space."""

    code: ClassVar[str] = "U052"
    en: ClassVar[Texts] = Texts(
        "the text `{name}` is empty", help="a scanned document has no text: recognise its characters (OCR) first"
    )
    zh: ClassVar[Texts] = Texts("文本`{name}`是空的", help="扫描件本身没有文字：请先作文字识别")

    name: str


class NoArticlesInText(UsageFinding):
    """A text without a line that begins with the number of an article."""

    code: ClassVar[str] = "U053"
    en: ClassVar[Texts] = Texts(
        "`{name}` has no articles: no line begins with a number such as `第一条`, `（一）`, `一、` or `1.`",
        help="give the whole text with its original lines; each article number begins a line",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`没有条：没有一行以`第一条`、`（一）`、`一、`或`1.`之类的编号开头",
        help="请给出全文，保持原有的分行；条的编号在行首",
    )

    name: str


class UnrelatedText(UsageFinding):
    """None of the policy's articles is in the text."""

    code: ClassVar[str] = "U054"
    en: ClassVar[Texts] = Texts(
        "no article of `{policy}` is in `{name}`; the text has {found}, the policy {wanted}",
        help="give the text of the document that the policy names; `2.1.5` is item 5 of section 1 of part 2",
    )
    zh: ClassVar[Texts] = Texts(
        "`{policy}`的各条都不在`{name}`中；文本有{found}，政策有{wanted}",
        help="请给出政策所写文号的文本；`2.1.5`表示第二部分第一节第5项",
    )

    policy: str
    name: str
    found: Phrase
    wanted: Phrase


class NoArticlesInPolicy(UsageFinding):
    """A draft, or a policy without articles."""

    code: ClassVar[str] = "U055"
    en: ClassVar[Texts] = Texts(
        "`{name}` has no articles to compare with a text",
        help="begin the page with `policy NAME`, and put its awards under `article N`, with the numbers of the text",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`没有可与文本对照的条", help="页面请以`政策 名称`开头，并按文本的编号把奖励写在`第…条`之下"
    )

    name: str


class WebPage(UsageFinding):
    """The source of a web page. Its markup contains unrelated numbers."""

    code: ClassVar[str] = "U056"
    en: ClassVar[Texts] = Texts(
        "`{name}` is the source of a web page, not a text",
        help="open the page and copy its text into a file, or save the page as text",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`是网页源代码，不是文本", help="请打开网页，把文字复制到文件中；或将网页另存为文本"
    )

    name: str
