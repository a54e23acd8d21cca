"""The applicants of a cohort whom rules across applicants may tie together: gathered by chunks, settled once.

In come the chunks of a table, or of many files; out comes what becomes of each applicant who is settled with others, by
its row. Who has no claim under such a rule is settled chunk by chunk, and nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from ipdsl.diagnostics.phrase import Language
from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.cohort import looks_across
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.evaluate import evaluate_cohort
from ipdsl.runtime.facts import Facts
from ipdsl.tables.problems import Problem
from ipdsl.tables.rows import Rows


class Together:
    """Those who are settled together, by the rows of the whole cohort.

    First every chunk is gathered, then they are settled, then each chunk asks for what its rows came to. `noted` are
    remarks about the cohort as a whole.
    """

    def __init__(self, code: Code, year: int | None) -> None:
        self.code, self.year = code, year
        self.noted: tuple[str, ...] = ()
        self._facts: dict[int, Facts] = {}
        self._problems: dict[int, tuple[Problem, ...]] = {}
        self._decisions: Mapping[int, Decision] = MappingProxyType({})

    @property
    def looks_across(self) -> bool:
        """Whether any rule of the policy looks beyond one applicant; without one there is nothing to gather."""
        return self.code.program.kept(looks_across)

    def gather(self, first: int, rows: Rows, which: Iterable[int]) -> None:
        """Reads the facts of rows that columns leave to single decisions. Row 0 is row `first` of the cohort."""
        for row, facts in rows.read_all(map(int, which)):
            if isinstance(facts, Facts):
                self._facts[first + row] = facts
            else:
                self._problems[first + row] = facts

    def settle(self, language: Language = Language.EN) -> None:
        """Settles all that was gathered; `FactsError` where a list breaks its quota, or what is stated contradicts."""
        if not self._facts:
            return
        cohort = evaluate_cohort(
            self.code.program, self.code, list(self._facts.values()), year=self.year,
            places=[f"row {row}" for row in self._facts],
        )  # fmt: skip
        self._decisions = dict(zip(self._facts, cohort.decisions, strict=True))
        self.noted = tuple(one.text(language) for one in cohort.noted)
        self._facts = {}

    def decisions(self, first: int, which: Iterable[int]) -> Iterator[tuple[int, Decision | tuple[Problem, ...]]]:
        """What rows came to that were gathered, or what is wrong with them. Row 0 is row `first` of the cohort."""
        for row in map(int, which):
            found = self._decisions.get(first + row)
            yield row, self._problems[first + row] if found is None else found
