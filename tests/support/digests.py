"""Tables of digests: the results of many generated inputs, one row per seed, for texts that are too long to read.

A row has the seed, then a digest for each column: 16 hexadecimal digits of SHA-256. The columns of the inputs are
first. If the page differs, the generators make another page. If the facts differ, the generators make other facts, or
the ledger of an earlier run in the facts has changed. In both cases later columns do not show a change of the program.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest

from tests.support.golden import check_golden

INPUTS = {
    "page": "the generators draw another page",
    "facts": "the generators draw other facts, or the ledger of an earlier run in them has changed",
}
"""The cause if the column of an input differs."""


@attrs.frozen
class DigestTable:
    """A golden file of digests. `area` is its name in `python -m tests.drawn`."""

    path: Path
    area: str

    @property
    def rows(self) -> dict[str, list[str]]:
        """The digests of each seed."""
        _, *lines = self.path.read_text(encoding="utf-8").splitlines()
        return {seed: digests for seed, *digests in map(str.split, lines)}

    def check(self, seed: str, texts: Mapping[str, str], update: bool) -> None:
        """Compare the row of a seed with the texts, or rewrite it under `--update-golden`."""
        rows, now = self.rows, {column: digest(text) for column, text in texts.items()}
        if update:
            assert "PYTEST_XDIST_WORKER" not in os.environ, "update tables of digests in one process, without -n"
            lines = [("seed", *now)] + [(name, *digests) for name, digests in {**rows, seed: [*now.values()]}.items()]
            check_golden(self.path, "".join(" ".join(f"{part:16}" for part in x).rstrip() + "\n" for x in lines), True)
            return
        recorded = dict(zip(now, rows[seed], strict=True))
        differing = [column for column in now if now[column] != recorded[column]]
        if differing:
            pytest.fail(self._message(seed, differing), pytrace=False)

    def _message(self, seed: str, differing: list[str]) -> str:
        who = next((text for column, text in INPUTS.items() if column in differing), "the program answers otherwise")
        return (
            f"{self.path.name}, seed {seed}: {who} ({', '.join(differing)}). To print both sides:\n"
            f"  python -m tests.drawn {self.area} {seed} --base main\n"
            "If the new text is right, run pytest --update-golden -m 'slow or not slow', in one process."
        )


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
