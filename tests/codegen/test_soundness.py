"""The result of a function for facts with gaps is correct for every way to fill the gaps."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from functools import partial

import attrs
from hypothesis import given, strategies as st

from ipdsl.claims.proposer import proposer_of
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts, Listing, Open, Record
from ipdsl.ir.proposal import Proposal
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, KnownValues, NeedsGeneralPathError
from ipdsl.schema.vocabulary import Field
from tests.support import made
from tests.support.aggregates import count
from tests.support.codegen import loaded

CODES: dict[str, GeneratedFunctions] = {name: loaded(policy) for name, policy in made.all_policies().items()}
SCHEMA = made.SCHEMA
DAYS = st.dates(datetime.date(2010, 1, 1), datetime.date(2024, 12, 31))


def values(field: Field, *, special: bool) -> st.SearchStrategy[Fact]:
    match field.type:
        case BoolType():
            plain: st.SearchStrategy[Fact] = st.booleans()
        case MoneyType():
            plain = st.integers(0, 900_000_000)
        case CountType():
            plain = st.integers(0, 40)
        case RateType():
            plain = st.fractions(0, 1, max_denominator=50)
        case DateType():
            plain = DAYS
        case ChoiceType(choice=name) | LevelType(level=name):
            plain = st.sampled_from(SCHEMA.choice_by_name[name].names)
        case _:
            plain = st.text("ab", min_size=1, max_size=3)
    return plain | st.sampled_from([NONE, CANNOT]) if special and not isinstance(field.type, BoolType) else plain


@st.composite
def records(draw: st.DrawFn, kind: str, place: int = 0) -> tuple[Record, Record]:
    """A complete record, and the same record with gaps. The place makes its id unique."""
    declared = SCHEMA.record_by_name[kind]
    # none is not a member of a choice; every other value may be none or undeterminable
    full = {
        f.name: draw(values(f, special=not isinstance(f.type, ChoiceType | LevelType) and f.name != "fees_paid_on"))
        for f in declared.fields
    }
    full |= dict(declared.fixed)  # type: ignore[arg-type]
    stated = draw(st.sets(st.sampled_from(sorted(full))))
    gaps = {name: value for name, value in full.items() if name in stated or name in dict(declared.fixed)}
    id_ = draw(st.text("xyz", min_size=3, max_size=6)) + str(place)
    whole = Record(kind, declared.root, id_, id_, KnownValues(full), "$")
    return whole, attrs.evolve(whole, values=KnownValues(gaps))


def facts(
    listings: Mapping[str, Listing], fields: Mapping[str, Fact], figures: Mapping[int, Mapping[str, Fact]],
    series: Mapping[tuple[str, datetime.date], Fraction],
) -> Facts:  # fmt: skip
    return Facts(
        "F1",
        frozenset({"enterprise"}),
        fields,
        listings,
        figures,
        None,
        None,
        (),
        None,
        {"lpr": series},
        datetime.date(2024, 12, 31),
        "-",
    )


SERIES = {("", datetime.date(year, 1, 1)): Fraction(37, 1000) for year in range(2010, 2025)}


@st.composite
def worlds(draw: st.DrawFn, kind: str, *others: str) -> tuple[Facts, Facts, Record, Record]:
    """Complete facts and facts with gaps, each with the record of the claim."""
    subject, with_gaps = draw(records(kind))
    full: dict[str, list[Record]] = {kind: [subject]}
    gaps: dict[str, list[Record]] = {kind: [with_gaps]}
    for place, other in enumerate(others, 1):
        whole, part = draw(records(other, place))
        full.setdefault(other, []).append(whole)
        if draw(st.booleans()):
            gaps.setdefault(other, []).append(part)
    partial = {k for k in full if len(gaps.get(k, [])) < len(full[k]) or draw(st.booleans())}
    if {"patent", "invention"} & partial:
        partial |= {"patent", "invention"}  # a record that is missing from one may belong to the other
    fields = {f.name: draw(values(f, special=False)) for f in SCHEMA.applicant_fields}
    fields["established_on"] = datetime.date(2021, 3, 1)  # no figure is stated for an earlier year
    figures = {year: {f.name: draw(values(f, special=True)) for f in SCHEMA.figures} for year in (2021, 2022)}
    known = draw(st.sets(st.sampled_from(sorted(fields))))
    complete = facts({k: Listing(tuple(v)) for k, v in full.items()} | _empty(full), fields, figures, SERIES)
    torn = facts(
        {k: Listing(tuple(v), k in partial) for k, v in gaps.items()},
        {name: value for name, value in fields.items() if name in known},
        {year: {n: v for n, v in row.items() if draw(st.booleans())} for year, row in figures.items()},
        SERIES if draw(st.booleans()) else {},
    )
    return complete, torn, subject, with_gaps


def _empty(full: Mapping[str, object]) -> dict[str, Listing]:
    return {record.name: Listing(()) for record in SCHEMA.records if record.name not in full}


def check(
    code: GeneratedFunctions, index: int, world: tuple[Facts, Facts, Record | None, Record | None], day: datetime.date
) -> None:
    complete, torn, subject, with_gaps = world
    truth = proposed(code, index, Situation(code.program, complete, subject, day, day.year))
    guess = proposed(code, index, Situation(code.program, torn, with_gaps, day, day.year))
    assert not truth.open_facts
    assert truth.low == truth.high or truth.high is None
    if guess.stopped_at is not None:
        assert truth.stopped_at is not None
    if not guess.open_facts and guess.stopped_at is None:
        # an amount that is zero in all cases may still be undeterminable
        assert truth.stopped_at is None or guess.high == 0
        assert (guess.low, guess.high) == (truth.low, truth.high)
    assert holds(guess, truth)


def proposed(code: GeneratedFunctions, index: int, c: Situation) -> Proposal:
    """The proposal. The plain form agrees with the clause function or defers to it."""
    with suppress(NeedsGeneralPathError):
        assert code.clauses[index](c, c.record, c.day, c.year) == code.evaluate_formulas(index, c)
    return code.propose(index, c)


def holds(guess: Proposal, truth: Proposal) -> bool:
    """Whether the amount is within the bounds, and a claim stops at a gate only if a gate or the amount is open."""
    if truth.stopped_at is not None:
        return guess.stopped_at is not None or guess.has_open_gates or guess.low == 0
    if truth.high is None:
        return guess.high is None
    return guess.low <= truth.low and (guess.high is None or truth.high <= guess.high)


@given(worlds("contract"), DAYS)
def test_tiers(world: tuple[Facts, Facts, Record, Record], day: datetime.date) -> None:
    check(CODES["contracts"], 0, world, day)


@given(worlds("prize_won"), DAYS, st.integers(0, 2))
def test_rows_tables_and_ceilings(world: tuple[Facts, Facts, Record, Record], day: datetime.date, index: int) -> None:
    check(CODES["prizes"], index, world, day)


@given(worlds("contract", "contract", "contract"), st.integers(2018, 2024))
def test_sets(world: tuple[Facts, Facts, Record, Record], year: int) -> None:
    complete, torn, _, _ = world
    code = CODES["sums"]
    start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    proposals = []
    for known in (complete, torn):
        c = Situation(code.program, known, None, end, year)
        calendar = proposer_of(code.program, code, known, strict=False).calendar
        members, rest = code.members(0, c, start, end, partial(calendar.samples, None))
        proposals.append(proposed(code, 0, c.with_record(None, end, year, members, rest)))
    assert not proposals[0].open_facts
    assert holds(proposals[1], proposals[0])
    if proposals[1].stopped_at is not None:
        assert proposals[0].stopped_at is not None


@given(worlds("contract", "contract", "patent", "invention"), DAYS)
def test_counts_over_narrower_and_wider_kinds(world: tuple[Facts, Facts, Record, Record], day: datetime.date) -> None:
    complete, torn, subject, with_gaps = world
    program = CODES["sums"].program
    for kind in ("patent", "invention", "contract"):
        truth = count(Situation(program, complete, None, day, day.year), kind)
        guess = count(Situation(program, torn, None, day, day.year), kind)
        assert isinstance(truth, int)
        low, high = (guess, guess) if isinstance(guess, int) else (guess.low, guess.high)  # type: ignore[union-attr]
        assert low <= truth  # type: ignore[operator]
        assert high is None or truth <= high  # type: ignore[operator]
    first = Situation(program, complete, subject, day, day.year).first("contract", "recorded_on")
    guessed = Situation(program, torn, with_gaps, day, day.year).first("contract", "recorded_on")
    assert isinstance(guessed, Open) or guessed == first
