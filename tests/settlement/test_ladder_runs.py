"""Promotions in one or several runs, with support, payments of other documents, ledger lines and older standards.

Payments for a matter add up, whoever made them. Under `no repeat` and `top up` the sum is the highest standard. It is
more only if the earlier payments alone exceed that standard.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.report.decision_json import ledger_to_json

Plain: TypeAlias = dict[str, Any]

STANDARDS = {
    ("national", "gold"): 1000, ("national", "silver"): 600, ("national", "excellence"): 300,
    ("provincial", "gold"): 300, ("provincial", "silver"): 200, ("municipal", "gold"): 50,
}  # fmt: skip
PAGE = """
policy prizes "Prizes"
  document "Doc 2"
  effective 2021-01-01 to 2024-12-31
  level county_level
  use ip
  same matter of patent_prize is patent

article 1 "Prizes"
"""
RULES = """
article 2 "Nothing twice, and promotion"
  over policy
    {older}
    no repeat per matter per level
    top up per matter
"""
OLDER = "pay highest with older documents per matter"
LEVELS = tuple(dict.fromkeys(level for level, _ in STANDARDS))
YEARS = range(2021, 2025)


def _page() -> str:
    awards = []
    for level in LEVELS:
        rows = [f"    {prize}: {sum_}" for (of, prize), sum_ in STANDARDS.items() if of == level]
        awards += [f"  award by prize when patent_prize won and level is {level}", *rows, f"    as {level}_prize"]
    return PAGE + "\n".join(awards) + "\n" + RULES.format(older=OLDER)


POLICY = ipdsl.load_text(_page())

# ---------------------------------------------------------------------------------------------- generated facts

OF_PRIZE = st.sampled_from([*STANDARDS])
PATENTS = st.sampled_from(["P1", "P2"])
SUMS = st.sampled_from([1, 50, 100, 150, 200, 300, 600, 1200])
DAYS = st.dates(datetime.date(2021, 1, 1), datetime.date(2024, 12, 31))


@st.composite
def prizes(draw: st.DrawFn) -> list[Plain]:
    """Prizes of two patents, each once."""
    found: dict[tuple[str, str, str], Plain] = {}
    for _ in range(draw(st.integers(1, 6))):
        patent, (level, prize) = draw(PATENTS), draw(OF_PRIZE)
        found[patent, level, prize] = {
            "patent": patent, "level": level, "prize": prize, "won_on": str(draw(DAYS)),
        }  # fmt: skip
    return [*found.values()]


def _item(patent: str, level: str, prize: str) -> str:
    return f"{patent} / {level} / {prize}"


@st.composite
def own_lines(draw: st.DrawFn) -> list[Plain]:
    """Lines of this policy, at most one for an event."""
    found = {}
    for _ in range(draw(st.integers(0, 2))):
        patent, (level, prize), year = draw(PATENTS), draw(OF_PRIZE), draw(st.sampled_from(YEARS))
        item = _item(patent, level, prize)
        found[item, year] = {"clause": f"{level}_prize", "item": item, "year": year, "due": draw(SUMS)}
    return [*found.values()]


@st.composite
def payments_of_others(draw: st.DrawFn) -> tuple[list[Plain], list[Plain]]:
    """Support by the policy's own level, and payments under another document."""
    support, lines = [], {}
    for _ in range(draw(st.integers(0, 2))):
        item, year = _item(draw(PATENTS), *draw(OF_PRIZE)), draw(st.sampled_from(range(2019, 2025)))
        if draw(st.booleans()):
            support.append(
                {"kind": "patent_prize", "item": item, "level": "county_level", "year": year, "amount": draw(SUMS)}
            )
        else:
            lines[item, year] = {
                "policy": "Doc 1", "clause": "old", "kind": "patent_prize", "item": item, "year": year,
                "due": draw(SUMS),
            }  # fmt: skip
    return support, [*lines.values()]


OLDER_STANDARDS = st.one_of(
    st.just([]),
    st.builds(
        lambda patent, sum_: [{"document": "Doc 0", "kind": "patent_prize", "item": patent, "amount": sum_}],
        PATENTS, st.sampled_from([100, 400, 1500]),
    ),
)  # fmt: skip


