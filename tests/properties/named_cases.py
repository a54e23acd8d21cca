"""Named cases: past failures of laws as files, with the page and the facts that the law reads.

A law that reads complete facts has `facts`. One that reads facts with gaps has `open_facts`, and `gaps` with the values
of each gap, the true value first. Facts that are not in the file are computed from the others.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs

from ipdsl.syntax.printing import format_page
from tests.properties.laws import LAWS
from tests.properties.pipeline import Compiled, compile_generated, compile_texts
from tests.properties.shrink import broken
from tests.properties.trial import Facts, Trial
from tests.properties.trials import Failure
from tests.reference.oracle import Gap

WIDTH = 150
"""The length of a line of a file, if its value can be divided."""


@attrs.frozen
class NamedCase:
    """A past failure: the law, the number of the trial, the texts of both pages, and the facts."""

    law: str
    number: int
    vocabulary: str
    page: str
    facts: Facts | None
    open_facts: Facts | None
    gaps: tuple[Gap, ...]

    @property
    def vocabulary_name(self) -> str:
        return self.vocabulary.split()[1]

    @property
    def compiled(self) -> Compiled:
        return compile_texts(self.page, self.vocabulary, self.vocabulary_name)

    @property
    def trial(self) -> Trial:
        """The trial of the law. A case about a page alone has none."""
        facts, open_facts = self.facts, self.open_facts
        assert facts is not None
        assert open_facts is not None
        return Trial(self.compiled, facts, self.number, lambda: (open_facts, [*self.gaps]))


def read_case(path: Path) -> NamedCase:
    case = json.loads(path.read_text(encoding="utf-8"))
    gaps = tuple(Gap(tuple(gap["path"]), tuple(gap["values"])) for gap in case.get("gaps", ()))
    facts, open_facts = case.get("facts"), case.get("open_facts")
    return NamedCase(
        law=case["law"],
        number=case["number"],
        vocabulary="\n".join(case["vocabulary"]) + "\n",
        page="\n".join(case["page"]) + "\n",
        facts=facts or (open_facts and without_gaps(open_facts, gaps)),
        open_facts=open_facts or facts,
        gaps=gaps,
    )


def without_gaps(open_facts: Facts, gaps: tuple[Gap, ...]) -> Facts:
    """The facts with the true value of each gap."""
    facts: Any = copy.deepcopy(open_facts)
    for gap in gaps:
        place = facts
        for step in gap.path[:-1]:
            place = place[step]
        place[gap.path[-1]] = gap.values[0]
    return facts


def case_of(failure: Failure) -> dict[str, Any]:
    """The content of the file of a failure."""
    return {
        "law": failure.law,
        "found": failure.seed,
        "number": failure.number,
        "vocabulary": format_page(failure.made.vocabulary).splitlines(),
        "page": format_page(failure.made.page).splitlines(),
        **_facts_of(failure),
    }


def _facts_of(failure: Failure) -> dict[str, Any]:
    """The facts that the law reads."""
    if failure.law not in LAWS or failure.facts is None or failure.open_facts is None:
        return {}
    open_facts = failure.open_facts
    trial = Trial(compile_generated(failure.made), failure.facts, failure.number, lambda: (open_facts, [*failure.gaps]))
    with suppress(Exception):  # the failure
        LAWS[failure.law][0](trial)
    if not trial.has_gaps:
        return {"facts": failure.facts}
    gaps = [{"path": gap.path, "values": gap.values} for gap in failure.gaps]
    is_computed = broken(attrs.evolve(failure, facts=without_gaps(open_facts, failure.gaps))) is not None
    return {**({} if is_computed else {"facts": failure.facts}), "open_facts": open_facts, "gaps": gaps}


def text_of(case: Mapping[str, Any]) -> str:
    """A case as the text of its file: a value is on one line if it fits."""
    return f"{_lines(case, 0)}\n"


def _lines(value: Any, depth: int) -> str:
    line = json.dumps(value, ensure_ascii=False)
    if (depth and len(line) <= WIDTH) or not isinstance(value, dict | list | tuple) or not value:
        return line
    indent = " " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(name, ensure_ascii=False)}: {_lines(part, depth + 1)}" for name, part in value.items()]
        return "{\n" + ",\n".join(indent + part for part in parts) + "\n" + " " * depth + "}"
    return "[\n" + ",\n".join(indent + _lines(part, depth + 1) for part in value) + "\n" + " " * depth + "]"
