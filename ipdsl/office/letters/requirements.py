"""Libraries that letters need in addition to the base install. Checked before they are imported."""

from __future__ import annotations

from importlib.util import find_spec

from ipdsl.base.findings.finding import Report
from ipdsl.facts.errors.problems import FactsError
from ipdsl.office.letters.errors import LetterLibraryMissing


def require_letter_libraries(*libraries: str) -> None:
    """Raise `FactsError` (U130) if one of these libraries is not installed."""
    missing = [LetterLibraryMissing(library=name) for name in libraries if find_spec(name) is None]
    if missing:
        raise FactsError(Report([*missing]))
