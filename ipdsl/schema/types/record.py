"""Other records, by their keys."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import LocalizedName, Phrase
from ipdsl.schema.values.shared_types import NameType
from ipdsl.schema.values.value_type import DeclaredWords, Json, declared_name


@attrs.frozen(eq=False, repr=False)
class RecordType(NameType):
    """A record of that kind, named by its key."""

    record: str

    is_local_name = True
    key_domain = "text"

    @property
    def record_name(self) -> str:
        return self.record

    @property
    def phrase(self) -> Phrase:
        return Phrase("the key of a `{name}`", "`{name}`的识别项", name=self.record)

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("the key of a {kind}", "{kind}的识别项", kind=LocalizedName(self.record))

    def schema_of_value(self, vocabulary: DeclaredWords, is_converted: bool = False) -> Json:
        kind = declared_name(vocabulary.record_by_name[self.record])
        return {
            "description": Phrase("the key of a {kind}", "{kind}的识别项", kind=kind),
            **super().schema_of_value(vocabulary, is_converted),
        }
