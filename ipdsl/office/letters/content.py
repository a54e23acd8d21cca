"""The content of a letter about a decision.

Input: a decision, a localizer, and what the office adds: the details of the applicant, its own data, number and days.
Output: texts, lists and dicts by the names of `template_check.NAMES`, in the language of the localizer. A template
receives nothing else. Invisible characters are written as escapes.

The module also has the words around the content in the project's own letter.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Adjustment, Claim
from ipdsl.ir.proposal import CARRIED, LAPSED, Outcome
from ipdsl.ledger.ledger_file import number_of
from ipdsl.ledger.lines import WITHOUT_PAGES
from ipdsl.office.letters.amount_words import amount_in_words
from ipdsl.office.letters.body import LetterBody, LetterFrame
from ipdsl.office.letters.instalment_text import InstalmentSentences
from ipdsl.office.letters.recovery_text import RecoverySentences, owed_recoveries
from ipdsl.office.letters.sentences import LetterSentences
from ipdsl.office.office_data import OFFICE_PARTS
from ipdsl.report.decision_json import ledger_of
from ipdsl.report.decision_page import PAID, DecisionReport
from ipdsl.report.localizer import (
    Localizer,
    TextLine,
    amount,
    capitalize,
    clean,
    duty_sum,
    fact_name,
    group_equal_claims,
    is_open_ceiling,
    item_list,
    parts_of,
    pays_nothing,
    records_of,
    shows_parts,
    shows_row,
    split_claims,
    years_inside,
    years_phrase,
)
from ipdsl.schema.details import DETAILS, last_digits
from ipdsl.wording.labels import written_day

WORDS = {
    "number": Phrase("No.", "序号"),
    "article": Phrase("Article", "条款"),
    "item": Phrase("Item", "事项"),
    "day": Phrase("Day", "日期"),
    "proposed": Phrase("Before cuts", "应计"),
    "sum": Phrase("Due", "应得"),
    "note": Phrase("Note", "注"),
    "event": Phrase("Reason", "事由"),
    "payment": Phrase("Payment", "拨付事项"),
    "payment_day": Phrase("Paid", "拨付日期"),
    "back": Phrase("Sum", "金额"),
    "page": Phrase("Page", "第"),
    "of_pages": Phrase("of", "页，共"),
    "last_page": Phrase("pages", "页"),
}


def words_of(language: Language) -> dict[str, str]:
    """The words in one language, by name."""
    return {name: phrase.text(language) for name, phrase in WORDS.items()}


Content: TypeAlias = "dict[str, Any]"

NO_FRAME = LetterFrame()

PRINTED = (
    "letterhead", "letter_title", "reference", "addressee", "salutation", "opening", "parts", "attachments",
    "signature", "letter_day", "closing", "annex_head", "rows_heading", "rows", "row_totals", "notes",
    "basis_heading", "basis", "taken_back_heading", "taken_back", "taken_back_totals",
)  # fmt: skip
"""The names of the content that the built-in letter prints."""

NOTICE = Phrase(
    "Computed from the facts stated; valid only with seal and signature.",
    "本通知书根据所填事实计算，经盖章并签字方为有效。",
)
"""The letter becomes a decision of the authority when it is signed, so it does not deny being a decision."""


def ledger_number_of(decision: Decision) -> str:
    """The number of the ledger of a decision alone; empty without lines."""
    return number_of(ledger_of(decision)) if decision.ledger else ""


def content_of(decision: Decision, localize: Localizer, frame: LetterFrame = NO_FRAME) -> Content:
    """The content by its English names. Accounts are shown by their last four digits."""
    making = _ContentBuilder(decision, localize)
    number = frame.ledger_number or ledger_number_of(decision)
    payable, due = decision.payable, decision.due
    least, least_due = ("" if ends.is_point else localize("at least ", "至少") for ends in (payable, due))
    words = amount_in_words(decision.payable_now) if localize.is_chinese else ""
    title = localize.names.quotation(decision.title) or decision.policy
    details = {**dict.fromkeys(DETAILS, ""), **frame.details}
    office = {name: frame.office.printed_text(name, localize.language) for name in OFFICE_PARTS if name != "number"}
    sentences, owed = LetterSentences(decision, localize), owed_recoveries(decision)
    content = {
        "title": title, "document": decision.document,
        "policy": title, "applicant": decision.applicant, "as_of": making.day(decision.as_of),
        "years": localize.phrase(years_phrase(years_inside(decision), localize)) if decision.years else "",
        "currency": decision.currency,
        "details": {**details, "account": last_digits(details["account"])},
        "office": {**office, "payer_account": last_digits(office["payer_account"])},
        "payable": amount(decision.payable_now), "payable_in_words": words,
        "total": f"{least}{amount(decision.payable_now)}", "total_in_words": words and f"{least}{words}",
        "at_most": "" if payable.is_point else localize.upper_end(payable.high),
        "recalculated": f"{least_due}{amount(decision.total)}" if decision.due_before.minor else "",
        "due_before": amount(decision.due_before) if decision.due_before.minor else "",
        "to_pay_back": amount(decision.to_pay_back.low) if owed else "",
        "back_now": amount(decision.back_now.low) if owed else "",
        "back_now_in_words": amount_in_words(decision.back_now.low) if owed and localize.is_chinese else "",
        "recoveries": RecoverySentences(decision, sentences).entries(),
        "instalments": InstalmentSentences(decision, sentences).entries(),
        "until": making.day(frame.until if decision.missing else None),
        "ledger_number": number, "ledger_lines": str(len(decision.ledger)),
        "facts_digest": decision.facts_digest, "policy_digest": decision.content_hash, "version": decision.version,
        "notice": localize.phrase(NOTICE),
        "assumptions": [localize.phrase(each) for each in decision.assumed if each != WITHOUT_PAGES],
        **making.lists(), **LetterBody(decision, localize, sentences, frame, number).content(), "stamp": frame.stamp,
    }  # fmt: skip
    content |= {name: change_texts(content[name], _address_person) for name in PRINTED if frame.is_person}
    return {name: change_texts(value, clean) for name, value in content.items()}


def _address_person(text: str) -> str:
    """A text to a natural person, who is not a unit."""
    return text.replace("贵单位", "您")


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a part of the content."""
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(part)


