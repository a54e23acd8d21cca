"""Generated policies with caps across applicants among other rules, and generated cohorts for them.

A cohort has few offices, families, holders and days. Many applicants therefore share a cap, and names decide orders.
Some applicants have facts that columns do not support: earlier payments, amounts left of a cap, unknown days.
"""

from __future__ import annotations

import random
from typing import Any

from ipdsl.plain_data.errors import FactsError
from tests.properties.pipeline import Compiled, RejectedError, compile_texts

VOCABULARY = """vocabulary shares "Rooms that are shared"

choice sort "类" gold "金", silver "银", bronze "铜"

applicant enterprise "企业" "a company"
applicant branch "分支" "a branch"

applicant fields
  head_office "总机构" applicant fixed "of a branch its agency"

record grant "资助" "what was granted" plural grants
  key name "名称"
  sort "类别" sort
  family "族" text
  holder "持有人" list of text
  amount "金额" money
  event granted "授予" on granted_on "授予日"

record prize "奖" "a prize" plural prizes
  key sort, title
  sort "类别" sort
  title "名" text
  family "族" text
  event won "获奖" on won_on "获奖日"
"""
HEAD = """policy trial "Rooms"
  document "Trial 1"
  effective 2021-01-01 to 2024-12-31
  use shares

"""
AWARDS = (
    "award {rate}% of amount{once} to {who} when grant granted",
    "award {sum}{once} to {who} when grant granted and sort is gold",
    "award by sort{once} to {who} when prize won\n      gold: {sum}\n      silver: 10000\n      otherwise: 5000",
    "award {sum}{once} to {who} when prize won",
)
WAITING = """article 9 "9"
  award {sum} to enterprise when prize won
    as waits
  cap {room} per applicant per year
    carry forward 2 years"""
"""Money that waits in addition to shared caps."""
SHARED = ("head_office", "family", "sort", "holder", "head_office per sort", "family per sort", "")
OWN = (
    "cap {room} per applicant per year", "cap {room} per applicant", "limit 2 items per applicant per year",
    "limit 1 item per family", "no repeat per family", "pay highest per family per year",
    "cap {room} per family per year",
    "limit 3 items per applicant best first",
)  # fmt: skip
OFFICES, FAMILIES, HOLDERS = ("HQ", "HQ2", "HQ3"), ("enzyme", "loom", "alloy"), ("Li", "Wu", "Xu")


def drawn_policy(r: random.Random) -> Compiled:
    """A policy with one or two caps across applicants. Generation is repeated until the page is well-typed."""
    refused = ""
    for _ in range(50):
        try:
            return compile_texts(_page(r), VOCABULARY, "shares")
        except RejectedError as error:
            refused = str(error)
    raise AssertionError(refused)


def _page(r: random.Random) -> str:
    articles: list[str] = []
    for number in range(1, r.choice((1, 1, 2)) + 1):
        lines = [f'article {number} "{number}"', "  group g"]
        for _ in range(r.randint(1, 3)):
            once = r.choice(("", "", " once"))
            award = r.choice(AWARDS).format(
                rate=r.choice((5, 10)), sum=r.choice((8000, 20000)), once=once, who=r.choice(("enterprise", "branch")),
            )  # fmt: skip
            lines += [f"    {award}\n      as a{number}{len(lines)}"]
        lines += [f"    {_rule(r)}" for _ in range(r.randint(0, 2))]
        lines += [f"  {_rule(r)}" for _ in range(r.randint(0, 2))]
        articles.append("\n".join(lines))
    if r.random() < 0.3:
        articles.append(WAITING.format(sum=r.choice((30000, 50000)), room=r.choice((20000, 40000))))
    return HEAD + "\n\n".join([*articles, *([f"over policy\n  {_shared(r)}"] if r.random() < 0.3 else [])]) + "\n"


def _rule(r: random.Random) -> str:
    return _shared(r) if r.random() < 0.5 else r.choice(OWN).format(room=r.choice((15000, 30000)))


def _shared(r: random.Random) -> str:
    key, year = r.choice(SHARED), r.choice((" per year", ""))
    room = r.choice((10000, 30000, 60000, 200000))
    return f"cap {room}{f' per {key}' if key else ''}{year} across applicants"


def drawn_cohort(r: random.Random, made: Compiled, size: int, *, odd: float = 0.1) -> list[dict[str, Any]]:
    """The facts of up to this number of applicants; refused ones are left out.

    `odd` is the probability that an applicant has facts that columns do not support.
    """
    numbers = r.sample(range(size), size)
    every = [_facts(r, f"{r.choice('AbÅ企')}{number}", odd) for number in numbers]
    return [facts for facts in every if _is_read(made, facts)]


def _is_read(made: Compiled, facts: dict[str, Any]) -> bool:
    try:
        made.read(facts)
    except FactsError:
        return False
    return True


def _facts(r: random.Random, name: str, odd: float) -> dict[str, Any]:
    office: Any = r.choice((*OFFICES, {"none": True}, name))
    days = [f"{year}-{month:02}-10" for year in (2021, 2022, 2023) for month in (3, 4)]
    grants = [
        {
            "name": r.choice(("n1", "n2", "n3")) + str(at), "sort": r.choice(("gold", "silver", "bronze")),
            "family": r.choice(FAMILIES), "holder": r.sample(HOLDERS, r.randint(0, 2)),
            "amount": str(r.choice((50000, 123456, 200000, 777777))), "granted_on": r.choice(days),
        }
        for at in range(r.randint(0, 3))
    ]  # fmt: skip
    prizes = [
        {"sort": sort, "title": r.choice(("t1", "t2")), "family": r.choice(FAMILIES), "won_on": r.choice(days)}
        for sort in r.sample(("gold", "silver", "bronze"), r.randint(0, 2))
    ]
    facts: dict[str, Any] = {
        "applicant": {"id": name, "kinds": [r.choice(("enterprise", "branch"))], "head_office": office},
        "records": {"grant": grants, "prize": prizes}, "as_of": "2024-12-31",
    }  # fmt: skip
    if r.random() < odd:
        match r.choice(("history", "office", "day", "id", "name")):
            case "history":
                line = {"clause": "a12", "item": "old", "year": 2022, "due": 9000}
                facts["history"] = [{**line, "keys": {"head_office": r.choice(OFFICES), "family": r.choice(FAMILIES)}}]
            case "office":
                del facts["applicant"]["head_office"]
            case "day" if grants:
                del grants[0]["granted_on"]
            case "id" if grants:
                grants[0]["id"] = "an id"
            case "name" if len(grants) > 1:
                grants[1] = {**grants[1], "name": grants[0]["name"]}
            case _:
                pass
    return facts
