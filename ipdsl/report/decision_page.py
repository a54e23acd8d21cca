"""Renders a decision as plain text: as a full page, in a few lines, or as a summary.

The content is lines in one language, which letters use too. The head has the assumptions and the total. These sections
follow:

- each claim with its cuts, by article; a long list has a total for each year
- amounts left to the bureau
- zero claims with reasons, grouped; zero claims for others are only counted, unless `with_all` is set
- missing facts with the amounts that depend on them
- readings of the text, duties, budget lines, documents

`render` makes a full page, about 100 columns wide, which a clerk can read aloud. `compact_lines` makes a few lines,
with equal claims in one line, for pages with many decisions and for failed cases. `only` limits the page to one clause,
or to the clauses of one article; `with_all` also lists the zero claims for others.

A summary has at most `MOST_LINES` lines: the head, the total, the years that changed, the amount due by article, and
the missing facts. A last line counts what only the full page lists. Each part has a limit of lines; the amounts by
article get the lines that the other parts leave. If the claims do not fit, only the articles are listed.

The budgets of several applicants as lines of a page: requested, paid and left amounts, ratios, refused claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.decision.model import Adjustment, Claim, Instalment, Recovery
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import CAP, Outcome, Passage
from ipdsl.report.localizer import (
    ENGLISH,
    GROUPS,
    MAX_LISTED,
    CapUse,
    Localizer,
    TextLine,
    amount,
    article_of,
    bounds_lines,
    bounds_phrase,
    capitalize,
    claim_line,
    counted_phrase,
    difference_lines,
    duty_sum,
    fact_name,
    group_equal_claims,
    is_open_ceiling,
    item_list,
    key_of,
    key_values,
    kind_name,
    lay_out,
    names_of_line,
    note,
    other_claims_line,
    other_years_line,
    parts_of,
    payee_share_text,
    pays_nothing,
    records_of,
    remark_lines,
    reopened_year_lines,
    shows_parts,
    shows_row,
    side,
    sides,
    split_claims,
    sum_of_cap,
    total_lines,
    width,
    wrap,
    years_inside,
    years_phrase,
)
from ipdsl.wording.labels import written_day

if TYPE_CHECKING:  # decisions on one applicant have no budget
    from ipdsl.settlement.cohort import Budget

PAID = "Amounts due"
LATER = "Amounts that later years may pay"
DISCRETION = "Pending approval by the authority"
REOPENED = "Reopened years"
LATE = "Late records of settled years"
BALANCES = "Unpaid or overpaid amounts of earlier runs"
OPEN = "Undetermined claims"
COHORT = "Claims that depend on other applicants"
ZERO = "Claims with nothing due, and reasons"
REMARKED = "Possible mistakes in the facts"
REFERRED = "Matters decided by other documents"
MISSING = "Missing facts and the amounts they affect"
UNSTATED = "Record kinds not stated"
UNUSED = "Stated facts without effect"
READ = "Interpretation of the text"
PAID_BACK = "To be paid back"
OWED = "Still owed of earlier runs"
DUTIES = "Duties of the recipient"
BUDGET = "Budget lines"
DOCUMENTS = "Documents referred to"

SECTION_NAMES_ZH = {
    REMARKED: "可能填错的事实",
    PAID: "应得金额", LATER: "以后年度可以兑现的金额", DISCRETION: "尚待主管机关核定", REOPENED: "重新结算的年度",
    LATE: "年度结算以后补充的事项", BALANCES: "以往结算尚未兑现或多付的金额", OPEN: "尚未确定的事项",
    COHORT: "取决于其他申请人的事项", ZERO: "未予奖励的事项及理由", REFERRED: "按其他文件执行的事项",
    MISSING: "未填写的事实及其影响", UNSTATED: "未填写的记录类别", UNUSED: "已填写但没有影响的内容",
    READ: "条款适用口径", PAID_BACK: "应退回的金额", OWED: "以往应退未退的金额", DUTIES: "获得资助应履行的义务",
    BUDGET: "预算安排", DOCUMENTS: "涉及的其他文件",
}  # fmt: skip
"""The section titles in Chinese."""


@attrs.frozen(eq=False, repr=False)
class ReportSection(ValueObject):
    """A section of a report. `key` is its English title in every language."""

    key: str
    title: str
    lines: tuple[TextLine, ...]


@attrs.frozen(eq=False, repr=False)
class DecisionReport(ValueObject):
    """The content of a decision as lines; `only`: limited to a clause, by label, or to an article, by number."""

    decision: Decision
    only: str | None = None
    with_all: bool = False
    localize: Localizer = ENGLISH
    has_policy_source: bool = True
    """The reader has the page of the policy and the command line, so line numbers and options are useful."""

    def sections(self) -> Iterator[ReportSection]:
        """Yield the non-empty sections in display order."""
        sections: tuple[tuple[str, Callable[[], Iterable[TextLine]]], ...] = (
            (REOPENED, self._reopened_lines), (PAID, self._paid_lines), (REMARKED, self._remark_lines),
            (LATE, self._late_lines), (BALANCES, self._balances),
            (LATER, self._later_lines), (DISCRETION, self._discretion),
            (OPEN, self._open), (COHORT, self._contingent), (ZERO, self._zero), (REFERRED, self._reference_lines),
            (MISSING, self._missing_lines), (UNSTATED, self._unstated_lines), (UNUSED, self._unused_lines),
            (READ, self._reading_lines),
            (PAID_BACK, self.recoveries), (OWED, self.debts_before),
            (DUTIES, self.duties), (BUDGET, self._budget), (DOCUMENTS, self._documents),
        )  # fmt: skip
        for title, told_of in sections:
            if lines := tuple(told_of()):
                yield ReportSection(title, self.localize(title, SECTION_NAMES_ZH[title]), lines)

    # ------------------------------------------------------------------------------------------ head

    def head(self) -> Iterator[TextLine]:
        """Policy, applicant, years, and assumptions."""
        decision, localize = self.decision, self.localize
        yield note(localize.names.quotation(decision.title) or decision.policy)
        if decision.document:
            yield note(
                localize("document {document}, policy {policy}", "文号{document}，政策{policy}",
                     document=decision.document, policy=decision.policy)
            )  # fmt: skip
        span = (
            Phrase(", {years}", "，{years}", years=years_phrase(years_inside(decision), localize))
            if decision.years
            else ""
        )
        yield note(
            localize("applicant {applicant}, as of {day}{span}; all sums in {currency}",
                 "申请人{applicant}，截至{day}{span}；金额币种{currency}",
                 applicant=decision.applicant, day=written_day(decision.as_of), span=span, currency=decision.currency)
        )  # fmt: skip
        for assumption in decision.assumed:
            yield note(localize.phrase(assumption), "  ", "    ")
        if self.has_policy_source and decision.history_of_others:
            yield note(
                localize("the ledger has no line of this applicant, and lines of {n} others",
                     "台账中没有该申请人，有其他{n}个申请人", n=decision.history_of_others), "  ", "    ",
            )  # fmt: skip

    def sums(self) -> Iterator[TextLine]:
        """The total, its upper bound and the reasons why it is open, and amounts that are not part of it."""
        decision, localize = self.decision, self.localize
        if self.only is not None:
            yield side(localize("Due under {what}", "{what}应得", what=self._scope_name()), self._sum(self._claims()))
        if decision.due_before.minor or decision.recoveries:
            yield from bounds_lines("Payable now{least}", "本次应付{least}", decision.payable, localize)
        yield from total_lines(decision, localize, between=self._parts_of_total())
        yield from self.sums_of_recoveries()
        for why in self._why_open():
            yield note(localize.phrase(why), "  ", "    ")
        for line in other_years_line(decision, localize):
            yield note(line, "  ", "    ")
        yield from difference_lines(decision, localize)
        still_due = decision.still_due
        if still_due.minor:
            label = localize("Unpaid amounts of earlier runs, not in the total", "以往结算尚未兑现（不计入合计）")
            yield side(label, amount(still_due))
        if rest := sum(max(0, sum_) for _, _, sum_ in decision.debts_before):
            label = localize("Still owed of earlier runs, not included here", "以往应退未退（不计入本次应退回）")
            yield side(label, amount(Money(rest, decision.currency)))

    def sums_of_recoveries(self, indent: str = "") -> Iterator[TextLine]:
        """What is to be paid back, the net sum, what is taken from sums due, and what is left to be paid back now."""
        decision, localize = self.decision, self.localize
        if not decision.recoveries:
            return
        yield from bounds_lines("To be paid back{least}", "应退回{least}", decision.to_pay_back, localize, indent)
        yield from bounds_lines("Net{least}", "净得{least}", decision.net, localize, indent)
        if decision.taken_now.high != Money(0, decision.currency):
            yield from bounds_lines("Withheld or set off{least}", "本次扣除和抵扣{least}", decision.taken_now, localize,
                                    indent)  # fmt: skip
        yield from bounds_lines("To be paid back now{least}", "本次应退回{least}", decision.back_now, localize, indent)

    def _parts_of_total(self) -> Iterator[TextLine]:
        """The amount of each year in the total, if money is carried over."""
        decision, localize = self.decision, self.localize
        carries = any(claim.carry is not None for claim in decision.claims)
        for year in decision.years if carries and len(decision.years) > 1 else ():
            paid = decision.total_of(year)
            is_open = any(not claim.bounds.is_point for claim in decision.claims if claim.year == year)
            if paid.minor or is_open:
                end = Phrase(" at least", "至少") if is_open else ""
                label = localize("of this in {year}{end}", "其中{year}年{end}", year=localize.year(year), end=end)
                yield side(label, amount(paid), "  ")

    def _scope_name(self) -> str:
        articles = {claim.article for claim in self.decision.claims}
        is_article = self.only in articles | {entry.article for entry in self.decision.recoveries}
        if is_article:
            return self.localize.article(self.only or "")
        return self.localize.names.award_with_heading(self.only or "")

    def _why_open(self) -> Iterator[Phrase]:
        """Sentences why the total is open, or why it is open which claims contribute to it."""
        claims, is_known = self.decision.claims, self.decision.due.is_point
        open_ = [c for c in claims if c.outcome is Outcome.UNDETERMINED]
        hidden = self.decision.total.minor - sum(claim.paid.minor for claim in claims)
        if is_known and hidden <= 0:
            return
        set_ = [c for c in claims if is_open_ceiling(c)]
        hanging = [c for c in claims if c.outcome is Outcome.CONTINGENT]
        parts = (
            (
                open_,
                counted_phrase(
                    len(open_), "{n} claim{s} cannot be settled until facts are stated", "{n}项申请须补充事实后才能结算"
                ),
            ),
            (
                set_,
                counted_phrase(
                    len(set_),
                    f"{{n}} sum{{s}} {'are' if len(set_) > 1 else 'is'} left to the bureau",
                    "{n}项金额由主管机关核定",
                ),
            ),
            (
                hanging,
                counted_phrase(
                    len(hanging),
                    f"{{n}} claim{{s}} hang{'s' * (len(hanging) == 1)} on other applicants",
                    "{n}项申请取决于其他申请人",
                ),
            ),
        )
        sentences = [phrase for is_shown, phrase in parts if is_shown]
        yield (
            join_phrases(sentences, "; ", "；") if sentences else Phrase("some facts are missing", "部分事实尚未填写")
        )
        if open_ and is_known:
            yield Phrase("regardless of the missing facts, this total is due", "未填写的事实不影响此合计")
        elif open_:
            yield bounds_phrase(self.decision.due)
        if hidden > 0:
            yield Phrase("{sum} of {of} is certain but is paid only after the open claims are settled",
                         "{of}中的{sum}已经确定，但须待有关申请结算后方可兑现",
                         sum=amount(Money(hidden, self.decision.currency)),
                         of=Phrase("it", "合计") if is_known else Phrase("the first sum", "第一个金额"))  # fmt: skip

    def _claims(self) -> list[Claim]:
        return split_claims(self.decision, self.only, with_all=True)[0]

    def _is_shown(self, article: str, label: str = "") -> bool:
        """Whether a line about an article (or clause) is shown."""
        if self.only is None or self.only in (article, label):
            return True
        return not label and article in {c.article for c in self.decision.claims if c.label == self.only}

    # ------------------------------------------------------------------------------------------ claims

    def _paid_lines(self) -> Iterator[TextLine]:
        claims = [claim for claim in self._claims() if claim.paid.minor > 0 or claim.instalments]
        titles = {heading.number: heading.title for heading in self.decision.headings}
        for article in dict.fromkeys(claim.article for claim in sorted(claims, key=lambda c: c.place)):
            article_claims = [claim for claim in claims if claim.article == article]
            if article:
                yield side(self.localize.heading(article, titles.get(article, "")), self._sum(article_claims))
            for label in dict.fromkeys(claim.label for claim in sorted(article_claims, key=lambda c: c.place)):
                yield from self._clause([claim for claim in article_claims if claim.label == label])
            yield from self._caps(article)

    def amounts_by_article(self, *, with_claims: bool) -> Iterator[TextLine]:
        """The amount due by article. With `with_claims`, each article is followed by its claims and their cuts."""
        localize = self.localize
        claims = sorted((claim for claim in self._claims() if claim.paid.minor > 0), key=lambda c: c.place)
        titles = {heading.number: heading.title for heading in self.decision.headings}
        for article in dict.fromkeys(claim.article for claim in claims):
            article_claims = [claim for claim in claims if claim.article == article]
            heading = localize.heading(article, titles.get(article, "")) if article else localize("Policy", "全文")
            if not with_claims:
                many = counted_phrase(len(article_claims), "{n} claim{s}", "{n}项")
                heading = localize("{heading} ({many})", "{heading}（{many}）", heading=heading, many=many)
            yield side(heading, self._sum(article_claims))
            for claim in article_claims if with_claims else ():
                text = localize("{day}: {item}", "{day}：{item}", day=self._day(claim), item=self._item(claim))
                yield side(text, amount(claim.paid), "  ")
                if claim.adjustments:
                    yield note(self._cuts(claim), "    ")
                yield from (note(payee_share_text(each, localize), "    ") for each in claim.payee_shares)

    def missing_amounts(self) -> Iterator[TextLine]:
        """Each missing fact with the amount that it affects."""
        for fact in self.decision.missing:
            yield side(fact_name(fact, self.localize), self.localize.worth_of(fact.worth, self.decision.due), "  ")

    def _cuts(self, claim: Claim) -> str:
        """The full amount of a claim, and the reasons why it is cut."""
        localize = self.localize
        cuts = localize.join_sentences(
            [localize.reason(adjustment.reason, claim.passage) for adjustment in claim.adjustments]
        )
        if claim.brought_in.minor:
            return localize("of {sum} that was carried here: {cuts}", "结转而来{sum}：{cuts}",
                            sum=amount(claim.brought_in), cuts=cuts)  # fmt: skip
        return localize("of {sum}: {cuts}", "应计{sum}：{cuts}", sum=amount(claim.proposed), cuts=cuts)

    def _clause(self, claims: list[Claim]) -> Iterator[TextLine]:
        """The amounts of a clause; for a long list also the total of each year."""
        localize, first, is_long = self.localize, claims[0], len(claims) > MAX_LISTED
        left = localize("{award}{address} ({where})", "{award}{address}（{where}）", award=self._award(first.label),
                    address=self._address(first.label), where=self._citation(first))  # fmt: skip
        if is_long:
            count = localize("{left}: {n} claims", "{left}：{n}项", left=left, n=len(claims))
            yield side(count, self._sum(claims), "  ")
        else:
            yield note(left, "  ")
        years = dict.fromkeys(claim.year for claim in claims)
        for year in years if is_long and len(years) > 1 else [None]:
            of_year = [claim for claim in claims if year in (None, claim.year)]
            if year is not None:
                name = localize.year(year)
                count = localize.phrase(counted_phrase(len(of_year), f"{name}: {{n}} claim{{s}}", f"{name}年：{{n}}项"))
                yield side(count, self._sum(of_year), "    ")
            for claim in of_year:
                yield from self._claim_lines(claim)

    def _sum(self, claims: list[Claim]) -> str:
        return amount(Money(sum(claim.paid.minor for claim in claims), self.decision.currency))

    def _citation(self, claim: Claim) -> str:
        document = self.decision.document
        return (
            self.localize.citation(claim, document) if self.has_policy_source else self.localize.source(claim, document)
        )

    def _claim_lines(self, claim: Claim) -> Iterator[TextLine]:
        localize = self.localize
        row = (
            localize(" [{row}]", "［{row}］", row=localize.names.sentence(claim.row, claim.passage))
            if shows_row(claim)
            else ""
        )
        text = localize(
            "{day}: {item}{row}", "{day}：{item}{row}", day=self._day(claim), item=self._item(claim), row=row
        )
        yield side(text, amount(claim.paid), "    ")
        if claim.adjustments:
            yield note(self._cuts(claim), "      ")
        elif claim.reason is not None:
            yield note(localize.reason(claim.reason, claim.passage), "      ")
        yield from self._instalments(claim)
        yield from (note(payee_share_text(each, localize), "      ") for each in claim.payee_shares)
        yield from records_of([claim], "      ", localize)
        yield from parts_of(claim, "      ", localize=localize)

    def _instalments(self, claim: Claim) -> Iterator[TextLine]:
        """What was granted, and each instalment with its state."""
        localize = self.localize
        if claim.granted is not None:
            granted = amount(claim.granted)
            yield note(
                localize("granted {granted}, paid in parts:", "核准{granted}，分期拨付：", granted=granted), "      "
            )
        for each in claim.instalments:
            yield note(instalment_text(each, localize), "        ")

    def instalments_not_due(self) -> Iterator[TextLine]:
        """The instalments that are open, lapsed or stopped, a line each, with the day and the item of the claim."""
        for claim in self._claims():
            for each in claim.instalments:
                if each.state != "due" and each.sum.high != Money(0, self.decision.currency):
                    text, day, item = instalment_text(each, self.localize), self._day(claim), self._item(claim)
                    yield note(
                        self.localize("{day}: {item}: {text}", "{day}：{item}：{text}", day=day, item=item, text=text),
                        "  ",
                    )

    def _day(self, claim: Claim) -> str:
        return self.localize.phrase(written_day(claim.event_date))

    def _item(self, claim: Claim) -> str:
        return self.localize.names.item(claim.item, claim.passage)

    def _claim(self, claim: Claim) -> str:
        """`2022-03-01: ZL1, Article 3, Invention patents`."""
        award = self.localize.names.award_with_heading(claim.label)
        return self.localize("{day}: {item}, {award}", "{day}：{item}，{award}", day=self._day(claim),
                         item=self._item(claim), award=award)  # fmt: skip

    def _award(self, label: str) -> str:
        """The name of an award under the heading of its article."""
        name = self.localize.names.award(label)
        return name if name == self.localize.names.clause(label) else capitalize(name)

    def _address(self, label: str) -> str:
        """The label in brackets, for readers who address the clause in commands and facts; otherwise empty."""
        names = self.localize.names
        if not self.has_policy_source or names.award(label) == names.clause(label):
            return ""
        return self.localize(" [{label}]", "［{label}］", label=names.clause(label))

    def _caps(self, article: str) -> Iterator[TextLine]:
        """One sentence for each cap that cut a claim, with all claims of the year under it."""
        decision = self.decision
        shown = {id(claim) for claim in self._claims() if claim.article == article}
        cuts = [(claim, cut) for claim in decision.claims for cut in claim.adjustments if cut.code == CAP]
        if not any(id(claim) in shown for claim, _ in cuts):
            return
        keys = {cut.rule: key_of(cut) for _, cut in cuts}
        lines = {(line.clause, line.item, line.event_date): line for line in decision.ledger}
        charged: dict[CapUse, list[tuple[Claim, int]]] = {}
        reported: dict[CapUse, Adjustment] = {}
        for claim in decision.claims:
            line = lines.get((claim.label, claim.item, claim.event_date))
            if line is None:
                continue
            for rule, names in keys.items():
                if rule in line.charged:
                    use = (rule, claim.year, key_values(line, names))
                    charged.setdefault(use, []).append((claim, line.charged[rule]))
            for cut in claim.adjustments:
                if cut.code == CAP and id(claim) in shown:
                    reported.setdefault((cut.rule, claim.year, key_values(line, keys[cut.rule])), cut)
        for use, cut in reported.items():
            if len(charged.get(use, ())) > 1:
                yield note(sum_of_cap(charged[use], cut, decision.currency, self.localize), "  ", "    ")

    def _reopened_lines(self) -> Iterator[TextLine]:
        """Each recalculated year with the amount due before, then the events that changed."""
        reopening = self.decision.reopening
        if reopening is None:
            return
        localize, names = self.localize, self.localize.names
        yield from reopened_year_lines(reopening.years, localize, reopening.year)
        for line in reopening.moved:
            if self._is_shown(article_of(self.decision, line.label, localize), line.label):
                open_ = Phrase(", not determined yet", "，尚未确定") if line.is_open else ""
                award = names.award_with_heading(line.label)
                text = localize("{award}, {item} ({year}): {before} due before{open}",
                            "{award}，{item}（{year}年）：原应得{before}{open}", award=award,
                            item=names.item_of_award(line.item, line.label), year=localize.year(line.year),
                            before=amount(line.before), open=open_)  # fmt: skip
                yield side(text, localize("{sum} recalculated", "现应得{sum}", sum=amount(line.anew)), "  ")

    def _late_lines(self) -> Iterator[TextLine]:
        """The late claims, and the years with a changed amount."""
        late, localize = self.decision.late, self.localize
        if late is None:
            return
        for label, item, year in late.came:
            text = localize("{label}, {item} ({year})", "{label}，{item}（{year}年）",
                        label=localize.names.award_with_heading(label), item=localize.names.item_of_award(item, label),
                        year=localize.year(year))  # fmt: skip
            yield note(text, "  ", "    ")
        yield from reopened_year_lines(late.years, localize)
        if late.waits is not None:
            stands, new_amount = map(amount, late.waits)
            text = localize("for future years: {anew} recalculated, {stands} before",
                        "以后年度：重新结算{anew}，现有{stands}", anew=new_amount, stands=stands)  # fmt: skip
            yield side(text, localize("waits", "待以后年度"), "  ")
        if late.back is not None:
            stands, new_amount = map(amount, late.back)
            text = localize("to be paid back: {anew} recalculated, {stands} before",
                        "应退回：重新结算{anew}，现有{stands}", anew=new_amount, stands=stands)  # fmt: skip
            yield note(text, "  ", "    ")
        text = localize("recalculate with `--reopen {year}`", "请用`--reopen {year}`重新结算", year=late.year)
        if not self.has_policy_source:
            text = localize(
                "recalculate the years from {year} on", "{year}年及以后各年需要重新结算", year=localize.year(late.year)
            )
        yield note(text, "  ", "    ")

    def _balances(self) -> Iterator[TextLine]:
        """The lines of earlier runs whose amount paid differs from the amount due."""
        localize = self.localize
        for balance in self.decision.balances:
            if self._is_shown(article_of(self.decision, balance.label, localize), balance.label):
                text = localize(
                    "{label}, {item} ({year}): {due} due, {paid} paid",
                    "{label}，{item}（{year}年）：应得{due}，已兑现{paid}",
                    label=localize.names.award_with_heading(balance.label),
                    item=localize.names.item_of_award(balance.item, balance.label),
                    year=localize.year(balance.year),
                    due=amount(balance.due),
                    paid=amount(balance.paid),
                )
                if balance.still_due.minor > 0:
                    right = localize("unpaid {sum}", "尚欠{sum}", sum=amount(balance.still_due))
                else:
                    right = localize("overpaid {sum}", "多付{sum}", sum=amount(balance.overpaid))
                yield side(text, right, "  ")

    def _later_lines(self) -> Iterator[TextLine]:
        """The carried amounts with the last year that may pay them."""
        claims = [claim for claim in self._claims() if claim.carry_until is not None]
        for claim in sorted(claims, key=lambda c: c.carry_until or 0):
            text = self.localize("{claim}, until the end of {year}", "{claim}，{year}年底前", claim=self._claim(claim),
                             year=self.localize.year(claim.carry_until or 0))  # fmt: skip
            yield side(text, amount(claim.carried), "  ")

    def _discretion(self) -> Iterator[TextLine]:
        open_claims = [claim for claim in self._claims() if is_open_ceiling(claim)]
        for claim in open_claims:
            high = claim.bounds.high
            free = self.localize("at the authority's discretion", "由主管机关酌定")
            yield from self._with_why(
                claim, free if high is None else self.localize("up to {sum}", "最高{sum}", sum=amount(high))
            )
        if open_claims and not self._between_ends(Outcome.UNDETERMINED):
            yield from self._shared_limit_line()

    def _open(self) -> Iterator[TextLine]:
        lines = self._between_ends(Outcome.UNDETERMINED)
        yield from lines
        if lines:
            yield from self._shared_limit_line()

    def _contingent(self) -> Iterator[TextLine]:
        lines = self._between_ends(Outcome.CONTINGENT)
        yield from lines
        if lines and not (self._between_ends(Outcome.UNDETERMINED) or any(map(is_open_ceiling, self._claims()))):
            yield from self._shared_limit_line()

    def _between_ends(self, outcome: Outcome) -> list[TextLine]:
        """Claims with an amount between two bounds."""
        bounded_claims = [(claim, claim.bounds) for claim in self._claims() if claim.outcome is outcome]
        return [
            line
            for claim, ends in bounded_claims
            for line in self._with_why(claim, self.localize.range_text(ends.low, ends.high))
        ]

    def _shared_limit_line(self) -> Iterator[TextLine]:
        """A note if the total is less than the sum of the claims' upper bounds."""
        highs = [claim.bounds.high for claim in self.decision.claims]
        most = self.decision.due.high
        if self.only is None and most is not None and sum(high.minor for high in highs if high) > most.minor:
            text = self.localize("these cannot all be paid in full: at most {sum} in total is due",
                             "以上不能全部足额应得：合计最多{sum}", sum=amount(most))  # fmt: skip
            yield note(text, "  ")

    def _with_why(self, claim: Claim, sum_: str) -> list[TextLine]:
        """A claim with its possible amounts, and the reason why it is open."""
        localize = self.localize
        why = note(localize.join_sentences([self._citation(claim), localize.why(claim)]), "    ")
        records, parts = records_of([claim], "    ", localize), parts_of(claim, "    ", localize=localize)
        address = self._address(claim.label) if is_open_ceiling(claim) else ""  # the approval names the clause
        return [side(f"{self._claim(claim)}{address}", sum_, "  "), why, *records, *parts]

    def _remark_lines(self) -> Iterator[TextLine]:
        for remark in remark_lines(self.decision, self.localize, has_policy_source=self.has_policy_source):
            yield note(remark, "  ", "    ")

    def _zero(self) -> Iterator[TextLine]:
        claims, aside = split_claims(self.decision, self.only, with_all=self.with_all)
        zero_claims = [claim for claim in claims if pays_nothing(claim)]
        localize = self.localize
        for claims in group_equal_claims(zero_claims):
            yield note(claim_line(claims, localize), "  ", "      ")
            yield from records_of(claims, "      ", localize)
            for claim in claims if shows_parts(claims[0]) else ():
                prefix = "" if len(claims) == 1 else localize("{item}: ", "{item}：", item=self._item(claim))
                yield from parts_of(claim, "      ", prefix, localize=localize)
        if aside:
            yield note(other_claims_line(aside, localize, has_policy_source=self.has_policy_source), "  ", "      ")

    def _reference_lines(self) -> Iterator[TextLine]:
        localize = self.localize
        for claim in self._claims():
            if claim.outcome is Outcome.BY_REFERENCE:
                paths = localize.row([localize.names.path(ref) for ref in claim.missing])
                unknown = Phrase("; not known: {facts}", "；未填写：{facts}", facts=paths) if claim.missing else ""
                text = localize("{day}: {item} ({where}), {why}{unknown}", "{day}：{item}（{where}），{why}{unknown}",
                            day=self._day(claim), item=self._item(claim), where=self._citation(claim),
                            why=localize.why(claim), unknown=unknown)  # fmt: skip
                yield note(text, "  ", "      ")

    # ------------------------------------------------------------------------------------------ other parts

    def _is_asked(self, labels: tuple[str, ...]) -> bool:
        """Whether the needs of these clauses are shown."""
        return self.only is None or any(
            self._is_shown(article_of(self.decision, label, self.localize), label) for label in labels
        )

    def _missing_lines(self) -> Iterator[TextLine]:
        for fact in self.decision.missing:
            if self._is_asked(fact.clauses):
                yield side(fact_name(fact, self.localize), self.localize.worth_of(fact.worth, self.decision.due), "  ")
                names = [self.localize.names.award_of_article(label) for label in fact.clauses]
                awards = self.localize.join_sentences(names)
                yield note(self.localize("needed by {awards}", "涉及{awards}", awards=awards), "    ")

    def _unstated_lines(self) -> Iterator[TextLine]:
        kinds = [kind_name(kind, self.localize) for kind in self.decision.not_stated if self._is_asked(kind.clauses)]
        if kinds:
            sentence = self.localize("not declared, so not computed: {kinds}",
                             "未申报下列事项，本次未予核算：{kinds}", kinds=self.localize.row(kinds))  # fmt: skip
            yield note(sentence, "  ")

    def _unused_lines(self) -> Iterator[TextLine]:
        """The unused lines, grouped by part of the facts and reason."""
        if self.only is not None:
            return
        localize = self.localize
        groups = values_by_key(
            ((line.group, localize.reason(line.reason)), names_of_line(line, localize))
            for line in self.decision.without_effect
        )
        for (group, why), names in groups.items():
            sentence = localize("{group}: {names}: {why}", "{group}：{names}：{why}", group=GROUPS.get(group, group),
                        names=item_list(names, localize), why=why)  # fmt: skip
            yield note(sentence, "  ", "      ")

    def _reading_lines(self) -> Iterator[TextLine]:
        localize = self.localize
        for reading in self.decision.readings:
            if self._is_shown(reading.article, reading.label):
                where = localize.article(reading.article) if reading.article else localize("policy", "全文")
                where = localize.names.award_with_heading(reading.label) if reading.label else where
                yield note(
                    localize(
                        "{where}: {text}", "{where}：{text}", where=where, text=localize.names.quotation(reading.text)
                    ),
                    "  ",
                    "    ",
                )

    def recoveries(self) -> Iterator[TextLine]:
        """What is to be paid back because of each event, of which payments."""
        localize = self.localize
        for entry in self.decision.recoveries:
            if self._is_shown(entry.article, entry.label):
                payer = Phrase(" from {payer}", "，由{payer}退回", payer=entry.payer) if entry.payer else ""
                where = self._ground(entry.article, entry.label)
                day = Phrase("day not known", "日期不明") if entry.known_day is None else written_day(entry.known_day)
                yield side(
                    localize(
                        "{where}, {item} ({day}){payer}", "{where}，{item}（{day}）{payer}",
                        where=where, item=localize.names.item(entry.item), day=day, payer=payer,
                    ),
                    localize.bounds(entry.paid_back), "  ",
                )  # fmt: skip
                for line in self.parts_of_recovery(entry):
                    yield note(line, "    ", "      ")
                yield from self._unknown_lines(entry.missing)

    def debts_before(self) -> Iterator[TextLine]:
        """What is still owed of earlier runs, or was paid back beyond it."""
        localize, decision = self.localize, self.decision
        for line, lapsed, rest in decision.debts_before:
            article = localize.names.article(line.clause)
            if self._is_shown(article, line.clause) and line.recovery is not None:
                sums = line.recovery.total, line.recovery.repaid, line.recovery.set_off + lapsed
                back, repaid, gone = (amount(Money(sum_, decision.currency)) for sum_ in sums)
                sum_ = amount(Money(abs(rest), decision.currency))
                yield side(
                    localize(
                        "{where}, {item} ({year}): {back} to be paid back, {repaid} paid back, {gone} taken or lapsed",
                        "{where}，{item}（{year}年）：应退回{back}，已退回{repaid}，已扣除、抵扣或作废{gone}",
                        where=self._ground(article, line.clause), item=localize.names.item(line.item),
                        year=localize.year(line.year), back=back, repaid=repaid, gone=gone,
                    ),
                    sum_ if rest > 0 else localize("overpaid {sum}", "多付{sum}", sum=sum_), "  ",
                )  # fmt: skip

    def _ground(self, article: str, label: str) -> str:
        """The article of what is paid back; without one its title or its words."""
        return self.localize.article(article) if article else self.localize.names.award(label)

    def parts_of_recovery(self, entry: Recovery) -> Iterator[str]:
        """What a recovery takes of each payment, with surcharge and interest, and what is withheld and set off."""
        localize, names, claim = self.localize, self.localize.names, entry.claim
        if claim is not None:
            yield from (localize.reason(part, claim.passage) for part in claim.parts)
            if claim.adjustments:
                yield self._cuts(claim)
        for part in entry.payments:
            day = written_day(part.day) if part.day is not None else localize("{year}", "{year}年", year=part.year)
            texts = ("{sum} of {award}, {item}, paid {day}", "{award}，{item}，{day}拨付，退回{sum}")
            if part.is_withheld:
                texts = ("{sum} of {award}, {item}, due {day}", "{award}，{item}，{day}应付，退回{sum}")
            yield localize(
                *texts, sum=amount(part.amount), award=names.award_with_heading(part.label), item=names.item(part.item),
                day=day,
            )  # fmt: skip
        for sum_, en, zh in (
            (entry.surcharge, "surcharge {sum}", "加收{sum}"),
            (entry.interest, "interest {sum}", "利息{sum}"),
            (entry.taken_before, "paid back or set off before: {sum}", "以前已退回或抵扣{sum}"),
            (entry.withheld, "withheld from what this run makes due: {sum}", "从本次应得中扣除{sum}"),
            (entry.set_off, "set off against other sums newly due: {sum}", "从其他应得金额中抵扣{sum}"),
            (entry.lapsed, "lapsed after the years of setting off: {sum}", "抵扣期满作废{sum}"),
            (entry.stopped, "not paid yet, and stopped: {sum}", "尚未拨付、停止拨付{sum}"),
        ):
            bounds = Bounds(sum_, sum_) if isinstance(sum_, Money) else sum_
            if bounds.high is None or bounds.high.minor:
                yield localize(en, zh, sum=localize.bounds(bounds))

    def duties(self) -> Iterator[TextLine]:
        """The duties with their article and years."""
        localize = self.localize
        for duty in self.decision.obligations:
            if self._is_shown(duty.article):
                years = (
                    localize("({years})", "（{years}）", years=localize.row(map(str, duty.years))) if duty.years else ""
                )
                where = " ".join(
                    part for part in (localize.article(duty.article) if duty.article else "", years) if part
                )
                match = localize("match the amounts paid by the awards of the article", "按本条奖励的金额配套")
                who = localize.names.name(duty.who).replace("_", " ")
                sentence = localize(
                    "{who} to {what}", "{who}应当{what}", who=who, what=localize.names.quotation(duty.text) or match
                )
                text = localize("{where}: {said}", "{where}：{said}", where=where, said=sentence) if where else sentence
                yield note(text, "  ", "    ") if duty.amount is None else side(text, duty_sum(duty, localize), "  ")
                yield from self._unknown_lines(duty.missing)

    def _budget(self) -> Iterator[TextLine]:
        localize = self.localize
        for line in self.decision.allocations:
            if self._is_shown(line.article, line.label):
                known = localize("not known", "未知") if line.amount is None else amount(line.amount)
                sentence = localize(
                    "{year}: {item}, {label}",
                    "{year}年：{item}，{label}",
                    year=localize.year(line.year),
                    item=line.item,
                    label=localize.names.budget_line(line.label),
                )
                yield side(sentence, known, "  ")
                yield from self._unknown_lines(line.missing)

    def _documents(self) -> Iterator[TextLine]:
        localize = self.localize
        for document in self.decision.references:
            if self._is_shown(document.article):
                items_phrase = Phrase(
                    " for {items}",
                    "（{items}）",
                    items=item_list([localize.names.item(item) for item in document.items], localize),
                )
                where = Phrase("article {n}: ", "第{n}条：", n=document.article) if document.article else ""
                name = localize.names.quotation(document.document)
                sentence = localize("{where}{document}{items}", "{where}{document}{items}", where=where, document=name,
                            items=items_phrase if document.items else "")  # fmt: skip
                yield note(sentence, "  ", "    ")

    def _unknown_lines(self, facts: tuple[FactRef, ...]) -> list[TextLine]:
        """The missing facts, if any."""
        localize = self.localize
        paths = dict.fromkeys(localize.names.path(ref) for ref in facts)
        return (
            [note(localize("not known: {facts}", "未填写：{facts}", facts=localize.row(paths)), "    ")]
            if paths
            else []
        )


