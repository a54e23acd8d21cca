"""Tables of a few rules and bounds for the kernel, written by hand."""

from __future__ import annotations

from ipdsl.base.source import Span
from ipdsl.ir.terms import AmountKind, Clause, Settlement, Step, StepRule, Trigger, TriggerKind
from ipdsl.kernel.rule_table import PriorPayment, SettlementTable, table_of

HERE = Span("made.ipp", 1, 1, 1, 1)


def bound(keys: tuple[str, ...], *, per_year: bool = True, amount: int | None = None, clauses: int = 2) -> StepRule:
    return StepRule("rule", "1", "rule", HERE, tuple(range(clauses)), keys, per_year, amount=amount)


def table(step: Step, clauses: int = 2) -> SettlementTable:
    return table_of(Settlement((step,), (("key",),) * clauses))


def clause(index: int) -> Clause:
    return Clause(
        index, f"c{index}", "1", "award", HERE, f"c{index}", Trigger(TriggerKind.RECORD, "deal"), (), None, (), (),
        AmountKind.FIXED, (), (), None, False, None, (),
    )  # fmt: skip


def line(index: int, year: int, paid: int, **sums: int) -> PriorPayment:
    return PriorPayment(clause(index), "deal", "old", year, "", {"key": "k"}, paid, paid, sums, sums, paid)
