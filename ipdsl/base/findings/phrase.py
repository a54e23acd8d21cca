"""Words of this program that stand inside a finding: a next step, the kind of a value, a place. Both languages at once.

What an author wrote (a name, a number, a quotation) is a plain text and is the same in both languages; so a phrase and
a text may stand for each other wherever a finding says either.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import NoReturn, Self, TypeAlias


class Language(enum.Enum):
    """The languages of the catalogue."""

    EN = "en"
    ZH = "zh"


class Phrase:
    """Words in English and Chinese; `{name}` stands for a named value, and braces of the words themselves are doubled.

    Frozen, equal by content, false where it says nothing. `str` gives the English.
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
        """The words with their values in place."""
        cell = self.zh if language is Language.ZH else self.en
        return cell.format(**{name: localize_value(value, language) for name, value in self.values})

    def with_labels(self, label: Callable[[LocalizedName], str]) -> Phrase:
        """The same with other names."""
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
    """A phrase that was put away with the findings of an unchanged page."""
    return Phrase(en, zh, **dict(values))


class LocalizedName(str):
    """A name of the vocabulary: who tells a phrase by labels writes its label.

    `zh` is what stands in its place in Chinese, where that is known already.
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
    """A sentence of a page or a part of one, in English, or the name of the rule that it makes."""

    __slots__ = ()


MessageValue: TypeAlias = "Phrase | str | int"
"""What a finding says: words of this program, or what stands there as it is."""

NOTHING = Phrase("", "")
_TICK = "`"
THE_FIRST = Phrase("the first", "第一处")


def localize_value(value: object, language: Language) -> object:
    """A value of a finding as it stands in its words."""
    if isinstance(value, Phrase):
        return value.text(language)
    return value.zh or value if isinstance(value, LocalizedName) and language is Language.ZH else value


def literal_phrase(en: str, zh: str) -> Phrase:
    """Words that were made elsewhere, braces and all."""
    return Phrase(_literal(en), _literal(zh))


def join_phrases(
    parts: Iterable[MessageValue], en: str = ", ", zh: str = "、", *, last: tuple[str, str] | None = None
) -> Phrase:
    """The parts one after the other; `last` is what stands before the last of several."""
    values = list(parts)
    names = [f"p{index}" for index in range(len(values))]
    cells = [_row(names, mark, end) for mark, end in ((en, (last or (en, zh))[0]), (zh, (last or (en, zh))[1]))]
    return Phrase(cells[0], cells[1], **dict(zip(names, values, strict=True)))


def join_names(words: Iterable[str]) -> Phrase:
    """Names in a row; in Chinese, which has no blanks between words, each in backticks."""
    return join_phrases([_with_backticks(word) for word in words])


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
