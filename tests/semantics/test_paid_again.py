"""An award split in the middle of the window: reported if one part pays again what the other paid with `once`."""

from __future__ import annotations

import pytest

from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation

PAGE = """policy marks "Marks"
  document "1/2023"
  effective 2023-01-01 to 2026-12-31
  use ip
{head}
article 1 "Marks"
  group both
    award 5000 once to enterprise when geo_indication_trademark registered and registered_on less than 2025-01-01
      as until_2025
    award {after}
      as since_2025
{beneath}{rules}"""
AFTER = "6000 once to enterprise from 2025-01-01 when geo_indication_trademark registered"


def told(after: str = AFTER, *, head: str = "", beneath: str = "", rules: str = "") -> list[str]:
    page = Compilation.from_text(PAGE.format(after=after, head=head, beneath=beneath, rules=rules), "marks.ipp")
    findings = list(page.check())
    assert not page.has_errors, [(f.code, f.texts().title) for f in findings]
    return [finding.texts().help.partition(";")[0] for finding in findings if finding.code == "P075"]


@pytest.mark.parametrize(
    "after",
    [
        AFTER,
        "6000 once to enterprise when geo_indication_trademark registered and registered_on at least 2025-01-01",
        "6000 once to enterprise when geo_indication_trademark registered and registered_on more than 2024-12-31",
        "6000 once to undertaking from 2025-01-01 when geo_indication_trademark registered",
        "up to 6000 once to enterprise from 2025-01-01 when geo_indication_trademark registered",
    ],
)
def test_a_part_that_goes_on_pays_again_what_was_paid_once(after: str) -> None:
    (step,) = told(after)
    assert "`no repeat per item`" in step


@pytest.mark.parametrize(
    ("after", "others"),
    [
        ("6000 to enterprise from 2025-01-01 when geo_indication_trademark registered", {}),
        ("6000 once per enterprise to enterprise from 2025-01-01 when geo_indication_trademark registered", {}),
        ("6000 once to enterprise from 2025-02-01 when geo_indication_trademark registered", {}),
        ("6000 once to enterprise from 2025-01-01 when collective_trademark registered", {}),
        ("6000 once to enterprise from 2025-01-01 when geo_indication_product new", {}),
        ("6000 once to person from 2025-01-01 when geo_indication_trademark registered", {}),
        ("6000 once to enterprise from 2025-01-01 when the first geo_indication_trademark registered", {}),
        (AFTER, {"rules": "    no repeat per item\n"}),
        (AFTER, {"rules": "    cap 5000 per item\n"}),
        (AFTER, {"rules": "    limit 1 items per item\n"}),
        (AFTER, {"beneath": '      reading "the mark of after the change is another one"\n'}),
        (AFTER, {"head": '  replaces "marks"\n    clause since_2025 was until_2025\n'}),
    ],
)
def test_parts_of_which_only_one_pays_an_item_are_not_told(after: str, others: dict[str, str]) -> None:
    assert told(after, **others) == []


def test_a_rule_of_each_year_holds_no_two_years() -> None:
    assert told(rules="    pay highest per item per year\n")
    assert told(rules="    cap 9000 per enterprise per year\n")


def test_the_key_of_once_is_the_key_of_the_next_step() -> None:
    page = PAGE.replace("award 5000 once to", "award 5000 once per matter to").format(
        after=AFTER.replace("once to", "once per matter to"), head="", beneath="", rules=""
    )
    (finding,) = (f for f in Compilation.from_text(page, "marks.ipp").check() if f.code == "P075")
    assert "`no repeat per matter`" in finding.texts().help


CASE = """
case "a mark that is registered before the change and after it"
  given enterprise
    geo_indication_trademark A: mark M, registered_on 2024-05-01
    geo_indication_trademark B: mark M, registered_on 2025-05-01
  expect total {total}
"""


@pytest.mark.parametrize(("rules", "total"), [("", "11000"), ("    no repeat per item\n", "5000")])
def test_the_next_step_leads_to_one_payment(rules: str, total: str) -> None:
    page = PAGE.format(after=AFTER, head="", beneath="", rules=rules) + CASE.format(total=total)
    result = run_page("marks.ipp", Compilation.from_text(page, "marks.ipp"))
    assert result is not None
    assert not result.failed_count
