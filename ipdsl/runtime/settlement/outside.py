"""Payments under other documents: what `no repeat`, `top up`, `less already paid` and counted support see of them.

In come ledger lines that name another policy, and support of the policy's own level; out come their sums with the keys
by which rules count. They count for no cap, no limit and no selection; for `once` only where the policy says which
clause was which.

Which keys they have, and which rules count them, is said in docs/settlement.md: "Other documents".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from ipdsl.runtime.clauses.matter_lines import Alike, Lines, Spoken
from ipdsl.runtime.clauses.matters import matter_told, named, spoken_of, told
from ipdsl.runtime.clauses.operations import Answer, all_of, any_of, facts_of
from ipdsl.runtime.clauses.situation import Member, Situation
from ipdsl.runtime.facts import Facts, Foreign, LedgerLine, Record, Support
from ipdsl.runtime.kernel.recall import Outside
from ipdsl.runtime.settlement.candidate import field_of_key
from ipdsl.runtime.settlement.claims import Candidate, KeyValue, key_text
from ipdsl.runtime.terms import MATTER_OF_ITEM, Program, TriggerKind, is_matter
from ipdsl.runtime.unknown import FactRef, Open, Special, Truth
from ipdsl.schema.model import MATTER_IS_APPLICANT
from ipdsl.schema.model import Record as Kind
from ipdsl.value_object import ValueObject

Paid: TypeAlias = "Support | LedgerLine"
"""A line of what another paid."""


def lines_of_others(program: Program, facts: Facts) -> tuple[LedgerLine, ...]:
    """What was paid to this applicant under other documents: lines of the history, and support of the own level."""
    policy, applicant = program.name, facts.applicant
    lines = [line for line in facts.history or () if line.is_about(applicant) and not line.is_of(policy)]
    if program.level:
        lines += [as_payment(one) for one in facts.support or () if one.level == program.level]
    return tuple(lines)


def counting_own_support(program: Program) -> frozenset[int]:
    """The clauses over which a rule counts what the policy's own level paid, which facts state as support."""
    steps = [step for step in program.settlement.steps if step.counts_others and program.level]
    return frozenset(index for step in steps for bound in step.bounds for index in bound.reached)


def as_payment(one: Support) -> LedgerLine:
    """Support of the policy's own level, as a payment under another document."""
    sums = {one.year: one.amount}
    return LedgerLine(f"{one.level} support", "", one.item, one.year, sums, short=True, kind=one.kind, keys=one.keys)


def outside_of(
    program: Program, facts: Facts, lines: Iterable[LedgerLine] | None = None, at: Situation | None = None
) -> tuple[Outside, ...]:  # fmt: skip
    """The payments under other documents, as they were stated; `lines`: some of them, `at`: in a case of the facts."""
    found = lines_of_others(program, facts) if lines is None else lines
    at = at or situation_of_lines(program, facts)
    return tuple([payment for line in found if (payment := _outside(at, line)).amount > 0])


def _outside(at: Situation, line: LedgerLine) -> Outside:
    schema, facts = at.schema, at.facts
    kinds = schema.lineage(line.kind) if line.kind in schema.record_by_name else ()
    words = schema.who.intersection(facts.kinds) | {"applicant"}
    keys = keys_of_payment(at, line)
    item = spoken_of(schema.record_by_name[line.kind], line) if kinds else line.item
    return Outside(line.policy, line.clause, item, kinds, line.year, sum_of(line), keys, words, line)


def sum_of(line: Paid) -> int:
    """What support, or a payment under another document, counts with."""
    if isinstance(line, Support):
        return line.amount
    return line.total if line.short else line.admitted


def keys_of_payment(at: Situation, line: LedgerLine) -> dict[str, KeyValue]:
    """What a payment under another document states, and what follows from its kind and item."""
    schema, facts = at.schema, at.facts
    words = ("applicant", *(name for name in schema.who if name in facts.kinds))
    keys: dict[str, KeyValue] = dict.fromkeys(words, facts.applicant)
    kind = schema.record_by_name.get(line.kind)
    keys |= {"item": line.item if kind is None else spoken_of(kind, line), "year": str(line.year)}
    keys |= {name: key_text(value) for name, value in line.keys.items() if not is_matter(name)}
    if kind is not None:
        for name in at.program.kept(_counted):
            if name not in keys and (value := key_told(at, kind, line, name)) is not None:
                keys[name] = value
    if line.level:
        keys["level"] = line.level
    return keys


def situation_of_lines(program: Program, facts: Facts) -> Situation:
    """In which what lines say is asked: on no day in particular, since no record changes from day to day."""
    return Situation(program, facts, None, datetime.date.max, datetime.date.max.year)


