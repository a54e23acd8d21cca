"""What a trace is made of: steps with their verdicts, and the claim they belong to."""

from __future__ import annotations

import enum

import attrs

from ipdsl.runtime.decision.model import Claim, Reading
from ipdsl.runtime.outcome import Outcome
from ipdsl.source import Span
from ipdsl.values.money import Money


class StepVerdict(enum.Enum):
    """What a step did to the claim."""

    STATED = "told"
    PASSED = "holds"
    OPEN = "not known"
    STOPPED = "stops here"
    CUT = "cut"
    RAISED = "raised"
    CARRIED = "pays over the years"
    NOT_APPLIED = "does not act"
    NOT_CUT = "cuts nothing"
    NOT_RAISED = "raises nothing"
    UNREACHED = "not looked at"


VERDICTS_ZH = {
    StepVerdict.STATED: "说明", StepVerdict.PASSED: "成立", StepVerdict.OPEN: "未知", StepVerdict.STOPPED: "到此为止",
    StepVerdict.CUT: "核减", StepVerdict.RAISED: "提高", StepVerdict.CARRIED: "分年兑现",
    StepVerdict.NOT_APPLIED: "未适用", StepVerdict.NOT_CUT: "没有核减", StepVerdict.NOT_RAISED: "没有提高",
    StepVerdict.UNREACHED: "没有审查",
}  # fmt: skip
"""The verdicts in Chinese."""


@attrs.frozen
class TraceStep:
    """One step: what it is, its line of the page, what came of it, the values it looked at, the sum after it."""

    kind: str  # sentence, carried, record, day, beneficiary, window, gate, part, amount, quota, less, older, rule, end
    text: str
    verdict: StepVerdict
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
