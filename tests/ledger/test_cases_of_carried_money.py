"""Expectations of cases about carried money, and the messages when they fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation

PAGE = """policy ceiling "A ceiling that carries"
  document "T-22"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award amount to enterprise when technology_contract recorded

article 22 "Ceiling"
  over policy
    cap local_contribution per enterprise per year
      carry forward 1 year

case "one"
  given enterprise
    technology_contract A: amount 900, recorded_on 2021-03-01
    technology_contract B: amount 350, recorded_on 2022-03-01
  given figures 2021: local_contribution 400
  given figures 2022: local_contribution {second}
  expect {expected}
"""


@pytest.mark.parametrize(
    ("second", "expected", "found"),
    [
        (300, "carried 350 to 2023", None),
        (300, "lapsed 200", None),
        (300, "A reduced by cap of article 22", None),
        (300, "A 700", None),
        (300, "2022 total 300", None),
        (300, "carried 350 to 2024", "carried 350.00 CNY to 2023"),
        (900, "carried 350 to 2023", "nothing is carried"),
        (900, "A awarded", None),
        (300, "lapsed 300", "lapsed 200.00 CNY"),
        (300, "B awarded", "2022 B of 1.technology_contract.recorded carried 0.00 CNY (the cap of article 22 per "
         "enterprise per year leaves 0 in 2022; 350.00 is carried over and may be paid until the end of 2023)"),
    ],
)  # fmt: skip
def test_an_expectation_of_carried_money(tmp_path: Path, second: int, expected: str, found: str | None) -> None:
    page = tmp_path / "ceiling.ipp"
    page.write_text(PAGE.format(second=second, expected=expected), encoding="utf-8")
    result = run_page(str(page), Compilation.from_file(str(page)))
    assert result is not None
    (case,) = result.cases
    assert [miss.actual for miss in case.misses] == ([] if found is None else [found])
