"""The parts of the project's own letter: head, numbered parts, annex of sums, annex of readings.

Input: a decision, a localizer, and what the office adds to it (`LetterFrame`). Output: texts and lists by the names of
`template_check.NAMES`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import Any

import attrs

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import CURRENCY_NAMES, Money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from ipdsl.office.letters.amount_words import amount_in_words
from ipdsl.office.letters.instalment_text import InstalmentSentences
from ipdsl.office.letters.letter_kind import LetterKind
from ipdsl.office.letters.recovery_text import RecoverySentences, taken_from_award, taken_words
from ipdsl.office.letters.sentences import NOTHING_REPORTED, LetterSentences, day_in_words, readable, unpaid_claims
from ipdsl.office.office_data import OfficeData
from ipdsl.office.payable_parts import payable_parts, taken_of_payees
from ipdsl.report.localizer import (
    Localizer,
    amount,
    capitalize,
    duty_sum,
    other_years_line,
    payee_share_text,
    years_inside,
    years_phrase,
)


@attrs.frozen
class LetterFrame:
    """What the office adds to a decision in a letter.

    `day` is the day of the letter, `until` the last day for missing facts. `ledger_number` is the number of the ledger
    that is written with the letter, empty without one. `stamp` is the text of its stamp. `kinds` are those of the
    applicant, which may be a natural person. `is_recovery`: the letter is about what is to be paid back.
    """

    details: Mapping[str, str] = attrs.field(factory=dict)
    office: OfficeData = attrs.field(factory=OfficeData)
    number: str = ""
    day: datetime.date | None = None
    until: datetime.date | None = None
    ledger_number: str = ""
    stamp: str = ""
    kinds: Set[str] = frozenset()
    is_person: bool = False
    is_recovery: bool = False

    def options(self, language: Language, *, is_own: bool) -> dict[str, str]:
        """The options of the letter for its stamp, apart from the office's own data."""
        days = {"day": self.day, "until": self.until}
        return {
            "language": language.value, "number": self.number, "template": "own" if is_own else "",
            **{name: "" if day is None else day.isoformat() for name, day in days.items()},
        }  # fmt: skip

    def with_options(self, options: Mapping[str, str]) -> LetterFrame:
        """The frame with the options of a stamp. Raises `ValueError` for a day that does not exist."""
        day, until = (
            datetime.date.fromisoformat(options[name]) if options.get(name) else None for name in ("day", "until")
        )
        return attrs.evolve(
            self, number=options.get("number", ""), day=day, until=until, is_recovery=BACK_NOW in options
        )


BACK_NOW = "back_now"
"""The option of the stamp of a letter about a recovery: the sum to be paid back now."""

GAPS = ("name", "contact", "appeal_authority")
"""The parts of the office data that each letter prints."""

RECOVERY_GAPS = ("repayment_account", "repayment_period")
"""The further parts that a letter about a recovery prints."""

_NUMERALS = "一二三四五六七八九"


