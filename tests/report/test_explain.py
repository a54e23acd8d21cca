"""The decision page and the JSON of a decision, compared with checked output, and their schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

import ipdsl
from ipdsl.driver.questions import answers
from ipdsl.driver.questions.answers import questions
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts
from ipdsl.ir.proposal import reason
from ipdsl.report.decision_json import decision_schema, to_json
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import WIDTH, clean, width, wrap
from ipdsl.runtime.compiled_policy import evaluate
from ipdsl.wording.english import CATALOGUE, explanation, sentence
from tests.support.golden import check_golden
from tests.support.rows import each_row
from tests.support.settlement.programs import (
    award,
    cap,
    deal,
    decide,
    firm,
    group,
    highest,
    holds,
    limit,
    over,
    policy,
    share,
)

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "decision"


def rich() -> GeneratedFunctions:
    contracts = award(
        "7.deal.made", share(1), gates={"fine": holds("fine")}, to=("enterprise",), readings=("one deal at a time",)
    )
    titles = award("titles", record="deal", rows={"gold": 30, "silver": 20}, once=("enterprise",))
    ceiling = award("9.prize.made", record="prize", ceiling=True, line=20)
    deals = group(contracts, cap(50, "enterprise"))
    return policy(deals, titles, group(ceiling, limit(2, "enterprise"), cap(210, "enterprise", name="9 cap")))


FACTS: dict[str, dict[str, Any]] = {
    "cuts": firm(
        deal("A", 2000, "2022-03-01", fine=True, tier="silver"), deal("B", 5000, "2022-09-01", fine=True, tier="gold"),
        deal("C", 800, "2023-01-01", fine=False, tier="none_such"), deal("D", 900, "2020-01-01", fine=True),
        deal("E", 900, "2023-02-01", fine=False, tier="none_such"),
    ),
    "open": firm(
        deal("A", 2000, "2022-03-01", tier="silver"), deal("B", None, "2022-09-01", fine=True, tier="silver"),
        prizes=(deal("P", 300, "2022-10-01"), deal("Q", None, "2022-11-01")), history=None,
    ),
    "approved": firm(
        prizes=(deal("P", 300, "2022-10-01"), deal("Q", 50, "2022-11-01")),
        approvals=[{"clause": "9.prize.made", "item": "P", "amount": 200},
                   {"clause": "9.prize.made", "item": "Q", "amount": 45}],
        as_of="2023-01-31",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_the_page_of(name: str, update_golden: bool) -> None:
    check_golden(GOLDEN / f"{name}.txt", render(decide(rich(), FACTS[name])), update_golden)


@pytest.mark.parametrize("name", FACTS)
def test_the_json_of(name: str, update_golden: bool) -> None:
    plain = to_json(decide(rich(), FACTS[name]))
    plain["version"] = "…"
    plain["facts_digest"] = "…"
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    check_golden(GOLDEN / f"{name}.json", text, update_golden)


def test_one_clause_or_one_article_can_be_shown_alone() -> None:
    decision = decide(rich(), FACTS["cuts"])
    one = render(decision, "titles")
    assert "Due under titles" in one
    assert "7.deal.made" not in one
    assert "Due under article 7" in render(decision, "7")
    assert render(decision) != one


@pytest.mark.broad
def test_every_json_keeps_to_the_schema() -> None:
    schema = decision_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    codes = (
        rich(),
        policy(award(once=("project",)), highest("enterprise"), over(cap(10, "enterprise", name="22 cap"))),
    )
    for code in codes:
        for facts in FACTS.values():
            text = json.dumps(to_json(decide(code, {**facts, "approvals": []})))
            jsonschema.validate(json.loads(text), schema)


def test_a_ledger_goes_out_in_the_form_in_which_it_comes_in() -> None:
    first = decide(rich(), FACTS["cuts"])
    again = decide(rich(), {**FACTS["cuts"], "history": to_json(first)["ledger"]})
    ledgers = (to_json(again)["ledger"], to_json(first)["ledger"])
    alone, whole = ([{**line, "page": 0, "digest": ""} for line in lines] for lines in ledgers)
    assert alone == whole, "lines alone do not know their page"


def test_what_a_terminal_would_obey_is_written_out() -> None:
    """Facts from files cannot contain control characters; facts made by a program can."""
    code = policy(award())
    facts = read_facts(dict(firm(deal("A1", 10))), code.program)
    (record,) = facts.records["deal"].records
    named = attrs.evolve(record, item="A\x1b[31mB\u202e", id="A\x1b[31mB\u202e")
    made = attrs.evolve(facts, records={"deal": attrs.evolve(facts.records["deal"], records=(named,))})
    page = render(evaluate(code.program, code, made))
    assert "A<U+001B>[31mB<U+202E>" in page
    assert all(line.isprintable() for line in page.split("\n"))


def test_lines_keep_to_the_width_with_chinese_counted_twice() -> None:
    for text in ("知识产权" * 60, "word " * 60, "x" * 400, "奖励 20万元 " * 30):
        assert all(width(line) <= WIDTH for line in wrap(text, "  ", "    "))
    assert width("知a") == 3
    assert clean("a\tb\x1b[31m\u2066\ufe0f") == "a b<U+001B>[31m<U+2066><U+FE0F>"


@each_row("code", CATALOGUE)
def test_a_reason_explains_itself(code: str) -> None:
    page = explanation(code)
    assert page is not None
    assert page.startswith(f"# {code}: ")
    words = CATALOGUE[code]
    assert words.en[0].islower() or words.en[0] == "{"
    assert not words.en.endswith(".")


def test_a_value_of_a_reason_is_not_read_as_a_place_of_its_words() -> None:
    assert sentence(reason("R223", document="{document} {x}")) == "decided by {document} {x}"


IN_EITHER_CASE = """policy either "Either way"
  document "D"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Contracts"
  award {one} to enterprise when technology_contract recorded{if_so}
    as one
  award {other} to enterprise when technology_contract recorded{if_not}
    as other
"""
ONE_OF_TWO = {"if_so": " and put_to_use", "if_not": " and not put_to_use"}
UNDER_A_CAP = {"if_so": "", "if_not": "", "one": "up to 1000", "other": "1000"}


@pytest.mark.parametrize(
    ("page", "head", "worth"),
    [
        (
            IN_EITHER_CASE.format(one=1000, other=1000, **ONE_OF_TWO),
            "1,000.00 of it is certain",
            "only affects which claim pays",
        ),
        (IN_EITHER_CASE.format(one=1000, other=400, **ONE_OF_TWO), "400.00 of the first sum", "affects up to 600.00"),
        (
            IN_EITHER_CASE.format(**UNDER_A_CAP) + "  cap 1000 per enterprise\n",
            "1,000.00 of it is certain",
            "only affects which claim pays",
        ),
    ],
)
def test_a_total_that_is_due_however_claims_end_says_so(page: str, head: str, worth: str) -> None:
    contract = {"contract": "C", "recorded_on": "2022-03-01"}
    facts = firm() | {"records": {"technology_contract": [contract]}, "as_of": "2024-12-31"}
    decided = ipdsl.load_text(page)
    decision = decided.evaluate(facts)
    told = " ".join(render(decision).split())
    assert decision.is_undetermined
    assert "cannot be settled until facts are stated" in told
    assert head in told
    assert " is certain but is paid only after the open claims are settled" in told
    assert worth in told.split("Missing facts")[1]
    assert "affects up to 0.00" not in told
    assert ("regardless of the missing facts, this total is due" in told) == decision.due.is_point
    asked = " ".join(answers.render(decision, questions(decided, decision)).split())
    assert worth in asked