def key_told(at: Situation, kind: Kind, line: LedgerLine, name: str) -> KeyValue | None:
    """The value of a key that a record has, as far as a line tells it."""
    if is_matter(name):
        return matter_told(at, kind, line, name)
    if name == "level" and line.level:
        return line.level
    field = field_of_key(at.schema, kind, name)
    value = told(at, kind, line, (field,)).get(field) if field else None
    return None if value is None or isinstance(value, Open | Special | Foreign) else key_text(value)


def _counted(program: Program) -> tuple[str, ...]:
    """The keys and counted fields for which any rule asks."""
    return tuple(dict.fromkeys(name for names in program.settlement.columns for name in names))


# ---------------------------------------------------------------------------------------------- stated in part


@attrs.frozen(eq=False, repr=False)
class PaidInPart(ValueObject):
    """A payment under another document of which a key of a rule is not stated; `clauses` are those that it reaches."""

    line: LedgerLine
    kind: Kind
    names: tuple[str, ...]
    clauses: frozenset[int]


PaidByPart: TypeAlias = "dict[tuple[tuple[str, ...], frozenset[int]], Lines[LedgerLine]]"
"""The same by the fields of a record that tell, and by clauses."""


def payments_in_part(at: Situation) -> tuple[PaidInPart, ...]:
    """The payments that a rule may count, or may not, for want of a key; worked out once for the facts."""
    found = at.worked_out.get("payments in part")
    if found is None:
        found = at.worked_out["payments in part"] = tuple(_in_part(at))
    assert isinstance(found, tuple)
    return found


def _in_part(at: Situation) -> Iterator[PaidInPart]:
    schema = at.schema
    lines = [line for line in lines_of_others(at.program, at.facts) if line.kind in schema.record_by_name]
    if not lines:
        return
    steps = [step for step in at.program.settlement.steps if step.counts_others]
    for line in lines:
        kind = schema.record_by_name[line.kind]
        keys = keys_of_payment(at, line) if sum_of(line) > 0 else {}
        for step in steps:
            is_of_other = step.ends and set(step.kinds).isdisjoint(schema.lineage(line.kind))
            if not keys or is_of_other:  # all but what an award deducts counts payments of any kind, by their keys
                continue
            names = tuple(n for n in step.bound.keys if is_matter(n) or n == "level" or n in kind.field_by_name)
            lacks = [name for name in names if name not in keys and _has(at, kind, name)]
            if lacks:
                yield PaidInPart(line, kind, names, step.bound.reached)


def _has(at: Situation, kind: Kind, name: str) -> bool:
    """Whether records of a kind have a key at all."""
    return is_matter(name) or bool(field_of_key(at.schema, kind, name))


def hanging_on(at: Situation, record: Record, clause: int) -> frozenset[FactRef]:
    """The facts on which hangs whether payments that are stated in part count for the claim of a record."""
    return frozenset[FactRef]().union(*(met.facts for _, met in may_meet(at, record, clause)))


def may_meet(at: Situation, record: Record, clause: int) -> Iterator[tuple[Alike[LedgerLine], Open]]:
    """The payments stated in part that may be of a group of a record's claim, with what tells."""
    if not payments_in_part(at):
        return
    here = at.on(record, at.day)
    for (fields, clauses), lines in _by_part(at, record.root).items():
        if clause in clauses:
            own = facts_of(*(here.field(field) for field in fields))
            for alike in lines.near(here, record.root, fields):
                if facts := own | alike.facts:
                    yield alike, Open(facts, members=(True, False))


def _by_part(at: Situation, root: str) -> PaidByPart:
    """Those for records of a kind, worked out once for the facts."""
    found = at.worked_out.get(("payments by part", root))
    if found is None:
        by_part: PaidByPart = {}
        found = at.worked_out["payments by part", root] = by_part
        for payment in payments_in_part(at):
            fields, told_of = _said(at, at.schema.record_by_name[root], payment)
            if said := {field: told_of[field] for field in fields if field in told_of}:
                by_part.setdefault((fields, payment.clauses), Lines()).by_part.add((payment.line, said), said)
    return found  # type: ignore[return-value]  # put there above


def _said(at: Situation, kind: Kind, payment: PaidInPart) -> tuple[tuple[str, ...], Mapping[str, Answer]]:
    """The fields of a record of which the keys are made that a payment lacks in part, and what it says of them.

    A payment for a record of another root meets it in keys that both have, never in a matter.
    """
    if payment.kind.root != kind.root:
        return _said_of_other(at, kind, payment)
    fields: dict[str, None] = {}
    for name in payment.names:
        made_of = at.program.matter_fields(name, kind) if is_matter(name) else (field_of_key(at.schema, kind, name),)
        fields.update(dict.fromkeys(field for field in made_of if field and made_of != MATTER_IS_APPLICANT))
    return tuple(fields), _told_with_level(at, kind, payment.line, tuple(fields))


