"""Measure the time that compiles a page of 10, 100 and 1,000 generated awards, without the cache."""

from __future__ import annotations

import gc
import itertools

import ipdsl
from benchmarks.growing import page
from benchmarks.results import Lines, Measured, over as over_rounds, ratios, spread
from benchmarks.rounds import Engine, interleave, repeated

AWARDS = (10, 100, 1_000)


def question(rounds: int, awards: tuple[int, ...] = AWARDS) -> Lines:
    """The time of a page, and its ratio to the next smaller page."""
    engines = [_compiler(number) for number in awards]
    times = interleave(engines, rounds, 0.2)
    pages = [[time / 1_000 for time in times[engine.name]] for engine in engines]
    growth = [None, *(ratios(larger, smaller) for smaller, larger in itertools.pairwise(pages))]
    rows = (("a page, ms", (*map(spread, pages),)), ("× the page before", (*growth,)))
    told = over_rounds("generated awards, each with its own share and yearly cap, five lines each", rounds)
    yield Measured("compile", told, ("", *(f"{number:,} awards" for number in awards)), rows)


def _compiler(number: int) -> Engine:
    text, made = page(number), 0

    def run() -> None:
        nonlocal made
        made += 1
        gc.collect()
        ipdsl.load_text(f"{text}# page {made}\n")  # another text each time, so that nothing is kept

    return repeated(f"{number} awards", run, 1)
