"""Names that `eval` refuses are refused in tables: ids, items, keys, in tables and in their history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.readers.columns import ProgramChunk
from ipdsl.batch.readers.lines import LineKeys
from ipdsl.plain_data.errors import FactsError
from tests.support.batch import ledgers
from tests.support.batch.ledgers import ONCE
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

PER_KIND = """article 1 "A"
  award 10000 to firm when patent granted
    as grant
  cap 15000 per kind
"""
ALONE = ONCE.replace(" once per firm", "")


def facts(name: str = "F1", number: str = "ZL1", **line: Any) -> dict[str, Any]:
    """A firm with a patent of 2023, and perhaps a line of history."""
    lines = [{"clause": "grant", "year": 2022, "due": 10_000, **line}] if line else []
    records = [{"number": number, "kind": "invention", "granted_on": "2023-03-01"}]
    return {"applicant": {"id": name, "kinds": ["firm"]}, "records": {"patent": records, "loan": []},
            "history": lines, "as_of": "2024-12-31"}  # fmt: skip


CASES: dict[str, dict[str, Any]] = {
    "an item in small letters": {"item": "zl1"},  # G7a
    "an item in full width": {"item": "ＺＬ１"},
    "an item with a blank": {"item": "ZL1 "},
    "an item with an invisible character": {"item": "ZL1\u200b"},
    "another document's item in small letters": {"item": "zl1", "policy": "old", "kind": "patent"},
    "a key in capitals": {"item": "ZL9", "keys": {"kind": "Invention"}},
    "a key with a blank": {"item": "ZL9", "keys": {"kind": "invention "}},
    "a short line without a key": {"item": "ZL9"},
    "a plain line": {"item": "ZL9", "keys": {"kind": "invention"}},
}
NAMES: dict[str, dict[str, str]] = {
    "an id with a blank": {"name": "F1 "},  # G7c
    "an id that is a placeholder": {"name": "none"},
    "an id with an invisible character": {"name": "F1\u200b"},
    "an id in Chinese": {"name": "甲公司（集团）"},
    "a record with a blank": {"number": "ZL1 "},
}


def outcomes(policy: ipdsl.Policy, stated: dict[str, Any]) -> tuple[str, str]:
    """The total or the codes of `evaluate`, and those of a table."""
    try:
        alone = str(policy.evaluate(stated).total.minor)
    except FactsError as refused:
        alone = " ".join(sorted({one.code for one in refused.report}))
    result = policy.evaluate_table(nested_table(policy.program, [stated]), as_of="2024-12-31")
    codes = sorted(set(result.errors["code"].to_pylist()))
    return alone, " ".join(codes) or str(result.applicants["due"][0].as_py())


def unlike(folder: Path) -> list[str]:
    """The cases in which a table differs from `evaluate`."""
    found = []
    for number, body in enumerate((ONCE, ALONE, PER_KIND)):
        policy = ledgers.policy(folder / str(number), body)
        every = {**{name: facts(**line) for name, line in CASES.items()},
                 **{name: facts(**one) for name, one in NAMES.items()}}  # fmt: skip
        for name, stated in every.items():
            alone, table = outcomes(policy, stated)
            found += [f"{number} {name}: {table}, alone {alone}"] if alone != table else []
    return found


def test_a_table_refuses_what_eval_refuses(tmp_path: Path) -> None:
    assert not unlike(tmp_path)
    policy = ledgers.policy(tmp_path, ONCE)
    assert outcomes(policy, facts(item="zl1"))[1] == "R059"
    assert outcomes(policy, facts(name="F1 "))[1] == "R035"
    assert outcomes(ledgers.policy(tmp_path, PER_KIND), facts(**CASES["a short line without a key"]))[1] == "R056"
    assert outcomes(policy, facts(name="甲公司（集团）"))[1] == "500000"


@pytest.mark.broad
@pytest.mark.parametrize(
    ("place", "name"), sampled([(LineKeys, "__attrs_post_init__"), (ProgramChunk, "_leave_odd_ids")], 2, others="broad")
)
def test_names_that_are_not_compared_break_the_law(
    place: type, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, name, lambda _: None)
    assert unlike(tmp_path)


# ---------------------------------------------------------------------------------------------- other applicants


def test_lines_of_an_id_that_looks_the_same_refuse_the_applicant_in_any_chunk(tmp_path: Path) -> None:
    page = ledgers.page(tmp_path, ONCE)
    records = [(name, f"p{name}", "2023-03-01") for name in ("A", "B", "C")]
    history = pa.table({"applicant": ["b", "Ｃ"], "clause": ["grant"] * 2, "item": ["p1", "p2"], "year": [2022] * 2,
                        "due": ["5000"] * 2})  # fmt: skip
    tables = ledgers.patents(records, ("A", "B", "C"), history)
    result = ipdsl.load(page).evaluate_table(tables, as_of="2023-12-31", ledger=True)
    assert result.applicants["due"].to_pylist() == [500_000, None, None]
    assert sorted(result.errors["code"].to_pylist()) == ["R059", "R059", "R095", "R095"]
    assert result.ledger["applicant"].to_pylist() == ["b", "Ｃ", "A"], "their lines are kept"
    facts_ = ledgers.write(tmp_path / "facts", tables)
    for chunk in ("1", "2", "100"):
        out = tmp_path / chunk
        assert ledgers.settle(page, facts_, out, 2023, "--chunk", chunk).code == 1
        assert ledgers.total_of(out) == 500_000
        assert [line["applicant"] for line in ledgers.lines_of(out)] == ["b", "Ｃ", "A"]


def test_applicants_of_a_cohort_that_look_the_same_are_refused_as_by_eval(tmp_path: Path) -> None:
    shared = ONCE.replace(" once per firm", "") + "  cap 100000 across applicants\n"
    policy = ledgers.policy(tmp_path, shared)
    tables = ledgers.patents([("A1", "p1", "2023-03-01"), ("a1", "p2", "2023-03-01")], ("A1", "a1"))
    with pytest.raises(FactsError, match="R059"):
        policy.evaluate_table(tables, as_of="2023-12-31", cohort=True)
    each = policy.evaluate_table(tables, as_of="2023-12-31")
    assert not each.errors.num_rows
    assert np.asarray(each.applicants["due"].to_pylist()).sum() == 0, "contingent on the cohort"
