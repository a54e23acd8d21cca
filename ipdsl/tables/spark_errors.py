"""U-codes of `ipdsl.spark`: what is not installed, what is no table of Spark, and what many machines do not settle."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Texts
from ipdsl.diagnostics.phrase import MessageValue
from ipdsl.errors import UsageFinding


class SparkMissing(UsageFinding):
    """A library of the extra `spark` is not installed."""

    code: ClassVar[str] = "U080"
    en: ClassVar[Texts] = Texts(
        "`{library}`, which settles tables of Spark, is not installed",
        help="run `pip install 'ipdsl[spark]'`, here and on every machine of the cluster",
    )
    zh: ClassVar[Texts] = Texts(
        "结算`Spark`的表所需的“{library}”尚未安装",
        help="请在本机和集群的每台机器上运行 `pip install 'ipdsl[spark]'`",
    )

    library: str


class NotADataFrame(UsageFinding):
    """What was given is no table of Spark."""

    code: ClassVar[str] = "U081"
    en: ClassVar[Texts] = Texts(
        "{what} is no DataFrame of Spark, but an object of the type `{found}`",
        help="give what `spark.read.parquet(…)` or `spark.createDataFrame(…)` gives; other tables go into "
        "`policy.evaluate_table`",
    )
    zh: ClassVar[Texts] = Texts(
        "{what}不是`Spark`的`DataFrame`，而是`{found}`类型的对象",
        help="请给出`spark.read.parquet(…)`或`spark.createDataFrame(…)`的结果；其他的表请用`policy.evaluate_table`",
    )

    what: MessageValue
    found: str


class UnsupportedSparkType(UsageFinding):
    """A column of a type that tables of Arrow do not have."""

    code: ClassVar[str] = "U082"
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


class RulesAcross(UsageFinding):
    """Rules that look across applicants."""

    code: ClassVar[str] = "U083"
    en: ClassVar[Texts] = Texts(
        "`{policy}` has rules that look across applicants, and each would be settled by itself: {rules}",
        help="ask for `cohort=True`, which settles them together",
    )
    zh: ClassVar[Texts] = Texts(
        "`{policy}`有跨申请人的规则，而此处每个申请人单独结算：{rules}",
        help="请写`cohort=True`，一并结算",
    )

    policy: str
    rules: MessageValue


class OtherVersion(UsageFinding):
    """A policy that another version of this program sent."""

    code: ClassVar[str] = "U084"
    en: ClassVar[Texts] = Texts(
        "the policy was sent by ipdsl {other}, and this machine has ipdsl {own}",
        help="install one version on all machines of the cluster",
    )
    zh: ClassVar[Texts] = Texts(
        "政策由 ipdsl {other} 发出，而本机是 ipdsl {own}", help="请在集群的所有机器上安装同一版本"
    )

    other: str
    own: str


class LedgerTwice(UsageFinding):
    """The ledger as a table beside a column of it."""

    code: ClassVar[str] = "U085"
    en: ClassVar[Texts] = Texts(
        "the ledger is given twice: as the table `history`, and as the column `{field}` of the applicants",
        help="give one of the two; lines of both are put together with `union` of Spark beforehand",
    )
    zh: ClassVar[Texts] = Texts(
        "台账给出了两次：一是表`history`，一是申请人表的`{field}`列",
        help="请只给其中之一；两处都有的，请事先用`Spark`的`union`合并",
    )

    field: str
