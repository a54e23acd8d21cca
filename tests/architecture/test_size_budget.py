"""The program is as large as `benchmarks/size_budget.tsv` allows, package by package."""

from __future__ import annotations

import pytest

from benchmarks.size import ALL, BUDGET, PackageSize, budget_problems, budget_text, package_sizes, read_budget
from tests.conftest import ROOT

LINES = "package\tstatements\tmodules\na\t100\t2\nb\t1000\t9\nall\t1090\t-\n"


def test_each_package_is_inside_its_budget() -> None:
    problems = budget_problems(package_sizes(ROOT), read_budget(BUDGET.read_text(encoding="utf-8")))
    assert not problems, "run `python -m benchmarks.size --write-budget`, and say in the commit what a growth buys"


@pytest.mark.parametrize(
    ("packages", "problems"),
    [
        ({"a": (100, 2), "b": (980, 9)}, []),
        ({"a": (101, 2), "b": (980, 9)}, ["a: 101 statements exceed the budget of 100"]),
        ({"a": (90, 3), "b": (980, 9)}, ["a: 3 modules exceed the budget of 2"]),
        ({"a": (100, 2), "b": (979, 8)}, [
            "b: the budget of 1,000 statements is too large for 979", "b: the budget of 9 modules is too large for 8",
        ]),
        ({"a": (90, 2), "b": (990, 9), "c": (1, 1)}, [
            "c: 1 statements exceed the budget of 0", "c: 1 modules exceed the budget of 0",
        ]),
        ({"b": (980, 9)}, [
            "a: the budget of 100 statements is too large for 0", "a: the budget of 2 modules is too large for 0",
        ]),
        ({"a": (100, 2), "b": (991, 9)}, ["all: 1,091 statements exceed the budget of 1,090; remove code"]),
    ],
)  # fmt: skip
def test_growth_and_loose_lines_are_found(packages: dict[str, tuple[int, int]], problems: list[str]) -> None:
    whole = PackageSize(*map(sum, zip(*packages.values(), strict=True)))
    sizes = {**{name: PackageSize(*size) for name, size in packages.items()}, ALL: whole}
    reported = budget_problems(sizes, read_budget(LINES))
    assert [problem.removesuffix("; the commit must say what they buy") for problem in reported] == problems


def test_the_budget_is_written_with_the_present_sizes_and_the_same_limit_of_all() -> None:
    sizes = {ALL: PackageSize(7, 1), "a": PackageSize(7, 1)}
    assert budget_text(sizes, read_budget(LINES)) == "package\tstatements\tmodules\na\t7\t1\nall\t1090\t-\n"
