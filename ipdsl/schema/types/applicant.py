"""Other applicants, by their ids."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values.shared_types import NameType
from ipdsl.schema.values.value_type import DeclaredWords, Json


@attrs.frozen(eq=False, repr=False)
class ApplicantType(NameType):
    """Another applicant, named by its id (`head_office`)."""

    keyword = "applicant"
    phrase = Phrase("the id of an applicant", "申请人编号")

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("the id of an applicant", "申请人的编号")

    def schema_of_value(self, vocabulary: DeclaredWords, is_converted: bool = False) -> Json:
        return {
            "description": Phrase("the id of an applicant", "申请人的编号"),
            **super().schema_of_value(vocabulary, is_converted),
        }
