"""Findings about the documents and pages of `ipdsl draft`: U060 to U068."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.errors import UsageFinding
from ipdsl.base.findings.finding import Severity, Texts
from ipdsl.base.findings.phrase import Phrase


class ReaderMissing(UsageFinding):
    """The libraries of the extra `draft` are not installed."""

    code: ClassVar[str] = "U060"
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

    name: str
    kind: str
    library: str


class BrokenDocument(UsageFinding):
    """A Word document or a PDF that is broken."""

    code: ClassVar[str] = "U061"
    en: ClassVar[Texts] = Texts(
        "`{name}` begins like a {kind} document, but {what}",
        help="download it again; or open it in the program that made it, and save it again or as plain text in UTF-8",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”的开头是 {kind} 文件，但{what}",
        help="请重新下载；或者用原来的程序打开后重新保存，或另存为 UTF-8 纯文本",
    )

    name: str
    kind: str
    what: Phrase = Phrase("cannot be read", "无法读取")


class OtherDocument(UsageFinding):
    """A document in a format that cannot be read: an older Word file, OFD, a workbook, RTF."""

    code: ClassVar[str] = "U062"
    en: ClassVar[Texts] = Texts(
        "`{name}` is a file in the format {kind}, which is not read",
        help="open it in the program that made it, and save it as `.docx`, as a PDF or as plain text in UTF-8; "
        "a `.docx` with a password looks like an older `.doc`",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”是 {kind} 格式，不能读取",
        help="请用原来的程序打开，另存为 .docx、PDF 或 UTF-8 纯文本；加密的 .docx 与旧版 .doc 格式相同，请先解密",
    )

    name: str
    kind: str


class EncryptedDocument(UsageFinding):
    """A document that needs a password."""

    code: ClassVar[str] = "U063"
    en: ClassVar[Texts] = Texts(
        "`{name}` is encrypted: it needs a password", help="open it with its password, and save it without encryption"
    )
    zh: ClassVar[Texts] = Texts("“{name}”已加密，需要密码才能打开", help="请用密码打开后，另存为不加密的文件")

    name: str


class ScannedPdf(UsageFinding):
    """A PDF of pictures, or a PDF whose fonts do not map to characters."""

    code: ClassVar[str] = "U064"
    en: ClassVar[Texts] = Texts(
        "no text can be read on any of the {pages} pages of `{name}`",
        help="it is a scan, or its fonts hide their characters: recognise them (OCR), and give that text",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”共 {pages} 页，没有一页能读出文字",
        help="该文件是扫描件，或者其字体不含文字编码：请先做文字识别（OCR），再使用识别出的文本",
    )

    name: str
    pages: int


class DocumentTooLong(UsageFinding):
    """A text that is longer than any official document."""

    code: ClassVar[str] = "U065"
    en: ClassVar[Texts] = Texts(
        "`{name}` has more than {limit} characters and is not read as a single official text",
        help="give only the document, without appendices or other documents of a collection",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”超过 {limit} 字，不作为一份文件读取", help="请只提供该文件本身，不含附件或汇编中的其他文件"
    )

    name: str
    limit: int


class OutputExists(UsageFinding):
    """The output file already exists."""

    code: ClassVar[str] = "U066"
    en: ClassVar[Texts] = Texts(
        "`{name}` exists and is not overwritten", help="give another name with `-o`, or add `--force`"
    )
    zh: ClassVar[Texts] = Texts("“{name}”已经存在，没有覆盖", help="请用 `-o` 换一个文件名；确需覆盖的，加 `--force`")

    name: str


class TrackedChanges(UsageFinding):
    """A Word document with pending changes."""

    code: ClassVar[str] = "U067"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "`{name}` has tracked changes, the first in paragraph {paragraph}; insertions, which are read: {inserted}; "
        "deletions, which are not: {deleted}",
        help="check that this is the text in force; accept or reject the changes in Word, and save it",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”带有修订标记，第一处在第 {paragraph} 段：插入 {inserted} 处，已读入；删除 {deleted} 处，未读入",
        help="请核对是否为正式文本；可在 Word 中接受或拒绝全部修订后保存",
    )

    name: str
    paragraph: int
    inserted: int
    deleted: int


class PagesWithoutText(UsageFinding):
    """A PDF with some pages that are pictures."""

    code: ClassVar[str] = "U068"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "no text can be read on some pages of `{name}`: {pages}",
        help="if they are scans, recognise their characters (OCR): their content is missing here",
    )
    zh: ClassVar[Texts] = Texts(
        "“{name}”有的页读不出文字：第 {pages} 页", help="如果是扫描页，请先做文字识别（OCR）：其中的内容这里没有"
    )

    name: str
    pages: str
