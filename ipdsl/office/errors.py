"""Findings of the office: workbooks and CSV, letters, and answers of an interview.

Workbooks and CSV: U090 to U092 about files, R100 to R119 and R135 to R137 about cells.

Their place is a cell: `facts.xlsx 专利合同!C7`. The reader of facts checks the values, and its findings name the cell.

Letters: U130 to U140, U150. A template is checked before anything is filled in.

The data of the office: R150, R151, U155. Signatures and the check of documents: U156 to U158. Publications: U159.
Files for banks and open data: U161 to U163.

Libraries that letters need in addition to the base install are checked before they are imported.

Answers of an interview: U120 to U122. The reader of facts checks the values.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import ClassVar

from ipdsl.base.errors import CannotWrite, NameFinding, UsageFinding
from ipdsl.base.files import write_refusal
from ipdsl.base.findings.finding import Diagnostic, Report, Severity, Texts, ValueFinding, WordFinding
from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase
from ipdsl.plain_data.errors import FactsError


class WorkbookLibraryMissing(UsageFinding, code="U090"):
    """A library of the extra `desk` is not installed."""

    en: ClassVar[Texts] = Texts(
        "`{library}`, which reads and writes workbooks, is not installed",
        help="in the clone of ipdsl, run `python3 -m pip --python .venv/bin/python install '.[desk]'`",
    )
    zh: ClassVar[Texts] = Texts(
        "读写工作簿所需的“{library}”尚未安装",
        help="请在ipdsl的克隆目录中运行 `python3 -m pip --python .venv/bin/python install '.[desk]'`",
    )

    library: str


class UnreadableFile(NameFinding):
    """A finding about a file that cannot be used, with the reason."""

    reason: MessageValue
    advice: Phrase


class NotAWorkbook(UnreadableFile, code="U091"):
    """A file that is not a workbook, is broken, or is too large to read."""

    en: ClassVar[Texts] = Texts("`{name}` cannot be read as a workbook: {reason}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{name}`不能作为工作簿读取：{reason}", help="{advice}")


class NotCsv(UnreadableFile, code="U092"):
    """A CSV file that cannot be read."""

    en: ClassVar[Texts] = Texts("`{name}` cannot be read as CSV: {reason}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{name}`不能作为`CSV`读取：{reason}", help="{advice}")

    advice: Phrase = Phrase("save it as CSV in UTF-8", "请另存为UTF-8编码的`CSV`")


class UnknownSheet(WordFinding, code="R100"):
    """A sheet that is not part of the facts."""

    en: ClassVar[Texts] = Texts(
        "the sheet `{word}` is not part of the facts",
        help="name it after a kind of record, or `applicant`; a sheet whose name begins with `_` is ignored",
    )
    zh: ClassVar[Texts] = Texts(
        "工作表“{word}”不是事实的组成部分",
        help="请用记录类别的名称命名，或命名为“申请人”；名称以`_`开头的工作表不读取",
    )


class DuplicateStatement(WordFinding, code="R101"):
    """Two sheets of one kind, two columns of one field, or two rows of one applicant."""

    en: ClassVar[Texts] = Texts("`{word}` is here and at {other}", help="combine the two, or delete one")
    zh: ClassVar[Texts] = Texts("`{word}`在此处和{other}各有一个", help="请合并，或去掉其中一个")

    other: str


class UnknownHeading(WordFinding, code="R102"):
    """A heading that is not a column of its sheet."""

    en: ClassVar[Texts] = Texts("the sheet has no column `{word}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("这张表没有“{word}”这一列", help="{advice}")

    advice: Phrase = Phrase(
        "write the label or the name of a field; remarks go into the column `mark`",
        "请写字段的标签或名称；备注请写在“标记”一列",
    )


class HeadingOfTwoColumns(WordFinding, code="R147"):
    """A heading that two columns of a sheet have: a label of the vocabulary that is a fixed heading, too."""

    en: ClassVar[Texts] = Texts(
        "the heading `{word}` may be two columns",
        help="write `{one}` or `{other}` in its place",
    )
    zh: ClassVar[Texts] = Texts("标题“{word}”可以是两列中的任一列", help="请改写为`{one}`或`{other}`")

    one: str
    other: str


class NoHeading(ValueFinding, code="R103"):
    """A value in a column without a heading."""

    en: ClassVar[Texts] = Texts(
        "`{found}` is in a column without a heading", help="add a heading to the column, or clear the cell"
    )
    zh: ClassVar[Texts] = Texts("`{found}`所在的列没有标题", help="请给该列加上标题，或清空此格")


class CellFinding(Diagnostic):
    """A finding about a cell or a row, which has its own sentences."""

    en: ClassVar[Texts] = Texts("{what}", help="{advice}")
    zh: ClassVar[Texts] = Texts("{what}", help="{advice}")

    what: Phrase
    advice: Phrase


class UnusableCell(CellFinding, code="R104"):
    """A cell whose content cannot be used."""


class OrphanRow(CellFinding, code="R105"):
    """A row that does not belong to an applicant of the workbook."""


class ExampleChanged(Diagnostic, code="R106"):
    """The example row has values other than the example."""

    en: ClassVar[Texts] = Texts(
        "this row is marked as the example, but has different values",
        help="clear the cell with the mark to use the row, or delete the row",
    )
    zh: ClassVar[Texts] = Texts("此行标为示例，但内容已经改过", help="请清空标记一格，此行即算数；或删除此行")


class CompletenessContradicted(CellFinding, code="R107"):
    """A wrong statement about the completeness of a record kind."""


class NoApplicant(Diagnostic, code="R108"):
    """A workbook that names no applicant."""

    en: ClassVar[Texts] = Texts(
        "no applicant is stated",
        help="fill in its id and kind: on the front page of a form, or in a row of the sheet `applicant`",
    )
    zh: ClassVar[Texts] = Texts("没有填写申请人", help="请填写编号和类别：在表格的首页，或在“申请人”表中填写一行")


class CellReadingNote(CellFinding, code="R109", severity=Severity.WARNING):
    """A note about how cells were read, where this is not obvious."""

    advice: Phrase = NOTHING


class NameAsNumber(ValueFinding, code="R110", severity=Severity.WARNING):
    """A name that was entered as a number, so that leading zeros would be lost."""

    en: ClassVar[Texts] = Texts(
        "`{found}` was entered as a number; zeros before it would be lost",
        help="format the cell as text and write the name again, if it begins with 0",
    )
    zh: ClassVar[Texts] = Texts(
        "`{found}`是按数字填写的，前面的0会丢失", help="如名称以0开头，请把此格设为文本后重新填写"
    )


class OtherTemplate(Diagnostic, code="R111", severity=Severity.WARNING):
    """The workbook was made for other policies or other versions of them."""

    en: ClassVar[Texts] = Texts(
        "the workbook was made for {made}, but the policy is {policy}",
        help="other facts of this policy are not stated; `ipdsl template` makes a current workbook",
    )
    zh: ClassVar[Texts] = Texts(
        "这个工作簿是为{made}制作的，现用于{policy}",
        help="这份政策另外需要的事实没有填写；`ipdsl template`可生成现行的模板",
    )

    made: Phrase
    policy: MessageValue


class TemplateOfOtherPolicy(Diagnostic, code="R116"):
    """The workbook was made for other policies, so it does not state the facts of this one."""

    en: ClassVar[Texts] = Texts(
        "the workbook was made for {made}, and the policy is {policy}",
        help="settle it under its policy, or make a workbook of both policies by `ipdsl template` with --facts",
    )
    zh: ClassVar[Texts] = Texts(
        "这个工作簿是为{made}制作的，不能用于{policy}",
        help="请按其政策结算，或用`ipdsl template`和`--facts`生成同时用于两份政策的工作簿",
    )

    made: Phrase
    policy: MessageValue


class StatedUnit(Diagnostic, code="R112"):
    """A unit above a table or in a heading that differs from the unit in which amounts are read."""

    en: ClassVar[Texts] = Texts("`{text}` states the unit `{unit}`, but figures are read in {read_in}", help="{advice}")
    zh: ClassVar[Texts] = Texts("“{text}”写明的单位是“{unit}”，而数字按{read_in}读取", help="{advice}")

    text: str
    unit: str
    read_in: MessageValue
    advice: Phrase


class FormatHidesValue(ValueFinding, code="R113"):
    """A cell whose format shows something other than its value."""

    en: ClassVar[Texts] = Texts(
        "the cell contains {found}, but its format `{form}` shows something else",
        help="set the format of the cell to General, or to text for a name, and write the intended value",
    )
    zh: ClassVar[Texts] = Texts(
        "此格所存的值是{found}，其格式“{form}”显示的不是这个值",
        help="请把此格设为常规格式（名称设为文本），并填写应填的内容",
    )

    form: str


class DuplicatePlace(Diagnostic, code="R114"):
    """A cell or row that occurs twice in the file of a workbook. A program shows only one of the two."""

    en: ClassVar[Texts] = Texts(
        "the file of the workbook has {place} twice",
        help="open it in Excel, WPS or LibreOffice, check this place, and save it",
    )
    zh: ClassVar[Texts] = Texts(
        "工作簿文件中{place}有两个",
        help="请用`Excel`、`WPS`或`LibreOffice`打开，核对该处内容后保存",
    )

    place: Phrase


class BureauLinesOfFirm(Diagnostic, code="R135", severity=Severity.WARNING):
    """Lines in a firm's workbook that only the bureau may state."""

    en: ClassVar[Texts] = Texts(
        "the workbook is a firm's, and what it states here is not settled: {lines} ({said})",
        help="compare it with the ledger, and give that with `--history`; the bureau enters payments and approvals in"
        " its own workbook: `ipdsl template POLICY --for bureau`",
    )
    zh: ClassVar[Texts] = Texts(
        "这是企业填写的工作簿，此处所写没有计入：{lines}（{said}）",
        help="请与台账核对，并用`--history`给出台账；兑现和核定金额由主管机关填入其工作簿："
        "`ipdsl template POLICY --for bureau`",
    )

    lines: Phrase
    said: MessageValue


