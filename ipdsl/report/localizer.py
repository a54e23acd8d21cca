"""Renders parts of a decision in one language: messages, reasons, names, amounts, and the lines that reports share.

In English, names are those of the page; in Chinese, they are labels. Reasons are rendered by the catalogue of their
codes. Several reports share the lines of equal claims, records of sets, parts of amounts, caps, other and reopened
years.

Plain text layout: wraps lines, counts wide characters twice, and makes invisible characters visible.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TypeAlias

import attrs

from ipdsl.base.findings.phrase import (
    NOTHING,
    Language,
    LocalizedName,
    LocalizedSentence,
    MessageValue,
    Phrase,
    join_phrases,
)
from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import hidden_pattern
from ipdsl.base.values.money import Bounds, Money
from ipdsl.base.values.written_values import percentage
from ipdsl.decision.decision import Cohort, Decision
from ipdsl.decision.model import (
    Adjustment,
    Claim,
    MissingFact,
    Obligation,
    OtherYear,
    PayeeShare,
    ReopenedYear,
    UnstatedKind,
    UnusedFact,
)
from ipdsl.engine.operations import Answer, value_text
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.proposal import (
    ANYWHERE,
    EVENT_SETTLED,
    MEETS_NOTHING,
    NOTHING_DUE,
    NearestNames,
    Outcome,
    Passage,
    Reason,
    ReasonValue,
    RuleKey,
)
from ipdsl.ir.terms import Program
from ipdsl.plain_data.strict_json import BureauRemark
from ipdsl.schema.values.value_type import Type
from ipdsl.wording.english import YEAR_VALUES, sentence, values_in_words
from ipdsl.wording.labels import UNTRANSLATED, EnglishNames, Labels, PolicyNames

WIDTH = 100

_HAN, _OPEN, _CLOSE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef", r"（《“‘〔【(\[", r"），。；：、？！》”’〕】…"
_ASCII_WORD = re.compile(r"(\s*)(\S+)")


@cache
def _word() -> re.Pattern[str]:
    """A word with the spaces before it: a run without spaces or Chinese, or one Chinese character with its punctuation.

    It is compiled on demand because large character sets take milliseconds to compile.
    """
    return re.compile(rf"(\s*)([{_OPEN}]*(?:[{_HAN}]|[^\s{_HAN}]+)[{_CLOSE}]*)")


_LINE_ENDS = str.maketrans("\t\n\r\u2028\u2029", "     ")


def clean(text: str) -> str:
    """The text on one line; control and invisible characters are written as `<U+001B>`."""
    if text.isascii() and text.isprintable():
        return text
    return hidden_pattern().sub(lambda match: f"<U+{ord(match.group()):04X}>", text.translate(_LINE_ENDS))


def width(text: str) -> int:
    """The number of columns of the text."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def wrap(text: str, indent: str = "", hanging: str | None = None, *, within: int = WIDTH) -> list[str]:
    """Wrap the text at `within` columns; further lines have the hanging indent."""
    hanging = indent if hanging is None else hanging
    lines: list[str] = []
    current, taken = indent, width(indent)
    is_empty = True
    for glue, word in _words(clean(text), within - max(width(indent), width(hanging)) - 1):
        between = "" if is_empty else glue
        if not is_empty and taken + len(glue) + width(word) > within:
            lines.append(current)
            current, taken, between = hanging, width(hanging), ""
        current += between + word
        taken += len(between) + width(word)
        is_empty = False
    return [*lines, current] if not is_empty else lines


def _words(text: str, most: int) -> Iterator[tuple[str, str]]:
    """The words of a text, each with the separator before it.

    A word that is too wide is broken. Chinese may be broken between any two characters, but not before a closing or
    after an opening punctuation mark.
    """
    for blanks, word in (_ASCII_WORD if text.isascii() else _word()).findall(text):
        glue = " " if blanks else ""
        if width(word) <= most:
            yield glue, word
            continue
        part, taken = "", 0
        for c in word:
            if taken + width(c) > most:
                yield glue, part
                part, taken, glue = "", 0, ""
            part += c
            taken += width(c)
        yield glue, part


