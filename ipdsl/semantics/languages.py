"""Which versions of the language a page may name: the current one. What an older one meant is told, never meant."""

from __future__ import annotations

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.semantics import errors_page as g
from ipdsl.syntax import ast
from ipdsl.version import __language__

CHANGED = {
    2: (
        "`new` is the first event of an item, and another word stands for every event",
        "the words after `when` of a set are asked on the day of each record",
        "`at most 1 year ago` does not hold for a day that is still to come",
        "`limit N items` counts records",
        "a page says what the same matter is, and the vocabulary only proposes",
        "states are open without an as-of day, and years of figures that are left out are unknown",
    ),
}
"""What changed in the meaning of a page with each version of the language, in the order of docs/upgrading.md."""


def language_finding(line: ast.LanguageLine) -> Diagnostic | None:
    """What is wrong with a line that names a version of the language."""
    if line.version > __language__:
        return g.LaterLanguage(span=line.span, version=line.version, current=__language__)
    if line.version < __language__:
        since = [what for version, every in CHANGED.items() if version > line.version for what in every]
        changes = "; ".join(since)
        return g.EarlierLanguage(span=line.span, version=line.version, current=__language__, changes=changes)
    return None
