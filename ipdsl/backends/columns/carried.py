"""Which awards columns carry, and why the others are left to single decisions, with every applicant they may reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ipdsl.backends.columns.clauses import Key, Loop
from ipdsl.runtime.kernel.table import Rule, table_of_program
from ipdsl.runtime.settlement.candidate import NO_FIELDS
from ipdsl.runtime.terms import Program, Quota, TriggerKind, is_matter
from ipdsl.schema.types import ChoiceType, LevelType, ListType, RecordType, TextType

MOST_KEYS = 3
"""How many keys a rule may have beside the year."""


def left_out(
    program: Program, loops: Mapping[int, Loop], rooms: Collection[str], years: Collection[str]
) -> Mapping[int, str]:
    """For each award that columns do not carry, why. `loops` are those of the awards that have one, `rooms` and
    `years` the functions of caps and suspensions that columns can ask.
    """
    found = {one.index: "its claims have no loop" for one in program.clauses if one.index not in loops}
    for rule in table_of_program(program).rules:
        why = _why(rule, rooms, loops) or _why_not_counted(program, rule)
        if why:
            found |= {index: f"{rule.bound.name}: {why}" for index in rule.columns if index not in found}
    for quota in program.quotas:
        if why := _why_not_listed(program, quota):
            found |= {index: f"{quota.name}: {why}" for index in quota.clauses if index not in found}
    for one in program.suspensions:
        if one.function not in years:
            found |= dict.fromkeys(one.clauses, f"{one.name}: its years have no loop")
    return dict(sorted(found.items()))


def _why(rule: Rule, rooms: Collection[str], loops: Mapping[int, Loop]) -> str:
    bound = rule.bound
    if bound.across and any(_is_own(key, bound.keys) for index in rule.columns if index in loops
                            for key in loops[index].keys):  # fmt: skip
        return "it looks across applicants by a key that is no text"
    if len(bound.keys) > MOST_KEYS:
        return f"it has more than {MOST_KEYS} keys"
    if bound.function is not None and bound.function not in rooms:
        return "its room has no loop"
    return ""


def _why_not_counted(program: Program, rule: Rule) -> str:
    """Why items under a rule are not counted over columns: those of sets by other keys are numbered by themselves."""
    sets = [one for index in rule.columns if (one := program.clauses[index].trigger).kind is TriggerKind.SET]
    roots = {(program.schema.record_by_name[one.record].root, one.keys) for one in sets}
    is_told_apart = len(roots) == len({root for root, _ in roots})
    return "it counts sets by several keys" if rule.counts_items and not is_told_apart else ""


def _why_not_listed(program: Program, quota: Quota) -> str:
    """Why records under a quota are not listed over columns."""
    for index in quota.clauses:
        clause = program.clauses[index]
        if clause.trigger.kind is TriggerKind.SET:
            return "it counts sets"
        kind = program.schema.record_by_name.get(clause.trigger.record)
        for name in quota.keys:
            type_ = None if kind is None or name not in kind.field_by_name else kind.field_by_name[name].type
            one = type_.item if isinstance(type_, ListType) else type_
            if name in ("level", *NO_FIELDS) or is_matter(name) or not isinstance(one, _KEYS):
                return f"columns list no records by {name}"
    return ""


_KEYS = (ChoiceType, LevelType, TextType, RecordType)
"""The types of fields by which records are listed."""


def _is_own(key: Key, names: Collection[str]) -> bool:
    """Whether a key that is asked for has numbers that mean something else with each applicant."""
    return key.name in names and key.of in ("matter", "applicant")
