"""Count what the advice of the program does for sentences of public documents.

Run it with `python -m tests.messages.measure_documents`.
The first proposed edit is applied once to the page of each sentence, and the page is classified.
"""

from __future__ import annotations

import enum
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language
from tests.support.advice import follow, wrong_sums
from tests.support.phrases import DOCUMENTS, LANGUAGES, NOTICES, Phrase, phrases

_QUOTED = re.compile(r"`([^`]*)`")
_FORM_WORDS = 3
"""A quoted text of so many words is the form of a sentence, and a shorter one is the spelling of a word."""


class Outcome(enum.Enum):
    """The state of a page after one proposed edit."""

    MEANT = "meant"
    """The page has no errors, and all cases have the meant sums."""
    OTHER_MEANING = "other meaning"
    """The page has no errors, and a case has another sum."""
    FORM = "form"
    """The page has an error, and the first one names a form to fill in."""
    NO_HELP = "no help"
    """The page has an error, and the first one names none."""


def outcome_of(phrase: Phrase, language: Language) -> Outcome:
    """Apply the first proposed edit to the page of a phrase, and classify the page."""
    with tempfile.TemporaryDirectory() as folder:
        path = phrase.write(Path(folder))
        followed = follow(path, most_steps=1)
        if followed.errors:
            return Outcome.FORM if _names_form(followed.errors[0], language) else Outcome.NO_HELP
        return Outcome.OTHER_MEANING if wrong_sums(phrase, path) else Outcome.MEANT


def outcomes(name: str, folder: Path = DOCUMENTS) -> Mapping[str, Outcome]:
    """The outcomes of the phrases of a folder in `english` or `chinese`, by id."""
    language = Language.ZH if name == "chinese" else Language.EN
    return {phrase.id: outcome_of(phrase, language) for phrase in phrases(name, folder)}


def _names_form(finding: Diagnostic, language: Language) -> bool:
    texts = finding.texts(language)
    quoted = _QUOTED.findall(f"{texts.label}\n{texts.help}")
    return any(len(text.split()) >= _FORM_WORDS for text in quoted)


def main() -> None:
    """Print the numbers and the ids of each outcome, for both folders and languages, or for the folder of a path."""
    for folder in map(Path, sys.argv[1:] or [DOCUMENTS, NOTICES]):
        for name in LANGUAGES:
            _print_outcomes(name, folder)


def _print_outcomes(name: str, folder: Path) -> None:
    reached = outcomes(name, folder)
    print(f"{folder.name}, {name}: {len(reached)} sentences")
    for outcome in Outcome:
        ids = [phrase for phrase, one in reached.items() if one is outcome]
        print(f"  {outcome.value}: {len(ids)}  {' '.join(ids)}")


if __name__ == "__main__":
    main()
