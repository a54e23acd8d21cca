"""Findings about tables of applicants, `ipdsl batch` and `ipdsl.spark`, and the libraries that tables need."""

from __future__ import annotations

from importlib.util import find_spec
from typing import ClassVar

from ipdsl.base.errors import NameFinding, UsageFinding
from ipdsl.base.findings.finding import Diagnostic, FieldFinding, Report, Severity, Texts
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.plain_data.errors import FactsError


class NotATable(Diagnostic, code="R093"):
    """The argument is not an Arrow table and cannot be converted to one."""

    en: ClassVar[Texts] = Texts(
        "{what} is {found}, not a table",
        help="give a table of pyarrow, or what offers one: a frame of Polars or of pandas (2.2 or later), a relation "
        'of DuckDB; for flat tables give them by name: {{"applicant": …, "invention_patent": …}}',
    )
    zh: ClassVar[Texts] = Texts(
        "{what}不是表，而是{found}",
        help="请给出`pyarrow`的表，或能提供这种表的对象：`Polars`或`pandas`（2.2以上）的数据框、`DuckDB`的关系；"
        '分开的表请按名称给出：`{{"applicant": …, "invention_patent": …}}`',
    )

    what: MessageValue
    found: MessageValue


class FloatColumn(FieldFinding, code="R094"):
    """A column of binary floating-point numbers."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is a column of `{found}`, and floats are not exact",
        help="cast the column to decimal or to text at the source of the values; whole numbers of a sum are in its "
        "smallest unit: 100 is 1 yuan",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`是`{found}`类型的列，而浮点数不精确",
        help="请在数值产生之处把该列转换为十进制数或文本；金额的整数以最小单位计，100即1元",
    )

    found: str


class NoSuchApplicant(Diagnostic, code="R095"):
    """A row of a flat table whose applicant is not in the table of applicants."""

    en: ClassVar[Texts] = Texts(
        "the table `applicant` has no applicant `{applicant}`",
        help="add the applicant, correct the id, or delete the row, which belongs to nobody; do not delete a line of "
        "`history`, which the next ledger keeps",
    )
    zh: ClassVar[Texts] = Texts(
        "表`applicant`中没有申请人`{applicant}`",
        help="请补上该申请人、改正其编号，或去掉这一行：它不属于任何人；请勿去掉`history`的行，下一份台账会保留它",
    )

    applicant: str


class ColumnNotStated(Diagnostic, code="R096", severity=Severity.WARNING):
    """No column for what the policy reads."""

    en: ClassVar[Texts] = Texts(
        "the policy uses `{word}`, but no column states it",
        help="it is unknown for every applicant; give {form}",
    )
    zh: ClassVar[Texts] = Texts("政策要读取`{word}`，而没有这一列", help="它对每个申请人都是未知的；请给出{form}")

    word: str
    form: Phrase


class BatchLibraryMissing(UsageFinding, code="U070"):
    """A library of the extra `batch` is not installed."""

    en: ClassVar[Texts] = Texts(
        "`{library}`, which settles tables, is not installed",
        help="in the clone of ipdsl, run `python3 -m pip --python .venv/bin/python install '.[batch]'`",
    )
    zh: ClassVar[Texts] = Texts(
        "按表结算所需的“{library}”尚未安装",
        help="请在ipdsl的克隆目录中运行 `python3 -m pip --python .venv/bin/python install '.[batch]'`",
    )

    library: str


class KindsWithoutTable(UsageFinding, code="U097", severity=Severity.WARNING):
    """Kinds of record that the policy reads, and no table states."""

    en: ClassVar[Texts] = Texts(
        "no table states these kinds of record, so they are unknown for all applicants: {kinds}",
        help="{cost}; other awards that need them stay undetermined. {edit}, or use `--no-others` if no applicant has "
        "such records",
    )
    zh: ClassVar[Texts] = Texts(
        "没有填写这些记录类别的表，因此不知道申请人有没有这些记录：{kinds}",
        help="{cost}；其他条款需要这些记录的，仍为待定。{edit}；或加`--no-others`，即所有申请人都没有这些记录",
    )

    kinds: Phrase
    cost: Phrase
    edit: Phrase


class NotParquet(NameFinding, code="U071"):
    """Neither a file of tables nor a folder of such files, or one that is not whole."""

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

    reason: MessageValue


class OtherColumns(NameFinding, code="U072"):
    """Parts of one table that do not have the same columns."""

    en: ClassVar[Texts] = Texts(
        "the columns of `{name}` differ from those of `{first}`: {what}",
        help="all Parquet files of a folder are parts of one table: write them with the same schema, and move others "
        "elsewhere",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`的列与`{first}`不同：{what}",
        help="文件夹中的`Parquet`文件都是同一张表的各部分；请按同一个格式写出，其他文件请放在别处",
    )

    first: str
    what: Phrase


class InputChanged(NameFinding, code="U073"):
    """A file that changed while it was read."""

    en: ClassVar[Texts] = Texts(
        "`{name}` changed while it was read; nothing more was written",
        help="wait until it is complete, then run the command again with `--restart` or with a different folder",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`在读取过程中发生了变化，没有继续写出", help="请等它写完，再用`--restart`重新结算，或写入另一个文件夹"
    )


class ResultsOfAnotherRun(NameFinding, code="U074"):
    """The folder of results holds a run that was called otherwise."""

    en: ClassVar[Texts] = Texts(
        "`{name}` contains results of a different run: {what}",
        help="name a different folder with `-o`, or add `--restart`, which deletes these results",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`中是另一次运行的结果：{what}",
        help="请用`-o`另给一个文件夹；或加`--restart`，其中原有的结果即被删除",
    )

    what: Phrase


class UnrelatedOutputFolder(NameFinding, code="U075"):
    """The folder of results holds something that no run wrote."""

    en: ClassVar[Texts] = Texts(
        "`{name}` contains other files than results, such as `{found}`", help="give a new folder, or an empty one"
    )
    zh: ClassVar[Texts] = Texts("`{name}`中有结果以外的内容，例如`{found}`", help="请给出新的或空的文件夹")

    found: str


class OutputFolderLocked(NameFinding, code="U076"):
    """Another run writes into the folder of results."""

    en: ClassVar[Texts] = Texts(
        "a different run{process} is writing into `{name}`; nothing was written",
        help="wait for its end, or stop it, then run the command again; or give a different folder with `-o`",
    )
    zh: ClassVar[Texts] = Texts(
        "另一次运行{process}正在写入`{name}`，本次没有写出任何内容",
        help="请等它完成或把它停下，再重新运行；或用`-o`另给一个文件夹",
    )

    process: MessageValue


class SparkMissing(UsageFinding, code="U080"):
    """A library of the extra `spark` is not installed."""

    en: ClassVar[Texts] = Texts(
        "`{library}`, which settles tables of Spark, is not installed",
        help="in the clone of ipdsl, run `python3 -m pip --python .venv/bin/python install '.[spark]'`,"
        " here and on every machine of the cluster",
    )
    zh: ClassVar[Texts] = Texts(
        "结算`Spark`的表所需的“{library}”尚未安装",
        help="请在本机和集群的每台机器上，在ipdsl的克隆目录中运行 "
        "`python3 -m pip --python .venv/bin/python install '.[spark]'`",
    )

    library: str


class NotADataFrame(UsageFinding, code="U081"):
    """The argument is not a DataFrame of Spark."""

    en: ClassVar[Texts] = Texts(
        "{what} is an object of the type `{found}`, not a DataFrame of Spark",
        help="give the result of `spark.read.parquet(…)` or `spark.createDataFrame(…)`; pass other tables to "
        "`policy.evaluate_table`",
    )
    zh: ClassVar[Texts] = Texts(
        "{what}不是`Spark`的`DataFrame`，而是`{found}`类型的对象",
        help="请给出`spark.read.parquet(…)`或`spark.createDataFrame(…)`的结果；其他的表请用`policy.evaluate_table`",
    )

    what: MessageValue
    found: str


class UnsupportedSparkType(UsageFinding, code="U082"):
    """A column of a type that tables of Arrow do not have."""

    en: ClassVar[Texts] = Texts(
        "`{field}` is a column of Spark's type `{found}`, which tables of Arrow do not have",
        help="cast it to text, whole numbers, decimals or days, or name it in `ignore`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`列的类型是`Spark`的`{found}`，`Arrow`的表没有这种类型",
        help="请把它转换为文本、整数、十进制数或日期，或写入`ignore`",
    )

    field: str
    found: str


class RulesAcross(UsageFinding, code="U083"):
    """Rules that look across applicants."""

    en: ClassVar[Texts] = Texts(
        "`{policy}` has rules across applicants, but applicants are settled separately here: {rules}",
        help="use `cohort=True`, which settles them together",
    )
    zh: ClassVar[Texts] = Texts(
        "`{policy}`有跨申请人的规则，而此处每个申请人单独结算：{rules}",
        help="请写`cohort=True`，一并结算",
    )

    policy: str
    rules: MessageValue


class OtherVersion(UsageFinding, code="U084"):
    """A policy that another version of this program sent."""

    en: ClassVar[Texts] = Texts(
        "the policy was sent by ipdsl {other}, but this machine has ipdsl {own}",
        help="install the same version on all machines of the cluster",
    )
    zh: ClassVar[Texts] = Texts(
        "政策由 ipdsl {other} 发出，而本机是 ipdsl {own}", help="请在集群的所有机器上安装同一版本"
    )

    other: str
    own: str


class LedgerTwice(UsageFinding, code="U085"):
    """The ledger is given both as a table and as a column."""

    en: ClassVar[Texts] = Texts(
        "the ledger is given twice: as the table `history`, and as the column `{field}` of the applicants",
        help="give one of the two; combine the lines of both with `union` of Spark first",
    )
    zh: ClassVar[Texts] = Texts(
        "台账给出了两次：一是表`history`，一是申请人表的`{field}`列",
        help="请只给其中之一；两处都有的，请事先用`Spark`的`union`合并",
    )

    field: str


class ProcessEnded(UsageFinding, code="U098"):
    """The system ended a process of `batch --processes` before its chunk was settled."""

    en: ClassVar[Texts] = Texts(
        "the system ended a process before its chunk was settled (signal {signal})",
        help="if memory was short, use fewer `--processes` or a smaller `--chunk`; the same call continues the run",
    )
    zh: ClassVar[Texts] = Texts(
        "一个进程在所处理的一块结算完成之前被系统终止（信号 {signal}）",
        help="内存不足的，请减少`--processes`或减小`--chunk`；重新运行同一命令即从中断处继续",
    )

    signal: int


NEEDED = ("numpy", "pyarrow")
COMPILER = "llvmlite"
LLVM = "llvm"


def refuse_without_libraries(engine: str | None = None) -> None:
    """`FactsError` (U070) where a library that tables need, or that this engine needs, is not installed."""
    for library in (*NEEDED, COMPILER) if engine == LLVM else NEEDED:
        if find_spec(library) is None:
            raise FactsError(Report([BatchLibraryMissing(library=library)]))


class UnusableRun(NameFinding, code="U160"):
    """A folder of results that cannot be listed."""

    en: ClassVar[Texts] = Texts(
        "the results in `{name}` cannot be listed: {reason}",
        help="give the folder and the facts of one finished run of `ipdsl batch` under this policy",
    )
    zh: ClassVar[Texts] = Texts(
        "`{name}`中的结果不能列成清单：{reason}", help="请给出`ipdsl batch`按本政策结算完毕的文件夹及其事实"
    )

    reason: Phrase
