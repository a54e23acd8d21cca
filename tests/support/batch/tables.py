"""Shared by tests of tables: a policy, tables of one applicant, and ways to read them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

import ipdsl
from ipdsl.batch.intake.form import Problem
from ipdsl.batch.intake.intake import IngestedTable, take_in
from ipdsl.batch.readers.rows import Rows
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT

GOLDENS = ROOT / "tests" / "golden" / "tables"
SHAOGUAN = ipdsl.load("shaoguan_2021")
CODE: GeneratedFunctions = SHAOGUAN._code


def code_of(policy: ipdsl.Policy) -> GeneratedFunctions:
    return policy._code


def structs(**columns: pa.Array) -> pa.StructArray:
    return pa.StructArray.from_arrays([*columns.values()], names=[*columns])


def one_list(members: pa.Array) -> pa.ListArray:
    """A column of one row: the members as its list."""
    return pa.ListArray.from_arrays(pa.array([0, len(members)], pa.int32()), members)


def firm(**columns: pa.Array) -> pa.Table:
    """A table of one enterprise."""
    return pa.table({"id": pa.array(["F1"]), "kinds": pa.array([["enterprise"]]), **columns})


def patents(**columns: pa.Array) -> pa.Table:
    """A table of one enterprise with invention patents."""
    return firm(invention_patent=one_list(structs(**columns)))


def taken(tables: object, **how: Any) -> IngestedTable:
    return take_in(tables, CODE, **how)


def read(tables: object, row: int = 0, *, as_of: str | None = None, **how: Any) -> Facts | tuple[Problem, ...]:
    intake = taken(tables, **how)
    return Rows(intake.table, intake.form, as_of=as_of).read(row)


def facts(tables: object, **how: Any) -> Facts:
    found = read(tables, **how)
    assert isinstance(found, Facts), [f"{one.column}: {one.finding.texts().title}" for one in found]
    return found


def problems(tables: object, **how: Any) -> list[tuple[str, str]]:
    """Column and code of each problem of the first row."""
    found = read(tables, **how)
    assert not isinstance(found, Facts)
    return [(one.column, one.finding.code) for one in found]


def refused(tables: object, **how: Any) -> list[tuple[str, str]]:
    """Place and code of each finding about the table as a whole."""
    try:
        taken(tables, **how)
    except FactsError as error:
        return [(str(one.path), one.code) for one in error.report]
    raise AssertionError("the table was taken")


def value(tables: object, field: str, kind: str = "invention_patent", **how: Any) -> object:
    """A field of the first record."""
    return facts(tables, **how).records[kind].records[0].values.get(field)
