"""Values in addition to plain ones: none, cannot be determined, and open (not stated).

A condition is `True`, `False`, `CANNOT` or an `Open`; a quantity is a number, `NONE`, `CANNOT` or an `Open` with its
least and greatest possible value. The rules:

- `NONE`, known not to exist: every comparison with it is false, in a sum it is 0.
- `CANNOT`: a gate or an amount with this result stops the claim.
- `Open` keeps the facts that would settle it, and only those: `False and open` is `False`.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.schema.values.stated_values import Special


class FactRef(NamedTuple):
    """A fact that was not stated.

    - `group` is one of: applicant, record, records (a whole kind, or the rest of a partial list), figure, series, rank,
      place, left, ratio, taken, history, support, older_documents, approval.
    - `kind` is the record kind, series, clause label or rule.
    - `item` is the record id, the item of a place, the key values of a room, or the item of a line without the
      key `field`.
    - `field` is the word.
    - `year` is the year of a figure, rank, room or ratio.

    The end of a state is one fact for each state, with one path, so that states are not combined with each other. It is
    a named tuple because bounds put every fact into sets for every claim, and a tuple hashes six times as fast.
    """

    group: str
    kind: str = ""
    item: str = ""
    field: str = ""
    year: int = 0

    @property
    def path(self) -> str:
        """The place of the fact for people: `records.technology_contract[A].amount`."""
        match self.group:
            case "applicant":
                return f"applicant.{self.field}"
            case "record":
                return f"records.{self.kind}[{self.item}].{self.field}"
            case "records":
                return f"records.{self.kind}"
            case "figure":
                return f"figures.{self.year}.{self.field}"
            case "rank":
                return f"published[{self.field} {self.year}]"
            case "place":
                return f"published[{self.kind} {self.item}]"
            case "left" | "ratio" | "taken":
                return f"published[{' '.join(str(part) for part in (self.kind, self.item, self.year) if part)}]"
            case "series":
                return f"series.{self.kind}.{self.item}"
            case "history" | "support" | "older_documents" if self.field:
                return f"{self.group}[{self.item}].keys.{self.field}"
            case "approval":
                return f"approvals[{self.kind} {self.item}]"
            case _:
                return self.group


Limit: TypeAlias = "int | Fraction | datetime.date | None"


@attrs.frozen(eq=False, repr=False)
class Open(ValueObject):
    """A value that depends on facts that were not stated.

    `low` and `high` bound a quantity or a day (`None`: no bound). `members` lists the possible values of a choice,
    level or yes/no; it is `None` if they cannot be listed (texts, quantities, days). With `may_be_undeterminable` the
    value may also be one that cannot be determined; the bounds apply if it can.
    """

    facts: frozenset[FactRef]
    low: Limit = None
    high: Limit = None
    members: tuple[object, ...] | None = None
    may_be_undeterminable: bool = False


Scalar: TypeAlias = "bool | int | Fraction | str | datetime.date | tuple[object, ...]"
Value: TypeAlias = "Scalar | Special | Open"
Truth: TypeAlias = "bool | Special | Open"
