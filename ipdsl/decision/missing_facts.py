"""Missing facts: each with the amount that it affects and the clauses that need it; record kinds that are not stated.

Each fact is listed once, even if several claims wait for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ipdsl.base.partition import values_by_key
from ipdsl.base.values.money import Money
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.model import Claim, MissingFact, UnstatedKind
from ipdsl.engine.situation import field_of, members_of_type
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Program


def missing_facts(
    program: Program, claims: tuple[Claim, ...], worth: dict[FactRef, int | None], askers: dict[FactRef, set[str]],
    unnamed: Iterable[FactRef] = (),
) -> tuple[MissingFact, ...]:  # fmt: skip
    """The facts that would change the amount due, largest effect first, with the clauses that need them.

    `unnamed` are facts that no claim names, because some claims depend on more facts than they name.
    """
    undetermined = [c for c in claims if c.outcome is Outcome.UNDETERMINED and not c.bounds.is_point]
    requests = [
        (ref, {claim.label}) for claim in {id(c.missing): c for c in undetermined}.values() for ref in claim.missing
    ]
    requests += [(ref, set()) for ref in unnamed if worth.get(ref, 0) != 0]
    return _sort_by_worth(program, requests, worth, askers)


def facts_of_others(
    program: Program, claims: tuple[Claim, ...], worth: dict[FactRef, int | None], askers: dict[FactRef, set[str]],
    named: Collection[str],
) -> tuple[MissingFact, ...]:  # fmt: skip
    """The amounts that the bureau has not set and the figures that it may publish, if claims wait for nothing else.

    Facts whose path is in `named` are omitted: an undetermined claim waits for them too, so they are missing facts.
    """
    waiting = [c for c in claims if c.outcome in (Outcome.CEILING, Outcome.CONTINGENT) and not c.bounds.is_point]
    requests = [(ref, {claim.label}) for claim in waiting for ref in claim.missing if ref.path not in named]
    return _sort_by_worth(program, requests, worth, askers)


def _sort_by_worth(
    program: Program, requests: Iterable[tuple[FactRef, set[str]]], worth: dict[FactRef, int | None],
    askers: dict[FactRef, set[str]],
) -> tuple[MissingFact, ...]:  # fmt: skip
    """One entry per path with the amount that it affects, largest first.

    `requests` are facts, each with a clause that waits for it.
    """
    refs: dict[str, set[FactRef]] = {}
    labels: dict[str, set[str]] = {}
    for ref, members in requests:
        refs.setdefault(ref.path, set()).add(ref)
        labels.setdefault(ref.path, set()).update(askers.get(ref) or members)
    order = {clause.label: place for place, clause in enumerate(program.clauses)}
    missing = [
        MissingFact(
            min(members), path, _label(program, min(members)),
            _worth_of(program, [worth.get(ref, 0) for ref in members]),
            tuple(sorted(labels[path], key=order.__getitem__)),
        )
        for path, members in refs.items()
    ]  # fmt: skip
    return tuple(sorted(missing, key=lambda m: (m.worth is not None, -(m.worth.minor if m.worth else 0), m.path)))


def _worth_of(program: Program, sums: list[int | None]) -> Money | None:
    """The amount that depends on a field over all its days; `None`: no limit."""
    known = [sum_ for sum_ in sums if sum_ is not None]
    return Money(sum(known), program.currency) if len(known) == len(sums) else None


def _label(program: Program, ref: FactRef) -> str:
    """The vocabulary's words for a fact: label, unit, and the members of a choice."""
    schema = program.schema
    if ref.group in ("records", "series"):
        named = (schema.record_by_name if ref.group == "records" else schema.series_by_name).get(ref.kind)
        return "" if named is None else named.label.zh
    field = field_of(schema, ref)
    if field is None:
        return ""
    words = [field.label.zh, field.label.definition]
    if field.type.is_member:
        words.append(" / ".join(map(str, members_of_type(schema, field.type) or ())))
    return "; ".join(word for word in words if word)


def unstated_kinds(proposer: Proposer) -> tuple[UnstatedKind, ...]:
    """The record kinds that the facts do not mention, with the clauses that could pay this applicant."""
    program, facts = proposer.program, proposer.facts
    clauses_by_kind = values_by_key(
        (clause.trigger.record, clause.label)
        for clause in program.clauses
        if not (clause.beneficiaries and facts.kinds.isdisjoint(clause.beneficiaries))
        and clause.trigger.record
        and not _is_listed(proposer, clause.trigger.record)
    )
    return tuple(
        UnstatedKind(kind, _label(program, FactRef("records", kind)), tuple(labels))
        for kind, labels in clauses_by_kind.items()
    )


def _is_listed(proposer: Proposer, kind: str) -> bool:
    schema, stated = proposer.program.schema, proposer.facts.records
    return any(name in stated for name in (*schema.narrower_records[kind], *schema.lineage(kind)))