def facts(won: Sequence[Plain], **lines: object) -> Plain:
    return {
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"patent_prize": [*won]},
        "as_of": "2024-12-31", "history": [], "support": [], "older_documents": [], **lines,
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------- results


def due(stated: Mapping[str, object]) -> dict[tuple[str, int], int]:
    """The amount newly due for each prize in yuan, by item and year."""
    found = {}
    for claim in POLICY.evaluate(stated).claims:
        if claim.year is not None and claim.outcome.value != "not eligible":
            found[claim.item, claim.year] = claim.paid.minor // 100
    return found


def patent_of(item: str) -> str:
    return item.partition(" / ")[0]


def level_of(item: str) -> str:
    return item.split(" / ")[1]


def paid_by_anybody(stated: Plain) -> list[tuple[str, int, int]]:
    """The payments in the facts: patent, year and amount."""
    own = [(patent_of(line["item"]), line["year"], line["due"]) for line in stated["history"]]
    return own + [(patent_of(line["item"]), line["year"], line["amount"]) for line in stated["support"]]


def highest_of(stated: Plain, patent: str, year: int) -> int:
    """The highest standard of a patent up to a year."""
    won = [one for one in stated["records"]["patent_prize"] if one["patent"] == patent]
    own = [STANDARDS[one["level"], one["prize"]] for one in won if int(one["won_on"][:4]) <= year]
    older = [one["amount"] for one in stated["older_documents"] if one["item"] == patent]
    return max([0, *own, *older])


def is_stopped_by_lines(stated: Plain, prize: Plain) -> bool:
    """Whether the history alone stops a prize: a payment of another year for the patent at its level."""
    year = int(prize["won_on"][:4])
    lines = [*stated["history"], *stated["support"]]
    same = [
        one for one in lines if (patent_of(one["item"]), level_of(one["item"])) == (prize["patent"], prize["level"])
    ]
    return any(one["year"] != year for one in same)


# ---------------------------------------------------------------------------------------------- properties


@given(prizes(), own_lines(), payments_of_others(), OLDER_STANDARDS)
def test_payments_and_what_is_due_come_to_no_more_than_the_highest_standard(
    won: list[Plain], own: list[Plain], others: tuple[list[Plain], list[Plain]], older: list[Plain]
) -> None:
    support, lines = others
    stated = facts(won, history=[*own, *lines], support=support, older_documents=older)
    found = due(stated)
    for patent in ("P1", "P2"):
        paid = [(when, sum_) for of, when, sum_ in paid_by_anybody(stated) if of == patent]
        new = [(when, sum_) for (item, when), sum_ in found.items() if patent_of(item) == patent and sum_]
        for year in {when for when, _ in new}:
            before = sum(sum_ for when, sum_ in paid if when <= year) + sum(sum_ for when, sum_ in new if when < year)
            of_year = sum(sum_ for when, sum_ in new if when == year)
            assert before + of_year <= highest_of(stated, patent, year)


@given(prizes(), own_lines(), payments_of_others(), OLDER_STANDARDS)
def test_a_prize_that_the_history_stops_changes_no_other(
    won: list[Plain], own: list[Plain], others: tuple[list[Plain], list[Plain]], older: list[Plain]
) -> None:
    support, lines = others
    stated = facts(won, history=[*own, *lines], support=support, older_documents=older)
    whole = due(stated)
    for prize in won:
        if is_stopped_by_lines(stated, prize):
            rest = [one for one in won if one is not prize]
            without = due({**stated, "records": {"patent_prize": rest}})
            assert without == {name: sum_ for name, sum_ in whole.items() if name in without}


def _up_to(lines: Iterable[Plain], year: int) -> list[Plain]:
    return [line for line in lines if line["year"] <= year]


