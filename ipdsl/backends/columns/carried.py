"""Which awards columns carry, and why the others are left to single decisions, with every applicant they may reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ipdsl.backends.columns.clauses import Key, Loop
from ipdsl.runtime.kernel.table import Rule, table_of_program
from ipdsl.runtime.terms import Program

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
        why = _why(rule, rooms, loops)
        if why:
            found |= {index: f"{rule.bound.name}: {why}" for index in rule.columns if index not in found}
    for quota in program.quotas:
        found |= dict.fromkeys(quota.clauses, f"{quota.name}: a quota selects among applicants")
    for ranking in program.rankings:
        found |= dict.fromkeys(ranking.clauses, f"a rank by {ranking.figure} among applicants")
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


def _is_own(key: Key, names: Collection[str]) -> bool:
    """Whether a key that is asked for has numbers that mean something else with each applicant."""
    return key.name in names and key.of in ("matter", "applicant")
