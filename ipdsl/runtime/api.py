"""The complete list of names that a generated module may import."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from typing import NoReturn

from ipdsl.base.errors import FIRST_LINE, refuse_module
from ipdsl.engine.evaluator import (
    AT_DISCRETION,
    GeneratedFunctions,
    Subject,
    cached_for_day,
    certain_records,
    count_spans,
    is_first,
    is_new,
    length_in_year,
    propose_payment,
    rejected_proposal,
    require_known,
    to_ceiling,
    to_fraction,
    value_on_day,
    years_after,
)
from ipdsl.engine.operations import day_of_year, days_after, from_threshold, limited, one_of, shift_day
from ipdsl.engine.situation import Situation, changes_of
from ipdsl.ir.facts import DatedValue, Facts
from ipdsl.ir.proposal import NO_ROW, Proposal
from ipdsl.ir.serialization import program_of
from ipdsl.runtime.compiled_policy import EmbeddedPolicy
from ipdsl.runtime.emitted_total import (
    MAXYEAR,
    MOVING,
    UNLIMITED,
    ClaimLoop,
    EmittedTotal,
    LoopClaims,
    Records,
    SumPart,
    first_followed_day,
    half_even,
    leave_to_general_path,
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
from ipdsl.schema.values.value_type import CANNOT, NONE, KnownValues

__all__ = [
    "AT_DISCRETION",
    "CANNOT",
    "MAXYEAR",
    "MOVING",
    "NONE",
    "NO_ROW",
    "UNLIMITED",
    "ClaimLoop",
    "DatedValue",
    "EmbeddedPolicy",
    "EmittedTotal",
    "Facts",
    "Fraction",
    "GeneratedFunctions",
    "KnownValues",
    "LoopClaims",
    "Proposal",
    "Records",
    "Situation",
    "Subject",
    "SumPart",
    "cached_for_day",
    "certain_records",
    "changes_of",
    "count_spans",
    "date",
    "day_of_year",
    "days_after",
    "first_followed_day",
    "from_threshold",
    "half_even",
    "is_first",
    "is_new",
    "leave_to_general_path",
    "length_in_year",
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

MONEY, PERCENT = "money", "percent"
"""Names of types that modules of 0.7.1 import."""


def __getattr__(name: str) -> NoReturn:
    """Report a compiled module of a different version if it imports an unknown name."""
    namespace = sys._getframe(1).f_globals
    if not name.startswith("_") and FIRST_LINE.match(str(namespace.get("__doc__"))):
        refuse_module(namespace)
    raise AttributeError(f"module `ipdsl.runtime.api` has no name `{name}`")