def sides(left: str, right: str, indent: str = "") -> list[str]:
    """Lines with an amount at the right edge and the text wrapped at the left."""
    room = WIDTH - width(right) - 2
    lines = wrap(left, indent, indent + "  ")
    if not lines:
        return [" " * (WIDTH - width(right)) + right]
    if width(lines[-1]) > room:
        lines.append(indent)
    lines[-1] += " " * (WIDTH - width(right) - width(lines[-1])) + right
    return lines


# ---------------------------------------------------------------------------------------------- lines without layout


@attrs.frozen(eq=False, repr=False)
class TextLine(ValueObject):
    """A line of a report, with an amount if there is one; wrapped lines have the hanging indent."""

    text: str
    sum: str | None = None
    indent: str = ""
    hanging: str | None = None


def note(text: str, indent: str = "", hanging: str | None = None) -> TextLine:
    """A text without an amount."""
    return TextLine(text, None, indent, hanging)


def side(text: str, sum_: str, indent: str = "") -> TextLine:
    """A text with an amount at the right edge."""
    return TextLine(text, sum_, indent)


def lay_out(lines: Iterable[TextLine]) -> Iterator[str]:
    """The lines as plain text."""
    for line in lines:
        if line.sum is None:
            yield from wrap(line.text, line.indent, line.hanging)
        else:
            yield from sides(line.text, line.sum, line.indent)


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
        return sentence(reason, values, in_chinese=self.is_chinese)

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

    def value(self, value: Answer, type_: Type, currency: str) -> str:
        """The text of a stated value of a type."""
        if not self.is_chinese:
            return value_text(value, type_, currency)
        from ipdsl.wording.chinese import value_text_zh  # most runs use English

        return value_text_zh(value, type_, currency, lambda member: self.names.member(member, type_))

    def evidence(self, word: str, value: Answer, type_: Type, currency: str, passage: Passage) -> tuple[str, str]:
        """A word of a condition and its value, as a reason shows them."""
        if not self.is_chinese:
            return word, value_text(value, type_, currency)
        from ipdsl.wording.chinese import value_text_zh  # most runs use English

        label = partial(self.names.stated_value, word, kind=passage.kind)
        return self.names.sentence(word, passage), value_text_zh(value, type_, currency, label)

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
        return self("without limit", "不设上限") if sum_ is None else amount(sum_)

    def worth_of(self, sum_: Money | None, due: Bounds) -> str:
        """The amount that depends on a fact. With a fixed total, claims that need the fact may share that total."""
        if sum_ is None:
            return self("affects an unlimited amount", "影响金额不限")
        if due.is_point and not sum_.minor:
            return self("only affects which claim pays", "只影响由哪一项应得")
        return self("affects up to {sum}", "影响金额最高{sum}", sum=amount(sum_))

    def range_text(self, low: Money, high: Money | None) -> str:
        """A range; its upper end may be missing."""
        if high is None:
            return self("{low} or more, without limit", "{low}以上，不设上限", low=amount(low))
        return self("{low} to {high}", "{low}至{high}", low=amount(low), high=amount(high))

    def bounds(self, bounds: Bounds | None) -> str:
        """An amount, or its range; `None` is not known."""
        if bounds is None:
            return self("not known", "未知")
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


MAX_LISTED = 12
"""The maximum number of items in a line; a longer list of claims is summed by year."""

GROUPS = {
    "records": Phrase("records", "记录"), "applicant": Phrase("applicant", "申请人"),
    "figures": Phrase("figures", "年度数据"), "published": Phrase("published", "公布的名次"),
    "history": Phrase("history", "历史"), "support": Phrase("support", "其他资助"),
    "approvals": Phrase("approvals", "核定"), "older_documents": Phrase("older documents", "以往文件"),
    "series": Phrase("series", "行情"),
}  # fmt: skip
"""The names of the parts of the facts."""

_CLAUSE_GROUPS = frozenset(["history", "approvals"])
"""The parts whose lines begin with a clause."""

COMPARISONS_ZH = {
    "at least": "不低于",
    "at most": "不高于",
    "above": "高于",
    "below": "低于",
    "less than": "低于",
    "is": "",
}
"""The comparisons of duties."""


# ---------------------------------------------------------------------------------------------- words


