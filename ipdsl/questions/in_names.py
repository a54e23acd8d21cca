"""Stated facts with the names of the vocabulary in the place of labels.

In: plain facts that the reader took. Out: the same facts, to be added to or written to a file: parts of objects,
members of choices, kinds and clauses under their names. Values of other types stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ipdsl.runtime.reading import labels as scopes
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.labels import NO_LABELS, Labels, choice_of, labels_of, names_by_label
from ipdsl.runtime.reading.spoken import kind_of
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Field
from ipdsl.schema.types import Type

Stated = dict[str, object]

_OF_LINES = {
    "clause": scopes.of_clauses, "kind": scopes.of_records, "level": scopes.of_levels, "figure": scopes.of_figures,
}  # fmt: skip
"""The parts of lines that name something of the vocabulary or the policy."""


def in_names(program: Program, stated: Mapping[str, object]) -> Stated:
    """The facts with their labels replaced; facts without labels come out as they are."""
    schema = program.schema

    def applicant(part: Any) -> object:
        found = _fields(program, schema.applicant_fields, program.kept(scopes.of_applicant), part)
        return found | {"kinds": _led(program.kept(scopes.of_kinds), found["kinds"])}

    def records(part: Any) -> object:
        return {kind: listing(kind, one) for kind, one in _named(program.kept(scopes.of_records), part).items()}

    def listing(kind: str, part: Any) -> object:
        if isinstance(part, Mapping):
            return {**part, "items": listing(kind, part["items"])}
        fields, labels = schema.record_by_name[kind].fields, scopes.of_fields(schema.record_by_name[kind])
        return part if part is None else [_fields(program, fields, labels, one) for one in part]

    def figures(part: Any) -> object:
        labels = program.kept(scopes.of_figures)
        return {year: one if one is None else _named(labels, one) for year, one in part.items()}

    def lines(part: Any) -> object:
        return [_line(program, one) for one in part]

    parts: dict[str, Callable[[Any], object]] = {
        "applicant": applicant,
        "records": records,
        "figures": figures,
        "series": lambda part: _named(program.kept(scopes.of_series), part),
        **dict.fromkeys(("history", "support", "older_documents", "approvals", "published"), lines),
    }
    return {name: parts[name](part) if name in parts and part is not None else part for name, part in stated.items()}


def _line(program: Program, line: Mapping[str, Any]) -> Stated:
    is_own = line.get("policy") in (None, "", program.name)
    if not is_own and line.get("outcome"):
        return {**line}  # a whole line of another policy has words of its own
    scope_of = _OF_LINES if is_own else {name: scope for name, scope in _OF_LINES.items() if name != "clause"}
    found = {
        name: _led(program.kept(scope_of[name]), part) if name in scope_of else part for name, part in line.items()
    }
    clause, kind = str(found.get("clause", "")), str(found.get("kind") or "")
    if found.get("row"):
        found["row"] = _led(program.kept(scopes.of_rows).get(clause, NO_LABELS), found["row"])
    if found.get("keys"):
        about = kind_of(Reading(program), clause, kind)
        of = "" if about is None else about.name
        keys, members = _named(program.kept(scopes.of_keys)[of], found["keys"]), program.kept(scopes.of_values)[of]
        found["keys"] = {name: _led(members.get(name, NO_LABELS), value) for name, value in keys.items()}
    return found


def _of_type(program: Program, of: Type) -> Labels:
    choice = choice_of(program, of)
    return NO_LABELS if choice is None else labels_of(choice.members)


def _fields(program: Program, fields: tuple[Field, ...], labels: Labels, part: Mapping[str, Any]) -> Stated:
    types = {field.name: field.type for field in fields}
    return {
        name: _led(_of_type(program, types[name]), value) if name in types else value
        for name, value in _named(labels, part).items()
    }


def _named(labels: Labels, part: Mapping[str, Any]) -> dict[str, Any]:
    """An object with its parts under their names."""
    names = names_by_label(labels)
    return {names.get(word, word): value for word, value in part.items()}


def _led(labels: Labels, value: Any) -> Any:
    """A value, each of a list, or the value of each period, by its name."""
    if isinstance(value, list | tuple):
        return [_led(labels, one) for one in value]
    if isinstance(value, Mapping):
        return {**value, "value": _led(labels, value["value"])} if "value" in value else value
    return names_by_label(labels).get(value, value) if isinstance(value, str) else value
