"""Generated policies with ranks and quotas among other rules, and generated cohorts for them.

Figures, scores and days are few, so that there are ties. Some applicants have no figure or score, wait for an approval,
have a published rank, or have facts that columns do not support.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from ipdsl.plain_data.errors import FactsError
from tests.properties.pipeline import Compiled, RejectedError, compile_texts

VOCABULARY = """vocabulary lists "Ranks and lists"

choice sort "类" gold "金", silver "银", bronze "铜"

applicant enterprise "企业" "a company"
applicant branch "分支" "a branch"

applicant fields
  registered_on "成立日" date fixed
  head_office "总机构" applicant fixed "of a branch its agency"

figures per year
  works "作品" count, 0 before registered_on
  income "收入" money

record project "项目" "what was judged" plural projects
  key name "名称"
  sort "类别" sort
  family "族" text
  holder "持有人" list of text
  score "分数" count
  grade "等级分" number
  rate "比例" percent
  amount "金额" money
  event chosen "入选" on chosen_on "入选日"

record prize "奖" "a prize" plural prizes
  key sort, title
  sort "类别" sort
  title "名" text
  score "分数" count
  event won "获奖" on won_on "获奖日"
"""
HEAD = """policy trial "Lists"
  document "Trial 1"
  effective 2021-01-01 to 2024-12-31
  use lists

