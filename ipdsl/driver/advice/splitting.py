"""A text split outside its brackets, for the readers of both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator


def mask_brackets(text: str) -> str:
    """The text with another character in place of each character in brackets."""
    depth, result = 0, []
    for character in text:
        if character == ")":
            depth -= 1
        result.append("\0" if depth > 0 else character)
        if character == "(":
            depth += 1
    return "".join(result)


def pieces(text: str, pattern: str) -> list[tuple[str, str]]:
    """The parts of a text between matches outside brackets, each with the match before it; `None` for the first."""
    parts: list[tuple[str, str]] = []
    start, separator = 0, ""
    for match in re.finditer(pattern, mask_brackets(text)):
        parts.append((separator, text[start : match.start()].strip()))
        start, separator = match.end(), match[0].strip()
    return [*parts, (separator, text[start:].strip())]


def splits(text: str, pattern: str) -> Iterator[tuple[str, str]]:
    """The two sides of each match outside brackets."""
    for match in re.finditer(pattern, mask_brackets(text)):
        yield text[: match.start()].strip(), text[match.end() :].strip()


def within_brackets(text: str) -> str | None:
    """The text within the brackets that surround all of it."""
    is_whole = text.startswith("(") and text.endswith(")") and set(mask_brackets(text)[1:-1]) <= {"\0"}
    return text[1:-1].strip() if is_whole else None