class UnprotectedLines(Diagnostic, code="R136", severity=Severity.WARNING):
    """Lines that only the bureau may state, in a workbook without a protected ledger."""

    en: ClassVar[Texts] = Texts(
        "changes and deletions cannot be detected in these rows: {lines}",
        help="give the ledger with `--history`; or make a bureau's workbook, which detects them:"
        " `ipdsl template POLICY --for bureau --facts FILE -o bureau.xlsx`",
    )
    zh: ClassVar[Texts] = Texts(
        "无法查出这些行是否被改动或删除：{lines}",
        help="请用`--history`给出台账；或生成能够核对的主管机关工作簿："
        "`ipdsl template POLICY --for bureau --facts FILE -o bureau.xlsx`",
    )

    lines: MessageValue


class LedgerRow(CellFinding, code="R137"):
    """A row of the history in a bureau's workbook that differs from the ledger, or is missing."""

    en: ClassVar[Texts] = Texts(
        "{what}", help="{advice}; or name the person who accepts the change: `--accept-modified-ledger NAME`"
    )
    zh: ClassVar[Texts] = Texts("{what}", help="{advice}；或写明由谁对改动负责：`--accept-modified-ledger NAME`")

    advice: Phrase = Phrase("put back what stood there", "请恢复原来的内容")


