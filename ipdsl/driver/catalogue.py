"""The catalogue of findings: every code with its class, and the page that explains it.

It is built from the modules with `errors` in their own name or in the name of their folder. A code that is declared
twice is an internal error.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from functools import cache
from pathlib import Path

import ipdsl
from ipdsl.base.findings.finding import Diagnostic, InternalError
from ipdsl.base.findings.phrase import Language

_PACKAGE = Path(__file__).resolve().parents[1]
_PAGE = re.compile(r'^## <a id="(?P<code>\w+)"></a>(?P<text>.*?)(?=^## <a|\Z)', re.MULTILINE | re.DOTALL)
"""A page in the document of its phase. Its anchor is its code in small letters."""


@cache
def catalogue() -> dict[str, type[Diagnostic]]:
    """Every code with its class, in the order of the codes."""
    classes: dict[str, type[Diagnostic]] = {}
    for name in _modules():
        for declared in vars(importlib.import_module(name)).values():
            if not (inspect.isclass(declared) and issubclass(declared, Diagnostic) and declared.__module__ == name):
                continue
            code = getattr(declared, "code", None)
            if code is None:
                continue
            if classes.setdefault(code, declared) is not declared:
                raise InternalError(f"code {code} is declared twice: {classes[code].__name__}, {declared.__name__}")
    return dict(sorted(classes.items()))


def page(code: str, language: Language = Language.EN) -> str | None:
    """The page that explains the code of a finding or of a decision's reason, or `None`."""
    wanted = code.upper()
    if wanted not in catalogue():
        from ipdsl.wording.english import explanation  # an editor needs only the documents of findings

        return explanation(wanted, language)
    return pages_of(wanted[0], language).get(wanted)


@cache
def pages_of(letter: str, language: Language) -> dict[str, str]:
    """The pages of all findings of a phase by code, from the wheel or from the checkout."""
    return pages_in(document_of(letter, language).read_text(encoding="utf-8"))


def document_of(letter: str, language: Language) -> Path:
    """The document with the pages of all findings of a phase."""
    language_folders = ("zh",) if language is Language.ZH else ()
    packaged = _PACKAGE.joinpath("explanations", *language_folders)
    folder = packaged if packaged.is_dir() else _PACKAGE.parent.joinpath("docs", *language_folders, "errors")
    return folder / f"{letter}.md"


def pages_in(document: str) -> dict[str, str]:
    """The pages in the document of a phase, by code. Their headings are one level higher than in the document."""
    pages = ((page["code"], page["text"].rstrip()) for page in _PAGE.finditer(document))
    return {code.upper(): re.sub("^##", "#", f"## {text}\n", flags=re.MULTILINE) for code, text in pages}


def _modules() -> list[str]:
    modules = pkgutil.walk_packages(ipdsl.__path__, "ipdsl.")
    return sorted(m.name for m in modules if "errors" in re.split("[._]", m.name))
