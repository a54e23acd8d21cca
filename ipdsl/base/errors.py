"""U-codes: findings about files, compiled modules, names on the command line and whole runs.

U-codes: findings about files, names on the command line and whole runs.

They have no place on a page, except findings about `use` and `cases for` lines. `is_usage` marks a wrong call or an
unreadable file (exit code 2). Without it the mistake is in the text that was read (exit code 1).

The finding about a compiled module that this version of ipdsl cannot use, and the exception that carries it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import ClassVar, NoReturn

from ipdsl.base.findings.finding import Diagnostic, Report, Texts
from ipdsl.base.findings.phrase import Language, MessageValue, Phrase
from ipdsl.base.source import Sources
from ipdsl.base.version import __version__


class ReportedError(Exception):
    """An error with findings, which may be about lines of `sources`."""

    def __init__(self, report: Report, sources: Sources | None = None) -> None:
        super().__init__(report)
        self.report = report
        self.sources = sources or Sources()

    def __str__(self) -> str:
        return self.text()

    def text(self, language: Language = Language.EN) -> str:
        """Every finding as text."""
        from ipdsl.base.findings.rendering import render  # most runs have no errors

        return render(self.report, self.sources, language=language)


class UsageFinding(Diagnostic):
    """The base of all U-codes, without a code."""

    is_usage: ClassVar[bool] = True


class NameFinding(UsageFinding):
    """A finding about something that a command names: a file, a clause, a case."""

    name: str


class NoSuchFile(NameFinding, code="U001"):
    """Neither a file nor the name of a packaged policy."""

    en: ClassVar[Texts] = Texts(
        "the file `{name}` does not exist",
        help="{advice}",
    )
    zh: ClassVar[Texts] = Texts("没有文件`{name}`", help="{advice}")

    advice: Phrase


class IsDirectory(NameFinding, code="U002"):
    """A folder in place of a file."""

    en: ClassVar[Texts] = Texts("`{name}` is a folder, not a file", help="name the file inside it")
    zh: ClassVar[Texts] = Texts("`{name}`是文件夹，不是文件", help="请写出其中的文件")


class NotUtf8(NameFinding, code="U003"):
    """Bytes that are not UTF-8."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is not UTF-8 text: byte {offset} in line {line} does not fit",
        help="save the file as UTF-8 (Word and Excel: choose `UTF-8` on saving; GBK and UTF-16 are not read)",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`不是 UTF-8 文本：第{line}行的第{offset}个字节不符",
        help="请把文件另存为 UTF-8（在 Word 和 Excel 中，保存时选择`UTF-8`；不读取 GBK 和 UTF-16）",
    )

    offset: int
    line: int


class EmptyPage(NameFinding, code="U004"):
    """A page with only blank space and comments."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is empty", help="a page holds at least one sentence; `ipdsl explain U004` shows one"
    )
    zh: ClassVar[Texts] = Texts("`{name}`是空的", help="页面至少有一个句子；示例见`ipdsl explain U004`")


class TooLarge(NameFinding, code="U005"):
    """A file larger than the limit for pages and facts."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is larger than {limit} MB and is not read", help="split it, or check that it is the right file"
    )
    zh: ClassVar[Texts] = Texts("`{name}`超过{limit} MB，没有读取", help="请拆分，或核对是不是这个文件")

    limit: int


class Unreadable(NameFinding, code="U006"):
    """The system refuses to read the file."""

    en: ClassVar[Texts] = Texts("`{name}` cannot be read: {reason}", help="check who may read it")
    zh: ClassVar[Texts] = Texts("无法读取`{name}`：{reason}", help="请核对读取权限")

    reason: MessageValue


class NoSuchVocabulary(NameFinding, code="U007"):
    """A `use` line with a name that is not a vocabulary."""

    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "the vocabulary `{name}` does not exist",
        label="neither in the folder of this page nor in the package",
        help="put `{name}.ipp` into the folder of this page, or use one that comes with the package",
    )
    zh: ClassVar[Texts] = Texts(
        "没有词汇`{name}`",
        "不在本页所在文件夹，也不在程序自带之列",
        "请把`{name}.ipp`放入本页所在文件夹，或使用程序自带的词汇",
    )


class NoSuchCode(NameFinding, code="U008"):
    """`explain` with a code that does not exist."""

    en: ClassVar[Texts] = Texts(
        "no finding has the code `{name}`", help="a code is a letter and three digits, as findings show it"
    )
    zh: ClassVar[Texts] = Texts("没有编号为`{name}`的问题", help="编号是一个字母加三位数字，与所列问题中的写法相同")


class NotAPolicy(NameFinding, code="U009"):
    """A vocabulary or a page of cases in place of a policy."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is {found}, and `{verb}` needs a policy", help="name a page that begins with `policy`, or a draft"
    )
    zh: ClassVar[Texts] = Texts("`{name}`是{found}，而`{verb}`需要政策", help="请给出以`政策`开头的页面，或草稿")

    found: Phrase
    verb: str


class NoCases(NameFinding, code="U010"):
    """`test` found nothing to run."""

    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "`{name}` has no cases",
        help="write a `case` after the articles, or in a page `cases for {policy}` named `{beside}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`没有案例", help="请在各条之后写`案例`，或另写一页`案例集 {policy}`，命名为`{beside}`"
    )

    policy: str
    beside: str


class CasesWithoutPolicy(NameFinding, code="U011"):
    """`cases for NAME` with a name that is not a policy."""

    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "the policy `{name}` of these cases does not exist",
        label="neither in the folder of this page nor in the package",
        help="put `{name}.ipp` into the folder of this page, or correct the name",
    )
    zh: ClassVar[Texts] = Texts(
        "没有这些案例所用的政策`{name}`",
        "不在本页所在文件夹，也不在程序自带之列",
        "请把`{name}.ipp`放入本页所在文件夹，或改正名称",
    )


class NoSuchClause(NameFinding, code="U012"):
    """`--only` with a name that is not a clause."""

    en: ClassVar[Texts] = Texts(
        "the policy has no clause `{name}`", help="a clause is named by its label, as `eval` prints it, or an article"
    )
    zh: ClassVar[Texts] = Texts("政策没有条款`{name}`", help="条款以条款名表示，与`eval`所列相同；也可以写条号")


class CannotWrite(NameFinding, code="U013"):
    """The system refuses to write the file."""

    en: ClassVar[Texts] = Texts("`{name}` cannot be written: {reason}", help="check the folder and who may write there")
    zh: ClassVar[Texts] = Texts("无法写入`{name}`：{reason}", help="请核对文件夹及其写入权限")

    reason: MessageValue


class NotAHistory(NameFinding, code="U014"):
    """A history file that is neither a list of lines nor a decision."""

    en: ClassVar[Texts] = Texts(
        "`{name}` contains no history",
        help="give the file that `--ledger-out` wrote, a list of ledger lines, or a decision in JSON. Lines of "
        "`ipdsl batch --ledger` are the table `history` of the next `ipdsl batch`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`中没有历史",
        help="请给出`--ledger-out`写出的文件、台账行的列表，或 JSON 格式的结算结果。`ipdsl batch --ledger`写出的各行，"
        "是下次`ipdsl batch`的`history`表",
    )


