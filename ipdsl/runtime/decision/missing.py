"""The facts that are missing: those that would change what is due, with what hangs on them and the clauses that ask."""

from __future__ import annotations

from ipdsl.runtime.clauses.unstated import type_of
from ipdsl.runtime.decision.model import Claim, MissingFact
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.types import ChoiceType, LevelType
from ipdsl.values.money import Money


def missing_facts(
    program: Program, claims: tuple[Claim, ...], worth: dict[FactRef, int | None], askers: dict[FactRef, set[str]]
) -> tuple[MissingFact, ...]:
    """The facts that would change what is due, by what hangs on them, with the clauses that ask."""
    refs: dict[str, set[FactRef]] = {}
    labels: dict[str, set[str]] = {}
    told = [c for c in claims if c.outcome is Outcome.UNDETERMINED and not c.bounds.is_point]
    for claim in {id(claim.missing): claim for claim in told}.values():
        for ref in claim.missing:
            refs.setdefault(ref.path, set()).add(ref)
            labels.setdefault(ref.path, set()).update(askers.get(ref) or {claim.label})
    order = [clause.label for clause in program.clauses]
    found = [
        MissingFact(
            min(own), path, _label(program, min(own)), _together(program, [worth.get(ref, 0) for ref in own]),
            tuple(sorted(labels[path], key=order.index)),
        )
        for path, own in refs.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda m: (m.worth is not None, -(m.worth.minor if m.worth else 0), m.path)))


def _together(program: Program, sums: list[int | None]) -> Money | None:
    """What hangs on a field over all its days; `None`: no limit."""
    known = [sum_ for sum_ in sums if sum_ is not None]
    return Money(sum(known), program.currency) if len(known) == len(sums) else None


def _label(program: Program, ref: FactRef) -> str:
    """The vocabulary's words for a fact: label, unit, and the members of a choice."""
    schema = program.schema
    match ref.group:
        case "record" if ref.kind in schema.record_by_name:
            kind = schema.record_by_name[ref.kind]
            field = kind.field_by_name.get(ref.field)
        case "applicant":
            field = schema.applicant_field_by_name.get(ref.field)
        case "figure":
            field = schema.figure_by_name.get(ref.field)
        case "records" if ref.kind in schema.record_by_name:
            return schema.record_by_name[ref.kind].label.zh
        case "series" if ref.kind in schema.series_by_name:
            return schema.series_by_name[ref.kind].label.zh
        case _:
            return ""
    words = [field.label.zh, field.label.definition] if field is not None else []
    match type_of(schema, ref):
        case ChoiceType(choice=name) | LevelType(level=name):
            words.append(" / ".join(schema.choice_by_name[name].names))
        case _:
            pass
    return "; ".join(word for word in words if word)
