"""Texts of any type, read by another word."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values.shared_types import UnstatableType


@attrs.frozen(eq=False, repr=False)
class AnyType(UnstatableType):
    """The type of texts that are kept as they are, because another word says how to read them."""

    phrase = Phrase("any value", "任何值")
