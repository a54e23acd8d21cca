"""A sample of the firms of a city, settled one by one, as an engine of `columns_worker.py`.

It has the `total` of ipdsl, and the handwritten code if the city has some.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.cities_drawn import CITIES
from benchmarks.tables import Array
from ipdsl.ir.facts import Facts


class Engine:
    """Facts of the sample, read and validated."""

    forms = ()

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder = folder
        self.city = CITIES[folder.name.partition("-")[0]]
        self.policy = self.city.policy
        stated = json.loads((self.folder / "sample.json").read_text(encoding="utf-8"))
        self.typed = [facts for _, facts in self.city.read(self.policy, stated)]
        self.jobs: dict[str, Callable[[], Array]] = {"total": self._total}
        if self.city.by_hand is not None:
            self.jobs["by hand"] = partial(self._by_hand, self.city.by_hand)

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

    def _by_hand(self, total: Callable[[Facts], int]) -> Array:
        return np.array([total(facts) for facts in self.typed], np.int64)
