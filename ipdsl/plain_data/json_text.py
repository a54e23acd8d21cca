"""Facts that remember the JSON text that states them, so that problems can show their place in it.

Input: the data of a JSON text, and the text. Output: the same data as an object or list with that text. The text is
kept as it was read. It is decoded and searched only when there is a problem (`json_places`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from ipdsl.base.source import Source, TextPositions

Moved: TypeAlias = "Mapping[str, str | None]"
"""Parts of facts that the text states under another path, and parts that it does not state (`None`)."""
NOT_MOVED: Moved = {}


class JsonFile:
    """The text of a file, decoded when a finding is shown. `name` is the name in findings."""

    def __init__(self, name: str, data: bytes | str) -> None:
        self.name, self._data = name, data

    @cached_property
    def source(self) -> Source:
        """The decoded text without a byte order mark."""
        data = self._data if isinstance(self._data, str) else self._data.decode("utf-8", "replace")
        return Source(self.name, data.removeprefix("\ufeff"))

    @cached_property
    def positions(self) -> TextPositions:
        """The lines and columns of the text."""
        return TextPositions(self.source)


class FactsText:
    """The part of a text that states the facts of one applicant: all of it, one line, or one item of its list."""

    def __init__(
        self, file: JsonFile, *, line: int | None = None, index: int | None = None, moved: Moved = NOT_MOVED
    ) -> None:
        self.file, self.line, self.index, self.moved = file, line, index, moved

    def with_moved(self, moved: Moved) -> FactsText:
        """The same text for facts in which further parts were replaced or moved."""
        return FactsText(self.file, line=self.line, index=self.index, moved={**self.moved, **moved})


class JsonObject(dict[str, Any]):
    """An object of a JSON text, with the text that states it."""

    def __init__(self, data: Mapping[str, Any], text: FactsText) -> None:
        super().__init__(data)
        self.text = text


class JsonList(list[Any]):
    """A list of a JSON text, with the text that states it."""

    def __init__(self, data: Iterable[Any], text: FactsText) -> None:
        super().__init__(data)
        self.text = text


def with_text(value: object, text: FactsText) -> object:
    """The value of a JSON text with that text."""
    if type(value) is dict:
        return JsonObject(value, text)
    return JsonList(value, text) if type(value) is list else value


def text_of(data: object) -> FactsText | None:
    """The text that states the data, if they come from JSON."""
    return data.text if isinstance(data, JsonObject | JsonList) else None