"""
AWARDS = (
    "award {sum}{once} to enterprise, branch when project chosen",
    "award {sum}{once} to {who} when project chosen and sort is gold",
    "award 10% of amount{once} to enterprise, branch when project chosen",
    "award up to {sum} to {who} when project chosen and sort is silver",
)
PRIZES = (
    "award by sort to enterprise, branch when prize won\n      gold: {sum}\n      silver: 10000\n      otherwise: 5000",
    "award {sum}{once} to {who} when prize won",
)
OWN = (
    "cap {room} per applicant per year", "limit 2 items per applicant per year", "limit 1 item per family",
    "no repeat per family", "pay highest per family per year", "limit 1 item per applicant best first",
    "cap {room} per head_office per year across applicants", "cap {room} per year across applicants",
)  # fmt: skip
ODD_FACTS = (
    "history", "figure", "none", "score", "rank", "place", "year", "new", "no score", "named", "outside",
)  # fmt: skip
FAMILIES, HOLDERS, OFFICES = ("enzyme", "loom", "alloy"), ("Li", "Wu", "Xu"), ("HQ", "HQ2")


def drawn_policy(r: random.Random) -> Compiled:
    """A policy with ranks, quotas or both. Generation is repeated until the page is well-typed."""
    refused = ""
    for _ in range(80):
        try:
            return compile_texts(_page(r), VOCABULARY, "lists")
        except RejectedError as error:
            refused = str(error)
    raise AssertionError(refused)


def _page(r: random.Random) -> str:
    articles: list[str] = []
    for number in range(1, r.choice((1, 2, 2)) + 1):
        lines = [f'article {number} "{number}"', "  group g"]
        if r.random() < 0.5:
            lines += _ranked(r, number)
        if number == 1 or r.random() < 0.5:
            is_prize = r.random() < 0.3
            for _ in range(r.randint(1, 2)):
                award = r.choice(PRIZES if is_prize else AWARDS).format(
                    sum=r.choice((8000, 20000)), once=r.choice(("", "", " once")),
                    who=r.choice(("enterprise", "branch")),
                )  # fmt: skip
                lines += [f"    {award}\n      as a{number}{len(lines)}"]
            lines += [f"    cap {r.choice((5000, 15000))} per applicant per year"] * (r.random() < 0.3)
            lines += [f"    {_quota(r, is_prize)}"]
            if r.random() < 0.2:
                lines += [f"    {_quota(r, is_prize)}"]
        if r.random() < 0.4:
            lines += [f"  {r.choice(OWN).format(room=r.choice((15000, 30000, 200000)))}"]
        articles += ["\n".join(lines)] * (len(lines) > 2)
    return HEAD + "\n\n".join(articles) + "\n"


def _ranked(r: random.Random, number: int) -> list[str]:
    figure, among = r.choice(("works", "works", "income")), r.choice(("enterprise", "enterprise, branch"))
    rows = r.choice((("1: 50000", "2: 30000"), ("1: 9000", "between 2 and 3: 4000", "otherwise: 1000")))
    return [
        f"    award by rank of {figure} per year among {among}\n      as r{number}",
        *(f"      {row}" for row in rows), "      ties share the rank",
    ]  # fmt: skip


def _quota(r: random.Random, is_prize: bool) -> str:
    number, year = r.choice((1, 2, 3, 5)), r.choice((" per year", ""))
    if is_prize:
        key = r.choice(("", "", " per sort"))
        return f"quota {number} prizes{key}{year} by score"
    key = r.choice(("", "", " per sort", " per family", " per holder"))
    if r.random() < 0.25:
        return f"quota {r.choice((f'{20 + number}', f'2 to {20 + number}'))} projects{key}{year}"
    return f"quota {number} projects{key}{year} by {r.choice(('score', 'score', 'amount', 'grade', 'rate'))}"


def drawn_cohort(r: random.Random, made: Compiled, size: int, *, odd: float = 0.1) -> list[dict[str, Any]]:
    """The facts of up to this number of applicants; refused ones are left out.

    `odd` is the probability that an applicant has facts that columns do not support, or open facts.
    """
    numbers = r.sample(range(size), size)
    selections = [(quota.name, quota.record) for quota in made.program.quotas if quota.score]
    every = [_facts(r, f"{r.choice('AbÅ企')}{number}", odd, selections) for number in numbers]
    return [facts for facts in every if _is_read(made, facts)]


def _is_read(made: Compiled, facts: dict[str, Any]) -> bool:
    try:
        made.read(facts)
    except FactsError:
        return False
    return True


def _facts(r: random.Random, name: str, odd: float, selections: Sequence[tuple[str, str]]) -> dict[str, Any]:
    days = [f"{year}-{month:02}-10" for year in (2021, 2022) for month in (3, 4)]
    projects = [
        {
            "name": r.choice(("n1", "n2", "n3")) + str(at), "sort": r.choice(("gold", "silver", "bronze")),
            "family": r.choice(FAMILIES), "holder": r.sample(HOLDERS, r.randint(0, 2)),
            "score": r.choice((60, 70, 80, 90)), "grade": r.choice((7, "8.5", "9.25")),
            "rate": r.choice(("50%", "62.5%", "70%")),
            "amount": str(r.choice((50000, 123456, 200000))), "chosen_on": r.choice(days),
        }
        for at in range(r.randint(0, 3))
    ]  # fmt: skip
    prizes = [
        {"sort": sort, "title": r.choice(("t1", "t2")), "score": r.choice((1, 2, 3)), "won_on": r.choice(days)}
        for sort in r.sample(("gold", "silver", "bronze"), r.randint(0, 2))
    ]
    figures: dict[str, Any] = {
        str(year): {"works": r.choice((0, 3, 5, 9)), "income": str(r.choice((0, 100, 250)))}
        for year in range(2020, 2025)
    }
    applicant = {
        "id": name, "kinds": [r.choice(("enterprise", "enterprise", "branch"))],
        "head_office": r.choice(OFFICES), "registered_on": "2015-01-01",
    }  # fmt: skip
    facts: dict[str, Any] = {
        "applicant": applicant, "records": {"project": projects, "prize": prizes}, "figures": figures,
        "as_of": "2024-12-31",
    }  # fmt: skip
    one = r.choice(projects) if projects else {}
    if r.random() < odd:
        match r.choice(ODD_FACTS):
            case "history":
                line = {"clause": "a12", "item": "old", "year": 2022, "due": 9000}
                facts["history"] = [{**line, "keys": {"head_office": r.choice(OFFICES), "family": "loom"}}]
            case "figure":
                del figures["2022"]["works"]
            case "none":
                figures["2022"]["works"] = {"none": True}
            case "year":
                figures["2022"] = {"none": True}
            case "new":
                applicant["registered_on"] = "2023-05-01"
                del figures["2020"], figures["2021"], figures["2022"]
            case "rank":
                facts["published"] = [{"rank": r.choice((1, 2, 5)), "figure": "works", "year": 2022}]
            case "place" if one and selections:
                rule, kind = r.choice(selections)
                if kind == "project":
                    facts["published"] = [{"rule": rule, "item": one["name"], "rank": r.choice((1, 2, 3, 5))}]
            case "score" if one:
                del one["score"]
            case "no score" if one:
                one["score"] = {"none": True}
            case "named" if one:
                one["id"] = "an id"
            case "outside":
                facts["history"] = [{"policy": "another", "clause": "x", "item": "old", "year": 2022, "due": 9000}]
            case _:
                pass
    return facts
