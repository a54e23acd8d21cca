"""The console of a call: the types of its arguments, its language, its streams and its exit codes.

A shell uses the types of arguments and options to complete the names of files and policies.

The language is that of `--lang`, otherwise of the locale, otherwise of the first page, otherwise English. The first
page is the first one that the call opens. `ipdsl.base.files` reports it, so commands need no code for this. Before a
page is opened, as in a usage error, it is the first page in the arguments of the call.

Missing characters and a closed pipe do not cause errors. The exit codes have one meaning in all commands. For several
policies, the worst one counts.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

import click

from ipdsl.base.findings.phrase import Language, MessageValue, Phrase

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class FileType(click.types.StringParamType):
    """The name of a file or folder. The shell completes it."""

    name = "file"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only for completion

        return [CompletionItem(incomplete, type="file")]


class PolicyType(FileType):
    """The name of a page or of a packaged policy. The shell completes both."""

    name = "policy"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only for completion

        from ipdsl.base.pages import packaged_names

        names = [CompletionItem(name) for name in sorted(packaged_names()) if name.startswith(incomplete)]
        return [*names, *super().shell_complete(ctx, param, incomplete)]


FILE, POLICY, OUTPUT, WORD = FileType(), PolicyType(), FileType(), PolicyType()
"""`FILE` and `POLICY` are files that are read: if one is missing, the others are examined in the same run.

`OUTPUT` is a file that is written. `WORD` is the name of a page, or another word.
"""


_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
_LANGUAGES = {"zh": Language.ZH, "chinese": Language.ZH, "en": Language.EN, "english": Language.EN}
_OPTION = "--lang"
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"


class Call:
    """The arguments of one call, and the language of the first page that it opened."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._language_of_page: Language | None = None

    @cached_property
    def requested_language(self) -> Language | None:
        """The value of the last `--lang`.

        It is found in the unparsed arguments, because click may refuse the call before it has parsed them.
        """
        language, before = None, ""
        for word in self._words:
            if word == "--":
                break
            name, _, value = (before, "", word) if before == _OPTION else word.partition("=")
            if name == _OPTION and value in ("en", "zh"):
                language = Language(value)
            before = word
        return language

    @property
    def language(self) -> Language:
        """The language of the output."""
        return self.requested_language or locale_language() or self._language_of_page or self._language_of_words

    def note(self, text: str) -> None:
        """Set the language from a page or an official text that was opened. Only the first one counts."""
        if self._language_of_page is None:
            self._language_of_page = detect_language(text)

    @cached_property
    def _language_of_words(self) -> Language:
        """The language of the first page in the arguments."""
        words = [word for word in self._words if not word.startswith("-")]
        if not words:
            return Language.EN
        from ipdsl.base.pages import PAGE_SUFFIX, locate, packaged_names

        for word in words:
            if (word.endswith(PAGE_SUFFIX) and os.path.isfile(word)) or word in packaged_names():
                from ipdsl.base.files import read_page
                from ipdsl.base.findings.finding import Diagnostic

                page = read_page(locate(word))
                if not isinstance(page, Diagnostic):
                    return detect_language(page.text)
        return Language.EN


_UNNAMED = Call(())
"""The call of a command that runs without the group."""


def current_call() -> Call:
    """The current call."""
    context = click.get_current_context(silent=True)
    return context.obj if context is not None and isinstance(context.obj, Call) else _UNNAMED


def call_language() -> Language:
    """The language of the current call."""
    return current_call().language


def requested_language() -> Language | None:
    """The value of `--lang`, or `None`."""
    return current_call().requested_language


def message(en: str, zh: str, /, **values: MessageValue) -> str:
    """A text in the language of the call."""
    return Phrase(en, zh, **values).text(call_language())


def usage_error(en: str, zh: str, /, **values: MessageValue) -> click.UsageError:
    """A usage error, shown together with the usage of the command."""
    return click.UsageError(message(en, zh, **values), click.get_current_context())


def detect_language(text: str) -> Language:
    """Chinese if most lines that begin with a letter begin with a Chinese character."""
    begun = [line for line in map(str.strip, text.splitlines()) if line[:1].isalpha()]
    return Language.ZH if sum(_FIRST_HAN <= line[0] <= _LAST_HAN for line in begun) * 2 > len(begun) else Language.EN


def locale_language() -> Language | None:
    """The language in the first locale variable that is set, if it is Chinese or English.

    `C` and `POSIX` give `None`. `LANGUAGE` is a list.
    """
    values = [os.environ[name] for name in _VARIABLES if os.environ.get(name)]
    if not values and sys.platform == "win32":
        import locale  # Windows does not set these variables

        values = [locale.getlocale()[0] or ""]
    names = [re.split(r"[^a-z]", name.lower(), maxsplit=1)[0] for name in values[0].split(":")] if values else []
    return next((_LANGUAGES[name] for name in names if name in _LANGUAGES), None)


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
        from ipdsl.base.files import write_refusal  # most runs can write

        reason = write_refusal(error)
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
