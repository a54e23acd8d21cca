"""A decision as a page that a clerk can read aloud: plain text, about 100 columns wide, the same on every run.

Head with what was assumed; total; per article each claim with what cut it; the bureau's discretion; what is zero and
why, grouped; what is missing and what it could be worth; how the text was read; duties, budget lines, documents.
`only` shows one clause, or the clauses of one article. Zeros that are meant for others are counted, unless all is asked
for; a long list has a sum for each year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from ipdsl.making import attrs
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.model import Adjustment, AnewYear, Claim, Reopening
from ipdsl.runtime.decision.page import clean, sides, wrapped
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import CAP, EVENT_SETTLED, NOTHING_DUE, Key
from ipdsl.runtime.unknown import FactRef
from ipdsl.runtime.wording import sentence, values_in_words
from ipdsl.values.money import Bounds, Money

PAID = "What is paid"
LATER = "What later years may pay"
DISCRETION = "What the bureau still decides"
REOPENED = "What the reopened years come to"
LATE = "What came to light after its year was settled"
BALANCES = "What is still due from earlier runs, or overpaid"
OPEN = "What is not yet determined"
COHORT = "What hangs on other applicants"
ZERO = "What is zero, and why"
REFERRED = "What another document decides"
MISSING = "What is missing, and what hangs on it"
UNSTATED = "Of what nothing was stated"
UNUSED = "Stated, and without effect"
READ = "How the text was read"
DUTIES = "Duties that come with the money"
BUDGET = "Budget lines"
DOCUMENTS = "Documents referred to"


MOST_LISTED = 12
"""So many items are named in a line; a list of claims is long above it."""

SHOWN_ELSEWHERE = (Outcome.UNDETERMINED, Outcome.BY_REFERENCE, Outcome.CONTINGENT)
"""Outcomes of claims that pay nothing now and have a section of their own."""


def render(decision: Decision, only: str | None = None, *, with_all: bool = False) -> str:
    """The page. `only`: a clause label or an article number."""
    page = _Page(decision, only, with_all)
    return "\n".join(line.rstrip() for line in page.lines()) + "\n"


def amount(sum_: Money) -> str:
    """A sum without its currency, which the head of the page names."""
    return str(sum_).rsplit(" ", 1)[0]


def at_most(sum_: Money | None) -> str:
    """A sum, or that there is none at which it ends."""
    return "without limit" if sum_ is None else amount(sum_)


def worth_of(sum_: Money | None, due: Bounds) -> str:
    """What hangs on a fact: the claims that ask for it may share a sum that is due however it is."""
    if sum_ is None:
        return "worth any sum"
    return "only which claim pays hangs on it" if due.is_point and not sum_.minor else f"worth up to {amount(sum_)}"


def between(low: Money, high: Money | None) -> str:
    """Two ends, of which the upper may be missing."""
    return f"{amount(low)} or more, without limit" if high is None else f"{amount(low)} to {amount(high)}"


@attrs.frozen
class _Page:
    decision: Decision
    only: str | None
    with_all: bool

    def lines(self) -> Iterator[str]:
        yield from self._head()
        sections: tuple[tuple[str, Callable[[], Iterable[str]]], ...] = (
            (REOPENED, self._reopened), (PAID, self._paid), (LATE, self._late), (BALANCES, self._balances),
            (LATER, self._later), (DISCRETION, self._discretion),
            (OPEN, self._open), (COHORT, self._contingent), (ZERO, self._zero), (REFERRED, self._referred),
            (MISSING, self._missing), (UNSTATED, self._unstated), (UNUSED, self._unused), (READ, self._read),
            (DUTIES, self._duties), (BUDGET, self._budget), (DOCUMENTS, self._documents),
        )  # fmt: skip
        for title, section in sections:
            body = list(section())
            if body:
                yield from ("", title, "-" * len(title), *body)
        yield from ("", *wrapped(self.decision.notice))

    # ------------------------------------------------------------------------------------------ head

    def _head(self) -> Iterator[str]:
        decision = self.decision
        yield from wrapped(decision.title or decision.policy)
        if decision.document:
            yield from wrapped(f"document {decision.document}, policy {decision.policy}")
        span = f", {_years(decision.years)}" if decision.years else ""
        as_of = f", as of {decision.as_of}" if decision.as_of else ""
        yield from wrapped(f"applicant {decision.applicant}{as_of}{span}; all sums in {decision.currency}")
        for assumption in decision.assumptions:
            yield from wrapped(assumption, "  ", "    ")
        yield ""
        if self.only is not None:
            yield from sides(f"Paid under {self._named()}", self._sum(self._claims()))
        due = decision.due
        carries = any(claim.carry is not None for claim in decision.claims)
        least = "Total due" if due.is_point else "Total due at least"
        if decision.reopening is not None:
            least = f"{least}, anew from {decision.reopening.year} on"
        yield from sides(least, amount(decision.total))
        of = decision.reopening
        early = sum(one.newly_due.minor for one in of.years if one.year < of.year) if of is not None else 0
        if early:
            sum_ = amount(Money(early, decision.currency))
            yield from sides("of which in earlier years, beside what stands there", sum_, "  ")
        for year in decision.years if carries and len(decision.years) > 1 else ():
            paid = decision.total_of(year)
            if paid.minor or any(not claim.bounds.is_point for claim in decision.claims if claim.year == year):
                yield from sides(f"of which in {year}", amount(paid), "  ")
        if not due.is_point:
            yield from sides("and at most", at_most(due.high), "  ")
        for said in self._why_open():
            yield from wrapped(said, "  ", "    ")
        if decision.reopening is not None:
            yield from beside_before(decision.reopening, decision.currency)
        still_due = decision.still_due
        if still_due.minor:
            yield from sides("Still due from earlier runs, beside the total", amount(still_due))

    def _named(self) -> str:
        is_article = self.only in {claim.article for claim in self.decision.claims}
        return f"article {self.only}" if is_article else f"clause {self.only}"

    def _why_open(self) -> Iterator[str]:
        """Why the total is not one sum, or which claims it comes from is open, in sentences."""
        claims, is_known = self.decision.claims, self.decision.due.is_point
        open_ = [c for c in claims if c.outcome is Outcome.UNDETERMINED]
        hidden = self.decision.total.minor - sum(claim.paid.minor for claim in claims)
        if is_known and hidden <= 0:
            return
        set_ = [c for c in claims if _is_open_ceiling(c)]
        hanging = [c for c in claims if c.outcome is Outcome.CONTINGENT]
        parts = (
            (open_, f"{_counted(len(open_), 'claim')} cannot be settled until facts are stated"),
            (set_, f"{_counted(len(set_), 'sum')} {'are' if len(set_) > 1 else 'is'} left to the bureau"),
            (hanging, f"{_counted(len(hanging), 'claim')} hang{'s' if len(hanging) == 1 else ''} on other applicants"),
        )
        yield "; ".join(said for of, said in parts if of) or "part of the facts is open"
        if open_ and is_known:
            yield "whatever the missing facts are, this total is due"
        elif open_:
            both = ", and can be either" if self.decision.due.exact else ""
            ends = f"the total lies between these two sums{both}"
            ends = ends if self.decision.due.high is not None else "at least the first sum is due"
            yield f"whatever the missing facts are, {ends}"
        if hidden > 0:
            sum_ = amount(Money(hidden, self.decision.currency))
            of = "it" if is_known else "the first sum"
            yield f"{sum_} of {of} comes from claims that are not settled yet: it is due however they end"

    def _claims(self) -> list[Claim]:
        return listed(self.decision, self.only, with_all=True)[0]

    def _of(self, article: str, label: str = "") -> bool:
        """Whether a line about an article (or clause) is to be shown."""
        if self.only is None or self.only in (article, label):
            return True
        return not label and article in {c.article for c in self.decision.claims if c.label == self.only}

    # ------------------------------------------------------------------------------------------ claims

    def _paid(self) -> Iterator[str]:
        claims = [claim for claim in self._claims() if claim.paid.minor > 0]
        titles = {heading.number: heading.title for heading in self.decision.headings}
        for article in dict.fromkeys(claim.article for claim in sorted(claims, key=lambda c: c.place)):
            own = [claim for claim in claims if claim.article == article]
            if article:
                yield from sides(f"Article {article}: {titles.get(article, '')}".rstrip(": "), self._sum(own))
            for label in dict.fromkeys(claim.label for claim in sorted(own, key=lambda c: c.place)):
                yield from self._clause([claim for claim in own if claim.label == label])
            yield from self._caps(article)

    def _clause(self, claims: list[Claim]) -> Iterator[str]:
        """What a clause pays; of a long list its sum, and that of each year."""
        left, is_long = f"{claims[0].label} ({claims[0].citation})", len(claims) > MOST_LISTED
        if is_long:
            yield from sides(f"{left}: {len(claims)} claims", self._sum(claims), "  ")
        else:
            yield from wrapped(left, "  ")
        years = dict.fromkeys(claim.year for claim in claims)
        for year in years if is_long and len(years) > 1 else [None]:
            of_year = [claim for claim in claims if year in (None, claim.year)]
            if year is not None:
                yield from sides(f"{year}: {_counted(len(of_year), 'claim')}", self._sum(of_year), "    ")
            for claim in of_year:
                yield from self._one(claim)

    def _sum(self, claims: list[Claim]) -> str:
        return amount(Money(sum(claim.paid.minor for claim in claims), self.decision.currency))

    def _one(self, claim: Claim) -> Iterator[str]:
        row = f" [{claim.row}]" if claim.row and claim.row not in claim.item.split(" / ") else ""
        yield from sides(f"{_day(claim)}: {claim.item}{row}", amount(claim.paid), "    ")
        if claim.adjustments:
            cuts = "; ".join(adjustment.text for adjustment in claim.adjustments)
            of = f"of {amount(claim.proposed)}"
            if claim.brought_in.minor:
                of = f"of {amount(claim.brought_in)} that was carried here"
            yield from wrapped(f"{of}: {cuts}", "      ")
        elif claim.reason is not None:
            yield from wrapped(sentence(claim.reason), "      ")
        yield from _records_of([claim], "      ")
        yield from _parts_of(claim, "      ")

    def _caps(self, article: str) -> Iterator[str]:
        """What each cap that cut something did to the claims of a year, in one sentence."""
        decision = self.decision
        shown = {id(claim) for claim in self._claims() if claim.article == article}
        cuts = [(claim, cut) for claim in decision.claims for cut in claim.adjustments if cut.code == CAP]
        if not any(id(claim) in shown for claim, _ in cuts):
            return
        keys = {cut.rule: _key_of(cut) for _, cut in cuts}
        lines = {(line.clause, line.item, line.event_date): line for line in decision.ledger}
        charged: dict[_Met, list[tuple[Claim, int]]] = {}
        told: dict[_Met, Adjustment] = {}
        for claim in decision.claims:
            line = lines.get((claim.label, claim.item, claim.event_date))
            if line is None:
                continue
            for rule, names in keys.items():
                if rule in line.charged:
                    met = (rule, claim.year, _values(line, names))
                    charged.setdefault(met, []).append((claim, line.charged[rule]))
            for cut in claim.adjustments:
                if cut.code == CAP and id(claim) in shown:
                    told.setdefault((cut.rule, claim.year, _values(line, keys[cut.rule])), cut)
        for met, cut in told.items():
            if len(charged.get(met, ())) > 1:
                yield from wrapped(_sum_of(charged[met], cut, decision.currency), "  ", "    ")

    def _reopened(self) -> Iterator[str]:
        """Each year anew and before, then the lines that moved."""
        of = self.decision.reopening
        if of is None:
            return
        yield from _years_anew(of.years, "due before", "newly due {}", "overpaid {}", of.year)
        for line in of.moved:
            if self._of(_article(self.decision, line.label), line.label):
                open_ = ", not determined yet" if line.is_open else ""
                said = f"{line.label}, {line.item} ({line.year}): {amount(line.before)} due before{open_}"
                yield from sides(said, f"{amount(line.anew)} anew", "  ")

    def _late(self) -> Iterator[str]:
        """What came to light, and the years that would come to another sum."""
        of = self.decision.late
        if of is None:
            return
        for label, item, year in of.came:
            yield from wrapped(f"{label}, {item} ({year})", "  ", "    ")
        yield from _years_anew(of.years, "due as it stands", "{} more", "{} less")
        if of.waits is not None:
            stands, anew = map(amount, of.waits)
            yield from sides(f"for years to come: {anew} anew, {stands} as it stands", "waits", "  ")
        yield from wrapped(f"settle anew with `--reopen {of.year}`", "  ", "    ")

    def _balances(self) -> Iterator[str]:
        """Lines of earlier runs of which less or more was paid than was due."""
        for one in self.decision.balances:
            if self._of(_article(self.decision, one.label), one.label):
                said = f"{one.label}, {one.item} ({one.year}): {amount(one.due)} due, {amount(one.paid)} paid"
                is_less = one.still_due.minor > 0
                right = f"still due {amount(one.still_due)}" if is_less else f"overpaid {amount(one.overpaid)}"
                yield from sides(said, right, "  ")

    def _later(self) -> Iterator[str]:
        """What is carried, by the last year that may pay it."""
        claims = [claim for claim in self._claims() if claim.carry_until is not None]
        for claim in sorted(claims, key=lambda c: c.carry_until or 0):
            yield from sides(f"{_named(claim)}, not after {claim.carry_until}", amount(claim.carried), "  ")

    def _discretion(self) -> Iterator[str]:
        own = [claim for claim in self._claims() if _is_open_ceiling(claim)]
        for claim in own:
            high = claim.bounds.high
            yield from _with_why(claim, "at the bureau's discretion" if high is None else f"up to {amount(high)}")
        if own and not self._between_ends(Outcome.UNDETERMINED):
            yield from self._not_together()

    def _open(self) -> Iterator[str]:
        lines = self._between_ends(Outcome.UNDETERMINED)
        yield from lines
        if lines:
            yield from self._not_together()

    def _contingent(self) -> Iterator[str]:
        lines = self._between_ends(Outcome.CONTINGENT)
        yield from lines
        if lines and not (self._between_ends(Outcome.UNDETERMINED) or any(map(_is_open_ceiling, self._claims()))):
            yield from self._not_together()

    def _between_ends(self, outcome: Outcome) -> list[str]:
        """Claims whose sum lies between two ends."""
        own = [(claim, claim.bounds) for claim in self._claims() if claim.outcome is outcome]
        return [line for claim, ends in own for line in _with_why(claim, between(ends.low, ends.high))]

    def _not_together(self) -> Iterator[str]:
        """That not every claim can be paid its most, where that is so."""
        highs = [claim.bounds.high for claim in self.decision.claims]
        most = self.decision.due.high
        if self.only is None and most is not None and sum(high.minor for high in highs if high) > most.minor:
            yield from wrapped(f"not all of these can be paid in full: in all at most {amount(most)} is due", "  ")

    def _zero(self) -> Iterator[str]:
        claims, aside = listed(self.decision, self.only, with_all=self.with_all)
        own = [c for c in claims if not (c.paid.minor or _is_open_ceiling(c) or c.outcome in SHOWN_ELSEWHERE)]
        for claims in alike(own):
            yield from wrapped(told(claims), "  ", "      ")
            yield from _records_of(claims, "      ")
            for claim in claims if _comes_to_nothing(claims[0]) else ():
                of = "" if len(claims) == 1 else f"{claim.item}: "
                yield from _parts_of(claim, "      ", of)
        if aside:
            yield from wrapped(counted_apart(aside), "  ", "      ")

    def _referred(self) -> Iterator[str]:
        for claim in self._claims():
            if claim.outcome is Outcome.BY_REFERENCE:
                unknown = f"; not known: {', '.join(ref.path for ref in claim.missing)}" if claim.missing else ""
                yield from wrapped(
                    f"{_day(claim)}: {claim.item} ({claim.citation}), {claim.why}{unknown}", "  ", "      "
                )

    # ------------------------------------------------------------------------------------------ beside the claims

    def _is_asked(self, labels: tuple[str, ...]) -> bool:
        """Whether what clauses ask for is to be shown."""
        return self.only is None or any(self._of(_article(self.decision, label), label) for label in labels)

    def _missing(self) -> Iterator[str]:
        for fact in self.decision.missing:
            if self._is_asked(fact.clauses):
                label = f" ({fact.label})" if fact.label else ""
                yield from sides(f"{fact.path}{label}", worth_of(fact.worth, self.decision.due), "  ")
                yield from wrapped(f"asked by {', '.join(fact.clauses)}", "    ")

    def _unstated(self) -> Iterator[str]:
        kinds = [
            (kind.kind or kind.part) if kind.label in ("", kind.kind) else f"{kind.kind} {kind.label}"
            for kind in self.decision.not_stated
            if self._is_asked(kind.clauses)
        ]
        if kinds:
            yield from wrapped(f"not computed, since the facts do not mention them: {', '.join(kinds)}", "  ")

    def _unused(self) -> Iterator[str]:
        """The lines of one group with one reason together."""
        if self.only is not None:
            return
        groups: dict[tuple[str, str], list[str]] = {}
        for line in self.decision.without_effect:
            groups.setdefault((line.group, line.text), []).append(" ".join(part for part in line.parts if part))
        for (group, why), names in groups.items():
            yield from wrapped(f"{group.replace('_', ' ')}: {_listed(names)}: {why}", "  ", "      ")

    def _read(self) -> Iterator[str]:
        for reading in self.decision.readings:
            if self._of(reading.article, reading.label):
                where = reading.label or (f"article {reading.article}" if reading.article else "policy")
                yield from wrapped(f"{where}: {reading.text}", "  ", "    ")

    def _duties(self) -> Iterator[str]:
        for duty in self.decision.obligations:
            if self._of(duty.article):
                years = f"({', '.join(map(str, duty.years))})" if duty.years else ""
                where = " ".join(part for part in (f"article {duty.article}" if duty.article else "", years) if part)
                said = f"{duty.who.replace('_', ' ')} to {duty.text or 'match what the awards of the article paid'}"
                text = f"{where}: {said}" if where else said
                if duty.amount is None:
                    yield from wrapped(text, "  ", "    ")
                else:
                    yield from sides(text, f"{duty.op or 'at least'} {amount(duty.amount)}", "  ")
                yield from _not_known(duty.missing)

    def _budget(self) -> Iterator[str]:
        for line in self.decision.allocations:
            if self._of(line.article, line.label):
                known = "not known" if line.amount is None else amount(line.amount)
                yield from sides(f"{line.year}: {line.item}, {line.label}", known, "  ")
                yield from _not_known(line.missing)

    def _documents(self) -> Iterator[str]:
        for document in self.decision.references:
            if self._of(document.article):
                items = f" for {_listed(list(document.items))}" if document.items else ""
                where = f"article {document.article}: " if document.article else ""
                yield from wrapped(f"{where}{document.document}{items}", "  ", "    ")


def listed(decision: Decision, only: str | None = None, *, with_all: bool) -> tuple[list[Claim], tuple[Claim, ...]]:
    """The claims to be told of one by one, and those that are counted: the zeros that are meant for others."""
    own = [claim for claim in decision.claims if only in (None, claim.label, claim.article)]
    aside = () if with_all or only else decision.for_others
    counted = {id(claim) for claim in aside}
    return [claim for claim in own if id(claim) not in counted], aside


def alike(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Claims of one clause with one outcome for one reason, in the order of the page."""
    groups: dict[tuple[str, Outcome, str], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.place):
        groups.setdefault((claim.label, claim.outcome, claim.why), []).append(claim)
    return list(groups.values())


