"""Labels as names: which declared names the Chinese labels of one scope mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ipdsl.schema.declarations import LabelledDeclaration

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


def names_by_label(labels: Labels) -> dict[str, str]:
    """The labels that mean one name, with that name."""
    return {label: names[0] for label, names in labels.items() if len(names) == 1}


def labels_by_name(labels: Labels) -> dict[str, str]:
    """The names with unambiguous labels, each with the last of them.

    The last label of a clause has all its parts translated.
    """
    return {name: label for label, name in names_by_label(labels).items()}