class LetterLibraryMissing(UsageFinding, code="U130"):
    """A library that letters, publications, review copies or `verify` need is not installed."""

    en: ClassVar[Texts] = Texts(
        "`{library}`, which reads or writes documents, is not installed",
        help="in the clone of ipdsl, run `python3 -m pip --python .venv/bin/python install '.[desk]'`",
    )
    zh: ClassVar[Texts] = Texts(
        "读写文档所需的“{library}”尚未安装",
        help="请在ipdsl的克隆目录中运行 `python3 -m pip --python .venv/bin/python install '.[desk]'`",
    )

    library: str


class NotATemplate(UnreadableFile, code="U131"):
    """A file that is not a Word template, is broken, has macros, or needs too much memory or time."""

    en: ClassVar[Texts] = Texts("`{name}` cannot be used as a template: {reason}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{name}`不能用作模板：{reason}", help="{advice}")


class TemplateWord(NameFinding):
    """A finding about a word in a paragraph of a template."""

    word: str
    text: str


class UnknownName(TemplateWord, code="U132"):
    """A template uses a name that letters do not have."""

    en: ClassVar[Texts] = Texts(
        "the template `{name}` uses the unknown name `{word}`: `{text}`",
        help="{advice}`ipdsl letter --list-fields` lists all names",
    )
    zh: ClassVar[Texts] = Texts(
        "模板`{name}`使用了`{word}`，通知书没有这个名称：`{text}`",
        help="{advice}全部名称见`ipdsl letter --list-fields`",
    )

    advice: Phrase


