"""Measure the cost of one unstated fact: firms of five cities, complete, and without one fact of each type of value.

    python -m benchmarks.open_facts 1000 --calls   # count function calls instead of time

Input: generated firms. Output: for each city and type of value, the time of the firm with an unstated fact as a
multiple of the complete firm's. Both are measured one after the other, so that a slow moment affects both.
"""

from __future__ import annotations

import copy
import gc
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import attrs

import ipdsl
from benchmarks import firms, firms_dongyang, firms_foshan, firms_qingyuan, firms_quanzhou
from benchmarks.ours import ROOT, Ours
from ipdsl.decision.pipeline import decide
from ipdsl.facts.published_series import read_series_file
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.types.applicant import ApplicantType
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.duration import DurationType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Schema

NUMBER = 1_000
SEED = 20240901
Row = dict[str, Any]

WORD_OF_TYPE: Mapping[type[Type], str] = {
    BoolType: "yes or no", ChoiceType: "choice", LevelType: "level", DateType: "date", MoneyType: "money",
    CountType: "count", NumberType: "number", RateType: "rate", DurationType: "duration", TextType: "text",
    ListType: "list", RecordType: "reference", ApplicantType: "reference",
}  # fmt: skip
YEARLY_FIGURE, APPROVAL, KIND = "yearly figure", "approval", "kind of records"
WORDS = (*dict.fromkeys(WORD_OF_TYPE.values()), YEARLY_FIGURE, APPROVAL, KIND)


@attrs.frozen
class City:
    """A policy with its generated firms and their published series."""

    page: str
    firms: Callable[[int], Iterator[Row]]
    series: Callable[[], Row] | None = None

    @property
    def path(self) -> Path:
        return ROOT / "policies" / f"{self.page}.ipp"


CITIES = {
    "Dongyang": City("dongyang_2021", firms_dongyang.firms, firms_dongyang.series),
    "Shaoguan": City("shaoguan_2021", firms.firms),
    "Foshan": City("foshan_2020", firms_foshan.firms),
    "Qingyuan": City("qingyuan_2018", firms_qingyuan.firms),
    "Quanzhou": City("quanzhou_2021", firms_quanzhou.firms, firms_quanzhou.series),
}

Place = tuple[Any, ...]
"""The keys and indices of a stated fact in plain facts."""


@attrs.frozen(eq=False)
class Pair:
    """Facts of one firm: complete, and without the fact at `place`."""

    complete: Facts
    without: Facts
    place: Place


def places_by_word(schema: Schema, stated: Row) -> dict[str, list[Place]]:
    """The facts that may be left out, by the word of their type."""
    places: dict[str, list[Place]] = {word: [] for word in WORDS}
    for name in stated["applicant"]:
        if name in schema.applicant_field_by_name:
            places[WORD_OF_TYPE[type(schema.applicant_field_by_name[name].type)]].append(("applicant", name))
    for kind, items in stated["records"].items():
        places[KIND].append(("records", kind))
        fields = schema.record_by_name[kind].field_by_name
        for index, item in enumerate(items):
            for name in item:
                if name in fields:
                    places[WORD_OF_TYPE[type(fields[name].type)]].append(("records", kind, index, name))
    for year, figures in stated.get("figures", {}).items():
        places[YEARLY_FIGURE] += [("figures", year, name) for name in figures]
    places[APPROVAL] += [("approvals", index) for index in range(len(stated.get("approvals", ())))]
    return places


def without(stated: Row, place: Place) -> Row:
    """The same facts without the value at a place."""
    result = copy.deepcopy(stated)
    holder: Any = result
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return result


TRIES = 12
"""Number of facts of a type that are left out in turn until an amount becomes undetermined."""


def pairs_of(city: City, ours: Ours, number: int) -> dict[str, list[Pair]]:
    """For each type of value, the firms with a fact of this type that affects an amount."""
    program = ours.policy.code.program
    series = () if city.series is None else (read_series_file(city.series(), program),)
    pairs: dict[str, list[Pair]] = {word: [] for word in WORDS}
    for index, stated in enumerate(city.firms(number)):
        draw = random.Random(f"{SEED} {index}")
        if series:
            stated = {part: value for part, value in stated.items() if part != "series"}
        with suppress(FactsError):
            complete = read_facts_with_series(stated, program, series)
            for word, places in places_by_word(program.schema, stated).items():
                for place in draw.sample(places, min(TRIES, len(places))):
                    with suppress(FactsError):
                        facts = read_facts_with_series(without(stated, place), program, series)
                        if ours.evaluate(facts).missing:
                            pairs[word].append(Pair(complete, facts, place))
                            break
    return pairs


def seconds(run: Callable[[], object]) -> float:
    """Processor time in seconds: the lower of two runs."""
    times = []
    for _ in range(2):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def calls(run: Callable[[], object]) -> float:
    """Calls of functions in millions, which do not depend on the load of the machine."""
    number = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return number / 1e6


Measure = Callable[[Callable[[], object]], float]


def measured(ours: Ours, pair: Pair, measure: Measure) -> tuple[float, float, float]:
    """The cost of a firm: complete by its total, complete with a decision, and with an unstated fact."""
    program, code = ours.policy.code.program, ours.policy.code
    return (
        measure(lambda: ours.evaluate(pair.complete).due),
        measure(lambda: decide(program, code, pair.complete).due),
        measure(lambda: ours.evaluate(pair.without).due),
    )


def question(number: int, measure: Measure = seconds) -> Iterator[str]:
    """A table of all cities and types."""
    yield "### One fact that is not stated"
    yield ""
    yield f"{number:,} drawn firms of each city, each complete and without one fact of each type on which a sum hangs."
    yield "Ratios are those of single firms: to the complete firm settled, and to its total."
    yield ""
    unit = "µs" if measure is seconds else "calls"
    yield f"| city | type | firms | total {unit} | settled {unit} | open {unit} | to settled | p95 | to total | p95 |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, city in CITIES.items():
        ours = Ours(ipdsl.load(city.path))
        every: list[tuple[float, float, float]] = []
        for word, pairs in pairs_of(city, ours, number).items():
            if pairs:
                gc.collect()
                of_word = [measured(ours, pair, measure) for pair in pairs]
                every += of_word
                yield row(name, word, of_word)
        yield row(name, "all", every)
    yield ""


def row(city: str, word: str, figures: list[tuple[float, float, float]]) -> str:
    """The medians of the firms, and the median and 95th percentile of their ratios."""
    parts = [city, word, f"{len(figures):,}"]
    parts += [f"{median(part) * 1e6:,.0f}" for part in zip(*figures, strict=True)]
    for base in (1, 0):
        ratios = [firm[2] / firm[base] for firm in figures]
        parts += [f"{median(ratios):.1f}", f"{quantiles(ratios, n=20)[-1] if len(ratios) > 1 else ratios[0]:.1f}"]
    return f"| {' | '.join(parts)} |"


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word != "--calls"]
    for line in question(int(asked[0]) if asked else NUMBER, calls if "--calls" in sys.argv else seconds):
        print(line, flush=True)
