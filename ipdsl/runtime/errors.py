"""What can be wrong with facts: the R-codes, and the one exception that carries them.

R001 to R019 speak of the text (place in the file), the others of its content (JSON path). `word`, `found` and the like
are the author's words, already shortened and printable (see `reading_base.shown`).
"""

from __future__ import annotations

from typing import ClassVar

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report, Texts
from ipdsl.diagnostics.render import render
from ipdsl.source import Sources


class FactsError(Exception):
    """The facts cannot be used; `report` holds every problem, `str` shows them."""

    def __init__(self, report: Report, sources: Sources | None = None) -> None:
        super().__init__(report)
        self.report = report
        self.sources = sources or Sources()

    def __str__(self) -> str:
        return render(self.report, self.sources)


# ---- the text


@attrs.frozen(kw_only=True)
class NotUtf8(Diagnostic):
    """The bytes are no UTF-8 text."""

    code: ClassVar[str] = "R001"
    en: ClassVar[Texts] = Texts("the facts are not UTF-8 text", help="save the file as UTF-8; {guess}")

    guess: str


@attrs.frozen(kw_only=True)
class EmptyText(Diagnostic):
    """There is no text, or nothing but blanks."""

    code: ClassVar[str] = "R002"
    en: ClassVar[Texts] = Texts(
        "the facts are empty", help='the least is {{"applicant": {{"id": "…", "kinds": ["…"]}}}}'
    )


@attrs.frozen(kw_only=True)
class NotJson(Diagnostic):
    """The text breaks the rules of JSON."""

    code: ClassVar[str] = "R003"
    en: ClassVar[Texts] = Texts("this is not JSON: {problem}", label="here", help="{advice}")

    problem: str
    advice: str = ""


@attrs.frozen(kw_only=True)
class TextAfterEnd(Diagnostic):
    """Something stands after the end of the JSON value."""

    code: ClassVar[str] = "R004"
    en: ClassVar[Texts] = Texts(
        "there is text after the end of the facts",
        label="the facts ended before this",
        help="one file holds the facts of one applicant: one pair of braces",
    )


@attrs.frozen(kw_only=True)
class DuplicateName(Diagnostic):
    """One JSON object holds a name twice."""

    code: ClassVar[str] = "R005"
    en: ClassVar[Texts] = Texts(
        "`{word}` stands twice in one object",
        label="the second time",
        help="keep one of the two; where both are meant, put the values into one list",
    )

    word: str


@attrs.frozen(kw_only=True)
class NotANumber(Diagnostic):
    """`NaN`, `Infinity`: no number of JSON."""

    code: ClassVar[str] = "R006"
    en: ClassVar[Texts] = Texts(
        "`{word}` is no number", label="here", help="write null, or leave the fact out, where it is unknown"
    )

    word: str


@attrs.frozen(kw_only=True)
class Exponent(Diagnostic):
    """A number with an exponent."""

    code: ClassVar[str] = "R007"
    en: ClassVar[Texts] = Texts(
        "a number with an exponent: `{word}`", label="here", help="write the number in full: 1000000 instead of 1e6"
    )

    word: str


@attrs.frozen(kw_only=True)
class TooManyDigits(Diagnostic):
    """A number of more than 18 digits, in the text or in a value."""

    code: ClassVar[str] = "R008"
    en: ClassVar[Texts] = Texts(
        "a number of {digits} digits", label="at most 18", help="a number has at most 18 digits, decimals included"
    )

    digits: int


@attrs.frozen(kw_only=True)
class TooDeep(Diagnostic):
    """Lists and objects nested too deeply."""

    code: ClassVar[str] = "R009"
    en: ClassVar[Texts] = Texts(
        "lists and objects are nested more than {most} deep",
        label="one too many",
        help="facts need no more than eight levels; see the form with `ipdsl schema`",
    )

    most: int


