"""Findings about promises and rules that are well formed and still wrong, doubtful, or worth a word. Codes P###."""

from __future__ import annotations

from typing import ClassVar

import attrs

from ipdsl.diagnostics.model import Diagnostic, Severity, Texts


@attrs.frozen(kw_only=True)
class NoEvent(Diagnostic):
    """A sentence in which nothing dates the claim."""

    code: ClassVar[str] = "P001"
    en: ClassVar[Texts] = Texts(
        "nothing dates this claim: `{record}` has no default event",
        "no event word",
        "add one of its event words: {events}",
    )
    record: str
    events: str


@attrs.frozen(kw_only=True)
class TwoEvents(Diagnostic):
    """Two event words in one sentence."""

    code: ClassVar[str] = "P002"
    en: ClassVar[Texts] = Texts(
        "two events in one sentence: `{first}` already dates the claim",
        "a second event",
        "keep the event that dates the claim; turn the other into a test of its date or a state",
    )
    first: str
    word: str


@attrs.frozen(kw_only=True)
class EventInside(Diagnostic):
    """An event word under `not` or `or`, where it cannot date a claim."""

    code: ClassVar[str] = "P003"
    en: ClassVar[Texts] = Texts(
        "the event `{word}` stands under `{inside}` and cannot date the claim",
        "an event",
        "let the event word stand by itself after the record; use a state or a yes/no field here",
    )
    word: str
    inside: str


@attrs.frozen(kw_only=True)
class RuleBeforeAward(Diagnostic):
    """A rule that stands before an award of its own block."""

    code: ClassVar[str] = "P004"
    en: ClassVar[Texts] = Texts(
        "the `{verb}` stands before an award of its block", "it would also bind line {line}", "{advice}"
    )
    verb: str
    line: int
    advice: str


@attrs.frozen(kw_only=True)
class BindsNobody(Diagnostic):
    """A rule or a `once per` that can never act."""

    code: ClassVar[str] = "P005"
    en: ClassVar[Texts] = Texts("the `{verb}` binds nobody: {why}", "binds nobody", "{advice}")
    verb: str
    why: str
    advice: str


@attrs.frozen(kw_only=True)
class NotBound(Diagnostic):
    """Beneficiaries that a rule over their award does not bind."""

    code: ClassVar[str] = "P006"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the `{verb}` does not bind {who}, who can also be paid under `{label}`",
        "binds only {bound}",
        "widen the key (`per applicant` binds everybody), narrow the award with `to`, or add a rule for them",
    )
    verb: str
    who: str
    label: str
    bound: str


@attrs.frozen(kw_only=True)
class HighestNeedsYear(Diagnostic):
    """`pay highest` without a year in its key."""

    code: ClassVar[str] = "P007"
    en: ClassVar[Texts] = Texts(
        "`pay highest` compares the claims of one year", "no `per year`", "add `per year` at the end of the line"
    )


@attrs.frozen(kw_only=True)
class NoCapOnRate(Diagnostic):
    """A rate without any bound."""

    code: ClassVar[str] = "P008"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "no cap on a rate", "grows without bound", "add `at most …`, a `cap` over it, or the line `uncapped` beneath it"
    )


@attrs.frozen(kw_only=True)
class TierHole(Diagnostic):
    """Values between two rows that no row pays."""

    code: ClassVar[str] = "P009"
    en: ClassVar[Texts] = Texts(
        "no row covers {hole}", "the row above the hole", "let the rows meet, or add an `otherwise` row"
    )
    hole: str


@attrs.frozen(kw_only=True)
class TierOverlap(Diagnostic):
    """Values that two rows claim."""

    code: ClassVar[str] = "P010"
    en: ClassVar[Texts] = Texts(
        "two rows cover {values}",
        "overlaps the row in line {line}",
        "`at least` and `between` include the number; let the rows meet",
    )
    values: str
    line: int


@attrs.frozen(kw_only=True)
class UnreachableRow(Diagnostic):
    """A row that earlier rows leave nothing to."""

    code: ClassVar[str] = "P011"
    en: ClassVar[Texts] = Texts(
        "this row is never reached",
        "earlier rows cover all of it",
        "rows are read from the top: put the higher threshold first",
    )


@attrs.frozen(kw_only=True)
class MemberTwice(Diagnostic):
    """A member with two rows."""

    code: ClassVar[str] = "P012"
    en: ClassVar[Texts] = Texts("`{word}` has two rows", "the second", "remove one of them")
    word: str


@attrs.frozen(kw_only=True)
class MembersMissing(Diagnostic):
    """Members without a row."""

    code: ClassVar[str] = "P013"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts(
        "no row for {members}: nothing is paid for them",
        "{count} members without a row",
        "add rows if they are meant to be paid",
    )
    members: str
    count: int


@attrs.frozen(kw_only=True)
class OtherwiseNotLast(Diagnostic):
    """Rows after `otherwise`."""

    code: ClassVar[str] = "P014"
    en: ClassVar[Texts] = Texts("`otherwise` is not the last row", "rows follow it", "move it to the end")


