"""How every verb prints: to standard output and standard error, without failing on a console or a closed pipe.

The exit codes, one meaning everywhere; over several policies the worst counts.
"""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Iterable
from typing import TextIO

import click

OK = 0
FOUND_ERRORS = 1
WRONG_USE = 2
UNDETERMINED = 3
INTERRUPTED = 130
TERMINATED = 143

_WORST_FIRST = (WRONG_USE, FOUND_ERRORS, UNDETERMINED, OK)


def worst(codes: Iterable[int]) -> int:
    """The exit code of several runs; 0 of none."""
    return min(codes, key=_WORST_FIRST.index, default=OK)


def prepare_streams() -> None:
    """Let characters that a console lacks be printed as escapes; UTF-8 consoles are left as they are.

    Where the caller has closed standard output, nothing can be written to it; closed standard error leads nowhere.
    """
    sys.stdout = sys.stdout or _ClosedStream()
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # an answer in another encoding is refused as such, not a fault
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


class _ClosedStream(io.TextIOBase):
    """Standard output that the caller has closed: a result that is printed is lost, and that is an error."""

    encoding = "utf-8"

    def write(self, _: str) -> int:
        raise OSError(errno.EBADF, "it is closed")


def say(text: str) -> None:
    """Print a result, ending with one line end."""
    _write(sys.stdout, text)


def say_aside(text: str) -> None:
    """Print what is not the result: findings of a verb that prints something else."""
    _write(sys.stderr, text)


def say_json(value: object) -> None:
    """Print JSON: with the characters as they are on a stream of UTF-8, else with its own escapes."""
    say(json.dumps(value, ensure_ascii=not _is_unicode(sys.stdout), indent=2))


def say_file(text: str) -> None:
    """Print what is kept as a file, a page or a module: in UTF-8, whatever the console shows."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not _is_unicode(sys.stdout):
        sys.stdout.reconfigure(encoding="utf-8")
    say(text)


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at a stream; a process may begin with it closed."""
    return stream is not None and stream.isatty()


def wants_colour(stream: TextIO) -> bool:
    """Colour only on a terminal, and never where `NO_COLOR` is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(stream: TextIO, text: str) -> None:
    if not text:
        return
    try:
        click.echo(text.rstrip("\n"), file=stream)
    except BrokenPipeError:
        _quieten(stream)
    except OSError as error:
        _quieten(stream)
        if stream is sys.stderr:  # there is no other place where it could be told; the exit code says it
            return
        from ipdsl.base.files import refusal
        from ipdsl.cli.language import message  # most runs can write

        reason = refusal(error, (error.strerror or str(error)).lower())
        problem = message("the result cannot be written: {reason}", "结果无法写出：{reason}", reason=reason)
        raise click.ClickException(problem) from None


def flush() -> None:
    """Write out what is still held back."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # the reader has gone, or the stream is closed
            _quieten(stream)


def _quieten(stream: TextIO) -> None:
    """Send the rest to nowhere: the reader has gone, which is no fault of the run."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # a stream without a descriptor
        return
