"""The emitted total of the whole policy: its parts by the kinds of their records, and the way out of each.

Facts are dealt out to the functions of the parts in one pass. Where one of them does not know enough, or money was paid
before, every part is asked by itself, and the runtime settles those that do not answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Function
from ipdsl.backends.python.total_values import changing_fields, members_text
from ipdsl.backends.python.writer import Group, Writer, call, tuple_of
from ipdsl.plan.ir import Plan
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.terms import Cap, Clause, Highest, Limit, NoRepeat, Rule, TopUp, TriggerKind
from ipdsl.semantics.typed import Expr

NAME = "_total"
LATER = "later"
"""What a function recalls that is asked in the place of others where earlier payments matter."""

LEFT_OUT = "outside"
"""Stands for the function of awards that have no form."""


@attrs.frozen
class PartText:
    """A function of the total: the clauses of its component, and the kinds of whose records it speaks.

    Without kinds it is always asked; `takes_records`: the records of its one kind are given to it; `recalls` tells
    which earlier payments matter to it (`ipdsl.runtime.totals.Part`); `takes_year`: the year asked for is given to it.
    """

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    name: str
    takes_records: bool = False
    recalls: str = "all"
    takes_year: bool = False


@attrs.frozen
class Whole:
    """Writes `_total`, and the tables on which it stands."""

    plan: Plan
    function: Function
    writer: Writer
    parts: list[PartText]
    guards: list[str]
    common: list[Expr]  # gates of every award
    is_told: bool

    def write(self) -> None:
        """Everything."""
        put, told = self.function.put, ", changes" if self.is_told else ""
        by_kind = self._by_kind()
        self._conditions()
        self._span()
        deep = 1
        if not self._sees_to_history():
            put("if not facts.history:")
            deep = 2
        put("try:", deep)
        for condition in self.guards:
            put(f"if {condition}:", deep + 1)
            put("outside()", deep + 2)
        put("due = 0", deep + 1)
        if by_kind:
            put("for kind, listing in facts.records.items():", deep + 1)
            put("if listing.records:", deep + 2)
            put("for settle in TOTALS_BY_KIND.get(kind, ()):", deep + 3)
            put(f"due += settle(facts, listing.records, since, last{told})", deep + 4)
        together = [
            part for part in self.parts if part.name != LEFT_OUT and part.recalls != LATER and not part.takes_records
        ]
        if any(part.kinds for part in together):
            put("stated = facts.records", deep + 1)
        for part in together:
            if part.kinds:
                put(f"if {' or '.join(f'{literal(kind)} in stated' for kind in part.kinds)}:", deep + 1)
            year = ", year" if part.takes_year else ""
            put(f"due += {part.name}(facts, since, last{year}{told})", deep + (2 if part.kinds else 1))
        put("return due", deep + 1)
        put("except OUTSIDE:", deep)
        put("pass", deep + 1)
        put(f"return by_parts(CODE, PARTS, facts, year, since, last{told})")
        body = self.function.finish()
        self._tables(by_kind)
        self._open(f"def {NAME}(facts: Facts, year: int | None) -> int:")
        self.writer.line(
            literal("What is due in minor units, in all years or in one; facts that leave it open make it raise."), 1
        )
        for line in body:
            self.writer.line(line)

    def _sees_to_history(self) -> bool:
        """Whether every function knows what was paid before."""
        return not self.plan.program.replaced and all(part.recalls == "own" for part in self.parts)

    def _conditions(self) -> None:
        """What every award asks of the applicant."""
        for test in self.common:
            failing = self.function.values.fails(test)
            if changing_fields(self.plan.program.schema, [test]):
                failing = f"not changes and {f'({failing})' if ' or ' in failing else failing}"
            self.function.put(f"if {failing}:")
            self.function.put("return 0", 2)

    def _span(self) -> None:
        """The days that are asked for."""
        program, put = self.plan.program, self.function.put
        start, end = (None, None) if program.is_draft else (program.window.start, program.window.end)
        names = self.function.values.shared.constants
        first = "date.min" if start is None else names.name(start, "")
        final = "date.max" if end is None else names.name(end, "")
        put(f"since, last = {first}, {final}")
        put("if facts.as_of is not None and facts.as_of < last:")
        put("last = facts.as_of", 2)
        put("if year is not None:")
        put("since, last = within(year, since, last)", 2)

    def _by_kind(self) -> dict[str, list[str]]:
        """The functions that take the records of a kind; awards without a form are told first."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            for kind in part.kinds:
                if part.takes_records:
                    found.setdefault(kind, []).append(part.name)
                elif part.name == LEFT_OUT and LEFT_OUT not in found.setdefault(kind, []):
                    found[kind].insert(0, LEFT_OUT)
        return found

    def _tables(self, by_kind: dict[str, list[str]]) -> None:
        if by_kind:
            entries = tuple(f"{literal(kind)}: {_names(names)}" for kind, names in by_kind.items())
            self.writer.line()
            self.writer.line()
            self.writer.put(Group("{", entries, "}"), before="TOTALS_BY_KIND = ")
        self.writer.line()
        self.writer.line()
        rows = [
            call(
                "Part", _names([literal(index) for index in part.clauses]), members_text(part.kinds), part.name,
                literal(part.takes_records), literal(part.recalls), *(["True"] if part.takes_year else []),
            )
            for part in self.parts
        ]  # fmt: skip
        self.writer.put(tuple_of(*rows), before="PARTS = ")

    def _open(self, head: str) -> None:
        self.writer.line()
        self.writer.line()
        self.writer.line(head)


def recalled(layout: Layout, awards: Iterable[Clause]) -> str:
    """Which earlier payments matter to a component: see `ipdsl.runtime.totals.Part`."""
    found = "year"  # where the function itself knows the ledger, it is "own"
    for award in awards:
        rules = [rule for _, rule in layout.over(award)]
        is_of_items = award.trigger.kind in (TriggerKind.RECORD, TriggerKind.WHILE)
        is_plain = award.less is None and set(award.once_kinds) <= ({()} if is_of_items else set())
        if not is_plain or not all(_counts_by_year_alone(rule) for rule in rules):
            return "all"
        if award.once_kinds and found != "state":
            found = "state" if award.trigger.kind is TriggerKind.WHILE else "item"
    return found


def _counts_by_year_alone(rule: Rule) -> bool:
    match rule:
        case Cap():
            return rule.per_year and not rule.carry and not rule.across
        case Limit():
            return rule.per_year
        case Highest():
            return True
        case NoRepeat() | TopUp():
            return False
        case _:
            assert_never(rule)


def _names(names: list[str]) -> str:
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"