def counted_phrase(number: int, en: str, zh: str) -> Phrase:
    """`{n} claim{s} …` with its number."""
    return Phrase(en.replace("{s}", "s" if number != 1 else ""), zh, n=number)


def years_inside(decision: Decision) -> tuple[int, ...]:
    """The reported years; those with claims outside the window and refused ones only are left out if others exist."""
    refused = (Outcome.OUT_OF_WINDOW, Outcome.NOT_ELIGIBLE)
    outside = {claim.year for claim in decision.claims if claim.outcome is Outcome.OUT_OF_WINDOW}
    inside = {claim.year for claim in decision.claims if claim.outcome not in refused}
    shown = tuple(year for year in decision.years if year in inside or year not in outside)
    return shown or decision.years


def years_phrase(years: tuple[int, ...], localize: Localizer) -> Phrase:
    """`years 2021 to 2023`."""
    if len(years) == 1:
        return Phrase("year {year}", "{year}年度", year=localize.year(years[0]))
    first, last = localize.year(years[0]), localize.year(years[-1])
    return Phrase("years {first} to {last}", "{first}年至{last}年", first=first, last=last)


def payee_share_text(each: PayeeShare, localize: Localizer) -> str:
    """`of which at least 10% for staff: 1,000.00`."""
    return localize(
        "of which {least}{share}{payee}: {sum}", "其中{least}{share}{payee}：{sum}",
        least=localize("at least ", "不低于") if each.is_at_least else "", share=percentage(each.rate),
        payee=localize(" for {name}", "拨给{name}", name=each.payee) if each.payee else "", sum=amount(each.sum),
    )  # fmt: skip


def bounds_phrase(due: Bounds) -> Phrase:
    """A sentence about the bounds of the total."""
    ends = Phrase("at least the first sum is due", "至少应得第一个金额")
    if due.high is not None:
        both = Phrase(", and both are possible", "，两个金额均可能出现") if due.exact else ""
        ends = Phrase(
            "the total is between these two sums{both}", "合计不低于前一金额，不高于后一金额{both}", both=both
        )
    return Phrase("regardless of the missing facts, {ends}", "补齐未填写的事实后，{ends}", ends=ends)


def item_list(items: list[str], localize: Localizer = ENGLISH) -> str:
    """The items; for a long list the first ones and the number of the others."""
    shown = localize.row([clean(item) for item in items[:MAX_LISTED]])
    more = len(items) - MAX_LISTED
    return localize("{items} and {n} more", "{items}等，另有{n}项", items=shown, n=more) if more > 0 else shown


def fact_name(fact: MissingFact, localize: Localizer) -> str:
    """The path of a missing fact, with the sentence of its rule; in English also with its label."""
    if localize.is_chinese:
        return localize.names.path_and_rule(fact.ref)
    return localize.names.fact_label(fact.ref, fact.label)


def kind_name(kind: UnstatedKind, localize: Localizer) -> str:
    """The name of a record kind that the facts do not mention."""
    if localize.is_chinese:
        return localize.names.name(kind.kind)
    return kind.kind if kind.label in ("", kind.kind) else f"{kind.kind} {kind.label}"


# ---------------------------------------------------------------------------------------------- claims


SHOWN_ELSEWHERE = (Outcome.UNDETERMINED, Outcome.BY_REFERENCE, Outcome.CONTINGENT)
"""Outcomes of unpaid claims with a section of their own."""


def pays_nothing(claim: Claim) -> bool:
    """Whether a claim is listed among those with nothing due: no instalment, ceiling or other section shows it."""
    return not (claim.paid.minor or claim.instalments or is_open_ceiling(claim) or claim.outcome in SHOWN_ELSEWHERE)


def split_claims(
    decision: Decision, only: str | None = None, *, with_all: bool
) -> tuple[list[Claim], tuple[Claim, ...]]:
    """The claims to list one by one, and the zero claims for others, which are only counted."""
    shown = [claim for claim in decision.claims if only in (None, claim.label, claim.article)]
    aside = () if with_all or only else decision.for_others
    aside_ids = {id(claim) for claim in aside}
    return [claim for claim in shown if id(claim) not in aside_ids], aside


