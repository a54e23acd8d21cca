"""Spans without the folder of their file, so that equal pages give equal plans in whatever folder they lie."""

from __future__ import annotations

import re

import attrs

from ipdsl.source import Span


def relative_span(span: Span) -> Span:
    """The span with the bare name of its file."""
    return attrs.evolve(span, file=re.split(r"[/\\]", span.file)[-1])
