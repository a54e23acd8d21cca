"""Two laws of limits, on small pages with several rules in any order, over years and cohorts.

The pages, the facts and the accounts of these laws share nothing with the oracle: a law reads what the decisions pay.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from ipdsl.decision.decision import Decision, Request
from ipdsl.decision.model import Claim
from ipdsl.ir.facts import LedgerLine
from ipdsl.runtime.compiled_policy import evaluate_cohort
from tests.properties.pipeline import Compiled, compile_texts
from tests.properties.policies import Generated
from tests.properties.trial import expect, ledger_of
from tests.reference import days

Facts: TypeAlias = dict[str, Any]
YEARS = range(2022, 2026)

VOCABULARY = """vocabulary small "Small"
applicant firm "firms"
record deal "deals" plural deals
  key no
  cost money
  score count
  sort is one of alpha, beta, gamma
  event done on done_on default
  state alive from done_on until ended_on
"""


@attrs.frozen
class LimitLine:
    """A limit of a small page, as this file counts it: `per_years` is 0 for life, `months` the length of a span."""

    number: int
    counts: str  # "items", "sort" or "applicant"
    per_years: int = 0
    months: int = 0
    is_across: bool = False
    order: str = ""
    per_sort: bool = False

    @property
    def text(self) -> str:
        """The sentence."""
        counted = {"items": "deals" if "highest" in self.order else "items", "applicant": "applicants"}
        what = counted.get(self.counts, self.counts)
        if self.counts == "applicant" and self.number == 1:
            what = "applicant"
        holder = " per sort" if self.per_sort else "" if self.is_across else " per firm"
        period = f" in any {self.months} months" if self.months else ""
        if self.per_years:
            period = " per year" if self.per_years == 1 else f" per {self.per_years} years"
        across = " across applicants" if self.is_across else ""
        return f"limit {self.number} {what}{holder}{period}{across}{self.order}"


@attrs.frozen(slots=False)
class SmallPage:
    """A page, and the limits on it."""

    text: str
    limits: tuple[LimitLine, ...]

    @cached_property
    def compiled(self) -> Compiled:
        """The policy of the page."""
        return compile_texts(self.text, VOCABULARY, "small")


def small_page(r: random.Random, *, remembers: bool = True) -> SmallPage:
    """A page with two to five rules in any order. Without `remembers` no rule but limits and caps looks back."""
    drawn = [_limit(r) for _ in range(r.choice([1, 1, 2]))]
    limits = [limit for n, limit in enumerate(drawn) if limit.counts not in [other.counts for other in drawn[:n]]]
    rules = [
        *([f"cap {r.choice([700, 1000, 1500])} per firm per year"] if r.random() < 0.7 else []),
        *(["cap 1000 per firm per sort per year"] if r.random() < 0.2 else []),
        *(["cap 2000 per firm"] if r.random() < 0.2 else []),
        *([f"cap {r.choice([1000, 2500])} per sort per year across applicants"] if r.random() < 0.15 else []),
        *(["nothing below 800 per firm per year"] if r.random() < 0.25 else []),
        *(["round down to 300 per firm per year"] if r.random() < 0.1 else []),
        *(["pay highest per firm per year"] if r.random() < 0.15 else []),
        *(["no repeat per sort"] if remembers and r.random() < 0.1 else []),
        *(limit.text for limit in limits),
    ]
    r.shuffle(rules)
    awards = r.sample(["award cost to firm when deal done", "award 500 to firm when deal done and not sort is gamma",
                       "award 600 to firm while deal alive"], r.choice([1, 1, 2]))  # fmt: skip
    once = " once per sort to" if remembers and r.random() < 0.15 else " to"
    awards = [award.replace(" to", once) for award in awards]
    lines = [line for n, award in enumerate(awards) for line in (award, f"  as award_{n}", "  uncapped")]
    carry = ["  over policy", "    cap 900 per firm per year", "      carry forward 2 years"]
    shape, cut = r.choice(["plain", "group", "over"]), r.randrange(len(rules))
    if shape == "plain":
        body = [*lines, *rules]
    elif shape == "group":
        body = ["group inner", *(f"  {line}" for line in (*lines, *rules[:cut])), *rules[cut:]]
    else:
        body = [*lines, *rules[:cut], "over policy", *(f"  {line}" for line in rules[cut:])]
    head = [
        'policy small_page "Small page"',
        "  effective 2022-01-01 to 2025-12-31",
        "  use small",
        "",
        'article 1 "A"',
    ]
    text = [*head, *(f"  {line}" for line in body)]
    if r.random() < 0.15:
        text += ["", 'article 2 "B"', *carry]
    return SmallPage("\n".join(text) + "\n", tuple(limits))


def _limit(r: random.Random) -> LimitLine:
    number = r.choice([1, 1, 2])
    match r.randrange(6):
        case 0:
            return LimitLine(
                number, "applicant", r.choice([0, 1]), is_across=True, order=r.choice(["", ", best first"])
            )
        case 1:
            return LimitLine(
                number, "items", r.choice([0, 1]), is_across=True, order=", highest score first",
                per_sort=r.random() < 0.4,
            )  # fmt: skip
        case 2:
            return LimitLine(number, r.choice(["items", "sort"]), months=24)
        case _:
            order = r.choice(["", "", ", best first"])
            return LimitLine(number, r.choice(["items", "sort"]), r.choice([0, 0, 1, 3]), order=order)


def small_cohort(r: random.Random) -> list[Facts]:
    """One to three firms with deals of few days, sums and scores."""
    return [
        {
            "applicant": {"id": name, "kinds": ["firm"]}, "as_of": "2025-12-31", "history": [],
            "records": {"deal": [_deal(r, f"{name}{n}") for n in range(r.randint(1, 5))]},
        }
        for name in "NSW"[: r.randint(1, 3)]
    ]  # fmt: skip


def _deal(r: random.Random, no: str) -> Facts:
    done = datetime.date(r.choice(YEARS), r.choice([1, 1, 2, 7]), r.choice([1, 1, 15]))
    lasts = r.choice([None, datetime.timedelta(r.choice([30, 400, 800]))])
    ended = {"none": True} if lasts is None else str(done + lasts)
    return {
        "no": no, "done_on": str(done), "cost": r.choice([0, 300, 700, 1000, 1000, 1500]), "score": r.randint(1, 4),
        "sort": r.choice(["alpha", "beta", "gamma"]), "ended_on": ended,
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------- runs


@attrs.frozen
class Paid:
    """What a claim was paid over all years: the applicant, the record, the award, the day of the claim."""

    who: str
    item: str
    label: str
    day: datetime.date
    sum: int


@attrs.frozen
class Run:
    """What is paid, and the records of which the first rule leaves nothing."""

    paid: tuple[Paid, ...]
    refused: tuple[tuple[str, str], ...]


def at_once(page: SmallPage, cohort: Sequence[Facts]) -> Run:
    """What one run pays."""
    decisions = _decisions(page, cohort, None)
    return _run(page, decisions, [(decision, None) for decision in decisions])


def year_by_year(page: SmallPage, cohort: Sequence[Facts]) -> Run:
    """What runs of the years pay, each with the ledger of the one before. A record is listed from its year on."""
    ledgers: list[list[Any]] = [[] for _ in cohort]
    decisions: Sequence[Decision] = ()
    made: list[tuple[Decision, int | None]] = []
    for year in YEARS:
        now = [_until(facts, year) | {"history": ledger} for facts, ledger in zip(cohort, ledgers, strict=True)]
        decisions = _decisions(page, now, year)
        made += [(decision, year) for decision in decisions]
        ledgers = [ledger_of(decision) for decision in decisions]
    return _run(page, decisions, made)


def forgetful_years(page: SmallPage, cohort: Sequence[Facts]) -> Run:
    """What runs of the years pay if each lists the records of its year alone, of the applicants that have any."""
    last: dict[str, Decision] = {}
    made: list[tuple[Decision, int | None]] = []
    for year in YEARS:
        now = [_of_year(facts, year) for facts in cohort]
        present = [facts for facts in now if facts["records"]["deal"]]
        names = [facts["applicant"]["id"] for facts in present]
        ledgers = {name: ledger_of(decision) for name, decision in last.items()}
        absent = [
            facts | {"history": ledgers.get(facts["applicant"]["id"], [])} for facts in now if facts not in present
        ]
        others = tuple(line for facts in absent for line in page.compiled.read(facts).history or ())
        with_history = [facts | {"history": ledgers.get(name, [])} for name, facts in zip(names, present, strict=True)]
        decisions = _decisions(page, with_history, year, others) if present else ()
        made += [(decision, year) for decision in decisions]
        last.update(zip(names, decisions, strict=True))
    return _run(page, last.values(), made)


def _of_year(facts: Facts, year: int) -> Facts:
    deals = [deal for deal in facts["records"]["deal"] if int(deal["done_on"][:4]) == year]
    return {**facts, "as_of": f"{year}-12-31", "records": {"deal": deals}}


def _until(facts: Facts, year: int) -> Facts:
    deals = [deal for deal in facts["records"]["deal"] if int(deal["done_on"][:4]) <= year]
    return {**facts, "as_of": f"{year}-12-31", "records": {"deal": deals}}


def _decisions(
    page: SmallPage, cohort: Sequence[Facts], year: int | None, others: tuple[LedgerLine, ...] = ()
) -> Sequence[Decision]:
    read = [attrs.evolve(page.compiled.read(facts), others=others) for facts in cohort]
    return evaluate_cohort(page.compiled.program, page.compiled.code, read, Request(year)).decisions


def _run(page: SmallPage, last: Iterable[Decision], made: Iterable[tuple[Decision, int | None]]) -> Run:
    """The lines of the last decisions, and the claims that each decision settles."""
    first = _first_rules(page)
    refused: dict[tuple[str, str], bool] = {}
    for decision, year in made:
        for claim in decision.claims:
            if year in (None, claim.year):
                key = decision.applicant, claim.item
                refused[key] = refused.get(key, True) and _is_refused(claim, first)
    return Run(
        tuple(paid for decision in last for paid in _paid_by(decision)),
        tuple(key for key, is_refused in refused.items() if is_refused),
    )


def _paid_by(decision: Decision) -> Iterator[Paid]:
    for line in decision.ledger:
        if line.total > 0:
            day = line.event_date or datetime.date(line.year, 12, 31)
            yield Paid(decision.applicant, line.item, line.clause, day, line.total)


RULES = ("cap ", "limit ", "nothing below ", "round down ", "pay highest ", "no repeat ")


def _first_rules(page: SmallPage) -> range:
    """The lines of the first rule; caps that follow each other in a block fill together."""
    lines = page.text.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.strip().startswith(RULES))
    end = begin + 1
    indent = lines[begin].index("cap") if lines[begin].strip().startswith("cap") else -1
    while indent >= 0 and end < len(lines) and lines[end][indent:].startswith("cap "):
        end += 1
    return range(begin + 1, end + 1)


def _is_refused(claim: Claim, first: range) -> bool:
    """Whether a claim ends at the first rule, before all rules, or without an amount."""
    if claim.paid.minor or claim.carry is not None:
        return False
    if not claim.adjustments:
        return True
    place = claim.adjustments[0].place
    return len(claim.adjustments) == 1 and place is not None and place.line in first


# ---------------------------------------------------------------------------------------------- the laws


def limits_are_never_exceeded(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """Over all years no more values, records or applicants are paid than a limit has places, in one run and in chains
    of runs, whether they list the records of earlier years or not.
    """
    for _ in range(PAGES):
        page, cohort = small_page(r), small_cohort(r)
        for run in (at_once, year_by_year, forgetful_years):
            paid = run(page, cohort).paid
            for limit in page.limits:
                for values in _groups(limit, paid, cohort):
                    expect(len(values) <= limit.number, f"a limit is exceeded {run.__name__}", limit.text, values,
                           page.text, cohort, paid)  # fmt: skip


def _groups(limit: LimitLine, paid: Iterable[Paid], cohort: Sequence[Facts]) -> Iterator[set[str]]:
    """The values that are paid in each group of a limit."""
    sorts = {
        (facts["applicant"]["id"], deal["no"]): deal["sort"] for facts in cohort for deal in facts["records"]["deal"]
    }
    groups: dict[tuple[str, int], list[tuple[datetime.date, str]]] = {}
    for one in paid:
        counted = {"items": f"{one.who} {one.item}", "applicant": one.who, "sort": sorts[one.who, one.item]}
        year = (one.day.year - YEARS.start) // limit.per_years if limit.per_years else 0
        holder = sorts[one.who, one.item] if limit.per_sort else "" if limit.is_across else one.who
        groups.setdefault((holder, year), []).append((one.day, counted[limit.counts]))
    for values in groups.values():
        if not limit.months:
            yield {value for _, value in values}
        for begin, _ in values if limit.months else ():
            end = days.after(begin, limit.months, "month")
            yield {value for day, value in values if begin <= day < end}


def what_a_first_rule_refuses_changes_nothing(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """A record of which the first rule over each claim leaves nothing is like one that is not there: no sum changes
    without it. A rule that granted something may have given it a place, or a part of its room.
    """
    for _ in range(PAGES):
        page, cohort = small_page(r, remembers=False), small_cohort(r)
        for run in (at_once, year_by_year):
            whole = run(page, cohort)
            for who, item in whole.refused:
                rest = run(page, [_without(facts, who, item) for facts in cohort])
                expect(set(whole.paid) == set(rest.paid), f"a record that is paid nothing changes a sum {run.__name__}",
                       (who, item), page.text, cohort, set(whole.paid) ^ set(rest.paid))  # fmt: skip


def _without(facts: Facts, who: str, item: str) -> Facts:
    if facts["applicant"]["id"] != who:
        return facts
    return {**facts, "records": {"deal": [deal for deal in facts["records"]["deal"] if deal["no"] != item]}}


PAGES = 10
"""The number of small pages in one check."""
