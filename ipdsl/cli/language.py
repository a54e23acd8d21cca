"""The language of a call: from `--lang`, otherwise from the locale, otherwise from the first page, otherwise English.

The first page is the first one that the call opens. `ipdsl.base.files` reports it, so commands need no code for this.
Before a page is opened, as in a usage error, it is the first page in the arguments of the call.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from functools import cached_property

import click

from ipdsl.base.findings.phrase import Language, MessageValue, Phrase

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
        from ipdsl.base.packaged_policies import (  # not needed after a page was opened
            PAGE_SUFFIX,
            locate,
            packaged_names,
        )

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
