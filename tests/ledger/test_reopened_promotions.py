"""Promotions that ipdsl 0.2.1 settled for Dongyang: `--reopen` finds applicants that were paid too much or too little.

The file holds facts with the ledger lines that 0.2.1 wrote, digests and `rungs` included.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl

KEPT: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("promotions_before_0_2_2.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("kept", KEPT, ids=[one["name"] for one in KEPT])
def test_what_a_promotion_was_paid_too_much_or_too_little_is_told(kept: dict[str, Any]) -> None:
    policy = ipdsl.load("dongyang_2021")
    assert policy.evaluate(kept["facts"]).total.minor == 0, "what was settled stands"
    reopening = policy.evaluate(kept["facts"], reopen=kept["reopen"]).reopening
    assert reopening is not None
    found = [
        sum(part) // 100 for part in zip(*((y.newly_due.minor, y.overpaid.minor) for y in reopening.years), strict=True)
    ]
    assert found == [kept["newly_due"], kept["overpaid"]]
