"""Calls are counted, not timed: the counts are the same in every run and on every machine."""

from __future__ import annotations

from benchmarks.calls import compiling, deciding

MOST_CALLS_OF_A_PAGE = 12_650


def test_a_sum_takes_fewer_calls_than_a_decision_and_that_fewer_than_its_page() -> None:
    decided = deciding()
    numbers = [len(counted.calls) for counted in decided]
    assert numbers == sorted(numbers)
    assert all(0 < counted.returns < len(counted.calls) for counted in decided)


def test_compiling_a_page_of_four_lines_takes_no_more_calls_than_it_did() -> None:
    counted = compiling()
    assert 0 < counted.returns < len(counted.calls) <= MOST_CALLS_OF_A_PAGE
