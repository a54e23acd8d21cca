"""A trial of the invariants: one compiled policy with complete facts, and the same facts with gaps."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import attrs

from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.ir.facts import Facts as ReadFacts
from ipdsl.ir.proposal import Outcome
from ipdsl.ledger.line_reader import seal_ledger
from ipdsl.semantics import typed
from tests.properties.pipeline import Compiled
from tests.reference import oracle
from tests.reference.oracle import Gap

Facts = dict[str, Any]


class BrokenError(AssertionError):
    """An invariant is broken."""


@attrs.define(slots=False)
class Trial:
    """A policy, complete facts, and the same facts with gaps.

    `seed` fixes the random choices of an invariant. `counts` counts what was tested.
    """

    compiled: Compiled
    facts: Facts
    seed: int
    make_gaps: Callable[[], tuple[Facts, list[Gap]]]
    counts: Counter[str] = attrs.field(factory=Counter)
    _decision: Decision | None = None

    @property
    def gaps(self) -> list[Gap]:
        """The removed facts."""
        return self._open[1]

    @property
    def open_facts(self) -> Facts:
        """The facts with the gaps."""
        return self._open[0]

    @property
    def has_gaps(self) -> bool:
        """Whether an invariant has asked for the facts with the gaps."""
        return "_open" in vars(self)

    @cached_property
    def _open(self) -> tuple[Facts, list[Gap]]:
        return self.make_gaps()

    @cached_property
    def read(self) -> ReadFacts:
        """The complete facts as the runtime reads them."""
        return self.compiled.read(self.facts)

    @property
    def decision(self) -> Decision:
        """The decision on the complete facts."""
        if self._decision is None:
            self._decision = self.compiled.settle(self.read)
        return self._decision

    @cached_property
    def answer(self) -> oracle.Answer:
        """The answer of the oracle for the complete facts."""
        return oracle.evaluate(self.compiled.policy, self.facts, every_day=self.seed % 40 == 0)

    def make_random(self) -> random.Random:
        """A new generator from the seed: an invariant makes one, so that its choices differ from each other."""
        return random.Random(self.seed)


def expect(holds: bool, message: str, *details: object) -> None:
    if not holds:
        raise BrokenError(message + "".join(f"\n  {d}" for d in details))


def awards_only(decision: Decision, policy: typed.Policy) -> list[Claim]:
    """The claims of awards, without those that another document decides."""
    labels = {a.label for a in policy.awards}
    return [c for c in decision.claims if c.label in labels]


def is_settled(decision: Decision) -> bool:
    """Whether nothing is undetermined: the facts are complete for this policy."""
    return all(c.outcome not in (Outcome.UNDETERMINED, Outcome.CONTINGENT) for c in decision.claims)


def essence(decision: Decision) -> list[tuple[object, ...]]:
    return [
        (c.label, c.item, c.record, c.event_date, c.outcome, c.proposed, c.paid, c.carry, c.why)
        for c in decision.claims
    ]


def ledger_of(decision: Decision) -> list[Any]:
    """The ledger of a decision as read back from a file, without computed parts."""
    written = seal_ledger(
        decision.policy, decision.applicant, decision.currency, decision.ledger, decision.pages, decision.ledger_number
    )
    read: list[Any] = json.loads(json.dumps(written))["ledger"]
    return read


def item_of(compiled: Compiled, kind: str, stated: dict[str, Any]) -> set[str]:
    """The items that a history line may use for a record."""
    key = compiled.policy.schema.record_by_name[kind].key
    return {" / ".join(str(stated.get(name)) for name in key), str(stated.get("id"))}


def sums_of(sums: Mapping[Any, int]) -> tuple[tuple[Any, int], ...]:
    return tuple(sorted((name, sum_) for name, sum_ in sums.items() if sum_))