class NotAModule(NameFinding, code="U015"):
    """`check --module` was given a file that `compile` did not write."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is not a module that `ipdsl compile` wrote",
        help="name a module made by `ipdsl compile POLICY -o MODULE.py`; its first line names its policy",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`不是`ipdsl compile`写出的模块",
        help="请给出由`ipdsl compile POLICY -o MODULE.py`生成的模块；其首行写明由什么生成",
    )


class ModuleWithoutPolicy(NameFinding, code="U016"):
    """`check --module` finds no policy of the module's name."""

    en: ClassVar[Texts] = Texts(
        "the policy `{policy}` is neither in the folder of `{name}` nor in the package",
        help="name the policy too: `ipdsl check --module {name} POLICY`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`旁边和程序自带的政策中都没有`{policy}`", help="请一并写出政策：`ipdsl check --module {name} POLICY`"
    )

    policy: str


class ModuleDiffers(NameFinding, code="U017"):
    """A module is not what its policy compiles to now."""

    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts(
        "`{name}` does not match `{policy}`: {why}",
        help="run `ipdsl compile {policy} -o {name}` and review its changes",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`与`{policy}`不一致：{why}", help="请运行`ipdsl compile {policy} -o {name}`，并核对其中的变化"
    )

    policy: str
    why: Phrase


class JsonInsteadOfPage(NameFinding, code="U018"):
    """JSON in place of a page: the two files of `eval` are in the wrong order."""

    en: ClassVar[Texts] = Texts(
        "`{name}` contains JSON, but a page is required here",
        help="name a page; facts are named by `--facts`, as in `ipdsl eval POLICY --facts FILE`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`的内容是 JSON，而这里需要页面",
        help="请给出页面；事实用`--facts`给出：`ipdsl eval POLICY --facts FILE`",
    )


