"""One reported year of small policies with ceilings and rules that weigh several years, without approvals.

A year of a settled decision is settled with its sum. Whatever is approved, the sum of a year is within its bounds. The
pages and facts are generated. Most of them have a ceiling under a cap for life, for a span or with carried money.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipdsl.decision.decision import Decision
from tests.properties.pipeline import Compiled, RejectedError, compile_texts
from tests.properties.trial import BrokenError, is_settled
from tests.properties.year_laws import expect_years
from tests.support.cli import run

WORDS = """vocabulary words "Words"
applicant firm
choice region east · west
record deal
  key number
  region region
  amount money
  event done on done_on
record prize
  key number
  region region
  amount money
  event won on won_on
"""
HEAD = """policy years "Years"
  document "D"
  effective 2021-01-01 to 2025-12-31
  currency CNY
  use words
article 1 "A"
"""
SUMS = (50, 100, 150, 400, 1500)


def drawn_page(r: random.Random) -> str:
    lines = []
    for number in range(r.choice([2, 2, 3, 4])):
        amount = r.choice(["10% of amount", "50% of amount at most 300", "100", "70", "50% of amount"])
        up_to = "up to " if number == 1 or r.random() < 0.5 else ""
        once = " once per region" if r.random() < 0.2 else ""
        record = r.choice(["deal done", "deal done", "prize won"])
        lines += [f"  award {up_to}{amount}{once} to firm when {record}", f"    as a{number}"]
        lines += ["    counting all other support"] if r.random() < 0.15 else []
    rules = dict.fromkeys(drawn_rule(r) for _ in range(r.choice([0, 1, 1, 2])))  # none twice
    carrying = f"  cap {r.choice(SUMS[:4])} per firm per year\n    carry forward {r.choice([1, 2])} years"
    lines += ["  pay each", *rules, *([carrying] if r.random() < 0.3 else [])]
    return HEAD + "\n".join(lines) + "\n"


def drawn_rule(r: random.Random) -> str:
    key, sum_ = r.choice(["firm", "firm", "region", "firm per region"]), r.choice(SUMS)
    return "  " + r.choice([
        f"cap {sum_} per {key}", f"cap {sum_} per {key}", f"cap {sum_} per {key}",
        f"cap {sum_} per {key} per year", f"cap {sum_} per {key} per {r.choice([2, 3])} years",
        f"cap {sum_} per {key} in any {r.choice(['12 months', '24 months', '400 days'])}",
        f"limit {r.choice([1, 2])} items per {key}", f"limit 1 year per {key}",
        f"limit 1 items per {key} per {r.choice(['year', '2 years'])}",
        f"pay highest per {key} per year", f"no repeat per {key}", f"nothing below 60 per {key} per year",
    ])  # fmt: skip


def drawn_facts(r: random.Random) -> dict[str, Any]:
    """Deals and prizes of a single year, or of several, without approvals."""
    years = r.choice([(2022,), (2021, 2022, 2022, 2023, 2024)])

    def records(kind: str, day: str) -> list[dict[str, Any]]:
        return [
            {
                "number": f"{kind} {number}",
                "region": r.choice(["east", "west"]),
                "amount": r.choice([100, 300, 700, 1500, 3000]),
                day: f"{r.choice(years)}-0{r.randint(1, 9)}-1{r.randint(0, 9)}",
            }
            for number in range(r.choice([0, 1, 1, 2]))
        ]

    listed = {"deal": records("deal", "done_on"), "prize": records("prize", "won_on")}
    return {
        "applicant": {"id": "F", "kinds": ["firm"]},
        "as_of": "2025-12-31",
        "records": listed,
        **{part: [] for part in ("history", "approvals", "support")},
    }


def drawn(first: int, last: int, facts: int) -> Iterator[tuple[Compiled, dict[str, Any], Decision]]:
    """Numbered pages with some facts each, and their decisions."""
    for number in range(first, last):
        r = random.Random(f"one year:{number}")
        try:
            compiled = compile_texts(drawn_page(r), WORDS, "words")
        except RejectedError:
            continue  # a rule after a cap that carries forward
        for _ in range(facts):
            stated = drawn_facts(r)
            yield compiled, stated, compiled.evaluate(stated)


PART = [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 10))]


@pytest.mark.parametrize("part", PART)
def test_each_year_of_a_settled_decision_is_settled(part: int) -> None:
    years = 0
    for compiled, facts, whole in drawn(part * 40, part * 40 + 40, 8):
        if is_settled(whole) and whole.due.is_point:
            years += expect_years(compiled.evaluate, facts, whole)
    assert years > 3


@pytest.mark.parametrize("part", PART)
def test_the_bounds_of_each_year_hold_every_approval(part: int) -> None:
    years = 0
    for compiled, facts, whole in drawn(part * 12, part * 12 + 12, 1):
        if not whole.due.is_point:
            years += holds_every_approval(compiled, facts, whole)
    assert years > 5


def holds_every_approval(compiled: Compiled, facts: dict[str, Any], whole: Decision) -> int:
    """The number of years of an open decision, whose bounds contain each completion by approvals of two ceilings."""
    waiting = [claim for claim in whole.claims if claim.ceiling is not None][:2]
    sums = [(0, claim.ceiling.minor // 2, claim.ceiling.minor) for claim in waiting if claim.ceiling is not None]
    bounds = {year: compiled.evaluate(facts, year=year).due for year in whole.years}
    for approved in itertools.product(*sums):
        approvals = [
            {"clause": claim.label, "item": claim.item, "amount": f"{sum_ / 100:.2f}"}
            for claim, sum_ in zip(waiting, approved, strict=True)
            if sum_
        ]
        for year, due in bounds.items():
            least = compiled.evaluate({**facts, "approvals": approvals}, year=year).due.low
            is_inside = due.low <= least and (due.high is None or least <= due.high)
            assert is_inside, (compiled.text, facts, approvals, year, least, due)
    return len(bounds)


def test_a_year_that_says_less_is_found() -> None:
    r = random.Random("one year:0")
    compiled = compile_texts(CAP_FOR_LIFE, WORDS, "words")
    facts = {**drawn_facts(r), "records": {"deal": [FIRST], "prize": []}}
    whole = compiled.evaluate(facts)
    assert expect_years(compiled.evaluate, facts, whole) == 1
    with pytest.raises(BrokenError, match="2022 alone pays otherwise"):
        expect_years(lambda facts, year: compiled.evaluate({**facts, "records": {"deal": []}}, year=year), facts, whole)


CAP_FOR_LIFE = f"""{HEAD}  award 10% of amount to firm when deal done
  award up to 50% of amount to firm when deal done
    as g
  pay each
  cap 1500 per firm