def _said_of_other(at: Situation, kind: Kind, payment: PaidInPart) -> tuple[tuple[str, ...], Mapping[str, Answer]]:
    theirs = {name: field_of_key(at.schema, payment.kind, name) for name in payment.names if not is_matter(name)}
    own = {name: field_of_key(at.schema, kind, name) for name in theirs}
    if len(theirs) < len(payment.names) or not all((*theirs.values(), *own.values())):
        return (), {}
    said = _told_with_level(at, payment.kind, payment.line, tuple(theirs.values()))
    return tuple(own.values()), {own[name]: said[field] for name, field in theirs.items() if field in said}


def _told_with_level(at: Situation, kind: Kind, line: LedgerLine, fields: tuple[str, ...]) -> dict[str, Answer]:
    said = told(at, kind, line, fields)
    if line.level and (field := field_of_key(at.schema, kind, "level")):
        said[field] = line.level
    return said


# ---------------------------------------------------------------------------------------------- counted support


Counted: TypeAlias = "tuple[Paid, int, Truth]"
"""A line with its sum, and whether it speaks of a claim."""


def support_of(counted: Iterable[Counted]) -> int | frozenset[FactRef]:
    """What these lines come to, in minor units; or the facts on which it hangs."""
    every = list(counted)
    return facts_of(*(belongs for _, _, belongs in every)) or sum(sum_ for _, sum_, belongs in every if belongs is True)


def payments_among(program: Program, counted: Iterable[Counted]) -> frozenset[LedgerLine]:
    """Of the support that is deducted from a claim, or may be, what is a payment for rules too: a line counts once."""
    found: set[LedgerLine] = set()
    for line, _, _ in counted:
        if isinstance(line, LedgerLine):
            found.add(line)
        elif program.level and line.level == program.level:
            found.add(as_payment(line))
    return frozenset(found)


def counted_for(at: Situation, claim: Candidate, members: tuple[Member, ...]) -> Iterator[Counted]:
    """What other levels, programmes and documents paid for a claim, or may have.

    `members` are the records of a set: what was paid for one of them was paid for the set, each line once. A claim
    without a record of its own is spoken of by its item too; one of yearly figures by lines without a kind alone.
    """
    if claim.source is None:
        yield from ((line, sum_of(line), True) for line in _paid_for(at, claim.item) if _names(at, claim, line))
    records = members if claim.source is None else ((claim.source, True),)
    if not records:
        return
    spoken = _paid_by_others(at, at.schema.record_by_name[claim.root])
    met: dict[int, tuple[Paid, list[Truth]]] = {}
    for record, truth in records:
        for line, is_same in spoken.about(at, record):
            met.setdefault(id(line), (line, []))[1].append(all_of(truth, is_same))
    yield from ((line, sum_, any_of(*own)) for line, own in met.values() if (sum_ := sum_of(line)))


def _names(at: Situation, claim: Candidate, line: Paid) -> bool:
    """Whether a line speaks of a claim without a record by its item: of a set, where no record is called so."""
    if line.keys:
        return False
    if claim.clause.trigger.kind is not TriggerKind.SET:
        return not line.kind
    kind = at.schema.record_by_name.get(line.kind)
    is_of_kind = not line.kind or (kind is not None and kind.root == claim.root)
    is_of_year = not claim.clause.trigger.keys or line.year == claim.year  # a key is the item of a set in every year
    return is_of_kind and is_of_year and not named(at, claim.root, line.item)


def paid_in_part(at: Situation, kind: Kind) -> list[Paid]:
    """What others paid for records of a kind that do not state all of their item."""
    return _paid_by_others(at, kind).in_part


def _paid_by_others(at: Situation, kind: Kind) -> Spoken[Paid]:
    """What others paid for records of a kind, item by item; worked out once for the facts."""
    spoken = at.worked_out.get(("others", kind.name))
    if spoken is None:
        roots = at.schema.record_by_name
        of = [one for one in _paid(at) if not one.kind or (one.kind in roots and roots[one.kind].root == kind.root)]
        spoken = at.worked_out["others", kind.name] = Spoken(at, kind, of, MATTER_OF_ITEM)
    assert isinstance(spoken, Spoken)
    return spoken


def _paid_for(at: Situation, item: str) -> Sequence[Paid]:
    """What others paid, of the lines that name an item; worked out once for the facts."""
    by_item = at.worked_out.get("paid by item")
    if by_item is None:
        by_item = at.worked_out["paid by item"] = dict[str, list[Paid]]()
        for line in _paid(at):
            by_item.setdefault(line.item, []).append(line)
    assert isinstance(by_item, dict)
    found: list[Paid] = by_item.get(item, [])
    return found


def _paid(at: Situation) -> list[Paid]:
    """What others paid: support of every level, and payments under other documents."""
    level = f"{at.program.level} support"  # stands among the support already
    lines = [line for line in lines_of_others(at.program, at.facts) if line.policy != level]
    return [*(at.facts.support or ()), *lines]
