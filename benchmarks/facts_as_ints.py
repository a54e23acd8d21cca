"""Measure an applicant's facts as one row of ints that is filled during reading.

    python -m benchmarks.facts_as_ints [NUMBER]

Three ways process the same plain facts in interleaved rounds:

- the reader of facts;
- the same checks of every value, with one row of ints instead of objects;
- the reader of facts, which also fills the row from its objects.

A row has the applicant's fields, the number and values of the records of each kind, the yearly figures, and the lines
of other support, approvals and older documents. Names are numbered in order of appearance. A rate takes three ints. The
row does not check for records that are listed twice. For comparison, `total` of facts that are read is measured, and
one applicant in the compiled loop of columns with prepared arrays. Published series belong to no single applicant and
are passed separately.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable
from fractions import Fraction
from statistics import mean
from typing import Any

import ipdsl
from benchmarks import applicants, firms, firms_dongyang
from benchmarks.ours import ROOT, SLICE
from benchmarks.results import compared
from benchmarks.rounds import interleave, over
from ipdsl.facts.reader import _applicant_reader, read_facts
from ipdsl.facts.records import _RecordReaders
from ipdsl.ir.facts import DatedValue, Facts
from ipdsl.ir.terms import Program
from ipdsl.plain_data.context import YEARS, plain_sums
from ipdsl.schema.values.value_type import NONE

Row = list[int]
Plain = dict[str, Any]

LINES = ("support", "approvals", "older_documents")
"""The parts of facts that are lines about a record."""

KNOWN_NONE, PAIR = -(2**62), -(2**62) + 1
"""The marks of a value that is known not to exist, and of two ints that are one value."""


class RowReader:
    """Fill rows of ints from plain facts, with the same checks of each value as the reader of facts."""

    def __init__(self, program: Program) -> None:
        self.program, self.records = program, _RecordReaders(program)
        self.applicant = program.compute_once(_applicant_reader).fast_paths
        self.sums, self.number = program.compute_once(plain_sums), dict[str, int]()

    def read(self, facts: Plain) -> Row:
        """The row of an applicant."""
        row, number = Row(), self.number
        for word, stated in facts["applicant"].items():
            self._add(row, number, self.applicant[word](stated))
        for kind, members in facts.get("records", {}).items():
            checks = self.records[kind][1].fast_paths
            row.append(len(members))
            for member in members:
                for word, stated in member.items():
                    if type(stated) is dict and "currency" in stated:
                        row += (PAIR, self.sums[stated["amount"]], number.setdefault(stated["currency"], len(number)))
                        continue
                    value = checks[word](stated)
                    row.append(value) if type(value) is int else self._add(row, number, value)
        for year, figures in facts.get("figures", {}).items():
            row.append(YEARS[year])
            for stated in figures.values():
                self._add(row, number, stated)
        for part in LINES:
            lines = facts.get(part, ())
            row.append(len(lines))
            for line in lines:
                for word, stated in line.items():
                    self._add(row, number, self.sums[stated] if word == "amount" else stated)
        return row

    def beside(self, facts: Facts) -> Row:
        """The row of facts that the reader of facts has read."""
        row, number = Row(), self.number
        for fact in facts.fields.values():
            self._add(row, number, fact)
        for listing in facts.records.values():
            row.append(len(listing.records))
            for record in listing.records:
                for value in record.values.values():
                    row.append(value) if type(value) is int else self._add(row, number, value)
        for year, figures in facts.figures.items():
            row.append(year)
            for stated in figures.values():
                self._add(row, number, stated)
        for group in (facts.support, facts.approvals, facts.older_documents):
            row.append(len(group or ()))
            for entry in group or ():
                self._add(row, number, entry.item)
                self._add(row, number, entry.amount)
        return row

    def _add(self, row: Row, number: dict[str, int], value: Any) -> None:
        if type(value) is str:
            row.append(number.setdefault(value, len(number)))
        elif isinstance(value, datetime.date):
            row.append(value.toordinal())
        elif isinstance(value, int):
            row.append(int(value))
        elif value is NONE:
            row.append(KNOWN_NONE)
        elif isinstance(value, Fraction):
            row += (PAIR, value.numerator, value.denominator)
        elif isinstance(value, DatedValue):
            row.append(len(value.periods))
            for period, entry in value.periods:
                row += (_day(period.start), _day(period.end))
                self._add(row, number, entry)
        elif isinstance(value, Iterable):
            parts = tuple(value)
            row.append(len(parts))
            for part in parts:
                self._add(row, number, part)
        else:
            row += (PAIR, value.minor, number.setdefault(value.currency, len(number)))


def _day(day: datetime.date | None) -> int:
    return KNOWN_NONE if day is None else day.toordinal()


POLICIES = {
    "slice": (SLICE, lambda number: [applicants.facts(counts) for counts in applicants.applicants(number)]),
    "Shaoguan": (ROOT / "policies" / "shaoguan_2021.ipp", lambda number: [*firms.firms(number)]),
    "Dongyang": (ROOT / "policies" / "dongyang_2021.ipp", lambda number: [*firms_dongyang.firms(number)]),
}
WAYS = ("facts as they are read", "a row alone", "a row beside the facts", "`total` of facts that are read")
ROUNDS, SECONDS = 9, 0.4


def main(number: int) -> None:
    """Print a table for each policy."""
    for name, (page, draw) in POLICIES.items():
        policy = ipdsl.load(page)
        drawn = draw(number)
        stated = [{part: value for part, value in facts.items() if part != "series"} for facts in drawn]
        program, rows = policy.code.program, RowReader(policy.code.program)
        typed = [read_facts(facts, program) for facts in drawn]

        def both(facts: Plain, program: Program = program, rows: RowReader = rows) -> Row:
            return rows.beside(read_facts(facts, program))

        engines = [
            over(WAYS[0], lambda facts, program=program: read_facts(facts, program), stated),
            over(WAYS[1], rows.read, stated),
            over(WAYS[2], both, stated),
            over(WAYS[3], policy.total, typed),
        ]
        print(f"{name}: {mean(len(rows.read(facts)) for facts in stated):.0f} ints an applicant")
        print(*compared("", "", interleave(engines, ROUNDS, SECONDS), WAYS[0], "µs").lines(), sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
