"""Findings about ledgers: files of another policy or applicant, edited ones, lines that do not fit. R060 to R075."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Severity, Texts


class LedgerOfOtherPolicy(Diagnostic):
    """A ledger that another policy wrote."""

    code: ClassVar[str] = "R060"
    en: ClassVar[Texts] = Texts(
        "this ledger is of `{found}`, and the policy is `{policy}`",
        help="give the ledger of this policy; what another document paid stands in the facts, under `history`",
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

    found: str
    currency: str


class HistoryTwice(Diagnostic):
    """The facts state a history, and a ledger is given beside them."""

    code: ClassVar[str] = "R062"
    en: ClassVar[Texts] = Texts(
        "the facts state a history of their own, and a ledger is given beside them",
        help="add the lines of the facts to the ledger, or leave one of the two out",
    )


class FutureLine(Diagnostic):
    """A line that speaks of a day after the as-of date."""

    code: ClassVar[str] = "R063"
    en: ClassVar[Texts] = Texts(
        "the line tells of {when}, after the as-of date {as_of}",
        help="settle as of a later day, or leave the {what} out",
    )

    when: str
    as_of: str
    what: str = "line"


class UnknownRung(Diagnostic):
    """A line with a rung under a rule that the policy does not have."""

    code: ClassVar[str] = "R064"
    en: ClassVar[Texts] = Texts("{policy} has no top-up `{word}`", help="{advice}")

    policy: str
    word: str
    advice: str


class CarriedNowhere(Diagnostic):
    """A line carries money, and no cap over its clause carries forward."""

    code: ClassVar[str] = "R065"
    en: ClassVar[Texts] = Texts(
        "{carried} is carried under `{clause}`, and no cap over it carries forward",
        help="correct the clause; where the cap is no more, set `carried` to 0 and tell the sum under `lapsed`",
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

    found: str
    known: str


class LedgerOfOtherApplicant(Diagnostic):
    """The ledger of another applicant."""

    code: ClassVar[str] = "R067"
    en: ClassVar[Texts] = Texts(
        "this ledger is of applicant `{found}`, and the facts are of `{applicant}`",
        help="give the ledger of this applicant",
    )

    found: str
    applicant: str


class VanishedLabel(Diagnostic):
    """A label of the ledger that the policy has no more."""

    code: ClassVar[str] = "R068"
    en: ClassVar[Texts] = Texts(
        "the ledger has {lines} under `{word}`, and {policy} has no such clause",
        help="keep the label, or write the new one into the ledger; else what was paid under it is forgotten",
    )

    word: str
    lines: str
    policy: str


class VanishedRule(Diagnostic):
    """A rule that the ledger charged or topped up, and that the policy has no more."""

    code: ClassVar[str] = "R069"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the ledger has {lines} under the rule `{word}`, and {policy} has no such rule",
        help="what was counted there is forgotten; the name is made of the block's label, the verb and the keys",
    )

    word: str
    lines: str
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

    cap: str
    how: str


class LineOutsideTime(Diagnostic):
    """A line with money of a year in which the policy pays nothing."""

    code: ClassVar[str] = "R070"
    en: ClassVar[Texts] = Texts(
        "the line tells of {when}, and `{clause}` pays {time}",
        help="correct the year; what another document paid names it under `policy`",
    )

    when: str
    clause: str
    time: str


class LineOfOtherApplicant(Diagnostic):
    """A line of another applicant among the facts of one."""

    code: ClassVar[str] = "R071"
    en: ClassVar[Texts] = Texts(
        "the line is of applicant `{found}`, and the facts are of `{applicant}`",
        help="correct the applicant or take the line out; a ledger of many applicants is given with `--history FILE`",
    )

    found: str
    applicant: str


class PolicyNearlyThis(Diagnostic):
    """A line under a clause of this policy, of a policy that is called nearly the same."""

    code: ClassVar[str] = "R072"
    en: ClassVar[Texts] = Texts(
        "the line is of `{word}`, and `{clause}` is a clause of this policy, `{policy}`",
        help="write `{policy}`, or leave `policy` out; where it is another document, name that by its number",
    )

    word: str
    clause: str
    policy: str


class LineEdited(Diagnostic):
    """A line whose digest does not follow from it and from the line before."""

    code: ClassVar[str] = "R074"
    en: ClassVar[Texts] = Texts(
        "line {number} of the ledger ({event}) is not as it was written, or does not follow the one before",
        help="give the file as it was written, or say who answers for the change: `--accept-edited WHO`",
    )

    number: str
    event: str


class LedgerIncomplete(Diagnostic):
    """A ledger with more or fewer lines than its head tells, or with other sums."""

    code: ClassVar[str] = "R075"
    en: ClassVar[Texts] = Texts(
        "the head of the ledger tells of {told}, and the file has {found}",
        help="give the file as it was written, or say who answers for the change: `--accept-edited WHO`",
    )

    told: str
    found: str
