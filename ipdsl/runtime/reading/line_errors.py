"""Findings about records, yearly figures, the history, approvals and series: R044 to R056, R073."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Texts


class FixedContradicted(Diagnostic):
    """A narrower kind's fixed field with another value."""

    code: ClassVar[str] = "R044"
    en: ClassVar[Texts] = Texts(
        "`{kind}` means {field} {fixed}, and here it is {found}",
        help="leave the field out, or list the record under the kind that fits",
    )

    kind: str
    field: str
    fixed: str
    found: str


class DuplicateId(Diagnostic):
    """Two records of one root kind are called alike."""

    code: ClassVar[str] = "R045"
    en: ClassVar[Texts] = Texts(
        "two records are called `{word}`; the other is {other}", help="give each record an id of its own"
    )

    word: str
    other: str


class DuplicateKey(Diagnostic):
    """Two records have the same key, also under a narrower kind and its base."""

    code: ClassVar[str] = "R046"
    en: ClassVar[Texts] = Texts(
        "two records have the same {keys}: `{word}`; the other is {other}",
        help="list a record once, with all its dates; where they are two, correct the key of one",
    )

    keys: str
    word: str
    other: str


class AlikeRecords(Diagnostic):
    """Two records without key and id that are alike in everything."""

    code: ClassVar[str] = "R047"
    en: ClassVar[Texts] = Texts(
        "this record and {other} are alike in everything",
        help="list it once, or tell them apart by {keys}",
    )

    other: str
    keys: str


class FigureBeforeStart(Diagnostic):
    """A figure of a year in which it can only be zero."""

    code: ClassVar[str] = "R048"
    en: ClassVar[Texts] = Texts(
        "`{field}` of {year} is {found}, but `{start_field}` is {start}",
        help="before that year the figure is 0; correct one of the two",
    )

    field: str
    year: int
    found: str
    start_field: str
    start: str


class DayBeforeDay(Diagnostic):
    """A day of a record that stands before one that it cannot precede."""

    code: ClassVar[str] = "R049"
    en: ClassVar[Texts] = Texts(
        "`{field}` is {day}, but `{other}` is {other_day}",
        help="`{field}` of a `{kind}` is never before its `{other}`: correct one of the two, or leave it out",
    )

    kind: str
    field: str
    day: str
    other: str
    other_day: str


class UnknownClause(Diagnostic):
    """A clause label that this policy does not have."""

    code: ClassVar[str] = "R050"
    en: ClassVar[Texts] = Texts("{policy} has no clause `{word}`", help="{advice}")

    policy: str
    word: str
    advice: str


class LineContradicts(Diagnostic):
    """A line of the history that contradicts itself."""

    code: ClassVar[str] = "R051"
    en: ClassVar[Texts] = Texts(
        "this line of the history contradicts itself: {problem}",
        help="correct it, or give clause, item, year and due alone",
    )

    problem: str


class DuplicateLine(Diagnostic):
    """Two lines of the history for one event."""

    code: ClassVar[str] = "R052"
    en: ClassVar[Texts] = Texts(
        "two lines of the history speak of `{clause}` for `{item}` in {year}; the other is {other}",
        help="keep the line that was printed last; add short lines of one item and year up",
    )

    clause: str
    item: str
    year: int
    other: str


class NothingToApprove(Diagnostic):
    """An approval for a clause that leaves nothing to the bureau."""

    code: ClassVar[str] = "R053"
    en: ClassVar[Texts] = Texts("clause `{word}` sets its own sum, so nothing is approved under it", help="{advice}")

    word: str
    advice: str


class DuplicateApproval(Diagnostic):
    """Two approvals for one clause and item."""

    code: ClassVar[str] = "R054"
    en: ClassVar[Texts] = Texts(
        "two approvals under `{clause}` for `{item}`; the other is {other}", help="keep the one that is in force"
    )

    clause: str
    item: str
    other: str


class DuplicateValue(Diagnostic):
    """Two values of a series for one day or month (and currency)."""

    code: ClassVar[str] = "R055"
    en: ClassVar[Texts] = Texts(
        "`{series}` has two values for {when}; the other is {other}", help="keep the published one"
    )

    series: str
    when: str
    other: str


class CountContradicted(Diagnostic):
    """A count of years other than the one that follows from its two days."""

    code: ClassVar[str] = "R073"
    en: ClassVar[Texts] = Texts(
        "{stated}`{end}` {last} lies {distance} `{start}` ({first})",
        help="correct what is wrong; a count that follows from two days may be left out",
    )

    stated: str
    end: str
    last: str
    start: str
    first: str
    distance: str


class LineLacksKey(Diagnostic):
    """A short line lacks a field that a rule over its clause counts by."""

    code: ClassVar[str] = "R056"
    en: ClassVar[Texts] = Texts(
        "the line says nothing of `{word}`, and {rule} counts by it",
        help='add it to the line: "keys": {{"{word}": …}}, or {advice}',
    )

    word: str
    rule: str
    advice: str


class DuplicateRank(Diagnostic):
    """Two ranks of one applicant by one figure in one year."""

    code: ClassVar[str] = "R080"
    en: ClassVar[Texts] = Texts(
        "two places by `{figure}` in {year}; the other is {other}", help="keep the one that was published"
    )

    figure: str
    year: int
    other: str


class NoPlace(Diagnostic):
    """A rank before the first."""

    code: ClassVar[str] = "R081"
    en: ClassVar[Texts] = Texts("the first place is 1", help='write {{"none": true}} where the applicant has no place')


class UnknownSharedCap(Diagnostic):
    """What is left is published of a rule that is no cap across applicants."""

    code: ClassVar[str] = "R087"
    en: ClassVar[Texts] = Texts("`{word}` is no cap across applicants", help="{advice}")

    word: str
    advice: str


class RoomCannotBe(Diagnostic):
    """What is published to be left of a cap across applicants does not fit the cap, or other statements about it."""

    code: ClassVar[str] = "R088"
    en: ClassVar[Texts] = Texts(
        "what is left of `{cap}` cannot be: {because}",
        help="state what the bureau has left, once for each value of the keys, before the claims of these facts",
    )

    cap: str
    because: str


class SeriesHoles(Diagnostic):
    """A file of a monthly series leaves months out."""

    code: ClassVar[str] = "R090"
    en: ClassVar[Texts] = Texts(
        "`{series}` has no value for {months}, between its first month and its last",
        help="add them, or end the file before them",
    )

    series: str
    months: str
