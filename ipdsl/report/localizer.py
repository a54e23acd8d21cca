"""Renders parts of a decision in one language: messages, reasons, names, amounts.

In English, names are those of the page; in Chinese, they are labels. Reasons are rendered by the catalogue of their
codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import attrs

from ipdsl.base.findings.phrase import Language, LocalizedName, LocalizedSentence, MessageValue, Phrase
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.model import Claim
from ipdsl.engine.operations import Answer
from ipdsl.engine.value_words import value_text
from ipdsl.ir.proposal import ANYWHERE, Outcome, Passage, Reason, ReasonValue
from ipdsl.ir.terms import Program
from ipdsl.schema.values.stated_values import DisplayUnit
from ipdsl.schema.values.value_type import Type
from ipdsl.wording.labels import UNTRANSLATED, EnglishNames, Labels, PolicyNames
from ipdsl.wording.reasons import CATALOGUE, YEAR_VALUES, values_in_words

_SENTENCE_VALUES = frozenset({"gate", "did", "row"})
"""The values of reasons that are sentences of the page, or parts of sentences."""
_NAME_VALUES = frozenset({"field", "kind", "series"})


@attrs.frozen(eq=False, repr=False)
class Localizer:
    """`localize("… {sum}", "…{sum}", sum=…)` renders the text of its language."""

    language: Language = Language.EN
    names: PolicyNames = UNTRANSLATED

    def __call__(self, en: str, zh: str, /, **values: MessageValue) -> str:
        """The text of the language with its values inserted."""
        return Phrase(en, zh, **values).text(self.language)

    @property
    def is_chinese(self) -> bool:
        return self.language is Language.ZH

    @property
    def with_labels(self) -> Localizer:
        """The localizer for output in which awards are addressed by label: JSON, traces and cases."""
        return attrs.evolve(self, names=self.names.with_labels)

    def phrase(self, phrase: Phrase | str) -> str:
        """A phrase in the language."""
        if isinstance(phrase, str):
            return phrase
        return phrase.with_labels(self._label).text(self.language) if self.is_chinese else phrase.text()

    def _label(self, name: LocalizedName) -> str:
        return self.names.sentence(name) if isinstance(name, LocalizedSentence) else self.names.name(name)

    def reason(self, reason: Reason, passage: Passage = ANYWHERE) -> str:
        """The text of a reason; its names are looked up in a passage of the page."""
        return self.fill_reason(reason, self.values(reason, passage))

    def fill_reason(self, reason: Reason, values: Mapping[str, str]) -> str:
        """The text of a reason with localized values."""
        row = CATALOGUE[reason.code]
        return (row.zh if self.is_chinese else row.en).format_map(values)

    def cell(self, en: str, zh: str, reason: Reason, passage: Passage = ANYWHERE) -> str:
        """A text with the values of a reason inserted."""
        return (zh if self.is_chinese else en).format_map(self.values(reason, passage))

    def values(self, reason: Reason, passage: Passage = ANYWHERE) -> dict[str, str]:
        """The text of each value of a reason, by name."""
        if not self.is_chinese:
            return values_in_words(reason, self.names)
        return {name: self._localized_value(name, value, passage) for name, value in reason.values}

    def _localized_value(self, name: str, value: ReasonValue, passage: Passage) -> str:
        from ipdsl.wording import chinese  # most runs use English

        if isinstance(value, int) and name in YEAR_VALUES:
            return self.names.year(value)
        return (
            self._localized_name(name, value, passage)
            if isinstance(value, str)
            else chinese.text(value, self.names, passage)
        )

    def _localized_name(self, name: str, value: str, passage: Passage) -> str:
        if name in _SENTENCE_VALUES:
            return self.names.sentence(value, passage)
        if name == "document":
            return self.names.quotation(value)
        if name == "item":
            return self.names.item(value, passage)
        return self.names.name(value, passage.kind) if name in _NAME_VALUES else value

    def why(self, claim: Claim) -> str:
        """The reasons of a claim and of its cuts; empty for a claim that is paid in full."""
        reasons = [] if claim.reason is None else [self.reason(claim.reason, claim.passage)]
        return self.join_sentences(
            [*reasons, *[self.reason(adjustment.reason, claim.passage) for adjustment in claim.adjustments]]
        )

    def outcome(self, outcome: Outcome) -> str:
        """The text of an outcome."""
        if not self.is_chinese:
            return outcome.value
        from ipdsl.wording.chinese import OUTCOMES  # most runs use English

        return OUTCOMES[outcome]

    def value(self, value: Answer, unit: DisplayUnit, currency: str, type_: Type | None = None) -> str:
        """The text of a stated value of a type."""
        if not self.is_chinese:
            return value_text(value, unit, currency)
        from ipdsl.wording.chinese import value_text_zh  # most runs use English

        return value_text_zh(value, unit, currency, lambda member: self.names.member(member, type_))

    def evidence(self, word: str, value: Answer, unit: DisplayUnit, currency: str, passage: Passage) -> tuple[str, str]:
        """A word of a condition and its value, as a reason shows them."""
        if not self.is_chinese:
            return word, value_text(value, unit, currency)
        from ipdsl.wording.chinese import value_text_zh  # most runs use English

        label = partial(self.names.stated_value, word, kind=passage.kind)
        return self.names.sentence(word, passage), value_text_zh(value, unit, currency, label)

    def join_sentences(self, sentences: Iterable[str]) -> str:
        """Join several sentences."""
        return self("; ", "；").join(sentences)

    def row(self, words: Iterable[str]) -> str:
        """Join names or items."""
        return self(", ", "、").join(words)

    def citation(self, claim: Claim, document: str) -> str:
        """Document, article and line of a claim's sentence."""
        if not self.is_chinese:
            return claim.citation
        where = f"{document}{self.article(claim.article)}" if claim.article else document
        return f"{where}，页面第{claim.place.line}行" if where else f"页面第{claim.place.line}行"

    def source(self, claim: Claim, document: str) -> str:
        """Document and article of a claim's sentence, for readers without the page of the policy."""
        parts = [document, self.article(claim.article) if claim.article else ""]
        return self(", ", "").join(part for part in parts if part)

    def article(self, number: str) -> str:
        """`article 3`."""
        return self("article {number}", "第{number}条", number=number)

    def heading(self, number: str, title: str) -> str:
        """`Article 3: Patents`; only the number if the article has no title."""
        quoted_title = self.names.quotation(title)
        if not quoted_title:
            return self("Article {number}", "第{number}条", number=number)
        return self("Article {number}: {title}", "第{number}条　{title}", number=number, title=quoted_title)

    def year(self, number: int) -> str:
        """The name of a year of the policy."""
        return self.names.year(number)

    # ------------------------------------------------------------------------------------------ sums

    def upper_end(self, sum_: Money | None) -> str:
        """An upper bound, or the words for no limit."""
        return self("without limit", "不封顶") if sum_ is None else amount(sum_)

    def worth_of(self, sum_: Money | None, due: Bounds) -> str:
        """The amount that depends on a fact. With a fixed total, claims that need the fact may share that total."""
        if sum_ is None:
            return self("affects an unlimited amount", "影响金额不封顶")
        if due.is_point and not sum_.minor:
            return self("only affects which claim pays", "只影响由哪一项应得")
        return self("affects up to {sum}", "最多影响{sum}", sum=amount(sum_))

    def range_text(self, low: Money, high: Money | None) -> str:
        """A range; its upper end may be missing."""
        if high is None:
            return self("{low} or more, without limit", "{low}以上，不封顶", low=amount(low))
        return self("{low} to {high}", "{low}至{high}", low=amount(low), high=amount(high))

    def bounds(self, bounds: Bounds) -> str:
        """An amount, or its range."""
        return amount(bounds.low) if bounds.is_point else self.range_text(bounds.low, bounds.high)


ENGLISH = Localizer()


def localizer_of(program: Program, language: Language) -> Localizer:
    """The localizer of a policy's decisions for a language."""
    return Localizer(language, program.compute_once(EnglishNames if language is Language.EN else Labels))


def amount(sum_: Money) -> str:
    """An amount without its currency, which the head of the page names."""
    return str(sum_).rsplit(" ", 1)[0]


def capitalize(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
