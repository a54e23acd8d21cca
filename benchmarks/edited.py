"""Measure the check of a page of 400 lines after the edit of one character, as in an editor.

    python -m benchmarks.edited --other PYTHON [--rounds N]

Each edit is one character of a sentence, inserted, deleted or replaced, and is then undone. A page is compiled without
earlier versions, or in a workspace that keeps the version before. Findings must be equal first. `benchmarks/run --only
edited` compares these two; this module also compares with another release of ipdsl, whose Python is PYTHON. Trials of
edits are left out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.releases import WORKER
from benchmarks.results import Lines, Measured, over as over_rounds, ratios, spread
from benchmarks.rounds import Engine, interleave, over, worker
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.workspace import Workspace
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

NAME = "page.ipp"
ANEW, KEPT, OTHER = "a new compilation", "in a workspace", "another release"
CHARACTERS = 'aeinrst 0123456789_,:%"()的一万元对且，'
EDITS = 10


def question(rounds: int, edits: int = EDITS, other: Path | None = None) -> Lines:
    """The check after an edit, in English and in Chinese."""
    from benchmarks.cold import long_page  # it measures child processes, which not every system does

    with TemporaryDirectory() as folder:
        rows = []
        for language, text in (("English", long_page()), ("Chinese", in_chinese(long_page()))):
            texts = edited(text, edits)
            workspace = Workspace()
            if [*map(checked_anew, texts)] != [checked(workspace, text) for text in texts]:
                raise SystemExit(f"{language}: the findings differ")
            engines = [over(ANEW, checked_anew, texts), over(KEPT, lambda text: checked(workspace, text), texts)]  # noqa: B023
            engines += () if other is None else [_release(other, texts, Path(folder) / f"{language}.json")]
            times = interleave(engines, rounds, 0.2)
            against = [name for name in (ANEW, OTHER) if name in times]
            milliseconds = (spread([time / 1_000 for time in times[name]]) for name in (ANEW, KEPT))
            rows.append((language, (*milliseconds, *(ratios(times[KEPT], times[name]) for name in against))))
    columns = ("", f"{ANEW}, ms", f"{KEPT}, ms", *(f"× {name}" for name in against))
    told = over_rounds(f"a page of 400 lines, {edits} edits of one character and their undoing", rounds)
    yield Measured("edited", told, columns, tuple(rows))


def _release(python: Path, texts: Sequence[str], path: Path) -> Engine:
    path.write_text(json.dumps(texts), encoding="utf-8")
    engine, _ = worker(OTHER, [python, WORKER, "check", NAME, path])
    return engine


def in_chinese(text: str) -> str:
    """A page in Chinese."""
    compilation = Compilation.from_text(text, NAME)
    assert compilation.page is not None
    assert compilation.words is not None
    return format_page(replace_names(compilation.page, compilation.words), to=Surface.CHINESE)


def edited(text: str, count: int) -> list[str]:
    """Versions of a page: an edit of one character in a sentence, then the page before it, and so on."""
    draw, lines = random.Random(1), text.split("\n")
    sentences = [number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    versions = []
    for _ in range(count):
        number = draw.choice(sentences)
        line, character = lines[number], draw.choice(CHARACTERS)
        place = draw.randrange(len(line))
        new, rest = draw.choice([(character, place), ("", place + 1), (character, place + 1)])
        versions += ["\n".join([*lines[:number], line[:place] + new + line[rest:], *lines[number + 1 :]]), text]
    return versions


def checked_anew(text: str) -> list[object]:
    """The findings of a page without earlier versions."""
    return [*Compilation.from_text(text, NAME).check_without_trials()]


def checked(workspace: Workspace, text: str) -> list[object]:
    """The findings of the next version of a page."""
    workspace.open(NAME, text)
    return [*Compilation.from_workspace(NAME, workspace).check_without_trials()]


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--other", type=Path, required=True, help="the Python of another release")
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args(None if arguments is None else [*arguments])
    for table in question(asked.rounds, other=asked.other):
        print("\n".join(table.lines()) if isinstance(table, Measured) else table, flush=True)


if __name__ == "__main__":
    main()
