"""The closed list of what a generated module may name."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from typing import NoReturn

from ipdsl.runtime.clauses.amounts import (
    limited,
)
from ipdsl.runtime.clauses.gates import AT_DISCRETION, to_ceiling
from ipdsl.runtime.clauses.operations import days_after, one_of, shift_day
from ipdsl.runtime.clauses.plain_form import (
    Subject,
    cached_for_day,
    certain_records,
    is_first,
    is_new,
    propose_payment,
    rejected_proposal,
    require_known,
    to_fraction,
    value_on_day,
    years_after,
)
from ipdsl.runtime.clauses.situation import Situation, changes_of
from ipdsl.runtime.clauses.words import MONEY, PERCENT
from ipdsl.runtime.code import GeneratedFunctions
from ipdsl.runtime.embedded import EmbeddedPolicy
from ipdsl.runtime.errors_module import FIRST_LINE, refuse_module
from ipdsl.runtime.facts import DatedValue, Facts
from ipdsl.runtime.loop_values import (
    MAXYEAR,
    MOVING,
    UNLIMITED,
    Records,
    first_followed_day,
    half_even,
    leave_to_settlement,
    list_key,
    listed_records,
    matter_of,
    require_distinct_items,
    situation_of,
    support_for,
    text_key,
    turning_days,
    year_starts,
)
from ipdsl.runtime.proposal import NO_ROW, Proposal
from ipdsl.runtime.serial import program_of
from ipdsl.runtime.sums import LoopClaims
from ipdsl.runtime.total import ClaimLoop, EmittedTotal, SumPart
from ipdsl.runtime.unknown import CANNOT, NONE

__all__ = [
    "AT_DISCRETION",
    "CANNOT",
    "MAXYEAR",
    "MONEY",
    "MOVING",
    "NONE",
    "NO_ROW",
    "PERCENT",
    "UNLIMITED",
    "ClaimLoop",
    "DatedValue",
    "EmbeddedPolicy",
    "EmittedTotal",
    "Facts",
    "Fraction",
    "GeneratedFunctions",
    "LoopClaims",
    "Proposal",
    "Records",
    "Situation",
    "Subject",
    "SumPart",
    "cached_for_day",
    "certain_records",
    "changes_of",
    "date",
    "days_after",
    "first_followed_day",
    "half_even",
    "is_first",
    "is_new",
    "leave_to_settlement",
    "limited",
    "list_key",
    "listed_records",
    "matter_of",
    "one_of",
    "program_of",
    "propose_payment",
    "rejected_proposal",
    "require_distinct_items",
    "require_known",
    "shift_day",
    "situation_of",
    "support_for",
    "text_key",
    "to_ceiling",
    "to_fraction",
    "turning_days",
    "value_on_day",
    "year_starts",
    "years_after",
]  # fmt: skip


def __getattr__(name: str) -> NoReturn:
    """A compiled module that imports an unknown name was made by another version."""
    namespace = sys._getframe(1).f_globals
    if not name.startswith("_") and FIRST_LINE.match(str(namespace.get("__doc__"))):
        refuse_module(namespace)
    raise AttributeError(f"module `ipdsl.runtime.api` has no name `{name}`")