def told(claims: list[Claim]) -> str:
    """The clause, the items, and what became of claims that are alike."""
    first = claims[0]
    code = first.reason.code if first.reason is not None else ""
    said = (
        [first.why]
        if code in (EVENT_SETTLED, NOTHING_DUE)
        else [first.outcome.value, *([first.why] if first.why else [])]
    )
    return f"{first.label}, {_listed(_with_years(claims))}: {'; '.join(said)}"


def counted_apart(aside: Iterable[Claim]) -> str:
    """How many clauses are meant for others."""
    number = len({claim.label for claim in aside})
    return f"{_counted(number, 'clause')} for other records or applicants (`--all` lists them)"


def _named(claim: Claim) -> str:
    return f"{_day(claim)}: {claim.item}, {claim.label}"


def _with_why(claim: Claim, sum_: str) -> list[str]:
    """A claim with what it can come to, and why that is not one sum."""
    why = wrapped(f"{claim.citation}; {claim.why}", "    ")
    return [*sides(_named(claim), sum_, "  "), *why, *_records_of([claim], "    "), *_parts_of(claim, "    ")]


def _parts_of(claim: Claim, indent: str, of: str = "") -> list[str]:
    """What a computed sum is made of."""
    return [line for part in claim.parts for line in wrapped(f"{of}{sentence(part)}", indent, f"{indent}  ")]


