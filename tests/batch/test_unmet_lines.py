"""Lines that name what no record has: what columns say of a row is what its facts say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.batch.intake.form import text_buffers
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.kernel import values
from ipdsl.batch.readers.chunks import NONE_FINGERPRINTS
from ipdsl.batch.readers.columns import Reader
from ipdsl.batch.readers.loops import reader_loops
from ipdsl.batch.readers.named_lines import MAY_NAME_NOTHING, NAMES_NOTHING
from ipdsl.batch.readers.rows import Rows
from ipdsl.batch.result import find_unmet_lines
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import Program
from tests.properties.pipeline import compile_texts
from tests.support.batch.cities import CITIES, drawn, policy_of, series_of
from tests.support.batch.column_code import column_code
from tests.support.batch.drawn_lists import VOCABULARY
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

OTHERS = ("support", "approvals", "older_documents")
GROUPS = ("history", *OTHERS)
FIRMS = 150
IS_COMPILED = (False, True)


def other_items(program: Program, draw: random.Random, item: str, listed: list[str]) -> Iterator[str]:
    """Items that another might write in the place of an item."""
    members = [member for choice in program.schema.choices for member in choice.members]
    kind, member = draw.choice(program.schema.records), draw.choice(members)
    yield from (
        item,
        item.upper(),
        item.lower(),
        f" {item}",
        f"{item}年",
        f"{kind.name}: {item}",
        f"{item}x",
        item[:-1],
    )
    yield from (f"{kind.label.zh}: {item}", f"{item} / {member.name}", member.name, member.label.zh or "-", "none")
    yield from (draw.choice(listed) if listed else "9", "2022", "2022年", "2022-3-1", "2022-03-01", "无")


def with_other_lines(program: Program, draw: random.Random, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with other items in some lines, and with lines of other kinds of records."""
    keys = [name for kind in program.schema.records for name in kind.key]
    records = [record for listing in facts.get("records", {}).values() for record in listing or ()]
    listed = [str(record[name]) for record in records for name in record if name in keys]
    lines = {group: [dict(line) for line in facts.get(group) or ()] for group in GROUPS}
    kinds = [kind.name for kind in program.schema.records]
    if draw.random() < 0.1:
        lines["support"].append({"kind": draw.choice(kinds), "item": draw.choice(listed or ["x"]), "year": 2022,
                                 "level": "county_level", "amount": 1})  # fmt: skip
    if draw.random() < 0.05:
        lines["older_documents"].append({"document": "A", "kind": draw.choice(kinds), "amount": 1,
                                         "item": draw.choice(listed or ["x"])})  # fmt: skip
    for group in GROUPS:
        for line in lines[group]:
            if draw.random() < 0.3 and line.get("item"):
                line["item"] = draw.choice([*other_items(program, draw, str(line["item"]), listed)])
    return {**facts, **{group: stated for group, stated in lines.items() if stated}}


ENGINES_OF_CITIES = [
    (name, is_compiled)
    for is_compiled in IS_COMPILED
    for name in ("foshan", "dongyang", "quanzhou", "qingyuan", "shaoguan")
]


def names_nothing(facts: Facts) -> bool:
    """Whether a line names what no record has."""
    items = {record.item for listing in facts.records.values() for record in listing.records}
    return any(line.item not in items for group in GROUPS for line in getattr(facts, group) or ())


@pytest.mark.parametrize(("name", "is_compiled"), sampled(ENGINES_OF_CITIES, 10))
def test_columns_find_the_lines_that_name_no_record(name: str, is_compiled: bool) -> None:
    policy, draw = policy_of(CITIES[name].page), random.Random(f"{name} {is_compiled}")
    program = policy.code.program
    firms = [with_other_lines(program, draw, facts) for facts in drawn(name, CITIES[name].seed, FIRMS)]
    intake = take_in(nested_table(program, firms), policy.code)
    code = policy.column_code(is_compiled)
    columns = Reader(intake.form, code, series_of(name)).read(intake.table, None)
    code.run(columns)
    unnamed = columns.records.unnamed_by_applicant()()
    rows, seen = Rows(intake.table, intake.form, published=series_of(name)), np.zeros(3, np.int64)
    for row, facts in rows.read_all():
        if columns.left[row] != values.SETTLED or not isinstance(facts, Facts):
            continue
        if unnamed[row] == NAMES_NOTHING:
            assert names_nothing(facts), firms[row]
        elif unnamed[row] == 0 and any(getattr(facts, group) for group in OTHERS):
            assert not names_nothing(facts), firms[row]
        seen[unnamed[row]] += 1
    assert seen[0] > 0
    assert NAMES_NOTHING in unnamed


