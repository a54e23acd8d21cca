"""Payments by others: support of every level, and payments under other documents.

Input: the support and the history of the facts. Output: the lines about a record, certain or possible, with the sums
that count, and `other support`, their total. docs/en/concepts/settlement describes what identifies a record: "Other
documents".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ipdsl.engine.matters import RecordLineIndex
from ipdsl.engine.operations import Answer, all_of, any_of, facts_of
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import FactRef, Facts, LedgerLine, Open, Support, Truth
from ipdsl.ir.terms import MATTER_OF_ITEM, Program
from ipdsl.schema.vocabulary import RecordKind as Kind

SupportOrPayment: TypeAlias = "Support | LedgerLine"
"""A line about a payment by others."""

CountedSupport: TypeAlias = "tuple[SupportOrPayment, int, Truth]"
"""A line, its amount, and whether it is about a claim."""

USE = "other support"
"""The name under which a situation notes that the support of its record is read."""


def lines_of_others(program: Program, facts: Facts) -> tuple[LedgerLine, ...]:
    """Payments to this applicant under other documents: history lines, and support of the policy's own level."""
    policy, applicant = program.name, facts.applicant
    lines = [line for line in facts.history or () if line.is_about(applicant) and not line.is_of(policy)]
    if program.level:
        lines += [payment_from_support(support) for support in facts.support or () if support.level == program.level]
    return tuple(lines)


def payment_from_support(support: Support) -> LedgerLine:
    """Support of the policy's own level as a payment under another document."""
    sums = {support.year: support.amount}
    return LedgerLine(
        f"{support.level} support",
        "",
        support.item,
        support.year,
        sums,
        short=True,
        kind=support.kind,
        keys=support.keys,
    )


def counted_sum(line: SupportOrPayment) -> int:
    """The amount with which support, or a payment under another document, counts."""
    if isinstance(line, Support):
        return line.amount
    return line.total if line.short else line.admitted


def support_lines(situation: Situation) -> list[SupportOrPayment]:
    """The payments by others: support of every level, and payments under other documents."""
    level = f"{situation.program.level} support"  # already included in the support
    lines = [line for line in lines_of_others(situation.program, situation.facts) if line.policy != level]
    return [*(situation.facts.support or ()), *lines]


def support_index(situation: Situation, kind: Kind, name: str = MATTER_OF_ITEM) -> RecordLineIndex[SupportOrPayment]:
    """The payments by others for records of a kind, by item or by another matter; cached with the facts."""
    spoken = situation.cache.get(("others", kind.name, name))
    if spoken is None:
        roots = situation.schema.record_by_name
        entries = [
            entry
            for entry in support_lines(situation)
            if not entry.kind or (entry.kind in roots and roots[entry.kind].root == kind.root)
        ]
        spoken = situation.cache["others", kind.name, name] = RecordLineIndex(situation, kind, entries, name)
    assert isinstance(spoken, RecordLineIndex)
    return spoken


def support_for_records(situation: Situation, kind: Kind, records: Iterable[Member]) -> Iterator[CountedSupport]:
    """The payments by others for any of these records of a kind, certain or possible, each once."""
    spoken = support_index(situation, kind)
    truths_by_line: dict[int, tuple[SupportOrPayment, list[Truth]]] = {}
    for record, truth in records:
        for line, is_same in spoken.lines_about(situation, record):
            truths_by_line.setdefault(id(line), (line, []))[1].append(all_of(truth, is_same))
    yield from (
        (line, sum_, any_of(*truths)) for line, truths in truths_by_line.values() if (sum_ := counted_sum(line))
    )


def other_support(c: Situation, name: str) -> Answer:
    """The total that others paid for the record, or for the records of a set of the kind `name`, in minor units.

    Support that is not stated is 0; in a strict situation the total has no upper end.
    """
    members: tuple[Member, ...] = c.members if c.record is None else ((c.record, True),)
    for record, _ in members:
        c.with_record(record, c.day, c.year).note_use(USE)
    kind = c.schema.record_by_name[name if c.record is None else c.record.kind]
    counted = list(support_for_records(c, kind, members))
    low = sum(sum_ for _, sum_, belongs in counted if belongs is True)
    most = low + sum(sum_ for _, sum_, belongs in counted if isinstance(belongs, Open))
    facts = facts_of(*(belongs for _, _, belongs in counted))
    if c.record is None and c.unlisted:  # a record that is not listed may have any of the payments
        most, facts = max(most, sum(map(counted_sum, support_index(c, kind).all_lines))), facts | c.unlisted
    if c.is_strict and c.facts.support is None:
        return Open(facts | {FactRef("support")}, low)
    return Open(facts, low, most) if low != most else low
