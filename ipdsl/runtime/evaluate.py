"""From a program, its functions and one applicant's facts to a decision: sums at once, its parts when they are read.

Where the module's emitted total answers, the sums are its own, and settlement waits until a part is read that needs it;
it then has to come to the same sums. Elsewhere everything is settled at once. There is one settlement, and one way from
it to each part (`ipdsl.runtime.decision.found`).

Decided here: `total` is what is due at the least: where undetermined claims are tied to others, the least of their set,
else the sum of what the claims are paid.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipdsl import __version__
from ipdsl.diagnostics.model import InternalError, Report
from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.light import Bounds, Decision
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.terms import Program
from ipdsl.values.money import Money

if TYPE_CHECKING:
    from ipdsl.runtime.decision.entries import Entry
    from ipdsl.runtime.decision.found import Found
    from ipdsl.runtime.decision.together import Cohort


def evaluate(program: Program, code: Code, facts: Facts, *, year: int | None = None, strict: bool = False) -> Decision:
    """The decision on these facts. `year` reports one year; `strict` takes nothing for granted that is not stated."""
    known = None if strict else code.known_total(facts, year)
    if known is None:
        return settled(program, code, facts, year=year, strict=strict)
    total = Money(known, program.currency)
    due = Bounds(total, total)
    return _light(Later(program, code, facts, year, due), program, facts, due)


def settled(program: Program, code: Code, facts: Facts, *, year: int | None = None, strict: bool = False) -> Decision:
    """As `evaluate`, settled at once."""
    from ipdsl.runtime.decision.deciding import decide  # sums alone need none of it

    found = decide(program, code, facts, year=year, strict=strict)
    return _light(found, program, facts, found.due)


def evaluate_cohort(
    program: Program, code: Code, cohort: Sequence[Facts], *, year: int | None = None, strict: bool = False
) -> Cohort:
    """The decisions on many applicants together; `FactsError` where one stands twice or a list breaks its quota."""
    from ipdsl.runtime.decision.cohort import decide_together, looks_across  # most decisions are about one applicant
    from ipdsl.runtime.decision.together import Cohort
    from ipdsl.runtime.reading.cohort import check_cohort
    from ipdsl.runtime.reading.errors import FactsError

    check_cohort(cohort, program=program)
    if not program.kept(looks_across):
        return Cohort(tuple(evaluate(program, code, facts, year=year, strict=strict) for facts in cohort), ())
    found = decide_together(program, code, cohort, year=year, strict=strict)
    if found.problems:
        raise FactsError(Report([*found.problems]))
    decisions = tuple(_light(one, program, one.facts, one.due) for one in found.found)
    return Cohort(decisions, found.notes)


def _light(parts: Found | Later, program: Program, facts: Facts, due: Bounds) -> Decision:
    return Decision.light(
        parts, program.name, program.title, program.document, program.content_hash, __version__, facts.applicant,
        facts.as_of, program.currency, due.low, due,
    )  # fmt: skip


class Later:
    """The parts of a decision whose sums are known: settled when the first of them is read."""

    __slots__ = ("_asked", "_due", "made")

    def __init__(self, program: Program, code: Code, facts: Facts, year: int | None, due: Bounds) -> None:
        self._asked = program, code, facts, year
        self._due = due
        self.made: dict[str, object] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self.found, name)

    @property
    def found(self) -> Found:
        """What settlement found. Of threads that ask at once, each gets what the first has kept."""
        from ipdsl.runtime.decision.deciding import decide
        from ipdsl.runtime.decision.found import Found

        kept = self.made.get("found")
        if kept is None:
            program, code, facts, year = self._asked
            kept = decide(program, code, facts, year=year)
            if kept.due != self._due:
                told = f"settled between {kept.due.low} and {kept.due.high}"
                raise InternalError(f"{program.name}: the emitted total is {self._due.low}, {told}")
            kept = self.made.setdefault("found", kept)
        assert isinstance(kept, Found)
        return kept

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The claims as light data."""
        return self.found.entries

    @property
    def is_undetermined(self) -> bool:
        """As in the decision."""
        return self.found.is_undetermined
