"""Sentences about claims and missing facts, as an official writes them.

Input: claims, missing facts and assumptions of a decision. Output: sentences of a letter in one language, without the
period at the end. A reason with a pattern here has this pattern. Any other reason is written as in the decision.

Names of the vocabulary, such as `national_demonstration`, are written as labels, and without backticks.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Money
from ipdsl.base.values.written_values import chinese_day
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim, MissingFact
from ipdsl.engine.situation import field_of
from ipdsl.ir import proposal as r
from ipdsl.ir.facts import ENDED
from ipdsl.ir.terms import Program
from ipdsl.plain_data.strict_json import BureauRemark
from ipdsl.report.localizer import (
    Localizer,
    amount,
    capitalize,
    is_open_ceiling,
    parts_of,
    pays_nothing,
    records_of,
    split_claims,
)
from ipdsl.schema.type_list import type_by_name
from ipdsl.schema.vocabulary import Schema
from ipdsl.wording.labels import EnglishNames, Labels, label_words

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def day_in_words(day: datetime.date | None, localize: Localizer) -> str:
    """`10 March 2025`; empty if `day` is `None`."""
    english = "" if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return chinese_day(day) if localize.is_chinese and day is not None else english


def unpaid_claims(decision: Decision) -> list[Claim]:
    """The claims of the applicant that are settled with nothing due.

    An event that did not take place is not a claim of the applicant. A claim of an item that this decision pays under
    the same award is not repeated.
    """
    paid = {(claim.label, claim.item) for claim in decision.claims if claim.paid.minor}
    return [
        claim for claim in split_claims(decision, with_all=False)[0]
        if pays_nothing(claim)
        and not (claim.outcome is r.Outcome.ALREADY_PAID and (claim.label, claim.item) in paid)
        and (claim.reason is None or claim.reason.code != r.NOT_HAPPENED)
    ]  # fmt: skip


def readable(text: str, localize: Localizer) -> str:
    """The text with labels in place of names of the vocabulary, and without backticks."""
    names = program_of(localize).compute_once(_words_with_labels)[localize.is_chinese]
    if not localize.is_chinese:
        text = re.sub(r"\b(at least|at most|above|below) (\d{5,})\b", lambda row: f"{row[1]} {int(row[2]):,}", text)
    return re.sub(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+", lambda word: names.get(word[0], word[0]),
                  text.replace("`", ""))  # fmt: skip


def program_of(localize: Localizer) -> Program:
    """The policy whose names a localizer has."""
    assert isinstance(localize.names, EnglishNames)
    return localize.names.program


def _words_with_labels(program: Program) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The English and the Chinese form of each name of the vocabulary that has several words."""
    schema = program.schema
    declared: list[Any] = [*schema.records, *schema.kinds, *schema.classes, *schema.choices, *schema.series]
    declared += [member for choice in schema.choices for member in choice.members]
    declared += [*schema.applicant_declarations, *(word for kind in schema.records for word in kind.declarations)]
    names = [word.name for word in declared if "_" in word.name]
    return {name: label_words(name) for name in names}, {name: Labels(program).name(name) for name in names}


def named_item(kind: str, item: str, localize: Localizer) -> str:
    """A kind with its item."""
    first = item.split(" / ")[0]
    if not item or first in kind or kind in first:
        return kind if first in kind else item
    return localize("{kind} {item}", "{kind}{item}", kind=kind, item=item_text(item, localize))


def item_text(item: str, localize: Localizer) -> str:
    """The first part of an item, and the others in brackets. A name without digits is in quotes."""
    first, *more_parts = item.split(" / ")
    if not re.search(r"\d", first):
        first = localize('"{name}"', "“{name}”", name=first)
    more = localize(" ({more})", "（{more}）", more=localize.row(more_parts)) if more_parts else ""
    return f"{first}{more}"


