"""The whole of Dongyang by hand, with reasons: each claim and its outcome, the cut and reason of each rule, the ledger.

This is the code that a programmer would write if reasons are required. Input: typed facts. Output: amounts in fen and
sentences. As in `benchmarks.handwritten.dongyang`, all facts that a clause uses must be stated, and every ceiling must
have an approval. In addition, no two records are one event, lines of the ledger are complete and in order, their events
are stated again, and other documents paid only for titles and marks. Tests compare claims, outcomes, amounts, rules,
sentences and ledger with ipdsl.
"""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from benchmarks.handwritten.dongyang import (
    CAPPED,
    FOR_LIFE,
    GI_MARK,
    INDUSTRY,
    LADDERS,
    LOAN,
    NOT_TOPPED_UP,
    ONCE,
    UNREPEATED,
    WELL_KNOWN,
    YEARLY,
    last_year,
    room_of,
)
from benchmarks.handwritten.dongyang_awards import promises
from benchmarks.handwritten.dongyang_case import Case
from benchmarks.handwritten.dongyang_claims import (
    ARTICLES,
    CEILING_RULE,
    NO_CEILING,
    TOP_UP,
    Claim,
    Explained,
    line_of,
    passed_on,
)
from benchmarks.handwritten.dongyang_past import Granted, Past, Years, is_final
from benchmarks.handwritten.telling import Cut, shown
from ipdsl.ir.facts import Facts, OlderDocument

LESS = "judicial_well_known_mark"
OLDER_RULE = "21.policy pay highest with older documents per matter"
PER = {clause: rule.partition(" cap ")[2] for clause, rule in CAPPED.items()}
IN_ORDER = attrgetter("order")


def explained(facts: Facts) -> Explained:
    """The outcome of every promise, with its reason."""
    case = promises(facts)
    past = Past(facts)
    if past.events:
        settled_before(case, past)
    case.claims.sort(key=IN_ORDER)
    rules = Rules(case, past)
    rules.settle()
    total = 0
    for claim in case.claims:
        if not claim.outcome:
            tell(claim)
            total += claim.left
    ledger = [line_of(facts, claim) for claim in case.claims if claim.day is not None and not claim.is_settled]
    told = {(line.clause, line.item, line.day) for line in ledger} if past.events else ()
    for line in facts.history or ():
        if (line.clause, line.item, line.event_date) not in told:
            ledger.append(passed_on(line))
    ledger.sort(key=lambda line: (line.year, line.day or date.min, line.policy, line.clause, line.item, line.row))
    return Explained(total, case.claims, ledger)


def settled_before(case: Case, past: Past) -> None:
    """Skip events that the ledger has settled. Money that a line carries stays available."""
    for index, claim in enumerate(case.claims):
        line = past.events.get((claim.label, claim.item, claim.day))
        if line is None or not is_final(line):
            continue
        if not line.carried:
            paid = shown(sum(line.due.values()))
            years = ", ".join(str(year) for year in sorted(line.due) if line.due[year]) or str(line.year)
            claim.stop("already paid", f"settled before: {line.outcome}, {paid} due in {years}")
            claim.proposed = claim.left = 0
            claim.is_settled = True
            continue
        brought = Claim(claim.clause, claim.item, claim.day, claim.order[2], claim.order[3])
        brought.brought, brought.row, brought.admitted = line, line.row, line.admitted
        brought.matter, brought.level, brought.is_ceiling = line.matter, line.level, line.by_discretion
        brought.by_year, brought.waiting = {}, line.carried
        brought.since, brought.until = max(line.year, *line.due) + 1, line.carry_until or line.year + 2
        case.claims[index] = brought


