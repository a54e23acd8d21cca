"""Findings of the audit and of drafts: U050 to U057, U060 to U068.

Findings of the audit: U050 to U057.

The given file is not an official text, or the page has no articles to compare.

Findings about the documents and pages of `ipdsl draft`: U060 to U068.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.errors import NameFinding, UsageFinding
from ipdsl.base.findings.finding import Severity, Texts
from ipdsl.base.findings.phrase import Phrase


class NotPlainText(NameFinding, code="U050"):
    """A Word file, a PDF, a picture."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is not a text: it contains binary data",
        help="open the document in the program that made it, and save it as plain text in UTF-8",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`不是文本：其中有文本不会有的字节", help="请用原来的程序打开该文件，另存为 UTF-8 纯文本"
    )


class UnknownEncoding(NameFinding, code="U051"):
    """A text in an encoding that official documents do not use."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is neither UTF-8 nor GBK", help="save the text as UTF-8, or download an incomplete file again"
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`既不是 UTF-8 也不是 GBK", help="请把文本另存为 UTF-8；文件不完整的，请重新下载"
    )


class EmptyText(NameFinding, code="U052"):
    """A text with only blank space."""

    en: ClassVar[Texts] = Texts(
        "the text `{name}` is empty", help="a scanned document has no text: recognise its characters (OCR) first"
    )
    zh: ClassVar[Texts] = Texts("文本`{name}`是空的", help="扫描件本身没有文字：请先作文字识别")


class NoArticlesInText(NameFinding, code="U053"):
    """A text without a line that begins with the number of an article."""

    en: ClassVar[Texts] = Texts(
        "`{name}` has no articles: no line begins with a number such as `第一条`, `（一）`, `一、` or `1.`",
        help="give the whole text with its original lines; each article number begins a line",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`没有条：没有一行以`第一条`、`（一）`、`一、`或`1.`之类的编号开头",
        help="请给出全文，保持原有的分行；条的编号在行首",
    )


class UnrelatedText(UsageFinding, code="U054"):
    """None of the policy's articles is in the text."""

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


class NoArticlesInPolicy(NameFinding, code="U055"):
    """A draft, or a policy without articles."""

    en: ClassVar[Texts] = Texts(
        "`{name}` has no articles to compare with a text",
        help="begin the page with `policy NAME`, and put its awards under `article N`, with the numbers of the text",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`没有可与文本对照的条", help="页面请以`政策 名称`开头，并按文本的编号把奖励写在`第…条`之下"
    )


class WebPage(NameFinding, code="U056"):
    """The source of a web page. Its markup contains unrelated numbers."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is the source of a web page, not a text",
        help="open the page and copy its text into a file, or save the page as text",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`是网页源代码，不是文本", help="请打开网页，把文字复制到文件中；或将网页另存为文本"
    )


class ReaderMissing(NameFinding, code="U060"):
    """The libraries of the extra `draft` are not installed."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is a {kind} document, but `{library}`, which reads it, is not installed",
        help="in the clone of ipdsl, run `python3 -m pip --python .venv/bin/python install '.[draft]'`,"
        " or save the document as plain text in UTF-8",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”是 {kind} 文件，读取所需的“{library}”尚未安装",
        help="请在ipdsl的克隆目录中运行 `python3 -m pip --python .venv/bin/python install '.[draft]'`，"
        "或者把文件另存为 UTF-8 纯文本",
    )

    kind: str
    library: str


class BrokenDocument(NameFinding, code="U061"):
    """A Word document or a PDF that is broken."""

    en: ClassVar[Texts] = Texts(
        "`{name}` begins like a {kind} document, but {what}",
        help="download it again; or open it in the program that made it, and save it again or as plain text in UTF-8",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”的开头是 {kind} 文件，但{what}",
        help="请重新下载；或者用原来的程序打开后重新保存，或另存为 UTF-8 纯文本",
    )

    kind: str
    what: Phrase = Phrase("cannot be read", "无法读取")


