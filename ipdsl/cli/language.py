"""In which language a verb speaks: as `--lang` says; of a page as the page is written; else as the locale has it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from ipdsl.cli.output import is_chinese_locale
from ipdsl.diagnostics.phrase import Language, Phrase, Said
from ipdsl.source import Source

_HAN = re.compile(r"[\u3400-\u9fff]")


def spoken(pages: Iterable[Source] = ()) -> Language:
    """The language of a verb; of findings about the page that was read first, where that is Chinese."""
    wanted = asked()
    if wanted is not None:
        return wanted
    is_chinese = _is_chinese(pages) or is_chinese_locale()
    return Language.ZH if is_chinese else Language.EN


def asked() -> Language | None:
    """What `--lang` says; `None` where it was not given."""
    context = click.get_current_context(silent=True)
    return None if context is None or context.obj is None else Language(context.obj)


def said(en: str, zh: str, /, **values: Said) -> str:
    """Words of a verb in its language."""
    return Phrase(en, zh, **values).text(spoken())


def wrong_use(en: str, zh: str, /, **values: Said) -> click.UsageError:
    """What is wrong with a call, beside how the verb is used."""
    return click.UsageError(said(en, zh, **values), click.get_current_context())


def _is_chinese(pages: Iterable[Source]) -> bool:
    """Whether most lines of the first page that begin with a letter begin with a Chinese one."""
    first = next(iter(pages), None)
    lines = [] if first is None else [line.strip() for line in first.lines()]
    begun = [line for line in lines if line[:1].isalpha()]
    return sum(_HAN.match(line) is not None for line in begun) * 2 > len(begun)
