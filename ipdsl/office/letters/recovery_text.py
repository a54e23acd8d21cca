"""The sentences, rows and entries of letters about money that is paid back.

Input: a decision with recoveries. Output: texts in one language, without the period at the end. The letter of a
recovery states what is sure: the lower bounds. A letter about an award states the most that is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Recovery
from ipdsl.office.letters.amount_words import amount_in_words
from ipdsl.office.letters.sentences import (
    LetterSentences,
    day_in_words,
    event_of_recovery,
    paid_item,
    program_of,
    readable,
)
from ipdsl.report.localizer import Localizer, amount, capitalize


def owed_recoveries(decision: Decision) -> list[Recovery]:
    """The recoveries of a decision whose applicant owes a sum for sure."""
    return [entry for entry in decision.recoveries if not entry.payer and entry.paid_back.low.minor]


def withheld_payments(entry: Recovery) -> Money:
    """What a recovery takes of sums that the decision makes due and does not pay."""
    parts = [part.amount.minor for part in entry.payments if part.is_withheld]
    return Money(min(sum(parts), entry.principal.minor), entry.principal.currency)


def taken_from_award(decision: Decision) -> tuple[int, int, int]:
    """The most that is withheld, set off and stopped, in minor units. What is payable now is less by them."""
    entries, most = [entry for entry in decision.recoveries if not entry.payer], decision.difference.payable.low
    highs = [[bounds.high or most for bounds in (entry.withheld, entry.set_off)] for entry in entries]
    withheld, set_off = (sum(high[place].minor for high in highs) for place in (0, 1))
    return withheld, set_off, sum(entry.stopped_now.minor for entry in decision.recoveries)


def taken_words(decision: Decision, localize: Localizer) -> str:
    """What reduces an award, in words: `withheld and set off`, `扣除和抵扣`; empty if nothing does."""
    words = [localize(*words) for words, sum_ in zip(_TAKEN_WORDS, taken_from_award(decision), strict=True) if sum_]
    first = localize(", ", "、").join(words[:-1])
    return localize(" and ", "和").join(filter(None, (first, *words[-1:])))


_TAKEN_WORDS = (("withheld", "扣除"), ("set off", "抵扣"), ("stopped", "停止拨付"))


def is_debt(entry: Recovery, sentences: LetterSentences) -> bool:
    """Whether a sum is collected, and does not take back payments."""
    program = program_of(sentences.localize)
    return program.debts is not None and any(clause.label == entry.label for clause in program.debts.program.clauses)


@attrs.frozen(eq=False)
class RecoverySentences:
    """The texts about the recoveries of a decision."""

    decision: Decision
    sentences: LetterSentences

    @property
    def takes_back(self) -> bool:
        """Whether payments are taken back, and not only sums collected."""
        return not all(is_debt(entry, self.sentences) for entry in owed_recoveries(self.decision))

    def _verb(self, back: str, debt: str) -> str:
        """What the applicant has to do: one of two words in English, or both."""
        localize = self.sentences.localize
        has_debts = any(is_debt(entry, self.sentences) for entry in owed_recoveries(self.decision))
        words = [localize(back, "退回")] * self.takes_back + [localize(debt, "缴纳")] * has_debts
        return localize(" or ", "、").join(words)

    def sums(self, annex: str) -> Iterator[str]:
        """What is to be paid back, how much of it is taken from sums due, and what is to be paid back now."""
        decision, localize = self.decision, self.sentences.localize
        back, now, currency = decision.to_pay_back, decision.back_now, decision.currency
        words = amount_in_words(now.low)
        yield localize("You are to {verb} {sum} {currency}{annex}", "贵单位应{verb}{sum}{annex}", annex=annex,
                       verb=self._verb("pay back", "pay"), sum=self._money(back.low), currency=currency)  # fmt: skip
        for name, sum_ in self._reductions():
            yield localize(*_REDUCED[name], sum=self._money(sum_))
        yield localize(
            "The sum to be {verb} now is {sum} {currency}", "本次应{verb}{sum}{words}",
            verb=self._verb("paid back", "paid"), sum=self._money(now.low), currency=currency,
            words=f"（{words}）" if words else "",
        )  # fmt: skip
        if back.high is not None and back.high != back.low:
            yield localize(
                "Up to {sum} more may have to be {verb}, which depends on facts that are missing",
                "另有最多{sum}是否{verb}，取决于尚缺的事实", verb=self._verb("paid back", "paid"),
                sum=self._money(Money(back.high.minor - back.low.minor, back.low.currency)),
            )  # fmt: skip
        if stopped := sum(entry.stopped.minor for entry in owed_recoveries(decision)):
            yield localize("{sum} that is not paid yet will not be paid", "尚未拨付的{sum}停止拨付",
                           sum=self._money(Money(stopped, currency)))  # fmt: skip

    def _reductions(self) -> Iterator[tuple[str, Money]]:
        """By how much the sum to be paid back is less, by name."""
        owed = owed_recoveries(self.decision)
        sums = {"taken_before": [entry.taken_before for entry in owed],
                "withheld": [entry.withheld.low for entry in owed], "set_off": [entry.set_off.low for entry in owed],
                "lapsed": [entry.lapsed for entry in owed]}  # fmt: skip
        for name, parts in sums.items():
            if total := sum(part.minor for part in parts):
                yield name, Money(total, self.decision.currency)

    def deductions(self) -> Iterator[str]:
        """What is taken from the award, and for which recovery."""
        localize = self.sentences.localize
        for entry in self.decision.recoveries:
            for name in () if entry.payer else ("withheld", "set_off"):
                bounds = getattr(entry, name)
                if (sum_ := bounds.high or self.decision.difference.payable.low).minor:
                    most = "" if bounds.is_point else localize("up to ", "最多")
                    yield localize(*_TAKEN[name], sum=self._money(sum_), ground=self.ground(entry), most=most)
            if entry.stopped_now.minor:
                yield localize("Stopped: {sum} of the award is not paid ({ground})", "停止拨付{sum}（{ground}）",
                               sum=self._money(entry.stopped_now), ground=self.ground(entry))  # fmt: skip

    def grounds(self) -> Iterator[str]:
        """The event of each recovery with its article, and what it takes back."""
        localize = self.sentences.localize
        for entry in owed_recoveries(self.decision):
            more = [
                localize(en, zh, sum=self._money(sum_))
                for sum_, en, zh in ((entry.surcharge, "a surcharge of {sum}", "加收{sum}"),
                                     (entry.interest, "interest of {sum}", "计收利息{sum}"))
                if sum_.minor
            ]  # fmt: skip
            ground, sum_ = capitalize(self.ground(entry)), self._money(entry.principal)
            if is_debt(entry, self.sentences):
                claim = entry.claim
                cuts = () if claim is None else claim.adjustments
                reasons = [localize.reason(cut.reason, claim.passage) for cut in cuts if claim is not None]
                why = localize(" ({why})", "（{why}）", why=localize.join_sentences(reasons)) if reasons else ""
                yield localize("{ground}: {sum} is to be paid{why}", "{ground}：应缴纳{sum}{why}", ground=ground,
                               sum=sum_, why=why)  # fmt: skip
                continue
            held = withheld_payments(entry)
            is_all = held.minor == entry.principal.minor
            texts = _PAID_ONLY if not held.minor else _ALL_HELD if is_all else _PARTLY_HELD
            yield localize(
                *texts, ground=ground, sum=sum_, held=self._money(held),
                more=localize(", with {more}", "，{more}", more=localize(" and ", "，").join(more)) if more else "",
            )  # fmt: skip

    def ground(self, entry: Recovery) -> str:
        """`article 3, sanction S1, opened on 30 June 2024`, `第3条，立案查处S1，2024年6月30日立案`."""
        localize = self.sentences.localize
        title = localize.names.quotation(entry.title)
        where = localize.article(entry.article) if entry.article else localize("the policy", "本政策")
        event = event_of_recovery(entry.label, entry.item, entry.day, localize)
        paid_to = localize("paid to {name}", "拨付给{name}", name=entry.payee) if entry.payee else ""
        return localize(", ", "，").join(filter(None, (where, title, event, paid_to)))

    def rows(self) -> list[dict[str, str]]:
        """A row for each payment that is taken back."""
        localize, rows = self.sentences.localize, list[dict[str, str]]()
        for entry in owed_recoveries(self.decision):
            if is_debt(entry, self.sentences):
                article = localize("{n}", "第{n}条", n=entry.article) if entry.article else ""
                event = readable(event_of_recovery(entry.label, entry.item, entry.day, localize), localize)
                rows.append({
                    "number": str(len(rows) + 1), "article": article, "item": capitalize(event),
                    "day": "", "event": "", "sum": amount(entry.principal),
                })  # fmt: skip
            for part in entry.payments:
                article, subject = paid_item(part.label, part.item, localize)
                day = str(part.day or localize.year(part.year))
                if part.is_withheld:
                    due = day_in_words(part.day, localize) or localize("{day}", "{day}年", day=day)
                    texts = ("{item}, due {day}, withheld", "{item}，{day}应付，已扣除")
                    subject = localize(*texts, item=subject, day=due)
                rows.append({
                    "number": str(len(rows) + 1), "article": article, "item": subject,
                    "day": "" if part.is_withheld else day,
                    "event": readable(event_of_recovery(entry.label, entry.item, entry.day, localize), localize),
                    "sum": amount(part.amount),
                })  # fmt: skip
        return rows

    def totals(self) -> Iterator[dict[str, str]]:
        """From the sum of the rows to what is to be paid back now."""
        localize, owed = self.sentences.localize, owed_recoveries(self.decision)
        paid, debts = (
            [entry for entry in owed if is_debt(entry, self.sentences) is has_debt] for has_debt in (False, True)
        )
        held = [withheld_payments(entry) for entry in paid]
        principals = [
            Money(entry.principal.minor - part.minor, part.currency) for entry, part in zip(paid, held, strict=True)
        ]
        lines = (
            (localize("Payments to be paid back", "应退回的已拨付资金"), principals),
            (localize("Sums due, to be withheld", "应予扣除的应付金额"), held),
            (localize("Sums to be paid", "应缴纳的金额"), [entry.principal for entry in debts]),
            (localize("Surcharge", "加收"), [entry.surcharge for entry in owed]),
            (localize("Interest", "利息"), [entry.interest for entry in owed]),
        )
        for text, sums in lines:
            if total := sum(each.minor for each in sums):
                yield {"text": text, "sum": amount(Money(total, self.decision.currency))}
        for name, sum_ in self._reductions():
            yield {"text": localize(*_LESS[name]), "sum": amount(sum_)}
        texts = ("To be paid back now", "本次应退回") if self.takes_back else ("To be paid now", "本次应缴纳")
        yield {"text": localize(*texts), "sum": amount(self.decision.back_now.low)}

    def entries(self) -> list[dict[str, Any]]:
        """What a template may print about each recovery."""
        return [
            {
                "article": entry.article, "item": self.sentences.localize.names.item(entry.item),
                "day": str(entry.day), "reason": readable(self.ground(entry), self.sentences.localize),
                **{name: amount(getattr(entry, name)) for name in ("principal", "surcharge", "interest", "stopped")},
                "sum": amount(entry.paid_back.low), "withheld": amount(entry.withheld.low),
                "set_off": amount(entry.set_off.low),
            }
            for entry in owed_recoveries(self.decision)
        ]  # fmt: skip

    def _money(self, sum_: Money) -> str:
        return self.sentences.money(sum_)


_REDUCED = {
    "taken_before": ("{sum} of it was paid back or set off before", "其中{sum}以前已退回或抵扣"),
    "withheld": ("{sum} of it is withheld from your new awards", "其中{sum}从本次核定金额中扣除"),
    "set_off": ("{sum} of it is set off against your new awards", "其中{sum}以本次核定金额抵扣"),
    "lapsed": ("{sum} of it is no longer asked for, because the years of setting off have ended",
               "其中{sum}抵扣期满，不再追回"),
}  # fmt: skip
_TAKEN = {
    "withheld": ("Withheld: {most}{sum}, which is to be paid back ({ground})", "扣除{most}{sum}（{ground}，应予追回）"),
    "set_off": ("Set off: {most}{sum} of your debt ({ground})", "抵扣{most}{sum}所欠款项（{ground}）"),
}  # fmt: skip
_PAID_ONLY = ("{ground}: {sum} of the payments is to be paid back{more}", "{ground}：应退回已拨付资金{sum}{more}")
_ALL_HELD = ("{ground}: {sum} that is not paid yet is withheld{more}", "{ground}：尚未拨付的{sum}予以扣除{more}")
_PARTLY_HELD = (
    "{ground}: {sum} is to be paid back{more}; {held} of the {sum} is not paid yet and is withheld",
    "{ground}：应退回{sum}{more}；{sum}中有{held}尚未拨付，予以扣除",
)
_LESS = {
    "taken_before": ("less what was paid back or set off before", "减：以前已退回或抵扣"),
    "withheld": ("less what is withheld", "减：本次扣除"), "set_off": ("less what is set off", "减：本次抵扣"),
    "lapsed": ("less what has lapsed", "减：抵扣期满不再追回"),
}  # fmt: skip
