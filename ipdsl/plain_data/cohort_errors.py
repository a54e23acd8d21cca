"""Findings about a cohort (R082 to R086), and about a run and its ledger together (R120 to R127).

Findings about a cohort: R082 to R086.

Findings about the applicants of a run and of its ledger together: R120 to R127.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Severity, Texts
from ipdsl.base.findings.phrase import MessageValue, Phrase


class DuplicateApplicant(Diagnostic, code="R082"):
    """An applicant occurs twice in a cohort or a table."""

    en: ClassVar[Texts] = Texts(
        "applicant `{applicant}` occurs twice in {among}; other place: {other}",
        help="put its records into one set of facts, because rules by applicant need all of them",
    )
    zh: ClassVar[Texts] = Texts(
        "申请人`{applicant}`在{among}中出现两次；另一处是`{other}`",
        help="请把其记录合并到一份事实中：按申请人计算的规则才能看到全部记录",
    )

    applicant: str
    other: MessageValue = Phrase("another set of facts", "另一份事实")
    among: Phrase = Phrase("the cohort", "同批")


class QuotaExceeded(Diagnostic, code="R083"):
    """The bureau's list exceeds its quota."""

    en: ClassVar[Texts] = Texts(
        "{count} are selected, but `{quota}` allows {number} ({key}): {items}",
        help="delete the records that were not selected, or correct the day of the selection",
    )
    zh: ClassVar[Texts] = Texts(
        "入选{count}个，而`{quota}`只允许{number}个（{key}）：{items}", help="请把未入选的从事实中去掉，或改正入选日期"
    )

    quota: str
    key: MessageValue
    number: int
    count: int
    items: MessageValue


class EmptyCohort(Diagnostic, code="R084"):
    """A cohort without applicants."""

    en: ClassVar[Texts] = Texts(
        "{holder} no applicants",
        help="give files with facts: one applicant per file, a list, or one applicant per line",
    )
    zh: ClassVar[Texts] = Texts("{holder}没有申请人", help="请给出事实文件：每个文件一个申请人，或一个列表，或每行一个")

    holder: Phrase = Phrase("the cohort has", "同批")


class ContradictoryRank(Diagnostic, code="R085"):
    """A published rank that contradicts another applicant's rank or figure."""

    en: ClassVar[Texts] = Texts(
        "{place} by `{figure}` in {year} of `{applicant}` is impossible: {because}",
        help="correct the place or the figure, or delete the place: the cohort determines it by all figures",
    )
    zh: ClassVar[Texts] = Texts(
        "`{applicant}`在{year}年按`{figure}`的{place}不成立：{because}",
        help="请改正名次或数据；也可以不填名次，由同批各申请人的数据得出",
    )

    applicant: str
    figure: str
    year: int
    place: Phrase
    because: Phrase


class BrokenLine(Diagnostic, code="R086"):
    """A line, in a file with one applicant per line, that is not one complete object."""

    en: ClassVar[Texts] = Texts(
        "line {line} is not a complete JSON object: {problem}",
        help="the file has one applicant per line: write the whole object in one line",
    )
    zh: ClassVar[Texts] = Texts(
        "第{line}行不是完整的 JSON 对象：{problem}",
        help="此文件每行一个申请人：请在一行之内写全，从第一个花括号到最后一个",
    )

    line: int
    problem: Phrase


class ContradictoryPlace(Diagnostic, code="R097"):
    """A published rank of a record that is ahead of records with more."""

    en: ClassVar[Texts] = Texts(
        "rank {rank} of `{item}` of `{applicant}` under `{name}` is impossible: the cohort ranks {ahead} before it",
        help="correct the published rank, or the facts of the records",
    )
    zh: ClassVar[Texts] = Texts(
        "`{applicant}`的`{item}`在`{name}`下不可能是第{rank}名：同批中有{ahead}个在前",
        help="请改正公布的名次，或各记录的事实",
    )

    applicant: str
    item: str
    name: str
    rank: int
    ahead: int


class LedgerOfOtherRegister(Diagnostic, code="R120"):
    """The ledger has no applicant of this run, or hardly any."""

    en: ClassVar[Texts] = Texts(
        "the ledger has {recorded} applicants, and {known} of the {present} applicants of this run",
        help="give the ledger of this register. If these are new applicants, confirm it with `--new-applicants`",
    )
    zh: ClassVar[Texts] = Texts(
        "台账中有{recorded}个申请人，而本次的{present}个申请人中只有{known}个在台账中",
        help="请给出这一批申请人的台账；确为新申请人的，请用`--new-applicants`确认",
    )

    recorded: int
    known: int
    present: int


