"""In which language a verb speaks: as `--lang` says; of a page as the page is written; else as the locale has it."""

from __future__ import annotations

import os
import re
import sys

import click

from ipdsl.diagnostics.phrase import Language
from ipdsl.source import Sources

_KEPT = "ipdsl.language"
_ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")
_HAN = re.compile(r"[\u3400-\u9fff]")


def option() -> click.Option:
    """`--lang`, which every verb takes."""
    words = "Speak English or Chinese; without it as the page is written, or as the locale says."
    return click.Option(
        ["--lang"], type=click.Choice([one.value for one in Language]), is_eager=True, expose_value=False,
        callback=_keep, help=words,
    )  # fmt: skip


def spoken(sources: Sources | None = None) -> Language:
    """The language of a verb; of findings about the page that was read first, where that is Chinese."""
    said = asked()
    if said is not None:
        return said
    return Language.ZH if sources is not None and _is_chinese(sources) else of_locale()


def asked() -> Language | None:
    """What `--lang` says; `None` where it was not given."""
    context = click.get_current_context(silent=True)
    said = None if context is None else context.meta.get(_KEPT)
    return said if isinstance(said, Language) else None


def of_locale() -> Language:
    """Chinese where the first name of a locale that is set begins with `zh`."""
    names = [os.environ[name] for name in _ENVIRONMENT if os.environ.get(name)]
    if not names and sys.platform == "win32":
        import locale  # no such names are set there

        names = [locale.getlocale()[0] or ""]
    is_chinese = bool(names) and names[0].lower().startswith(("zh", "chinese"))
    return Language.ZH if is_chinese else Language.EN


def _keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_KEPT] = Language(value)


def _is_chinese(sources: Sources) -> bool:
    """Whether most lines of the first page begin with a Chinese character."""
    first = next(iter(sources), None)
    lines = [] if first is None else [line.strip() for line in first.lines()]
    said = [line for line in lines if line and not line.startswith("#")]
    return sum(_HAN.match(line) is not None for line in said) * 2 > len(said)
