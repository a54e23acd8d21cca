"""The summary of a decision: its length, and the amounts that it lists."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.report import decision_page
from ipdsl.report.localizer import localizer_of
from tests.conftest import ROOT
from tests.support.project_files import files_in
from tests.support.slow import sampled

FACTS = files_in(ROOT / "examples", "*.json") + files_in(ROOT / "examples" / "zh", "*.json")
MANY = 60


def summary(policy: ipdsl.Policy, facts: dict[str, Any], language: Language) -> str:
    return decision_page.render_summary(policy.evaluate(facts), localizer_of(policy.program, language))


def many(prefix: str, **fields: object) -> list[dict[str, object]]:
    return [{"contract": f"{prefix}{n}", "amount": 1000000, "recorded_on": f"2022-0{n % 9 + 1}-01", **fields}
            for n in range(MANY)]  # fmt: skip


@pytest.mark.parametrize("language", sampled(Language, 2, others="broad"))
@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_a_summary_has_at_most_45_lines(path: Path, language: Language) -> None:
    facts = json.loads(path.read_text(encoding="utf-8"))
    shown = summary(ipdsl.load("shaoguan_2021"), facts, language).splitlines()
    assert len(shown) <= decision_page.MOST_LINES


@pytest.mark.parametrize("language", Language)
def test_many_claims_and_missing_facts_are_counted(language: Language) -> None:
    """Sixty settled and sixty open claims: articles with numbers of claims, the first missing facts, and a count."""
    records = {"technology_contract": [*many("K", put_to_use=True, related_party=False), *many("L")]}
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True}, "records": records}
    shown = summary(ipdsl.load("shaoguan_2021"), facts, language)
    assert len(shown.splitlines()) <= decision_page.MOST_LINES
    assert re.search(r"\d+ more lines|另有\d+行", shown)
    assert "--full" in shown


def test_the_summary_has_the_total_each_cut_and_the_number_of_zero_claims() -> None:
    facts = json.loads((ROOT / "examples" / "firm.json").read_text(encoding="utf-8"))
    policy = ipdsl.load("shaoguan_2021")
    decision = policy.evaluate(facts)
    shown = summary(policy, facts, Language.EN)
    assert re.search(r"^Total due +411,499\.99$", shown, re.MULTILINE)
    assert shown.count("cut to") == sum(1 for claim in decision.claims if claim.paid.minor and claim.adjustments)
    assert all(claim.item in shown for claim in decision.claims if claim.paid.minor)
    assert "8 zero claims" in shown


def test_the_summary_has_the_instalments_that_are_not_due() -> None:
    policy = ipdsl.load(str(ROOT / "tests" / "support" / "office" / "instalments.ipp"))
    never = {"none": True}
    records = {"navigation_project": [{"project": "N1", "selected_on": "2023-03-01", "accepted_on": never}],
               "pledge_loan": [{"loan": "L1", "principal": 1000000, "drawn_on": "2023-02-01",
                                "repaid_on": "2023-12-01", "on_schedule": False}]}  # fmt: skip
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": records, "as_of": "2023-12-31"}
    english, chinese = (re.sub(r"\s+", " ", summary(policy, facts, language)) for language in Language)
    for text in (
        "Instalments that are not due", "2023-03-01: N1: 30,000.00 not due before 2024-03-01: 30% 1 year later",
        "2023-03-01: N1: 10,000.00 not due yet: the rest when accepted",
        "2023-02-01: L1: 10,000.00 lapsed on 2023-12-01, `on_schedule` does not hold: the rest when repaid",
    ):  # fmt: skip
        assert text in english
    assert "2023年3月1日：N1：30,000.00至2024年3月1日方到期" in chinese
    assert "60,000.00 due 2023-03-01" not in english, "the amounts by article have it"
