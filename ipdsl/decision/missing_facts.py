"""Missing facts with the amount that they affect and the clauses that need them, and the assumptions of a decision.

Each fact is listed once, even if several claims wait for it. Record kinds that are not stated are listed, too.

An assumption is one sentence. They include the assumed as-of date, parts of the facts that are missing, sources of
published values, and records without key and id. Such a record counts as a separate item. This is reported if another
record or a history line has the same root, because both may be about the same item.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self

from ipdsl.base.findings.phrase import LocalizedName, MessageValue, Phrase, join_phrases, literal_phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.money import DECIMALS, Money
from ipdsl.claims.claim import Candidate
from ipdsl.claims.external_payments import clauses_counting_support
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.model import Claim, MissingFact, UnstatedKind
from ipdsl.engine.situation import field_of, members_of_type
from ipdsl.facts.records import content_of
from ipdsl.ir.facts import FactRef, Facts, all_records
from ipdsl.ir.proposal import PUBLISHED, STATED_OTHERWISE, Outcome, Passage, Reason, ReasonValue
from ipdsl.ir.terms import Program, TriggerKind
from ipdsl.ledger.lines import root_of
from ipdsl.plain_data.strict_json import SourceRemark
from ipdsl.wording import english
from ipdsl.wording.english import CATALOGUE
from ipdsl.wording.labels import Labels, written_day

if TYPE_CHECKING:
    from ipdsl.decision.decision import Decision


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


ANOTHER = Phrase("`--as-of DAY`, or `as_of` in the facts, sets another", "可以用`--as-of DAY`或事实中的`as_of`另行指定")


class AssumedAsOf(Phrase):
    """The sentence that the as-of date was assumed; it is at the head of every page of the decision."""

    __slots__ = ()

    @classmethod
    def from_facts(cls, day: datetime.date) -> Self:
        """The sentence about a day that was assumed."""
        return cls("no as-of date stated: {day} is assumed; {another}", "没有填写截至日：按{day}计算；{another}",
                   day=written_day(day), another=ANOTHER)  # fmt: skip


def assumed_as_of(decision: Decision) -> Iterator[Phrase]:
    """The sentence of a decision about its assumed as-of date, if any."""
    return (facts for facts in decision.assumed if isinstance(facts, AssumedAsOf))


def span_of_days(decisions: Sequence[Decision]) -> MessageValue:
    """`, as of 2022-12-31`, or from the first day to the last if the decisions have several."""
    days = sorted({decision.as_of for decision in decisions})
    if not days:
        return ""
    first, last = written_day(days[0]), written_day(days[-1])
    if len(days) == 1:
        return Phrase(", as of {day}", "，截至{day}", day=first)
    return Phrase(", as of {first} to {last}", "，截至日{first}至{last}", first=first, last=last)


def assumed_as_of_phrases(decisions: Sequence[Decision]) -> Iterator[Phrase]:
    """The number of applicants without a stated as-of date; the end of each one's last stated year is assumed."""
    number = sum(any(assumed_as_of(decision)) for decision in decisions)
    if number:
        yield Phrase("no as-of date stated by {number} of {all}: the end of each one's last year is assumed; {another}",
                     "{all}个申请人中有{number}个没有填写截至日：各按其最后一年年末计算；{another}",
                     number=number, all=len(decisions), another=ANOTHER)  # fmt: skip


NOT_ALL_WEIGHED = Phrase(
    "too many facts are missing to try all cases: the bounds of the amount due may be wider than necessary,"
    " and a claim that depends on many facts of other claims lists only some of them",
    "未填写的事实过多，无法逐一试算：应得的上下界可能比实际宽，取决于很多事实的申请只列出其中一部分",
)
"""The note for a tied set whose budget of work was too small."""


def assumptions(proposer: Proposer, claims: Iterable[Candidate], parts: Iterable[Reason]) -> Iterator[Phrase]:
    """All assumptions of a run; `parts` are the parts of the reported claims' amounts."""
    program, facts = proposer.program, proposer.facts
    if facts.assumes_as_of:
        yield AssumedAsOf.from_facts(facts.as_of)
    yield from map(SourceRemark.from_phrase, facts.remarks)
    yield from _unstated_parts(proposer)
    yield from _partial(program, facts)
    yield from separate_records(program, facts, claims)
    yield from dict.fromkeys(_series_sources(parts))


def _series_sources(parts: Iterable[Reason]) -> Iterator[Phrase]:
    """The files that values came from, and stated values that differ from the published ones."""
    for part in parts:
        values = dict(part.values)
        if part.code == PUBLISHED:
            yield Phrase("values of {series} that the facts do not state: {source}",
                         "{series}中事实没有填写的数值：{source}", series=LocalizedName(str(values["series"])),
                         source=str(values["source"]))  # fmt: skip
        elif part.code == STATED_OTHERWISE:
            row = CATALOGUE[part.code]
            both = {name: _bilingual_value(name, value) for name, value in part.values}
            yield Phrase(f"{row.en}: {{source}}", f"{row.zh}：{{source}}", **both)


