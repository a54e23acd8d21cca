"""The advice on a rule that precedes an award of its block."""

from __future__ import annotations

import pytest

from ipdsl.driver.compilation import Compilation

PAGE = """article 1 "Patents"
{awards}  cap 5000 per enterprise per year
  award 4000 to enterprise when utility_patent granted
"""
AWARD = "award 5000 to enterprise when invention_patent granted\n"


@pytest.mark.parametrize(
    ("awards", "advice"),
    [
        ("", "move it down, below the awards"),
        (f"  {AWARD}", "put a `group NAME` around lines 2 to 3; move it down only if it covers the later awards too"),
        (f"  group inventions\n    {AWARD}", "if it belongs to `group inventions`, indent it"),
    ],
)
def test_a_rule_is_not_moved_over_more_awards_without_a_word(awards: str, advice: str) -> None:
    (finding,) = [f for f in Compilation.from_text(PAGE.format(awards=awards), "x.ipp").check() if f.code == "P004"]
    assert finding.texts().help.startswith(advice)