def event_of_recovery(label: str, item: str, day: datetime.date | None, localize: Localizer) -> str:
    """The event of a recovery or a debt, by its label: `sanction S1, opened on 30 June 2024`."""
    term = program_of(localize).money_back.get(label)
    names, shown, on = localize.names, localize.names.item(item), day_in_words(day, localize)
    if term is None or not term.trigger.record or not term.trigger.event:
        return localize(", ", "，").join(filter(None, (shown, on)))
    kind, event = names.name(term.trigger.record), names.name(term.trigger.event, term.trigger.record)
    words = (kind, event) if localize.is_chinese else (label_words(kind), label_words(event))
    return localize("{what}, {event} on {day}", "{what}，{day}{event}", day=on, event=words[1],
                    what=named_item(words[0], shown, localize))  # fmt: skip


def paid_item(label: str, item: str, localize: Localizer) -> tuple[str, str]:
    """The article of an award, and its item with its kind: `3`, `Technology contract A`."""
    clause = next((each for each in program_of(localize).members if each.label == label), None)
    if clause is None:
        return "", localize.names.item(item)
    kind = localize.names.name(clause.trigger.record) if clause.trigger.record else ""
    kind = (kind if localize.is_chinese else label_words(kind)) or localize.names.award(label)
    article = localize("{n}", "第{n}条", n=clause.article) if clause.article else ""
    subject = named_item(kind, localize.names.item_of_award(item, label), localize)
    return article, capitalize(readable(subject, localize))


