"""Console texts: command lines after `$`, each followed by its output and its exit code if that is not 0.

    $ ipdsl check nothing.ipp
    error[U001]: …
    [exit 2]

A command may begin with environment variables: `$ LANG=zh_CN.UTF-8 ipdsl …`. Such a locale is then the only one set.
Standard output is printed before standard error. The same texts are golden files and examples in the documents.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.cli import run

PROMPT = "$ "
PROGRAM = "ipdsl"


def commands(text: str) -> list[str]:
    """The command lines of a console text. A line that ends with a backslash continues on the next."""
    joined = text.replace("\\\n", "")
    return [line.removeprefix(PROMPT) for line in joined.splitlines() if line.startswith(PROMPT)]


def replay(lines: list[str], folder: Path) -> str:
    """Run command lines in a folder and return the resulting console text."""
    with working_in(folder):
        return "\n".join(_ran(line) for line in lines)


def _ran(line: str) -> str:
    words = shlex.split(line)
    variables: dict[str, str | None] = {}
    while (name := words[0].partition("="))[1]:
        variables[name[0]] = name[2]
        words = words[1:]
    if variables:
        variables = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": None, "LANGUAGE": None, **variables}
    if words[0] != PROGRAM:
        raise ValueError(f"only `{PROGRAM}` is run in a console text: {line}")
    stdin = None
    if "<" in words:
        stdin = Path(words[words.index("<") + 1]).read_bytes()
        words = words[: words.index("<")]
    ran = run(*words[1:], stdin=stdin, variables=variables)
    printed = [part.rstrip("\n") for part in (ran.out, ran.err) if part]
    ending = [f"[exit {ran.code}]"] if ran.code else []
    return "\n".join([f"{PROMPT}{line}", *printed, *ending])


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