def instalment_text(each: Instalment, localize: Localizer) -> str:
    """An instalment with its sum, state and day: `12,750.00 due 2026-05-01: 60% at once`."""
    place, high, day = Passage(line=each.line), each.sum.high, written_day(each.day)
    sum_ = amount(each.sum.low)
    sum_ += "" if high is None or each.sum.is_point else f" - {amount(high)}"
    text = localize.names.sentence(each.text, place)
    match each.state:
        case "due" if each.is_new:
            sentence = Phrase("{sum} due {day}: {text}", "{day}到期{sum}：{text}", sum=sum_, day=day, text=text)
        case "due":
            sentence = Phrase(
                "{sum} was due {day}: {text}", "此前{day}已到期{sum}：{text}", sum=sum_, day=day, text=text
            )
        case "open" if each.missing:
            facts = localize.row(localize.names.path(ref) for ref in each.missing)
            sentence = Phrase(
                "{sum} may be due: {text} (not known: {facts})", "{sum}可能到期：{text}（未填写：{facts}）",
                sum=sum_, text=text, facts=facts,
            )  # fmt: skip
        case "open" if each.day is not None:
            sentence = Phrase(
                "{sum} not due before {day}: {text}", "{sum}至{day}方到期：{text}", sum=sum_, day=day, text=text
            )
        case "open":
            sentence = Phrase("{sum} not due yet: {text}", "{sum}尚未到期：{text}", sum=sum_, text=text)
        case "waits":
            year = localize.year(each.until or 0)
            sentence = Phrase(
                "{sum} due {day} waits for a later budget, until the end of {year}: {text}",
                "{day}到期{sum}，等候以后年度的预算，至{year}年底：{text}",
                sum=sum_, day=day, year=year, text=text,
            )  # fmt: skip
        case "lapsed" if each.budget:
            sentence = Phrase(
                "{sum} lapsed on {day}, because no budget held it: {text}", "{sum}于{day}作废，预算余额不足：{text}",
                sum=sum_, day=day, text=text,
            )  # fmt: skip
        case "stopped":
            sentence = Phrase(
                "{sum} stopped on {day} by {label}: {text}", "{sum}自{day}起停止拨付（{label}）：{text}",
                sum=sum_, day=day, label=localize.names.award_of_article(each.stopped_by), text=text,
            )  # fmt: skip
        case _ if not each.number:
            sentence = Phrase(
                "{sum} is in no instalment and is never paid", "{sum}不在任何一期之中，不予拨付", sum=sum_
            )
        case _ if not each.condition:
            sentence = Phrase("{sum} lapsed on {day}: {text}", "{sum}于{day}作废：{text}", sum=sum_, day=day, text=text)
        case _:
            sentence = Phrase(
                "{sum} lapsed on {day}, `{condition}` does not hold: {text}",
                "{sum}于{day}作废，不符合“{condition}”：{text}",
                sum=sum_, day=day, condition=localize.names.sentence(each.condition, place), text=text,
            )  # fmt: skip
    name = localize.names.payee(each.payee, each.line)
    payee = Phrase(", to {payee}", "，拨给{payee}", payee=name) if name else Phrase("", "")
    return localize.phrase(sentence) + localize.phrase(payee)