@attrs.frozen(kw_only=True)
class RowsAndBy(Diagnostic):
    """`by` without rows, or rows without `by`."""

    code: ClassVar[str] = "P015"
    en: ClassVar[Texts] = Texts("{what}", "{label}", "{advice}")
    what: str
    label: str
    advice: str


@attrs.frozen(kw_only=True)
class UpsideDown(Diagnostic):
    """An end before its beginning."""

    code: ClassVar[str] = "P016"
    en: ClassVar[Texts] = Texts("{what} ends before it begins", "{start} is after {end}", "exchange the two")
    what: str
    start: str
    end: str


@attrs.frozen(kw_only=True)
class IssuedLater(Diagnostic):
    """A document that takes effect before it was issued."""

    code: ClassVar[str] = "P017"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts("issued {issued}, in effect already from {start}", "in effect earlier", "")
    issued: str
    start: str


@attrs.frozen(kw_only=True)
class InformativePays(Diagnostic):
    """An article that is marked as promising nothing and promises something."""

    code: ClassVar[str] = "P018"
    en: ClassVar[Texts] = Texts(
        "article {number} is {mark} and yet holds {what}", "here", "remove the mark, or move the sentence"
    )
    number: str
    mark: str
    what: str


@attrs.frozen(kw_only=True)
class ConstantCondition(Diagnostic):
    """A condition that no fact changes."""

    code: ClassVar[str] = "P019"
    en: ClassVar[Texts] = Texts(
        "this condition is the same for everybody", "{why}", "name a field, an event, a state or a figure"
    )
    why: str


@attrs.frozen(kw_only=True)
class NothingToMatch(Diagnostic):
    """An obligation to match awards that are not there."""

    code: ClassVar[str] = "P020"
    en: ClassVar[Texts] = Texts(
        "there is nothing for `{who}` to match here",
        "no award to `{who}` in this block",
        "write it in the block of the award that is matched",
    )
    who: str


@attrs.frozen(kw_only=True)
class NothingToConvert(Diagnostic):
    """A conversion of an amount in which no field is a sum of money."""

    code: ClassVar[str] = "P021"
    en: ClassVar[Texts] = Texts(
        "there is nothing to convert", "{why}", "remove the line, or take the amount from a money field"
    )
    why: str


@attrs.frozen(kw_only=True)
class NotSettled(Diagnostic):
    """A construct of the language that this version reads but does not settle."""

    code: ClassVar[str] = "P022"
    en: ClassVar[Texts] = Texts(
        "`{what}` is not settled by this version",
        "read, but not computed",
        "remove it to evaluate the rest of the page",
    )
    what: str


@attrs.frozen(kw_only=True)
class RoundingStep(Diagnostic):
    """A rounding that the currency cannot pay."""

    code: ClassVar[str] = "P023"
    en: ClassVar[Texts] = Texts(
        "a rounding step is a whole number of {unit} {currency}", "not payable", "write {unit}, or a multiple of it"
    )
    unit: str
    currency: str


@attrs.frozen(kw_only=True)
class LineTwice(Diagnostic):
    """A line that may stand once stands twice."""

    code: ClassVar[str] = "P024"
    en: ClassVar[Texts] = Texts("a second `{word}` line", "the second", "keep one of them")
    word: str


@attrs.frozen(kw_only=True)
class LineNotHere(Diagnostic):
    """A line beneath a sentence to which it says nothing."""

    code: ClassVar[str] = "P025"
    en: ClassVar[Texts] = Texts("`{word}` says nothing {where}", "not here", "{advice}")
    word: str
    where: str
    advice: str


@attrs.frozen(kw_only=True)
class NoWindow(Diagnostic):
    """A policy that does not say when it is in effect."""

    code: ClassVar[str] = "P026"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the policy does not say when it is in effect",
        "no `effective` line",
        "add `effective D to D` or `effective from D`; without it every date counts",
    )


@attrs.frozen(kw_only=True)
class SetMismatch(Diagnostic):
    """`for each RECORD` with a sentence about other records."""

    code: ClassVar[str] = "P027"
    en: ClassVar[Texts] = Texts(
        "the amount is for each `{each}`, the sentence picks `{record}`",
        "another record",
        "name the same record in both places",
    )
    each: str
    record: str


@attrs.frozen(kw_only=True)
class CapNeedsYear(Diagnostic):
    """A cap from a yearly figure without a year in its key."""

    code: ClassVar[str] = "P028"
    en: ClassVar[Texts] = Texts(
        "a cap from a yearly figure needs a year", "no `per year`", "add `per year` at the end of the line"
    )


@attrs.frozen(kw_only=True)
class OutsideArticle(Diagnostic):
    """A promise or a rule of a policy that stands in no article."""

    code: ClassVar[str] = "P029"
    en: ClassVar[Texts] = Texts(
        "this {what} stands in no article",
        "no article to cite",
        "put it beneath an `article` line; a rule over all of them stands beneath `over policy`",
    )
    what: str