@attrs.frozen(kw_only=True)
class TooLarge(Diagnostic):
    """A text of more than 50 MB."""

    code: ClassVar[str] = "R010"
    en: ClassVar[Texts] = Texts(
        "the facts are larger than {most} MB", help="one file holds the facts of one applicant; split the others off"
    )

    most: int


# ---- forms and words


@attrs.frozen(kw_only=True)
class WrongForm(Diagnostic):
    """An object, list or text stands where another form is meant."""

    code: ClassVar[str] = "R020"
    en: ClassVar[Texts] = Texts("{what} must be {expected}, not {found}", help="{advice}")

    what: str
    expected: str
    found: str
    advice: str = ""


@attrs.frozen(kw_only=True)
class Missing(Diagnostic):
    """A part without which the rest says nothing."""

    code: ClassVar[str] = "R021"
    en: ClassVar[Texts] = Texts("`{word}` is missing in {what}", help="{advice}")

    what: str
    word: str
    advice: str = ""


@attrs.frozen(kw_only=True)
class UnknownPart(Diagnostic):
    """A name that a fixed form does not have."""

    code: ClassVar[str] = "R022"
    en: ClassVar[Texts] = Texts("`{word}` is no part of {what}", help="the parts are {parts}")

    what: str
    word: str
    parts: str


@attrs.frozen(kw_only=True)
class UnknownApplicantKind(Diagnostic):
    """A kind of applicant that the vocabulary lacks."""

    code: ClassVar[str] = "R023"
    en: ClassVar[Texts] = Texts("there is no applicant kind `{word}`", help="{advice}")

    word: str
    advice: str


@attrs.frozen(kw_only=True)
class NoKind(Diagnostic):
    """An applicant without any kind."""

    code: ClassVar[str] = "R024"
    en: ClassVar[Texts] = Texts(
        "the applicant has no kind", help='say at least one, as in ["{example}"]; wider kinds follow by themselves'
    )

    example: str


@attrs.frozen(kw_only=True)
class UnknownRecordKind(Diagnostic):
    """A record kind that the vocabulary lacks."""

    code: ClassVar[str] = "R025"
    en: ClassVar[Texts] = Texts("there is no record kind `{word}`", help="{advice}")

    word: str
    advice: str = "`ipdsl schema` lists the record kinds with their labels"


@attrs.frozen(kw_only=True)
class UnknownField(Diagnostic):
    """A field that the record or the applicant does not have."""

    code: ClassVar[str] = "R026"
    en: ClassVar[Texts] = Texts("{what} has no field `{word}`", help="{advice}")

    what: str
    word: str
    advice: str


@attrs.frozen(kw_only=True)
class UnknownFigure(Diagnostic):
    """A yearly figure that the vocabulary lacks."""

    code: ClassVar[str] = "R027"
    en: ClassVar[Texts] = Texts("there is no yearly figure `{word}`", help="{advice}")

    word: str
    advice: str


@attrs.frozen(kw_only=True)
class UnknownMember(Diagnostic):
    """A value that is no member of its choice or level."""

    code: ClassVar[str] = "R028"
    en: ClassVar[Texts] = Texts("`{field}` cannot be `{word}`", help="{advice}")

    field: str
    word: str
    advice: str


@attrs.frozen(kw_only=True)
class UnknownSeries(Diagnostic):
    """A series that the vocabulary lacks."""

    code: ClassVar[str] = "R029"
    en: ClassVar[Texts] = Texts("there is no series `{word}`", help="{advice}")

    word: str
    advice: str


# ---- values


@attrs.frozen(kw_only=True)
class WrongType(Diagnostic):
    """A value of another type."""

    code: ClassVar[str] = "R030"
    en: ClassVar[Texts] = Texts("`{field}` is {expected}, not {found}", help="{advice}")

    field: str
    expected: str
    found: str
    advice: str = ""


