"""The closed list of what a generated module may name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NoReturn

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
from ipdsl.runtime.proposal import NO_ROW, Proposal
from ipdsl.runtime.serial import OtherFormError, program_of
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

__all__ = [
    "ALWAYS", "AT_DISCRETION", "CANNOT", "DAYS", "MONEY", "NONE", "NO_ROW", "OUTSIDE", "PERCENT", "UNLIMITED",
    "Answer", "Claim", "Claims", "Code", "Course", "Dated", "DatedValues", "Embedded", "Facts", "Fraction", "Gates",
    "Memory", "Part", "Proposal", "Records", "Run", "Situation", "Stated", "Subject", "Truth", "Values", "add",
    "admitted", "all_of", "any_of", "approved", "at_least", "at_most", "by_parts", "by_year",
    "cannot_be_determined", "changing_days", "complete", "converted", "date", "days_after", "during", "fill",
    "fill_together", "first_day", "followed_from", "followed_to", "groups", "half_even", "has_place", "held_on",
    "hold_paid", "hold_places", "hold_rungs", "holds_in", "in_series", "in_year", "interest", "interest_on",
    "is_set_supported", "is_supported", "key_of", "known", "largest", "lasted_at_least", "lasted_at_most",
    "lasted_less_than", "lasted_more_than", "later", "leader", "less_than", "level_at_least", "level_at_most",
    "level_less_than", "level_more_than", "limited", "list_key", "listed", "matter_of", "matter_supported",
    "more_than", "new_years", "next_day", "not_", "not_twice", "nth_day", "on_day", "once_a_day", "once_a_year",
    "one_of", "outside", "pays", "place_of", "plain_cents", "plain_count", "plain_dated", "plain_day", "plain_flag",
    "plain_number", "plain_other", "plain_rate", "plain_several", "plain_sum", "plain_text", "program_of",
    "promoted", "promoted_together", "scale", "smallest", "steps", "subtract", "supported", "table", "text_key",
    "told_apart", "turning", "up_to", "within", "year_end", "years_after", "years_ranked",
]  # fmt: skip


def __getattr__(name: str) -> NoReturn:
    """What is not on the list is asked for by a module that another version made."""
    raise AttributeError(name) if name.startswith("_") else OtherFormError
