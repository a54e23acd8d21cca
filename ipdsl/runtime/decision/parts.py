"""What a sum is made of: what its row measured, shares, the interest charged, and the values of series that it reads.

In: a claim whose clause computes its sum, or reads a series. Out: each part as a reason, in the order of the page;
parts of which not all is stated are left out, for the claim names what is missing. A row that is open may be any.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ipdsl.runtime.clauses.amounts import interest_start, interest_years
from ipdsl.runtime.clauses.evaluator import Evaluator
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.decision.shares import Shares, money
from ipdsl.runtime.facts import ForeignAmount
from ipdsl.runtime.formulas import BodyFormulas, Formula
from ipdsl.runtime.proposal import DisplayUnit, Evidence
from ipdsl.runtime.reasons import (
    INTEREST,
    MEASURED,
    PUBLISHED,
    STATED_OTHERWISE,
    STATED_VALUE,
    InterestYears,
    Reason,
    ShownNumber,
    StatedValues,
    reason,
)
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.values.days import Date


def parts_of(proposer: Proposer, claim: Candidate) -> tuple[Reason, ...]:
    """The parts of a claim's sum, and of its conditions; none of money that was carried, which a year before told."""
    if claim.day is None or claim.year is None or claim.brought_forward is not None:
        return ()
    evaluator, index = proposer.code.evaluator, claim.clause.index
    body, here = (
        evaluator.formulas.clauses[index],
        claim.rule_situation or proposer.situation.with_record(claim.source, claim.day, claim.year),
    )
    rows = [part for row in body.rows or () if claim.row in ("", row[1]) for part in (row[0], row[2])]
    conditions = (test.holds for test in (*body.gates, *body.fitting))
    made = Shares(evaluator, here, claim.clause.trigger.record)
    chosen_rows = [row for row in body.rows or () if row[1] == claim.row]  # none of several that it may be
    sums = (part for row in chosen_rows for part in made.reasons(row[2]))
    parts = (part for formula in (*conditions, *rows) for part in _parts(formula, evaluator, here))
    return tuple(dict.fromkeys((*_measured_figures(body, evaluator, here, claim.row), *sums, *parts)))


def _measured_figures(body: BodyFormulas, evaluator: Evaluator, here: Situation, row: str) -> Iterator[Reason]:
    """The figures by which a row was chosen; a member that chose it is its name."""
    values = (
        (name, evaluator.reader(formula)(here), *map(DisplayUnit, unit)) for name, formula, *unit in body.evidence
    )
    figures = tuple(dict.fromkeys(item for item in values if isinstance(item[1], int | Fraction)))
    if row and figures:
        yield reason(MEASURED, row=row, because=StatedValues(figures, here.program.currency))  # type: ignore[arg-type]  # one unit


def _parts(formula: Formula, evaluator: Evaluator, here: Situation) -> Iterator[Reason]:
    """The parts of a formula, the outermost first."""
    if not isinstance(formula, tuple):
        return
    match formula:
        case ("interest", principal, rate, start, end, int() | None as years):
            yield from _interest(evaluator, here, (principal, rate, start, end), years)
        case ("series", str(name), str(how), day):
            yield from _value(evaluator, here, name, how, day)
        case ("converted", value, str(name), day) if isinstance(sum_ := evaluator.reader(value)(here), ForeignAmount):
            yield from _value(evaluator, here, name, "on", day, sum_.currency)
    for part in formula:
        yield from _parts(part, evaluator, here)


def _interest(
    evaluator: Evaluator, here: Situation, formulas: tuple[Formula, ...], last_years: int | None
) -> Iterator[Reason]:
    principal, rate, start, end = [evaluator.reader(formula)(here) for formula in formulas]
    years, currency = interest_years(start, end, last_years), here.program.currency
    if not (isinstance(principal, int | Fraction) and isinstance(rate, int | Fraction)):
        return
    if isinstance(start, Date) and isinstance(end, Date) and isinstance(years, int | Fraction):
        yield reason(
            INTEREST, sum=money(principal * rate * years, currency), principal=money(principal, currency),
            rate=ShownNumber(rate, DisplayUnit.PERCENT),
            because=StatedValues(tuple(_deciding_fields(formulas[1], here)), currency),
            years=InterestYears(Fraction(years)), start=interest_start(start, end, last_years), end=end,
        )  # fmt: skip


def _deciding_fields(rate: Formula, here: Situation) -> Iterator[Evidence]:
    """The fields of the record among which a rate was chosen."""
    match rate:
        case ("smallest" | "greatest", *parts):
            for part in parts:
                match part:
                    case ("field", str(name)):
                        yield name, here.field(name), DisplayUnit.PERCENT


def _value(
    evaluator: Evaluator, here: Situation, series: str, how: str, day: Formula, currency: str = ""
) -> Iterator[Reason]:
    """The value of a series, and where it is from."""
    stated_day = evaluator.reader(day)(here)
    if not isinstance(stated_day, Date):
        return
    value_day, when = here.published_day(series, how, stated_day, currency)
    value = here.facts.series.get(series, {}).get((currency, value_day))
    if value is None:
        return
    unit = DisplayUnit.PLAIN if currency else DisplayUnit.PERCENT
    number, file = (
        ShownNumber(value, unit),
        next((entry for entry in here.facts.published if entry.series == series), None),
    )
    if file is None or (published := file.values.get((currency, value_day))) is None:
        yield reason(STATED_VALUE, series=series, when=when, value=number)
    elif (currency, value_day) not in file.stated:
        yield reason(PUBLISHED, series=series, when=when, value=number, source=file.source)
    elif value == published:
        yield reason(STATED_VALUE, series=series, when=when, value=number)
    else:
        other = ShownNumber(published, unit)
        yield reason(STATED_OTHERWISE, series=series, when=when, value=number, published=other, source=file.source)