@attrs.frozen(kw_only=True)
class InexactNumber(Diagnostic):
    """A binary floating-point number of Python."""

    code: ClassVar[str] = "R031"
    en: ClassVar[Texts] = Texts(
        "`{field}` is given as a float, and a float is not exact",
        help='give a whole number, a decimal text such as "{found}", or a Decimal',
    )

    field: str
    found: str


@attrs.frozen(kw_only=True)
class TooManyDecimals(Diagnostic):
    """A sum finer than the smallest coin of its currency."""

    code: ClassVar[str] = "R032"
    en: ClassVar[Texts] = Texts(
        "`{field}` is {found}, and {currency} has {decimals}", help="round the sum as the receipt does"
    )

    field: str
    found: str
    currency: str
    decimals: str


@attrs.frozen(kw_only=True)
class Negative(Diagnostic):
    """A sum or a count below zero."""

    code: ClassVar[str] = "R033"
    en: ClassVar[Texts] = Texts("`{field}` is negative: {found}", help="{advice}")

    field: str
    found: str
    advice: str


@attrs.frozen(kw_only=True)
class NotWhole(Diagnostic):
    """A count that is not whole."""

    code: ClassVar[str] = "R034"
    en: ClassVar[Texts] = Texts(
        "`{field}` is a count, and {found} is not whole", help="write a whole number, 0 or more"
    )

    field: str
    found: str


@attrs.frozen(kw_only=True)
class BadText(Diagnostic):
    """A text that is empty, begins or ends with a blank, or holds a broken character."""

    code: ClassVar[str] = "R035"
    en: ClassVar[Texts] = Texts("`{field}` {problem}", help="{advice}")

    field: str
    problem: str
    advice: str


@attrs.frozen(kw_only=True)
class NotADay(Diagnostic):
    """A text that is no day of the calendar."""

    code: ClassVar[str] = "R036"
    en: ClassVar[Texts] = Texts("`{field}` is no day: {found}", help="{advice}")

    field: str
    found: str
    advice: str


@attrs.frozen(kw_only=True)
class YearOutOfRange(Diagnostic):
    """A day or year before 1900 or after 2200."""

    code: ClassVar[str] = "R037"
    en: ClassVar[Texts] = Texts("`{field}` lies outside 1900 to 2200: {found}", help="check the digits of the year")

    field: str
    found: str


@attrs.frozen(kw_only=True)
class UnknownCurrency(Diagnostic):
    """A currency code that is not known."""

    code: ClassVar[str] = "R038"
    en: ClassVar[Texts] = Texts("`{word}` is no known currency", help="use the three letters of ISO 4217, as in USD")

    word: str


@attrs.frozen(kw_only=True)
class ForeignNotTaken(Diagnostic):
    """A sum in another currency where the policy converts none."""

    code: ClassVar[str] = "R039"
    en: ClassVar[Texts] = Texts(
        "`{field}` is in {currency}, and this policy does not convert it",
        help="give the sum in {own}, as the receipt or the bank states it",
    )

    field: str
    currency: str
    own: str


@attrs.frozen(kw_only=True)
class SpecialNotAllowed(Diagnostic):
    """`none`, `cannot be determined` or unknown where only a value makes sense."""

    code: ClassVar[str] = "R040"
    en: ClassVar[Texts] = Texts("`{field}` must be a value, not {found}", help="{advice}")

    field: str
    found: str
    advice: str


@attrs.frozen(kw_only=True)
class RateWithoutPercent(Diagnostic):
    """A rate above 1 without a percent sign."""

    code: ClassVar[str] = "R057"
    en: ClassVar[Texts] = Texts(
        "`{field}` is {found}, that is {found} times the whole",
        help='write "{found}%" where a percentage is meant; without the sign a rate is at most 1',
    )

    field: str
    found: str


@attrs.frozen(kw_only=True)
class DuplicateMember(Diagnostic):
    """A list field that holds a value twice."""

    code: ClassVar[str] = "R058"
    en: ClassVar[Texts] = Texts("`{field}` lists `{word}` twice", help="keep one of the two")

    field: str
    word: str


