"""What a letter says of a decision: texts, lists and dicts by the names of `names.NAMES`, in the language of a teller.

Nothing else goes to a template. Characters that nobody would see are written out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.letters.in_words import in_words
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.lines import (
    alike,
    comes_to_nothing,
    duty_sum,
    fact_named,
    is_open_ceiling,
    listed,
    named_in_a_row,
    parts_of,
    records_of,
    span_of,
    tells_row,
)
from ipdsl.runtime.decision.model import Claim
from ipdsl.runtime.decision.page import Line, clean
from ipdsl.runtime.decision.sections import PAID, SHOWN_ELSEWHERE, Telling
from ipdsl.runtime.decision.telling import Teller, amount
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading.ledger_seal import sealed

Content: TypeAlias = "dict[str, Any]"

NOTICE = Phrase(
    "Computed from the facts stated; valid only with seal and signature.",
    "本通知书根据所填事实计算，经盖章并签字方为有效。",
)
"""A letter becomes a decision of the authority when it is signed, so it does not say that it is none."""


def content_of(
    decision: Decision, tell: Teller, *, until: datetime.date | None = None, digests: Sequence[str] | None = None
) -> Content:
    """The content by its English names. `digests` are those of the ledger that is written beside the letter."""
    making = _Making(decision, tell)
    own = _digests(decision) if digests is None else digests
    due = decision.due
    least = "" if due.is_point else tell("at least ", "至少")
    words = in_words(decision.total) if tell.is_chinese else ""
    content = {
        "title": tell.names.quotation(decision.title) or decision.policy, "document": decision.document,
        "policy": decision.policy, "applicant": decision.applicant, "as_of": making.day(decision.as_of),
        "years": tell.phrase(span_of(decision.years)) if decision.years else "", "currency": decision.currency,
        "total": f"{least}{amount(decision.total)}", "total_in_words": words and f"{least}{words}",
        "at_most": "" if due.is_point else tell.at_most(due.high), "until": making.day(until),
        "ledger_number": own[-1] if own else "", "ledger_lines": str(len(own)),
        "facts_digest": decision.facts_digest, "policy_digest": decision.content_hash, "version": decision.version,
        "notice": tell.phrase(NOTICE), "assumptions": [tell.phrase(one) for one in decision.assumed],
        **making.lists(),
    }  # fmt: skip
    return {name: _cleaned(value) for name, value in content.items()}


def _digests(decision: Decision) -> list[str]:
    lines: Any = sealed(decision.policy, decision.applicant, decision.currency, decision.ledger)["ledger"]
    return [line["digest"] for line in lines]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(part) for name, part in value.items()}
    return [_cleaned(one) for one in value]


@attrs.frozen
class _Making:
    decision: Decision
    tell: Teller

    def lists(self) -> Content:
        """What the letter tells one by one."""
        decision, tell = self.decision, self.tell
        telling = Telling(decision, tell=tell, at_hand=False)
        claims, _ = listed(decision, with_all=False)
        zero = [c for c in claims if not (c.paid.minor or is_open_ceiling(c) or c.outcome in SHOWN_ELSEWHERE)]
        return {
            "sums": _in_levels(telling.sums()),
            "paid": self.paid(),
            "not_paid": [self._not_paid(group) for group in alike(zero)],
            "open": [self._open(claim) for claim in claims if claim.outcome is Outcome.UNDETERMINED],
            "left_to_bureau": [self._open(claim) for claim in claims if is_open_ceiling(claim)],
            "missing": [
                {"fact": fact_named(fact, tell), "worth": tell.worth_of(fact.worth, decision.due),
                 "clauses": tell.row([tell.names.clause(label) for label in fact.clauses])}
                for fact in decision.missing
            ],
            "carried": [
                {"clause": tell.names.clause(c.label), "item": self._item(c), "sum": amount(c.carried),
                 "until": str(c.carry_until)}
                for c in claims if c.carry_until is not None
            ],
            "readings": [self._reading(one.article, one.label, one.text) for one in decision.readings],
            "duties": [
                {"article": duty.article, "who": tell.names.name(duty.who).replace("_", " "),
                 "text": tell.names.quotation(duty.text), "sum": duty_sum(duty, tell)}
                for duty in decision.obligations
            ],
            "sections": [
                {"heading": one.title, "lines": _in_levels(one.lines)} for one in telling.sections() if one.key != PAID
            ],
        }  # fmt: skip

    def paid(self) -> list[Content]:
        """What is paid, in the order of the policy."""
        decision = self.decision
        titles = {heading.number: heading.title for heading in decision.headings}
        claims = [claim for claim in decision.claims if claim.paid.minor > 0]
        return [self._paid(claim, titles.get(claim.article, "")) for claim in sorted(claims, key=lambda one: one.place)]

    def _paid(self, claim: Claim, title: str) -> Content:
        tell = self.tell
        row = (
            tell(" [{row}]", "［{row}］", row=tell.names.sentence(claim.row, claim.passage)) if tells_row(claim) else ""
        )
        details = [*records_of([claim], "", tell), *parts_of(claim, "", tell=tell)]
        cuts = [
            {"article": cut.article, "sum": amount(cut.cut), "reason": tell.reason(cut.reason, claim.passage)}
            for cut in claim.adjustments
        ]
        return {
            **self._named(claim), "item": f"{self._item(claim)}{row}",
            "article_title": tell.names.quotation(title), "year": str(claim.year or ""),
            "rule": self._rule(claim.article, title), "proposed": amount(claim.proposed), "sum": amount(claim.paid),
            "cuts": cuts, "details": [line.text for line in details],
        }  # fmt: skip

    def _rule(self, article: str, title: str) -> str:
        """The article with its title; of a page without articles its document, or what it is called."""
        if article:
            return self.tell.heading(article, title)
        return self.decision.document or self.tell.names.quotation(self.decision.title) or self.decision.policy

    def _named(self, claim: Claim) -> Content:
        tell = self.tell
        return {
            "article": claim.article, "clause": tell.names.clause(claim.label), "item": self._item(claim),
            "day": self.day(claim.event_date), "source": tell.source(claim, self.decision.document),
            "reason": "" if claim.reason is None else tell.reason(claim.reason, claim.passage),
        }  # fmt: skip

    def _open(self, claim: Claim) -> Content:
        bounds = claim.bounds
        ends = {"least": amount(bounds.low), "most": self.tell.at_most(bounds.high)}
        return {**self._named(claim), **ends, "reason": self.tell.why(claim)}

    def _not_paid(self, claims: list[Claim]) -> Content:
        tell, first = self.tell, claims[0]
        items = list(dict.fromkeys(self._item(claim) for claim in claims))
        details = [line.text for claim in claims if comes_to_nothing(first) for line in parts_of(claim, "", tell=tell)]
        why = tell.why(first) or tell.outcome(first.outcome)
        return {
            "article": first.article, "clause": tell.names.clause(first.label), "items": named_in_a_row(items, tell),
            "reason": tell.both([why, *details]),
        }  # fmt: skip

    def _reading(self, article: str, label: str, text: str) -> Content:
        tell = self.tell
        where = tell.article(article) if article else tell("policy", "全文")
        where = tell.names.clause(label) if label else where
        return {"where": where, "text": tell.names.quotation(text)}

    def _item(self, claim: Claim) -> str:
        return self.tell.names.item(claim.item, claim.passage)

    def day(self, day: datetime.date | None) -> str:
        """A day in words; empty where there is none."""
        return "" if day is None else self.tell.phrase(written_day(day))


def _in_levels(lines: Iterable[Line]) -> list[Content]:
    """Lines with how deep they stand: 1 for the first of what belongs together."""
    every = list(lines)
    least = min(len(line.indent) for line in every)
    return [
        {"text": line.text, "sum": line.sum or "", "level": str(1 + (len(line.indent) - least) // 2)} for line in every
    ]
