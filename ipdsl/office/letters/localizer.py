"""The localizer of letters. Unlike in decisions, facts have names for people instead of JSON paths."""

from __future__ import annotations

import attrs

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.engine.situation import field_of
from ipdsl.ir.reasons import Passage
from ipdsl.ir.terms import Program
from ipdsl.ir.unknown import FactRef
from ipdsl.report.localizer import Localizer
from ipdsl.wording.labels import EnglishNames, Labels

_WHOLE = {
    "history": Phrase("earlier payments", "以往兑现的情况"),
    "support": Phrase("what others paid", "其他资助的情况"),
    "older_documents": Phrase("what older documents promised", "以往文件的标准"),
}
"""Parts of the facts that may be missing as a whole."""

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
        kind = self.award_of_article(ref.kind) if ref.group == "approval" else self.name(ref.kind)
        field = self.name(ref.field, ref.kind if ref.kind in self.program.schema.record_by_name else "")
        if ref.group in _RULES:
            kind = self.rule(ref.kind)
        elif ref.group == "place":
            kind = self.ranking(ref.kind)
        return _place(ref, kind, self.item(ref.item, Passage(ref.kind)), field, self.year(ref.year)).text(Language.ZH)

    def path_and_rule(self, ref: FactRef) -> str:
        """The path, which names the rule."""
        return self.path(ref)


@attrs.frozen(eq=False)
class _EnglishFactNames(EnglishNames):
    def path(self, ref: FactRef) -> str:
        """A field of a record: `"amount" of technology contract "2023-002"`."""
        match ref.group:
            case "approval":
                kind = self.award_of_article(ref.kind)
            case "place":
                kind = self.ranking(ref.kind)
            case group if group in _RULES:
                kind = self.rule(ref.kind)
            case _:
                kind = _separate_words(ref.kind)
        return _place(ref, kind, ref.item, _separate_words(ref.field), self.year(ref.year)).text()

    def fact_label(self, ref: FactRef, label: str) -> str:
        """A fact with the definition of its field, because the label in the vocabulary is Chinese."""
        field = field_of(self.program.schema, ref)
        meant = "" if field is None else field.label.definition
        return f"{self.path(ref)} ({meant})" if meant else self.path(ref)


def _separate_words(name: str) -> str:
    """A name of the vocabulary as separate words."""
    return name.replace("_", " ")


def _place(ref: FactRef, kind: str, item: str, field: str, year: str) -> Phrase:
    """A phrase for a fact in both languages. The names inside it are in one language."""
    match ref.group:
        case "applicant":
            return Phrase('"{field}" of the applicant', "申请人的“{field}”", field=field)
        case "record":
            return Phrase(
                '"{field}" of {kind} "{item}"', "{kind}“{item}”的“{field}”", field=field, kind=kind, item=item
            )
        case "records":
            return Phrase('all of "{kind}"', "全部“{kind}”", kind=kind)
        case "figure":
            return Phrase('"{field}" of {year}', "{year}年的“{field}”", field=field, year=year)
        case "approval":
            return Phrase(
                'the sum that the bureau approves for "{kind}" {item}',
                "主管机关为“{kind}”{item}核定的金额", kind=kind, item=item,
            )  # fmt: skip
        case "rank":
            return Phrase(
                'the published rank by "{field}" of {year}', "公布的{year}年“{field}”排名中的名次",
                field=field, year=year,
            )  # fmt: skip
        case "place":
            return Phrase(
                "the published rank of {item} under {kind}", "公布的{item}在{kind}中的名次", item=item, kind=kind
            )
        case "left" | "ratio" | "taken":
            return _headroom_phrase(ref.group, kind, item, year if ref.year else "")
        case "cohort":
            return Phrase("the other applicants under {kind}", "{kind}中的其他申请人", kind=kind)
        case "series":
            return Phrase('"{kind}" of {item}', "“{kind}”在{item}的数值", kind=kind, item=item)
        case group if group in _LINES and field:
            return Phrase('"{field}" of {line} "{item}"', "{line}“{item}”的“{field}”", field=field,
                          line=_LINES[group], item=item)  # fmt: skip
        case group:
            return _WHOLE[group]


def _headroom_phrase(part: str, rule: str, item: str, year: str) -> Phrase:
    """The phrase for the headroom of a rule, for a key and a year if it has them."""
    key = Phrase(" ({item})", "（{item}）", item=item) if item else ""
    of_year = Phrase(" in {year}", "{year}年", year=year) if year else ""
    english, chinese = _BALANCES[part]
    return Phrase(english, chinese, rule=rule, key=key, year=of_year)


_BALANCES = {
    "left": ("the balance of {rule}{key}{year}", "{year}{rule}{key}的余额"),
    "ratio": ("the ratio of {rule}{key}{year}", "{year}{rule}{key}的比例"),
    "taken": (
        "the places that others have under {rule}{key}{year}",
        "{year}{rule}{key}中其他申请人已占的名额",
    ),
}
"""What may be published about a rule across applicants."""
