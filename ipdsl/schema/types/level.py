"""Members of a declared level, from the highest to the lowest."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values.shared_types import MemberType


@attrs.frozen(eq=False, repr=False)
class LevelType(MemberType):
    """One member of a declared, ordered level."""

    level: str

    is_level = True
    column_phrase = Phrase("a level (text)", "级别（文本）")

    @property
    def choice_name(self) -> str:
        return self.level

    @property
    def phrase(self) -> Phrase:
        if self.level == "level":
            return Phrase("a level", "级别")
        return Phrase("a level of `{name}`", "`{name}`的级别", name=self.level)