def test_rows_beyond_the_most_are_counted_as_if_they_were_examined() -> None:
    policy, draw = policy_of(CITIES["foshan"].page), random.Random(7)
    program = policy.code.program
    firms = [with_other_lines(program, draw, facts) for facts in drawn("foshan", 11, FIRMS)]
    intake = take_in(nested_table(program, firms), policy.code)
    code = policy.column_code(False)
    columns = Reader(intake.form, code, series_of("foshan")).read(intake.table, None)
    code.run(columns)
    unnamed = np.where(columns.left == values.SETTLED, columns.records.unnamed_by_applicant()(), 0)
    rows = Rows(intake.table, intake.form, published=series_of("foshan"))
    with_lines = [row for row, facts in rows.read_all(np.flatnonzero(unnamed).tolist())
                  if isinstance(facts, Facts) and names_nothing(facts)]  # fmt: skip
    assert len(with_lines) > 3
    whole, _ = find_unmet_lines(policy.code, rows, unnamed, None, Language.EN, FIRMS)
    lines, more = find_unmet_lines(policy.code, rows, unnamed, None, Language.EN, 2)
    assert more == len(with_lines) - 2
    assert lines == whole[: len(lines)]
    assert {line.applicant for line in lines} <= {firms[row]["applicant"]["id"] for row in with_lines[:2]}


@pytest.mark.parametrize("is_compiled", IS_COMPILED)
def test_only_a_plain_name_is_taken_as_it_stands(is_compiled: bool) -> None:
    plain = ["ZL201510000001.1", "专利甲", "L1 / 2022-03-01", "A(1)", "2022", "a:b"]
    others = ["", " A", "A ", "2022年", "none", "None", "无", "é", "A" * 300, "patent: A", "ＺＬ1"]
    starts, data = text_buffers(pa.array([*plain, *others], pa.large_string()))
    is_usual = np.zeros(len(plain) + len(others), np.uint8)
    reader_loops(is_compiled).mark_usual_names(starts, data, NONE_FINGERPRINTS, is_usual)
    assert is_usual.tolist() == [1] * len(plain) + [0] * len(others)


PRIZES = """policy trial "Prizes"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  use lists

article 1 "Prizes"
  award 100 to enterprise when prize won
"""
WORDED_ITEMS = {
    "gold / T1": 0,
    "金 / T1": MAY_NAME_NOTHING,  # the reader of facts knows the member by its label
    "gold / T2": MAY_NAME_NOTHING,
    "T1": NAMES_NOTHING,
}


@pytest.mark.parametrize("is_compiled", sampled(IS_COMPILED, 2))
def test_an_item_with_members_is_left_to_the_reader_of_facts(is_compiled: bool) -> None:
    made = compile_texts(PRIZES, VOCABULARY, "lists")
    prize = {"sort": "gold", "title": "T1", "won_on": "2022-03-01"}
    firms = [
        {
            "applicant": {"id": item, "kinds": ["enterprise"]},
            "records": {"prize": [prize]},
            "older_documents": [{"document": "A", "kind": "prize", "item": item, "amount": "1.00"}],
        }
        for item in WORDED_ITEMS
    ]
    intake = take_in(nested_table(made.program, firms), made.code)
    code = column_code(made, compiled=is_compiled)
    columns = Reader(intake.form, code).read(intake.table, None)
    code.run(columns)
    unnamed = columns.records.unnamed_by_applicant()().tolist()
    assert dict(zip(WORDED_ITEMS, unnamed, strict=True)) == WORDED_ITEMS
    named = [facts for _, facts in Rows(intake.table, intake.form).read_all()]
    assert [isinstance(facts, Facts) and names_nothing(facts) for facts in named] == [False, False, True, True]
