"""The work of compiling a page, measured in calls: a further award costs as much on a large page as on a small one."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

import pytest

import ipdsl
from benchmarks.growing import page
from ipdsl.semantics import lints, scope, typed
from tests.support.call_counts import calls

pytestmark = pytest.mark.slow

FEW, MORE, MANY = 30, 60, 120
MOST_GROWTH = 1.02


def growth() -> float:
    """The calls for each of the last awards, compared with those for each of the awards before them."""
    ipdsl.load_text(page(1))  # values computed once for a process are cached
    few, more, many = (calls(partial(ipdsl.load_text, page(number))) for number in (FEW, MORE, MANY))
    return ((many - more) / (MANY - MORE)) / ((more - few) / (MORE - FEW))


def test_a_further_award_costs_the_same_on_a_large_page() -> None:
    assert growth() <= MOST_GROWTH


def test_a_comparison_of_all_pairs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    right = lints.report_kinds_paid_twice

    def planted(policy: typed.Policy, *parts: Any) -> frozenset[tuple[str, str]]:
        for wide, narrow in itertools.permutations(policy.awards, 2):
            assert scope.kinds_paid(narrow.to, policy.schema) <= scope.kinds_paid(wide.to, policy.schema)
        return right(policy, *parts)

    monkeypatch.setattr(lints, "report_kinds_paid_twice", planted)
    assert growth() > MOST_GROWTH
