"""Least sums of awards, and rules about the sum of the claims of a year, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.report.decision_json import ledger_to_json
from tests.support.settlement.cohorts import contractor

PAGE = """policy sums "Sums"
  effective 2021-01-01 to 2025-12-31
  {head}
  use ip

article 1 "Contracts"
  award 10% of amount to enterprise when technology_contract recorded
    uncapped
{lines}
"""


def firm(*claims: tuple[str, Any]) -> dict[str, Any]:
    return contractor("F1", *claims, as_of="2025-12-31")


def page(*lines: str, head: str = "round half up to 0.01") -> Any:
    return ipdsl.load_text(PAGE.format(lines="\n".join(lines), head=head))


def paid(policy: Any, facts: dict[str, Any]) -> list[int]:
    """The payment of each claim, in fen."""
    return [claim.paid.minor for claim in policy.evaluate(facts).claims]


@pytest.mark.parametrize(
    ("lines", "amount", "fen"),
    [
        (["    at least 200"], 1000, 200_00),
        (["    at least 200"], 3000, 300_00),
        (["    at least 200", "    at most 250"], 3000, 250_00),
        (["    at least (10% of amount) plus 1"], 1000, 101_00),
        (["    nothing below 100"], "999.99", 0),
        (["    nothing below 100"], 1000, 100_00),
        (["    at least 100", "    nothing below 150"], 10, 0),  # it is raised first
        (["    at most 100", "    nothing below (1% of amount) plus 51"], 5000, 0),  # and limited
    ],
)
def test_a_sum_is_raised_limited_and_then_refused(lines: list[str], amount: Any, fen: int) -> None:
    assert paid(page(*lines), firm(("2022-03-01", amount))) == [fen]


def test_a_sum_is_compared_before_it_is_rounded() -> None:
    """10% of 999.96 are 99.996, which would be rounded to 100.00."""
    policy = page("    nothing below 100")
    assert paid(policy, firm(("2022-03-01", "999.96"))) == [0]
    assert paid(page(), firm(("2022-03-01", "999.96"))) == [100_00]


def test_the_rest_after_support_is_compared() -> None:
    """Of 500, others paid 399 or 401. The rest of 99 is refused."""
    policy = page("    counting all other support", "    nothing below 100")
    for told, fen in ((400, 100_00), (401, 0)):
        facts = firm(("2022-03-01", 5000))
        facts["support"] = [
            {"kind": "technology_contract", "item": "C0", "level": "national", "year": 2022, "amount": told}
        ]
        decision = policy.evaluate(facts)
        [claim] = decision.claims
        assert claim.paid.minor == fen
        cuts = [(cut.code, cut.cut.minor) for cut in claim.adjustments]
        assert cuts == [("R206", told * 100), *([] if fen else [("R284", 99_00)])]
        assert claim.proposed.minor - sum(cut for _, cut in cuts) == fen


@pytest.mark.parametrize(
    ("rules", "amounts", "kept"),
    [
        (["nothing below 500 per enterprise per year"], [2000, 2999], [0, 0]),
        (["nothing below 500 per enterprise per year"], [2000, 3000], [20000, 30000]),
        (["nothing below 500 per year"], [2000, 2999], [0, 0]),
        (["nothing below 250 per contract per year"], [2000, 3000], [0, 30000]),
        (["round down to 100 per enterprise per year"], [2550, 2560], [25500, 24500]),
        (["round down to 100 per contract per year"], [2550, 2560], [20000, 20000]),
        (["round down to 1000 per enterprise per year"], [2550, 2560], [0, 0]),
        # in written order: 511 is rounded to 500, or 511 is not below 501 and then rounded
        (
            ["round down to 100 per enterprise per year", "nothing below 501 per enterprise per year"],
            [2550, 2560],
            [0, 0],
        ),
        (
            ["nothing below 501 per enterprise per year", "round down to 100 per enterprise per year"],
            [2550, 2560],
            [25500, 24500],
        ),
        # a cap comes before: 300 of 511 is left
        (["cap 300 per enterprise per year", "nothing below 301 per enterprise per year"], [2550, 2560], [0, 0]),
        (["cap 350 per enterprise per year", "round down to 100 per enterprise per year"], [2550, 2560], [25500, 4500]),
    ],
)
def test_the_sum_of_a_year_is_refused_or_rounded(rules: list[str], amounts: list[int], kept: list[int]) -> None:
    policy = page(*(f"  {rule}" for rule in rules))
    assert paid(policy, firm(*((f"2022-03-0{n + 1}", amount) for n, amount in enumerate(amounts)))) == kept


def test_what_the_year_was_paid_before_is_in_the_sum() -> None:
    """600 were paid in March. 50 more are not refused; of 50 more, 0 are left if the sum is rounded to hundreds."""
    first = firm(("2022-03-01", 6000))
    later = firm(("2022-03-01", 6000), ("2022-09-01", 500))
    for rule, fen in (("nothing below 500", 50_00), ("round down to 100", 0)):
        policy = page(f"  {rule} per enterprise per year")
        ledger = ledger_to_json(policy.evaluate(first).ledger)
        assert paid(policy, {**later, "history": ledger})[-1] == fen
    # earlier payments of another year are not in the sum
    policy = page("  nothing below 500 per enterprise per year")
    ledger = ledger_to_json(policy.evaluate(first).ledger)
    assert paid(policy, {**firm(("2022-03-01", 6000), ("2023-09-01", 500)), "history": ledger})[-1] == 0


def test_a_claim_that_a_small_sum_refuses_may_be_paid_with_a_later_one() -> None:
    """It is not in the ledger as paid, so a later run of the year decides again, with the new claim."""
    policy = page("  nothing below 500 per enterprise per year")
    first = policy.evaluate(firm(("2022-03-01", 3000)))
    assert first.total.minor == 0
    assert sum(paid(policy, firm(("2022-03-01", 3000), ("2022-09-01", 3000)))) == 600_00


def test_an_open_claim_leaves_the_others_of_its_sum_open() -> None:
    """300 alone are refused. The amount of the other contract is not stated, so 0 is due at least, without a limit."""
    policy = page("  nothing below 500 per enterprise per year", "  cap 5000 per enterprise per year")
    facts = firm(("2022-03-01", 3000), ("2022-09-01", 1))
    del facts["records"]["technology_contract"][1]["amount"]
    decision = policy.evaluate(facts)
    assert decision.due.low.minor == 0
    assert decision.due.high is not None
    assert decision.due.high.minor == 5000_00
    assert [claim.outcome.value for claim in decision.claims] == ["undetermined", "undetermined"]


def test_bounds_of_a_rounded_sum_are_rounded() -> None:
    """250 are known, at most 100 more may be due: between 200 and 300."""
    policy = page("    at most 250", "  round down to 100 per enterprise per year")
    facts = firm(("2022-03-01", 3000), ("2022-09-01", 1000))
    del facts["records"]["technology_contract"][1]["amount"]
    due = policy.evaluate(facts).due
    assert (due.low.minor, due.high and due.high.minor) == (200_00, 500_00)
