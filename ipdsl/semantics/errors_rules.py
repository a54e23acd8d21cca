"""Findings about rules that look over years, levels and applicants. Codes P060 to P079."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Texts, WordFinding
from ipdsl.diagnostics.phrase import Phrase


class CarryNeedsYear(Diagnostic):
    """Money is carried from year to year, and the cap knows no year."""

    code: ClassVar[str] = "P060"
    en: ClassVar[Texts] = Texts(
        "`carry forward` needs a cap of one year", "its cap has no `per year`", "add `per year` at the end of the cap"
    )
    zh: ClassVar[Texts] = Texts(
        "`可在后 … 年 内兑现`只能用于一年的最高金额", "其最高金额没有`每年`", "请在最高金额中写上`每年`"
    )


class CarryNotAlone(Diagnostic):
    """Another rule where a carrying cap must be the last and alone."""

    code: ClassVar[str] = "P061"
    en: ClassVar[Texts] = Texts("a cap that carries forward is the last rule over its claims", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("允许结转的最高金额应是约束同一申请的最后一条规则", "{why}", "{advice}")
    why: Phrase
    advice: Phrase


class ApplicantKindAsKey(WordFinding):
    """A kind of applicant as key of a rule that looks across applicants."""

    code: ClassVar[str] = "P062"
    en: ClassVar[Texts] = Texts(
        "`per {word}` parts the applicants, `{what}` counts them together", "each applicant by itself", "{advice}"
    )
    zh: ClassVar[Texts] = Texts(
        "`每个 {word}`把申请人分开计算，而`{what}`把各申请人合并计算", "每个申请人各自计算", "{advice}"
    )
    what: Phrase
    advice: Phrase


class SharedCapNotFixed(Diagnostic):
    """A cap over several applicants whose room belongs to one of them."""

    code: ClassVar[str] = "P063"
    en: ClassVar[Texts] = Texts("a cap across applicants is a fixed sum for all of them", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("各申请人合计的最高金额应为全体共用的固定金额", "{why}", "{advice}")
    why: Phrase
    advice: Phrase


class RuleWithoutKey(Diagnostic):
    """A rule about the same thing, which does not say of what."""

    code: ClassVar[str] = "P064"
    en: ClassVar[Texts] = Texts(
        "`{verb}` does not say of what", "no key", "name what must be the same, such as `{verb} per matter`"
    )
    zh: ClassVar[Texts] = Texts("`{verb}`没有写明同一什么", "没有归并项", "请写明相同的是什么，例如`同一 事项 {verb}`")
    verb: Phrase


class RankNeedsTies(Diagnostic):
    """A ranking that does not say what becomes of equals."""

    code: ClassVar[str] = "P065"
    en: ClassVar[Texts] = Texts(
        "nothing says what equals in the ranking by `{figure}` are paid",
        "no tie rule",
        "write `ties share the rank` beneath the ranks",
    )
    zh: ClassVar[Texts] = Texts(
        "按`{figure}`排名，没有写明并列者如何奖励", "没有并列规则", "请在各名次之下写`并列同名次`"
    )
    figure: str


class RankNeedsYear(Diagnostic):
    """A ranking that does not say of which time."""

    code: ClassVar[str] = "P066"
    en: ClassVar[Texts] = Texts(
        "a ranking is made for each year", "no `per year`", "write `by rank of {figure} per year among …`"
    )
    zh: ClassVar[Texts] = Texts("排名按年度进行", "没有`每年`", "请写`对 每年 {figure} 排名 的 …`")
    figure: str


class SuspensionWithoutEffect(Diagnostic):
    """A suspension of applicants who are paid nothing here."""

    code: ClassVar[str] = "P067"
    en: ClassVar[Texts] = Texts(
        "`suspend {who}` reaches nobody", "the awards before it are paid to {paid}", "name a kind that they pay"
    )
    zh: ClassVar[Texts] = Texts("对`{who}`的`当年不予奖励`涉及不到任何人", "其前的奖励给{paid}", "请写这些奖励的对象")
    who: str
    paid: Phrase


class ExceptionWithoutEffect(Diagnostic):
    """An exception that takes nothing out of its rule."""

    code: ClassVar[str] = "P068"
    en: ClassVar[Texts] = Texts(
        "this exception spares nothing", "no award of {what} stands under the rule", "remove it, or name what is meant"
    )
    zh: ClassVar[Texts] = Texts("这个除外没有排除任何奖励", "规则之下没有{what}的奖励", "请删去，或写明应排除的奖励")
    what: Phrase


class EmptyTransition(Diagnostic):
    """A transition for a year or articles without a claim."""

    code: ClassVar[str] = "P069"
    en: ClassVar[Texts] = Texts("nothing is left to the older document", "{why}", "{advice}")
    zh: ClassVar[Texts] = Texts("没有任何事项留给以前的文件", "{why}", "{advice}")
    why: Phrase
    advice: Phrase


class TwoStandards(Diagnostic):
    """Two rules raise an award to an older standard, and do not take the same for its matter."""

    code: ClassVar[str] = "P074"
    en: ClassVar[Texts] = Texts(
        "`{award}` is raised twice: to the older standard of {one}, and to that of {other}",
        "another matter than the rule before it",
        "let both ask for the same matter, or spare the award in one of them with `except`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{award}`两次提高到以前的标准：一次是{one}，一次是{other}",
        "所指事项与前一条规则不同",
        "请让两条规则按同一事项，或在其中一条中以`除外`排除这项奖励",
    )
    award: str
    one: Phrase
    other: Phrase
