"""Declared words of a vocabulary: members, choices and levels, the Chinese labels of a scope, and periods of rules.

Declared words of a vocabulary: members, choices and levels, and those that the Chinese labels of a scope mean.

Periods of rules as keys: blocks of years (`3 years`), and spans that begin with any payment (`any 24 months`).

A period is a key that every claim has. The value of a block is its years; claims and payments of one block share a
group. All claims share the group of a span, and its rule compares their days.
"""

from __future__ import annotations

import re
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


_BLOCK = re.compile("([0-9]+) years")
_SPAN = re.compile("any ([0-9]+) (year|month|day)s?")

PeriodSpan = tuple[int, str]
"""A number of years, months or days, with its unit."""

MEASURES = {"year": "年", "month": "个月", "day": "天"}
"""The Chinese units of a period."""


def years_of_block(key: str) -> int:
    """The number of years of a block; 0 for another key."""
    match = _BLOCK.fullmatch(key)
    return 0 if match is None else int(match[1])


def span_of_key(key: str) -> PeriodSpan | None:
    """The length of a span; `None` for another key."""
    match = _SPAN.fullmatch(key)
    return None if match is None else (int(match[1]), match[2])


def span_of_keys(keys: Iterable[str]) -> PeriodSpan | None:
    """The length of the span among these keys."""
    return next(map(span_of_key, filter(is_span, keys)), None)


def is_span(key: str) -> bool:
    """Whether a key is a span."""
    return key[:4] == "any "


def is_period(key: str) -> bool:
    """Whether a key is a period."""
    return is_span(key) or key[:1].isdigit()  # no name begins with a digit


def period_text(key: str, year: int, first_year: int) -> str:
    """The value of a period for a year: the years of its block, counted from a first year; of a span its name."""
    number = years_of_block(key)
    if not number:
        return key
    first = first_year + (year - first_year) // number * number
    return f"{first}-{first + number - 1}"


def period_zh(key: str) -> str:
    """A period in Chinese: `3年`, `连续24个月内`; empty for another key."""
    span = span_of_key(key)
    if span is None:
        number = years_of_block(key)
        return f"{number}年" if number else ""
    number, unit = span
    return f"连续{number}{MEASURES[unit]}内"


_ROW = "row "  # no name has a blank


def row_key(row: str) -> str:
    """The key that claims of a row have and no others; its value is the row."""
    return f"{_ROW}{row}"


def row_of_key(key: str) -> str:
    """The row whose claims have a key; empty for another key."""
    return key[len(_ROW) :] if key.startswith(_ROW) else ""


def keys_text(keys: Iterable[str]) -> str:
    """The keys of a rule in words."""
    return "".join([f" {'in' if is_span(key) else 'of' if row_of_key(key) else 'per'} {key}" for key in keys])
