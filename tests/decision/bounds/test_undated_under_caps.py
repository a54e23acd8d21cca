"""A claim with unstated day and amount is at most the amount that the fixed caps over it leave in any year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl

HEAD = 'policy caps "Caps"\n  document "Doc 1"\n  effective 2022-01-01 to 2024-12-31\n  use ip\n\narticle 1\n'
AWARD = "  award 10% of amount to enterprise when technology_contract recorded\n"
DEAL = "  award 10% of amount to enterprise when patent_deal paid\n"

OPEN: dict[str, tuple[str, int | None]] = {
    "no cap": (AWARD, None),
    "a cap of a year": (AWARD + "  cap 50000 per enterprise per year\n", 50000),
    "a cap for life": (AWARD + "  cap 70000 per enterprise\n", 70000),
    "the smaller of two": (AWARD + "  cap 70000 per enterprise\n  cap 50000 per contract\n", 50000),
    "a cap for others": (AWARD.replace("enterprise", "enterprise, person") + "  cap 50000 per person per year\n", None),
    "a cap of a figure": (AWARD + "  cap local_contribution per enterprise per year\n", None),
    "what it cuts waits": (AWARD + "  cap 50000 per enterprise per year\n    carry forward 1 year\n", None),
    "a cap of another award": (
        AWARD + "  group deals\n" + DEAL.replace("  ", "    ", 1) + "    cap 9 per enterprise\n",
        None,
    ),
    "after places": (AWARD + "  limit 1 items per enterprise\n  cap 50000 per enterprise per year\n", 50000),
}


def load(folder: Path, text: str) -> ipdsl.Policy:
    page = folder / "page.ipp"
    page.write_text(HEAD + text, encoding="utf-8")
    return ipdsl.load(str(page))


def facts(*contracts: dict[str, Any]) -> dict[str, Any]:
    records = {"technology_contract": list(contracts), "patent_deal": []}
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    figures = {str(year): {"local_contribution": 10**6} for year in (2022, 2023, 2024)}
    return {"applicant": applicant, "records": records, "figures": figures, "history": [], "as_of": "2024-12-31"}


@pytest.mark.parametrize("case", OPEN)
def test_a_claim_without_day_and_sum_is_worth_what_caps_leave(tmp_path: Path, case: str) -> None:
    text, most = OPEN[case]
    policy = load(tmp_path, text)
    decision = policy.evaluate(facts({"contract": "A"}))
    high = decision.due.high
    assert (None if high is None else high.minor) == (None if most is None else most * 100)
    assert {None if one.worth is None else one.worth.minor for one in decision.missing} == {most and most * 100}
    if most is not None:
        whole = {"contract": "A", "recorded_on": "2023-05-05", "amount": 10**7}
        assert policy.evaluate(facts(whole)).total.minor == most * 100


def test_two_of_them_may_be_of_two_years(tmp_path: Path) -> None:
    policy = load(tmp_path, OPEN["a cap of a year"][0])
    known = {"contract": "C", "recorded_on": "2022-03-03", "amount": 300000}
    open_ = [{"contract": name} for name in "AB"]
    assert policy.evaluate(facts(known, *open_)).due.high == ipdsl.Money(130000_00, "CNY")
    whole = [
        {"contract": name, "amount": 10**7, "recorded_on": f"{year}-01-01"}
        for name, year in zip("AB", (2023, 2024), strict=True)
    ]
    assert policy.evaluate(facts(known, *whole)).total.minor == 130000_00
