"""Aggregates over the records of a set may be of a definition of the record; rows are asked of any member."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipdsl import PolicyError
from ipdsl.syntax.keywords import Surface
from tests.properties.laws import check_every_law
from tests.properties.pipeline import compile_texts
from tests.support.slow import sampled
from tests.support.written_pages import load_page, paid_by_item, with_lines

WORDS = """\
vocabulary words "Words" "词汇"

applicant farm "农户"

choice size "规模" small "小" · medium "中" · big "大"

record machine "农机"
  key machine_number "机号"
  event bought "购置" on bought_on "购置日"
  cost "费用" money
  rebate "返利" money
  made_size "机型" size
"""

HEAD = """\
policy town "Town" "城镇"
  document "Town 1"
  effective 2020-01-01 to 2023-12-31
  use words
  language 4

article 1 "Machines" "农机"
"""
ELIGIBLE = 'here eligible "合格费用" of machine means cost less rebate'
RATE = ("here rate_of_size of machine by made_size", "  small: 10% of cost", "  otherwise: 20% of cost")


def machine(number: str, cost: object, rebate: object, size: str = "small") -> dict[str, Any]:
    values = {"machine_number": number, "bought_on": "2021-05-01", "cost": cost, "rebate": rebate, "made_size": size}
    return {"id": number, **values}


def farm(*machines: dict[str, Any]) -> dict[str, Any]:
    records = {"machine": [*machines]}
    return {"applicant": {"id": "F1", "kinds": ["farm"]}, "records": records, "figures": {}, "as_of": "2023-12-31"}


MACHINES = farm(machine("A", 1000, 200), machine("B", 500, {"none": True}, "big"), machine("C", 100, 300))

CASES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "the total of a definition": (
        (ELIGIBLE, "award total eligible at most 9000 per year to farm when machine bought"),
        {"2021": "1100"},
    ),
    "the largest value of a definition": (
        (ELIGIBLE, "award largest eligible at most 9000 per year to farm when machine bought"),
        {"2021": "800"},
    ),
    "a condition of the set": (
        (ELIGIBLE, "award 5 per year to farm when machine bought", "  if total eligible at least 1301"),
        {},
    ),
    "a definition by rows": (
        (*RATE, "award total rate_of_size at most 9000 per year to farm when machine bought"),
        {"2021": "210"},
    ),
    "a member without a row of its own": (
        (*RATE, "award rate_of_size of medium at most 900 to farm when machine bought and cost at least 1000"),
        {"A": "200"},
    ),
    "a member with a row": (
        (*RATE, "award rate_of_size of small at most 900 to farm when machine bought and cost at least 1000"),
        {"A": "100"},
    ),
}


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize(("lines", "expected"), sampled(CASES.values(), 3, others="broad"), ids=CASES)
def test_sets_of_definitions(
    lines: tuple[str, ...], expected: dict[str, str], surface: Surface, tmp_path: Path
) -> None:
    assert paid_by_item(load_page(tmp_path, with_lines(HEAD, lines), WORDS, surface), MACHINES) == expected
    if surface is Surface.ENGLISH:
        check_every_law(compile_texts(with_lines(HEAD, lines), WORDS, "words"), MACHINES)


def test_a_definition_of_a_set_names_its_record_only(tmp_path: Path) -> None:
    lines = ("here more of machine means cost plus grant", "award total more at most 5 per year when machine bought")
    words = WORDS.replace("choice size", 'applicant fields\n  grant "补助" money fixed\n\nchoice size')
    with pytest.raises(PolicyError, match="T031"):
        load_page(tmp_path, with_lines(HEAD, lines), words)
