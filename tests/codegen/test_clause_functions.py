"""The function of a clause gives the value of its formulas, or raises.

Conditions, amounts and facts are generated.
"""

from __future__ import annotations

import datetime
import itertools
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from ipdsl.base.values.days import Period
from ipdsl.engine.operations import one_of
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import DatedValue, FactRef, Facts, Listing, Open, Record
from ipdsl.ir.proposal import NO_AMOUNT
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, KnownValues, NeedsGeneralPathError
from ipdsl.schema.vocabulary import Field
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from tests.support import made
from tests.support.codegen import loaded
from tests.support.rows import each_row

DAY = datetime.date(2022, 6, 1)
KIND = "patent"
LEVEL = "prize_won"
FIELDS = {
    "patent": ("right", "fees", "fees_paid_on", "lapsed_on", "filed_on", "granted_on"),
    "prize_won": ("level", "prize", "won_on"),
    "contract": ("amount", "put_to_use", "related_party", "recorded_on"),
}
EVENTS = {"patent": "granted", "prize_won": "won", "contract": "recorded"}
DAYS = st.sampled_from([datetime.date(2012, 2, 29), datetime.date(2021, 6, 1), DAY, datetime.date(2023, 1, 1)])
VALUES: dict[str, st.SearchStrategy[Fact]] = {
    "right": st.sampled_from(["invention", "design"]),
    "level": st.sampled_from([name for name, _ in made.RANKS]),
    "prize": st.sampled_from(["gold", "silver", "excellence"]),
    "fees": st.integers(0, 5).map(lambda yuan: yuan * 33),
    "amount": st.integers(0, 5).map(lambda yuan: yuan * 33),
    "put_to_use": st.booleans(),
    "related_party": st.booleans(),
}


def compared_levels(op: Comparison, member: str) -> typed.CompareLevel:
    left = made.field(LEVEL, "level")
    return typed.CompareLevel(span=made.at(1), left=left, op=op, member=member, ranks=made.RANKS)


def atoms(kind: str) -> st.SearchStrategy[Expr]:
    """Conditions about one field of a record, or of the applicant."""
    span, ops = made.at(1), st.sampled_from(Comparison)
    of_all: list[st.SearchStrategy[Expr]] = [
        st.just(made.applicant("located_here")), st.just(made.applicant("legal_person")),
        st.just(typed.ApplicantKindTest(span=span, kind="enterprise")),
        st.just(typed.ClaimYearIs(span=span, year=2022)),
        st.just(typed.EventHappened(span=span, record=kind, event=EVENTS[kind])),
        st.builds(lambda number, op: made.compare(made.count("brand"), op, made.whole(number)), st.integers(0, 2), ops),
    ]  # fmt: skip
    if kind == "contract":
        of_all += [
            st.just(made.field(kind, "put_to_use")), st.just(made.field(kind, "related_party")),
            st.builds(lambda yuan, op: made.compare(made.field(kind, "amount"), op, made.money(yuan)),
                      st.integers(0, 2), ops),
            st.just(typed.CannotBeDetermined(span=span, value=made.field(kind, "put_to_use"))),
        ]  # fmt: skip
    elif kind == "patent":
        since = made.field(kind, "filed_on")
        of_all += [
            st.just(typed.StateHolds(span=span, record=kind, state="valid")),
            st.just(typed.FirstEventTest(span=span, record=kind, event="granted")),
            st.just(made.one_of(made.field(kind, "right"), "invention")),
            st.builds(
                lambda op, number: typed.ElapsedComparison(
                    span=span, since=since, op=op, number=number, unit="year", day=typed.ClaimDay(span=span)
                ),
                ops,
                st.integers(0, 10),
            ),
            st.builds(lambda op: made.compare(since, op, made.field(kind, "granted_on")), ops),
        ]
    else:
        of_all += [
            st.builds(lambda members: made.one_of(made.field(kind, "prize"), *members),
                      st.sampled_from([("gold",), ("gold", "silver"), ("silver", "excellence")])),
            st.builds(compared_levels, ops, VALUES["level"]),
        ]  # fmt: skip
    return st.one_of(of_all)


def conditions(kind: str) -> st.SearchStrategy[Expr]:
    span = made.at(1)
    return st.recursive(
        atoms(kind),
        lambda inner: (
            st.builds(made.negated, inner)
            | st.lists(inner, min_size=2, max_size=3).map(lambda parts: typed.And(span=span, parts=tuple(parts)))
            | st.lists(inner, min_size=2, max_size=3).map(lambda parts: typed.Or(span=span, parts=tuple(parts)))
        ),
        max_leaves=5,
    )


