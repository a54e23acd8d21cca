"""U-codes of `ipdsl batch`: what is not installed, what is read from Parquet files, and the folder of results."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Severity, Texts
from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.errors import UsageFinding


class BatchLibraryMissing(UsageFinding):
    """A library of the extra `batch` is not installed."""

    code: ClassVar[str] = "U070"
    en: ClassVar[Texts] = Texts(
        "`{library}`, which settles tables, is not installed", help="run `pip install 'ipdsl[batch]'`"
    )
    zh: ClassVar[Texts] = Texts("按表结算所需的“{library}”尚未安装", help="请运行 `pip install 'ipdsl[batch]'`")

    library: str


class KindsWithoutTable(UsageFinding):
    """Kinds of record that the policy reads, and no table states."""

    code: ClassVar[str] = "U097"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "no table states these kinds of record, so nobody knows whether an applicant has any: {kinds}",
        help="{cost}; what other awards ask of them stays undetermined. Add a table of each, without rows where there "
        "are none, or `--no-others`: then no applicant has any",
    )
    zh: ClassVar[Texts] = Texts(
        "没有这些记录类别的表，因此不知道申请人有没有这些记录：{kinds}",
        help="{cost}；其他条款需要这些记录的，仍为待定。请补上各类别的表，没有记录的留空表；或加`--no-others`，"
        "即所有申请人都没有这些记录",
    )

    kinds: Phrase
    cost: Phrase


class NotParquet(UsageFinding):
    """Neither a file of tables nor a folder of such files, or one that is not whole."""

    code: ClassVar[str] = "U071"
    en: ClassVar[Texts] = Texts(
        "`{name}` cannot be read as tables: {reason}",
        help="give a Parquet file in the nested form, a folder of its parts, or a folder of flat tables (Parquet or "
        "CSV) with `applicant.parquet` or `applicant.csv` among them",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`不能作为表读取：{reason}",
        help="请给出嵌套格式的`Parquet`文件、由它的各部分组成的文件夹，或各表分开的文件夹（`Parquet`或`CSV`，"
        "其中有`applicant.parquet`或`applicant.csv`）",
    )

    name: str
    reason: MessageValue


class OtherColumns(UsageFinding):
    """Parts of one table that do not have the same columns."""

    code: ClassVar[str] = "U072"
    en: ClassVar[Texts] = Texts(
        "`{name}` has other columns than `{first}`: {what}",
        help="all Parquet files of a folder are parts of one table: write them with one schema, and keep others "
        "elsewhere",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`的列与`{first}`不同：{what}",
        help="文件夹中的`Parquet`文件都是同一张表的各部分；请按同一个格式写出，其他文件请放在别处",
    )

    name: str
    first: str
    what: Phrase


class InputChanged(UsageFinding):
    """A file that changed while it was read."""

    code: ClassVar[str] = "U073"
    en: ClassVar[Texts] = Texts(
        "`{name}` changed while it was read; nothing more was written",
        help="wait until it is written, then settle it anew with `--anew`, or into another folder",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`在读取过程中发生了变化，没有继续写出", help="请等它写完，再用`--anew`重新结算，或写入另一个文件夹"
    )

    name: str


class ResultsOfAnotherRun(UsageFinding):
    """The folder of results holds a run that was called otherwise."""

    code: ClassVar[str] = "U074"
    en: ClassVar[Texts] = Texts(
        "`{name}` holds the results of another run: {what}",
        help="give another folder with `-o`, or add `--anew`, which drops the results that stand there",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`中是另一次运行的结果：{what}",
        help="请用`-o`另给一个文件夹；或加`--anew`，其中原有的结果即被删除",
    )

    name: str
    what: Phrase


class UnrelatedOutputFolder(UsageFinding):
    """The folder of results holds something that no run wrote."""

    code: ClassVar[str] = "U075"
    en: ClassVar[Texts] = Texts(
        "`{name}` holds other things than results, such as `{found}`", help="give a new folder, or an empty one"
    )
    zh: ClassVar[Texts] = Texts("`{name}`中有结果以外的内容，例如`{found}`", help="请给出新的或空的文件夹")

    name: str
    found: str


class OutputFolderLocked(UsageFinding):
    """Another run writes into the folder of results."""

    code: ClassVar[str] = "U076"
    en: ClassVar[Texts] = Texts(
        "another run{process} is writing into `{name}`; nothing was written",
        help="wait until it is done, or stop it, then call this again; or give another folder with `-o`",
    )
    zh: ClassVar[Texts] = Texts(
        "另一次运行{process}正在写入`{name}`，本次没有写出任何内容",
        help="请等它完成或把它停下，再重新运行；或用`-o`另给一个文件夹",
    )

    name: str
    process: MessageValue