@attrs.frozen(eq=False, slots=False)
class LetterBody:
    """The texts and lists of a letter around its decision."""

    decision: Decision
    localize: Localizer
    sentences: LetterSentences
    frame: LetterFrame
    ledger_number: str

    def content(self) -> dict[str, Any]:
        """The content by its English names."""
        localize, frame = self.localize, self.frame
        title, parts = localize.phrase(self.kind.value), [*self._numbered_parts(self._parts())]
        is_recovery = self.frame.is_recovery
        rows, notes = ([], []) if is_recovery else self._rows()
        taken_back = self._recovery.rows() if is_recovery else []
        basis = [] if is_recovery else self._basis()
        annexes = [localize("how the sum is made up", "核定明细表")] if rows else []
        annexes += [localize("how the sum is made up", "款项明细表")] if taken_back else []
        annexes += [localize("how the articles are read", "条文适用说明")] if basis else []
        listed = localize("; ", "　").join(f"{number}. {name}" for number, name in enumerate(annexes, 1))
        headings = [localize("Annex {n}: {name}", "附件{n}　{name}", n=number, name=name)
                    for number, name in enumerate(annexes, 1)]  # fmt: skip
        office, day = self._office("name"), day_in_words(frame.day, localize)
        contacts = [frame.office.stated_text(name) for name in ("address", "phone", "email")]
        reference = localize(", ", "").join(filter(None, (frame.number, "" if localize.is_chinese else day)))
        return {
            "letter_title": localize("{title} under {policy}", "{title}", title=title, policy=self._policy)
            if not localize.is_chinese else title,
            "letterhead": localize(", ", "").join([office, *filter(None, [] if localize.is_chinese else contacts)]),
            "reference": reference and localize("Our reference: {text}", "{text}", text=reference),
            "addressee": self._addressee, "number": frame.number,
            "salutation": localize("Dear applicant,", "{name}：", name=self._addressee),
            "opening": self._opening(), "parts": parts,
            "attachments": localize("Annexes: {list}", "附件：{list}", list=listed) if annexes else "",
            "rows_heading": headings[0] if rows else "",
            "basis_heading": headings[-1] if basis else "",
            "signature": localize("{office} [signature and seal]", "{office}（印章）", office=office),
            "letter_day": day or localize("Date:", "　　　年　　月　　日"),
            "closing": self._closing(), "rows": rows, "row_totals": [*self._totals()] if rows else [],
            "notes": notes, "annex_head": self._annex_head(), "basis": basis,
            "taken_back": taken_back, "taken_back_heading": headings[0] if taken_back else "",
            "taken_back_totals": [*self._recovery.totals()] if taken_back else [],
        }  # fmt: skip

    @cached_property
    def kind(self) -> LetterKind:
        """What the letter is about."""
        if not self.frame.is_recovery:
            return LetterKind.of(self.decision)
        return LetterKind.RECOVERY if self._recovery.takes_back else LetterKind.COLLECTION

    @property
    def _recovery(self) -> RecoverySentences:
        return RecoverySentences(self.decision, self.sentences)

    @property
    def _instalments(self) -> InstalmentSentences:
        return InstalmentSentences(self.decision, self.sentences)

    # ---------------------------------------------------------------------------------------------- names

    @property
    def _addressee(self) -> str:
        return self.frame.details.get("name") or self.decision.applicant

    @property
    def _policy(self) -> str:
        """`《…》（韶府办发函〔2021〕188号）`."""
        decision, localize = self.decision, self.localize
        title = localize.names.quotation(decision.title) or decision.policy
        document = localize(" ({text})", "（{text}）", text=decision.document)
        document = document if decision.document not in ("", title) else ""
        return localize("{title}{document}", "《{title}》{document}", title=title, document=document)

    def _office(self, name: str) -> str:
        return self.frame.office.printed_text(name, self.localize.language)

    def _years(self) -> str:
        years = years_inside(self.decision)
        return self.localize.phrase(years_phrase(years, self.localize)).replace("年度", "年") if years else ""

    # ---------------------------------------------------------------------------------------------- text

    def _opening(self) -> str:
        texts = {
            LetterKind.DECISION: self.localize("", "现将贵单位申报事项的核定结果告知如下"),
            LetterKind.REQUEST: self.localize(
                "We cannot decide on your application yet, because information is missing.",
                "贵单位申报的事项尚不能核定，现将需补正的材料通知如下",
            ),
            LetterKind.REFUSAL: self.localize(
                "We cannot make an award on your application, for the reasons below.",
                "贵单位申报的事项不予资助，现将决定及理由告知如下",
            ),
            LetterKind.LAPSE: self.localize(
                "The instalments that are marked below as lapsed or stopped are not paid, for the reasons below.",
                "下列作废或者停止拨付的分期款项不再拨付，现将决定及理由告知如下",
            ),
            LetterKind.RECOVERY: self.localize(
                "We require you to pay back money, for the reasons below.",
                "现将追回资金的决定及理由告知如下",
            ),
            LetterKind.COLLECTION: self.localize(
                "We require you to pay what you owe, for the reasons below.", "现将应缴纳的款项及理由告知如下"
            ),
        }
        return self.localize(
            "{text}", "根据{policy}，经审核，{text}：", text=texts[self.kind], policy=self._policy
        )  # fmt: skip

    def _parts(self) -> Iterator[tuple[str, list[str]]]:
        """The parts with their headings. A part without lines is left out."""
        localize, sentences = self.localize, self.sentences
        if self.frame.is_recovery:
            yield from self._recovery_parts()
            return
        is_decision = self.kind is LetterKind.DECISION
        refusals = [*sentences.refusals()]
        if self.kind is LetterKind.REFUSAL and not refusals:
            refusals = [localize("You {text}", "贵单位{text}", text=NOTHING_REPORTED)]
        requests = [sentences.request(fact) for fact in self.decision.missing]
        if requests and self.frame.until is not None:
            day = day_in_words(self.frame.until, localize)
            requests[-1] += localize(". Please answer by {day}", "。请于{day}前提交", day=day)
        if is_decision or self.kind is LetterKind.LAPSE:
            yield localize("", "核定金额" if is_decision else "金额"), [*self._sum_lines()]
        yield localize("Payment in instalments", "分期拨付"), self._numbered_lines([*self._instalments.lines()])
        yield localize("Not awarded", "未予资助的事项"), self._numbered_lines(refusals)
        yield localize("What we need from you", "需补正的材料"), self._numbered_lines(requests)
        yield localize("Not decided here", "其他事项"), self._numbered_lines([*sentences.other_items()])
        yield localize("Conditions", "应履行的义务"), self._numbered_lines([*self._duties()] if is_decision else [])
        yield (
            localize("What this decision assumes", "核算前提"),
            [f"{line}{localize('.', '。')}" for line in sentences.assumptions()],
        )
        yield localize("Payment", ""), [] if localize.is_chinese else [*self._payment_lines()]
        if self.kind is not LetterKind.REQUEST:
            yield localize("If you disagree", "救济途径"), [self._appeal()]

    def _recovery_parts(self) -> Iterator[tuple[str, list[str]]]:
        """The parts of a letter about a recovery."""
        localize, end = self.localize, self.localize(".", "。")
        annex = localize("; annex 1 shows how it is made up", "，明细见附件1")
        yield localize("", "金额"), [f"{line}{end}" for line in self._recovery.sums(annex)]
        yield localize("Reasons", "理由"), self._numbered_lines([*self._recovery.grounds()])
        yield localize("Payment", "付款方式"), [*self._repayment_lines()]
        yield (
            localize("What this decision assumes", "核算前提"),
            [f"{line}{end}" for line in self.sentences.assumptions()],
        )
        yield localize("If you disagree", "救济途径"), [self._appeal()]

    def _repayment_lines(self) -> Iterator[str]:
        """The account and the period of the repayment."""
        if now := self.decision.back_now.low.minor:
            reference = self.frame.number and self.localize(
                ". Please state our reference {number}", "，并注明“{number}”", number=self.frame.number
            )
            yield self.localize(
                "Please pay {sum} {currency} within {period} of receiving this letter, to this account: {account}"
                "{reference}.",
                "请自收到本决定书之日起{period}内，将{sum}付至以下账户：{account}{reference}。",
                sum=self._money(now), currency=self.decision.currency,
                period=self._office("repayment_period"), account=self._office("repayment_account"),
                reference=reference,
            )  # fmt: skip
        else:
            yield self.localize("Nothing is to be paid now.", "本次无须付款。")

    def _duties(self) -> Iterator[str]:
        """The duties of this applicant. Duties of others are not part of its letter."""
        localize = self.localize
        for duty in self.decision.obligations:
            if duty.who in self.frame.kinds:
                text = localize.names.quotation(duty.text) or localize("match the awards", "按奖励金额配套")
                unit = localize("", "元") if duty.amount is not None and duty.amount.currency == "CNY" else ""
                yield localize("{article}: {text} {sum}", "{article}：应当{text}{sum}", text=text,
                               article=capitalize(localize.article(duty.article)),
                               sum=f"{duty_sum(duty, localize)}{unit}").rstrip()  # fmt: skip

    def _numbered_parts(self, parts: Iterable[tuple[str, list[str]]]) -> Iterator[dict[str, Any]]:
        """The parts that have lines; in Chinese with their number."""
        for number, (heading, lines) in enumerate((heading, lines) for heading, lines in parts if lines):
            text = f"{_NUMERALS[number]}、{heading}" if self.localize.is_chinese else heading
            yield {"heading": text, "lines": [readable(line, self.localize) for line in lines]}

    def _numbered_lines(self, lines: list[str]) -> list[str]:
        """Numbered sentences; one alone has no number."""
        end = self.localize(".", "。")
        return [f"{f'{number}. ' if len(lines) > 1 else ''}{line}{end}" for number, line in enumerate(lines, 1)]

    def _sum_lines(self) -> Iterator[str]:
        """What is payable now, and what was recalculated."""
        decision, localize = self.decision, self.localize
        payable, money = decision.payable, self.sentences.money
        words = amount_in_words(payable.low)
        open_ = "" if payable.is_point else localize(
            " Up to {most} more may follow; it is not part of this sum.", "；另有{most}{wait}，不在本次应付之内",
            most=localize("an unlimited amount", "金额不限的事项") if payable.high is None else localize(
                "{sum}", "最多{sum}", sum=money(Money(payable.high.minor - payable.low.minor, decision.currency))
            ),
            wait="待补正" if decision.missing else "待核定",
        )  # fmt: skip
        annex = localize("; annex 1 shows how it is made up", "，明细见附件1") if self._paid_claims else ""
        taken = taken_words(decision, localize)
        if taken:
            texts = (
                "We award you {awarded} {currency}{annex}. The sum to be paid now, after what is {taken}, is {sum}"
                " {currency}.{open}",
                "本次核定{awarded}{annex}；{taken}后，本次应付{sum}{words}{open}。",
            )
        elif self._instalments.claims and not payable.low.minor:
            texts = ("No sum is to be paid now.{open}", "本次没有应付金额{open}。")
        elif self._instalments.claims:
            texts = ("The sum to be paid now is {sum} {currency}{annex}.{open}", "本次应付{sum}{words}{annex}{open}。")
        else:
            texts = ("We award you {sum} {currency}. This is the sum to be paid now{annex}.{open}",
                     "本次应付{sum}{words}{annex}{open}。")  # fmt: skip
        yield localize(
            *texts, sum=money(payable.low), currency=decision.currency, annex=annex, taken=taken, open=open_,
            awarded=money(decision.difference.payable.low), words=f"（{words}）" if words else "",
        )  # fmt: skip
        for line in self._recovery.deductions():
            yield f"{line}{localize('.', '。')}"
        if decision.due_before.minor:
            least = "" if decision.due.is_point else localize("at least ", "至少")
            yield localize(
                "Recalculated, {least}{total} is due for {years}, of which {before} was decided before.",
                "{years}累计应得{least}{total}，以往已核定{before}。", years=self._years(), least=least,
                total=money(decision.total), before=money(decision.due_before),
            )  # fmt: skip
        if decision.overpaid.minor:
            yield localize("{sum} that was decided before is no longer due.", "以往核定中{sum}不再应得。",
                           sum=money(decision.overpaid))  # fmt: skip
        for line in other_years_line(decision, localize):
            yield localize("{line}; this is not part of the sum.", "{line}，不在本次应付之内。", line=capitalize(line))
        if localize.is_chinese:
            yield from self._payment_lines()

    def _payment_lines(self) -> Iterator[str]:
        """The sums of other payees, and the end of the account of the applicant."""
        decision, localize = self.decision, self.localize
        rest, parts = decision.payable_now.minor, payable_parts(decision, localize)
        taken = taken_of_payees(decision, parts, localize)
        for payee in dict.fromkeys(part.payee for part in parts if part.payee):
            sum_ = sum(part.amount.minor for part in parts if part.payee == payee)
            rest -= sum_
            less = localize(", after {sum} was withheld, set off or stopped", "（已扣除、抵扣或停止拨付{sum}）",
                            sum=self._money(taken[payee]))  # fmt: skip
            yield localize("{sum} {currency} is paid to {payee}{less}.", "{sum}拨付给{payee}{less}。", payee=payee,
                           sum=self._money(sum_), currency=decision.currency,
                           less=less if taken[payee] else "")  # fmt: skip
        digits = re.sub(r"[^0-9A-Za-z]", "", self.frame.details.get("account", ""))
        if digits and rest:
            is_all = rest == decision.payable_now.minor
            yield localize(
                "{to} your account ending in {end}. If it has changed, tell us before payment; we will call you to"
                " confirm.",
                "{sum}拨付至贵单位尾号为{end}的账户。账户如有变更，请在拨付前告知。", end=digits[-4:],
                to="To" if is_all else f"{self._money(rest)} {decision.currency} is paid to",
                sum="款项" if is_all else f"其余{self._money(rest)}",
            )  # fmt: skip

    def _money(self, minor: int) -> str:
        return self.sentences.money(Money(minor, self.decision.currency))

    def _appeal(self) -> str:
        title = self.localize.phrase(self.kind.value)[-3:]
        return self.localize(
            "You may ask {authority} for reconsideration within {period} of receiving this letter, or go to {court}"
            " within {court_period}.",
            "如不服本{title}，可自收到之日起{period}内向{authority}申请行政复议，或者{court_period}内向{court}提起行政诉讼。",
            title=title, authority=self._office("appeal_authority"), period=self._office("appeal_period"),
            court=self._office("court"), court_period=self._office("court_period"),
        )  # fmt: skip

    def _closing(self) -> str:
        """The contact, and the code by which the letter is checked: its number and the number of the ledger."""
        localize, frame = self.localize, self.frame
        number = re.sub(r"^.*〔(\d+)〕(\d+)号$", r"\1-\2", frame.number)
        code = " / ".join(filter(None, (number, self.ledger_number)))
        contact = " ".join([self._office("contact"), *filter(None, [frame.office.stated_text("phone")])])
        texts = [localize("Contact: {contact}", "联系人：{contact}", contact=contact)]
        texts += [localize("To check this letter: {code}", "核验：{code}", code=code)] if code else []
        return localize(". ", "　").join(texts)

    # ---------------------------------------------------------------------------------------------- annexes

    @cached_property
    def _paid_claims(self) -> list[Claim]:
        """The claims with an amount, in the order of the policy."""
        return sorted((claim for claim in self.decision.claims if claim.paid.minor > 0), key=lambda entry: entry.place)

    def _rows(self) -> tuple[list[dict[str, str]], list[str]]:
        """A row for each paid claim, and the notes about the rows. Rows with the same note share it."""
        localize = self.localize
        rows, numbers = [], dict[str, int]()
        for number, claim in enumerate(self._paid_claims, 1):
            reasons = self.sentences.cuts(claim)
            if claim.instalments:
                granted = self._instalments.granted(claim)
                reasons.append(localize("{granted} and paid in instalments", "{granted}，分期拨付", granted=granted))
            reasons += [payee_share_text(each, localize) for each in claim.payee_shares]
            note = localize.join_sentences(reasons)
            if note:
                numbers.setdefault(note, len(numbers) + 1)
            article = localize("{n}", "第{n}条", n=claim.article) if claim.article else ""
            rows.append({
                "number": str(number), "article": article,
                "item": capitalize(readable(self.sentences.subject(claim), localize)),
                "day": str(claim.event_date or claim.year or ""),
                "proposed": amount(Money(_before_cuts(claim), claim.paid.currency)), "sum": amount(claim.paid),
                "note": str(numbers.get(note, "")),
            })  # fmt: skip
        notes = [
            readable(localize("Note {n}: {text}.", "注{n}：{text}。", n=number, text=text), localize)
            for text, number in numbers.items()
        ]
        return rows, notes

    def _totals(self) -> Iterator[dict[str, str]]:
        """The sum of the rows, and how it becomes what is payable now."""
        decision, localize = self.decision, self.localize
        paid = sum(claim.paid.minor for claim in self._paid_claims)
        hidden = decision.total.minor - paid
        before = sum(map(_before_cuts, self._paid_claims))
        withheld, set_off, stopped = taken_from_award(decision)
        lines = [
            (localize("Total", "合计"), before, paid),
            (localize("certain, for which claim is open", "已经确定，待补正后列入具体事项"), 0, hidden),
            (localize("less what was decided before", "减：以往已核定"), 0, -decision.due_before.minor),
            (localize("not set off: no longer due", "加：不再应得而未抵扣"), 0, decision.overpaid.minor),
            (localize("less what is withheld, to be paid back", "减：应退回而扣除"), 0, -withheld),
            (localize("less what is set off, to be paid back", "减：应退回而抵扣"), 0, -set_off),
            (localize("less what is stopped", "减：停止拨付"), 0, -stopped),
        ]
        shown = [line for line in lines if line[2]]
        if len(shown) > 1:
            now = decision.payable_now.minor if withheld or set_off or stopped else sum(line[2] for line in shown)
            shown.append((localize("Payable now", "本次应付"), 0, now))
        for text, proposed, sum_ in shown:
            sums = [amount(Money(abs(part), decision.currency)) for part in (proposed, sum_)]
            yield {"text": text, "proposed": sums[0] if proposed else "", "sum": sums[1]}

    def _annex_head(self) -> str:
        """The applicant of the annex, the years, and the unit of its sums."""
        localize, decision = self.localize, self.decision
        code, currency, years = self.frame.details.get("code", ""), decision.currency, self._years()
        names = {code: name for name, code in CURRENCY_NAMES.items()} | {"CNY": "人民币元"}
        number = localize("registration number {code}", "统一社会信用代码：{code}", code=code)
        texts = [
            self._addressee, number if code else "",
            localize("{years}up to {day}", "{years}截至{day}", day=day_in_words(decision.as_of, localize),
                     years=years and localize("{years}, ", "核算年度：{years}，", years=years)),
            localize("all sums in {unit}", "单位：{unit}", unit=localize(currency, names.get(currency, currency))),
        ]  # fmt: skip
        return localize("; ", "　").join(filter(None, texts))

    def _basis(self) -> list[dict[str, Any]]:
        """The readings of articles that pay or refuse this applicant, by article."""
        decision, localize = self.decision, self.localize
        acting = [*self._paid_claims, *self._instalments.claims, *unpaid_claims(decision)]
        labels = {claim.label for claim in acting}
        articles = {"", *(claim.article for claim in acting), *(cut.article for c in acting for cut in c.adjustments)}
        titles = {heading.number: heading.title for heading in decision.headings}
        texts: dict[str, list[str]] = {}
        for reading in decision.readings if acting else ():
            if reading.article in articles and (not reading.label or reading.label in labels):
                text = localize.names.quotation(reading.text)
                award = localize.names.award(reading.label) if reading.label else ""
                line = localize("{award}: {text}", "{award}：{text}", award=award, text=text) if award else text
                texts.setdefault(reading.article, []).append(readable(line, localize))
        whole = localize("The whole policy", "全文")
        return [
            {"heading": localize.heading(article, titles.get(article, "")) if article else whole, "lines": lines}
            for article, lines in texts.items()
        ]


def _before_cuts(claim: Claim) -> int:
    """The sum of a claim before cuts; of one that was granted before, what was granted."""
    sum_ = claim.proposed.minor + claim.brought_in.minor
    return sum_ if sum_ or claim.granted is None else claim.granted.minor
