"""Places without the folders of their file: equal pages give equal plans wherever they lie."""

from __future__ import annotations

import re

import attrs

from ipdsl.source import Span


def place(span: Span) -> Span:
    """The place with the bare name of its file."""
    return attrs.evolve(span, file=re.split(r"[/\\]", span.file)[-1])
