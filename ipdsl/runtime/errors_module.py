"""The finding about a compiled module that this version of ipdsl cannot use, and the exception that carries it."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Report, Texts
from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.source import Sources
from ipdsl.version import __version__


class ModuleOfAnotherVersion(Diagnostic):
    """A compiled module was made by another version of ipdsl."""

    code: ClassVar[str] = "U023"
    en: ClassVar[Texts] = Texts(
        "this module was compiled by {made_by}, and the installed version is ipdsl {version}",
        help="compile its policy again with `ipdsl compile POLICY -o MODULE.py`, or install that version",
    )
    zh: ClassVar[Texts] = Texts(
        "该模块由{made_by}编译，而安装的是 ipdsl {version}",
        help="请用`ipdsl compile POLICY -o MODULE.py`重新编译该政策，或安装该版本",
    )

    made_by: Phrase
    version: str


class ModuleVersionError(ImportError):
    """A compiled module cannot be loaded by this version of ipdsl; `report` holds the finding, `str` shows it."""

    def __init__(self, made_by: object = None) -> None:
        """`made_by` is what the module says of the version that made it: a version, or nothing that is known now."""
        if isinstance(made_by, str):
            maker = Phrase("ipdsl {version}", " ipdsl {version} ", version=made_by)
        else:
            maker = Phrase("another version of ipdsl", "其他版本的 ipdsl ")
        self.report = Report([ModuleOfAnotherVersion(made_by=maker, version=__version__)])
        super().__init__(self.text())

    def text(self, language: Language = Language.EN) -> str:
        """The finding in words."""
        from ipdsl.diagnostics.render import render  # modules that load need none of it

        return render(self.report, Sources(), language=language)
