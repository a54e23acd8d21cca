"""The law of columns with loops, numbering and kernel compiled by LLVM."""

from __future__ import annotations

import os

import pytest

from tests.support.batch.column_code import column_code
from tests.support.batch.law import Counts, check_case, generated_case

POLICIES = int(os.environ.get("COLUMNS_COMPILED", "30"))


@pytest.mark.slow
def test_compiled_columns_come_to_what_decisions_come_to() -> None:
    counts, number, done = Counts(), 0, 0
    while done < POLICIES:
        made, facts = generated_case(21, number, 50)
        number += 1
        plain = Counts()
        if not facts or check_case(made, facts, lambda _, made=made: column_code(made), plain) or plain["columns"] < 10:
            continue
        done += 1
        found = check_case(made, facts, lambda _, made=made: column_code(made, compiled=True), counts, compiled=True)
        assert not found, f"21:{number - 1}: {found[:3]}\n{made.text}"
    assert counts["columns"] >= 10 * POLICIES, counts
