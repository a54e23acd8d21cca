"""The Chinese labels of a vocabulary as names in facts, by scope.

Input: a program. Output: for each scope in which facts name something, the names by label. A label that two things of a
scope share has both names, and the reader reports it. A label that equals a name in its scope is that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.ir.terms import Program
from ipdsl.schema.declarations import Choice, LabelledDeclaration
from ipdsl.schema.labels import NO_LABELS, Labels, label_index, labels_by_name, labels_of
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.wording.labels import EnglishNames
from ipdsl.wording.labels import Labels as ByLabels


@attrs.frozen(eq=False, repr=False)
class FactNames(ValueObject):
    """The words that facts use: names, or labels."""

    program: Program
    uses_labels: bool = False

    def scope_translator(self, scope: Callable[[Program], Labels]) -> Callable[[str], str]:
        """The words of a scope."""
        return self.label_translator(self.program.compute_once(scope) if self.uses_labels else NO_LABELS)

    def label_translator(self, labels: Labels) -> Callable[[str], str]:
        """The words for the names of these labels."""
        words = labels_by_name(labels) if self.uses_labels else {}
        return lambda name: words.get(name, name)


CLAIM_KEYS = frozenset({"applicant", "item", "year", "level"})
"""Keys of claims in addition to the fields of their records."""


# ---- scopes


def applicant_kind_labels(program: Program) -> Labels:
    """Kinds of applicants."""
    return labels_of(program.schema.kinds)


def applicant_labels(program: Program) -> Labels:
    """Parts of the applicant."""
    return labels_of(program.schema.applicant_fields, "id", "kinds")


def figure_labels(program: Program) -> Labels:
    """Yearly figures."""
    return labels_of(program.schema.figures)


def field_labels(kind: RecordKind) -> Labels:
    """Parts of a record."""
    return labels_of(kind.fields, "id")


def series_labels(program: Program) -> Labels:
    """Published series."""
    return labels_of(program.schema.series)


def record_labels(program: Program) -> Labels:
    """Kinds of records."""
    return labels_of(program.schema.records)


def level_labels(program: Program) -> Labels:
    """The members of all levels. Several levels may have the same name with the same label."""
    return labels_of(member for choice in program.schema.choices if choice.is_ordered for member in choice.members)


def clause_labels(program: Program) -> Labels:
    """Clauses by their labels with each part translated: `3.地理标志保护产品.新认定`.

    Some parts may be names. A clause named by `as` uses the label that the page gives next to it. The names that
    decisions and letters print are labels too, and the article of one or several clauses.
    """
    printed = (
        (name, clause.label)
        for clause in program.clauses
        for names in (program.compute_once(EnglishNames), program.compute_once(ByLabels))
        for name in (
            *((f"article {clause.article}", f"第{clause.article}条") if clause.article else ()),
            names.award_of_article(clause.label),
            names.award_with_heading(clause.label),
        )
    )
    clause_names = {clause.label for clause in program.clauses}
    page_labels = [(label, name) for name, label in program.labels if name in clause_names]
    label_pairs = (
        (".".join(words), clause.label)
        for clause in program.clauses
        for words in list(product(*_label_parts(program, clause.label)))[1:]
    )
    return label_index((*printed, *label_pairs, *page_labels))


def row_labels(program: Program) -> Mapping[str, Labels]:
    """The rows of each clause by the labels of their members: `省级、市级` for `provincial, municipal`."""
    members = [member for choice in program.schema.choices for member in choice.members]
    return {
        clause.label: label_index(
            (between.join(words), row.name)
            for row in clause.rows
            for words in list(product(*(_name_variants(part, members) for part in row.name.split(", "))))[1:]
            for between in (", ", "、")
        )
        for clause in program.clauses
    }


def key_labels(program: Program) -> _KeyLabels:
    """The keys of lines about a record kind, by its name; "" if the kind is not known."""
    return _KeyLabels(program)


class _KeyLabels(dict[str, Labels]):
    """Key labels by kind, made on first use."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __missing__(self, kind: str) -> Labels:
        schema = self.program.schema
        related = schema.related_records[kind] if kind else schema.record_by_name.keys()
        fields = [field for record in schema.records if record.name in related for field in record.fields]
        declared: list[LabelledDeclaration] = [*fields, *schema.applicant_fields, *schema.kinds, *schema.classes]
        labels = self[kind] = labels_of(declared, *CLAIM_KEYS)
        return labels


def value_labels(program: Program) -> _ValueLabels:
    """The possible values of keys in lines about a record kind, by key; "" if the kind is not known."""
    return _ValueLabels(program)


class _ValueLabels(dict[str, Mapping[str, Labels]]):
    """The members of the choices of all fields with the same name, made on first use."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __missing__(self, kind: str) -> Mapping[str, Labels]:
        schema = self.program.schema
        related = schema.related_records[kind] if kind else schema.record_by_name.keys()
        fields = (field for record in schema.records if record.name in related for field in record.fields)
        types = {field.name: [field.type] for field in schema.applicant_fields}
        types |= values_by_key((field.name, field.type) for field in fields)
        choices = {key: [choice_of(self.program, type_) for type_ in candidates] for key, candidates in types.items()}
        labels = self[kind] = {
            key: labels_of(member for choice in candidates if choice is not None for member in choice.members)
            for key, candidates in choices.items()
            if None not in candidates
        }
        return labels


def choice_of(program: Program, type_: Type) -> Choice | None:
    """The choice or level of a type, or of the members of a list."""
    name = type_.member_type.choice_name
    return program.schema.choice_by_name[name] if name else None


def _label_parts(program: Program, clause: str) -> Sequence[tuple[str, ...]]:
    """The parts of the label of a clause, each with all its variants."""
    schema = program.schema
    variants: list[tuple[str, ...]] = []
    record: RecordKind | None = None
    for part in clause.split("."):
        about: Iterable[LabelledDeclaration]
        if record is not None:
            about = (*record.events, *record.states)
        else:
            about = (*schema.records, *schema.figures, *schema.kinds, *schema.classes, *schema.since_words,
                     *schema.applicant_fields)  # fmt: skip
            record = schema.record_by_name.get(part)
        variants.append(_name_variants(part, about))
    return variants


def _name_variants(name: str, declared: Iterable[LabelledDeclaration]) -> tuple[str, ...]:
    """A name and its labels."""
    return tuple(
        dict.fromkeys((name, *(entry.label.zh for entry in declared if entry.name == name and entry.label.zh)))
    )