class Rules:
    """The rules for one applicant's claims, year by year, with the amounts paid and charged so far."""

    def __init__(self, case: Case, past: Past) -> None:
        self.case, self.facts = case, case.facts
        self.carries = "enterprise" in case.kinds
        self.past = past
        self.waiting: list[Claim] = []
        self.carried: list[Claim] = []

    def settle(self) -> None:
        """Settle every year that has claims or carried money."""
        years: dict[int, list[Claim]] = {}
        for claim in self.case.claims:
            if claim.brought is not None:
                self.waiting.append(claim)
            elif not claim.outcome:
                years.setdefault(claim.year, []).append(claim)
        self.carried = list(self.waiting)
        if not years and not self.waiting:
            return
        first = min([*years, *[claim.since for claim in self.waiting]])
        final = max(max(years, default=0), last_year(self.case.days, None) if self.carries else 0)
        for year in range(first, final + 1):
            if year in years:
                self.of_year(year, years[year])
            if self.carries:
                self.under_ceiling(year, years.get(year, []))
        for claim in self.carried:
            claim.left = sum(claim.by_year.values()) if claim.by_year else 0
            claim.by_ceiling = claim.left
            claim.cuts = (*claim.cuts, Cut(CEILING_RULE, "22", 0, carried_words(claim)))

    def of_year(self, year: int, claims: list[Claim]) -> None:
        """Settle one year: deductions, the rules of the articles, then those of article 21."""
        if self.past.outside:
            self.deduct(claims)
        if self.facts.older_documents:
            self.lift(claims, self.facts.older_documents)
        grants: dict[str, list[Claim]] = {}
        ladders: dict[tuple[str, str], list[Claim]] = {}
        used: dict[tuple[int, str], str] = {}
        for claim in claims:
            clause = claim.clause
            claim.admitted = claim.left
            if clause in ONCE and claim.left > 0:
                self.once(claim, used)
            if claim.left <= 0:
                continue
            if clause in CAPPED:
                self.limited(claim, year)
                if claim.left > 0:
                    self.capped(claim, year)
            if clause in UNREPEATED and claim.left > 0:
                grants.setdefault(claim.matter, []).append(claim)
            elif clause in LADDERS:
                ladders.setdefault((claim.matter, claim.level), []).append(claim)
        for matter, members in grants.items():
            block = UNREPEATED[members[0].clause]
            per = f"per matter (article {block.partition('.')[0]})"
            no_repeat(members, self.past.granted.get(matter), year, f"{block} no repeat per matter", per)
        for place, members in ladders.items():
            rule = "21.policy no repeat per matter per level"
            no_repeat(members, self.past.levels.get(place), year, rule, "per matter per level (article 21)")
        self.top_up(year, claims)
        self.past.remember(year, claims)

    def deduct(self, claims: list[Claim]) -> None:
        """Article 5: deduct earlier payments for the court's recognition of the same mark."""
        for claim in claims:
            paid = self.past.paid_outside(f"{LESS}: {claim.item}") if claim.clause == WELL_KNOWN else None
            if paid is not None and claim.left > 0:
                why = f"{shown(paid.sum)} already paid for {LESS} of the same mark ({paid.where}) was deducted"
                claim.cut("less already paid", "", min(claim.left, paid.sum), why, "already paid")

    def lift(self, claims: list[Claim], older: tuple[OlderDocument, ...]) -> None:
        """Article 21: raise the highest claim of a matter to the standard of an older document if that is higher."""
        matters: dict[str, list[Claim]] = {}
        for claim in claims:
            if claim.left > 0:
                matters.setdefault(claim.matter, []).append(claim)
        for matter, members in matters.items():
            root = matter.partition(": ")[0]
            names = {matter, *[f"{root}: {claim.item}" for claim in members]}
            standards = [one for one in older if f"{one.kind}: {one.item}" in names]
            if not standards:
                continue
            highest = max(standards, key=lambda one: (one.amount, one.document))
            best = min(members, key=lambda claim: (-claim.left, claim.clause))
            if highest.amount > best.left > self.past.proposed.get((best.year, matter), 0):
                own, more = best.left, highest.amount - best.left
                why = f"raised from {shown(own)} to {shown(highest.amount)}, the standard of {highest.document} "
                best.cut(OLDER_RULE, "21", 0, why + "per matter per year (article 21)")
                best.left += more
                best.proposed += more

    def once(self, claim: Claim, used: dict[tuple[int, str], str]) -> None:
        """The award's own `once`: within the year first, then against earlier years."""
        item = self.facts.applicant if claim.clause == GI_MARK else claim.item
        place = (claim.clause, item)
        where = used.get(place) or self.past.used.get(place)
        if where is None:
            used[place] = f"{claim.item}, {claim.day}"
            return
        why = f"paid only once for {item}, already used ({where})"
        claim.cut("once", "", claim.left, why, "already paid")
        claim.admitted = 0

    def limited(self, claim: Claim, year: int) -> None:
        """One year per pledged right, one patent per product."""
        if claim.clause == LOAN:
            rights = [self.past.rights.get(right) for right in claim.keys["pledged_right"]]
            if any(years and year not in years for years in rights):
                why = "the limit of article 6 per pledged_right is used up: at most 1"
                claim.cut("6.pledge_interest limit year per pledged_right", "6", claim.left, why)
                claim.admitted = 0
        elif claim.clause == INDUSTRY:
            product, patent = str(claim.keys["product"]), str(claim.keys["patent"])
            taken = self.past.products.setdefault(product, set())
            if taken and patent not in taken:
                why = "the limit of article 7 per product is used up: at most 1"
                claim.cut("7 limit patent per product", "7", claim.left, why)
                claim.admitted = 0
            else:
                taken.add(patent)

    def capped(self, claim: Claim, year: int) -> None:
        """The caps of the articles, by year or for life."""
        clause = claim.clause
        most = YEARLY[clause] if clause in YEARLY else FOR_LIFE[clause]
        place = room_of(clause, year, claim.keys.get("right_kind"))
        spent = self.past.spent.get(place, 0)
        kept = min(claim.left, max(0, most - spent))
        self.past.spent[place] = spent + kept
        claim.charged = kept
        if kept < claim.left:
            article = ARTICLES[clause]
            cap = f"the cap of article {article}"
            limit = f"{shown(most)} {PER[clause]}"
            why = f"cut to {shown(kept)} by {cap}: {limit}" if kept else f"{cap} is used up: {limit}"
            claim.cut(CAPPED[clause], article, claim.left - kept, why)

    def top_up(self, year: int, claims: list[Claim]) -> None:
        """Pay only the excess over all grants at other levels, before and in this year.

        Payments by others up to this year are also deducted.
        """
        new: dict[str, list[Granted]] = {}
        for claim in claims:
            if claim.left <= 0 or claim.clause in NOT_TOPPED_UP:
                continue
            matter, level = claim.matter, claim.level
            before = [one for one in self.past.outside.get(matter, ()) if one.year <= year]
            own = [*self.past.matters.get(matter, ()), *new.get(matter, ())]
            deducted = year if claim.clause in LADDERS else None  # `no repeat` deducted that at its own level
            for one in own:
                if one.level != level or not (level or one.year == deducted):
                    before.append(one)
            sum_ = sum([one.sum for one in before])
            if sum_:
                where = "; ".join(sorted([one.where for one in before]))
                why = f"topped up per matter (article 21): {shown(sum_)} was granted before ({where})"
                claim.cut(TOP_UP, "21", min(claim.left, sum_), why, "already paid")
            claim.admitted = claim.left
            if claim.left:
                new.setdefault(matter, []).append(Granted(year, claim.item, "", claim.left, level))

    def under_ceiling(self, year: int, claims: list[Claim]) -> None:
        """Article 22: pay carried money, oldest first, then the claims of the year.

        The rest is carried for two years.
        """
        open_ = [claim for claim in self.waiting if claim.since <= year <= claim.until]
        if not open_ and not claims and all(claim.until >= year for claim in self.waiting):
            return
        room = max(0, self.facts.figures[year]["local_contribution"] - self.past.paid.get(year, 0))
        if open_ and year not in self.case.suspended:
            open_.sort(key=IN_ORDER)
            for claim in open_:
                kept = min(claim.waiting, room)
                claim.by_year[year] = kept
                claim.waiting -= kept
                room -= kept
        for claim in claims:
            if claim.left <= 0 or claim.clause in NO_CEILING:
                continue
            kept = min(claim.left, room)
            room -= kept
            claim.by_ceiling = kept
            if kept < claim.left:
                claim.by_year, claim.waiting, claim.left = {year: kept}, claim.left - kept, kept
                claim.since, claim.until = year + 1, year + 2
                self.waiting.append(claim)
                self.carried.append(claim)
        as_of = self.facts.as_of
        is_over = as_of is None or as_of >= date(year, 12, 31)
        for claim in self.waiting:
            if claim.waiting and claim.since <= year:
                claim.by_year.setdefault(year, 0)
            if claim.waiting and claim.until <= year and is_over:
                claim.lapsed, claim.waiting = claim.waiting, 0
        self.waiting = [claim for claim in self.waiting if claim.waiting]


