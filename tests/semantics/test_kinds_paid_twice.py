"""Two awards for one event, one to a kind and one to a narrower kind: reported if nothing relates them."""

from __future__ import annotations

import pytest

from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from tests.support.slow import sampled

PAGE = """policy patents "Patents"
  document "1/2023"
  effective 2023-01-01 to 2026-12-31
  use ip

article 1 "Patents"
  group both
    award {wide}
      as wide
{under_wide}    award {narrow}
      as narrow
{under_narrow}{rules}
case "a small enterprise"
  given small_enterprise
    invention_patent A: filed_on 2020-05-01, granted_on 2023-05-01
  expect total {total}
"""
WIDE = "5000 once to enterprise when invention_patent granted"
NARROW = "120% of 5000 once to small_enterprise when invention_patent granted"


def lines(*texts: str) -> str:
    return "".join(f"      {text}\n" for text in texts)


def checked(
    wide: str = WIDE, narrow: str = NARROW, *, under_wide: str = "", under_narrow: str = "", rules: str = "", total: int
) -> list[str]:
    text = PAGE.format(
        wide=wide, narrow=narrow, under_wide=under_wide, under_narrow=under_narrow, rules=rules, total=total
    )
    page = Compilation.from_text(text, "patents.ipp")
    findings = list(page.check())
    assert not page.has_errors, [(f.code, f.texts().title) for f in findings]
    result = run_page("patents.ipp", page)
    assert result is not None
    assert not result.failed_count, "the expected total"
    return [f"{f.texts().title}; {f.texts().help}" for f in findings if f.code == "P085"]


@pytest.mark.parametrize(
    ("wide", "narrow", "under_narrow", "total"),
    [
        (WIDE, NARROW, "", 11000),
        (NARROW, WIDE, "", 11000),
        (WIDE, "1000 to small_enterprise when invention_patent granted and granted_on at least 2023-02-01", "", 6000),
        (WIDE, "1000 to small_enterprise from 2023-02-01 when invention_patent granted", "", 6000),
        (WIDE, NARROW, lines("if not agency"), 11000),
        ("5000 once to undertaking when patent granted", NARROW, "", 11000),
        (WIDE, "6000 once to small_enterprise, agency when invention_patent granted", "", 11000),
    ],
)
def test_an_applicant_of_the_narrower_kind_is_paid_both(wide: str, narrow: str, under_narrow: str, total: int) -> None:
    (message,) = checked(wide, narrow, under_narrow=under_narrow, total=total)
    assert "small_enterprise" in message


@pytest.mark.parametrize(
    ("others", "total"),
    sampled(
        [
            ({"under_wide": lines("if not small_enterprise")}, 6000),
            ({"under_wide": lines("if not (small_enterprise or agency)")}, 6000),
            ({"under_wide": lines('reading "a small enterprise gets both"')}, 11000),
            ({"under_narrow": lines('reading "a small enterprise gets both"')}, 11000),
            ({"under_narrow": lines("if not small_enterprise")}, 5000),
            ({"rules": "    pay each\n"}, 11000),
            ({"rules": "    no repeat per item\n"}, 6000),
            ({"rules": "    pay highest per applicant per year\n"}, 6000),
            ({"rules": "    cap 6000 per item\n"}, 6000),
            ({"wide": "5000 once when invention_patent granted"}, 11000),
            ({"narrow": "6000 once to enterprise when invention_patent granted"}, 11000),
            ({"narrow": "6000 once to small_enterprise when invention_patent filed"}, 5000),
            ({"narrow": "6000 once to person when invention_patent granted"}, 5000),
            (
                {
                    "wide": f"{WIDE} and granted_on less than 2023-02-01",
                    "narrow": "6000 once to small_enterprise from 2023-02-01 when invention_patent granted",
                },
                6000,
            ),
        ],
        4,
        others="broad",
    ),
)
def test_awards_that_are_related_or_exclude_each_other_are_not_reported(others: dict[str, str], total: int) -> None:
    assert checked(**others, total=total) == []  # type: ignore[arg-type]


def test_the_advice_pays_one_of_them() -> None:
    (message,) = checked(total=11000)
    assert "`if not small_enterprise` under `wide`" in message
    assert checked(under_wide=lines("if not small_enterprise"), total=6000) == []
