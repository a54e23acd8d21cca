"""Lines of the history where they are plain: whole lines as a decision prints them, and short ones.

In: plain data. Out: what `history.read_history` reads. A line that is not plain in anything is left to the reader
proper, and so are all of them where two may speak of one event.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import attrs

from ipdsl.runtime.clauses.plain_values import DAYS, NOT_PLAIN, NotPlainError, plain_cents, plain_flag, plain_text
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.reading.base import Reading, at
from ipdsl.runtime.reading.history import OUTCOMES, PARTS, read_history, read_line
from ipdsl.runtime.reading.line_checks import contradiction
from ipdsl.runtime.reading.plain_parts import (
    YEARS,
    counts_in_cents,
    plain_list,
    plain_object,
    plain_year,
    roots_of,
)
from ipdsl.runtime.settlement.ledger import make_line
from ipdsl.runtime.terms import Program

Name = TypeVar("Name", str, int)
Value = TypeVar("Value")

_SHORT = frozenset(
    {"policy", "clause", "row", "applicant", "kind", "item", "matter", "level", "keys", "by_discretion", "event_date",
     "year", "paid"}
)  # fmt: skip
"""What a short line may state; one that states more is left to the reader proper."""


def plain_history(reading: Reading, stated: object) -> tuple[LedgerLine, ...] | None:
    """The lines in the order given; `None` where the history was not stated."""
    if stated is None:
        return None
    if type(stated) is not list or not counts_in_cents(reading.program):
        return read_history(reading, stated, "$.history")
    plain = _Lines.of(reading.program)
    lines: list[LedgerLine] = []
    for index, one in enumerate(stated):
        try:
            line = plain.line(one)
        except NOT_PLAIN:
            read = read_line(reading, one, at("$.history", index))
            if read is None:
                raise NotPlainError from None
            line = read
        lines.append(line)
    if _may_repeat(lines):
        return read_history(reading, stated, "$.history")
    return tuple(lines)


def _may_repeat(lines: list[LedgerLine]) -> bool:
    """Whether two lines may speak of one event: an undated one speaks of all events of its item and year."""
    events = {(line.policy, line.clause, line.item, line.year, line.event_date) for line in lines}
    if len(events) < len(lines):
        return True
    if all(line.event_date is not None for line in lines):
        return False
    return len({event[:4] for event in events}) < len(lines)


def _clauses(program: Program) -> dict[object, tuple[str, str]]:
    """The clauses by label, each with the root of the kind of record that it is about, if any."""
    roots = roots_of(program)
    return {clause.label: (clause.label, roots.get(clause.trigger.record, "")) for clause in program.clauses}


def _levels(program: Program) -> frozenset[str]:
    """The members of all levels."""
    return frozenset(name for choice in program.schema.choices if choice.ordered for name in choice.names)


class _Sums(dict[object, int]):
    """Sums by their text, each worked out once; other forms of a sum are not kept, since `1` and `True` are equal."""

    def __missing__(self, stated: object) -> int:
        sum_ = plain_cents(stated)
        if type(stated) is str:
            self[stated] = sum_
        return sum_


@attrs.define(eq=False)
class _Lines:
    """Reads the lines of one history."""

    policy: str
    clauses: Mapping[object, tuple[str, str]]
    roots: Mapping[object, str]
    levels: frozenset[str]
    sums: _Sums = attrs.field(factory=_Sums)

    @classmethod
    def of(cls, program: Program) -> _Lines:
        """For a policy."""
        return cls(program.name, program.kept(_clauses), program.kept(roots_of), program.kept(_levels))

    def line(self, stated: object) -> LedgerLine:
        """One line."""
        parts = plain_object(stated)
        line = self._whole(parts) if parts.get("outcome") else self._short(parts)
        if contradiction(line, 2):
            raise NotPlainError
        return line

    def _whole(self, parts: dict[object, object]) -> LedgerLine:
        if len(parts) != len(PARTS):
            raise NotPlainError
        policy, sums = plain_text(parts["policy"]), self.sums
        clause, kind, level = self._words(parts, policy, is_short=False)
        outcome, day, year, until = parts["outcome"], parts["event_date"], parts["year"], parts["carry_until"]
        return make_line(
            policy, clause, _text(parts["item"]), 0 if year is None and day is None else plain_year(year),
            self._paid(parts["paid"]), False, _text(parts["row"]), _text(parts["applicant"]), kind,
            _text(parts["matter"]), level, _keys(parts["keys"]), plain_flag(parts["by_discretion"]),
            None if day is None else DAYS[day], sums[parts["proposed"]], sums[parts["admitted"]],
            self._by_name(parts["rungs"]), self._by_name(parts["charged"]), sums[parts["carried"]],
            None if until is None else plain_year(until), sums[parts["lapsed"]], _OUTCOMES[outcome],
        )  # fmt: skip

    def _short(self, parts: dict[object, object]) -> LedgerLine:
        if not _SHORT.issuperset(parts):
            raise NotPlainError
        get = parts.get
        policy = _text(get("policy")) or self.policy
        clause, kind, level = self._words(parts, policy, is_short=True)
        item, paid, year = get("item"), get("paid"), plain_year(get("year"))
        if policy == self.policy and not item:  # a payment under another document may go by its keys alone
            raise NotPlainError
        by_year = self._paid(paid) if type(paid) is dict else {year: self.sums[paid]}
        sum_, day, flag = sum(by_year.values()), get("event_date"), get("by_discretion")
        return LedgerLine(
            policy, clause, _text(item), year, by_year, True, _text(get("row")), _text(get("applicant")), kind,
            _text(get("matter")), level, _keys(get("keys")), flag is not None and plain_flag(flag),
            None if day is None else DAYS[day], sum_, sum_,
        )  # fmt: skip

    def _words(self, parts: Mapping[object, object], policy: str, *, is_short: bool) -> tuple[str, str, str]:
        """Clause, kind and level; whole lines of another policy have words of their own."""
        kind, level, is_own = _text(parts.get("kind")), _text(parts.get("level")), policy == self.policy
        is_unknown = (kind and kind not in self.roots) or (level and self.levels and level not in self.levels)
        if is_unknown and (is_own or is_short):
            raise NotPlainError
        if not is_own:
            return plain_text(parts["clause"]), kind, level
        clause, root = self.clauses[parts["clause"]]
        if kind and root not in ("", self.roots[kind]):
            raise NotPlainError
        return clause, kind, level

    def _paid(self, stated: object) -> dict[int, int]:
        return _in_order({YEARS[year]: self.sums[sum_] for year, sum_ in plain_object(stated).items()})

    def _by_name(self, stated: object) -> dict[str, int]:
        return _in_order({plain_text(rule): self.sums[sum_] for rule, sum_ in plain_object(stated).items()})


_OUTCOMES: Mapping[object, str] = {outcome: outcome for outcome in OUTCOMES}


def _text(stated: object) -> str:
    """A text; "" where it is empty or null."""
    return "" if stated is None or stated == "" else plain_text(stated)


def _keys(stated: object) -> dict[str, object]:
    if stated is None:
        return {}
    found: dict[str, object] = {}
    for name, value in plain_object(stated).items():
        found[plain_text(name)] = plain_text(value) if type(value) is str else tuple(map(plain_text, plain_list(value)))
    return _in_order(found)


def _in_order(parts: dict[Name, Value]) -> dict[Name, Value]:
    """By name, or by year."""
    return parts if len(parts) < 2 else dict(sorted(parts.items()))
