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
from importlib import resources
from pathlib import Path

import ipdsl
from ipdsl.base.findings.finding import Diagnostic, InternalError
from ipdsl.base.findings.phrase import Language
from ipdsl.wording.english import explanation


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
        return explanation(wanted, language)
    language_folders = ("zh",) if language is Language.ZH else ()
    packaged = resources.files(ipdsl).joinpath("explanations", *language_folders, f"{wanted}.md")
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    checkout_page = Path(__file__).resolve().parents[2].joinpath("docs", *language_folders, "errors", f"{wanted}.md")
    return checkout_page.read_text(encoding="utf-8") if checkout_page.is_file() else None


def _modules() -> list[str]:
    modules = pkgutil.walk_packages(ipdsl.__path__, "ipdsl.")
    return sorted(m.name for m in modules if "errors" in re.split("[._]", m.name))
