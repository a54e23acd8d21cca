"""Members of a declared choice, without an order."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values.shared_types import MemberType


@attrs.frozen(eq=False, repr=False)
class ChoiceType(MemberType):
    """One member of a declared choice; `choice` is its name in the schema."""

    choice: str

    is_choice = True
    column_phrase = Phrase("a member of a choice (text)", "选项之一（文本）")

    @property
    def choice_name(self) -> str:
        return self.choice

    @property
    def phrase(self) -> Phrase:
        return Phrase("a member of `{name}`", "`{name}`的取值", name=self.choice)
