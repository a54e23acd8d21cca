"""The sentences and entries of letters about grants that are paid in instalments.

Input: a decision whose claims have instalments. Output: texts in one language, without the period at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from ipdsl.base.findings.phrase import MessageValue
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim, Instalment
from ipdsl.ir.proposal import Passage
from ipdsl.office.letters.sentences import LetterSentences, day_in_words, readable
from ipdsl.report.localizer import amount, capitalize


def has_new_instalments(decision: Decision) -> bool:
    """Whether a decision grants what is paid in parts, or makes an instalment due, lapsed or stopped."""
    return any(
        claim.instalments
        and (claim.proposed.minor or any(each.is_new and each.state != "open" for each in claim.instalments))
        for claim in decision.claims
    )


def only_ends_instalments(decision: Decision) -> bool:
    """Whether instalments lapse or stop by a decision, and no grant is made of which something is or may be paid."""
    claims = [claim for claim in decision.claims if claim.instalments]
    grants = [claim for claim in claims if claim.proposed.minor]
    return any(each.is_new and each.state in _ENDED for claim in claims for each in claim.instalments) and all(
        each.state in _ENDED for claim in grants for each in claim.instalments
    )


_ENDED = ("lapsed", "stopped")


@attrs.frozen(eq=False)
class InstalmentSentences:
    """The texts about the instalments of a decision."""

    decision: Decision
    sentences: LetterSentences

    @property
    def claims(self) -> list[Claim]:
        """The claims that are paid in parts, in the order of the policy."""
        return sorted((claim for claim in self.decision.claims if claim.instalments), key=lambda claim: claim.place)

    def lines(self) -> Iterator[str]:
        """What was granted of each claim, with its instalments."""
        localize = self.sentences.localize
        for claim in self.claims:
            parts = [self._text_with_number(each) for each in claim.instalments]
            yield localize(
                "{subject}{article}: {granted} and paid in instalments: {parts}",
                "{subject}{article}：{granted}，分期拨付：{parts}",
                subject=capitalize(self.sentences.subject(claim)), granted=self.granted(claim),
                parts=localize("; ", "；").join(parts),
                article=localize(" ({article})", "（{article}）", article=localize.article(claim.article))
                if claim.article else "",
            )  # fmt: skip

    def granted(self, claim: Claim) -> str:
        """What was granted of a claim."""
        sum_ = "" if claim.granted is None else self.sentences.money(claim.granted)
        return self.sentences.localize("{sum} is granted", "核准{sum}", sum=sum_)

    def _text_with_number(self, each: Instalment) -> str:
        localize = self.sentences.localize
        sentence = localize(*self._texts(each), **self._values(each))
        if each.payee and each.state in ("due", "open", "waits"):
            sentence += localize(", to be paid to {payee}", "，拨付给{payee}",
                                 payee=localize.names.payee(each.payee, each.line))  # fmt: skip
        return (
            localize("({n}) {sentence}", "第{n}期{sentence}", n=each.number, sentence=sentence)
            if each.number
            else sentence
        )

    def _texts(self, each: Instalment) -> tuple[str, str]:
        match each.state:
            case "due" if each.is_new:
                return "{sum}, due on {day}", "{sum}，{day}到期"
            case "due":
                return "{sum}, due on {day}, decided before", "{sum}，{day}到期，此前已核定"
            case "open" if each.missing:
                return '{sum}, which depends on facts that are missing ("{text}")', "{sum}，是否到期待补正（“{text}”）"
            case "open" if each.day is not None:
                return '{sum}, not due before {day} ("{text}")', "{sum}，{day}方到期（“{text}”）"
            case "open":
                return '{sum}, not due yet ("{text}")', "{sum}，尚未到期（“{text}”）"
            case "waits":
                return (
                    "{sum}, due on {day}, which waits for a later budget, at most until the end of {year}",
                    "{sum}，{day}到期，等候以后年度的预算，至{year}年底止",
                )
            case "lapsed" if each.budget:
                return (
                    "{sum}, which lapsed on {day}, because no budget held it",
                    "{sum}，于{day}作废，各年度预算余额均不足",
                )
            case "stopped":
                return "{sum}, which is no longer paid from {day} on ({label})", "{sum}，自{day}起停止拨付（{label}）"
            case _ if each.number and not each.condition:
                return "{sum}, which lapsed on {day}", "{sum}，于{day}作废"
            case _ if each.number:
                return (
                    '{sum}, which lapsed on {day}, because "{condition}" is not met',
                    "{sum}，于{day}作废，不符合“{condition}”的条件",
                )
            case _:
                return "{sum}, which is in no instalment and is not paid", "{sum}，不在任何一期之中，不予拨付"

    def _values(self, each: Instalment) -> dict[str, MessageValue]:
        low, high = each.sum.low, each.sum.high
        sums = [low] if high is None or each.sum.is_point else [low, high]
        localize = self.sentences.localize
        return {
            "sum": localize(" to ", "至").join(map(self.sentences.money, sums)),
            "day": day_in_words(each.day, localize), "text": self.page_words(each.text, each),
            "condition": self.page_words(each.condition, each),
            "label": localize.names.award_of_article(each.stopped_by), "year": localize.year(each.until or 0),
        }  # fmt: skip

    def page_words(self, text: str, each: Instalment) -> str:
        """The words of the page as prose."""
        localize = self.sentences.localize
        sentence = re.sub(
            '"([^"]*)"', localize("'\\1'", "‘\\1’"), localize.names.sentence(text, Passage(line=each.line))
        )
        if localize.is_chinese:
            return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", sentence)
        return sentence.replace("_", " ")

    def entries(self) -> list[dict[str, str]]:
        """What a template may print about each instalment."""
        localize = self.sentences.localize
        return [
            {
                "article": claim.article, "clause": capitalize(localize.names.award(claim.label)),
                "item": localize.names.item(claim.item, claim.passage),
                "granted": "" if claim.granted is None else amount(claim.granted), "number": str(each.number),
                "sum": amount(each.sum.low), "state": localize(*STATES[each.state]), "day": str(each.day or ""),
                "payee": localize.names.payee(each.payee, each.line),
                "reason": readable(localize(*self._texts(each), **self._values(each)), localize),
            }
            for claim in self.claims
            for each in claim.instalments
        ]  # fmt: skip


STATES = {
    "due": ("due", "到期"),
    "open": ("open", "未到期"),
    "waits": ("waits", "等候预算"),
    "lapsed": ("lapsed", "作废"),
    "stopped": ("stopped", "停止拨付"),
}
"""The states of instalments in both languages."""
