"""Sets of records by keys over columns have the same result as settled one by one, with other awards and rules."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from ipdsl.batch.readers.chunks import Sets
from ipdsl.batch.result import TableResult
from tests.properties.pipeline import Compiled, RejectedError, compile_texts
from tests.support.batch.cohorts import as_table, check_cohort_case
from tests.support.batch.column_code import column_code
from tests.support.batch.drawn_lists import HEAD, VOCABULARY, drawn_cohort
from tests.support.batch.law import Counts, check_case

KEYS = ("family", "sort", "sort per family", "family per sort", "name", "item", "family per item")
SETS = (
    "award {share}% of total amount at most {sum} per {keys} per year to enterprise, branch when project chosen",
    "award {sum} per {keys} per year to {who} when project chosen and score at least 70\n"
    "      if number at least {few}",
    "award max({sum}, 1% of largest amount) per {keys} per year to {who} when project chosen and sort is gold, silver",
    "award {share}% of total amount per {keys} per year to {who} when project chosen\n"
    "      if earliest chosen_on less than 2022-04-01",
)
OTHERS = (
    "award {sum} to enterprise, branch when project chosen",
    "award {sum} per year to {who} when project chosen",
    "award {sum} once per family to {who} when project chosen and sort is gold",
)
RULES = (
    "cap {room} per applicant per year", "cap {room} per family per year", "limit 2 items per applicant per year",
    "limit 1 item per sort per year", "no repeat per family", "pay highest per family per year",
    "pay highest per item per year", "limit 2 family per applicant",
    "cap {room} per head_office per year across applicants", "limit 3 items per year across applicants",
    "cap {room} per family per year across applicants",
)  # fmt: skip


def drawn_policy(r: random.Random) -> Compiled:
    """A random policy with an award of sets by keys, other awards and some rules. Its page is well-typed."""
    for _ in range(80):
        awards = [r.choice(SETS), *(r.choice((*SETS, *OTHERS)) for _ in range(r.randint(0, 2)))]
        lines = ['article 1 "1"', "  group g"]
        for number, award in enumerate(awards):
            text = award.format(
                share=r.choice((1, 10)), sum=r.choice((2000, 5000)), keys=r.choice(KEYS), few=r.choice((1, 2)),
                who=r.choice(("enterprise", "branch", "enterprise, branch")),
            )  # fmt: skip
            lines += [f"    {text}\n      as a{number}"]
        rules = r.sample(RULES, r.randint(0, 2))
        lines += [f"    {rule.format(room=r.choice((3000, 8000, 30000)))}" for rule in rules]
        try:
            return compile_texts(HEAD + "\n".join(lines) + "\n", VOCABULARY, "lists")
        except RejectedError:
            continue
    raise AssertionError("no page was well-typed")


def drawn_case(seed: int, number: int) -> tuple[Compiled, list[dict[str, Any]]]:
    r = random.Random(f"sets {seed} {number}")
    made = drawn_policy(r)
    return made, drawn_cohort(r, made, 14, odd=r.choice((0, 0.2)))


PARTS = 3


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_sets_by_keys_come_to_what_each_applicant_comes_to_by_itself(part: int) -> None:
    counts = Counts()
    for number in range(part, 60, PARTS):
        made, facts = drawn_case(1, number)
        found = check_case(made, facts, lambda _, made=made: column_code(made), counts)
        assert not found, f"{number}: {found[:3]}\n{made.text}"
    assert counts["columns"] > 60, counts


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_sets_by_keys_of_a_cohort_come_to_what_the_cohort_comes_to(part: int) -> None:
    counts = Counts()
    for number in range(part, 60, PARTS):
        made, facts = drawn_case(2, number)
        found = check_cohort_case(made, facts, lambda _, made=made: column_code(made), counts)
        assert not found, f"{number}: {found[:3]}\n{made.text}"
    assert min(counts["columns"], counts["lines of columns"]) > 60, counts


@pytest.mark.slow
def test_sets_by_keys_that_are_compiled_come_to_the_same() -> None:
    counts = Counts()
    for number in range(4):
        made, facts = drawn_case(3, number)
        code = column_code(made, compiled=True)
        found = check_case(made, facts, lambda _, code=code: code, counts, compiled=True)
        assert not found, f"{number}: {found[:3]}\n{made.text}"
    assert counts["columns"] > 10, counts


PAGE = (
    HEAD
    + """article 1 "1"
  award 10% of total amount per family per sort per year to enterprise when project chosen
    as a
  award 10% of total amount per family per year to enterprise when project chosen
    as b
  limit 3 items per applicant per year
