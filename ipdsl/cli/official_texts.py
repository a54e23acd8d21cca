"""Read the official text of a path, for several commands: a text file, Word or PDF."""

from __future__ import annotations

from collections.abc import Callable

from ipdsl.audit.draft.document_reader import read_document
from ipdsl.audit.draft.page import place_of
from ipdsl.audit.official_text import OfficialDocument
from ipdsl.base.files import read_bytes, shown_name
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.cli.console import call_language


def read_official(path: str) -> OfficialDocument | Diagnostic:
    """The document of a path or of standard input, or a finding if it cannot be read."""
    data = read_bytes(path)
    return data if isinstance(data, Diagnostic) else read_document(shown_name(path), data)


def places_of(document: OfficialDocument) -> Callable[[int], str | None]:
    """A function that names lines by their place in the document.

    It returns `None` for plain text, which only has line numbers.
    """
    language = call_language()
    return lambda line: place_of(document.place(line), language) if document.places else None
