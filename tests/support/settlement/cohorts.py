"""Pages and facts of a cohort under ranks, a quota and a shared cap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipdsl
from ipdsl.driver.library import Policy

HEAD = (
    'policy city "A city"\n  document "City 1"\n  effective 2021-01-01 to 2024-12-31\n  use ip\n\narticle 7 "Seven"\n'
)

RANKS = (
    HEAD
    + """  award by rank of works_registered per year among enterprise, person
    1: 50000
    2: 30000
    3: 20000
    ties share the rank
"""
)

QUOTA = (
    HEAD
    + """  group projects
    award 100000 to enterprise when cultivation_project selected
    quota 2 to 3 cultivation_projects per year
"""
)

SHARED = (
    HEAD
    + """  group grants
    award 30000 to patent_agency when agency_case granted
    cap 50000 per head_office per year across applicants
"""
)


def firm(name: str, **more: Any) -> dict[str, Any]:
    return {"applicant": {"id": name, "kinds": ["enterprise"]}, "history": [], "support": [], **more}


def contract(name: str, day: str, amount: Any) -> dict[str, Any]:
    return {"contract": name, "amount": amount, "put_to_use": True, "related_party": False, "recorded_on": day}


def contractor(who: str, *contracts: tuple[str, Any], name: str = "C", **more: Any) -> dict[str, Any]:
    """An enterprise with a technology contract of each day and amount: C0, C1, …"""
    records = [contract(f"{name}{n}", day, amount) for n, (day, amount) in enumerate(contracts)]
    return firm(who, records={"technology_contract": records}, **more)


def works(name: str, count: int | None) -> dict[str, Any]:
    figures = {"2022": {} if count is None else {"works_registered": count}}
    return firm(name, figures={"2021": {"none": True}, **figures})


def agency(name: str, head: object, *days: str) -> dict[str, Any]:
    cases = [{"id": f"{name}{i}", "number": f"{name}{i}", "granted_on": day} for i, day in enumerate(days)]
    applicant = {"id": name, "kinds": ["patent_agency"], "head_office": head}
    return {"applicant": applicant, "records": {"agency_case": cases}, "history": [], "support": []}


def projects(name: str, *items: str) -> dict[str, Any]:
    records = [{"id": item, "project": item, "aim": "innovation", "selected_on": "2022-05-01"} for item in items]
    return firm(name, records={"cultivation_project": records})


VOCABULARY = """vocabulary scores "Scored projects"

applicant enterprise "企业" "a company"
figures per year
  sales "销售额" money

record project "项目" "a project that was judged" plural projects
  key name "名称"
  score count
  event applied on applied_on
"""

SCORED = """policy city "A city"
  document "City 1"
  effective 2021-01-01 to 2024-12-31
  use scores

article 7 "Seven"
  group best
    award 100000 to enterprise when project applied
    quota 2 projects per year by score
"""


def scored_policy(folder: Path) -> Policy:
    """The policy of `SCORED` with its vocabulary, written into a folder."""
    (folder / "scores.ipp").write_text(VOCABULARY, encoding="utf-8")
    (folder / "city.ipp").write_text(SCORED, encoding="utf-8")
    return ipdsl.load(folder / "city.ipp", cache=False)


def scores(name: str, **found: int | None) -> dict[str, Any]:
    records = [
        {"name": item, "applied_on": "2022-05-01", **({} if score is None else {"score": score})}
        for item, score in found.items()
    ]
    return firm(name, records={"project": records})
