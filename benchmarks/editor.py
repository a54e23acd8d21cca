"""Measure the language server as an editor sees it: wall time of start, diagnostics after a key, completion and hover.

The page has 400 lines (`benchmarks/cold.py`), in English and in Chinese. Each key inserts or removes one character of a
sentence. The same edit is also checked without a server, in this process.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from lsprotocol import types

from benchmarks.cold import long_page
from benchmarks.results import Lines, Measured, over as over_rounds, spread
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.workspace import Workspace
from tests.support.lsp.client import EditorClient, editor

COLUMNS = (
    "", "start, ms", "key to diagnostics, ms", "95th percentile, ms", "the check alone, ms", "completion, ms",
    "hover, ms", "100 keys in a row: last diagnostics, ms", "server, MB",
)  # fmt: skip


def question(rounds: int) -> Lines:
    """One page in each language; `rounds` times ten keys."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        english = folder / "page.ipp"
        english.write_text(long_page(), encoding="utf-8")
        ipdsl = (sys.executable, "-m", "ipdsl", "fmt", "--to", "zh", str(english))
        written = subprocess.run(ipdsl, capture_output=True, text=True, encoding="utf-8", check=True)
        chinese = folder / "page_zh.ipp"
        chinese.write_text(written.stdout, encoding="utf-8")
        rows = [
            (language, asyncio.run(_measure(page, 10 * rounds)))
            for language, page in (("English", english), ("Chinese", chinese))
        ]
    told = "a page of 400 lines, over standard input and output"
    yield Measured("editor", over_rounds(told, rounds), COLUMNS, tuple(rows))


async def _measure(path: Path, keys: int) -> tuple[list[float] | float, ...]:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    uri = path.as_uri()
    places = [number for number, line in enumerate(lines) if line.startswith("  ") and len(line) > 20]
    draw = random.Random(1)
    begin = time.perf_counter()
    async with editor() as client:
        client.open(uri, text)
        await client.diagnostics(uri, 1)
        started = _ms(begin)
        times, alone = [], []
        workspace = Workspace()
        workspace.open(str(path), text)
        Compilation.from_workspace(str(path), workspace).check_without_trials()
        for _ in range(keys):
            line = draw.choice(places)
            column = draw.randrange(2, len(lines[line]))
            for new, end in (("x", column), ("", column + 1)):
                begin = time.perf_counter()
                version = client.edit(uri, line, column, end, new)
                await client.diagnostics(uri, version)
                times.append(_ms(begin))
                changed = [*lines]
                changed[line] = lines[line][:column] + new + lines[line][column:]
                begin = time.perf_counter()
                workspace.open(str(path), "\n".join(changed))
                Compilation.from_workspace(str(path), workspace).check_without_trials()
                alone.append(_ms(begin))
        answers = [await _answers(client, uri, draw.choice(places), lines) for _ in range(keys)]
        burst = await _burst(client, uri, places[0])
        memory = _memory(client)
    completions, hovers = zip(*answers, strict=True)
    return (
        started, spread(times), quantiles(times, n=20)[-1], median(alone), spread([*completions]), spread([*hovers]),
        burst, memory,
    )  # fmt: skip


async def _answers(client: EditorClient, uri: str, line: int, lines: list[str]) -> tuple[float, float]:
    document = types.TextDocumentIdentifier(uri)
    position = types.Position(line, len(lines[line]) // 2)
    complete, hover = types.CompletionParams(document, position), types.HoverParams(document, position)
    return (
        await _timed(lambda: client.text_document_completion_async(complete)),
        await _timed(lambda: client.text_document_hover_async(hover)),
    )


async def _burst(client: EditorClient, uri: str, line: int) -> float:
    """The time from the last of a hundred keys to its diagnostics."""
    for key in range(100):
        version = client.edit(uri, line, 2, 2 + key % 2, "" if key % 2 else "x")
    begin = time.perf_counter()
    await client.diagnostics(uri, version)
    return _ms(begin)


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    begin = time.perf_counter()
    await work()
    return _ms(begin)


def _ms(begin: float) -> float:
    return (time.perf_counter() - begin) * 1_000


def _memory(client: EditorClient) -> float:
    """The resident memory of the server in MB; 0 if the system does not tell."""
    status = Path(f"/proc/{client.server_pid}/status")
    if not status.is_file():
        return 0.0
    (line,) = (each for each in status.read_text(encoding="utf-8").splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
