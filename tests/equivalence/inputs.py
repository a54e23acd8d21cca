"""The inputs of a comparison: folders of plain files, and the calls that are made in them.

A part of the comparison is a function that fills an `Inputs`. Calls run in the order of the list, so a call may read
files that an earlier call wrote. All paths of a call are relative to its folder.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import attrs

LANGUAGES = ("en", "zh")
Row = TypeVar("Row")
ALL = 400
"""From this number of pairs on, every case, golden and named failure is used; below it, a share of them."""


@attrs.frozen
class Call:
    """A command line, or a function of `runner/python_calls.py`. `collect` names the files that it writes."""

    part: str
    folder: str
    kind: str
    words: tuple[Any, ...]
    stdin: str = ""
    collect: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The call as a person would type it in its folder."""
        shown = " ".join(map(str, self.words))
        return f"{self.folder}$ {'ipdsl' if self.kind == 'command' else self.kind} {shown}"


@attrs.define
class Folder:
    """A folder of files, and the calls in it."""

    where: Path
    inputs: Inputs

    def write(self, name: str, content: str | bytes | dict[str, Any] | list[Any]) -> str:
        """Write a file from a text, bytes or JSON. Returns its name."""
        file = self.where / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict | list):
            content = json.dumps(content, ensure_ascii=False, indent=1, default=str)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    def command(self, *words: str, stdin: str = "", collect: Sequence[str] = ()) -> None:
        """Add a command line."""
        self._note("command", words, stdin, collect)

    def commands(self, *words: str, languages: Sequence[str] = LANGUAGES, json_too: bool = True) -> None:
        """Add a command line in each language, as text and as JSON."""
        for language in languages:
            self.command(*words, "--lang", language)
            if json_too:
                self.command(*words, "--lang", language, "--format", "json")

    def python(self, kind: str, *words: Any) -> None:
        """Add a call of a function of `runner/python_calls.py`."""
        self._note(kind, words, "", ())

    def _note(self, kind: str, words: Sequence[Any], stdin: str, collect: Sequence[str]) -> None:
        folder = str(self.where.relative_to(self.inputs.root))
        self.inputs.calls.append(Call(self.inputs.part, folder, kind, tuple(words), stdin, tuple(collect)))


@attrs.define
class Inputs:
    """All inputs of a run. `part` is the part that is being filled, `pairs` the amount of generated input."""

    root: Path
    seed: int
    pairs: int
    part: str = ""
    calls: list[Call] = attrs.field(factory=list)

    def folder(self, name: str = "") -> Folder:
        """A folder of the part."""
        where = self.root / self.part / name
        where.mkdir(parents=True, exist_ok=True)
        return Folder(where, self)

    @property
    def random(self) -> random.Random:
        """The random generator of the part, which does not depend on the other requested parts."""
        return random.Random(f"{self.seed}:{self.part}")

    def sampled(self, rows: Iterable[Row]) -> list[Row]:
        """All stored rows, or a share of them if fewer than `ALL` pairs are requested."""
        every, r = list(rows), self.random
        kept = set(r.sample(range(len(every)), -(-len(every) * min(self.pairs, ALL) // ALL)))
        return [row for number, row in enumerate(every) if number in kept]

    def keep(self) -> None:
        """Write the list of calls next to the files."""
        lines = (json.dumps(attrs.asdict(call), ensure_ascii=False) for call in self.calls)
        (self.root / "calls.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")


Part: TypeAlias = "Callable[[Inputs], None]"
