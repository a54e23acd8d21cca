"""Who tells letters: as decisions are told, with facts named as a person says them, and not by their place in JSON."""

from __future__ import annotations

from ipdsl.diagnostics.phrase import Language
from ipdsl.making import attrs
from ipdsl.runtime.decision.telling import ENGLISH, Teller
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import FactRef


def teller_of_letters(program: Program, language: Language) -> Teller:
    """Who tells letters about decisions of a policy."""
    return ENGLISH if language is Language.EN else Teller(language, _Spoken(program))


@attrs.frozen(eq=False)
class _Spoken(Labels):
    def path(self, ref: FactRef) -> str:
        """`专利合同“2023-002”的金额`."""
        kind = self.name(ref.kind)
        field = self.name(ref.field, ref.kind if ref.kind in self.program.schema.record_by_name else "")
        match ref.group:
            case "applicant":
                return f"申请人的“{field}”"
            case "record":
                return f"{kind}“{self.item(ref.item, ref.kind)}”的“{field}”"
            case "records":
                return f"全部“{kind}”"
            case "figure":
                return f"{ref.year}年的“{field}”"
            case _:
                return Labels.path(self, ref)
