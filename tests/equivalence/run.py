"""One comparison from the inputs to the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.equivalence.comparison import Outcome, Rule, compared
from tests.equivalence.inputs import Inputs
from tests.equivalence.parts import PARTS
from tests.equivalence.sides import Side, finish


def written_inputs(root: Path, names: Iterable[str], seed: int, pairs: int) -> Inputs:
    """Write the inputs of some parts into a folder."""
    inputs = Inputs(root, seed, pairs)
    for name in names:
        inputs.part = name
        PARTS[name](inputs)
    inputs.keep()
    return inputs


def compare_packages(inputs: Inputs, base: Path, tree: Path, work: Path, rules: Sequence[Rule] = ()) -> Outcome:
    """Make the calls with two packages in parallel, with different hash seeds, and compare."""
    sides = Side("base", base, work / "base", 1), Side("tree", tree, work / "tree", 2)
    make_calls(inputs, *sides)
    return compared(inputs.calls, *sides, rules)


def make_calls(inputs: Inputs, *sides: Side) -> None:
    """Make the calls on all sides in parallel."""
    for side in sides:
        side.work.mkdir(parents=True)
    finish([(side, side.start(inputs.root)) for side in sides])
