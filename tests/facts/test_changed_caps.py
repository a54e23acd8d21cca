"""Caps that have changed since a ledger was written are reported, and no others."""

from __future__ import annotations

import attrs
import pytest

from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.library import Policy
from ipdsl.facts.history.ledger_file import changed_caps
from ipdsl.ir.terms import Program
from ipdsl.report.decision_json import to_json
from tests.properties.trials import compile_generated, generated, trial_of
from tests.support.facts.finding_pages import GOLDENS
from tests.support.golden import check_golden

PAGE = """policy spark_2023 "Spark"
  effective 2023-01-01 to 2026-12-31
  use ip

article 1 "Grants"
  award 5000 to enterprise when invention_patent granted
{rules}"""

FIRM = {
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


def told(before: str, after: str, *, has_pages: bool) -> list[str]:
    """The findings about a ledger of the first rules under the second rules: the whole ledger, or its lines alone."""
    ledger = to_json(policy_of(before).evaluate(FIRM))
    found = policy_of(after).vanished(ledger if has_pages else ledger["ledger"])
    return [f"{one.code} {one.texts().title}" for one in found]


YEARLY, LASTING = "  cap {0} per applicant per year\n", "  cap {0} per applicant\n"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (YEARLY.format(8000), YEARLY.format(8000), ""),
        (
            YEARLY.format(8000),
            YEARLY.format(9000),
            "per year` cut claims in the ledger of 2024, and leaves 1000.00 more",
        ),
        (
            YEARLY.format(8000),
            YEARLY.format(7000),
            "per year` was charged 8000.00 in the ledger of 2024, and leaves 7000.00",
        ),
        (YEARLY.format(20000), YEARLY.format(10000), ""),
        (
            LASTING.format(12000),
            LASTING.format(12500),
            "per applicant` cut claims in the ledger, and leaves 500.00 more",
        ),
        (
            YEARLY.format(8000) + LASTING.format(20000),
            YEARLY.format(8000) + LASTING.format(21000),
            "",
        ),
        (  # either of two caps that cut together may have changed
            YEARLY.format(8000) + LASTING.format(12000),
            YEARLY.format(8000) + LASTING.format(12400),
            "per year` or `1 cap per applicant` cut claims in the ledger, and leaves 400.00 more",
        ),
        (  # the amount cut by a cap that carries forward is still carried
            YEARLY.format(8000) + "    carry forward 1 years\n",
            YEARLY.format(9000) + "    carry forward 1 years\n",
            "",
        ),
    ],
)
def test_lines_alone_show_a_changed_cap_by_what_it_charged_or_cut(before: str, after: str, found: str) -> None:
    lines = told(before, after, has_pages=False)
    assert len(lines) == bool(found)
    assert all(line.startswith("R091 the cap `1 cap per applicant") and f"{found} now" in line for line in lines)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
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
    ],
)  # fmt: skip
def test_a_whole_ledger_shows_every_changed_cap_by_its_page(
    before: str, after: str, found: list[tuple[str, str, str]]
) -> None:
    """Whether it cut something or not."""
    assert sorted(told(before, after, has_pages=True)) == [
        f"R091 the cap `{cap}` was {was}.00 on the page of the ledger, and is {now}.00 now" for cap, was, now in found
    ]


def test_the_words(update_golden: bool) -> None:
    ledger = to_json(policy_of(YEARLY.format(8000)).evaluate(FIRM))
    found = [
        *policy_of(YEARLY.format(9000)).vanished(ledger),
        *policy_of(YEARLY.format(9000)).vanished(ledger["ledger"]),
    ]
    check_golden(GOLDENS / "R091.txt", f"{render(found, Sources())}\n", update_golden)


def raised(program: Program) -> Program:
    """The program with a slightly higher amount in each cap."""
    steps = [
        attrs.evolve(
            step, rules=tuple(attrs.evolve(b, amount=None if b.amount is None else b.amount + 1) for b in step.rules)
        )
        for step in program.settlement.steps
    ]
    return attrs.evolve(program, settlement=attrs.evolve(program.settlement, steps=tuple(steps)))


@pytest.mark.slow
def test_the_policy_itself_has_changed_no_cap_and_one_with_higher_caps_has() -> None:
    found = 0
    for number in range(50):
        compiled = compile_generated(generated(13, number))
        edges = attrs.evolve(compiled.edges)
        for index in range(3):
            trial = trial_of(compiled, edges, f"caps:{number}:{index}", number)
            lines = compiled.evaluate(trial.facts).ledger
            assert not list(changed_caps(compiled.program, lines)), (number, index)
            found += bool(list(changed_caps(raised(compiled.program), lines)))
    assert found > 3