def render(
    decision: Decision, only: str | None = None, *, with_all: bool = False, localize: Localizer = ENGLISH
) -> str:
    """The page. `only`: a clause label or an article number."""
    report = DecisionReport(decision, only, with_all, localize)
    return "\n".join(line.rstrip() for line in _lines(report)) + "\n"


def _lines(report: DecisionReport) -> Iterator[str]:
    yield from lay_out(report.head())
    yield ""
    yield from lay_out(report.sums())
    for section in report.sections():
        yield from ("", section.title, "-" * width(section.title), *lay_out(section.lines))
    yield from ("", *wrap(report.localize.phrase(NOTICE_PHRASE)))


def compact_lines(
    decision: Decision, indent: str = "", *, with_all: bool = False, localize: Localizer = ENGLISH
) -> Iterator[str]:
    """The lines, in page order."""
    claims, aside = split_claims(decision, with_all=with_all)
    for group in group_equal_claims(claims):
        settled = [claim for claim in group if claim.bounds.is_point]
        paid = Money(sum(claim.paid.minor for claim in settled), decision.currency)
        if paid.minor:
            yield from sides(claim_line(settled, localize), amount(paid), indent)
        elif settled:
            yield from wrap(claim_line(settled, localize), indent, f"{indent}  ")
        for claim in group:
            if not claim.bounds.is_point:
                yield from sides(
                    claim_line([claim], localize), localize.range_text(claim.bounds.low, claim.bounds.high), indent
                )
    if aside:
        yield from wrap(other_claims_line(aside, localize), indent, f"{indent}  ")
    yield from _compact_parts(DecisionReport(decision, localize=localize), indent)


