"""Caps that have changed since a ledger was written are reported, and no others."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import Policy
from ipdsl.ledger.ledger_file import complete_ledger, file_form
from ipdsl.ledger.line_reader import seal_ledger
from ipdsl.ledger.lines import page_of
from ipdsl.report.decision_json import to_json
from tests.support.facts.finding_pages import GOLDENS
from tests.support.golden import check_golden
from tests.support.older_ledgers import older_ledger
from tests.support.slow import sampled

PAGE = """policy spark_2023 "Spark"
  effective 2023-01-01 to 2026-12-31
  use ip

article 1 "Grants"
  award 5000 to enterprise when invention_patent granted
{rules}"""

FIRM: dict[str, Any] = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "as_of": "2024-12-31",
    "records": {
        "patent": [
            {"number": f"ZL{n}", "right": "invention", "filed_on": "2021-01-01", "granted_on": f"202{n}-03-01"}
            for n in (3, 4)
        ]
        + [{"number": "ZL9", "right": "invention", "filed_on": "2021-01-01", "granted_on": "2024-09-01"}]
    },
    "history": [],
}


def policy_of(*rules: str) -> Policy:
    page = Compilation.from_text(PAGE.format(rules="".join(rules)), "spark.ipp")
    assert not page.has_errors, list(page.report)
    return Policy(page)


def told(before: str, after: str, *, older: bool = False) -> list[str]:
    """The findings under the second rules about a ledger of the first: as written, or by 0.6 and completed."""
    then, now = policy_of(before), policy_of(after)
    ledger: object = json.loads(json.dumps(to_json(then.evaluate(FIRM))))
    if older:
        ledger, _ = complete_ledger(then.program, older_ledger(ledger), "old.json", [], accept_modified=False)
    return [f"{one.code} {one.texts().title}" for one in now.vanished(ledger)]


YEARLY, LASTING = "  cap {0} per applicant per year\n", "  cap {0} per applicant\n"


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize(
    ("before", "after", "found"),
    sampled([
        (YEARLY.format(8000), YEARLY.format(8000), []),
        (YEARLY.format(8000), YEARLY.format(9000), [("1 cap per applicant per year", "8000", "9000")]),
        (YEARLY.format(8000), YEARLY.format(7000), [("1 cap per applicant per year", "8000", "7000")]),
        (YEARLY.format(20000), YEARLY.format(10000), [("1 cap per applicant per year", "20000", "10000")]),
        (
            YEARLY.format(8000) + LASTING.format(12000),
            LASTING.format(12400) + YEARLY.format(8100),
            [("1 cap per applicant per year", "8000", "8100"), ("1 cap per applicant", "12000", "12400")],
        ),
        (LASTING.format(12000), LASTING.format(13000).replace("applicant", "enterprise"),
         [("1 cap per enterprise", "12000", "13000")]),
        (
            YEARLY.format(8000) + "    carry forward 1 years\n",
            YEARLY.format(9000) + "    carry forward 1 years\n",
            [("1 cap per applicant per year", "8000", "9000")],
        ),
    ], 3, others="broad"),
)  # fmt: skip
def test_a_whole_ledger_shows_every_changed_cap_by_its_page(
    before: str, after: str, found: list[tuple[str, str, str]], older: bool
) -> None:
    """Whether it cut something or not."""
    assert sorted(told(before, after, older=older)) == [
        f"R091 the rule `{cap}` was {was}.00 on the page of the ledger, and is {now}.00 now" for cap, was, now in found
    ]


PLACES = "  limit {0} items per enterprise{1}\n"


@pytest.mark.parametrize("year", ["", " per year"])
def test_a_changed_number_of_places_is_told(year: str) -> None:
    one, two = PLACES.format(1, year), PLACES.format(2, year)
    assert told(one, one) == told(two + YEARLY.format(8000), YEARLY.format(8000) + two) == []
    assert told(one, two) == [
        f"R091 the rule `1 limit items per enterprise{year}` was 1 on the page of the ledger, and is 2 now"
    ]


def test_a_head_that_has_no_number_of_places_is_read() -> None:
    """Early versions of schema 3 wrote no number: nothing is reported about it, and the places count."""
    then, now = policy_of(PLACES.format(1, "")), policy_of(PLACES.format(2, ""))
    whole = page_of(then.program)
    old = attrs.evolve(whole, rules=tuple(attrs.evolve(rule, amount=None) for rule in whole.rules))
    early = {**FIRM, "as_of": "2023-12-31", "records": {"patent": FIRM["records"]["patent"][:1]}}
    lines = then.evaluate(early).ledger
    ledger = file_form(then.program, "F1", seal_ledger(then.name, "F1", "CNY", lines, [old]))
    assert now.vanished(ledger) == []
    late = {part: stated for part, stated in FIRM.items() if part != "history"}
    assert [p.evaluate(late, history=ledger).total.minor for p in (then, now)] == [0, 5000_00]


def test_lines_alone_do_not_show_changed_caps_and_say_so() -> None:
    ledger = to_json(policy_of(YEARLY.format(8000)).evaluate(FIRM))
    found = policy_of(YEARLY.format(9000)).vanished(ledger["ledger"])
    assert [finding.code for finding in found] == ["R115"]


def test_the_words(update_golden: bool) -> None:
    ledger = to_json(policy_of(YEARLY.format(8000)).evaluate(FIRM))
    found = policy_of(YEARLY.format(9000)).vanished(ledger)
    check_golden(GOLDENS / "R091.txt", f"{render(found, Sources())}\n", update_golden)
