"""Payments under other documents: what `no repeat`, `top up`, `less already paid` and counted support see of them.

In come ledger lines that name another policy, and support of the policy's own level; out come their sums with the keys
by which rules count. They count for no cap, no limit and no selection; for `once` only where the policy says which
clause was which.

Which keys they have, and which rules count them, is said in docs/settlement.md: "Other documents".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from ipdsl.making import attrs
from ipdsl.runtime.clauses.matters import matter_told, meets, named, same_matter, told
from ipdsl.runtime.clauses.operations import all_of, any_of
from ipdsl.runtime.clauses.situation import Member, Situation
from ipdsl.runtime.facts import Facts, Foreign, LedgerLine, Record, Support
from ipdsl.runtime.kernel.recall import Outside
from ipdsl.runtime.settlement.candidate import field_of_key
from ipdsl.runtime.settlement.claims import Candidate, KeyValue, key_text
from ipdsl.runtime.terms import BY_APPLICANT, MATTER_OF_ITEM, Program, TriggerKind, is_matter
from ipdsl.runtime.unknown import FactRef, Open, Special, Truth
from ipdsl.schema.model import Record as Kind


def lines_of_others(program: Program, facts: Facts) -> tuple[LedgerLine, ...]:
    """What was paid to this applicant under other documents: lines of the history, and support of the own level."""
    lines = [
        line
        for line in facts.history or ()
        if line.policy not in ("", program.name) and line.applicant in ("", facts.applicant)
    ]
    if program.level:
        lines += [
            LedgerLine(
                f"{one.level} support", "", one.item, one.year, {one.year: one.amount}, short=True, kind=one.kind,
                keys=one.keys,
            )
            for one in facts.support or ()
            if one.level == program.level
        ]  # fmt: skip
    return tuple(lines)


def outside_of(program: Program, facts: Facts, lines: Iterable[LedgerLine] | None = None) -> tuple[Outside, ...]:
    """The payments under other documents, as they were stated; `lines`: some of them."""
    found = lines_of_others(program, facts) if lines is None else lines
    at = situation_of_lines(program, facts)
    return tuple([payment for line in found if (payment := _outside(at, line)).amount > 0])


def _outside(at: Situation, line: LedgerLine) -> Outside:
    schema, facts = at.schema, at.facts
    kinds = schema.lineage(line.kind) if line.kind in schema.record_by_name else ()
    words = schema.who.intersection(facts.kinds) | {"applicant"}
    keys = keys_of_payment(at, line)
    return Outside(line.policy, line.clause, line.item, kinds, line.year, sum_of(line), keys, words)


def sum_of(line: LedgerLine) -> int:
    """What a payment under another document counts with."""
    return line.total if line.short else line.admitted


def keys_of_payment(at: Situation, line: LedgerLine) -> dict[str, KeyValue]:
    """What a payment under another document states, and what follows from its kind and item."""
    schema, facts = at.schema, at.facts
    words = ("applicant", *(name for name in schema.who if name in facts.kinds))
    keys: dict[str, KeyValue] = dict.fromkeys(words, facts.applicant)
    keys |= {"item": line.item, "year": str(line.year)}
    keys |= {name: key_text(value) for name, value in line.keys.items() if not is_matter(name)}
    kind = schema.record_by_name.get(line.kind)
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


@attrs.frozen
class InPart:
    """A payment under another document of which a key of a rule is not stated; `clauses` are those that it reaches."""

    line: LedgerLine
    kind: Kind
    names: tuple[str, ...]
    clauses: frozenset[int]


def payments_in_part(at: Situation) -> tuple[InPart, ...]:
    """The payments that a rule may count, or may not, for want of a key; worked out once for the facts."""
    found = at.worked_out.get("payments in part")
    if found is None:
        found = at.worked_out["payments in part"] = tuple(_in_part(at))
    assert isinstance(found, tuple)
    return found


def _in_part(at: Situation) -> Iterator[InPart]:
    schema = at.schema
    lines = [line for line in lines_of_others(at.program, at.facts) if line.kind in schema.record_by_name]
    if not lines:
        return
    steps = [step for step in at.program.settlement.steps if step.counts_others]
    for line in lines:
        kind = schema.record_by_name[line.kind]
        keys = keys_of_payment(at, line) if sum_of(line) > 0 else {}
        for step in steps:
            if not keys or set(step.kinds).isdisjoint(schema.lineage(line.kind)):
                continue
            names = tuple(n for n in step.bound.keys if is_matter(n) or n == "level" or n in kind.field_by_name)
            lacks = [name for name in names if name not in keys and _has(at, kind, name)]
            if step.ends and line.item:
                lacks = []  # what it is about stands for the field
            if lacks:
                yield InPart(line, kind, names, step.bound.reached)


def _has(at: Situation, kind: Kind, name: str) -> bool:
    """Whether records of a kind have a key at all."""
    return is_matter(name) or bool(field_of_key(at.schema, kind, name))


def hanging_on(at: Situation, record: Record, clause: int) -> frozenset[FactRef]:
    """The facts on which hangs whether payments that are stated in part count for the claim of a record."""
    facts: frozenset[FactRef] = frozenset()
    for payment in payments_in_part(at):
        if clause in payment.clauses and payment.kind.root == record.root:
            met = _may_meet(at, record, payment)
            facts |= met.facts if isinstance(met, Open) else frozenset()
    return facts


def _may_meet(at: Situation, record: Record, payment: InPart) -> Truth:
    """Whether such a payment is of the group of a claim, part by part."""
    kind, here = at.schema.record_by_name[record.kind], at.on(record, at.day)
    fields: dict[str, None] = {}
    for name in payment.names:
        made_of = at.program.matter_fields(name, kind) if is_matter(name) else (field_of_key(at.schema, kind, name),)
        fields.update(dict.fromkeys(field for field in made_of if field and made_of != BY_APPLICANT))
    said = told(at, kind, payment.line, tuple(fields))
    if payment.line.level and (field := field_of_key(at.schema, kind, "level")):
        said[field] = payment.line.level
    own = {field: here.field(field) for field in fields}
    return meets(own, said, lambda field: FactRef("history", kind.root, payment.line.item, field))


# ---------------------------------------------------------------------------------------------- counted support


@attrs.frozen
class Others:
    """What others paid for items of a kind: sums by the items of which lines state all, and the other lines."""

    sums: Mapping[str, int]
    in_part: tuple[tuple[Support | LedgerLine, int], ...]


def support_for(at: Situation, claim: Candidate, members: tuple[Member, ...]) -> int | frozenset[FactRef]:
    """What other levels, programmes and documents paid for a claim, in minor units; or the facts on which it hangs.

    `members` are the records of a set: what was paid for one of them was paid for the set, each line once. A claim
    without a record of its own is spoken of by its item too; one of yearly figures by lines without a kind alone.
    """
    total = 0 if claim.source is not None else sum(sum_ for line, sum_ in _paid(at) if _names(at, claim, line))
    records = members if claim.source is None else ((claim.source, True),)
    if not records:
        return total
    root = at.schema.record_by_name[claim.root]
    others = at.worked_out.get(("others", root.name))
    if others is None:
        others = at.worked_out["others", root.name] = _others(at, root)
    assert isinstance(others, Others)
    facts = frozenset[FactRef]()
    for item in {record.item for record, _ in records} if others.sums else ():
        sum_ = others.sums.get(f"{root.name}: {item}", 0)
        belongs = any_of(*(truth for record, truth in records if record.item == item)) if sum_ else True
        total += sum_ if belongs is True else 0
        facts |= belongs.facts if isinstance(belongs, Open) else frozenset()
    for line, sum_ in others.in_part:
        group = "support" if isinstance(line, Support) else "history"
        met = any_of(*(all_of(truth, same_matter(at, one, line, group, MATTER_OF_ITEM)) for one, truth in records))
        total += sum_ if met is True else 0
        facts |= met.facts if isinstance(met, Open) else frozenset()
    return facts or total


def _names(at: Situation, claim: Candidate, line: Support | LedgerLine) -> bool:
    """Whether a line speaks of a claim without a record by its item: of a set, where no record is called so."""
    if line.item != claim.item or line.keys:
        return False
    if claim.clause.trigger.kind is not TriggerKind.SET:
        return not line.kind
    kind = at.schema.record_by_name.get(line.kind)
    is_of_kind = not line.kind or (kind is not None and kind.root == claim.root)
    is_of_year = not claim.clause.trigger.keys or line.year == claim.year  # a key is the item of a set in every year
    return is_of_kind and is_of_year and not named(at, claim.root, line.item)


def _others(at: Situation, kind: Kind) -> Others:
    sums: dict[str, int] = {}
    in_part: list[tuple[Support | LedgerLine, int]] = []
    for line, sum_ in _paid(at):
        stated = at.schema.record_by_name.get(line.kind)
        if line.kind and (stated is None or stated.root != kind.root):
            continue
        text = matter_told(at, kind, line, MATTER_OF_ITEM)
        if text is None:
            in_part.append((line, sum_))
        else:
            sums[text] = sums.get(text, 0) + sum_
    return Others(sums, tuple(in_part))


def _paid(at: Situation) -> list[tuple[Support | LedgerLine, int]]:
    """What others paid, each line with its sum: support of every level, and payments under other documents."""
    level = f"{at.program.level} support"  # stands among the support already
    lines = [(line, sum_of(line)) for line in lines_of_others(at.program, at.facts) if line.policy != level]
    return [*((line, line.amount) for line in at.facts.support or ()), *lines]
