"""Findings about promises and rules that are well formed and cannot be meant. Codes P###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import AboutWord, Diagnostic, Texts


class NoEvent(Diagnostic):
    """A sentence in which nothing dates the claim."""

    code: ClassVar[str] = "P001"
    en: ClassVar[Texts] = Texts(
        "nothing dates this claim: `{record}` has no default event",
        "no event word",
        "{advice}",
    )
    record: str
    advice: str


class TwoEvents(AboutWord):
    """Two event words in one sentence."""

    code: ClassVar[str] = "P002"
    en: ClassVar[Texts] = Texts(
        "two events in one sentence: `{first}` already dates the claim",
        "a second event",
        "keep the event that dates the claim; turn the other into a test of its date or a state",
    )
    first: str


class EventInside(AboutWord):
    """An event word under `not` or `or`, where it cannot date a claim."""

    code: ClassVar[str] = "P003"
    en: ClassVar[Texts] = Texts(
        "the event `{word}` stands under `{inside}` and cannot date the claim",
        "an event",
        "let the event word stand by itself after the record; use a state or a yes/no field here",
    )
    inside: str


class RuleBeforeAward(Diagnostic):
    """A rule that stands before an award of its own block."""

    code: ClassVar[str] = "P004"
    en: ClassVar[Texts] = Texts(
        "the `{verb}` stands before an award of its block", "it would also bind line {line}", "{advice}"
    )
    verb: str
    line: int
    advice: str


class BindsNobody(Diagnostic):
    """A rule or a `once per` that can never act."""

    code: ClassVar[str] = "P005"
    en: ClassVar[Texts] = Texts("the `{verb}` binds nobody: {why}", "binds nobody", "{advice}")
    verb: str
    why: str
    advice: str


class HighestNeedsYear(Diagnostic):
    """`pay highest` without a year in its key."""

    code: ClassVar[str] = "P007"
    en: ClassVar[Texts] = Texts(
        "`pay highest` compares the claims of one year", "no `per year`", "add `per year` at the end of the line"
    )


class TierHole(Diagnostic):
    """Values between two rows that no row pays."""

    code: ClassVar[str] = "P009"
    en: ClassVar[Texts] = Texts(
        "no row covers {hole}", "the row above the hole", "let the rows meet, or add an `otherwise` row"
    )
    hole: str


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


class UnreachableRow(Diagnostic):
    """A row that earlier rows leave nothing to."""

    code: ClassVar[str] = "P011"
    en: ClassVar[Texts] = Texts(
        "this row is never reached",
        "earlier rows cover all of it",
        "rows are read from the top: put the higher threshold first",
    )


class MemberTwice(AboutWord):
    """A member with two rows."""

    code: ClassVar[str] = "P012"
    en: ClassVar[Texts] = Texts("`{word}` has two rows", "the second", "remove one of them")


class OtherwiseNotLast(Diagnostic):
    """Rows after `otherwise`."""

    code: ClassVar[str] = "P014"
    en: ClassVar[Texts] = Texts("`otherwise` is not the last row", "rows follow it", "move it to the end")


class ConstantCondition(Diagnostic):
    """A condition that no fact changes."""

    code: ClassVar[str] = "P019"
    en: ClassVar[Texts] = Texts(
        "this condition is the same for everybody", "{why}", "name a field, an event, a state or a figure"
    )
    why: str


class NothingToMatch(Diagnostic):
    """An obligation to match awards that are not there."""

    code: ClassVar[str] = "P020"
    en: ClassVar[Texts] = Texts(
        "there is nothing for `{who}` to match here",
        "no award to `{who}` in this block",
        "write it in the block of the award that is matched",
    )
    who: str


class NothingToConvert(Diagnostic):
    """A conversion of an amount in which no field is a sum of money."""

    code: ClassVar[str] = "P021"
    en: ClassVar[Texts] = Texts(
        "there is nothing to convert", "{why}", "remove the line, or take the amount from a money field"
    )
    why: str


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


class CapNeedsYear(Diagnostic):
    """A cap from a yearly figure without a year in its key."""

    code: ClassVar[str] = "P028"
    en: ClassVar[Texts] = Texts(
        "a cap from a yearly figure needs a year", "no `per year`", "add `per year` at the end of the line"
    )


class AlwaysOrNever(Diagnostic):
    """A count that every applicant has, or none."""

    code: ClassVar[str] = "P034"
    en: ClassVar[Texts] = Texts(
        "`has {op} 0` is {always} true", "no count changes it", "write `has at least 1 …` or `has no …`"
    )
    op: str
    always: str


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


class NoFigure(Diagnostic):
    """An `each year` award that looks at no yearly figure."""

    code: ClassVar[str] = "P036"
    en: ClassVar[Texts] = Texts(
        "`each year` looks at yearly figures, this award names none",
        "no figure",
        "take the amount from a figure, or test one on an `if` line",
    )


class HeadMismatch(Diagnostic):
    """Parts of a head that do not go together."""

    code: ClassVar[str] = "P040"
    en: ClassVar[Texts] = Texts("`{part}` does not go with `{other}`", "does not go together", "{advice}")
    part: str
    other: str
    advice: str


class PluralOfOther(AboutWord):
    """A limit that counts records which no award before it pays for."""

    code: ClassVar[str] = "P041"
    en: ClassVar[Texts] = Texts(
        "`{word}` counts `{record}`, and no award before it is about one",
        "none here",
        "name the records of the awards above, or write `items`",
    )
    record: str
