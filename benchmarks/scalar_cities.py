"""A sample of the firms of a city, settled one by one, as an engine of `columns_worker.py`.

It has the `total` of ipdsl and the handwritten code.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.cities_drawn import CITIES
from benchmarks.tables import Array


class Engine:
    """Facts of the sample, read and validated."""

    forms = ()

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder = folder
        self.city = CITIES[folder.name.partition("-")[0]]
        self.policy = self.city.policy
        stated = json.loads((self.folder / "sample.json").read_text(encoding="utf-8"))
        self.typed = [facts for _, facts in self.city.read(self.policy, stated)]
        self.jobs: dict[str, Callable[[], Array]] = {"by hand": self._by_hand, "total": self._total}

    @property
    def units(self) -> int:
        return len(self.typed)

    def load(self) -> None:
        """Do nothing: the facts are read already."""

    def sums(self) -> Array:
        """The amounts due in each year, to be compared."""
        sums = [[self.policy.total(facts, year=year).minor for year in self.city.years] for facts in self.typed]
        return np.array(sums, np.int64)

    def _total(self) -> Array:
        return np.array([self.policy.total(facts).minor for facts in self.typed], np.int64)

    def _by_hand(self) -> Array:
        assert self.city.by_hand is not None
        return np.array([self.city.by_hand(facts) for facts in self.typed], np.int64)
