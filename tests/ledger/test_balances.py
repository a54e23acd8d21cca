"""Due and paid amounts: the payments of a line give a balance, which is not part of the total and uses no room."""

from __future__ import annotations

from typing import Any

import pytest

from ipdsl.report.decision_json import ledger_to_json, to_json
from ipdsl.report.decision_page import BALANCES, render
from tests.support.settlement.carried_money import carrying
from tests.support.settlement.programs import award, cap, claim, deal, decide, firm, over, paid, policy, yuan

CAPPED = policy(award(), cap(50, "enterprise"))
FACTS = firm(deal("A", 40), deal("B", 40, "2022-05-01"))


def with_payments(lines: list[dict[str, Any]], **of_item: object) -> list[dict[str, Any]]:
    """The lines, with payments of one day for these items; the values are the amounts of each item."""
    return [
        line | {"payments": [{"day": "2022-12-01", "amount": sum_} for sum_ in of_item[line["item"]]]}  # type: ignore[attr-defined]
        if line["item"] in of_item
        else line
        for line in lines
    ]


def before() -> list[dict[str, Any]]:
    lines: Any = ledger_to_json(decide(CAPPED, FACTS).ledger)
    return list(lines)


@pytest.mark.parametrize(
    ("payments", "balances"),
    [
        ({}, []),
        ({"A": [40]}, []),
        ({"A": [15, 25]}, []),
        ({"A": [15]}, [("A", 40, 15, 25, 0)]),
        ({"A": []}, [("A", 40, 0, 40, 0)]),
        ({"A": [41]}, [("A", 40, 41, 0, 1)]),
        ({"A": [15], "B": [12]}, [("A", 40, 15, 25, 0), ("B", 10, 12, 0, 2)]),
    ],
)
def test_what_is_not_paid_as_due_is_a_rest_and_changes_nothing_else(
    payments: dict[str, list[int]], balances: list[tuple[str, int, int, int, int]]
) -> None:
    facts = firm(deal("A", 40), deal("B", 40, "2022-05-01"), deal("C", 40, "2022-06-01"))
    plain = decide(CAPPED, {**facts, "history": before()})
    found = decide(CAPPED, {**facts, "history": with_payments(before(), **payments)})
    sums = [(r.item, *(m.minor // 100 for m in (r.due, r.paid, r.still_due, r.overpaid))) for r in found.balances]
    assert sums == balances
    assert found.still_due.minor // 100 == sum(balance[3] for balance in balances)
    assert (found.total, paid(found)) == (plain.total, paid(plain))  # the balance neither uses nor frees room


def test_the_page_and_the_json_tell_rests_beside_the_total() -> None:
    found = decide(CAPPED, {**FACTS, "history": with_payments(before(), A=[15], B=[12])})
    page = render(found)
    assert yuan(found) == 0
    assert "Unpaid amounts of earlier runs, not in the total" in page
    section = page.split(BALANCES)[1]
    assert "A (2022): 40.00 due, 15.00 paid" in section
    assert "unpaid 25.00" in section
    assert "overpaid 2.00" in section
    plain = to_json(found)
    assert plain["still_due"] == "25.00"
    assert [balance["overpaid"] for balance in plain["balances"]] == ["0.00", "2.00"]  # type: ignore[attr-defined]


def test_payments_stay_with_their_line_from_run_to_run() -> None:
    once = decide(CAPPED, {**FACTS, "history": with_payments(before(), A=[15])})
    again = decide(CAPPED, {**FACTS, "history": ledger_to_json(once.ledger)})
    assert again.balances == once.balances != ()
    short = [{"clause": "7.deal.made", "item": "A", "year": 2022, "due": 40, "payments": []}]
    first = decide(CAPPED, firm(history=short))
    assert decide(CAPPED, firm(history=ledger_to_json(first.ledger))).balances == first.balances != ()


def test_what_was_paid_of_carried_money_stays_with_its_line() -> None:
    code = policy(award(), over(carrying()))
    figures = {"2022": {"contribution": 10}}
    first: Any = ledger_to_json(decide(code, firm(deal("A", 40), figures=figures)).ledger)
    facts = firm(figures={"2023": {"contribution": 20}}, history=with_payments(first, A=[4]))
    found = decide(code, facts)
    assert yuan(found) == 20
    assert [(r.due.minor, r.paid.minor) for r in found.balances] == [(1000, 400)]
    (line,) = found.ledger
    assert (line.due, line.paid) == ({2022: 1000, 2023: 2000}, 400)


def test_lines_of_other_documents_and_applicants_leave_no_rest() -> None:
    line = {"policy": "older_2018", "clause": "5", "item": "A", "year": 2022, "due": 40, "payments": []}
    assert decide(CAPPED, firm(history=[line])).balances == ()


@pytest.mark.parametrize(("sums", "word"), [((10, 10), "paid"), ((10, 5), "due"), ((5, 10), "due")])
def test_what_was_deducted_counts_as_paid_where_all_of_it_was_paid(sums: tuple[int, int], word: str) -> None:
    code = policy(award(), award("7.prize.made", 100, record="prize", less=("deal", "project")))
    history = [
        {
            "clause": "7.deal.made", "item": item, "year": 2021, "due": 10, "keys": {"project": "p"},
            "payments": [{"day": "2021-12-01", "amount": sum_}],
        }
        for item, sum_ in zip("AB", sums, strict=True)
    ]  # fmt: skip
    decision = decide(code, firm(prizes=(deal("P", None, project="p"),), history=history))
    told = f"20.00 already {word} for deal of the same project (A, 2021; B, 2021) was deducted"
    assert claim(decision, "P").why == told
