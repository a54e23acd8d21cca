"""Proposals, outcomes and reasons: what a clause function returns, and what becomes of its claim.

A proposal is the result of a clause function for one record (or year, or set) on one day.

A reason states why a claim is zero or reduced, and the parts of its sum, as a code (R2xx) and its values. A value is a
sum, a day, a year, the place or the key of a rule, or a value in a condition. It may also be what decided: the deciding
claim or payment, a record or a fact. Values contain no text of a sentence. `ipdsl.wording.english` makes the sentences,
and lists the values of each code. A code is never reused.
"""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import Money
from ipdsl.ir.facts import FactRef, Support, Value
from ipdsl.schema.values.value_type import ForeignAmount, Type


class Outcome(enum.Enum):
    """The outcome of a claim. The value is the word for people and for JSON."""

    AWARDED = "awarded"
    REDUCED = "reduced"
    DISPLACED = "displaced"
    NOT_ELIGIBLE = "not eligible"
    OUT_OF_WINDOW = "out of window"
    ALREADY_PAID = "already paid"
    SUSPENDED = "suspended"
    SUPPORTED = "supported by another level"
    UNDETERMINED = "undetermined"
    CEILING = "ceiling"
    CONTINGENT = "contingent on the cohort"
    BY_REFERENCE = "by reference"
    CARRIED = "carried"
    LAPSED = "lapsed"
    OBLIGATION = "obligation"

    __hash__ = object.__hash__  # members are unique; the hash of `Enum` is slow


Evidence: TypeAlias = "tuple[str, Value | ForeignAmount] | tuple[str, Value | ForeignAmount, str]"
"""A word of a condition with its value, and the name of the type that shows it (`Type.shown_name`)."""


Threshold: TypeAlias = "tuple[int | Fraction, int | Fraction | None]"
"""The least and the greatest amount from which on a sum is paid; `None`: no limit."""


@attrs.define(eq=False, repr=False)
class Proposal(ValueObject):
    """The exact sum before the only rounding, in minor units, or the place where evaluation stopped.

    - `stopped_at`: index of the first false gate (then only `evidence` is set); `NO_ROW` if no row of the amount fits;
      `NO_AMOUNT` if the amount cannot be determined.
    - `evidence`: the words of that gate with their values, `(("related_party", True),)`; rendered on demand.
    - `open_facts`: the facts that would settle it; empty if everything needed was stated.
    - `low`, `high`: the bounds of the claim if it passes its gates, equal if the amount is known; `high` None: no
      limit.
    - `has_open_gates`: at least one gate is unknown, so the claim may be nothing.
    - `is_ceiling`: the authority sets the sum; `low` and `high` bound its ceiling.
    - `row`: name of the row; "" without rows or if the row is unknown.
    - `is_undeterminable`: the gate at which it stopped cannot be determined.
    - `threshold`: the least and the greatest amount below which the rest after deductions is not paid (`None`: no
      limit); missing if nothing is deducted.
    - `fixed`: if an unknown row is either a ceiling or a fixed sum, the most of that sum (`None`: no limit).

    Proposals never change, but are not frozen, because one is created for every claim and freezing doubles the cost.
    """

    stopped_at: int | None = None
    evidence: tuple[Evidence, ...] = ()
    open_facts: frozenset[FactRef] = frozenset()
    has_open_gates: bool = False
    low: int | Fraction = 0
    high: int | Fraction | None = 0
    is_ceiling: bool = False
    row: str = ""
    fixed: int | Fraction | None = 0
    is_undeterminable: bool = False
    threshold: Threshold | None = None


NO_ROW = -1
NO_AMOUNT = -2


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
NO_FITTING_ROW = "R215"
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
PRODUCT = "R262"
ROUNDED = "R263"
LEAST = "R264"
DEFINED = "R266"
REQUIREMENT = "R268"
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
EXCLUDED = "R281"
APPLICANT_LIMIT = "R282"
BELOW = "R283"
BELOW_AFTER_DEDUCTIONS = "R284"
MINIMUM_TOTAL = "R285"
ROUNDED_TOTAL = "R286"
LAPSED_WITH_CAP = "R287"
SAME_DAY = "R288"
BELOW_ZERO = "R289"
OTHER_AWARDS = "R290"

# ---------------------------------------------------------------------------------------------- values


class Passage(NamedTuple):
    """A sentence of the page: the kind of its record, and its line (0: any)."""

    kind: str = ""
    line: int = 0


