"""Why a claim is zero or smaller, and what its sum is made of, as values: a code (R2xx) and what it names.

A value is a sum, a day, a year, the place or the key of a rule, what a condition read, or a *witness*: the payment,
claim, record or fact that decided. It is no part of a sentence: those are made in `ipdsl.wording.reasons` alone, which
also tells which values each code has. A code is never reused.
"""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import Money
from ipdsl.ir.facts import Support
from ipdsl.ir.proposal import Evidence
from ipdsl.ir.unknown import FactRef
from ipdsl.schema.values.stated_values import DisplayUnit

CAP = "R201"
NUMBER_LIMIT = "R202"
HIGHEST = "R203"
ONCE = "R204"
EVENT_SETTLED = "R205"
SUPPORT = "R206"
OVER_CEILING = "R207"
HIGHEST_PAID = "R208"
BENEFICIARY = "R210"
WINDOW = "R211"
START = "R212"
AS_OF = "R213"
GATE = "R214"
NO_ROW = "R215"
AMOUNT_CANNOT = "R216"
GATE_CANNOT = "R217"
NOT_HAPPENED = "R218"
NOTHING_DUE = "R219"
OPEN_FACTS = "R220"
CEILING_OPEN = "R221"
CEILING_APPROVED = "R222"
BY_REFERENCE = "R223"
HANGS_ON_OTHERS = "R224"
NO_DAY = "R225"
DISCRETION = "R226"
SAME_EVENT = "R227"
NO_REPEAT = "R228"
NO_REPEAT_PAID = "R229"
NO_REPEAT_EARLIER = "R230"
TOPPED_UP = "R231"
OLDER = "R232"
ALREADY_DEDUCTED = "R233"
NOT_OVER = "R234"
CARRIED = "R240"
LAPSED = "R241"
SPREAD = "R242"
SUSPENDED = "R243"
SUPPORTED = "R244"
TRANSITION = "R245"
INTEREST = "R250"
PUBLISHED = "R251"
STATED_VALUE = "R252"
STATED_OTHERWISE = "R253"
SHARE = "R254"
COUNTED = "R255"
MOST = "R256"
MEASURED = "R257"
ADDED = "R258"
GREATEST = "R259"
CONTINGENT = "R260"
COHORT_QUOTA = "R261"
UNREAD = "R270"
OF_OTHERS = "R271"
NOT_REACHED = "R272"
OUTSIDE = "R273"
MEETS_NOTHING = "R274"
ENDED = "R275"
OWN_LEVEL = "R276"
NO_MEMBER = "R277"
NO_KIND = "R278"
OTHER_KIND = "R279"
ONE_FOR_LIFE = "R280"

# ---------------------------------------------------------------------------------------------- values


class Passage(NamedTuple):
    """A sentence of the page: the kind of record of which it speaks, and its line; 0: any."""

    kind: str = ""
    line: int = 0


ANYWHERE = Passage()


class ArticlePlace(NamedTuple):
    """Where a rule stands: its article; empty on a page without articles."""

    article: str


class RuleKey(NamedTuple):
    """The key of a rule: the names of its fields, and whether it counts by year."""

    names: tuple[str, ...]
    is_per_year: bool = False


class OutcomeValue(NamedTuple):
    """What became of a claim: the value of its `Outcome`, as a line of the ledger has it."""

    outcome: str


class NameList(NamedTuple):
    """Names of a page or vocabulary."""

    names: tuple[str, ...]


class RowKeys(NamedTuple):
    """The keys of the rows of which none fits; empty: a table has them."""

    keys: tuple[str, ...]


class NearestNames(NamedTuple):
    """Names that are nearest to one that is not there; empty: none is near."""

    names: tuple[str, ...]


class Values(NamedTuple):
    """The values of the fields of a key, which `keys` names; several where one of them is a list."""

    groups: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()


class Payment(NamedTuple):
    """A payment that decided: its item and year; its day and award, where they tell it apart; the document that it is
    under; the kind of its record.
    """

    item: str
    year: int
    day: Date | None = None
    document: str = ""
    award: str = ""
    kind: str = ""


class Payments(NamedTuple):
    """Payments that together decided."""

    payments: tuple[Payment, ...]


class PaidStatus(NamedTuple):
    """Whether what counts as paid before was paid, as far as anybody says; else it was due, which counts the same.

    `is_granted`: what counts was granted, and caps left less of it.
    """

    is_paid: bool
    is_granted: bool = False


class DeductedSupport(NamedTuple):
    """What was deducted of what others paid; `None`: all of it."""

    sum: Money | None


class AmountAfterCaps(NamedTuple):
    """What was paid (or due) of what was granted, after the `caps`, as far as they are known; `None`: all of it.

    `granted` is set where the sentence does not name it. `is_assumed`: a short line of the history does not say what
    was granted, and a cap may have left less of it.
    """

    granted: Money | None = None
    left: Money | None = None
    is_paid: bool = True
    caps: tuple[ArticlePlace, ...] = ()
    is_assumed: bool = False


