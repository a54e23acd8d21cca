"""A group of applicants under ranks and shared caps, as pages and as facts."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import ROOT

GROUP = [
    json.loads(line) for line in (ROOT / "examples" / "agency_group.jsonl").read_text(encoding="utf-8").splitlines()
]
"""An agency, its branch and an unrelated agency, under Qingyuan's cap of 50,000 per head office and year."""


def with_works(name: str, number: int) -> dict[str, Any]:
    """An enterprise of Quanzhou that registered this number of works in 2022."""
    none = {str(year): {"none": True} for year in range(2020, 2027)}
    facts = {"applicant": {"id": name, "kinds": ["enterprise"]}, "records": {}, "history": [], "support": []}
    return {**facts, "figures": {**none, "2022": {"works_registered": number}}}


def with_projects(name: str, *items: str) -> dict[str, Any]:
    """An enterprise of Quanzhou with projects that were selected in 2022."""
    records = [{"project": item, "scope": "industry_plan", "selected_on": "2022-05-10"} for item in items]
    return {**with_works(name, 0), "records": {"navigation_project": records}}
