"""The names of facts in letters: as a person says them, and not as paths in JSON."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Language, MessageValue, Phrase
from ipdsl.engine.situation import field_of
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import Passage
from ipdsl.ir.terms import Program
from ipdsl.report.localizer import Localizer
from ipdsl.wording.labels import EnglishNames, Labels, label_words

_LINES = {
    "history": Phrase("the payment before for", "以往兑现的"),
    "support": Phrase("the support of others for", "其他资助的"),
    "older_documents": Phrase("the older document for", "以往文件的"),
}
"""Lines of the facts that may lack a field."""

_RULES = ("left", "ratio", "taken", "cohort")
"""Groups of facts that belong to a rule of the page."""


def letter_localizer(program: Program, language: Language) -> Localizer:
    """A localizer for letters about decisions of a policy."""
    return Localizer(language, _EnglishFactNames(program) if language is Language.EN else _ChineseFactNames(program))


@attrs.frozen(eq=False)
class _ChineseFactNames(Labels):
    def path(self, ref: FactRef) -> str:
        """`专利合同“2023-002”的“金额”`."""
        kind = _kind_name(ref, self) or self.name(ref.kind)
        field = self.name(ref.field, ref.kind if ref.kind in self.program.schema.record_by_name else "")
        is_of_award = ref.group == "approval"
        item = self.item_of_award(ref.item, ref.kind) if is_of_award else self.item(ref.item, Passage(ref.kind))
        return _place(ref, kind, item, field, self.year(ref.year)).text(Language.ZH)

    def path_and_rule(self, ref: FactRef) -> str:
        """The path, which names the rule."""
        return self.path(ref)


@attrs.frozen(eq=False)
class _EnglishFactNames(EnglishNames):
    def path(self, ref: FactRef) -> str:
        """A field of a record: `"amount" of technology contract "2023-002"`."""
        kind = _kind_name(ref, self) or label_words(ref.kind)
        return _place(ref, kind, ref.item, label_words(ref.field), self.year(ref.year)).text()

    def fact_label(self, ref: FactRef, label: str) -> str:
        """A fact with the definition of its field, because the label in the vocabulary is Chinese."""
        field = field_of(self.program.schema, ref)
        meant = "" if field is None else field.label.definition
        return f"{self.path(ref)} ({meant})" if meant else self.path(ref)


def _kind_name(ref: FactRef, names: EnglishNames) -> str:
    """The name of the award or rule that a fact belongs to; empty for other facts."""
    if ref.group in _RULES:
        return names.rule(ref.kind)
    named = {"approval": names.award_of_article, "place": names.ranking}
    return named[ref.group](ref.kind) if ref.group in named else ""


def _place(ref: FactRef, kind: str, item: str, field: str, year: str) -> Phrase:
    """A phrase for a fact in both languages. The names inside it are in one language."""
    values: dict[str, MessageValue] = {"kind": kind, "item": item, "field": field, "year": year}
    if ref.group in _RULES:
        values["key"] = Phrase(" ({item})", "（{item}）", item=item) if item else ""
        values["of_year"] = Phrase(" in {year}", "{year}年", year=year) if year and ref.year else ""
    if ref.group in _LINES and field:
        line = _LINES[ref.group]
        return Phrase('"{field}" of {line} "{item}"', "{line}“{item}”的“{field}”", field=field, line=line, item=item)
    en, zh = _FACT_WORDS[ref.group]
    return Phrase(en, zh, **values)


_FACT_WORDS = {
    "applicant": ('"{field}" of the applicant', "申请人的“{field}”"),
    "record": ('"{field}" of {kind} "{item}"', "{kind}“{item}”的“{field}”"),
    "records": ('all of "{kind}"', "全部“{kind}”"),
    "figure": ('"{field}" of {year}', "{year}年的“{field}”"),
    "approval": ('the sum that the bureau approves for "{kind}" {item}', "主管机关为“{kind}”{item}核定的金额"),
    "rank": ('the published rank by "{field}" of {year}', "公布的{year}年“{field}”排名中的名次"),
    "place": ("the published rank of {item} under {kind}", "公布的{item}在{kind}中的名次"),
    "cohort": ("the other applicants under {kind}", "{kind}中的其他申请人"),
    "series": ('"{kind}" of {item}', "“{kind}”在{item}的数值"),
    "left": ("the balance of {kind}{key}{of_year}", "{of_year}{kind}{key}的余额"),
    "ratio": ("the ratio of {kind}{key}{of_year}", "{of_year}{kind}{key}的比例"),
    "taken": ("the places that others have under {kind}{key}{of_year}", "{of_year}{kind}{key}中其他申请人已占的名额"),
    "history": ("earlier payments", "以往兑现的情况"),
    "payments": ("the days of earlier payments", "以往各笔拨付的日期"),
    "support": ("what others paid", "其他资助的情况"),
    "older_documents": ("what older documents promised", "以往文件的标准"),
}
"""The words for a fact by its group. The last four are parts of the facts that may be missing as a whole."""