class TakenPlaces(NamedTuple):
    """What took the places of a limit; more than are named."""

    payments: tuple[Payment, ...]
    more: int = 0


class DayOrder(enum.Enum):
    """What put one of two claims of a day first."""

    DAY = "day"
    TEXT = "text"
    ITEM = "item"


class PublishedRest(NamedTuple):
    """What was published to be left of a room, where that is less than lines of the ledger leave; `None`: nothing."""

    left: Money | None


class Contender(NamedTuple):
    """A claim that competes: its item and the kind of its record; its award, where that of the other is not the same;
    day and record, where only they tell it from the other.
    """

    item: str
    award: str
    kind: str = ""
    day: Date | None = None
    record: str = ""


class Winner(NamedTuple):
    """The claims that were preferred, with their sum, and what caps left of it."""

    contenders: tuple[Contender, ...]
    sum: Money
    after_caps: AmountAfterCaps = AmountAfterCaps()


class Loser(NamedTuple):
    """The award of the claim that was not preferred; empty where the winner is of the same."""

    award: str


class YearAmounts(NamedTuple):
    """What years paid; of none where no year was asked."""

    sums: tuple[tuple[int, Money], ...]


class StatedValues(NamedTuple):
    """The words of a condition with the values that the facts state; sums are in the currency of the policy."""

    evidence: tuple[Evidence, ...]
    currency: str


class Score(NamedTuple):
    """A score with the value that the facts state."""

    evidence: Evidence


class DecidingRecords(NamedTuple):
    """Records that decided: the kind and the item of each."""

    records: tuple[tuple[str, str], ...]


class Supports(NamedTuple):
    """What others paid."""

    lines: tuple[Support, ...]
    currency: str


MAX_PATHS = 12
FEW = 3
"""So many facts are listed, and so many of those that other claims ask for."""


class OpenFactsReason(NamedTuple):
    """Facts that were not stated; `claim_facts` are those for which the claim itself asks, the rest hang on rules
    over it."""

    facts: tuple[FactRef, ...]
    claim_facts: frozenset[FactRef]

    @property
    def facts_to_name(self) -> tuple[list[FactRef], int, int]:
        """The facts to name, of each path one: those of the claim itself, and a few of the others; how many more there
        are of them, and how many others.
        """
        by_path = {ref.path: ref for ref in reversed(self.facts)}
        first = dict.fromkeys(ref.path for ref in self.facts if not self.claim_facts or ref in self.claim_facts)
        other_facts = [by_path[path] for path in dict.fromkeys(ref.path for ref in self.facts) if path not in first]
        claim_refs = [by_path[path] for path in first]
        if len(other_facts) <= FEW:
            claim_refs, other_facts = claim_refs + other_facts, []
        return claim_refs[:MAX_PATHS], max(0, len(claim_refs) - MAX_PATHS), len(other_facts)


class CohortFacts(NamedTuple):
    """Facts that other applicants make."""

    facts: tuple[FactRef, ...]


class ShownNumber(NamedTuple):
    """A number, and how it is to be shown."""

    value: int | Fraction
    unit: DisplayUnit


class Terms(NamedTuple):
    """The terms of a sum (or, with `is_less`, of a difference); `is_floored`: it would be below 0, and is 0."""

    terms: tuple[Money | ShownNumber, ...]
    is_less: bool = False
    is_floored: bool = False


class Amounts(NamedTuple):
    """Amounts of which one counts."""

    amounts: tuple[Money | ShownNumber, ...]


class InterestYears(NamedTuple):
    """Years for which interest is due: whole ones, and the rest in 365ths."""

    years: Fraction


Value: TypeAlias = (
    "str | int | Date | Period | Money | ArticlePlace | RuleKey | OutcomeValue | NameList | NearestNames | RowKeys"
    " | Values | Payment | Payments"
    " | PaidStatus | Winner | Loser | DeductedSupport | AmountAfterCaps | TakenPlaces | DayOrder | PublishedRest"
    " | YearAmounts | StatedValues | Score"
    " | DecidingRecords | Supports | OpenFactsReason | CohortFacts | ShownNumber | Terms | Amounts | InterestYears"
)
"""What a reason names; an `int` is a year or a number."""


@attrs.frozen(eq=False, repr=False)
class Reason(ValueObject):
    """One occurrence of a reason: its `values` by name, and the `words` of the page that the condition is about."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()
    words: tuple[str, ...] = ()


def reason(code: str, words: tuple[str, ...] = (), **values: Value) -> Reason:
    """A reason with its values by name."""
    return Reason(code, tuple(values.items()), words)
