"""ipdsl as the benchmarks use it: one policy, with its operations over typed facts and over plain data."""

from __future__ import annotations

from pathlib import Path

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.report.decision_json import to_json
from ipdsl.runtime.compiled_policy import evaluate
from ipdsl.schema.values.value_type import NeedsGeneralPathError

ROOT = Path(__file__).resolve().parents[1]
SLICE = ROOT / "benchmarks" / "slice.ipp"
SHAOGUAN = ROOT / "policies" / "shaoguan_2021.ipp"


class Ours:
    """A policy that is loaded once."""

    def __init__(self, policy: ipdsl.Policy) -> None:
        self.policy = policy
        self._program, self._code = policy._program, policy._code

    @classmethod
    def of(cls, path: Path) -> Ours:
        return cls(ipdsl.load(path))

    def facts(self, data: object) -> Facts:
        """Typed facts from plain data, fully validated."""
        return read_facts(data, self._program)

    def evaluate(self, facts: Facts) -> Decision:
        """A decision on typed facts."""
        return evaluate(self._program, self._code, facts)

    def as_json(self, facts: Facts) -> dict[str, object]:
        """The JSON of a decision on typed facts: reasons, facts without effect, the ledger with its seal."""
        return to_json(self.evaluate(facts))

    @property
    def has_total(self) -> bool:
        return hasattr(self.policy, "total")

    def total(self, facts: Facts) -> int:
        """The amount due in fen."""
        return self.policy.total(facts).minor

    def total_of_plain(self, data: dict[str, object]) -> int:
        """The amount due in fen from plain data, fully validated."""
        return self.policy.total(data).minor

    def total_of_text(self, text: str) -> int:
        """The amount due in fen from JSON text, fully validated."""
        return self.policy.total(text).minor

    def is_emitted(self, facts: Facts) -> bool:
        """Whether the emitted total covers these facts, so that `evaluate` is not needed."""
        try:
            assert self._code.total is not None
            self._code.total.due(self._code, facts, None)
        except NeedsGeneralPathError:
            return False
        return True


def sums_of(decision: Decision) -> tuple[int, bool]:
    """Read the amount due and whether it is certain. No claim is settled in detail."""
    return decision.total.minor, decision.due.is_point


def every_reason(decision: Decision) -> int:
    """Read the outcome and reason of every claim, which builds everything that is built on first access."""
    seen = 0
    for claim in decision.claims:
        seen += len(claim.adjustments) + (claim.reason is not None) + (claim.paid.minor > 0)
    return seen + len(decision.ledger)