def sums(kind: str) -> st.SearchStrategy[Expr]:
    name = {"patent": "fees", "contract": "amount"}.get(kind)
    base = made.field(kind, name) if name else made.money(7)
    span = made.at(1)
    one = st.sampled_from([base, made.money(1), made.scale(made.rate(15), base)])
    return one | st.builds(
        lambda make, left, right: make(left, right),
        st.sampled_from([
            lambda left, right: typed.Add(span=span, left=left, right=right, type=made.MONEY),
            lambda left, right: typed.Subtract(span=span, left=left, right=right, type=made.MONEY),
            lambda left, right: typed.Minimum(span=span, values=(left, right), type=made.MONEY),
            lambda left, right: typed.Maximum(span=span, values=(left, right), type=made.MONEY),
            lambda left, right: made.scale(typed.FullStepCount(span=span, base=left, step=made.money(1)), right),
            lambda left, right: made.scale(typed.FullStepCount(span=span, base=left, step=right), made.money(1)),
        ]), one, one,
    )  # fmt: skip


def amounts(kind: str) -> st.SearchStrategy[typed.Amount]:
    one = st.builds(made.plain, sums(kind), st.none() | sums(kind)) | st.builds(made.ceiling, st.none() | sums(kind))
    row = st.builds(made.row, st.sampled_from(["a", "b"]), conditions(kind), one)
    other = st.builds(made.row, st.just("otherwise"), st.none(), one)
    rows = st.builds(
        lambda some, last: (*some, *last), st.lists(row, min_size=1, max_size=3), st.lists(other, max_size=1)
    )
    return one | rows.map(lambda all_: made.rows(made.money(1), *all_, words=()))


@st.composite
def facts(draw: st.DrawFn, kind: str) -> tuple[Facts, Record]:
    """Facts with some values none, some undeterminable, and some unstated."""

    def record(of: str, place: int) -> Record:
        special = st.sampled_from([NONE, CANNOT]) if draw(st.booleans()) else st.nothing()
        values = {name: draw(VALUES.get(name, DAYS) | special) for name in FIELDS[of]}
        kept = [name for name in values if draw(st.integers(0, 9)) or name in ("fees_paid_on",)]
        return Record(of, of, str(place), str(place), KnownValues({name: values[name] for name in kept}), "$")

    records = [record(kind, place) for place in range(draw(st.integers(1, 2)))]
    days = draw(st.lists(DAYS, max_size=2))
    brands = [
        Record("brand", "brand", str(n), str(n), KnownValues({"recognised_on": day}), "$") for n, day in enumerate(days)
    ]
    flags = st.sampled_from([True, False, CANNOT, NONE])
    fields: dict[str, Fact | DatedValue] = {"legal_person": draw(flags), "located_here": draw(flags)}
    if draw(st.booleans()):
        fields["located_here"] = DatedValue(
            ((Period(None, DAY), True), (Period(datetime.date(2022, 6, 2), None), CANNOT))
        )
    listings = {
        kind: Listing(tuple(records), draw(st.booleans())),
        "brand": Listing(tuple(brands), draw(st.booleans())),
    }
    if kind == "patent":
        listings["invention"] = Listing(())
    stated = Facts(
        "F1",
        frozenset({"enterprise"}),
        KnownValues(fields),
        listings,
        KnownValues(),
        None,
        None,
        (),
        None,
        {},
        datetime.date.max,
        "-",
    )
    return stated, records[0]