class RenamedApplicant(Diagnostic, code="R121"):
    """A new applicant that is very likely an absent applicant of the ledger under another id."""

    en: ClassVar[Texts] = Texts(
        "`{applicant}` is not in the ledger, and `{other}` of the ledger is not in this run: {because}",
        help="correct the id. If the applicant was renamed, add `--renamed '{other}={applicant}'`; if these are two "
        "applicants, `--apart '{other}={applicant}'`",
    )
    zh: ClassVar[Texts] = Texts(
        "`{applicant}`不在台账中，而台账中的`{other}`不在本次申请人中：{because}",
        help="请改正编号；申请人更名的，请加上`--renamed '{other}={applicant}'`；确为两个申请人的，请加上"
        "`--apart '{other}={applicant}'`",
    )

    applicant: str
    other: str
    because: MessageValue


class PossiblyRenamedApplicant(RenamedApplicant, code="R122", severity=Severity.WARNING):
    """A new applicant that may be an applicant of the ledger under another id."""

    en: ClassVar[Texts] = Texts(
        "`{applicant}`, which is not in the ledger, may be `{other}` of the ledger: {because}",
        help=RenamedApplicant.en.help,
    )
    zh: ClassVar[Texts] = Texts(
        "`{applicant}`不在台账中，可能就是台账中的`{other}`：{because}", help=RenamedApplicant.zh.help
    )


class ItemsOfSeveralApplicants(Diagnostic, code="R123", severity=Severity.WARNING):
    """Items that were paid to several applicants under one award."""

    en: ClassVar[Texts] = Texts(
        "items under `{award}` that several applicants were paid for: {number}, {sum} in all ({applicants})",
        help="if the article pays an item once, let one of the applicants state it; if it pays each of them, add a "
        "`reading` under the award that quotes `R123`",
    )
    zh: ClassVar[Texts] = Texts(
        "“{award}”有{number}项分别向多个申请人兑现，合计{sum}（{applicants}）",
        help="该条对同一事项只兑现一次的，请只由其中一个申请人申报；分别兑现的，请在该奖励之下写明`理解`，并引用`R123`",
    )

    award: MessageValue
    number: int
    sum: MessageValue
    applicants: Phrase


class WrongCheckDigits(Diagnostic, code="R124", severity=Severity.WARNING):
    """Ids with a wrong check digit among ids of one code."""

    en: ClassVar[Texts] = Texts(
        "the ids are {kind}, and some have a wrong length or check digit: {ids}",
        help="compare the ids with the documents of the applicants",
    )
    zh: ClassVar[Texts] = Texts("编号为{kind}，其中有位数或校验码不符的：{ids}", help="请与申请人的证照核对")

    kind: Phrase
    ids: Phrase


class ItemsNumberedByApplicants(Diagnostic, code="R125", severity=Severity.NOTE):
    """Awards whose items each applicant numbers for itself."""

    en: ClassVar[Texts] = Texts(
        "each applicant numbers its own items under {awards}: equal items of several applicants are not reported",
        help="state the number of the document, such as the number of the patent or the contract",
    )
    zh: ClassVar[Texts] = Texts(
        "{awards}的事项由各申请人自行编号：不同申请人的相同事项不予提示", help="请填写证书、合同等文件上的编号"
    )

    awards: Phrase


class ImpossibleAnswer(Diagnostic, code="R126"):
    """An answer about two ids that does not fit the ledger and the facts."""

    en: ClassVar[Texts] = Texts(
        "`{answer}` is impossible: {because}", help="write the id of the ledger before `=`, and the new id after it"
    )
    zh: ClassVar[Texts] = Texts("`{answer}`不成立：{because}", help="请在`=`之前写台账中的编号，在`=`之后写新的编号")

    answer: MessageValue
    because: Phrase


class LedgerOfOtherNumber(Diagnostic, code="R127"):
    """A ledger that does not have the requested number."""

    en: ClassVar[Texts] = Texts(
        "the number of the ledger is {found}, not {wanted}",
        help="give the ledger of the last run: its number is in its head and on the letters",
    )
    zh: ClassVar[Texts] = Texts(
        "台账编号为{found}，而不是{wanted}", help="请给出上一次结算的台账：其编号在首部和通知书上"
    )

    found: MessageValue
    wanted: MessageValue


NOT_STATED = Phrase("not stated", "未写明")
"""In place of the number, for a ledger without a number."""
