"""Facts in JSON, put into the nested form and read from there, are the same facts."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.readers.rows import Rows
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import loads
from tests.conftest import ROOT
from tests.properties.facts import facts
from tests.properties.pipeline import compile_generated
from tests.properties.trials import generated
from tests.support.batch.tables import code_of
from tests.support.facts import strategies
from tests.support.in_tables import nested_table
from tests.support.project_files import files_under
from tests.support.slow import sampled

CITIES = ["shaoguan_2021", "qingyuan_2018", "dongyang_2021", "foshan_2020", "quanzhou_2021"]
EXAMPLES = sorted(path for path in files_under(ROOT / "examples", "*.json") if path.parent.name != "gallery")


def without_series(path: Path) -> dict[str, Any]:
    data: Any = loads(path.read_text(encoding="utf-8"))
    return {name: part for name, part in data.items() if name != "series"}


def hold_alike(code: GeneratedFunctions, every: list[dict[str, Any]], *, typed: bool = True) -> int:
    """Holds those facts that are right; says how many there are."""
    right = []
    for data in every:
        try:
            right.append((data, read_facts_with_series(data, code.program)))
        except FactsError:
            continue
    if not right:
        return 0
    intake = take_in(nested_table(code.program, [data for data, _ in right], typed=typed), code)
    read = dict(Rows(intake.table, intake.form).read_all())
    for row, (_, wanted) in enumerate(right):
        assert read[row] == wanted
        assert read[row].digest == wanted.digest  # type: ignore[union-attr]  # equal to facts
    return len(right)


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "text"])
@pytest.mark.parametrize("city", sampled(CITIES, 3, others="broad"))
def test_the_examples_of_the_cities(city: str, typed: bool) -> None:
    code = code_of(ipdsl.load(city))
    assert sum(hold_alike(code, [without_series(path)], typed=typed) for path in EXAMPLES) >= 5


def test_several_applicants_in_one_table() -> None:
    code = code_of(ipdsl.load("shaoguan_2021"))
    names = ["firm", "firm_of_cities", "university", "agency", "person"]
    every = [without_series(ROOT / "examples" / f"{name}.json") for name in names]
    for number, data in enumerate(every):
        data["applicant"] = {**data["applicant"], "id": f"F{number}"}
    assert hold_alike(code, every) == len(names)


@given(st.data(), st.booleans())
def test_every_form_of_a_value(data: st.DataObject, typed: bool) -> None:
    code = code_of(ipdsl.load("quanzhou_2021"))
    drawn = data.draw(strategies.facts(code.program.schema))
    assert hold_alike(code, [drawn], typed=typed)


@pytest.mark.slow
def test_drawn_facts_of_drawn_policies() -> None:
    held = 0
    for number in range(40):
        compiled = compile_generated(generated(13, number))
        r = random.Random(f"tables:{number}")
        for _ in range(3):
            drawn = facts(r, compiled.policy, compiled.edges)
            drawn.pop("series", None)
            held += hold_alike(compiled.code, [drawn])
    assert held > 100