@pytest.mark.slow
@pytest.mark.parametrize("kind", FIELDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_function_says_what_its_formulas_say_or_raises(kind: str, data: st.DataObject) -> None:
    gates = [made.gate("…", test) for test in data.draw(st.lists(conditions(kind), max_size=3))]
    paying = made.award("a", made.when(kind, EVENTS[kind]), data.draw(amounts(kind)), *gates)
    code = loaded(made.policy(made.block("article", "7", paying)))
    for _ in range(6):
        stated, record = data.draw(facts(kind))
        c = Situation(code.program, stated, record, data.draw(DAYS), 2022)
        want = code.evaluate_formulas(0, c)
        try:
            found = code.clauses[0](c, record, c.day, c.year)
        except NeedsGeneralPathError:
            unsettled = want.open_facts or want.is_undeterminable or want.stopped_at == NO_AMOUNT
            special = [value for value in record.values.values() if value in (NONE, CANNOT)]
            assert unsettled or special or CANNOT in stated.fields.values() or _is_partial(stated)
            continue
        assert found == want
        assert not found.open_facts


def _is_partial(stated: Facts) -> bool:
    """Whether something is unstated, completely or in part."""
    missing = any(len(one.values) < len(FIELDS.get(one.kind, "1")) for one in _records(stated))
    periods = any(isinstance(value, DatedValue) for value in stated.fields.values())
    return missing or periods or any(listing.partial for listing in stated.records.values())


def _records(stated: Facts) -> list[Record]:
    return [record for listing in stated.records.values() for record in listing.records]


@pytest.mark.parametrize(
    "word", ["c", "date", "day", "fields", "int", "known", "max", "min", "record", "stated", "type", "values", "year"]
)
def test_a_word_of_the_page_hides_no_name_that_a_function_uses(word: str) -> None:
    contract = made.SCHEMA.record_by_name["contract"]
    wider = attrs.evolve(contract, fields=(*contract.fields, Field(word, made.MONEY)))
    schema = attrs.evolve(
        made.SCHEMA, records=tuple(wider if one is contract else one for one in made.SCHEMA.records)
    )  # fmt: skip
    span = made.at(1)
    sum_ = typed.RecordField(span=span, record="contract", field=word, type=made.MONEY)
    least = typed.Minimum(span=span, values=(sum_, made.money(5)), type=made.MONEY)
    paid = typed.Maximum(span=span, values=(least, sum_, made.money(1)), type=made.MONEY)
    gates = [
        made.gate("…", made.compare(sum_, Comparison.AT_LEAST, made.money(1))),
        made.gate("…", made.applicant("located_here")),
    ]
    paying = made.award("a", made.when("contract", "recorded"), made.plain(paid), *gates)
    code = loaded(made.policy(made.block("article", "7", paying), schema=schema))
    record = Record("contract", "contract", "A", "A", KnownValues({word: 700}), "$")
    stated = attrs.evolve(_facts_of(record), fields={"located_here": DatedValue(((Period(None, DAY), True),))})
    found = code.clauses[0](Situation(code.program, stated, record, DAY, 2022), record, DAY, 2022)
    assert (found.low, found.stopped_at) == (700, None)


# ---------------------------------------------------------------------------------------------- levels

RANKS = dict(made.RANKS)
ORDER = {
    Comparison.AT_LEAST: int.__ge__,
    Comparison.MORE_THAN: int.__gt__,
    Comparison.AT_MOST: int.__le__,
    Comparison.LESS_THAN: int.__lt__,
}


@each_row(("op", "level", "member"), list(itertools.product(Comparison, RANKS, RANKS)))
def test_levels_compare_in_the_declared_order(op: Comparison, level: str, member: str) -> None:
    assert (level in compared_levels(op, member).matching_members) is ORDER[op](RANKS[level], RANKS[member])


def test_an_open_level_is_decided_where_all_that_it_can_be_agree() -> None:
    ref = FactRef("record", "prize_won", "A", "level")
    names = sorted(RANKS, key=lambda name: -RANKS[name])
    unsure = Open(frozenset({ref}), members=tuple(names))
    assert one_of(unsure, compared_levels(Comparison.AT_LEAST, names[-1]).matching_members) is True
    assert one_of(unsure, compared_levels(Comparison.MORE_THAN, names[0]).matching_members) is False
    found = one_of(unsure, compared_levels(Comparison.AT_LEAST, names[0]).matching_members)
    assert isinstance(found, Open)
    assert found.facts == {ref}


def test_a_sum_over_a_denominator_is_exact() -> None:
    half = made.plain(made.scale(made.rate(50), made.field("contract", "amount")))
    code = loaded(made.policy(made.block("article", "7", made.award("a", made.when("contract", "recorded"), half))))
    for fen, due in ((3, Fraction(3, 2)), (4, 2)):
        record = Record("contract", "contract", "A", "A", KnownValues({"amount": fen}), "$")
        c = Situation(code.program, _facts_of(record), record, DAY, 2022)
        assert code.clauses[0](c, record, DAY, 2022).low == due


def _facts_of(record: Record) -> Facts:
    listed = {record.kind: Listing((record,))}
    return Facts(
        "F1",
        frozenset({"enterprise"}),
        KnownValues(),
        listed,
        KnownValues(),
        None,
        None,
        (),
        None,
        {},
        datetime.date.max,
        "-",
    )
