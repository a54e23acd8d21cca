"""The official text of a path, for the verbs that read one: a text file, Word or PDF."""

from __future__ import annotations

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.draft.documents import Document
from ipdsl.draft.read import read_document
from ipdsl.files import STDIN, STDIN_NAME, read_bytes


def read_official(where: str) -> Document | Diagnostic:
    """The document of a path or of standard input, or what keeps it from being one."""
    data = read_bytes(where)
    return data if isinstance(data, Diagnostic) else read_document(name_of(where), data)


def name_of(where: str) -> str:
    """How findings and pages call a file."""
    return STDIN_NAME if where == STDIN else where
