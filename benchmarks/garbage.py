"""Measure what Python's search for circular garbage costs a service: the JSON of a decision under other thresholds.

A service keeps its policies, so each search of the oldest generation visits all their objects again. `gc.freeze` leaves
out the objects that exist when it is called, and a higher threshold makes searches rare.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from benchmarks.ours import SLICE, Ours
from benchmarks.results import Lines, Measured, over as over_rounds, ratios, spread
from benchmarks.rounds import Engine, interleave, repeated
from benchmarks.warm import Effort, mixed
from ipdsl.__main__ import SELDOM

RECORDS = (20, 1_000, 10_000)
USUAL = "Python's threshold"
SETTINGS: dict[str, tuple[tuple[int, ...], bool]] = {
    USUAL: ((700, 10, 10), False),
    "`gc.freeze()` after loading": ((700, 10, 10), True),
    f"`gc.set_threshold{SELDOM}`": (SELDOM, False),
    "both": (SELDOM, True),
}
"""By name: the threshold, and whether the objects that exist before the decisions are frozen."""


def question(effort: Effort) -> Lines:
    """One applicant with few and many records, under each setting."""
    ours, rounds = Ours.of(SLICE), max(5, effort.rounds // 3)
    rows = []
    for number in RECORDS:
        facts = ours.facts(mixed(number))
        job = repeated("", lambda facts=facts: ours.as_json(facts), number)  # type: ignore[misc]
        engines = [Engine(name, under(job.spend, *setting)) for name, setting in SETTINGS.items()]
        usual, *others = interleave(engines, rounds, effort.seconds).values()
        rows.append((f"{number:,} records", (spread(usual), *(ratios(times, usual) for times in others))))
    _, *names = SETTINGS
    told = "the JSON of a decision over the slice, one applicant in a process that keeps one policy"
    columns = ("", f"{USUAL}, µs a record", *(f"× with {name}" for name in names))
    yield Measured("garbage", over_rounds(told, rounds), columns, tuple(rows))


def under(spend: Callable[[float], float], threshold: tuple[int, ...], is_frozen: bool) -> Callable[[float], float]:
    """The same measurement under a threshold of the garbage collection."""

    def measured(seconds: float) -> float:
        usual = gc.get_threshold()
        gc.unfreeze()
        gc.collect()
        if is_frozen:
            gc.freeze()
        gc.set_threshold(*threshold)
        try:
            return spend(seconds)
        finally:
            gc.set_threshold(*usual)

    return measured
