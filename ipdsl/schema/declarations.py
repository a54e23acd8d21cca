"""Declared words of a vocabulary: members, choices and levels, and those that the Chinese labels of a scope mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol, TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject


@attrs.frozen(eq=False, repr=False)
class Label(ValueObject):
    """The words of a declaration for people.

    `zh` is the Chinese label, `definition` a sentence, `definition_zh` the Chinese sentence if there are two.
    """

    zh: str = ""
    definition: str = ""
    definition_zh: str = ""

    @property
    def chinese_definition(self) -> str:
        """The definition in Chinese, or else the only one."""
        return self.definition_zh or self.definition


class LabelledDeclaration(Protocol):
    """A declaration with a name and a label."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Label: ...


class LocatedDeclaration(LabelledDeclaration, Protocol):
    """A labelled declaration with its place in the text."""

    @property
    def span(self) -> Span | None: ...


def span_field() -> Span | None:
    """The place of a declaration, which comparisons ignore."""
    return attrs.field(default=None, eq=False, repr=False, kw_only=True)  # type: ignore[no-any-return]  # a field of attrs stands for its value


@attrs.frozen(eq=False, repr=False)
class Member(ValueObject):
    """One member of a choice or level."""

    name: str
    label: Label = Label()
    span: Span | None = span_field()


@attrs.frozen(eq=False, repr=False, slots=False)
class Choice(ValueObject):
    """Members without order, or (`is_ordered`) a level: members from highest to lowest."""

    name: str
    members: tuple[Member, ...]
    is_ordered: bool = False
    label: Label = Label()
    span: Span | None = span_field()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(m.name for m in self.members)

    def rank(self, member: str) -> int:
        """Position counted from the lowest (0); only meaningful when `is_ordered`."""
        return len(self.members) - 1 - self.names.index(member)


Labels: TypeAlias = Mapping[str, tuple[str, ...]]
"""The names that each label means; a label can be used only if it means one name."""

NO_LABELS: Labels = {}


def labels_of(declared: Iterable[LabelledDeclaration], *more: str) -> Labels:
    """The names of one scope by their labels; `more` are names without labels."""
    return label_index(((entry.label.zh, entry.name) for entry in declared), more)


def label_index(pairs: Iterable[tuple[str, str]], more: Iterable[str] = ()) -> Labels:
    """The names by label, from pairs of a label and a name; `more` are names without labels."""
    index: dict[str, dict[str, None]] = {}
    names = {*more}
    for label, name in pairs:
        names.add(name)
        index.setdefault(label, {})[name] = None
    return {label: tuple(names_of_label) for label, names_of_label in index.items() if label and label not in names}


class CaselessLabels(Mapping[str, tuple[str, ...]]):
    """Labels that are looked up without regard to upper and lower case, unless the text is a label or name as written.

    A text that only differs in case from labels or names of several things means all of them. `former` are labels that
    are looked up and not listed.
    """

    def __init__(self, labels: Labels, names: Iterable[str], former: Iterable[tuple[str, str]] = ()) -> None:
        self._labels, self._names = labels, frozenset(names)
        listed = ((label, name) for label, named in labels.items() for name in named)
        pairs = (*listed, *((name, name) for name in self._names), *former)
        self._folded = values_by_key((label.casefold(), name) for label, name in dict.fromkeys(pairs))

    def __getitem__(self, text: str) -> tuple[str, ...]:
        if text in self._labels:
            return self._labels[text]
        if text in self._names:
            raise KeyError(text)
        return tuple(dict.fromkeys(self._folded[text.casefold()]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


def names_by_label(labels: Labels) -> dict[str, str]:
    """The labels that mean one name, with that name."""
    return {label: names[0] for label, names in labels.items() if len(names) == 1}


def labels_by_name(labels: Labels) -> dict[str, str]:
    """The names with unambiguous labels, each with the last of them.

    The last label of a clause has all its parts translated.
    """
    return {name: label for label, name in names_by_label(labels).items()}
