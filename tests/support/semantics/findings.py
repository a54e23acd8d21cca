"""Check small pages: the vocabulary `ip` of `tests/golden/semantics/` replaces the packaged one.

Every page is also checked in Chinese (`tests/support/semantics/in_chinese.py`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ipdsl.base.findings.finding import Diagnostic, Report, Severity
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Source, Sources
from ipdsl.driver.compilation import PageLoader
from ipdsl.semantics import typed
from ipdsl.semantics.check import check, check_cases, check_vocabulary
from ipdsl.syntax import ast
from tests.support.semantics.in_chinese import assert_told_by_labels

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "semantics"
CASES = ".cases.ipp"

HEAD = """policy example_2022 "Example"
  effective 2022-01-01 to 2024-12-31
  use ip

"""


in_chinese = cache(assert_told_by_labels)
"""Checks each page once."""


class Checked:
    """A page with all its findings."""

    def __init__(self, path: Path, text: str | None = None) -> None:
        self.sources = Sources()
        self.loader = PageLoader(self.sources)
        self.report = Report()
        self.policy: typed.Policy | None = None
        source = Source(str(path), path.read_text(encoding="utf-8") if text is None else text)
        page, found = self.loader.parse(source)
        self.report.extend(found)
        if not found.has_errors:
            self._check(page, path)
            in_chinese(source)

    def _check(self, page: ast.Page, path: Path) -> None:
        match page.header:
            case ast.VocabularyLine():
                _, found = check_vocabulary(page, self.loader)
            case ast.CasesLine():
                policy = Checked(path.with_name(path.name.replace(CASES, ".ipp"))).policy
                assert policy is not None
                _, found = check_cases(page, policy)
            case _:
                self.policy, found = check(page, self.loader)
        self.report.extend(found)

    @property
    def codes(self) -> list[str]:
        """The codes of errors and warnings, in the order of the page."""
        return [f.code for f in self.report if f.severity is not Severity.NOTE]

    def of(self, code: str) -> list[Diagnostic]:
        """The findings with one code."""
        return [f for f in self.report if f.code == code]

    def shown(self) -> str:
        """All findings as a person reads them; paths are reduced to the file name."""
        text = render(self.report, self.sources).replace(f"{GOLDEN}/", "")
        return f"{text}\n" if text else ""


def checked(text: str) -> Checked:
    """Check a page given as text, as if it were next to the small vocabulary."""
    return Checked(GOLDEN / "page.ipp", text)


def article(body: str) -> Checked:
    """Check the lines of one article of a policy."""
    lines = "\n".join(f"  {line}" if line.strip() else line for line in body.strip("\n").splitlines())
    return checked(f'{HEAD}article 1 "One"\n{lines}\n')