def _bilingual_value(name: str, value: ReasonValue) -> MessageValue:
    """A value of a reason in both languages."""
    if isinstance(value, str):
        return LocalizedName(value) if name == "series" else value
    from ipdsl.wording import chinese  # few facts differ from published values

    return literal_phrase(english.text(value), chinese.text(value))


def _unstated_parts(proposer: Proposer) -> Iterator[Phrase]:
    """The parts of the facts that are missing as a whole."""
    program, facts, strict = proposer.program, proposer.facts, proposer.is_strict
    lines = facts.history or (facts.reopened and facts.reopened.before)
    if facts.history is None or (facts.other_applicants and not lines and not strict):
        rest = Phrase("none are assumed", "按以往未获资助核算")
        rest = Phrase("they are treated as unknown", "按以往资助情况未知核算") if strict else rest
        yield Phrase("no earlier payments declared, so {rest}", "未申报以往资助，{rest}", rest=rest)
    if facts.support is None and program.compute_once(asks_for_support):
        rest = Phrase("none is assumed", "按没有其他资助核算")
        rest = Phrase("it is treated as unknown", "按其他资助情况未知核算") if strict else rest
        yield Phrase("no other support declared, so {rest}", "未申报其他资助，{rest}", rest=rest)
    if facts.older_documents is None and program.older_standards:
        rest = Phrase("no higher standard is assumed", "按没有更高的标准核算")
        rest = Phrase("their standards are treated as unknown", "按其标准未知核算") if strict else rest
        yield Phrase("no older documents declared, so {rest}", "未申报以往文件，{rest}", rest=rest)


def _partial(program: Program, facts: Facts) -> Iterator[Phrase]:
    """The kinds that are listed in part, if an award pays one of their records at a time."""
    related = program.schema.related_records
    claimed_kinds = {clause.trigger.record for clause in program.clauses if clause.trigger.record}
    kinds = [k for k, listing in sorted(facts.records.items()) if listing.partial and related[k] & claimed_kinds]
    if kinds:
        yield Phrase(
            "listed in part, and the sums hold with one more record of each: {kinds}",
            "只列出一部分，各再多一项时金额仍然成立：{kinds}",
            kinds=join_phrases(map(LocalizedName, kinds)),
        )


# ---------------------------------------------------------------------------------------------- records without a key


def separate_records(program: Program, facts: Facts, claims: Iterable[Candidate]) -> Iterator[Phrase]:
    """A sentence for each record without key and id that a claim is about."""
    held = _count_by_root(program, facts)
    reported: set[tuple[str, str]] = set()
    for claim in claims:
        record = claim.source
        if record is None or not claim.is_live or (record.kind, record.id) in reported:
            continue
        kind = program.schema.record_by_name[record.kind]
        unstated = [name for name in kind.key if record.values.get(name) is None]
        is_named = not unstated or record.item != content_of(kind, record.values, DECIMALS.get(program.currency, 2))
        if not is_named and held[record.root] > 1:
            reported.add((record.kind, record.id))
            labels = program.compute_once(Labels)
            fields = join_phrases(LocalizedName(name, labels.name(name, record.kind)) for name in unstated)
            item = LocalizedName(record.item, labels.item(record.item, Passage(record.kind)))
            yield Phrase("{fields} not stated: {kind} {item} is treated as a separate item",
                         "{fields}未填写：{kind} {item}按单独一项计算", fields=fields,
                         kind=LocalizedName(record.kind), item=item)  # fmt: skip


def _count_by_root(program: Program, facts: Facts) -> Counter[str]:
    """The number of records and history lines of each root."""
    held = Counter(record.root for record in all_records(facts))
    kinds = program.schema.record_by_name
    roots = {clause.label: root_of(program, clause) for clause in program.clauses} if facts.history else {}
    for line in facts.history or ():
        root = kinds[line.kind].root if line.kind in kinds else roots.get(line.clause)
        if root:
            held[root] += 1
    return held


def asks_by_year(program: Program) -> bool:
    """Whether any award is paid for the figures of a year."""
    return any(clause.trigger.kind is TriggerKind.YEAR for clause in program.clauses)


def asks_for_support(program: Program) -> bool:
    """Whether payments by others count for any clause, or payments by the policy's own level."""
    return asks_for_others(program) or bool(clauses_counting_support(program))


def asks_for_others(program: Program) -> bool:
    """Whether payments by others count for any clause."""
    gates = (gate.outcome for clause in program.clauses for gate in clause.gates)
    rules = (bound for step in program.settlement.steps for bound in step.rules)
    is_counted = any(clause.counts_support or clause.reads_support for clause in program.clauses)
    return is_counted or any(bound.support_levels is not None for bound in rules) or Outcome.SUPPORTED in gates