class ModuleInsteadOfPage(NameFinding, code="U024"):
    """A compiled module in place of a page."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is a compiled module, but a page is required here",
        help="name the page in its first line; only Python programs import the module",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`是编译后的模块，而这里需要页面",
        help="请给出生成它的页面，其首行写明是哪个政策；模块供程序导入使用",
    )


class LedgerFileExists(NameFinding, code="U025"):
    """`--ledger-out` names an existing file that `--history` has not read."""

    en: ClassVar[Texts] = Texts(
        "`{name}` exists and is not the ledger that was read; nothing was written",
        help="give the new ledger another name; to continue this ledger, add `--history {name}`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`已经存在，又不是本次读取的台账；没有写出任何内容",
        help="请给新台账另起一个名称；它是本申请人的台账、要接着往下记的，请同时读取它：`--history {name}`",
    )


class LedgerChanged(NameFinding, code="U026"):
    """The file of a ledger was changed or created during the run."""

    en: ClassVar[Texts] = Texts(
        "`{name}` was changed by another program during this run; the ledger was not written",
        help="run the command again, which reads the changed ledger; delete the other files that this run wrote",
    )
    zh: ClassVar[Texts] = Texts(
        "结算期间，`{name}`被其他程序改动；没有写出台账",
        help="请重新运行，届时读取现在的台账；本次写出的其他文件请作废",
    )


class PageInsteadOfJson(NameFinding, code="U019"):
    """A page in place of JSON: the two files of `eval` are in the wrong order."""

    en: ClassVar[Texts] = Texts(
        "`{name}` is a page, but JSON is required here",
        help="name the page as the policy: `ipdsl eval POLICY --facts FILE`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`是页面，而这里需要 JSON", help="页面应作为政策给出：`ipdsl eval POLICY --facts FILE`"
    )


class NotASeriesFile(NameFinding, code="U020"):
    """A file of `--series` without series."""

    en: ClassVar[Texts] = Texts("`{name}` contains no series", help="write it as in {example}")
    zh: ClassVar[Texts] = Texts("`{name}`中没有行情", help="请照此格式写：`{example}`")

    example: str = '{"source": "…", "series": {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]}}'


class ManyApplicants(NameFinding, code="U021"):
    """A file of a cohort in place of the facts of one applicant."""

    en: ClassVar[Texts] = Texts(
        "`{name}` contains several applicants, but one is required here",
        help="settle them together with `ipdsl eval POLICY --cohort --facts {name}`, or separately with `--each`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`中有多个申请人，而这里只要一个",
        help="请用`ipdsl eval POLICY --cohort --facts {name}`一并结算，或用`--each`各自单独结算",
    )


class DifferentVocabularies(UsageFinding, code="U022"):
    """Policies with different vocabularies for the facts of one applicant."""

    en: ClassVar[Texts] = Texts(
        "`{one}` uses the vocabulary `{words}`, and `{other}` uses `{others}`",
        help="settle policies with the same vocabulary together, and the others with separate facts",
    )
    zh: ClassVar[Texts] = Texts(
        "`{one}`使用`{words}`的词汇，`{other}`使用`{others}`的词汇", help="请一并结算词汇相同的政策；其余的各用各的事实"
    )

    one: str
    words: str
    other: str
    others: str


class NoSuchCase(NameFinding, code="U031"):
    """`trace` names a line of a page that is not in a case."""

    en: ClassVar[Texts] = Texts(
        "line {line} of `{name}` has no case", help="name a case as `ipdsl test` prints it: PAGE:LINE"
    )
    zh: ClassVar[Texts] = Texts("`{name}`第{line}行没有案例", help="请照`ipdsl test`所列写案例：`PAGE:LINE`")

    line: str


class NoSuchClaim(NameFinding, code="U030"):
    """`trace` names a claim that the decision does not contain."""

    en: ClassVar[Texts] = Texts(
        "the decision has no claim `{name}`",
        help="name the label of a clause or the item of a record, as `eval` prints them; or the label, then the item",
    )
    zh: ClassVar[Texts] = Texts(
        "结算结果中没有申请事项`{name}`", help="请照`eval`所列，写条款名或记录的项目；也可以先写条款名，再写项目"
    )


class NotTranslatable(Diagnostic, code="U069"):
    """A sentence that cannot be written in the other language."""

    en: ClassVar[Texts] = Texts(
        "this sentence cannot be written in the other language",
        "not printed",
        "run `ipdsl check` first: a sentence with errors may have no translation",
    )
    zh: ClassVar[Texts] = Texts(
        "这句话在另一种语言中没有对应的写法", "没有输出", "请先运行`ipdsl check`：有错误的句子可能没有对应的写法"
    )


FIRST_LINE = re.compile(
    r"""["']?(?P<name>\w*).*Generated by ipdsl (?P<version>\S+) """
    r"from pages with hash (?P<hash>[0-9a-f]{64}); do not edit\."
)
"""The first line of a compiled module: its policy, version and the hash of its pages."""


