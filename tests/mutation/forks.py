"""Run mutants in forks of one process that has collected the tests.

Input: a list of mutants. Output: each mutant and the test that noticed it, passed to `found`. The tests first run twice
without a mutant. The second run is in reverse order with a probe at the place of each mutant. It shows which tests
reach a mutant, how long each test takes, and that no test depends on the order. A mutant then runs in a fork with the
tests that reach it, likely and quick ones first, up to the first failure. A fork ends itself, even if its mutant never
ends.
"""

from __future__ import annotations

import builtins
import collections
import contextlib
import faulthandler
import gc
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from ipdsl.ir.terms import Program
from tests.mutation.mutants import PROBE, Living, Mutant, apply, probed

CAN_FORK = hasattr(os, "fork")
"""True on Linux and macOS; elsewhere mutants are made but not run."""

if CAN_FORK:
    import resource

FACTOR = 10.0
"""A test with a mutant may take this many times its own time, plus some seconds."""
MEMORY = 8 << 30

# Each fork generates the same examples. A failure is not reduced: only the failure matters.
settings.register_profile(
    "mutation", max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)


@attrs.frozen
class Verdict:
    """The test that noticed a mutant (empty if none did) and the number of tests that were run."""

    by: str
    tests: int


@attrs.define
class Order:
    """The order of tests: by the chance that a test notices a mutant of a file, divided by its time."""

    seconds: dict[str, float] = attrs.field(factory=dict)
    kills: collections.Counter[tuple[str, str]] = attrs.field(factory=collections.Counter)
    tries: collections.Counter[tuple[str, str]] = attrs.field(factory=collections.Counter)

    def learn(self, file: str, by: str, tried: list[str] | None = None) -> None:
        """Record that `by` noticed a mutant of a file and the tests in `tried` did not."""
        for name in [*(tried or ()), *([by] if by else ())]:
            self.tries[file, name] += 1
            self.tries["", name] += 1
        if by:
            self.kills[file, by] += 1
            self.kills["", by] += 1

    def chance(self, file: str, name: str) -> float:
        """The estimated chance that the test notices a mutant of the file that it reaches."""
        overall = (self.kills["", name] + 0.3) / (self.tries["", name] + 1)
        return float((self.kills[file, name] + 2 * overall) / (self.tries[file, name] + 2))

    def of(self, file: str, names: list[str]) -> list[str]:
        """The names in the order in which they are tried."""
        return sorted(
            names, key=lambda name: self.chance(file, name) / (self.seconds.get(name, 0) + 0.001), reverse=True
        )