def _comes_to_nothing(claim: Claim) -> bool:
    return claim.reason is not None and claim.reason.code == NOTHING_DUE


def _records_of(claims: list[Claim], indent: str) -> Iterator[str]:
    """What claims of sets count, and what they leave out: the records of one reason together."""
    counted = [item for claim in claims for item in claim.counted]
    if counted:
        yield from wrapped(f"counts {_listed(counted)}", indent, f"{indent}  ")
    left_out: dict[str, list[str]] = {}
    for one in (one for claim in claims for one in claim.left_out if one.reason != claim.reason):
        left_out.setdefault(one.text, []).append(one.item)
    for why, items in left_out.items():
        yield from wrapped(f"leaves out {_listed(items)}: {why}", indent, f"{indent}  ")


def _not_known(facts: tuple[FactRef, ...]) -> list[str]:
    """The facts that were not stated, where there are any."""
    paths = dict.fromkeys(ref.path for ref in facts)
    return wrapped(f"not known: {', '.join(paths)}", "    ") if paths else []


def _is_open_ceiling(claim: Claim) -> bool:
    return claim.outcome is Outcome.CEILING and claim.paid.minor == 0 and claim.bounds.high != claim.bounds.low


def _with_years(claims: list[Claim]) -> list[str]:
    """Each item with its years: `ZL1 (2022, 2023)`."""
    years: dict[str, dict[str, None]] = {}
    for claim in claims:
        years.setdefault(claim.item, {}).update({str(claim.year): None} if claim.year else {})
    return [f"{item} ({', '.join(own)})" if own else item for item, own in years.items()]


