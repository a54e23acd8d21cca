"""The data that the functions of one module share while they are written.

It includes the constants of a generated module, which are named from `K1` on.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear
from ipdsl.lower.generated_names import slug
from ipdsl.schema.values.stated_values import DisplayUnit
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr

Constant: TypeAlias = int | Fraction | datetime.date


@attrs.define(eq=False, repr=False)
class Constants:
    """The numbers and days of a module, each once, in the order of first use."""

    _names: dict[tuple[type, str, Constant], str] = attrs.field(factory=dict)

    def name(self, value: Constant, meaning: str) -> str:
        """The name of the constant; `meaning` is written next to its definition."""
        return self._names.setdefault((type(value), meaning, value), f"K{len(self._names) + 1}")

    @property
    def names_by_value(self) -> dict[tuple[type, str, Constant], str]:
        """Every name by what it stands for."""
        return self._names

    def definitions(self) -> list[tuple[str, Constant, str]]:
        """Name, value and meaning of each."""
        return [(name, value, meaning) for (_, meaning, value), name in self._names.items()]


@attrs.define(eq=False, repr=False)
class ModuleContext:
    """What the functions of one module share: constants, tables, formulas that they ask, counts of records."""

    schema: Schema
    fiscal_year: FiscalYear = CALENDAR_YEAR
    constants: Constants = attrs.field(factory=Constants)
    formula_indices: dict[Expr, int] = attrs.field(factory=dict)
    tables: dict[tuple[tuple[str, int], ...], str] = attrs.field(factory=dict)
    suspensions: dict[Expr, str] = attrs.field(factory=dict)  # by the name of the rule that asks for them
    counts: dict[typed.Pick, str] = attrs.field(factory=dict)

    def formula_index(self, expr: Expr) -> int:
        """The place of a formula to which a function refers."""
        return self.formula_indices.setdefault(expr, len(self.formula_indices))

    def count_name(self, pick: typed.Pick) -> str:
        """The name of the function that counts picked records on a day."""
        name = "_".join(part for part in ("_number", str(len(self.counts) + 1), slug(pick.record)) if part)
        return self.counts.setdefault(pick, name)

    def table_name(self, entries: tuple[tuple[str, int], ...]) -> str:
        """The name of a table of sums by member."""
        return self.tables.setdefault(entries, f"SUMS_{len(self.tables) + 1}")

    def year_of(self, day: str) -> str:
        """The text for the year of a day."""
        return f"{day}.year" if self.fiscal_year.is_calendar_year else f"PROGRAM.year_of({day})"

    def first_day(self, year: str) -> str:
        """The text for the first day of a year."""
        return f"date({year}, 1, 1)" if self.fiscal_year.is_calendar_year else f"PROGRAM.fiscal_year.first_day({year})"

    def year_starts(self, first: str, last: str, after: str) -> str:
        """The text for a day, and the first day of each later year; years up to `after` are omitted."""
        years = "" if self.fiscal_year.is_calendar_year else ", PROGRAM.fiscal_year"
        return f"year_starts({first}, {last}, {after}{years})"

    def copy(self) -> ModuleContext:
        """The same, to be changed apart."""
        return ModuleContext(
            self.schema, self.fiscal_year,
            Constants(dict(self.constants.names_by_value)), dict(self.formula_indices), dict(self.tables),
            dict(self.suspensions), dict(self.counts),
        )  # fmt: skip

    def restore(self, other: ModuleContext) -> None:
        """As the other was."""
        for field in attrs.fields(ModuleContext):
            setattr(self, field.name, getattr(other, field.name))


def meaning_of(expr: typed.Const) -> str:
    """`money` and `rate` are shown in main units and percent next to the constant."""
    return {DisplayUnit.MONEY: "money", DisplayUnit.PERCENT: "rate"}.get(expr.type.display_unit, "")
