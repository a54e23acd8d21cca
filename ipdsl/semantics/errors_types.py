"""Findings about types: values that do not fit their place. Codes T###."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import AboutWord, Diagnostic, Texts


class Mismatch(Diagnostic):
    """A value of another type than its place needs."""

    code: ClassVar[str] = "T001"
    en: ClassVar[Texts] = Texts("{place} needs {expected}, this is {found}", "{found}", "{advice}")
    place: str
    expected: str
    found: str
    advice: str = "use a word that fits"


class OperandMismatch(Diagnostic):
    """Two values that cannot stand together."""

    code: ClassVar[str] = "T002"
    en: ClassVar[Texts] = Texts("`{op}` does not take {left} and {right}", "{left}, {right}", "{advice}")
    op: str
    left: str
    right: str
    advice: str = ""


class NotATest(Diagnostic):
    """A value where something must be true or false."""

    code: ClassVar[str] = "T003"
    en: ClassVar[Texts] = Texts(
        "{found} is no condition", "neither true nor false", "compare it: `… at least …` or `… is …`"
    )
    found: str


class AmountNotMoney(Diagnostic):
    """An amount that is no sum of money."""

    code: ClassVar[str] = "T004"
    en: ClassVar[Texts] = Texts("an amount is money, this is {found}", "{found}", "{advice}")
    found: str
    advice: str = ""


class TooManyDecimals(Diagnostic):
    """A sum with more decimals than its currency has."""

    code: ClassVar[str] = "T005"
    en: ClassVar[Texts] = Texts(
        "{currency} has {decimals} decimals, this sum has more", "too exact", "round the figure"
    )
    currency: str
    decimals: int


class NotWhole(Diagnostic):
    """A count that is not whole."""

    code: ClassVar[str] = "T006"
    en: ClassVar[Texts] = Texts("a count is a whole number", "not whole", "write a whole number")


class NoOrder(Diagnostic):
    """Members of a choice compared as if they stood in an order."""

    code: ClassVar[str] = "T007"
    en: ClassVar[Texts] = Texts(
        "the members of `{choice}` have no order", "`{op}` needs an order", "name the members: `… is a, b`"
    )
    choice: str
    op: str


class IsNeedsMembers(Diagnostic):
    """`is` after something that has no members."""

    code: ClassVar[str] = "T008"
    en: ClassVar[Texts] = Texts("`is` does not take {found}", "{found} has no members", "{advice}")
    found: str
    advice: str = "compare it: `… at least …`"


class NotADate(AboutWord):
    """A day is needed."""

    code: ClassVar[str] = "T009"
    en: ClassVar[Texts] = Texts("{place} needs a date, `{word}` is {found}", "{found}", "name a field of type date")
    place: str
    found: str


class DurationMisplaced(Diagnostic):
    """A span of time where none can stand."""

    code: ClassVar[str] = "T010"
    en: ClassVar[Texts] = Texts(
        "a span of time stands only in a comparison",
        "a span of time",
        "{sum}write `in_business at least 1 year` with a `since` word, or `filed_on more than 10 years ago` with a"
        " date",
    )

    sum: str = ""


class ForeignSum(Diagnostic):
    """A sum in another currency than the policy's."""

    code: ClassVar[str] = "T011"
    en: ClassVar[Texts] = Texts(
        "the policy pays in {currency}, this sum is in {found}", "another currency", "write the sum in {currency}"
    )
    currency: str
    found: str


class RowMismatch(Diagnostic):
    """A row whose key does not fit what the rows choose by."""

    code: ClassVar[str] = "T012"
    en: ClassVar[Texts] = Texts("{rows} not fit: the rows choose by {value}", "{key}", "{advice}")
    rows: str
    value: str
    key: str
    advice: str


class ListKey(AboutWord):
    """A list as a key where one value is needed."""

    code: ClassVar[str] = "T013"
    en: ClassVar[Texts] = Texts("`{word}` is a list and cannot be a key here", "several values", "{advice}")
    advice: str


class NotASet(AboutWord):
    """`total`, `number`, `largest` or `earliest` outside an award for a set."""

    code: ClassVar[str] = "T014"
    en: ClassVar[Texts] = Texts(
        "`{word}` speaks of a set of records, this sentence has none",
        "no set here",
        "write `per year` in the head of the award: it then makes one claim for the records of a year",
    )


class FieldOfSet(AboutWord):
    """A field of one record in an award for a whole set."""

    code: ClassVar[str] = "T015"
    en: ClassVar[Texts] = Texts(
        "the award is for a set, `{word}` belongs to each `{record}` of it",
        "of which record?",
        "write `total {word}`, `largest {word}` or `number`; or remove `per …` from the head",
    )
    record: str


class AggregateMismatch(AboutWord):
    """An aggregate word over a field that it cannot add up or order."""

    code: ClassVar[str] = "T016"
    en: ClassVar[Texts] = Texts("`{word}` does not take {found}", "{found}", "`{word}` takes {takes}")
    found: str
    takes: str


class SeriesPointMismatch(Diagnostic):
    """A series read otherwise than it is published."""

    code: ClassVar[str] = "T017"
    en: ClassVar[Texts] = Texts("`{series}` is {frequency}, `{point}` does not fit", "read otherwise", "{advice}")
    series: str
    frequency: str
    point: str
    advice: str


class ExchangeRateAsRate(Diagnostic):
    """An exchange rate used as a rate."""

    code: ClassVar[str] = "T018"
    en: ClassVar[Texts] = Texts(
        "`{series}` gives sums per currency and is no rate",
        "an exchange rate",
        "use it in a line `convert at {series} on FIELD`",
    )
    series: str


class CannotConvert(Diagnostic):
    """A conversion by a series that is no exchange rate into the policy's currency."""

    code: ClassVar[str] = "T019"
    en: ClassVar[Texts] = Texts(
        "`{series}` does not convert into {currency}", "{found}", "name a series declared `{currency} per currency`"
    )
    series: str
    currency: str
    found: str


class BadValue(AboutWord):
    """A value in a case or a `with` that does not fit its field."""

    code: ClassVar[str] = "T020"
    en: ClassVar[Texts] = Texts("`{word}` is {expected}, this value does not fit", "{found}", "{advice}")
    expected: str
    found: str
    advice: str = ""


class TooLong(Diagnostic):
    """A span of time that leaves the calendar."""

    code: ClassVar[str] = "T021"
    en: ClassVar[Texts] = Texts("a span of time is at most 200 years", "too long", "write a shorter span")


class TwoLevels(Diagnostic):
    """A level compared with something that is no member of it."""

    code: ClassVar[str] = "T022"
    en: ClassVar[Texts] = Texts(
        "a level is compared with one of its members", "not a member", "the members are: {members}"
    )
    members: str