class ModuleOfAnotherVersion(Diagnostic, code="U023"):
    """A compiled module that was generated by another version of ipdsl."""

    en: ClassVar[Texts] = Texts(
        "this module was compiled by {made_by}, but the installed version is ipdsl {version}",
        help="compile its policy again with `ipdsl compile POLICY -o MODULE.py`, or install that version",
    )
    zh: ClassVar[Texts] = Texts(
        "该模块由{made_by}编译，而安装的是 ipdsl {version}",
        help="请用`ipdsl compile POLICY -o MODULE.py`重新编译该政策，或安装该版本",
    )

    made_by: Phrase
    version: str


class BadSettings(NameFinding, code="U151"):
    """A file with settings that is not TOML."""

    en: ClassVar[Texts] = Texts("`{name}` is not TOML from here on", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{name}`从这里起不是`TOML`", help="{advice}")

    advice: Phrase


class UnknownSetting(UsageFinding, code="U152"):
    """A table or a key that settings do not have."""

    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts("`{word}` is not a setting", help="{advice}")
    zh: ClassVar[Texts] = Texts("没有`{word}`这项设置", help="{advice}")

    word: str
    advice: Phrase


class WrongSetting(UsageFinding, code="U153"):
    """A setting with a value of the wrong kind, or a file that does not exist."""

    is_usage: ClassVar[bool] = False
    en: ClassVar[Texts] = Texts("`{word}` takes {expected}", help="{advice}")
    zh: ClassVar[Texts] = Texts("`{word}`应为{expected}", help="{advice}")

    word: str
    expected: MessageValue
    advice: Phrase


class ModuleVersionError(ImportError):
    """A compiled module cannot be loaded by this version of ipdsl; `report` contains the finding, `str` shows it."""

    def __init__(self, made_by: object = None) -> None:
        """`made_by` is the version that the module names, or `None` if it is unknown."""
        if isinstance(made_by, str):
            maker = Phrase("ipdsl {version}", " ipdsl {version} ", version=made_by)
        else:
            maker = Phrase("another version of ipdsl", "其他版本的 ipdsl ")
        self.report = Report([ModuleOfAnotherVersion(made_by=maker, version=__version__)])
        super().__init__(self.text())

    def text(self, language: Language = Language.EN) -> str:
        """The finding in words."""
        from ipdsl.base.findings.rendering import render  # a module that loads without errors does not need it

        return render(self.report, Sources(), language=language)


def refuse_module(namespace: Mapping[str, object], made_by: object = None) -> NoReturn:
    """Refuse the compiled module of this namespace; without `made_by` the version is read from its first line.

    Raises `ModuleVersionError`. A module that runs as a program prints the finding and exits, because a traceback would
    hide it.
    """
    made = FIRST_LINE.match(str(namespace.get("__doc__")))
    if not isinstance(made_by, str) and made is not None and made["version"] != __version__:
        made_by = made["version"]
    error = ModuleVersionError(made_by)
    if namespace.get("__name__") != "__main__":
        raise error
    print(error, file=sys.stderr)
    raise SystemExit(2)
