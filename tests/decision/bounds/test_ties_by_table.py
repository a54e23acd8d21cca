"""The claims that a rule ties, as a table: open claims whose cases cannot be listed name the facts of tied claims."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from ipdsl.semantics.typed import Order
from tests.support.rows import each_row
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    group,
    highest,
    limit,
    more,
    no_repeat,
    older,
    policy,
    top_up,
)

LARGE = {"large": more("amount", 5)}
P, Q = {"project": "P"}, {"project": "Q"}
NATION, PROVINCE = {"level": "national"}, {"level": "provincial"}
NONE: Any = {"none": True}


def line(item: str = "Z", year: int = 2022, paid: int = 5, clause: str = "deals", **more: object) -> dict[str, Any]:
    return {"clause": clause, "item": item, "year": year, "due": paid, **more}


def named(code: Any, *deals: dict[str, object], **facts: object) -> set[str]:
    """The facts that the last deal names, without its own amount."""
    decision = decide(code, firm(*deals, **facts))
    last = claim(decision, str(deals[-1]["number"]))
    own = (last.item, "amount")
    return {f"{ref.item}.{ref.field}" for ref in last.missing if (ref.item, ref.field) != own}


def two(*rules: object, a: dict[str, Any] | None = None, b: dict[str, Any] | None = None, **facts: object) -> set[str]:
    """The facts that B names: deal A of 30, and deal B of 30 two months later by default."""
    days = {"made_on": "2022-03-01"} | (a or {}), {"made_on": "2022-05-01"} | (b or {})
    deals = [{"number": number, **stated} for number, stated in zip("AB", days, strict=True)]
    return named(policy(award("deals", 30, gates=LARGE), *rules), *deals, **facts)


A, TIED, ALONE = "A.amount", {"A.amount"}, set[str]()
M = {"marks": ["m"]}
COUNTRIES = "A.country", "B.country"

TABLE: list[tuple[object, dict[str, Any], set[str]]] = [
    (cap(60, "enterprise"), {}, ALONE),
    (cap(59, "enterprise"), {}, TIED),
    (cap(59, "enterprise"), {"b": {"made_on": "2023-05-01"}}, ALONE),
    (cap(59, "enterprise", per_year=False), {"b": {"made_on": "2023-05-01"}}, TIED),
    (cap(60, "enterprise", per_year=False), {"b": {"made_on": "2023-05-01"}}, ALONE),
    (cap(59, "project"), {"a": P, "b": Q}, ALONE),
    (cap(59, "project"), {"a": P, "b": P}, TIED),
    (cap(59, "project"), {"a": P, "b": {}}, {A, "B.project"}),
    (cap(60, "project"), {"a": P, "b": {}}, ALONE),
    (cap(59, "project"), {"a": {"project": NONE}, "b": P}, ALONE),
    (cap(59, "project"), {"a": P, "b": {"made_on": None, "project": "P"}}, {A, "B.made_on"}),
    (cap(59, "project"), {"a": P, "b": {"made_on": None, "project": "Q"}}, {"B.made_on"}),
    (cap(59, "project", "country"), {"a": P | {"country": "X"}, "b": P | {"country": "X"}}, TIED),
    (cap(59, "project", "country"), {"a": P | {"country": "X"}, "b": {"project": NONE}}, ALONE),
    (cap(59, "project", "country"), {"a": P | {"country": "X"}, "b": Q}, ALONE),
    (cap(59, "marks"), {"a": {"marks": ["m", "n"]}, "b": {"marks": ["n", "o"]}}, TIED),
    (cap(59, "marks"), {"a": {"marks": ["m", "n"]}, "b": {"marks": ["o"]}}, ALONE),
    (limit(2, "enterprise"), {}, ALONE),
    (limit(1, "enterprise"), {}, TIED),
    (limit(1, "enterprise", counts="country"), {"a": {"country": "X"}, "b": {"country": "X"}}, ALONE),
    (limit(1, "enterprise", counts="country"), {"a": {"country": "X"}, "b": {"country": "Y"}}, TIED),
    (limit(1, "enterprise", counts="country"), {"a": {"country": "X"}, "b": {}}, {A, "B.country"}),
    (limit(2, "enterprise", counts="country"), {"a": {"country": "X"}, "b": {}}, ALONE),
    (highest("enterprise"), {}, TIED),
    (highest("enterprise"), {"b": {"made_on": "2023-05-01"}}, ALONE),
    (no_repeat("project"), {"a": P, "b": P}, TIED),
    (no_repeat("project"), {"a": P, "b": Q}, ALONE),
    (no_repeat("project"), {"a": P, "b": P | {"made_on": "2023-05-01"}}, TIED),
    (no_repeat("project", per_year=True), {"a": P, "b": P | {"made_on": "2023-05-01"}}, ALONE),
    (top_up("project"), {"a": P | NATION, "b": P | NATION}, ALONE),
    (top_up("project"), {"a": P | NATION, "b": P | PROVINCE}, TIED),
    (top_up("project"), {"a": P | NATION, "b": P | {"level": NONE}}, TIED),
    (top_up("project"), {"a": P | {"level": NONE}, "b": P | {"level": NONE}}, TIED),
    (top_up("project"), {"a": P | NATION, "b": Q | PROVINCE}, ALONE),
    (top_up("project"), {"a": P | NATION, "b": P}, {A, "B.level"}),
    (top_up("project"), {"a": Q | NATION, "b": P}, ALONE),
]


@each_row(("rule", "stated", "expected"), TABLE)
def test_a_rule_ties_claims_that_it_may_weigh_against_each_other(
    rule: object, stated: dict[str, Any], expected: set[str]
) -> None:
    assert two(rule, **stated) == expected


PAID: list[tuple[object, dict[str, Any], dict[str, Any], set[str]]] = [
    (cap(60, "enterprise"), {}, line(paid=1), TIED),
    (cap(60, "enterprise"), {}, line(paid=0), ALONE),
    (cap(60, "enterprise"), {}, line(year=2021), ALONE),
    (limit(2, "enterprise"), {}, line(), TIED),
    (limit(2, "enterprise"), {}, line(paid=0), ALONE),
    (limit(2, "enterprise", per_year=True), {}, line(year=2021), ALONE),
    (limit(2, "enterprise", per_year=True), {}, line(), TIED),
    (cap(60, "project"), {"a": P, "b": {}}, line(keys=P, paid=1), {A, "B.project"}),
    (cap(60, "project"), {"a": P, "b": {}}, line(keys=Q, paid=1), ALONE),
    (cap(60, "project"), {"a": P, "b": {}}, line(keys=Q, paid=31), {"B.project"}),
    (cap(60, "project"), {"a": P, "b": {}}, line(keys=Q, paid=31, year=2021), ALONE),
    (cap(60, "project", per_year=False), {"a": P, "b": {}}, line(keys=Q, paid=31, year=2021), {"B.project"}),
    (
        cap(60, "project"),
        {"a": P, "b": {"made_on": None}},
        line(keys=Q, paid=31, year=2021),
        {"B.made_on", "B.project"},
    ),
    (cap(60, "project", "country"), {"a": P, "b": P}, line(keys=Q | {"country": "X"}, paid=31), ALONE),
    (cap(60, "project", "country"), {"a": P, "b": P}, line(keys=P | {"country": "X"}, paid=1), {A, *COUNTRIES}),
    (cap(60, "marks", "country"), {"a": M, "b": M}, line(keys=M | {"country": "X"}, paid=1), {A, *COUNTRIES}),
    (
        cap(60, "project", "country"),
        {"a": {"country": "Y"}, "b": P},
        line(keys=P | {"country": "X"}, paid=31),
        {A, "A.project", "B.country"},
    ),
    (no_repeat("project"), {"a": P, "b": {}}, line(keys=Q, paid=0), {A, "B.project"}),
    (no_repeat("project"), {"a": {"project": NONE}, "b": {}}, line(keys=Q, paid=0), ALONE),
    (no_repeat("project"), {"a": {"project": NONE}, "b": {}}, line(keys=Q, paid=1), {"B.project"}),
    (no_repeat("project", per_year=True), {"a": {"project": NONE}, "b": {}}, line(keys=Q, year=2021), ALONE),
]


@each_row(("rule", "stated", "before", "expected"), PAID)
def test_earlier_payments_are_also_compared(
    rule: object, stated: dict[str, Any], before: dict[str, Any], expected: set[str]
) -> None:
    assert two(rule, history=[before], **stated) == expected


def test_the_children_of_an_inner_group_are_no_rivals() -> None:
    deals, prizes = award("deals", 30, gates=LARGE), award("prizes", 20, gates=LARGE, record="prize")
    facts = firm(deal("A", None), prizes=(deal("B", None, "2022-05-01"),))
    for inner, rivals in ((group(group(deals, prizes), highest("enterprise")), {"B"}),
                          (group(deals, prizes, highest("enterprise")), {"A", "B"})):  # fmt: skip
        assert {ref.item for ref in claim(decide(policy(inner), facts), "B").missing} == rivals


def test_claims_without_a_standard_are_not_tied_by_older_documents() -> None:
    code = policy(award("deals", 30, gates=LARGE), older=(older("project"),))
    deals = deal("A", None, project="P"), deal("B", None, "2022-05-01", project="P")
    standard = {"document": "Doc 0", "kind": "deal", "item": "A", "amount": 80}
    assert named(code, *deals) == ALONE
    assert named(code, *deals, older_documents=[standard]) == TIED
    apart = {"document": "Doc 0", "kind": "deal", "item": "X", "amount": 80}
    assert named(code, deal("X", None, project="Q"), *deals, older_documents=[apart]) == ALONE


@pytest.mark.parametrize(("projects", "tied"), [(("P", "P"), True), (("P", "Q"), False), (("P", None), True)])
def test_once_ties_what_may_be_one(projects: tuple[str, str | None], tied: bool) -> None:
    code = policy(award("deals", 30, gates=LARGE, once=("project",)))
    deals = [deal(n, None, f"2022-0{i}-01", project=p) for i, (n, p) in enumerate(zip("AB", projects, strict=True), 3)]
    found = named(code, *[{k: v for k, v in d.items() if v is not None} for d in deals])
    assert found == ((TIED if projects[1] else {A, "B.project"}) if tied else ALONE)


@pytest.mark.parametrize(
    ("paid", "expected"), [((), ALONE), ((0,), ALONE), ((0.01,), {"B.project"}), ((0, 0.01), {"B.project"})]
)
def test_once_of_a_single_claim_depends_on_its_key_if_something_was_paid(
    paid: tuple[float, ...], expected: set[str]
) -> None:
    code = policy(award("deals", 30, gates=LARGE, once=("project",)))
    lines = [line(f"Z{n}", 2021, sum_, keys=Q) for n, sum_ in enumerate(map(str, paid))]  # type: ignore[arg-type]
    assert named(code, deal("B", None), history=lines) == expected


@pytest.mark.parametrize(("projects", "high"), [(("P", "P"), 30), (("P", "Q"), 60)])
def test_once_pays_one_of_those_that_are_one(projects: tuple[str, str], high: int) -> None:
    code = policy(award("deals", 30, gates=LARGE, once=("project",)))
    deals = [deal(n, None, f"2022-0{i}-01", project=p) for i, (n, p) in enumerate(zip("AB", projects, strict=True), 3)]
    assert due(decide(code, firm(*deals)))[:2] == (0, high)


def test_once_per_two_keys_ties_claims_of_open_rows_that_share_both() -> None:
    code = policy(award("deals", rows={"gold": 20, "silver": 30}, once=("project", "country"), gates=LARGE))
    first, second = deal("A", None, country="X", **P), deal("B", None, "2022-05-01", country="X")
    assert named(code, first, second | Q) == {"B.tier"}
    assert named(code, first, second | P) == {A, "A.tier", "B.tier"}


def test_a_place_is_for_the_rows_that_have_its_once() -> None:
    """Gold is paid once per project, silver once per country. Each claim has a different country."""
    made = award("deals", rows={"gold": 20, "silver": 30}, gates=LARGE, once=("project",))
    rows = [attrs.evolve(row, once=("country",)) if row.name == "silver" else row for row in made.clause.rows]
    code = policy(attrs.evolve(made, clause=attrs.evolve(made.clause, rows=tuple(rows))))
    tiers = {"A": ("gold", "X"), "B": ("silver", "Y"), "C": ("silver", "Z")}
    deals = [deal(n, None, project="P", tier=tier, country=country) for n, (tier, country) in tiers.items()]
    assert due(decide(code, firm(*deals))) == (0, 80, False)
    assert due(decide(code, firm(*(one | {"amount": 5} for one in deals)))) == (80, 80, True)


def test_a_claim_without_a_day_is_tied_to_the_claims_of_each_year_separately() -> None:
    """The cap of a project applies to C together with A in 2021, and together with B in 2022."""
    code = policy(award("deals", 30, gates=LARGE), cap(60, "project"))
    assert named(code, deal("A", None, "2021-03-01"), deal("B", None), deal("C", None, None)) == {"C.made_on"}


@pytest.mark.parametrize(("told", "expected"), [({}, {"B.project", "."}), (P, {"P."})])
def test_a_room_that_others_take_of_may_bind_for_one_claim_alone(told: dict[str, Any], expected: set[str]) -> None:
    code = policy(award("deals", 30, gates=LARGE), attrs.evolve(cap(60, "project"), is_across_applicants=True))
    assert named(code, deal("B", None, **told)) == expected


@pytest.mark.parametrize(("left", "expected"), [(60, ALONE), (59, TIED)])
def test_a_published_rest_of_a_shared_cap_ties_claims_that_exceed_it(left: int, expected: set[str]) -> None:
    rule = attrs.evolve(cap(100, "project"), is_across_applicants=True)
    published = [{"rule": rule.name, "left": left, "year": 2022, "keys": P}]
    deals = deal("A", None, **P), deal("B", None, "2022-05-01", **P)
    assert named(policy(award("deals", 30, gates=LARGE), rule), *deals, published=published) == expected


def test_a_claim_with_an_unknown_day_depends_on_claims_of_any_day() -> None:
    """A may come after B, and B after A."""
    code = policy(award("deals", 30, gates=LARGE), cap(50, "enterprise", per_year=False))
    a, b = deal("A", None, None), deal("B", None, "2022-05-01")
    assert named(code, b, a) == {"A.made_on", "B.amount"}
    assert named(code, a, b) == {"A.made_on", "A.amount"}


def test_claims_of_a_ladder_come_to_no_more_than_those_of_one_level() -> None:
    """The provincial 40 and 50 come first and leave 10 of the national 100, or the national one comes first.

    In the second case nothing is left for the others.
    """
    sums = {"A": 4000, "B": 5000, "C": 10000}
    code = policy(award("deals", lambda c: sums[str(c.field("number"))], gates=LARGE), top_up("project"))
    levels = {"A": PROVINCE, "B": PROVINCE, "C": NATION}
    deals = [deal(number, None, **P, **level) for number, level in levels.items()]
    high = decide(code, firm(*deals)).due.high
    assert high is not None
    assert high.minor == 10000  # exact to the fen
    assert due(decide(code, firm(*(one | {"amount": 5} for one in deals)))) == (100, 100, True)


@pytest.mark.parametrize(
    ("order", "expected"), [(Order.EARLIEST, {"A.amount"}), (Order.BEST, {"A.amount", "B.amount"})]
)
def test_a_place_of_the_best_also_depends_on_later_claims(order: Order, expected: set[str]) -> None:
    code = policy(award("deals", 30, gates=LARGE), limit(1, "enterprise", per_year=True, order=order))
    decision = decide(code, firm(deal("A"), deal("B", None, "2022-05-01")))
    assert {f"{ref.item}.{ref.field}" for ref in claim(decision, "A").missing} == expected


def test_a_claim_is_raised_to_an_older_standard_or_a_later_one_is() -> None:
    code = policy(award("deals", 30, gates=LARGE), older=(older("project"),))
    standard = {"document": "Doc 0", "kind": "deal", "item": "B", "amount": 80}
    deals = deal("A", None, project="P"), deal("B", None, "2022-05-01", project="P")
    decision = decide(code, firm(*deals, older_documents=[standard]))
    assert {ref.item for ref in claim(decision, "A").missing} == {"A", "B"}