@given(prizes(), payments_of_others(), OLDER_STANDARDS, st.sets(st.sampled_from(YEARS), max_size=3))
def test_years_settled_one_by_one_pay_what_all_at_once_pays(
    won: list[Plain], others: tuple[list[Plain], list[Plain]], older: list[Plain], ends: set[int]
) -> None:
    support, lines = others
    late = {
        (one["patent"], one["level"])
        for one in won
        for line in (*support, *lines)
        if (patent_of(line["item"]), level_of(line["item"])) == (one["patent"], one["level"])
        and line["year"] > int(one["won_on"][:4])
    }
    # a payment of a later year stops a prize only if all years are settled at once
    won = [one for one in won if (one["patent"], one["level"]) not in late]
    at_once = due(facts(won, history=lines, support=support, older_documents=older))
    ledger: list[Plain] = []
    step_by_step: dict[tuple[str, int], int] = {}
    for year in sorted({*ends, 2024}):
        known = [line for line in ledger if line.get("policy") != "Doc 1"]
        stated = facts(
            [one for one in won if int(one["won_on"][:4]) <= year], history=[*known, *_up_to(lines, year)],
            support=_up_to(support, year), older_documents=older, as_of=f"{year}-12-31",
        )  # fmt: skip
        decision = POLICY.evaluate(stated)
        for claim in decision.claims:
            if claim.year is not None and claim.paid.minor:
                step_by_step[claim.item, claim.year] = claim.paid.minor // 100
        ledger = [*ledger_to_json(decision.ledger)]
    assert step_by_step == {name: sum_ for name, sum_ in at_once.items() if sum_}


# ---------------------------------------------------------------------------------------------- one year in two runs


@pytest.mark.parametrize("is_anew", [False, True])
def test_three_runs_come_to_the_highest_standard(is_anew: bool) -> None:
    """Provincial silver in May, provincial gold in December, national excellence two years later."""
    won = [
        {"patent": "P1", "level": level, "prize": prize, "won_on": day}
        for level, prize, day in (
            ("provincial", "silver", "2021-05-31"), ("provincial", "gold", "2021-12-31"),
            ("national", "excellence", "2023-12-27"),
        )
    ]  # fmt: skip
    ledger: list[Plain] = []
    paid = []
    for number, prize in enumerate(won, 1):
        decision = POLICY.evaluate(facts(won[:number], history=ledger, as_of=prize["won_on"]))
        paid.append(decision.total.minor // 100)
        ledger = [*ledger_to_json(decision.ledger)]
    assert paid == [200, 100, 0]
    if is_anew:
        anew = POLICY.evaluate(facts(won, history=ledger), reopen=2021)
        assert sum(due(facts(won)).values()) == 300
        assert anew.reopening is not None
        assert [(year.newly_due.minor, year.overpaid.minor) for year in anew.reopening.years] == [(0, 0)]


AFTER_A_CAP = """
policy shops "Shops"
  effective 2021-01-01 to 2024-12-31
  level county_level
  use ip
  same matter of patent_prize is patent

article 1 "Province"
  group inner
    award 3000 when patent_prize won and level is provincial
      as province
    cap 1000 per applicant per year
    {rule}
  cap 1 per applicant

article 2 "Nation"
  award 5000 when patent_prize won and level is national
    as nation

article 3 "Promotion"
  over policy
    top up per matter
"""


@pytest.mark.parametrize(
    "rule", ["limit 3 items per applicant", "no repeat per patent", "nothing below 10 per matter per year"]
)
def test_a_rule_that_cuts_nothing_admits_what_a_cap_before_it_left(rule: str) -> None:
    """Of 3,000 of 2022 a cap leaves 1,000, which the next rule keeps. Nothing is left of the article's cap of 1.

    The 5,000 of 2023 are paid less 1,000, in one run and in two.
    """
    policy = ipdsl.load_text(AFTER_A_CAP.format(rule=rule))
    won = [
        {"patent": patent, "level": level, "prize": "gold", "won_on": day}
        for patent, level, day in (
            ("P0", "provincial", "2021-05-01"), ("P1", "provincial", "2022-05-01"), ("P1", "national", "2023-05-01"),
        )
    ]  # fmt: skip
    at_once = policy.evaluate(facts(won))
    assert [claim.paid.minor // 100 for claim in at_once.claims if claim.paid.minor] == [1, 4000]
    assert policy.total(facts(won)).minor // 100 == 4001
    first = policy.evaluate({**facts(won[:2]), "as_of": "2022-12-31"})
    second = policy.evaluate(facts(won, history=[*ledger_to_json(first.ledger)]))
    assert second.total.minor // 100 == 4000
