"""What a trace is made of: steps with their verdicts, and the claim they belong to."""

from __future__ import annotations

import enum

import attrs

from ipdsl.runtime.decision.model import Claim, Reading
from ipdsl.runtime.outcome import Outcome
from ipdsl.source import Span
from ipdsl.values.money import Money


class Verdict(enum.Enum):
    """What a step did to the claim."""

    TOLD = "told"
    PASSED = "holds"
    OPEN = "not known"
    STOPPED = "stops here"
    CUT = "cut"
    RAISED = "raised"
    CARRIED = "pays over the years"
    SPARED = "does not act"
    UNTOUCHED = "cuts nothing"
    IDLE = "raises nothing"
    UNREACHED = "not looked at"


IN_CHINESE = {
    Verdict.TOLD: "说明", Verdict.PASSED: "成立", Verdict.OPEN: "未知", Verdict.STOPPED: "到此为止",
    Verdict.CUT: "核减", Verdict.RAISED: "提高", Verdict.CARRIED: "分年兑现",
    Verdict.SPARED: "未适用", Verdict.UNTOUCHED: "没有核减", Verdict.IDLE: "没有提高", Verdict.UNREACHED: "没有审查",
}  # fmt: skip
"""The verdicts in Chinese."""


@attrs.frozen
class TraceStep:
    """One step: what it is, its line of the page, what came of it, the values it looked at, the sum after it."""

    kind: str  # sentence, carried, record, day, beneficiary, window, gate, part, amount, quota, less, older, rule, end
    text: str
    verdict: Verdict
    place: Span | None = None
    detail: str = ""
    values: tuple[tuple[str, str], ...] = ()
    before: Money | None = None
    after: Money | None = None


OPEN = (Outcome.UNDETERMINED, Outcome.CONTINGENT)
"""Outcomes of claims whose sum is not known."""


@attrs.frozen
class Trace:
    """A claim with its steps, in the order in which they act, and the readings of the sentences that they name."""

    claim: Claim
    steps: tuple[TraceStep, ...]
    readings: tuple[Reading, ...] = ()
