"""Figures of the benchmarks: their display and storage, and that a failing part does not stop the others."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from benchmarks.results import Failed, Measured, going_on, middle, ratios, rounded, shown, spread

TABLE = Measured(
    "some", "7 applicants; 3 rounds.", ("", "ns", "× C", "wall", "said"),
    (("C", ([1.23456, 2.0, 3.0], [1.0, 1.0, 1.0], 1.5, None)), ("ipdsl", ([10.0, 20.0, 123456.0], None, 11, "yes"))),
)  # fmt: skip


def test_a_table_has_the_median_before_the_least_and_the_greatest() -> None:
    assert [*TABLE.lines()] == [
        "| | ns | × C | wall | said |",
        "|---|--:|--:|--:|--:|",
        "| C | 2.00 (1.23 to 3.00) | 1.00 (1.00 to 1.00) | 1.50 |  |",
        "| ipdsl | 20.0 (10.0 to 123,456) |  | 11.0 | yes |",
    ]


def test_a_table_is_kept_with_four_digits_and_read_again() -> None:
    plain = json.loads(json.dumps(TABLE.plain()))
    assert plain["rows"][0] == ["C", [1.235, 2.0, 3.0], [1.0, 1.0, 1.0], 1.5, None]
    again = Measured.of_plain("some", plain)
    assert (again.name, again.told, again.columns) == (TABLE.name, TABLE.told, TABLE.columns)
    assert again.plain() == TABLE.plain()
    assert (rounded(123456.7), rounded(123456), rounded("word"), rounded(None)) == (123500.0, 123456, "word", None)
    assert again.cell("ipdsl", "wall") == 11


def test_a_cell_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        TABLE.cell("NumPy", "ns")


def test_ratios_are_taken_within_rounds() -> None:
    assert spread([3.0, 1.0, 2.0]) == [1.0, 2.0, 3.0]
    assert ratios([2.0, 8.0, 3.0], [1.0, 2.0, 3.0]) == [1.0, 2.0, 4.0]


def test_the_figure_of_a_cell_is_its_median() -> None:
    assert (middle([1.0, 2.0, 5.0]), middle(7)) == (2.0, 7)
    assert (shown(None), shown("word")) == ("", "word")
    with pytest.raises(ValueError, match="no figure"):
        middle(None)


@pytest.mark.parametrize("error", [SystemExit("C, memory: not what ipdsl says"), OSError("lost\nand gone"), KeyError()])
def test_a_part_that_fails_is_told_and_ends_only_itself(error: BaseException) -> None:
    def part() -> Iterator[str]:
        yield "first"
        raise error

    told, failed = going_on("the slice", part)
    assert told == "first"
    assert isinstance(failed, Failed)
    assert str(failed).startswith(f"failed: the slice: {type(error).__name__}: ")


def test_who_interrupts_a_part_interrupts_the_run() -> None:
    def part() -> Iterator[str]:
        raise KeyboardInterrupt
        yield ""

    with pytest.raises(KeyboardInterrupt):
        [*going_on("the slice", part)]