"""
FIRST = {"number": "A", "region": "east", "amount": 300000, "done_on": "2022-03-01"}
LATER = {"number": "B", "region": "west", "amount": 500000, "done_on": "2023-03-01"}


@pytest.mark.parametrize("rule", [
    "cap 1500 per firm", "cap 1500 per firm per 3 years",
    "cap 1500 per firm per year\n    carry forward 1 year", "limit 1 items per firm\n  cap 1500 per firm",
])  # fmt: skip
@pytest.mark.parametrize("once", ["", " once per region"])
def test_an_approval_that_changes_nothing_leaves_no_year_open(rule: str, once: str) -> None:
    page = CAP_FOR_LIFE.replace("cap 1500 per firm", rule).replace("amount to firm", f"amount{once} to firm", 1)
    compiled = compile_texts(page, WORDS, "words")
    facts = {**drawn_facts(random.Random(1)), "as_of": "2022-12-31", "records": {"deal": [FIRST], "prize": []}}
    decision = compiled.evaluate(facts, year=2022)
    assert str(decision.total) == "1,500.00 CNY"
    assert decision.due.low == decision.total
    assert not decision.is_undetermined


def test_a_later_year_is_open_only_for_what_it_pays_itself() -> None:
    """In 2022 the first claim is paid 1,500. In 2023 the known claim is paid, and the approval may add to it."""
    page = CAP_FOR_LIFE.replace("cap 1500", "cap 60000").replace("10% of amount", "1500")
    compiled = compile_texts(page, WORDS, "words")
    facts = {**drawn_facts(random.Random(1)), "records": {"deal": [FIRST, LATER], "prize": []}}
    facts["approvals"] = [{"clause": "g", "item": "A", "amount": "50000"}]
    due = compiled.evaluate(facts, year=2023).due
    assert (str(due.low), str(due.high)) == ("1,500.00 CNY", "8,500.00 CNY")


def test_the_line_and_the_letter_of_a_year_have_the_sum_of_the_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    (tmp_path / "years.ipp").write_text(CAP_FOR_LIFE, encoding="utf-8")
    facts = {**drawn_facts(random.Random(1)), "records": {"deal": [FIRST], "prize": []}}
    (tmp_path / "f.json").write_text(json.dumps(facts), encoding="utf-8")
    for year in ("", "2022"):
        asked = ("--year", year) if year else ()
        ran = run("eval", "years.ipp", "--facts", "f.json", *asked, "--ledger-out", f"ledger{year}.json")
        assert ran.code == 0, ran.both
        assert "Total due" in ran.out
        assert "1,500.00" in ran.out
        ran = run("letter", "years.ipp", "--facts", "f.json", *asked, "-o", f"letter{year}.html")
        assert ran.code == 0, ran.both
        assert "at least" not in (tmp_path / f"letter{year}.html").read_text(encoding="utf-8")
        [line] = [
            line
            for line in json.loads((tmp_path / f"ledger{year}.json").read_text(encoding="utf-8"))["ledger"]
            if line["clause"] != "g"
        ]
        assert line["due"] == {"2022": "1500.00"}
