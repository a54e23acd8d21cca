"""`ipdsl batch` on the packaged policy of a city."""

from __future__ import annotations

from pathlib import Path

from tests.support.cli import Ran, run

POLICY = "shaoguan_2021"

DAY = "2022-12-31"


def batch(*more: str | Path, policy: str | Path = POLICY) -> Ran:
    return run("batch", policy, "--facts", *more, "--as-of", DAY)