"""
)


def project(name: str, family: str, sort: str = "gold") -> dict[str, Any]:
    """A project worth 1,000, chosen in 2022."""
    worth = {"score": 1, "grade": 7, "rate": "50%", "amount": "1000", "holder": []}
    return {"name": name, "sort": sort, "family": family, "chosen_on": "2022-03-10", **worth}


def firm(*projects: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An enterprise with these projects."""
    who = {"id": "F1", "kinds": ["enterprise"], "head_office": "HQ", "registered_on": "2015-01-01"}
    return {"applicant": who, "records": {"project": [*projects], "prize": []}, "as_of": "2024-12-31", **more}


def way_of(page: str, facts: dict[str, Any]) -> str:
    """How a firm is settled; it comes to what it comes to by itself."""
    made = compile_texts(page, VOCABULARY, "lists")
    counts = Counts()
    assert not check_case(made, [facts], lambda _: column_code(made), counts)
    [way] = (way for way in counts if way not in ("claims", "lines of columns"))
    return way


ONE = PAGE.replace("  limit 3 items per applicant per year\n", "")


def test_sets_of_an_applicant_are_paid_each() -> None:
    assert way_of(ONE, firm(project("A", "loom"), project("B", "loom", "bronze"), project("C", "alloy"))) == "columns"


def test_the_lines_of_a_table_state_the_keys_of_their_set_without_a_rule_that_counts_by_them() -> None:
    made, facts = compile_texts(ONE, VOCABULARY, "lists"), firm(project("A", "loom"), project("B", "alloy", "bronze"))
    result = as_table(made, [facts], lambda _: column_code(made))
    assert isinstance(result, TableResult)
    assert result.ways == {"columns": 1}
    of_set = {line["item"]: {name: value for name, [value] in line["keys"]} for line in result.ledger.to_pylist()}
    assert of_set == {line.item: dict(line.keys) for line in made.evaluate(facts).ledger}
    assert of_set["loom / gold"] == {"family": "loom", "sort": "gold"}


def test_sets_by_several_keys_that_take_places_beside_each_other_go_one_by_one() -> None:
    assert way_of(PAGE, firm(project("A", "loom"), project("B", "alloy"))) == "not carried"


@pytest.mark.parametrize("rule", ["cap 150 per applicant per year", "limit 1 family per applicant per year"])
def test_sets_by_several_keys_under_a_rule_that_counts_no_items_are_paid_over_columns(rule: str) -> None:
    page = PAGE.replace("limit 3 items per applicant per year", rule)
    assert way_of(page, firm(project("A", "loom"), project("B", "alloy"))) == "columns"


def test_a_line_of_the_policy_itself_about_a_set_goes_one_by_one() -> None:
    line = {"clause": "a", "item": "loom / gold", "year": 2022, "due": 1000, "kind": "project"}
    assert way_of(ONE, firm(project("A", "loom"), history=[line])) == "lines"


def test_two_sets_of_one_name_go_one_by_one() -> None:
    page = ONE.replace("per family per sort per year", "per family per name per year")
    assert way_of(page, firm(project("C", "loom / a"), project("a / C", "loom"))) != "columns"
    assert way_of(page, firm(project("C", "loom a"), project("a C", "loom"))) == "columns"


def test_a_name_that_is_not_plain_goes_one_by_one() -> None:
    assert way_of(ONE, firm(project("A", "loom"), project("B", "Ｌoom"))) != "columns"


def test_a_set_without_a_value_of_its_key_goes_one_by_one_if_it_is_paid() -> None:
    nameless = {**project("B", "loom"), "sort": {"none": True}}
    later = {**nameless, "chosen_on": "2010-03-10"}
    assert way_of(ONE, firm(project("A", "loom"), nameless)) == "not stated"
    assert way_of(ONE, firm(project("A", "loom"), later)) == "columns"


@pytest.mark.parametrize(("part", "fault"), [("number", np.zeros), ("in_order", np.arange)])
def test_a_fault_in_sets_breaks_the_law(monkeypatch: pytest.MonkeyPatch, part: str, fault: Any) -> None:
    monkeypatch.setattr(Sets, part, property(lambda self: fault(len(self.listed), dtype=np.int64)))
    made = compile_texts(ONE, VOCABULARY, "lists")
    facts = firm(project("A", "loom"), project("B", "alloy", "bronze"), project("C", "loom"))
    assert check_case(made, [facts], lambda _: column_code(made), Counts())
