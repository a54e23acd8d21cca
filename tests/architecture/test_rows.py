"""A table in one test: every row runs, and a failure names each row that fails."""

from __future__ import annotations

import inspect

import pytest
from _pytest.outcomes import Failed

from tests.support.rows import each_row


def test_every_row_runs_and_each_failing_row_is_named() -> None:
    ran = []

    @each_row(("number", "word"), [(1, "a"), (2, "b"), (3, "c")])
    def check(number: int, word: str) -> None:
        ran.append(number)
        assert number == 1, f"not one: {number}"
        raise KeyError(word)

    with pytest.raises(AssertionError) as found:
        check()
    assert ran == [1, 2, 3]
    told = str(found.value)
    assert told.startswith("3 of 3 rows fail")
    for line in ("row number=1, word='a'\nKeyError: 'a'", "row number=2, word='b'\nAssertionError: not one: 2",
                 "row number=3, word='c'\nAssertionError: not one: 3"):  # fmt: skip
        assert line in told


def test_a_row_that_pytest_fails_is_named() -> None:
    @each_row("code", ["S001"])
    def check(code: str) -> None:
        pytest.fail(f"no page for {code}")

    with pytest.raises(AssertionError, match="row code='S001'\nFailed: no page for S001") as found:
        check()
    assert isinstance(found.value.__cause__, Failed)


def test_tables_can_be_nested_and_fixtures_remain() -> None:
    ran = []

    @each_row("left", [1, 2])
    @each_row("right", [3, 4])
    def check(left: int, right: int, folder: str) -> None:
        ran.append((left, right, folder))

    assert [*inspect.signature(check).parameters] == ["folder"]
    check(folder="here")
    assert ran == [(1, 3, "here"), (1, 4, "here"), (2, 3, "here"), (2, 4, "here")]


def test_the_default_run_checks_some_rows_and_the_broad_run_the_others() -> None:
    ran = []

    @each_row("number", range(5), every=2)
    def check(number: int) -> None:
        ran.append(number)

    [parametrize] = check.pytestmark  # type: ignore[attr-defined]
    some, others = parametrize.args[1]
    assert ([*some.marks], [mark.name for mark in others.marks]) == ([], ["broad"])
    check(table=some.values[0])
    assert ran == [0, 2, 4]
    check(table=others.values[0])
    assert ran == [0, 2, 4, 1, 3]


def test_a_row_with_an_id_is_refused() -> None:
    with pytest.raises(TypeError, match="parametrize"):
        each_row("code", [pytest.param("S001", id="first")])


def test_a_row_of_another_length_is_an_error() -> None:
    @each_row(("left", "right"), [(1,)])
    def check(left: int, right: int) -> None:
        """Never called."""

    with pytest.raises(ValueError, match="shorter"):
        check()
