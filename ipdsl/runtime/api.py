"""The closed list of what a generated module may name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NoReturn

from ipdsl.runtime.clauses.amounts import (
    limited,
)
from ipdsl.runtime.clauses.gates import AT_DISCRETION, up_to
from ipdsl.runtime.clauses.operations import days_after, later, one_of
from ipdsl.runtime.clauses.plain_form import (
    Subject,
    certain,
    exact,
    known,
    on_day,
    once_a_day,
    pays,
    stopped,
    years_after,
)
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import MONEY, PERCENT
from ipdsl.runtime.code import Code
from ipdsl.runtime.embedded import Embedded
from ipdsl.runtime.facts import Dated, Facts
from ipdsl.runtime.proposal import NO_ROW, Proposal
from ipdsl.runtime.serial import OtherFormError, program_of
from ipdsl.runtime.sums import Claims, Course, Loop
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
    place_of,
    plain_number,
    supported,
    text_key,
    turning,
    year_end,
    years_ranked,
)
from ipdsl.runtime.totals import (
    OUTSIDE,
    UNLIMITED,
    Records,
    by_year,
    complete,
    followed_from,
    followed_to,
    last_stated,
    listed,
    nth_day,
    outside,
    told_apart,
    within,
)
from ipdsl.runtime.unknown import CANNOT, NONE

__all__ = [
    "AT_DISCRETION", "CANNOT", "MONEY", "NONE", "NO_ROW", "OUTSIDE", "PERCENT", "UNLIMITED", "Claims", "Code",
    "Course", "Dated", "Embedded", "Facts", "Fraction", "Loop", "Proposal", "Records", "Situation", "Subject",
    "approved", "by_year", "certain", "changing_days", "complete", "converted", "date", "days_after", "exact",
    "first_day", "followed_from", "followed_to", "half_even", "held_on", "in_series", "interest_on",
    "is_set_supported", "is_supported", "key_of", "known", "last_stated", "later", "leader", "limited", "list_key",
    "listed", "matter_of", "new_years", "next_day", "nth_day", "on_day", "once_a_day", "one_of", "outside", "pays",
    "place_of", "plain_number", "program_of", "stopped", "supported", "text_key", "told_apart", "turning", "up_to",
    "within", "year_end", "years_after", "years_ranked",
]  # fmt: skip


def __getattr__(name: str) -> NoReturn:
    """What is not on the list is asked for by a module that another version made."""
    raise AttributeError(name) if name.startswith("_") else OtherFormError
