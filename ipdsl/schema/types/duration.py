"""Spans of time: how long something has lasted."""

from __future__ import annotations

from fractions import Fraction

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.written_values import decimal
from ipdsl.schema.values.shared_types import UnstatableType


@attrs.frozen(eq=False, repr=False)
class DurationType(UnstatableType):
    """A span of time, written `2 years`, or the time that something has lasted."""

    is_duration = True
    phrase = Phrase("a span of time", "时长")

    def bound_text(self, bound: Fraction, currency: str) -> Phrase:
        if bound % 12:
            return Phrase("{number} months", "{number}个月", number=decimal(bound))
        return Phrase("{number} years", "{number}年", number=decimal(bound / 12))
