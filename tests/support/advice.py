"""Follow the edits that the program proposes for a page, as an editor would apply them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

import attrs

import ipdsl
from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.source import Source
from ipdsl.driver.advice.trials import apply_edits
from ipdsl.driver.compilation import Compilation
from tests.support.phrases import CHINESE, ENGLISH, Phrase

MOST_STEPS = 12


def findings_of(*lines: str) -> Sequence[Diagnostic]:
    """All findings about sentences under an article, on a page with the vocabulary `ip`."""
    text = "\n".join(lines)
    page = (ENGLISH if text.isascii() else CHINESE) + textwrap.indent(text, "  ")
    return list(Compilation(Source("page.ipp", f"{page}\n")).check())


def edits_of(*lines: str) -> list[str]:
    """The lines of the edits that are proposed for sentences under an article."""
    return [edit.lines for finding in findings_of(*lines) for edit in finding.edits]


@attrs.frozen
class Followed:
    """A page after its edits: the errors that are left, and the lines of each edit in their order."""

    errors: Sequence[Diagnostic]
    edits: Sequence[str]


def follow(path: Path, most_steps: int = MOST_STEPS) -> Followed:
    """Apply the first proposed edit to a page again and again, until it has no errors or no edit is proposed."""
    edits: list[str] = []
    steps = 0
    while True:
        source = Source(str(path), path.read_text(encoding="utf-8"))
        errors = [finding for finding in Compilation(source).check() if finding.severity is Severity.ERROR]
        edited = next((finding for finding in errors if finding.edits), None)
        if edited is None or steps == most_steps:
            return Followed(errors, edits)
        path.write_text(apply_edits(source, edited.edits), encoding="utf-8", newline="\n")
        edits += [edit.lines for edit in edited.edits]
        steps += 1


def wrong_sums(phrase: Phrase, path: Path) -> list[str]:
    """The cases of a phrase whose sum the page does not give, each in words."""
    policy = ipdsl.load(path, cache=False)
    wrong = []
    for case in phrase.meaning:
        decision = policy.evaluate(dict(case.facts))
        if decision.is_undetermined or decision.total.minor != case.due * 100:
            wrong.append(f"{decision.total} for {case.due}: {case.facts}")
    return wrong
