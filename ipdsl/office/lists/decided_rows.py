"""The rows of lists that decisions state: missing facts, main reasons, overpaid and unpaid events, sums by article."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import attrs

from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.ir.terms import Program
from ipdsl.office.letters.instalment_text import InstalmentSentences
from ipdsl.office.letters.recovery_text import taken_from_award, taken_words
from ipdsl.office.letters.sentences import LetterSentences, event_of_recovery, readable
from ipdsl.office.lists.rows import Details, ListedApplicant, ListRow, sum_text
from ipdsl.office.payable_parts import article_or_award, payable_parts
from ipdsl.report.localizer import (
    Localizer,
    amount,
    clean,
    fact_name,
    is_open_ceiling,
    payee_share_text,
)
from ipdsl.wording.labels import written_day

_NOTHING = Money(0)

SumsOfOthers: TypeAlias = "Callable[[Sequence[ListedApplicant]], Iterable[tuple[str, int, Mapping[str, int]]]]"
"""Gives the sums of the applicants that have no decision: the article, the year, and the sums by name."""


def listed_applicant(decision: Decision, details: Details, localize: Localizer, *, is_person: bool) -> ListedApplicant:
    """The applicant of a decision."""
    remarks = []
    if decision.due_before.minor:
        reopening = decision.reopening
        since = localize.year(reopening.year) if reopening is not None else ""
        remarks.append(
            localize(
                "recalculated{since}: {total} in all, {before} due before",
                "{since}重新核算：累计{total}，已核定{before}",
                since=localize(" from {year} on", "{year}年起", year=since) if since else "",
                total=amount(decision.total), before=amount(decision.due_before),
            )
        )  # fmt: skip
    if decision.overpaid.minor:
        remarks.append(
            localize(
                "overpaid by {sum}, not deducted here", "另有多付{sum}，未在本次扣除",
                sum=sum_text(decision.overpaid, localize),
            )
        )  # fmt: skip
    withheld, set_off, stopped = (Money(sum_, decision.currency) for sum_ in taken_from_award(decision))
    for sum_, en, zh in ((withheld, "{sum} withheld, to be paid back", "应退回{sum}已扣除"),
                         (set_off, "{sum} set off, to be paid back", "应退回{sum}已抵扣"),
                         (stopped, "{sum} stopped", "停止拨付{sum}")):  # fmt: skip
        if sum_.minor:
            remarks.append(localize(en, zh, sum=sum_text(sum_, localize)))
    shares = (each for claim in decision.claims for each in claim.payee_shares)
    remarks += [payee_share_text(each, localize) for each in shares]
    is_open = not decision.payable.is_point or decision.is_undetermined or bool(decision.of_others)
    parts = payable_parts(decision, localize)
    return ListedApplicant(decision.applicant, details, is_person, decision.payable, parts, remarks, is_open, decision)


def decided_rows(
    program: Program, localize: Localizer, until: str, sums_of: SumsOfOthers = lambda _: ()
) -> Callable[[str, Sequence[ListedApplicant]], list[ListRow]]:  # fmt: skip
    """A function that makes the rows of a table; `until` is the last day for missing facts, in ISO form, or empty.

    `sums_of` gives the sums of applicants without a decision.
    """
    deadline = localize.phrase(written_day(datetime.date.fromisoformat(until))) if until else ""
    makers: dict[str, Callable[..., list[ListRow]]] = {
        "open": partial(open_rows, deadline=deadline), "nothing_due": zero_rows, "overpaid": overpaid_rows,
        "unpaid": unpaid_rows, "recoveries": recovery_rows, "owed": owed_rows, "instalments": instalment_rows,
        "articles": partial(article_rows, program=program, sums_of=sums_of),
    }  # fmt: skip
    return lambda name, applicants: makers[name](applicants, localize=localize)


def open_rows(applicants: Iterable[ListedApplicant], localize: Localizer, deadline: str) -> list[ListRow]:
    """The missing facts by worth, the greatest first."""
    firm, bureau = localize("applicant", "企业"), localize("this office", "本单位")
    rows = []
    for applicant, decision in _with_decisions(applicants):
        recipient = localize("applicant", "个人") if applicant.is_person else firm
        for fact, by_whom in [*((f, recipient) for f in decision.missing), *((f, bureau) for f in decision.of_others)]:
            claims = [claim for claim in decision.claims if fact.ref in claim.missing] or [
                claim for claim in decision.claims if claim.label in fact.clauses and is_open_ceiling(claim)
            ]
            items = dict.fromkeys(localize.names.item(claim.item, claim.passage) for claim in claims)
            items |= {
                localize.names.item(entry.item): None for entry in decision.recoveries if fact.ref in entry.missing
            }
            articles = dict.fromkeys(article_or_award(decision, label, localize) for label in fact.clauses)
            item, missing = (
                clean(readable(text, localize)) for text in (localize.row(items), fact_name(fact, localize))
            )
            rows.append(
                applicant.row(
                    article=localize.row(articles), item=item, by_whom=by_whom, missing=missing, worth=fact.worth,
                    deadline="" if by_whom == bureau else deadline,
                )
            )  # fmt: skip
    return sorted(rows, key=lambda row: (row.worth is not None, -(row.worth or _NOTHING).minor))


def zero_rows(applicants: Iterable[ListedApplicant], localize: Localizer) -> list[ListRow]:
    """The applicants with nothing due and nothing open: the reason of the claim with the greatest proposed amount."""
    rows = []
    for applicant in applicants:
        if applicant.is_payee or applicant.is_open:
            continue
        decision = applicant.decision
        reason = localize("nothing beyond the amounts due before", "应得金额以往均已核定，本次没有新增")
        if decision is None:
            reason = localize("not in the results of a cohort", "一并结算的结果中没有原因")
        elif taken := taken_words(decision, localize):
            reason = localize("what is newly due is {taken}", "本次核定金额已{taken}", taken=taken)
        elif not decision.total.minor:
            reason = clean(readable(LetterSentences(decision, localize).main_refusal(), localize))
        rows.append(applicant.row(remark=reason))
    return rows


def overpaid_rows(applicants: Iterable[ListedApplicant], localize: Localizer) -> list[ListRow]:
    """The events with more in the ledger, or in its payments, than is due.

    A part of the earlier amount that was not paid is named, because it need not be returned.
    """
    rows = []
    for applicant, decision in _with_decisions(applicants, of_ledgers=True):
        unpaid = {(balance.label, balance.item, balance.year): balance.still_due for balance in decision.balances}
        for event in decision.difference.events:
            if not event.overpaid.minor:
                continue
            remark = localize("recalculated", "重新核算")
            not_paid = unpaid.get((event.label, event.item, event.year or 0))
            if not_paid is not None and not_paid.minor:
                remark = localize("{why}; {sum} of it was not paid", "{why}，其中{sum}以往未付", why=remark,
                                  sum=sum_text(not_paid, localize))  # fmt: skip
            rows.append(
                _event_row(applicant, decision, event.label, event.item, event.year, localize, remark=remark,
                           paid=event.before, difference=event.overpaid,
                           due=Money(event.before.minor - event.overpaid.minor, decision.currency))
            )  # fmt: skip
        rows += [
            _event_row(applicant, decision, balance.label, balance.item, balance.year, localize, due=balance.due,
                       paid=balance.paid, difference=balance.overpaid,
                       remark=localize("paid beyond the amount due", "付款超过应得金额"))
            for balance in decision.balances
            if balance.overpaid.minor
        ]  # fmt: skip
    return rows


def unpaid_rows(applicants: Iterable[ListedApplicant], localize: Localizer) -> list[ListRow]:
    """The events of the ledger with payments below the amount due."""
    return [
        _event_row(applicant, decision, balance.label, balance.item, balance.year, localize, due=balance.due,
                   paid=balance.paid, difference=balance.still_due)
        for applicant, decision in _with_decisions(applicants, of_ledgers=True)
        for balance in decision.balances
        if balance.still_due.minor
    ]  # fmt: skip


def recovery_rows(applicants: Sequence[ListedApplicant], localize: Localizer) -> list[ListRow]:
    """What is to be paid back because of each event, a row for each debtor.

    If the applicants were settled together, the decision of the debtor has the row of a sum that another was paid.
    """
    rows, pairs = [], _with_decisions(applicants)
    owed = {
        (decision.applicant, entry.label, entry.item, entry.day)
        for _, decision in pairs
        for entry in decision.recoveries
        if not entry.payer
    }
    for applicant, decision in pairs:
        for entry in decision.recoveries:
            if not entry.paid_back.low.minor or (entry.payer, entry.label, entry.item, entry.day) in owed:
                continue
            remarks = [
                localize(en, zh, sum=sum_text(sum_, localize))
                for sum_, en, zh in (
                    (entry.taken_before, "{sum} was paid back or set off before", "以前已退回或抵扣{sum}"),
                    (entry.stopped, "{sum} that is not paid yet is not paid any more", "尚未拨付{sum}停止拨付"),
                )
                if sum_.minor
            ]
            if not entry.paid_back.is_point and entry.paid_back.high is not None:
                more = Money(entry.paid_back.high.minor - entry.paid_back.low.minor, decision.currency)
                remarks.append(localize("up to {sum} more depends on missing facts", "另有最多{sum}待补正",
                                        sum=sum_text(more, localize)))  # fmt: skip
            if payee := entry.payee or (applicant.name if entry.payer else ""):
                remarks.append(localize("was paid to {name}", "原拨付给{name}", name=clean(payee)))
            none = Money(0, decision.currency)
            sums = [none if entry.payer else each.low for each in (entry.withheld, entry.set_off)]
            lapsed = none if entry.payer else entry.lapsed
            row = applicant.row(
                article=localize.article(entry.article) if entry.article else "",
                item=_event_text(entry.label, entry.item, entry.day, localize), principal=entry.principal,
                surcharge=entry.surcharge, interest=entry.interest, back=entry.paid_back.low, withheld=sums[0],
                set_off=sums[1], lapsed=lapsed, remark=localize.join_sentences(remarks),
                back_now=entry.rest.low,
            )  # fmt: skip
            rows.append(attrs.evolve(row, applicant=entry.payer, name=clean(entry.payer), details={})
                        if entry.payer else row)  # fmt: skip
    return rows


def instalment_rows(applicants: Iterable[ListedApplicant], localize: Localizer) -> list[ListRow]:
    """The instalments that are not due yet, by the day on which they are due; those without a day last."""
    rows: list[tuple[datetime.date, ListRow]] = []
    for applicant, decision in _with_decisions(applicants):
        sentences = InstalmentSentences(decision, LetterSentences(decision, localize))
        for claim in sentences.claims:
            for each in claim.instalments:
                if each.state not in ("open", "waits") or each.sum.high == _NOTHING:
                    continue
                missing = localize.row(localize.names.path(ref) for ref in each.missing)
                words = readable(sentences.page_words(each.budget or each.text, each), localize)
                row = _event_row(
                    applicant, decision, claim.label, claim.item, claim.year, localize, granted=claim.granted,
                    waiting=each.sum.high, instalment=str(each.number),
                    payee=clean(localize.names.payee(each.payee, each.line)),
                    day="" if each.day is None else localize.phrase(written_day(each.day)), waits_for=clean(words),
                    remark=localize("not stated: {facts}", "未填写：{facts}", facts=missing) if missing else "",
                )  # fmt: skip
                rows.append((each.day or datetime.date.max, row))
    return [row for _, row in sorted(rows, key=lambda entry: entry[0])]


def owed_rows(applicants: Iterable[ListedApplicant], localize: Localizer) -> list[ListRow]:
    """What earlier recoveries of the ledger still leave to be paid back."""
    return [
        applicant.row(
            article=localize.article(number) if (number := localize.names.article(line.clause)) else "",
            item=_event_text(line.clause, line.item, line.event_date or decision.as_of, localize),
            year=localize.year(line.year), lapsed=Money(lapsed, decision.currency),
            back=Money(line.recovery.total, decision.currency),
            set_off=Money(line.recovery.set_off, decision.currency),
            repaid=Money(line.recovery.repaid, decision.currency), difference=Money(rest, decision.currency),
        )
        for applicant, decision in _with_decisions(applicants, of_ledgers=True)
        for line, lapsed, rest in decision.debts_before
        if rest > 0 and line.recovery is not None
    ]  # fmt: skip


def _event_text(label: str, item: str, day: datetime.date | None, localize: Localizer) -> str:
    return clean(readable(event_of_recovery(label, item, day, localize), localize))


def _event_row(
    applicant: ListedApplicant, decision: Decision, label: str, item: str, year: int | None, localize: Localizer,
    **cells: object,
) -> ListRow:  # fmt: skip
    return applicant.row(
        article=article_or_award(decision, label, localize), year=localize.year(year) if year else "",
        item=clean(readable(localize.names.item_of_award(item, label), localize)), **cells,
    )  # fmt: skip


def article_rows(
    applicants: Sequence[ListedApplicant], localize: Localizer, program: Program,
    sums_of: SumsOfOthers = lambda _: (),
) -> list[ListRow]:  # fmt: skip
    """The sums by article and year. Amounts of several claims with missing facts together are in the last row."""
    sums: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    titles = {localize.article(entry.number): entry.title for entry in program.articles}
    unlimited: set[tuple[str, int]] = set()
    for article, year, more in sums_of(applicants):
        sums[article, year].update(more)
    for applicant in applicants:
        for part in applicant.parts:
            sums[part.article, part.year]["payable"] += part.amount.minor
    for _, decision in _with_decisions(applicants):
        recipients = set()
        rest = decision.total.minor
        for claim in decision.claims:
            proposed, paid = claim.proposed.minor + claim.brought_in.minor, claim.paid.minor
            if not (proposed or paid or claim.is_open):
                continue
            key, high = (article_or_award(decision, claim.label, localize), claim.year or 0), claim.bounds.high
            remaining, rest = paid + claim.carried.minor + claim.lapsed.minor, rest - paid
            remaining = remaining if claim.granted is None else claim.granted.minor
            upper = {"open": high.minor - paid} if high is not None else {}
            sums[key].update(claims=1, proposed=proposed, cut=max(0, proposed - remaining), due=paid, **upper)
            unlimited |= {key} if high is None else set()
            recipients |= {key} if paid else set()
        for key in recipients:
            sums[key]["recipients"] += 1
        if rest:
            sums["", 0]["due"] += rest
    places = {article: place for place, article in enumerate(titles)}
    titles[""] = localize("due to claims with missing facts together", "待补正事项合计至少应得")
    currency = applicants[0].payable.low.currency if applicants else ""
    return [
        ListRow(
            article=article, year=localize.year(year) if year else "",
            title=localize.names.quotation(titles.get(article, "")),
            recipients=counts["recipients"], claims=counts["claims"], proposed=Money(counts["proposed"], currency),
            cut=Money(counts["cut"], currency), due=Money(counts["due"], currency),
            payable=Money(counts["payable"], currency),
            open=None if (article, year) in unlimited else Money(counts["open"], currency),
        )
        for (article, year), counts in sorted(
            sums.items(), key=lambda entry: (entry[0] == ("", 0), places.get(entry[0][0], len(places)), entry[0])
        )
    ]  # fmt: skip


def _with_decisions(
    applicants: Iterable[ListedApplicant], *, of_ledgers: bool = False
) -> list[tuple[ListedApplicant, Decision]]:
    """The applicants with their decisions; `of_ledgers` also with those that have only the ledger in common."""
    pairs = (
        (applicant, applicant.decision or (applicant.separate if of_ledgers else None)) for applicant in applicants
    )
    return [(applicant, decision) for applicant, decision in pairs if decision is not None]
