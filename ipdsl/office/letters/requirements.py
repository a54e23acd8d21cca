"""What letters need beside the base install: asked before anything of it is imported."""

from __future__ import annotations

from importlib.util import find_spec

from ipdsl.base.findings.finding import Report
from ipdsl.facts.errors.problems import FactsError
from ipdsl.office.letters.errors import LetterLibraryMissing


def require_letter_libraries(*libraries: str) -> None:
    """`FactsError` (U130) where one of these libraries is not installed."""
    missing = [LetterLibraryMissing(library=name) for name in libraries if find_spec(name) is None]
    if missing:
        raise FactsError(Report([*missing]))
