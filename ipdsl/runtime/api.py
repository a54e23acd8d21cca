"""The closed list of what a generated module may name."""

from __future__ import annotations

import sys
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
    is_first,
    is_new,
    known,
    on_day,
    once_a_day,
    pays,
    stopped,
    years_after,
)
from ipdsl.runtime.clauses.situation import Situation, changes_of
from ipdsl.runtime.clauses.words import MONEY, PERCENT
from ipdsl.runtime.code import Code
from ipdsl.runtime.embedded import Embedded
from ipdsl.runtime.errors_module import FIRST_LINE, refuse_module
from ipdsl.runtime.facts import Dated, Facts
from ipdsl.runtime.loop_values import (
    MAXYEAR,
    MOVING,
    UNLIMITED,
    Records,
    followed_from,
    half_even,
    list_key,
    listed,
    matter_of,
    outside,
    situation_of,
    support_for,
    text_key,
    told_apart,
    turning,
    years_from,
)
from ipdsl.runtime.proposal import NO_ROW, Proposal
from ipdsl.runtime.serial import program_of
from ipdsl.runtime.sums import Claims
from ipdsl.runtime.total import Loop, Part, Total
from ipdsl.runtime.unknown import CANNOT, NONE

__all__ = [
    "AT_DISCRETION", "CANNOT", "MAXYEAR", "MONEY", "MOVING", "NONE", "NO_ROW", "PERCENT", "UNLIMITED", "Claims",
    "Code", "Dated", "Embedded", "Facts", "Fraction", "Loop", "Part", "Proposal", "Records", "Situation", "Subject",
    "Total", "certain", "changes_of", "date", "days_after", "exact", "followed_from",
    "half_even", "is_first", "is_new", "known", "later", "limited", "list_key", "listed", "matter_of",
    "on_day", "once_a_day", "one_of", "outside", "pays", "program_of", "situation_of", "stopped", "support_for",
    "text_key", "told_apart", "turning", "up_to", "years_after", "years_from",
]  # fmt: skip


def __getattr__(name: str) -> NoReturn:
    """A compiled module that imports an unknown name was made by another version."""
    namespace = sys._getframe(1).f_globals
    if not name.startswith("_") and FIRST_LINE.match(str(namespace.get("__doc__"))):
        refuse_module(namespace)
    raise AttributeError(f"module `ipdsl.runtime.api` has no name `{name}`")