def _day(claim: Claim) -> str:
    return str(claim.event_date or "day not known")


def _article(decision: Decision, label: str) -> str:
    return next((claim.article for claim in decision.claims if claim.label == label), label.split(".")[0])


def _years(years: tuple[int, ...]) -> str:
    return f"year {years[0]}" if len(years) == 1 else f"years {years[0]} to {years[-1]}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _listed(items: list[str]) -> str:
    shown = ", ".join(clean(item) for item in items[:MOST_LISTED])
    return f"{shown} and {len(items) - MOST_LISTED} more" if len(items) > MOST_LISTED else shown


_Met: TypeAlias = "tuple[str, int | None, tuple[str, ...]]"
"""A cap in a year with the values of its key."""


def _key_of(cut: Adjustment) -> tuple[str, ...]:
    """The names of a cap's key."""
    key = dict(cut.reason.values)["per"]
    assert isinstance(key, Key)
    return key.names


def _values(line: LedgerLine, names: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a key as a line states them."""
    own = {"item": line.item, "matter": line.matter, "level": line.level}
    return tuple(str(line.keys.get(name, own.get(name, ""))) for name in names)


def _sum_of(met: list[tuple[Claim, int]], cut: Adjustment, currency: str) -> str:
    """`2 claims of 2022: 20,000.00 + 50,000.00, cut to 50,000.00 by the cap of …`."""
    before = [charged + _cut_by(claim, cut.rule) for claim, charged in met]
    left = sum(charged for _, charged in met)
    sums = " + ".join(amount(Money(sum_, currency)) for sum_ in before[:6])
    if len(before) > 6:
        sums = f"{amount(Money(sum(before), currency))} together"
    cap = "the cap of {where}: {most}{per}{published}".format_map(values_in_words(cut.reason))
    return f"{len(met)} claims of {met[0][0].year}: {sums}, cut to {amount(Money(left, currency))} by {cap}"


def _cut_by(claim: Claim, rule: str) -> int:
    return sum(adjustment.cut.minor for adjustment in claim.adjustments if adjustment.rule == rule)


def beside_before(of: Reopening, currency: str, indent: str = "") -> Iterator[str]:
    """What is newly due and overpaid over all years that were settled anew."""
    sums = [(year.newly_due.minor, year.overpaid.minor) for year in of.years]
    for word, sum_ in zip(("Newly due", "Overpaid"), map(sum, zip(*sums, strict=True)), strict=False):
        if sum_:
            yield from sides(f"{word} beside what was due before", amount(Money(sum_, currency)), indent)


def _years_anew(years: Iterable[AnewYear], before: str, more: str, less: str, first: int = 0) -> Iterator[str]:
    """A line for each year: what it comes to anew, what was due before, and by how much they differ.

    Before the `first` year that is settled anew a year pays beside what stands.
    """
    for year in years:
        most = "" if year.anew.is_point else f" to {at_most(year.anew.high)}"
        said = f"{year.year}: {amount(year.anew.low)}{most} anew, {amount(year.before)} {before}"
        if year.year < first:
            said = f"{year.year}: {amount(year.anew.low)}{most} beside what stands"
        right = "as before" if year.anew.is_point else "not determined yet"
        if year.newly_due.minor:
            right = more.format(amount(year.newly_due))
        elif year.overpaid.minor:
            right = less.format(amount(year.overpaid))
        yield from sides(said, right, "  ")
