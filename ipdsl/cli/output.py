"""Print to standard output and standard error. Missing characters and a closed pipe do not cause errors.

The exit codes have one meaning in all commands. For several policies, the worst one counts.
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

QUIET = "ipdsl.quiet"
"""The key of `--quiet` in the `meta` of a context."""

_WORST_FIRST = (WRONG_USE, FOUND_ERRORS, UNDETERMINED, OK)


def worst(codes: Iterable[int]) -> int:
    """The worst exit code of several runs, or 0 without runs."""
    return min(codes, key=_WORST_FIRST.index, default=OK)


def prepare_streams() -> None:
    """Print characters that a console lacks as escapes. UTF-8 consoles are not affected.

    If the caller has closed standard output, writing to it fails. Output to closed standard error is discarded.
    """
    sys.stdout = sys.stdout or _ClosedStream()
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(
            errors="replace"
        )  # an answer in a different encoding is refused, without an internal error
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


class _ClosedStream(io.TextIOBase):
    """Standard output that the caller has closed. Printing a result is an error, because it would be lost."""

    encoding = "utf-8"

    def write(self, _: str) -> int:
        raise OSError(errno.EBADF, "it is closed")


def say(text: str) -> None:
    """Print a result that ends with one line break."""
    _write(sys.stdout, text)


def say_aside(text: str) -> None:
    """Print text that is not the result, such as findings, on standard error."""
    _write(sys.stderr, text)


def say_notice(text: str) -> None:
    """Print a notice or a warning on standard error, unless `--quiet` is set."""
    if not is_quiet():
        say_aside(text)


def say_done(text: str) -> None:
    """Print a confirmation, such as the name of a written file, unless `--quiet` is set."""
    if not is_quiet():
        say(text)


def is_quiet() -> bool:
    """Whether `--quiet` is set for the current call."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(QUIET))


def say_json(value: object) -> None:
    """Print JSON. Characters outside ASCII are escaped unless the stream uses UTF-8."""
    say(json.dumps(value, ensure_ascii=not _is_unicode(sys.stdout), indent=2))


def say_file(text: str) -> None:
    """Print the content of a file, such as a page or a module, in UTF-8 regardless of the console."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not _is_unicode(sys.stdout):
        sys.stdout.reconfigure(encoding="utf-8")
    say(text)


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal. A process may start without the stream."""
    return stream is not None and stream.isatty()


def wants_colour(stream: TextIO) -> bool:
    """Whether to use colour: as `--color` says; otherwise on a terminal, unless `NO_COLOR` is set."""
    context = click.get_current_context(silent=True)
    if context is not None and context.color is not None:
        return context.color
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
        if stream is sys.stderr:  # the error cannot be reported anywhere else, except by the exit code
            return
        from ipdsl.base.files import refusal
        from ipdsl.cli.language import message  # most runs can write

        reason = refusal(error, (error.strerror or str(error)).lower())
        problem = message("the result cannot be written: {reason}", "结果无法写出：{reason}", reason=reason)
        raise click.ClickException(problem) from None


def flush() -> None:
    """Flush both streams."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # the reader is closed, or the stream is closed
            _quieten(stream)


def _quieten(stream: TextIO) -> None:
    """Discard further output. The reader has closed the stream, which is not an error of the run."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # a stream without a descriptor
        return
