"""The inputs of a comparison: folders of plain files, and the calls that are made in them.

A part of the comparison is a function that fills an `Inputs`. Calls run in the order in which they are noted, so that
a call may read what one before it wrote. Whatever a call says of paths is relative to its folder.
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
"""From so many pairs on, every case, golden and named failure is taken; below it a share."""


@attrs.frozen
class Call:
    """A command line, or a function of `runner/python_calls.py`; `collect` names files and folders that it writes."""

    part: str
    folder: str
    kind: str
    words: tuple[Any, ...]
    stdin: str = ""
    collect: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The call as a person would make it in its folder."""
        shown = " ".join(map(str, self.words))
        return f"{self.folder}$ {'ipdsl' if self.kind == 'command' else self.kind} {shown}"


@attrs.define
class Folder:
    """A folder of files, and the calls in it."""

    where: Path
    inputs: Inputs

    def write(self, name: str, content: str | bytes | dict[str, Any] | list[Any]) -> str:
        """A file of a text, of bytes, or of JSON; its name, for a call."""
        file = self.where / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict | list):
            content = json.dumps(content, ensure_ascii=False, indent=1, default=str)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    def command(self, *words: str, stdin: str = "", collect: Sequence[str] = ()) -> None:
        """Note a command line."""
        self._note("command", words, stdin, collect)

    def commands(self, *words: str, languages: Sequence[str] = LANGUAGES, json_too: bool = True) -> None:
        """Note a command line in each language, as text and as JSON."""
        for language in languages:
            self.command(*words, "--lang", language)
            if json_too:
                self.command(*words, "--lang", language, "--format", "json")

    def python(self, kind: str, *words: Any) -> None:
        """Note a call of a function of `runner/python_calls.py`."""
        self._note(kind, words, "", ())

    def _note(self, kind: str, words: Sequence[Any], stdin: str, collect: Sequence[str]) -> None:
        folder = str(self.where.relative_to(self.inputs.root))
        self.inputs.calls.append(Call(self.inputs.part, folder, kind, tuple(words), stdin, tuple(collect)))


@attrs.define
class Inputs:
    """All inputs of a run; `part` is the one that is being filled, `pairs` how much is drawn of what is numbered."""

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
        """What the part draws from: the same whatever other parts are asked for."""
        return random.Random(f"{self.seed}:{self.part}")

    def sampled(self, rows: Iterable[Row]) -> list[Row]:
        """All rows that the project keeps, or a share of them where fewer than `ALL` pairs are asked for."""
        every, r = list(rows), self.random
        kept = set(r.sample(range(len(every)), -(-len(every) * min(self.pairs, ALL) // ALL)))
        return [row for number, row in enumerate(every) if number in kept]

    def keep(self) -> None:
        """Write the list of calls beside the files."""
        lines = (json.dumps(attrs.asdict(call), ensure_ascii=False) for call in self.calls)
        (self.root / "calls.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")


Part: TypeAlias = "Callable[[Inputs], None]"
