"""The decisions on many applicants that were settled together."""

from __future__ import annotations

import attrs

from ipdsl.runtime.decision.light import Decision
from ipdsl.values.money import Money


@attrs.frozen
class Cohort:
    """One decision for each applicant, in the order given; `notes` are remarks about the cohort as a whole."""

    decisions: tuple[Decision, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Money:
        """What is due to all together at the least."""
        return Money(sum(decision.total.minor for decision in self.decisions), self.decisions[0].currency)

    @property
    def is_undetermined(self) -> bool:
        """At least one claim of one applicant is undetermined and could pay."""
        return any(decision.is_undetermined for decision in self.decisions)
