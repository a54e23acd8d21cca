"""Facts with labels of the vocabulary instead of names, the inverse of `replace_labels`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ipdsl.ir.terms import Program
from ipdsl.plain_data import context as scopes
from ipdsl.plain_data.context import choice_of
from ipdsl.schema.declarations import NO_LABELS, Labels, labels_by_name, labels_of
from ipdsl.schema.vocabulary import Field


def in_labels(program: Program, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with labels, as far as `replace_labels` restores the names."""
    schema = program.schema

    def said(labels: Labels, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [said(labels, one) for one in value]
        if isinstance(value, dict):
            return {**value, "value": said(labels, value["value"])} if "value" in value else value
        return labels_by_name(labels).get(value, value) if isinstance(value, str) else value

    def parts(labels: Labels, part: Mapping[str, Any]) -> dict[str, Any]:
        words = labels_by_name(labels)
        return {words.get(name, name): value for name, value in part.items()}

    def fields(declared: Iterable[Field], labels: Labels, part: Mapping[str, Any]) -> dict[str, Any]:
        choices = {field.name: choice for field in declared if (choice := choice_of(program, field.type)) is not None}
        found = {
            name: said(labels_of(choices[name].members), value) if name in choices else value
            for name, value in part.items()
        }
        return parts(labels, found)

    def listing(kind: str, part: Any) -> Any:
        record = schema.record_by_name[kind]
        if isinstance(part, dict):
            return {**part, "items": listing(kind, part["items"])}
        return part and [fields(record.fields, scopes.field_labels(record), one) for one in part]

    def line(one: Mapping[str, Any]) -> dict[str, Any]:
        if one.get("policy") not in (None, "", program.name):
            return {**one}
        about = next((c.trigger.record for c in program.clauses if c.label == one.get("clause")), one.get("kind") or "")
        kind = schema.record_by_name.get(about)
        found = dict(one)
        for name, scope in (
            ("clause", scopes.clause_labels),
            ("kind", scopes.record_labels),
            ("level", scopes.level_labels),
            ("figure", scopes.figure_labels),
        ):
            if found.get(name):
                found[name] = said(program.compute_once(scope), found[name])
        if found.get("row"):
            found["row"] = said(program.compute_once(scopes.row_labels)[one["clause"]], found["row"])
        if found.get("keys"):
            of, members = "" if kind is None else kind.name, program.compute_once(scopes.ValueLabels)
            keys = {name: said(members[of].get(name, NO_LABELS), value) for name, value in found["keys"].items()}
            found["keys"] = parts(program.compute_once(scopes.KeyLabels)[of], keys)
        return found

    found = dict(facts)
    applicant = fields(schema.applicant_fields, program.compute_once(scopes.applicant_labels), facts["applicant"])
    found["applicant"] = applicant | {
        "kinds": said(program.compute_once(scopes.applicant_kind_labels), facts["applicant"]["kinds"])
    }
    if facts.get("records"):
        listed = {kind: listing(kind, part) for kind, part in facts["records"].items()}
        found["records"] = parts(program.compute_once(scopes.record_labels), listed)
    if facts.get("figures"):
        labels = program.compute_once(scopes.figure_labels)
        found["figures"] = {year: one and parts(labels, one) for year, one in facts["figures"].items()}
    if facts.get("series"):
        found["series"] = parts(program.compute_once(scopes.series_labels), facts["series"])
    for name in ("history", "support", "older_documents", "approvals", "published"):
        if facts.get(name):
            found[name] = [line(one) for one in facts[name]]
    return found
