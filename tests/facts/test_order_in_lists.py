"""The order inside a list has no meaning: the same members give the same digest and the same ledger."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest

import ipdsl

PAGE = """policy loans "Loans"
  document "D"
  effective 2021-01-01 to 2025-12-31
  use ip

article 6 "Loans"
  award 1% of pledged_principal to enterprise when pledge_loan drawn
  cap 3000 per pledged_right
"""
POLICY = ipdsl.load_text(PAGE)
RIGHTS = ["ZL2", "ZL10", "ZL1", "商标"]


def decided(rights: list[str]) -> dict[str, Any]:
    loan = {"loan": "L1", "pledged_right": rights, "pledged_principal": 1_000_000, "drawn_on": "2022-03-01"}
    line = {"clause": "6.pledge_loan.drawn", "item": "L0", "year": 2021, "due": 500, "keys": {"pledged_right": rights}}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"pledge_loan": [loan]}, "history": [line]}
    return ipdsl.to_json(POLICY.evaluate(facts))


@pytest.mark.parametrize("seed", range(6))
def test_neither_digest_nor_ledger_change_with_the_order_in_a_list(seed: int) -> None:
    shuffled = random.Random(seed).sample(RIGHTS, len(RIGHTS))
    first, second = decided(RIGHTS), decided(shuffled)
    assert first["total"] == second["total"] == "2500.00"
    assert first["facts_digest"] == second["facts_digest"]
    assert first["ledger"] == second["ledger"]
    assert first["ledger_head"] == second["ledger_head"]


def test_other_members_have_another_digest() -> None:
    every = [decided(rights)["facts_digest"] for rights in (RIGHTS, RIGHTS[:3], ["ZL2, ZL10", "ZL1", "商标"], [])]
    assert len({*every}) == len(every)


@pytest.mark.parametrize("rights", [RIGHTS, RIGHTS[::-1], RIGHTS[2:], ["ZL9"]])
def test_the_ledger_of_tables_has_the_order_of_decisions(rights: list[str]) -> None:
    loan = {"loan": "L1", "pledged_right": rights, "pledged_principal": "1000000", "drawn_on": "2022-03-01"}
    table = pa.Table.from_pylist([{"id": "F1", "kinds": ["enterprise"], "pledge_loan": [loan]}])
    result = POLICY.evaluate_table(table, as_of=None, ledger=True)
    assert result.applicants.column("way").to_pylist() == ["columns"]
    (line,) = result.ledger.to_pylist()
    assert dict(line["keys"])["pledged_right"] == sorted(rights)