def _compact_parts(report: DecisionReport, indent: str) -> Iterator[str]:
    """The instalments that are not due, and the recoveries with their sums."""
    localize = report.localize
    for title, lines in (
        (localize.phrase(NOT_DUE), report.instalments_not_due()),
        (localize(PAID_BACK, SECTION_NAMES_ZH[PAID_BACK]), report.recoveries()),
        (localize(OWED, SECTION_NAMES_ZH[OWED]), report.debts_before()),
    ):
        if content := [*lines]:
            yield from (f"{indent}{title}", *lay_out(_indent_lines(content, indent)))
    if report.decision.recoveries:
        yield from lay_out([*total_lines(report.decision, localize, indent), *report.sums_of_recoveries(indent)])


def _indent_lines(lines: Iterable[TextLine], indent: str) -> Iterator[TextLine]:
    for line in lines:
        hanging = None if line.hanging is None else indent + line.hanging
        yield attrs.evolve(line, indent=indent + line.indent, hanging=hanging)


MOST_LINES = 45
"""The largest number of lines of a summary."""

DUE = Phrase("Amount due by article", "各条应得金额")
NOT_DUE = Phrase("Instalments that are not due", "未到期或不予拨付的各期")
MISSING_FACTS = Phrase("Missing facts and the amounts they affect", "未填写的事实及其影响的金额")

