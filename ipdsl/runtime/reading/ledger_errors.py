"""Findings about ledgers: files of another policy or applicant, edited ones, lines that do not fit. R060 to R076."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Severity, Texts
from ipdsl.diagnostics.phrase import MessageValue, Phrase


class LedgerOfOtherPolicy(Diagnostic):
    """A ledger that another policy wrote."""

    code: ClassVar[str] = "R060"
    en: ClassVar[Texts] = Texts(
        "this ledger is of `{found}`, and the policy is `{policy}`",
        help="give the ledger of this policy; what another document paid stands in the facts, under `history`",
    )
    zh: ClassVar[Texts] = Texts(
        "这份台账属于`{found}`，而政策是`{policy}`", help="请给出本政策的台账；其他文件已兑现的，写在事实的`history`中"
    )

    found: str
    policy: str


class LedgerOfOtherCurrency(Diagnostic):
    """A ledger whose sums are of another currency."""

    code: ClassVar[str] = "R061"
    en: ClassVar[Texts] = Texts(
        "this ledger counts in {found}, and the policy in {currency}",
        help="give a ledger that the policy wrote in its own currency",
    )
    zh: ClassVar[Texts] = Texts("这份台账以{found}计，而政策以{currency}计", help="请给出本政策以其币种写出的台账")

    found: str
    currency: str


class DuplicateHistory(Diagnostic):
    """The facts state a history, and a ledger is given beside them."""

    code: ClassVar[str] = "R062"
    en: ClassVar[Texts] = Texts(
        "the facts state a history of their own, and a ledger is given beside them",
        help="add the lines of the facts to the ledger, or leave one of the two out",
    )
    zh: ClassVar[Texts] = Texts("事实中已有历史，又另给了台账", help="请把事实中的各行并入台账，或只用其中一个")


class FutureLine(Diagnostic):
    """A line that speaks of a day after the as-of date."""

    code: ClassVar[str] = "R063"
    en: ClassVar[Texts] = Texts(
        "the line tells of {when}, after the as-of date {as_of}",
        help="settle as of a later day, or leave the {what} out",
    )
    zh: ClassVar[Texts] = Texts("这一行记载的是{when}，在截至日{as_of}之后", help="请以较晚的日期结算，或去掉{what}")

    when: MessageValue
    as_of: str
    what: Phrase = Phrase("line", "这一行")


class CarryWithoutCap(Diagnostic):
    """A line carries money, and no cap over its clause carries forward."""

    code: ClassVar[str] = "R065"
    en: ClassVar[Texts] = Texts(
        "{carried} is carried under `{clause}`, and no cap over it carries forward",
        help="correct the clause; where the cap is no more, set `carried` to 0 and tell the sum under `lapsed`",
    )
    zh: ClassVar[Texts] = Texts(
        "条款`{clause}`结转{carried}，而它的最高金额都不允许结转",
        help="请改正条款；最高金额已不存在的，请把`carried`写为0，并把该金额写入`lapsed`",
    )

    carried: str
    clause: str


class LedgerForm(Diagnostic):
    """A ledger in a form that this version does not read."""

    code: ClassVar[str] = "R066"
    en: ClassVar[Texts] = Texts(
        "the ledger has the form {found}, and this version reads the forms {known}",
        help="use the version of ipdsl that wrote it, or a newer one",
    )
    zh: ClassVar[Texts] = Texts(
        "台账的格式是{found}，而本版本读取的格式是{known}", help="请使用写出该台账的 ipdsl 版本，或更新的版本"
    )

    found: str
    known: Phrase


class LedgerOfOtherApplicant(Diagnostic):
    """The ledger of another applicant."""

    code: ClassVar[str] = "R067"
    en: ClassVar[Texts] = Texts(
        "this ledger is of applicant `{found}`, and the facts are of `{applicant}`",
        help="give the ledger of this applicant",
    )
    zh: ClassVar[Texts] = Texts("这份台账属于申请人`{found}`，而事实属于`{applicant}`", help="请给出该申请人的台账")

    found: str
    applicant: str


class VanishedLabel(Diagnostic):
    """A label of the ledger that the policy has no more."""

    code: ClassVar[str] = "R068"
    en: ClassVar[Texts] = Texts(
        "the ledger has {lines} under `{word}`, and {policy} has no such clause",
        help="keep the label, or write the new one into the ledger; else what was paid under it is forgotten",
    )
    zh: ClassVar[Texts] = Texts(
        "台账有{lines}记在`{word}`之下，而`{policy}`没有这个条款",
        help="请保留原条款名，或把新的条款名写入台账；否则此前的兑现不再计入",
    )

    word: str
    lines: Phrase
    policy: str


class VanishedRule(Diagnostic):
    """A rule that the ledger charged or topped up, and that the policy has no more."""

    code: ClassVar[str] = "R069"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the ledger has {lines} under the rule `{word}`, and {policy} has no such rule",
        help="what was counted there is forgotten; the name is made of the block's label, the verb and the keys",
    )
    zh: ClassVar[Texts] = Texts(
        "台账有{lines}记在规则`{word}`之下，而`{policy}`没有这条规则",
        help="记在那里的不再计入；规则名由所在部分的名称、规则和归并项组成",
    )

    word: str
    lines: Phrase
    policy: str


class ChangedCap(Diagnostic):
    """A cap that is another than the one under which the ledger was written."""

    code: ClassVar[str] = "R091"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the cap `{cap}` {how}",
        help="what is settled stands; what comes late of these years, and `--reopen`, meets the cap as it is now: where"
        " the old cap stays with the old years, write each clause with its cap in a group of its own",
    )
    zh: ClassVar[Texts] = Texts(
        "最高金额`{cap}`{how}",
        help="已结算的不变；这些年度迟到的事项，以及`--reopen`，按现在的最高金额计算：旧最高金额仍适用于旧年度的，请把每个条款连同其最高金额各放一组",
    )

    cap: MessageValue
    how: Phrase


class LineOutsideClauseYears(Diagnostic):
    """A line with money of a year in which the policy pays nothing."""

    code: ClassVar[str] = "R070"
    en: ClassVar[Texts] = Texts(
        "the line tells of {when}, and `{clause}` pays {time}",
        help="correct the year; what another document paid names it under `policy`",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行记载的是{when}，而`{clause}`的奖励时间是{time}",
        help="请改正年度；其他文件兑现的，在`policy`中写明该文件",
    )

    when: MessageValue
    clause: str
    time: Phrase


class LineOfOtherApplicant(Diagnostic):
    """A line of another applicant among the facts of one."""

    code: ClassVar[str] = "R071"
    en: ClassVar[Texts] = Texts(
        "the line is of applicant `{found}`, and the facts are of `{applicant}`",
        help="correct the applicant or take the line out; a ledger of many applicants is given with `--history FILE`",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行属于申请人`{found}`，而事实属于`{applicant}`",
        help="请改正申请人，或去掉这一行；多个申请人的台账用`--history FILE`给出",
    )

    found: str
    applicant: str


class SimilarPolicyName(Diagnostic):
    """A line under a clause of this policy, of a policy that is called nearly the same."""

    code: ClassVar[str] = "R072"
    en: ClassVar[Texts] = Texts(
        "the line is of `{word}`, and `{clause}` is a clause of this policy, `{policy}`",
        help="write `{policy}`, or leave `policy` out; where it is another document, name that by its number",
    )
    zh: ClassVar[Texts] = Texts(
        "这一行写的政策是`{word}`，而`{clause}`是本政策`{policy}`的条款",
        help="请写`{policy}`，或不写`policy`；确是另一文件的，请写其文号",
    )

    word: str
    clause: str
    policy: str


class ModifiedLedgerLine(Diagnostic):
    """A line whose digest does not follow from it and from the line before."""

    code: ClassVar[str] = "R074"
    en: ClassVar[Texts] = Texts(
        "line {number} of the ledger ({event}) is not as it was written, or does not follow the one before",
        help="give the file as it was written, or say who answers for the change: `--accept-modified-ledger NAME`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账第{number}行（{event}）与写出时不同，或与前一行不衔接",
        help="请给出原样的文件，或写明由谁对改动负责：`--accept-modified-ledger NAME`",
    )

    number: str
    event: str


class LedgerIncomplete(Diagnostic):
    """A ledger with more or fewer lines than its head tells, or with other sums."""

    code: ClassVar[str] = "R075"
    en: ClassVar[Texts] = Texts(
        "the ledger was written with {told}, and has {found}",
        help="give the file as it was written, or say who answers for the change: `--accept-modified-ledger NAME`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账写出时为{told}，现有{found}",
        help="请给出原样的文件，或写明由谁对改动负责：`--accept-modified-ledger NAME`",
    )

    told: MessageValue
    found: Phrase


class LedgerLacksPart(Diagnostic):
    """A ledger with digests whose head has lost a part that every written ledger has."""

    code: ClassVar[str] = "R076"
    en: ClassVar[Texts] = Texts(
        "the ledger has no `{part}`, and every ledger that ipdsl writes has one",
        help="give the file as it was written, or say who answers for the change: `--accept-modified-ledger NAME`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账缺少`{part}`，而 ipdsl 写出的台账都有这一项",
        help="请给出原样的文件，或写明由谁对改动负责：`--accept-modified-ledger NAME`",
    )

    part: str
