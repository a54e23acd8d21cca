"""The comparison with another release, over a few applicants and with this release on both sides."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.releases import interval, pages
from tests.conftest import ROOT


@pytest.mark.slow
def test_a_release_is_compared_with_itself_over_every_page() -> None:
    command = [sys.executable, "-m", "benchmarks.releases", "--other", sys.executable]
    few = ["--number", "3", "--rounds", "2", "--seconds", "0"]
    done = subprocess.run([*command, *few], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [line.split(" | ")[0] for line in done.stdout.splitlines()[2:]]
    assert names == [f"| {page.stem}" for page, _ in pages()]


def test_the_interval_contains_the_median_of_the_rounds() -> None:
    low, high = interval([1.0, 1.1, 0.9, 1.05, 1.0])
    assert low <= 1.0 <= high
