"""Identifiers of a generated module beside its functions: constants `K1`, local variables after a word of the page."""

from __future__ import annotations

import datetime
import keyword
from fractions import Fraction
from typing import TypeAlias

from ipdsl.making import attrs
from ipdsl.plan.names import slug

Constant: TypeAlias = int | Fraction | datetime.date

RESERVED = frozenset({"c", "g", "date"})
"""Names that a function uses already."""


@attrs.define
class Constants:
    """The numbers and days of a module, each once, in the order of first use."""

    _names: dict[tuple[type, str, Constant], str] = attrs.field(factory=dict)

    def name(self, value: Constant, meaning: str) -> str:
        """The constant's name; `meaning` is said beside its definition."""
        return self._names.setdefault((type(value), meaning, value), f"K{len(self._names) + 1}")

    @property
    def named(self) -> dict[tuple[type, str, Constant], str]:
        """Every name by what it stands for."""
        return self._names

    def definitions(self) -> list[tuple[str, Constant, str]]:
        """Name, value and meaning of each."""
        return [(name, value, meaning) for (_, meaning, value), name in self._names.items()]


@attrs.define
class Locals:
    """The local variables of one function."""

    _exported: frozenset[str]
    _taken: set[str] = attrs.field(factory=set)

    def take(self, word: str) -> str:
        """A free name after the word; a counter where it is taken, `value` where the word has no ASCII letter."""
        base = slug(word) or "value"
        if not base[0].isalpha():
            base = f"value_{base}"
        name, count = base, 1
        while name in self._taken or name in RESERVED or name in self._exported or keyword.iskeyword(name):
            count += 1
            name = f"{base}_{count}"
        self._taken.add(name)
        return name
