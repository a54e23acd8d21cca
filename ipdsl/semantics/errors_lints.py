"""Warnings and notes: what is well formed and still doubtful, or worth a word. Codes P###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Severity, Texts


class NotBound(Diagnostic):
    """Beneficiaries that a rule over their award does not bind."""

    code: ClassVar[str] = "P006"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the `{verb}` does not bind {who}, who can also be paid under {labels}",
        "binds only {bound}",
        "widen the key (`per applicant` binds everybody), narrow the award with `to`, or add a rule for them; "
        "where it is meant, say so in a `reading` beneath the rule",
    )
    verb: str
    who: str
    labels: str
    bound: str


class NoCapOnRate(Diagnostic):
    """A sum that follows the facts without any bound."""

    code: ClassVar[str] = "P008"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "nothing bounds this sum",
        "grows with {words} without end",
        "add `at most …`, a `cap` over it, or the line `uncapped` beneath it",
    )
    words: str


class NothingSum(Diagnostic):
    """A sum that is 0 whatever the facts say."""

    code: ClassVar[str] = "P071"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "this sum is always 0",
        "nothing is ever paid",
        "{advice}",
    )
    advice: str = "write the sum that is meant; what is not paid needs no award"


class ManyTimes(Diagnostic):
    """A share of ten times its base, or more: a slip of decimals, mostly."""

    code: ClassVar[str] = "P073"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "{rate}% is {times} times the sum that it is taken of",
        "{times} times",
        "see whether the decimals are meant so",
    )
    rate: str
    times: str


class MembersMissing(Diagnostic):
    """Members without a row."""

    code: ClassVar[str] = "P013"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts(
        "no row for {members}: nothing is paid there",
        "{count} without a row",
        "add rows if they are meant to be paid",
    )
    members: str
    count: str


class IssuedLater(Diagnostic):
    """A document that takes effect before it was issued."""

    code: ClassVar[str] = "P017"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts("issued {issued}, in effect already from {start}", "in effect earlier", "")
    issued: str
    start: str


class NoWindow(Diagnostic):
    """A policy that does not say when it is in effect."""

    code: ClassVar[str] = "P026"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the policy does not say when it is in effect",
        "no `effective` line",
        "add `effective D to D` or `effective from D`; without it every date counts",
    )


class Covers(Diagnostic):
    """What a rule reaches, in words."""

    code: ClassVar[str] = "P031"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts("`{rule}` covers {what}", "covers {count}", "")
    rule: str
    what: str
    count: str


class DraftPage(Diagnostic):
    """A page without a policy line."""

    code: ClassVar[str] = "P032"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts(
        "a draft: the words of `{vocabulary}`, CNY, half up to 0.01, every date counts", "no `policy` line", ""
    )
    vocabulary: str


class MayStack(Diagnostic):
    """Two ladders for one event, with nothing said about both."""

    code: ClassVar[str] = "P033"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts(
        "two ladders pay for `{record} {event}`: both can be paid",
        "the second",
        "say so with `pay each`, or choose with `pay highest per … per year`",
    )
    record: str
    event: str


class PaidAgain(Diagnostic):
    """An award that was split by a day in mid-window, each part with a `once` of its own."""

    code: ClassVar[str] = "P075"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "what `{earlier}` paid once before {start} may be paid once again by `{label}`",
        "goes on from {start}, with a `once` of its own",
        "to pay it once in all, put both in a group and write `no repeat {keys}` beneath them; a `reading` beneath this"
        " award says that it is meant",
    )
    label: str
    earlier: str
    start: str
    keys: str


class NeverInWindow(Diagnostic):
    """A start outside the policy's own time."""

    code: ClassVar[str] = "P037"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the policy ends {end}: nothing is ever due from {start}", "after the end", "mend one of the dates"
    )
    start: str
    end: str


class NoKey(Diagnostic):
    """A record without a key."""

    code: ClassVar[str] = "P045"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "`{record}` has no key: nothing tells its items apart", "no `key` line", "add `key FIELD`"
    )
    record: str


class OwnKey(Diagnostic):
    """A record whose whole key is a record of its own kind."""

    code: ClassVar[str] = "P070"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "each `{record}` is told apart by a `{record}`: that explains itself by itself",
        "a record of the kind that it is the key of",
        "write `{field} text` if it is a name or a number; if it is another `{record}`, to which this one belongs, "
        "add what tells those that belong to one apart: `key {field}, number`",
    )
    record: str
    field: str


class NothingLeft(Diagnostic):
    """A rule that leaves nothing of the awards it binds."""

    code: ClassVar[str] = "P047"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "a `{verb}` of 0 leaves nothing of the awards before it", "nothing is paid", "write the number that is meant"
    )
    verb: str


class NothingPromised(Diagnostic):
    """An article with no sentence that computes anything, and no mark that says so."""

    code: ClassVar[str] = "P048"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts(
        "article `{number}` promises nothing",
        "no sentence beneath it",
        "write what it provides, or mark it `informative`",
    )
    number: str
