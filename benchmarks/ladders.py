"""Measure one firm of Dongyang with its policy-wide rules: levels, carried money, three years of history.

Each figure is compared with the same policy by hand, with and without earlier payments. Cost is also measured by the
number of records and of years, on firms whose levels always have a promotion and whose ceiling always carries.
"""

from __future__ import annotations

from benchmarks.firms import Row
from benchmarks.firms_dongyang import firms, with_ledger
from benchmarks.handwritten import dongyang, dongyang_explained
from benchmarks.ours import ROOT, Ours
from benchmarks.results import Lines, compared, over as told_over
from benchmarks.rounds import interleave, over
from benchmarks.warm import (
    BY_HAND,
    Effort,
    growing,
    policy_engines,
    reasons_by_hand,
    records_of,
)
from ipdsl.report.decision_json import to_json

DONGYANG = ROOT / "policies" / "dongyang_2021.ipp"
NUMBERS = (10, 30, 100, 300, 1000)
SPANS = (1, 2, 4, 6, 8, 10)
A_YEAR = 24
PER_KIND = 4  # a lawsuit, an insurance, a mark abroad, a prize


def question(effort: Effort) -> Lines:
    """Measure firms one by one: without earlier payments, and with the ledger of three years as history."""
    ours = Ours.of(DONGYANG)
    drawn = list(firms(effort.sample))
    known = [with_ledger(ours.policy, one) for one in drawn]
    lines = sum(len(ours.facts(one).history or ()) for one in known) / len(known)
    for name, title, plain in (
        ("one-dongyang", "nothing paid before but under older documents", drawn),
        ("one-dongyang-ledger", f"a ledger of three years, {lines:.0f} lines on average", known),
    ):
        typed = [ours.facts(data) for data in plain]
        want = [dongyang.total(one) for one in typed]
        emitted = sum(ours.is_emitted(one) for one in typed)
        yield f"### Dongyang, {len(plain)} firms, {records_of(typed)} records each on average: {title}"
        yield ""
        engines = [over(BY_HAND, dongyang.total, typed), *policy_engines(ours, typed, plain, want)]
        engines.append(reasons_by_hand(dongyang_explained.explained, typed))
        told = told_over(f"{len(plain)} firms, {records_of(typed)} records each on average; {title}", effort.rounds)
        yield compared(name, told, interleave(engines, effort.rounds, effort.seconds), BY_HAND, "µs")
        yield ""
        yield f"The emitted total answers for {emitted} of them."
        yield ""


def growth(effort: Effort) -> Lines:
    """Measure cost by the number of records over ten years, and by the number of years."""
    ours = Ours.of(DONGYANG)
    yield "### Dongyang, against the number of records in ten years"
    yield ""
    by_number = {number: (ours, ours.facts(laddered(number, 10))) for number in NUMBERS}
    yield growing("dongyang-by-records", "one firm over ten years", by_number, effort, "records", dongyang.total)
    yield ""
    yield f"### Dongyang, against the number of years, {A_YEAR} records in each"
    yield ""
    by_span = {span: (ours, ours.facts(laddered(span * A_YEAR, span))) for span in SPANS}
    told = f"{A_YEAR} records in each year"
    yield growing("dongyang-by-years", told, by_span, effort, "years", dongyang.total)
    yield ""
    yield f"### Dongyang, against the number of years of history, {A_YEAR} records in each and in the year after"
    yield ""
    by_span = {span: (ours, ours.facts(with_years(ours, span))) for span in SPANS[:-1]}
    told = f"so many years in the ledger and one that is not settled yet, {A_YEAR} records in each"
    yield growing("dongyang-by-ledger", told, by_span, effort, "years", dongyang.total)


def with_years(ours: Ours, span: int) -> Row:
    """Facts with `span` years in the ledger and one more year that is not yet settled."""
    stated = laddered((span + 1) * A_YEAR, span + 1)
    earlier = ours.policy.evaluate(stated | {"as_of": f"{2020 + span}-12-31"})
    return stated | {"history": to_json(earlier)["ledger"]}


def laddered(number: int, span: int) -> Row:
    """One firm with records spread evenly over the years from 2021: marks, insurances, lawsuits, prizes."""
    days = [f"{2021 + index % span}-{1 + index % 12:02}-{1 + index % 28:02}" for index in range(number)]
    prizes, lawsuits, insured, marks = (days[part::PER_KIND] for part in range(PER_KIND))
    return {
        "applicant": {
            "id": f"laddered-{number}", "kinds": ["enterprise"], "located_here": True, "main_industry": "construction",
            "legal_person": True, "sound_books": True, "operating": True,
        },
        "records": {
            "patent_prize": [
                {"patent": f"ZL{i // 2}", "level": ("provincial", "national")[i % 2], "prize": "gold", "won_on": day}
                for i, day in enumerate(sorted(prizes))
            ],
            "lawsuit": [
                {"dispute": f"D{i}", "court": "other_court", "agency_fee": 80_000, "judged_on": day}
                for i, day in enumerate(lawsuits)
            ],
            "ip_insurance": [
                {"contract": f"P{i}", "premium": 1_234, "right_kind": "patent_right", "bought_on": day}
                for i, day in enumerate(insured)
            ],
            "foreign_mark": [
                {"mark": f"M{i}", "territory": "EU", "route": "madrid", "registration_fee": 9, "registered_on": day}
                for i, day in enumerate(marks)
            ],
            "sanction": [],
        },
        "figures": {str(year): {"local_contribution": number * 3_000} for year in range(2021, 2021 + span)},
        "history": [], "support": [], "approvals": [], "older_documents": [], "as_of": f"{2020 + span}-12-31",
    }  # fmt: skip
