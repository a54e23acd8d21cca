"""The language of a call: the first of `--lang`, the locale and the page that names one, or English.

The page is the first one that the call opens. `ipdsl.base.files` reports it, so a command needs to do nothing. Before a
page is open, as in an error of usage, it is the first page among the words of the call.
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
    """The words of one call, and the language of the first page that it opened."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._language_of_page: Language | None = None

    @cached_property
    def requested_language(self) -> Language | None:
        """What the last `--lang` says. The words are looked at as they are: click may refuse the call before it has
        read them all.
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
        """The language in which the call is answered."""
        return self.requested_language or locale_language() or self._language_of_page or self._language_of_words

    def note(self, text: str) -> None:
        """Take the language of a page or an official text that was opened; of several the first one counts."""
        if self._language_of_page is None:
            self._language_of_page = detect_language(text)

    @cached_property
    def _language_of_words(self) -> Language:
        """The language of the first page that the words name."""
        words = [word for word in self._words if not word.startswith("-")]
        if not words:
            return Language.EN
        from ipdsl.base.packaged_policies import (  # most calls have a page by then, or none
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
"""The call of a command that is run without the group."""


def current_call() -> Call:
    """The call that is being answered."""
    context = click.get_current_context(silent=True)
    return context.obj if context is not None and isinstance(context.obj, Call) else _UNNAMED


def call_language() -> Language:
    """The language of the call."""
    return current_call().language


def requested_language() -> Language | None:
    """What `--lang` says; `None` where it was not given."""
    return current_call().requested_language


def message(en: str, zh: str, /, **values: MessageValue) -> str:
    """Words in the language of the call."""
    return Phrase(en, zh, **values).text(call_language())


def usage_error(en: str, zh: str, /, **values: MessageValue) -> click.UsageError:
    """What is wrong with a call, with how the command is used."""
    return click.UsageError(message(en, zh, **values), click.get_current_context())


def detect_language(text: str) -> Language:
    """Chinese, if most lines that begin with a letter begin with a Chinese one."""
    begun = [line for line in map(str.strip, text.splitlines()) if line[:1].isalpha()]
    return Language.ZH if sum(_FIRST_HAN <= line[0] <= _LAST_HAN for line in begun) * 2 > len(begun) else Language.EN


def locale_language() -> Language | None:
    """The language that the first variable of a locale that is set names, if it is one of ours.

    `C` and `POSIX` name none; `LANGUAGE` is a list.
    """
    values = [os.environ[name] for name in _VARIABLES if os.environ.get(name)]
    if not values and sys.platform == "win32":
        import locale  # no such variables are set there

        values = [locale.getlocale()[0] or ""]
    names = [re.split(r"[^a-z]", name.lower(), maxsplit=1)[0] for name in values[0].split(":")] if values else []
    return next((_LANGUAGES[name] for name in names if name in _LANGUAGES), None)
