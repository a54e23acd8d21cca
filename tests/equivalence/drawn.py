"""Pages and facts from the generators of `tests/properties`, from its named cases, and from the cities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from ipdsl.driver.compilation import Compilation
from tests.conftest import ROOT
from tests.equivalence.inputs import Folder
from tests.properties.named_cases import read_case
from tests.properties.pipeline import compile_generated
from tests.properties.trials import generated, trial_of
from tests.support.batch.cities import CITIES, drawn
from tests.support.project_files import files_in

Facts = dict[str, Any]
PAGES = tuple(city.page for city in CITIES.values())
POLICIES = ROOT / "policies"


@attrs.frozen
class Pair:
    """A page with its vocabulary, complete facts, and the same facts with gaps."""

    name: str
    page: str
    vocabulary_name: str
    vocabulary: str
    facts: Facts
    open_facts: Facts

    def write(self, folder: Folder) -> tuple[str, str, str]:
        """Write the files, and return the names of the page, of the facts, and of the facts with gaps."""
        folder.write(f"{self.vocabulary_name}.ipp", self.vocabulary)
        return (
            folder.write("page.ipp", self.page),
            folder.write("facts.json", self.facts),
            folder.write("open.json", self.open_facts),
        )


def pair_of(seed: int, number: int) -> Pair:
    """The pair with a number."""
    made = generated(seed, number)
    compiled = compile_generated(made)
    trial = trial_of(compiled, compiled.edges, f"{seed}:{number}:0", number)
    return Pair(
        f"{number:05}", compiled.text, made.vocabulary_name, compiled.vocabulary_text, trial.facts, trial.open_facts
    )


@cache
def _kept(seed: int, number: int) -> Pair:
    return pair_of(seed, number)


def pairs(seed: int, numbers: Sequence[int]) -> Iterator[Pair]:
    """Generated pairs. Parts that use the same numbers get the same pairs."""
    for number in numbers:
        yield _kept(seed, number)


def named_pairs() -> Iterator[Pair]:
    """The past failures that `tests/properties/named` stores."""
    for file in files_in(ROOT / "tests" / "properties" / "named", "*.json"):
        case = read_case(file)
        if case.facts and case.open_facts:
            yield Pair(file.stem, case.page, case.vocabulary_name, case.vocabulary, case.facts, case.open_facts)


def firms(page: str, number: int, seed: int) -> list[Facts]:
    """Random firms of a city."""
    (name,) = (name for name, city in CITIES.items() if city.page == page)
    return drawn(name, seed, number)


def write_cities(folder: Folder, language: str = "en") -> Path:
    """Write the pages of all cities with their cases and their vocabulary, unchanged."""
    source = POLICIES if language == "en" else POLICIES / "zh"
    for file in sorted(source.glob("*.ipp")):
        folder.write(file.name, file.read_bytes())
    return source


@cache
def facts_of_cases(page: str) -> tuple[tuple[int, Facts], ...]:
    """The line and the facts of each case of a city."""
    tested = Compilation.from_file(str(POLICIES / f"{page}.cases.ipp")).policy_and_cases
    assert tested is not None
    return tuple((case.span.line, facts) for case in tested[1] for facts in case.facts)