@attrs.frozen(eq=False)
class LetterSentences:
    """The sentences about a decision in one language. The names of the localizer are those of its policy."""

    decision: Decision
    localize: Localizer

    # ---------------------------------------------------------------------------------------------- names

    @property
    def _schema(self) -> Schema:
        return program_of(self.localize).schema

    def subject(self, claim: Claim) -> str:
        """`专利合同2023-031`, `企业称号“省级示范”`, and in English `Technology contract 2023-031 (article 7)`."""
        names = self.localize.names
        kind = names.name(claim.kind) if self.localize.is_chinese else label_words(claim.kind)
        is_by_award = not claim.kind or claim.label.startswith(ENDED)
        return named_item(
            names.award(claim.label) if is_by_award else kind, names.item(claim.item, claim.passage), self.localize
        )

    # ---------------------------------------------------------------------------------------------- lines

    def refusals(self) -> Iterator[str]:
        """A line for each reason why something is not paid, with the items to which it applies."""
        yield from self._lines((claim, self.refusal(claim)) for claim in unpaid_claims(self.decision))

    def main_refusal(self) -> str:
        """The line of `refusals` about the claim with the greatest proposed amount."""
        claims = unpaid_claims(self.decision)
        if not claims:
            return self.localize.phrase(NOTHING_REPORTED)
        main = max(claims, key=lambda claim: claim.proposed.minor)
        sentence, article = self.refusal(main), self._named_article(main)
        equal = [each for each in claims if (self.refusal(each), self._named_article(each)) == (sentence, article)]
        return next(self._lines((claim, sentence) for claim in equal))

    def other_items(self) -> Iterator[str]:
        """A line for what the office has not decided, what other documents decide, and what later years may pay."""
        for claim in self.decision.claims:
            most = "" if claim.bounds.high is None else self.localize(
                ", at most {sum}", "，最高{sum}", sum=self.money(claim.bounds.high)
            )  # fmt: skip
            if is_open_ceiling(claim):
                yield from self._lines([(claim, self.localize(
                    "the sum is still to be set by us{most}", "第{article}条的金额由本单位核定，尚未核定{most}",
                    most=most, article=claim.article,
                ))])  # fmt: skip
            elif claim.outcome is r.Outcome.CONTINGENT:
                yield from self._lines([(claim, self.localize(
                    "the sum depends on the other applicants{most}", "金额须与其他申请人一并核定{most}", most=most,
                ))])  # fmt: skip
            elif claim.outcome is r.Outcome.BY_REFERENCE and claim.reason is not None:
                yield from self._lines([(claim, self.localize.reason(claim.reason, claim.passage))])

    def _lines(self, lines: Iterable[tuple[Claim, str]]) -> Iterator[str]:
        """Claims with the same sentence in one line; in English with their article, which Chinese sentences name."""
        subjects: dict[tuple[str, str], dict[str, None]] = {}
        for claim, sentence in sorted(lines, key=lambda entry: entry[0].place):
            subjects.setdefault((sentence, self._named_article(claim)), {})[self.subject(claim)] = None
        for (sentence, article), names in subjects.items():
            yield self.localize("{names}{article}: {sentence}", "{names}{article}：{sentence}", article=article,
                                names=capitalize(self.localize.row(names)), sentence=sentence)  # fmt: skip

    def _named_article(self, claim: Claim) -> str:
        return "" if self.localize.is_chinese or not claim.article else f" (article {claim.article})"

    def money(self, sum_: Money) -> str:
        """`50,000.00元`, in English without the currency, which the letter names."""
        return self.localize(amount(sum_), f"{amount(sum_)}元" if sum_.currency == "CNY" else str(sum_))

    def short_money(self, sum_: Money) -> str:
        """`50,000元` for a sum without decimals."""
        return self.money(sum_).replace(".00", "", 1)

    # ---------------------------------------------------------------------------------------------- reasons

    def refusal(self, claim: Claim) -> str:
        """Why a claim is not paid."""
        reason = claim.adjustments[-1].reason if claim.adjustments else claim.reason
        pattern = "" if reason is None else self._pattern(reason, claim)
        text = pattern or self.localize.why(claim) or self.localize.outcome(claim.outcome)
        has_result = not self.localize.is_chinese or re.search("不予|不再|结转|作废|核减", text)
        return text if has_result else f"{text}，不予资助"

    def cuts(self, claim: Claim) -> list[str]:
        """How the sum of a paid claim is computed, and why it is cut."""
        reasons = [claim.reason] if claim.reason is not None else []
        lines = [*records_of([claim], "", self.localize), *parts_of(claim, "", localize=self.localize)]
        return [
            *(self.localize.reason(reason, claim.passage) for reason in reasons), *(line.text for line in lines),
            *(self._pattern(cut.reason, claim) or self.localize.reason(cut.reason, claim.passage)
              for cut in claim.adjustments),
        ]  # fmt: skip

    def _pattern(self, reason: r.Reason, claim: Claim) -> str:
        """The sentence of a reason that has a pattern; otherwise empty."""
        values: dict[str, Any] = dict(reason.values)
        number = values["where"].article if "where" in values else claim.article
        where = self.localize.article(number) if number else self.localize("the policy", "本政策")
        match reason.code:
            case r.GATE | r.REQUIREMENT | r.EXCLUDED:
                return self._condition(values, where, claim, excludes=reason.code == r.EXCLUDED)
            case r.NO_FITTING_ROW:
                texts = ("{facts}, for which {where} names no sum", "{facts}，{where}没有相应的档次，不予资助")
                return self._with_facts(*texts, values, claim, where=where)
            case r.WINDOW:
                return self.localize("{day} is outside the period of the policy ({window})",
                                     "发生于{day}，不在政策有效期（{window}）内，不予资助",
                                     **self.localize.values(reason, claim.passage))  # fmt: skip
            case r.EVENT_SETTLED:
                return self.localize("decided before, {due} due; nothing is paid twice",
                                     "以往已经核定{due}，不再重复核定", due=self.money(values["due"]))  # fmt: skip
            case r.ONCE:
                return self.localize("{where} pays once, and this was paid for {year}",
                                     "{where}只资助一次，已于{year}年资助，本项不再资助", where=where,
                                     year=self.localize.year(values["when"].year))  # fmt: skip
            case r.HIGHEST | r.NO_REPEAT:
                return self._winner(values, where, claim, is_highest=reason.code == r.HIGHEST)
            case r.CAP:
                return self._cap(values, where, claim)
        return ""

    def _condition(self, values: Mapping[str, Any], where: str, claim: Claim, *, excludes: bool) -> str:
        """The facts that fail a condition. Yes/no facts alone need no words of the condition."""
        is_flag = all(isinstance(entry[1], bool) for entry in values["because"].evidence)
        gate = self._words(self.localize.names.sentence(values["gate"], claim.passage))
        return self._with_facts(*_CONDITIONS[excludes, is_flag], values, claim, where=where, gate=gate)

    def _with_facts(self, en: str, zh: str, values: Mapping[str, Any], claim: Claim, **more: str) -> str:
        """A sentence about the facts that decided: `“关联方”为“是”`, `申请日为2019年6月4日`; empty without facts."""
        phrases = []
        for entry in values["because"].evidence:
            zh_fact = "“{word}”为“{value}”" if isinstance(entry[1], bool) else "{word}为{value}"
            word, value = self.localize.evidence(
                entry[0], entry[1], type_by_name(*entry[2:]), values["because"].currency, claim.passage
            )
            phrases.append(self.localize('"{word}" is {value}', zh_fact, word=self._words(word), value=value))
        facts = self.localize(" and ", "，").join(phrases)
        return facts and self.localize(en, zh, facts=facts, **more)

    def _words(self, text: str) -> str:
        """Words of the page as prose."""
        return text.replace(" ", "") if self.localize.is_chinese else text.replace("_", " ")

    def _keys(self, key: r.RuleKey, claim: Claim) -> list[str]:
        """The fields by which a rule counts, other than the applicant."""
        schema = self._schema
        applicants = {"applicant", *(kind.name for kind in schema.kinds), *(group.name for group in schema.classes)}
        return [self._words(self.localize.names.name(name, claim.kind)) for name in key.names if name not in applicants]

    def _winner(self, values: Mapping[str, Any], where: str, claim: Claim, *, is_highest: bool) -> str:
        """Which claim was paid in place of this one."""
        winner, key = values["winner"], values["per"]
        items = self.localize.row(
            item_text(self.localize.names.item(contender.item, r.Passage(contender.kind)), self.localize)
            for contender in winner.contenders
        )
        same = self.localize.row(self._keys(key, claim))
        per = self.localize(" for the same {same}", "同一{same}", same=same) if same else ""
        per += self.localize(" of a year", "同年") * key.is_per_year
        en, zh = ("only the highest{per} is", "取最高一项") if is_highest else ("nothing{per} is", "不重复资助")
        return self.localize(
            f"{en} paid{'' if is_highest else ' twice'}; {{sum}} is paid for {{items}}",
            f"{{where}}{{per}}{zh}，已按{{items}}资助{{sum}}，本项不再资助",
            where=where, per=per, items=items, sum=self.money(winner.sum),
        )  # fmt: skip

    def _cap(self, values: Mapping[str, Any], where: str, claim: Claim) -> str:
        """`第7条每年最高50,000元，2022年已核20,000元（2022-017），本项核30,000元`; empty if claims share the cap."""
        note, most, left, key = values["note"], values["most"], values["left"], values["per"]
        if note._replace(tie=r.ClaimOrder.DAY) != r.LimitNote() or claim.year is None:
            return ""
        per = "".join(self.localize(" per {key}", "每{key}", key=name) for name in self._keys(key, claim))
        per += self.localize(" per year", "每年") * key.is_per_year
        texts = ("in {year}", "{year}年") if key.is_per_year else ("before", "此前")
        used = Money(most.minor - left.minor, most.currency)
        before = self.localize(
            " {used} was awarded {before},", "{before}已核{used}，", used=self.short_money(used),
            before=self.localize(*texts, year=self.localize.year(claim.year)),
        ) if used.minor else ""  # fmt: skip
        texts = ("{left} for this item", "本项核{left}") if left.minor else ("nothing is left", "本项不再资助")
        return self.localize(
            "{where} pays at most {most}{per};{before} {rest}", "{where}{per}最高{most}，{before}{rest}", where=where,
            most=self.short_money(most), per=per, before=before,
            rest=self.localize(*texts, left=self.short_money(left)),
        )  # fmt: skip

    # ---------------------------------------------------------------------------------------------- requests

    def request(self, fact: MissingFact) -> str:
        """What the applicant is asked to state, and the sum that depends on it."""
        localize, ref = self.localize, fact.ref
        field = field_of(self._schema, ref)
        subject, words = "", localize.names.path(ref)
        if ref.group == "record" and ref.kind in self._schema.record_by_name:
            kind = localize.names.name(ref.kind) if localize.is_chinese else label_words(ref.kind)
            subject = capitalize(named_item(kind, localize.names.item(ref.item, r.Passage(ref.kind)), localize))
            subject = localize("{subject}: ", "{subject}：", subject=subject)
            name = localize.names.name(ref.field, ref.kind)
            words = localize('"{name}"', "“{name}”", name=name if localize.is_chinese else label_words(name))
        meant = "" if field is None else localize(field.label.definition, field.label.chinese_definition)
        meant = localize(" ({meant})", "（{meant}）", meant=meant) if meant else ""
        texts = ("please state {words}{meant}", "请补充{words}{meant}")
        if field is not None and field.type.is_flag:
            texts = ("please state whether {words}{meant} is yes or no", "请说明{words}{meant}是否为“是”")
        ask, worth = localize(*texts, words=words, meant=meant), ""
        if fact.worth is None:
            worth = localize(". Worth an unlimited amount", "，影响金额不限")
        elif fact.worth.minor:
            worth = localize(". Worth up to {sum}", "，影响金额最高{sum}", sum=self.money(fact.worth))
        return f"{subject}{ask if subject else capitalize(ask)}{worth}"

    # ---------------------------------------------------------------------------------------------- assumptions

    def assumptions(self) -> Iterator[str]:
        """What the decision assumes, and the kinds of record that the applicant did not state."""
        localize = self.localize
        assumed = [phrase for phrase in self.decision.assumed if not isinstance(phrase, BureauRemark)]
        usual = [_USUAL[str(phrase)] for phrase in assumed if str(phrase) in _USUAL]
        if usual:
            yield localize("We assume {usual}. If that is wrong, tell us",
                           "本次核算以贵单位{usual}为前提。如与实际不符，请书面告知",
                           usual=localize(" and ", "、").join(map(localize.phrase, usual)))  # fmt: skip
        for phrase in assumed:
            if str(phrase) not in _USUAL and "`" not in (text := localize.phrase(phrase)):
                yield capitalize(readable(text, localize))
        kinds = [
            localize.names.name(kind.kind) if localize.is_chinese else label_words(kind.kind)
            for kind in self.decision.not_stated if kind.kind
        ]  # fmt: skip
        if kinds:
            yield localize("You did not report the following, and they are not part of this decision: {kinds}",
                           "贵单位未申报下列事项，本次未予核算：{kinds}", kinds=localize.row(kinds))  # fmt: skip


NOTHING_REPORTED = Phrase("reported nothing for which the policy pays", "未申报本政策资助的事项")
"""The reason for nothing due without a claim. A letter names the applicant before it."""

_CONDITIONS = {
    (False, True): ("{facts}, so the condition of {where} is not met", "{facts}，不符合{where}，不予资助"),
    (False, False): ("{facts}; {where} requires: {gate}", "{facts}，不满足{where}“{gate}”的条件，不予资助"),
    (True, True): ("{facts}, which {where} excludes", "{facts}，{where}规定不予资助"),
    (True, False): ("{facts}; {where} excludes: {gate}", "{facts}，属于{where}“{gate}”的情形，不予资助"),
}
"""The sentences about a condition: whether it excludes, and whether it is about yes/no facts alone."""

_USUAL = {
    "no earlier payments declared, so none are assumed": Phrase(
        "no earlier payment under these measures", "以往未享受本政策资助"
    ),
    "no other support declared, so none is assumed": Phrase(
        "no support from others for these items", "其他部门未资助上述事项"
    ),
}
"""The usual assumptions by their English sentence in a decision."""
