"""Sums of other awards: what they pay in a year, have paid, or have granted.

Expected amounts are computed by hand. Every case is also checked in Chinese, and against the invariants.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipdsl.report.decision_json import to_json
from ipdsl.syntax.keywords import Surface
from tests.properties.laws import check_every_law
from tests.properties.pipeline import compile_texts
from tests.support.slow import sampled
from tests.support.written_pages import load_page, paid_by_item_and_year, with_lines

WORDS = """\
vocabulary words "Words" "词汇"

applicant farm "农户"

figures per year
  land "经营面积" count

record machine "农机"
  key machine_number "机号"
  event bought "购置" on bought_on "购置日"
  event renewed "更新" on renewed_on "更新日" default
  region "地区" text
  cost "费用" money
  price "价款" money
  is_new "全新" yes/no
record training "培训"
  key name "名称"
  event held "举办" on held_on "举办日"
record fault "违规"
  key number "编号"
  event found "查实" on found_on "查实日"
"""

HEAD = """\
policy town "Town" "城镇"
  effective 2020-01-01 to 2023-12-31
  use words
  language 4

article 1 "Machines" "农机"
  award cost at most 5000 to farm when machine bought and is_new
    as aid "购置补助"
  cap 1000 per farm per year

article 2 "More" "其他"
"""

TENTH = ("award 10% of what article 1 pays to farm each year",)
BOTH = ("award price less what aid has granted at most 9000 to farm when machine renewed",)
OLD = ("award 3000 less what aid has paid to farm when training held", "  nothing below 500")


def machine(number: str, bought_on: object, cost: int, **values: object) -> dict[str, Any]:
    no_renewal = {"renewed_on": {"none": True}, "price": 0, "region": "east", "is_new": True}
    return {"id": number, "machine_number": number, "bought_on": bought_on, "cost": cost, **no_renewal, **values}


def farm(*machines: dict[str, Any], held_on: str = "", **parts: Any) -> dict[str, Any]:
    training = [{"id": "T", "name": "T", "held_on": held_on}] if held_on else []
    return {
        "applicant": {"id": "F1", "kinds": ["farm"]}, "figures": {}, "support": [], "history": [],
        "records": {"machine": [*machines], "training": training, "fault": []}, "as_of": "2023-12-31", **parts,
    }  # fmt: skip


def line(item: str, year: int, due: int, **values: object) -> dict[str, Any]:
    return {"clause": "aid", "item": item, "year": year, "due": {str(year): due}, **values}


A, B = machine("A", "2021-03-01", 700), machine("B", "2021-08-01", 600)
RENEWED = machine("A", "2021-03-01", 700, renewed_on="2021-09-01", price=2000)

CASES: dict[str, tuple[tuple[str, ...], dict[str, Any], dict[str, str]]] = {
    "what the cap of the article leaves": (TENTH, farm(A, B), {"A 2021": "700", "B 2021": "300", "2021 2021": "100"}),
    "rules of `over` act on both, later": (
        (*TENTH, "over policy", "  cap 500 per farm per year"), farm(A, B), {"A 2021": "500"},
    ),
    "a bonus on a bonus": (
        (*TENTH, "  as tenth", "award 500 plus 2 times what tenth pays to farm each year"),
        farm(A, B), {"A 2021": "700", "B 2021": "300", "2021 2021": "800"},
    ),
    "granted before caps, for the same machine": (BOTH, farm(RENEWED, B), {"A 2021": "2000", "B 2021": "300"}),
    "granted by an earlier run": (
        BOTH, farm(history=[line("Z", 2020, 700)], records={
            "machine": [machine("Z", {"none": True}, 0, renewed_on="2022-01-01", price=2000)],
            "training": [], "fault": [],
        }), {"Z 2022": "1300"},
    ),
    "granted for the keys of a set": (
        ("award total price less what aid has granted at most 9000 per region per year to farm when machine renewed",),
        farm(machine("A", "2021-03-01", 700, renewed_on="2022-01-01", price=2000),
             machine("B", "2021-08-01", 600, region="west", renewed_on="2022-06-01", price=900)),
        {"A 2021": "700", "B 2021": "300", "east 2022": "1300", "west 2022": "300"},
    ),
    "paid in earlier years, not in the same one": (
        OLD, farm(A, machine("B", "2022-01-01", 600), held_on="2022-12-31"),
        {"A 2021": "700", "B 2022": "600", "T 2022": "2300"},
    ),
    "lines of the ledger count, and one of the same year with an earlier day": (
        OLD, farm(held_on="2021-06-01", history=[
            line("X", 2020, 300), line("Y", 2021, 200, event_date="2021-05-01", admitted="200"),
        ]), {"T 2021": "2500"},
    ),
    "of a line that was paid over years, the years before": (
        OLD, farm(held_on="2022-06-01", history=[
            {**line("X", 2020, 0, event_date="2020-05-01"), "due": {"2020": 100, "2021": 200, "2022": 400}},
        ]), {"T 2022": "2700"},
    ),
    "below 500 after the deduction": (OLD, farm(held_on="2021-06-01", history=[line("X", 2020, 2600)]), {}),
}  # fmt: skip


@pytest.mark.broad
@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize(("lines", "facts", "expected"), CASES.values(), ids=CASES)
def test_what_other_awards_come_to(
    lines: tuple[str, ...], facts: dict[str, Any], expected: dict[str, str], surface: Surface, tmp_path: Path
) -> None:
    policy = load_page(tmp_path, with_lines(HEAD, lines), WORDS, surface)
    assert paid_by_item_and_year(policy, facts) == expected
    if surface is Surface.ENGLISH:
        check_every_law(compile_texts(with_lines(HEAD, lines), WORDS, "words"), facts)


@pytest.mark.parametrize("surface", Surface)
def test_of_a_grant_in_parts_the_parts_of_earlier_years_have_been_paid(surface: Surface, tmp_path: Path) -> None:
    in_parts = "  pay in parts\n    60% at once\n    40% 1 year later\n"
    page = HEAD.replace("  cap 1000 per farm per year\n", in_parts) + f"  {OLD[0]}\n"
    facts = farm(machine("A", "2021-03-01", 700), held_on="2022-03-01")
    paid = paid_by_item_and_year(load_page(tmp_path, page, WORDS, surface), facts)
    assert paid == {"A 2021": "700", "T 2022": "2580"}


@pytest.mark.parametrize(("renewed_on", "sum_"), [("2022-06-01", 1000), ("2021-01-01", 3000)])
def test_what_waits_since_an_earlier_run_was_granted_once_and_on_its_day(
    renewed_on: str, sum_: int, tmp_path: Path
) -> None:
    """2,000 are granted on 2021-03-01. 1,000 of them are paid in 2022."""
    page = HEAD.replace("per farm per year\n", "per farm per year\n    carry forward 3 years\n") + f"  {BOTH[0]}\n"
    policy = load_page(tmp_path, page, WORDS)
    bought = machine("A", "2021-03-01", 2000)
    first = to_json(policy.evaluate({**farm(bought), "as_of": "2021-12-31"}))
    assert first["ledger"][0]["carried"] == "1000.00"
    renewed = farm({**bought, "renewed_on": renewed_on, "price": 3000})
    claims = policy.evaluate({**renewed, "history": first["ledger"]}).claims
    assert sorted(claim.paid.minor // 100 for claim in claims) == [1000, sum_]


def test_bounds_are_exact_for_facts_with_a_few_values(tmp_path: Path) -> None:
    lines = ("award 5000 less what aid pays to farm when training held",)
    policy = load_page(tmp_path, with_lines(HEAD, lines), WORDS)
    unsure = [{name: value for name, value in one.items() if name != "is_new"} for one in (A, B)]
    decision = policy.evaluate(farm(*unsure, held_on="2021-12-31"))
    assert (decision.due.low.minor, decision.due.high and decision.due.high.minor, decision.due.exact) == (
        500_000, 500_000, True,
    )  # fmt: skip
    assert {ref.field for claim in decision.claims for ref in claim.missing} == {"is_new"}


def test_bounds_of_an_open_sum_contain_every_completion(tmp_path: Path) -> None:
    policy = load_page(tmp_path, with_lines(HEAD, TENTH), WORDS)
    unsure = {name: value for name, value in A.items() if name != "cost"}
    decision = policy.evaluate(farm(unsure, B))
    assert decision.due.high is not None
    for cost in (0, 500, 5000):
        total = policy.evaluate(farm({**A, "cost": cost}, B)).total.minor
        assert decision.due.low.minor <= total <= decision.due.high.minor


def test_what_was_recovered_before_is_not_deducted(tmp_path: Path) -> None:
    lines = (*OLD, "over policy", "  recover 200 of what was paid when fault found", "    as back")
    policy = load_page(tmp_path, with_lines(HEAD, lines), WORDS)
    taken = {
        "clause": "back", "item": "F", "kind": "fault", "event_date": "2021-03-01", "year": 2021,
        "recovers": [{"clause": "aid", "item": "X", "payment": "2020", "sum": "200.00"}], "back": {"2021": "200.00"},
    }  # fmt: skip
    facts = farm(held_on="2022-06-01", history=[line("X", 2020, 300), taken])
    assert paid_by_item_and_year(policy, facts) == {"T 2022": "2900"}
    assert paid_by_item_and_year(policy, farm(held_on="2021-06-01", history=[line("X", 2020, 300), taken])) == {
        "T 2021": "2700"
    }


def test_a_yearly_share_of_what_was_paid_is_the_same_year_by_year_and_in_one_run(tmp_path: Path) -> None:
    """700 of 2021 and 600 of 2022: nothing in 2021, 70 in 2022, and 130 in 2023."""
    policy = load_page(tmp_path, with_lines(HEAD, ("award 10% of what aid has paid to farm each year",)), WORDS)
    bought = [machine("A", "2021-03-01", 700), machine("B", "2022-08-01", 600)]
    assert paid_by_item_and_year(policy, farm(*bought)) == {
        "A 2021": "700", "B 2022": "600", "2022 2022": "70", "2023 2023": "130",
    }  # fmt: skip
    history: list[Any] = []
    for year, machines, sum_ in ((2021, bought[:1], 700), (2022, bought[1:], 670), (2023, [], 130)):
        decision = policy.evaluate({**farm(*machines), "as_of": f"{year}-12-31", "history": history})
        assert (decision.total.minor // 100, decision.late) == (sum_, None)
        history = to_json(decision)["ledger"]


def test_a_budget_over_all_applicants_acts_on_the_sum_afterwards(tmp_path: Path) -> None:
    lines = (*TENTH, "over policy", "  cap 1500 per year across applicants")
    policy = load_page(tmp_path, with_lines(HEAD, lines), WORDS)
    other = {**farm(B), "applicant": {"id": "F2", "kinds": ["farm"]}}
    decisions = policy.evaluate_cohort([farm(A), other]).decisions
    assert [decision.total.minor // 100 for decision in decisions] == [770, 660]
    assert [claim.paid.minor // 100 for claim in decisions[0].claims] == [700, 70]


PLACES = {
    "a condition": "award 5 to farm when machine bought\n    if what aid pays at least 5",
    "a cap": "award cost to farm when machine renewed\n  cap what aid pays per farm per year",
    "a definition": "here old means what aid pays\n  award old to farm each year",
    "the smaller of two": "award min(cost, what aid pays) to farm when machine renewed",
    "before the last part": "award 900 less what aid has paid plus cost to farm when machine renewed",
    "two factors": "award what aid pays divided by what aid has paid to farm each year",
    "a debt": "collect what aid pays from farm when machine renewed",
    "a ceiling": "award up to what aid pays to farm when machine renewed",
}


@pytest.mark.broad
@pytest.mark.parametrize("sentence", sampled(PLACES.values(), 3, others="broad"), ids=str)
def test_it_belongs_to_the_amount_of_an_award(sentence: str, tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    with pytest.raises(Exception, match=r"P025|P134"):
        compile_texts(f"{HEAD}  {sentence}\n", WORDS, "words")


def test_a_cap_by_claim_is_not_asked_for_a_claim_without_its_keys(tmp_path: Path) -> None:
    """A yearly claim under a cap of the cost of each machine; it has no machine."""
    lines = ("award 5 times land at most 900 to farm each year", "over policy", "  cap 50% of cost per machine_number")
    policy = load_page(tmp_path, with_lines(HEAD, lines), WORDS)
    facts = farm(A, figures={"2021": {"land": 3}})
    assert paid_by_item_and_year(policy, facts) == {"A 2021": "350", "2021 2021": "15"}


@pytest.mark.parametrize(
    ("sentence", "low", "high", "open_years"),
    [
        ("award 500 less what aid has granted to farm each year", 700, 1200, [2020]),
        ("award 5 times land less what aid has granted to farm each year", 700, None, [2020, 2022, 2023]),
        ("award 10% of what aid pays to farm each year", 770, 770, []),
    ],
)
def test_a_year_without_stated_figures_is_open_if_it_may_pay_something(
    sentence: str, low: int, high: int | None, open_years: list[int], tmp_path: Path
) -> None:
    """700 are paid for a machine in 2021, the only year whose figures are stated; later years have been granted 700."""
    policy = load_page(tmp_path, with_lines(HEAD, (sentence,)), WORDS)
    decision = policy.evaluate(farm(A, figures={"2021": {"land": 3}}))
    most = decision.due.high
    assert (decision.due.low.minor // 100, None if most is None else most.minor // 100) == (low, high)
    assert [claim.year for claim in decision.claims if claim.missing] == open_years
    complete = farm(A, figures={"2021": {"land": 3}, **{year: {"none": True} for year in ("2020", "2022", "2023")}})
    assert policy.evaluate(complete).total.minor // 100 == low
