"""Constants of a generated module, `K1` and on."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TypeAlias

import attrs

Constant: TypeAlias = int | Fraction | datetime.date


@attrs.define(eq=False, repr=False)
class Constants:
    """The numbers and days of a module, each once, in the order of first use."""

    _names: dict[tuple[type, str, Constant], str] = attrs.field(factory=dict)

    def name(self, value: Constant, meaning: str) -> str:
        """The constant's name; `meaning` is said beside its definition."""
        return self._names.setdefault((type(value), meaning, value), f"K{len(self._names) + 1}")

    @property
    def names_by_value(self) -> dict[tuple[type, str, Constant], str]:
        """Every name by what it stands for."""
        return self._names

    def definitions(self) -> list[tuple[str, Constant, str]]:
        """Name, value and meaning of each."""
        return [(name, value, meaning) for (_, meaning, value), name in self._names.items()]
