"""Findings for tests of the renderer, made without any phase of the compiler."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Severity, Texts
from ipdsl.base.source import Source, Sources, Span

PAGE = "page.ipp"


class UnknownWord(Diagnostic, code="X001"):
    """An undeclared word."""

    en: ClassVar[Texts] = Texts("no record kind `{word}`", label="not declared", help="declare it, or mend the word")
    zh: ClassVar[Texts] = Texts("没有记录类别`{word}`", label="未声明", help="请声明此词，或改正")

    word: str


class Uncapped(Diagnostic, code="X002", severity=Severity.WARNING):
    """A warning without label and help."""

    en: ClassVar[Texts] = Texts("no cap on a rate")
    zh: ClassVar[Texts] = Texts("比例没有上限")


class Draft(Diagnostic, code="X003", severity=Severity.NOTE):
    """A note."""

    en: ClassVar[Texts] = Texts("this page is a draft", label="no `policy` line")
    zh: ClassVar[Texts] = Texts("本页是草稿", label="没有`政策`一行")


def page(*lines: str, name: str = PAGE) -> Sources:
    """The texts of a run that read one page."""
    sources = Sources()
    sources.add(Source(name, "\n".join(lines)))
    return sources


def place(line: int, column: int, length: int, name: str = PAGE) -> Span:
    """A span in one line."""
    return Span(name, line, column, line, column + length)


def where(text: str, part: str, line: int = 1) -> Span:
    """The place of a part in a line."""
    return place(line, text.index(part) + 1, len(part))


def is_harmless(text: str) -> bool:
    """Whether no character moves the cursor, reverses the text direction or is invisible."""
    return all(c.isprintable() or c == "\n" or unicodedata.category(c) == "Zs" for c in text)


__all__ = ["PAGE", "Draft", "RelatedPlace", "Uncapped", "UnknownWord", "is_harmless", "page", "place", "where"]