class Runner:
    """A pytest plugin that runs the tests for each mutant instead of once."""

    def __init__(
        self,
        mutants: list[Mutant],
        root: Path,
        folder: Path,
        found: Callable[[Mutant, Verdict], None],
        jobs: int,
        most: float = 60.0,
        least: float = 2.0,
        tell: Callable[[str], None] = lambda words: print(words, flush=True),
    ) -> None:
        self.mutants, self.root, self.folder = mutants, root, folder
        self.jobs, self.most, self.least, self.found, self.tell = jobs, most, least, found, tell
        self.order = Order()
        self.items: dict[str, pytest.Item] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self) -> None:
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Whether a test passed. The cause of a failure is not formatted, because that takes longer than the test."""
        skipped = call.excinfo is not None and call.excinfo.errisinstance(pytest.skip.Exception)
        outcome: Literal["passed", "skipped", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, "skipped" if skipped else outcome, None, call.when)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise pytest.UsageError("the tests cannot be collected")
        self.items = {item.nodeid: item for item in session.items}
        names = list(self.items)
        begun = time.process_time()
        living = Living(self.root, self.folder)
        reach = self._reach(living, names)
        gc.collect()
        self.tell(f"{len(self.items)} tests in {time.process_time() - begun:.0f} s; {len(self.mutants)} mutants")
        gc.freeze()
        self._run_all(living, reach)
        return True

    def _all_pass(self, names: list[str], before: Callable[[], object], after: Callable[[str], object] = str) -> None:
        """Run tests without a mutant. Failing tests are left out and reported."""
        failed = []
        for at, name in enumerate(names):
            before()
            begun = time.process_time()
            if not _passes(self.items[name], self.items[names[at + 1]] if at + 1 < len(names) else None):
                failed.append(name)
            self.order.seconds[name] = time.process_time() - begun
            after(name)
        if failed:
            self.tell(f"left out, since {len(failed)} fail without any mutant: {' '.join(failed[:5])}")
        for name in failed:
            del self.items[name]

    def _reach(self, living: Living, names: list[str]) -> dict[str, list[str]]:
        """The tests that reach the place of each mutant."""
        reach: dict[str, list[str]] = {mutant.key: [] for mutant in self.mutants}
        seen: set[str] = set()
        kept = {place: [one.__code__ for one in held] for place, held in living.functions.items()}
        setattr(builtins, PROBE, seen.add)
        for (file, function), code in probed(self.mutants, self.root).items():
            living.put(file, function, code)

        programs: list[Program] = []
        kept_by = Program.compute_once

        def remembered(program: Program, make: Callable[[Program], Any]) -> Any:
            programs.append(program)
            return kept_by(program, make)

        def before() -> None:
            living.forget()
            for program in {id(program): program for program in programs}.values():
                program._results.clear()
            programs.clear()
            seen.clear()

        def after(name: str) -> None:
            for key in seen:
                reach[key].append(name)

        Program.compute_once = remembered  # type: ignore[method-assign, assignment]  # what a program keeps is worked out anew
        self._all_pass(names, before, after)
        before()
        Program.compute_once = kept_by  # type: ignore[method-assign]
        reach = {key: [name for name in found if name in self.items] for key, found in reach.items()}
        for place, held in living.functions.items():
            for one, code in zip(held, kept[place], strict=True):
                one.__code__ = code
        delattr(builtins, PROBE)
        return reach

    def _run_all(self, living: Living, reach: dict[str, list[str]]) -> None:
        waiting = collections.deque(self.mutants)
        running: dict[int, tuple[Mutant, list[str], int]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.jobs:
                    mutant = waiting.popleft()
                    names = self.order.of(mutant.file, reach[mutant.key])
                    if not names:
                        self.found(mutant, Verdict("", 0))
                        continue
                    child, reader = self._fork(mutant, names, living)
                    running[child] = mutant, names, reader
                if running:
                    self._collect(running)
        finally:
            for child in running:
                _end(child)

    def _collect(self, running: dict[int, tuple[Mutant, list[str], int]]) -> None:
        """Wait for one fork to end."""
        child, status = os.waitpid(-1, 0)
        if child not in running:
            return
        mutant, names, reader = running.pop(child)
        _end(child)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            told = pipe.read().splitlines()
        by = told[0] if told else f"the end of the process ({status})"
        if by.startswith("fault:"):
            raise pytest.UsageError(f"{mutant.key}: {by}")
        spent = dict(zip(names, json.loads(told[1]) if told[1:] else [], strict=False))
        for name, seconds in spent.items():
            self.order.seconds[name] = min(seconds, self.order.seconds[name])
        self.order.learn(mutant.file, by, [name for name in spent if name != by])
        self.found(mutant, Verdict(by, len(spent)))

    def _fork(self, mutant: Mutant, names: list[str], living: Living) -> tuple[int, int]:
        """Start a child process that runs tests with the mutant. Returns its id and a pipe with the test's name."""
        reader, writer = os.pipe()
        parent = os.getpid()
        child = os.fork()
        if child:
            os.close(writer)
            return child, reader

        spent: list[float] = []

        def tell(words: str) -> None:
            with os.fdopen(writer, "w", encoding="utf-8") as pipe:
                pipe.write(f"{words}\n{json.dumps(spent)}")
            os._exit(0)

        try:
            os.close(reader)
            self._be_alone(sum(self._most(name) for name in names))
            try:
                apply(mutant, self.root, living)
            except Exception as error:
                tell(f"fault: {type(error).__name__}: {error}")
            for at, name in enumerate(names):
                if os.getppid() != parent or sum(spent) > self.most:
                    break
                spent.append(self._most(name))
                signal.signal(signal.SIGVTALRM, lambda *_, name=name: tell(name))
                signal.setitimer(signal.ITIMER_VIRTUAL, spent[-1])
                begun = time.process_time()
                passes = _passes(self.items[name], self.items[names[at + 1]] if at + 1 < len(names) else None)
                spent[-1] = round(time.process_time() - begun, 5)
                if not passes:
                    tell(name)
            tell("")
        finally:
            os._exit(1)

    def _most(self, name: str) -> float:
        """The longest time that a test may take, in seconds."""
        return self.least + FACTOR * self.order.seconds[name]

    @staticmethod
    def _be_alone(seconds: float) -> None:
        """Make the process silent, put it in its own process group, and limit its time and memory."""
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(nothing, stream)
        faulthandler.disable()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(ValueError, OSError):  # not every system supports this limit
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 10, int(seconds) + 15))


def _end(group: int) -> None:
    """End processes that a fork may have left running."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _passes(item: Any, following: pytest.Item | None) -> bool:
    """Run a test as plugins that repeat tests do."""
    item._initrequest()
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))