_INSIDE_OTHERS = {Language.EN: "letter_day", Language.ZH: "addressee"}
"""The part that the letter in a language prints as a part of another one: of the reference, of the salutation."""


def printed_texts(content: Content, language: Language) -> Iterator[str]:
    """The texts that the built-in letter prints: a paragraph, or a row of a table, each."""
    left_out = {_INSIDE_OTHERS[language]} | (set() if content["rows"] or content["taken_back"] else {"annex_head"})
    for name in PRINTED:
        value = "" if name in left_out else content[name]
        if isinstance(value, str):
            yield value
            continue
        for entry in value:
            texts = [entry] if isinstance(entry, str) else [*entry.values()]
            heading, lines = texts[0], texts[-1]
            yield from [heading, *lines] if isinstance(lines, list) else [" ".join(texts)]


def change_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same content with each text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: change_texts(part, change) for name, part in value.items()}
    return [change_texts(member, change) for member in value]


@attrs.frozen
class _ContentBuilder:
    decision: Decision
    localize: Localizer

    def lists(self) -> Content:
        """The lists of the letter."""
        decision, localize = self.decision, self.localize
        telling = DecisionReport(decision, localize=localize, has_policy_source=False)
        claims, _ = split_claims(decision, with_all=False)
        zero = [claim for claim in claims if pays_nothing(claim)]
        return {
            "sums": _level_entries(telling.sums()),
            "paid": self.paid_entries(),
            "not_paid": [self._unpaid_entry(group) for group in group_equal_claims(zero)],
            "open": [self._open_entry(claim) for claim in claims if claim.outcome is Outcome.UNDETERMINED],
            "left_to_bureau": [self._open_entry(claim) for claim in claims if is_open_ceiling(claim)],
            "missing": [
                {
                    "fact": fact_name(fact, localize),
                    "worth": localize.worth_of(fact.worth, decision.due),
                    "clauses": localize.join_sentences(map(localize.names.award_of_article, fact.clauses)),
                }
                for fact in decision.missing
            ],
            "carried": [
                {
                    "clause": localize.names.award_with_heading(c.label),
                    "item": self._item(c),
                    "sum": amount(c.carried),
                    "until": str(c.carry_until),
                }
                for c in claims
                if c.carry_until is not None
            ],
            "readings": [self._reading_entry(entry.article, entry.label, entry.text) for entry in decision.readings],
            "duties": [
                {
                    "article": duty.article,
                    "who": localize.names.name(duty.who).replace("_", " "),
                    "text": localize.names.quotation(duty.text),
                    "sum": duty_sum(duty, localize),
                }
                for duty in decision.obligations
            ],
            "sections": [
                {"heading": entry.title, "lines": _level_entries(entry.lines)}
                for entry in telling.sections()
                if entry.key != PAID
            ],
        }

    def paid_entries(self) -> list[Content]:
        """The amounts due, in the order of the policy."""
        decision = self.decision
        titles = {heading.number: heading.title for heading in decision.headings}
        claims = [claim for claim in decision.claims if claim.paid.minor > 0]
        return [
            self._paid_entry(claim, titles.get(claim.article, ""))
            for claim in sorted(claims, key=lambda entry: entry.place)
        ]

    def _paid_entry(self, claim: Claim, title: str) -> Content:
        localize = self.localize
        row = (
            localize(" [{row}]", "［{row}］", row=localize.names.sentence(claim.row, claim.passage))
            if shows_row(claim)
            else ""
        )
        details = [*records_of([claim], "", localize), *parts_of(claim, "", localize=localize)]
        cuts = [
            {
                "article": cut.article,
                "sum": amount(_cut_sum(cut, claim)),
                "reason": localize.reason(cut.reason, claim.passage),
            }
            for cut in claim.adjustments
        ]
        return {
            **self._claim_entry(claim), "item": f"{self._item(claim)}{row}",
            "article_title": localize.names.quotation(title), "year": localize.year(claim.year) if claim.year else "",
            "rule": self._rule(claim.article, title), "proposed": amount(claim.proposed), "sum": amount(claim.paid),
            "cuts": cuts, "details": [line.text for line in details],
        }  # fmt: skip

    def _rule(self, article: str, title: str) -> str:
        """The article with its title. Without articles: the document, the title of the policy, or its name."""
        if article:
            return self.localize.heading(article, title)
        return self.decision.document or self.localize.names.quotation(self.decision.title) or self.decision.policy

    def _claim_entry(self, claim: Claim) -> Content:
        localize = self.localize
        return {
            "article": claim.article, "clause": self._award(claim.label), "item": self._item(claim),
            "day": self.day(claim.event_date), "source": localize.source(claim, self.decision.document),
            "reason": "" if claim.reason is None else localize.reason(claim.reason, claim.passage),
        }  # fmt: skip

    def _open_entry(self, claim: Claim) -> Content:
        bounds = claim.bounds
        ends = {"least": amount(bounds.low), "most": self.localize.upper_end(bounds.high)}
        return {**self._claim_entry(claim), **ends, "reason": self.localize.why(claim)}

    def _unpaid_entry(self, claims: list[Claim]) -> Content:
        localize, first = self.localize, claims[0]
        items = list(dict.fromkeys(self._item(claim) for claim in claims))
        details = [
            line.text for claim in claims if shows_parts(first) for line in parts_of(claim, "", localize=localize)
        ]
        why = localize.why(first) or localize.outcome(first.outcome)
        return {
            "article": first.article, "clause": self._award(first.label), "items": item_list(items, localize),
            "reason": localize.join_sentences([why, *details]),
        }  # fmt: skip

    def _reading_entry(self, article: str, label: str, text: str) -> Content:
        localize = self.localize
        subject = localize.article(article) if article else localize("policy", "全文")
        subject = localize.names.award_with_heading(label) if label else subject
        return {"where": subject, "text": localize.names.quotation(text)}

    def _award(self, label: str) -> str:
        return capitalize(self.localize.names.award(label))

    def _item(self, claim: Claim) -> str:
        return self.localize.names.item(claim.item, claim.passage)

    def day(self, day: datetime.date | None) -> str:
        """A day in words; empty if `day` is `None`."""
        return "" if day is None else self.localize.phrase(written_day(day))


def _level_entries(lines: Iterable[TextLine]) -> list[Content]:
    """Lines with their level. The least indented lines have level 1."""
    line_list = list(lines)
    least = min(len(line.indent) for line in line_list)
    return [
        {"text": line.text, "sum": line.sum or "", "level": str(1 + (len(line.indent) - least) // 2)}
        for line in line_list
    ]


def _cut_sum(cut: Adjustment, claim: Claim) -> Money:
    """What a rule takes from a claim. A cap that carries forward takes what waits for later years and what lapsed."""
    is_carry = cut.code in (CARRIED, LAPSED)
    return Money(claim.carried.minor + claim.lapsed.minor, cut.cut.currency) if is_carry else cut.cut
