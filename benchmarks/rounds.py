"""Measure engines in interleaved rounds.

An engine works for a given number of seconds and returns the cost of one unit in µs of processor time, so that other
work on the machine does not count. Each round runs every engine once, in another order. A ratio is computed within one
round, so that a slow moment affects both sides.
"""

from __future__ import annotations

import gc
import json
import random
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs


@attrs.frozen
class Engine:
    """A measured engine. `spend` takes seconds and returns µs per unit."""

    name: str
    spend: Callable[[float], float]
    close: Callable[[], object] = lambda: None


def repeated(name: str, run: Callable[[], object], units: int) -> Engine:
    """An engine in this process. One call of `run` processes `units` units."""

    def spend(seconds: float) -> float:
        clock = time.process_time
        times = 0
        start = clock()
        while clock() - start < seconds or not times:
            run()
            times += 1
        return (clock() - start) / times / units * 1e6

    return Engine(name, spend)


def over(name: str, function: Callable[..., object], arguments: Sequence[object]) -> Engine:
    """An engine in this process: a function over each of the arguments."""

    def run() -> None:
        for argument in arguments:
            function(argument)

    return repeated(name, run, len(arguments))


def worker(name: str, command: Sequence[str | Path]) -> tuple[Engine, list[int]]:
    """An engine in a separate process, with the totals that it prints first; see `benchmarks/peers/worker.py`."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    send, answer = process.stdin, process.stdout
    first = answer.readline()
    if not first:
        assert process.stderr is not None
        raise OSError(process.stderr.read().strip().splitlines()[-1])

    def spend(seconds: float) -> float:
        send.write(f"{seconds}\n")
        send.flush()
        return float(json.loads(answer.readline()))

    def close() -> None:
        send.close()
        process.wait()

    return Engine(name, spend, close), json.loads(first)


def interleave(engines: Sequence[Engine], rounds: int, seconds: float) -> dict[str, list[float]]:
    """The cost of a unit for each engine, round by round."""
    found: dict[str, list[float]] = {engine.name: [] for engine in engines}
    order = random.Random(1)
    gc.collect()
    gc.freeze()  # prepared data is not collected during the work
    for engine in engines:
        engine.spend(seconds / 4)
    for _ in range(rounds):
        for engine in order.sample(engines, len(engines)):
            found[engine.name].append(engine.spend(seconds))
    gc.unfreeze()
    for engine in engines:
        engine.close()
    return found


def figure(value: float) -> str:
    """A number with three significant digits and without exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