_OPEN = (Outcome.UNDETERMINED, Outcome.CONTINGENT)
_MOST_HEAD = 7
"""The largest number of lines of the head, and of the totals."""
_MOST_NOTES = 4
"""The largest number of lines of notes about many totals."""
_MOST_PART = 14
"""The largest number of lines of another part with its title, if there is room."""
_LEAST_AMOUNTS = 5
"""The number of lines that are kept for the amounts by article."""


def render_summary(decision: Decision, localize: Localizer = ENGLISH) -> str:
    """The summary, about 100 columns wide."""
    report = DecisionReport(decision, localize=localize)
    head = [*_first(report.head(), _MOST_HEAD, localize), "", *_sum_lines(report)]
    closing = _closing(decision, localize)
    sections = {section.key: section for section in report.sections()}
    before = [(sections[key].title, sections[key].lines) for key in (REOPENED, LATE, BALANCES) if key in sections][:1]
    after = [(sections[key].title, sections[key].lines) for key in (OWED, REMARKED) if key in sections]
    if not_due := tuple(report.instalments_not_due()):
        after.append((localize.phrase(NOT_DUE), not_due))
    if missing := tuple(report.missing_amounts()):
        after.append((localize.phrase(MISSING_FACTS), missing))
    room, parts = MOST_LINES - len(head) - len(closing), len(before) + len(after)
    back = sections.get(PAID_BACK)
    most = room - _LEAST_AMOUNTS - parts * (_TITLE + 1)
    paid_back = [] if back is None else _part(back.title, back.lines, most, localize)
    most = min(_MOST_PART, (room - _LEAST_AMOUNTS - len(paid_back)) // max(1, parts))
    changed = [line for title, content in before for line in _part(title, content, most, localize)]
    rest = [*paid_back, *(line for title, content in after for line in _part(title, content, most, localize))]
    amounts = _amounts(report, room - len(changed) - len(rest))
    return "\n".join(line.rstrip() for line in [*head, *changed, *amounts, *rest, *closing]) + "\n"


def _sum_lines(report: DecisionReport) -> list[str]:
    """All sums of the head, with the first notes that fit into its lines."""
    content = [*report.sums()]
    room = max(_MOST_HEAD - sum(line.sum is not None for line in content), _MOST_NOTES)
    lines, hidden = list[str](), 0
    for line in content:
        entry = [*lay_out([line])]
        if line.sum is None and (hidden or len(entry) > room):
            hidden += 1
            continue
        room -= len(entry) if line.sum is None else 0
        lines += entry
    return [*lines, *_more(hidden, report.localize)]


def _amounts(report: DecisionReport, room: int) -> list[str]:
    """The amounts due in at most `room` lines: with their claims if they fit, otherwise by article."""
    title = report.localize.phrase(DUE)
    claims = tuple(report.amounts_by_article(with_claims=True))
    if sum(1 for _ in lay_out(claims)) + _TITLE <= room:
        return _part(title, claims, room, report.localize)
    return _part(title, tuple(report.amounts_by_article(with_claims=False)), room, report.localize)


_TITLE = 3
"""The number of lines of a title, with the empty line before it."""


def _part(title: str, content: Sequence[TextLine], most: int, localize: Localizer) -> list[str]:
    """A part with its title in at most `most` lines; empty without content."""
    return ["", title, "-" * width(title), *_first(content, most - _TITLE, localize)] if content else []


def _first(content: Iterable[TextLine], most: int, localize: Localizer) -> list[str]:
    """The first entries that fit into `most` lines, and the number of the others."""
    entries = [[*lay_out([entry])] for entry in content]
    if sum(map(len, entries)) <= most:
        return [line for entry in entries for line in entry]
    lines: list[str] = []
    for number, entry in enumerate(entries):
        if len(lines) + len(entry) >= most:
            return [*lines, *_more(len(entries) - number, localize)]
        lines += entry
    return lines


def _more(number: int, localize: Localizer) -> list[str]:
    """A line with the number of lines that are left out, if any are."""
    more = counted_phrase(number, "{n} more line{s}", "另有{n}行")
    return [f"  {localize.phrase(more)}"] if number else []


def _closing(decision: Decision, localize: Localizer) -> list[str]:
    """The number of entries that only the full page lists, and the notice."""
    counts = [*_counts_of_unlisted_entries(decision)]
    text = localize("Not shown: {entries}; `--full` lists them", "未列出：{entries}；`--full`逐一列出",
                    entries=localize.phrase(join_phrases(counts, ", ", "、")))  # fmt: skip
    return [*([""] if counts else []), *(wrap(text) if counts else []), "", *wrap(localize.phrase(NOTICE_PHRASE))]


def _counts_of_unlisted_entries(decision: Decision) -> Iterator[Phrase]:
    """The numbers of entries on the full page that the summary does not list."""
    claims, _ = split_claims(decision, with_all=False)
    is_open = [claim for claim in claims if is_open_ceiling(claim) or claim.outcome in _OPEN]
    zero = [claim for claim in claims if pays_nothing(claim)]
    referred = [claim for claim in decision.claims if claim.outcome is Outcome.BY_REFERENCE]
    carried = [claim for claim in decision.claims if claim.carry_until is not None]
    for entries, en, zh in (
        (is_open, "{n} undetermined claim{s}", "{n}项尚未确定的事项"),
        (zero, "{n} zero claim{s}", "{n}项未获奖励的事项"),
        (carried, "{n} carried amount{s}", "{n}项结转金额"),
        (referred, "{n} claim{s} under other documents", "{n}项按其他文件执行的事项"),
        (decision.not_stated, "{n} kind{s} of record without facts", "{n}类没有填写的记录"),
        (decision.without_effect, "{n} fact{s} without effect", "{n}项没有影响的事实"),
        (decision.readings, "{n} reading{s}", "{n}条理解"),
        (decision.obligations, "{n} dut{y}", "{n}项义务"),
        (decision.allocations, "{n} budget line{s}", "{n}项预算安排"),
        (decision.references, "{n} other document{s}", "{n}份其他文件"),
    ):
        if entries:
            word = en.replace("{y}", "y" if len(entries) == 1 else "ies")
            yield counted_phrase(len(entries), word, zh)


def budget_lines(budgets: Sequence[Budget], localize: Localizer) -> list[str]:
    """The section about rules across applicants; empty without such rules."""
    if not budgets:
        return []
    title = localize("Budgets", "共用限额")
    lines = ["", title, "-" * width(title)]
    for budget in budgets:
        for paragraph, indent in _paragraphs(budget, localize):
            lines += wrap(paragraph, indent, f"{indent}  ")
    return lines


def _paragraphs(budget: Budget, localize: Localizer) -> Iterator[tuple[str, str]]:
    names = localize.names
    parts = [f"{names.name(name)} {names.item(value)}" for name, value in budget.group.items()]
    parts += [localize("{year}", "{year}年", year=names.year(budget.year))] if budget.year is not None else []
    about = localize(": {parts}", "：{parts}", parts=", ".join(parts)) if parts else ""
    yield f"{names.rule(budget.rule)}{about}", "  "
    values = {"asked": _value_text(budget.requested), "paid": _value_text(budget.paid)}
    if isinstance(budget.requested, Money):
        line = localize("asked {asked}, paid {paid}", "申请{asked}，支付{paid}", **values)
    else:
        line = localize("applicants: {asked}, with a place: {paid}", "申请人{asked}个，取得名额{paid}个", **values)
    if budget.left is not None:
        line += localize(", left {left}", "，剩余{left}", left=_value_text(budget.left))
    if budget.ratio is not None:
        line += localize(", ratio {ratio}", "，比例{ratio}", ratio=str(budget.ratio))
    yield line, "    "
    if budget.refused:
        refused = [
            localize.phrase(Phrase("{item} of {applicant}", "{applicant}的{item}", item=item, applicant=applicant))
            for applicant, item in dict.fromkeys(budget.refused)  # an item of several years has several claims
        ]
        yield localize("refused: {refused}", "未予支付：{refused}", refused=localize.row(refused)), "    "
    if budget.waiting:
        waiting = [
            localize("{item} of {applicant}", "{applicant}的{item}", item=item, applicant=applicant)
            for applicant, item in dict.fromkeys(budget.waiting)
        ]
        yield localize("waiting: {waiting}", "等候：{waiting}", waiting=localize.row(waiting)), "    "


def _value_text(value: Money | int) -> str:
    return amount(value) if isinstance(value, Money) else str(value)