# ---- values that change


@attrs.frozen(kw_only=True)
class NeverChanges(Diagnostic):
    """Periods for a field that is declared fixed."""

    code: ClassVar[str] = "R041"
    en: ClassVar[Texts] = Texts(
        "`{field}` never changes, so it takes one value and no periods", help="write the value alone"
    )

    field: str


@attrs.frozen(kw_only=True)
class PeriodReversed(Diagnostic):
    """A period that ends before it begins."""

    code: ClassVar[str] = "R042"
    en: ClassVar[Texts] = Texts(
        "the period ends before it begins: {start} to {end}", help="both days belong to the period; swap them"
    )

    start: str
    end: str


@attrs.frozen(kw_only=True)
class PeriodsOverlap(Diagnostic):
    """Two periods of one field that share days."""

    code: ClassVar[str] = "R043"
    en: ClassVar[Texts] = Texts(
        "two periods of `{field}` overlap: {first} and {second}",
        help="a day has one value; end the earlier period on the day before",
    )

    field: str
    first: str
    second: str


# ---- records


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class DuplicateId(Diagnostic):
    """Two records of one root kind are called alike."""

    code: ClassVar[str] = "R045"
    en: ClassVar[Texts] = Texts(
        "two records are called `{word}`; the other is {other}", help="give each record an id of its own"
    )

    word: str
    other: str


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class AlikeRecords(Diagnostic):
    """Two records without key and id that are alike in everything."""

    code: ClassVar[str] = "R047"
    en: ClassVar[Texts] = Texts(
        "this record and {other} are alike in everything",
        help="list it once, or tell them apart by {keys}",
    )

    other: str
    keys: str


# ---- figures


@attrs.frozen(kw_only=True)
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


# ---- history, approvals, series


@attrs.frozen(kw_only=True)
class UnknownClause(Diagnostic):
    """A clause label that this policy does not have."""

    code: ClassVar[str] = "R050"
    en: ClassVar[Texts] = Texts("{policy} has no clause `{word}`", help="{advice}")

    policy: str
    word: str
    advice: str


@attrs.frozen(kw_only=True)
class LineContradicts(Diagnostic):
    """A line of the history that contradicts itself."""

    code: ClassVar[str] = "R051"
    en: ClassVar[Texts] = Texts(
        "this line of the history contradicts itself: {problem}",
        help="correct it, or give clause, item, year and paid alone",
    )

    problem: str


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class NothingToApprove(Diagnostic):
    """An approval for a clause that leaves nothing to the bureau."""

    code: ClassVar[str] = "R053"
    en: ClassVar[Texts] = Texts("clause `{word}` sets its own sum, so nothing is approved under it", help="{advice}")

    word: str
    advice: str


@attrs.frozen(kw_only=True)
class DuplicateApproval(Diagnostic):
    """Two approvals for one clause and item."""

    code: ClassVar[str] = "R054"
    en: ClassVar[Texts] = Texts(
        "two approvals under `{clause}` for `{item}`; the other is {other}", help="keep the one that is in force"
    )

    clause: str
    item: str
    other: str


@attrs.frozen(kw_only=True)
class DuplicateValue(Diagnostic):
    """Two values of a series for one day or month (and currency)."""

    code: ClassVar[str] = "R055"
    en: ClassVar[Texts] = Texts(
        "`{series}` has two values for {when}; the other is {other}", help="keep the published one"
    )

    series: str
    when: str
    other: str


@attrs.frozen(kw_only=True)
class LineLacksKey(Diagnostic):
    """A short line lacks a field that a rule over its clause counts by."""

    code: ClassVar[str] = "R056"
    en: ClassVar[Texts] = Texts(
        "the line says nothing of `{word}`, and {rule} counts by it",
        help='add it to the line: "keys": {{"{word}": …}}, or list the record itself',
    )

    word: str
    rule: str
