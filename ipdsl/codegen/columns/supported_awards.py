"""Which awards columns carry, and why the others are left to single decisions, with every applicant they may reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ipdsl.claims.keys import NO_FIELDS
from ipdsl.codegen.columns.clauses import ColumnKey, LoopText
from ipdsl.ir.terms import Program, Quota, TriggerKind, is_matter
from ipdsl.kernel.rule_table import Rule, table_of_program
from ipdsl.schema.values.value_type import Type

MAX_KEYS = 3
"""The largest number of keys of a rule in addition to the year."""


def unsupported_awards(
    program: Program, loops: Mapping[int, LoopText], rooms: Collection[str], years: Collection[str]
) -> Mapping[int, str]:
    """For each award that columns do not carry, why. `loops` are those of the awards that have one, `rooms` and
    `years` the functions of caps and suspensions that columns can ask.
    """
    reasons = {term.index: "its claims have no loop" for term in program.clauses if term.index not in loops}
    for rule in table_of_program(program).rules:
        why = _rule_reason(rule, rooms, loops) or _counting_reason(program, rule)
        if why:
            reasons |= {index: f"{rule.step_rule.name}: {why}" for index in rule.columns if index not in reasons}
    for quota in program.quotas:
        if why := _quota_reason(program, quota):
            reasons |= {index: f"{quota.name}: {why}" for index in quota.clauses if index not in reasons}
    for term in program.suspensions:
        if term.function not in years:
            reasons |= dict.fromkeys(term.clauses, f"{term.name}: its years have no loop")
    return dict(sorted(reasons.items()))


def _rule_reason(rule: Rule, rooms: Collection[str], loops: Mapping[int, LoopText]) -> str:
    bound = rule.step_rule
    if bound.is_across and any(_is_key_of_applicant(key, bound.keys) for index in rule.columns if index in loops
                            for key in loops[index].keys):  # fmt: skip
        return "it has a key across applicants that is not a text"
    if bound.is_across and rule.step.has_places:
        return "it counts applicants"
    if bound.order is not None:
        return "its claims have an order of their own"
    if not rule.step.is_divided or (bound.is_across and not bound.keys and not bound.per_year):
        return "it is one room for all, or shared in another manner"
    if rule.step.compares_sums:
        return "it compares the sum of several claims"
    if len(bound.keys) > MAX_KEYS:
        return f"it has more than {MAX_KEYS} keys"
    if bound.function is not None and bound.function not in rooms:
        return "its room has no loop"
    return ""


def _counting_reason(program: Program, rule: Rule) -> str:
    """Why items under a rule are not counted over columns: those of sets by other keys are numbered by themselves."""
    sets = [trigger for index in rule.columns if (trigger := program.clauses[index].trigger).kind is TriggerKind.SET]
    roots = {(program.schema.record_by_name[trigger.record].root, trigger.keys) for trigger in sets}
    is_told_apart = len(roots) == len({root for root, _ in roots})
    return "it counts sets by several keys" if rule.counts_items and not is_told_apart else ""


def _quota_reason(program: Program, quota: Quota) -> str:
    """Why records under a quota are not listed over columns."""
    if quota.score and table_of_program(program).table_above(quota).steps:
        return "rules above it may leave nothing to select"
    for index in quota.clauses:
        clause = program.clauses[index]
        if clause.trigger.kind is TriggerKind.SET:
            return "it counts sets"
        kind = program.schema.record_by_name.get(clause.trigger.record)
        for name in quota.keys:
            type_ = None if kind is None or name not in kind.field_by_name else kind.field_by_name[name].type
            value_type = None if type_ is None else type_.member_type
            if name in ("level", *NO_FIELDS) or is_matter(name) or not _lists_records(value_type):
                return f"columns list no records by {name}"
    return ""


def _lists_records(type_: Type | None) -> bool:
    """Whether records are listed by fields of the type."""
    return type_ is not None and (type_.is_member or type_.is_local_name)


def _is_key_of_applicant(key: ColumnKey, names: Collection[str]) -> bool:
    """Whether a key that is asked for has numbers that mean something else with each applicant."""
    return key.name in names and key.domain in ("matter", "applicant")
