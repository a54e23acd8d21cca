"""What reaches a limit: a claim of 0 takes no place, in its year and in later years, and opens none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.support.slow import sampled

Facts = dict[str, Any]
YEARS = range(2022, 2026)

# ---------------------------------------------------------------------------------------------- limits of one applicant

PAGE = """policy t "t"
  effective 2022-01-01 to 2025-12-31
  use ip

article 1 "a"
{body}"""

GRANTED = "  award 10000 to enterprise when invention_patent granted\n"
VALID = "  award 10000 to enterprise while invention_patent valid\n"
CAP = "  cap 10000 per enterprise per year\n"
COUNTRY = "  limit 1 country per enterprise\n"


def patent(number: str, country: str, day: str, lapsed: str = "") -> Facts:
    return {"number": number, "country": country, "granted_on": day, "lapsed_on": lapsed or {"none": True}}


A, B = patent("A", "US", "2022-01-01"), patent("B", "JP", "2022-02-01")
C, D = patent("C", "JP", "2023-01-01"), patent("D", "US", "2024-01-01")
A_LAPSED = patent("A", "US", "2022-01-01", "2023-01-01")
ONE_YEAR_EACH = {"A": 10000, "B": 0, "C": 0, "D": 10000}

CASES: dict[str, tuple[str, list[Facts], dict[str, int]]] = {
    "a cap above a limit of values": (GRANTED + CAP + COUNTRY, [A, B, C, D], ONE_YEAR_EACH),
    "without the claim of 0": (GRANTED + CAP + COUNTRY, [A, C, D], {"A": 10000, "C": 0, "D": 10000}),
    "records over the years of a state": (
        VALID + CAP + "  limit 1 items per enterprise\n", [A_LAPSED, B], {"A": 10000, "B": 0},
    ),
    "over policy": (
        GRANTED + "  over policy\n    cap 10000 per enterprise per year\n    limit 1 country per enterprise\n",
        [A, B, C, D], ONE_YEAR_EACH,
    ),
    "a least sum above the cap": (
        GRANTED + "  nothing below 5000 per enterprise per year\n" + CAP + COUNTRY, [A, B, C, D], ONE_YEAR_EACH,
    ),
    "the cap in an inner group": (
        "  group g\n    award 10000 to enterprise when invention_patent granted\n"
        "    cap 10000 per enterprise per year\n"
        + COUNTRY,
        [A, B, C, D], ONE_YEAR_EACH,
    ),
    "in any 24 months": (
        GRANTED + CAP + "  limit 1 country per enterprise in any 24 months\n", [A, B, C, D], ONE_YEAR_EACH,
    ),
    "per 3 years": (GRANTED + CAP + "  limit 1 country per enterprise per 3 years\n", [A, B, C, D], ONE_YEAR_EACH),
    "best first": (GRANTED + CAP + "  limit 1 country per enterprise, best first\n", [A, B, C, D], ONE_YEAR_EACH),
    "distinct years": (
        GRANTED + "  cap 10000 per enterprise\n  limit 1 year per enterprise\n", [A, C], {"A": 10000, "C": 0},
    ),
    "the cap below the limit: a place is kept": (
        GRANTED + "  limit 2 country per enterprise\n" + CAP, [A, B, C, D, patent("E", "DE", "2025-01-01")],
        {"A": 10000, "B": 0, "C": 10000, "D": 10000, "E": 0},
    ),
    "support leaves nothing": (
        "  award 10000 to enterprise when invention_patent granted\n    counting all other support\n"
        "  limit 1 country per enterprise\n",
        [A, C, D], {"A": 0, "C": 10000, "D": 0},
    ),
    "a claim that is displaced before the limit": (
        "  award official_fees to enterprise when invention_patent granted\n    uncapped\n"
        "  pay highest per enterprise per year\n" + COUNTRY,
        [{**A, "official_fees": 20000}, {**B, "official_fees": 5000}, {**C, "official_fees": 5000}],
        {"A": 20000, "B": 0, "C": 0},
    ),
}  # fmt: skip
SUPPORT = [{"kind": "invention_patent", "item": "A", "level": "county_level", "year": 2022, "amount": 10000}]


def facts_of(name: str) -> tuple[ipdsl.Policy, Facts, dict[str, int]]:
    body, patents, sums = CASES[name]
    support = SUPPORT if "support" in name else []
    facts = {
        "applicant": {"id": "F", "kinds": ["enterprise"]}, "as_of": "2025-12-31", "history": [], "support": support,
        "records": {"invention_patent": patents},
    }  # fmt: skip
    return ipdsl.load_text(PAGE.format(body=body)), facts, sums


def sums_by_item(lines: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line["item"]] = found.get(line["item"], 0) + sum(int(float(due)) for due in line["due"].values())
    return found


def ledgers(policy: ipdsl.Policy, facts: Facts, *, strip: bool = False) -> Iterator[list[Any]]:
    """The ledger after each year; `strip` removes the charges of limits, which earlier versions did not write."""
    ledger: list[Any] = []
    for year in YEARS:
        run = policy.evaluate({**facts, "history": ledger, "as_of": f"{year}-12-31"}, year=year)
        ledger = [dict(line) for line in ipdsl.to_json(run)["ledger"]]
        if strip:
            for line in ledger:
                line["charged"] = {name: sum_ for name, sum_ in line["charged"].items() if " limit " not in name}
                line.pop("digest", None)
        yield ledger


@pytest.mark.parametrize("name", CASES)
def test_a_claim_of_nothing_opens_no_place(name: str) -> None:
    policy, facts, sums = facts_of(name)
    decision = policy.evaluate(facts)
    assert {item: sum_ for item, sum_ in sums_by_item(ipdsl.to_json(decision)["ledger"]).items() if sum_} == {
        item: sum_ for item, sum_ in sums.items() if sum_
    }
    assert policy.total(facts).minor == decision.total.minor == sum(sums.values()) * 100


@pytest.mark.parametrize("name", sampled(CASES, 3, others="broad"))
def test_runs_of_the_years_pay_the_same(name: str) -> None:
    policy, facts, sums = facts_of(name)
    *_, ledger = ledgers(policy, facts)
    assert {item: sum_ for item, sum_ in sums_by_item(ledger).items() if sum_} == {
        item: sum_ for item, sum_ in sums.items() if sum_
    }


def test_a_thousand_of_each_year_through_ledgers() -> None:
    _, facts, _ = facts_of("records over the years of a state")
    page = PAGE.format(
        body=VALID.replace("10000", "1000") + CAP.replace("10000", "1000") + "  limit 1 items per enterprise\n"
    )
    *_, ledger = ledgers(ipdsl.load_text(page), facts)
    assert sums_by_item(ledger) == {"A": 1000, "B": 0}


@pytest.mark.parametrize("name", sampled(CASES, 3, others="broad"))
def test_lines_of_earlier_versions_open_nothing_beyond_the_limit(name: str) -> None:
    """Their claims of 0 may have a place: it is used up, and no claim shares it."""
    policy, facts, sums = facts_of(name)
    *_, ledger = ledgers(policy, facts, strip=True)
    assert sum(sums_by_item(ledger).values()) <= sum(sums.values())
    if name == "a cap above a limit of values":
        assert sums_by_item(ledger) == sums


def test_a_line_without_money_states_whether_it_has_a_place() -> None:
    policy, facts, _ = facts_of("a cap above a limit of values")
    lines = {line["item"]: line["charged"] for line in ipdsl.to_json(policy.evaluate(facts))["ledger"]}
    rule, cap = "1 limit country per enterprise", "1 cap per enterprise per year"
    assert lines == {
        "A": {cap: "10000.00"},
        "B": {cap: "0.00", rule: "0.00"},
        "C": {cap: "10000.00"},
        "D": {cap: "10000.00"},
    }
    policy, facts, _ = facts_of("the cap below the limit: a place is kept")
    lines = {line["item"]: line["charged"] for line in ipdsl.to_json(policy.evaluate(facts))["ledger"]}
    assert lines["B"] == {rule: "10000.00", cap: "0.00"}


def test_the_refusal_names_the_claims_that_have_places() -> None:
    policy, facts, _ = facts_of("a cap above a limit of values")
    refused = next(claim for claim in policy.evaluate(facts).claims if claim.item == "C")
    assert refused.why == "the limit of article 1 per enterprise is used up: at most 1, taken by A, 2022-01-01"


def test_a_claim_that_waits_for_an_approval_below_a_full_cap_takes_no_place() -> None:
    body = (
        "  award up to 10000 to enterprise when invention_patent granted\n  cap 10000 per enterprise\n"
        "  limit 1 country per enterprise\n"
    )
    policy = ipdsl.load_text(PAGE.format(body=body))
    facts = facts_of("a cap above a limit of values")[1]
    approvals = [{"clause": "1.invention_patent.granted", "item": item, "amount": 10000} for item in "AB"]
    decision = policy.evaluate({**facts, "approvals": approvals})
    assert {claim.item: claim.paid.minor // 100 for claim in decision.claims} == {"A": 10000, "B": 0, "C": 0, "D": 0}
    assert decision.due.is_point


# ---------------------------------------------------------------------------------------------- cohorts

WORDS = """vocabulary w "Words"
applicant firm
record deal plural deals
  key no
  cost money
  score count
  sort is one of alpha, beta
  event done on done_on default
