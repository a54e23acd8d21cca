"""The complete lines of the ledger: for the settled claims and from the history."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TypeVar

import attrs

from ipdsl.semantics import typed
from tests.reference.claims import Claim, is_final
from tests.reference.gates import reached
from tests.reference.keys import is_matter, key_values, level_of, lineage_of
from tests.reference.matters import fields_of, matter_of
from tests.reference.periods import block_years, span
from tests.reference.settle import stands_among_rules
from tests.reference.world import Line, World

Name = TypeVar("Name")


@attrs.frozen
class Entry:
    """A line of the ledger, with all that it says; sums in minor units."""

    policy: str
    clause: str
    row: str
    applicant: str
    kind: str
    item: str
    matter: str
    level: str
    keys: tuple[tuple[str, tuple[str, ...]], ...]
    late: bool  # at the bureau's discretion
    day: datetime.date | None
    year: int
    proposed: int
    admitted: int
    charged: tuple[tuple[str, int], ...]
    paid: tuple[tuple[int, int], ...]
    carried: int
    until: int | None
    lapsed: int
    outcome: str


def ledger_lines(
    policy: typed.Policy, world: World, found: list[Claim], waited: set[tuple[str, str, datetime.date | None]]
) -> Iterator[Entry]:
    """The lines of settled claims, and the final lines of the history. `waited` names the carried claims."""
    for claim in found:
        if not claim.stopped and not (claim.is_open and not claim.cuts):
            yield _entry(policy, claim)
    for x in world.lines:
        if is_final(x) and x.recovers is None:
            charged, paid = sums_of(x.charged), sums_of(x.paid)
            yield Entry(
                x.policy or policy.name, x.clause, x.row, x.applicant, x.kind, x.item, x.matter, x.level, _keys_of(x),
                x.late, x.day, x.year, x.proposed, x.admitted, charged, paid,
                x.carried, x.until if x.carried else None, x.lapsed,
                _outcome(x) if (x.clause, x.item, x.day) in waited else x.outcome,
            )  # fmt: skip


def _entry(policy: typed.Policy, x: Claim) -> Entry:
    """A claim of this run as a line."""
    names = counted_by(policy, x.award)
    values = {name: key_values(x, name) for name in names | _of_matters(names, x)}
    kept = {name: held for name, held in values.items() if not (block_years(name) or span((name,)))}
    keys = {name: tuple(held) for name, held in kept.items() if held is not None}
    trigger = x.award.trigger
    kind = "" if isinstance(trigger, typed.YearTrigger) else trigger.record or ""
    return Entry(
        policy.name, x.label, x.row, x.world.applicant, kind, x.item, matter_of(x.record, x.world), level_of(x),
        tuple(sorted(keys.items())), x.is_set_by_bureau, x.day, x.year, x.proposed, x.admitted,
        sums_of(x.charges), sums_of(x.paid), x.carried, x.until if x.carried else None, x.lapsed, x.outcome,
    )  # fmt: skip


def _of_matters(names: set[str], x: Claim) -> set[str]:
    """The fields of the matters that are not part of the item."""
    if x.record is None:
        return set()
    kind = x.world.schema.record_by_name[x.record.root]
    made_of = [fields_of(x.world, kind, name) for name in names if is_matter(name)]
    return {field for fields in made_of for field in fields if field in kind.field_by_name} - set(kind.key)


def _outcome(line: Line) -> str:
    """The outcome of a line whose carried amount was processed further."""
    if line.sum == 0:
        return "carried" if line.carried else "lapsed"
    if line.sum < line.proposed:
        return "reduced"
    return "ceiling" if line.late else "awarded"


def counted_by(policy: typed.Policy, award: typed.Award) -> set[str]:
    """Every key and counted field that a line of an award is asked for: by `once`, by rules, by what deducts it."""
    rows = award.amount.rows if isinstance(award.amount, typed.AmountByRows) else ()
    names = set(award.trigger.keys) if isinstance(award.trigger, typed.SetTrigger) else set[str]()
    for once in (award.once, *(row.once for row in rows)):
        if once is not None:
            names |= {*once.keys, *(["year"] if once.per_year else [])}
    for other in policy.awards:
        less = other.less
        if less is not None and (other is award or less.record in lineage_of(award, policy.schema)):
            names.add(less.field)
    for label, rule in reached(policy, policy.root):
        match rule:
            case (
                typed.Cap()
                | typed.Limit()
                | typed.HighestRule()
                | typed.NoRepeat()
                | typed.TopUp()
                | typed.MinimumTotal()
                | typed.RoundedTotal()
                | typed.OlderStandardRule()
                | typed.Quota()
            ):
                names |= {key for key in rule.keys if not key.startswith("row ")} if label == award.label else set()
        if label == award.label and isinstance(rule, typed.Limit) and rule.counts is not None:
            names.add(rule.counts)
        if label == award.label and isinstance(rule, typed.Quota) and stands_among_rules(policy, rule):
            names.add("applicant")  # a place of a limit of all applicants
        if label == award.label and isinstance(rule, typed.TopUp):
            names.add("level")
    return names


def _keys_of(line: Line) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The keys that a line was printed with. A short line has only its item."""
    return () if line.short else tuple(sorted((name, _all(value)) for name, value in line.keys.items()))


def _all(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def sums_of(sums: dict[Name, int]) -> tuple[tuple[Name, int], ...]:
    return tuple(sorted((name, sum_) for name, sum_ in sums.items() if sum_))
