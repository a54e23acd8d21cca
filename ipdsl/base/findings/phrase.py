"""Phrases: the words of this program inside a finding, in both languages.

A phrase is a next step, a kind of value or a place. Names, numbers and quotations of the author are plain texts, the
same in both languages. A finding accepts a phrase wherever it accepts a text.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import NoReturn, Self, TypeAlias


class Language(enum.Enum):
    """The languages of findings."""

    EN = "en"
    ZH = "zh"


class Phrase:
    """Words in English and Chinese; `{name}` is replaced by a value, and literal braces are doubled.

    Frozen, equal by content, false if empty. `str` returns the English.
    """

    __slots__ = ("en", "values", "zh")
    en: str
    zh: str
    values: tuple[tuple[str, MessageValue], ...]

    def __init__(self, en: str, zh: str, /, **values: MessageValue) -> None:
        object.__setattr__(self, "en", en)
        object.__setattr__(self, "zh", zh)
        object.__setattr__(self, "values", tuple(values.items()))

    def text(self, language: Language = Language.EN) -> str:
        """The words with their values."""
        cell = self.zh if language is Language.ZH else self.en
        return cell.format(**{name: localize_value(value, language) for name, value in self.values})

    def with_values(self, **values: MessageValue) -> Phrase:
        """The same phrase with values that it does not have yet."""
        return Phrase(self.en, self.zh, **{**values, **dict(self.values)})

    def with_labels(self, label: Callable[[LocalizedName], str]) -> Phrase:
        """The same phrase with a different text for each name."""
        return Phrase(self.en, self.zh, **{name: _value_with_labels(value, label) for name, value in self.values})

    def __bool__(self) -> bool:
        return bool(self.en)

    def __str__(self) -> str:
        return self.text()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a phrase is frozen")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)

    def __reduce__(self) -> tuple[object, ...]:
        return _restore_phrase, self._content

    def __repr__(self) -> str:
        return f"Phrase({self.text()!r}, {self.text(Language.ZH)!r})"

    @property
    def _content(self) -> tuple[str, str, tuple[tuple[str, MessageValue], ...]]:
        return self.en, self.zh, self.values


def _value_with_labels(value: MessageValue, label: Callable[[LocalizedName], str]) -> MessageValue:
    if isinstance(value, Phrase):
        return value.with_labels(label)
    return value.zh or label(value) if isinstance(value, LocalizedName) else value


def _restore_phrase(en: str, zh: str, values: Iterable[tuple[str, MessageValue]]) -> Phrase:
    """Restore a phrase of a cached finding."""
    return Phrase(en, zh, **dict(values))


class LocalizedName(str):
    """A name of the vocabulary. Messages that use labels show its label instead.

    `zh` is its Chinese text, if that is known already.
    """

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, name: str, zh: str = "") -> Self:
        made = super().__new__(cls, name)
        made.zh = zh
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (str(self), self.zh)


class LocalizedSentence(LocalizedName):
    """A sentence of a page or a part of one, in English, or the name of the rule that it declares."""

    __slots__ = ()


MessageValue: TypeAlias = "Phrase | str | int"
"""A value in a finding: a phrase of this program, or a text or number as it was written."""

NOTHING = Phrase("", "")
_TICK = "`"
THE_FIRST = Phrase("the first", "第一处")


def localize_value(value: object, language: Language) -> object:
    """A value of a finding as it appears in its message."""
    if isinstance(value, Phrase):
        return value.text(language)
    return value.zh or value if isinstance(value, LocalizedName) and language is Language.ZH else value


def literal_phrase(en: str, zh: str) -> Phrase:
    """A phrase with final words; braces in them are literal."""
    return Phrase(_literal(en), _literal(zh))


def join_phrases(
    parts: Iterable[MessageValue], en: str = ", ", zh: str = "、", *, last: tuple[str, str] | None = None
) -> Phrase:
    """The parts in a row; `last` separates the last of several parts from the one before."""
    values = list(parts)
    names = [f"p{index}" for index in range(len(values))]
    cells = [_row(names, mark, end) for mark, end in ((en, (last or (en, zh))[0]), (zh, (last or (en, zh))[1]))]
    return Phrase(cells[0], cells[1], **dict(zip(names, values, strict=True)))


def join_names(words: Iterable[str]) -> Phrase:
    """Names in a row. In Chinese, which has no blanks between words, each is in backticks."""
    return join_phrases([_with_backticks(word) for word in words])


def join_first_names(words: Iterable[str], most: int, measure: str = "个") -> Phrase:
    """The first names in a row, and the number of the others with its Chinese measure word: `a, b and 3 more`."""
    names = list(words)
    first, more = join_names(names[:most]), len(names) - most
    if more <= 0:
        return first
    return Phrase("{first} and {more} more", f"{{first}}等，另有{{more}}{measure}", first=first, more=more)


def _with_backticks(word: str) -> Phrase:
    bare = word.strip(_TICK)
    if isinstance(word, LocalizedName):
        bare = LocalizedName(bare, word.zh)
    return Phrase("{name}" if word == bare else "`{name}`", "`{name}`", name=bare)


def join_alternatives(parts: Iterable[MessageValue]) -> Phrase:
    """`a, b or c`."""
    return join_phrases(parts, last=(" or ", "或"))


def _row(names: list[str], mark: str, last: str) -> str:
    places = [f"{{{name}}}" for name in names]
    return last.join([mark.join(places[:-1]), places[-1]]) if len(places) > 1 else "".join(places)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
