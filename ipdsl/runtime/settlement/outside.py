"""Payments under other documents: what `no repeat`, `top up` and `less already paid` see of them.

In come ledger lines that name another policy; out come their sums with the keys by which rules count. They count for
no cap, no limit and no selection; for `once` only where the policy says which clause was which.

Which keys they have, and which rules count them, is said in docs/settlement.md: "Other documents".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import Facts, LedgerLine, Record
from ipdsl.runtime.kernel.recall import Outside
from ipdsl.runtime.settlement.candidate import keys_in_item, level_field, matter_from, matter_of
from ipdsl.runtime.settlement.claims import KeyValue, key_text
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Record as Kind


def outside_of(program: Program, facts: Facts, lines: Iterable[LedgerLine] | None = None) -> tuple[Outside, ...]:
    """The payments under other documents to this applicant, as they were stated; `lines`: some of the history."""
    return tuple(
        payment
        for line in (facts.history or () if lines is None else lines)
        if line.policy not in ("", program.name) and line.applicant in ("", facts.applicant)
        if (payment := _outside(program, facts, line)).amount > 0
    )


def _outside(program: Program, facts: Facts, line: LedgerLine) -> Outside:
    schema = program.schema
    kinds = schema.lineage(line.kind) if line.kind in schema.record_by_name else ()
    words = schema.who.intersection(facts.kinds) | {"applicant"}
    keys = keys_of_payment(program, facts, line)
    amount = line.total if line.short else line.admitted
    return Outside(line.policy, line.clause, line.item, kinds, line.year, amount, keys, words)


def keys_of_payment(program: Program, facts: Facts, line: LedgerLine) -> dict[str, KeyValue]:
    """What a payment under another document states, and what follows from its kind and item."""
    schema = program.schema
    words = ("applicant", *(name for name in schema.who if name in facts.kinds))
    keys: dict[str, KeyValue] = dict.fromkeys(words, facts.applicant)
    keys |= {"item": line.item, "year": str(line.year)}
    kind = schema.record_by_name.get(line.kind)
    if kind is not None:
        keys |= keys_in_item(kind, line.item)
    keys |= {name: key_text(value) for name, value in line.keys.items()}
    if kind is not None:
        matter = _matter(program, facts, kind, line, keys)
        level = keys.get(level_field(kind) or "")
        keys |= ({"matter": matter} if matter else {}) | ({"level": level} if level else {})
    elif line.matter:
        keys["matter"] = line.matter
    if line.level:
        keys["level"] = line.level
    return keys


def _record(facts: Facts, kind: Kind, item: str) -> Record | None:
    every = (record for listing in facts.records.values() for record in listing.records)
    return next((record for record in every if record.root == kind.root and record.item == item), None)


def _matter(
    program: Program, facts: Facts, kind: Kind, line: LedgerLine, keys: Mapping[str, KeyValue]
) -> str | None:  # fmt: skip
    stated = line.matter or keys.get("matter")
    if isinstance(stated, str) and stated:
        return stated if stated.startswith(f"{kind.root}: ") else f"{kind.root}: {stated}"
    record = _record(facts, kind, line.item)
    if record is not None:
        day = datetime.date(line.year, 12, 31)
        return matter_of(Situation(program, facts, record, day, line.year), record) or None
    matter = matter_from(kind, keys, facts.applicant)
    return f"{kind.root}: {line.item}" if matter is None and kind.matter == kind.key else matter
