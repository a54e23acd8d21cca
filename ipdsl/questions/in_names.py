"""Stated facts with the names of the vocabulary in the place of labels.

In: plain facts that the reader took. Out: the same facts, to be added to or written to a file: parts of objects,
members of choices, kinds and clauses under their names. Values of other types stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ipdsl.runtime.reading import labels as scopes
from ipdsl.runtime.reading.base import ReadContext
from ipdsl.runtime.reading.labels import NO_LABELS, Labels, choice_of, labels_of, names_by_label
from ipdsl.runtime.reading.spoken import kind_of
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Field
from ipdsl.schema.types import Type

Stated = dict[str, object]

_LINE_SCOPES = {
    "clause": scopes.clause_labels, "kind": scopes.record_labels, "level": scopes.level_labels,
    "figure": scopes.figure_labels,
}  # fmt: skip
"""The parts of lines that name something of the vocabulary or the policy."""


def replace_labels(program: Program, stated: Mapping[str, object]) -> Stated:
    """The facts with their labels replaced; facts without labels come out as they are."""
    schema = program.schema

    def applicant(part: Any) -> object:
        fields = _fields(program, schema.applicant_fields, program.compute_once(scopes.applicant_labels), part)
        if "kinds" not in fields:
            return fields  # an interview may go back to before its first answer
        return fields | {"kinds": _name_value(program.compute_once(scopes.applicant_kind_labels), fields["kinds"])}

    def records(part: Any) -> object:
        return {
            kind: listing(kind, entry)
            for kind, entry in _name_parts(program.compute_once(scopes.record_labels), part).items()
        }

    def listing(kind: str, part: Any) -> object:
        if isinstance(part, Mapping):
            return {**part, "items": listing(kind, part["items"])}
        fields, labels = schema.record_by_name[kind].fields, scopes.field_labels(schema.record_by_name[kind])
        return part if part is None else [_fields(program, fields, labels, entry) for entry in part]

    def figures(part: Any) -> object:
        labels = program.compute_once(scopes.figure_labels)
        return {year: entry if entry is None else _name_parts(labels, entry) for year, entry in part.items()}

    def lines(part: Any) -> object:
        return [_line(program, line) for line in part]

    parts: dict[str, Callable[[Any], object]] = {
        "applicant": applicant,
        "records": records,
        "figures": figures,
        "series": lambda part: _name_parts(program.compute_once(scopes.series_labels), part),
        **dict.fromkeys(("history", "support", "older_documents", "approvals", "published"), lines),
    }
    return {name: parts[name](part) if name in parts and part is not None else part for name, part in stated.items()}


def _line(program: Program, line: Mapping[str, Any]) -> Stated:
    is_own = line.get("policy") in (None, "", program.name)
    if not is_own and line.get("outcome"):
        return {**line}  # a whole line of another policy has words of its own
    scope_of = _LINE_SCOPES if is_own else {name: scope for name, scope in _LINE_SCOPES.items() if name != "clause"}
    parts = {
        name: _name_value(program.compute_once(scope_of[name]), part) if name in scope_of else part
        for name, part in line.items()
    }
    clause, kind = str(parts.get("clause", "")), str(parts.get("kind") or "")
    if parts.get("row"):
        parts["row"] = _name_value(program.compute_once(scopes.row_labels).get(clause, NO_LABELS), parts["row"])
    if parts.get("keys"):
        about = kind_of(ReadContext(program), clause, kind)
        kind_name = "" if about is None else about.name
        keys, members = (
            _name_parts(program.compute_once(scopes.key_labels)[kind_name], parts["keys"]),
            program.compute_once(scopes.value_labels)[kind_name],
        )
        parts["keys"] = {name: _name_value(members.get(name, NO_LABELS), value) for name, value in keys.items()}
    return parts


def _labels_of_type(program: Program, type_: Type) -> Labels:
    choice = choice_of(program, type_)
    return NO_LABELS if choice is None else labels_of(choice.members)


def _fields(program: Program, fields: tuple[Field, ...], labels: Labels, part: Mapping[str, Any]) -> Stated:
    types = {field.name: field.type for field in fields}
    return {
        name: _name_value(_labels_of_type(program, types[name]), value) if name in types else value
        for name, value in _name_parts(labels, part).items()
    }


def _name_parts(labels: Labels, part: Mapping[str, Any]) -> dict[str, Any]:
    """An object with its parts under their names."""
    names = names_by_label(labels)
    return {names.get(word, word): value for word, value in part.items()}


def _name_value(labels: Labels, value: Any) -> Any:
    """A value, each of a list, or the value of each period, by its name."""
    if isinstance(value, list | tuple):
        return [_name_value(labels, member) for member in value]
    if isinstance(value, Mapping):
        return {**value, "value": _name_value(labels, value["value"])} if "value" in value else value
    return names_by_label(labels).get(value, value) if isinstance(value, str) else value
