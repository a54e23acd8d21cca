"""The same applicant under several policies, item by item.

A row is one item of a kind, or a year for awards on figures. A cell is what one policy makes of it: its claims, what
they are paid together, and what they may come to. Rows stand in the order of the vocabulary, then by item.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ipdsl.library import Policy
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.model import Claim
from ipdsl.runtime.outcome import Outcome
from ipdsl.values.money import Bounds, Money

YEARLY = "figures"
"""The kind of a claim that comes of yearly figures, or of the applicant itself."""


@attrs.frozen
class ComparisonCell:
    """What a policy makes of an item."""

    claims: tuple[Claim, ...]
    currency: str

    @property
    def paid_total(self) -> Money:
        """What its claims are paid together."""
        return Money(sum(claim.paid.minor for claim in self.claims), self.currency)

    @property
    def due(self) -> Bounds:
        """What the claims may come to, each by itself. A rule may leave less of all of them together."""
        low = sum(claim.bounds.low.minor for claim in self.claims)
        highs = [claim.bounds.high for claim in self.claims]
        exact = all(claim.bounds.exact for claim in self.claims)
        known = [high.minor for high in highs if high is not None]
        high = Money(sum(known), self.currency) if len(known) == len(highs) else None
        return Bounds(Money(low, self.currency), high, exact)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of its claims, each outcome once."""
        return tuple(dict.fromkeys(claim.outcome for claim in self.claims))

    @property
    def may_pay(self) -> bool:
        """It pays, or may."""
        return self.paid_total.minor > 0 or not self.due.is_point or self.due.low.minor > 0


@attrs.frozen
class ComparisonRow:
    """One item; a cell is `None` where the policy says nothing of it."""

    kind: str
    label: str
    item: str
    cells: tuple[ComparisonCell | None, ...]

    @property
    def may_pay(self) -> bool:
        """At least one policy pays, or may."""
        return any(cell is not None and cell.may_pay for cell in self.cells)


@attrs.frozen
class PolicyComparison:
    """Decisions of several policies on one applicant's facts, side by side."""

    decisions: tuple[Decision, ...]
    rows: tuple[ComparisonRow, ...]


def compare(policies: Sequence[Policy], decisions: Sequence[Decision]) -> PolicyComparison:
    """The decisions, in the order of the policies, item by item."""
    claims_by_item: dict[tuple[int, str, str], list[list[Claim]]] = {}
    labels: dict[str, str] = {}
    for place, (policy, decision) in enumerate(zip(policies, decisions, strict=True)):
        roots = _roots(policy)
        for claim in decision.claims:
            order, kind, label = roots.get(claim.kind, (-1, YEARLY, ""))
            labels.setdefault(kind, label)
            row = claims_by_item.setdefault((order, kind, claim.item), [[] for _ in policies])
            row[place].append(claim)
    rows = [
        ComparisonRow(
            kind, labels[kind], item, tuple(_cell(claims, d) for claims, d in zip(claim_lists, decisions, strict=True))
        )
        for (_, kind, item), claim_lists in sorted(claims_by_item.items(), key=lambda pair: pair[0])
    ]
    return PolicyComparison(tuple(decisions), tuple(rows))


def _cell(claims: list[Claim], decision: Decision) -> ComparisonCell | None:
    return ComparisonCell(tuple(claims), decision.currency) if claims else None


def _roots(policy: Policy) -> dict[str, tuple[int, str, str]]:
    """For each kind of record its place in the vocabulary, its widest kind, and that one's label."""
    schema = policy.program.schema
    place = {record.name: index for index, record in enumerate(schema.records)}
    return {
        record.name: (place[record.root], record.root, schema.record_by_name[record.root].label.zh)
        for record in schema.records
    }