def group_equal_claims(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Claims of one clause with the same outcome and reason, in page order."""
    in_order = sorted(claims, key=lambda c: c.place)
    return list(values_by_key(((claim.label, claim.final_outcome, claim.why), claim) for claim in in_order).values())


def claim_line(claims: list[Claim], localize: Localizer = ENGLISH) -> str:
    """A line for equal claims: the clause, the items, the outcome and the reasons."""
    first, why = claims[0], localize.why(claims[0])
    code = first.reason.code if first.reason is not None else ""
    words = (
        [why]
        if code in (EVENT_SETTLED, NOTHING_DUE)
        else [localize.outcome(first.final_outcome), *([why] if why else [])]
    )
    return localize(
        "{award}, {items}: {said}",
        "{award}，{items}：{said}",
        award=localize.names.award_with_heading(first.label),
        items=item_list(_items_with_years(claims, localize), localize),
        said=localize.join_sentences(words),
    )


def other_claims_line(aside: Iterable[Claim], localize: Localizer = ENGLISH, *, has_policy_source: bool = True) -> str:
    """The number of clauses that do not concern the applicant.

    `has_policy_source`: the reader has the command line, so the option that lists them is named.
    """
    number = len({claim.label for claim in aside})
    verb = "does" if number == 1 else "do"
    phrase = counted_phrase(
        number, f"{{n}} other clause{{s}} {verb} not concern this application", "其余{n}个条款不涉及本次申报"
    )
    if has_policy_source:
        phrase = Phrase("{said} (`--show-unrelated` lists them)", "{said}（`--show-unrelated`逐一列出）", said=phrase)
    return localize.phrase(phrase)


def _items_with_years(claims: list[Claim], localize: Localizer) -> list[str]:
    """Each item with its years: `ZL1 (2022, 2023)`."""
    years: dict[str, dict[str, None]] = {}
    for claim in claims:
        years.setdefault(localize.names.item(claim.item, claim.passage), {}).update(
            {str(claim.year): None} if claim.year else {}
        )
    return [
        localize("{item} ({years})", "{item}（{years}年）", item=item, years=localize.row(item_years))
        if item_years
        else item
        for item, item_years in years.items()
    ]


def is_open_ceiling(claim: Claim) -> bool:
    """Whether the bureau has not set the claim's amount."""
    return claim.outcome is Outcome.CEILING and claim.paid.minor == 0 and claim.bounds.high != claim.bounds.low


def shows_parts(claim: Claim) -> bool:
    """Whether the parts of a claim without an amount are shown: no rule took the amount."""
    return claim.outcome is Outcome.NOT_ELIGIBLE or (claim.reason is not None and claim.reason.code == NOTHING_DUE)


def shows_row(claim: Claim) -> bool:
    """Whether the row is not already part of the item."""
    return bool(claim.row) and claim.row not in claim.item.split(" / ")


def duty_sum(duty: Obligation, localize: Localizer = ENGLISH) -> str:
    """`at least 100,000.00`; empty if the amount is not known."""
    if duty.amount is None:
        return ""
    op = duty.op or "at least"
    return localize("{op} {sum}", "{op}{sum}", op=localize(op, COMPARISONS_ZH.get(op, op)), sum=amount(duty.amount))


def article_of(decision: Decision, label: str, localize: Localizer) -> str:
    """The article of an award, a recovery or a debt."""
    return next((claim.article for claim in decision.claims if claim.label == label), localize.names.article(label))


def parts_of(claim: Claim, indent: str, prefix: str = "", *, localize: Localizer = ENGLISH) -> list[TextLine]:
    """The parts of a computed amount, one line each."""
    sentences = [localize.reason(part, claim.passage) for part in claim.parts]
    return [note(f"{prefix}{text}", indent, f"{indent}  ") for text in sentences]


def records_of(claims: list[Claim], indent: str, localize: Localizer = ENGLISH) -> Iterator[TextLine]:
    """The records that claims of sets count, and the records they leave out, grouped by reason."""
    items = [localize.names.item(item, claim.passage) for claim in claims for item in claim.counted]
    if items:
        text = localize("counts {items}", "计入{items}", items=item_list(items, localize))
        yield note(text, indent, f"{indent}  ")
    left_out = values_by_key(
        (localize.reason(record.reason, claim.passage), localize.names.item(record.item, claim.passage))
        for claim in claims
        for record in claim.left_out
        if record.reason != claim.reason
    )
    for why, items in left_out.items():
        text = localize("leaves out {items}: {why}", "不计入{items}：{why}", items=item_list(items, localize), why=why)
        yield note(text, indent, f"{indent}  ")


# ---------------------------------------------------------------------------------------------- caps


CapUse: TypeAlias = "tuple[str, int | None, tuple[str, ...]]"
"""A cap in a year with the values of its keys."""


def key_of(cut: Adjustment) -> tuple[str, ...]:
    """The names of a cap's keys."""
    key = dict(cut.reason.values)["per"]
    assert isinstance(key, RuleKey)
    return key.names


def key_values(line: LedgerLine, names: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a cap's keys in a ledger line."""
    line_fields = {"item": line.item, "matter": line.matter, "level": line.level}
    return tuple(str(line.keys.get(name, line_fields.get(name, ""))) for name in names)


def sum_of_cap(uses: list[tuple[Claim, int]], cut: Adjustment, currency: str, localize: Localizer) -> str:
    """`2 claims of 2022: 20,000.00 + 50,000.00, cut to 50,000.00 by the cap of …`."""
    before = [
        charged + sum(adjustment.cut.minor for adjustment in claim.adjustments if adjustment.rule == cut.rule)
        for claim, charged in uses
    ]
    left = sum(charged for _, charged in uses)
    sums = " + ".join(amount(Money(sum_, currency)) for sum_ in before[:6])
    if len(before) > 6:
        sums = localize("{sum} together", "共{sum}", sum=amount(Money(sum(before), currency)))
    cap = localize.cell("the cap of {where}: {most}{per}{note}", "{where}{per}最高{most}{note}", cut.reason,
                    uses[0][0].passage)  # fmt: skip
    return localize("{n} claims of {year}: {sums}, cut to {left} by {cap}",
                "{year}年{n}项：{sums}，受{cap}的限制，核减至{left}",
                n=len(uses), year=localize.year(uses[0][0].year or 0), sums=sums, left=amount(Money(left, currency)),
                cap=cap)  # fmt: skip


# ---------------------------------------------------------------------------------------------- remarks


def bureau_remarks(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """The remarks for the bureau: payments that it added, a modified ledger, events that take nothing."""
    yield from (localize.phrase(remark) for remark in decision.assumed if isinstance(remark, BureauRemark))


def remark_lines(
    decision: Decision | Cohort, localize: Localizer = ENGLISH, *, has_policy_source: bool = True
) -> Iterator[str]:
    """A sentence for each remark about the facts.

    `has_policy_source`: the reader has the facts, so the path and the next step are added.
    """
    for remark in decision.remarks:
        texts = remark.texts(localize.language)
        if not has_policy_source:
            yield texts.title
            continue
        where = join_phrases(filter(None, (remark.path, texts.help)), "; ", "；")
        yield localize("{said} ({where}) [{code}]", "{said}（{where}）[{code}]",
                       said=texts.title, where=where, code=remark.code)  # fmt: skip


def unmatched_lines(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """A sentence for each stated line that matches no claim and may be a mistake.

    The history also has lines of earlier years, so a history line is listed only if its item is similar to another
    item.
    """
    for line in decision.without_effect:
        if line.reason.code != MEETS_NOTHING:
            continue
        near = dict(line.reason.values)["near"]
        if line.group != "history" or (isinstance(near, NearestNames) and near.names):
            yield localize("{group}: {line}: {why}", "{group}：{line}：{why}", group=GROUPS[line.group],
                       line=names_of_line(line, localize), why=localize.reason(line.reason))  # fmt: skip


def names_of_line(line: UnusedFact, localize: Localizer = ENGLISH) -> str:
    """The name of a stated line: its clause, or its kind and item, and further parts."""
    begins = localize.names.clause if line.group in _CLAUSE_GROUPS else localize.names.item
    first, *rest = line.parts
    return " ".join(filter(None, (begins(first), *map(localize.names.item, rest))))


# ---------------------------------------------------------------------------------------------- other years


def other_years_line(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """A sentence about the years that were not requested: amounts newly due, and possible amounts."""
    phrases = [_year_phrase(other_year, localize) for other_year in decision.other_years]
    if phrases:
        years = localize.phrase(join_phrases(phrases, ", ", "，"))
        yield localize("in addition, in other years: {years}", "此外，其他年度：{years}", years=years)


def _year_phrase(other_year: OtherYear, localize: Localizer) -> Phrase:
    due = Phrase("{sum} newly due", "新增应得{sum}", sum=amount(other_year.newly_due))
    may_be = Phrase("an unlimited sum open", "待定金额没有上限") if other_year.open is None else Phrase(
        "up to {sum} open", "待定金额最多{sum}", sum=amount(other_year.open)
    )  # fmt: skip
    parts = [due] if other_year.newly_due.minor else []
    parts += [may_be] if other_year.open is None or other_year.open.minor else []
    text = join_phrases(parts, " and ", "、")
    return Phrase("{year} {said}", "{year}年{said}", year=localize.year(other_year.year), said=text)


# ---------------------------------------------------------------------------------------------- reopened years


def total_lines(
    decision: Decision, localize: Localizer, indent: str = "", between: Iterable[TextLine] = ()
) -> Iterator[TextLine]:
    """The total with its bounds."""
    en, zh, reopening = "Total due{least}", "应得合计{least}", decision.reopening
    if reopening is not None:
        en, zh = f"{en}, recalculated from {{year}} on", f"{zh}（自{{year}}年起重新结算）"
    year = "" if reopening is None else localize.year(reopening.year)
    yield from bounds_lines(en, zh, decision.due, localize, indent, between, year=year)


def difference_lines(decision: Decision, localize: Localizer, indent: str = "") -> Iterator[TextLine]:
    """What was due before, and the part of it that is not due now."""
    overpaid = decision.difference.overpaid
    if decision.due_before.minor:
        yield side(localize("Due before", "原应得"), amount(decision.due_before), indent)
    if overpaid.high is None or overpaid.high.minor:
        yield from bounds_lines(
            "Overpaid{least} compared with the earlier amount", "比原应得多付{least}", overpaid, localize, indent
        )


def bounds_lines(
    en: str, zh: str, bounds: Bounds | None, localize: Localizer, indent: str = "", between: Iterable[TextLine] = (),
    **values: MessageValue,
) -> Iterator[TextLine]:  # fmt: skip
    """An amount, or its least and greatest value; `between` are lines about the least value."""
    least = NOTHING if bounds is None or bounds.is_point else Phrase(" at least", "至少")
    yield side(
        localize(en, zh, least=least, **values),
        localize.bounds(bounds) if bounds is None else amount(bounds.low), indent,
    )  # fmt: skip
    yield from between
    if bounds is not None and not bounds.is_point:
        yield side(localize("and at most", "最多"), localize.upper_end(bounds.high), f"{indent}  ")


def reopened_year_lines(years: Iterable[ReopenedYear], localize: Localizer, first: int = 0) -> Iterator[TextLine]:
    """A line for each year: the recalculated amount, the amount due before, and the difference.

    A year before `first` is not reopened, so its new amount is additional.
    """
    for year in years:
        new_amount = localize.bounds(year.anew)
        if year.year < first:
            left = localize(
                "{year}: {anew} in addition to the earlier amount",
                "{year}年：在原有金额之外{anew}",
                year=localize.year(year.year),
                anew=new_amount,
            )
        else:
            left = localize("{year}: {anew} recalculated, {before} due before",
                        "{year}年：重新结算{anew}，原应得{before}",
                        year=localize.year(year.year), anew=new_amount, before=amount(year.before))  # fmt: skip
        right = localize("as before", "不变") if year.anew.is_point else localize("not determined yet", "尚未确定")
        if year.newly_due.minor:
            right = localize("{sum} more", "多{sum}", sum=amount(year.newly_due))
        elif year.overpaid.minor:
            right = localize("{sum} less", "少{sum}", sum=amount(year.overpaid))
        yield side(left, right, "  ")