class DisallowedTemplateCode(TemplateWord, code="U133"):
    """A template has code other than names and the allowed tags."""

    en: ClassVar[Texts] = Texts(
        "the template `{name}` contains `{word}`, which is not allowed in templates: `{text}`",
        help="use names, `if`, `for`, comparisons and the filters {words}; calls are not allowed",
    )
    zh: ClassVar[Texts] = Texts(
        "模板`{name}`写有`{word}`，模板中不允许：`{text}`",
        help="只可使用名称、`if`、`for`、比较，以及过滤器{words}；不能调用任何函数",
    )

    words: Phrase


class TemplateFinding(NameFinding):
    """A finding about a template, which has its own sentences."""

    what: Phrase
    advice: Phrase


class SingularExpected(TemplateFinding, code="U134"):
    """A template uses a list as one text, uses a text as a list, a number or a condition, or changes a sum."""

    en: ClassVar[Texts] = Texts("in the template `{name}`, {what}: `{text}`", help="{advice}")
    zh: ClassVar[Texts] = Texts("模板`{name}`中，{what}：`{text}`", help="{advice}")

    text: str


class BadForm(TemplateFinding, code="U135"):
    """A brace or tag of a template is not closed or is not a known tag."""

    en: ClassVar[Texts] = Texts("in the template `{name}`, {what}", help="{advice}")
    zh: ClassVar[Texts] = Texts("模板`{name}`中，{what}", help="{advice}")


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


class InvisibleName(TemplateWord, code="U139"):
    """A template uses a name where nothing is printed."""

    en: ClassVar[Texts] = Texts(
        "the template `{name}` uses `{word}` in a place that is not printed: `{text}`; {why}", help="{advice}"
    )
    zh: ClassVar[Texts] = Texts("模板`{name}`中的`{word}`不会印出：`{text}`；{why}", help="{advice}")

    why: Phrase
    advice: Phrase


class RecalculatedTotal(TemplateWord, code="U140", severity=Severity.WARNING):
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


class DisallowedTemplatePart(TemplateFinding, code="U150"):
    """A template has a part that may fetch, run or send something when a letter is opened."""

    en: ClassVar[Texts] = Texts("the template `{name}` has {what}, which is not allowed in letters", help="{advice}")
    zh: ClassVar[Texts] = Texts("模板`{name}`含有{what}，通知书中不允许", help="{advice}")


class OfficePartProblem(CellFinding, code="R150"):
    """A part of a file of the office that cannot be used."""


class UnknownOfficePart(WordFinding, code="R151"):
    """A file of the office states a part that its data do not have."""

    en: ClassVar[Texts] = Texts(
        "the data of an office have no part `{word}`", help="`--new-office office.xlsx` writes a file with all parts"
    )
    zh: ClassVar[Texts] = Texts("本单位资料中没有“{word}”一项", help="`--new-office 本单位.xlsx`写出含全部项目的空表")


class OfficeGap(UsageFinding, code="U155", severity=Severity.WARNING):
    """A letter or a list is printed without a part of the office's data."""

    en: ClassVar[Texts] = Texts("the office's data are incomplete; the document has {parts}", help="{advice}")
    zh: ClassVar[Texts] = Texts("本单位资料不全，文件中印为{parts}", help="{advice}")

    parts: MessageValue
    advice: Phrase


class SignerMissing(UsageFinding, code="U156"):
    """The program that makes and checks signatures is not installed."""

    en: ClassVar[Texts] = Texts(
        "`minisign`, which makes and checks signatures, is not installed",
        help="install it, for example by `apt install minisign` or `brew install minisign`",
    )
    zh: ClassVar[Texts] = Texts(
        "制作和核对签名所需的程序`minisign`尚未安装",
        help="请安装，例如运行`apt install minisign`或`brew install minisign`",
    )


