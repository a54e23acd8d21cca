"""What the functions of one module share while they are written."""

from __future__ import annotations

import attrs

from ipdsl.backends.python.names import Constants
from ipdsl.plan.names import slug
from ipdsl.schema.model import Schema
from ipdsl.schema.types import MoneyType, RateType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr


@attrs.define(eq=False, repr=False)
class Shared:
    """What the functions of one module share: constants, tables, formulas that they ask, counts of records."""

    schema: Schema
    constants: Constants = attrs.field(factory=Constants)
    asked: dict[Expr, int] = attrs.field(factory=dict)
    tables: dict[tuple[tuple[str, int], ...], str] = attrs.field(factory=dict)
    suspensions: dict[Expr, str] = attrs.field(factory=dict)  # by the name of the rule that asks for them
    counts: dict[typed.Pick, str] = attrs.field(factory=dict)

    def ask(self, expr: Expr) -> int:
        """The place of a formula to which a function refers."""
        return self.asked.setdefault(expr, len(self.asked))

    def count(self, pick: typed.Pick) -> str:
        """The name of the function that counts picked records on a day."""
        name = "_".join(part for part in ("_number", str(len(self.counts) + 1), slug(pick.record)) if part)
        return self.counts.setdefault(pick, name)

    def table(self, entries: tuple[tuple[str, int], ...]) -> str:
        """The name of a table of sums by member."""
        return self.tables.setdefault(entries, f"SUMS_{len(self.tables) + 1}")

    def copy(self) -> Shared:
        """The same, to be changed apart."""
        return Shared(
            self.schema, Constants(dict(self.constants.named)), dict(self.asked), dict(self.tables),
            dict(self.suspensions), dict(self.counts),
        )  # fmt: skip

    def restore(self, other: Shared) -> None:
        """As the other was."""
        for field in attrs.fields(Shared):
            setattr(self, field.name, getattr(other, field.name))


def meaning_of(expr: typed.Const) -> str:
    """`money` and `rate` are shown in main units and percent beside the constant."""
    match expr.type:
        case MoneyType():
            return "money"
        case RateType():
            return "rate"
        case _:
            return ""