@attrs.frozen(kw_only=True)
class NoTrigger(Diagnostic):
    """An award that does not say when it is due."""

    code: ClassVar[str] = "P030"
    en: ClassVar[Texts] = Texts(
        "this award does not say when it is due", "no `when`, `while` or `each year`", "add `when RECORD EVENT`"
    )


@attrs.frozen(kw_only=True)
class Covers(Diagnostic):
    """What a rule reaches, in words."""

    code: ClassVar[str] = "P031"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts("`{rule}` covers {what}", "covers {count}", "")
    rule: str
    what: str
    count: str


@attrs.frozen(kw_only=True)
class DraftPage(Diagnostic):
    """A page without a policy line."""

    code: ClassVar[str] = "P032"
    severity: ClassVar[Severity] = Severity.NOTE
    en: ClassVar[Texts] = Texts(
        "a draft: the words of `{vocabulary}`, CNY, half up to 0.01, every date counts", "no `policy` line", ""
    )
    vocabulary: str


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class AlwaysOrNever(Diagnostic):
    """A count that every applicant has, or none."""

    code: ClassVar[str] = "P034"
    en: ClassVar[Texts] = Texts(
        "`has {op} 0` is {always} true", "no count changes it", "write `has at least 1 …` or `has no …`"
    )
    op: str
    always: str


@attrs.frozen(kw_only=True)
class BoundsMixed(Diagnostic):
    """A fixed sum with a limit of its own."""

    code: ClassVar[str] = "P035"
    en: ClassVar[Texts] = Texts(
        "a fixed sum needs no `at most`",
        "{value} at most {limit}",
        "`at most` limits a computed amount; `up to` alone is a ceiling",
    )
    value: str
    limit: str


@attrs.frozen(kw_only=True)
class NoFigure(Diagnostic):
    """An `each year` award that looks at no yearly figure."""

    code: ClassVar[str] = "P036"
    en: ClassVar[Texts] = Texts(
        "`each year` looks at yearly figures, this award names none",
        "no figure",
        "take the amount from a figure, or test one on an `if` line",
    )


@attrs.frozen(kw_only=True)
class NeverInWindow(Diagnostic):
    """A start outside the policy's own time."""

    code: ClassVar[str] = "P037"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the policy ends {end}: nothing is ever due from {start}", "after the end", "mend one of the dates"
    )
    start: str
    end: str


@attrs.frozen(kw_only=True)
class BadStatus(Diagnostic):
    """A status that the language does not know."""

    code: ClassVar[str] = "P038"
    en: ClassVar[Texts] = Texts("`{word}` is no status", "unknown", "the one status is `draft`")
    word: str


@attrs.frozen(kw_only=True)
class BadLanguage(Diagnostic):
    """A version of the language that this program does not read."""

    code: ClassVar[str] = "P039"
    en: ClassVar[Texts] = Texts(
        "language {version} is not known to this program", "it reads language 1", "write `language 1`"
    )
    version: int


@attrs.frozen(kw_only=True)
class HeadMismatch(Diagnostic):
    """Parts of a head that do not go together."""

    code: ClassVar[str] = "P040"
    en: ClassVar[Texts] = Texts("`{part}` does not go with `{other}`", "does not go together", "{advice}")
    part: str
    other: str
    advice: str


@attrs.frozen(kw_only=True)
class PluralOfOther(Diagnostic):
    """A limit that counts records which no award before it pays for."""

    code: ClassVar[str] = "P041"
    en: ClassVar[Texts] = Texts(
        "`{word}` counts `{record}`, and no award before it is about one",
        "none here",
        "name the records of the awards above, or write `items`",
    )
    word: str
    record: str


@attrs.frozen(kw_only=True)
class CaseWithout(Diagnostic):
    """A case that lacks a part."""

    code: ClassVar[str] = "P042"
    en: ClassVar[Texts] = Texts("the case {lacks}", "incomplete", "{advice}")
    lacks: str
    advice: str


@attrs.frozen(kw_only=True)
class NotOnThisPage(Diagnostic):
    """A line that belongs to another kind of page."""

    code: ClassVar[str] = "P043"
    en: ClassVar[Texts] = Texts("{what} does not belong on {page}", "not on this page", "{advice}")
    what: str
    page: str
    advice: str


@attrs.frozen(kw_only=True)
class KindMismatch(Diagnostic):
    """A narrower record that redefines what makes an item."""

    code: ClassVar[str] = "P044"
    en: ClassVar[Texts] = Texts(
        "`{record}` is a `{base}` and shares its {what}",
        "its own {what}",
        "remove the line; a narrower record is the same matter as its root",
    )
    record: str
    base: str
    what: str


@attrs.frozen(kw_only=True)
class NoKey(Diagnostic):
    """A record without a key."""

    code: ClassVar[str] = "P045"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "`{record}` has no key: nothing tells its items apart", "no `key` line", "add `key FIELD`"
    )
    record: str


@attrs.frozen(kw_only=True)
class TwoDefaults(Diagnostic):
    """Two default events in one record."""

    code: ClassVar[str] = "P046"
    en: ClassVar[Texts] = Texts("`{record}` has two default events", "the second", "mark one of them")
    record: str