def no_repeat(members: list[Claim], earlier: Years | None, year: int, rule: str, per: str) -> None:
    """Pay the highest claim of a year. Over several years, pay the first."""
    article = rule.partition(" ")[0].partition(".")[0]
    for claim in members:
        claim.admitted = claim.left
    others = [other for other in earlier if other != year] if earlier else []
    if earlier and others:
        paid = earlier[min(others)]
        why = f"nothing is paid twice {per}: {shown(paid.first)} was paid before ({paid.where})"
        for claim in members:
            claim.cut(rule, article, claim.left, why, "already paid")
            claim.admitted = 0
        return
    here = earlier[year] if earlier else None
    if here is None and len(members) == 1:
        return
    best = min(members, key=lambda claim: (-claim.left, claim.clause))
    sum_, against = shown(best.left), ""
    if here is not None:
        against = f"nothing is paid twice {per}: {shown(here.sum)} was paid this year ({here.where})"
        best.cut(rule, article, min(best.left, here.sum), against, "already paid")
        best.admitted = best.left
    for claim in members:
        if claim is best:
            continue
        if best.left or not against:
            winner, loser = best.item, ""
            if claim.label != best.label:
                winner, loser = f"{best.item} of {best.label}", f", not {claim.label}"
            why = f"nothing is paid twice {per}: {winner} ({sum_}) counts{loser}"
            claim.cut(rule, article, claim.left, why, "displaced")
        else:
            claim.cut(rule, article, claim.left, against, "already paid")
        claim.admitted = 0