class OtherDocument(NameFinding, code="U062"):
    """A document in a format that cannot be read: an older Word file, OFD, a workbook, RTF."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is a file in the format {kind}, which is not read",
        help="open it in the program that made it, and save it as `.docx`, as a PDF or as plain text in UTF-8; "
        "a `.docx` with a password looks like an older `.doc`",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”是 {kind} 格式，不能读取",
        help="请用原来的程序打开，另存为 .docx、PDF 或 UTF-8 纯文本；加密的 .docx 与旧版 .doc 格式相同，请先解密",
    )

    kind: str


class EncryptedDocument(NameFinding, code="U063"):
    """A document that needs a password."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is encrypted: it needs a password", help="open it with its password, and save it without encryption"
    )
    zh: ClassVar[Texts] = Texts("“{name}”已加密，需要密码才能打开", help="请用密码打开后，另存为不加密的文件")


class ScannedPdf(NameFinding, code="U064"):
    """A PDF of pictures, or a PDF whose fonts do not map to characters."""

    en: ClassVar[Texts] = Texts(
        "no text can be read on any of the {pages} pages of `{name}`",
        help="it is a scan, or its fonts hide their characters: recognise them (OCR), and give that text",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”共 {pages} 页，没有一页能读出文字",
        help="该文件是扫描件，或者其字体不含文字编码：请先做文字识别（OCR），再使用识别出的文本",
    )

    pages: int


class DocumentTooLong(NameFinding, code="U065"):
    """A text that is longer than any official document."""

    en: ClassVar[Texts] = Texts(
        "`{name}` has more than {limit} {unit} and is not read as a single official text",
        help="give only the document, without appendices or other documents of a collection",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”超过 {limit} {unit}，不作为一份文件读取", help="请只提供该文件本身，不含附件或汇编中的其他文件"
    )

    limit: int
    unit: Phrase = Phrase("characters", "字")


class OutputExists(NameFinding, code="U066"):
    """The output file already exists."""

    en: ClassVar[Texts] = Texts(
        "`{name}` exists and is not overwritten", help="give another name with `-o`, or add `--force`"
    )
    zh: ClassVar[Texts] = Texts("“{name}”已经存在，没有覆盖", help="请用 `-o` 换一个文件名；确需覆盖的，加 `--force`")


class TrackedChanges(NameFinding, code="U067", severity=Severity.WARNING):
    """A Word document with pending changes."""

    en: ClassVar[Texts] = Texts(
        "`{name}` has tracked changes, the first in paragraph {paragraph}; insertions, which are read: {inserted}; "
        "deletions, which are not: {deleted}",
        help="check that this is the text in force; accept or reject the changes in Word, and save it",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”带有修订标记，第一处在第 {paragraph} 段：插入 {inserted} 处，已读入；删除 {deleted} 处，未读入",
        help="请核对是否为正式文本；可在 Word 中接受或拒绝全部修订后保存",
    )

    paragraph: int
    inserted: int
    deleted: int


class PagesWithoutText(NameFinding, code="U068", severity=Severity.WARNING):
    """A PDF with some pages that are pictures."""

    en: ClassVar[Texts] = Texts(
        "no text can be read on some pages of `{name}`: {pages}",
        help="if they are scans, recognise their characters (OCR): their content is missing here",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”有的页读不出文字：第 {pages} 页", help="如果是扫描页，请先做文字识别（OCR）：其中的内容这里没有"
    )

    pages: str


class UnreadParts(NameFinding, code="U057", severity=Severity.WARNING):
    """A Word document with parts that are not read, such as comments and pictures."""

    en: ClassVar[Texts] = Texts(
        "`{name}` has parts that are not read: {parts}; parts with figures: {figures}",
        help="compare these parts with the page yourself, or copy their text into the body of the document",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”中有的内容没有读入：{parts}；其中有数字的：{figures} 处",
        help="请自行核对这些内容，或者把其中的文字移入正文",
    )

    parts: Phrase
    figures: int