class NotSigned(NameFinding, code="U157"):
    """A letter or a list that was written and not signed."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is written, but not signed; the message of `minisign` is above",
        help="correct the key or the password; `minisign -Sm {name} -s KEY` signs the file",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`已写出，但没有签名；`minisign`的消息见上",
        help="请更正密钥或密码；`minisign -Sm {name} -s 密钥`可为该文件签名",
    )


class NotVerifiable(UnreadableFile, code="U158"):
    """A file that cannot be checked as a letter, a list or a ledger."""

    en: ClassVar[Texts] = Texts("`{name}` cannot be verified: {reason}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{name}`无法核验：{reason}", help="{advice}")


class NamesMissing(UsageFinding, code="U159"):
    """Recipients of a publication without a name."""

    en: ClassVar[Texts] = Texts(
        "a publication lists its recipients by name, and {number} have no name: {applicants}",
        help="state `name` in the details of the applicant",
    )
    zh: ClassVar[Texts] = Texts(
        "公示名单须列出名称，有{number}个申请人没有名称：{applicants}", help="请在申请人的资料中填写“名称”"
    )

    number: str
    applicants: MessageValue


class OfficePartRequired(UsageFinding, code="U161"):
    """A payment file or open data need a part of the office's data that is missing or differently written."""

    en: ClassVar[Texts] = Texts(
        "the file needs data of the office that are missing or differently written: {parts}", help="{advice}"
    )
    zh: ClassVar[Texts] = Texts("该文件需要本单位资料中的以下各项，现缺少或格式不符：{parts}", help="{advice}")

    parts: MessageValue
    advice: Phrase


class RefusedPayment(UsageFinding, code="U162"):
    """Something that banks refuse in a payment file, with those concerned."""

    en: ClassVar[Texts] = Texts("a SEPA payment file cannot have {what}: {names}", help="{advice}")
    zh: ClassVar[Texts] = Texts("欧元转账文件不接受{what}：{names}", help="{advice}")

    what: Phrase
    names: MessageValue
    advice: Phrase


class ConvertedNames(UsageFinding, code="U163", severity=Severity.WARNING):
    """Names in a payment file with letters that a bank may convert."""

    en: ClassVar[Texts] = Texts(
        "a bank may convert or refuse some letters of these names: {names}",
        help="every bank accepts a to z, figures and `/?:().,'+-`; ask yours about others",
    )
    zh: ClassVar[Texts] = Texts(
        "银行可能转换或拒收以下名称中的某些字母：{names}",
        help="各银行均接受英文字母、数字和`/?:().,'+-`，其他字母请询问开户银行",
    )

    names: MessageValue


def require_libraries(finding: Callable[..., Diagnostic], *libraries: str) -> None:
    """Raise `FactsError` with this finding (U090, U130) for each of these libraries that is not installed."""
    missing = [finding(library=name) for name in libraries if find_spec(name) is None]
    if missing:
        raise FactsError(Report([*missing]))


@contextmanager
def temporary_folder() -> Iterator[str]:
    """A folder for the time of a call. Raises `FactsError` (U013) if it cannot be written: the disk is full."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield folder
    except OSError as error:
        raise FactsError(Report([CannotWrite(name=tempfile.gettempdir(), reason=write_refusal(error))])) from None


def require_word_libraries() -> None:
    """Raise `FactsError` (U130) if a library of letters in Word is missing. The modules about them import them all."""
    require_libraries(LetterLibraryMissing, "docxtpl", "docx", "jinja2")


class NotAChoice(UsageFinding, code="U120"):
    """An answer that is not one of the listed choices."""

    en: ClassVar[Texts] = Texts("`{found}` is not in the list", help="enter the number, or one of {words}")
    zh: ClassVar[Texts] = Texts("“{found}”不在列表中", help="请填序号，或{words}之一")

    found: str
    words: Phrase


class CountExpected(UsageFinding, code="U121"):
    """An answer that is not a valid number of records."""

    en: ClassVar[Texts] = Texts(
        "`{found}` is not a number from 0 to {times}", help="enter the number of records; use a workbook for more"
    )
    zh: ClassVar[Texts] = Texts("“{found}”不是0至{times}的个数", help="请填有几个；更多的请填入工作簿")

    found: str
    times: str


class KeyExpected(UsageFinding, code="U122"):
    """A record without the key that identifies it."""

    en: ClassVar[Texts] = Texts("`{field}` identifies the record and is required", help="enter a name or number")
    zh: ClassVar[Texts] = Texts("`{field}`用来区分各条记录，不能没有", help="请填名称或编号")

    field: str