def carried_words(claim: Claim) -> str:
    """A sentence on the money that one year could not pay."""
    by_year = claim.by_year or {}
    paid = ", ".join([f"{shown(sum_)} in {year}" for year, sum_ in by_year.items() if sum_])
    if not paid:
        years = list(by_year) or [claim.until]
        paid = f"0 in {years[0]}" + (f" to {years[-1]}" if len(years) > 1 else "")
    told = f"the cap of article 22 per enterprise per year leaves {paid}"
    if claim.waiting:
        return f"{told}; {shown(claim.waiting)} is carried over and may be paid until the end of {claim.until}"
    return f"{told}; {shown(claim.lapsed)} lapsed at the end of {claim.until}" if claim.lapsed else told


def tell(claim: Claim) -> None:
    """Set the outcome of a claim after the rules. Set a reason only if no rule gives one."""
    is_cut = any(cut.amount for cut in claim.cuts)
    plain = "ceiling" if claim.is_ceiling else "awarded"
    if claim.by_year is not None:
        line, before = claim.brought, 0
        if line is not None:
            before = sum(line.due.values())
            is_cut = line.proposed > before + line.carried
        if not claim.left + before:
            claim.outcome = "carried" if claim.waiting else "lapsed"
        else:
            claim.outcome = "reduced" if claim.waiting or claim.lapsed or is_cut else plain
    elif is_cut:
        claim.outcome = "reduced" if claim.left else claim.last_word
    else:
        claim.outcome = plain
    if claim.outcome == "awarded":
        claim.reason = "" if claim.left else "the amount comes to nothing"
    elif claim.outcome != "ceiling":
        claim.reason = ""