ANYWHERE = Passage()


class ArticlePlace(NamedTuple):
    """The article of a rule; empty on a page without articles."""

    article: str


class RuleKey(NamedTuple):
    """The key of a rule: the names of its fields, and whether it counts by year."""

    names: tuple[str, ...]
    is_per_year: bool = False


class OutcomeValue(NamedTuple):
    """The outcome of a claim: the value of its `Outcome`, as in a line of the ledger."""

    outcome: str


class NameList(NamedTuple):
    """Names of a page or vocabulary."""

    names: tuple[str, ...]


class RowKeys(NamedTuple):
    """The keys of the rows, if none of them fits; empty for a table."""

    keys: tuple[str, ...]


class NearestNames(NamedTuple):
    """Names similar to an unknown one; may be empty."""

    names: tuple[str, ...]


class Values(NamedTuple):
    """The values of the fields of a key, named by `keys`; several groups if one field is a list."""

    groups: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()


class Payment(NamedTuple):
    """A payment that decided: item, year, document, and the kind of its record.

    Day and award are set if they distinguish it from others.
    """

    item: str
    year: int
    day: Date | None = None
    document: str = ""
    award: str = ""
    kind: str = ""


class Payments(NamedTuple):
    """Several payments that decided together."""

    payments: tuple[Payment, ...]


class PaidStatus(NamedTuple):
    """Whether an earlier sum was paid, if known; otherwise it was due, which counts the same.

    `is_granted`: the granted sum counts, although caps left only a part of it.
    """

    is_paid: bool
    is_granted: bool = False


class DeductedSupport(NamedTuple):
    """The part of the support by others that was deducted; `None`: all of it."""

    sum: Money | None


class AmountAfterCaps(NamedTuple):
    """The part of a granted sum that was paid or due after the known `caps`; `None`: all of it.

    `granted` is set if the sentence does not mention it. `is_assumed`: a short line of the history does not state the
    granted sum, and a cap may have reduced it.
    """

    granted: Money | None = None
    left: Money | None = None
    is_paid: bool = True
    caps: tuple[ArticlePlace, ...] = ()
    is_assumed: bool = False


class TakenPlaces(NamedTuple):
    """The payments that took the places of a limit; `more` is the number of others."""

    payments: tuple[Payment, ...]
    more: int = 0


class ClaimOrder(enum.Enum):
    """What decides the order of two claims under a rule.

    `DAY` needs no words. `TEXT` and `ITEM` are for claims of one day, `APPLICANT` for claims of one day and number,
    `AMOUNT` for `best first`. `FIELD`: the field that orders the claims has one value, and the days differ.
    """

    DAY = "day"
    TEXT = "text"
    ITEM = "item"
    AMOUNT = "amount"
    APPLICANT = "applicant"
    FIELD = "field"


class LimitNote(NamedTuple):
    """A note on the amount of a cap.

    `published_left` is the published remaining room, if it is less than according to ledger lines. `is_least`: claims
    state several amounts, and this is the least. `support` of others was subtracted from it. `manner`: how claims
    share it, if not in their order; `rest`: the balance; `total`: what all claims ask for together; `orders`: the
    fields that order the claims; `ratio`: the published one; `tie`: what decided between two claims of equal rank;
    `is_nothing`: the amount is computed, and what it is computed from is missing or not above 0; `freed`: what earlier
    years counted, and this one no longer.
    """

    published_left: Money | None = None
    is_least: bool = False
    support: Money | None = None
    manner: str = ""
    rest: Money | None = None
    total: Money | None = None
    orders: tuple[str, ...] = ()
    ratio: Fraction | None = None
    tie: ClaimOrder = ClaimOrder.DAY
    is_nothing: bool = False
    freed: Money | None = None


class Contender(NamedTuple):
    """A competing claim: its item and the kind of its record.

    The award is set if the other claim has a different one; day and record only if nothing else distinguishes them.
    """

    item: str
    award: str
    kind: str = ""
    day: Date | None = None
    record: str = ""


class Winner(NamedTuple):
    """The claims that were preferred, with their total, and the part that caps left."""

    contenders: tuple[Contender, ...]
    sum: Money
    after_caps: AmountAfterCaps = AmountAfterCaps()


class Loser(NamedTuple):
    """The award of the claim that was not preferred; empty if the winner has the same."""

    award: str


class YearAmounts(NamedTuple):
    """Payments by year; empty if no year was checked."""

    sums: tuple[tuple[int, Money], ...]


