"""Tables with random mistakes in lines, periods and lists: what columns make of them is what the reader of facts makes.

Problems, sums and the lines that name nothing are those of each row by itself.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.evaluate import CPYTHON, LLVM, Options, TablePolicy
from ipdsl.batch.intake.form import Problem, error_table
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.kernel import values
from ipdsl.batch.readers import named_lines
from ipdsl.batch.readers.columns import Reader
from ipdsl.batch.readers.named_lines import NAMES_NOTHING
from ipdsl.batch.readers.rows import Rows
from ipdsl.ir.facts import Facts
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from tests.support.batch import mistaken_lines
from tests.support.batch.mistaken_lines import NONE, LinesTable, drawn_lines
from tests.support.batch.mistaken_tables import Layout
from tests.support.slow import sampled

APPLICANTS, TABLES = 30, 20
AS_OF = datetime.date(2024, 12, 31)
GROUPS = ("history", "support", "approvals", "older_documents")


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> list[ipdsl.Policy]:
    """The page without and with support that is deducted."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "harbour.ipp").write_text(mistaken_lines.VOCABULARY, "utf-8")
    for name, page in (("p", mistaken_lines.PAGE), ("q", mistaken_lines.COUNTING)):
        (folder / f"{name}.ipp").write_text(page, "utf-8")
    return [ipdsl.load(folder / f"{name}.ipp") for name in "pq"]


def read_one_by_one(policy: ipdsl.Policy, table: pa.Table) -> list[Facts | tuple[Problem, ...]]:
    """The facts of each row, or its problems, by the reader of facts."""
    intake = take_in(table, policy.code, none=NONE)
    return [facts for _, facts in Rows(intake.table, intake.form, as_of=AS_OF).read_all()]


def sums_of(policy: ipdsl.Policy, facts: Facts | tuple[Problem, ...]) -> tuple[int | None, int | None]:
    """What is due at the least and at the most."""
    if not isinstance(facts, Facts):
        return None, None
    due = evaluate_eagerly(policy.code.program, policy.code, facts).due
    return due.low.minor, None if due.high is None else due.high.minor


def drawn(engine: str, seed: int) -> tuple[LinesTable, Layout]:
    return drawn_lines(random.Random(f"lines {engine} {seed}"), APPLICANTS), Layout(random.Random(f"{engine} {seed}"))


@pytest.mark.broad
@pytest.mark.parametrize("seeds", [range(7), pytest.param(range(7, TABLES), marks=pytest.mark.broad)], ids=str)
@pytest.mark.parametrize("engine", sampled([CPYTHON, LLVM], 2))
def test_mistakes_in_lines_are_found_and_totals_are_equal(
    policies: list[ipdsl.Policy], engine: str, seeds: range
) -> None:
    ways, codes, with_lines = Counter[str](), Counter[str](), 0
    for seed in seeds:
        drawn_table, layout = drawn(engine, seed)
        policy = policies[seed % 2]
        every = read_one_by_one(policy, drawn_table.laid_out(Layout(None)))
        result = TablePolicy(policy.code, policy.column_code).settle(
            drawn_table.laid_out(layout),
            Options(as_of=AS_OF, engine=engine, none=NONE),
        )
        rows = result.applicants.to_pylist()
        for row, facts in zip(rows, every, strict=True):
            assert (row["due"], row["most"]) == sums_of(policy, facts), (seed, row)
            has_lines = isinstance(facts, Facts) and any(getattr(facts, group) for group in GROUPS)
            with_lines += has_lines and row["way"] == "columns"
        problems = [problem for facts in every if not isinstance(facts, Facts) for problem in facts]
        assert result.errors.equals(error_table(problems)), seed
        ways.update(result.ways)
        codes.update(one.finding.code for one in problems)
    assert ways["columns"] > APPLICANTS * len(seeds) / 6, ways
    assert with_lines > APPLICANTS * len(seeds) / 10, (with_lines, ways)
    assert len(codes) > 10, codes


def wrong_names(policies: list[ipdsl.Policy], is_compiled: bool, tables: int) -> Counter[str]:
    """How many applicants have a line that names nothing, and how many columns are wrong about."""
    seen = Counter[str]()
    for seed in range(tables):
        policy = policies[seed % 2]
        code = policy.column_code(is_compiled)
        drawn_table, layout = drawn(f"names {is_compiled}", seed)
        every = read_one_by_one(policy, drawn_table.laid_out(Layout(None)))
        intake = take_in(drawn_table.laid_out(layout), policy.code, none=NONE)
        columns = Reader(intake.form, code).read(intake.table, AS_OF)
        code.run(columns)
        unnamed = columns.records.unnamed_by_applicant()()
        for row in np.flatnonzero(columns.left == values.SETTLED).tolist():
            facts = every[row]
            assert isinstance(facts, Facts)
            items = {record.item for listing in facts.records.values() for record in listing.records}
            lines = [line for group in GROUPS for line in getattr(facts, group) or ()]
            names_nothing = any(line.item not in items for line in lines)
            has_others = any(getattr(facts, group) for group in GROUPS[1:])
            seen["nothing"] += names_nothing and unnamed[row] == NAMES_NOTHING
            seen["wrong"] += unnamed[row] == NAMES_NOTHING and not names_nothing
            seen["wrong"] += has_others and names_nothing and unnamed[row] == 0
    return seen


@pytest.mark.broad
@pytest.mark.parametrize("is_compiled", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_lines_that_name_nothing_are_those_of_the_facts(policies: list[ipdsl.Policy], is_compiled: bool) -> None:
    seen = wrong_names(policies, is_compiled, TABLES)
    assert seen["nothing"] > 20
    assert not seen["wrong"]


@pytest.mark.broad
def test_an_item_that_is_taken_as_it_is_stated_is_seen(
    policies: list[ipdsl.Policy], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Every item, also a label that the reader of facts reads as a member."""
    right = named_lines._lines_of
    monkeypatch.setattr(
        named_lines, "_lines_of", lambda *given: (lines := right(*given))._replace(is_bare=lines.is_bare | True)
    )
    assert wrong_names(policies, False, TABLES)["wrong"]
