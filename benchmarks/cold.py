"""Measure the cost of a new process: wall time and processor time of commands, interleaved in rounds.

A target is either a multiple of the processor time of a process that only imports the usual modules, measured in the
same run, or a number of seconds of wall time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import attrs

from benchmarks.ours import ROOT, SHAOGUAN
from benchmarks.results import Lines, Measured, over, ratios, spread

FIRM = ROOT / "examples" / "firm.json"
BARE = "bare Python"
YARDSTICK = "a process that imports attrs, click, json, decimal, fractions and datetime"
SECONDS = 1_000_000
"""µs in a second."""


@attrs.frozen
class Command:
    """A command line, the action before each run, and the accepted exit codes."""

    name: str
    line: tuple[str | Path, ...]
    target: str = ""
    fresh: bool = False
    before: Callable[[], None] = lambda: None
    codes: tuple[int, ...] = (0, 3)


class Folder:
    """A folder for one benchmark: caches, keys, a compiled module, a page to check."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fresh = 0

    def environment(self, *, fresh: bool) -> dict[str, str]:
        """The environment of a command: its caches are filled ones, or a new folder for each run."""
        self.fresh += fresh
        where = self.path / (f"fresh-{self.fresh}" if fresh else "filled")
        where.mkdir(mode=0o700, exist_ok=True)
        own = {
            "IPDSL_CACHE_DIR": str(where),
            "XDG_CONFIG_HOME": str(where),
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(self.path / "bytecode"),  # as pip leaves it: the byte code is present
        }
        rest = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return rest | own

    def run(self, command: Command) -> tuple[float, float]:
        """Wall and processor time in µs."""
        command.before()
        environment = self.environment(fresh=command.fresh)
        line = [str(part) for part in command.line]
        used, start = _used(), time.perf_counter()
        done = subprocess.run(line, cwd=self.path, env=environment, capture_output=True, text=True, check=False)
        wall, spent = time.perf_counter() - start, _used() - used
        if done.returncode not in command.codes:
            told = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            raise OSError(told[-1] if told[0].startswith("Traceback") else told[0])
        return wall * SECONDS, spent * SECONDS


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def question(rounds: int) -> Lines:
    """Cold starts."""
    with TemporaryDirectory() as name:
        folder = Folder(Path(name).resolve())
        commands = list(_commands(folder.path))
        usable: list[Command] = []
        for command in commands:
            try:
                folder.run(command)
                folder.run(command)  # byte code and caches are now filled
            except OSError as error:
                yield f"skipped: {command.name} ({error})"
            else:
                usable.append(command)
        wall: dict[str, list[float]] = {command.name: [] for command in usable}
        spent: dict[str, list[float]] = {command.name: [] for command in usable}
        for turn in range(rounds):
            for command in usable[turn % len(usable) :] + usable[: turn % len(usable)]:
                one, other = folder.run(command)
                wall[command.name].append(one)
                spent[command.name].append(other)
    yield "### New processes"
    yield ""
    columns = ("", "target", "× the yardstick", "processor, ms", "wall, ms")
    rows = []
    for command in usable:
        ratio = median(ratios(spent[command.name], spent[YARDSTICK]))
        times = (spread([one / 1_000 for one in found[command.name]]) for found in (spent, wall))
        rows.append((command.name, (command.target, ratio, *times)))
    yield Measured("new-processes", over("a new process each time", rounds), columns, tuple(rows))


def _commands(folder: Path) -> Iterator[Command]:
    python = sys.executable
    ipdsl = (python, "-m", "ipdsl")
    yield Command(BARE, (python, "-c", "pass"))
    yield Command(YARDSTICK, (python, "-c", "import attrs, click, json, decimal, fractions, datetime"))
    yield Command("`ipdsl --help`", (*ipdsl, "--help"), "1.1 times")
    yield Command("`ipdsl eval`, filled caches", (*ipdsl, "eval", SHAOGUAN, "--facts", FIRM), "3.0 times")
    yield Command("`ipdsl eval`, the very first run", (*ipdsl, "eval", SHAOGUAN, "--facts", FIRM), "0.50 s", fresh=True)
    page = folder / "page.ipp"
    page.write_text(long_page(), encoding="utf-8")
    lines = len(page.read_text(encoding="utf-8").splitlines())
    yield Command(f"`ipdsl check`, {lines} lines, unchanged", (*ipdsl, "check", page), "0.30 s")
    yield Command(
        f"`ipdsl check`, {lines} lines, edited each time", (*ipdsl, "check", page), "0.30 s", before=_edit(page)
    )
    chinese = folder / "page_zh.ipp"
    written = subprocess.run(
        [*ipdsl, "fmt", "--to", "zh", str(page)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    chinese.write_text(written.stdout, encoding="utf-8")
    yield Command(
        "the same in Chinese, edited each time", (*ipdsl, "check", chinese), "as in English", before=_edit(chinese)
    )
    module = folder / "compiled_policy.py"
    made = subprocess.run(
        [*ipdsl, "compile", str(SHAOGUAN), "-o", str(module)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if made.returncode:
        yield Command(
            "a compiled module, imported and evaluated", (python, "-c", "import compiled_policy"), "1.8 times"
        )
        return
    script = folder / "use_module.py"
    script.write_text(USE_MODULE.format(facts=str(FIRM)), encoding="utf-8")
    yield Command("a compiled module, imported and evaluated", (python, script), "1.8 times")


USE_MODULE = """
import json
import compiled_policy
with open({facts!r}, encoding="utf-8") as file:
    facts = json.load(file)
print(compiled_policy.evaluate(facts).total)
"""


def _edit(page: Path) -> Callable[[], None]:
    text = page.read_text(encoding="utf-8")
    edits = 0

    def edit() -> None:
        nonlocal edits
        edits += 1
        page.write_text(f"{text}# edit {edits}\n", encoding="utf-8")

    return edit


def long_page() -> str:
    """A page of 400 lines: Shaoguan's articles twice, the second time under other numbers, and comments."""
    lines = SHAOGUAN.read_text(encoding="utf-8").splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("article "))
    again: list[str] = []
    for line in lines[start:]:
        words = line.split(" ")
        if words[0] == "article":
            words[1] = str(int(words[1]) + 100)
        elif line.lstrip().startswith("as "):
            name = words.index("as") + 1  # the label is also a name and is left out
            words[name:] = [words[name] + "_again"]
        again.append(" ".join(words))
    page = [*lines, *again]
    return "\n".join([*("# a comment" for _ in range(400 - len(page))), *page]) + "\n"
