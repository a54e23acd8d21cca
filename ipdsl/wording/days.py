"""Days in the format of each language."""

from __future__ import annotations

import datetime

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.written_values import chinese_day


def written_day(day: datetime.date | None) -> Phrase:
    """A day in the format of each language."""
    if day is None:
        return Phrase("day not known", "日期未知")
    return Phrase(str(day), chinese_day(day))
