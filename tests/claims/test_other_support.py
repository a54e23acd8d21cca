"""`other support`: what others paid for the record, or for the records of a set.

Expected amounts are computed by hand. Every case is also checked in Chinese, and against the invariants.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipdsl.syntax.keywords import Surface
from tests.properties.laws import check_every_law
from tests.properties.pipeline import compile_texts
from tests.support.semantics.findings import checked
from tests.support.slow import sampled
from tests.support.written_pages import load_page, paid_by_item, with_lines

WORDS = """\
vocabulary words "Words" "词汇"

applicant farm "农户"

level national "国家级" > provincial "省级" > municipal "市级"

record machine "农机"
  key machine_number "机号"
  event bought "购置" on bought_on "购置日"
  cost "费用" money
  share "份额" percent
"""

HEAD = """\
policy town "Town" "城镇"
  document "Town 1"
  effective 2020-01-01 to 2023-12-31
  level municipal
  use words

article 1 "Machines" "农机"
"""


def machine(number: str, cost: object, **values: object) -> dict[str, Any]:
    return {"id": number, "machine_number": number, "bought_on": "2021-05-01", "cost": cost, "share": "50%", **values}


def support(item: str, amount: int, level: str = "national", year: int = 2021, **values: object) -> dict[str, Any]:
    return {"kind": "machine", "item": item, "level": level, "year": year, "amount": amount, **values}


def elsewhere(item: str, amount: int) -> dict[str, Any]:
    return {
        "policy": "another document", "clause": "aid", "kind": "machine", "item": item, "year": 2020,
        "due": {"2020": amount},
    }  # fmt: skip


def farm(*machines: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {
        "applicant": {"id": "F1", "kinds": ["farm"]},
        "records": {"machine": [*machines]},
        "figures": {},
        "support": [],
        "history": [],
        "as_of": "2023-12-31",
        **parts,
    }


A, B = machine("A", 1000), machine("B", 600)
PAID = [support("A", 300), support("A", 100, "municipal", 2020), support("B", 700, "provincial"), support("Z", 50)]
LESS = "award cost less other support at most 9000 to farm when machine bought"
TOTAL = "award total cost less other support at most 9000 per year to farm when machine bought"

CASES: dict[str, tuple[tuple[str, ...], dict[str, Any], dict[str, str]]] = {
    "without support it is 0": ((LESS,), farm(A, B), {"A": "1000", "B": "600"}),
    "all levels and years count, not below 0": ((LESS,), farm(A, B, support=PAID), {"A": "600"}),
    "payments under other documents count": ((LESS,), farm(A, history=[elsewhere("A", 250)]), {"A": "750"}),
    "a share of the rest": (
        ("award share of (cost less other support) at most 9000 to farm when machine bought",),
        farm(A, support=PAID),
        {"A": "300"},
    ),
    "records of a set, each payment once": ((TOTAL,), farm(A, B, support=PAID), {"2021": "500"}),
    "a condition of the record": (
        ("award 5 to farm when machine bought and other support at least 500",),
        farm(A, B, support=PAID),
        {"B": "5"},
    ),
    "an `if` line": (
        ("award 5 to farm when machine bought", "  if other support at most 400"),
        farm(A, B, support=PAID),
        {"A": "5"},
    ),
    "a condition of each record of a set": (
        ("award total cost at most 9000 per year to farm when machine bought and other support less than 500",),
        farm(A, B, support=PAID),
        {"2021": "1000"},
    ),
    "a definition": (
        ("here own_cost of machine means cost less other support", "award own_cost at most 9000 when machine bought"),
        farm(A, support=PAID),
        {"A": "600"},
    ),
    "a condition of picked records": (
        ("award 5 times number of machine with (other support at least 350) when machine bought",),
        farm(A, B, support=PAID),
        {"A": "10", "B": "10"},
    ),
}


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize(("lines", "facts", "expected"), sampled(CASES.values(), 6, others="broad"), ids=CASES)
def test_support_counts(
    lines: tuple[str, ...], facts: dict[str, Any], expected: dict[str, str], surface: Surface, tmp_path: Path
) -> None:
    assert paid_by_item(load_page(tmp_path, with_lines(HEAD, lines), WORDS, surface), facts) == expected
    if surface is Surface.ENGLISH:
        check_every_law(compile_texts(with_lines(HEAD, lines), WORDS, "words"), facts)


@pytest.mark.parametrize("facts", [farm(A, B, support=PAID), farm(A, history=[elsewhere("A", 250)])])
def test_it_deducts_what_counting_all_other_support_deducts(facts: dict[str, Any], tmp_path: Path) -> None:
    deducted = ("award cost to farm when machine bought", "  at most 9000", "  counting all other support")
    page = load_page(tmp_path / "counted", with_lines(HEAD, deducted), WORDS)
    assert paid_by_item(page, facts) == paid_by_item(
        load_page(tmp_path / "less", with_lines(HEAD, (LESS,)), WORDS), facts
    )


def test_support_with_a_missing_key_gives_bounds(tmp_path: Path) -> None:
    words = WORDS.replace('机号"\n', '机号", part "部件"\n')
    policy = load_page(tmp_path, with_lines(HEAD, (LESS,)), words)
    unsure = {"kind": "machine", "item": "", "keys": {"machine_number": "A"}, "level": "national", "year": 2021}
    facts = farm({**A, "part": "engine"}, support=[{**unsure, "item": "some part", "amount": 300}])
    decision = policy.evaluate(facts)
    assert (decision.due.low.minor // 100, decision.due.high and decision.due.high.minor // 100) == (700, 1000)


@pytest.mark.parametrize(
    "lines",
    [
        "award cost at most 50 when machine bought\ncap cost less other support per machine_number\n",
        "if other support at most 5\naward 5 when machine bought\n",
    ],
)
def test_it_needs_a_record(lines: str) -> None:
    found = checked(lines.replace("machine bought", "ip_insurance bought").replace("cost", "premium"))
    assert "P025" in found.codes, found.shown()
