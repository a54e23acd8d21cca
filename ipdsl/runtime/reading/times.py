"""In which years a clause pays, and names that are nearly that of the policy: what tells slips in lines of the history.

In: a policy. Out: the years by clause, to be asked of lines that were read. Days of a year are not told apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.settlement.first_gates import earliest_day
from ipdsl.runtime.terms import Clause, Program
from ipdsl.value_object import ValueObject

_DIGITS = re.compile(r"[0-9]+")


@attrs.frozen(eq=False, repr=False)
class ClauseYears(ValueObject):
    """The years of the events of a clause, both ends included, and the last one in which carried money is paid."""

    first: int | None
    last: int | None
    last_paid: int | None

    def problem(self, line: LedgerLine) -> tuple[MessageValue, str] | None:
        """The year of a line, or of a payment, that lies outside, with the part of the line that says so."""
        year = line.year  # 0 where it was not known
        if year and ((self.first is not None and year < self.first) or (self.last is not None and year > self.last)):
            return str(year), "year"
        if self.last_paid is not None:
            late = [year for year, sum_ in line.due.items() if year > self.last_paid and sum_]
            if late:
                return Phrase("a payment in {year}", "{year}年的兑现", year=max(late)), "due"
        return None

    def to_phrase(self) -> Phrase:
        """From when to when, in words."""
        if self.last is None:
            return Phrase("from {first}", "{first}年起", first=str(self.first))
        years = Phrase("in {last}", "{last}年", last=self.last)
        if self.first != self.last:
            years = Phrase("from {first} to {last}", "{first}年至{last}年", first=str(self.first), last=self.last)
        if self.last_paid == self.last:
            return years
        return Phrase(
            "{years}, and what was carried to {until}",
            "{years}，以及结转至{until}年的",
            years=years,
            until=str(self.last_paid),
        )


def clause_years(program: Program) -> Mapping[str, ClauseYears]:
    """The years of each clause, by its label: those of the window, and those that it or the bureau reaches back to."""
    return {clause.label: _years(program, clause) for clause in program.clauses}


def _years(program: Program, clause: Clause) -> ClauseYears:
    start, end = program.window.start, program.window.end
    first = None if start is None else min(start, earliest_day(program, clause) or start).year
    return ClauseYears(
        first, *((None, None) if end is None else (end.year, end.year + program.settlement.wait(clause.index)))
    )


def is_misspelled_name(name: str, program: Program) -> bool:
    """Whether a name is that of the policy but for a slip; other figures, as of a year, make another document."""
    if any(name == replaced.document for replaced in program.replaced):
        return False
    if name == program.document:
        return True
    return _DIGITS.findall(name) == _DIGITS.findall(program.name) and bool(nearest(name, [program.name]))
