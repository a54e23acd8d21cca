"""The reference of the facts names every finding about facts, and its examples are valid by the schema."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ipdsl import load
from ipdsl.driver.catalogue import catalogue
from ipdsl.facts.reader import FACT_PARTS
from ipdsl.plain_data.strict_json import loads
from tests.conftest import ROOT
from tests.support.documents import Block, blocks
from tests.support.rows import each_row

PAGE = ROOT / "docs/en/reference/facts.md"
EXAMPLES = [block for block in blocks(PAGE) if block.words == "json facts"]


@pytest.fixture(scope="module")
def validators() -> list[Draft202012Validator]:
    """The validators of the schema of facts in names, and of facts in labels."""
    schemas: list[Any] = [load("shaoguan_2021").facts_schema(language=language) for language in ("en", "zh")]
    for schema in schemas:
        Draft202012Validator.check_schema(schema)
    return [Draft202012Validator(schema) for schema in schemas]


def test_every_finding_about_facts_is_named() -> None:
    named = set(re.findall(r"\[(R0\d{2})\]", PAGE.read_text(encoding="utf-8")))
    assert named == {code for code in catalogue() if code.startswith("R0")}


def test_every_part_has_an_example() -> None:
    shown: set[str] = set()
    for block in EXAMPLES:
        data = loads(block.text)
        assert isinstance(data, dict)
        shown |= set(data)
    assert shown == set(FACT_PARTS)


@pytest.mark.broad
@each_row("block", EXAMPLES)
def test_an_example_pleases_a_schema(block: Block, validators: list[Draft202012Validator]) -> None:
    in_names, in_labels = ([error.message for error in one.iter_errors(loads(block.text))] for one in validators)
    assert in_labels == [] or in_names == []
