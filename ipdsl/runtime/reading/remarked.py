"""Plain facts with what a decision has to say of where they come from, such as payments that the bureau added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from ipdsl.diagnostics.phrase import Phrase


class SourceRemark(Phrase):
    """Such a remark in a decision. It stands in a list of many applicants too, in which other assumptions do not."""

    __slots__ = ()

    @classmethod
    def from_phrase(cls, remark: Phrase) -> Self:
        """The remark, marked as such."""
        return cls(remark.en, remark.zh, **dict(remark.values))


class RemarkedFacts(dict[str, Any]):
    """The plain facts of one applicant, and remarks that stand in each decision on them."""

    def __init__(self, data: Mapping[str, Any], remarks: tuple[Phrase, ...] = ()) -> None:
        super().__init__(data)
        self.remarks = remarks


def copy_remarks(facts: object, data: dict[str, Any]) -> dict[str, Any]:
    """The data with the remarks of the facts from which they were made; as they are where these have none."""
    return RemarkedFacts(data, facts.remarks) if isinstance(facts, RemarkedFacts) and facts.remarks else data
