"""Tables with random mistakes: what the quick intake makes of them is what the reader of facts makes of each row."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.evaluate import CPYTHON, LLVM, Options, TablePolicy
from ipdsl.batch.intake.form import Problem, error_table
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.values import EPOCH
from ipdsl.batch.readers.chunks import numbers_of
from ipdsl.batch.readers.loops import reader_loops
from ipdsl.batch.readers.rows import Rows
from ipdsl.batch.result import TableResult
from ipdsl.facts.published_series import PublishedSeries, read_series_file
from ipdsl.ir.facts import Facts
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.schema.values.value_type import Type
from tests.support.batch import mistaken_tables
from tests.support.batch.mistaken_tables import Layout, drawn_table, is_never_plain
from tests.support.slow import sampled

APPLICANTS, TABLES = 30, 36
PLAIN_WAYS = {"columns", "not stated"}
AS_OF = datetime.date(2024, 12, 31)


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    folder = tmp_path_factory.mktemp("page")
    (folder / "town.ipp").write_text(mistaken_tables.VOCABULARY, "utf-8")
    (folder / "p.ipp").write_text(mistaken_tables.PAGE, "utf-8")
    return ipdsl.load(folder / "p.ipp")


def read_one_by_one(
    policy: ipdsl.Policy, table: pa.Table, series: PublishedSeries
) -> tuple[list[tuple[int | None, int | None]], list[Problem]]:
    """What is due to each applicant at the least and at the most, and every problem, by the reader of facts."""
    sums, problems = list[tuple[int | None, int | None]](), list[Problem]()
    intake = take_in(table, policy.code)
    for _, facts in Rows(intake.table, intake.form, as_of=AS_OF, published=(series,)).read_all():
        if not isinstance(facts, Facts):
            sums.append((None, None))
            problems += facts
            continue
        due = evaluate_eagerly(policy.code.program, policy.code, facts).due
        sums.append((due.low.minor, None if due.high is None else due.high.minor))
    return sums, problems


def settle(policy: ipdsl.Policy, table: pa.Table, series: PublishedSeries, engine: str) -> TableResult:
    return TablePolicy(policy.code, policy.column_code).settle(
        table, Options(as_of=AS_OF, published=(series,), engine=engine)
    )


@pytest.mark.parametrize("seeds", [range(12), pytest.param(range(12, TABLES), marks=pytest.mark.broad)], ids=str)
@pytest.mark.parametrize("engine", sampled([CPYTHON, LLVM], 2))
def test_mistakes_are_found_and_totals_are_equal(policy: ipdsl.Policy, engine: str, seeds: range) -> None:
    series = read_series_file(mistaken_tables.SERIES, policy.code.program)
    ways, codes = Counter[str](), Counter[str]()
    for seed in seeds:
        drawn = drawn_table(random.Random(f"mistakes {engine} {seed}"), APPLICANTS)
        sums, problems = read_one_by_one(policy, drawn.laid_out(Layout(None)), series)
        result = settle(policy, drawn.laid_out(Layout(random.Random(f"layout {engine} {seed}"))), series, engine)
        rows = result.applicants.to_pylist()
        for row, wanted in zip(rows, sums, strict=True):
            assert (row["due"], row["most"]) == wanted, (seed, row)
        assert result.errors.equals(error_table(problems)), seed
        mistaken = {one.applicant for one in problems}
        assert not {row["applicant"] for row in rows if row["way"] == "columns"} & mistaken, seed
        if not drawn.share_of_mistakes:
            assert {row["way"] for row in rows} <= PLAIN_WAYS, (seed, Counter(row["way"] for row in rows))
        ways.update(result.ways)
        codes.update(one.finding.code for one in problems)
    assert ways["columns"] > APPLICANTS * len(seeds) / 4, ways
    assert len(codes) > 10, codes


def number_of(policy: ipdsl.Policy, type_: Type, value: object) -> object:
    """The number that stands for a value in a column."""
    if isinstance(value, Fraction):
        return value * values.MILLIONTHS
    if isinstance(value, datetime.date):
        return (value - EPOCH).days
    if type_.is_member:
        return policy.program.schema.choice_by_name[type_.choice_name].names.index(str(value))
    return value


@pytest.mark.parametrize("is_compiled", [False, True])
@pytest.mark.parametrize("name", sampled([*mistaken_tables.NUMBER_FIELDS], 3, others="broad"))
def test_cells_in_plain_form_mean_what_the_reader_of_facts_reads(
    policy: ipdsl.Policy, name: str, is_compiled: bool
) -> None:
    schema, loops = policy.program.schema, reader_loops(is_compiled)
    type_ = schema.record_by_name["thing"].field_by_name[name].type
    for kind in mistaken_tables.NUMBER_FIELDS[name]:
        cells = Layout(random.Random(f"cells {name}")).values([*kind.right, None, *kind.mistaken], kind, kind.right[0])
        read = numbers_of(schema, policy.currency, type_, cells, False, loops)
        doubtful = np.zeros(len(cells), bool) if read.doubtful is None else read.doubtful
        numbers = pa.array([str(row) for row in range(len(cells))])
        things = pa.StructArray.from_arrays([numbers, cells], ["number", name])
        lists = pa.ListArray.from_arrays(pa.array(range(len(cells) + 1), pa.int32()), things)
        table = pa.table({"id": numbers, "kinds": [["enterprise"]] * len(cells), "thing": lists})
        intake = take_in(table, policy.code)
        for row, facts in Rows(intake.table, intake.form).read_all():
            if doubtful[row]:
                continue
            assert isinstance(facts, Facts), cells[row]
            value = facts.records["thing"].records[0].values.get(name)
            assert bool(read.stated[row]) == (value is not None), cells[row]
            assert value is None or int(read.numbers[row]) == number_of(policy, type_, value), cells[row]
        assert not doubtful[: len(kind.right)].any() or is_never_plain(kind.arrow), kind.arrow
