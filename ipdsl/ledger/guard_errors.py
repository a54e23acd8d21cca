"""Findings about the applicants of a run and of its ledger together: R120 to R127."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, Severity, Texts
from ipdsl.base.findings.phrase import MessageValue, Phrase


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
"""In place of the number of a ledger that has none."""
