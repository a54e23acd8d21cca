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
            case "approval":
                return f"主管部门为“{self.clause(ref.kind)}”{self.item(ref.item)}核定的金额"
            case "rank":
                return f"公布的{ref.year}年“{field}”排名中的名次"
            case "left":
                of = "".join((f"{ref.year}年" if ref.year else "", f"“{self.sentence(ref.kind)}”"))
                return f"{of}（{self.item(ref.item)}）的余额" if ref.item else f"{of}的余额"
            case "series":
                return f"“{kind}”在{ref.item}的数值"
            case "as_of":
                return "结算的截至日"
            case _:
                return Labels.path(self, ref)