"""


def cohort_page(folder: Path, *rules: str, award: str = "award cost to firm when deal done") -> ipdsl.Policy:
    (folder / "w.ipp").write_text(WORDS, encoding="utf-8")
    page = folder / "t.ipp"
    lines = "".join(f"  {line}\n" for line in (award, "  uncapped", *rules))
    head = 'policy t "t"\n  effective 2022-01-01 to 2025-12-31\n  use w\n\narticle 1 "a"\n'
    page.write_text(head + lines, encoding="utf-8")
    return ipdsl.load(str(page))


def deal(no: str, day: str, score: int, cost: int = 1000, sort: str = "alpha") -> Facts:
    return {"no": no, "done_on": day, "score": score, "cost": cost, "sort": sort}


def firm(who: str, *deals: Facts, **more: Any) -> Facts:
    facts = {
        "applicant": {"id": who, "kinds": ["firm"]},
        "as_of": "2025-12-31",
        "history": [],
        "records": {"deal": deals},
    }
    return {**facts, **more}


N = firm("N", deal("A", "2022-01-01", 5), deal("B", "2022-02-01", 6))
S = firm("S", deal("D", "2022-03-01", 3))
BY_SCORE = "limit 2 deals per year across applicants, highest score first"
FIRM_CAP = "cap 1000 per firm per year"


def paid(policy: ipdsl.Policy, *cohort: Facts) -> dict[str, int]:
    decisions = policy.evaluate_cohort([*cohort]).decisions
    return {claim.item: claim.paid.minor // 100 for decision in decisions for claim in decision.claims}


@pytest.mark.parametrize("limit", [BY_SCORE, "limit 2 applicants per year across applicants, highest score first"])
def test_a_claim_that_a_cap_cut_to_0_takes_no_place_of_a_cohort(tmp_path: Path, limit: str) -> None:
    policy = cohort_page(tmp_path, FIRM_CAP, limit)
    assert paid(policy, N, S) == {"A": 1000, "B": 0, "D": 1000}
    assert paid(policy, S, N) == {"A": 1000, "B": 0, "D": 1000}


ABOVE: dict[str, tuple[str, tuple[str, ...], Facts, dict[str, int]]] = {
    "pay highest": ("", ("pay highest per firm per year",), N, {"A": 1000, "B": 0, "D": 1000}),
    "a limit of each firm": ("", ("limit 1 items per firm per year",), N, {"A": 1000, "B": 0, "D": 1000}),
    "once for a key": ("award cost once per firm to firm when deal done", (), N, {"A": 1000, "B": 0, "D": 1000}),
    "a least sum": (
        "", ("nothing below 800 per firm per year",),
        firm("N", deal("A", "2022-01-01", 5, 300), deal("B", "2022-02-01", 6, 300)),
        {"A": 0, "B": 0, "D": 1000},
    ),
    "an amount of 0": (
        "", (), firm("N", deal("A", "2022-01-01", 5), deal("B", "2022-02-01", 6, 0)), {"A": 1000, "B": 0, "D": 1000},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ABOVE)
def test_what_any_rule_above_leaves_nothing_of_takes_no_place(tmp_path: Path, name: str) -> None:
    award, rules, first, sums = ABOVE[name]
    policy = cohort_page(tmp_path, *rules, BY_SCORE, award=award or "award cost to firm when deal done")
    assert paid(policy, first, S) == sums


def test_a_limit_below_a_cap_selects_among_the_rules(tmp_path: Path) -> None:
    """What it leaves out keeps the room that it took, as under any later rule."""
    policy = cohort_page(tmp_path, FIRM_CAP, "limit 1 deals per year across applicants, highest score first")
    first = firm("N", deal("A", "2022-01-01", 1, 600), deal("B", "2022-02-01", 6))
    assert paid(policy, first, S) == {"A": 0, "B": 400, "D": 0}
    [claim, _] = policy.evaluate_cohort([first, S]).decisions[0].claims
    assert claim.why == "others come first under article 1, which selects at most 1 (score 1)"
    assert claim.outcome.value == "reduced"


def test_a_limit_of_over_selects_after_the_caps_of_all_articles(tmp_path: Path) -> None:
    cohort_page(tmp_path, FIRM_CAP)
    page = tmp_path / "t.ipp"
    above = f'article 1 "a"\n  over policy\n    {BY_SCORE}\n\narticle 2 "b"\n'
    page.write_text(page.read_text(encoding="utf-8").replace('article 1 "a"\n', above), encoding="utf-8")
    policy = ipdsl.load(str(page))
    assert paid(policy, N, S) == {"A": 1000, "B": 0, "D": 1000}


def test_a_limit_above_a_cap_selects_before_it(tmp_path: Path) -> None:
    policy = cohort_page(tmp_path, BY_SCORE, FIRM_CAP)
    assert paid(policy, N, S) == {"A": 1000, "B": 0, "D": 0}


def test_equal_scores_are_in_claim_order(tmp_path: Path) -> None:
    policy = cohort_page(
        tmp_path, "cap 9000 per firm per year", "limit 1 deals per year across applicants, highest score first"
    )
    assert paid(policy, firm("N", deal("A", "2022-02-01", 3, 900)), S) == {"A": 900, "D": 0}


@pytest.mark.parametrize("rules", [(), (FIRM_CAP,)])
@pytest.mark.parametrize("period", ["", " per year"])
def test_a_record_that_an_earlier_run_paid_keeps_its_place(tmp_path: Path, rules: tuple[str, ...], period: str) -> None:
    policy = cohort_page(tmp_path, *rules, f"limit 1 deals{period} across applicants, highest score first")
    first = policy.evaluate_cohort([{**S, "as_of": "2022-06-30"}]).decisions[0]
    held = {**S, "history": ipdsl.to_json(first)["ledger"]}
    late = firm("W", deal("E", "2022-05-01", 9))
    decisions = policy.evaluate_cohort([held, late]).decisions
    assert [claim.paid.minor for claim in decisions[1].claims] == [0]
    assert sum(line.total for decision in decisions for line in decision.ledger) == 100_000


def test_one_applicant_alone_needs_the_published_rank(tmp_path: Path) -> None:
    policy = cohort_page(tmp_path, FIRM_CAP, BY_SCORE)
    rule = "1 limit deals per year"
    due = policy.evaluate(S).due
    assert (due.low.minor, due.high and due.high.minor) == (0, 100_000)
    for rank, sum_ in ((2, 100_000), (3, 0)):
        ranked = {**S, "published": [{"rule": rule, "item": "D", "rank": rank}]}
        assert policy.evaluate(ranked).due.low.minor == policy.evaluate(ranked).total.minor == sum_


def test_a_claim_that_waits_for_an_approval_leaves_the_group_contingent(tmp_path: Path) -> None:
    award = "award up to cost to firm when deal done"
    below = cohort_page(tmp_path, FIRM_CAP, BY_SCORE, award=award)
    assert not below.evaluate_cohort([N, S]).decisions[1].due.is_point
    first = cohort_page(tmp_path, BY_SCORE, award=award)
    assert first.evaluate_cohort([N, S]).decisions[1].due.is_point  # only facts decide: A and B come first


@pytest.mark.parametrize("approved", [None, 0, 700])
@pytest.mark.parametrize(("support", "sums"), [(1000, {"A": 0, "D": 1000}), (400, {"D": 0})])
def test_an_approval_gives_no_place_to_a_claim_of_which_support_leaves_nothing(
    support: int, sums: dict[str, int], approved: int | None, tmp_path: Path
) -> None:
    """A of N has the higher score. It takes the place if support leaves something that can be approved."""
    policy = cohort_page(
        tmp_path, "limit 1 deals per year across applicants, highest score first",
        award="award up to cost to firm when deal done\n    counting all other support",
    )  # fmt: skip
    approvals = [{"clause": "1.deal.done", "item": "A", "amount": approved}] if approved is not None else []
    other = [{"kind": "deal", "item": "A", "year": 2022, "amount": support, "level": "national"}]
    n = firm("N", deal("A", "2022-01-01", 5), approvals=approvals, support=other)
    s = firm("S", deal("D", "2022-03-01", 3), approvals=[{"clause": "1.deal.done", "item": "D", "amount": 1000}])
    got = paid(policy, n, s)
    assert {item: got[item] for item in sums} == sums
