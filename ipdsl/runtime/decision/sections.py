"""What is told of a decision, in lines of one language: of the page that is read aloud, and of the letter.

Head with what was assumed; total; per article each claim with what cut it; the bureau's discretion; what is zero and
why, grouped; what is missing and what it could be worth; how the text was read; duties, budget lines, documents.
Zeros that are meant for others are counted, unless all is asked for; a long list has a sum for each year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from ipdsl.diagnostics.phrase import Phrase, joined
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.lines import (
    ANEW,
    GROUPS,
    LATER_SEEN,
    MOST_LISTED,
    Met,
    alike,
    article_of,
    beside_before,
    beside_year,
    comes_to_nothing,
    counted,
    counted_apart,
    duty_sum,
    fact_named,
    is_open_ceiling,
    key_of,
    key_values,
    kind_named,
    listed,
    named_in_a_row,
    names_of_line,
    of_ends,
    parts_of,
    records_of,
    remarked,
    span_of,
    sum_of_cap,
    tells_row,
    told,
    years_anew,
)
from ipdsl.runtime.decision.model import Adjustment, Claim
from ipdsl.runtime.decision.page import Line, note, side
from ipdsl.runtime.decision.telling import ENGLISH, Teller, amount
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import CAP
from ipdsl.runtime.unknown import FactRef
from ipdsl.value_object import ValueObject
from ipdsl.values.money import Money

PAID = "What is paid"
LATER = "What later years may pay"
DISCRETION = "What the bureau still decides"
REOPENED = "What the reopened years come to"
LATE = "What came to light after its year was settled"
BALANCES = "What is still due from earlier runs, or overpaid"
OPEN = "What is not yet determined"
COHORT = "What hangs on other applicants"
ZERO = "What is zero, and why"
REMARKED = "What may be a slip in the facts"
REFERRED = "What another document decides"
MISSING = "What is missing, and what hangs on it"
UNSTATED = "Of what nothing was stated"
UNUSED = "Stated, and without effect"
READ = "How the text was read"
DUTIES = "Duties that come with the money"
BUDGET = "Budget lines"
DOCUMENTS = "Documents referred to"

IN_CHINESE = {
    REMARKED: "可能填错的事实",
    PAID: "应得金额", LATER: "以后年度可以兑现的金额", DISCRETION: "尚待主管部门核定", REOPENED: "重新结算的年度",
    LATE: "年度结算以后才出现的事项", BALANCES: "以往结算尚未兑现或多付的金额", OPEN: "尚未确定的事项",
    COHORT: "取决于其他申请人的事项", ZERO: "为零的事项及理由", REFERRED: "按其他文件执行的事项",
    MISSING: "未填写的事实及其影响", UNSTATED: "完全没有填写的内容", UNUSED: "已填写但没有影响的内容",
    READ: "对文件的理解", DUTIES: "随资助而来的义务", BUDGET: "预算安排", DOCUMENTS: "涉及的其他文件",
}  # fmt: skip
"""The titles of the sections."""


SHOWN_ELSEWHERE = (Outcome.UNDETERMINED, Outcome.BY_REFERENCE, Outcome.CONTINGENT)
"""Outcomes of claims that pay nothing now and have a section of their own."""


@attrs.frozen(eq=False, repr=False)
class Section(ValueObject):
    """A part of what is told of a decision. `key` is its title in English, whatever the language is."""

    key: str
    title: str
    lines: tuple[Line, ...]


@attrs.frozen(eq=False, repr=False)
class Telling(ValueObject):
    """What is told of a decision, in lines; `only`: of a clause, by its label, or of an article, by its number."""

    decision: Decision
    only: str | None = None
    with_all: bool = False
    tell: Teller = ENGLISH
    at_hand: bool = True
    """The reader has the page of the policy and the command line: lines of the one and options of the other help."""

    def sections(self) -> Iterator[Section]:
        """The sections that have something to tell, in their order."""
        every: tuple[tuple[str, Callable[[], Iterable[Line]]], ...] = (
            (REOPENED, self._reopened), (PAID, self._paid), (REMARKED, self._remarked),
            (LATE, self._late), (BALANCES, self._balances),
            (LATER, self._later), (DISCRETION, self._discretion),
            (OPEN, self._open), (COHORT, self._contingent), (ZERO, self._zero), (REFERRED, self._referred),
            (MISSING, self._missing), (UNSTATED, self._unstated), (UNUSED, self._unused), (READ, self._read),
            (DUTIES, self._duties), (BUDGET, self._budget), (DOCUMENTS, self._documents),
        )  # fmt: skip
        for title, told_of in every:
            if lines := tuple(told_of()):
                yield Section(title, self.tell(title, IN_CHINESE[title]), lines)

    # ------------------------------------------------------------------------------------------ head

    def head(self) -> Iterator[Line]:
        """Policy, applicant, years, and what was assumed."""
        decision, tell = self.decision, self.tell
        yield note(tell.names.quotation(decision.title) or decision.policy)
        if decision.document:
            yield note(
                tell("document {document}, policy {policy}", "文号{document}，政策{policy}",
                     document=decision.document, policy=decision.policy)
            )  # fmt: skip
        span = Phrase(", {years}", "，{years}", years=span_of(decision.years)) if decision.years else ""
        yield note(
            tell("applicant {applicant}, as of {day}{span}; all sums in {currency}",
                 "申请人{applicant}，截至{day}{span}；金额币种{currency}",
                 applicant=decision.applicant, day=written_day(decision.as_of), span=span, currency=decision.currency)
        )  # fmt: skip
        for assumption in decision.assumed:
            yield note(tell.phrase(assumption), "  ", "    ")

    def sums(self) -> Iterator[Line]:
        """The total, the most it can come to, and why that is open; what stands beside it."""
        decision, tell = self.decision, self.tell
        if self.only is not None:
            yield side(tell("Paid under {what}", "{what}应得", what=self._named()), self._sum(self._claims()))
        due = decision.due
        carries = any(claim.carry is not None for claim in decision.claims)
        least = Phrase("Total due", "应得合计") if due.is_point else Phrase("Total due at least", "应得合计至少")
        if decision.reopening is not None:
            least = Phrase("{least}, anew from {year} on", "{least}（自{year}年起重新结算）",
                           least=least, year=decision.reopening.year)  # fmt: skip
        yield side(tell.phrase(least), amount(decision.total))
        of = decision.reopening
        early = sum(one.newly_due.minor for one in of.years if one.year < of.year) if of is not None else 0
        if early:
            said = tell("of which in earlier years, beside what stands there", "其中以前年度在原有金额之外")
            yield side(said, amount(Money(early, decision.currency)), "  ")
        for year in decision.years if carries and len(decision.years) > 1 else ():
            paid = decision.total_of(year)
            is_open = any(not claim.bounds.is_point for claim in decision.claims if claim.year == year)
            if paid.minor or is_open:
                end = Phrase(" at least", "至少") if is_open else ""
                said = tell("of which in {year}{end}", "其中{year}年{end}", year=year, end=end)
                yield side(said, amount(paid), "  ")
        if not due.is_point:
            yield side(tell("and at most", "最多"), tell.at_most(due.high), "  ")
        for why in self._why_open():
            yield note(tell.phrase(why), "  ", "    ")
        for line in beside_year(decision, tell):
            yield note(line, "  ", "    ")
        if decision.reopening is not None:
            yield from beside_before(decision.reopening, decision.currency, tell=tell)
        still_due = decision.still_due
        if still_due.minor:
            said = tell("Still due from earlier runs, beside the total", "以往结算尚未兑现（不计入合计）")
            yield side(said, amount(still_due))

    def _named(self) -> str:
        is_article = self.only in {claim.article for claim in self.decision.claims}
        if is_article:
            return self.tell.article(self.only or "")
        return self.tell("clause {label}", "条款{label}", label=self.tell.names.clause(self.only or ""))

    def _why_open(self) -> Iterator[Phrase]:
        """Why the total is not one sum, or which claims it comes from is open, in sentences."""
        claims, is_known = self.decision.claims, self.decision.due.is_point
        open_ = [c for c in claims if c.outcome is Outcome.UNDETERMINED]
        hidden = self.decision.total.minor - sum(claim.paid.minor for claim in claims)
        if is_known and hidden <= 0:
            return
        set_ = [c for c in claims if is_open_ceiling(c)]
        hanging = [c for c in claims if c.outcome is Outcome.CONTINGENT]
        parts = (
            (open_, counted(len(open_), "{n} claim{s} cannot be settled until facts are stated",
                             "{n}项申请须补充事实后才能结算")),
            (set_, counted(len(set_), f"{{n}} sum{{s}} {'are' if len(set_) > 1 else 'is'} left to the bureau",
                            "{n}项金额由主管部门核定")),
            (hanging, counted(len(hanging), f"{{n}} claim{{s}} hang{'s' * (len(hanging) == 1)} on other applicants",
                               "{n}项申请取决于其他申请人")),
        )  # fmt: skip
        said = [one for of, one in parts if of]
        yield joined(said, "; ", "；") if said else Phrase("part of the facts is open", "部分事实尚未填写")
        if open_ and is_known:
            yield Phrase("whatever the missing facts are, this total is due", "无论未填写的事实如何，此合计都应得")
        elif open_:
            yield of_ends(self.decision.due)
        if hidden > 0:
            yield Phrase("{sum} of {of} comes from claims that are not settled yet: it is due however they end",
                         "{of}中的{sum}来自尚未结算的申请：无论其结果如何都应得",
                         sum=amount(Money(hidden, self.decision.currency)),
                         of=Phrase("it", "合计") if is_known else Phrase("the first sum", "第一个金额"))  # fmt: skip

    def _claims(self) -> list[Claim]:
        return listed(self.decision, self.only, with_all=True)[0]

    def _of(self, article: str, label: str = "") -> bool:
        """Whether a line about an article (or clause) is to be shown."""
        if self.only is None or self.only in (article, label):
            return True
        return not label and article in {c.article for c in self.decision.claims if c.label == self.only}

    # ------------------------------------------------------------------------------------------ claims

    def _paid(self) -> Iterator[Line]:
        claims = [claim for claim in self._claims() if claim.paid.minor > 0]
        titles = {heading.number: heading.title for heading in self.decision.headings}
        for article in dict.fromkeys(claim.article for claim in sorted(claims, key=lambda c: c.place)):
            own = [claim for claim in claims if claim.article == article]
            if article:
                yield side(self.tell.heading(article, titles.get(article, "")), self._sum(own))
            for label in dict.fromkeys(claim.label for claim in sorted(own, key=lambda c: c.place)):
                yield from self._clause([claim for claim in own if claim.label == label])
            yield from self._caps(article)

    def _clause(self, claims: list[Claim]) -> Iterator[Line]:
        """What a clause pays; of a long list its sum, and that of each year."""
        tell, first, is_long = self.tell, claims[0], len(claims) > MOST_LISTED
        left = tell("{label} ({where})", "{label}（{where}）", label=tell.names.clause(first.label),
                    where=self._citation(first))  # fmt: skip
        if is_long:
            count = tell("{left}: {n} claims", "{left}：{n}项", left=left, n=len(claims))
            yield side(count, self._sum(claims), "  ")
        else:
            yield note(left, "  ")
        years = dict.fromkeys(claim.year for claim in claims)
        for year in years if is_long and len(years) > 1 else [None]:
            of_year = [claim for claim in claims if year in (None, claim.year)]
            if year is not None:
                count = tell.phrase(counted(len(of_year), f"{year}: {{n}} claim{{s}}", f"{year}年：{{n}}项"))
                yield side(count, self._sum(of_year), "    ")
            for claim in of_year:
                yield from self._one(claim)

    def _sum(self, claims: list[Claim]) -> str:
        return amount(Money(sum(claim.paid.minor for claim in claims), self.decision.currency))

    def _citation(self, claim: Claim) -> str:
        document = self.decision.document
        return self.tell.citation(claim, document) if self.at_hand else self.tell.source(claim, document)

    def _one(self, claim: Claim) -> Iterator[Line]:
        tell = self.tell
        row = (
            tell(" [{row}]", "［{row}］", row=tell.names.sentence(claim.row, claim.passage)) if tells_row(claim) else ""
        )
        said = tell("{day}: {item}{row}", "{day}：{item}{row}", day=self._day(claim), item=self._item(claim), row=row)
        yield side(said, amount(claim.paid), "    ")
        if claim.adjustments:
            cuts = tell.both([tell.reason(adjustment.reason, claim.passage) for adjustment in claim.adjustments])
            of = tell("of {sum}: {cuts}", "应计{sum}：{cuts}", sum=amount(claim.proposed), cuts=cuts)
            if claim.brought_in.minor:
                of = tell("of {sum} that was carried here: {cuts}", "结转而来{sum}：{cuts}",
                          sum=amount(claim.brought_in), cuts=cuts)  # fmt: skip
            yield note(of, "      ")
        elif claim.reason is not None:
            yield note(tell.reason(claim.reason, claim.passage), "      ")
        yield from records_of([claim], "      ", tell)
        yield from parts_of(claim, "      ", tell=tell)

    def _day(self, claim: Claim) -> str:
        return self.tell.phrase(written_day(claim.event_date))

    def _item(self, claim: Claim) -> str:
        return self.tell.names.item(claim.item, claim.passage)

    def _claim(self, claim: Claim) -> str:
        """`2022-03-01: ZL1, 3.invention_patent.granted`."""
        return self.tell("{day}: {item}, {label}", "{day}：{item}，{label}", day=self._day(claim),
                         item=self._item(claim), label=self.tell.names.clause(claim.label))  # fmt: skip

    def _caps(self, article: str) -> Iterator[Line]:
        """What each cap that cut something did to the claims of a year, in one sentence."""
        decision = self.decision
        shown = {id(claim) for claim in self._claims() if claim.article == article}
        cuts = [(claim, cut) for claim in decision.claims for cut in claim.adjustments if cut.code == CAP]
        if not any(id(claim) in shown for claim, _ in cuts):
            return
        keys = {cut.rule: key_of(cut) for _, cut in cuts}
        lines = {(line.clause, line.item, line.event_date): line for line in decision.ledger}
        charged: dict[Met, list[tuple[Claim, int]]] = {}
        told: dict[Met, Adjustment] = {}
        for claim in decision.claims:
            line = lines.get((claim.label, claim.item, claim.event_date))
            if line is None:
                continue
            for rule, names in keys.items():
                if rule in line.charged:
                    met = (rule, claim.year, key_values(line, names))
                    charged.setdefault(met, []).append((claim, line.charged[rule]))
            for cut in claim.adjustments:
                if cut.code == CAP and id(claim) in shown:
                    told.setdefault((cut.rule, claim.year, key_values(line, keys[cut.rule])), cut)
        for met, cut in told.items():
            if len(charged.get(met, ())) > 1:
                yield note(sum_of_cap(charged[met], cut, decision.currency, self.tell), "  ", "    ")

    def _reopened(self) -> Iterator[Line]:
        """Each year anew and before, then the lines that moved."""
        of = self.decision.reopening
        if of is None:
            return
        tell, names = self.tell, self.tell.names
        yield from years_anew(of.years, ANEW, tell, of.year)
        for line in of.moved:
            if self._of(article_of(self.decision, line.label), line.label):
                open_ = Phrase(", not determined yet", "，尚未确定") if line.is_open else ""
                said = tell("{label}, {item} ({year}): {before} due before{open}",
                            "{label}，{item}（{year}年）：原应得{before}{open}", label=names.clause(line.label),
                            item=line.item, year=line.year, before=amount(line.before), open=open_)  # fmt: skip
                yield side(said, tell("{sum} anew", "现应得{sum}", sum=amount(line.anew)), "  ")

    def _late(self) -> Iterator[Line]:
        """What came to light, and the years that would come to another sum."""
        of, tell = self.decision.late, self.tell
        if of is None:
            return
        for label, item, year in of.came:
            said = tell("{label}, {item} ({year})", "{label}，{item}（{year}年）",
                        label=tell.names.clause(label), item=item, year=year)  # fmt: skip
            yield note(said, "  ", "    ")
        yield from years_anew(of.years, LATER_SEEN, tell)
        if of.waits is not None:
            stands, anew = map(amount, of.waits)
            said = tell("for years to come: {anew} anew, {stands} as it stands",
                        "以后年度：重新结算{anew}，现有{stands}", anew=anew, stands=stands)  # fmt: skip
            yield side(said, tell("waits", "待以后年度"), "  ")
        said = tell("settle anew with `--reopen {year}`", "请用`--reopen {year}`重新结算", year=of.year)
        if not self.at_hand:
            said = tell(
                "the years from {year} on are to be settled anew", "{year}年及以后各年需要重新结算", year=of.year
            )
        yield note(said, "  ", "    ")

    def _balances(self) -> Iterator[Line]:
        """Lines of earlier runs of which less or more was paid than was due."""
        tell = self.tell
        for one in self.decision.balances:
            if self._of(article_of(self.decision, one.label), one.label):
                said = tell("{label}, {item} ({year}): {due} due, {paid} paid",
                            "{label}，{item}（{year}年）：应得{due}，已兑现{paid}", label=tell.names.clause(one.label),
                            item=one.item, year=one.year, due=amount(one.due), paid=amount(one.paid))  # fmt: skip
                if one.still_due.minor > 0:
                    right = tell("still due {sum}", "尚欠{sum}", sum=amount(one.still_due))
                else:
                    right = tell("overpaid {sum}", "多付{sum}", sum=amount(one.overpaid))
                yield side(said, right, "  ")

    def _later(self) -> Iterator[Line]:
        """What is carried, by the last year that may pay it."""
        claims = [claim for claim in self._claims() if claim.carry_until is not None]
        for claim in sorted(claims, key=lambda c: c.carry_until or 0):
            said = self.tell("{claim}, not after {year}", "{claim}，{year}年底前", claim=self._claim(claim),
                             year=claim.carry_until or 0)  # fmt: skip
            yield side(said, amount(claim.carried), "  ")

    def _discretion(self) -> Iterator[Line]:
        own = [claim for claim in self._claims() if is_open_ceiling(claim)]
        for claim in own:
            high = claim.bounds.high
            free = self.tell("at the bureau's discretion", "由主管部门酌定")
            yield from self._with_why(
                claim, free if high is None else self.tell("up to {sum}", "最高{sum}", sum=amount(high))
            )
        if own and not self._between_ends(Outcome.UNDETERMINED):
            yield from self._not_together()

    def _open(self) -> Iterator[Line]:
        lines = self._between_ends(Outcome.UNDETERMINED)
        yield from lines
        if lines:
            yield from self._not_together()

    def _contingent(self) -> Iterator[Line]:
        lines = self._between_ends(Outcome.CONTINGENT)
        yield from lines
        if lines and not (self._between_ends(Outcome.UNDETERMINED) or any(map(is_open_ceiling, self._claims()))):
            yield from self._not_together()

    def _between_ends(self, outcome: Outcome) -> list[Line]:
        """Claims whose sum lies between two ends."""
        own = [(claim, claim.bounds) for claim in self._claims() if claim.outcome is outcome]
        return [line for claim, ends in own for line in self._with_why(claim, self.tell.between(ends.low, ends.high))]

    def _not_together(self) -> Iterator[Line]:
        """That not every claim can be paid its most, where that is so."""
        highs = [claim.bounds.high for claim in self.decision.claims]
        most = self.decision.due.high
        if self.only is None and most is not None and sum(high.minor for high in highs if high) > most.minor:
            said = self.tell("not all of these can be paid in full: in all at most {sum} is due",
                             "以上不能全部足额应得：合计最多{sum}", sum=amount(most))  # fmt: skip
            yield note(said, "  ")

    def _with_why(self, claim: Claim, sum_: str) -> list[Line]:
        """A claim with what it can come to, and why that is not one sum."""
        tell = self.tell
        why = note(tell.both([self._citation(claim), tell.why(claim)]), "    ")
        records, parts = records_of([claim], "    ", tell), parts_of(claim, "    ", tell=tell)
        return [side(self._claim(claim), sum_, "  "), why, *records, *parts]

    def _remarked(self) -> Iterator[Line]:
        for said in remarked(self.decision, self.tell, at_hand=self.at_hand):
            yield note(said, "  ", "    ")

    def _zero(self) -> Iterator[Line]:
        claims, aside = listed(self.decision, self.only, with_all=self.with_all)
        own = [c for c in claims if not (c.paid.minor or is_open_ceiling(c) or c.outcome in SHOWN_ELSEWHERE)]
        tell = self.tell
        for claims in alike(own):
            yield note(told(claims, tell), "  ", "      ")
            yield from records_of(claims, "      ", tell)
            for claim in claims if comes_to_nothing(claims[0]) else ():
                of = "" if len(claims) == 1 else tell("{item}: ", "{item}：", item=self._item(claim))
                yield from parts_of(claim, "      ", of, tell=tell)
        if aside:
            yield note(counted_apart(aside, tell, at_hand=self.at_hand), "  ", "      ")

    def _referred(self) -> Iterator[Line]:
        tell = self.tell
        for claim in self._claims():
            if claim.outcome is Outcome.BY_REFERENCE:
                paths = tell.row([tell.names.path(ref) for ref in claim.missing])
                unknown = Phrase("; not known: {facts}", "；未填写：{facts}", facts=paths) if claim.missing else ""
                said = tell("{day}: {item} ({where}), {why}{unknown}", "{day}：{item}（{where}），{why}{unknown}",
                            day=self._day(claim), item=self._item(claim), where=self._citation(claim),
                            why=tell.why(claim), unknown=unknown)  # fmt: skip
                yield note(said, "  ", "      ")

    # ------------------------------------------------------------------------------------------ beside the claims

    def _is_asked(self, labels: tuple[str, ...]) -> bool:
        """Whether what clauses ask for is to be shown."""
        return self.only is None or any(self._of(article_of(self.decision, label), label) for label in labels)

    def _missing(self) -> Iterator[Line]:
        for fact in self.decision.missing:
            if self._is_asked(fact.clauses):
                yield side(fact_named(fact, self.tell), self.tell.worth_of(fact.worth, self.decision.due), "  ")
                clauses = self.tell.row([self.tell.names.clause(label) for label in fact.clauses])
                yield note(self.tell("asked by {clauses}", "涉及{clauses}", clauses=clauses), "    ")

    def _unstated(self) -> Iterator[Line]:
        kinds = [kind_named(kind, self.tell) for kind in self.decision.not_stated if self._is_asked(kind.clauses)]
        if kinds:
            said = self.tell("not computed, since the facts do not mention them: {kinds}",
                             "事实中没有提到，因此没有计算：{kinds}", kinds=self.tell.row(kinds))  # fmt: skip
            yield note(said, "  ")

    def _unused(self) -> Iterator[Line]:
        """The lines of one group with one reason together."""
        if self.only is not None:
            return
        tell = self.tell
        groups: dict[tuple[str, str], list[str]] = {}
        for line in self.decision.without_effect:
            groups.setdefault((line.group, tell.reason(line.reason)), []).append(names_of_line(line, tell))
        for (group, why), names in groups.items():
            said = tell("{group}: {names}: {why}", "{group}：{names}：{why}", group=GROUPS.get(group, group),
                        names=named_in_a_row(names, tell), why=why)  # fmt: skip
            yield note(said, "  ", "      ")

    def _read(self) -> Iterator[Line]:
        tell = self.tell
        for reading in self.decision.readings:
            if self._of(reading.article, reading.label):
                where = tell.article(reading.article) if reading.article else tell("policy", "全文")
                where = tell.names.clause(reading.label) if reading.label else where
                yield note(
                    tell("{where}: {text}", "{where}：{text}", where=where, text=tell.names.quotation(reading.text)),
                    "  ",
                    "    ",
                )

    def _duties(self) -> Iterator[Line]:
        tell = self.tell
        for duty in self.decision.obligations:
            if self._of(duty.article):
                years = tell("({years})", "（{years}）", years=tell.row(map(str, duty.years))) if duty.years else ""
                where = " ".join(part for part in (tell.article(duty.article) if duty.article else "", years) if part)
                match = tell("match what the awards of the article paid", "按本条奖励的金额配套")
                who = tell.names.name(duty.who).replace("_", " ")
                said = tell(
                    "{who} to {what}", "{who}应当{what}", who=who, what=tell.names.quotation(duty.text) or match
                )
                text = tell("{where}: {said}", "{where}：{said}", where=where, said=said) if where else said
                if duty.amount is None:
                    yield note(text, "  ", "    ")
                else:
                    yield side(text, duty_sum(duty, tell), "  ")
                yield from self._not_known(duty.missing)

    def _budget(self) -> Iterator[Line]:
        tell = self.tell
        for line in self.decision.allocations:
            if self._of(line.article, line.label):
                known = tell("not known", "未知") if line.amount is None else amount(line.amount)
                said = tell("{year}: {item}, {label}", "{year}年：{item}，{label}", year=line.year, item=line.item,
                            label=tell.names.clause(line.label))  # fmt: skip
                yield side(said, known, "  ")
                yield from self._not_known(line.missing)

    def _documents(self) -> Iterator[Line]:
        tell = self.tell
        for document in self.decision.references:
            if self._of(document.article):
                of = Phrase(
                    " for {items}",
                    "（{items}）",
                    items=named_in_a_row([tell.names.item(item) for item in document.items], tell),
                )
                where = Phrase("article {n}: ", "第{n}条：", n=document.article) if document.article else ""
                name = tell.names.quotation(document.document)
                said = tell("{where}{document}{items}", "{where}{document}{items}", where=where, document=name,
                            items=of if document.items else "")  # fmt: skip
                yield note(said, "  ", "    ")

    def _not_known(self, facts: tuple[FactRef, ...]) -> list[Line]:
        """The facts that were not stated, where there are any."""
        tell = self.tell
        paths = dict.fromkeys(tell.names.path(ref) for ref in facts)
        return [note(tell("not known: {facts}", "未填写：{facts}", facts=tell.row(paths)), "    ")] if paths else []
