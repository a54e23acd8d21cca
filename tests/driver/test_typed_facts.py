"""`ipdsl types`: the types accept the same values as the schema, and a type checker finds errors."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.typed_facts import (
    DeclaredType,
    ListOf,
    Literals,
    MapOf,
    NamedType,
    Union,
    declared_types,
    python,
    typescript,
)
from ipdsl.facts.json_schema import facts_schema
from ipdsl.report.decision_json import to_json
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.cli import run
from tests.support.slow import sampled

PAGES = ["shaoguan_2021", "dongyang_2021", "quanzhou_2021", "qingyuan_2018", "foshan_2020"]


def takes(every: dict[str, DeclaredType], of: Any, value: Any) -> bool:
    """Whether a value has a type."""
    match of:
        case NamedType(name=name):
            one = every[name]
            if one.parts is None:
                return takes(every, one.type, value)
            parts = {part.name: part for part in one.parts}
            return (
                isinstance(value, dict) and value.keys() <= parts.keys()
                and all(part.name in value for part in one.parts if part.is_required)
                and all(takes(every, parts[name].type, inner) for name, inner in value.items())
            )  # fmt: skip
        case Literals(values=values):
            return any(value is one or (type(value) is type(one) and value == one) for one in values)
        case ListOf(member=member):
            return isinstance(value, list) and all(takes(every, member, one) for one in value)
        case MapOf(value=inner):
            return isinstance(value, dict) and all(takes(every, inner, one) for one in value.values())
        case Union(parts=parts_):
            return any(takes(every, part, value) for part in parts_)
        case "any":
            return True
        case "never":
            return False
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case _:
            kinds = {"string": str, "integer": int, "number": (int, float)}[of]
            return isinstance(value, kinds) and not isinstance(value, bool)


@pytest.mark.parametrize("name", CITIES)
def test_facts_of_firms_are_of_the_types(name: str) -> None:
    program = policy_of(CITIES[name].page).program
    every = {one.name: one for one in declared_types(program)}
    for firm in drawn(name, 4, 30):
        plain = json.loads(json.dumps(firm, default=str))
        assert takes(every, NamedType("Facts"), plain)


def _wrong() -> Iterator[tuple[str, dict[str, Any]]]:
    who = {"id": "F1", "kinds": ["enterprise"]}
    yield "a part of another name", {"applicant": who, "record": {}}
    yield "a kind that is none", {"applicant": {**who, "kinds": ["firm"]}}
    yield "no kinds", {"applicant": {"id": "F1"}}
    contract = {"contract": "A", "amount": 100}
    yield "a field that is none", {"applicant": who, "records": {"technology_contract": [{**contract, "sum": 1}]}}
    yield "a flag for a sum", {"applicant": who, "records": {"technology_contract": [{**contract, "amount": True}]}}
    yield "a record for a list", {"applicant": who, "records": {"technology_contract": contract}}
    yield "a member that is none", {"applicant": who, "records": {"ip_title": [{"title": "local"}]}}


WRONG = dict(_wrong())


@pytest.mark.parametrize(("slip", "facts"), WRONG.items(), ids=list(WRONG))
def test_a_slip_is_of_no_type(slip: str, facts: dict[str, Any]) -> None:
    every = {one.name: one for one in declared_types(policy_of("shaoguan_2021").program)}
    assert not takes(every, NamedType("Facts"), facts)


@pytest.mark.parametrize("page", sampled(PAGES, 3, others="broad"))
@pytest.mark.parametrize("language", Language)
def test_both_modules_have_every_part_of_the_schema_and_are_the_same_on_every_run(
    page: str, language: Language
) -> None:
    program = policy_of(page).program
    text, other = python(program, language), typescript(program, language)
    ast.parse(text)
    assert (text, other) == (python(program, language), typescript(program, language))
    schema = facts_schema(program, language=language)
    for kind in schema["properties"]["records"]["properties"]:  # type: ignore[index]  # a plain dict
        assert kind in text
        assert kind in other


def test_another_suffix_is_wrong_use(tmp_path: Path) -> None:
    ran = run("types", "shaoguan_2021", "-o", tmp_path / "facts.rs")
    assert ran.code == 2
    assert "facts.ts" in ran.err


# ---------------------------------------------------------------------------------------------- decisions


@pytest.mark.parametrize("name", sampled(CITIES, 3, others="broad"))
def test_decisions_on_firms_are_of_the_types(name: str) -> None:
    policy = policy_of(CITIES[name].page)
    every = {one.name: one for one in declared_types(policy.program)}
    for firm in drawn(name, 4, 8):
        assert takes(every, NamedType("Decision"), to_json(policy.evaluate(firm)))


def test_a_decision_with_another_part_is_not_of_the_types() -> None:
    policy = policy_of("shaoguan_2021")
    every = {one.name: one for one in declared_types(policy.program)}
    decision = to_json(policy.evaluate({"applicant": {"id": "F1", "kinds": ["enterprise"]}}))
    assert takes(every, NamedType("Decision"), decision)
    assert not takes(every, NamedType("Decision"), {**decision, "sum": "0.00"})
    assert not takes(every, NamedType("Decision"), {**decision, "total": 0})
    assert not takes(every, NamedType("Decision"), {name: part for name, part in decision.items() if name != "due"})


PAGE = """policy a "A"
  document "D 1"
  effective 2021-01-01 to 2022-12-31
  use words

article 1 "One"
  award 5 when decision made_known
  award 6 when claim made_known
"""

VOCABULARY = """vocabulary words

applicant firm
record decision
  key number
  number text
  made date
  event made_known on made
record claim
  key number
  number text
  filed date
  event made_known on filed
"""


def test_records_that_are_called_as_parts_of_a_decision_keep_their_names(tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "page.ipp").write_text(PAGE, encoding="utf-8")
    program = ipdsl.load(tmp_path / "page.ipp").program
    names = [one.name for one in declared_types(program)]
    assert len(names) == len(set(names))
    assert {"Facts", "Decision", "Decision_", "Claim", "DecisionClaim"} <= set(names)


NAMES_OF_PYTHON = ("none", "true", "typed_dict", "class", "array", "record_a", "any", "literal", "decimal", "facts")


@pytest.mark.parametrize("name", NAMES_OF_PYTHON)
def test_a_record_with_a_name_of_the_target_language_gives_a_module_that_imports(tmp_path: Path, name: str) -> None:
    (tmp_path / "w.ipp").write_text(
        f'vocabulary w "Words"\n\napplicant firm "商号"\n\nrecord {name} "一"\n  key number "号"\n'
        '  event granted "授权" on granted_on "授权日"\n  class "类" count\n', encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "p.ipp").write_text(
        f'policy p "Page"\n  language 3\n  document "D"\n  effective 2025-01-01 to 2029-12-31\n  use w\n\n'
        f'article 1 "A"\n  award 100 to firm when {name} granted\n', encoding="utf-8",
    )  # fmt: skip
    for suffix in ("py", "ts"):
        ran = run("types", tmp_path / "p.ipp", "-o", tmp_path / f"made.{suffix}")
        assert ran.code == 0, ran.err
    text = (tmp_path / "made.py").read_text("utf-8")
    made: dict[str, Any] = {"__name__": "made"}
    exec(compile(text, "made.py", "exec"), made)  # the module that was written
    assert made["Facts"].__total__ is False
    typescript_names = re.findall(r"^export (?:interface|type) (\w+)", (tmp_path / "made.ts").read_text("utf-8"), re.M)
    assert not {"Array", "Record"} & set(typescript_names)
    assert len(set(typescript_names)) == len(typescript_names)