class StatedValues(NamedTuple):
    """The words of a condition with their values in the facts; sums are in the currency of the policy."""

    evidence: tuple[Evidence, ...]
    currency: str


class Score(NamedTuple):
    """A score with its value in the facts, and those of the fields that order equal scores.

    A sum is in the currency of the policy.
    """

    evidence: Evidence
    currency: str
    ties: tuple[Evidence, ...] = ()


class DecidingRecords(NamedTuple):
    """Records that decided: kind and item of each; `more` is the number of others."""

    records: tuple[tuple[str, str], ...]
    more: int = 0


class Supports(NamedTuple):
    """Support that others paid."""

    lines: tuple[Support, ...]
    currency: str


MAX_PATHS = 12
FEW = 3
"""The maximum number of facts of the claim in a list, and of facts of other claims."""


class OpenFactsReason(NamedTuple):
    """Facts that were not stated.

    `claim_facts` are those that the claim itself needs; rules over the claim need the others.
    """

    facts: tuple[FactRef, ...]
    claim_facts: frozenset[FactRef]

    @property
    def facts_to_name(self) -> tuple[list[FactRef], int, int]:
        """The facts to list, one per path, and two numbers.

        The list has the facts of the claim, and a few others. The numbers are those of omitted facts of the claim, and
        of other omitted facts.
        """
        by_path = {ref.path: ref for ref in reversed(self.facts)}
        first = dict.fromkeys(ref.path for ref in self.facts if not self.claim_facts or ref in self.claim_facts)
        other_facts = [by_path[path] for path in dict.fromkeys(ref.path for ref in self.facts) if path not in first]
        claim_refs = [by_path[path] for path in first]
        if len(other_facts) <= FEW:
            claim_refs, other_facts = claim_refs + other_facts, []
        return claim_refs[:MAX_PATHS], max(0, len(claim_refs) - MAX_PATHS), len(other_facts)


class CohortFacts(NamedTuple):
    """Facts about other applicants."""

    facts: tuple[FactRef, ...]


class ShownNumber(NamedTuple):
    """A number, and the type that shows it."""

    value: int | Fraction
    type: Type


class Terms(NamedTuple):
    """The terms of a sum, or with `is_less` of a difference.

    `is_floored`: it would be negative, and is 0.
    """

    terms: tuple[Money | ShownNumber, ...]
    is_less: bool = False
    is_floored: bool = False


class Factors(NamedTuple):
    """The factors of a product; `is_divisor[i]`: the factor divides."""

    factors: tuple[Money | ShownNumber, ...]
    is_divisor: tuple[bool, ...]


class RoundedTo(NamedTuple):
    """How a number was rounded: the mode of a page, and the step."""

    mode: str
    step: Money | ShownNumber


class Amounts(NamedTuple):
    """Several amounts; only one of them applies."""

    amounts: tuple[Money | ShownNumber, ...]


class AwardSums(NamedTuple):
    """What each of several awards came to, by label; `year` is the year of the claim, `day` its day.

    `kind` is what is added up: what they pay in the year, what they paid before, or what they granted up to the day.
    """

    kind: str
    year: int
    day: Date
    sums: tuple[tuple[str, Money], ...]


class InterestYears(NamedTuple):
    """Years for which interest is due: whole years and a remainder in 365ths."""

    years: Fraction


ReasonValue: TypeAlias = (
    "str | int | Date | Period | Money | ArticlePlace | RuleKey | OutcomeValue | NameList | NearestNames | RowKeys"
    " | Values | Payment | Payments"
    " | PaidStatus | Winner | Loser | DeductedSupport | AmountAfterCaps | TakenPlaces | ClaimOrder | LimitNote"
    " | YearAmounts | StatedValues | Score"
    " | DecidingRecords | Supports | OpenFactsReason | CohortFacts | ShownNumber | Terms | Factors | RoundedTo"
    " | Amounts | AwardSums | InterestYears"
)
"""The values of a reason; an `int` is a year or a number."""


@attrs.frozen(eq=False, repr=False)
class Reason(ValueObject):
    """One occurrence of a reason: its `values` by name, and the `words` in the condition."""

    code: str
    values: tuple[tuple[str, ReasonValue], ...] = ()
    words: tuple[str, ...] = ()


def reason(code: str, words: tuple[str, ...] = (), **values: ReasonValue) -> Reason:
    """A reason with its values by name."""
    return Reason(code, tuple(values.items()), words)
