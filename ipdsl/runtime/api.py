"""The closed list of what a generated module may name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ipdsl.runtime.clauses.amounts import (
    add,
    interest,
    largest,
    limited,
    scale,
    smallest,
    steps,
    subtract,
    table,
)
from ipdsl.runtime.clauses.gates import AT_DISCRETION, Gates, up_to
from ipdsl.runtime.clauses.in_year import in_year, once_a_year
from ipdsl.runtime.clauses.matters import matter_supported
from ipdsl.runtime.clauses.operations import (
    ALWAYS,
    Answer,
    all_of,
    any_of,
    at_least,
    at_most,
    cannot_be_determined,
    days_after,
    during,
    lasted_at_least,
    lasted_at_most,
    lasted_less_than,
    lasted_more_than,
    later,
    less_than,
    level_at_least,
    level_at_most,
    level_less_than,
    level_more_than,
    more_than,
    not_,
    one_of,
)
from ipdsl.runtime.clauses.plain_form import Subject, holds_in, known, once_a_day, pays
from ipdsl.runtime.clauses.plain_values import (
    DAYS,
    DatedValues,
    Stated,
    Values,
    plain_cents,
    plain_count,
    plain_dated,
    plain_day,
    plain_flag,
    plain_other,
    plain_rate,
    plain_several,
    plain_sum,
    plain_text,
)
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import MONEY, PERCENT
from ipdsl.runtime.code import Code
from ipdsl.runtime.embedded import Embedded
from ipdsl.runtime.facts import Dated, Facts
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import NO_ROW, Proposal
from ipdsl.runtime.steps import Bound, GroupState, Order, Settlement, Step
from ipdsl.runtime.terms import (
    Allocation,
    AmountKind,
    Article,
    Block,
    Cap,
    Clause,
    Gate,
    Highest,
    Limit,
    LimitOrder,
    NoRepeat,
    Obligation,
    Older,
    Program,
    Quota,
    Ranking,
    Reference,
    Replaced,
    Row,
    Suspend,
    TopUp,
    Trigger,
    TriggerKind,
)
from ipdsl.runtime.total_meets import (
    fill,
    fill_together,
    groups,
    has_place,
    hold_paid,
    hold_places,
    hold_rungs,
    not_twice,
    promoted,
    promoted_together,
)
from ipdsl.runtime.total_values import (
    approved,
    changing_days,
    converted,
    first_day,
    half_even,
    held_on,
    in_series,
    interest_on,
    is_set_supported,
    is_supported,
    key_of,
    leader,
    list_key,
    matter_of,
    new_years,
    next_day,
    on_day,
    place_of,
    plain_number,
    supported,
    text_key,
    turning,
    year_end,
    years_after,
    years_ranked,
)
from ipdsl.runtime.totals import (
    OUTSIDE,
    UNLIMITED,
    Claim,
    Claims,
    Course,
    Memory,
    Part,
    Records,
    Run,
    admitted,
    by_parts,
    by_year,
    complete,
    followed_from,
    followed_to,
    listed,
    nth_day,
    outside,
    told_apart,
    within,
)
from ipdsl.runtime.unknown import CANNOT, NONE, Truth
from ipdsl.schema.model import (
    ApplicantClass,
    ApplicantKind,
    Choice,
    Event,
    Field,
    Frequency,
    Label,
    Member,
    Record,
    Schema,
    Series,
    Since,
    State,
    Varies,
)
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    DurationType,
    LevelType,
    ListType,
    MoneyType,
    NumberType,
    RateType,
    RecordType,
    TextType,
)
from ipdsl.source import Span
from ipdsl.values.days import Period
from ipdsl.values.rounding import Mode, Rounding

__all__ = [
    "ALWAYS", "AT_DISCRETION", "CANNOT", "DAYS", "MONEY", "NONE", "NO_ROW", "OUTSIDE", "PERCENT", "UNLIMITED",
    "Allocation", "AmountKind", "Answer", "ApplicantClass", "ApplicantKind", "ApplicantType", "Article",
    "Block", "BoolType", "Bound", "Cap", "Choice", "ChoiceType", "Claim", "Claims", "Clause", "Code",
    "CountType", "Course", "DateType", "Dated", "DatedValues", "DurationType", "Embedded", "Event", "Facts",
    "Field", "Fraction", "Frequency", "Gate", "Gates", "GroupState", "Highest", "Label", "LevelType", "Limit",
    "LimitOrder", "ListType", "Member", "Memory", "Mode", "MoneyType", "NoRepeat", "NumberType", "Obligation",
    "Older", "Order", "Outcome", "Part", "Period", "Program", "Proposal", "Quota", "Ranking", "RateType",
    "Record", "RecordType", "Records", "Reference", "Replaced", "Rounding", "Row", "Run", "Schema", "Series",
    "Settlement", "Since", "Situation", "Span", "State", "Stated", "Step", "Subject", "Suspend", "TextType",
    "TopUp", "Trigger", "TriggerKind", "Truth", "Values", "Varies", "add", "admitted", "all_of", "any_of",
    "approved", "at_least", "at_most", "by_parts", "by_year", "cannot_be_determined", "changing_days",
    "complete", "converted", "date", "days_after", "during", "fill", "fill_together", "first_day",
    "followed_from", "followed_to", "groups", "half_even", "has_place", "held_on", "hold_paid", "hold_places",
    "hold_rungs", "holds_in", "in_series", "in_year", "interest", "interest_on", "is_set_supported",
    "is_supported", "key_of", "known", "largest", "lasted_at_least", "lasted_at_most", "lasted_less_than",
    "lasted_more_than", "later", "leader", "less_than", "level_at_least", "level_at_most", "level_less_than",
    "level_more_than", "limited", "list_key", "listed", "matter_of", "matter_supported", "more_than",
    "new_years", "next_day", "not_", "not_twice", "nth_day", "on_day", "once_a_day", "once_a_year", "one_of",
    "outside", "pays", "place_of", "plain_cents", "plain_count", "plain_dated", "plain_day", "plain_flag",
    "plain_number", "plain_other", "plain_rate", "plain_several", "plain_sum", "plain_text", "promoted",
    "promoted_together", "scale", "smallest", "steps", "subtract", "supported", "table", "text_key",
    "told_apart", "turning", "up_to", "within", "year_end", "years_after", "years_ranked",
]  # fmt: skip
