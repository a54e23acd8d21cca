"""Words and names."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values.shared_types import NameType
from ipdsl.schema.values.value_type import DeclaredWords


@attrs.frozen(eq=False, repr=False)
class TextType(NameType):
    """A word or name, compared as a whole."""

    is_text = is_local_name = True
    keyword = key_domain = "text"
    phrase = Phrase("a text", "文本")

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("a name", "名称")
